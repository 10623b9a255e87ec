/* What answers a list: receipts and returns; and the list passed on. */
#include "samples.h"


enum { EVENING = SAMPLE_EVENING, DUE = SAMPLE_DUE };

static struct standing *make_standings(const struct sampler *s)
{
	const struct standing all[] = {
		{"客户资料", sample_day(15), DUE, 100, 98, false, false, NULL, false, 0, NULL, false},
		{"意向客户", sample_day(15), DUE - 6 * 3600 + 60 + DAY_SECONDS, 2, 2, false, false, NULL, false, 0, NULL, false},
		{"周工作计划", sample_day(21), DUE + 3 * DAY_SECONDS - 12 * 3600 + 60, 1, 0, false, false, NULL, false, 0, NULL, false},
		{"月度应收款报表", sample_day(1), DUE + 12 * DAY_SECONDS, 0, 0, false, true, NULL, false, 0, NULL, false},
	};
	return sample_keep(s, all, sizeof all);
}

static struct receipt_table *make_tables(const struct sampler *s)
{
	static const struct refused_row leads[] = {
		{17, "东莞市华强五金制品有限公司", "王建国", "", REASON_MISSING, 1u << FIELD_CAPITAL | 1u << FIELD_VALUE, NULL, 0, 0, NULL},
		{42, "东莞市大岭山永盛家具厂", "李小姐", "1.38E+10", REASON_PHONE, 0, NULL, 0, 0, NULL},
		{58, "深圳市宝安区恒达塑胶电子有限公司", "张总", "13800138000", REASON_TAKEN, 0, "刘志强", EVENING - 20 * DAY_SECONDS, 0, NULL},
		{77, "东莞市长安精密模具有限公司", "赵工", "13900139000", REASON_ALREADY_LISTED, 0, NULL, EVENING - 3 * DAY_SECONDS, 0, NULL},
		{91, "东莞市华强五金制品有限公司", "王建国", "13700137000", REASON_ALREADY_LISTED, 0, NULL, EVENING, 0, NULL},
		{93, "东莞市厚街恒通鞋业有限公司", "周生", "13800138001", REASON_TAKEN, 0, "刘志强", EVENING - 20 * DAY_SECONDS, 0, NULL},
		{96, "王先生", "王先生", "13600136000", REASON_COMPANY_NAME, 0, NULL, 0, 0, NULL},
	};
	static const struct refused_row visits[] = {
		{3, "东莞市虎门新世纪服装有限公司", "陈经理", "0769-85551234", REASON_VISITED, 0, NULL, EVENING - 3600, 0, NULL},
	};
	const struct receipt_table all[] = {
		{"客户资料0915.xlsx", ROW_LEAD, "columns", 105, 98, 3, 2, sample_keep(s, leads, sizeof leads), 7, 7, NULL, 0},
		{"意向", ROW_PROSPECT, "sheet", 2, 2, 0, 0, NULL, 0, 0, NULL, 0},
		{"陌拜", ROW_VISIT, "title", 4, 3, 0, 0, sample_keep(s, visits, sizeof visits), 1, 1, NULL, 0},
	};
	return sample_keep(s, all, sizeof all);
}

static struct unread_part *make_unread(const struct sampler *s)
{
	static const struct unread_part all[] = {{"名单旧版.rar", "压缩包，请解压后把表格直接附上"}, {"https://docs.qq.com/sheet/DUXabc", ""}};
	return sample_keep(s, all, sizeof all);
}

struct receipt_in sample_receipt(const struct sampler *s)
{
	struct receipt_in in = {.head = sample_head_rep(s, "receipt.m20260914a", EVENING), .mail_id = "m20260914a", .subject = "9月15日客户资料及意向客户", .arrived = EVENING,
	                        .tables = make_tables(s), .tables_count = 3, .unread = make_unread(s), .unread_count = 1, .standing = make_standings(s), .standing_count = 4};
	in.head.in_reply_to = "tencent_5D2FE451@qq.com";
	return in;
}

