#!/usr/bin/python3
"""What an operator sees of a living clerk: the journal's fields, a reload that is refused, metrics, `status`, and that nothing listens.

usage: tests/scenes/run_watch.py [PROGRAM]      Closes with "N passed, N failed".
"""
import email.message
import email.policy
import fcntl
import imaplib
import json
import os
import pty
import re
import select
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import run_daemon
from run_daemon import OFFICE, PATIENCE, PROGRAM, TOP, Daemon, ended, play, ready

OPERATOR = "operator: it@corp.test\n"
HEADER = "公司名称,联系人,电话,主营,注册资本,网络情况,网站,开发价值"


def wait_for(what):
    """what() once it is true; else what it said last."""
    end = time.monotonic() + PATIENCE
    while not (said := what()) and time.monotonic() < end:
        time.sleep(0.05)
    return said


def a_list(d, name, rows, sender="rep01@corp.test", arrival="2026-09-13T20:00:00+08:00"):
    """A rep's list arrives."""
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Cc"] = sender, "director@corp.test", "gm@corp.test"
    mail["Subject"], mail["Message-ID"] = "客户资料", f"<{name}@corp.test>"
    mail.set_content("请查收")
    lines = [HEADER] + [f"东莞市{name}{n}五金有限公司,王小明,1390000{n:04},五金,100万,有,有,高" for n in range(rows)]
    mail.add_attachment("\n".join(lines).encode(), maintype="text", subtype="csv", filename="客户资料.csv")
    path = os.path.join(d.dir, "box", "tmp", name)
    with open(path, "wb") as f:
        f.write(bytes(mail))
    at = run_daemon.datetime.datetime.fromisoformat(arrival).timestamp()
    os.utime(path, (at, at))
    os.rename(path, os.path.join(d.dir, "box", "new", name))
    d.process.send_signal(signal.SIGUSR1)


# ---- the journal

class Journal(Daemon):
    """A clerk whose stderr is taken for the journal's stream, beside a socket that takes its messages."""
    def start(self, with_shim=False):
        self.journal = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.journal.bind(os.path.join(self.dir, "journal"))
        self.journal.setblocking(False)
        self.journal.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.messages = []
        st = os.fstat(self.log.fileno())
        self.env.update(JOURNAL_STREAM=f"{st.st_dev}:{st.st_ino}", LEADCLERK_JOURNAL=os.path.join(self.dir, "journal"))
        super().start(with_shim)

    def heard(self):
        """All messages so far: each a list of (field, value)."""
        try:
            while True:
                text = self.journal.recv(1 << 16).decode()
                assert text.endswith("\n")
                fields = [line.split("=", 1) for line in text[:-1].split("\n")]
                assert all(name.isascii() and name.replace("_", "").isalnum() and name == name.upper() for name, _ in fields), text
                self.messages.append(fields)
        except BlockingIOError:
            return self.messages


def journal_tells_a_mail(d):
    """One id, from arrival to the receipt that left."""
    if not ready(d):
        return False
    a_list(d, "list", 3)
    wait_for(lambda: any(["LETTER", "receipt." + mail] in m and "sent" in dict(m)["MESSAGE"] for m in d.heard() for f, mail in m if f == "MAIL"))
    mails = {value for m in d.heard() for name, value in m if name == "MAIL"}
    if len(mails) != 1:
        print(d.heard())
        return False
    mail = mails.pop()
    story = [dict(m) for m in d.heard() if ["MAIL", mail] in m]
    words = [m["MESSAGE"].split(": ", 1)[1].split()[0].rstrip(",") for m in story]
    staff = [m.get("STAFF") for m in story]
    return ("counted" in words and "waiting" in words and words[-1] == "sent" and set(staff) == {"rep01"}
            and all(m["SYSLOG_IDENTIFIER"] == "leadclerk" and m["LEADCLERK_PROCESS"] == "clerk" and m["PRIORITY"] == "6" for m in story))


def journal_names_nobody(d):
    """Nothing personal but ids; children, which may open no socket, say a priority before their lines."""
    said = "\n".join(value for m in d.heard() for _, value in m) + d.read("log")
    lines = [line for line in d.read("log").split("\n") if line]
    return (not any(word in said for word in ("陈平娜", "rep01@", "客户资料", "五金", "1390000")) and all(line.startswith("<") for line in lines)
            and any("leadclerk[reader]" in line for line in lines) and not any("leadclerk[clerk]" in line for line in lines))


