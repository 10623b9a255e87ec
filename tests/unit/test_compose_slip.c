/* Letters about slips, each purpose against tests/golden/letters. */
#include "golden_letters.h"

static struct slip_line fields[] = {{"客户名称", "东莞市宏达五金有限公司", false}, {"产品", "企业邮箱", false}, {"标准价", "5800.00元", false}, {"报价", "4500.00元", false}};
static struct slip_line papers[] = {{"签单合同", "", false}, {"收据", "", false}};
static const char *flags[] = {"below:4800.00元（JG-20260914-1）"};

static struct slip_in slip_to(const char *id, const char *staff, const char *name, const char *addr)
{
	return (struct slip_in){.head = head_to(id, staff, name, addr, MORNING), .id = "JG-20260914-2", .form = "价格备案", .clause = "市场部业务制度 三", .name = "陈平娜",
	                        .at = EVENING, .asks = -1, .mail_subject = "价格备案 宏达五金", .fields = fields, .fields_count = 4};
}

static struct slip_in to_director(void)
{
	return slip_to("slip.director", "director", "李总监", "director@corp.test");
}

static struct slip_in to_rep(void)
{
	return slip_to("slip.rep01", "rep01", "陈平娜", "rep01@corp.test");
}

static void test_to_the_sender(void **state)
{
	(void)state;
	struct slip_line missing[] = {{"报价", "再议", true}, {"收据", NULL, false}};
	struct slip_in in = to_rep();
	in.waiting = "李总监";
	struct letter l = compose_slip(arena, LETTER_SLIP_RECEIPT, &in);
	assert_letter("slip-receipt", &l);
	in.fields_count = 3;
	in.missing = missing;
	in.missing_count = 2;
	l = compose_slip(arena, LETTER_SLIP_MISSING, &in);
	assert_letter("slip-missing", &l);
}

static void test_rows(void **state)
{
	(void)state;
	struct slip_line lacks[] = {{"应收金额", "再议", true}, {"到期日", NULL, false}};
	struct slip_row_line rows[] = {{.id = "YK-20260914-1", .table = "九月", .row = 3, .text = "东莞市宏达五金有限公司，12000.00元，2026-10-08，陈平娜"},
	                               {.id = "YK-20260914-2", .table = "九月", .row = 4, .text = "东莞市新兴塑胶有限公司，3500.00元，2026-09-20，陈平娜", .flag = "owned:李小红"}};
	struct slip_row_line faults[] = {{.table = "九月", .row = 5, .text = "", .missing = lacks, .missing_count = 2}};
	struct slip_rows_in in = {.head = head_to("slip.rows", "rep01", "陈平娜", "rep01@corp.test", MORNING), .form = "应收款", .clause = "市场部管理制度 二.4", .mail_subject = "九月应收款",
	                          .name = "陈平娜", .at = EVENING, .own = true, .rows = rows, .rows_count = 2, .faults = faults, .faults_count = 1, .before = 4, .beyond = 7, .limit = 500};
	struct letter l = compose_slip_rows(arena, &in);
	assert_letter("slip-rows", &l);
	in.faults_count = in.beyond = 0;
	in.before = 1;
	in.withdrawn = true;
	l = compose_slip_rows(arena, &in);
	assert_letter("slip-rows-withdrawn", &l);
	in.withdrawn = in.own = false;
	in.before = 0;
	in.rows_count = 1;
	l = compose_slip_rows(arena, &in);
	assert_letter("slip-rows-told", &l);
}

