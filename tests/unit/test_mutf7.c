/* Folder names as IMAP writes them: those that Chinese providers really have (field notes), and the corners of RFC 3501 5.1.3. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

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
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		assert_string_equal(mutf7_encode(a, table[i][0]), table[i][1]);
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
	const struct CMUnitTest tests[] = {cmocka_unit_test(names), cmocka_unit_test(longest)};
	return cmocka_run_group_tests_name("mutf7", tests, NULL, NULL);
}
