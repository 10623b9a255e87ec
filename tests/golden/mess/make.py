#!/usr/bin/python3
"""Makes the files of this folder: what reps attach, as field/china.md sections 3 to 5 describe it. Run here: ./make.py
Each file has a NAME.txt beside it: its lists as classify_mail understands them (LEADCLERK_WRITE_GOLDEN=1 tests/test_mess writes them anew; read them
before committing)."""
import csv
import io
import os
import zipfile
from html import escape

HERE = os.path.dirname(os.path.abspath(__file__))
A, B, C = "东莞市宏图五金有限公司", "东莞市大海塑胶有限公司", "深圳市喆成电子厂"
CODE = "91440300708461136T"
OWN = ["网络情况", "有无网站", "开发价值"]  # what reps add to an export

# -- exports: the columns of china.md section 4.1, word by word -------------------------------------------------------------------------
QCC_DUMP = ("公司名称,登记状态,法定代表人,企业规模,注册资本,实缴资本,成立日期,核准日期,营业期限,所属省份,所属城市,所属区县,公司类型,国标行业门类,国标行业大类,国标行业中类,曾用名,英文名,统一社会信用代码,"
            "纳税人识别号,注册号,组织机构代码,参保人数,参保人数所属年报,有效手机号,更多电话,注册地址,最新年报地址,通信地址,网址,邮箱,其他邮箱,经营范围").split(",")
QCC_LIST = ("公司名称,登记状态,企业法人,注册金额,成立日期,核准日期,所属省份,所属城市,所属区县,电话号码,更多电话,电子邮箱,更多邮箱,信用代码,纳税人识别码,注册号,组织机构码,参保人数,企业类型,所属行业,曾用名,英文名称,"
            "企业官网,公司地址,年报地址,经营范围").split(",")
QCC_LIST_UI = ("公司名称,登记状态,法定代表人,注册资本,成立日期,核准日期,所属省份,所属城市,所属区县,电话,更多电话,邮箱,更多邮箱,统一社会信用代码,纳税人识别号,注册号,组织机构代码,参保人数,企业类型,所属行业,曾用名,英文名,"
               "官网,企业地址,最新年报地址,经营范围").split(",")
QCC_BATCH = ("原文件导入名称,系统匹配企业名称,登记状态,统一社会信用代码,法定代表人,企业（机构）类型,注册资本,实缴资本,成立日期,营业期限,企业地址,所属省份,所属城市,所属区县,电话,更多电话,邮箱,更多邮箱,国标行业门类,"
             "国标行业大类,曾用名,参保人数,参保人数所属年报,最新年报年份,通信地址,企查查行业门类,企查查行业大类,企业规模,纳税人识别号").split(",")
TIANYANCHA = "公司名称,经营状态,法定代表人,注册资本,实缴资本,成立日期,统一社会信用代码,联系电话,其他电话,邮箱,网址,所属行业,企业(机构)类型,参保人数,注册地址,经营范围".split(",")
AIQICHA = "企业名称,登记状态,法定代表人,注册资本,成立日期,所属省份,所属城市,所属区县,电话,更多电话,邮箱,统一社会信用代码,企业类型,所属行业,官网,企业地址,经营范围".split(",")
QIXINBAO = ("企业名称,存续状态,法定代表人,注册资金,实缴资本,推荐电话,联系电话（工商信息）,联系电话2,联系电话3,联系电话4,联系电话5,联系电话6,联系电话7,联系电话8,联系电话9,联系电话10,地址（工商信息）,地址（最新地址）,"
            "邮箱（工商信息）,邮箱（企业认证）,官网,经营范围,社保人数,统一社会信用代码").split(",")
SAYS = {
    "公司名称": A, "企业名称": A, "系统匹配企业名称": A, "原文件导入名称": "宏图五金", "登记状态": "存续", "经营状态": "存续（在营、开业、在册）", "存续状态": "存续", "法定代表人": "张三", "企业法人": "张三",
    "注册资本": "100万人民币", "注册资金": "100万人民币", "注册金额": "100万人民币", "实缴资本": "50万人民币", "电话": "13800138000", "电话号码": "13800138000", "有效手机号": "13800138000",
    "联系电话": "13800138000", "推荐电话": "13800138000", "联系电话（工商信息）": "0769-22222222", "更多电话": "0769-22222222；13900139000", "联系电话2": "13900139000", "经营范围": "五金制品、模具的加工与销售。",
    "统一社会信用代码": CODE, "信用代码": CODE, "所属行业": "金属制品业", "国标行业门类": "制造业", "国标行业大类": "金属制品业", "国标行业中类": "结构性金属制品制造", "企查查行业门类": "制造业",
    "参保人数": "12", "社保人数": "12", "参保人数所属年报": "2024", "企业规模": "S(小型)", "公司类型": "有限责任公司(自然人独资)", "成立日期": "2010-01-02", "曾用名": "东莞市老图五金厂",
    "英文名": "Hongtu Hardware Co., Ltd", "英文名称": "Hongtu Hardware Co., Ltd", "所属省份": "广东省", "所属城市": "东莞市", "注册地址": "东莞市南城区", "网络情况": "百度推广", "有无网站": "无", "开发价值": "有",
}
FILES = {}


