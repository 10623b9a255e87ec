#!/usr/bin/python3
"""usage: corners.py [--leadclerk build/leadclerk] [--late] [--changed] [--zones] [--keep] SEED…

The judge and the duties once more, as short as rules.md allows and apart from oracle.py, over months that are all corners: tiny quotas,
few companies, arrivals at the very edges of windows, days and protections; policies that change in mid-week, grace, due moments in any
order, holidays and workdays at weekends, people who join, leave, are away and hand over their address, copies, held lists and their cures.
All tables are plain CSV: how tables look is genmonth.py's business. --late: some mails turn up only after a first replay. --changed: until then, and for a while after, the
office had other rules, another calendar, other leave and days of joining and leaving, and another zone; what stands at the end is by the last ones alone. --zones: in the zones of offices
elsewhere, whose clocks change in these weeks, some of them at midnight or by half an hour.
"""
import argparse
import csv
import datetime as dt
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
ZONE = ZoneInfo("Asia/Shanghai")
ZONES = ["Pacific/Auckland", "Australia/Lord_Howe", "Asia/Beirut", "Europe/Berlin", "America/Santiago", "Pacific/Chatham", "Asia/Kathmandu", "Africa/Cairo", "America/St_Johns"]
DAY, ONE = 86400, dt.timedelta(1)
KINDS = {"lead": ("客户资料.csv", ["公司全名", "法人", "电话", "主营业务", "注册资金", "网络情况", "有无网站", "开发价值"]),
         "prospects": ("意向客户.csv", ["公司全名", "联系人", "电话", "意向程度"]),
         "visit": ("陌拜.csv", ["公司名称", "拜访日期", "被访人", "电话"])}


def moment(day, h=0, m=0, s=0):
    return int(dt.datetime(day.year, day.month, day.day, h, m, s, tzinfo=ZONE).timestamp())


def parse_time(text):
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


def day_of(t):
    return dt.datetime.fromtimestamp(t, ZONE).date()


def iso(t):
    return dt.datetime.fromtimestamp(t, ZONE).isoformat()


def monday(day):
    return day - dt.timedelta(day.weekday())


def hour_minute(text):
    return tuple(int(x) for x in text.split(":"))


# ---------------------------------------------------------------- the rules

