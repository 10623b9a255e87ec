/* The workbook that a receipt carries: which rows, which columns, what is said of each; read back by our own reader. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "compose_refused.h"
#include "parsers/table.h"
#include "samples_letters.h"

static struct arena *a;
static const struct refused_row *refused; /* the sample's: 1 has a phone that is none, 3 was listed before */

/* A list drawn as text: the header, then rows; | parts cells. fields: the letter of each column's field (see field_of). */
static enum field field_of(char letter)
{
	switch (letter) {
	case 'c': return FIELD_COMPANY;
	case 'p': return FIELD_PHONE;
	case 'n': return FIELD_PERSON;
	case 's': return FIELD_ROW_STATUS;
	case 'r': return FIELD_ROW_REASON;
	default: return FIELD_OTHER;
	}
}

static void add_row(struct lead_table *t, char *line)
{
	struct { const char **cells; size_t cells_count, cells_cap; } list = {0};
	struct lead_row row = {.row = (int)t->rows_count + 2};
	for (int f = 0; f < FIELD_COUNT; f++)
		row.value[f] = "";
	for (char *c; (c = strsep(&line, "|"));)
		ARENA_PUSH(a, &list, cells) = c;
	for (size_t i = 0; i < list.cells_count && i < t->columns_count; i++)
		if (t->columns[i].field != FIELD_OTHER)
			row.value[t->columns[i].field] = list.cells[i];
	row.cells = list.cells;
	row.cells_count = list.cells_count;
	ARENA_PUSH(a, t, rows) = row;
}

static struct lead_table *draw(const char *label, const char *fields, const char *text)
{
	struct lead_table *t = arena_alloc(a, sizeof *t);
	char *rest = arena_strdup(a, text), *header = strsep(&rest, "\n");
	*t = (struct lead_table){.kind = ROW_LEAD, .told_by = "columns", .sheet_label = label};
	for (char *c; (c = strsep(&header, "|")); fields++)
		ARENA_PUSH(a, t, columns) = (struct lead_column){c, field_of(*fields)};
	for (char *line; rest && *rest && (line = strsep(&rest, "\n"));)
		add_row(t, line);
	return t;
}

/* Its rows n are refused, as `like` is. */
static struct receipt_table table_of(const struct lead_table *t, enum row_kind kind, const size_t *n, size_t count, const struct refused_row *like)
{
	struct receipt_table r = {.label = t->sheet_label, .kind = kind, .told_by = t->told_by, .rows = (int)t->rows_count, .list = t};
	for (size_t i = 0; i < count; i++) {
		struct refused_row row = *like;
		row.n = n[i];
		row.said = t->rows[n[i]].value[FIELD_ROW_STATUS];
		ARENA_PUSH(a, &r, refused) = row;
	}
	r.counted = r.rows - (int)count;
	return r;
}

static struct receipt_book book_of(struct receipt_table *of, size_t count)
{
	struct receipt_in in = sample_receipt(sampler());
	in.tables = of;
	in.tables_count = count;
	return receipt_book(a, &in);
}

/* SHEET: row / row ..., cells parted by | */
static const char *read_back(const struct receipt_book *b)
{
	struct table_file file;
	const char *detail, *text = "";
	assert_int_equal(table_read(a, b->bytes, b->name, &file, &detail), TABLE_OK);
	for (size_t s = 0; s < file.sheets_count; s++) {
		text = arena_printf(a, "%s%s:", text, file.sheets[s].name);
		for (size_t r = 0; r < file.sheets[s].rows_count; r++) {
			const struct table_row *row = &file.sheets[s].rows[r];
			for (size_t c = 0; c < row->cell_count; c++)
				text = arena_printf(a, "%s%s%s", text, c ? "|" : r ? " / " : " ", row->cells[c].text);
		}
		text = arena_printf(a, "%s\n", text);
	}
	return text;
}

#define PHONE_REASON "电话不能用：1.38E+10；表格把号码显示成了科学计数，后几位已丢失，请把电话一列设为文本，填上完整号码后重发"

