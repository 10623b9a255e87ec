/* The line between the clerk and the reader child. The test is its own child program: as "reader" it is the real one, under other names
 * it is one that went wrong. (Deadlines are test_child's business.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "reader.h"

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

/* A reader that lies: kinds, cut values, text that is no UTF-8, a status or a kind of list that doesn't exist, a list of no part. */
static void lie(const char *how, struct frame *f, struct buf *out)
{
	struct mail m = {.message_id = "", .original_id = "", .subject = "\xFF", .mailer = "", .text = "", .quoted = ""};
	uint8_t kind = strcmp(how, "kind") == 0 ? 9 : f->kind;
	size_t mark = frame_start(out, kind);
	struct part part = {.file_name = "x", .detail = "", .status = strcmp(how, "status") == 0 ? (enum table_status)99 : TABLE_OK};
	m.subject = strcmp(how, "utf8") == 0 ? m.subject : "";
	m.parts = &part;
	m.parts_count = 1;
	mail_put(out, &m);
	struct lead_row row = {.row = 1};
	for (int i = 0; i < FIELD_COUNT; i++)
		row.value[i] = strcmp(how, "cell") == 0 ? "\xFF" : "x";
	struct lead_table t = {.kind = strcmp(how, "list") == 0 ? ROW_KIND_COUNT : ROW_LEAD, .told_by = "", .sheet_label = "", .rows = &row, .rows_count = 1};
	t.part = strcmp(how, "part") == 0;
	struct lead_column column = {.title = strcmp(how, "title") == 0 ? "\xFF" : "", .field = strcmp(how, "column") == 0 ? FIELD_COUNT : FIELD_OTHER};
	t.columns = &column;
	t.columns_count = 1;
	const char *cells[TABLE_MAX_COLUMNS + 2] = {strcmp(how, "text") == 0 ? "\xFF" : "x"};
	for (size_t i = 1; i < sizeof cells / sizeof *cells; i++)
		cells[i] = "";
	row.cells = cells;
	row.cells_count = strcmp(how, "wide") == 0 ? TABLE_MAX_COLUMNS + 2 : strcmp(how, "column") != 0; /* whoever writes cells looks at their columns */
	struct unknown_column asked = {.title = strcmp(how, "asked") == 0 ? "\xFF" : "", .at = strcmp(how, "far") == 0 ? UNKNOWN_MAX_COLUMNS : 0};
	struct unknown_table unknown = {.sheet_label = "", .sign = strcmp(how, "sign") == 0 ? "\xFF" : "", .columns = &asked, .columns_count = 1};
	classified_put(out, &(struct classified){.tables = &t, .tables_count = m.parts_count, .unknown = &unknown, .unknown_count = 1});
	if (strcmp(how, "cut") == 0)
		out->size -= 3;
	frame_end(out, mark);
}

static int liar_main(const char *how, int fd)
{
	struct frame_input in = {0};
	struct frame f;
	struct err err;
	struct buf out = {0};
	struct jail_rights rights;
	if (child_begin(fd, &rights, &err) < 0 || child_ready(fd, &err) < 0)
		return 1;
	while (frame_receive(fd, &in, clock_monotonic() + 60, &f, &err) > 0) {
		if (strcmp(how, "dies") == 0)
			kill(getpid(), SIGKILL);
		lie(how, &f, &out);
		frame_send(fd, &out, clock_monotonic() + 60, &err);
	}
	frame_input_release(&in);
	buf_release(&out);
	return 0;
}

static struct bytes bytes_of(const char *s)
{
	return (struct bytes){(const uint8_t *)s, strlen(s)};
}

static const char list[] = "公司名称,法人,电话,主营业务,注册资金,网络情况,网站,开发价值\n东莞市华美模具有限公司,张三,13800138000,模具,100万,无,无,高\n";

static void reads_mails(void **state)
{
	struct child *reader = child_new("reader");
	struct mail m;
	struct classified found;
	struct err err = {0};
	(void)state;
	for (int i = 0; i < 3; i++) {
		const char *raw = arena_printf(a, "From: a@x.test\r\nSubject: %d\r\nContent-Type: text/csv; name=\"a.csv\"\r\n\r\n%s", i, list);
		if (reader_mail(reader, a, bytes_of(raw), &m, &found, &err) < 0)
			fail_msg("%s", err.text);
		assert_string_equal(m.subject, arena_printf(a, "%d", i));
		assert_string_equal(m.from[0].addr, "a@x.test");
		assert_int_equal(m.parts_count, 1);
		assert_int_equal(m.parts[0].status, TABLE_OK);
		assert_int_equal(m.parts[0].file.sheets_count, 0); /* its cells stay in the child */
		assert_int_equal(found.tables_count, 1);
		assert_int_equal(found.tables[0].rows_count, 1);
		assert_int_equal(found.tables[0].rows[0].row, 2);
		assert_string_equal(found.tables[0].rows[0].value[FIELD_PHONE], "13800138000");
		assert_string_equal(found.tables[0].rows[0].value[FIELD_NOTE], "");
		assert_int_equal(found.tables[0].columns_count, 8);
		assert_string_equal(found.tables[0].columns[6].title, "网站");
		assert_int_equal(found.tables[0].columns[6].field, FIELD_WEBSITE);
		assert_int_equal(found.tables[0].rows[0].cells_count, 8);
		assert_string_equal(found.tables[0].rows[0].cells[7], "高");
	}
	assert_int_equal(reader_mail(reader, a, bytes_of(""), &m, &found, &err), 0);
	assert_int_equal(child_starts(reader), 1);
	child_free(reader);
}

