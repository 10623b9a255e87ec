#!/usr/bin/python3
"""Makes a random month of mails as Chinese mail clients write them, and what the rules say about it.

usage: genmonth.py --seed N --out DIR [--reps 10 --mails 500 --rows 15000]

DIR/office.yaml, DIR/*.csv|json|ics (calendars), DIR/in (Maildir), DIR/until, DIR/month.json (the abstract month),
DIR/expected/{ledger,duties,leads}.csv
"""
import argparse
import base64
import datetime as dt
import html
import io
import json
import os
import random
import re
import shutil
import sys
import zipfile
from urllib.parse import quote
from zoneinfo import ZoneInfo

import openpyxl
import xlwt
import yaml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle  # noqa: E402

ZONE = ZoneInfo("Asia/Shanghai")

# The State Council's notice for 2026
HOLIDAYS_2026 = [
    ("元旦", ["2026-01-01", "2026-01-02", "2026-01-03"], ["2026-01-04"]),
    ("春节", [f"2026-02-{d:02d}" for d in range(15, 24)], ["2026-02-14", "2026-02-28"]),
    ("清明节", ["2026-04-04", "2026-04-05", "2026-04-06"], []),
    ("劳动节", [f"2026-05-{d:02d}" for d in range(1, 6)], ["2026-05-09"]),
    ("端午节", ["2026-06-19", "2026-06-20", "2026-06-21"], []),
    ("中秋节", ["2026-09-25", "2026-09-26", "2026-09-27"], []),
    ("国庆节", [f"2026-10-{d:02d}" for d in range(1, 8)], ["2026-09-20", "2026-10-10"]),
]

PLACES = "东莞 深圳 广州 佛山 惠州 中山 珠海 江门 苏州 杭州 宁波 温州 厦门 泉州 青岛 长沙".split()
BRANDS = "华鑫宏达盛泰瑞丰金宝隆兴伟诚信东方恒远博雅天海立德明志新永利源康美佳联创通合力大成晟嘉腾飞凯顺百川嵘毅硕铭轩祺睿珂楠"
TRADES = "五金 电子 塑胶 模具 包装 印刷 家具 机械 服装 鞋材 玩具 照明 贸易 物流 食品 网络科技 自动化设备 精密制造 环保材料 电源".split()
FORMS = "有限公司 科技有限公司 实业有限公司 股份有限公司 有限责任公司 厂 制品厂 经营部 商行 贸易行".split()
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹喆堃"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国红梅志远海波晓东婷婷浩宇欣怡镕"
BUSINESS = ["五金冲压件、CNC加工", "塑胶模具,注塑", "电子元器件批发", "LED照明灯具", "包装盒、彩盒印刷", "服装加工；外贸", "工业自动化设备",
            "食品销售", "国内货运代理", "办公家具", "环保材料(可降解)", "鞋材、皮革", "电源适配器/充电器", "玩具出口"]
CAPITAL = ["100万", "50万元", "500万人民币", "1000万", "壹佰万元整", "人民币200万元", "1,000万元", "300.5万", "无", "100", "50", "100w", "200万美元"]
NETWORK = ["有百度推广", "无推广", "做了阿里店铺", "无", "百度竞价", "有公众号", "仅黄页", "抖音号", "SEO一般", "没有做", "域名已备案"]
WEBSITE = ["有", "无", "有", "无", "是", "否", "暂无", "没有", "http://www.example.cn", "www.example.com", "有网站", "无网站"]
VALUE = ["有", "高", "中", "低", "A", "B", "C", "可开发", "有", "无", "待定"]
BLANKS = ["", " ", "　", "-", "--", "—", "——", "/", "\\", "不详", "未知", "暂无数据", "待查", "N/A", "null", "none"]

HEADERS = {
    "company": "公司全名 公司全称 公司名称 企业名称 企业全称 单位名称 单位全称 客户名称 客户公司 客户全称 客户单位".split(),
    "person": "法人 法人代表 法定代表人 法人姓名 企业法人 法人/负责人 法人或负责人 负责人 公司负责人 联系人 联系人姓名".split(),
    "phone": "电话 联系电话 联系方式 精准联系方式 法人电话 手机 手机号 手机号码 联系人电话 座机 固定电话 电话号码".split(),
    "person_phone": ["联系人及电话"],
    "business": "主营业务 主营 主营产品 主要产品 经营范围 主要业务 业务范围 主营项目".split(),
    "capital": "注册资本 注册资金 注册金额 注册资本（万元） 注册资本(万)".split(),
    "network": "网络情况 网络状况 网络推广情况 推广情况 网络营销情况".split(),
    "website": "有无网站 是否有网站 有没有网站 网站有无 网站 官网 网址".split(),
    "value": "开发价值 有无开发价值 有没有开发价值 是否有开发价值 价值评估 客户价值 开发潜力".split(),
    "uscc": ["统一社会信用代码", "信用代码"],
    "stage": ["意向程度", "意向等级"],
    "visit_date": ["拜访日期", "陌拜日期", "拜访时间"],
    "met": ["被访人", "接待人", "拜访对象"],
}
EXTRA = ["地址", "成立日期", "备注", "区域", "来源", "邮箱", "职务", "录入日期", "业务员", "传真"]
WORD = {"lead": "客户资料", "prospect": "意向客户", "visit": "陌拜"}
TITLES = {"lead": ["客户资料", "{n} {d} 客户资料", "客户资料表", "{d}客户资料登记"],
          "prospect": ["意向客户登记表", "{n} {d} 意向客户", "意向客户"],
          "visit": ["陌拜记录", "{n} {d} 陌拜", "陌拜登记表"]}


def stamp(y, m, d, hh=0, mm=0, ss=0):
    return int(dt.datetime(y, m, d, hh, mm, ss, tzinfo=ZONE).timestamp())


def at(day, hh=0, mm=0, ss=0):
    return stamp(day.year, day.month, day.day, hh, mm, ss)


# ---------------------------------------------------------------- companies and cells

class Pool:
    """companies, each with one true name, a person and a phone"""

    def __init__(self, rng):
        self.rng, self.keys, self.codes = rng, set(), set()

    def name(self):
        r = self.rng
        while True:
            brand = "".join(r.choice(BRANDS) for _ in range(r.choice([2, 3, 3])))
            place, trade, form = r.choice(PLACES), r.choice(TRADES), r.choice(FORMS)
            shape = r.random()
            if shape < .6:
                n = f"{place}市{brand}{trade}{form}"
            elif shape < .75:
                n = f"{brand}（{place}）{trade}{form}"
            elif shape < .85:
                n = f"{place}{''.join(r.choice('ABCDEFGHJKMNPQRSTUVWXYZ') for _ in range(3))}{brand}{trade}{form}"
            else:
                n = f"广东{brand}{trade}{form}"
            k = oracle.company_key(n)
            if k not in self.keys:
                self.keys.add(k)
                return n

    def code(self):
        r = self.rng
        while True:
            s = "9144" + "".join(r.choice("0123456789") for _ in range(4)) + \
                "".join(r.choice(oracle.USCC_ALPHABET) for _ in range(9))
            total = sum(oracle.USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(s))
            s += oracle.USCC_ALPHABET[(31 - total % 31) % 31]
            if s not in self.codes and oracle.uscc(s) == s:
                self.codes.add(s)
                return s

    def company(self):
        return {"name": self.name(), "code": self.code() if self.rng.random() < .3 else None}


_s2t = None


def traditional(text):
    global _s2t
    import ctypes
    if _s2t is None:
        oracle.t2s("国")
        lib = oracle._occ[0]
        _s2t = lib.opencc_open(b"s2t.json")
    lib = oracle._occ[0]
    b = text.encode()
    p = lib.opencc_convert_utf8(_s2t, b, len(b))
    out = ctypes.string_at(p).decode()
    lib.opencc_convert_utf8_free(p)
    return out


def fullwidth(s):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s)


