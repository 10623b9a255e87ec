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

/* Of each duty the newest version; the day is that on which its window closed. */
static int add_settled(struct gather *g, const struct stretch *s, struct err *err)
{
	struct clerk *c = g->c;
	int r, most = 0;
	for (size_t k = 0; k < c->kinds.names_count; k++) {
		int reach = duty_reach(c->office, c->kinds.names[k]);
		most = reach > most ? reach : most;
	}
	struct query *q = db_rows(c->store.db,
	                          "SELECT for_date, kind, count(*), sum(state = 'met') FROM (SELECT for_date, kind, state, max(version) FROM settled "
	                          "WHERE for_date >= ? AND for_date <= ? GROUP BY for_date, person, kind) WHERE state IN ('met', 'missed') GROUP BY for_date, kind",
	                          "ii", (int64_t)(time_date(s->first) - most), (int64_t)(g->in.day + most));
	while ((r = db_next(q, err)) > 0) {
		date d = (date)col_int(q, 0);
		const struct duty_rule *rule = policy_duty(office_policy(c->office, d), col_text(q, 1, c->turn));
		struct digest_day *day = rule ? day_at(g, s, duty_window_end(c->office, rule, d) + 1) : NULL; /* settled in the second after */
		if (!day)
			continue;
		day->due += (int)col_int(q, 2);
		day->met += (int)col_int(q, 3);
	}
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
