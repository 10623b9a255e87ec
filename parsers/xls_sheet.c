#include <stdlib.h>
#include <string.h>

#include "parsers/merge.h"
#include "parsers/xls_parts.h"

/* One sheet of a workbook: cells, hidden rows, merges. Cells go straight into the sheet's rows as long as they come row by row; some programs
 * write them in another order: then the sheet is read once more, and they are sorted first. */

enum { MAX_ROW = 65536 };

/* A cell where it stands in the file. */
struct placed {
	uint16_t row, column;
	uint32_t sequence;
	const char *text;
};

struct reading {
	struct xls *x;
	bool sort;            /* gather them in cells[] */
	bool disorder;        /* not sorting, and a row came back */
	bool full;            /* a limit was crossed */
	int row;              /* not sorting: the row being filled; -1 before the first */
	struct placed *cells;
	size_t cells_count, cells_cap;
	struct placed formula; /* whose text a STRING record brings */
	bool formula_waits;
	uint32_t rows_said;    /* DIMENSIONS: the row after the last */
	uint32_t rows_seen;    /* ... that the cells came to */
	uint8_t hidden[MAX_ROW / 8];
};

/* ---- cells ---- */

struct place {
	uint16_t row, column;
	unsigned style;
};

static struct place read_place(struct xls *x)
{
	struct place p = {.row = biff_u16(&x->b)};
	p.column = biff_u16(&x->b);
	p.style = biff_u16(&x->b);
	return p;
}

/* BIFF2: six bits each for style and format, and no style in files of its first programs. */
static struct place read_place_2(struct xls *x)
{
	enum { BITS = 0x3F };
	struct place p = {.row = biff_u16(&x->b)};
	p.column = biff_u16(&x->b);
	p.style = biff_u8(&x->b) & BITS;
	if (p.style == BITS)
		p.style = x->long_style;
	biff_u16(&x->b);
	return p;
}

static void put(struct reading *r, struct place p, const char *text)
{
	struct xls *x = r->x;
	if (x->b.bad || r->full)
		return;
	if (++x->cells > TABLE_MAX_CELLS) {
		r->full = true;
		return;
	}
	if (p.row >= r->rows_seen)
		r->rows_seen = (uint32_t)p.row + 1;
	if (r->sort) {
		struct placed cell = {p.row, p.column, (uint32_t)r->cells_count, text};
		ARENA_PUSH(x->a, r, cells) = cell;
		return;
	}
	if (p.row < r->row)
		r->disorder = true;
	else if (p.row > r->row && r->row >= 0)
		r->full = !fill_row(x->fill, r->row + 1, false);
	r->row = p.row;
	fill_cell(x->fill, p.column, text);
}

