/* Charts and sheets that are hard to draw, and ordinary ones. */
#ifndef TESTS_UNIT_SAMPLES_DRAWING_H
#define TESTS_UNIT_SAMPLES_DRAWING_H
#include <string.h>

#include "values/chart.h"
#include "values/print.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Right to left (as escapes: an editor must not show what it does), marks without end, line breaks, markup, a formula, zero-width characters. */
#define HOSTILE_NAME "\xE2\x80\xAEgnp.tset\xE2\x81\xA6 张\r\n三\x01<b>&amp;</b>=1+1\xE2\x80\x8B\xF0\x9F\x98\x80"
#define FLOOD "Z\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85\xCC\x86\xCC\x87\xCC\x88\xCC\x89\xCC\x8A\xCC\x8B\xCC\x8C\xCC\x8D\xCC\x8E\xCC\x8F\xCC\x90\xCC\x91\xCC\x92\xCC\x93"
#define LONG_NAME "上海浦东新区张江高科技园区智能制造装备系统集成与技术服务股份有限公司（华东区第二事业部驻苏州工业园区办事处）筹备组销售一部"

static inline struct chart sample_chart(struct arena *a, enum chart_kind kind, const char *title, const char *unit, const char *const *labels, size_t count)
{
	struct chart c = {.kind = kind, .title = title, .unit = unit, .myriad = "万"};
	for (size_t i = 0; i < count; i++)
		ARENA_PUSH(a, &c, labels) = labels[i];
	return c;
}

static inline void sample_series(struct arena *a, struct chart *c, const char *title, enum chart_tone tone, const int64_t *values)
{
	struct chart_series s = {.title = title, .tone = tone};
	for (size_t i = 0; i < c->labels_count; i++)
		ARENA_PUSH(a, &s, values) = values[i];
	ARENA_PUSH(a, c, series) = s;
}

/* Days from 9/1 on; weekends have no value. */
static inline struct chart sample_days(struct arena *a, enum chart_kind kind, const char *title, size_t days)
{
	struct chart c = sample_chart(a, kind, title, "条", NULL, 0);
	for (size_t i = 0; i < days; i++)
		ARENA_PUSH(a, &c, labels) = arena_printf(a, "%zu/%zu", 9 + i / 30, i % 30 + 1);
	return c;
}

static inline const int64_t *sample_values(struct arena *a, size_t count, int64_t about, bool weekends)
{
	int64_t *v = arena_alloc(a, count * sizeof *v);
	unsigned seed = 7;
	for (size_t i = 0; i < count; i++) {
		seed = seed * 1103515245 + 12345;
		v[i] = weekends && i % 7 >= 5 ? CHART_NOTHING : about * 3 / 4 + (int64_t)(seed >> 16) % (about / 2 + 1);
	}
	return v;
}

struct sample { const char *name; struct chart chart; };
struct samples { struct sample *items; size_t items_count, items_cap; };

static const char *const sample_weeks[] = {"第33周", "第34周", "第35周", "第36周", "第37周", "第38周"};
static const char *const sample_people[] = {"张三", "李四", "王五", "欧阳修远", "赵六", "钱七", "孙八", "周九"};

static inline void keep_sample(struct arena *a, struct samples *s, const char *name, struct chart c)
{
	ARENA_PUSH(a, s, items) = (struct sample){name, c};
}

static inline void samples_of_days(struct arena *a, struct samples *s)
{
	struct chart c = sample_days(a, CHART_LINES, "最近30天计入条数", 30);
	sample_series(a, &c, "意向客户", CHART_MAIN, sample_values(a, 30, 800, true));
	c.has_target = true, c.target = 1000, c.target_title = "目标";
	keep_sample(a, s, "trend", c);
	c = sample_days(a, CHART_LINES, "最近30天", 30);
	sample_series(a, &c, "意向客户", CHART_MAIN, sample_values(a, 30, 90, true));
	sample_series(a, &c, "准客户", CHART_GOOD, sample_values(a, 30, 40, true));
	sample_series(a, &c, "缺交", CHART_BAD, sample_values(a, 30, 6, true));
	keep_sample(a, s, "three-lines", c);
	c = sample_days(a, CHART_COLUMNS, "9月每日计入条数", 31);
	sample_series(a, &c, NULL, CHART_MAIN, sample_values(a, 31, 120, true));
	c.has_target = true, c.target = 100, c.target_title = "目标";
	keep_sample(a, s, "columns-31", c);
}

