/* Mails: the same fields, the same parts, in the same encodings. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/base64.h"
#include "base/encode.h"
#include "base/text.h"
#include "header.h"
#include "scrub_inside.h"
#include "words.h"

enum { DEPTH_MAX = 8, LABEL_MAX = 40, WORD_BYTES = 42 /* of text in one encoded-word */, LINE_BYTES = 57 /* of a line of base64 */, QP_LINE = 73 };

/* ---- transfer encodings ---- */

static void put_base64(const char *data, size_t size, struct buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *p = (const uint8_t *)data;
	for (size_t i = 0; i < size; i += 3) {
		uint32_t v = (uint32_t)p[i] << 16 | (i + 1 < size ? (uint32_t)p[i + 1] << 8 : 0) | (i + 2 < size ? p[i + 2] : 0);
		buf_addc(out, digits[v >> 18]);
		buf_addc(out, digits[v >> 12 & 63]);
		buf_addc(out, i + 1 < size ? digits[v >> 6 & 63] : '=');
		buf_addc(out, i + 2 < size ? digits[v & 63] : '=');
	}
}

static void put_base64_lines(struct bytes b, const char *newline, struct buf *out)
{
	for (size_t i = 0; i < b.size; i += LINE_BYTES) {
		put_base64((const char *)b.data + i, b.size - i < LINE_BYTES ? b.size - i : LINE_BYTES, out);
		buf_adds(out, newline);
	}
}

static int hex(uint8_t c)
{
	return isdigit(c) ? c - '0' : isxdigit(c) ? toupper(c) - 'A' + 10 : -1;
}

/* Q of RFC 2047 too (underscore: a blank). */
static void take_quoted(struct bytes b, bool word, struct buf *out)
{
	for (size_t i = 0; i < b.size; i++) {
		uint8_t c = b.data[i];
		if (c == '=' && i + 2 < b.size && hex(b.data[i + 1]) >= 0 && hex(b.data[i + 2]) >= 0) {
			buf_addc(out, (char)(hex(b.data[i + 1]) << 4 | hex(b.data[i + 2])));
			i += 2;
		} else if (c == '=' && !word) {
			while (i + 1 < b.size && strchr(" \t\r", b.data[i + 1] ? b.data[i + 1] : 1))
				i++;
			i += i + 1 < b.size && b.data[i + 1] == '\n';
		} else {
			buf_addc(out, word && c == '_' ? ' ' : (char)c);
		}
	}
}

static void put_quoted(struct bytes b, const char *newline, struct buf *out)
{
	size_t column = 0;
	for (size_t i = 0; i < b.size; i++) {
		uint8_t c = b.data[i];
		bool crlf = c == '\r' && i + 1 < b.size && b.data[i + 1] == '\n';
		if (c == '\n' || crlf) {
			buf_adds(out, newline);
			i += crlf;
			column = 0;
			continue;
		}
		if (column >= QP_LINE) {
			buf_printf(out, "=%s", newline);
			column = 0;
		}
		bool plain = c > ' ' && c < 0x7F && c != '=';
		buf_printf(out, plain ? "%c" : "=%02X", c);
		column += plain ? 1 : 3;
	}
}

/* ---- header fields ---- */

struct word {
	char charset[LABEL_MAX];
	bool base64;
	struct bytes text;
	const uint8_t *end;
};

static bool word_at(const uint8_t *p, const uint8_t *end, struct word *w)
{
	const uint8_t *mark = p + 2, *text, *stop;
	if (end - p < 8 || memcmp(p, "=?", 2) != 0 || !(stop = memchr(mark, '?', (size_t)(end - mark))) || stop - mark >= LABEL_MAX || end - stop < 4 || stop[2] != '?' ||
	    !strchr("BbQq", stop[1]))
		return false;
	memcpy(w->charset, mark, (size_t)(stop - mark));
	w->charset[stop - mark] = '\0';
	w->charset[strcspn(w->charset, "*")] = '\0';
	w->base64 = strchr("Bb", stop[1]) != NULL;
	text = stop + 3;
	stop = memmem(text, (size_t)(end - text), "?=", 2);
	if (!stop)
		return false;
	w->text = (struct bytes){text, (size_t)(stop - text)};
	w->end = stop + 2;
	return true;
}

/* However dirty: what is no base64 is skipped. */
static void take_base64(struct bytes b, struct buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;
	int count = 0;
	for (size_t i = 0; i < b.size; i++) {
		const char *at = b.data[i] ? strchr(digits, b.data[i]) : NULL;
		if (b.data[i] == '=')
			bits = 0, count = 0;
		if (!at)
			continue;
		bits = (bits << 6 | (uint32_t)(at - digits)) & 0xFFFF;
		count += 6;
		if (count >= 8) {
			count -= 8;
			buf_addc(out, (char)(uint8_t)(bits >> count));
		}
	}
}

