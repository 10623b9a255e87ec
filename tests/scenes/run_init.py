#!/usr/bin/python3
"""The operator's beginning: `--help`, `init` by options and at a terminal, `staff import`, `calendar import`.

usage: tests/scenes/run_init.py [PROGRAM]      Closes with "N passed, N failed".
"""
import csv
import io
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import shapes

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk"))
passed = failed = 0


def check(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED", what)


def run(*words, **more):
    return subprocess.run([PROGRAM, *words], capture_output=True, timeout=60, text=True, **more)


def test_help():
    for word in "--help", "-h":
        r = run(word)
        check(f"{word}: to stdout, 0", r.returncode == 0 and r.stdout.startswith("leadclerk [-c FILE] COMMAND") and not r.stderr)
    commands = re.findall(r"^  ([a-z]+) ", r.stdout, re.M)
    check("there are many commands", len(commands) > 20)
    for command in commands:
        r = run(command, "--help")
        check(f"{command} --help: {r.stdout!r}", r.returncode == 0 and r.stdout.startswith(f"leadclerk {command}") and not r.stderr and len(r.stdout.splitlines()) > 1)
    r = run("-c", "/nowhere.yaml", "doctor", "-h")
    check("no configuration is looked at", r.returncode == 0 and "--send ADDRESS" in r.stdout)
    r = run()
    check("without words: all commands, to stderr, 64", r.returncode == 64 and not r.stdout and r.stderr.startswith("leadclerk [-c FILE] COMMAND") and len(r.stderr.splitlines()) > 20)
    # What is wrong is said, with where to read on, and not buried below a page of other commands.
    for words, said in ((["dctor", "--help"], ("'dctor'", "leadclerk doctor", "leadclerk --help")), (["stat"], ("'stat'", "leadclerk status")), (["zzzzzz"], ("'zzzzzz'", "leadclerk --help")), (["Status"], ("leadclerk status",)),
                        (["--bogus"], ("'--bogus'", "leadclerk --help")), (["status", "--bogus"], ("'--bogus'", "leadclerk status --help")), (["status", "--help", "--bogus"], ("'--bogus'", "leadclerk status --help")),
                        (["ledger", "--from", "11-23"], ("'11-23'", "2026-10-01", "leadclerk ledger --help")), (["ledger", "--from"], ("--from", "leadclerk ledger --help")),
                        (["duties", "--from", "2026-10-31", "--to", "2026-10-01"], ("2026-10-31", "2026-10-01", "--to", "leadclerk duties --help"))):
        r = run(*words)
        check(f"{words}: to stderr, 64: {r.stderr!r}", r.returncode == 64 and not r.stdout and all(x in r.stderr for x in said) and len(r.stderr.splitlines()) <= 3)
    check("nothing is guessed where nothing is near", "leadclerk zzz" not in run("zzzzzz").stderr and "perhaps" not in run("zzzzzz").stderr)


OFFICE = """# head
office:
  company: 示例公司   # our name
  since: 2026-09-14
  calendars: [2026.csv]     # official
mode: shadow
mailboxes: [{name: box, url: "maildir:in", folders: [INBOX]}]
submission: {url: "maildir:out", from: clerk@corp.test}
store: clerk.db
staff:
  # bosses
  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}
  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}   # the boss
  - {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test, chen@qq.com]}   # south
  - id: rep02
    name: 赵六
    role: rep
    mail: rep02@corp.test

# rules
policies: [{effective: 2026-01-01, packs: [S0]}]
"""
ROSTER = """通讯录
序号,姓名,部门,职 务,电子邮箱,手机,入职日期,离职时间
1,王总,总经办,总经理,gm@corp.test,139,,
2,李总监,市场部,市场部经理,director@corp.test,139,,
3,陈平娜,市场部,业务员,"chen.new@corp.test；chen@qq.com",138,2020/3/1,
4,赵六,市场部,业务员,Rep02@Corp.test,,,2026年10月31日
5,张伟,市场部,业务员,zhangwei@corp.test / zw@163.com,,,
6,钱财,财务部,会计,qian@corp.test,,,
"""


def clocked():
    """2026-09-21, some minutes after 22:13 in the office."""
    return {**os.environ, "LEADCLERK_CLOCK": f"{time.strftime('%FT%TZ', time.gmtime())},2026-09-21T22:13:00+08:00,1", "LC_ALL": "C.UTF-8"}


def office(folder, text=OFFICE):
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(text)
    shutil.copy(os.path.join(TOP, "etc/calendars/2026.csv"), folder)
    return os.path.join(folder, "office.yaml")


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def rosters(folder):
    """The same people as each kind of file."""
    rows = list(csv.reader(io.StringIO(ROSTER)))
    for name, data in (("gbk.csv", ROSTER.replace("\n", "\r\n").encode("gb18030")), ("utf8.csv", b"\xef\xbb\xbf" + ROSTER.encode()),
                       ("list.xlsx", shapes.xlsx_bytes([("花名册", rows)]))):
        with open(os.path.join(folder, name), "wb") as f:
            f.write(data)
        yield os.path.join(folder, name)


def test_staff():
    with tempfile.TemporaryDirectory() as folder:
        for file in rosters(folder):
            path, env = office(folder), clocked()
            r = run("-c", path, "staff", "import", file, env=env)
            check(f"{file}: {r.stdout} {r.stderr}", r.returncode == 0 and "+ {id: rep03, name: 张伟, role: rep, mail: [zhangwei@corp.test, zw@163.com], since: 2026-09-21}" in r.stdout
                  and "1 new, 1 changed, 1 leaving, 1 left out" in r.stdout and "会计" in r.stdout and not r.stderr)
            check("nothing is written without --write", read(path) == OFFICE)
            r = run("-c", path, "staff", "import", file, "--write", env=env)
            kept = sorted(n for n in os.listdir(folder) if n.startswith("office.yaml.before-2026-09-21"))
            check(f"written: {r.stdout} {r.stderr}", r.returncode == 0 and len(kept) == 1 and read(os.path.join(folder, kept[0])) == OFFICE)
            want = OFFICE.replace("mail: [rep01@corp.test, chen@qq.com]", "mail: [chen.new@corp.test, chen@qq.com, rep01@corp.test]")
            at = want.index("  - id: rep02")
            want = want[:at] + "  - {id: rep02, name: 赵六, role: rep, mail: [rep02@corp.test], until: 2026-10-31}\n" \
                "  - {id: rep03, name: 张伟, role: rep, mail: [zhangwei@corp.test, zw@163.com], since: 2026-09-21}\n" + want[want.index("\n# rules"):]
            check(f"only those lines: {read(path)}", read(path) == want)
            check("it passes check", run("-c", path, "check").returncode == 0)
            r = run("-c", path, "staff", "import", file, "--write", env=env)
            check("again: nothing to change", r.returncode == 0 and "nothing to change" in r.stdout and read(path) == want)
            check("no half file is left", not [n for n in os.listdir(folder) if n.endswith(".new")])
            os.remove(os.path.join(folder, kept[0]))


def test_staff_refused():
    with tempfile.TemporaryDirectory() as folder:
        path = office(folder)
        table = os.path.join(folder, "r.csv")
        for text, code in (("a,b\n1,2\n", 65), ("姓名,邮箱\n", 65), (None, 66), ("姓名,邮箱,工号\n新人,chen@qq.com,x9\n", 0)):
            if text is None:
                os.remove(table)
            else:
                with open(table, "w", encoding="utf-8") as f:
                    f.write(text)
            r = run("-c", path, "staff", "import", table, env=clocked())
            check(f"{text}: {r.returncode} {r.stderr}", r.returncode == code and (code == 0 or r.stderr))
        with open(table, "w", encoding="utf-8") as f:  # the general manager's work is another's now: mode shadow wants one
            f.write("姓名,邮箱,职务\n王总,gm@corp.test,业务员\n")
        r = run("-c", path, "staff", "import", table, "--write", env=clocked())
        check(f"a change with faults is not written: {r.stderr}", r.returncode == 78 and "general_manager" in r.stderr and read(path) == OFFICE)
        check("and leaves nothing", sorted(os.listdir(folder)) == ["2026.csv", "office.yaml", "r.csv"])
        for words in (["staff"], ["staff", "export", "x"], ["staff", "import"], ["calendar", "import"], ["staff", "import", table, "--until", "soon"]):
            check(f"{words}", run("-c", path, *words).returncode == 64)


CALENDARS = {
    "h.json": '{"year":2027,"papers":[],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"春节","date":"2027-02-20","isOffDay":false}]}',
    "h.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270101\r\nSUMMARY:元旦假期\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n"
             "DTSTART;VALUE=DATE:20270220\r\nSUMMARY:上班(补春节假期)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "h.csv": "date,kind,name\n2027-02-20,work,春节\n2027-01-01,off,元旦\n",
}


def test_calendar():
    for name, text in CALENDARS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = office(folder)
            with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
                f.write(text)
            r = run("-c", path, "calendar", "import", os.path.join(folder, name), env=clocked())
            check(f"{name}: {r.stdout}", r.returncode == 0 and "off  2027-01-01\n  work 2027-02-20\n1 days off, 1 worked; 2 of them" in r.stdout and read(path) == OFFICE)
            r = run("-c", path, "calendar", "import", os.path.join(folder, name), "--write", env=clocked())
            check(f"{name}: written {r.stdout} {r.stderr}", r.returncode == 0 and read(path) == OFFICE.replace("[2026.csv]", "[2026.csv, calendars/2027.csv]"))
            check("its days", read(os.path.join(folder, "calendars/2027.csv")) == "date,kind\n2027-01-01,off\n2027-02-20,work\n")
            check("they are in effect", "# calendar 2027: 1 days off, 1 worked" in run("-c", path, "config").stdout)
            r = run("-c", path, "calendar", "import", os.path.join(folder, name), "--write", env=clocked())
            check("again: nothing", "nothing to change" in r.stdout and os.listdir(os.path.join(folder, "calendars")) == ["2027.csv"])
    with tempfile.TemporaryDirectory() as folder:
        path, file = office(folder), os.path.join(folder, "h")
        for text, code in (('{"year":2027,"papers":[],"days":[]}', 65), ("date,kind\n2027-01-01,maybe\n", 65), (None, 66)):
            if text is None:
                os.remove(file)
            else:
                with open(file, "w", encoding="utf-8") as f:
                    f.write(text)
            r = run("-c", path, "calendar", "import", file, "--write", env=clocked())
            check(f"{text}: {r.returncode} {r.stderr}", r.returncode == code and r.stderr and read(path) == OFFICE)


# ---- init ----

def init_words(folder, *more):
    return ["init", "--yes", "--out", os.path.join(folder, "etc"), "--company", '"东莞"公司: 示例 #1', "--mailbox", "clerk@corp.test", "--imap", f"maildir:{folder}/in",
            "--smtp", f"maildir:{folder}/out", "--director", "李总监=li@corp.test", "--gm", "王总 GM@corp.test", *more]


def tree(folder):
    return {os.path.relpath(os.path.join(d, n), folder): oct(os.stat(os.path.join(d, n)).st_mode & 0o777) for d, _, names in os.walk(folder) for n in names}


def test_init_options():
    for language, word in (("zh-CN", "# 制度。"), ("en", "# The rules.")):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "in"))
            roster = next(iter(rosters(folder)))
            days = os.path.join(folder, "ours.csv")
            with open(days, "w", encoding="utf-8") as f:
                f.write("date,kind\n2026-12-31,off\n")
            r = run(*init_words(folder, "--language", language, "--roster", roster, "--operator", "it@corp.test", "--quota", "80", "--due", "22:00", "--donation", "1.50",
                                "--weekend", "alternate 2026-09-26", "--packs", "S0,S1", "--since", "2026-09-28", "--calendar", days), env=clocked())
            path = os.path.join(folder, "etc/leadclerk.yaml")
            check(f"{language}: {r.returncode} {r.stdout} {r.stderr}", r.returncode == 0 and ("一切正常" if language == "zh-CN" else "all is well") in r.stdout and not r.stderr)
            check(f"what there is: {tree(folder + '/etc')}", tree(folder + "/etc") == {"leadclerk.yaml": "0o640", "calendars/2025.csv": "0o644", "calendars/2026.csv": "0o644",
                                                                                      "calendars/ours.csv": "0o644"})
            text = read(path)
            check("commented in the language", word in text and text.count("#") > 15)
            r = run("-c", path, "check")
            check(f"check: {r.stderr}", r.returncode == 0 and "6 people" in r.stdout and "73 marked days" in r.stdout)
            config = run("-c", path, "config").stdout
            for line in ('mode: shadow', 'company: "\\"东莞\\"公司: 示例 #1"', "quota: 80", 'due: "22:00"', "donation_per_missing: 1.50", "weekend: alternate 2026-09-26",
                         'operator: "it@corp.test"', "since: 2026-09-28"):
                check(f"config says {line}", line in config)
            r = run("-c", path, "status")
            check(f"before the first run there is no store, and that is said: {r.stderr}", r.returncode == 66 and "is not there yet: leadclerk run makes it" in r.stderr)
            check("the roster's general manager is the one", config.count("role: [general_manager]") == 1)
            again = os.path.join(folder, "etc/again.yaml")
            with open(again, "w", encoding="utf-8") as f:
                f.write(config)
            values = [line for line in config.splitlines() if not line.startswith("#")]
            check("it goes round", [line for line in run("-c", again, "config").stdout.splitlines() if not line.startswith("#")] == values)


