#!/usr/bin/python3
"""The way out against servers that misbehave: what waits, what is refused, what is looked for in the Sent folder. The program is run by
`once` at moments of a simulated clock, over a Maildir or a private Dovecot, to tests/servers/fake_smtp.py.

usage: tests/scenes/run_outbox.py [PROGRAM]      Closes with "N passed, N failed".
"""
import csv
import datetime as dt
import email
import email.policy
import imaplib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk"))
ZONE = dt.timezone(dt.timedelta(hours=8))
PASSWORD = "secret-word"

OFFICE = """
{operator}
office: {{company: 示例公司, since: 2026-09-14, calendars: [days.csv]}}
mode: live
mailboxes: [{mailbox}]
submission: {{url: "smtp://127.0.0.1:{port}", from: clerk@corp.test, security: none{more}}}
store: clerk.db
staff:
  - {{id: director, name: 李总监, role: director, mail: [director@corp.test]}}
  - {{id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}}
{reps}
policies: [{{effective: 2026-01-01, packs: [S0], digest: "off", quiet_hours: "off", lead_list: {{quota: 1, reminders: []}}, prospects: {{quota: 0, reminders: []}}}}]
"""


class Office:
    def __init__(self, *rules, reps=5, more="", dovecot=False, size=None):
        self.dir = tempfile.mkdtemp(prefix="leadclerk-outbox-")
        os.chmod(self.dir, 0o755)
        self.reps, self.more, self.dovecot, self.mails = reps, more, dovecot, 0
        with open(os.path.join(self.dir, "password"), "w") as f:
            f.write(PASSWORD)
        os.chmod(os.path.join(self.dir, "password"), 0o600)
        with open(os.path.join(self.dir, "days.csv"), "w") as f:
            f.write("date,kind\n2026-01-01,off\n")
        mailbox = '{name: box, url: "maildir:box", folders: [INBOX]}'
        self.box = os.path.join(self.dir, "box")
        if dovecot:
            subprocess.run(["sh", "tests/servers/dovecot.sh", "start", self.dir + "/dovecot", f"clerk@corp.test:{PASSWORD}"], cwd=TOP, check=True, timeout=60,
                           stdout=subprocess.DEVNULL)
            env = dict(x.split("=", 1) for x in open(self.dir + "/dovecot/env").read().split("\n") if "=" in x)
            self.imap_port = int(env["IMAP_PORT"].strip("'\""))
            mailbox = (f'{{name: box, url: "imap://127.0.0.1:{self.imap_port}", user: clerk@corp.test, password_file: password, folders: [INBOX], '
                       'security: none}')
            self.imap().create("Sent")
        else:
            for part in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(self.box, part))
        self.mailbox, self.port, self.smtp, self.operator = mailbox, None, None, ""
        self.serve(*rules, size=size)

    def serve(self, *rules, size=None, auth=None):
        """A server (again, on another port) that follows these rules."""
        if self.smtp:
            self.smtp.kill()
            self.smtp.wait()
        self.server = tempfile.mkdtemp(dir=self.dir)
        words = (["--size", str(size)] if size else []) + (["--auth", auth] if auth else [])
        self.smtp = subprocess.Popen(["/usr/bin/python3", "tests/servers/fake_smtp.py", self.server, *rules, *words], cwd=TOP, stdout=subprocess.PIPE, text=True)
        self.port = int(self.smtp.stdout.readline())
        self.configure()

    def configure(self):
        reps = "\n".join(f"  - {{id: r{i}, name: 员工{i}, role: rep, mail: [r{i}@corp.test]}}" for i in range(self.reps))
        with open(os.path.join(self.dir, "office.yaml"), "w", encoding="utf-8") as f:
            f.write(OFFICE.format(operator=self.operator, mailbox=self.mailbox, port=self.port, more=self.more, reps=reps))

    def imap(self):
        c = imaplib.IMAP4("127.0.0.1", self.imap_port)
        c.login("clerk@corp.test", PASSWORD)
        return c

    def sent(self):
        c = self.imap()
        _, count = c.select("Sent")
        got = [c.fetch(str(n + 1), "(RFC822)")[1][0][1] for n in range(int(count[0]))]
        c.logout()
        return got

    def run(self, at, *words, code=0):
        """at: minutes after 20:00 of 2026-09-13"""
        sim = dt.datetime(2026, 9, 13, 20, tzinfo=ZONE) + dt.timedelta(minutes=at)
        clock = f"{dt.datetime.now(dt.timezone.utc).replace(microsecond=0).isoformat()},{sim.isoformat()},1"
        r = subprocess.run([PROGRAM, "-c", os.path.join(self.dir, "office.yaml"), *(words or ["once"])], env={**os.environ, "LEADCLERK_CLOCK": clock}, cwd=TOP,
                           capture_output=True, timeout=120)
        self.log = r.stderr.decode("utf-8", "replace")
        assert r.returncode == code, f"{words}: exit {r.returncode}\n{self.log}"
        return r.stdout.decode("utf-8")

    def mail(self, rep, at=0):
        self.mails += 1
        when = dt.datetime(2026, 9, 13, 20, tzinfo=ZONE).timestamp() + at * 60 - 30 + self.mails
        data = (f"From: r{rep}@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\nSubject: =?utf-8?B?5a6i5oi36LWE5paZ?=\r\nMessage-ID: <m{self.mails}@test>\r\n"
                "Content-Type: text/csv; charset=utf-8; name=a.csv\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\n公司名称,联系人,电话\r\n"
                f"东莞市第{self.mails}五金厂,王一,13800138{self.mails:03d}\r\n").encode()
        if self.dovecot:
            self.imap().append("INBOX", None, imaplib.Time2Internaldate(time.time()), data)
            return
        self.put(self.mails, when, data)

    def put(self, number, when, data):
        path = os.path.join(self.box, "new", f"{int(when)}.{number}.test")
        with open(path, "wb") as f:
            f.write(data)
        os.utime(path, (when, when))

    def back_up(self, at):
        self.run(at, "backup", self.dir + "/copy")

    def put_back(self):
        """the machine is lost, or its store; the backup takes its place"""
        for end in ("", "-wal", "-shm"):
            if os.path.exists(self.dir + "/clerk.db" + end):
                os.remove(self.dir + "/clerk.db" + end)
        shutil.copy(self.dir + "/copy", self.dir + "/clerk.db")

    def letters(self):
        rows = csv.DictReader(io.StringIO(self.run(0, "letters", "--csv")))
        return sorted((r["staff"], r["kind"], r["state"]) for r in rows)

    def states_of_entries(self):
        return sorted((r["entry"], r["donation"], r["state"], r["reverses"]) for r in csv.DictReader(io.StringIO(self.run(0, "ledger", "--csv"))))

    def states(self):
        return "".join(s[2][0] for s in self.letters())

    def went(self):
        """whom letters went to, in order"""
        return [x.split("<")[1].split("@")[0] for x in self.lines("rcpt")][:10 ** 6]

    def lines(self, start):
        with open(os.path.join(self.server, "log"), encoding="utf-8") as f:
            return [x for x in f.read().split("\n") if x.startswith(start)]

    def accepted(self):
        return len(self.lines("accepted"))

    def alarm(self):
        path = os.path.join(self.dir, "clerk.db.alarm")
        return open(path, encoding="utf-8").read() if os.path.exists(path) else ""

    def close(self):
        self.smtp.kill()
        self.smtp.wait()
        if self.dovecot:
            subprocess.run(["sh", "tests/servers/dovecot.sh", "stop", self.dir + "/dovecot"], cwd=TOP, check=True, timeout=60)
        shutil.rmtree(self.dir, ignore_errors=True)


