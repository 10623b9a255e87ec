/* Pictures of 256 colours: what has no more is kept exactly, and what has more comes near it, its grounds exactly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "palette.h"
#include "seen_picture.h"

enum { WIDTH = 90, HEIGHT = 70, STRIDE = 4 * WIDTH + 8 };

static struct arena *a;
static unsigned char pixels[HEIGHT * STRIDE];

static void set(int x, int y, uint32_t rgb)
{
	memcpy(&pixels[y * STRIDE + 4 * x], &rgb, sizeof rgb);
}

static uint32_t got(const struct seen *s, int x, int y)
{
	const uint8_t *p = s->palette + 3 * s->rows[y * (s->width + 1) + 1 + x];
	assert_int_equal(s->rows[y * (s->width + 1)], 0);
	return (uint32_t)(p[0] << 16 | p[1] << 8 | p[2]);
}

static struct seen written(struct buf *png)
{
	palette_png(pixels, WIDTH, HEIGHT, STRIDE, png);
	assert_int_equal(png->data[png->size - 8], 'I');
	struct seen s = look(a, (struct bytes){(const uint8_t *)png->data, png->size});
	assert_int_equal(s.width, WIDTH);
	assert_int_equal(s.height, HEIGHT);
	return s;
}

static void few_colours_are_exact(void **state)
{
	struct buf png = {0};
	(void)state;
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++)
			set(x, y, 0xFF000000u | (uint32_t)((x * 7 + y * 90) % 256) * 0x10203u % 0x1000000u);
	struct seen s = written(&png);
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++)
			assert_int_equal(got(&s, x, y), (uint32_t)((x * 7 + y * 90) % 256) * 0x10203u % 0x1000000u);
	buf_release(&png);
}

static int apart(uint32_t x, uint32_t y, int shift)
{
	return abs((int)(x >> shift & 0xFF) - (int)(y >> shift & 0xFF));
}

/* Five thousand greys and blues over a ground: edges of letters, as it were. */
static void many_colours_come_near(void **state)
{
	struct buf png = {0};
	(void)state;
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++)
			set(x, y, x < 20 ? 0xfbfcfd : (uint32_t)(y * 3) << 16 | (uint32_t)(y * 3) << 8 | (uint32_t)(x * 2));
	struct seen s = written(&png);
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++) {
			uint32_t want = x < 20 ? 0xfbfcfd : (uint32_t)(y * 3) << 16 | (uint32_t)(y * 3) << 8 | (uint32_t)(x * 2);
			for (int shift = 0; shift < 24; shift += 8)
				assert_true(apart(got(&s, x, y), want, shift) <= (x < 20 ? 0 : 12));
		}
	buf_release(&png);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(few_colours_are_exact), cmocka_unit_test(many_colours_come_near)};
	a = arena_new();
	int failed = cmocka_run_group_tests_name("palette", tests, NULL, NULL);
	arena_free(a);
	return failed;
}
