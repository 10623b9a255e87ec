#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parsers/fill.h"
#include "parsers/flat.h"
#include "parsers/merge.h"
#include "parsers/number.h"

/* XML Spreadsheet 2003, under the name .xls or .xml: Workbook > Styles, Worksheet > Table > Row > Cell > Data (Microsoft's "XML Spreadsheet
 * Reference"). Rows, cells and columns count on unless ss:Index says where they are. */

enum { MAX_STYLES = 65536, MAX_PARENTS = 1000, NAME_MAX = 1000, PLACE_MAX = 10000000 };

struct style {
	const char *id;
	struct number_format format;
};

struct book2003 {
	struct arena *a;
	struct fill *f;
	struct xml *xml;
	struct style *styles;
	size_t styles_count, styles_cap;
	const struct style *row_style, *cell_style, *columns[TABLE_MAX_COLUMNS]; /* NULL: none of its own */
	size_t next_column_style;
	bool date1904, in_row, in_data;
	int in_cell, skipped;                /* depth below a cell; below what is no text of it: comments, phonetic guides */
	int row, span;                       /* span: rows after this one that look like it, and hold nothing */
	int across, down;                    /* how far this cell's merge goes */
	bool row_hidden;
	size_t column, next_column;
	enum { NUMBER, DATETIME, BOOLEAN, TEXT } type;
	struct buf text;
	struct buf *gathers;                 /* author, or one word about the sheet; NULL: nothing */
	struct buf word;
	const char *author;
};

static const char *copy(struct book2003 *b, const char *s)
{
	return s ? arena_strndup(b->a, s, fill_cut(s, strnlen(s, NAME_MAX))) : NULL;
}

/* ---- styles ---- */

static struct number_format format_of_name(const char *name)
{
	static const struct {
		const char *name;
		enum number_kind kind;
	} named[] = {
		{"General Date", NUMBER_DATETIME}, {"Long Date", NUMBER_DATE},   {"Medium Date", NUMBER_DATE}, {"Short Date", NUMBER_DATE},
		{"Long Time", NUMBER_TIME},        {"Medium Time", NUMBER_TIME}, {"Short Time", NUMBER_TIME},  {"Percent", NUMBER_PERCENT},
		{"Currency", NUMBER_PLAIN},        {"Euro Currency", NUMBER_PLAIN}, {"Scientific", NUMBER_PLAIN}, {"Standard", NUMBER_PLAIN},
		{"Fixed", NUMBER_PLAIN},           {"Yes/No", NUMBER_PLAIN},     {"True/False", NUMBER_PLAIN}, {"On/Off", NUMBER_PLAIN},
	};
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (strcmp(name, named[i].name) == 0)
			return (struct number_format){.kind = named[i].kind};
	return number_format_of_code(name);
}

static int by_id(const void *x, const void *y)
{
	return strcmp(((const struct style *)x)->id, ((const struct style *)y)->id);
}

static const struct style *style_of_id(const struct book2003 *b, const char *id)
{
	struct style key = {.id = id};
	return id && b->styles_count ? bsearch(&key, b->styles, b->styles_count, sizeof key, by_id) : NULL;
}

/* A style begins as its parent, which is one of the first: "Normal", "Percent" and the like. */
static void start_style(struct book2003 *b, const char *const *attributes)
{
	const char *id = xml_attribute(attributes, "ID"), *parent = xml_attribute(attributes, "Parent");
	struct number_format format = {0};
	if (b->styles_count >= MAX_STYLES) {
		xml_stop(b->xml, TABLE_TOO_LARGE, "单元格样式太多");
		return;
	}
	for (size_t i = 0; parent && i < b->styles_count && i < MAX_PARENTS; i++)
		if (strcmp(b->styles[i].id, parent) == 0) {
			format = b->styles[i].format;
			break;
		}
	ARENA_PUSH(b->a, b, styles) = (struct style){id ? copy(b, id) : "", format};
}

static void number_format(struct book2003 *b, const char *const *attributes)
{
	const char *format = xml_attribute(attributes, "Format");
	if (b->styles_count && format)
		b->styles[b->styles_count - 1].format = format_of_name(format);
}

/* ---- places ---- */

static long number_in(const char *const *attributes, const char *name, long otherwise)
{
	const char *s = xml_attribute(attributes, name);
	long n = s ? strtol(s, NULL, 10) : otherwise;
	return n < 0 ? 0 : n > PLACE_MAX ? PLACE_MAX : n;
}

