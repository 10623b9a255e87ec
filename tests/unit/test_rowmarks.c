/* What makes a row something else than a row of the list, and what fills no cell (rowmarks.h, rows.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "layout.h"
#include "rowmarks.h"
#include "rows.h"

static void marks(void **state)
{
	static const struct {
		const char *text;
		bool total, note, sample, placeholder, ditto;
	} cases[] = {
		{"合计：87", true, false, false, false, false},
		{"共 100 条", true, false, false, false, false},
		{"今日合计", true, false, false, false, false},
		{"长安镇小计：2家", true, false, false, false, false},
		{"本日共计 100 条", true, false, false, false, false},
		{"宏达会计", false, false, false, false, false},
		{"小计工坊东莞店", false, false, false, false, false},
		{"以下为今天收集的全部客户资料合计", false, false, false, false, false},
		{"共同科技有限公司", false, false, false, false, false},
		{"备注：以上均已核实", false, true, false, false, false},
		{"PS: 请查收", false, true, false, false, false},
		{"填表日期 2026-03-05", false, true, false, false, false},
		{"导出给：王总　2026-09-15　编号 digest.gm.2026-09-15 7KQ4-9M2X", false, true, false, false, false},
		{"Exported for: Wang, 2026-09-15, number digest.gm.2026-09-15 7KQ4-9M2X", false, true, false, false, false},
		{"Exported Foods Co., Ltd", false, false, false, false, false},
		{"例", false, false, true, false, false},
		{"（例）张三", false, false, true, false, false},
		{"【例】张三", false, false, true, false, false},
		{"例外服饰有限公司", false, false, false, false, false},
		{"【样例】张三", false, false, true, false, false},
		{"如：宏图五金厂", false, false, true, false, false},
		{"如家酒店", false, false, false, false, false},
		{"未匹配到相关企业", false, false, false, true, false},
		{"该企业信息暂不予显示", false, false, false, true, false},
		{"暂不予显示", false, false, false, true, false},
		{"企业服务有限公司", false, false, false, false, false},
		{"（同上）", false, false, false, false, true},
		{"Ditto", false, false, false, false, true},
		{"〃", false, false, false, false, true},
		{"同上堂餐饮有限公司", false, false, false, false, false},
		{"13800138000", false, false, false, false, false},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(mark_total(a, cases[i].text), cases[i].total);
		assert_int_equal(mark_note(a, cases[i].text), cases[i].note);
		assert_int_equal(mark_sample(a, cases[i].text), cases[i].sample);
		assert_int_equal(mark_placeholder(cases[i].text), cases[i].placeholder);
		assert_int_equal(mark_ditto(a, cases[i].text, strlen(cases[i].text)), cases[i].ditto);
	}
	arena_free(a);
}

/* Cells apart by |. */
static void legends(void **state)
{
	static const struct {
		const char *cells;
		bool legend;
	} cases[] = {
		{"必填|必填|必填|必填", true}, {"长安镇|长安镇|长安镇", true}, {"---|---||---", true}, {"1|2|3|4|5", true}, {"|1|2|3|4", true}, {"A|B|C|D", true}, {"（1）|（2）|（3）|（4）", true},
		{"无|无", false}, {"1|2|3", false}, {"1|2|3|5", false}, {"13|14|15|16|x", false}, {"必填|必填|选填", true}, {"必填|必填|机械", false}, {"1|宏图五金厂|张三|13800138000", false}, {"2|3|4|5", false}, {"", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = arena_new();
		const char *cells[8];
		size_t n = 0;
		char *text = arena_strdup(a, cases[i].cells);
		while ((cells[n] = strsep(&text, "|")))
			n++;
		if (mark_legend(cells, n) != cases[i].legend)
			fail_msg("%s", cases[i].cells);
		arena_free(a);
	}
}

static bool says_placeholder(const char *text)
{
	static const char *const words[] = {"未匹配到相关企业", "未匹配到企业", "企业信息暂不", "暂不予显示", "未查询到相关企业", "查无此企业"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

/* A placeholder is told by two characters of it, a firm by how it ends; the long way, every word is looked for. */
static void names_quick_and_long_way(void **state)
{
	static const char *const pieces[] = {"企业", "企", "业", "暂不", "暂", "不", "未匹配到", "相关", "查无此", "予显示", "信息", "未查询到", "公司", "公", "司", "有限公司", "厂", "甲",
	                                     "co.", "\xE4", "\xBC", "\xE6\x9A", " ", "张三"};
	struct arena *a = arena_new();
	uint32_t seed = 5;
	int told = 0, firms = 0;
	(void)state;
	for (int i = 0; i < 300000; i++, arena_reset(a)) {
		const char *text = "";
		for (size_t n = (seed = seed * 1103515245 + 12345) >> 16 & 7; n; n--)
			text = arena_printf(a, "%s%s", text, pieces[((seed = seed * 1103515245 + 12345) >> 16) % (sizeof pieces / sizeof *pieces)]);
		told += says_placeholder(text);
		assert_int_equal(mark_placeholder(text), says_placeholder(text));
		bool firm = text_count(text) >= 4 && looks_like_company(arena_printf(a, "%s-", text)); /* which ends otherwise */
		firms += firm;
		assert_int_equal(looks_like_company(text), firm);
	}
	assert_true(told > 100 && firms > 100);
	arena_free(a);
}

/* Most texts are told by their first character. One that begins with a blank never is; for the words it means the same without it. */
static void quick_and_long_way(void **state)
{
	static const char *const pieces[] = {"合计", "总", "计", "小计", "共", "1", "00", "条", "家", "公司", "备注", ":", "：", "说明", "填", "表", "人", "日期", "PS", "p",
	                                     "s", "例", "如", "示例", "样", "(", "（", ")", "】", "【", "同上", "同", "上", "ditto", "D", "ITTO", "〃", "\"", "”", "\u0301",
	                                     "无", "不详", "未知", "暂", "暂无", "数据", "待查", "n", "N/A", "Ａ", "/", "ull", "one", "-", "—", "；", "张", "某", "a", "7",
	                                     "\uFF9E", "以上", "声明", "汇总", "本页", "累计", "注", "附", "审核", "①"};
	static const enum field fields[] = {FIELD_COMPANY, FIELD_WEBSITE, FIELD_NETWORK};
	struct arena *a = arena_new();
	uint32_t seed = 11;
	int told = 0;
	(void)state;
	for (int i = 0; i < 300000; i++, arena_reset(a)) {
		const char *text = "";
		for (size_t n = 1 + ((seed = seed * 1103515245 + 12345) >> 16 & 3); n; n--)
			text = arena_printf(a, "%s%s", text, pieces[((seed = seed * 1103515245 + 12345) >> 16) % (sizeof pieces / sizeof *pieces)]);
		const char *blank = arena_printf(a, " %s", text);
		told += mark_total(a, text) + mark_note(a, text) + mark_sample(a, text) + mark_ditto(a, text, strlen(text)) + !cell_filled(a, FIELD_COMPANY, text);
		assert_int_equal(mark_total(a, text), mark_total(a, blank));
		assert_int_equal(mark_note(a, text), mark_note(a, blank));
		assert_int_equal(mark_sample(a, text), mark_sample(a, blank));
		if (strlen(blank) <= 24)
			assert_int_equal(mark_ditto(a, text, strlen(text)), mark_ditto(a, blank, strlen(blank)));
		for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
			assert_int_equal(cell_filled(a, fields[k], text), cell_filled(a, fields[k], blank));
	}
	assert_true(told > 10000);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks), cmocka_unit_test(legends),
		cmocka_unit_test(quick_and_long_way), cmocka_unit_test(names_quick_and_long_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
