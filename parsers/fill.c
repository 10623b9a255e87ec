#include "parsers/fill.h"

#include <string.h>

#include "base/text.h"

void fill_init(struct fill *f, struct arena *a, struct table_file *file)
{
	memset(f, 0, sizeof *f);
	*file = (struct table_file){0};
	f->a = a;
	f->file = file;
}

bool fill_sheet(struct fill *f, const char *name, bool hidden)
{
	if (f->file->sheets_count >= TABLE_MAX_SHEETS) {
		f->too_large = "工作表太多";
		return false;
	}
	ARENA_PUSH(f->a, f->file, sheets) = (struct sheet){.name = name, .hidden = hidden};
	return true;
}

bool fill_is_blank(const char *text)
{
	uint32_t c;
	if (((unsigned char)*text > ' ' && (unsigned char)*text < 0x7F) || ((unsigned char)*text >= 0xE4 && (unsigned char)*text <= 0xE9))
		return false; /* ASCII, or a Chinese character: no blank is among those */
	while ((c = text_next(&text)))
		if (!text_is_space(c))
			return false;
	return true;
}

void fill_cell(struct fill *f, size_t column, const char *text)
{
	if (column >= TABLE_MAX_COLUMNS || !text || fill_is_blank(text))
		return;
	f->line[column] = text;
	if (column >= f->width)
		f->width = column + 1;
}

static void forget_line(struct fill *f)
{
	memset(f->line, 0, f->width * sizeof *f->line);
	f->width = 0;
}

/* The row with that number at the end of the sheet, made when missing. */
static struct table_row *row_of(struct fill *f, struct sheet *s, int number)
{
	if (s->rows_count && s->rows[s->rows_count - 1].number == number)
		return &s->rows[s->rows_count - 1];
	struct table_row *row = &ARENA_PUSH(f->a, s, rows);
	*row = (struct table_row){.number = number};
	return row;
}

/* Rows are as long as they must be; where one comes twice, what it had stays under what is new. */
static void lay_down(struct fill *f, struct table_row *row)
{
	size_t width = f->width > row->cell_count ? f->width : row->cell_count;
	struct cell *cells = arena_alloc(f->a, width * sizeof *cells);
	for (size_t i = 0; i < width; i++) {
		const char *before = i < row->cell_count ? row->cells[i].text : "";
		cells[i].text = i < f->width && f->line[i] ? f->line[i] : before;
	}
	row->cells = cells;
	row->cell_count = width;
}

bool fill_row(struct fill *f, int number, bool hidden)
{
	struct sheet *s = &f->file->sheets[f->file->sheets_count - 1];
	if (f->width == 0)
		return true;
	if (s->rows_count >= TABLE_MAX_ROWS)
		f->too_large = "行数太多";
	else if ((f->slots += f->width + TABLE_ROW_CELLS) > TABLE_MAX_CELLS)
		f->too_large = "单元格太多";
	for (size_t i = 0; i < f->width; i++)
		f->bytes += f->line[i] ? strlen(f->line[i]) : 0;
	if (f->bytes > TABLE_MAX_TEXT)
		f->too_large = "文字太多";
	if (f->too_large) {
		forget_line(f);
		return false;
	}
	struct table_row *row = row_of(f, s, number);
	row->hidden = hidden;
	lay_down(f, row);
	forget_line(f);
	return true;
}

struct fill_mark fill_mark(const struct fill *f)
{
	const struct sheet *s = &f->file->sheets[f->file->sheets_count - 1];
	return (struct fill_mark){f->slots, f->bytes, s->rows_count, s->merges_count, f->merges};
}

void fill_back(struct fill *f, const struct fill_mark *mark)
{
	struct sheet *s = &f->file->sheets[f->file->sheets_count - 1];
	forget_line(f);
	f->slots = mark->slots;
	f->bytes = mark->bytes;
	f->too_large = NULL;
	s->rows_count = mark->rows;
	s->merges_count = mark->merges;
	f->merges = mark->merges_of_file;
}

size_t fill_cut(const char *s, size_t size)
{
	if (size <= TABLE_MAX_CELL_BYTES)
		return size;
	size = TABLE_MAX_CELL_BYTES;
	while (size > 0 && ((unsigned char)s[size] & 0xC0) == 0x80)
		size--;
	return size;
}

void fill_gather(struct buf *text, const char *s, size_t size)
{
	size_t room = TABLE_MAX_CELL_BYTES + 8;
	if (text->size < room)
		buf_add(text, s, size < room - text->size ? size : room - text->size);
}

const char *fill_text(struct arena *a, const char *s, size_t size)
{
	char *copy = arena_strndup(a, s, fill_cut(s, size)), *to = strchr(copy, '\r');
	if (!to)
		return copy;
	for (const char *from = to; *from; from++) {
		if (*from == '\r' && from[1] == '\n')
			continue;
		*to++ = *from == '\r' ? '\n' : *from;
	}
	*to = '\0';
	return copy;
}
