#include "settle.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/log.h"
#include "base/text.h"
#include "due.h"
#include "ledger.h"
#include "life.h"
#include "notice.h"
#include "owing.h"
#include "progress.h"

enum { DUE_BEFORE_DAYS = 7 /* so long before its day a duty may be due (due_check) */,
       CASE_REACH_DAYS = 70 /* a case closes at most so long after its Monday, with lists that are due after a long holiday: a multiple of a week's days */,
       GRACE_DAYS = 2, CATCHING_UP_SECONDS = 60 };

void affected_add(struct arena *a, struct affected *f, const char *staff)
{
	if (f->staff_count && strcmp(f->staff[f->staff_count - 1], staff) == 0) /* one after the other: that is cheap to see */
		return;
	ARENA_PUSH(a, f, staff) = arena_strdup(a, staff);
}

static int by_staff(const void *x, const void *y)
{
	const char *const *const *a = x, *const *const *b = y;
	int c = strcmp(**a, **b);
	return c ? c : *a < *b ? -1 : *a > *b;
}

static int by_place(const void *x, const void *y)
{
	const char *const *const *a = x, *const *const *b = y;
	return *a < *b ? -1 : *a > *b;
}

struct affected affected_once(struct arena *a, const struct affected *f)
{
	struct affected once = {0};
	size_t firsts = 0;
	const char ***all = arena_alloc(a, (f->staff_count + 1) * sizeof *all);
	for (size_t i = 0; i < f->staff_count; i++)
		all[i] = &f->staff[i];
	qsort(all, f->staff_count, sizeof *all, by_staff);
	for (size_t i = 0; i < f->staff_count; i++)
		if (i == 0 || strcmp(*all[i], *all[firsts - 1]) != 0)
			all[firsts++] = all[i];
	qsort(all, firsts, sizeof *all, by_place);
	for (size_t i = 0; i < firsts; i++)
		ARENA_PUSH(a, &once, staff) = *all[i];
	return once;
}

/* What a person's ledger was brought to, whatever the sum. */
struct booked {
	const char *kind;
	date day;
};
struct booked_all {
	struct booked *items;
	size_t items_count, items_cap;
};

struct job {
	struct clerk *c;
	int64_t horizon, now;
	const char *because;
	struct notices notices;
	struct booked_all booked;     /* looking again: of the person at hand */
};

/* What was only proposed and is reversed before anybody decided is off the table: a later 同意 finds nothing. The person was never told of
 * it, and is not told of its end. 1 it was, 0 not, -1. */
static int withdraw_proposal(struct job *j, const struct entries *have, const struct entry *reversal, struct err *err)
{
	for (size_t i = 0; i < have->items_count; i++)
		if (strcmp(have->items[i].id, reversal->reverses) == 0 && strcmp(have->items[i].state, "proposed") == 0)
			return store_entry_state(&j->c->store, reversal->reverses, "waived", j->now, NULL, j->because, err) < 0 ? -1 : 1;
	return 0;
}

/* What waited for a person who need not be asked any more (the year's calendar has come): it is issued. */
static int issue_proposal(struct job *j, const struct charge *want, const struct entries *have, struct err *err)
{
	for (size_t i = 0; i < have->items_count; i++) {
		const struct entry *e = &have->items[i];
		if (strcmp(e->state, "proposed") == 0 && (store_entry_state(&j->c->store, e->id, "issued", j->now, NULL, j->because, err) < 0 ||
		                                          notice_entry(j->c, &j->notices, e, want, err) < 0))
			return -1;
	}
	return 0;
}

