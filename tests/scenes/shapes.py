"""Fills a mail of a scene: tables as reps send them.

rows: "lead 87" (87 companies of this mail's own), "lead A1-A20" (companies of series A), a list of such (a table each), or
      a list of [company, person, phone] below `cells`.
shape: csv (default), xlsx, books (a workbook for each table, the sheets of one name), html (in the body), quoted (in the quotation only), both (own words, table quoted below a reply)
       picture, empty, unknown, raw (`cells` is the table itself, a list of rows, `file` its name), zip (encrypted), mended (what a receipt carried, with `change` made in it), or none
"""
import base64
import html
import io
import re
import zlib

HEADERS = {
    "lead": ["公司全名", "法人", "电话", "主营业务", "注册资金", "网络情况", "有无网站", "开发价值"],
    "prospect": ["公司全名", "联系人", "电话", "意向程度"],
    "visit": ["公司名称", "拜访日期", "被访人", "电话"],
}
NAMES = {"lead": "客户资料", "prospect": "意向客户", "visit": "陌拜"}


def company(series, n):
    return f"东莞市{series}{n:03d}电子科技有限公司"


def phone(series, n):
    return "138%08d" % (zlib.crc32(f"{series}.{n}".encode()) % 100000000)


def row(kind, series, n):
    c, p = company(series, n), phone(series, n)
    return {"lead": [c, "张三", p, "五金电子", "100万", "有百度推广", "有", "高"], "prospect": [c, "李四", p, "A"],
            "visit": [c, "2026-09-14", "王五", p]}[kind]


def tables(e):
    """[(kind, [header, row, ...])]"""
    out = []
    specs = e.get("rows", [])
    for spec in [specs] if isinstance(specs, str) else specs:
        kind, what = spec.split(" ", 1)
        m = re.fullmatch(r"([A-Za-z]*)(\d+)(?:-[A-Za-z]*(\d+))?", what)
        series, first, last = m.group(1), int(m.group(2)), int(m.group(3) or m.group(2))
        if not series:  # only a number: companies of this mail's own
            series, first, last = e["name"].upper() + kind[0].upper(), 1, first
        out.append((kind, [HEADERS[kind]] + [row(kind, series, n) for n in range(first, last + 1)]))
    for kind, rows in e["cells"].items() if isinstance(e.get("cells"), dict) else ():
        out.append((kind, [HEADERS[kind]] + [[str(c) for c in r] for r in rows]))
    return out


def csv_bytes(rows):
    return ("\ufeff" + "\r\n".join(",".join(c if not re.search('[,"\n]', c) else '"%s"' % c.replace('"', '""') for c in r) for r in rows) + "\r\n").encode()


def xlsx_bytes(named, author="openpyxl"):
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = author
    for n, (kind, rows) in enumerate(named):
        sheet = book.create_sheet(f"{NAMES.get(kind, kind)}{n + 1 if n else ''}")
        for r in rows:
            sheet.append(r)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_rows(data):
    """{sheet: [(company, status, reason)]} of a receipt's workbook: the first column, and the two last."""
    import openpyxl
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {s.title: [(str(r[0].value or ""), str(r[-2].value or ""), str(r[-1].value or "")) for r in list(s.rows)[1:]] for s in book}


def sheet_rows(data):
    """{sheet: [row, ...]} of a workbook, its header left out"""
    import openpyxl
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {s.title: [[str(c.value or "") for c in r] for r in list(s.rows)[1:]] for s in book}


def mended(data, change):
    """change: {cell: text} of the first sheet, or {sheet: {cell: text}}"""
    import openpyxl
    book = openpyxl.load_workbook(io.BytesIO(data))
    for key, value in change.items():
        for cell, text in value.items() if isinstance(value, dict) else [(key, value)]:
            (book[key] if isinstance(value, dict) else book.worksheets[0])[cell] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def html_table(rows):
    return "<table border=1>" + "".join("<tr>" + "".join(f"<td>{html.escape(str(c))}</td>" for c in r) + "</tr>" for r in rows) + "</table>"


def quote(text):
    return "\n".join("> " + line for line in text.splitlines())


