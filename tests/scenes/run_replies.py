#!/usr/bin/python3
"""Answers as each mail client writes them (clients.py): what they decide, from what text, and what is kept as the reason.

usage: tests/scenes/run_replies.py [--keep] [-l PROGRAM] [WORD...]      (WORD: part of a case's name; none: all)

Each case is a request of its own, asked of a person, and one answer to the letter that asks; then `mails`, `slips` and `explain` must say what
the table here says. Closes with "N passed, N failed".
"""
import argparse
import datetime as dt
import os
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import clients  # noqa: E402
import run  # noqa: E402

FORM = """
form: request
title: 请示
prefix: QS
clause: 测试 1
words: [请示]
fields:
  - {name: matter, title: 事项, required: yes}
  - {name: who, title: 批示人, type: person, required: yes}
route:
  - {who: field who, asks: approve}
"""
PER_PERSON = 12  # cases a person has: one address is not sent more than so many letters a day
START = dt.datetime(2026, 9, 14, 8, 0, tzinfo=run.ZONE)
ANSWERS = dt.datetime(2026, 9, 14, 15, 0, tzinfo=run.ZONE)

ROBOTS = ("an automatic subject", "Auto-Submitted", "an autoreply header", "Precedence")
AGREE, UNCLEAR, UNFIT, ROBOT = "agree", "unclear", "unfit", "robot"


def refuse(reason=""):
    return "refuse " + reason


# What people write, and what it is. Each goes through two clients.
WORDS = [
    ("同意", AGREE), ("同意。", AGREE), ("同意.", AGREE), ("「同意。」", AGREE), ("“同意”", AGREE), ("【同意】", AGREE), ("同意！！！", AGREE), ("同意~", AGREE), ("同意…", AGREE),
    ("同　意", AGREE), ("　　同意", AGREE), ("ＯＫ", AGREE), ("ok", AGREE), ("OK！", AGREE), ("Ok.", AGREE), ("OK👌", AGREE), ("同意👍", AGREE), ("👍同意", AGREE), ("👌", UNCLEAR), ("👍", UNCLEAR),
    ("👍👍👍", UNCLEAR), ("[强]", UNCLEAR), ("[OK]", UNCLEAR), ("🙏", UNCLEAR), ("❌", UNCLEAR), ("同意❌", UNCLEAR), ("可以", AGREE), ("可以。", AGREE), ("可以的，谢谢", AGREE), ("批准", AGREE), ("准", AGREE),
    ("核准", AGREE), ("行", AGREE), ("好", AGREE), ("好的", AGREE), ("没问题", AGREE), ("沒問題", AGREE), ("同意，謝謝", AGREE), ("確認", AGREE), ("批準", AGREE), ("Agree", AGREE), ("approved", AGREE),
    # dictated
    ("同意，", AGREE), ("嗯，同意。", AGREE), ("我同意。", AGREE), ("好的，同意。", AGREE), ("同意，请尽快安排。", AGREE), ("可以，同意。", AGREE), ("同意。谢谢。", AGREE), ("我同意这个申请。", AGREE),
    ("不同意，价格太低了。", refuse("价格太低了。")), ("我不同意。", refuse()), ("不同意。太低。", refuse("太低。")), ("不同意价格太低", refuse("价格太低")),
    # refusals
    ("不同意", refuse()), ("不 同 意", refuse()), ("不同意 太低", refuse("太低")), ("不同意：太低", refuse("太低")), ("不同意（太低）", refuse("太低")), ("不同意\n太低", refuse("太低")), ("不批准，重新报价", refuse("重新报价")),
    ("驳回，资料不全", refuse("资料不全")), ("駁回，資料不全", refuse("資料不全")), ("不行", refuse()), ("不可以", refuse()), ("不同意，客户还没同意付款", UNCLEAR),
    # signatures and small print that speak of agreeing
    ("同意\n\n如不同意本邮件内容，请立即删除并通知发件人。", AGREE), ("同意\n\n免责声明：如您不同意，请删除本邮件", AGREE), ("同意\n\n--\n张总\n客户不同意，我们就再努力一次！", AGREE), ("不同意 太低\n\n--\n我同意并遵守公司制度", refuse("太低")),
    ("同意\n\n【保密】未经同意不得转发本邮件", AGREE), ("同意\n\n发自我的iPhone", AGREE), ("同意\n\n本邮件及附件仅供指定收件人使用，未经发件人同意不得复制", AGREE), ("同意\n\n张总 | 总经理\n手机 13800138000", AGREE),
    ("不同意 太低\n\n发自我的iPhone", refuse("太低")), ("同意\n\n此致\n敬礼", AGREE), ("同意\n\n祝好！", AGREE), ("小陈你好：\n同意。\n\n祝工作顺利", AGREE), ("小陈：\n\n不同意，太低。\n\n李总", refuse("太低。")),
    # neither: these must wait, and say so
    ("不是不同意", UNCLEAR), ("同意吗？", UNCLEAR), ("同意吗", UNCLEAR), ("同意，但是价格要再谈", UNCLEAR), ("同意，但价格要再谈", UNCLEAR), ("同意。但是价格要再谈。", UNCLEAR), ("同意\n\n但是价格要再谈", UNCLEAR), ("同意，价格再谈", UNCLEAR),
    ("原则上同意", UNCLEAR), ("原则同意，细节再议", UNCLEAR), ("暂不同意", UNCLEAR), ("先同意吧，看客户怎么说", UNCLEAR), ("同意，前提是先付款", UNCLEAR), ("客户同意了吗", UNCLEAR), ("客户同意就行", UNCLEAR), ("可以再低一点吗", UNCLEAR),
    ("可以先放一放", UNCLEAR), ("好的，我看看", UNCLEAR), ("再议", UNCLEAR), ("明天再说", UNCLEAR), ("？", UNCLEAR), ("", UNCLEAR), ("。", UNCLEAR), ("价格是多少", UNCLEAR), ("同意或不同意都可以", UNCLEAR), ("同意/不同意", UNCLEAR), ("没有不同意", UNCLEAR),
    ("请李总批示，是否同意", UNCLEAR), ("按规定办", UNCLEAR), ("他已经同意了", UNCLEAR), ("谁同意的？", UNCLEAR), ("同意这次，下次不行", UNCLEAR), ("除了价格都同意", UNCLEAR), ("5折同意，4折不同意", UNCLEAR), ("同意 改为4800", UNCLEAR),
    ("同意，按4800执行", UNCLEAR), ("同意4800", UNCLEAR), ("不同意？", UNCLEAR), ("为什么不同意", UNCLEAR),
    # other verbs, which this letter does not take
    ("收到", UNFIT), ("已阅", UNFIT), ("知道了", UNFIT), ("收到，同意", AGREE), ("已阅，同意", AGREE), ("已阅，不同意，太低", refuse("太低")),
]
BASIC = [("同意", AGREE), ("不同意 太低", refuse("太低"))]


