#!/usr/bin/python3
"""A year of an office with all rule packs, from a seed: lists, forms of every kind, answers by right and wrong people, through every mail client.

usage: tests/scenes/year.py [--seed N] [--reps N] [--from 2026-01-05] [--days N] [--keep] [-l PROGRAM]

Mails are dropped and `leadclerk replay` goes on in steps of a few hours, since answers need the letters. What is expected is said by two models that share no code
with the daemon: tests/oracle/oracle.py (lists, duties, make-up cases) and year_model.py (slips, registers). At the end ledger, duties, slips, registers and who was asked
must agree; nobody is told twice or by mistake; `verify` and `rebuild` hold. run_year.py plays three weeks of it. Closes with "N passed, N failed".
"""
import argparse
import collections
import csv
import datetime as dt
import email
import email.policy
import email.utils
import heapq
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "oracle")]
import clients  # noqa: E402
import shapes  # noqa: E402
import year_mails as mails  # noqa: E402
from year_check import Comparison  # noqa: E402
from year_model import SENDER, Model, load_forms  # noqa: E402
from year_office import QUOTA, TOP, ZONE, Office  # noqa: E402

STEPS = [(11, 30), (16, 0), (23, 59)]
COLUMNS = {"lead": ["company", "person", "phone", "business", "capital", "network", "website", "value"], "prospect": ["company", "person", "phone", "stage"],
           "visit": ["company", "visit_date", "met", "phone"]}


def packs_and_forms():
    def names(folder, key):
        for path in sorted(os.listdir(os.path.join(TOP, "etc", folder))):
            if path.endswith(".yaml"):
                with open(os.path.join(TOP, "etc", folder, path), encoding="utf-8") as f:
                    yield yaml.safe_load(f).get(key)
    forms = [x if isinstance(x, list) else [x] for x in names("forms", "pack") if x]
    return sorted(set(names("packs", "pack"))), sorted({x for some in forms for x in some})


def catalogue():
    """All items of the packs; two packs may have one title: the first is meant."""
    out = {}
    for name in packs_and_forms()[0]:
        with open(os.path.join(TOP, "etc", "packs", name + ".yaml"), encoding="utf-8") as f:
            for c in yaml.safe_load(f).get("catalogue", []):
                out.setdefault(c["title"], c)
    return list(out.values())


