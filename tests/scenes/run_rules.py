#!/usr/bin/python3
"""run_rules.py [PROGRAM]: a policy that comes into force is told to everybody, in time and once. Prints "N passed, M failed"."""
import email, email.policy, glob, os, shutil, sys, tempfile

from lived import check, ended, run, stores

EVERYBODY = {"director", "gm", "rep01", "rep02"}
NEW = "policies: [{effective: 2026-01-01, packs: [S0], lead_list: {quota: 10}, prospects: {quota: 1}}, " \
      "{effective: 2026-09-21, packs: [S0], protection_days: 90, lead_list: {quota: 20, due: \"22:00\", donation_per_missing: 3.00}, prospects: {quota: 1}}]"
LATER = NEW[:-1] + ", {effective: 2026-09-22, packs: [S0], protection_days: 90, appeal_days: 5, weekend: sunday, catalogue: [{item: late, title: 迟到, entry: late, donation: 20.00, clause: 考勤 一}], lead_list: {quota: 20, due: \"22:00\", donation_per_missing: 3.00}, prospects: {quota: 1}}]"


def configure(folder, policies, mode="live"):
    lines = [line for line in stores.OFFICE.splitlines() if not line.startswith("policies:")]
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write("\n".join(lines).replace("mode: live", f"mode: {mode}") + f"\n{policies}\n")


def play(folder, until):
    run(folder, "replay", "--until", until + "+08:00")


def told(folder, word):
    """To whom, with subject and text."""
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "out/new/*"))):
        with open(path, "rb") as f:
            m = email.message_from_binary_file(f, policy=email.policy.default)
        text = m.get_body(("plain",)).get_content()
        if word in text:
            out.append((m["To"].addresses[0].username, m["Date"], m["Subject"], text))
    return out


def main():
    for language, title in (("zh-CN", "从哪天起，什么改为什么"), ("en", "From which day, what becomes what")):
        folder = tempfile.mkdtemp(prefix="leadclerk-rules-")
        stores.lay_out(folder)
        configure(folder, NEW)
        if language == "en":
            with open(os.path.join(folder, "office.yaml"), encoding="utf-8") as f:
                text = f.read().replace("office: {", "office: {language: en, ")
            with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
                f.write(text)
        play(folder, "2026-09-18T16:59:00")  # a Friday; the policy's Monday is the next workday
        check(not told(folder, title), "not before, and nothing of what ruled from the start")
        play(folder, "2026-09-18T20:00:00")
        letters = told(folder, title)
        check({who for who, *_ in letters} == EVERYBODY and len(letters) == 4, f"everybody, once: {[x[:3] for x in letters]}")
        words = letters[0][3] if letters else ""
        day = "9月21日起规定调整" if language == "zh-CN" else "Rules that change from "
        check(all(day in subject for _, _, subject, _ in letters), f"the subject says from when: {[x[2] for x in letters]}")
        for part in (["客户资料 · 数量", "原来 10", "改为 20", "23:59", "22:00", "2.00", "3.00", "客户保护期", "长期", "90", "9月21日", "前一晚就要交的名单"] if language == "zh-CN" else ["leads · how many", "23:59", "22:00", "for good", "from that evening on"]):
            check(part in words, f"{part}: {words}")
        if "--show" in sys.argv:
            print(letters[0][2], "\n", words)
        play(folder, "2026-09-23T12:00:00")
        check(len(told(folder, title)) == 4, "once")
        if language == "zh-CN":
            configure(folder, LATER)  # loaded on the 23rd, in force since the 22nd: told at once, that is at the next hour for it
            play(folder, "2026-09-24T12:00:00")
            late = [x for x in told(folder, title) if "23 Sep" in x[1]]
            check(len(late) == 4 and all(part in text for *_, text in late for part in ("申诉期限", "每周休息，原来 双休，改为 单休（周日）", "处分项目和金额")), f"loaded late: {[x[:3] for x in late]}")
        shutil.rmtree(folder)
    folder = tempfile.mkdtemp(prefix="leadclerk-rules-")
    stores.lay_out(folder)
    configure(folder, NEW, "shadow")
    play(folder, "2026-09-19T12:00:00")
    check({who for who, *_ in told(folder, "从哪天起")} == {"gm"}, "shadow: the general manager alone")
    shutil.rmtree(folder)
    return ended()


sys.exit(main())
