/* The digest's trend: so many days in numbers, a line a week (a day, while they are few); the last days; means; and the same for a picture. */
#include "compose_digest.h"

enum {
	BY_DAY = 10,                  /* days with duties that stand each in a line of their own */
	LAST_DAYS = 7,
};

struct span {
	date day;                     /* its first */
	int due, met, leads, days;    /* days: on which something was due */
	int64_t fen;
};

static void add_day(struct span *s, const struct digest_day *d)
{
	s->due += d->due;
	s->met += d->met;
	s->leads += d->leads;
	s->fen += d->fen;
	s->days += d->due > 0;
}

/* 95.2: of a hundred. */
static const char *say_rate(struct arena *a, const struct span *s)
{
	int64_t thousandths = s->due ? (int64_t)s->met * 1000 / s->due : 0;
	return arena_printf(a, "%lld.%lld", (long long)(thousandths / 10), (long long)(thousandths % 10));
}

/* A bar is two cells; a cell of no width would be shown as one of some. */
static void put_bar(struct arena *a, struct view *v, const struct span *s)
{
	int full = s->due ? (int)((int64_t)s->met * 100 / s->due) : 0;
	full = full == 0 && s->met ? 1 : full;
	digest_put_number(a, v, "full", full);
	digest_put_number(a, v, "rest", s->due ? 100 - full : 0);
}

static struct view *span_view(struct arena *a, const struct span *s, const char *when)
{
	struct view *v = view_object(a);
	view_set_text(a, v, "when", when);
	digest_put_number(a, v, "due", s->due);
	view_set_int(a, v, "met", s->met);
	digest_put_number(a, v, "missing", s->due - s->met);
	view_set_text(a, v, "rate", s->due ? say_rate(a, s) : "");
	put_bar(a, v, s);
	view_set_int(a, v, "leads", s->leads);
	view_set_text(a, v, "money", s->fen ? say_money(a, s->fen) : "");
	return v;
}

static bool is_idle(const struct digest_day *d)
{
	return !d->due && !d->leads && !d->fen;
}

static void put_days(struct arena *a, struct view *list, const struct digest_in *in, size_t most)
{
	size_t from = in->trend_count;
	for (size_t found = 0; from && found < most; found += !is_idle(&in->trend[from]))
		from--;
	for (size_t i = from; i < in->trend_count; i++) {
		struct span s = {.day = in->trend[i].day};
		add_day(&s, &in->trend[i]);
		if (!is_idle(&in->trend[i]))
			view_add(a, list, span_view(a, &s, say_date(a, s.day)));
	}
}

static void put_week(struct arena *a, struct view *list, const struct span *s)
{
	if (s->due || s->leads || s->fen)
		view_add(a, list, span_view(a, s, say_week(a, s->day)));
}

static void put_weeks(struct arena *a, struct view *list, const struct digest_in *in)
{
	struct span s = {0};
	for (size_t i = 0; i < in->trend_count; i++) {
		date week = date_monday(in->trend[i].day);
		if (week != s.day) {
			put_week(a, list, &s);
			s = (struct span){.day = week};
		}
		add_day(&s, &in->trend[i]);
	}
	put_week(a, list, &s);
}

void digest_put_trend(struct arena *a, struct view *v, const struct digest_in *in)
{
	struct view *list = view_set_list(a, v, "trend"), *last = view_set_list(a, v, "trend_last");
	struct span all = {0};
	for (size_t i = 0; i < in->trend_count; i++)
		add_day(&all, &in->trend[i]);
	if (all.days > BY_DAY)
		put_weeks(a, list, in);
	else if (all.days > 1) /* one day is no trend */
		put_days(a, list, in, in->trend_count);
	if (list->items_count)
		put_days(a, last, in, LAST_DAYS);
	view_set_bool(a, v, "trend_weekly", all.days > BY_DAY);
	digest_put_number(a, v, "trend_days", (int64_t)in->trend_count);
	view_set_text(a, v, "trend_rate", all.due ? say_rate(a, &all) : "");
	view_set_int(a, v, "trend_due", all.due);
	view_set_int(a, v, "trend_met", all.met);
	view_set_int(a, v, "trend_leads", all.days ? all.leads / all.days : 0);
	view_set_text(a, v, "trend_total", say_money(a, all.fen));
}

bool compose_digest_chart(struct arena *a, const struct digest_in *in, struct chart *c_r)
{
	struct chart c = {.kind = CHART_COLUMNS, .title = say(a, "chart", "missed", NULL), .unit = say(a, "chart", "items", NULL), .myriad = say(a, "chart", "myriad", NULL)};
	struct chart_series missed = {.tone = CHART_BAD};
	for (size_t i = 0; i < in->trend_count; i++) {
		int year, month, day;
		if (!in->trend[i].due)
			continue;
		date_split(in->trend[i].day, &year, &month, &day);
		ARENA_PUSH(a, &c, labels) = arena_printf(a, "%d/%d", month, day);
		ARENA_PUSH(a, &missed, values) = in->trend[i].due - in->trend[i].met;
	}
	ARENA_PUSH(a, &c, series) = missed;
	*c_r = c;
	return c.labels_count > 2;
}
