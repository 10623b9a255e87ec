#!/usr/bin/python3
"""Runs leadclerk over a made month and compares its tables with the oracle's.

usage: compare.py [--leadclerk build/leadclerk] [--late] [--keep] [--tz ZONE] [--max N] DIR

--late  some mails reach the Maildir only after a first replay; the second replay must end in the same net result
--keep  leave the working copy (its path is printed)
--tz    the machine's zone while leadclerk runs (default Pacific/Auckland: it must not matter)
--max   how many differences of each table are printed (default 12)
Exit 0: the same; 1: differences; 2: leadclerk failed.
"""
import argparse
import collections
import csv
import datetime as dt
import difflib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle  # noqa: E402

LEDGER_KINDS = ("lead_shortfall", "makeup_unfulfilled")
DUTY_KINDS = ("lead_list", "prospects", "makeup")


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def kind_name(k):
    k = (k or "").lower()
    for name, word in (("visit", "陌拜"), ("prospect", "意向"), ("lead", "客户资料")):
        if k.startswith(name) or word in k:
            return name
    return k


def net(rows):
    """net sums per staff, kind, for_date; sums of nothing are nothing"""
    out = {}
    for r in rows:
        key = (r["staff"], r["kind"], r["for_date"][:10])
        d, p, n = out.get(key, (Decimal(0), 0, 0))
        out[key] = (d + Decimal(r["donation"] or "0"), p + int(r["pushups"] or 0), n + 1)
    return {k: v for k, v in out.items() if v[0] or v[1]}


def compare_ledger(want, got):
    diffs, notes = [], []
    w = {(r["staff"], r["kind"], r["for_date"]): (Decimal(r["donation"]), int(r["pushups"]), r) for r in want}
    g = net(got)
    for k in sorted(set(w) | set(g), key=lambda k: (k[2], k[0], k[1])):
        name = " ".join((k[2], k[0], k[1]))
        if k not in w:
            (diffs if k[1] in LEDGER_KINDS else notes).append(f"ledger {name}: unexpected {g[k][0]} yuan, {g[k][1]} push-ups")
        elif k not in g:
            diffs.append(f"ledger {name}: missing, expected {w[k][0]} yuan, {w[k][1]} push-ups")
        elif w[k][:2] != g[k][:2]:
            diffs.append(f"ledger {name}: expected {w[k][0]} yuan, {w[k][1]} push-ups; got {g[k][0]}, {g[k][1]}")
    states = {}
    for r in got:
        states[(r["staff"], r["kind"], r["for_date"][:10])] = r.get("state", "")  # the last entry of a key
    for k in w:
        if k in g and int(w[k][2].get("proposed") or 0) and states.get(k) != "proposed":
            diffs.append(f"ledger {k[2]} {k[0]} {k[1]}: must wait for a person (proposed), state is {states.get(k)!r}")
        elif k in g and not int(w[k][2].get("proposed") or 0) and states.get(k) == "proposed":
            notes.append(f"ledger {k[2]} {k[0]} {k[1]}: proposed, though nobody is asked to confirm")
    return diffs, notes


def instant(s):
    return dt.datetime.fromisoformat(s.replace("Z", "+00:00"))


def compare_duties(want, got):
    diffs, notes = [], []
    key = lambda r: (r["staff"], r["kind"], r["for_date"][:10])  # noqa: E731
    w = {key(r): r for r in want}
    g = {}
    for r in got:
        if key(r) in g:
            diffs.append(f"duty {' '.join(key(r))}: listed twice")
        g[key(r)] = r
    for k in sorted(set(w) | set(g), key=lambda k: (k[2], k[0], k[1])):
        name = " ".join((k[2], k[0], k[1]))
        if k not in w:
            text = " ".join(f"{c}={g[k][c]}" for c in ("due_at", "required", "delivered", "state"))
            (diffs if k[1] in DUTY_KINDS else notes).append(f"duty {name}: unexpected ({text})")
            continue
        text = " ".join(f"{c}={w[k][c]}" for c in ("due_at", "required", "delivered", "state"))
        if k not in g:
            diffs.append(f"duty {name}: missing, expected ({text})")
            continue
        bad = [f"{c}: expected {w[k][c]}, got {g[k][c]}" for c in ("required", "delivered", "state") if w[k][c] != g[k][c]]
        if instant(w[k]["due_at"]) != instant(g[k]["due_at"]):
            bad.append(f"due_at: expected {w[k]['due_at']}, got {g[k]['due_at']}")
        elif w[k]["due_at"] != g[k]["due_at"]:
            notes.append(f"duty {name}: due_at written {g[k]['due_at']}, not {w[k]['due_at']}")
        if k[1] == "makeup" and w[k]["required"] == "0" and g[k]["state"] == "exempt" and w[k]["state"] == "met":
            notes.append(f"duty {name}: exempt for met with 0 required (both readings stand)")
            bad = [b for b in bad if not b.startswith("state")]
        if bad:
            diffs.append(f"duty {name}: " + "; ".join(bad))
    return diffs, notes


