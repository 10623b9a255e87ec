#!/usr/bin/python3
"""An independent reading of the rules, for comparison with leadclerk.

Input is an abstract month: a configuration (the YAML of the interface, as a dict), a list of mails (what was in them,
not how it was encoded) and a moment `until`.  Output: the ledger's net sums, the duties and a verdict for every row.
Nothing here is shared with the daemon.  Every function quotes the sentence of the rules it stands for.

A mail is a dict:
  file        name in the Maildir (orders mails of the same second)
  arrival     seconds since 1970
  sender      address;  to, cc: lists of addresses
  message_id  text
  subject     text
  answers     (optional) message_id of the held mail whose notice this mail answers
  delivers    (optional) list of ready kinds, e.g. ["weekly_plan"]
  tables      list of tables
A table is a dict:
  file, sheet, title   text or None
  fields      what each column is: company person phone person_phone business capital network website value uscc
              visit_date met stage, or other
  rows        list of [row number, [cell text, ...]]

usage: oracle.py MONTH.json   (prints the three tables)
"""
import csv
import ctypes
import datetime as dt
import io
import json
import os
import re
import sys
import unicodedata
from decimal import Decimal
from zoneinfo import ZoneInfo

# ------------------------------------------------------------------ policy


DEFAULT_POLICY = {
    "effective": "1970-01-01", "packs": ["S0"], "protection_days": 0, "lead_protection_days": None,
    "cc_rule": "hold", "confirm": "none", "grace_minutes": 0,
    "lead_list": {"quota": 100, "due": "23:59", "donation_per_missing": "2.00", "pushups_per_missing": 1},
    "prospects": {"quota": 2, "due": "18:00", "extra_leads": 20, "visits": 10, "donation": "500.00"},
}


def as_date(x):
    if x is None or isinstance(x, dt.date) and not isinstance(x, dt.datetime):
        return x
    return dt.date.fromisoformat(str(x))


def fen(x):
    """amounts in integer fen (section 4)"""
    return int((Decimal(str(x)) * 100).to_integral_value())


