/* Numbers and dates as people see them, the tables inside a mail's body, rows and cells. Whole files: test_parsers_golden.c. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "parsers/formula.h"
#include "parsers/fill.h"
#include "parsers/merge.h"
#include "parsers/number.h"
#include "parsers/sniff.h"
#include "parsers/zip.h"

static void number_format_codes(void **state)
{
	static const struct {
		const char *code;
		enum number_kind kind;
		int zeros;
	} cases[] = {
		{"General", NUMBER_PLAIN, 0},
		{"0", NUMBER_PLAIN, 1},
		{"0.00", NUMBER_PLAIN, 0},
		{"00000000000", NUMBER_PLAIN, 11},
		{"#,##0.00_);[Red](#,##0.00)", NUMBER_PLAIN, 0},
		{"0.00E+00", NUMBER_PLAIN, 0},
		{"\"day\" 0", NUMBER_PLAIN, 0},
		{"0 \\d\\a\\y", NUMBER_PLAIN, 0},
		{"[Magenta]0", NUMBER_PLAIN, 0},
		{"[$¥-804]#,##0", NUMBER_PLAIN, 0},
		{"@", NUMBER_PLAIN, 0},
		{"", NUMBER_PLAIN, 0},
		{"0%", NUMBER_PERCENT, 0},
		{"0.00%", NUMBER_PERCENT, 0},
		{"yyyy-mm-dd", NUMBER_DATE, 0},
		{"yyyy.m.d", NUMBER_DATE, 0},
		{"[$-804]yyyy\"年\"m\"月\"d\"日\";@", NUMBER_DATE, 0},
		{"[DBNum1][$-804]m\"月\"d\"日\"", NUMBER_DATE, 0},
		{"yyyy年m月", NUMBER_DATE, 0},
		{"mmm", NUMBER_DATE, 0},
		{"[$-804]aaaa;@", NUMBER_DATE, 0},
		{"e/m/d", NUMBER_DATE, 0},
		{"yyyy/m/d h:mm", NUMBER_DATETIME, 0},
		{"m/d h\"时\"", NUMBER_DATETIME, 0},
		{"YYYY-MM-DD HH:MM:SS.000", NUMBER_DATETIME, 0},
		{"h:mm AM/PM", NUMBER_TIME, 0},
		{"mm:ss.0", NUMBER_TIME, 0},
		{"[h]:mm:ss", NUMBER_ELAPSED, 0},
		{"[mm]:ss", NUMBER_ELAPSED, 0},
		{"\"unclosed", NUMBER_PLAIN, 0},
		{"[unclosed", NUMBER_PLAIN, 0},
		{"\\", NUMBER_PLAIN, 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct number_format f = number_format_of_code(cases[i].code);
		if (f.kind != cases[i].kind || f.zeros != cases[i].zeros)
			fail_msg("%s: kind %d zeros %d", cases[i].code, (int)f.kind, f.zeros);
	}
}

static void number_format_ids(void **state)
{
	static const struct {
		unsigned id;
		enum number_kind kind;
	} cases[] = {{0, NUMBER_PLAIN}, {4, NUMBER_PLAIN}, {9, NUMBER_PERCENT}, {13, NUMBER_PLAIN}, {14, NUMBER_DATE}, {17, NUMBER_DATE},
	             {18, NUMBER_TIME}, {21, NUMBER_TIME}, {22, NUMBER_DATETIME}, {23, NUMBER_PLAIN}, {27, NUMBER_DATE}, {31, NUMBER_DATE},
	             {32, NUMBER_TIME}, {35, NUMBER_TIME}, {36, NUMBER_DATE}, {37, NUMBER_PLAIN}, {44, NUMBER_PLAIN}, {45, NUMBER_TIME}, {46, NUMBER_ELAPSED},
	             {47, NUMBER_TIME}, {48, NUMBER_PLAIN}, {49, NUMBER_PLAIN}, {50, NUMBER_DATE}, {54, NUMBER_DATE}, {55, NUMBER_TIME},
	             {56, NUMBER_TIME}, {57, NUMBER_DATE}, {58, NUMBER_DATE}, {59, NUMBER_PLAIN}, {164, NUMBER_PLAIN}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (number_format_of_id(cases[i].id).kind != cases[i].kind)
			fail_msg("id %u", cases[i].id);
}

static void numbers_of_text(void **state)
{
	static const struct {
		const char *text;
		struct number_format format;
		bool date1904;
		const char *want;
	} cases[] = {
		{"1.3800138E10", {NUMBER_PLAIN, 0}, false, "13800138000"},
		{"999999999999999", {NUMBER_PLAIN, 0}, false, "999999999999999"},
		{"1000000000000000", {NUMBER_PLAIN, 0}, false, "1E+15"},
		{"6222021234567890", {NUMBER_PLAIN, 0}, false, "6.22202123456789E+15"},
		{"0.30000000000000004", {NUMBER_PLAIN, 0}, false, "0.3"},
		{"-1234.5", {NUMBER_PLAIN, 0}, false, "-1234.5"},
		{"7698888888", {NUMBER_PLAIN, 11}, false, "07698888888"},
		{"1.5", {NUMBER_PLAIN, 11}, false, "1.5"},
		{"0.07", {NUMBER_PERCENT, 0}, false, "7%"},
		{"46086", {NUMBER_DATE, 0}, false, "2026-03-05"},
		{"44624", {NUMBER_DATE, 0}, true, "2026-03-05"},
		{"46086.5", {NUMBER_DATETIME, 0}, false, "2026-03-05 12:00:00"},
		{"46086.99999999", {NUMBER_DATETIME, 0}, false, "2026-03-06"},
		{"0.604166666666667", {NUMBER_TIME, 0}, false, "14:30:00"},
		{"0.604166666666667", {NUMBER_DATETIME, 0}, false, "14:30:00"},
		{"46086.604166666664", {NUMBER_TIME, 0}, false, "2026-03-05 14:30:00"},
		{"1.25", {NUMBER_ELAPSED, 0}, false, "30:00:00"},
		{"0.25", {NUMBER_TIME, 0}, true, "06:00:00"},
		{"13800138000", {NUMBER_DATE, 0}, false, "13800138000"},
		{"-3", {NUMBER_DATE, 0}, false, "-3"},
		{"2958465", {NUMBER_DATE, 0}, false, "9999-12-31"},
		{"2958465.99999999", {NUMBER_DATETIME, 0}, false, "2958465.99999999"},
		{"2958465", {NUMBER_DATE, 0}, true, "2958465"},
		{"NaN", {NUMBER_PLAIN, 0}, false, "NaN"},
		{"inf", {NUMBER_PLAIN, 0}, false, "inf"},
		{"0x10", {NUMBER_PLAIN, 0}, false, "0x10"},
		{"1e999", {NUMBER_DATE, 0}, false, "#NUM!"},
		{"12 ", {NUMBER_PLAIN, 0}, false, "12 "},
		{"", {NUMBER_PLAIN, 0}, false, ""},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *got = number_of_text(a, cases[i].text, cases[i].format, cases[i].date1904);
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s, not %s", cases[i].text, got, cases[i].want);
	}
	arena_free(a);
}

/* "1:a|b/3*:c" of the sheets, "//" between them. */
static const char *brief(struct arena *a, const struct table_file *t)
{
	struct buf b = {0};
	for (size_t i = 0; i < t->sheets_count; i++) {
		buf_adds(&b, i ? " // " : "");
		for (size_t r = 0; r < t->sheets[i].rows_count; r++) {
			const struct table_row *row = &t->sheets[i].rows[r];
			buf_printf(&b, "%s%d%s:", r ? " / " : "", row->number, row->hidden ? "*" : "");
			for (size_t c = 0; c < row->cell_count; c++)
				buf_printf(&b, "%s%s", c ? "|" : "", row->cells[c].text);
		}
	}
	const char *s = arena_strdup(a, b.data ? b.data : "");
	buf_release(&b);
	return s;
}