/* Brings the ledger to what the charge says; tells whom it concerns. */
static int book(struct job *j, const struct charge *want, struct err *err)
{
	struct store *s = &j->c->store;
	struct entries have, add = {0};
	struct life life = {.c = j->c, .now = j->now};
	ARENA_PUSH(j->c->turn, &j->booked, items) = (struct booked){want->kind, want->for_date};
	if (store_get_entries(s, j->c->turn, want->staff, want->kind, want->for_date, &have, err) < 0)
		return -1;
	ledger_reconcile(j->c->turn, want, &have, j->because, j->now, &add);
	if (add.items_count == 0 && !want->confirm)
		return issue_proposal(j, want, &have, err);
	for (size_t i = 0; i < add.items_count; i++) {
		struct entry *e = &add.items[i];
		const struct entry *was = NULL;
		struct charge as_agreed = *want;
		struct step last;
		if (!e->reverses && life_before(&life, &have, e, want->confirm != 0, &was, &last, err) < 0)
			return -1;
		as_agreed.confirm = was ? 0 : want->confirm;
		const char *state = as_agreed.confirm && !e->reverses ? "proposed" : "issued";
		int untold = e->reverses ? withdraw_proposal(j, &have, e, err) : 0;
		if (untold < 0 || store_add_entry(s, e, state, err) < 0 || (!untold && notice_entry(j->c, &j->notices, e, &as_agreed, err) < 0) ||
		    (was && life_goes_on(&life, was, &last, e, err) < 0))
			return -1;
		log_about(LOG_INFO_LINE, &(struct log_about){.entry = e->id, .staff = e->staff}, "%s: %lld fen, %d push-ups, %s%s%s", state, (long long)e->fen, e->pushups, j->because, e->reverses ? ", reverses " : "",
		         e->reverses ? e->reverses : "");
	}
	return 0;
}

/* 1: the state is new or changed, 0: as it was. was_r: what it was, "" at first. */
static int note(struct job *j, const char *staff, const char *kind, date day, const char *state, int required, int delivered, const char **was_r,
                struct err *err)
{
	struct settled was;
	if (store_get_settled(&j->c->store, j->c->turn, staff, kind, day, &was, err) < 0)
		return -1;
	*was_r = was.version ? was.state : "";
	if (was.version && strcmp(was.state, state) == 0 && was.required == required && was.delivered == delivered)
		return 0;
	was.version++;
	was.state = state;
	was.required = required;
	was.delivered = delivered;
	if (store_add_settled(&j->c->store, &was, j->now, j->because, err) < 0)
		return -1;
	return strcmp(*was_r, state) != 0;
}

/* The mails that counted belong to the proof (rules.md section 4). */
static int prove(struct job *j, struct charge *want, const char *what, int64_t after, int64_t upto, const struct credits *credits, struct err *err)
{
	if (want->fen == 0 && want->pushups == 0)
		return 0;
	for (size_t i = 0; i < credits->items_count; i++) {
		const struct credit *one = &credits->items[i];
		const char *mail;
		if (one->at <= after || one->at > upto || strcmp(one->what, what) != 0)
			continue;
		if (store_mail_public(&j->c->store, j->c->turn, one->mail, &mail, err) < 0)
			return -1;
		want->proof = arena_printf(j->c->turn, "%smail=%s %s %d\n", want->proof, mail, what, one->n);
	}
	return 0;
}

static int prove_duty(struct job *j, struct charge *want, const struct duty *d, const struct credits *credits, struct err *err)
{
	return prove(j, want, duty_counts(d->rule), d->window_from, d->window_to, credits, err);
}

static int settle_case(struct job *j, const struct makeup *m, const struct credits *credits, struct err *err)
{
	struct charge want;
	const char *was;
	if (note(j, m->staff->id, makeup_name(j->c->turn, j->c->office, m->rule->kind), m->week, duty_state_names[m->state], m->visits_asked, m->visits, &was, err) < 0)
		return -1;
	charge_of_makeup(j->c->turn, m, &want);
	int failed = prove(j, &want, m->rule->makeup_counts, time_at(m->week, 0) - 1, m->visits_until, credits, err);
	for (int i = 0; !failed && i < m->lists_count; i++)
		failed = prove_duty(j, &want, &m->lists[i], credits, err);
	return failed ? -1 : book(j, &want, err);
}

static bool is_missed(const char *state)
{
	return strcmp(state, duty_state_names[DUTY_MISSED]) == 0;
}

static int settle_duty(struct job *j, const struct duty *d, const struct credits *credits, struct err *err)
{
	struct charge want;
	const char *was, *state = duty_state_names[d->state];
	int changed = note(j, d->staff->id, d->rule->kind, d->for_date, state, d->required, d->delivered, &was, err);
	if (changed < 0 || (changed && (is_missed(state) || is_missed(was)) &&
	                    notice_duty(j->c, &j->notices, d->rule->kind, d->staff, d->for_date, err) < 0))
		return -1;
	if (!charge_of_duty(j->c->turn, j->c->office, d, &want))
		return 0;
	return prove_duty(j, &want, d, credits, err) < 0 ? -1 : book(j, &want, err);
}

/* ---- one moment ---- */