class Office:
    """The configuration, with the questions the rules ask of it."""

    def __init__(self, cfg, base="."):
        office = cfg.get("office", {})
        self.zone = ZoneInfo(office.get("timezone") or "Asia/Shanghai")  # "All civil times are in the office's zone"
        self.area_code = str(office.get("area_code") or "")
        self.marks = {}  # date -> True (work) / False (off)
        for c in office.get("calendars") or []:
            self.marks.update(read_calendar(os.path.join(base, c) if isinstance(c, str) else c))
        for d, kind in (cfg.get("_days") or {}).items():  # for hand-made cases: days given in place
            self.marks[as_date(d)] = kind == "work"
        self.years = {d.year for d in self.marks}
        self.staff = []
        for s in cfg["staff"]:
            self.staff.append({"id": s["id"], "role": s["role"], "mail": [a.lower() for a in s["mail"]],
                               "since": as_date(s.get("since")), "until": as_date(s.get("until"))})
        self.by_id = {s["id"]: s for s in self.staff}
        self.leave = [(v["staff"], as_date(v["from"]), as_date(v["to"])) for v in cfg.get("leave") or []]
        self.policies = []
        for p in cfg.get("policies") or [{}]:
            q = {k: (dict(v) if isinstance(v, dict) else v) for k, v in DEFAULT_POLICY.items()}
            for k, v in p.items():
                if isinstance(v, dict) and isinstance(q.get(k), dict):
                    q[k].update(v)
                else:
                    q[k] = v
            q["effective"] = as_date(q["effective"])
            self.policies.append(q)
        self.policies.sort(key=lambda p: p["effective"])
        since = as_date(office.get("since"))
        # "`office.since` is the first workday that has duties."
        while not self.workday(since):
            since += dt.timedelta(1)
        self.since = since

    # --- time
    def civil(self, t):
        return dt.datetime.fromtimestamp(t, self.zone)

    def day(self, t):
        return self.civil(t).date()

    def at(self, day, h=0, m=0, s=0):
        return int(dt.datetime(day.year, day.month, day.day, h, m, s, tzinfo=self.zone).timestamp())

    def last_second(self, day, hhmm):
        """"A due time `HH:MM` includes that whole minute: 23:59 means up to 23:59:59." """
        h, m = str(hhmm).split(":")
        return self.at(day, int(h), int(m), 59)

    def rfc3339(self, t):
        return self.civil(t).isoformat()

    # --- workdays
    def workday(self, d):
        """"Monday to Friday, changed by calendar files: a day marked off is none, a day marked work is one." """
        if d in self.marks:
            return self.marks[d]
        return d.weekday() < 5

    def next_workday(self, d):
        d += dt.timedelta(1)
        while not self.workday(d):
            d += dt.timedelta(1)
        return d

    def unconfirmed_year(self, d):
        """"A year of which no calendar file names a single day counts as Monday to Friday, and money for its days
        waits for a person to confirm it." """
        return d.year not in self.years

    # --- people
    def policy(self, d):
        """"a duty is ruled by the policy in force on its for-date, a mail ... by that of its arrival day" """
        best = self.policies[0]
        for p in self.policies:
            if p["effective"] <= d:
                best = p
        return best

    def person(self, address, t):
        """"From the end of the `until` day their addresses are unknown addresses ...; before `since` they may mail
        already." """
        address = address.lower()
        d = self.day(t)
        for s in self.staff:
            if address in s["mail"] and not (s["until"] and d > s["until"]):
                return s
        return None

    def gone(self, staff_id, t):
        """"... and their companies nobody's" """
        u = self.by_id[staff_id]["until"]
        return bool(u and self.day(t) > u)

    def excused(self, s, for_date, due_date):
        """"A person on leave on workday W owes nothing *for* W; neither does one whose `since`/`until` excludes W, and
        nothing due on a day before `since` is owed." """
        for who, a, b in self.leave:
            if who == s["id"] and a <= for_date <= b:
                return True
        if s["since"] and (for_date < s["since"] or due_date < s["since"]):
            return True
        if s["until"] and for_date > s["until"]:
            return True
        return False

    # --- due moments (section 2, the table)
    def lead_due(self, w):
        """"23:59 of the calendar day before W" """
        return self.last_second(w - dt.timedelta(1), self.policy(w)["lead_list"]["due"])

    def prospect_due(self, w):
        """"18:00 of W" """
        return self.last_second(w, self.policy(w)["prospects"]["due"])

    def week_workdays(self, monday):
        return [monday + dt.timedelta(i) for i in range(7) if self.workday(monday + dt.timedelta(i))]

    def weekly_plan_due(self, monday, hhmm="12:00"):
        """"Friday 12:00; if that is no workday, the week's last workday 12:00" """
        friday = monday + dt.timedelta(4)
        if self.workday(friday):
            return self.last_second(friday, hhmm)
        days = self.week_workdays(monday)
        return self.last_second(days[-1], hhmm) if days else None

    def weekly_report_due(self, monday, hhmm="11:00"):
        """"Monday 11:00 (the next workday if Monday is none)" """
        d = monday
        while not self.workday(d):
            d += dt.timedelta(1)
        return self.last_second(d, hhmm)


def monday_of(d):
    """"the calendar week (Monday-Sunday)" """
    return d - dt.timedelta(d.weekday())


def read_calendar(path):
    """"CSV (date,kind with kind off|work), JSON (year, days[{name,date,isOffDay}]) or ICS" """
    raw = open(path, encoding="utf-8-sig").read()
    marks = {}
    if path.endswith(".json"):
        for d in json.loads(raw)["days"]:
            marks[as_date(d["date"])] = not d["isOffDay"]
    elif path.endswith(".ics"):
        raw = re.sub(r"\r?\n[ \t]", "", raw)  # RFC 5545 folding
        for ev in re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", raw, re.S):
            a = re.search(r"^DTSTART[^:\n]*:(\d{8})", ev, re.M).group(1)
            b = re.search(r"^DTEND[^:\n]*:(\d{8})", ev, re.M)
            a = dt.datetime.strptime(a, "%Y%m%d").date()
            b = dt.datetime.strptime(b.group(1), "%Y%m%d").date() if b else a + dt.timedelta(1)
            name = re.search(r"^SUMMARY[^:\n]*:(.*)$", ev, re.M).group(1)
            work = "班" in name  # the State Council's 上班(补…) and 补班
            while a < b:
                marks[a] = work
                a += dt.timedelta(1)
    else:
        for r in csv.DictReader(io.StringIO(raw)):
            marks[as_date(r["date"].strip())] = r["kind"].strip() == "work"
    return marks