# ---- SIGHUP

FAULTS = (
    # what is broken, the file that is named, its line, words
    ("staff", "office.yaml", 10, "is taken"),
    ("calendar", "days.csv", 3, "date"),
    ("letter", "letters/receipt.txt", 2, ""),
)


def broken(d, what):
    """An office with one fault."""
    text = OFFICE.format(name="陈平娜")
    if what == "staff":
        text = text.replace("{id: rep01,", "{id: gm,")
    if what == "calendar":
        with open(os.path.join(d.dir, "days.csv"), "w", encoding="utf-8") as f:
            f.write("date,kind\n2026-10-01,off\n2026-10-32,off\n")
        text = text.replace("since: 2026-09-14}", "since: 2026-09-14, calendars: [days.csv]}")
    if what == "letter":
        os.makedirs(os.path.join(d.dir, "letters"), exist_ok=True)
        with open(os.path.join(d.dir, "letters", "receipt.txt"), "w", encoding="utf-8") as f:
            f.write("Subject: 回执\n{{#nobody_knows_this}}\n")
        text += "letters: letters\n"
    d.configure(text)


def refused_reload(d, what, file, line, words):
    broken(d, what)
    before = d.read("log").count("the configuration that was in force stays")
    began = time.monotonic()
    d.process.send_signal(signal.SIGHUP)
    told = wait_for(lambda: d.read("log").count("the configuration that was in force stays") > before)
    faults = [said for said in d.read("log").split("\n") if said.startswith(os.path.join(d.dir, file) + f":{line}: ") and words in said]
    if not faults:
        print(d.read("log")[-1500:])
    d.last_reload = (began, time.monotonic())
    return bool(told) and bool(faults) and d.process.poll() is None


def bad_files_keep_the_old(d):
    return ready(d) and all([refused_reload(d, *fault) for fault in FAULTS])


