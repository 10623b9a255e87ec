/* Questions by mail: what is one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/err.h"
#include "question.h"

static const char *read_it(struct arena *a, const char *subject, const char *text)
{
	struct asked q;
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	if (!question_read(a, subject, text, date_make(2026, 9, 16), &q))
		return "";
	const char *said = arena_printf(a, "%s%s%s", question_names[q.question], *q.what ? " " : "", q.what);
	if (q.question == QUESTION_PERSON)
		said = arena_printf(a, "%s %s %s", said, date_text(q.from, from), date_text(q.to, to));
	return *q.purpose ? arena_printf(a, "%s [%s]", said, q.purpose) : said;
}

/* 2026-09-16 is a Wednesday. */
static const struct {
	const char *text, *want;
} shapes[] = {
	{"谁没交", "who_owes"}, {"谁没交？", "who_owes"}, {"文员你好：\n今天谁没交?\n\n李总监", "who_owes"}, {"我的统计", "mine"}, {"查我的统计", "mine"}, {"查 我的统计", "mine"},
	{"为什么 lead_shortfall.rep01.2026-09-14.1？", "why lead_shortfall.rep01.2026-09-14.1"}, {"为什么：a.b.2026-09-14.1", "why a.b.2026-09-14.1"}, {"为什么 a.b.2026-09-14.1。", "why a.b.2026-09-14.1"}, {"为什么 a.b.2026-09-14.1罚我", "why a.b.2026-09-14.1"},
	{"谁没交客户资料？", "who_owes"}, {"没交的有谁", "who_owes"}, {"我的统计 本月", "person 2026-09-01 2026-09-30"}, {"我的统计上周", "person 2026-09-07 2026-09-13"}, {"我的统计 张伟", ""}, {"我的统计 张伟 上周", ""}, {"我的情况不好说", ""},
	{"为什么罚我", ""}, {"查 张伟 0001年1月", ""}, {"查 张伟 9999年12月", ""}, {"谁没交资料都要罚", ""}, {"> 谁没交", ""}, {"一\n二\n三\n谁没交", ""}, {"", ""},
	{"帮助", "help"}, {"怎么用？", "help"}, {"帮助他一下", ""},
	{"客户 东莞市宏达五金", "customer 东莞市宏达五金"}, {"查 客户 东莞市宏达五金有限公司", "customer 东莞市宏达五金有限公司"}, {"查客户：东莞市宏达五金", "customer 东莞市宏达五金"},
	{"客户档案 东莞市宏达五金", "customer 东莞市宏达五金"}, {"查询客户档案：东莞市宏达五金的资料", "customer 东莞市宏达五金"}, {"请帮我查一下客户 东莞市宏达五金 的档案，谢谢", ""},
	{"请帮我查一下客户 东莞市宏达五金 的档案", "customer 东莞市宏达五金"}, {"客户 东莞市宏达五金 用途：对账", "customer 东莞市宏达五金 [对账]"}, {"客户 东莞市宏达五金，用途：核对九月欠款", "customer 东莞市宏达五金 [核对九月欠款]"},
	{"查客户 东莞市宏达五金 因客户来电", "customer 东莞市宏达五金 [客户来电]"}, {"客户 广州（天河）贸易有限公司", "customer 广州(天河)贸易有限公司"},
	{"客户 东莞市宏达五金 已经签单了", ""}, {"客户：东莞市宏达五金", ""}, {"客户名称：东莞市宏达五金", ""}, {"客户反映网站打不开", ""}, {"客户 王总，合同已寄出", ""},
	{"客户 东莞市宏达五金\n联系人 王总\n电话 13800138000\n地址 东莞\n备注 急", ""}, {"客户资料 9月15日", ""}, {"客户", ""}, {"查客户", "person 客户 2026-09-14 2026-09-20"},
	{"查 张伟 上周", "person 张伟 2026-09-07 2026-09-13"}, {"查 张伟", "person 张伟 2026-09-14 2026-09-20"}, {"查张伟上周的情况", "person 张伟 2026-09-07 2026-09-13"},
	{"查 张伟 9月1日至9月14日", "person 张伟 2026-09-01 2026-09-14"}, {"查 张伟 9月14日", "person 张伟 2026-09-14 2026-09-14"}, {"查 rep01 本月", "person rep01 2026-09-01 2026-09-30"},
	{"查 张伟 昨天？", "person 张伟 2026-09-15 2026-09-15"}, {"查 上周", "person 2026-09-07 2026-09-13"}, {"查我上月", "person 2026-08-01 2026-08-31"}, {"请查一下张伟本周", "person 张伟 2026-09-14 2026-09-20"},
	{"查 张伟 上上个礼拜天吧", ""}, {"查了一下，客户已经付款，合同明天寄出", ""}, {"张伟 上周", ""}, {"查", ""}, {"查 ", ""},
	{"合同 HT-0031", "number HT-0031"}, {"查合同 ht-0031", "number ht-0031"}, {"查 HT-0031", "number HT-0031"}, {"合同HT-0031的状态", "number HT-0031"}, {"合同编号：HT-0031", ""}, {"合同 HT-0031 已经签了", ""},
	{"合同已经签了", ""}, {"合同 HT-0031\n客户 宏达\n金额 5000\n收据 有\n请下单", ""},
	{"JG-20260914-1", "slip JG-20260914-1"}, {"单据 jg-20260914-1", "slip JG-20260914-1"}, {"查 JG-20260914-1 进度", "slip JG-20260914-1"}, {"JG-20260914-1 已经办好了", ""}, {"JG-2026-1", ""},
	{"我的单据", "slips"}, {"单据", "slips"}, {"查单据", "slips"}, {"单据已寄出", ""},
};

