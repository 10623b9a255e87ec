#!/usr/bin/python3
"""Holds the oracle to the cases worked out by hand, the calendars' three formats to each other, the comparer to its
purpose, and what genmonth writes to what it says it wrote.  Ends with "N passed, N failed"."""
import csv
import datetime as dt
import email
import email.policy
import email.utils
import html.parser
import io
import json
import os
import subprocess
import sys
import tempfile
from email.header import decode_header, make_header

import openpyxl

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
sys.dont_write_bytecode = True
import cases  # noqa: E402
import compare  # noqa: E402
import oracle  # noqa: E402

passed = failed = 0


def check(what, got, want):
    global passed, failed
    if got == want:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {what}\n  expected {want!r}\n  got      {got!r}")


def months():
    for clause, what, (cfg, mails, until), expect in cases.MONTHS:
        res = oracle.compute(cfg, mails, until)
        got, want = {}, {}
        ledger = {(r["staff"], r["kind"], r["for_date"]): r for r in res["ledger"]}
        duties = {(r["staff"], r["kind"], r["for_date"]): r for r in res["duties"]}
        for k, v in expect.get("ledger", {}).items():
            want["ledger", k] = v
            got["ledger", k] = (ledger[k]["donation"], ledger[k]["pushups"]) if k in ledger else None
        for k, v in expect.get("proposed", {}).items():
            want["proposed", k], got["proposed", k] = v, ledger[k]["proposed"] if k in ledger else None
        for k, v in expect.get("duties", {}).items():
            want["duty", k] = v
            got["duty", k] = tuple(duties[k][c] for c in ("required", "delivered", "state")) if k in duties else None
        for k, v in expect.get("due", {}).items():
            want["due", k], got["due", k] = v, duties[k]["due_at"] if k in duties else None
        for name, col in (("verdicts", "verdict"), ("kinds", "kind"), ("staffs", "staff")):
            if name in expect:
                want[name], got[name] = expect[name], [r[col] for r in res["leads"]]
        assert want, what
        check(f"{clause}: {what}", got, want)


def calendars():
    want = {dt.date(2026, 9, 20): True, dt.date(2026, 10, 1): False, dt.date(2026, 10, 2): False}
    files = {"c.csv": "date,kind\n2026-10-01,off\n2026-10-02,off\n2026-09-20,work\n",
             "c.json": json.dumps({"year": 2026, "days": [{"name": "国庆节", "date": "2026-10-01", "isOffDay": True}, {"name": "国庆节", "date": "2026-10-02", "isOffDay": True},
                                                          {"name": "国庆节", "date": "2026-09-20", "isOffDay": False}]}),
             "c.ics": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:国庆节\r\n 假期\r\nDTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261003\r\nEND:VEVENT\r\n"
                      "BEGIN:VEVENT\r\nSUMMARY:上班(补国庆节假期)\r\nDTSTART;VALUE=DATE:20260920\r\nDTEND;VALUE=DATE:20260921\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"}
    with tempfile.TemporaryDirectory() as d:
        for n, text in files.items():
            p = os.path.join(d, n)
            with open(p, "w", encoding="utf-8", newline="") as f:
                f.write(text)
            check("calendar " + n, oracle.read_calendar(p), want)


