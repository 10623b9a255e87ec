/* Workbooks that letters carry, read back by our own reader; and the archive around them. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/deflate.h"
#include "base/text.h"
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
	struct table_file file = read_back(workbook_write(a, &s, 1, NULL));
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
	struct bytes one = workbook_write(a, s, 2, NULL), two = workbook_write(a, s, 2, NULL);
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, one.size);
	assert_memory_equal(one.data + 10, "\0\0\x21\0", 4); /* 1980-01-01 00:00 */
	assert_true(holds(one, "xl/worksheets/sheet2.xml"));
	cells[5] = "z";
	two = workbook_write(a, s, 2, NULL);
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
	struct table_file file = read_back(workbook_write(a, s, COUNT, NULL));
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
	struct table_file file = read_back(workbook_write(a, &s, 1, NULL));
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
	struct table_file file = read_back(workbook_write(a, &s, 1, NULL));
	assert_int_equal(file.sheets[0].rows_count, 2);
	assert_int_equal(file.sheets[0].rows[1].cell_count, WORKBOOK_MAX_COLUMNS);
	assert_string_equal(file.sheets[0].rows[1].cells[702].text, "c702");
	assert_string_equal(file.sheets[0].rows[1].cells[1023].text, "c1023");
}

/* ---- the short ways beside the long ones ---- */

static uint32_t seed = 1;
static uint32_t any(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

static const char *awkward_text(size_t pieces)
{
	static const char *const some[] = {"a", "Z", "7", " ", "\t", "\n", "\r", "\x01", "\x7F", "&", "<", ">", "\"", "'", "_", "_x", "_x0041_", "_x00", "=", "+", "-", "@", "甲", "公司",
		"é", "𠮷", "＝", "＋", "－", "＠", "ｕ", "\xEF\xBF\xBD", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xEE\x80\x80"};
	struct buf b = {0};
	buf_adds(&b, "");
	for (size_t i = any((uint32_t)pieces + 1); i > 0; i--)
		buf_adds(&b, some[any(sizeof some / sizeof *some)]);
	const char *s = arena_strndup(a, b.data, b.size);
	buf_release(&b);
	return s;
}

static bool keep_piece(void *arg, void *data, size_t size)
{
	buf_add(arg, data, size);
	return true;
}

static size_t le32(const uint8_t *p)
{
	return p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24;
}

/* A part of the archive, as XML. */
static const char *part_of_book(struct bytes book, const char *name)
{
	const uint8_t *at = memmem(book.data, book.size, name, strlen(name));
	struct buf out = {0};
	assert_non_null(at);
	const uint8_t *before = at - 30;
	struct bytes packed = {at + strlen(name), le32(before + 18)};
	assert_int_equal(inflate_bytes(packed, le32(before + 22), keep_piece, &out), INFLATE_WHOLE);
	assert_int_equal(out.size, le32(before + 22));
	assert_int_equal(inflate_crc(0, out.data, out.size), le32(before + 14));
	const char *s = arena_strndup(a, out.data, out.size);
	buf_release(&out);
	return s;
}

/* A cell as ECMA-376 has it, character by character. */
static void put_expected(struct buf *b, const char *name, const char *text, unsigned style)
{
	const char *first = text;
	uint32_t c = text_next(&first);
	bool risky = c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20;
	size_t units = 0;
	buf_printf(b, *text ? "<c r=\"%s\" s=\"%u\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" : "<c r=\"%s\" s=\"%u\"/>", name, style + risky);
	for (const char *p = text, *start = p; (c = text_next(&p)); start = p) {
		units += c > 0xFFFF ? 2 : 1;
		if (units > WORKBOOK_MAX_CELL)
			break;
		bool escape = start[0] == '_' && start[1] == 'x' && strspn(start + 2, "0123456789abcdefABCDEF") >= 4 && start[6] == '_';
		if (escape)
			buf_adds(b, "_x005F_");
		else if (c == '&' || c == '<' || c == '>' || c == '"')
			buf_printf(b, "&#%u;", (unsigned)c);
		else if (c == '\t' || c == '\n' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF))
			buf_add(b, start, (size_t)(p - start));
	}
	buf_adds(b, *text ? "</t></is></c>" : "");
}

static void awkward_cells_are_as_the_long_way_writes_them(void **state)
{
	enum { ROUNDS = 300 };
	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		const char *cells[] = {awkward_text(12), awkward_text(3), awkward_text(round % 50 ? 40 : 40000)};
		struct workbook_sheet s = sheet("s", cells, 1);
		struct buf want = {0};
		buf_adds(&want, "<row r=\"2\">");
		for (int i = 0; i < 3; i++)
			put_expected(&want, (const char *[]){"A2", "B2", "C2"}[i], cells[i], 2);
		buf_adds(&want, "</row>");
		const char *xml = part_of_book(workbook_write(a, &s, 1, NULL), "xl/worksheets/sheet1.xml");
		if (!strstr(xml, want.data))
			fail_msg("round %d: %s\nis not in %s", round, want.data, xml);
		buf_release(&want);
		arena_reset(a);
	}
}

