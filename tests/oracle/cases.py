"""Cases worked out by hand from the rules.  Each names the clause it comes from.

MONTHS: (clause, what, month(...), {table: expectations}); an expectation of None says: no such line.
UNITS:  (clause, what, value, expected value)
14 September 2026 is a Monday.  If nothing else is said there is one rep, the first workday is that Monday, and 2026 has a
calendar (so that nothing waits for a confirmation).
"""
import datetime as dt
from zoneinfo import ZoneInfo

import oracle

Z = ZoneInfo("Asia/Shanghai")
LEAD = ["company", "person", "phone", "business", "capital", "network", "website", "value"]
SHORT = ["company", "person", "phone"]
MONTHS, UNITS = [], []


def T(text):
    """ "14 20:00:00" is in September 2026, "10-08 20:00:00" in 2026 """
    day, clock = text.split(" ")
    day = {0: "2026-09-", 1: "2026-", 2: ""}[day.count("-")] + day
    clock += ":00" if clock.count(":") == 1 else ""
    return int(dt.datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=Z).timestamp())


def name(tag, i):
    return f"东莞市{tag}{i:05d}五金厂"


def row(company, **kw):
    base = dict(company=company, person="张三", phone="13800138000", business="五金", capital="100万", network="有推广", website="有",
                value="高", uscc="")
    base.update(kw)
    return base


def table(kind, rows, fields=None, **kw):
    fields = fields or (LEAD + ["uscc"] if kind == "lead" else SHORT + ["uscc"])
    t = {"file": None, "sheet": "Sheet1", "title": {"lead": "客户资料", "prospect": "意向客户", "visit": "陌拜"}[kind], "fields": fields,
         "rows": [[i + 2, [r.get(f, "") for f in fields]] for i, r in enumerate(rows)]}
    t.update(kw)
    return t


def rows(tag, n, start=0, **kw):
    return [row(name(tag, i), **kw) for i in range(start, start + n)]


def leads(tag, n, start=0):
    return table("lead", rows(tag, n, start))


def prospects(tag, n, start=0):
    return table("prospect", rows(tag, n, start))


def visits(tag, n, start=0):
    return table("visit", rows(tag, n, start))


_n = [0]


def mail(when, who, *tables, to=("director@c.t",), cc=("gm@c.t",), mid=None, file=None, **kw):
    _n[0] += 1
    return dict({"file": file or f"{T(when)}.{_n[0]:06d}", "arrival": T(when), "sender": who if "@" in who else who + "@c.t", "to": list(to),
                 "cc": list(cc), "message_id": mid or f"<{_n[0]}@c.t>", "subject": "", "tables": list(tables)}, **kw)


def month(*mails, until, reps=None, policies=None, leave=None, days=None, since="2026-09-14", area=None):
    staff = [{"id": "dir", "role": "director", "mail": ["director@c.t"]}, {"id": "gm", "role": "general_manager", "mail": ["gm@c.t"]}]
    for r in reps or [{"id": "a"}]:
        staff.append(dict({"role": "rep", "mail": [r["id"] + "@c.t"]}, **r))
    return {"office": {"since": since, "timezone": "Asia/Shanghai", "area_code": area}, "staff": staff, "leave": leave or [],
            "policies": policies or [{}], "_days": {"2026-01-01": "off"} if days is None else days}, list(mails), T(until)


def case(clause, what, m, **expect):
    MONTHS.append((clause, what, m, expect))


def unit(clause, what, got, want):
    UNITS.append((clause, what, got, want))


A, B = {"id": "a"}, {"id": "b"}
TWO = [A, B]
LS, MU = "lead_shortfall", "makeup_unfulfilled"
SMALL = {"lead_list": {"quota": 10}, "prospects": {"quota": 2, "extra_leads": 2, "visits": 3}}


def small(**kw):
    return dict({k: dict(v) for k, v in SMALL.items()}, **kw)


# ---------------------------------------------------------------- section 2: lead list and its sums
case("2 Lead list", "87 delivered: 26.00 and 13", month(mail("14 10:00", "a", prospects("意", 2)), mail("14 20:00", "a", leads("甲", 87)), until="15 00:00:00"),
     ledger={("a", LS, "2026-09-15"): (2600, 13)}, duties={("a", "lead_list", "2026-09-15"): (100, 87, "missed")})
case("2 Lead list", "none: 200.00 and 100", month(until="15 00:00:00"), ledger={("a", LS, "2026-09-15"): (20000, 100), ("a", LS, "2026-09-14"): (20000, 100)})
case("2 Lead list", "100 of 100 is met and costs nothing", month(mail("14 10:00", "a", prospects("意", 2)), mail("14 20:00", "a", leads("甲", 100)), until="15 00:00:00"),
     ledger={("a", LS, "2026-09-15"): None}, duties={("a", "lead_list", "2026-09-15"): (100, 100, "met")})
case("2 Lead list", "110 of 120: missed, but no entry",
     month(mail("14 20:00", "a", leads("甲", 110)), until="15 00:00:00"),
     ledger={("a", LS, "2026-09-15"): None}, duties={("a", "prospects", "2026-09-14"): (2, 0, "missed"), ("a", "lead_list", "2026-09-15"): (120, 110, "missed")})
case("2 Lead list", "the base quota counts in a night that owes 120: 90 of 120 costs 10",
     month(mail("14 20:00", "a", leads("甲", 90)), until="15 00:00:00"), ledger={("a", LS, "2026-09-15"): (2000, 10)})
