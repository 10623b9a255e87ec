#!/usr/bin/python3
"""Weeks of chance: three reps' lists, some of which turn up late, and what people answer to the letters that they have by then, late as well.

usage: tests/scenes/run_weeks.py [--keep] [--first SEED] [--count N] [--late] [-l PROGRAM]

Nobody knows beforehand what such a week comes to. It must come to the same, in sums, states, duties and rows, when it is replayed once more, when a
new store sees everything in order and in time, and when it is rebuilt; and `verify` must find its chain whole (run.py's check_always). Without --late
every mail is seen when it arrives. The story of a week that fails is printed. Closes with "N passed, N failed".
"""
import argparse
import datetime as dt
import heapq
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import run  # noqa: E402

REPS = ["rep01", "rep02", "rep03"]
FIRST, LAST = 13, 18  # of September 2026, whose 14th is a Monday
HOURS = [0, 1, 5, 8, 9, 10, 11, 14, 16, 19, 23]
ANSWERED = ("penalty", "confirm", "digest", "ask", "told")
# Seeds, as `make test` plays them. 110 differs, for what a rebuilt store cannot know: what was upheld was of a sum that a late mail had made, and was another before.
PLAIN, LATE = range(1, 4), range(100, 106)
CALLS = {"kind": "calls", "title": "每日陌拜", "clause": "试行办法 第三条", "quota": 3, "counts": "visit", "donation_per_missing": 3.5, "entry": "calls_missed"}


def moment(day, hour, minute=0):
    return dt.datetime(2026, 9, day, hour, minute, tzinfo=run.ZONE)


def stamp(t):
    return t.strftime("%Y-%m-%d %H:%M")


def policy(rng):
    p = {"lead_list": {"quota": 20}, "digest": rng.choice(["08:30", "off"]), "quiet_hours": rng.choice([["22:45", "07:30"], "off"]),
         "confirm": rng.choice(["none", "none", "director"])}
    if rng.random() < .5:
        p["duties"] = [{**CALLS, "due": rng.choice(["02:00", "18:00"])}]
    if rng.random() < .5:
        p["prospects"] = {"quota": 1, "reminders": []}
    return p


def some_list(rng, rep, day, late):
    """Companies of few series, so that reps meet; five of each list are nobody else's."""
    first, count, series = rng.randint(1, 25), rng.choice([20, 20, 15, 8]), rng.choice("ABCDE")
    at = moment(day, rng.randint(17, 22), rng.randint(0, 59))
    e = {"at": stamp(at), "from": rep, "rows": [f"lead {series}{first}-{series}{first + count - 6}", "lead 5"] if rng.random() < .6 else f"lead {count}"}
    if late and rng.random() < .3:
        e["seen"] = stamp(at + dt.timedelta(hours=rng.randint(3, 40)))
    return e


def some_command(rng, at, ledger):
    texts = [f"处罚 陈平娜 遗失合同 HT-{rng.randint(1, 99):04d}"]
    if ledger:
        texts += [f"免除 {rng.choice(ledger)['entry']} 情况属实"] * 2
    return {"at": stamp(at), "from": rng.choice(["director", "gm"]), "to": ["clerk@corp.test"], "cc": [], "subject": "指令", "shape": "none", "text": rng.choice(texts)}


def some_answer(rng, at, letters):
    """To a letter that its reader has, mostly one of the last; of several items to one, or to all."""
    there = [x for x in letters if x["kind"] in ANSWERED and run.moment(x["due"][:16].replace("T", " ")) <= at]
    if not there:
        return None
    x = rng.choice(there[-8:] if rng.random() < .7 else there)
    items = len(set(re.findall(r"第(\d+)项", x["text"]))) or 1
    item = rng.randint(1, items)
    text = rng.choice({"penalty": ["申诉 昨天停电", "已缴", "申诉 网络故障"], "confirm": ["同意", "不同意 情况特殊"], "digest": [f"免除 {item} 情况属实", "已阅"],
                       "ask": ["免除 情况属实", "维持", "同意", "收到", "不同意"], "told": ["撤回"]}[x["kind"]])
    numbered = items > 1 and rng.random() > .3 and x["kind"] not in ("digest", "told")
    token = re.search(r"\[(\w{4}-\w{4})\]", x["subject"])
    return token and {"at": stamp(at), "from": x["staff"], "reply": x["kind"], "about": token.group(1), "text": f"{item}{text}" if numbered else text}


class Week(run.Play):
    def __init__(self, seed, late, program, folder):
        self.rng, self.late, self.story, self.waiting = random.Random(seed), late, [], []
        super().__init__({"scene": f"week {seed}", "reps": REPS, "policy": policy(self.rng), "events": []}, program, folder)

    def put(self, at, event):
        heapq.heappush(self.waiting, (at, len(self.waiting) + len(self.story) * 1000, event))

    def play(self):
        for day in range(FIRST, LAST):
            for rep in REPS:
                if self.rng.random() > .25:
                    e = some_list(self.rng, rep, day, self.late)
                    self.put(run.moment(e.get("seen", e["at"])), e)
        for _ in range(self.rng.randint(8, 20)):
            self.put(moment(self.rng.randint(FIRST + 1, LAST), self.rng.choice(HOURS), self.rng.randint(0, 59)), None)
        while self.waiting:
            at, _, event = heapq.heappop(self.waiting)
            self.happen(at, event)
        self.replay(moment(LAST, 23, 50))
        self.scene["events"] = self.story
        self.check_always()

    def happen(self, at, event):
        if event is None or ("seen" in event and (self.now is None or at > self.now)):
            self.replay(at if event else at - dt.timedelta(seconds=1))
        e = event or (some_command(self.rng, at, self.table("ledger")) if self.rng.random() < .15 else some_answer(self.rng, at, self.letters()))
        if not e:
            return
        seen = at + dt.timedelta(hours=self.rng.choice([1, 2, 5, 20]), minutes=self.rng.randint(0, 59))
        if not event and self.late and self.rng.random() < .3 and seen < moment(LAST, 23):
            self.put(seen, {**e, "seen": stamp(seen)})
            return
        self.story.append({"name": f"m{len(self.story) + 1}", **e})
        self.drop(self.story[-1])


def play_one(seed, late, args):
    folder = tempfile.mkdtemp(prefix="lc-week-")
    week = Week(seed, late, os.path.abspath(args.program), folder)
    try:
        week.play()
    except (run.Fault, subprocess.TimeoutExpired) as fault:
        week.faults.append(str(fault))
    print(f"{'FAIL' if week.faults else 'ok  '} week {seed}{', late' if late else ''}" + (f"   {folder}" if args.keep else ""), flush=True)
    if week.faults:
        print(f"    {week.scene['policy']}")
    for text in week.faults + ([str(e) for e in week.story] if week.faults else []):
        print("    " + text.replace("\n", "\n    "))
    if not args.keep:
        shutil.rmtree(folder, ignore_errors=True)
    return not week.faults


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-l", "--program", default=os.path.join(run.HERE, "..", "..", "build", "leadclerk"))
    ap.add_argument("--keep", action="store_true")
    ap.add_argument("--first", type=int)
    ap.add_argument("--count", type=int, default=1)
    ap.add_argument("--late", action="store_true")
    args = ap.parse_args()
    weeks = [(seed, False) for seed in PLAIN] + [(seed, True) for seed in LATE]
    if args.first is not None:
        weeks = [(seed, args.late) for seed in range(args.first, args.first + args.count)]
    results = [play_one(seed, late, args) for seed, late in weeks]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
