/* What somebody may put into a list to break whoever reads it: bounded, in order, without loss that nobody is told of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "drawn.h"
#include "layout.h"

/* 同上 and merges let a few bytes say much in each row: what a mail's lists say is bounded, and whatever is not whole says so. */
static void test_cut(void **state)
{
	enum { ROWS = CLASSIFY_MAX_TEXT / TABLE_MAX_CELL_BYTES + 2 };
	(void)state;
	for (int merged = 0; merged < 2; merged++) {
		struct arena *a = arena_new();
		struct mail m = {.subject = ""};
		struct classified c;
		char *longest = arena_alloc(a, TABLE_MAX_CELL_BYTES + 1);
		memset(longest, 'x', TABLE_MAX_CELL_BYTES);
		add_part(a, &m, PART_ATTACHMENT, "a.xlsx", "", LEAD ROW_A);
		add_part(a, &m, PART_ATTACHMENT, "b.xlsx", "", LEAD ROW_A);
		add_part(a, &m, PART_ATTACHMENT, "c.xlsx", "", LEAD ROW_A);
		struct sheet *s = &m.parts[1].file.sheets[0];
		s->rows[1].cells[3].text = longest;
		while (s->rows_count < ROWS) {
			struct cell *cells = arena_memdup(a, s->rows[1].cells, 8 * sizeof *cells);
			cells[3].text = merged ? "" : "同上";
			ARENA_PUSH(a, s, rows) = (struct table_row){.number = (int)s->rows_count, .cells = cells, .cell_count = 8};
		}
		if (merged)
			ARENA_PUSH(a, s, merges) = (struct table_merge){2, ROWS, 3, 3};
		classify_mail(a, &m, NULL, &c);
		assert_int_equal(c.tables_count, 3);
		assert_false(c.tables[0].cut);
		assert_true(c.tables[1].cut);
		assert_true(c.tables[2].cut);
		assert_true(c.tables[1].rows_count < ROWS);
		assert_int_equal(c.tables[2].rows_count, 0);
		assert_true(arena_used(a) < 16 * 1024 * 1024);
		arena_free(a);
	}
}

/* Eight lists side by side of more rows than are told of: no more of them are made, and each mail's part has as many. */
static void test_rows_end(void **state)
{
	enum { LISTS = 8, ROWS = CLASSIFY_MAX_ROWS / LISTS + 1000 };
	static const char *const header[] = {"公司全名", "法人", "电话"}, *const row[] = {"宏图机械有限公司", "张三", "13800138000"};
	struct arena *a = *state;
	struct mail m = {.subject = "意向客户"};
	struct classified c;
	struct cell *cells = arena_alloc(a, 6 * LISTS * sizeof *cells);
	for (size_t i = 0; i < 3 * LISTS; i++) {
		cells[i].text = header[i % 3];
		cells[3 * LISTS + i].text = row[i % 3];
	}
	for (int i = 0; i < 2; i++) {
		add_part(a, &m, PART_ATTACHMENT, i ? "b.xlsx" : "a.xlsx", "", LEAD ROW_A);
		struct sheet *s = &m.parts[i].file.sheets[0];
		s->rows_count = 0;
		for (int r = 0; r <= ROWS; r++)
			ARENA_PUSH(a, s, rows) = (struct table_row){.number = r + 1, .cells = r ? cells + 3 * LISTS : cells, .cell_count = 3 * LISTS};
	}
	classify_mail(a, &m, NULL, &c);
	size_t rows[2] = {0};
	for (size_t i = 0; i < c.tables_count; i++)
		rows[c.tables[i].part] += c.tables[i].rows_count;
	assert_int_equal(rows[0], CLASSIFY_MAX_ROWS + 1);
	assert_int_equal(rows[1], CLASSIFY_MAX_ROWS + 1);
	assert_true(c.tables[c.tables_count - 1].cut);
}

/* Whatever the cells hold, nothing breaks and the rows of a list keep their order; lists side by side have the same rows. */
static void test_anything(void **state)
{
	struct arena *a = *state;
	static const char *const cells[] = {"公司全名", "法人", "电话", "宏图机械有限公司", "13800138000", "合计", "同上", "", "备注：x", "陌拜", "姓名", "-", "1", "例：", "意向程度"};
	unsigned seed = 1;
	for (int round = 0; round < 3000; round++) {
		const char *text = "";
		for (int i = 0; i < 40; i++) {
			seed = seed * 1103515245u + 12345u;
			text = arena_printf(a, "%s%s%s", text, cells[seed >> 16 & 0xFFFF ? (seed >> 16) % (sizeof cells / sizeof *cells) : 0], (seed >> 8) % 4 ? "|" : "\n");
		}
		struct classified c = read_one(a, "资料", "a.xlsx", "Sheet1", text);
		for (size_t i = 0; i < c.tables_count; i++)
			for (size_t j = 1; j < c.tables[i].rows_count; j++)
				assert_true(c.tables[i].rows[j].row > c.tables[i].rows[j - 1].row);
		arena_reset(a);
	}
}

/* What no header has, a thousand columns or kilobytes in a cell, is not looked at word by word: a mail of 700 KB may have ten million cells. */
static void test_monsters_cost_no_time(void **state)
{
	struct arena *a = *state;
	static const struct { size_t columns, rows, bytes; } monsters[] = {{1000, 1000, 1}, {8, 200, 20000}};
	for (size_t i = 0; i < sizeof monsters / sizeof *monsters; i++) {
		char *text = arena_alloc(a, monsters[i].bytes + 1);
		memset(text, 'x', monsters[i].bytes);
		struct cell *cells = arena_alloc(a, monsters[i].columns * sizeof *cells);
		for (size_t k = 0; k < monsters[i].columns; k++)
			cells[k].text = text;
		struct table_row row = {.cells = cells, .cell_count = monsters[i].columns};
		clock_t began = clock();
		for (size_t k = 0; k < monsters[i].rows; k++)
			assert_false(layout_possible(&row));
		assert_true((double)(clock() - began) / CLOCKS_PER_SEC < 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_rows_end),
		cmocka_unit_test(test_anything),
		cmocka_unit_test(test_monsters_cost_no_time),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