def respell(rng, name):
    """the same company, as another hand writes it"""
    for _ in range(5):
        x = rng.random()
        if x < .2:
            n = fullwidth(name.replace("（", "(").replace("）", ")"))
        elif x < .4:
            n = traditional(name)
        elif x < .55:
            i = rng.randrange(1, len(name))
            n = name[:i] + rng.choice([" ", "　", "\u00a0", "\u200b"]) + name[i:]
        elif x < .7:
            n = name + rng.choice(["（存续）", "(注销)", "【存续】", "（曾用名：东莞市旧名有限公司）", "(曾用名)"])
        elif x < .85:
            a, b = rng.choice(["()", "【】", "[]", "（）"])
            n = name.replace("（", a).replace("）", b)
        else:
            n = name.lower()
        if oracle.company_key(n) == oracle.company_key(name):
            return n
    return name


def mobile(rng):
    return rng.choice(["13", "15", "18", "17", "19", "16", "14"]) + "".join(rng.choice("0123456789") for _ in range(9))


def landline(rng, area="0769", n=8):
    return area, rng.choice("2345678") + "".join(rng.choice("0123456789") for _ in range(n - 1))


def good_phone(rng, area_code):
    m = mobile(rng)
    x = rng.random()
    if x < .35:
        return m
    if x < .5:
        return int(m)
    if x < .75:
        return rng.choice([f"{m[:3]} {m[3:7]} {m[7:]}", f"{m[:3]}-{m[3:7]}-{m[7:]}", f"{m[:3]}.{m[3:7]}.{m[7:]}", "+86 " + m, "+86" + m,
                           "+86-" + m, fullwidth(m), "\u202d" + m + "\u202c", "\u00a0" + m, m + "　", f"{m[:3]}\u00a0{m[3:7]}\u00a0{m[7:]}",
                           f"{m}/{mobile(rng)}", f"{m}、{mobile(rng)}", f"{m[:3]}****{m[7:]}/{mobile(rng)}",
                           "154" + m[3:], "400" + "".join(rng.choice("0123456789") for _ in range(7)),
                           "400-" + rng.choice(["800", "123", "666"]) + "-" + m[-4:], "800" + m[-7:]])
    if x < .8 and area_code:
        return rng.choice([str, int])(landline(rng)[1])
    a, b = landline(rng, *rng.choice([("0769", 8), ("0755", 8), ("020", 8), ("010", 8), ("0752", 7), ("0763", 7)]))
    forms = [f"{a}-{b}", f"{a}{b}", f"{a} {b}", f"({a}){b}", f"（{a}）{b[:4]} {b[4:]}", f"{a}－{b}", fullwidth(a + b), f"{a}-{b[:4]}-{b[4:]}",
             f"{m}/{a}-{b}"]
    if a in ("0769", "0755"):
        forms += [int(a[1:] + b), a[1:] + b, a[1:] + "-" + b]
    return rng.choice(forms)


def bad_phone(rng, area_code):
    m = mobile(rng)
    forms = [m[:3] + "****" + m[7:], m[:7] + "****", "1.38E+10", "1.38001E+10", "1.5900E+10", "139" + rng.choice("01") + m[4:8],
             "1390" + m[4:10], "***********", m[:3] + "*****" + m[8:]]
    if not area_code:
        forms += [landline(rng)[1], landline(rng, n=7)[1]]
    return rng.choice(forms + BLANKS)


def person(rng):
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice([1, 2, 2])))


# ---------------------------------------------------------------- tables

def text_of(v):
    return "" if v is None else str(v)


class Sheet:
    """one table, as abstract rows and as a grid of cells"""

    def __init__(self, gen, kind, entries, rep, day, carries):
        rng, self.kind, self.carries = gen.rng, kind, carries
        self.name, self.title, self.grid, self.merge = None, None, [], None
        fields = self.fields = []
        if rng.random() < .6:
            fields.append("seq")
        fields.append("company")
        shared = rng.random() < .08
        if kind == "lead":
            mid = (["person_phone"] if shared else ["person", "phone"]) + ["business", "capital", "network", "website", "value"]
            if rng.random() < .3:
                mid = (mid[:-5] + sorted(mid[-5:], key=lambda _: rng.random()))
            if not shared and rng.random() < .15:
                mid.insert(1, "person2")
            if not shared and rng.random() < .15:
                mid.append("phone2")
        elif kind == "prospect":
            mid = ["person_phone"] if shared else ["person", "phone"]
            if carries == "columns":
                mid.append("stage")
            elif rng.random() < .5:
                mid.append("x:需求")
        else:
            if carries == "columns":
                mid = ["visit_date", "met", "phone"]
                if rng.random() < .3:
                    mid.insert(1, "person")
            else:
                mid = ["person_phone"] if shared else ["person", "phone"]
        fields += mid
        if any(e["code"] for e in entries) or rng.random() < .1:
            fields.insert(rng.randrange(len(fields) + 1) if rng.random() < .3 else len(fields), "uscc")
        for x in rng.sample(EXTRA, rng.choice([0, 0, 1, 1, 2, 3])):
            if not any(f == "x:" + x for f in fields):
                fields.append("x:" + x)
        used, head = set(), []
        for f in fields:
            if f == "seq":
                h = rng.choice(["序号", "编号", "No."])
            elif f.startswith("x:"):
                h = f[2:]
            else:
                base = f.rstrip("2")
                h = rng.choice([h for h in HEADERS[base] if h not in used])
                if base in ("person", "phone") and base + "2" in fields:
                    pair = {"person": ["法定代表人", "联系人"], "phone": ["联系电话", "手机"]}[base]
                    h = pair[f.endswith("2")]
                used.add(h)
                x = rng.random()
                if x < .04:
                    h = "*" + h
                elif x < .08:
                    h = h + "："
                elif x < .11 and len(h) == 2:
                    h = h[0] + "  " + h[1]
                elif x < .13:
                    h = " " + h + " "
            head.append(h)
        self.head = head
        self.rows = []
        for i, e in enumerate(entries):
            self.rows.append(gen.cells(fields, e, kind, i + 1, rep, day))

    def layout(self, gen, plain=False):
        """the grid, and the row numbers of the data in it"""
        rng, g, w = gen.rng, [], len(self.head)
        if rng.random() < .1 and not plain:
            g.append([None] * w)
        if self.title:
            self.merge = len(g) if rng.random() < .7 else None
            g.append([self.title] + [None] * (w - 1))
        g.append(list(self.head))
        self.numbers = []
        for i, r in enumerate(self.rows):
            if rng.random() < .02:
                g.append([None] * w)
            if i and i % 40 == 0 and rng.random() < .5:
                g.append(list(self.head))
            g.append(r)
            self.numbers.append(len(g))
        x = rng.random()
        if x < .15:
            g.append(["合计", f"{len(self.rows)}家"] + [None] * (w - 2))
        elif x < .2:
            g.append([None] * w)
            g.append(["总计：" + str(len(self.rows))] + [None] * (w - 1))
        if rng.random() < .12:
            g.append([rng.choice(["备注：以上信息均已核实", "制表人：" + gen.anyname(), "说明：请查收", "填表日期：2026-09-14"])] + [None] * (w - 1))
        self.grid = g

    def abstract(self, filename):
        fields = []
        for f in self.fields:
            f = f.rstrip("2")
            fields.append("other" if f == "seq" or f.startswith("x:") else f)
        return {"file": filename, "sheet": self.name, "title": self.title, "fields": fields,
                "rows": [[n, [text_of(c) for c in r]] for n, r in zip(self.numbers, self.rows)]}


def xlsx_openpyxl(sheets, rng):
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    for s in sheets:
        ws = wb.create_sheet(s.name)
        for i, r in enumerate(s.grid, 1):
            for j, c in enumerate(r, 1):
                if c is not None and c != "":
                    ws.cell(i, j, c)
        if s.merge is not None:
            ws.merge_cells(start_row=s.merge + 1, start_column=1, end_row=s.merge + 1, end_column=len(s.head))
    if rng.random() < .3:
        wb.create_sheet("Sheet%d" % (len(sheets) + 7))
    b = io.BytesIO()
    wb.save(b)
    return b.getvalue()