def equal(got, want, what):
    assert got == want, f"{what}: {got!r}, not {want!r}"


def too_often(o):
    """fault 22: the server as a whole is let alone, the order is kept, none is lost"""
    o.serve("2+1*rcpt:550 5.7.1 Sender frequency limited")
    for i in range(5):
        o.mail(i)
    o.run(1)
    equal(o.accepted(), 2, "accepted at first")
    equal(o.states(), "sswww", "states")
    o.run(10)
    equal(len(o.lines("connect")), 1, "connections during the pause")
    o.run(62)
    o.run(63)
    equal(o.states(), "sssss", "states in the end")
    equal(o.went(), ["r0", "r1", "r2", "r2", "r3", "r4"], "order")


def mailbox_busy(o):
    """QQ's 550 that passes, of one recipient: the others are not held up"""
    o.serve("1*rcpt:550 Mailbox unavailable or access denied")
    o.mail(0), o.mail(1)
    o.run(1)
    equal(o.states(), "ws", "states")
    o.run(5)
    equal(o.states(), "ss", "states in the end")


def login_refused(o):
    """fault 25: all stop, no letter is refused or counts a try, and the operator is told without a letter"""
    o.more = ", user: clerk@corp.test, password_file: password"
    o.serve("auth:535 Error: authentication failed, system busy", auth=f"clerk@corp.test:{PASSWORD}")
    for i in range(3):
        o.mail(i)
    o.run(1)
    equal(o.states(), "www", "states")
    assert "submission" in o.alarm() and "535" in o.alarm(), f"alarm file: {o.alarm()}"
    assert PASSWORD not in o.alarm() + o.log, "the password is told"
    for at in (2, 5, 10):
        o.run(at)
    equal(len(o.lines("auth")), 1, "logins within a quarter of an hour")
    assert "pace" in o.run(11, "status"), "status does not say that letters wait"
    o.more = ""
    o.serve()
    o.run(12)
    equal(o.accepted(), 0, "accepted during the pause")
    o.run(13, "retry", "outbox")
    o.run(14)
    equal(o.states(), "sss", "states in the end")
    equal(o.alarm(), "", "alarm file in the end")