# ------------------------------------------------------------------ section 3: cells

_occ = None


def t2s(text):
    """"traditional to simplified (OpenCC t2s)" """
    global _occ
    if _occ is None:
        lib = None
        for name in ("libopencc.so", "libopencc.so.1.1", "libopencc.so.1"):
            try:
                lib = ctypes.CDLL(name)
                break
            except OSError:
                pass
        lib.opencc_open.restype = ctypes.c_void_p
        lib.opencc_open.argtypes = [ctypes.c_char_p]
        lib.opencc_convert_utf8.restype = ctypes.c_void_p
        lib.opencc_convert_utf8.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
        lib.opencc_convert_utf8_free.argtypes = [ctypes.c_void_p]
        h = lib.opencc_open(b"t2s.json")
        if h in (None, ctypes.c_void_p(-1).value):
            raise RuntimeError("opencc t2s.json")
        _occ = (lib, h)
    lib, h = _occ
    if text.isascii():
        return text
    b = text.encode()
    p = lib.opencc_convert_utf8(h, b, len(b))
    out = ctypes.string_at(p).decode()
    lib.opencc_convert_utf8_free(p)
    return out


def invisible(ch):
    return unicodedata.category(ch) in ("Cf", "Cc", "Zs", "Zl", "Zp") or ch.isspace()


def trim(text):
    text = text or ""
    a, b = 0, len(text)
    while a < b and invisible(text[a]):
        a += 1
    while b > a and invisible(text[b - 1]):
        b -= 1
    return text[a:b]


# "Not filled: nothing, blanks, - -- — —— / \, 不详, 未知, 暂无数据, 待查, N/A, null, none, and 暂无 except for website;
#  无 fills network, website, value and capital."
NOT_FILLED = {"", "-", "--", "—", "——", "/", "\\", "不详", "未知", "暂无数据", "待查", "n/a", "null", "none"}


def filled(text, field):
    t = trim(text).lower()
    if t in NOT_FILLED:
        return False
    if t == "暂无":
        return field == "website"
    if t == "无":
        return field in ("network", "website", "value", "capital")
    return True


BRACKETS = {"（": "(", "）": ")", "【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")", "［": "(", "］": ")"}
STATUS = ("存续", "在业", "注销", "吊销", "曾用名", "个体工商户")


def company_key(name):
    """"NFKC, one form of brackets, traditional to simplified (OpenCC t2s), upper case, no blanks, no zero-width
    characters, no punctuation but brackets, and no trailing bracket with a status (存续, 注销, 曾用名…)" """
    s = unicodedata.normalize("NFKC", name or "")
    s = "".join(BRACKETS.get(c, c) for c in s)
    s = t2s(s).upper()
    s = "".join(c for c in s if not invisible(c) and (c in "()" or not unicodedata.category(c).startswith("P")))
    while True:
        m = re.search(r"\(([^()]*)\)$", s)
        if m and m.group(1).startswith(STATUS):
            s = s[:m.start()]
        else:
            return s


def company_name_ok(name):
    """"A company name has at least four characters, not all digits." """
    s = "".join(c for c in unicodedata.normalize("NFKC", name or "") if not invisible(c))
    return filled(name, "company") and len(s) >= 4 and not s.isdigit()


USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(text):
    """"where a USCC with a right check digit is given, equal codes are one company too" (GB 32100-2015)"""
    s = "".join(c for c in unicodedata.normalize("NFKC", text or "").upper() if not invisible(c))
    if len(s) != 18 or any(c not in USCC_ALPHABET for c in s):
        return None
    total = sum(USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(s[:17]))
    return s if USCC_ALPHABET[(31 - total % 31) % 31] == s[17] else None


def digits_usable(d, area_code=""):
    """one number, already undone to digits"""
    if re.fullmatch(r"1[3-9]\d{9}", d):  # "a mobile of 11 digits beginning 13 to 19"
        return True
    if re.fullmatch(r"[48]00\d{7}", d):  # "400/800 and 7 digits"
        return True
    if re.fullmatch(r"0\d{2,3}[2-8]\d{6,7}", d):  # "a landline of area code (0 and 2-3 digits) and 7-8 digits beginning 2-8"
        return True
    if re.fullmatch(r"[1-9]\d{1,2}[2-8]\d{6,7}", d):  # "a lost leading 0 restored"
        return True
    if area_code and re.fullmatch(r"[2-8]\d{6,7}", d):  # "without an area code only where the office gives its own"
        return True
    return False


