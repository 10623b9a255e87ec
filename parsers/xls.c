#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parsers/biff.h"
#include "parsers/fill.h"
#include "parsers/merge.h"
#include "parsers/number.h"
#include "parsers/ole.h"

/* .xls, and .et of WPS: BIFF in an OLE compound file. Own, because freexl 1.0.6 reads beyond its buffers on damaged files, leaks, and
 * shows neither hidden rows nor hidden sheets. */

#define DAMAGED "Excel 97-2003 文件（.xls）已损坏，请另存为 .xlsx 后再发"
enum { MAX_ROW = 65536, MAX_STYLES = 65536, MAX_CUSTOM = 1024 };

struct bound_sheet {
	const char *name;
	uint32_t at;
	bool hidden;
};

/* A cell where it stands in the file: not every program writes row by row. */
struct placed {
	uint16_t row, column;
	uint32_t sequence;
	const char *text;
};

struct custom_format {
	unsigned id;
	struct number_format format;
};

struct xls {
	struct arena *a;
	struct biff b;
	bool date1904;
	const char *author;
	const char **strings; /* SST; a cell points at the one copy */
	size_t strings_count, strings_cap;
	struct custom_format *custom;
	size_t custom_count, custom_cap;
	unsigned *styles; /* of an XF: the id of its number format */
	size_t styles_count, styles_cap;
	struct number_format *formats; /* [styles_count] what those ids mean */
	struct bound_sheet *bounds;
	size_t bounds_count, bounds_cap;
	/* the sheet at hand */
	struct placed *cells;
	size_t cells_count, cells_cap;
	bool sorted;
	struct placed formula; /* whose text a STRING record brings */
	bool formula_waits;
	uint8_t hidden[MAX_ROW / 8];
	struct sheet merged; /* holds nothing but merges */
};

/* ---- globals ---- */

static const char *charset_of(unsigned codepage)
{
	static const struct {
		unsigned codepage;
		const char *charset;
	} known[] = {{936, "gbk"}, {950, "big5"}, {932, "shift_jis"}, {949, "euc-kr"}, {1251, "windows-1251"}, {1252, "windows-1252"}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].codepage == codepage)
			return known[i].charset;
	return NULL;
}

static void read_bound(struct xls *x)
{
	struct bound_sheet s = {.at = biff_u32(&x->b)};
	s.hidden = (biff_u8(&x->b) & 3) != 0;
	bool sheet = biff_u8(&x->b) == 0;
	s.name = biff_string(&x->b, biff_u8(&x->b));
	if (sheet && x->bounds_count <= TABLE_MAX_SHEETS) /* not a chart, not a macro */
		ARENA_PUSH(x->a, x, bounds) = s;
}

/* Fewer strings than announced are no damage: a cell that wants a missing one will tell. */
static void read_sst(struct xls *x)
{
	biff_u32(&x->b);
	for (uint32_t left = biff_u32(&x->b); left && !x->b.bad && biff_more(&x->b) && x->strings_count < TABLE_MAX_CELLS; left--) {
		uint16_t characters = biff_u16(&x->b);
		ARENA_PUSH(x->a, x, strings) = biff_string(&x->b, characters);
	}
}

static void read_format(struct xls *x)
{
	unsigned id = biff_u16(&x->b);
	const char *code = biff_string(&x->b, x->b.old ? biff_u8(&x->b) : biff_u16(&x->b));
	if (x->custom_count < MAX_CUSTOM)
		ARENA_PUSH(x->a, x, custom) = (struct custom_format){id, number_format_of_code(code)};
}

static void read_style(struct xls *x)
{
	biff_u16(&x->b);
	if (x->styles_count < MAX_STYLES)
		ARENA_PUSH(x->a, x, styles) = biff_u16(&x->b);
}

static void read_author(struct xls *x)
{
	const char *name = text_trim(x->a, biff_string(&x->b, x->b.old ? biff_u8(&x->b) : biff_u16(&x->b)));
	x->b.bad = false; /* shortened by some programs, and nobody's table */
	x->author = *name ? text_cut(x->a, name, 100) : NULL;
}