class Year(Comparison):
    def __init__(self, args, folder):
        self.program, self.folder = os.path.abspath(args.program), folder
        self.r = random.Random(f"year {args.seed}")
        start = dt.date.fromisoformat(args.start)
        self.office = Office(args.seed, args.reps, start, args.days)
        self.catalogue = catalogue()
        self.model = Model(load_forms(os.path.join(TOP, "etc", "forms")), self.office, self.catalogue)
        self.packs, self.form_packs = packs_and_forms()
        self.office.write(folder, self.packs, self.form_packs)
        self.maker = mails.Maker(self.office, self.r)
        self.queue, self.used, self.n = [], set(), 0
        self.abstract, self.by_mail, self.ids = [], {}, {}
        self.letters, self.files, self.scheduled, self.listed = {}, {}, set(), set()
        self.commands, self.fines, self.appeals, self.decided = {}, collections.Counter(), {}, {}
        self.waived, self.ranges, self.faults = set(), 0, []
        self.mails = 0

    # -- the program

    def run(self, *words):
        r = subprocess.run([self.program, "-c", os.path.join(self.folder, "office.yaml"), *words], env=dict(os.environ, TZ="America/St_Johns", LC_ALL="C.UTF-8"),
                           capture_output=True, timeout=3600)
        if r.returncode:
            raise RuntimeError(f"leadclerk {' '.join(words)}: exit {r.returncode}\n{r.stderr.decode('utf-8', 'replace')[-2000:]}")
        return r.stdout.decode("utf-8")

    def table(self, *words):
        return list(csv.DictReader(io.StringIO(self.run(*words, "--csv"), newline="")))

    # -- what happens when

    def at(self, when, action):
        """At that moment, to the second the only one."""
        when = when.replace(microsecond=0)
        while when in self.used:
            when += dt.timedelta(seconds=1)
        self.used.add(when)
        self.n += 1
        heapq.heappush(self.queue, (when, self.n, action))

    def between(self, day, first, last):
        low, high = (dt.datetime(day.year, day.month, day.day, *x, tzinfo=ZONE) for x in (first, last))
        return low + (high - low) * self.r.random()

    def drop(self, at, data):
        self.mails += 1
        return self.put(at, data, f"{int(at.timestamp())}.{self.mails:06d}.test")

    def put(self, at, data, file):
        path = os.path.join(self.folder, "in", "new", file)
        with open(path, "wb") as f:
            f.write(data)
        os.utime(path, (at.timestamp(), at.timestamp()))
        return file

    def drop_list(self, at, data, certain):
        """As it comes; or it turns up a day late in the mailbox, or twice."""
        if certain or at + dt.timedelta(3) > dt.datetime.combine(self.office.end, dt.time(), ZONE) or not self.chance(0.03):
            return self.drop(at, data)
        if self.chance(0.5):
            self.later(at, 3, lambda again: self.drop(again, data))
            return self.drop(at, data)
        self.mails += 1
        file = f"{int(at.timestamp())}.{self.mails:06d}.test"
        self.later(at, 12, lambda seen: self.put(at, data, file))
        return file

    def chance(self, p):
        return self.r.random() < p

    # -- a day's plan

    def plan(self, day):
        tomorrow = day + dt.timedelta(1)
        for s in self.office.reps():
            id_ = s["id"]
            if not self.office.active(id_, day):
                continue
            if self.office.workday(tomorrow) and self.office.works(id_, tomorrow) and self.chance(0.93):
                self.at(self.between(day, (18, 0), (23, 55)), lambda at, who=id_: self.send_list(at, who, "lead", QUOTA + self.r.choice([-1, 0, 0, 0, 0, 0, 0, 1, 1])))
            if self.office.works(id_, day):
                self.plan_workday(day, id_)
        self.plan_heads(day)

    def plan_workday(self, day, id_):
        if self.chance(0.9):
            self.at(self.between(day, (8, 30), (17, 55)), lambda at: self.send_list(at, id_, "prospect", self.r.choice([1, 1, 1, 2])))
        if self.chance(0.12):
            self.at(self.between(day, (9, 0), (20, 0)), lambda at: self.send_list(at, id_, "visit", self.r.choice([1, 2, 3])))
        if day.weekday() == 4 and self.chance(0.9):
            self.at(self.between(day, (8, 0), (12, 20)), lambda at: self.send_plan(at, id_))
        if self.chance(0.22):
            self.at(self.between(day, (8, 40), (18, 0)), lambda at: self.send_form(at, id_))

    def plan_heads(self, day):
        if not self.office.workday(day):
            return
        for id_ in ("gm", "director", "tech", "sup", "coll1", "disp1", "oc1", "dep1"):
            if self.chance(0.05):
                self.at(self.between(day, (9, 0), (17, 0)), lambda at, who=id_: self.send_form(at, who))
        if day.weekday() == 0 and self.chance(0.8):
            self.at(self.between(day, (8, 30), (11, 15)), self.send_report)
        stock = [n for n, (state, _) in self.model.numbers("contract").items() if state == "stock"]
        if len(stock) < 3 and self.chance(0.8):
            self.at(self.between(day, (8, 31), (9, 30)), lambda at: self.send_form(at, "gm", "contract_stock"))
        for _ in range(self.r.choice([0, 0, 1, 1, 2])):
            self.at(self.between(day, (9, 0), (16, 0)), self.command)
        if self.chance(0.1):
            self.at(self.between(day, (9, 0), (16, 0)), self.send_stranger)
        if self.chance(0.1):
            self.at(self.between(day, (9, 0), (16, 0)), self.send_question)

    # -- mails of the core

    def send_list(self, at, who, kind, count):
        name, rows = self.maker.name(), []
        for i in range(count):
            series = f"{who}{name}{kind[0]}"
            row = shapes.row(kind, series, i)
            if kind == "visit":
                row[1] = str(at.date())
            if self.chance(0.04):
                row[2 if kind != "visit" else 3] = self.r.choice(["", "138****0000", "-"])
            elif self.chance(0.03) and self.office.claims:
                row[0] = self.r.choice(sorted(self.office.claims))
            elif kind == "lead" and "until" not in self.office.by_id[who] and self.chance(0.02):
                self.office.claims.setdefault(row[0], who)
            rows.append(row)
        left_out = self.chance(0.03) and not any(self.office.claims.get(r[0]) == who for r in rows)
        to, cc = ["director"], [] if left_out else ["gm"]
        file = self.drop_list(at, self.maker.table(who, kind, rows, at, name, to, cc), left_out or any(r[0] in self.office.claims for r in rows))
        self.by_mail[name] = ("list", who)
        self.core(at, file, name, who, to + cc, shapes.NAMES[kind], [{"file": None, "sheet": None, "title": None, "fields": COLUMNS[kind], "rows": [[i + 2, r] for i, r in enumerate(rows)]}])

    def core(self, at, file, name, who, people, subject, tables, **more):
        self.abstract.append({"file": file, "arrival": int(at.timestamp()), "sender": self.office.mail(who), "to": [self.office.mail(p) for p in people], "cc": [],
                              "message_id": name, "subject": subject, "tables": tables, **more})

    def send_plan(self, at, who):
        name = self.maker.name()
        file = self.drop(at, self.maker.plain(who, ["director"], "周工作计划", "下周拜访五家客户，见面谈。", at, name, cc=["gm"]))
        self.core(at, file, name, who, ["director", "gm"], "周工作计划", [], delivers=["weekly_plan"])

    def send_report(self, at):
        name = self.maker.name()
        file = self.drop(at, self.maker.plain("director", ["gm"], "上周工作汇报", "请审阅。", at, name))
        self.core(at, file, name, "director", ["gm"], "上周工作汇报", [], delivers=["weekly_report"])

    def send_stranger(self, at):
        form = self.r.choice(list(self.model.forms.values()))
        filled = mails.fill(self.r, form, self.office, self.model, "r000", at.date(), self.next_range)
        self.drop(at, self.maker.plain("stranger@elsewhere.test", ["director"], form.words[0], self.maker.form_text(form, filled, list(form.fields)), at, self.maker.name()))

    def send_question(self, at):
        who = self.r.choice(["director", "gm", "r000"])
        self.drop(at, self.maker.plain(who, ["clerk@corp.test"], "问", self.r.choice(["谁没交", "我的统计"]), at, self.maker.name()))

    # -- commands: each with what it does once it is confirmed

    def order(self, at, who, subject, text, does, request=False):
        name = self.maker.name()
        self.drop(at, self.maker.plain(who, ["clerk@corp.test"], subject, text + self.r.choice(["", "\n\n谢谢"]), at, name))
        self.commands[name] = (does, request)

    def command(self, at):
        self.r.choice([self.command_leave] * 4 + [self.request_leave] * 3 + [self.command_fine] * 3 + [self.command_join, self.command_gone, self.command_address])(at)

    def head(self):
        return self.r.choice(["director", "gm"])

    def some_rep(self, at):
        return self.r.choice([s for s in self.office.reps() if self.office.active(s["id"], at.date())])

    def some_days(self, at, least):
        first = at.date() + dt.timedelta(self.r.randrange(least, 9))
        last = first + dt.timedelta(self.r.choice([0, 0, 1, 2]))
        return first, last, f"{first.month}月{first.day}日" + (f"至{last.month}月{last.day}日" if last > first else "")

    def command_leave(self, at):
        rep, (first, last, said) = self.some_rep(at), self.some_days(at, -2)
        self.order(at, self.head(), "请假", f"请假 {rep['name']} {said}", lambda: self.office.leave(rep["id"], first, last))

    def request_leave(self, at):
        rep, (first, last, said) = self.some_rep(at), self.some_days(at, 1)
        self.order(at, rep["id"], "请假", f"请假 {said} 家里有事", lambda: self.office.leave(rep["id"], first, last), True)

    def command_fine(self, at):
        rep, item = self.some_rep(at), self.r.choice([c for c in self.catalogue if c.get("donation")])
        key = (rep["id"], item.get("entry", "discipline"), str(at.date()))

        def confirmed():
            self.fines[key] += round(float(item["donation"]) * 100)
        self.order(at, self.head(), "处罚", f"处罚 {rep['name']} {item['title']} 见群内通报", confirmed)

    def command_join(self, at):
        name, id_ = self.office.name(set(self.office.by_name)), f"n{self.maker.n}"
        since = at.date() + dt.timedelta(self.r.randrange(1, 6))

        def joins():
            self.office.add(id_, "rep", name, since=since)
        self.order(at, self.head(), "入职", f"入职 {name} {id_}@corp.test 业务员 {since.month}月{since.day}日", joins)

    def command_gone(self, at):
        rep, until = self.some_rep(at), at.date() + dt.timedelta(self.r.randrange(2, 8))
        if "until" in rep or rep["id"] in self.office.claims.values():
            return

        def goes():
            rep["until"] = until
            for company in [c for c, who in self.office.claims.items() if who == rep["id"]]:
                del self.office.claims[company]
        self.order(at, self.head(), "离职", f"离职 {rep['name']} {until.month}月{until.day}日", goes)

    def command_address(self, at):
        rep, new = self.some_rep(at), f"p{self.maker.n}@qq.test"
        self.order(at, self.head(), "换邮箱", f"换邮箱 {rep['name']} {new}", lambda: rep["mail"].insert(0, new))

    # -- forms

    def next_range(self):
        first = self.ranges + 1
        self.ranges += 8
        return f"HT-{first:05d}至HT-{self.ranges:05d}"

    def send_form(self, at, who, form=None):
        forms = [f for f in self.model.forms.values() if f.may_send(self.office.role(who)) and f.name != "contract_stock"]
        form = self.model.forms[form] if form else self.r.choice(forms)
        if any("everybody" in st["who"] for st in form.steps) and not self.chance(0.2):
            return
        if form.data.get("rows") and self.chance(0.6) and not any(f["title"] == "拜访日期" for f in form.data["fields"]):  # that table is a list of visits
            return self.send_rows(at, who, form)
        filled = mails.fill(self.r, form, self.office, self.model, who, at.date(), self.next_range)
        given = [(form.register or {}).get("issue") and form.register["field"]] + [st.get("into") for st in form.steps]  # the clerk fills these in
        keep = [f for f, d in form.fields.items() if f not in given and (d.get("required") or self.chance(0.6))]
        papers = [p["title"] for p in form.papers]
        if self.chance(0.15) and (required := [f for f in keep if form.fields[f].get("required")]):
            keep.remove(self.r.choice(required))
        elif papers and self.chance(0.25):
            papers.remove(self.r.choice(papers))
        name, values = self.maker.name(), {f: filled[f][1] for f in keep}
        subject = form.words[0] if self.chance(0.7) else f"{self.r.choice(form.words)}申请"
        self.drop(at, self.maker.plain(who, ["director"], subject, self.maker.form_text(form, filled, keep), at, name, cc=["gm"], files=[p + ".pdf" for p in papers]))
        slip = self.model.new(form, who, at, values, papers, name)
        self.by_mail[name] = ("slip", slip)
        slip.filled = filled

    def send_rows(self, at, who, form):
        """Each row is a slip of its own."""
        rows = [mails.fill(self.r, form, self.office, self.model, who, at.date(), self.next_range) for _ in range(self.r.choice([1, 2, 3, 4]))]
        given = [st.get("into") for st in form.steps]
        keep, name = [f for f, d in form.fields.items() if f not in given and (d.get("required") or self.chance(0.7))], self.maker.name()
        table = [[form.fields[f]["title"] for f in keep]] + [[row[f][0] for f in keep] for row in rows]
        m = self.maker.head(who, ["director"], ["gm"], form.words[0], at, name)
        m.set_content("见表\n", charset="utf-8", cte="base64")
        if self.chance(0.5):
            shapes.attach(m, "明细.xlsx", shapes.xlsx_bytes([("Sheet1", table)]), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        else:
            m.add_alternative(f"<html><body><p>见表</p>{shapes.html_table(table)}</body></html>", subtype="html", charset="utf-8", cte="base64")
        self.drop(at, m.as_bytes())
        for row in rows:
            slip = self.model.new(form, who, at, {f: row[f][1] for f in keep}, [], name)
            slip.filled = row
        self.by_mail[name] = ("rows", None)

    def send_rest(self, at, slip, letter):
        """What was missing, in answer to the letter that says so."""
        if not self.office.active(slip.sender, at.date()):
            return
        lacks = slip.form.lacks(slip)
        fields, papers = [x for x in lacks if x in slip.form.fields], [x for x in lacks if x not in slip.form.fields]
        if len(lacks) > 1 and self.chance(0.3):
            fields, papers = fields[1:], papers if fields else papers[1:]
        text = self.maker.form_text(slip.form, slip.filled, fields) if fields else "附件补上"
        m = self.maker.head(slip.sender, ["clerk@corp.test"], [], "回复：" + letter["subject"], at, name := self.maker.name())
        m["In-Reply-To"] = m["References"] = str(letter["mail"]["Message-ID"])
        m.set_content(text + "\n\n------------------ 原始邮件 ------------------\n" + letter["text"], charset="utf-8", cte="base64")
        for p in papers:
            shapes.attach(m, p + ".jpg", shapes.PICTURE, "image/jpeg")
        self.drop(at, m.as_bytes())
        self.by_mail[name] = ("part", slip)
        self.model.part(slip, at, {f: slip.filled[f][1] for f in fields}, papers)

    # -- answers to slips

    def words_for(self, st):
        """(words, what they say) as the step asks it, or otherwise."""
        asks, r = st.get("asks", "approve"), self.r
        done = [st["what"]] * 3 if st.get("what") else mails.DONE
        right = {"approve": lambda: (r.choice(mails.AGREE), "agree") if self.chance(0.85) else (r.choice(mails.REFUSE)[0], "refuse"),
                 "receipt": lambda: (r.choice(mails.RECEIVED), "received") if self.chance(0.94) else ("不同意 没有合同", "refuse"), "done": lambda: (r.choice(done), "done")}
        if self.chance(0.07):
            return r.choice(mails.UNCLEAR), None
        if self.chance(0.05):
            asks = r.choice(["approve", "receipt", "done"])
        return right[asks]()

    def answer_slip(self, letter, slip, step, asked):
        now = self.now
        key = (slip.id, step, asked if slip.form.steps[step].get("each") else "")
        if key in self.scheduled and not self.chance(0.1):
            return
        if self.chance(0.88):
            self.scheduled.add(key)
            self.later(now, 7, lambda at: self.send_answer(at, letter, slip, step, asked))
        if self.chance(0.05):  # somebody else, who was passed the letter
            other = self.r.choice([s["id"] for s in self.office.staff if s["id"] != asked])
            self.later(now, 5, lambda at: self.send_answer(at, letter, slip, step, other, stranger=True))
        if self.chance(0.03):
            self.later(now, 5, lambda at: self.drop(at, self.maker.answer("gmail", "同意", letter, "stranger@elsewhere.test", at, self.maker.name())))
        if self.chance(0.03):  # a mail that answers no letter decides nothing
            self.later(now, 5, lambda at: self.drop(at, self.maker.plain(asked, ["clerk@corp.test"], "答复", "同意", at, self.maker.name())))

    def later(self, now, hours, action):
        """Some time after: mostly within hours, sometimes days; people write between eight and ten."""
        when = now + dt.timedelta(minutes=2) + dt.timedelta(hours=self.r.expovariate(1 / hours))
        if when.hour < 8 or when.hour >= 22:
            when = when.replace(hour=8, minute=self.r.randrange(60)) + dt.timedelta(days=when.hour >= 22)
        self.at(when, action)

    def send_answer(self, at, letter, slip, step, who, stranger=False):
        st, client, name = slip.form.steps[step], self.r.choice(list(clients.CLIENTS)), self.maker.name()
        if not stranger and not self.office.active(who, at.date()):
            return
        (words, kind), how, yuan = self.words_for(st), {}, None
        if kind == "done" and st.get("sum") and words == st.get("what") and self.chance(0.5):
            yuan = self.r.choice([500, 2000, 12000])
            words += f" {yuan}元"
        if self.chance(0.04):
            how["place"], kind = self.r.choice(["below", "between"]), None
        elif self.chance(0.02):
            words, kind, how["subject"] = "转给你看一下", None, "转发：" + letter["subject"]
        words = words + self.r.choice(mails.SIGNATURES) if "place" not in how else words
        self.drop(at, self.maker.answer(client, words, letter, who, at, name, **how))
        self.by_mail[name] = ("answer", slip)
        if stranger or not kind:
            return
        said = self.model.answer(slip, at, who, step, kind, yuan)
        if said in ("agree", "refuse", "part") and self.chance(0.06):
            self.at(at + dt.timedelta(minutes=self.r.choice([5, 20, 29, 40, 300])), lambda t: self.send_back(t, letter, slip, step, who))
        if self.chance(0.05):
            self.later(at, 3, lambda t: self.send_answer(t, letter, slip, step, who))

    def send_back(self, at, letter, slip, step, who):
        self.drop(at, self.maker.answer(self.r.choice(list(clients.CLIENTS)), self.r.choice(["撤回", "撤回，看错了"]), letter, who, at, self.maker.name()))
        self.model.withdraw(slip, at, who, step)

    # -- letters that came

    def read_letters(self, day):
        out = os.path.join(self.folder, "out", "new")
        if not os.listdir(out):
            return
        for file in os.listdir(out):
            os.rename(os.path.join(out, file), os.path.join(self.folder, "seen", "new", file))
            with open(os.path.join(self.folder, "seen", "new", file), "rb") as f:
                m = email.message_from_binary_file(f, policy=email.policy.default)
            self.files[str(m["Message-ID"]).strip("<> ")] = m
        fresh = [row for row in self.table("letters", "--from", str(day - dt.timedelta(1)), "--to", str(day + dt.timedelta(1))) if row["letter"] not in self.letters and row["message_id"] in self.files]
        if any(m not in self.ids for row in fresh for m in self.causes(row)):
            for row in self.table("mails", "--from", str(day - dt.timedelta(4)), "--to", str(day)):
                self.ids[row["mail"]] = row["message_id"].strip("<>").removesuffix("@test")
        for row in sorted(fresh, key=lambda row: row["letter"]):
            m = self.files.pop(row["message_id"])
            self.letters[row["letter"]] = row
            body = m.get_body(("plain",))
            row["to_addr"], row["token"] = email.utils.parseaddr(str(m["To"]))[1], str(m["X-Leadclerk-Letter"])
            self.see(row, {"mail": m, "subject": str(m["Subject"]), "text": body.get_content() if body else "", "staff": row["staff"]})

    @staticmethod
    def causes(row):
        """Ids of mails in a letter's id."""
        return [x for x in row["letter"].split(".") if re.fullmatch("m[0-9a-f]{16}", x)]

    @staticmethod
    def step_of(row):
        """slip_ask.MAIL[.ROW].STEP.STAFF"""
        words = row["letter"].split(".")
        return int(words[words.index(row["staff"]) - 1])

    def slip_in(self, subject):
        m = re.search(r"\b[A-Z]{2,4}-\d{8}-\d+", subject)
        return self.model.slips.get(m[0]) if m else None

    def see(self, row, letter):
        kind = row["kind"]
        cause = next((self.ids.get(m, "") for m in self.causes(row)), "")
        slip = self.slip_in(row["subject"])
        about = ("slip", slip) if slip else self.by_mail.get(cause, (None, None))
        if kind == "slip_asks":
            self.listed.update((x, row["staff"]) for x in re.findall(r"(?m)^\d+\. .* ([A-Z]{2,4}-\d{8}-\d+)", letter["text"]))
        elif kind in ("slip_ask", "slip_reminder") and about[0] == "slip":
            self.answer_slip(letter, about[1], self.step_of(row), row["staff"])
        elif kind == "slip_missing" and about[1]:
            slip = about[1]
            if self.chance(0.75):
                self.later(self.now, 20, lambda at: self.send_rest(at, slip, letter) if slip.form.lacks(slip) else None)
        elif kind == "slip_receipt" and about[0] == "slip" and self.chance(0.03):
            self.later(self.now, 3, lambda at: self.sender_withdraws(at, about[1], letter))
        elif kind == "return" and about[0] == "list":
            if self.chance(0.8):
                self.later(self.now, 1, lambda at: self.cure(at, about[1], letter, cause))
        elif kind == "penalty":
            self.see_penalty(row, letter)
        elif kind == "ask":
            self.see_ask(letter, cause, row)

    def sender_withdraws(self, at, slip, letter):
        if not self.office.active(slip.sender, at.date()):
            return
        self.drop(at, self.maker.answer("qq_web", "撤回", letter, slip.sender, at, self.maker.name()))
        self.model.withdraw(slip, at, slip.sender, SENDER)

    def cure(self, at, who, letter, held):
        if not self.office.active(who, at.date()):
            return
        name = self.maker.name()
        file = self.drop(at, self.maker.answer("netease_web", "补充抄送", letter, who, at, name))
        people = [a for _, a in email.utils.getaddresses([str(letter["mail"]["Reply-To"])])]
        self.core(at, file, name, who, [], "回复", [], answers=held)
        self.abstract[-1]["to"] = people

    def see_penalty(self, row, letter):
        ids = re.findall(r"编号：(\S+)", letter["text"])
        if len(ids) != 1 or "冲回" in letter["text"] or not self.office.active(row["staff"], self.now.date()) or not self.chance(0.06):
            return
        appeal, entry, who = self.chance(0.5), ids[0], row["staff"]

        def send(at):
            if not self.office.active(who, at.date()):
                return
            name = self.maker.name()
            self.drop(at, self.maker.answer(self.r.choice(list(clients.CLIENTS)), "申诉 那天系统故障" if appeal else "已缴", letter, who, at, name))
            self.appeals[name] = (entry, appeal)
        self.later(self.now, 5, send)

    def see_ask(self, letter, cause, row):
        """Whoever is asked of a command or an appeal answers, or somebody who was not."""
        if cause not in self.commands and cause not in self.appeals:
            return
        wrong = self.chance(0.1)

        def send(at):
            who = "r001" if wrong else row["staff"]
            if cause in self.commands:
                words = "同意" if self.chance(0.8) else "不同意 人手不够" if self.commands[cause][1] else "取消"
            else:
                words = self.r.choice(["免除，情况属实", "维持 没有记录"]) if self.appeals[cause][1] else self.r.choice(["收到", "不同意 没有收到"])
            self.drop(at, self.maker.answer(self.r.choice(list(clients.CLIENTS)), words, letter, who, at, self.maker.name()))
            if not wrong and cause not in self.decided:
                self.decided[cause] = words
                if cause in self.commands and words == "同意":
                    self.commands[cause][0]()
                elif cause in self.appeals and words.startswith("免除"):
                    self.waived.add(self.appeals[cause][0])
        if self.chance(0.9) or wrong:
            self.later(self.now, 6, send)

    # -- the play

    def play(self):
        day = self.office.start - dt.timedelta(1)
        while day < self.office.end:
            self.now = dt.datetime(day.year, day.month, day.day, tzinfo=ZONE)
            self.plan(day)
            for hour, minute in STEPS if self.office.workday(day) else STEPS[-1:]:
                until = self.now.replace(hour=hour, minute=minute, second=59)
                while self.queue and self.queue[0][0] <= until:
                    at, _, action = heapq.heappop(self.queue)
                    action(at)
                self.run("replay", "--until", until.isoformat())
                self.now = until
                self.read_letters(day)
            day += dt.timedelta(1)


def arguments(reps, days, start):
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-l", "--program", default=os.path.join(TOP, "build", "leadclerk"))
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--reps", type=int, default=reps)
    ap.add_argument("--days", type=int, default=days)
    ap.add_argument("--from", dest="start", default=start)
    ap.add_argument("--keep", action="store_true")
    return ap.parse_args()


def main(reps=120, days=360, start="2026-01-05"):
    args = arguments(reps, days, start)
    folder, begun = tempfile.mkdtemp(prefix="lc-year-"), time.monotonic()
    year = Year(args, folder)
    try:
        year.play()
        played = time.monotonic() - begun
        counted = year.check()
        print(f"{len(year.office.staff)} people, {args.days} days, {year.mails} mails, {len(year.letters)} letters: {played:.0f} s; rebuilt in {year.rebuilt_in:.0f} s")
        print("letters:", dict(year.by_kind.most_common()))
        print("slips:", dict(collections.Counter(s.state for s in year.model.slips.values())), "answers:", dict(year.model.outcomes), "flags:",
              dict(collections.Counter(f for s in year.model.slips.values() for f in s.flags)))
        print("compared:", counted)
    except RuntimeError as fault:
        year.faults.append(str(fault))
    for fault in year.faults:
        print("FAIL", fault)
    if args.keep or year.faults:
        print(folder)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    total = 9
    print(f"{max(total - len(year.faults), 0)} passed, {len(year.faults)} failed")
    return 1 if year.faults else 0


if __name__ == "__main__":
    sys.exit(main())
