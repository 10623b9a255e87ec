/* The arithmetic of charts: round numbers, numbers as they are written, labels that there is room for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "axis.h"

static struct arena *a;

static int setup(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static void steps_are_round(void **state)
{
	static const struct { int64_t least, most, unit; struct axis want; } cases[] = {
		{0, 100, 1, {0, 100, 20}},        {0, 97, 1, {0, 100, 20}},           {0, 5, 1, {0, 5, 1}},
		{0, 1, 1, {0, 1, 1}},             {0, 0, 1, {0, 1, 1}},               {63, 100, 1, {0, 100, 20}},
		{-100, -20, 1, {-100, 0, 20}},    {-12000, 12050, 100, {-15000, 15000, 5000}},
		{0, 6, 1, {0, 6, 2}},             {0, 11, 1, {0, 15, 5}},             {-1, 1, 1, {-1, 1, 1}},
		{0, 250, 100, {0, 300, 100}},     {0, 1000, 10, {0, 1000, 200}},      {0, 3, 100, {0, 100, 100}},
		{0, CHART_MAX_VALUE, 1, {0, CHART_MAX_VALUE, CHART_MAX_VALUE / 5}},
		{-CHART_MAX_VALUE, CHART_MAX_VALUE, 1, {-CHART_MAX_VALUE, CHART_MAX_VALUE, CHART_MAX_VALUE / 2}},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct axis x = axis_over(cases[i].least, cases[i].most, cases[i].unit, 5);
		assert_int_equal(x.lo, cases[i].want.lo);
		assert_int_equal(x.hi, cases[i].want.hi);
		assert_int_equal(x.step, cases[i].want.step);
	}
}

/* Whatever is shown: the ends lie beyond it, zero between them, each a whole number of round steps apart, and not many of them. */
static void axes_hold_everything(void **state)
{
	uint64_t seed = 1;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		int64_t v[2];
		for (int n = 0; n < 2; n++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			v[n] = (int64_t)(seed >> 13) % CHART_MAX_VALUE >> (seed >> 58);
			v[n] = seed >> 57 & 1 ? -v[n] : v[n];
		}
		int64_t least = v[0] < v[1] ? v[0] : v[1], most = v[0] < v[1] ? v[1] : v[0], unit = i % 3 == 0 ? 100 : 1;
		struct axis x = axis_over(least, most, unit, 5);
		assert_true(x.lo <= least && x.hi >= most && x.lo <= 0 && x.hi >= 0 && x.lo < x.hi);
		assert_true(x.step >= unit && x.lo % x.step == 0 && x.hi % x.step == 0);
		assert_true((x.hi - x.lo) / x.step <= 6); /* below and above zero each end is rounded */
		assert_true(axis_place(&x, x.lo) == 0 && axis_place(&x, x.hi) == 1 && axis_place(&x, 0) >= 0 && axis_place(&x, 0) <= 1);
		int64_t digits = x.step / unit;
		while (digits % 10 == 0)
			digits /= 10;
		assert_true(digits == 1 || digits == 2 || digits == 5);
	}
}

static struct chart chart_of(enum chart_measure m, const char *myriad, int64_t *values, size_t count)
{
	static struct chart_series series;
	series = (struct chart_series){.values = values, .values_count = count};
	return (struct chart){.measure = m, .myriad = myriad, .labels_count = count, .series = &series, .series_count = 1};
}

