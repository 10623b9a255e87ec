#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parsers/fill.h"
#include "parsers/flat.h"
#include "parsers/merge.h"
#include "parsers/number.h"
#include "parsers/part.h"

/* OpenDocument spreadsheets (ODF 1.2 part 1, 9): content.xml of a package (.ods), or one flat file (.fods). The tables of a text document
 * (.odt) are the same elements. A repeated cell or row is written once with a count, which is only a claim: empty ones cost nothing, filled
 * ones are counted against the limits before they are made. */

enum { PLACE_MAX = 100000000, NAME_MAX = 1000, MAX_STYLES = 65536, SPACES_MAX = 1000, AUTHOR_MAX = 100 };

enum value_type { VALUE_TEXT, VALUE_NUMBER, VALUE_PERCENT, VALUE_DATE, VALUE_TIME, VALUE_BOOLEAN };

/* A filled cell of the row at hand, with how often it stands there. */
struct odf_cell {
	const char *text;
	size_t column, times;
};

struct odf {
	struct arena *a;
	struct fill *f;
	struct xml *xml;
	bool spreadsheet, text_document;     /* what its body is */
	const char **hidden_styles;          /* of tables that are not displayed */
	size_t hidden_styles_count, hidden_styles_cap;
	bool style_of_table;
	const char *style_name;
	int table_depth;                     /* 1 in a sheet; tables in its cells are text of the cell */
	int skipped;                         /* depth below what is no text of a cell: notes, drawings, what was changed */
	int hidden_groups, groups;
	unsigned long long group_hidden;     /* a bit for each open group */
	int row, row_times;
	bool in_row, row_hidden, in_cell, in_paragraph, paragraph_begun, blank_waits, any_paragraph;
	size_t column, cell_times;
	int rows_spanned, columns_spanned;
	enum value_type type;
	const char *value;                   /* what the attribute says; NULL without one */
	struct buf text;
	struct odf_cell *cells;              /* of the row at hand */
	size_t cells_count, cells_cap;
	struct buf *gathers, author;         /* author in a flat file */
};

static struct sheet *sheet_of(struct odf *o)
{
	return &o->f->file->sheets[o->f->file->sheets_count - 1];
}

static void too_large(struct odf *o)
{
	xml_stop(o->xml, TABLE_TOO_LARGE, o->f->too_large ? o->f->too_large : "单元格太多");
}

static size_t times(const char *s)
{
	long n = s ? strtol(s, NULL, 10) : 1;
	return n < 1 ? 1 : n > PLACE_MAX ? PLACE_MAX : (size_t)n;
}

static bool is(const char *value, const char *word)
{
	return value && strcmp(value, word) == 0;
}

/* ---- styles: only whether a table is displayed ---- */

static void start_style(struct odf *o, const char *name, const char *const *attributes)
{
	if (strcmp(name, "style") == 0) {
		const char *style = xml_attribute(attributes, "name");
		o->style_of_table = is(xml_attribute(attributes, "family"), "table") && style;
		if (o->style_of_table)
			o->style_name = arena_strndup(o->a, style, strnlen(style, NAME_MAX));
	} else if (o->style_of_table && strcmp(name, "table-properties") == 0) {
		if (is(xml_attribute(attributes, "display"), "false") && o->hidden_styles_count < MAX_STYLES)
			ARENA_PUSH(o->a, o, hidden_styles) = o->style_name;
	}
}

static bool is_hidden(const struct odf *o, const char *style)
{
	for (size_t i = 0; style && i < o->hidden_styles_count; i++)
		if (strcmp(o->hidden_styles[i], style) == 0)
			return true;
	return false;
}

/* ---- sheets and rows ---- */

static void start_table(struct odf *o, const char *const *attributes)
{
	const char *name = xml_attribute(attributes, "name");
	bool hidden = is_hidden(o, xml_attribute(attributes, "style-name")) || is(xml_attribute(attributes, "display"), "false");
	if (o->table_depth++)
		return;
	o->row = 0;
	o->groups = o->hidden_groups = 0;
	if (!fill_sheet(o->f, name ? arena_strndup(o->a, name, fill_cut(name, strnlen(name, NAME_MAX))) : "", hidden))
		too_large(o);
}

