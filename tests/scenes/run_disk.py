#!/usr/bin/python3
"""Disks and stores as they fail in offices: full, read-only, slow, damaged, somebody else's, restored from yesterday. The whole program, from a Maildir to
a Maildir.

usage: tests/scenes/run_disk.py [PROGRAM [NAME...]]      Closes with "N passed, N failed, N skipped".

What needs a small disk of its own starts this file again within a namespace of its own (unshare); where that is not allowed it is skipped.
"""
import base64, contextlib, csv, datetime, io, os, random, resource, shutil, signal, sqlite3, stat, subprocess, sys, tempfile, time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk")))
ZONE = datetime.timezone(datetime.timedelta(hours=8))
PATIENCE = 60
OFFICE = """
office: {{company: 示例公司, since: 2026-09-14}}
mode: live
mailboxes: [{{name: director, url: "maildir:{box}", folders: [INBOX]}}]
submission: {{url: "maildir:{out}", from: clerk@corp.test}}
store: {store}
staff:
  - {{id: director, name: 李总监, role: director, mail: [director@corp.test]}}
  - {{id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}}
  - {{id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}}
policies: [{{effective: 2026-01-01, packs: [S0], quiet_hours: "off"}}]
{more}"""


class Skip(Exception):
    pass


class Office:
    """on: where the store lies, if not beside the mail."""

    def __init__(self, on=None, more=""):
        self.dir = tempfile.mkdtemp(prefix="leadclerk-disk-")
        self.on = on or self.dir
        self.store = os.path.join(self.on, "clerk.db")
        for box in ("box", "out"):
            for sub in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(self.dir, box, sub))
        self.config = os.path.join(self.dir, "office.yaml")
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(OFFICE.format(box=self.dir + "/box", out=self.dir + "/out", store=self.store, more=more.format(dir=self.dir)))
        self.began = datetime.datetime.now(ZONE).isoformat(timespec="seconds")

    def env(self, minutes, **more):
        clock = f"{self.began},{(datetime.datetime(2026, 9, 13, 20, 5, tzinfo=ZONE) + datetime.timedelta(minutes=minutes)).isoformat()},1"
        return {**os.environ, "LEADCLERK_CLOCK": clock, **more}

    def run(self, *words, minutes=0, stderr=subprocess.PIPE, **env):
        return subprocess.run([PROGRAM, "-c", self.config, *words], env=self.env(minutes, **env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr, text=True,
                              timeout=PATIENCE * 3, check=False, errors="replace")

    def start(self):
        self.log = open(os.path.join(self.dir, "log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen([PROGRAM, "-c", self.config, "run"], env=self.env(0), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def wake(self):
        self.process.send_signal(signal.SIGUSR1)

    def logged(self, words):
        return until(lambda: words in self.said() or self.process.poll() is not None) and words in self.said()

    def said(self):
        with open(os.path.join(self.dir, "log"), encoding="utf-8", errors="replace") as f:
            return f.read()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def deliver(self, name, rows=20, pad=0):
        lines = "".join(f"东莞市{name}{n:04d}号五金有限公司,张伟,139{int.from_bytes(name.encode(), 'big') % 10000:04d}{n:04d},五金,100万,无,有,高\r\n" for n in range(rows))
        table = ("公司全称,法人代表,联系电话,主营业务,注册资金,网络情况,有无网站,开发价值\r\n" + lines).encode()
        path = os.path.join(self.dir, "box", "tmp", name)
        with open(path, "wb") as f:
            f.write((f"From: rep01@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\nSubject: list\r\nMessage-ID: <{name}@corp.test>\r\nMIME-Version: 1.0\r\n"
                     "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/csv; charset=utf-8; name=list.csv\r\n"
                     "Content-Disposition: attachment; filename=list.csv\r\nContent-Transfer-Encoding: base64\r\n\r\n").encode())
            f.write(base64.encodebytes(table))
            if pad:
                f.write(b"--b\r\nContent-Type: image/jpeg; name=p.jpg\r\nContent-Disposition: attachment; filename=p.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                f.write(base64.encodebytes(random.Random(1).randbytes(pad)))
            f.write(b"--b--\r\n")
        at = datetime.datetime(2026, 9, 13, 20, 0, tzinfo=ZONE).timestamp()
        os.utime(path, (at, at))
        os.rename(path, os.path.join(self.dir, "box", "new", name))

    def out(self):
        return sorted(os.listdir(os.path.join(self.dir, "out", "new")))

    def receipts(self):
        return len([n for n in self.out() if n.startswith("receipt")])

    def rows(self, name):
        r = self.run(name, "--csv")
        check(r.returncode == 0, r.stderr)
        return list(csv.DictReader(io.StringIO(r.stdout)))

    def close(self):
        if getattr(self, "process", None) and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.dir)


def check(what, *context):
    if not what:
        raise AssertionError(" ".join(str(c) for c in context) or "not so")


def until(good, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not good() and time.monotonic() < end:
        time.sleep(0.05)
    return good()


# ---- full and read-only: a disk of its own

def in_a_namespace(f):
    """Such a case runs in a process that may mount, with a small disk at `disk`."""
    def start(o):
        if os.environ.get("RUN_DISK_INSIDE"):
            os.mkdir(o.dir + "/disk")
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "small", o.dir + "/disk"], check=True)
            try:
                return f(o, o.dir + "/disk")
            finally:
                subprocess.run(["umount", "-l", o.dir + "/disk"], check=True)
        if subprocess.run(["unshare", "-rm", "true"], stderr=subprocess.DEVNULL, check=False).returncode:
            raise Skip("no namespaces here")
        r = subprocess.run(["unshare", "-rm", sys.executable, os.path.abspath(__file__), PROGRAM, f.__name__], env={**os.environ, "RUN_DISK_INSIDE": "1"}, capture_output=True,
                           text=True, timeout=280, check=False)
        check(r.returncode == 0, r.stdout[-3000:], r.stderr[-1000:])
    start.__name__ = f.__name__
    start.__doc__ = f.__doc__
    return start


@in_a_namespace
def full_disk(_, disk):
    """fault 47: the disk is full, the alarm's file too cannot be written: nothing is lost, one alarm by the log and by the operator's program, and it goes on by
    itself when there is room"""
    o = Office(disk, 'alarm_command: [/bin/sh, -c, "cat >> {dir}/paged"]\n')
    try:
        o.deliver("z", 1)
        o.start()
        check(until(lambda: o.receipts() == 1), o.said())
        with contextlib.suppress(OSError), open(disk + "/ballast", "wb", buffering=0) as f:
            while f.write(bytes(4096)):
                pass
        for n in range(6):
            o.deliver(f"a{n}", 300)
        o.wake()
        check(o.logged("ALARM store"), "no alarm", o.said())
        for _ in range(4):
            o.wake()
            time.sleep(0.5)
        check(until(lambda: os.path.exists(o.dir + "/paged")), "the operator's program was not run")
        check(o.said().count("ALARM store") == 1, "not one alarm:", o.said())
        check(o.process.poll() is None, "it ended", o.said())
        check(len(os.listdir(o.dir + "/box/new")) == 7)
        os.unlink(disk + "/ballast")
        o.wake()
        check(until(lambda: o.wake() or o.receipts() == 7, 100), o.receipts(), "receipts", o.said())
        check(o.logged("alarm store is over"), o.said())
        check(o.stop() == 0)
        check(len([r for r in o.rows("leads") if r["verdict"] == "counted"]) == 1801)
        check({r["verdict"] for r in o.rows("mails")} == {"counted"}, o.rows("mails"))
        check(o.run("verify").returncode == 0)
    finally:
        o.close()


@in_a_namespace
def read_only_disk(_, disk):
    """fault 50: the store lies on a disk that came up read-only: told, nothing done; read-write again, all is done"""
    o = Office(disk)
    try:
        o.deliver("a1")
        check(o.run("once").returncode == 0 and o.receipts() == 1)
        o.deliver("a2")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        r = o.run("once", minutes=1)
        check(r.returncode in (74, 75) and "Read-only file system" in r.stderr, r.returncode, r.stderr)
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        check(o.run("once", minutes=2).returncode == 0 and o.receipts() == 2 and o.run("verify").returncode == 0)
    finally:
        o.close()


def size_limit(o):
    """a limit of file size is a write that fails, and no end without a word: told, and the next turn does the work"""
    o.run("once")
    o.deliver("a1")
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))
    r = subprocess.run([PROGRAM, "-c", o.config, "once"], env=o.env(1), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=limit, timeout=PATIENCE, check=False)
    check(r.returncode > 0 and "clerk.db" in r.stderr and "I/O error" in r.stderr, r.returncode, r.stderr)
    check(o.run("once", minutes=2).returncode == 0 and o.receipts() == 1)


