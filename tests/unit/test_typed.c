/* Leads typed into a mail without a table (china.md section 2.3), and what must not be taken for one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <time.h>

#include "base/text.h"
#include "parsers/table.h"
#include "parsers/typed_words.h"

/* Sheets as [name]label|label / 1:cell|cell; tables that stand in lines have no name and the numbers of their lines. */
static const char *brief(struct arena *a, const struct table_file *t)
{
	const char *out = "";
	for (size_t i = 0; i < t->sheets_count; i++) {
		const struct sheet *s = &t->sheets[i];
		out = arena_printf(a, "%s%s[%s]", out, i ? " // " : "", s->name);
		for (size_t r = 0; r < s->rows_count; r++) {
			out = s->rows[r].number ? arena_printf(a, "%s%s%d:", out, r ? " / " : "", s->rows[r].number) : out;
			for (size_t c = 0; c < s->rows[r].cell_count; c++)
				out = arena_printf(a, "%s%s%s", out, c ? "|" : "", s->rows[r].cells[c].text);
		}
	}
	return out;
}

struct typed_case {
	const char *text, *want;
};

static void check(const struct typed_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena *a = arena_new();
		struct table_file t;
		const char *detail;
		assert_int_equal(text_tables(a, cases[i].text, &t, &detail), TABLE_OK);
		if (strcmp(brief(a, &t), cases[i].want) != 0)
			fail_msg("%s\ngot    %s\nwanted %s", cases[i].text, brief(a, &t), cases[i].want);
		arena_free(a);
	}
}
#define CHECK(cases) check(cases, sizeof(cases) / sizeof *(cases))

#define A "东莞市宏图五金有限公司"
#define B "东莞市大海塑胶有限公司"
#define TWO "1:" A "|张三|13800138000 / 2:" B "|李四|13900139000"

static void blocks_of_labels(void **state)
{
	static const struct typed_case cases[] = {
		{"王总您好，意向客户两家：\n\n公司名称：" A "\n法人：张三\n电话：13800138000\n\n公司名称：" B "\n法人：李四\n电话：13900139000\n\n陈平娜\n13700137000",
		 "[意向客户两家]公司名称|法人|电话 / " TWO},
		{"公司:" A "\n联系人:张三\n电话:13800138000\n公司:" B "\n联系人:李四\n电话:13900139000", "[]公司|联系人|电话 / " TWO},
		{"联系人：张三\n公司：" A "\n电话：13800138000\n联系人：李四\n公司：" B "\n电话：13900139000",
		 "[]联系人|公司|电话 / 1:张三|" A "|13800138000 / 2:李四|" B "|13900139000"},
		{"客户一：\n公司名称：" A "\n法人：张三\n电话：13800138000\n客户二：\n公司名称：" B "\n法人：李四\n电话：13900139000", "[]公司名称|法人|电话 / " TWO},
		{"客户1：" A "\n法人：张三\n电话：13800138000\n\n客户2：" B "\n法人：李四\n电话：13900139000", "[]客户|法人|电话 / " TWO},
		{"【公司名称】" A "\n【法人】张三\n【电话】13800138000\n\n【公司名称】" B "\n【法人】李四\n【电话】13900139000", "[]公司名称|法人|电话 / " TWO},
		{"公司名称：\n" A "\n法人：\n张三\n电话：\n13800138000\n\n公司名称：\n" B "\n法人：\n李四\n电话：\n13900139000", "[]公司名称|法人|电话 / " TWO},
		{"公司名称\t" A "\n法人\t张三\n电话\t13800138000\n\n公司名称\t" B "\n法人\t李四\n电话\t13900139000", "[]公司名称|法人|电话 / " TWO},
		{"公司名称 " A "\n法人 张三\n电话 13800138000\n\n公司名称 " B "\n法人 李四\n电话 13900139000", "[]公司名称|法人|电话 / " TWO},
		/* a phone puts a blank line behind each */
		{"公司：" A "\n\n法人：张三\n\n电话：13800138000\n\n公司：" B "\n\n法人：李四\n\n电话：13900139000\n", "[]公司|法人|电话 / " TWO},
		/* labels differ, come twice, are lacking */
		{"公司：" A "\n法人：张三\n电话：13800138000\n电话：0769-22222222\n\n公司名称：" B "\n手机：13900139000\n法人：李四",
		 "[]公司|法人|电话|公司名称|手机 / 1:" A "|张三|13800138000；0769-22222222 / 2:|李四||" B "|13900139000"},
		{"公司：" A "\n法人：张三\n电话：\n\n公司：" B "\n法人：李四\n电话：13900139000", "[]公司|法人|电话 / 1:" A "|张三 / 2:" B "|李四|13900139000"},
		{"公司：" A "\n法人：张三\n电话：13800138000\n主营业务：五金、模具，1,000套\n网址：http://www.a.com:8080/x\n注册资金：1,000,000元。",
		 "[]公司|法人|电话|主营业务|网址|注册资金 / 1:" A "|张三|13800138000|五金、模具，1,000套|http://www.a.com:8080/x|1,000,000元"},
		{A "\n法人：张三\n电话：13800138000\n\n" B "\n法人：李四\n电话：13900139000", "[]公司名称|法人|电话 / " TWO},
		{"公司名稱：" A "\n聯繫人：张三\n電話：13800138000\n\n公司名稱：" B "\n聯絡人：李四\n電話：13900139000", "[]公司名稱|聯繫人|電話|聯絡人 / 1:" A "|张三|13800138000 / 2:" B "||13900139000|李四"},
		{"拜访单位：" A "\n接待人：张三\n电话：13800138000", "[]拜访单位|接待人|电话 / 1:" A "|张三|13800138000"},
	};
	(void)state;
	CHECK(cases);
}

