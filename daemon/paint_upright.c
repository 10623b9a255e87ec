/* Columns and lines: values upward, labels below. */
#include "paint_inside.h"

enum { LINES_WANTED = 5, COLUMN_WIDEST = 46, POINTS_MARKED = 45, ABOVE = 3, NUMBERS_MOST = 100, NAME_ENOUGH = 56 };

static double across(const struct sketch *s)       /* of one label */
{
	return s->plot.w / (double)s->c->labels_count;
}

static double upward(const struct sketch *s, int64_t v)
{
	return s->plot.y + s->plot.h * (1 - axis_place(&s->axis, v));
}

/* Where a value's bar or point is: its middle. */
static double middle_of(const struct sketch *s, size_t series, size_t i, double bar)
{
	double group = bar * (double)s->c->series_count, x = s->plot.x + ((double)i + 0.5) * across(s);
	return bar > 0 ? x - group / 2 + ((double)series + 0.5) * bar : x;
}

static void lay_plot(struct sketch *s)
{
	double widest = 0;
	for (int64_t v = s->axis.lo; v <= s->axis.hi; v += s->axis.step) {
		double w = text_width(s->k, axis_tick(s->a, s->c, &s->axis, v), LABEL_SIZE);
		widest = w > widest ? w : widest;
	}
	double left = CHART_PAD + widest + CHART_GAP, above = s->axis.hi > 0 ? VALUE_HEIGHT : 0, below = LABEL_HEIGHT + 4 + (s->axis.lo < 0 ? VALUE_HEIGHT : 0);
	s->plot = (struct box){left, s->top + above, s->width - left - CHART_PAD, s->height - CHART_PAD - s->top - above - below};
}

static void paint_grid(struct sketch *s)
{
	const struct lettering tick = {.size = LABEL_SIZE, .rgb = SOFT, .side = SIDE_RIGHT};
	for (int64_t v = s->axis.lo; v <= s->axis.hi; v += s->axis.step) {
		double y = upward(s, v);
		draw_line(s->k, s->plot.x, y, s->plot.x + s->plot.w, y, 1, GRID, DASH_NONE);
		draw_text(s->k, (struct box){CHART_PAD, y - LABEL_HEIGHT / 2.0, s->plot.x - CHART_PAD - CHART_GAP, LABEL_HEIGHT},
		          axis_tick(s->a, s->c, &s->axis, v), &tick);
	}
}

static void paint_labels(struct sketch *s)
{
	const struct lettering label = {.size = LABEL_SIZE, .rgb = SOFT, .side = SIDE_MIDDLE};
	size_t n = s->c->labels_count;
	double widest = 0, y = s->height - CHART_PAD - LABEL_HEIGHT;
	for (size_t i = 0; i < n; i++) {
		double w = text_width(s->k, s->c->labels[i], label.size);
		widest = w > widest ? w : widest;
	}
	double most = across(s) >= NAME_ENOUGH ? across(s) - 4 : s->plot.w / 6;
	widest = widest > most ? most : widest + 2;
	size_t every = axis_every(n, across(s), widest + 4);
	for (size_t i = n; i > 0; i = i > every ? i - every : 0) {
		double x = middle_of(s, 0, i - 1, 0) - widest / 2, last = s->width - CHART_PAD / 2.0 - widest;
		struct box b = {x > last ? last : x, y, widest, LABEL_HEIGHT};
		if (axis_take(s->a, &s->labels, (struct axis_label){b.x, b.y, b.w, b.h}))
			draw_text(s->k, b, s->c->labels[i - 1], &label);
	}
}

/* ---- the values in numbers: the last, the highest and the lowest first, the others where there is room ---- */

/* The highest (sign 1) or lowest (-1) of a series; SIZE_MAX: it has no value. */
static size_t extreme(const struct chart *c, const struct chart_series *s, int sign)
{
	size_t at = SIZE_MAX;
	for (size_t i = 0; i < c->labels_count; i++)
		if (s->values[i] != CHART_NOTHING && (at == SIZE_MAX || sign * s->values[i] > sign * s->values[at]))
			at = i;
	return at;
}

static size_t last_value(const struct chart *c, const struct chart_series *s)
{
	size_t i = c->labels_count;
	while (i > 0 && s->values[i - 1] == CHART_NOTHING)
		i--;
	return i ? i - 1 : SIZE_MAX;
}

static bool write_number(struct sketch *s, const struct chart_series *of, double x, double y, const char *text)
{
	const struct lettering number = {.size = VALUE_SIZE, .rgb = s->c->series_count > 1 ? tone_colour(of->tone) : INK, .side = SIDE_MIDDLE};
	double w = text_width(s->k, text, number.size) + 1, right = s->width - CHART_PAD / 2.0;
	struct box b = {x - w / 2, y, w, VALUE_HEIGHT};
	b.x = b.x + b.w > right ? right - b.w : b.x;
	if (y < s->top - VALUE_HEIGHT / 2.0 || y + VALUE_HEIGHT > s->height - CHART_PAD - LABEL_HEIGHT + 2 || !axis_take(s->a, &s->labels, (struct axis_label){b.x, b.y, b.w, b.h}))
		return false;
	double clear = s->c->kind == CHART_LINES || b.w + 2 < across(s) ? b.w + 2 : across(s); /* of lines, not of the columns beside it */
	draw_fill(s->k, (struct box){b.x + (b.w - clear) / 2, b.y + 2, clear, b.h - 4}, PAPER);
	draw_text(s->k, b, text, &number);
	return true;
}

