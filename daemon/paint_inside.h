/* What the sorts of charts share: a sketch of one, its colours, its head. Lengths are the letter's pixels. */
#ifndef DAEMON_PAINT_INSIDE_H
#define DAEMON_PAINT_INSIDE_H
#include "axis.h"
#include "draw.h"
#include "values/chart.h"

enum {
	PAPER = 0xfbfcfd, EDGE = 0xd9dfe5, INK = 0x1f2a36, SOFT = 0x56616d, GRID = 0xe4e8ed, BASE = 0x7c8793,
	CHART_PAD = 18,        /* of own ground around the drawing: it survives a dark letter */
	CHART_GAP = 8,
	TITLE_SIZE = 17, LABEL_SIZE = 13, VALUE_SIZE = 12,
	LABEL_HEIGHT = 18, VALUE_HEIGHT = 16,
};

struct sketch {
	struct arena *a;
	const struct chart *c;
	struct canvas *k;
	double width, height, top;     /* top: where the head ends */
	struct axis axis;
	struct box plot;
	struct axis_labels labels;
};

unsigned tone_colour(enum chart_tone tone);        /* dark enough for lines and letters */
void tone_fill(struct canvas *k, struct box b, enum chart_tone tone);
enum draw_mark tone_mark(enum chart_tone tone);
enum draw_dash tone_dash(enum chart_tone tone);

void paint_upright(struct sketch *s);              /* columns, lines: paint_upright.c */
void paint_bars(struct sketch *s);                 /* paint_bars.c */
double bars_height(const struct chart *c);         /* of the bars alone */

#endif