/* What a program keeps of another workbook for its formulas, 'file:///D:/x.ods'#$Sheet1, is no sheet of this one. */
static void end_table(struct odf *o)
{
	if (--o->table_depth)
		return;
	if (strncmp(sheet_of(o)->name, "'file:", 6) == 0 && strstr(sheet_of(o)->name, "'#$"))
		o->f->file->sheets_count--;
	else
		merge_apply(o->f);
}

static void start_group(struct odf *o, const char *const *attributes)
{
	bool hidden = is(xml_attribute(attributes, "display"), "false");
	if (o->groups < 64)
		o->group_hidden = hidden ? o->group_hidden | 1ULL << o->groups : o->group_hidden & ~(1ULL << o->groups);
	o->hidden_groups += o->groups < 64 && hidden;
	o->groups++;
}

static void end_group(struct odf *o)
{
	if (o->groups == 0)
		return;
	o->groups--;
	o->hidden_groups -= o->groups < 64 && o->group_hidden >> o->groups & 1;
}

static void start_row(struct odf *o, const char *const *attributes)
{
	const char *visibility = xml_attribute(attributes, "visibility");
	o->row_times = (int)times(xml_attribute(attributes, "number-rows-repeated"));
	o->row_hidden = o->hidden_groups || is(visibility, "collapse") || is(visibility, "filter");
	o->in_row = true;
	o->column = 0;
	o->cells_count = 0;
}

/* The cells of a row into the sheet, as often as it is repeated. */
static void fill_rows(struct odf *o)
{
	size_t rows = (size_t)o->row_times, width = 0;
	for (size_t i = 0; i < o->cells_count; i++)
		width = o->cells[i].column + o->cells[i].times;
	bool many_rows = o->row > PLACE_MAX || sheet_of(o)->rows_count + rows > TABLE_MAX_ROWS;
	if (many_rows || width * rows > TABLE_MAX_CELLS) {
		xml_stop(o->xml, TABLE_TOO_LARGE, many_rows ? "行数太多" : "单元格太多");
		return;
	}
	for (size_t r = 1; r <= rows; r++) {
		for (size_t i = 0; i < o->cells_count; i++)
			for (size_t k = 0; k < o->cells[i].times; k++)
				fill_cell(o->f, o->cells[i].column + k, o->cells[i].text);
		if (!fill_row(o->f, o->row + (int)r, o->row_hidden)) {
			too_large(o);
			return;
		}
	}
}

static void end_row(struct odf *o)
{
	o->in_row = false;
	if (o->cells_count)
		fill_rows(o);
	if (o->row <= PLACE_MAX)
		o->row += o->row_times;
}

/* ---- cells ---- */

enum attribute { A_TYPE, A_VALUE, A_DATE, A_TIME, A_BOOLEAN, A_STRING, A_REPEATED, A_COLUMNS, A_ROWS, ATTRIBUTES };
static const char *const attribute_names[ATTRIBUTES] = {"value-type", "value", "date-value", "time-value", "boolean-value", "string-value",
	"number-columns-repeated", "number-columns-spanned", "number-rows-spanned"};

static const struct {
	const char *type;
	enum attribute attribute;
	enum value_type value;
} types[] = {
	{"float", A_VALUE, VALUE_NUMBER}, {"percentage", A_VALUE, VALUE_PERCENT}, {"currency", A_VALUE, VALUE_NUMBER}, {"date", A_DATE, VALUE_DATE},
	{"time", A_TIME, VALUE_TIME},     {"boolean", A_BOOLEAN, VALUE_BOOLEAN},  {"string", A_STRING, VALUE_TEXT},
};

/* All in one pass: cells come by the million. LibreOffice says the type twice, the second time in a namespace of its own. */
static void find_attributes(const char *const *attributes, const char *found[ATTRIBUTES])
{
	for (; *attributes; attributes += 2) {
		const char *colon = strchr(attributes[0], ':'), *name = colon ? colon + 1 : attributes[0];
		for (size_t k = 0; k < ATTRIBUTES; k++)
			if (!found[k] && strcmp(name, attribute_names[k]) == 0)
				found[k] = attributes[1];
	}
}