/* Above what rises, below what falls; at a line the other side will do as well. */
static void number_of(struct sketch *s, size_t series, size_t i, double bar)
{
	const struct chart_series *of = &s->c->series[series];
	int64_t v = of->values[i], before = i && of->values[i - 1] != CHART_NOTHING ? of->values[i - 1] : v;
	int64_t after = i + 1 < s->c->labels_count && of->values[i + 1] != CHART_NOTHING ? of->values[i + 1] : v;
	double x = middle_of(s, series, i, bar), y = upward(s, v), far = bar > 0 ? 0 : ABOVE + 2, over = y - VALUE_HEIGHT - far, under = y + far;
	bool up = bar > 0 ? v >= 0 : 2 * v >= before + after;
	const char *text = axis_value(s->a, s->c, v);
	if (!write_number(s, of, x, up ? over : under, text) && bar <= 0)
		write_number(s, of, x, up ? under : over, text);
}

static void paint_numbers(struct sketch *s, double bar)
{
	bool crowded = s->c->labels_count * s->c->series_count > NUMBERS_MOST;
	for (int pass = 0; pass < 4; pass++)
		for (size_t n = 0; n < s->c->series_count; n++) {
			const struct chart_series *of = &s->c->series[n];
			size_t first[] = {last_value(s->c, of), extreme(s->c, of, 1), extreme(s->c, of, -1)};
			if (pass < 3 && first[pass] != SIZE_MAX && (pass == 0 || (first[pass] != first[0] && first[pass] != first[pass - 1])))
				number_of(s, n, first[pass], bar);
			for (size_t i = 0; pass == 3 && !crowded && i < s->c->labels_count; i++)
				if (of->values[i] != CHART_NOTHING && i != first[0] && i != first[1] && i != first[2])
					number_of(s, n, i, bar);
		}
}

/* ---- */

static void paint_columns(struct sketch *s, double bar)
{
	double zero = upward(s, 0), gap = bar > 8 ? 2 : bar > 4 ? 1 : 0;
	for (size_t n = 0; n < s->c->series_count; n++)
		for (size_t i = 0; i < s->c->labels_count; i++) {
			int64_t v = s->c->series[n].values[i];
			if (v == CHART_NOTHING)
				continue;
			double y = upward(s, v);
			struct box b = {middle_of(s, n, i, bar) - (bar - gap) / 2, y < zero ? y : zero, bar - gap, y < zero ? zero - y : y - zero};
			tone_fill(s->k, b, s->c->series[n].tone);
		}
}

static void paint_line(struct sketch *s, const struct chart_series *of, size_t series)
{
	for (size_t i = 1; i < s->c->labels_count; i++)
		if (of->values[i - 1] != CHART_NOTHING && of->values[i] != CHART_NOTHING)
			draw_line(s->k, middle_of(s, series, i - 1, 0), upward(s, of->values[i - 1]), middle_of(s, series, i, 0), upward(s, of->values[i]), 2.25,
			          tone_colour(of->tone), tone_dash(of->tone));
	for (size_t i = 0; s->c->labels_count <= POINTS_MARKED && i < s->c->labels_count; i++)
		if (of->values[i] != CHART_NOTHING)
			draw_mark(s->k, middle_of(s, series, i, 0), upward(s, of->values[i]), 7, tone_mark(of->tone), tone_colour(of->tone), PAPER);
}

static void paint_target(struct sketch *s)
{
	double y = upward(s, s->c->target);
	if (s->c->has_target)
		draw_line(s->k, s->plot.x, y, s->plot.x + s->plot.w, y, 1.5, SOFT, DASH_LONG);
}

void paint_upright(struct sketch *s)
{
	s->axis = axis_of(s->c, LINES_WANTED);
	lay_plot(s);
	double bar = across(s) * 0.76 / (double)s->c->series_count;
	bar = s->c->kind == CHART_LINES ? 0 : bar > COLUMN_WIDEST ? COLUMN_WIDEST : bar;
	paint_grid(s);
	paint_labels(s);
	if (bar > 0)
		paint_columns(s, bar);
	draw_line(s->k, s->plot.x, upward(s, 0), s->plot.x + s->plot.w, upward(s, 0), 1.25, BASE, DASH_NONE);
	paint_target(s);
	for (size_t n = s->c->series_count; bar <= 0 && n > 0; n--)
		paint_line(s, &s->c->series[n - 1], n - 1);
	paint_numbers(s, bar);
}
