#!/usr/bin/python3
"""soak.py [--mails 1000000] [--minutes 30] [--program build/leadclerk]: many small mails through one clerk that never restarts.

A daemon (`run`) of its own reads a Maildir that is fed some thousands at a time; what was read is removed from the folder, as an office's archive
does. Between two helpings memory (resident, of the clerk and of its children), open descriptors, and the sizes of WAL and database are noted, and
shown as a curve. They must be flat: after the first tenth
  - the clerk's and each child's memory grows by no more than GROWTH, descriptors by none,
  - the WAL stays under WAL_MOST.
The database grows with what it keeps: that is told, not judged. Nine mails of ten are a strangers' and robots', the tenth is a rep's list of one row:
rows, receipts and the outbox are exercised as well. Ends with "N passed, N failed"; fewer mails than asked for, because the time was up, is said.
"""
import argparse, os, shutil, signal, subprocess, sys, tempfile, time

HELPING = 5000
GROWTH = 24 * 1024       # KiB: the page cache of SQLite fills up in the beginning
WAL_MOST = 64 * 1024 * 1024
ARRIVAL = 1789300000     # 2026-09-13, in the evening
OFFICE = """\
office: {company: 示例公司, since: 2026-09-14, timezone: Asia/Shanghai, calendars: [days.csv]}
operator: it@corp.test
mode: shadow
mailboxes: [{name: clerk, url: "maildir:box", folders: [INBOX]}]
submission: {url: "maildir:out", from: clerk@corp.test}
store: clerk.db
staff:
  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}
  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}
  - {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}
policies: [{effective: 2026-01-01, packs: [S0], confirm: none, digest: off, prospects: {reminders: []}, lead_list: {reminders: []}}]
"""
ROW = "公司名称,联系人,电话,主营业务,注册资金,网络情况,网站,开发价值\r\n东莞市第{n}五金有限公司,张三,138{n:08d},五金,100万,无,无,高\r\n"


def mail(n):
    if n % 10 == 0:
        return (f"From: rep01@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\nSubject: =?utf-8?B?5a6i5oi36LWE5paZ?=\r\nMessage-ID: <{n}@corp.test>\r\n"
                "MIME-Version: 1.0\r\nContent-Type: text/csv; charset=utf-8; name=list.csv\r\nContent-Disposition: attachment; filename=list.csv\r\n\r\n"
                + ROW.format(n=n))
    robot = "Auto-Submitted: auto-replied\r\n" if n % 3 == 0 else ""
    return f"From: someone{n % 1000}@example.com\r\nTo: director@corp.test\r\nSubject: news {n}\r\nMessage-ID: <{n}@example.com>\r\n{robot}\r\nhello {n}\r\n"