static void start_cell(struct odf *o, const char *const *attributes)
{
	const char *found[ATTRIBUTES] = {NULL}, *value = NULL;
	find_attributes(attributes, found);
	o->cell_times = times(found[A_REPEATED]);
	o->columns_spanned = (int)times(found[A_COLUMNS]);
	o->rows_spanned = (int)times(found[A_ROWS]);
	o->type = VALUE_TEXT;
	for (size_t i = 0; found[A_TYPE] && i < sizeof types / sizeof *types; i++)
		if (strcmp(found[A_TYPE], types[i].type) == 0) {
			value = found[types[i].attribute];
			o->type = types[i].value;
		}
	o->value = value ? fill_text(o->a, value, strlen(value)) : NULL;
	o->in_cell = true;
	o->in_paragraph = o->any_paragraph = false;
	buf_clear(&o->text);
}

/* P1DT2H3M4.5S as 26:03:04; text that is none as it is. */
static const char *duration(struct arena *a, const char *text)
{
	const char *p = text + (*text == '-');
	double seconds = 0, n;
	bool in_time = false;
	if (*p++ != 'P')
		return text;
	while (*p) {
		char *end;
		if (*p == 'T' && !in_time) {
			in_time = true;
			p++;
			continue;
		}
		if (*p < '0' || *p > '9' || (n = strtod(p, &end)) > 1e9)
			return text;
		double unit = *end == 'D' && !in_time ? 86400 : *end == 'H' && in_time ? 3600 : *end == 'M' && in_time ? 60 : *end == 'S' && in_time ? 1 : 0;
		if (unit == 0)
			return text;
		seconds += n * unit;
		p = end + 1;
	}
	long long whole = (long long)(seconds + 0.5);
	return arena_printf(a, "%s%02lld:%02lld:%02lld", *text == '-' ? "-" : "", whole / 3600, whole / 60 % 60, whole % 60);
}

/* A number as it is, unless it is shown with zeros before it (0769... under the format 00000000000) or as the truth of a formula. */
static const char *number(struct odf *o, const char *shown)
{
	const char *text = number_of_text(o->a, o->value, (struct number_format){o->type == VALUE_PERCENT ? NUMBER_PERCENT : NUMBER_PLAIN, 0}, false);
	size_t zeros = strspn(shown, "0");
	if (strcmp(shown, "TRUE") == 0 || strcmp(shown, "FALSE") == 0)
		return shown;
	return zeros && o->type == VALUE_NUMBER && strcmp(shown + zeros, text) == 0 ? shown : text;
}

/* Its hours only where they are shown. */
static const char *moment(struct odf *o, const char *shown)
{
	char *text = arena_strdup(o->a, number_of_iso(o->a, o->value)), *hours = strchr(text, ' ');
	bool seen = !*shown || strchr(shown, ':') || strstr(shown, "时") || strstr(shown, "点");
	if (hours && !seen)
		*hours = '\0';
	return text;
}

static const char *cell_text(struct odf *o)
{
	const char *shown = o->text.size ? fill_text(o->a, o->text.data, o->text.size) : "";
	if (strncmp(shown, "=DISPIMG(", 9) == 0) /* WPS: a picture in a cell */
		return "";
	if (!o->value || (o->type == VALUE_TEXT && (*shown || o->any_paragraph)))
		return shown;
	switch (o->type) {
	case VALUE_NUMBER:
	case VALUE_PERCENT: return number(o, shown);
	case VALUE_DATE: return moment(o, shown);
	case VALUE_TIME: return duration(o->a, o->value);
	case VALUE_BOOLEAN: return is(o->value, "true") ? "TRUE" : "FALSE";
	case VALUE_TEXT: break;
	}
	return o->value;
}

static void end_cell(struct odf *o)
{
	const char *text = cell_text(o);
	o->in_cell = false;
	if (o->column < TABLE_MAX_COLUMNS) {
		size_t room = TABLE_MAX_COLUMNS - o->column;
		if (!fill_is_blank(text))
			ARENA_PUSH(o->a, o, cells) = (struct odf_cell){text, o->column, o->cell_times < room ? o->cell_times : room};
		if (o->columns_spanned > 1 || o->rows_spanned > 1)
			merge_add(o->f, (struct table_merge){o->row + 1, o->row + o->rows_spanned, (int)o->column,
			                                     (int)o->column + o->columns_spanned - 1});
		o->column += o->cell_times;
	}
}