def content(o):
    """fault 23: not tried for ever, and the operator hears of it"""
    o.serve("1*dot:554 DT:SPM 163 smtp5,D9,1,2")
    o.mail(0), o.mail(1)
    o.run(1)
    equal(o.states(), "rs", "states")
    assert "DT:SPM" in o.alarm(), f"alarm file: {o.alarm()}"
    o.run(100)
    equal(len(o.lines("rcpt")), 2, "attempts")
    o.run(101, "ignore", [r["letter"] for r in csv.DictReader(io.StringIO(o.run(0, "letters", "--csv"))) if r["state"] == "refused"][0])
    equal(o.alarm(), "", "alarm file in the end")


def too_large(o):
    """fault 27: said before a byte of it is sent"""
    o.mail(0)
    o.run(1)
    equal(o.states(), "r", "state")
    equal(len(o.lines("letter")) + len(o.lines("rcpt")), 0, "what went out")
    assert "larger" in o.run(2, "status"), "status does not say why"


def server_down(o):
    """an outage costs no letter a try, and no order"""
    o.serve("6*connect:cut")
    for i in range(3):
        o.mail(i)
    for at in (1, 3, 6, 12, 24, 48, 100, 101, 200, 201):
        o.run(at)
    equal(o.states(), "sss", "states")
    equal(o.went(), ["r0", "r1", "r2"], "order")


def in_the_way(name, rule):
    """Over one recipient the server breaks down, hangs up, or says what others say of a login: he waits, the others get theirs"""
    def scene(o):
        o.serve(f"rcpt=r0@corp.test:{rule}")
        for i in range(3):
            o.mail(i)
        for at in (1, 20, 40, 60):
            o.run(at)
        equal(o.states(), "wss", "states")
        o.mail(1, at=60)
        o.run(61), o.run(120)
        equal(o.accepted(), 3, "accepted")
        o.serve()
        o.run(121, "retry", "outbox")
        o.run(200)
        equal(set(o.states()), {"s"}, "states in the end")
    scene.__name__ = f"in_the_way_{name}"
    return scene


def everybody_in_the_way(o):
    """The same over each of them: it is the server, which is let alone for longer and longer"""
    o.serve("rcpt:421 4.3.2 closing")
    for i in range(3):
        o.mail(i)
    for at in range(1, 58):
        o.run(at)
    equal(len(o.lines("connect")) <= 7, True, "connections within an hour")
    o.serve()
    for at in (120, 121, 122, 180, 181):
        o.run(at)
    equal(set(o.states()), {"s"}, "states in the end")


def sent_copy(o):
    """a copy in the clerk's own Sent folder, once, whatever happens"""
    o.mail(0), o.mail(1)
    o.run(1)
    equal(len(o.sent()), 0, "copies at once")
    for at in (3, 4, 10):
        o.run(at)
    equal(o.states(), "ss", "states")
    equal(len(o.sent()), 2, "copies")
    accepted = [open(os.path.join(o.server, "mails", n), "rb").read() for n in ("1", "2")]
    equal(sorted(o.sent()), sorted(accepted), "bytes of the copies")
    # An end between APPEND and its record: it is looked for again, and found.
    subprocess.run(["sqlite3", o.dir + "/clerk.db", "UPDATE letter SET look_at = 1"], check=True, timeout=20)
    o.run(12)
    equal(len(o.sent()), 2, "copies after a second look")


