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

/* As mktime finds it that is asked for summer time, and kept where it shows the same clock: what time_at did by itself once. */
static int64_t by_summer_time(date d, int second)
{
	int y, m, day;
	date_split(d, &y, &m, &day);
	struct tm any = {.tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = day, .tm_hour = second / 3600, .tm_min = second / 60 % 60, .tm_sec = second % 60, .tm_isdst = -1};
	struct tm summer = any, shown;
	summer.tm_isdst = 1;
	time_t t = mktime(&any), earlier = mktime(&summer);
	localtime_r(&earlier, &shown);
	return earlier < t && shown.tm_mday == day && shown.tm_hour * 3600 + shown.tm_min * 60 + shown.tm_sec == second ? earlier : t;
}

/* Each half hour of a year, with the day that Samoa left out and those on which Lord Howe's clocks move by half an hour. */
static void the_first_of_two(void **state)
{
	static const char *const zones[] = {"Europe/Berlin", "America/Sao_Paulo", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Asia/Tehran",
	                                    "Asia/Shanghai", "UTC"};
	int64_t twice = 0;
	(void)state;
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		use(zones[z]);
		for (date d = date_make(2011, 3, 1); d < date_make(2012, 4, 10); d += z < 6 ? 1 : 40)
			for (int second = 0; second < 86400; second += 1800) {
				int64_t t = time_at(d, second);
				assert_int_equal(t, by_summer_time(d, second));
				twice += time_date(t + 3600) == d && time_second_of_day(t + 3600) == second;
			}
	}
	assert_true(twice > 10); /* such hours were among them */
}

/* The hour after 01:00 came twice in Shanghai on 1991-09-15; Pyongyang's clocks once went back by half an hour with no summer time in it. */
static void long_ago(void **state)
{
	(void)state;
	use("Asia/Shanghai");
	assert_int_equal(time_at(date_make(1991, 9, 15), 3600), by_summer_time(date_make(1991, 9, 15), 3600));
	use("Asia/Pyongyang"); /* 2015-08-15 00:00 became 2015-08-14 23:30 */
	int64_t t = time_at(date_make(2015, 8, 14), 85500); /* 23:45 */
	assert_int_equal(time_second_of_day(t), 85500);
	assert_int_equal(time_second_of_day(t + 1800), 85500);
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
	const struct CMUnitTest tests[] = {cmocka_unit_test(dates), cmocka_unit_test(same_as_libc), cmocka_unit_test(summer_time), cmocka_unit_test(the_first_of_two), cmocka_unit_test(long_ago),
	                                   cmocka_unit_test(texts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