class World:
    """What rules.md makes of a list of mails: `verdicts`, and by duties() the table of duties and the ledger."""

    def __init__(self, config, days, now):
        self.config, self.days, self.now = config, dict(days), now
        self.reps = [s for s in config["staff"] if s["role"] == "rep"]
        self.until = {s["id"]: dt.date.fromisoformat(s["until"]) for s in config["staff"] if "until" in s}
        self.since = {s["id"]: dt.date.fromisoformat(s["since"]) for s in config["staff"] if "since" in s}
        self.verdicts, self.credits = [], []

    def workday(self, day):
        named = self.days.get(day.isoformat())
        return named == "work" or (named is None and day.weekday() < 5)

    def next_workday(self, day):
        day += ONE
        while not self.workday(day):
            day += ONE
        return day

    def policy(self, day):
        rule = self.config["policies"][0]
        for p in self.config["policies"]:
            if p["effective"] <= day.isoformat():
                rule = p
        return rule

    def gone(self, staff, day):
        return staff in self.until and day > self.until[staff]

    def sender(self, address, day):
        """an address handed over is its first owner's through the until day"""
        owners = [s for s in self.config["staff"] if address in s["mail"] and not self.gone(s["id"], day)]
        return min(owners, key=lambda s: self.until.get(s["id"], dt.date.max)) if owners else None

    def addressed(self, mail):
        """a director and a general manager stand in To or Cc"""
        found = [self.sender(a, day_of(mail["at"])) for a in mail["to"] + mail["cc"]]
        return {"director", "general_manager"} <= {s["role"] for s in found if s}

    def alive(self, holding, p, t):
        days = p["protection_days"]
        if holding["only_leads"] and "lead_protection_days" in p:
            days = p["lead_protection_days"]
        return not self.gone(holding["owner"], day_of(t)) and (not days or t <= holding["last"] + days * DAY)

    def judge(self, mails):
        self.holdings, self.visited = {}, set()
        seen, held, cured = set(), set(), set()
        for m in sorted(mails, key=lambda m: (m["at"], m["file"])):
            size = sum(len(rows) for _, rows in m["tables"])
            who = self.sender(m["from"], day_of(m["at"]))
            if m["number"] in seen or not who or who["role"] != "rep":
                continue
            seen.add(m["number"])
            same = (who["id"], repr(m["tables"]))
            if self.policy(day_of(m["at"]))["cc_rule"] == "hold" and not self.addressed(m):
                held.add(same)
                self.verdicts.append((m["id"], "h" * size))
            elif same in cured:  # a second cure adds nothing
                self.verdicts.append((m["id"], "r" * size))
            else:
                if same in held:
                    cured.add(same)
                self.verdicts.append((m["id"], self.judge_mail(m, who["id"])))

    def judge_mail(self, m, who):
        out = ""
        for kind, rows in m["tables"]:
            verdicts = ["c" if good and self.accept(company, kind, who, m["at"]) else "r" for company, good in rows]
            self.credits.append((who, kind, m["at"], verdicts.count("c")))
            out += "".join(verdicts)
        return out

    def accept(self, company, kind, who, t):
        h = self.holdings.get(company)
        if h and not self.alive(h, self.policy(day_of(t)), t):
            h = None
        week = (who, company, monday(day_of(t)))
        if (h and h["owner"] != who) or (h and kind == "lead") or (h and kind == "prospects" and h["registered"]) or \
           (kind == "visit" and week in self.visited):
            return False
        h = h or {"owner": who, "only_leads": True, "registered": False}
        self.holdings[company] = dict(h, last=t, only_leads=h["only_leads"] and kind == "lead", registered=h["registered"] or kind == "prospects")
        if kind == "visit":
            self.visited.add(week)
        return True

    def exempt(self, who, day, due):
        return self.gone(who, day) or (who in self.since and (day < self.since[who] or day_of(due) < self.since[who])) or \
            any(l["staff"] == who and l["from"] <= day.isoformat() <= l["to"] for l in self.config["leave"])

    def count(self, who, kind, after, upto):
        return sum(n for w, k, t, n in self.credits if w == who and k == kind and after < t <= upto)

    def series(self, who, kind, rule, extra, last):
        """every duty of a kind whose window has opened, and as many more as make-up cases ask for"""
        day, after, out = self.next_workday(dt.date.fromisoformat(self.config["office"]["since"]) - ONE), -1, []
        while after < self.now or day <= last:
            r = self.policy(day)[rule]
            due = moment(day - ONE if kind == "lead" else day, *hour_minute(r["due"])) + 59
            end, exempt = due + 60 * r.get("grace_minutes", 0), self.exempt(who, day, due)
            required, delivered = 0 if exempt else r["quota"] + extra.get(day, 0), self.count(who, kind, after, end)
            state = "exempt" if exempt else "open" if self.now <= end else "met" if delivered >= required else "missed"
            out.append({"day": day, "end": end, "required": required, "delivered": delivered, "state": state, "listed": after < self.now, "rule": r})
            after, day = end, self.next_workday(day)
        return out

    def duties(self):
        table, ledger = [], {}
        for who in (s["id"] for s in self.reps):
            extra, cases = {}, {}
            for d in self.series(who, "prospects", "prospects", {}, dt.date.min):
                table.append(self.line(who, "prospects", d))
                if d["state"] == "missed":
                    enlarged = self.next_workday(d["day"])
                    extra[enlarged] = d["rule"]["extra_leads"]
                    cases.setdefault(monday(d["day"]), []).append((d["rule"], enlarged))
            lists = self.series(who, "lead", "lead_list", extra, max(extra, default=dt.date.min))
            for d in lists:
                missing = d["rule"]["quota"] - d["delivered"]
                if d["listed"]:
                    table.append(self.line(who, "lead_list", d))
                if d["state"] == "missed" and missing > 0:
                    ledger[who, "lead_shortfall", d["day"].isoformat()] = (missing * round(d["rule"]["donation_per_missing"] * 100),
                                                                         missing * d["rule"]["pushups_per_missing"])
            for week, case in cases.items():
                self.makeup(who, week, case[0][0], [d for d in lists if d["day"] in [e for _, e in case]], table, ledger)
        return sorted(table), ledger

    @staticmethod
    def line(who, kind, d):
        return (who, kind, d["day"].isoformat(), iso(d["end"]), d["required"], d["delivered"], d["state"])

    def makeup(self, who, week, rule, lists, table, ledger):
        sunday = moment(week + 7 * ONE) - 1
        closes = max([sunday] + [d["end"] for d in lists])
        leaves = who in self.until and monday(self.until[who]) == week
        asked, made = 0 if leaves else rule["visits"], self.count(who, "visit", moment(week) - 1, sunday)
        good = made >= asked and all(d["state"] in ("met", "exempt") for d in lists)
        state = "open" if self.now <= closes else "met" if good else "missed"
        table.append((who, "makeup", week.isoformat(), iso(closes), asked, made, state))
        if state == "missed":
            ledger[who, "makeup_unfulfilled", week.isoformat()] = (round(rule["donation"] * 100), 0)