def sent_copy_maildir(o):
    """the clerk's own Maildir gets its copies too, once each, as mails that were read; a folder's own name is used"""
    o.mailbox = o.mailbox.replace("folders", "user: clerk@corp.test, folders")
    o.configure()
    o.mail(0), o.mail(1)
    o.run(1)
    for at in (3, 4):
        o.run(at)
    sent = os.path.join(o.box, ".Sent", "cur")
    accepted = [open(os.path.join(o.server, "mails", n), "rb").read() for n in ("1", "2")]
    equal(sorted(open(os.path.join(sent, n), "rb").read() for n in os.listdir(sent)), sorted(accepted), "bytes of the copies")
    assert all(n.endswith(":2,S") for n in os.listdir(sent)), os.listdir(sent)
    assert os.path.exists(os.path.join(o.box, ".Sent", "maildirfolder"))
    for name in os.listdir(sent):  # its reader sorts them away by a flag; an end came before the copy's record
        os.rename(os.path.join(sent, name), os.path.join(sent, name + "F"))
    subprocess.run(["sqlite3", o.dir + "/clerk.db", "UPDATE letter SET look_at = 1"], check=True, timeout=20)
    o.run(5)
    o.more = ", sent_folder: 已发送"
    o.configure()
    o.mail(2, 6)
    o.run(7), o.run(9)
    equal(len(os.listdir(sent)), 2, "copies in the first folder")
    equal(len(os.listdir(os.path.join(o.box, ".&XfJT0ZAB-", "cur"))), 1, "copies in the folder of that name")


def sent_folder_named(o):
    """the folder that the configuration names goes before the one the server marks"""
    o.imap().create("Elsewhere")
    o.more = ", sent_folder: Elsewhere"
    o.configure()
    o.mail(0)
    o.run(1), o.run(3)
    equal(len(o.sent()), 0, "copies in Sent")
    box = o.imap()
    equal(box.select("Elsewhere", readonly=True)[1], [b"1"], "copies in the folder of that name")


def unsure_found(o):
    """fault 20: the answer to the dot was lost. The provider kept a copy: it was sent"""
    o.more = ", sent_copy: server"
    o.serve("dot:lose")
    o.run(5 * 60)     # 01:00: who sent no list is told
    states = o.letters()
    equal([s[2] for s in states], ["unsure"], f"states {states}")
    letter = open(os.path.join(o.server, "mails", "1"), "rb").read()
    o.imap().append("Sent", None, imaplib.Time2Internaldate(time.time()), letter)
    o.run(5 * 60 + 6)
    equal([s[2] for s in o.letters()], ["sent"], "states after the look")
    equal(o.accepted(), 1, "letters at the server")
    equal(len(o.sent()), 1, "copies")


def unsure_below_others(o):
    """it lies in the Sent folder below a hundred letters that left since: it was sent, and does not go again"""
    o.more = ", sent_copy: server"
    o.serve("dot:lose")
    o.run(5 * 60)
    equal([s[2] for s in o.letters()], ["unsure"], "states")
    box = o.imap()
    for n in range(140):
        letter = open(os.path.join(o.server, "mails", "1"), "rb").read() if n == 40 else b"Subject: another\r\nMessage-ID: <other%d@test>\r\n\r\nx\r\n" % n
        box.append("Sent", None, imaplib.Time2Internaldate(time.time() - (2 * 86400 if n < 40 else 0)), letter)
    o.serve()
    for at in (306, 312, 313):
        o.run(at)
    equal([s[2] for s in o.letters()], ["sent"], "states after the looks")
    equal(o.accepted(), 0, "letters that went again")


def unsure_lost(o):
    """it is not there after two looks, and this server keeps what it accepts: it goes again"""
    o.more = ", sent_copy: server"
    o.serve("1*dot:cut")
    o.run(5 * 60)
    equal([s[2] for s in o.letters()], ["unsure"], "states")
    o.run(5 * 60 + 6)
    equal([s[2] for s in o.letters()], ["unsure"], "states after one look")
    o.run(5 * 60 + 12)
    o.run(5 * 60 + 13)
    equal([s[2] for s in o.letters()], ["sent"], "states in the end")
    equal(o.accepted(), 1, "letters at the server")


def unsure_unknown(o):
    """where we keep the copies ourselves, the folder says nothing: a person decides"""
    o.serve("1*dot:lose")
    for at in (300, 306, 312, 330, 400):
        o.run(at)
    equal([s[2] for s in o.letters()], ["unsure"], "states")
    equal(o.accepted(), 1, "letters at the server")


