#include "fold.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { LINE_MAX_COLUMNS = 76, WORD_MAX_COLUMNS = 75, BASE64_LINE_BYTES = 57 };

/* Four digits for each three bytes, into room that is there; where they end. */
static char *put_base64(char *to, const uint8_t *p, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *end = p + size - size % 3;
	for (; p < end; p += 3, to += 4) {
		uint32_t v = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
		to[0] = digits[v >> 18];
		to[1] = digits[v >> 12 & 63];
		to[2] = digits[v >> 6 & 63];
		to[3] = digits[v & 63];
	}
	if (size % 3) {
		uint32_t v = (uint32_t)p[0] << 16 | (size % 3 == 2 ? (uint32_t)p[1] << 8 : 0);
		*to++ = digits[v >> 18];
		*to++ = digits[v >> 12 & 63];
		*to++ = size % 3 == 2 ? digits[v >> 6 & 63] : '=';
		*to++ = '=';
	}
	return to;
}

static void base64(struct buf *out, const void *data, size_t size)
{
	char *start = buf_space(out, (size + 2) / 3 * 4);
	out->size += (size_t)(put_base64(start, data, size) - start);
}

void base64_lines(struct buf *out, const void *data, size_t size)
{
	const uint8_t *p = data;
	size_t lines = (size + BASE64_LINE_BYTES - 1) / BASE64_LINE_BYTES;
	char *start = buf_space(out, (size + 2) / 3 * 4 + lines * 2), *to = start;
	for (size_t i = 0; i < size; i += BASE64_LINE_BYTES) {
		to = put_base64(to, p + i, size - i < BASE64_LINE_BYTES ? size - i : BASE64_LINE_BYTES);
		*to++ = '\r';
		*to++ = '\n';
	}
	out->size += (size_t)(to - start);
}

bool fold_plain(const char *s)
{
	for (; *s; s++)
		if (*s < 0x20 || *s > 0x7E)
			return false;
	return true;
}

/* Columns of the line that the buffer ends in. */
static size_t column(const struct buf *out)
{
	size_t i = out->size;
	while (i > 0 && out->data[i - 1] != '\n')
		i--;
	return out->size - i;
}

static void fold(struct buf *out)
{
	buf_adds(out, "\r\n ");
}

void fold_word(struct buf *out, const char *word, size_t size)
{
	if (column(out) + 1 + size > LINE_MAX_COLUMNS)
		fold(out);
	else
		buf_addc(out, ' ');
	buf_add(out, word, size);
}

void fold_encoded(struct buf *out, const char *s)
{
	static const char head[] = "=?UTF-8?B?", tail[] = "?=";
	while (*s) {
		if (column(out) + 1 + sizeof head + sizeof tail + 8 > LINE_MAX_COLUMNS)
			fold(out);
		else
			buf_addc(out, ' ');
		size_t room = LINE_MAX_COLUMNS - column(out);
		room = (room < WORD_MAX_COLUMNS ? room : WORD_MAX_COLUMNS) - (sizeof head - 1) - (sizeof tail - 1);
		const char *end = s, *next = s;
		while (text_next(&next) && (size_t)(next - s) <= room / 4 * 3)
			end = next;
		buf_adds(out, head);
		base64(out, s, (size_t)(end - s));
		buf_adds(out, tail);
		s = end;
	}
}

void fold_text(struct buf *out, const char *s)
{
	bool foldable = fold_plain(s) && !strstr(s, "=?");
	for (const char *p = s; foldable && *p; p += strcspn(p, " "), p += *p == ' ')
		foldable = strcspn(p, " ") < LINE_MAX_COLUMNS - 16;
	if (!foldable) {
		fold_encoded(out, s);
		return;
	}
	while (*s) {
		size_t n = strcspn(s, " ");
		fold_word(out, s, n);
		s += n;
		s += *s == ' ';
	}
}
