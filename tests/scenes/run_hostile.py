#!/usr/bin/python3
"""Sections VI and VII of the catalogue of faults, end to end: each bad mail between two good ones, in an office of its own. The good ones count,
the bad one has one final state and the answer that its sender needs, all processes together stay below MEMORY, and nothing appears outside
the office's folder.

usage: tests/scenes/run_hostile.py [PROGRAM [WORD...]]      only the cases with one of the WORDs in their names. Closes with "N passed, N failed".
"""
import base64
import csv
import email
import email.policy
import gzip
import io
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import zipfile
import zlib

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LEADCLERK", os.path.join(TOP, "build/leadclerk")))
WORDS = sys.argv[2:]
MEMORY = 256 * 1024  # KiB of PSS, the clerk and its children at one moment
PATIENCE = 240       # seconds for one office; a machine may be slow, but not for ever
EVENING = 1789300800  # 2026-09-13 20:00 +08:00
GOLDEN = os.path.join(TOP, "tests/golden/parsers/in")

OFFICE = """
office: {company: 示例公司, since: 2026-09-14, calendars: [days.csv], area_code: "0769"}
operator: it@corp.test
mode: live
mailboxes: [{name: box, url: "maildir:box", folders: [INBOX]}]
submission: {url: "maildir:out", from: clerk@corp.test}
store: clerk.db
staff:
  - {id: director, name: 李总监, role: director, mail: [director@corp.test]}
  - {id: gm, name: 王总, role: general_manager, mail: [gm@corp.test]}
  - {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]}
  - {id: rep02, name: 黄志远, role: rep, mail: [rep02@corp.test]}
policies: [{effective: 2026-01-01, packs: [S0], digest: "off", quiet_hours: "off", lead_list: {quota: 1, reminders: []}, prospects: {quota: 0, reminders: []}}]
"""

HEAD = ["公司名称", "法人", "电话", "主营业务", "注册资本", "网络情况", "有无网站", "开发价值"]


def lead(n, phone="13800138000"):
    return [f"东莞市第{n}五金制品有限公司", "张三", phone, "五金", "100万", "有百度推广", "无", "高"]


def comma(rows):
    return ("\r\n".join(",".join(r) for r in rows) + "\r\n").encode()


LIST = comma([HEAD, lead(1), lead(2)])

# ---- mails ----


def b64(data, width=76):
    text = base64.b64encode(data)
    return b"\r\n".join(text[i:i + width] for i in range(0, len(text), width)) + b"\r\n"


def mail(body, sender="rep02@corp.test", head=b"", subject="=?utf-8?B?5a6i5oi36LWE5paZ?=", frm=None):
    """body: MIME headers of the content, an empty line, the content."""
    first = b"From: %s\r\n" % (frm if frm is not None else sender.encode())
    if frm == b"":
        first = b""
    return (first + b"To: director@corp.test\r\nCc: gm@corp.test\r\nSubject: " + subject.encode() + b"\r\n" + head + b"MIME-Version: 1.0\r\n" + body)


def attached(data, name="list.csv", kind=b"application/octet-stream", encoded=True):
    if isinstance(name, str):
        name = name.encode()
    return (b'Content-Type: %s; name="%s"\r\nContent-Disposition: attachment; filename="%s"\r\n' % (kind, name, name) +
            (b"Content-Transfer-Encoding: base64\r\n\r\n" + b64(data) if encoded else b"Content-Transfer-Encoding: 8bit\r\n\r\n" + data + b"\r\n"))


def mixed(*parts, boundary=b"b", end=True):
    return (b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n' % boundary + b"".join(b"--" + boundary + b"\r\n" + p + b"\r\n" for p in parts) +
            (b"--" + boundary + b"--\r\n" if end else b""))


WORDS_ONLY = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "领导好，请查收。".encode() + b"\r\n"


def sends(data, name, **more):
    return mail(mixed(WORDS_ONLY, attached(data, name)), **more)


def golden(name, as_name=None):
    with open(os.path.join(GOLDEN, name), "rb") as f:
        return sends(f.read(), as_name or name)


# ---- workbooks ----

TYPES = ("<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' "
         "ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/></Types>")
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rels(kind, target):
    return (f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='{OFFICE_RELS}/{kind}' "
            f"Target='{target}'/></Relationships>")


