#!/usr/bin/python3
"""run_whatif.py [PROGRAM]: `whatif --letter --send`: the general manager gets what other rules would have come to, once, through the outbox, with or without a daemon that holds the store; nobody else
gets anything, and the ledger stays. Prints "N passed, M failed"."""
import csv, email, email.policy, glob, io, os, re, shutil, signal, subprocess, sys, tempfile, time

from lived import PROGRAM, check, ended, run, stores

OTHER = "policies: [{effective: 2026-01-01, packs: [S0], lead_list: {quota: 10, donation_per_missing: %s, pushups_per_missing: %d}, prospects: {quota: 1, extra_leads: 2, visits: 2}}]\n"


def rules(folder, name, donation, pushups=1):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        f.write(OTHER % (donation, pushups))
    return name


def letters(folder):
    return [x for x in csv.DictReader(io.StringIO(run(folder, "letters", "--csv"))) if x["letter"].startswith("whatif.")]


def arrived(folder):
    found = []
    for path in glob.glob(os.path.join(folder, "out", "new", "*")):
        with open(path, "rb") as f:
            mail = email.message_from_binary_file(f, policy=email.policy.default)
        if "测算" in (mail["Subject"] or ""):
            found.append(mail)
    return found


def wait(what, seconds=60):
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.1)
    return what()


def left():
    """Who was general manager, and left, does not hear what people would pay; where nobody took the office over, nobody does."""
    folder = tempfile.mkdtemp(prefix="leadclerk-whatif-")
    stores.lay_out(folder)
    for mail in stores.FIRST:
        stores.deliver(folder, *mail)
    run(folder, "replay", "--until", "2026-09-22T12:00:00+08:00", "--no-pictures")
    env = dict(os.environ, LEADCLERK_CLOCK=f"{stores.datetime.datetime.now(stores.ZONE).replace(microsecond=0).isoformat()},2026-09-22T12:30:00+08:00,1")
    there = "  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}\n"
    gone = there.replace("gm,", "old,").replace("王总", "赵总").replace("gm@", "old@").replace("]}", "], until: 2026-09-20}")
    send = ["whatif", "--policy", rules(folder, "cheap.yaml", "1.00"), "--letter"]
    for people, told in ((gone, None), (gone + there, "gm")):
        with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
            f.write(stores.OFFICE.replace(there, people))
        check("按新规测算" in run(folder, *send, env=env), "it can be read")
        run(folder, *send, "--send", code=0 if told else 78, env=env)
        check([x["staff"] for x in letters(folder)] == ([told] if told else []), f"{people}: {letters(folder)}")
    shutil.rmtree(folder)


def main():
    left()
    folder = tempfile.mkdtemp(prefix="leadclerk-whatif-")
    stores.lay_out(folder)
    for mail in stores.FIRST:
        stores.deliver(folder, *mail)
    run(folder, "replay", "--until", "2026-09-22T12:00:00+08:00", "--no-pictures")
    ledger = run(folder, "ledger", "--csv")
    cheap = ["whatif", "--policy", rules(folder, "cheap.yaml", "1.00"), "--letter"]
    # told, and not sent
    shown = run(folder, *cheap)
    check("【报表】按新规测算" in shown and not letters(folder), "without --send nothing is recorded")
    run(folder, *cheap[:3], "--send", code=64)
    run(folder, *cheap, "--send", "it@corp.test", code=64)
    run(folder, "doctor", "--send", code=64)
    # sent, once
    env = dict(os.environ, LEADCLERK_CLOCK=f"{stores.datetime.datetime.now(stores.ZONE).replace(microsecond=0).isoformat()},2026-09-22T12:30:00+08:00,1")
    said = run(folder, *cheap, "--send", env=env)
    check("in the outbox" in said and shown.split("\n\n", 1)[1][:80] in said, said[-300:])
    rows = letters(folder)
    check([(x["staff"], x["state"], x["kind"]) for x in rows] == [("gm", "waiting", "report")], f"one letter waits: {rows}")
    check(re.fullmatch(r"whatif\.gm\.2026-09-22\.[0-9a-f]{8}", rows[0]["letter"]), rows[0]["letter"])
    check("does not go twice" in run(folder, *cheap, "--send", env=env) and letters(folder) == rows, "the same again")
    check("whatif, asked for by " in run(folder, "explain", rows[0]["letter"]), "its cause")
    run(folder, "once", env=env)
    check([m["To"].addresses[0].addr_spec for m in arrived(folder)] == ["gm@corp.test"], "it went to the general manager alone")
    check(letters(folder)[0]["state"] == "sent", "and is recorded so")
    check(run(folder, "ledger", "--csv") == ledger, "the ledger")
    check("does not go twice" in run(folder, *cheap, "--send", env=env), "nor after it left")
    # push-ups alone
    said = run(folder, "whatif", "--policy", rules(folder, "pushups.yaml", "2.00", 3), "--letter", env=env)
    check("俯卧撑增减（个）" in said and "增减 0.00" in said, f"push-ups alone: {said}")
    check("俯卧撑" not in shown.split("【改了哪些规定】")[0], "none, where they are the same")
    # through the daemon
    daemon = subprocess.Popen([PROGRAM, "-c", "office.yaml", "run"], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    try:
        check(wait(lambda: open(os.path.join(folder, "clerk.db.lock"), encoding="ascii").read().strip() == str(daemon.pid)), "the daemon is there")
        said = run(folder, "whatif", "--policy", "pushups.yaml", "--letter", "--send", env=env)
        check("in the outbox" in said, said[-300:])
        check(wait(lambda: len(arrived(folder)) == 2), "the daemon sends it")
        check("does not go twice" in run(folder, "whatif", "--policy", "pushups.yaml", "--letter", "--send", env=env), "the same again, to the daemon")
        # whoever asked is gone before the daemon looked: it is done, and what lay there for it goes
        daemon.send_signal(signal.SIGSTOP)
        asks = subprocess.Popen([PROGRAM, "-c", "office.yaml", "whatif", "--policy", rules(folder, "third.yaml", "3.00"), "--letter", "--send"], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=env)
        check(wait(lambda: glob.glob(os.path.join(folder, "clerk.db.requests", "[0-9]*"))), "it asks")
        asks.kill()
        asks.wait()
        daemon.send_signal(signal.SIGCONT)
        check(wait(lambda: len(arrived(folder)) == 3 and not glob.glob(os.path.join(folder, "clerk.db.handed*")), 20), "nothing of it stays beside the store")
    finally:
        daemon.send_signal(signal.SIGTERM)
        check(daemon.wait(60) == 0, "the daemon's end")
    check(not glob.glob(os.path.join(folder, "clerk.db.handed*")), "nothing is left beside the store")
    check(len(letters(folder)) == 3 and len(arrived(folder)) == 3, "three letters in all")
    shutil.rmtree(folder)
    return ended()


if __name__ == "__main__":
    sys.exit(main())
