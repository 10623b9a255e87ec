#!/usr/bin/python3
"""run_progress.py [PROGRAM]: replay, drain, rebuild and whatif on a terminal show how far they are, how fast, and how long still; elsewhere they write nothing of it.

Each runs with stderr as a pseudo terminal, then as a pipe, over a month of some hundred mails. Closes with "N passed, N failed".
"""
import datetime
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import threading

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXE = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(TOP, "build/leadclerk"))
BAR = re.compile(r"\[=*>? *\] +(\d+) %  (\d+) of (\d+) (\w+), \d+ a second, \d+ (?:s|min|h) left\x1b\[K\r")
TAKEN_AWAY = "\x1b[K"


def on_terminal(words, folder):
    """(exit code, what stderr said, what stdout said)"""
    ours, theirs = pty.openpty()
    said = []

    def listen():
        while True:
            try:
                if select.select([ours], [], [], 200)[0]:
                    data = os.read(ours, 65536)
                    if data:
                        said.append(data)
                        continue
            except OSError:  # the last writer is gone
                pass
            return
    p = subprocess.Popen([EXE, "-c", "office.yaml", *words], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    ear = threading.Thread(target=listen)
    ear.start()
    out = p.stdout.read()
    code = p.wait(300)
    ear.join()
    os.close(ours)
    return code, b"".join(said).decode("utf-8", "replace"), out.decode("utf-8")


def in_pipe(words, folder):
    r = subprocess.run([EXE, "-c", "office.yaml", *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, text=True)
    return r.returncode, r.stderr, r.stdout


def faults_on_terminal(name, words, folder, things):
    code, said, out = on_terminal(words, folder)
    bars = [(int(m[1]), int(m[2]), int(m[3]), m[4]) for m in BAR.finditer(said)]
    if code != 0:
        yield f"{name}: exit {code}: {said[-300:]}"
    if not bars:
        yield f"{name}: no bar: {said[-300:]!r}"
    if {b[3] for b in bars} - things:
        yield f"{name}: bars of {sorted({b[3] for b in bars})}, not of {sorted(things)} alone"
    if any(100 * b[1] // b[2] != b[0] or b[1] > b[2] for b in bars):
        yield f"{name}: a bar's numbers do not agree: {bars[:3]}"
    for thing in things:
        done = [b[1] for b in bars if b[3] == thing]
        if done != sorted(done):
            yield f"{name}: goes back: {done}"
    after = said.rsplit("left\x1b[K\r", 1)[-1] if bars else ""
    if bars and TAKEN_AWAY not in after:
        yield f"{name}: its bar is left standing"
    for line in said.split("\r\n")[:-1]:  # a line that is logged begins where the bar does, and takes the rest of it away
        last = line.rsplit("\r", 1)[-1]
        if "[=" in last or "[>" in last or not last.endswith("\x1b[K"):
            yield f"{name}: a line runs into the bar: {line[-200:]!r}"
            break
    if "\r" in out or "\x1b" in out:
        yield f"{name}: a bar on stdout"


def faults_in_pipe(name, words, folder):
    code, said, out = in_pipe(words, folder)
    if code != 0:
        yield f"{name}, no terminal: exit {code}: {said[-300:]}"
    if "\r" in said + out or "\x1b" in said + out or " left" in said:
        yield f"{name}, no terminal: something of a bar"


def make(folder):
    subprocess.run([os.path.join(TOP, "tests/bench/genyear"), "--out", folder, "--reps", "40", "--days", "20"], check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, "rules.yaml"), "w", encoding="utf-8") as f:
        f.write("policies:\n  - {effective: 2026-01-01, protection_days: 3}\n")


def main():
    found, runs = [], 0
    with tempfile.TemporaryDirectory(prefix="lc-progress-") as work:
        first = os.path.join(work, "first")
        make(first)
        second = shutil.copytree(first, os.path.join(work, "second"))
        with open(os.path.join(first, "until"), encoding="ascii") as f:
            until = f.read().strip()
        steps = [("replay", ["replay", "--until", until, "--no-pictures"], {"mails"}), ("whatif", ["whatif", "--policy", "rules.yaml"], {"mails", "people"}),
                 ("rebuild", ["rebuild"], {"mails"})]
        for name, words, things in steps:
            found += [*faults_on_terminal(name, words, first, things), *faults_in_pipe(name, words, second)]
            runs += 2
        for folder in (first, second):
            for name in os.listdir(folder):
                if name.startswith("clerk.db"):
                    os.remove(os.path.join(folder, name))
            subprocess.run(["sed", "-i", f"s/since: 2026-01-05/since: {datetime.date.today() + datetime.timedelta(30)}/", "office.yaml"], cwd=folder, check=True)
        found += [*faults_on_terminal("drain", ["drain"], first, {"mails", "letters"}), *faults_in_pipe("drain", ["drain"], second)]
        runs += 2
    print("\n".join(found))
    print(f"{runs - len(found) if len(found) < runs else 0} passed, {len(found)} failed")
    return 1 if found else 0


sys.exit(main())
