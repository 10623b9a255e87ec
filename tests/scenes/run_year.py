#!/usr/bin/python3
"""A month of year.py's office, of forty people: the share of it that `make test` plays. Its arguments; closes with "N passed, N failed"."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import year  # noqa: E402

if __name__ == "__main__":
    sys.exit(year.main(reps=28, days=30, start="2026-09-07"))