/* What people answered travels to the child, and what is asked from it. */
static void reads_by_answers(void **state)
{
	struct child *reader = child_new("reader");
	struct mail m;
	struct classified found;
	struct err err = {0};
	(void)state;
	const char *raw = "From: a@x.test\r\nSubject: =?utf-8?B?5oSP5ZCR5a6i5oi3?=\r\nContent-Type: text/csv; name=\"a.csv\"\r\n\r\n甲,乙,丙\n宏图机械,13800138000,张三\n";
	assert_int_equal(reader_mail(reader, a, bytes_of(raw), &m, &found, &err), 0);
	assert_int_equal(found.tables_count, 0);
	assert_int_equal(found.unknown_count, 1);
	assert_int_equal(found.unknown[0].width, 3);
	assert_string_equal(found.unknown[0].columns[0].first[0], "宏图机械");
	struct known_column columns[] = {{0, FIELD_COMPANY}, {1, FIELD_PHONE}};
	struct known_layout layout = {.sign = found.unknown[0].sign, .columns = columns, .columns_count = 2};
	struct known_layouts known = {.items = &layout, .items_count = 1};
	assert_int_equal(reader_mail_by(reader, a, bytes_of(raw), &known, &m, &found, &err), 0);
	assert_int_equal(found.unknown_count, 0);
	assert_string_equal(found.tables[0].rows[0].value[FIELD_COMPANY], "宏图机械");
	assert_int_equal(child_starts(reader), 1);
	child_free(reader);
}