static void start_sheet(struct book2003 *b, const char *const *attributes)
{
	const char *name = xml_attribute(attributes, "Name");
	b->row = b->span = 0;
	b->next_column_style = 0;
	memset(b->columns, 0, sizeof b->columns);
	if (!fill_sheet(b->f, name ? copy(b, name) : "", false))
		xml_stop(b->xml, TABLE_TOO_LARGE, b->f->too_large);
}

static void column_style(struct book2003 *b, const char *const *attributes)
{
	size_t at = (size_t)number_in(attributes, "Index", (long)b->next_column_style + 1), end = at + (size_t)number_in(attributes, "Span", 0);
	const struct style *style = style_of_id(b, xml_attribute(attributes, "StyleID"));
	for (size_t i = at; style && i >= 1 && i <= end && i <= TABLE_MAX_COLUMNS; i++)
		b->columns[i - 1] = style;
	b->next_column_style = end;
}

static void start_row(struct book2003 *b, const char *const *attributes)
{
	long number = number_in(attributes, "Index", b->row + b->span + 1);
	const char *height = xml_attribute(attributes, "Height");
	if (number <= b->row) {
		xml_stop(b->xml, TABLE_BROKEN, arena_printf(b->a, "第 %ld 行的次序错乱，请用 Excel 或 WPS 另存后再发", number));
		return;
	}
	b->row = (int)number;
	b->span = (int)number_in(attributes, "Span", 0);
	b->row_hidden = xml_true(xml_attribute(attributes, "Hidden")) || (height && strtod(height, NULL) == 0);
	b->row_style = style_of_id(b, xml_attribute(attributes, "StyleID"));
	b->in_row = true;
	b->next_column = 0;
}

static void start_cell(struct book2003 *b, const char *const *attributes)
{
	b->column = (size_t)number_in(attributes, "Index", (long)b->next_column + 1);
	b->column -= b->column > 0;
	b->across = (int)number_in(attributes, "MergeAcross", 0);
	b->down = (int)number_in(attributes, "MergeDown", 0);
	b->cell_style = style_of_id(b, xml_attribute(attributes, "StyleID"));
	b->next_column = b->column + 1 + (size_t)b->across;
	b->in_cell = 1;
	b->skipped = 0;
	b->type = TEXT;
	buf_clear(&b->text);
}

/* ---- cells ---- */

static void start_in_cell(struct book2003 *b, const char *name, const char *const *attributes)
{
	b->in_cell++;
	if (b->skipped || strcmp(name, "Comment") == 0 || strcmp(name, "PhoneticText") == 0) {
		b->skipped++;
		return;
	}
	if (strcmp(name, "Data") != 0)
		return;
	const char *type = xml_attribute(attributes, "Type");
	b->in_data = true;
	b->type = !type ? TEXT : strcmp(type, "Number") == 0 ? NUMBER : strcmp(type, "DateTime") == 0 ? DATETIME :
	          strcmp(type, "Boolean") == 0 ? BOOLEAN : TEXT;
}

/* Excel writes a mere time as one of 1899-12-31. */
static const char *moment(struct book2003 *b, const char *text)
{
	const char *s = number_of_iso(b->a, text);
	return strncmp(s, "1899-12-3", 9) == 0 && s[10] == ' ' ? s + 11 : s;
}

static const char *number(struct book2003 *b, const char *value)
{
	const struct style *style = b->cell_style ? b->cell_style : b->row_style ? b->row_style : b->columns[b->column];
	const char *text = text_trim(b->a, fill_text(b->a, value, strlen(value)));
	return number_of_text(b->a, text, style ? style->format : (struct number_format){0}, b->date1904);
}

static const char *cell_text(struct book2003 *b)
{
	const char *value = b->text.size ? b->text.data : "";
	switch (b->type) {
	case NUMBER: return number(b, value);
	case DATETIME: return moment(b, text_trim(b->a, fill_text(b->a, value, strlen(value))));
	case BOOLEAN: return strcmp(value, "0") == 0 ? "FALSE" : *value ? "TRUE" : "";
	case TEXT: break;
	}
	return strncmp(value, "=DISPIMG(", 9) == 0 ? NULL : fill_text(b->a, value, strlen(value));
}

