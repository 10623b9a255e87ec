#!/usr/bin/python3
"""Weeks of chance: three reps' lists, some of which turn up late, and what people answer to the letters that they have by then, late as well.

usage: tests/scenes/run_weeks.py [--keep] [--first SEED] [--count N] [--late] [--wide] [-l PROGRAM]

Nobody knows beforehand what such a week comes to. It must come to the same, in sums, states, duties and rows, when it is replayed once more, when a
new store sees everything in order and in time, and when it is rebuilt; and `verify` must find its chain whole (run.py's check_always). Without --late
every mail is seen when it arrives. --wide: nine days in which make-up cases close, two directors and a deputy, prospects and visits, held mails and copies, commands of all sorts,
and a configuration that changes, mostly for a while. The story of a week that fails is printed. Closes with "N passed, N failed".
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
# Seeds, as `make test` plays them. LATE 110 differs, for what a rebuilt store cannot know: what was upheld was of a sum that a late mail had made, and was another before.
PLAIN, LATE, WIDE, WIDE_LATE = range(1, 4), range(100, 106), range(2000, 2002), range(3000, 3002)
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


NARROW = {"penalty": ["申诉 昨天停电", "已缴", "申诉 网络故障"], "confirm": ["同意", "不同意 情况特殊"], "digest": ["免除 {} 情况属实", "已阅"],
          "ask": ["免除 情况属实", "维持", "同意", "收到", "不同意"], "told": ["撤回"]}


def some_answer(rng, at, letters, said=NARROW):
    """To a letter that its reader has, mostly one of the last; of several items to one, or to all."""
    there = [x for x in letters if x["kind"] in said and run.moment(x["due"][:16].replace("T", " ")) <= at]
    if not there:
        return None
    x = rng.choice(there[-8:] if rng.random() < .7 else there)
    items = len(set(re.findall(r"第(\d+)项", x["text"]))) or 1
    item = rng.randint(1, items)
    words = said.get("command") if any(w in x["subject"] for w in ("待确认", "请批示")) else None
    text = rng.choice(words or said[x["kind"]]).format(item)
    numbered = items > 1 and rng.random() > .3 and x["kind"] not in ("digest", "told", "return")
    token = re.search(r"\[(\w{4}-\w{4})\]", x["subject"])
    return token and {"at": stamp(at), "from": x["staff"], "reply": x["kind"], "about": token.group(1), "text": f"{item}{text}" if numbered else text}


class Week(run.Play):
    last = LAST

    def __init__(self, seed, late, program, folder):
        self.rng, self.late, self.story, self.waiting = random.Random(seed), late, [], []
        super().__init__({"scene": f"week {seed}", "reps": REPS, "policy": policy(self.rng), "events": []}, program, folder)

    def put(self, at, event):
        heapq.heappush(self.waiting, (at, len(self.waiting) + len(self.story) * 1000, event))

    def a_list(self, rep, day):
        return some_list(self.rng, rep, day, self.late)

    def something(self, at):
        return some_command(self.rng, at, self.table("ledger")) if self.rng.random() < .15 else some_answer(self.rng, at, self.letters())

    def beside(self):
        """What else happens, whatever people write."""

    def play(self):
        for day in range(FIRST, self.last):
            for rep in REPS:
                if self.rng.random() > .25:
                    e = self.a_list(rep, day)
                    self.put(run.moment(e.get("seen", e["at"])), e)
        for _ in range(self.rng.randint(8, 20) * (self.last - FIRST) // (LAST - FIRST)):
            self.put(moment(self.rng.randint(FIRST + 1, self.last), self.rng.choice(HOURS), self.rng.randint(0, 59)), None)
        self.beside()
        while self.waiting:
            at, _, event = heapq.heappop(self.waiting)
            self.happen(at, event)
        self.replay(moment(self.last, 23, 50))
        self.scene["events"] = self.story
        self.check_always()

    def reconfigure(self, at, event):
        self.replay(at)
        self.config = run.merged(self.config, event["config"])
        self.write_config()
        self.replay(at)
        self.story.append(event)

    def happen(self, at, event):
        if event and "config" in event:
            return self.reconfigure(at, event)
        if event is None or ("seen" in event and (self.now is None or at > self.now)):
            self.replay(at if event else at - dt.timedelta(seconds=1))
        e = event or self.something(at)
        if not e:
            return None
        seen = at + dt.timedelta(hours=self.rng.choice([1, 2, 5, 20]), minutes=self.rng.randint(0, 59))
        if not event and self.late and self.rng.random() < .3 and seen < moment(self.last, 23):
            return self.put(seen, {**e, "seen": stamp(seen)})
        self.story.append({"name": f"m{len(self.story) + 1}", **e})
        return self.drop(self.story[-1])


NAMES = {"rep01": "陈平娜", "rep02": "张志远", "rep03": "刘晓东"}
OTHERS = [{"id": "dir2", "name": "赵总监", "role": "director"}, {"id": "dep", "name": "钱副经理", "role": "deputy"}]
BROAD = {"penalty": ["申诉 昨天停电", "已缴", "申诉 网络故障", "撤回"], "confirm": ["同意", "不同意 情况特殊", "撤回"], "digest": ["免除 {} 情况属实", "已阅", "撤回"],
         "ask": ["免除 情况属实", "维持", "收到", "收到", "不同意", "撤回"], "told": ["撤回"], "return": ["补充抄送"], "command": ["同意", "同意", "同意", "取消", "撤回"]}


class Wide(Week):
    """More people, who do more, for longer."""
    last, said = 22, BROAD

    def __init__(self, seed, late, program, folder):
        super().__init__(seed, late, program, folder)
        self.scene.update(scene=f"wide week {seed}", others=OTHERS, director={"deputy": "dep"}, policy=self.wide_policy())
        if self.rng.random() < .3:
            self.scene["reps"] = ["rep01", {"id": "rep02", "since": dt.date(2026, 9, 16)}, {"id": "rep03", "until": dt.date(2026, 9, 17)}]
        self.config = self.first_config()
        self.write_config()

    def wide_policy(self):
        rng, p = self.rng, policy(self.rng)
        p["prospects"] = {"quota": rng.choice([1, 1, 2]), "extra_leads": 5, "visits": rng.choice([2, 4]), "reminders": []}
        if rng.random() < .3:
            p["protection_days"] = rng.choice([1, 2])
        if rng.random() < .2:
            p["cc_rule"] = "forward"
        if rng.random() < .3:
            p["lead_list"]["grace_minutes"] = 30
        return p

    def a_list(self, rep, day):
        rng, e = self.rng, super().a_list(rep, day)
        rows = e["rows"] if isinstance(e["rows"], list) else [e["rows"]]
        for kind, series in (("prospect", "AB"), ("visit", "CDE")):
            rows += [f"{kind} {rng.randint(1, 3)}"] * (rng.random() < .5) + [f"{kind} {rng.choice(series)}{rng.randint(1, 25)}"] * (rng.random() < .3)
        e["rows"] = rows
        if rng.random() < .12:
            e["cc"] = []
        return e

    def a_command(self, at):
        rng, ledger, who = self.rng, self.table("ledger"), self.rng.choice(REPS)
        name, day = NAMES[who], at.day + self.rng.randint(-2, 3)
        span = f"9月{day}日" + (f"至{day + 1}日" if rng.random() < .4 else "")
        texts = [f"请假 {name} {span}"] * 4 + [f"出差 {name} {span} 广州", f"移交 {name} {NAMES[rng.choice(REPS)]}", f"离职 {name} 9月{max(day, 14)}日", f"记过 {name} 迟到", f"警告 {name} 迟到"]
        texts += [f"处罚 {name} 遗失合同 HT-{rng.randint(1, 99):04d}"] * 2 + ([f"免除 {rng.choice(ledger)['entry']} 情况属实"] * 4 if ledger else [])
        text, by = rng.choice(texts), rng.choice(["director", "gm", "dir2"])
        if text.startswith("请假") and rng.random() < .4:
            text, by = text.replace(" " + name, ""), who
        return {"at": stamp(at), "from": by, "to": ["clerk@corp.test"], "cc": [], "subject": "指令", "shape": "none", "text": text}

    def something(self, at):
        if self.rng.random() < .04:
            lists = [e for e in self.story if "rows" in e]
            return {"at": stamp(at), "copy_of": self.rng.choice(lists)["name"], "folder": "Junk"} if lists else None
        return self.a_command(at) if self.rng.random() < .3 else some_answer(self.rng, at, self.letters(), self.said)

    def beside(self):
        """The configuration, as it is for a while."""
        rng, own, staff = self.rng, self.config["policies"][0], self.config["staff"]
        who, day = rng.choice(REPS), rng.randint(14, 18)
        then, again = rng.choice([
            ({"leave": [{"staff": who, "from": dt.date(2026, 9, day), "to": dt.date(2026, 9, day + 1)}]}, {"leave": []}),
            ({"policies": [run.merged(own, {"lead_list": {"quota": 12}})]}, {"policies": [own]}),
            ({"policies": [own, {**run.merged(own, {"lead_list": {"quota": 15}, "prospects": {"donation": 300.0}}), "effective": dt.date(2026, 9, day)}]}, {"policies": [own]}),
            ({"policies": [run.merged(own, {"protection_days": 1})]}, {"policies": [own]}),
            ({"staff": [{**x, "until": dt.date(2026, 9, day)} if x["id"] == who else x for x in staff]}, {"staff": staff}),
            ({"office": {"since": dt.date(2026, 9, 15)}}, {"office": {"since": dt.date(2026, 9, 14)}}),
            ({"mode": "shadow"}, {"mode": "live"})])
        at = moment(rng.randint(15, 20), rng.choice([3, 9, 12]), 30)
        self.put(at, {"at": stamp(at), "config": then})
        if "mode" in then or rng.random() < .6:
            at += dt.timedelta(hours=rng.choice([1, 20]))
            self.put(at, {"at": stamp(at), "config": again})


def play_one(seed, late, kind, args):
    folder = tempfile.mkdtemp(prefix="lc-week-")
    week = kind(seed, late, os.path.abspath(args.program), folder)
    try:
        week.play()
    except (run.Fault, subprocess.TimeoutExpired) as fault:
        week.faults.append(str(fault))
    print(f"{'FAIL' if week.faults else 'ok  '} {week.scene['scene']}{', late' if late else ''}" + (f"   {folder}" if args.keep else ""), flush=True)
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
    ap.add_argument("--wide", action="store_true")
    args = ap.parse_args()
    weeks = [(seed, late, kind) for seeds, late, kind in ((PLAIN, False, Week), (LATE, True, Week), (WIDE, False, Wide), (WIDE_LATE, True, Wide)) for seed in seeds]
    if args.first is not None:
        weeks = [(seed, args.late, Wide if args.wide else Week) for seed in range(args.first, args.first + args.count)]
    results = [play_one(seed, late, kind, args) for seed, late, kind in weeks]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
