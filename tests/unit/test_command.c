/* Commands by mail: what is one, and of what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "values/office.h"

static const struct {
	const char *text, *want;
} shapes[] = {
	{"请假 张伟 10月8日-10日", "leave 张伟 2026-10-08 2026-10-10 []"}, {"请假 张伟 10月8-9日", "leave 张伟 2026-10-08 2026-10-09 []"}, {"请假 张伟 10月8-10日", "leave 张伟 2026-10-08 2026-10-10 []"},
	{"请假 张伟 10.8-10.9", "leave 张伟 2026-10-08 2026-10-09 []"}, {"请假 张伟 10/8-10/9", "leave 张伟 2026-10-08 2026-10-09 []"}, {"请假 张伟 10-8至10-9", "leave 张伟 2026-10-08 2026-10-09 []"},
	{"请假 张伟 2026.10.8-2026.10.9", "leave 张伟 2026-10-08 2026-10-09 []"},
	{"请假 张伟 10月8日至9日", "leave 张伟 2026-10-08 2026-10-09 []"}, {"请假 张伟 10月8日-10月9日 家里有事", "leave 张伟 2026-10-08 2026-10-09 [家里有事]"}, {"请假张伟10月8日", "leave 张伟 2026-10-08 2026-10-08 []"},
	{"请假：张伟，10-8至10-9", "leave 张伟 2026-10-08 2026-10-09 []"}, {"请假 张伟 2026年9月30日到2026年10月2日", "leave 张伟 2026-09-30 2026-10-02 []"}, {"请假 张伟 2026-10-08", "leave 张伟 2026-10-08 2026-10-08 []"},
	{"张伟请假 10月8日", "leave 张伟 2026-10-08 2026-10-08 []"}, {"文员：\n请假 张伟 明天\n\n李总监", "leave 张伟 2026-09-15 2026-09-15 []"}, {"请假 张伟 １０月８日～９日", "leave 张伟 2026-10-08 2026-10-09 []"},
	{"请假 张伟 今天", "leave 张伟 2026-09-14 2026-09-14 []"}, {"我明天请假", "leave  2026-09-15 2026-09-15 []"}, {"我明天请假一天，孩子发烧", "leave  2026-09-15 2026-09-15 [一天,孩子发烧]"},
	{"李总您好，我后天想请假", "leave  2026-09-16 2026-09-16 []"}, {"李总：孩子发烧，我今天下午请假", "leave  2026-09-14 2026-09-14 half []"}, {"明天请假", "leave  2026-09-15 2026-09-15 []"}, {"本人想10月8日至9日休假", "leave  2026-10-08 2026-10-09 []"},
	{"我明天请假半天", "leave  2026-09-15 2026-09-15 half [半天]"}, {"我明天不请假", ""}, {"我明天去广州出差", "trip  2026-09-15 2026-09-15 []"}, {"明天出差的同事请注意", ""}, {"张伟10月8日不请假", ""}, {"我没有请假", ""}, {"李总，张伟说我明天请假", ""}, {"我们明天请假", ""}, {"我想请假", ""}, {"休假 张伟 1月5日", "leave 张伟 2027-01-05 2027-01-05 []"}, {"请假 张伟 8月31日至9月2日", "leave 张伟 2026-08-31 2026-09-02 []"},
	{"请假 rep01 10月30日至2日", "leave rep01 2026-10-30 2026-11-02 []"},
	{"请假 10月8日下午 看病", "leave  2026-10-08 2026-10-08 half [看病]"}, {"我10月8日至9日请假，回老家", "leave  2026-10-08 2026-10-09 [回老家]"}, {"李总：\n本人请假 10月8日", "leave  2026-10-08 2026-10-08 []"},
	{"10月8日请假，看病", "leave  2026-10-08 2026-10-08 [看病]"}, {"请假 10月8日", "leave  2026-10-08 2026-10-08 []"},
	/* 2026-09-14 is a Monday. */
	{"请假 明天起三天", "leave  2026-09-15 2026-09-17 []"}, {"请假 张伟 9月15日 两天 看病", "leave 张伟 2026-09-15 2026-09-16 [看病]"}, {"我明天请假3天", "leave  2026-09-15 2026-09-17 [3天]"}, {"请假两天，9月15日至16日", "leave  2026-09-15 2026-09-16 []"},
	{"请假 9月15日(周二)至9月17日(周四) 回老家", "leave  2026-09-15 2026-09-17 [回老家]"}, {"请假 张伟 9月15、16日", "leave 张伟 2026-09-15 2026-09-16 []"}, {"请假 从明天到周五", "leave  2026-09-15 2026-09-18 []"},
	{"请假 下周一 有事", "leave  2026-09-21 2026-09-21 [有事]"}, {"请假 周一鸣 9月18日", "leave 周一鸣 2026-09-18 2026-09-18 []"}, {"请假申请\n请假时间：9月18日\n请假事由：看病", "leave  2026-09-18 2026-09-18 []"},
	{"李总您好，因家中有事，特向您申请于9月18日请假一天，望批准。", "leave  2026-09-18 2026-09-18 [一天,望批准。]"}, {"本人因感冒发烧，需请假一天（9月18日）", "leave  2026-09-18 2026-09-18 []"}, {"李总，张伟感冒了，明天请假", ""}, {"我家里有事，我明天请两天假", "leave  2026-09-15 2026-09-16 [两天]"},
	{"明天请一天假，去医院", "leave  2026-09-15 2026-09-15 [一天 ,去医院]"}, {"明天想请个假", "leave  2026-09-15 2026-09-15 []"}, {"我明天请半天假", "leave  2026-09-15 2026-09-15 half [半天]"}, {"请病假 明天", "leave  2026-09-15 2026-09-15 []"}, {"張偉請假 9月18日", "leave 張偉 2026-09-18 2026-09-18 []"},
	{"年假 10月8日至9日", "leave  2026-10-08 2026-10-09 sort [年假]"}, {"调休 张伟 9月16日 周末加班", "leave 张伟 2026-09-16 2026-09-16 sort [调休 周末加班]"}, {"我明天休年假", "leave  2026-09-15 2026-09-15 sort [年假]"}, {"申请9月16日至18日休年假，共3天", "leave  2026-09-16 2026-09-18 sort [年假 共3天]"},
	{"张伟休年假 9月16日", "leave 张伟 2026-09-16 2026-09-16 sort [年假]"}, {"产假 张伟 9月16日至12月15日", "leave 张伟 2026-09-16 2026-12-15 sort [产假]"}, {"我想调休 9月16日", "leave  2026-09-16 2026-09-16 sort [调休]"}, {"本人9月12日加班，申请9月16日调休一天", "leave  2026-09-16 2026-09-16 sort [调休 一天]"},
	{"调休一天", ""}, {"年假", ""}, {"调休 10月10日上班", ""}, {"调休通知：10月10日补班", ""}, {"关于年假的通知", ""},
	{"张伟今天请假", "leave 张伟 2026-09-14 2026-09-14 []"}, {"张伟明天请病假", "leave 张伟 2026-09-15 2026-09-15 []"}, {"张伟今天请假两天", "leave 张伟 2026-09-14 2026-09-15 [两天]"}, {"张伟今天下午请假", "leave 张伟 2026-09-14 2026-09-14 half []"}, {"明天张伟请假", "leave 张伟 2026-09-15 2026-09-15 guessed []"},
	{"今天身体不舒服，请假一天", "leave  2026-09-14 2026-09-14 [一天]"}, {"明天高烧请假", "leave 高烧 2026-09-15 2026-09-15 guessed []"}, {"李总您好：\n本人因家中有事，需于2026年9月16日请假一天，望批准。", "leave  2026-09-16 2026-09-16 [一天,望批准。]"},
	{"明天请假的同事请注意", ""}, {"离职 张伟 下周五", "gone 张伟 2026-09-25"}, {"离职 张伟 10月31日 个人原因", "gone 张伟 2026-10-31"}, {"离职 张伟 10月31日（周六）", "gone 张伟 2026-10-31"}, {"离职 张伟 月底", "gone 张伟 vague"},
	{"入职 张三 10月8日 zhang@corp.test 刘晓东介绍", "join 张三 zhang@corp.test - 2026-10-08"}, {"入职 张三 zhang@corp.test 下月初", "join 张三 zhang@corp.test - vague"}, {"请假流程请看附件", ""}, {"请你明天假装不知道", ""},
	/* Three days from a Friday on, days apart: none of several readings. */
	{"请假 9月18日起3天", "leave  vague []"}, {"请假 9月15日、17日", "leave  vague []"}, {"请假 张伟 9月18日两天", "leave 张伟 vague []"}, {"我9月18日请假两天", "leave  vague [两天]"}, {"我9月15日、17日请假", "leave  vague []"}, {"张伟9月15日、17日请假", "leave 张伟 vague []"}, {"出差 9月17日和21日 广州", "trip  vague []"},
	/* A name and days that can't be read: whoever meant it is told so. */
	{"请假 张伟 10月9日至8日", "leave 张伟 vague []"}, {"请假 张伟 13月1日", "leave 张伟 ? ? []"}, {"请假 张伟 下下周", "leave 张伟 ? ? []"},
	{"请假 张伟", ""}, {"请假的事情我知道了", ""}, {"请假 张伟 10月8日？", ""}, {"关于请假制度的通知，10月8日起执行", ""},
	{"出差 张伟 10月8日至10日 广州", "trip 张伟 2026-10-08 2026-10-10 [广州]"}, {"出差 10月8日至10日 去广州见客户", "trip  2026-10-08 2026-10-10 [去广州见客户]"}, {"张伟出差10月8日", "trip 张伟 2026-10-08 2026-10-08 []"}, {"出差汇报", ""},
	{"出差汇报：今天见了三家客户", ""}, {"出差汇报 10月8日", ""},
	{"处罚 张伟 遗失合同 HT-0031", "fine 张伟 遗失合同 0 [HT-0031]"}, {"处罚 张伟 屡教不改", "fine 张伟 屡教不改 0 []"}, {"处罚：张伟，私定价格，未备案", "fine 张伟 私定价格 0 [未备案]"}, {"处罚 张伟", ""}, {"处罚", ""},
	{"处罚 张伟 私定价格 差价350元", "fine 张伟 私定价格 35000 [差价350元]"}, {"处罚 张伟 私定价格 3家, 差价 26.5 元", "fine 张伟 私定价格 2650 [3家, 差价 26.5 元]"}, {"处罚 张伟 私定价格 HT-0031", "fine 张伟 私定价格 0 [HT-0031]"},
	{"处罚 张伟 私定价格 差价1,350元", "fine 张伟 私定价格 135000 [差价1,350元]"}, {"处罚 张伟 私定价格 差价1，350.50元", "fine 张伟 私定价格 135050 [差价1,350.50元]"},
	{"处罚 张伟 私定价格 差价３５０元", "fine 张伟 私定价格 35000 [差价350元]"}, {"处罚 张伟 私定价格 差价1.2万元", "fine 张伟 私定价格 1200000 [差价1.2万元]"},
	{"处罚 张伟 私定价格 差价一千二百元", "fine 张伟 私定价格 120000 [差价一千二百元]"}, {"处罚 张伟 私定价格 HT-0031,350元", "fine 张伟 私定价格 35000 [HT-0031,350元]"},
	{"处罚 张伟 私定价格 标准价5800元，按4500元成交，差价共 1300 元", "fine 张伟 私定价格 130000 [标准价5800元,按4500元成交,差价共 1300 元]"},
	{"处罚 张伟 私定价格 三单元350元", "fine 张伟 私定价格 35000 [三单元350元]"}, {"处罚 张伟 私定价格 10月8日350块钱", "fine 张伟 私定价格 35000 [10月8日350块钱]"},
	{"记过 张伟 上班玩游戏", "fine 张伟 记过 0 [上班玩游戏]"}, {"警告：张伟", "fine 张伟 警告 0 []"}, {"记过", ""},
	{"免除 lead_shortfall.rep01.2026-09-14.1 那天停电", "waive lead_shortfall.rep01.2026-09-14.1 [那天停电]"}, {"免除 张伟的罚款", ""}, {"免除", ""}, {"> 免除 a.b", ""}, {"大家好\n今天开会\n明天也开\n请假 张伟 10月8日", ""}, {"", ""},
	{"停", "stop"}, {"停。", "stop"}, {"暂停发信", "stop"}, {"停电了", ""}, {"停 一下", ""}, {"恢复", "resume"}, {"恢复正常上班", ""},
	{"入职 张三 ZhangSan@Corp.test 业务员 10月8日", "join 张三 zhangsan@corp.test rep 2026-10-08"}, {"入职：张三，业务员，邮箱 zhangsan@corp.test", "join 张三 zhangsan@corp.test rep ?"}, {"入职 张三", "join 张三  - ?"},
	{"入职 李四 收款员 li@corp.test", "join 李四 li@corp.test collector ?"}, {"离职 张伟 10月31日", "gone 张伟 2026-10-31"}, {"离职", ""}, {"移交 张伟 李强", "handover 张伟 李强"}, {"移交张伟 给李强", "handover 张伟 李强"}, {"移交 张伟的客户给李强", "handover 张伟 李强"},
	{"移交：张伟，李强", "handover 张伟 李强"}, {"移交 rep01 rep02", "handover rep01 rep02"}, {"移交 张伟名下的客户 李强", "handover 张伟 李强"}, {"移交 张伟", ""}, {"移交清单已收到", ""}, {"移交 张伟 李强 的资料", ""}, {"移交", ""}, {"换邮箱 张伟 new@corp.test", "address 张伟 new@corp.test"},
};