def reload_is_told_as_systemd_wants(d):
    """RELOADING=1 with the monotonic moment, and READY=1 after it, for a good file and a bad one."""
    d.configure(OFFICE.format(name="陈平平"))
    while d.turns(0.2):
        pass
    began = time.monotonic_ns() // 1000
    d.process.send_signal(signal.SIGHUP)
    told = []
    end = time.monotonic() + PATIENCE
    while "READY=1" not in told and time.monotonic() < end:
        try:
            told += d.manager.recv(4096).decode().split("\n")
        except TimeoutError:
            pass
    moments = [int(line.split("=")[1]) for line in told if line.startswith("MONOTONIC_USEC=")]
    return (told.count("RELOADING=1") == 1 and told.index("RELOADING=1") < told.index("READY=1") and len(moments) == 1
            and began <= moments[0] <= time.monotonic_ns() // 1000)


def works_on_after_reloads(d):
    a_list(d, "after", 2)
    return wait_for(lambda: d.left() > 0)


# ---- alarms: each once, and once when it is over

def alarms(d):
    """Subjects of the letters to the operator, in the order in which they were written."""
    with sqlite3.connect(os.path.join(d.dir, "clerk.db"), timeout=30) as db:
        found = [subject.rsplit(" [", 1)[0] for (subject,) in db.execute("SELECT subject FROM letter WHERE kind = 'alarm' ORDER BY created_at, body")]
    db.close()
    return found


def reconfigure(d, extra):
    d.configure(OFFICE.format(name="陈平娜") + "operator: it@corp.test\n" + extra)
    d.process.send_signal(signal.SIGHUP)


def store(d, *statements):
    with sqlite3.connect(os.path.join(d.dir, "clerk.db"), timeout=30) as db:
        for statement in statements:
            db.execute(statement)
    db.close()
    d.process.send_signal(signal.SIGUSR1)


def begins_and_ends(d, begin, words, end, recovered):
    """begin() brings one alarm, which is not repeated; end() one letter that says how long it was."""
    before = alarms(d)
    begin()
    if not wait_for(lambda: len(alarms(d)) > len(before)):
        print("no alarm:", words, d.read("log")[-1500:])
        return False
    d.turns(2)
    for _ in range(3):
        d.process.send_signal(signal.SIGUSR1)
        d.turns(0.3)
    first = alarms(d)[len(before):]
    raised = d.read("clerk.db.alarm")
    end()
    wait_for(lambda: len(alarms(d)) > len(before) + 1)
    d.turns(1)
    said = alarms(d)[len(before):]
    print(said)
    return (len(first) == 1 and words in first[0] and len(said) == 2 and recovered in said[1] and "，历时" in said[1] and raised.count("\n") == 1
            and "@" not in raised and not wait_for_no(lambda: d.read("clerk.db.alarm")))


def wait_for_no(what):
    end = time.monotonic() + PATIENCE
    while (said := what()) and time.monotonic() < end:
        time.sleep(0.05)
    return said


def disk_is_nearly_full(d):
    return ready(d) and begins_and_ends(d, lambda: reconfigure(d, "alarm_disk_mb: 100000000\n"), "磁盘空间快用完了", lambda: reconfigure(d, ""), "磁盘空间已恢复正常")


def addresses_fail(d):
    return begins_and_ends(
        d, lambda: store(d, "INSERT INTO failing VALUES ('rep01@corp.test', 'rep01', strftime('%s', '2026-09-13 11:00'), 1789300000, 'x', '550 no such user')"),
        "有人的邮箱收不到信（rep01）", lambda: store(d, "DELETE FROM failing"), "邮箱又能收到信了（rep01）")


def mails_in_quarantine(d):
    """That one is there is told with the mail itself; here, that none is there any more."""
    a_list(d, "quarantine", 1)
    wait_for(lambda: "lead" in d.command("mails", "--csv").stdout)
    before = alarms(d)
    store(d, "UPDATE mail SET verdict = 'quarantined'")
    raised = wait_for(lambda: " quarantine " in d.read("clerk.db.alarm"))
    store(d, "UPDATE mail SET verdict = 'counted'")
    wait_for(lambda: len(alarms(d)) > len(before))
    said = alarms(d)[len(before):]
    return raised and len(said) == 1 and "隔离的邮件都已处理，历时" in said[0]


def clock_leaps(d):
    return begins_and_ends(d, lambda: d.set_clock(30 * 86400), "服务器时钟被拨快，结算已暂停", lambda: d.set_clock(0), "服务器时钟已恢复，结算照常")


def calendar_is_missing(d):
    """From 1 December on, not the day before."""
    quiet = ready(d) and not alarms(d)
    d.process.send_signal(signal.SIGTERM)
    d.process.wait(PATIENCE)
    d.env["LEADCLERK_CLOCK"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()) + ",2026-12-01T04:00:00Z,1"
    d.start()
    with open(os.path.join(d.dir, "days.csv"), "w", encoding="utf-8") as f:
        f.write("date,kind\n2027-01-01,off\n")
    calendars = OFFICE.format(name="陈平娜").replace("since: 2026-09-14}", "since: 2026-09-14, calendars: [days.csv]}") + "operator: it@corp.test\n"

    def named():
        d.configure(calendars)
        d.process.send_signal(signal.SIGHUP)
    wait_for(lambda: alarms(d))
    if len(alarms(d)) != 1 or not d.told("READY=1"):
        print(alarms(d))
        return False
    named()
    wait_for(lambda: len(alarms(d)) > 1)
    said = alarms(d)
    print(said)
    return quiet and len(said) == 2 and "新一年的放假安排还没有载入（2027）" in said[0] and "新一年的放假安排已载入（2027）" in said[1]


AWAY = """
office: {{company: 示例公司, since: 2026-09-14, calendars: [days.csv]}}
operator: it@corp.test
mailboxes: [{{name: director, url: "imap://127.0.0.1:{imap}", user: u, password_command: echo x, security: none{more}}}]
submission: {{url: "smtp://127.0.0.1:{smtp}", from: clerk@corp.test, security: none}}
store: clerk.db
staff:
  - {{id: director, name: 李总监, role: director, mail: [director@corp.test]}}
  - {{id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}}
policies: [{{effective: 2026-01-01, packs: [], digest: "{digest}"}}]
"""


class Away:
    """`once` at moments of a simulated clock, while neither server can be reached."""
    def __init__(self, digest="off"):
        self.digest, self.more = digest, ""
        self.dir = tempfile.mkdtemp(prefix="leadclerk-away-")
        os.chmod(self.dir, 0o755)  # a Dovecot beneath runs as somebody else
        self.log = open(os.path.join(self.dir, "log"), "w+")
        self.ports = []
        for _ in range(2):
            with socket.create_server(("127.0.0.1", 0)) as s:
                self.ports.append(s.getsockname()[1])
        with open(os.path.join(self.dir, "days.csv"), "w") as f:
            f.write("date,kind\n2026-01-01,off\n")
        self.config = os.path.join(self.dir, "office.yaml")
        self.smtp = None
        self.configure()

    def configure(self):
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(AWAY.format(imap=self.ports[0], smtp=self.ports[1], digest=self.digest, more=self.more))

    def once(self, day, clock):
        env = {**os.environ, "LEADCLERK_CLOCK": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()) + f",2026-09-{day}T{clock}:00+08:00,1"}
        return subprocess.run([PROGRAM, "-c", self.config, "once"], env=env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, timeout=PATIENCE,
                              check=False).returncode

    def serve(self):
        """The submission is back (on another port: the first may be somebody else's by now)."""
        self.server = tempfile.mkdtemp(dir=self.dir)
        self.smtp = subprocess.Popen(["/usr/bin/python3", "tests/servers/fake_smtp.py", self.server], cwd=TOP, stdin=subprocess.DEVNULL,
                                     stdout=subprocess.PIPE, text=True)
        self.ports[1] = int(self.smtp.stdout.readline())
        self.configure()

    def states(self):
        with sqlite3.connect(os.path.join(self.dir, "clerk.db")) as db:
            found = [(subject.rsplit(" [", 1)[0], state) for subject, state in db.execute("SELECT subject, state FROM letter ORDER BY created_at, body")]
        db.close()
        return found

    def raised(self):
        path = os.path.join(self.dir, "clerk.db.alarm")
        return open(path, encoding="utf-8").read() if os.path.exists(path) else ""

    def sent(self):
        """The texts of the letters that left, decoded."""
        found = []
        for name in sorted(os.listdir(os.path.join(self.server, "mails"))):
            if name.isdigit():
                with open(os.path.join(self.server, "mails", name), "rb") as f:
                    mail = email.message_from_binary_file(f, policy=email.policy.default)
                found.append(mail.get_body(("plain",)).get_content())
        return found

    def end(self):
        if self.smtp:
            self.smtp.kill()
            self.smtp.wait()
        self.log.close()
        shutil.rmtree(self.dir)