def lost_day(o):
    """A backup while one receipt waits; then it leaves, another one does, and midnight's penalty notices: all of it is lost, and one mail more is there."""
    o.operator = "operator: it@corp.test"
    o.serve("1*connect:cut")
    o.mail(0)
    o.run(1)
    equal(o.states(), "w", "what waits in the backup")
    o.back_up(2)
    o.run(3, "retry", "outbox")
    o.mail(1, 4)
    for at in (5, 8, 300, 302, 304):
        o.run(at)
    equal(sorted(o.went()), ["r0", "r0", "r1", "r1", "r2"], "who had letters before")
    o.put_back()
    o.mail(2, 305)


def put_back(o):
    """fault 57: yesterday's backup: what was sent since then lies in the Sent folder, and goes no second time; what did not leave goes, at once"""
    lost_day(o)
    o.run(306)
    equal(sorted(o.went()), ["it", "r0", "r0", "r1", "r1", "r2", "r2"], "whom letters went to: the operator hears of it")
    equal(set(o.states()), {"s"}, "states")
    o.mail(0, 307)
    o.run(308), o.run(309)
    equal(sorted(o.went()), ["it", "r0", "r0", "r0", "r1", "r1", "r2", "r2"], "afterwards the clerk is as ever")
    assert "put_back" not in o.alarm(), o.alarm()


def put_back_out_of_reach(o):
    """... its mailbox does not answer at first: nothing leaves that may have left"""
    lost_day(o)
    mailbox = o.mailbox
    o.mailbox = mailbox.replace(str(o.imap_port), "1")
    o.configure()
    o.run(306, code=69)
    o.mailbox = mailbox
    o.configure()
    equal(o.went().count("r0"), 2, "the receipt that waited in the backup")
    for at in (312, 318):
        o.run(at)
    equal(sorted(x for x in o.went() if x != "it"), ["r0", "r0", "r1", "r1", "r2", "r2"], "whom letters went to")


def put_back_blind(o):
    """... no Sent folder says what left: a penalty notice waits for a person, other letters go, marked as possibly double; what comes later is as ever"""
    lost_day(o)
    o.run(306)
    equal([s for s in o.letters() if s[0]], [(r, k, s) for r in ("r0", "r1", "r2") for k, s in (("penalty", "unsure"), ("receipt", "sent"))], "states")
    equal(o.went().count("r2"), 2, "the penalty notice at its first time, and the receipt")
    rows = list(csv.DictReader(io.StringIO(o.run(0, "letters", "--csv"))))
    equal({r["unsure"] for r in rows if r["staff"]}, {"unsure"}, "marks")
    o.mail(0, 307)
    o.run(308)
    rows = list(csv.DictReader(io.StringIO(o.run(0, "letters", "--csv"))))
    equal(sorted(r["unsure"] for r in rows if r["staff"] == "r0"), ["", "unsure", "unsure"], "marks of an earlier and of a later receipt")


def put_back_no_folder(o):
    """... the folder is gone"""
    lost_day(o)
    o.imap().delete("Sent")
    o.run(306), o.run(307)
    equal([s for s in o.letters() if s[2] == "unsure"], [(r, "penalty", "unsure") for r in ("r0", "r1", "r2")], "what waits for a person")
    equal(o.states().count("w"), 0, "what waits")


DAMAGES = {"cut": "substr(bytes, 1, length(bytes) - 9)", "head": "cast(x'00' || substr(bytes, 2) as blob)", "empty": "x''",
           "middle": "cast(substr(bytes, 1, 40) || x'5a5a5a' || substr(bytes, 44) as blob)"}


def damaged(o):
    """fault 53: what is kept of a letter is damaged: it is held back with its reason, the operator is told, and no other letter waits for it"""
    for n, (name, how) in enumerate(DAMAGES.items()):
        at = 10 * n
        o.serve("1*connect:cut")
        o.mail(0, at + 1), o.mail(1, at + 1)
        o.run(at + 2)
        first = subprocess.run(["sqlite3", o.dir + "/clerk.db", "SELECT id FROM letter WHERE state = 'waiting' ORDER BY next_try, created_at, body LIMIT 1"], check=True,
                               timeout=20, capture_output=True, text=True).stdout.strip()
        subprocess.run(["sqlite3", o.dir + "/clerk.db", f"UPDATE letter_body SET bytes = {how} WHERE id = (SELECT body FROM letter WHERE id = '{first}')"], check=True, timeout=20)
        o.run(at + 3, "retry", "outbox")
        o.run(at + 4)
        equal(o.accepted(), 1, f"{name}: accepted")
        equal(o.states().count("w"), 0, f"{name}: what waits")
        assert first in o.alarm() and "damaged" in o.alarm(), f"{name}: alarm file: {o.alarm()}"
        assert "damaged" in o.run(at + 5, "status") and first in o.run(at + 5, "explain", first), f"{name}: status and explain do not say why"
        o.run(at + 6, "ignore", first)
        equal(o.alarm(), "", f"{name}: alarm file in the end")


