#include <stdlib.h>
#include <string.h>

#include "compose_report_inside.h"

bool report_is_number(enum cell_kind kind)
{
	return kind == CELL_COUNT || kind == CELL_MONEY || kind == CELL_HUNDREDTHS || kind == CELL_RATE;
}

/* Sums of what can be summed. A rate is that of the sums, a mean that of all that was said. */
struct report_cell report_total(const struct report_table *t, size_t column, const struct report_row *done)
{
	struct report_cell sum = {0};
	int64_t n = 0;
	enum column_total how = t->columns[column].total;
	if (how == TOTAL_RATE) {
		const struct report_cell *of = &done->cells[column - 2], *over = &done->cells[column - 1];
		return over->kind != CELL_NONE && over->n > 0 ? (struct report_cell){.kind = CELL_RATE, .n = of->n * 1000 / over->n} : sum;
	}
	for (size_t i = 0; how != TOTAL_NONE && i < t->rows_count; i++) {
		const struct report_cell *c = &t->rows[i].cells[column];
		if (!report_is_number(c->kind))
			continue;
		sum.kind = c->kind;
		sum.sum += c->sum;
		sum.weight += c->weight;
		n += c->n;
	}
	sum.n = how == TOTAL_MEAN && sum.weight ? (sum.sum + sum.weight / 2) / sum.weight : n;
	return sum;
}

struct report_cell report_sum(struct arena *a, const struct report_table *t, size_t column)
{
	struct report_row done = {0};
	for (size_t i = 0; i < column; i++)
		ARENA_PUSH(a, &done, cells) = report_total(t, i, &done);
	return report_total(t, column, &done);
}

/* ---- the telling column */

static bool is_called(const struct report_column *c, const char *word)
{
	return c->word && strcmp(c->word, word) == 0;
}

/* Money, another number, or nothing that could be summed. */
static enum cell_kind kind_in(const struct report_table *t, size_t column)
{
	enum cell_kind kind = CELL_NONE;
	for (size_t i = 0; i < t->rows_count && kind != CELL_MONEY; i++)
		if (report_is_number(t->rows[i].cells[column].kind))
			kind = t->rows[i].cells[column].kind;
	return kind;
}

static int told_by(const struct report_table *t, size_t column)
{
	const struct report_column *c = &t->columns[column];
	enum cell_kind kind = kind_in(t, column);
	if (kind == CELL_NONE)
		return 0;
	if (c->total == TOTAL_RATE || is_called(c, "rate"))
		return 5;
	if (is_called(c, "net") || is_called(c, "missed"))
		return 4;
	if (c->total != TOTAL_SUM && c->total != TOTAL_MEAN)
		return 0;
	return kind == CELL_MONEY ? 3 : is_called(c, "count") ? 1 : 2;
}

int report_telling(const struct report_table *t)
{
	int best = -1, worth = 0;
	for (size_t i = 0; i < t->columns_count; i++)
		if (told_by(t, i) > worth) {
			worth = told_by(t, i);
			best = (int)i;
		}
	return best;
}

int64_t report_whole(const struct report_table *t)
{
	int column = report_telling(t);
	int64_t most = 0;
	for (size_t i = 0; column >= 0 && i < t->rows_count; i++) {
		const struct report_cell *c = &t->rows[i].cells[column];
		if (c->kind == CELL_RATE)
			return 1000;
		most = report_is_number(c->kind) && c->n > most ? c->n : most;
	}
	return most;
}

struct ranked { struct report_row row; int64_t n; size_t at; };

static int best_first(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;
	return a->n != b->n ? (a->n > b->n ? -1 : 1) : a->at < b->at ? -1 : a->at > b->at;
}

void report_best_first(struct arena *a, struct report_table *t)
{
	int column = report_telling(t);
	struct ranked *all = arena_alloc(a, (t->rows_count + 1) * sizeof *all);
	if (column < 0)
		return;
	for (size_t i = 0; i < t->rows_count; i++) {
		const struct report_cell *c = &t->rows[i].cells[column];
		all[i] = (struct ranked){t->rows[i], report_is_number(c->kind) ? c->n : INT64_MIN, i};
	}
	if (t->rows_count)
		qsort(all, t->rows_count, sizeof *all, best_first);
	for (size_t i = 0; i < t->rows_count; i++)
		t->rows[i] = all[i].row;
}