/* Each column as wide as the widest of its first 200 cells, counted by characters. */
static void columns_are_as_wide_as_their_cells(void **state)
{
	(void)state;
	for (int round = 0; round < 100; round++) {
		enum { ROWS = 5 };
		const char *cells[3 * ROWS];
		int widths[] = {30, 60};
		struct buf want = {0};
		for (size_t i = 0; i < 3 * ROWS; i++)
			cells[i] = awkward_text(i % 2 ? 30 : 8);
		struct workbook_sheet s = sheet("s", cells, ROWS);
		s.widths = widths;
		s.widths_count = (size_t)round % 3;
		for (size_t column = 0; column < 3; column++) {
			size_t width = text_count(header[column]) * 2 + 2, least = column < s.widths_count ? (size_t)widths[column] : 6;
			for (size_t r = 0; r < ROWS; r++) {
				size_t n = 0;
				uint32_t c;
				for (const char *p = cells[r * 3 + column]; (c = text_next(&p)) && c != '\n';)
					n += c < 0x80 ? 1 : 2;
				width = n > width ? n : width;
			}
			width = width < least ? least : width > WORKBOOK_MAX_WIDTH ? WORKBOOK_MAX_WIDTH : width;
			buf_printf(&want, "<col min=\"%zu\" max=\"%zu\" width=\"%zu.7\" style=\"2\" customWidth=\"1\"/>", column + 1, column + 1, width + 1);
		}
		const char *xml = part_of_book(workbook_write(a, &s, 1, NULL), "xl/worksheets/sheet1.xml");
		if (!strstr(xml, want.data))
			fail_msg("round %d: %s\nis not in %s", round, want.data, xml);
		buf_release(&want);
		arena_reset(a);
	}
}

static const char *under(const struct sheet *s)
{
	return s->rows[s->rows_count - 1].cells[0].text;
}

/* Whose copy it is: below the rows of each sheet, at the foot of each page, in the properties; the rows, and their filter, are as they were. */
static void a_copy_says_whose_it_is(void **state)
{
	static const char *cells[] = {"甲", "1", "x", "乙", "2", "y"};
	const struct workbook_mark mark = {"导出给：王&总　2026-09-15　编号 digest.gm.2026-09-15 7KQ4-9M2X", "digest.gm.2026-09-15 7KQ4-9M2X", true};
	struct workbook_mark foot = mark;
	foot.below = false;
	(void)state;
	struct workbook_sheet s[2] = {sheet("一", cells, 2), sheet("二", cells, 1)};
	struct bytes book = workbook_write(a, s, 2, &mark), bare = workbook_write(a, s, 2, NULL), filled = workbook_write(a, s, 2, &foot);
	struct table_file file = read_back(book), plain = read_back(bare), to_fill = read_back(filled);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(under(&file.sheets[i]), mark.line);
		assert_int_equal(file.sheets[i].rows[file.sheets[i].rows_count - 1].number, (int)s[i].rows_count + 3);
		assert_int_equal(plain.sheets[i].rows_count, s[i].rows_count + 1);
		assert_int_equal(to_fill.sheets[i].rows_count, s[i].rows_count + 1);
		assert_string_equal(under(&plain.sheets[i]), under(&to_fill.sheets[i]));
	}
	const char *xml = part_of_book(book, "xl/worksheets/sheet1.xml");
	assert_non_null(strstr(xml, "<dimension ref=\"A1:C5\"/>"));
	assert_non_null(strstr(xml, "<autoFilter ref=\"A1:C3\"/>"));
	assert_non_null(strstr(xml, "<oddFooter>&amp;L&amp;8导出给：王&#38;&#38;总"));
	assert_non_null(strstr(part_of_book(filled, "xl/worksheets/sheet2.xml"), "<oddFooter>&amp;L&amp;8导出给："));
	assert_null(strstr(part_of_book(bare, "xl/worksheets/sheet1.xml"), "oddFooter"));
	const char *core = part_of_book(book, "docProps/core.xml");
	assert_non_null(strstr(core, "<dc:identifier>digest.gm.2026-09-15 7KQ4-9M2X</dc:identifier>"));
	assert_non_null(strstr(core, "<dc:description>导出给：王&#38;总"));
	assert_null(file.author); /* else lists that reps make of it had one author: quality.h */
}