static struct number_format format_by_id(const struct xls *x, unsigned id)
{
	for (size_t i = 0; i < x->custom_count; i++)
		if (x->custom[i].id == id)
			return x->custom[i].format;
	return number_format_of_id(id);
}

static void resolve_styles(struct xls *x)
{
	x->formats = arena_alloc(x->a, (x->styles_count + 1) * sizeof *x->formats);
	for (size_t i = 0; i < x->styles_count; i++)
		x->formats[i] = format_by_id(x, x->styles[i]);
}

/* To the EOF of the globals. False with *status_r when the sheets can't be read. */
static bool read_globals(struct xls *x, enum table_status *status_r)
{
	*status_r = TABLE_BROKEN;
	while (!x->b.bad && biff_next(&x->b) && x->b.type != BIFF_EOF)
		switch (x->b.type) {
		case BIFF_FILEPASS: *status_r = TABLE_ENCRYPTED; return false;
		case BIFF_CODEPAGE: x->b.charset = charset_of(biff_u16(&x->b)); break;
		case BIFF_DATEMODE: x->date1904 = biff_u16(&x->b) == 1; break;
		case BIFF_BOUNDSHEET: read_bound(x); break;
		case BIFF_SST: read_sst(x); break;
		case BIFF_FORMAT: read_format(x); break;
		case BIFF_XF: read_style(x); break;
		case BIFF_WRITEACCESS: read_author(x); break;
		default: break;
		}
	resolve_styles(x);
	return !x->b.bad && x->b.type == BIFF_EOF;
}

/* ---- cells ---- */

static struct placed place_of(struct xls *x)
{
	struct placed p = {.row = biff_u16(&x->b)};
	p.column = biff_u16(&x->b);
	return p;
}

static void put(struct xls *x, struct placed p, const char *text)
{
	if (x->b.bad || x->cells_count > TABLE_MAX_CELLS)
		return;
	const struct placed *last = x->cells_count ? &x->cells[x->cells_count - 1] : NULL;
	x->sorted = x->sorted && (!last || last->row <= p.row);
	p.sequence = (uint32_t)x->cells_count;
	p.text = text;
	ARENA_PUSH(x->a, x, cells) = p;
}

static void put_number(struct xls *x, struct placed p, unsigned style, double value)
{
	struct number_format format = style < x->styles_count ? x->formats[style] : (struct number_format){0};
	put(x, p, number_text_as(x->a, value, format, x->date1904));
}

static const char *truth_or_error(unsigned value, bool error)
{
	static const struct {
		unsigned code;
		const char *text;
	} errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"}, {0x1D, "#NAME?"}, {0x24, "#NUM!"}};
	if (!error)
		return value ? "TRUE" : "FALSE";
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (errors[i].code == value)
			return errors[i].text;
	return "#N/A";
}

/* The cached value: a double, or, marked by FFFF at its end, a kind and a small value ([MS-XLS] 2.5.133). */
static void read_formula(struct xls *x)
{
	struct placed p = place_of(x);
	unsigned style = biff_u16(&x->b);
	const uint8_t *v = x->b.at;
	if (x->b.end - v < 8) {
		x->b.bad = true;
		return;
	}
	if (v[6] != 0xFF || v[7] != 0xFF)
		put_number(x, p, style, biff_double(&x->b));
	else if (v[0] == 0) {
		x->formula = p;
		x->formula_waits = true;
	}
	else if (v[0] <= 2)
		put(x, p, truth_or_error(v[2], v[0] == 2));
}

static void read_mulrk(struct xls *x)
{
	struct placed p = place_of(x);
	for (; x->b.end - x->b.at >= 8; p.column++) { /* the last column stands behind */
		unsigned style = biff_u16(&x->b);
		put_number(x, p, style, biff_rk(&x->b));
	}
}

