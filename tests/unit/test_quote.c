/* Where the sender's own words end. Each case is a body and the first words of its quotation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "quote.h"
#include "unhtml.h"

static struct arena *a;

static int setup(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static const struct {
	const char *own, *quotation;
} split_cases[] = {
	{"同意", "------------------ 原始邮件 ------------------\n发件人: x"},
	{"同意", "------------------&nbsp;原始邮件&nbsp;------------------\n发件人: x"},
	{"同意", "------------------ Original ------------------\nFrom: x"},
	{"同意", "-----邮件原件-----\n发件人: x"},
	{"同意", "-----Original Message-----\nFrom: x"},
	{"同意", "---- 回复的原邮件 ----\n| 发件人 | x |"},
	{"同意", "—————原始邮件—————\n发件人：x"},
	{"同意", "---------- Forwarded message ---------\nFrom: x"},
	{"同意", "---------- 转发的邮件 ---------\n发件人: x"},
	{"同意", "-------- 转发邮件信息 --------\n发件人：x"},
	{"同意", "---- Forwarded by 王伟 on 2026/03/05 ----\nx"},
	{"同意", "开始转发的邮件：\n\n发件人: x"},
	{"同意", "Begin forwarded message:\n\nFrom: x"},
	{"同意", "在 2025-05-05 00:16:35，\"Name\" <a@b> 写道：\n>x"},
	{"同意", "At 2020-05-05 00:16:35, \"x\" <a@b> wrote:\n>x"},
	{"同意", "2025年1月14日 06:27，Name <a@b> 写道：\n> x"},
	{"同意", "On Mon, Jan 5, 2026 at 5:00 PM Wang Wei <w@x.test>\nwrote:\n> x"},
	{"同意", "On Mon, Jan 5, 2026 at 5:00 PM Wang Wei with a very long name\n<w@x.test> wrote:\nx"},
	{"同意", "王伟 <w@x.test> 于2026年3月5日周四 22:30写道：\n> x"},
	{"同意", "在 2026/3/5 22:30, 王伟 写道:\n> x"},
	{"同意", "发件人： 王伟\n发送时间： 2026-03-05 22:30\n收件人： 李\n主题： x"},
	{"同意", "发件人: 王伟 <w@x>\n日期: 2026年3月5日\n\n收件人: 李\nx"},
	{"同意", "*发件人:* 王伟\n*发送时间:* 2026年3月5日\n*主题:* x"},
	{"同意", "From: Wang\nSent: Thursday\nTo: Li\nSubject: x"},
	{"同意", "________________________________\n发件人: 王伟\n发送时间: x\n收件人: y"},
	{"同意", "寄件者: 王\n寄件日期: x\n主旨: y"},
	{"同意", "发件人：王伟<w@x>\n日　期：2026-09-14 20:00:00\n收件人：李<l@x>\n主　题：x\n\ny"},
	{"同意", "> 原文第一行\n> 第二行"},
	{"同意", ">原文第一行\n>第二行"},
	{"", "------------------ 原始邮件 ------------------\n同意"},
	/* and where no quotation is, though it looks like one */
	{"同意\n注册资本\n>100万的公司3家", ""},
	{"发件人: 我自己\n请看附件", ""},
	{"---- 今天的资料 ----\n东莞市华美", ""},
	{"他写道：很好", ""},
	{"客户在留言里写道：", ""},
	{"原始邮件\n收到了", ""},
	{"From: 东莞\n公司: x\n电话: y", ""},
	{"", ""},
};

static void split_plain(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof split_cases / sizeof *split_cases; i++) {
		const char *rest, *gap = *split_cases[i].own && *split_cases[i].quotation ? "\n\n" : "";
		const char *text = arena_printf(a, "%s%s%s", split_cases[i].own, gap, split_cases[i].quotation);
		const char *own = quote_own_words(a, text, &rest);
		if (strcmp(own, split_cases[i].own) != 0 || strcmp(rest, split_cases[i].quotation) != 0)
			fail_msg("case %zu: own '%s', rest '%s'", i, own, rest);
	}
}

