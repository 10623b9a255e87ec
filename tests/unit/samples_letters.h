/* One evening and the next morning of a small office, as the composer is told them: what test_compose.c writes letters from. */
#ifndef TESTS_SAMPLES_LETTERS_H
#define TESTS_SAMPLES_LETTERS_H
#include "compose.h"

enum { EVENING = 1789390980 /* 2026-09-14 21:03:00 +0800 */, MIDNIGHT_DUE = 1789401540 /* 23:59:00 */, MORNING = 1789432200 /* 09-15 08:30 */ };

static struct office office = {
	.company = "东莞市示例网络科技有限公司", .from_addr = "clerk@corp.test", .from_name = "市场部邮件助理",
};
static const uint8_t key[] = "0123456789abcdef";

static inline struct letter_head head_to(const char *id, const char *staff, const char *name, const char *addr, int64_t now)
{
	return (struct letter_head){.office = &office, .token_key = {key, 16}, .id = id, .to_addr = addr, .to_name = name, .staff = staff, .now = now};
}

static inline struct letter_head head_rep(const char *id, int64_t now)
{
	return head_to(id, "rep01", "陈平娜", "rep01@corp.test", now);
}

static inline date day_of(int day)
{
	return date_make(2026, 9, day);
}

static struct refused_row refused[] = {
	{17, "东莞市华强五金制品有限公司", "王建国", "", REASON_MISSING, 1u << FIELD_CAPITAL | 1u << FIELD_VALUE, NULL, 0, 0, NULL},
	{42, "东莞市大岭山永盛家具厂", "李小姐", "1.38E+10", REASON_PHONE, 0, NULL, 0, 0, NULL},
	{58, "深圳市宝安区恒达塑胶电子有限公司", "张总", "13800138000", REASON_TAKEN, 0, "刘志强", EVENING - 20 * DAY_SECONDS, 0, NULL},
	{77, "东莞市长安精密模具有限公司", "赵工", "13900139000", REASON_ALREADY_LISTED, 0, NULL, EVENING - 3 * DAY_SECONDS, 0, NULL},
	{91, "东莞市华强五金制品有限公司", "王建国", "13700137000", REASON_ALREADY_LISTED, 0, NULL, EVENING, 0, NULL},
	{93, "东莞市厚街恒通鞋业有限公司", "周生", "13800138001", REASON_TAKEN, 0, "刘志强", EVENING - 20 * DAY_SECONDS, 0, NULL},
	{96, "王先生", "王先生", "13600136000", REASON_COMPANY_NAME, 0, NULL, 0, 0, NULL},
};
static struct refused_row refused_visits[] = {
	{3, "东莞市虎门新世纪服装有限公司", "陈经理", "0769-85551234", REASON_VISITED, 0, NULL, EVENING - 3600, 0, NULL},
};
static struct receipt_table tables[] = {
	{"客户资料0915.xlsx", ROW_LEAD, "columns", 105, 98, 3, 2, refused, 7, 7, NULL, 0},
	{"意向", ROW_PROSPECT, "sheet", 2, 2, 0, 0, NULL, 0, 0, NULL, 0},
	{"陌拜", ROW_VISIT, "title", 4, 3, 0, 0, refused_visits, 1, 1, NULL, 0},
};
static struct standing standing[] = {
	{"客户资料", 0, MIDNIGHT_DUE, 100, 98, false, false, NULL, false},
	{"意向客户", 0, MIDNIGHT_DUE - 6 * 3600 + 60 + DAY_SECONDS, 2, 2, false, false, NULL, false},
	{"周工作计划", 0, MIDNIGHT_DUE + 3 * DAY_SECONDS - 12 * 3600 + 60, 1, 0, false, false, NULL, false},
	{"月度应收款报表", 0, MIDNIGHT_DUE + 12 * DAY_SECONDS, 0, 0, false, true, NULL, false},
};
static struct unread_part unread[] = {{"名单旧版.rar", "压缩包，请解压后把表格直接附上"}, {"https://docs.qq.com/sheet/DUXabc", ""}};

static inline struct receipt_in receipt_sample(void)
{
	standing[0].for_date = day_of(15);
	standing[1].for_date = day_of(15);
	standing[2].for_date = day_of(21);
	standing[3].for_date = day_of(1);
	struct receipt_in in = {.head = head_rep("receipt.m20260914a", EVENING), .mail_id = "m20260914a", .subject = "9月15日客户资料及意向客户", .arrived = EVENING,
		.tables = tables, .tables_count = 3, .unread = unread, .unread_count = 1, .standing = standing, .standing_count = 4};
	in.head.in_reply_to = "tencent_5D2FE451@qq.com";
	return in;
}

static struct address cure_to[] = {{"市场部邮件助理", "clerk@corp.test"}, {"王总", "gm@corp.test"}};

