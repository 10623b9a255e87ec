"""What the people of a year write: lists, forms filled in by what their files say, answers through every client (clients.py)."""
import datetime as dt
import email.policy
import email.utils
from email.message import EmailMessage

import clients
import shapes
from year_model import numbers_of

PRODUCTS = ["企业邮箱", "网站建设", "小程序", "云服务器"]
WORDS = ["客户要求尽快办理", "老客户续约", "本月促销", "按合同约定", "双方已谈妥", "每周三提货", "月结三十天", "系统打不开已三天", "纸箱二十件", "长安镇工业区"]
AGREE = ["同意", "同意。", "可以", "批准", "OK", "ok", "同意👍", "好的", "「同意」", "同　意", "同意，请尽快安排", "收到，同意", "意见：同意", "没问题", "嗯，同意。", "准"]
REFUSE = [("不同意 太低", "太低"), ("不同意，资料不全", "资料不全"), ("驳回 再谈", "再谈"), ("不批准！", ""), ("不 同 意", ""), ("不同意（价格）", "价格")]
RECEIVED = ["收到", "已收到", "签收", "知道了", "收到，谢谢", "已阅", "收到！"]
DONE = ["已办", "已完成", "已办理"]
UNCLEAR = ["不是不同意", "同意吗？", "同意，但是价格要再谈", "原则上同意", "再议", "明天再说", "👍", "", "好的，我看看", "暂不同意", "同意或不同意都可以", "请问怎么弄"]
SIGNATURES = ["", "", "", "\n\n如不同意本邮件内容，请立即删除并通知发件人。", "\n\n--\n客户不同意，我们就再努力一次！", "\n\n发自我的iPhone", "\n\n本邮件未经同意不得转发"]


def yuan(r):
    """Written as people do, and what it is."""
    n = r.choice([r.randrange(10, 90) * 100, r.randrange(1, 9) * 10000])
    text = r.choice([f"{n}", f"{n}元", f"￥{n:,}", f"{n:,}.00元", f"{n // 10000}万" if n % 10000 == 0 else f"{n}元", f"人民币{n}元整"])
    return text, f"{n}.00"


def some_date(r, day):
    d = day + dt.timedelta(r.randrange(1, 45))
    return r.choice([f"{d.month}月{d.day}日", f"{d.isoformat()}", f"{d.year}/{d.month}/{d.day}", f"{d.month}.{d.day}", f"{d.year}年{d.month}月{d.day}日"]), d.isoformat()


def number_for(r, model, sender, field):
    """A number of the register that the field is checked against: mostly one that the sender holds in a fitting state."""
    c = field.get("check") or {}
    known = model.numbers(c["register"]) if c.get("register") else {}
    held = [n for n, (state, holder) in known.items() if (not c.get("states") or state in c["states"]) and (holder == sender or not c.get("held"))]
    pick = r.random()
    if held and pick < 0.8:
        return r.choice(held)
    if known and pick < 0.93:
        return r.choice(sorted(known))
    return f"HT-{r.randrange(90000, 99999)}"


def company_for(r, office, sender):
    foreign, own = ([c for c, who in office.claims.items() if (who == sender) == mine] for mine in (False, True))
    if foreign and r.random() < 0.06:
        return r.choice(foreign)
    if own and r.random() < 0.3:
        return r.choice(own)
    return f"东莞市{sender[-3:]}号{'甲乙丙丁戊'[r.randrange(5)]}贸易有限公司"


def fill(r, form, office, model, sender, day, next_range):
    """{field: (text, value)}: every field, from its type."""
    out = {}
    for name, f in form.fields.items():
        t = f.get("type", "text")
        if t == "money":
            out[name] = yuan(r)
        elif t == "date":
            out[name] = some_date(r, day)
        elif t == "company":
            c = company_for(r, office, sender)
            out[name] = (c, c)
        elif t == "number":
            n = number_for(r, model, sender, f)
            out[name] = (r.choice([n, n.lower(), f" {n} "]), n)
        elif t == "range":
            x = next_range()
            out[name] = (x, f"{numbers_of(x)[0]}至{numbers_of(x)[-1]}")
        elif t == "month":
            month = day.replace(day=1)
            out[name] = (r.choice([f"{month.year}年{month.month}月", f"{month:%Y-%m}", f"{month.month}月"]), f"{month:%Y-%m}")
        elif t in ("person", "people"):
            there = [s["name"] for s in office.staff if office.active(s["id"], day) and s["id"] != sender]
            people = r.sample(there, 1 if t == "person" else min(len(there), r.choice([1, 2, 3])))
            out[name] = ("、".join(people), "、".join(people))
        elif t == "figure":
            n = str(r.randrange(60, 100))
            out[name] = (n, n)
        elif t == "choice":
            c = r.choice(f["choices"])
            out[name] = (c, c)
        else:
            text = r.choice(PRODUCTS) if name == "product" else r.choice(WORDS)
            out[name] = (text, text)
    return out


class Maker:
    """Bytes of mails. `day.n` names each; arrival is the file's, Date the same."""

    def __init__(self, office, r):
        self.office, self.r, self.n = office, r, 0

    def name(self):
        self.n += 1
        return f"y{self.n}"

    def head(self, sender, to, cc, subject, at, name):
        m = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=200))
        m["From"] = self.office.address(sender)
        m["To"] = ", ".join(self.office.address(x) for x in to)
        if cc:
            m["Cc"] = ", ".join(self.office.address(x) for x in cc)
        m["Subject"], m["Date"], m["Message-ID"] = subject, email.utils.format_datetime(at), f"<{name}@test>"
        return m

    def plain(self, sender, to, subject, text, at, name, cc=(), files=()):
        m = self.head(sender, to, cc, subject, at, name)
        m.set_content(text or "\n", charset=self.r.choice(["utf-8", "gb18030"]), cte="base64")
        for f in files:
            shapes.attach(m, f, shapes.PICTURE, "application/pdf")
        return m.as_bytes()

    def table(self, sender, kind, rows, at, name, to, cc):
        m = self.head(sender, to, cc, shapes.NAMES[kind], at, name)
        m.set_content("您好，资料见附件。\n", charset="utf-8", cte="base64")
        if self.r.random() < 0.3:
            m.add_alternative(f"<html><body>{shapes.html_table([shapes.HEADERS[kind]] + rows)}</body></html>", subtype="html", charset="utf-8", cte="base64")
        else:
            shapes.attach(m, f"{shapes.NAMES[kind]}.csv", shapes.csv_bytes([shapes.HEADERS[kind]] + rows), "text/csv")
        return m.as_bytes()

    def form_text(self, form, filled, keep):
        """Labelled lines, each label one of those the file names."""
        lines = []
        for name in keep:
            f = form.fields[name]
            label = self.r.choice([f["title"]] * 2 + list(f.get("labels", [])))
            lines.append(f"{label}{self.r.choice(['：', ':', '： '])}{filled[name][0]}")
        return "您好：\n" + "\n".join(lines) + "\n谢谢"

    def answer(self, client, words, letter, sender, at, name, **how):
        c = clients.CLIENTS[client]
        charset = next(x for x in [self.r.choice(c["charsets"]), "utf-8"] if clients.can(words, x))
        return clients.answer(client, words, letter, self.office.address(sender), at, name, form=self.r.choice(c["forms"]), charset=charset, **how)
