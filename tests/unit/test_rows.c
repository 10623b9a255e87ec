/* A row's own qualities, clause by clause of rules.md section 3. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "awkward_text.h"
#include "company.h"
#include "rows.h"

#define BIT(f) (1u << (f))

/* A lead row with nothing wrong; each case changes one or two cells of it. */
static struct lead_row whole(void)
{
	struct lead_row r = {.row = 2};
	for (int f = 0; f < FIELD_COUNT; f++)
		r.value[f] = "";
	r.value[FIELD_COMPANY] = "东莞市宏图机械有限公司";
	r.value[FIELD_PERSON] = "张三";
	r.value[FIELD_PHONE] = "13800138000";
	r.value[FIELD_BUSINESS] = "机械";
	r.value[FIELD_CAPITAL] = "100万";
	r.value[FIELD_NETWORK] = "无";
	r.value[FIELD_WEBSITE] = "无";
	r.value[FIELD_VALUE] = "有";
	return r;
}

static void test_filled_words(void **state)
{
	struct arena *a = *state;
	static const char *const never[] = {"", " ", "\xE3\x80\x80", "\xC2\xA0\xE2\x80\x8B", "-", "--", "—", "——", "/", "\\", "不详", "未知", "暂无数据", "待查", "N/A",
	                                    "n/a", "null", "NULL", "None", "－", "／", "＼", "Ｎ／Ａ", " 不详 ", "-；--", "；"};
	static const char *const always[] = {"---", ".", "没有", "无网站", "不详细", "x", "0", "暂无网站", "-；有"};
	for (int f = 0; f < FIELD_COUNT; f++) {
		for (size_t i = 0; i < sizeof never / sizeof *never; i++)
			if (cell_filled(a, (enum field)f, never[i]))
				fail_msg("'%s' fills %s", never[i], field_names[f]);
		for (size_t i = 0; i < sizeof always / sizeof *always; i++)
			if (!cell_filled(a, (enum field)f, always[i]))
				fail_msg("'%s' does not fill %s", always[i], field_names[f]);
		bool none_fills = f == FIELD_NETWORK || f == FIELD_WEBSITE || f == FIELD_VALUE || f == FIELD_CAPITAL;
		assert_int_equal(cell_filled(a, (enum field)f, "无"), none_fills);
		assert_int_equal(cell_filled(a, (enum field)f, "暂无"), f == FIELD_WEBSITE);
	}
}

/* proves: S0-2 */
static void test_each_field_is_asked_for(void **state)
{
	struct arena *a = *state;
	static const enum field asked[] = {FIELD_COMPANY, FIELD_PERSON, FIELD_PHONE, FIELD_BUSINESS, FIELD_CAPITAL, FIELD_NETWORK, FIELD_WEBSITE, FIELD_VALUE};
	struct lead_row r = whole();
	assert_int_equal(row_check(a, ROW_LEAD, &r, NULL).reason, REASON_NONE);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		r = whole();
		r.value[asked[i]] = "不详";
		struct row_check c = row_check(a, ROW_LEAD, &r, NULL);
		assert_int_equal(c.reason, REASON_MISSING);
		assert_int_equal(c.missing, BIT(asked[i]));
		bool for_all = asked[i] <= FIELD_PHONE;
		assert_int_equal(row_check(a, ROW_PROSPECT, &r, NULL).reason, for_all ? REASON_MISSING : REASON_NONE);
		assert_int_equal(row_check(a, ROW_VISIT, &r, NULL).reason, for_all ? REASON_MISSING : REASON_NONE);
	}
}

static void test_all_missing_are_named(void **state)
{
	struct arena *a = *state;
	struct lead_row r = whole();
	r.value[FIELD_CAPITAL] = "-";
	r.value[FIELD_VALUE] = "暂无";
	r.value[FIELD_COMPANY] = "宏图"; /* missing goes before the name, and both before the phone */
	r.value[FIELD_PHONE] = "138****8000";
	struct row_check c = row_check(a, ROW_LEAD, &r, NULL);
	assert_int_equal(c.reason, REASON_MISSING);
	assert_int_equal(c.missing, BIT(FIELD_CAPITAL) | BIT(FIELD_VALUE));
	r.value[FIELD_CAPITAL] = r.value[FIELD_VALUE] = "无";
	assert_int_equal(row_check(a, ROW_LEAD, &r, NULL).reason, REASON_COMPANY_NAME);
	r.value[FIELD_COMPANY] = "宏图公司";
	assert_int_equal(row_check(a, ROW_LEAD, &r, NULL).reason, REASON_PHONE);
	assert_string_equal(row_check(a, ROW_LEAD, &r, NULL).phone, "138****8000");
}