def one_number(piece, area_code):
    """"after spaces, hyphens, dots, +86 and full-width forms are undone" """
    s = "".join(c for c in piece if not invisible(c))
    s = re.sub(r"[-‐‑‒–—―−.·()\[\]（）'`]", "", s)
    if re.fullmatch(r"\+?\d+", s) is None:
        return False  # masked (*), cut (1.38E+10), or no number at all
    for p in (r"^\+86", r"^0086", r"^86(?=1[3-9]\d{9}$|0\d{9,11}$)"):
        t = re.sub(p, "", s)
        if t != s:
            s = t
            break
    s = s.lstrip("+")
    return digits_usable(s, area_code)


def phone_usable(cell, area_code=""):
    """"Any usable phone in the row's phone or person cells serves, and person and phone may share a cell." """
    s = unicodedata.normalize("NFKC", cell or "")
    for piece in re.split(r"[/\\、,，;；|\n\r\t:：]|[\u4e00-\u9fff]+", s):
        if one_number(piece, area_code):
            return True
        if "*" in piece or re.search(r"\d[Ee]\+?\d", piece):
            for sub in piece.split():
                if one_number(sub, area_code):
                    return True
            continue
        parts = piece.split()
        # several numbers with nothing but blanks between: any run of neighbours may be one number
        for i in range(len(parts)):
            for j in range(i + 1, len(parts) + 1):
                if (i, j) != (0, len(parts)) and one_number("".join(parts[i:j]), area_code):
                    return True
    return False


def person_named(cell):
    """the person part of a cell: letters that are left when numbers are taken out"""
    if not filled(cell, "person"):
        return False
    s = unicodedata.normalize("NFKC", cell)
    s = re.sub(r"[\d+()*\-–—.]+", " ", s)
    words = [w for w in re.split(r"[\s/、,;|:]+", s) if w]
    return any(any(c.isalpha() for c in w) and filled(w, "person") for w in words)


# ------------------------------------------------------------------ section 3: kinds

WORDS = (("visit", "陌拜"), ("prospect", "意向"), ("lead", "客户资料"))
LEAD_FIELDS = ("business", "capital", "network", "website", "value")


def kind_by_words(text):
    """"in each, 陌拜 before 意向 before 客户资料" """
    for kind, word in WORDS:
        if word in unicodedata.normalize("NFKC", text or ""):
            return kind
    return None


def kind_of(table, subject):
    """"The kind of a table is told by, in this order, its sheet's columns where they are unmistakable (a visit date and
    a person met; a stage of intent), its title row or sheet name, the file name, the subject; ...; failing all, a table
    with a lead list's columns is a lead list." """
    f = table["fields"]
    if "visit_date" in f and "met" in f:
        return "visit"
    if "stage" in f:
        return "prospect"
    for text in ((table.get("title") or "") + "\n" + (table.get("sheet") or ""), table.get("file"), subject):
        k = kind_by_words(text)
        if k:
            return k
    if "company" in f and sum(x in f for x in LEAD_FIELDS) >= 3:
        return "lead"
    return None


def row_reason(kind, fields, cells, area_code):
    """None if the row is complete; else why not.
    "A lead row counts when all of these are filled: company full name, legal person or responsible person (a column
    联系人 serves), a usable phone, main business, registered capital, network situation, website yes/no, development
    value." / "A prospect or visit row needs company, person and usable phone." """
    got = {}
    for f, c in zip(fields, cells):
        got.setdefault(f, []).append(c or "")
    if not any(company_name_ok(c) for c in got.get("company", [])):
        return "no company"
    persons = got.get("person", []) + got.get("met", []) + got.get("person_phone", [])
    phones = got.get("phone", []) + got.get("person_phone", [])
    # "person and phone may share a cell": in a phone's cell only Chinese characters are taken for a name
    if not any(person_named(c) for c in persons) and not any(
            person_named(c) and re.search("[\u3400-\u9fff]", c) for c in phones):
        return "no person"
    if not any(phone_usable(c, area_code) for c in persons + phones):
        return "no phone"
    if kind == "lead":
        for f in LEAD_FIELDS:
            if not any(filled(c, f) for c in got.get(f, [])):
                return "no " + f
    return None


