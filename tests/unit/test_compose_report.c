/* The letter of a report, and the event that goes with it, byte by byte. */
#include "golden_letters.h"
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
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_letter), cmocka_unit_test(test_words_in_a_sum), cmocka_unit_test(test_invitation), cmocka_unit_test(test_event)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
