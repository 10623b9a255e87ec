#!/usr/bin/python3
"""The whole program against IMAP servers that are wrong, that hang up, and that have news: what it reads, what it says, how often it knocks.

    mailboxes.py [NAME...] [--program build/leadclerk] [--figures N] [--list] [--step N] [--part I/N] [--minutes M]

Cases are the functions below whose name begins with `case_`. --figures N measures, on a private Dovecot with LMTP, from a mail's delivery
to its receipt at the SMTP server, N times. The cases sweep_... cut a session behind every so many bytes: --step 1 is all of them; of these
--part 0/2 takes every second one, and --minutes as many as fit (in no particular order, each case as long).
Ends with "N passed, N failed".
"""
import argparse, contextlib, csv, datetime, io, math, os, random, shutil, signal, smtplib, socket, sqlite3, statistics, struct, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
ZONE = datetime.timezone(datetime.timedelta(hours=8))
BASE = datetime.datetime(2026, 9, 15, 10, 0, 0, tzinfo=ZONE)  # a Tuesday morning: nothing is due for hours
OFFICE = """\
office: {{company: 东莞市示例网络科技有限公司, since: 2026-09-14, calendars: [days.csv], area_code: "0769"}}
operator: it@corp.test
mailboxes:
{mailboxes}
submission: {{{submission}, from: clerk@corp.test}}
store: clerk.db
staff:
  - {{id: director, name: 李总监, role: director, mail: [director@corp.test]}}
  - {{id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}}
  - {{id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}}
policies:
  - {{effective: 2026-01-01, quiet_hours: "off"}}
"""
PROGRAM = os.path.join(TOP, "build", "leadclerk")


def check(what, *context):
    if not what:
        raise AssertionError(" ".join(str(c) for c in context) or "not so")


class Fakes:
    """fake_imap.py, all its scenarios."""

    def __init__(self, directory):
        self.directory = directory
        certs = os.path.join(directory, "certs")
        subprocess.run(["sh", os.path.join(HERE, "certs.sh"), certs], check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(["/usr/bin/python3", os.path.join(HERE, "fake_imap.py"), directory, certs], stdin=subprocess.PIPE)
        end = time.monotonic() + 20
        while not os.path.exists(os.path.join(directory, "ports")) and time.monotonic() < end:
            time.sleep(0.02)
        with open(os.path.join(directory, "ports")) as f:
            self.ports = dict(line.split() for line in f)

    def log(self, name):
        path = os.path.join(self.directory, name + ".log")
        return open(path).read() if os.path.exists(path) else ""

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)


