"""What the scenes share that live in the office of tests/golden/stores/make.py: the program that is tried, its commands, and how many checks held."""
import os, sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(TOP, "tests/golden/stores"))
import make as stores

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(TOP, "build/leadclerk"))
counts = {True: 0, False: 0}


def check(good, what):
    counts[bool(good)] += 1
    if not good:
        print("FAILED:", what)


def run(folder, *words, code=0, env=None):
    """What it said: on standard output where it is to do its work, else the fault."""
    r = stores.run(PROGRAM, folder, *words, env=env)
    check(r.returncode == code, f"{' '.join(words)}: exit {r.returncode}, not {code}: {r.stderr[-600:]}")
    return r.stderr if code else r.stdout


def ended():
    """The last line, and the exit code."""
    print(f"{counts[True]} passed, {counts[False]} failed")
    return counts[False] > 0
