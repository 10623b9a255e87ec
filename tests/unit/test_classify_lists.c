/* Lists as reps send them, one awkward thing in each: what is read of them, and what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "classify.h"
#include "drawn.h"

static const char *told_of(struct arena *a, const char *file, const char *text)
{
	struct classified c = read_one(a, "资料", file, "Sheet1", text);
	return told(a, &c);
}

#define SWAPPED "公司全名|主营业务|电话|法人|注册资金|网络情况|有无网站|开发价值\n"
#define SWAPPED_A "宏图机械有限公司|机械|13800138000|张三|100万|无|无|有\n"

/* Narrow lines over a header are as many as somebody cares to write; wide ones are a list, in which a header far below is another's. */
static void test_header_far_below(void **state)
{
	struct arena *a = *state;
	const char *wide = "", *narrow = "客户资料登记表\n";
	for (int i = 1; i <= 40; i++)
		narrow = arena_printf(a, "%s%d|公司全名须与执照一致，电话须能打通\n", narrow, i);
	for (int i = 1; i <= 20; i++)
		wide = arena_printf(a, "%s甲%02d机械有限公司|张三|138001380%02d|好\n", wide, i, i);
	assert_string_equal(told_of(a, "表.xlsx", arena_printf(a, "%s" SWAPPED SWAPPED_A, narrow)), "lead 43:" SEEN_A);
	struct classified c = read_one(a, "客户资料", "表.xlsx", "Sheet1", arena_printf(a, "%s" SWAPPED SWAPPED_A, wide));
	assert_int_equal(c.tables_count, 2);
	assert_int_equal(c.tables[0].rows_count, 20);
	assert_int_equal(c.tables[1].rows_count, 1);
}

/* What a form says of other lists makes none of it: a hundred leads would be visits. */
static void test_rules_over_a_list(void **state)
{
	struct arena *a = *state;
	static const char *const rules[] = {
		"2、意向客户请填另一张表，不要填在这里", "③陌拜客户另报", "2|意向客户须另填一张表", "陌拜客户填在后面的表里，不得混填", "（2）意向客户不要填在这里",
	};
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		assert_string_equal(told_of(a, "表.xlsx", arena_printf(a, "填写要求\n1、公司全名须与执照一致\n%s\n" LEAD ROW_A, rules[i])), "lead 5:" SEEN_A);
	static const char *const titles[] = {"1、意向客户", "王伟 3月5日 意向客户", "意向客户登记表（必须真实）", "一、今日意向客户，共2家"};
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		assert_string_equal(told_of(a, "表.xlsx", arena_printf(a, "%s\n" LEAD ROW_A, titles[i])), "prospect 3:" SEEN_A);
}

/* A daily report with a list in it: how many were intended to buy is no kind, and what is planned no row. */
static void test_daily_report(void **state)
{
	struct arena *a = *state;
	static const char *const tallies[] = {"今日拜访|3|今日电话|50|意向|2", "陌拜||3家|意向客户|2", "意向客户数|12|电话|80"};
	for (size_t i = 0; i < sizeof tallies / sizeof *tallies; i++)
		assert_string_equal(told_of(a, "表.xlsx", arena_printf(a, "姓名|王伟|部门|市场部\n%s\n" LEAD ROW_A, tallies[i])), "lead 4:" SEEN_A);
	static const char *const titles[] = {"意向客户|2026-09-14", "意向客户|王伟|2", "今日意向客户|2家"};
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		assert_string_equal(told_of(a, "表.xlsx", arena_printf(a, "%s\n" LEAD ROW_A, titles[i])), "prospect 3:" SEEN_A);
	assert_string_equal(told_of(a, "表.xlsx", LEAD ROW_A "明日计划|继续打电话\n今日总结：|客户关注价格\n工作总结|价格|要谈\n"), "lead 2:" SEEN_A);
}