def parts_of(sheet, strings=None, head=""):
    """sheet: the inside of <worksheet>."""
    book_rels = rels("worksheet", "worksheets/sheet1.xml")
    if strings is not None:
        book_rels = book_rels.replace("</Relationships>", f"<Relationship Id='r2' Type='{OFFICE_RELS}/sharedStrings' Target='sharedStrings.xml'/></Relationships>")
    parts = [("[Content_Types].xml", TYPES), ("_rels/.rels", rels("officeDocument", "xl/workbook.xml")),
             ("xl/workbook.xml", f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE_RELS}'><sheets><sheet name='客户资料' sheetId='1' r:id='r1'/></sheets></workbook>"),
             ("xl/_rels/workbook.xml.rels", book_rels), ("xl/worksheets/sheet1.xml", f"{head}<worksheet xmlns='{MAIN}'>{sheet}</worksheet>")]
    if strings is not None:
        parts.append(("xl/sharedStrings.xml", f"<sst xmlns='{MAIN}'>{strings}</sst>"))
    return parts


def packed(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in parts:
            z.writestr(zipfile.ZipInfo(name, (2026, 3, 5, 12, 0, 0)), data.encode() if isinstance(data, str) else data, method)
    return out.getvalue()


def cells(rows):
    return "<sheetData>" + "".join("<row>" + "".join(f"<c t='inlineStr'><is><t>{v}</t></is></c>" for v in r) + "</row>" for r in rows) + "</sheetData>"


def xlsx(rows):
    return packed(parts_of(cells(rows)))


def changed(parts, name, data):
    return packed([(n, data if n == name else d) for n, d in parts])


def repeated(before, unit, count, after, member):
    """A zip with one huge member made of one repeated text, and the rest of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts_of(cells([HEAD, lead(1)]), strings=""):
            if name != member:
                z.writestr(name, data)
        with z.open(member, "w", force_zip64=True) as f:
            f.write(before.encode())
            block = unit.encode() * 1000
            for _ in range(count // 1000):
                f.write(block)
            f.write(after.encode())
    return out.getvalue()


def size_lies():
    """The directory says that each member is four gigabytes long."""
    data = bytearray(xlsx([HEAD, lead(1), lead(2)]))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24:at + 28] = struct.pack("<I", 0xFFFFFFF0)
        at += 4
    return bytes(data)


def doubled():
    out = io.BytesIO()
    import warnings
    warnings.simplefilter("ignore")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts_of(cells([HEAD, lead(1)])):
            z.writestr(name, data)
        z.writestr("xl/worksheets/sheet1.xml", f"<worksheet xmlns='{MAIN}'>{cells([HEAD, lead(7), lead(8)])}</worksheet>")
    return out.getvalue()


def links_out():
    """Names that lead out of any folder, and a symbolic link to /etc/passwd, among a good file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("../../../../escaped.csv", LIST)
        z.writestr("/escaped.csv", comma([HEAD, lead(3)]))
        info = zipfile.ZipInfo("link.csv")
        info.external_attr = 0o120777 << 16
        z.writestr(info, "/etc/passwd")
    return out.getvalue()


def long_names():
    """Empty files that systems leave; a .tar says a long name before each of them."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0) as z:
        for i in range(900):
            info = tarfile.TarInfo(f"__MACOSX/{i}" + "x" * 1040000)
            z.write(info.tobuf(tarfile.PAX_FORMAT))
        z.write(bytes(1024))
    return out.getvalue()


def bomb_in_bomb():
    inner = packed([("a.csv", b"0" * (50 * 1024 * 1024))])
    return packed([(f"{i}.zip", inner) for i in range(20)])


def overlapping():
    """Many directory entries for one member."""
    data = packed([("0.csv", LIST)])
    start, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    entry, count = data[start:end], 2000
    directory = entry * count
    return data[:start] + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)


def ods(rows_xml):
    content = ("<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
               "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>"
               f"<office:body><office:spreadsheet><table:table table:name='客户资料'>{rows_xml}</table:table></office:spreadsheet></office:body></office:document-content>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        z.writestr("content.xml", content)
    return out.getvalue()


def ods_row(values, more=""):
    return "<table:table-row %s>%s</table:table-row>" % (more, "".join(
        f"<table:table-cell office:value-type='string'><text:p>{v}</text:p></table:table-cell>" for v in values))


# ---- the catalogue ----

COUNTED, NO_LIST, LARGE, BROKEN, LOCKED, PICTURE = "有效", "未找到|没能读取|列标题认不出|没有数据", "过大|过多|太大|太多", "损坏|没能读取", "密码", "没能读取"
cases = []


def case(name, make, verdict, says, counted=None, quota=None):
    """make: the mail's bytes, or what makes them. says: words of which one stands in the answer, None: no answer. counted: rows of it that count."""
    cases.append((name, make, verdict.split("|"), says, counted))


def hostile_mime():
    good = attached(LIST)
    case("75 boundary is a quote", lambda: mail(b'Content-Type: multipart/mixed; boundary="\\""\r\n\r\n--"\r\n' + good + b'\r\n--"--\r\n'), "counted", COUNTED, 2)
    case("76 rfc822 in rfc822, 100,000 deep", lambda: mail(b"Content-Type: message/rfc822\r\n\r\n" * 100000 + LIST), "counted|returned|ignored", "")
    case("77 multipart in multipart, 20,000 deep",
         lambda: mail(b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (i, i) for i in range(20000)) + good), "counted|returned|ignored", "")
    case("78 200,000 parentheses", lambda: mail(mixed(good), head=b"X-A: " + b"(" * 200000 + b"\r\nReply-To: " + b"(" * 200000 + b"\r\n"), "counted", COUNTED, 2)
    case("79 100,000 parts", lambda: mail(mixed(good, *[b"Content-Type: text/plain\r\n\r\nx"] * 100000)), "counted", COUNTED, 2)
    case("80 1 GB attachment", None, "returned", "1024 MB")
    for n in (68, 90):
        case(f"80 {n} MB of base64 in one line", lambda n=n: mail(mixed(good, b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                                                                  base64.b64encode(os.urandom(n * 750000)))), "counted" if n < 70 else "returned", COUNTED if n < 70 else "只发名单")
    case("80 45 MB attachment beside the list", lambda: mail(mixed(good, attached(b"%PDF-1.4 " + os.urandom(45000000), "a.pdf"))), "counted", COUNTED, 2)
    case("81 boundary missing", lambda: mail(b"Content-Type: multipart/mixed\r\n\r\n--b\r\n" + good + b"--b--\r\n"), "counted|returned|ignored", "")
    case("81 boundary empty", lambda: mail(b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n' + good + b"----\r\n"), "counted|returned|ignored", "")
    case("81 boundary of 1,000 characters", lambda: mail(mixed(good, boundary=b"x" * 1000)), "counted", COUNTED, 2)
    case("81 one boundary begins another", lambda: mail(mixed(mixed(good, boundary=b"bb"), boundary=b"b")), "counted|returned", "")
    case("81 no end", lambda: mail(mixed(good, end=False)), "counted", COUNTED, 2)
    case("82 two of each header", lambda: mail(mixed(good), head=b"Content-Type: text/plain\r\nMessage-ID: <a@x>\r\nMessage-ID: <b@x>\r\nDate: x\r\nDate: y\r\n"),
         "counted|returned|ignored", "")
    case("82 two From fields", lambda: mail(mixed(good), head=b"From: gm@corp.test\r\n"), "ignored", None)
    case("83 base64 with junk", lambda: mail(b"Content-Type: text/csv; name=a.csv\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(LIST).replace(b"\r\n", b"*!-\r\n")),
         "counted|returned", "")
    case("83 unknown encoding", lambda: mail(b"Content-Type: text/csv; name=a.csv\r\nContent-Transfer-Encoding: x-yenc\r\n\r\n" + LIST), "counted|returned", "")
    for charset, label in (("gb18030", b"gb2312"), ("gb18030", b"utf-8"), ("utf-8", b"gb2312"), ("gb18030", b"no-such"), ("utf-16", b"utf-16")):
        case(f"84 body in {charset} called {label.decode()}", lambda charset=charset, label=label: mail(
            b"Content-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: base64\r\n\r\n" % label +
            b64("\r\n".join("\t".join(r) for r in (HEAD, lead(1), lead(2))).encode(charset))), "counted", COUNTED, 2)
    case("84 utf-7", lambda: mail(b"Content-Type: text/csv; name=a.csv; charset=utf-7\r\n\r\n" + LIST.decode().encode("utf-7")), "counted|returned", "")
    case("85 10,000 parameters", lambda: mail(b"Content-Type: text/csv" + b"".join(b";\r\n name*%d*=%%41" % i for i in range(10000)) + b"\r\n\r\n" + LIST), "counted", COUNTED, 2)
    case("85 holes in continuations", lambda: mail(b"Content-Type: text/csv; name*0*=utf-8''%41; name*2*=%42; name*9999999999*=x\r\n\r\n" + LIST), "counted", COUNTED, 2)
    case("86 encoded words cut and unended", lambda: sends(LIST, "=?utf-8?B?5a6i5oi=?= =?gb18030?B?v827p9fKwc8=?= =?utf-8?Q?=E5=AE", subject="=?utf-8?B?5a6i5oi=?= =?x?Q?"),
         "counted", COUNTED, 2)
    case("87 password zip", lambda: golden("encrypted.zip"), "returned", LOCKED)
    case("87 S/MIME", lambda: mail(b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(b"0\x82" + bytes(500))),
         "returned", NO_LIST)
    case("88 no From", lambda: mail(mixed(good), frm=b""), "ignored", None)
    case("88 From is nobody", lambda: mail(mixed(good), frm=b'<""@x>'), "ignored", None)
    case("88 From is a group", lambda: mail(mixed(good), frm=b"reps: rep01@corp.test, rep02@corp.test;"), "ignored", None)
    case("88 NUL in From", lambda: mail(mixed(good), frm=b"rep02@corp.test\0@evil.test"), "ignored|counted", "")
    case("88 full-width at", lambda: mail(mixed(good), frm="rep02＠corp.test".encode()), "ignored|counted", "")
    for n, name in enumerate(("../../../../escaped.csv", "/escaped.csv", "C:\\escaped.csv", "a\\0.xlsx", "x" * 5000 + ".csv", ".", "\u202evsc.tsil")):
        case(f"89 name {n}", lambda name=name: sends(LIST, name.encode()), "counted", COUNTED, 2)
    case("89 one name twice", lambda: mail(mixed(attached(LIST), attached(comma([HEAD, lead(3)])))), "counted", COUNTED, 3)
    case("90 workbook called .xls", lambda: sends(xlsx([HEAD, lead(1), lead(2)]), "a.xls"), "counted", COUNTED, 2)
    case("90 commas called .xlsx", lambda: sends(LIST, "a.xlsx"), "counted", COUNTED, 2)
    case("91 attached mail", lambda: mail(mixed(WORDS_ONLY, b"Content-Type: message/rfc822\r\n\r\n" + sends(LIST, "a.csv"))), "counted", COUNTED, 2)
    case("91 table in attachment and body", lambda: mail(mixed(
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<table>" + "".join(
            "<tr>%s</tr>" % "".join(f"<td>{c}</td>" for c in r) for r in (HEAD, lead(1), lead(2))).encode() + b"</table>\r\n", attached(LIST))), "counted", COUNTED, 2)
    case("92 pictures only", lambda: sends(b"\x89PNG\r\n\x1a\n" + bytes(100), "a.png"), "returned", PICTURE)
    case("92 empty mail", lambda: mail(b"Content-Type: text/plain\r\n\r\n"), "returned|ignored", "")
    case("92 no bytes at all", lambda: b"", "ignored", None)


def hostile_tables():
    good_parts = parts_of(cells([HEAD, lead(1), lead(2)]))
    case("93 zip bomb", lambda: sends(repeated(f"<worksheet xmlns='{MAIN}'><sheetData>", " " * 1000, 2000000, "</sheetData></worksheet>", "xl/worksheets/sheet1.xml"), "a.xlsx"),
         "returned", LARGE)
    case("93 bombs in a bomb", lambda: sends(bomb_in_bomb(), "a.zip"), "returned", "")
    case("93 overlapping entries", lambda: sends(overlapping(), "a.zip"), "counted|returned", "")
    case("93 sizes lie", lambda: sends(size_lies(), "a.xlsx"), "counted|returned", "")
    case("93 an entry twice", lambda: sends(doubled(), "a.xlsx"), "counted|returned", "")
    case("93 ways out", lambda: sends(links_out(), "a.zip"), "counted", COUNTED)
    case("93 .tar.gz with 900 names of a megabyte", lambda: sends(long_names(), "a.tar.gz"), "returned", LARGE)
    case("93 cut off", lambda: sends(xlsx([HEAD] + [lead(i) for i in range(200)])[:-900], "a.xlsx"), "returned", BROKEN)
    entities = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
    case("94 billion laughs", lambda: sends(changed(good_parts, "xl/worksheets/sheet1.xml", f"{entities}<worksheet xmlns='{MAIN}'><sheetData><row><c t='inlineStr'><is><t>&a11;"
                                                    "</t></is></c></row></sheetData></worksheet>"), "a.xlsx"), "returned", "")
    case("94 external entity", lambda: sends(changed(good_parts, "xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" +
                                                     f"<worksheet xmlns='{MAIN}'>{cells([HEAD, lead(1)]).replace('张三', '&a;')}</worksheet>"), "a.xlsx"), "returned|counted", "")
    case("94 3,000,000 levels", lambda: sends(repeated(f"<worksheet xmlns='{MAIN}'><sheetData>", "<a>", 3000000, "", "xl/worksheets/sheet1.xml"), "a.xlsx"), "returned", "")
    case("95 one string in very many cells",
         lambda: sends(packed(parts_of("<sheetData>" + ("<row>" + "<c t='s'><v>0</v></c>" * 100 + "</row>") * 3000 + "</sheetData>", f"<si><t>{'长' * 300000}</t></si>")), "a.xlsx"),
         "returned", "")
    case("95 cell XFD1048576", lambda: sends(packed(parts_of(
        "<dimension ref='A1:XFD1048576'/>" + cells([HEAD, lead(1), lead(2)]).replace("</sheetData>", "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>"))), "a.xlsx"),
        "counted", COUNTED, 2)
    case("95 rows without end", lambda: sends(repeated(f"<worksheet xmlns='{MAIN}'>{cells([HEAD])[:-12]}", "<row><c><v>13800138000</v></c></row>", 3000000,
                                                      "</sheetData></worksheet>", "xl/worksheets/sheet1.xml"), "a.xlsx"), "returned", LARGE)
    long = "五" * 10000  # 30 KB
    ditto = [HEAD, lead(1)[:3] + [long] + lead(1)[4:]] + [lead(i)[:3] + ["同上"] + lead(i)[4:] for i in range(2, 60000)]
    case("95 30 KB, and 60,000 times the same as above", lambda: sends(xlsx(ditto), "a.xlsx"), "returned", LARGE)
    bare = [HEAD, ditto[1]] + [lead(i)[:3] + [""] + lead(i)[4:] for i in range(2, 60000)]
    case("95 30 KB in a cell merged over 60,000 rows", lambda: sends(packed(parts_of(
        cells(bare) + "<mergeCells><mergeCell ref='D2:D60000'/></mergeCells>")), "a.xlsx"), "returned", LARGE)
    case("95 one merge 200,000 times", lambda: sends(packed(parts_of(
        cells(bare[:3]) + "<mergeCells>" + "<mergeCell ref='D2:D3'/>" * 200000 + "</mergeCells>")), "a.xlsx"), "counted", COUNTED, 2)
    heads = HEAD[:2] + ["电话"] * 1000 + HEAD[3:]
    case("95 1,000 columns of phones, 30 KB each", lambda: sends(packed(parts_of(
        cells([heads]).replace("</sheetData>", "<row>" + "".join(f"<c t='inlineStr'><is><t>{v}</t></is></c>" for v in lead(1)[:2]) +
                               "<c t='s'><v>0</v></c>" * 1000 + "</row></sheetData>"), f"<si><t>{'13800138000 ' * 2500}</t></si>")), "a.xlsx"), "counted|returned", "")
    case("95 1,500 phones of 30 KB", lambda: sends(packed(parts_of(
        cells([HEAD]).replace("</sheetData>", "".join("<row>" + "".join(f"<c t='inlineStr'><is><t>{v}</t></is></c>" for v in lead(i)[:2]) +
                                                      "<c t='s'><v>0</v></c>" + "".join(f"<c t='inlineStr'><is><t>{v}</t></is></c>" for v in lead(i)[3:]) + "</row>"
                                                      for i in range(1500)) + "</sheetData>"), f"<si><t>{'1*1 ' * 7500}</t></si>")), "a.xlsx"), "counted|returned", "")
    case("95 .ods that repeats a row 1,000,000,000 times", lambda: sends(
        ods(ods_row(HEAD) + ods_row(lead(1)) + ods_row(lead(2)) + ods_row([""], "table:number-rows-repeated='1000000000'")), "a.ods"), "counted", COUNTED, 2)
    case("95 .ods that repeats a lead 1,000,000,000 times", lambda: sends(
        ods(ods_row(HEAD) + ods_row(lead(1), "table:number-rows-repeated='1000000000'")), "a.ods"), "returned|counted", "")
    for name in sorted(os.listdir(GOLDEN)):
        if name.endswith((".xls", ".et")):
            case(f"96 {name}", lambda name=name: golden(name), "counted|returned", "")
    case("97 formulas without values", lambda: sends(packed(parts_of(cells([HEAD, lead(1)]).replace(
        "</sheetData>", "<row>" + "<c><f>'[1]x'!A1</f></c><c t='e'><f>A3</f><v>#REF!</v></c>" + "</row></sheetData>"))), "a.xlsx"), "counted", COUNTED, 1)
    for name in ("title_notes_hidden.xlsx", "merged.xlsx", "hidden_ways.xlsx", "header_in_row_14.csv", "title_and_notes.csv"):
        case(f"98 {name}", lambda name=name: golden(name), "counted|returned", "")
    case("99 phones of every kind", lambda: sends(comma([HEAD, lead(1, "1.38E+10"), lead(2, "１３８００１３８０００"), lead(3, "76988888888"), lead(4, "138****0000"),
                                                        lead(5, "86-138 0013 8000"), lead(6, "88888888")]), "a.csv"), "counted", COUNTED, 4)
    for name in sorted(os.listdir(GOLDEN)):
        if name.endswith((".csv", ".txt")):
            case(f"100 {name}", lambda name=name: golden(name), "counted|returned|ignored", "")
    case("100 60 MB in one line", lambda: mail(b"Content-Type: text/csv; name=a.csv\r\n\r\n" + b"x," * 30000000), "returned", "")
    case("100 a quote that stays open", lambda: sends(comma([HEAD, lead(1)]) + b'"' + b"x\r\n" * 100000, "a.csv"), "returned|counted", "")
    case("101 colspan 1,000,000,000", lambda: mail(b"Content-Type: text/html; charset=utf-8\r\n\r\n<table><tr><td colspan=1000000000 rowspan=1000000000>x" +
                                                   b"</table>"), "returned|ignored", "")
    case("101 20 MB of <tr><td>", lambda: mail(b"Content-Type: text/html; charset=utf-8\r\n\r\n<table>\r\n" + (b"<tr><td>x" * 100 + b"\r\n") * 22000), "returned|ignored", "")
    case("101 100,000 nested tables", lambda: mail(b"Content-Type: text/html; charset=utf-8\r\n\r\n" + b"<table><tr><td>" * 100000), "returned|ignored", "")
    for name in sorted(os.listdir(GOLDEN)):
        if name.endswith((".html", ".mht", ".docx", ".ods", ".fods", ".xml", ".zip", ".rar", ".7z", ".dat", ".pdf", ".png", ".pptx", ".ics", ".xlsb", ".xlsx")):
            case(f"101-102 {name}", lambda name=name: golden(name), "counted|returned|ignored", "")
    case("103 one lead twice", lambda: sends(comma([HEAD, lead(1), lead(1), lead(2)]), "a.csv"), "counted", "已|重复", 2)
    case("104 formula in a name", lambda: sends(comma([HEAD, ["=cmd|' /C calc'!A0有限公司"] + lead(1)[1:], ["@SUM(1)贸易有限公司", "=张三"] + lead(1)[2:]]), "a.csv"), "counted", COUNTED, 2)
    case("104 what a terminal obeys, in names, a sheet and a subject", lambda: sends(comma([HEAD, ["东莞市\x1b[2J第1号五金制品有限公司", "张\x9b31m三"] + lead(1)[2:], ['"东莞市第2号五金制品\n  row 9 别家有限公司: refused\x7f有限公司"'] + lead(2)[1:]]), "a\x1b]0;x.csv",
         subject="=?utf-8?B?" + base64.b64encode("\x1b[31m客户\x9b资料\x07".encode()).decode() + "?="), "counted", COUNTED)
    case("105 100,000 rows", lambda: sends(xlsx([HEAD] + [lead(i) for i in range(100000)]), "a.xlsx"), "counted", COUNTED, 100000)
    case("105 250,000 rows", lambda: sends(xlsx([HEAD] + [lead(i) for i in range(250000)]), "a.xlsx"), "returned", LARGE)
    case("106 a column is missing", lambda: sends(comma([r[:5] + r[6:] for r in (HEAD, lead(1))]), "a.csv"), "counted", "网络情况", 0)
    case("106 columns swapped", lambda: sends(comma([r[::-1] for r in (HEAD, lead(1))]), "a.csv"), "counted", COUNTED, 1)
    case("106 only a header", lambda: sends(comma([HEAD]), "a.csv"), "returned", "没有数据")
    case("106 an empty file", lambda: sends(b"", "a.csv"), "returned", "")
    case("107 .et", lambda: golden("biff_kinds.xls", "a.et"), "counted|returned", "")
    case("108 rare characters", lambda: sends(comma([HEAD, ["东莞市䶮𠮷喆堃五金有限公司", "䶮𠮷"] + lead(1)[2:], ["ＡＢＣ（东莞）電子有限公司"] + lead(1)[1:]]), "a.csv"), "counted", COUNTED, 2)


# ---- one office ----


class Watch(threading.Thread):
    """The most memory that a process and all its descendants had at one moment, KiB of PSS."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.peak, self.most = pid, 0, {}
        self.start()

    def family(self):
        parents = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open(f"/proc/{name}/stat") as f:
                        parents[int(name)] = int(f.read().rpartition(")")[2].split()[1])
                except (OSError, IndexError):
                    pass
        found = {self.pid}
        while more := {p for p, parent in parents.items() if parent in found} - found:
            found |= more
        return found

    def run(self):
        while True:
            now = {}
            for pid in self.family():
                try:
                    with open(f"/proc/{pid}/smaps_rollup") as f:
                        size = next(int(line.split()[1]) for line in f if line.startswith("Pss:"))
                    with open(f"/proc/{pid}/cmdline") as f:
                        now[f.read().replace("\0", " ")[-20:].strip()] = size
                except (OSError, StopIteration):
                    pass
            if not now:
                return
            if sum(now.values()) > self.peak:
                self.peak, self.most = sum(now.values()), now
            time.sleep(0.02)


def put(folder, name, data, at):
    path = os.path.join(folder, "box/new", name)
    with open(path, "wb") as f:
        if data is None:  # a gigabyte of nothing
            f.write(sends(b"", "a.bin"))
            f.truncate(1 << 30)
        else:
            f.write(data)
    os.utime(path, (at, at))


def table(folder, *words):
    out = subprocess.run([PROGRAM, "-c", "office.yaml", *words, "--csv"], cwd=folder, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=True)
    return list(csv.DictReader(io.StringIO(out.stdout.decode())))


def answers(folder, address):
    text = ""
    for name in sorted(os.listdir(os.path.join(folder, "out/new"))):
        with open(os.path.join(folder, "out/new", name), "rb") as f:
            m = email.message_from_binary_file(f, policy=email.policy.default)
        if m["To"] and address in m["To"]:
            text += m["Subject"] + "\n" + m.get_body(("plain",)).get_content()
    return text


def leaves(folder):
    """Every file outside the office that could have been written."""
    return {name for place in (os.path.dirname(folder), "/", tempfile.gettempdir()) for name in os.listdir(place) if "escaped" in name}


def try_one(name, make, verdicts, says, counted):
    outside = tempfile.mkdtemp(prefix="leadclerk-hostile-")
    folder = os.path.join(outside, "a/b/c/office")
    for part in ("box/new", "box/cur", "box/tmp", "out/new", "out/cur", "out/tmp"):
        os.makedirs(os.path.join(folder, part))
    for file, text in (("office.yaml", OFFICE), ("days.csv", "date,kind\n2026-01-01,off\n")):
        with open(os.path.join(folder, file), "w") as f:
            f.write(text)
    put(folder, "1", sends(comma([HEAD, lead("前")]), "a.csv", sender="rep01@corp.test"), EVENING)
    put(folder, "2", make and make(), EVENING + 60)
    put(folder, "3", sends(comma([HEAD, lead("后")]), "a.csv", sender="rep01@corp.test"), EVENING + 120)
    with open(os.path.join(folder, "log"), "wb") as log:
        began = time.monotonic()
        run = subprocess.Popen([PROGRAM, "-c", "office.yaml", "replay", "--until", "2026-09-13T20:30:00+08:00"], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        watch = Watch(run.pid)
        try:
            code = run.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            run.kill()
            code = "no end"
        watch.join()
        took = time.monotonic() - began
    faults = []
    if code != 0:
        with open(os.path.join(folder, "log"), errors="replace") as f:
            faults.append(f"it ended with {code}: {f.read()[-500:]}")
    else:
        mails = table(folder, "mails")
        rows = table(folder, "leads")
        leads = [r for r in rows if r["verdict"] == "counted"]
        good = [r for r in leads if r["staff"] == "rep01"]
        bad = [m for m in mails if m["sender"] != "rep01@corp.test"]
        text = answers(folder, "rep02@corp.test")
        mine = sum(r["staff"] == "rep02" for r in leads)
        for m in mails:
            shown = subprocess.run([PROGRAM, "-c", "office.yaml", "explain", m["mail"]], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False).stdout
            if re.search(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", shown) or "\n  row 9 别家".encode() in shown:
                faults.append(f"explain lets a terminal do what somebody wrote: {shown[-900:]!r}")
        for cell in (c for r in mails + rows for c in r.values()):
            if re.match("[=@\\t\r＝＋－＠]|[-+].*[A-Za-z|!]", cell):
                faults.append(f"a spreadsheet would run {cell!r}")
        if len(good) != 2:
            faults.append(f"{len(good)} of the good mails' 2 rows count")
        if len(mails) != 3 or len(bad) != 1 or bad[0]["verdict"] not in verdicts:
            faults.append("the mails are %s, not %s" % ([(m["sender"], m["verdict"], m["reason"]) for m in mails], verdicts))
        if counted is not None and mine != counted:
            faults.append(f"{mine} rows of it count, not {counted}")
        if says is None and text or says and not any(w in text for w in says.split("|")):
            faults.append(f"the answer does not say {says}: {text[:400]!r}")
        if bad and bad[0]["verdict"] == "returned" and not text:
            faults.append("it was returned without a word")
    if watch.peak > MEMORY:
        faults.append(f"{watch.peak // 1024} MB: " + ", ".join(f"{k} {v // 1024}" for k, v in watch.most.items()))
    there = sorted(os.path.relpath(os.path.join(d, f), outside) for d, _, files in os.walk(outside) for f in files)
    strange = [f for f in there if not f.startswith("a/b/c/office/")] + sorted(leaves(outside))
    if strange:
        faults.append(f"there is now {strange}")
    if not faults or not os.environ.get("KEEP"):
        shutil.rmtree(outside)
    else:
        faults.append(folder)
    print(f"{'ok     ' if not faults else 'FAILED '} {name}  {watch.peak // 1024} MB, {took:.1f} s" + (f" ({bad[0]['verdict']})" if code == 0 and bad else ""), flush=True)
    for fault in faults:
        print("        " + fault, flush=True)
    return not faults


def main():
    hostile_mime()
    hostile_tables()
    chosen = [c for c in cases if not WORDS or any(w in c[0] for w in WORDS)]
    results = [try_one(*c) for c in chosen]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) and results else 1


if __name__ == "__main__":
    sys.exit(main())
