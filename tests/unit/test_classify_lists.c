/* Lists as reps send them, one awkward thing in each: what is read of them, and what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "classify.h"
#include "drawn.h"

static const char *told_of(struct arena *a, const char *file, const char *text)
{
	struct classified c = read_one(a, "资料", file, "Sheet1", text);
	return told(a, &c);
}

#define SWAPPED "公司全名|主营业务|电话|法人|注册资金|网络情况|有无网站|开发价值\n"
#define SWAPPED_A "宏图机械有限公司|机械|13800138000|张三|100万|无|无|有\n"

/* Narrow lines over a header are as many as somebody cares to write; wide ones are a list, in which a header far below is another's. */
static void test_header_far_below(void **state)
{
	struct arena *a = *state;
	const char *wide = "", *narrow = "客户资料登记表\n";
	for (int i = 1; i <= 40; i++)
		narrow = arena_printf(a, "%s%d|公司全名须与执照一致，电话须能打通\n", narrow, i);
	for (int i = 1; i <= 20; i++)
		wide = arena_printf(a, "%s甲%02d机械有限公司|张三|138001380%02d|好\n", wide, i, i);
	assert_string_equal(told_of(a, "表.xlsx", arena_printf(a, "%s" SWAPPED SWAPPED_A, narrow)), "lead 43:" SEEN_A);
	struct classified c = read_one(a, "客户资料", "表.xlsx", "Sheet1", arena_printf(a, "%s" SWAPPED SWAPPED_A, wide));
	assert_int_equal(c.tables_count, 2);
	assert_int_equal(c.tables[0].rows_count, 20);
	assert_int_equal(c.tables[1].rows_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_header_far_below),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
