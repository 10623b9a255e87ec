"""A night of lists, always the same for the same words: each rep mails one, as Foxmail and WPS lay them out.

    night.py FOLDER --mails 1000 [--rows 100] [--formats xlsx|mixed] [--seed 1]

FOLDER/mails/NAME are the mails as a Maildir keeps them, in the order of their names; FOLDER/manifest.json says of each what it holds and, by
leadclerk's own rules (first contact above all), how many of its rows count. Companies are distinct across all reps, but for one list in ten: that
one has rows which name a company twice, rows that name another rep's, rows without capital, and masked phones.
"""
import argparse, io, json, os, random, zipfile
from concurrent.futures import ProcessPoolExecutor
from email.message import EmailMessage
from email.policy import SMTP

HEADERS = ["序号", "公司全名", "法人或负责人", "联系电话", "主营业务", "注册资本", "网络情况", "有无网站", "开发价值", "备注"]
CITIES = "东莞市 深圳市 广州市 佛山市 中山市 惠州市 珠海市 杭州市 宁波市 苏州市 无锡市 上海 北京 青岛市 武汉市 成都市 长沙市 厦门市 泉州市 天津".split()
BRAND = "华盛鼎信宏远金泰恒通瑞达永兴嘉禾中创天诚顺发万利博雅新锐众合德润鸿图佳美优启航安力源东方旭日联百川丰凯悦卓越康健锦程飞扬汇正大三福祥世明"
TRADES = [("五金制品", "五金冲压件、精密模具及紧固件的加工与销售"), ("电子科技", "电子元器件、PCB 板、LED 驱动电源研发销售"), ("塑胶模具", "注塑模具、塑料制品、电子外壳的设计与生产"), ("机电设备", "水泵、电机、五金工具的销售与维修"),
          ("包装材料", "纸箱、彩盒、气泡袋、缠绕膜生产"), ("建材", "瓷砖、卫浴、涂料、防水材料批发"), ("物流", "普通货运、仓储服务、国内货运代理"), ("服饰", "男女服装、工作服、校服定制"), ("食品", "预包装食品、散装食品批发兼零售"),
          ("环保科技", "污水处理设备、废气治理、除尘设备"), ("家具", "办公家具、酒店家具、定制衣柜"), ("自动化设备", "数控机床、非标自动化设备、输送设备制造")]
