"""Golden files for make.py: documents that are no Excel workbooks (.ods, .fods, .docx, Word 2003 XML, XML Spreadsheet 2003). What a person sees
in each stands beside it, written by hand."""
import os

from make import HEAD, HERE, PACKAGE, RELS, case, packed, refused

AGAIN = "，请用 Excel 或 WPS 另存后再发"
ODF = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
       'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
       'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
       'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" '
       'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"')
STYLES = ('<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>'
          '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
          '<style:style style:name="ta1" style:family="table-row"><style:table-properties table:display="false"/></style:style>'
          "</office:automatic-styles>")


def sheet(name, rows, style="ta1"):
    return '<table:table table:name="%s" table:style-name="%s"><table:table-column table:number-columns-repeated="16384"/>%s</table:table>' % (name, style, rows)


def text(*paragraphs, extra=""):
    return '<table:table-cell office:value-type="string"%s>%s</table:table-cell>' % (extra, "".join("<text:p>%s</text:p>" % p for p in paragraphs))


def value(kind, attributes, shown):
    return '<table:table-cell office:value-type="%s" %s><text:p>%s</text:p></table:table-cell>' % (kind, attributes, shown)


def row(*cells, extra=""):
    return "<table:table-row%s>%s</table:table-row>" % (extra, "".join(cells))


