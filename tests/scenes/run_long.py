#!/usr/bin/python3
"""Mails of one piece repeated up to what is kept of a mail's words: answers to letters, commands, questions, lists. The clerk takes each in a time linear in its size, for
while it reads one no other mail is taken. Where one costs more than ENOUGH seconds of processor, another of an eighth costs no less than a STEEP-th.

usage: tests/scenes/run_long.py [PROGRAM [WORD...]]      only the cases with one of the WORDs. Closes with "N passed, N failed".
"""
import email
import email.policy
import glob
import os
import resource
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk")))
WORDS = sys.argv[2:]
SIZE = 250_000     # bytes: about MAIL_MAX_TEXT of values/mail.h
ENOUGH = 2         # seconds
STEEP = 20         # linear: 8; quadratic: 64
PATIENCE = 200     # seconds
NOON, LATER = 1789358400, 1789360200   # 2026-09-13 23:59, 2026-09-14 12:00 and 12:30, +08:00

OFFICE = """
office: {company: 示例公司, since: 2026-09-14, calendars: [days.csv], area_code: "0769"}
mode: live
mailboxes: [{name: box, url: "maildir:box", folders: [INBOX]}]
submission: {url: "maildir:out", from: clerk@corp.test}
store: clerk.db
staff:
  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}
  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}
  - {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}
policies: [{effective: 2026-01-01, packs: [S0], quiet_hours: "off", lead_list: {quota: 1, reminders: []}, prospects: {quota: 0, reminders: []}}]
"""
ENTRY = "lead_shortfall.rep01.2026-09-14.1"
# From whom, in answer to whose letter, under which subject, which words first; pieces.
CASES = {
    "appeal": ("rep01", "rep01", "Re:", "申诉 ", ["a", "138", "a.b.", "a.b.c.d ", "情况属实。", "\n", ENTRY + " "]),
    "paid": ("rep01", "rep01", "Re:", "已缴 ", ["1", "100元", "(", "a-"]),
    "quoted": ("rep01", "rep01", "Re:", "申诉 x\n\n-----原始邮件-----\n发件人: a\n\n", ["编号 " + ENTRY + " ", "1. 编号：" + ENTRY + " = 2.00元\n", "> "]),
    "waiver": ("director", "director", "Re:", "", ["a", "免除 ", "1免除 ", "1同意 3不同意 太低 5-8同意 ", "ﷺ", "李总您好：", "，", "[强]"]),
    "command": ("director", None, "处罚", "处罚 陈平娜 ", ["a", "遗失合同 ", "处罚 陈平娜 遗失合同\n", "9"]),
    "question": ("director", None, "x", "", ["查 ", "客户 a\n", "为什么 " + ENTRY + "\n", "谁没交\n"]),
    "typed": ("rep01", None, "意向客户", "1、甲乙丙丁公司 张三 13800138000\n", ["a", "公司", "138", "1、", "张三 13800138000\n", "|", ","]),
}


def replay(folder, until):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    when = subprocess.run(["date", "-u", "-d", f"@{until}", "+%Y-%m-%dT%H:%M:%SZ"], capture_output=True, text=True, check=True).stdout.strip()
    r = subprocess.run([PROGRAM, "-c", os.path.join(folder, "office.yaml"), "replay", "--no-pictures", "--until", when], capture_output=True, timeout=PATIENCE)
    assert r.returncode == 0, r.stderr.decode("utf-8", "replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def office(folder):
    """A list was missed: who sent which letter to whom, by its Message-ID."""
    for part in ("cur", "new", "tmp"):
        os.makedirs(os.path.join(folder, "box", part))
    for name, text in (("office.yaml", OFFICE), ("days.csv", "date,kind\n2026-01-01,off\n")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)
    replay(folder, NOON)
    letters = {}
    for path in sorted(glob.glob(os.path.join(folder, "out/new/*"))):
        with open(path, "rb") as f:
            m = email.message_from_binary_file(f, policy=email.policy.default)
        letters.setdefault(m["To"].addresses[0].username, m["Message-ID"])
    return letters


def takes(start, letters, case, piece, size):
    """Seconds of processor."""
    sender, answers, subject, first, _ = CASES[case]
    text = first + piece * (size // len(piece.encode()) + 1)
    head = f"In-Reply-To: {letters[answers]}\n" if answers else ""
    with tempfile.TemporaryDirectory(prefix="leadclerk-long-") as top:
        folder = os.path.join(top, "office")
        shutil.copytree(start, folder)
        path = os.path.join(folder, "box/new/1.test")
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(f"From: {sender}@corp.test\nTo: {'clerk' if sender == 'director' else 'director'}@corp.test\nCc: gm@corp.test\nSubject: {subject}\n{head}Message-ID: <1@test>\n"
                    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text)
        os.utime(path, (LATER - 60, LATER - 60))
        return replay(folder, LATER)


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="leadclerk-long-") as top:
        start = os.path.join(top, "office")
        os.makedirs(start)
        letters = office(start)
        for case, piece in ((c, p) for c in CASES for p in CASES[c][4]):
            if WORDS and not any(w in case for w in WORDS):
                continue
            long = takes(start, letters, case, piece, SIZE)
            short = takes(start, letters, case, piece, SIZE // 8) if long > ENOUGH else long
            good = long <= STEEP * short
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"FAILED {case} {piece!r}: {SIZE} bytes take {long:.1f} s, an eighth takes {short:.2f} s")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
