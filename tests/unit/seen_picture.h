/* A look at a chart that was drawn: the PNG of daemon/palette.c, taken apart. For tests, behind cmocka.h. */
#ifndef TESTS_UNIT_SEEN_PICTURE_H
#define TESTS_UNIT_SEEN_PICTURE_H
#include <string.h>
#include <zlib.h>

#include "drawing.h"

/* What a picture shows: a look at each of the letter's pixels. */
struct seen {
	int width, height;        /* in pixels of its own */
	const uint8_t *palette, *rows;
};

static inline unsigned number(const uint8_t *p)
{
	return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3];
}

static inline struct seen look(struct arena *a, struct bytes png)
{
	struct seen s = {.width = (int)number(png.data + 16), .height = (int)number(png.data + 20)};
	for (const uint8_t *p = png.data + 8; p < png.data + png.size; p += 12 + number(p)) {
		assert_int_equal(number(p + 8 + number(p)), crc32(0, p + 4, number(p) + 4));
		if (memcmp(p + 4, "PLTE", 4) == 0)
			s.palette = p + 8;
		uLongf size = (uLongf)(s.height * (s.width + 1));
		if (memcmp(p + 4, "IDAT", 4) != 0)
			continue;
		Bytef *rows = arena_alloc(a, size);
		assert_int_equal(uncompress(rows, &size, p + 8, number(p)), Z_OK);
		assert_int_equal(size, s.height * (s.width + 1));
		s.rows = rows;
	}
	assert_true(s.palette && s.rows);
	return s;
}

static inline unsigned at(const struct seen *s, int x, int y)
{
	int scale = s->width / DRAWING_WIDTH;
	const uint8_t *p = s->palette + 3 * s->rows[(y * scale) * (s->width + 1) + 1 + x * scale];
	return (unsigned)p[0] << 16 | (unsigned)p[1] << 8 | p[2];
}

/* How often a colour is seen in a column of the picture, or in all of it (x < 0). */
static inline int count_of(const struct seen *s, int x, unsigned rgb)
{
	int n = 0;
	for (int y = 0; y < s->height * DRAWING_WIDTH / s->width; y++)
		for (int i = x < 0 ? 0 : x; i < (x < 0 ? DRAWING_WIDTH : x + 1); i++)
			n += at(s, i, y) == rgb;
	return n;
}

#endif
