#include "tick.h"

#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "asks.h"
#include "call_sheet.h"
#include "digest_letter.h"
#include "forget.h"
#include "notice.h"
#include "notice_unheard.h"
#include "owing.h"
#include "report.h"
#include "report_letter.h"
#include "retention.h"
#include "settle.h"
#include "slip_take.h"
#include "tally.h"
#include "unconfirmed.h"

/* Reminders, digests and reports up to this moment are done. */
#define META_LETTERED "lettered_until"

enum {
	BEFORE_FIRST = 40 * DAY_SECONDS,  /* the first due moments lie less than that before office.since */
	REMINDER_STALE = 3600,            /* after sleep or an outage, a reminder older than that is left out: no flood */
};

/* Where a pointer stands; before the first time, just before anything can be due. */
static int pointer(struct clerk *c, const char *name, int64_t first, int64_t *t_r, struct err *err)
{
	int r = store_get_time(&c->store, name, t_r, err);
	if (r == 0)
		*t_r = first;
	return r < 0 ? -1 : 0;
}

static int64_t first_moment(const struct clerk *c)
{
	return time_at(c->office->since, 0) - BEFORE_FIRST;
}

static int settled_pointer(struct clerk *c, int64_t *t_r, struct err *err)
{
	return pointer(c, META_SETTLED, first_moment(c), t_r, err);
}

/* A transaction of the clerk's around one moment. */
static int in_transaction(struct clerk *c, int (*work)(struct clerk *c, int64_t moment, int64_t now, struct err *err), int64_t moment, int64_t now,
                          struct err *err)
{
	arena_reset(c->turn);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, work(c, moment, now, err) < 0, err);
}

/* ---- reminders, digests and reports ---- */

static int remind_person(struct clerk *c, struct notices *n, const char *kind, const struct staff *s, date day, int64_t after, struct err *err)
{
	struct credits credits;
	struct duty d;
	if (store_get_credits(&c->store, c->turn, s->id, after, &credits, err) < 0)
		return -1;
	if (duty_make(c->office, kind, s, day, &credits, c->horizon, &d) && d.state == DUTY_OPEN && d.delivered < d.required)
		return notice_reminder(c, n, &d, err);
	return 0;
}

static int remind_date(struct clerk *c, struct notices *n, const char *kind, date day, int64_t moment, struct err *err)
{
	const struct office *o = c->office;
	const struct duty_rule *r = policy_duty(office_policy(o, day), kind);
	bool asks = false;
	for (size_t i = 0; i < r->reminders_count; i++)
		asks = asks || time_at(duty_due_date(o, r, day), r->reminders[i]) == moment;
	int64_t after = asks ? duty_asks_after(o, kind, day) : INT64_MAX;
	for (size_t i = 0; asks && i < o->staff_count; i++)
		if (o->staff[i].roles & 1u << r->who && remind_person(c, n, kind, &o->staff[i], day, after, err) < 0)
			return -1;
	return 0;
}

static int remind(struct clerk *c, int64_t moment, int64_t now, struct err *err)
{
	struct notices n = {.horizon = c->horizon};
	char event[TIME_TEXT_SIZE];
	date around = time_date(moment);
	for (size_t k = 0; k < c->kinds.names_count; k++) {
		const char *kind = c->kinds.names[k];
		int reach = duty_reach(c->office, kind);
		for (date d = duty_date_from(c->office, kind, around - reach); d != DATE_NONE && d < around + reach; d = duty_date_from(c->office, kind, d + 1))
			if (remind_date(c, &n, kind, d, moment, err) < 0)
				return -1;
	}
	return notices_post(c, &n, time_text(moment, event), now, err);
}

static bool is_digest(const struct clerk *c, int64_t moment)
{
	date day = time_date(moment);
	const struct policy *p = office_policy(c->office, day);
	return p->digest >= 0 && office_workday(c->office, day) && time_at(day, p->digest) == moment;
}

static int write_moment(struct clerk *c, int64_t moment, int64_t now, struct err *err)
{
	if (now - moment < REMINDER_STALE && remind(c, moment, now, err) < 0)
		return -1;
	/* After an outage the newest digest tells it all. */
	bool newest = now - moment < DAY_SECONDS;
	if (is_digest(c, moment) && newest && digest_post(c, moment, now, err) < 0)
		return -1;
	if (reports_post(c, moment, now, err) < 0)
		return -1;
	return store_set_time(&c->store, META_LETTERED, moment, err);
}

