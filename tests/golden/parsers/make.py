#!/usr/bin/python3
"""Writes the files that tests/unit/test_parsers_golden.c reads: in/NAME, and want/NAME.csv beside it, which is what a person sees in
NAME, written here by hand and not by the program. Run it in this folder after adding a case; commit what it writes.

A want file: the status, with ": detail" where there is one; then for each sheet "# name" (and " (hidden)"), and a line per row: its
number ("*" after it when the row is hidden) and its cells, quoted as RFC 4180 has it, line feeds written as \\n; then "merged,A3:A5" for
each merge over several rows whose first cell says something."""
import base64
import datetime
import io
import os
import quopri
import struct
import sys
import zipfile
import zlib

import openpyxl
import xlwt

HERE = os.path.dirname(os.path.abspath(__file__))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"


def field(text):
    text = text.replace("\n", "\\n")
    return '"%s"' % text.replace('"', '""') if any(c in text for c in ',"') else text


def write(folder, name, data):
    os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    with open(os.path.join(HERE, folder, name), "wb") as f:
        f.write(data)


def case(name, data, *sheets, author=None):
    """sheets: (name, rows) or (name, rows, True) for a hidden one; a row: "3", cell, ... or "3*", cell, ..."""
    lines = ["ok"]
    if author:
        lines.append("author " + author)
    for sheet in sheets:
        lines.append("# " + sheet[0] + (" (hidden)" if sheet[2:] else ""))
        lines += [",".join(field(cell) for cell in row) for row in sheet[1]]
    write("in", name, data)
    write("want", name + ".csv", ("\n".join(lines) + "\n").encode())


def refused(name, data, status, detail):
    write("in", name, data)
    write("want", name + ".csv", ("%s: %s\n" % (status, detail)).encode())


def packed(parts):
    """A zip with fixed times: the same bytes at every run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (2026, 3, 5, 12, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, data)
    return out.getvalue()


def zipped(parts, stored=False, descriptor=False, zip64=False, before=b""):
    """A zip as other writers make it: sizes behind the bytes, places and sizes in 64 bits, something before it."""
    out, directory = bytearray(before), b""
    for name, data in parts:
        data = data if isinstance(data, bytes) else data.encode()
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = data if stored else deflate.compress(data) + deflate.flush()
        at, crc, flags = len(out) - len(before), zlib.crc32(data), 8 if descriptor else 0
        sizes = (0, 0, 0) if descriptor else (crc, len(body), len(data))
        method = 0 if stored else 8
        out += struct.pack("<IHHHIIIIHH", 0x04034B50, 20, flags, method, 0x5C656000, *sizes, len(name), 0) + name.encode() + body
        out += struct.pack("<IIII", 0x08074B50, crc, len(body), len(data)) if descriptor else b""
        extra = struct.pack("<HHQQQ", 1, 24, len(data), len(body), at) if zip64 else b""
        all_ones = 0xFFFFFFFF
        sizes = (all_ones, all_ones) if zip64 else (len(body), len(data))
        directory += struct.pack("<IHHHHIIIIHHHHHII", 0x02014B50, 45, 45, flags, method, 0x5C656000, crc, *sizes, len(name), len(extra), 0, 0, 0, 0,
                                 all_ones if zip64 else at) + name.encode() + extra
    at, count = len(out) - len(before), len(parts)
    out += directory
    if zip64:
        out += struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, len(directory), at)
        out += struct.pack("<IIQI", 0x07064B50, 0, at + len(directory), 1)
        return bytes(out + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    return bytes(out + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), at, 0))


def saved(book):
    """openpyxl's workbook with the times taken out."""
    book.properties.created = book.properties.modified = datetime.datetime(2026, 3, 5)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as z:
        parts = [(i.filename, z.read(i)) for i in z.infolist()]
    stamp = datetime.datetime.utcnow().strftime("%Y-%m-%dT")
    fixed = []
    for name, data in parts:
        if name == "docProps/core.xml" and stamp.encode() in data:
            at = data.index(stamp.encode())
            data = data[:at] + b"2026-03-05T00:00:00Z" + data[at + 20:]
        fixed.append((name, data))
    return packed(fixed)


