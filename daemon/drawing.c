#include "drawing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "child.h"
#include "drawing_frames.h"

enum { LACKS_MAX = 200, FIRST_PAUSE = 5 };

struct drawing {
	struct child *child;      /* own */
	int failures;             /* pictures in a row at which the drawer died or was too late */
	double not_before;        /* clock_monotonic: nothing is tried until then */
	struct err failure;       /* the last one */
	char lacks[LACKS_MAX];    /* "": nothing */
	bool told_failure, told_lacks; /* drawing_news said so */
};

struct drawing *drawing_new(void)
{
	struct drawing *d = calloc(1, sizeof *d);
	if (!d)
		bug_no_memory(sizeof *d);
	d->child = child_new("drawer");
	return d;
}

void drawing_free(struct drawing *d)
{
	if (!d)
		return;
	child_free(d->child);
	free(d);
}

void drawing_rest(struct drawing *d)
{
	if (d)
		child_end(d->child);
}

const char *drawing_lacks(const struct drawing *d)
{
	return *d->lacks ? d->lacks : NULL;
}

bool drawing_news(struct drawing *d, const struct err *err)
{
	bool *told = err ? &d->told_failure : &d->told_lacks, before = *told;
	*told = err || *d->lacks;
	return *told && !before;
}

/* The drawer died, or was too late, or talks nonsense. One that can't even start has pauses of its own (child_start). */
static int failed(struct drawing *d, struct err *err)
{
	double pause = FIRST_PAUSE;
	if (d->failures++ == 0)
		return -1;
	for (int i = 2; i < d->failures && pause < DRAWING_PAUSE_MAX; i++)
		pause *= 2;
	d->not_before = clock_monotonic() + (pause < DRAWING_PAUSE_MAX ? pause : DRAWING_PAUSE_MAX);
	d->failure = *err;
	return -1;
}

static void take_lacks(struct drawing *d, const char *lacks)
{
	snprintf(d->lacks, sizeof d->lacks, "%s", lacks ? lacks : "");
}

static bool begins(struct bytes b, const char *with)
{
	return b.size > strlen(with) && memcmp(b.data, with, strlen(with)) == 0;
}

static bool good_picture(uint8_t kind, struct bytes b)
{
	return kind == DRAW_CHART ? b.size <= DRAWING_MAX_PNG && drawing_height(b) > 0 : b.size <= DRAWING_MAX_PDF && begins(b, "%PDF-");
}

static int take_answer(struct drawing *d, struct arena *a, uint8_t kind, struct frame *answer, struct bytes *out_r, struct err *err)
{
	const char *said = get_text(answer, a);
	struct bytes bytes = answer->kind == DRAW_FAILED ? (struct bytes){0} : get_bytes(answer);
	if (frame_ok(answer) && answer->kind == DRAW_FAILED) {
		d->failures = 0;
		return err_set(err, 75, "%s", said ? said : "");
	}
	if (!frame_ok(answer) || answer->kind != kind || !good_picture(kind, bytes)) {
		child_kill(d->child);
		err_set(err, 75, "the drawer's answer is no picture; it was ended");
		return failed(d, err);
	}
	d->failures = 0;
	d->told_failure = false;
	take_lacks(d, said);
	*out_r = (struct bytes){arena_memdup(a, bytes.data, bytes.size), bytes.size};
	return 0;
}

/* request is released. */
static int draw(struct drawing *d, struct arena *a, struct buf *request, uint8_t kind, struct bytes *out_r, struct err *err)
{
	struct frame answer;
	double left = d->not_before - clock_monotonic();
	int r = left > 0 ? err_set(err, 75, "nothing is drawn for %.0f seconds: %s", left + 0.5, d->failure.text) : child_start(d->child, err);
	if (r == 0 && child_ask(d->child, request, DRAWING_SECONDS, &answer, err) < 0)
		r = failed(d, err);
	else if (r == 0)
		r = take_answer(d, a, kind, &answer, out_r, err);
	buf_release(request);
	return r;
}

int drawing_chart(struct drawing *d, struct arena *a, const struct chart *c, struct bytes *png_r, struct err *err)
{
	struct buf request = {0};
	const char *fault = chart_fault(c);
	if (!d || fault)
		return err_set(err, 70, "%s", fault ? fault : "nothing is drawn here");
	size_t mark = frame_start(&request, DRAW_CHART);
	chart_put(&request, c);
	frame_end(&request, mark);
	return draw(d, a, &request, DRAW_CHART, png_r, err);
}

int drawing_print(struct drawing *d, struct arena *a, const struct print_sheet *s, struct bytes *pdf_r, struct err *err)
{
	struct buf request = {0};
	const char *fault = print_fault(s);
	if (!d || fault)
		return err_set(err, 70, "%s", fault ? fault : "nothing is drawn here");
	size_t mark = frame_start(&request, DRAW_PRINT);
	print_put(&request, s);
	frame_end(&request, mark);
	return draw(d, a, &request, DRAW_PRINT, pdf_r, err);
}

/* PNG: a signature of 8 bytes, then the chunk IHDR: length, name, width, height (the specification's 5.2 and 11.2.1). */
int drawing_height(struct bytes png)
{
	enum { WIDTH_AT = 16, HEIGHT_AT = 20, SEEN = 24 };
	if (png.size < SEEN || !begins(png, "\x89PNG\r\n\x1a\n"))
		return 0;
	const uint8_t *w = png.data + WIDTH_AT, *h = png.data + HEIGHT_AT;
	int width = w[2] << 8 | w[3], height = h[2] << 8 | h[3];
	if (w[0] || w[1] || (width != 2 * DRAWING_WIDTH && width != DRAWING_WIDTH) || h[0] || h[1])
		return 0;
	return height * DRAWING_WIDTH / width;
}