static void reads_files(void **state)
{
	struct child *reader = child_new("reader");
	struct mail m;
	struct classified found;
	struct err err = {0};
	(void)state;
	if (reader_file(reader, a, bytes_of(list), "客户资料.csv", &m, &found, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(m.parts_count, 1);
	assert_string_equal(m.parts[0].file_name, "客户资料.csv");
	assert_int_equal(m.parts[0].status, TABLE_OK);
	assert_int_equal(m.parts[0].file.sheets_count, 0);
	assert_int_equal(found.tables[0].kind, ROW_LEAD);
	assert_int_equal(reader_file(reader, a, bytes_of("%PDF-1.4\n"), "a", &m, &found, &err), 0);
	assert_int_equal(found.tables_count, 0);
	assert_int_equal(m.parts[0].status, TABLE_NOT_A_TABLE);
	assert_true(*m.parts[0].detail);
	assert_int_equal(child_starts(reader), 1);
	child_free(reader);
}

struct kept {
	struct buf text;
	int pieces, stop_at;
};

static int keep(void *arg, struct bytes piece, struct err *err)
{
	struct kept *k = arg;
	buf_add(&k->text, piece.data, piece.size);
	return ++k->pieces == k->stop_at ? err_set(err, 74, "enough") : 0;
}

static int cells(struct child *reader, const char *file, const char *name, struct kept *k, struct mail *m_r, struct err *err)
{
	struct buf b = {0};
	buf_adds(&b, file);
	int r = reader_cells(reader, a, &b, name, keep, k, m_r, err);
	assert_null(b.data);
	return r;
}

/* A megabyte of cells comes as text in pieces, a file that is none as a word, and who has seen enough ends it. */
static void cells_come_in_pieces(void **state)
{
	struct child *reader = child_new("reader");
	struct kept k = {0};
	struct buf big = {0};
	struct mail m;
	struct err err = {0};
	(void)state;
	for (int i = 0; i < 30000; i++)
		buf_printf(&big, "东莞市%d模具有限公司,\"张,三\",13800138000\n", i);
	if (cells(reader, big.data, "名单.csv", &k, &m, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(k.text.data, big.data);
	assert_true(k.pieces > 3);
	assert_int_equal(m.parts_count, 1);
	assert_int_equal(m.parts[0].status, TABLE_OK);
	assert_int_equal(m.parts[0].file.sheets_count, 0);
	buf_clear(&k.text);
	assert_int_equal(cells(reader, "%PDF-1.4\n", "名单.csv", &k, &m, &err), 0);
	assert_int_equal(k.text.size, 0);
	assert_int_equal(m.parts[0].status, TABLE_NOT_A_TABLE);
	assert_int_equal(child_starts(reader), 1);
	k = (struct kept){.text = k.text, .stop_at = 2};
	assert_int_equal(cells(reader, big.data, "名单.csv", &k, &m, &err), -1);
	assert_int_equal(err.exit_code, 74);
	assert_int_equal(k.pieces, 2);
	buf_clear(&k.text);
	assert_int_equal(cells(reader, list, "名单.csv", &k, &m, &err), 0); /* by another one */
	assert_int_equal(child_starts(reader), 2);
	buf_release(&k.text);
	buf_release(&big);
	child_free(reader);
}

/* A list beyond the limit does not come cut off, and the other one is there. */
static void a_list_without_end_is_none(void **state)
{
	struct child *reader = child_new("reader");
	struct buf b = {0};
	struct mail m;
	struct classified found;
	struct err err = {0};
	(void)state;
	buf_printf(&b, "From: a@x.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/csv; name=意向客户.csv\r\n\r\n公司名称,法人,电话\n");
	for (int i = 0; i <= CLASSIFY_MAX_ROWS; i++)
		buf_printf(&b, "东莞市%d模具有限公司,张三,13800138000\n", i);
	buf_printf(&b, "\r\n--b\r\nContent-Type: text/csv; name=客户资料.csv\r\n\r\n%s\r\n--b--\r\n", list);
	if (reader_mail(reader, a, (struct bytes){(const uint8_t *)b.data, b.size}, &m, &found, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(m.parts_count, 2);
	assert_int_equal(m.parts[0].status, TABLE_TOO_LARGE);
	assert_int_equal(m.parts[1].status, TABLE_OK);
	assert_int_equal(found.tables_count, 1);
	assert_int_equal(found.tables[0].part, 1);
	buf_release(&b);
	child_free(reader);
}

/* Of lists side by side not some, which would be listed already when the sheet comes again in pieces. */
static void a_sheet_is_read_whole_or_not(void **state)
{
	struct child *reader = child_new("reader");
	struct buf b = {0};
	struct mail m;
	struct classified found;
	struct err err = {0};
	(void)state;
	buf_printf(&b, "公司名称,法人,电话,公司名称,法人,电话,公司名称,法人,电话\n");
	for (int i = 0; i < 3 * (CLASSIFY_MAX_ROWS / 3 + 1); i++)
		buf_printf(&b, "东莞%d厂,张三,13800138000%c", i, i % 3 < 2 ? ',' : '\n');
	if (reader_file(reader, a, (struct bytes){(const uint8_t *)b.data, b.size}, "意向客户.csv", &m, &found, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(m.parts[0].status, TABLE_TOO_LARGE);
	assert_int_equal(found.tables_count, 0);
	buf_release(&b);
	child_free(reader);
}

static void a_reader_that_dies_is_an_error(void **state)
{
	struct child *reader = child_new("dies");
	struct mail m;
	struct classified found;
	struct err err = {0};
	(void)state;
	assert_int_equal(reader_mail(reader, a, bytes_of("x"), &m, &found, &err), -1);
	assert_int_equal(err.exit_code, 75);
	assert_non_null(strstr(err.text, "signal 9"));
	assert_int_equal(reader_mail(reader, a, bytes_of("x"), &m, &found, &err), -1);
	assert_int_equal(child_starts(reader), 2); /* each attempt gets a new one */
	child_free(reader);
}

static void a_reader_that_lies_is_ended(void **state)
{
	static const char *const ways[] = {"honest", "kind", "cut", "utf8", "status", "list", "part", "cell", "title", "column", "text", "wide", "asked", "far", "sign"};
	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct child *reader = child_new(ways[i]);
		struct mail m;
		struct classified found;
		struct err err = {0};
		int r = reader_mail(reader, a, bytes_of("x"), &m, &found, &err);
		bool honest = i == 0;
		assert_int_equal(r, honest ? 0 : -1);
		assert_int_equal(child_alive(reader), honest);
		assert_true(honest || (err.exit_code == 75 && !strstr(err.text, "process ended with") && !strstr(err.text, "died of"))); /* for what it said */
		child_free(reader);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_mails, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_by_answers, setup, teardown), cmocka_unit_test_setup_teardown(reads_files, setup, teardown),
		cmocka_unit_test_setup_teardown(cells_come_in_pieces, setup, teardown),
		cmocka_unit_test_setup_teardown(a_list_without_end_is_none, setup, teardown),
		cmocka_unit_test_setup_teardown(a_sheet_is_read_whole_or_not, setup, teardown),
		cmocka_unit_test_setup_teardown(a_reader_that_dies_is_an_error, setup, teardown),
		cmocka_unit_test_setup_teardown(a_reader_that_lies_is_ended, setup, teardown),
	};
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return strcmp(argv[2], "reader") == 0 ? reader_main(CHILD_FD) : liar_main(argv[2], CHILD_FD);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
