#include "pairs.h"

#include "base/text.h"

static const char *cell_at(struct arena *a, const struct table_row *row, size_t column)
{
	return column < row->cell_count ? text_trim(a, row->cells[column].text) : "";
}

static void add(struct arena *a, struct classified *c, const char *label, const char *value, bool below)
{
	if (*value && c->pairs_count < CLASSIFY_MAX_PAIRS)
		ARENA_PUSH(a, c, pairs) = (struct label_pair){label, text_cut(a, value, PAIRS_MAX_VALUE), below};
}

static void take_cell(struct arena *a, const struct sheet *s, size_t r, size_t k, struct classified *c)
{
	const char *label = cell_at(a, &s->rows[r], k), *right = "";
	if (!*label || text_count(label) > PAIRS_MAX_LABEL)
		return;
	for (size_t next = k + 1; next < s->rows[r].cell_count && !*right; next++) /* a merged cell leaves empty ones behind it */
		right = cell_at(a, &s->rows[r], next);
	add(a, c, label, right, false);
	if (r + 1 < s->rows_count)
		add(a, c, label, cell_at(a, &s->rows[r + 1], k), true);
}

static bool is_small(const struct sheet *s)
{
	if (s->rows_count > PAIRS_MAX_ROWS)
		return false;
	for (size_t r = 0; r < s->rows_count; r++)
		if (s->rows[r].cell_count > PAIRS_MAX_COLUMNS)
			return false;
	return true;
}

void pairs_take(struct arena *a, const struct mail *m, struct classified *c)
{
	for (size_t i = 0; i < m->parts_count; i++) {
		const struct part *p = &m->parts[i];
		for (size_t n = 0; p->status == TABLE_OK && p->source != PART_QUOTED && n < p->file.sheets_count; n++)
			for (size_t r = 0; is_small(&p->file.sheets[n]) && r < p->file.sheets[n].rows_count; r++)
				for (size_t k = 0; k < p->file.sheets[n].rows[r].cell_count; k++)
					take_cell(a, &p->file.sheets[n], r, k, c);
	}
}
