/* What the sieve says is not there was never added: whatever was added, in whatever order, and whatever failed. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* ---- kept ---- */

static void flip(const char *path, long at)
{
	FILE *f = fopen(path, "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	int c = getc(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	putc(c ^ 0x10, f);
	fclose(f);
}

static void keep_some(const char *path, uint64_t mark)
{
	struct sieve *s = sieve_new("/tmp", MANY);
	assert_non_null(s);
	for (int i = 0; i < MANY; i++)
		assert_true(sieve_add(s, number_of(i)));
	assert_true(sieve_keep(s, path, mark));
	sieve_free(s);
}

/* What is taken knows all that was kept, may be kept again, and is taken once. */
static void test_kept(void **state)
{
	(void)state;
	char path[80];
	snprintf(path, sizeof path, "/tmp/lc-sieve.%d", (int)getpid());
	assert_null(sieve_take(path, 7));
	keep_some(path, 7);
	keep_some(path, 8); /* in its place */
	struct sieve *s = sieve_take(path, 8);
	assert_non_null(s);
	assert_int_equal(sieve_room(s), MANY);
	assert_int_equal(wrong_among(s, 0, MANY), MANY);
	assert_in_range(wrong_among(s, MANY, MANY), 0, MANY / 50);
	assert_null(sieve_take(path, 8));
	sieve_free(s);

	keep_some(path, 9);
	assert_non_null(s = sieve_take(path, 9));
	for (int i = MANY; i < MANY + 100; i++)
		assert_true(sieve_add(s, number_of(i)));
	assert_true(sieve_keep(s, path, 10));
	sieve_free(s);
	assert_non_null(s = sieve_take(path, 10));
	assert_int_equal(wrong_among(s, 0, MANY + 100), MANY + 100);
	sieve_free(s);
	unlink(path);
}

/* Another mark, another byte, another size: it is none, and goes. */
static void test_not_as_kept(void **state)
{
	(void)state;
	char path[80];
	struct stat st;
	snprintf(path, sizeof path, "/tmp/lc-sieve.%d", (int)getpid());
	keep_some(path, 1);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	for (int i = 0; i < 60; i++) {
		keep_some(path, 1);
		if (i < 40)
			flip(path, i < 20 ? rand() % st.st_size : st.st_size - 1 - (i - 20) * 3);
		else if (i < 50)
			assert_int_equal(truncate(path, rand() % st.st_size), 0);
		else if (i < 55)
			assert_int_equal(truncate(path, st.st_size + 64 * (i - 49)), 0);
		assert_null(sieve_take(path, i < 55 ? 1 : 2));
		assert_int_equal(access(path, F_OK), -1);
	}
}

static void test_not_kept(void **state)
{
	(void)state;
	struct sieve *s = sieve_new("/tmp", 100);
	assert_false(sieve_keep(s, "/nowhere/sieve", 1));
	sieve_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_are_found), cmocka_unit_test(test_no_place), cmocka_unit_test(test_broken),
	                                   cmocka_unit_test(test_kept), cmocka_unit_test(test_not_as_kept), cmocka_unit_test(test_not_kept)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