# ---------------------------------------------------------------- a month

def some_days(rng):
    days = [(f"2026-10-0{d}", "off") for d in range(1, 8)] + [("2026-10-10", "work"), ("2026-09-20", "work")]
    days += [(f"2026-09-{d}", "off") for d in (25, 26, 27)]
    if rng.random() < .5:
        days += [(d, "off") for d in rng.sample(["2026-10-16", "2026-10-19", "2026-10-23", "2026-10-26"], 2)] + [("2026-10-18", "work")]
    return days


def some_people(rng):
    first, reps = dt.date(2026, 9, 12), []
    for i in range(rng.choice([2, 3, 5])):
        rep = {"id": f"rep{i:02d}", "role": "rep", "mail": [f"rep{i:02d}@corp.test", f"r{i}@qq.com"]}
        if rng.random() < .35:
            rep["since"] = (first + ONE * rng.randrange(25)).isoformat()
        if rng.random() < .35:
            rep["until"] = max((first + ONE * rng.randrange(8, 38)).isoformat(), rep.get("since", ""))
        reps.append(rep)
    left = [r for r in reps if "until" in r]
    if left and rng.random() < .7:
        since = dt.date.fromisoformat(left[0]["until"]) + ONE * rng.choice([1, 1, 3])
        reps.insert(rng.choice([0, len(reps)]), {"id": "heir", "role": "rep", "mail": [left[0]["mail"][0]], "since": since.isoformat()})
    staff = [{"id": "director", "role": "director", "mail": ["director@corp.test"]}, {"id": "gm", "role": "general_manager", "mail": ["gm@corp.test"]}]
    if rng.random() < .3:
        staff[0]["until"] = "2026-10-08"
        staff.append({"id": "dir2", "role": "director", "mail": ["dir2@corp.test"], "since": "2026-10-05"})
    return staff + reps


