#!/usr/bin/python3
"""Three weeks of year.py's office, of forty people, over a holiday: the share of it that `make test` plays. Its arguments; closes with "N passed, N failed"."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import year  # noqa: E402

if __name__ == "__main__":
    sys.exit(year.main(reps=28, days=21, start="2026-09-07"))