def ods(content, body="spreadsheet", meta=None, manifest="", styles=STYLES):
    doc = HEAD + '<office:document-content %s office:version="1.3">%s<office:body><office:%s>%s</office:%s></office:body></office:document-content>'
    parts = [("mimetype", "application/vnd.oasis.opendocument." + body), ("content.xml", doc % (ODF, styles, body, content, body)),
             ("META-INF/manifest.xml", HEAD + '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                                              '<m:file-entry m:full-path="content.xml" m:media-type="text/xml">%s</m:file-entry></m:manifest>' % manifest)]
    if meta:
        parts.append(("meta.xml", HEAD + "<office:document-meta %s><office:meta>%s</office:meta></office:document-meta>" % (ODF, meta)))
    return packed(parts)


def open_documents():
    empty = '<table:table-cell table:number-columns-repeated="16380"/>'
    kinds = row(text("公司"), text("值")) + row(text("整数"), value("float", 'office:value="13800138000"', "1.38E+10")) \
        + row(text("小数"), value("float", 'office:value="0.1"', "0.10")) + row(text("零"), value("float", 'office:value="7698888888"', "07698888888")) \
        + row(text("百分"), value("percentage", 'office:value="0.07"', "7.00%")) \
        + row(text("钱"), value("currency", 'office:currency="CNY" office:value="1234.5"', "￥1,234.50")) \
        + row(text("日"), value("date", 'office:date-value="2026-03-05"', "3月5日")) \
        + row(text("时"), value("date", 'office:date-value="2026-03-05T14:30:00.123"', "3/5 14:30"), value("date", 'office:date-value="2026-03-05T00:00:00"', "x"),
              value("date", 'office:date-value="2026-03-05T14:30:00"', "3月5日"), value("date", 'office:date-value="2026-03-05T14:30:00"', "下午2时")) \
        + row(text("长"), value("time", 'office:time-value="PT14H30M00S"', "2:30 PM"), value("time", 'office:time-value="P1DT2H3M4.0S"', "x"),
              value("time", 'office:time-value="PT"', "x")) \
        + row(text("真"), value("boolean", 'office:boolean-value="true"', "真"), value("boolean", 'office:boolean-value="false"', ""),
              value("float", 'table:formula="of:=TRUE()" office:value="1"', "TRUE")) \
        + row(text("算"), '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error">'
                          "<text:p>#DIV/0!</text:p></table:table-cell>",
              '<table:table-cell table:formula="of:=&quot;a&quot;" office:value-type="string" office:string-value="a"/>') \
        + row(text("图"), text('=DISPIMG("ID_1",1)')) + row(text("尾", extra=""), empty)
    case("kinds.ods", ods(sheet("客户", kinds), meta="<meta:initial-creator>王伟</meta:initial-creator><dc:creator>李娜</dc:creator>"),
         ("客户", [["1", "公司", "值"], ["2", "整数", "13800138000"], ["3", "小数", "0.1"], ["4", "零", "07698888888"], ["5", "百分", "7%"], ["6", "钱", "1234.5"],
                 ["7", "日", "2026-03-05"], ["8", "时", "2026-03-05 14:30:00", "2026-03-05", "2026-03-05", "2026-03-05 14:30:00"], ["9", "长", "14:30:00", "26:03:04", "00:00:00"],
                 ["10", "真", "TRUE", "FALSE", "TRUE"], ["11", "算", "#DIV/0!", "a"], ["12", "图"], ["13", "尾"]]), author="王伟")
    words = row(text("<text:span>东莞</text:span>市 \n  宏达", "第二段"), text("  前<text:s text:c=\"2\"/>后<text:tab/>表<text:line-break/>行  "),
                text('<text:a xlink:href="http://x">链接</text:a>', extra=' xmlns:xlink="http://www.w3.org/1999/xlink"'),
                '<table:table-cell office:value-type="string"><office:annotation><dc:creator>某</dc:creator><text:p>批注</text:p></office:annotation>'
                '<text:p>有批注</text:p><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></table:table-cell>') \
        + row(text("<text:ruby><text:ruby-base>喆</text:ruby-base><text:ruby-text>zhé</text:ruby-text></text:ruby>"), text("", "", "三"), text(" "))
    case("texts.ods", ods(sheet("表", words)),
         ("表", [["1", "东莞市 宏达\n第二段", "前  后\t表\n行 ", "链接", "有批注"], ["2", "喆", "\n\n三"]]))
    places = '<table:table-header-rows>' + row(text("公司"), text("电话")) + "</table:table-header-rows>" \
        + row('<table:table-cell table:number-columns-repeated="3"/>', text("远")) + row(empty, extra=' table:number-rows-repeated="4"') \
        + row(text("同", extra=' table:number-columns-repeated="2"'), extra=' table:number-rows-repeated="3"') \
        + row(text("折"), extra=' table:visibility="collapse"') + row(text("筛"), extra=' table:visibility="filter"') \
        + '<table:table-row-group table:display="false">' + row(text("组")) + "<table:table-row-group>" + row(text("内")) + "</table:table-row-group></table:table-row-group>" \
        + row(text("后")) + row(empty, extra=' table:number-rows-repeated="1048560"')
    case("places.ods", ods(sheet("甲", places) + sheet("藏", row(text("x")), "ta2") + sheet("'file:///D:/b.ods'#$Sheet1", row(text("外")))),
         ("甲", [["1", "公司", "电话"], ["2", "", "", "", "远"], ["7", "同", "同"], ["8", "同", "同"], ["9", "同", "同"], ["10*", "折"], ["11*", "筛"], ["12*", "组"],
                ["13*", "内"], ["14", "后"]]), ("藏", [["1", "x"]], True))
    covered = '<table:covered-table-cell><text:p>盖住</text:p></table:covered-table-cell>'
    merged = row(text("标题", extra=' table:number-columns-spanned="3"'), covered, covered) + row(text("甲公司"), text("五金", extra=' table:number-rows-spanned="3"'), text("1")) \
        + row(text("乙公司"), covered, text("2")) + row(text("丙公司"), covered, text("3"))
    case("merged.ods", ods(sheet("表", merged)),
         ("表", [["1", "标题"], ["2", "甲公司", "五金", "1"], ["3", "乙公司", "", "2"], ["4", "丙公司", "", "3"], ["merged", "B2:B4"]]))
    changed = '<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell office:value-type="string"><text:p>旧</text:p>' \
        '</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>'
    inner = '<table:table-cell><table:table table:is-sub-table="true"><table:table-row><table:table-cell><text:p>内<text:span>一</text:span>格</text:p></table:table-cell>' \
        '<table:table-cell><text:p>内二</text:p></table:table-cell></table:table-row></table:table></table:table-cell>'
    case("changed.ods", ods(changed + sheet("表", row(text("新"), inner, text("后")))), ("表", [["1", "新", "内一格\n内二", "后"]]))
    case("no_sheet.ods", ods(""))
    case("table.odt", ods("<text:p>您好</text:p>" + sheet("表格1", row(text("公司"), text("电话")) + row(text("甲"), text("1"))), "text"),
         ("表格1", [["1", "公司", "电话"], ["2", "甲", "1"]]))
    case("flat.fods", (HEAD + '<office:document %s office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:meta><dc:creator>王伟</dc:creator></office:meta>%s'
                       "<office:body><office:spreadsheet>%s</office:spreadsheet></office:body></office:document>"
                       % (ODF, STYLES, sheet("表", row(text("公司"), text("电话")) + row(text("甲"), text("1"))) + sheet("藏", row(text("x")), "ta2"))).encode(),
         ("表", [["1", "公司", "电话"], ["2", "甲", "1"]]), ("藏", [["1", "x"]], True), author="王伟")
    refused("letter.odt", ods("<text:p>您好</text:p>", "text"), "not_a_table", "文字文档（.odt），里面没有表格，请发送表格文件（.xlsx）")
    refused("slides.odp", ods("", "presentation"), "not_a_table", "ODF 文档，不是表格，请发送表格文件（.xlsx）")
    refused("locked.ods", ods(sheet("表", ""), manifest="<m:encryption-data/>"), "encrypted", "文件设有密码，请取消密码后再发")
    refused("rows_1e9.ods", ods(sheet("表", row(text("x"), extra=' table:number-rows-repeated="1000000000"'))), "too_large", "行数太多")
    refused("cells_1e9.ods", ods(sheet("表", row(text("x", extra=' table:number-columns-repeated="1000000000"'), extra=' table:number-rows-repeated="400000"'))),
            "too_large", "单元格太多")
    refused("cut_content.ods", packed([("mimetype", "x"), ("content.xml", HEAD + "<office:document-content " + ODF + ">")]), "broken", "文件内部的标记有错误" + AGAIN)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text):
    return "<w:r><w:t>%s</w:t></w:r>" % text


def par(*runs):
    return "<w:p>%s</w:p>" % "".join(r if r.startswith("<") else run(r) for r in runs)


def tc(*inside, pr=""):
    return "<w:tc>%s%s</w:tc>" % ("<w:tcPr>%s</w:tcPr>" % pr if pr else "", "".join(i if i.startswith("<") else par(i) for i in inside) or "<w:p/>")


def tr(*cells, pr=""):
    return "<w:tr>%s%s</w:tr>" % ("<w:trPr>%s</w:trPr>" % pr if pr else "", "".join(c if c.startswith("<") else tc(c) for c in cells))


def tbl(*rows):
    return "<w:tbl><w:tblPr/><w:tblGrid/>%s</w:tbl>" % "".join(rows)


def docx(body, ns=W, part="word/document.xml", rels=RELS):
    return packed([("_rels/.rels", HEAD + '<Relationships xmlns="%s"><Relationship Id="r" Type="%s/officeDocument" Target="%s"/></Relationships>' % (PACKAGE, rels, part)),
                   (part.lstrip("/"), HEAD + "<w:document %s><w:body>%s<w:sectPr/></w:body></w:document>" % (ns, body))])


def word_documents():
    two = tbl(tr("公司", "法人", "电话"), tr("甲公司", "张三", "13800138000"))
    seen = [["1", "公司", "法人", "电话"], ["2", "甲公司", "张三", "13800138000"]]
    case("tables.docx", docx(par("李总：") + par("3月5日客户资料") + par() + two + par("意向客户") + "<w:sdt><w:sdtContent>" + two + "</w:sdtContent></w:sdt>"
                             + two + par("这一段话比一个标题长得多，所以它不会是下面这张表的标题，不放进名称里。") + two),
         ("表1 3月5日客户资料", seen), ("表2 意向客户", seen), ("表3", seen), ("表4", seen))
    words = tbl(tr("公司", "值"),
                tr(tc(par("东莞", "市"), par("第二段"), par()), tc(par("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"))),
                tr(tc('<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:hyperlink>' + run("链接") + "</w:hyperlink></w:p>"),
                   tc(par('<w:smartTag><w:r><w:t>智</w:t></w:r></w:smartTag>', '<w:fldSimple w:instr="DATE">' + run("结果") + "</w:fldSimple>"))),
                tr(tc(par('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText>HYPERLINK</w:instrText></w:r>",
                          '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("里"), '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("层"),
                          '<w:r><w:fldChar w:fldCharType="end"/></w:r>', '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("看见"),
                          '<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
                   tc(par('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>",
                          '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>不藏</w:t></w:r>'))),
                tr(tc("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + par("单击此处输入") + "</w:sdtContent></w:sdt>", par("实")),
                   tc(par('<mc:AlternateContent xmlns:mc="x"><mc:Choice>' + run("甲") + "</mc:Choice><mc:Fallback>" + run("乙") + "</mc:Fallback></mc:AlternateContent>"))))
    case("texts.docx", docx(words), ("表1", [["1", "公司", "值"], ["2", "东莞市\n第二段", "a\tb\nc-d"], ["3", "链接", "智结果"], ["4", "看见", "✓不藏"], ["5", "实", "甲"]]))
    gone = "<w:del><w:r><w:delText>删</w:delText><w:tab/></w:r></w:del><w:moveFrom>" + run("移走") + "</w:moveFrom>"
    come = "<w:ins>" + run("加") + "</w:ins><w:moveTo>" + run("移来") + "</w:moveTo>"
    case("changes.docx", docx(tbl(tr("公司", "电话"), tr(tc(par(gone, "甲", come)), "1"), tr("乙", "2", pr="<w:del/>"), tr("丙", "3", pr="<w:ins/>"),
                                  tr(tc("丁", pr="<w:cellDel/>"), "4"), tr(tc("戊", pr='<w:tcPrChange><w:tcPr><w:gridSpan w:val="5"/></w:tcPr></w:tcPrChange>'), "5"))),
         ("表1", [["1", "公司", "电话"], ["2", "甲加移来", "1"], ["3", "丙", "3"], ["4", "", "4"], ["5", "戊", "5"]]))
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    case("merged.docx", docx(tbl(tr(tc("标题", pr='<w:gridSpan w:val="3"/>')), tr("甲", tc("五金", pr=start), "1"), tr("乙", tc("盖", pr=on), "2"),
                                 tr(tc("2", pr=""), tc("", pr=on + '<w:gridSpan w:val="1"/>'), "3"), tr("丁", tc("塑胶", pr=start), "4"), tr("戊", tc("", pr=on), "5"),
                                 tr("左", tc("右", pr="<w:hMerge/>"), "6"), tr("前", "7", pr='<w:gridBefore w:val="1"/>'), tr("藏", pr="<w:hidden/>"))),
         ("表1", [["1", "标题"], ["2", "甲", "五金", "1"], ["3", "乙", "", "2"], ["4", "2", "", "3"], ["5", "丁", "塑胶", "4"], ["6", "戊", "", "5"], ["7", "左", "", "6"],
                ["8", "", "前", "7"], ["9*", "藏"], ["merged", "B2:B4"], ["merged", "B5:B6"]]))
    small = tbl(tr("电话"), tr("138"))
    case("nested.docx", docx(tbl(tr(tc(par("看下表"), two))) + tbl(tr("公司", "详情"), tr("乙", tc("前", small, "后")))),
         ("表1", seen), ("表2", [["1", "公司", "详情"], ["2", "乙", "前\n电话\n138\n后"]]))
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    case("strict.docx", docx(two, strict, "/word/文档.xml", "http://purl.oclc.org/ooxml/officeDocument/relationships"), ("表1", seen))
    case("lines.docx", docx(par("李总：") + par("公司，法人，电话，主营业务") + par("1、甲公司，张三，13800138000，五金") + par("2、乙公司，李四，13900139000，塑胶")),
         ("", [["1", "李总："], ["2", "公司", "法人", "电话", "主营业务"], ["3", "甲公司", "张三", "13800138000", "五金"], ["4", "乙公司", "李四", "13900139000", "塑胶"]]))
    case("lines_below.docx", docx(par("客户资料") + tbl(tr("公司", "法人", "电话"), tr("甲公司", "张三", "13800138000")) + par("今日意向客户：") + par("1、东莞市大海塑胶有限公司，李四，13900139000")),
         ("表1 客户资料", [["1", "公司", "法人", "电话"], ["2", "甲公司", "张三", "13800138000"]]), ("今日意向客户", [["0", "公司名称", "联系人", "电话"], ["1", "东莞市大海塑胶有限公司", "李四", "13900139000"]]))
    tab = "<w:r><w:tab/></w:r>"
    first, second = (tbl(tr("公司", "法人", "电话"), tr(firm, "张三", "13800138000")) for firm in ("甲公司", "乙公司"))
    labels = [par(words) for words in ("公司全名：东莞市宏图五金有限公司", "法人：王五", "电话：13700137000", "主营业务：五金", "注册资本：100万")]
    head = [["1", "公司", "法人", "电话"]]
    case("lines_between.docx", docx(par("客户资料登记表") + par("填报单位：东莞市示例网络科技有限公司，填报人：陈平娜，电话：13600136000") + par() + "".join(labels) + par() + first + par("1、东莞市大海塑胶有限公司，李四，13900139000，意向高")
         + second + par("以上资料已核对")),
         ("表1 注册资本：100万", head + [["2", "甲公司", "张三", "13800138000"]]), ("表2", head + [["2", "乙公司", "张三", "13800138000"]]),
         ("客户资料登记表", [["0", "公司全名", "法人", "电话", "主营业务", "注册资本"], ["1", "东莞市宏图五金有限公司", "王五", "13700137000", "五金", "100万"]]),
         ("", [["0", "公司名称", "联系人", "电话", "备注"], ["1", "东莞市大海塑胶有限公司", "李四", "13900139000", "意向高"]]))
    case("frame.docx", docx(tbl(tr(tc(par("公司", tab, "电话"), par("甲", tab, "1"))))), ("", [["1", "公司", "电话"], ["2", "甲", "1"]]))
    flat = HEAD + '<?mso-application progid="Word.Document"?>\n<pkg:package xmlns:pkg="x"><pkg:part pkg:name="/word/header1.xml"><pkg:xmlData><w:hdr %s>%s</w:hdr></pkg:xmlData>' \
        '</pkg:part><pkg:part><pkg:xmlData><w:document %s><w:body>%s</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>' % (W, two, W, two)
    case("word_2003.xml", flat.encode(), ("表1", seen))
    none = "Word 文档，里面没有表格，请把客户资料做成表格（.xlsx）后再发"
    refused("letter.docx", docx(par("李总您好，附件是今天的名单。")), "not_a_table", none)
    refused("empty_table.docx", docx(tbl(tr("", ""), tr("", ""))), "not_a_table", none)
    refused("no_part.docx", packed([("_rels/.rels", HEAD + "<Relationships/>"), ("word/styles.xml", "<x/>")]), "broken",
            "Word 文档内部的目录缺失，请用 Word 或 WPS 另存后再发")
    refused("cut_part.docx", docx(two + "<w:p>"), "broken", "文件内部的标记有错误" + AGAIN)
    refused("deep_tables.docx", docx("<w:tbl><w:tr><w:tc>" * 40 + "</w:tc></w:tr></w:tbl>" * 40), "too_large", "文档里的表格太多，或嵌套太深")


SS = ('xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
      'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40"')


def book2003(*sheets, styles="", encoding="utf-8", head="", name="UTF-8"):
    """sheets: (name, inside of <Table>, behind it)"""
    body = "".join('<Worksheet ss:Name="%s"><Table>%s</Table>%s</Worksheet>' % (s[0], s[1], s[2] if s[2:] else "") for s in sheets)
    doc = '<?xml version="1.0" encoding="%s"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n<Workbook %s>%s<Styles>%s</Styles>%s</Workbook>'
    return (doc % (name, SS, head, styles, body)).encode(encoding)


def data(kind, text, extra=""):
    return '<Cell%s><Data ss:Type="%s">%s</Data></Cell>' % (extra, kind, text)


def line(*cells, extra=""):
    return "<Row%s>%s</Row>" % (extra, "".join(data("String", c) if not c.startswith("<") else c for c in cells))


def xml_workbooks():
    styles = ('<Style ss:ID="Default"/><Style ss:ID="p" ss:Name="Percent"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="c" ss:Parent="p"><Font/></Style>'
              '<Style ss:ID="z"><NumberFormat ss:Format="000000000000"/></Style><Style ss:ID="d"><NumberFormat ss:Format="yyyy/m/d"/></Style>')
    kinds = '<Column ss:Index="2" ss:StyleID="z" ss:Span="1"/>' + line("公司", "值") + line("整数", data("Number", "1.3800138E10", ' ss:StyleID="Default"')) \
        + line("零", data("Number", "76988888888")) + line("百分", data("Number", "7.0000000000000007E-2", ' ss:StyleID="c"')) \
        + line("日", data("DateTime", "2026-03-05T00:00:00.000"), data("DateTime", "2026-03-05T14:30:00.000"), data("DateTime", "1899-12-31T14:30:00.000")) \
        + line("数日", data("Number", "46086"), extra=' ss:StyleID="d"') + line("真", data("Boolean", "1"), data("Boolean", "0")) \
        + line("错", data("Error", "#N/A"), data("String", "=DISPIMG(&quot;ID&quot;,1)")) \
        + line("富", '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><Font html:Color="#FF0000">东莞</Font><B>市</B></ss:Data>'
                    '<Comment ss:Author="某"><ss:Data>批注</ss:Data></Comment><PhoneticText>x</PhoneticText></Cell>') \
        + line("行", data("String", "一&#10;二"), data("String", " a&#7;b\x07 "))
    case("kinds_2003.xml", book2003(("客户", kinds), styles=styles, head='<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Author>王伟</Author>'
                                    "<LastAuthor>李娜</LastAuthor></DocumentProperties>"),
         ("客户", [["1", "公司", "值"], ["2", "整数", "13800138000"], ["3", "零", "076988888888"], ["4", "百分", "7%"],
                 ["5", "日", "2026-03-05", "2026-03-05 14:30:00", "14:30:00"], ["6", "数日", "2026-03-05"], ["7", "真", "TRUE", "FALSE"], ["8", "错", "#N/A"],
                 ["9", "富", "东莞市"], ["10", "行", "一\n二", " ab "]]), author="王伟")
    places = line("公司", data("String", "电话", ' ss:Index="3"')) + line("空") + '<Row ss:Index="5" ss:Span="2"/>' + line("第八") \
        + line("藏", extra=' ss:Index="10" ss:Hidden="1"') + line("低", extra=' ss:Height="0"') \
        + line(data("String", "横", ' ss:MergeAcross="2"'), "右") + line("甲", data("String", "竖", ' ss:MergeDown="1"'), "1") + line("乙", data("String", "2", ' ss:Index="3"'))
    hidden = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>%s</Visible></WorksheetOptions>'
    case("places_2003.xls", book2003(("表", places), ("藏", line("x"), hidden % "SheetHidden"), ("深", line("y"), hidden % "SheetVeryHidden"), ("空", ""), encoding="gb18030", name="gb2312"),
         ("表", [["1", "公司", "", "电话"], ["2", "空"], ["8", "第八"], ["10*", "藏"], ["11*", "低"], ["12", "横", "", "", "右"], ["13", "甲", "竖", "1"], ["14", "乙", "", "2"],
                ["merged", "B13:B14"]]), ("藏", [["1", "x"]], True), ("深", [["1", "y"]], True), ("空", []))
    case("says_gb2312.xml", book2003(("表", line("公司", "喆")), name="gb2312"), ("表", [["1", "公司", "喆"]]))
    case("utf16_2003.xml", book2003(("表", line("公司", "喆")), encoding="utf-16", name="UTF-16"), ("表", [["1", "公司", "喆"]]))
    refused("backwards_2003.xml", book2003(("表", line("a", extra=' ss:Index="3"') + line("b", extra=' ss:Index="2"'))), "broken", "第 2 行的次序错乱" + AGAIN)
    refused("cut_2003.xls", book2003(("表", line("a")))[:-20], "broken", "文件内部的标记有错误" + AGAIN)
    refused("no_sheet_2003.xml", book2003(), "broken", "工作簿里没有工作表" + AGAIN)
    refused("other.xml", b'<?xml version="1.0"?>\n<list>a,b\nc,d</list>', "not_a_table", "XML 文件，请用 Excel 或 WPS 打开，另存为 .xlsx 后再发")


def papers_beside():
    """What is sent instead of a table, by mistake."""
    lock = "表格打开时留下的临时文件，里面没有数据，请关闭表格后发送原来的文件"
    shortcut = "快捷方式，里面没有文件本身，请发送原来的文件"
    refused(".~lock.名单.xlsx#", ",DESKTOP-1,王伟,05.03.2026 22:30,file:///C:/Users/王伟/AppData;".encode(), "not_a_table", lock)
    refused("~$名单.xlsx", b"\x06Wang W" + b" " * 48 + "Wang W".encode("utf-16le").ljust(110, b" "), "not_a_table", lock)
    refused("名单.lnk", b"L\0\0\0\1\x14\2\0\0\0\0\0\xC0\0\0\0\0\0\0\x46" + bytes(60), "not_a_table", shortcut)
    refused("名单.url", b"[InternetShortcut]\r\nURL=https://docs.qq.com/sheet/x\r\n", "not_a_table", shortcut)
    iwork = "Numbers 或 Pages 文档，请导出为 Excel 文件（.xlsx）后再发"
    refused("名单.numbers", packed([("Index/Document.iwa", b"x"), ("preview.jpg", b"\xFF\xD8\xFF")]), "not_a_table", iwork)
    refused("packed.numbers", packed([("名单.numbers/preview.jpg", b"\xFF\xD8\xFF"), ("名单.numbers/Index.zip", b"x")]), "not_a_table", iwork)


def real_documents():
    """As LibreOffice writes them: made/make.py."""
    def made(name):
        with open(os.path.join(HERE, "made", name), "rb") as f:
            return f.read()
    sheets = (("客户资料", [["1", "3月5日客户资料"], ["2", "公司全名", "法人", "联系电话", "登记", "主营业务"],
                        ["3", "东莞市宏达五金制品有限公司", "张伟", "13800138000", "2026-03-05", "五金"],
                        ["4", "深圳市喆成科技有限公司", "李喆\n经理", "076988888888", "2026-03-05 14:30:00"],
                        ["5", "惠州市日升贸易有限公司", "王芳", "13700137000", "", "贸易"], ["6*", "藏起来的公司", "赵六", "13600136000"], ["7", "合计", "4", "", "7%"],
                        ["merged", "E3:E4"]]), ("旧", [["1", "旧公司", "x"]], True))
    case("libreoffice.ods", made("libreoffice.ods"), *sheets, author="王伟")
    case("libreoffice.fods", made("libreoffice.fods"), *sheets, author="王伟")
    rows = [["1", "公司", "联系人", "电话"], ["2", "甲公司", "张三", "13800138000"], ["3", "", "李四", "13900139000"], ["4", "乙公司", "", "13700137000"], ["merged", "A2:A3"]]
    case("libreoffice.docx", made("libreoffice.docx"), ("表1 意向客户", rows))
    case("libreoffice.odt", made("libreoffice.odt"), ("Table1", rows))


def all_documents():
    real_documents()
    papers_beside()
    open_documents()
    word_documents()
    xml_workbooks()