case("2 Lead list", "two lists in one window add up", month(mail("14 10:00", "a", prospects("意", 2)), mail("14 09:00", "a", leads("甲", 60)), mail("14 21:00", "a", leads("甲", 45, 60)), until="15 00:00:00"),
     ledger={("a", LS, "2026-09-15"): None}, duties={("a", "lead_list", "2026-09-15"): (100, 105, "met")})
case("1 due time", "23:59:59 is in time, 00:00:00 is for the next day",
     month(mail("14 23:59:59", "a", leads("甲", 60)), mail("15 00:00:00", "a", leads("乙", 40)), until="16 12:00"),
     duties={("a", "lead_list", "2026-09-15"): (120, 60, "missed"), ("a", "lead_list", "2026-09-16"): (120, 40, "missed")})
case("2 settled", "at the last second itself it is still open", month(until="14 23:59:59"), duties={("a", "lead_list", "2026-09-15"): (120, 0, "open")},
     ledger={("a", LS, "2026-09-15"): None})
case("2 settled", "one second later it is settled", month(until="15 00:00:00"), duties={("a", "lead_list", "2026-09-15"): (120, 0, "missed")})
case("2 window", "the first window is open at its start: a list of weeks before counts for the first workday",
     month(mail("08-20 10:00", "a", leads("甲", 100)), until="14 00:00:00"), duties={("a", "lead_list", "2026-09-14"): (100, 100, "met")})
case("2 window", "Friday night to Sunday night is one window, for Monday",
     month(mail("18 00:00:00", "a", leads("甲", 30)), mail("19 12:00", "a", leads("乙", 30)), mail("20 23:59:59", "a", leads("丙", 40)), until="21 00:00:00"),
     duties={("a", "lead_list", "2026-09-21"): (120, 100, "missed")}, ledger={("a", LS, "2026-09-21"): None})
case("2 due", "Monday's list is due on Sunday", month(until="14 00:00:00"), due={("a", "lead_list", "2026-09-14"): "2026-09-13T23:59:59+08:00"})
case("2 due", "prospects are due 18:00:59 of the day", month(until="14 00:00:00"), due={("a", "prospects", "2026-09-14"): "2026-09-14T18:00:59+08:00"})
case("2 listed", "a duty whose window has not opened is not listed", month(until="14 23:59:59"), duties={("a", "lead_list", "2026-09-16"): None})
case("2 listed", "it is once now is after its previous window's end", month(until="15 00:00:00"), duties={("a", "lead_list", "2026-09-16"): (100, 0, "open")})
case("2 office.since", "no duty before the first workday", month(until="16 00:00"), duties={("a", "lead_list", "2026-09-11"): None})
case("2 office.since", "a Saturday as since: the first workday is Monday", month(until="14 00:00:00", since="2026-09-12"),
     duties={("a", "lead_list", "2026-09-12"): None, ("a", "lead_list", "2026-09-14"): (100, 0, "missed")})

# ---------------------------------------------------------------- section 2: prospects and the make-up case
case("2 prospects", "two in time are enough", month(mail("14 18:00:59", "a", prospects("甲", 2)), until="14 18:01:00"),
     duties={("a", "prospects", "2026-09-14"): (2, 2, "met"), ("a", "lead_list", "2026-09-15"): (100, 0, "open")})
case("2 prospects", "18:01:00 is late and counts for the next day", month(mail("14 18:01:00", "a", prospects("甲", 2)), until="15 18:01"),
     duties={("a", "prospects", "2026-09-14"): (2, 0, "missed"), ("a", "prospects", "2026-09-15"): (2, 2, "met")})
case("2 prospects 1", "a miss makes the next workday's list 120", month(until="14 18:01:00"), duties={("a", "lead_list", "2026-09-15"): (120, 0, "open")})
case("2 prospects 1", "a miss on Friday makes Monday's list 120",
     month(*[mail(f"{d} 10:00", "a", prospects(f"丁{d}", 2)) for d in range(14, 18)], until="18 18:01"), duties={("a", "lead_list", "2026-09-21"): (120, 0, "open")})
case("2 prospects 2", "a miss opens the week's case: 10 visits", month(until="14 18:01"), duties={("a", "makeup", "2026-09-14"): (10, 0, "open")},
     due={("a", "makeup", "2026-09-14"): "2026-09-20T23:59:59+08:00"})
case("2 prospects 2", "no miss, no case", month(mail("14 10:00", "a", prospects("甲", 2)), until="14 18:01"), duties={("a", "makeup", "2026-09-14"): None})


def week(tag, quota=100, days=(14, 15, 16, 17, 18), skip=()):
    """every list met at `quota`, prospects on all days but `skip`"""
    out = [mail("11 12:00", "a", leads(tag, quota))]
    for i, d in enumerate(days):
        out.append(mail(f"{d} 20:00", "a", leads(tag, quota, (i + 1) * 1000)))
        if d not in skip:
            out.append(mail(f"{d} 10:00", "a", prospects(tag + "意", 2, d * 10)))
    return out


case("2 make-up", "10 visits and an enlarged list of 120: fulfilled", month(*week("甲", 120, skip=(15,)), mail("19 10:00", "a", visits("访", 10)), until="21 00:00:00"),
     duties={("a", "makeup", "2026-09-14"): (10, 10, "met")}, ledger={("a", MU, "2026-09-14"): None})
case("2 make-up", "9 visits: 500.00, dated Monday", month(*week("甲", 120, skip=(15,)), mail("19 10:00", "a", visits("访", 9)), until="21 00:00:00"),
     duties={("a", "makeup", "2026-09-14"): (10, 9, "missed")}, ledger={("a", MU, "2026-09-14"): (50000, 0)})