ENDINGS = ["有限公司"] * 12 + ["有限责任公司", "股份有限公司", "经营部", "厂"]
SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建国红志宏斌鑫宇浩凯倩婷雪梅琳波宁岩峰亮晨阳瑞嘉"
CAPITALS = ["10万", "50万元", "100万", "100万人民币", "200万", "500万元人民币", "1000万", "1000万元人民币", "5000万元人民币"]
NETS = ["有百度竞价", "有阿里巴巴诚信通", "有独立网站，排名靠后", "无", "仅有微信公众号", "做过推广，已停", "有 1688 店铺"]
VALUES = ["有开发价值", "高", "中", "意向一般，可跟进", "老板感兴趣，约下周", "A", "B"]
REMARKS = ["", "", "", "前台转接", "下午联系", "加了微信", "总部在深圳"]
ROADS = "振安路 人民南路 工业大道 科技园二路 中山东路 解放路 滨海大道 建设一路".split()
SLOPPY = 10  # one list in so many
TWICE, OTHERS, BARE, MASKED = 4, 4, 2, 2  # rows of it that do not count, by why
MASKS = ["138****%04d", "1%d...", "139-xxxx-%04d"]
TYPES = {"xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "xls": ("application", "vnd.ms-excel"), "csv": ("text", "csv")}


def brand(n):
    """The nth name of four characters, none twice: an odd multiplier permutes the numbers below 64^4."""
    n = n * 7368787 % (64 ** 4)
    return "".join(BRAND[n >> 6 * k & 63] for k in range(4))


def person(r):
    return r.choice(SURNAMES) + "".join(r.choice(GIVEN) for _ in range(r.choice((1, 2, 2))))


def phone(r):
    """A mobile, as text or, as tables often have it, as a number; some landlines."""
    if r.random() < 0.15:
        return f"0{r.choice(('755', '769', '20', '757', '571'))}-{r.randrange(2, 9)}{r.randrange(10 ** 7):07d}"
    number = f"1{r.choice('35789')}{r.randrange(10 ** 9):09d}"
    return int(number) if r.random() < 0.3 else number


def company(list_number, n, rows):
    r = random.Random(f"company {list_number} {n}")
    return r.choice(CITIES) + brand(list_number * rows + n) + r.choice(TRADES)[0] + r.choice(ENDINGS)


def table(number, r, rows):
    """Some reps are brief, some write down what else they know."""
    out, thorough = [], r.random()
    for n in range(rows):
        more = r.random() < thorough
        does = "；".join(t[1] for t in r.sample(TRADES, 2 if more else 1))
        remark = f"地址：{r.choice(CITIES)}{r.choice(ROADS)}{r.randrange(1, 999)}号{r.choice(BRAND)}{r.choice(BRAND)}大厦{r.randrange(101, 2800)}室" if more and r.random() < 0.8 else r.choice(REMARKS)
        out.append([n + 1, company(number, n, rows), person(r), phone(r), does, r.choice(CAPITALS), r.choice(NETS), r.choice(("有", "无")), r.choice(VALUES), remark])
    return out


def spoil(cells, number, r, rows):
    """The faults of a sloppy list; a row has one at most. How many rows do not count."""
    places = r.sample(range(rows // 10, rows), TWICE + OTHERS + BARE + MASKED)
    for k, n in enumerate(places):
        if k < TWICE:
            cells[n][1] = cells[r.randrange(rows // 10)][1]
        elif k < TWICE + OTHERS:
            cells[n][1] = company(number - 1, r.randrange(rows), rows)
        elif k < TWICE + OTHERS + BARE:
            cells[n][5] = r.choice(("", "不详"))
        else:
            cells[n][3] = r.choice(MASKS) % r.randrange(1000, 10000)
    return len(places)


# ---- files ----

MAIN, REL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TOP = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def styles():
    """As WPS writes them: forty-nine named styles that nobody uses, and the six of the sheet."""
    fonts = "".join(f'<font><sz val="{11 if k else 12}"/><color {"theme" if k % 2 else "rgb"}="{"1" if k % 2 else "FF000000"}"/><name val="宋体"/><charset val="134"/></font>' for k in range(24))
    fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' + "".join(
        f'<fill><patternFill patternType="solid"><fgColor theme="{k % 9}" tint="0.{k + 1:02d}9"/><bgColor indexed="64"/></patternFill></fill>' for k in range(31))
    edge = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
    xf = "".join(f'<xf numFmtId="0" fontId="{k % 24}" fillId="{k % 33}" borderId="0" applyNumberFormat="0" applyFill="0" applyAlignment="0" applyProtection="0"><alignment vertical="center"/></xf>' for k in range(49))
    cell = "".join(f'<xf numFmtId="{49 if k == 4 else 0}" fontId="{k}" fillId="0" borderId="{1 if k else 0}" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf>' for k in range(6))
    names = "".join(f'<cellStyle name="样式 {k}" xfId="{k}" builtinId="{k}"/>' for k in range(49))
    return (f'{TOP}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="41" formatCode="_ * #,##0_ ;_ * \\-#,##0_ ;_ * &quot;-&quot;_ ;_ @_ "/><numFmt numFmtId="43" '
            f'formatCode="_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * &quot;-&quot;??_ ;_ @_ "/></numFmts><fonts count="24">{fonts}</fonts><fills count="33">{fills}</fills><borders count="2"><border/>'
            f'<border>{edge}<diagonal/></border></borders><cellStyleXfs count="49">{xf}</cellStyleXfs><cellXfs count="6">{cell}</cellXfs><cellStyles count="49">{names}</cellStyles></styleSheet>')


def theme():
    colours = "".join(f"<a:accent{k}><a:srgbClr val=\"{k * 2236962:06X}\"/></a:accent{k}>" for k in range(1, 7))
    scripts = "".join(f'<a:font script="{s}" typeface="{f}"/>' for s, f in (("Jpan", "ＭＳ Ｐゴシック"), ("Hang", "맑은 고딕"), ("Hans", "宋体"), ("Hant", "新細明體"), ("Arab", "Arial"), ("Thai", "Tahoma")))
    fonts = "".join(f'<a:{kind}Font><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>{scripts}</a:{kind}Font>' for kind in ("major", "minor"))
    stops = "".join(f'<a:gs pos="{k * 9}000"><a:schemeClr val="phClr"><a:lumMod val="{100 + k}000"/><a:satMod val="{103 + 7 * k}000"/><a:tint val="{60 + k}000"/></a:schemeClr></a:gs>' for k in range(12))
    fills = "".join(f'<a:{kind}StyleLst><a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst><a:lin ang="5400000" scaled="0"/></a:gradFill></a:{kind}StyleLst>' for kind in ("fill", "bgFill"))
    return f'{TOP}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements><a:clrScheme name="Office">{colours}</a:clrScheme><a:fontScheme name="Office">{fonts}</a:fontScheme><a:fmtScheme name="Office">{fills}</a:fmtScheme></a:themeElements></a:theme>'


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sheet_end():
    return '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/></worksheet>'


def xlsx(title, cells, excel):
    """As WPS makes it, or Excel: that one names who reads the characters aloud, and has two empty sheets."""
    strings = {}

    def cell(column, row, value, style):
        at = f'<c r="{chr(65 + column)}{row}" s="{style}"'
        if value == "":
            return at + "/>"
        if isinstance(value, int):
            return f"{at}><v>{value}</v></c>"
        return f'{at} t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
    body = f'<row r="1" spans="1:10" ht="30" customHeight="1">{"".join(cell(c, 1, title if c == 0 else "", 1) for c in range(10))}</row>'
    for n, row in enumerate([HEADERS] + cells, 2):
        style = 2 if n == 2 else 3
        body += f'<row r="{n}" spans="1:10">{"".join(cell(c, n, v, 4 if c == 3 and n > 2 else style) for c, v in enumerate(row))}</row>'
    columns = "".join(f'<col min="{c}" max="{c}" width="{w}" customWidth="1"/>' for c, w in enumerate((6, 38.25, 13, 26.125, 45.375, 14, 20, 9, 20, 14), 1))
    sheet = (f'{TOP}<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetPr/><dimension ref="A1:J{len(cells) + 2}"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
             f'<sheetFormatPr defaultColWidth="9" defaultRowHeight="13.5"/><cols>{columns}</cols><sheetData>{body}</sheetData><mergeCells count="1"><mergeCell ref="A1:J1"/></mergeCells>'
             + sheet_end())
    sound = '<phoneticPr fontId="6" type="noConversion"/>' if excel else ""
    texts = "".join(f"<si><t>{escape(s)}</t>{sound}</si>" for s in strings)
    sheets = range(1, 4 if excel else 2)
    tabs = "".join(f'<sheet name="Sheet{k}" sheetId="{k}" r:id="rId{k}"/>' for k in sheets)
    empty = f'{TOP}<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><dimension ref="A1"/><sheetData/>{sheet_end()}'
    kind, rels = "application/vnd.openxmlformats-officedocument.spreadsheetml", "http://schemas.openxmlformats.org/package/2006"
    overrides = "".join(f'<Override PartName="/xl/{p}.xml" ContentType="{kind}.{t}+xml"/>' for p, t in [("workbook", "sheet.main"), ("sharedStrings", "sharedStrings"), ("styles", "styles")] + [(f"worksheets/sheet{k}", "worksheet") for k in sheets])
    parts = {
        "[Content_Types].xml": f'{TOP}<Types xmlns="{rels}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{TOP}<Relationships xmlns="{rels}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{TOP}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><fileVersion appName="xl" lastEdited="3"/><workbookPr/><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{TOP}<Relationships xmlns="{rels}/relationships">' + "".join(
            f'<Relationship Id="rId{k}" Type="{REL}/{t}" Target="{p}.xml"/>' for k, (t, p) in enumerate([("worksheet", f"worksheets/sheet{k}") for k in sheets] + [("theme", "theme/theme1"), ("styles", "styles"), ("sharedStrings", "sharedStrings")], 1)) + "</Relationships>",
        **{f"xl/worksheets/sheet{k}.xml": empty for k in sheets[1:]},
        "docProps/app.xml": f'{TOP}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>{"Microsoft Excel" if excel else "WPS 表格"}</Application></Properties>',
        "docProps/core.xml": f'{TOP}<cp:coreProperties xmlns:cp="{rels}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Administrator</dc:creator></cp:coreProperties>',
        "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": f'{TOP}<sst xmlns="{MAIN}" count="{len(cells) * 9}" uniqueCount="{len(strings)}">{texts}</sst>', "xl/styles.xml": styles(), "xl/theme/theme1.xml": theme()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2026, 9, 14, 23, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, text)
    return out.getvalue()


def xls(title, cells):
    import xlwt
    book = xlwt.Workbook(encoding="gbk")
    sheet = book.add_sheet("Sheet1")
    for n, row in enumerate([[title], HEADERS] + cells):
        for c, value in enumerate(row):
            if value != "":
                sheet.write(n, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv(title, cells):
    return "".join(",".join(str(v) for v in row) + "\r\n" for row in [[title] + [""] * 9, HEADERS] + cells).encode("gb18030")


# ---- mails ----

def letter(number, r, form, cells, name):
    title = f"{name} 客户资料登记表"
    m, charset = EmailMessage(), r.choice(("gb18030", "utf-8", "utf-8"))
    m["Received"] = f"from mx{number % 4}.sales.example (unknown [10.0.{number % 250}.{number % 199}]) by mail.sales.example with ESMTPS id {number:010X}; Mon, 14 Sep 2026 23:30:00 +0800"
    m["Date"], m["From"] = "Mon, 14 Sep 2026 23:29:57 +0800", f"{name} <rep{number:06d}@sales.example>"
    m["To"], m["Cc"] = "销售总监 <director@sales.example>", "总经理 <gm@sales.example>"
    m["Subject"], m["X-Mailer"] = f"客户资料 {name} 9月15日", f"Foxmail 7.2.25.{100 + number % 300}[cn]"
    m["Message-ID"] = f"<{number:06d}.{r.randrange(1 << 48):012x}@sales.example>"
    text = f"张总：\n\n    附件是我的客户资料，共 {len(cells)} 家，请查收。\n\n{name}\n"
    m.set_content(text, charset=charset, cte="base64")
    m.add_alternative(f'<html><body style="font-family: 微软雅黑; font-size: 14px">{text.replace(chr(10), "<br>")}</body></html>', subtype="html", charset=charset, cte="base64")
    main, sub = TYPES[form]
    data = xlsx(title, cells, excel=r.random() < 0.4) if form == "xlsx" else {"xls": xls, "csv": csv}[form](title, cells)
    m.add_attachment(data, maintype=main, subtype=sub, filename=f"客户资料-{name}.{form}")
    for k, part in enumerate(p for p in m.walk() if p.is_multipart()):
        part.set_boundary(f"----=_NextPart_{number:08X}_{k}_{r.randrange(1 << 48):012X}")
    return m, len(data)


def mail(folder, number, rows, formats, seed):
    """Writes one; what the manifest says of it."""
    r = random.Random(f"{seed} {number}")
    form = r.choices(("xlsx", "xls", "csv"), (85, 10, 5))[0] if formats == "mixed" else "xlsx"
    name, cells = person(random.Random(f"rep {number}")), table(number, r, rows)
    refused = spoil(cells, number, r, rows) if number % SLOPPY == SLOPPY // 2 else 0
    m, size = letter(number, r, form, cells, name)
    wide = m.as_bytes(policy=SMTP)
    disk = wide.replace(b"\r\n", b"\n")
    with open(os.path.join(folder, "mails", f"1789399800.M{number:06d}P1.bench,S={len(disk)},W={len(wide)}"), "wb") as f:
        f.write(disk)
    return {"id": m["Message-ID"], "format": form, "rows": rows, "refused": refused, "companies": len({c[1] for c in cells}), "attached": size, "bytes": len(wide)}


def mails(job):
    return [mail(job[0], number, *job[3:]) for number in range(job[1], job[2])]


def make(folder, count, rows=100, formats="xlsx", seed=1):
    """The manifest; what is there already is taken as it is."""
    said, words = os.path.join(folder, "manifest.json"), {"count": count, "rows": rows, "formats": formats, "seed": seed, "of": os.stat(__file__).st_mtime}
    if os.path.exists(said):
        with open(said, encoding="utf-8") as f:
            made = json.load(f)
        if made["words"] == words:
            return made
    os.makedirs(os.path.join(folder, "mails"), exist_ok=True)
    for old in os.listdir(os.path.join(folder, "mails")):
        os.unlink(os.path.join(folder, "mails", old))
    with ProcessPoolExecutor() as pool:
        jobs = [(folder, n, min(n + 25, count), rows, formats, seed) for n in range(0, count, 25)]
        made = {"words": words, "mails": [one for part in pool.map(mails, jobs) for one in part]}
    with open(said, "w", encoding="utf-8") as f:
        json.dump(made, f)
    return made


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("folder")
    p.add_argument("--mails", type=int, default=1000)
    p.add_argument("--rows", type=int, default=100)
    p.add_argument("--formats", choices=("xlsx", "mixed"), default="xlsx")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    made = make(a.folder, a.mails, a.rows, a.formats, a.seed)["mails"]
    sizes = sorted(m["attached"] for m in made)
    print(f"{len(made)} mails, {sum(m['rows'] for m in made)} rows of which {sum(m['refused'] for m in made)} do not count; "
          f"attached {sizes[0]} to {sizes[-1]} bytes, {sizes[len(sizes) // 2]} in the middle; {sum(m['bytes'] for m in made) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
