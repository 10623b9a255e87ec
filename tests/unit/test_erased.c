/* Erased cells: a row goes on being judged as before, and what is looked for in texts is found however it is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "company.h"
#include "erased.h"
#include "rows.h"

static int start(void **state)
{
	company_open();
	*state = arena_new();
	return 0;
}

static int stop(void **state)
{
	arena_free(*state);
	company_close();
	return 0;
}

static const char *const persons[] = {"", "张伟", "不详", "-", "Li Lei", "张伟13800138000", "13800138000", "⟦", "无", "李四 王五", "12345"};
static const char *const phones[] = {"", "13800138000", "138 0013 8000", "138****8000", "1.38E+10", "无", "0769-88888888", "88888888", "张三 13800138000", "12345", "4008001234", "13800138000；13900139000"};
static const char *const companies[] = {"东莞市甲乙有限公司", "东莞", "", "12345678", "——————", "东莞市甲乙有限公司（存续）", "ＡＢＣ有限公司"};
static const char *const others[] = {"", "无", "暂无", "五金", "-", "N/A", "⟦已", "13800138000", "找老板 138-0013-8000"};
#define ANY(list) list[(size_t)rand() % (sizeof(list) / sizeof *(list))]

static struct lead_row any_row(void)
{
	struct lead_row r = {.row = 1};
	for (int f = 0; f < FIELD_COUNT; f++)
		r.value[f] = rand() % 3 ? "" : ANY(others);
	for (int f = FIELD_BUSINESS; f <= FIELD_VALUE; f++)
		r.value[f] = rand() % 6 ? "有" : ANY(others);
	r.value[FIELD_COMPANY] = rand() % 3 ? companies[0] : ANY(companies);
	r.value[FIELD_PERSON] = ANY(persons);
	r.value[FIELD_CONTACT] = rand() % 2 ? "" : ANY(persons);
	r.value[FIELD_PERSON_MET] = rand() % 2 ? "" : ANY(persons);
	r.value[FIELD_PHONE] = ANY(phones);
	r.value[FIELD_USCC] = rand() % 2 ? "" : "91441900MA4UTEXT1C";
	return r;
}

static void test_judged_as_before(void **state)
{
	struct arena *a = *state;
	struct digest key = {{7}};
	srand(20260914);
	for (int i = 0; i < 200000; i++) {
		struct lead_row row = any_row(), person = row, company = row, other = row;
		enum row_kind kind = (enum row_kind)(ROW_LEAD + rand() % (ROW_KIND_COUNT - ROW_LEAD));
		const char *area = rand() % 2 ? "0769" : "";
		struct row_check was = row_check(a, kind, &row, area);
		erase_person(&person, &was);
		struct row_check is = row_check(a, kind, &person, area);
		if (is.reason != was.reason || is.missing != was.missing || strcmp(is.company_key, was.company_key) != 0 || strcmp(is.uscc, was.uscc) != 0)
			fail_msg("kind %d, area %s, company '%s', person '%s', contact '%s', met '%s', phone '%s': reason %d missing %x, was %d %x", (int)kind, area, row.value[FIELD_COMPANY], row.value[FIELD_PERSON],
			         row.value[FIELD_CONTACT], row.value[FIELD_PERSON_MET], row.value[FIELD_PHONE], is.reason, is.missing, was.reason, was.missing);
		erase_mention(a, &other, &(struct needles){.phone = "13800138000"});
		is = row_check(a, kind, &other, area);
		if (!strstr(row.value[FIELD_PERSON], "138") && !strstr(row.value[FIELD_CONTACT], "138") && !strstr(row.value[FIELD_PERSON_MET], "138") &&
		    (is.reason != was.reason || is.missing != was.missing || strcmp(is.company_key, was.company_key) != 0 || strcmp(is.phone, was.phone) != 0 || strcmp(is.person, was.person) != 0))
			fail_msg("mentioned: kind %d, '%s': reason %d missing %x, was %d %x", (int)kind, row.value[FIELD_COMPANY], is.reason, is.missing, was.reason, was.missing);
		if (*was.company_key && was.reason != REASON_COMPANY_NAME) { /* no other is found by a name */
			erase_company(&company, &was, erased_company(a, &key, was.company_key), *was.uscc ? erased_code(a, &key, was.uscc) : NULL);
			is = row_check(a, kind, &company, area);
			if (is.reason != was.reason || is.missing != was.missing || strcmp(is.company_key, erased_company(a, &key, was.company_key)) != 0 || !*is.uscc != !*was.uscc)
				fail_msg("erased company: kind %d, '%s', person '%s', phone '%s': reason %d missing %x, was %d %x", (int)kind, row.value[FIELD_COMPANY], row.value[FIELD_PERSON], row.value[FIELD_PHONE],
				         is.reason, is.missing, was.reason, was.missing);
		}
		arena_reset(a);
	}
}