def some_policies(rng):
    out = []
    for day in ["2026-01-01"] + sorted(f"2026-{m:02d}-{d:02d}" for m, d in rng.sample([(9, d) for d in range(15, 31)] + [(10, d) for d in range(1, 15)], rng.choice([0, 1, 2]))):
        p = {"effective": day, "packs": ["S0"], "cc_rule": rng.choice(["hold", "hold", "hold", "off"]), "protection_days": rng.choice([0, 0, 1, 2, 3, 5]),
             "lead_list": {"quota": rng.choice([2, 3, 5]), "due": rng.choice(["23:59", "23:59", "22:00", "20:30"]),
                           "donation_per_missing": rng.choice([2.0, 2.5, 0.33]), "pushups_per_missing": rng.choice([1, 2])},
             "prospects": {"quota": rng.choice([1, 1, 2]), "due": rng.choice(["18:00", "18:00", "17:30", "23:59"]), "extra_leads": rng.choice([1, 2, 3]),
                           "visits": rng.choice([1, 2, 3]), "donation": rng.choice([500.0, 300.0])}}
        if rng.random() < .3:
            p["lead_protection_days"] = rng.choice([1, 2, 4])
        for rule in ("lead_list", "prospects"):
            if rng.random() < .25:
                p[rule]["grace_minutes"] = rng.choice([1, 5, 30])
        out.append(p)
    return out


def some_leave(rng, reps):
    out = []
    for _ in range(rng.randrange(5)):
        first = dt.date(2026, 9, 12) + ONE * rng.randrange(35)
        out.append({"staff": rng.choice(reps)["id"], "from": first.isoformat(), "to": (first + ONE * rng.choice([0, 0, 1, 2, 4])).isoformat()})
    return out