def rows(columns, own=True):
    columns = columns + (OWN if own else [])
    return [columns, [SAYS.get(c, "-") for c in columns]]


def as_csv(table, encoding="utf-8-sig", comma=",", wrap=False):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=comma, lineterminator="\r\n")
    for n, r in enumerate(table):
        writer.writerow(['="%s"' % c if wrap and c.isdigit() else c for c in r])
    return out.getvalue().encode(encoding)


def as_html(table):
    return ("<html><head><meta charset=gb2312></head><body><table border=1>%s</table></body></html>" % "".join(
        "<tr>%s</tr>" % "".join("<td>%s</td>" % escape(c) for c in r) for r in table)).encode("gb18030")


def as_xlsx(*sheets):
    """(name, rows) each; a row that is None is none. Always the same bytes."""
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    files = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Override PartName='/xl/workbook.xml' ContentType='%ssheet.main+xml'/>%s</Types>" % (types, "".join(
            "<Override PartName='/xl/worksheets/sheet%d.xml' ContentType='%sworksheet+xml'/>" % (i + 1, types) for i in range(len(sheets)))),
        "_rels/.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='%s/officeDocument' Target='xl/workbook.xml'/></Relationships>" % office,
        "xl/workbook.xml": "<workbook xmlns='%s' xmlns:r='%s'><sheets>%s</sheets></workbook>" % (main, office, "".join(
            "<sheet name='%s' sheetId='%d' r:id='r%d'/>" % (escape(name), i + 1, i + 1) for i, (name, _) in enumerate(sheets))),
        "xl/_rels/workbook.xml.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>%s</Relationships>" % "".join(
            "<Relationship Id='r%d' Type='%s/worksheet' Target='worksheets/sheet%d.xml'/>" % (i + 1, office, i + 1) for i in range(len(sheets))),
    }
    for i, (_, table) in enumerate(sheets):
        files["xl/worksheets/sheet%d.xml" % (i + 1)] = "<worksheet xmlns='%s'><sheetData>%s</sheetData></worksheet>" % (main, "".join(
            "<row r='%d'>%s</row>" % (r + 1, "".join("<c r='%s%d'%s>%s</c>" % (
                (chr(64 + c // 26) if c >= 26 else "") + chr(65 + c % 26), r + 1, *(("", "<v>%r</v>" % v) if isinstance(v, (int, float)) else (" t='inlineStr'", "<is><t>%s</t></is>" % escape(v))))
                for c, v in enumerate(row) if v != "")) for r, row in enumerate(table) if row))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in files.items():
            z.writestr(zipfile.ZipInfo(name, (2026, 3, 5, 22, 0, 0)), text.encode())
    return out.getvalue()


UNMATCHED = [["未匹配到相关企业"], ["企业信息暂不予显示", "-", "-"]]
FILES["企查查大数据.csv"] = as_csv([["企查查导出数据"], ["声明：以上信息由企查查基于公开信息整理，仅供参考，不作任何担保"]] + rows(QCC_DUMP) + UNMATCHED)
FILES["企查查列表_gbk.csv"] = as_csv(rows(QCC_LIST), "gb18030", wrap=True)
FILES["企查查列表_界面.xlsx"] = as_xlsx(("企查查", [["企查查（Qcc.com）企业列表"]] + rows(QCC_LIST_UI)))
FILES["企查查批量查询.xlsx"] = as_xlsx(("批量查询", rows(QCC_BATCH) + [["没有这家", "未匹配到相关企业"]]))
FILES["天眼查.xlsx"] = as_xlsx(("Sheet1", [["天眼查-查公司_查老板_查关系"], ["以下内容由天眼查基于公开信息利用大数据分析引擎获得，仅供参考，不代表天眼查任何明示、暗示之观点或保证"]] + rows(TIANYANCHA)))
FILES["天眼查_招投标.xlsx"] = as_xlsx(("Sheet1", [["天眼查"], ["导出时间：2026-03-05 20:00:00"], ["导出条数：1"], ["筛选条件：广东省/东莞市"], ["声明：仅供参考"], None] + rows(TIANYANCHA)))
FILES["批量查询数据导出（企业信息）-【爱企查】-0305.xls"] = as_html([["爱企查企业信息"], ["声明：本数据仅供参考"], ["更多信息请访问爱企查"]] + rows(AIQICHA))
FILES["启信宝.csv"] = as_csv(rows(QIXINBAO), "utf-16", "\t")
FILES["天眼查_没有补列.xlsx"] = as_xlsx(("Sheet1", [["天眼查"], ["声明：仅供参考"]] + rows(TIANYANCHA, False)))

# -- shapes: section 3 ------------------------------------------------------------------------------------------------------------------
HEAD = ["序号", "公司全名", "法人", "电话", "主营业务", "注册资金", "网络情况", "有无网站", "开发价值"]
ROW_A = [1, A, "张三", 13800138000, "五金", "100万", "无", "无", "有"]
ROW_B = [2, B, "李四", "0769-22222222", "塑胶", "50万", "百度推广", "有", "高"]
ROW_C = [3, C, "王喆", "13700137000", "电子", "无", "无", "暂无", "中"]
FILES["按天.xlsx"] = as_xlsx(("3.3", [HEAD, ROW_A]), ("3.4", [["陈平娜 3月4日 客户资料"], HEAD, ROW_B]), ("3.5", [HEAD, ROW_C]), ("Sheet4", []), ("Sheet5", [HEAD]))
FILES["预填序号.xlsx"] = as_xlsx(("客户资料", [["陈平娜 3月5日 客户资料"], None, HEAD, ROW_A, ROW_B] + [[n] + [""] * 5 + ["无", "无"] for n in range(3, 101)] + [["合计", 2], ["制表人：陈平娜", "", "填表日期：2026-03-05"]]))
FILES["双层表头.xlsx"] = as_xlsx(("客户资料", [
    ["客户资料登记表"], ["公司信息", "", "联系人", "", "主营业务", "注册资金", "网络", "", "开发价值"], ["公司全名", "统一社会信用代码", "姓名", "电话", "", "", "网络情况", "有无网站", ""],
    [A, CODE, "张三", "13800138000", "五金", "100万", "无", "无", "有"], [B, "", "同上", "〃", "塑胶", "″", "同上", "\"", "有"]]))
FILES["示例行和分页.xlsx"] = as_xlsx(("客户资料", [
    ["填写说明：请按示例填写，意向客户请另填"], HEAD, ["例", "例：XX有限公司", "张三", "13800000000", "五金", "100万", "有", "有", "有"], ROW_A, ["小计", "1家"], None, HEAD, ROW_B, ["备注：以上均已电话核实"]]))
FILES["电话.xlsx"] = as_xlsx(("客户资料", [HEAD] + [[n + 1, "东莞市电话%02d有限公司" % n, "张三", p, "五金", "100万", "无", "无", "有"] for n, p in enumerate([
    13800138000, "1.38E+10", "1.38001E+10", 76988888888, "13800138000.0", "'13800138000", "138\u00a00013\u00a08000", "\u202d13800138000\u202c", "１３８００１３８０００", "l38OO138OOO",
    "13800000000/0769-88888888 张总", "张总13800000000", "0769-88888888-802", "86-13800138000", "(0769)8888 8888", "138 0000 0000", "138****0000", "400-800-8888", "154 0013 8000", "12315"])]))
FILES["资金.xlsx"] = as_xlsx(("客户资料", [HEAD] + [[n + 1, "东莞市资金%02d有限公司" % n, "张三", "13800138000", "五金", c, "无", "无", "有"] for n, c in enumerate([
    "100万", "壹佰万", "一百万", "叁佰万元整", "100w", "100W", "100万元人民币", "人民币100万元", "RMB 1,000,000", 1000000, 100, "100-500万", "200000000万美元", "50万美元", "个体户", "无", "不详", "-"])]))
FILES["日期和勾选.xlsx"] = as_xlsx(("陌拜", [["公司名称", "拜访日期", "被访人", "电话", "有无网站"]] + [["东莞市日期%02d有限公司" % n, d, "张三", "13800138000", y] for n, (d, y) in enumerate(zip(
    [45000, "2026/3/5", "2026.3.5", "2026年3月5日", "20260305", "3月5号", "3-5"], ["√", "×", "✓", "Y", "无网站", "www.a.com", 1]))]))

for name, content in sorted(FILES.items()):
    with open(os.path.join(HERE, name), "wb") as f:
        f.write(content)
