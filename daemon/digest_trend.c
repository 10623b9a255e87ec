#include <string.h>

#include "digest_inside.h"

/* Its days begin and end as the digest does, so that the newest says what the letter says. */
struct stretch {
	int64_t first, to;            /* (first, to] */
	size_t days;
};

static struct stretch stretch_of(const struct gather *g)
{
	struct stretch s = {.to = g->in.to, .days = DIGEST_TREND_DAYS};
	date since = g->c->office->since - 1; /* the evening before, when the first lists are due */
	if (g->in.day - since < DIGEST_TREND_DAYS)
		s.days = g->in.day > since ? (size_t)(g->in.day - since) : 0;
	s.first = s.to - (int64_t)s.days * DAY_SECONDS;
	return s;
}

/* NULL: beside it. */
static struct digest_day *day_at(struct gather *g, const struct stretch *s, int64_t t)
{
	return t > s->first && t <= s->to ? &g->in.trend[(t - s->first - 1) / DAY_SECONDS] : NULL;
}

/* Of each duty the newest version, the last in its order, counts; its day is that on which its window closed. */
struct newest {
	int64_t person;
	date for_date;
	const char *kind;             /* of the office's */
	bool due, met;
};

/* Windows' ends, by kind and for-date: the same for everybody. */
struct windows {
	date from;
	size_t days;
	int64_t *ends;                /* [kinds * days]; 0: not asked yet */
};

static int64_t window_end(struct gather *g, struct windows *w, size_t kind, date d)
{
	const struct office *o = g->c->office;
	int64_t *end = &w->ends[kind * w->days + (size_t)(d - w->from)];
	const struct duty_rule *rule = *end ? NULL : policy_duty(office_policy(o, d), g->c->kinds.names[kind]);
	if (!*end)
		*end = rule ? duty_window_end(o, rule, d) : INT64_MAX - 1;
	return *end;
}

static void count_duty(struct gather *g, const struct stretch *s, struct windows *w, const struct newest *n)
{
	size_t kind = 0;
	if (!n->due)
		return;
	while (kind < g->c->kinds.names_count && g->c->kinds.names[kind] != n->kind)
		kind++;
	struct digest_day *day = day_at(g, s, window_end(g, w, kind, n->for_date) + 1); /* settled in the second after */
	if (day) {
		day->due++;
		day->met += n->met;
	}
}

/* The office's own text of a kind; NULL: it knows none of that name any more. */
static const char *kind_of(const struct clerk *c, const char *name)
{
	for (size_t k = 0; k < c->kinds.names_count; k++)
		if (strcmp(c->kinds.names[k], name) == 0)
			return c->kinds.names[k];
	return NULL;
}

static int add_settled(struct gather *g, const struct stretch *s, struct err *err)
{
	struct clerk *c = g->c;
	struct arena *word = arena_new();
	struct newest last = {0};
	int r, most = 0;
	for (size_t k = 0; k < c->kinds.names_count; k++) {
		int reach = duty_reach(c->office, c->kinds.names[k]);
		most = reach > most ? reach : most;
	}
	struct windows w = {.from = time_date(s->first) - most, .days = (size_t)(g->in.day - time_date(s->first) + 2 * most + 1)};
	w.ends = arena_alloc(c->turn, (c->kinds.names_count + 1) * w.days * sizeof *w.ends);
	struct query *q = db_rows(c->store.db,
	                          "SELECT settled.person, settled.for_date, settled.kind, settled.state IN ('met', 'missed'), settled.state = 'met' FROM person CROSS JOIN settled "
	                          "ON settled.person = person.id AND settled.for_date >= ? AND settled.for_date <= ? ORDER BY person.id, settled.for_date, settled.kind, settled.version",
	                          "ii", (int64_t)w.from, (int64_t)(w.from + (date)w.days - 1));
	while ((r = db_next(q, err)) > 0) {
		struct newest n = {col_int(q, 0), (date)col_int(q, 1), kind_of(c, col_text(q, 2, word)), col_int(q, 3) != 0, col_int(q, 4) != 0};
		if (n.person != last.person || n.for_date != last.for_date || n.kind != last.kind)
			count_duty(g, s, &w, &last);
		last = n;
		last.due = n.due && n.kind;
		arena_reset(word);
	}
	count_duty(g, s, &w, &last);
	arena_free(word);
	return r;
}

static int add_leads(struct gather *g, const struct stretch *s, struct err *err)
{
	int r;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT credit.at, credit.n FROM person CROSS JOIN credit ON credit.person = person.id AND credit.at > ? AND credit.at <= ? "
	                          "WHERE credit.what = ?",
	                          "iit", s->first, s->to, row_kind_names[ROW_LEAD]);
	while ((r = db_next(q, err)) > 0)
		day_at(g, s, col_int(q, 0))->leads += (int)col_int(q, 1);
	return r;
}

static int add_money(struct gather *g, const struct stretch *s, struct err *err)
{
	int r;
	struct query *q = db_rows(g->c->store.db, "SELECT created_at, fen FROM entry WHERE created_at > ? AND created_at <= ?", "ii", s->first, s->to);
	while ((r = db_next(q, err)) > 0)
		day_at(g, s, col_int(q, 0))->fen += col_int(q, 1);
	return r;
}

int digest_add_trend(struct gather *g, struct err *err)
{
	struct stretch s = stretch_of(g);
	for (size_t i = 0; i < s.days; i++)
		ARENA_PUSH(g->c->turn, &g->in, trend) = (struct digest_day){.day = time_date(s.first + (int64_t)i * DAY_SECONDS)};
	return s.days && (add_settled(g, &s, err) < 0 || add_leads(g, &s, err) < 0 || add_money(g, &s, err) < 0) ? -1 : 0;
}
