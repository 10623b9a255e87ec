"""What the story is played on: the hurried clock, a private Dovecot and the bridge into it, the clerk's process, the mailboxes of the cast,
and the telling on the terminal. Everything listens on loopback; nothing outlives close()."""
import base64, datetime, email, email.policy, email.utils, imaplib, itertools, os, re, shutil, signal, smtplib, subprocess, sys, tempfile, time

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SERVERS = os.path.join(TOP, "tests", "servers")
PROGRAM = os.path.join(TOP, "build", "leadclerk")
ZONE = datetime.timezone(datetime.timedelta(hours=8))
PASSWORD = "demo-password"
KINDS = {"回执": "receipt", "退回": "return", "提醒": "reminder", "陌拜任务": "makeup", "乐捐登记": "penalty", "电话表": "call_sheet", "日报": "digest"}
# Waits for the end of the demo. A demo that was killed could not clean up: then this does. $1 is the servers' folder, $2 dovecot.sh.
GUARD = """cat > /dev/null
[ -d "$1" ] || exit 0
while read -r group; do kill -KILL "-$group"; done < "$1/groups"
sh "$2" stop "$1/dovecot"
rm -rf "$1\""""
COLOURS = {"回执": 32, "退回": 33, "提醒": 33, "陌拜任务": 33, "乐捐登记": 31, "电话表": 36, "日报": 36}


class Failed(Exception):
    """The story did not go as it should have."""


class Clock:
    """One second lasts `rate` seconds. Servers date mails in whole seconds, so whatever happens is begun on a full one."""

    def __init__(self, start, rate):
        self.real0, self.sim0, self.rate = int(time.time()) + 1, start, rate

    def now(self):
        return self.sim0 + datetime.timedelta(seconds=(time.time() - self.real0) * self.rate)

    def moment(self, real):
        return self.sim0 + datetime.timedelta(seconds=(int(real) - self.real0) * self.rate)

    def arrival(self):
        """What the server will say of a mail that comes now."""
        return self.moment(time.time())

    def environment(self):
        real = datetime.datetime.fromtimestamp(self.real0, datetime.timezone.utc)
        return f"{real.isoformat()},{self.sim0.isoformat()},{self.rate}"


class Servers:
    """Each address of the cast has a mailbox, each letter goes where it is addressed."""

    def __init__(self, addresses):
        self.dir = tempfile.mkdtemp(prefix="leadclerk-demo.")
        os.chmod(self.dir, 0o755)  # as root, Dovecot's mail belongs to nobody
        self.dovecot, self.bridge = os.path.join(self.dir, "dovecot"), None
        self.addresses = addresses
        self.guard = subprocess.Popen(["sh", "-c", GUARD, "guard", self.dir, os.path.join(SERVERS, "dovecot.sh")], stdin=subprocess.PIPE,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)

    def spawn(self, words, **more):
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, start_new_session=True, **more)
        with open(os.path.join(self.dir, "groups"), "a", encoding="ascii") as f:
            f.write(f"{process.pid}\n")
        return process

    def start(self):
        self.call("start", *[f"{a}:{PASSWORD}" for a in self.addresses])
        env = self.read_env(os.path.join(self.dovecot, "env"))
        self.imap_port = int(env["IMAP_PORT"])
        bridge = os.path.join(self.dir, "bridge")
        self.bridge = self.spawn(["/usr/bin/python3", os.path.join(SERVERS, "lmtp_bridge.py"), bridge, env["LMTP_PORT"]])
        end = time.monotonic() + 20
        while not os.path.exists(os.path.join(bridge, "env")):
            if self.bridge.poll() is not None or time.monotonic() > end:
                raise Failed("SMTP 服务没有启动（tests/servers/lmtp_bridge.py）")
            time.sleep(0.05)
        self.smtp_port = int(self.read_env(os.path.join(bridge, "env"))["SMTP_PORT"])

    def call(self, op, *words):
        with open(os.path.join(self.dir, "said"), "w+", encoding="utf-8") as said:  # no pipe: Dovecot would keep it open
            r = subprocess.run(["sh", os.path.join(SERVERS, "dovecot.sh"), op, self.dovecot, *words], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=said, timeout=60)
            said.seek(0)
            if r.returncode:
                raise Failed(f"Dovecot 没有{'启动' if op == 'start' else '停下'}：{said.read().strip()}")

    @staticmethod
    def read_env(path):
        with open(path, encoding="utf-8") as f:
            return dict(line.strip().split("=", 1) for line in f if "=" in line)

    def send(self, sender, recipients, raw):
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=20, local_hostname="demo.test") as s:
            s.sendmail(sender, recipients, raw)

    def stop(self):
        try:
            if self.bridge and self.bridge.poll() is None:
                self.bridge.terminate()
                self.bridge.wait(10)
            self.call("stop")
        finally:
            shutil.rmtree(self.dir, ignore_errors=True)
            self.guard.stdin.close()
            self.guard.wait()


