/* Keys that wait, sorted by hash: a place is found near where its hash names it, and must be what looking at all of them finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store_waiting.h"

static int64_t random_hash(int shape)
{
	int64_t h = (int64_t)rand() << 20 ^ rand();
	int64_t most = ((int64_t)1 << WAITING_HASH_BITS) - 1;
	switch (shape) {
	case 0: return h & most;                       /* spread evenly, as they are */
	case 1: return h % 50;                         /* all at one end, many alike, ... */
	case 2: return most - h % 50;                  /* ... at the other, ... */
	default: return rand() % 3 ? h & most : most / 2; /* ... or heaped in the middle */
	}
}

static size_t place_by_looking(const struct sorted *s, const struct waiting *w)
{
	size_t i = 0;
	while (i < s->count && (s->items[i].hash < w->hash || (s->items[i].hash == w->hash && s->items[i].company < w->company)))
		i++;
	return i;
}

static void test_places(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 120; round++) {
		struct sorted s = {0};
		int shape = round % 4, count = round < 8 ? round / 4 : rand() % 700;
		for (int i = 0; i < count; i++)
			sorted_put(&s, (struct waiting){random_hash(shape), rand() % 100});
		assert_int_equal(s.count, count);
		for (int i = 0; i < 300; i++) {
			struct waiting w = {rand() % 2 && count ? s.items[rand() % count].hash : random_hash(rand() % 4), rand() % 101};
			assert_int_equal(sorted_place(&s, &w), place_by_looking(&s, &w));
		}
		for (size_t i = 1; i < s.count; i++)
			assert_true(s.items[i - 1].hash <= s.items[i].hash);
		sorted_release(&s);
	}
}

/* What was marked may be there, always; of what was not, most is known not to be. */
static void test_marks(void **state)
{
	enum { COUNT = 60000 };
	static int64_t hashes[COUNT];
	struct marks m = {0};
	int wrong = 0;
	(void)state;
	srand(11);
	assert_false(marks_may_have(&m, 0));
	for (int i = 0; i < COUNT; i++)
		marks_put(&m, hashes[i] = random_hash(i % 4));
	for (int i = 0; i < COUNT; i++)
		assert_true(marks_may_have(&m, hashes[i]));
	for (int i = 0; i < COUNT; i++)
		wrong += marks_may_have(&m, random_hash(0));
	assert_in_range(wrong, 1, COUNT / 10);
	struct sorted s = {0};
	for (int i = 0; i < 100; i++)
		sorted_append(&s, (struct waiting){hashes[i], i});
	marks_release(&m);
	assert_false(marks_may_have(&m, hashes[0]));
	marks_put_all(&m, &s);
	for (int i = 0; i < 100; i++)
		assert_true(marks_may_have(&m, hashes[i]));
	sorted_release(&s);
	marks_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_marks)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