static void test_found_in_texts(void **state)
{
	struct arena *a = *state;
	struct needles n = {.phone = "13912345678"};
	static const char *const there[] = {"13912345678", "139 1234 5678", "+86 139-1234-5678", "008613912345678", "8613912345678", "电话１３９１２３４５６７８。", "(139)12345678", "x13912345678x", "1 13912345678"};
	static const char *const not_there[] = {"113912345678", "139123456789", "1391234567", "139a12345678", "139\n12345678", "", "23913912345678"};
	for (size_t i = 0; i < sizeof there / sizeof *there; i++) {
		const char *now = needles_redact(a, &n, there[i]);
		if (!needles_in(&n, there[i]) || needles_in(&n, now) || !strstr(now, ERASED_CELL))
			fail_msg("'%s' became '%s'", there[i], now);
	}
	for (size_t i = 0; i < sizeof not_there / sizeof *not_there; i++)
		if (needles_in(&n, not_there[i]) || needles_redact(a, &n, not_there[i]) != not_there[i])
			fail_msg("'%s'", not_there[i]);
	needles_add(a, &n, "张伟", ERASED_CELL, "东莞市甲乙有限公司");
	needles_add(a, &n, "李四", ERASED_CELL, "139-1234-5678");
	assert_false(needles_in(&n, "张伟请假"));
	assert_string_equal(needles_redact(a, &n, "东莞市甲乙有限公司 张伟 张伟"), "东莞市甲乙有限公司 " ERASED_CELL " " ERASED_CELL);
	assert_string_equal(needles_redact(a, &n, "李四 1391234 5678"), ERASED_CELL " " ERASED_CELL); /* however the phone beside it is written */
}

/* A number is no part of a longer one, whoever's that is; and a word that many cells hold is nobody's. */
static void test_nobody_elses(void **state)
{
	struct arena *a = *state;
	struct needles n = {0};
	needles_add(a, &n, "22881234", ERASED_CELL, NULL);
	needles_add(a, &n, "13887654321", ERASED_CELL, NULL);
	assert_false(needles_in(&n, "13922881234"));
	assert_string_equal(needles_redact(a, &n, "电话 138 8765 4321，办公室 22881234"), "电话 " ERASED_CELL "，办公室 " ERASED_CELL);
	assert_true(needles_in(&n, "+8613887654321"));
	assert_false(needles_in(&n, "139-2288-1234")); /* a mobile's last eight */
	assert_true(needles_in(&n, "0769 2288 1234"));
	n = (struct needles){0};
	needles_add(a, &n, "张伟", ERASED_CELL, ""); /* a row without a phone */
	assert_false(needles_in(&n, "张伟请假"));
	assert_false(says_number("暂无") || says_number("不详") || says_number("第3号楼"));
	assert_true(says_number("２２８８-１２３４"));
	char mobile[12];
	const char *at = "老板13912345678、13800138000 或 1 390 013 9000；113800138000";
	static const char *const each[] = {"13912345678", "13800138000", "13900139000"};
	for (size_t i = 0; i < 3; i++) {
		assert_true(next_mobile(&at, mobile));
		assert_string_equal(mobile, each[i]);
	}
	assert_false(next_mobile(&at, mobile));
}

