#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "base/bug.h"
#include "base/buf.h"

/* Labels in mails and the converter that reads them. The GB family is read as GB18030, its superset: real mails label 喆 as gb2312. */
static struct charset {
	const char *label, *converter;
	iconv_t cd;
	bool tried;
} charsets[] = {
	{"gb18030", "GB18030", NULL, false},  {"gb2312", "GB18030", NULL, false},       {"gbk", "GB18030", NULL, false},
	{"x-gbk", "GB18030", NULL, false},    {"cp936", "GB18030", NULL, false},        {"ms936", "GB18030", NULL, false},
	{"gb_2312-80", "GB18030", NULL, false}, {"windows-936", "GB18030", NULL, false}, {"big5", "BIG5-HKSCS", NULL, false},
	{"big5-hkscs", "BIG5-HKSCS", NULL, false}, {"utf-16", "UTF-16", NULL, false},   {"utf-16le", "UTF-16LE", NULL, false},
	{"utf-16be", "UTF-16BE", NULL, false}, {"iso-8859-1", "WINDOWS-1252", NULL, false}, {"windows-1252", "WINDOWS-1252", NULL, false},
	{"iso-2022-cn", "ISO-2022-CN", NULL, false}, {"iso-2022-jp", "ISO-2022-JP", NULL, false}, {"shift_jis", "CP932", NULL, false},
	{"euc-kr", "CP949", NULL, false},     {"euc-tw", "EUC-TW", NULL, false},        {"hz-gb-2312", "HZ", NULL, false},
	{"utf-7", "UTF-7", NULL, false},      {"utf-32", "UTF-32", NULL, false},        {"windows-1251", "WINDOWS-1251", NULL, false},
	{"windows-1250", "CP1250", NULL, false}, {"windows-1253", "CP1253", NULL, false}, {"windows-1254", "CP1254", NULL, false},
	{"windows-1255", "CP1255", NULL, false}, {"windows-1256", "CP1256", NULL, false}, {"windows-1257", "CP1257", NULL, false},
	{"windows-1258", "CP1258", NULL, false}, {"windows-874", "CP874", NULL, false}, {"ibm437", "CP437", NULL, false},
	{"ibm850", "CP850", NULL, false},     {"ibm866", "CP866", NULL, false},         {"macintosh", "MACINTOSH", NULL, false},
	{"x-mac-cyrillic", "MAC-CYRILLIC", NULL, false}, {"x-mac-ce", "MAC-CENTRALEUROPE", NULL, false},
};

static iconv_t converter(struct charset *c)
{
	if (!c->tried) {
		c->cd = iconv_open("UTF-8", c->converter);
		c->tried = true;
	}
	return c->cd;
}

void text_open_converters(void)
{
	for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
		converter(&charsets[i]);
}

static struct charset *find_charset(const char *label)
{
	for (size_t i = 0; label && i < sizeof charsets / sizeof *charsets; i++)
		if (strcasecmp(charsets[i].label, label) == 0)
			return &charsets[i];
	return NULL;
}

/* Length of the valid sequence at p, 0 if there is none. */
static size_t sequence(const uint8_t *p, size_t left)
{
	size_t n;
	uint32_t c;
	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xC2 && p[0] <= 0xDF)
		n = 2, c = p[0] & 0x1Fu;
	else if (p[0] >= 0xE0 && p[0] <= 0xEF)
		n = 3, c = p[0] & 0x0Fu;
	else if (p[0] >= 0xF0 && p[0] <= 0xF4)
		n = 4, c = p[0] & 0x07u;
	else
		return 0;
	if (left < n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	if ((n == 3 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) || (n == 4 && (c < 0x10000 || c > 0x10FFFF)))
		return 0;
	return n;
}