def colname(j):
    s = ""
    while True:
        s = chr(65 + j % 26) + s
        j = j // 26 - 1
        if j < 0:
            return s


def xlsx_raw(sheets, rng):
    """OOXML as simple writers make it: inline strings, or shared ones with runs"""
    shared = rng.random() < .6
    strings, index = [], {}

    def esc(t):
        return html.escape(t, quote=False)

    def cell(ref, c):
        if c is None or c == "":
            return f'<c r="{ref}" s="0"/>' if rng.random() < .3 else ""
        if isinstance(c, (int, float)):
            return f'<c r="{ref}"><v>{c}</v></c>'
        sp = ' xml:space="preserve"' if c != c.strip() else ""
        if not shared:
            return f'<c r="{ref}" t="inlineStr"><is><t{sp}>{esc(c)}</t></is></c>'
        if c not in index:
            index[c] = len(strings)
            if len(c) > 3 and not sp and rng.random() < .1:
                strings.append(f'<si><r><t>{esc(c[:2])}</t></r><r><rPr><b/></rPr><t xml:space="preserve">{esc(c[2:])}</t></r></si>')
            else:
                strings.append(f'<si><t{sp}>{esc(c)}</t></si>')
        return f'<c r="{ref}" t="s"><v>{index[c]}</v></c>'

    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rn = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts, ct, wbs, rels = {}, [], [], []
    for k, s in enumerate(sheets, 1):
        rows = []
        for i, r in enumerate(s.grid, 1):
            cs = "".join(cell(f"{colname(j)}{i}", c) for j, c in enumerate(r))
            if cs or rng.random() < .5:
                rows.append(f'<row r="{i}">{cs}</row>')
        m = ""
        if s.merge is not None:
            m = f'<mergeCells count="1"><mergeCell ref="A{s.merge + 1}:{colname(len(s.head) - 1)}{s.merge + 1}"/></mergeCells>'
        parts[f"xl/worksheets/sheet{k}.xml"] = f'{xml}<worksheet {ns}><sheetData>{"".join(rows)}</sheetData>{m}</worksheet>'
        ct.append(f'<Override PartName="/xl/worksheets/sheet{k}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>')
        wbs.append(f'<sheet name="{esc(s.name)}" sheetId="{k}" r:id="rId{k}"/>')
        rels.append(f'<Relationship Id="rId{k}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{k}.xml"/>')
    if shared:
        parts["xl/sharedStrings.xml"] = f'{xml}<sst {ns} uniqueCount="{len(strings)}">{"".join(strings)}</sst>'
        ct.append('<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>')
        rels.append('<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>')
    parts["xl/workbook.xml"] = f'{xml}<workbook {ns} {rn}><sheets>{"".join(wbs)}</sheets></workbook>'
    pr = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    parts["xl/_rels/workbook.xml.rels"] = f'{xml}<Relationships {pr}>{"".join(rels)}</Relationships>'
    parts["_rels/.rels"] = f'{xml}<Relationships {pr}><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    parts["[Content_Types].xml"] = (f'{xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                                    f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{"".join(ct)}</Types>')
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED if rng.random() < .8 else zipfile.ZIP_STORED) as z:
        for n in sorted(parts):
            z.writestr(zipfile.ZipInfo(n, (2026, 9, 14, 8, 0, 0)), parts[n])
    return b.getvalue()


def xls_xlwt(sheets, rng):
    wb = xlwt.Workbook(encoding="utf-8")
    for s in sheets:
        ws = wb.add_sheet(s.name)
        for i, r in enumerate(s.grid):
            if s.merge == i:
                ws.write_merge(i, i, 0, len(s.head) - 1, r[0])
                continue
            for j, c in enumerate(r):
                if c is not None and c != "":
                    ws.write(i, j, c)
    b = io.BytesIO()
    wb.save(b)
    return b.getvalue()


def csv_bytes(sheet, rng):
    sep = rng.choice([",", ",", ",", "\t", ";"])
    enc = rng.choice(["utf-8", "utf-8-sig", "gb18030", "gb18030", "utf-16le"])
    if enc == "utf-16le":
        sep = "\t" if rng.random() < .8 else sep  # what Excel writes as "Unicode 文本"
    vendor = rng.random() < .1 and sep == ","
    phones = [j for j, f in enumerate(sheet.fields) if f.rstrip("2") == "phone"]
    lines = []
    for r in sheet.grid:
        out = []
        for j, c in enumerate(r):
            t = text_of(c)
            if vendor and j in phones and re.fullmatch(r"\d{11}", t):
                out.append('="' + t + '"')
                continue
            if any(x in t for x in (sep, '"', "\n", "\r")) or t != t.strip(" "):
                t = '"' + t.replace('"', '""') + '"'
            out.append(t)
        lines.append(sep.join(out))
    text = rng.choice(["\r\n", "\n"]).join(lines) + "\r\n"
    if enc == "utf-16le":
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(enc)


def html_table(sheet, rng):
    wps = rng.random() < .5
    td = '<td class="et3" height="20" width="72" style="border:1px solid #000">' if wps else "<td>"
    out = ['<table border="1" cellspacing="0" cellpadding="0" class="MsoNormalTable">' if wps else "<table>", "<tbody>"]
    for i, r in enumerate(sheet.grid):
        if sheet.merge == i:
            out.append(f'<tr><td colspan="{len(r)}" align="center"><b>{html.escape(text_of(r[0]))}</b></td></tr>')
            continue
        cs = []
        for c in r:
            t = html.escape(text_of(c)).replace("\u00a0", "&nbsp;")
            if t == "":
                t = rng.choice(["", "&nbsp;", "<br>"])
            elif rng.random() < .3:
                t = f'<p class="MsoNormal"><span style="font-size:10pt">{t}</span></p>'
            cs.append(td + t + "</td>")
        out.append("<tr>" + "".join(cs) + "</tr>")
    out.append("</tbody></table>")
    return "\n".join(out)


def xls_html(sheet, rng):
    """what many CRMs call .xls"""
    return ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
            + html_table(sheet, rng) + "</body></html>").encode()


# ---------------------------------------------------------------- mails

def b64lines(data, width=76):
    s = base64.b64encode(data).decode()
    return "\r\n".join(s[i:i + width] for i in range(0, len(s), width))


def bytes_in(text, charset):
    enc = {"gb2312": "gb18030", "gbk": "gb18030"}.get(charset.lower(), charset)
    return text.encode(enc)


def word(text, charset, rng, long=False):
    """RFC 2047; in one word, or in several that are folded between characters"""
    if text.isascii():
        return text
    step = len(text) if long else 11
    return "\r\n ".join("=?%s?B?%s?=" % (charset, base64.b64encode(bytes_in(text[i:i + step], charset)).decode())
                        for i in range(0, len(text), step))


def qword(text, charset):
    if text.isascii():
        return text
    out = []
    for i in range(0, len(text), 6):
        q = "".join(chr(b) if chr(b).isalnum() and b < 128 else "=%02X" % b for b in bytes_in(text[i:i + 6], charset))
        out.append("=?%s?Q?%s?=" % (charset, q))
    return "\r\n ".join(out)


def rfc2231(param, text, charset, split):
    enc = quote(bytes_in(text, charset), safe="")
    if not split:
        return f"{param}*={charset}''{enc}"
    parts, i = [], 0
    while enc:
        n = 40
        while n < len(enc) and "%" in enc[n - 2:n]:
            n -= 1
        chunk, enc = enc[:n], enc[n:]
        parts.append(f"{param}*{i}*=" + (f"{charset}''" if i == 0 else "") + chunk)
        i += 1
    return ";\r\n\t".join(parts)


