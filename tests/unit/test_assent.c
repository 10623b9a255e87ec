/* Decisions by plain reply: what is a yes, a no, or neither. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "assent.h"

static void check(enum assent want, const char *const *texts)
{
	struct arena *a = arena_new();
	for (; *texts; texts++)
		if (assent_read(a, *texts) != want)
			fail_msg("\"%s\" is %d, not %d", *texts, (int)assent_read(a, *texts), (int)want);
	arena_free(a);
}

static void test_yes(void **state)
{
	static const char *const texts[] = {"同意", "同意。", "  同意！\n\n王总", "同意处罚", "同意，请执行。谢谢", "可以的", "批准", "确认无误", "OK", "ok,thanks", "好的", "同意\n\n其他事见面再说？",
	                                    "同意\n王总\n2026-09-15", "同意\n-- \n本邮件免责声明", "同　意", "通过", "同意以上全部", NULL};
	(void)state;
	check(ASSENT_YES, texts);
}

static void test_no(void **state)
{
	static const char *const texts[] = {"不同意", "不同意，他那天请假了", "不批准！", "免除", "免除，第一次", "免了吧", "取消", "驳回\n他请假了\n\n王总", "不行", "不可以", "不通过", "不同意处罚", NULL};
	(void)state;
	check(ASSENT_NO, texts);
}

/* Each of these has been taken for a decision by a reader that looks at the first word alone. */
static void test_neither(void **state)
{
	static const char *const texts[] = {"", "收到", "你好", "同意吗？", "可以么", "同意免除", "不同意免除", "不同意取消", "可以不罚", "确认一下金额对不对", "确认后回复您", "好的，我看看", "通过微信说吧",
	                                    "可以再等等", "可以再议", "同意，但陈平娜那条不要", "同意\n但是陈平娜的不要罚", "同意一半", "同意减半", "批准与否待定", "同意前两项", "免除陈平娜的，其他照罚", "只同意第一条",
	                                    "不同意一半", "免除一半", "同意先不罚", "ok let me check", "okay?", "同意?", "取消吗", "暂不同意", "原则上同意", "同意见", "同意书已发", "可以理解", "好的开始", NULL};
	(void)state;
	check(ASSENT_NONE, texts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_yes), cmocka_unit_test(test_no), cmocka_unit_test(test_neither)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