/* A character of U+4000 to U+9FFF: nearly all that we read beyond ASCII. A NUL ends the look. */
static bool is_wide(const uint8_t *p)
{
	return p[0] >= 0xE4 && p[0] <= 0xE9 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

/* A first byte of three with which any two that continue are valid: behind E0 and ED not all are. */
static bool begins_three(uint8_t c)
{
	return c > 0xE0 && c < 0xED;
}

/* How many bytes at p are ASCII or characters of three bytes, Chinese: what nearly all text is made of. */
static size_t plain_run(const uint8_t *p, size_t size)
{
	static const uint8_t looked_at[8] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0}, of_two[8] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80};
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t eight, mask, two;
	size_t i = 0;
	memcpy(&mask, looked_at, 8);
	memcpy(&two, of_two, 8);
	while (i + 8 <= size) {
		memcpy(&eight, p + i, 8);
		if ((eight & mask) == two && begins_three(p[i]) && begins_three(p[i + 3]))
			i += 6;
		else if (!(eight & high))
			i += 8;
		else if (p[i] < 0x80)
			while (p[++i] < 0x80) /* one of the eight is not */
				continue;
		else if (begins_three(p[i]) && (p[i + 1] & 0xC0) == 0x80 && (p[i + 2] & 0xC0) == 0x80)
			i += 3;
		else
			break;
	}
	return i;
}

/* How many bytes at p are valid before the first that are not. */
static size_t valid_run(const uint8_t *p, size_t size)
{
	for (size_t i = 0, n; i < size; i += n) {
		i += plain_run(p + i, size - i);
		n = i < size ? sequence(p + i, size - i) : 0;
		if (!n)
			return i;
	}
	return size;
}

bool text_is_utf8(const void *data, size_t size)
{
	return valid_run(data, size) == size;
}

char *text_keep(struct arena *a, const void *data, size_t size)
{
	char *copy = arena_strndup(a, data ? data : "", size), *to = memchr(copy, 0, size);
	for (const char *p = to; p && p < copy + size; p++)
		if (*p)
			*to++ = *p;
	if (to)
		*to = '\0';
	return copy;
}

char *text_clean(struct arena *a, const void *data, size_t size)
{
	const uint8_t *p = data;
	struct buf out = {0};
	size_t run = valid_run(p, size);
	if (run == size)
		return text_keep(a, data, size);
	for (size_t i = 0; i < size; i += run + 1) {
		run = valid_run(p + i, size - i);
		buf_add(&out, p + i, run);
		if (i + run < size)
			buf_adds(&out, "\xEF\xBF\xBD");
	}
	char *s = text_keep(a, out.data, out.size);
	buf_release(&out);
	return s;
}

/* One character, or what can't be one, by the converter; how many bytes it took. */
static size_t convert_one(iconv_t cd, const uint8_t *p, size_t size, struct buf *out)
{
	char utf8[16], *in = (char *)(uintptr_t)p, *to = utf8;
	size_t room = sizeof utf8;
	bool never = *p == 0x80 || *p == 0xFF; /* begins no character of GB18030 */
	for (size_t n = 1; n <= 4 && n <= size && !never; n++) {
		size_t left = n;
		iconv(cd, NULL, NULL, NULL, NULL);
		if (iconv(cd, &in, &left, &to, &room) != (size_t)-1) {
			buf_add(out, utf8, sizeof utf8 - room);
			return n;
		}
	}
	buf_adds(out, "\xEF\xBF\xBD");
	return 1;
}

/* What GB18030 has in two bytes, nearly all of a Chinese text, as the converter reads it: that one needs six times as long. */
enum { GB_FIRST = 0x81, GB_SECOND = 0x40, GB_ROWS = 0xFF - GB_FIRST, GB_COLUMNS = 0xFF - GB_SECOND };
static uint16_t gb_pairs[GB_ROWS][GB_COLUMNS]; /* 0: no character */

static void fill_gb_pairs(iconv_t cd)
{
	struct buf out = {0};
	for (unsigned row = 0; row < GB_ROWS; row++)
		for (unsigned column = 0; column < GB_COLUMNS; column++) {
			uint8_t pair[] = {(uint8_t)(GB_FIRST + row), (uint8_t)(GB_SECOND + column)};
			buf_clear(&out);
			const char *s = convert_one(cd, pair, 2, &out) == 2 ? out.data : "";
			uint32_t c = text_next(&s);
			gb_pairs[row][column] = c <= 0xFFFF && !*s ? (uint16_t)c : 0;
		}
	buf_release(&out);
}

static char *put_three(char *to, uint32_t c)
{
	if (c < 0x800) {
		*to++ = (char)(0xC0 | c >> 6);
	} else {
		*to++ = (char)(0xE0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 0x3F));
	}
	*to++ = (char)(0x80 | (c & 0x3F));
	return to;
}

