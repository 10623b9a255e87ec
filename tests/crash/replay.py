#!/usr/bin/python3
"""replay.py [KILLS [SEED]]: a month's replay, killed with SIGKILL at random and begun again, ends as an undisturbed one.

The tables and the letters in the Maildir must be the same, byte by byte. Between two kills is time for some mails: one that is killed three
times in its reading is quarantined, as it should be.
LEADCLERK (build/leadclerk) is the program.
"""
import csv, io, os, random, shutil, subprocess, sys, tempfile, time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXE = os.path.abspath(os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk")))
MONTH = ["--reps", "3", "--mails", "100", "--rows", "1500"]


def replay(folder, seconds=None):
    """The exit code; None if it was killed after so many seconds."""
    with open(os.path.join(folder, "until"), encoding="ascii") as f:
        until = f.read().strip()
    with open(os.path.join(folder, "log"), "a", encoding="utf-8") as log:
        p = subprocess.Popen([EXE, "-c", "office.yaml", "replay", "--until", until], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            return p.wait(seconds or 200)
        except subprocess.TimeoutExpired:
            p.kill()
            p.wait()
            return None


def table(folder, name):
    r = subprocess.run([EXE, "-c", "office.yaml", name, "--csv"], cwd=folder, capture_output=True, text=True, check=True)
    return list(csv.DictReader(io.StringIO(r.stdout)))


def letters(folder):
    """What each letter is, and the bytes of those that are in the Maildir."""
    new = os.path.join(folder, "out", "new")
    files = {}
    for name in os.listdir(new):
        with open(os.path.join(new, name), "rb") as f:
            files[name] = f.read()
    return {r["letter"]: r for r in table(folder, "letters")}, files


def faults(whole, broken):
    for name in ("ledger", "duties", "leads", "mails"):
        if table(whole, name) != table(broken, name):
            yield f"{name} differs"
    (want, want_files), (got, got_files) = letters(whole), letters(broken)
    if want.keys() != got.keys():
        yield f"other letters: {sorted(want.keys() ^ got.keys())[:5]}"
    changed = [i for i in want.keys() & got.keys() if want[i] != got[i]]
    if changed:
        yield f"{len(changed)} letters differ, such as {want[changed[0]]} and {got[changed[0]]}"
    other = sorted(name for name, data in got_files.items() if want_files.get(name) != data)
    if other:
        yield f"other bytes in the Maildir: {len(other)}, such as {other[:3]}"
    if want_files.keys() - got_files.keys():
        yield f"not in the Maildir: {sorted(want_files.keys() - got_files.keys())[:5]}"


def fresh(work, name):
    folder = os.path.join(work, name)
    shutil.copytree(os.path.join(work, "month"), folder)
    with open(os.path.join(folder, "clerk.db.key"), "wb", opener=lambda p, f: os.open(p, f, 0o600)) as f:
        f.write(b"k" * 32)  # letters carry tokens made with it
    return folder


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    rnd = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="lc-replay-") as work:
        subprocess.run(["/usr/bin/python3", os.path.join(TOP, "tests/oracle/genmonth.py"), "--seed", str(seed), "--out", os.path.join(work, "month"),
                        *MONTH], check=True, stdout=subprocess.DEVNULL)
        whole, broken = fresh(work, "whole"), fresh(work, "broken")
        start = time.monotonic()
        found = [] if replay(whole) == 0 else ["the undisturbed replay failed"]
        took, killed = time.monotonic() - start, 0
        while killed < kills and replay(broken, 0.3 + rnd.uniform(0, took / kills)) is None:
            killed += 1
        if replay(broken) != 0:
            found.append("the last replay failed")
        found += faults(whole, broken)
    print("\n".join(found + [f"killed {killed} times in a month that takes {took:.1f} s"]))
    if killed == 0:
        found.append("never killed")
    print(f"{0 if found else 1} passed, {1 if found else 0} failed")
    return 1 if found else 0


sys.exit(main())