def encrypted_zip(name, data):
    """One stored file with the encryption flag and twelve bytes of header, as any archiver marks it."""
    raw = name.encode()
    body = bytes(12) + data
    crc, flags = zlib.crc32(data), 0x801
    local = b"PK\3\4" + b"".join(x.to_bytes(n, "little") for x, n in
                                ((20, 2), (flags, 2), (0, 2), (0, 2), (0x5B21, 2), (crc, 4), (len(body), 4), (len(data), 4), (len(raw), 2), (0, 2))) + raw
    central = b"PK\1\2" + b"".join(x.to_bytes(n, "little") for x, n in
                                  ((20, 2), (20, 2), (flags, 2), (0, 2), (0, 2), (0x5B21, 2), (crc, 4), (len(body), 4), (len(data), 4), (len(raw), 2),
                                   (0, 2), (0, 2), (0, 2), (0, 2), (0, 4), (0, 4))) + raw
    start = len(local) + len(body)
    end = b"PK\5\6" + b"".join(x.to_bytes(n, "little") for x, n in ((0, 2), (0, 2), (1, 2), (1, 2), (len(central), 4), (start, 4), (0, 2)))
    return local + body + central + end


PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def attach(m, name, data, kind="application/octet-stream"):
    main, sub = kind.split("/")
    m.add_attachment(data, maintype=main, subtype=sub, filename=name)


def fill(m, e, answered):
    named, shape = tables(e), e.get("shape", "csv")
    text = e.get("text", "您好，资料见附件。" if named else "")
    if answered:
        text += ("\n\n" if e.get("unmarked") else "\n\n------------------ 原始邮件 ------------------\n") + answered
    if e.get("quotes"):
        text += "\n\n在 2026-09-13，\"clerk\" <clerk@corp.test> 写道：\n" + quote(e["quotes"])
    m.set_content(text or "\n", charset="utf-8", cte="base64")
    for name in e.get("files", []):  # papers: nobody looks into them
        attach(m, name, PICTURE, "image/png" if name.endswith((".png", ".jpg")) else "application/pdf")
    if "drawn" in e:  # a table as it is written here: in the body, or in a sheet
        if e.get("shape") == "xlsx":
            attach(m, e.get("file", "表.xlsx"), xlsx_bytes([(e.get("sheet", "lead"), e["drawn"])], "openpyxl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        else:
            m.add_alternative(f"<html><body>{html_table(e['drawn'])}</body></html>", subtype="html", charset="utf-8", cte="base64")
        return
    if shape in ("html", "quoted", "forward"):
        inside = "".join(html_table(rows) for _, rows in named)
        if shape == "quoted":
            inside = ("<p>好的，收到</p><div>------------------ 原始邮件 ------------------</div><div>发件人: \"陈平娜\" &lt;rep01@corp.test&gt;;<br>"
                      f"发送时间: 2026年9月13日(星期天) 晚上8:00<br>收件人: \"李总监\" &lt;director@corp.test&gt;;<br>主题: 客户资料</div>{inside}")
        if shape == "forward":
            inside = ("<p>请看</p><div>---------- Forwarded message ---------</div><div>发件人: \"陈平娜\" &lt;rep01@corp.test&gt;<br>"
                      f"发送时间: 2026年9月13日<br>收件人: director<br>主题: 客户资料</div>{inside}")
        m.add_alternative(f"<html><body>{inside}</body></html>", subtype="html", charset="utf-8", cte="base64")
    elif shape == "xlsx":
        attach(m, e.get("file", "客户资料.xlsx"), xlsx_bytes(named, e.get("author", "openpyxl")), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    elif shape == "books":
        for n, table in enumerate(named, 1):
            attach(m, f"{n}号.xlsx", xlsx_bytes([table]), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    elif shape == "picture":
        attach(m, "客户资料.png", PICTURE, "image/png")
    elif shape == "empty":
        attach(m, "客户资料.csv", csv_bytes([HEADERS["lead"]]), "text/csv")
    elif shape == "unknown":
        attach(m, "客户资料.csv", csv_bytes([["甲", "乙", "丙"], ["1", "2", "3"], ["4", "5", "6"]]), "text/csv")
    elif shape == "zip":
        attach(m, "客户资料.zip", encrypted_zip("list.xlsx", xlsx_bytes(named)), "application/zip")
    elif shape == "raw":
        attach(m, e.get("file", "名单.csv"), csv_bytes([[str(c) for c in r] for r in e["cells"]]), "text/csv")
        if "beside" in e:  # a second one
            attach(m, "另表.csv", csv_bytes([[str(c) for c in r] for r in e["beside"]]), "text/csv")
    elif shape == "mended":
        attach(m, e.get("file", "list.xlsx"), mended(e["book"], e.get("change") or {}), "application/octet-stream")
    if "extra" in e:
        attach(m, "附表.csv", csv_bytes([[str(c) for c in r] for r in e["extra"]]), "text/csv")
    if shape == "csv":
        for n, (kind, rows) in enumerate(named):
            attach(m, e.get("file", f"{NAMES[kind]}{n + 1 if n else ''}.csv"), csv_bytes(rows), "text/csv")
