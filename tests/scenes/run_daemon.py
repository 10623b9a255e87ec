#!/usr/bin/python3
"""`run` as systemd and an operator meet it: ready, alive, reloaded, asked, ended. From a Maildir to a Maildir.

usage: tests/scenes/run_daemon.py [PROGRAM]      Closes with "N passed, N failed".
"""
import datetime
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk"))
PATIENCE = 60

OFFICE = """
office: {{company: 示例公司, since: 2026-09-14}}
mode: live
mailboxes: [{{name: director, url: "maildir:box", folders: [INBOX]}}]
submission: {{url: "maildir:out", from: clerk@corp.test}}
store: clerk.db
staff:
  - {{id: director, name: 李总监, role: director, mail: [director@corp.test]}}
  - {{id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}}
  - {{id: rep01, name: {name}, role: rep, mail: [rep01@corp.test]}}
policies: [{{effective: 2026-01-01, packs: [S0]}}]
"""


def shim(folder):
    """The library that sets a program's clock."""
    path = os.path.join(folder, "clock_shim.so")
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", path, os.path.join(TOP, "tests/servers/clock_shim.c"), "-ldl"], check=True)
    return path


class Daemon:
    def __init__(self, with_shim=False, extra="", env=None, edit=lambda text: text):
        """extra: further lines of the configuration; env: of the environment. In both {dir} is the office's folder."""
        self.dir = tempfile.mkdtemp(prefix="leadclerk-run-")
        for name in ("box", "out"):
            for sub in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(self.dir, name, sub))
        self.config = os.path.join(self.dir, "office.yaml")
        self.configure(edit(OFFICE.format(name="陈平娜") + extra.format(dir=self.dir)))
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.manager.bind(os.path.join(self.dir, "notify"))
        self.manager.settimeout(1)
        self.log = open(os.path.join(self.dir, "log"), "w+")
        self.env = {name: value.format(dir=self.dir) for name, value in (env or {}).items()}
        self.start(with_shim)

    def start(self, with_shim=False):
        # The office's clock stands shortly before its first day, at real speed; a minute after the reminders of 20:00, which a new store leaves out.
        clock = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()) + ",2026-09-13T12:01:00Z,1"
        env = {**os.environ, "NOTIFY_SOCKET": os.path.join(self.dir, "notify"), "LEADCLERK_CLOCK": clock, **self.env}
        if with_shim:
            env.update(LD_PRELOAD=shim(self.dir), CLOCK_SHIM=os.path.join(self.dir, "ahead"))
        self.process = subprocess.Popen([PROGRAM, "-c", self.config, "run"], env=env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def configure(self, text):
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(text)

    def told(self, line, begins=False):
        """Waits until the service manager is told so."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                lines = self.manager.recv(4096).decode().split("\n")
                if line in lines or (begins and any(said.startswith(line) for said in lines)):
                    return True
            except TimeoutError:
                if self.process.poll() is not None:
                    return False
        return False

    def logged(self, words):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            with open(os.path.join(self.dir, "log"), encoding="utf-8") as f:
                if words in f.read():
                    return True
            time.sleep(0.05)
        return False

    def set_clock(self, seconds):
        with open(os.path.join(self.dir, "draft"), "w") as f:
            f.write(f"{seconds}\n")
        os.rename(os.path.join(self.dir, "draft"), os.path.join(self.dir, "ahead"))
        self.process.send_signal(signal.SIGUSR1)

    def deliver(self, name, arrival, subject):
        path = os.path.join(self.dir, "box", "tmp", name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(f"From: gm@corp.test\nTo: director@corp.test\nSubject: {subject}\nMessage-ID: <{name}@corp.test>\n\n{subject}\n")
        at = datetime.datetime.fromisoformat(arrival).timestamp()
        os.utime(path, (at, at))
        os.rename(path, os.path.join(self.dir, "box", "new", name))
        self.process.send_signal(signal.SIGUSR1)

    def turns(self, seconds):
        """How many turns are made in a while."""
        end, count = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            try:
                count += b"WATCHDOG=1" in self.manager.recv(4096)
            except TimeoutError:
                pass
        return count

    def read(self, name):
        try:
            with open(os.path.join(self.dir, name), encoding="utf-8") as f:
                return f.read()
        except FileNotFoundError:
            return ""

    def left(self):
        return len(os.listdir(os.path.join(self.dir, "out", "new")))

    def write_letters(self, count):
        """What a rule that runs wild would write: so many letters, due now."""
        with sqlite3.connect(os.path.join(self.dir, "clerk.db"), timeout=30) as db:
            body = db.execute("INSERT INTO letter_body (bytes) VALUES (?)", (b"Subject: again\r\n\r\nagain\r\n",)).lastrowid
            first = db.execute("SELECT count(*) FROM letter").fetchone()[0]
            db.executemany("INSERT INTO letter (id, kind, staff, addr, subject, message_id, token, created_at, due_at, state, next_try, body) "
                           "VALUES (?, 'reminder', 'rep01', 'rep01@corp.test', 'again', ?, ?, 0, 0, 'waiting', 0, ?)",
                           [(f"reminder.rep01.{n}", f"{n}@corp.test", f"t{n}", body) for n in range(first, first + count)])
        db.close()
        self.process.send_signal(signal.SIGUSR1)

    def ledger(self):
        return self.command("ledger", "--csv").stdout.count("\n") - 1

    def command(self, *words):
        return subprocess.run([PROGRAM, "-c", self.config, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE + 30,
                              check=False)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.log.close()
        shutil.rmtree(self.dir)


def ready(d):
    return d.told("READY=1") and d.told("WATCHDOG=1")


def looks_beside_it(d):
    return d.command("status").returncode == 0 and d.command("verify").returncode == 0


def second_one_refuses(d):
    r = d.command("once")
    return r.returncode == 75 and "another leadclerk" in r.stderr


def asked(d):
    """The daemon answers at once, though it waits for a minute."""
    r = d.command("retry", "m0123456789abcdef")
    return r.returncode == 66 and "m0123456789abcdef" in r.stderr and d.logged("asked to retry m0123456789abcdef")


def bad_file_keeps_the_old(d):
    d.configure(OFFICE.format(name="陈平娜") + "nonsense: 1\n")
    d.process.send_signal(signal.SIGHUP)
    good = d.told("READY=1") and d.logged("the configuration that was in force stays") and d.logged("unknown key")
    d.configure(OFFICE.format(name="陈平娜"))
    return good and d.process.poll() is None


def reloaded(d):
    d.configure(OFFICE.format(name="陈平平"))
    d.process.send_signal(signal.SIGHUP)
    return d.told("READY=1") and d.logged("the configuration was read anew") and d.logged("judged again")


def ended(d):
    d.process.send_signal(signal.SIGTERM)
    try:
        code = d.process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    return code == 0 and d.told("STOPPING=1") and d.command("once").returncode == 0


def leap_costs_nothing(d):
    """A month ahead: nobody is fined, nobody reminded, the clerk does not spin, and says why."""
    if not ready(d):
        return False
    before = len(os.listdir(os.path.join(d.dir, "out", "new")))
    d.set_clock(30 * 86400)
    good = d.logged("clock was set ahead by 2592000 seconds")
    good = good and "ALARM" in d.command("status").stdout
    return good and d.turns(3) < 10 and d.ledger() == 0 and len(os.listdir(os.path.join(d.dir, "out", "new"))) == before


def mail_shows_the_time(d):
    """As far as arriving mail shows: the first night is over, the second is not."""
    d.deliver("one", "2026-09-14T09:00:00+08:00", "早上好")
    return d.logged("lead_shortfall.rep01.2026-09-14.1") and d.ledger() == 1


def set_right_again(d):
    d.set_clock(0)
    return d.logged("alarm clock is over") and d.ledger() == 1 and "ALARM" not in d.command("status").stdout


# ---- the breaker: 100 letters an hour, and 30 more for each of three people

LIMIT = 100 + 3 * 30


def flood_opens_it(d):
    """Beyond the hour's limit nothing leaves; the alarm's file, the log, `status`, systemd and the operator's own program say so."""
    if not ready(d):
        return False
    d.write_letters(LIMIT + 60)
    good = d.logged("ALARM breaker") and d.told("STATUS=ALARM breaker; ", begins=True)
    left = d.left()
    d.process.send_signal(signal.SIGUSR1)
    d.turns(2)
    status = d.command("status").stdout
    end = time.monotonic() + PATIENCE
    while not d.read("paged") and time.monotonic() < end:
        time.sleep(0.05)
    return (good and LIMIT <= left < LIMIT + 40 and d.left() == left and "BREAKER open" in status and "ALARM " in status and "waiting" in status
            and " breaker " in d.read("clerk.db.alarm") and d.read("paged").count(" breaker ") == 1 and "retry breaker" in d.read("paged"))


def restart_leaves_it_open(d):
    left = d.left()
    d.process.send_signal(signal.SIGTERM)
    d.process.wait(PATIENCE)
    d.start()
    good = d.told("STATUS=ALARM breaker; ", begins=True)
    os.unlink(os.path.join(d.dir, "clerk.db.alarm"))  # by somebody who tidies up: it is there again
    d.process.send_signal(signal.SIGUSR1)
    d.turns(2)
    return good and d.left() == left and " breaker " in d.read("clerk.db.alarm") and "BREAKER open" in d.command("status").stdout


def all_left(d):
    return d.left() == d.command("letters", "--csv").stdout.count("\n") - 1


def retry_closes_it(d):
    """Each letter that is written leaves, once. That the alarm is over is known when the turn that sent them ends."""
    before = d.left()
    r = d.command("retry", "breaker")
    end = time.monotonic() + PATIENCE
    while not (d.left() == LIMIT + 60 and all_left(d)) and time.monotonic() < end:
        time.sleep(0.05)
    over = d.logged("alarm breaker is over")
    status = d.command("status").stdout
    return (r.returncode == 0 and over and before < d.left() == LIMIT + 60 and all_left(d) and "BREAKER" not in status and "ALARM" not in status
            and not d.read("clerk.db.alarm") and d.command("retry", "breaker").returncode == 66)


SHEETS = 150


def many_reps(text):
    """So many reps that their call sheets take several turns; each mailed one lead the evening before."""
    people = "".join(f"  - {{id: c{i:03d}, name: 业务员{i:03d}, role: rep, mail: [c{i:03d}@corp.test]}}\n" for i in range(SHEETS))
    return text.replace("policies:", people + "policies:").replace("packs: [S0]", 'packs: [S0], digest: "off"')


def mail_their_leads(d):
    header = "公司名称,联系人,电话,主营业务,网络推广,网站,客户价值,资金\n"
    for i in range(SHEETS):
        path = os.path.join(d.dir, "box/new", f"c{i:03d}")
        with open(path, "w", encoding="utf-8") as f:
            f.write(f"From: c{i:03d}@corp.test\nTo: director@corp.test\nCc: gm@corp.test\nSubject: 客户资料\nMessage-ID: <c{i:03d}@corp.test>\nMIME-Version: 1.0\n"
                    f"Content-Type: text/csv; charset=utf-8; name=list.csv\nContent-Disposition: attachment; filename=list.csv\nContent-Transfer-Encoding: 8bit\n\n"
                    f"{header}苏州{i:03d}号机械厂,王建国,138{i:08d},五金,有,无,A,100万\n")
        at = datetime.datetime.fromisoformat("2026-09-13T20:00:00+08:00").timestamp()
        os.utime(path, (at, at))
    return True


def letters(d, kind):
    with sqlite3.connect(f"file:{d.dir}/clerk.db?mode=ro", uri=True, timeout=30) as db:
        found = [n for n, in db.execute("SELECT body FROM letter WHERE kind = ? ORDER BY body", (kind,))]
    db.close()
    return found


def sheets_let_mail_in(d):
    """In the morning a question is answered before the last of the sheets is made."""
    if not d.logged("call_sheet.c000"):
        return False
    d.deliver("question", "2026-09-14T08:00:00+08:00", "帮助")
    end = time.monotonic() + 4 * PATIENCE
    while len(letters(d, "call_sheet")) < SHEETS and time.monotonic() < end:
        time.sleep(0.1)
    sheets, answers = letters(d, "call_sheet"), letters(d, "told")
    return len(sheets) == SHEETS and len(answers) == 1 and answers[0] < sheets[-1]


def play(steps, d):
    passed = failed = 0
    try:
        for step in steps:
            try:
                good = step(d)
            except (TimeoutError, subprocess.TimeoutExpired) as fault:
                good = False
                print(fault)
            print("ok     " if good else "FAILED ", step.__name__)
            passed += good
            failed += not good
        if failed:
            with open(os.path.join(d.dir, "log"), encoding="utf-8") as f:
                print(f.read())
    finally:
        d.end()
    return passed, failed


def main():
    flood = Daemon(extra="alarm_command: [/bin/sh, -c, 'cat >> \"$0\"', {dir}/paged]\n")
    burst = play((flood_opens_it, restart_leaves_it_open, retry_closes_it, ended), flood)
    life = play((ready, looks_beside_it, second_one_refuses, asked, bad_file_keeps_the_old, reloaded, ended), Daemon())
    leap = play((leap_costs_nothing, mail_shows_the_time, set_right_again, ended), Daemon(with_shim=True))
    clock = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 20)) + ",2026-09-14T00:00:00Z,1"  # 08:00 is twenty seconds from now
    morning = play((mail_their_leads, ready, sheets_let_mail_in, ended), Daemon(edit=many_reps, env={"LEADCLERK_CLOCK": clock}))
    passed, failed = (sum(counts) for counts in zip(burst, life, leap, morning))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
