#include "notice.h"

#include <stdlib.h>
#include <string.h>

#include "compose.h"

static struct owed *owed_to(struct clerk *c, struct notices *n, const struct staff *to)
{
	for (size_t i = 0; i < n->people_count; i++)
		if (n->people[i].to == to)
			return &n->people[i];
	ARENA_PUSH(c->turn, n, people) = (struct owed){.to = to};
	return &n->people[n->people_count - 1];
}

int notice_entry(struct clerk *c, struct notices *n, const struct entry *e, const struct charge *why, struct err *err)
{
	const struct staff *who = office_staff(c->office, e->staff);
	struct notice_entry note = notice_of_entry(c, e);
	note.proposed = why->confirm && !e->reverses;
	note.why_proposed = why->why_confirm;
	if (!who)
		return 0;
	if (notice_prove(c, e, &note, err) < 0)
		return -1;
	if (!note.proposed) {
		ARENA_PUSH(c->turn, &owed_to(c, n, who)->in, entries) = note;
		return 0;
	}
	for (size_t i = 0; i < c->office->staff_count; i++) {
		const struct staff *decides = &c->office->staff[i];
		if (decides->roles & why->confirm && staff_active(decides, time_date(e->created_at)))
			ARENA_PUSH(c->turn, &owed_to(c, n, decides)->confirm, entries) = note;
	}
	return 0;
}

void notice_makeup(struct clerk *c, struct notices *n, const struct makeup *m, const struct duty *missed)
{
	struct notice_makeup note = {.week = m->week, .missed_day = missed->for_date, .required = missed->required, .delivered = missed->delivered,
	                             .title = missed->rule->title, .clause = missed->rule->clause, .extra = missed->rule->extra,
	                             .visits = m->visits_asked, .visits_done = m->visits, .visits_due = m->visits_until, .fen = m->rule->makeup_fen};
	date next = office_next_workday(c->office, missed->for_date);
	for (int i = 0; i < m->lists_count; i++)
		if (m->lists[i].for_date == next) {
			note.extra_for = next;
			note.extra_due = m->lists[i].due;
			note.extra_required = m->lists[i].required;
		}
	ARENA_PUSH(c->turn, &owed_to(c, n, missed->staff)->in, makeups) = note;
}

void notice_reminder(struct clerk *c, struct notices *n, const struct duty *d)
{
	ARENA_PUSH(c->turn, &owed_to(c, n, d->staff)->in, reminders) = clerk_standing(d);
}

static const char *entry_ids(struct arena *a, const struct notice_in *in)
{
	const char *ids = "";
	for (size_t i = 0; i < in->entries_count; i++)
		ids = arena_printf(a, "%s%s%s", ids, i ? " " : "", in->entries[i].id);
	return ids;
}

/* An appeal is answered by director or general manager: a plain reply reaches the clerk and them. */
static void reply_to_reviewers(struct clerk *c, struct letter_head *h, int64_t now)
{
	struct { struct address *to; size_t to_count, to_cap; } list = {0};
	ARENA_PUSH(c->turn, &list, to) = (struct address){c->office->from_name ? c->office->from_name : "", c->office->from_addr};
	for (size_t i = 0; i < c->office->staff_count; i++) {
		const struct staff *s = &c->office->staff[i];
		if (s->roles & (1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER) && s->mail_count && staff_active(s, time_date(now)))
			ARENA_PUSH(c->turn, &list, to) = (struct address){s->name, s->mail[0]};
	}
	h->reply_to = list.to;
	h->reply_to_count = list.to_count;
}

static int post_one(struct clerk *c, const struct staff *to, struct notice_in *in, const char *kind, const char *event, bool confirm, int64_t now,
                    struct err *err)
{
	if (in->entries_count + in->makeups_count + in->reminders_count == 0 || staff_gone(to, time_date(now)))
		return 0;
	in->head = clerk_head(c, to, arena_printf(c->turn, "%s.%s.%s", kind, to->id, event), now);
	if (!confirm && in->entries_count + in->makeups_count)
		reply_to_reviewers(c, &in->head, now);
	struct letter l = confirm ? compose_confirm(c->turn, in) : compose_notice(c->turn, in);
	l.about = in->entries_count ? entry_ids(c->turn, in) : NULL;
	return clerk_post(c, &l, err);
}

int notices_post(struct clerk *c, struct notices *n, const char *event, int64_t now, struct err *err)
{
	for (size_t i = 0; i < n->people_count; i++) {
		struct owed *o = &n->people[i];
		if (post_one(c, o->to, &o->in, o->in.entries_count || o->in.makeups_count ? "notice" : "reminder", event, false, now, err) < 0 ||
		    post_one(c, o->to, &o->confirm, "confirm", event, true, now, err) < 0)
			return -1;
	}
	return 0;
}
