#!/usr/bin/python3
"""make.py PROGRAM VERSION: lives the same nine days with an older leadclerk, and writes its store (letters' bytes cut short) here as vVERSION.sql, its ledger, leads
and mails as vVERSION.*.csv. The stores of versions 1, 2 and 3 were made by the last commits that had them: ac79d9d, 5a71ac9, 4cb5a66.

When the schema gets a version N + 1: build the last commit of version N, and run this with it; tests/crash/migrate.py and
tests/unit/test_migrate.c take whatever lies here.
"""
import datetime, os, shutil, sqlite3, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ZONE = datetime.timezone(datetime.timedelta(hours=8))
OFFICE = """\
office: {company: 东莞市示例网络科技有限公司, since: 2026-09-14, calendars: [days.csv]}
mode: live
mailboxes: [{name: director, url: "maildir:box", folders: [INBOX]}]
submission: {url: "maildir:out", from: clerk@corp.test}
store: clerk.db
staff:
  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}
  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}
  - {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}
  - {id: rep02, name: 黄小明, role: rep, mail: [rep02@corp.test]}
policies: [{effective: 2026-01-01, packs: [S0], lead_list: {quota: 10}, prospects: {quota: 1, extra_leads: 2, visits: 2}}]
"""
COLUMNS = "公司全称,法人代表,联系电话,主营业务,注册资金,网络情况,有无网站,开发价值\r\n"
TABLES = ("ledger", "leads", "mails")
# name, arrival, sender, Cc, companies: what is there at the first replay; and what turns up after it.
FIRST = [("a1", "2026-09-13 20:00", "rep01", "gm", range(1, 11)), ("a2", "2026-09-13 21:00", "rep02", "gm", range(8, 20)),
         ("a3", "2026-09-14 20:00", "rep01", "", range(30, 42)), ("a4", "2026-09-15 20:00", "rep01", "gm", range(50, 57)),
         ("a5", "2026-09-16 20:00", "rep02", "gm", range(60, 72))]
LATER = [("b1", "2026-09-13 19:00", "rep02", "gm", range(1, 4)), ("b2", "2026-09-15 21:00", "rep01", "gm", range(57, 62))]
SLIPS_SINCE = 9  # the version
SLIP = "Subject: 价格备案\r\nMessage-ID: <c1@corp.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" \
       "客户名称：东莞市第001号五金有限公司\r\n产品：光纤专线\r\n标准价：6000元\r\n报价：4500元\r\n原因：老客户续约\r\n"
ENDS = ("2026-09-18T12:00:00+08:00", "2026-09-22T12:00:00+08:00")


def arrived(path, arrival):
    """When the mail in that file came: a moment of the office's zone."""
    at = datetime.datetime.fromisoformat(arrival).replace(tzinfo=ZONE).timestamp()
    os.utime(path, (at, at))


def deliver(folder, name, arrival, sender, cc, companies):
    rows = "".join(f"东莞市第{n:03d}号五金有限公司,张伟,139{n:08d},五金,100万,无,有,高\r\n" for n in companies)
    path = os.path.join(folder, "box", "new", name)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(f"From: {sender}@corp.test\r\nTo: director@corp.test\r\n" + (f"Cc: {cc}@corp.test\r\n" if cc else "") + f"Subject: list {name}\r\n"
                f"Message-ID: <{name}@corp.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/csv; charset=utf-8; name=list.csv\r\n"
                f"Content-Transfer-Encoding: 8bit\r\nContent-Disposition: attachment; filename=list.csv\r\n\r\n{COLUMNS}{rows}")
    arrived(path, arrival)


def deliver_slip(folder):
    path = os.path.join(folder, "box", "new", "c1")
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write("From: rep01@corp.test\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\n" + SLIP)
    arrived(path, "2026-09-16 10:00")


def lay_out(folder):
    """The office, without its mails."""
    for box in ("box", "out"):
        for sub in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(folder, box, sub))
    for name, text in (("office.yaml", OFFICE), ("days.csv", "date,kind\n2026-09-25,off\n")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)


def run(program, folder, *words, env=None):
    return subprocess.run([program, "-c", "office.yaml", *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False, env=env)


def live(program, folder, version):
    lay_out(folder)
    if version >= SLIPS_SINCE:
        deliver_slip(folder)
    for mails, until in zip((FIRST, LATER), ENDS):
        for mail in mails:
            deliver(folder, *mail)
        r = run(program, folder, "replay", "--until", until)
        if r.returncode:
            sys.exit(r.stderr)


def main():
    program, version = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    folder = tempfile.mkdtemp(prefix="leadclerk-store-")
    live(program, folder, version)
    for name in TABLES:
        with open(os.path.join(HERE, f"v{version}.{name}.csv"), "w", encoding="utf-8", newline="") as f:
            f.write(run(program, folder, name, "--csv").stdout)
    with sqlite3.connect(os.path.join(folder, "clerk.db")) as db, open(os.path.join(HERE, f"v{version}.sql"), "w", encoding="utf-8") as f:
        if db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0] != str(version):
            sys.exit(f"that program's schema is not of version {version}")
        db.execute("UPDATE letter_body SET bytes = substr(bytes, 1, 100)")  # they left long ago, and are most of it
        f.write("\n".join(db.iterdump()) + "\n")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
