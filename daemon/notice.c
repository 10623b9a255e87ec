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

static void add_proof_of_duty(struct clerk *c, struct notice_entry *e, const struct duty *d, const struct credits *credits)
{
	const char *counts = strcmp(d->rule->counts, "mail") == 0 ? d->rule->kind : d->rule->counts;
	e->required = d->required;
	e->delivered = d->delivered;
	e->base_quota = d->rule->quota;
	e->missing = d->delivered < d->rule->quota ? d->rule->quota - d->delivered : 0;
	e->fen_per_missing = d->rule->fen_per_missing;
	e->pushups_per_missing = d->rule->pushups_per_missing;
	e->window_from = d->window_from == INT64_MIN ? 0 : d->window_from;
	e->window_to = d->due;
	for (size_t i = 0; i < credits->items_count; i++) {
		const struct credit *one = &credits->items[i];
		if (one->at > d->window_from && one->at <= d->window_to && strcmp(one->what, counts) == 0)
			ARENA_PUSH(c->turn, e, mails) = one->mail;
	}
}

static void add_proof_of_case(struct clerk *c, struct notice_entry *e, const struct makeup *m)
{
	ARENA_PUSH(c->turn, e, parts) = (struct standing){.title = row_kind_titles[ROW_VISIT], .for_date = m->week, .due = m->visits_until,
	                                                  .required = m->visits_asked, .delivered = m->visits};
	for (int i = 0; i < m->lists_count; i++)
		ARENA_PUSH(c->turn, e, parts) = clerk_standing(&m->lists[i]);
	e->window_to = m->closes;
}

int notice_entry(struct clerk *c, struct notices *n, const struct entry *e, const struct charge *why, const struct duty *d, const struct makeup *m,
                 struct err *err)
{
	const struct staff *who = office_staff(c->office, e->staff);
	struct notice_entry note = {.id = e->id, .kind = e->kind, .title = d ? d->rule->title : m ? row_kind_titles[ROW_VISIT] : e->kind,
	                            .clause = e->clause, .for_date = e->for_date, .fen = e->fen, .pushups = e->pushups, .reverses = e->reverses,
	                            .why = e->reverses ? e->because : NULL, .proposed = why->confirm && !e->reverses, .why_proposed = why->why_confirm};
	struct credits credits;
	if (!who)
		return 0;
	if (d && !e->reverses) {
		if (clerk_credits(c, e->staff, d->for_date, &credits, err) < 0)
			return -1;
		add_proof_of_duty(c, &note, d, &credits);
	}
	if (m && !e->reverses)
		add_proof_of_case(c, &note, m);
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

static int post_one(struct clerk *c, const struct staff *to, struct notice_in *in, const char *kind, const char *event, bool confirm, int64_t now,
                    struct err *err)
{
	if (in->entries_count + in->makeups_count + in->reminders_count == 0 || staff_gone(to, time_date(now)))
		return 0;
	in->head = clerk_head(c, to, arena_printf(c->turn, "%s.%s.%s", kind, to->id, event), now);
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
