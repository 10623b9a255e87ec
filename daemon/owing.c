#include "owing.h"

#include <stdio.h>
#include <string.h>

#include "asks.h"
#include "base/text.h"
#include "compose.h"
#include "compose_part.h"
#include "reply.h"

enum { STALE = DAY_SECONDS /* after an outage, what is older is left out */, BUNDLE_MAX_BYTES = 8 << 20, BUNDLE_MAX_FILES = 40 };

/* ---- who did not deliver */

static int add_missing(struct clerk *c, const char *kind, date day, int64_t moment, const struct staff *s, struct told_in *in, struct err *err)
{
	struct { const char **lines; size_t lines_count, lines_cap; } list = {in->lines, in->lines_count, in->lines_cap};
	struct view *v = view_object(c->turn);
	struct credits credits;
	struct duty d;
	if (clerk_credits(c, s->id, day, &credits, err) < 0)
		return -1;
	if (!duty_make(c->office, kind, s, day, &credits, moment, &d) || d.state != DUTY_MISSED)
		return 0;
	put_value(c->turn, v, "name", s->name);
	put_title(c->turn, v, "what", d.rule->title);
	view_set_text(c->turn, v, "day", say_date(c->turn, day));
	view_set_int(c->turn, v, "done", d.delivered);
	view_set_int(c->turn, v, "asked", d.required);
	ARENA_PUSH(c->turn, &list, lines) = say(c->turn, "owing", "duty", v);
	in->lines = list.lines;
	in->lines_count = list.lines_count;
	in->lines_cap = list.lines_cap;
	return 0;
}