# ------------------------------------------------------------------ section 3: first contact

class Company:
    def __init__(self):
        self.owner = None       # rep
        self.last = 0           # arrival of the owner's last accepted row, of whatever kind
        self.since = 0
        self.only_leads = True  # "a company of which they have only lead rows" (within the present tenure)
        self.ever_other = set() # reps who ever had another row than a lead accepted (the other reading)
        self.registered = False # the owner has an accepted prospect row in the present tenure
        self.visits = set()     # (rep, Monday)


class Contacts:
    def __init__(self, office, only_lead_reading="tenure"):
        self.office = office
        self.by_key = {}
        self.by_uscc = {}
        self.reading = only_lead_reading

    def live_owner(self, c, t):
        """"It belongs to the rep who first had a row of it accepted, of whatever kind, and stays theirs through
        `protection_days` x 24 hours after their last accepted row of it, of whatever kind (0: for good;
        `lead_protection_days`, if given, for a company of which they have only lead rows)." """
        if c is None or c.owner is None or self.office.gone(c.owner, t):
            return None
        p = self.office.policy(self.office.day(t))
        days = p["protection_days"]
        only = c.only_leads if self.reading == "tenure" else c.owner not in c.ever_other
        if only and p.get("lead_protection_days") is not None:
            days = p["lead_protection_days"]
        if not days or t <= c.last + int(days) * 86400:
            return c.owner
        return None

    def judge(self, rep, kind, key, code, t):
        """None: accepted (and remembered); else the reason"""
        found = []
        for c in (self.by_key.get(key), self.by_uscc.get(code) if code else None):
            if c is not None and c not in found:
                found.append(c)
        owners = [self.live_owner(c, t) for c in found]
        week = (rep, monday_of(self.office.day(t)))
        if kind == "lead" and any(owners):
            return "already listed"  # "refused if the company belongs to anyone, the sender included"
        if any(o not in (None, rep) for o in owners):
            return "taken"  # "refused if it belongs to another rep"
        if kind == "prospect" and any(o == rep and c.registered for c, o in zip(found, owners)):
            return "registered before"  # "... has registered it before and it has stayed theirs since"
        if kind == "visit" and any(week in c.visits for c in found):
            return "visited this week"  # "already has an accepted visit row of it in the same calendar week"
        # accepted: what the row names is one company from now on
        kept = [c for c, o in zip(found, owners) if o == rep]
        one = Company()
        one.owner, one.last = rep, t
        one.since = min([c.since for c in kept], default=t)
        one.only_leads = kind == "lead" and all(c.only_leads for c in kept)
        one.registered = kind == "prospect" or any(c.registered for c in kept)
        for c in found:
            one.visits |= c.visits
            one.ever_other |= c.ever_other
        if kind == "visit":
            one.visits.add(week)
        if kind != "lead":
            one.ever_other.add(rep)
        for table in (self.by_key, self.by_uscc):
            for k, c in list(table.items()) if len(found) > 1 else []:
                if c in found:
                    table[k] = one
        if len(found) == 1:  # cheap way: keep the object, change what is in it
            found[0].__dict__.update(one.__dict__)
            one = found[0]
        self.by_key[key] = one
        if code:
            self.by_uscc[code] = one
        return None


# ------------------------------------------------------------------ section 3: mails

def content_of(mail):
    return json.dumps([mail.get("subject"), mail["tables"], mail.get("delivers")], ensure_ascii=False, sort_keys=True)


def tables_of(mail):
    return json.dumps([[t["fields"], t["rows"]] for t in mail["tables"]], ensure_ascii=False, sort_keys=True)


def missing_roles(office, mail, t):
    """"A director's address stands in To (Cc accepted), and a general manager's address in Cc (To accepted)." """
    roles = set()
    for a in list(mail.get("to") or []) + list(mail.get("cc") or []):
        p = office.person(a, t)
        if p:
            roles.add(p["role"])
    return {"director", "general_manager"} - roles


