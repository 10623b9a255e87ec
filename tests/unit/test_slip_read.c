/* What is read of a mail in a form's terms: values in their normal forms, words that nobody wrote for us, and whether it is a slip at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/text.h"
#include "grids.h"
#include "headers.h"
#include "office_yaml.h"
#include "slip_read.h"
#include "values/form.h"

static struct arena *a;
static const struct office *o;

#define DAY date_make(2026, 9, 14)

static const char *as(enum form_type type, const char *text)
{
	static const char *choices[] = {"书面", "书面警告", "口头"};
	struct form_field d = {.name = "x", .title = "x", .type = type, .choices = {choices, 3, 3}};
	const char *s = slip_normal(a, o, &d, text, DAY);
	return s ? s : "-";
}

static void test_values(void **state)
{
	(void)state;
	static const struct {
		enum form_type type;
		const char *text, *value;
	} table[] = {
		{FORM_MONEY, "3.5万", "35000.00"}, {FORM_MONEY, "３５００元", "3500.00"}, {FORM_MONEY, "¥1,234,567.8", "1234567.80"}, {FORM_MONEY, "1,23", "-"}, {FORM_MONEY, "1,2345", "-"},
		{FORM_MONEY, "3,5万", "-"}, {FORM_MONEY, "1234,567", "-"}, {FORM_MONEY, "3500/4000", "-"}, {FORM_MONEY, "3500元/年", "3500.00"}, {FORM_MONEY, "3500元每年", "3500.00"},
		{FORM_MONEY, "-500", "-"}, {FORM_MONEY, "0", "0.00"}, {FORM_MONEY, "壹仟元整", "1000.00"}, {FORM_MONEY, "人民币壹万贰仟叁佰肆拾伍元陆角柒分", "12345.67"},
		{FORM_MONEY, "贰拾万零伍佰元整", "200500.00"}, {FORM_MONEY, "壹亿元", "100000000.00"}, {FORM_MONEY, "壹贰元", "-"}, {FORM_MONEY, "拾元", "-"}, {FORM_MONEY, "壹仟", "-"}, {FORM_MONEY, "元", "-"},
		{FORM_MONEY, "伍佰元陆", "-"}, {FORM_MONEY, "壹万元壹万", "-"}, {FORM_MONEY, "壹仟元整(￥1,000.00)", "1000.00"}, {FORM_MONEY, "壹仟元整（￥10,000）", "-"}, {FORM_MONEY, "1000元（大写：壹仟元整）", "1000.00"},
		{FORM_MONEY, "3500(含税)", "3500.00"}, {FORM_MONEY, "999999999999", "999999999999.00"}, {FORM_MONEY, "9999999999999", "-"}, {FORM_MONEY, "999999999999万", "9999999999990000.00"},
		{FORM_DATE, "10月8日", "2026-10-08"}, {FORM_DATE, "10/8", "2026-10-08"}, {FORM_DATE, "20261008", "2026-10-08"}, {FORM_DATE, "20261308", "-"}, {FORM_DATE, "2026.10.8", "2026-10-08"},
		{FORM_DATE, "10月8号下午", "2026-10-08"}, {FORM_DATE, "下周五", "-"}, {FORM_DATE, "99999999999999999999-1-1", "-"},
		{FORM_MONTH, "2026年9月", "2026-09"}, {FORM_MONTH, "9月", "2026-09"}, {FORM_MONTH, "9月份", "2026-09"}, {FORM_MONTH, "2026-10", "2026-10"}, {FORM_MONTH, "2026/1", "2026-01"}, {FORM_MONTH, "12", "2026-12"},
		{FORM_MONTH, "1", "2027-01"}, {FORM_MONTH, "13", "-"}, {FORM_MONTH, "本月", "-"}, {FORM_MONTH, "9月8日", "-"}, {FORM_MONTH, "0026-09", "-"},
		{FORM_NUMBER, "ht-0031号", "HT-0031"}, {FORM_NUMBER, "无", "-"}, {FORM_FIGURE, "95", "95"}, {FORM_FIGURE, "4.50", "4.50"}, {FORM_FIGURE, "98.5%", "98.50"}, {FORM_FIGURE, "95 分", "95"},
		{FORM_FIGURE, "满意", "-"}, {FORM_FIGURE, "1.234", "-"}, {FORM_FIGURE, "4/5", "-"}, {FORM_CHOICE, "给予书面警告", "书面警告"}, {FORM_CHOICE, "无", "-"},
		{FORM_PERSON, "李总监", "李总监"}, {FORM_PERSON, "李总监（市场部）", "李总监"}, {FORM_PERSON, "d", "d"}, {FORM_PERSON, "路人甲", "-"}, {FORM_PERSON, "王芳", "-"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(as(table[i].type, table[i].text), table[i].value) != 0)
			fail_msg("\"%s\": %s, not %s", table[i].text, as(table[i].type, table[i].text), table[i].value);
}

/* One person of several, or of a longer name, is nobody; so is one choice of several, but for the one that is ticked. */
static void test_one_of_several(void **state)
{
	(void)state;
	static const struct {
		enum form_type type;
		const char *text, *value;
	} table[] = {
		{FORM_PERSON, "张伟", "张伟"}, {FORM_PERSON, "业务员张伟", "张伟"}, {FORM_PERSON, "张伟（业务一部）", "张伟"}, {FORM_PERSON, "张伟 业务一部", "张伟"}, {FORM_PERSON, "张伟总", "张伟"},
		{FORM_PERSON, "张伟、张伟", "张伟"}, {FORM_PERSON, "张伟民", "-"}, {FORM_PERSON, "张伟明", "-"}, {FORM_PERSON, "欧张伟", "-"}, {FORM_PERSON, "陈平娜、张伟", "-"}, {FORM_PERSON, "张伟/陈平娜", "-"},
		{FORM_PERSON, "张伟民、张伟", "-"}, {FORM_PERSON, "同名", "-"}, {FORM_PERSON, "Tomorrow", "-"}, {FORM_PERSON, "Tom", "Tom"}, {FORM_PERSON, "业务员Tom", "Tom"},
		{FORM_CHOICE, "书面警告", "书面警告"}, {FORM_CHOICE, "书面", "书面"}, {FORM_CHOICE, "口头、书面", "-"}, {FORM_CHOICE, "书面警告、书面", "-"}, {FORM_CHOICE, "□口头 ☑书面", "书面"},
		{FORM_CHOICE, "☑口头 □书面 □书面警告", "口头"}, {FORM_CHOICE, "口头□ 书面√", "书面"}, {FORM_CHOICE, "□口头 □书面", "-"}, {FORM_CHOICE, "☑口头 ☑书面", "-"}, {FORM_CHOICE, "√书面警告", "书面警告"},
		{FORM_CHOICE, "书面√", "书面"}, {FORM_CHOICE, "□口头", "-"},
	};
	struct office *own = arena_memdup(a, o, sizeof *own);
	static const char *const names[] = {"张伟", "张伟民", "陈平娜", "同名", "同名", "Tom"}, *const ids[] = {"r1", "r2", "r3", "r4", "r5", "r6"};
	own->staff = arena_alloc(a, 6 * sizeof *own->staff);
	own->staff_count = 6;
	for (size_t i = 0; i < 6; i++)
		own->staff[i] = (struct staff){.id = ids[i], .name = names[i], .roles = 1u << ROLE_REP, .since = DATE_NONE, .until = i == 1 ? DAY - 30 : DATE_NONE};
	const struct office *before = o;
	o = own;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(as(table[i].type, table[i].text), table[i].value) != 0)
			fail_msg("\"%s\": %s, not %s", table[i].text, as(table[i].type, table[i].text), table[i].value);
	o = before;
}

