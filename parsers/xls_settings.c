#include "base/text.h"
#include "parsers/xls_parts.h"

/* What a workbook says of all its cells: codepage, date system, number formats and the styles that name them. */

enum { MAX_STYLES = 65536, MAX_CUSTOM = 1024 };

/* [MS-XLS] 2.4.52, and what programs of other systems wrote. NULL: not told, or unknown. */
static const char *charset_of(unsigned codepage)
{
	static const struct {
		unsigned codepage;
		const char *charset;
	} known[] = {
		{936, "gbk"}, {54936, "gb18030"}, {950, "big5"}, {932, "shift_jis"}, {949, "euc-kr"}, {1361, "euc-kr"}, {874, "windows-874"},
		{1250, "windows-1250"}, {1251, "windows-1251"}, {1252, "windows-1252"}, {1253, "windows-1253"}, {1254, "windows-1254"},
		{1255, "windows-1255"}, {1256, "windows-1256"}, {1257, "windows-1257"}, {1258, "windows-1258"}, {437, "ibm437"}, {850, "ibm850"},
		{866, "ibm866"}, {10000, "macintosh"}, {32768, "macintosh"}, {32769, "windows-1252"}, {10007, "x-mac-cyrillic"}, {10029, "x-mac-ce"},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].codepage == codepage)
			return known[i].charset;
	return NULL;
}

static void take_format(struct xls *x, unsigned id, size_t characters)
{
	const char *code = biff_string(&x->b, characters);
	if (x->custom_count < MAX_CUSTOM)
		ARENA_PUSH(x->a, x, custom) = (struct xls_format){id, number_format_of_code(code)};
}

static void read_format(struct xls *x)
{
	unsigned id = biff_u16(&x->b);
	if (x->b.version < 5)
		id = (unsigned)x->custom_count;
	take_format(x, id, x->b.version < 8 ? biff_u8(&x->b) : biff_u16(&x->b));
}

static void add_style(struct xls *x, unsigned format)
{
	if (x->styles_count < MAX_STYLES)
		ARENA_PUSH(x->a, x, styles) = format;
}

static void read_style(struct xls *x)
{
	unsigned type = x->b.type;
	if (type == BIFF_XF) {
		biff_u16(&x->b);
		add_style(x, biff_u16(&x->b));
		return;
	}
	biff_u8(&x->b);
	if (type == BIFF_XF_2)
		biff_u8(&x->b);
	add_style(x, type == BIFF_XF_2 ? biff_u8(&x->b) & 0x3F : biff_u8(&x->b));
}

static void read_author(struct xls *x)
{
	const char *name = text_trim(x->a, biff_string(&x->b, x->b.version < 8 ? biff_u8(&x->b) : biff_u16(&x->b)));
	x->author = *name && !x->b.bad ? text_cut(x->a, name, 100) : NULL;
}

bool xls_take_setting(struct xls *x)
{
	struct biff *b = &x->b;
	switch (b->type) {
	case BIFF_CODEPAGE: b->charset = charset_of(biff_u16(b)); break;
	case BIFF_DATEMODE: x->date1904 = biff_u16(b) == 1; break;
	case BIFF_FORMAT_2: take_format(x, (unsigned)x->custom_count, biff_u8(b)); break;
	case BIFF_FORMAT: read_format(x); break;
	case BIFF_XF_2: case BIFF_XF_3: case BIFF_XF_4: case BIFF_XF: read_style(x); break;
	case BIFF_IXFE_2: x->long_style = biff_u16(b); break;
	case BIFF_WRITEACCESS: read_author(x); break;
	default: return false;
	}
	b->bad = false; /* shortened by some programs, and nobody's cell */
	return true;
}

static struct number_format format_by_id(const struct xls *x, unsigned id)
{
	for (size_t i = 0; i < x->custom_count; i++)
		if (x->custom[i].id == id)
			return x->custom[i].format;
	return number_format_of_id(id);
}

struct number_format xls_format(struct xls *x, unsigned style)
{
	while (x->formats_count < x->styles_count && x->formats_count <= style) {
		struct number_format format = format_by_id(x, x->styles[x->formats_count]);
		ARENA_PUSH(x->a, x, formats) = format;
	}
	return style < x->formats_count ? x->formats[style] : (struct number_format){0};
}
