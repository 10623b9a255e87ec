#include "parsers/markdown.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

enum { HEADING_MAX = 6 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* |---|:---:|: a bar, two dashes, and nothing that says anything. */
static bool is_rule(const char *p, const char *end)
{
	bool dashes = false, bar = false;
	for (; p < end; p++) {
		if (!strchr("|-:+= \t", *p))
			return false;
		dashes = dashes || (*p == '-' && p + 1 < end && p[1] == '-');
		bar = bar || *p == '|';
	}
	return dashes && bar;
}

/* | a | b |, of which the outer bars go: two of them alone may stand for anything. */
static bool is_row(const char *p, const char *end)
{
	return end - p > 2 && *p == '|' && end[-1] == '|' && memchr(p + 1, '|', (size_t)(end - p) - 2);
}

/* Two stars, no more, with words behind them and no digit before them. */
static bool opens(const char *start, const char *p, const char *end)
{
	return end - p > 2 && p[0] == '*' && p[1] == '*' && p[2] != '*' && !is_blank(p[2]) && (p == start || (p[-1] != '*' && !is_digit(p[-1])));
}

static const char *closing(const char *p, const char *end)
{
	for (; end - p >= 2; p++) {
		bool two = p[0] == '*' && p[1] == '*' && p[-1] != '*' && !is_blank(p[-1]);
		if (two && (p + 2 == end || (p[2] != '*' && !(is_digit(p[-1]) && is_digit(p[2])))))
			return p;
	}
	return NULL;
}

static void add_words(struct buf *out, const char *p, const char *end)
{
	const char *rest = p, *close = NULL;
	bool more = true; /* what closes may stand behind here */
	for (const char *start = p; p < end; p++) {
		if (!close && more && opens(start, p, end)) {
			close = closing(p + 3, end);
			more = close != NULL;
		} else if (p != close) {
			continue;
		} else {
			close = NULL;
		}
		if (!more)
			continue;
		buf_add(out, rest, (size_t)(p - rest));
		rest = p + 2;
		p++;
	}
	buf_add(out, rest, (size_t)(end - rest));
}

static void add_line(struct buf *out, const char *p, const char *end)
{
	const char *q = p, *last = end;
	while (q < end && is_blank(*q))
		q++;
	while (last > q && is_blank(last[-1]))
		last--;
	size_t marks = 0;
	while (q + marks < last && q[marks] == '#' && marks <= HEADING_MAX)
		marks++;
	if (is_rule(q, last))
		return;
	if (is_row(q, last)) {
		add_words(out, q + 1, last - 1);
		if (last[-2] == '|')
			buf_addc(out, ' '); /* an empty cell is one */
	} else {
		add_words(out, marks && marks <= HEADING_MAX && q + marks < last && is_blank(q[marks]) ? q + marks : p, end);
	}
}

enum { BOX_BYTES = 3 };

/* ─ │ ┌ ║ and the like: U+2500 to U+2570. */
static bool is_box(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	return u[0] == 0xE2 && (u[1] == 0x94 || (u[1] == 0x95 && u[2] <= 0xB0));
}

static bool is_level(const char *p)
{
	static const char *const levels[] = {"─", "━", "┄", "┅", "┈", "┉", "╌", "╍", "═"};
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (memcmp(p, levels[i], BOX_BYTES) == 0)
			return true;
	return false;
}

/* Tables drawn with lines, as if they were written with bars and hyphens. */
static const char *without_boxes(struct arena *a, const char *text)
{
	static const char first[] = "\xE2\x94", second[] = "\xE2\x95";
	struct buf out = {0};
	if (!strstr(text, first) && !strstr(text, second))
		return text;
	const char *rest = text;
	for (const char *p = text; *p; p++) {
		if (!is_box(p))
			continue;
		buf_add(&out, rest, (size_t)(p - rest));
		buf_addc(&out, is_level(p) ? '-' : '|');
		p += BOX_BYTES - 1;
		rest = p + 1;
	}
	buf_adds(&out, rest);
	const char *plain = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return plain;
}

const char *markdown_plain(struct arena *a, const char *text)
{
	struct buf out = {0};
	text = without_boxes(a, text);
	if (!strpbrk(text, "*#|"))
		return text;
	while (*text) {
		size_t size = strcspn(text, "\r\n");
		add_line(&out, text, text + size);
		text += size;
		size = strspn(text, "\r\n");
		buf_add(&out, text, size);
		text += size;
	}
	const char *plain = arena_strndup(a, out.data ? out.data : "", out.size);
	buf_release(&out);
	return plain;
}