static char *convert_gb(struct arena *a, iconv_t cd, const uint8_t *p, size_t size)
{
	enum { PIECE = 4096 };
	struct buf out = {0};
	if (!gb_pairs[0][0])
		fill_gb_pairs(cd);
	for (size_t i = 0; i < size;) {
		char *start = buf_space(&out, 3 * PIECE), *to = start;
		size_t end = size - i < PIECE ? size : i + PIECE;
		uint32_t c = 1;
		while (i < end && c) {
			if (p[i] < 0x80) {
				*to++ = (char)p[i++];
				continue;
			}
			bool pair = i + 1 < size && p[i] >= GB_FIRST && p[i] < 0xFF && p[i + 1] >= GB_SECOND && p[i + 1] < 0xFF;
			c = pair ? gb_pairs[p[i] - GB_FIRST][p[i + 1] - GB_SECOND] : 0;
			to = c ? put_three(to, c) : to;
			i += c ? 2 : 0;
		}
		out.size += (size_t)(to - start);
		if (!c)
			i += convert_one(cd, p + i, size - i, &out);
	}
	char *s = text_keep(a, out.data, out.size);
	buf_release(&out);
	return s;
}

/* The unit of UTF-16 at p. */
static uint32_t unit_at(const uint8_t *p, bool big)
{
	return (uint32_t)p[!big] << 8 | p[big];
}

/* UTF-16 by ourselves: a converter stops at half a pair, and behind it one no longer knows where units begin. An odd byte at the end is none. */
static char *convert_wide(struct arena *a, const uint8_t *p, size_t size, bool big)
{
	enum { PIECE = 4096 };
	struct buf out = {0};
	for (size_t i = 0; i + 2 <= size;) {
		char *start = buf_space(&out, 3 * PIECE), *to = start;
		for (size_t n = 0; n < PIECE && i + 2 <= size; n++, i += 2) {
			uint32_t c = unit_at(p + i, big), low = (c & 0xFC00) == 0xD800 && i + 4 <= size ? unit_at(p + i + 2, big) : 0;
			if (c < 0x80) {
				*to++ = (char)c;
			} else if ((low & 0xFC00) == 0xDC00) {
				to += text_put(to, 0x10000 + ((c & 0x3FF) << 10) + (low & 0x3FF));
				i += 2;
				n++;
			} else {
				to = put_three(to, (c & 0xF800) == 0xD800 ? 0xFFFD : c);
			}
		}
		out.size += (size_t)(to - start);
	}
	char *s = text_keep(a, out.data, out.size);
	buf_release(&out);
	return s;
}

static char *convert(struct arena *a, const struct charset *charset, const void *data, size_t size)
{
	enum { LONG = 4096 };
	struct buf out = {0};
	char *in = (char *)(uintptr_t)data;
	size_t left = size;
	iconv_t cd = charset->cd;
	if (size >= LONG && strcmp(charset->converter, "GB18030") == 0)
		return convert_gb(a, cd, data, size);
	if (strcmp(charset->converter, "UTF-16LE") == 0 || strcmp(charset->converter, "UTF-16BE") == 0)
		return convert_wide(a, data, size, charset->converter[6] == 'B');
	iconv(cd, NULL, NULL, NULL, NULL);
	while (left) {
		char *to = buf_space(&out, left * 3 + 16);
		size_t room = out.room - out.size - 1, before = room;
		size_t r = iconv(cd, &in, &left, &to, &room);
		out.size += before - room;
		if (r != (size_t)-1 || errno == E2BIG)
			continue;
		buf_adds(&out, "\xEF\xBF\xBD"); /* EILSEQ, or EINVAL at the end */
		in++;
		left--;
	}
	char *to = buf_space(&out, 16); /* some converters keep a letter back until they know that no mark follows it */
	size_t room = 16;
	iconv(cd, NULL, NULL, &to, &room);
	out.size += 16 - room;
	char *s = text_keep(a, out.data, out.size);
	buf_release(&out);
	return s;
}

