"""The office of a year: its people, their days, its configuration, and what people write. Everything comes from one seed."""
import copy
import csv
import datetime as dt
import os
import random

import yaml

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ZONE = dt.timezone(dt.timedelta(hours=8))
SURNAMES = "陈张刘李王黄林吴周徐孙胡朱高何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉萍红娥玲芬燕彬丹莉荣琼波海峰宁欣怡佳豪宇轩晨浩博梓涵雨"
# Of each the least that an office with every pack needs. (id, role, deputy)
HEADS = [("gm", "general_manager", None), ("director", "director", "dep1"), ("dep1", "deputy", None), ("tech", "technical_director", None), ("sup", "supervisor", None),
         ("asst", "gm_assistant", None), ("exec", "executive_director", None), ("coll1", "collector", None), ("coll2", "collector", None), ("disp1", "dispatcher", None),
         ("disp2", "dispatcher", None), ("oc1", "order_clerk", None)]
QUOTA, EXTRA, VISITS, PROSPECTS = 3, 1, 2, 1  # small lists, so that a year stays cheap


class Office:
    def __init__(self, seed, reps, start, days):
        self.random = random.Random(f"office {seed}")
        self.start, self.end = start, start + dt.timedelta(days=days)
        self.calendar = self.read_calendar()
        self.leaves, self.staff, self.by_id, self.by_name = [], [], {}, {}
        names = set()
        for id_, role, deputy in HEADS:
            self.add(id_, role, self.name(names), deputy=deputy)
        for n in range(reps):
            since = until = None
            if self.random.random() < 0.12:
                since = self.some_day(0.1, 0.9)
            if self.random.random() < 0.1:
                until = self.some_day(0.3, 0.95)
            if since and until and until <= since:
                until = None
            self.add(f"r{n:03d}", "rep", self.name(names), since=since, until=until)
        self.claims = {}  # company -> rep whose row of it counted, of those who stay
        away = self.some_day(0.3, 0.6)
        self.leave("director", away, away + dt.timedelta(2))
        for s in self.reps():
            if self.random.random() < 0.3:
                day = self.some_day(0, 0.9)
                self.leave(s["id"], day, day + dt.timedelta(self.random.randrange(4)))
        self.static, self.hired = list(self.leaves), copy.deepcopy(self.staff)  # what the configuration says; the rest comes by mail

    def name(self, names):
        while True:
            x = self.random.choice(SURNAMES) + self.random.choice(GIVEN) + self.random.choice(GIVEN)
            if x not in names:
                names.add(x)
                return x

    def some_day(self, low, high):
        return self.start + dt.timedelta(days=int((self.end - self.start).days * self.random.uniform(low, high)))

    def add(self, id_, role, name, **more):
        s = {"id": id_, "role": role, "name": name, "mail": [f"{id_}@corp.test"], **{k: v for k, v in more.items() if v}}
        self.staff.append(s)
        self.by_id[id_] = s
        self.by_name[name] = id_

    @staticmethod
    def read_calendar():
        marks = {}
        for year in (2025, 2026):
            with open(os.path.join(TOP, "etc", "calendars", f"{year}.csv"), encoding="utf-8") as f:
                marks.update({dt.date.fromisoformat(r["date"]): r["kind"] == "work" for r in csv.DictReader(f)})
        return marks

    # -- what the model asks

    def workday(self, day):
        return self.calendar.get(day, day.weekday() < 5)

    def next_workday(self, day):
        day += dt.timedelta(1)
        while not self.workday(day):
            day += dt.timedelta(1)
        return day

    def reps(self):
        return [s for s in self.staff if s["role"] == "rep"]

    def active(self, id_, day):
        s = self.by_id[id_]
        return s.get("since", day) <= day <= s.get("until", day)

    def role(self, id_):
        return self.by_id[id_]["role"]

    def people(self, word, day):
        return [s["id"] for s in self.staff if (s["role"] == word or s["id"] == word) and self.active(s["id"], day)]

    def named(self, name):
        return self.by_name.get(name)

    def deputy(self, id_):
        return self.by_id[id_].get("deputy")

    def leave(self, id_, first, last):
        self.leaves.append((id_, first, last))

    def on_leave(self, id_, day):
        return any(s == id_ and first <= day <= last for s, first, last in self.leaves)

    def owner(self, company, at):
        return self.claims.get(company)

    def works(self, id_, day):
        return self.workday(day) and self.active(id_, day) and not self.on_leave(id_, day)

    def address(self, id_):
        return f"{self.by_id[id_]['name']} <{self.mail(id_)}>" if id_ in self.by_id else id_

    def mail(self, id_):
        return self.by_id[id_]["mail"][0]

    # -- the configuration

    def config(self, packs, forms):
        policy = {"effective": dt.date(2025, 1, 1), "packs": packs, "forms": forms, "digest": "08:30",
                  "lead_list": {"quota": QUOTA, "reminders": []}, "prospects": {"quota": PROSPECTS, "extra_leads": EXTRA, "visits": VISITS, "reminders": []},
                  "weekly_plan": {"reminders": []}, "weekly_report": {"reminders": []}}
        return {"office": {"company": "东莞市示例网络科技有限公司", "since": self.start, "calendars": [os.path.join(TOP, "etc", "calendars", f"{y}.csv") for y in (2025, 2026)]},
                "mailboxes": [{"name": "director", "url": "maildir:in", "folders": ["INBOX"]}], "submission": {"url": "maildir:out", "from": "文员 <clerk@corp.test>"},
                "store": "clerk.db", "staff": self.hired, "leave": [{"staff": s, "from": a, "to": b} for s, a, b in self.static], "policies": [policy]}

    def write(self, folder, packs, forms):
        for box in ("in", "out", "seen"):
            for part in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(folder, box, part))
        with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
            yaml.safe_dump(self.config(packs, forms), f, allow_unicode=True)