case("2 make-up", "10 visits but the enlarged list at 100: 500.00", month(*week("甲", 100, skip=(15,)), mail("19 10:00", "a", visits("访", 10)), until="21 00:00:00"),
     duties={("a", "makeup", "2026-09-14"): (10, 10, "missed")}, ledger={("a", MU, "2026-09-14"): (50000, 0), ("a", LS, "2026-09-16"): None})
case("2 make-up", "three misses are one case, 10 visits, 500.00 once", month(until="22 00:00"), ledger={("a", MU, "2026-09-14"): (50000, 0)},
     duties={("a", "makeup", "2026-09-14"): (10, 0, "missed")})
case("2 make-up", "several misses, all enlarged lists met, 10 visits: fulfilled",
     month(*week("甲", 120, skip=(14, 15, 16)), mail("19 10:00", "a", visits("访", 10)), until="21 00:00:00"), ledger={("a", MU, "2026-09-14"): None})
case("2 make-up", "one of two enlarged lists short (119 of 120): 500.00, though no list costs anything",
     month(mail("14 20:00", "a", leads("甲", 120)), mail("15 20:00", "a", leads("乙", 119)), mail("19 10:00", "a", visits("访", 10)),
           *[mail(f"{d} 10:00", "a", prospects("意", 2, d * 10)) for d in (16, 17, 18)], until="21 00:00:00"),
     duties={("a", "makeup", "2026-09-14"): (10, 10, "missed"), ("a", "lead_list", "2026-09-15"): (120, 120, "met"), ("a", "lead_list", "2026-09-16"): (120, 119, "missed")},
     ledger={("a", MU, "2026-09-14"): (50000, 0), ("a", LS, "2026-09-16"): None})
case("2 make-up", "visits before the miss are included", month(*week("甲", 120, skip=(18,)), mail("20 21:00", "a", leads("乙", 120)), mail("14 00:00:00", "a", visits("访", 10)), until="21 00:00:00"),
     duties={("a", "makeup", "2026-09-14"): (10, 10, "met")})
case("2 make-up", "a visit of Sunday 23:59:59 belongs to the week", month(mail("20 23:59:59", "a", visits("访", 4)), until="22 00:00"), duties={("a", "makeup", "2026-09-14"): (10, 4, "missed")})
case("2 make-up", "one of Monday 00:00:00 to the next", month(mail("21 00:00:00", "a", visits("访", 4)), until="21 23:00"),
     duties={("a", "makeup", "2026-09-14"): (10, 0, "missed"), ("a", "makeup", "2026-09-21"): (10, 4, "open")})
case("2 make-up closes", "not before Sunday is over", month(until="20 23:59:59"), duties={("a", "makeup", "2026-09-14"): (10, 0, "open")}, ledger={("a", MU, "2026-09-14"): None})
HOLIDAY = {f"2026-10-0{d}": "off" for d in range(1, 8)}
case("2 make-up closes", "before a holiday: with the last enlarged list, after Sunday (missed Wed 30 Sept, next workday Thu 8 Oct)",
     month(until="10-06 00:00", since="2026-09-30", days=HOLIDAY), duties={("a", "makeup", "2026-09-28"): (10, 0, "open"), ("a", "lead_list", "2026-10-08"): (120, 0, "open")},
     due={("a", "makeup", "2026-09-28"): "2026-10-07T23:59:59+08:00"}, ledger={("a", MU, "2026-09-28"): None})
case("2 make-up closes", "and the second after it is settled", month(until="10-08 00:00:00", since="2026-09-30", days=HOLIDAY),
     duties={("a", "makeup", "2026-09-28"): (10, 0, "missed")}, ledger={("a", MU, "2026-09-28"): (50000, 0)})
case("2 make-up closes", "the exempt ones included", month(until="10-06 00:00", since="2026-09-30", days=HOLIDAY, leave=[{"staff": "a", "from": "2026-10-08", "to": "2026-10-08"}]),
     duties={("a", "makeup", "2026-09-28"): (10, 0, "open"), ("a", "lead_list", "2026-10-08"): (0, 0, "exempt")})
case("2 exempt list", "asks for nothing, and its 20 are not carried over",
     month(*[mail(f"{d} 10:00", "a", prospects(f"意{d}", 2)) for d in (15, 16, 17, 18)], mail("16 11:00", "a", visits("访", 10)), until="21 00:00:00",
           leave=[{"staff": "a", "from": "2026-09-15", "to": "2026-09-15"}]),
     duties={("a", "lead_list", "2026-09-15"): (0, 0, "exempt"), ("a", "lead_list", "2026-09-16"): (100, 0, "missed"), ("a", "makeup", "2026-09-14"): (10, 10, "met")})
case("2 until in the week", "no visits are asked", month(*week("甲", 120, days=(14, 15, 16), skip=(14,)), until="21 00:00:00", reps=[{"id": "a", "until": "2026-09-16"}]),
     duties={("a", "makeup", "2026-09-14"): (0, 0, "met")}, ledger={("a", MU, "2026-09-14"): None})
case("2 until in the week", "but the enlarged list is", month(*week("甲", 100, days=(14, 15, 16), skip=(14,)), until="21 00:00:00", reps=[{"id": "a", "until": "2026-09-16"}]),
     duties={("a", "makeup", "2026-09-14"): (0, 0, "missed")}, ledger={("a", MU, "2026-09-14"): (50000, 0)})

# ---------------------------------------------------------------- section 1: calendars, leave, since and until
case("1 workday", "a Sunday of work (20 Sept) has duties, due on Saturday", month(until="20 00:00:00", days={"2026-09-20": "work"}),
     duties={("a", "lead_list", "2026-09-20"): (120, 0, "missed"), ("a", "prospects", "2026-09-20"): (2, 0, "open")})