def test_init_refuses():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "in"))
        for words, part in ((["--mailbox", "clerk"], "--mailbox"), (["--zone", "Asia/Shangai"], "--zone"), (["--gm", "王总"], "--gm"), (["--packs", "S9"], "--packs"), (["--due", "25:00"], "--due"),
                            (["--donation", "zwei"], "--donation"), (["--quota", "x"], "--quota"), (["--weekend", "alternate 2026-09-27"], "--weekend"), (["--since", "soon"], "--since"),
                            (["--roster", "/nowhere.xlsx"], "--roster"), (["--smtp", "imaps://x.test"], "--smtp"), (["--imap", "pop3://x.test"], "--imap"), (["--operator", "me"], "--operator"),
                            (["--director", "同一人=gm@corp.test", "--gm", "=gm@corp.test"], "--gm"), (["--calendar", "/nowhere.csv"], "nowhere.csv"), (["more"], "init takes no words")):
            r = run(*init_words(folder, *words), env=clocked())
            check(f"{words}: {r.returncode} {r.stderr}", r.returncode in (64, 78) and part in r.stderr)
            check(f"{words}: nothing is written: {tree(folder)}", tree(folder) == {})
        for language, part in ("en", "gm@corp has no dot behind the @"), ("zh-CN", "注意：gm@corp 的 @ 后面没有点"):
            r = run(*init_words(folder, "--gm", "王总=gm@corp", "--language", language), env=clocked())
            check(f"a domain without a dot is taken, and told with what to write: {r.stdout}", r.returncode == 0 and part in r.stdout and "name@example.cn" in r.stdout and r.stdout.count("@corp ") == 1)
            r = run("-c", folder + "/etc/leadclerk.yaml", "check")
            check(f"and so check does: {r.stderr}", r.returncode == 0 and "gm@corp has no dot" in r.stderr and "name@example.cn" in r.stderr and len(r.stderr.splitlines()) == 1)
            shutil.rmtree(folder + "/etc")
        with open(folder + "/short.csv", "w", encoding="utf-8") as f:
            f.write("姓名,邮箱\n张伟,rep04@corp\n王芳,rep05@corp.test\n")
        r = run(*init_words(folder, "--roster", folder + "/short.csv", "--language", "zh-CN"), env=clocked())
        check(f"of a roster, too: {r.stdout}", r.returncode == 0 and "! 张伟：rep04@corp 的 @ 后面没有点" in r.stdout and "rep05@corp.test 的" not in r.stdout and "录入2人" in r.stdout)
        shutil.rmtree(folder + "/etc")
        os.unlink(folder + "/short.csv")
        r = run("init", "--yes", "--out", folder + "/etc", env=clocked())
        check(f"what is missing is said: {r.stderr}", r.returncode == 64 and "--company" in r.stderr)
        check("well", run(*init_words(folder), env=clocked()).returncode == 0)
        path, before = os.path.join(folder, "etc/leadclerk.yaml"), read(os.path.join(folder, "etc/leadclerk.yaml"))
        r = run(*init_words(folder, "--quota", "7"), env=clocked())
        check(f"what is there stays: {r.stderr}", r.returncode == 73 and "--replace" in r.stderr and read(path) == before)
        r = run(*init_words(folder, "--quota", "7", "--replace"), env=clocked())
        check("unless told", r.returncode == 0 and "quota: 7" in read(path) and read(path + ".before-2026-09-21") == before)
        shutil.copy(os.path.join(TOP, "etc/leadclerk.yaml"), path)
        with open(path, encoding="utf-8") as f:
            sample = f.read().replace("store: clerk.db ", "store: /var/lib/leadclerk/clerk.db ")
        with open(path, "w", encoding="utf-8") as f:
            f.write(sample)
        r = run(*init_words(folder), env=clocked())
        check(f"the package's sample gives way: {r.stderr}", r.returncode == 0 and read(path) == before)


