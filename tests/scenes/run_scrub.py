#!/usr/bin/python3
"""`leadclerk report`: a mail with somebody's data in every place that a mail has, a workbook, texts, archives; of none of it a trace is in the bundle, in any charset,
and what was read of the lists before is read of them after, but for who it is.

usage: tests/scenes/run_scrub.py [PROGRAM]      Closes with "N passed, N failed".
"""
import base64
import binascii
import csv
import email
import glob
import io
import os
import quopri
import re
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk")))
NAMES = ["欧阳芷晴", "覃钰钏", "闫骞", "骅骝鲲鹏", "凤岗镇雁田村怡安路", "ouyang", "zhiqing", "kunpeng", "ZhugeLiang"]
PHONES = ["13987654321", "076922876543", "13876543210", "4008765432", "876543219", "441900198702146543"]
DOTTED = "１３８７６５４３２１０"
PASSWORD = "hunter2x"
OFFICE = """
office: {company: 东莞市骅骝鲲鹏五金有限公司, since: 2026-10-12, calendars: [days.csv]}
operator: ouyang@kunpeng-hardware.cn
mailboxes: [{name: box, url: "maildir:in", folders: [INBOX]}]
submission: {url: "maildir:out", from: 资料文书 <wenshu@kunpeng-hardware.cn>}
store: clerk.db
staff:
  - {id: director, name: 欧阳芷晴, role: director, mail: [ouyang@kunpeng-hardware.cn]}
  - {id: gm, name: 覃钰钏, role: general_manager, mail: [gm@kunpeng-hardware.cn]}
  - {id: zhiqing, name: 闫骞, role: rep, mail: [zhiqing@kunpeng-hardware.cn]}
policies: [{effective: 2026-01-01, packs: [S0]}]
"""
HEADER = "公司名称,法人,电话,主营业务,注册资金,网络情况,网站,开发价值"
ROWS = [["东莞市骅骝鲲鹏五金有限公司", "欧阳芷晴", "13987654321", "五金", "100万", "无", "无", "高"],
        ["东莞市骅骝鲲鹏模具有限公司", "覃钰钏", "0769-22876543", "模具", "50万", "有", "有网站", "高"],
        ["东莞市骅骝鲲鹏五金有限公司", "闫骞", "139 8765 4321", "五金", "100万", "无", "无", "高"]]
passed = failed = 0