def judge_mails(office, mails, until, only_lead_reading="tenure"):
    """Every row's verdict.  Returns a list of dicts: message_id, file, table, sheet, row, staff, kind, arrived_at (the
    arrival it counts with), company, verdict, reason, soft."""
    contacts = Contacts(office, only_lead_reading)
    out, seen, held, delivered = [], set(), [], []

    def judge_rows(mail, rep, t, refuse=None, soft=False):
        for ti, table in enumerate(mail["tables"]):
            kind = kind_of(table, mail.get("subject"))
            if kind is None:
                continue
            fields = table["fields"]
            for rowno, cells in table["rows"]:
                names = [c for f, c in zip(fields, cells) if f == "company"]
                name = names[0] if names else ""
                codes = [uscc(c) for f, c in zip(fields, cells) if f == "uscc"]
                code = codes[0] if codes else None
                verdict, reason = "counted", ""
                if refuse == "held":
                    verdict, reason = "held", "held"
                elif refuse:
                    verdict, reason = "refused", refuse
                else:
                    reason = row_reason(kind, fields, cells, office.area_code)
                    if reason is None:
                        reason = contacts.judge(rep["id"], kind, company_key(name), code, t)
                    if reason is None:
                        reason = ""
                    else:
                        verdict = "refused"
                out.append({"message_id": mail["message_id"], "mail_file": mail.get("file", ""), "table": ti,
                            "file": table.get("file") or "", "sheet": table.get("sheet") or "", "row": rowno,
                            "staff": rep["id"], "kind": kind, "t": t, "company": name, "verdict": verdict,
                            "reason": reason, "soft": soft})
        if not refuse:
            for k in mail.get("delivers") or []:
                delivered.append((rep["id"], k, t, mail))

    # "Mails are judged in their order": "arrival, then UID (Maildir: file name, bytewise)"; a mail seen late "is judged
    # at its place" - so only arrival decides, and mails after `until` have not come yet
    for mail in sorted(mails, key=lambda m: (m["arrival"], os.fsencode(m.get("file", "")))):
        t = mail["arrival"]
        if t > until:
            continue
        rep = office.person(mail["sender"], t)
        if rep is None or mail.get("auto"):
            continue
        if rep["role"] != "rep":  # settled: only mails from reps are submissions
            # weekly_report: "1, addressed to the general manager"
            if "general_manager" not in missing_roles(office, mail, t):
                for k in mail.get("delivers") or []:
                    delivered.append((rep["id"], k, t, mail))
            continue
        # "The same mail (same Message-ID, sender and decoded content, in whatever folder or copy) counts once."
        ident = (mail["message_id"], mail["sender"].lower(), content_of(mail))
        if ident in seen:
            continue
        seen.add(ident)
        if mail.get("answers"):
            # "or answers the notice with the missing people on it"
            h = next((h for h in held if h["mail"]["message_id"] == mail["answers"] and h["rep"] is rep), None)
            if h and not h["cured"] and not (h["missing"] & missing_roles(office, mail, t)):
                for g in held:
                    if g["rep"] is rep and g["same"] == h["same"]:
                        g["cured"] = True
                for r in out:
                    if r["message_id"] == h["mail"]["message_id"]:
                        r["drop"] = True
                judge_rows(h["mail"], rep, t)  # "counts with the arrival of the cure", "judged at the place of its cure"
            if not mail["tables"]:
                continue
        if not mail["tables"] and not mail.get("delivers"):
            continue  # "a mail from a rostered address that carries a table"
        rule = office.policy(office.day(t))["cc_rule"]
        same = tables_of(mail)
        twins = [h for h in held if h["rep"] is rep and h["same"] == same]
        missing = missing_roles(office, mail, t) if rule == "hold" else set()
        if missing:
            # "Otherwise the whole mail is held: no row of it counts"
            held.append({"mail": mail, "rep": rep, "missing": missing, "same": same,
                         "cured": any(h["cured"] for h in twins)})
            judge_rows(mail, rep, t, refuse="held")
        elif any(h["cured"] for h in twins):
            judge_rows(mail, rep, t, refuse="second cure", soft=True)  # "a second cure adds nothing"
        else:
            for h in twins:
                h["cured"] = True  # "when the sender mails it again rightly addressed"
                for r in out:
                    if r["message_id"] == h["mail"]["message_id"]:
                        r["soft"] = True  # whether the first copy's rows stay listed as held is not for us to say
            judge_rows(mail, rep, t)
    return [r for r in out if not r.get("drop")], delivered