case("1 workday", "a miss on a Sunday of work joins the case of its own week, whose enlarged list is Monday's",
     month(mail("20 20:00", "a", leads("甲", 120)), until="21 00:00:00", days={"2026-09-20": "work"}),
     duties={("a", "lead_list", "2026-09-21"): (120, 120, "met"), ("a", "makeup", "2026-09-14"): (10, 0, "missed")})
case("1 workday", "a holiday has none", month(until="10-09 00:00", days=HOLIDAY), duties={("a", "lead_list", "2026-10-01"): None, ("a", "lead_list", "2026-10-08"): (120, 0, "missed")})
case("1 year without calendar", "money waits for a person", month(until="15 00:00", days={"2025-01-01": "off"}), proposed={("a", LS, "2026-09-15"): 1})
case("1 year without calendar", "with one day named it does not", month(until="15 00:00", days={"2026-12-31": "off"}), proposed={("a", LS, "2026-09-15"): 0})
case("interface confirm", "confirm: director proposes all", month(until="15 00:00", policies=[{"confirm": "director"}]), proposed={("a", LS, "2026-09-15"): 1})
LEAVE = [{"staff": "a", "from": "2026-09-15", "to": "2026-09-15"}]
case("1 leave", "owes nothing for that day; what arrives is delivered all the same", month(mail("14 20:00", "a", leads("甲", 30)), until="16 00:00", leave=LEAVE),
     duties={("a", "lead_list", "2026-09-15"): (0, 30, "exempt"), ("a", "prospects", "2026-09-15"): (0, 0, "exempt"), ("a", "lead_list", "2026-09-16"): (100, 0, "missed")},
     ledger={("a", LS, "2026-09-15"): None})
case("1 leave", "an exempt prospects duty is no miss", month(mail("14 12:00", "a", prospects("意", 2)), until="16 00:00", leave=LEAVE), duties={("a", "makeup", "2026-09-14"): None})
case("2 window", "the exempt duty's due moment still divides windows", month(mail("14 23:00", "a", leads("甲", 100)), until="16 00:00", leave=LEAVE), duties={("a", "lead_list", "2026-09-16"): (100, 0, "missed")})
case("1 exempt", "is listed so at once, before its due moment", month(until="14 12:00", leave=LEAVE), duties={("a", "lead_list", "2026-09-15"): (0, 0, "exempt")})
case("1 since", "a newcomer's first list is not owed, the second is", month(until="17 00:00", reps=[{"id": "a", "since": "2026-09-16"}]),
     duties={("a", "lead_list", "2026-09-15"): (0, 0, "exempt"), ("a", "lead_list", "2026-09-16"): (0, 0, "exempt"), ("a", "prospects", "2026-09-16"): (2, 0, "missed"), ("a", "lead_list", "2026-09-17"): (120, 0, "missed")})
case("1 since", "a newcomer on Monday does not owe the list due on Sunday", month(until="22 00:00", reps=[{"id": "a", "since": "2026-09-21"}]),
     duties={("a", "lead_list", "2026-09-21"): (0, 0, "exempt"), ("a", "lead_list", "2026-09-22"): (120, 0, "missed")})
case("1 since", "on Sunday: the list for Monday is owed", month(until="22 00:00", reps=[{"id": "a", "since": "2026-09-20"}]), duties={("a", "lead_list", "2026-09-21"): (100, 0, "missed")})
case("1 since", "before it they may mail already", month(mail("15 10:00", "a", leads("甲", 5)), until="17 00:00", reps=[{"id": "a", "since": "2026-09-16"}]),
     verdicts=["counted"] * 5, duties={("a", "lead_list", "2026-09-16"): (0, 5, "exempt")})
case("1 until", "both days included; after it nothing is owed", month(until="18 00:00", reps=[{"id": "a", "until": "2026-09-16"}]),
     duties={("a", "lead_list", "2026-09-16"): (120, 0, "missed"), ("a", "prospects", "2026-09-16"): (2, 0, "missed"), ("a", "lead_list", "2026-09-17"): (0, 0, "exempt"), ("a", "prospects", "2026-09-17"): (0, 0, "exempt")})
case("1 until", "mail of 23:59:59 counts, of 00:00:00 is of an unknown address", month(mail("16 23:59:59", "a", leads("甲", 2)), mail("17 00:00:00", "a", leads("乙", 2)), until="18 00:00", reps=[{"id": "a", "until": "2026-09-16"}]),
     verdicts=["counted"] * 2)
case("1 until", "and their companies are nobody's", month(mail("16 20:00", "a", leads("甲", 1)), mail("16 23:59:59", "b", leads("甲", 1)), mail("17 00:00:00", "b", leads("甲", 1)), until="18 00:00",
     reps=[{"id": "a", "until": "2026-09-16"}, B]), verdicts=["counted", "refused", "counted"])

# ---------------------------------------------------------------- policies
NEW = [small(effective="2026-01-01"), {"effective": "2026-09-16", "lead_list": {"quota": 20, "donation_per_missing": 5, "pushups_per_missing": 2, "due": "22:00"}, "prospects": {"quota": 1, "extra_leads": 7, "visits": 4, "donation": 300}}]
case("1 policy", "a duty is ruled by that of its for-date, though due the day before", month(until="17 00:00", policies=NEW),
     ledger={("a", LS, "2026-09-15"): (2000, 10), ("a", LS, "2026-09-16"): (10000, 40)}, duties={("a", "prospects", "2026-09-16"): (1, 0, "missed")},
     due={("a", "lead_list", "2026-09-16"): "2026-09-15T22:00:59+08:00"})
