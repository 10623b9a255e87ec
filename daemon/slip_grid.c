/* Rows of a table, each of which is a slip: 客户, 金额, 到期日, 业务员. */
#include <string.h>

#include "base/text.h"
#include "slip_read_inside.h"

enum { HEADER_WITHIN = 12 /* rows from the top: titles stand above it */, HEADER_FIELDS = 2, MAX_COLUMNS = 64 };

struct header {
	int field[MAX_COLUMNS];   /* of each column, -1: none of the form's */
	size_t fields;            /* how many columns say one */
};

static struct header header_of(const struct slip_reading *r, const struct labels *labels, const struct grid_row *row)
{
	struct header h = {.fields = 0};
	bool *had = arena_alloc(r->a, (r->f->fields_count + 1) * sizeof *had);
	for (size_t k = 0; k < MAX_COLUMNS; k++) {
		int field = k < row->cells_count ? labels_field(labels, text_label(r->a, row->cells[k])) : -1;
		h.field[k] = field >= 0 && !had[field] ? field : -1;
		if (h.field[k] >= 0)
			had[field] = true;
		h.fields += h.field[k] >= 0;
	}
	return h;
}

/* The row among the first that names the most fields; its place, or -1. */
static int find_header(const struct slip_reading *r, const struct labels *labels, const struct grid *g, struct header *h_r)
{
	int best = -1;
	h_r->fields = HEADER_FIELDS - 1;
	for (size_t i = 0; i < g->rows_count && i < HEADER_WITHIN; i++) {
		struct header h = header_of(r, labels, &g->rows[i]);
		if (h.fields > h_r->fields) {
			*h_r = h;
			best = (int)i;
		}
	}
	return best;
}

static const char *first_label(struct arena *a, const struct grid_row *row)
{
	for (size_t k = 0; k < row->cells_count; k++)
		if (*row->cells[k])
			return text_label(a, row->cells[k]);
	return "";
}

static bool begins(const char *label, const char *const *words)
{
	for (; *words; words++)
		if (text_begins(label, *words))
			return true;
	return false;
}

/* One cell alone that says 制表：孙, 备注 ...: it fills in nothing. */
static bool is_note(struct arena *a, const struct grid_row *row)
{
	static const char *const notes[] = {"备注", "说明", "注意", "制表", "填表", "审核", "复核", "单位", "日期", NULL};
	const char *only = NULL;
	for (size_t k = 0; k < row->cells_count; k++) {
		if (*row->cells[k] && only)
			return false;
		only = *row->cells[k] ? row->cells[k] : only;
	}
	return only && (strstr(only, "：") || strchr(only, ':') || begins(text_label(a, only), notes));
}

/* A total, a note, or the header once more. */
static bool is_between(const struct slip_reading *r, const struct labels *labels, const struct grid_row *row)
{
	static const char *const totals[] = {"合计", "总计", "小计", "共计", "total", NULL};
	return begins(first_label(r->a, row), totals) || is_note(r->a, row) || header_of(r, labels, row).fields >= HEADER_FIELDS;
}

static bool is_ditto(struct arena *a, const char *cell)
{
	return strcmp(text_label(a, cell), "同上") == 0 || strcmp(cell, "〃") == 0 || strcmp(cell, "″") == 0;
}

static struct slip_values copy_of(struct arena *a, const struct form *f, const struct slip_values *v)
{
	return (struct slip_values){arena_memdup(a, v->value, (f->fields_count + 1) * sizeof *v->value), arena_memdup(a, v->unread, (f->fields_count + 1) * sizeof *v->unread),
	                            arena_memdup(a, v->paper, (f->papers_count + 1) * sizeof *v->paper)};
}

/* How many of its columns say something that was not there before somebody filled it in. above: the row before, or NULL. */
static size_t read_row(const struct slip_reading *r, const struct header *h, const struct grid_row *row, const struct slip_values *above, struct slip_values *v)
{
	size_t filled = 0;
	for (size_t k = 0; k < row->cells_count && k < MAX_COLUMNS; k++) {
		int field = h->field[k];
		if (field < 0 || !*row->cells[k])
			continue;
		filled += !r->f->calls || r->f->fields[field].type != FORM_COMPANY;
		if (is_ditto(r->a, row->cells[k]) && above) {
			v->value[field] = above->value[field];
			v->unread[field] = above->unread[field];
		} else { /* what a cell says goes before what is said of all rows, also where it can't be read */
			const char *value = v->value[field], *unread = v->unread[field];
			v->value[field] = v->unread[field] = NULL;
			slip_put_value(r, field, row->cells[k], v);
			if (!v->value[field] && !v->unread[field]) {
				v->value[field] = value;
				v->unread[field] = unread;
			}
		}
	}
	return filled;
}

/* What stands above the header (月份：9月) holds for all of its rows, as the mail's own words do. */
static void read_above(const struct slip_reading *r, const struct grid *g, size_t header, struct slip_values *v)
{
	for (size_t i = 0; i < header; i++)
		for (size_t k = 0; k < g->rows[i].cells_count; k++)
			slip_read_words(r, g->rows[i].cells[k], false, v);
}

static void read_grid(const struct slip_reading *r, const struct labels *labels, const struct grid *g, const struct slip_values *base, struct slip_sheet *s)
{
	struct header h;
	int header = find_header(r, labels, g, &h);
	if (header < 0)
		return;
	struct slip_values all = copy_of(r->a, r->f, base);
	size_t first = s->items_count, beyond = 0;
	if (r->tables == SLIP_TABLES_ALL)
		read_above(r, g, (size_t)header, &all);
	for (size_t i = (size_t)header + 1; i < g->rows_count; i++) {
		struct slip_sheet_row row = {copy_of(r->a, r->f, &all), g->label, g->rows[i].row};
		size_t filled = is_between(r, labels, &g->rows[i]) ? 0 : read_row(r, &h, &g->rows[i], s->items_count > first ? &s->items[s->items_count - 1].v : NULL, &row.v);
		if (!filled)
			continue;
		if (s->items_count < SLIP_MAX_ROWS)
			ARENA_PUSH(r->a, s, items) = row;
		else
			beyond++;
	}
	s->more += beyond + g->more;
}

void slip_read_rows(const struct slip_reading *r, const struct mail *m, const struct classified *found, struct slip_sheet *s_r)
{
	struct labels labels = labels_of(r->a, r->f);
	struct slip_values base = slip_values_new(r->a, r->f);
	*s_r = (struct slip_sheet){0};
	if (!r->f->rows || !found->grids_count)
		return;
	if (r->tables == SLIP_TABLES_ALL)
		slip_read_words(r, m->text ? m->text : "", false, &base);
	slip_read_papers(r, m, &base);
	for (size_t i = 0; i < found->grids_count; i++)
		if (r->tables != SLIP_TABLES_CALLED || found->grids[i].called)
			read_grid(r, &labels, &found->grids[i], &base, s_r);
}
