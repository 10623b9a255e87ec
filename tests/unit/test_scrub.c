/* What is left of texts: a table of what becomes of each, and random texts of which nothing may be left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/text.h"
#include "conf.h"
#include "scrub.h"

static struct arena *a;
static struct scrub *s;
static const uint8_t key[SCRUB_KEY_SIZE] = "a key of which nobody has more";

static int setup(void **state)
{
	(void)state;
	a = arena_new();
	s = scrub_new(a, key);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static const char *scrubbed(const char *text, bool markup)
{
	struct buf out = {0};
	(markup ? scrub_markup : scrub_text)(s, text, &out);
	const char *copy = arena_strndup(a, out.data ? out.data : "", out.size);
	assert_true(text_is_utf8(copy, strlen(copy)));
	buf_release(&out);
	return copy;
}

/* Each character by its kind: 汉 for Chinese, 0, a, A; the rest is itself. */
static const char *kinds(const char *text)
{
	struct buf out = {0};
	while (*text) {
		const char *start = text;
		uint32_t c = text_next(&text);
		if (text_is_han(c))
			buf_adds(&out, "汉");
		else if ((c < 0x80 && isdigit((int)c)) || (c >= 0xFF10 && c <= 0xFF19))
			buf_adds(&out, c < 0x80 ? "0" : "０");
		else if (c < 0x80 && isalpha((int)c))
			buf_addc(&out, isupper((int)c) ? 'A' : 'a');
		else
			buf_add(&out, start, (size_t)(text - start));
	}
	const char *copy = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return copy;
}

static void keeps_what_is_everybodys(void **state)
{
	static const char *const same[] = {"", "公司名称,联系电话", "2026-10-08 23:59", "2026/3/5", "10/8/2026", "31/12/2026 8:30", "2026年10月8日", "20261008", "100 200", "3月5日", "0000000", "Subject: Re:", "Thu, 15 Oct 2026 20:30:00 +0800",
	                                   "Mon, 8 Jun 2026 20:30:00 +0800", "role: [general_manager]", "100万", "无", "1234", "imaps://imap.exmail.qq.com:993", "<a@b.com>"};
	static const char *const same_markup[] = {"<c r=\"AB100000\" t=\"s\"><v>123456</v></c>", "<c r=\"A1\"><v>46303.604166</v></c>", "<mergeCell ref=\"A1:H1\"/>", "<sst count=\"123456\"><si><t>电话</t></si></sst>",
	                                          "<row r=\"100000\" spans=\"1:8\">", "<td colspan=\"2\">电话&nbsp;</td>", "a < b", "<numFmt formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"};
	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_string_equal(scrubbed(same[i], false), same[i]);
	for (size_t i = 0; i < sizeof same_markup / sizeof *same_markup; i++)
		assert_string_equal(scrubbed(same_markup[i], true), same_markup[i]);
}

