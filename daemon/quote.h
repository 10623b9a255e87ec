/* Tells the sender's own words from what a mail program put below them: the mail that is answered or forwarded. Yesterday's table in the
 * quotation must not count again, and a decision counts only above it (rules.md sections 3 and 5). Pure, linear in the length.
 *
 * The quotation begins at the first of: a rule with words (`---- 原始邮件 ----`, `-----Original Message-----`, 转发 ...), a line that
 * names who wrote when (`在 2026-03-05，"x" <a@b> 写道：`, `On ... wrote:`), a block of headers (发件人: with two more of 发送时间 收件人
 * 主题 ...), lines that begin with >, and in HTML the element that clients put around it (blockquote type=cite, gmail_quote ...).
 * All that follows is quotation, also words written below it. Signatures stay with the sender's words. */
#ifndef DAEMON_QUOTE_H
#define DAEMON_QUOTE_H
#include <stddef.h>

#include "base/arena.h"

/* Where the quotation begins in a plain text: an offset at a line's start; strlen(text) if there is none. */
size_t quote_start(const char *text);

/* The words above the quotation, without blank lines and bare signature marks ("-- ") at both ends. *rest_r points into text, where
 * the quotation begins. */
const char *quote_own_words(struct arena *a, const char *text, const char **rest_r);

/* An HTML body as two pieces of HTML and of text; *_html point into copies in `a`. */
struct quote_split {
	const char *own_html, *rest_html;
	const char *own_text, *rest_text;
};
struct quote_split quote_split_html(struct arena *a, const char *html);

#endif
