#!/usr/bin/python3
"""What an operator sees of a living clerk: the journal's fields, a reload that is refused, metrics, `status`, and that nothing listens.

usage: tests/scenes/run_watch.py [PROGRAM]      Closes with "N passed, N failed".
"""
import email.message
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import run_daemon
from run_daemon import OFFICE, PATIENCE, PROGRAM, TOP, Daemon, ended, play, ready

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
    ]
    passed, failed = (sum(counts) for counts in zip(*plays))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
