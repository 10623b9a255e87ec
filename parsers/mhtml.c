#include "parsers/mhtml.h"

#include <string.h>
#include <strings.h>

/* A part, or the whole: its header lines and its body. */
struct part {
	const char *head, *body, *end;
};

bool mhtml_is(struct bytes file)
{
	enum { LOOK = 2048 };
	size_t size = file.size < LOOK ? file.size : LOOK;
	const char *start = (const char *)file.data;
	return size > 13 && (strncasecmp(start, "MIME-Version:", 13) == 0 || strncasecmp(start, "From: ", 6) == 0) &&
	       memmem(file.data, size, "multipart/related", 17);
}

/* The line after the one at p. */
static const char *next_line(const char *p, const char *end)
{
	const char *feed = memchr(p, '\n', (size_t)(end - p));
	return feed ? feed + 1 : end;
}

static struct part split(const char *p, const char *end)
{
	struct part part = {p, end, end};
	for (; p < end; p = next_line(p, end))
		if (*p == '\n' || (*p == '\r' && p + 1 < end && p[1] == '\n')) {
			part.body = next_line(p, end);
			break;
		}
	return part;
}

/* What follows a word in the header, in whatever case, up to a line's end or a mark; NULL when the header hasn't it. */
static const char *head_value(struct arena *a, const struct part *part, const char *word)
{
	size_t n = strlen(word);
	for (const char *p = part->head; p + n <= part->body; p++) {
		if (strncasecmp(p, word, n) != 0)
			continue;
		p += n;
		while (p < part->body && (*p == '"' || *p == ' ' || *p == '\''))
			p++;
		const char *end = p;
		while (end < part->body && !strchr("\"'\r\n; ", *end))
			end++;
		return arena_strndup(a, p, (size_t)(end - p));
	}
	return NULL;
}

static bool head_says(const struct part *part, const char *word)
{
	size_t n = strlen(word);
	for (const char *p = part->head; p + n <= part->body; p++)
		if (strncasecmp(p, word, n) == 0)
			return true;
	return false;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 32);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_quoted_printable(struct buf *out, const char *p, const char *end)
{
	while (p < end) {
		if (*p == '=' && p + 1 < end && (p[1] == '\n' || (p[1] == '\r' && p + 2 < end && p[2] == '\n'))) {
			p = next_line(p, end);
			continue;
		}
		int high = *p == '=' && p + 2 < end ? hex_digit(p[1]) : -1, low = high >= 0 ? hex_digit(p[2]) : -1;
		char c = low >= 0 ? (char)(high * 16 + low) : *p;
		buf_addc(out, c);
		p += low >= 0 ? 3 : 1;
	}
}

static void add_base64(struct buf *out, const char *p, const char *end)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned bits = 0, have = 0;
	for (; p < end && *p != '='; p++) {
		const char *digit = *p ? strchr(digits, *p) : NULL;
		if (!digit)
			continue;
		bits = (bits << 6 | (unsigned)(digit - digits)) & 0xFFFFFF;
		have += 6;
		if (have >= 8) {
			have -= 8;
			buf_addc(out, (char)(bits >> have & 0xFF));
		}
	}
}

static void add_page(struct arena *a, struct mhtml *m, const struct part *part)
{
	struct buf out = {0};
	if (!head_says(part, "text/html"))
		return;
	if (head_says(part, "quoted-printable"))
		add_quoted_printable(&out, part->body, part->end);
	else if (head_says(part, "base64"))
		add_base64(&out, part->body, part->end);
	else
		buf_add(&out, part->body, (size_t)(part->end - part->body));
	const char *location = head_value(a, part, "Content-Location:");
	const char *slash = location ? strrchr(location, '/') : NULL;
	struct mhtml_page page = {.charset = head_value(a, part, "charset="), .location = slash ? slash + 1 : location ? location : ""};
	page.html = (struct bytes){arena_memdup(a, out.data ? out.data : "", out.size), out.size};
	ARENA_PUSH(a, m, pages) = page;
	buf_release(&out);
}

struct mhtml mhtml_read(struct arena *a, struct bytes file)
{
	const char *start = (const char *)file.data, *end = start + file.size;
	struct part whole = split(start, end);
	const char *name = head_value(a, &whole, "boundary="), *from = NULL;
	struct mhtml m = {0};
	size_t n = name && strlen(name) <= 200 ? strlen(name) : 0;
	for (const char *p = whole.body; n && p < end && !m.whole; p = next_line(p, end)) {
		if ((size_t)(end - p) < n + 2 || p[0] != '-' || p[1] != '-' || memcmp(p + 2, name, n) != 0)
			continue;
		if (from) {
			struct part part = split(from, p);
			add_page(a, &m, &part);
		}
		m.whole = (size_t)(end - p) >= n + 4 && p[n + 2] == '-' && p[n + 3] == '-';
		from = next_line(p, end);
	}
	return m;
}
