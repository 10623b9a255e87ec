/* When the machine's clock is doubted, and what time may be taken for then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "doubt.h"

enum { HOUR = 3600, DAY = 86400 };
static const int64_t START = 1789300000, NONE = INT64_MIN;

static void no_doubt_without_a_leap(void **state)
{
	struct doubt d = {0};
	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_false(doubt_step(&d, i % 2 ? 0.3 : -0.2, START + i * 60)); /* a time server at work */
	assert_false(doubt_step(&d, 599, START));
	assert_false(doubt_step(&d, -3600, START)); /* set back: what was done stays done */
	assert_false(d.on);
	assert_int_equal(doubt_now(&d, START, NONE), START);
	assert_int_equal(doubt_now(&d, START, START + DAY), START);
}

static void a_leap_stops_time(void **state)
{
	struct doubt d = {0};
	(void)state;
	assert_true(doubt_step(&d, 365 * DAY, START));
	assert_int_equal(doubt_now(&d, START + 365 * DAY, NONE), START);
	assert_int_equal(doubt_now(&d, START + 365 * DAY, START - HOUR), START);
	assert_int_equal(doubt_now(&d, START + 365 * DAY, START + HOUR), START + HOUR); /* as far as mail shows */
	assert_false(doubt_step(&d, 0, START + 365 * DAY + 60));
	assert_int_equal(doubt_now(&d, START + 365 * DAY + 60, NONE), START);
}

static void set_back_ends_it(void **state)
{
	struct doubt d = {0};
	(void)state;
	assert_true(doubt_step(&d, 30 * DAY, START));
	assert_false(doubt_step(&d, -10 * DAY, START + 30 * DAY));
	assert_true(doubt_step(&d, -20.0 * DAY + 2, START + 20 * DAY));
	assert_false(d.on);
	assert_int_equal(doubt_now(&d, START + 60, NONE), START + 60);
	assert_true(doubt_step(&d, 700, START + 60)); /* a new leap is a new doubt */
	assert_int_equal(doubt_now(&d, START + 800, NONE), START + 60);
}

static void mail_bears_it_out(void **state)
{
	struct doubt d = {0};
	(void)state;
	assert_true(doubt_step(&d, 3 * DAY, START));
	assert_false(doubt_witness(&d, START + 3 * DAY, NONE));
	assert_false(doubt_witness(&d, START + 3 * DAY, START + 2 * DAY));
	assert_true(doubt_witness(&d, START + 3 * DAY, START + 3 * DAY - 500));
	assert_false(doubt_witness(&d, START + 3 * DAY, START + 3 * DAY));
	assert_int_equal(doubt_now(&d, START + 3 * DAY, NONE), START + 3 * DAY);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(no_doubt_without_a_leap), cmocka_unit_test(a_leap_stops_time),
	                                          cmocka_unit_test(set_back_ends_it), cmocka_unit_test(mail_bears_it_out)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
