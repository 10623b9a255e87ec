/* Lying bars, one below the other, each with its name before it and its value behind it: they need no axis. */
#include "paint_inside.h"

enum { ONE_THICK = 16, MANY_THICK = 13, APART = 10, NAME_WIDEST = 190 };

static double thickness(const struct chart *c)
{
	return c->series_count == 1 ? ONE_THICK : MANY_THICK;
}

static double row_height(const struct chart *c)
{
	return thickness(c) * (double)c->series_count + APART;
}

double bars_height(const struct chart *c)
{
	return row_height(c) * (double)c->labels_count;
}

static double along(const struct sketch *s, int64_t v)
{
	return s->plot.x + s->plot.w * axis_place(&s->axis, v);
}

static const char *number_at(struct sketch *s, size_t series, size_t i)
{
	int64_t v = s->c->series[series].values[i];
	return v == CHART_NOTHING ? "" : axis_value(s->a, s->c, v);
}

/* Names on the left, then room for the longest number on each side that has bars. How wide the names are. */
static double lay_plot(struct sketch *s)
{
	double names = 0, number = 0;
	for (size_t i = 0; i < s->c->labels_count; i++) {
		double w = text_width(s->k, s->c->labels[i], LABEL_SIZE) + 1;
		names = w > names ? w : names;
		for (size_t n = 0; n < s->c->series_count; n++) {
			w = text_width(s->k, number_at(s, n, i), LABEL_SIZE) + CHART_GAP;
			number = w > number ? w : number;
		}
	}
	names = names > NAME_WIDEST ? NAME_WIDEST : names;
	double left = CHART_PAD + names + CHART_GAP + (s->axis.lo < 0 ? number : 0);
	s->plot = (struct box){left, s->top, s->width - left - CHART_PAD - (s->axis.hi > 0 ? number : 0), bars_height(s->c)};
	return names;
}

static void paint_bar(struct sketch *s, size_t series, size_t i)
{
	const struct lettering number = {.size = LABEL_SIZE, .rgb = INK};
	int64_t v = s->c->series[series].values[i];
	double zero = along(s, 0), end = v == CHART_NOTHING ? zero : along(s, v), thick = thickness(s->c);
	double y = s->plot.y + row_height(s->c) * (double)i + APART / 2.0 + thick * (double)series;
	tone_fill(s->k, (struct box){end < zero ? end : zero, y + 0.5, end < zero ? zero - end : end - zero, thick - 1}, s->c->series[series].tone);
	y += (thick - LABEL_HEIGHT) / 2;
	const char *text = number_at(s, series, i);
	double w = text_width(s->k, text, number.size) + 1;
	struct box b = {v < 0 ? end - 5 - w : end + 5, y, w, LABEL_HEIGHT};
	draw_fill(s->k, (struct box){b.x - 1, b.y + 2, *text ? b.w + 2 : 0, b.h - 4}, PAPER); /* of the target's line */
	draw_text(s->k, b, text, &number);
}

/* Beneath the bars: what reaches beyond it shows that. */
static void paint_target(struct sketch *s)
{
	double x = along(s, s->c->target);
	if (s->c->has_target)
		draw_line(s->k, x, s->plot.y - 2, x, s->plot.y + s->plot.h + 2, 1.5, SOFT, DASH_LONG);
}

void paint_bars(struct sketch *s)
{
	const struct lettering name = {.size = LABEL_SIZE, .rgb = INK, .side = SIDE_RIGHT};
	s->axis = axis_exact(s->c);
	double names = lay_plot(s);
	paint_target(s);
	for (size_t i = 0; i < s->c->labels_count; i++) {
		double y = s->plot.y + row_height(s->c) * (double)i;
		draw_text(s->k, (struct box){CHART_PAD, y, names, row_height(s->c)}, s->c->labels[i], &name);
		for (size_t n = 0; n < s->c->series_count; n++)
			paint_bar(s, n, i);
	}
	draw_line(s->k, along(s, 0), s->plot.y, along(s, 0), s->plot.y + s->plot.h, 1.25, BASE, DASH_NONE);
}
