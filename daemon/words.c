#include "words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/base64.h"
#include "base/text.h"

enum { CHARSET_MAX = 64, SEGMENTS_MAX = 256, NAME_MAX_CHARS = 200 };

/* One encoded-word as it stands: =?charset*lang?B?text?= */
struct word {
	char charset[CHARSET_MAX];
	bool base64;
	const uint8_t *text, *text_end, *end;
};

static bool is_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Is there an encoded-word at p? A charset is short and a text has no '?', so that looking costs no more than the bytes up to it. */
static bool word_at(const uint8_t *p, const uint8_t *end, struct word *w_r)
{
	size_t n = 0;
	if (end - p < 8 || p[0] != '=' || p[1] != '?')
		return false;
	for (p += 2; p < end && *p != '?' && *p > ' ' && *p < 0x7F && n < CHARSET_MAX - 1; p++)
		w_r->charset[n++] = (char)*p;
	w_r->charset[n] = '\0';
	w_r->charset[strcspn(w_r->charset, "*")] = '\0';
	if (end - p < 3 || p[0] != '?' || !strchr("BbQq", p[1]) || p[2] != '?')
		return false;
	w_r->base64 = p[1] == 'B' || p[1] == 'b';
	w_r->text = p += 3;
	p = memchr(p, '?', (size_t)(end - p));
	if (!p || p + 1 >= end || p[1] != '=')
		return false;
	w_r->text_end = p;
	w_r->end = p + 2;
	return true;
}

/* In the alphabet of RFC 4648 section 5, too, which some write. */
static int sextet_of(uint8_t c)
{
	return c == '-' ? 62 : c == '_' ? 63 : base64_value(c);
}

/* Bits that are left when a word ends in the middle of a quantum: some clients cut the base64 text itself. */
struct bits {
	uint32_t value;
	int count;
};

static void add_base64(struct buf *out, const struct word *w, struct bits *bits)
{
	for (const uint8_t *p = w->text; p < w->text_end; p++) {
		int v = sextet_of(*p);
		if (*p == '=')
			*bits = (struct bits){0};
		if (v < 0)
			continue;
		bits->value = (bits->value << 6 | (uint32_t)v) & 0xFFFF;
		bits->count += 6;
		if (bits->count >= 8) {
			bits->count -= 8;
			buf_addc(out, (char)(uint8_t)(bits->value >> bits->count));
		}
	}
	if ((bits->value & ((1u << bits->count) - 1)) == 0)
		*bits = (struct bits){0}; /* a whole word without its padding */
}

