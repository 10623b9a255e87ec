/* What is about duties and money: reminders, make-up cases, entries, questions about them and what became of them. */
#include "samples.h"

enum { EVENING = SAMPLE_EVENING, DUE = SAMPLE_DUE, MORNING = SAMPLE_MORNING };

struct notice_entry sample_shortfall(const struct sampler *s)
{
	static const struct proof_mail proof[] = {
		{.id = "m20260914a7c31f00", .at = EVENING - 6000, .counts = "lead", .n = 60},
		{.id = "m20260914c0ffee11", .at = EVENING, .cured = true, .counts = "lead", .n = 27},
	};
	static const struct proof_mail held_back[] = {{.id = "m20260914d1d2d3d4", .at = EVENING + 3600, .counts = "lead", .why = "not in To or Cc: general_manager"}};
	struct notice_entry e = {.id = "lead_shortfall.rep01.2026-09-15", .kind = "lead_shortfall", .title = "客户资料", .clause = "市场部业务制度 一（一）", .for_date = sample_day(15),
	                         .fen = 2600, .pushups = 13, .required = 120, .delivered = 87, .missing = 13, .base_quota = 100, .fen_per_missing = 200, .pushups_per_missing = 1,
	                         .window_from = DUE - 3 * DAY_SECONDS, .window_to = DUE, .counts = "lead", .name = "陈平娜"};
	SAMPLE_LIST(s, e.mails, proof);
	SAMPLE_LIST(s, e.uncounted, held_back);
	return e;
}

struct notice_entry sample_unfulfilled(const struct sampler *s)
{
	const struct standing parts[] = {{"陌拜", sample_day(7), DUE - DAY_SECONDS, 10, 6, false, false, NULL, false, 0, NULL, false},
	                                 {"客户资料", sample_day(9), DUE - 6 * DAY_SECONDS, 120, 120, true, false, NULL, false, 0, NULL, false}};
	static const struct proof_mail mails[] = {{.id = "m20260909b0b1b2b3", .at = EVENING - 5 * DAY_SECONDS, .counts = "visit", .n = 6},
	                                          {.id = "m20260908a0a1a2a3", .at = EVENING - 6 * DAY_SECONDS, .counts = "lead", .n = 120}};
	struct notice_entry e = {.id = "makeup_unfulfilled.rep01.2026-09-07", .kind = "makeup_unfulfilled", .title = "陌拜", .clause = "市场部业务制度 一（二）", .for_date = sample_day(7),
	                         .fen = 50000, .counts = "visit", .name = "陈平娜"};
	SAMPLE_LIST(s, e.parts, parts);
	SAMPLE_LIST(s, e.mails, mails);
	return e;
}

struct notice_entry sample_reversal(const struct sampler *s)
{
	(void)s;
	return (struct notice_entry){.id = "lead_shortfall.rep01.2026-09-15.r1", .kind = "lead_shortfall", .title = "客户资料", .clause = "市场部业务制度 一（一）", .for_date = sample_day(15),
	                             .fen = -2600, .pushups = -13, .reverses = "lead_shortfall.rep01.2026-09-15", .why = "late:m20260914z", .name = "陈平娜"};
}

struct notice_makeup sample_makeup(const struct sampler *s)
{
	(void)s;
	return (struct notice_makeup){.week = sample_day(14), .missed_day = sample_day(14), .required = 2, .delivered = 0, .title = "意向客户", .clause = "市场部业务制度 一（二）", .extra = 20,
	                              .extra_for = sample_day(15), .extra_due = DUE, .extra_required = 120, .visits = 10, .visits_done = 3, .visits_due = DUE + 6 * DAY_SECONDS, .fen = 50000};
}

struct notice_makeup sample_makeup_news(const struct sampler *s, enum makeup_news news, int delivered)
{
	struct notice_makeup m = sample_makeup(s);
	m.news = news;
	m.settles = DUE + 6 * DAY_SECONDS;
	m.list = (struct standing){"客户资料", sample_day(15), DUE, 120, delivered, true, false, "lead", false, 0, NULL, false};
	m.rest = news == MAKEUP_LIFTED;
	return m;
}

struct notice_in sample_notice(const struct sampler *s, const char *id, int64_t now)
{
	return (struct notice_in){.head = sample_head_rep(s, id, now)};
}

static struct standing *make_owed(const struct sampler *s)
{
	static const char *plan_words[] = {"周工作计划"};
	static const struct duty_rule plan = {.kind = "weekly_plan", .title = "周工作计划", .who = ROLE_REP, .counts = "mail", .words = plan_words, .words_count = 1};
	const struct standing owed[] = {{"客户资料", sample_day(15), DUE, 100, 63, false, false, NULL, false, 0, NULL, false},
	                                {"周工作计划", sample_day(21), DUE + 3 * DAY_SECONDS - 12 * 3600 + 60, 1, 0, false, false, NULL, false, 0, &plan, false}};
	return sample_keep(s, owed, sizeof owed);
}

static struct letter reminder(const struct sampler *s, int count)
{
	struct notice_in in = sample_notice(s, "reminder.rep01", EVENING);
	in.reminders = make_owed(s);
	in.reminders_count = (size_t)count;
	return compose_notice(s->a, &in);
}