static inline void samples_of_people(struct arena *a, struct samples *s)
{
	static const int64_t money[] = {4000, -2000, 12050, 0, -12000, 2000, 100, 8000}, scores[] = {100, 98, 63, 0, 41, 100, 87, 5};
	static const int64_t targets[] = {100, 100, 80, 60, 100, 100, 100, 80};
	struct chart c = sample_chart(a, CHART_BARS, "本周排名", "条", sample_people, COUNT(sample_people));
	sample_series(a, &c, NULL, CHART_MAIN, scores);
	c.has_target = true, c.target = 100, c.target_title = "目标";
	keep_sample(a, s, "bars", c);
	c = sample_chart(a, CHART_BARS, "目标与实际", "条", sample_people, COUNT(sample_people));
	sample_series(a, &c, "实际", CHART_MAIN, scores);
	sample_series(a, &c, "目标", CHART_QUIET, targets);
	keep_sample(a, s, "bars-two", c);
	c = sample_chart(a, CHART_BARS, "乐捐（冲正为负）", "元", sample_people, COUNT(sample_people));
	c.measure = CHART_FEN;
	sample_series(a, &c, NULL, CHART_BAD, money);
	keep_sample(a, s, "bars-money", c);
	c = sample_chart(a, CHART_COLUMNS, "乐捐（冲正为负）", "元", sample_people, COUNT(sample_people));
	c.measure = CHART_FEN;
	sample_series(a, &c, NULL, CHART_GOOD, money);
	keep_sample(a, s, "columns-money", c);
}

static inline struct chart sample_of_weeks(struct arena *a, enum chart_kind kind, const char *title, const int64_t *values)
{
	struct chart c = sample_chart(a, kind, title, NULL, sample_weeks, COUNT(sample_weeks));
	sample_series(a, &c, NULL, CHART_MAIN, values);
	return c;
}

static inline void samples_of_weeks(struct arena *a, struct samples *s)
{
	static const int64_t up[] = {80, 96, 100, 73, 100, 88}, down[] = {5, 0, 12, 20, 3, 1}, mid[] = {20, 4, 0, 27, 0, 12}, nothing[8] = {0};
	static const int64_t huge[] = {123456789, 98765432, 7, 250000000, 0, 180000000}, rates[] = {875, 1000, 0, 333, 960, 1000};
	static const int64_t gone[] = {CHART_NOTHING, CHART_NOTHING, CHART_NOTHING, CHART_NOTHING, CHART_NOTHING, CHART_NOTHING};
	struct chart c = sample_chart(a, CHART_COLUMNS, "六周：计入、重复、退回", "条", sample_weeks, COUNT(sample_weeks));
	sample_series(a, &c, "计入", CHART_MAIN, up);
	sample_series(a, &c, "重复", CHART_QUIET, mid);
	sample_series(a, &c, "退回", CHART_BAD, down);
	keep_sample(a, s, "columns-three", c);
	c = sample_of_weeks(a, CHART_LINES, "达成率", rates);
	c.measure = CHART_THOUSANDTHS;
	keep_sample(a, s, "rates", c);
	keep_sample(a, s, "huge", sample_of_weeks(a, CHART_COLUMNS, "很大的数", huge));
	keep_sample(a, s, "zeros", sample_of_weeks(a, CHART_COLUMNS, "一切为零", nothing));
	keep_sample(a, s, "gaps-only", sample_of_weeks(a, CHART_LINES, NULL, gone));
	c = sample_chart(a, CHART_COLUMNS, "一个值", "条", sample_weeks, 1);
	sample_series(a, &c, NULL, CHART_MAIN, up);
	keep_sample(a, s, "single", c);
}

