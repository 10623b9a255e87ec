#!/usr/bin/python3
"""Makes the files of this folder with LibreOffice (make deps-extra), from a workbook and a page of our own: what a real program writes. They are
checked in; ../documents.py says by hand what a person sees in them. Their bytes differ with its version and the clock."""
import datetime
import os
import subprocess
import tempfile

import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))


def workbook(path):
    book = openpyxl.Workbook()
    book.properties.creator = "王伟"
    sheet = book.active
    sheet.title = "客户资料"
    sheet.append(["3月5日客户资料"])
    sheet.merge_cells("A1:D1")
    sheet.append(["公司全名", "法人", "联系电话", "登记", "主营业务"])
    sheet.append(["东莞市宏达五金制品有限公司", "张伟", 13800138000, datetime.date(2026, 3, 5), "五金"])
    sheet.append(["深圳市喆成科技有限公司", "李喆\n经理", 76988888888, datetime.datetime(2026, 3, 5, 14, 30), None])
    sheet.append(["惠州市日升贸易有限公司", "王芳", "13700137000", None, "贸易"])
    sheet.append(["藏起来的公司", "赵六", "13600136000"])
    sheet.append(["合计", "=COUNTA(A3:A6)", None, 0.07])
    sheet["C4"].number_format = "000000000000"
    sheet["D4"].number_format = "yyyy-mm-dd hh:mm"
    sheet["D7"].number_format = "0%"
    sheet.merge_cells("E3:E4")
    sheet.row_dimensions[6].hidden = True
    other = book.create_sheet("旧")
    other.append(["旧公司", "x"])
    other.sheet_state = "hidden"
    book.save(path)


PAGE = """<html><head><meta charset="utf-8"></head><body><p>李总：</p><p>意向客户</p><table border="1">
<tr><td>公司</td><td>联系人</td><td>电话</td></tr><tr><td rowspan="2">甲公司</td><td>张三</td><td>13800138000</td></tr>
<tr><td>李四</td><td>13900139000</td></tr><tr><td colspan="2">乙公司</td><td>13700137000</td></tr></table><p>谢谢</p></body></html>"""


def convert(home, source, kind, name):
    subprocess.run(["soffice", "-env:UserInstallation=file://" + home, "--headless", "--convert-to", kind, "--outdir", HERE, source], check=True,
                   stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    made = os.path.join(HERE, os.path.splitext(os.path.basename(source))[0] + "." + kind.split(":")[0])
    os.replace(made, os.path.join(HERE, name))


with tempfile.TemporaryDirectory() as folder:
    book, page = os.path.join(folder, "list.xlsx"), os.path.join(folder, "page.html")
    workbook(book)
    with open(page, "w") as f:
        f.write(PAGE)
    for kind, name in (("ods", "libreoffice.ods"), ("fods", "libreoffice.fods")):
        convert(folder, book, kind, name)
    convert(folder, page, "docx:MS Word 2007 XML", "libreoffice.docx")
    convert(folder, page, "odt:writer8", "libreoffice.odt")