def test_init_means():
    """What people write who have never read a manual: a host for a url, a name and an address in whatever signs, a day as it is spoken."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "in"))
        for said, meant in (("李总监,li@corp.test", "李总监"), ("李总监，li@corp.test", "李总监"), ("李总监（li@corp.test）", "李总监"), ("李总监 <li@corp.test>", "李总监"), ("李总监：li@corp.test", "李总监"),
                            ("李总监li@corp.test", "李总监"), ("李 总 监 li@corp.test。", "李 总 监"), ("Li Wei li@corp.test", "Li Wei"), ("Li, Wei <li@corp.test>", "Li, Wei")):
            r = run(*init_words(folder, "--director", said, "--replace"), env=clocked())
            config = run("-c", os.path.join(folder, "etc/leadclerk.yaml"), "config").stdout
            check(f"{said}: {r.stderr}", r.returncode == 0 and f'name: "{meant}"' in config and '"li@corp.test"' in config)
        for said, meant, address in (("O'Brien=o'brien@corp.test", "O'Brien", "o'brien@corp.test"), ("李总监-li@corp.test", "李总监", "li@corp.test"), ("李总监/li@corp.test.", "李总监", "li@corp.test"),
                                     ("'Li Wei' li@corp.test", "Li Wei", "li@corp.test"), ("李 x_-li.wei+a@corp.test", "李", "x_-li.wei+a@corp.test")):
            r = run(*init_words(folder, "--director", said, "--replace"), env=clocked())
            config = run("-c", os.path.join(folder, "etc/leadclerk.yaml"), "config").stdout
            check(f"{said}: {r.stderr} {config}", r.returncode == 0 and f'name: "{meant}"' in config and f'"{address}"' in config)
        r = run(*init_words(folder, "--director", "李总监 li@corp.test，钱总监 qian@corp.test", "--replace"), env=clocked())
        check(f"two people are not one: {r.stderr}", r.returncode == 64)
        for said, meant in (("2026年9月28日", "2026-09-28"), ("2026-9-28", "2026-09-28"), ("2026/9/28", "2026-09-28")):
            r = run(*init_words(folder, "--since", said, "--replace"), env=clocked())
            check(f"{said}: {r.stderr}", r.returncode == 0 and f"since: {meant}" in run("-c", os.path.join(folder, "etc/leadclerk.yaml"), "config").stdout)
            check(f"{said}: nothing of it is over", "从" not in r.stdout and "is over" not in r.stdout)
        for day, over in (("2026-09-21", True), ("2026-09-14", True), ("2026-09-22", False)):
            r = run(*init_words(folder, "--since", day, "--language", "en", "--replace"), env=clocked())
            check(f"since {day}: what is over is owed, and that is said: {r.stdout}", r.returncode == 0 and ("entered as missed" in r.stdout) == over)
        for words, imap, smtp in ((("imap.corp.test", "smtp.corp.test"), "imaps://imap.corp.test:993", "smtps://smtp.corp.test:465"),
                                  (("mail.corp.test:143", "mail.corp.test:587"), "imap://mail.corp.test:143", "smtp://mail.corp.test:587"),
                                  (("10.0.0.9", "10.0.0.9：465"), "imaps://10.0.0.9:993", "smtps://10.0.0.9:465")):
            r = run(*init_words(folder, "--imap", words[0], "--smtp", words[1], "--replace", "--password-stdin"), env=clocked(), input="x\n")
            text = read(os.path.join(folder, "etc/leadclerk.yaml"))
            check(f"{words}: {r.stderr}", f'url: "{imap}"' in text and f'url: "{smtp}"' in text)


def test_init_roles():
    """A roster that says nobody's role takes all for reps; who is then named as a leader owes no lists."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "in"))
        with open(os.path.join(folder, "r.csv"), "wb") as f:
            f.write("姓名,邮箱\r\n王总,gm@corp.test\r\n李总监,li@corp.test\r\n陈平娜,rep01@corp.test\r\n".encode("gbk"))
        r = run(*init_words(folder, "--roster", os.path.join(folder, "r.csv")), env=clocked())
        config = run("-c", os.path.join(folder, "etc/leadclerk.yaml"), "config").stdout
        check(f"{r.stderr} {config}", r.returncode == 0 and config.count("role: [rep]") == 1 and config.count("role: [general_manager]") == 1 and config.count("role: [director]") == 1)
        check(f"and their ids say it: {config}", re.search(r'id: "gm"\s+name: "王总"', config) and re.search(r'id: "director"\s+name: "李总监"', config))
        for said, role in (("市场总监兼业务员", "[rep, director]"), ("业务员", "[rep, director]")):
            with open(os.path.join(folder, "r.csv"), "w", encoding="utf-8") as f:
                f.write(f"姓名,邮箱,职务\n李总监,li@corp.test,{said}\n")
            r = run(*init_words(folder, "--roster", os.path.join(folder, "r.csv"), "--replace"), env=clocked())
            config = run("-c", os.path.join(folder, "etc/leadclerk.yaml"), "config").stdout
            check(f"what a roster says stays: {said}: {config}", r.returncode == 0 and f"role: {role}" in config)
        with open(os.path.join(folder, "r.csv"), "w", encoding="utf-8") as f:
            f.write("姓名,职务\n李总监,总监\n")
        for language, part in (("en", "no header row"), ("zh-CN", "前15行里没有找到")):
            r = run(*init_words(folder, "--roster", os.path.join(folder, "r.csv"), "--replace", "--language", language), env=clocked())
            check(f"a roster without addresses, {language}: {r.stderr}", r.returncode == 64 and part in r.stderr)


