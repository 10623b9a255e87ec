#!/usr/bin/python3
"""The demo, as README's first command plays it, at half its pace: its story checks itself (demo/run). Closes with "1 passed, 0 failed"."""
import os, subprocess, sys, tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main():
    with tempfile.TemporaryDirectory(prefix="leadclerk-demo-") as out:
        r = subprocess.run([os.path.join(TOP, "demo", "run"), os.path.join(out, "demo-out")], env=dict(os.environ, DEMO_RATE="300"), stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False)
    if r.returncode:
        print(r.stdout[-6000:])
    print("0 passed, 1 failed" if r.returncode else "1 passed, 0 failed")
    return r.returncode != 0


sys.exit(main())