case("2 make-up", "the 20 more come from the policy of the missed day", month(until="18 00:00", policies=NEW),
     duties={("a", "lead_list", "2026-09-16"): (22, 0, "missed"), ("a", "lead_list", "2026-09-17"): (27, 0, "missed")})
case("2 make-up", "the policy of the first missed day rules the case", month(until="21 00:00:00", policies=NEW), duties={("a", "makeup", "2026-09-14"): (3, 0, "missed")}, ledger={("a", MU, "2026-09-14"): (50000, 0)})
case("2 window", "an earlier due divides windows there", month(mail("15 22:00:59", "a", leads("甲", 3)), mail("15 22:01:00", "a", leads("乙", 4)), until="17 00:00", policies=NEW),
     duties={("a", "lead_list", "2026-09-16"): (22, 3, "missed"), ("a", "lead_list", "2026-09-17"): (27, 4, "missed")})

# ---------------------------------------------------------------- section 3: submissions, kinds
case("3 submission", "a stranger's list changes nothing and claims nothing", month(mail("14 10:00", "x@y.z", leads("甲", 3)), mail("14 11:00", "a", leads("甲", 3)), until="15 00:00"), verdicts=["counted"] * 3)
case("3 submission", "a director's list is no submission", month(mail("14 10:00", "director@c.t", leads("甲", 3)), mail("14 11:00", "a", leads("甲", 3)), until="15 00:00"), verdicts=["counted"] * 3)
case("3 kind", "columns before title", month(mail("14 10:00", "a", table("lead", [row("东莞市一二三四厂", stage="A")], fields=SHORT + ["stage"])), until="15 00:00"), kinds=["prospect"])
case("3 kind", "visit date and person met before all", month(mail("14 10:00", "a", table("prospect", [row("东莞市一二三四厂", met="张三", visit_date="9月14日")], fields=["company", "met", "phone", "visit_date"])), until="15 00:00"), kinds=["visit"], verdicts=["counted"])
case("3 kind", "sheet name before file name", month(mail("14 10:00", "a", table("visit", rows("甲", 1), title=None, sheet="意向客户", file="客户资料.xlsx")), until="15 00:00"), kinds=["prospect"])
case("3 kind", "file name before subject", month(mail("14 10:00", "a", table("visit", rows("甲", 1), title=None, file="陌拜.xls"), subject="意向客户"), until="15 00:00"), kinds=["visit"])
case("3 kind", "in one text 陌拜 before 意向 before 客户资料", month(mail("14 10:00", "a", table("lead", rows("甲", 1), title="客户资料和意向客户、陌拜")), until="15 00:00"), kinds=["visit"])
case("3 kind", "the subject, when nothing else tells", month(mail("14 10:00", "a", table("prospect", rows("甲", 1), title=None), subject="9月14日意向客户"), until="15 00:00"), kinds=["prospect"])
case("3 kind", "failing all, a lead list's columns", month(mail("14 10:00", "a", table("lead", rows("甲", 1), title=None)), until="15 00:00"), kinds=["lead"])
case("3 kind", "failing even these, nothing", month(mail("14 10:00", "a", table("visit", rows("甲", 1), title=None)), until="15 00:00"), kinds=[])
case("3 kind", "two tables of two kinds in one mail", month(mail("14 10:00", "a", leads("甲", 1), visits("乙", 1)), until="15 00:00"), kinds=["lead", "visit"])

# ---------------------------------------------------------------- the same mail, the CC rule
case("3 same mail", "same Message-ID, sender and content count once, in whatever folder",
     month(mail("14 10:00", "a", visits("甲", 3), mid="<x>"), mail("21 10:00", "a", visits("甲", 3), mid="<x>"), until="21 11:00"), verdicts=["counted"] * 3)
case("3 same mail", "another Message-ID is another mail", month(mail("14 10:00", "a", visits("甲", 3)), mail("21 10:00", "a", visits("甲", 3)), until="21 11:00"), verdicts=["counted"] * 6)
case("3 same mail", "the same Message-ID with other content is another mail", month(mail("14 10:00", "a", leads("甲", 1), mid="<x>"), mail("14 11:00", "a", leads("乙", 1), mid="<x>"), until="15 00:00"), verdicts=["counted"] * 2)
case("3 CC", "no general manager: held", month(mail("14 10:00", "a", leads("甲", 2), cc=()), until="15 00:00"), verdicts=["held"] * 2, duties={("a", "lead_list", "2026-09-15"): (120, 0, "missed")})
case("3 CC", "no director: held", month(mail("14 10:00", "a", leads("甲", 2), to=("gm@c.t",), cc=()), until="15 00:00"), verdicts=["held"] * 2)
case("3 CC", "director in Cc, general manager in To: accepted", month(mail("14 10:00", "a", leads("甲", 2), to=("gm@c.t",), cc=("DIRECTOR@c.t",)), until="15 00:00"), verdicts=["counted"] * 2)
case("3 CC", "held rows claim nothing", month(mail("14 10:00", "a", leads("甲", 2), cc=()), mail("14 11:00", "b", leads("甲", 2)), until="15 00:00", reps=TWO), verdicts=["held"] * 2 + ["counted"] * 2)
case("3 CC cure", "mailed again rightly: counts with the arrival of the cure", month(mail("14 23:00", "a", leads("甲", 50), cc=()), mail("15 01:00", "a", leads("甲", 50)), until="15 02:00"),
     duties={("a", "lead_list", "2026-09-15"): (120, 0, "missed"), ("a", "lead_list", "2026-09-16"): (100, 50, "open")})