# ---- the conversation, at a terminal ----

class Terminal:
    def __init__(self, *words, **env):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background of a script has it ignored
            os.execve(PROGRAM, [PROGRAM, *words], {**clocked(), **env})
        self.seen, self.status = "", None

    def until(self, text, seconds=30):
        end = time.monotonic() + seconds
        while text not in self.seen and time.monotonic() < end:
            if not select.select([self.fd], [], [], 0.2)[0]:
                continue
            try:
                more = os.read(self.fd, 65536)
            except OSError:
                break
            if not more:
                break
            self.seen += more.decode("utf-8", "replace")
        good = text in self.seen
        check(f"the terminal says {text!r}: {self.seen[-600:]!r}", good)
        self.seen = self.seen.split(text, 1)[1] if good else ""

    def type(self, text):
        os.write(self.fd, text.encode() + b"\n")

    def echoes(self):
        return bool(termios.tcgetattr(self.fd)[3] & termios.ECHO)

    def end(self, seconds=60):
        end = time.monotonic() + seconds
        while True:
            if not select.select([self.fd], [], [], 0.2)[0]:
                if time.monotonic() > end:
                    check(f"it ends: {self.seen[-600:]!r}, {open(f'/proc/{self.pid}/status', encoding='ascii').read()}", False)
                    os.kill(self.pid, signal.SIGKILL)
                    break
                continue
            try:
                more = os.read(self.fd, 65536)
            except OSError:
                break
            if not more:
                break
            self.seen += more.decode("utf-8", "replace")
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_conversation():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "in"))
        roster = next(iter(rosters(folder)))
        t = Terminal("init", "--out", folder + "/etc", LC_ALL="zh_CN.UTF-8")
        for question, answer in (("公司全称", ""), ("不能空着", None), ("公司全称", "示例公司"), ("时区 [Asia/Shanghai]", "北京"), ("没有时区“北京”", None), ("时区", ""), ("邮箱地址", ""), ("不能空着", None), ("邮箱地址", "clerk"),
                                 ("“clerk”不是邮箱地址", None), ("邮箱地址", "ｃｌｅｒｋ＠corp。invalid"), ("不是邮箱地址", None), ("邮箱地址", "ｃｌｅｒｋ＠ｃｏｒｐ．ｉｎｖａｌｉｄ"), ("认不出 corp.invalid", None), ("收信服务器 [imaps://imap.corp.invalid:993]", "smtp://x"),
                                 ("收信要用 IMAP", None), ("收信服务器", f"maildir:{folder}/in"), ("发信服务器", f"maildir:{folder}/out"), ("花名册文件", folder + "/none.xlsx"), ("没有文件", None),
                                 ("花名册文件", folder + "/in/../etc-none"), ("没有文件", None), ("花名册文件", roster), ("录入5人", None), ("出故障时通知谁", ""), ("制度包", "S0 S7"), ("制度包有", None),
                                 ("制度包", "s0、Ｓ１"), ("几条客户资料", "-3"), ("不是数目", None), ("几条客户资料", "６０条"), ("几点截止", "九点"), ("不是时间", None), ("几点截止", "２２：３０"), ("一般无权罚款", None),
                                 ("乐捐几元", "１．５０元"), ("双休", "大小周"), ("写 双休、单休", None), ("双休", "大小周 2026-09-26"), ("从哪个工作日起算 [2026-09-22]", "")):
            t.until(question)
            if answer is not None:
                t.type(answer)
        t.until("一切正常")
        t.until("mode: shadow")
        check("it ends well", t.end() == 0)
        text = read(folder + "/etc/leadclerk.yaml")
        check(f"what was answered stands there: {text}", "quota: 60" in text and "donation_per_missing: 1.50" in text and 'due: "22:30"' in text and "packs: [S0, S1]" in text and "weekend: alternate 2026-09-26" in text and "user: clerk@corp.invalid" not in text and "# operator: it@example.cn" in text and "陈平娜" in text)
        t = Terminal("init", "--out", folder + "/etc", "--language", "en")
        t.until("(y/N)")
        t.type("")
        check("what is there stays", t.end() == 73 and read(folder + "/etc/leadclerk.yaml") == text)
        os.makedirs(folder + "/etc/secrets", exist_ok=True)
        with open(folder + "/etc/secrets/clerk", "w", encoding="utf-8") as f:
            f.write("first\n")
        t = Terminal("-c", folder + "/etc/second.yaml", "init", LC_ALL="C.UTF-8")
        t.until("secrets/clerk, of another configuration")
        check(f"another office's password stays: {t.seen}", t.end() == 73 and read(folder + "/etc/secrets/clerk") == "first\n" and not os.path.exists(folder + "/etc/second.yaml"))


