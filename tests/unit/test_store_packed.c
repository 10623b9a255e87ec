/* A list's rows as bytes: what is packed comes back, and bytes that were damaged are either told so or give rows, and never touch what is not theirs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "store_packed.h"

enum { ROWS = 40, ROUNDS = 300 };

static const char *some_text(struct arena *a)
{
	static const char *const texts[] = {"", "", "", "东莞市宏图机械有限公司", "张伟", "13800138000", "a\nb\tc", "x\037y", "\037", "\xff\x80"};
	return rand() % 9 ? texts[(size_t)rand() % (sizeof texts / sizeof *texts)] : arena_printf(a, "%0*d", 1 + rand() % 300, rand());
}

static size_t make_rows(struct arena *a, struct lead_row *rows, struct row_mark *marks)
{
	size_t count = (size_t)rand() % (ROWS + 1);
	for (size_t i = 0; i < count; i++) {
		rows[i] = (struct lead_row){.row = rand() % 3 ? rand() % 1048576 : 0, .hidden = rand() % 2};
		for (int f = 0; f < FIELD_COUNT; f++)
			rows[i].value[f] = some_text(a);
		marks[i] = (struct row_mark){(enum verdict)(rand() % 3), (enum reason)(rand() % REASON_COUNT), rand() % 2 ? rand() : 0,
		                             rand() % 3 ? NULL : some_text(a), rand() % 9, rand() % 2 ? (int64_t)rand() << 31 : -(int64_t)rand()};
	}
	return count;
}

static void same_cell(const char *was, const char *is)
{
	assert_int_equal(strlen(was), strlen(is));
	for (; *was; was++, is++)
		assert_int_equal(*is, *was == '\x1f' ? ' ' : *was);
}

static void test_round_trip(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (int round = 0; round < ROUNDS; round++) {
		struct lead_row rows[ROWS], *got;
		struct row_mark marks[ROWS], *got_marks;
		struct buf cells = {0}, marked = {0};
		size_t count = make_rows(a, rows, marks);
		pack_cells(rows, count, &cells);
		pack_marks(marks, count, &marked);
		assert_int_equal(unpack_cells(a, (struct bytes){(const uint8_t *)cells.data, cells.size}, count, &got), 0);
		assert_int_equal(unpack_marks(a, (struct bytes){(const uint8_t *)marked.data, marked.size}, count, &got_marks), 0);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(got[i].row, rows[i].row);
			assert_int_equal(got[i].hidden, rows[i].hidden);
			for (int f = 0; f < FIELD_COUNT; f++)
				same_cell(rows[i].value[f], got[i].value[f]);
			assert_true(got_marks[i].verdict == marks[i].verdict && got_marks[i].reason == marks[i].reason && got_marks[i].company == marks[i].company &&
			            got_marks[i].other == marks[i].other && got_marks[i].since == marks[i].since && !got_marks[i].before == !marks[i].before);
			if (marks[i].before)
				assert_string_equal(got_marks[i].before, marks[i].before);
		}
		assert_int_equal(unpack_cells(a, (struct bytes){(const uint8_t *)cells.data, cells.size}, count + 1, &got), -1);
		assert_int_equal(unpack_marks(a, (struct bytes){(const uint8_t *)marked.data, marked.size}, count + 1, &got_marks), -1);
		buf_release(&cells);
		buf_release(&marked);
		arena_reset(a);
	}
	arena_free(a);
}

/* Sanitizers see what reads too far; here nothing may be a reason or verdict that there is not. */
static void unpack_damaged(struct arena *a, const struct buf *whole, size_t count, bool marks)
{
	size_t size = whole->size ? (size_t)rand() % (whole->size + 1) : 0;
	uint8_t *bytes = malloc(size + !size);
	memcpy(bytes, whole->data ? whole->data : "", size);
	for (int k = rand() % 4; size && k-- > 0;)
		bytes[(size_t)rand() % size] = (uint8_t)rand();
	struct lead_row *rows;
	struct row_mark *got;
	if (!marks && unpack_cells(a, (struct bytes){bytes, size}, count, &rows) == 0)
		for (size_t i = 0; i < count; i++)
			assert_true(rows[i].row >= 0 && rows[i].value[FIELD_COUNT - 1]);
	if (marks && unpack_marks(a, (struct bytes){bytes, size}, count, &got) == 0)
		for (size_t i = 0; i < count; i++)
			assert_true(got[i].verdict <= VERDICT_HELD && got[i].reason < REASON_COUNT);
	free(bytes);
}

static void test_damage(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (int round = 0; round < ROUNDS * 10; round++) {
		struct lead_row rows[ROWS];
		struct row_mark marks[ROWS];
		struct buf b = {0};
		size_t count = make_rows(a, rows, marks);
		if (round % 2)
			pack_marks(marks, count, &b);
		else
			pack_cells(rows, count, &b);
		unpack_damaged(a, &b, rand() % 4 ? count : (size_t)rand(), round % 2);
		buf_release(&b);
		arena_reset(a);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_round_trip), cmocka_unit_test(test_damage)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
