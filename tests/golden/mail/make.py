#!/usr/bin/python3
"""Makes the mails of this folder: what the mail programs of field/china.md section 2 write, byte by byte. Run here: ./make.py
Each NAME.eml has a NAME.txt beside it: what mime_read makes of it (LEADCLERK_WRITE_GOLDEN=1 tests/test_mime writes them anew; read them
before committing). Lines end in CRLF unless a mail is about that."""
import base64
import binascii
import bz2
import io
import os
import struct
import zipfile
import zlib

import archives
import outlook

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = ["公司名称", "法人", "电话", "主营业务", "注册资本", "网络情况", "有无网站", "开发价值"]
ROW = ["东莞市华美模具有限公司", "张三", "13800138000", "模具", "100万", "百度推广", "有", "高"]
ROW2 = ["深圳市喆成科技有限公司", "李喆", "0755-26001234", "电子元件", "500万", "无", "无", "中"]


def xlsx(rows):
    """The smallest workbook, always with the same bytes."""
    sheet = "".join("<row r='%d'>%s</row>" % (r + 1, "".join(
        "<c r='%s%d' t='inlineStr'><is><t>%s</t></is></c>" % (chr(65 + c), r + 1, v) for c, v in enumerate(row))) for r, row in enumerate(rows))
    files = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' "
        "ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/>"
        "<Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>"
        "<Override PartName='/xl/worksheets/sheet1.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/></Types>",
        "_rels/.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
        "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
        "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='客户资料' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
        "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/worksheets/sheet1.xml": "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>%s</sheetData></worksheet>" % sheet,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in files.items():
            z.writestr(zipfile.ZipInfo(name, (2026, 3, 5, 22, 0, 0)), text.encode())
    return out.getvalue()


LIST = xlsx([HEAD, ROW, ROW2])
CSV = "\r\n".join(",".join(r) for r in (HEAD, ROW, ROW2)) + "\r\n"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def b64(data, width=76):
    text = base64.b64encode(data).decode()
    return "\r\n".join(text[i:i + width] for i in range(0, len(text), width)) + "\r\n"


def qp(data):
    import quopri
    return quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n").decode()


def word(text, charset, enc="B"):
    data = text.encode(charset)
    if enc == "B":
        return "=?%s?B?%s?=" % (charset, base64.b64encode(data).decode())
    return "=?%s?Q?%s?=" % (charset, "".join("=%02X" % b for b in data))


def html_table(rows):
    return "<table border=1>%s</table>" % "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % c for c in r) for r in rows)


def tabbed(rows):
    return "".join("\t".join(r) + "\r\n" for r in rows)


def multipart(kind, boundary, *parts):
    return "Content-Type: multipart/%s;\r\n\tboundary=\"%s\"\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\n%s--%s--\r\n" % (
        kind, boundary, "".join("--%s\r\n%s\r\n" % (boundary, p) for p in parts), boundary)


def text_part(text, kind="plain", charset="utf-8", label=None, cte="base64"):
    data = text.encode(charset)
    body = b64(data) if cte == "base64" else qp(data)
    return "Content-Type: text/%s;\r\n\tcharset=\"%s\"\r\nContent-Transfer-Encoding: %s\r\n\r\n%s" % (kind, label or charset, cte, body)


def file_part(data, disposition, ctype="application/octet-stream"):
    return "Content-Type: %s\r\nContent-Disposition: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s" % (ctype, disposition, b64(data))


PEOPLE = "From: =?utf-8?B?546L5Lyf?= <Wang.Wei@corp.test>\r\nTo: director@corp.test\r\nCc: gm@corp.test\r\n"
DATE = "Date: Thu, 5 Mar 2026 22:30:00 +0800\r\n"


def mail(body, subject="客户资料", people=PEOPLE, more="", message_id="<1@corp.test>", date=DATE):
    return "%sSubject: %s\r\n%sMessage-ID: %s\r\nMIME-Version: 1.0\r\n%s%s" % (
        people, word(subject, "utf-8") if isinstance(subject, str) and not subject.startswith("=?") else subject, date, message_id, more, body)


MAILS = {}


def add(name, content):
    MAILS[name] = content if isinstance(content, bytes) else content.encode("utf-8")


