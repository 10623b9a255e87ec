#include "fold.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { LINE_MAX_COLUMNS = 76, WORD_MAX_COLUMNS = 75, BASE64_LINE_BYTES = 57 };

static void base64(struct buf *out, const void *data, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *p = data;
	for (size_t i = 0; i < size; i += 3) {
		uint32_t v = (uint32_t)p[i] << 16 | (i + 1 < size ? (uint32_t)p[i + 1] << 8 : 0) | (i + 2 < size ? p[i + 2] : 0u);
		char four[4] = {digits[v >> 18], digits[v >> 12 & 63], i + 1 < size ? digits[v >> 6 & 63] : '=', i + 2 < size ? digits[v & 63] : '='};
		buf_add(out, four, sizeof four);
	}
}

void base64_lines(struct buf *out, const void *data, size_t size)
{
	const uint8_t *p = data;
	for (size_t i = 0; i < size; i += BASE64_LINE_BYTES) {
		base64(out, p + i, size - i < BASE64_LINE_BYTES ? size - i : BASE64_LINE_BYTES);
		buf_adds(out, "\r\n");
	}
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