static void read_shared(struct xls *x)
{
	struct placed p = place_of(x);
	biff_u16(&x->b);
	uint32_t i = biff_u32(&x->b);
	if (i >= x->strings_count)
		x->b.bad = true;
	else
		put(x, p, x->strings[i]);
}

static void read_cell(struct xls *x)
{
	struct biff *b = &x->b;
	if (b->type == BIFF_FORMULA) {
		read_formula(x);
		return;
	}
	if (b->type == BIFF_STRING) {
		if (x->formula_waits)
			put(x, x->formula, biff_string(b, biff_u16(b)));
		x->formula_waits = false;
		return;
	}
	struct placed p = place_of(x);
	unsigned style = biff_u16(b);
	if (b->type == BIFF_NUMBER)
		put_number(x, p, style, biff_double(b));
	else if (b->type == BIFF_RK)
		put_number(x, p, style, biff_rk(b));
	else if (b->type == BIFF_BOOLERR) {
		unsigned value = biff_u8(b);
		put(x, p, truth_or_error(value, biff_u8(b)));
	} else {
		put(x, p, biff_string(b, biff_u16(b)));
	}
}

static void read_row(struct xls *x)
{
	enum { HEIGHT_ZERO = 0x20 };
	unsigned row = biff_u16(&x->b);
	for (int i = 0; i < 5; i++)
		biff_u16(&x->b);
	if (biff_u16(&x->b) & HEIGHT_ZERO)
		x->hidden[row / 8] |= (uint8_t)(1u << row % 8);
}

/* [MS-XLS] 2.4.168. A record has room for 1026; a sheet may have several. */
static void read_merged(struct xls *x)
{
	for (unsigned left = biff_u16(&x->b); left && x->b.end - x->b.at >= 8; left--) {
		struct table_merge m = {.top = biff_u16(&x->b) + 1};
		m.bottom = biff_u16(&x->b) + 1;
		m.left = biff_u16(&x->b);
		m.right = biff_u16(&x->b);
		merge_add(x->a, &x->merged, m);
	}
}

static void read_record(struct xls *x)
{
	switch (x->b.type) {
	case BIFF_ROW: read_row(x); break;
	case BIFF_LABELSST: read_shared(x); break;
	case BIFF_MULRK: read_mulrk(x); break;
	case BIFF_MERGED: read_merged(x); break;
	case BIFF_FORMULA: case BIFF_STRING: case BIFF_NUMBER: case BIFF_RK: case BIFF_BOOLERR: case BIFF_LABEL: case BIFF_RSTRING:
		read_cell(x);
		break;
	default: break;
	}
}

/* ---- sheets ---- */

static int by_place(const void *p, const void *q)
{
	const struct placed *x = p, *y = q;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->sequence < y->sequence ? -1 : 1;
}

static bool fill_cells(struct xls *x, struct fill *f)
{
	struct sheet *sheet = &f->file->sheets[f->file->sheets_count - 1];
	if (!x->sorted)
		qsort(x->cells, x->cells_count, sizeof *x->cells, by_place);
	for (size_t i = 0; i < x->cells_count; i++) {
		unsigned row = x->cells[i].row;
		fill_cell(f, x->cells[i].column, x->cells[i].text);
		if (i + 1 < x->cells_count && x->cells[i + 1].row == row)
			continue;
		if (!fill_row(f, (int)row + 1, x->hidden[row / 8] >> row % 8 & 1))
			return false;
	}
	sheet->merges = x->merged.merges;
	sheet->merges_count = x->merged.merges_count;
	sheet->merges_cap = x->merged.merges_cap;
	merge_apply(sheet);
	return true;
}

