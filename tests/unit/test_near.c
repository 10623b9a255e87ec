/* Names that are probably one firm's: their core, and rows found by core and phone or person. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "near.h"

static void cores(void **state)
{
	static const struct {
		const char *key, *core;
	} cases[] = {
		{"东莞市宏图五金有限公司", "宏图五金"},
		{"宏图五金厂", "宏图五金"},
		{"东莞宏图五金有限责任公司", "宏图五金"},
		{"广东省东莞市南城区宏图五金有限公司", "宏图五金"},
		{"宏图五金(东莞)有限公司", "宏图五金"},
		{"广东宏图集团股份有限公司", "宏图"},
		{"东莞市宏图五金经营部(个人独资)", "宏图五金"},
		{"东莞市宏图五金有限公司深圳分公司", "东莞市宏图五金有限公司深圳分公司"},
		{"东莞市市政工程有限公司", "市政工程"},
		{"HONGTU HARDWARE CO.,LTD", "HONGTU HARDWARE "},
		{"东莞市华厂", ""},
		{"公司", ""},
		{"", ""},
	};
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (strcmp(near_core(a, cases[i].key), cases[i].core) != 0)
			fail_msg("%s gives %s", cases[i].key, near_core(a, cases[i].key));
}

static void each_city(void **state)
{
	static const char *const cities[] = {
		"上海", "东莞", "中国", "中山", "佛山", "北京", "南京", "南宁", "厦门", "合肥", "四川", "天津", "宁波", "山东", "广东", "广州", "广西", "惠州", "成都", "无锡",
		"昆明", "杭州", "武汉", "汕头", "江苏", "江西", "江门", "河南", "泉州", "济南", "浙江", "深圳", "清远", "温州", "湖北", "湖南", "珠海", "福州", "福建", "肇庆",
		"苏州", "西安", "郑州", "重庆", "长沙", "青岛",
	};
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof cities / sizeof *cities; i++) {
		assert_string_equal(near_core(a, arena_printf(a, "%s宏图五金厂", cities[i])), "宏图五金");
		assert_string_equal(near_core(a, arena_printf(a, "%s", cities[i])), "");
	}
}

/* Each place is taken off by itself: a name of nothing but places costs as much as it is long. (1 MB, counted anew for each place, takes minutes.) */
static void endless_name(void **state)
{
	enum { PLACES = 160000 };
	struct buf name = {0};
	for (int i = 0; i < PLACES; i++)
		buf_adds(&name, "东莞");
	buf_adds(&name, "宏图五金有限公司");
	buf_addc(&name, '\0');
	assert_string_equal(near_core(*state, name.data), "宏图五金");
	buf_release(&name);
}

static void there_and_back(void **state)
{
	struct buf b = {0};
	struct near_row r = near_row(3, 70000, "宏图五金", "13800138000", "陈平娜"), got;
	(void)state;
	near_put(&b, &r);
	near_put(&b, &r);
	struct bytes rest = {(const uint8_t *)b.data, b.size};
	assert_true(near_get(&rest, &got));
	assert_int_equal(got.list, 3);
	assert_int_equal(got.n, 70000);
	assert_true(got.by_phone == r.by_phone && got.by_person == r.by_person);
	assert_true(near_get(&rest, &got));
	assert_false(near_get(&rest, &got));
	rest = (struct bytes){(const uint8_t *)b.data, 17};
	assert_false(near_get(&rest, &got));
	buf_release(&b);
	assert_true(near_row(0, 0, "宏图", "", "张总").by_phone == 0);
	assert_true(near_row(0, 0, "宏图", "", "张总").by_person == 0); /* many people are called so */
}

struct told {
	struct arena *a;
	const char *text;
};

static void tell(void *arg, const struct near_place *fresh, const struct near_place *other, bool same_phone)
{
	struct told *t = arg;
	t->text = arena_printf(t->a, "%s%zu~%zu %s;", t->text, fresh->order, other->order, same_phone ? "phone" : "person");
}

static void found(void **state)
{
	struct arena *a = *state;
	struct near_place rows[3] = {{near_row(0, 0, "宏图五金", "13800138000", "陈平娜"), 10, 0, 0}, {near_row(0, 1, "大海塑胶", "13900139000", "李总"), 11, 0, 0},
				     {near_row(0, 2, "宏图五金", "13800138000", ""), 12, 0, 0}};
	struct near_place others[] = {{near_row(0, 0, "宏图五金", "13800138000", "陈平娜"), 1, 0, 0}, {near_row(0, 0, "宏图五金", "13700137000", "陈平娜"), 2, 0, 0},
				      {near_row(0, 0, "大海", "13900139000", "李总"), 3, 0, 0},       {near_row(0, 0, "大海塑胶", "13911139000", "李总"), 4, 0, 0},
				      {near_row(0, 0, "大海塑胶", "13900139000", ""), 5, 0, 0}};
	struct near_set set;
	struct told t = {a, ""};
	near_set_make(a, rows, 3, &set);
	for (size_t i = 0; i < 5; i++)
		near_set_look(&set, &others[i], tell, &t);
	assert_string_equal(t.text, "10~1 phone;12~1 phone;10~2 person;11~5 phone;");
	near_set_make(a, rows, 0, &set);
	near_set_look(&set, &others[0], tell, &t);
}

static int open_all(void **state)
{
	*state = arena_new();
	return 0;
}

static int close_all(void **state)
{
	arena_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(cores), cmocka_unit_test(each_city), cmocka_unit_test(endless_name),
		cmocka_unit_test(there_and_back), cmocka_unit_test(found)};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
