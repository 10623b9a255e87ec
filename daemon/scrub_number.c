/* Numbers of a text: phones in whatever way they are divided, and what else is long enough to be somebody's. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "scrub_inside.h"

enum {
	DIGITS_MAX = 40,        /* a longer number is taken in pieces */
	SHORT_MAX = 4,          /* digits of a number that says nothing about anybody */
	DIVIDED_MIN = 7,        /* of one that is divided: fewer are two small numbers side by side */
	MOBILE = 11, JOINERS_MAX = 3, TAGS_MAX = 12,
};

struct group {
	const char *end;
	char digits[DIGITS_MAX + 1];
	size_t count, pieces;
};

int scrub_digit(const char *p, const char *end, size_t *size_r)
{
	const uint8_t *u = (const uint8_t *)p;
	*size_r = 1;
	if (p < end && isdigit(*u))
		return *u - '0';
	*size_r = 3; /* U+FF10 to FF19 */
	return end - p >= 3 && u[0] == 0xEF && u[1] == 0xBC && u[2] >= 0x90 && u[2] <= 0x99 ? u[2] - 0x90 : -1;
}

/* most: up to 9, so that the value is one */
static const char *skip_digits(const char *p, const char *end, size_t most, int *value_r)
{
	size_t n;
	int d;
	*value_r = 0;
	for (; most > 0 && (d = scrub_digit(p, end, &n)) >= 0; most--, p += n)
		*value_r = *value_r * 10 + d;
	return p;
}

/* 2026-10-08, 2026/3/5, 2026.3.5, 2026年3月5: where it ends, p if none begins there. */
static const char *date_end(const char *p, const char *end)
{
	int year, month, day;
	size_t n;
	const char *y = skip_digits(p, end, 4, &year), *at = y;
	if (y - p != 4 || year < 2000 || year > 2049)
		return p;
	at += at < end && strchr("-/.", *at) ? 1 : end - at > 3 && memcmp(at, "年", 3) == 0 ? 3 : 0;
	const char *m = skip_digits(at, end, 2, &month), *after = m;
	if (at == y || m == at || month < 1 || month > 12)
		return p;
	after += after < end && strchr("-/.", *after) ? 1 : end - after > 3 && memcmp(after, "月", 3) == 0 ? 3 : 0;
	const char *d = skip_digits(after, end, 2, &day);
	return after != m && d != after && day >= 1 && day <= 31 && scrub_digit(d, end, &n) < 0 ? d : p;
}

/* 10/8/2026, 8/10/2026 */
static bool is_slashed_date(const char *p, const char *end)
{
	int first, second, year;
	size_t n;
	const char *a = skip_digits(p, end, 2, &first), *b = a < end && *a == '/' ? skip_digits(a + 1, end, 2, &second) : p, *c = b > a + 1 && b < end && *b == '/' ? skip_digits(b + 1, end, 4, &year) : p;
	return a > p && c - b == 5 && year >= 2000 && year <= 2049 && first >= 1 && first <= 31 && second >= 1 && second <= 31 && (first <= 12 || second <= 12) && scrub_digit(c, end, &n) < 0;
}

static bool is_clock(const char *p, const char *end)
{
	int hour;
	const char *q = skip_digits(p, end, 2, &hour);
	return q > p && q < end && *q == ':';
}

static bool joins(uint32_t c)
{
	static const uint32_t more[] = {0xA0, 0xB7, 0xFEFF, 0x3000, 0xFF08, 0xFF09, 0xFF0D, 0xFF0E, 0xFF0F, 0x2212};
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		if (more[i] == c)
			return true;
	return (c >= 0x2010 && c <= 0x2015) || (c >= 0x200B && c <= 0x200F) || (c && c < 0x80 && strchr(" -.()*_'/", (int)c));
}

/* Tags within a line of text, as programs put them between the letters of one cell. */
static const char *inline_tag_end(const char *p, const char *end)
{
	static const char *const names[] = {"r", "t", "rPr", "rFont", "sz", "color", "family", "charset", "scheme", "rPh", "b", "i", "u", "span", "font", "strong", "em", "a", "w:r",
	                                    "w:t", "w:rPr", "w:rFonts", "w:sz", "w:lang", "w:color", "w:proofErr", "w:b", "w:noProof", "w:szCs", "text:span", "text:s", "wbr", "o:p", "tt"};
	const char *name = p + 1 + (end - p > 1 && p[1] == '/'), *close = scrub_tag_end(p, end);
	size_t n = close ? strcspn(name, " \t\r\n/>") : 0;
	for (size_t i = 0; close && i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == n && strncmp(name, names[i], n) == 0)
			return close;
	return p;
}

/* Where the next digits of the same number begin; NULL: they don't. */
static const char *joined(const struct scan *in, const char *p)
{
	size_t n, signs = 0, tags = 0;
	const char *q = p, *next;
	for (bool more = true; more && q < in->end;) {
		const char *before = q;
		if (in->markup && *q == '<' && tags++ < TAGS_MAX)
			q = inline_tag_end(q, in->end);
		else if (in->markup && strncmp(q, "&nbsp;", 6) == 0 && signs++ < JOINERS_MAX)
			q += 6;
		else if (next = q, joins(text_next(&next)) && signs++ < JOINERS_MAX)
			q = next;
		more = q > before;
	}
	return q > p && q < in->end && scrub_digit(q, in->end, &n) >= 0 && date_end(q, in->end) == q && !is_clock(q, in->end) ? q : NULL;
}