static int settle_date(struct job *j, const char *kind, date day, struct err *err)
{
	const struct office *o = j->c->office;
	const struct duty_rule *rule = policy_duty(office_policy(o, day), kind);
	int64_t after = duty_asks_after(o, kind, day);
	for (size_t i = 0; i < o->staff_count; i++) {
		struct credits credits;
		struct duty d;
		if (!(o->staff[i].roles & 1u << rule->who))
			continue;
		if (store_get_credits(&j->c->store, j->c->turn, o->staff[i].id, after, &credits, err) < 0)
			return -1;
		if (duty_make(o, kind, &o->staff[i], day, &credits, j->horizon, &d) && settle_duty(j, &d, &credits, err) < 0)
			return -1;
	}
	return 0;
}

static int settle_kind(struct job *j, const char *kind, int64_t moment, struct err *err)
{
	const struct office *o = j->c->office;
	date around = time_date(moment);
	int reach = duty_reach(o, kind) + GRACE_DAYS;
	for (date d = duty_date_from(o, kind, around - reach); d != DATE_NONE && d < around + reach; d = duty_date_from(o, kind, d + 1))
		if (duty_window_end(o, policy_duty(office_policy(o, d), kind), d) + 1 == moment && (settle_date(j, kind, d, err) < 0 || owing_post(j->c, kind, d, moment, j->now, err) < 0))
			return -1;
	return 0;
}

struct week_of {
	const struct staff *staff;
	const char *kind;
	date week;
};
struct weeks {
	struct week_of *items;
	size_t items_count, items_cap;
};

/* What is settled comes person by person: those of others need not be looked through. */
static void add_week(struct arena *a, struct weeks *w, struct week_of one)
{
	for (size_t i = w->items_count; i > 0 && w->items[i - 1].staff == one.staff; i--)
		if (w->items[i - 1].week == one.week && strcmp(w->items[i - 1].kind, one.kind) == 0)
			return;
	ARENA_PUSH(a, w, items) = one;
}

/* Weeks in which somebody (NULL: anybody) missed a duty that asks for make-up. */
static int weeks_missed(struct job *j, const char *staff, date from, struct weeks *w, struct err *err)
{
	struct settled_list l;
	if (store_settled_from(&j->c->store, j->c->turn, staff, from, &l, err) < 0)
		return -1;
	for (size_t i = 0; i < l.items_count; i++) {
		const struct settled *d = &l.items[i];
		const struct duty_rule *rule = policy_duty(office_policy(j->c->office, d->for_date), d->kind);
		const struct staff *s = office_staff(j->c->office, d->staff);
		if (rule && s && rule->makeup_counts && is_missed(d->state))
			add_week(j->c->turn, w, (struct week_of){s, rule->kind, date_monday(d->for_date)});
	}
	return 0;
}

/* Kinds and weeks of which a case may close at a moment, whoever's it is; mostly none. */
struct closing {
	struct closing_week { const char *kind; date week; } *items;
	size_t items_count, items_cap;
	date first;                   /* the earliest of the weeks */
	int64_t after;                /* behind that lies all that their cases ask of somebody's credits */
};

static struct closing closing_at(struct clerk *c, int64_t moment)
{
	struct closing all = {.first = time_date(moment), .after = INT64_MAX};
	for (date week = date_monday(time_date(moment) - CASE_REACH_DAYS); week < time_date(moment); week += 7)
		for (size_t i = 0; i < c->kinds.names_count; i++) {
			const char *kind = c->kinds.names[i];
			if (!makeup_may_settle(c->office, kind, week, moment))
				continue;
			int64_t after = makeup_asks_after(c->office, kind, week);
			ARENA_PUSH(c->turn, &all, items) = (struct closing_week){kind, week};
			all.first = week < all.first ? week : all.first;
			all.after = after < all.after ? after : all.after;
		}
	return all;
}

static bool is_closing(const struct closing *closing, const struct week_of *w)
{
	for (size_t i = 0; i < closing->items_count; i++)
		if (closing->items[i].week == w->week && strcmp(closing->items[i].kind, w->kind) == 0)
			return true;
	return false;
}

/* One person's weeks follow each other: what he sent is looked up once. */
static int close_weeks(struct job *j, const struct weeks *w, const struct closing *closing, int64_t moment, struct err *err)
{
	struct credits credits = {0};
	const struct staff *whose = NULL;
	for (size_t i = 0; i < w->items_count; i++) {
		const struct week_of *one = &w->items[i];
		struct makeup m;
		if (!is_closing(closing, one))
			continue;
		if (one->staff != whose && store_get_credits(&j->c->store, j->c->turn, one->staff->id, closing->after, &credits, err) < 0)
			return -1;
		whose = one->staff;
		if (makeup_make(j->c->office, one->kind, one->staff, one->week, &credits, j->horizon, &m) && makeup_settles(&m) == moment &&
		    settle_case(j, &m, &credits, err) < 0)
			return -1;
	}
	return 0;
}

