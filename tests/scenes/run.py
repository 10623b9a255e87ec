#!/usr/bin/python3
"""Stories: mails and a clock in, ledger and letters out.

usage: tests/scenes/run.py [--keep] [--show] [--part=1/3] [-l PROGRAM] [NAME...]      (NAME: part of a scene's file or title; none: all)

Each *.yaml beside this file holds scenes, a YAML document each; README.md says what may stand in one. A scene is played by
`leadclerk replay --until` in steps, from a Maildir to a Maildir, and what comes out is compared; differences are printed.
--keep leaves the folders, --show prints the letters. Closes with "N passed, N failed".
"""
import argparse
import csv
import datetime as dt
import email
import email.policy
import email.utils
import glob
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from email.message import EmailMessage

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "lint")]
import safe  # noqa: E402
import shapes  # noqa: E402

ZONE = dt.timezone(dt.timedelta(hours=8))
HOLIDAYS = "date,kind\n2026-09-20,work\n2026-09-25,off\n" + "".join(f"2026-10-0{d},off\n" for d in range(1, 8)) + "2026-10-10,work\n"
# 2026-09-14 is a Monday. A scene that is not about prospects, reminders or the digest is not to be told of them.
POLICY = {"effective": dt.date(2026, 1, 1), "digest": "off", "call_sheet": "off", "quiet_hours": "off",
          "reports": [], "lead_list": {"reminders": []}, "prospects": {"quota": 0, "reminders": []}}
ROW = re.compile(r"S[0-3]-\d+|G\d|D6\.\d")  # of the rules' table
DIFFERENCES = 12  # lines of one comparison that are shown
SLIP_COLUMNS = ("slip", "form", "staff", "day", "state", "step", "waiting_for", "since", "decided_by", "granted_at", "number", "record", "flags", "values")
QUIET_KINDS = ("digest", "reminder", "slip_reminder", "slip_reminders", "report", "call_sheet")  # not looked at unless a scene names them


def moment(text):
    """2026-09-14 23:59[:59] in the office's zone"""
    if isinstance(text, dt.datetime):
        return text.replace(tzinfo=ZONE)
    return dt.datetime.fromisoformat(str(text)).replace(tzinfo=ZONE)


def merged(base, over):
    out = dict(base)
    for k, v in (over or {}).items():
        out[k] = merged(out[k], v) if isinstance(v, dict) and isinstance(out.get(k), dict) else v
    return out


class Fault(Exception):
    pass


