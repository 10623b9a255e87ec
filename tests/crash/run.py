#!/usr/bin/python3
"""Kills the clerk at random moments and demands the same end as if nothing had happened.

    run.py [ROUNDS] [--seed N] [--program build/leadclerk] [--work DIR] [--keep]

A private Dovecot (tests/servers/dovecot.sh) holds some sixty mails of three reps in two mailboxes; letters go to tests/servers/smtp_sink.py.
One `drain` runs undisturbed. Then each of ROUNDS (20) rounds starts from an empty store: `drain` is started, and its whole process group is
killed with SIGKILL after a random while (up to 1.5 times the undisturbed time) or a random number of letters, again and again until one
ends by itself. Then
  - ledger, duties, leads and mails are what the undisturbed run has,
  - each letter of the undisturbed run is at the sink, exactly once. One that the store calls `unsure` may be missing there until
    `retry` sends it; one that is marked (state unsure, or a column of `letters --csv` with "double" or "unsure" in its name) may be there twice,
  - a further drain changes nothing and sends nothing, and SQLite finds the store sound.
The undisturbed store is also rebuilt from the mailboxes, which must give the same ledger and send nothing.
Times are simulated (LEADCLERK_CLOCK at rate 1): it is always a Wednesday morning, with no due moment near. Ends with "N passed, N failed".
"""
import argparse, collections, csv, datetime, email, email.policy, glob, io, os, random, shutil, signal, sqlite3, subprocess, sys
import tempfile, time

import mails

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
SERVERS = os.path.join(TOP, "tests", "servers")
DRAIN_SECONDS = 300
COLUMNS = {
    "ledger": "entry,staff,kind,for_date,donation,pushups,state,reverses",
    "duties": "staff,kind,for_date,due_at,required,delivered,state",
    "leads": "mail,sheet,row,staff,kind,arrived_at,company,person,phone,verdict,reason",
    "mails": "mail,message_id,staff,arrived_at,kind,verdict,reason",
}


class Wrong(Exception):
    """What a round found."""


def read_env(path):
    with open(path) as f:
        return dict(line.strip().split("=", 1) for line in f if "=" in line)


class Dovecot:
    def __init__(self, directory):
        self.directory = directory
        self.script = os.path.join(SERVERS, "dovecot.sh")
        subprocess.run(["sh", self.script, "start", directory] + [f"{user}:{mails.PASSWORD}" for user in mails.BOXES],
                       check=True, stdout=subprocess.DEVNULL)
        self.env = read_env(os.path.join(directory, "env"))

    def fill(self, shift):
        for user, box in mails.generate().items():
            for folder, number, arrival, raw in box:
                root = os.path.join(self.env["MAIL_ROOT"], user, "Maildir", *([f".{folder}"] if folder != "INBOX" else []))
                for part in ("tmp", "new", "cur"):
                    os.makedirs(os.path.join(root, part), exist_ok=True)
                path = os.path.join(root, "new", f"{int(arrival + shift)}.{number:04d}.crash")
                with open(path, "wb") as f:
                    f.write(raw)
                os.utime(path, (arrival + shift, arrival + shift))
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "nobody:", self.env["MAIL_ROOT"]], check=True)

    def stop(self):
        subprocess.run(["sh", self.script, "stop", self.directory], check=False)


class Sink:
    def __init__(self, directory):
        self.directory = directory
        subprocess.run(["/usr/bin/python3", os.path.join(SERVERS, "smtp_sink.py"), directory, "--background"], check=True)
        self.port = read_env(os.path.join(directory, "env"))["SMTP_PORT"]

    def count(self):
        return len(os.listdir(os.path.join(self.directory, "in", "new")))

    def message_ids(self):
        """How often each Message-ID arrived, with its bytes."""
        found = collections.defaultdict(list)
        for path in glob.glob(os.path.join(self.directory, "in", "new", "*")):
            with open(path, "rb") as f:
                raw = f.read()
            m = email.message_from_bytes(raw, policy=email.policy.compat32)
            found[(m["Message-ID"] or path).strip().strip("<>")].append(raw)
        return found

    def stop(self):
        with open(os.path.join(self.directory, "pid")) as f:
            os.kill(int(f.read()), signal.SIGTERM)


