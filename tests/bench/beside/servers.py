"""The mail servers of a run: a private Dovecot with one mailbox, and Postfix's smtp-sink, both on free ports of loopback. And the mailbox's contents."""
import imaplib, os, pwd, re, shutil, socket, subprocess, time

HERE = os.path.dirname(os.path.abspath(__file__))
DOVECOT = os.path.join(HERE, "../../servers/dovecot.sh")
USER, PASSWORD = "bench", "bench"
RUSH_SECONDS = 1800  # all of a night's mails arrive within so long


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]


class Servers:
    def __init__(self, work):
        self.work, self.folder = work, os.path.join(work, "dovecot")
        with open(os.path.join(work, "dovecot.out"), "w", encoding="utf-8") as out:  # no pipe: a server would keep it open
            said = subprocess.run(["sh", DOVECOT, "start", self.folder, f"{USER}:{PASSWORD}"], stdout=out, stderr=out, stdin=subprocess.DEVNULL, check=False)
        if said.returncode:
            with open(out.name, encoding="utf-8", errors="replace") as f:
                raise SystemExit(f"no Dovecot: {f.read()}")
        with open(os.path.join(self.folder, "env"), encoding="ascii") as f:
            env = dict(line.strip().split("=", 1) for line in f)
        self.imap_port, self.mail_root, self.dovecot_pid = int(env["IMAP_PORT"]), env["MAIL_ROOT"], int(env["DOVECOT_PID"])
        self.smtp_port = free_port()
        sink = shutil.which("smtp-sink", path=os.environ["PATH"] + ":/usr/sbin")
        if not sink:
            raise SystemExit("no smtp-sink: sh tools/deps.sh bench")
        self.count = open(os.path.join(work, "sink.out"), "w+", encoding="ascii")
        user = ["-u", "nobody"] if os.getuid() == 0 else []
        self.sink = subprocess.Popen([sink, "-c", *user, f"127.0.0.1:{self.smtp_port}", "1000"], stdin=subprocess.DEVNULL, stdout=self.count, stderr=subprocess.DEVNULL)
        self._await_sink()

    def _await_sink(self):
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.smtp_port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("smtp-sink does not answer")

    def stop(self):
        self.sink.terminate()
        self.sink.wait()
        subprocess.run(["sh", DOVECOT, "stop", self.folder], stdin=subprocess.DEVNULL, check=False)

    def letters(self):
        """How many the sink ever took."""
        with open(self.count.name, encoding="ascii", errors="replace") as f:
            found = re.findall(r"mesg=(\d+)", f.read())
        return int(found[-1]) if found else 0

    def environment(self):
        ports = {"IMAP_PORT": str(self.imap_port), "SMTP_PORT": str(self.smtp_port)}
        return {"IMAP_HOST": "127.0.0.1", "SMTP_HOST": "127.0.0.1", "IMAP_USER": USER, "IMAP_PASS": PASSWORD, **ports}

    def unseen(self):
        imap = imaplib.IMAP4("127.0.0.1", self.imap_port)
        imap.login(USER, PASSWORD)
        imap.select("INBOX", readonly=True)
        n = len(imap.uid("search", None, "UNSEEN")[1][0].split())
        imap.logout()
        return n

    def place(self, night):
        """A night's mails, to be linked into the mailbox before each run: owned by whom Dovecot reads as, arrived in their order within the last half hour."""
        at, names = os.path.join(self.work, "night"), sorted(os.listdir(night))
        shutil.rmtree(at, ignore_errors=True)
        shutil.copytree(night, at)
        start = int(time.time()) - RUSH_SECONDS - 60
        for i, name in enumerate(names):
            when = start + i * RUSH_SECONDS // len(names)
            os.utime(os.path.join(at, name), (when, when))
            self._give(os.path.join(at, name))

    def load(self):
        """The mailbox, as if nobody had looked into it but a client that opened it once."""
        home = os.path.join(self.mail_root, USER)
        shutil.rmtree(home, ignore_errors=True)
        for part in ("new", "cur", "tmp"):
            os.makedirs(os.path.join(home, "Maildir", part))
        night = os.path.join(self.work, "night")
        for name in os.listdir(night):
            os.link(os.path.join(night, name), os.path.join(home, "Maildir/new", name))
        for folder, _, _ in os.walk(home):
            self._give(folder)
        os.sync()
        self.unseen()

    @staticmethod
    def _give(path):
        if os.getuid() == 0:
            os.chown(path, pwd.getpwnam("nobody").pw_uid, -1)