char *text_decode(struct arena *a, const char *charset, const void *data, size_t size)
{
	const uint8_t *p = data;
	struct charset *c = NULL;
	if (size >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0 && text_is_utf8(p, size))
		return text_clean(a, p + 3, size - 3);
	if (size >= 2 && p[0] == 0xFF && p[1] == 0xFE)
		c = find_charset("utf-16le"), p += 2, size -= 2;
	else if (size >= 2 && p[0] == 0xFE && p[1] == 0xFF)
		c = find_charset("utf-16be"), p += 2, size -= 2;
	else if (!charset || !(c = find_charset(charset)) || strncasecmp(charset, "utf-16", 6) != 0) {
		bool seven_bit_shift = c && (strncmp(c->converter, "ISO-2022", 8) == 0 || strcmp(c->converter, "HZ") == 0 || strcmp(c->converter, "UTF-7") == 0);
		/* Text of a GB or Latin label that is strict UTF-8 is UTF-8: real Chinese GBK text hardly ever is. */
		if (!seven_bit_shift && text_is_utf8(p, size))
			return text_keep(a, p, size);
		if (!c)
			c = find_charset("gb18030");
	}
	if (!c || converter(c) == (iconv_t)-1)
		return text_clean(a, p, size);
	return convert(a, c, p, size);
}

char *text_convert(struct arena *a, const char *charset, const void *data, size_t size)
{
	struct charset *c = find_charset(charset);
	if (!c || converter(c) == (iconv_t)-1)
		return text_decode(a, NULL, data, size);
	return convert(a, c, data, size);
}

uint32_t text_next(const char **p)
{
	const uint8_t *s = (const uint8_t *)*p;
	if (*s < 0x80) {
		*p += *s != 0;
		return *s;
	}
	size_t n = is_wide(s) ? 3 : sequence(s, strnlen(*p, 4));
	*p += n ? n : 1;
	switch (n) {
	case 2: return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3Fu);
	case 3: return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3Fu);
	case 4: return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 | (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3Fu);
	default: return 0xFFFD;
	}
}

size_t text_count(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

size_t text_put(char out[4], uint32_t c)
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

/* utf8proc sorts the marks behind a character in a time that grows with the square of their number, and nothing limits it: so what it gets at
 * once is short, and ends where a character begins that no mark belongs to (ASCII or Han); where none comes, it is cut all the same. */
enum { PIECE_LEAST = 128, PIECE_MOST = 512 };

static size_t piece_size(const char *s)
{
	const char *p = s, *here = s;
	uint32_t c;
	while ((c = text_next(&p))) {
		size_t n = (size_t)(here - s);
		if (n >= PIECE_MOST || (n >= PIECE_LEAST && (c < 0x80 || text_is_han(c))))
			return n;
		here = p;
	}
	return (size_t)(here - s);
}

static void add_nfkc(struct arena *a, struct buf *to, const char *s, size_t size)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)size, &out, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
	if (n == UTF8PROC_ERROR_NOMEM)
		bug_no_memory(size);
	if (n < 0)
		buf_adds(to, text_clean(a, s, size));
	else
		buf_add(to, out, (size_t)n);
	free(out);
}

/* What text_is_unified says yes to. */
static bool is_ideograph(const uint8_t *p)
{
	return is_wide(p) && (p[0] > 0xE4 || p[1] >= 0xB8);
}

size_t text_plain(const char *s)
{
	const uint8_t *p = (const uint8_t *)s;
	for (;;)
		if (*p && *p < 0x80)
			p++;
		else if (is_ideograph(p))
			p += 3;
		else
			return (size_t)((const char *)p - s);
}

char *text_nfkc(struct arena *a, const char *s)
{
	struct buf out = {0};
	if (!s[text_plain(s)])
		return arena_strdup(a, s);
	for (size_t n; (n = piece_size(s)); s += n)
		add_nfkc(a, &out, s, n);
	char *copy = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return copy;
}

static char *map_each(struct arena *a, const char *s, uint32_t (*map)(uint32_t))
{
	struct buf out = {0};
	uint32_t c;
	while ((c = text_next(&s))) {
		char one[4];
		if ((c = map(c)))
			buf_add(&out, one, text_put(one, c));
	}
	char *copy = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return copy;
}

static uint32_t to_upper(uint32_t c)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

char *text_upper(struct arena *a, const char *s)
{
	return map_each(a, s, to_upper);
}