class Play:
    """One scene being played in its own folder."""

    def __init__(self, scene, program, folder):
        self.scene, self.program, self.folder = scene, program, folder
        self.config_file = os.path.join(folder, "office.yaml")
        self.now, self.mails, self.dropped, self.faults, self.seen, self.clock = None, {}, 0, [], {}, {}
        for box in ("in", "in/.Junk", "out"):
            for part in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(folder, box, part))
        self.config = self.first_config()
        self.write_config()

    # -- the office

    def first_config(self):
        s = self.scene
        reps = s.get("reps", ["rep01"])
        staff = [{"id": "director", "name": "李总监", "role": "director", "mail": ["director@corp.test"], **s.get("director", {})},
                 {"id": "gm", "name": "王总", "role": "general_manager", "mail": ["gm@corp.test"], **s.get("gm", {})}]
        names = {"rep01": "陈平娜", "rep02": "张志远", "rep03": "刘晓东"}
        for r in s.get("others", []):
            staff.append({"mail": [r["id"] + "@corp.test"], **r})
        for r in reps:
            r = {"id": r} if isinstance(r, str) else r
            staff.append({"name": names.get(r["id"], r["id"]), "role": "rep", "mail": [r["id"] + "@corp.test"], **r})
        policies = [merged(POLICY, p) for p in s.get("policies", [s.get("policy", {})])]
        own = {kind: kind for kind in ("forms", "reports") if s.get(kind)}
        for kind in own:
            os.makedirs(os.path.join(self.folder, kind))
            for name, text in s[kind].items():
                with open(os.path.join(self.folder, kind, name), "w", encoding="utf-8") as f:
                    f.write(text)
        return merged({**own, "office": {"company": "东莞市示例网络科技有限公司", "since": dt.date(2026, 9, 14), "calendars": ["holidays.csv"]},
                       "mailboxes": [{"name": "director", "url": "maildir:in", "folders": ["INBOX", "Junk"]}],
                       "submission": {"url": "maildir:out", "from": "clerk@corp.test"}, "store": "clerk.db", "staff": staff,
                       "leave": s.get("leave", []), "policies": policies}, s.get("config"))

    def write_config(self):
        with open(os.path.join(self.folder, "holidays.csv"), "w", encoding="utf-8") as f:
            f.write(self.scene.get("holidays", HOLIDAYS))
        with open(self.config_file, "w", encoding="utf-8") as f:
            yaml.safe_dump(self.config, f, allow_unicode=True)

    def address(self, who):
        if "@" in who:
            return who
        if who == "clerk":
            return "clerk@corp.test"
        for s in self.config["staff"]:
            if s["id"] == who:
                return email.utils.formataddr((s["name"], s["mail"][0]))
        raise Fault(f"nobody is called {who}")

    def addresses(self, people):
        return ", ".join(self.address(p) for p in ([people] if isinstance(people, str) else people or []))

    # -- the program

    def run(self, *words):
        env = dict(os.environ, TZ="America/St_Johns", LC_ALL="C.UTF-8", **self.clock)
        r = subprocess.run([self.program, "-c", self.config_file, *words], env=env, capture_output=True, timeout=120)
        self.log = r.stderr.decode("utf-8", "replace")
        if r.returncode:
            raise Fault(f"leadclerk {' '.join(words)}: exit {r.returncode}\n{self.log[-2000:]}")
        return r.stdout.decode("utf-8")

    def table(self, name):
        if name not in self.seen:
            self.seen[name] = list(csv.DictReader(io.StringIO(self.run(name, "--csv"), newline="")))
        return self.seen[name]

    def replay(self, until):
        self.seen = {}
        if self.now is None or until > self.now:
            self.run("replay", "--until", until.isoformat())
            self.now = until
        else:
            self.run("replay", "--until", self.now.isoformat())

    # -- letters that came out

    def letters(self):
        kinds = {r["message_id"].strip("<>"): r for r in self.table("letters")}
        out = []
        for path in glob.glob(os.path.join(self.folder, "out", "*", "*")):
            with open(path, "rb") as f:
                m = email.message_from_binary_file(f, policy=email.policy.default)
            row = kinds.get(str(m["Message-ID"]).strip("<> "), {})
            plain = m.get_body(("plain",))
            out.append({"mail": m, "kind": row.get("kind", "?"), "staff": row.get("staff", ""), "to": str(m["To"]), "subject": str(m["Subject"]),
                        "id": row.get("letter", "?"), "text": plain.get_content() if plain else "", "due": row.get("due_at", ""), "path": path})
        return sorted(out, key=lambda x: (x["due"], x["id"]))

    def letter(self, kind, to, about=""):
        found = [x for x in self.letters() if x["kind"] == kind and x["staff"] == to and about in x["subject"]]
        if not found:
            raise Fault(f"no letter {kind} to {to} to be answered; there are {[(x['kind'], x['staff']) for x in self.letters()]}")
        return found[-1]

    @staticmethod
    def book(letter):
        """The workbook that a letter carries, or None."""
        found = [p for p in letter["mail"].iter_attachments() if str(p.get_filename()).endswith(".xlsx")]
        return found[0].get_content() if found else None

    @staticmethod
    def pages(letter):
        """How many pages the PDF that a letter carries has; 0: there is none."""
        found = [p.get_content() for p in letter["mail"].iter_attachments() if str(p.get_filename()).endswith(".pdf")]
        return len(re.findall(rb"/Type\s*/Page\b", found[0])) if found and found[0].startswith(b"%PDF-") else 0

    @staticmethod
    def event(letter):
        """The calendar event that a letter carries, its folded lines whole again; or nothing."""
        found = [p for p in letter["mail"].walk() if p.get_content_type() == "text/calendar"]
        return re.sub(r"\r?\n ", "", found[0].get_payload(decode=True).decode()) if found else ""

    # -- mails that go in

    def compose(self, e, at):
        m = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=200))
        m["From"] = self.address(e["from"])
        if "reply" in e:
            self.compose_reply(e, m)
        else:
            m["To"] = self.addresses(e.get("to", "director"))
            if e.get("cc", "gm"):
                m["Cc"] = self.addresses(e.get("cc", "gm"))
            m["Subject"] = e.get("subject", "客户资料")
            if e.get("answers"):
                m["In-Reply-To"] = m["References"] = f"<{e['answers']}@test>"
        m["Date"] = email.utils.format_datetime(moment(e["date"]) if "date" in e else at)
        m["Message-ID"] = f"<{e['name']}@test>"
        for k, v in (e.get("headers") or {}).items():
            m[k] = v
        if "mend" in e:
            e = {**e, "shape": "mended", "book": self.book(self.letter(e["mend"], e.get("of", e["from"])))}
        shapes.fill(m, e, self.quoted(e))
        return self.with_top(m.as_bytes(), e)

    @staticmethod
    def with_top(data, e):
        """`top`: header lines as they are, before all others, instead of those of the same names."""
        lines = [line.encode() for line in e.get("top", [])]
        for line in lines:
            data = re.sub(rb"(?mi)^" + re.escape(line.split(b":")[0]) + rb":.*\r\n(?:[ \t].*\r\n)*", b"", data, count=1)
        return b"".join(line + b"\r\n" for line in lines) + data

    def quoted(self, e):
        if "reply" in e:
            return self.answered["text"]
        return ""

    def compose_reply(self, e, m):
        """As a client answers: Reply-To or From, 回复：, In-Reply-To and References, the letter below."""
        a = self.answered = self.letter(e["reply"], e.get("of", e["from"]), e.get("about", ""))
        carry = e.get("carry", ["references", "subject", "text"])
        to = e.get("to")
        m["To"] = self.addresses(to) if to is not None else str(a["mail"]["Reply-To"] or a["mail"]["From"])
        if e.get("cc"):
            m["Cc"] = self.addresses(e["cc"])
        m["Subject"] = "回复：" + (a["subject"] if "subject" in carry else re.sub(r"\s*\[.{9}\]", "", a["subject"]))
        if "references" in carry:
            m["In-Reply-To"] = str(a["mail"]["Message-ID"])
            m["References"] = " ".join(x for x in (str(a["mail"]["References"] or ""), str(a["mail"]["Message-ID"])) if x)
        if "text" not in carry:
            a["text"] = re.sub(r"\[[0-9A-Z]{4}-[0-9A-Z]{4}\]", "", a["text"])

    def bounced(self, e, at):
        """A server hands the newest such letter back (RFC 3464), or, with `words`, in a provider's own form."""
        a = self.letter(e["bounce"], e.get("of", "rep01"))
        original, addr = a["mail"], e.get("addr", email.utils.parseaddr(a["to"])[1])
        m = EmailMessage(policy=email.policy.SMTP)
        m["From"], m["To"] = self.address(e["from"]), "clerk@corp.test"
        m["Subject"] = e.get("subject", "Undelivered Mail Returned to Sender")
        m["Date"], m["Message-ID"] = email.utils.format_datetime(at), f"<{e['name']}@test>"
        token = "0000-0000" if e.get("forged") else str(original["X-Leadclerk-Letter"])
        if "words" in e:
            m.set_content(e["words"] + f"\n{addr}\n[{token}]\n", charset="utf-8", cte="base64")
            return m.as_bytes()
        m["Auto-Submitted"], m["Return-Path"] = "auto-replied", "<>"
        return m.as_bytes().rstrip(b"\r\n") + (
            '\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="=_b"\r\n'
            "\r\n--=_b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system.\r\n\r\n--=_b\r\nContent-Type: message/delivery-status\r\n\r\n"
            f"Reporting-MTA: dns; mx.corp.test\r\n\r\nFinal-Recipient: rfc822; {addr}\r\nAction: {e.get('action', 'failed')}\r\n"
            f"Status: {e.get('status', '5.1.1')}\r\nDiagnostic-Code: smtp; 550 said the server\r\n\r\n--=_b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
            f"From: clerk@corp.test\r\nTo: {addr}\r\nMessage-ID: <lc.{token}.00ff@corp.test>\r\nX-Leadclerk-Letter: {token}\r\n\r\n--=_b--\r\n").encode()

    def drop(self, e):
        at = moment(e["at"])
        self.dropped += 1
        if "copy_of" in e:
            data = self.mails[e["copy_of"]]["data"]
        elif "bounce" in e:
            data = self.bounced(e, at)
        else:
            data = self.compose(e, at)
        self.mails[e["name"]] = {"data": data}
        box = os.path.join(self.folder, "in", *([".Junk"] if e.get("folder") == "Junk" else []))
        path = os.path.join(box, "new", f"{int(at.timestamp())}.{self.dropped:04d}.test")
        with open(path, "wb") as f:
            f.write(data)
        os.utime(path, (at.timestamp(), at.timestamp()))

    # -- the story

    def play(self):
        events = []
        for n, e in enumerate(self.scene["events"]):
            if "from" in e or "copy_of" in e:
                e = {"name": f"m{n + 1}", **e}
                events.append((moment(e.get("seen", e["at"])), n, e))
            else:
                events.append((moment(e.get("until", e.get("at"))), n, e))
        for at, _, e in sorted(events, key=lambda x: x[:2]):
            if "from" in e or "copy_of" in e:
                if "seen" in e and at != self.now:
                    self.replay(at)
                elif "seen" not in e and ("reply" in e or "bounce" in e or "mend" in e):
                    self.replay(at - dt.timedelta(seconds=1))
                self.drop(e)
            elif "config" in e or "holidays" in e:
                self.replay(at)
                self.config = merged(self.config, e.get("config"))
                self.scene["holidays"] = e.get("holidays", self.scene.get("holidays", HOLIDAYS))
                self.write_config()
                self.replay(at)
            else:
                self.replay(at)
            if "expect" in e:
                self.check(e["expect"], f"{at:%m-%d %H:%M}: ")
        self.check(self.scene.get("expect", {}), "")
        self.check_always()

    # -- what is expected

    def fault(self, where, text):
        self.faults.append(where + text)

    def compare(self, where, what, want, got):
        if want == got:
            return
        lines = [f"{what} differ"]
        lines += [f"      missing:    {x}" for x in want if want.count(x) > got.count(x)]
        lines += [f"      unexpected: {x}" for x in got if got.count(x) > want.count(x)]
        if len(lines) > DIFFERENCES:
            lines[DIFFERENCES:] = [f"      … {len(lines) - DIFFERENCES} more"]
        if sorted(want, key=str) == sorted(got, key=str):
            lines.append(f"      order: {got}")
        self.fault(where, "\n".join(lines))

    def check(self, expect, where):
        for k, v in expect.items():
            getattr(self, "check_" + k)(v, where)

    def check_ledger(self, want, where):
        net, state = {}, {}
        for r in self.table("ledger"):
            key = (r["staff"], r["kind"], r["for_date"])
            d, p = net.get(key, (Decimal(0), 0))
            net[key] = (d + Decimal(r["donation"]), p + int(r["pushups"]))
            if not r["reverses"]:
                state[key] = r["state"]
        got = [" ".join((*k, str(d), str(p))) + (" " + state[k] if state.get(k) != "issued" else "") for k, (d, p) in net.items() if d or p]
        self.compare(where, "ledger (net)", sorted(want), sorted(got))

    def check_entries(self, want, where):
        got = [f"{r['entry']} {r['donation']} {r['pushups']} {r['state']} {r['because'].split(':')[0]}" for r in self.table("ledger")]
        self.compare(where, "entries", want, got)

    def check_duties(self, want, where):
        got = [f"{r['staff']} {r['kind']} {r['for_date']} {r['delivered']}/{r['required']} {r['state']}" for r in self.table("duties")]
        for line in want:
            if line.startswith("no "):
                for g in got:
                    if g.startswith(line[3:]):
                        self.fault(where, f"duty unexpected: {g}")
            elif line not in got:
                near = [g for g in got if g.split()[:3] == line.split()[:3]]
                self.fault(where, f"duty: expected {line}, got {near}")

    def by_name(self):
        return {r["message_id"].strip("<>").removesuffix("@test"): r for r in self.table("mails") if r["verdict"] != "copy"}

    def check_leads(self, want, where):
        ids = {r["mail"]: name for name, r in self.by_name().items()}
        count = {}
        for r in self.table("leads"):
            key = " ".join(x for x in (ids.get(r["mail"], r["mail"]), r["kind"], r["verdict"], r["reason"] if r["reason"] != "none" else "") if x)
            count[key] = count.get(key, 0) + 1
        named = {w.split()[0] for w in want}
        self.compare(where, "rows", sorted(want), sorted(f"{k} {n}" for k, n in count.items() if k.split()[0] in named))

    def check_mails(self, want, where):
        rows = self.by_name()
        for line in want:
            name, verdict, *reason = line.split(" ", 2)
            r = rows.get(name)
            if not r:
                self.fault(where, f"mail {name} was never seen")
            elif r["verdict"] != verdict or (reason and reason[0] not in r["reason"] + " " + r["flag"]):
                self.fault(where, f"mail {name}: expected {line}, got {r['verdict']} {r['reason']} {r['flag']}")

    def check_slips(self, want, where):
        """[id form staff state [waiting for ...]], complete; what else must stand in the line behind a |"""
        rows = {r["slip"]: r for r in self.table("slips")}
        got = {k: " ".join(x for x in (k, r["form"], r["staff"], r["state"], r["waiting_for"]) if x) for k, r in rows.items()}
        self.compare(where, "slips", sorted(w.split(" | ")[0] for w in want), sorted(got.values()))
        for w in want:
            for text in w.split(" | ")[1:]:
                r = rows.get(w.split()[0], {})
                if not any(text in c for c in r.values()):
                    self.fault(where, f"slip {w.split()[0]}: says nothing of {text!r}: {r}")

    def check_register(self, want, where):
        """{name: [number state holder]}, complete"""
        for name, lines in want.items():
            got = list(csv.DictReader(io.StringIO(self.run("slips", name, "--csv"), newline="")))
            self.compare(where, f"register {name}", lines, [" ".join(x for x in (r["number"], r["state"], r["holder"]) if x) for r in got])

    def check_status(self, want, where):
        """texts that `status` shows; with - before one: does not show"""
        out = self.run("status")
        for w in want:
            if (w.lstrip("-") in out) == w.startswith("-"):
                self.fault(where, f"status: {w!r}\n{out}")

    def check_states(self, want, where):
        """[kind who state] of letters, in the order of their due moments"""
        got = [f"{r['kind']} {r['staff']} {r['state']}" for r in sorted(self.table("letters"), key=lambda r: (r["due_at"], r["letter"]))]
        self.compare(where, "letters' states", want, [g for g in got if g.split()[0] not in QUIET_KINDS or g.split()[0] in " ".join(want)])

    def check_copies(self, want, where):
        got = sum(r["verdict"] == "copy" for r in self.table("mails"))
        if got != want:
            self.fault(where, f"{got} copies, not {want}")

    def check_letters(self, want, where):
        """{who: [kinds in the order of their due moments]}; digests and reminders only where the list names one"""
        letters = self.letters()
        for who, kinds in want.items():
            got = [x["kind"] for x in letters if x["staff"] == who or email.utils.parseaddr(x["to"])[1] == who]
            self.compare(where, f"letters to {who}", kinds, [k for k in got if k in kinds or k not in QUIET_KINDS])

    def check_letter(self, want, where):
        for w in want:
            found = [x for x in self.letters() if x["kind"] == w["kind"] and (x["staff"] == w["to"] or w["to"] in x["to"])]
            found = [x for x in found if "about" not in w or w["about"] in x["subject"] or (w["kind"] == "report" and w["about"] in x["text"])]
            name = f"letter {w['kind']} to {w['to']}"
            if not found:
                self.fault(where, f"{name}: there is none")
                continue
            x = found[w.get("nth", 0) - 1]
            if "at" in w and moment(w["at"]) != dt.datetime.fromisoformat(x["due"]):
                self.fault(where, f"{name}: goes at {x['due']}, not {w['at']}")
            if "date" in w and moment(w["date"]) != x["mail"]["Date"].datetime:
                self.fault(where, f"{name}: is dated {x['mail']['Date']}, not {w['date']}")
            if "subject" in w and w["subject"] not in x["subject"]:
                self.fault(where, f"{name}: subject {x['subject']!r}")
            flat = re.sub(r"\s+", "", x["text"])
            for t in w.get("has", []):
                if re.sub(r"\s+", "", str(t)) not in flat:
                    self.fault(where, f"{name}: says nothing of {t!r}:\n{x['text']}")
            for t in w.get("lacks", []):
                if re.sub(r"\s+", "", str(t)) in flat:
                    self.fault(where, f"{name}: speaks of {t!r}:\n{x['text']}")
            for t in w.get("ics", []):
                if t not in self.event(x):
                    self.fault(where, f"{name}: the event says nothing of {t!r}:\n{self.event(x)}")
            if "pages" in w:
                got = self.pages(x)
                if got != w["pages"]:
                    self.fault(where, f"{name}: its PDF has {got} pages, not {w['pages']}")
            if "sheet" in w:
                self.check_sheet(w["sheet"], x, f"{where}{name}, ")
            if "book" in w:
                self.check_book(w["book"], x, f"{where}{name}, ")
            if "reply_to" in w:
                got = sorted(a for _, a in email.utils.getaddresses([str(x["mail"]["Reply-To"] or "")]))
                self.compare(where, f"{name}, Reply-To", sorted(w["reply_to"]), got)

    def unmarked(self, rows, letter, where):
        """The rows without those that say, below an empty one, whose copy it is."""
        if letter["kind"] not in ("digest", "report"):
            return rows
        if len(rows) > 1 and not "".join(rows[-2]).strip("|") and "".join(rows[-1]).startswith(("导出给：", "Exported for: ")):
            return rows[:-2]
        self.fault(where, f"no line says whose copy it is: {rows[-2:]}")
        return rows

    def check_sheet(self, want, letter, where):
        """{sheet: [part of each row]} of its workbook, complete"""
        data = self.book(letter)
        got = {k: ["|".join(map(str, r)) for r in rows] for k, rows in shapes.sheet_rows(data).items()} if data else {}
        self.compare(where, "sheets", sorted(want), sorted(got))
        for k, parts in want.items():
            rows = self.unmarked(got.get(k, []), letter, f"{where}{k}")
            if len(rows) != len(parts) or not all(str(p) in r for p, r in zip(parts, rows)):
                self.fault(where, f"{k}: rows {rows}, not {parts}")

    def check_book(self, want, letter, where):
        """{sheet: [[company, status, part of the reason], ...]}, complete and in order; null: the letter carries none"""
        data = self.book(letter)
        if not data or not want:
            if bool(data) != bool(want):
                self.fault(where, "carries a workbook" if data else "carries no workbook")
            return
        got = {k: self.unmarked(rows, letter, f"{where}{k}") for k, rows in shapes.book_rows(data).items()}
        self.compare(where, "sheets", list(want), list(got))
        for sheet in set(want) & set(got):
            self.compare(where, sheet, [f"{c} {s}" for c, s, _ in want[sheet]], [f"{c} {s}" for c, s, _ in got[sheet]])
            for (company, _, part), (_, _, reason) in zip(want[sheet], got[sheet]):
                if part not in reason or bool(part) != bool(reason):
                    self.fault(where, f"{sheet}: {company}: the reason is {reason!r}, not {part!r}")

    def check_shadow(self, want, where):
        """letters that were written and not sent"""
        got = sorted(f"{r['kind']} {r['staff']}" for r in self.table("letters") if r["state"] == "shadow" and r["kind"] not in QUIET_KINDS)
        self.compare(where, "letters in shadow", sorted(want), got)

    def check_explain(self, want, where):
        for w in want:
            id_ = w["id"] if w["id"] not in self.mails else self.by_name()[w["id"]]["mail"]
            text = self.run("explain", id_)
            for t in w["has"]:
                t = re.sub(r"\{(\w+)\}", lambda k: self.by_name()[k.group(1)]["mail"], str(t))
                if t not in text:
                    self.fault(where, f"explain {id_}: says nothing of {t!r}:\n{text}")

    def compare_tables(self, before, where):
        def net(rows):
            out, states = {}, {}
            reversed_ids = {r["reverses"] for r in rows}
            for r in rows:
                key = (r["staff"], r["kind"], r["for_date"])
                out[key] = out.get(key, Decimal(0)) + Decimal(r["donation"])
                if not r["reverses"] and r["entry"] not in reversed_ids:
                    states.setdefault(key, []).append(r["state"])
            if self.scene.get("rebuilt_states") == "others":
                states = {}
            return sorted(" ".join((*k, str(v), *sorted(states.get(k, [])))) for k, v in out.items() if v)

        def lines(rows, *columns):
            return sorted(" ".join(r[c] for c in columns) for r in rows)
        self.compare(where, "ledger (net)", net(before["ledger"]), net(self.table("ledger")))
        self.compare(where, "slips", lines(before["slips"], *SLIP_COLUMNS), lines(self.table("slips"), *SLIP_COLUMNS))
        for name, columns in (("duties", ("staff", "kind", "for_date", "required", "delivered", "state")), ("leads", ("mail", "sheet", "row", "verdict", "reason"))):
            self.compare(where, name, lines(before[name], *columns), lines(self.table(name), *columns))

    def check_anew(self, before, where, *words):
        """A new store over the same mails comes out the same."""
        aside = os.path.join(self.folder, "aside")
        os.mkdir(aside)
        for name in ("clerk.db", "clerk.db-wal", "clerk.db-shm", "out"):
            if os.path.exists(os.path.join(self.folder, name)):
                os.rename(os.path.join(self.folder, name), os.path.join(aside, name))
        for part in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(self.folder, "out", part))
        self.run(*words)
        self.seen = {}
        if words == ("drain",):
            self.check_no_flood(where)
        self.compare_tables(before, where)
        shutil.rmtree(os.path.join(self.folder, "out"))
        for name in ("clerk.db", "clerk.db-wal", "clerk.db-shm"):
            if os.path.exists(os.path.join(self.folder, name)):
                os.unlink(os.path.join(self.folder, name))
        for name in os.listdir(aside):
            os.rename(os.path.join(aside, name), os.path.join(self.folder, name))
        os.rmdir(aside)
        self.seen = {}

    def check_no_flood(self, where):
        """After an outage, all that is owed to one person is one letter."""
        told = {}
        for r in self.table("letters"):
            if r["state"] in ("sent", "waiting", "shadow") and r["kind"] in ("penalty", "makeup", "reminder", "confirm"):
                told.setdefault((r["staff"], r["kind"] == "confirm"), []).append(r["letter"])
        for letters in told.values():
            if len(letters) > 1:
                self.fault(where, f"a flood: {letters}")

    def check_rebuilt(self, before):
        """Everything seen in order and in time; and, where no letter of a due moment is answered, everything in one look."""
        self.check_anew(before, "rebuilt: ", "replay", "--until", self.now.isoformat())
        if not any(e.get("reply") in ("confirm", "penalty", "digest", "ask", "slip_reminder", "slip_reminders", "reminder", "bundle") or "bounce" in e for e in self.scene["events"]):
            real = dt.datetime.now(dt.timezone.utc).replace(microsecond=0).isoformat()
            self.clock = {"LEADCLERK_CLOCK": f"{real},{self.now.isoformat()},1"}
            self.check_anew(before, "in one look: ", "drain")
            self.clock = {}
        self.check_whatif()
        self.check_rebuild(before)

    def check_rebuild(self, before):
        """`rebuild` finds the same ledger in the mailbox, and nothing is sent because of it."""
        sent = os.listdir(os.path.join(self.folder, "out", "new"))
        said = self.run("rebuild")
        if "came out the same" not in said:
            self.fault("rebuild: ", said)
        self.compare_tables(before, "rebuild: ")
        self.run("replay", "--until", self.now.isoformat())
        self.compare("rebuild: ", "letters sent", sorted(sent), sorted(os.listdir(os.path.join(self.folder, "out", "new"))))
        self.run("verify")

    def check_whatif(self):
        """The past under its own rules is the past: settled again, and, where a rule is only written otherwise, judged again."""
        with open(os.path.join(self.folder, "office.yaml"), encoding="utf-8") as f:
            policies = yaml.safe_load(f)["policies"]
        for judged in (False, True):
            for p in policies:
                if judged:
                    p["lead_protection_days"] = p.get("lead_protection_days", p.get("protection_days", 0))
            other = os.path.join(self.folder, "other.yaml")
            with open(other, "w", encoding="utf-8") as f:
                yaml.safe_dump({"policies": policies}, f, allow_unicode=True)
            self.compare("whatif: ", "judged again" if judged else "settled again", [], list(csv.DictReader(io.StringIO(
                self.run("whatif", "--policy", other, "--entries", "--csv")))))
            os.unlink(other)

    def check_always(self):
        """What holds in every scene: a chain that holds, nothing doubled by replaying again, one receipt or return for a mail."""
        self.run("verify")
        before = {n: self.table(n) for n in ("ledger", "duties", "leads", "mails", "letters", "slips")}
        sent = sorted(x["path"] for x in self.letters())
        self.replay(self.now)
        for n, rows in before.items():
            if self.table(n) != rows:
                self.fault("replayed again: ", f"{n} is another one")
        if sorted(x["path"] for x in self.letters()) != sent:
            self.fault("replayed again: ", "letters were sent again")
        self.check_rebuilt(before)
        tokens = [str(x["mail"]["X-Leadclerk-Letter"]) for x in self.letters()]
        if len(set(tokens)) != len(tokens):
            self.fault("", "a letter was sent twice")
        self.check_looks()

    def check_looks(self):
        """Every letter is such as all mail programs show alike (tests/lint/safe.py)."""
        for x in self.letters():
            with open(x["path"], "rb") as f:
                faults = safe.check_letter(f.read(), *safe.own_words())
            if faults:
                self.fault("", f"the letter {x['id']}: " + "; ".join(faults[:DIFFERENCES]))


