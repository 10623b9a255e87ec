/* The frame form of what classification found. As with mails (values/mail.c), what comes from the reader child is checked value by value. */
#include "values/classified.h"

#include <string.h>

#include "base/text.h"
#include "parsers/table.h"

/* Bytes that the smallest item of each kind takes in a frame. */
enum { MIN_TEXT = 8, MIN_ROW = 4 * 8, MIN_COLUMN = 2 * 8, MIN_TABLE = 8 * 8, MIN_UNKNOWN = 10 * 8, MIN_ASKED = 5 * 8, MIN_KNOWN = 3 * 8, MIN_ANSWERED = 2 * 8, MIN_PAIR = 3 * 8, MIN_GRID = 3 * 8, MIN_GRID_ROW = 2 * 8 };

static const char *get_string(struct frame *f, struct arena *a)
{
	const char *s = get_utf8(f, a, SIZE_MAX);
	if (!s)
		f->bad = true;
	return s ? s : "";
}

/* Each text of a table's rows stands in one block, with a NUL behind it: it is copied and looked at once. */
struct texts {
	const char *at, *end;
};

static const char *next_text(struct frame *f, struct texts *t)
{
	const char *text = t->at;
	if (f->bad || text >= t->end) {
		f->bad = true;
		return "";
	}
	t->at += strlen(text) + 1;
	return text;
}

static struct texts get_texts(struct frame *f, struct arena *a)
{
	struct bytes b = get_bytes(f);
	if (!text_is_utf8(b.data, b.size) || (b.size && b.data[b.size - 1]))
		f->bad = true;
	const char *copy = f->bad ? "" : arena_strndup(a, (const char *)b.data, b.size);
	return (struct texts){copy, copy + (f->bad ? 0 : b.size)};
}

/* What follows of a row's fields from its cells: of each field the first that holds something. Hardly any row says more. */
static void first_cells(const struct lead_table *t, const struct lead_row *row, const char *value_r[FIELD_COUNT])
{
	for (int i = 0; i < FIELD_COUNT; i++)
		value_r[i] = "";
	for (size_t i = 0; i < t->columns_count && i < row->cells_count; i++)
		if (t->columns[i].field != FIELD_OTHER && !*value_r[t->columns[i].field])
			value_r[t->columns[i].field] = row->cells[i];
}

/* The bits of the other fields, which are told. */
static int64_t told_fields(const struct lead_table *t, const struct lead_row *row)
{
	const char *first[FIELD_COUNT];
	int64_t told = 0;
	first_cells(t, row, first);
	for (int i = 0; i < FIELD_COUNT; i++)
		told |= row->value[i] != first[i] && strcmp(row->value[i], first[i]) != 0 ? INT64_C(1) << i : 0;
	return told;
}

/* At its place in the block of rows. */
static void set_row(struct buf *b, size_t at, const struct lead_row *row, int64_t told)
{
	const int64_t numbers[] = {row->row, row->hidden, told, row->cells ? (int64_t)row->cells_count + 1 : 0};
	_Static_assert(sizeof numbers == MIN_ROW, "a row without its texts");
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		set_int(b, at + i * sizeof *numbers, numbers[i]);
}

static void put_ended(struct buf *b, const char *text)
{
	size_t size = strlen(text) + 1;
	memcpy(buf_space(b, size), text, size);
	b->size += size;
}

static void put_row_texts(struct buf *b, const struct lead_row *row, int64_t told)
{
	for (size_t i = 0; i < row->cells_count; i++)
		put_ended(b, row->cells[i]);
	for (int i = 0; told >> i; i++)
		if (told >> i & 1)
			put_ended(b, row->value[i]);
}

/* First a block of what each row has, then one of their texts; which fields are told is found out once for both. */
static void put_rows(struct buf *b, const struct lead_table *t)
{
	put_int(b, (int64_t)t->rows_count);
	size_t at = b->size, size = t->rows_count * MIN_ROW;
	buf_space(b, size);
	b->size += size;
	size_t mark = start_bytes(b);
	for (size_t r = 0; r < t->rows_count; r++) {
		int64_t told = told_fields(t, &t->rows[r]);
		set_row(b, at + r * MIN_ROW, &t->rows[r], told);
		put_row_texts(b, &t->rows[r], told);
	}
	end_bytes(b, mark);
}

