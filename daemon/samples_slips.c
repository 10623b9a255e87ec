/* Letters about slips: each purpose, and each thing that can become of one. */
#include <string.h>

#include "compose_part.h"
#include "samples.h"

enum { EVENING = SAMPLE_EVENING, MORNING = SAMPLE_MORNING };

static const char *flags[] = {"below:4800.00元（JG-20260914-1）"};
static const struct bytes small_mail = {(const uint8_t *)"Subject: x\n\nhello\n", 18};

struct slip_in sample_slip(const struct sampler *s, bool to_director)
{
	static const struct slip_line fields[] = {{"客户名称", "东莞市宏达五金有限公司", false}, {"产品", "企业邮箱", false}, {"标准价", "5800.00元", false}, {"报价", "4500.00元", false}};
	struct slip_in in = {.head = sample_head_rep(s, "slip.rep01", MORNING), .id = "JG-20260914-2", .form = "价格备案", .clause = "市场部业务制度 三", .name = "陈平娜", .at = EVENING,
	                     .asks = -1, .mail_subject = "价格备案 宏达五金"};
	if (to_director)
		in.head = sample_head_director(s, "slip.director");
	SAMPLE_LIST(s, in.fields, fields);
	return in;
}

static struct letter slip_receipt(const struct sampler *s, int waits)
{
	struct slip_in in = sample_slip(s, false);
	in.waiting = waits ? "李总监" : NULL;
	in.nobody = !waits;
	return compose_slip(s->a, LETTER_SLIP_RECEIPT, &in);
}

static struct letter slip_missing(const struct sampler *s, int which)
{
	struct slip_in in = sample_slip(s, false);
	struct slip_line missing[] = {{"报价", "再议", true}, {"收据", NULL, false}};
	(void)which;
	in.fields_count = 3;
	in.missing = missing;
	in.missing_count = 2;
	return compose_slip(s->a, LETTER_SLIP_MISSING, &in);
}

enum { OWN, WITHDRAWN, TOLD };

static struct letter slip_rows(const struct sampler *s, int which)
{
	struct slip_line lacks[] = {{"应收金额", "再议", true}, {"到期日", NULL, false}};
	struct slip_row_line rows[] = {{.id = "YK-20260914-1", .table = "九月", .row = 3, .text = "东莞市宏达五金有限公司，12000.00元，2026年10月8日，陈平娜"},
	                               {.id = "YK-20260914-2", .table = "九月", .row = 4, .text = "东莞市新兴塑胶有限公司，3500.00元，2026年9月20日，陈平娜", .flag = "owned:李小红"}};
	struct slip_row_line faults[] = {{.table = "九月", .row = 5, .text = "", .missing = lacks, .missing_count = 2}};
	struct slip_rows_in in = {.head = sample_head_rep(s, "slip.rows", MORNING), .form = "应收款", .clause = "市场部管理制度 二.4", .mail_subject = "九月应收款", .name = "陈平娜",
	                          .at = EVENING, .own = which != TOLD, .withdrawn = which == WITHDRAWN, .rows = rows, .rows_count = which == TOLD ? 1 : 2, .faults = faults,
	                          .faults_count = which == OWN, .before = which == OWN ? 4 : which == WITHDRAWN, .beyond = which == OWN ? 7 : 0, .limit = 500};
	return compose_slip_rows(s->a, &in);
}

enum { APPROVE, RECEIPT, DONE };

static struct slip_in asked(const struct sampler *s, int what)
{
	static const struct slip_line papers[] = {{"签单合同", "", false}, {"收据", "", false}};
	struct slip_in in = sample_slip(s, what != DONE);
	in.asks = what;
	if (what == APPROVE) {
		in.flags = flags;
		in.flags_count = 1;
		in.since = EVENING;
		return in;
	}
	in.granted = true;
	in.by = "王总";
	in.decided = EVENING;
	in.done = what == DONE ? "已领" : NULL;
	in.number = what == DONE ? "HT-0031" : NULL;
	if (what == RECEIPT) {
		in.since = EVENING;
		in.flags = flags;
		in.flags_count = 1;
		in.raw = small_mail;
		SAMPLE_LIST(s, in.papers, papers);
	}
	return in;
}

static struct letter slip_ask(const struct sampler *s, int what)
{
	struct slip_in in = asked(s, what);
	return compose_slip(s->a, LETTER_SLIP_ASK, &in);
}

static struct letter slip_reminder(const struct sampler *s, int what)
{
	struct slip_in in = asked(s, what);
	in.since = EVENING;
	return compose_slip(s->a, LETTER_SLIP_REMINDER, &in);
}

static const char *const whats[] = {"granted", "refused", "closed", "withdrawn", "cancelled", "lapsed", "flagged", "already", "not_turn", "unfit", "objected", "too_late", "over",
                                    "unclear", "no_stock", "unverified", "open", "expired", "part"};
enum { GRANTED, REFUSED, CLOSED, TAKEN_BACK, CANCELLED, LAPSED, FLAGGED, ALREADY, NOT_TURN, UNFIT, OBJECTED, TOO_LATE, OVER, UNCLEAR, NO_STOCK, UNVERIFIED, OPEN, EXPIRED, PART };

