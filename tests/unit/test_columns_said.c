/* How people say what a table's columns are. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "columns_said.h"
#include "headers.h"

static struct arena *a;

static const char *told(const char *text, size_t width)
{
	struct columns_said said = columns_said(a, text, width);
	struct known_layout k = {.sign = ""};
	columns_overlay(a, &k, &said);
	const char *out = columns_text(a, &k);
	for (size_t i = 0; i < said.unknown_count; i++)
		out = arena_printf(a, "%s ?%s", out, said.unknown[i]);
	return out;
}

static void test_answers(void **state)
{
	static const struct { const char *text, *is; } cases[] = {
		{"B=公司 C=电话", "2=company 3=phone"},
		{"b=公司 c=电话 d=法人", "2=company 3=phone 4=person"},
		{"Ｂ＝公司　Ｃ＝电话", "2=company 3=phone"},
		{"B：公司，C：电话，D：法人", "2=company 3=phone 4=person"},
		{"B = 公司 , C = 联系电话", "2=company 3=phone"},
		{"B列是公司，C列是电话。谢谢！", "2=company 3=phone"},
		{"B列公司名称 C列手机号", "2=company 3=phone"},
		{"第2列是公司\n第三列是电话\n第4列：负责人", "2=company 3=phone 4=person"},
		{"第十列=备注", "10=note"},
		{"公司=B 电话=C", "2=company 3=phone"},
		{"公司在B列，电话在C列", "2=company 3=phone"},
		{"公司名称是第2列、电话是第3列", "2=company 3=phone"},
		{"B 公司\nC 电话", "2=company 3=phone"},
		{"B\n公司\nC\n电话", "2=company 3=phone"},
		{"B->公司 C→电话", "2=company 3=phone"},
		{"C=电话;B=公司", "2=company 3=phone"},
		{"B=公司 C=是否推广 D=有无网站", "2=company 3=network 4=website"},
		{"E=忽略 B=公司", "2=company 5=other"},
		{"B=公司 B=公司", "2=company"},
		{"您好，\n表格里 B=公司 C=电话\n陈平娜\n2026-09-14", "2=company 3=phone"},
		{"B=公司 C=电话 类型=意向客户", "2=company 3=phone kind=prospect"},
		{"意向客户", "kind=prospect"},
		{"类型：陌拜", "kind=visit"},
		/* as English letters have it */
		{"B=company C=phone", "2=company 3=phone"},
		{"B=company C=phone type=prospects", "2=company 3=phone kind=prospect"},
		{"A=person B=contact C=business D=capital E=network F=website G=value", "1=person 2=contact 3=business 4=capital 5=network 6=website 7=value"},
		{"A=visitdate B=personmet C=stage D=note E=unused", "1=visit_date 2=person_met 3=stage 4=note 5=other"},
		{"leads", "kind=lead"},
		{"Prospects\n\nBest regards,\nLi", "kind=prospect"},
		{"type=visits", "kind=visit"},
		{"new leads as we said", ""},
		/* what can't be done with */
		{"B=公司 C=传呼机", "2=company ?C=传呼机"},
		{"Z=公司", " ?Z=公司"},
		{"第99列=公司", " ?第99列=公司"},
		{"B=公司 B=电话", "2=company ?B=电话"},
		{"B=", ""},
		/* talk */
		{"好的，我改好重发", ""},
		{"收到", ""},
		{"A公司已经联系过了", ""},
		{"这份意向客户名单明天再发", ""},
		{"KP=张三", ""},
		{"", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (strcmp(told(cases[i].text, 12), cases[i].is) != 0)
			fail_msg("'%s': '%s', not '%s'", cases[i].text, told(cases[i].text, 12), cases[i].is);
	assert_string_equal(told("C=公司 D=电话", 3), "3=company ?D=电话");
}

static void test_recorded(void **state)
{
	struct known_layout k = {.sign = ""}, again = {.sign = ""};
	(void)state;
	columns_read(a, "2=company 3=phone kind=visit 4=nonsense x =y 0=phone 9999=phone", &k);
	assert_string_equal(columns_text(a, &k), "2=company 3=phone kind=visit");
	columns_read(a, columns_text(a, &k), &again);
	assert_string_equal(columns_text(a, &again), columns_text(a, &k));
	struct columns_said said = columns_said(a, "A=法人 C=忽略", 5);
	columns_overlay(a, &k, &said);
	assert_string_equal(columns_text(a, &k), "1=person 2=company 3=other kind=visit");
}

/* Whatever is written, in a time that its length allows. */
static void test_anything(void **state)
{
	static const char *const bits[] = {"A", "B列", "第", "2", "十", "列", "=", "：", "是", "公司", "电话", " ", "\n", "，", "在", "类型", "意向", "\xF0\x9F\x98\x80", "Z", "x"};
	unsigned x = 1;
	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct buf b = {0};
		for (int k = 0; k < 20; k++) {
			x = x * 1103515245u + 12345u;
			buf_adds(&b, bits[(x >> 16) % (sizeof bits / sizeof *bits)]);
		}
		struct columns_said said = columns_said(a, b.data, 4);
		for (size_t c = 0; c < said.columns_count; c++)
			assert_true(said.columns[c].at < 4 && said.columns[c].field <= FIELD_OTHER && (c == 0 || said.columns[c - 1].at < said.columns[c].at));
		buf_release(&b);
	}
	char *text = arena_alloc(a, SAID_MAX_TEXT + 2);
	memset(text, 'A', SAID_MAX_TEXT);
	assert_int_equal(columns_said(a, text, 26).unknown_count, 0);
	memset(text, '=', SAID_MAX_TEXT);
	assert_int_equal(columns_said(a, text, 26).columns_count, 0);
	memset(text, 'A', SAID_MAX_TEXT + 1);
	assert_int_equal(columns_said(a, text, 26).columns_count, 0);
}

static int open_all(void **state)
{
	struct err err;
	(void)state;
	a = arena_new();
	return headers_open(&err);
}

static int close_all(void **state)
{
	(void)state;
	headers_close();
	arena_free(a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers), cmocka_unit_test(test_recorded), cmocka_unit_test(test_anything)};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
