#include "listing.h"

#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/text.h"

void listing_add(struct arena *a, struct listing *l, const char *const *cells, size_t count)
{
	must(count == l->column_count);
	for (size_t i = 0; i < count; i++)
		ARENA_PUSH(a, l, cells) = cells[i] ? cells[i] : "";
}

static void put_csv(struct buf *out, const char *before, const char *text)
{
	if (!text[strcspn(text, ",\"\r\n")]) {
		buf_adds(out, before);
		buf_adds(out, text);
		return;
	}
	buf_addc(out, '"');
	buf_adds(out, before);
	for (; *text; text++) {
		if (*text == '"')
			buf_addc(out, '"');
		buf_addc(out, *text);
	}
	buf_addc(out, '"');
}

void csv_cell(struct buf *out, const char *text)
{
	put_csv(out, "", text);
}

/* It names nothing that could be run or fetched, whatever it begins with: -26.00, +86 (0769) 2222-8888, -- */
static bool is_figures(const char *s)
{
	return *s != '=' && !s[strspn(s, "0123456789+-.,:()/% ")];
}

static void write_csv_row(struct buf *out, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_addc(out, ',');
		put_csv(out, text_begins_formula(cells[i]) && !is_figures(cells[i]) ? "'" : "", cells[i]);
	}
	buf_addc(out, '\n');
}

static void json_text(struct buf *out, const char *s)
{
	buf_addc(out, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_printf(out, "\\%c", *s);
		else if ((unsigned char)*s < 0x20)
			buf_printf(out, "\\u%04x", *s);
		else
			buf_addc(out, *s);
	}
	buf_addc(out, '"');
}

static void write_json_row(const struct listing *l, struct buf *out, const char *const *cells, bool first)
{
	buf_adds(out, first ? "  {" : ",\n  {");
	for (size_t i = 0; i < l->column_count; i++) {
		if (i)
			buf_adds(out, ", ");
		json_text(out, l->columns[i]);
		buf_adds(out, ": ");
		json_text(out, cells[i]);
	}
	buf_addc(out, '}');
}

size_t listing_obeyed(const char *p, bool *turns_r)
{
	const char *next = p;
	uint32_t c = text_next(&next);
	bool control = c && (c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029);
	*turns_r = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
	return control || *turns_r ? (size_t)(next - p) : 0;
}

static void put_tame(struct buf *out, const char *text)
{
	bool turns;
	for (size_t n; *text; text += n ? n : 1) {
		n = listing_obeyed(text, &turns);
		if (!turns)
			buf_addc(out, n ? ' ' : *text);
	}
}

static void write_terminal_row(struct buf *out, const char *const *cells, size_t n, const size_t *widths)
{
	for (size_t i = 0; i < n; i++) {
		size_t w = text_columns(cells[i]);
		put_tame(out, cells[i]);
		for (; i + 1 < n && w < widths[i] + 2; w++)
			buf_addc(out, ' ');
	}
	buf_addc(out, '\n');
}

enum { MAX_COLUMNS = 64 };

static void write_terminal(const struct listing *l, struct buf *out)
{
	size_t widths[MAX_COLUMNS] = {0}, n = l->column_count;
	must(n <= MAX_COLUMNS);
	for (size_t i = 0; i < n; i++)
		widths[i] = text_columns(l->columns[i]);
	for (size_t i = 0; i < l->cells_count; i++)
		widths[i % n] = text_columns(l->cells[i]) > widths[i % n] ? text_columns(l->cells[i]) : widths[i % n];
	write_terminal_row(out, l->columns, n, widths);
	for (size_t i = 0; i < l->cells_count; i += n)
		write_terminal_row(out, l->cells + i, n, widths);
}

void listing_write_rows(const struct listing *l, enum listing_form form, struct buf *out)
{
	for (size_t i = 0; i < l->cells_count; i += l->column_count) {
		if (form == LISTING_CSV)
			write_csv_row(out, l->cells + i, l->column_count);
		else
			write_json_row(l, out, l->cells + i, i == 0);
	}
}

void listing_write(const struct listing *l, enum listing_form form, struct buf *out)
{
	if (form == LISTING_TERMINAL) {
		write_terminal(l, out);
		return;
	}
	if (form == LISTING_CSV)
		write_csv_row(out, l->columns, l->column_count);
	else
		buf_adds(out, "[\n");
	listing_write_rows(l, form, out);
	if (form == LISTING_JSON)
		buf_adds(out, l->cells_count ? "\n]\n" : "]\n");
}
