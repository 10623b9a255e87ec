#!/usr/bin/python3
"""The jails of the whole program at work: run.py [--program build/leadclerk] [--keep]

  - mails that overrun their reader (poison.c, preloaded): each costs three readers and lies in quarantine with word to rep and operator; what the
    reader was made to do was refused; the mails before and behind them are judged as if nothing had happened,
  - a living daemon with two mailboxes and a submission server, all with passwords: what the kernel says of each process, and where the
    passwords are: on no command line, in no environment, in no log and no letter; as root also in no memory but the one that needs them,
  - a machine on which no reader can work: no mail is touched, and nothing is started over and over,
  - a machine on which nothing can be drawn: every letter goes, without pictures, and the log says so once.
Closes with "N passed, N failed".
"""
import argparse, csv, datetime, io, os, shutil, signal, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
SERVERS = os.path.join(TOP, "tests", "servers")
ZONE = datetime.timezone(datetime.timedelta(hours=8))
MORNING = datetime.datetime(2026, 9, 16, 9, 0, tzinfo=ZONE)  # a Wednesday
PASSWORDS = {"director": "directors-own-Geheim7", "clerk": "clerks-own-Geheim8", "submission": "letters-own-Geheim9"}
OPERATORS = "operators-own-Geheim0"  # in the clerk's environment, as for a password_command
STAFF = """\
operator: it@corp.test
mode: live
store: clerk.db
staff:
  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}
  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}
  - {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}
policies:
  - {effective: 2026-01-01, packs: [S0], quiet_hours: off, digest: off}
office: {company: 示例公司, since: 2026-09-14, calendars: [days.csv]}
"""
LIST = "公司名称,法人,电话,主营业务,注册资本,网络情况,有无网站,开发价值\n东莞市{0}模具有限公司,张三,138001380{1:02d},模具,100万,无,无,中\n"
MAIL = """\
From: rep01@corp.test
To: director@corp.test
Cc: gm@corp.test
Subject: =?utf-8?B?5a6i5oi36LWE5paZ?= {name}
Message-ID: <{name}@corp.test>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

{text}
--b
Content-Type: text/csv; name="list.csv"; charset=utf-8
Content-Transfer-Encoding: 8bit

{table}
--b--
"""
passed = failed = 0


def expect(true, what):
    global passed, failed
    if true:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}", flush=True)


def mail(name, number, text="您好"):
    return MAIL.format(name=name, text=text, table=LIST.format("华美恒兴瑞丰"[number % 6], number)).replace("\n", "\r\n").encode()


def put(maildir, name, raw, when):
    for part in ("tmp", "new", "cur"):
        os.makedirs(os.path.join(maildir, part), exist_ok=True)
    path = os.path.join(maildir, "new", name)
    with open(path, "wb") as f:
        f.write(raw)
    os.utime(path, (when, when))


def write(path, text, mode=0o600):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as f:
        f.write(text)


