/* Questions by mail: what is one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "question.h"

static void test_shapes(void **state)
{
	static const struct { const char *text; enum question want; const char *what; } shapes[] = {
		{"谁没交", QUESTION_WHO_OWES, ""}, {"谁没交？", QUESTION_WHO_OWES, ""}, {"文员你好：\n今天谁没交?\n\n李总监", QUESTION_WHO_OWES, ""}, {"我的统计", QUESTION_MINE, ""},
		{"为什么 lead_shortfall.rep01.2026-09-14.1？", QUESTION_WHY, "lead_shortfall.rep01.2026-09-14.1"}, {"为什么：a.b.2026-09-14.1", QUESTION_WHY, "a.b.2026-09-14.1"},
		{"为什么罚我", QUESTION_NONE, ""}, {"谁没交资料都要罚", QUESTION_NONE, ""}, {"> 谁没交", QUESTION_NONE, ""}, {"一\n二\n三\n谁没交", QUESTION_NONE, ""}, {"", QUESTION_NONE, ""},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		const char *what;
		enum question got = question_read(a, shapes[i].text, &what);
		if (got != shapes[i].want || (got == QUESTION_WHY && strcmp(what, shapes[i].what) != 0))
			fail_msg("\"%s\" is %d of \"%s\"", shapes[i].text, (int)got, what);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