class Cells(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.cell = [], None

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.cell = ""

    def handle_endtag(self, tag):
        if tag == "td":
            self.rows[-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


def tables_in(msg):
    """the tables of a mail, as Python's own readers see them; None where they have no reader (.xls)"""
    out = []
    for part in msg.walk():
        if part.is_multipart():
            continue
        header = str(part.get("Content-Disposition") or "")
        name = part.get_filename() or ""
        try:
            name = str(make_header(decode_header(name.replace("GB2312", "gb18030"))))
        except (LookupError, UnicodeError):
            name = "?"
        if "\ufffd" in name or not name.isprintable():
            name = "?"  # raw 8-bit: not a name for this reader
        data = part.get_payload(decode=True)
        if data[:2] == b"PK":
            wb = openpyxl.load_workbook(io.BytesIO(data))
            out += [(name, ws.title, [["" if c is None else str(c) for c in r] for r in ws.iter_rows(values_only=True)]) for ws in wb if ws.max_row > 1]
        elif data[:2] == b"\xd0\xcf":
            out.append((name, None, None))
        elif header.startswith("attachment") and not data.startswith(b"<html"):
            if data[:2] == b"\xff\xfe":
                text = data.decode("utf-16")
            else:
                try:
                    text = data.decode("utf-8-sig")
                except UnicodeDecodeError:
                    text = data.decode("gb18030")
            sep = max(",\t;", key=text.count)
            out.append((name, None, [[c[2:-1] if c.startswith('="') else c for c in r] for r in csv.reader(io.StringIO(text, newline=""), delimiter=sep)]))
        elif b"<td" in data:
            p = Cells()
            p.feed(data.decode((part.get_content_charset() if not name else "utf-8").replace("gbk", "gb18030").replace("gb2312", "gb18030")))
            out.append((name or None, None, p.rows))
    return out


def generator(folder, seed):
    subprocess.run(["/usr/bin/python3", os.path.join(here, "genmonth.py"), "--seed", str(seed), "--out", folder, "--reps", "3", "--mails", "110", "--rows", "1500"],
                   check=True, stdout=subprocess.DEVNULL)
    cfg, mails, until, _ = oracle.load_month(os.path.join(folder, "month.json"))
    files = {}
    for base, _, names in os.walk(os.path.join(folder, "in")):
        for n in names:
            files[n.split(":")[0]] = os.path.join(base, n)
    wrong = []
    for m in mails:
        p = files[m["file"]]
        msg = email.message_from_binary_file(open(p, "rb"), policy=email.policy.compat32)
        if os.stat(p).st_mtime_ns // 10 ** 9 != m["arrival"]:
            wrong.append((m["file"], "mtime"))
        if str(make_header(decode_header(msg["Subject"].replace("GB2312", "gb18030")))) != m["subject"]:
            wrong.append((m["file"], "subject", msg["Subject"], m["subject"]))
        addresses = [a.lower() for _, a in email.utils.getaddresses([msg["From"]])]
        if addresses != [m["sender"].lower()]:
            wrong.append((m["file"], "from", addresses))
        if sorted(a.lower() for _, a in email.utils.getaddresses(msg.get_all("To", []) + msg.get_all("Cc", []))) != sorted(m["to"] + m["cc"]):
            wrong.append((m["file"], "to"))
        seen = tables_in(msg)
        if any(g is None for _, _, g in seen):
            continue
        if len(seen) != len(m["tables"]):
            wrong.append((m["file"], "tables", len(seen), len(m["tables"])))
            continue
        for t, (name, sheet, grid) in zip(m["tables"], seen):
            if name != "?" and name != t["file"]:
                wrong.append((m["file"], "name", name, t["file"]))
            if sheet is not None and sheet != t["sheet"]:
                wrong.append((m["file"], "sheet", sheet))
            for n, cells in t["rows"]:
                got = grid[n - 1] if n <= len(grid) else []
                if [oracle.trim(c) for c in got[:len(cells)]] != [oracle.trim(c) for c in cells]:
                    wrong.append((m["file"], n, got, cells))
    check(f"month {seed}: files hold what the month says", wrong[:3], [])


def comparer(folder):
    exp = {n: compare.read(os.path.join(folder, "expected", n + ".csv")) for n in ("ledger", "duties", "leads")}
    ids = {}
    for r in exp["leads"]:
        ids.setdefault(r["message_id"], f"m{len(ids)}")

    def real():
        return {"ledger": [dict(r, state="proposed" if r["proposed"] == "1" else "issued") for r in exp["ledger"]], "duties": [dict(r) for r in exp["duties"]],
                "leads": [dict(r, mail=ids[r["message_id"]]) for r in exp["leads"]], "mails": [{"mail": v, "message_id": k} for k, v in ids.items()]}

    def found(got):
        return sorted(n for n, (diffs, _) in compare.compare_all(folder, got).items() if diffs)

    check("comparer: the same is the same", found(real()), [])
    g = real()
    e = g["ledger"][0]
    g["ledger"] += [dict(e, donation="-" + e["donation"], pushups="-" + e["pushups"]), dict(e)]
    check("comparer: a reversal and its replacement change nothing", found(g), [])
    g = real()
    g["ledger"][0]["donation"] = "0.01"
    check("comparer: a wrong sum", found(g), ["ledger"])
    g = real()
    del g["ledger"][0]
    check("comparer: a missing entry", found(g), ["ledger"])
    g = real()
    g["duties"][3]["delivered"] = "999"
    g["duties"].append(dict(g["duties"][0], for_date="2031-01-01"))
    check("comparer: a wrong duty", found(g), ["duties"])
    g = real()
    g["duties"][0]["due_at"] = g["duties"][0]["due_at"].replace(":59+", ":58+")
    check("comparer: a wrong second", found(g), ["duties"])
    g = real()
    hard = [i for i, r in enumerate(g["leads"]) if r["soft"] == "0" and r["verdict"] == "counted"]
    g["leads"][hard[0]]["verdict"] = "refused"
    check("comparer: a wrong verdict", found(g), ["leads"])
    g = real()
    del g["leads"][hard[5]]
    check("comparer: a lost row", found(g), ["leads"])


def main():
    months()
    for clause, what, got, want in cases.UNITS:
        check(f"{clause}: {what}", got, want)
    calendars()
    with tempfile.TemporaryDirectory() as d:
        for seed in (5, 6):
            generator(os.path.join(d, str(seed)), seed)
        comparer(os.path.join(d, "5"))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