case("3 CC cure", "answered with the missing person: the held mail counts at the answer",
     month(mail("14 10:00", "a", leads("甲", 2), cc=(), mid="<h>"), mail("14 10:30", "b", leads("甲", 1)), mail("14 11:00", "a", to=("clerk@c.t", "gm@c.t"), cc=(), answers="<h>"), until="15 00:00", reps=TWO),
     verdicts=["counted", "refused", "counted"], duties={("a", "lead_list", "2026-09-15"): (120, 1, "missed")})
case("3 CC cure", "an answer without the missing person cures nothing", month(mail("14 10:00", "a", leads("甲", 2), cc=(), mid="<h>"), mail("14 11:00", "a", to=("clerk@c.t",), cc=(), answers="<h>"), until="15 00:00"), verdicts=["held"] * 2)
case("3 CC cure", "a second cure adds nothing, even where its rows would count (visits, next week)",
     month(mail("14 10:00", "a", visits("甲", 2), cc=(), mid="<h>"), mail("14 11:00", "a", to=("clerk@c.t", "gm@c.t"), cc=(), answers="<h>"), mail("21 11:00", "a", visits("甲", 2)), until="22 00:00"),
     verdicts=["counted"] * 2 + ["refused"] * 2)
case("3 CC cure", "nor a second answer", month(mail("14 10:00", "a", leads("甲", 2), cc=(), mid="<h>"), mail("14 11:00", "a", to=("gm@c.t",), cc=(), answers="<h>"), mail("15 11:00", "a", to=("gm@c.t",), cc=(), answers="<h>"), until="16 00:00"),
     verdicts=["counted"] * 2, duties={("a", "lead_list", "2026-09-15"): (120, 2, "missed"), ("a", "lead_list", "2026-09-16"): (120, 0, "missed")})
case("3 CC", "cc_rule off: counts", month(mail("14 10:00", "a", leads("甲", 2), cc=()), until="15 00:00", policies=[{"cc_rule": "off"}]), verdicts=["counted"] * 2)
case("3 CC", "cc_rule forward: counts", month(mail("14 10:00", "a", leads("甲", 2), to=("clerk@c.t",), cc=()), until="15 00:00", policies=[{"cc_rule": "forward"}]), verdicts=["counted"] * 2)
case("1 policy", "the CC rule is that of the arrival day", month(mail("15 23:59:59", "a", leads("甲", 1), cc=()), mail("16 00:00:00", "a", leads("乙", 1), cc=()), until="17 00:00",
     policies=[{"cc_rule": "hold"}, {"effective": "2026-09-16", "cc_rule": "off"}]), verdicts=["held", "counted"])

# ---------------------------------------------------------------- first contact
case("3 first contact", "lead: refused if listed by another", month(mail("14 10:00", "a", leads("甲", 1)), mail("14 11:00", "b", leads("甲", 2)), until="15 00:00", reps=TWO), verdicts=["counted", "refused", "counted"])
case("3 first contact", "lead: by the sender too, and twice in one list", month(mail("14 10:00", "a", table("lead", rows("甲", 1) * 2)), mail("14 11:00", "a", leads("甲", 1)), until="15 00:00"), verdicts=["counted", "refused", "refused"])
case("3 first contact", "an incomplete row claims nothing", month(mail("14 10:00", "a", table("lead", [row(name("甲", 0), value="-")])), mail("14 11:00", "b", leads("甲", 1)), until="15 00:00", reps=TWO), verdicts=["refused", "counted"])
case("3 first contact", "prospect of one's own lead: counted; registered before: refused", month(mail("14 10:00", "a", leads("甲", 1)), mail("14 11:00", "a", prospects("甲", 1)), mail("15 11:00", "a", prospects("甲", 1)), until="16 00:00"),
     verdicts=["counted", "counted", "refused"])
case("3 first contact", "prospect of another's: taken", month(mail("14 10:00", "a", leads("甲", 1)), mail("14 11:00", "b", prospects("甲", 1)), until="15 00:00", reps=TWO), verdicts=["counted", "refused"])
case("3 first contact", "a prospect claims: lead by another and by oneself refused", month(mail("14 10:00", "a", prospects("甲", 1)), mail("14 11:00", "b", leads("甲", 1)), mail("14 12:00", "a", leads("甲", 1)), until="15 00:00", reps=TWO), verdicts=["counted", "refused", "refused"])
case("3 visit", "once per calendar week", month(mail("14 10:00", "a", visits("甲", 1)), mail("20 23:59:59", "a", visits("甲", 1)), mail("21 00:00:00", "a", visits("甲", 1)), until="22 00:00"), verdicts=["counted", "refused", "counted"])
case("3 visit", "of another's company: refused", month(mail("14 10:00", "a", visits("甲", 1)), mail("14 11:00", "b", visits("甲", 1)), until="15 00:00", reps=TWO), verdicts=["counted", "refused"])
case("1 order", "in one second the file name decides, bytewise (B before a)",
     month(mail("14 10:00", "a", leads("甲", 1), file="1.a"), mail("14 10:00", "b", leads("甲", 1), file="1.B"), until="15 00:00", reps=TWO), verdicts=["counted", "refused"], staffs=["b", "a"])