/* ---- mails ---- */

static struct slip_reading reading(const char *form)
{
	return (struct slip_reading){a, o, office_form(o, form), DAY, SLIP_TABLES_ALL};
}

/* What separates values in an event can't be written by anybody. */
static void test_no_value_holds_another(void **state)
{
	(void)state;
	struct slip_reading r = reading("order");
	struct slip_values v = slip_values_new(a, r.f), back = slip_values_new(a, r.f);
	struct mail m = {.text = "客户：某某公司\x1e@收据\x1f\x1e" "contract\x1fHT-1\n产品：a\x01" "b", .subject = ""};
	slip_read(&r, &m, NULL, &v);
	slip_values_add(a, r.f, slip_values_text(a, r.f, &v), &back);
	assert_string_equal(back.value[form_field(r.f, "customer")], "某某公司 @收据  contract HT-1");
	assert_string_equal(back.value[form_field(r.f, "product")], "a b");
	assert_null(back.value[form_field(r.f, "contract")]);
	for (size_t i = 0; i < r.f->papers_count; i++)
		assert_false(back.paper[i]);
}

static void test_values_that_grow(void **state)
{
	(void)state;
	struct slip_reading r = reading("order");
	struct slip_values v = slip_values_new(a, r.f);
	struct buf b = {0};
	buf_printf(&b, "客户：\x01\x02\n合同编号：1");
	for (int i = 0; i < 390; i++)
		buf_printf(&b, "㎒");
	struct mail m = {.text = arena_strndup(a, (const char *)b.data, b.size), .subject = ""};
	slip_read(&r, &m, NULL, &v);
	int contract = form_field(r.f, "contract"), customer = form_field(r.f, "customer");
	assert_null(v.value[customer]);
	assert_null(v.unread[customer]);
	assert_null(v.value[contract]);
	assert_non_null(v.unread[contract]);
	buf_release(&b);
}

