/* What all charts have: their ground, title, legend. */
#include "drawing.h"
#include "paint.h"
#include "paint_inside.h"

enum { UPRIGHT_HEIGHT = 232, TITLE_HEIGHT = 26, LEGEND_HEIGHT = 24, SWATCH = 14, LINE_SWATCH = 26 };

struct tone { unsigned line, fill; enum draw_mark mark; enum draw_dash dash; };
static const struct tone tones[CHART_TONES] = {
	[CHART_MAIN] = {0x2b6cb0, 0x2b6cb0, MARK_DISC, DASH_NONE},
	[CHART_GOOD] = {0x22784c, 0xc6e6d4, MARK_RING, DASH_NONE},
	[CHART_BAD] = {0xb3321f, 0xfbe6e2, MARK_SQUARE, DASH_LONG},
	[CHART_QUIET] = {0x5f6b78, 0xa9b4c0, MARK_TRIANGLE, DASH_SHORT},
};

unsigned tone_colour(enum chart_tone tone)
{
	return tones[tone].line;
}

enum draw_mark tone_mark(enum chart_tone tone)
{
	return tones[tone].mark;
}

enum draw_dash tone_dash(enum chart_tone tone)
{
	return tones[tone].dash;
}

/* Full, outlined, hatched, pale: told apart without colours, too. */
void tone_fill(struct canvas *k, struct box b, enum chart_tone tone)
{
	if (b.w <= 0 || b.h <= 0)
		return;
	draw_fill(k, b, tones[tone].fill);
	if (tone == CHART_BAD)
		draw_hatch(k, b, tones[tone].line);
	if (tone == CHART_GOOD || tone == CHART_BAD)
		draw_frame(k, b, 1.25, tones[tone].line);
}

static bool filled(const char *s)
{
	return s && *s;
}

static bool has_legend(const struct chart *c)
{
	return c->series_count > 1 || filled(c->series[0].title) || c->has_target;
}

static double head_height(const struct chart *c)
{
	return CHART_PAD + (filled(c->title) || filled(c->unit) ? TITLE_HEIGHT : 0) + (has_legend(c) ? LEGEND_HEIGHT : 0) + CHART_GAP;
}

static void paint_title(struct sketch *s)
{
	const struct lettering large = {.size = TITLE_SIZE, .rgb = INK}, small = {.size = LABEL_SIZE, .rgb = SOFT, .side = SIDE_RIGHT};
	double unit = filled(s->c->unit) ? text_width(s->k, s->c->unit, small.size) + 1 : 0, room = s->width - 2 * CHART_PAD;
	unit = unit > room / 3 ? room / 3 : unit;
	draw_text(s->k, (struct box){CHART_PAD, CHART_PAD - 4, room - unit - CHART_GAP, TITLE_HEIGHT}, s->c->title, &large);
	draw_text(s->k, (struct box){CHART_PAD + room - unit, CHART_PAD - 3, unit, TITLE_HEIGHT}, s->c->unit, &small);
}

/* One entry from x on; where the next one begins. */
static double paint_entry(struct sketch *s, double x, double y, double most, const char *text, const struct chart_series *of)
{
	const struct lettering words = {.size = LABEL_SIZE, .rgb = SOFT};
	double w = text_width(s->k, text, words.size) + 1, middle = y + LABEL_HEIGHT / 2.0, swatch = LINE_SWATCH;
	if (!of) {
		draw_line(s->k, x, middle, x + swatch, middle, 1.5, SOFT, DASH_LONG);
	} else if (s->c->kind == CHART_LINES) {
		draw_line(s->k, x, middle, x + swatch, middle, 2.25, tone_colour(of->tone), tone_dash(of->tone));
		draw_mark(s->k, x + swatch / 2, middle, 8, tone_mark(of->tone), tone_colour(of->tone), PAPER);
	} else {
		swatch = SWATCH;
		tone_fill(s->k, (struct box){x, middle - SWATCH / 2.0, SWATCH, SWATCH}, of->tone);
	}
	x += swatch + 6;
	w = w > most - swatch - 6 ? most - swatch - 6 : w;
	draw_text(s->k, (struct box){x, y, w, LABEL_HEIGHT}, text, &words);
	return x + w + 2 * CHART_GAP;
}

static void paint_legend(struct sketch *s)
{
	double x = CHART_PAD, y = s->top - CHART_GAP - LEGEND_HEIGHT + 1;
	double each = (s->width - 2 * CHART_PAD) / (double)(s->c->series_count + s->c->has_target) - 2 * CHART_GAP;
	for (size_t i = 0; i < s->c->series_count; i++)
		if (s->c->series_count > 1 || filled(s->c->series[i].title))
			x = paint_entry(s, x, y, each, s->c->series[i].title ? s->c->series[i].title : "", &s->c->series[i]);
	if (s->c->has_target)
		paint_entry(s, x, y, each, arena_printf(s->a, "%s %s", s->c->target_title ? s->c->target_title : "", axis_value(s->a, s->c, s->c->target)), NULL);
}

int paint_chart(struct arena *a, const struct chart *c, int pixels, struct buf *png, struct err *err)
{
	double top = head_height(c), height = top + (c->kind == CHART_BARS ? bars_height(c) : UPRIGHT_HEIGHT) + CHART_PAD;
	struct sketch s = {.a = a, .c = c, .k = canvas_picture(DRAWING_WIDTH, height, pixels, PAPER), .width = DRAWING_WIDTH, .height = height, .top = top};
	draw_frame(s.k, (struct box){0, 0, s.width, s.height}, 1, EDGE);
	paint_title(&s);
	if (has_legend(c))
		paint_legend(&s);
	if (c->kind == CHART_BARS)
		paint_bars(&s);
	else
		paint_upright(&s);
	return canvas_end(s.k, png, err);
}
