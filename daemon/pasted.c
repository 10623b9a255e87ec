#include "pasted.h"

#include <string.h>

struct line {
	const char *s;
	size_t size;
	const struct table_row *row;
};

struct lines {
	struct line *all;
	size_t all_count, all_cap;
};

static bool is_single(const struct table_row *row, size_t column)
{
	if (row->cell_count != column + 1)
		return false;
	for (size_t i = 0; i < column; i++)
		if (*row->cells[i].text)
			return false;
	return true;
}

static bool is_pasted(const struct sheet *s)
{
	size_t bytes = 0;
	if (!s->rows_count || s->rows_count > PASTED_MAX_ROWS)
		return false;
	size_t column = s->rows[0].cell_count - 1;
	for (size_t i = 0; i < s->rows_count && bytes <= PASTED_MAX_BYTES; i++) {
		if (!is_single(&s->rows[i], column))
			return false;
		bytes += strlen(s->rows[i].cells[column].text);
	}
	return bytes <= PASTED_MAX_BYTES;
}

static void add_line(struct arena *a, struct lines *l, struct buf *text, const char *s, size_t size, const struct table_row *row)
{
	ARENA_PUSH(a, l, all) = (struct line){s, size, row};
	buf_add(text, s, size);
	buf_addc(text, '\n');
}

/* The lines of all cells, which may hold several, each with the row where it stands; text_r: line by line. A row that is not there parts two leads as a blank line does. */
static struct lines take_lines(struct arena *a, const struct sheet *s, const char **text_r)
{
	struct lines l = {0};
	struct buf text = {0};
	for (size_t i = 0; i < s->rows_count; i++) {
		const struct table_row *row = &s->rows[i];
		if (i && row->number > row[-1].number + 1)
			add_line(a, &l, &text, "", 0, row);
		for (const char *p = row->cells[row->cell_count - 1].text, *more = p; more; p = more) {
			size_t size = strcspn(p, "\r\n"), end = p[size] == '\r' && p[size + 1] == '\n' ? 2 : p[size] != '\0';
			add_line(a, &l, &text, p, size, row);
			more = end ? p + size + end : NULL;
		}
	}
	*text_r = arena_strndup(a, text.data, text.size);
	buf_release(&text);
	return l;
}

/* The first line from *at on where it stands; typed leads are counted, not placed. */
static const struct line *find(const struct lines *l, const char *text, size_t *at)
{
	for (size_t i = *at; *text && i < l->all_count; i++)
		if (memmem(l->all[i].s, l->all[i].size, text, strlen(text))) {
			*at = i;
			break;
		}
	return &l->all[*at];
}

/* How many of the rows are called like firms. */
static size_t place(const struct lines *l, bool typed, bool hidden, struct extract *x, size_t *at)
{
	size_t firms = 0;
	for (size_t i = 0; i < x->rows_count; i++) {
		struct lead_row *r = &x->rows[i];
		const char *company = r->value[FIELD_COMPANY];
		const struct line *line = typed ? find(l, *company ? company : r->value[FIELD_PHONE], at) : &l->all[(size_t)r->row - 1];
		r->row = line->row->number;
		r->hidden = hidden || line->row->hidden;
		firms += looks_like_company(company);
	}
	return firms;
}

struct extracts pasted_extract(struct arena *a, const struct sheet *s, struct extract_room *room)
{
	struct extracts all = {0};
	struct table_file read;
	const char *text, *detail;
	size_t rows = 0, firms = 0, at = 0;
	if (!is_pasted(s))
		return all;
	struct lines lines = take_lines(a, s, &text);
	if (text_tables(a, text, &read, &detail) != TABLE_OK)
		return all;
	for (size_t i = 0; i < read.sheets_count; i++) {
		const struct sheet *part = &read.sheets[i];
		struct extracts found = extract_sheet(a, part, room);
		for (size_t j = 0; j < found.table_count; j++) {
			struct extract *x = &found.table[j];
			bool typed = part->rows[0].number == 0;
			if (!*x->title)
				x->title = part->name;
			rows += x->rows_count;
			firms += place(&lines, typed, s->hidden, x, &at);
			ARENA_PUSH(a, &all, table) = *x;
		}
	}
	return firms * 2 > rows ? all : (struct extracts){0};
}