/* A number that can't go on: a phone is whole. */
static bool is_whole(const struct group *g)
{
	return (g->count == MOBILE && g->digits[0] == '1') || g->count > MOBILE;
}

/* Where the digits that stand together end, DIGITS_MAX of them at most. */
static const char *piece_end(const char *p, const char *end, size_t *digits_r)
{
	size_t n;
	for (*digits_r = 0; *digits_r < DIGITS_MAX && scrub_digit(p, end, &n) >= 0; p += n)
		++*digits_r;
	return p;
}

static struct group group_at(const struct scan *in, const char *p)
{
	struct group g = {.end = p};
	size_t next = 0;
	do {
		size_t n;
		int d;
		for (; g.count < DIGITS_MAX && (d = scrub_digit(p, in->end, &n)) >= 0; p += n)
			g.digits[g.count++] = (char)('0' + d);
		g.end = p;
		g.pieces++;
		p = g.count < DIGITS_MAX && !is_whole(&g) ? joined(in, p) : NULL;
		if (p)
			piece_end(p, in->end, &next);
	} while (p && (g.count < DIVIDED_MIN || next < MOBILE));
	return g;
}

static bool is_day_number(const struct group *g)
{
	int year = 0, rest = 0;
	for (int i = 0; i < 4 && g->count == 8; i++) {
		year = year * 10 + g->digits[i] - '0';
		rest = rest * 10 + g->digits[4 + i] - '0';
	}
	return year >= 2000 && year <= 2049 && rest >= 101 && rest <= 1231 && rest % 100 >= 1 && rest % 100 <= 31;
}

/* Excel's number of a day from 2009 to 2036, with or without a time, alone in its cell; a place among the shared strings. */
static bool is_cell_value(const struct scan *in, const struct group *g, const char *p)
{
	bool alone = in->markup && p > in->start && p[-1] == '>' && g->end < in->end && *g->end == '<';
	if (!alone || g->count > 20)
		return false;
	const char *point = memchr(p, '.', (size_t)(g->end - p));
	return in->is_index ? !point && g->count <= 7 : g->digits[0] == '4' && (point ? point - p == 5 : g->count == 5);
}

static bool stays(const struct scan *in, const struct group *g, const char *p)
{
	size_t least = g->pieces > 1 ? DIVIDED_MIN : SHORT_MAX + 1;
	return g->count < least || (g->pieces == 3 && is_slashed_date(p, in->end)) || strspn(g->digits, "0") == g->count || (g->pieces == 1 && is_day_number(g)) || is_cell_value(in, g, p);
}

/* The digits that say of which kind the number is. An exponent: the reader's doubts about 1.38E10 shall stay. */
static size_t kept_digits(const struct group *g, size_t base, bool exponent)
{
	const char *d = g->digits + base;
	size_t n = g->count - base;
	if (d[0] == '1' && d[1] >= '3' && (n == MOBILE || exponent))
		return base + 3;
	if (n == 10 && (strncmp(d, "400", 3) == 0 || strncmp(d, "800", 3) == 0))
		return base + 3;
	return base + (d[0] == '0' && n >= 10 ? (d[1] <= '2' ? 3 : 4) : 0);
}

static void put_digit(struct scan *in, int was, size_t size, int shift)
{
	char digit = (char)('0' + (was + shift) % 10);
	if (size == 1)
		buf_addc(in->out, digit);
	else
		buf_printf(in->out, "\xEF\xBC%c", 0x90 + digit - '0');
}

static void put_group(struct scan *in, const struct group *g, const char *p)
{
	size_t base = g->count == MOBILE + 2 && strncmp(g->digits, "861", 3) == 0 ? 2 : 0, n, at = 0;
	size_t kept = kept_digits(g, base, g->end < in->end && (*g->end == 'E' || *g->end == 'e'));
	struct noise noise = scrub_noise(in->s, 'd', g->digits + base, g->count - base);
	while (p < g->end) {
		int d = scrub_digit(p, g->end, &n);
		if (d >= 0) {
			int shift = at < kept ? 0 : 1 + (int)scrub_noise_below(&noise, 9);
			if (at == 0 && shift && d != 0 && (d + shift) % 10 == 0)
				shift = shift == 9 ? 8 : shift + 1; /* no zero in front that was not there */
			put_digit(in, d, n, shift);
			at++;
			p += n;
		} else if (in->markup && *p == '<') {
			p = scrub_tag(in, p);
		} else {
			buf_addc(in->out, *p++);
		}
	}
}

const char *scrub_number(struct scan *in, const char *p)
{
	const char *date = date_end(p, in->end);
	if (date > p) {
		buf_add(in->out, p, (size_t)(date - p));
		return date;
	}
	struct group g = group_at(in, p);
	if (!stays(in, &g, p)) {
		put_group(in, &g, p);
		return g.end;
	}
	size_t digits;
	const char *end = is_cell_value(in, &g, p) ? g.end : piece_end(p, in->end, &digits); /* what follows is looked at by itself */
	buf_add(in->out, p, (size_t)(end - p));
	return end;
}
