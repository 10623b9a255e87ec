#!/usr/bin/python3
"""Holds `whatif` to replay: the past under other rules must be what a replay of the same mails under those rules from the start says, to the fen.

usage: whatif.py [--leadclerk build/leadclerk] [--keep] DIR...      DIR: a month of genmonth.py, or a year of bench/genyear

For each month: replayed as it is; `whatif` with its own policies says no difference; with each of RULES (policies written otherwise) it says what a
replay of a second copy under them says, sums by person, kind and date, before and after; and the store is untouched. Prints "N passed, M failed".
"""
import argparse
import copy
import csv
import datetime
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tempfile

import yaml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from compare import net  # noqa: E402

DAY = "2026-07-20"


def each(**values):
    def change(policies):
        for p in policies:
            for k, v in values.items():
                p[k] = {**p.get(k, {}), **v} if isinstance(v, dict) else v
    return change


def without_packs(policies):
    for p in policies:
        p["packs"] = []
        p.pop("lead_list", None), p.pop("prospects", None)


def later(policies):
    policies.append({**copy.deepcopy(policies[-1]), "effective": DAY, "protection_days": 7, "prospects": {"quota": 1, "due": "12:00"}})


def from_a_day_on(policies, day):
    policies[:] = [p for p in policies if str(p["effective"]) < day] + [{**copy.deepcopy(policies[-1]), "effective": day}]
    policies[-1]["prospects"] = {**policies[-1].get("prospects", {}), "quota": 40, "visits": 60, "donation": 77}


# What is changed -> whether mails must be judged again for it (None: that depends on the month).
RULES = {
    "a smaller quota": (each(lead_list={"quota": 5}), False),
    "dearer": (each(lead_list={"donation_per_missing": 7.5, "pushups_per_missing": 3}), False),
    "due at noon, with grace": (each(lead_list={"due": "12:00", "grace_minutes": 30}), False),
    "prospects ask for nothing else": (each(prospects={"extra_leads": 0, "visits": 1, "donation": 3}), False),
    "push-ups are not counted": (each(pushups="off"), False),
    "somebody confirms": (each(confirm="general_manager"), False),
    "no duty at all": (without_packs, True),
    "protected for three days": (each(protection_days=3), True),
    "leads protected for a day": (each(lead_protection_days=1), True),
    "protected for good, and more leads": (each(protection_days=0, lead_list={"quota": 40}), None),
    "nobody need be on the copy": (each(cc_rule="off"), None),
    "others from the middle on": (later, True),
    "others from a day on": (from_a_day_on, False),
}


class Month:
    def __init__(self, exe, folder, work):
        self.exe, self.folder, self.work, self.copies = exe, folder, work, 0
        with open(os.path.join(folder, "office.yaml"), encoding="utf-8") as f:
            self.office = yaml.safe_load(f)
        with open(os.path.join(folder, "until"), encoding="utf-8") as f:
            self.until = f.read().strip()

    def run(self, where, *args):
        p = subprocess.run([self.exe, "-c", os.path.join(where, "office.yaml"), *args], capture_output=True, text=True,
                           env={**os.environ, "LEADCLERK_QUIET": "1"}, timeout=500)
        if p.returncode:
            raise SystemExit(f"{self.folder}: leadclerk {' '.join(args)}: {p.returncode}\n{p.stderr[-2000:]}")
        return p.stdout

    def replayed(self, office):
        """A copy of the month that lived under that office."""
        self.copies += 1
        where = os.path.join(self.work, os.path.basename(self.folder), str(self.copies))
        shutil.copytree(self.folder, where, ignore=shutil.ignore_patterns("out", "clerk.db*", "expected"))  # copies times, too: they are the arrivals
        for sub in ("tmp", "new", "cur"):
            os.makedirs(os.path.join(where, "out", sub))
        with open(os.path.join(where, "office.yaml"), "w", encoding="utf-8") as f:
            yaml.safe_dump(office, f, allow_unicode=True)
        self.run(where, "replay", "--no-pictures", "--until", self.until)
        return where

    def middle(self):
        """A Wednesday, with cases that close before the month is over: a week's case bears its Monday's date."""
        day = datetime.date.fromisoformat(self.until[:10]) - datetime.timedelta(days=14)
        return (day - datetime.timedelta(days=day.weekday() - 2)).isoformat()

    def ledger(self, where):
        return net(rows(self.run(where, "ledger", "--csv")))


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def sums(ledger):
    people = {}
    for (staff, _, _), (yuan, pushups, _) in ledger.items():
        y, p = people.get(staff, (0, 0))
        people[staff] = (y + yuan, p + pushups)
    return people


