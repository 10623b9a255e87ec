/* Lists that stand line by line in one column of a workbook. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "drawn.h"
#include "pasted.h"

#define A "宏图机械有限公司"
#define B "远大五金有限公司"
#define READ_A ":" A "/张三/13800138000/机械"
#define READ_B ":" B "/李四/13900139000/五金"

/* ~ in a cell is a line's end. Rows as number:company/person/phone/business, h before those that are hidden. */
static const char *lines_told(struct arena *a, const struct classified *c)
{
	const char *out = "";
	for (size_t i = 0; i < c->tables_count; i++) {
		out = arena_printf(a, "%s%s%s", out, i ? " || " : "", row_kind_names[c->tables[i].kind]);
		for (size_t j = 0; j < c->tables[i].rows_count; j++) {
			const struct lead_row *r = &c->tables[i].rows[j];
			const char *person = *r->value[FIELD_PERSON] ? r->value[FIELD_PERSON] : r->value[FIELD_CONTACT];
			out = arena_printf(a, "%s %s%d:%s/%s/%s/%s", out, r->hidden ? "h" : "", r->row, r->value[FIELD_COMPANY], person, r->value[FIELD_PHONE], r->value[FIELD_BUSINESS]);
		}
	}
	return out;
}

static const struct {
	const char *what, *sheet, *text, *told;
} cases[] = {
	{"a header and rows between commas", "客户资料", "公司全名,法人,电话,主营业务,注册资金,网络情况,有无网站,开发价值\n" A ",张三,13800138000,机械,100万,无,无,有\n" B ",李四,13900139000,五金,50万,无,有,高\n",
	 "lead 2" READ_A " 3" READ_B},
	{"between tabs, in the third column, under a title, with a gap", "Sheet1", "||客户资料\n||公司全名\t法人\t电话\t主营业务\t注册资金\n||" A "\t张三\t13800138000\t机械\t100万\n\n\n||" B "\t李四\t13900139000\t五金\t50万\n",
	 "lead 3" READ_A " 6" READ_B},
	{"typed lines are numbered as the sheet's rows", "Sheet1", "3月5日客户资料\n\n1、" A " 张三 13800138000 机械 100万 无 无 有\n!2、" B " 李四 13900139000 五金 50万 无 有 高\n", "lead 3" READ_A " h4" READ_B},
	{"the header's cell and all rows in one", "客户资料", "公司全名,法人,电话,主营业务~" A ",张三,13800138000,机械~" B ",李四,13900139000,五金\n", "lead 1" READ_A " 1" READ_B},
	{"two sections", "Sheet1", "意向客户：\n1、" A "，张三，13800138000\n\n陌拜：\n1、" B "，李四，13900139000\n",
	 "prospect 2:" A "/张三/13800138000/ || visit 5:" B "/李四/13900139000/"},
	{"bare lines of firm, person and phone", "意向客户", A "\n张三\n13800138000\n\n" B "\n李四\n13900139000\n", "prospect 1:" A "/张三/13800138000/ 5:" B "/李四/13900139000/"},
	{"lines with labels in them", "Sheet1", "今日意向客户\n1、公司：" A " 法人：张三 电话：13800138000\n2、公司：" B " 法人：李四 电话：13900139000\n", "prospect 2:" A "/张三/13800138000/ 3:" B "/李四/13900139000/"},
	{"what explains a form", "客户资料", "填写说明\n1、公司名称：请填写执照上的全称\n2、法人：张三\n3、电话：如13800138000\n", ""},
	{"a form that no title calls a list", "Sheet1", "报价单\n公司名称：" A "\n联系人：张三\n电话：13800138000\n", ""},
	{"names alone", "客户资料", "公司全名\n" A "\n" B "\n", ""},
	{"prose", "客户资料", "李总，以下是我们今天的情况，请查收。\n今天拜访了" A "，见到张总，电话13800138000，意向一般。\n", ""},
	{"a second cell", "客户资料", A "，张三，13800138000\n" B "，李四，13900139000|好\n", ""},
};

static void test_pasted(void **state)
{
	struct arena *a = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = {.subject = "资料"};
		struct classified c;
		char *text = arena_strdup(a, cases[i].text);
		add_part(a, &m, PART_ATTACHMENT, "表.xlsx", cases[i].sheet, text);
		struct sheet *s = &m.parts[0].file.sheets[0];
		for (size_t r = 0; r < s->rows_count; r++)
			for (size_t k = 0; k < s->rows[r].cell_count; k++) {
				char *cell = arena_strdup(a, s->rows[r].cells[k].text);
				s->rows[r].cells[k].text = cell;
				for (; *cell; cell++)
					*cell = *cell == '~' ? '\n' : *cell;
			}
		classify_mail(a, &m, NULL, &c);
		if (strcmp(lines_told(a, &c), cases[i].told) != 0)
			fail_msg("%s:\n gives %s\n   not %s", cases[i].what, lines_told(a, &c), cases[i].told);
	}
}

/* A body is read as lines anyhow; and a sheet of a hundred thousand rows was not pasted. */
static void test_not_looked_at(void **state)
{
	struct arena *a = *state;
	struct mail m = {.subject = "客户资料"};
	struct classified c;
	add_part(a, &m, PART_BODY, "", "", A "，张三，13800138000\n" B "，李四，13900139000\n");
	classify_mail(a, &m, NULL, &c);
	assert_int_equal(c.tables_count, 0);
	struct sheet many = draw(a, "客户资料", A "，张三，13800138000\n" B "，李四，13900139000\n");
	struct extract_room room = {1 << 20, 1 << 10};
	assert_int_equal(pasted_extract(a, &many, &room).table_count, 1);
	while (many.rows_count <= PASTED_MAX_ROWS) {
		struct table_row row = many.rows[1];
		row.number = (int)many.rows_count + 1;
		ARENA_PUSH(a, &many, rows) = row;
	}
	assert_int_equal(pasted_extract(a, &many, &room).table_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_pasted), cmocka_unit_test(test_not_looked_at)};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
