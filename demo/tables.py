"""The lists that the cast mails: made-up companies in the files that reps really send (an .xlsx, a CSV as WPS writes it, a table pasted
into the mail). Always the same rows."""
import csv, html, io, itertools, random, zipfile

LEAD = "序号,公司全名,法人代表/负责人,联系电话,主营业务,注册资金,网络情况,有无网站,开发价值".split(",")
PROSPECT = "公司全名,联系人,联系电话,意向程度,沟通情况".split(",")

TOWNS = "长安 虎门 厚街 塘厦 寮步 大朗 常平 凤岗 清溪 石碣".split()
BRANDS = ["".join(pair) for pair in itertools.product("鑫鸿泰盛恒瑞隆兴联创宏锦", "达源丰华信诚发腾辉业利昌顺旺")]
TRADES = {"五金制品": "五金冲压件", "塑胶模具": "注塑模具", "电子科技": "连接器、线材", "包装材料": "纸箱、彩盒", "机械设备": "非标自动化设备",
          "家具": "办公家具", "纺织": "毛织面料", "印刷": "画册、标签印刷"}
SURNAMES, NAMES = "陈李张黄刘梁林何邓周罗谢", "伟 志强 丽华 建国 秀英 俊杰 海燕 文斌 晓敏 国平".split()


class Companies:
    """Each rep takes from another end of the town, so that nobody meets a colleague's company by accident."""

    def __init__(self, seed, town):
        self.rng, self.town = random.Random(seed), TOWNS[town]
        self.brands = self.rng.sample(BRANDS, len(BRANDS))
        self.rows = 0

    def person(self):
        return self.rng.choice(SURNAMES) + self.rng.choice(NAMES)

    def phone(self):
        if self.rng.random() < 0.2:
            return f"0769-8{self.rng.randrange(10**6, 10**7)}"
        return self.rng.choice(["135", "136", "138", "139", "150", "159", "186", "189"]) + f"{self.rng.randrange(10**8):08d}"

    def name(self):
        trade = self.rng.choice(list(TRADES))
        brand = self.brands[self.rows % len(self.brands)]
        self.rows += 1
        return f"东莞市{self.town}{brand}{trade}有限公司", TRADES[trade]

    def lead(self):
        company, business = self.name()
        return [company, self.person(), self.phone(), business, f"{self.rng.choice([50, 100, 200, 300, 500, 1000])}万",
                self.rng.choice(["无推广", "百度推广", "阿里店铺", "有公众号"]), self.rng.choice(["有", "无"]), self.rng.choice("高中低")]

    def leads(self, count):
        return [self.lead() for _ in range(count)]

    def prospects(self, count):
        talks = ["想做网站，约下周面谈", "要报价单", "对推广有兴趣"]
        return [[self.name()[0], self.person(), self.phone(), self.rng.choice(["A", "B"]), self.rng.choice(talks)] for _ in range(count)]


def numbered(rows):
    return [[str(i), *row] for i, row in enumerate(rows, 1)]


def as_csv(header, rows):
    """What WPS calls CSV: GB18030."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode("gb18030")


def as_html(header, rows):
    """What is left of a table pasted into a mail."""
    line = lambda cells: "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells) + "</tr>"
    return "<table border=\"1\">" + "".join(map(line, [header, *rows])) + "</table>"


def as_xlsx(title, header, rows):
    """The least that is a workbook, with a title row above the header, as people like it."""
    cell = lambda c: f'<c t="inlineStr"><is><t>{html.escape(c)}</t></is></c>'
    sheet = "".join("<row>" + "".join(map(cell, cells)) + "</row>" for cells in [[title], header, *rows])
    office = "http://schemas.openxmlformats.org"
    ns, rel, pkg = f"{office}/spreadsheetml/2006/main", f"{office}/officeDocument/2006/relationships", f"{office}/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{pkg}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{pkg}/relationships">'
            f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{ns}" xmlns:r="{rel}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{pkg}/relationships">'
            f'<Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{ns}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for path, text in parts.items():
            z.writestr(path, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
    return out.getvalue()