static void every_row_with_its_cells(void **state)
{
	(void)state;
	const struct lead_table *t = draw("Sheet1", "c?p", "公司|成立日期|电话\n甲公司|2001-01-01|138\n乙公司||1.38E+10|旁边\n=cmd()|2003|139\n");
	struct receipt_table r = table_of(t, ROW_LEAD, (size_t[]){1}, 1, &refused[1]);
	struct receipt_book b = book_of(&r, 1);
	assert_string_equal(b.name, "list-2026-09-14.xlsx");
	assert_false(b.partial || b.none);
	assert_string_equal(read_back(&b), "客户资料 Sheet1: 公司|成立日期|电话||状态|原因 / 甲公司|2001-01-01|138||已计入 / 乙公司||1.38E+10|旁边|未计入|" PHONE_REASON
	                                   " / =cmd()|2003|139||已计入\n");
}

static void its_own_columns_are_written_anew(void **state)
{
	(void)state;
	const struct lead_table *t = draw("客户资料 Sheet1", "cspsr", "公司|状态|电话|状态|原因\n甲公司|跟进|138|未计入|电话不能用\n乙公司|放弃|139|已计入|\n");
	struct receipt_table r = table_of(t, ROW_LEAD, (size_t[]){0}, 1, &refused[1]);
	struct receipt_book b = book_of(&r, 1);
	assert_string_equal(read_back(&b), "客户资料 Sheet1: 公司|状态|电话|状态|原因 / 甲公司|跟进|138|未计入|" PHONE_REASON " / 乙公司|放弃|139|已计入\n");
}

static void of_the_store_its_fields(void **state)
{
	(void)state;
	struct lead_table *t = draw("名单.csv", "cpn", "公司|电话|法人\n甲公司|138|张三\n乙公司|139|\n");
	t->columns_count = 0;
	for (size_t i = 0; i < t->rows_count; i++)
		t->rows[i].cells = NULL;
	struct receipt_table r = table_of(t, ROW_PROSPECT, (size_t[]){0}, 1, &refused[1]);
	struct receipt_book b = book_of(&r, 1);
	assert_string_equal(read_back(&b), "意向客户 名单: 公司全名|法人或负责人|电话|状态|原因 / 甲公司|张三|138|未计入|" PHONE_REASON " / 乙公司||139|已计入\n");
}

static void without_a_header_the_fields_are_named(void **state)
{
	(void)state;
	const struct lead_table *t = draw("Sheet1", "c?p", "||\n甲公司|x|138\n");
	struct receipt_table r = table_of(t, ROW_VISIT, (size_t[]){0}, 1, &refused[1]);
	struct receipt_book b = book_of(&r, 1);
	assert_string_equal(read_back(&b), "陌拜 Sheet1: 公司全名||电话|状态|原因 / 甲公司|x|138|未计入|" PHONE_REASON "\n");
}

static void only_what_is_to_be_mended(void **state)
{
	(void)state;
	const struct lead_table *t = draw("A", "cpsr", "公司|电话|状态|原因\n甲公司|138|已计入|\n"), *u = draw("B", "cp", "公司|电话\n乙公司|138\n");
	struct refused_row own = refused[3];
	struct receipt_table r[2] = {table_of(t, ROW_LEAD, (size_t[]){0}, 1, &own), table_of(u, ROW_LEAD, NULL, 0, &own)};
	struct receipt_book b = book_of(r, 2);
	assert_int_equal(b.bytes.size, 0);
	assert_string_equal(b.name, "");
	/* his own, and he says so; of somebody else, twice in this mail, or not said: it stands there */
	struct receipt_in in = sample_receipt(sampler());
	assert_true(refused_before(a, &in, &r[0], &r[0].refused[0]));
	r[0].refused[0].said = " 已 计入 ";
	assert_true(refused_before(a, &in, &r[0], &r[0].refused[0]));
	r[0].refused[0].said = "未计入";
	assert_false(refused_before(a, &in, &r[0], &r[0].refused[0]));
	r[0].refused[0].said = "已计入";
	r[0].refused[0].since = in.arrived;
	assert_false(refused_before(a, &in, &r[0], &r[0].refused[0]));
	r[0].refused[0].reason = REASON_TAKEN;
	r[0].refused[0].since = 0;
	assert_false(refused_before(a, &in, &r[0], &r[0].refused[0]));
	b = book_of(r, 2);
	assert_non_null(strstr(read_back(&b), "客户资料 A: 公司|电话|状态|原因 / 甲公司|138|未计入|"));
	assert_null(strstr(read_back(&b), "客户资料 B"));
}

