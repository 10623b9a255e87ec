#include "stacked.h"

#include <string.h>

#include "headers.h"

static const char *cell_at(const struct table_row *row, size_t i)
{
	return i < row->cell_count ? row->cells[i].text : "";
}

bool stacked_is(const struct sheet *s, size_t header, const struct layout *l)
{
	enum { MORE_MIN = 2 };
	const struct table_row *below = header + 1 < s->rows_count ? &s->rows[header + 1] : NULL;
	bool has[FIELD_COUNT] = {0};
	size_t more = 0;
	if (l->rows != 1 || !below || below->number != s->rows[header].number + 1 || !layout_possible(below))
		return false;
	for (size_t i = 0; i < below->cell_count; i++) {
		if (!*below->cells[i].text)
			continue;
		struct header_match m = header_match(below->cells[i].text);
		if (!m.known || !m.whole || m.field == FIELD_COMPANY)
			return false;
		more += m.field < FIELD_OTHER && !l->has[m.field] && !has[m.field];
		has[m.field] = true;
	}
	return more >= MORE_MIN;
}

/* The header again, at a page's end, or the same text by chance. */
static bool same_row(const struct table_row *x, const struct table_row *y)
{
	size_t n = x->cell_count > y->cell_count ? x->cell_count : y->cell_count;
	for (size_t i = 0; i < n; i++)
		if (strcmp(cell_at(x, i), cell_at(y, i)) != 0)
			return false;
	return true;
}

static bool names_firm(const struct layout *l, const struct table_row *row)
{
	for (size_t i = 0; i < l->column_count; i++)
		if (l->column[i].field == FIELD_COMPANY && looks_like_company(cell_at(row, i)))
			return true;
	return false;
}

static bool belong_together(const struct sheet *s, size_t header, const struct layout *l, size_t i)
{
	const struct table_row *row = &s->rows[i], *below = row + 1;
	if (i + 1 >= s->rows_count || below->number != row->number + 1)
		return false;
	return (names_firm(l, row) && !names_firm(l, below)) || (same_row(row, &s->rows[header]) && same_row(below, &s->rows[header + 1]));
}

static struct table_row joined(struct arena *a, const struct table_row *row, size_t width)
{
	const struct table_row *below = row + 1;
	struct table_row r = {.number = row->number, .hidden = row->hidden && below->hidden, .cell_count = width + below->cell_count};
	r.cells = arena_alloc(a, r.cell_count * sizeof *r.cells);
	for (size_t i = 0; i < r.cell_count; i++)
		r.cells[i].text = i < width ? cell_at(row, i) : below->cells[i - width].text;
	return r;
}

struct sheet stacked_fold(struct arena *a, const struct sheet *s, size_t header, const struct layout *l)
{
	struct sheet folded = {.name = s->name, .hidden = s->hidden};
	for (size_t i = 0; i < s->rows_count; i++) {
		bool two = i == header || (i > header && belong_together(s, header, l, i));
		ARENA_PUSH(a, &folded, rows) = two ? joined(a, &s->rows[i], l->column_count) : s->rows[i];
		i += two;
	}
	return folded;
}