bool text_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= 0x09 && c <= 0x0D);
	if (c == 0x85 || c == 0x2800)
		return true;
	if (c < 0xA0 || text_is_unified(c))
		return false;
	const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)c);
	return (p->category >= UTF8PROC_CATEGORY_ZS && p->category <= UTF8PROC_CATEGORY_ZP) || p->category == UTF8PROC_CATEGORY_CF || (p->ignorable && !text_is_variation(c));
}

bool text_is_punct(uint32_t c)
{
	if (c < 0x80)
		return c && strchr("!\"#%&'()*,-./:;?@[\\]_{}", (int)c);
	if (text_is_unified(c))
		return false;
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
	return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

bool text_is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007;
}

/* No blank is among what ASCII shows, and none is wide. */
static bool is_solid(const char *p)
{
	return (*p > ' ' && *p < 0x7F) || is_wide((const uint8_t *)p);
}

/* A text without a blank at either end, as nearly all are, is told by its first and its last character. */
static bool is_core(const char *s, size_t size)
{
	if (!size || !is_solid(s))
		return false;
	return is_solid(s + size - 1) || (size >= 3 && is_wide((const uint8_t *)s + size - 3));
}

const char *text_core(const char *s, size_t *size_r)
{
	*size_r = strlen(s);
	if (is_core(s, *size_r))
		return s;
	const char *start = NULL, *end = s, *p = s;
	uint32_t c;
	for (const char *here = p; (c = text_next(&p)); here = p)
		if (!text_is_space(c)) {
			if (!start)
				start = here;
			end = p;
		}
	*size_r = start ? (size_t)(end - start) : 0;
	return start ? start : s;
}

char *text_trim(struct arena *a, const char *s)
{
	size_t size;
	const char *core = text_core(s, &size);
	return arena_strndup(a, core, size);
}

static uint32_t label_char(uint32_t c)
{
	if (text_is_unified(c))
		return c;
	if (text_is_space(c) || (c != '/' && text_is_punct(c)))
		return 0;
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

/* A plain text's: each character stays or goes by itself. */
static char *plain_label(struct arena *a, const char *s, size_t size)
{
	char *label = arena_alloc(a, size + 1), *to = label;
	for (const char *end = s + size; s < end; s++) {
		uint32_t c = *s & 0x80 ? (uint8_t)*s : label_char((uint8_t)*s);
		if (c)
			*to++ = (char)c;
	}
	return label;
}

char *text_label(struct arena *a, const char *s)
{
	size_t size = text_plain(s);
	return s[size] ? map_each(a, text_nfkc(a, s), label_char) : plain_label(a, s, size);
}

bool text_begins_otherwise(const char *s, const char *firsts)
{
	int c = (uint8_t)*s, lower = c | 0x20;
	if (c >= '0' && c <= '9')
		return !strchr(firsts, c);
	if (lower >= 'a' && lower <= 'z')
		return !strchr(firsts, lower);
	if (!is_ideograph((const uint8_t *)s))
		return false;
	for (; *firsts; firsts += *firsts & 0x80 ? 3 : 1)
		if (*firsts & 0x80 && memcmp(firsts, s, 3) == 0)
			return false;
	return true;
}

const char *text_head(struct arena *a, const char *s, size_t bytes)
{
	size_t n = strnlen(s, bytes + 1);
	if (n <= bytes)
		return s;
	for (n = bytes; n && ((unsigned char)s[n] & 0xC0) == 0x80;)
		n--;
	return arena_strndup(a, s, n);
}

char *text_cut(struct arena *a, const char *s, size_t max)
{
	if (text_count(s) <= max)
		return arena_strdup(a, s);
	const char *p = s;
	for (size_t i = 0; i + 1 < max; i++)
		text_next(&p);
	return arena_printf(a, "%.*s…", (int)(p - s), s);
}

size_t text_columns(const char *s)
{
	size_t w = 0;
	uint32_t c;
	while ((c = text_next(&s)))
		w += text_is_han(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60) ? 2 : 1;
	return w;
}

bool text_contains(const char *s, const char *part)
{
	return strstr(s, part) != NULL;
}

bool text_same_nocase(const char *s, const char *t)
{
	return strcasecmp(s, t) == 0;
}