static void get_row(struct frame *f, struct arena *a, struct texts *texts, const struct lead_table *t, struct lead_row *row_r)
{
	row_r->row = (int)get_below(f, INT32_MAX);
	row_r->hidden = get_below(f, 2);
	int64_t told = get_below(f, INT64_C(1) << FIELD_COUNT);
	size_t count = (size_t)get_below(f, TABLE_MAX_COLUMNS + 2);
	if (count)
		row_r->cells = arena_alloc(a, count * sizeof *row_r->cells);
	for (; row_r->cells_count + 1 < count && !f->bad; row_r->cells_count++)
		row_r->cells[row_r->cells_count] = next_text(f, texts);
	first_cells(t, row_r, row_r->value);
	for (int i = 0; i < FIELD_COUNT; i++) {
		const char *first = row_r->value[i];
		if (!(told >> i & 1))
			continue;
		row_r->value[i] = next_text(f, texts);
		if (strcmp(row_r->value[i], first) == 0)
			f->bad = true; /* that need not be told */
	}
}

size_t lead_table_size(const struct lead_table *t)
{
	size_t size = MIN_TABLE + strlen(t->told_by) + strlen(t->sheet_label);
	for (size_t i = 0; i < t->columns_count; i++)
		size += MIN_COLUMN + strlen(t->columns[i].title);
	for (size_t r = 0; r < t->rows_count; r++) {
		size += MIN_ROW;
		for (int i = 0; i < FIELD_COUNT; i++)
			size += t->rows[r].value[i][0] ? MIN_TEXT + strlen(t->rows[r].value[i]) : 0;
		for (size_t i = 0; i < t->rows[r].cells_count; i++)
			size += MIN_TEXT + strlen(t->rows[r].cells[i]);
	}
	return size;
}

static void put_table(struct buf *b, const struct lead_table *t)
{
	put_int(b, t->kind);
	put_text(b, t->told_by);
	put_int(b, (int64_t)t->part);
	put_int(b, (int64_t)t->sheet);
	put_text(b, t->sheet_label);
	put_int(b, (int64_t)t->columns_count);
	for (size_t i = 0; i < t->columns_count; i++) {
		put_text(b, t->columns[i].title);
		put_int(b, t->columns[i].field);
	}
	put_rows(b, t);
}

static void get_columns(struct frame *f, struct arena *a, struct lead_table *t_r)
{
	size_t count = get_count(f, MIN_COLUMN);
	if (count > TABLE_MAX_COLUMNS)
		f->bad = true;
	t_r->columns = arena_alloc(a, (f->bad ? 0 : count) * sizeof *t_r->columns);
	for (; t_r->columns_count < count && !f->bad; t_r->columns_count++)
		t_r->columns[t_r->columns_count] = (struct lead_column){get_string(f, a), (enum field)get_below(f, FIELD_COUNT)};
	t_r->columns_cap = count;
}

static void get_table(struct frame *f, struct arena *a, size_t parts_count, struct lead_table *t_r)
{
	t_r->kind = (enum row_kind)get_below(f, ROW_KIND_COUNT);
	t_r->told_by = get_string(f, a);
	t_r->part = (size_t)get_below(f, (int64_t)parts_count);
	t_r->sheet = (size_t)get_below(f, INT32_MAX);
	t_r->sheet_label = get_string(f, a);
	get_columns(f, a, t_r);
	size_t count = get_count(f, MIN_ROW);
	struct frame rows = {.at = f->at, .end = f->at + count * MIN_ROW, .bad = f->bad};
	f->at = rows.end;
	struct texts texts = get_texts(f, a);
	t_r->rows_count = t_r->rows_cap = count;
	t_r->rows = arena_alloc(a, count * sizeof *t_r->rows);
	for (size_t r = 0; r < count && !rows.bad && !f->bad; r++)
		get_row(&rows, a, &texts, t_r, &t_r->rows[r]);
	if (!frame_ok(&rows) || texts.at != texts.end)
		f->bad = true;
	if (t_r->kind == ROW_NONE || t_r->rows_count == 0)
		f->bad = true;
}

static void put_asked(struct buf *b, const struct unknown_column *c)
{
	put_int(b, (int64_t)c->at);
	put_text(b, c->title);
	put_int(b, c->field);
	put_int(b, c->guess);
	put_int(b, (int64_t)c->first_count);
	for (size_t i = 0; i < c->first_count; i++)
		put_text(b, c->first[i]);
}

static void get_asked(struct frame *f, struct arena *a, struct unknown_column *c_r)
{
	c_r->at = (size_t)get_below(f, UNKNOWN_MAX_COLUMNS);
	c_r->title = get_string(f, a);
	c_r->field = (enum field)get_below(f, FIELD_COUNT);
	c_r->guess = (enum field)get_below(f, FIELD_COUNT);
	size_t count = (size_t)get_below(f, UNKNOWN_EXAMPLES + 1);
	for (; c_r->first_count < count && !f->bad; c_r->first_count++)
		c_r->first[c_r->first_count] = get_string(f, a);
}

