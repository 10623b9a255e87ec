#include "parsers/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

#include "parsers/merge.h"

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOLEAN, CELL_DATE };
enum place { IN_NOTHING, IN_VALUE, IN_TEXT, IN_FORMULA }; /* whose characters are gathered */

struct sheet_state {
	struct book *book;
	struct fill *fill;
	struct xml *xml;
	bool in_data, in_row, in_cell, row_hidden, picture;
	bool row_numbered; /* the row itself said its number */
	int row, last_row; /* last_row: of the row before */
	size_t column;     /* of this cell, from 0 */
	size_t next_column;
	int phonetic;
	enum cell_type type;
	enum place place;
	size_t style;
	struct buf value, text;
	char formula[64];
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

static void start_row(struct sheet_state *s, const char *const *attributes)
{
	const char *r = xml_attribute(attributes, "r"), *height = xml_attribute(attributes, "ht");
	long number = r ? strtol(r, NULL, 10) : 0;
	s->in_row = true;
	s->row_numbered = number > 0 && number < 100000000;
	s->row = s->row_numbered ? (int)number : s->last_row + 1;
	s->row_hidden = xml_true(xml_attribute(attributes, "hidden")) || (height && strtod(height, NULL) == 0);
	s->next_column = 0;
}

static enum cell_type type_of(const char *t)
{
	static const struct {
		const char *t;
		enum cell_type type;
	} types[] = {{"n", CELL_NUMBER}, {"s", CELL_SHARED},  {"str", CELL_TEXT}, {"inlineStr", CELL_TEXT},
		     {"e", CELL_TEXT},   {"b", CELL_BOOLEAN}, {"d", CELL_DATE}};
	for (size_t i = 0; t && i < sizeof types / sizeof *types; i++)
		if (strcmp(t, types[i].t) == 0)
			return types[i].type;
	return CELL_NUMBER;
}

static void start_cell(struct sheet_state *s, const char *const *attributes)
{
	const char *r = xml_attribute(attributes, "r"), *style = xml_attribute(attributes, "s");
	int row = 0;
	s->column = s->next_column;
	if (r && !read_reference(r, &s->column, &row))
		s->column = s->next_column;
	if (row > s->last_row && !s->row_numbered) { /* a row without a number whose cells have one */
		s->row = row;
		s->row_numbered = true;
	}
	s->next_column = s->column + 1;
	s->type = type_of(xml_attribute(attributes, "t"));
	s->style = style ? strtoul(style, NULL, 10) : 0;
	s->in_cell = true;
	s->formula_size = 0;
	buf_clear(&s->value);
	buf_clear(&s->text);
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
	merge_add(s->book->a, &s->fill->file->sheets[s->fill->file->sheets_count - 1], m);
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

/* ISO 8601 as strict files have it: 2026-03-05T14:30:00 */
static const char *iso_text(struct arena *a, const char *value)
{
	char *s = arena_strdup(a, value), *t = strchr(s, 'T');
	s[strcspn(s, ".Z")] = '\0';
	if (t && strcmp(t, "T00:00:00") == 0)
		*t = '\0';
	else if (t)
		*t = ' ';
	return s;
}

static const char *shared_text(struct sheet_state *s, const char *value)
{
	char *end;
	unsigned long i = strtoul(value, &end, 10);
	if (end != value && i < s->book->strings_count)
		return s->book->strings[i];
	const char *detail = arena_printf(s->book->a, "第 %d 行的文字在文件里找不到，请用 Excel 或 WPS 另存后再发", s->row);
	xml_stop(s->xml, TABLE_BROKEN, detail);
	return NULL;
}

/* The text that a person sees in the cell that has just ended; NULL when it is empty. */
static const char *cell_text(struct sheet_state *s)
{
	struct arena *a = s->book->a;
	if (strstr(s->formula, "DISPIMG(")) /* WPS: a picture in a cell */
		return NULL;
	if (s->value.size == 0)
		return s->text.size ? xlsx_text(a, &s->text) : NULL;
	const char *value = s->value.data;
	switch (s->type) {
	case CELL_SHARED: return shared_text(s, value);
	case CELL_BOOLEAN: return strcmp(value, "0") == 0 || strcmp(value, "false") == 0 ? "FALSE" : "TRUE";
	case CELL_DATE: return iso_text(a, value);
	case CELL_TEXT: return strncmp(value, "=DISPIMG(", 9) == 0 ? NULL : xlsx_text(a, &s->value);
	case CELL_NUMBER: break;
	}
	struct number_format format = s->style < s->book->formats_count ? s->book->formats[s->style] : (struct number_format){0};
	const char *text = number_of_text(a, value, format, s->book->date1904);
	return text == value ? xlsx_text(a, &s->value) : text;
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

static void sheet_end(void *arg, const char *name)
{
	struct sheet_state *s = arg;
	if (s->in_cell) {
		s->place = IN_NOTHING;
		if (strcmp(name, "rPh") == 0)
			s->phonetic--;
		if (strcmp(name, "c") != 0)
			return;
		s->in_cell = false;
		s->phonetic = 0;
		s->formula[s->formula_size] = '\0';
		if (s->column < TABLE_MAX_COLUMNS)
			fill_cell(s->fill, s->column, cell_text(s));
	} else if (s->in_row && strcmp(name, "row") == 0)
		end_row(s);
	else if (strcmp(name, "sheetData") == 0)
		s->in_data = false;
}

static void sheet_text(void *arg, const char *text, size_t size)
{
	struct sheet_state *s = arg;
	if (s->place == IN_VALUE)
		xlsx_gather(&s->value, text, size);
	else if (s->place == IN_TEXT)
		xlsx_gather(&s->text, text, size);
	else if (s->place == IN_FORMULA) {
		size_t room = sizeof s->formula - 1 - s->formula_size;
		memcpy(s->formula + s->formula_size, text, size < room ? size : room);
		s->formula_size += size < room ? size : room;
	}
}

enum table_status xlsx_sheet(struct book *b, const char *part, struct fill *f, const char **detail_r)
{
	static const struct xml_handler handler = {sheet_start, sheet_end, sheet_text};
	struct sheet *sheet = &f->file->sheets[f->file->sheets_count - 1];
	struct sheet_state s = {.book = b, .fill = f};
	enum table_status status = xlsx_part(b, part, &handler, &s, &s.xml, detail_r);
	buf_release(&s.value);
	buf_release(&s.text);
	if (status == TABLE_OK)
		merge_apply(sheet);
	if (status != TABLE_NOT_A_TABLE)
		return status;
	*detail_r = arena_printf(b->a, "工作表“%s”的内容缺失，请用 Excel 或 WPS 另存后再发", sheet->name);
	return TABLE_BROKEN;
}