static const struct company_case {
	const char *name;
	enum reason reason;
} companies[] = {
	{"华鑫厂", REASON_COMPANY_NAME},
	{"华鑫 厂", REASON_COMPANY_NAME},
	{" 华鑫厂\xE3\x80\x80", REASON_COMPANY_NAME},
	{"华鑫\xE2\x80\x8B厂", REASON_COMPANY_NAME},
	{"华鑫五金", REASON_NONE},
	{"ABC厂", REASON_NONE},
	{"𠮷野家店", REASON_NONE},
	{"12345678", REASON_COMPANY_NAME},
	{"１２３４５６７８", REASON_COMPANY_NAME},
	{"1234 5678", REASON_COMPANY_NAME},
	{"12345678厂", REASON_NONE},
	{"----", REASON_COMPANY_NAME},
	{"（存续）", REASON_COMPANY_NAME},
	{"无", REASON_MISSING},
	{"暂无", REASON_MISSING},
	{"——", REASON_MISSING},
};

static void test_company_names(void **state)
{
	struct arena *a = *state;
	struct lead_row r = whole();
	for (size_t i = 0; i < sizeof companies / sizeof *companies; i++) {
		r.value[FIELD_COMPANY] = companies[i].name;
		struct row_check c = row_check(a, ROW_LEAD, &r, NULL);
		if (c.reason != companies[i].reason)
			fail_msg("'%s' gives '%s'", companies[i].name, reason_names[c.reason]);
	}
}

/* person and phone may share a cell, in either direction */
static const struct person_case {
	enum row_kind kind;
	const char *person, *contact, *met, *phone;
	enum reason reason;
	unsigned missing;
	const char *person_r, *phone_r;
} people[] = {
	{ROW_LEAD, "张三", "", "", "13800138000", REASON_NONE, 0, "张三", "13800138000"},
	{ROW_LEAD, "", "李四", "", "13800138000", REASON_NONE, 0, "李四", "13800138000"},
	{ROW_LEAD, "-", "李四", "", "13800138000", REASON_NONE, 0, "李四", "13800138000"},
	{ROW_LEAD, "张三 13800138000", "", "", "", REASON_NONE, 0, "张三", "13800138000"},
	{ROW_LEAD, "张三13800138000", "", "", "暂无", REASON_NONE, 0, "张三", "13800138000"},
	{ROW_LEAD, "张三", "李四/13900139000", "", "138****8000", REASON_NONE, 0, "张三", "13900139000"},
	{ROW_LEAD, "", "", "", "13800138000 张三", REASON_NONE, 0, "张三", "13800138000"},
	{ROW_LEAD, "", "", "", "张总：13800138000", REASON_NONE, 0, "张总", "13800138000"},
	{ROW_LEAD, "13800138000", "", "", "张三", REASON_NONE, 0, "张三", "13800138000"}, /* the other way round */
	{ROW_LEAD, "", "", "", "13800138000；张三13900139000", REASON_NONE, 0, "张三", "13800138000"},
	{ROW_LEAD, "", "", "", "13800138000", REASON_MISSING, BIT(FIELD_PERSON), "", "13800138000"},
	{ROW_LEAD, "13900139000", "", "", "13800138000", REASON_MISSING, BIT(FIELD_PERSON), "", "13800138000"},
	{ROW_LEAD, "无", "", "", "13800138000", REASON_MISSING, BIT(FIELD_PERSON), "", "13800138000"},
	{ROW_LEAD, "不详", "", "", "手机13800138000", REASON_MISSING, BIT(FIELD_PERSON), "", "13800138000"},
	{ROW_LEAD, "***", "", "", "不详 13800138000", REASON_MISSING, BIT(FIELD_PERSON), "", "13800138000"},
	{ROW_LEAD, "张三", "", "", "", REASON_MISSING, BIT(FIELD_PHONE), "张三", ""},
	{ROW_LEAD, "张三", "", "", "无", REASON_MISSING, BIT(FIELD_PHONE), "张三", ""},
	{ROW_LEAD, "", "", "", "", REASON_MISSING, BIT(FIELD_PHONE) | BIT(FIELD_PERSON), "", ""},
	{ROW_LEAD, "张三", "", "", " 1.38E+10 ", REASON_PHONE, 0, "张三", "1.38E+10"},
	{ROW_LEAD, "张三 138****8000", "", "", "", REASON_PHONE, 0, "张三", "张三 138****8000"},
	{ROW_LEAD, "", "", "", "张三", REASON_PHONE, 0, "张三", "张三"},
	{ROW_LEAD, "", "", "王总", "13800138000", REASON_MISSING, BIT(FIELD_PERSON), "", "13800138000"},
	{ROW_VISIT, "", "", "王总", "13800138000", REASON_NONE, 0, "王总", "13800138000"},
	{ROW_VISIT, "张三", "", "王总 13900139000", "", REASON_NONE, 0, "王总", "13900139000"},
	{ROW_VISIT, "张三", "", "无", "13800138000", REASON_NONE, 0, "张三", "13800138000"},
	{ROW_PROSPECT, "", "李四", "", "0769-88888888", REASON_NONE, 0, "李四", "0769-88888888"},
	{ROW_PROSPECT, "Li Lei", "", "", "0769-88888888", REASON_NONE, 0, "Li Lei", "0769-88888888"},
};