static void put_number(struct reading *r, struct place p, double value)
{
	put(r, p, number_text_as(r->x->a, value, xls_format(r->x, p.style), r->x->date1904));
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

static void read_truth(struct reading *r, struct place p)
{
	unsigned value = biff_u8(&r->x->b);
	bool error = biff_u8(&r->x->b) != 0;
	put(r, p, truth_or_error(value, error));
}

/* The cached value: a double, or, marked by FFFF at its end, a kind and a small value ([MS-XLS] 2.5.133). */
static void read_formula(struct reading *r, struct place p)
{
	struct biff *b = &r->x->b;
	const uint8_t *v = b->at;
	if (b->end - v < 8) {
		b->bad = true;
		return;
	}
	r->formula_waits = false;
	if (v[6] != 0xFF || v[7] != 0xFF)
		put_number(r, p, biff_double(b));
	else if (v[0] == 0) {
		r->formula = (struct placed){.row = p.row, .column = p.column};
		r->formula_waits = true;
	} else if (v[0] <= 2)
		put(r, p, truth_or_error(v[2], v[0] == 2));
}

static void read_formula_text(struct reading *r, size_t characters)
{
	struct place p = {r->formula.row, r->formula.column, 0};
	if (r->formula_waits)
		put(r, p, biff_string(&r->x->b, characters));
	r->formula_waits = false;
}

static void read_mulrk(struct reading *r)
{
	struct biff *b = &r->x->b;
	struct place p = {.row = biff_u16(b)};
	p.column = biff_u16(b);
	for (; b->end - b->at >= 8; p.column++) { /* the last column stands behind */
		p.style = biff_u16(b);
		put_number(r, p, biff_rk(b));
	}
}

static void read_shared(struct reading *r, struct place p)
{
	uint32_t i = biff_u32(&r->x->b);
	if (i >= r->x->strings_count)
		r->x->b.bad = true;
	else
		put(r, p, r->x->strings[i]);
}

/* ---- rows, merges, sizes ---- */

static void read_row(struct reading *r)
{
	enum { HEIGHT_ZERO = 0x20 };
	unsigned row = biff_u16(&r->x->b);
	for (int i = 0; i < 5; i++)
		biff_u16(&r->x->b);
	if (biff_u16(&r->x->b) & HEIGHT_ZERO)
		r->hidden[row / 8] |= (uint8_t)(1u << row % 8);
}

/* BIFF2 has no mark for it: a height of nothing. */
static void read_row_2(struct reading *r)
{
	unsigned row = biff_u16(&r->x->b);
	biff_u32(&r->x->b);
	if (biff_u16(&r->x->b) == 0 && !r->x->b.bad)
		r->hidden[row / 8] |= (uint8_t)(1u << row % 8);
}

static void read_dimensions(struct reading *r)
{
	struct biff *b = &r->x->b;
	bool wide = b->version == 8 && b->type == BIFF_DIMENSION;
	uint32_t first = wide ? biff_u32(b) : biff_u16(b), end = wide ? biff_u32(b) : biff_u16(b);
	r->rows_said = end > first ? end : 0;
	b->bad = false; /* nobody's cell */
}

/* [MS-XLS] 2.4.168. A record has room for 1026; a sheet may have several. */
static void read_merged(struct reading *r)
{
	struct biff *b = &r->x->b;
	for (unsigned left = biff_u16(b); left && b->end - b->at >= 8; left--) {
		struct table_merge m = {.top = biff_u16(b) + 1};
		m.bottom = biff_u16(b) + 1;
		m.left = biff_u16(b);
		m.right = biff_u16(b);
		merge_add(r->x->fill, m);
	}
}

/* ---- records ---- */

static void read_number(struct reading *r)
{
	struct biff *b = &r->x->b;
	unsigned type = b->type;
	struct place p = type == BIFF_INTEGER_2 || type == BIFF_NUMBER_2 ? read_place_2(r->x) : read_place(r->x);
	put_number(r, p, type == BIFF_INTEGER_2 ? (double)biff_u16(b) : type == BIFF_RK ? biff_rk(b) : biff_double(b));
}

static void read_label(struct reading *r)
{
	bool old = r->x->b.type == BIFF_LABEL_2;
	struct place p = old ? read_place_2(r->x) : read_place(r->x);
	size_t characters = old ? biff_u8(&r->x->b) : biff_u16(&r->x->b);
	put(r, p, biff_string(&r->x->b, characters));
}

static bool read_cell(struct reading *r)
{
	struct xls *x = r->x;
	bool two = x->b.version == 2;
	switch (x->b.type) {
	case BIFF_LABELSST: read_shared(r, read_place(x)); break;
	case BIFF_MULRK: read_mulrk(r); break;
	case BIFF_INTEGER_2: case BIFF_NUMBER_2: case BIFF_NUMBER: case BIFF_RK: read_number(r); break;
	case BIFF_LABEL_2: case BIFF_LABEL: case BIFF_RSTRING: read_label(r); break;
	case BIFF_BOOLERR_2: read_truth(r, read_place_2(x)); break;
	case BIFF_BOOLERR: read_truth(r, read_place(x)); break;
	case BIFF_FORMULA: read_formula(r, two ? read_place_2(x) : read_place(x)); break;
	case BIFF_FORMULA_3: case BIFF_FORMULA_4: read_formula(r, read_place(x)); break;
	case BIFF_STRING_2: read_formula_text(r, biff_u8(&x->b)); break;
	case BIFF_STRING: read_formula_text(r, biff_u16(&x->b)); break;
	default: return false;
	}
	return true;
}

static void read_record(struct reading *r, bool lone)
{
	struct xls *x = r->x;
	if (read_cell(r))
		return;
	switch (x->b.type) {
	case BIFF_ROW: read_row(r); break;
	case BIFF_ROW_2: read_row_2(r); break;
	case BIFF_MERGED: read_merged(r); break;
	case BIFF_DIMENSION: case BIFF_DIMENSION_2: read_dimensions(r); break;
	default:
		if (lone)
			xls_take_setting(x);
		break;
	}
}

/* ---- the sheet ---- */

static int by_place(const void *p, const void *q)
{
	const struct placed *x = p, *y = q;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->sequence < y->sequence ? -1 : 1;
}

/* The cells that were gathered, and in either case the last row. */
static bool fill_rest(struct reading *r)
{
	struct fill *f = r->x->fill;
	if (r->cells_count)
		qsort(r->cells, r->cells_count, sizeof *r->cells, by_place);
	for (size_t i = 0; i < r->cells_count; i++) {
		r->row = r->cells[i].row;
		fill_cell(f, r->cells[i].column, r->cells[i].text);
		if (i + 1 < r->cells_count && r->cells[i + 1].row != r->row && !fill_row(f, r->row + 1, false))
			return false;
	}
	return r->row < 0 || fill_row(f, r->row + 1, false);
}

static void end_sheet(struct reading *r)
{
	struct sheet *sheet = &r->x->fill->file->sheets[r->x->fill->file->sheets_count - 1];
	for (size_t i = 0; i < sheet->rows_count; i++) {
		unsigned row = (unsigned)sheet->rows[i].number - 1;
		sheet->rows[i].hidden = r->hidden[row / 8] >> row % 8 & 1;
	}
	merge_apply(r->x->fill);
}

/* To the sheet's EOF. False: damaged. */
static bool read_records(struct reading *r, const struct xls_place *s)
{
	struct biff *b = &r->x->b;
	int depth = 1; /* charts in a sheet bring their own BOF and EOF */
	if (r->x->walked > 4 * b->stream.size || !biff_seek(b, s->at) || !biff_is_bof(b->type))
		return false;
	while (depth > 0 && !b->bad && !r->disorder && !r->full && biff_next(b)) {
		depth += biff_is_bof(b->type) - (b->type == BIFF_EOF);
		if (depth == 1)
			read_record(r, s->lone);
	}
	r->x->walked += b->next - s->at;
	bool no_end = depth > 0 && !r->disorder && !r->full;
	return !b->bad && (!no_end || (s->loose && depth == 1 && r->rows_seen && r->rows_seen >= r->rows_said));
}

enum table_status xls_sheet(struct xls *x, const struct xls_place *s, const char **detail_r)
{
	struct reading *r = arena_alloc(x->a, sizeof *r);
	*r = (struct reading){.x = x, .row = -1};
	bool begun = fill_sheet(x->fill, s->name, s->hidden);
	struct fill_mark mark = fill_mark(x->fill);
	bool whole = begun && read_records(r, s);
	if (whole && r->disorder) {
		fill_back(x->fill, &mark);
		*r = (struct reading){.x = x, .row = -1, .sort = true};
		whole = read_records(r, s);
	}
	if (begun && !whole) {
		*detail_r = "Excel 97-2003 文件（.xls）已损坏，请另存为 .xlsx 后再发";
		return TABLE_BROKEN;
	}
	if (begun && !r->full && fill_rest(r)) {
		end_sheet(r);
		return TABLE_OK;
	}
	*detail_r = x->fill->too_large ? x->fill->too_large : "单元格太多";
	return TABLE_TOO_LARGE;
}
