#include <string.h>

#include "digest_inside.h"

/* A duty that this digest may speak of, whoever owes it. */
struct owed_day {
	const char *kind;
	date day;
	bool settled;                 /* its window ended in the period; else it ends today */
};
struct owed_days { struct owed_day *items; size_t items_count, items_cap; };

static struct owed_days owed_days(struct gather *g)
{
	struct clerk *c = g->c;
	struct owed_days all = {0};
	date from = time_date(g->in.from);
	for (size_t k = 0; k < c->kinds.names_count; k++) {
		const char *kind = c->kinds.names[k];
		int reach = duty_reach(c->office, kind);
		for (date d = duty_date_from(c->office, kind, from - reach); d != DATE_NONE && d < g->in.day + reach; d = duty_date_from(c->office, kind, d + 1)) {
			int64_t end = duty_window_end(c->office, policy_duty(office_policy(c->office, d), kind), d);
			bool settled = end >= g->in.from && end < g->in.to;
			if (settled || time_date(end) == g->in.day)
				ARENA_PUSH(c->turn, &all, items) = (struct owed_day){kind, d, settled};
		}
	}
	return all;
}

/* Of which mails the pieces in the duty's window are. */
static int mails_of(struct gather *g, const struct duty *d, const struct credits *credits, const char **mails_r, struct err *err)
{
	const char *what = duty_counts(d->rule), *mail;
	*mails_r = "";
	for (size_t i = 0; i < credits->items_count; i++) {
		const struct credit *k = &credits->items[i];
		if (k->at <= d->window_from || k->at > d->window_to || strcmp(k->what, what) != 0)
			continue;
		if (store_mail_public(&g->c->store, g->c->turn, k->mail, &mail, err) < 0)
			return -1;
		*mails_r = **mails_r ? arena_printf(g->c->turn, "%s %s", *mails_r, mail) : mail;
	}
	return 0;
}

static int add_duty(struct gather *g, struct digest_person *p, const struct duty *d, const struct credits *credits, bool settled, struct err *err)
{
	struct arena *a = g->c->turn;
	const char *named;
	if (mails_of(g, d, credits, &named, err) < 0)
		return -1;
	struct { const char **mails; size_t mails_count, mails_cap; } mails = {p->duty_mails, p->duties_count, p->duties_cap};
	ARENA_PUSH(a, &mails, mails) = named;
	p->duty_mails = mails.mails;
	ARENA_PUSH(a, p, duties) = clerk_standing(d);
	if (!settled || d->state != DUTY_MISSED)
		return 0;
	struct { const char **names; size_t names_count, names_cap; } names = {g->in.settled_names, g->in.settled_count, g->in.settled_cap};
	ARENA_PUSH(a, &names, names) = p->name;
	g->in.settled_names = names.names;
	ARENA_PUSH(a, &g->in, settled) = clerk_standing(d);
	return 0;
}

static int add_duties(struct gather *g, struct digest_person *p, const struct owed_days *days, const struct credits *credits, struct err *err)
{
	struct clerk *c = g->c;
	const struct staff *s = office_staff(c->office, p->staff);
	for (size_t i = 0; i < days->items_count; i++) {
		struct duty d;
		if (!duty_make(c->office, days->items[i].kind, s, days->items[i].day, credits, c->horizon, &d))
			continue;
		if ((days->items[i].settled || d.delivered) && /* else its window has only just opened */
		    add_duty(g, p, &d, credits, days->items[i].settled, err) < 0)
			return -1;
	}
	return 0;
}

static const char *case_word(struct arena *a, const struct makeup *m)
{
	bool list = false;
	for (int i = 0; i < m->lists_count; i++)
		list = list || m->lists[i].state == DUTY_MISSED;
	return m->lost ? list ? "makeup.lost" : "makeup.lost_visits" : arena_printf(a, "makeup.%s", duty_state_names[m->state]);
}

/* Make-up cases that are open, or closed in the period. */
static void add_cases(struct gather *g, const struct digest_person *p, const struct credits *credits)
{
	struct clerk *c = g->c;
	const struct staff *s = office_staff(c->office, p->staff);
	for (size_t k = 0; k < c->kinds.names_count; k++)
		for (date w = date_monday(g->in.day) - 14; w <= g->in.day; w += 7) {
			struct makeup m;
			if (makeup_make(c->office, c->kinds.names[k], s, w, credits, c->horizon, &m) && (m.state == DUTY_OPEN || m.closes > g->in.from))
				digest_add_item(g, (struct digest_item){.section = DIGEST_MAKEUPS, .name = s->name, .day = w, .done = m.visits, .asked = m.visits_asked,
				                                        .word = case_word(c->turn, &m)});
		}
}

static void list_people(struct gather *g)
{
	const struct office *o = g->c->office;
	g->places = arena_alloc(g->c->turn, o->staff_count * sizeof *g->places);
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *s = &o->staff[i];
		bool there = !staff_gone(s, time_date(g->in.from)) && (s->since == DATE_NONE || s->since <= g->in.day);
		if (!(s->roles & 1u << ROLE_REP) || !there)
			continue;
		ARENA_PUSH(g->c->turn, &g->in, people) = (struct digest_person){.staff = s->id, .name = s->name};
		g->places[i] = g->in.people_count;
	}
}

/* Mails of the period, by person. */
static int count_mails(struct gather *g, struct err *err)
{
	int r;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT mail.staff, count(*), sum(mail.verdict IN ('held', 'cured') OR mail.reason LIKE 'passed on:%'), sum(mail.verdict = 'cured') FROM mail "
	                          "WHERE " DIGEST_MAILS("arrived_at", "mail.id") "AND staff IS NOT NULL AND verdict IN ('counted', 'held', 'cured', 'returned') GROUP BY mail.staff",
	                          "iiii", DIGEST_PERIOD(g));
	while ((r = db_next(q, err)) > 0) {
		struct digest_person *p = digest_person_of(g, col_text(q, 0, g->c->turn));
		if (!p)
			continue;
		p->mails = (int)col_int(q, 1);
		p->cc_wrong = (int)col_int(q, 2);
		p->cc_right = p->mails - p->cc_wrong;
		p->cc_cured = (int)col_int(q, 3);
	}
	return r;
}

/* ... and rows. */
static int count_rows(struct gather *g, struct err *err)
{
	int r;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT mail.staff, sum(total), sum(counted), sum(refused), sum(held) FROM mail JOIN list ON list.mail = mail.id "
	                          "WHERE " DIGEST_MAILS("arrived_at", "mail.id") "GROUP BY mail.staff",
	                          "iiii", DIGEST_PERIOD(g));
	while ((r = db_next(q, err)) > 0) {
		struct digest_person *p = digest_person_of(g, col_text(q, 0, g->c->turn));
		if (!p)
			continue;
		p->rows = (int)col_int(q, 1);
		p->counted = (int)col_int(q, 2);
		p->refused = (int)col_int(q, 3);
		p->held = (int)col_int(q, 4);
	}
	return r;
}

int digest_add_people(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	struct owed_days days = owed_days(g);
	date back = g->in.day - 14 < time_date(g->in.from) ? g->in.day - 14 : time_date(g->in.from); /* make-up cases of two weeks */
	list_people(g);
	for (size_t i = 0; i < g->in.people_count; i++) {
		struct credits credits;
		if (clerk_credits(c, g->in.people[i].staff, back, &credits, err) < 0 || add_duties(g, &g->in.people[i], &days, &credits, err) < 0)
			return -1;
		add_cases(g, &g->in.people[i], &credits);
	}
	return count_mails(g, err) < 0 ? -1 : count_rows(g, err);
}
