#!/usr/bin/python3
"""Two clerks who take each other for a rep, and answer each other if anything lets them (fault 111): at most one letter each way.

usage: tests/scenes/run_facing.py [PROGRAM]      Closes with "N passed, N failed".
"""
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk"))
ZONE = dt.timezone(dt.timedelta(hours=8))
START = dt.datetime(2026, 9, 14, 9, tzinfo=ZONE)

OFFICE = """
office: {{company: 示例公司, since: 2026-10-12, calendars: [days.csv]}}
mode: live
mailboxes: [{{name: box, url: "maildir:in", folders: [INBOX]}}]
submission: {{url: "maildir:out", from: {own}}}
store: clerk.db
staff:
  - {{id: director, name: 李总监, role: director, mail: [director-{own}]}}
  - {{id: gm, name: 王总, role: general_manager, mail: [gm-{own}]}}
  - {{id: other, name: 另一位, role: rep, mail: [{other}]}}
policies: [{{effective: 2026-01-01, packs: [S0], digest: "off", quiet_hours: "off", cc_rule: {rule}, lead_list: {{reminders: []}}, prospects: {{reminders: []}}}}]
"""
MARKS = rb"(?mi)^(Auto-Submitted|X-Auto-Response-Suppress|X-Leadclerk-Letter|Precedence|In-Reply-To|References):.*\r?\n(?:[ \t].*\r?\n)*"


class Clerk:
    def __init__(self, top, own, other, rule):
        self.dir, self.own, self.taken, self.got = os.path.join(top, own), own, set(), 0
        for box in ("in", "out"):
            for part in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(self.dir, box, part))
        with open(os.path.join(self.dir, "days.csv"), "w") as f:
            f.write("date,kind\n2026-01-01,off\n")
        with open(os.path.join(self.dir, "office.yaml"), "w", encoding="utf-8") as f:
            f.write(OFFICE.format(own=own, other=other, rule=rule))

    def give(self, data, at):
        self.got += 1
        path = os.path.join(self.dir, "in", "new", f"{int(at.timestamp())}.{self.got}.test")
        with open(path, "wb") as f:
            f.write(data)
        os.utime(path, (at.timestamp(), at.timestamp()))

    def turn(self, at):
        """Letters that have left since the last turn."""
        r = subprocess.run([PROGRAM, "-c", os.path.join(self.dir, "office.yaml"), "replay", "--until", at.isoformat()], capture_output=True, timeout=60)
        assert r.returncode == 0, r.stderr.decode("utf-8", "replace")
        out = os.path.join(self.dir, "out", "new")
        fresh = sorted(set(os.listdir(out)) - self.taken)
        self.taken.update(fresh)
        return [open(os.path.join(out, name), "rb").read() for name in fresh]


def face(top, strip, rule, first):
    """So many letters each way, after a spark and twelve minutes."""
    a, b = Clerk(top, "a@corp.test", "b@corp.test", rule), Clerk(top, "b@corp.test", "a@corp.test", rule)
    count = {a: 0, b: 0}
    a.give(first.replace(b"FROM", b"b@corp.test"), START)
    for minute in range(1, 13):
        at = START + dt.timedelta(minutes=minute)
        for x, y in ((a, b), (b, a)):
            for letter in x.turn(at):
                if f"<{y.own}>".encode() not in letter and f"To: {y.own}".encode() not in letter:
                    continue
                count[x] += 1
                y.give(re.sub(MARKS, b"", letter) if strip else letter, at + dt.timedelta(seconds=20))
    return count[a], count[b]


PLAIN = "From: FROM\r\nTo: director@corp.test\r\nSubject: 客户资料\r\nMessage-ID: <spark@test>\r\n\r\n请查收\r\n".encode()
TABLE = ("From: FROM\r\nTo: director@corp.test\r\nSubject: =?utf-8?B?5a6i5oi36LWE5paZ?=\r\nMessage-ID: <spark2@test>\r\nContent-Type: text/csv; charset=utf-8; name=a.csv\r\n"
         "Content-Disposition: attachment; filename=a.csv\r\n\r\n公司名称,联系人,电话\r\n东莞市第一五金厂,王一,123\r\n").encode()
CASES = [("with its marks", False, "hold", PLAIN, (1, 0)), ("without marks", True, "hold", PLAIN, (1, 1)), ("without marks, a table", True, "hold", TABLE, (1, 1)),
         ("without marks, a table that counts", True, "off", TABLE, (1, 1))]


def main():
    failed = 0
    for name, strip, rule, first, most in CASES:
        top = tempfile.mkdtemp(prefix="leadclerk-facing-")
        try:
            got = face(top, strip, rule, first)
            ok = 1 <= got[0] <= most[0] and got[1] <= most[1]
            print(f"{'ok  ' if ok else 'FAIL'} {name}: {got[0]} and {got[1]} letters", flush=True)
        except AssertionError as fault:
            ok = False
            print(f"FAIL {name}: {fault}", flush=True)
        failed += not ok
        shutil.rmtree(top, ignore_errors=True)
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