static inline struct return_in return_sample(enum return_why why)
{
	static struct unknown_column columns[] = {
		{0, "序", {"1", "2", "3"}, 3, FIELD_SEQ, FIELD_OTHER}, {1, "名字", {"华鑫模具", "永盛家具厂", "恒达塑胶"}, 3, FIELD_OTHER, FIELD_COMPANY},
		{2, "号码", {"13800138000", "0769-85551234"}, 2, FIELD_OTHER, FIELD_PHONE}, {4, "", {"下午打"}, 1, FIELD_OTHER, FIELD_PERSON},
	};
	static struct unknown_table table = {.why = UNKNOWN_COLUMNS, .sheet_label = "Sheet1", .sign = "h5.0123456789abcdef", .width = 5, .row = 3, .columns = columns,
		.columns_count = 4};
	receipt_sample();
	struct return_in in = {.head = head_rep("return.m20260914b", EVENING), .why = why, .mail_id = "m20260914b", .subject = "客户资料", .arrived = EVENING,
		.standing = standing, .standing_count = 2};
	if (why == RETURN_HELD) {
		in.missing_roles = 1u << ROLE_GENERAL_MANAGER;
		in.rows = 100;
		in.head.reply_to = cure_to;
		in.head.reply_to_count = 2;
	}
	if (why == RETURN_UNREADABLE) {
		in.unread = unread;
		in.unread_count = 2;
	}
	if (why == RETURN_COLUMNS)
		in.table = &table;
	return in;
}

static struct proof_mail proof[] = {
	{.id = "m20260914a7c31f00", .at = EVENING - 6000, .counts = "lead", .n = 60},
	{.id = "m20260914c0ffee11", .at = EVENING, .cured = true, .counts = "lead", .n = 27},
};
static struct proof_mail held_back[] = {{.id = "m20260914d1d2d3d4", .at = EVENING + 3600, .counts = "lead", .why = "not in To or Cc: general_manager"}};

static inline struct notice_entry shortfall(void)
{
	return (struct notice_entry){.id = "lead_shortfall.rep01.2026-09-15", .kind = "lead_shortfall", .title = "客户资料", .clause = "市场部业务制度 一（一）",
		.for_date = day_of(15), .fen = 2600, .pushups = 13, .required = 120, .delivered = 87, .missing = 13, .base_quota = 100, .fen_per_missing = 200,
		.pushups_per_missing = 1, .window_from = MIDNIGHT_DUE - 3 * DAY_SECONDS, .window_to = MIDNIGHT_DUE, .mails = proof, .mails_count = 2, .uncounted = held_back, .uncounted_count = 1, .counts = "lead", .name = "陈平娜"};
}

static inline struct notice_entry unfulfilled(void)
{
	static struct standing parts[2];
	static struct proof_mail visits[] = {{.id = "m20260909b0b1b2b3", .at = EVENING - 5 * DAY_SECONDS, .counts = "visit", .n = 6},
		{.id = "m20260908a0a1a2a3", .at = EVENING - 6 * DAY_SECONDS, .counts = "lead", .n = 120}};
	parts[0] = (struct standing){"陌拜", day_of(7), MIDNIGHT_DUE - DAY_SECONDS, 10, 6, false, false, NULL, false};
	parts[1] = (struct standing){"客户资料", day_of(9), MIDNIGHT_DUE - 6 * DAY_SECONDS, 120, 120, true, false, NULL, false};
	return (struct notice_entry){.id = "makeup_unfulfilled.rep01.2026-09-07", .kind = "makeup_unfulfilled", .title = "陌拜",
		.clause = "市场部业务制度 一（二）", .for_date = day_of(7), .fen = 50000, .parts = parts, .parts_count = 2, .counts = "visit", .mails = visits, .mails_count = 2, .name = "陈平娜"};
}

static inline struct notice_entry reversal(void)
{
	return (struct notice_entry){.id = "lead_shortfall.rep01.2026-09-15.r1", .kind = "lead_shortfall", .title = "客户资料", .clause = "市场部业务制度 一（一）",
		.for_date = day_of(15), .fen = -2600, .pushups = -13, .reverses = "lead_shortfall.rep01.2026-09-15", .why = "late:m20260914z",
		.name = "陈平娜"};
}

static inline struct notice_makeup makeup_case(void)
{
	return (struct notice_makeup){.week = day_of(14), .missed_day = day_of(14), .required = 2, .delivered = 0, .title = "意向客户", .clause = "市场部业务制度 一（二）",
		.extra = 20, .extra_for = day_of(15), .extra_due = MIDNIGHT_DUE, .extra_required = 120, .visits = 10, .visits_done = 3,
		.visits_due = MIDNIGHT_DUE + 6 * DAY_SECONDS, .fen = 50000};
}

static inline struct notice_makeup makeup_news(enum makeup_news news, int delivered)
{
	struct notice_makeup m = makeup_case();
	m.news = news;
	m.settles = MIDNIGHT_DUE + 6 * DAY_SECONDS;
	m.list = (struct standing){"客户资料", day_of(15), MIDNIGHT_DUE, 120, delivered, true, false, "lead", false};
	m.rest = news == MAKEUP_LIFTED;
	return m;
}