/* Each firm in two rows, under a header of two. */
static void test_two_rows_each(void **state)
{
	struct arena *a = *state;
#define UPPER "序号|公司全名|法人|联系电话|主营业务\n"
#define LOWER "|注册资本|网络情况|有无网站|开发价值\n"
#define FIRM_A "1|宏图机械有限公司|张三|13800138000|机械\n|100万|没做推广|无|有\n"
#define FIRM_B "2|远大五金有限公司|李四|13900139000|五金\n|50万|有推广|有|高\n"
	struct classified c = read_one(a, "资料", "表.xlsx", "Sheet1", "市场部\n" UPPER LOWER FIRM_A UPPER LOWER FIRM_B "合计|2家\n");
	assert_string_equal(told(a, &c), "lead 4:宏图机械有限公司/张三/13800138000 8:远大五金有限公司/李四/13900139000");
	const char *const *first = c.tables[0].rows[0].value, *const *second = c.tables[0].rows[1].value;
	assert_string_equal(first[FIELD_CAPITAL], "100万");
	assert_string_equal(first[FIELD_NETWORK], "没做推广");
	assert_string_equal(second[FIELD_WEBSITE], "有");
	assert_string_equal(second[FIELD_VALUE], "高");
	/* a firm without its second half lacks that alone */
	c = read_one(a, "资料", "表.xlsx", "Sheet1", UPPER LOWER "1|宏图机械有限公司|张三|13800138000|机械\n" FIRM_B);
	assert_string_equal(told(a, &c), "lead 3:宏图机械有限公司/张三/13800138000 4:远大五金有限公司/李四/13900139000");
	assert_string_equal(c.tables[0].rows[0].value[FIELD_CAPITAL], "");
	assert_string_equal(c.tables[0].rows[1].value[FIELD_CAPITAL], "50万");
}

/* What was left of a form's own example, and what explains its columns. */
static void test_examples(void **state)
{
	struct arena *a = *state;
	static const char *const none[] = {
		"某某五金有限公司（示例，填写时请删除）|李四|13900139000|五金|50万|无|有|高|", "【示例】某某五金有限公司|李四|13900139000|五金|50万|无|有|高|", "某某五金有限公司（例）|李四|13900139000|五金|50万|无|有|高|",
		"某某五金有限公司|李四|13900139000|五金|50万|无|有|高|示例", "某某五金有限公司|李四|13900139000|五金|50万|无|有|高|（示例）", "必填|必填|必填|选填|选填|选填|必填|必填|", "(全称)|(姓名)|（手机）||(万元)||(有/无)|（高/中/低）|",
	};
	static const char *const some[] = {"远大五金示例有限公司|李四|13900139000|五金|50万|无|有|高|例如长安有两个厂", "远大五金（比例阀）有限公司|李四|13900139000|五金|50万|无|有|高|示例网络介绍", "（大连）五金（集团）|（李四）|13900139000|（五金）|||||"};
	static const char header[] = "公司全名|法人|电话|主营业务|注册资金|网络情况|有无网站|开发价值|备注\n";
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_string_equal(told_of(a, "表.xlsx", arena_printf(a, "%s%s\n" ROW_A, header, none[i])), "lead 3:" SEEN_A);
	for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
		struct classified c = read_one(a, "资料", "表.xlsx", "Sheet1", arena_printf(a, "%s%s\n" ROW_A, header, some[i]));
		assert_int_equal(c.tables[0].rows_count, 2);
	}
}

