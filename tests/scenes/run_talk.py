#!/usr/bin/python3
"""What people answer and write in words of their own (talk.txt): what was understood, whose money moved, and who hears what. Each line is an office of its own;
answers go through the clients of clients.py in turns, quotation, signature, charset and all.

usage: tests/scenes/run_talk.py [--keep] [--judge] [-l PROGRAM] [WORD...]      (WORD: part of a line; none: all)

A line: letter that is answered | who answers | words | what the clerk made of it | who owes what then | letters that follow. \\n is a new line, \\> a further
answer. --judge prints what comes out in that form, to be read by somebody before it is put there. Closes with "N passed, N failed".
"""
import argparse
import concurrent.futures
import datetime as dt
import os
import re
import shutil
import sys
import tempfile
from decimal import Decimal

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import clients  # noqa: E402
import run  # noqa: E402

DAY = "2026-09-14 "
OTHERS = [{"id": "hr", "name": "赵敏", "role": "gm_assistant"}, {"id": "fin", "name": "孙会计", "role": "collector"}]
FINED = {"lead_list": {"quota": 20}}


def says(at, who, text, reply=None, **more):
    """A mail to the clerk alone, or an answer."""
    way = {"reply": reply} if reply else {"to": ["clerk@corp.test"], "cc": [], "subject": "", "shape": "none"}
    return {"at": DAY + at, "from": who, "text": text, **way, **more}


# letter: reps, policy, what happened before; of which kind the letter is that is answered (None: none is, the mail goes to the clerk alone)
BEFORE = {
    "penalty": (1, FINED, [], "penalty"),
    "digest": (3, {**FINED, "digest": "08:30"}, [], "digest"),
    "digest of one": (1, {**FINED, "digest": "08:30"}, [], "digest"),
    "confirm": (3, {**FINED, "confirm": "director"}, [], "confirm"),
    "confirm of one": (1, {**FINED, "confirm": "director"}, [], "confirm"),
    "appeal": (1, FINED, [says("08:30", "rep01", "申诉 昨晚已发", "penalty")], "ask"),
    "paid": (1, FINED, [says("08:30", "rep01", "已缴 微信", "penalty")], "ask"),
    "command": (2, {"lead_list": {"quota": 0}}, [says("08:30", "director", "请假 陈平娜 9月16日")], "ask"),
    "request": (2, {"lead_list": {"quota": 0}}, [says("08:30", "rep01", "请假 9月16日 家里有事")], "ask"),
    "requested": (2, {"lead_list": {"quota": 0}}, [says("08:30", "rep01", "请假 9月16日 家里有事")], "told"),
    "receipt": (1, FINED, [{"at": DAY + "08:30", "from": "rep01", "rows": "lead 12"}], "receipt"),
    "reminder": (1, {"lead_list": {"quota": 20, "reminders": ["08:30"]}}, [], "reminder"),
    "mail": (2, {"lead_list": {"quota": 0}}, [], None),
}
ANSWERED = run.moment(DAY + "09:00")


class Line:
    def __init__(self, number, text):
        self.number, self.text = number, text
        self.context, self.who, self.words, self.made, self.owed, self.letters = [x.strip() for x in (text + "  ").split(" | ")]
        self.client = list(clients.CLIENTS)[number * 7 % len(clients.CLIENTS)]

    def said(self):
        return [w.replace("\\n", "\n") for w in self.words.split("\\>")]


def drop(play, line, n, words, at):
    kind = BEFORE[line.context][3]
    if not kind:
        play.drop({"at": at.replace(tzinfo=None), "name": f"said{n}", "from": line.who, "to": ["clerk@corp.test"], "cc": [], "subject": "", "shape": "none", "text": words})
        return
    charset = next(x for x in [*clients.CLIENTS[line.client]["charsets"], "utf-8"] if clients.can(words, x))
    data = clients.answer(line.client, words, play.letter(kind, line.who), play.address(line.who), at, f"said{n}", charset=charset)
    path = os.path.join(play.folder, "in", "new", f"{int(at.timestamp())}.{900 + n}.test")
    with open(path, "wb") as f:
        f.write(data)
    os.utime(path, (at.timestamp(), at.timestamp()))


def owed(play):
    net, state = {}, {}
    for r in play.table("ledger"):
        key = (r["staff"], r["kind"], r["for_date"])
        net[key] = net.get(key, Decimal(0)) + Decimal(r["donation"])
        if not r["reverses"]:
            state[key] = r["state"]
    return ", ".join(f"{k[0]} {v:.0f}" + (" " + state[k] if state[k] != "issued" else "") for k, v in net.items() if v) or "-"


def outcome(play, line):
    """The line's last three columns, as they came out."""
    before = {x["id"] for x in play.letters()}
    at = ANSWERED
    for n, words in enumerate(line.said()):
        drop(play, line, n, words, at)
        play.replay(at + dt.timedelta(minutes=4))
        at += dt.timedelta(minutes=5)
    made = {r["message_id"].strip("<>"): r for r in play.table("mails")}
    made = [made[f"said{n}@test"] for n in range(len(line.said()))]
    new = [x for x in play.letters() if x["id"] not in before]
    return ("; ".join(r["reason"].strip() if r["verdict"] == "answer" else r["verdict"] for r in made), owed(play),
            ", ".join(x["staff"] + " " + re.sub(r" \[[0-9A-Z-]{9}\]$", "", x["subject"]) for x in new) or "-")


def play_line(line, args):
    reps, policy, events, _ = BEFORE[line.context]
    folder = tempfile.mkdtemp(prefix="lc-talk-")
    try:
        play = run.Play({"scene": line.words, "reps": [f"rep{n + 1:02d}" for n in range(reps)], "others": OTHERS, "policy": policy, "events": []}, os.path.abspath(args.program), folder)
        for n, e in enumerate(events):
            play.replay(run.moment(e["at"]) - dt.timedelta(seconds=1))
            play.drop({"name": f"before{n}", **e})
        play.replay(ANSWERED - dt.timedelta(seconds=1))
        return outcome(play, line)
    except run.Fault as fault:
        return str(fault), "", ""
    finally:
        if not args.keep:
            shutil.rmtree(folder, ignore_errors=True)


def lines(words):
    with open(os.path.join(run.HERE, "talk.txt"), encoding="utf-8") as f:
        found = [Line(n, x.rstrip("\n")) for n, x in enumerate(f) if x.strip() and not x.startswith("#")]
    return [x for x in found if not words or any(w in x.text for w in words)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-l", "--program", default=os.path.join(run.HERE, "..", "..", "build", "leadclerk"))
    ap.add_argument("--keep", action="store_true")
    ap.add_argument("--judge", action="store_true")
    ap.add_argument("words", nargs="*")
    args = ap.parse_args()
    failed, tried = 0, lines(args.words)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for line, got in zip(tried, pool.map(lambda x: play_line(x, args), tried)):
            if args.judge:
                print(" | ".join([line.context, line.who, line.words, *got]))
            elif got != (line.made, line.owed, line.letters):
                failed += 1
                print(f"FAIL {line.number + 1} ({line.client}): {line.text}\n  is: {' | '.join(got)}")
    print(f"{len(tried) - failed} passed, {failed} failed")
    return 1 if failed or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
