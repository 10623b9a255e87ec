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
	if ((unsigned char)*text > ' ' && (unsigned char)*text < 0x7F)
		return false;
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

void fill_forget(struct fill *f, size_t slots, size_t bytes)
{
	forget_line(f);
	f->slots = slots;
	f->bytes = bytes;
}

bool fill_row(struct fill *f, int number, bool hidden)
{
	struct sheet *s = &f->file->sheets[f->file->sheets_count - 1];
	if (f->width == 0)
		return true;
	if (s->rows_count >= TABLE_MAX_ROWS)
		f->too_large = "行数太多";
	else if ((f->slots += f->width) > TABLE_MAX_CELLS)
		f->too_large = "单元格太多";
	for (size_t i = 0; i < f->width; i++)
		f->bytes += f->line[i] ? strlen(f->line[i]) : 0;
	if (f->bytes > TABLE_MAX_TEXT)
		f->too_large = "文字太多";
	if (f->too_large) {
		forget_line(f);
		return false;
	}
	struct table_row *row = table_add_row(f->a, s, number);
	row->hidden = hidden;
	for (size_t i = f->width; i-- > 0;) /* from the right: the row is allocated once */
		if (f->line[i])
			table_set_cell(f->a, row, i, f->line[i]);
	forget_line(f);
	return true;
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