static int close_cases(struct job *j, int64_t moment, struct err *err)
{
	struct weeks weeks = {0};
	struct closing closing = closing_at(j->c, moment);
	date back = time_date(moment) - CASE_REACH_DAYS;
	if (closing.items_count == 0)
		return 0;
	if (weeks_missed(j, NULL, closing.first > back ? closing.first : back, &weeks, err) < 0)
		return -1;
	return close_weeks(j, &weeks, &closing, moment, err);
}

int settle_moment(struct clerk *c, int64_t moment, int64_t now, struct err *err)
{
	char event[TIME_TEXT_SIZE];
	struct job j = {.c = c, .horizon = moment, .now = now, .because = BECAUSE_SETTLED,
	                .notices = {.horizon = moment, .catching_up = now - moment > CATCHING_UP_SECONDS}};
	for (size_t i = 0; i < c->kinds.names_count; i++)
		if (settle_kind(&j, c->kinds.names[i], moment, err) < 0)
			return -1;
	if (close_cases(&j, moment, err) < 0)
		return -1;
	if (store_set_time(&c->store, META_SETTLED, moment, err) < 0)
		return -1;
	return notices_post(c, &j.notices, time_text(moment, event), now, err);
}

/* ---- looking again ---- */

/* A duty that was settled and is none any more, or open again (the calendar, the roster or the rules were mended): it costs nothing. */
static int void_duty(struct job *j, const struct settled *was, struct err *err)
{
	const struct policy *p = office_policy(j->c->office, was->for_date);
	const struct duty_rule *r = policy_duty(p, was->kind);
	const struct staff *s = office_staff(j->c->office, was->staff);
	const char *before;
	if (note(j, was->staff, was->kind, was->for_date, "none", 0, 0, &before, err) < 0)
		return -1;
	if (!r) /* drop_former */
		return 0;
	if (s && is_missed(before) && notice_duty(j->c, &j->notices, was->kind, s, was->for_date, err) < 0)
		return -1;
	struct charge none = {.staff = was->staff, .kind = r->entry, .for_date = was->for_date, .clause = r->clause, .policy = p->version, .proof = ""};
	return r->entry ? book(j, &none, err) : 0;
}

static int kind_again(struct job *j, const struct staff *s, const char *kind, date from, const struct credits *credits, struct err *err)
{
	const struct office *o = j->c->office;
	date last = time_date(j->horizon) + DUE_BEFORE_DAYS;
	for (date day = duty_date_from(o, kind, from); day != DATE_NONE && day <= last; day = duty_date_from(o, kind, day + 1)) {
		struct duty d;
		if (duty_window_end(o, policy_duty(office_policy(o, day), kind), day) >= j->horizon)
			continue; /* a month's that is still open: rules which changed within it may have closed days behind its first */
		if (duty_make(o, kind, s, day, credits, j->horizon, &d) && settle_duty(j, &d, credits, err) < 0)
			return -1;
	}
	return 0;
}

/* The first for-date of that kind which something of that day may concern: a month, a quarter began long before its due day. */
static date reaches_back(const struct office *o, const char *kind, date day)
{
	date back = date_monday(day) - CASE_REACH_DAYS;
	for (size_t i = 0; i < o->policies_count; i++) {
		const struct duty_rule *r = policy_duty(&o->policies[i], kind);
		if (r && r->when.every > EVERY_WEEK && day - due_reach(&r->when) < back)
			back = day - due_reach(&r->when);
	}
	return back;
}

static date reach_of_all(const struct job *j, date day)
{
	date back = date_monday(day) - CASE_REACH_DAYS;
	for (size_t i = 0; i < j->c->kinds.names_count; i++) {
		date one = reaches_back(j->c->office, j->c->kinds.names[i], day);
		back = one < back ? one : back;
	}
	return back;
}

