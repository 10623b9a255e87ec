#!/usr/bin/python3
"""The operator's beginning: `--help`.

usage: tests/scenes/run_init.py [PROGRAM]      Closes with "N passed, N failed".
"""
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk"))
passed = failed = 0


def check(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED", what)


def run(*words, **more):
    return subprocess.run([PROGRAM, *words], capture_output=True, timeout=60, text=True, **more)


def test_help():
    for word in "--help", "-h":
        r = run(word)
        check(f"{word}: to stdout, 0", r.returncode == 0 and r.stdout.startswith("leadclerk [-c FILE] COMMAND") and not r.stderr)
    commands = re.findall(r"^  ([a-z]+) ", r.stdout, re.M)
    check("there are many commands", len(commands) > 20)
    for command in commands:
        r = run(command, "--help")
        check(f"{command} --help: {r.stdout!r}", r.returncode == 0 and r.stdout.startswith(f"leadclerk {command}") and not r.stderr and len(r.stdout.splitlines()) > 1)
    r = run("-c", "/nowhere.yaml", "doctor", "-h")
    check("no configuration is looked at", r.returncode == 0 and "--send ADDRESS" in r.stdout)
    for words in ([], ["dctor", "--help"], ["--bogus"], ["status", "--bogus"], ["status", "--help", "--bogus"]):
        r = run(*words)
        check(f"{words}: to stderr, 64", r.returncode == 64 and not r.stdout and "leadclerk [-c FILE] COMMAND" in r.stderr)


def main():
    test_help()
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
