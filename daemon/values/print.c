/* The frame form of a printed sheet. */
#include "values/print.h"

/* Bytes that the smallest item of each kind takes in a frame. */
enum { MIN_TEXT = 8, MIN_COLUMN = 4 * 8, MIN_ROW = 8, MAX_WIDTH = 1000 };

static void put_cut(struct buf *b, const char *s)
{
	put_text_cut(b, s, PRINT_MAX_TEXT);
}

static const char *get_string(struct frame *f, struct arena *a)
{
	return get_utf8(f, a, PRINT_MAX_TEXT);
}

void print_put(struct buf *b, const struct print_sheet *s)
{
	put_cut(b, s->title);
	put_cut(b, s->subtitle);
	put_cut(b, s->footer);
	put_cut(b, s->page);
	put_cut(b, s->author);
	put_int(b, (int64_t)s->columns_count);
	for (size_t i = 0; i < s->columns_count; i++) {
		put_cut(b, s->columns[i].title);
		put_int(b, s->columns[i].width);
		put_int(b, s->columns[i].blank);
		put_int(b, s->columns[i].centred);
	}
	put_int(b, (int64_t)s->rows_count);
	for (size_t r = 0; r < s->rows_count; r++) {
		put_int(b, (int64_t)s->rows[r].cells_count);
		for (size_t c = 0; c < s->rows[r].cells_count; c++)
			put_cut(b, s->rows[r].cells[c]);
	}
}

static void get_columns(struct frame *f, struct arena *a, struct print_sheet *s)
{
	for (size_t n = get_count(f, MIN_COLUMN); n > 0 && !f->bad; n--) {
		struct print_column c = {.title = get_string(f, a)};
		c.width = (int)get_below(f, MAX_WIDTH + 1);
		c.blank = get_below(f, 2);
		c.centred = get_below(f, 2);
		ARENA_PUSH(a, s, columns) = c;
	}
}

static void get_rows(struct frame *f, struct arena *a, struct print_sheet *s)
{
	for (size_t n = get_count(f, MIN_ROW); n > 0 && !f->bad; n--) {
		struct print_row row = {0};
		for (size_t cells = get_count(f, MIN_TEXT); cells > 0 && !f->bad; cells--)
			ARENA_PUSH(a, &row, cells) = get_string(f, a);
		ARENA_PUSH(a, s, rows) = row;
	}
}

void print_get(struct frame *f, struct arena *a, struct print_sheet *s_r)
{
	*s_r = (struct print_sheet){.title = get_string(f, a)};
	s_r->subtitle = get_string(f, a);
	s_r->footer = get_string(f, a);
	s_r->page = get_string(f, a);
	s_r->author = get_string(f, a);
	get_columns(f, a, s_r);
	get_rows(f, a, s_r);
	if (!f->bad && print_fault(s_r))
		f->bad = true;
}

const char *print_fault(const struct print_sheet *s)
{
	if (!s->columns_count)
		return "a sheet without columns";
	if (s->columns_count > PRINT_MAX_COLUMNS)
		return "a sheet of too many columns";
	if (s->rows_count > PRINT_MAX_ROWS)
		return "a sheet of too many rows";
	for (size_t i = 0; i < s->columns_count; i++)
		if (s->columns[i].width < 1 || s->columns[i].width > MAX_WIDTH)
			return "a sheet with a column that has no width";
	for (size_t i = 0; i < s->rows_count; i++)
		if (s->rows[i].cells_count != s->columns_count)
			return "a sheet with a row of another length than its columns";
	return NULL;
}
