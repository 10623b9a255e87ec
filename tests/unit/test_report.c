/* When a report is made, and of which time it tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "office_yaml.h"
#include "report.h"

/* ---- moments */

static struct report report_of(enum due_every every, int day, enum due_fallback fallback, int hour)
{
	return (struct report){.id = "x", .title = "x", .to = 1u << ROLE_DIRECTOR, .when = {every, day, fallback, hour * 3600}};
}

static struct office office_with(const struct office *o, struct report_index *index, struct report *r)
{
	struct office with = *o;
	*index = (struct report_index){r, 1, 1};
	with.reports = index;
	return with;
}

static void check_next(const struct office *o, const char *after, const char *want)
{
	char got[TIME_TEXT_SIZE];
	int64_t next = schedule_next_report(o, moment_of(after));
	if (next != (*want ? moment_of(want) : INT64_MAX))
		fail_msg("after %s: %s", after, next == INT64_MAX ? "never" : time_text(next, got));
}

static void test_moments(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct report_index index;
	const struct office *plain = office_of(a, "policies: [{effective: 2026-01-01}]\n");
	struct report first = report_of(EVERY_MONTH, 1, FALLBACK_NEXT_WORKDAY, 9);
	struct office o = office_with(plain, &index, &first);
	check_next(&o, "2026-09-01 08:00:00", "2026-10-08 09:00:00"); /* nothing before office.since; the national day's week is off */
	check_next(&o, "2026-10-08 08:59:59", "2026-10-08 09:00:00");
	check_next(&o, "2026-10-08 09:00:00", "2026-11-02 09:00:00");
	assert_int_equal(report_at(&o, &first, moment_of("2026-10-08 09:00:00")), day_of("2026-10-01"));
	assert_int_equal(report_at(&o, &first, moment_of("2026-10-08 09:00:01")), DATE_NONE);
	assert_int_equal(report_at(&o, &first, moment_of("2026-10-09 09:00:00")), DATE_NONE);
	struct report weekly = report_of(EVERY_WEEK, 0, FALLBACK_NEXT_WORKDAY, 9);
	o = office_with(plain, &index, &weekly);
	check_next(&o, "2026-09-28 09:00:00", "2026-10-08 09:00:00"); /* Monday 5th is off */
	check_next(&o, "2026-10-08 09:00:00", "2026-10-12 09:00:00");
	struct report half = report_of(EVERY_HALF_YEAR, 1, FALLBACK_NEXT_WORKDAY, 9);
	o = office_with(plain, &index, &half);
	check_next(&o, "2026-09-14 00:00:00", "2027-01-04 09:00:00");
	check_next(&o, "2027-01-04 09:00:00", "2027-07-01 09:00:00");
	struct report daily = report_of(EVERY_WORKDAY, 0, FALLBACK_NONE, 17);
	o = office_with(plain, &index, &daily);
	check_next(&o, "2026-09-30 17:00:00", "2026-10-08 17:00:00");
	arena_free(a);
}

/* One that belongs to a pack is made while the policy of its day makes that pack's. */
static void test_packs(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct report_index index;
	const struct office *two = office_of(a, "policies: [{effective: 2026-01-01, packs: [S0]}, {effective: 2026-11-01, packs: [S0, S2]}, {effective: 2026-12-01, packs: [S0, S2], reports: []}]\n");
	struct report r = report_of(EVERY_MONTH, 1, FALLBACK_NEXT_WORKDAY, 9);
	r.pack = "S2";
	struct office o = office_with(two, &index, &r);
	check_next(&o, "2026-09-14 00:00:00", "2026-11-02 09:00:00");
	check_next(&o, "2026-11-02 09:00:00", "");
	arena_free(a);
}

/* ---- of which time */

static void check_span(const struct office *o, const struct report *r, const char *moment, enum report_period period, const char *first, const char *last, const char *from,
                       const char *to)
{
	int64_t t = moment_of(moment);
	struct report_span s = report_span(o, r, report_at(o, r, t), t, period);
	assert_int_equal(s.first, *first ? day_of(first) : DATE_NONE);
	assert_int_equal(s.last, day_of(last));
	assert_true(s.from == (*from ? moment_of(from) : INT64_MIN));
	assert_true(s.to == moment_of(to));
}

