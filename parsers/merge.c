#include "parsers/merge.h"

#include <stdlib.h>

static struct sheet *sheet_of(const struct fill *f)
{
	return &f->file->sheets[f->file->sheets_count - 1];
}

void merge_add(struct fill *f, struct table_merge m)
{
	if (f->merges >= TABLE_MAX_MERGES || m.bottom < m.top || m.right < m.left || m.left >= TABLE_MAX_COLUMNS)
		return;
	f->merges++;
	ARENA_PUSH(f->a, sheet_of(f), merges) = m;
}

/* The first row of the sheet whose number is not below. */
static size_t row_at(const struct sheet *sheet, int number)
{
	size_t low = 0, high = sheet->rows_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sheet->rows[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* How many steps it took. */
static size_t clear_covered(const struct sheet *sheet, const struct table_merge *m)
{
	size_t steps = 1;
	for (size_t i = row_at(sheet, m->top); i < sheet->rows_count && sheet->rows[i].number <= m->bottom; i++, steps++) {
		struct table_row *row = &sheet->rows[i];
		for (size_t c = (size_t)m->left; c <= (size_t)m->right && c < row->cell_count; c++, steps++)
			if (row->number != m->top || c != (size_t)m->left)
				row->cells[c].text = "";
	}
	return steps;
}

/* Rows that lost cells end at their last filled cell again, and go when nothing is left. */
static void tidy_rows(struct sheet *sheet)
{
	size_t kept = 0;
	for (size_t i = 0; i < sheet->rows_count; i++) {
		struct table_row row = sheet->rows[i];
		while (row.cell_count && !*row.cells[row.cell_count - 1].text)
			row.cell_count--;
		if (row.cell_count)
			sheet->rows[kept++] = row;
	}
	sheet->rows_count = kept;
}

static bool says_something_below(const struct sheet *sheet, const struct table_merge *m)
{
	size_t i = row_at(sheet, m->top);
	const struct table_row *row = i < sheet->rows_count && sheet->rows[i].number == m->top ? &sheet->rows[i] : NULL;
	return m->bottom > m->top && row && (size_t)m->left < row->cell_count && *row->cells[m->left].text;
}

/* By first cell; of those that share it, the one that reaches furthest down. */
static int by_top(const void *x, const void *y)
{
	const struct table_merge *m = x, *n = y;
	if (m->top != n->top)
		return m->top < n->top ? -1 : 1;
	if (m->left != n->left)
		return m->left < n->left ? -1 : 1;
	return m->bottom > n->bottom ? -1 : m->bottom < n->bottom;
}

static bool same_first_cell(const struct table_merge *m, const struct table_merge *n)
{
	return m->top == n->top && m->left == n->left;
}

void merge_apply(struct fill *f)
{
	const size_t most = 4 * (size_t)TABLE_MAX_CELLS;
	struct sheet *s = sheet_of(f);
	size_t kept = 0;
	if (!s->merges_count)
		return;
	qsort(s->merges, s->merges_count, sizeof *s->merges, by_top);
	for (size_t i = 0; i < s->merges_count && f->merge_steps < most; i++)
		f->merge_steps += clear_covered(s, &s->merges[i]);
	tidy_rows(s);
	for (size_t i = 0; i < s->merges_count; i++)
		if (says_something_below(s, &s->merges[i]) && !(kept && same_first_cell(&s->merges[kept - 1], &s->merges[i])))
			s->merges[kept++] = s->merges[i];
	s->merges_count = kept;
}
