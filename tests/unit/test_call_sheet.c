/* The morning's call sheet: the letter, its workbook read back by our own reader, and what is to be drawn. */
#include "golden_letters.h"

#include "parsers/table.h"

static const char *read_back(struct bytes book)
{
	struct table_file file;
	const char *detail;
	struct buf out = {0};
	assert_int_equal(table_read(arena, book, "call.xlsx", &file, &detail), TABLE_OK);
	assert_int_equal(file.sheets_count, 1);
	buf_printf(&out, "[%s]\n", file.sheets[0].name);
	for (size_t r = 0; r < file.sheets[0].rows_count; r++) {
		const struct table_row *row = &file.sheets[0].rows[r];
		for (size_t k = 0; k < row->cell_count; k++)
			buf_printf(&out, "%s%s", k ? "|" : "", row->cells[k].text);
		buf_addc(&out, '\n');
	}
	const char *s = arena_strndup(arena, out.data, out.size);
	buf_release(&out);
	return s;
}

/* proves: S0-4 */
static void the_letter_carries_both(void **state)
{
	(void)state;
	struct letter l = sample_of("call_sheet");
	assert_letter("call_sheet", &l);
	assert_int_equal(l.kind, LETTER_CALL_SHEET);
	assert_golden("call_sheet.book", read_back(file_of(&l, "call-2026-09-15.xlsx")));
	assert_memory_equal(file_of(&l, "call-2026-09-15.pdf").data, "%PDF-1.", 7);
}

static void without_drawing_it_says_so(void **state)
{
	(void)state;
	struct letter l = sample_of("call_sheet-undrawn");
	assert_letter("call_sheet-undrawn", &l);
	assert_null(strstr(arena_strndup(arena, (const char *)l.bytes.data, l.bytes.size), ".pdf"));
}

static void the_subject_names_no_list(void **state)
{
	static const char *const kinds[] = {"客户资料", "意向", "陌拜", "陌生拜访"}; /* an answer's subject is this one: it must not look like a list's */
	(void)state;
	struct letter l = sample_of("call_sheet");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		assert_null(strstr(l.subject, kinds[i]));
}

static void what_is_drawn(void **state)
{
	(void)state;
	struct call_sheet_in in = sample_call_sheet(sampler());
	struct print_sheet s = call_sheet_print(arena, &in);
	size_t blank = 0;
	assert_null(print_fault(&s));
	assert_int_equal(s.rows_count, 3);
	for (size_t i = 0; i < s.columns_count; i++)
		blank += s.columns[i].blank;
	assert_int_equal(blank, 4);
	assert_non_null(strstr(s.title, "2026年9月15日"));
	assert_non_null(strstr(s.subtitle, "陈平娜"));
	assert_non_null(strstr(s.page, "{page}"));
	assert_null(strstr(s.rows[2].cells[1], "\n"));
	assert_null(strstr(s.rows[2].cells[1], "\xe2\x80\xae"));
	assert_string_equal(s.rows[0].cells[4], "五金冲压件；网络 有百度推广；网站 有；价值 高；资金 100万");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_letter_carries_both), cmocka_unit_test(without_drawing_it_says_so),
	                                   cmocka_unit_test(the_subject_names_no_list), cmocka_unit_test(what_is_drawn)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