static struct letter receipt(const struct sampler *s, int which)
{
	(void)which;
	struct receipt_in in = sample_receipt(s);
	return compose_receipt(s->a, &in);
}

/* Mended and mailed again: what counted before is one line, what is left comes in a workbook. */
static struct letter receipt_mended(const struct sampler *s, int which)
{
	(void)which;
	struct receipt_in in = sample_receipt(s);
	struct lead_row row = {.row = 17};
	for (int f = 0; f < FIELD_COUNT; f++)
		row.value[f] = "";
	struct lead_table list = {.kind = ROW_LEAD, .told_by = "sheet", .sheet_label = "客户资料", .rows = &row, .rows_count = 1};
	struct refused_row *rows = in.tables[0].refused, again[] = {rows[1], rows[3], rows[3]};
	struct receipt_table mended = {"list-2026-09-13.xlsx · 客户资料", ROW_LEAD, "sheet", 5, 2, 0, 0, again, 3, 3, &list, 0};
	again[1].said = again[2].said = "已计入";
	again[1].n = again[2].n = 1;
	in.tables = &mended;
	in.tables_count = 1;
	in.unread_count = 0;
	return compose_receipt(s->a, &in);
}

/* One table, all there; late: the second half of a list, written before midnight, arrived after it. */
static struct letter receipt_of_one(const struct sampler *s, int late)
{
	struct receipt_in in = sample_receipt(s);
	in.tables->refused_count = in.unread_count = 0;
	in.tables->counted = in.tables->rows = in.standing->delivered = 100;
	in.tables->flagged = in.tables->hidden = 0;
	in.tables_count = in.standing_count = 1;
	if (late) {
		in.arrived = DUE + 180;
		in.head.now = in.arrived + 5;
		in.claimed_date = DUE - 60;
		in.missed_due = DUE;
		in.cured = in.forwarded = true;
		in.tables->counted = in.tables->rows = 40;
		in.standing->delivered = 63;
	}
	return compose_receipt(s->a, &in);
}

/* A plan is a mail, not a table. */
static struct letter receipt_plan(const struct sampler *s, int which)
{
	(void)which;
	struct receipt_in in = sample_receipt(s);
	in.tables_count = in.unread_count = 0;
	in.standing += 2;
	in.standing->delivered = 1;
	in.standing_count = 1;
	return compose_receipt(s->a, &in);
}

/* The same workbook each day, with some rows more: what was there before is no reproach, and hides no fault of today's rows. */
static struct letter receipt_growing(const struct sampler *s, int which)
{
	(void)which;
	enum { OLD = 240 };
	struct receipt_in in = sample_receipt(s);
	const struct refused_row *some = in.tables[0].refused;
	struct refused_row *rows = arena_alloc(s->a, (OLD + 2) * sizeof *rows);
	for (int i = 0; i < OLD; i++) {
		rows[i] = some[3];
		rows[i].row = i + 2 + (i >= 100);
	}
	rows[OLD] = some[0], rows[OLD].row = 250;
	rows[OLD + 1] = some[4], rows[OLD + 1].row = 251;
	struct receipt_table table = {"3月客户.xlsx", ROW_LEAD, "columns", OLD + 100, 98, 0, 0, rows, OLD + 2, OLD + 2, NULL, OLD};
	in.tables = &table;
	in.tables_count = 1;
	in.unread_count = 0;
	return compose_receipt(s->a, &in);
}

/* Of visits that help no more. */
static struct letter receipt_lost(const struct sampler *s, int which)
{
	(void)which;
	struct receipt_in in = sample_receipt(s);
	struct standing visits = {"陌拜", sample_day(14), DUE + 6 * DAY_SECONDS, 10, 3, false, false, "visit", true, 0, NULL, false};
	in.tables += 2;
	in.standing = &visits;
	in.tables_count = in.standing_count = 1;
	in.unread_count = 0;
	return compose_receipt(s->a, &in);
}

