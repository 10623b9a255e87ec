/* What comes by the day, the week and the month: digest, reports, a bundle; and an alarm. */
#include "samples.h"

enum { EVENING = SAMPLE_EVENING, DUE = SAMPLE_DUE, MORNING = SAMPLE_MORNING };

/* Up to the 14th; in an office of three. */
enum { DAYS = 30 };
static struct digest_day *trend(const struct sampler *s)
{
	struct digest_day *days = arena_alloc(s->a, DAYS * sizeof *days);
	for (int i = 0; i < DAYS; i++) {
		date d = sample_day(15) - DAYS + i;
		days[i] = date_weekday(d) >= 5 ? (struct digest_day){.day = d, .leads = i % 2 * 40} : (struct digest_day){d, 6, 6 - i % 4 / 2, 270 + i, i % 4 / 2 * 1400};
	}
	return days;
}

struct digest_in sample_digest(const struct sampler *s, bool shadow)
{
	struct standing (*duties)[2] = arena_alloc(s->a, 3 * sizeof *duties), *missed = arena_alloc(s->a, 2 * sizeof *missed);
	struct digest_person *people = arena_alloc(s->a, 3 * sizeof *people);
	struct notice_entry *entries = arena_alloc(s->a, sizeof *entries);
	struct digest_item *items = arena_alloc(s->a, 14 * sizeof *items);
	static const char *missed_names[] = {"陈平娜", "刘志强"}, *entry_names[] = {"陈平娜"};
	static struct digest_line problems[] = {{"周雨的附件“名单旧版.rar”没能读取，已退回"}};
	items[0] = (struct digest_item){.section = DIGEST_MAKEUPS, .word = "makeup.open", .name = "刘志强", .day = sample_day(14), .done = 3, .asked = 10};
	items[1] = (struct digest_item){.section = DIGEST_CONFLICTS, .word = "conflict.taken", .name = "陈平娜", .other = "刘志强",
		.what = "深圳市宝安区恒达塑胶电子有限公司", .since = EVENING - 20 * DAY_SECONDS, .day = DATE_NONE};
	items[2] = (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.returned", .name = "周雨", .what = "客户资料", .detail = "columns not recognised", .day = DATE_NONE};
	items[3] = (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.held", .name = "刘志强", .what = "9月15日客户资料", .detail = "not in To or Cc: director", .day = DATE_NONE};
	items[4] = (struct digest_item){.section = DIGEST_MAKEUPS, .word = "makeup.lost", .name = "陈平娜", .day = sample_day(14), .done = 2, .asked = 10};
	items[6] = (struct digest_item){.section = DIGEST_NEAR, .word = "near.phone", .name = "陈平娜", .other = "刘志强", .what = "东莞市华强五金制品有限公司", .detail = "华强五金制品厂",
		.since = EVENING - 20 * DAY_SECONDS, .done = 12, .asked = 58, .day = DATE_NONE};
	items[7] = (struct digest_item){.section = DIGEST_QUALITY, .word = "quality.serial", .name = "刘志强", .what = "9月15日客户资料", .detail = "1380013****", .done = 12, .asked = 100, .day = DATE_NONE};
	items[8] = (struct digest_item){.section = DIGEST_QUALITY, .word = "quality.author", .name = "刘志强", .what = "9月15日客户资料", .other = "陈平娜", .day = DATE_NONE};
	items[5] = (struct digest_item){.section = DIGEST_CURED, .word = "cured.list", .name = "刘志强", .what = "9月15日客户资料", .since = EVENING, .done = 100, .day = DATE_NONE};
	items[9] = (struct digest_item){.section = DIGEST_DOUBTS, .word = "doubt.answer", .name = "李总监", .what = "回复: 【待确认】乐捐2项", .day = DATE_NONE};
	items[10] = (struct digest_item){.section = DIGEST_DOUBTS, .word = "doubt.stranger", .name = "zhouyu88@qq.com", .done = 2, .what = "客户资料0915", .day = DATE_NONE};
	items[11] = (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.tally", .name = "director", .what = "INBOX", .asked = 12, .done = 11, .day = DATE_NONE};
	items[12] = (struct digest_item){.section = DIGEST_SLIPS, .word = "slip.waiting", .name = "陈平娜", .what = "价格备案 JG-20260914-1", .other = "李总监", .asked = 1, .since = EVENING, .day = DATE_NONE};
	items[13] = (struct digest_item){.section = DIGEST_CALLS, .word = "calls.of", .name = "陈平娜", .day = sample_day(14), .done = 62, .asked = 100};
	static struct digest_folder folders[] = {{"director", "INBOX", true, 1204, 12, 11}, {"clerk", "INBOX", true, 63, 2, 2}, {"clerk", "Junk", false, 0, 0, 0}};
	static struct digest_line would[] = {{"【回执】陈平娜 9月15日客户资料：有效87条"}, {"【乐捐登记】陈平娜 9月15日客户资料缺额13条：26.00元"}};
	const char *names[] = {"陈平娜", "刘志强", "周雨"};
	int leads[] = {87, 100, 104}, prospects[] = {2, 1, 3};
	for (int i = 0; i < 3; i++) {
		duties[i][0] = (struct standing){"客户资料", sample_day(15), DUE, 100, leads[i], false, false, NULL, false, 0, NULL, false};
		duties[i][1] = (struct standing){"意向客户", sample_day(14), DUE - 6 * 3600 + 60, 2, prospects[i], false, false, NULL, false, 0, NULL, false};
		people[i] = (struct digest_person){.staff = "rep", .name = names[i], .duties = duties[i], .duties_count = 2, .mails = 2 + i, .rows = 110, .counted = leads[i],
			.refused = i == 0 ? 7 : 0, .held = i == 1, .cc_right = 2, .cc_wrong = i == 1, .cc_cured = i == 1, .fen = i == 0 ? 2600 : 0, .pushups = i == 0 ? 13 : 0};
	}
	missed[0] = duties[0][0];
	missed[1] = duties[1][1];
	entries[0] = sample_shortfall(s);
	return (struct digest_in){.head = sample_head(s, "digest.gm.2026-09-15", "gm", "王总", "gm@corp.test", MORNING), .from = MORNING - DAY_SECONDS, .to = MORNING,
		.day = sample_day(15), .shadow = shadow, .shadow_since = shadow ? time_at(sample_day(8), 9 * 3600) : INT64_MIN, .people = people, .people_count = 3, .settled = missed, .settled_count = 2, .settled_names = missed_names,
		.entries = entries, .entries_count = 1, .entry_names = entry_names, .items = items, .items_count = 14, .problems = problems, .problems_count = 1, .would_send = would, .would_send_count = shadow ? 2 : 0, .mails_seen = 14,
		.mails_judged = 9, .mails_ignored = 4, .mails_copies = 1, .mails_unanswered = 1, .folders = folders, .folders_count = 3,
		.trend = trend(s), .trend_count = DAYS, .letters_answered = 9, .letters_waiting = 1, .chain_head = "3f9ab0c1d2e3f405162738495a6b7c8d"};
}

static struct letter digest(const struct sampler *s, int shadow)
{
	struct digest_in in = sample_digest(s, shadow);
	return compose_digest(s->a, &in);
}

static struct letter digest_quiet(const struct sampler *s, int which)
{
	struct digest_in in = sample_digest(s, false), quiet = {.head = in.head, .from = in.from, .to = in.to, .day = in.day};
	(void)which;
	return compose_digest(s->a, &quiet);
}

static struct report_column rate_columns[] = {{NULL, "place", TOTAL_NONE}, {NULL, "person", TOTAL_NONE}, {"签单额", NULL, TOTAL_SUM}, {"目标", NULL, TOTAL_SUM},
                                              {NULL, "rate", TOTAL_RATE}, {NULL, "gap", TOTAL_SUM}};
static struct report_cell best[] = {{CELL_PLACE, NULL, 1, 0, 0}, {CELL_TEXT, "张志远", 0, 0, 0}, {CELL_MONEY, NULL, 3000050, 0, 0}, {CELL_MONEY, NULL, 3000000, 0, 0},
                                    {CELL_RATE, NULL, 1000, 0, 0}, {CELL_MONEY, NULL, 0, 0, 0}};
static struct report_cell second[] = {{CELL_PLACE, NULL, 2, 0, 0}, {CELL_TEXT, "陈平娜", 0, 0, 0}, {CELL_MONEY, NULL, 999999, 0, 0}, {CELL_MONEY, NULL, 1000000, 0, 0},
                                      {CELL_RATE, NULL, 999, 0, 0}, {CELL_MONEY, NULL, 1, 0, 0}};
static struct report_cell none[] = {{0}, {CELL_TEXT, "刘晓东", 0, 0, 0}, {0}, {CELL_MONEY, NULL, 500000, 0, 0}, {CELL_RATE, NULL, 0, 0, 0}, {CELL_MONEY, NULL, 500000, 0, 0}};
static struct report_row rate_rows[] = {{"rep02", best, 6, 6}, {"rep01", second, 6, 6}, {"rep03", none, 6, 6}};
static struct report_column mean_columns[] = {{NULL, "person", TOTAL_NONE}, {NULL, "count", TOTAL_SUM}, {NULL, "mean", TOTAL_MEAN}};
static struct report_cell mean_1[] = {{CELL_TEXT, "陈平娜", 0, 0, 0}, {CELL_COUNT, NULL, 3, 0, 0}, {CELL_HUNDREDTHS, NULL, 9333, 28000, 3}};
static struct report_cell mean_2[] = {{CELL_TEXT, "张志远", 0, 0, 0}, {CELL_COUNT, NULL, 1, 0, 0}, {CELL_HUNDREDTHS, NULL, 8000, 8000, 1}};
static struct report_row mean_rows[] = {{"rep01", mean_1, 3, 3}, {"rep02", mean_2, 3, 3}};
static struct report_column list_columns[] = {{NULL, "number", TOTAL_NONE}, {NULL, "holder", TOTAL_NONE}, {NULL, "since", TOTAL_NONE}, {NULL, "flags", TOTAL_NONE}};
static struct report_cell listed[] = {{CELL_TEXT, "HT-0031", 0, 0, 0}, {CELL_TEXT, "陈平娜", 0, 0, 0}, {CELL_DATE, NULL, 20000, 0, 0},
                                      {CELL_WORD, "flag.number_unknown:HT-0099\nflag.unfiled", 0, 0, 0}};
static struct report_row list_rows[] = {{"rep01", listed, 4, 4}};

static struct report_in report_of(const struct sampler *s)
{
	return (struct report_in){.head = sample_head(s, "report.sample.gm.2026-10-08", "gm", "王总", "gm@corp.test", MORNING), .title = "业绩与目标", .clause = "市场管理细则 例会(4)",
	                          .every = EVERY_MONTH, .period = date_make(2026, 9, 1), .day = date_make(2026, 10, 8)};
}

struct report_in sample_report(const struct sampler *s)
{
	const struct report_table four[] = {
		{.title = "上月目标", .note = "业绩按批准的下单计，完成率不进位", .columns = rate_columns, .columns_count = 6, .rows = rate_rows, .rows_count = 3},
		{.title = "满意度", .columns = mean_columns, .columns_count = 3, .rows = mean_rows, .rows_count = 2},
		{.title = "在外合同", .columns = list_columns, .columns_count = 4, .rows = list_rows, .rows_count = 1},
		{.title = "投诉", .columns = list_columns, .columns_count = 4},
	};
	struct report_in in = report_of(s);
	in.note = "供例会使用。";
	SAMPLE_LIST(s, in.tables, four);
	return in;
}

static struct letter report(const struct sampler *s, int which)
{
	struct report_in in = sample_report(s);
	(void)which;
	return compose_report(s->a, &in);
}

static struct letter report_nothing(const struct sampler *s, int which)
{
	struct report_table table = {.title = "投诉", .columns = list_columns, .columns_count = 4};
	struct report_in in = report_of(s);
	(void)which;
	in.every = EVERY_QUARTER;
	in.period = date_make(2026, 7, 1);
	in.tables = &table;
	in.tables_count = 1;
	return compose_report(s->a, &in);
}

/* What one moment owes the general manager. */
static struct letter report_several(const struct sampler *s, int which)
{
	struct report_in in = report_of(s), targets = sample_report(s), calls = report_of(s), own = report_of(s);
	struct report_table contracts = {.title = "已领用、未归档也未作废", .columns = list_columns, .columns_count = 4, .rows = list_rows, .rows_count = 1};
	struct report_table empty = {.title = "上月逐笔", .columns = list_columns, .columns_count = 4};
	(void)which;
	targets.tables[0].bars = true;
	calls.title = "在外合同清单";
	calls.clause = "市场部业务制度 七";
	calls.period = DATE_NONE;
	calls.tables = &contracts;
	calls.tables_count = 1;
	own.title = "乐捐对账单";
	own.clause = "市场部业务制度 处罚条例";
	own.own = true;
	own.tables = &empty;
	own.tables_count = 1;
	struct report_in parts[] = {targets, calls, own};
	in.parts = parts;
	in.parts_count = 3;
	in.workbook = true;
	return compose_report(s->a, &in);
}

static struct letter report_invitation(const struct sampler *s, int which)
{
	struct report_in in = report_of(s);
	(void)which;
	in.period = DATE_NONE;
	in.every = EVERY_WORKDAY;
	in.event_id = "report.daily.2026-10-08";
	in.event = (struct report_event){"碰头会", "会议室", MORNING, MORNING + 1800};
	return compose_report(s->a, &in);
}

static struct letter supposed(const struct sampler *s, int which)
{
	static const struct supposed_person people[] = {{"陈平娜", 2600, 1800, 13, 9}, {"刘志强", 20000, 0, 100, 0}, {"张志远", 0, 5000, 0, 0}, {"周副", 60000, 60000, 5, 5}};
	static const struct rule_change rules[] = {{"客户资料 · 数量", "100", "80"}, {"意向客户 · 未补做的乐捐（元）", "500.00", "300.00"}};
	(void)which;
	struct supposed_in in = {.head = sample_head(s, "whatif", "gm", "王总", "gm@corp.test", SAMPLE_MORNING), .from = sample_day(1), .to = sample_day(30),
	                         .people = people, .people_count = 4, .rules = rules, .rules_count = 2};
	return compose_supposed(s->a, &in);
}

enum { DRAFT, PASSED };

static struct letter bundle(const struct sampler *s, int which)
{
	static const char *missing[] = {"刘志强", "张志远"}, mail[] = "From: chen@corp.test\r\nSubject: plan\r\n\r\nten visits\r\n";
	struct bundled mails[] = {{.name = "陈平娜", .subject = "周工作计划", .at = EVENING, .raw = {(const uint8_t *)mail, sizeof mail - 1}}, {.name = "周副", .subject = "", .at = EVENING}};
	struct bundle_in in = {.head = sample_head_director(s, "bundle.director"), .title = "周工作计划", .week = date_make(2026, 9, 14), .report = "周汇报", .clause = "市场管理细则 例会(3)",
	                       .due = EVENING + DAY_SECONDS, .mails = mails, .mails_count = 2, .missing = missing, .missing_count = 2};
	if (which == PASSED) {
		in.by = "李总监";
		in.words = "转呈，下周重点跟进两家";
		in.due = 0;
		in.mails_count = in.missing_count = 0;
	}
	return compose_bundle(s->a, &in);
}

struct call_sheet_in sample_call_sheet(const struct sampler *s)
{
	static struct call_line lines[] = {
		{"东莞市华强五金制品有限公司", "王建国", "13800138000", "五金冲压件", "网络 有百度推广；网站 有；价值 高；资金 100万"},
		{"=HYPERLINK(\"http://evil.test\")有限公司", "李<b>小姐</b>", "076985551234", "家具", ""},
		{"东莞市厚街恒通鞋业有限公司 \xe2\x80\xae\n第二行", "周生", "13800138001", "", "网站 无"},
	};
	struct call_sheet_in in = {.head = sample_head_rep(s, "call_sheet.rep01.2026-09-15", MORNING), .day = sample_day(15), .clause = "市场部业务制度 一(一)"};
	SAMPLE_LIST(s, in.lines, lines);
	return in;
}

enum { DRAWN, UNDRAWN };

/* Where it was drawn, a page without anything on it stands for it. */
static struct letter call_sheet(const struct sampler *s, int which)
{
	static const char page[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
	                           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
	struct call_sheet_in in = sample_call_sheet(s);
	if (which == DRAWN) {
		in.pdf = (struct bytes){(const uint8_t *)page, sizeof page - 1};
		in.others = 2;
		in.beyond = 40;
	}
	return compose_call_sheet(s->a, &in);
}

enum { ALARM_ON, ALARM_OVER, ALARM_AHEAD };

static struct letter alarm_letter(const struct sampler *s, int which)
{
	static const struct alarm_span meanwhile[] = {{"mailbox", "director", EVENING - 7200, EVENING - 600}, {"disk", NULL, EVENING - 1800, INT64_MIN}};
	struct alarm_in in = {.head = sample_head(s, "alarm.imap.2026-09-14", NULL, "管理员", "it@corp.test", EVENING), .kind = "login", .about = "director",
	                      .text = "director@corp.test, imap.example.cn:993:\nLOGIN failed", .since = EVENING - 1800, .over = INT64_MIN};
	if (which == ALARM_OVER)
		in = (struct alarm_in){.head = in.head, .kind = "submission", .meanwhile = meanwhile, .meanwhile_count = 2, .since = EVENING - 7500, .over = EVENING};
	if (which == ALARM_AHEAD)
		in = (struct alarm_in){.head = in.head, .kind = "submission_back", .meanwhile = meanwhile, .meanwhile_count = 2, .since = EVENING - 7500, .over = INT64_MIN,
		                       .text = "connection refused"};
	return compose_alarm(s->a, &in);
}

const struct sample samples_of_days[] = {
	{"digest", LETTER_DIGEST, digest, false},
	{"digest-shadow", LETTER_DIGEST, digest, true},
	{"digest-quiet", LETTER_DIGEST, digest_quiet, 0},
	{"report", LETTER_REPORT, report, 0},
	{"report-nothing", LETTER_REPORT, report_nothing, 0},
	{"report-invitation", LETTER_REPORT, report_invitation, 0},
	{"report-several", LETTER_REPORT, report_several, 0},
	{"whatif", LETTER_REPORT, supposed, 0},
	{"bundle-draft", LETTER_BUNDLE, bundle, DRAFT},
	{"bundle-passed", LETTER_BUNDLE, bundle, PASSED},
	{"call_sheet", LETTER_CALL_SHEET, call_sheet, DRAWN},
	{"call_sheet-undrawn", LETTER_CALL_SHEET, call_sheet, UNDRAWN},
	{"alarm", LETTER_ALARM, alarm_letter, ALARM_ON},
	{"alarm-over", LETTER_ALARM, alarm_letter, ALARM_OVER},
	{"alarm-ahead", LETTER_ALARM, alarm_letter, ALARM_AHEAD},
	{NULL, LETTER_KIND_COUNT, NULL, 0},
};