def reply(o, n, words, at):
    """by plain reply, to the letter that the server accepted as its n-th"""
    letter = email.message_from_bytes(open(os.path.join(o.server, "mails", str(n)), "rb").read(), policy=email.policy.default)
    quoted = letter.get_body(("plain",)).get_content().replace("\n", "\n> ")
    o.mails += 1
    o.put(o.mails, dt.datetime(2026, 9, 13, 20, tzinfo=ZONE).timestamp() + at * 60,
          (f"From: {letter['to']}\r\nTo: clerk@corp.test\r\nSubject: Re: {letter['subject']}\r\nMessage-ID: <m{o.mails}@test>\r\nIn-Reply-To: {letter['message-id']}\r\n"
           f"Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n\r\n> {quoted}").encode())


def put_back_answers(o):
    """... and what was answered in the time that was lost finds what it is about: the store comes out as the one that was lost"""
    o.run(1)
    o.back_up(2)
    o.run(241)
    reply(o, 1, "申诉 名单昨晚已发", 250)
    reply(o, 2, "已缴", 251)
    o.mail(2, 252)
    o.mail(2, 252)
    for at in (253, 260):
        o.run(at)
    passing = ("created_at", "due_at", "state", "unsure", "tries", "answer")
    rows = lambda table: sorted(tuple((k, v) for k, v in r.items() if table != "letters" or k not in passing) for r in csv.DictReader(io.StringIO(o.run(0, table, "--csv"))))
    tables = lambda: [rows(table) for table in ("mails", "leads", "duties", "letters")] + [o.states_of_entries()]
    want = tables()
    assert "appealed" in str(want[-1]), want[-1]
    o.put_back()
    o.run(300)
    got = tables()
    for w, g in zip(want, got):
        equal(g, w, "after the backup was put back")


def backed_up(o):
    """whose store was copied alone goes on as before: the mark is the copy's"""
    o.serve("1*dot:450 later")
    o.mail(0)
    o.run(1)
    o.back_up(2)
    for at in (5, 6):
        o.run(at)
    equal(o.letters(), [("r0", "receipt", "sent")], "states")
    assert "backup" not in o.log, o.log


SCENES = [(too_often, {}), (mailbox_busy, {}), (login_refused, {}), (content, {}), (too_large, {"size": 1000}), (server_down, {}),
          (in_the_way("breaks", "421 4.3.2 closing"), {}), (in_the_way("cut", "cut"), {}), (everybody_in_the_way, {}), (in_the_way("relay", "454 4.7.1 Relay access denied"), {}), (in_the_way("login", "530 5.7.0 must authenticate first"), {}),
          (sent_copy, {"dovecot": True}), (sent_copy_maildir, {}), (sent_folder_named, {"dovecot": True}), (unsure_found, {"dovecot": True, "reps": 1}), (unsure_below_others, {"dovecot": True, "reps": 1}), (unsure_lost, {"dovecot": True, "reps": 1}),
          (unsure_unknown, {"dovecot": True, "reps": 1}), (put_back, {"dovecot": True, "reps": 3}), (put_back_out_of_reach, {"dovecot": True, "reps": 3}),
          (put_back_blind, {"reps": 3}), (put_back_no_folder, {"dovecot": True, "reps": 3}), (put_back_answers, {"reps": 3}), (backed_up, {"reps": 1}), (damaged, {"reps": 2})]


def main():
    failed = 0
    words = sys.argv[2:]
    scenes = [(f, k) for f, k in SCENES if not words or f.__name__ in words]
    for scene, how in scenes:
        office = Office(**how)
        try:
            scene(office)
            print(f"ok   {scene.__name__}", flush=True)
        except AssertionError as fault:
            failed += 1
            print(f"FAIL {scene.__name__}: {fault}\n{office.log[-1500:]}", flush=True)
        finally:
            office.close()
    print(f"{len(scenes) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