def xlsx(sheets, strings=None, styles=None, main=MAIN, rels=RELS, folder="xl/", book="workbook.xml", pr="", prefix="", extra=(),
         absolute=False, outer=True, raw=False):
    """sheets: (name, inside of <sheetData> or, with raw, the whole sheet; attributes such as 'state="hidden"')."""
    p = prefix + ":" if prefix else ""
    ns = 'xmlns%s="%s"' % (":" + prefix if prefix else "", main)
    parts, relations, listed = [], [], []
    for i, sheet in enumerate(sheets, 1):
        part = "worksheets/s%d.xml" % i
        body = sheet[1] if raw else "<%ssheetData>%s</%ssheetData>" % (p, sheet[1], p)
        parts.append((folder + part, HEAD + "<%sworksheet %s>%s</%sworksheet>" % (p, ns, body, p)))
        relations.append(("rId%d" % i, "worksheet", ("/" + folder if absolute else "") + part))
        listed.append('<%ssheet name="%s" sheetId="%d" r:id="rId%d" %s/>' % (p, sheet[0], i, i, sheet[2] if sheet[2:] else ""))
    if strings is not None:
        parts.append((folder + "sharedStrings.xml", HEAD + "<%ssst %s>%s</%ssst>" % (p, ns, strings, p)))
        relations.append(("rId90", "sharedStrings", "sharedStrings.xml"))
    if styles is not None:
        parts.append((folder + "styles.xml", HEAD + "<%sstyleSheet %s>%s</%sstyleSheet>" % (p, ns, styles, p)))
        relations.append(("rId91", "styles", "styles.xml"))
    rel = '<Relationship Id="%s" Type="' + rels + '/%s" Target="%s"/>'
    inner = "".join(rel % r for r in relations)
    first = [("_rels/.rels", HEAD + '<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE, rel % ("rId1", "officeDocument", folder + book)))]
    return packed((first if outer else []) + [
        (folder + book, HEAD + '<%sworkbook %s xmlns:r="%s">%s<%ssheets>%s</%ssheets></%sworkbook>' % (p, ns, rels, pr, p, "".join(listed), p, p)),
        (folder + "_rels/" + book + ".rels", HEAD + '<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE, inner)),
    ] + parts + list(extra))


def si(*texts):
    return "".join("<si><t>%s</t></si>" % t for t in texts)


def inline(text):
    return '<c t="inlineStr"><is><t>%s</t></is></c>' % text


HEADER = ["公司全名", "法人", "联系电话", "主营业务", "注册资本", "网络情况", "有无网站", "开发价值"]
LEAD1 = ["东莞市宏达五金制品有限公司", "张伟", "13800138000", "五金冲压件", "100万", "无推广", "无", "高"]
LEAD2 = ["深圳市龙岗区喆堃电子厂", "李娜", "0755-28888888", "电子元件，连接器", "50万", "百度推广", "有", "中"]


def office_workbooks():
    b = openpyxl.Workbook()
    b.properties.creator = "陈平娜"
    s = b.active
    s.title = "3月5日"
    s.merge_cells("A1:H1")
    s["A1"] = "陈平娜 2026年3月5日 客户资料"
    s.append(HEADER)
    s.append(LEAD1[:2] + [13800138000] + LEAD1[3:])
    s.append([])
    s.append(LEAD2)
    s.append(["合计", 2])
    s.append([])
    s.append(["备注：以上为今日资料"])
    s.row_dimensions[5].hidden = True
    b.create_sheet("Sheet2")
    old = b.create_sheet("旧资料")
    old.sheet_state = "hidden"
    old.append(HEADER)
    old.append(LEAD1)
    case("title_notes_hidden.xlsx", saved(b),
         ("3月5日", [["1", "陈平娜 2026年3月5日 客户资料"], ["2"] + HEADER, ["3"] + LEAD1, ["5*"] + LEAD2, ["6", "合计", "2"], ["8", "备注：以上为今日资料"]]),
         ("Sheet2", []), ("旧资料", [["1"] + HEADER, ["2"] + LEAD1], True), author="陈平娜")

    b = openpyxl.Workbook()
    s = b.active
    s.title = "日期"
    day, moment = datetime.date(2026, 3, 5), datetime.datetime(2026, 3, 5, 14, 30)
    for value, code in [(day, "yyyy/m/d"), (day, 'yyyy"年"m"月"d"日"'), (day, "[$-804]m\"月\"d\"日\";@"), (moment, "yyyy-mm-dd hh:mm"), (moment, "m/d/yy"),
                        (datetime.time(9, 5), "h:mm AM/PM"), (0.155, "0.0%"), (1234.5, '#,##0.00"元"'), (76988888888, "000000000000"), (13800138000, "0_ "),
                        (100, '"day "0'), (46086, "General"), (1.5, "[h]:mm"), (day, "yyyy.m.d"), (13800138000, "0.00E+00")]:
        s.append([value])
        s.cell(s.max_row, 1).number_format = code
    case("formats.xlsx", saved(b), ("日期", [[str(i), text] for i, text in enumerate(
        ["2026-03-05", "2026-03-05", "2026-03-05", "2026-03-05 14:30:00", "2026-03-05", "09:05:00", "15.5%", "1234.5", "076988888888", "13800138000",
         "100", "46086", "36:00:00", "2026-03-05", "13800138000"], 1)]), author="openpyxl")


MERGED_ROWS = [["王伟 3月5日 客户资料"], [], HEADER, LEAD1, LEAD2[:1] + ["", LEAD2[2]] + ["", "50万", "", "", "中"],
               ["广州市佳美包装制品厂", "", "13900139000", "", "30万", "", "", "低"], ["", "王五", "13700137000"], ["备注：主营业务相同的合并了"], ["以上由王伟提交"]]
# The title over two rows; 法人 and 主营业务 of rows 4 to 6; 网络情况 and 有无网站 too; a company with two people; a note over two rows.
MERGES = ["A1:H2", "B4:B6", "D4:D6", "F4:F6", "G4:G6", "A6:A7", "A8:H9"]


def merged_workbooks():
    want = [["1", MERGED_ROWS[0][0]], ["3"] + HEADER, ["4"] + LEAD1, ["5", LEAD2[0], "", LEAD2[2], "", "50万", "", "", "中"],
            ["6"] + MERGED_ROWS[5], ["7"] + MERGED_ROWS[6], ["8"] + MERGED_ROWS[7]] + [["merged", m] for m in MERGES]
    b = openpyxl.Workbook()
    s = b.active
    s.title = "合并"
    for row, texts in enumerate(MERGED_ROWS, 1):
        for column, text in enumerate(texts, 1):
            s.cell(row, column, text or None)
    for merge in MERGES:
        s.merge_cells(merge)
    case("merged.xlsx", saved(b), ("合并", want), author="openpyxl")
    b = xlwt.Workbook(encoding="utf-8")
    s = b.add_sheet("合并", cell_overwrite_ok=True)
    covered = set()
    for merge in MERGES:
        a, z = merge.split(":")
        top, bottom, left, right = int(a[1:]) - 1, int(z[1:]) - 1, ord(a[0]) - 65, ord(z[0]) - 65
        s.merge(top, bottom, left, right)
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)} - {(top, left)}
    for row, texts in enumerate(MERGED_ROWS):
        for column, text in enumerate(texts):
            if text or (row, column) in covered:
                s.write(row, column, text if (row, column) not in covered else "没人看得见")
    out = io.BytesIO()
    b.save(out)
    case("merged.xls", out.getvalue(), ("合并", want))
    html = ""
    left_of = {m.split(":")[0]: m.split(":")[1] for m in MERGES}
    for row, texts in enumerate(MERGED_ROWS):
        html += "<tr>"
        for column, text in enumerate(texts + [""] * (8 - len(texts))):
            place = "%s%d" % (chr(65 + column), row + 1)
            if (row, column) in covered:
                continue
            end = left_of.get(place, place)
            html += '<td rowspan="%d" colspan=%d>%s</td>' % (int(end[1:]) - row, ord(end[0]) - 64 - column, text)
        html += "</tr>"
    case("merged.html", ("<table>" + html + "</table>").encode(), ("", want))


def raw_workbooks():
    strings = si("公司全名", "电话") + "<si><r><t>东莞市</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">宏达 </t></r><r><t>有限公司</t></r></si>" \
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>多_x000D_\n行_x4E00_</t></si><si/>'
    rows = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>' \
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="s"><v>3</v></c><c r="C3"><v>1.3800138E10</v></c><c r="D3" t="s"><v>4</v></c><c r="E3" t="s"><v>5</v></c></row>'
    want = [["2", "公司全名", "", "电话"], ["3", "东莞市宏达 有限公司", "東京", "13800138000", "多\n行一"]]
    case("strings.xlsx", xlsx([("表", rows)], strings), ("表", want))
    case("strict.xlsx", xlsx([("表", rows)], strings, main=STRICT_MAIN, rels=STRICT_RELS), ("表", want))
    odd = rows.replace("<", "<x:").replace("<x:/", "</x:")
    odd_strings = strings.replace("<", "<x:").replace("<x:/", "</x:")
    case("prefixed_odd_parts.xlsx", xlsx([("表", odd)], odd_strings, prefix="x", folder="doc/deep/", book="wb.xml", absolute=True), ("表", want))
    case("no_outer_relations.xlsx", xlsx([("表", rows)], strings, outer=False), ("表", want))

    lead = "".join(inline(t) for t in LEAD1)
    case("no_references.xlsx", xlsx([("表", "<row>%s</row><row/><row>%s</row>" % ("".join(inline(t) for t in HEADER), lead))]),
         ("表", [["1"] + HEADER, ["3"] + LEAD1]))
    case("cells_name_the_row.xlsx", xlsx([("表", '<row><c r="B4"><v>1</v></c></row><row><c r="A9"><v>2</v></c></row>')]), ("表", [["4", "", "1"], ["9", "2"]]))
    kinds = '<row r="1"><c t="str"><f>A1&amp;B1</f><v>东莞</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c><c><f>1+1</f><v>2</v></c>' \
        '<c><f>NOW()</f></c><c t="d"><v>2026-03-05T00:00:00</v></c><c t="d"><v>2026-03-05T14:30:00Z</v></c></row>' \
        '<row r="2"><c t="str"><f>_xlfn.DISPIMG("ID_0A",1)</f><v>=DISPIMG("ID_0A",1)</v></c><c t="str"><v>=DISPIMG("ID_0B",1)</v></c><c><v>7</v></c></row>' \
        '<row r="3"><c><f>HYPERLINK("https://a.test/?q=1,2","甲公司")</f></c><c t="str"><f>A1&amp;B1</f><v></v></c><c><f>"138"&amp;"00138000"</f><v/></c></row>'
    case("kinds_of_cells.xlsx", xlsx([("表", kinds)]),
         ("表", [["1", "东莞", "TRUE", "FALSE", "#REF!", "2", "", "2026-03-05", "2026-03-05 14:30:00"], ["2", "", "", "7"], ["3", "甲公司", "", "13800138000"]]))
    numbers = ["13800138000", "1.3800138E+10", "0.10000000000000001", "1234567.8899999999", "-5", "1.0", "123456789012345", "440300199001011234", "1E-5",
               "0", "-0", "2.5E-7", "1e300", "13800138000.0"]
    case("numbers.xlsx", xlsx([("表", "".join("<row><c><v>%s</v></c></row>" % n for n in numbers))]), ("表", [[str(i), t] for i, t in enumerate(
        ["13800138000", "13800138000", "0.1", "1234567.89", "-5", "1", "123456789012345", "4.40300199001011E+17", "0.00001", "0", "0", "0.00000025", "1E+300",
         "13800138000"], 1)]))
    styles = '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' \
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="31"/><xf numFmtId="57"/><xf numFmtId="20"/></cellXfs>'
    dates = [(1, "46086"), (2, "46086.604166666664"), (3, "46086"), (4, "46082"), (5, "0.999988425925926"), (1, "60"), (1, "59"), (1, "61"), (1, "1"), (1, "0"),
             (2, "46086.9999999"), (1, "46086.9999999"), (1, "2958466"), (1, "-1"), (1, "abc"), (99, "46086"), (2, "46086")]
    body = "".join('<row><c s="%d"><v>%s</v></c></row>' % d for d in dates)
    case("dates_1900.xlsx", xlsx([("表", body)], styles=styles), ("表", [[str(i), t] for i, t in enumerate(
        ["2026-03-05", "2026-03-05 14:30:00", "2026-03-05", "2026-03-01", "23:59:59", "1900-02-29", "1900-02-28", "1900-03-01", "1900-01-01", "00:00:00",
         "2026-03-06", "2026-03-05", "2958466", "-1", "abc", "46086", "2026-03-05"], 1)]))
    case("dates_1904.xlsx", xlsx([("表", '<row><c s="1"><v>44624</v></c><c s="1"><v>0</v></c></row>')], styles=styles, pr='<workbookPr date1904="1"/>'),
         ("表", [["1", "2026-03-05", "1904-01-01"]]))
    merged = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row><row r="2"><c r="A2"><v>4</v></c><c r="C2"><v>6</v></c></row>' \
        '<row r="3"><c r="A3"><v>7</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A3:A3"/><mergeCell ref="C1:C2"/></mergeCells>'
    case("merged_leftovers.xlsx", xlsx([("表", merged)], raw=True), ("表", [["1", "1", "", "3"], ["3", "7"], ["merged", "A1:B2"], ["merged", "C1:C2"]]))
    case("hidden_ways.xlsx", xlsx([("甲", '<row r="1" ht="0" customHeight="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row><row r="3"><c><v>3</v></c></row>'),
                                   ("乙", "", 'state="veryHidden"')]), ("甲", [["1*", "1"], ["2*", "2"], ["3", "3"]]), ("乙", [], True))
    case("blanks_only.xlsx", xlsx([("表", "<row>%s%s</row><row>%s%s</row>" % (inline(" \u3000\u00a0"), inline(""), inline(" x "), inline("\u200b")))]), ("表", [["2", " x "]]))
    case("far_right.xlsx", xlsx([("表", '<row r="1048576"><c r="B1048576"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>')]), ("表", [["1048576", "", "1"]]))
    case("backslashes.xlsx", packed([(n.replace("/", "\\"), d) for n, d in unpacked(xlsx([("表", "<row><c><v>1</v></c></row>")]))]), ("表", [["1", "1"]]))
    one = unpacked(xlsx([("表", "<row><c><v>1</v></c></row>")]))
    case("stored.xlsx", zipped(one, stored=True), ("表", [["1", "1"]]))
    case("descriptors.xlsx", zipped(one, descriptor=True), ("表", [["1", "1"]]))
    case("zip64.xlsx", zipped(one, zip64=True), ("表", [["1", "1"]]))
    case("other_case.xlsx", packed([(n.upper(), d) for n, d in one]), ("表", [["1", "1"]]))
    wide = [(n, d.decode().replace("UTF-8", "UTF-16").encode("utf-16") if n.endswith("s1.xml") else b"\xef\xbb\xbf" + d) for n, d in one]
    case("utf16_and_marks.xlsx", packed(wide), ("表", [["1", "1"]]))
    ext = '<workbookPr date1904="true"/>%s<extLst><ext><x:workbookPr xmlns:x="x" chartTrackingRefBase="1"/><x:sheet xmlns:x="x" name="no"/></ext></extLst>'
    case("extensions.xlsx", xlsx([("表", '<row><c s="1"><v>44624</v></c></row>')], styles=styles, pr=ext % '<sheets><sheet name="Module1" sheetId="9" r:id=""/></sheets>'),
         ("表", [["1", "2026-03-05"]]))
    times = '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="20"/><xf numFmtId="164"/></cellXfs>'
    case("times.xlsx", xlsx([("表", '<row><c s="0"><v>0.604166666666667</v></c><c s="0"><v>46086.604166666664</v></c><c s="1"><v>1.10416666666667</v></c></row>')],
                            styles=times), ("表", [["1", "14:30:00", "2026-03-05 14:30:00", "26:30:00"]]))
    markup = '<!-- a --><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[东 <莞> &amp;]]></t></is></c><c t="inlineStr" r="B1"><is><t xml:space="preserve"> a&#10;&#x4E1C;&lt;</t></is></c>' \
        "<c r='C1' t='str'><v>x_x0007_y_x000D_\n_x4e1c_</v></c><c r='D1' t='inlineStr'><is><r><t>甲</t></r><rPh sb='0' eb='1'><t>jia</t></rPh><r><t>乙</t></r></is></c></row>"
    case("markup.xlsx", xlsx([("表", markup)]), ("表", [["1", "东 <莞> &amp;", " a\n东<", "xy\n东", "甲乙"]]))
    # the same cells with and without what takes a shortcut, at the edges of what that knows
    cells = "".join('<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="B%d" s="1" t="s"><v>1</v></c><c t="s" r="C%d"><v>0</v></c><c r="D%d" s="1"/><c r="E%d"><v>%s</v></c></row>' %
                    (i, i, i % 2, i, i, i, i, v) for i, v in enumerate(["0", "007", "13800138000", "123456789", "1234567890", "-1", "1.50", "", "1e3"], 1))
    case("shortcuts.xlsx", xlsx([("表", cells)], si("甲&amp;乙", "丙 丁"), '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'), ("表", [
        [str(i), ["甲&乙", "丙 丁"][i % 2], "丙 丁", "甲&乙"] + (["", v] if v else [])
        for i, v in enumerate(["0", "7", "13800138000", "123456789", "1234567890", "-1", "1.5", "", "1000"], 1)]))
    # As a Chinese Excel writes each of its texts, and what looks nearly so; numbers of as many digits as are shown, and of more
    behind = ['<phoneticPr fontId="%s" type="noConversion"/>' % i for i in ("1", "", "x", "12345678901234567890")]
    behind += ['<phoneticPr fontId="1"/>', '<phoneticPr fontId="1" type="fullwidthKatakana"/>', '<phoneticPr type="noConversion" fontId="1"/>', behind[0] * 2,
               '<phoneticPr fontId="1" type="noConversion"></phoneticPr>', '<rPh sb="0" eb="1"><t>jia</t></rPh>' + behind[0], "<r><t>丁</t></r>" + behind[0], "<!-- x -->"]
    texts = "".join("<si><t>%s</t>%s</si>" % t for t in zip(["甲%d" % i for i in range(len(behind))], behind)) + "<si><t>乙_x000A_丙</t>%s</si><si><t/>%s</si>" % (behind[0], behind[0])
    digits = ["123456789012345", "1234567890123456", "012345678901234"]
    case("phonetic.xlsx", xlsx([("表", "".join('<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>' % (i + 1, i + 1, i) for i in range(len(behind) + 1)) +
                                 "".join('<row r="%d"><c r="A%d"><v>%s</v></c></row>' % (i, i, d) for i, d in enumerate(digits, 50)))], texts),
         ("表", [[str(i + 1), "甲%d%s" % (i, "丁" if "<r>" in b else "")] for i, b in enumerate(behind)] +
          [["13", "乙\n丙"], ["50", "123456789012345"], ["51", "1.23456789012346E+15"], ["52", "12345678901234"]]))
    core = HEAD + '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>x</dc:title><cp:lastModifiedBy>李 强</cp:lastModifiedBy></cp:coreProperties>'
    data = unpacked(xlsx([("表", "<row><c><v>1</v></c></row>")]))
    rel = '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    data = [(n, d.replace(b"</Relationships>", rel.encode()) if n == "_rels/.rels" else d) for n, d in data] + [("docProps/core.xml", core)]
    case("last_modified_by.xlsx", packed(data), ("表", [["1", "1"]]), author="李 强")


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return [(i.filename, z.read(i)) for i in z.infolist()]


AGAIN = "，请用 Excel 或 WPS 另存后再发"


def hostile_workbooks():
    good = xlsx([("表", "<row><c><v>1</v></c></row>")])
    refused("cut_off.xlsx", good[:len(good) - 40], "broken", "文件不完整或已损坏，可能没有传完，请重新保存后再发")
    refused("doubled_part.xlsx", doubled(good), "broken", "文件内部有重名的部件" + AGAIN)
    refused("no_first_member.xlsx", good.replace(b"PK\1\2", b"PK\1\0", 1), "broken", "文件不完整或已损坏，可能没有传完，请重新保存后再发")
    one = unpacked(good)
    refused("overlapping.xlsx", overlapping(one), "broken", "文件不完整或已损坏，可能没有传完，请重新保存后再发")
    refused("size_lie.xlsx", size_lie(good), "broken", "文件内部的压缩数据已损坏，请重新保存后再发")
    refused("long_tag.xlsx", xlsx([("表", '<row a="%s"/>' % ("x" * 3000000))]), "too_large", "文件内部的标记太长")
    refused("bad_crc.xlsx", bad_crc(good), "broken", "文件内部的压缩数据已损坏，请重新保存后再发")
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    refused("entities.xlsx", packed([(n, d.replace(HEAD.encode(), (HEAD + laughs).encode()) if "s1.xml" in n else d) for n, d in unpacked(good)]),
            "broken", "文件内部有不允许的声明" + AGAIN)
    refused("deep.xlsx", xlsx([("表", "<a>" * 300 + "</a>" * 300)]), "too_large", "文件内部的标记嵌套太深")
    refused("no_sheet_part.xlsx", packed([p for p in unpacked(good) if "s1.xml" not in p[0]]), "broken", "工作表“表”的内容缺失" + AGAIN)
    refused("no_such_string.xlsx", xlsx([("表", '<row r="7"><c t="s"><v>3</v></c></row>')]), "broken", "第 7 行的文字在文件里找不到" + AGAIN)
    refused("rows_backwards.xlsx", xlsx([("表", '<row r="7"><c><v>3</v></c></row><row r="3"><c><v>3</v></c></row>')]), "broken", "第 3 行的次序错乱" + AGAIN)
    refused("half_a_sheet.xlsx", packed([(n, d[:-30] if "s1.xml" in n else d) for n, d in unpacked(good)]), "broken", "文件内部的标记有错误" + AGAIN)
    refused("wide_rows.xlsx", xlsx([("表", '<row><c r="AMJ1"><v>1</v></c></row>'.replace(' r="AMJ1"', ' r="AMJ"') * 12000)]), "too_large", "单元格太多")
    refused("bomb.xlsx", xlsx([("表", "<row><c><v>1</v></c></row>")], " " * (258 << 20)), "too_large", "解压后的内容太大")
    refused("encrypted.zip", encrypted(good), "encrypted", "加密的压缩包，请解压后以表格文件重发，不要加密码")


def doubled(data):
    """The first sheet once more under the same name, with another value."""
    parts = unpacked(data)
    name, sheet = [p for p in parts if "s1.xml" in p[0]][0]
    return packed(parts + [(name.upper(), sheet.replace(b"<v>1", b"<v>2"))])


def overlapping(parts):
    """Two names for one member's bytes: how a small file becomes many large ones."""
    data = bytearray(zipped(parts + [("xl/x.xml", parts[-1][1])]))
    last = data.rindex(b"PK\1\2")
    before = data.rindex(b"PK\1\2", 0, last)
    data[last + 42:last + 46] = data[before + 42:before + 46]
    return bytes(data)


def size_lie(data):
    data = bytearray(data)
    at = data.rindex(b"xl/worksheets/s1.xml") - 46
    struct.pack_into("<I", data, at + 24, 7)
    return bytes(data)


def bad_crc(data):
    data = bytearray(data)
    at = data.index(b"xl/worksheets/s1.xml")
    struct.pack_into("<I", data, at - 30 + 14, 12345)
    at = data.rindex(b"xl/worksheets/s1.xml")
    struct.pack_into("<I", data, at - 46 + 16, 12345)
    return bytes(data)


def encrypted(data):
    """The flag alone: what follows is never looked at."""
    data = bytearray(data)
    at = 0
    while (at := data.find(b"PK\3\4", at)) >= 0:
        data[at + 6] |= 1
        at += 4
    at = 0
    while (at := data.find(b"PK\1\2", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def old_workbooks():
    b = xlwt.Workbook(encoding="utf-8")
    s = b.add_sheet("客户资料")
    s.write_merge(0, 0, 0, 7, "王伟 3月5日 客户资料")
    for i, text in enumerate(HEADER):
        s.write(1, i, text)
    for i, text in enumerate(LEAD1):
        s.write(2, i, 13800138000 if i == 2 else text)
    for i, text in enumerate(LEAD2):
        s.write(4, i, text)
    d = b.add_sheet("日期 1")
    for i, (value, code) in enumerate([(datetime.date(2026, 3, 5), "yyyy-mm-dd"), (datetime.datetime(2026, 3, 5, 14, 30), "yyyy/m/d h:mm"),
                                       (datetime.date(2026, 3, 5), 'yyyy"年"m"月"d"日"'), (12.5, "0.00"), (100000000000, "General"), (0.1, "General")]):
        d.write(0, i, value, xlwt.easyxf(num_format_str=code))
    b.add_sheet("空")
    out = io.BytesIO()
    b.save(out)
    old = out.getvalue()
    hidden = xlwt.Workbook(encoding="utf-8")
    h = hidden.add_sheet("甲")
    for row in range(3):
        h.write(row, 0, "第%d行" % row)
    h.write(3, 1, True)
    h.row(1).hidden = True
    hidden.add_sheet("乙").visibility = 1
    out = io.BytesIO()
    hidden.save(out)
    case("hidden.xls", out.getvalue(), ("甲", [["1", "第0行"], ["2*", "第1行"], ["3", "第2行"], ["4", "", "TRUE"]]), ("乙", [], True), author=None)
    sheets = [("客户资料", [["1", "王伟 3月5日 客户资料"], ["2"] + HEADER, ["3"] + LEAD1, ["5"] + LEAD2]),
              ("日期 1", [["1", "2026-03-05", "2026-03-05 14:30:00", "2026-03-05", "12.5", "100000000000", "0.1"]]), ("空", [])]
    case("old.xls", old, *sheets)
    case("wps.et", old, *sheets)
    case("old_named.xlsx", old, *sheets)
    case("new_named.xls", xlsx([("表", "<row><c><v>1</v></c></row>")]), ("表", [["1", "1"]]))
    refused("old_cut.xls", old[:3000], "broken", "文件不完整或已损坏，可能没有传完，请重新保存后再发")
    refused("old_broken.xls", old[:1024] + b"\xFF" * 512 + old[1536:], "broken", "Excel 97-2003 文件（.xls）已损坏，请另存为 .xlsx 后再发")
    refused("locked.xlsx", ole(("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")), "encrypted", "文件设有密码，请取消密码后再发")
    refused("word.doc", ole(("WordDocument", b"x")), "not_a_table", "Word 97 文档（.doc、.wps），请用 Word 或 WPS 另存为 .docx，或把表格做成 .xlsx 后再发")


def ole(*streams):
    """A compound file of 512-byte sectors: the FAT, the directory, the streams (name, data) padded beyond the mini stream's size."""
    fat, sectors, entries = [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE], [], []
    for name, data in streams:
        data = data.ljust(4096, b"\0")
        first, count = len(fat), (len(data) + 511) // 512
        fat += list(range(first + 1, first + count)) + [0xFFFFFFFE]
        sectors.append(data.ljust(count * 512, b"\0"))
        entries.append((name, 2, first, len(data)))

    def entry(name, kind, right, child, first, size):
        raw = name.encode("utf-16le") + b"\0\0"
        return raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child) + b"\0" * 36 + struct.pack("<IQ", first, size)
    directory = entry("Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0)
    for i, e in enumerate(entries, 1):
        directory += entry(e[0], e[1], i + 1 if i < len(entries) else 0xFFFFFFFF, 0xFFFFFFFF, e[2], e[3])
    fat[1] = 2 if len(directory) > 512 else 0xFFFFFFFE
    assert len(fat) <= 128 and len(directory) <= 1024
    head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    head += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0).ljust(512 - len(head), b"\xFF")
    return head + struct.pack("<128I", *(fat + [0xFFFFFFFF] * (128 - len(fat)))) + directory.ljust(1024, b"\0") + b"".join(sectors)


def rec(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def biff(sheets, globals_=b"", version=0x0600, stream="Workbook", end=rec(10)):
    """sheets: (name as the record has it, state, records). The positions of the sheets are worked out."""
    bof = rec(0x809, struct.pack("<HHHH", version, 5, 0, 0)) + globals_
    at = len(bof) + sum(len(rec(0x85, b"\0" * 6 + s[0])) for s in sheets) + 4
    bounds, bodies = b"", b""
    for name, state, body in sheets:
        bounds += rec(0x85, struct.pack("<IBB", at + len(bodies), state, 0) + name)
        bodies += rec(0x809, struct.pack("<HHHH", version, 0x10, 0, 0)) + body + end
    return ole((stream, bof + bounds + rec(10) + bodies))


def wide(text, width=1):
    """A BIFF8 string: count (1 or 2 bytes), flags, UTF-16."""
    return struct.pack("<BB" if width == 1 else "<HB", len(text), 1) + text.encode("utf-16le")


def biff_workbooks():
    def cell(row, column, style=0):
        return struct.pack("<HHH", row, column, style)

    def number(row, column, value, style=0):
        return rec(0x203, cell(row, column, style) + struct.pack("<d", value))
    text = "东莞市宏达五金制品有限公司"
    # The second string is cut by a CONTINUE record in the middle, where it changes from wide to narrow; then one with runs and phonetics.
    sst = rec(0xFC, struct.pack("<II", 3, 3) + wide("公司", 2) + struct.pack("<HB", 8, 1) + "东莞".encode("utf-16le")) + rec(0x3C, b"\0" + b"ABC123") + \
        rec(0x3C, struct.pack("<HBHI", 2, 13, 1, 6) + "東京".encode("utf-16le") + b"\1\0\2\0" + b"phone!")
    cells = rec(0xFD, cell(0, 0) + struct.pack("<I", 0)) + rec(0xFD, cell(0, 1) + struct.pack("<I", 1)) + rec(0xFD, cell(0, 2) + struct.pack("<I", 2))
    case("biff_strings.xls", biff([(wide("表"), 0, cells)], sst), ("表", [["1", "公司", "东莞ABC123", "東京"]]))
    refused("biff_no_such_string.xls", biff([(wide("表"), 0, rec(0xFD, cell(0, 0) + struct.pack("<I", 3)))], sst), "broken", "Excel 97-2003 文件（.xls）已损坏，请另存为 .xlsx 后再发")
    rk = struct.pack("<i", 13 << 2 | 2)
    kinds = rec(0x27E, cell(0, 0) + rk) + rec(0x27E, cell(0, 1) + struct.pack("<i", 1234567 << 2 | 3)) + rec(0x27E, cell(0, 2) + struct.pack("<d", 1.5)[4:]) + \
        rec(0xBD, struct.pack("<HH", 1, 1) + b"\0\0" + rk + b"\0\0" + rk + struct.pack("<H", 2)) + rec(0x205, cell(2, 0) + b"\1\0") + rec(0x205, cell(2, 1) + b"\x17\1") + \
        rec(6, cell(3, 0) + b"\0\0\0\0\0\0\xFF\xFF" + b"\0" * 8) + rec(0x4BC, b"shared") + rec(0x207, wide("公式", 2)) + \
        rec(6, cell(3, 1) + struct.pack("<d", 2.5) + b"\0" * 8) + rec(6, cell(3, 2) + b"\1\0\1\0\0\0\xFF\xFF" + b"\0" * 8) + rec(6, cell(3, 3) + b"\3\0\0\0\0\0\xFF\xFF" + b"\0" * 8) + \
        rec(0x204, cell(4, 0) + wide(text, 2)) + number(4, 1, 13800138000.0)
    want = [["1", "13", "12345.67", "1.5"], ["2", "", "13", "13"], ["3", "TRUE", "#REF!"], ["4", "公式", "2.5", "TRUE"], ["5", text, "13800138000"]]
    case("biff_kinds.xls", biff([(wide("表"), 0, kinds)]), ("表", want))
    chart = rec(0x809, struct.pack("<HHHH", 0x600, 0x20, 0, 0)) + number(9, 9, 1) + rec(10)
    hidden = rec(0x208, struct.pack("<HHHHHHHH", 1, 0, 1, 0, 0, 0, 0x20, 0))
    order = hidden + number(2, 0, 1) + chart + number(0, 1, 2) + number(1, 0, 3) + number(0, 0, 4) + number(0, 0, 5)
    author = rec(0x5C, wide("陈平娜".ljust(20), 2))
    case("biff_any_order.xls", biff([(wide("甲"), 0, order), (wide("乙"), 1, b""), (wide("丙"), 2, number(0, 0, 1))], author),
         ("甲", [["1", "5", "2"], ["2*", "3"], ["3", "1"]]), ("乙", [], True), ("丙", [["1", "1"]], True), author="陈平娜")
    styles = rec(0x22, b"\1\0") + rec(0x41E, struct.pack("<H", 164) + wide('m"月"d"日"', 2)) + rec(0xE0, b"\0\0\0\0" + b"\0" * 16) + rec(0xE0, b"\0\0\xA4\0" + b"\0" * 16)
    case("biff_1904.xls", biff([(wide("表"), 0, number(0, 0, 44624, 1) + number(0, 1, 44624) + number(0, 2, 44624, 77))], styles), ("表", [["1", "2026-03-05", "44624", "44624"]]))
    label = rec(0x204, cell(0, 0) + struct.pack("<H", 6) + "喆公司".encode("gbk")) + rec(0xD6, cell(0, 1) + struct.pack("<H", 4) + "张三".encode("gbk") + b"\0")
    old_name = bytes([4]) + "资料".encode("gbk")
    case("biff5.xls", biff([(old_name, 0, label + number(1, 0, 1.5))], rec(0x42, struct.pack("<H", 936)), 0x500, "Book"), ("资料", [["1", "喆公司", "张三"], ["2", "1.5"]]))
    refused("biff_password.xls", biff([(wide("表"), 0, b"")], rec(0x2F, b"\1\0\1\0")), "encrypted", "文件设有密码，请取消密码后再发")
    refused("biff_no_end.xls", biff([(wide("表"), 0, number(0, 0, 1))], end=b"\xFF\xFF\xFF\xFF"), "broken", "Excel 97-2003 文件（.xls）已损坏，请另存为 .xlsx 后再发")


def comma_files():
    def lines(rows, sep=",", end="\r\n"):
        return "".join(sep.join(r) + end for r in rows)
    rows = [HEADER, LEAD1, LEAD2]
    want = ("", [["1"] + HEADER, ["2"] + LEAD1, ["3"] + LEAD2])
    quoted = [HEADER, LEAD1, LEAD2[:3] + ['"电子元件，连接器"'] + LEAD2[4:]]
    case("utf8.csv", lines(rows).encode(), want)
    case("utf8_bom.csv", b"\xEF\xBB\xBF" + lines(rows).encode(), want)
    case("gbk.csv", lines(rows).encode("gb18030"), want)
    case("big5.csv", "公司名稱,聯絡人,電話\n宏圖機械有限公司,許功蓋,13800138000\n".encode("big5"), ("", [["1", "公司名稱", "聯絡人", "電話"], ["2", "宏圖機械有限公司", "許功蓋", "13800138000"]]))
    case("gbk_one_line_feed.csv", lines(rows, end="\n").encode("gb18030"), want)
    case("cr_only.csv", lines(rows, end="\r").encode(), want)
    case("tabs.txt", lines(rows, "\t").encode("gb18030"), want)
    case("semicolons.csv", lines(rows, ";").encode(), want)
    case("full_width.csv", lines(quoted, "，").encode(), want)
    case("bars.csv", lines(rows, "|").encode(), want)
    case("unicode_text.txt", b"\xFF\xFE" + lines(rows, "\t").encode("utf-16le"), want)
    case("utf16be.csv", b"\xFE\xFF" + lines(rows).encode("utf-16be"), want)
    case("utf16le_no_mark.txt", lines(rows, "\t").encode("utf-16le"), want)
    case("utf16be_no_mark.txt", lines(rows, "\t").encode("utf-16be"), want)
    case("csv_named.xlsx", lines(rows).encode("gb18030"), want)
    case("text_named.xls", lines(rows, "\t").encode("gb18030"), want)
    case("sep_line.csv", ("sep=;\r\n" + lines(rows, ";")).encode(), want)
    case("sep_line_quoted.csv", ('"sep=|"\n' + lines(rows, "|")).encode(), want)
    case("rfc4180.csv", 'a,"b ""c"" d","e,f"\r\n"g\r\nh",,"i"\r\n,,\r\n\r\nlast'.encode(), ("", [["1", "a", 'b "c" d', "e,f"], ["2", "g\nh", "", "i"], ["5", "last"]]))
    case("wrapped.csv", '公司,电话,税号\n甲公司,="13800000000","=""0769"""\n乙公司,="",-\n'.encode("gb18030"),
         ("", [["1", "公司", "电话", "税号"], ["2", "甲公司", "13800000000", "0769"], ["3", "乙公司", "", "-"]]))
    case("open_quote.csv", '公司,电话\n"甲公司,13800000000\n乙公司,13900000000\n'.encode(), ("", [["1", "公司", "电话"], ["2", '"甲公司', "13800000000"], ["3", "乙公司", "13900000000"]]))
    case("stray_quotes.csv", '公司,电话\n"甲公司,1\n乙公司,2\n"丙公司,3\n丁"5寸"管,4\n"戊"公司, "5"\n'.encode(),
         ("", [["1", "公司", "电话"], ["2", '"甲公司', "1"], ["3", "乙公司", "2"], ["4", '"丙公司', "3"], ["5", '丁"5寸"管', "4"], ["6", "戊公司", "5"]]))
    case("nuls.csv", b"a,b\0,c\nd\0,e,f\n" + b"g,h,i\n" * 20, ("", [["1", "a", "b", "c"], ["2", "d", "e", "f"]] + [[str(i), "g", "h", "i"] for i in range(3, 23)]))
    case("commas_in_cells.csv", lines([["公司", "主营", "电话"], ["甲公司", "生产，销售，安装", "1"], ["乙公司", "五金，塑胶", "2"]]).encode(),
         ("", [["1", "公司", "主营", "电话"], ["2", "甲公司", "生产，销售，安装", "1"], ["3", "乙公司", "五金，塑胶", "2"]]))
    case("title_and_notes.csv", ("王伟 3月5日 客户资料\n" + lines(rows, end="\n") + "备注：完\n").encode("gb18030"),
         ("", [["1", "王伟 3月5日 客户资料"], ["2"] + HEADER, ["3"] + LEAD1, ["4"] + LEAD2, ["5", "备注：完"]]))
    vendor = ["企查查导出数据", "声明：本数据仅供参考", "导出时间：2026-03-05"] + ["说明第 %d 条，以官网为准" % i for i in range(1, 11)]
    case("header_in_row_14.csv", ("\n".join(vendor) + "\n" + lines(rows, end="\n")).encode("gb18030"),
         ("", [[str(i), text] for i, text in enumerate(vendor, 1)] + [["14"] + HEADER, ["15"] + LEAD1, ["16"] + [LEAD2[0], LEAD2[1], LEAD2[2], LEAD2[3], *LEAD2[4:]]]))
    case("cut_phones.csv", "公司,电话\n甲公司,1.38E+10\n乙公司,13800138000.0\n".encode(), ("", [["1", "公司", "电话"], ["2", "甲公司", "1.38E+10"], ["3", "乙公司", "13800138000.0"]]))
    case("rare_names.csv", "公司,法人\n䶮𠮷公司,喆堃頔镕𬭚\n".encode("gb18030"), ("", [["1", "公司", "法人"], ["2", "䶮𠮷公司", "喆堃頔镕𬭚"]]))
    case("one_column.csv", "公司全名\n甲公司\n\n乙公司\n".encode(), ("", [["1", "公司全名"], ["2", "甲公司"], ["4", "乙公司"]]))
    case("one_bad_byte.csv", b"\xEF\xBB\xBF" + "公司,电话\n甲公司,1".encode() + b"\xFF\n", ("", [["1", "公司", "电话"], ["2", "甲公司", "1\uFFFD"]]))
    case("blanks.txt", "客户资料  今日\n公司全名   法人  电话\n\n甲公司   张三  138 0013 8000\n乙公司　　李四　　139\n".encode("gb18030"),
         ("", [["1", "客户资料  今日"], ["2", "公司全名", "法人", "电话"], ["4", "甲公司", "张三", "138 0013 8000"], ["5", "乙公司", "李四", "139"]]))
    case("long_cell.csv", ("a,b\n" + "啊" * 20000 + ",c\n").encode(), ("", [["1", "a", "b"], ["2", "啊" * 10922, "c"]]))


def web_pages():
    def page(body, charset="gb18030", label="gb2312"):
        return ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=%s"><style>td{x}</style></head>'
                "<body>%s</body></html>" % (label, body)).encode(charset)
    row = "<tr>" + "<td>%s</td>" * 3 + "</tr>"
    crm = "<table border=1><tr><td colspan=3>天眼查 &amp; 导出</td></tr>" + row % ("公司", "法人", "电话") + row % ("喆堃公司", "张<br>三", "138&nbsp;0013&#8203; 8000") + "</table>"
    want = ("", [["1", "天眼查 & 导出"], ["2", "公司", "法人", "电话"], ["3", "喆堃公司", "张 三", "138 0013\u200b 8000"]])
    case("crm.xls", page(crm), want)
    case("crm_utf8.xls", page(crm, "utf-8", "utf-8"), want)
    case("crm_lies.xls", page(crm, "utf-8", "gb2312"), want)
    case("crm_utf16.xls", b"\xFF\xFE" + page(crm, "utf-16le", "unicode"), want)
    whole = page(crm)
    refused("crm_cut.xls", whole[:whole.index(b"&nbsp;")], "broken", "文件不完整，可能没有传完，请重新保存后再发")
    case("unclosed.html", page("<table><tr><td>公司<td>法人<tr><td>甲公司<td>张三<p>经理<tr><td>乙公司<td>李四"),
         ("", [["1", "公司", "法人"], ["2", "甲公司", "张三 经理"], ["3", "乙公司", "李四"]]))
    case("spans.html", page("<table><tr><th rowspan=2>公司<th colspan=2>联系人<tr><th>姓名<th>电话<tr><td rowspan=0>甲<td>张<td colspan=99999999>1<tr><td>李<td>2</table>"),
         ("", [["1", "公司", "联系人"], ["2", "", "姓名", "电话"], ["3", "甲", "张", "1"], ["4", "", "李", "2"],
              ["merged", "A1:A2"], ["merged", "A3:A65536"]]))
    case("nested.html", page("<table><tr><td>签名<td>图</tr><tr><td><table>" + row % ("公司", "法人", "电话") + row % ("甲", "<table><tr><td>张</td></tr><tr><td>三</td></tr></table>", "1")
                             + "</table></td><td>右</td></tr></table><blockquote><table>" + row % ("a", "b", "c") + row % ("d", "e", "f") + "</table></blockquote>"),
         ("", [["1", "公司", "法人", "电话"], ["2", "甲", "张 三", "1"]]), ("", [["1", "a", "b", "c"], ["2", "d", "e", "f"]]))
    case("hidden.html", page("<table>" + row % ("公司", "法人", "电话") + '<tr style="DISPLAY : none">' + row[4:] % ("甲", '<span style="display:none">x</span>张', "1")
                             + row % ("乙<script>1</script><!-- c -->", "李<style>x</style>", "2") + "</table><table hidden>" + row % (1, 2, 3) + row % (4, 5, 6) + "</table>"),
         ("", [["1", "公司", "法人", "电话"], ["2*", "甲", "张", "1"], ["3", "乙", "李", "2"]]), ("", [["1", "1", "2", "3"], ["2", "4", "5", "6"]], True))
    case("excel_numbers.xls", page('<table><tr><td>公司<td>电话</tr><tr><td>甲<td x:num="13800138000">1.38E+10</td></tr><tr><td>乙<td x:num>5</td></tr></table>'),
         ("", [["1", "公司", "电话"], ["2", "甲", "13800138000"], ["3", "乙", "5"]]))
    case("one_row.html", page("<table><tr><td>公司<td>电话</table>"), ("", [["1", "公司", "电话"]]))
    case("hidden_around.html", page("<div style='display:none'><table>" + row % (1, 2, 3) + row % (4, 5, 6) + "</table></div>"), ("", [["1", "1", "2", "3"], ["2", "4", "5", "6"]], True))
    sheet = page("<table>" + row % ("公司", "法人", "电话") + row % ("甲=公司", "张三", "1") + "</table>")
    frame = page("<p>此页</p>")
    mht = "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=\"----=_Next\"\r\n\r\n说明\r\n".encode()
    mht += b"------=_Next\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n" + base64.encodebytes(frame)
    mht += b"\r\n------=_Next\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n" + quopri.encodestring(sheet).replace(b"\n", b"\r\n")
    mht += b"\r\n------=_Next\r\nContent-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\nAAAA\r\n"
    case("page_in_one.xls", mht + b"------=_Next--\r\n", ("", [["1", "公司", "法人", "电话"], ["2", "甲=公司", "张三", "1"]]))
    refused("page_without.mht", mht[:mht.index(b"------=_Next")], "broken", "文件不完整，可能没有传完，请重新保存后再发")
    refused("no_table.html", page("<p>王总您好</p>"), "not_a_table", "网页，里面没有表格")
    refused("deep.html", page("<div>" * 3000 + "<table>" + row % (1, 2, 3) * 2), "too_large", "网页的标记嵌套太深")


def strangers():
    picture = "图片，无法读取其中的文字，请发送表格文件（.xlsx）"
    archive = "压缩包，请解压后以表格文件重发"
    refused("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "not_a_table", picture)
    refused("picture_named.xlsx", b"\xFF\xD8\xFF\xE0\0\x10JFIF" + b"\0" * 64, "not_a_table", picture)
    refused("paper.pdf", b"%PDF-1.7\n", "not_a_table", "PDF，请把表格另存为 Excel 文件（.xlsx）后再发")
    refused("a.rar", b"Rar!\x1a\x07\0", "not_a_table", archive)
    refused("a.7z", b"7z\xBC\xAF\x27\x1C\0\4", "not_a_table", archive)
    refused("a.zip", packed([("客户资料.xlsx", b"x")]), "not_a_table", archive)
    rels = '<Relationships xmlns="%s"><Relationship Id="r" Type="%s/officeDocument" Target="%s"/></Relationships>'
    refused("slides.pptx", packed([("_rels/.rels", rels % (PACKAGE, RELS, "ppt/p.xml")), ("ppt/p.xml", "<presentation/>")]),
            "not_a_table", "PPT 演示文稿，请把表格另存为 Excel 文件（.xlsx）后再发")
    refused("binary.xlsb", packed([("_rels/.rels", rels % (PACKAGE, RELS, "xl/workbook.bin")), ("xl/workbook.bin", b"\0")]),
            "not_a_table", "二进制工作簿（.xlsb），请另存为 .xlsx 后再发")
    refused("empty.xlsx", b"", "not_a_table", "空文件，请检查后重发")
    refused("blank.csv", b" \r\n\r\n", "not_a_table", "空文件，请检查后重发")
    refused("invite.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "not_a_table", "日历邀请，里面没有表格")
    refused("prose.txt", "王总您好：\n附件是今日资料。\n".encode("gb18030"), "not_a_table", "文字文件，里面没有表格")
    refused("unknown.bin", bytes(range(256)) * 8, "not_a_table", "认不出的文件，请发送表格文件（.xlsx）")


if __name__ == "__main__":
    sys.modules["make"] = sys.modules[__name__]
    import documents  # its files are made by the functions above
    import make_old
    import make_text
    for folder in ("in", "want"):
        for name in os.listdir(os.path.join(HERE, folder)) if os.path.isdir(os.path.join(HERE, folder)) else ():
            os.unlink(os.path.join(HERE, folder, name))
    office_workbooks()
    merged_workbooks()
    raw_workbooks()
    hostile_workbooks()
    old_workbooks()
    biff_workbooks()
    comma_files()
    web_pages()
    strangers()
    documents.all_documents()
    make_old.main()
    make_text.main()
