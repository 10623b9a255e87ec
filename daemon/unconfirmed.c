#include "unconfirmed.h"

#include <string.h>

#include "asks.h"
#include "duty.h"
#include "ledger.h"
#include "notice.h"

/* Mornings up to this one are done. */
#define META_REMINDED "unconfirmed_until"

enum { NAMED_DAYS = 92 /* what nobody decided in a quarter is named no longer: each digest looks through what was booked in so many days */ };

/* Who confirms it, as charge_of_duty, the command and the slip had it when it was proposed. */
static unsigned roles_of(struct clerk *c, const struct entry *e)
{
	unsigned policy = office_policy(c->office, e->for_date)->confirm;
	bool repeated = ledger_proof_text(c->turn, e, "repeated", 0) != NULL;
	return policy && !repeated ? policy : 1u << ROLE_GENERAL_MANAGER;
}

static const char *deciders(struct clerk *c, const struct entry *e, date day)
{
	return asks_deciders(c, roles_of(c, e), e->staff, e->staff, day);
}

/* Whether one of them is there no more on that day. */
static bool one_left(struct clerk *c, const char *ids, date day)
{
	for (const char *p = ids; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
		const struct staff *s = office_staff(c->office, arena_strndup(c->turn, p, strcspn(p, " ")));
		if (!s || staff_gone(s, day))
			return true;
	}
	return false;
}

/* Whether that morning is one of the first `times` after it was proposed, or the first without somebody who was asked. */
static bool is_asked_again(struct clerk *c, const struct entry *e, date today, int times)
{
	date put = time_date(e->created_at), day = office_next_workday(c->office, put);
	int n = 1;
	for (; day < today && n <= times; n++)
		day = office_next_workday(c->office, day);
	date before = office_previous_workday(c->office, today);
	return (day == today && n <= times) || one_left(c, deciders(c, e, before > put ? before : put), today);
}

static int remind(struct clerk *c, int64_t morning, int64_t now, struct err *err)
{
	date today = time_date(morning);
	int times = office_policy(c->office, today)->ask_reminders;
	struct notices n = {.horizon = c->horizon};
	struct entries all;
	char event[TIME_TEXT_SIZE];
	if (store_entries_proposed(&c->store, c->turn, morning - NAMED_DAYS * DAY_SECONDS, time_at(today, 0) - 1, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++) {
		const struct entry *e = &all.items[i];
		if (is_asked_again(c, e, today, times) && notice_proposed(c, &n, e, roles_of(c, e), today, err) < 0)
			return -1;
	}
	return notices_post(c, &n, time_text(morning, event), now, err) < 0 ? -1 : store_set_time(&c->store, META_REMINDED, morning, err);
}

int unconfirmed_due(struct clerk *c, int64_t now, struct err *err)
{
	int64_t until, morning, next;
	int there = store_get_time(&c->store, META_REMINDED, &until, err);
	if (there < 0)
		return -1;
	if (there == 0)
		return store_set_time(&c->store, META_REMINDED, now, err);
	if ((morning = schedule_next_morning(c->office, until)) > now)
		return 0;
	while ((next = schedule_next_morning(c->office, morning)) <= now)
		morning = next;
	arena_reset(c->turn);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, remind(c, morning, now, err) < 0, err);
}

int unconfirmed_due_next(struct clerk *c, int64_t *when_r, struct err *err)
{
	int64_t until;
	int there = store_get_time(&c->store, META_REMINDED, &until, err);
	*when_r = there > 0 ? schedule_next_morning(c->office, until) : INT64_MAX;
	return there < 0 ? -1 : 0;
}

static void add_to(struct clerk *c, struct unconfirmed_list *l, const struct entry *e, const char *names)
{
	size_t i = 0;
	while (i < l->items_count && strcmp(l->items[i].names, names) != 0)
		i++;
	if (i == l->items_count)
		ARENA_PUSH(c->turn, l, items) = (struct unconfirmed){.names = names, .since = e->created_at};
	l->items[i].count++;
	l->items[i].fen += e->fen;
}

int unconfirmed_waiting(struct clerk *c, int64_t upto, int64_t now, struct unconfirmed_list *l_r, struct err *err)
{
	struct entries all;
	*l_r = (struct unconfirmed_list){0};
	if (store_entries_proposed(&c->store, c->turn, upto - NAMED_DAYS * DAY_SECONDS, upto, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++)
		add_to(c, l_r, &all.items[i], asks_names(c, deciders(c, &all.items[i], time_date(now))));
	return 0;
}