# ------------------------------------------------------------------ sections 2 and 4

def workdays_from(office, until):
    """workdays that have duties, up to well past `until`"""
    last = office.day(until) + dt.timedelta(40)
    d = office.since
    while d <= last:
        if office.workday(d):
            yield d
        d += dt.timedelta(1)


def compute(cfg, mails, until, base=".", only_lead_reading="tenure"):
    office = Office(cfg, base)
    rows, delivered_other = judge_mails(office, mails, until, only_lead_reading)
    duties, ledger = [], {}

    def entry(staff, kind, for_date, cents, pushups):
        p = office.policy(for_date)
        proposed = office.unconfirmed_year(for_date) or p["confirm"] != "none"
        ledger[(staff, kind, for_date)] = (cents, pushups, proposed)

    days = list(workdays_from(office, until))
    counted = {}
    for r in rows:
        if r["verdict"] == "counted":
            counted.setdefault((r["staff"], r["kind"]), []).append(r["t"])

    for s in office.staff:
        if s["role"] != "rep":
            continue
        leads = counted.get((s["id"], "lead"), [])
        prospects = counted.get((s["id"], "prospect"), [])
        visits = counted.get((s["id"], "visit"), [])
        missed = []    # workdays whose prospects were missed
        extra = {}     # workday -> more leads owed

        # prospects first: their misses enlarge lists
        prev_end = None
        for w in days:
            p = office.policy(w)
            due = office.prospect_due(w)
            end = due + int(p.get("grace_minutes") or 0) * 60  # "grace_minutes moves the end of the window"
            # "Its window runs from just after the same duty's previous due moment to its own ... (the first window is
            #  open at its start)"; "previous *workdays'* dues whether or not this person was exempt on them"
            got = sum(1 for t in prospects if (prev_end is None or t > prev_end) and t <= end)
            opened = prev_end is None or until > prev_end
            exempt = office.excused(s, w, w)
            if exempt:
                state, required = "exempt", 0
            else:
                required = int(p["prospects"]["quota"])
                # "settled once its due moment has passed"
                state = "open" if until <= end else ("met" if got >= required else "missed")
            if opened:  # "Duties whose window has opened are listed."
                duties.append((s["id"], "prospects", w, end, required, got, state))
            if state == "missed":
                missed.append(w)
                # "the lead list for the next workday after W owes 20 more" (of the policy of the missed day)
                n = office.next_workday(w)
                extra[n] = extra.get(n, 0) + int(p["prospects"]["extra_leads"])
            prev_end = end

        lists = {}
        prev_end = None
        for w in days:
            p = office.policy(w)
            due = office.lead_due(w)
            end = due + int(p.get("grace_minutes") or 0) * 60
            got = sum(1 for t in leads if (prev_end is None or t > prev_end) and t <= end)
            opened = prev_end is None or until > prev_end
            exempt = office.excused(s, w, w - dt.timedelta(1))
            if exempt:
                state, required = "exempt", 0
            else:
                required = int(p["lead_list"]["quota"]) + extra.get(w, 0)
                state = "open" if until <= end else ("met" if got >= required else "missed")
            if opened:
                duties.append((s["id"], "lead_list", w, end, required, got, state))
            lists[w] = (state, end)
            if state in ("met", "missed"):
                # "Shortfall = max(0, 100 - delivered): the base quota counts, also in a night that owes 120."
                short = max(0, int(p["lead_list"]["quota"]) - got)
                if short:
                    entry(s["id"], "lead_shortfall", w, short * fen(p["lead_list"]["donation_per_missing"]),
                          short * int(p["lead_list"]["pushups_per_missing"]))
            prev_end = end

        # make-up cases: "opens, or joins, the rep's one make-up case for the calendar week of W"
        weeks = {}
        for w in missed:
            weeks.setdefault(monday_of(w), []).append(w)
        for monday, misses in sorted(weeks.items()):
            p = office.policy(misses[0])  # "The policy of the first missed day rules the case"
            start = office.at(monday)
            sunday = office.at(monday + dt.timedelta(6), 23, 59, 59)
            enlarged = [lists[office.next_workday(w)] for w in misses]
            # "The case closes at the later of that Sunday 23:59:59 and the last due moment of its enlarged lists, exempt
            #  ones included."
            close = max([sunday] + [end for _, end in enlarged])
            got = sum(1 for t in visits if start <= t <= sunday)
            asked = int(p["prospects"]["visits"])
            if s["until"] and monday <= s["until"] <= monday + dt.timedelta(6):
                asked = 0  # "no visits are asked of someone whose `until` lies in that week"
            # "An exempt list asks for nothing"
            ok = got >= asked and all(state in ("met", "exempt") for state, _ in enlarged)
            state = "open" if until <= close else ("met" if ok else "missed")
            duties.append((s["id"], "makeup", monday, close, asked, got, state))
            if state == "missed":
                # "`makeup_unfulfilled`, dated that week's Monday, 500.00 yuan donation, once per rep and week"
                entry(s["id"], "makeup_unfulfilled", monday, fen(p["prospects"]["donation"]), 0)

    weekly(office, duties, delivered_other, until)
    order = sorted(duties, key=lambda d: (d[2], d[0], d[1]))
    return {
        "duties": [{"staff": a, "kind": k, "for_date": str(w), "due_at": office.rfc3339(e), "required": q,
                    "delivered": g, "state": st} for a, k, w, e, q, g, st in order],
        "ledger": [{"staff": a, "kind": k, "for_date": str(w), "donation": c, "pushups": n, "proposed": int(pr)}
                   for (a, k, w), (c, n, pr) in sorted(ledger.items(), key=lambda x: (x[0][2], x[0][0], x[0][1]))],
        "leads": [dict(r, arrived_at=office.rfc3339(r["t"])) for r in rows],
    }