static void put_unknown(struct buf *b, const struct unknown_table *u)
{
	put_int(b, u->why);
	put_int(b, (int64_t)u->part);
	put_int(b, (int64_t)u->sheet);
	put_text(b, u->sheet_label);
	put_int(b, u->like_a_list);
	put_int(b, u->evidence);
	put_text(b, u->sign);
	put_int(b, (int64_t)u->width);
	put_int(b, u->row);
	put_int(b, (int64_t)u->columns_count);
	for (size_t i = 0; i < u->columns_count; i++)
		put_asked(b, &u->columns[i]);
}

static void get_unknown(struct frame *f, struct arena *a, size_t parts_count, struct unknown_table *u_r)
{
	u_r->why = (enum unknown_why)get_below(f, UNKNOWN_KIND + 1);
	u_r->part = (size_t)get_below(f, (int64_t)parts_count);
	u_r->sheet = (size_t)get_below(f, INT32_MAX);
	u_r->sheet_label = get_string(f, a);
	u_r->like_a_list = get_below(f, 2);
	u_r->evidence = get_below(f, 2);
	u_r->sign = get_string(f, a);
	u_r->width = (size_t)get_below(f, TABLE_MAX_COLUMNS + 1);
	u_r->row = (int)get_below(f, INT32_MAX);
	size_t count = get_count(f, MIN_ASKED);
	if (count > UNKNOWN_MAX_COLUMNS)
		f->bad = true;
	u_r->columns = arena_alloc(a, (f->bad ? 0 : count) * sizeof *u_r->columns);
	for (; u_r->columns_count < count && !f->bad; u_r->columns_count++)
		get_asked(f, a, &u_r->columns[u_r->columns_count]);
	u_r->columns_cap = count;
}

void known_layouts_put(struct buf *b, const struct known_layouts *k)
{
	put_int(b, (int64_t)k->items_count);
	for (size_t i = 0; i < k->items_count; i++) {
		const struct known_layout *l = &k->items[i];
		put_text(b, l->sign);
		put_int(b, l->kind);
		put_int(b, (int64_t)l->columns_count);
		for (size_t c = 0; c < l->columns_count; c++) {
			put_int(b, (int64_t)l->columns[c].at);
			put_int(b, l->columns[c].field);
		}
	}
}

static void get_known(struct frame *f, struct arena *a, struct known_layout *l_r)
{
	l_r->sign = get_string(f, a);
	l_r->kind = (enum row_kind)get_below(f, ROW_KIND_COUNT);
	size_t count = get_count(f, MIN_ANSWERED);
	l_r->columns = arena_alloc(a, count * sizeof *l_r->columns);
	for (; l_r->columns_count < count && !f->bad; l_r->columns_count++) {
		l_r->columns[l_r->columns_count].at = (size_t)get_below(f, TABLE_MAX_COLUMNS);
		l_r->columns[l_r->columns_count].field = (enum field)get_below(f, FIELD_COUNT);
	}
	l_r->columns_cap = count;
}

void known_layouts_get(struct frame *f, struct arena *a, struct known_layouts *k_r)
{
	*k_r = (struct known_layouts){0};
	size_t count = get_count(f, MIN_KNOWN);
	if (count > KNOWN_MAX_LAYOUTS)
		f->bad = true;
	k_r->items = arena_alloc(a, (f->bad ? 0 : count) * sizeof *k_r->items);
	for (; k_r->items_count < count && !f->bad; k_r->items_count++)
		get_known(f, a, &k_r->items[k_r->items_count]);
	k_r->items_cap = count;
}

const struct unknown_table *classified_asked(const struct classified *c)
{
	const struct unknown_table *best = c->unknown_count ? &c->unknown[0] : NULL;
	for (size_t i = 0; i < c->unknown_count; i++) {
		const struct unknown_table *u = &c->unknown[i];
		int good = !*u->sign ? 0 : 1 + u->evidence, have = !*best->sign ? 0 : 1 + best->evidence;
		best = good > have ? u : best;
	}
	return best;
}

static void put_pairs(struct buf *b, const struct classified *c)
{
	put_int(b, (int64_t)c->pairs_count);
	for (size_t i = 0; i < c->pairs_count; i++) {
		put_text(b, c->pairs[i].label);
		put_text(b, c->pairs[i].value);
		put_int(b, c->pairs[i].below);
	}
}