static struct receipt_table long_list(size_t rows, size_t bad, const char *text)
{
	struct buf b = {0};
	size_t *n = arena_alloc(a, (bad + 1) * sizeof *n);
	buf_adds(&b, "公司|电话\n");
	for (size_t i = 0; i < rows; i++)
		buf_printf(&b, "%s%zu|%zu\n", text, i * 7919, i * 104729);
	for (size_t i = 0; i < bad; i++)
		n[i] = i * (rows / bad);
	const struct lead_table *t = draw("L", "cp", b.data);
	buf_release(&b);
	return table_of(t, ROW_LEAD, n, bad, &refused[1]);
}

static void long_lists(void **state)
{
	(void)state;
	struct receipt_table r = long_list(BOOK_MAX_ROWS, 3, "x");
	struct receipt_book b = book_of(&r, 1);
	assert_false(b.partial || b.none);
	r = long_list(BOOK_MAX_ROWS + 1, 3, "x");
	b = book_of(&r, 1);
	assert_true(b.partial && !b.none);
	assert_string_equal(read_back(&b), "客户资料 L: 公司|电话|状态|原因 / x0|0|未计入|" PHONE_REASON " / x7919000|104729000|未计入|" PHONE_REASON
	                                   " / x15838000|209458000|未计入|" PHONE_REASON "\n");
	r = long_list(BOOK_MAX_ROWS + 1, BOOK_MAX_ROWS + 1, "x");
	b = book_of(&r, 1);
	assert_true(b.none && !*b.name && !b.bytes.size);
	/* few rows, many bytes that no packing makes fewer */
	struct buf noise = {0};
	unsigned x = 1;
	buf_adds(&noise, "公司|电话");
	for (int i = 0; i < 60 * 30000; i++) {
		x = x * 1103515245u + 12345u;
		buf_addc(&noise, i % 30000 ? (char)('A' + (x >> 16) % 26) : '\n');
	}
	r = table_of(draw("L", "cp", noise.data), ROW_LEAD, (size_t[]){1, 2}, 2, &refused[1]);
	b = book_of(&r, 1);
	assert_true(b.partial && b.bytes.size > 0 && b.bytes.size <= BOOK_MAX_BYTES);
	buf_release(&noise);
}

/* What somebody may make of a list: a thousand sheets of one name, and a cell far to the right. */
static void odd_lists(void **state)
{
	(void)state;
	size_t count = BOOK_MAX_SHEETS + 1;
	struct receipt_table *many = arena_alloc(a, count * sizeof *many);
	for (size_t i = 0; i < count; i++)
		many[i] = table_of(draw("L", "cp", "公司|电话\n甲公司|138\n"), ROW_LEAD, (size_t[]){0}, 1, &refused[1]);
	struct receipt_book b = book_of(many, count - 1);
	assert_false(b.partial || b.none);
	b = book_of(many, count);
	assert_true(b.none);
	struct buf wide = {0};
	buf_adds(&wide, "公司|电话\n甲公司|138");
	for (int i = 2; i < 1024; i++)
		buf_adds(&wide, i == 1023 ? "|far" : "|");
	struct receipt_table r = table_of(draw("L", "cp", wide.data), ROW_LEAD, (size_t[]){0}, 1, &refused[1]);
	b = book_of(&r, 1);
	assert_false(b.partial || b.none);
	assert_non_null(strstr(read_back(&b), "|状态|原因 / 甲公司|138|"));
	assert_non_null(strstr(read_back(&b), "|未计入|" PHONE_REASON));
	assert_null(strstr(read_back(&b), "far"));
	buf_release(&wide);
}

static int setup(void **state)
{
	struct template_faults faults = {0};
	struct err err;
	(void)state;
	a = arena = arena_new();
	refused = sample_receipt(sampler()).tables[0].refused;
	return zone_use("Asia/Shanghai", &err) < 0 || compose_open(a, &office, &faults) < 0 ? -1 : 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_with_its_cells),
		cmocka_unit_test(its_own_columns_are_written_anew),
		cmocka_unit_test(of_the_store_its_fields),
		cmocka_unit_test(without_a_header_the_fields_are_named),
		cmocka_unit_test(only_what_is_to_be_mended),
		cmocka_unit_test(long_lists),
		cmocka_unit_test(odd_lists),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
