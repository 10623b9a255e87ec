#!/usr/bin/python3
"""reconnects.py [--cuts 500] [--mails 20] [--minutes 10] [--program build/leadclerk]: a clerk whose IMAP server hangs up, again and again.

So many mails come, the clerk reads them, every connection is reset; then the next ones come, --cuts times, in one `run` that never restarts (on a clock that
goes 1,200 times as fast: after each of many troubles it waits a quarter of an hour). All mails must be there, each once; memory (resident) and descriptors of the clerk and of its fetcher must stay as they were at half time. Ends with "N passed, N failed".
"""
import argparse, os, shutil, signal, socket, sqlite3, struct, subprocess, sys, tempfile, threading, time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(TOP, "tests/servers"), os.path.join(TOP, "tests/torture")]
import fake_imap, soak

GROWTH = 4 * 1024        # KiB, of each process, in the second half: before that the page cache of SQLite fills
RATE, FROM = 1200, 1789405200  # the clerk's clock, from 2026-09-14 17:00 UTC on
mails, arrivals, open_now, logins, began = {}, {}, [], [0], [0]


def now():
    return time.gmtime(FROM + (int(time.time()) - began[0]) * RATE)


class Growing(fake_imap.Honest):
    """Its mailbox grows; IDLE tells so."""

    def __init__(self, sock, log, certs):
        super().__init__(sock, log, certs)
        self.mails = mails
        open_now.append(sock)

    def do_LOGIN(self, tag, rest):
        logins[0] += 1
        super().do_LOGIN(tag, rest)

    def sizes(self, tag, uids):
        for uid in uids:
            self.line(b'* %d FETCH (UID %d INTERNALDATE "%s +0000" RFC822.SIZE %d)' % (uid, uid, arrivals[uid], self.size_of(uid)))
        self.ok(tag)

    def idling(self):
        self.line(b"* %d EXISTS" % len(mails))


def hang_up():
    for sock in open_now[:]:
        open_now.remove(sock)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        except OSError:
            pass


def fds(pid):
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


def measure(clerk):
    kids = soak.children(clerk.pid)
    own = fds(clerk.pid) - len(kids)  # one is the socket of each child
    return {"clerk KiB": soak.resident(clerk.pid), "clerk's own descriptors": own, "a child's KiB": max((soak.resident(p) for p in kids), default=0),
            "a child's descriptors": max(map(fds, kids), default=0), "children": len(kids)}


def seen(folder):
    """How many mails the store has, and how many different ones."""
    db = sqlite3.connect(f"file:{folder}/clerk.db?mode=ro", uri=True, timeout=30)
    try:
        return db.execute("SELECT count(*), count(DISTINCT message_id) FROM mail").fetchone()
    finally:
        db.close()


def lay_out(folder, port):
    for name in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(folder, "out", name))
    imap = f'{{name: clerk, url: "imap://127.0.0.1:{port}", user: clerk, password_file: password, security: none, folders: [INBOX]}}'
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(soak.OFFICE.replace('{name: clerk, url: "maildir:box", folders: [INBOX]}', imap))
    with open(os.path.join(folder, "days.csv"), "w", encoding="utf-8") as f:
        f.write("date,kind\n2026-10-01,off\n")
    with open(os.open(os.path.join(folder, "password"), os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as f:
        f.write("secret\n")


def begin(args, folder):
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=fake_imap.serve, args=(listener, Growing, os.devnull, None), daemon=True).start()
    lay_out(folder, listener.getsockname()[1])
    began[0] = int(time.time())
    stamp = "%Y-%m-%dT%H:%M:%SZ"
    env = dict(os.environ, LEADCLERK_CLOCK=f"{time.strftime(stamp, time.gmtime(began[0]))},{time.strftime(stamp, time.gmtime(FROM))},{RATE}")
    with open(os.path.join(folder, "log"), "wb") as log:
        return subprocess.Popen([os.path.abspath(args.program), "-c", "office.yaml", "run"], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def live(args, folder, clerk):
    until, curve = time.monotonic() + args.minutes * 60, []
    while not os.path.exists(os.path.join(folder, "clerk.db-wal")) and time.monotonic() < until and clerk.poll() is None:
        time.sleep(0.05)
    time.sleep(1)
    for cut in range(args.cuts):
        for _ in range(args.mails):
            n = len(mails) + 1
            arrivals[n] = time.strftime("%d-%b-%Y %H:%M:%S", now()).encode()
            mails[n] = soak.mail(n).encode()
        os.kill(clerk.pid, signal.SIGUSR1)
        while seen(folder)[0] < len(mails) and time.monotonic() < until and clerk.poll() is None:
            time.sleep(0.01)
        if time.monotonic() >= until or clerk.poll() is not None:
            break
        curve.append({"mails": len(mails), **measure(clerk)})
        hang_up()
    return curve


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--cuts", type=int, default=500)
    options.add_argument("--mails", type=int, default=20)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--program", default="build/leadclerk")
    args = options.parse_args()
    folder = tempfile.mkdtemp(prefix="lc-reconnects-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    clerk = begin(args, folder)
    try:
        curve = live(args, folder, clerk)
        base, rest = curve[len(curve) // 2], curve[len(curve) // 2:]
        for p in curve[::max(1, len(curve) // 10)] + curve[-1:]:
            print(p)
        if len(curve) < args.cuts:
            print(f"the time was up: {len(curve)} of {args.cuts} cuts")
        count, different = seen(folder)
        results = [("the clerk lives", clerk.poll() is None), (f"{count} mails, each once", count == different == len(mails) or len(curve) < args.cuts),
                   (f"{logins[0]} logins for {len(curve)} cuts", logins[0] >= len(curve))]
        for what in ("clerk KiB", "a child's KiB"):
            results.append((f"{what}: {base[what]}, at most {max(p[what] for p in rest)}", max(p[what] for p in rest) <= base[what] + GROWTH))
        for what in ("clerk's own descriptors", "a child's descriptors"):
            results.append((f"{what}: {base[what]}, at most {max(p[what] for p in rest)}", max(p[what] for p in rest) <= base[what]))
        most = max(p["children"] for p in curve)
        results.append((f"children: at most {most}", most <= 4))  # reader, fetcher, sender, drawer
        clerk.send_signal(signal.SIGTERM)
        results.append(("it ends when told to", clerk.wait(60) == 0))
    finally:
        if clerk.poll() is None:
            clerk.kill()
        with open(os.path.join(folder, "log"), encoding="utf-8", errors="replace") as f:
            said = f.read()
        shutil.rmtree(folder)
    for what, so in results:
        print(f"{'ok' if so else 'FAILED'}: {what}")
    failed = sum(not so for _, so in results)
    if failed:
        print(said[-2000:])
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
