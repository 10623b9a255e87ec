/* The frame form of lists (values/classified.h): what a row's cells say already is told once, and comes back as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "values/classified.h"

static uint32_t seed;

static uint32_t chance(uint32_t n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static const char *any_text(void)
{
	static const char *const texts[] = {"", "", "东莞市宏图机械有限公司", "13800138000", "x", "无", "张三；李四", "𠮷", "\n"};
	return texts[chance(sizeof texts / sizeof *texts)];
}

/* A table as extract makes it, and as it never would: fields that say what no cell says, less than the cells, or the same in other memory. */
static struct lead_table any_table(struct arena *a)
{
	struct lead_table t = {.kind = ROW_LEAD, .told_by = "columns", .sheet_label = "表", .columns_count = chance(6), .rows_count = 1 + chance(4)};
	t.columns = arena_alloc(a, 6 * sizeof *t.columns);
	t.rows = arena_alloc(a, t.rows_count * sizeof *t.rows);
	for (size_t i = 0; i < t.columns_count; i++)
		t.columns[i] = (struct lead_column){any_text(), (enum field)chance(FIELD_COUNT)};
	for (size_t r = 0; r < t.rows_count; r++) {
		struct lead_row *row = &t.rows[r];
		row->row = (int)chance(1000);
		row->hidden = chance(2);
		row->cells_count = chance(8);
		row->cells = chance(4) ? arena_alloc(a, 8 * sizeof *row->cells) : NULL;
		row->cells_count = row->cells ? row->cells_count : 0;
		for (size_t i = 0; i < row->cells_count; i++)
			row->cells[i] = any_text();
		for (int f = 0; f < FIELD_COUNT; f++)
			row->value[f] = any_text();
		for (size_t i = 0; i < t.columns_count && i < row->cells_count; i++)
			if (chance(4))
				row->value[t.columns[i].field] = chance(2) ? row->cells[i] : arena_strdup(a, row->cells[i]);
	}
	return t;
}

static void same_row(const struct lead_row *got, const struct lead_row *want)
{
	assert_int_equal(got->row, want->row);
	assert_int_equal(got->hidden, want->hidden);
	assert_int_equal(got->cells_count, want->cells_count);
	assert_int_equal(got->cells != NULL, want->cells != NULL);
	for (size_t i = 0; i < want->cells_count; i++)
		assert_string_equal(got->cells[i], want->cells[i]);
	for (int f = 0; f < FIELD_COUNT; f++)
		assert_string_equal(got->value[f], want->value[f]);
}

static bool get(struct arena *a, const struct buf *b, struct classified *c_r)
{
	struct frame f = {.kind = 1, .at = (const uint8_t *)b->data, .end = (const uint8_t *)b->data + b->size};
	classified_get(&f, a, 1, c_r);
	return frame_ok(&f);
}

static void comes_back(void **state)
{
	struct arena *a = arena_new();
	struct buf b = {0};
	(void)state;
	for (seed = 1; seed < 200000; seed += 97, arena_reset(a)) {
		uint32_t mine = seed;
		struct lead_table t[2] = {any_table(a), any_table(a)};
		struct classified c;
		buf_clear(&b);
		classified_put(&b, &(struct classified){.tables = t, .tables_count = 2});
		assert_true(get(a, &b, &c));
		assert_int_equal(c.tables_count, 2);
		for (size_t i = 0; i < 2; i++) {
			assert_int_equal(c.tables[i].rows_count, t[i].rows_count);
			for (size_t r = 0; r < t[i].rows_count; r++)
				same_row(&c.tables[i].rows[r], &t[i].rows[r]);
		}
		assert_true(b.size <= lead_table_size(&t[0]) + lead_table_size(&t[1]) + 200);
		seed = mine;
	}
	buf_release(&b);
	arena_free(a);
}

/* One row of two cells, field by field: what a reader that lies may make of it. */
static void lies(void **state)
{
	const char *cells[] = {"甲公司", "13800138000"};
	struct lead_column columns[] = {{"公司", FIELD_COMPANY}, {"电话", FIELD_PHONE}};
	struct lead_row row = {.row = 2, .cells = cells, .cells_count = 2};
	struct lead_table t = {.kind = ROW_LEAD, .told_by = "", .sheet_label = "", .columns = columns, .columns_count = 2, .rows = &row, .rows_count = 1};
	struct arena *a = arena_new();
	struct buf b = {0};
	struct classified c;
	(void)state;
	for (int i = 0; i < FIELD_COUNT; i++)
		row.value[i] = i == FIELD_COMPANY ? cells[0] : i == FIELD_PHONE ? cells[1] : "";
	classified_put(&b, &(struct classified){.tables = &t, .tables_count = 1});
	assert_true(get(a, &b, &c));
	char *block = memmem(b.data, b.size, "甲公司\0", 10);
	assert_non_null(block);
	char *told = block - 8 - 16, *size = block - 1, *count = told + 15, *behind = block + 10 + 11;
	assert_int_equal(*size, 10 + 12);
	assert_int_equal(*count, 3);
	assert_int_equal(*behind, '\0');
	static const struct {
		int at; /* of told, count, text, end of the block */
		char to;
	} changes[] = {{0, 1}, {1, 2}, {1, 4}, {2, '\xFF'}, {3, 'x'}, {2, '\0'}};
	char *const places[] = {told + 7, count, block, behind};
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		char before = *places[changes[i].at];
		*places[changes[i].at] = changes[i].to;
		if (get(a, &b, &c))
			fail_msg("change %zu was believed", i);
		*places[changes[i].at] = before;
	}
	assert_true(get(a, &b, &c));
	buf_release(&b);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back),
		cmocka_unit_test(lies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