def weekly(office, duties, delivered, until):
    """weekly_plan and weekly_report, "where the policy names it", each week, dated its Monday."""
    last = office.day(until) + dt.timedelta(14)
    for kind, role, due_of in (("weekly_plan", "rep", office.weekly_plan_due),
                               ("weekly_report", "director", office.weekly_report_due)):
        for s in office.staff:
            if s["role"] != role:
                continue
            prev_end, monday = None, monday_of(office.since)
            while monday <= last:
                p = office.policy(monday).get(kind)
                due = due_of(monday, p.get("due", "12:00" if kind == "weekly_plan" else "11:00")) if p is not None else None
                if due is not None:
                    got = 0
                    for who, k, t, mail in delivered:
                        if who == s["id"] and k == kind and (prev_end is None or t > prev_end) and t <= due:
                            got += 1
                    exempt = office.excused(s, office.day(due), office.day(due))
                    required = 0 if exempt else 1
                    state = "exempt" if exempt else "open" if until <= due else "met" if got >= required else "missed"
                    if prev_end is None or until > prev_end:
                        duties.append((s["id"], kind, monday, due, required, got, state))
                    prev_end = due
                monday += dt.timedelta(7)


def write_csv(result, folder):
    os.makedirs(folder, exist_ok=True)
    cols = {"ledger": ["staff", "kind", "for_date", "donation", "pushups", "proposed"],
            "duties": ["staff", "kind", "for_date", "due_at", "required", "delivered", "state"],
            "leads": ["message_id", "table", "file", "sheet", "row", "staff", "kind", "arrived_at", "company", "verdict",
                      "reason", "soft"]}
    for name, cs in cols.items():
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as f:
            w = csv.writer(f, lineterminator="\n")
            w.writerow(cs)
            for r in result[name]:
                w.writerow([f"{r[c] // 100}.{r[c] % 100:02d}" if c == "donation" else int(r[c]) if c == "soft" else r[c]
                            for c in cs])


def load_month(path):
    m = json.load(open(path, encoding="utf-8"))
    return m["config"], m["mails"], m["until"], os.path.dirname(os.path.abspath(path))


def main(argv):
    if len(argv) != 2:
        print(__doc__.strip().splitlines()[-1], file=sys.stderr)
        return 64
    cfg, mails, until, base = load_month(argv[1])
    res = compute(cfg, mails, until, base)
    for name in ("ledger", "duties", "leads"):
        print("#", name)
        w = None
        for r in res[name]:
            w = w or csv.DictWriter(sys.stdout, [k for k in r if k not in ("t", "mail_file")], extrasaction="ignore",
                                    lineterminator="\n")
            if r is res[name][0]:
                w.writeheader()
            w.writerow(r)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