class Month:
    def __init__(self, seed, zones=False):
        global ZONE
        rng = self.rng = random.Random(f"corners {seed}")
        zone = random.Random(f"zone {seed}").choice(ZONES) if zones else "Asia/Shanghai"
        ZONE = ZoneInfo(zone)
        self.seed, self.days = seed, some_days(rng)
        staff, policies = some_people(rng), some_policies(rng)
        self.reps = [s for s in staff if s["role"] == "rep"]
        self.until = rng.choice(["2026-10-12 18:00:59", "2026-10-18 23:59:59", "2026-10-19 00:00:00", "2026-10-21 18:01:00", "2026-10-25 23:59:59"])
        self.config = {"office": {"company": "东莞市示例网络科技有限公司", "calendars": ["days.csv"], "timezone": zone,
                                  "since": rng.choice(["2026-09-14", "2026-09-16", "2026-09-19", "2026-09-20", "2026-09-21", "2026-09-27"])},
                       "mailboxes": [{"name": "director", "url": "maildir:in", "folders": ["INBOX", "Junk"]}],
                       "submission": {"url": "maildir:out", "from": "clerk@corp.test"}, "store": "clerk.db", "staff": staff,
                       "leave": some_leave(rng, self.reps), "policies": policies}
        self.edges = [(hour_minute(p[k]["due"]), p[k].get("grace_minutes", 0)) for p in policies for k in ("lead_list", "prospects")]
        self.now, self.fresh, self.mails = parse_time(self.until), 0, []
        self.pool = [f"东莞市{n:03d}电子科技有限公司" for n in range(rng.choice([40, 120, 300]))]
        for n in range(rng.choice([60, 150, 300])):
            mail = self.another(n) if self.mails and rng.random() < .12 else self.new(n)
            if mail["at"] <= self.now:
                self.mails.append(mail)

    def some_moment(self):
        rng, x = self.rng, self.rng.random()
        day = dt.date(2026, 9, 10) + ONE * rng.randrange((day_of(self.now) - dt.date(2026, 9, 10)).days + 1)
        if x < .35:
            (h, m), grace = rng.choice(self.edges)
            return moment(day, h, m) + rng.choice([0, 58, 59, 60]) + rng.choice([0, 60 * grace])
        if x < .45:
            return moment(day) + rng.choice([-1, 0, 1])
        if x < .55 and self.mails:
            return rng.choice(self.mails)["at"] + rng.choice([1, 2, 3, 5]) * DAY + rng.choice([-1, 0, 1])
        return moment(day) + rng.randrange(DAY)

    def company(self):
        if self.rng.random() > .35:
            return self.rng.choice(self.pool)
        self.fresh += 1
        return f"深圳市{self.fresh:04d}五金制品有限公司"

    def new(self, n):
        rng = self.rng
        tables = [(kind, [(self.company(), rng.random() > .05) for _ in range(rng.choice([1, 2, 3, 4, 6]))])
                  for kind in rng.sample(sorted(KINDS), rng.choice([1, 1, 1, 2]))]
        to, cc = rng.choice([(["director@corp.test"], ["gm@corp.test"])] * 5 +
                            [(["gm@corp.test"], ["director@corp.test"]), (["director@corp.test"], []), (["gm@corp.test"], []),
                             (["dir2@corp.test"], ["gm@corp.test"]), ([], []), (["x@y.test"], ["director@corp.test", "gm@corp.test"])])
        return {"number": n, "id": f"m{n}.{self.seed}@corp.test", "at": self.some_moment(), "from": rng.choice(rng.choice(self.reps)["mail"]), "to": to, "cc": cc,
                "tables": tables, "folder": ".Junk" if rng.random() < .05 else "", "file": f"{rng.randrange(10 ** 5):05d}.{n}"}

    def another(self, n):
        """a copy of the same mail, or the same tables mailed again"""
        rng, was = self.rng, self.rng.choice(self.mails)
        mail = dict(was, file=f"{rng.randrange(10 ** 5):05d}.{n}", folder="")
        if rng.random() < .4:
            return dict(mail, at=was["at"] + rng.choice([1, 10, DAY]), folder=rng.choice(["", ".Junk"]))
        return dict(mail, at=was["at"] + rng.choice([0, 1, 60, 3600, DAY, 2 * DAY, 7 * DAY]), number=n, id=f"c{n}.{self.seed}@corp.test",
                    to=["director@corp.test", "dir2@corp.test"][:rng.choice([1, 2])], cc=["gm@corp.test"])

    def former(self, rng):
        """what the office said before"""
        config, days = dict(self.config, policies=some_policies(rng), leave=some_leave(rng, self.reps)), some_days(rng)
        config["office"] = dict(config["office"], since=rng.choice(["2026-09-10", "2026-09-14", "2026-09-17", "2026-09-28", config["office"]["since"]]),
                                timezone=rng.choice([config["office"]["timezone"]] * 3 + ZONES))
        config["staff"] = [dict(s) for s in config["staff"]]
        shared = [s["mail"][0] for s in config["staff"] if s["id"] == "heir"]
        for s in config["staff"]:
            if s["role"] == "rep" and s["mail"][0] not in shared and rng.random() < .4:
                s.pop("since", 0), s.pop("until", 0)
                if rng.random() < .5:
                    s[rng.choice(["since", "until"])] = f"2026-09-{rng.randrange(14, 31)}"
        return config, days

    # -- as files

    def write(self, folder):
        for box in ("in", "in/.Junk", "out"):
            for sub in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(folder, box, sub))
        self.write_config(folder, self.config, self.days)

    @staticmethod
    def write_config(folder, config, days):
        with open(os.path.join(folder, "days.csv"), "w", encoding="utf-8") as f:
            f.write("date,kind\n" + "".join(f"{d},{kind}\n" for d, kind in days))
        with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
            yaml.safe_dump(config, f, allow_unicode=True)

    def put(self, folder, mail):
        m = EmailMessage()
        m["From"], m["Subject"], m["Message-ID"], m["Date"] = mail["from"], "资料", f"<{mail['id']}>", "Mon, 14 Sep 2026 10:00:00 +0800"
        for name, people in (("To", mail["to"]), ("Cc", mail["cc"])):
            if people:
                m[name] = ", ".join(people)
        m.set_content("请查收")
        for kind, rows in mail["tables"]:
            m.add_attachment(table(kind, rows), maintype="application", subtype="octet-stream", filename=KINDS[kind][0])
        path = os.path.join(folder, "in", mail["folder"], "cur", mail["file"] + ":2,")
        with open(path, "wb") as f:
            f.write(m.as_bytes())
        os.utime(path, (mail["at"], mail["at"]))


