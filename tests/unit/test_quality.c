/* What looks made up or copied: each signal, its threshold, and lists that show nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "company.h"
#include "quality.h"

/* Rows with nothing wrong, each of its own. */
static struct quality_list plain_rows(struct arena *a, size_t n)
{
	static const char *const people[] = {"王伟", "刘洋", "陈静", "杨帆", "周涛", "吴倩", "徐磊"};
	static const char *const networks[] = {"百度推广", "无推广", "阿里店铺"}, *const values[] = {"高", "中"};
	struct quality_list q = {0};
	for (size_t i = 0; i < n; i++) {
		const char *company = arena_printf(a, "东莞市宏图%zu五金有限公司", i);
		ARENA_PUSH(a, &q, rows) = (struct quality_row){.company = company, .company_key = company, .person = arena_printf(a, "%s%zu", people[i % 7], i),
			.phone = arena_printf(a, "13%zu%08zu", i % 9, (i * 7919 + 131) * 271 % 99999989), .network = networks[i % 3], .value = values[i % 2],
			.website = "无", .code = ""};
	}
	return q;
}

static const char *told(struct arena *a, struct quality_list *q)
{
	const char *out = "";
	q->signals_count = 0;
	quality_look(a, q);
	for (size_t i = 0; i < q->signals_count; i++) {
		const struct quality_signal *s = &q->signals[i];
		out = arena_printf(a, "%s%s%s %d/%d%s%s%s%s", out, i ? ", " : "", quality_names[s->what], s->rows, s->of, *s->sample ? " " : "", s->sample,
		                   *s->other ? " of " : "", s->other);
	}
	return out;
}

static void phones(void **state)
{
	struct arena *a = *state;
	struct quality_list q = plain_rows(a, 30);
	assert_string_equal(told(a, &q), "");
	q.rows[3].phone = q.rows[9].phone = q.rows[20].phone = "13923456711";
	assert_string_equal(told(a, &q), "same_phone 3/30 1392345****");
	q.rows[9].company_key = q.rows[3].company_key; /* one firm twice is two firms in all */
	assert_string_equal(told(a, &q), "");
	q = plain_rows(a, 30);
	q.rows[3].phone = "13923456711", q.rows[9].phone = "13923456712";
	assert_string_equal(told(a, &q), "");
	q.rows[20].phone = "13923456713";
	assert_string_equal(told(a, &q), "serial 3/30 1392345****");
	q = plain_rows(a, 30);
	static const char *const alike[] = {"13923456711", "13923456722", "13923456733", "13923456744", "13923456755"};
	for (size_t i = 0; i < 4; i++)
		q.rows[i * 5].phone = alike[i];
	assert_string_equal(told(a, &q), "");
	q.rows[29].phone = alike[4];
	assert_string_equal(told(a, &q), "serial 5/30 1392345****");
	q = plain_rows(a, 30);
	q.rows[1].phone = "13888888888", q.rows[2].phone = "13912345678", q.rows[3].phone = "13787654321";
	q.rows[4].phone = "13855555123", q.rows[5].phone = "0769-88888888", q.rows[6].phone = "";
	assert_string_equal(told(a, &q), "digits 3/30 1388888****");
}

static void words(void **state)
{
	struct arena *a = *state;
	struct quality_list q = plain_rows(a, 30);
	q.rows[1].company = "东莞市某某五金有限公司", q.rows[2].person = "测试";
	assert_string_equal(told(a, &q), "test_names 2/30 东莞市某某五金有限公司 刘洋1");
	q = plain_rows(a, 30);
	for (size_t i = 0; i < 5; i++)
		q.rows[i].person = "张总", q.rows[i + 10].person = "陈平娜";
	assert_string_equal(told(a, &q), "same_person 5/30 陈平娜");
	q.rows[10].person = "陈平安";
	assert_string_equal(told(a, &q), "");
	q = plain_rows(a, 30);
	q.rows[1].code = "91440300708461136T", q.rows[2].code = "91440300708461136A", q.rows[3].code = "440300708461136", q.rows[4].code = "不详";
	assert_string_equal(told(a, &q), "code 1/30 东莞市宏图2五金有限公司");
	q = plain_rows(a, 20);
	for (size_t i = 0; i < 20; i++)
		q.rows[i].network = "有百度推广，排名靠前，可以做网站优化和小程序", q.rows[i].value = "有", q.rows[i].website = "有";
	assert_string_equal(told(a, &q), "network 20/20 有百度推广，排名靠前，可以做网站优化和…, value 20/20 有, website 20/20");
	q.rows[7].network = "无", q.rows[7].value = "无", q.rows[7].website = "www.a.com";
	assert_string_equal(told(a, &q), "");
	q = plain_rows(a, 19);
	for (size_t i = 0; i < 19; i++)
		q.rows[i].network = q.rows[i].value = q.rows[i].website = "有";
	assert_string_equal(told(a, &q), "");
}

static void copies(void **state)
{
	struct arena *a = *state;
	struct quality_list q = plain_rows(a, 30);
	for (size_t i = 0; i < 10; i++)
		q.rows[i].taken_by = "rep02", q.rows[i + 15].taken_by = i < 9 ? "rep03" : NULL;
	assert_string_equal(told(a, &q), "copied 10/30 of rep02");
	q.rows[3].taken_by = "rep01";
	assert_string_equal(told(a, &q), "");
	q = plain_rows(a, 40);
	for (size_t i = 0; i < 11; i++)
		q.rows[i].taken_by = "rep02";
	assert_string_equal(told(a, &q), "");
	assert_true(quality_is_author("刘志强", "刘志强"));
	assert_true(quality_is_author("刘志强的电脑", "刘志强"));
	assert_false(quality_is_author("Administrator", "刘志强"));
	assert_false(quality_is_author("李总", "李"));
	assert_false(quality_is_author(NULL, "刘志强"));
}

static void empty(void **state)
{
	struct quality_list q = {0};
	assert_string_equal(told(*state, &q), "");
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
	const struct CMUnitTest tests[] = {cmocka_unit_test(phones), cmocka_unit_test(words), cmocka_unit_test(copies), cmocka_unit_test(empty)};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
