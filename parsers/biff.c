#include "parsers/biff.h"

#include <string.h>

#include "base/text.h"
#include "parsers/fill.h"

bool biff_next(struct biff *b)
{
	const uint8_t *p = b->stream.data + b->next;
	size_t left = b->stream.size - b->next;
	if (left == 0)
		return false;
	size_t size = left < 4 ? SIZE_MAX : (size_t)p[2] | (size_t)p[3] << 8;
	if (left < 4 || left - 4 < size) {
		b->bad = true;
		return false;
	}
	b->type = (unsigned)p[0] | (unsigned)p[1] << 8;
	b->at = p + 4;
	b->end = b->at + size;
	b->next += 4 + size;
	return true;
}

bool biff_seek(struct biff *b, size_t at)
{
	if (at >= b->stream.size) {
		b->bad = true;
		return false;
	}
	b->next = at;
	return biff_next(b);
}

/* Goes on with the CONTINUE record that follows, if one does. */
static bool go_on(struct biff *b)
{
	const uint8_t *p = b->stream.data + b->next;
	if (b->stream.size - b->next < 4 || p[0] != BIFF_CONTINUE || p[1] != 0)
		return false;
	return biff_next(b);
}

bool biff_more(struct biff *b)
{
	return b->at < b->end || (go_on(b) && b->at < b->end);
}

uint8_t biff_u8(struct biff *b)
{
	if (b->at == b->end) {
		b->bad = true;
		return 0;
	}
	return *b->at++;
}

uint16_t biff_u16(struct biff *b)
{
	unsigned low = biff_u8(b);
	return (uint16_t)(low | (unsigned)biff_u8(b) << 8);
}

uint32_t biff_u32(struct biff *b)
{
	uint32_t low = biff_u16(b);
	return low | (uint32_t)biff_u16(b) << 16;
}

static double double_of(uint64_t bits)
{
	double d;
	memcpy(&d, &bits, sizeof d);
	return d;
}

double biff_double(struct biff *b)
{
	uint64_t low = biff_u32(b);
	return double_of(low | (uint64_t)biff_u32(b) << 32);
}

/* [MS-XLS] 2.5.217: 30 bits of an integer or of a double's upper half; the lowest bit divides by 100. */
double biff_rk(struct biff *b)
{
	uint32_t rk = biff_u32(b);
	double value = rk & 2 ? (double)((int32_t)rk >> 2) : double_of((uint64_t)(rk & 0xFFFFFFFCu) << 32);
	return rk & 1 ? value / 100 : value;
}

static const char *byte_string(struct biff *b, size_t characters)
{
	size_t left = (size_t)(b->end - b->at);
	if (characters > left) {
		b->bad = true;
		return "";
	}
	const char *text = text_decode(b->a, b->charset, b->at, characters);
	b->at += characters;
	return fill_text(b->a, text, strlen(text));
}

/* Adds characters as UTF-16LE. Where a CONTINUE record begins among them, its first byte says anew how wide they are. */
static void wide_characters(struct biff *b, size_t characters, bool wide, struct buf *out)
{
	while (characters && !b->bad) {
		if (b->at == b->end) {
			if (!go_on(b)) {
				b->bad = true;
				return;
			}
			wide = biff_u8(b) & 1;
			continue;
		}
		uint16_t c = wide ? biff_u16(b) : biff_u8(b);
		if (out->size < TABLE_MAX_CELL_BYTES * 2) {
			buf_addc(out, (char)(c & 0xFF));
			buf_addc(out, (char)(c >> 8));
		}
		characters--;
	}
}

static void skip(struct biff *b, size_t bytes)
{
	while (bytes && !b->bad) {
		size_t left = (size_t)(b->end - b->at), n = bytes < left ? bytes : left;
		b->at += n;
		bytes -= n;
		if (bytes && !go_on(b))
			b->bad = true;
	}
}

const char *biff_string(struct biff *b, size_t characters)
{
	struct buf out = {0};
	if (b->old)
		return byte_string(b, characters);
	if (b->at == b->end)
		go_on(b);
	uint8_t flags = biff_u8(b);
	size_t runs = flags & 8 ? biff_u16(b) : 0, extra = flags & 4 ? biff_u32(b) : 0;
	wide_characters(b, characters, flags & 1, &out);
	skip(b, runs * 4 + extra);
	if (b->bad || out.size == 0) {
		buf_release(&out);
		return "";
	}
	const char *text = text_decode(b->a, "utf-16le", out.data, out.size);
	buf_release(&out);
	return fill_text(b->a, text, strlen(text));
}
