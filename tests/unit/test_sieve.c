/* What the sieve says is not there was never added: whatever was added, in whatever order, and whatever failed. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "base/sieve.h"

enum { MANY = 30000 };

static int64_t number_of(int i)
{
	uint64_t x = (uint64_t)i * 0x9e3779b97f4a7c15u;
	x = (x ^ x >> 29) * 0xbf58476d1ce4e5b9u;
	return (int64_t)((x ^ x >> 32) >> (64 - SIEVE_NUMBER_BITS));
}

static int ascending(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;
	return *a < *b ? -1 : *a > *b;
}

static int wrong_among(struct sieve *s, int from, int count)
{
	int wrong = 0;
	for (int i = from; i < from + count; i++)
		wrong += sieve_may_have(s, number_of(i));
	return wrong;
}

static void all_are_found(bool sorted, int64_t room)
{
	static int64_t numbers[MANY];
	struct sieve *s = sieve_new("/tmp", room);
	assert_non_null(s);
	assert_int_equal(sieve_room(s), room);
	assert_int_equal(wrong_among(s, 0, MANY), 0); /* empty */
	for (int i = 0; i < MANY; i++)
		numbers[i] = number_of(i);
	numbers[0] = 0, numbers[1] = 1, numbers[2] = ((int64_t)1 << SIEVE_NUMBER_BITS) - 1, numbers[3] = (int64_t)1 << SIEVE_NUMBER_BITS; /* a clash at the end */
	if (sorted)
		qsort(numbers, MANY, sizeof *numbers, ascending);
	for (int i = 0; i < MANY; i++) {
		assert_true(sieve_add(s, numbers[i]));
		assert_true(sieve_may_have(s, numbers[i]));
		assert_true(sieve_may_have(s, numbers[rand() % (i + 1)]));
	}
	for (int i = 0; i < MANY; i++)
		assert_true(sieve_may_have(s, numbers[i]));
	if (room >= MANY)
		assert_in_range(wrong_among(s, MANY, MANY), 0, MANY / 50);
	sieve_free(s);
}

static void test_all_are_found(void **state)
{
	(void)state;
	all_are_found(false, MANY);
	all_are_found(true, MANY);
	all_are_found(true, MANY / 5); /* more than it was made for */
	all_are_found(false, 0);
}

static void limit_files(rlim_t size)
{
	struct rlimit now;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &now), 0);
	now.rlim_cur = size;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
}

static void test_no_place(void **state)
{
	(void)state;
	assert_null(sieve_new("/nowhere", MANY));
	signal(SIGXFSZ, SIG_IGN);
	limit_files(4096);
	assert_null(sieve_new("/tmp", MANY));
	limit_files(RLIM_INFINITY);
}

/* What could not be written is not forgotten in silence: all is "perhaps" from then on. */
static void test_broken(void **state)
{
	(void)state;
	bool told = false;
	struct sieve *s = sieve_new("/tmp", MANY);
	limit_files(4096);
	for (int i = 0; i < MANY && !told; i++)
		told = !sieve_add(s, number_of(i));
	assert_true(told);
	limit_files(RLIM_INFINITY);
	assert_int_equal(wrong_among(s, 0, MANY), MANY);
	assert_false(sieve_add(s, 1));
	sieve_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_are_found), cmocka_unit_test(test_no_place), cmocka_unit_test(test_broken)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
