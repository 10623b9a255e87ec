/* Normal forms of what people and attackers write (base/text.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>

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

/* The quick ways through text beside the long one, which looks everything up: each code point alone, and at either end of a text. */
/* Default_Ignorable_Code_Point of DerivedCoreProperties.txt that are characters, and of no category below; variation selectors are none of them. */
static bool is_ignorable(uint32_t c)
{
	static const uint32_t ranges[][2] = {{0xAD, 0xAD}, {0x34F, 0x34F}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x3164, 0x3164}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}

static bool blank_by_category(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
	bool listed = c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2800 || is_ignorable(c);
	return listed || (c >= 0xA0 && (k == UTF8PROC_CATEGORY_ZS || k == UTF8PROC_CATEGORY_ZL || k == UTF8PROC_CATEGORY_ZP || k == UTF8PROC_CATEGORY_CF));
}

static bool mark_by_category(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
	return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

/* The label as it is defined: normal form, then character by character. */
static const char *label_by_category(struct arena *a, const char *text)
{
	utf8proc_uint8_t *normal = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, 0, &normal, UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
	char *label = arena_alloc(a, 4 * (size_t)(n < 0 ? 0 : n) + 1), *to = label;
	assert_true(n >= 0);
	for (utf8proc_ssize_t i = 0, used; i < n; i += used) {
		utf8proc_int32_t c;
		used = utf8proc_iterate(normal + i, n - i, &c);
		assert_true(used > 0);
		if (!blank_by_category((uint32_t)c) && (c == '/' || !mark_by_category((uint32_t)c)))
			to += utf8proc_encode_char(utf8proc_tolower(c), (utf8proc_uint8_t *)to);
	}
	free(normal);
	return label;
}

static size_t core_by_category(const char *s, const char **start_r)
{
	const char *end = s, *p = s;
	uint32_t c;
	*start_r = s;
	bool begun = false;
	for (const char *here = p; (c = text_next(&p)); here = p)
		if (!blank_by_category(c)) {
			*start_r = begun ? *start_r : here;
			begun = true;
			end = p;
		}
	return begun ? (size_t)(end - *start_r) : 0;
}

static void check_text(struct arena *a, const char *text)
{
	static const char firsts[] = "同例7d";
	size_t size;
	const char *start, *core = text_core(text, &size), *label = label_by_category(a, text), *p = label, *q = firsts;
	assert_int_equal(size, core_by_category(text, &start));
	assert_ptr_equal(core, start);
	assert_string_equal(text_label(a, text), label);
	if (!text_begins_otherwise(text, firsts))
		return;
	uint32_t first = text_next(&p), c;
	while ((c = text_next(&q)))
		assert_true(first != c);
	q = firsts;
	for (p = text_nfkc(a, text), first = text_next(&p); (c = text_next(&q));)
		assert_true((first | (first < 0x80 ? 0x20 : 0)) != (c | (c < 0x80 ? 0x20 : 0)));
}

static void each_character(void **state)
{
	static const char *const around[][2] = {{"", ""}, {"东", "西"}, {"a", "z"}, {" ", "\t"}, {"\u3000", "\u200B"}, {"7", "\u0301"}, {"同", "\uFF9E"}, {"d", ""}};
	struct arena *a = arena_new();
	(void)state;
	for (uint32_t c = 1; c < 0x110000; c++, arena_reset(a)) {
		char one[5] = {0};
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		text_put(one, c);
		const char *p = one;
		assert_int_equal(text_next(&p), c);
		assert_ptr_equal(p, one + strlen(one));
		assert_int_equal(text_is_space(c), blank_by_category(c));
		assert_int_equal(text_is_punct(c), mark_by_category(c));
		for (size_t i = 0; i < sizeof around / sizeof *around && (c < 0x30000 || i == 0); i++)
			check_text(a, arena_printf(a, "%s%s%s", around[i][0], one, around[i][1]));
	}
	arena_free(a);
}

/* Texts of what stands in cells and of what does not, in any order. */
static void random_texts(void **state)
{
	static const char *const pieces[] = {"东", "莞", "同", "上", "例", "无", "一", "鿿", "䷿", "㐀", "豈", "a", "D", "7", "0", " ", "\u3000", "\u200B", "\n", "\u0301",
	                                     "\uFF9E", "（", "）", "(", "/", "-", "—", "Ａ", "１", "①", "㈱", "𠮷", "é", "É", "İ", "\u00AD", "\uFEFF", "+", "`", "\x01", "\x7F"};
	struct arena *a = arena_new();
	uint32_t seed = 7;
	(void)state;
	for (int i = 0; i < 200000; i++, arena_reset(a)) {
		const char *text = "";
		for (size_t n = (seed = seed * 1103515245 + 12345) >> 16 & 7; n; n--)
			text = arena_printf(a, "%s%s", text, pieces[((seed = seed * 1103515245 + 12345) >> 16) % (sizeof pieces / sizeof *pieces)]);
		check_text(a, text);
	}
	arena_free(a);
}

/* What is no UTF-8 is never read beyond its end, nor loops. */
static void broken_texts(void **state)
{
	static const char *const broken[] = {"\xE4", "\xE4\xB8", "东\xE4\xB8", "\xE4\xB8 ", "\xF0\x9F\x98", "\xC3", "\xFF", "\x80\x80\x80", "a\xE4", "\xE4\x20\x80"};
	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		size_t size, want;
		char *copy = strdup(broken[i]); /* so that a sanitizer sees what is read behind it */
		const char *start, *core = text_core(copy, &size);
		want = core_by_category(copy, &start);
		assert_int_equal(size, want);
		assert_ptr_equal(core, start);
		text_begins_otherwise(copy, "同");
		text_plain(copy);
		free(copy);
	}
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
		cmocka_unit_test(each_character),
		cmocka_unit_test(random_texts),
		cmocka_unit_test(broken_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