def feed(folder, first, count):
    for n in range(first, first + count):
        path = os.path.join(folder, "box", "tmp", f"{ARRIVAL + n // 100}.{n:08d}")
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(mail(n))
        os.utime(path, (ARRIVAL + n // 100, ARRIVAL + n // 100))
        os.rename(path, os.path.join(folder, "box", "new", os.path.basename(path)))


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as f:
        return next((int(line.split()[1]) for line in f if line.startswith("VmRSS:")), 0)


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
        return [int(p) for p in f.read().split()]


def size(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def measure(clerk, folder):
    kids = children(clerk.pid)
    return {"clerk_kib": resident(clerk.pid), "child_kib": max((resident(p) for p in kids), default=0), "children": len(kids),
            "fds": len(os.listdir(f"/proc/{clerk.pid}/fd")), "wal": size(os.path.join(folder, "clerk.db-wal")), "db": size(os.path.join(folder, "clerk.db"))}


def seen(program, folder):
    """How many mails the store has, asked as an operator's tool may: read-only, beside the daemon."""
    import sqlite3
    with sqlite3.connect(f"file:{folder}/clerk.db?mode=ro", uri=True, timeout=30) as db:
        n = db.execute("SELECT max(id) FROM mail").fetchone()[0] or 0
    db.close()
    return n


def wait_for(program, folder, clerk, count, until):
    while clerk.poll() is None and time.monotonic() < until:
        if seen(program, folder) >= count:
            return True
        time.sleep(0.05)
    return False


def soak(args, folder, clerk):
    until, curve, fed = time.monotonic() + args.minutes * 60, [], 0
    box = os.path.join(folder, "box", "new")
    while fed < args.mails:
        count = min(HELPING, args.mails - fed)
        feed(folder, fed, count)
        os.kill(clerk.pid, signal.SIGUSR1)
        if not wait_for(args.program, folder, clerk, fed + count, until):
            break
        fed += count
        curve.append({"mails": fed, **measure(clerk, folder)})
        for name in os.listdir(box):
            os.unlink(os.path.join(box, name))
    return fed, curve


def show(curve, began):
    print("    mails  clerk KiB  child KiB  children  fds    WAL KiB     db KiB")
    for p in [p for i, p in enumerate(curve) if i % max(1, len(curve) // 20) == 0 or p is curve[-1]]:
        print(f"{p['mails']:9}  {p['clerk_kib']:9}  {p['child_kib']:9}  {p['children']:8}  {p['fds']:3}  {p['wal'] // 1024:9}  {p['db'] // 1024:9}")
    print(f"{curve[-1]['mails'] if curve else 0} mails in {time.monotonic() - began:.0f} s")


def check(curve):
    """(what, whether it is so)"""
    base, rest = curve[len(curve) // 10], curve[len(curve) // 10:]
    for what in ("clerk_kib", "child_kib"):
        most = max(p[what] for p in rest)
        yield f"{what} grows from {base[what]} to at most {most}", most - base[what] <= GROWTH
    yield f"descriptors: {base['fds']} to {max(p['fds'] for p in rest)}", max(p["fds"] for p in rest) <= base["fds"]
    yield f"WAL at most {max(p['wal'] for p in curve) // 1024} KiB", max(p["wal"] for p in curve) <= WAL_MOST


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--mails", type=int, default=1000000)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--program", default="build/leadclerk")
    args = options.parse_args()
    folder = tempfile.mkdtemp(prefix="lc-soak-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    for name in ("box/cur", "box/new", "box/tmp", "out/cur", "out/new", "out/tmp"):
        os.makedirs(os.path.join(folder, name))
    for name, text in (("office.yaml", OFFICE), ("days.csv", "date,kind\n2026-10-01,off\n")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)
    env = dict(os.environ, LEADCLERK_CLOCK="2026-01-01T00:00:00Z,2026-09-13T20:00:00Z,1", LEADCLERK_QUIET="1")
    env["LEADCLERK_CLOCK"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()) + ",2026-09-13T15:00:00Z,1"
    began, passed, failed = time.monotonic(), 0, 0
    with open(os.path.join(folder, "log"), "wb") as log:
        clerk = subprocess.Popen([os.path.abspath(args.program), "-c", "office.yaml", "run"], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        while not os.path.exists(os.path.join(folder, "clerk.db-wal")) and clerk.poll() is None and time.monotonic() - began < 20:
            time.sleep(0.05)
        time.sleep(0.5)
        fed, curve = soak(args, folder, clerk)
        show(curve, began)
        if fed < args.mails:
            print(f"the time was up: {fed} of {args.mails} mails")
        results = [("the clerk lives", clerk.poll() is None), ("some mails were read", len(curve) > 1), *(check(curve) if curve else ())]
        clerk.send_signal(signal.SIGTERM)
        results.append(("it ends when told to", clerk.wait(60) == 0))
        for what, so in results:
            passed, failed = passed + so, failed + (not so)
            print(f"{'ok' if so else 'FAILED'}: {what}")
    finally:
        if clerk.poll() is None:
            clerk.kill()
        if failed:
            with open(os.path.join(folder, "log"), encoding="utf-8", errors="replace") as f:
                print(f.read()[-3000:])
        shutil.rmtree(folder)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
