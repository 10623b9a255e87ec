/* The drawer child: charts and printed sheets in, PNG and PDF out (drawing_frames.h). It reads fonts, and nothing else. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "child.h"
#include "draw.h"
#include "drawing.h"
#include "drawing_frames.h"
#include "paint.h"

enum { ANSWER_SECONDS = 30, KEPT_ROOM = 1024 * 1024 };
static const double for_ever = 1e9;
static const char *lacks;         /* NULL: nothing */

static int too_large(size_t size, size_t most, struct err *err)
{
	return size <= most ? 0 : err_set(err, 75, "a drawing of %zu KB, more than the %zu that a letter may carry", size >> 10, most >> 10);
}

/* A very long one is drawn coarser before it is refused. */
static int draw_chart(struct arena *a, const struct chart *c, struct buf *out, struct err *err)
{
	for (int pixels = 2; pixels > 0; pixels--) {
		buf_clear(out);
		if (paint_chart(a, c, pixels, out, err) < 0)
			return -1;
		if (out->size <= DRAWING_MAX_PNG)
			return 0;
	}
	return too_large(out->size, DRAWING_MAX_PNG, err);
}

static int draw(struct arena *a, struct frame *f, struct buf *out, struct err *err)
{
	struct chart c;
	struct print_sheet s;
	if (f->kind == DRAW_CHART)
		chart_get(f, a, &c);
	else if (f->kind == DRAW_PRINT)
		print_get(f, a, &s);
	if ((f->kind != DRAW_CHART && f->kind != DRAW_PRINT) || !frame_ok(f))
		return err_set(err, 70, "what is to be drawn can't be read");
	if (f->kind == DRAW_CHART)
		return draw_chart(a, &c, out, err);
	return paint_sheet(a, &s, out, err) < 0 ? -1 : too_large(out->size, DRAWING_MAX_PDF, err);
}

static int answer(int fd, struct arena *a, struct frame *f, struct err *err)
{
	struct buf drawn = {0}, b = {0};
	struct err why;
	int failed = draw(a, f, &drawn, &why);
	size_t mark = frame_start(&b, failed ? DRAW_FAILED : f->kind);
	put_text(&b, failed ? why.text : lacks);
	if (!failed)
		put_bytes(&b, drawn.data, drawn.size);
	frame_end(&b, mark);
	int r = frame_send(fd, &b, clock_monotonic() + ANSWER_SECONDS, err);
	buf_release(&drawn);
	buf_release(&b);
	return r;
}

/* A small picture of our own, inside the jail: what fonts want to read is read, and if nothing can be drawn on this machine, that is no letter's fault. */
static int draw_sample(struct err *err)
{
	const char *labels[] = {"9/14", "样本"};
	int64_t values[] = {63, 100};
	struct chart_series series = {.title = "", .values = values, .values_count = 2};
	const struct chart c = {.title = "样本", .labels = labels, .labels_count = 2, .series = &series, .series_count = 1};
	struct arena *a = arena_new();
	struct buf png = {0};
	int r = draw_has_fonts() ? paint_chart(a, &c, 2, &png, err) : err_set(err, 75, "there is no font on this machine: install fonts-wqy-microhei");
	if (r == 0 && !drawing_height((struct bytes){(const uint8_t *)png.data, png.size}))
		r = err_set(err, 70, "this drawer's own sample is no picture");
	if (r == 0 && !draw_can_write("样本姓名"))
		lacks = "no font of this machine has Chinese characters, so they are drawn as boxes: install fonts-wqy-microhei";
	buf_release(&png);
	arena_free(a);
	return r;
}

int drawer_main(int fd)
{
	struct frame_input in = {0};
	struct frame f;
	struct err err = {0};
	int r;
	if (draw_open(&err) < 0 || child_enter(fd, JAIL_DRAWER, draw_sample, &err) < 0) {
		log_error(NULL, "%s", err.text);
		return 75;
	}
	struct arena *a = arena_new();
	while ((r = frame_receive(fd, &in, clock_monotonic() + for_ever, &f, &err)) > 0) {
		arena_reset(a);
		if (answer(fd, a, &f, &err) < 0) {
			r = -1;
			break;
		}
		frame_input_trim(&in, KEPT_ROOM);
	}
	frame_input_release(&in);
	arena_free(a);
	if (r < 0)
		log_error(NULL, "%s", err.text);
	return r < 0 ? err.exit_code : 0;
}
