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

/* Long texts take a quicker way through GB18030 than short ones: each pair of bytes, and noise, comes out the same. */
static void long_gb18030(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf all = {0}, want = {0};
	for (unsigned first = 0x80; first < 0x100; first++)
		for (unsigned second = 0x20; second < 0x100; second++) {
			char pair[] = {(char)first, (char)second, '|', '\n'};
			buf_add(&all, pair, sizeof pair);
			buf_adds(&want, text_convert(a, "gbk", pair, sizeof pair));
		}
	uint32_t seed = 1;
	for (int line = 0; line < 3000; line++) {
		char noise[12];
		for (size_t i = 0; i < sizeof noise; i++)
			noise[i] = (char)((seed = seed * 1103515245 + 12345) >> 16 | 0x80);
		memcpy(noise + 6, "\x82\x30\x81", 3); /* most of a character of four bytes */
		noise[11] = '\n';
		buf_add(&all, noise, sizeof noise);
		buf_adds(&want, text_convert(a, "gb18030", noise, sizeof noise));
	}
	assert_string_equal(text_convert(a, "gb18030", all.data, all.size), want.data);
	buf_release(&all);
	buf_release(&want);
	arena_free(a);
}

/* Single words of GBK that are strict UTF-8 by chance; a letter that its converter keeps back. */
static void labels_at_their_word(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_string_equal(text_convert(a, "gbk", "\xC2\xB7", 2), "路");
	assert_string_equal(text_decode(a, "gbk", "\xC2\xB7", 2), "·");
	assert_string_equal(text_convert(a, "windows-1258", "no", 2), "no");
	assert_string_equal(text_convert(a, "no-such-charset", "\xC2\xB7", 2), "·");
	arena_free(a);
}

/* Half a pair is one character that can't be read, and what follows is read all the same; so is an odd byte at the end. */
static void utf16(void **state)
{
	static const struct {
		const char *charset, *bytes;
		size_t size;
		const char *want;
	} cases[] = {
		{"utf-16le", "A\0\x2D\x4E=\xD8\0\xDE\xE9\0", 10, "A中😀é"},
		{"utf-16be", "\0A\x4E\x2D\xD8=\xDE\0\0\xE9", 10, "A中😀é"},
		{"utf-16le", "=\xD8" "A\0\0\xDE" "B\0=\xD8", 10, "\xEF\xBF\xBD" "A\xEF\xBF\xBD" "B\xEF\xBF\xBD"},
		{"utf-16le", "A\0\0\0B\0C", 7, "AB"},
		{"utf-16be", "", 0, ""},
	};
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(text_decode(a, cases[i].charset, cases[i].bytes, cases[i].size), cases[i].want);
	/* Through the piecewise way, with a pair on each border that there may be. */
	for (size_t before = 4090; before < 4100; before++) {
		struct buf wide = {0}, want = {0};
		for (size_t k = 0; k < before; k++) {
			buf_add(&wide, "a", 2);
			buf_addc(&want, 'a');
		}
		for (size_t k = 0; k < 3000; k++) {
			buf_add(&wide, "=\xD8\0\xDE", 4);
			buf_adds(&want, "😀");
		}
		assert_string_equal(text_decode(a, "utf-16le", wide.data, wide.size), want.data);
		buf_release(&wide);
		buf_release(&want);
	}
	arena_free(a);
}

/* Before a full-width letter, which is always looked up, each character comes out as it does alone, where a shorter way may be taken. */
static void alone_and_not(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (uint32_t c = 1; c < 0x30000; c++) {
		char one[5] = "";
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		one[text_put(one, c)] = '\0';
		const char *alone = arena_printf(a, "%sK", text_nfkc(a, one)), *beside = text_nfkc(a, arena_printf(a, "%s\xEF\xBC\xAB", one));
		if (strcmp(alone, beside) != 0)
			fail_msg("U+%04X: '%s' alone, '%s' beside another", (unsigned)c, alone, beside);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normal_forms),
		cmocka_unit_test(alone_and_not),
		cmocka_unit_test(many_marks_cost_no_time),
		cmocka_unit_test(long_gb18030),
		cmocka_unit_test(labels_at_their_word),
		cmocka_unit_test(utf16),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