static double seconds_for(const char *text)
{
	struct slip_reading r = reading("order");
	struct slip_values v = slip_values_new(a, r.f);
	struct mail m = {.text = text, .subject = ""};
	double before = clock_monotonic();
	slip_read(&r, &m, NULL, &v);
	return clock_monotonic() - before;
}

static const char *many(const char *piece, size_t bytes)
{
	struct buf b = {0};
	while (b.size < bytes)
		buf_printf(&b, "%s", piece);
	const char *text = arena_strndup(a, (const char *)b.data, b.size);
	buf_release(&b);
	return text;
}

/* The clerk itself reads the words: no text, however made, holds it up. */
static void test_long_lines(void **state)
{
	(void)state;
	static const char *const pieces[] = {":", " :", "客 :", "客户", "客户：", "\t", "客户名称 ", "一二三四：", "，：", "\n：", "1、：", "http://a/"};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		size_t used = arena_used(a);
		double s = seconds_for(many(pieces[i], 256 * 1024));
		if (s > 2 || arena_used(a) - used > 64 * 1024 * 1024)
			fail_msg("\"%s\": %.1f seconds, %zu bytes", pieces[i], s, arena_used(a) - used);
	}
}

static void test_pairs_that_are_many(void **state)
{
	(void)state;
	struct slip_reading r = reading("order");
	struct slip_values v = slip_values_new(a, r.f);
	struct classified c = {0};
	struct mail m = {.text = "", .subject = ""};
	for (size_t i = 0; i < CLASSIFY_MAX_PAIRS; i++)
		ARENA_PUSH(a, &c, pairs) = (struct label_pair){i % 2 ? "客户名称" : "无关的一栏", arena_printf(a, "第%zu家", i), i % 3 == 0};
	size_t used = arena_used(a);
	slip_read(&r, &m, &c, &v);
	assert_true(arena_used(a) - used < 8 * 1024 * 1024);
	assert_non_null(v.value[0]);
}

static const char *form_of(const char *subject, const char *file)
{
	struct mail m = {.subject = subject, .text = ""};
	struct policy p = o->policies[0];
	if (file)
		ARENA_PUSH(a, &m, parts) = (struct part){.source = PART_ATTACHMENT, .file_name = file, .status = TABLE_NOT_A_TABLE};
	const struct form *f = slip_form_of(o, &p, &m, 1u << ROLE_REP);
	return f ? f->id : "-";
}

static void test_which_form(void **state)
{
	(void)state;
	static const struct {
		const char *subject, *file, *form;
	} table[] = {{"下单", NULL, "order"}, {"东莞宏达 签单", NULL, "order"}, {"今日客户资料", NULL, "-"}, {"客户资料", "签单合同.pdf", "order"}, {"合同领用", NULL, "contract_issue"},
	             {"合同入库", NULL, "-"}, {"关于下单前的价格备案", NULL, "price_filing"}, {"", "用章.doc", "seal_use"}, {"回复：下单", NULL, "order"}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(form_of(table[i].subject, table[i].file), table[i].form) != 0)
			fail_msg("\"%s\": %s", table[i].subject, form_of(table[i].subject, table[i].file));
}

/* A mail called 签单客户资料 with one attached table. */
static bool is_list(const char *told_by, size_t rows, bool evidence, const char *text)
{
	struct slip_reading r = reading("order");
	struct mail m = {.subject = "签单客户资料", .text = text};
	struct classified c = {.meant_list = true};
	ARENA_PUSH(a, &m, parts) = (struct part){.source = PART_ATTACHMENT, .file_name = "0914.xlsx", .status = TABLE_OK};
	if (told_by)
		ARENA_PUSH(a, &c, tables) = (struct lead_table){.kind = ROW_LEAD, .told_by = told_by, .rows_count = rows};
	else
		ARENA_PUSH(a, &c, unknown) = (struct unknown_table){.evidence = evidence, .width = 5};
	for (size_t i = 0; !told_by && i < 2; i++)
		ARENA_PUSH(a, &c.unknown[0], columns) = (struct unknown_column){.at = i, .title = "", .first = {"甲", "乙", "丙"}, .first_count = rows < 3 ? rows : 3};
	return slip_is_list(&r, &m, &c);
}