/* Rows inserted above the header, or sorted together with it. What is no whole row of the list stays a title. */
static void test_rows_above_the_header(void **state)
{
	struct arena *a = *state;
	assert_string_equal(told_of(a, "表.xlsx", ROW_B LEAD ROW_A), "lead 1:" SEEN_B " 3:" SEEN_A);
	assert_string_equal(told_of(a, "表.xlsx", "客户资料\n例：远大五金有限公司|李四|13900139000|五金|50万|无|有|高\n" LEAD ROW_A), "lead 4:" SEEN_A);
	assert_string_equal(told_of(a, "表.xlsx", "报送单位：远大五金有限公司|李四|13900139000\n" LEAD ROW_A), "lead 3:" SEEN_A);
	assert_string_equal(told_of(a, "意向客户.xlsx", "远大五金有限公司|李四|13900139000|9月13日\n公司名称|联系人|电话|备注\n宏图机械有限公司|张三|13800138000\n"), "prospect 3:" SEEN_A);
	const char *sorted = "";
	for (int i = 1; i <= 40; i++)
		sorted = arena_printf(a, "%s甲%02d机械有限公司|机械|138001380%02d|张三|100万|无|无|有\n", sorted, i, i);
	struct classified c = read_one(a, "资料", "表.xlsx", "Sheet1", arena_printf(a, "%s" SWAPPED SWAPPED_A, sorted));
	assert_int_equal(c.tables_count, 1);
	assert_int_equal(c.tables[0].rows_count, 41);
	assert_string_equal(c.tables[0].rows[0].value[FIELD_CAPITAL], "100万");
	assert_string_equal(c.tables[0].rows[40].value[FIELD_COMPANY], "宏图机械有限公司");
}

/* 公司名称（法人）: the firm's column alone says who. */
static void test_person_in_firms_cell(void **state)
{
	struct arena *a = *state;
	static const char *const headers[] = {"公司名称（法人）", "公司（联系人）", "公司名称/法人"};
	static const char *const cells[][2] = {
		{"宏图机械有限公司（张三）", "宏图机械有限公司/张三"}, {"宏图机械有限公司(张三)", "宏图机械有限公司/张三"}, {"宏图机械有限公司/张三", "宏图机械有限公司/张三"},
		{"宏图机械有限公司 张三", "宏图机械有限公司/张三"}, {"宏图机械（东莞）有限公司（张三）", "宏图机械（东莞）有限公司/张三"}, {"宏图机械有限公司（高新区张江路）", "宏图机械有限公司（高新区张江路）/"},
		{"宏图机械有限公司", "宏图机械有限公司/"}, {"宏图机械有限公司（中国）", "宏图机械有限公司（中国）/"}, {"（张三）", "（张三）/"},
	};
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
			const char *text = arena_printf(a, "%s|电话|主营业务|注册资金|网络情况|有无网站|开发价值\n%s|13800138000|机械|1|无|无|有\n", headers[i], cells[k][0]);
			assert_string_equal(told_of(a, "表.xlsx", text), arena_printf(a, "lead 2:%s/13800138000", cells[k][1]));
		}
	/* where somebody has a column of his own, the cell is the firm's */
	assert_string_equal(told_of(a, "表.xlsx", "公司名称（法人）|联系人|电话|主营业务|注册资金|网络情况\n宏图机械有限公司（张三）|李四|13800138000|机械|1|无\n"),
	                    "lead 2:宏图机械有限公司（张三）/李四/13800138000");
	assert_string_equal(told_of(a, "表.xlsx", LEAD "宏图机械有限公司（张三）||13800138000|机械|1|无|无|有\n"), "lead 2:宏图机械有限公司（张三）//13800138000");
}