def scenes(words):
    for path in sorted(glob.glob(os.path.join(HERE, "*.yaml"))):
        with open(path, encoding="utf-8") as f:
            for n, scene in enumerate(yaml.load_all(f, yaml.CSafeLoader)):
                if scene:
                    wrong = [w for w in scene.get("proves", []) if not ROW.fullmatch(str(w))]
                    if wrong:
                        raise SystemExit(f"{path}: {scene['scene']}: proves {wrong}: not a row's id")
                    name = f"{os.path.basename(path)[:-5]}: {scene['scene']}"
                    if not words or any(w in name for w in words):
                        yield name, scene


def play_one(name, scene, args):
    folder = tempfile.mkdtemp(prefix="lc-scene-")
    p = None
    try:
        p = Play(scene, os.path.abspath(args.program), folder)
        p.play()
        faults = p.faults
    except (Fault, subprocess.TimeoutExpired) as fault:
        faults = (p.faults if p else []) + [str(fault)]
    print(f"{'FAIL' if faults else 'ok  '} {name}" + (f"   {folder}" if args.keep else ""), flush=True)
    for f in faults:
        print("    " + f.replace("\n", "\n    "))
    if args.show and p:
        for x in p.letters():
            print(f"\n==== {x['due']} {x['kind']} to {x['to']}\nSubject: {x['subject']}\n\n{x['text']}")
    if not args.keep:
        shutil.rmtree(folder, ignore_errors=True)
    return not faults


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-l", "--program", default=os.path.join(HERE, "..", "..", "build", "leadclerk"))
    ap.add_argument("--keep", action="store_true")
    ap.add_argument("--show", action="store_true")
    ap.add_argument("--part", default="1/1", help="of so many parts, this one")
    ap.add_argument("words", nargs="*")
    args = ap.parse_args()
    part, parts = map(int, args.part.split("/"))
    results = [play_one(name, scene, args) for n, (name, scene) in enumerate(scenes(args.words)) if n % parts == part - 1]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
