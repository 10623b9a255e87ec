"""How each mail client writes an answer: what it puts around the sender's words (field notes of 2026; QQ, NetEase, Coremail, Foxmail, Outlook ...).

`answer(client, words, letter, ...)` gives a whole mail as bytes, with the letter quoted as that client quotes it. CLIENTS names them; each says in which forms it
writes (html alone, both, text alone) and in which charsets. Words stand above the quotation, below it, or between its lines.
"""
import email.policy
import email.utils
import html
from email.message import EmailMessage

WEEK = "一二三四五六日"

# name: subject's prefix, headers, forms, charsets; `line`: how a line of words is written in HTML, `sign`: what it puts below them (HTML, text);
# `head`, `open`, `close`: before, around the quotation in HTML; `mark`: the lines before it in text; `bar`: before each quoted line.
CLIENTS = {
    "qq_web": dict(
        prefix="回复：", forms=("both", "html"), charsets=("utf-8", "gb18030"), headers={"X-Mailer": "QQMail 2.x", "X-QQ-MIME": "TCMime 1.0 by Tencent"},
        line="<div>{}</div>", head='<div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div>'
        '<div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"{name}"&lt;{addr}&gt;;</div><div><b>发送时间:</b>&nbsp;{qq}</div>'
        '<div><b>收件人:</b>&nbsp;"{to}"&lt;{toaddr}&gt;;</div><div><b>主题:</b>&nbsp;{subject}</div></div><div><br></div>', open="<div>", close="</div>",
        mark='\n\n&nbsp;\n\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人:{sp}"{name}"<{addr}>;\n发送时间:{sp}{qq}\n收件人:{sp}"{to}"<{toaddr}>;\n\n主题:{sp}{subject}\n\n'),
    "qq_app": dict(
        prefix="回复：", forms=("html",), charsets=("utf-8", "gb18030"), headers={"X-Mailer": "QQMail 2.x"},
        line='<div style="font-size: 14px;">{}</div>', sign='<div><br></div><div id="QQMailSignature">---<br>发自我的iPhone</div>',
        head='<div>&nbsp;</div><div style="font-size: 12px;">------------------ Original ------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;" id="menu_sender">'
        '<div><b>From: </b> {name} &lt;{addr}&gt;</div><div><b>Date: </b>{en}</div><div><b>To: </b>{to} &lt;{toaddr}&gt;</div><div><b>Subject: </b>{subject}</div></div><div>&nbsp;</div>',
        open='<div id="original-content">', close="</div>"),
    "qq_phone_old": dict(
        prefix="回复：", forms=("both",), charsets=("utf-8",), line="<div>{}</div>", sign="<div>来自QQ邮箱手机版</div>", sign_text="来自QQ邮箱手机版",
        head='<div>---原始邮件---</div><div><b>发件人:</b> "{name}"&lt;{addr}&gt;</div><div><b>发送时间:</b> {qq}</div><div><b>收件人:</b> "{to}"&lt;{toaddr}&gt;;</div><div><b>主题:</b> {subject}</div>',
        open="<div>", close="</div>", mark='\n\n---原始邮件---\n发件人: "{name}"<{addr}>\n发送时间: {qq}\n收件人: "{to}"<{toaddr}>;\n主题: {subject}\n\n'),
    "foxmail": dict(
        prefix="回复: ", forms=("both",), charsets=("utf-8", "gb2312"), headers={"X-Mailer": "Foxmail 7.2.25.213[cn]", "X-Has-Attach": "no"},
        line='<div style="font-family: 微软雅黑; font-size: 14px;"><span></span>{}</div>',
        sign='<div><br></div><hr style="width: 210px; height: 1px;" color="#b5c4df" size="1" align="left"><div><span><div>{toaddr}</div></span></div>', sign_text="\n\n{toaddr}",
        head='<blockquote style="margin-Top: 0px; margin-Bottom: 0px; margin-Left: 0.5em; margin-Right: inherit"><div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        '<div style="PADDING-RIGHT: 8px; FONT-SIZE: 12px;BACKGROUND: #efefef;"><div><b>发件人：</b>&nbsp;<a href="mailto:{addr}">{name}</a></div><div><b>发送时间：</b>&nbsp;{minute}</div>'
        '<div><b>收件人：</b>&nbsp;<a href="mailto:{toaddr}">{to}</a></div><div><b>主题：</b>&nbsp;{subject}</div></div></div>', open="<div>", close="</div></blockquote>",
        mark="\n \n发件人： {name}\n发送时间： {minute}\n收件人： {to}\n主题： {subject}\n"),
    "netease_web": dict(
        prefix="Re:", forms=("both",), charsets=("GBK", "utf-8"), headers={"X-Mailer": "Coremail Webmail Server Version XT5.0.13", "X-CM-HeaderCharset": "UTF-8"},
        line='<div style="margin:0;">{}</div>', wrap='<div style="line-height:1.7;color:#000000;font-size:14px;font-family:Arial">',
        head='<div style="position:relative;zoom:1"></div><div id="divNeteaseMailCard"></div><p>At {iso}, "{name}" &lt;{addr}&gt; wrote:</p>',
        open='<blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">', close="</blockquote></div>",
        mark='\n\n\n\n\n\n\n\n在 {iso}，"{name}" <{addr}> 写道：\n', bar=">"),
    "netease_app": dict(
        prefix="回复：", forms=("both", "text"), charsets=("utf-8",), headers={"X-Mailer": "MailMasterAndroid/7.19.3_(14)"},
        line='<div dir="auto">{}</div>', sign='<div id="spnEditorSign_app" data-netease-sign="1"><table><tr><td>| |</td></tr><tr><td>{to}</td></tr><tr><td>邮箱：{toaddr}</td></tr></table>'
        '<div>签名由 <a href="https://mail.163.com/dashi/dlpro.html">网易邮箱大师</a> 定制</div></div>', sign_text="\n| |\n{to}\n|\n|\n邮箱：{toaddr}\n|\n签名由 网易邮箱大师 定制",
        head='<div class="J-reply" style="background-color:#f2f2f2;"><div style="font-size:12px;">---- 回复的原邮件 ----</div><table><tr><td>发件人</td><td>{name}&lt;{addr}&gt;</td></tr><tr><td>日期</td><td>{iso}</td></tr>'
        "<tr><td>收件人</td><td>{to}&lt;{toaddr}&gt;</td></tr><tr><td>主题</td><td>{subject}</td></tr></table></div>", open='<blockquote class="mimeQuote">', close="</blockquote>",
        mark="\n---- 回复的原邮件 ----\n| 发件人 | {name}<{addr}> |\n| 日期 | {iso} |\n| 收件人 | {to}<{toaddr}> |\n| 主题 | {subject} |\n"),
    "netease_ios": dict(
        prefix="回复：", forms=("html",), charsets=("utf-8", "GBK"), line="<p>{}</p>", sign="<p>发自我的手机</p>", head="<p>在 {apple}，{name} &lt;{addr}&gt; 写道：</p>",
        open='<blockquote type="cite">', close="</blockquote>"),
    "outlook_desktop": dict(
        prefix="答复: ", forms=("both",), charsets=("gb2312", "utf-8"), headers={"X-Mailer": "Microsoft Outlook 16.0", "Thread-Index": "AdnX1"},
        line="<p class=MsoNormal><span lang=EN-US><o:p></o:p></span>{}<span lang=EN-US><o:p></o:p></span></p>", wrap="<div class=WordSection1>",
        head='<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p><div><div style=\'border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\'><p class=MsoNormal><b>发件人<span lang=EN-US>:</span></b>'
        " {name} &lt;{addr}&gt; <br><b>发送时间<span lang=EN-US>:</span></b> {outlook}<br><b>收件人<span lang=EN-US>:</span></b> {to} &lt;{toaddr}&gt;<br><b>主题<span lang=EN-US>:</span></b> {subject}</p></div></div>",
        open="<div>", close="</div></div>", mark="\n\n发件人: {name} <{addr}> \n发送时间: {outlook}\n收件人: {to} <{toaddr}>\n主题: {subject}\n\n"),
    "outlook_plain": dict(
        prefix="RE: ", forms=("text",), charsets=("gb2312", "utf-8"), mark="\n\n-----邮件原件-----\n发件人: {name} <{addr}> \n发送时间: {outlook}\n收件人: {to} <{toaddr}>\n主题: {subject}\n\n"),
    "outlook_mobile": dict(
        prefix="回复: ", forms=("html", "both"), charsets=("utf-8",), line='<div dir="auto" style="color: rgb(33, 33, 33);">{}</div>',
        sign='<div id="ms-outlook-mobile-signature"><div></div>获取 <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div>', sign_text="\n获取 Outlook for iOS<https://aka.ms/o0ukef>",
        head='<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif"><b>发件人:</b> {name} &lt;{addr}&gt;<br><b>发送时间:</b> {outlook}<br>'
        "<b>收件人:</b> {to} &lt;{toaddr}&gt;<br><b>主题:</b> {subject}</font><div>&nbsp;</div></div>", open="<div>", close="</div>",
        mark="\n________________________________\n发件人: {name} <{addr}>\n发送时间: {outlook}\n收件人: {to} <{toaddr}>\n主题: {subject}\n\n"),
    "iphone": dict(
        prefix="回复：", forms=("both", "text"), charsets=("utf-8",), headers={"X-Mailer": "iPhone Mail (22F76)", "Mime-Version": None},
        line='<div dir="ltr">{}</div>', sign='<div dir="ltr"><br></div><div dir="ltr">发自我的 iPhone</div>', sign_text="\n发自我的 iPhone",
        head='<div dir="ltr"><br><blockquote type="cite">在 {apple}，{name} &lt;{addr}&gt; 写道：<br><br></blockquote></div>', open='<blockquote type="cite"><div dir="ltr">', close="</div></blockquote>",
        mark="\n> 在 {apple}，{name} <{addr}> 写道：\n> \n", bar="> ", first="\ufeff"),
    "mac": dict(
        prefix="Re: ", forms=("both",), charsets=("utf-8", "gb18030"), headers={"X-Mailer": "Apple Mail (2.3826.600.51.1.1)"}, line="<div>{}</div>",
        head='<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>{mac}，{name} &lt;{addr}&gt; 写道：</div><br class="Apple-interchange-newline"></blockquote></div>',
        open='<blockquote type="cite"><div>', close="</div></blockquote>", mark="\n\n> {mac}，{name} <{addr}> 写道：\n> \n", bar="> "),
    "mac_old": dict(prefix="Re: ", forms=("text",), charsets=("utf-8",), mark="\n\n{mac}，{name} <{addr}> 写道：\n\n", bar="> "),
    "gmail": dict(
        prefix="Re: ", forms=("both",), charsets=("utf-8",), line='<div dir="auto">{}</div>',
        head='<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">{name} &lt;<a href="mailto:{addr}">{addr}</a>&gt; 于 {gmail}写道：<br></div>',
        open='<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">', close="</blockquote></div>",
        mark="\n\n{name} <{addr}> 于 {gmail}写道：\n\n", bar="> "),
    "gmail_english": dict(
        prefix="Re: ", forms=("both",), charsets=("utf-8",), line='<div dir="ltr">{}</div>',
        head='<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On {en} {name} &lt;<a href="mailto:{addr}">{addr}</a>&gt; wrote:<br></div>', open='<blockquote class="gmail_quote">', close="</blockquote></div>",
        mark="\n\nOn {en} {name} <{addr}>\nwrote:\n\n", bar="> "),
    "exmail": dict(
        prefix="回复：", forms=("both", "html"), charsets=("utf-8", "gb18030"), headers={"X-BIZMAIL-ID": "17250012345", "X-Mailer": "QQMail 2.x"}, line="<div>{}</div>",
        sign="<div><includetail><div>&nbsp;</div><div>------------------</div><div>{to}</div><div>东莞市示例网络科技有限公司</div><div>地址：东莞市南城区</div></includetail></div>",
        sign_text="&nbsp;\n------------------\n{to}\n东莞市示例网络科技有限公司\n地址：东莞市南城区",
        head='<div>&nbsp;</div><div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;Original&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;">'
        '<div id="menu_sender"><b>From: </b>&nbsp;"{name}"&lt;{addr}&gt;; </div><div><b>Date: </b>&nbsp;{en}</div><div><b>To: </b>&nbsp;"{to}"&lt;{toaddr}&gt;; <wbr></div><div><b>Subject: </b>&nbsp;{subject}</div></div>',
        open="<div>", close="</div></div>", mark='\n&nbsp;\n------------------&nbsp;Original&nbsp;------------------\nFrom:{sp}"{name}"<{addr}>;\nDate:{sp}{en}\nTo:{sp}"{to}"<{toaddr}>;\n\nSubject:{sp}{subject}\n\n'),
    "wecom_app": dict(
        prefix="回复：", forms=("html",), charsets=("utf-8",), line="<p>{}</p>", sign="<p><br></p><p>发自我的企业微信</p>",
        head='<div class="wwm_quote"><div>------------------ 原始邮件 ------------------</div><div>发件人: {name}&lt;{addr}&gt;</div><div>发送时间: {iso}</div><div>收件人: {to}&lt;{toaddr}&gt;</div><div>主题: {subject}</div>',
        open="<div>", close="</div></div>"),
    "aliyun": dict(
        prefix="回复：", forms=("both", "html"), charsets=("utf-8", "gb18030"), headers={"X-Mailer": "[Alimail-Mailagent][W4_3][v7.04][Chrome]"},
        line='<div style="clear:both;">{}</div>', wrap='<div class="__aliyun_email_body_block">',
        head='<div style="clear:both;"><br></div><blockquote style="margin-right:0;margin-top:0;margin-bottom:0;"><div style="clear:both;">------------------------------------------------------------------</div>'
        "<div>发件人：{name} &lt;{addr}&gt;</div><div>发送时间：{qq}</div><div>收件人：{to} &lt;{toaddr}&gt;</div><div>主　题：{subject}</div>", open="<div>", close="</div></blockquote></div>",
        mark="\n\n------------------------------------------------------------------\n发件人：{name} <{addr}>\n发送时间：{qq}\n收件人：{to} <{toaddr}>\n主　题：{subject}\n\n"),
    "aliyun_app": dict(
        prefix="回复：", forms=("both",), charsets=("utf-8",), line="<div>{}</div>", sign="<div>来自阿里邮箱 iPhone版</div>", sign_text="来自阿里邮箱 iPhone版",
        head="<div>------------------------------------------------------------------</div><div>发件人：{name}&lt;{addr}&gt;</div><div>日　期：{iso}</div><div>收件人：{to}&lt;{toaddr}&gt;</div><div>主　题：{subject}</div>",
        open="<div>", close="</div>",
        mark="\n------------------------------------------------------------------\n发件人：{name}<{addr}>\n日　期：{iso}\n收件人：{to}<{toaddr}>\n主　题：{subject}\n\n"),
    "feishu": dict(
        prefix="回复：", forms=("html", "both"), charsets=("utf-8",), line='<p style="line-height:1.6;margin-top:4px;">{}</p>', wrap='<div data-zone-id="0" style="line-height:1.62">',
        head='</div><div class="history-quote-wrapper" id="lark-mail-quote-172604"><div data-html-block="quote" data-mail-html-ignore=""><div style="border-left: none; padding-left: 0px;"><div class="adit-html-block__attr">'
        "<div>发件人: <span>{name}</span>&lt;{addr}&gt;</div><div>时间: {gmail}</div><div>主题: {subject}</div><div>收件人: {to}&lt;{toaddr}&gt;</div></div>", open="<div>", close="</div></div></div></div>",
        mark="\n发件人: {name}<{addr}>\n时间: {gmail}\n主题: {subject}\n收件人: {to}<{toaddr}>\n\n"),
    "coremail": dict(
        prefix="回复: ", forms=("both", "html"), charsets=("UTF-8", "GBK"), headers={"X-Mailer": "Coremail Webmail Server Version 2024.1-cmXT5"}, line="<p>{}</p>",
        head='<br><br>-----原始邮件-----<br><b>发件人:</b><span id="rc_from">{name} &lt;{addr}&gt;</span><br><b>发送时间:</b><span id="rc_senttime">{iso} (星期一)</span><br><b>收件人:</b> {to} &lt;{toaddr}&gt;<br><b>主题:</b> {subject}<br><br>',
        open='<blockquote name="replyContent" class="ReferenceQuote" style="padding-left:5px;margin-left:5px;border-left:#b6b6b6 2px solid;margin-right:0;">', close="</blockquote>",
        mark="\n\n\n\n-----原始邮件-----\n发件人:{name} <{addr}>\n发送时间:{iso} (星期一)\n收件人: {to} <{toaddr}>\n主题: {subject}\n\n"),
    "huawei": dict(
        prefix="回复:", forms=("html", "text"), charsets=("utf-8",), line="<p>{}</p>", sign="<p>发自我的华为手机</p>", sign_text="\n发自我的华为手机",
        head="<div>-------- 原始邮件 --------</div><div>发件人：{name} &lt;{addr}&gt;</div><div>日期：{gmail}</div><div>收件人：{to} &lt;{toaddr}&gt;</div><div>主题：{subject}</div>", open="<div>", close="</div>",
        mark="\n\n-------- 原始邮件 --------\n发件人：{name} <{addr}>\n日期：{gmail}\n收件人：{to} <{toaddr}>\n主题：{subject}\n"),
    "xiaomi": dict(
        prefix="回复：", forms=("both", "text"), charsets=("utf-8",), line="<div>{}</div>", sign="<div>发自我的小米手机</div>", sign_text="\n发自我的小米手机",
        head='<div class="quote">{name} &lt;{addr}&gt; 于{gmail}写道：<br>', open='<blockquote class="quote">', close="</blockquote></div>", mark="\n{name} <{addr}> 于{gmail}写道：\n\n", bar="> "),
    "oppo": dict(
        prefix="回复：", forms=("html", "text"), charsets=("utf-8",), line="<div>{}</div>", sign="<div>发自我的OPPO手机</div>", sign_text="\n发自我的OPPO手机",
        head="<div>-------- 原始邮件 --------</div><div>发件人： {name}&lt;{addr}&gt;</div><div>日期： {minute}</div><div>收件人： {to}&lt;{toaddr}&gt;</div><div>主　题： {subject}</div>", open="<div>", close="</div>",
        mark="\n-------- 原始邮件 --------\n发件人： {name}<{addr}>\n日期： {minute}\n收件人： {to}<{toaddr}>\n主　题： {subject}\n"),
    "vivo": dict(prefix="回复:", forms=("html",), charsets=("utf-8",), line="<p>{}</p>", sign="<p>从我的 vivo 手机发送</p>", open="<blockquote>", close="</blockquote>",
                 head="<p>{name} &lt;{addr}&gt;于 {minute}写道：</p>"),
    "dingtalk": dict(
        prefix="回复：", forms=("both",), charsets=("utf-8",), line="<div>{}</div>", sign="<div>发自我的钉钉</div>", sign_text="发自我的钉钉",
        head="<div>------------------------------------------------------------------</div><div><b>发件人：</b>{name}</div><div><b>发送时间：</b>{minute}</div><div><b>收件人：</b>{to}</div><div><b>主　题：</b>{subject}</div>",
        open="<div>", close="</div>", mark="\n------------------------------------------------------------------\n发件人：{name}\n发送时间：{minute}\n收件人：{to}\n主　题：{subject}\n"),
    "thunderbird": dict(
        prefix="Re: ", forms=("both", "text"), charsets=("utf-8",), line="<p>{}</p>", head='<div class="moz-cite-prefix">在 {slash}, {name} 写道:<br></div>', open='<blockquote type="cite" cite="mid:x">',
        close="</blockquote>", mark="\n\n在 {slash}, {name} 写道:\n", bar="> "),
    "mail139": dict(
        prefix="Re:", forms=("both",), charsets=("utf-8",), line="<div>{}</div>", sign="<div>使用手机139邮箱发送</div>", sign_text="使用手机139邮箱发送", open="<div>", close="</div>",
        head="<div>-----原始邮件-----</div><div>发件人：\"{name}\" &lt;{addr}&gt;</div><div>收件人：\"{to}\" &lt;{toaddr}&gt;</div><div>日期：{iso}</div><div>主题：{subject}</div>",
        mark='\n\n-----原始邮件-----\n发件人："{name}" <{addr}>\n收件人："{to}" <{toaddr}>\n日期：{iso}\n主题：{subject}\n\n'),
    "sina": dict(
        prefix="回复：", forms=("both",), charsets=("GBK", "utf-8"), line="<p>{}</p>", open="<div>", close="</div>",
        head='<div id="origbody"><div style="background: #f2f2f2;">----- 原始邮件 -----<br>发件人：{name} &lt;{addr}&gt;<br>收件人：{to} &lt;{toaddr}&gt;<br>主题：{subject}<br>日期：{gmail}</div></div>',
        mark="\n\n----- 原始邮件 -----\n发件人：{name} <{addr}>\n收件人：{to} <{toaddr}>\n主题：{subject}\n日期：{gmail}\n\n"),
}