def test_interrupted():
    """Ctrl-C and the end of the input, at each question and at the hidden one: nothing is written, and the terminal echoes again."""
    with tempfile.TemporaryDirectory() as folder:
        for key in "\x03", "\x04":
            t = Terminal("init", "--out", folder + "/etc", "--company", "x", "--zone", "Asia/Shanghai", "--mailbox", "clerk@qq.com")
            t.until("QQ 邮箱")
            t.until("not shown")
            wait_for(lambda: not t.echoes())
            check("a secret is not shown", not t.echoes())
            os.write(t.fd, b"geheim\x7f")
            os.write(t.fd, key.encode() if key == "\x03" else b"\x7f" * 9 + key.encode())
            t.until("nothing was written")
            check("the secret was never shown", "geheim" not in t.seen)
            check("64", t.end() == 64)
        t = Terminal("init", "--out", folder + "/etc", "--company", "x")
        t.until("Time zone")
        os.write(t.fd, b"\x03")
        check("a signal ends it", t.end() == -signal.SIGINT)
        check(f"nothing is written: {tree(folder)}", tree(folder) == {})


# ---- against servers ----

def env_of(path):
    with open(path, encoding="utf-8") as f:
        return dict(line.split("=", 1) for line in f.read().split("\n") if "=" in line)


