/* Questions to people, and what became of their answers, by their words. */
#include "golden_letters.h"

static void test_ask(void **state)
{
	(void)state;
	struct letter l = sample_of("ask-appeal");
	assert_non_null(strstr(text_part(&l), "1免除 2维持"));
}

static void test_bundle(void **state)
{
	(void)state;
	struct letter l = sample_of("bundle-draft");
	assert_non_null(strstr(arena_strndup(arena, (const char *)l.bytes.data, l.bytes.size), "ten visits"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_ask), cmocka_unit_test(test_bundle)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