class Mailbox:
    """As its owner sees it: what is new, in the order it came."""

    def __init__(self, servers, address, name):
        self.address, self.name, self.last = address, name, 0
        self.imap = imaplib.IMAP4("127.0.0.1", servers.imap_port, timeout=20)
        self.imap.login(address, PASSWORD)
        self.imap.select("INBOX", readonly=True)

    def new_letters(self, clock):
        self.imap.noop()
        found = self.imap.uid("SEARCH", None, f"UID {self.last + 1}:*")[1][0] or b""
        for uid in sorted(int(u) for u in found.split() if int(u) > self.last):
            self.last = uid
            answer = self.imap.uid("FETCH", str(uid), "(INTERNALDATE BODY.PEEK[])")[1][0]
            if b"\r\nX-Leadclerk-Letter:" in answer[1]:  # not what colleagues write
                yield Letter(answer[1], self, clock.moment(time.mktime(imaplib.Internaldate2tuple(answer[0]))))

    def close(self):
        try:
            self.imap.logout()
        except (imaplib.IMAP4.error, OSError):
            pass


class Letter:
    def __init__(self, raw, box, arrival):
        self.raw, self.box = raw, box
        self.message = email.message_from_bytes(raw, policy=email.policy.default)
        self.id = self.message["Message-ID"].strip("<> ")
        self.when = max(arrival, email.utils.parsedate_to_datetime(self.message["Date"]).astimezone(ZONE))
        self.subject = re.sub(r"\s*\[[0-9A-Z]{4}-[0-9A-Z]{4}\]$", "", self.message["Subject"])
        self.kind = re.match(r"【(.+?)】", self.subject).group(1)
        self.text = self.message.get_body(("plain",)).get_content()
        self.html = self.message.get_body(("html",)).get_content()

    def lines(self):
        """What it says, without the greeting and the signature that all letters share."""
        lines = [line.rstrip() for line in self.text.replace("\r", "").split("\n")]
        end = next((i for i, line in enumerate(lines) if line.startswith("祝")), len(lines))
        return [line for line in lines[1:end] if line]

    def section(self, title):
        """The lines under 【title…】."""
        lines = self.lines()
        start = next((i for i, line in enumerate(lines) if line.startswith("【" + title)), len(lines))
        return list(itertools.takewhile(lambda line: not line.startswith("【"), lines[start + 1:]))

    def page(self):
        """The HTML as a browser shows it, its pictures within."""
        html = self.html
        for part in self.message.walk():
            if part.get_content_maintype() == "image" and part["Content-ID"]:
                data = base64.b64encode(part.get_content()).decode()
                html = html.replace("cid:" + part["Content-ID"].strip("<> "), f"data:{part.get_content_type()};base64,{data}")
        return html

    def save(self, directory, number):
        who = self.box.address.split("@")[0]
        name = os.path.join(directory, f"{number:02d}-{self.when:%H%M}-{who}-{KINDS.get(self.kind, 'letter')}")
        files = [(".eml", self.raw), (".txt", self.text.encode()), (".html", self.page().encode())]
        files += [("-" + os.path.basename(part.get_filename()), part.get_payload(decode=True)) for part in self.message.iter_attachments() if part.get_filename()]
        for ending, data in files:
            with open(name + ending, "wb") as f:
                f.write(data)


class Clerk:
    """The program under its own configuration."""

    def __init__(self, servers, config, clock, log):
        self.servers, self.config, self.log, self.process = servers, config, log, None
        self.env = dict(os.environ, LEADCLERK_CLOCK=clock.environment())

    def start(self):
        with open(self.log, "ab") as log:
            self.process = self.servers.spawn([PROGRAM, "-c", self.config, "run"], env=self.env, stdout=log, stderr=log)

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """As a power failure would."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()

    def stop(self):
        self.process.terminate()
        try:
            return self.process.wait(20)
        finally:
            self.kill()

    def ask(self, *words):
        r = subprocess.run([PROGRAM, "-c", self.config, *words], env=self.env, capture_output=True, timeout=60)
        if r.returncode:
            raise Failed(f"leadclerk {' '.join(words)}：{r.stderr.decode('utf-8', 'replace').strip()}")
        return r.stdout.decode("utf-8")


class Teller:
    """A line an event: simulated time, who, what; below it, what is worth knowing."""

    def __init__(self):
        self.colour = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb" and "NO_COLOR" not in os.environ
        self.day = None

    def paint(self, code, text):
        return f"\033[{code}m{text}\033[0m" if self.colour else text

    def at(self, when, text, details=()):
        if when.date() != self.day:
            self.day = when.date()
            print(f"\n{self.paint(1, f'── {when.month}月{when.day}日（周' + '一二三四五六日'[when.weekday()] + '） ' + '─' * 40)}")
        print(f"{self.paint(2, f'{when:%H:%M}')}  {text}")
        for line in details:
            print(f"         {line}")

    def letter(self, letter, details):
        subject = letter.subject.replace(f"】{letter.box.name} ", "】", 1)
        mark = self.paint(COLOURS.get(letter.kind, 0), f"【{letter.kind}】")
        self.at(letter.when, f"文书 ⇒ {letter.box.name}：{mark}{subject.split('】', 1)[1].strip()}", details)

    def say(self, text=""):
        print(text)
