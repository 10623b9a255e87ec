/* What is a row of a list and what its cells say, where sheets are odd (the common shapes: test_classify). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "drawn.h"

struct shape {
	const char *what, *text, *told;
};

static void check(struct arena *a, const struct shape *shapes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct classified c = read_one(a, "资料", "表.xlsx", "客户资料", shapes[i].text);
		if (strcmp(told(a, &c), shapes[i].told) != 0)
			fail_msg("%s:\n gives %s\n   not %s", shapes[i].what, told(a, &c), shapes[i].told);
	}
}
#define CHECK(shapes) check(*state, shapes, sizeof(shapes) / sizeof *(shapes))

#define FIRM "宏图机械有限公司/张三/"

static void area_codes(void **state)
{
	static const struct shape shapes[] = {
		{"beside the phone", "公司全名|法人|区号|电话\n宏图机械有限公司|张三|0755|88888888\n", "lead 2:" FIRM "0755-88888888"},
		{"without its zero, in brackets, of three digits, the phone with an extension", "公司全名|法人|区号|电话\n宏图机械有限公司|张三|755|8888888-802\n宏图机械有限公司|张三|（010）|8888 8888转8\n宏图机械有限公司|张三|20|88888888\n",
		 "lead 2:" FIRM "0755-8888888-802 3:" FIRM "010-8888 8888转8 4:" FIRM "020-88888888"},
		{"a phone that is whole", "公司全名|法人|区号|电话\n宏图机械有限公司|张三|0755|13800138000\n宏图机械有限公司|张三|0755|0769-88888888\n", "lead 2:" FIRM "13800138000 3:" FIRM "0769-88888888"},
		{"nothing to be joined", "公司全名|法人|区号|电话\n宏图机械有限公司|张三||88888888\n宏图机械有限公司|张三|0755|\n宏图机械有限公司|张三|东莞|88888888\n宏图机械有限公司|张三|0755|1380013\n宏图机械有限公司|张三|00852|23456789\n",
		 "lead 2:" FIRM "88888888 3:" FIRM " 4:" FIRM "88888888 5:" FIRM "1380013 6:" FIRM "23456789"},
		{"a landline and a mobile", "公司全名|法人|手机|区号|座机|分机\n宏图机械有限公司|张三|13800138000|0755|88888888|802\n", "lead 2:" FIRM "13800138000；0755-88888888"},
		{"a code behind", "公司全名|法人|电话|电话区号\n宏图机械有限公司|张三|88888888|0755\n", "lead 2:" FIRM "0755-88888888"},
		{"under one header", "公司全名|法人|固定电话||主营业务\n||区号|号码|\n宏图机械有限公司|张三|0755|88888888|机械\n", "lead 3:" FIRM "0755-88888888"},
		{"same as above", "公司全名|法人|区号|电话\n宏图机械有限公司|张三|0755|88888888\n宏图机械有限公司|张三|同上|88888889\n宏图机械有限公司|张三|0769|同上\n", "lead 2:" FIRM "0755-88888888 3:" FIRM "0755-88888889 4:" FIRM "0755-88888889"},
		{"a country's code is none", "公司全名|法人|国家区号|电话\n宏图机械有限公司|张三|86|88888888\n", "lead 2:" FIRM "88888888"},
	};
	CHECK(shapes);
}

/* What stands under the header, between the rows and below them, and is none. */
static void no_rows(void **state)
{
	static const struct shape shapes[] = {
		{"a total of a part", LEAD ROW_A "长安镇小计|1家|||100万\n" ROW_B "虎门小计||1\n今日合计|2|家\n", "lead 2:" SEEN_A " 4:" SEEN_B},
		{"a total with a phone is a row", LEAD "今日合计|张三|13800138000|机械\n", "lead 2:今日合计/张三/13800138000"},
		{"what must be filled in", LEAD "必填|必填|必填|必填|必填|必填|必填|必填\n" ROW_A, "lead 3:" SEEN_A},
		{"numbers of the columns", LEAD "1|2|3|4|5|6|7|8\n" ROW_A, "lead 3:" SEEN_A},
		{"a part's name in all cells that were merged", LEAD "长安镇工厂|长安镇工厂|长安镇工厂|长安镇工厂|长安镇工厂|长安镇工厂|长安镇工厂|长安镇工厂\n" ROW_A, "lead 3:" SEEN_A},
		{"the line below the header of a table in Markdown", LEAD "---|---|---|---|---|---|---|---\n" ROW_A, "lead 3:" SEEN_A},
		{"a row without anything is still told", LEAD "无|无|无|无|无|无|无|高\n", "lead 2:无/无/无"},
		{"other words for a sample", LEAD "【样例】宏达有限公司|张三|13800138000|机械|100万|无|无|有\n如：宏达有限公司|张三|13800138000|机械|100万|无|无|有\n" ROW_A, "lead 4:" SEEN_A},
	};
	CHECK(shapes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(area_codes), cmocka_unit_test(no_rows)};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