P3 = [{"protection_days": 3}]
case("3 protection", "the last protected second is day x 24 hours after, inclusive", month(mail("14 10:00:00", "a", leads("甲", 1)), mail("17 10:00:00", "b", leads("甲", 1)), mail("17 10:00:01", "b", leads("甲", 1)), until="18 00:00", reps=TWO, policies=P3), verdicts=["counted", "refused", "counted"])
case("3 protection", "runs from the last accepted row, of whatever kind", month(mail("14 10:00", "a", leads("甲", 1)), mail("16 10:00", "a", visits("甲", 1)), mail("18 10:00", "b", leads("甲", 1)), mail("19 10:00:01", "b", leads("甲", 1)), until="20 00:00", reps=TWO, policies=P3),
     verdicts=["counted", "counted", "refused", "counted"])
case("3 protection", "a refused row prolongs nothing", month(mail("14 10:00", "a", leads("甲", 1)), mail("16 10:00", "a", leads("甲", 1)), mail("17 10:00:01", "b", leads("甲", 1)), until="20 00:00", reps=TWO, policies=P3), verdicts=["counted", "refused", "counted"])
case("3 protection", "0 is for good", month(mail("08-14 10:00", "a", leads("甲", 1)), mail("30 10:00", "b", leads("甲", 1)), until="30 11:00", reps=TWO), verdicts=["counted", "refused"])
case("3 protection", "a prospect may be registered again once it has not stayed theirs", month(mail("14 10:00", "a", prospects("甲", 1)), mail("17 10:00", "a", prospects("甲", 1)), mail("17 10:00:01", "a", prospects("甲", 1)), until="18 00:00", policies=P3), verdicts=["counted", "refused", "counted"])
case("3 protection", "not if a visit kept it theirs", month(mail("14 10:00", "a", prospects("甲", 1)), mail("16 10:00", "a", visits("甲", 1)), mail("18 10:00:00", "a", prospects("甲", 1)), until="19 00:00", policies=P3), verdicts=["counted", "counted", "refused"])
case("3 protection", "again if it had lapsed before the visit took it anew", month(mail("14 10:00", "a", prospects("甲", 1)), mail("18 10:00", "a", visits("甲", 1)), mail("19 10:00", "a", prospects("甲", 1)), until="20 00:00", policies=P3), verdicts=["counted"] * 3)
LP = [{"protection_days": 0, "lead_protection_days": 1}]
case("3 lead_protection", "only lead rows: free after a day", month(mail("14 10:00", "a", leads("甲", 1)), mail("15 10:00:00", "b", leads("甲", 1)), mail("15 10:00:01", "b", leads("甲", 1)), until="16 00:00", reps=TWO, policies=LP), verdicts=["counted", "refused", "counted"])
case("3 lead_protection", "with a prospect row it is theirs for good", month(mail("14 10:00", "a", leads("甲", 1)), mail("14 11:00", "a", prospects("甲", 1)), mail("30 10:00", "b", leads("甲", 1)), until="30 12:00", reps=TWO, policies=LP), verdicts=["counted", "counted", "refused"])
case("1 policy", "protection is that of the judged mail's day", month(mail("14 10:00", "a", leads("甲", 1)), mail("18 10:00", "b", leads("甲", 1)), until="19 00:00", reps=TWO, policies=[{"protection_days": 0}, {"effective": "2026-09-18", "protection_days": 3}]), verdicts=["counted", "counted"])