def check(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAILED", what)


def run(folder, *words, code=0):
    r = subprocess.run([PROGRAM, *words], capture_output=True, timeout=120, cwd=folder)
    check(f"{words}: exit {r.returncode}: {r.stderr.decode('utf-8', 'replace')[-800:]}", r.returncode == code)
    return r.stdout.decode("utf-8", "replace")


# ---- what is planted

def column(n):
    return "ABCDEFGHIJ"[n]


def workbook():
    """Title row over merged cells, shared and rich strings, inline strings, a number that is a phone, a date, comments, properties, a link, a header line."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    strings = ["<si><t>闫骞10月客户资料</t></si>"] + [f"<si><t>{w}</t></si>" for w in HEADER.split(",")]
    strings += ["<si><r><t>139</t></r><r><rPr><b/><sz val=\"11\"/></rPr><t>8765</t></r><r><t>4321</t></r></si>",
                "<si><t>&#x6B27;&#38451;芷&#26228;</t></si>", "<si><t>_x6B27__x9633_芷晴</t></si>", "<si><r><t>覃</t></r><r><t>钰钏</t></r></si>"]
    cells = ['<row r="1"><c r="A1" t="s"><v>0</v></c></row>', '<row r="2">' + "".join(f'<c r="{column(i)}2" t="s"><v>{i + 1}</v></c>' for i in range(8)) + "</row>"]
    for k, row in enumerate(ROWS):
        inline = [f'<c r="{column(i)}{k + 3}" t="inlineStr"><is><t>{w}</t></is></c>' for i, w in enumerate(row)]
        if k == 0:
            inline[2] = '<c r="C3"><v>13987654321</v></c>'
            inline[1] = '<c r="B3" t="s"><v>10</v></c>'
        if k == 2:
            inline[2] = '<c r="C5" t="s"><v>9</v></c>'
            inline[1] = '<c r="B5" t="s"><v>11</v></c>'
        inline.append(f'<c r="I{k + 3}" s="1"><v>46303.5</v></c>')
        cells.append(f'<row r="{k + 3}">' + "".join(inline) + "</row>")
    cells.append('<row r="70000"><c r="B70000" t="s"><v>12</v></c></row>')
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main}><sheets><sheet name="闫骞" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="覃钰钏">闫骞!$A$1</definedName></definedNames></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {main}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<?xml version="1.0" encoding="UTF-8"?><sst {main} count="{len(strings)}" uniqueCount="{len(strings)}">' + "".join(strings) + "</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet {main}><!-- 覃钰钏 13876543210 --><sheetData>' + "".join(cells) + '</sheetData><mergeCells count="1"><mergeCell ref="A1:H1"/></mergeCells><headerFooter><oddHeader>&amp;C闫骞 13987654321</oddHeader></headerFooter></worksheet>',
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:ouyang@kunpeng.cn?subject=%E6%AC%A7%E9%98%B3%E8%8A%B7%E6%99%B4%2013987654321" TargetMode="External"/></Relationships>',
        "xl/comments1.xml": f'<comments {main}><authors><author>ZhugeLiang</author></authors><commentList><comment ref="A3" authorId="0"><text><r><t>欧阳芷晴说 139-8765-4321</t></r></text></comment></commentList></comments>',
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>欧阳芷晴</dc:creator><cp:lastModifiedBy>ZhugeLiang</cp:lastModifiedBy></cp:coreProperties>',
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>骅骝鲲鹏</Company><Manager>覃钰钏</Manager></Properties>',
        "xl/media/image1.png": b"\x89PNG\r\n\x1a\n\x00\x00" + "欧阳芷晴".encode(),
        "customXml/欧阳芷晴.xml": "<骅骝鲲鹏 闫骞='13987654321'>&#x95EB;&#x9A9E;</骅骝鲲鹏>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in files.items():
            z.writestr(name, text)
    return out.getvalue()


def table(separator=","):
    return HEADER.replace(",", separator) + "\r\n" + "".join(separator.join(row) + "\r\n" for row in ROWS)


def encoded(data, width=76):
    text = base64.b64encode(data).decode()
    return "".join(text[i:i + width] + "\r\n" for i in range(0, len(text), width)).encode()


def uuencoded(data):
    return b"".join(binascii.b2a_uu(data[i:i + 45]).rstrip(b"\n") + b"\r\n" for i in range(0, len(data), 45))


def word(text, charset, sort):
    data = text.encode(charset)
    body = base64.b64encode(data).decode() if sort == "B" else "".join(f"={b:02X}" for b in data)
    return f"=?{charset}?{sort}?{body}?="


def part(headers, body):
    return b"--=_ouyang_13987654321_zz\r\n" + headers.encode("utf-8") + b"\r\n\r\n" + body + b"\r\n"


def mail():
    html = ('<html><head><meta charset="gb2312"><title>闫骞</title></head><body><!-- 欧阳芷晴 -->欧阳芷晴 &#x6B27;&#x9633;&#33463;&#26228;'
            '<a href="mailto:ouyang@kunpeng.cn" title="覃钰钏">139<b>8765</b>4321</a> 0769&nbsp;2287&nbsp;6543 １３８７６５４３２１０'
            '<table><tr><td>公司名称</td><td>电话</td></tr><tr><td>骅骝鲲鹏</td><td>139-8765-4321</td></tr></table></body></html>')
    long_word = "请收闫骞的客户资料与欧阳芷晴覃钰钏的意向客户一并转交"
    half = base64.b64encode(long_word.encode("gbk")[:21]).decode(), base64.b64encode(long_word.encode("gbk")[21:]).decode()
    inner = ("From: ZhugeLiang <ouyang@kunpeng-hardware.cn>\r\nSubject: " + word("覃钰钏 13987654321", "utf-8", "B") + "\r\n\r\n闫骞 凤岗镇雁田村怡安路188号\r\n").encode("utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as z:
        z.writestr("闫骞/欧阳芷晴.csv", table().encode("gbk"))
        z.writestr("list.xlsx", workbook())
    return (b"Received: from ouyang-pc (unknown [203.0.113.77]) by mx.kunpeng-hardware.cn with ESMTP id ouyang4321; Thu, 15 Oct 2026 20:30:00 +0800\r\n"
            + f"From: {word('欧阳芷晴', 'gb2312', 'B')} <zhiqing@kunpeng-hardware.cn>\r\n".encode()
            + f"To: {word('覃钰钏', 'utf-8', 'Q')}\r\n <ouyang@kunpeng-hardware.cn>\r\n".encode()
            + f"Subject: =?gb2312?B?{half[0]}?=\r\n =?gb2312?B?{half[1]}?=\r\n".encode()
            + b"X-Raw: " + "欧阳芷晴 13987654321".encode("gbk") + b"\r\n"
            + "X-Utf: 覃钰钏,\r\n 138 7654 3210\r\n".encode("utf-8")
            + b"X-ZhugeLiang: yes\r\nX-QP: =E6=AC=A7=E9=98=B3=E8=8A=B7=E6=99=B4\r\nDate: Thu, 15 Oct 2026 20:30:00 +0800\r\n"
            + b"Message-ID: <ouyang.13987654321@kunpeng-hardware.cn>\r\nMIME-Version: 1.0\r\n"
            + b'Content-Type: multipart/mixed; boundary="=_ouyang_13987654321_zz"\r\n\r\n'
            + "preamble 闫骞 13987654321\r\n".encode()
            + part("Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable",
                   quopri.encodestring("闫骞：请收。电话 139 8765 4321，(0769)22876543，４００-８７６-５４３２，QQ:876543219，身份证441900198702146543，\r\n\\u6b27\\u9633芷晴，凤岗镇雁田村怡安路188号\r\n".encode("gbk")))
            + part("Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64", encoded(html.encode("gbk")))
            + part("Content-Type: application/vnd.ms-excel; name*=gbk''" + urllib.parse.quote("欧阳芷晴.xlsx".encode("gbk")) + "\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8''"
                   + urllib.parse.quote("欧阳芷晴") + ";\r\n filename*1*=" + urllib.parse.quote("13987654321.xlsx") + "\r\nContent-Transfer-Encoding: base64", encoded(workbook()))
            + part(f'Content-Type: text/csv; charset=gbk; name="{word("闫骞", "gbk", "B")}.csv"\r\nContent-Transfer-Encoding: 8bit', table().encode("gbk"))
            + part('Content-Type: application/octet-stream; name="wide.csv"\r\nContent-Transfer-Encoding: base64', encoded(b"\xff\xfe" + table("\t").encode("utf-16le")))
            + part('Content-Type: application/zip; name="all.zip"\r\nContent-Transfer-Encoding: base64', encoded(packed.getvalue()))
            + part('Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="闫骞.eml"', inner)
            + part('Content-Type: application/pdf; name="覃钰钏.pdf"\r\nContent-Transfer-Encoding: base64', encoded(b"%PDF-1.4 \xe6\xac\xa7 13987654321"))
            + part('Content-Type: text/plain; charset=us-ascii', b"see below\r\nbegin 644 list.csv\r\n" + uuencoded(table().encode("gbk")) + b"`\r\nend\r\n")
            + part('Content-Type: application/octet-stream; name="list.xls"\r\nContent-Transfer-Encoding: x-uuencode', b"begin 644 list.xls\r\n" + uuencoded(table().encode("utf-8")) + b"`\r\nend\r\n")
            + part('Content-Type: application/octet-stream; name="=?utf-8?Q?../../evil=1B=5B2J.pdf?="\r\nContent-Transfer-Encoding: base64', encoded(b"%PDF-1.4 13987654321"))
            + part("Content-Type: text/plain; charset=hz-gb-2312", "覃钰钏".encode("hz"))
            + b"--=_ouyang_13987654321_zz--\r\n" + "epilogue 闫骞\r\n".encode("utf-8"))


# ---- looking for it

def undone(line):
    """A line as uuencode has it, if it is one."""
    try:
        return binascii.a2b_uu(line) if line and 0 < line[0] - 32 <= 45 and abs(len(line) - 1 - (line[0] - 32 + 2) // 3 * 4) <= 1 else b""
    except binascii.Error:
        return b""


def layers(data, depth=0):
    """The bytes, and all that they hold."""
    yield data
    if depth > 6:
        return
    if data[:4] == b"PK\3\4":
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            for info in z.infolist():
                yield info.filename.encode("utf-8")
                yield from layers(z.read(info), depth + 1)
        return
    for found in re.finditer(rb"(?:[A-Za-z0-9+/]{20,}={0,2}\r?\n?)+(?:[A-Za-z0-9+/]{1,19}={0,2})?", data):
        text = re.sub(rb"[\s=]", b"", found[0])
        text = text[:len(text) - (len(text) % 4 == 1)]
        yield from (x for x in layers(base64.b64decode(text + b"=" * (-len(text) % 4)), depth + 2))
    if b"MIME-Version" in data or b"Subject:" in data:
        for piece in email.message_from_bytes(data).walk():
            for name, value in piece.items():
                for text, charset in email.header.decode_header(value):
                    yield text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
            if not piece.is_multipart():
                yield from layers(piece.get_payload(decode=True) or b"", depth + 1)
    yield quopri.decodestring(data)
    yield b"".join(undone(line) for line in data.replace(b"\r", b"").split(b"\n"))
    yield urllib.parse.unquote_to_bytes(data)


def traces(data):
    found = set()
    for layer in layers(data):
        low = layer.lower()
        for name in NAMES + [PASSWORD, DOTTED]:
            for charset in "utf-8", "gbk", "utf-16le", "utf-16be":
                if name.lower().encode(charset) in low or name.encode(charset) in layer:
                    found.add((name, charset, layer[:60]))
        for charset in "utf-8", "gbk", "utf-16le":
            text = layer.decode(charset, "ignore")
            text = re.sub(r"<[^>]*>|&nbsp;", "", text)
            text = re.sub(r"[ \-.()]", "", "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in text))
            found |= {(phone, charset, layer[:60]) for phone in PHONES if phone in text}
            if re.search(r"(\\u|&#x?|_x)0*(6b27|9633|38451|27431)", text, re.I):
                found.add(("entity", charset, layer[:60]))
    return found


def shape(text):
    """Of cells: which are filled, how long, of what kind."""
    kinds = [(r"[0-9]", "0"), (r"[A-Za-z]", "a"), (r"[\u4e00-\u9fff]", "汉")]
    def one(cell):
        for pattern, kind in kinds:
            cell = re.sub(pattern, kind, cell)
        return cell
    return [[one(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


def bundle(folder, *words, code=0):
    for old in glob.glob(os.path.join(folder, "leadclerk-report-*.zip")):
        os.remove(old)
    said = run(folder, "-c", "office.yaml", "report", *words, code=code)
    files = glob.glob(os.path.join(folder, "leadclerk-report-*.zip"))
    if code:
        return said, None
    check("one file, mode 600", len(files) == 1 and os.stat(files[0]).st_mode & 0o777 == 0o600)
    return said, open(files[0], "rb").read()


def write(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data.encode("utf-8") if isinstance(data, str) else data)


def of_file(folder, name, data):
    """Scrubbed; and the same shape and words of columns before and after."""
    write(folder, name, data)
    before = run(folder, "parse", "--csv", name), run(folder, "parse", "--leads", "--csv", name)
    said, made = bundle(folder, name)
    check(f"{name}: no trace: {sorted(map(str, traces(made)))[:3]}", not traces(made))
    with zipfile.ZipFile(io.BytesIO(made)) as z:
        inner = [n for n in z.namelist() if n.startswith("thing-1/")]
        check(f"{name}: it is there: {z.namelist()}", len(inner) == 1)
        check("its own name is none of a person", not any(n.lower() in inner[0].lower() for n in NAMES))
        clean = os.path.join(folder, "clean" + os.path.splitext(name)[1])
        write(folder, clean, z.read(inner[0]))
    after = run(folder, "parse", "--csv", clean), run(folder, "parse", "--leads", "--csv", clean)
    check(f"{name}: the cells' shapes are the same\n{before[0]}\n{after[0]}", shape(before[0]) == shape(after[0]))
    rows = [[list(csv.DictReader(io.StringIO(x)))][0] for x in (before[1], after[1])]
    same = [[{k: r[k] for k in ("row", "kind", "told_by")} for r in x] for x in rows]
    check(f"{name}: the same rows of the same kind", same[0] == same[1] and len(same[0]) == 3)
    check(f"{name}: what was equal is equal", rows[1] and rows[1][0]["company"] == rows[1][2]["company"] != rows[1][1]["company"])
    check(f"{name}: the operator's digits stay: {rows[1]}", rows[1] and rows[1][0]["phone"].startswith("139"))
    return rows


def main():
    with tempfile.TemporaryDirectory(prefix="leadclerk-scrub-") as folder:
        write(folder, "office.yaml", OFFICE)
        write(folder, "days.csv", "date,kind\n2026-01-01,off\n")
        write(folder, "in/new/1791979800.M1.x", mail())
        os.makedirs(os.path.join(folder, "in/cur"))
        os.makedirs(os.path.join(folder, "in/tmp"))
        check("the planted is found where nothing was scrubbed", {t[0] for t in traces(mail())} >= set(NAMES + PHONES + ["entity", DOTTED]))
        of_file(folder, "欧阳芷晴.xlsx", workbook())
        of_file(folder, "list.csv", table().encode("gbk"))
        of_file(folder, "wide.csv", b"\xff\xfe" + table("\t").encode("utf-16le"))
        run(folder, "-c", "office.yaml", "once")
        ids = [r["mail"] for r in csv.DictReader(io.StringIO(run(folder, "-c", "office.yaml", "mails", "--csv")))]
        check("the mail was taken", len(ids) == 1)
        for words in ids[0], "in/new/../mail.eml":
            if words.endswith(".eml"):
                write(folder, "mail.eml", mail())
                words = "mail.eml"
            said, made = bundle(folder, words)
            check(f"{words}: no trace: {sorted(map(str, traces(made)))[:4]}", not traces(made))
            check(f"says what it left out: {said}", said.count("left out: ") == 6 and "\x1b" not in said and "/" not in said.split("left out: ", 1)[1].split("\n")[0] and ".pdf: " in said and ".png: " in said)
            check("asks to look", "Look through it" in said)
        with zipfile.ZipFile(io.BytesIO(made)) as z:
            names = set(z.namelist())
            check(f"no name leads out of its folder: {names}", not any(".." in n.split("/") or n.count("/") > 1 for n in names))
            check(f"what an issue needs: {names}", names >= {"README.txt", "versions.txt", "check.txt", "configuration.yaml", "servers.txt", "status.txt", "tables.txt"})
            check("versions", b"libgmime" in z.read("versions.txt") and b"leadclerk " in z.read("versions.txt"))
            scrubbed = z.read([n for n in names if n.endswith(".eml")][0])
            configuration = z.read("configuration.yaml").decode()
        mine, theirs = email.message_from_bytes(mail()), email.message_from_bytes(scrubbed)
        structure = [[(p.get_content_type(), p.get("Content-Transfer-Encoding"), p.get_content_charset()) for p in m.walk()] for m in (mine, theirs)]
        check(f"the same parts: {structure}", structure[0] == structure[1])
        check("the same fields in number, and those that have meaning by name", len(mine.items()) == len(theirs.items()) and theirs["Subject"] and theirs["Date"] == mine["Date"])
        check(f"the same charsets in its words: {theirs['Subject']}", theirs["Subject"].count("=?gb2312?B?") >= 1 and theirs["From"].startswith("=?gb2312?B?"))
        write(folder, "clean.eml", scrubbed)
        one, two = run(folder, "parse", "--leads", "--csv", "mail.eml"), run(folder, "parse", "--leads", "--csv", "clean.eml")
        kept = [[(r["row"], r["kind"]) for r in csv.DictReader(io.StringIO(x))] for x in (one, two)]
        check(f"the same lists are found in it: {len(kept[0])}, {len(kept[1])}\n{one}\n{two}", kept[0][:len(kept[1])] == kept[1] and len(kept[1]) > 10 and len(kept[0]) - len(kept[1]) == 3)
        for key in "office:", "  company:", "staff:", "role: [general_manager]", "policies:", 'kind: "lead_list"', "donation_per_missing:", "quiet_hours:", "effective: 2026-01-01":
            check(f"the configuration can be read: {key}\n{configuration[:600]}", key in configuration)
        for name in [os.path.join(TOP, "tests/golden/parsers/in/biff5_words.xls")]:
            said, made = bundle(folder, name)
            with zipfile.ZipFile(io.BytesIO(made)) as z:
                check("of an .xls the cells are told", "its cells are in a file of their own" in said and any(n.endswith(".cells.tsv") for n in z.namelist()))
        with open(name, "rb") as f:
            write(folder, "out.eml", b'From: a@b.cn\r\nMIME-Version: 1.0\r\nContent-Type: application/vnd.ms-excel; name="../../../tmp/2.xls"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + encoded(f.read()))
        said, made = bundle(folder, "out.eml")
        with zipfile.ZipFile(io.BytesIO(made)) as z:
            check(f"a part's name leads nowhere: {z.namelist()}", any(n.endswith(".cells.tsv") for n in z.namelist()) and not any(".." in n.split("/") or n.count("/") > 1 for n in z.namelist()))
        bundle(folder, "m0000000000000000", code=66)
        write(folder, "office.yaml", OFFICE.replace("role: director", "role: direktor") + f"\npassword: {PASSWORD}\nmailbox: {{password: \"1234\", user: ouyang}}\n")
        said, made = bundle(folder)
        with zipfile.ZipFile(io.BytesIO(made)) as z:
            check("a faulty configuration is told of", b"line 8: role: unknown value" in z.read("check.txt"))
            check("its passwords are gone", b"password: removed" in z.read("configuration.yaml") and b"1234" not in z.read("configuration.yaml"))
        check(f"and no trace: {traces(made)}", not traces(made))
        write(folder, "office.yaml", OFFICE + "\npassword：1357\nimap_password = 2468\n")
        with zipfile.ZipFile(io.BytesIO(bundle(folder)[1])) as z:
            check("nor those behind another sign than a colon", not any(p in z.read("configuration.yaml") for p in (b"1357", b"2468")))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
