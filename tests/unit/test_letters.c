/* Every sample letter against tests/golden/letters: what `letters --preview` shows. UPDATE_GOLDEN=1 writes them anew. */
#include "golden_letters.h"

static void test_each(void **state)
{
	const struct sample *s;
	(void)state;
	for (size_t i = 0; (s = sample_at(i)); i++) {
		struct letter l = sample_letter(sampler(), s);
		assert_int_equal(l.kind, s->kind);
		assert_letter(s->name, &l);
	}
}

/* No kind of letter is without a sample, and a name of a kind is one. */
static void test_kinds(void **state)
{
	(void)state;
	for (int kind = 0; kind < LETTER_KIND_COUNT; kind++) {
		const struct sample *s = sample_find(letter_kind_names[kind]);
		if (!s)
			fail_msg("no sample of %s", letter_kind_names[kind]);
		assert_int_equal(s->kind, kind);
	}
	assert_null(sample_find("nothing"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each), cmocka_unit_test(test_kinds)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