/* begins: what stays of it at its front; "" nothing. */
static void replaces_what_is_somebodys(void **state)
{
	static const struct {
		const char *text, *begins;
		bool markup;
	} rows[] = {
		{"13800138000", "138", false}, {"138-0013-8000", "138-", false}, {"138 0013 8000", "138 ", false}, {"138/0013/8000", "138/", false}, {"138／0013／8000", "138／", false}, {"0769/22801234", "0769/", false}, {"41/42/2026", "", false}, {"8613800138000", "86138", false}, {"0769-22801234", "0769-", false},
		{"(0769)22801234", "(0769)", false}, {"010 62345678", "010 ", false}, {"400-876-5432", "400-", false}, {"22801234", "", false}, {"876543", "", false}, {"12345", "", false},
		{"441900198702146543", "", false}, {"１３８００１３８０００", "１３８", false}, {"138.0013.8000", "138.", false}, {"138—0013—8000", "138—", false},
		{"1380013 80004321139876543211234", "", false}, {"１３８ ００１３ ８０００", "１３８ ", false},
		{"<v>13800138000</v>", "<v>138", true}, {"138<b>0013</b>8000", "138<b>", true}, {"138&nbsp;0013&nbsp;8000", "138&nbsp;", true}, {"138</t></r><r><t>00138000", "138</t></r><r><t>", true},
		{"<c t=\"s\"><v>1</v></c><c r=\"B1\"><v>22801234</v></c>", "<c t=\"s\"><v>1</v></c><c r=\"B1\"><v>", true},
		{"张伟", "", false}, {"欧阳芷晴", "", false}, {"王", "", false}, {"zhang.wei", "", false}, {"ZHANG", "", false}, {"a1b2c3d4e5", "", false}, {"李总监", "", false},
		{"<si><t>张伟</t></si>", "<si><t>", true}, {"<!--张伟-->", "<!--", true}, {"<![CDATA[张伟]]>", "<![CDATA[", true}, {"<t a=\"张伟\">", "<t a=\"", true}, {"<张伟/>", "<", true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *got = scrubbed(rows[i].text, rows[i].markup);
		size_t n = strlen(rows[i].begins);
		if (strncmp(got, rows[i].begins, n) != 0 || strcmp(kinds(got), kinds(rows[i].text)) != 0)
			fail_msg("%s: %s", rows[i].text, got);
		for (const char *p = rows[i].text + n, *q = got + n; *p && *q;) {
			const char *before = p, *was = q;
			uint32_t c = text_next(&p), d = text_next(&q);
			bool letter = text_is_han(c) || (c < 0x80 && isdigit((int)c));
			if (letter && c == d && strncmp(before, "总监", 6) != 0 && strncmp(was - 3 * (was > got + 2), "总监", 6) != 0)
				fail_msg("%s: %s: a character stayed", rows[i].text, got);
		}
	}
}

static void keeps_an_exponent(void **state)
{
	(void)state;
	const char *got = scrubbed("1.3800138E10", false);
	assert_memory_equal(got, "1.38", 4);
	assert_string_equal(got + 9, "E10");
	assert_memory_not_equal(got, "1.3800138", 9);
}

/* Escapes are undone: what they stood for is replaced, and no escape of it is left. */
static void finds_what_hides(void **state)
{
	static const struct {
		const char *text, *plain;
		bool markup;
	} rows[] = {
		{"&#24352;&#x4F1F;", "张伟", true}, {"&#24352&#20255", "张伟", true}, {"_x5F20__x4F1F_", "张伟", true}, {"\\u5F20\\u4f1f", "张伟", false}, {"1380013&#56;000", "13800138000", true},
		{"%7A%68%61%6E%67", "zhang", false}, {"%313800138000", "13800138000", false}, {"=31=33=38=30=30=31=33=38=30=30=30", "13800138000", false}, {"=7A=68=61=6E=67", "zhang", true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(scrubbed(rows[i].text, rows[i].markup), scrubbed(rows[i].plain, rows[i].markup));
	assert_string_equal(scrubbed("mailto:%E5%BC%A0", false), "mailto:%E6%96%87");
	assert_string_equal(scrubbed("name*=gbk''%D5%C5", false), "name*=gbk''%C3%F7");
	assert_string_equal(scrubbed("=D5=C5", false), "=C3=F7");
}

/* A file of uuencode within a text: the phone 13912345678 is nearly nothing but signs there. */
static void a_file_in_a_text_goes(void **state)
{
	(void)state;
	static const char text[] = "begin 644 list.csv\r\n+,3,Y,3(S-#4V-S@\r\n`\r\nend\r\n1234\n", *const gone[] = {",3,Y", "-#4V-S"};
	for (size_t i = 0; i < 2; i++) {
		assert_null(strstr(scrubbed(text, false), gone[i]));
		assert_null(strstr(scrubbed(text, true), gone[i]));
	}
	assert_non_null(strstr(scrubbed(text, false), "\r\nend\r\n1234\n"));
	assert_null(strstr(scrubbed("begin 644 x\n+,3,Y,3(S-#4V-S@", false), ",3,Y")); /* cut off */
	assert_non_null(strstr(scrubbed("begin 12345 x\n123\n", false), "123\n"));
	assert_non_null(strstr(scrubbed("begin\n123\nend", false), "123\n"));
}

/* A phone that quoted-printable writes in other signs, or cuts at a line's end. */
static void quoted_printable_is_undone(void **state)
{
	static const char *const names[] = {"quoted-printable", "Quoted-Printable", "QUOTED-PRINTABLE"};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct scrubbed r = {0};
		const char *raw = arena_printf(a, "Content-Transfer-Encoding: %s\n\n=31=33=38=30=30=31=33=38=30=30=30\n1380=\n0138000\n12345678901=\n\n", names[i]);
		scrub_mail(s, a, (struct bytes){(const uint8_t *)raw, strlen(raw)}, &r);
		const char *got = strstr(arena_strndup(a, (const char *)r.files[0].bytes.data, r.files[0].bytes.size), "\n\n") + 2;
		assert_memory_equal(got, "138", 3);
		assert_memory_equal(got, scrubbed("13800138000", false), 11);
		assert_memory_equal(got + 12, got, 11);
		assert_int_equal(strlen(got), 3 * 12); /* a whole line each, for the soft end is gone */
	}
}

static void what_was_equal_is_equal(void **state)
{
	(void)state;
	assert_string_equal(scrubbed("13800138000", false), scrubbed("13800138000", true));
	assert_string_equal(scrubbed("8613800138000", false) + 2, scrubbed("13800138000", false));
	const char *both = scrubbed("骅骝鲲鹏, 张伟, 骅骝鲲鹏", false);
	assert_memory_equal(both, strrchr(both, ' ') + 1, strlen("骅骝鲲鹏"));
	assert_string_equal(scrubbed("Zhangwei", false) + 1, scrubbed("zhangwei", false) + 1);
	uint8_t other[SCRUB_KEY_SIZE] = {1};
	struct buf one = {0};
	scrub_text(scrub_new(a, other), "东莞市骅骝鲲鹏", &one);
	assert_int_not_equal(memcmp(one.data, scrubbed("东莞市骅骝鲲鹏", false), one.size), 0);
	buf_release(&one);
}

/* Of texts of rare characters, whatever stands between them, none is left; and it ends. */
static void nothing_rare_is_left(void **state)
{
	static const char *const pieces[] = {"骅", "骝", "鲲", "钏", "<", ">", "<t>", "</t>", "\"", "'", "&#", "&#39566;", "=", "公司", "有限公司", " ", "-", "1", "23", "4567", "\n", "_x9A85_", "%E9%AA%85", "\\u9A85",
	                                     "<!--", "-->", "<c t=\"s\">", "<v>", "a", "zz", "=?", "?=", ";", "，", "（", "２", "ж", "あ", "\xF0\xA0\xAE\xB7", "<![CDATA[", "]]>", "&nbsp;", "<b "};
	(void)state;
	srand(7);
	for (int i = 0; i < 20000; i++) {
		struct buf text = {0};
		for (int n = rand() % 24; n > 0; n--)
			buf_adds(&text, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
		const char *got = scrubbed(text.data ? text.data : "", i % 2);
		for (size_t k = 0; k < 4; k++)
			if (strstr(got, pieces[k]))
				fail_msg("%s is left of %s: %s", pieces[k], text.data, got);
		if (strstr(got, "9A85") || strstr(got, "39566") || strstr(got, "E9%AA%85"))
			fail_msg("an escape is left of %s: %s", text.data, got);
		buf_release(&text);
		if (i % 100 == 0) {
			arena_reset(a);
			s = scrub_new(a, key);
		}
	}
}

/* Whoever reads the bundle must be able to read the configuration: what is configurable keeps its name. */
static void keys_of_the_configuration_stay(void **state)
{
	struct buf document = {0};
	(void)state;
	conf_document(&document);
	buf_addc(&document, '\0');
	for (char *line = strtok(document.data, "\n"); line; line = strtok(NULL, "\n")) {
		char *p = line + strspn(line, " -`");
		size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz_");
		if (n < 2 || p[n] != ':' || strncmp(p, "grace", 5) == 0) /* which is a name, too */
			continue;
		const char *word = arena_strndup(a, p, n);
		assert_string_equal(scrubbed(word, false), word);
	}
	buf_release(&document);
}

/* The list of words itself: no characters alone, which are surnames, and what it holds is there in small letters. */
static void the_words_are_words(void **state)
{
	(void)state;
	const char *text = embedded_find("daemon/scrub.txt")->data;
	assert_non_null(strstr(text, "有限公司"));
	for (const char *p = text; *p; p++)
		assert_false(p > strstr(text, "\n\n") && isupper((unsigned char)*p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keeps_what_is_everybodys, setup, teardown),
		cmocka_unit_test_setup_teardown(replaces_what_is_somebodys, setup, teardown),
		cmocka_unit_test_setup_teardown(keeps_an_exponent, setup, teardown),
		cmocka_unit_test_setup_teardown(finds_what_hides, setup, teardown),
		cmocka_unit_test_setup_teardown(a_file_in_a_text_goes, setup, teardown),
		cmocka_unit_test_setup_teardown(quoted_printable_is_undone, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_equal_is_equal, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_rare_is_left, setup, teardown),
		cmocka_unit_test_setup_teardown(keys_of_the_configuration_stay, setup, teardown),
		cmocka_unit_test_setup_teardown(the_words_are_words, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