def weekend_is_quiet(d):
    """On a Saturday nobody is told, however long it lasts; on Monday morning he is."""
    d.once(19, "09:00")
    d.once(19, "12:00")
    return d.states() == []


def away_is_told_once(d):
    """The letter meets a submission that is away as well: one that is true whenever it arrives takes its place, and nothing more is written."""
    d.once(21, "09:00")
    first = d.states()
    for clock in ("09:01", "09:20", "10:00"):
        d.once(21, clock)
    one = d.states()
    for clock in ("10:01", "10:30", "11:00"):
        d.once(21, clock)
    print(first, one, d.states())
    with open(os.path.join(d.dir, "clerk.db.alarm"), encoding="utf-8") as f:
        raised = f.read()
    return (len(first) == 1 and "邮箱连接不上，邮件暂未读取（director）" in first[0][0] and first[0][1] == "waiting" and d.states() == one
            and [state for _, state in one] == ["merged", "waiting"] and "信曾发不出去，收到这封信即已恢复" in one[1][0]
            and " mailbox.director " in raised and " submission " in raised)


def ends_are_in_it(d):
    """A mailbox that is there again before a letter can leave: the one that waits is written anew."""
    box = Mailbox(d)
    d.configure()
    d.once(21, "12:00")
    box.end()
    states = [state for _, state in d.states()]
    print(states)
    return states.count("waiting") == 1 and set(states) == {"merged", "waiting"}


