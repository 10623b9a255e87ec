/* Normal forms of what people and attackers write (base/text.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/text.h"

static const char *repeated(struct arena *a, const char *start, const char *part, size_t bytes)
{
	struct buf b = {0};
	buf_adds(&b, start);
	while (b.size < bytes)
		buf_adds(&b, part);
	buf_addc(&b, '\0');
	const char *s = arena_strdup(a, b.data);
	buf_release(&b);
	return s;
}

static void normal_forms(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"", ""},
		{"abc", "abc"},
		{"ＡＢＣ（股份）", "ABC(股份)"},
		{"e\u0301", "\u00E9"},
		{"a\u0315\u0300", "\u00E0\u0315"}, /* marks are put in their order */
		{"\uFF76\uFF9E", "\u30AC"},
		{"\u1112\u1161\u11AB", "\uD55C"},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_string_equal(text_nfkc(a, cases[i].text), cases[i].want);
		/* where it stands in a long text is all the same */
		for (size_t before = 0; before < 300; before += 7) {
			const char *ahead = repeated(a, "", "王", before);
			assert_string_equal(text_nfkc(a, arena_printf(a, "%s%s王", ahead, cases[i].text)), arena_printf(a, "%s%s王", ahead, cases[i].want));
		}
	}
	arena_free(a);
}

/* Marks that stand in the wrong order are sorted; whoever writes a hundred thousand of them must not keep us busy by that. */
static void many_marks_cost_no_time(void **state)
{
	static const char *const pairs[] = {"\u0315\u0300", "\u0F81", "\u0300\uFF9E", "\u0300\u0F73"};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct arena *a = arena_new();
		const char *text = repeated(a, "好", pairs[i], 200000);
		clock_t began = clock();
		assert_true(strlen(text_nfkc(a, text)) > 100000);
		assert_true((double)(clock() - began) / CLOCKS_PER_SEC < 2);
		arena_free(a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normal_forms),
		cmocka_unit_test(many_marks_cost_no_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