static void test_questions(void **state)
{
	(void)state;
	struct slip_in in = to_director();
	in.asks = 0;
	in.flags = flags;
	in.flags_count = 1;
	in.since = EVENING;
	struct letter l = compose_slip(arena, LETTER_SLIP_ASK, &in);
	assert_letter("slip-ask", &l);
	l = compose_slip(arena, LETTER_SLIP_REMINDER, &in);
	assert_letter("slip-reminder", &l);
	in.asks = 1;
	in.granted = true;
	in.by = "王总";
	in.decided = EVENING;
	in.papers = papers;
	in.papers_count = 2;
	in.raw = (struct bytes){(const uint8_t *)"Subject: x\n\nhello\n", 18};
	l = compose_slip(arena, LETTER_SLIP_ASK, &in);
	assert_letter("slip-ask-receipt", &l);
	struct slip_in done = to_rep();
	done.asks = 2;
	done.done = "已领";
	done.number = "HT-0031";
	done.granted = true;
	done.by = "王总";
	done.decided = EVENING;
	l = compose_slip(arena, LETTER_SLIP_ASK, &done);
	assert_letter("slip-ask-done", &l);
}

static void test_told(void **state)
{
	const char *people[] = {"张志远", "刘晓东"};
	static const char *const whats[] = {"granted", "refused", "closed", "withdrawn", "cancelled", "lapsed", "flagged", "already", "not_turn", "unfit", "objected", "too_late", "over",
	                                    "unclear", "no_stock", "unverified", "open", "expired"};
	(void)state;
	for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
		struct slip_in in = to_rep();
		bool answer = i > 6;
		in.what = whats[i];
		in.by = "李总监";
		in.decided = EVENING;
		in.reason = i == 1 || i == 10 ? "低于成本" : "";
		in.fields_count = answer && i != 16 ? 0 : 4;
		in.people = people;
		in.people_count = i == 16 ? 2 : 0;
		in.answered_count = i == 16 ? 3 : 0;
		in.unanswered_count = i == 16 ? 2 : 0;
		in.flags = flags;
		in.flags_count = i == 6;
		in.asks = i == 9 || i == 13 || i == 14 ? 0 : -1;
		struct letter l = compose_slip(arena, LETTER_SLIP_TOLD, &in);
		assert_letter(arena_printf(arena, "slip-told-%s", whats[i]), &l);
	}
}

static void test_several(void **state)
{
	(void)state;
	struct slip_in items[3] = {to_director(), to_director(), to_director()};
	struct slip_list_in in = {.head = items[0].head, .items = items, .items_count = 3};
	for (int i = 0; i < 3; i++) {
		items[i].asks = i;
		items[i].since = EVENING;
	}
	items[1].done = "已阅";
	items[2].done = "已用印";
	items[2].due = "2026-09-18";
	items[0].flags = flags;
	items[0].flags_count = 1;
	items[0].raw = (struct bytes){(const uint8_t *)"Subject: x\n\nhello\n", 18};
	struct letter l = compose_slip_list(arena, LETTER_SLIP_ASKS, &in);
	assert_letter("slip-asks", &l);
	l = compose_slip_list(arena, LETTER_SLIP_REMINDERS, &in);
	assert_letter("slip-reminders", &l);
	items[0].what = "granted";
	items[1].what = "refused";
	items[2].what = "closed";
	items[1].by = "李总监";
	items[1].decided = EVENING;
	items[1].reason = "太低";
	l = compose_slip_list(arena, LETTER_SLIP_RESULTS, &in);
	assert_letter("slip-results", &l);
}

/* Whatever somebody wrote into a field stays a text. */
static void test_hostile_values(void **state)
{
	(void)state;
	struct slip_line bad[] = {{"原因", "<b>x</b> http://evil.test/\r\nBcc: a@b.test {{code}}", false}};
	struct slip_in in = to_director();
	in.asks = 0;
	in.fields = bad;
	in.fields_count = 1;
	struct letter l = compose_slip(arena, LETTER_SLIP_ASK, &in);
	assert_null(strstr(html_part(&l), "<b>x</b>"));
	assert_null(strstr(html_part(&l), "http://evil"));
	assert_non_null(strstr(text_part(&l), "{{code}}"));
	assert_null(strstr(text_part(&l), "\nBcc:"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_to_the_sender), cmocka_unit_test(test_rows), cmocka_unit_test(test_questions), cmocka_unit_test(test_told), cmocka_unit_test(test_several), cmocka_unit_test(test_hostile_values)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