static inline void samples_of_odd_names(struct arena *a, struct samples *s)
{
	static const char *const odd[] = {LONG_NAME, HOSTILE_NAME, FLOOD FLOOD FLOOD, "", "O'Neil & Sons <script>", "שלום עולם", "👩‍👩‍👧‍👦 四口之家", "正常"};
	static const int64_t values[] = {100, 98, 63, 0, 41, 100, 87, 5};
	struct chart c = sample_chart(a, CHART_BARS, LONG_NAME, HOSTILE_NAME, odd, COUNT(odd));
	sample_series(a, &c, FLOOD FLOOD LONG_NAME, CHART_MAIN, values);
	sample_series(a, &c, HOSTILE_NAME, CHART_GOOD, values);
	keep_sample(a, s, "hostile-bars", c);
	c = sample_chart(a, CHART_COLUMNS, HOSTILE_NAME, LONG_NAME, odd, COUNT(odd));
	sample_series(a, &c, HOSTILE_NAME, CHART_MAIN, values);
	c.has_target = true, c.target = 100, c.target_title = LONG_NAME;
	keep_sample(a, s, "hostile-columns", c);
}

static inline void samples_of_many(struct arena *a, struct samples *s)
{
	struct chart c = sample_chart(a, CHART_BARS, "六十人", "条", NULL, 0);
	for (size_t i = 0; i < 60; i++)
		ARENA_PUSH(a, &c, labels) = arena_printf(a, "%s%02zu", sample_people[i % 8], i);
	sample_series(a, &c, NULL, CHART_MAIN, sample_values(a, 60, 60, false));
	keep_sample(a, s, "bars-60", c);
	c = sample_days(a, CHART_LINES, "一百天", CHART_MAX_LABELS);
	for (int i = 0; i < CHART_MAX_SERIES; i++)
		sample_series(a, &c, "系列", (enum chart_tone)i, sample_values(a, CHART_MAX_LABELS, 100 * (i + 1), false));
	keep_sample(a, s, "most-lines", c);
	c.kind = CHART_COLUMNS;
	keep_sample(a, s, "most-columns", c);
	c.kind = CHART_BARS;
	c.series_count = CHART_MAX_BARS / CHART_MAX_LABELS;
	for (size_t i = 0; i < c.labels_count; i++)
		c.labels[i] = LONG_NAME;
	keep_sample(a, s, "most-bars", c);
}

static inline struct samples sample_charts(struct arena *a)
{
	struct samples s = {0};
	samples_of_days(a, &s);
	samples_of_people(a, &s);
	samples_of_weeks(a, &s);
	samples_of_odd_names(a, &s);
	samples_of_many(a, &s);
	return s;
}

static inline struct chart sample_named(struct arena *a, const char *name)
{
	struct samples s = sample_charts(a);
	size_t i = 0;
	while (strcmp(s.items[i].name, name) != 0)
		i++;
	return s.items[i].chart;
}

static inline struct print_sheet sample_sheet(struct arena *a, size_t rows)
{
	static const struct print_column columns[] = {{"序号", 12, false, true}, {"公司", 66, false, false}, {"联系人", 26, false, false}, {"电话", 36, false, true},
	                                              {"时间", 22, true, true}, {"结果", 55, true, false}, {"下一步", 60, true, false}};
	static const char *const firms[] = {"苏州明达机械有限公司", LONG_NAME, "无锡恒通", HOSTILE_NAME, "上海浦东新区张江高科技园区智能制造装备有限公司", FLOOD FLOOD};
	struct print_sheet s = {.title = "今日电话名单", .subtitle = "张三 · 2026年9月14日 · 共100条", .footer = "打完一个写一个：时间、结果、下一步。晚上把结果填进附件表格发回。",
	                        .page = "第{page}页，共{pages}页", .author = "leadclerk"};
	for (size_t i = 0; i < COUNT(columns); i++)
		ARENA_PUSH(a, &s, columns) = columns[i];
	for (size_t r = 0; r < rows; r++) {
		struct print_row row = {0};
		ARENA_PUSH(a, &row, cells) = arena_printf(a, "%zu", r + 1);
		ARENA_PUSH(a, &row, cells) = firms[r * r % COUNT(firms)];
		ARENA_PUSH(a, &row, cells) = r % 5 ? "王建国" : "Alexander Konstantinopolsky";
		ARENA_PUSH(a, &row, cells) = arena_printf(a, "1380013%04zu", r);
		for (int i = 0; i < 3; i++)
			ARENA_PUSH(a, &row, cells) = NULL;
		ARENA_PUSH(a, &s, rows) = row;
	}
	return s;
}

#endif