static void numbers_are_written(void **state)
{
	static const struct { enum chart_measure m; const char *myriad; int64_t v; const char *want; } cases[] = {
		{CHART_COUNT, NULL, 0, "0"},               {CHART_COUNT, NULL, -7, "-7"},             {CHART_COUNT, NULL, 9999, "9999"},
		{CHART_COUNT, NULL, 10000, "10,000"},      {CHART_COUNT, NULL, 1234567, "1,234,567"}, {CHART_COUNT, "万", 99999, "99,999"},
		{CHART_COUNT, "万", 100000, "10万"},       {CHART_COUNT, "万", 123456, "12.3万"},     {CHART_COUNT, "万", -1250000, "-125万"},
		{CHART_FEN, "万", 2000, "20"},             {CHART_FEN, "万", 2050, "20.50"},          {CHART_FEN, "万", -1, "-0.01"},
		{CHART_FEN, "万", 10000000, "10万"},       {CHART_FEN, NULL, 123456700, "1,234,567"}, {CHART_THOUSANDTHS, "万", 875, "87.5%"},
		{CHART_THOUSANDTHS, "万", 1000, "100%"},   {CHART_THOUSANDTHS, NULL, 0, "0%"},        {CHART_COUNT, NULL, CHART_MAX_VALUE, "1,000,000,000,000,000"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t v = cases[i].v;
		struct chart c = chart_of(cases[i].m, cases[i].myriad, &v, 1);
		assert_string_equal(axis_value(a, &c, v), cases[i].want);
	}
	int64_t mixed[] = {2000, 2050, CHART_NOTHING}; /* where one has fen, all show them; in the axis none */
	struct chart c = chart_of(CHART_FEN, "万", mixed, 3);
	struct axis x = axis_of(&c, 5);
	assert_string_equal(axis_value(a, &c, 2000), "20.00");
	assert_string_equal(axis_tick(a, &c, &x, 2000), "20");
}

static void ticks_keep_to_one_unit(void **state)
{
	int64_t v[] = {250000};
	struct chart c = chart_of(CHART_COUNT, "万", v, 1);
	struct axis x = axis_of(&c, 5);
	(void)state;
	assert_int_equal(x.step, 50000);
	assert_string_equal(axis_tick(a, &c, &x, 0), "0");
	assert_string_equal(axis_tick(a, &c, &x, 50000), "5万");
	assert_string_equal(axis_tick(a, &c, &x, 250000), "25万");
}

static void targets_and_gaps(void **state)
{
	int64_t v[] = {CHART_NOTHING, CHART_NOTHING}, below[] = {-5, -3};
	struct chart c = chart_of(CHART_COUNT, NULL, v, 2);
	(void)state;
	assert_int_equal(axis_of(&c, 5).hi, 1);
	c.has_target = true, c.target = 100;
	assert_int_equal(axis_of(&c, 5).hi, 100);
	assert_int_equal(axis_exact(&c).hi, 100);
	c = chart_of(CHART_COUNT, NULL, below, 2);
	assert_int_equal(axis_exact(&c).lo, -5);
	assert_int_equal(axis_exact(&c).hi, 0);
	c = chart_of(CHART_COUNT, NULL, v, 2);
	assert_true(axis_exact(&c).lo < axis_exact(&c).hi);
}

static void labels_are_thinned(void **state)
{
	struct axis_labels l = {0};
	(void)state;
	assert_int_equal(axis_every(31, 17, 30), 2);
	assert_int_equal(axis_every(7, 70, 40), 1);
	assert_int_equal(axis_every(100, 5, 34), 7);
	assert_int_equal(axis_every(100, 1, 500), 100);
	assert_int_equal(axis_every(1, 10, 500), 50); /* the one there is */
	assert_true(axis_take(a, &l, (struct axis_label){0, 0, 20, 10}));
	assert_false(axis_take(a, &l, (struct axis_label){19, 5, 20, 10}));
	assert_false(axis_take(a, &l, (struct axis_label){22, 5, 20, 10})); /* nearer than a blank */
	assert_true(axis_take(a, &l, (struct axis_label){23, 5, 20, 10}));
	assert_true(axis_take(a, &l, (struct axis_label){0, 10, 20, 10}));
	assert_int_equal(l.taken_count, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(steps_are_round, setup, teardown),      cmocka_unit_test_setup_teardown(axes_hold_everything, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers_are_written, setup, teardown),  cmocka_unit_test_setup_teardown(ticks_keep_to_one_unit, setup, teardown),
		cmocka_unit_test_setup_teardown(targets_and_gaps, setup, teardown),     cmocka_unit_test_setup_teardown(labels_are_thinned, setup, teardown),
	};
	return cmocka_run_group_tests_name("axis", tests, NULL, NULL);
}