/* 负责人 is the customer's, unless a CRM says who made the entry. */
static void test_whose_owner(void **state)
{
	struct arena *a = *state;
	static const struct {
		const char *header, *row, *told;
	} cases[] = {
		{"客户名称|负责人|联系人|手机|主营业务|注册资金|网络情况|创建人|创建时间", "宏图机械有限公司|王伟|张三|13800138000|机械|1|无|王伟|2026-09-13", "lead 2:" SEEN_A},
		{"客户名称|负责人|联系人|手机|主营业务|注册资金|网络情况|创建人", "宏图机械有限公司|王伟||13800138000|机械|1|无|王伟", "lead 2:宏图机械有限公司//13800138000"},
		{"客户名称(必填)|负责人(必填)|联系人-姓名|联系人-手机1|主营业务|注册资金|网络情况|创建人", "宏图机械有限公司|王伟|张三|13800138000|机械|1|无|王伟", "lead 2:" SEEN_A},
		{"客户名称|法人|负责人|手机|主营业务|注册资金|网络情况|负责人主属部门", "宏图机械有限公司|张三|王伟|13800138000|机械|1|无|市场部", "lead 2:" SEEN_A},
		{"客户名称|负责人|手机|主营业务|注册资金|网络情况|创建人", "宏图机械有限公司|张三|13800138000|机械|1|无|王伟", "lead 2:" SEEN_A},
		{"客户名称|负责人|联系人|手机|主营业务|注册资金|网络情况", "宏图机械有限公司|张三|李四|13800138000|机械|1|无", "lead 2:" SEEN_A},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(told_of(a, "表.xlsx", arena_printf(a, "%s\n%s\n", cases[i].header, cases[i].row)), cases[i].told);
}

/* 网站情况 is a state of the network, unless it alone can say whether there is a website. */
static void test_state_of_the_website(void **state)
{
	struct arena *a = *state;
	static const struct {
		const char *columns, *website;
	} cases[] = {{"网络情况|网站情况", "有"}, {"网站现状|网络推广", "百度"}, {"网站情况|有无网站", "有"}, {"网站情况|说明", ""}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct classified c = read_one(a, "资料", "表.xlsx", "Sheet1", arena_printf(a, "公司全名|法人|电话|主营业务|注册资金|%s|开发价值\n宏图机械有限公司|张三|13800138000|机械|1|百度|有|高\n", cases[i].columns));
		assert_string_equal(c.tables[0].rows[0].value[FIELD_WEBSITE], cases[i].website);
	}
}

#define SHORT_A "宏图机械有限公司|张三|13800138000\n"
#define SHORT "公司全名|联系人|电话\n" SHORT_A

/* An office's form has its example on a sheet of its own: it counted. Alone, or with more than an example, the sheet is a list all the same. */
static void test_sample_sheets(void **state)
{
	static const struct sample_case {
		const char *name, *rows, *beside, *want;
		bool hidden;
	} cases[] = {
		{"示例", SHORT, SHORT, "prospect 2:" SEEN_A, false},
		{"填写示例", SHORT, SHORT, "prospect 2:" SEEN_A, true},
		{"示例", SHORT, NULL, "prospect 2:" SEEN_A, false},
		{"示例", SHORT "远大五金有限公司|李四|13900139000\n" SHORT_A SHORT_A, SHORT, "prospect 2:" SEEN_A " 3:" SEEN_B " 4:" SEEN_A " 5:" SEEN_A " || prospect 2:" SEEN_A, false},
		{"示例网络", SHORT, SHORT, "prospect 2:" SEEN_A " || prospect 2:" SEEN_A, false},
	};
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = {.subject = "意向客户"};
		struct classified c;
		add_part(a, &m, PART_ATTACHMENT, "a.xlsx", cases[i].name, cases[i].rows);
		m.parts[0].file.sheets[0].hidden = cases[i].hidden;
		if (cases[i].beside)
			ARENA_PUSH(a, &m.parts[0].file, sheets) = draw(a, "Sheet1", cases[i].beside);
		classify_mail(a, &m, NULL, &c);
		assert_string_equal(told(a, &c), cases[i].want);
		assert_int_equal(c.hidden_rows, 0);
	}
}

/* A column for each firm in a mail's words: a list where the subject says so; one firm is how people sign. */
static void test_cards_in_words(void **state)
{
	static const char two[] = "公司名称|宏图机械有限公司|远大五金有限公司\n联系人|张三|李四\n电话|13800138000|13900139000\n";
	static const char one[] = "公司名称|宏图机械有限公司|\n联系人|张三|经理\n电话|13800138000|\n";
	static const struct words_case {
		const char *subject, *text, *want;
	} cases[] = {
		{"今日意向客户", two, "prospect 1:" SEEN_A " 1:" SEEN_B},
		{"请查收", two, ""},
		{"今日意向客户", one, ""},
	};
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = {.subject = cases[i].subject};
		struct classified c;
		add_part(a, &m, PART_BODY, "", "", cases[i].text);
		classify_mail(a, &m, NULL, &c);
		assert_string_equal(told(a, &c), cases[i].want);
	}
}