def one_letter_when_it_is_back(d):
    """It showed that letters leave again, and says what there was meanwhile: there is no second one."""
    d.serve()
    for clock in ("13:30", "13:31", "13:40"):
        d.once(21, clock)
    said, texts = [subject for subject, state in d.states() if state != "merged"], d.sent()
    print(said, texts)
    with sqlite3.connect(os.path.join(d.dir, "clerk.db")) as db:
        known = db.execute("SELECT name, told_at FROM alarm").fetchall()
    db.close()
    return (len(said) == len(texts) == 1 and "信曾发不出去" in said[0] and "（director）：从 9月19日 09:00 到 9月21日 12:00，已恢复" in texts[0]
            and known in ([], [("mailbox.director", None)]) and not d.raised())


def what_begins_again(d):
    """A mailbox that came back and went away once more, all while no letter left: one letter, in which it is away since the second time; that it is there again
    is a letter of its own, since that one left."""
    for clock in ("09:00", "09:01", "09:20", "09:21", "09:40"):
        d.once(21, clock)
    box = Mailbox(d)
    d.configure()
    d.once(21, "10:00")
    box.end()
    for clock in ("10:10", "10:30"):
        d.once(21, clock)
    if " mailbox.director since 2026-09-21T10:1" not in d.raised():
        print(d.raised())
        return False
    d.serve()
    for clock in ("13:30", "13:31"):
        d.once(21, clock)
    first = d.sent()
    box = Mailbox(d)
    d.configure()
    for clock in ("13:50", "13:51"):
        d.once(21, clock)
    box.end()
    said = [subject for subject, state in d.states() if state == "sent"]
    print(first, said, d.states())
    return (len(first) == 1 and "（director）：从 9月21日 10:10 起，尚未恢复" in first[0] and "09:00" not in first[0] and len(said) == 2
            and "邮箱已恢复连接（director），历时3小时40分钟" in said[1] and {state for _, state in d.states()} == {"merged", "sent"} and not d.raised())


def what_flickers_is_raised(d):
    """Over and begun again before any letter could leave: the alarms' file has it again, and the letter tells of one time."""
    for clock in ("09:00", "09:01", "09:20"):
        d.once(21, clock)
    box = Mailbox(d)
    d.configure()
    d.once(21, "10:00")
    gone = " mailbox.director " not in d.raised()
    box.end()
    d.once(21, "10:01")
    raised = d.raised()
    d.once(21, "10:30")
    d.serve()
    for clock in ("13:30", "13:31"):
        d.once(21, clock)
    texts = d.sent()
    print(gone, raised, texts)
    return gone and " mailbox.director since 2026-09-21T09:00" in raised and len(texts) == 1 and "（director）：从 9月21日 09:00 起，尚未恢复" in texts[0]


def others_are_in_it(d):
    """What began while no letter left stands in the letter that says that they leave again, and has none of its own; when it ends, it has."""
    d.once(19, "09:00")
    d.once(21, "08:40")
    for clock in ("09:00", "09:20", "10:00"):
        d.once(21, clock)
    waiting = [subject for subject, _ in d.states() if "系统" in subject]
    d.serve()
    d.once(21, "12:30")
    d.once(21, "12:40")
    said = [(subject, state) for subject, state in d.states() if "系统" in subject]
    print(waiting, said)
    with sqlite3.connect(os.path.join(d.dir, "clerk.db")) as db:
        known = db.execute("SELECT name, letter LIKE 'alarm.submission.%.over' FROM alarm").fetchall()
    db.close()
    return not waiting and len(said) == 1 and "发信已恢复" in said[0][0] and said[0][1] == "sent" and known == [("mailbox.director", 1)]


class Mailbox:
    """A Dovecot in the place of the mailbox that is away."""
    def __init__(self, d):
        self.base = os.path.join(d.dir, "dovecot")
        self.run("start", "u:x")
        with open(os.path.join(self.base, "env"), encoding="utf-8") as f:
            d.ports[0] = int(re.search(r"IMAP_PORT='?(\d+)", f.read()).group(1))
        self.port = d.ports[0]

    def run(self, *words):
        subprocess.run(["sh", "tests/servers/dovecot.sh", words[0], self.base, *words[1:]], cwd=TOP, check=True, timeout=60, stdout=subprocess.DEVNULL)

    def create(self, folder):
        c = imaplib.IMAP4("127.0.0.1", self.port)
        c.login("u", "x")
        c.create(folder)
        c.logout()

    def end(self):
        self.run("stop")


