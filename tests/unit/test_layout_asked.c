/* Tables whose columns are not recognised: by what they are known again, what is asked, and how they are read once it was answered. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "classify.h"
#include "columns_said.h"
#include "company.h"
#include "headers.h"
#include "layout_asked.h"
#include "parsers/fill.h"

static struct arena *a;

/* A line is a row, | parts cells. */
static struct sheet draw(const char *text)
{
	struct table_file file;
	struct fill *f = arena_alloc(a, sizeof *f);
	char *rest = arena_strdup(a, text);
	fill_init(f, a, &file);
	fill_sheet(f, "Sheet1", false);
	for (int number = 1; rest && *rest; number++) {
		char *line = strsep(&rest, "\n");
		for (size_t at = 0; line; at++)
			fill_cell(f, at, strsep(&line, "|"));
		assert_true(fill_row(f, number, false));
	}
	return file.sheets[0];
}

static const char *sign(const char *text)
{
	struct sheet s = draw(text);
	return layout_sign(a, &s);
}

#define WITH_HEADER "甲|乙|丙\n宏图机械|13800138000|张三\n远大五金|13900139000|李四\n"
#define WITHOUT "华鑫|13800138000|张三\n永盛|13900139000|李四\n"

static void test_signs(void **state)
{
	(void)state;
	const char *h = sign(WITH_HEADER), *s = sign(WITHOUT);
	assert_true(h[0] == 'h' && h[1] == '3' && h[2] == '.' && strlen(h) == 19);
	assert_int_equal(s[0], 's');
	/* other rows, titles over them, blanks in the header: the same layout */
	assert_string_equal(h, sign("九月名单\n\n 甲 |乙|丙\n某某商行|0769-88888888|王五|旁边\n"));
	assert_string_equal(s, sign("美景|13700137000|赵云\n长青|13600136000|孙兰\n天成|13500135000|周平\n"));
	/* another order, another word, another width */
	assert_string_not_equal(h, sign("乙|甲|丙\n宏图机械|13800138000|张三\n"));
	assert_string_not_equal(h, sign("甲|乙|丁\n宏图机械|13800138000|张三\n"));
	assert_string_not_equal(h, sign("甲|乙|丙|丁\n宏图机械|13800138000|张三|1\n"));
	assert_string_not_equal(s, sign("13800138000|华鑫|张三\n13900139000|永盛|李四\n"));
	assert_string_equal(sign("一列\n1\n2\n"), "");
}

static struct unknown_table asked(const char *text)
{
	struct sheet s = draw(text);
	struct unknown_table u = {.why = UNKNOWN_COLUMNS};
	layout_ask(a, &s, &u);
	return u;
}

static void test_what_is_asked(void **state)
{
	(void)state;
	struct unknown_table u = asked("名单\n编号|对方||号码|谁\n1|东莞市宏图机械有限公司||13800138000|张三\n2|东莞市远大五金有限公司||13900139000|李四\n3|东莞市美景酒店||1370013700|王五\n");
	assert_int_equal(u.row, 2);
	assert_int_equal(u.width, 5);
	assert_true(u.evidence);
	assert_int_equal(u.columns_count, 4); /* the empty one is not asked about */
	assert_int_equal(u.columns[0].field, FIELD_SEQ);
	assert_string_equal(u.columns[1].title, "对方");
	assert_string_equal(u.columns[1].first[2], "东莞市美景酒店");
	assert_int_equal(u.columns[1].guess, FIELD_COMPANY);
	assert_int_equal(u.columns[2].at, 3);
	assert_int_equal(u.columns[2].guess, FIELD_PHONE);
	assert_int_equal(u.columns[3].guess, FIELD_PERSON);
	u = asked("型号|数量\nA1|2\nA2|3\n");
	assert_false(u.evidence);
}

static struct classified read_by(const char *text, const char *said)
{
	struct sheet s = draw(text);
	struct mail m = {.subject = "意向客户"};
	struct part p = {.file_name = "a.xlsx", .status = TABLE_OK, .detail = ""};
	struct known_layout k = {.sign = layout_sign(a, &s)};
	struct known_layouts known = {.items = &k, .items_count = 1};
	struct columns_said now = columns_said(a, said, 26);
	struct classified c;
	columns_overlay(a, &k, &now);
	ARENA_PUSH(a, &p.file, sheets) = s;
	ARENA_PUSH(a, &m, parts) = p;
	classify_mail(a, &m, &known, &c);
	return c;
}

static void test_read_by_an_answer(void **state)
{
	(void)state;
	struct classified c = read_by(WITH_HEADER, "A=公司 B=电话 C=法人");
	assert_int_equal(c.tables_count, 1);
	assert_int_equal(c.unknown_count, 0);
	assert_int_equal(c.tables[0].rows_count, 2);
	assert_int_equal(c.tables[0].rows[0].row, 2);
	assert_string_equal(c.tables[0].rows[1].value[FIELD_COMPANY], "远大五金");
	assert_string_equal(c.tables[0].rows[1].value[FIELD_PHONE], "13900139000");
	assert_string_equal(c.tables[0].rows[1].value[FIELD_PERSON], "李四");
	assert_string_equal(c.tables[0].columns[2].title, "丙");
	/* what is understood without him stays, what he says goes before it */
	c = read_by("名|电话|主营业务|谁\n宏图机械|13800138000|机械|张三\n", "A=公司 D=法人 C=忽略");
	assert_string_equal(c.tables[0].rows[0].value[FIELD_PHONE], "13800138000");
	assert_string_equal(c.tables[0].rows[0].value[FIELD_BUSINESS], "");
	/* no company: still not understood */
	c = read_by(WITH_HEADER, "B=电话 C=法人");
	assert_int_equal(c.tables_count, 0);
	assert_int_equal(c.unknown_count, 1);
	/* without a header, all rows are rows; and where no phones are, it is another thing that looks alike */
	c = read_by(WITHOUT, "A=公司 B=电话 C=法人");
	assert_int_equal(c.tables[0].rows_count, 2);
	assert_string_equal(c.tables[0].rows[0].value[FIELD_COMPANY], "华鑫");
	c = read_by("华鑫|现金|张三\n永盛|转账|李四\n", "A=公司 B=电话 C=法人");
	assert_int_equal(c.tables_count, 0);
	/* another layout is not touched */
	struct sheet s = draw(WITH_HEADER);
	struct known_layout k = {.sign = "h3.0000000000000000"};
	size_t start;
	struct layout l;
	assert_false(layout_answered(a, &s, &k, &start, &l));
}

static int open_all(void **state)
{
	struct err err;
	(void)state;
	a = arena_new();
	company_open();
	return headers_open(&err);
}

static int close_all(void **state)
{
	(void)state;
	headers_close();
	company_close();
	arena_free(a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_signs), cmocka_unit_test(test_what_is_asked), cmocka_unit_test(test_read_by_an_answer)};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
