#include "workbook.h"

#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "base/zipped.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* Styles of cells: places in cellXfs below. */
enum { STYLE_HEADER = 1, STYLE_TEXT = 2, STYLE_QUOTED = 1 /* added */, STYLE_MARKED = 2 /* added */, STYLE_FOLDED = 4 /* added */, STYLE_MARK = 10 };

#define FOLDED "<alignment vertical=\"center\" wrapText=\"1\"/>"

static const char styles[] = XML "<styleSheet xmlns=\"" MAIN "\">"
	"<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"DengXian\"/><family val=\"2\"/></font>"
	"<font><b/><sz val=\"11\"/><name val=\"DengXian\"/><family val=\"2\"/></font>"
	"<font><sz val=\"8\"/><color rgb=\"FF8A939C\"/><name val=\"DengXian\"/><family val=\"2\"/></font></fonts>"
	"<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
	"<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE3E7EB\"/><bgColor indexed=\"64\"/></patternFill></fill>"
	"<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFBE9E7\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>"
	"<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
	"<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
	"<cellXfs count=\"11\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
	"<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\"/>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\"/>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"3\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFill=\"1\"/>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"3\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\" applyFill=\"1\"/>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">" FOLDED "</xf>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\" applyAlignment=\"1\">" FOLDED "</xf>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"3\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFill=\"1\" applyAlignment=\"1\">" FOLDED "</xf>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"3\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\" applyFill=\"1\" applyAlignment=\"1\">" FOLDED "</xf>"
	"<xf numFmtId=\"49\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
	"</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/* ---- texts ---- */

/* XML 1.0 section 2.2. CR is left out too: a parser would make a line end of it. */
static bool fits_xml(uint32_t c)
{
	return c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n';
}

/* _xHHHH_ stands for a character where Excel reads it (ECMA-376 part 1, 22.9.2.19 ST_Xstring): one that somebody wrote is kept as he wrote it. */
static bool looks_escaped(const char *s)
{
	return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") >= 4 && s[6] == '_';
}

/* Bytes that stand in a cell's XML as they are: all but controls, what XML marks, what may begin an escape, and what U+FFFE and U+FFFF begin with. */
static bool plain_bytes(const char *s, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		uint8_t c = (uint8_t)s[i];
		if (c >= 0x80 ? c == 0xEF : c < 0x20 || c == '&' || c == '<' || c == '>' || c == '"' || c == '_')
			return false;
	}
	return true;
}

/* Whatever is in it, character by character. */
static void put_any_text(struct buf *b, const char *s, size_t max)
{
	for (const char *start = s; text_next(&s); start = s) {
		const char *p = start;
		uint32_t c = text_next(&p);
		size_t units = c > 0xFFFF ? 2 : 1;
		if (units > max)
			return;
		max -= units;
		if (looks_escaped(start))
			buf_adds(b, "_x005F_");
		else if (c == '&' || c == '<' || c == '>' || c == '"')
			buf_printf(b, "&#%u;", (unsigned)c);
		else if (fits_xml(c))
			buf_add(b, start, (size_t)(s - start));
	}
}

/* A text has as many bytes as UTF-16 units, or more: what has no more bytes than max is not cut. */
static void put_text(struct buf *b, const char *s, size_t max)
{
	size_t size = strlen(s);
	if (size <= max && plain_bytes(s, size))
		buf_add(b, s, size);
	else
		put_any_text(b, s, max);
}

/* In digits: what is not ASCII is as wide as two. Counted by the bytes that begin a character. */
static size_t width_of(const char *s)
{
	size_t n = 0;
	for (; *s && *s != '\n'; s++)
		n += (uint8_t)*s < 0x80 ? 1 : (uint8_t)*s >= 0xC0 ? 2 : 0;
	return n;
}

/* ---- a sheet ---- */

static size_t columns_of(const struct workbook_sheet *s)
{
	size_t n = s->header_count;
	for (size_t i = 0; i < s->rows_count; i++)
		n = s->rows[i].cells_count > n ? s->rows[i].cells_count : n;
	return n < WORKBOOK_MAX_COLUMNS ? n : WORKBOOK_MAX_COLUMNS;
}