/* proves: S0-2 */
static void test_person_and_phone(void **state)
{
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
		const struct person_case *p = &people[i];
		struct lead_row r = whole();
		r.value[FIELD_PERSON] = p->person;
		r.value[FIELD_CONTACT] = p->contact;
		r.value[FIELD_PERSON_MET] = p->met;
		r.value[FIELD_PHONE] = p->phone;
		struct row_check c = row_check(a, p->kind, &r, NULL);
		if (c.reason != p->reason || c.missing != p->missing || strcmp(c.phone, p->phone_r) != 0)
			fail_msg("case %zu: reason '%s', missing %x, phone '%s'", i, reason_names[c.reason], c.missing, c.phone);
		assert_string_equal(c.person, p->person_r);
	}
}

static void test_office_area_and_flags(void **state)
{
	struct arena *a = *state;
	struct lead_row r = whole();
	r.value[FIELD_PHONE] = "88888888";
	assert_int_equal(row_check(a, ROW_LEAD, &r, NULL).reason, REASON_PHONE);
	assert_string_equal(row_check(a, ROW_LEAD, &r, "0769").phone, "0769-88888888");
	assert_false(row_check(a, ROW_LEAD, &r, "0769").phone_flagged);
	r.value[FIELD_PHONE] = "400-800-1234";
	assert_int_equal(row_check(a, ROW_LEAD, &r, NULL).reason, REASON_NONE);
	assert_true(row_check(a, ROW_LEAD, &r, NULL).phone_flagged);
}

static void test_key_and_code(void **state)
{
	struct arena *a = *state;
	struct lead_row r = whole();
	r.value[FIELD_COMPANY] = " 东莞市宏图机械有限公司（存续） ";
	r.value[FIELD_USCC] = "91440300708461136t";
	struct row_check c = row_check(a, ROW_LEAD, &r, NULL);
	assert_string_equal(c.company, "东莞市宏图机械有限公司（存续）");
	assert_string_equal(c.company_key, "东莞市宏图机械有限公司");
	assert_string_equal(c.uscc, "91440300708461136T");
	r.value[FIELD_USCC] = "91440300708461136A"; /* a wrong check digit: ignored, the row counts */
	c = row_check(a, ROW_LEAD, &r, NULL);
	assert_int_equal(c.reason, REASON_NONE);
	assert_string_equal(c.uscc, "");
	r.value[FIELD_COMPANY] = "不详";
	assert_string_equal(row_check(a, ROW_LEAD, &r, NULL).company_key, "");
}

/* Whatever is in its cells, a row is judged at first sight as it is the long way. */
static void test_short_ways(void **state)
{
	struct arena *own = arena_new();
	uint32_t random = 20261122;
	(void)state;
	size_t whole_ones = 0;
	for (int i = 0; i < 30000; i++) {
		struct lead_row r = whole(), l = whole();
		enum row_kind kind = ROW_LEAD + awkward_random(&random, ROW_KIND_COUNT - ROW_LEAD);
		for (int f = 0; f < FIELD_COUNT; f++) {
			if (awkward_random(&random, 4) == 0)
				r.value[f] = awkward_text(own, &random, 4);
			l.value[f] = arena_printf(own, LONG_WAY "%s", r.value[f]);
			if (cell_filled(own, (enum field)f, r.value[f]) != cell_filled(own, (enum field)f, l.value[f]))
				fail_msg("'%s' fills %s in one way alone", r.value[f], field_names[f]);
		}
		const char *area = awkward_random(&random, 2) ? "0769" : NULL;
		struct row_check c = row_check(own, kind, &r, area), o = row_check(own, kind, &l, area);
		if (c.reason != o.reason || c.missing != o.missing || c.phone_flagged != o.phone_flagged || strcmp(c.company, o.company) != 0 ||
		    strcmp(c.company_key, o.company_key) != 0 || strcmp(c.uscc, o.uscc) != 0 || strcmp(c.person, o.person) != 0 || strcmp(c.phone, o.phone) != 0)
			fail_msg("'%s' '%s' '%s' '%s': %s/%x/%s/%s/%s and %s/%x/%s/%s/%s", r.value[FIELD_COMPANY], r.value[FIELD_PERSON], r.value[FIELD_PHONE], r.value[FIELD_USCC],
			         reason_names[c.reason], c.missing, c.company_key, c.person, c.phone, reason_names[o.reason], o.missing, o.company_key, o.person, o.phone);
		whole_ones += c.reason == REASON_NONE;
		arena_reset(own);
	}
	assert_in_range(whole_ones, 3000, 27000);
	arena_free(own);
}

static int open_all(void **state)
{
	company_open();
	*state = arena_new();
	return 0;
}

static int close_all(void **state)
{
	arena_free(*state);
	company_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_filled_words),
		cmocka_unit_test(test_each_field_is_asked_for),
		cmocka_unit_test(test_all_missing_are_named),
		cmocka_unit_test(test_company_names),
		cmocka_unit_test(test_person_and_phone),
		cmocka_unit_test(test_office_area_and_flags),
		cmocka_unit_test(test_key_and_code),
		cmocka_unit_test(test_short_ways),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
