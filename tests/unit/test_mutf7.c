/* Folder names as IMAP writes them: those that Chinese providers really have (field notes), and the corners of RFC 3501 5.1.3. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <strings.h>

#include "mutf7.h"

static void names(void **state)
{
	(void)state;
	static const char *const table[][2] = {
		{"", ""},
		{"Junk", "Junk"},
		{"inbox", "INBOX"},
		{"Inbox", "INBOX"},
		{"INBOX/Lists", "INBOX/Lists"},
		{"Sent Messages", "Sent Messages"},
		{"R&D", "R&-D"},
		{"&", "&-"},
		{"&&", "&-&-"},
		{"其他文件夹", "&UXZO1mWHTvZZOQ-"},
		{"其他文件夹/QQ邮件订阅", "&UXZO1mWHTvZZOQ-/QQ&kK5O9ouilgU-"},
		{"草稿箱", "&g0l6P3ux-"},
		{"已发送", "&XfJT0ZAB-"},
		{"垃圾邮件", "&V4NXPpCuTvY-"},
		{"病毒文件夹", "&dcVr0mWHTvZZOQ-"},
		{"已删除邮件", "&XfJSIJZkkK5O9g-"},
		{"~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"},
		{"Entwürfe", "Entw&APw-rfe"},
		{"a\tb", "a&AAk-b"},
		{"\x7f", "&AH8-"},
		{"客户&资料", "&W6JiNw-&-&jURlmQ-"},
		{"𠮷", "&2ELftw-"},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		assert_string_equal(mutf7_encode(a, table[i][0]), table[i][1]);
		if (!strpbrk(table[i][0], "\t\x7f") && strcasecmp(table[i][0], "INBOX") != 0)
			assert_string_equal(mutf7_decode(a, table[i][1]), table[i][0]);
	}
	arena_free(a);
}

/* What no server should send: nothing is lost, nothing is invented, nothing breaks. */
static void wrong_names(void **state)
{
	(void)state;
	static const char *const table[][2] = {
		{"&", "&"},
		{"&XfJT0ZAB", "&XfJT0ZAB"},              /* no end */
		{"&XfJ T0ZAB-", "&XfJ T0ZAB-"},          /* none of its letters */
		{"&2EI-", "&2EI-"},                      /* half a character */
		{"&37U-", "&37U-"},                      /* the other half */
		{"&AAk-", "&AAk-"},                      /* a tab */
		{"&AAA-x", "&AAA-x"},                    /* NUL */
		{"已发送", "已发送"},                    /* UTF-8, as RFC 6855 has it */
		{"\xd2\xd1\xb7\xa2", "已发"},            /* GB18030 */
		{"a\tb\x7f", "a?b?"},
		{"&A-&-&", "&&"},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		assert_string_equal(mutf7_decode(a, table[i][0]), table[i][1]);
	arena_free(a);
}

/* The room that is reckoned with holds the worst. */
static void longest(void **state)
{
	(void)state;
	char text[2001] = "";
	for (size_t i = 0; i < 1000; i++)
		memcpy(text + 2 * i, "\x01x", 3);
	struct arena *a = arena_new();
	assert_int_equal(strlen(mutf7_encode(a, text)), 6000);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(names), cmocka_unit_test(wrong_names), cmocka_unit_test(longest)};
	return cmocka_run_group_tests_name("mutf7", tests, NULL, NULL);
}