/* ---- text (ODF 1.2 part 1, 6.1): blanks in a row are one, none at a paragraph's start ---- */

static void start_paragraph(struct odf *o)
{
	if (o->any_paragraph)
		fill_gather(&o->text, "\n", 1);
	o->any_paragraph = o->in_paragraph = true;
	o->paragraph_begun = o->blank_waits = false;
}

/* LibreOffice keeps a blank at the end, and writes it so. */
static void end_paragraph(struct odf *o)
{
	if (o->blank_waits)
		fill_gather(&o->text, " ", 1);
	o->in_paragraph = o->blank_waits = false;
}

static void gather(struct odf *o, const char *s, size_t size)
{
	if (o->blank_waits)
		fill_gather(&o->text, " ", 1);
	o->blank_waits = false;
	o->paragraph_begun = true;
	fill_gather(&o->text, s, size);
}

static void start_in_paragraph(struct odf *o, const char *name, const char *const *attributes)
{
	if (strcmp(name, "s") == 0) {
		const char *c = xml_attribute(attributes, "c");
		long n = c ? strtol(c, NULL, 10) : 1;
		for (n = n > SPACES_MAX ? SPACES_MAX : n; n > 0; n--)
			gather(o, " ", 1);
	} else if (strcmp(name, "tab") == 0)
		gather(o, "\t", 1);
	else if (strcmp(name, "line-break") == 0)
		gather(o, "\n", 1);
}

static void paragraph_text(struct odf *o, const char *s, size_t size)
{
	for (const char *end = s + size, *word; s < end;) {
		for (word = s; s < end && !strchr(" \t\r\n", *s); s++)
			;
		if (s > word)
			gather(o, word, (size_t)(s - word));
		for (; s < end && strchr(" \t\r\n", *s); s++)
			o->blank_waits = o->paragraph_begun;
	}
}

/* ---- the document ---- */