/* What nobody can answer, and seems to be asked. */
static void test_asks(void **state)
{
	static const struct { const char *subject, *text; bool want; } mails[] = {
		{"问", "本月统计", true}, {"统计", "", true}, {"本月统计", "谢谢\n发自我的iPhone", true}, {"问", "谁的乐捐最多？\n\n李总监", true}, {"", "昨天谁没交", true}, {"", "有什么要我批的吗", true},
		{"申诉", "昨晚23:50我已经发了，请查", true}, {"关于昨天的乐捐", "李总您好：\n申诉 昨晚23:50我已经发了，有截图为证", true}, {"缴款", "已缴40元", true}, {"请假", "想请三天假，15号到17号", true}, {"", "申请免除昨天的罚款，那天停电", true},
		{"回复：申诉", "昨晚发了", false}, {"回复：【回执】陈平娜 9月15日客户资料", "申诉 昨晚23:50已经发了", true}, {"转发：【回执】陈平娜 9月15日客户资料", "申诉 昨晚23:50已经发了", false}, {"客户情况", "客户请假了，下周再约", false}, {"汇报", "一\n二\n三\n四\n申诉", false}, {"会议记录", "1、处罚制度\n2、请假制度\n3、申诉流程\n4、其他\n5、散会", false},
		{"", "张志远离职了", true}, {"", "这个月不罚了", true}, {"", "换邮箱 chen@qq.com", true}, {"年假申请", "陈平娜", true}, {"", "我生病了，今天交不了", true}, {"", "客户资料改为每天80条", true}, {"出差", "客户出差了", true},
		{"回复：【日报】9月14日", "为什么刘晓东没交？", true}, {"回复：【日报】9月14日", "张志远最近情况不错", false}, {"回复：【日报】9月14日", "今天都来开会", false}, {"回复：【提醒】陈平娜 今天23:59前", "李总同意我今天不交，我请假", true}, {"回复：【提醒】陈平娜 今天23:59前", "我在休假，有什么急事请联系张三", false}, {"转发：统计", "为什么？", false},
		{"回复：统计", "", false}, {"转发：统计", "", false}, {"你好", "", false}, {"", "", false}, {"谢谢", "收到，谢谢", false}, {"客户资料", "见附件", false}, {"问", "查过了，客户说下周付款", false},
		{"汇报", "今天去了宏达五金，客户问了网站价格多少，我答应明天给他报价", false}, {"汇报", "谁去\n明天我去，后天他去，大后天再说，以后再看\n就这样", false}, {"问", "> 统计", false},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++)
		if (question_asks(a, mails[i].subject, mails[i].text) != mails[i].want)
			fail_msg("\"%s\" / \"%s\" should %sask", mails[i].subject, mails[i].text, mails[i].want ? "" : "not ");
	arena_free(a);
}

static void test_shapes(void **state)
{
	struct arena *a = arena_new();
	struct err err;
	(void)state;
	assert_int_equal(zone_use("Asia/Shanghai", &err), 0);
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		const char *got = read_it(a, "问", shapes[i].text);
		if (strcmp(got, shapes[i].want) != 0)
			fail_msg("\"%s\" is \"%s\", not \"%s\"", shapes[i].text, got, shapes[i].want);
	}
	arena_free(a);
}

/* A telephone's mail: the subject alone. */
static void test_subjects(void **state)
{
	static const struct { const char *subject, *text, *want; } mails[] = {
		{"查 张伟 上周", "", "person 张伟 2026-09-07 2026-09-13"}, {"查 张伟 上周", "\n\n发自我的iPhone", "person 张伟 2026-09-07 2026-09-13"}, {"谁没交", "谢谢\n李总监", "who_owes"},
		{"[外部邮件] 合同 HT-0031", "", "number HT-0031"}, {"客户 东莞市宏达五金", "", "customer 东莞市宏达五金"},
		{"回复：查 张伟 上周", "", ""}, {"Fwd: 客户 东莞市宏达五金", "", ""}, {"合同 HT-0031", "王总，合同已经寄出，请查收", ""}, {"单据", "王总，单据已寄出", ""},
		{"查 张伟 上周", "客户 东莞市宏达五金", "customer 东莞市宏达五金"}, {"", "", ""}, {NULL, NULL, ""},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++) {
		const char *got = read_it(a, mails[i].subject, mails[i].text);
		if (strcmp(got, mails[i].want) != 0)
			fail_msg("subject \"%s\", \"%s\" is \"%s\", not \"%s\"", mails[i].subject, mails[i].text, got, mails[i].want);
	}
	arena_free(a);
}

/* Words that are a question and nothing else: what a subject names is not sent with them. */
static void test_alone(void **state)
{
	static const struct { const char *text; bool want; } mails[] = {
		{"我的统计", true}, {"李总监您好：\n谁没交？\n谢谢\n张三", true}, {"查 张伟 上周\n\n发自我的iPhone", true}, {"查合同 HT-0031", true}, {"帮助", true},
		{"", false}, {"见附件", false}, {"我的统计\n下周拜访十家客户", false}, {"我的统计\n谁没交", false}, {"客户 东莞市宏达五金", false}, {"合同 HT-0031", false}, {"下周拜访十家", false},
		{"> 我的统计", false},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++)
		if (question_alone(a, mails[i].text, date_make(2026, 9, 16)) != mails[i].want)
			fail_msg("%s", mails[i].text);
	assert_null(question_line(a, NULL, date_make(2026, 9, 16)));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_asks), cmocka_unit_test(test_alone), cmocka_unit_test(test_subjects)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