class Client:
    """how a mail of some client looks"""

    def __init__(self, name, rng):
        self.name, self.rng = name, rng
        self.charset = {"qq": rng.choice(["utf-8", "gb18030"]), "foxmail": rng.choice(["utf-8", "utf-8", "GB2312"]),
                        "163": rng.choice(["GBK", "UTF-8"]), "exmail": rng.choice(["utf-8", "gb18030"]),
                        "thunderbird": "UTF-8"}[name]

    def msgid(self, domain, t):
        r = self.rng
        h = "%016X" % r.getrandbits(64)
        if self.name == "qq":
            return f"<tencent_{h}{h[:8]}@qq.com>"
        if self.name == "exmail":
            return f"<tencent_{h}@{domain}>"
        if self.name == "foxmail":
            return "<" + dt.datetime.fromtimestamp(t, ZONE).strftime("%Y%m%d%H%M%S") + str(r.getrandbits(48)) + f"@{domain}>"
        if self.name == "163":
            return f"<{h[:8].lower()}.{h[8:12].lower()}.{h[:11].lower()}.Coremail.user@163.com>"
        return f"<{h.lower()}@{domain}>"

    def text(self, s):
        if self.name == "thunderbird" and self.rng.random() < .5:
            return qword(s, self.charset)
        return word(s, self.charset, self.rng, long=self.name == "foxmail")

    def address(self, name, addr):
        if self.rng.random() < .15:
            addr = addr.upper() if self.rng.random() < .3 else addr.capitalize()
        if not name:
            return addr if self.rng.random() < .5 else f"<{addr}>"
        w = self.text(name)
        return f'"{w}" <{addr}>' if self.name in ("qq", "exmail") else f"{w} <{addr}>"

    def extra(self):
        r = self.rng
        if self.name in ("qq", "exmail"):
            h = ["X-QQ-mid: xmsmtpt%d%s" % (r.getrandbits(30), "t%08x" % r.getrandbits(32)), "X-QQ-MIME: TCMime 1.0 by Tencent",
                 "X-Mailer: QQMail 2.x", "X-QQ-Mailer: QQMail 2.x", "X-Priority: 3"]
            return h + (["X-BIZMAIL-ID: %d" % r.getrandbits(60)] if self.name == "exmail" else [])
        if self.name == "foxmail":
            return ["X-Priority: 3", "X-GUID: %032X" % r.getrandbits(128), "X-Has-Attach: yes", "X-Mailer: Foxmail 7.2.25.%d[cn]" % r.randrange(400)]
        if self.name == "163":
            return ["X-Originating-IP: [10.0.0.%d]" % r.randrange(250), "X-Priority: 3", "X-Mailer: Coremail Webmail Server Version XT5.0.14 build 20230109(dcb5de15)",
                    "X-CM-HeaderCharset: UTF-8", "X-CM-TRANSID: a8CowAB%s" % r.getrandbits(40)]
        return ["User-Agent: Mozilla Thunderbird", "Content-Language: zh-CN"]

    def boundary(self):
        r = self.rng
        if self.name in ("qq", "exmail"):
            return "----=_NextPart_%08X_%08X_%08X" % (r.getrandbits(32), r.getrandbits(32), r.getrandbits(32))
        if self.name == "foxmail":
            return "----=_001_NextPart%d_=----" % r.getrandbits(36)
        if self.name == "163":
            return "----=_Part_%d_%d.%d" % (r.getrandbits(20), r.getrandbits(30), r.getrandbits(40))
        return "------------%024x" % r.getrandbits(96)

    def part_text(self, text, sub="plain"):
        cs = self.charset
        data = bytes_in(text, cs)
        if self.rng.random() < .75 or self.name in ("qq", "exmail", "foxmail"):
            return f'Content-Type: text/{sub};\r\n\tcharset="{cs}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'.encode() + b64lines(data).encode() + b"\r\n"
        import quopri
        q = quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
        return f"Content-Type: text/{sub}; charset={cs}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".encode() + q + b"\r\n"

    def attachment(self, filename, data):
        r = self.rng
        types = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xls": "application/vnd.ms-excel",
                 "csv": "text/csv"}
        ext = filename.rsplit(".", 1)[-1]
        if self.name in ("qq", "exmail"):
            cs = "gb18030" if self.charset == "gb18030" else "utf-8"
            w = word(filename, cs, r, long=True)
            h = f'Content-Type: application/octet-stream;\r\n\tcharset="{cs}";\r\n\tname="{w}"\r\nContent-Disposition: attachment; filename="{w}"\r\n'
        elif self.name == "foxmail":
            w = word(filename, self.charset, r, long=r.random() < .5)
            h = f'Content-Type: application/octet-stream;\r\n\tname="{w}"\r\nContent-Disposition: attachment;\r\n\tfilename="{w}"\r\n'
        elif self.name == "163" and r.random() < .15:  # raw 8-bit, as old webmail wrote it
            raw = bytes_in(filename, r.choice(["gb18030", "utf-8"]))
            return (b'Content-Type: application/octet-stream; name="' + raw + b'"\r\nContent-Disposition: attachment; filename="' + raw
                    + b'"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + b64lines(data).encode() + b"\r\n")
        elif self.name == "163":
            w = word(filename, self.charset, r, long=True)
            h = f'Content-Type: {types[ext]}; \r\n\tname="{w}"\r\nContent-Disposition: attachment; filename="{w}"\r\n'
        else:
            f = rfc2231("filename", filename, "UTF-8" if r.random() < .7 else "GB18030", r.random() < .5)
            h = f'Content-Type: {types[ext]};\r\n name="{word(filename, "UTF-8", r, long=True)}"\r\nContent-Disposition: attachment;\r\n\t{f}\r\n'
        return h.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + b64lines(data).encode() + b"\r\n"

    def multipart(self, sub, parts):
        b = self.boundary()
        out = [f'Content-Type: multipart/{sub};\r\n\tboundary="{b}"\r\n'.encode()]
        if self.name in ("qq", "exmail"):
            out.append(b"Content-Transfer-Encoding: 8Bit\r\n")
        out.append(b"\r\nThis is a multi-part message in MIME format.\r\n\r\n")
        for p in parts:
            out.append(b"--" + b.encode() + b"\r\n" + p + b"\r\n")
        out.append(b"--" + b.encode() + b"--\r\n")
        return b"".join(out)

    def alternative(self, text, markup=None):
        markup = markup or "<div>" + html.escape(text).replace("\n", "<br>\n") + "</div>"
        return self.multipart("alternative", [self.part_text(text.replace("\n", "\r\n")), self.part_text(
            f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={self.charset}"></head><body>{markup}</body></html>', "html")])


class Gen:
    def __init__(self, seed, args):
        self.rng = random.Random(seed)
        self.args = args
        self.pool = Pool(self.rng)
        self.mails = []       # abstract
        self.files = []       # (folder, file name, mtime ns, bytes)
        self.names = set()
        self.listed = {}      # rep -> companies it mailed
        self.all = []
        self.config()

    def anyname(self):
        return person(self.rng)

    # ------------------------------------------------------------ the office
    def config(self):
        r, a = self.rng, self.args
        y, m = r.choice([(2026, k) for k in (1, 2, 2, 3, 4, 5, 6, 7, 9, 9, 9, 10, 10, 11)] + [(2027, 3), (2025, 11)])
        first = dt.date(y, m, 1) + dt.timedelta(r.randrange(0, 12))
        if (y, m) == (2026, 1):  # a week of two years, one without calendar: left alone
            first = max(first, dt.date(2026, 1, 5))
        self.first, self.last = first, first + dt.timedelta(r.choice([24, 27, 29, 31]))
        self.calendar_files, names = {}, []
        marks = {}
        days = []
        for name, off, work in HOLIDAYS_2026:
            days += [{"name": name, "date": d, "isOffDay": True} for d in off] + [{"name": name, "date": d, "isOffDay": False} for d in work]
        if y == 2026 or r.random() < .5:
            style = r.choice(["csv", "json", "ics"])
            days.sort(key=lambda d: d["date"])
            if style == "json":
                text = json.dumps({"$schema": "https://example.test/schema.json", "year": 2026, "papers": [], "days": days}, ensure_ascii=False, indent=2)
            elif style == "csv":
                text = "date,kind\n" + "".join(f"{d['date']},{'off' if d['isOffDay'] else 'work'}\n" for d in days)
            else:
                text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//State Council//CN\r\nX-WR-CALNAME:中国法定节假日\r\n"
                i = 0
                while i < len(days):
                    j = i
                    while j + 1 < len(days) and days[j + 1]["name"] == days[i]["name"] and days[j + 1]["isOffDay"] == days[i]["isOffDay"] and \
                            dt.date.fromisoformat(days[j + 1]["date"]) - dt.date.fromisoformat(days[j]["date"]) == dt.timedelta(1):
                        j += 1
                    b = dt.date.fromisoformat(days[i]["date"])
                    e = dt.date.fromisoformat(days[j]["date"]) + dt.timedelta(1)
                    s = days[i]["name"] + "假期"
                    if not days[i]["isOffDay"]:
                        s = f"上班(补{s})"
                    text += f"BEGIN:VEVENT\r\nSUMMARY:{s}\r\nDTSTART;VALUE=DATE:{b:%Y%m%d}\r\nDTEND;VALUE=DATE:{e:%Y%m%d}\r\nDTSTAMP;VALUE=DATE-TIME:20251104T090000Z\r\nUID:{b:%Y%m%d}@example.test\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
                    i = j + 1
                text += "END:VCALENDAR\r\n"
            self.calendar_files["holidays." + style] = text
            names.append("holidays." + style)
            if r.random() < .5 and y == 2026:  # the company's own days, over the State Council's
                own = "date,kind\n"
                for _ in range(r.choice([1, 2, 3])):
                    d = first + dt.timedelta(r.randrange(3, 24))
                    if d.isoformat() not in marks and not any(x["date"] == d.isoformat() for x in days):
                        marks[d.isoformat()] = 1
                        own += f"{d},{'work' if d.weekday() >= 5 else 'off'}\n"
                self.calendar_files["company.csv"] = own
                names.append("company.csv")
        short = r.random()
        protection, lead_protection = 0, None
        if short < .35:
            protection = r.choice([1, 2, 3, 5, 7])
        elif short < .55:
            lead_protection = r.choice([1, 2, 4])
        leadmails = a.mails * .43
        mean = max(4, min(100, int(a.rows / max(1, leadmails))))
        self.mean = mean
        per_day = max(1.0, leadmails / (a.reps * 20))
        quota = max(3, int(mean * per_day * .72))
        extra = max(2, int(quota * r.choice([.1, .2])))

        def policy(effective):
            p = {"effective": effective, "packs": ["S0"], "protection_days": protection, "cc_rule": cc,
                 "confirm": "director" if confirm else "none",
                 "lead_list": {"quota": max(2, quota + r.choice([-3, 0, 0, 2])), "due": r.choice(["23:59"] * 4 + ["22:00"]),
                               "donation_per_missing": r.choice([2.00, 2.00, 1.50, 5.00]), "pushups_per_missing": r.choice([1, 1, 2])},
                 "prospects": {"quota": r.choice([2, 2, 1, 3]), "due": r.choice(["18:00"] * 4 + ["17:30"]), "extra_leads": extra + r.choice([0, 0, 1]),
                               "visits": r.choice([10, 5, 3, 4, 2]), "donation": r.choice([500.00, 500.00, 300.00])}}
            if lead_protection:
                p["lead_protection_days"] = lead_protection
            return p
        cc = r.choice(["hold"] * 7 + ["off", "off", "forward"])
        confirm = r.random() < .1
        policies = [policy("2025-01-01")]
        if r.random() < .5:
            if protection:
                protection = r.choice([1, 3, 7])
            if r.random() < .3:
                cc = r.choice(["hold", "off"])
            policies.append(policy((first + dt.timedelta(r.randrange(5, 20))).isoformat()))
        staff = [{"id": "director", "name": "李总监", "role": "director", "mail": ["director@corp.test", "li.zj@qq.com"]},
                 {"id": "gm", "name": "王总", "role": "general_manager", "mail": ["gm@corp.test"]},
                 {"id": "sup", "name": "赵主管", "role": "supervisor", "mail": ["sup@corp.test"]}]
        if r.random() < .3:
            staff.append({"id": "director2", "name": "周总监", "role": "director", "mail": ["director2@corp.test"]})
        self.reps = []
        for i in range(1, a.reps + 1):
            mail = [f"rep{i:02d}@corp.test"] + ([f"{r.getrandbits(33)}@qq.com"] if r.random() < .5 else [])
            s = {"id": f"rep{i:02d}", "name": person(r), "role": "rep", "mail": mail}
            x = r.random()
            if x < .12:
                s["since"] = (first + dt.timedelta(r.randrange(2, 18))).isoformat()
            elif x < .24:
                s["until"] = (first + dt.timedelta(r.randrange(6, 24))).isoformat()
            elif x < .4:
                s["since"] = "2025-03-01"
            staff.append(s)
            self.reps.append(s)
        leave = []
        for s in self.reps:
            if r.random() < .3:
                d = first + dt.timedelta(r.randrange(0, 24))
                leave.append({"staff": s["id"], "from": d.isoformat(), "to": (d + dt.timedelta(r.choice([0, 0, 1, 3]))).isoformat()})
        area = r.choice(["0769", "0769", None])
        office = {"company": "东莞市示例网络科技有限公司", "timezone": "Asia/Shanghai", "since": first.isoformat(), "calendars": names}
        if area:
            office["area_code"] = area
        self.area = area or ""
        self.cfg = {
            "office": office, "operator": "it@corp.test", "mode": "live",
            "mailboxes": [{"name": "director", "url": "maildir:in", "folders": ["INBOX", "Junk"]}],
            "submission": {"url": "maildir:out", "from": "clerk@corp.test"}, "store": "clerk.db",
            "staff": staff, "policies": policies}
        if leave:
            self.cfg["leave"] = leave
        self.book = oracle.Office({**self.cfg, "office": {**office, "calendars": []}})
        for n in names:  # same order as the file: later files win
            tmp = os.path.join(a.out, n)
            os.makedirs(a.out, exist_ok=True)
            with open(tmp, "w", encoding="utf-8", newline="") as f:
                f.write(self.calendar_files[n])
            self.book.marks.update(oracle.read_calendar(tmp))
        self.book.years = {d.year for d in self.book.marks}

    # ------------------------------------------------------------ rows
    def cells(self, fields, e, kind, n, rep, day):
        r = self.rng
        v = {}
        name = e["name"] if r.random() < .85 else respell(r, e["name"])
        who, ph = person(r), good_phone(r, self.area)
        bad = r.random() < (.05 if kind == "lead" else .08)
        v.update(seq=n, company=name, person=who, phone=ph, business=r.choice(BUSINESS), capital=r.choice(CAPITAL), network=r.choice(NETWORK),
                 website=r.choice(WEBSITE), value=r.choice(VALUE), uscc=e["code"] or r.choice(["", "", "-", "91440300708461136A", "无"]),
                 stage=r.choice(["A", "B", "高", "中", "有意向", "3星"]), visit_date=r.choice([f"{day:%Y-%m-%d}", f"{day.month}月{day.day}日", f"{day:%Y/%m/%d}"]),
                 met=who if r.random() < .8 else who[0] + "总", person2=person(r), phone2=r.choice(["", mobile(r)]))
        if v["capital"] in ("100", "50") and r.random() < .5:
            v["capital"] = int(v["capital"])
        pp = mobile(r)
        v["person_phone"] = r.choice([f"{who} {pp}", f"{who}{pp}", f"{who} {pp[:3]}-{pp[3:7]}-{pp[7:]}"])
        if "person" in fields and "person2" not in fields and r.random() < .006 and "phone" in fields:
            v["person"], v["phone"] = "", f"{pp} {who}"  # "person and phone may share a cell"
        elif "person" in fields and r.random() < .006:
            v["person"], v["phone"] = f"{who} {pp}", ""
        elif bad:
            can = [f for f in fields if f in ("company", "person", "phone", "person_phone", "business", "capital", "network", "website", "value", "met")]
            f = r.choice(can)
            blank = r.choice(BLANKS)
            if f == "company":
                v[f] = r.choice([blank, "华鑫厂", "12345678", "不详", "暂无", "无"])
            elif f in ("person", "met"):
                v[f] = r.choice([blank, "无", "暂无"])
                v["person2"] = r.choice([v[f], v["person2"]])
                if f == "met" and "person" in fields:
                    v["person"] = v[f]
                elif "met" in fields:
                    v["met"] = v[f]
            elif f == "phone":
                v[f] = bad_phone(r, self.area)
                v["phone2"] = r.choice(["", "", mobile(r), bad_phone(r, self.area)])
            elif f == "person_phone":
                v[f] = r.choice([blank, who, f"{who} {pp[:3]}****{pp[7:]}"])
            elif f == "business":
                v[f] = r.choice([blank, "无", "暂无"])
            elif f == "website":
                v[f] = r.choice([b for b in BLANKS])
            else:
                v[f] = r.choice([blank, "暂无"])
        out = []
        for f in fields:
            if f.startswith("x:"):
                x = f[2:]
                out.append({"地址": f"{r.choice(PLACES)}市XX路{r.randrange(1, 300)}号", "成立日期": f"20{r.randrange(10, 25)}-0{r.randrange(1, 9)}-1{r.randrange(0, 9)}",
                            "备注": r.choice(["", "", "下午联系", "老板出差"]), "区域": r.choice(PLACES), "来源": r.choice(["网络", "黄页", ""]),
                            "邮箱": r.choice(["", "info@example.cn"]), "职务": r.choice(["经理", "采购", "老板"]), "录入日期": f"{day:%Y-%m-%d}", "业务员": rep["name"],
                            "传真": "", "需求": r.choice(["做网站", "推广", "小程序", ""])}[x])
            else:
                out.append(v[f])
        # a row of nothing but a number and blanks would be no row at all; ours always keep something
        return out

    def entries(self, rep, kind, n):
        """which companies a list names"""
        r, out, inside = self.rng, [], []
        mine = self.listed.setdefault(rep["id"], [])
        for _ in range(n):
            x = r.random()
            if kind == "lead":
                if x < .025 and inside:
                    e = r.choice(inside)
                elif x < .05 and mine:
                    e = r.choice(mine[-400:])
                elif x < .085 and self.all:
                    e = r.choice(self.all[-2000:])
                elif x < .09 and self.all:
                    o = r.choice(self.all[-500:])
                    e = {"name": self.pool.name(), "code": o["code"]} if o["code"] else self.pool.company()
                elif x < .095 and self.all:
                    o = r.choice(self.all[-500:])
                    e = {"name": o["name"], "code": None if o["code"] else self.pool.code()}
                else:
                    e = self.pool.company()
            else:
                if x < .45 and mine:
                    e = r.choice(mine[-300:])
                elif x < .57 and self.all:
                    e = r.choice(self.all[-1500:])
                elif x < .65 and inside:
                    e = r.choice(inside)
                elif x < .75 and getattr(self, "hot", {}).get((rep["id"], kind)):
                    e = r.choice(self.hot[(rep["id"], kind)][-12:])
                else:
                    e = self.pool.company()
            inside.append(e)
            out.append(e)
        mine += inside
        self.all += inside
        self.hot = getattr(self, "hot", {})
        self.hot.setdefault((rep["id"], kind), []).extend(inside if kind != "lead" else [])
        return out

    # ------------------------------------------------------------ mails
    def unique(self, t):
        while True:
            n = "%d.%s%06d_%d.mx%d" % (t, self.rng.choice("MPaZ0"), self.rng.randrange(10 ** 6), self.rng.randrange(1, 99999), self.rng.randrange(3))
            if n not in self.names:
                self.names.add(n)
                return n

    def put(self, t, data, junk=False):
        r = self.rng
        name = self.unique(t)
        sub = r.choice(["new", "new", "cur"])
        folder = ("in/.Junk/" if junk else "in/") + sub
        disk = name + (r.choice([":2,S", ":2,", ":2,FS"]) if sub == "cur" else "")
        self.files.append((folder, disk, t * 10 ** 9 + r.choice([0, 0, r.randrange(10 ** 9)]), data))
        return name

    def headers(self, client, t, sender, name, to, cc, subject, msgid, extra=()):
        r = self.rng
        sent = t - r.choice([2, 5, 30, 300]) if r.random() < .9 else t - 7200
        date = dt.datetime.fromtimestamp(sent, ZONE).strftime("%a, %d %b %Y %H:%M:%S +0800")
        h = ["Return-Path: <%s>" % sender, "Received: from %s (unknown [10.0.0.9])\r\n\tby mx.corp.test (NewMX) with SMTP id %08X\r\n\tfor <director@corp.test>; %s"
             % (sender.split("@")[1], r.getrandbits(32), date), "From: " + client.address(name, sender),
             "To: " + ",\r\n\t".join(client.address(n, x) for n, x in to)]
        if cc:
            h.append(r.choice(["Cc: ", "CC: "]) + ",\r\n ".join(client.address(n, x) for n, x in cc))
        h += ["Subject: " + client.text(subject), "Date: " + date, "Message-ID: " + msgid, "Mime-Version: 1.0"]
        h += client.extra() + list(extra)
        return ("\r\n".join(h) + "\r\n").encode()

    def neutral_subject(self, rep, day):
        return self.rng.choice([f"{rep['name']}{day.month}月{day.day}日", "日报", "今天的表", f"{day.month}.{day.day}日报-{rep['name']}", "请查收", "Re: 请查收"])

    def kind_subject(self, kind, rep, day):
        w = {"lead": "客户资料", "prospect": "意向客户", "visit": "陌拜记录"}[kind]
        return self.rng.choice([f"{rep['name']}{day.month}月{day.day}日{w}", w, f"{w}（{rep['name']}）", f"转发: {w}", f"{rep['name']}-{day:%Y%m%d}-{w}-请李总监查收"])

    def other_word(self, kind):
        return self.rng.choice([k for k in WORD if k != kind])

    def submission(self, rep, t, want):
        """want: list of (kind, rows).  One mail with these tables."""
        r = self.rng
        day = dt.datetime.fromtimestamp(t, ZONE).date()
        # which container
        if len(want) == 1:
            form = r.choice(["file"] * 8 + ["html"] * 2)
        else:
            form = r.choice(["book", "files"])
        exts = ["xlsx", "xlsx", "xlsx", "xlsraw", "xlsraw", "xls", "xls", "csv", "csv", "csv", "xlshtml"]
        shared_signal = None
        levels_of = {"book": ["columns", "title", "sheet"], "files": ["columns", "title", "sheet", "file"],
                     "file": ["columns", "title", "sheet", "file", "subject"], "html": ["columns", "title", "subject"]}
        subject = None
        books = []   # (ext, [sheets], carries-file)
        for kind, n in want:
            ext = r.choice(exts)
            if form == "book":
                ext = shared_signal or r.choice(["xlsx", "xlsraw", "xls"])
                shared_signal = ext
            levels = [x for x in levels_of[form] if not (x == "sheet" and (ext in ("csv", "xlshtml") or form == "html")) and not (x == "columns" and kind == "lead")]
            carries = r.choice(levels)
            if kind == "lead" and form in ("file", "html") and r.random() < .15:
                carries = None
            s = Sheet(self, kind, self.entries(rep, kind, n), rep, day, carries)
            s.name = None
            if form != "html" and ext not in ("csv", "xlshtml"):
                s.name = r.choice(["Sheet1", f"{day.month}月{day.day}日", rep["name"], "表1"])
                if carries == "sheet":
                    s.name = r.choice([WORD[kind], f"{WORD[kind]}{day.month}.{day.day}"])
            if carries == "title":
                s.title = r.choice(TITLES[kind]).format(n=rep["name"], d=f"{day.month}月{day.day}日")
            elif r.random() < .3:
                s.title = f"{rep['name']} {day.month}月{day.day}日"
            if carries == "columns" and r.random() < .15:
                # a lower sign that says otherwise: columns go before it
                s.title = r.choice(TITLES[self.other_word(kind)]).format(n=rep["name"], d=f"{day.month}月{day.day}日")
            s.layout(self, plain=ext == "csv")
            if form == "book" and books:
                books[0][1].append(s)
            else:
                books.append((ext, [s], carries == "file"))
        for ext, sheets, _ in books:
            seen = set()
            for i, s in enumerate(sheets):
                while s.name in seen:
                    s.name += str(i + 1)
                seen.add(s.name)
        parts, tables = [], []
        first = books[0][1][0]
        if form in ("file", "html") and first.carries == "subject":
            subject = self.kind_subject(first.kind, rep, day)
        elif form == "file" and first.carries is None or form == "html" and first.carries is None:
            subject = self.neutral_subject(rep, day)
        else:
            x = r.random()
            subject = self.kind_subject(first.kind, rep, day) if x < .5 else self.neutral_subject(rep, day) if x < .85 else \
                self.kind_subject(self.other_word(first.kind), rep, day)
        name, sender = rep["name"], r.choice(rep["mail"])
        client = Client("qq" if sender.endswith("qq.com") and r.random() < .7 else r.choice(["exmail", "foxmail", "163", "thunderbird", "qq"]), r)
        if form == "html":
            table = html_table(first, r)
            tables.append(first.abstract(None))
            flat = "\n".join(text_of(c) for row in first.grid[:5] for c in row if c not in (None, ""))
            body = client.alternative(r.choice(["您好", "李总您好"]) + "\n" + flat if r.random() < .3 else "您好,请看表格", "<div>李总，您好：</div>" + table + "<div><br></div>")
        else:
            for ext, sheets, carries in books:
                e = {"xlsraw": "xlsx", "xlshtml": "xls"}.get(ext, ext)
                n = r.choice([f"表格{r.randrange(1, 20)}", f"{day:%m%d}", f"{rep['name']}{day:%m%d}", "新建 XLSX 工作表", f"export_{day:%Y%m%d}"])
                kind = sheets[0].kind
                if carries:
                    n = r.choice([f"{rep['name']}{WORD[kind]}{day:%m%d}", WORD[kind] + "表", f"{day.month}月{day.day}日{WORD[kind]}({rep['name']})"])
                elif sheets[0].carries in ("columns", "title", "sheet") and r.random() < .1:
                    n = WORD[self.other_word(kind)] + f"{day:%m%d}"
                if sheets[0].carries is None and n == "":
                    n = "表"
                filename = n + "." + e
                data = xls_html(sheets[0], r) if ext == "xlshtml" else {"xlsx": xlsx_openpyxl, "xlsraw": xlsx_raw, "xls": xls_xlwt}[ext](sheets, r) if ext != "csv" else csv_bytes(sheets[0], r)
                tables += [s.abstract(filename) for s in sheets]
                parts.append(client.attachment(filename, data))
            text = r.choice(["李总，您好：\n  附件请查收。", "请查收，谢谢！", "王总、李总：附件是今天的表格。\n\n" + rep["name"], ""])
            body = client.multipart("mixed", [client.alternative(text) if r.random() < .8 else client.part_text(text)] + parts)
            if r.random() < .05:  # 作为附件转发
                inner = self.headers(client, t - 60, sender, name, [("", sender)], [], subject, client.msgid("corp.test", t - 60)) + body
                body = client.multipart("mixed", [client.part_text("见附件邮件"), b"Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=\"mail.eml\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + inner])
        return {"client": client, "sender": sender, "name": name, "subject": subject, "tables": tables, "body": body, "rep": rep}

    def recipients(self, missing=()):
        r = self.rng
        d = ("李总监", r.choice(["director@corp.test"] * 4 + ["li.zj@qq.com"]))
        if len(self.cfg["staff"]) > 3 and self.cfg["staff"][3]["id"] == "director2" and r.random() < .3:
            d = ("周总监", "director2@corp.test")
        g = ("王总", "gm@corp.test")
        x = r.random()
        to, cc = ([d], [g]) if x < .75 else ([d, g], []) if x < .85 else ([g], [d]) if x < .92 else ([("", "clerk@corp.test")], [d, g])
        to = [p for p in to if not ("director" in missing and p == d) and not ("gm" in missing and p == g)]
        cc = [p for p in cc if not ("director" in missing and p == d) and not ("gm" in missing and p == g)]
        if not to:
            to = [r.choice([("", "clerk@corp.test"), ("赵主管", "sup@corp.test")])]
        if r.random() < .1:
            cc = cc + [("赵主管", "sup@corp.test")]
        return to, cc

    def send(self, sub, t, missing=(), msgid=None):
        r, c = self.rng, sub["client"]
        to, cc = self.recipients(missing)
        msgid = msgid or c.msgid("corp.test", t)
        data = self.headers(c, t, sub["sender"], sub["name"], to, cc, sub["subject"], msgid) + sub["body"]
        file = self.put(t, data)
        m = {"file": file, "arrival": t, "sender": sub["sender"], "to": [x for _, x in to], "cc": [x for _, x in cc], "message_id": msgid,
             "subject": sub["subject"], "tables": sub["tables"]}
        self.mails.append(m)
        return m, data

    def post(self, rep, t, want):
        """a submission with its mishaps"""
        r = self.rng
        sub = self.submission(rep, t, want)
        x = r.random()
        if x < .07:
            self.send(sub, t, r.choice([("director",), ("gm",), ("gm",), ("director", "gm")]))
            if r.random() < .6:
                t2 = t + r.choice([60, 600, 3600, 7200, 86400])
                self.send(sub, t2)
                if r.random() < .25:
                    self.send(sub, t2 + r.choice([1, 120]))
            return
        m, data = self.send(sub, t)
        if x < .12:  # the same mail again: in Junk, or delivered twice
            t2 = t + r.choice([1, 3, 60, 4000])
            if r.random() < .5:
                data = b"X-Spam-Flag: NO\r\n" + data
            f = self.put(t2, data, junk=r.random() < .6)
            self.mails.append(dict(m, file=f, arrival=t2))
        elif x < .14:  # sent again by hand: another Message-ID
            self.send(sub, t + r.choice([1, 90, 3600]))

    def noise(self, t):
        """what must change nothing"""
        r = self.rng
        rep = r.choice(self.reps)
        day = dt.datetime.fromtimestamp(t, ZONE).date()
        x = r.random()
        c = Client(r.choice(["qq", "163", "foxmail"]), r)
        msgid = c.msgid("example.test", t)
        if x < .3:  # a stranger, or somebody of the house who is no rep, with a list
            sender, name = r.choice([("boss%d@example.test" % r.randrange(9), "陌生人"), ("sup@corp.test", "赵主管"), ("%d@qq.com" % r.getrandbits(30), "某人")])
            fake = dict(rep, mail=[sender], name=name)
            keep = (self.listed.get(rep["id"]), list(self.all))
            sub = self.submission(fake, t, [("lead", 5)])
            self.listed[rep["id"]] = keep[0] or []
            sub["sender"], sub["name"] = sender, name
            self.send(sub, t)
            return
        if x < .5:
            body = c.alternative(r.choice(["收到，谢谢", "好的", "今天下午我去客户那里，晚上再发", "李总，明天上午开会吗？"]))
            data = self.headers(c, t, rep["mail"][0], rep["name"], [("李总监", "director@corp.test")], [("王总", "gm@corp.test")], r.choice(["Re: 请查收", "回复: 客户资料", "开会"]), msgid) + body
        elif x < .7:
            body = c.part_text("您好，我现在不在办公室，稍后回复您。")
            data = self.headers(c, t, rep["mail"][0], rep["name"], [("", "clerk@corp.test")], [], "自动回复: 客户资料", msgid, ["Auto-Submitted: auto-replied", "X-Autoreply: yes"]) + body
        elif x < .85:
            b = c.boundary()
            data = (f"Return-Path: <>\r\nFrom: \"{word('邮件系统', 'utf-8', r)}\" <postmaster@corp.test>\r\nTo: clerk@corp.test\r\nSubject: {word('系统退信/Systems bounce', 'utf-8', r)}\r\n"
                    f"Message-ID: {msgid}\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"{b}\"\r\n\r\n"
                    f"--{b}\r\nContent-Type: text/plain\r\n\r\nundeliverable\r\n--{b}\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.corp.test\r\n\r\n"
                    f"Final-Recipient: rfc822; nobody@example.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--{b}--\r\n").encode()
        else:
            body = c.alternative("2026年财税优惠，代理记账，请联系我们。\n\n价格 100 元起")
            data = self.headers(c, t, "ads@spam.test", "财税顾问", [("", "director@corp.test")], [], "客户资料 优惠", msgid) + body
        self.put(t, data, junk=x >= .85 and r.random() < .5)

    def build(self):
        r, a, book = self.rng, self.args, self.book
        days, d = [], book.since
        while d <= self.last + dt.timedelta(1):
            if book.workday(d):
                days.append(d)
            d += dt.timedelta(1)
        plan = []
        nlead = int(a.mails * .43)
        slots = [(w, rep) for w in days for rep in self.reps]
        zeal = {rep["id"]: r.choice([.6, .9, 1, 1, 1.2]) for rep in self.reps}

        def near(due):
            return due + r.choice([0, 0, -1, 1, 1, 2, -59, -60])

        prev = {}
        for i, w in enumerate(days):
            prev[w] = days[i - 1] if i else w - dt.timedelta(1)
        r.shuffle(slots)
        per = max(1, nlead / max(1, len(slots)))
        budget = nlead
        eager = {(rep["id"], oracle.monday_of(w)) for w, rep in slots if r.random() < .1}  # weeks of much work
        for w, rep in slots:
            if budget <= 0 and (rep["id"], oracle.monday_of(w)) not in eager:
                continue
            keen = (rep["id"], oracle.monday_of(w)) in eager
            if r.random() > .93 and not keen:
                continue
            k = max(1, int(per + r.random())) if r.random() < .95 or keen else 0
            due = book.lead_due(w)
            for _ in range(k):
                lo = book.lead_due(prev[w])
                x = r.random()
                t = near(due) if x < .12 else due - r.randrange(0, 6 * 3600) if x < .8 else r.randrange(lo - 2, due + 2)
                n = int(self.mean * zeal[rep["id"]] * r.choice([.6, .9, 1, 1, 1.1, 1.3]))
                if x > .97:
                    n = 100
                elif (rep["id"], oracle.monday_of(w)) in eager:
                    n = int(max(n, self.mean) * 1.6) + 1
                plan.append((t, rep, [("lead", max(1, n))]))
                budget -= 1
        nprosp = int(a.mails * .36)
        r.shuffle(slots)
        slots.sort(key=lambda x: (x[1]["id"], oracle.monday_of(x[0])) not in eager or r.random() < .3)
        for w, rep in slots[:nprosp]:
            due = book.prospect_due(w)
            x = r.random()
            t = near(due) if x < .15 else due - r.randrange(0, 9 * 3600) if x < .9 else r.randrange(book.prospect_due(prev[w]), due)
            want = [("prospect", r.choice([1, 2, 2, 3, 3, 4, 5]))]
            if r.random() < .06:
                want.append(("lead", r.randrange(3, 12)))
            plan.append((t, rep, want))
        for who, m in sorted(eager):
            rep = next(x for x in self.reps if x["id"] == who)
            plan.append((at(m) + r.randrange(9 * 3600, 5 * 86400), rep, [("visit", r.choice([5, 9, 14, 18]))]))
        nvis = int(a.mails * .08)
        mondays = sorted({oracle.monday_of(w) for w in days})
        for _ in range(nvis):
            m, rep = r.choice(mondays), r.choice(self.reps)
            x = r.random()
            t = at(m) + r.choice([-1, 0, 604799, 604800]) if x < .15 else at(m) + r.randrange(8 * 3600, 6 * 86400)
            want = [("visit", r.choice([1, 2, 3, 5, 6, 8, 12]))]
            if r.random() < .08:
                want.append(("prospect", 1))
            plan.append((t, rep, want))
        nnoise = int(a.mails * .07)
        lo, hi = at(days[0]) - 2 * 86400, at(days[-1])
        plan += [(r.randrange(lo, hi), None, None) for _ in range(nnoise)]
        plan.append((lo - 5 * 86400, self.reps[0], [("lead", 5)]))  # long before the first window
        # equal seconds on purpose
        for _ in range(max(3, a.mails // 25)):
            i, j = r.randrange(len(plan)), r.randrange(len(plan))
            plan[i] = (plan[j][0],) + plan[i][1:]
        plan.sort(key=lambda p: p[0])
        for t, rep, want in plan:
            if rep is None:
                self.noise(t)
            else:
                self.post(rep, t, want)
        w = days[-1]
        until = r.choice([at(w) + r.randrange(0, 86400), book.lead_due(w), book.prospect_due(days[-2]), book.prospect_due(days[-2]) + 1,
                          at(oracle.monday_of(w), 0, 0, 0) - 1, at(self.last) + 9 * 86400])
        self.until = until


def write(gen, out):
    cfg = gen.cfg
    with open(os.path.join(out, "office.yaml"), "w", encoding="utf-8") as f:
        text = yaml.safe_dump(cfg, allow_unicode=True, sort_keys=False, width=200)
        text = re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", text)
        text = re.sub(r"area_code: '?(0\d+)'?", r'area_code: "\1"', text)
        f.write(text)
    for d in ("in/new", "in/cur", "in/tmp", "in/.Junk/new", "in/.Junk/cur", "in/.Junk/tmp", "out/new", "out/cur", "out/tmp"):
        os.makedirs(os.path.join(out, d), exist_ok=True)
    for folder, name, ns, data in gen.files:
        p = os.path.join(out, folder, name)
        with open(p, "wb") as f:
            f.write(data)
        os.utime(p, ns=(ns, ns))
    with open(os.path.join(out, "in/tmp/1.partial.mx"), "wb") as f:
        f.write(b"From: rep01@corp.test\r\nSubject: half a ma")
    with open(os.path.join(out, "until"), "w") as f:
        f.write(gen.book.rfc3339(gen.until) + "\n")
    with open(os.path.join(out, "month.json"), "w", encoding="utf-8") as f:
        json.dump({"config": cfg, "mails": gen.mails, "until": gen.until}, f, ensure_ascii=False)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--seed", type=int, required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--reps", type=int, default=10)
    ap.add_argument("--mails", type=int, default=500)
    ap.add_argument("--rows", type=int, default=15000)
    a = ap.parse_args()
    if os.path.isdir(a.out):
        if os.listdir(a.out) and not os.path.exists(os.path.join(a.out, "month.json")):
            sys.exit(f"{a.out} holds something else")
        shutil.rmtree(a.out)
    for attempt in range(20):
        os.makedirs(a.out, exist_ok=True)
        gen = Gen(a.seed * 1000 + attempt, a)
        gen.build()
        cfg = json.loads(json.dumps(gen.cfg))
        res = oracle.compute(cfg, gen.mails, gen.until, a.out)
        other = oracle.compute(cfg, gen.mails, gen.until, a.out, only_lead_reading="ever")
        if (res["ledger"], res["duties"]) == (other["ledger"], other["duties"]):
            break
        shutil.rmtree(a.out)  # a month whose right reading is debatable
    write(gen, a.out)
    oracle.write_csv(res, os.path.join(a.out, "expected"))
    v = {}
    for x in res["leads"]:
        v[x["verdict"]] = v.get(x["verdict"], 0) + 1
    s = {}
    for x in res["duties"]:
        s[x["kind"] + " " + x["state"]] = s.get(x["kind"] + " " + x["state"], 0) + 1
    print(f"seed {a.seed}: {len(gen.files)} mails, {len(res['leads'])} rows {v}; duties {s}; {len(res['ledger'])} ledger entries; until "
          + gen.book.rfc3339(gen.until))


if __name__ == "__main__":
    main()