static struct letter makeup(const struct sampler *s, int which)
{
	struct notice_in in = sample_notice(s, "makeup.rep01", EVENING - 3 * 3600);
	struct notice_makeup m = sample_makeup(s);
	(void)which;
	in.makeups = &m;
	in.makeups_count = 1;
	in.reminders = make_owed(s);
	in.reminders_count = 2;
	return compose_notice(s->a, &in);
}

/* Whoever works on for nothing is told so, and told when it is for something after all. */
static struct letter makeup_news(const struct sampler *s, int news)
{
	static const int delivered[] = {[MAKEUP_IN_VAIN] = 87, [MAKEUP_LOST] = 110, [MAKEUP_LIFTED] = 120, [MAKEUP_AGAIN] = 120};
	struct notice_in in = sample_notice(s, "makeup.rep01", MORNING);
	struct notice_makeup m = sample_makeup_news(s, (enum makeup_news)news, delivered[news]);
	in.makeups = &m;
	in.makeups_count = 1;
	return compose_notice(s->a, &in);
}

enum { ONE, SEVERAL, LOST, REVERSED };

static struct letter penalty(const struct sampler *s, int which)
{
	struct notice_in in = sample_notice(s, "penalty.rep01", MORNING);
	struct notice_entry entries[] = {which == REVERSED ? sample_reversal(s) : sample_shortfall(s), sample_unfulfilled(s)};
	struct notice_makeup m = which == LOST ? sample_makeup_news(s, MAKEUP_LOST, 87) : sample_makeup(s);
	in.entries = entries;
	in.entries_count = which == SEVERAL ? 2 : 1;
	in.makeups = &m;
	in.makeups_count = which == SEVERAL || which == LOST;
	in.reminders = make_owed(s);
	in.reminders_count = which == SEVERAL;
	return compose_notice(s->a, &in);
}

/* Fewer are missing than was thought: the entry goes, and a smaller one stands in its place. */
static struct letter penalty_corrected(const struct sampler *s, int which)
{
	struct notice_in in = sample_notice(s, "penalty.rep01", MORNING);
	static const struct proof_mail proof[] = {
		{.id = "m20260914a7c31f00", .at = EVENING - 6000, .counts = "lead", .n = 60},
		{.id = "m20260914z", .at = EVENING - 3000, .counts = "lead", .n = 11},
		{.id = "m20260914c0ffee11", .at = EVENING, .cured = true, .counts = "lead", .n = 27},
	};
	struct notice_entry entries[] = {sample_reversal(s), sample_shortfall(s)};
	(void)which;
	SAMPLE_LIST(s, entries[1].mails, proof);
	entries[1].id = "lead_shortfall.rep01.2026-09-15.2";
	entries[1].delivered = 98;
	entries[1].missing = 2;
	entries[1].pushups = 2;
	entries[1].fen = 400;
	in.entries = entries;
	in.entries_count = 2;
	return compose_notice(s->a, &in);
}

/* Without any number: kept on record, in whose words. */
static struct letter penalty_record(const struct sampler *s, int which)
{
	struct notice_in in = sample_notice(s, "penalty.rep01", MORNING);
	struct notice_entry e = {.id = "false_visit.rep01.2026-09-15", .title = "虚假拜访", .clause = "市场部管理制度 十一.三", .for_date = sample_day(15), .reason = "客户反映没有来访", .name = "陈平娜"};
	(void)which;
	in.entries = &e;
	in.entries_count = 1;
	return compose_notice(s->a, &in);
}

static struct letter confirm(const struct sampler *s, int which)
{
	struct notice_entry entries[] = {sample_shortfall(s), sample_unfulfilled(s)};
	struct notice_in in = {.head = sample_head_director(s, "confirm.director"), .entries = entries, .entries_count = 2};
	(void)which;
	entries[0].proposed = entries[1].proposed = true;
	entries[0].why_proposed = "calendar";
	entries[1].name = "刘志强";
	return compose_confirm(s->a, &in);
}

static struct letter ask_about(const struct sampler *s, enum ask_kind kind, size_t count, int64_t asked, bool request)
{
	static const char *lines[] = {"张伟 10月8日（周四）至 10月9日（周五）请假，期间的名单和意向客户免交", "已经登记的乐捐重新计算，不该登记的冲回"};
	struct notice_entry entries[] = {sample_shortfall(s), sample_unfulfilled(s)};
	struct ask_in in = {.head = sample_head_director(s, "ask.director"), .kind = kind, .name = "陈平娜", .reason = "9月14日外出，已补发", .arrived = EVENING, .asked = asked,
	                    .entries = entries, .entries_count = count, .request = request, .what = "张伟请假 10月8日至9日", .lines = lines, .lines_count = kind == ASK_COMMAND ? 2 : 0};
	return compose_ask(s->a, &in);
}

enum { APPEAL, APPEAL_AGAIN, PAID, COMMAND, REQUEST };