class Office:
    """A configuration, a store, and where its letters go (a Maildir, or an SMTP port)."""

    def __init__(self, directory, boxes, smtp=None, scheme="imap", ca_file=None):
        self.directory = directory
        os.makedirs(os.path.join(directory, "out"), exist_ok=True)
        self.password = os.path.join(directory, "password")
        self.write_password()
        with open(os.path.join(directory, "days.csv"), "w") as f:
            f.write("date,kind\n2026-10-01,off\n")
        url, security = ("imap://127.0.0.1", "security: none") if not ca_file else (f"{scheme}://localhost", f"ca_file: {ca_file}")
        lines = [f"  - {{name: {name}, url: \"{url}:{port}\", user: {user}, password_file: password, {security}{more}}}"
                 for name, port, user, more in boxes]
        submission = f'url: "smtp://127.0.0.1:{smtp}", security: none' if smtp else 'url: "maildir:out"'
        with open(os.path.join(directory, "office.yaml"), "w") as f:
            f.write(OFFICE.format(mailboxes="\n".join(lines), submission=submission))

    def write_password(self):
        with open(os.open(self.password, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as f:
            f.write("s3cr3t-w0rd\n")

    def start(self, *words, minutes=0, rate=1, now=None):
        """now: the same for all runs where they must read a server's clock alike."""
        if rate > 1: # the map knows whole seconds
            time.sleep(1 - time.time() % 1)
        now = now or datetime.datetime.now(ZONE)
        clock = f"{now.isoformat(timespec='seconds')},{(BASE + datetime.timedelta(minutes=minutes)).isoformat()},{rate}"
        env = dict(os.environ, LEADCLERK_CLOCK=clock)
        return subprocess.Popen([PROGRAM, "-c", os.path.join(self.directory, "office.yaml"), *words], env=env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *words, **clock):
        process = self.start(*words, **clock)
        try:
            out, said = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"{words}: no end within 120 s")
        return process.returncode, out, said

    def mails(self):
        with contextlib.closing(sqlite3.connect(os.path.join(self.directory, "clerk.db"))) as db:
            return sorted(db.execute("SELECT subject, verdict FROM mail"))

    def refused_after(self):
        """Minutes from BASE to the last login that was refused, begun ones included: on a busy machine a login takes simulated minutes."""
        with contextlib.closing(sqlite3.connect(os.path.join(self.directory, "clerk.db"))) as db:
            (text,), = db.execute("SELECT value FROM meta WHERE name LIKE 'login_refused%'")
        return math.ceil((int(text.split()[1]) - BASE.timestamp()) / 60)

    def letters(self, kind):
        code, out, said = self.run("letters", "--csv")
        check(code == 0, said)
        return [row for row in csv.DictReader(io.StringIO(out)) if row["kind"] == kind]


def end(process):
    process.send_signal(signal.SIGTERM)
    try:
        return process.communicate(timeout=30)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError("SIGTERM does not end it")


# ---- logins

def case_refused_three_times(fakes, directory):
    """Three refusals, a quarter of an hour apart; then silence, one alarm; a restart may try once, later and later; a new password at once."""
    office = Office(directory, [("clerk", fakes.ports["login_refused"], "rep@corp.test", "")])
    logins = lambda: fakes.log("login_refused").count(" LOGIN ")
    process = office.start("run", rate=2000)
    time.sleep(2.5)
    said = end(process)
    check(logins() == 3, logins(), "logins in 80 minutes\n", said)
    check(said.count("not tried again until its password file changes") == 1, said)
    check(len(office.letters("alarm")) == 1, office.letters("alarm"))
    third = office.refused_after()
    code, _, said = office.run("once", minutes=third + 12)
    check(code == 77 and "was refused 3 times" in said and logins() == 3, code, said, logins())
    code, _, said = office.run("once", minutes=third + 70)
    check(code == 77 and logins() == 4, code, said, logins())
    code, _, said = office.run("once", minutes=third + 90)
    check(code == 77 and logins() == 4, code, said, logins())
    office.write_password()
    code, _, said = office.run("once", minutes=third + 91)
    check(code == 77 and logins() == 5, code, said, logins())
    check(len(office.letters("alarm")) == 1)


def case_out_of_reach(fakes, directory):
    """A server that is away: fewer and fewer tries, one line, one alarm; and a word when it is back."""
    with socket.create_server(("127.0.0.1", 0)) as s:
        port = s.getsockname()[1]
    office = Office(directory, [("clerk", port, "rep@corp.test", "")])
    process = office.start("run", rate=1000)
    time.sleep(2)
    relay = Proxy(int(fakes.ports["honest"]), port=port)
    end_at = time.monotonic() + 20
    while time.monotonic() < end_at and not os.path.exists(os.path.join(directory, "clerk.db")):
        time.sleep(0.05)
    while time.monotonic() < end_at and len(office.mails()) < 5:
        time.sleep(0.2)
    said = end(process)
    relay.stop()
    check(said.count("Connection refused") <= 2 and said.count("works again") == 1, said)
    check(len(office.mails()) == 5)
    check(len([row for row in office.letters("alarm") if "邮箱连接不上" in row["subject"]]) == 1, office.letters("alarm"))
    check(len([row for row in office.letters("alarm") if "邮箱已恢复连接（clerk），历时" in row["subject"]]) == 1, office.letters("alarm"))


def case_no_knocking(fakes, directory):
    """A server that lets everybody in and hangs up in each IDLE: not one login after the other. Another mailbox goes on meanwhile."""
    office = Office(directory, [("总监", fakes.ports["bye_idle"], "rep@corp.test", ""), ("clerk", fakes.ports["idle_silent"], "rep@corp.test", "")])
    process = office.start("run")
    time.sleep(4)
    said = end(process)
    check(fakes.log("bye_idle").count(" LOGIN ") == 1, fakes.log("bye_idle"))
    check(said.count("goodbye") == 1, said)
    check(fakes.log("idle_silent").count(" LOGIN ") == 1 and fakes.log("idle_silent").count("IDLE") >= 1)
    check(len(office.mails()) == 10, office.mails())


# ---- folders and numbers

def case_folder_that_is_not_there(fakes, directory):
    """Said once, with the folders that there are."""
    office = Office(directory, [("clerk", fakes.ports["honest"], "rep@corp.test", ", folders: [INBOX, Nowhere, 垃圾邮件]")])
    code, _, said = office.run("once")
    check(code == 0 and "no folder 'Nowhere'" in said and "there are: INBOX, Sent Messages, 垃圾邮件, 其他文件夹" in said, code, said)
    office.run("once", minutes=5)
    check(len(office.letters("alarm")) == 1)
    check(len(set(office.mails())) == 5, office.mails())


def case_folder_that_is_there_and_refused(fakes, directory):
    """Whatever lies in it was not read: nothing is settled, nobody is fined; once it opens, all is."""
    office = Office(directory, [("clerk", fakes.ports["junk_busy"], "rep@corp.test", ", folders: [INBOX, 垃圾邮件, Sent Messages]")])
    now = datetime.datetime.now(ZONE)
    code, _, said = office.run("once", now=now)
    check(code == 75 and "try it once more; the server lists it: nothing is settled until it can be read" in said, code, said)
    check(office.run("ledger", "--csv")[1].count("\n") == 1 and not office.letters("alarm"), office.run("ledger")[1])
    check(fakes.log("junk_busy").count(' EXAMINE "Sent Messages"') == 1, fakes.log("junk_busy"))
    code, _, said = office.run("once", now=now, minutes=5)
    check(code == 0 and len(set(office.mails())) == 5, code, office.mails(), fakes.log("junk_busy"))
    check(office.run("ledger", "--csv")[1].count("lead_shortfall.rep01") == 2, office.run("ledger")[1])


def case_uidvalidity(fakes, directory):
    """Changed between sessions, within one, absent, 0 and renumbered (also to the same numbers), 0 and not by turns: every mail once."""
    for name, count in (("uidvalidity_changes", 5), ("renumbered_once", 5), ("uidvalidity_zero_anew", 8), ("uidvalidity_zero_same_numbers", 7), ("uidvalidity_comes_and_goes", 9),
                        ("uidvalidity_absent", 5), ("no_uidnext", 4)):
        office = Office(os.path.join(directory, name), [("clerk", fakes.ports[name], "rep@corp.test", "")])
        now = datetime.datetime.now(ZONE)
        for _ in range(3):
            office.run("once", now=now)
        mails = office.mails()
        check(len(mails) == count and len(set(mails)) == count, name, mails)


# ---- mails that are not handed over

def quarantined(office):
    with contextlib.closing(sqlite3.connect(os.path.join(office.directory, "clerk.db"))) as db:
        return [public for public, in db.execute("SELECT public FROM mail WHERE verdict = 'quarantined'")]


def case_withheld(fakes, directory):
    """One mail (or two) that the server has and does not hand over: the others are read at once where it says so, after some tries where it breaks down; the
    broken one is in quarantine, told once, and nothing is asked twice."""
    for name, lost, at_once in (("nil_body", [3], True), ("empty_body", [3], True), ("fetch_no_always", [3], True), ("no_size", [3], True), ("hangs_up", [3], False),
                                ("hangs_up_twice", [2, 3], False), ("last_is_nil", [5], True), ("several_nil", [1, 2, 3, 4], True)):
        office = Office(os.path.join(directory, name), [("clerk", fakes.ports[name], "rep@corp.test", "")])
        others = [f"mail {n}" for n in range(1, 6) if n not in lost]
        for turn in range(12):
            code, _, said = office.run("once", minutes=turn)
            mails = [subject for subject, verdict in office.mails() if verdict != "quarantined"]
            check(len(mails) == len(set(mails)) and not set(mails) - set(others), name, mails)
            check(mails == others or not at_once, name, "others wait for a broken one:", mails)
            if code == 0:
                break
            check(code == 75, name, code, said)
        check(code == 0 and mails == others, name, "no end in", turn, said)
        check(turn < 5 or not at_once or name == "last_is_nil", name, "ended after", turn, "looks")
        check(len(quarantined(office)) == len(lost), name, office.mails())
        _, out, _ = office.run("status", minutes=turn)
        check(out.count("never fetched") == len(lost) and all(f"UID {uid} in INBOX" in out for uid in lost), name, out)
        check(len([l for l in office.letters("alarm") if "quarantine" in l["letter"]]) == len(lost), name, office.letters("alarm"))
        asked = len(fakes.log(name).splitlines())
        office.run("once", minutes=turn + 1)
        check(" FETCH " not in "".join(line for line in fakes.log(name).splitlines(True)[asked:]), name, fakes.log(name))


def case_withheld_and_mended(fakes, directory):
    """It is asked for again every hour, or when the operator says so; then it is read at its place."""
    office = Office(directory, [("clerk", fakes.ports["mended"], "rep@corp.test", "")])
    for turn in range(4):
        office.run("once", minutes=turn)
    (public,) = quarantined(office)
    office.run("once", minutes=30)
    check(quarantined(office) == [public] and len(office.mails()) == 5, office.mails())
    code, _, said = office.run("retry", public, minutes=31)
    check(code == 75 and "is asked for when clerk is read next" in said, code, said)
    office.run("once", minutes=32)
    check(not quarantined(office) and ("mail 3", "ignored") in office.mails(), office.mails())
    _, out, _ = office.run("explain", public, minutes=33)
    check("read again" in out, out)


def case_withheld_and_numbered_anew(fakes, directory):
    """Its folder's numbers begin anew: it is in quarantine once, and in none where the server was mended by that."""
    for name, left in (("nil_numbered_anew", 1), ("nil_numbered_anew_and_mended", 0)):
        office = Office(os.path.join(directory, name), [("clerk", fakes.ports[name], "rep@corp.test", "")])
        for turn in range(14):
            code, _, said = office.run("once", minutes=turn)
            check(turn != 6 or (code == 0 and len(quarantined(office)) == 1), name, code, said)
        check(code == 0 and "UIDVALIDITY" not in said and len(quarantined(office)) == left, name, code, said, office.mails())
        check([s for s, _ in office.mails() if s] == [f"mail {n}" for n in range(1, 6) if n != 3 or not left], name, office.mails())


def case_withheld_from_a_rebuild(fakes, directory):
    """They are left out, said so, and met again by the next looks."""
    for name, lost in (("nil_body", 1), ("hangs_up", 1), ("hangs_up_twice", 2)):
        office = Office(os.path.join(directory, name), [("clerk", fakes.ports[name], "rep@corp.test", "")])
        turns = iter(range(60))
        read = lambda: any(office.run("once", minutes=turn)[0] == 0 for turn in (next(turns) for _ in range(12)))
        check(read() and len(quarantined(office)) == lost, name, office.mails())
        code, _, said = office.run("rebuild", minutes=next(turns))
        check(code == 0 and said.count("left out: ") == lost and not quarantined(office) and len(office.mails()) == 5 - lost, name, code, said)
        check(read() and len(quarantined(office)) == lost and len(office.mails()) == 5, name, office.mails())


def case_nothing_handed_over(fakes, directory):
    """A server that is out of order as a whole is no reason to suspect each mail."""
    office = Office(directory, [("clerk", fakes.ports["nothing_now"], "rep@corp.test", "")])
    for turn in range(7):
        code, _, said = office.run("once", minutes=turn)
        check(code == 75 and "the disk is away" in said and not office.mails(), code, said, office.mails())
    code, _, said = office.run("rebuild", minutes=8)
    check(code == 75 and "the disk is away" in said, "a store rebuilt of nothing", code, said)


def case_size_unknown(fakes, directory):
    """A server that knows no sizes: what is far larger than it says is read nevertheless, once it is asked for alone."""
    office = Office(directory, [("clerk", fakes.ports["size_unknown"], "rep@corp.test", "")])
    for turn in range(3):
        code, _, said = office.run("once", minutes=turn)
    check(code == 0 and len(office.mails()) == 5 and not quarantined(office), code, said, office.mails())


def case_last_in_line(fakes, directory):
    """A mail over which, alone, a clerk ended is read behind the others: the next end, if it was not the mail's fault, meets another one."""
    proxy = Proxy(int(fakes.ports["no_id"]), 5)
    office = Office(directory, [("clerk", proxy.port, "rep@corp.test", "")])
    office.run("once")
    with contextlib.closing(sqlite3.connect(os.path.join(directory, "clerk.db"))) as db:
        db.executemany("INSERT INTO attempt (mailbox, folder, uidvalidity, place, tries) VALUES ('clerk', 'INBOX', 77, ?, ?)", [("0000000001", 2), ("0000000004", 1)])
        db.commit()
    code, _, said = office.run("once", minutes=1)
    proxy.stop()
    asked = [line.split()[3] for line in fakes.log("no_id").splitlines() if " UID FETCH " in line and "BODY" in line]
    check(code == 0 and len(office.mails()) == 5 and asked == ["2,3,4,5", "1"], code, said, asked)


# ---- sessions that are cut

class Proxy:
    """Passes a connection on; the first one only for `limit` bytes of the server's (or of the client's), then it is cut."""

    def __init__(self, to, limit=None, side="server", reset=False, port=0):
        self.to, self.limit, self.side, self.reset = to, limit, side, reset
        self.first = True
        self.passed = 0
        self.listener = socket.create_server(("127.0.0.1", port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.to))
            for sock in (client, server):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            limit, self.first = (self.limit if self.first else None), False
            for source, sink, side in ((server, client, "server"), (client, server, "client")):
                threading.Thread(target=self.pump, args=(source, sink, limit if side == self.side else None, side == self.side), daemon=True).start()

    def pump(self, source, sink, limit, counted):
        try:
            while True:
                data = source.recv(65536)
                if counted:
                    self.passed += len(data)
                if limit is not None and len(data) >= limit:
                    sink.sendall(data[:limit])
                    break
                if not data:
                    break
                sink.sendall(data)
                limit = limit - len(data) if limit is not None else None
        except OSError:
            pass
        for s in (source, sink):
            try:
                if limit is not None and self.reset:
                    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            s.close()

    def stop(self):
        self.listener.close()


SWEEP = {"step": None, "part": (0, 1), "minutes": None}
# transport: the scenario of fake_imap.py, the url's scheme, and how many bytes lie between two cuts of either side if nothing else is asked for.
TRANSPORTS = {"plain": ("honest", "imap", {"server": 197, "client": 37}), "tls": ("tls", "imaps", {"server": 499, "client": 97}),
              "starttls": ("starttls", "imap", {"server": 499, "client": 97})}


def sweep(fakes, directory, transport, side):
    """Cuts the first session behind each `step`-th byte; the next look ends with every mail, once."""
    scenario, scheme, steps = TRANSPORTS[transport]
    ca_file = None if transport == "plain" else os.path.join(fakes.directory, "certs", "ca.pem")

    def one(limit, number):
        proxy = Proxy(int(fakes.ports[scenario]), limit, side, number % 2 == 1)
        boxes = [("clerk", proxy.port, "rep@corp.test", ", folders: [INBOX, 垃圾邮件]")]
        office = Office(os.path.join(directory, f"{side}{number}"), boxes, scheme=scheme, ca_file=ca_file)
        code, _, said = office.run("once")
        check(code in (0, 69, 75), "cut behind", limit, "of", side, code, said)
        if code:
            code, _, said = office.run("once", minutes=1)
            check(code == 0, "after a cut behind", limit, "of", side, code, said)
        mails = office.mails()
        proxy.stop()
        shutil.rmtree(office.directory)
        return mails, proxy.passed

    whole, total = one(None, 0)
    check(len(whole) == 10, whole)
    limits = list(range(0, total, SWEEP["step"] or steps[side]))[SWEEP["part"][0]::SWEEP["part"][1]]
    random.Random(total).shuffle(limits)
    end_at, done = time.monotonic() + (SWEEP["minutes"] or 1e6) * 60, 0
    for number, limit in enumerate(limits, 1):
        if time.monotonic() > end_at:
            break
        mails, _ = one(limit, number)
        check(mails == whole, "cut behind", limit, "of", side, mails)
        done += 1
    print(f"  {transport}, {side}: {total} bytes, cut {done} times of {len(limits)}", flush=True)


def case_sweep_server(fakes, directory):
    sweep(fakes, directory, "plain", "server")


def case_sweep_client(fakes, directory):
    sweep(fakes, directory, "plain", "client")


def case_sweep_tls_server(fakes, directory):
    """Within the handshake, and within records: a session that ends without close_notify is one that was cut."""
    sweep(fakes, directory, "tls", "server")


def case_sweep_tls_client(fakes, directory):
    sweep(fakes, directory, "tls", "client")


def case_sweep_starttls_server(fakes, directory):
    sweep(fakes, directory, "starttls", "server")


def case_sweep_starttls_client(fakes, directory):
    sweep(fakes, directory, "starttls", "client")


# ---- news

class Dovecot:
    def __init__(self, directory):
        self.directory = directory
        r = subprocess.run(["sh", os.path.join(HERE, "dovecot.sh"), "start", directory, "director:s3cr3t-w0rd", "clerk:s3cr3t-w0rd"], stdout=subprocess.DEVNULL)
        self.runs = r.returncode == 0
        if self.runs:
            with open(os.path.join(directory, "env")) as f:
                self.env = dict(line.strip().split("=", 1) for line in f)

    def deliver(self, to, number):
        rows = "".join(f"东莞市测试{number:05d}号五金有限公司,张伟,139{number:08d},五金,100万,无,有,高\r\n" for _ in range(1))
        mail = (f"From: rep01@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\nSubject: list {number}\r\nMessage-ID: <n{number}@corp.test>\r\n"
                f"Date: Tue, 15 Sep 2026 10:00:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: text/csv; charset=utf-8; name=list.csv\r\n"
                f"Content-Transfer-Encoding: 8bit\r\nContent-Disposition: attachment; filename=list.csv\r\n\r\n"
                f"公司全称,法人代表,联系电话,主营业务,注册资金,网络情况,有无网站,开发价值\r\n{rows}").encode()
        with smtplib.LMTP("127.0.0.1", int(self.env["LMTP_PORT"]), local_hostname="mta.test") as lmtp:
            before = time.monotonic()
            lmtp.sendmail("rep01@corp.test", [to], mail)
            return before, time.monotonic()

    def stop(self):
        subprocess.run(["sh", os.path.join(HERE, "dovecot.sh"), "stop", self.directory], check=False)


class Sink:
    def __init__(self, directory):
        self.directory = directory
        subprocess.run(["/usr/bin/python3", os.path.join(HERE, "smtp_sink.py"), directory, "--background"], check=True)
        with open(os.path.join(directory, "env")) as f:
            self.port = dict(line.strip().split("=", 1) for line in f)["SMTP_PORT"]

    def count(self):
        return len(os.listdir(os.path.join(self.directory, "in", "new")))

    def await_letters(self, count, seconds):
        end_at = time.monotonic() + seconds
        while self.count() < count and time.monotonic() < end_at:
            time.sleep(0.001)
        return self.count() >= count

    def stop(self):
        with open(os.path.join(self.directory, "pid")) as f:
            os.kill(int(f.read()), signal.SIGTERM)


def with_news(directory, times):
    """A daemon that waits on two mailboxes; mails into either; for each, when the receipt was there, in seconds from its delivery. None: no Dovecot
    runs here."""
    os.chmod(directory, 0o755)
    dovecot = Dovecot(os.path.join(directory, "dovecot"))
    if not dovecot.runs:
        return None
    sink = Sink(os.path.join(directory, "sink"))
    port, more = dovecot.env["IMAP_PORT"], ", provider: generic"
    office = Office(os.path.join(directory, "office"), [("director", port, "director", more + ", folders: [INBOX, Junk]"), ("clerk", port, "clerk", more)],
                    sink.port)
    process = office.start("run")
    took = []
    try:
        time.sleep(2.5)
        before_all = sink.count()  # what the days since the office began have cost
        for number in range(times):
            before, _ = dovecot.deliver(("clerk", "director")[number % 2], number)
            check(sink.await_letters(before_all + number + 1, 20), "no receipt within 20 s for mail", number, "to", ("clerk", "director")[number % 2])
            receipt = time.monotonic()
            time.sleep(0.3)
            took.append(receipt - before)
    finally:
        said = end(process)
        sink.stop()
        dovecot.stop()
    check("mailbox" not in said, said)
    return took


def case_news_in_either(fakes, directory):
    """IDLE on both mailboxes: each mail's receipt comes before the next look that would be due after a minute."""
    if with_news(directory, 4) is None:
        print("  no Dovecot: not tried")


def case_doctor(fakes, directory):
    """What it says of servers that are well and of some that are not; that it sends nothing by itself; that it tells no password."""
    os.chmod(directory, 0o755)
    dovecot = Dovecot(os.path.join(directory, "dovecot"))
    if not dovecot.runs:
        return print("  no Dovecot: not tried")
    sink = Sink(os.path.join(directory, "sink"))
    try:
        office = Office(os.path.join(directory, "well"), [("clerk", dovecot.env["IMAP_PORT"], "clerk", "")], sink.port)
        code, out, said = office.run("doctor")
        for part in ("login        ok", "NOOP, ten times a second", "offers       IMAP4rev1", "folder       INBOX: 0 mails", "NOTE         Junk looks like",
                     "profile      generic", "greeting     220", "pace         at most 50 a session", "drawn        by a process of its own, with Chinese characters",
                     "all is well"):
            check(part in out, part, "is not in\n", out, said)
        check(code == 0 and sink.count() == 0, code, said)
        code, out, said = office.run("doctor", "--language", "zh-CN")
        for part in ("登录         正常", "支持         IMAP4rev1", "文件夹       INBOX：0封", "注意         “Junk”像是垃圾邮件文件夹", "发信限速     最多每次连接50封，两封之间停1秒",
                     "画图         由单独的进程画", "一切正常"):
            check(part in out, part, "is not in\n", out, said)
        check(code == 0, code, said)
        code, out, said = office.run("doctor", "--send", "it@corp.test")
        check(code == 0 and sink.count() == 1 and "a test letter to it@corp.test" in out, code, out, said)
        code, out, said = office.run("doctor", "--send", "nobody")
        check(code == 64 and sink.count() == 1, code, out, said)
        with socket.create_server(("127.0.0.1", 0)) as s:
            closed = s.getsockname()[1]
        boxes = [("wrong", fakes.ports["login_refused"], "rep@corp.test", ", provider: exmail"),
                 ("unsafe", fakes.ports["unsafe_always"], "rep@corp.test", ', provider: "163"'),
                 ("folders", fakes.ports["honest"], "rep@corp.test", ", folders: [INBOX, Nowhere]"),
                 ("future", fakes.ports["tomorrow"], "rep@corp.test", "")]
        office = Office(os.path.join(directory, "ill"), boxes, closed)
        code, out, said = office.run("doctor", "--send", "it@corp.test")
        for part in ("FAULT        wrong: the server refuses the login", "try          管理员：企业微信管理后台", "profile      exmail (腾讯企业邮), as the configuration says",
                     "FAULT        the server opens no folder for this client", "try          网页登录邮箱，设置 → POP3/SMTP/IMAP",
                     "FAULT        there is no folder 'Nowhere'", "NOTE         垃圾邮件 looks like", "not read     Sent Messages, 垃圾邮件", "it arrived after now",
                     "connecting"):
            check(part in out, part, "is not in\n", out, said)
        check(code == 69 and sink.count() == 1, code, said)
        in_chinese = office.run("doctor", "--language", "zh-CN")
        for part in ("故障         登录被拒绝：wrong: the server refuses the login", "建议         管理员：企业微信管理后台", "服务商       exmail（腾讯企业邮），配置里写明的",
                     "注意         “垃圾邮件”像是垃圾邮件文件夹", "不读         Sent Messages, 垃圾邮件", "本机的时钟慢了", "连不上或对方不受理"):
            check(in_chinese[0] == 69 and part in in_chinese[1], part, "is not in\n", *in_chinese)
        check("s3cr3t" not in out + said)
        check(not os.path.exists(os.path.join(directory, "ill", "clerk.db")), "doctor made a store")
    finally:
        sink.stop()
        dovecot.stop()


def figures(directory, times):
    ms = sorted(took * 1000 for took in with_news(directory, times))
    print(f"from delivery to receipt, {times} mails: median {statistics.median(ms):.0f} ms, p90 {ms[int(times * 0.9)]:.0f}, least {ms[0]:.0f}, most {ms[-1]:.0f}")


def main():
    global PROGRAM
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--program", default=os.environ.get("LEADCLERK", PROGRAM))
    parser.add_argument("--figures", type=int, default=0)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--step", type=int)
    parser.add_argument("--part", type=lambda text: tuple(map(int, text.split("/"))), default=(0, 1))
    parser.add_argument("--minutes", type=float)
    a = parser.parse_args()
    SWEEP.update(step=a.step, part=a.part, minutes=a.minutes)
    PROGRAM = os.path.abspath(a.program)
    cases = {name[5:]: f for name, f in globals().items() if name.startswith("case_") and (not a.names or name[5:] in a.names)}
    if a.list:
        print("\n".join(cases))
        return 0
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="leadclerk-mailboxes-") as work:
        if a.figures:
            figures(work, a.figures)
            return 0
        os.chmod(work, 0o755)
        fakes = Fakes(os.path.join(work, "fakes"))
        for name, case in cases.items():
            start = time.monotonic()
            os.makedirs(os.path.join(work, name))
            try:
                case(fakes, os.path.join(work, name))
                passed += 1
                print(f"ok      {name} ({time.monotonic() - start:.1f} s)", flush=True)
            except AssertionError as fault:
                failed += 1
                print(f"FAILED  {name}: {fault}", flush=True)
        fakes.stop()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