static int hex_value(uint8_t c)
{
	return isdigit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Bytes behind a sign (`=` of Q, `%` of RFC 2231), two hexadecimal digits each; anything else stays as it is. */
static void add_hex(struct buf *out, const uint8_t *p, const uint8_t *end, char sign, bool underscore_is_blank)
{
	for (; p < end; p++) {
		if (*p == (uint8_t)sign && end - p > 2 && hex_value(p[1]) >= 0 && hex_value(p[2]) >= 0) {
			buf_addc(out, (char)(hex_value(p[1]) << 4 | hex_value(p[2])));
			p += 2;
		} else {
			buf_addc(out, underscore_is_blank && *p == '_' ? ' ' : (char)*p);
		}
	}
}

/* GB2312 characters are pairs of bytes beyond ASCII; in Latin text a lone one stands among letters. */
static bool looks_paired(const uint8_t *p, size_t size)
{
	size_t run = 0, odd = 0, pairs = 0;
	for (size_t i = 0; i <= size; i++) {
		if (i < size && p[i] >= 0x80) {
			run++;
			continue;
		}
		odd += run % 2;
		pairs += run / 2;
		run = 0;
	}
	return odd == 0 && pairs > 0;
}

/* Text that was cut in the middle of a character, or has a few bytes of dirt, is UTF-8 for all that. */
static bool mostly_utf8(const uint8_t *p, size_t size)
{
	size_t good = 0, bad = 0;
	for (size_t i = 0; i < size;) {
		size_t n = p[i] < 0x80 ? 1 : p[i] < 0xC2 ? 0 : p[i] < 0xE0 ? 2 : p[i] < 0xF0 ? 3 : p[i] < 0xF5 ? 4 : 0;
		bool whole = n > 0 && n <= size - i && text_is_utf8(p + i, n);
		if (!whole)
			bad++;
		else if (n > 1)
			good++;
		i += whole ? n : 1;
	}
	return good >= 8 * bad;
}

char *words_text(struct arena *a, const char *charset, const void *data, size_t size)
{
	if (charset && (strcasecmp(charset, "utf-8") == 0 || strcasecmp(charset, "utf8") == 0) && mostly_utf8(data, size))
		charset = "utf-8", data = text_clean(a, data, size), size = strlen(data);
	bool latin = charset && (strcasecmp(charset, "iso-8859-1") == 0 || strcasecmp(charset, "windows-1252") == 0);
	return text_decode(a, latin && looks_paired(data, size) ? NULL : charset, data, size);
}

/* Decodes the run of words that starts with w, as far as the charset stays the same; returns where it ends. */
static const uint8_t *add_run(struct arena *a, struct buf *out, const struct word *first, const uint8_t *end)
{
	struct buf raw = {0};
	struct bits bits = {0};
	struct word w = *first;
	const uint8_t *after = w.end;
	for (bool more = true; more;) {
		if (w.base64)
			add_base64(&raw, &w, &bits);
		else
			add_hex(&raw, w.text, w.text_end, '=', true);
		after = w.end;
		const uint8_t *p = after;
		while (p < end && is_blank(*p))
			p++;
		more = word_at(p, end, &w) && strcasecmp(w.charset, first->charset) == 0;
	}
	buf_adds(out, words_text(a, first->charset, raw.data ? raw.data : "", raw.size));
	buf_release(&raw);
	return after;
}

char *words_one_line(struct arena *a, const char *text)
{
	struct buf out = {0};
	uint32_t c;
	for (const char *p = text, *here = p; (c = text_next(&p)); here = p) {
		bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
		bool control = c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
		if (control && c != '\r' && (c != '\n' || (*p != ' ' && *p != '\t')))
			buf_addc(&out, ' ');
		else if (!turns && !control)
			buf_add(&out, here, (size_t)(p - here));
	}
	char *line = text_trim(a, out.data ? out.data : "");
	buf_release(&out);
	return line;
}

char *words_decode(struct arena *a, struct bytes value)
{
	struct buf out = {0};
	struct word w;
	const uint8_t *p = value.data, *end = p + value.size, *plain = p;
	const uint8_t *after_word = NULL; /* blanks between two words belong to neither */
	while (p < end) {
		if (*p != '=' || !word_at(p, end, &w)) {
			if (!is_blank(*p))
				after_word = NULL;
			p++;
			continue;
		}
		if (!after_word && p > plain)
			buf_adds(&out, text_decode(a, NULL, plain, (size_t)(p - plain)));
		p = plain = after_word = add_run(a, &out, &w, end);
	}
	if (p > plain)
		buf_adds(&out, text_decode(a, NULL, plain, (size_t)(p - plain)));
	char *line = words_one_line(a, out.data ? out.data : "");
	buf_release(&out);
	return line;
}

/* What was found of one parameter. */
struct param {
	struct bytes plain;
	bool has_plain;
	struct {
		struct bytes text;
		bool encoded; /* %XX in it */
	} segments[SEGMENTS_MAX];
};

/* A value at *p: a quoted string without its quotes, or what stands before the next ';'. */
static struct bytes take_value(const uint8_t **p, const uint8_t *end)
{
	const uint8_t *start = *p, *stop;
	if (start < end && *start == '"') {
		for (stop = ++start; stop < end && *stop != '"'; stop++)
			if (*stop == '\\' && stop + 1 < end && (stop[1] == '"' || stop[1] == '\\'))
				stop++;
		const uint8_t *rest = stop < end ? memchr(stop, ';', (size_t)(end - stop)) : NULL;
		*p = rest ? rest : end;
		return (struct bytes){start, (size_t)((stop < end ? stop : end) - start)};
	}
	stop = start < end ? memchr(start, ';', (size_t)(end - start)) : NULL;
	*p = stop = stop ? stop : end;
	while (stop > start && is_blank(stop[-1]))
		stop--;
	return (struct bytes){start, (size_t)(stop - start)};
}

/* "filename", "filename*", "filename*3", "filename*3*": which segment, -1 for the plain form, -2 for another parameter. */
static int segment_of(struct bytes key, const char *name, bool *encoded_r)
{
	size_t n = strlen(name);
	int number = 0;
	if (key.size < n || strncasecmp((const char *)key.data, name, n) != 0)
		return -2;
	const uint8_t *p = key.data + n, *end = key.data + key.size;
	if (p == end)
		return -1;
	if (*p++ != '*')
		return -2;
	*encoded_r = p == end;
	for (; p < end && isdigit(*p); p++)
		if ((number = number * 10 + (*p - '0')) >= SEGMENTS_MAX)
			return -2;
	if (p < end && *p == '*') {
		*encoded_r = true;
		p++;
	}
	return p == end ? number : -2;
}

static void collect(struct bytes value, const char *name, struct param *found_r)
{
	const uint8_t *end = value.data + value.size, *p = value.size ? memchr(value.data, ';', value.size) : NULL;
	while (p && p < end) {
		while (p < end && (*p == ';' || is_blank(*p)))
			p++;
		const uint8_t *key = p;
		while (p < end && *p != '=' && *p != ';')
			p++;
		const uint8_t *key_end = p;
		while (key_end > key && is_blank(key_end[-1]))
			key_end--;
		if (p >= end || *p == ';')
			continue;
		for (p++; p < end && is_blank(*p);)
			p++;
		struct bytes text = take_value(&p, end);
		bool encoded = false;
		int i = segment_of((struct bytes){key, (size_t)(key_end - key)}, name, &encoded);
		if (i == -1 && !found_r->has_plain) {
			found_r->plain = text;
			found_r->has_plain = true;
		} else if (i >= 0 && !found_r->segments[i].text.data) {
			found_r->segments[i].text = text;
			found_r->segments[i].encoded = encoded;
		}
	}
}

static char *join_segments(struct arena *a, const struct param *found)
{
	char charset[CHARSET_MAX] = "";
	struct buf raw = {0};
	for (size_t i = 0; i < SEGMENTS_MAX && found->segments[i].text.data; i++) {
		const uint8_t *p = found->segments[i].text.data, *end = p + found->segments[i].text.size;
		const uint8_t *quote = i == 0 && p < end ? memchr(p, '\'', (size_t)(end - p)) : NULL;
		const uint8_t *second = quote ? memchr(quote + 1, '\'', (size_t)(end - quote - 1)) : NULL;
		if (second && found->segments[i].encoded) {
			if (quote - p < CHARSET_MAX)
				memcpy(charset, p, (size_t)(quote - p));
			p = second + 1;
		}
		if (found->segments[i].encoded)
			add_hex(&raw, p, end, '%', false);
		else
			buf_add(&raw, p, (size_t)(end - p));
	}
	const char *data = raw.data ? raw.data : "";
	char *text = charset[0] ? words_one_line(a, text_decode(a, charset, data, raw.size))
	                        : words_decode(a, (struct bytes){(const uint8_t *)data, raw.size});
	buf_release(&raw);
	return text;
}

/* Some clients write a plain filename="%E5%AE%A2.xlsx". It is taken so only if UTF-8 beyond ASCII comes out. */
static char *undo_percent(struct arena *a, char *text)
{
	struct buf raw = {0};
	if (!strchr(text, '%'))
		return text;
	add_hex(&raw, (const uint8_t *)text, (const uint8_t *)text + strlen(text), '%', false);
	bool better = raw.size < strlen(text) && text_is_utf8(raw.data, raw.size) && text_count(raw.data) < strlen(raw.data);
	char *out = better ? words_one_line(a, text_clean(a, raw.data, raw.size)) : text;
	buf_release(&raw);
	return out;
}

static char *unquote(struct arena *a, struct bytes quoted)
{
	struct buf raw = {0};
	for (size_t i = 0; i < quoted.size; i++) {
		if (quoted.data[i] == '\\' && i + 1 < quoted.size && (quoted.data[i + 1] == '"' || quoted.data[i + 1] == '\\'))
			i++;
		buf_addc(&raw, (char)quoted.data[i]);
	}
	char *text = words_decode(a, (struct bytes){(const uint8_t *)(raw.data ? raw.data : ""), raw.size});
	buf_release(&raw);
	return text;
}

char *words_param(struct arena *a, struct bytes value, const char *name)
{
	struct param found = {0};
	collect(value, name, &found);
	if (found.segments[0].text.data && (found.segments[0].text.size || !found.has_plain))
		return join_segments(a, &found);
	return found.has_plain ? undo_percent(a, unquote(a, found.plain)) : NULL;
}

char *words_file_name(struct arena *a, const char *name)
{
	const char *base = name;
	for (const char *p = name; *p; p++)
		if (*p == '/' || *p == '\\')
			base = p + 1;
	if (strcmp(base, ".") == 0 || strcmp(base, "..") == 0)
		return arena_strdup(a, "");
	const char *dot = strrchr(base, '.');
	if (text_count(base) <= NAME_MAX_CHARS || !dot || strlen(dot) > 8)
		return text_cut(a, base, NAME_MAX_CHARS);
	return arena_printf(a, "%s%s", text_cut(a, base, NAME_MAX_CHARS - strlen(dot)), dot); /* the ending says what it is */
}
