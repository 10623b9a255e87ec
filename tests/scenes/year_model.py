"""Slips, registers and their entries as rules.md section 5, etc/forms/README.md and the form files say it: written a second time, for the year to be compared with.

Nothing here is the daemon's. `Model` is told what happened, in order; it says where each slip stands, who was asked, what the registers and the ledger hold.
"""
import calendar
import collections
import datetime as dt
import glob
import os

import yaml

WITHDRAW = dt.timedelta(minutes=30)  # "it may be withdrawn (撤回) within 30 minutes"
SENDER = -1


class Form:
    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            self.data = yaml.safe_load(f)
        d = self.data
        self.name, self.title, self.prefix = d["form"], d["title"], d["prefix"]
        self.fields = {f["name"]: f for f in d.get("fields", [])}
        self.papers = d.get("papers", [])
        self.steps = d.get("route", [])
        self.words = d["words"]
        roles = d.get("from") or []
        self.sent_by = [roles] if isinstance(roles, str) else roles
        self.lapse, self.expires = dt.timedelta(days=d.get("lapse_days", 7)), dt.timedelta(days=d["expire_days"]) if d.get("expire_days") else None
        self.register, self.charge, self.record, self.amends = d.get("register"), d.get("charge"), d.get("record"), d.get("amends")

    def may_send(self, role):
        return not self.sent_by or role in self.sent_by

    def lacks(self, slip):
        return [f for f, d in self.fields.items() if d.get("required") and f not in slip.values] + \
               [p["title"] for p in self.papers if p.get("required", True) and p["title"] not in slip.papers]


def load_forms(folder):
    return {f.name: f for f in (Form(p) for p in sorted(glob.glob(os.path.join(folder, "*.yaml"))))}


class Slip:
    def __init__(self, id_, form, sender, at, mail):
        self.id, self.form, self.sender, self.mail = id_, form, sender, mail
        self.values, self.papers, self.flags = {}, set(), []
        self.state, self.step, self.since, self.opened = "missing", 0, at, at
        self.complete = self.granted = self.closed = None
        self.decisions, self.answered, self.number, self.part = {}, {}, None, None  # answered: {step: {person: (moment, kind)}} of steps that ask each

    def open(self):
        return self.state in ("waiting", "granted")


def numbers_of(text):
    """HT-0001至HT-0050, or one"""
    first, _, last = text.partition("至")
    head, width = first.rstrip("0123456789"), len(first) - len(first.rstrip("0123456789"))
    return [f"{head}{n:0{width}d}" for n in range(int(first[len(head):]), int((last or first)[len(head):]) + 1)]