def table(kind, rows):
    out = io.StringIO()
    cells = {"lead": ["张三", "", "五金", "100万", "无", "有", "高"], "prospects": ["李四", "", "A"], "visit": ["2026-09-14", "王五", ""]}[kind]
    csv.writer(out).writerows([KINDS[kind][1]] + [[c] + [x or ("13800138000" if good else "138****8000") for x in cells] for c, good in rows])
    return out.getvalue().encode("utf-8-sig")


# ---------------------------------------------------------------- comparing

class Run:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __call__(self, *args):
        done = subprocess.run([self.program, "-c", os.path.join(self.folder, "office.yaml"), *args], capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise SystemExit(f"{' '.join(args)}: exit {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout

    def table(self, name):
        return list(csv.DictReader(io.StringIO(self(name, "--csv"))))


def differences(run, month):
    world, out = World(month.config, month.days, month.now), []
    world.judge(month.mails)
    duties, ledger = world.duties()
    got = {(d["staff"], d["kind"], d["for_date"], d["due_at"], int(d["required"]), int(d["delivered"]), d["state"]) for d in run.table("duties")}
    out += [f"duty    {sign} {d}" for sign, ds in (("-", set(duties) - got), ("+", got - set(duties))) for d in sorted(ds)]
    net = {}
    for e in run.table("ledger"):
        fen, pushups = net.get((e["staff"], e["kind"], e["for_date"]), (0, 0))
        net[e["staff"], e["kind"], e["for_date"]] = fen + round(float(e["donation"]) * 100), pushups + int(e["pushups"])
    net = {k: v for k, v in net.items() if v != (0, 0)}
    out += [f"entry   {k}: {net.get(k)}, by the rules {ledger.get(k)}" for k in sorted(set(net) | set(ledger)) if net.get(k) != ledger.get(k)]
    rows = {}
    for r in run.table("leads"):
        rows[r["message_id"]] = rows.get(r["message_id"], "") + r["verdict"][0]
    out += [f"rows    {mail}: {rows.get(mail, '')}, by the rules {v}" for mail, v in world.verdicts if rows.get(mail, "") != v]
    return out


def play(seed, args):
    month, folder = Month(seed, args.zones), tempfile.mkdtemp(prefix="lc-corners.")
    month.write(folder)
    run, once = Run(args.leadclerk, folder), [m["number"] for m in month.mails]
    late = [m for m in month.mails if args.late and once.count(m["number"]) == 1 and month.rng.random() < .15]
    for m in month.mails:
        if m not in late:
            month.put(folder, m)
    halves = ["2026-09-29T09:00:00+08:00", "2026-10-09T19:00:00+08:00"]
    if args.changed:
        rng = random.Random(f"changed {seed}")
        for until in rng.choice([halves, halves[:1], halves[1:]]):
            month.write_config(folder, *month.former(rng))
            run("replay", "--until", until)
    elif late:
        run("replay", "--until", month.rng.choice(halves))
    for m in late:
        month.put(folder, m)
    month.write_config(folder, month.config, month.days)
    run("replay", "--until", iso(month.now))
    found = differences(run, month)
    for line in found[:20]:
        print("  " + line)
    print(f"{'FAIL' if found else 'ok  '} corners {seed}{' late' if late else ''}{' changed' if args.changed else ''}{' ' + str(ZONE) if args.zones else ''}: {len(month.mails)} mails, {len(found)} differences{' in ' + folder if found and args.keep else ''}")
    if not (found and args.keep):
        shutil.rmtree(folder)
    return not found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-l", "--leadclerk", default=os.path.join(HERE, "..", "..", "build", "leadclerk"))
    ap.add_argument("--late", action="store_true")
    ap.add_argument("--changed", action="store_true")
    ap.add_argument("--zones", action="store_true")
    ap.add_argument("--keep", action="store_true")
    ap.add_argument("seeds", nargs="+", type=int)
    args = ap.parse_args()
    results = [play(seed, args) for seed in args.seeds]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
