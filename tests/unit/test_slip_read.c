/* What is read of a mail in a form's terms: values in their normal forms, words that nobody wrote for us, and whether it is a slip at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/text.h"
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

/* ---- mails ---- */

static struct slip_reading reading(const char *form)
{
	return (struct slip_reading){a, o, office_form(o, form), DAY};
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_no_value_holds_another), cmocka_unit_test(test_long_lines), cmocka_unit_test(test_pairs_that_are_many),
		cmocka_unit_test(test_which_form), cmocka_unit_test(test_list_or_slip),
	};
	a = arena_new();
	o = with_names();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return failed;
}