class Clerk:
    """One office with its own store and its own sink."""

    def __init__(self, program, directory, dovecot, clock):
        os.makedirs(directory)
        self.program, self.directory, self.env = program, directory, dict(os.environ, LEADCLERK_CLOCK=clock)
        self.sink = Sink(os.path.join(directory, "sink"))
        self.config = os.path.join(directory, "office.yaml")
        secret = os.path.join(directory, "password")
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT, 0o600), "w") as f:
            f.write(mails.PASSWORD + "\n")
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(mails.office(dovecot.env["IMAP_PORT"], self.sink.port))
        with open(os.path.join(directory, "days.csv"), "w", encoding="utf-8") as f:
            f.write(mails.CALENDAR)

    def command(self, *words):
        return [self.program, "-c", self.config, *words]

    def start(self):
        with open(os.path.join(self.directory, "log"), "ab") as log:
            return subprocess.Popen(self.command("drain"), env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                    start_new_session=True)

    def drain(self):
        """To its end; how long it took."""
        start = time.monotonic()
        process = self.start()
        try:
            code = process.wait(DRAIN_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise Wrong(f"drain did not end within {DRAIN_SECONDS} s; see {self.directory}/log") from None
        if code != 0:
            raise Wrong(f"drain ended with {code}; see {self.directory}/log")
        return time.monotonic() - start

    def drain_killed(self, rng, usual, letters):
        """Until one ends by itself; how often it was killed."""
        for kills in range(1000):
            process = self.start()
            start = time.monotonic()
            if not self.wait_for_chance(process, rng, usual, letters, first=kills == 0):
                if process.returncode != 0:
                    raise Wrong(f"drain ended with {process.returncode} after {kills} kills; see {self.directory}/log")
                return kills, time.monotonic() - start
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        raise Wrong("no drain ended by itself in 1000 tries")

    def wait_for_chance(self, process, rng, usual, letters, first):
        """False if it ended by itself. Every second time the moment hangs on the clock, else on how many letters have arrived."""
        until = time.monotonic() + rng.uniform(0, (0.9 if first else 1.5) * usual)
        count = None if rng.random() < 0.5 else self.sink.count() + rng.randrange(letters)
        while process.poll() is None:
            if count is None and time.monotonic() >= until:
                return True
            if count is not None and self.sink.count() > count:
                time.sleep(rng.uniform(0, 0.01))
                return process.poll() is None
            time.sleep(0.001)
        return False

    def run(self, *words):
        return subprocess.run(self.command(*words), env=self.env, capture_output=True, timeout=120)

    def table(self, name):
        r = self.run(name, "--csv")
        if r.returncode != 0:
            raise Wrong(f"{name} --csv ended with {r.returncode}: {r.stderr.decode(errors='replace').strip()}")
        return list(csv.DictReader(io.StringIO(r.stdout.decode("utf-8"), newline="")))

    def tables(self):
        return {name: [tuple(row[c] for c in columns.split(",")) for row in self.table(name)] for name, columns in COLUMNS.items()}

    def close(self):
        self.sink.stop()


def marked(row):
    """The store knows that this letter may have arrived twice, or not at all."""
    return row["state"] == "unsure" or any(("double" in k or "unsure" in k) and v not in ("", "0", "no", "false") for k, v in row.items() if k)


def compare_tables(reference, found):
    for name in COLUMNS:
        want, got = collections.Counter(reference[name]), collections.Counter(found[name])
        missing, extra = list((want - got).elements()), list((got - want).elements())
        if missing or extra:
            raise Wrong(f"{name}: {len(missing)} lines are missing, {len(extra)} are too many\n"
                        + "\n".join([f"    - {row}" for row in missing[:4]] + [f"    + {row}" for row in extra[:4]]))
        if reference[name] != found[name]:
            raise Wrong(f"{name}: the same lines in another order")


def check_arrivals(clerk, reference_ids):
    """Returns how many letters are unsure, and how many arrived twice."""
    rows = {row["letter"]: row for row in clerk.table("letters")}
    if set(rows) != reference_ids:
        raise Wrong(f"letters: missing {sorted(reference_ids - set(rows))[:4]}, too many {sorted(set(rows) - reference_ids)[:4]}")
    arrived = clerk.sink.message_ids()
    unknown = set(arrived) - {row["message_id"].strip("<>") for row in rows.values()}
    if unknown:
        raise Wrong(f"letters at the sink that the store does not know: {sorted(unknown)[:4]}")
    unsure = doubled = 0
    for name, row in rows.items():
        copies = arrived.get(row["message_id"].strip("<>"), [])
        bodies = {copy.split(b"\r\n", 2)[2] for copy in copies}
        if len(bodies) > 1:
            raise Wrong(f"letter {name}: its copies differ")
        if row["state"] not in ("sent", "unsure", "merged"):
            raise Wrong(f"letter {name} is {row['state']} after drain")
        if row["state"] == "merged" and copies:
            raise Wrong(f"letter {name} was taken into a later one, and arrived")
        if row["state"] == "sent" and not copies:
            raise Wrong(f"letter {name} is 'sent' but never arrived")
        if len(copies) > 1 and not marked(row):
            raise Wrong(f"letter {name} arrived {len(copies)} times and is not marked")
        unsure += row["state"] == "unsure"
        doubled += len(copies) > 1
    return unsure, doubled


def retry_unsure(clerk):
    """What a person does: an unsure letter that did not arrive is sent again, and arrives once."""
    rows = clerk.table("letters")
    arrived = clerk.sink.message_ids()
    again = [row for row in rows if row["state"] == "unsure" and row["message_id"].strip("<>") not in arrived]
    for row in again:
        r = clerk.run("retry", row["letter"])
        if r.returncode != 0:
            raise Wrong(f"retry {row['letter']} ended with {r.returncode}: {r.stderr.decode(errors='replace').strip()}")
    if again:
        clerk.drain()
    arrived = clerk.sink.message_ids()
    for row in again:
        if len(arrived.get(row["message_id"].strip("<>"), [])) != 1:
            raise Wrong(f"letter {row['letter']} did not arrive after retry")
    return len(again)


def check_store(clerk):
    path = os.path.join(clerk.directory, "clerk.db")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        for pragma in ("integrity_check", "foreign_key_check"):
            found = [row for row in db.execute(f"PRAGMA {pragma}") if row != ("ok",)]
            if found:
                raise Wrong(f"PRAGMA {pragma}: {found[:3]}")
    db.close()


def check_round(clerk, reference, reference_ids):
    compare_tables(reference, clerk.tables())
    unsure, doubled = check_arrivals(clerk, reference_ids)
    before = {k: len(v) for k, v in clerk.sink.message_ids().items()}
    clerk.drain()
    if {k: len(v) for k, v in clerk.sink.message_ids().items()} != before:
        raise Wrong("a further drain sent something")
    compare_tables(reference, clerk.tables())
    check_store(clerk)
    again = retry_unsure(clerk)
    return f"{unsure} unsure ({again} of them had not arrived), {doubled} arrived twice"


def one_round(number, rng, args, work, dovecot, clock, expected):
    """True if it passed. One in which the clerk was too quick to be killed is done again."""
    directory = os.path.join(work, f"round{number}")
    clerk = Clerk(args.program, directory, dovecot, clock)
    try:
        kills, took = clerk.drain_killed(rng, expected.usual, len(expected.letters))
        found = check_round(clerk, expected.tables, expected.letters)
    except Wrong as fault:
        print(f"round {number}: FAILED: {fault}\n    (kept: {directory})", flush=True)
        return False
    finally:
        clerk.close()
    if not args.keep or not kills:
        shutil.rmtree(directory)
    if not kills:
        expected.usual = min(expected.usual, took)
        return one_round(number, rng, args, work, dovecot, clock, expected)
    print(f"round {number}: ok, killed {kills} times, {found}", flush=True)
    return True


def sums(rows):
    """Net sums by person, kind and date: what a rebuilt store must have in common with the one that was."""
    out = collections.Counter()
    for _, staff, kind, day, donation, pushups, *_ in rows:
        out[staff, kind, day, "fen"] += round(float(donation) * 100)
        out[staff, kind, day, "pushups"] += int(pushups)
    return {k: v for k, v in out.items() if v}


def check_rebuild(clerk, reference):
    """`rebuild` from the mailboxes: beside the store, without one, and with rules that give another ledger. Nothing is sent because of it."""
    before = {k: len(v) for k, v in clerk.sink.message_ids().items()}
    store = os.path.join(clerk.directory, "clerk.db")
    for gone in (False, True):
        for path in glob.glob(store + "*") if gone else ():
            if not path.endswith(".key"):
                os.unlink(path)
        r = clerk.run("rebuild")
        want = b"no store to compare with" if gone else b"came out the same"
        if r.returncode != 0 or want not in r.stdout:
            raise Wrong(f"rebuild ended with {r.returncode}: {(r.stdout + r.stderr).decode(errors='replace').strip()}")
        found = clerk.tables()
        if sums(found["ledger"]) != sums(reference["ledger"]):
            raise Wrong("rebuild: the sums differ")
        for name in ("duties", "leads", "mails"):
            if sorted(found[name]) != sorted(reference[name]):
                raise Wrong(f"rebuild: {name} differ: {sorted(set(found[name]) ^ set(reference[name]))[:4]}")
        clerk.drain()
        if {k: len(v) for k, v in clerk.sink.message_ids().items()} != before:
            raise Wrong("after rebuild a drain sent something")
    other = os.path.join(clerk.directory, "other.yaml")
    with open(clerk.config, encoding="utf-8") as f, open(other, "w", encoding="utf-8") as to:
        to.write(f.read().replace("donation_per_missing: 2.00", "donation_per_missing: 3.00"))
    r = subprocess.run([clerk.program, "-c", other, "rebuild"], env=clerk.env, capture_output=True, timeout=120)
    if r.returncode != 65 or b"differs: " not in r.stdout or sums(clerk.tables()["ledger"]) != sums(reference["ledger"]):
        raise Wrong(f"rebuild by other rules ended with {r.returncode}: {(r.stdout + r.stderr).decode(errors='replace').strip()}")


class Expected:
    """What the undisturbed run gave."""

    def __init__(self, usual, tables, letters):
        self.usual, self.tables, self.letters = usual, tables, letters


def undisturbed(args, work, dovecot, clock):
    clerk = Clerk(args.program, os.path.join(work, "reference"), dovecot, clock)
    try:
        usual = clerk.drain()
        reference = clerk.tables()
        reference_ids = {row["letter"] for row in clerk.table("letters")}
        unsure, doubled = check_arrivals(clerk, reference_ids)
        if unsure or doubled:
            raise Wrong("the undisturbed run has unsure or doubled letters")
        check_rebuild(clerk, reference)
    finally:
        clerk.close()
    print(f"undisturbed: {usual:.2f} s, " + ", ".join(f"{len(rows)} {name}" for name, rows in reference.items())
          + f", {len(reference_ids)} letters", flush=True)
    for name in COLUMNS:
        if not reference[name]:
            raise Wrong(f"the undisturbed run has no {name}: nothing would be tested")
    if not reference_ids:
        raise Wrong("the undisturbed run has no letters: nothing would be tested")
    return Expected(usual, reference, reference_ids)


def rounds(args, work, dovecot):
    real0 = int(time.time())
    utc = datetime.datetime.fromtimestamp(real0, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    clock = f"{utc},{mails.NOW.isoformat()},1"
    dovecot.fill(real0 - int(mails.NOW.timestamp()))
    expected = undisturbed(args, work, dovecot, clock)
    rng = random.Random(args.seed)
    return sum(one_round(n, rng, args, work, dovecot, clock, expected) for n in range(1, args.rounds + 1))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("rounds", nargs="?", type=int, default=20)
    p.add_argument("--seed", type=int, default=None)
    p.add_argument("--program", default=os.path.join(TOP, "build", "leadclerk"))
    p.add_argument("--work")
    p.add_argument("--keep", action="store_true")
    args = p.parse_args()
    args.program = os.path.abspath(args.program)
    args.seed = random.randrange(1 << 30) if args.seed is None else args.seed
    work = args.work or tempfile.mkdtemp(prefix="leadclerk-crash-")
    os.makedirs(work, exist_ok=True)
    os.chmod(work, 0o755)  # Dovecot's mail processes run as nobody where we are root
    print(f"seed {args.seed}, work in {work}", flush=True)
    passed, dovecot = 0, None
    try:
        dovecot = Dovecot(os.path.join(work, "dovecot"))
        passed = rounds(args, work, dovecot)
    except Wrong as fault:
        print(f"FAILED: {fault}")
    finally:
        if dovecot:
            dovecot.stop()
    failed = args.rounds - passed
    if not failed and not args.keep and not args.work:
        shutil.rmtree(work)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
