#include "palette.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bug.h"
#include "base/zipped.h"

enum { COLOURS = 256, INDEXED = 3, DEPTH = 8, FIRST_ROOM = 4096 };
static const uint32_t nobody = UINT32_MAX; /* no colour is: its first byte is 0 */

/* A colour of the picture: how often, and which of the palette stands for it. */
struct colour {
	uint32_t rgb;
	uint32_t count;
	uint8_t index;
};
struct colours {
	struct arena *a;
	struct colour *slots;      /* by hash; rgb `nobody`: free */
	size_t room, count;
};

static uint32_t pixel(const unsigned char *row, size_t x)
{
	uint32_t v;
	memcpy(&v, row + 4 * x, sizeof v);
	return v & 0xFFFFFF;
}

static struct colour *slot_of(const struct colours *c, uint32_t rgb)
{
	size_t at = (size_t)(rgb * UINT32_C(2654435761) >> 8) & (c->room - 1);
	while (c->slots[at].rgb != rgb && c->slots[at].rgb != nobody)
		at = (at + 1) & (c->room - 1);
	return &c->slots[at];
}

static void make_room(struct colours *c, size_t room)
{
	struct colours old = *c;
	c->room = room;
	c->slots = arena_alloc(c->a, room * sizeof *c->slots);
	for (size_t i = 0; i < room; i++)
		c->slots[i].rgb = nobody;
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i].rgb != nobody)
			*slot_of(c, old.slots[i].rgb) = old.slots[i];
}

static void count_row(struct colours *c, const unsigned char *row, size_t width)
{
	struct colour *last = NULL;
	for (size_t x = 0; x < width; x++) {
		uint32_t rgb = pixel(row, x);
		if (!last || last->rgb != rgb)
			last = slot_of(c, rgb);
		if (last->rgb == nobody) {
			last->rgb = rgb;
			if (++c->count > c->room / 2) {
				make_room(c, c->room * 2);
				last = slot_of(c, rgb);
			}
		}
		last->count++;
	}
}

/* Most frequent first; their numbers decide between equals, so that the order does not hang on where they lie. */
static int by_count(const void *x, const void *y)
{
	const struct colour *const *a = x, *const *b = y;
	if ((*a)->count != (*b)->count)
		return (*a)->count < (*b)->count ? 1 : -1;
	return ((*a)->rgb > (*b)->rgb) - ((*a)->rgb < (*b)->rgb);
}

static uint32_t apart(uint32_t x, uint32_t y)
{
	int r = (int)(x >> 16) - (int)(y >> 16), g = (int)(x >> 8 & 0xFF) - (int)(y >> 8 & 0xFF), b = (int)(x & 0xFF) - (int)(y & 0xFF);
	return (uint32_t)(r * r + g * g + b * b);
}

/* Of the colours that the palette has not, the one by which the picture is most wrong: so many pixels, so far from what stands for them. */
static size_t worst(struct colour *const *all, const uint32_t *off, size_t n)
{
	size_t found = 0;
	for (size_t i = 1; i < n; i++)
		if ((uint64_t)off[i] * all[i]->count > (uint64_t)off[found] * all[found]->count)
			found = i;
	return found;
}

/* The most frequent is the first; grounds, bars and letters follow, and of the edges of letters those that differ most. Each takes for its own what it
 * is nearest to. */
static size_t choose(struct colours *c, uint32_t palette[COLOURS])
{
	struct colour **all = arena_alloc(c->a, c->count * sizeof(struct colour *));
	uint32_t *off = arena_alloc(c->a, c->count * sizeof *off);
	size_t n = 0, size = 0;
	for (size_t i = 0; i < c->room; i++)
		if (c->slots[i].rgb != nobody)
			all[n++] = &c->slots[i];
	qsort(all, n, sizeof(struct colour *), by_count);
	memset(off, 0xFF, n * sizeof *off);
	for (size_t next = 0; size < COLOURS && off[next]; next = worst(all, off, n)) {
		palette[size] = all[next]->rgb;
		for (size_t i = 0; i < n; i++) {
			uint32_t now = apart(all[i]->rgb, palette[size]);
			if (now < off[i]) {
				off[i] = now;
				all[i]->index = (uint8_t)size;
			}
		}
		size++;
	}
	return size;
}

/* ---- the file ---- */

static void put32(struct buf *b, uint32_t v)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_addc(b, (char)(v >> shift & 0xFF));
}

static void put_chunk(struct buf *b, const char name[5], const struct buf *data)
{
	put32(b, (uint32_t)data->size);
	size_t from = b->size;
	buf_adds(b, name);
	buf_add(b, data->data, data->size);
	put32(b, zipped_crc(b->data + from, b->size - from));
}

static void put_head(struct buf *out, size_t width, size_t height)
{
	static const char kind[] = {DEPTH, INDEXED, 0, 0, 0}; /* deflate, filters by row, not interlaced */
	struct buf b = {0};
	put32(&b, (uint32_t)width);
	put32(&b, (uint32_t)height);
	buf_add(&b, kind, sizeof kind);
	buf_add(out, "\x89PNG\r\n\x1a\n", 8);
	put_chunk(out, "IHDR", &b);
	buf_release(&b);
}

static void put_palette(struct buf *out, const uint32_t *palette, size_t size)
{
	struct buf b = {0};
	for (size_t i = 0; i < size; i++) {
		const char rgb[] = {(char)(palette[i] >> 16), (char)(palette[i] >> 8 & 0xFF), (char)(palette[i] & 0xFF)};
		buf_add(&b, rgb, sizeof rgb);
	}
	put_chunk(out, "PLTE", &b);
	buf_release(&b);
}

static void put_rows(struct buf *out, const struct colours *c, const unsigned char *pixels, size_t width, size_t height, size_t stride)
{
	struct buf b = {0}, packed = {0};
	for (size_t y = 0; y < height; y++) {
		const struct colour *last = NULL;
		char *row = buf_space(&b, width + 1);
		*row++ = 0; /* no filter */
		for (size_t x = 0; x < width; x++) {
			uint32_t rgb = pixel(pixels + y * stride, x);
			if (!last || last->rgb != rgb)
				last = slot_of(c, rgb);
			row[x] = (char)last->index;
		}
		b.size += width + 1;
	}
	zipped_stream(&packed, b.data, b.size);
	put_chunk(out, "IDAT", &packed);
	buf_release(&b);
	buf_release(&packed);
}

void palette_png(const unsigned char *pixels, size_t width, size_t height, size_t stride, struct buf *out)
{
	struct colours c = {.a = arena_new()};
	uint32_t palette[COLOURS];
	must(width > 0 && height > 0 && width <= INT32_MAX && height <= INT32_MAX);
	make_room(&c, FIRST_ROOM);
	for (size_t y = 0; y < height; y++)
		count_row(&c, pixels + y * stride, width);
	size_t size = choose(&c, palette);
	put_head(out, width, height);
	put_palette(out, palette, size);
	put_rows(out, &c, pixels, width, height, stride);
	put_chunk(out, "IEND", &(struct buf){0});
	arena_free(c.a);
}
