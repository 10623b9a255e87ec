#!/usr/bin/python3
"""`letters --preview`: every sample letter in each form, by an office's own templates, without a store or a mailbox.

usage: tests/scenes/run_preview.py [PROGRAM]      Closes with "N passed, N failed".
"""
import email
import email.policy
import os
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk"))
OFFICE = """
office: {company: 示例公司, since: 2026-10-12, calendars: [days.csv]}
mailboxes: [{name: box, url: "maildir:in", folders: [INBOX]}]
submission: {url: "maildir:out", from: clerk@corp.test}
store: clerk.db
letters: own
staff:
  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}
  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}
policies: [{effective: 2026-01-01, packs: [S0]}]
"""
passed = failed = 0


def check(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED", what)


def preview(folder, *words, code=0):
    r = subprocess.run([PROGRAM, "-c", os.path.join(folder, "office.yaml"), "letters", "--preview", *words], capture_output=True, timeout=60)
    check(f"{words}: exit {r.returncode}: {r.stderr.decode('utf-8', 'replace')}", r.returncode == code)
    return r.stdout.decode("utf-8") if "--eml" not in words else r.stdout


def write(folder, name, text):
    os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        f.write(text)


def each(folder):
    rows = [line.split("\t") for line in preview(folder).splitlines()]
    check("there are many", len(rows) > 60)
    for kind in sorted({kind for _, kind in rows}):
        text, html, eml = preview(folder, kind), preview(folder, kind, "--html"), preview(folder, kind, "--eml")
        mail = email.message_from_bytes(eml, policy=email.policy.default)
        subject, _, body = text.partition("\n\n")
        check(f"{kind}: the text says its subject", subject.startswith("Subject: ") and subject[9:] == mail["Subject"])
        for sort, shown in ("plain", body), ("html", html):
            got = mail.get_body((sort,)).get_content()
            check(f"{kind}: its {sort} is the letter's", got.strip().splitlines() == shown.strip().splitlines())
    for name in rows[1][0], rows[-1][0]:
        check(f"one by its own name: {name}", preview(folder, name))


def main():
    with tempfile.TemporaryDirectory(prefix="leadclerk-preview-") as folder:
        write(folder, "office.yaml", OFFICE)
        write(folder, "days.csv", "date,kind\n2026-01-01,off\n")
        write(folder, "in/new/x", "From: x\n\n")
        os.makedirs(os.path.join(folder, "own"))
        each(folder)
        before = preview(folder, "reminder")
        write(folder, "own/reminder.txt", "Subject: 请交名单 {{to}}\nHeadline: 还差{{#first_reminder}}{{missing}}{{/first_reminder}}\n")
        check("the office's own letter shows", "请交名单 陈平娜" in preview(folder, "reminder") and "请交名单" not in before)
        check("another stays", "【回执】" in preview(folder, "receipt"))
        check("in English", "to go by" in preview(folder, "reminder", "--language", "en") and "请交名单" in preview(folder, "reminder", "--language", "zh-CN"))
        preview(folder, "reminder", "--language", "fr", code=64)
        preview(folder, "nothing", code=64)
        write(folder, "own/reminder.txt", "Subject: {{nobody}}\nHeadline: x\n")
        preview(folder, "reminder", code=78)
        check("nothing was written", not os.path.exists(os.path.join(folder, "clerk.db")) and not os.path.exists(os.path.join(folder, "out")))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
