#!/usr/bin/python3
"""run_joined.py [PROGRAM]: what mails said and the configuration does not know, where the operator meets it: `staff import` tells of people who were taken on by mail (入职) and stand in the table, too;
a `rebuild` keeps since when the office is on trial. Prints "N passed, M failed"."""
import email, email.policy, glob, os, shutil, sqlite3, sys, tempfile

from lived import check, ended, run, stores


def deliver(folder, name, arrival, subject, text, answers=""):
    path = os.path.join(folder, "box", "new", name)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(f"From: director@corp.test\r\nTo: clerk@corp.test\r\nSubject: {subject}\r\nMessage-ID: <{name}@corp.test>\r\n" + (f"In-Reply-To: <{answers}>\r\n" if answers else "") +
                f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n")
    stores.arrived(path, arrival)


def asked(folder):
    for path in glob.glob(os.path.join(folder, "out", "new", "*")):
        with open(path, "rb") as f:
            m = email.message_from_binary_file(f, policy=email.policy.default)
        if "入职" in m["Subject"]:
            return m["Message-ID"].strip("<>")
    return None


def import_table(folder, number, name, address):
    with open(os.path.join(folder, "roster.csv"), "w", encoding="utf-8") as f:
        f.write(f"工号,姓名,职务,邮箱\n{number},{name},业务员,{address}\n")
    return run(folder, "staff", "import", "roster.csv", "--language", "zh-CN")


def take_on(address):
    folder = tempfile.mkdtemp(prefix="leadclerk-joined-")
    stores.lay_out(folder)
    deliver(folder, "j1", "2026-09-14 09:00", "入职", f"入职 张三 {address} 业务员 9月15日")
    run(folder, "replay", "--until", "2026-09-14T09:05:00+08:00", "--no-pictures")
    question = asked(folder)
    check(question, "the clerk asks")
    deliver(folder, "j2", "2026-09-14 09:10", "Re: 入职", "同意", question or "")
    run(folder, "replay", "--until", "2026-09-14T09:30:00+08:00", "--no-pictures")
    return folder


def same_number():
    """Who was taken on by mail has a number that the next of a table would get: two people are not one, whose fines the other would bear."""
    folder = take_on("rep03@corp.test")
    check("id: rep03" not in import_table(folder, "", "李四", "lisi@corp.test"), "the next free number is not his")
    check("id: rep03" in import_table(folder, "", "张三", "rep03@corp.test"), "himself it is")
    told = import_table(folder, "rep03", "李四", "lisi@corp.test")
    check("rep03" in told and "张三" in told and "!" in told, f"somebody else under his number: {told}")
    check("!" not in import_table(folder, "rep03", "张三", "zhang@qq.test"), "he himself under his number, with another address")
    shutil.rmtree(folder)


def joined():
    folder = take_on("zhangsan@corp.test")
    by_address = import_table(folder, "S007", "张叁", "ZhangSan@corp.test")
    check("已由邮件入职" in by_address and "S007" in by_address, f"the same address under another number: {by_address}")
    by_name = import_table(folder, "S007", "张三", "zs@corp.test")
    check("已由邮件入职" in by_name, f"the same name: {by_name}")
    number = by_name.split("编号 ")[1].split("，")[0]
    himself = import_table(folder, number, "张三", "zhangsan@corp.test")
    check("已由邮件入职" not in himself, "under the number that he has, he is the same")
    check("since: 2026-09-15" in himself, f"and since the same day: what he owed and was fined stays: {himself}")
    check("已由邮件入职" not in import_table(folder, "S008", "李四", "lisi@corp.test"), "anybody else")
    shutil.rmtree(folder)


def since(folder):
    db = sqlite3.connect(os.path.join(folder, "clerk.db"))
    found = db.execute("SELECT value FROM meta WHERE name = 'shadow_since'").fetchall()
    db.close()
    return found


def on_trial():
    folder = tempfile.mkdtemp(prefix="leadclerk-trial-")
    stores.lay_out(folder)
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(stores.OFFICE.replace("mode: live", "mode: shadow"))
    for mail in stores.FIRST:
        stores.deliver(folder, *mail)
    run(folder, "replay", "--until", "2026-09-18T12:00:00+08:00", "--no-pictures")
    before = since(folder)
    check(len(before) == 1, f"since when: {before}")
    check("came out the same" in run(folder, "rebuild"), "rebuilt")
    check(since(folder) == before, f"a rebuild keeps it: {since(folder)}, was {before}")
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(stores.OFFICE)
    run(folder, "rebuild")
    check(since(folder) == [], "none where it is live")
    shutil.rmtree(folder)


def main():
    joined()
    same_number()
    on_trial()
    return ended()


if __name__ == "__main__":
    sys.exit(main())