static int duties_again(struct job *j, const struct staff *s, date day, struct err *err)
{
	struct settled_list l;
	struct credits credits;
	date from = reach_of_all(j, day);
	if (store_settled_from(&j->c->store, j->c->turn, s->id, from, &l, err) < 0 || clerk_credits(j->c, s->id, from, &credits, err) < 0)
		return -1;
	for (size_t i = 0; i < l.items_count; i++) {
		struct duty d;
		if (makeup_is_name(l.items[i].kind) || strcmp(l.items[i].state, "none") == 0 || l.items[i].for_date < reaches_back(j->c->office, l.items[i].kind, day))
			continue;
		bool settled = duty_make(j->c->office, l.items[i].kind, s, l.items[i].for_date, &credits, j->horizon, &d) && d.state != DUTY_OPEN;
		if (!settled && void_duty(j, &l.items[i], err) < 0)
			return -1;
	}
	for (size_t i = 0; i < j->c->kinds.names_count; i++)
		if (kind_again(j, s, j->c->kinds.names[i], reaches_back(j->c->office, j->c->kinds.names[i], day), &credits, err) < 0)
			return -1;
	return 0;
}

/* No day of that week is missed any more, or the case closes later than it did: it costs nothing (yet). */
static int void_case(struct job *j, const struct week_of *w, struct err *err)
{
	const struct policy *p = office_policy(j->c->office, w->week);
	const struct duty_rule *r = policy_duty(p, w->kind);
	struct settled was;
	const char *before;
	if (!r || !r->makeup_counts) /* drop_former */
		return 0;
	const char *name = makeup_name(j->c->turn, j->c->office, w->kind);
	if (store_get_settled(&j->c->store, j->c->turn, w->staff->id, name, w->week, &was, err) < 0)
		return -1;
	if (!was.version || strcmp(was.state, "none") == 0)
		return 0;
	struct charge none = {.staff = w->staff->id, .kind = r->makeup_entry, .for_date = w->week, .clause = r->clause, .policy = p->version, .proof = ""};
	return note(j, w->staff->id, name, w->week, "none", 0, 0, &before, err) < 0 ? -1 : book(j, &none, err);
}

/* Cases that were open or closed before, and those that are now. */
static int cases_again(struct job *j, const char *staff, date from, struct weeks *weeks, struct err *err)
{
	struct credits credits;
	if (weeks_missed(j, staff, from, weeks, err) < 0 || clerk_credits(j->c, staff, from, &credits, err) < 0)
		return -1;
	for (size_t i = 0; i < weeks->items_count; i++) {
		const struct week_of *w = &weeks->items[i];
		struct makeup m;
		bool closed = makeup_make(j->c->office, w->kind, w->staff, w->week, &credits, j->horizon, &m) && m.state != DUTY_OPEN;
		if ((closed ? settle_case(j, &m, &credits, err) : void_case(j, w, err)) < 0)
			return -1;
	}
	return 0;
}

static int by_kind(const void *a, const void *b)
{
	const struct booked *x = a, *y = b;
	int r = strcmp(x->kind, y->kind);
	return r ? r : x->day < y->day ? -1 : x->day > y->day;
}

/* An entry says itself what it was booked for: the proof of a duty or of a make-up case holds its arithmetic (ledger.c). */
static bool is_case(const struct entry *e)
{
	int64_t ignored;
	return ledger_proof_int(e, "visits_asked", &ignored) > 0;
}

/* The case that an entry charged is none any more. Where its duty is gone as well, its name may be another kind's by now, which was looked at already. */
static int note_former_case(struct job *j, const struct staff *s, const struct entry *e, struct err *err)
{
	struct arena *a = j->c->turn;
	const char *missed = ledger_proof_text(a, e, "missed", 0), *kind = missed ? arena_strndup(a, missed, strcspn(missed, " ")) : "", *before;
	struct settled was;
	const char *name = makeup_name(a, j->c->office, kind);
	if (store_get_settled(&j->c->store, a, s->id, name, e->for_date, &was, err) < 0)
		return -1;
	return was.version ? note(j, s->id, name, e->for_date, "none", 0, 0, &before, err) : 0;
}

static bool is_settled(const struct entry *e)
{
	int64_t ignored;
	return is_case(e) || (ledger_proof_int(e, "quota", &ignored) > 0 && ledger_proof_int(e, "missing", &ignored) > 0);
}

/* What rules of before booked, and these ask nothing about: the pack is switched off, the duty gone, or its entry has another name. All that these rules
 * settle was looked at when this is called; nobody need know the former ones. */