# -- lists as they come ------------------------------------------------------------------------------------------------------------
gb = lambda s: word(s, "gb18030")
add("qq", mail(
    multipart("mixed", "----=_NextPart_5D2FE451_08BC2C80_4DC4F164",
              multipart("alternative", "----=_NextPart_5D2FE451_08BC2C80_4DC4F165",
                        text_part("李总监:&nbsp;附件是今天的客户资料\n", charset="gb18030"), text_part("<div>李总监:&nbsp;附件是今天的客户资料</div>", "html", "gb18030")),
              file_part(LIST, 'attachment; filename="%s"' % gb("王伟3月5日客户资料.xlsx"),
                        'application/octet-stream;\r\n\tcharset="gb18030";\r\n\tname="%s"' % gb("王伟3月5日客户资料.xlsx"))),
    subject=gb("王伟3月5日客户资料"), people='From: "%s" <12345@QQ.com>\r\nTo: "%s" <director@corp.test>\r\nCc: "%s" <gm@corp.test>;\r\n' % (gb("王伟"), gb("李总监"), gb("陈总")),
    more="Content-Transfer-Encoding: 8Bit\r\nX-QQ-MIME: TCMime 1.0 by Tencent\r\nX-Mailer: QQMail 2.x\r\nX-OQ-MSGID: <old-id@local>\r\n", message_id="<tencent_ABC@qq.com>"))
add("qq_latin_label", mail(text_part("附件超过大小, 明天再发", charset="gb18030", label="ISO-8859-1"), subject="=?ISO-8859-1?B?%s?=" % base64.b64encode("客户资料".encode("gb18030")).decode()))
long_subject = "王伟三月五日客户资料一百二十条包含东莞深圳广州佛山四个地区的模具电子五金塑胶企业请查收谢谢"
add("foxmail_long_word", mail(multipart("mixed", "----=_001_NextPart156846856287_=----",
    multipart("alternative", "----=_002_NextPart156846856287_=----", text_part("见附件\r\n", label="us-ascii"), text_part("<p>见附件</p>", "html", label="us-ascii")),
    file_part(CSV.encode("gb18030"), 'attachment;\r\n\tfilename="%s"' % word("客户资料.csv", "gb2312"), 'application/octet-stream;\r\n\tname="%s"' % word("客户资料.csv", "gb2312"))),
    subject=word(long_subject, "utf-8"), more="X-Mailer: Foxmail 7.2.25.492[cn]\r\nX-Has-Attach: yes\r\n"))
add("coremail_gbk_table", mail(multipart("alternative", "----=_Part_1_2.3",
    text_part("各位好,今天的资料:\r\n" + tabbed([HEAD, ROW2]), charset="gbk", label="GBK"), text_part("<p>各位好,今天的资料:</p>" + html_table([HEAD, ROW2]), "html", "gbk", "GBK", "quoted-printable")),
    subject=word("客户资料李喆", "gbk"), more="X-Mailer: Coremail Webmail Server Version XT5.0.13\r\n"))
