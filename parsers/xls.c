#include "parsers/xls_parts.h"

#include "parsers/ole.h"

/* .xls, and .et of WPS: BIFF, in an OLE compound file or bare. Own, because freexl 1.0.6 reads beyond its buffers on damaged files, leaks, and
 * shows neither hidden rows nor hidden sheets. */

#define DAMAGED "Excel 97-2003 文件（.xls）已损坏，请另存为 .xlsx 后再发"
#define PASSWORD "文件设有密码，请取消密码后再发"

struct bound {
	struct xls_place place;
	bool cells; /* a sheet of cells, not a chart, not a macro */
};

struct book {
	struct xls x;
	struct bound *bounds;
	size_t bounds_count, bounds_cap;
	bool locked;  /* has a password of its own */
	bool whole;   /* the stream is: its container says so */
};

/* ---- globals ---- */

static void add_bound(struct book *k, struct bound s)
{
	s.place.loose = k->whole;
	if (k->bounds_count <= 4 * TABLE_MAX_SHEETS)
		ARENA_PUSH(k->x.a, k, bounds) = s;
}

static void read_bound(struct book *k)
{
	struct biff *b = &k->x.b;
	struct bound s = {.place.at = biff_u32(b)};
	s.place.hidden = (biff_u8(b) & 3) != 0;
	s.cells = biff_u8(b) == 0;
	s.place.name = biff_string(b, biff_u8(b));
	add_bound(k, s);
}

/* A BIFF4 workbook has each sheet's name right before it. */
static void read_sheet_header(struct book *k)
{
	struct biff *b = &k->x.b;
	biff_u32(b);
	struct bound s = {.cells = true, .place = {.at = b->next, .lone = true}};
	s.place.name = biff_string(b, biff_u8(b));
	add_bound(k, s);
}

/* How many strings there are is said, and often wrong: all that are there are read. A cell that wants a missing one will tell. */
static void read_sst(struct xls *x)
{
	biff_u32(&x->b);
	biff_u32(&x->b);
	while (!x->b.bad && biff_more(&x->b) && x->strings_count < TABLE_MAX_CELLS) {
		const char *text = biff_string(&x->b, biff_u16(&x->b));
		if (!x->b.bad)
			ARENA_PUSH(x->a, x, strings) = text;
	}
	x->b.bad = false;
}

static void read_global(struct book *k)
{
	struct biff *b = &k->x.b;
	switch (b->type) {
	case BIFF_FILEPASS: k->locked = !xls_unlock(b); break;
	case BIFF_BOUNDSHEET: read_bound(k); break;
	case BIFF_SHEETHDR_4: read_sheet_header(k); break;
	case BIFF_SST: read_sst(&k->x); break;
	default: xls_take_setting(&k->x); break;
	}
}

/* To the EOF of the globals; what begins with a BOF among them is a sheet, or nobody's. */
static bool read_globals(struct book *k)
{
	struct biff *b = &k->x.b;
	int depth = 1;
	while (depth > 0 && !k->locked && !b->bad && biff_next(b)) {
		depth += biff_is_bof(b->type) - (b->type == BIFF_EOF);
		if (depth == 1)
			read_global(k);
	}
	return !k->locked && !b->bad && depth == 0;
}

/* ---- sheets ---- */

static bool is_bof_at(const struct biff *b, size_t at)
{
	const uint8_t *p = b->stream.data + at;
	return at < b->stream.size && b->stream.size - at >= 4 && biff_is_bof((unsigned)p[0] | (unsigned)p[1] << 8);
}

/* Where a sheet does not begin at the place that the globals name, all of them are looked for behind the globals: they lie there in the same order.
 * False: there are fewer. */
static bool find_sheets(struct book *k)
{
	struct biff *b = &k->x.b;
	size_t wrong = 0, found = 0;
	int depth = 0;
	for (size_t i = 0; i < k->bounds_count; i++)
		wrong += !is_bof_at(b, k->bounds[i].place.at);
	if (!wrong)
		return true;
	for (size_t at = b->next; found < k->bounds_count && biff_next(b); at = b->next) {
		if (biff_is_bof(b->type) && depth++ == 0)
			k->bounds[found++].place.at = at;
		depth -= b->type == BIFF_EOF && depth > 0;
	}
	return found == k->bounds_count;
}