class Case:
    def __init__(self, name, client, words, want, **how):
        self.name, self.client, self.words, self.want, self.how = name, client, words, want, how


def cases():
    names = list(clients.CLIENTS)
    for c in names:
        for form in clients.CLIENTS[c]["forms"]:
            for charset in clients.CLIENTS[c]["charsets"]:
                for words, want in BASIC:
                    yield Case(f"{c} {form} {charset}: {words}", c, words, want, form=form, charset=charset)
    for c in names:
        form = clients.CLIENTS[c]["forms"][-1]
        yield Case(f"{c}: below", c, "同意", UNCLEAR, place="below")
        yield Case(f"{c}: between", c, "同意", UNCLEAR, place="between", form=form)
        yield Case(f"{c}: empty", c, "", UNCLEAR)
        yield Case(f"{c}: no quotation", c, "不同意 太低", refuse("太低"), quoted=False)
    for n, (words, want) in enumerate(WORDS * 2):
        c = names[n * 5 % len(names)]
        charset = next(x for x in [*clients.CLIENTS[c]["charsets"], "utf-8"] if clients.can(words, x))
        yield Case(f"{c}: {words!r}", c, words, want, charset=charset)
    for n, (subject, headers) in enumerate((("自动回复：", {}), ("自动答复: ", {}), ("回复：", {"Auto-Submitted": "auto-replied"}), ("回复：", {"X-Autoreply": "yes"}), ("回复：", {"Precedence": "auto_reply"}), ("Automatic reply: ", {}))):
        yield Case(f"robot {n}: 同意", names[n], "您好，您的邮件我已收到，同意您的请求会尽快处理。", ROBOT, headers=headers, prefix=subject)
    for n, subject in enumerate(("转发：", "Fwd: ", "FW: ", "转发: 回复：")):
        yield Case(f"forwarded {n}", names[n], "请看下面", UNCLEAR, prefix=subject)
        yield Case(f"forwarded {n}, silently", names[n + 4], "", UNCLEAR, prefix=subject)