static bool is_skipped(const char *name)
{
	static const char *const names[] = {"annotation", "tracked-changes", "shapes", "frame", "custom-shape", "rect", "ellipse", "circle", "line",
		"polyline", "polygon", "path", "connector", "caption", "measure", "control", "g", "forms", "note", "ruby-text", "named-expressions",
		"database-ranges", "data-pilot-tables", "dde-links", "content-validations", "scripts", "binary-data", "object"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

static bool is_cell(const char *name)
{
	return strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0;
}

static bool is_paragraph(const char *name)
{
	return (*name == 'p' || *name == 'h') && name[1] == '\0';
}

static void start_rare(struct odf *o, const char *name, const char *const *attributes)
{
	if (is_skipped(name))
		o->skipped = 1;
	else if (strcmp(name, "table") == 0)
		start_table(o, attributes);
	else if (o->in_cell && o->in_paragraph)
		start_in_paragraph(o, name, attributes);
	else if (o->in_cell)
		return;
	else if (o->table_depth && strcmp(name, "table-row-group") == 0)
		start_group(o, attributes);
	else if (!o->table_depth) {
		o->spreadsheet |= strcmp(name, "spreadsheet") == 0;
		o->text_document |= strcmp(name, "text") == 0;
		o->gathers = strcmp(name, "initial-creator") == 0 || (!o->author.size && strcmp(name, "creator") == 0) ? &o->author : NULL;
		if (o->gathers)
			buf_clear(&o->author);
		start_style(o, name, attributes);
	}
}

/* What there are most of is asked for first. */
static void odf_start(void *arg, const char *name, const char *const *attributes)
{
	struct odf *o = arg;
	if (o->skipped)
		o->skipped++;
	else if (o->in_row && !o->in_cell && is_cell(name))
		start_cell(o, attributes);
	else if (o->in_cell && is_paragraph(name))
		start_paragraph(o);
	else if (o->table_depth && !o->in_row && strcmp(name, "table-row") == 0)
		start_row(o, attributes);
	else
		start_rare(o, name, attributes);
}

static void odf_end(void *arg, const char *name)
{
	struct odf *o = arg;
	o->gathers = NULL;
	if (o->skipped)
		o->skipped--;
	else if (o->in_cell && is_paragraph(name))
		end_paragraph(o);
	else if (o->in_cell && o->table_depth == 1 && is_cell(name))
		end_cell(o);
	else if (strcmp(name, "table") == 0 && o->table_depth)
		end_table(o);
	else if (o->table_depth > 1)
		return; /* a table in a cell */
	else if (o->in_row && !o->in_cell && strcmp(name, "table-row") == 0)
		end_row(o);
	else if (o->table_depth && !o->in_row && strcmp(name, "table-row-group") == 0)
		end_group(o);
}

static void odf_text(void *arg, const char *s, size_t size)
{
	struct odf *o = arg;
	if (o->skipped)
		return;
	if (o->in_cell && o->in_paragraph)
		paragraph_text(o, s, size);
	else if (o->gathers)
		fill_gather(o->gathers, s, size);
}

static const struct xml_handler handler = {odf_start, odf_end, odf_text};

static struct odf *new_odf(struct arena *a, struct table_file *file_r)
{
	struct odf *o = arena_alloc(a, sizeof *o);
	o->a = a;
	o->f = arena_alloc(a, sizeof *o->f);
	fill_init(o->f, a, file_r);
	return o;
}

/* A workbook may be empty; of anything else there must be a table. */
static enum table_status finish(struct odf *o, enum table_status status, const char **detail_r)
{
	struct table_file *file = o->f->file;
	if (o->author.size)
		file->author = text_cut(o->a, text_trim(o->a, o->author.data), AUTHOR_MAX);
	buf_release(&o->text);
	buf_release(&o->author);
	if (status != TABLE_OK || file->sheets_count || o->spreadsheet)
		return status;
	*detail_r = o->text_document ? "文字文档（.odt），里面没有表格，请发送表格文件（.xlsx）" : "ODF 文档，不是表格，请发送表格文件（.xlsx）";
	return TABLE_NOT_A_TABLE;
}

static enum table_status fods_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	struct odf *o = new_odf(a, file_r);
	return finish(o, flat_read(a, file, &handler, o, &o->xml, detail_r), detail_r);
}

static bool fods_matches(struct bytes file, const char *file_name)
{
	(void)file_name;
	return flat_is(file, "urn:oasis:names:tc:opendocument:xmlns:office:1.0");
}

/* ---- the package ---- */

static void manifest_start(void *arg, const char *name, const char *const *attributes)
{
	(void)attributes;
	*(bool *)arg |= strcmp(name, "encryption-data") == 0;
}

/* A manifest may have a DOCTYPE (ODF 1.0): what can't be read of it says nothing. */
static bool is_encrypted(struct zip *z)
{
	static const struct xml_handler manifest = {manifest_start, part_ignore_end, NULL};
	bool encrypted = false;
	struct xml *xml;
	const char *ignored;
	part_read(z, "META-INF/manifest.xml", &manifest, &encrypted, &xml, &ignored);
	return encrypted || zip_has(z, "encrypted-package");
}

static enum table_status read_package(struct arena *a, struct zip *z, struct table_file *file_r, const char **detail_r)
{
	struct odf *o = new_odf(a, file_r);
	struct xml *xml;
	const char *ignored;
	if (is_encrypted(z)) {
		*detail_r = "文件设有密码，请取消密码后再发";
		return finish(o, TABLE_ENCRYPTED, detail_r);
	}
	enum table_status status = part_read(z, "content.xml", &handler, o, &o->xml, detail_r);
	if (status == TABLE_OK) {
		o->table_depth = 0;
		part_read(z, "meta.xml", &handler, o, &xml, &ignored);
	}
	return finish(o, status, detail_r);
}

static bool is_package(const struct zip *z)
{
	return (zip_has(z, "content.xml") && (zip_has(z, "mimetype") || zip_has(z, "META-INF/manifest.xml"))) || zip_has(z, "encrypted-package");
}

static bool ods_matches(struct bytes file, const char *file_name)
{
	(void)file_name;
	return part_is_package(file, is_package);
}

static enum table_status ods_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	return part_read_package(a, file, read_package, file_r, detail_r);
}

const struct table_reader ods_reader = {"ods", ods_matches, ods_read};
const struct table_reader fods_reader = {"fods", fods_matches, fods_read};