def a_folder_is_missing(d):
    """Told once, with what to do, across restarts and while the mailbox cannot be asked; and once that it is there."""
    box = Mailbox(d)
    d.serve()
    d.more = ', folders: [INBOX, "Leads of reps"]'
    d.configure()
    for clock in ("09:00", "09:01", "09:30"):
        d.once(21, clock)
    first, raised = d.states(), d.raised()
    d.ports[0] = 1
    d.configure()
    d.once(21, "09:31")
    away = d.states()
    d.ports[0] = box.port
    d.configure()
    box.create('"Leads of reps"')
    d.once(21, "10:00")
    d.once(21, "10:01")
    box.end()
    print(first, raised, d.states())
    said = d.states()
    return (first == away and [state for _, state in said] == ["sent"] * 2 and "配置的邮箱文件夹不存在（director/Leads of reps）" in said[0][0]
            and " folder.director.Leads_of_reps since " in raised and "; there are: " in raised and "邮箱文件夹已正常（director/Leads of reps），历时1小时" in said[1][0]
            and not d.raised())


# ---- metrics: a strict reader of Prometheus's text format

def metrics(text):
    """{(name, labels): value}; raises ValueError at whatever the format does not allow, or its conventions advise against."""
    found, helped, typed, current, ended = {}, {}, {}, None, set()
    if not text.endswith("\n"):
        raise ValueError("no newline at its end")
    for line in text[:-1].split("\n"):
        comment = re.fullmatch(r"# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)", line)
        if comment:
            sort, name, rest = comment.groups()
            if sort == "HELP":
                ended.add(current)
                current = name
            if name != current or name in ended or name in (helped if sort == "HELP" else typed):
                raise ValueError(f"twice, or apart: {line}")
            (helped if sort == "HELP" else typed)[name] = rest
            if sort == "TYPE" and (rest not in ("counter", "gauge") or (rest == "counter") != name.endswith("_total")):
                raise ValueError(f"type: {line}")
            continue
        sample = re.fullmatch(r'([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\[\\n"])*",?)*)\})? (-?[0-9]+(?:\.[0-9]+)?)', line)
        if not sample:
            raise ValueError(f"no sample: {line}")
        name, labels, value = sample.groups()
        if name != current or name not in typed or not name.startswith("leadclerk_") or (name, labels) in found:
            raise ValueError(f"out of place: {line}")
        found[name, labels] = float(value)
    return found


def metrics_after_a_turn(d):
    """Figures that are true, of everything, and of nobody; the file is whole, and readable by everybody, whatever the umask."""
    if not ready(d):
        return False
    path = os.path.join(d.dir, "leadclerk.prom")
    first = wait_for(lambda: os.path.exists(path) and metrics(d.read("leadclerk.prom")))
    a_list(d, "one", 3)
    wait_for(lambda: metrics(d.read("leadclerk.prom")).get(("leadclerk_letters_sent_total", 'kind="receipt"')) == 1)
    text = d.read("leadclerk.prom")
    m = metrics(text)
    wanted = {("leadclerk_mails_read_total", None): 1, ("leadclerk_rows_total", 'verdict="counted"'): 3, ("leadclerk_rows_total", 'verdict="refused"'): 0,
              ("leadclerk_letters_sent_total", 'kind="receipt"'): 1, ("leadclerk_mails_quarantined", None): 0, ("leadclerk_alarms", None): 0,
              ("leadclerk_letters_oldest_waiting_seconds", None): 0, ("leadclerk_ledger_fen", None): 0}
    names = {name for name, _ in m}
    return (all(m.get(key) == value for key, value in wanted.items()) and m["leadclerk_turns_total", None] > first["leadclerk_turns_total", None]
            and m["leadclerk_duties_open", None] >= 1 and m["leadclerk_store_bytes", None] > 4096 and m["leadclerk_disk_free_bytes", None] > 0
            and ("leadclerk_last_contact_timestamp_seconds", 'server="dir\\"ector\\\\"') in m and ("leadclerk_last_contact_timestamp_seconds", 'server="submission"') in m
            and {"leadclerk_turn_seconds", "leadclerk_turn_seconds_total", "leadclerk_turns_failed_total", "leadclerk_last_turn_timestamp_seconds"} <= names
            and not any(word in text for word in ("rep01", "陈", "@", "corp.test")) and os.stat(path).st_mode & 0o777 == 0o644
            and not os.path.exists(path + ".new"))