def compare_leads(want, got, mails, titles=None):
    """Row by row within each mail, in the order written.  Rows are laid side by side by company name, so that a
    disagreement about what is a row does not shift the rest."""
    diffs, notes = [], []
    ids = {m["mail"]: (m["message_id"] or "").strip().strip("<>") for m in mails}
    w, g = {}, {}
    for r in want:
        w.setdefault(r["message_id"].strip("<>"), []).append(r)
    for r in got:
        g.setdefault(ids.get(r["mail"], "?" + r["mail"]), []).append(r)
    rows_off = 0
    for mid in list(w) + [m for m in g if m not in w]:
        a, b = w.get(mid, []), g.get(mid, [])
        if all(r["soft"] == "1" for r in a) and a:
            # a mail that was cured, or sent again after its cure: its own rows may be listed either way, but only the
            # cure counts
            bad = sum(r["verdict"] == "counted" for r in b)
            if bad:
                notes.append(f"mail {mid}: {bad} rows counted in a mail that another one cured")
            continue
        where = f"mail {mid}" + (f" ({titles[mid]})" if titles and mid in titles else "")
        if not b:
            diffs.append(f"{where}: no row of it listed, expected {len(a)} ({a[0]['kind']}, {a[0]['file']!r} {a[0]['sheet']!r})")
            continue
        ka, kb = [oracle.company_key(r["company"]) for r in a], [oracle.company_key(r["company"]) for r in b]
        pairs = []
        for op, i1, i2, j1, j2 in difflib.SequenceMatcher(None, ka, kb, autojunk=False).get_opcodes():
            n = min(i2 - i1, j2 - j1) if op in ("equal", "replace") else 0
            pairs += [(a[i1 + k], b[j1 + k]) for k in range(n)]
            pairs += [(a[i], None) for i in range(i1 + n, i2)] + [(None, b[j]) for j in range(j1 + n, j2)]
        lines = []
        for x, y in pairs:
            if x is None:
                t = f"row {y['sheet']}!{y['row']} {y['company']!r}: not a row for us, got {y['verdict']} {y['reason']}"
                (lines if y["verdict"] == "counted" else notes).append(t if y["verdict"] == "counted" else where + " " + t)
            elif y is None:
                t = f"row {x['sheet']}!{x['row']} {x['company']!r}: missing, expected {x['kind']} {x['verdict']} {x['reason']}"
                lines.append(t)
            else:
                t = f"row {x['sheet']}!{x['row']} {x['company']!r}: "
                if x["verdict"] != y["verdict"]:
                    lines.append(t + f"expected {x['verdict']} ({x['reason']}), got {y['verdict']} ({y['reason']})")
                elif kind_name(y["kind"]) != x["kind"]:
                    lines.append(t + f"expected kind {x['kind']}, got {y['kind']}")
                elif y["staff"] != x["staff"]:
                    lines.append(t + f"expected staff {x['staff']}, got {y['staff']}")
                if str(x["row"]) != str(y["row"]):
                    rows_off += 1
        if lines:
            diffs.append(f"{where}: {len(lines)} rows differ, {a[0]['file'] if a else ''!r}\n      " + "\n      ".join(lines[:4]))
    if rows_off:
        notes.append(f"{rows_off} rows have another row number than in the file")
    return diffs, notes


class Failed(Exception):
    pass


def run(cmd, tz):
    env = dict(os.environ, TZ=tz, LC_ALL="C.UTF-8")
    p = subprocess.run(cmd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=1800)
    if p.returncode:
        raise Failed(f"{' '.join(cmd)}: exit {p.returncode}\n" + p.stderr.decode("utf-8", "replace")[-3000:])
    return p.stdout.decode("utf-8")


def table(cmd, tz):
    return list(csv.DictReader(io.StringIO(run(cmd + ["--csv"], tz), newline="")))


def compare_all(folder, got):
    titles = {}
    for m in json.load(open(os.path.join(folder, "month.json"), encoding="utf-8"))["mails"]:
        forms = ",".join(sorted({(t["file"] or "body").rsplit(".", 1)[-1] for t in m["tables"]}))
        titles.setdefault(m["message_id"].strip("<>"), f"{m['file']} {m['sender']} {m['subject']!r} {forms}")
    exp = {n: read(os.path.join(folder, "expected", n + ".csv")) for n in ("ledger", "duties", "leads")}
    return {"ledger": compare_ledger(exp["ledger"], got["ledger"]), "duties": compare_duties(exp["duties"], got["duties"]),
            "leads": compare_leads(exp["leads"], got["leads"], got["mails"], titles)}


