/* Days as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "days.h"

/* 2026-09-16 is a Wednesday. "": no stretch. */
static const struct {
	const char *text, *want;
} shapes[] = {
	{"上周", "2026-09-07 2026-09-13"}, {"本周", "2026-09-14 2026-09-20"}, {"上个星期", "2026-09-07 2026-09-13"}, {"上上周", "2026-08-31 2026-09-06"}, {"本月", "2026-09-01 2026-09-30"},
	{"上月", "2026-08-01 2026-08-31"}, {"上个月", "2026-08-01 2026-08-31"}, {"本季度", "2026-07-01 2026-09-30"}, {"上季度", "2026-04-01 2026-06-30"}, {"今年", "2026-01-01 2026-12-31"},
	{"去年", "2025-01-01 2025-12-31"}, {"今天", "2026-09-16 2026-09-16"}, {"昨天", "2026-09-15 2026-09-15"}, {"前天", "2026-09-14 2026-09-14"}, {"9月14日", "2026-09-14 2026-09-14"},
	{"9月1日至9月14日", "2026-09-01 2026-09-14"}, {"9月1日到14日", "2026-09-01 2026-09-14"}, {"9月1日~14日。", "2026-09-01 2026-09-14"}, {"9-1至9-14", "2026-09-01 2026-09-14"},
	{"2026-09-01 至 2026-09-14", "2026-09-01 2026-09-14"}, {"9月", "2026-09-01 2026-09-30"}, {"9月份", "2026-09-01 2026-09-30"}, {"12月", "2025-12-01 2025-12-31"},
	{"十二月", "2025-12-01 2025-12-31"}, {"二月", "2026-02-01 2026-02-28"}, {"2025年11月", "2025-11-01 2025-11-30"}, {"最近7天", "2026-09-10 2026-09-16"}, {"近30天", "2026-08-18 2026-09-16"},
	{"12月28日至1月3日", "2026-12-28 2027-01-03"},
	{"", ""}, {"周", ""}, {"上", ""}, {"上周的", ""}, {"上周 上月", ""}, {"13月", ""}, {"0月", ""}, {"最近0天", ""}, {"最近9999天", ""}, {"9月14日至9月1日", ""}, {"9月31日", ""},
	{"9月1日至9月14日都没交", ""}, {"张伟", ""}, {"0年9月", ""}, {"99999999999年1月", ""},
};

static void test_stretches(void **state)
{
	struct arena *a = arena_new();
	struct err err;
	(void)state;
	assert_int_equal(zone_use("Asia/Shanghai", &err), 0);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		char x[DATE_TEXT_SIZE], y[DATE_TEXT_SIZE];
		date from, to;
		const char *got = days_stretch(shapes[i].text, date_make(2026, 9, 16), &from, &to) ? arena_printf(a, "%s %s", date_text(from, x), date_text(to, y)) : "";
		if (strcmp(got, shapes[i].want) != 0)
			fail_msg("\"%s\" is \"%s\", not \"%s\"", shapes[i].text, got, shapes[i].want);
	}
	arena_free(a);
}

/* At the turn of a year. */
static void test_january(void **state)
{
	date from, to, today = date_make(2027, 1, 3);
	(void)state;
	assert_true(days_stretch("上月", today, &from, &to) && from == date_make(2026, 12, 1) && to == date_make(2026, 12, 31));
	assert_true(days_stretch("上季度", today, &from, &to) && from == date_make(2026, 10, 1) && to == date_make(2026, 12, 31));
	assert_true(days_stretch("本周", today, &from, &to) && from == date_make(2026, 12, 28));
	assert_true(days_stretch("上上个月", today, &from, &to) && from == date_make(2026, 11, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_stretches), cmocka_unit_test(test_january)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