def metrics_parser_is_strict(_):
    good = "# HELP leadclerk_a_total x\n# TYPE leadclerk_a_total counter\nleadclerk_a_total 1\n"
    bad = (good[:-1], good + "leadclerk_a_total 1\n", good.replace("counter", "gauge"), good.replace(" 1", " x"), good.replace("total 1", 'total{a="} 1'),
           good.replace("leadclerk_a_total 1", "leadclerk_b 1"), good + "\n", good + good)
    for text in bad:
        try:
            metrics(text)
            print("taken:", text)
            return False
        except ValueError:
            pass
    return metrics(good) == {("leadclerk_a_total", None): 1}


def nothing_listens(d):
    """No process of it has a listening socket, of any family: by its own descriptors, against all that listen in /proc/net."""
    listening = set()
    for name, state, column in (("tcp", "0A", 3), ("tcp6", "0A", 3), ("unix", "01", 5)):
        with open(f"/proc/net/{name}", encoding="ascii", errors="replace") as f:
            for line in f.readlines()[1:]:
                words = line.split()
                if words[column] == state and (name != "unix" or int(words[3], 16) & 0x10000):
                    listening.add(words[9] if name != "unix" else words[6])
    for name in ("udp", "udp6", "raw", "raw6"):
        with open(f"/proc/net/{name}", encoding="ascii") as f:
            listening |= {line.split()[9] for line in f.readlines()[1:]}
    mine = [d.process.pid]
    for pid in mine:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
            mine += [int(word) for word in f.read().split()]
    sockets = set()
    for pid in mine:
        for fd in os.listdir(f"/proc/{pid}/fd"):
            target = os.readlink(f"/proc/{pid}/fd/{fd}")
            if target.startswith("socket:["):
                sockets.add(target[8:-1])
    with socket.create_server(("127.0.0.1", 0)) as probe:  # that such a one would be seen
        with open("/proc/net/tcp", encoding="ascii") as f:
            seen = str(os.fstat(probe.fileno()).st_ino) in f.read()
    return seen and len(mine) > 1 and bool(sockets) and not sockets & listening


# ---- status

STATUS = {
    "alarms": {"since", "name", "text"}, "owes": {"staff", "name", "kind", "title", "for_date", "delivered", "required", "due_at"},
    "mailboxes": {"mailbox", "folder", "read_past", "mails"}, "letters_waiting": {"kind", "count", "first_due_at"},
    "letters_stuck": {"letter", "address", "state", "answer"}, "quarantine": {"mail", "sender", "reason"}, "failing": {"address", "staff", "since", "answer"},
}
STATE = {"now", "replayed", "mode", "stopped_by", "stopped_at", "settled", "next", "next_letter", "last_sent", "breaker_since", "paced_until", "disk_free_mb"}


def status_is_json(d):
    """Keys that stay, texts for values, and the same in the manual page; looking writes nothing."""
    if not ready(d):
        return False
    store(d, "INSERT INTO failing VALUES ('x@corp.test', 'rep01', 1789300000, 1789300000, 'x', '550 \"no\"')")
    said = json.loads(d.command("status", "--json").stdout)
    with open(os.path.join(TOP, "man/leadclerk.1"), encoding="utf-8") as f:
        manual = f.read()
    return (set(said) == {"state", *STATUS} and set(said["state"]) == STATE and said["owes"] and said["failing"][0]["answer"] == '550 "no"'
            and all(set(row) == keys for key, keys in STATUS.items() for row in said[key])
            and all(isinstance(value, str) for rows in said.values() for row in (rows if isinstance(rows, list) else [rows]) for value in row.values())
            and all(re.search(rf"\b{word}\b", manual) for word in STATE | set(STATUS) | set().union(*STATUS.values()))
            and said["owes"][0]["name"] == "陈平娜" and not os.path.exists(os.path.join(d.dir, "clerk.db.exports")))