/* As many words as the text needs, none cut within a character. */
static void put_words(const char *text, const char *charset, const char *label, bool base64, const char *newline, struct buf *out)
{
	bool first = true;
	while (*text || first) {
		size_t n = 0;
		struct buf bytes = {0};
		for (const char *next = text; *text && (text_next(&next), (size_t)(next - text) <= WORD_BYTES) && next - text != (ptrdiff_t)n; n = (size_t)(next - text))
			;
		char piece[WORD_BYTES + 1];
		memcpy(piece, text, n);
		piece[n] = '\0';
		encode_text(charset, piece, &bytes);
		buf_printf(out, "%s%s=?%s?%c?", first ? "" : newline, first ? "" : " ", label, base64 ? 'B' : 'Q');
		if (base64)
			put_base64(bytes.data ? bytes.data : "", bytes.size, out);
		else
			for (size_t i = 0; i < bytes.size; i++)
				buf_printf(out, isalnum((uint8_t)bytes.data[i]) && (uint8_t)bytes.data[i] < 0x80 ? "%c" : "=%02X", (uint8_t)bytes.data[i]);
		buf_adds(out, "?=");
		buf_release(&bytes);
		text += n;
		first = false;
	}
}

/* Words side by side are one text, which may be cut within a character. */
static const uint8_t *scrub_words(struct scrub *s, struct arena *a, const uint8_t *p, const uint8_t *end, const char *newline, struct buf *out)
{
	struct word w, next;
	struct buf bytes = {0}, clean = {0};
	if (!word_at(p, end, &w))
		return p;
	for (next = w;; p = next.end) {
		if (next.base64)
			take_base64(next.text, &bytes);
		else
			take_quoted(next.text, true, &bytes);
		const uint8_t *after = next.end;
		p = next.end;
		while (after < end && strchr(" \t\r\n", *after ? *after : 1))
			after++;
		struct word following;
		if (!word_at(after, end, &following) || following.base64 != w.base64 || strcasecmp(following.charset, w.charset) != 0)
			break;
		next = following;
	}
	const char *charset = scrub_charset(w.charset, (struct bytes){(uint8_t *)bytes.data, bytes.size});
	scrub_text(s, text_decode(a, charset ? charset : w.charset, bytes.data ? bytes.data : "", bytes.size), &clean);
	put_words(clean.data ? clean.data : "", charset ? charset : "utf-8", charset ? w.charset : "utf-8", w.base64, newline, out);
	buf_release(&bytes);
	buf_release(&clean);
	return p;
}

static void scrub_value(struct scrub *s, struct arena *a, struct bytes v, const char *newline, struct buf *out)
{
	const uint8_t *p = v.data, *end = p + v.size, *plain = p;
	while (p <= end) {
		const uint8_t *at = p < end ? memmem(p, (size_t)(end - p), "=?", 2) : NULL, *stop = at ? at : end;
		struct word w;
		if (at && !word_at(at, end, &w)) {
			p = at + 2;
			continue;
		}
		scrub_bytes(s, a, (struct bytes){plain, (size_t)(stop - plain)}, NULL, false, out);
		if (!at)
			return;
		p = plain = scrub_words(s, a, at, end, newline, out);
	}
}

/* What is no field (mbox's "From ", dirt) is a text like any. */
static void scrub_fields(struct scrub *s, struct arena *a, const struct header *h, const char *newline, struct buf *out)
{
	for (size_t i = 0; i < h->fields_count; i++) {
		scrub_bytes(s, a, h->fields[i].name, NULL, false, out);
		buf_addc(out, ':');
		scrub_value(s, a, h->fields[i].value, newline, out);
		buf_adds(out, newline);
	}
}

/* ---- bodies ---- */

static const char *param(struct arena *a, const struct header *h, const char *field, const char *name)
{
	const struct field *f = header_find(h, field, 0);
	return f ? words_param(a, f->value, name) : NULL;
}

static bool type_is(const struct header *h, const char *type)
{
	const struct field *f = header_find(h, "Content-Type", 0);
	size_t n = strlen(type), skip = 0;
	if (!f)
		return strncmp("text/plain", type, n) == 0;
	while (skip < f->value.size && isspace(f->value.data[skip]))
		skip++;
	return f->value.size - skip >= n && strncasecmp((const char *)f->value.data + skip, type, n) == 0;
}

static bool encoding_is(struct arena *a, const struct header *h, const char *name)
{
	const struct field *f = header_find(h, "Content-Transfer-Encoding", 0);
	return f && strcasestr(arena_strndup(a, (const char *)f->value.data, f->value.size), name);
}

/* Line by line: at most one delimiter a line. end_r: where the lines before it end. */
static const uint8_t *find_delimiter(const uint8_t *p, const uint8_t *end, const char *boundary, const uint8_t **line_r)
{
	size_t n = strlen(boundary);
	while (p < end) {
		const uint8_t *nl = memchr(p, '\n', (size_t)(end - p)), *next = nl ? nl + 1 : end;
		bool whole = (size_t)(next - p) == n + 2 || ((size_t)(next - p) > n + 2 && strchr(" \t\r\n-", p[n + 2] ? p[n + 2] : 1));
		if (whole && memcmp(p, "--", 2) == 0 && memcmp(p + 2, boundary, n) == 0) {
			*line_r = p;
			return next;
		}
		p = next;
	}
	*line_r = end;
	return NULL;
}