static enum table_status read_sheet(struct xls *x, const struct bound_sheet *s, struct fill *f, const char **detail_r)
{
	int depth = 1; /* charts in a sheet bring their own BOF and EOF */
	x->cells_count = 0;
	x->sorted = true;
	x->formula_waits = false;
	x->merged = (struct sheet){0};
	memset(x->hidden, 0, sizeof x->hidden);
	*detail_r = DAMAGED;
	if (!biff_seek(&x->b, s->at) || x->b.type != BIFF_BOF)
		return TABLE_BROKEN;
	while (depth > 0 && !x->b.bad && biff_next(&x->b)) {
		depth += (x->b.type == BIFF_BOF) - (x->b.type == BIFF_EOF);
		if (depth == 1)
			read_record(x);
	}
	if (depth > 0 || x->b.bad)
		return TABLE_BROKEN;
	*detail_r = "";
	if (fill_sheet(f, s->name, s->hidden) && x->cells_count <= TABLE_MAX_CELLS && fill_cells(x, f))
		return TABLE_OK;
	*detail_r = f->too_large ? f->too_large : "单元格太多";
	return TABLE_TOO_LARGE;
}

static enum table_status read_book(struct xls *x, struct table_file *file_r, const char **detail_r)
{
	enum { BIFF5 = 0x0500, BIFF8 = 0x0600 };
	struct fill *f = arena_alloc(x->a, sizeof *f);
	enum table_status status;
	*detail_r = DAMAGED;
	if (!biff_next(&x->b) || x->b.type != BIFF_BOF)
		return TABLE_BROKEN;
	unsigned version = biff_u16(&x->b);
	x->b.old = version == BIFF5;
	if (version != BIFF5 && version != BIFF8)
		return TABLE_BROKEN;
	if (!read_globals(x, &status)) {
		*detail_r = status == TABLE_ENCRYPTED ? "文件设有密码，请取消密码后再发" : DAMAGED;
		return status;
	}
	fill_init(f, x->a, file_r);
	file_r->author = x->author;
	for (size_t i = 0; i < x->bounds_count; i++)
		if ((status = read_sheet(x, &x->bounds[i], f, detail_r)) != TABLE_OK)
			return status;
	*detail_r = file_r->sheets_count ? "" : DAMAGED;
	return file_r->sheets_count ? TABLE_OK : TABLE_BROKEN;
}

/* ---- the file ---- */

static enum table_status other_ole(struct arena *a, struct bytes file, const char **detail_r)
{
	static const struct {
		const char *stream;
		enum table_status status;
		const char *detail;
	} others[] = {
		{"EncryptedPackage", TABLE_ENCRYPTED, "文件设有密码，请取消密码后再发"},
		{"WordDocument", TABLE_NOT_A_TABLE, "Word 文档，请把表格另存为 Excel 文件（.xlsx）后再发"},
		{"PowerPoint Document", TABLE_NOT_A_TABLE, "PPT 演示文稿，请把表格另存为 Excel 文件（.xlsx）后再发"},
		{"__properties_version1.0", TABLE_NOT_A_TABLE, "Outlook 邮件，请直接附上表格文件后再发"},
	};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (ole_has(a, file, others[i].stream)) {
			*detail_r = others[i].detail;
			return others[i].status;
		}
	*detail_r = "认不出的 Office 文件，请另存为 Excel 文件（.xlsx）后再发";
	return TABLE_NOT_A_TABLE;
}

static bool xls_matches(struct bytes file, const char *file_name)
{
	(void)file_name;
	return ole_is(file);
}

static enum table_status xls_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	struct xls *x = arena_alloc(a, sizeof *x);
	struct bytes stream;
	*detail_r = "";
	enum table_status status = ole_stream(a, file, "Workbook", &stream);
	if (status == TABLE_NOT_A_TABLE)
		status = ole_stream(a, file, "Book", &stream); /* Excel 95 */
	if (status == TABLE_NOT_A_TABLE)
		return other_ole(a, file, detail_r);
	*detail_r = status == TABLE_TOO_LARGE ? "文件太大" : "文件不完整或已损坏，可能没有传完，请重新保存后再发";
	if (status != TABLE_OK)
		return status;
	x->a = a;
	x->b = (struct biff){.a = a, .stream = stream};
	return read_book(x, file_r, detail_r);
}

const struct table_reader xls_reader = {"xls", xls_matches, xls_read};
