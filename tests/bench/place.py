"""Where the large proofs are lived: a private Dovecot, an SMTP sink, offices of any size, their nights of mail; and what the clerk's processes take."""
import contextlib, datetime, email, io, os, re, shutil, subprocess, sys, tempfile, threading, time, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
PYTHON = "/usr/bin/python3"
ZONE = datetime.timezone(datetime.timedelta(hours=8))
DAY = 86400
NIGHT = 3600  # seconds over which a night's mails arrive, from 22:30 on


def evening(now):
    """Midnight (UTC seconds) at which the last evening began to be over: the lists due at 23:59 are settled, and what else is due is not yet."""
    local = datetime.datetime.fromtimestamp(now, ZONE)
    return int(local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


class Place:
    """Servers, and a folder that is taken away at the end (unless it was named)."""

    def __init__(self, users, build, work=None):
        self.build, self.mine = build, work is None
        self.root = os.path.abspath(work) if work else tempfile.mkdtemp(prefix="leadclerk-rush-", dir=os.environ.get("BENCH_DIR"))
        os.makedirs(self.root, exist_ok=True)
        os.chmod(self.root, 0o755)
        self.servers = os.path.join(self.root, "servers")
        subprocess.run(["sh", os.path.join(TOP, "tests/servers/dovecot.sh"), "start", self.servers, *(f"{u}:bench" for u in users)],
                       check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        with open(os.path.join(self.servers, "env")) as f:
            env = dict(line.strip().split("=", 1) for line in f)
        self.imap, self.lmtp, self.mail = int(env["IMAP_PORT"]), int(env["LMTP_PORT"]), env["MAIL_ROOT"]
        self.arrivals = os.path.join(self.root, "letters")
        self.sink = subprocess.Popen([PYTHON, os.path.join(HERE, "sink.py"), self.arrivals], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        self.smtp = int(self.sink.stdout.readline())

    def close(self):
        self.sink.kill()
        self.sink.wait()
        subprocess.run(["sh", os.path.join(TOP, "tests/servers/dovecot.sh"), "stop", self.servers], check=False)
        if self.mine:
            shutil.rmtree(self.root, ignore_errors=True)

    def letters(self):
        """(moment, bytes, Message-ID that it answers or "-") of each letter that came."""
        with open(self.arrivals) as f:
            return [(float(t), int(n), what) for t, n, what in (line.split() for line in f)]

    def folder(self, name):
        """An empty folder of mails: NAME/new."""
        path = os.path.join(self.root, name)
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(os.path.join(path, "new"))
        return path

    def box(self, user):
        """A user's empty Maildir; as root it is nobody's, whom Dovecot reads it for."""
        path = os.path.join(self.mail, user, "Maildir")
        shutil.rmtree(path, ignore_errors=True)
        for part in ("new", "cur", "tmp"):
            os.makedirs(os.path.join(path, part))
        give(os.path.join(self.mail, user))
        return path

    def office(self, name, reps, user, first=1, later=0):
        """A folder with the configuration of so many people, rep FIRST and the next ones; where it is. Lists of yesterday evening are owed; `later` 1:
        those of this evening."""
        folder = os.path.join(self.root, name)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        midnight = evening(time.time())
        day = datetime.datetime.fromtimestamp(midnight, ZONE).date() + datetime.timedelta(days=later)  # the first that has duties
        with open(os.open(os.path.join(folder, "password"), os.O_WRONLY | os.O_CREAT, 0o600), "w") as f:
            f.write("bench")
        with open(os.path.join(folder, "days.csv"), "w") as f:
            f.write("date,kind\n" + "".join(f"{day + datetime.timedelta(days=n)},work\n" for n in range(-1, 3)))
        with open(os.path.join(folder, "office.yaml"), "w") as f:
            f.write(f"office: {{company: 示例, timezone: Asia/Shanghai, since: {day}, calendars: [days.csv]}}\n"
                    f"mailboxes: [{{name: clerk, url: \"imap://127.0.0.1:{self.imap}\", user: {user}, password_file: password, folders: [INBOX], security: none}}]\n"
                    f"submission: {{url: \"smtp://127.0.0.1:{self.smtp}\", from: clerk@sales.example, security: none}}\n"
                    "store: clerk.db\nstaff:\n"
                    "  - {id: director, name: 李总监, role: director, mail: [director@sales.example]}\n"
                    "  - {id: gm, name: 王总, role: general_manager, mail: [gm@sales.example]}\n")
            f.writelines(f"  - {{id: rep{i:06}, name: 业务员{i}, role: rep, mail: [rep{i:06}@sales.example]}}\n" for i in range(first, first + reps))
            f.write("policies:\n  - effective: 2026-01-01\n    packs: [S0]\n    quiet_hours: \"off\"\n    call_sheet: \"off\"\n    digest: \"00:01\"\n"
                    "    lead_list: {reminders: []}\n    prospects: {due: \"23:59\", reminders: []}\n")
        return folder

    def night(self, out, reps, first=1, at=None, seconds=NIGHT, rows=100, series=0):
        """So many mails as files of the Maildir `out`, by two processes; how many of their rows count."""
        at = evening(time.time()) - 90 * 60 if at is None else at
        parts = os.path.join(self.root, "parts")
        if not os.path.exists(parts):
            os.makedirs(parts)
            with open(os.path.join(HERE, "fixed", "list.eml"), "rb") as f:
                book = next(part.get_payload(decode=True) for part in email.message_from_binary_file(f).walk() if part.get_filename())
            with zipfile.ZipFile(io.BytesIO(book)) as z:
                for name in z.namelist():
                    with open(os.path.join(parts, name.replace("/", ":")), "wb") as f:
                        f.write(z.read(name))
        halves = [(first, reps // 2), (first + reps // 2, reps - reps // 2)]
        running = [subprocess.Popen([os.path.join(self.build, "tests", "night"), parts, out, str(f), str(n), str(at + k * seconds // 2), str(seconds // 2),
                                     str(rows), str(series)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) for k, (f, n) in enumerate(halves) if n]
        said = [p.communicate()[0] for p in running]
        if any(p.returncode for p in running):
            sys.exit("the night could not be written")
        give(out)
        return sum(int(n) for n in said)


def give(path):
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "nobody:", path], check=True)


def link(made, box):
    """The same mails once more, in another mailbox; they take no room."""
    for name in os.listdir(os.path.join(made, "new")):
        os.link(os.path.join(made, "new", name), os.path.join(box, "new", name))


# ---- what processes take ----

def family(pid):
    out = [pid]
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as f:
                for child in f.read().split():
                    out += family(int(child))
    return out


def role(pid, root):
    """What a process of ours is: "clerk", or the word a child was started with."""
    if pid == root:
        return "clerk"
    with open(f"/proc/{pid}/cmdline", "rb") as f:
        words = f.read().decode("utf-8", "replace").split("\0")
    return next((w for w in ("fetcher", "reader", "sender", "drawer") if any(w in word for word in words)), words[0])


def look(pid, root):
    """(role, PSS in kB, CPU seconds)."""
    with open(f"/proc/{pid}/smaps_rollup") as f:
        pss = int(re.search(r"^Pss:\s+(\d+)", f.read(), re.M)[1])
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return role(pid, root), pss, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Run:
    """One leadclerk process: started, looked at every so often, ended. `seen`: (seconds since the start, {role: PSS kB})."""

    def __init__(self, program, folder, command, every=0.5, more=()):
        self.folder, self.every, self.seen, self.cpu = folder, every, [], {}
        self.log = open(os.path.join(folder, f"log-{command}"), "wb")
        self.start = time.monotonic()
        self.process = subprocess.Popen([program, "-c", os.path.join(folder, "office.yaml"), command, *more], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.over = threading.Event()
        self.watch = threading.Thread(target=self.watching, daemon=True)
        self.watch.start()
        self.wall = self.used = self.code = None

    def watching(self):
        while not self.over.is_set():
            now = {}
            for pid in family(self.process.pid):
                with contextlib.suppress(OSError, TypeError):
                    name, pss, cpu = look(pid, self.process.pid)
                    now[name] = now.get(name, 0) + pss
                    self.cpu[name, pid] = cpu
            self.seen.append((time.monotonic() - self.start, now))
            self.over.wait(self.every)

    def end(self, seconds):
        """Waits for its end; (wall, CPU of all its processes, exit code)."""
        deadline, pid = time.monotonic() + seconds, 0
        while not pid:
            pid, status, use = os.wait4(self.process.pid, os.WNOHANG)
            if not pid and time.monotonic() > deadline:
                self.process.kill()
                deadline += 60
            elif not pid:
                time.sleep(0.01)
        self.wall, self.used, self.code = time.monotonic() - self.start, use.ru_utime + use.ru_stime, os.waitstatus_to_exitcode(status)
        self.process.returncode = self.code
        self.over.set()
        self.watch.join()
        self.log.close()
        return self.wall, self.used, self.code

    def peak(self):
        """MB of all processes together at their highest, shared pages counted once."""
        return max((sum(now.values()) for _, now in self.seen), default=0) / 1024

    def by_role(self):
        total = {}
        for (name, _), seconds in self.cpu.items():
            total[name] = total.get(name, 0) + seconds
        return total

    def over_time(self, points=8):
        """MB at so many moments of the run, evenly spread."""
        n = len(self.seen)
        return [round(sum(self.seen[min(n - 1, (n - 1) * i // max(1, points - 1))][1].values()) / 1024) for i in range(points)] if n else []
