"""At the year's end: what the models say against what the program's tables say; letters; the store."""
import collections
import datetime as dt
import os
import re
import time

import oracle

SHOWN = 15  # differences of one sort


class Comparison:
    """A part of Year (year.py): what it did stands there."""

    def compare(self, what, want, got):
        """Both are {key: value}."""
        wrong = [f"{k}: {got.get(k)!r}, not {want.get(k)!r}" for k in sorted(set(want) | set(got), key=str) if want.get(k) != got.get(k)]
        if wrong:
            self.faults.append(f"{what}: {len(wrong)} of {len(want)} differ\n    " + "\n    ".join(wrong[:SHOWN]))
        return len(want)

    def expected_core(self):
        cfg = self.office.config(self.packs, self.form_packs)
        cfg["staff"] = self.office.staff
        cfg["leave"] = [{"staff": s, "from": a, "to": b} for s, a, b in self.office.leaves]
        return oracle.compute(cfg, self.abstract, int(self.now.timestamp()))

    def expected_ledger(self, core):
        want = collections.Counter()
        for r in core["ledger"]:
            want[(r["staff"], r["kind"], r["for_date"])] += r["donation"]
        want.update(self.fines)
        want.update(self.model.entries())
        for entry in self.waived:
            kind, staff, day, _ = entry.rsplit(".", 3)
            key = (staff, kind, day)
            want[key] = 0 if kind != "discipline" else want[key] - self.amounts.get(entry, 0)
        return {k: v for k, v in want.items() if v}

    def check(self):
        ledger = self.table("ledger")
        self.amounts = {r["entry"]: round(float(r["donation"]) * 100) for r in ledger}
        net = collections.Counter()
        for r in ledger:
            net[(r["staff"], r["kind"], r["for_date"])] += round(float(r["donation"]) * 100)
        core = self.expected_core()
        checks = [("ledger", self.expected_ledger(core), {k: v for k, v in net.items() if v})]
        kinds = {d["kind"] for d in core["duties"]}
        checks.append(("duties", *({(d["staff"], d["kind"], d["for_date"]): (int(d["required"]), int(d["delivered"]), d["state"]) for d in duties
                                    if d["kind"] in kinds and not self.joins_midweek(d)} for duties in (core["duties"], self.table("duties")))))
        checks += self.check_slips()
        counted = {what: self.compare(what, want, got) for what, want, got in checks}
        self.check_letters()
        self.check_store()
        return counted

    def joins_midweek(self, d):
        """Whether somebody owes the plan of a week in which he comes, goes or is on leave, the rules leave open."""
        monday = dt.date.fromisoformat(d["for_date"])
        week = [monday + dt.timedelta(n) for n in range(7)]
        return d["kind"].startswith("weekly") and not all(self.office.active(d["staff"], x) and not self.office.on_leave(d["staff"], x) for x in week)

    def check_slips(self):
        rows = {r["slip"]: r for r in self.table("slips")}
        day, want, got = self.now.date(), {}, {}
        for s in self.model.slips.values():
            self.model.settle(s, self.now)
            waiting = " ".join(sorted(self.model.blocking(s, day, True)))
            want[s.id] = (s.form.name, s.sender, s.state, waiting, tuple(sorted(s.flags)), s.number or "", tuple(sorted((k, v) for k, v in s.values.items() if not s.form.fields[k].get("personal"))))
        for k, r in rows.items():
            values = dict(v.split("=", 1) for v in r["values"].split("; ") if "=" in v)
            flags = tuple(sorted(f.split(":")[0] for f in re.split(r"[;,] ", r["flags"]) if f))
            got[k] = (r["form"], r["staff"], r["state"], " ".join(sorted(r["waiting_for"].split())), flags, r["number"], tuple(sorted(values.items())))
        yield "slips", want, got
        for name in sorted({f.register["name"] for f in self.model.forms.values() if f.register}):
            yield f"register {name}", {n: (s, h or "") for n, (s, h) in self.model.numbers(name).items()}, {r["number"]: (r["state"], r["holder"]) for r in self.table("slips", name)}
        asked = {}
        for row in self.letters.values():
            if row["kind"] == "slip_ask":
                asked[(self.slip_in(row["subject"]).id, self.step_of(row), row["staff"])] = 1
        for key in self.model.asked:  # a letter of several says of each which slip it is, not which step
            if (key[0], key[2]) in self.listed:
                asked[key] = 1
        yield "who was asked", {k: 1 for k in self.model.asked}, asked

    def check_letters(self):
        roster = {a for s in self.office.staff for a in s["mail"]}
        strangers = [r["letter"] for r in self.letters.values() if r["to_addr"] not in roster]
        if strangers:
            self.faults.append(f"letters to strangers: {strangers[:SHOWN]}")
        doubles = [t for t, n in collections.Counter(r["token"] for r in self.letters.values()).items() if n > 1]
        if doubles or self.files:
            self.faults.append(f"letters twice, or unknown: {doubles[:SHOWN]} {list(self.files)[:SHOWN]}")
        bad = collections.Counter(r["state"] for r in self.table("letters"))
        for state in ("withheld", "refused", "unsure", "waiting", "claimed"):
            if bad.get(state):
                self.faults.append(f"{bad[state]} letters are {state}")
        self.by_kind = collections.Counter(r["kind"] for r in self.letters.values())

    def check_store(self):
        self.run("verify")
        before = {n: self.run(n, "--csv") for n in ("ledger", "slips", "duties")}
        start = time.monotonic()
        self.run("replay", "--until", self.now.isoformat())
        if os.listdir(os.path.join(self.folder, "out", "new")) or before["ledger"] != self.run("ledger", "--csv"):
            self.faults.append("replayed again, something is new")
        said = self.run("rebuild")
        self.rebuilt_in = time.monotonic() - start
        if "came out the same" not in said:
            self.faults.append("rebuild: " + said[-1500:])
        for n in ("slips", "duties"):
            if before[n] != (after := self.run(n, "--csv")):
                a, b = before[n].splitlines(), after.splitlines()
                self.faults.append(f"rebuild: {n} are others: " + "\n    ".join([x for x in a if x not in b][:5] + [x for x in b if x not in a][:5]))
        self.run("verify")
