#!/usr/bin/python3
"""More cases of .csv and of web pages, as make.py has them."""
import base64
import quopri

from make import HEADER, LEAD1, case, refused

CUT = "文件不完整，可能没有传完，请重新保存后再发"


def comma_files():
    rows = [HEADER] + [["东莞市第%d五金制品有限公司" % i] + LEAD1[1:] for i in range(30)]
    want = [[str(i)] + row for i, row in enumerate(rows, 1)]
    text = "".join(",".join(row) + "\r\n" for row in rows).encode()
    # Two bytes of GBK in UTF-8 without a mark; and the same cut within the last character.
    bad = text.replace("张伟".encode(), "张".encode() + b"\xCE\xB0"[:1], 1)
    case("nearly_utf8.csv", bad, ("", [want[0], [want[1][0], want[1][1], "张\uFFFD"] + want[1][3:]] + want[2:]))
    case("utf8_cut.csv", text[:-3], ("", want[:-1] + [want[-1][:-1] + ["\uFFFD\uFFFD"]]))
    case("marked_numbers.csv", ("公司,电话,编号\r\n甲公司,'13800138000,`001\r\n乙公司,\t0755-28888888\t,=\"007\"\r\n丙公司,'说明',`x`\r\n").encode("gbk"),
         ("", [["1", "公司", "电话", "编号"], ["2", "甲公司", "13800138000", "001"], ["3", "乙公司", "0755-28888888", "007"], ["4", "丙公司", "'说明'", "`x`"]]))
    # Of an even size, and its NULs where those of UTF-16 would be.
    case("stray_nuls.csv", b"name\0,phone,place\r\nanna\0,13800138000,east1\r\nbert\0,13900139000,west\r\n",
         ("", [["1", "name", "phone", "place"], ["2", "anna", "13800138000", "east1"], ["3", "bert", "13900139000", "west"]]))
    # Begins like a record of an old workbook: a tab of UTF-16, and one more.
    case("tabs_utf16.txt", "\t\t甲 \t1\r\n乙\t\t丙 \t2\r\n".encode("utf-16le"), ("", [["1", "", "", "甲 ", "1"], ["2", "乙", "", "丙 ", "2"]]))
    # Long enough for the quick way through GB18030: characters of four bytes, one that is none, one that is cut off.
    long = ["公司,备注"] + ["喆堃%d公司,㐀䶵🙂甲" % i for i in range(300)]
    data = "\n".join(long).encode("gb18030").replace("甲\n".encode("gb18030"), b"\xFF\n", 1) + b"\n\xB9"
    want = [["1", "公司", "备注"]] + [[str(i + 2), "喆堃%d公司" % i, "㐀䶵🙂" + ("甲" if i else "\uFFFD")] for i in range(300)] + [["302", "\uFFFD"]]
    case("gb18030_long.csv", data, ("", want))


def table(*rows, end="</tr>"):
    return "<table>" + "".join("<tr>" + "".join("<td>%s</td>" % cell for cell in row) + end for row in rows) + "</table>"


def listed(name, href="", state=""):
    return "<x:ExcelWorksheet><x:Name>%s</x:Name>%s%s</x:ExcelWorksheet>" % (name, '<x:WorksheetSource HRef="%s"/>' % href if href else "<x:WorksheetOptions/>",
                                                                            "<x:Visible>%s</x:Visible>" % state if state else "")


def workbook(*sheets, body=""):
    return ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>%s</x:ExcelWorksheets>'
            "</x:ExcelWorkbook></xml><![endif]--></head><body>%s</body></html>" % ("".join(sheets), body))


def web_pages():
    rows = [["公司", "法人", "电话"], ["喆堃公司", "张三", "13800138000"]]
    want = [["1"] + rows[0], ["2"] + rows[1]]
    case("excel_page.xls", workbook(listed("3月5日 A&amp;B"), body=table(*rows) + "<![if supportMisalignedColumns]><table><tr height=0 style='display:none'><td></td>"
                                    "</tr></table><![endif]>").encode("gb18030"), ("3月5日 A&B", want))

    def part(location, data, charset="gb2312", coding="quoted-printable"):
        raw = data.encode("gb18030" if charset == "gb2312" else charset)
        raw = base64.encodebytes(raw) if coding == "base64" else quopri.encodestring(raw)
        return ("------=_Next\r\nContent-Location: file:///C:/1234/%s\r\nContent-Transfer-Encoding: %s\r\nContent-Type: text/html; charset=\"%s\"\r\n\r\n"
                % (location, coding, charset)).encode() + raw.replace(b"\n", b"\r\n") + b"\r\n"
    mht = b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=\"----=_Next\"\r\n\r\n\r\n" + \
        part("名单.htm", workbook(listed("客户资料", "a.files/sheet001.htm"), listed("旧", "a.files/sheet002.htm", "SheetHidden"), listed("空", "a.files/sheet003.htm"),
                                listed("一行", "a.files/sheet004.htm")) + "<frameset><frame src=sheet001.htm></frameset>") + \
        part("a.files/tabstrip.htm", "<html><body><table><tr><td><a href=sheet001.htm>客户资料</a></td></tr></table></body></html>") + \
        part("a.files/sheet002.htm", "<html><body>" + table(*rows[::-1]) + "</body></html>", coding="base64") + \
        part("a.files/sheet001.htm", "<html><body>" + table(*rows) + "</body></html>", charset="utf-8") + \
        part("a.files/sheet003.htm", "<html><body><table><tr><td></td></tr></table></body></html>") + \
        part("a.files/sheet004.htm", "<html><body>" + table(rows[1]) + "</body></html>")
    case("excel_book.mht", mht + b"------=_Next--\r\n", ("旧", [["1"] + rows[1], ["2"] + rows[0]], True), ("客户资料", want), ("一行", [["1"] + rows[1]]))
    refused("sylk.slk", 'ID;PWXL;N;E\r\nC;Y1;X1;K"公司全名"\r\nC;Y1;X2;K"电话"\r\nE\r\n'.encode("gbk"), "not_a_table", "用来交换数据的旧格式（.slk、.dif），请另存为 .xlsx 后再发")
    refused("exchange.dif", 'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\n'.encode("gbk"), "not_a_table", "用来交换数据的旧格式（.slk、.dif），请另存为 .xlsx 后再发")
    refused("excel_book_cut.mht", mht, "broken", CUT)
    # A page of a table alone, cut off; the same where the writer never ends a row, which is whole.
    whole = table(*rows, ["甲", "乙", "1"]).encode("gb18030")
    refused("fragment_cut.xls", whole[:whole.index("乙".encode("gb18030"))], "broken", CUT)
    refused("fragment_cut_between_rows.xls", whole[:-len("</table>")], "broken", CUT)
    case("fragment.xls", table(*rows, end="").encode("gb18030").replace(b"</table>", b""), ("", want))
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s"></head><body>'
    case("says_latin.xls", (head % "iso-8859-1" + table(*rows)).encode("gb18030") + b"</body></html>", ("", want))
    case("is_latin.html", (head % "iso-8859-1" + table(["Société", "Téléphone"], ["Café Müller GmbH", "1"])).encode("latin-1"),
         ("", [["1", "Société", "Téléphone"], ["2", "Café Müller GmbH", "1"]]))
    case("marks.html", table(["A&amp;B &lt;x&gt;", "&#24352;&#x4E09;&copy;"], ["&nbsp;&emsp;", "3&thinsp;4"]).encode(), ("", [["1", "A&B <x>", "张三©"], ["2", "", "3\u20094"]]))


def main():
    comma_files()
    web_pages()


if __name__ == "__main__":
    main()