/* A to XFD. */
static const char *letters_of(size_t column, char out[4])
{
	char *p = out + 3;
	*p = '\0';
	for (size_t n = column + 1; n; n = (n - 1) / 26)
		*--p = (char)('A' + (n - 1) % 26);
	return p;
}

/* A cell is put from four pieces: what its column begins with, <c r="K, what all of its row have behind that, 12" s="4" t="inlineStr"><is>..., its text, and the end. The first
 * is made once a sheet, the second once a row, and each cell asks for room once. */
#define CELL_TEXT " t=\"inlineStr\"><is><t xml:space=\"preserve\">"
#define CELL_END "</t></is></c>"
struct piece {
	char text[88];
	size_t size;
};
struct row_pieces {
	struct piece full, empty;
};

static void add_piece(struct piece *p, const char *text)
{
	size_t n = strlen(text);
	must(p->size + n < sizeof p->text);
	memcpy(p->text + p->size, text, n + 1);
	p->size += n;
}

static struct row_pieces pieces_of(const char *number, unsigned style)
{
	const char digit[2] = {(char)('0' + style), '\0'};
	struct row_pieces r = {0};
	add_piece(&r.empty, number);
	add_piece(&r.empty, "\" s=\"");
	add_piece(&r.empty, digit);
	add_piece(&r.empty, "\"");
	r.full = r.empty;
	add_piece(&r.full, CELL_TEXT);
	add_piece(&r.empty, "/>");
	return r;
}

static struct piece *column_pieces(struct arena *a, size_t columns)
{
	struct piece *p = arena_alloc(a, columns * sizeof *p);
	for (size_t i = 0; i < columns; i++) {
		char name[4];
		add_piece(&p[i], "<c r=\"");
		add_piece(&p[i], letters_of(i, name));
	}
	return p;
}

static char *add(char *to, const void *from, size_t size)
{
	memcpy(to, from, size);
	return to + size;
}

static void put_cell(struct buf *b, const struct piece *column, const struct row_pieces *r, const char *text)
{
	size_t size = strlen(text);
	bool plain = size <= WORKBOOK_MAX_CELL && plain_bytes(text, size);
	const struct piece *head = size ? &r->full : &r->empty;
	char *start = buf_space(b, column->size + head->size + size + sizeof CELL_END), *to = start;
	to = add(to, column->text, column->size);
	to = add(to, head->text, head->size);
	to = plain ? add(to, text, size) : to;
	b->size += (size_t)(to - start);
	if (!plain)
		put_text(b, text, WORKBOOK_MAX_CELL);
	if (size)
		buf_add(b, CELL_END, sizeof CELL_END - 1);
}

struct put_row {
	size_t number, columns, height; /* of it in points, 0: as usual; columns of the sheet */
	unsigned style;
};

/* Empty cells are there too: a row's tint has no gaps. */
static void put_row(struct arena *a, struct buf *b, const struct piece *columns, const struct put_row *r, const char *const *cells, size_t count)
{
	const char *digits = arena_int(a, (int64_t)r->number);
	struct row_pieces usual = pieces_of(digits, r->style), quoted = pieces_of(digits, r->style + (r->style == STYLE_HEADER ? 0 : STYLE_QUOTED));
	buf_adds(b, "<row r=\"");
	buf_adds(b, digits);
	buf_adds(b, "\"");
	if (r->height)
		buf_printf(b, " ht=\"%zu\" customHeight=\"1\"", r->height);
	buf_adds(b, ">");
	for (size_t i = 0; i < r->columns; i++) {
		const char *text = i < count ? cells[i] : "";
		put_cell(b, &columns[i], text_begins_formula(text) ? &quoted : &usual, text);
	}
	buf_adds(b, "</row>");
}