static void get_pairs(struct frame *f, struct arena *a, struct classified *c_r)
{
	size_t count = get_count(f, MIN_PAIR);
	if (count > CLASSIFY_MAX_PAIRS)
		f->bad = true;
	c_r->pairs = arena_alloc(a, (f->bad ? 0 : count) * sizeof *c_r->pairs);
	for (; c_r->pairs_count < count && !f->bad; c_r->pairs_count++) {
		struct label_pair *p = &c_r->pairs[c_r->pairs_count];
		p->label = get_string(f, a);
		p->value = get_string(f, a);
		p->below = get_below(f, 2);
	}
	c_r->pairs_cap = count;
}

static void put_grids(struct buf *b, const struct classified *c)
{
	put_int(b, (int64_t)c->grids_count);
	for (size_t i = 0; i < c->grids_count; i++) {
		const struct grid *g = &c->grids[i];
		put_text(b, g->label);
		put_int(b, (int64_t)g->more);
		put_int(b, g->called);
		put_int(b, (int64_t)g->rows_count);
		for (size_t r = 0; r < g->rows_count; r++) {
			put_int(b, g->rows[r].row);
			put_int(b, (int64_t)g->rows[r].cells_count);
			for (size_t k = 0; k < g->rows[r].cells_count; k++)
				put_text(b, g->rows[r].cells[k]);
		}
	}
}

static void get_grid_row(struct frame *f, struct arena *a, struct grid_row *r_r)
{
	r_r->row = (int)get_below(f, INT32_MAX);
	size_t count = get_count(f, MIN_TEXT);
	if (count > TABLE_MAX_COLUMNS)
		f->bad = true;
	r_r->cells = arena_alloc(a, (f->bad ? 0 : count) * sizeof *r_r->cells);
	for (; r_r->cells_count < count && !f->bad; r_r->cells_count++)
		r_r->cells[r_r->cells_count] = get_string(f, a);
}

static void get_grids(struct frame *f, struct arena *a, struct classified *c_r)
{
	size_t count = get_count(f, MIN_GRID);
	if (count > CLASSIFY_MAX_GRIDS)
		f->bad = true;
	c_r->grids = arena_alloc(a, (f->bad ? 0 : count) * sizeof *c_r->grids);
	for (; c_r->grids_count < count && !f->bad; c_r->grids_count++) {
		struct grid *g = &c_r->grids[c_r->grids_count];
		g->label = get_string(f, a);
		g->more = (size_t)get_below(f, INT32_MAX);
		g->called = get_below(f, 2);
		g->rows_count = g->rows_cap = get_count(f, MIN_GRID_ROW);
		g->rows = arena_alloc(a, g->rows_count * sizeof *g->rows);
		for (size_t r = 0; r < g->rows_count && !f->bad; r++)
			get_grid_row(f, a, &g->rows[r]);
	}
	c_r->grids_cap = count;
}

void classified_put(struct buf *b, const struct classified *c)
{
	put_int(b, (int64_t)c->tables_count);
	for (size_t i = 0; i < c->tables_count; i++)
		put_table(b, &c->tables[i]);
	put_int(b, (int64_t)c->unknown_count);
	for (size_t i = 0; i < c->unknown_count; i++)
		put_unknown(b, &c->unknown[i]);
	put_int(b, (int64_t)c->empty);
	put_pairs(b, c);
	put_grids(b, c);
	put_int(b, c->meant_list);
	put_int(b, c->forwarded);
	put_int(b, (int64_t)c->hidden_rows);
}

void classified_get(struct frame *f, struct arena *a, size_t parts_count, struct classified *c_r)
{
	*c_r = (struct classified){0};
	size_t count = get_count(f, MIN_TABLE);
	c_r->tables = arena_alloc(a, count * sizeof *c_r->tables);
	for (; c_r->tables_count < count && !f->bad; c_r->tables_count++)
		get_table(f, a, parts_count, &c_r->tables[c_r->tables_count]);
	c_r->tables_cap = count;
	count = get_count(f, MIN_UNKNOWN);
	c_r->unknown = arena_alloc(a, count * sizeof *c_r->unknown);
	for (; c_r->unknown_count < count && !f->bad; c_r->unknown_count++)
		get_unknown(f, a, parts_count, &c_r->unknown[c_r->unknown_count]);
	c_r->unknown_cap = count;
	c_r->empty = (size_t)get_below(f, INT32_MAX);
	get_pairs(f, a, c_r);
	get_grids(f, a, c_r);
	c_r->meant_list = get_below(f, 2);
	c_r->forwarded = get_below(f, 2);
	c_r->hidden_rows = (size_t)get_below(f, INT32_MAX);
}