# ---- beside the store

def no_room_for_the_log(o):
    """fault 49: a log that cannot be written stops nothing"""
    o.deliver("a1")
    with open("/dev/full", "w") as full:
        r = o.run("once", stderr=full)
    check(r.returncode == 0 and o.receipts() == 1, r.returncode, o.out())


def foreign_writer(o):
    """fault 51: a sqlite3 shell holds the store for some seconds: it is waited for; for longer: the turn fails, and the next one does the work"""
    o.run("once")
    o.deliver("a1")
    for seconds, codes in ((3, (0,)), (14, (75,))):
        db = sqlite3.connect(o.store, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        process = subprocess.Popen([PROGRAM, "-c", o.config, "once"], env=o.env(1), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(seconds)
        db.execute("ROLLBACK")
        db.close()
        said = process.communicate(timeout=PATIENCE)[1]
        check(process.returncode in codes, "held for", seconds, "s: exit", process.returncode, said)
        check(0 in codes or "another program holds the store" in said, said)
    check(o.run("once", minutes=2).returncode == 0 and o.receipts() == 1)
    check([r["verdict"] for r in o.rows("mails")] == ["counted"])


def umask_000(o):
    """fault 60: whatever the umask, nobody else reads the store or writes beside it"""
    def loose():
        os.umask(0)
    o.deliver("a1")
    r = subprocess.run([PROGRAM, "-c", o.config, "once"], env=o.env(0), stdin=subprocess.DEVNULL, capture_output=True, text=True, preexec_fn=loose, check=False)
    check(r.returncode == 0, r.stderr)
    subprocess.run([PROGRAM, "-c", o.config, "backup", o.dir + "/copy.db"], env=o.env(0), stdin=subprocess.DEVNULL, capture_output=True, preexec_fn=loose, check=False)
    modes = {n: stat.S_IMODE(os.lstat(os.path.join(o.dir, n)).st_mode) for n in os.listdir(o.dir) if n.startswith(("clerk.db", "copy.db"))}
    check(len(modes) >= 3 and not any(m & 0o077 for m in modes.values()), {n: oct(m) for n, m in modes.items()})
    for name in os.listdir(o.dir + "/out/new"):
        check(not os.stat(o.dir + "/out/new/" + name).st_mode & 0o077, name)


# ---- damage

def damaged(o):
    """fault 53: flipped bits and lost ends, anywhere: told, with what to do; never a crash, never a guess; `verify` sees what lies in a page that is used"""
    for n in range(3):
        o.deliver(f"a{n}", 100)
    check(o.run("once").returncode == 0)
    with open(o.store, "rb") as f:
        whole = f.read()
    want = o.rows("leads")
    dice, told, clean = random.Random(7), 0, 0
    for n in range(30):
        broken = bytearray(whole)
        if n % 3 == 2:
            del broken[dice.randrange(len(broken)):]
        else:
            at = dice.randrange(len(broken) - 64)
            broken[at:at + 1 + 63 * (n % 3)] = dice.randbytes(1 + 63 * (n % 3))
        for tail in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(o.store + tail)
        with open(o.store, "wb") as f:
            f.write(broken)
        verify, once = o.run("verify"), o.run("once", minutes=n + 1)
        for r in (verify, once):
            check(r.returncode in (0, 65, 66, 75, 78), "case", n, "exit", r.returncode, r.stderr)
            check(r.returncode == 0 or any(w in r.stderr for w in ("backup", "rebuild", "restore", "nothing is recorded")), "case", n, r.stderr)
        told += verify.returncode != 0
        if verify.returncode == 0:
            clean += 1
            check(o.rows("leads") == want, "case", n, "verify found nothing, and the rows differ")
    check(told >= 8 and told + clean == 30, told, "told")
    with open(o.store, "wb") as f:
        f.write(whole)
    check(o.run("verify").returncode == 0)


def backup_cut_off(o):
    """each night's backup takes the place of the last one's: one that is killed, or has no room, leaves that as it was; and no store's"""
    o.deliver("a1")
    check(o.run("once").returncode == 0)
    copy, backup = o.dir + "/copy.db", [PROGRAM, "-c", o.config, "backup", o.dir + "/copy.db"]
    check(o.run("backup", o.store).returncode == 64 and o.run("verify").returncode == 0)
    def grow(n):
        with contextlib.closing(sqlite3.connect(o.store)) as db:
            db.execute("DELETE FROM raw WHERE length(sha) = 1")
            db.executemany("INSERT OR IGNORE INTO raw (sha, bytes) VALUES (?, randomblob(90000))", ((bytes([i]),) for i in range(n)))
            db.commit()
    grow(120)
    began = time.monotonic()
    check(o.run("backup", copy).returncode == 0)
    whole, dice = time.monotonic() - began, random.Random(5)
    for n in range(20):
        grow(60 + n % 2 * 60)
        process = subprocess.Popen(backup, env=o.env(0), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.random() * whole * 1.2)
        process.kill()
        process.wait()
        shutil.copyfile(copy, o.dir + "/alone.db")
        with contextlib.closing(sqlite3.connect(o.dir + "/alone.db")) as db:
            check(db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok", "kill", n, [x for x in os.listdir(o.dir) if x.startswith("copy")])
        for end in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(o.dir + "/alone.db" + end)
    check(o.run("backup", copy).returncode == 0 and [x for x in os.listdir(o.dir) if x.startswith("copy")] == ["copy.db"], os.listdir(o.dir))


def copied_under_its_wal(o):
    """fault 52: somebody copies yesterday's backup over a store whose clerk was killed, and leaves its WAL there. SQLite takes it for the copy's own: the store
    is then whole, or that is told; what was counted and sent is so once"""
    o.deliver("a1")
    check(o.run("once").returncode == 0)
    check(o.run("backup", o.dir + "/copy.db").returncode == 0)
    for n in range(3):
        o.deliver(f"b{n}", 300)
    o.start()
    check(until(lambda: o.receipts() == 4), o.said())
    o.process.kill()
    o.process.wait()
    check(os.path.getsize(o.store + "-wal") > 0)
    shutil.copyfile(o.dir + "/copy.db", o.store)
    verify, once = o.run("verify"), o.run("once", minutes=5)
    check(verify.returncode == 0 or ("rebuild" in verify.stderr and once.returncode), verify.returncode, verify.stderr, once.returncode)
    check(once.returncode or (o.receipts() == 4 and len(o.rows("leads")) == 920), o.out())


# ---- slow, and large

def replaced(o):
    """somebody puts a backup in the store's place, or removes its lock, while the clerk runs: it stops before it writes on into a file that is nobody's, or beside another clerk"""
    o.deliver("a")
    o.start()
    check(until(lambda: o.receipts() == 1), o.said()[-2000:])
    check(o.run("backup", o.dir + "/copy").returncode == 0)
    os.rename(o.store, o.store + ".was")
    for end in ("-wal", "-shm"):
        os.remove(o.store + end)
    shutil.copy(o.dir + "/copy", o.store)
    o.deliver("b")
    o.wake()
    check(until(lambda: o.process.poll() is not None) and o.process.returncode == 75 and "replaced, while the clerk had it open" in o.said(), o.process.poll(), o.said()[-2000:])
    check(o.receipts() == 1 and len(o.rows("mails")) == 1, "it wrote on")
    o.start()
    check(until(lambda: o.receipts() == 2), o.said()[-2000:])
    os.remove(o.store + ".lock")
    o.wake()
    check(until(lambda: o.process.poll() is not None) and o.process.returncode == 75 and ".lock was removed" in o.said(), o.process.poll(), o.said()[-2000:])
    r = o.run("once", minutes=1)
    check(r.returncode == 0 and len(o.rows("mails")) == 2, r.stderr[-2000:])


def large_mail_first(o):
    """fault 124: a mail of 50 MB before twenty lists costs its own time, and theirs no more than that"""
    o.deliver("a0", 20, 50 << 20)
    for n in range(20):
        o.deliver(f"b{n:02d}", 20)
    began = time.monotonic()
    r = o.run("once")
    took = time.monotonic() - began
    check(r.returncode == 0 and o.receipts() == 21, r.stderr[-2000:])
    check(len([x for x in o.rows("leads") if x["verdict"] == "counted"]) == 21 * 20)
    check(took < 60, took, "seconds")


SLOW = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
static int slow(const char *name, int fd) { usleep(100000); return ((int (*)(int))dlsym(RTLD_NEXT, name))(fd); }
int fsync(int fd) { return slow("fsync", fd); }
int fdatasync(int fd) { return slow("fdatasync", fd); }
"""


def mail_beyond_the_limit(o):
    """a mail of more than 70 MB is not read, whatever its subject is: its sender is told"""
    o.deliver("large", 20, 53 << 20)
    path = o.dir + "/box/new/large"
    with open(path, "r+b") as f:
        head = f.read(4096).replace(b"Subject: list", b"Subject: hey!", 1)
        f.seek(0)
        f.write(head)
    at = datetime.datetime(2026, 9, 13, 20, 0, tzinfo=ZONE).timestamp()
    os.utime(path, (at, at))
    r = o.run("once", minutes=60)
    check(r.returncode == 0, r.stderr[-2000:])
    check([x["kind"] for x in o.rows("letters") if x["staff"] == "rep01"] == ["return"], o.rows("letters"), o.rows("mails"))


LOCKED = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <fcntl.h>
static int locked(const char *name, const char *path, int flags, int mode)
{
	if (strstr(path, "/new/locked"))
		return errno = EACCES, -1;
	return ((int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name))(path, flags, mode);
}
#define OPEN(NAME) int NAME(const char *path, int flags, ...) { va_list l; va_start(l, flags); int mode = va_arg(l, int); va_end(l); return locked(#NAME, path, flags, mode); }
OPEN(open)
OPEN(open64)
"""


def locked_mail(o):
    """a mail that is there and can't be opened may be the list that is owed: nothing is settled beyond it, and nobody is fined"""
    library = o.dir + "/locked.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, "-x", "c", "-", "-ldl"], input=LOCKED, text=True, check=True)
    o.deliver("locked", 120)
    r = o.run("once", minutes=600, LD_PRELOAD=library)
    check("looked for again" in r.stderr, r.stderr[-2000:])
    check(o.rows("ledger") == [] and not o.rows("leads"), "settled without it")
    r = o.run("once", minutes=601)
    check(r.returncode == 0 and o.receipts() == 1, r.stderr[-2000:])
    check(o.rows("ledger") == [] and {x["state"] for x in o.rows("duties") if x["for_date"] == "2026-09-14" and x["kind"] == "lead_list" and x["staff"] == "rep01"} == {"met"},
          o.rows("duties"))


CUT = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void step(const char *path)
{
	static int steps;
	const char *at = getenv("CUT_AT");
	if (at && strstr(path, "/clerk.db") && ++steps == atoi(at))
		_exit(99);
}
#define TWO(NAME) int NAME(const char *a, const char *b) { step(a); return ((int (*)(const char *, const char *))dlsym(RTLD_NEXT, #NAME))(a, b); }
TWO(rename)
TWO(link)
int unlink(const char *a) { step(a); return ((int (*)(const char *))dlsym(RTLD_NEXT, "unlink"))(a); }
"""


def rebuild_cut_off(o):
    """a rebuild that is killed at any of its steps leaves a store where the clerk looks for it: an empty one in its place would tell everybody everything again"""
    library = o.dir + "/cut.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, "-x", "c", "-", "-ldl"], input=CUT, text=True, check=True)
    o.deliver("a")
    check(o.run("once").returncode == 0 and o.receipts() == 1)
    before, cuts = (o.rows("mails"), o.rows("leads"), o.rows("duties")), 0
    for cuts in range(1, 60):
        if o.run("rebuild", minutes=cuts, LD_PRELOAD=library, CUT_AT=str(cuts)).returncode != 99:
            break
        check(os.path.exists(o.store), f"cut off at step {cuts}: there is no store")
        check((o.rows("mails"), o.rows("leads"), o.rows("duties")) == before, f"cut off at step {cuts}: another store")
    check(cuts > 8, "cut off nowhere", cuts)
    check((o.rows("mails"), o.rows("leads"), o.rows("duties")) == before and o.run("verify").returncode == 0, "the rebuilt one")
    r = o.run("once", minutes=60)
    check(r.returncode == 0 and o.receipts() == 1 and not any(n.startswith("clerk.db.rebuilt") for n in os.listdir(o.dir)), r.stderr[-1000:], os.listdir(o.dir))


def slow_disk(o):
    """fault 127: each sync takes 0.1 s longer: forty mails cost a few syncs for each letter (a Maildir wants two), and none for each row"""
    library = o.dir + "/slow.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, "-x", "c", "-", "-ldl"], input=SLOW, text=True, check=True)
    for n in range(40):
        o.deliver(f"a{n:02d}", 50)
    began = time.monotonic()
    r = o.run("once", LD_PRELOAD=library)
    took = time.monotonic() - began
    check(r.returncode == 0 and o.receipts() == 40, r.stderr[-2000:])
    check(took < 40 * 5 * 0.1 + 10, took, "seconds")


def peak(o, *words):
    """MB that the program itself took at most."""
    p = subprocess.Popen([PROGRAM, "-c", o.config, *words], env=o.env(0), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most, status = 0, None
    while status is None:
        with contextlib.suppress(OSError), open(f"/proc/{p.pid}/status", encoding="ascii", errors="replace") as f:
            most = max([most, *(int(line.split()[1]) / 1024 for line in f if line.startswith("VmHWM"))])
        status = p.poll()
        time.sleep(0.001)
    return most


def many_entries(o):
    """a ledger and letters of many years: tables, proofs and the walk along the chain take no more memory for it (but SQLite's cache, 16 MB)"""
    o.run("once")
    proof, before = "x" * 4000, {}
    for upto in (500, 10000):
        with sqlite3.connect(o.store) as db:
            first = db.execute("SELECT count(*) FROM entry").fetchone()[0]
            body = db.execute("INSERT INTO letter_body (bytes) VALUES (?)", (b"x",)).lastrowid
            for n in range(first, upto):
                db.execute("INSERT INTO entry (public, staff, kind, for_date, number, fen, pushups, clause, policy, proof, because, created_at, hash) "
                           "VALUES (?, 'rep01', 'lead_shortfall', ?, 1, 200, 1, 'c', 'p', ?, 'settled', 0, ?)",
                           (f"lead_shortfall.rep01.{n}.1", 20000 + n, proof, bytes(32)))
                db.execute("INSERT INTO entry_state (entry, n, state, at, because) VALUES (?, 1, 'issued', 0, '')", (f"lead_shortfall.rep01.{n}.1",))
                db.execute("INSERT INTO letter (id, kind, staff, addr, subject, message_id, token, created_at, due_at, state, next_try, body) "
                           "VALUES (?, 'reminder', 'rep01', 'rep01@corp.test', ?, ?, ?, 0, 0, 'sent', 0, ?)", (f"r{n}", "again" * 20, f"{n}@x", f"t{n}", body))
        db.close()
        for words in (("ledger", "--csv"), ("letters", "--csv"), ("verify",), ("explain", "lead_shortfall.rep01.300.1")):
            mb = peak(o, *words)
            check(mb < before.setdefault(words, mb) + 20, " ".join(words), "took", mb, "MB, with fewer entries", before[words])
    check(len(o.rows("ledger")) >= 10000)
    with open("/dev/full", "w") as full:
        r = subprocess.run([PROGRAM, "-c", o.config, "ledger", "--csv"], env=o.env(0), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    check(r.returncode == 74 and "No space left" in r.stderr, r.returncode, r.stderr)


CASES = [many_entries, full_disk, read_only_disk, size_limit, no_room_for_the_log, foreign_writer, umask_000, damaged, backup_cut_off, copied_under_its_wal, replaced, large_mail_first, mail_beyond_the_limit, locked_mail, rebuild_cut_off, slow_disk]


def main():
    passed = failed = skipped = 0
    words = sys.argv[2:]
    for case in CASES:
        if words and case.__name__ not in words:
            continue
        o = Office()
        began = time.monotonic()
        try:
            case(o)
            passed += 1
            print(f"ok      {case.__name__} ({time.monotonic() - began:.1f} s)", flush=True)
        except Skip as why:
            skipped += 1
            print(f"skipped {case.__name__}: {why}", flush=True)
        except AssertionError as fault:
            failed += 1
            print(f"FAILED  {case.__name__}: line {fault.__traceback__.tb_next.tb_lineno if fault.__traceback__.tb_next else 0}: {fault}", flush=True)
        finally:
            o.close()
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