static const char *role_of(unsigned bit)
{
	for (int r = 0; r < ROLE_COUNT; r++)
		if (bit == 1u << r)
			return role_names[r];
	return "-";
}

static const char *shown(struct arena *a, const struct command *c)
{
	char from[DATE_TEXT_SIZE] = "?", to[DATE_TEXT_SIZE] = "?";
	if (c->from != DATE_NONE)
		date_text(c->from, from);
	if (c->to != DATE_NONE)
		date_text(c->to, to);
	if (c->vague)
		snprintf(from, sizeof from, "vague");
	switch (c->kind) {
	case COMMAND_LEAVE:
	case COMMAND_TRIP:
		if (c->vague)
			return arena_printf(a, "%s %s vague [%s]", c->kind == COMMAND_LEAVE ? "leave" : "trip", c->who, c->reason);
		return arena_printf(a, "%s %s %s %s%s%s%s [%s]", c->kind == COMMAND_LEAVE ? "leave" : "trip", c->who, from, to, c->half ? " half" : "", c->sort ? " sort" : "",
		                    c->guessed ? " guessed" : "", c->reason);
	case COMMAND_FINE:
		return arena_printf(a, "fine %s %s %" PRId64 " [%s]", c->who, c->what, c->fen, c->reason);
	case COMMAND_WAIVE:
		return arena_printf(a, "waive %s [%s]", c->what, c->reason);
	case COMMAND_JOIN:
		return arena_printf(a, "join %s %s %s %s", c->who, c->what, role_of(c->role), from);
	case COMMAND_GONE:
		return arena_printf(a, "gone %s %s", c->who, from);
	case COMMAND_HANDOVER:
		return arena_printf(a, "handover %s %s", c->who, c->what);
	case COMMAND_ADDRESS:
		return arena_printf(a, "address %s %s", c->who, c->what);
	default:
		return c->kind == COMMAND_STOP ? "stop" : "resume";
	}
}

static void test_shapes(void **state)
{
	struct err err;
	struct arena *a = arena_new();
	(void)state;
	assert_int_equal(zone_use("Asia/Shanghai", &err), 0);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		struct command c;
		const char *got = command_read(a, shapes[i].text, date_make(2026, 9, 14), &c) ? shown(a, &c) : "";
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