def read(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


def office(directory, servers):
    write(os.path.join(directory, "days.csv"), "date,kind\n2026-10-01,off\n")
    write(os.path.join(directory, "office.yaml"), STAFF + servers)
    return os.path.join(directory, "office.yaml")


def table(program, config, name):
    r = subprocess.run([program, "-c", config, name, "--csv"], capture_output=True, check=True, timeout=60)
    return list(csv.DictReader(io.StringIO(r.stdout.decode(), newline="")))


def letters_in(folder):
    new = os.path.join(folder, "new")
    return {n: read(os.path.join(new, n)) for n in (os.listdir(new) if os.path.isdir(new) else [])}


# ---- poison ----

POISONS = {  # how the attempt ends in the log, and whether its mail can still be read
    "connect": ("the reader tried something its jail forbids", False),
    "command": ("the reader tried something its jail forbids", False),
    "memory": ("the reader process died of signal 6", False),
    "crash": ("the reader process died of signal 6", False),
    "steal": ("poison: open: Permission denied", True),
}


def replay(program, config, until, env):
    return subprocess.run([program, "-c", config, "replay", "--until", until.isoformat()], env={**os.environ, **env}, capture_output=True,
                          timeout=200)


def build_poison(directory):
    library = os.path.join(directory, "poison.so")
    subprocess.run([os.environ.get("CC", "gcc"), "-shared", "-fPIC", "-D_GNU_SOURCE", "-O1", "-o", library, os.path.join(HERE, "poison.c")],
                   check=True)
    return library


def poisoned(program, work):
    directory = os.path.join(work, "poisoned")
    inbox = os.path.join(directory, "in")
    os.makedirs(directory)
    names = ["before", *POISONS, "behind"]
    for i, name in enumerate(names):
        put(inbox, f"{i}.{name}", mail(name, i, f"POISON-{name}" if name in POISONS else "您好"), MORNING.timestamp() + i * 60)
    config = office(directory, f'mailboxes: [{{name: clerk, url: "maildir:{inbox}"}}]\n'
                               f'submission: {{url: "maildir:{directory}/out", from: 资料文书 <clerk@corp.test>}}\n')
    r = replay(program, config, MORNING + datetime.timedelta(hours=1), {"LD_PRELOAD": build_poison(directory)})
    log = r.stderr.decode(errors="replace")
    write(os.path.join(directory, "log"), log)
    expect(r.returncode == 0, f"replay ended with {r.returncode}: {log[-2000:]}")
    found = {row["message_id"].strip("<>").split("@")[0]: row for row in table(program, config, "mails")}
    expect(set(found) == set(names), f"mails: {sorted(found)}")
    whole = found["before"]["verdict"]
    expect(whole not in ("quarantined", ""), f"the mail before: {whole}")
    for name in ("before", "behind"):
        expect(found[name]["verdict"] == whole, f"the mail {name} is {found[name]['verdict']}")
    for name, (words, readable) in POISONS.items():
        row = found[name]
        if readable:
            expect(row["verdict"] == whole, f"{name}: {row['verdict']}")
            expect(words in log, f"{name}: the log does not say '{words}'")
        else:
            expect(row["verdict"] == "quarantined", f"{name}: {row['verdict']}")
            expect(words in row["reason"], f"{name}: the reason is '{row['reason']}'")
            attempts = [line for line in log.splitlines() if f".{name}: attempt" in line]
            expect(len(attempts) == 3 and all(words in line for line in attempts), f"{name}: attempts in the log: {attempts}")
    expect("poison: socket" not in log and "poison: exec" not in log, "a forbidden call came back")
    bad = [n for n, (_, readable) in POISONS.items() if not readable]
    sent = table(program, config, "letters")
    alarms = [row for row in sent if row["letter"].startswith("alarm.quarantine.")]
    returns = [row for row in sent if row["letter"].startswith("return.")]
    expect(len(alarms) == len(bad) and all(row["to"] == "it@corp.test" for row in alarms), f"alarms: {alarms}")
    expect(len(returns) == len(bad) and all(row["to"] == "rep01@corp.test" for row in returns), f"returns: {returns}")
    starts = sum("jailed: " in line and "[reader]" in line for line in log.splitlines())
    expect(starts >= 1 + 3 * len(bad), f"{starts} readers said that they are jailed")


# ---- a reader that can't work ----

def build_end_of(directory, child):
    """A library that ends each process of this name before it begins."""
    source = os.path.join(directory, "broken.c")
    write(source, '#define _GNU_SOURCE\n#include <errno.h>\n#include <string.h>\n#include <stdlib.h>\n'
                  f'__attribute__((constructor)) static void die(void) {{ if (strstr(program_invocation_name, "{child}")) _Exit(3); }}\n')
    subprocess.run([os.environ.get("CC", "gcc"), "-shared", "-fPIC", "-o", source[:-2] + ".so", source], check=True)
    return source[:-2] + ".so"


def broken_machine(program, work):
    """Its memory does not even hold the reader's own sample."""
    directory = os.path.join(work, "broken")
    inbox = os.path.join(directory, "in")
    os.makedirs(directory)
    put(inbox, "1.good", mail("good", 1), MORNING.timestamp())
    config = office(directory, f'mailboxes: [{{name: clerk, url: "maildir:{inbox}"}}]\n'
                               f'submission: {{url: "maildir:{directory}/out", from: 资料文书 <clerk@corp.test>}}\n')
    until = MORNING + datetime.timedelta(hours=1)
    library = build_end_of(directory, "reader")
    for _ in range(5):
        r = replay(program, config, until, {"LD_PRELOAD": library})
        log = r.stderr.decode(errors="replace")
        expect(r.returncode == 75, f"replay without a reader ended with {r.returncode}: {log}")
        expect("starting the reader process: the reader process ended with status 3" in log, f"no reader: {log}")
    r = replay(program, config, until, {})
    expect(r.returncode == 0, f"replay with a reader again: {r.stderr.decode(errors='replace')}")
    rows = table(program, config, "mails")
    expect(len(rows) == 1 and rows[0]["verdict"] not in ("quarantined", ""), f"the mail that waited: {rows}")


# ---- nothing to draw with ----

def two_days(program, directory, env):
    """Its letters by file name, with their pictures' number; and the log."""
    inbox = os.path.join(directory, "in")
    os.makedirs(directory)
    put(inbox, "1.good", mail("good", 1), MORNING.timestamp())
    config = office(directory, f'mailboxes: [{{name: clerk, url: "maildir:{inbox}"}}]\n'
                               f'submission: {{url: "maildir:{directory}/out", from: 资料文书 <clerk@corp.test>}}\n')
    write(config, read(config).replace(", digest: off", ""))
    r = replay(program, config, MORNING + datetime.timedelta(days=2), env)
    expect(r.returncode == 0, f"replay ended with {r.returncode}: {r.stderr.decode(errors='replace')[-2000:]}")
    return {name: text.count("Content-Type: image/png") for name, text in letters_in(os.path.join(directory, "out")).items()}, r.stderr.decode(errors="replace")


def without_drawer(program, work):
    drawn, log = two_days(program, os.path.join(work, "drawn"), {})
    expect(sum(drawn.values()) >= 2 and "go without pictures" not in log, f"pictures: {drawn}: {log[-2000:]}")
    said = [line for line in log.splitlines() if line.startswith("leadclerk[drawer] ") and ": jailed: 512 MB, seccomp" in line]
    expect(len(said) == 1, f"a drawer lives through a replay: {said}")
    os.makedirs(os.path.join(work, "library"))
    plain, log = two_days(program, os.path.join(work, "plain"), {"LD_PRELOAD": build_end_of(os.path.join(work, "library"), "drawer")})
    expect(set(plain) == set(drawn), f"letters without pictures: {sorted(plain)}, with: {sorted(drawn)}")
    expect(sum(plain.values()) == 0, f"pictures of no drawer: {plain}")
    expect(log.count("letters go without pictures and printed sheets: starting the drawer process") == 1, f"said: {log[-2000:]}")


# ---- a living daemon ----

def children_of(pid):
    found = {}
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and int(read(f"/proc/{entry}/stat").rsplit(")", 1)[1].split()[1]) == pid:
                found[int(entry)] = read(f"/proc/{entry}/cmdline").split("\0")
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


def bytes_of(path):
    with open(path, "rb") as f:
        return f.read()


def memory_of(pid):
    """Everything that can be read of it; only root may, as none of them is dumpable."""
    whole = bytearray()
    with open(f"/proc/{pid}/mem", "rb", 0) as mem:
        for line in read(f"/proc/{pid}/maps").splitlines():
            span, rights = line.split()[:2]
            if "w" not in rights:
                continue
            low, high = (int(x, 16) for x in span.split("-"))
            try:
                mem.seek(low)
                whole += mem.read(high - low)
            except OSError:
                pass
    return bytes(whole)


def start_servers(directory):
    dovecot = os.path.join(directory, "dovecot")
    subprocess.run(["sh", os.path.join(SERVERS, "dovecot.sh"), "start", dovecot] + [f"{u}@corp.test:{PASSWORDS[u]}" for u in ("director", "clerk")],
                   check=True, stdout=subprocess.DEVNULL)
    sink = os.path.join(directory, "sink")
    subprocess.run(["/usr/bin/python3", os.path.join(SERVERS, "smtp_sink.py"), sink, "--auth", f"clerk@corp.test:{PASSWORDS['submission']}",
                    "--background"], check=True)
    ports = dict(line.strip().split("=", 1) for d in (dovecot, sink) for line in read(os.path.join(d, "env")).splitlines() if "=" in line)
    return ports, dovecot, sink


def wait_for(what, seconds=60):
    until = time.monotonic() + seconds
    while not what() and time.monotonic() < until:
        time.sleep(0.1)
    return what()


def look_at(pid, name, words, secrets):
    status = dict(line.split(":\t", 1) for line in read(f"/proc/{pid}/status").splitlines() if ":\t" in line)
    limits = read(f"/proc/{pid}/limits")
    expect(words[0] == f"leadclerk: {name}", f"{name}: its command line is {words}")
    expect(status["Seccomp"] == "2" and status["NoNewPrivs"] == "1", f"{name}: Seccomp {status['Seccomp']}, NoNewPrivs {status['NoNewPrivs']}")
    expect(int(status["CapEff"], 16) == 0, f"{name}: CapEff {status['CapEff']}")
    expect(int(status["Umask"], 8) == 0o077, f"{name}: Umask {status['Umask']}")
    expect("Max core file size        0                    0" in limits, f"{name}: {limits}")
    expect(not any(s in " ".join(words) for s in secrets), f"{name}: a password on its command line")
    try:
        fds = {int(fd): os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")}
        own = {"fetcher": 1, "sender": 3, "reader": 0}[name]  # a connection; libcurl keeps a pair to wake itself
        expect(set(range(4)) <= set(fds) and len(fds) <= 4 + own, f"{name}: descriptors {fds}")
        expect(fds[0] == fds[1] == "/dev/null" and fds[3].startswith("socket:"), f"{name}: descriptors {fds}")
        environment = read(f"/proc/{pid}/environ")
        expect(not any(s in environment for s in secrets), f"{name}: a password in its environment")
    except PermissionError:  # an ordinary user: it is not dumpable
        expect(os.getuid() != 0, f"{name}: root may not look at it")


def look_into(clerk, children):
    """As root: whose memory holds which password."""
    secrets = {k: v.encode() for k, v in {**PASSWORDS, "environment": OPERATORS}.items()}

    def held(pid):
        memory = memory_of(pid)
        return {k for k, v in secrets.items() if v in memory}
    expect(b"rep01@corp.test" in memory_of(clerk), "the clerk's memory can't be read: nothing would be tested")
    expect(held(clerk) == {"environment"}, f"the clerk's memory holds the passwords of {held(clerk)}")
    of_fetchers = []
    for pid, words in children.items():
        have = held(pid)
        if words[0].endswith("reader"):
            expect(not have, f"the reader's memory holds the passwords of {have}")
        if words[0].endswith("sender"):
            expect(have <= {"submission"}, f"the sender's memory holds the passwords of {have}")
        if words[0].endswith("fetcher"):
            expect(len(have) <= 1 and "submission" not in have, f"a fetcher's memory holds the passwords of {have}")
            of_fetchers += have
    expect(len(set(of_fetchers)) == len(of_fetchers), f"fetchers share a password: {of_fetchers}")


def living(program, work):
    directory = os.path.join(work, "living")
    os.makedirs(directory)
    ports, dovecot, sink = start_servers(directory)
    process = None
    try:
        inbox = os.path.join(ports["MAIL_ROOT"], "clerk@corp.test", "Maildir")
        put(inbox, "1.list", mail("list", 1), time.time() - 60)
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "nobody:", ports["MAIL_ROOT"]], check=True)
        for name, password in PASSWORDS.items():
            write(os.path.join(directory, name), password + "\n")
        boxes = "".join(f'  - {{name: {u}, url: "imaps://localhost:{ports["IMAPS_PORT"]}", user: {u}@corp.test, password_file: {u}, '
                        f'ca_file: "{ports["CA_FILE"]}"}}\n' for u in ("director", "clerk"))
        config = office(directory, f'mailboxes:\n{boxes}submission: {{url: "smtp://127.0.0.1:{ports["SMTP_PORT"]}", security: none, '
                                   f'user: clerk@corp.test, password_file: submission, from: 资料文书 <clerk@corp.test>}}\n')
        real = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        log_path = os.path.join(directory, "log")
        with open(log_path, "wb") as log:
            process = subprocess.Popen([program, "-c", config, "run"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                                       env={**os.environ, "LEADCLERK_CLOCK": f"{real},{MORNING.isoformat()},1", "MAIL_SECRET": OPERATORS})
        receipt = wait_for(lambda: letters_in(os.path.join(sink, "in")))
        expect(receipt, f"no letter came: {read(log_path)}")
        time.sleep(1)
        children = children_of(process.pid)
        expect(sorted(w[0].split(": ")[1] for w in children.values()) == ["fetcher", "fetcher", "reader", "sender"], f"children: {children}")
        secrets = [*PASSWORDS.values(), OPERATORS]
        for pid, words in children.items():
            look_at(pid, words[0].split(": ")[1], words, secrets)
        expect("Max core file size        0                    0" in read(f"/proc/{process.pid}/limits"), "the clerk may leave a core")
        if os.getuid() == 0:
            look_into(process.pid, children)
        else:
            try:
                open(f"/proc/{process.pid}/mem", "rb").close()
                expect(False, "the clerk's memory can be read by its user")
            except PermissionError:
                expect(True, "")
        # Ctrl-C at a terminal reaches the whole group: the clerk ends, and what it had begun is whole
        os.killpg(process.pid, signal.SIGINT)
        expect(process.wait(30) == 0, f"run ended with {process.returncode}")
        expect(wait_for(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in children), 10), "a child outlives the clerk")
        log = read(log_path)
        for name in ("reader", "sender", "fetcher"):
            said = [line for line in log.splitlines() if line.startswith(f"leadclerk[{name}] ") and ": jailed: " in line]
            expect(said and all("seccomp" in line and "NO seccomp" not in line for line in said), f"{name}: no line at its start: {log}")
        expect(not any(s in log for s in secrets), "a password in the log")
        expect(not any(s in text for s in secrets for text in receipt.values()), "a password in a letter")
        for name in ("clerk.db", "clerk.db-wal"):
            path = os.path.join(directory, name)
            expect(not os.path.exists(path) or not any(s.encode() in bytes_of(path) for s in secrets), f"a password in {name}")
    finally:
        if process and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        subprocess.run(["sh", os.path.join(SERVERS, "dovecot.sh"), "stop", dovecot], check=False)
        os.kill(int(read(os.path.join(sink, "pid"))), signal.SIGTERM)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--program", default=os.path.join(TOP, "build", "leadclerk"))
    p.add_argument("--keep", action="store_true")
    args = p.parse_args()
    program = os.path.abspath(args.program)
    work = tempfile.mkdtemp(prefix="leadclerk-jail-")
    os.chmod(work, 0o755)  # Dovecot's mail processes run as nobody where we are root
    for part in (poisoned, broken_machine, without_drawer, living):
        try:
            part(program, work)
        except (subprocess.SubprocessError, OSError, KeyError) as fault:
            expect(False, f"{part.__name__}: {fault!r}")
    if failed or args.keep:
        print(f"kept: {work}")
    else:
        shutil.rmtree(work)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