static enum table_status read_sheets(struct book *k, const char **detail_r)
{
	enum table_status status = TABLE_OK;
	*detail_r = DAMAGED;
	if (!find_sheets(k))
		return TABLE_BROKEN;
	for (size_t i = 0; i < k->bounds_count && status == TABLE_OK; i++)
		if (k->bounds[i].cells)
			status = xls_sheet(&k->x, &k->bounds[i].place, detail_r);
	if (status != TABLE_OK)
		return status;
	struct table_file *file = k->x.fill->file;
	file->author = k->x.author;
	if (file->sheets_count)
		*detail_r = "";
	else if (k->bounds_count)
		*detail_r = "工作簿里只有图表或宏，没有表格";
	else
		return TABLE_BROKEN;
	return file->sheets_count ? TABLE_OK : TABLE_NOT_A_TABLE;
}

/* ---- the stream ---- */

static unsigned version_of(unsigned bof, unsigned said)
{
	enum { BIFF8 = 0x0600 };
	return bof == BIFF_BOF_2 ? 2 : bof == BIFF_BOF_3 ? 3 : bof == BIFF_BOF_4 ? 4 : said == BIFF8 ? 8 : 5;
}

/* A stream that is one sheet, with all its settings: so were all of them before BIFF4. */
static enum table_status read_lone(struct book *k, const char **detail_r)
{
	struct biff *b = &k->x.b;
	for (bool more = true; more && !k->locked && b->type != BIFF_EOF; more = biff_next(b))
		if (b->type == BIFF_FILEPASS)
			k->locked = !xls_unlock(b);
	b->bad = false;
	*detail_r = PASSWORD;
	if (k->locked)
		return TABLE_ENCRYPTED;
	add_bound(k, (struct bound){.cells = true, .place = {.name = "", .lone = true}});
	return read_sheets(k, detail_r);
}

static enum table_status read_book(struct book *k, const char **detail_r)
{
	enum { GLOBALS = 5, SHEET = 0x10, MACROS = 0x40, BIFF4_BOOK = 0x100 };
	struct biff *b = &k->x.b;
	*detail_r = DAMAGED;
	if (!biff_next(b) || !biff_is_bof(b->type))
		return TABLE_BROKEN;
	unsigned said = biff_u16(b), what = biff_u16(b);
	b->version = version_of(b->type, said);
	if (what == SHEET || what == MACROS)
		return read_lone(k, detail_r);
	if (what != GLOBALS && what != BIFF4_BOOK)
		return TABLE_BROKEN;
	if (read_globals(k))
		return read_sheets(k, detail_r);
	*detail_r = k->locked ? PASSWORD : DAMAGED;
	return k->locked ? TABLE_ENCRYPTED : TABLE_BROKEN;
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
		{"WordDocument", TABLE_NOT_A_TABLE, "Word 97 文档（.doc、.wps），请用 Word 或 WPS 另存为 .docx，或把表格做成 .xlsx 后再发"},
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
	return ole_is(file) || biff_is(file);
}

static enum table_status xls_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	struct book *k = arena_alloc(a, sizeof *k);
	struct bytes stream = file;
	enum table_status status = TABLE_OK;
	*detail_r = "";
	if (ole_is(file)) {
		status = ole_stream(a, file, "Workbook", &stream);
		if (status == TABLE_NOT_A_TABLE)
			status = ole_stream(a, file, "Book", &stream); /* Excel 95 */
	}
	if (status == TABLE_NOT_A_TABLE)
		return other_ole(a, file, detail_r);
	*detail_r = status == TABLE_TOO_LARGE ? "文件太大" : "文件不完整或已损坏，可能没有传完，请重新保存后再发";
	if (status != TABLE_OK)
		return status;
	k->whole = ole_is(file);
	k->x.a = a;
	k->x.b = (struct biff){.a = a, .stream = stream};
	k->x.fill = arena_alloc(a, sizeof *k->x.fill);
	fill_init(k->x.fill, a, file_r);
	return read_book(k, detail_r);
}

const struct table_reader xls_reader = {"xls", xls_matches, xls_read};