/* Whatever size is said of it, the same comes out, and the same end; of a sink that wants no more, too. */
static enum inflate_end inflated(const struct buf *packed, size_t right, inflate_sink *sink, struct buf *out_r)
{
	const uint64_t said[] = {right, 0, right + 1, 64 * 1024, UINT64_MAX};
	struct bytes bytes = {(const uint8_t *)packed->data, packed->size};
	struct buf first = {0};
	enum inflate_end end = inflate_bytes(bytes, said[0], sink, &first);
	for (size_t i = 1; i < sizeof said / sizeof *said; i++) {
		struct buf out = {0};
		assert_int_equal(inflate_bytes(bytes, said[i], sink, &out), end);
		assert_int_equal(out.size, first.size);
		if (out.size)
			assert_memory_equal(out.data, first.data, out.size);
		buf_release(&out);
	}
	*out_r = first;
	return end;
}

static bool refuse_piece(void *arg, void *data, size_t size)
{
	(void)arg, (void)data, (void)size;
	return false;
}

/* Cut off, with a byte more, and with bytes that are others: what is told of it does not hang on the size that is said. */
static void damaged_alike(const struct buf *packed, size_t right)
{
	enum { TIMES = 40 };
	for (size_t i = 0; i < TIMES; i++) {
		struct buf bad = {0}, out;
		buf_add(&bad, packed->data, packed->size);
		buf_addc(&bad, (char)any(256));
		bad.size -= i % 4 == 0 ? any((unsigned)bad.size) : 0;
		for (unsigned n = i % 4; n > 0; n--)
			bad.data[any((unsigned)bad.size)] = (char)any(256);
		inflated(&bad, right, keep_piece, &out);
		buf_release(&out);
		buf_release(&bad);
	}
}

/* Of nothing, of what repeats, and of what can't be made smaller, at sizes around its blocks. */
static void what_is_deflated_is_inflated(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 3, 100, 1000, 65534, 65535, 65536, 131070, 131071, 400000};
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (int noisy = 0; noisy < 2; noisy++) {
			struct buf in = {0}, packed = {0}, again = {0}, out = {0};
			char *to = buf_space(&in, sizes[i]);
			for (size_t k = 0; k < sizes[i]; k++)
				to[k] = (char)(noisy ? any(256) : k % 7 + 'a');
			in.size = sizes[i];
			deflate_bytes(in.data, in.size, &packed);
			deflate_bytes(in.data, in.size, &again);
			assert_int_equal(packed.size, again.size);
			assert_memory_equal(packed.data, again.data, packed.size);
			assert_int_equal(inflated(&packed, in.size, refuse_piece, &out), in.size ? INFLATE_STOPPED : INFLATE_WHOLE);
			damaged_alike(&packed, in.size);
			assert_int_equal(inflated(&packed, in.size, keep_piece, &out), INFLATE_WHOLE);
			assert_int_equal(out.size, in.size);
			if (in.size)
				assert_memory_equal(out.data, in.data, in.size);
			assert_true(noisy || in.size < 1000 || packed.size < in.size / 5);
			buf_release(&in);
			buf_release(&packed);
			buf_release(&again);
			buf_release(&out);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_written_is_read, setup, teardown),
		cmocka_unit_test_setup_teardown(the_same_rows_give_the_same_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(names_are_such_as_excel_takes, setup, teardown),
		cmocka_unit_test_setup_teardown(what_can_t_stand_in_a_cell_is_left_out, setup, teardown),
		cmocka_unit_test_setup_teardown(columns_beyond_z_and_rows_of_unlike_length, setup, teardown),
		cmocka_unit_test_setup_teardown(awkward_cells_are_as_the_long_way_writes_them, setup, teardown),
		cmocka_unit_test_setup_teardown(a_copy_says_whose_it_is, setup, teardown),
		cmocka_unit_test_setup_teardown(columns_are_as_wide_as_their_cells, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_deflated_is_inflated, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