def made_uscc(body):
    total = sum(oracle.USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + oracle.USCC_ALPHABET[(31 - total % 31) % 31]


U1, U2 = "91440300708461136T", made_uscc("91440300708461137")
case("3 USCC", "equal codes are one company", month(mail("14 10:00", "a", table("lead", [row("东莞市旧名五金厂", uscc=U1)])), mail("14 11:00", "b", table("lead", [row("东莞市新名五金厂", uscc=U1)])), until="15 00:00", reps=TWO), verdicts=["counted", "refused"])
case("3 USCC", "with a wrong check digit the code says nothing", month(mail("14 10:00", "a", table("lead", [row("东莞市旧名五金厂", uscc=U1[:-1] + "0")])), mail("14 11:00", "b", table("lead", [row("东莞市新名五金厂", uscc=U1[:-1] + "0")])), until="15 00:00", reps=TWO), verdicts=["counted", "counted"])
case("3 USCC", "a refused row teaches no link (settled reading)", month(mail("14 10:00", "a", table("lead", [row("东莞市旧名五金厂", uscc=U1)])), mail("14 11:00", "b", table("lead", [row("东莞市新名五金厂", uscc=U1), row("东莞市新名五金厂")])), until="15 00:00", reps=TWO), verdicts=["counted", "refused", "counted"])
case("3 USCC", "an accepted one does: name and code are one from then on",
     month(mail("14 10:00", "a", table("prospect", [row("东莞市旧名五金厂", uscc=U1)])), mail("14 11:00", "a", table("visit", [row("东莞市新名五金厂", uscc=U1)])), mail("14 12:00", "b", table("lead", [row("东莞市新名五金厂")])), mail("14 13:00", "a", table("prospect", [row("东莞市新名五金厂")])), until="15 00:00", reps=TWO),
     verdicts=["counted", "counted", "refused", "refused"])
case("3 key", "full-width, traditional, brackets, blanks and status are one company",
     month(mail("14 10:00", "a", table("lead", [row("东莞ABC（深圳）电子有限公司")] + [row(x) for x in (
         "東莞ＡＢＣ(深圳)電子有限公司", "东莞 abc【深圳】电子有限公司", "东莞ABC[深圳]电子\u200b有限公司（存续）", "东莞ABC（深圳）电子有限公司(曾用名：某某厂)", "东莞ABC·(深圳)电子,有限公司", "东莞ABC深圳电子有限公司")])), until="15 00:00"),
     verdicts=["counted"] + ["refused"] * 5 + ["counted"])

# ---------------------------------------------------------------- section 4
LATE = [mail("14 10:00", "a", leads("甲", 5), file="2"), mail("14 11:00", "b", leads("甲", 5), file="1")]
case("4 late sight", "order of sight does not matter, only arrival", month(*reversed(LATE), until="15 00:00", reps=TWO), verdicts=["counted"] * 5 + ["refused"] * 5)
case("4 function of the clock", "a mail after `until` is not there yet", month(mail("14 10:00", "a", leads("甲", 5)), until="14 09:59:59"), verdicts=[])
case("2 weekly_plan", "Friday 12:00:59, one owed", month(mail("18 12:00:59", "a", delivers=["weekly_plan"]), until="18 12:01", policies=[{"weekly_plan": {}}]), duties={("a", "weekly_plan", "2026-09-14"): (1, 1, "met")},
     due={("a", "weekly_plan", "2026-09-14"): "2026-09-18T12:00:59+08:00"})
case("2 weekly_plan", "a week without any workday: none is owed", month(until="21 12:00", policies=[{"weekly_plan": {}}], days={f"2026-09-{d}": "off" for d in range(14, 21)}),
     duties={("a", "weekly_plan", "2026-09-14"): None})
case("2 weekly_plan", "Friday off: the last workday of the week", month(until="16 00:00", policies=[{"weekly_plan": {}}], days={"2026-09-18": "off"}), due={("a", "weekly_plan", "2026-09-14"): "2026-09-17T12:00:59+08:00"})
case("2 weekly_report", "Monday off: the next workday 11:00", month(until="14 00:00", policies=[{"weekly_report": {}}], days={"2026-09-14": "off"}), due={("dir", "weekly_report", "2026-09-14"): "2026-09-15T11:00:59+08:00"})

# ---------------------------------------------------------------- cells
for t in ["", " ", "\u3000", "-", "--", "—", "——", "/", "\\", "不详", "未知", "暂无数据", "待查", "N/A", "null", "none", "暂无", "无"]:
    unit("3 not filled", f"business {t!r}", oracle.filled(t, "business"), False)
for f, t, want in [("website", "暂无", True), ("network", "暂无", False), ("value", "暂无", False), ("capital", "暂无", False), ("network", "无", True), ("website", "无", True),
                   ("value", "无", True), ("capital", "无", True), ("person", "无", False), ("company", "无", False), ("website", "不详", False), ("website", "暂无数据", False), ("value", "高", True)]:
    unit("3 not filled", f"{f} {t!r}", oracle.filled(t, f), want)
for t, want in [("华鑫厂", False), ("华鑫五厂", True), ("12345678", False), ("１２３４５", False), ("不详", False), ("ABCD", True)]:
    unit("3 company name", repr(t), oracle.company_name_ok(t), want)
for t, want in [("13800138000", True), ("19900138000", True), ("12800138000", False), ("138 0013 8000", True), ("138-0013-8000", True), ("138.0013.8000", True), ("+8613800138000", True), ("+86 138 0013 8000", True),
                ("１３８００１３８０００", True), ("\u202d13800138000\u202c", True), ("138****8000", False), ("1.38E+10", False), ("1.38001E+10", False), ("1390138", False), ("1390013800", False),
                ("0769-22334455", True), ("076922334455", True), ("(0769)2233 4455", True), ("0752-2233445", True), ("010-82334455", True), ("0769-12334455", False), ("76922334455", True), ("22334455", False),
                ("400-800-1234", True), ("8001234567", True), ("138****8000/13900139000", True), ("张总13800138000", True), ("13800138000、0769-22334455", True), ("", False), ("张三", False), ("15400138000", True)]:
    unit("3 usable phone", repr(t), oracle.phone_usable(t), want)
unit("3 usable phone", "8 digits where the office gives its area code", oracle.phone_usable("22334455", "0769"), True)
unit("3 usable phone", "7 digits likewise", oracle.phone_usable("223-4455", "0769"), True)
unit("3 usable phone", "8 digits beginning 1 never", oracle.phone_usable("12334455", "0769"), False)
for t, want in [(U1, U1), ("91440300708461136t", U1), ("９１４４０３００７０８４６１１３６Ｔ", U1), (U1[:-1] + "U", None), ("440301103097413", None), ("", None)]:
    unit("3 USCC", repr(t), oracle.uscc(t), want)
for cells, want in [(dict(person="", phone="13800138000 张总"), None), (dict(person="张三 13800138000", phone=""), None), (dict(person="", phone="13800138000"), "no person"), (dict(phone="138****8000"), "no phone"),
                    (dict(business="无"), "no business"), (dict(website="暂无"), None), (dict(website="-"), "no website"), (dict(capital="无"), None), (dict(network="暂无"), "no network"), (dict(value="不详"), "no value"), (dict(company="不详"), "no company")]:
    r = dict(row("东莞市一二三四厂"), **cells)
    unit("3 lead row", str(cells), oracle.row_reason("lead", LEAD, [r[f] for f in LEAD], ""), want)
unit("3 prospect row", "needs company, person and phone only", oracle.row_reason("prospect", LEAD, ["东莞市一二三四厂", "张三", "13800138000", "", "", "", "", ""], ""), None)
unit("3 two person columns", "either serves", oracle.row_reason("visit", ["company", "person", "person", "phone"], ["东莞市一二三四厂", "-", "李四", "13800138000"], ""), None)
unit("3 two phone columns", "either serves", oracle.row_reason("visit", ["company", "person", "phone", "phone"], ["东莞市一二三四厂", "李四", "138****8000", "13800138000"], ""), None)
