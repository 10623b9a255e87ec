/* Tables for people and for programs: what a hostile cell may not do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "listing.h"

static const char *const columns[] = {"who", "what"};

static char *written(struct arena *a, enum listing_form form, const char *cell)
{
	struct listing l = {.columns = columns, .column_count = 2};
	struct buf out = {0};
	LISTING_ROW(a, &l, "rep01", cell);
	listing_write(&l, form, &out);
	char *text = arena_strndup(a, out.data, out.size);
	buf_release(&out);
	return text;
}

/* A terminal obeys ESC, DEL and, in UTF-8 too, U+0080 to U+009F (CSI is U+009B). */
static void no_cell_commands_the_terminal(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	char *text = written(a, LISTING_TERMINAL, "a\033[2Jb\177c\302\2332Jd\302\240e\nf");
	assert_null(strpbrk(strchr(text, '\n') + 1, "\033\177"));
	assert_null(strstr(text, "\302\233"));
	assert_non_null(strstr(text, "d\302\240e f")); /* U+00A0 is a blank, no command */
	arena_free(a);
}

/* Some terminals turn what follows such a mark round, the next cells included. */
static void no_cell_turns_the_line(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	char *text = written(a, LISTING_TERMINAL, "a\u202Eb\u2066c\u200Fd\u061Ce\u2028f\u3000g");
	assert_non_null(strstr(text, "abcde f\u3000g"));
	arena_free(a);
}

static void csv_is_quoted(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	assert_string_equal(written(a, LISTING_CSV, "a,\"b\"\nc"), "who,what\nrep01,\"a,\"\"b\"\"\nc\"\n");
	assert_string_equal(written(a, LISTING_CSV, "plain"), "who,what\nrep01,plain\n");
	arena_free(a);
}

/* What Excel or WPS would run when the table is opened there (OWASP, CSV injection) stands behind an apostrophe; what only reckons (sums, dates, phones) is as it is. */
static void csv_holds_no_formula(void **state)
{
	static const char *const cells[][2] = {
		{"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
		{"@SUM(1)", "'@SUM(1)"},
		{"+A1", "'+A1"},
		{"-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"},
		{"\t=A1", "'\t=A1"},
		{"\r=A1", "\"'\r=A1\""},
		{"=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""},
		{"\xEF\xBC\x9D" "A1", "'\xEF\xBC\x9D" "A1"},
		{"=1+1", "'=1+1"},
		{"-26.00", "-26.00"},
		{"-", "-"},
		{"--", "--"},
		{"+86 138-0013-8000", "+86 138-0013-8000"},
		{"+86(0769)22228888", "+86(0769)22228888"},
		{"2026-09-14T23:59:59+08:00", "2026-09-14T23:59:59+08:00"},
		{"a=b", "a=b"},
		{"", ""},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		assert_string_equal(written(a, LISTING_CSV, cells[i][0]), arena_printf(a, "who,what\nrep01,%s\n", cells[i][1]));
	assert_non_null(strstr(written(a, LISTING_JSON, "=A1"), "\"=A1\"")); /* no spreadsheet opens that */
	arena_free(a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(no_cell_commands_the_terminal), cmocka_unit_test(no_cell_turns_the_line), cmocka_unit_test(csv_is_quoted), cmocka_unit_test(csv_holds_no_formula)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