def moments(at):
    half = "上午" if at.hour < 12 else "下午"
    return dict(qq=f"{at.year}年{at.month}月{at.day}日(星期{WEEK[at.weekday()]}) {half}{at.hour % 12 or 12}:{at.minute:02d}", iso=f"{at:%Y-%m-%d %H:%M:%S}", minute=f"{at:%Y-%m-%d %H:%M}",
                apple=f"{at.year}年{at.month}月{at.day}日，{at:%H:%M}", mac=f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}", gmail=f"{at.year}年{at.month}月{at.day}日周{WEEK[at.weekday()]} {at:%H:%M}",
                en=f"{at:%a, %b} {at.day}, {at.year} {at:%I:%M %p}", outlook=f"{at.year}年{at.month}月{at.day}日 {at.hour}:{at.minute:02d}", slash=f"{at.year}/{at.month}/{at.day} {at:%H:%M}")


def says(letter):
    """What a client prints of the letter that is answered."""
    m = letter["mail"]
    name, addr = email.utils.parseaddr(str(m["From"]))
    to, toaddr = email.utils.parseaddr(str(m["To"]))
    return dict(moments(m["Date"].datetime), name=name or addr, addr=addr, to=to or toaddr, toaddr=toaddr, subject=str(m["Subject"]), sp=" ")