int owing_post(struct clerk *c, const char *kind, date day, int64_t moment, int64_t now, struct err *err)
{
	const struct office *o = c->office;
	const struct duty_rule *r = policy_duty(office_policy(o, day), kind);
	struct told_in in = {.why = TOLD_OWING};
	struct view *v = view_object(c->turn);
	char text[DATE_TEXT_SIZE];
	if (!r || !r->missing_to || now - moment > STALE)
		return 0;
	for (size_t i = 0; i < o->staff_count; i++)
		if (o->staff[i].roles & 1u << r->who && add_missing(c, kind, day, moment, &o->staff[i], &in, err) < 0)
			return -1;
	put_title(c->turn, v, "what", r->title);
	view_set_text(c->turn, v, "day", say_date(c->turn, day));
	view_set_int(c->turn, v, "done", (int64_t)in.lines_count);
	in.what = say(c->turn, "owing", "title", v);
	for (size_t i = 0; in.lines_count && i < o->staff_count; i++) {
		const struct staff *to = &o->staff[i];
		if (to->roles & r->missing_to && to->mail_count && staff_active(to, time_date(moment)) &&
		    asks_tell(c, &in, to, NULL, arena_printf(c->turn, "owing.%s.%s.%s", kind, date_text(day, text), to->id), now, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- the bundle */

/* A mail's bytes where there is room: forty of them may be larger than all memory. */
static int add_raw(struct clerk *c, const struct mail_record *m, struct bundled *b, size_t *room, struct err *err)
{
	size_t size;
	int r = store_raw_size(&c->store, &m->raw, &size, err);
	if (r <= 0 || size > *room)
		return r < 0 ? -1 : 0;
	*room -= size;
	return store_get_raw(&c->store, c->turn, &m->raw, &b->raw, err) < 0 ? -1 : 0;
}

/* The mails that met it, each once, and who brought none; their bytes as long as there is room. */
static int add_delivered(struct clerk *c, const char *kind, date day, const struct staff *s, struct bundle_in *in, size_t *room, struct err *err)
{
	struct credits credits;
	struct duty d;
	if (clerk_credits(c, s->id, day, &credits, err) < 0)
		return -1;
	if (!duty_make(c->office, kind, s, day, &credits, INT64_MIN, &d))
		return 0;
	if (!d.delivered && !d.exempt)
		ARENA_PUSH(c->turn, in, missing) = s->name;
	for (size_t i = 0; i < credits.items_count; i++) {
		const struct credit *one = &credits.items[i];
		struct bundled b = {.name = s->name, .at = one->at};
		struct mail_record m;
		if (one->at <= d.window_from || one->at > d.window_to || strcmp(one->what, duty_counts(d.rule)) != 0)
			continue;
		int r = store_get_mail(&c->store, c->turn, one->mail, &m, err);
		if (r > 0 && in->mails_count < BUNDLE_MAX_FILES)
			r = add_raw(c, &m, &b, room, err);
		if (r < 0)
			return -1;
		b.subject = m.subject;
		ARENA_PUSH(c->turn, in, mails) = b;
	}
	return 0;
}

static int gather(struct clerk *c, const char *kind, date day, struct bundle_in *in, struct err *err)
{
	const struct duty_rule *r = policy_duty(office_policy(c->office, day), kind);
	size_t room = BUNDLE_MAX_BYTES;
	in->title = r->title;
	in->week = day;
	for (size_t i = 0; i < c->office->staff_count; i++)
		if (c->office->staff[i].roles & 1u << r->who && add_delivered(c, kind, day, &c->office->staff[i], in, &room, err) < 0)
			return -1;
	return 0;
}

/* The first for-date of that kind that is not over at that moment. */
static date next_of(const struct office *o, const char *kind, int64_t moment)
{
	date d = duty_date_from(o, kind, time_date(moment) - duty_reach(o, kind));
	while (d != DATE_NONE && duty_window_end(o, policy_duty(office_policy(o, d), kind), d) < moment)
		d = duty_date_from(o, kind, d + 1);
	return d;
}

static int bundle_post(struct clerk *c, const char *kind, date day, int64_t now, struct err *err)
{
	const struct office *o = c->office;
	const struct duty_rule *r = policy_duty(office_policy(o, day), kind), *report;
	date on = next_of(o, r->bundle_for, now);
	char of[DATE_TEXT_SIZE], when[DATE_TEXT_SIZE];
	struct bundle_in in = {0};
	if (on == DATE_NONE || gather(c, kind, day, &in, err) < 0)
		return on == DATE_NONE ? 0 : -1;
	report = policy_duty(office_policy(o, on), r->bundle_for);
	in.report = report->title;
	in.clause = report->clause;
	in.due = duty_due(o, report, on);
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *to = &o->staff[i];
		if (!(to->roles & 1u << report->who) || !to->mail_count || !staff_active(to, time_date(now)))
			continue;
		in.head = clerk_head(c, to, arena_printf(c->turn, "bundle.%s.%s.%s", kind, to->id, date_text(day, of)), clerk_leaves(c, now));
		struct letter l = compose_bundle(c->turn, &in);
		l.about = arena_printf(c->turn, "%s %s %s %s", kind, of, report->kind, date_text(on, when));
		l.created = now;
		if (clerk_post(c, &l, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- in time */

/* Bundles up to this moment are done. */
#define META_BUNDLED "bundled_until"

/* What is put together at that moment. *all_read_r: everything that counts for it is read, where it does not come later than the bundle. */
static int bundles_at(struct clerk *c, int64_t moment, int64_t now, bool post, bool *all_read_r, struct err *err)
{
	const struct office *o = c->office;
	date around = time_date(moment);
	*all_read_r = true;
	for (size_t k = 0; k < c->kinds.names_count; k++) {
		const char *kind = c->kinds.names[k];
		int reach = duty_reach(o, kind);
		for (date d = duty_date_from(o, kind, around - reach); d != DATE_NONE && d < around + reach; d = duty_date_from(o, kind, d + 1)) {
			const struct duty_rule *r = policy_duty(office_policy(o, d), kind);
			if (!r->bundle_for || duty_bundled(o, r, d) != moment)
				continue;
			*all_read_r = *all_read_r && (c->horizon > duty_window_end(o, r, d) || c->horizon >= moment);
			if (post && bundle_post(c, kind, d, now, err) < 0)
				return -1;
		}
	}
	return 0;
}

/* 1 it is done, 0 not all is read yet, -1 */
static int bundle_moment(struct clerk *c, int64_t moment, int64_t now, struct err *err)
{
	bool all_read, stale = now - moment >= STALE;
	arena_reset(c->turn);
	if (bundles_at(c, moment, now, false, &all_read, err) < 0)
		return -1;
	if (!all_read && !stale)
		return 0;
	if (db_begin(c->store.db, err) < 0)
		return -1;
	bool failed = (!stale && bundles_at(c, moment, now, true, &all_read, err) < 0) || store_set_time(&c->store, META_BUNDLED, moment, err) < 0;
	return store_end(&c->store, failed, err) < 0 ? -1 : 1;
}

int bundles_due(struct clerk *c, int64_t now, struct err *err)
{
	int64_t until, moment;
	int r = store_get_time(&c->store, META_BUNDLED, &until, err);
	if (r < 0 || (r == 0 && store_set_time(&c->store, META_BUNDLED, until = now - 1, err) < 0))
		return -1;
	while ((moment = schedule_next_bundle(c->office, until)) <= now) {
		r = bundle_moment(c, moment, now, err);
		if (r <= 0)
			return r;
		until = moment;
	}
	return 0;
}

int bundles_next(struct clerk *c, int64_t *when_r, struct err *err)
{
	int64_t until = time_at(c->office->since, 0) - 1;
	if (store_get_time(&c->store, META_BUNDLED, &until, err) < 0)
		return -1;
	*when_r = schedule_next_bundle(c->office, until);
	return 0;
}

/* ---- passed on */

static int pass_on(const struct hearing *h, const char *kind, date day, const struct duty_rule *report, struct err *err)
{
	struct clerk *c = h->c;
	const struct office *o = c->office;
	const struct mail_record *m = h->m;
	unsigned roles = report->addressed_to ? report->addressed_to : 1u << ROLE_GENERAL_MANAGER;
	char of[DATE_TEXT_SIZE];
	struct bundle_in in = {.by = h->sender->name, .words = m->envelope.text ? m->envelope.text : "", .report = report->title, .clause = report->clause};
	if (gather(c, kind, day, &in, err) < 0)
		return -1;
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *to = &o->staff[i];
		if (!(to->roles & roles) || !to->mail_count || !staff_active(to, time_date(m->arrived_at)))
			continue;
		/* Said twice, it is passed on once. */
		const char *id = arena_printf(c->turn, "passed.%s.%s.%s.%s", kind, date_text(day, of), h->sender->id, to->id);
		in.head = clerk_head(c, to, id, clerk_leaves(c, h->now));
		struct letter l = compose_bundle(c->turn, &in);
		l.about = m->public;
		l.created = h->now;
		if (clerk_post(c, &l, err) < 0)
			return -1;
	}
	return 0;
}

static bool says_pass_on(struct arena *a, const char *text)
{
	struct reply r = reply_read(a, text ? text : "");
	return r.state == REPLY_CLEAR && r.items[0].verb == REPLY_PASS_ON;
}

int bundle_answer(const struct hearing *h, const char **kind_r, struct err *err)
{
	const struct mail_record *m = h->m;
	const struct letter_ref *letter = &h->letter;
	char kind[64], of[DATE_TEXT_SIZE], other[64];
	date day;
	*kind_r = NULL;
	if (h->proof != PROOF_GOOD || strcmp(letter->kind, letter_kind_names[LETTER_BUNDLE]) != 0 || !letter->about ||
	    sscanf(letter->about, "%63s %10s %63s", kind, of, other) != 3 || date_parse(of, &day) < 0 || !says_pass_on(h->c->turn, m->envelope.text))
		return 0;
	const struct duty_rule *report = policy_duty(office_policy(h->c->office, time_date(m->arrived_at)), other);
	if (!report || !policy_duty(office_policy(h->c->office, day), kind))
		return 0;
	*kind_r = report->kind;
	if (store_add_credit(&h->c->store, h->sender->id, m->arrived_at, m->id, report->kind, 1, err) < 0)
		return -1;
	return h->first ? pass_on(h, kind, day, report, err) : 0;
}