/* Word parts a table at a page's end: what stands there has no header of its own, and may be one row. It was lost without a word, or its columns were guessed. */
static void test_table_goes_on(void **state)
{
	static const struct on_case {
		const char *name, *first, *second, *third, *want;
	} cases[] = {
		{"意向客户", SHORT, NULL, "远大五金有限公司|李四|13900139000\n", "prospect 2:" SEEN_A " || visit 1:" SEEN_B},
		{"表1", SHORT, "远大五金有限公司|李四|13900139000\n", NULL, "prospect 2:" SEEN_A " || prospect 1:" SEEN_B},
		{"陌拜 表1", SHORT, "远大五金有限公司|李四|13900139000\n", SHORT_A, "visit 2:" SEEN_A " || visit 1:" SEEN_B " || visit 1:" SEEN_A},
		{"表1", SWAPPED SWAPPED_A, "远大五金有限公司|五金|13900139000|李四|50万|无|有|高\n远大机械有限公司|五金|13900139001|王五|50万||有|高\n", NULL,
		 "prospect 2:" SEEN_A " || prospect 1:" SEEN_B " 2:远大机械有限公司/王五/13900139001"},
		/* other columns, and who signs */
		{"表1", SHORT, "制表人|陈平娜\n审核|李总\n", NULL, "prospect 2:" SEEN_A},
		{"表1", SHORT, "李四|13900139000|五金|远大五金有限公司\n", NULL, "prospect 2:" SEEN_A},
	};
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = {.subject = "意向客户"};
		struct classified c;
		add_part(a, &m, PART_ATTACHMENT, "a.docx", cases[i].name, cases[i].first);
		if (cases[i].second)
			ARENA_PUSH(a, &m.parts[0].file, sheets) = draw(a, "表2", cases[i].second);
		if (cases[i].third)
			ARENA_PUSH(a, &m.parts[0].file, sheets) = draw(a, cases[i].second ? "表3" : "陌拜", cases[i].third);
		classify_mail(a, &m, NULL, &c);
		assert_string_equal(told(a, &c), cases[i].want);
	}
}

/* Typed lines in a mail of which nothing says that it is a list: it is asked about where they name firms, else it is none of our business. */
static void test_typed_without_a_kind(void **state)
{
	static const struct kindless_case {
		const char *text;
		bool asked;
	} cases[] = {
		{"公司名称|联系人|电话\n宏图机械有限公司|张三|13800138000\n宏达五金|李四|13900139000\n", true},
		{"公司名称|联系人|电话\n仓库钥匙|张三|13800138000\n前台快递|李四|13900139000\n", false},
	};
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = {.subject = "请查收"};
		struct classified c;
		add_part(a, &m, PART_BODY, "", "", cases[i].text);
		m.parts[0].file.sheets[0].rows[0].number = 0;
		classify_mail(a, &m, NULL, &c);
		assert_int_equal(c.tables_count, 0);
		assert_int_equal(c.meant_list, cases[i].asked);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_header_far_below),
		cmocka_unit_test(test_rules_over_a_list),
		cmocka_unit_test(test_daily_report), cmocka_unit_test(test_two_rows_each), cmocka_unit_test(test_examples),
		cmocka_unit_test(test_rows_above_the_header),
		cmocka_unit_test(test_person_in_firms_cell),
		cmocka_unit_test(test_whose_owner),
		cmocka_unit_test(test_state_of_the_website),
		cmocka_unit_test(test_sample_sheets),
		cmocka_unit_test(test_typed_without_a_kind),
		cmocka_unit_test(test_table_goes_on),
		cmocka_unit_test(test_cards_in_words),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
