#!/usr/bin/python3
"""run_forget.py [PROGRAM]: `forget`. An office lives some days; then a person, by the phone, and a company are erased. Verdicts, duties and ledger are what they were, also judged again and rebuilt;
and nothing in the store's folder says phone or name: every file, every blob of the store unpacked (zstd, base64, workbooks), in UTF-8, GBK, UTF-16 and base64. Prints "N passed, M failed"."""
import base64, contextlib, csv, ctypes, email, email.policy, glob, io, os, re, shutil, sqlite3, subprocess, sys, tempfile, time, zipfile

from lived import PROGRAM, TOP, check, ended, run, stores
import openpyxl

HEADER = "公司全称,法人代表,联系电话,主营业务,注册资金,网络情况,有无网站,开发价值,统一社会信用代码,备注\r\n"
PHONE, PERSON = "13912345678", "欧阳靖轩"
FIRM, FIRM_PERSON, FIRM_PHONE, FIRM_CODE = "东莞市鑫淼焱五金制品有限公司", "司徒燕婷", "13887654321", "91441900MA4UTEXT1C"
OFFICE = stores.OFFICE.replace("lead_list: {quota: 10}", "lead_list: {quota: 3}")


def row(company, person, phone, code="", note=""):
    return f"{company},{person},{phone},五金,100万,无,有,高,{code},{note}\r\n"