class Servers:
    """A private Dovecot and a server that takes letters, both on loopback."""

    def __init__(self, folder):
        self.folder = folder
        subprocess.run(["sh", os.path.join(TOP, "tests/servers/dovecot.sh"), "start", folder + "/dovecot", "clerk@corp.test:geheim#1", "li@corp.test:lis"], check=True, timeout=60,
                       stdout=subprocess.DEVNULL)
        subprocess.run(["/usr/bin/python3", os.path.join(TOP, "tests/servers/smtp_sink.py"), folder + "/sink", "--auth", "clerk@corp.test:geheim#1", "--background"], check=True, timeout=60)
        self.imap, self.smtp = env_of(folder + "/dovecot/env")["IMAP_PORT"].strip(), env_of(folder + "/sink/env")["SMTP_PORT"].strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["sh", os.path.join(TOP, "tests/servers/dovecot.sh"), "stop", self.folder + "/dovecot"], timeout=60)
        with open(self.folder + "/sink/pid", encoding="utf-8") as f:
            os.kill(int(f.read()), signal.SIGTERM)

    def words(self, *more):
        return ["init", "--yes", "--out", self.folder + "/etc", "--language", "en", "--company", "示例公司", "--mailbox", "clerk@corp.test", "--imap", f"imap://127.0.0.1:{self.imap}",
                "--smtp", f"smtp://127.0.0.1:{self.smtp}", "--director", "李总监=li@corp.test", "--gm", "王总=gm@corp.test", *more]