/* The same marks in the HTML of the same programs: nothing of the quotation is left above the cut. */
static void split_html(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof split_cases / sizeof *split_cases; i++) {
		struct buf html = {0};
		const char *own = split_cases[i].own;
		if (!*own || !*split_cases[i].quotation)
			continue;
		buf_printf(&html, "<html><head><style>p{}</style></head><body><div>%s</div><table><tr><td>OWN</table><br><div><b>", own);
		for (const char *p = split_cases[i].quotation; *p; p++)
			if (*p == '\n')
				buf_adds(&html, "</b></div>\n<div><b>");
			else if (*p == '<' || *p == '>')
				buf_adds(&html, *p == '<' ? "&lt;" : "&gt;");
			else
				buf_addc(&html, *p);
		buf_adds(&html, "</b></div><table><tr><td>OLD</table></body></html>");
		struct quote_split s = quote_split_html(a, html.data);
		if (strcmp(s.own_text, arena_printf(a, "%s\nOWN", own)) != 0 || !strstr(s.own_html, "OWN") || strstr(s.own_html, "OLD") ||
		    !strstr(s.rest_html, "OLD"))
			fail_msg("case %zu: own text '%s', own html '%s'", i, s.own_text, s.own_html);
		buf_release(&html);
	}
}

static void elements_of_quotations(void **state)
{
	static const char *const marks[] = {
		"<blockquote type=\"cite\">", "<BLOCKQUOTE TYPE='cite' style=\"x\">", "<div class=\"gmail_quote gmail_quote_container\">",
		"<blockquote id=\"isReplyContent\" style=\"\">", "<div id=\"isForwardContent\">", "<div id=\"divRplyFwdMsg\" dir=\"ltr\">",
		"<div class=\"yahoo_quoted\">", "<div class=\"moz-cite-prefix\">", "<div class=\"history-quote-wrapper\">",
	};
	(void)state;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct quote_split s = quote_split_html(a, arena_printf(a, "<p>同意</p>%s<p>OLD</p></div>", marks[i]));
		assert_string_equal(s.own_text, "同意");
		assert_string_equal(s.own_html, "<p>同意</p>");
		assert_string_equal(s.rest_text, "OLD");
	}
	/* Indenting is done with the same element, without a word about citing. */
	assert_string_equal(quote_split_html(a, "<p>同意</p><blockquote style=\"margin:0 40px\">OWN</blockquote>").rest_text, "");
	assert_string_equal(quote_split_html(a, "<p>type=\"cite\"</p>x").rest_text, "");
}

static void signatures(void **state)
{
	const char *rest;
	(void)state;
	assert_string_equal(quote_own_words(a, "\n\n  同意\n\n-- \n", &rest), "  同意");
	assert_string_equal(quote_own_words(a, "同意\n-- \n王伟\n", &rest), "同意\n-- \n王伟");
	assert_string_equal(quote_own_words(a, "--", &rest), "");
}

static const char *reduced(const char *html)
{
	struct unhtml u;
	unhtml(a, html, &u);
	return u.text;
}

static void html_to_text(void **state)
{
	(void)state;
	assert_string_equal(reduced("a  b\n c"), "a b c");
	assert_string_equal(reduced("<p>a</p><p>b<br>c</p>"), "a\nb\nc\n");
	assert_string_equal(reduced("a&nbsp;b&lt;&#20013;&#x6587;&amp;x&unknown; &"), "a b<中文&x&unknown; &");
	assert_string_equal(reduced("<table><tr><td>a</td><td> b </td></tr><tr><th>c</table>"), "a\tb\nc\n");
	assert_string_equal(reduced("<style>x{}</style><script>if (a<b) y()</script><title>t</title>z"), "z");
	assert_string_equal(reduced("a<!-- <p>b --> c<![if x]>d<?xml ?>e"), "a cde");
	assert_string_equal(reduced("1 < 2 <3 <a href=\"x>y\">b</a>"), "1 < 2 <3 b");
	assert_string_equal(reduced("<pre>a\n b</pre>"), "a\nb\n");
	assert_string_equal(reduced("<a href=\"x>y</a> z"), "y z"); /* a quote that never ends */
	assert_string_equal(reduced("a<"), "a<");
	assert_string_equal(reduced("&#0;&#xD800;&#99999999999;x"), "&#0;&#99999999999;x");
	assert_string_equal(reduced(""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(split_plain, setup, teardown),
		cmocka_unit_test_setup_teardown(split_html, setup, teardown),
		cmocka_unit_test_setup_teardown(elements_of_quotations, setup, teardown),
		cmocka_unit_test_setup_teardown(signatures, setup, teardown),
		cmocka_unit_test_setup_teardown(html_to_text, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
