#include "grids.h"

#include "base/text.h"
#include "called.h"
#include "covers.h"

static bool is_list(const struct classified *c, size_t part, size_t sheet)
{
	for (size_t i = 0; i < c->tables_count; i++)
		if (c->tables[i].part == part && c->tables[i].sheet == sheet)
			return true;
	return false;
}

static bool is_narrow(const struct sheet *s)
{
	for (size_t r = 0; r < s->rows_count; r++)
		if (s->rows[r].cell_count > GRID_MAX_COLUMNS)
			return false;
	return true;
}

static void take_row(struct arena *a, struct covers *covers, const struct table_row *row, struct grid *g)
{
	struct grid_row *r = &ARENA_PUSH(a, g, rows);
	const char *cells[GRID_MAX_COLUMNS];
	*r = (struct grid_row){.row = row->number};
	for (size_t k = 0; k < GRID_MAX_COLUMNS; k++) {
		const char *text = k < row->cell_count ? text_trim(a, row->cells[k].text) : "";
		cells[k] = text_cut(a, *text ? text : covers_text(covers, row->number, k), GRID_MAX_TEXT);
		if (*cells[k])
			r->cells_count = k + 1;
	}
	r->cells = arena_memdup(a, cells, r->cells_count * sizeof *cells);
	covers_hand_down(covers, a, row->number, cells, GRID_MAX_COLUMNS);
}

static void take_sheet(struct arena *a, const struct part *p, const struct sheet *s, bool called, struct classified *c)
{
	struct grid *g = &ARENA_PUSH(a, c, grids);
	struct covers *covers = arena_alloc(a, sizeof *covers);
	*g = (struct grid){.label = s->name && *s->name ? s->name : p->file_name, .called = called};
	covers_start(covers, s);
	for (size_t r = 0; r < s->rows_count && r < GRID_MAX_ROWS; r++)
		take_row(a, covers, &s->rows[r], g);
	g->more = s->rows_count - g->rows_count;
}

/* Of which each row may be a slip: what is no list, and what somebody filled in beside one. */
static bool is_taken(struct arena *a, const struct mail *m, size_t part, size_t n, const struct classified *c, bool *called_r)
{
	const struct sheet *s = &m->parts[part].file.sheets[n];
	*called_r = false;
	if (c->grids_count >= CLASSIFY_MAX_GRIDS || s->rows_count <= 1 || !is_narrow(s))
		return false;
	*called_r = called_tell(a, m, &m->parts[part], s) != CALLED_NOT;
	return *called_r || !is_list(c, part, n);
}

void grids_take(struct arena *a, const struct mail *m, struct classified *c)
{
	bool called;
	for (size_t i = 0; i < m->parts_count; i++) {
		const struct part *p = &m->parts[i];
		for (size_t n = 0; p->status == TABLE_OK && p->source != PART_QUOTED && n < p->file.sheets_count; n++)
			if (is_taken(a, m, i, n, c, &called))
				take_sheet(a, p, &p->file.sheets[n], called, c);
	}
}
