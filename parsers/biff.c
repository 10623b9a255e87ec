#include "parsers/biff.h"

#include <string.h>

#include "base/text.h"
#include "parsers/fill.h"

bool biff_is_bof(unsigned type)
{
	return type == BIFF_BOF || type == BIFF_BOF_4 || type == BIFF_BOF_3 || type == BIFF_BOF_2;
}

/* A BOF record: it has 4, 6, 8 or 16 bytes (other small numbers would be tabs and line ends of UTF-16), and says what begins: a workbook's globals, a
 * sheet, a chart, a macro sheet, a BIFF4 workbook. */
bool biff_is(struct bytes file)
{
	const uint8_t *p = file.data;
	if (file.size < 12 || !biff_is_bof((unsigned)p[0] | (unsigned)p[1] << 8) || p[3] != 0)
		return false;
	if (p[2] != 4 && p[2] != 6 && p[2] != 8 && p[2] != 16)
		return false;
	unsigned what = (unsigned)p[6] | (unsigned)p[7] << 8;
	return what == 5 || what == 0x10 || what == 0x20 || what == 0x40 || what == 0x100;
}

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
	while (b->at == b->end)
		if (!go_on(b))
			return false;
	return true;
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
	const char *text = text_convert(b->a, b->charset, b->at, characters);
	b->at += characters;
	return fill_text(b->a, text, strlen(text));
}

/* UTF-16 as it comes in, UTF-8 as it goes out. */
struct units {
	char text[TABLE_MAX_CELL_BYTES + 8];
	size_t size;
	uint32_t high; /* the first half of a pair that waits for its second; 0: none */
};

static void add_point(struct units *u, uint32_t c)
{
	if (u->size < TABLE_MAX_CELL_BYTES + 4 && c)
		u->size += text_put(u->text + u->size, c);
}

static void add_unit(struct units *u, uint32_t unit)
{
	bool low = unit >= 0xDC00 && unit <= 0xDFFF;
	if (u->high && low) {
		add_point(u, 0x10000 + ((u->high & 0x3FF) << 10) + (unit & 0x3FF));
		u->high = 0;
		return;
	}
	if (u->high)
		add_point(u, 0xFFFD);
	u->high = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
	if (!u->high)
		add_point(u, low ? 0xFFFD : unit);
}

/* Where a CONTINUE record begins among the characters, its first byte says anew how wide they are. An odd byte at a record's end is none of them. */
static void take_characters(struct biff *b, size_t characters, bool wide, struct units *u)
{
	while (characters && !b->bad) {
		size_t left = (size_t)(b->end - b->at) / (wide ? 2 : 1), n = characters < left ? characters : left;
		const uint8_t *p = b->at;
		for (size_t i = 0; i < n; i++)
			add_unit(u, wide ? (uint32_t)p[2 * i] | (uint32_t)p[2 * i + 1] << 8 : p[i]);
		b->at += wide ? 2 * n : n;
		characters -= n;
		if (!characters)
			break;
		b->at = b->end;
		if (biff_more(b))
			wide = biff_u8(b) & 1;
		else
			b->bad = true;
	}
}

static void skip(struct biff *b, size_t bytes)
{
	while (bytes && !b->bad) {
		size_t left = (size_t)(b->end - b->at), n = bytes < left ? bytes : left;
		b->at += n;
		bytes -= n;
		if (bytes && !biff_more(b))
			b->bad = true;
	}
}

const char *biff_string(struct biff *b, size_t characters)
{
	struct units u;
	if (b->version < 8)
		return byte_string(b, characters);
	if (!biff_more(b) && !characters) /* some programs leave out the flags of an empty one */
		return "";
	uint8_t flags = biff_u8(b);
	size_t runs = flags & 8 ? biff_u16(b) : 0, extra = flags & 4 ? biff_u32(b) : 0;
	u.size = u.high = 0;
	take_characters(b, characters, flags & 1, &u);
	skip(b, runs * 4 + extra);
	if (u.high)
		add_point(&u, 0xFFFD);
	return b->bad ? "" : fill_text(b->a, u.text, u.size);
}