static struct letter slip_told(const struct sampler *s, int what)
{
	static const char *people[] = {"张志远", "刘晓东"};
	struct slip_in in = sample_slip(s, false);
	bool open = what == OPEN;
	in.what = whats[what];
	in.by = "李总监";
	in.decided = EVENING;
	in.reason = what == REFUSED || what == OBJECTED ? "低于成本" : "";
	in.fields_count = what > FLAGGED && !open ? 0 : in.fields_count;
	in.people = people;
	in.people_count = open ? 2 : 0;
	in.answered_count = open ? 3 : 0;
	in.unanswered_count = open ? 2 : 0;
	in.flags = flags;
	in.flags_count = what == FLAGGED;
	in.asks = what == UNFIT || what == UNCLEAR || what == NO_STOCK ? APPROVE : -1;
	return compose_slip(s->a, LETTER_SLIP_TOLD, &in);
}

static struct letter slip_list(const struct sampler *s, int kind)
{
	struct slip_in items[3];
	for (int i = 0; i < 3; i++) {
		items[i] = sample_slip(s, true);
		items[i].asks = i;
		items[i].since = EVENING;
	}
	struct slip_list_in in = {.head = items[0].head, .items = items, .items_count = 3};
	items[1].done = "已阅";
	items[2].done = "已用印";
	items[2].due = say_year_date(s->a, sample_day(18));
	items[0].flags = flags;
	items[0].flags_count = 1;
	items[0].raw = small_mail;
	if (kind == LETTER_SLIP_RESULTS) {
		items[0].what = "granted";
		items[1].what = "refused";
		items[2].what = "closed";
		items[1].by = "李总监";
		items[1].decided = EVENING;
		items[1].reason = "太低";
	}
	return compose_slip_list(s->a, (enum letter_kind)kind, &in);
}

const struct sample samples_of_slips[] = {
	{"slip-receipt", LETTER_SLIP_RECEIPT, slip_receipt, true},
	{"slip-receipt-nobody", LETTER_SLIP_RECEIPT, slip_receipt, false},
	{"slip-rows", LETTER_SLIP_ROWS, slip_rows, OWN},
	{"slip-rows-withdrawn", LETTER_SLIP_ROWS, slip_rows, WITHDRAWN},
	{"slip-rows-told", LETTER_SLIP_ROWS, slip_rows, TOLD},
	{"slip-missing", LETTER_SLIP_MISSING, slip_missing, 0},
	{"slip-ask", LETTER_SLIP_ASK, slip_ask, APPROVE},
	{"slip-ask-receipt", LETTER_SLIP_ASK, slip_ask, RECEIPT},
	{"slip-ask-done", LETTER_SLIP_ASK, slip_ask, DONE},
	{"slip-asks", LETTER_SLIP_ASKS, slip_list, LETTER_SLIP_ASKS},
	{"slip-told-granted", LETTER_SLIP_TOLD, slip_told, GRANTED},
	{"slip-told-refused", LETTER_SLIP_TOLD, slip_told, REFUSED},
	{"slip-told-closed", LETTER_SLIP_TOLD, slip_told, CLOSED},
	{"slip-told-withdrawn", LETTER_SLIP_TOLD, slip_told, TAKEN_BACK},
	{"slip-told-cancelled", LETTER_SLIP_TOLD, slip_told, CANCELLED},
	{"slip-told-lapsed", LETTER_SLIP_TOLD, slip_told, LAPSED},
	{"slip-told-expired", LETTER_SLIP_TOLD, slip_told, EXPIRED},
	{"slip-told-flagged", LETTER_SLIP_TOLD, slip_told, FLAGGED},
	{"slip-told-open", LETTER_SLIP_TOLD, slip_told, OPEN},
	{"slip-told-already", LETTER_SLIP_TOLD, slip_told, ALREADY},
	{"slip-told-not_turn", LETTER_SLIP_TOLD, slip_told, NOT_TURN},
	{"slip-told-unfit", LETTER_SLIP_TOLD, slip_told, UNFIT},
	{"slip-told-objected", LETTER_SLIP_TOLD, slip_told, OBJECTED},
	{"slip-told-part", LETTER_SLIP_TOLD, slip_told, PART},
	{"slip-told-too_late", LETTER_SLIP_TOLD, slip_told, TOO_LATE},
	{"slip-told-over", LETTER_SLIP_TOLD, slip_told, OVER},
	{"slip-told-unclear", LETTER_SLIP_TOLD, slip_told, UNCLEAR},
	{"slip-told-no_stock", LETTER_SLIP_TOLD, slip_told, NO_STOCK},
	{"slip-told-unverified", LETTER_SLIP_TOLD, slip_told, UNVERIFIED},
	{"slip-results", LETTER_SLIP_RESULTS, slip_list, LETTER_SLIP_RESULTS},
	{"slip-reminder", LETTER_SLIP_REMINDER, slip_reminder, APPROVE},
	{"slip-reminder-receipt", LETTER_SLIP_REMINDER, slip_reminder, RECEIPT},
	{"slip-reminder-done", LETTER_SLIP_REMINDER, slip_reminder, DONE},
	{"slip-reminders", LETTER_SLIP_REMINDERS, slip_list, LETTER_SLIP_REMINDERS},
	{NULL, LETTER_KIND_COUNT, NULL, 0},
};