static void test_list_or_slip(void **state)
{
	(void)state;
	assert_true(is_list("subject", 1, false, ""));
	assert_true(is_list("default", 100, false, "客户：甲公司\n合同编号：HT-1\n金额：5"));
	assert_false(is_list("default", 1, false, ""));             /* a form that was drawn with a list's columns */
	assert_true(is_list(NULL, 100, true, "请查收"));             /* a list that was not understood is asked about, not lost */
	assert_false(is_list(NULL, 100, false, "请查收"));
	assert_false(is_list(NULL, 2, true, "请查收"));
	assert_false(is_list(NULL, 100, true, "客户：甲公司\n合同编号：HT-1"));
}

/* With names, one of them twice. */
static const struct office *with_names(void)
{
	struct office *own = arena_memdup(a, office_of(a, "policies: [{effective: 2026-01-01}]\n"), sizeof *own);
	own->staff = arena_memdup(a, own->staff, own->staff_count * sizeof *own->staff);
	own->staff[0].name = "李总监";
	own->staff[1].name = own->staff[2].name = "王芳";
	return own;
}

/* ---- rows ---- */

/* "客户|金额\n甲|5": a grid; rows are numbered from 1. */
static struct grid grid_of(const char *text)
{
	struct grid g = {.label = "表"};
	for (int row = 1; *text; row++) {
		struct grid_row r = {.row = row};
		size_t line = strcspn(text, "\n"), cap = 0;
		for (const char *p = text, *end = text + line; p <= end; p += strcspn(p, "|\n") + 1) {
			r.cells = arena_grow(a, r.cells, r.cells_count, &cap, sizeof *r.cells);
			r.cells[r.cells_count++] = arena_strndup(a, p, strcspn(p, "|\n"));
		}
		ARENA_PUSH(a, &g, rows) = r;
		text += line + (text[line] == '\n');
	}
	return g;
}

static struct slip_sheet rows_of(const char *words, const char *table)
{
	struct slip_reading r = reading("receivable");
	struct classified c = {0};
	struct slip_sheet s;
	ARENA_PUSH(a, &c, grids) = grid_of(table);
	slip_read_rows(&r, &(struct mail){.text = words, .subject = ""}, &c, &s);
	return s;
}

/* What its rows say, "2:甲,5.00,2026-09-30,- 3:..." */
static const char *in_text(const struct slip_sheet *s)
{
	const char *text = "";
	for (size_t i = 0; i < s->items_count; i++) {
		text = arena_printf(a, "%s%s%d:", text, i ? " " : "", s->items[i].row);
		for (size_t k = 0; k < 4; k++)
			text = arena_printf(a, "%s%s%s%s", text, k ? "," : "", s->items[i].v.unread[k] ? "?" : "", s->items[i].v.value[k] ? s->items[i].v.value[k] : s->items[i].v.unread[k] ? s->items[i].v.unread[k] : "-");
	}
	return text;
}