def expected(was, now):
    """The lines of --entries."""
    out = set()
    for key in set(was) | set(now):
        a, b = was.get(key, (0, 0))[:2], now.get(key, (0, 0))[:2]
        if a != b:
            out.add((*key, "came" if key not in was else "went" if key not in now else "changed", f"{a[0]:.2f}", f"{b[0]:.2f}", str(a[1]), str(b[1])))
    return out


def told(text):
    return {(r["staff"], r["kind"], r["for_date"], r["what"], r["before"], r["after"], r["pushups_before"], r["pushups_after"]) for r in rows(text)}


def told_people(text, column, pushups):
    return {r["staff"]: (float(r[column]), int(r[pushups])) for r in rows(text) if r["staff"] != "(all)" and (float(r[column]) or int(r[pushups]))}


def bytes_of(where):
    h = hashlib.sha256()
    for name in sorted(os.listdir(where)):
        if name.startswith("clerk.db") and not name.endswith("-shm") and os.path.getsize(os.path.join(where, name)):
            with open(os.path.join(where, name), "rb") as f:
                h.update(name.encode() + f.read())
    return h.hexdigest()


def check(month, where, was, name, change, judges):
    """Faults, as texts."""
    office = copy.deepcopy(month.office)
    middle = month.middle() if change is from_a_day_on else None
    change(office["policies"], *([middle] if middle else []))
    now = month.ledger(month.replayed(office))
    other = os.path.join(where, "other.yaml")
    with open(other, "w", encoding="utf-8") as f:
        yaml.safe_dump({"policies": office["policies"][-1:] if middle else office["policies"]}, f, allow_unicode=True)
    before = bytes_of(where)
    asked = ["whatif", "--policy", other, *(["--from", middle] if middle else [])]
    lines = told(month.run(where, *asked, "--entries", "--csv"))
    people = month.run(where, *asked, "--csv")
    said = month.run(where, *asked)
    faults = []
    want = expected(was, now)
    if middle:  # of what is dated before that day, only what differs is summed
        was, now = ({k: v for k, v in one.items() if k[2] >= middle or one.get(k) != two.get(k)} for one, two in ((was, now), (now, was)))
    faults += [f"only whatif says {x}" for x in sorted(lines - want)[:5]] + [f"whatif does not say {x}" for x in sorted(want - lines)[:5]]
    for which, ledger, column, pushups in (("before", was, "before", "pushups_before"), ("after", now, "after", "pushups_after")):
        should = {k: (float(y), p) for k, (y, p) in sums(ledger).items() if y or p}
        if told_people(people, column, pushups) != should:
            faults.append(f"sums {which}: {told_people(people, column, pushups)}, not {should}")
    letter = month.run(where, *asked, "--letter").replace(",", "")
    sum_of = lambda ledger: sum(y for y, _ in sums(ledger).values())  # noqa: E731
    differ = [k for k in {**sums(was), **sums(now)} if sums(was).get(k, (0, 0)) != sums(now).get(k, (0, 0))]
    alike = not differ and "【改了哪些规定】没有" in letter
    if (f"差别（合计{sum_of(was):.2f}元）" if alike else f"合计{sum_of(was):.2f}元 → {sum_of(now):.2f}元") not in letter:
        faults.append(f"the letter does not say {sum_of(was):.2f} and {sum_of(now):.2f}: {letter[:300]}")
    named = [line for line in letter.partition("【谁多缴、谁少缴（元）】")[2].partition("\n【")[0].splitlines() if line.startswith("· ") and not line.startswith("· 合计")]
    if len(named) != len(differ):
        faults.append(f"the letter does not name {len(differ)} people: {letter[:900]}")
    if judges is not None and ("every mail was judged again" in said) != judges:
        faults.append("mails were judged again for nothing" if not judges else "mails were not judged again")
    if bytes_of(where) != before:
        faults.append("the store changed")
    if not want:
        print(f"note: {month.folder}: {name}: nothing differs", file=sys.stderr)
    return faults


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--leadclerk", "-l", default="build/leadclerk")
    p.add_argument("--keep", action="store_true")
    p.add_argument("months", nargs="+")
    a = p.parse_args()
    work, passed, failed = tempfile.mkdtemp(prefix="lc-whatif."), 0, 0
    for folder in a.months:
        month = Month(os.path.abspath(a.leadclerk), folder, work)
        where = month.replayed(month.office)
        was = month.ledger(where)
        for name, (change, judges) in {"the same": (lambda policies: None, False), **RULES}.items():
            faults = check(month, where, was, name, change, judges)
            passed, failed = passed + (not faults), failed + bool(faults)
            for f in faults:
                print(f"{folder}: {name}: {f}")
    print(f"{passed} passed, {failed} failed")
    if a.keep:
        print(work)
    else:
        shutil.rmtree(work)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