/* Dialled without its area code; behind another one it is another's. And parted by a slash, as all of them may be. */
static void test_landlines(void **state)
{
	struct arena *a = *state;
	struct needles n = needles_of_phone(a, "0769-22881234", "0769"), elsewhere = needles_of_phone(a, "020-22881234", "0769"), nowhere = needles_of_phone(a, "0769-22881234", NULL);
	static const struct { const char *text, *left; } cases[] = {
		{"电话 22881234。", "电话 " ERASED_CELL "。"}, {"0769-2288 1234", ERASED_CELL}, {"(0769) 22881234", "(" ERASED_CELL}, {"076922881234", ERASED_CELL}, {"2288-1234转801", ERASED_CELL "转801"},
		{"0769/22881234", ERASED_CELL}, {"020-22881234", NULL}, {"（020）22881234", NULL}, {"0755 22881234、22881234", "0755 22881234、" ERASED_CELL}, {"122881234", NULL}, {"228812345", NULL},
		{"13922881234", NULL}, {"3 22881234", "3 " ERASED_CELL}, {"", NULL},
		/* the end of somebody else's mobile, or of a number in Hong Kong, as people write them in groups */
		{"138-2288-1234", NULL}, {"138 2288 1234，22881234", "138 2288 1234，" ERASED_CELL}, {"+86 138 2288 1234", NULL}, {"86138-22881234", NULL}, {"852-2288 1234", NULL}, {"+853 22881234", NULL},
		{"13800138000/22881234", "13800138000/" ERASED_CELL}, {"86 769 22881234", "86 769 " ERASED_CELL}, {"138\t22881234", "138\t" ERASED_CELL}, {"101 22881234", "101 " ERASED_CELL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *now = needles_redact(a, &n, cases[i].text);
		if (strcmp(now, cases[i].left ? cases[i].left : cases[i].text) != 0 || needles_in(&n, now) || needles_in(&n, cases[i].text) != (cases[i].left != NULL))
			fail_msg("'%s' became '%s'", cases[i].text, now);
	}
	assert_false(needles_in(&elsewhere, "22881234"));
	assert_false(needles_in(&nowhere, "22881234"));
	assert_true(needles_in(&elsewhere, "020 2288 1234"));
	n = needles_of_phone(a, "13912345678", "0769");
	assert_null(n.local);
	n = needles_of_phone(a, "0769-2288123", "0769"); /* of seven digits */
	assert_false(needles_in(&n, "400-228-8123") || needles_in(&n, "1390-228-8123"));
	assert_true(needles_in(&n, "228-8123"));
	n = needles_of_phone(a, "13912345678", "0769");
	assert_string_equal(needles_redact(a, &n, "139/1234/5678/13800138000"), ERASED_CELL "/13800138000");
}

static bool goes_on(void *ctx, const char *text, const char *from, const char *to)
{
	(void)from;
	assert_true(from >= text);
	return strncmp(to, ctx, strlen(ctx)) == 0;
}

/* Part of a longer name, it stays; by itself beside it, it goes. */
static void test_names_within_names(void **state)
{
	struct arena *a = *state;
	char branch[] = "虎门分公司";
	struct needles n = {.longer = goes_on, .ctx = branch};
	needles_add(a, &n, "东莞市甲乙有限公司", "已删除客户1", NULL);
	needles_add(a, &n, "张伟", ERASED_CELL, "东莞市甲乙有限公司");
	assert_false(needles_in(&n, "东莞市甲乙有限公司虎门分公司 张伟"));
	assert_string_equal(needles_redact(a, &n, "东莞市甲乙有限公司虎门分公司、东莞市甲乙有限公司、东莞市甲乙有限公司长安店"), "东莞市甲乙有限公司虎门分公司、已删除客户1、已删除客户1长安店");
}

static void test_a_cell_that_says_so_itself(void **state)
{
	struct arena *a = *state;
	struct lead_row row = {.row = 1};
	for (int f = 0; f < FIELD_COUNT; f++)
		row.value[f] = "有";
	row.value[FIELD_COMPANY] = companies[0];
	row.value[FIELD_PHONE] = ERASED_CELL;
	struct lead_table t = {.rows = &row, .rows_count = 1};
	assert_int_equal(row_check(a, ROW_LEAD, &row, "").reason, REASON_NONE); /* it would pass */
	erased_disarm(a, &t, 1);
	assert_int_not_equal(row_check(a, ROW_LEAD, &row, "").reason, REASON_NONE);
}

static void test_hashes(void **state)
{
	struct arena *a = *state;
	struct digest key = erased_key((struct bytes){(const uint8_t *)"secret", 6}), other = erased_key((struct bytes){(const uint8_t *)"Secret", 6});
	struct digest one = erased_hash(&key, "phone", "13912345678"), plain = digest_of("13912345678", 11);
	assert_memory_not_equal(one.b, plain.b, DIGEST_SIZE);
	assert_memory_not_equal(one.b, erased_hash(&other, "phone", "13912345678").b, DIGEST_SIZE);
	assert_memory_not_equal(one.b, erased_hash(&key, "company", "13912345678").b, DIGEST_SIZE);
	const char *name = erased_company(a, &key, "东莞市甲乙有限公司");
	assert_string_equal(company_key(a, name), name); /* it is its own key */
	assert_string_equal(name, erased_company(a, &key, "东莞市甲乙有限公司"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_judged_as_before), cmocka_unit_test(test_found_in_texts), cmocka_unit_test(test_nobody_elses), cmocka_unit_test(test_landlines), cmocka_unit_test(test_names_within_names), cmocka_unit_test(test_a_cell_that_says_so_itself),
	                                   cmocka_unit_test(test_hashes)};
	return cmocka_run_group_tests(tests, start, stop);
}
