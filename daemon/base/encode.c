#include "base/encode.h"

#include <string.h>

#include "base/text.h"

enum { FIRST = 0x81, LAST = 0xFE, SECOND = 0x40, BMP = 0x10000 };

/* What the reading side makes of each pair, turned round: both ways are the same table, and no converter is opened behind a closed sandbox. */
static struct pairs {
	const char *charset;
	uint16_t of[BMP]; /* 0: none */
	bool filled;
} all_pairs[] = {{.charset = "gb18030"}, {.charset = "big5"}};

static void fill(struct pairs *pairs)
{
	struct arena *a = arena_new();
	struct buf lines = {0};
	for (int first = FIRST; first <= LAST; first++)
		for (int second = SECOND; second <= LAST; second++)
			buf_printf(&lines, "%c%c\n", first, second == 0x7F ? SECOND : second); /* no second byte is 0x7F */
	const char *text = text_convert(a, pairs->charset, lines.data, lines.size);
	for (int first = FIRST; first <= LAST && *text; first++)
		for (int second = SECOND; second <= LAST && *text; second++) {
			const char *end = strchr(text, '\n'), *next = text;
			uint32_t c = text_next(&next);
			if (next == end && c >= 0x80 && c < BMP && c != 0xFFFD && !pairs->of[c])
				pairs->of[c] = (uint16_t)(first << 8 | (second == 0x7F ? SECOND : second));
			text = end ? end + 1 : "";
		}
	buf_release(&lines);
	arena_free(a);
	pairs->filled = true;
}

static bool encode_pairs(const char *charset, const char *text, struct buf *out)
{
	struct pairs *pairs = all_pairs;
	while (strcmp(pairs->charset, charset) != 0)
		if (++pairs == all_pairs + sizeof all_pairs / sizeof *all_pairs)
			return false;
	if (!pairs->filled)
		fill(pairs);
	for (uint32_t c; (c = text_next(&text));) {
		uint16_t pair = c < BMP ? pairs->of[c] : 0;
		if (c >= 0x80 && pair)
			buf_addc(out, (char)(pair >> 8));
		buf_addc(out, (char)(c < 0x80 ? c : pair ? pair & 0xFF : '?'));
	}
	return true;
}

static void encode_wide(const char *text, bool big, struct buf *out)
{
	for (uint32_t c; (c = text_next(&text));) {
		uint16_t units[2] = {(uint16_t)c, 0};
		if (c >= BMP) {
			units[0] = (uint16_t)(0xD800 + ((c - BMP) >> 10));
			units[1] = (uint16_t)(0xDC00 + ((c - BMP) & 0x3FF));
		}
		for (int i = 0; i < (c >= BMP ? 2 : 1); i++) {
			buf_addc(out, (char)(big ? units[i] >> 8 : units[i] & 0xFF));
			buf_addc(out, (char)(big ? units[i] & 0xFF : units[i] >> 8));
		}
	}
}

bool encode_text(const char *charset, const char *text, struct buf *out)
{
	bool wide = strcmp(charset, "utf-16le") == 0 || strcmp(charset, "utf-16be") == 0;
	if (strcmp(charset, "utf-8") == 0)
		return buf_adds(out, text), true;
	if (!wide)
		return encode_pairs(charset, text, out);
	encode_wide(text, charset[6] == 'b', out);
	return true;
}