static void scrub_multipart(struct scrub *s, struct arena *a, struct bytes body, const char *boundary, int depth, struct scrubbed *r, struct buf *out)
{
	const uint8_t *p = body.data, *end = p + body.size, *line, *next = find_delimiter(p, end, boundary, &line);
	bool closed = false;
	scrub_bytes(s, a, (struct bytes){p, (size_t)(line - p)}, NULL, false, out);
	while (next) {
		struct buf delimiter = {0};
		size_t n = strlen(boundary) + 2;
		scrub_text(s, boundary, &delimiter);
		buf_printf(out, "--%s", delimiter.data ? delimiter.data : "");
		buf_release(&delimiter);
		closed = next - line >= (ptrdiff_t)n + 2 && memcmp(line + n, "--", 2) == 0;
		scrub_bytes(s, a, (struct bytes){line + n, (size_t)(next - line) - n}, NULL, false, out);
		p = next;
		next = find_delimiter(p, end, boundary, &line);
		if (closed || (!next && p == end))
			scrub_bytes(s, a, (struct bytes){p, (size_t)(line - p)}, NULL, false, out);
		else
			scrub_mail_at(s, a, (struct bytes){p, (size_t)(line - p)}, depth + 1, r, out);
	}
}

static const char *name_of(struct arena *a, const struct header *h)
{
	const char *name = param(a, h, "Content-Disposition", "filename");
	return name ? name : param(a, h, "Content-Type", "name");
}

/* A part that is no multipart: its bytes, scrubbed, in the encoding they came in. */
static void scrub_leaf(struct scrub *s, struct arena *a, const struct header *h, struct bytes body, int depth, const char *newline, struct scrubbed *r, struct buf *out)
{
	bool base64 = encoding_is(a, h, "64"), uu = !base64 && encoding_is(a, h, "uue"), quoted = !base64 && encoding_is(a, h, "quoted"), kept = true;
	struct buf bytes = {0}, clean = {0};
	if (base64)
		take_base64(body, &bytes);
	else if (quoted)
		take_quoted(body, false, &bytes);
	else
		buf_add(&bytes, body.data, body.size);
	struct bytes whole = {(uint8_t *)bytes.data, bytes.size};
	const char *name = name_of(a, h), *label = param(a, h, "Content-Type", "charset");
	if (uu) { /* its signs are no text (scrub_markup.c) */
		scrub_leave_out(s, a, name ? name : "", whole, r);
		kept = false;
	} else if (type_is(h, "message/rfc822"))
		scrub_mail_at(s, a, whole, depth + 1, r, &clean);
	else if (whole.size && type_is(h, "text/html") && scrub_charset(label, whole))
		scrub_bytes(s, a, whole, label, true, &clean);
	else if (whole.size)
		scrub_file_at(s, a, name ? name : "", whole, type_is(h, "text/") ? label : NULL, depth, r, &clean, &kept);
	struct bytes done = {(uint8_t *)clean.data, kept ? clean.size : 0};
	if (base64)
		put_base64_lines(done, newline, out);
	else if (quoted)
		put_quoted(done, newline, out);
	else
		buf_add(out, done.data ? (const char *)done.data : "", done.size);
	if (!base64 && done.size == 0 && body.size > 0)
		buf_adds(out, newline);
	buf_release(&bytes);
	buf_release(&clean);
}

void scrub_mail_at(struct scrub *s, struct arena *a, struct bytes raw, int depth, struct scrubbed *r, struct buf *out)
{
	struct header h;
	if (depth > DEPTH_MAX) {
		scrub_leave_out(s, a, "", raw, r);
		return;
	}
	header_read(a, raw, &h);
	const uint8_t *nl = raw.size ? memchr(raw.data, '\n', raw.size) : NULL;
	const char *newline = nl && nl > raw.data && nl[-1] == '\r' ? "\r\n" : "\n", *boundary = type_is(&h, "multipart/") ? param(a, &h, "Content-Type", "boundary") : NULL;
	struct bytes body = {raw.data + h.body_at, raw.size - h.body_at};
	scrub_fields(s, a, &h, newline, out);
	if (h.body_at > 0 && raw.data[h.body_at - 1] == '\n')
		buf_adds(out, newline);
	if (boundary && *boundary)
		scrub_multipart(s, a, body, boundary, depth, r, out);
	else
		scrub_leaf(s, a, &h, body, depth, newline, r, out);
}

void scrub_mail(struct scrub *s, struct arena *a, struct bytes raw, struct scrubbed *r)
{
	struct buf out = {0};
	size_t first = r->files_count;
	ARENA_PUSH(a, r, files) = (struct scrubbed_file){"mail.eml", {0}};
	scrub_mail_at(s, a, raw, 0, r, &out);
	r->files[first].bytes = (struct bytes){arena_memdup(a, out.data ? out.data : "", out.size), out.size};
	buf_release(&out);
}