static void put_columns(struct buf *b, const struct workbook_sheet *s, size_t columns)
{
	enum { NARROWEST = 6, LOOKED_AT = 200 };
	buf_adds(b, "<cols>");
	for (size_t i = 0; i < columns; i++) {
		size_t least = i < s->widths_count && s->widths[i] > NARROWEST ? (size_t)s->widths[i] : NARROWEST;
		size_t enough = least > WORKBOOK_MAX_WIDTH ? least : WORKBOOK_MAX_WIDTH; /* no wider cell is looked for */
		size_t width = i < s->header_count ? width_of(s->header[i]) + 2 /* the filter's button */ : 0;
		for (size_t r = 0; r < s->rows_count && r < LOOKED_AT && width < enough && !(s->print && i < s->widths_count); r++) {
			size_t w = i < s->rows[r].cells_count ? width_of(s->rows[r].cells[i]) : 0;
			width = w > width ? w : width;
		}
		width = width < least ? least : width > WORKBOOK_MAX_WIDTH ? WORKBOOK_MAX_WIDTH : width;
		buf_printf(b, "<col min=\"%zu\" max=\"%zu\" width=\"%zu.7\" style=\"%d\" customWidth=\"1\"/>", i + 1, i + 1, width + 1, STYLE_TEXT);
	}
	buf_adds(b, "</cols>");
}

/* In points, for a row of a sheet that is printed: room to write in by hand, and for cells folded at their columns' widths. */
static size_t height_of(const struct workbook_sheet *s, const struct workbook_row *row)
{
	enum { WRITTEN_IN = 24, LINE = 15, AROUND = 6 };
	size_t height = WRITTEN_IN;
	for (size_t i = 0; s->print && i < row->cells_count && i < s->widths_count; i++) {
		size_t width = s->widths[i] > 2 ? (size_t)s->widths[i] : 2, lines = (width_of(row->cells[i]) + width - 1) / width;
		height = lines * LINE + AROUND > height ? lines * LINE + AROUND : height;
	}
	return s->print ? height : 0;
}

/* Text over or under a page: & begins a code there (ECMA-376 part 1, 18.3.1.46), && is one. */
static void put_print_text(struct buf *b, const char *text)
{
	struct buf line = {0};
	for (const char *p = text; *p; p++) {
		buf_addc(&line, *p);
		if (*p == '&')
			buf_addc(&line, '&');
	}
	put_text(b, line.data ? line.data : "", WORKBOOK_MAX_PRINT);
	buf_release(&line);
}

/* The whole of head and foot has 255 units at most; Excel calls a file with more damaged. */
_Static_assert(2 * WORKBOOK_MAX_PRINT <= 240, "head and foot of a page");

static void put_print(struct buf *b, const char *title, const struct workbook_mark *mark)
{
	if (title)
		buf_adds(b, "<printOptions gridLines=\"1\"/><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.7\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
		            "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/>");
	buf_adds(b, "<headerFooter>");
	if (title) {
		buf_adds(b, "<oddHeader>&amp;L");
		put_print_text(b, title);
		buf_adds(b, "</oddHeader>");
	}
	buf_adds(b, "<oddFooter>");
	if (mark) {
		buf_adds(b, "&amp;L&amp;8");
		put_print_text(b, mark->line);
	}
	buf_adds(b, mark ? "&amp;R&amp;P / &amp;N</oddFooter></headerFooter>" : "&amp;C&amp;P / &amp;N</oddFooter></headerFooter>");
}

static void put_mark(struct buf *b, const struct workbook_mark *mark, size_t row)
{
	buf_printf(b, "<row r=\"%zu\"><c r=\"A%zu\" s=\"%d\"" CELL_TEXT, row, row, STYLE_MARK);
	put_text(b, mark->line, WORKBOOK_MAX_CELL);
	buf_adds(b, CELL_END "</row>");
}

