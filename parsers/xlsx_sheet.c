#include "parsers/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

#include "parsers/formula.h"
#include "parsers/merge.h"

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOLEAN, CELL_DATE };
enum place { IN_NOTHING, IN_VALUE, IN_TEXT, IN_FORMULA }; /* whose characters are gathered */

/* Of the row at hand, as its cells have it: 12" */
struct row_number {
	char text[12];
	size_t size;
};

struct sheet_state {
	struct book *book;
	struct fill *fill;
	struct xml *xml;
	bool in_data, in_row, in_cell, row_hidden, picture;
	bool row_numbered; /* the row itself said its number */
	int row, last_row; /* last_row: of the row before */
	struct row_number number;
	size_t column;     /* of this cell, from 0 */
	size_t next_column;
	int phonetic;
	enum cell_type type;
	enum place place;
	size_t style;
	struct buf value, text;
	struct fill_mark before;
	char formula[1024];
	size_t formula_size;
};

/* "AB12" as column 27 and row 12; either may be missing in the text. The end of the reference, NULL when it is none. */
static const char *read_reference(const char *s, size_t *column_r, int *row_r)
{
	size_t column = 0;
	long row = 0;
	for (; *s == '$'; s++)
		;
	for (; (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'); s++)
		if ((column = column * 26 + (size_t)((*s | 32) - 'a') + 1) > 1000000)
			return NULL;
	for (; *s == '$'; s++)
		;
	for (; *s >= '0' && *s <= '9'; s++)
		if ((row = row * 10 + (*s - '0')) > 100000000)
			return NULL;
	if (column == 0)
		return NULL;
	*column_r = column - 1;
	*row_r = (int)row;
	return s;
}

/* A count in decimal digits; SIZE_MAX when it is none, or too large to be one. */
static size_t count_of(const char *s)
{
	size_t n = 0;
	if (!*s || strnlen(s, 10) == 10)
		return SIZE_MAX;
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return SIZE_MAX;
		n = n * 10 + (size_t)(*s - '0');
	}
	return n;
}

static size_t row_number(struct sheet_state *s, const char *value)
{
	size_t number = count_of(value);
	if (number == SIZE_MAX)
		return 0;
	s->number.size = strlen(value);
	memcpy(s->number.text, value, s->number.size);
	s->number.text[s->number.size++] = '"';
	return number;
}

static void start_row(struct sheet_state *s, const char *const *attributes)
{
	size_t number = 0;
	s->in_row = true;
	s->row_hidden = false;
	for (; *attributes; attributes += 2) {
		const char *name = attributes[0], *value = attributes[1];
		if (name[0] == 'r' && name[1] == '\0')
			number = row_number(s, value);
		else if (strcmp(name, "hidden") == 0)
			s->row_hidden |= xml_true(value);
		else if (strcmp(name, "ht") == 0 && (*value < '1' || *value > '9'))
			s->row_hidden |= strtod(value, NULL) == 0;
	}
	s->row_numbered = number > 0 && number < 100000000;
	s->row = s->row_numbered ? (int)number : s->last_row + 1;
	s->next_column = 0;
}

static enum cell_type type_of(const char *t)
{
	static const struct {
		const char *t;
		enum cell_type type;
	} types[] = {{"s", CELL_SHARED}, {"n", CELL_NUMBER}, {"str", CELL_TEXT}, {"inlineStr", CELL_TEXT}, {"e", CELL_TEXT}, {"b", CELL_BOOLEAN}, {"d", CELL_DATE}};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (*t == *types[i].t && strcmp(t, types[i].t) == 0)
			return types[i].type;
	return CELL_NUMBER;
}

/* The row's number unless a cell says another; the cell's column as it says itself, or the next one. */
static void place_cell(struct sheet_state *s, const char *reference)
{
	int row = 0;
	s->column = s->next_column;
	if (reference && !read_reference(reference, &s->column, &row))
		s->column = s->next_column;
	if (row > s->last_row && !s->row_numbered) { /* a row without a number whose cells have one */
		s->row = row;
		s->row_numbered = true;
	}
	s->next_column = s->column + 1;
}

/* There are a million of these: one look at each attribute. */
static void start_cell(struct sheet_state *s, const char *const *attributes)
{
	const char *reference = NULL;
	s->type = CELL_NUMBER;
	s->style = 0;
	for (; *attributes; attributes += 2) {
		if (attributes[0][0] == '\0' || attributes[0][1] != '\0')
			continue;
		if (attributes[0][0] == 'r')
			reference = attributes[1];
		else if (attributes[0][0] == 's')
			s->style = count_of(attributes[1]);
		else if (attributes[0][0] == 't')
			s->type = type_of(attributes[1]);
	}
	place_cell(s, reference);
	s->in_cell = true;
	s->formula_size = 0;
	s->value.size = s->text.size = 0;
}

static void start_in_cell(struct sheet_state *s, const char *name)
{
	if (strcmp(name, "v") == 0)
		s->place = IN_VALUE;
	else if (strcmp(name, "t") == 0)
		s->place = s->phonetic ? IN_NOTHING : IN_TEXT;
	else if (strcmp(name, "f") == 0)
		s->place = IN_FORMULA;
	else if (strcmp(name, "rPh") == 0)
		s->phonetic++;
}

static void add_merge(struct sheet_state *s, const char *reference)
{
	size_t left, right;
	struct table_merge m;
	if (!reference || !(reference = read_reference(reference, &left, &m.top)) || *reference != ':')
		return;
	if (!read_reference(reference + 1, &right, &m.bottom))
		return;
	m.left = (int)left;
	m.right = (int)right;
	merge_add(s->fill, m);
}

static void sheet_start(void *arg, const char *name, const char *const *attributes)
{
	struct sheet_state *s = arg;
	if (s->in_cell)
		start_in_cell(s, name);
	else if (s->in_row) {
		if (strcmp(name, "c") == 0)
			start_cell(s, attributes);
	} else if (s->in_data) {
		if (strcmp(name, "row") == 0)
			start_row(s, attributes);
	} else if (strcmp(name, "sheetData") == 0)
		s->in_data = true;
	else if (strcmp(name, "mergeCell") == 0)
		add_merge(s, xml_attribute(attributes, "ref"));
}

static const char *shared_text(struct sheet_state *s, const char *value)
{
	size_t i = count_of(value + strspn(value, " \t\n"));
	if (i < s->book->strings_count)
		return s->book->strings[i];
	const char *detail = arena_printf(s->book->a, "第 %d 行的文字在文件里找不到，请用 Excel 或 WPS 另存后再发", s->row);
	xml_stop(s->xml, TABLE_BROKEN, detail);
	return NULL;
}

static const char *number(struct sheet_state *s)
{
	struct number_format format = s->style < s->book->formats_count ? s->book->formats[s->style] : (struct number_format){0};
	if (number_is_shown(s->value.data, s->value.size, format))
		return pool_add(&s->book->texts, s->value.data, s->value.size);
	arena_reset(s->book->scratch);
	const char *text = number_of_text(s->book->scratch, s->value.data, format, s->book->date1904);
	return text == s->value.data ? xlsx_text(s->book, &s->value) : pool_add(&s->book->texts, text, strlen(text));
}

static const char *date(struct sheet_state *s, const char *value)
{
	arena_reset(s->book->scratch);
	const char *text = number_of_iso(s->book->scratch, value);
	return pool_add(&s->book->texts, text, fill_cut(text, strlen(text)));
}

static bool is_picture(const struct sheet_state *s)
{
	return s->formula_size && strstr(s->formula, "DISPIMG("); /* WPS: a picture in a cell */
}

/* The text that a person sees in the cell that has just ended; NULL when it is empty. */
static const char *cell_text(struct sheet_state *s)
{
	if (is_picture(s))
		return NULL;
	if (s->value.size == 0)
		return s->text.size ? xlsx_text(s->book, &s->text) : NULL;
	const char *value = s->value.data;
	switch (s->type) {
	case CELL_SHARED: return shared_text(s, value);
	case CELL_BOOLEAN: return strcmp(value, "0") == 0 || strcmp(value, "false") == 0 ? "FALSE" : "TRUE";
	case CELL_DATE: return date(s, value);
	case CELL_TEXT: return strncmp(value, "=DISPIMG(", 9) == 0 ? NULL : xlsx_text(s->book, &s->value);
	case CELL_NUMBER: break;
	}
	return number(s);
}

static void end_row(struct sheet_state *s)
{
	s->in_row = false;
	if (s->row < s->last_row + 1 && s->fill->width) {
		xml_stop(s->xml, TABLE_BROKEN, arena_printf(s->book->a, "第 %d 行的次序错乱，请用 Excel 或 WPS 另存后再发", s->row));
		return;
	}
	s->last_row = s->row > s->last_row ? s->row : s->last_row;
	if (!fill_row(s->fill, s->row, s->row_hidden))
		xml_stop(s->xml, TABLE_TOO_LARGE, s->fill->too_large);
}

static void end_cell(struct sheet_state *s)
{
	s->in_cell = false;
	s->phonetic = 0;
	s->formula[s->formula_size] = '\0';
	if (s->formula_size && !s->value.size && !s->text.size && s->formula_size < sizeof s->formula - 1)
		formula_text(s->formula, &s->text); /* a program wrote it, and no value */
	if (s->column < TABLE_MAX_COLUMNS && (s->value.size || s->text.size))
		fill_cell(s->fill, s->column, cell_text(s));
	if (xlsx_is_full(s->book))
		xml_stop(s->xml, TABLE_TOO_LARGE, xlsx_too_much_text);
}

static void sheet_end(void *arg, const char *name)
{
	struct sheet_state *s = arg;
	if (s->in_cell) {
		s->place = IN_NOTHING;
		if (name[0] == 'c' && name[1] == '\0')
			end_cell(s);
		else if (strcmp(name, "rPh") == 0)
			s->phonetic--;
	} else if (s->in_row && strcmp(name, "row") == 0)
		end_row(s);
	else if (strcmp(name, "sheetData") == 0)
		s->in_data = false;
}

static void sheet_text(void *arg, const char *text, size_t size)
{
	struct sheet_state *s = arg;
	if (s->place == IN_VALUE)
		fill_gather(&s->value, text, size);
	else if (s->place == IN_TEXT)
		fill_gather(&s->text, text, size);
	else if (s->place == IN_FORMULA) {
		size_t room = sizeof s->formula - 1 - s->formula_size;
		memcpy(s->formula + s->formula_size, text, size < room ? size : room);
		s->formula_size += size < room ? size : room;
	}
}

/* ---- the cell that nine of ten are ---- */

/* Digits at *p, at most 15, which a telephone number has, too; *p moves behind them. */
static uint64_t read_digits(char **p, size_t *count_r)
{
	uint64_t n = 0;
	size_t count = 0;
	for (; count < 15 && **p >= '0' && **p <= '9'; count++, (*p)++)
		n = n * 10 + (uint64_t)(**p - '0');
	*count_r = count;
	return n;
}

struct short_cell {
	size_t column;
	uint64_t style;
	bool shared;
};

/* <c r="B12" s="3" t="s" and the like, the two latter in any order; what stands behind, or NULL. */
static char *read_short_start(char *p, const struct row_number *row, struct short_cell *c)
{
	size_t count;
	if (memcmp(p, "<c r=\"", 6) != 0)
		return NULL;
	for (p += 6; *p >= 'A' && *p <= 'Z' && c->column < 1000; p++)
		c->column = c->column * 26 + (size_t)(*p - 'A') + 1;
	if (c->column == 0 || memcmp(p, row->text, row->size) != 0)
		return NULL;
	for (p += row->size; *p == ' ';) {
		if (memcmp(p, " t=\"s\"", 6) == 0 && !c->shared) {
			c->shared = true;
			p += 6;
		} else if (memcmp(p, " s=\"", 4) == 0 && c->style == 0) {
			p += 4;
			c->style = read_digits(&p, &count);
			if (count == 0 || *p++ != '"')
				return NULL;
		} else
			return NULL;
	}
	return p;
}

/* <c r="B12" s="3" t="s"><v>4711</v></c>, a whole number, or a cell without anything: each byte as Excel, WPS, LibreOffice and openpyxl write it. */
static char *short_cell(void *arg, char *p)
{
	struct sheet_state *s = arg;
	struct short_cell c = {0};
	size_t count;
	if (!s->in_row || s->in_cell || !s->row_numbered || xlsx_is_full(s->book) || !(p = read_short_start(p, &s->number, &c)))
		return NULL;
	if (memcmp(p, "/>", 2) == 0) {
		s->next_column = c.column;
		return p + 2;
	}
	if (memcmp(p, "><v>", 4) != 0)
		return NULL;
	char *value = p += 4;
	uint64_t number = read_digits(&p, &count);
	const char *text = NULL;
	if (count == 0 || memcmp(p, "</v></c>", 8) != 0)
		return NULL;
	if (c.shared && number < s->book->strings_count)
		text = s->book->strings[number];
	else if (!c.shared && number_is_shown(value, count, c.style < s->book->formats_count ? s->book->formats[c.style] : (struct number_format){0}))
		text = pool_add(&s->book->texts, value, count);
	if (!text)
		return NULL;
	fill_cell(s->fill, c.column - 1, text);
	s->next_column = c.column;
	return p + 8;
}

/* As before the first element: the sheet is empty again. */
static void sheet_again(void *arg)
{
	struct sheet_state *s = arg;
	struct sheet_state fresh = {.book = s->book, .fill = s->fill, .before = s->before, .value = s->value, .text = s->text};
	*s = fresh;
	fill_back(s->fill, &s->before);
}

enum table_status xlsx_sheet(struct book *b, const char *part, struct fill *f, const char **detail_r)
{
	static const struct part_reading how = {{sheet_start, sheet_end, sheet_text}, short_cell, sheet_again};
	struct sheet *sheet = &f->file->sheets[f->file->sheets_count - 1];
	struct sheet_state s = {.book = b, .fill = f};
	s.before = fill_mark(f);
	enum table_status status = xlsx_part(b, part, &how, &s, &s.xml, detail_r);
	buf_release(&s.value);
	buf_release(&s.text);
	if (status == TABLE_OK)
		merge_apply(f);
	if (status != TABLE_NOT_A_TABLE)
		return status;
	*detail_r = arena_printf(b->a, "工作表“%s”的内容缺失，请用 Excel 或 WPS 另存后再发", sheet->name);
	return TABLE_BROKEN;
}