def test_servers():
    """The passwords by a file and by the standard input, the director's mailbox too; doctor logs in with them. Run by root, they are the service's user's."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        with Servers(folder) as s:
            r = run(*s.words("--password-stdin"), input="geheim#1\nnot this\n", env=clocked())
            check(f"by the standard input: {r.returncode} {r.stdout} {r.stderr}", r.returncode == 0 and r.stdout.count("login        ok") == 2 and "all is well" in r.stdout)
            check("the password is in its file alone", read(folder + "/etc/secrets/clerk") == "geheim#1\n" and "geheim" not in read(folder + "/etc/leadclerk.yaml") + r.stdout)
            modes = tree(folder + "/etc")
            check(f"modes: {modes}", modes["secrets/clerk"] == "0o600" and modes["leadclerk.yaml"] == "0o640" and os.stat(folder + "/etc/secrets").st_mode & 0o777 == 0o700)
            shutil.rmtree(folder + "/etc")
            for name, text in (("pw", "geheim#1\n"), ("li", "lis\n"), ("bad", "falsch\n")):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                    f.write(text)
            r = run(*s.words("--password-file", folder + "/bad"), env=clocked())
            check(f"a login that is refused is told, with what to do: {r.returncode} {r.stdout}", r.returncode == 77 and "FAULT" in r.stdout and "授权码" in r.stdout and "leadclerk doctor" in r.stdout)
            service = 65534
            if os.geteuid() == 0:
                shutil.rmtree(folder + "/etc")
                os.mkdir(folder + "/etc")
                os.chown(folder + "/etc", service, service)
            r = run(*s.words("--password-file", folder + "/pw", "--director-password-file", folder + "/li", "--replace"), env=clocked())
            check(f"both mailboxes: {r.returncode} {r.stdout} {r.stderr}", r.returncode == 0 and r.stdout.count("login        ok") == 3 and "mailbox director" in r.stdout)
            if os.geteuid() == 0:
                whose = {n: (os.stat(f"{folder}/etc/{n}").st_uid, os.stat(f"{folder}/etc/{n}").st_gid) for n in ("secrets", "secrets/clerk", "secrets/director", "leadclerk.yaml")}
                check(f"whose they are: {whose}", whose == {"secrets": (service, service), "secrets/clerk": (service, service), "secrets/director": (service, service), "leadclerk.yaml": (0, service)})
            r = run("-c", folder + "/etc/leadclerk.yaml", "once")
            check(f"once: {r.stderr}", r.returncode == 0)
            r = run("-c", folder + "/etc/leadclerk.yaml", "status")
            check(f"status says since when it is on trial: {r.stdout}", "SHADOW  since" in r.stdout)


def wait_for(what, seconds=10):
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.02)


def main():
    test_help()
    test_staff()
    test_staff_refused()
    test_calendar()
    test_init_options()
    test_init_refuses()
    test_init_means()
    test_init_roles()
    test_conversation()
    test_interrupted()
    test_servers()
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