def people_for(count):
    """One after the other, so that nobody is asked twice within minutes: that would be one letter."""
    return -(-count // PER_PERSON)


def office(count):
    people = people_for(count)
    return {"scene": "replies", "reps": [{"id": f"r{n:02d}", "name": "员工%s" % chr(0x4E00 + n)} for n in range(people)],
            "others": [{"id": f"b{n:02d}", "name": "批示%s" % chr(0x4E00 + n), "role": "deputy"} for n in range(people)],
            "policy": {"lead_list": {"quota": 0}}, "forms": {"request.yaml": FORM}, "events": []}


def ask(play, all_cases):
    for n, c in enumerate(all_cases):
        who, at = n % people_for(len(all_cases)), START + dt.timedelta(seconds=40 * n)
        play.drop({"at": at.replace(tzinfo=None), "name": f"ask{n}", "from": f"r{who:02d}", "to": "clerk", "cc": "", "subject": f"请示 {n}号",
                   "text": f"事项：第{n}号\n批示人：批示{chr(0x4E00 + who)}"})
    play.replay(ANSWERS - dt.timedelta(seconds=1))


def answer(play, all_cases):
    letters = {}
    for x in play.letters():
        if x["kind"] == "slip_ask":
            n = x["text"].split("第")[1].split("号")[0]
            letters[int(n)] = x
    for n, c in enumerate(all_cases):
        at = ANSWERS + dt.timedelta(seconds=n)
        how = {k: v for k, v in c.how.items() if k != "prefix"}
        if "prefix" in c.how:
            how["subject"] = c.how["prefix"] + letters[n]["subject"]
        data = clients.answer(c.client, c.words, letters[n], play.address(f"b{n % people_for(len(all_cases)):02d}"), at, f"answer{n}", **how)
        path = os.path.join(play.folder, "in", "new", f"{int(at.timestamp())}.{n:05d}.test")
        with open(path, "wb") as f:
            f.write(data)
        os.utime(path, (at.timestamp(), at.timestamp()))
    play.replay(ANSWERS + dt.timedelta(hours=2))
    return letters


def outcome(play, mail, slip):
    """What became of an answer, in this table's words."""
    if mail["verdict"] == "ignored":
        return ROBOT if mail["reason"] in ROBOTS else "ignored " + mail["reason"]
    said = mail["reason"].split(": ")[-1]
    if said == "not understood":
        return UNCLEAR
    if said == "refuse":
        told = next((line for line in play.run("explain", slip["slip"]).splitlines() if " refuse by " in line), "")
        return refuse(re.sub(r"\s*mail m[0-9a-f]{16}$", "", told.split("step 1", 1)[-1]).lstrip(": "))
    return said


def check(play, all_cases, letters):
    mails = {r["message_id"].strip("<>"): r for r in play.table("mails")}
    slips = {r["slip"]: r for r in play.table("slips")}
    states = {AGREE: "closed", ROBOT: "waiting", UNCLEAR: "waiting", UNFIT: "waiting"}
    failed = 0
    for n, c in enumerate(all_cases):
        slip = slips[next(s for s in slips if s in letters[n]["subject"].split(" ") or f"{s}：" in letters[n]["subject"])]
        got = outcome(play, mails[f"answer{n}@test"], slip)
        state = states.get(c.want, "refused")
        if got != c.want or slip["state"] != state:
            failed += 1
            print(f"FAIL {c.name}: {got!r} and {slip['state']}, not {c.want!r} and {state}")
    return failed


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-l", "--program", default=os.path.join(run.HERE, "..", "..", "build", "leadclerk"))
    ap.add_argument("--keep", action="store_true")
    ap.add_argument("words", nargs="*")
    args = ap.parse_args()
    all_cases = [c for c in cases() if not args.words or any(w in c.name for w in args.words)]
    folder = tempfile.mkdtemp(prefix="lc-replies-")
    try:
        play = run.Play(office(len(all_cases)), os.path.abspath(args.program), folder)
        ask(play, all_cases)
        failed = check(play, all_cases, answer(play, all_cases))
    except run.Fault as fault:
        print(fault)
        failed = len(all_cases)
    if args.keep:
        print(folder)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(all_cases) - failed} passed, {failed} failed")
    return 1 if failed or not all_cases else 0


if __name__ == "__main__":
    sys.exit(main())