def on_a_terminal(d, end, seconds="0.2"):
    """status --watch on a terminal of its own: what it wrote, its exit code, and whether the terminal is as it was."""
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    p = subprocess.Popen([PROGRAM, "-c", d.config, "status", "--watch", seconds], stdin=slave, stdout=slave, stderr=slave, env={**os.environ, **d.env})
    wrote = b""

    def more():
        nonlocal wrote
        while select.select([master], [], [], 0.1)[0]:
            wrote += os.read(master, 65536)
        return wrote
    wait_for(lambda: more().count(b"\x1b[H") > 2)
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 5, 40, 0, 0))
    p.send_signal(signal.SIGWINCH)
    time.sleep(0.5)
    more()
    end(p, master)
    try:
        code = p.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        p.kill()
        code = None
    more()
    same = termios.tcgetattr(slave) == before
    os.close(master)
    os.close(slave)
    return wrote, code, same


def status_is_watched(d):
    """Redrawn in place; q, Ctrl-C and SIGTERM give the terminal back."""
    good = True
    for name, end in (("q", lambda p, m: os.write(m, b"q")), ("Ctrl-C", lambda p, m: p.send_signal(signal.SIGINT)), ("SIGTERM", lambda p, m: p.terminate())):
        wrote, code, same = on_a_terminal(d, end)
        last = wrote[wrote.rindex(b"\x1b[H"):]
        if not (wrote.startswith(b"\x1b[?1049h") and wrote.endswith(b"\x1b[?1049l") and b"\x1b[?25h" in wrote and code == 0 and same
                and last.count(b"\n") == 4 and re.search(rb"\.\.\. \d+ more lines", last) and b"more lines" not in wrote[:wrote.index(b"\x1b[J")] and "陈平娜".encode() in wrote):
            print(name, code, same, last.count(b"\n"), wrote[-600:])
            good = False
    return good


def status_repeats_without_a_terminal(d):
    p = subprocess.Popen([PROGRAM, "-c", d.config, "status", "--watch", "0.2"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env={**os.environ, **d.env})
    time.sleep(2)
    p.terminate()
    said, _ = p.communicate(timeout=PATIENCE)
    return p.returncode == 0 and said.count("settled") > 2 and "\x1b" not in said and d.command("status", "--watch", "x").returncode == 64


# ---- the service

def exposure_is_small(d):
    """systemd-analyze security of the unit, without a running systemd: below 1.5."""
    if not shutil.which("systemd-analyze"):
        return True
    said = subprocess.run(["systemd-analyze", "--offline=true", "--threshold=14", "security", os.path.join(TOP, "etc/leadclerk.service")],
                          capture_output=True, text=True, timeout=PATIENCE, check=False)
    return said.returncode == 0 and "exposure level" in said.stdout + said.stderr


def main():
    plays = [
        play((journal_tells_a_mail, journal_names_nobody, ended), Journal()),
        play((bad_files_keep_the_old, reload_is_told_as_systemd_wants, works_on_after_reloads, exposure_is_small, ended), Daemon()),
        play((disk_is_nearly_full, addresses_fail, mails_in_quarantine, clock_leaps, ended), Daemon(with_shim=True, extra=OPERATOR)),
        play((metrics_after_a_turn, metrics_parser_is_strict, nothing_listens, ended),
             Daemon(extra="metrics: leadclerk.prom\n", edit=lambda text: text.replace("name: director, url", "name: 'dir\"ector\\', url"))),
        play((status_is_json, status_is_watched, status_repeats_without_a_terminal, ended), Daemon()),
        play((calendar_is_missing, ended), Daemon(extra=OPERATOR)),
        play((weekend_is_quiet, away_is_told_once, ends_are_in_it, one_letter_when_it_is_back), Away()),
        play((what_begins_again,), Away()),
        play((what_flickers_is_raised,), Away()),
        play((a_folder_is_missing,), Away()),
        play((others_are_in_it,), Away(digest="08:30")),
    ]
    passed, failed = (sum(counts) for counts in zip(*plays))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