static inline struct notice_in notice_of(const char *id, int64_t now, struct notice_entry *entries, size_t entries_count, struct notice_makeup *makeups,
                                         size_t makeups_count, struct standing *reminders, size_t reminders_count)
{
	return (struct notice_in){.head = head_rep(id, now), .entries = entries, .entries_count = entries_count, .makeups = makeups,
		.makeups_count = makeups_count, .reminders = reminders, .reminders_count = reminders_count};
}

static inline struct digest_in digest_sample(bool shadow)
{
	static struct standing duties[3][2], missed[2];
	static struct digest_person people[3];
	static struct notice_entry entries[1];
	static const char *missed_names[] = {"陈平娜", "刘志强"}, *entry_names[] = {"陈平娜"};
	static struct digest_line problems[] = {{"周雨的附件“名单旧版.rar”没能读取，已退回"}};
	static struct digest_item items[9];
	items[0] = (struct digest_item){.section = DIGEST_MAKEUPS, .word = "makeup.open", .name = "刘志强", .day = day_of(14), .done = 3, .asked = 10};
	items[1] = (struct digest_item){.section = DIGEST_CONFLICTS, .word = "conflict.taken", .name = "陈平娜", .other = "刘志强",
		.what = "深圳市宝安区恒达塑胶电子有限公司", .since = EVENING - 20 * DAY_SECONDS, .day = DATE_NONE};
	items[2] = (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.returned", .name = "周雨", .what = "客户资料", .detail = "columns not recognised", .day = DATE_NONE};
	items[3] = (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.held", .name = "刘志强", .what = "9月15日客户资料", .detail = "not in To or Cc: director", .day = DATE_NONE};
	items[4] = (struct digest_item){.section = DIGEST_MAKEUPS, .word = "makeup.lost", .name = "陈平娜", .day = day_of(14), .done = 2, .asked = 10};
	items[6] = (struct digest_item){.section = DIGEST_NEAR, .word = "near.phone", .name = "陈平娜", .other = "刘志强", .what = "东莞市华强五金制品有限公司", .detail = "华强五金制品厂",
		.since = EVENING - 20 * DAY_SECONDS, .done = 12, .asked = 58, .day = DATE_NONE};
	items[7] = (struct digest_item){.section = DIGEST_QUALITY, .word = "quality.serial", .name = "刘志强", .what = "9月15日客户资料", .detail = "1380013****", .done = 12, .asked = 100, .day = DATE_NONE};
	items[8] = (struct digest_item){.section = DIGEST_QUALITY, .word = "quality.author", .name = "刘志强", .what = "9月15日客户资料", .other = "陈平娜", .day = DATE_NONE};
	items[5] = (struct digest_item){.section = DIGEST_CURED, .word = "cured.list", .name = "刘志强", .what = "9月15日客户资料", .since = EVENING, .done = 100, .day = DATE_NONE};
	static struct digest_line would[] = {{"【回执】陈平娜 9月15日客户资料：有效87条"}, {"【乐捐登记】陈平娜 9月15日客户资料缺额13条：26.00元"}};
	const char *names[] = {"陈平娜", "刘志强", "周雨"};
	int leads[] = {87, 100, 104}, prospects[] = {2, 1, 3};
	for (int i = 0; i < 3; i++) {
		duties[i][0] = (struct standing){"客户资料", day_of(15), MIDNIGHT_DUE, 100, leads[i], false, false, NULL, false};
		duties[i][1] = (struct standing){"意向客户", day_of(14), MIDNIGHT_DUE - 6 * 3600 + 60, 2, prospects[i], false, false, NULL, false};
		people[i] = (struct digest_person){.staff = "rep", .name = names[i], .duties = duties[i], .duties_count = 2, .mails = 2 + i, .rows = 110, .counted = leads[i],
			.refused = i == 0 ? 7 : 0, .held = i == 1, .cc_right = 2, .cc_wrong = i == 1, .cc_cured = i == 1, .fen = i == 0 ? 2600 : 0, .pushups = i == 0 ? 13 : 0};
	}
	missed[0] = duties[0][0];
	missed[1] = duties[1][1];
	entries[0] = shortfall();
	return (struct digest_in){.head = head_to("digest.gm.2026-09-15", "gm", "王总", "gm@corp.test", MORNING), .from = MORNING - DAY_SECONDS, .to = MORNING,
		.day = day_of(15), .shadow = shadow, .people = people, .people_count = 3, .settled = missed, .settled_count = 2, .settled_names = missed_names,
		.entries = entries, .entries_count = 1, .entry_names = entry_names, .items = items, .items_count = 9, .problems = problems, .problems_count = 1, .would_send = would, .would_send_count = shadow ? 2 : 0, .mails_seen = 14,
		.mails_judged = 9, .letters_answered = 9, .letters_waiting = 1, .chain_head = "3f9ab0c1d2e3f405162738495a6b7c8d"};
}

#endif