static void one_line_each(void **state)
{
	static const struct typed_case cases[] = {
		{"1、" A " 张三 13800138000\n2、" B " 李四 13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"1." A "，张三，13800138000\n2." B "，李四，13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"①" A "/张三/13800138000\n②" B "/李四/13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"（1）" A "    张三    13800138000\n（2）" B "    李四    13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"第一家：" A " 张三 13800138000\n第二家：" B " 李四 13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"1、\n" A "\n张三\n13800138000\n2、\n" B "\n李四\n13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"1、" A "，法人：张三，电话：13800138000\n2、" B "，法人：李四，电话：13900139000", "[]公司名称|法人|电话 / " TWO},
		{"1. " A " 法人张三 电话13800138000\n2. " B " 法人李四 电话13900139000", "[]公司名称|法人|电话 / " TWO},
		{"公司：" A "；法人：张三；电话：138 0013 8000；主营：五金、电话配件\n公司：" B "；法人：李四；电话：0769-2222 2222；主营：塑胶",
		 "[]公司|法人|电话|主营 / 1:" A "|张三|138 0013 8000|五金、电话配件 / 2:" B "|李四|0769-2222 2222|塑胶"},
		{"1、" A " 张三 13800138000 五金 100万 无 无 有\n2、" B " 李四 13900139000 塑胶 50万 无 有 高",
		 "[]公司名称|联系人|电话|主营业务|注册资金|网络情况|有无网站|开发价值 / 1:" A "|张三|13800138000|五金|100万|无|无|有 / 2:" B "|李四|13900139000|塑胶|50万|无|有|高"},
		{"1、" A " 五金 13800138000 张三 想做网站", "[]公司名称|电话|联系人|备注 / 1:" A "|13800138000|张三|五金；想做网站"},
		{A "-张三-13800138000\n" B "-李四-13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"1." A "+张三+13800138000\n2." B "＋13900139000＋李四", "[]公司名称|联系人|电话 / " TWO},
		{A "－张三－0769-22222222-802\n" B "－李四－13900139000", "[]公司名称|联系人|电话 / 1:" A "|张三|0769-22222222-802 / 2:" B "|李四|13900139000"},
		{A "（张三 13800138000）\n" B "（李四，13900139000）", "[]公司名称|联系人|电话 / 1:" A "|张三|13800138000） / 2:" B "|李四|13900139000）"},
		{A "张三13800138000\n" B "李四13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"1、" A " 张三13800138000\n2、" B "李总13900139000", "[]公司名称|联系人|电话 / 1:" A "|张三|13800138000 / 2:" B "|李总|13900139000"},
		{"● " A "\n张总 13800138000 想做网站\n● " B "\n李经理 13900139000", "[]公司名称|联系人|电话|备注 / 1:" A "|张总|13800138000|想做网站 / 2:" B "|李经理|13900139000"},
		{"- " A " 张三 13800138000\n- " B " 李四 13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"1、海尔-东莞市大海塑胶有限公司 李四 13900139000\n2、AB-CD Hardware Ltd. 张三 13800138000", "[]公司名称|联系人|电话 / 1:海尔-东莞市大海塑胶有限公司|李四|13900139000"},
		{"今日意向：\n" A " 张三 13800138000\n" B " 李四 13900139000", "[今日意向]公司名称|联系人|电话 / " TWO},
		{A "\n张三\n13800138000\n\n" B "\n李四\n13900139000\n", "[]公司名称|联系人|电话 / " TWO},
		/* behind a firm's label alone */
		{"客户：" A "，张三，13800138000\n客户：" B "，13900139000，李四", "[]公司名称|联系人|电话 / " TWO},
		{"今天的意向客户：" A " 张三 13800138000；" B " 李四 13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"公司：东莞集团 大海分公司，法人：张三，电话：13800138000", "[]公司|法人|电话 / 1:东莞集团 大海分公司|张三|13800138000"},
		/* several in a line */
		{"1、" A " 张三 13800138000 2、" B " 李四 13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"1、" A " 张三 13800138000，" B " 李四 13900139000", "[]公司名称|联系人|电话 / " TWO},
		{A " 张三 13800138000；" B " 13900139000 李四", "[]公司名称|联系人|电话 / " TWO},
		{A "（张三 13800138000）、" B "（李四 13900139000）", "[]公司名称|联系人|电话 / 1:" A "|张三|13800138000） / 2:" B "|李四|13900139000）"},
		{"①" A "张三13800138000 ②" B "李四13900139000", "[]公司名称|联系人|电话 / " TWO},
		{"1、" A "，张三，13800138000，五金，2、" B "，李四，13900139000，塑胶", "[]公司名称|联系人|电话|备注 / 1:" A "|张三|13800138000|五金 / 2:" B "|李四|13900139000|塑胶"},
		{"1、" A " 张三 13800138000 供应大海塑胶厂", "[]公司名称|联系人|电话|备注 / 1:" A "|张三|13800138000|供应大海塑胶厂"},
		{"1、" A " 张三 13800138000 供应大海塑胶厂 李四 13900139000", "[]公司名称|联系人|电话|备注 / 1:" A "|张三|13800138000|供应大海塑胶厂；李四；13900139000"},
		{"1、" A "（存续） 张总 13800138000", "[]公司名称|联系人|电话 / 1:" A "（存续）|张总|13800138000"},
		{"1、" A "，张三，电话不详\n2、" B "，李四，13900139000", "[]公司名称|联系人|备注|电话 / 1:" A "|张三|电话不详 / 2:" B "|李四||13900139000"},
	};
	(void)state;
	CHECK(cases);
}

static void sections(void **state)
{
	static const struct typed_case cases[] = {
		{"李总：\n一、意向客户：\n1、" A " 张三 13800138000\n2、" B " 李四 13900139000\n二、陌拜客户\n1、东莞市远大机械厂 王五 13700137000\n",
		 "[意向客户]公司名称|联系人|电话 / " TWO " // [陌拜客户]公司名称|联系人|电话 / 1:东莞市远大机械厂|王五|13700137000"},
		{"【意向客户】\n公司：" A "\n法人：张三\n电话：13800138000\n\n【陌拜】\n公司：" B "\n法人：李四\n电话：13900139000",
		 "[意向客户]公司|法人|电话 / 1:" A "|张三|13800138000 // [陌拜]公司|法人|电话 / 1:" B "|李四|13900139000"},
	};
	(void)state;
	CHECK(cases);
}

/* Who signs, and what is told in sentences. */
static void no_leads(void **state)
{
	static const struct typed_case cases[] = {
		{"附件是今日资料，请查收。\n\n东莞市示例网络科技有限公司\n陈平娜\n电话：13700137000\n", ""},
		{"附件是今日资料，请查收。\n\n东莞市示例网络科技有限公司 陈平娜 13700137000\n", ""},
		{"附件是今日资料，请查收。\n\n公司：东莞市示例网络科技有限公司\n姓名：陈平娜\n部门：市场部\n电话：13700137000\n邮箱：chen@corp.test", ""},
		{"请查收\n\n公司：东莞市示例网络科技有限公司\n地址：东莞市南城\n电话：0769-22222222", ""},
		{"公司：" A "\n法人：张三\n电话：13800138000\n\n公司：东莞市示例网络科技有限公司\n电话：0769-22222222\n邮箱：chen@corp.test",
		 "[]公司|法人|电话 / 1:" A "|张三|13800138000"},
		{"1、" A " 张三 13800138000\n\n谢谢\n东莞市示例网络科技有限公司 陈平娜 13700137000", "[]公司名称|联系人|电话 / 1:" A "|张三|13800138000"},
		{"今天拜访了东莞市宏达五金制品有限公司，见到张总，聊了半小时，意向一般。\n电话，微信，都加了，13800138000", ""},
		{"李总：\n1、跟进" A "，张总，13800138000，意向较强\n2、明天去" B "\n", ""},
		{"明天计划：\n1、" A "\n2、" B "\n", ""},
		{"李总您好：\n本周五（18:00）前请把资料发我，电话：13700137000，谢谢", ""},
		{"主题：客户资料\n时间：18:00\n地点：会议室\n联系人：王伟\n电话：13700137000", ""},
		/* a table is one, whatever is signed below it */
		{"公司 法人 电话 主营\n" A " 张三 13800138000 五金\n\n公司：东莞市示例网络科技有限公司\n联系人：陈平娜\n电话：13700137000",
		 "[]1:公司|法人|电话|主营 / 2:" A "|张三|13800138000|五金"},
	};
	(void)state;
	CHECK(cases);
}

/* A mail may be one line of a million labels. */
static void in_linear_time(void **state)
{
	static const char *const units[] = {"公司：甲乙丙丁厂，", "公司：甲\n", "1、", "甲公司 ", "法人", "：", "【", "电话 1", "-", "甲公司-", "甲乙丙丁公司（", "东莞大厂张三1", "张三13800138000+"};
	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct arena *a = arena_new();
		struct table_file t;
		const char *detail;
		size_t n = strlen(units[i]), times = (1 << 20) / n;
		char *text = arena_alloc(a, n * times + 1);
		for (size_t j = 0; j < times; j++)
			memcpy(text + j * n, units[i], n);
		text[n * times] = '\0';
		clock_t start = clock();
		text_tables(a, text, &t, &detail);
		assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
		arena_free(a);
	}
}

/* Whatever the words are, nothing breaks, and rows keep their order. */
static void anything(void **state)
{
	static const char *const words[] = {"公司：", "公司名称", "法人：", "电话", "：", ":", "【", "】", "13800138000", "138 0013 8000", A, "张三", "\n", "\n", "\n\n", "、", "，", " ", "\t", "1、",
					    "（2）", "③", "第三家", "谢谢", "意向客户：", "陌拜", "邮箱：a@b.c", "/", "|", "。", "有", "100万", "客户一：", "http://a.b:80/", "\xE2\x80\x8B", "5"};
	unsigned seed = 7;
	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct arena *a = arena_new();
		struct table_file t;
		const char *detail, *text = "";
		for (int i = 0; i < 40; i++) {
			seed = seed * 1103515245u + 12345u;
			text = arena_printf(a, "%s%s", text, words[(seed >> 16) % (sizeof words / sizeof *words)]);
		}
		assert_int_equal(text_tables(a, text, &t, &detail), TABLE_OK);
		for (size_t s = 0; s < t.sheets_count; s++)
			for (size_t r = 1; r < t.sheets[s].rows_count; r++)
				assert_true(t.sheets[s].rows[r].number > t.sheets[s].rows[r - 1].number);
		arena_free(a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_of_labels), cmocka_unit_test(one_line_each), cmocka_unit_test(sections),
		cmocka_unit_test(no_leads),         cmocka_unit_test(in_linear_time),
		cmocka_unit_test(anything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