static void test_rows(void **state)
{
	(void)state;
	static const struct {
		const char *name, *words, *table, *rows;
	} table[] = {
		{"plain", "", "客户|金额|到期日|业务员\n甲公司|5|9月30日|李总监\n乙公司|6|10/8|d", "2:甲公司,5.00,2026-09-30,李总监 3:乙公司,6.00,2026-10-08,d"},
		{"other columns, another order", "", "序号|业务员|备注|应收金额|客户名称|到期日\n1|李总监|急|5|甲公司|9月30日", "2:甲公司,5.00,2026-09-30,李总监"},
		{"titles above, which say something", "", "九月应收\n到期日：9月30日|业务员：李总监\n客户|金额\n甲公司|5", "4:甲公司,5.00,2026-09-30,李总监"},
		{"words of the mail", "到期日：9月30日\n请查收", "客户|金额\n甲公司|5", "2:甲公司,5.00,2026-09-30,-"},
		{"the table's own text in the mail's words", "客户\t金额\n甲公司\t5\n乙公司\t", "客户|金额\n甲公司|5\n乙公司|", "2:甲公司,5.00,-,- 3:乙公司,-,-,-"},
		{"totals, notes, headers again", "", "客户|金额\n甲公司|5\n小计|5\n客户|金额\n乙公司|6\n合计|11\n备注：以上含税\n制表 孙", "2:甲公司,5.00,-,- 5:乙公司,6.00,-,-"},
		{"a row that says one thing is no note", "", "客户|金额\n甲公司|5\n乙公司|", "2:甲公司,5.00,-,- 3:乙公司,-,-,-"},
		{"not to be read", "", "客户|金额\n甲公司|再议", "2:甲公司,?再议,-,-"},
		{"a cell goes before what is said of all", "金额：7", "客户|金额\n甲公司|5\n乙公司|再议\n丙公司|\n丁公司|____", "2:甲公司,5.00,-,- 3:乙公司,?再议,-,- 4:丙公司,7.00,-,- 5:丁公司,7.00,-,-"},
		{"同上", "", "客户|金额|业务员\n甲公司|5|李总监\n乙公司|6|同上\n丙公司|〃|〃", "2:甲公司,5.00,-,李总监 3:乙公司,6.00,-,李总监 4:丙公司,6.00,-,李总监"},
		{"no header", "", "甲公司|5\n乙公司|6", ""},
		{"one column is no header", "", "客户\n甲公司", ""},
		{"nothing below", "", "客户|金额", ""},
		{"the same column twice", "", "客户|金额|金额\n甲公司|5|6", "2:甲公司,5.00,-,-"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct slip_sheet s = rows_of(table[i].words, table[i].table);
		if (strcmp(in_text(&s), table[i].rows) != 0)
			fail_msg("%s: \"%s\"", table[i].name, in_text(&s));
	}
}

static void test_too_many_rows(void **state)
{
	(void)state;
	struct buf b = {0};
	buf_printf(&b, "客户|金额\n");
	for (int i = 0; i < SLIP_MAX_ROWS + 7; i++)
		buf_printf(&b, "第%d家公司|%d\n", i, i);
	struct slip_sheet s = rows_of("", arena_strndup(a, (const char *)b.data, b.size));
	assert_int_equal(s.items_count, SLIP_MAX_ROWS);
	assert_int_equal(s.more, 7);
	buf_release(&b);
}

/* A sheet as the reader hands it on. */
static void test_grids(void **state)
{
	(void)state;
	static const struct cell header[] = {{"客户"}, {"金额"}}, first[] = {{" 甲公司 "}, {"5"}}, second[] = {{""}, {"6"}}, third[] = {{"乙公司"}, {"7"}};
	static const struct cell *const cells[] = {header, first, second, third};
	struct sheet s = {.name = "九月"};
	struct mail m = {0};
	struct classified c = {0};
	for (int i = 0; i < 4; i++)
		ARENA_PUSH(a, &s, rows) = (struct table_row){.number = i + 1, .cells = arena_memdup(a, cells[i], 2 * sizeof *cells[i]), .cell_count = 2};
	ARENA_PUSH(a, &s, merges) = (struct table_merge){2, 3, 0, 0};
	ARENA_PUSH(a, &m, parts) = (struct part){.source = PART_ATTACHMENT, .file_name = "应收.xlsx", .status = TABLE_OK, .file = {.sheets = &s, .sheets_count = 1}};
	grids_take(a, &m, &c);
	assert_int_equal(c.grids_count, 1);
	assert_string_equal(c.grids[0].label, "九月");
	assert_int_equal(c.grids[0].rows_count, 4);
	assert_string_equal(c.grids[0].rows[1].cells[0], "甲公司");
	assert_string_equal(c.grids[0].rows[2].cells[0], "甲公司"); /* merged downwards */
	assert_string_equal(c.grids[0].rows[3].cells[0], "乙公司");
	ARENA_PUSH(a, &c, tables) = (struct lead_table){.part = 0, .sheet = 0};
	c.grids_count = 0;
	grids_take(a, &m, &c);
	assert_int_equal(c.grids_count, 0); /* a list is none */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_one_of_several), cmocka_unit_test(test_no_value_holds_another), cmocka_unit_test(test_values_that_grow), cmocka_unit_test(test_long_lines), cmocka_unit_test(test_pairs_that_are_many),
		cmocka_unit_test(test_which_form), cmocka_unit_test(test_list_or_slip), cmocka_unit_test(test_rows), cmocka_unit_test(test_too_many_rows), cmocka_unit_test(test_grids),
	};
	struct err err;
	a = arena_new();
	must(headers_open(&err) == 0);
	o = with_names();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	headers_close();
	arena_free(a);
	return failed;
}