static int64_t next_letter(const struct office *o, int64_t after)
{
	int64_t a = schedule_next_letter(o, after), b = schedule_next_report(o, after);
	return a < b ? a : b;
}

/* The servers are asked before the digest's transaction begins. */
static int write_counted(struct clerk *c, int64_t moment, int64_t now, struct err *err)
{
	int64_t from;
	struct tally t;
	if (!is_digest(c, moment) || now - moment >= DAY_SECONDS || c->recording_only)
		return in_transaction(c, write_moment, moment, now, err);
	struct arena *a = arena_new();
	int failed = digest_since(c, moment, &from, err) < 0 || tally_take(c, a, from, now, &t, err) < 0 ? -1 : 0;
	c->tally = &t;
	if (!failed)
		failed = in_transaction(c, write_moment, moment, now, err);
	c->tally = NULL;
	arena_free(a);
	return failed;
}

/* ---- the tick ---- */

/* As of `now`; INT64_MIN: each as of its own moment. */
static int settle_until(struct clerk *c, int64_t until, int64_t now, struct err *err)
{
	for (;;) {
		int64_t settled, moment;
		if (settled_pointer(c, &settled, err) < 0)
			return -1;
		if ((moment = schedule_next_settle(c->office, settled)) > until)
			return 0;
		if (in_transaction(c, settle_moment, moment, now == INT64_MIN ? moment : now, err) < 0)
			return -1;
	}
}

static int settle_due(struct clerk *c, int64_t now, struct err *err)
{
	return settle_until(c, c->horizon < now ? c->horizon : now, now, err);
}

int tick_settle(struct clerk *c, int64_t until, struct err *err)
{
	return settle_until(c, until, INT64_MIN, err);
}

static int write_due(struct clerk *c, int64_t now, struct err *err)
{
	int64_t until, moment;
	if (pointer(c, META_LETTERED, now - 1, &until, err) < 0)
		return -1;
	if (until == now - 1 && store_set_time(&c->store, META_LETTERED, until, err) < 0)
		return -1;
	while ((moment = next_letter(c->office, until)) <= now) {
		if (write_counted(c, moment, now, err) < 0)
			return -1;
		until = moment;
	}
	return 0;
}

static int settle_due_next(struct clerk *c, int64_t *when_r, struct err *err)
{
	int64_t settled;
	if (settled_pointer(c, &settled, err) < 0)
		return -1;
	*when_r = schedule_next_settle(c->office, settled);
	return 0;
}

static int write_due_next(struct clerk *c, int64_t *when_r, struct err *err)
{
	int64_t lettered;
	if (pointer(c, META_LETTERED, first_moment(c), &lettered, err) < 0)
		return -1;
	*when_r = next_letter(c->office, lettered);
	return 0;
}

/* Whatever waits for a moment, in the order of a turn: what was decided goes before what tells of it. */
static const struct timer {
	int (*due)(struct clerk *c, int64_t now, struct err *err);             /* does what is due */
	int (*next)(struct clerk *c, int64_t *when_r, struct err *err);        /* when there is more; NULL: at no moment of its own */
} timers[] = {
	{unheard_due, NULL},
	{settle_due, settle_due_next},
	{slip_due, slip_due_next},
	{asks_due, asks_due_next},
	{unconfirmed_due, unconfirmed_due_next},
	{bundles_due, bundles_next},
	{write_due, write_due_next},
	{call_sheets_due, call_sheets_next},
};

int tick(struct clerk *c, int64_t now, struct err *err)
{
	for (size_t i = 0; i < sizeof timers / sizeof *timers; i++)
		if (timers[i].due(c, now, err) < 0)
			return -1;
	return forget_resume(c, err) < 0 ? -1 : retention_step(c, now, err);
}

int tick_next(struct clerk *c, int64_t *when_r, struct err *err)
{
	*when_r = INT64_MAX;
	for (size_t i = 0; i < sizeof timers / sizeof *timers; i++) {
		int64_t when = INT64_MAX;
		if (timers[i].next && timers[i].next(c, &when, err) < 0)
			return -1;
		*when_r = when < *when_r ? when : *when_r;
	}
	return 0;
}
