#include "notice.h"

#include <string.h>

static struct notice_makeup note_of(const struct makeup *m)
{
	return (struct notice_makeup){.week = m->week, .clause = m->rule->clause, .title = m->rule->title, .missed_day = m->missed[0].for_date,
	                              .visits = m->visits_asked, .visits_done = m->visits, .visits_due = m->visits_until, .fen = m->rule->makeup_fen,
	                              .settles = m->closes};
}

static int missed_lists(const struct makeup *m, const struct duty **first_r)
{
	int n = 0;
	*first_r = NULL;
	for (int i = 0; i < m->lists_count; i++)
		if (m->lists[i].state == DUTY_MISSED && n++ == 0)
			*first_r = &m->lists[i];
	return n;
}

/* A duty that asks for make-up was missed: what the week asks for now, if it still asks. */
static bool opened(const struct clerk *c, const struct makeup *m, const struct duty *missed, struct notice_makeup *note)
{
	const struct duty *list;
	*note = note_of(m);
	note->news = m->lost ? MAKEUP_IN_VAIN : MAKEUP_OPENED;
	note->missed_day = missed->for_date;
	note->required = missed->required;
	note->delivered = missed->delivered;
	note->title = missed->rule->title;
	note->clause = missed->rule->clause;
	note->extra = missed->rule->extra;
	if (missed_lists(m, &list))
		note->list = clerk_standing(list);
	date next = office_next_workday(c->office, missed->for_date);
	for (int i = 0; i < m->lists_count; i++)
		if (m->lists[i].for_date == next) {
			note->extra_for = next;
			note->extra_due = m->lists[i].due;
			note->extra_required = m->lists[i].required;
		}
	return m->state == DUTY_OPEN;
}

/* It was thought missed and is not; m: what is left of the case, NULL: nothing. Told while the week's case is, or would be, open. */
static bool lifted(const struct makeup *m, const struct duty_rule *rule, date day, const struct duty *d, int64_t horizon,
                   struct notice_makeup *note)
{
	date week = date_monday(day);
	*note = m ? note_of(m) : (struct notice_makeup){.week = week};
	note->news = MAKEUP_LIFTED;
	note->missed_day = day;
	note->title = rule->title;
	note->clause = rule->clause;
	note->required = d ? d->required : 0;
	note->delivered = d ? d->delivered : 0;
	note->rest = m != NULL;
	return m ? m->state == DUTY_OPEN : horizon <= time_at(week + 7, 0);
}

/* The enlarged list of a case: the first one that is missed loses it; one that is met after all may save it. */
static bool of_list(const struct makeup *m, date day, struct notice_makeup *note)
{
	const struct duty *list = NULL, *first;
	int missed = missed_lists(m, &first);
	for (int i = 0; i < m->lists_count && !list; i++)
		list = m->lists[i].for_date == day ? &m->lists[i] : NULL;
	if (!list || m->state != DUTY_OPEN || list->state == DUTY_OPEN)
		return false;
	*note = note_of(m);
	note->news = list->state == DUTY_MISSED ? MAKEUP_LOST : MAKEUP_AGAIN;
	note->list = clerk_standing(list);
	return list->state == DUTY_MISSED ? missed == 1 : !m->lost;
}

/* Behind that lie the credits that the case of that day asks, and that of the workday before, whose enlarged list the duty may be. */
static int64_t asks_after(const struct office *o, const char *kind, date day)
{
	date before = office_previous_workday(o, day);
	const struct policy *p = office_policy(o, before);
	int64_t from = makeup_asks_after(o, kind, date_monday(day)), own = duty_asks_after(o, kind, day);
	from = own < from ? own : from;
	for (size_t i = 0; i < p->duties_count; i++) {
		int64_t other = makeup_asks_after(o, p->duties[i].kind, date_monday(before));
		from = other < from ? other : from;
	}
	return from;
}

int notice_of_case(struct clerk *c, int64_t horizon, const char *kind, const struct staff *s, date day, struct notice_makeup *note_r, bool *any_r,
                   struct err *err)
{
	const struct office *o = c->office;
	const struct duty_rule *rule = policy_duty(office_policy(o, day), kind);
	struct credits credits;
	struct makeup m;
	*any_r = false;
	if (store_get_credits(&c->store, c->turn, s->id, asks_after(o, kind, day), &credits, err) < 0)
		return -1;
	if (rule && rule->makeup_counts) {
		struct duty d;
		bool due = duty_make(o, kind, s, day, &credits, horizon, &d), open = makeup_make(o, kind, s, date_monday(day), &credits, horizon, &m);
		*any_r = due && d.state == DUTY_MISSED ? open && opened(c, &m, &d, note_r)
		                                       : lifted(open ? &m : NULL, rule, day, due ? &d : NULL, horizon, note_r);
		return 0;
	}
	date before = office_previous_workday(o, day);
	const struct policy *p = office_policy(o, before);
	for (size_t i = 0; i < p->duties_count && !*any_r; i++) {
		const struct duty_rule *r = &p->duties[i];
		*any_r = r->makeup_counts && r->extends && strcmp(r->extends, kind) == 0 && makeup_make(o, r->kind, s, date_monday(before), &credits, horizon, &m) &&
		         of_list(&m, day, note_r);
	}
	return 0;
}
