/* Commands by mail: what is one, and of what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "command.h"

static const struct {
	const char *text, *want;
} shapes[] = {
	{"请假 张伟 10月8日至9日", "leave 张伟 2026-10-08 2026-10-09"}, {"请假 张伟 10月8日-10月9日 家里有事", "leave 张伟 2026-10-08 2026-10-09"}, {"请假张伟10月8日", "leave 张伟 2026-10-08 2026-10-08"},
	{"请假：张伟，10-8至10-9", "leave 张伟 2026-10-08 2026-10-09"}, {"请假 张伟 2026年9月30日到2026年10月2日", "leave 张伟 2026-09-30 2026-10-02"}, {"请假 张伟 2026-10-08", "leave 张伟 2026-10-08 2026-10-08"},
	{"张伟请假 10月8日", "leave 张伟 2026-10-08 2026-10-08"}, {"文员：\n请假 张伟 明天\n\n李总监", "leave 张伟 2026-09-15 2026-09-15"}, {"请假 张伟 １０月８日～９日", "leave 张伟 2026-10-08 2026-10-09"},
	{"请假 张伟 今天", "leave 张伟 2026-09-14 2026-09-14"}, {"休假 张伟 1月5日", "leave 张伟 2027-01-05 2027-01-05"}, {"请假 张伟 8月31日至9月2日", "leave 张伟 2026-08-31 2026-09-02"},
	{"请假 张伟", ""}, {"请假的事情我知道了", ""}, {"请假 张伟 10月9日至8日", ""}, {"请假 张伟 13月1日", ""}, {"请假 张伟 10月8日？", ""}, {"关于请假制度的通知，10月8日起执行", ""}, {"请假 10月8日", ""},
	{"处罚 张伟 遗失合同 HT-0031", "fine 张伟 遗失合同 [HT-0031]"}, {"处罚 张伟 屡教不改", "fine 张伟 屡教不改 []"}, {"处罚：张伟，私定价格，未备案", "fine 张伟 私定价格 [未备案]"}, {"处罚 张伟", ""}, {"处罚", ""},
	{"免除 lead_shortfall.rep01.2026-09-14.1 那天停电", "waive lead_shortfall.rep01.2026-09-14.1 [那天停电]"}, {"免除 张伟的罚款", ""}, {"免除", ""}, {"> 免除 a.b", ""}, {"大家好\n今天开会\n明天也开\n请假 张伟 10月8日", ""}, {"", ""},
};

static void test_shapes(void **state)
{
	struct err err;
	struct arena *a = arena_new();
	(void)state;
	assert_int_equal(zone_use("Asia/Shanghai", &err), 0);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		struct command c;
		char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
		const char *got = "";
		if (command_read(a, shapes[i].text, date_make(2026, 9, 14), &c))
			got = c.kind == COMMAND_LEAVE  ? arena_printf(a, "leave %s %s %s", c.who, date_text(c.from, from), date_text(c.to, to))
			      : c.kind == COMMAND_FINE ? arena_printf(a, "fine %s %s [%s]", c.who, c.what, c.reason)
			                               : arena_printf(a, "waive %s [%s]", c.what, c.reason);
		if (strcmp(got, shapes[i].want) != 0)
			fail_msg("\"%s\" is \"%s\", not \"%s\"", shapes[i].text, got, shapes[i].want);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