static void end_cell(struct book2003 *b)
{
	if (b->column < TABLE_MAX_COLUMNS)
		fill_cell(b->f, b->column, cell_text(b));
	if (b->across || b->down)
		merge_add(b->f, (struct table_merge){b->row, b->row + b->down, (int)b->column, (int)b->column + b->across});
}

static void end_in_cell(struct book2003 *b, const char *name)
{
	b->in_cell--;
	if (b->skipped)
		b->skipped--;
	else if (strcmp(name, "Data") == 0)
		b->in_data = false;
	if (b->in_cell == 0)
		end_cell(b);
}

/* ---- the document ---- */

static void book_start(void *arg, const char *name, const char *const *attributes)
{
	static const struct {
		const char *name;
		void (*start)(struct book2003 *, const char *const *);
	} starts[] = {{"Style", start_style}, {"NumberFormat", number_format}, {"Worksheet", start_sheet}};
	struct book2003 *b = arg;
	if (b->in_cell) {
		start_in_cell(b, name, attributes);
		return;
	}
	b->gathers = strcmp(name, "Visible") == 0 || (strcmp(name, "Author") == 0 && !b->author) ? &b->word : NULL;
	buf_clear(&b->word);
	if (strcmp(name, "Date1904") == 0)
		b->date1904 = true;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strcmp(name, starts[i].name) == 0)
			starts[i].start(b, attributes);
	if (!b->f->file->sheets_count)
		return;
	if (b->in_row && strcmp(name, "Cell") == 0)
		start_cell(b, attributes);
	else if (!b->in_row && strcmp(name, "Row") == 0)
		start_row(b, attributes);
	else if (!b->in_row && strcmp(name, "Column") == 0)
		column_style(b, attributes);
}

static void end_row(struct book2003 *b)
{
	b->in_row = false;
	if (!fill_row(b->f, b->row, b->row_hidden))
		xml_stop(b->xml, TABLE_TOO_LARGE, b->f->too_large);
}

static void book_end(void *arg, const char *name)
{
	struct book2003 *b = arg;
	struct table_file *file = b->f->file;
	const char *word = b->word.size ? b->word.data : "";
	if (b->in_cell)
		end_in_cell(b, name);
	else if (b->in_row && strcmp(name, "Row") == 0)
		end_row(b);
	else if (strcmp(name, "Styles") == 0 && b->styles_count)
		qsort(b->styles, b->styles_count, sizeof *b->styles, by_id);
	else if (strcmp(name, "Worksheet") == 0 && file->sheets_count)
		merge_apply(b->f);
	else if (strcmp(name, "Visible") == 0 && file->sheets_count)
		file->sheets[file->sheets_count - 1].hidden = strncmp(word, "Sheet", 5) == 0; /* SheetHidden, SheetVeryHidden */
	else if (strcmp(name, "Author") == 0 && !b->author && *word)
		b->author = text_cut(b->a, fill_text(b->a, word, strlen(word)), 100);
	if (!b->in_cell)
		b->gathers = NULL;
}

static void book_text(void *arg, const char *s, size_t size)
{
	struct book2003 *b = arg;
	if (b->in_cell && b->in_data && !b->skipped)
		fill_gather(&b->text, s, size);
	else if (!b->in_cell && b->gathers)
		fill_gather(b->gathers, s, size);
}

static bool xml2003_matches(struct bytes file, const char *file_name)
{
	(void)file_name;
	return flat_is(file, "urn:schemas-microsoft-com:office:spreadsheet") && flat_is(file, "Workbook");
}

static enum table_status xml2003_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	static const struct xml_handler handler = {book_start, book_end, book_text};
	struct book2003 *b = arena_alloc(a, sizeof *b);
	b->a = a;
	b->f = arena_alloc(a, sizeof *b->f);
	fill_init(b->f, a, file_r);
	enum table_status status = flat_read(a, file, &handler, b, &b->xml, detail_r);
	buf_release(&b->text);
	buf_release(&b->word);
	file_r->author = b->author;
	if (status == TABLE_OK && !file_r->sheets_count) {
		*detail_r = "工作簿里没有工作表，请用 Excel 或 WPS 另存后再发";
		status = TABLE_BROKEN;
	}
	return status;
}

const struct table_reader xml2003_reader = {"xml2003", xml2003_matches, xml2003_read};