def deliver(folder, name, arrival, sender, body, subject="客户资料", charset="utf-8", csv_part=True, cc="gm"):
    path = os.path.join(folder, "box", "new", name)
    kind = f"text/csv; charset={charset}; name=list.csv" if csv_part else f"text/plain; charset={charset}"
    head = (f"From: {sender}@corp.test\r\nTo: director@corp.test\r\nCc: {cc}@corp.test{'>' if '<' in cc else ''}\r\nSubject: =?utf-8?B?{base64.b64encode(subject.encode()).decode()}?=\r\nMessage-ID: <{name}@corp.test>\r\n"
            f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n" + ("Content-Disposition: attachment; filename=list.csv\r\n" if csv_part else "") + "\r\n")
    with open(path, "wb") as f:
        f.write(head.encode() + base64.encodebytes(body.encode(charset)))
    stores.arrived(path, arrival)


def lay_out(folder):
    stores.lay_out(folder)
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(OFFICE)
    others = "".join(row(f"东莞市第{n:03d}号塑胶有限公司", "陈大文", f"136{n:08d}") for n in range(1, 5))
    deliver(folder, "a1", "2026-09-13 20:00", "rep01", HEADER + others + row("东莞市欣欣向荣电子有限公司", PERSON, PHONE, note="找" + PERSON + "本人") +
            row(FIRM, FIRM_PERSON, FIRM_PHONE, FIRM_CODE))
    deliver(folder, "a2", "2026-09-13 21:00", "rep02", HEADER + row("东莞市欣欣向荣电子有限公司", PERSON, "139 1234 5678") + row("东莞市海阔天空贸易有限公司", "不详", "139-1234-5678") +
            row(FIRM, FIRM_PERSON, FIRM_PHONE) + row("东莞市鑫淼焱五金（存续）有限公司", "", "", FIRM_CODE), charset="gbk")
    deliver(folder, "a3", "2026-09-14 10:00", "rep01", f"领导好，{PERSON}今天来电，电话 +86 139-1234-5678，{FIRM}也要报价。\r\n", subject="汇报 " + FIRM, csv_part=False)
    deliver(folder, "a4", "2026-09-14 11:00", "rep01", f"客户名称：{FIRM}\r\n产品：光纤专线\r\n标准价：6000元\r\n报价：4500元\r\n原因：老客户续约\r\n", subject="价格备案", csv_part=False)
    deliver(folder, "a5", "2026-09-14 20:00", "rep02", HEADER + row("东莞市第009号塑胶有限公司", PERSON, PHONE), cc="director")
    deliver(folder, "a6", "2026-09-15 09:00", "rep01", f"客户 {FIRM}\r\n", subject="客户 " + FIRM, csv_part=False)


def table(folder, name, *columns):
    return [[line[c] for c in columns] for line in csv.DictReader(io.StringIO(run(folder, name, "--csv")))]


def state(folder):
    return {"ledger": table(folder, "ledger", "entry", "donation", "pushups", "state"), "duties": table(folder, "duties", "staff", "kind", "for_date", "required", "delivered", "state"),
            "leads": table(folder, "leads", "mail", "row", "kind", "verdict", "reason"), "mails": table(folder, "mails", "mail", "verdict")}


# ---- what the folder says ----

ZSTD = ctypes.CDLL("libzstd.so.1")
for function in ("ZSTD_getFrameContentSize", "ZSTD_decompress", "ZSTD_isError"):
    getattr(ZSTD, function).restype = ctypes.c_ulonglong if "Size" in function else ctypes.c_size_t
ZSTD.ZSTD_isError.restype = ctypes.c_uint


def unpack(blob):
    """All that may be inside, itself included."""
    out = [blob]
    if blob[:4] == b"\x28\xb5\x2f\xfd":
        size = ZSTD.ZSTD_getFrameContentSize(blob, ctypes.c_size_t(len(blob)))
        room = ctypes.create_string_buffer(int(size) if size < 1 << 30 else 1 << 24)
        n = ZSTD.ZSTD_decompress(room, ctypes.c_size_t(len(room)), blob, ctypes.c_size_t(len(blob)))
        if not ZSTD.ZSTD_isError(ctypes.c_size_t(n)):
            out += unpack(room.raw[:n])
    if blob[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(blob)) as z:
            out += [z.read(n) for n in z.namelist()]
    elif b"\r\n\r\n" in blob and re.search(rb"(?m)^(From|Subject|Date|MIME-Version):", blob[:20000]):
        mail = email.message_from_bytes(blob, policy=email.policy.default)
        out += [str(v).encode() for v in mail.values()]
        for part in mail.walk():
            if not part.is_multipart():
                out += unpack(part.get_payload(decode=True) or b"")
    return out


def forms(text):
    """How it may be written: charsets, base64 at each of three places, digits with something between."""
    plain = {text, f"{text[:3]} {text[3:7]} {text[7:]}", f"{text[:3]}-{text[3:7]}-{text[7:]}"} if text.isdigit() else {text}
    for t in plain:
        for charset in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
            b = t.encode(charset)
            yield b
            for skip in range(3):  # all the signs that it alone decides: of fewer, some stand in any long base64 by chance
                coded = base64.b64encode(b"\0" * skip + b)
                yield coded[-(-8 * skip // 6):8 * (skip + len(b)) // 6]


def places(folder, texts):
    found = []
    needles = {f for t in texts for f in forms(t)}
    blobs = []
    for path in glob.glob(os.path.join(folder, "clerk.db*")):
        if os.path.isfile(path):
            with open(path, "rb") as f:
                data = f.read()
            blobs.append((os.path.basename(path), data))
            # compressed pieces wherever they lie, in free pages too
            blobs += [(f"{os.path.basename(path)} at {m.start()}", data[m.start():m.start() + 200000]) for m in re.finditer(re.escape(b"\x28\xb5\x2f\xfd"), data)]
    with sqlite3.connect(f"file:{folder}/clerk.db?mode=ro", uri=True) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            for line in db.execute(f"SELECT * FROM {name}"):
                blobs += [(name, v if isinstance(v, bytes) else v.encode()) for v in line if isinstance(v, (bytes, str))]
    for where, blob in blobs:
        for inside in unpack(blob):
            found += [(where, n) for n in needles if n in inside]
    return found


def rejudge(folder, mark):
    """Another configuration, by which nothing is another: everything is judged again."""
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(OFFICE.replace("2026-01-01", mark))


def retention():
    """By age: what went is counted and told, and nothing else differs."""
    folder = tempfile.mkdtemp(prefix="leadclerk-retention-")
    lay_out(folder)
    run(folder, "replay", "--until", "2026-10-20T12:00:00+08:00")
    before = state(folder)
    with open(os.path.join(folder, "office.yaml"), "a", encoding="utf-8") as f:
        f.write("raw_mail_days: 40\nletter_days: 45\nlead_days: 50\n")
    run(folder, "replay", "--until", "2026-10-30T12:00:00+08:00")
    erasures = [line[2] for line in csv.reader(io.StringIO(run(folder, "forget", "--csv")))]
    check({"raw", "letters", "leads"} > set(erasures[1:]) >= {"raw", "letters"}, f"by the end of October: {erasures}")
    check(places(folder, [PHONE]), "leads live for fifty days")
    run(folder, "replay", "--until", "2026-12-02T12:00:00+08:00")
    after = state(folder)
    check(after["leads"] == before["leads"] and after["mails"][:len(before["mails"])] == before["mails"], "verdicts")
    check(after["ledger"][:len(before["ledger"])] == before["ledger"], "ledger")
    check("form one chain" in run(folder, "verify"), "verify")
    check(not (left := [w for w, _ in places(folder, [PHONE, FIRM_PHONE]) if w in ("raw", "list_rows", "near")]), f"old phones: {left[:9]}")
    mail = next(m for m, *_ in table(folder, "mails", "mail", "message_id") if _ == ["a1@corp.test"])
    check("its bytes are kept no longer" in run(folder, "explain", mail), "explain of a mail")
    check("what it said was erased" in run(folder, "explain", "receipt." + mail), "explain of a letter")
    letters = [email.message_from_binary_file(open(p, "rb"), policy=email.policy.default) for p in glob.glob(os.path.join(folder, "out/new/*"))]
    told = [m.get_body(("plain",)).get_content() for m in letters if m["To"].addresses[0].addr_spec == "gm@corp.test" and "个人信息删除月报" in m.get_body(("plain",)).get_content()]
    check(told and "无人跟进客户的姓名和电话" in told[-1] and "来信原件" in told[-1], f"the month's report: {told}")
    if "--show" in sys.argv:
        print(told[-1])
    # judged again without them, it comes out the same
    with open(os.path.join(folder, "office.yaml"), encoding="utf-8") as f:
        text = f.read()
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(text.replace("2026-01-01", "2026-01-02"))
    run(folder, "replay", "--until", "2026-12-02T13:00:00+08:00")
    check(state(folder) == after, "judged again")
    shutil.rmtree(folder)


def modes():
    """Whatever the umask, nobody else reads what we write."""
    folder = tempfile.mkdtemp(prefix="leadclerk-modes-")
    lay_out(folder)
    was = os.umask(0)
    run(folder, "replay", "--until", "2026-09-16T12:00:00+08:00")
    run(folder, "backup", "copy.db")
    run(folder, "leads", "--csv")
    run(folder, "rebuild")
    os.umask(was)
    ours = glob.glob(os.path.join(folder, "clerk.db*")) + [os.path.join(folder, "copy.db")] + glob.glob(os.path.join(folder, "out/*/*"))
    check(len(ours) > 8, f"{ours}")
    for path in ours:
        mode = os.stat(path).st_mode & 0o777
        check(mode & 0o077 == 0, f"{path}: {mode:o}")
    os.chmod(os.path.join(folder, "clerk.db"), 0o644)
    check("chmod 600" in subprocess.run([PROGRAM, "-c", "office.yaml", "check"], cwd=folder, capture_output=True, text=True, timeout=60, check=False).stderr, "check tells of a store that others can read")
    shutil.rmtree(folder)


def asked_of_the_daemon():
    """While `run` lives it is asked to; no log and no file of requests names anybody."""
    folder = tempfile.mkdtemp(prefix="leadclerk-daemon-")
    lay_out(folder)
    run(folder, "replay", "--until", "2026-09-16T12:00:00+08:00")
    before = state(folder)
    clock = {**os.environ, "LEADCLERK_CLOCK": f"{stores.datetime.datetime.now(stores.ZONE).replace(microsecond=0).isoformat()},2026-09-16T12:30:00+08:00,1"}
    with open(os.path.join(folder, "log"), "w", encoding="utf-8") as log:
        daemon = subprocess.Popen([PROGRAM, "-c", "office.yaml", "run"], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=clock)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and open(os.path.join(folder, "clerk.db.lock"), encoding="ascii").read().strip() != str(daemon.pid):
            time.sleep(0.2)
        said = run(folder, "forget", PHONE, "--yes")
        check("erased: 4 rows" in said, said)
        check(daemon.poll() is None, "the daemon lives on")
        check(not (left := places(folder, [PHONE, PERSON])), f"left beside a living daemon: {left[:9]}")
    finally:
        daemon.terminate()
        daemon.wait(30)
    with open(os.path.join(folder, "log"), encoding="utf-8") as log:
        text = log.read()
    check("erased: 4 rows" in text and "forget, asked for by" in text and PHONE not in text and PERSON not in text, text[-800:])
    check(state(folder) == before, "verdicts, duties, ledger beside a living daemon")
    shutil.rmtree(folder)


def longer_names():
    """A branch's name holds the firm's, and is another company; a landline is dialled without its area code, and with another code is another's. In the store, and at the door again."""
    folder = tempfile.mkdtemp(prefix="leadclerk-longer-")
    stores.lay_out(folder)
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(OFFICE.replace("calendars: [days.csv]", 'calendars: [days.csv], area_code: "0769"'))
    branch, local, far = FIRM + "虎门分公司", "22887766", "020-22887766"
    deliver(folder, "l1", "2026-09-13 20:00", "rep01", HEADER + row(FIRM, FIRM_PERSON, FIRM_PHONE) + row(branch, "何立群", "13700001111") + row("东莞市座机五金有限公司", "林小姐", "0769-" + local))
    deliver(folder, "l2", "2026-09-14 10:00", "rep01", f"今天拜访{branch}，何立群接待。\r\n", subject="汇报 " + branch, csv_part=False)
    deliver(folder, "l3", "2026-09-14 11:00", "rep01", f"{FIRM}也来电。座机{local}没人接，{far}是广州的。\r\n", subject="汇报", csv_part=False)
    run(folder, "replay", "--until", "2026-09-16T12:00:00+08:00")
    check("<l2@" not in run(folder, "forget", FIRM), "a branch is another company")
    run(folder, "forget", FIRM, "--yes")
    said = run(folder, "forget", local)
    check("<l1@corp.test>" in said and "<l3@corp.test>" in said and "<l2@" not in said, said)
    run(folder, "forget", local, "--yes")

    def texts(name):
        db = sqlite3.connect(os.path.join(folder, "clerk.db"))
        found = db.execute("SELECT subject FROM mail WHERE message_id = ?", (name + "@corp.test",)).fetchone()[0]
        db.close()
        return found
    check(branch in texts("l2"), f"the branch's mail stays: {texts('l2')}")
    check({"list_rows"} <= {w for w, _ in places(folder, [branch])}, "and its row")
    check(not [x for x in places(folder, [FIRM_PERSON, FIRM_PHONE])], "the firm is gone")
    check(not places(folder, ["座机" + local]), "the landline, without its area code")
    deliver(folder, "l4", "2026-09-16 13:00", "rep01", f"又去了{branch}；座机{local}通了，{far}没打。\r\n", subject="回访 " + branch, csv_part=False)
    run(folder, "replay", "--until", "2026-09-16T22:00:00+08:00")
    check(branch in texts("l4"), f"at the door, too: {texts('l4')}")
    check(not places(folder, ["座机" + local]), "the landline at the door")
    shutil.rmtree(folder)


def nobody_elses():
    """What many cells say (暂无, 不详) finds nobody; who has a phone in a remark keeps his own name and phone; a phone is found behind another one, and within other columns, at the door too."""
    folder = tempfile.mkdtemp(prefix="leadclerk-others-")
    stores.lay_out(folder)
    os.mkdir(os.path.join(folder, "forms"))
    with open(os.path.join(TOP, "etc/forms/price_filing.yaml"), encoding="utf-8") as f, open(os.path.join(folder, "forms/price_filing.yaml"), "w", encoding="utf-8") as own:
        own.write(f.read() + "\npapers:\n  - {title: 说明, labels: [quote]}\n")
    with open(os.path.join(folder, "office.yaml"), "w", encoding="utf-8") as f:
        f.write(OFFICE + "\nforms: forms\n")
    mine, other = "13700001111", "何立群"
    deliver(folder, "n1", "2026-09-13 20:00", "rep01", HEADER + row("东莞市第001号塑胶有限公司", "陈大文", "13612344321") + row(FIRM, other, "不详", "暂无") + row(FIRM, other, "", FIRM_CODE))
    deliver(folder, "n2", "2026-09-13 21:00", "rep02", HEADER + row("东莞市无关商贸有限公司", other, mine, note="找老板" + PHONE) +
            f"东莞市双号商贸有限公司,王一二,13700002222、{PHONE},五金 {PHONE},100万,无,有,高,,\r\n")
    deliver(folder, "n3", "2026-09-14 10:00", "rep01", f"今天暂无新客户，{other}联系方式不详。\r\n", subject="汇报", csv_part=False)
    deliver(folder, "n4", "2026-09-14 11:00", "rep01", "请阅\r\n", subject="汇报", csv_part=False, cc=f'gm@corp.test, {PHONE} =?utf-8?B?{base64.b64encode(FIRM.encode()).decode()}?= <office')
    form = "客户名称：东莞市第001号塑胶有限公司\r\n产品：光纤专线\r\n标准价：6000元\r\n报价：4500元\r\n原因：老客户续约\r\n\r\n" + f"谢谢！请打电话 {PHONE} 找他。\r\n"
    parts = [("text/plain; charset=gbk", form.encode("gbk")), ("text/plain; charset=gbk; name=quote.txt", f"报价说明，联系电话 {PHONE}".encode("gbk"))]
    mail = "From: rep01@corp.test\r\nTo: director@corp.test\r\nSubject: =?utf-8?B?5Lu35qC85aSH5qGI?=\r\nMessage-ID: <n5@corp.test>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=xx\r\n\r\n"
    for kind, body in parts:
        name = "Content-Disposition: attachment; filename=quote.txt\r\n" if "name" in kind else ""
        mail += f"--xx\r\nContent-Type: {kind}\r\n{name}Content-Transfer-Encoding: base64\r\n\r\n{base64.encodebytes(body).decode()}\r\n"
    with open(os.path.join(folder, "box/new/n5"), "w", encoding="ascii", newline="") as f:
        f.write(mail + "--xx--\r\n")
    os.utime(os.path.join(folder, "box/new/n5"), (1789356600, 1789356600))
    run(folder, "replay", "--until", "2026-09-16T12:00:00+08:00")
    before = state(folder)
    preview = run(folder, "forget", FIRM)
    check("<n1@corp.test>" in preview and "<n3@" not in preview and "<n2@" not in preview, preview)
    run(folder, "forget", FIRM, "--yes")
    run(folder, "forget", PHONE, "--yes")
    check(not (left := places(folder, [PHONE, FIRM])), f"left: {left[:9]}")
    check({"list_rows"} <= {w for w, _ in places(folder, [mine])}, "who has it in a remark keeps his own")
    check({"list_rows"} <= {w for w, _ in places(folder, [other])}, "and his name")
    check(state(folder) == before, "others: verdicts")
    out = run(folder, "rebuild")
    check("came out the same" in out, out)
    check(not (left := places(folder, [PHONE, FIRM])), f"left, rebuilt: {left[:9]}")
    check({"list_rows"} <= {w for w, _ in places(folder, [mine])}, "rebuilt: he keeps his own")
    shutil.rmtree(folder)


def damaged_letter():
    """A letter whose kept bytes a disk spoilt is named and stays, and all the rest goes; where its subject says it, it goes as well."""
    with tempfile.TemporaryDirectory(prefix="lc-damaged-") as folder:
        lay_out(folder)
        run(folder, "replay", "--until", "2026-09-16T12:00:00+08:00")
        mail = dict((m, i) for i, m in table(folder, "mails", "mail", "message_id"))
        silent, speaking = "return." + mail["a5@corp.test"], next(i for i, s in table(folder, "letters", "letter", "subject") if FIRM in s)
        with contextlib.closing(sqlite3.connect(os.path.join(folder, "clerk.db"))) as db:
            db.execute("UPDATE letter_body SET bytes = CAST(zeroblob(900) AS BLOB) WHERE id IN (SELECT body FROM letter WHERE id IN (?, ?))", (silent, speaking))
            db.commit()
        for words, rows in ((FIRM, 3), (PHONE, 4)):
            preview = run(folder, "forget", words)
            check("1 letters could not be looked into" in preview and silent in preview.splitlines()[-3], preview)
            said = run(folder, "forget", words, "--yes")
            check(f"erased: {rows} rows" in said and said.endswith(f"(letter_days): {silent}\n"), said)
        check(not (left := places(folder, [PHONE, PERSON, FIRM, FIRM_PHONE])), f"left beside damaged letters: {left[:9]}")
        check("what it said was erased" in run(folder, "explain", speaking), "by its subject")


def whose_lines():
    """--staff takes a name as well as an id; whom nobody knows is told, instead of an empty table that says nothing."""
    with tempfile.TemporaryDirectory(prefix="lc-whose-") as folder:
        lay_out(folder)
        run(folder, "replay", "--until", "2026-09-14T12:00:00+08:00")
        mine = run(folder, "leads", "--staff", "rep01")
        check(mine.count("rep01") == 6 and "rep02" not in mine, mine)
        check(run(folder, "leads", "--staff", "陈平娜") == mine, "by the name")
        r = subprocess.run([PROGRAM, "-c", "office.yaml", "leads", "--staff", "rep99"], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
        check(r.returncode == 0 and "--staff rep99: nobody" in r.stderr and r.stdout.count("\n") == 1, r.stderr)


def main():
    longer_names()
    nobody_elses()
    whose_lines()
    damaged_letter()
    retention()
    modes()
    asked_of_the_daemon()
    folder = tempfile.mkdtemp(prefix="leadclerk-forget-")
    lay_out(folder)
    run(folder, "replay", "--until", "2026-09-16T12:00:00+08:00")
    before = state(folder)
    check(len(before["ledger"]) > 0 and len(before["leads"]) == 11, f"the office lives: {before}")
    check(len({w for w, _ in places(folder, [PHONE, PERSON])}) > 3, "the search finds what is there")
    # the person
    preview = run(folder, "forget", PHONE)
    check("4 rows" in preview and "<a1@corp.test>" in preview and "--yes" in preview, preview)
    check(state(folder) == before, "a preview changes nothing")
    said = run(folder, "forget", PHONE, "--yes")
    check("erased: 4 rows" in said, said)
    check(not (left := places(folder, [PHONE, PERSON])), f"left of the person: {left[:12]}")
    check(places(folder, [FIRM]), "the others stay")
    check(state(folder) == before, "verdicts, duties, ledger")
    check("form one chain" in run(folder, "verify"), "verify")
    mail = next(m for m, *_ in table(folder, "mails", "mail", "message_id") if _ == ["a1@corp.test"])
    told = run(folder, "explain", mail)
    check(re.search(r"erased on 2026\S+ by request, proof [0-9a-f]{64}", told), told)
    check("phone" in run(folder, "forget"), "the list of erasures")
    run(folder, "forget", PHONE, code=66)
    # with the text in hand it is proved, whole or a line of it; and nothing else is
    with open(os.path.join(folder, "line.csv"), "w", encoding="utf-8", newline="") as f:
        f.write(HEADER + row("东莞市欣欣向荣电子有限公司", PERSON, PHONE, note="找" + PERSON + "本人"))
    proof = re.search(r"by request, proof ([0-9a-f]{64})", told).group(1)
    proved = run(folder, "forget", "--prove", "line.csv")
    check(re.search(rf"row 2: erased on 2026\S+ from mail {mail}, table 1; erasure 1 \(of a phone\), asked for by \S+, proof {proof}", proved) and "1 of 1 rows" in proved, proved)
    shutil.copy(os.path.join(folder, "box", "new", "a1"), os.path.join(folder, "a1.eml"))
    proved = run(folder, "forget", "--prove", "a1.eml")
    check("1 of 6 rows were erased" in proved and proof in proved, f"the mail: {proved}")
    with open(os.path.join(folder, "other.csv"), "w", encoding="utf-8", newline="") as f:
        f.write(HEADER + row("东莞市欣欣向荣电子有限公司", PERSON, PHONE, note="找" + PERSON + "本人。"))
    check("none of its rows" in run(folder, "forget", "--prove", "other.csv", code=66), "one sign more, and it is another row")
    check("erased on 2026" in run(folder, "forget", "--prove", "+86 139-1234-5678"), "the phone, however it is written")
    for never in (FIRM_PHONE, FIRM, "13912345679"):
        check("not among what was erased" in run(folder, "forget", "--prove", never, code=66), f"never erased: {never}")
    run(folder, "forget", "--prove", code=64)
    run(folder, "forget", "--prove", PHONE, "--yes", code=64)
    for name in ("line.csv", "a1.eml", "other.csv"):
        os.unlink(os.path.join(folder, name))
    # the company
    said = run(folder, "forget", FIRM, "--yes")
    check("erased: 3 rows" in said, said)
    check(not (left := places(folder, [PHONE, PERSON, FIRM, FIRM_PERSON, FIRM_PHONE, FIRM_CODE])), f"left of the company: {left[:12]}")
    check(state(folder) == before, "verdicts, duties, ledger after the company")
    check(" (of a company)" in run(folder, "forget", "--prove", FIRM) and "erased on" in run(folder, "forget", "--prove", FIRM_CODE), "the company and its code are proved")
    check("erased on" in run(folder, "forget", "--prove", FIRM_CODE.lower()) and "erased on" in run(folder, "forget", "--prove", f" {FIRM_CODE[:2]} {FIRM_CODE[2:]}"), "the code, however it is written")
    check("erased on" in run(folder, "forget", "--prove", FIRM_PHONE), "the phone that went with it")
    # judged again, and a colleague who wants the company now
    rejudge(folder, "2026-01-02")
    deliver(folder, "b1", "2026-09-16 20:00", "rep02", HEADER + row(FIRM, FIRM_PERSON, FIRM_PHONE, FIRM_CODE) + row("东莞市风调雨顺商贸有限公司", PERSON, "0086 " + PHONE))
    run(folder, "replay", "--until", "2026-09-16T22:00:00+08:00")
    after = state(folder)
    check(after["leads"][:11] == before["leads"] and after["ledger"][:len(before["ledger"])] == before["ledger"], f"judged again: {after} {before}")
    check([x[3:] for x in after["leads"][11:]] == [["refused", "already listed"], ["counted", ""]], f"the company is taken: {after['leads'][11:]}")
    check(not (left := places(folder, [PHONE, PERSON, FIRM, FIRM_PERSON, FIRM_PHONE, FIRM_CODE])), f"comes back by a new mail: {left[:12]}")
    # rebuilt
    out = run(folder, "rebuild")
    check("came out the same" in out, out)
    for path in glob.glob(os.path.join(folder, "clerk.db.before-*")):
        os.unlink(path)
    check(not (left := places(folder, [PHONE, PERSON, FIRM, FIRM_PERSON, FIRM_PHONE, FIRM_CODE])), f"comes back by a rebuild: {left[:12]}")
    check(sorted(state(folder)["leads"]) == sorted(after["leads"]), "rebuilt: verdicts")
    check("form one chain" in run(folder, "verify"), "verify, rebuilt")
    check("1 (of a phone)" in run(folder, "forget", "--prove", PHONE), "rebuilt: proved")
    # exports are logged, and a copy is known again
    copy = run(folder, "leads", "--csv")
    with open(os.path.join(folder, "found.csv"), "w", encoding="utf-8", newline="") as f:
        f.write(copy)
    check("leads --csv" in run(folder, "exports", "found.csv"), "whose copy it is")
    check(oct(os.stat(os.path.join(folder, "clerk.db.exports")).st_mode & 0o777) == "0o600", "mode of the log")
    # so is a workbook that a letter carried, by the line in it, changed or not
    for letter in sorted(glob.glob(os.path.join(folder, "out", "new", "*"))):
        with open(letter, "rb") as f:
            mail = email.message_from_binary_file(f, policy=email.policy.default)
        books = [p for p in mail.walk() if (p.get_filename() or "").startswith("digest-")]
        if books:
            break
    check(bool(books), "a digest with a workbook")
    changed = os.path.join(folder, "changed.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(books[0].get_payload(decode=True)))
    number = book.properties.identifier.split()
    check(all(sheet.cell(sheet.max_row, 1).value.endswith(" ".join(number)) for sheet in book), "the line below each sheet")
    for name in book.sheetnames[1:]:
        del book[name]
    book.properties.identifier = book.properties.description = None
    book.worksheets[0].insert_cols(1)
    book.save(changed)
    said = run(folder, "exports", changed)
    check(number[0] in said and mail["To"].addresses[0].addr_spec in said, f"whose changed copy it is: {said}")
    with open(os.path.join(folder, "letter.eml"), "wb") as f:
        f.write(mail.as_bytes())
    check(number[0] in run(folder, "exports", "letter.eml"), "whose copy it is that lies in a mail")
    check(number[1] in run(folder, "exports", *number), "whose printed copy it is")
    check("changed, or comes from elsewhere" in run(folder, "exports", number[0], "0000-0000", code=65), "a line that we did not write")
    if "--keep" in sys.argv:
        print(folder)
    else:
        shutil.rmtree(folder)
    return ended()


sys.exit(main())