static struct letter ask(const struct sampler *s, int which)
{
	if (which == APPEAL || which == APPEAL_AGAIN)
		return ask_about(s, ASK_APPEAL, which == APPEAL ? 2 : 1, which == APPEAL ? 0 : EVENING, false);
	return ask_about(s, which == PAID ? ASK_PAID : ASK_COMMAND, which == PAID, 0, which == REQUEST);
}

static struct letter told(const struct sampler *s, int why)
{
	static const char *lines[] = {"陈平娜：9月15日客户资料 87/100，缺13条", "刘志强：9月15日客户资料 100/100，达标"};
	struct notice_entry entry = sample_shortfall(s);
	bool command = why >= TOLD_DONE, entries = why >= TOLD_UPHELD && why <= TOLD_WITHDRAWN;
	struct told_in in = {.head = sample_head_rep(s, "told.rep01", MORNING), .why = (enum told_why)why, .mail_subject = "回复：乐捐登记", .name = "李总监", .at = EVENING, .days = 7,
	                     .minutes = 30, .state = why == TOLD_WITHDRAWN ? "issued" : "upheld", .what = why == TOLD_DECIDED ? "item" : command ? "张伟请假 10月8日至9日" : "",
	                     .can = CAN_PERSON, .several = why == TOLD_UNKNOWN, .entries = &entry, .entries_count = entries, .lines = lines,
	                     .lines_count = why == TOLD_QUERY || why == TOLD_OWING ? 2 : 0};
	if (why == TOLD_OWING) {
		in.head = sample_head_director(s, "owing.lead.2026-09-15");
		in.what = "9月15日客户资料：1人";
		in.mail_subject = NULL;
		in.lines_count = 1;
	} else if (why == TOLD_QUERY) {
		in.what = "还没交齐的";
		in.mail_subject = "还差多少";
		in.lines_count = 1;
	}
	in.reason = why == TOLD_UPHELD ? "没有请假记录" : why == TOLD_REFUSED ? "person:张纬" : "";
	return compose_told(s->a, &in);
}

const struct sample samples_of_money[] = {
	{"reminder", LETTER_REMINDER, reminder, 1},
	{"reminder-several", LETTER_REMINDER, reminder, 2},
	{"makeup", LETTER_MAKEUP, makeup, 0},
	{"makeup-in-vain", LETTER_MAKEUP, makeup_news, MAKEUP_IN_VAIN},
	{"makeup-lost", LETTER_MAKEUP, makeup_news, MAKEUP_LOST},
	{"makeup-lifted", LETTER_MAKEUP, makeup_news, MAKEUP_LIFTED},
	{"makeup-again", LETTER_MAKEUP, makeup_news, MAKEUP_AGAIN},
	{"penalty", LETTER_PENALTY, penalty, ONE},
	{"penalty-several", LETTER_PENALTY, penalty, SEVERAL},
	{"penalty-lost", LETTER_PENALTY, penalty, LOST},
	{"penalty-reversed", LETTER_PENALTY, penalty, REVERSED},
	{"penalty-corrected", LETTER_PENALTY, penalty_corrected, 0},
	{"penalty-record", LETTER_PENALTY, penalty_record, 0},
	{"confirm", LETTER_CONFIRM, confirm, 0},
	{"ask-appeal", LETTER_ASK, ask, APPEAL},
	{"ask-appeal-again", LETTER_ASK, ask, APPEAL_AGAIN},
	{"ask-paid", LETTER_ASK, ask, PAID},
	{"ask-command", LETTER_ASK, ask, COMMAND},
	{"ask-request", LETTER_ASK, ask, REQUEST},
	{"told-query", LETTER_TOLD, told, TOLD_QUERY},
	{"told-unknown", LETTER_TOLD, told, TOLD_UNKNOWN},
	{"told-decided", LETTER_TOLD, told, TOLD_DECIDED},
	{"told-upheld", LETTER_TOLD, told, TOLD_UPHELD},
	{"told-paid", LETTER_TOLD, told, TOLD_PAID},
	{"told-unpaid", LETTER_TOLD, told, TOLD_UNPAID},
	{"told-late", LETTER_TOLD, told, TOLD_LATE},
	{"told-taken-appeal", LETTER_TOLD, told, TOLD_TAKEN_APPEAL},
	{"told-taken-paid", LETTER_TOLD, told, TOLD_TAKEN_PAID},
	{"told-withdrawn", LETTER_TOLD, told, TOLD_WITHDRAWN},
	{"told-withdraw-late", LETTER_TOLD, told, TOLD_WITHDRAW_LATE},
	{"told-done", LETTER_TOLD, told, TOLD_DONE},
	{"told-cancelled", LETTER_TOLD, told, TOLD_CANCELLED},
	{"told-refused", LETTER_TOLD, told, TOLD_REFUSED},
	{"told-concerns", LETTER_TOLD, told, TOLD_CONCERNS},
	{"told-turned-down", LETTER_TOLD, told, TOLD_TURNED_DOWN},
	{"told-taken-request", LETTER_TOLD, told, TOLD_TAKEN_REQUEST},
	{"told-owing", LETTER_TOLD, told, TOLD_OWING},
	{NULL, LETTER_KIND_COUNT, NULL, 0},
};
