/* The telling column of a report's table as a chart, for whoever draws it. */
#include <string.h>

#include "base/date.h"
#include "compose_report_inside.h"
#include "values/chart.h"

enum { MAX_BARS = 20 /* of people: the first ones, which are the best where they are ranked */, FEWEST = 3 /* two bars need no picture */ };

static int label_column(const struct report_table *t)
{
	for (size_t i = 0; i < t->columns_count; i++)
		for (size_t k = 0; k < t->rows_count; k++)
			if (t->rows[k].cells[i].kind == CELL_TEXT || t->rows[k].cells[i].kind == CELL_WORD || t->rows[k].cells[i].kind == CELL_MONTH)
				return (int)i;
	return -1;
}

static const char *label_of(struct arena *a, const struct report_cell *c, date day)
{
	int year, month, ignored;
	if (c->kind != CELL_MONTH)
		return c->kind == CELL_NONE ? "" : letter_one_line(a, report_cell_text(a, c, day));
	date_split((date)c->n, &year, &month, &ignored);
	return say_month_name(a, month);
}

static enum chart_measure measure_of(enum cell_kind kind)
{
	return kind == CELL_RATE ? CHART_THOUSANDTHS : kind == CELL_MONEY || kind == CELL_HUNDREDTHS ? CHART_FEN : CHART_COUNT;
}

static size_t told(const struct report_table *t, int column, size_t count)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		n += report_is_number(t->rows[i].cells[column].kind);
	return n;
}

static void add_value(struct arena *a, struct chart *c, struct chart_series *s, const struct report_cell *cell, const char *label)
{
	bool there = report_is_number(cell->kind);
	if (there)
		c->measure = measure_of(cell->kind);
	ARENA_PUSH(a, c, labels) = label;
	ARENA_PUSH(a, s, values) = there ? cell->n : CHART_NOTHING;
}

bool compose_report_chart(struct arena *a, const struct report_table *t, enum chart_kind kind, date day, struct chart *c_r)
{
	int column = report_telling(t), label = label_column(t);
	struct chart_series s = {.tone = CHART_MAIN};
	const char *myriad = say(a, "chart", "myriad", NULL);
	*c_r = (struct chart){.kind = kind, .title = say_title(a, t->title), .myriad = *myriad ? myriad : NULL};
	size_t most = kind == CHART_BARS ? MAX_BARS : CHART_MAX_LABELS, count = t->rows_count > most ? most : t->rows_count;
	if (column < 0 || label < 0 || told(t, column, count) < FEWEST || !report_whole(t))
		return false;
	for (size_t i = 0; i < count; i++)
		add_value(a, c_r, &s, &t->rows[i].cells[column], label_of(a, &t->rows[i].cells[label], day));
	s.title = report_head(a, &t->columns[column]);
	if (c_r->measure == CHART_THOUSANDTHS) {
		c_r->has_target = true;
		c_r->target = 1000;
		c_r->target_title = column ? report_head(a, &t->columns[column - 1]) : "";
	}
	ARENA_PUSH(a, c_r, series) = s;
	return true;
}
