/* The letter of a report, against tests/golden/letters, and the event that goes with it, byte by byte. */
#include "golden_letters.h"
#include "invite.h"

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

static struct report_in sample(struct report_table *list, size_t count)
{
	return (struct report_in){.head = head_to("report.sample.gm.2026-10-08", "gm", "王总", "gm@corp.test", MORNING), .title = "业绩与目标", .clause = "市场管理细则 例会(4)",
	                          .every = EVERY_MONTH, .period = date_make(2026, 9, 1), .day = date_make(2026, 10, 8), .tables = list, .tables_count = count};
}

static void test_letter(void **state)
{
	(void)state;
	struct report_table four[] = {
		{.title = "上月目标", .note = "完成率不进位", .columns = rate_columns, .columns_count = 6, .rows = rate_rows, .rows_count = 3},
		{.title = "满意度", .columns = mean_columns, .columns_count = 3, .rows = mean_rows, .rows_count = 2},
		{.title = "在外合同", .columns = list_columns, .columns_count = 4, .rows = list_rows, .rows_count = 1},
		{.title = "投诉", .columns = list_columns, .columns_count = 4},
	};
	struct report_in in = sample(four, 4);
	in.note = "供例会使用。";
	struct letter l = compose_report(arena, &in);
	assert_letter("report", &l);
	assert_non_null(strstr(text_part(&l), "99.9%"));
	assert_non_null(strstr(text_part(&l), "平均 90")); /* (280 + 80) / 4: of all that was said, not of the people */
}

static void test_nothing(void **state)
{
	(void)state;
	struct report_table table = {.title = "投诉", .columns = list_columns, .columns_count = 4};
	struct report_in in = sample(&table, 1);
	in.every = EVERY_QUARTER;
	in.period = date_make(2026, 7, 1);
	struct letter l = compose_report(arena, &in);
	assert_letter("report-nothing", &l);
}

/* A column that is to be summed may hold words: what can't be read as a number is no part of its sum. */
static void test_words_in_a_sum(void **state)
{
	(void)state;
	struct report_column columns[] = {{NULL, "person", TOTAL_NONE}, {"面积", NULL, TOTAL_SUM}};
	struct report_cell said[] = {{CELL_TEXT, "陈平娜", 0, 0, 0}, {CELL_TEXT, "待定", 7, 0, 0}};
	struct report_cell number[] = {{CELL_TEXT, "张志远", 0, 0, 0}, {CELL_HUNDREDTHS, NULL, 12050, 0, 0}};
	struct report_row words[] = {{"rep01", said, 2, 2}, {"rep01", said, 2, 2}}, mixed[] = {{"rep02", number, 2, 2}, {"rep01", said, 2, 2}};
	struct report_table two[] = {{.title = "一", .columns = columns, .columns_count = 2, .rows = words, .rows_count = 2},
	                             {.title = "二", .columns = columns, .columns_count = 2, .rows = mixed, .rows_count = 2}};
	struct report_in in = sample(two, 2);
	struct letter l = compose_report(arena, &in);
	const char *total = strstr(text_part(&l), "· 合计，面积 120.50");
	assert_non_null(total);
	assert_true(strstr(text_part(&l), "· 合计") == total); /* the first table has none */
}

static void test_invitation(void **state)
{
	(void)state;
	struct report_in in = sample(NULL, 0);
	in.period = DATE_NONE;
	in.every = EVERY_WORKDAY;
	in.event_id = "report.daily.2026-10-08";
	in.event = (struct report_event){"碰头会", "会议室", MORNING, MORNING + 1800};
	struct letter l = compose_report(arena, &in);
	assert_letter("report-invitation", &l);
	const char *ics = part_of(&l, "text/calendar");
	assert_non_null(strstr(ics, "UID:report.daily.2026-10-08@corp.test\n"));
	assert_non_null(strstr(ics, "METHOD:PUBLISH\n"));
	assert_null(strstr(ics, "ATTENDEE"));
}

/* ---- the event, byte by byte */

static void test_event(void **state)
{
	(void)state;
	struct report_event e = {"部门例会, 每周三; 17:00\r\nATTENDEE:mailto:x@evil.test 一二三四五六七八九十一二三四五六七八九十", "三楼\\会议室", 1790000000, 1790003600};
	struct letter_file f = invite_file(arena, "report.training.2026-09-23", "clerk@corp.test", &e, 1789990000);
	const char *got = arena_strndup(arena, (const char *)f.bytes.data, f.bytes.size);
	static const char want[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//leadclerk//leadclerk//ZH\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\n"
	                           "UID:report.training.2026-09-23@corp.test\r\nDTSTAMP:20260921T112640Z\r\nORGANIZER:mailto:clerk@corp.test\r\n"
	                           "DTSTART:20260921T141320Z\r\nDTEND:20260921T151320Z\r\n"
	                           "SUMMARY:部门例会\\, 每周三\\; 17:00 ATTENDEE:mailto:x@evil.test 一二\r\n 三四五六七八九十一二三四五六七八九十\r\n"
	                           "LOCATION:三楼\\\\会议室\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
	assert_string_equal(got, want);
	for (const char *p = got; *p; p += strcspn(p, "\n") + 1)
		assert_true(strcspn(p, "\r") <= 75);
	assert_string_equal(f.type, "text/calendar; method=PUBLISH; charset=UTF-8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_letter), cmocka_unit_test(test_nothing), cmocka_unit_test(test_words_in_a_sum), cmocka_unit_test(test_invitation), cmocka_unit_test(test_event)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
