#include "base/base64.h"

#include <endian.h>
#include <string.h>

enum { BLANK = 1, PADDING = 2, LETTER = 64 /* and its six bits */ };

static const uint8_t kinds[256] = {
	['\t'] = BLANK, ['\n'] = BLANK, ['\r'] = BLANK, [' '] = BLANK, ['='] = PADDING, ['+'] = LETTER | 62, ['/'] = LETTER | 63,
	['0'] = LETTER | 52, LETTER | 53, LETTER | 54, LETTER | 55, LETTER | 56, LETTER | 57, LETTER | 58, LETTER | 59, LETTER | 60, LETTER | 61,
	['A'] = LETTER, LETTER | 1, LETTER | 2, LETTER | 3, LETTER | 4, LETTER | 5, LETTER | 6, LETTER | 7, LETTER | 8, LETTER | 9, LETTER | 10,
	LETTER | 11, LETTER | 12, LETTER | 13, LETTER | 14, LETTER | 15, LETTER | 16, LETTER | 17, LETTER | 18, LETTER | 19, LETTER | 20, LETTER | 21,
	LETTER | 22, LETTER | 23, LETTER | 24, LETTER | 25,
	['a'] = LETTER | 26, LETTER | 27, LETTER | 28, LETTER | 29, LETTER | 30, LETTER | 31, LETTER | 32, LETTER | 33, LETTER | 34, LETTER | 35,
	LETTER | 36, LETTER | 37, LETTER | 38, LETTER | 39, LETTER | 40, LETTER | 41, LETTER | 42, LETTER | 43, LETTER | 44, LETTER | 45, LETTER | 46,
	LETTER | 47, LETTER | 48, LETTER | 49, LETTER | 50, LETTER | 51,
};

int base64_value(uint8_t c)
{
	return kinds[c] & LETTER ? kinds[c] & 63 : -1;
}

/* The three bytes of four letters by their kinds, and a fourth that is zero. */
static void put_three(uint8_t *to, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
	const uint32_t marks = LETTER << 18 | LETTER << 12 | LETTER << 6 | LETTER;
	uint32_t big = htobe32(((a << 18) + (b << 12) + (c << 6) + d - marks) << 8);
	memcpy(to, &big, sizeof big);
}

/* The last, padded quantum at p: one or two bytes, 0 if it is none, or something else than blanks follows. */
static size_t last_bytes(const uint8_t *p, const uint8_t *end, uint8_t *to)
{
	if (end - p < 4 || !(kinds[p[0]] & kinds[p[1]] & LETTER) || kinds[p[3]] != PADDING)
		return 0;
	bool one = kinds[p[2]] == PADDING;
	if (!one && !(kinds[p[2]] & LETTER))
		return 0;
	for (const uint8_t *q = p + 4; q < end; q++)
		if (kinds[*q] != BLANK)
			return 0;
	put_three(to, kinds[p[0]], kinds[p[1]], one ? LETTER : kinds[p[2]], LETTER);
	return one ? 1 : 2;
}

/* From *p on as many quanta of four letters as there are. */
static uint8_t *put_quanta(const uint8_t **p, const uint8_t *end, uint8_t *to)
{
	const uint8_t *q = *p;
	for (; end - q >= 4; q += 4, to += 3) {
		uint8_t a = kinds[q[0]], b = kinds[q[1]], c = kinds[q[2]], d = kinds[q[3]];
		if (!(a & b & c & d & LETTER))
			break;
		put_three(to, a, b, c, d);
	}
	*p = q;
	return to;
}

bool base64_decode(const void *from, size_t size, uint8_t *to, size_t *size_r)
{
	const uint8_t *p = from, *end = p + size;
	uint8_t *start = to;
	while (p < end) {
		const uint8_t *before = p;
		to = put_quanta(&p, end, to);
		while (p < end && kinds[*p] == BLANK)
			p++;
		if (p > before)
			continue;
		size_t n = last_bytes(p, end, to);
		*size_r = (size_t)(to - start) + n;
		return n > 0;
	}
	*size_r = (size_t)(to - start);
	return true;
}
