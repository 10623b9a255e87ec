"""The office and the mails of the crash test: eight days of three reps, with what makes recovery hard: the same mail in two mailboxes,
held mails and their cures, companies that several reps list, mails of strangers and robots, a list in Junk. Always the same bytes."""
import datetime, email.generator, email.message, email.utils, io, random

ZONE = datetime.timezone(datetime.timedelta(hours=8))
NOW = datetime.datetime(2026, 9, 23, 10, 0, 0, tzinfo=ZONE)  # no due moment, reminder or digest until 16:00
PASSWORD = "bench-word"
BOXES = ("director", "clerk")
REPS = {"rep01": "陈平娜", "rep02": "黄志远", "rep03": "梁海波"}
LEAD = "公司全称,法人代表,联系电话,主营业务,注册资金,网络情况,有无网站,开发价值".split(",")
PROSPECT = "公司全称,联系人,联系电话,意向阶段".split(",")
VISIT = "公司全称,接洽人,联系电话,拜访日期,拜访情况".split(",")

OFFICE = """\
office:
  company: 东莞市示例网络科技有限公司
  timezone: Asia/Shanghai
  since: 2026-09-14
  calendars: [days.csv]
  area_code: "0769"
operator: it@corp.test
mode: live
mailboxes:
  - {{name: director, url: "imap://127.0.0.1:{imap}", user: director, password_file: password, folders: [INBOX, Junk], security: none}}
  - {{name: clerk, url: "imap://127.0.0.1:{imap}", user: clerk, password_file: password, folders: [INBOX], security: none}}
submission: {{url: "smtp://127.0.0.1:{smtp}", from: clerk@corp.test, security: none}}
store: clerk.db
staff:
  - {{id: director, name: 李总监, role: director, mail: [director@corp.test]}}
  - {{id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}}
{reps}
policies:
  - effective: 2026-01-01
    packs: [S0]
    protection_days: 0
    cc_rule: hold
    confirm: none
    digest: "08:30"
    quiet_hours: ["22:45", "07:30"]
    lead_list: {{quota: 20, due: "23:59", donation_per_missing: 2.00, pushups_per_missing: 1, reminders: ["20:00", "22:30"]}}
    prospects: {{quota: 2, due: "18:00", extra_leads: 5, visits: 3, donation: 500.00, reminders: ["16:00"]}}
"""


def office(imap_port, smtp_port):
    reps = "\n".join(f"  - {{id: {id}, name: {name}, role: rep, mail: [{id}@corp.test]}}" for id, name in REPS.items())
    return OFFICE.format(imap=imap_port, smtp=smtp_port, reps=reps)


CALENDAR = "date,kind\n2026-10-01,off\n"  # money for a year without a calendar would wait for a person


class Maker:
    def __init__(self):
        self.rng = random.Random(20260914)
        self.companies = 0
        self.shared = [self.company() for _ in range(30)]
        self.boxes = {user: [] for user in BOXES}
        self.number = 0

    def company(self):
        self.companies += 1
        return f"东莞市鑫{'华宏达盛泰瑞丰隆兴伟'[self.companies % 10]}第{self.companies:04d}五金制品有限公司"

    def phone(self):
        return "13" + "".join(self.rng.choice("0123456789") for _ in range(9))

    def lead(self):
        name = self.rng.choice(self.shared) if self.rng.random() < 0.15 else self.company()
        phone = self.phone() if self.rng.random() < 0.95 else "不详"
        return [name, "张伟", phone, "五金冲压件", "100万", "无", "有", "高"]

    def mail(self, sender, subject, header=None, rows=(), to=("director@corp.test",), cc=("gm@corp.test",), extra=()):
        self.number += 1
        m = email.message.EmailMessage()
        m["From"], m["To"], m["Subject"] = sender, ", ".join(to), subject
        if cc:
            m["Cc"] = ", ".join(cc)
        m["Message-ID"] = f"<crash-{self.number}@corp.test>"
        for name, value in extra:
            m[name] = value
        m.set_content("领导好，见附件。\n", cte="base64")
        if header:
            text = "\r\n".join(",".join(row) for row in [header, *rows]) + "\r\n"
            m.add_attachment(text.encode("gb18030"), maintype="text", subtype="csv", filename=f"list{self.number}.csv")
            m.set_boundary(f"=_crash_{self.number}")  # the same bytes each time
        return m

    def place(self, m, when, boxes=(("director", "INBOX"),)):
        del m["Date"]
        m["Date"] = email.utils.format_datetime(when)
        out = io.BytesIO()
        email.generator.BytesGenerator(out, policy=m.policy.clone(linesep="\r\n")).flatten(m)
        for user, folder in boxes:
            self.boxes[user].append((folder, self.number, int(when.timestamp()), out.getvalue()))

    def day(self, day):
        """What the three send on one workday: lists for the next one, prospects, now and then visits."""
        for id in REPS:
            at = datetime.datetime.combine(day, datetime.time(17, self.rng.randrange(60), self.rng.randrange(60)), ZONE)
            both = self.rng.random() < 0.3
            boxes = (("director", "INBOX"), ("clerk", "INBOX")) if both else (("director", self.rng.choice(["INBOX", "INBOX", "INBOX", "Junk"])),)
            held = self.rng.random() < 0.2
            count = self.rng.choice([8, 20, 22, 25, 26])
            rows = [self.lead() for _ in range(count)]
            m = self.mail(f"{id}@corp.test", f"客户资料 {day}", LEAD, rows, cc=() if held else ("gm@corp.test",))
            self.place(m, at + datetime.timedelta(hours=2), boxes)
            if held and self.rng.random() < 0.6:  # mailed again, rightly
                m = self.mail(f"{id}@corp.test", f"客户资料 {day}", LEAD, rows)
                self.place(m, at + datetime.timedelta(hours=3))
            if self.rng.random() < 0.8:
                rows = [[self.company(), "刘芳", self.phone(), "有意向"] for _ in range(self.rng.choice([1, 2, 3]))]
                self.place(self.mail(f"{id}@corp.test", f"意向客户 {day}", PROSPECT, rows), at, (("director", "INBOX"),))
            if self.rng.random() < 0.5:
                rows = [[self.company(), "孙超", self.phone(), str(day), "面谈"] for _ in range(self.rng.choice([1, 2, 4]))]
                self.place(self.mail(f"{id}@corp.test", f"陌拜 {day}", VISIT, rows), at + datetime.timedelta(minutes=30))

    def noise(self, day):
        at = datetime.datetime.combine(day, datetime.time(12, 0, 0), ZONE)
        self.place(self.mail("stranger@example.com", "客户资料", LEAD, [self.lead()]), at)
        robot = self.mail("rep01@corp.test", "自动回复: 客户资料", extra=[("Auto-Submitted", "auto-replied")])
        self.place(robot, at + datetime.timedelta(seconds=1), (("clerk", "INBOX"),))


def generate():
    """For each mailbox: (folder, number, arrival in seconds UTC, bytes), in order of arrival."""
    maker, day = Maker(), datetime.date(2026, 9, 13)  # the Sunday before: lists for the first Monday
    while day < NOW.date():
        if day.weekday() < 5 or day == datetime.date(2026, 9, 13):
            maker.day(day)
        if day.weekday() in (1, 3):
            maker.noise(day)
        day += datetime.timedelta(days=1)
    return {user: sorted(box, key=lambda m: (m[2], m[1])) for user, box in maker.boxes.items()}


if __name__ == "__main__":
    for user, box in generate().items():
        print(user, len(box), sum(len(m[3]) for m in box))