struct return_in sample_return(const struct sampler *s, enum return_why why)
{
	static struct unknown_column columns[] = {
		{0, "序", {"1", "2", "3"}, 3, FIELD_SEQ, FIELD_OTHER}, {1, "名字", {"华鑫模具", "永盛家具厂", "恒达塑胶"}, 3, FIELD_OTHER, FIELD_COMPANY},
		{2, "号码", {"13800138000", "0769-85551234"}, 2, FIELD_OTHER, FIELD_PHONE}, {4, "", {"下午打"}, 1, FIELD_OTHER, FIELD_PERSON},
	};
	static const struct unknown_table table = {.why = UNKNOWN_COLUMNS, .sheet_label = "Sheet1", .sign = "h5.0123456789abcdef", .width = 5, .row = 3, .columns = columns,
	                                           .columns_count = 4};
	static const struct address cure_to[] = {{"市场部邮件助理", "clerk@corp.test"}, {"王总", "gm@corp.test"}};
	struct return_in in = {.head = sample_head_rep(s, "return.m20260914b", EVENING), .why = why, .mail_id = "m20260914b", .subject = "客户资料", .arrived = EVENING,
	                       .standing = make_standings(s), .standing_count = 2};
	if (why == RETURN_HELD) {
		in.missing_roles = 1u << ROLE_GENERAL_MANAGER;
		in.rows = 100;
		in.head.reply_to = cure_to;
		in.head.reply_to_count = 2;
	}
	if (why == RETURN_UNREADABLE) {
		in.unread = make_unread(s);
		in.unread_count = 2;
	}
	if (why == RETURN_COLUMNS)
		in.table = &table;
	return in;
}

static struct letter return_for(const struct sampler *s, int why)
{
	struct return_in in = sample_return(s, (enum return_why)why);
	return compose_return(s->a, &in);
}

/* An answer that can't be done with is answered by what can be said. */
static struct letter return_columns_again(const struct sampler *s, int which)
{
	(void)which;
	static const char *faults[] = {"Z=公司", "C=传呼机"};
	struct return_in in = sample_return(s, RETURN_COLUMNS);
	in.faults = faults;
	in.faults_count = 2;
	return compose_return(s->a, &in);
}

static struct letter forward(const struct sampler *s, int which)
{
	(void)which;
	static const char mail[] = "From: rep01@corp.test\r\nSubject: leads\r\n\r\nleads\r\n";
	struct forward_in in = {.head = sample_head(s, "forward.gm.m20260914a", "gm", "王总", "gm@corp.test", EVENING), .mail_id = "m20260914a", .subject = "9月15日客户资料", .name = "陈平娜",
	                        .arrived = EVENING, .missing_roles = 1u << ROLE_GENERAL_MANAGER, .raw = {(const uint8_t *)mail, sizeof mail - 1}};
	return compose_forward(s->a, &in);
}

const struct sample samples_of_lists[] = {
	{"receipt", LETTER_RECEIPT, receipt, 0},
	{"receipt-mended", LETTER_RECEIPT, receipt_mended, 0},
	{"receipt-met", LETTER_RECEIPT, receipt_of_one, false},
	{"receipt-late", LETTER_RECEIPT, receipt_of_one, true},
	{"receipt-plan", LETTER_RECEIPT, receipt_plan, 0},
	{"receipt-growing", LETTER_RECEIPT, receipt_growing, 0},
	{"receipt-lost", LETTER_RECEIPT, receipt_lost, 0},
	{"return-held", LETTER_RETURN, return_for, RETURN_HELD},
	{"return-unreadable", LETTER_RETURN, return_for, RETURN_UNREADABLE},
	{"return-empty", LETTER_RETURN, return_for, RETURN_EMPTY},
	{"return-columns", LETTER_RETURN, return_for, RETURN_COLUMNS},
	{"return-columns-again", LETTER_RETURN, return_columns_again, 0},
	{"return-quarantined", LETTER_RETURN, return_for, RETURN_QUARANTINED},
	{"return-remembered", LETTER_RETURN, return_for, RETURN_REMEMBERED},
	{"return-unverified", LETTER_RETURN, return_for, RETURN_UNVERIFIED},
	{"forward", LETTER_FORWARD, forward, 0},
	{NULL, LETTER_KIND_COUNT, NULL, 0},
};
