/* The frame form of a chart. */
#include "values/chart.h"

/* Bytes that the smallest item of each kind takes in a frame. */
enum { MIN_TEXT = 8, MIN_VALUE = 8, MIN_SERIES = 3 * 8 };

static void put_cut(struct buf *b, const char *s)
{
	put_text_cut(b, s, CHART_MAX_TEXT);
}

static const char *get_string(struct frame *f, struct arena *a)
{
	return get_utf8(f, a, CHART_MAX_TEXT);
}

void chart_put(struct buf *b, const struct chart *c)
{
	put_int(b, c->kind);
	put_int(b, c->measure);
	put_cut(b, c->title);
	put_cut(b, c->unit);
	put_cut(b, c->myriad);
	put_int(b, c->has_target);
	put_int(b, c->target);
	put_cut(b, c->target_title);
	put_int(b, (int64_t)c->labels_count);
	for (size_t i = 0; i < c->labels_count; i++)
		put_cut(b, c->labels[i]);
	put_int(b, (int64_t)c->series_count);
	for (size_t i = 0; i < c->series_count; i++) {
		put_cut(b, c->series[i].title);
		put_int(b, c->series[i].tone);
		put_int(b, (int64_t)c->series[i].values_count);
		for (size_t v = 0; v < c->series[i].values_count; v++)
			put_int(b, c->series[i].values[v]);
	}
}

static void get_labels(struct frame *f, struct arena *a, struct chart *c)
{
	for (size_t n = get_count(f, MIN_TEXT); n > 0 && !f->bad; n--)
		ARENA_PUSH(a, c, labels) = get_string(f, a);
}

static void get_series(struct frame *f, struct arena *a, struct chart_series *s)
{
	s->title = get_string(f, a);
	s->tone = (enum chart_tone)get_below(f, CHART_TONES);
	for (size_t n = get_count(f, MIN_VALUE); n > 0 && !f->bad; n--)
		ARENA_PUSH(a, s, values) = get_int(f);
}

void chart_get(struct frame *f, struct arena *a, struct chart *c_r)
{
	*c_r = (struct chart){.kind = (enum chart_kind)get_below(f, CHART_KINDS), .measure = (enum chart_measure)get_below(f, CHART_MEASURES)};
	c_r->title = get_string(f, a);
	c_r->unit = get_string(f, a);
	c_r->myriad = get_string(f, a);
	c_r->has_target = get_below(f, 2);
	c_r->target = get_int(f);
	c_r->target_title = get_string(f, a);
	get_labels(f, a, c_r);
	for (size_t n = get_count(f, MIN_SERIES); n > 0 && !f->bad; n--) {
		struct chart_series s = {0};
		get_series(f, a, &s);
		ARENA_PUSH(a, c_r, series) = s;
	}
	if (!f->bad && chart_fault(c_r))
		f->bad = true;
}

static bool beyond(int64_t v)
{
	return v > CHART_MAX_VALUE || v < -CHART_MAX_VALUE;
}

static bool has_beyond(const struct chart_series *s)
{
	for (size_t i = 0; i < s->values_count; i++)
		if (s->values[i] != CHART_NOTHING && beyond(s->values[i]))
			return true;
	return false;
}

const char *chart_fault(const struct chart *c)
{
	if (!c->labels_count || !c->series_count)
		return "a chart of nothing";
	if (c->labels_count > CHART_MAX_LABELS)
		return "a chart of too many labels";
	if (c->series_count > CHART_MAX_SERIES)
		return "a chart of too many series";
	if (c->kind == CHART_BARS && c->labels_count * c->series_count > CHART_MAX_BARS)
		return "a chart of too many bars";
	for (size_t i = 0; i < c->series_count; i++)
		if (c->series[i].values_count != c->labels_count)
			return "a chart with a series of another length than its labels";
	for (size_t i = 0; i < c->series_count; i++)
		if (has_beyond(&c->series[i]))
			return "a chart with a value that is too large";
	return c->has_target && beyond(c->target) ? "a chart with a target that is too large" : NULL;
}
