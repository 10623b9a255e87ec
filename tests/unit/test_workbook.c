/* Workbooks that letters carry, read back by our own reader; and the archive around them. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parsers/table.h"
#include "workbook.h"

static struct arena *a;

static int setup(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static struct table_file read_back(struct bytes book)
{
	struct table_file file;
	const char *detail;
	if (table_read(a, book, "x.xlsx", &file, &detail) != TABLE_OK)
		fail_msg("not read back: %s", detail);
	return file;
}

static const char *header[] = {"公司全名", "电话", "说明"};

static struct workbook_sheet sheet(const char *name, const char **cells, size_t rows)
{
	struct workbook_sheet s = {.name = name, .header = header, .header_count = 3};
	for (size_t i = 0; i < rows; i++)
		ARENA_PUSH(a, &s, rows) = (struct workbook_row){.cells = cells + i * 3, .cells_count = 3, .marked = i % 2};
	return s;
}

static void what_is_written_is_read(void **state)
{
	static const char *cells[] = {
		"东莞市<甲>&\"乙\"有限公司", "013800138000", " 两头有空 ",
		"=1+1", "+8613800138000", "-2",
		"@SUM(A1)", "\t=1", "＝1＋1",
		"_x0041_", "1.38E+10", "一行\n两行",
		"", "", "只有最后",
		"𠮷", "2026-03-05", "TRUE",
	};
	(void)state;
	struct workbook_sheet s = sheet("客户资料", cells, 6);
	struct table_file file = read_back(workbook_write(a, &s, 1));
	assert_int_equal(file.sheets_count, 1);
	assert_string_equal(file.sheets[0].name, "客户资料");
	assert_int_equal(file.sheets[0].rows_count, 7);
	for (size_t c = 0; c < 3; c++)
		assert_string_equal(file.sheets[0].rows[0].cells[c].text, header[c]);
	for (size_t r = 0; r < 6; r++)
		for (size_t c = 0; c < 3; c++)
			assert_string_equal(file.sheets[0].rows[r + 1].cells[c].text, cells[r * 3 + c]);
}

static bool holds(struct bytes b, const char *text)
{
	return memmem(b.data, b.size, text, strlen(text)) != NULL;
}

/* The parts are deflated: looked at where an archive without compression would show them is no use, so by their size alone. */
static void the_same_rows_give_the_same_bytes(void **state)
{
	static const char *cells[] = {"甲", "1", "x", "乙", "2", "y"};
	(void)state;
	struct workbook_sheet s[2] = {sheet("客户资料", cells, 2), sheet("陌拜", cells, 1)};
	struct bytes one = workbook_write(a, s, 2), two = workbook_write(a, s, 2);
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, one.size);
	assert_memory_equal(one.data + 10, "\0\0\x21\0", 4); /* 1980-01-01 00:00 */
	assert_true(holds(one, "xl/worksheets/sheet2.xml"));
	cells[5] = "z";
	two = workbook_write(a, s, 2);
	cells[5] = "y";
	assert_false(one.size == two.size && memcmp(one.data, two.data, one.size) == 0);
}

static void names_are_such_as_excel_takes(void **state)
{
	static const struct { const char *name, *becomes; } cases[] = {
		{"3月5日", "3月5日"},
		{"a/b\\c[d]:*?e'", "abcde"},
		{"", "Sheet1"},
		{"///", "Sheet1 2"},
		{"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"},
		{"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九 2"},
		{"ABCDE", "ABCDE 2"},
		{"<&>", "<&>"},
	};
	enum { COUNT = sizeof cases / sizeof *cases };
	static const char *cells[] = {"甲", "1", "x"};
	struct workbook_sheet s[COUNT];
	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		s[i] = sheet(cases[i].name, cells, 1);
	struct table_file file = read_back(workbook_write(a, s, COUNT));
	assert_int_equal(file.sheets_count, COUNT);
	for (size_t i = 0; i < COUNT; i++)
		assert_string_equal(file.sheets[i].name, cases[i].becomes);
}

static void what_can_t_stand_in_a_cell_is_left_out(void **state)
{
	char *long_text = arena_alloc(a, 40001);
	memset(long_text, 'x', 40000);
	const char *cells[] = {"a\x01" "b\rc\xEF\xBF\xBF" "d", long_text, ""};
	(void)state;
	struct workbook_sheet s = sheet("s", cells, 1);
	struct table_file file = read_back(workbook_write(a, &s, 1));
	assert_string_equal(file.sheets[0].rows[1].cells[0].text, "abcd");
	assert_int_equal(strlen(file.sheets[0].rows[1].cells[1].text), WORKBOOK_MAX_CELL);
}

static void columns_beyond_z_and_rows_of_unlike_length(void **state)
{
	struct workbook_sheet s = {.name = "s"};
	struct workbook_row wide = {0};
	(void)state;
	ARENA_PUSH(a, &s, header) = "公司";
	for (int i = 0; i < 1100; i++)
		ARENA_PUSH(a, &wide, cells) = arena_printf(a, "c%d", i);
	ARENA_PUSH(a, &s, rows) = wide;
	ARENA_PUSH(a, &s, rows) = (struct workbook_row){0};
	struct table_file file = read_back(workbook_write(a, &s, 1));
	assert_int_equal(file.sheets[0].rows_count, 2);
	assert_int_equal(file.sheets[0].rows[1].cell_count, WORKBOOK_MAX_COLUMNS);
	assert_string_equal(file.sheets[0].rows[1].cells[702].text, "c702");
	assert_string_equal(file.sheets[0].rows[1].cells[1023].text, "c1023");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_written_is_read, setup, teardown),
		cmocka_unit_test_setup_teardown(the_same_rows_give_the_same_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(names_are_such_as_excel_takes, setup, teardown),
		cmocka_unit_test_setup_teardown(what_can_t_stand_in_a_cell_is_left_out, setup, teardown),
		cmocka_unit_test_setup_teardown(columns_beyond_z_and_rows_of_unlike_length, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