def months_after(day, months):
    """The same day of a later month, or its last."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class Model:
    """office: people(role, day) -> ids, role(id), on_leave(id, day), deputy(id) or None, owner(company, moment) or None, named(text) -> id"""

    def __init__(self, forms, office, catalogue):
        self.forms, self.office, self.catalogue = forms, office, catalogue
        self.slips, self.asked, self.waiting_asks = {}, collections.Counter(), []
        self.count = collections.Counter()
        self.outcomes = collections.Counter()
        self.effects = []  # (moment, slip, number, state, holder)
        self.charges = {}  # slip: (staff, kind, day, fen)

    # -- registers

    def numbers(self, name):
        """{number: (state, holder)} of a register now. An effect is what a slip does to a number; who has it: sender, none, or as before."""
        out = {}
        for at, _, slip, number, state, holder in sorted(self.effects, key=lambda e: e[:2]):
            ranges = slip.form.fields[slip.form.register["field"]].get("type") == "range"
            if slip.form.register["name"] == name and (ranges or number in out):  # only a range brings numbers in
                out[number] = (state, {"sender": slip.sender, "none": None}.get(holder, out.get(number, ("", None))[1]))
        return out

    def effects_of(self, slip):
        """Said anew with each event: a withdrawn grant has had none."""
        self.effects = [e for e in self.effects if e[2] is not slip]
        r = slip.form.register
        if not r or r["field"] not in slip.values or slip.state in ("missing", "lapsed"):
            return
        over = slip.state in ("refused", "cancelled")
        moments = [("opened", None if over else slip.complete), ("granted", slip.granted), ("closed", slip.closed)]
        for number in numbers_of(slip.values[r["field"]]):
            for word, at in moments:
                if at and r.get(word):
                    self.effects.append((at, slip.id, slip, number, r[word], r.get("holder", "keep")))

    # -- checks: what does not hold is a flag, and refuses nothing

    def check(self, slip, at):
        for name, d in slip.form.fields.items():
            c, value = d.get("check") or {}, slip.values.get(name)
            if d.get("months_ahead") and value and value < str(months_after(slip.opened.date(), d["months_ahead"])):
                slip.flags.append("too_early")
            unless = c.get("unless", [])
            if not c or value is None or self.office.role(slip.sender) in ([unless] if isinstance(unless, str) else unless):
                continue
            if c.get("owned") or c.get("own"):
                owner = self.office.owner(value, at)
                if owner and owner != slip.sender:
                    slip.flags.append("owned")
                elif not owner and c.get("own"):
                    slip.flags.append("nobodys")
            if c.get("register"):
                self.check_number(slip, c, value, d["type"] == "range")
            if c.get("once"):
                used = [s for s in self.slips.values() if s is not slip and s.form is slip.form and s.values.get(name) == value and s.state in ("waiting", "granted", "closed")]
                slip.flags += ["number_used"] * bool(used)
            if c.get("needs") and c["needs"] in self.forms and not any(
                    s.form.name == c["needs"] and value in s.values.values() and s.state in ("granted", "closed") for s in self.slips.values()):
                slip.flags.append("needs")
            if c.get("at_least_form"):
                self.check_at_least(slip, c, value)
        if slip.form.amends:
            other = self.slips.get(slip.values[slip.form.amends["number"]])
            slip.flags += ["not_open"] * (not other or other.form.name != slip.form.amends["form"] or not (other.open() or other.state == "missing"))

    def check_number(self, slip, c, value, is_range):
        known = self.numbers(c["register"])
        if not known:
            return  # "An empty register is not in use: no number is unknown to it."
        for number in numbers_of(value) if is_range else [value]:
            state, holder = known.get(number, (None, None))
            if is_range:
                slip.flags += ["number_known"] * (state is not None)
            elif state is None:
                slip.flags.append("number_unknown")
            elif c.get("states") and state not in c["states"]:
                slip.flags.append("number_state")
            elif c.get("held") and holder != slip.sender:
                slip.flags.append("number_holder")

    def check_at_least(self, slip, c, value):
        """not less than what the newest granted slip of that form says there, with the same values; less than `listed` needs such a slip"""
        same = [s for s in self.slips.values() if s.form.name == c["at_least_form"] and s.state in ("granted", "closed") and
                all(m not in slip.values or m not in s.values or s.values[m] == slip.values[m] for m in c.get("match", [])) and c["match"][0] in slip.values]
        if not same:
            slip.flags += ["unfiled"] * (c.get("listed") in slip.values and float(slip.values[c["listed"]]) > float(value))
        elif float(value) < float(max(same, key=lambda s: (s.opened, s.id)).values[c["at_least_field"]]):
            slip.flags.append("below")

    # -- whose turn

    def people(self, slip, step, day):
        """Whom it asks, in the roster's order."""
        st, out = slip.form.steps[step], []
        for w in st["who"] if isinstance(st["who"], list) else [st["who"]]:
            if w == "sender":
                out.append(slip.sender)
            elif w == "everybody":
                out += [s["id"] for s in self.office.staff if s["id"] != slip.sender]
            elif w.startswith("field "):
                out += [self.office.named(name) for name in slip.values.get(w[6:], "").split("、")]
            else:
                out += self.office.people(w, day)
        if self.asks(slip, step) == "approve" and "sender" not in st["who"]:  # "Nobody approves what he sent himself, but for the general manager."
            out = [p for p in out if p != slip.sender or self.office.role(p) == "general_manager"]
            out = out or self.office.people("general_manager", day)  # "where nobody else is left to approve, he is asked"
        return [s["id"] for s in self.office.staff if s["id"] in out and self.office.active(s["id"], day)]

    @staticmethod
    def asks(slip, step):
        return slip.form.steps[step].get("asks", "approve")

    def stand_in(self, slip, step, person, day):
        """Who answers for him while he is away: not where everybody is to read it."""
        d = self.office.deputy(person)
        good = d and "everybody" not in slip.form.steps[step]["who"] and self.office.on_leave(person, day) and self.office.active(d, day)
        return d if good and not (self.asks(slip, step) == "approve" and d == slip.sender) else None

    def may_answer(self, slip, step, person, day):
        asked = self.people(slip, step, day)
        return person in asked or any(self.stand_in(slip, step, p, day) == person for p in asked)

    def has_answered(self, slip, step, person):
        said = slip.answered.get(step, {})
        d = self.office.deputy(person)
        return person in said or (d in said and self.stand_in(slip, step, person, said[d][0].date()) == d)

    def blocking(self, slip, day, deputies=False):
        if not slip.open() or slip.step >= len(slip.form.steps):
            return []
        out = [p for p in self.people(slip, slip.step, day) if not self.has_answered(slip, slip.step, p)]
        return out + [d for d in (self.stand_in(slip, slip.step, p, day) for p in out if deputies) if d and d not in out]

    def wanted(self, slip, step, at):
        when = slip.form.steps[step].get("when", "always")
        return when == "always" or (when == "flagged" and slip.flags) or (when == "others" and not self.may_answer(slip, step, slip.sender, at.date()))

    def turn(self, slip, start, at):
        slip.since, slip.step = at, start
        while slip.step < len(slip.form.steps) and not self.wanted(slip, slip.step, at):
            slip.step += 1
        if (slip.step == len(slip.form.steps) or slip.form.steps[slip.step].get("after")) and slip.state == "waiting":
            slip.state, slip.granted = "granted", at
            self.grant(slip)
        if slip.step == len(slip.form.steps):
            slip.state, slip.closed = "closed", at

    def grant(self, slip):
        r, c = slip.form.register, slip.form.charge
        if r and r.get("issue"):
            free = {n for n, (state, _) in self.numbers(r["name"]).items() if state == r["issue"]}
            slip.number = slip.number if slip.number in free else min(free)
            slip.values[r["field"]] = slip.number
        if c:
            self.charge(slip, c)

    def charge(self, slip, c):
        """An entry out of the catalogue, for whom the form says, dated with the slip's day."""
        named = slip.values.get(c["item"][6:]) if c["item"].startswith("field ") else None
        item = next((x for x in self.catalogue if (x["title"] == named if named else x["item"] == c["item"])), None)
        who = c.get("who", "sender")
        if who == "holder":
            staff = self.numbers(slip.form.register["name"]).get(slip.values[slip.form.register["field"]], ("", None))[1]
        else:
            staff = slip.sender if who == "sender" else self.office.named(slip.values.get(who[6:], ""))
        if item and staff:
            fen = round(float(item["donation"]) * 100) + round(float(slip.values.get(c.get("more"), 0)) * 100)
            self.charges[slip.id] = (staff, item.get("entry", "discipline"), str(slip.opened.date()), fen)

    def ask(self, slip, before):
        """A letter to each whose turn began."""
        if slip.open() and before != (True, slip.step) and not slip.form.steps[slip.step].get("quiet"):
            for p in self.blocking(slip, slip.since.date(), True):
                self.asked[(slip.id, slip.step, p)] += 1

    # -- events

    def settle(self, slip, at):
        """What time did meanwhile: an incomplete slip that nobody completes is let go; who has left is waited for no longer, unless a decision was asked for."""
        while slip.open() and slip.form.steps[slip.step].get("each") and self.asks(slip, slip.step) != "approve" and not self.blocking(slip, at.date()):
            day = slip.since.date()
            while self.blocking(slip, day):
                day += dt.timedelta(1)
            self.turn(slip, slip.step + 1, max(slip.since, dt.datetime(day.year, day.month, day.day, tzinfo=at.tzinfo)))
        if slip.state == "missing" and at >= slip.since + slip.form.lapse:
            slip.state, slip.since = "lapsed", slip.since + slip.form.lapse
        if slip.state == "waiting" and slip.form.expires and at >= slip.complete + slip.form.expires:
            slip.state, slip.since = "lapsed", slip.complete + slip.form.expires  # one that nobody decides is let go

    def new(self, form, sender, at, values, papers, mail):
        day = f"{at:%Y%m%d}"
        self.count[(form.prefix, day)] += 1
        slip = Slip(f"{form.prefix}-{day}-{self.count[(form.prefix, day)]}", form, sender, at, mail)
        self.slips[slip.id] = slip
        said = {f: str(months_after(at.date(), d["months_ahead"])) for f, d in form.fields.items() if d.get("months_ahead")}  # "one that is not said is that day"
        self.fill(slip, at, {**said, **values}, papers)
        return slip

    def part(self, slip, at, values, papers):
        self.settle(slip, at)
        if slip.state == "missing":
            self.fill(slip, at, values, papers)
            return "part"
        return "over"

    def fill(self, slip, at, values, papers):
        slip.values.update(values)
        slip.papers.update(papers)
        slip.since = at
        if not slip.form.lacks(slip):
            slip.state, slip.complete = "waiting", at
            self.check(slip, at)
            self.turn(slip, 0, at)
            self.effects_of(slip)
            self.ask(slip, (False, None))

    def answer(self, slip, at, person, step, kind, yuan=None):
        """kind: agree, refuse, received, done, with a sum perhaps. What becomes of it, as `mails` says it."""
        self.settle(slip, at)
        before = (slip.open(), slip.step)
        said = self.decide(slip, at, person, step, kind, yuan)
        self.outcomes[said] += 1
        self.effects_of(slip)
        self.ask(slip, before)
        return said

    def decide(self, slip, at, person, step, kind, yuan=None):
        st, asks, r = slip.form.steps[step], self.asks(slip, step), slip.form.register
        said = slip.answered.get(step, {})
        if r and r.get("issue") and kind == "agree" and slip.state == "waiting" and step == slip.step and not any(
                s == r["issue"] for s, _ in self.numbers(r["name"]).values()):
            return "no number is left"
        if person in said and said[person][1] == kind or slip.decisions.get(step, (None, None, None))[::2] == (person, kind):
            return "repeated"
        if step in slip.decisions:
            return "already"
        if slip.state in ("refused", "cancelled", "lapsed"):
            return "over"
        if step != slip.step or slip.state == "missing" or not self.may_answer(slip, step, person, at.date()):
            return "not_turn"
        if kind not in {"approve": ("agree", "refuse"), "receipt": ("agree", "refuse", "received", "done"), "done": ("done", "refuse")}[asks]:
            return "unfit"
        if kind == "refuse" and asks != "approve":
            return "refuse"  # an objection: the turn stays
        if kind == "refuse":
            slip.decisions[step] = (person, at, kind)
            slip.state, slip.since = "refused", at
            return "refuse"
        if st.get("sum") and not self.adds_up(slip, at, person, st, yuan):
            return "part"
        if st.get("each"):
            slip.answered.setdefault(step, {})[person] = (at, kind)
            if self.blocking(slip, at.date()):
                return kind
        slip.decisions[step] = (person, at, kind)
        self.turn(slip, step + 1, at)
        return kind

    @staticmethod
    def adds_up(slip, at, person, st, yuan):
        """An amount that is said is a part; none: all that was missing."""
        whole, there = float(slip.values.get(st["sum"], 0)), float(slip.values.get(st["into"], 0))
        part = max(whole - there, 0) if yuan is None else yuan
        slip.part = (person, at, part)
        slip.values[st["into"]] = f"{there + part:.2f}"
        return there + part >= whole

    @staticmethod
    def take_off(slip, st):
        slip.values[st["into"]] = f"{float(slip.values[st['into']]) - slip.part[2]:.2f}"
        slip.part = None

    def withdraw(self, slip, at, person, step):
        self.settle(slip, at)
        before = (slip.open(), slip.step)
        said = self.take_back(slip, at, person, step)
        self.effects_of(slip)
        if said == "withdraw" and step != SENDER:
            self.ask(slip, before)
        self.outcomes["withdraw: " + said] += 1
        return said

    def take_back(self, slip, at, person, step):
        over = slip.state in ("refused", "cancelled", "lapsed")
        if step == SENDER:
            own = slip.granted and slip.granted == slip.complete and not slip.decisions and not any(slip.answered.values()) and at - slip.granted <= WITHDRAW
            if slip.state in ("waiting", "missing") or own:  # granted because it was complete: "may be taken back for 30 minutes while nobody has answered"
                slip.state, slip.since = "cancelled", at
                if own:
                    slip.granted = slip.closed = None
                    self.charges.pop(slip.id, None)
                return "withdraw"
            return "over" if over else "too_late"
        by, when, kind = slip.decisions.get(step, (None, None, None))
        own = slip.answered.get(step, {}).get(person)
        st = slip.form.steps[step]
        if st.get("sum") and slip.part and not by and slip.part[0] == person and slip.step == step and not over:
            if at - slip.part[1] > WITHDRAW:
                return "too_late"
            self.take_off(slip, st)
            return "withdraw"
        if by != person and not own:
            return "not_turn"
        stands = by == person if kind == "refuse" else not over
        later = any(i > step for i in slip.decisions) or any(i > step and slip.answered[i] for i in slip.answered)
        if not stands or at - (own[0] if own else when) > WITHDRAW or (by and later):
            return "too_late"
        if own:
            del slip.answered[step][person]
        if by:
            del slip.decisions[step]
            if st.get("sum") and slip.part:
                self.take_off(slip, st)
            slip.step, slip.since, slip.closed = step, at, None
            slip.state = "granted" if slip.form.steps[step].get("after") else "waiting"
            if slip.state == "waiting":
                slip.granted = None
                self.charges.pop(slip.id, None)
        return "withdraw"

    # -- at the end

    def entries(self):
        out = collections.Counter()
        for staff, kind, day, fen in self.charges.values():
            out[(staff, kind, day)] += fen
        return out