static void test_spans(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct report_index index;
	const struct office *plain = office_of(a, "policies: [{effective: 2026-01-01}]\n");
	struct report r = report_of(EVERY_MONTH, 1, FALLBACK_NEXT_WORKDAY, 9);
	struct office o = office_with(plain, &index, &r);
	check_span(&o, &r, "2026-10-08 09:00:00", PERIOD_LAST, "2026-09-01", "2026-09-30", "2026-09-01 00:00:00", "2026-10-01 00:00:00");
	check_span(&o, &r, "2026-10-08 09:00:00", PERIOD_THIS, "2026-10-01", "2026-10-08", "2026-10-01 00:00:00", "2026-10-08 09:00:00");
	check_span(&o, &r, "2026-10-08 09:00:00", PERIOD_ALL, "", "2026-10-08", "", "2026-10-08 09:00:00");
	r = report_of(EVERY_QUARTER, 1, FALLBACK_NEXT_WORKDAY, 9);
	check_span(&o, &r, "2027-01-04 09:00:00", PERIOD_LAST, "2026-10-01", "2026-12-31", "2026-10-01 00:00:00", "2027-01-01 00:00:00");
	r = report_of(EVERY_HALF_YEAR, 1, FALLBACK_NEXT_WORKDAY, 9);
	check_span(&o, &r, "2027-01-04 09:00:00", PERIOD_LAST, "2026-07-01", "2026-12-31", "2026-07-01 00:00:00", "2027-01-01 00:00:00");
	r = report_of(EVERY_WEEK, 0, FALLBACK_NEXT_WORKDAY, 9);
	check_span(&o, &r, "2026-10-08 09:00:00", PERIOD_LAST, "2026-09-28", "2026-10-04", "2026-09-28 00:00:00", "2026-10-05 00:00:00");
	r = report_of(EVERY_WORKDAY, 0, FALLBACK_NONE, 17);
	check_span(&o, &r, "2026-10-08 17:00:00", PERIOD_LAST, "2026-09-30", "2026-09-30", "2026-09-30 00:00:00", "2026-10-01 00:00:00");
	check_span(&o, &r, "2026-10-08 17:00:00", PERIOD_THIS, "2026-10-08", "2026-10-08", "2026-10-08 00:00:00", "2026-10-08 17:00:00");
	arena_free(a);
}

/* So many months, of which the last is that in which the period ends. */
static void test_months_back(void **state)
{
	(void)state;
	static const struct { const char *last, *first; int months; } cases[] = {
		{"2026-09-30", "2026-04-01", 6}, {"2026-02-28", "2025-09-01", 6}, {"2026-12-31", "2026-12-01", 1}, {"2026-12-31", "2025-01-01", 24}, {"2026-01-31", "2025-12-01", 2},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct report_span s = {.first = day_of("2026-01-01"), .last = day_of(cases[i].last), .to = 5};
		s = report_months(s, cases[i].months);
		if (s.first != day_of(cases[i].first) || s.from != time_at(s.first, 0) || s.last != day_of(cases[i].last) || s.to != 5)
			fail_msg("%d months to %s", cases[i].months, cases[i].last);
	}
}

static void test_months(void **state)
{
	(void)state;
	static const struct { const char *text, *day, *month; } cases[] = {
		{"2026-10", "2026-09-28", "2026-10-01"}, {"2026年10月", "2026-09-28", "2026-10-01"}, {"2026/9", "2026-09-28", "2026-09-01"}, {"2026-10-15", "2026-09-28", "2026-10-01"},
		{"202610", "2026-09-28", ""}, {"10月", "2026-09-28", "2026-10-01"}, {"1月", "2026-12-28", "2027-01-01"}, {"12月份", "2027-01-05", "2026-12-01"},
		{"7", "2026-09-28", "2026-07-01"}, {"13月", "2026-09-28", ""}, {"下月", "2026-09-28", ""}, {"", "2026-09-28", ""}, {"2026", "2026-09-28", ""}, {"2026-13", "2026-09-28", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (report_month(cases[i].text, day_of(cases[i].day)) != (*cases[i].month ? day_of(cases[i].month) : DATE_NONE))
			fail_msg("%s, on %s", cases[i].text, cases[i].day);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_moments), cmocka_unit_test(test_packs), cmocka_unit_test(test_spans), cmocka_unit_test(test_months), cmocka_unit_test(test_months_back)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