add("exmail_rfc2231", mail(multipart("mixed", "b1", text_part("见附件"), file_part(LIST, "attachment;\r\n filename*0*=gb2312''%CD%F5%CE%B0%BF%CD;\r\n filename*1*=%BB%A7%D7%CA%C1;\r\n filename*2*=%CF.xlsx",
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')), message_id="<12ab+token.1@corp.test>", more="X-BIZMAIL-ID: 1\r\nIn-Reply-To: <b@x>\r\nReferences: <a@x> <b@x>\r\n\t<c@x>\r\n"))
add("raw_8bit_names", (mail("", people="").encode()[:0] + b"From: \xcd\xf5\xce\xb0 <wang.wei@corp.test>\r\nTo: director@corp.test\r\nSubject: \xbf\xcd\xbb\xa7\xd7\xca\xc1\xcf\r\nMIME-Version: 1.0\r\n"
    + multipart("mixed", "b1", text_part("x")).replace("--b1--\r\n", "").encode() + b"--b1\r\nContent-Type: application/octet-stream; name=\"\xbf\xcd\xbb\xa7.csv\"\r\n"
    b"Content-Disposition: attachment; filename=\"\xbf\xcd\xbb\xa7.csv\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(CSV.encode("gb18030")).encode() + b"\r\n--b1--\r\n"))
half = "客户资料王伟.xlsx".encode("utf-8")
split = "=?UTF-8?B?%s?=\r\n =?UTF-8?B?%s?=" % (base64.b64encode(half[:7]).decode(), base64.b64encode(half[7:19]).decode())
add("split_words", mail(multipart("mixed", "b1", text_part("见附件"), file_part(LIST, 'attachment; filename="%sxlsx"' % split)),
    subject="=?gb2312?B?v827?= =?gb2312?B?p9fKwc8=?= =?gb2312?Q?=CD=F5?= plain =?utf-8?Q?=E4=BC?=\r\n =?utf-8?Q?=9F?="))
add("utf8_cut", mail("Content-Type: text/plain; charset=utf-8\r\n\r\n").encode() + "今天的客户资料在附件里, 一共一百条, 请查收".encode()[:-1] + b"\r\n")
add("percent_and_paths", mail(multipart("mixed", "b1",
    file_part(CSV.encode(), 'attachment; filename="%E5%AE%A2%E6%88%B7.csv"'), file_part(CSV.encode(), 'attachment; filename="C:\\temp\\..\\客户.csv"'),
    file_part(CSV.encode(), "attachment; filename=../../etc/a b.csv"), file_part(CSV.encode(), 'attachment; filename="a\u202egpj.csv"'),
    file_part(CSV.encode(), 'attachment; filename="%s.csv"' % ("长" * 1500)), file_part(CSV.encode(), 'attachment; filename="."'),
    file_part(CSV.encode(), "attachment", 'text/csv; name="只有name.csv"'), file_part(CSV.encode(), 'attachment; filename="=?UTF-8?B?5Y+R56Wo?=.csv"'))))
add("apple_mixed", mail(multipart("alternative", "Apple-Mail=_1", text_part("附件是资料\r\n\r\n\r\n发自我的iPhone"), multipart("mixed", "Apple-Mail=_2",
    text_part("<html><body>附件是资料<div><br></div></body></html>", "html"), file_part(LIST, "inline;\r\n\tfilename*=utf-8''%E5%AE%A2%E6%88%B7%E8%B5%84%E6%96%99.xlsx"),
    text_part("<html><body><br><div>发自我的iPhone</div></body></html>", "html"))), more="X-Mailer: iPhone Mail (22C152)\r\n"))
add("text_with_name", mail(multipart("mixed", "b1", text_part("见附件"), text_part(CSV).replace("charset=\"utf-8\"", 'charset="utf-8"; name="客户资料.csv"'))))
add("pictures", mail(multipart("mixed", "b1", multipart("related", "b2", text_part('<p>截图</p><img src="cid:pic1@x">', "html"),
    file_part(PNG, 'inline; filename="shown.png"', "image/png\r\nContent-ID: <pic1@x>"), file_part(PNG, "inline", "image/png\r\nContent-ID: <pic2@x>")),
    file_part(PNG, 'attachment; filename="名片.png"', "image/png"), file_part(b"%PDF-1.4\n%%EOF\n", 'attachment; filename="资料.pdf"', "application/pdf"))))
add("both_attachment_and_body", mail(multipart("mixed", "b1", text_part("<p>明细</p>" + html_table([HEAD, ROW]), "html"), file_part(CSV.encode(), 'attachment; filename="a.csv"'))))
add("tabs_in_plain", mail(text_part(tabbed([HEAD, ROW, ROW2]), cte="quoted-printable")))
add("huge_link_qq", mail(text_part("<div>资料在附件</div><div>从QQ邮箱发来的超大附件</div><a href=\"https://wx.mail.qq.com/ftn/download?func=3&amp;k=abc\">客户资料.xlsx</a> (128.03M, 2026年4月5日 21:59 到期)", "html")))
add("kdocs_link", mail(text_part("今天的表格: https://www.kdocs.cn/l/abc123 请查看")))

# -- nested ------------------------------------------------------------------------------------------------------------------------
inner = mail(multipart("mixed", "in1", text_part("<p>昨天的</p>" + html_table([HEAD, ROW]), "html"), file_part(CSV.encode(), 'attachment; filename="内层.csv"')), subject="客户资料 3月4日")
add("nested_rfc822", mail(multipart("mixed", "b1", text_part("作为附件转发"), "Content-Type: message/rfc822; name=\"a.eml\"\r\nContent-Disposition: attachment\r\n\r\n" + inner)))
add("nested_eml_base64", mail(multipart("mixed", "b1", text_part("作为附件转发"), file_part(inner.encode(), 'attachment; filename="%s"' % word("转发.eml", "utf-8")))))
add("report", mail(multipart('report; report-type="delivery-status"', "b1", text_part("无法投递"), "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nStatus: 5.1.1\r\n",
    "Content-Type: message/rfc822\r\n\r\n" + inner), more="Auto-Submitted: auto-replied\r\nReturn-Path: <>\r\n", people="From: MAILER-DAEMON@corp.test\r\nTo: clerk@corp.test\r\n"))
add("automatic", mail(text_part("我在休假"), subject="自动回复: 客户资料", more="Precedence: bulk\r\nList-Id: Sales <sales.corp.test>\r\nX-Auto-Response-Suppress: All\r\nX-Autoreply: yes\r\n"
    "Authentication-Results: mx.corp.test;\r\n\tspf=pass; dkim=pass\r\nAuthentication-Results: forged.test; spf=pass\r\nX-Leadclerk-Letter: L-7Q2K\r\nReturn-Path: <wang.wei@corp.test>\r\n"))

# -- people ------------------------------------------------------------------------------------------------------------------------
add("two_from", mail(text_part("x"), people="From: boss@corp.test\r\nFrom: evil@x.test\r\nTo: director@corp.test\r\n"))
add("name_is_address", mail(text_part("x"), people='From: "boss@corp.test" <evil@x.test>\r\nTo: "a, b" <One@X.test>, (c(d)) two@x.test (Zwei)\r\n'))
add("groups", mail(text_part("x"), people="From: w@x.test\r\nTo: 销售部: a@x.test, \"B, C\" <b@x.test>;, d@x.test\r\nTo: undisclosed-recipients:;\r\nCc: e@x.test\r\nCc: Wang, Wei <f@x.test>\r\n"))
add("doubtful_people", mail(text_part("x"), people='From: <""@x.test>\r\nTo: boss＠corp.test, <a@b@c.test>, <a b@x.test>, =?utf-8?B?Ym9zc0Bjb3JwLnRlc3Q=?=, <=?utf-8?Q?a=40b?=>, "q"@x.test, <@r1,@r2:z@x.test>,'
    " 张三@公司.中国, <open@x.test\r\nCc: <a@x.test> <b@x.test>, one two@x.test\r\n"))
add("nul_in_from", mail(text_part("x"), people="From: boss@corp.test\0.evil.test\r\nTo: <a\0b@x.test>\r\n"))

# -- replies and forwards: what stands below is not the sender's -----------------------------------------------------------------------
OLD = html_table([HEAD, ROW])
QQ_HEAD = ('<div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef;">'
           '<div><b>发件人:</b>&nbsp;"王伟"&lt;w@x&gt;;</div><div><b>发送时间:</b>&nbsp;2026年3月4日(星期三)</div><div><b>收件人:</b>&nbsp;"李"&lt;l@x&gt;;</div><div><b>主题:</b>&nbsp;客户资料</div></div>')
add("reply_qq", mail(multipart("alternative", "b1", text_part("同意\r\n\r\n\r\n------------------&nbsp;原始邮件&nbsp;------------------\r\n发件人:\"王伟\"<w@x>;\r\n发送时间:2026年3月4日\r\n\r\n客户资料"),
    text_part("<div>同意</div><div><br></div>" + QQ_HEAD + OLD, "html")), subject="回复：客户资料", more="In-Reply-To: <old@x>\r\n"))
add("reply_163", mail(text_part('<div>补充一份<br>' + html_table([HEAD, ROW2]) + '</div><br><p>在 2026-03-04 00:16:35，"王伟" &lt;w@x.test&gt; 写道：</p><blockquote id="isReplyContent" style="margin:0">' + OLD + "</blockquote>", "html", "gbk", "GBK"), subject="Re:客户资料"))
add("reply_foxmail", mail(text_part('<div>收到</div><blockquote style="margin-Top: 0px; margin-Left: 0.5em"><div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF 1.0pt"><div><div><b>发件人：</b>&nbsp;<a href="mailto:w@x">王伟</a></div>'
    "<div><b>发送时间：</b>&nbsp;2026-03-04 22:10</div><div><b>收件人：</b>&nbsp;李</div><div><b>主题：</b>&nbsp;客户资料</div></div></div>" + OLD + "</blockquote>", "html")))
add("reply_outlook", mail(text_part('<p class=MsoNormal>不同意，电话有误<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>发件人<span lang=EN-US>:</span></b> 王伟 &lt;w@x&gt; <br><b>发送时间:</b> 2026年3月4日 22:10<br>'
    "<b>收件人:</b> 李<br><b>主题:</b> 客户资料</p></div>" + OLD, "html"), subject="答复: 客户资料"))
add("reply_apple", mail(multipart("alternative", "b1", text_part("收到，谢谢\r\n\r\n> 2026年3月4日 22:10，王伟 <w@x.test> 写道：\r\n> \r\n> 公司名称\t法人\r\n"),
    text_part('<html><body>收到，谢谢<br><div><br><blockquote type="cite"><div>2026年3月4日 22:10，王伟 &lt;w@x&gt; 写道：</div>' + OLD + "</blockquote></div></body></html>", "html"))))
add("reply_thunderbird_plain", mail(text_part("好的\r\n\r\n在 2026/3/4 22:10, 王伟 写道:\r\n> " + tabbed([HEAD, ROW]).replace("\r\n", "\r\n> ") + "\r\n")))
add("reply_gmail", mail(text_part('<div dir="ltr">ok</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">王伟 &lt;w@x&gt; 于2026年3月4日周三 22:10写道：<br></div><blockquote class="gmail_quote">' + OLD + "</blockquote></div>", "html")))
add("forward_qq_table", mail(text_part("<div>请查收</div>" + QQ_HEAD.replace("原始邮件", "转发的邮件") + OLD, "html"), subject="转发：客户资料"))
add("forward_163", mail(text_part('<br><br><div id="isForwardContent">-------- 转发邮件信息 --------<br>发件人："王伟" &lt;w@x&gt;<br>发送日期：2026-03-04 22:10:11<br>收件人：l@x<br>主题：客户资料<br>' + OLD + "</div>", "html"), subject="Fw:客户资料"))
add("reply_with_attachment", mail(multipart("mixed", "b1", text_part("<div>重发</div>" + QQ_HEAD + OLD, "html"), file_part(CSV.encode(), 'attachment; filename="重发.csv"'))))

# -- broken ------------------------------------------------------------------------------------------------------------------------
add("empty", b"")
add("no_header", b"hello, this is no mail\nat all\n\nbody\n")
add("two_content_types", mail(multipart("mixed", "b1", text_part("inside")), more="Content-Type: text/html\r\n"))
add("boundary_missing", mail("Content-Type: multipart/mixed\r\n\r\n--b1\r\n\r\nx\r\n--b1--\r\n"))
add("boundary_quote", mail('Content-Type: multipart/mixed; boundary="\\""\r\n\r\n--"\r\n\r\nx\r\n--"--\r\n'))
add("boundary_no_end", mail(multipart("mixed", "b1", text_part("x"), file_part(CSV.encode(), 'attachment; filename="a.csv"')).replace("--b1--\r\n", "")))
add("charset_lies", mail(multipart("mixed", "b1", text_part("标为 utf-8 的 GBK 喆\r\n", charset="gb18030", label="utf-8"), text_part("标为 gb2312 的 GB18030 𬭚\r\n", charset="gb18030", label="gb2312"),
    text_part("没有标签的\r\n", charset="gb18030", label=""), text_part("不认识的标签\r\n", label="x-unknown"), text_part("utf-16\r\n", charset="utf-16", label="utf-16"), text_part("BOM\r\n", charset="utf-8-sig", label="utf-8"))))
add("base64_junk", mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n5a6i!!\r\n**5oi3\r\n\r\n6LWE5pa\r\nZ\r\n"))
add("base64_pieces", mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64("客户资料a".encode()) + b64("第二段".encode())))
add("quoted_printable_half", mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E5=AE=A2=E6=88=B7 100%=\r\n x=3 =ZZ =E5=AE=\r\n=A2=\r\n"))
add("uuencode", mail(multipart("mixed", "b1", text_part("x"), "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: x-uuencode\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\nbegin 644 a.csv\r\n"
    + "".join(binascii.b2a_uu(CSV.encode()[i:i + 45]).decode().replace("\n", "\r\n") for i in range(0, len(CSV.encode()), 45)) + "`\r\nend\r\n")))
add("alternative_extras", mail(multipart("alternative", "b1", text_part("同意"), "Content-Type: text/x-amp-html\r\n\r\n<html amp4email>x</html>\r\n", text_part("<p>同意</p>", "html"), "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n")))
add("html_and_footer", mail(multipart("mixed", "b1", text_part("<p>同意</p>", "html"), text_part("本邮件仅供收件人阅读"))))
add("same_name_twice", mail(multipart("mixed", "b1", file_part(CSV.encode(), 'attachment; filename="a.csv"'), file_part(CSV.encode(), 'attachment; filename="a.csv"'))))

add("commas_in_plain", mail(text_part("李总好：\n今天的资料如下，请查收，谢谢\n\n" + "\n".join("，".join(r) for r in (HEAD, ["1、" + ROW[0]] + ROW[1:], ["2、" + ROW2[0]] + ROW2[1:]))
                                       + "\n\n以上，共两家，有问题请打，13800138000\n")))

# -- archives ----------------------------------------------------------------------------------------------------------------------
def packed(*members):
    """A zip as other programs write it: (name in bytes, data[, flags[, extra[, method]]])."""
    out, directory = b"", b""
    for name, data, *more in members:
        flags, extra, method = (more + [0, b"", 8][len(more):])[:3]
        if method == 12:
            body = bz2.compress(data)
        else:
            squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
            body = squeeze.compress(data) + squeeze.flush() if method else data
        common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0xB160, 0x5C65, binascii.crc32(data), len(body), len(data), len(name), len(extra))
        directory += b"PK\1\2\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name + extra
        out += b"PK\3\4" + common + name + extra + body
    return out + directory + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(members), len(members), len(directory), len(out), 0)


def with_zip(name, data, file="3月5日.zip"):
    add(name, mail(multipart("mixed", "b1", text_part("附件是今天的资料"), file_part(data, 'attachment; filename="%s"' % gb(file)))))


GBK_CSV = CSV.encode("gb18030")
gbk = lambda text: text.encode("gb18030")
with_zip("zip_gbk", packed((gbk("3月5日/"), b""), (gbk("3月5日/王伟/客户资料喆.xlsx"), LIST), (gbk("意向客户.csv"), GBK_CSV), (gbk("3月5日/Thumbs.db"), b"x"),
                           (b"__MACOSX/._a.xlsx", b"x"), (gbk("~$客户资料.xlsx"), b"x"), (gbk("现场.png"), PNG)))
with_zip("zip_utf8", packed(("客户资料.xlsx".encode(), LIST, 0x800), ("名单/客户资料.csv".encode(), CSV.encode(), 0x800), (b"..\\..\\etc\\x.csv", GBK_CSV)))
with_zip("zip_mac", packed(("客户资料.xlsx".encode(), LIST), ("陌拜.csv".encode(), GBK_CSV, 0, b"", 0)))
path = "名单（东莞）.csv".encode()
with_zip("zip_unicode_path", packed((b"__.csv", GBK_CSV, 0, struct.pack("<HHBI", 0x7075, 5 + len(path), 1, binascii.crc32(b"__.csv")) + path),
                                    (b"a.csv", GBK_CSV, 0, struct.pack("<HHBI", 0x7075, 5 + len(path), 1, 7) + path)))
with_zip("zip_in_zip", packed((b"a.xlsx", LIST), (b"b.zip", packed((b"c.xlsx", LIST))), (b"d.rar", b"Rar!\x1a\x07\0"), (b"e.eml", b"From: a@x.test\r\n\r\nx,y\r\n"),
                               (b"f.docx", b"PK\3\4")))
with_zip("zip_encrypted", packed((b"a.xlsx", LIST), (b"b.xlsx", LIST, 1)))
damaged = bytearray(packed((b"a.csv", GBK_CSV, 0, b"", 0), (b"b.csv", GBK_CSV)))
damaged[60] ^= 1
with_zip("zip_damaged_member", bytes(damaged))
with_zip("zip_cut", packed((b"a.csv", GBK_CSV))[:-10])
with_zip("zip_empty", packed())
with_zip("zip_bomb", packed((b"a.csv", GBK_CSV), (b"b.csv", b" " * (64 << 20), 0, b"", 12), (b"c.csv", GBK_CSV)))
with_zip("zip_bomb_inside", packed((b"a.csv", GBK_CSV), (b"b.xlsx", packed((b"xl/workbook.xml", b" " * (257 << 20), 0, b"", 12))), (b"c.csv", GBK_CSV)))
with_zip("zip_many", packed(*[(b"%d.csv" % i, GBK_CSV) for i in range(62)]))
with_zip("zip_pictures", packed(*[(b"%d.png" % i, PNG) for i in range(30)], (b"z.csv", GBK_CSV)))
files = [(gbk("3月5日/客户资料喆.xlsx"), LIST), (gbk("意向客户.csv"), GBK_CSV), (b"Thumbs.db", b"x")]
utf8 = [(name.decode("gb18030").encode(), data) for name, data in files]
with_zip("rar4_gbk", archives.rar4(*files), "3月5日.rar")
with_zip("rar5", archives.rar5(*utf8), "3月5日.rar")
with_zip("rar4_folder", archives.rar4((b"a", None), files[0], (b"b", None), (b"b/c.csv", GBK_CSV)), "3月5日.rar")
with_zip("rar5_folder", archives.rar5((b"a", None), utf8[0], (b"b", None), (b"b/c.csv", GBK_CSV)), "3月5日.rar")
with_zip("rar4_one_locked", archives.rar4(files[0], files[1] + (4,), (b"c.csv", GBK_CSV)), "3月5日.rar")
with_zip("rar4_all_locked", archives.rar4(flags=0x80) + bytes(64), "3月5日.rar")
with_zip("rar5_all_locked", archives.rar5(locked=True), "3月5日.rar")
with_zip("rar4_volume", archives.rar4(*files, flags=1), "3月5日.part1.rar")
with_zip("rar5_volume", archives.rar5(*utf8, archive_flags=1), "3月5日.part1.rar")
with_zip("rar4_cut", archives.rar4(*files)[:-60], "3月5日.rar")
with_zip("seven", archives.seven(*[(name.decode("gb18030"), data) for name, data in files]), "3月5日.7z")
with_zip("seven_cut", archives.seven(("a.csv", GBK_CSV))[:-9], "3月5日.7z")
with_zip("seven_bomb", archives.seven_bomb(), "3月5日.7z")
with_zip("tar_gz", archives.gzip(archives.tar(*files)), "3月5日.tar.gz")
with_zip("tar", archives.tar(*utf8), "3月5日.tar")
with_zip("gzip", archives.gzip(GBK_CSV, gbk("客户资料.csv")), "3月5日.gz")
with_zip("gzip_no_name", archives.gzip(LIST), "3月5日.gz")
with_zip("gzip_bomb", archives.gzip(b" " * (65 << 20)), "3月5日.gz")
with_zip("gzip_cut", archives.gzip(GBK_CSV * 3)[:-30], "3月5日.gz")
with_zip("rar_in_rar", archives.rar4((b"a.csv", GBK_CSV), (b"b.rar", archives.rar4(*files)), (b"c.zip", packed((b"a.csv", GBK_CSV)))), "3月5日.rar")
with_zip("rar_many", archives.rar4(*[(b"%d.csv" % i, GBK_CSV) for i in range(62)]), "3月5日.rar")
add("zip_nested_mail", mail(multipart("mixed", "b1", text_part("转"), "Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + mail(
    multipart("mixed", "b2", text_part("x"), file_part(packed((b"a.csv", GBK_CSV)), 'attachment; filename="a.zip"')), subject="陌拜", message_id="<2@corp.test>"))))
# -- what Outlook wraps --------------------------------------------------------------------------------------------------------------
def with_winmail(name, data, text="见附件"):
    add(name, mail(multipart("mixed", "b1", text_part(text), file_part(data, 'attachment; filename="winmail.dat"', "application/ms-tnef"))))


named_16 = (outlook.prop(outlook.UNICODE, 0x3707, "客户资料喆.xlsx".encode("utf-16le") + b"\0\0"), outlook.named(outlook.UNICODE, "x", b"y\0\0\0"),
            outlook.several(outlook.STRING8, 0x6000, b"a\0", b"bcd\0"), outlook.prop(outlook.LONG, 0x3705, 1))
with_winmail("winmail", outlook.tnef([(gbk("KEHUZI~1.XLS"), LIST) + named_16, (gbk("意向客户.csv"), GBK_CSV), (None, None, outlook.prop(outlook.STRING8, 0x3704, gbk("陌拜.csv") + b"\0"),
             outlook.prop(outlook.BINARY, 0x3701, GBK_CSV)), (b"a.zip", packed((gbk("名单.csv"), GBK_CSV))), (b"b.eml", mail(text_part("\n".join("\t".join(r) for r in (HEAD, ROW)))).encode())]))
inner = outlook.tnef([(b"c.csv", GBK_CSV)])
with_winmail("winmail_mail_in_it", outlook.tnef([(b"m", None, outlook.prop(outlook.OBJECT, 0x3701, bytes(16) + inner)), (b"d.csv", GBK_CSV)]))
with_winmail("winmail_words", outlook.tnef([], [outlook.prop(outlook.LONG, 0x3FDE, 936), outlook.prop(outlook.BINARY, 0x1013, html_table([HEAD, ROW]).encode("gb18030")),
             outlook.prop(outlook.UNICODE, 0x1000, "公司".encode("utf-16le") + b"\0\0")]), text="")
with_winmail("winmail_words_twice", outlook.tnef([], [outlook.prop(outlook.STRING8, 0x1000, gbk("\t".join(HEAD) + "\n" + "\t".join(ROW)))]), text="资料在表里")
with_winmail("winmail_empty", outlook.tnef([]))
with_winmail("winmail_cut", outlook.tnef([(b"a.csv", GBK_CSV), (b"b.xlsx", LIST)])[:-60])
saved = outlook.msg([("客户资料.xlsx", LIST), ("里面的", outlook.msg([("c.csv", GBK_CSV)]))], subject="陌拜", html=html_table([HEAD, ROW2]), text="见表")
add("msg", mail(multipart("mixed", "b1", text_part("转"), file_part(outlook.cfb(saved), 'attachment; filename="%s"' % gb("陌拜.msg")))))
add("msg_of_words", mail(multipart("mixed", "b1", text_part("转"), file_part(outlook.cfb(outlook.msg([], subject="你好", text="好的")), 'attachment; filename="a.msg"'))))
add("wrong_type", mail(multipart("mixed", "b1", file_part(LIST, 'attachment; filename="a.xls"', "application/vnd.ms-excel"), file_part(CSV.encode(), 'attachment; filename="b.xlsx"'),
    file_part(html_table([HEAD, ROW]).encode(), 'attachment; filename="c.xls"', "application/vnd.ms-excel"), file_part(b"", 'attachment; filename="d.xlsx"'))))
add("unknown_encoding", mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: x-own\r\n\r\n客户资料\r\n"))
add("date_absurd", mail(text_part("x"), date="Date: Thu, 5 Mar 2226 22:30:00 +0800\r\n"))
add("smime", mail(multipart("mixed", "b1", text_part("加密"), file_part(b"\x30\x80", 'attachment; filename="smime.p7m"', "application/pkcs7-mime; smime-type=enveloped-data"))))
add("lf_only", mail(multipart("mixed", "b1", text_part("见附件"), file_part(CSV.encode(), 'attachment; filename="a.csv"'))).replace("\r\n", "\n"))

# -- leads typed without a table, on a phone and elsewhere ----------------------------------------------------------------------------
def block(row):
    return "".join("%s：%s\n" % pair for pair in zip(HEAD[:3], row))


def divs(text):
    return "".join("<div>%s</div>" % (line or "<br>") for line in text.split("\n"))


BLOCKS = "李总您好，意向客户两家：\n\n" + block(ROW) + "\n" + block(ROW2)
LINES = "今日意向客户\n1、%s %s %s\n2、%s %s %s\n" % tuple(ROW[:3] + ROW2[:3])
CARD = "<table><tr><td><img src=x></td><td>王伟</td></tr><tr><td>电话</td><td>0769-22222222</td></tr></table>"
add("typed_blocks", mail(text_part(BLOCKS + "\n王伟\n发自我的iPhone"), subject="意向客户"))
add("typed_lines_gbk", mail(text_part(LINES, charset="gb18030", label="gb2312"), subject="意向客户"))
add("typed_html_alone", mail(text_part(divs(BLOCKS), "html"), subject="意向客户"))
add("typed_html_nbsp", mail(text_part(divs(LINES.replace(" ", "&nbsp;&nbsp;")), "html"), subject="意向客户"))
add("typed_over_card", mail(multipart("alternative", "b1", text_part(BLOCKS), text_part(divs(BLOCKS) + CARD, "html")), subject="意向客户"))
add("typed_over_wide_card", mail(multipart("alternative", "b1", text_part("1、东莞市宏图五金有限公司 张三 13800138000\r\n2、东莞市大海塑胶有限公司 李四 13900139000\r\n\r\n陈平娜 市场部 经理\r\n东莞市示例网络科技有限公司 13700137000 www.a.cn"),
    text_part("<div>1、东莞市宏图五金有限公司 张三 13800138000<br>2、东莞市大海塑胶有限公司 李四 13900139000</div>" + html_table([["陈平娜", "市场部", "经理"], ["东莞市示例网络科技有限公司", "13700137000", "www.a.cn"]]), "html"))))
add("typed_as_html_table", mail(text_part(html_table(list(zip(HEAD, ROW)) + list(zip(HEAD, ROW2))), "html"), subject="意向客户"))
LIST_TABLE = html_table([["公司全名", "法人", "电话", "主营业务"], ["东莞市远大机械厂", "王五", "13700137001", "机械"], ["东莞市长安模具厂", "赵六", "13700137002", "模具"]])
add("typed_below_html_table", mail(multipart("alternative", "b1", text_part("客户资料：\r\n公司全名\r\n法人\r\n电话\r\n主营业务\r\n东莞市远大机械厂\r\n王五\r\n13700137001\r\n机械\r\n东莞市长安模具厂\r\n赵六\r\n13700137002\r\n模具\r\n"
    "今日意向客户：\r\n1、东莞市宏图五金有限公司，张三，13800138000\r\n2、东莞市大海塑胶有限公司，李四，13900139000\r\n\r\n谢谢！\r\n陈平娜 13700137000"),
    text_part("<p>客户资料：</p>" + LIST_TABLE + "<p>今日意向客户：</p><p>1、东莞市宏图五金有限公司，张三，13800138000</p><p>2、东莞市大海塑胶有限公司，李四，13900139000</p><p>谢谢！<br>陈平娜 13700137000</p>", "html")), subject="日报"))
add("table_over_signature", mail(text_part("<p>客户资料：</p>" + LIST_TABLE + "<p>东莞市示例网络科技有限公司<br>陈平娜<br>13700137000</p>", "html"), subject="日报"))
add("typed_reply", mail(text_part("补充一家\n" + block(ROW2) + "\n在 2026-03-04 00:16:35，\"王伟\" <w@x.test> 写道：\n> " + block(ROW).replace("\n", "\n> ")),
                        subject="回复：意向客户"))
add("typed_forward_qq", mail(text_part("------------------ 转发的邮件 ------------------\n发件人: \"王伟\" <w@x.test>;\n发送时间: 2026年3月4日\n收件人: \"李总\" <d@corp.test>;\n主题: 意向客户\n\n" + BLOCKS),
                             subject="转发：意向客户"))
add("typed_and_attached", mail(multipart("mixed", "b1", text_part("附件是明天的资料。\n" + LINES + "\n公司：东莞市示例网络科技有限公司\n姓名：王伟\n部门：市场部\n邮箱：w@corp.test\n电话：13700137000"),
                                         file_part(CSV.encode(), 'attachment; filename="a.csv"'))))

for name, content in sorted(MAILS.items()):
    with open(os.path.join(HERE, name + ".eml"), "wb") as f:
        f.write(content)
