#!/usr/bin/python3
"""`check` on the configurations that people really write wrong: each case of tests/golden/broken is office.yaml there with a change, and every line that `check` must then say.

A case is a file NAME.case: lines `- old` and `+ new` (a change: the text `old` becomes `new`; \\t, \\r, \\xNN are bytes), `! COMMAND` (sh, in the office's folder, before), and after
a line `=` the whole output, in which the folder is left out.

usage: tests/scenes/run_check.py [PROGRAM]           Closes with "N passed, N failed".
       tests/scenes/run_check.py --write [PROGRAM]   writes what `check` says now behind `=`: to be read by somebody who did not write the program
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CASES = os.path.join(TOP, "tests/golden/broken")
WRITE = "--write" in sys.argv
PROGRAM = ([w for w in sys.argv[1:] if w != "--write"] or [os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk"))])[0]
LEAST = 60


def raw(text):
    return re.sub(rb"\\(x[0-9A-Fa-f]{2}|[trn\\])", lambda m: {b"t": b"\t", b"r": b"\r", b"n": b"\n", b"\\": b"\\"}.get(m[1]) or bytes([int(m[1][1:], 16)]), text.encode("utf-8"))


def office(folder, case):
    """The office of the case; False: a change that changes nothing, which is a fault of the case."""
    data = open(os.path.join(CASES, "office.yaml"), "rb").read()
    for name in "secrets", "letters", "forms":
        os.makedirs(os.path.join(folder, name))
    with open(os.path.join(folder, "secrets/clerk"), "w") as f:
        f.write("secret\n")
    os.chmod(f.name, 0o600)
    with open(os.path.join(folder, "days.csv"), "w") as f:
        f.write("date,kind\n2026-10-01,off\n")
    good, old, commands = True, None, []
    for line in case.splitlines():
        if line.startswith("- "):
            old = raw(line[2:])
        elif line.startswith("+ ") or line == "+":
            good, data, old = good and old is not None and old in data, data.replace(old or b"\0", raw(line[2:]), 1), None
        elif line.startswith("! "):
            commands.append(line[2:])
    with open(os.path.join(folder, "office.yaml"), "wb") as f:
        f.write(data)
    for command in commands:
        subprocess.run(["sh", "-ec", command], cwd=folder, check=True)
    return good and old is None


def said(folder):
    r = subprocess.run([PROGRAM, "-c", os.path.join(folder, "office.yaml"), "check"], capture_output=True, timeout=60)
    text = (r.stdout + r.stderr).decode("utf-8", "replace").replace(folder + "/", "").replace(folder, ".")
    return r.returncode, text


def main():
    passed = failed = 0
    paths = sorted(glob.glob(os.path.join(CASES, "*.case")))
    for path in paths:
        name = os.path.basename(path)[:-5]
        case, _, expected = open(path, encoding="utf-8").read().partition("\n=\n")
        folder = tempfile.mkdtemp(prefix="leadclerk-check-")
        try:
            changed = office(folder, case)
            code, text = said(folder)
        finally:
            subprocess.run(["chmod", "-R", "u+rwX", folder], check=False)
            shutil.rmtree(folder)
        good = changed and text == expected and code == (0 if name.startswith("good") else 78)
        passed, failed = passed + good, failed + (not good)
        if WRITE:
            with open(path, "w", encoding="utf-8") as f:
                f.write(case.rstrip("\n") + "\n=\n" + text)
        elif not good:
            print(f"FAILED {name}: exit {code}{'' if changed else ', a change that changes nothing'}\n  said     {text!r}\n  expected {expected!r}")
    failed += len(paths) < LEAST
    print(f"{passed} passed, {failed} failed")
    return 1 if failed and not WRITE else 0


sys.exit(main())