def compare_spans(cfg, tz, duties, rng):
    """What lies before and after --from and --to is not worked out: the lines are those of the whole table all the same."""
    days = sorted({r["for_date"] for r in duties})
    diffs = []
    for _ in range(4 if days else 0):
        start, end = rng.choice(days), rng.choice(days)
        for span in (("--from", start), ("--to", end), ("--from", min(start, end), "--to", max(start, end))):
            first, last = (span[span.index(o) + 1] if o in span else None for o in ("--from", "--to"))
            want = [r for r in duties if (not first or r["for_date"] >= first) and (not last or r["for_date"] <= last)]
            if table(cfg + ["duties", *span], tz) != want:
                diffs.append(f"duties {' '.join(span)}: not the {len(want)} lines of these days in `duties`")
    return diffs


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--leadclerk", default="build/leadclerk")
    ap.add_argument("--late", action="store_true")
    ap.add_argument("--keep", action="store_true")
    ap.add_argument("--tz", default="Pacific/Auckland")
    ap.add_argument("--max", type=int, default=12)
    ap.add_argument("dir")
    a = ap.parse_args()
    exe = os.path.abspath(a.leadclerk)
    work = tempfile.mkdtemp(prefix="lc-oracle-")
    copy = os.path.join(work, "month")
    shutil.copytree(a.dir, copy, copy_function=shutil.copy2, ignore=shutil.ignore_patterns("expected", "month.json", "clerk.db*"))
    cfg = [exe, "-c", os.path.join(copy, "office.yaml")]
    until = open(os.path.join(a.dir, "until")).read().strip()
    try:
        t0 = time.time()
        if a.late:
            rng = random.Random(until + os.path.basename(os.path.abspath(a.dir)))
            month = json.load(open(os.path.join(a.dir, "month.json"), encoding="utf-8"))
            files = {}
            for base, _, names in os.walk(os.path.join(copy, "in")):
                for n in names:
                    files[n.split(":")[0]] = os.path.join(base, n)
            there = [m for m in month["mails"] if m["arrival"] <= month["until"]]
            chosen = rng.sample(there, min(8, len(there)))
            # And the first of each two copies: the mail was known at a later place before it is known at its own.
            seen = set()
            for m in sorted(there, key=lambda m: m["arrival"]):
                if m["message_id"] not in seen and any(x["message_id"] == m["message_id"] and x is not m for x in there) and m not in chosen:
                    chosen.append(m)
                seen.add(m["message_id"])
            away = os.path.join(work, "away")
            os.mkdir(away)
            moved = []
            for m in chosen:
                p = files[m["file"]]
                q = os.path.join(away, os.path.basename(p))
                shutil.move(p, q)
                moved.append((q, p))
            first = until
            if rng.random() < .5:  # the late mails may also turn up in the middle of the month
                first = oracle.Office(month["config"], a.dir).rfc3339(max(m["arrival"] for m in chosen) + rng.randrange(1, 90000))
                first = min(first, until)
            run(cfg + ["replay", "--until", first], a.tz)
            for q, p in moved:
                shutil.move(q, p)  # keeps the time of arrival
            print(f"late: {len(moved)} mails after a replay until {first}: " + " ".join(sorted(m["file"] for m in chosen)))
        run(cfg + ["replay", "--until", until], a.tz)
        spent = time.time() - t0
        got = {n: table(cfg + [n], a.tz) for n in ("ledger", "duties", "leads", "mails")}
        spans = compare_spans(cfg, a.tz, got["duties"], random.Random(until))
    except Failed as e:
        print(f"FAIL {a.dir}: {e}")
        return 2
    finally:
        if a.keep:
            print("kept", copy)
        else:
            shutil.rmtree(work, ignore_errors=True)
    bad = 0
    for name, (diffs, notes) in [*compare_all(a.dir, got).items(), ("spans", (spans, []))]:
        bad += len(diffs)
        for d in diffs[:a.max]:
            print("  - " + d)
        if len(diffs) > a.max:
            print(f"  - … {len(diffs) - a.max} more in {name}")
        for d in notes[:3]:
            print("  note: " + d)
        if len(notes) > 3:
            print(f"  note: … {len(notes) - 3} more in {name}")
    print(f"{'FAIL' if bad else 'ok'} {a.dir}{' --late' if a.late else ''}: {bad} differences, replay {spent:.1f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
