/* Any bytes as a chart or a sheet from a frame (first byte C, S): what is accepted is what chart_put and print_put would have written, is within its limits,
 * and can be drawn. Or as the texts and numbers of one (T): it can be drawn, whatever they are. */
#include "draw.h"
#include "drawing.h"
#include "paint.h"
#include "rooms.h"

static void same(const struct buf *again, const uint8_t *data, size_t size)
{
	must(again->size == size && memcmp(again->data, data, size) == 0);
}

static void chart(struct arena *a, const uint8_t *data, size_t size, struct buf *b)
{
	struct frame f = {.kind = 1, .at = data, .end = data + size};
	struct chart c;
	struct err err;
	chart_get(&f, a, &c);
	if (!frame_ok(&f))
		return;
	must(chart_fault(&c) == NULL);
	chart_put(b, &c);
	same(b, data, size);
	buf_clear(b);
	must(paint_chart(a, &c, 1, b, &err) == 0);
	must(drawing_height((struct bytes){(const uint8_t *)b->data, b->size}) > 0);
}

static void sheet(struct arena *a, const uint8_t *data, size_t size, struct buf *b)
{
	struct frame f = {.kind = 1, .at = data, .end = data + size};
	struct print_sheet s;
	struct err err;
	print_get(&f, a, &s);
	if (!frame_ok(&f))
		return;
	must(print_fault(&s) == NULL);
	print_put(b, &s);
	same(b, data, size);
	buf_clear(b);
	must(paint_sheet(a, &s, b, &err) == 0);
	must(b->size > 5 && memcmp(b->data, "%PDF-", 5) == 0);
}

/* Numbers near each other and far apart, and none. */
static int64_t value_of(const char *text)
{
	uint64_t v = strlen(text);
	for (const char *p = text; *p; p++)
		v = v * 31 + (unsigned char)*p;
	int64_t n = (int64_t)(v % CHART_MAX_VALUE) >> (v % 50);
	return v % 11 == 0 ? CHART_NOTHING : v % 3 ? n : -n;
}

static void spoken_chart(struct arena *a, struct bytes rest, struct buf *b)
{
	struct chart c = {.title = piece(a, &rest), .unit = piece(a, &rest), .target_title = piece(a, &rest)};
	struct chart_series s[2] = {{.title = piece(a, &rest), .tone = CHART_GOOD}, {.title = piece(a, &rest), .tone = CHART_BAD}};
	int64_t shape = value_of(c.unit);
	shape = shape < 0 ? 3 : shape;
	c.kind = (enum chart_kind)(shape % CHART_KINDS), c.measure = (enum chart_measure)(shape / 3 % CHART_MEASURES), c.has_target = shape & 1, c.target = shape;
	do {
		const char *label = piece(a, &rest);
		ARENA_PUSH(a, &c, labels) = label;
		ARENA_PUSH(a, &s[0], values) = value_of(label);
		ARENA_PUSH(a, &s[1], values) = value_of(label + (*label != 0));
	} while (rest.size && c.labels_count < CHART_MAX_LABELS);
	c.series = s, c.series_count = 1 + (shape >> 4 & 1);
	struct buf frame = {0};
	chart_put(&frame, &c); /* texts are cut there */
	chart(a, (const uint8_t *)frame.data, frame.size, b);
	must(b->size > 0);
	buf_release(&frame);
}

static void spoken_sheet(struct arena *a, struct bytes rest, struct buf *b)
{
	struct print_sheet s = {.title = piece(a, &rest), .subtitle = piece(a, &rest), .footer = piece(a, &rest), .page = piece(a, &rest)};
	for (int i = 0; i < 3; i++)
		ARENA_PUSH(a, &s, columns) = (struct print_column){.title = piece(a, &rest), .width = 5 + 40 * i};
	do {
		struct print_row row = {0};
		for (int i = 0; i < 3; i++)
			ARENA_PUSH(a, &row, cells) = piece(a, &rest);
		ARENA_PUSH(a, &s, rows) = row;
	} while (rest.size && s.rows_count < PRINT_MAX_ROWS);
	struct buf frame = {0};
	print_put(&frame, &s);
	buf_clear(b);
	sheet(a, (const uint8_t *)frame.data, frame.size, b);
	must(b->size > 0);
	buf_release(&frame);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct buf b = {0};
	struct err err;
	must(draw_open(&err) == 0);
	if (size > 0 && data[0] == 'T') {
		spoken_chart(a, (struct bytes){data + 1, size - 1}, &b);
		spoken_sheet(a, (struct bytes){data + 1, size - 1}, &b);
	} else if (size > 0) {
		(data[0] == 'C' ? chart : sheet)(a, data + 1, size - 1, &b);
	}
	buf_release(&b);
	arena_free(a);
	return 0;
}
