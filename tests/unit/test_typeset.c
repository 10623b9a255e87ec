/* Texts in boxes: sizes and lines. Each letter of a case is half as wide as it is high, a space a quarter; a line may begin behind | . */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "typeset.h"

enum { LETTERS = 200 };

static size_t read_type(const char *text, struct type *t, char *plain)
{
	size_t n = 0;
	for (; *text; text++) {
		t[n] = (struct type){.width = *text == ' ' ? 0.25f : 0.5f, .space = *text == ' ', .may_begin = n > 0 && text[-1] == '|'};
		plain[n] = *text;
		n += *text != '|';
	}
	plain[n] = '\0';
	return n;
}

/* "10: ab/cd…" */
static const char *shown(const char *text, const struct typeset_box *b)
{
	static char out[400];
	struct type t[LETTERS];
	char plain[LETTERS + 1];
	struct typeset s = typeset(t, read_type(text, t, plain), b);
	int at = snprintf(out, sizeof out, "%g: ", s.size);
	for (size_t i = 0; i < s.count; i++)
		at += snprintf(out + at, sizeof out - (size_t)at, "%s%.*s", i ? "/" : "", (int)(s.lines[i].to - s.lines[i].from), plain + s.lines[i].from);
	snprintf(out + at, sizeof out - (size_t)at, "%s", s.cut ? "…" : "");
	return out;
}

static void texts_in_boxes(void **state)
{
	static const struct { const char *text; double width, height; size_t lines; double least; const char *want; } cases[] = {
		{"", 20, 20, 2, 8, "10: "},
		{"abcd", 20, 20, 1, 8, "10: abcd"},
		{"abcd ", 20, 20, 1, 8, "10: abcd"},                    /* a space hangs over the end */
		{"abcde", 20, 20, 1, 10, "10: abc…"},
		{"abcde", 20, 20, 1, 8, "8: abcde"},                    /* smaller before it is cut */
		{"abcde", 22.5, 20, 1, 8, "9: abcde"},                  /* no smaller than need be */
		{"abcdefgh", 20, 20, 1, 8, "8: abcd…"},                 /* cut at the least size */
		{"ab |cd |ef", 20, 20, 2, 9, "9: ab/cd…"},              /* no space before the mark */
		{"ab |cd |ef", 20, 20, 2, 8, "8: ab cd/ef"},
		{"ab |cd |ef", 20, 30, 3, 8, "10: ab/cd/ef"},
		{"ab |cd |ef", 20, 20, 3, 8, "8: ab cd/ef"},            /* three lines are too high, two are not */
		{"ab |cd |ef", 20, 20, 3, 10, "10: ab/cd/ef"},          /* ... and where nothing is small enough, too high */
		{"ab |cdef", 20, 20, 2, 8, "10: ab/cdef"},
		{"a|b|c|d|e|f", 20, 20, 2, 8, "10: abcd/ef"},
		{"a|b|c|d,|e|f", 20, 20, 2, 8, "10: abc/d,ef"},         /* a comma stays with what it follows */
		{"abcdefgh", 20, 20, 2, 8, "10: abcd/efgh"},            /* a word longer than a line */
		{"ab |cdefgh|ij", 20, 30, 3, 10, "10: ab/cdef/ghij"},
		{"abc", 1, 90, 4, 10, "10: a/b/c"},                     /* narrower than any letter: one a line, and an end */
		{"abcdef", 1, 90, 4, 10, "10: a/b/c/…"},
		{"abcdef", 1, 90, 1, 10, "10: …"},
		{"   ", 1, 20, 2, 8, "10: "},
		{"a   |b", 5, 20, 2, 10, "10: a/b"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct typeset_box b = {.width = cases[i].width, .height = cases[i].height, .lines = cases[i].lines, .line_height = 1, .mark = 0.5, .size = 10,
		                        .least = cases[i].least, .step = 1};
		assert_string_equal(shown(cases[i].text, &b), cases[i].want);
	}
}

static unsigned below(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % n;
}

/* Whatever the text: every letter stands in one line, in its order, or behind the mark; a line of more than one letter is no wider than the box. */
static void nothing_is_lost(void **state)
{
	unsigned seed = 1;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct type t[LETTERS];
		size_t n = below(&seed, 40), next = 0;
		for (size_t i = 0; i < n; i++)
			t[i] = (struct type){.width = (float)(1 + below(&seed, 4)) / 4, .space = below(&seed, 6) == 0, .may_begin = below(&seed, 3) == 0};
		struct typeset_box b = {.width = 1 + below(&seed, 100), .height = 1 + below(&seed, 50), .lines = 1 + below(&seed, TYPESET_LINES), .line_height = 1.25, .mark = 1,
		                        .size = 12.5, .least = 9.5, .step = 0.5};
		struct typeset s = typeset(t, n, &b);
		assert_true(s.count >= 1 && s.count <= b.lines && s.size <= 12.5 && s.size >= 9.5);
		for (size_t i = 0; i < s.count; i++) {
			for (; next < s.lines[i].from; next++)
				assert_true(t[next].space);
			assert_int_equal(s.lines[i].from, next);
			assert_true(s.lines[i].to - s.lines[i].from <= 1 || s.lines[i].width * s.size <= b.width + 1e-6);
			next = s.lines[i].to;
		}
		for (; !s.cut && next < n; next++)
			assert_true(t[next].space);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_in_boxes), cmocka_unit_test(nothing_is_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
