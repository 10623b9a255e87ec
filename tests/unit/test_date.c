/* Civil dates and zones (daemon/base/date.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "base/date.h"

static void use(const char *zone)
{
	struct err err;
	assert_int_equal(zone_use(zone, &err), 0);
}

static void dates(void **state)
{
	int y, m, d;
	(void)state;
	assert_int_equal(date_make(1970, 1, 1), 0);
	assert_int_equal(date_make(2026, 2, 29), DATE_NONE);
	for (date day = date_make(1999, 12, 1); day < date_make(2030, 1, 1); day++) {
		date_split(day, &y, &m, &d);
		assert_int_equal(date_make(y, m, d), day);
	}
	assert_int_equal(date_weekday(date_make(2026, 9, 14)), 0);
	assert_int_equal(date_monday(date_make(2026, 9, 20)), date_make(2026, 9, 14));
}

static void same_as_libc(void **state)
{
	static const char *const zones[] = {"Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "UTC"};
	(void)state;
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		use(zones[z]);
		for (int64_t t = 1300000000; t < 1330000000; t += 1789) {
			time_t tt = (time_t)t;
			struct tm tm;
			localtime_r(&tt, &tm);
			assert_int_equal(time_date(t), date_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday));
			assert_int_equal(time_second_of_day(t), tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec);
			if (strcmp(zones[z], "Asia/Shanghai") == 0)
				assert_int_equal(time_at(time_date(t), time_second_of_day(t)), t);
		}
	}
}

static void summer_time(void **state)
{
	char a[TIME_TEXT_SIZE];
	(void)state;
	use("Europe/Berlin");
	/* 2026-03-29 02:30 is skipped, 2026-10-25 02:30 comes twice: the first is in summer time. */
	assert_string_equal(time_text(time_at(date_make(2026, 3, 29), 9000), a), "2026-03-29T03:30:00+02:00");
	assert_string_equal(time_text(time_at(date_make(2026, 10, 25), 9000), a), "2026-10-25T02:30:00+02:00");
	assert_int_equal(time_at(date_make(2026, 3, 30), 0) - time_at(date_make(2026, 3, 29), 0), 23 * 3600);
}

static void texts(void **state)
{
	char a[TIME_TEXT_SIZE];
	int64_t t;
	int s;
	(void)state;
	use("Asia/Shanghai");
	assert_int_equal(time_parse("2026-09-14T23:59:59+08:00", &t), 0);
	assert_string_equal(time_text(t, a), "2026-09-14T23:59:59+08:00");
	assert_string_equal(time_rfc5322(t, a), "Mon, 14 Sep 2026 23:59:59 +0800");
	assert_int_equal(time_parse("2026-09-14T23:59:59", &t), -1);
	assert_int_equal(time_parse("2026-09-31T23:59:59Z", &t), -1);
	assert_int_equal(hhmm_parse("23:59", &s), 0);
	assert_int_equal(s, 86340);
	assert_int_equal(hhmm_parse("24:00", &s), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(dates), cmocka_unit_test(same_as_libc), cmocka_unit_test(summer_time), cmocka_unit_test(texts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
