/* Calendar files in each form, and where they are wrong. Run from the repository's root. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "calendar.h"

struct fixture {
	struct arena *a;
	struct calendar c;
	struct conf_faults f;
};

static struct fixture parse(const char *text)
{
	struct fixture x = {.a = arena_new()};
	calendar_parse(x.a, "file", text, strlen(text), &x.c, &x.f);
	return x;
}

static void add(struct fixture *x, const char *text)
{
	calendar_parse(x->a, "second", text, strlen(text), &x->c, &x->f);
}

/* "2026-10-01 off, 2026-10-10 work" */
static void expect(struct fixture *x, const char *want)
{
	struct buf got = {0};
	char day[DATE_TEXT_SIZE];
	if (x->f.faults_count)
		fail_msg("%d: %s", x->f.faults[0].line, x->f.faults[0].text);
	calendar_finish(&x->c);
	for (size_t i = 0; i < x->c.days_count; i++)
		buf_printf(&got, "%s%s %s", i ? ", " : "", date_text(x->c.days[i].day, day), x->c.days[i].work ? "work" : "off");
	assert_string_equal(got.data ? got.data : "", want);
	buf_release(&got);
	arena_free(x->a);
}

static void expect_fault(const char *text, int line, const char *words)
{
	struct fixture x = parse(text);
	if (x.f.faults_count == 0)
		fail_msg("taken: %s", text);
	if (x.f.faults[0].line != line || !strstr(x.f.faults[0].text, words))
		fail_msg("%d: %s", x.f.faults[0].line, x.f.faults[0].text);
	arena_free(x.a);
}

static void test_csv(void **state)
{
	(void)state;
	struct fixture x = parse("date,kind\n2026-10-10,work\n2026-10-01,off\n");
	expect(&x, "2026-10-01 off, 2026-10-10 work");
	x = parse("\xEF\xBB\xBF" "date,kind\r\n\r\n# 国庆\r\n2026-10-01 , OFF\r\n\"2026-10-10\",\"work\"");
	expect(&x, "2026-10-01 off, 2026-10-10 work");
	x = parse("name,kind,date\n\"国庆, 中秋\",off,2026-10-01\n");
	expect(&x, "2026-10-01 off");
	x = parse("2026-10-01,off\n2026-10-01,off\n"); /* no header; the same mark twice says nothing new */
	expect(&x, "2026-10-01 off");
	x = parse("date,kind,name\n2026-10-01,off,\xB9\xFA\xC7\xEC\xBD\xDA\n"); /* 国庆节 as Excel saves it */
	expect(&x, "2026-10-01 off");
	x = parse("");
	expect(&x, "");
}

static void test_csv_faults(void **state)
{
	(void)state;
	expect_fault("date,kind\n2026-10-01,closed\n", 2, "write off or work");
	expect_fault("date,kind\n\n2026-10-32,off\n", 3, "no date");
	expect_fault("date,kind\n2026-10-01\n", 2, "write off or work");
	expect_fault("day,kind\n2026-10-01,off\n", 1, "header");
	expect_fault("date,kind\n2026-10-01,off\n2026-10-02,off\n2026-10-01,work\n", 4, "line 2");
}

static void test_holiday_cn(void **state)
{
	(void)state;
	struct fixture x =
		parse("{\n\t\"$schema\": \"https://raw/schema.json\",\n\t\"year\": 2026,\n\t\"papers\": [\"https://www.gov.cn/a\"],\n"
		      "\t\"days\": [\n\t\t{\n\t\t\t\"name\": \"元旦\",\n\t\t\t\"date\": \"2026-01-01\",\n\t\t\t\"isOffDay\": true\n\t\t},\n"
		      "\t\t{\"name\":\"元旦\",\"date\":\"2026-01-04\",\"isOffDay\":false}\n\t]\n}\n");
	expect(&x, "2026-01-01 off, 2026-01-04 work");
	x = parse("{\"year\":2027,\"papers\":[],\"days\":[]}"); /* not announced yet */
	expect(&x, "");
	x = parse("{\"days\":[{\"name\":\"\\u5143\\u65e6 \\/ \\\"x\\\"\",\"date\":\"2026-01-01\",\"isOffDay\":true}]}");
	expect(&x, "2026-01-01 off");
	expect_fault("{\"days\":[\n{\"date\":\"2026-01-01\",\"isOffDay\":1}]}", 2, "true or false");
	expect_fault("{\"days\":[\n{\"date\":\"2026-13-01\",\"isOffDay\":true}]}", 2, "no date");
	expect_fault("{\"days\":[\n\"2026-01-01\"]}", 2, "needs");
	expect_fault("[]", 1, "neither");
}

static void test_chinese_days(void **state)
{
	(void)state;
	struct fixture x = parse(
		"{\"holidays\":{\"2026-01-01\":\"New Year's Day,元旦,1\",\"2026-01-02\":\"New Year's Day,元旦,1\"},\n"
		"\"workdays\":{\"2026-01-04\":\"New Year's Day,元旦,1\"},\n\"inLieuDays\":{\"2026-01-02\":\"New Year's Day,元旦,1\"}}");
	expect(&x, "2026-01-01 off, 2026-01-02 off, 2026-01-04 work");
	expect_fault("{\"holidays\":{\n\"2026\":\"x\"}}", 2, "no date");
}