def quoted_html(letter):
    part = letter["mail"].get_body(("html",))
    text = part.get_content() if part else "<p>" + html.escape(letter["text"]) + "</p>"
    low = text.lower()
    start = low.find(">", low.find("<body")) + 1 if "<body" in low else 0
    end = low.rfind("</body") if "</body" in low else len(text)
    return text[start:end]


def html_body(c, words, letter, place, facts):
    own = "".join(c["line"].format(html.escape(line) or "<br>") for line in words.split("\n"))
    above = own if place == "above" else c["line"].format("<br>")
    inside = quoted_html(letter)
    if place == "between":
        cut = inside.find("</td>", len(inside) // 3)
        inside = inside[:cut] + own + inside[cut:]
    below = own if place == "below" else ""
    safe = {k: html.escape(v, quote=False) for k, v in facts.items()}
    body = c.get("wrap", "") + above + c.get("sign", "").format(**safe) + c["head"].format(**safe) + c["open"] + inside + c["close"] + below
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>{body}</body></html>'


def text_body(c, words, letter, place, facts):
    bar = c.get("bar", "")
    lines = [bar + line for line in (c.get("first", "") + letter["text"]).split("\n")]
    if place == "between":
        lines[len(lines) // 3:len(lines) // 3] = ["", words, ""]
    sign = c.get("sign_text", "").format(**facts)
    return (words if place == "above" else "") + ("\n" + sign if sign else "") + "\n" + c["mark"].format(**facts) + "\n".join(lines) + ("\n" + words if place == "below" else "")


def answer(client, words, letter, sender, at, name, form=None, charset=None, place="above", quoted=True, headers=None, subject=None):
    """The mail as bytes. letter: as Play.letter gives it. sender: its From. name: of its Message-ID."""
    c = CLIENTS[client]
    form, charset = form or c["forms"][0], charset or c["charsets"][0]
    facts = says(letter)
    m = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=200))
    m["From"] = sender
    m["To"] = str(letter["mail"]["Reply-To"] or letter["mail"]["From"])
    m["Subject"] = subject or c["prefix"] + letter["subject"]
    m["Date"], m["Message-ID"] = email.utils.format_datetime(at), f"<{name}@test>"
    m["In-Reply-To"] = str(letter["mail"]["Message-ID"])
    m["References"] = str(letter["mail"]["Message-ID"])
    for k, v in {**c.get("headers", {}), **(headers or {})}.items():
        if v is not None:
            m[k] = v
    plain = text_body(c, words, letter, place, facts) if "mark" in c and quoted else words + "\n" + c.get("sign_text", "").format(**facts)
    rich = (html_body(c, words, letter, place, facts) if quoted else "".join(c["line"].format(html.escape(x)) for x in words.split("\n"))) if "line" in c else None
    if form == "html":
        m.set_content(encodable(rich, charset), subtype="html", charset=charset, cte="base64")
    else:
        m.set_content(encodable(plain, charset), charset=charset, cte="base64")
        if form == "both":
            m.add_alternative(encodable(rich, charset), subtype="html", charset=charset, cte="base64")
    return m.as_bytes()


def encodable(text, charset):
    """What a charset has no character for, clients write as ? or leave out."""
    return text.encode(charset, "replace").decode(charset)


def can(words, charset):
    try:
        words.encode(charset)
        return True
    except UnicodeEncodeError:
        return False
