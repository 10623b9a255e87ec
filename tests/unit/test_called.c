/* Which tables are call sheets that came back, which are lists, and which are both. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bug.h"
#include "called.h"
#include "headers.h"

static struct arena *a;

/* Rows parted by /, cells by |. */
static struct sheet drawn(const char *name, const char *text)
{
	struct sheet s = {.name = name};
	char *rest = arena_strdup(a, text);
	for (char *line; (line = strsep(&rest, "/"));) {
		struct { struct cell *cell; size_t cell_count, cell_cap; } list = {0};
		for (char *c; (c = strsep(&line, "|"));)
			ARENA_PUSH(a, &list, cell) = (struct cell){.text = c};
		struct table_row row = {.number = (int)s.rows_count + 1, .cells = list.cell, .cell_count = list.cell_count};
		ARENA_PUSH(a, &s, rows) = row;
	}
	return s;
}

#define OURS "序号|公司名称|联系人|电话|主营业务|其他情况|拨打时间|结果|下次联系|下一步"
#define DATA "/1|东莞市宏达五金有限公司|王工|13800138000|五金|有无网站 有|9:40|有意向|9月16日|寄样品"
#define LEAD "公司全名|法人|电话|主营业务|注册资金|网络情况|有无网站|开发价值"
#define RE "回复：【电话表】陈平娜 9月15日：3家 [MXGW-NN5F]"

static const struct { const char *subject, *file, *sheet, *text; enum called want; } cases[] = {
	/* as it was sent, whatever the mail, the file and the sheet are called */
	{RE, "call-2026-09-15.xlsx", "电话表 9月15日", OURS DATA, CALLED_ONLY},
	{"今天的", "新建工作表.xls", "Sheet1", OURS DATA, CALLED_ONLY},
	{"", "", "", OURS DATA, CALLED_ONLY},
	{"客户资料 9月15日", "客户资料.xlsx", "客户资料", OURS DATA, CALLED_ONLY},
	{RE, "call.xlsx", "电话表", "陈平娜 9月15日 电话表||||/" OURS DATA, CALLED_ONLY},
	{"电话表（3家有意向）", "有意向的.xlsx", "电话表 9月15日", OURS DATA, CALLED_TOO}, /* the file is named for prospects */
	{"回复：电话表 有意向3家", "call.xlsx", "Sheet1", OURS DATA, CALLED_ONLY},
	{"Re: Call sheet 15 Sep", "call.xlsx", "Call sheet", "No|Company name|Person|Phone|Called at|Result|Next contact|Next step/1|Hongda Hardware Ltd|Wang|13800138000|9:40|yes||", CALLED_ONLY},
	/* columns deleted, moved, renamed */
	{RE, "call.xlsx", "Sheet1", "公司名称|结果/东莞市宏达五金有限公司|空号", CALLED_ONLY},
	{"Fw: x", "x.xlsx", "电话表 9月15日", "公司名称|电话|结果/东莞市宏达五金有限公司|13800138000|空号", CALLED_ONLY},
	{"x", "x.xlsx", "Sheet1", "结果|下一步|拨打时间|公司名称/空号||9:30|东莞市宏达五金有限公司", CALLED_ONLY},
	{"电话结果", "x.xlsx", "Sheet1", "客户名称|通话结果|下次联系时间/东莞市宏达五金有限公司|要报价|9月16日", CALLED_ONLY},
	{"x", "x.xlsx", "Sheet1", "公司名称|电话|结果/东莞市宏达五金有限公司|13800138000|空号", CALLED_NOT}, /* nothing says that these were calls */
	{RE, "x.xlsx", "电话表", "拨打时间|结果|下次联系|下一步/9:40|空号||", CALLED_NOT}, /* of whom? */
	/* lists, also in answer to the sheet */
	{RE, "客户资料.xlsx", "Sheet1", LEAD "/东莞市宏达五金有限公司|王工|13800138000|五金|100万|有百度推广|有|高", CALLED_NOT},
	{RE, "x.xlsx", "Sheet1", "公司全名|联系人|电话|意向程度/东莞市宏达五金有限公司|王工|13800138000|A", CALLED_NOT},
	{RE, "x.xlsx", "意向客户", "公司全名|联系人|电话/东莞市宏达五金有限公司|王工|13800138000", CALLED_NOT},
	{"意向客户", "x.xlsx", "Sheet1", "公司全名|联系人|电话|跟进结果|下次联系时间/东莞市宏达五金有限公司|王工|13800138000|要报价|9月16日", CALLED_NOT},
	/* both: a list by its columns or its name, with what came of calls beside it */
	{"电话结果 9月15日", "x.xlsx", "Sheet1", LEAD "|电话结果/东莞市宏达五金有限公司|王工|13800138000|五金|100万|有百度推广|有|高|空号", CALLED_TOO},
	{"客户资料", "x.xlsx", "Sheet1", LEAD "|拨打时间|结果|下一步/东莞市宏达五金有限公司|王工|13800138000|五金|100万|有百度推广|有|高|9:40|空号|", CALLED_TOO},
	{"意向客户 9月15日", "x.xlsx", "电话表 9月15日", OURS DATA, CALLED_TOO},
	{RE, "x.xlsx", "意向客户", OURS DATA, CALLED_TOO},
	{"陌拜", "x.xlsx", "Sheet1", "公司名称|拜访日期|被访人|电话|拨打时间|结果|下一步/东莞市宏达五金有限公司|9月15日|王工|13800138000|9:40|好|", CALLED_TOO},
	{"客户资料", "x.xlsx", "Sheet1", LEAD "|结果/东莞市宏达五金有限公司|王工|13800138000|五金|100万|有百度推广|有|高|好", CALLED_NOT},
};

/* proves: S0-4 */
static void what_is_a_call_sheet(void **state)
{
	static const char *const names[] = {"not", "only", "too"};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mail m = {.subject = cases[i].subject};
		struct part p = {.file_name = cases[i].file};
		struct sheet s = drawn(cases[i].sheet, cases[i].text);
		enum called got = called_tell(a, &m, &p, &s);
		if (got != cases[i].want)
			fail_msg("%s, %s, %s: %s: %s, not %s", cases[i].subject, cases[i].file, cases[i].sheet, cases[i].text, names[got], names[cases[i].want]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_a_call_sheet)};
	struct err err;
	a = arena_new();
	must(headers_open(&err) == 0);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	headers_close();
	arena_free(a);
	return failed;
}
