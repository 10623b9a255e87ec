/* The letter of a report, and the event that goes with it, byte by byte. */
#include "golden_letters.h"
#include "compose_report_inside.h"
#include "invite.h"

static void test_letter(void **state)
{
	(void)state;
	struct letter l = sample_of("report");
	assert_non_null(strstr(text_part(&l), "99.9%"));
	assert_non_null(strstr(text_part(&l), "平均 90")); /* (280 + 80) / 4: of all that was said, not of the people */
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
	struct report_in in = sample_report(sampler());
	in.tables = two;
	in.tables_count = 2;
	struct letter l = compose_report(arena, &in);
	const char *text = text_part(&l), *total = strstr(text, "· 合计，面积 120.50");
	assert_non_null(total);
	assert_true(strstr(text, "· 合计") == total); /* the first table has none */
}

/* ---- charts */

static struct report_column rate_columns[] = {{NULL, "place", TOTAL_NONE}, {NULL, "person", TOTAL_NONE}, {"业绩", NULL, TOTAL_SUM}, {"目标", NULL, TOTAL_SUM}, {NULL, "rate", TOTAL_RATE}};

static struct report_table people(size_t count)
{
	struct report_table t = {.title = "上月目标", .columns = rate_columns, .columns_count = 5, .bars = true};
	for (size_t i = 0; i < count; i++) {
		struct report_row row = {0};
		const struct report_cell cells[] = {{CELL_PLACE, NULL, (int64_t)i + 1, 0, 0}, {CELL_TEXT, arena_printf(arena, "员工%zu", i), 0, 0, 0}, {CELL_MONEY, NULL, 150000 - 100 * (int64_t)i, 0, 0},
		                                    {CELL_MONEY, NULL, 100000, 0, 0}, {i == 1 ? CELL_NONE : CELL_RATE, NULL, i == 1 ? 0 : 1500 - (int64_t)i, 0, 0}};
		for (size_t k = 0; k < 5; k++)
			ARENA_PUSH(arena, &row, cells) = cells[k];
		ARENA_PUSH(arena, &t, rows) = row;
	}
	return t;
}

static void test_chart(void **state)
{
	(void)state;
	struct chart c;
	struct report_table t = people(30), few = people(3);
	assert_true(compose_report_chart(arena, &t, CHART_BARS, 20000, &c));
	assert_null(chart_fault(&c));
	assert_int_equal(c.labels_count, 20); /* the first ones */
	assert_string_equal(c.labels[0], "员工0");
	assert_int_equal(c.measure, CHART_THOUSANDTHS);
	assert_true(c.has_target && c.target == 1000);
	assert_string_equal(c.target_title, "目标");
	assert_true(c.series[0].values[0] == 1500 && c.series[0].values[1] == CHART_NOTHING);
	assert_false(compose_report_chart(arena, &few, CHART_BARS, 20000, &c)); /* two numbers: nothing that a picture would add */
	t.columns_count = 2;
	assert_false(compose_report_chart(arena, &t, CHART_BARS, 20000, &c));   /* names alone */
}

static void test_best_first(void **state)
{
	(void)state;
	struct report_table t = people(5);
	t.rows[4].cells[4].n = t.rows[2].cells[4].n; /* equal: as they were */
	t.rows[0].cells[4].n = 7;
	report_best_first(arena, &t);
	static const char *const want[] = {"员工2", "员工4", "员工3", "员工0", "员工1"};
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(t.rows[i].cells[1].text, want[i]);
}

static void test_chart_of_months(void **state)
{
	(void)state;
	struct report_column columns[] = {{NULL, "month", TOTAL_NONE}, {NULL, "count", TOTAL_SUM}, {"合同金额", NULL, TOTAL_SUM}};
	struct report_table t = {.title = "近三个月", .columns = columns, .columns_count = 3};
	struct chart c;
	for (int i = 0; i < 3; i++) {
		struct report_row row = {0};
		ARENA_PUSH(arena, &row, cells) = (struct report_cell){CELL_MONTH, NULL, date_make(2026, 7 + i, 1), 0, 0};
		ARENA_PUSH(arena, &row, cells) = (struct report_cell){CELL_COUNT, NULL, 9, 0, 0};
		ARENA_PUSH(arena, &row, cells) = (struct report_cell){CELL_MONEY, NULL, 100 * i, 0, 0};
		ARENA_PUSH(arena, &t, rows) = row;
	}
	assert_true(compose_report_chart(arena, &t, CHART_COLUMNS, 20000, &c));
	assert_string_equal(c.labels[2], "9月");
	assert_int_equal(c.measure, CHART_FEN);
	assert_true(!c.has_target && c.series[0].values[2] == 200 && c.series[0].values[0] == 0);
	assert_string_equal(c.series[0].title, "合同金额");
}

/* Pictures are parts of the letter, each once, and no more than a letter bears; the others' tables have their bars. */
static void test_pictures(void **state)
{
	(void)state;
	static const uint8_t png[] = "\x89PNG";
	struct report_in in = sample_report(sampler()), parts[9];
	struct report_table t = people(3);
	t.picture = (struct bytes){png, 4};
	t.picture_height = 200;
	in.tables = &t;
	in.tables_count = 1;
	for (size_t i = 0; i < 9; i++)
		parts[i] = in;
	in.tables_count = 0;
	in.parts = parts;
	in.parts_count = 9;
	struct letter l = compose_report(arena, &in);
	const char *html = html_part(&l), *whole = arena_strndup(arena, (const char *)l.bytes.data, l.bytes.size);
	assert_non_null(strstr(html, "src=\"cid:chart-6\""));
	assert_null(strstr(html, "cid:chart-7"));
	assert_non_null(strstr(whole, "Content-ID: <chart-6>"));
	assert_null(strstr(whole, "<chart-7>"));
	assert_true(strstr(html, "width=\"100%\" height=\"8\"") > strstr(html, "cid:chart-6")); /* the first bars */
	assert_non_null(strstr(whole, "multipart/related"));
}

/* What is too long for a phone is in the workbook. */
static void test_long_parts(void **state)
{
	(void)state;
	struct report_in in = sample_report(sampler()), parts[2];
	struct report_table t = people(40);
	in.tables = &t;
	in.tables_count = 1;
	parts[0] = parts[1] = in;
	in.tables_count = 0;
	in.parts = parts;
	in.parts_count = 2;
	in.workbook = true;
	struct letter l = compose_report(arena, &in);
	const char *text = text_part(&l);
	assert_non_null(strstr(text, "员工11，"));
	assert_null(strstr(text, "员工12，"));
	assert_non_null(strstr(text, "另有28项未列出"));
	assert_non_null(strstr(text, "目标 40000.00，")); /* the total is of all */
}

static void test_invitation(void **state)
{
	(void)state;
	struct letter l = sample_of("report-invitation");
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
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_letter), cmocka_unit_test(test_words_in_a_sum), cmocka_unit_test(test_chart), cmocka_unit_test(test_best_first), cmocka_unit_test(test_chart_of_months), cmocka_unit_test(test_pictures),
	                                   cmocka_unit_test(test_long_parts), cmocka_unit_test(test_invitation), cmocka_unit_test(test_event)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