static void put_sheet(struct arena *a, struct buf *b, const struct workbook_sheet *s, const struct workbook_mark *mark, bool first)
{
	char last[4];
	enum { MARK_BELOW = 2 };
	size_t columns = columns_of(s), rows = s->rows_count + 1;
	bool below = mark && mark->below;
	const char *corner = letters_of(columns - 1, last);
	buf_printf(b, XML "<worksheet xmlns=\"" MAIN "\">%s<dimension ref=\"A1:%s%zu\"/><sheetViews><sheetView workbookViewId=\"0\"%s>",
	           s->print ? "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>" : "", corner, rows + (below ? MARK_BELOW : 0), first ? " tabSelected=\"1\"" : "");
	buf_adds(b, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
	            "<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
	put_columns(b, s, columns);
	buf_adds(b, "<sheetData>");
	unsigned plain = STYLE_TEXT + (s->print ? STYLE_FOLDED : 0);
	const struct piece *heads = column_pieces(a, columns);
	put_row(a, b, heads, &(struct put_row){.number = 1, .columns = columns, .style = STYLE_HEADER}, s->header, s->header_count);
	for (size_t i = 0; i < s->rows_count; i++) {
		const struct workbook_row *row = &s->rows[i];
		put_row(a, b, heads, &(struct put_row){i + 2, columns, height_of(s, row), plain + (row->marked ? STYLE_MARKED : 0)}, row->cells, row->cells_count);
	}
	if (below)
		put_mark(b, mark, rows + MARK_BELOW);
	buf_printf(b, "</sheetData><autoFilter ref=\"A1:%s%zu\"/>", corner, rows);
	if (s->print || mark)
		put_print(b, s->print, mark);
	buf_printf(b, "<ignoredErrors><ignoredError sqref=\"A1:%s%zu\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>", corner, rows);
}

/* ---- names ---- */

/* Of a name, what Excel takes: none of []:*?/\, no apostrophe at an end, WORKBOOK_MAX_NAME units with the number behind it. */
static const char *name_ok(struct arena *a, const char *name, size_t number)
{
	struct buf b = {0};
	const char *tail = number ? arena_printf(a, " %zu", number) : "";
	size_t room = WORKBOOK_MAX_NAME - strlen(tail);
	for (const char *start = name; text_next(&name); start = name) {
		const char *p = start;
		uint32_t c = text_next(&p);
		if (c < 0x20 || (c < 0x80 && strchr("[]:*?/\\'", (int)c)) || !fits_xml(c))
			continue;
		if ((c > 0xFFFF ? 2u : 1u) > room)
			break;
		room -= c > 0xFFFF ? 2 : 1;
		buf_add(&b, start, (size_t)(name - start));
	}
	const char *kept = text_trim(a, arena_strndup(a, b.data ? b.data : "", b.size));
	buf_release(&b);
	return arena_printf(a, "%s%s", *kept ? kept : "Sheet1", tail);
}

static bool taken(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (text_same_nocase(names[i], name))
			return true;
	return false;
}

static const char **name_sheets(struct arena *a, const struct workbook_sheet *sheets, size_t count)
{
	const char **names = arena_alloc(a, count * sizeof *names);
	for (size_t i = 0; i < count; i++) {
		names[i] = name_ok(a, sheets[i].name, 0);
		for (size_t number = 2; taken(names, i, names[i]); number++)
			names[i] = name_ok(a, sheets[i].name, number);
	}
	return names;
}

/* ---- the package ---- */

static void put_types(struct buf *b, size_t count, bool marked)
{
	buf_adds(b, XML "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
	            "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE
	            "sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>");
	if (marked)
		buf_adds(b, "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>");
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" TYPE "worksheet+xml\"/>", i + 1);
	buf_adds(b, "</Types>");
}

static void put_relations(struct buf *b, size_t count)
{
	buf_adds(b, XML "<Relationships xmlns=\"" PACKAGE "relationships\">");
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>", i + 1, i + 1);
	buf_printf(b, "<Relationship Id=\"rId%zu\" Type=\"" RELATIONS "/styles\" Target=\"styles.xml\"/></Relationships>", count + 1);
}