static int drop_former(struct job *j, const struct staff *s, date from, struct err *err)
{
	struct entries all;
	struct booked_all *b = &j->booked;
	if (store_entries_from(&j->c->store, j->c->turn, s->id, from, &all, err) < 0)
		return -1;
	if (b->items_count)
		qsort(b->items, b->items_count, sizeof *b->items, by_kind);
	size_t known = b->items_count; /* book() adds to them, in the order of `all`, which is the same */
	for (size_t i = 0; i < all.items_count; i++) {
		const struct entry *e = &all.items[i];
		const struct booked key = {e->kind, e->for_date};
		bool again = i > 0 && strcmp(all.items[i - 1].kind, e->kind) == 0 && all.items[i - 1].for_date == e->for_date;
		if (again || !is_settled(e) || (known && bsearch(&key, b->items, known, sizeof key, by_kind)))
			continue;
		struct charge none = {.staff = s->id, .kind = e->kind, .for_date = e->for_date, .clause = e->clause,
		                      .policy = office_policy(j->c->office, e->for_date)->version, .proof = ""};
		if ((is_case(e) && note_former_case(j, s, e, err) < 0) || book(j, &none, err) < 0)
			return -1;
	}
	return 0;
}

/* The day from which on everything is looked at again. */
static int first_of_all(struct clerk *c, date *first_r, struct err *err)
{
	date settled, since = c->office->since - 7;
	int r = store_first_settled(&c->store, &settled, err);
	*first_r = r > 0 && settled < since ? settled : since;
	return r < 0 ? -1 : 0;
}

/* Whoever stood on the roster and stands there no more, under that id, owed nothing: his mails are nobody's by now, and a rebuilt store knows nothing of him. */
static int stranger_again(struct job *j, const char *id, date from, date back, struct err *err)
{
	const struct staff gone = {.id = id, .since = DATE_NONE, .until = DATE_NONE};
	return duties_again(j, &gone, from, err) < 0 || drop_former(j, &gone, back, err) < 0 ? -1 : 0;
}

static int person_again(struct job *j, const struct staff *s, date from, date back, struct err *err)
{
	struct weeks weeks = {0};
	return weeks_missed(j, s->id, back, &weeks, err) < 0 || duties_again(j, s, from, err) < 0 || cases_again(j, s->id, back, &weeks, err) < 0 || drop_former(j, s, back, err) < 0 ? -1 : 0;
}

int affected_all(struct clerk *c, struct arena *a, struct affected *f, struct err *err)
{
	struct texts known;
	for (size_t i = 0; i < c->office->staff_count; i++)
		affected_add(a, f, c->office->staff[i].id);
	if (store_people(&c->store, a, &known, err) < 0)
		return -1;
	for (size_t i = 0; i < known.items_count; i++)
		if (!office_staff(c->office, known.items[i]))
			affected_add(a, f, known.items[i]);
	return 0;
}

/* Whoever takes it back, or says that somebody is on leave, among mails that are just judged again: of those behind him nothing counts yet. */
static void put_off(struct settle_later *later, const struct affected *people, date from, const char *because)
{
	for (size_t i = 0; i < people->staff_count; i++)
		ARENA_PUSH(later->a, later, items) = (struct settle_wanted){arena_strdup(later->a, people->staff[i]), arena_strdup(later->a, because), from};
}

/* What a letter is named after: of configurations a rebuilt store knows the last one alone. */
static const char *event_of(struct clerk *c, const char *because, int64_t now)
{
	return text_begins(because, BECAUSE_CONFIG) ? notice_minute(c->turn, now) : because;
}

int settle_again(struct clerk *c, const struct affected *affected, date from, const char *because, int64_t now, struct err *err)
{
	int64_t settled;
	if (c->later) {
		put_off(c->later, affected, from, because);
		return 0;
	}
	int r = store_get_time(&c->store, META_SETTLED, &settled, err);
	if (r <= 0 || (from == DATE_NONE && (r = first_of_all(c, &from, err)) < 0))
		return r;
	struct job j = {.c = c, .horizon = settled, .now = now, .because = because, .notices = {.horizon = settled}};
	date back = date_monday(from) - CASE_REACH_DAYS;
	struct affected people = affected_once(c->turn, affected);
	for (size_t i = 0; i < people.staff_count; i++) {
		const struct staff *s = office_staff(c->office, people.staff[i]);
		j.booked.items_count = 0;
		if (c->supposing)
			progress_step(c->progress, 1);
		if ((s ? person_again(&j, s, from, back, err) : stranger_again(&j, people.staff[i], from, back, err)) < 0)
			return -1;
	}
	return notices_post(c, &j.notices, event_of(c, because, now), now, err);
}
