/* What a line of the log hides, and what it lets a journal find. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/journal.h"
#include "base/log.h"

static void test_addresses(void **state)
{
	static const struct { const char *line, *left; } lines[] = {
		{"550 5.1.1 <chen.pn@qq.com>: no such user", "550 5.1.1 <*@qq.com>: no such user"},
		{"a@b c@d", "*@b *@d"},
		{"to a@b,c+x@d.cn.", "to *@b,*@d.cn."},
		{"陈平娜@corp.test", "*@corp.test"},
		{"@ alone, x@, @x and 3 @ 4", "@ alone, x@, @x and 3 @ 4"},
		{"a@b@c", "*@*@c"},
		{"", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char line[100];
		snprintf(line, sizeof line, "%s", lines[i].line);
		log_hide_addresses(line);
		assert_string_equal(line, lines[i].left);
	}
}

static void test_mail_fields(void **state)
{
	static const struct { const char *line, *fields; } lines[] = {
		{"m0123456789abcdef: counted", "MAIL=m0123456789abcdef\n"},
		{"receipt.m0123456789abcdef: sent", "MAIL=m0123456789abcdef\n"},
		{"m0123456789abcdef and m0123456789abcdef", "MAIL=m0123456789abcdef\n"},
		{"m0123456789abcdef, mfedcba9876543210", "MAIL=m0123456789abcdef\nMAIL=mfedcba9876543210\n"},
		{"xm0123456789abcdef m0123456789abcde m0123456789abcdef0 m0123456789abcdefg", ""},
		{"mm0123456789abcdef mail m", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct buf out = {0};
		log_mail_fields(&out, lines[i].line);
		buf_addc(&out, '\0');
		assert_string_equal(out.data, lines[i].fields);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_addresses), cmocka_unit_test(test_mail_fields)};
	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