struct body_case {
	const char *body, *want;
};

static void check_bodies(const struct body_case *cases, size_t count,
                         enum table_status (*read)(struct arena *, const char *, struct table_file *, const char **))
{
	for (size_t i = 0; i < count; i++) {
		struct arena *a = arena_new();
		struct table_file t;
		const char *detail;
		assert_int_equal(read(a, cases[i].body, &t, &detail), TABLE_OK);
		assert_string_equal(detail, "");
		if (strcmp(brief(a, &t), cases[i].want) != 0)
			fail_msg("%s\ngot    %s\nwanted %s", cases[i].body, brief(a, &t), cases[i].want);
		arena_free(a);
	}
}

static void html_bodies(void **state)
{
	static const struct body_case cases[] = {
		{"", ""},
		{"<p>您好</p>", ""},
		{"<table><tr><td>一行<td>两列</table>", ""},
		{"<table><tr><td>一列<tr><td>两行</table>", ""},
		{"<table><tr><td>甲<td>乙<tr><td>&nbsp;<td> </table>", ""},
		{"<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "1:甲|乙 / 2:丙|丁"},
		/* the text is UTF-8 already, whatever the page says */
		{"<html><head><meta charset=gb2312></head><body><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "1:甲|乙 / 2:丙|丁"},
		{"<meta http-equiv=Content-Type content='text/html; charset=utf-16'><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "1:甲|乙 / 2:丙|丁"},
		{"<blockquote><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table></blockquote>", "1:甲|乙 / 2:丙|丁"},
		{"<table><thead><tr><th>甲<th>乙</thead><tbody><tr><td>丙<td>丁</tbody></table>", "1:甲|乙 / 2:丙|丁"},
		{"<table><td>甲<td>乙<tr><td>丙<td>丁</table>", "1:甲|乙 / 2:丙|丁"},
		{"<table><caption>x</caption><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "1:甲|乙 / 2:丙|丁"},
		{"<table><tr><td><font>东莞</font><b>公司</b><td><div>a</div><div>b</div><tr><td>c<br/>d<td>e<ul><li>f<li>g</ul></table>",
	         "1:东莞公司|a b / 2:c d|e f g"},
		{"<table><tr><td>a\r\n\t b<td>&lt;x&gt;&amp;&#20013;<tr><td>c<td><script>z</script>d</table>", "1:a b|<x>&中 / 2:c|d"},
		{"<table><tr><td rowspan=2>a<td>b<td>c<tr><td>d<td>e<tr><td>f<td>g<td>h</table>", "1:a|b|c / 2:|d|e / 3:f|g|h"},
		{"<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e</table>", "1:a||b / 2:c|d|e"},
		{"<table><tr style='display:none'><td>a<td>b<tr><td>c<td>d</table>", "1*:a|b / 2:c|d"},
		{"<table><tr><td>a<td>b<tr><tr><td>c<td>d</table>", "1:a|b / 3:c|d"},
		{"<table><tr><td>a<td>b<tr><td>c<td>d</table><table><tr><td>e<td>f<tr><td>g<td>h</table>", "1:a|b / 2:c|d // 1:e|f / 2:g|h"},
	};
	(void)state;
	static const struct body_case apart[] = {
		/* a header that stays in place, in a table of its own */
		{"<div><table><thead><tr><th>甲</th><th>乙</th><th>丙</th></tr></thead></table></div> <div><table><tbody><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table></div>", "1:甲|乙|丙 / 2:1|2|3 / 3:4|5|6"},
		{"<table><tr><th>甲</th><th>乙</th><th>丙</th><th class=gutter></th></tr></table><table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table>", "1:甲|乙|丙 / 2:1|2|3 / 3:4|5|6"},
		{"<table><tr><td>甲<td>乙<td>丙</table>今天：<table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table>", "1:1|2|3 / 2:4|5|6"},
		{"<table><tr><td>甲<td>乙<td>丙<td>丁<td>戊</table><table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table>", "1:1|2|3 / 2:4|5|6"},
		{"<table><tr><td>甲<td>乙<td>丙</table><table><tr><th>1<th>2<th>3<tr><td>4<td>5<td>6</table>", "1:1|2|3 / 2:4|5|6"},
		{"<table><tr><td>甲<td>乙<td><table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table></table>", "1:1|2|3 / 2:4|5|6"},
	};
	check_bodies(cases, sizeof cases / sizeof *cases, html_tables);
	check_bodies(apart, sizeof apart / sizeof *apart, html_tables);
}

/* The line right above a table in a mail is its name where it names a kind of list. */
static void html_titles(void **state)
{
#define T "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
	static const struct {
		const char *html, *names; /* apart by | */
	} cases[] = {
		{"<p>意向客户</p>" T "<p>陌拜</p>" T, "意向客户|陌拜"},
		{"<div>李总：</div><div><b>一、</b><span>意向客户：</span></div><div><br></div><p>&nbsp;</p><div>" T "</div>", "意向客户"},
		{"意向客户<br>" T, "意向客户"},
		{"<center>今日<font>陌拜</font></center>\n" T, "今日陌拜"},
		{"<table><tr><td><p>李总好，以下是意向客户</p>" T "</td></tr></table>", "以下是意向客户"},
		{"<p>意向客户<br>请查收</p>" T, ""},
		{"<p>请查收</p>" T, ""},
		{"<p>今天一共拜访了二十家，意向客户只有两家，其它的都还要再跟进一段时间看看</p>" T, ""},
		{"<p>意向客户 13800138000</p>" T, ""},
		{"<p>意向客户</p><p>请查收</p>" T, ""},
		{"<p>意向客户</p>" T T, "意向客户|"},
		{"<table><tr><td>意向客户</td><td>" T "</td></tr></table>", ""},
		{"<p style='display:none'>陌拜</p>" T "<script>陌拜</script>" T, "|"},
		{T "<p>意向客户</p>", ""},
	};
#undef T
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = arena_new();
		struct table_file t;
		const char *detail, *names = "";
		assert_int_equal(html_tables(a, cases[i].html, &t, &detail), TABLE_OK);
		for (size_t s = 0; s < t.sheets_count; s++)
			names = arena_printf(a, "%s%s%s", names, s ? "|" : "", t.sheets[s].name);
		if (strcmp(names, cases[i].names) != 0)
			fail_msg("%s\ngot    %s\nwanted %s", cases[i].html, names, cases[i].names);
		arena_free(a);
	}
}

static void plain_bodies(void **state)
{
	static const struct body_case cases[] = {
		{"", ""},
		{"王总您好：\n附件是今日资料，请查收。\n\n陈平娜\n2026年3月5日", ""},
		{"Dear Sir,\nplease find the list attached.\nRegards\n", ""},
		{"one\ttab only\nnothing here", ""},
		{"您好\r\n\r\n公司\t法人\t电话\r\n甲公司\t张三\t138\r\n乙公司\t\t139\r\n\r\n谢谢", "3:公司|法人|电话 / 4:甲公司|张三|138 / 5:乙公司||139"},
		{"意向客户\n公司\t法人\n甲公司\t张三\n续行\n乙公司\t李四", "1:意向客户 / 2:公司|法人 / 3:甲公司|张三 / 4:续行 / 5:乙公司|李四"},
		{"公司  法人  电话\n甲 公司  张三  138 0013 8000\n乙公司　李四　139", "1:公司|法人|电话 / 2:甲 公司|张三|138 0013 8000 / 3:乙公司|李四|139"},
		{"陈平娜  业务员  东莞\n2026-03-05  周四  14:30", ""},
		{"Tel 0769 8888 8888\nFax 0769 8888 9999", ""},
		{"序号 公司 法人 电话\n1、 甲公司 张三 13800138000\n2、 乙公司 李四 139 备用",
		 "1:序号|公司|法人|电话 / 2:1、|甲公司|张三|13800138000 / 3:2、|乙公司|李四|139|备用"},
		{"this is a line of words\nand one of another number of words\n", ""},
		{"  公司   法人   电话\n  甲公司   张三   1380013  \n", "1:公司|法人|电话 / 2:甲公司|张三|1380013"},
		/* between commas and the like: a header of short words, and rows of as many pieces with a phone */
		{"李总好，\n\n公司，法人，电话，主营业务\n甲公司，张三，13800138000，五金\n2、乙公司, 李四,0769-28888888,塑胶，\n丙公司，，13700137000，电子\n\n以上是今天的，请查收，谢谢，王伟",
		 "3:公司|法人|电话|主营业务 / 4:甲公司|张三|13800138000|五金 / 5:乙公司|李四|0769-28888888|塑胶 / 6:丙公司||13700137000|电子"},
		{"公司、法人、电话、主营\n1、甲公司、张三、13800138000、五金", "1:公司|法人|电话|主营 / 2:甲公司|张三|13800138000|五金"},
		{"公司/法人/电话/主营\n甲公司/张三/13800138000/五金", "1:公司|法人|电话|主营 / 2:甲公司|张三|13800138000|五金"},
		{"公司；法人；电话；主营\n甲公司；张三；13800138000；五金，塑胶", "1:公司|法人|电话|主营 / 2:甲公司|张三|13800138000|五金，塑胶"},
		{"公司｜法人｜电话｜主营\n甲公司|张三|13800138000|五金", "1:公司|法人|电话|主营 / 2:甲公司|张三|13800138000|五金"},
		{"公司，法人，电话，主营，资金，网络\n甲公司，张三，13800138000，五金，1，无\n乙公司，李四，无，塑胶，1，无\n谢谢",
		 "1:公司|法人|电话|主营|资金|网络 / 2:甲公司|张三|13800138000|五金|1|无 / 3:乙公司|李四|无|塑胶|1|无"},
		{"公司，法人，电话\n甲公司，张三，13800138000", ""},
		{"公司，法人，电话，主营\n甲公司，张三，138，五金", ""},
		{"李总，您好，今天跑了三家，都还行\n有事请打，王伟，13800138000，随时", ""},
		{"李总，您好，公司电话如下，都行\n甲公司，王伟，13800138000，随时", ""},
		{"李总：您好，今天跑了，三家，都行\n有事请打，王伟，13800138000，随时", ""},
		{"今天拜访了东莞市宏达五金制品有限公司，见到张总，聊了半小时，意向一般。\n电话，微信，都加了，13800138000", ""},
		{"苹果，香蕉，橘子，梨\n桌子，椅子，沙发，床", ""},
	};
	(void)state;
	check_bodies(cases, sizeof cases / sizeof *cases, text_tables);
}

/* Empty cells before a filled one are there, none behind the last; a row that comes twice keeps what nothing new lies over. */
static void rows_and_cells(void **state)
{
	struct arena *a = arena_new();
	struct table_file file;
	struct fill *f = arena_alloc(a, sizeof *f);
	(void)state;
	fill_init(f, a, &file);
	fill_sheet(f, "", false);
	for (size_t i = 0; i < TABLE_MAX_COLUMNS + 3; i += 7)
		fill_cell(f, i, arena_printf(a, "%zu", i));
	assert_true(fill_row(f, 3, false));
	for (size_t i = 0; i < 40; i += 2)
		fill_cell(f, i, arena_printf(a, "%zu", i));
	fill_cell(f, 50, "");
	assert_true(fill_row(f, 5, false));
	fill_cell(f, 0, "first");
	fill_cell(f, 41, "last");
	assert_true(fill_row(f, 5, false));
	assert_true(fill_row(f, 6, false));
	const struct sheet *s = &file.sheets[0];
	assert_int_equal(s->rows_count, 2);
	assert_int_equal(s->rows[0].cell_count, TABLE_MAX_COLUMNS - TABLE_MAX_COLUMNS % 7 + 1);
	assert_string_equal(s->rows[0].cells[14].text, "14");
	assert_string_equal(s->rows[0].cells[15].text, "");
	assert_int_equal(s->rows[1].cell_count, 42);
	for (size_t i = 0; i < 42; i++)
		assert_string_equal(s->rows[1].cells[i].text, i == 0 ? "first" : i == 41 ? "last" : i % 2 || i == 40 ? "" : arena_printf(a, "%zu", i));
	arena_free(a);
}

static void limits_of_fill(void **state)
{
	struct arena *a = arena_new();
	struct table_file file;
	struct fill *f = arena_alloc(a, sizeof *f);
	char *longest = arena_alloc(a, TABLE_MAX_CELL_BYTES + 10);
	(void)state;
	fill_init(f, a, &file);
	for (int i = 0; i < TABLE_MAX_SHEETS; i++)
		assert_true(fill_sheet(f, "s", false));
	assert_false(fill_sheet(f, "s", false));
	assert_string_equal(f->too_large, "工作表太多");
	fill_init(f, a, &file);
	fill_sheet(f, "", false);
	int number = 0;
	do
		fill_cell(f, 0, "x");
	while (fill_row(f, ++number, false));
	assert_int_equal(number, TABLE_MAX_ROWS + 1);
	assert_string_equal(f->too_large, "行数太多");
	fill_init(f, a, &file); /* empty cells before a filled one are cells */
	fill_sheet(f, "", false);
	number = 0;
	do
		fill_cell(f, 99, "x");
	while (fill_row(f, ++number, false));
	assert_int_equal(number, TABLE_MAX_CELLS / (100 + TABLE_ROW_CELLS) + 1);
	assert_string_equal(f->too_large, "单元格太多");
	assert_true(TABLE_MAX_CELLS >= 100000 * (30 + TABLE_ROW_CELLS)); /* what we promise */
	fill_init(f, a, &file); /* one text, shared by thousands of cells */
	fill_sheet(f, "", false);
	memset(longest, 'x', TABLE_MAX_CELL_BYTES);
	longest[TABLE_MAX_CELL_BYTES] = '\0';
	for (number = 0; number <= TABLE_MAX_TEXT / TABLE_MAX_CELL_BYTES && !f->too_large;) {
		fill_cell(f, 3, longest);
		fill_row(f, ++number, false);
	}
	assert_int_equal(number, TABLE_MAX_TEXT / TABLE_MAX_CELL_BYTES + 1);
	assert_string_equal(f->too_large, "文字太多");
	memset(longest, 'x', TABLE_MAX_CELL_BYTES + 9);
	memcpy(longest + TABLE_MAX_CELL_BYTES - 1, "中", 3);
	assert_int_equal(fill_cut(longest, strlen(longest)), TABLE_MAX_CELL_BYTES - 1);
	assert_int_equal(fill_cut(longest, 10), 10);
	assert_string_equal(fill_text(a, "a\r\nb\rc\n", 7), "a\nb\nc\n");
	assert_true(fill_is_blank(" \t\u3000\u00a0\u200b\ufeff"));
	assert_false(fill_is_blank(" - "));
	arena_free(a);
}

/* Blank lines are no rows, and cost memory all the same: too many for a mail's words; a file of them has one column. */
static void lines_without_end(void **state)
{
	enum { LINES = 10 * 1000 * 1000, LIST = 100 };
	static const char row[] = "a\n";
	struct arena *a = arena_new();
	struct table_file file;
	const char *detail;
	char *text = malloc(LINES + LIST);
	(void)state;
	assert_non_null(text);
	memset(text, '\n', LINES);
	memcpy(text + LINES, row, sizeof row);
	assert_int_equal(text_tables(a, text, &file, &detail), TABLE_TOO_LARGE);
	assert_string_equal(detail, "行数太多");
	assert_int_equal(table_read(a, (struct bytes){(uint8_t *)text, LINES + sizeof row - 1}, "a.csv", &file, &detail), TABLE_OK);
	assert_string_equal(detail, "");
	assert_int_equal(file.sheets[0].rows_count, 1);
	assert_int_equal(file.sheets[0].rows[0].number, LINES + 1);
	assert_true(arena_used(a) < 2 * LINES);
	free(text);
	arena_free(a);
}

static void put_record(struct buf *b, unsigned type, const void *data, size_t size)
{
	uint8_t head[] = {(uint8_t)type, (uint8_t)(type >> 8), (uint8_t)size, (uint8_t)(size >> 8)};
	buf_add(b, head, sizeof head);
	buf_add(b, data, size);
}

/* One list of records that a thousand sheets name, each time in the same cell: cells and bytes are counted over all of them. */
static void sheets_over_each_other(void **state)
{
	enum { BOF = 0x809, BOUNDSHEET = 0x85, END = 0x0A, NUMBER = 0x203, SHEETS = 1000, BOUND_SIZE = 4 + 6 + 4, CELLS = 20000 };
	static const uint8_t globals[16] = {0, 6, 5, 0}, sheet[16] = {0, 6, 0x10, 0}, cell[14] = {[12] = 0x28, [13] = 0x40};
	const size_t at = 20 + SHEETS * (BOUND_SIZE - 1 + 1) + 4;
	struct arena *a = arena_new();
	struct buf b = {0};
	struct table_file file;
	const char *detail;
	(void)state;
	put_record(&b, BOF, globals, sizeof globals);
	for (int i = 0; i < SHEETS; i++) {
		uint8_t bound[10] = {(uint8_t)at, (uint8_t)(at >> 8), (uint8_t)(at >> 16), 0, 0, 0, 1, 0, 's', 0};
		put_record(&b, BOUNDSHEET, bound, sizeof bound);
	}
	put_record(&b, END, "", 0);
	assert_int_equal(b.size, at);
	put_record(&b, BOF, sheet, sizeof sheet);
	for (int i = 0; i < CELLS; i++)
		put_record(&b, NUMBER, cell, sizeof cell);
	put_record(&b, END, "", 0);
	assert_int_not_equal(table_read(a, (struct bytes){(const uint8_t *)b.data, b.size}, "a.xls", &file, &detail), TABLE_OK);
	assert_true(arena_used(a) < 64 * 1024 * 1024);
	buf_release(&b);
	arena_free(a);
}

/* The header of something in a .tar: a file without a byte ('0'), a folder ('5'), a link ('2'). */
static void add_entry(struct buf *tar, const char *name, char type)
{
	char head[512] = {0};
	unsigned sum = 0;
	snprintf(head, 100, "%s", name);
	memcpy(head + 100, "0000644", 8);
	memcpy(head + 124, "00000000000", 12);
	memcpy(head + 136, "00000000000", 12);
	memset(head + 148, ' ', 8);
	head[156] = type;
	memcpy(head + 257, "ustar\00000", 8);
	for (size_t i = 0; i < sizeof head; i++)
		sum += (unsigned char)head[i];
	snprintf(head + 148, 8, "%06o", sum);
	buf_add(tar, head, sizeof head);
}

static bool count_file(void *arg, const char *name, struct bytes file, enum table_status status, const char *detail)
{
	(void)file, (void)status, (void)detail;
	assert_string_equal(name, "a.csv");
	++*(int *)arg;
	return true;
}

/* What is handed out is counted, and so is what is not: folders, links, and what systems leave behind. */
static void entries_without_end(void **state)
{
	static const struct {
		const char *name;
		char type;
	} cases[] = {{"folder/", '5'}, {"link", '2'}, {"Thumbs.db", '0'}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int more = 0; more < 2; more++) {
			struct arena *a = arena_new();
			struct buf tar = {0};
			const char *detail;
			int files = 0;
			for (int n = more; n < ZIP_MAX_MEMBERS; n++)
				add_entry(&tar, cases[i].name, cases[i].type);
			add_entry(&tar, "a.csv", '0');
			add_entry(&tar, "a.csv", '0');
			tar.size -= more ? 512 : 0;
			buf_add(&tar, (char[1024]){0}, 1024);
			struct bytes file = {(const uint8_t *)tar.data, tar.size};
			assert_true(archive_is(file));
			assert_int_equal(archive_files(a, file, count_file, &files, &detail), more ? TABLE_OK : TABLE_TOO_LARGE);
			assert_int_equal(files, more ? 1 : 0);
			assert_true(more || strstr(detail, "文件太多"));
			buf_release(&tar);
			arena_free(a);
		}
}

/* Bytes that are no character become three each. */
static void no_text_at_all(void **state)
{
	enum { SIZE = TABLE_MAX_PLAIN };
	struct arena *a = arena_new();
	struct table_file file;
	const char *detail;
	char *text = malloc(SIZE);
	(void)state;
	assert_non_null(text);
	memset(text, 0x80, SIZE);
	assert_int_equal(table_read(a, (struct bytes){(uint8_t *)text, SIZE}, "a.csv", &file, &detail), TABLE_TOO_LARGE);
	assert_true(arena_used(a) < SIZE);
	free(text);
	arena_free(a);
}

/* A sheet of four rows with texts in A and B; merges are told without order, twice, and of several depths. */
static void merges_of_a_file(void **state)
{
	static const struct table_merge told[] = {{2, 3, 1, 1}, {1, 2, 0, 0}, {1, 4, 0, 0}, {1, 4, 0, 0}, {1, 1, 0, 1}, {2, 3, 1, 1}, {4, 4, 1, 1}};
	struct arena *a = arena_new();
	struct table_file file;
	struct fill *f = arena_alloc(a, sizeof *f);
	(void)state;
	fill_init(f, a, &file);
	for (int sheet = 0; sheet < 3; sheet++) {
		fill_sheet(f, "s", false);
		for (int row = 1; row <= 4; row++) {
			fill_cell(f, 0, "a");
			fill_cell(f, 1, "b");
			assert_true(fill_row(f, row, false));
		}
		size_t count = sheet == 1 ? TABLE_MAX_MERGES : sizeof told / sizeof *told; /* no more of all sheets together */
		for (size_t i = 0; i < count; i++)
			merge_add(f, told[i % (sizeof told / sizeof *told)]);
		merge_apply(f);
		const struct sheet *s = &file.sheets[sheet];
		assert_int_equal(s->merges_count, sheet < 2 ? 2 : 0);
		for (size_t i = 0; i < s->merges_count; i++)
			assert_memory_equal(&s->merges[i], i ? &told[0] : &told[2], sizeof *told);
		assert_string_equal(s->rows[3].cells[0].text, sheet < 2 ? "" : "a");
	}
	assert_int_equal(f->merges, TABLE_MAX_MERGES);
	arena_free(a);
}

static void what_is_text(void **state)
{
	static const struct {
		const char *bytes;
		size_t size;
		bool text;
		const char *charset;
	} cases[] = {
		{"a,b\r\n", 5, true, NULL},
		{"\xFF\xFE" "a\0", 4, true, NULL},
		{"\xB9\xAB\xCB\xBE,1\n", 7, true, NULL},
		{"a\0,\0\x00\x4E\r\0\n\0", 10, true, "utf-16le"},
		{"\0a\0,\x4E\x00\0\r\0\n", 10, true, "utf-16be"},
		{"\1\2\3\4\5\6\7\b", 8, false, NULL},
		{"\0\0\0\0\0\0\0\0", 8, false, NULL},
		{"", 0, true, NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *charset = "unset";
		struct bytes file = {(const uint8_t *)cases[i].bytes, cases[i].size};
		if (sniff_text(file, &charset) != cases[i].text)
			fail_msg("case %zu", i);
		if (cases[i].charset)
			assert_string_equal(charset, cases[i].charset);
		else
			assert_null(charset);
	}
}

static void formulas(void **state)
{
	static const struct {
		const char *formula, *text; /* NULL: it asks for more than itself */
	} cases[] = {
		{"=\"甲\"&\"公司\"", "甲公司"}, {"\"say \"\"hi\"\"\"", "say \"hi\""}, {"HYPERLINK(\"https://a.test\",\"甲公司\")", "甲公司"}, {"HYPERLINK( \"https://a.test\" )", "https://a.test"},
		{"CONCATENATE(\"139\", 1390, \"0139\")", "13913900139"}, {"_xlfn.CONCAT(\"a\",HYPERLINK(\"b\",\"c\"))&1", "ac1"}, {"100&\"万\"", "100万"}, {"\"\"", ""},
		{"A1", NULL}, {"\"a\"&A1", NULL}, {"1+1", NULL}, {"007", NULL}, {"1.5", NULL}, {"\"open", NULL}, {"HYPERLINK(\"a\",B2)", NULL}, {"\"a\"\"b", NULL}, {"", NULL}, {"CONCAT(", NULL},
		{"SUM(1,2)", NULL}, {"\"a\" \"b\"", NULL}, {"50%", NULL},
		{"CONCAT(CONCAT(CONCAT(CONCAT(CONCAT(CONCAT(CONCAT(CONCAT(CONCAT(1)))))))))", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		buf_adds(&out, "x");
		bool good = formula_text(cases[i].formula, &out);
		assert_int_equal(good, cases[i].text != NULL);
		assert_int_equal(out.size, 1 + (good ? strlen(cases[i].text) : 0));
		assert_memory_equal(out.data + 1, good ? cases[i].text : "", out.size - 1);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(number_format_codes), cmocka_unit_test(number_format_ids), cmocka_unit_test(numbers_of_text),
		cmocka_unit_test(html_bodies),         cmocka_unit_test(html_titles),         cmocka_unit_test(plain_bodies),      cmocka_unit_test(rows_and_cells),
		cmocka_unit_test(limits_of_fill),      cmocka_unit_test(what_is_text), cmocka_unit_test(formulas),
		cmocka_unit_test(merges_of_a_file),    cmocka_unit_test(lines_without_end),
		cmocka_unit_test(entries_without_end), cmocka_unit_test(sheets_over_each_other), cmocka_unit_test(no_text_at_all),
	};
	text_open_converters();
	if (table_prepare(&(struct err){0}) < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