#define ICS(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//CN\r\n" events "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n" lines "END:VEVENT\r\n"

static void test_ics(void **state)
{
	(void)state;
	struct fixture x = parse(ICS(EVENT("SUMMARY:春节假期\r\nDTSTART;VALUE=DATE:20260222\r\nDTEND;VALUE=DATE:20260224\r\n")
				     EVENT("SUMMARY:上班(补春节假期)\r\nDTSTART;VALUE=DATE:20260228\r\n")
				     EVENT("SUMMARY:立春\r\nDTSTART;VALUE=DATE:20260204\r\n")));
	expect(&x, "2026-02-22 off, 2026-02-23 off, 2026-02-28 work");
	x = parse(ICS(EVENT("SUMMARY:元旦(休)\r\nDTSTART;VALUE=DATE:20260101\r\nDURATION:P3D\r\n")
		      EVENT("SUMMARY:元旦(班)\r\nDTSTART;VALUE=DATE:20260104\r\nDTEND;VALUE=DATE:20260105\r\n")));
	expect(&x, "2026-01-01 off, 2026-01-02 off, 2026-01-03 off, 2026-01-04 work");
	x = parse(ICS(EVENT("SUMMARY:国庆节（休）\r\nDTSTART;VALUE=DATE:20261001\r\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY\r\n")
		      EVENT("SUMMARY:国庆节（班）\r\nDTSTART;VALUE=DATE:20261010\r\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\r\n")
		      EVENT("SUMMARY:暑假\r\nDTSTART;VALUE=DATE:20260701\r\n")));
	expect(&x, "2026-10-01 off, 2026-10-10 work");
}

static void test_ics_faults(void **state)
{
	(void)state;
	expect_fault(ICS(EVENT("SUMMARY:立春\r\nDTSTART;VALUE=DATE:20260204\r\n")), 1, "no event");
	expect_fault(ICS(EVENT("SUMMARY:立春\r\nDTSTART;VALUE=DATE:20260204\r\n") EVENT("SUMMARY:元旦(休)\r\nDTSTART:20260101T090000\r\n")), 10,
		     "whole day");
	expect_fault(ICS(EVENT("SUMMARY:休\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY\r\n")), 4, "RRULE");
	expect_fault(ICS(EVENT("SUMMARY:休\r\nDTSTART;VALUE=DATE:20260103\r\nDTEND;VALUE=DATE:20260101\r\n")), 4, "DTEND");
	expect_fault(ICS(EVENT("SUMMARY:休\r\nDTSTART;VALUE=DATE:20260103\r\nDTEND;VALUE=DATE:20990101\r\n")), 4, "DTEND");
	expect_fault(ICS(EVENT("SUMMARY:休\r\n")), 4, "whole day");
	expect_fault("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", 1, "");
}

static void test_later_file_wins(void **state)
{
	(void)state;
	struct fixture x = parse("2026-10-01,off\n2026-10-03,off\n2026-10-10,work\n");
	add(&x, "{\"days\":[{\"date\":\"2026-10-10\",\"isOffDay\":true},{\"date\":\"2026-10-02\",\"isOffDay\":true}]}");
	add(&x, "2026-10-03,work\n");
	expect(&x, "2026-10-01 off, 2026-10-02 off, 2026-10-03 work, 2026-10-10 off");
}

/* proves: G1 */
static void test_shipped(void **state)
{
	(void)state;
	static const struct {
		const char *path;
		size_t off, work;
	} files[] = {{"etc/calendars/2025.csv", 28, 5}, {"etc/calendars/2026.csv", 33, 6}};
	for (size_t i = 0; i < 2; i++) {
		struct fixture x = {.a = arena_new()};
		struct err err;
		size_t work = 0;
		assert_int_equal(calendar_read(x.a, files[i].path, &x.c, &x.f, &err), 0);
		assert_int_equal(x.f.faults_count, 0);
		for (size_t j = 0; j < x.c.days_count; j++) {
			work += x.c.days[j].work;
			if (x.c.days[j].work) /* only weekends are worked for a holiday elsewhere */
				assert_true(date_weekday(x.c.days[j].day) >= 5);
		}
		assert_int_equal(work, files[i].work);
		assert_int_equal(x.c.days_count - work, files[i].off);
		arena_free(x.a);
	}
}

static void test_unreadable(void **state)
{
	(void)state;
	struct fixture x = {.a = arena_new()};
	struct err err;
	assert_int_equal(calendar_read(x.a, "/nowhere.csv", &x.c, &x.f, &err), -1);
	assert_non_null(strstr(err.text, "/nowhere.csv"));
	assert_int_equal(calendar_read(x.a, "/tmp", &x.c, &x.f, &err), -1);
	arena_free(x.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv),          cmocka_unit_test(test_csv_faults), cmocka_unit_test(test_holiday_cn),
		cmocka_unit_test(test_chinese_days), cmocka_unit_test(test_ics),        cmocka_unit_test(test_ics_faults),
		cmocka_unit_test(test_later_file_wins), cmocka_unit_test(test_shipped), cmocka_unit_test(test_unreadable),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
