#include "abreast.h"

#include <string.h>

static bool told(const struct column *c)
{
	return c->field <= FIELD_STAGE;
}

/* Whether the columns from `first` on are headed as the first `width` are. */
static bool same_header(const struct layout *l, size_t first, size_t width)
{
	if (first + 1 >= l->column_count)
		return false;
	for (size_t i = 0; i < width; i++) {
		const struct column *c = &l->column[i];
		if (told(c) && (first + i >= l->column_count || strcmp(c->label, l->column[first + i].label) != 0))
			return false;
	}
	return true;
}

/* How far it is from the first firm's column to the next of the same name; 0 if there is none. */
static size_t find_width(const struct layout *l)
{
	size_t i = 0, j;
	while (i < l->column_count && l->column[i].field != FIELD_COMPANY)
		i++;
	for (j = i + 1; j < l->column_count; j++)
		if (strcmp(l->column[i].label, l->column[j].label) == 0)
			return j - i;
	return 0;
}

size_t abreast_find(const struct layout *l, struct abreast at[ABREAST_MAX])
{
	size_t width = find_width(l), fields = 0, n = 1;
	at[0] = (struct abreast){0, l->column_count};
	for (size_t i = 0; i < width; i++)
		fields += told(&l->column[i]);
	if (fields < LAYOUT_FIELDS_MIN)
		return 1;
	while (n < ABREAST_MAX && same_header(l, n * width, width)) {
		at[n - 1].end = n * width;
		at[n] = (struct abreast){n * width, l->column_count};
		n++;
	}
	return n;
}

static struct table_row part_of(const struct table_row *row, struct abreast at)
{
	struct table_row r = *row;
	r.cells += row->cell_count > at.first ? at.first : row->cell_count;
	r.cell_count = row->cell_count > at.first ? row->cell_count - at.first : 0;
	if (r.cell_count > at.end - at.first)
		r.cell_count = at.end - at.first;
	while (r.cell_count && !*r.cells[r.cell_count - 1].text)
		r.cell_count--;
	return r;
}

struct sheet abreast_part(struct arena *a, const struct sheet *s, size_t header, struct abreast at)
{
	struct sheet part = *s;
	part.rows = arena_alloc(a, (s->rows_count + 1) * sizeof *part.rows);
	part.rows_count = 0;
	for (size_t i = 0; i < s->rows_count; i++) {
		struct table_row r = part_of(&s->rows[i], at);
		if (r.cell_count || i < header)
			part.rows[part.rows_count++] = r.cell_count ? r : s->rows[i];
	}
	part.merges = arena_alloc(a, (s->merges_count + 1) * sizeof *part.merges);
	part.merges_count = 0;
	for (size_t i = 0; i < s->merges_count; i++) {
		struct table_merge m = s->merges[i];
		if ((size_t)m.left < at.first || (size_t)m.left >= at.end)
			continue;
		m.left -= (int)at.first;
		m.right -= (int)at.first;
		part.merges[part.merges_count++] = m;
	}
	part.rows_cap = part.rows_count;
	part.merges_cap = part.merges_count;
	return part;
}
