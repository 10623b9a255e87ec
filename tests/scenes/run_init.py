#!/usr/bin/python3
"""The operator's beginning: `--help`, `staff import`, `calendar import`.

usage: tests/scenes/run_init.py [PROGRAM]      Closes with "N passed, N failed".
"""
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
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
    for words in ([], ["dctor", "--help"], ["--bogus"], ["status", "--bogus"], ["status", "--help", "--bogus"]):
        r = run(*words)
        check(f"{words}: to stderr, 64", r.returncode == 64 and not r.stdout and "leadclerk [-c FILE] COMMAND" in r.stderr)


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


def main():
    test_help()
    test_staff()
    test_staff_refused()
    test_calendar()
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
