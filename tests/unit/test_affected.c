/* Whose credits changed: each once, in the order of their first time, as if each were looked for among those before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "settle.h"

static bool among(const struct affected *f, const char *staff)
{
	for (size_t i = 0; i < f->staff_count; i++)
		if (strcmp(f->staff[i], staff) == 0)
			return true;
	return false;
}

static void test_once(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 400; round++) {
		struct arena *a = arena_new();
		struct affected added = {0}, want = {0};
		int people = 1 + rand() % 30;
		for (int i = rand() % 80; i > 0; i--) {
			const char *staff = arena_printf(a, "%s%d", rand() % 2 ? "rep" : "业务", rand() % people);
			affected_add(a, &added, staff);
			if (!among(&want, staff))
				ARENA_PUSH(a, &want, staff) = staff;
		}
		struct affected once = affected_once(a, &added);
		assert_int_equal(once.staff_count, want.staff_count);
		for (size_t i = 0; i < want.staff_count; i++)
			assert_string_equal(once.staff[i], want.staff[i]);
		arena_free(a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_once)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