/* The filters' ranges are names as well: LibreOffice and older Excels ask for them; and so is the row that each page repeats. */
static void put_workbook(struct buf *b, const struct workbook_sheet *sheets, const char *const *names, size_t count)
{
	char last[4];
	buf_adds(b, XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATIONS "\"><bookViews><workbookView/></bookViews><sheets>");
	for (size_t i = 0; i < count; i++) {
		buf_adds(b, "<sheet name=\"");
		put_text(b, names[i], WORKBOOK_MAX_NAME);
		buf_printf(b, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
	}
	buf_adds(b, "</sheets><definedNames>");
	for (size_t i = 0; i < count; i++) {
		buf_printf(b, "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" hidden=\"1\">'", i);
		put_text(b, names[i], WORKBOOK_MAX_NAME);
		buf_printf(b, "'!$A$1:$%s$%zu</definedName>", letters_of(columns_of(&sheets[i]) - 1, last), sheets[i].rows_count + 1);
		if (!sheets[i].print)
			continue;
		buf_printf(b, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">'", i);
		put_text(b, names[i], WORKBOOK_MAX_NAME);
		buf_adds(b, "'!$1:$1</definedName>");
	}
	buf_adds(b, "</definedNames></workbook>");
}

/* ECMA-376 part 2, 11: what a file manager shows as the file's remark. */
static void put_properties(struct buf *b, const struct workbook_mark *mark)
{
	static const char *const names[] = {"identifier", "description"};
	const char *const values[] = {mark->number, mark->line};
	buf_adds(b, XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		buf_printf(b, "<dc:%s>", names[i]);
		put_text(b, values[i], WORKBOOK_MAX_CELL);
		buf_printf(b, "</dc:%s>", names[i]);
	}
	buf_adds(b, "</cp:coreProperties>");
}

/* The parts that all workbooks have, or all of one sheet, are deflated once. */
static void put_fixed(struct zipped *z, struct zipped_file *f, const char *name, const char *text)
{
	if (!f->name) {
		zipped_pack(f, text, strlen(text));
		f->name = name;
	}
	zipped_put(z, f);
}

/* fixed: where it is kept; NULL: it is not. */
static void put_part(struct zipped *z, struct zipped_file *fixed, const char *name, struct buf *b)
{
	if (fixed)
		put_fixed(z, fixed, name, b->data);
	else
		zipped_add(z, name, b->data, b->size);
	buf_clear(b);
}

/* Kept apart by what they hold: with a mark, of one sheet. */
static void put_frame(struct zipped *z, struct buf *b, size_t count, const struct workbook_mark *mark)
{
	static const char office[] = XML "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" RELATIONS "/officeDocument\" Target=\"xl/workbook.xml\"/>";
	static const char properties[] = "<Relationship Id=\"rId2\" Type=\"" PACKAGE "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>";
	static struct zipped_file root_part[2], types_part[2];
	put_types(b, count, mark);
	put_part(z, count == 1 ? &types_part[mark != NULL] : NULL, "[Content_Types].xml", b);
	buf_printf(b, "%s%s</Relationships>", office, mark ? properties : "");
	put_part(z, &root_part[mark != NULL], "_rels/.rels", b);
	if (!mark)
		return;
	put_properties(b, mark);
	put_part(z, NULL, "docProps/core.xml", b);
}

struct bytes workbook_write(struct arena *a, const struct workbook_sheet *sheets, size_t count, const struct workbook_mark *mark)
{
	static struct zipped_file styles_part, relations_part;
	struct zipped z = {0};
	struct buf b = {0};
	must(count > 0);
	const char *const *names = name_sheets(a, sheets, count);
	put_frame(&z, &b, count, mark);
	put_workbook(&b, sheets, names, count);
	put_part(&z, NULL, "xl/workbook.xml", &b);
	put_relations(&b, count);
	put_part(&z, count == 1 ? &relations_part : NULL, "xl/_rels/workbook.xml.rels", &b);
	put_fixed(&z, &styles_part, "xl/styles.xml", styles);
	for (size_t i = 0; i < count; i++) {
		must(columns_of(&sheets[i]) > 0);
		put_sheet(a, &b, &sheets[i], mark, i == 0);
		put_part(&z, NULL, arena_printf(a, "xl/worksheets/sheet%zu.xml", i + 1), &b);
	}
	zipped_end(&z);
	struct bytes out = {arena_memdup(a, z.out.data, z.out.size), z.out.size};
	zipped_release(&z);
	buf_release(&b);
	return out;
}
