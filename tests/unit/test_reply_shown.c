/* Which entry stood at which number, by a quotation of our letter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "reply_shown.h"

static const struct {
	const char *quoted, *want;
} quotations[] = {
	{"", ""},
	{"编号：lead_shortfall.rep01.2026-09-14.1\n人员：陈平娜", "1=lead_shortfall.rep01.2026-09-14/1"},
	{"> 第1项 编号：lead_shortfall.rep01.2026-09-14.1\n> 人员\n> 第2项 编号：makeup_unfulfilled.rep01.2026-09-14.12\n", "1=lead_shortfall.rep01.2026-09-14/1 2=makeup_unfulfilled.rep01.2026-09-14/12"},
	{"Item 1, No.: lead_shortfall.a.2026-09-14.1\nItem 2, No.: lead_shortfall.b.2026-09-14.1.", "1=lead_shortfall.a.2026-09-14/1 2=lead_shortfall.b.2026-09-14/1"},
	{"【缺交】\n· 陈平娜：3. 0/20\n· 1. 陈平娜：9月14日 -26.00元，冲回 lead_shortfall.rep01.2026-09-14.1：补见\n  依据市场部业务制度 一(一)，编号 lead_shortfall.rep01.2026-09-14.2\n· 2. 陈平娜：20 − 11 = 9条\n  依据，编号 lead_shortfall.rep01.2026-09-14.3\n",
         "1=lead_shortfall.rep01.2026-09-14/2 2=lead_shortfall.rep01.2026-09-14/3"},
	{"1. 陈平娜\t9月14日客户资料缺额\n市场部业务制度 一(一)\n编号 lead_shortfall.rep.0-1.2026-09-14.1\t40.00元\n2. 张志远\t9月14日\n编号 lead_shortfall.rep02.2026-09-14.1\t40.00元", "1=lead_shortfall.rep.0-1.2026-09-14/1 2=lead_shortfall.rep02.2026-09-14/1"},
	{"1. 客户资料缺额\t40.00元\n编号\tlead_shortfall.rep03.2026-09-14.1\n人员\t陈平娜", "1=lead_shortfall.rep03.2026-09-14/1"},
	{"1. 陈平娜\n3. 考勤制度\n编号 a.b.2026-09-14.1\n2. 张志远\n3. 考勤制度\n编号 a.c.2026-09-14.1", ""}, /* the clause begins with a number */
	{"2. 张志远\n编号 a.b.2026-09-14.1", ""}, {"1. 张志远\n编号 a.b.2026-09-14.1\n3. 李强\n编号 a.c.2026-09-14.1", ""}, /* what was cut out is missing */
	{"第1项 编号：a.b.2026-09-14.1\n第2项 编号：a.c.2026-09-14.1\n> 第1项 编号：a.d.2026-09-13.1", "1=a.b.2026-09-14/1 2=a.c.2026-09-14/1"}, /* an older letter below */
	{"编号：a.b.2026-09-14.1\n编号：a.c.2026-09-14.1", ""}, /* which is which? */
	{"> 第1项 编号：a.b.2026-09-14.1\n> 计算：20 − 0 = 20条；20 × 2.00元 = 40.00元\n> 第2项 编号：a.c.2026-09-14.1\n> 计算：20 − 19 = 1条\n> 合计：1,200.00元", "1=a.b.2026-09-14/1=40.00 2=a.c.2026-09-14/1"},
	{"编号\ta.b.2026-09-14.1\n计算\t600 − 0 = 600条；600 × 2.00元 = 1,200.00元\n合计 = 3元", "1=a.b.2026-09-14/1=1,200.00"},
	{"Item 1, No.: a.b.2026-09-14.1\n20 - 0 = 20; 20 x 2.00 yuan = *40.00* yuan", "1=a.b.2026-09-14/1=40.00"}, {"编号：a.b.2026-09-14.1\n20 = 元 = 40.00", "1=a.b.2026-09-14/1"},
	{"编号：JG-20260914-1", ""}, {"编号：a.b.2026-13-14.1", ""}, {"编号：2026-09-14.1", ""}, {"编号：a.2026-09-14.1", ""}, {"lead_shortfall.rep01.2026-09-14.1", ""},
	{"编号：a.b.c.d", ""}, {"编号：x@lead_shortfall.rep01.2026-09-14.1", ""},
};

static void test_shown(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof quotations / sizeof *quotations; i++) {
		struct shown s = reply_shown(a, quotations[i].quoted);
		const char *got = "";
		for (size_t k = 0; k < s.items_count; k++)
			got = arena_printf(a, "%s%s%d=%.*s/%s%s%s", got, k ? " " : "", s.items[k].number, (int)s.items[k].stem, s.items[k].id, s.items[k].id + s.items[k].stem + 1,
			                   s.items[k].amount ? "=" : "", s.items[k].amount ? s.items[k].amount : "");
		if (strcmp(got, quotations[i].want) != 0)
			fail_msg("%s\ngot %s", quotations[i].quoted, got);
	}
	assert_int_equal(reply_shown(a, NULL).items_count, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_shown)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
