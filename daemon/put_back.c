#include "put_back.h"

#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "alarm.h"
#include "answer.h"
#include "compose.h"
#include "docket.h"
#include "outbox.h"
#include "sent.h"
#include "tick.h"

#define ALARM "put_back"

/* ---- what was received ---- */

int put_back_live(struct clerk *c, int64_t now, struct err *err)
{
	if (c->lost_since == INT64_MIN)
		return 0;
	c->put_back_seen = c->put_back_seen == INT64_MIN ? now : c->put_back_seen;
	for (;;) {
		struct mail_record first;
		arena_reset(c->turn);
		int waits = store_first_unjudged(&c->store, c->turn, &first, err);
		int64_t at = waits > 0 ? first.arrived_at : INT64_MAX;
		if (waits < 0 || tick_settle(c, at <= c->horizon ? at - 1 : c->horizon, err) < 0)
			return -1;
		if (!waits)
			return 0;
		arena_reset(c->turn);
		if (db_begin(c->store.db, err) < 0 || store_end(&c->store, docket_take_next(c, at < now ? at : now, err) < 0, err) < 0)
			return -1;
	}
}

/* ---- what was sent ---- */

static bool into_maildir(const struct clerk *c)
{
	const char *scheme = c->office->submission.scheme;
	return !scheme || strcmp(scheme, "maildir") == 0;
}

int put_back_doubt(struct clerk *c, struct err *err)
{
	return c->lost_since == INT64_MIN || into_maildir(c) ? 0 : outbox_doubt(&c->store, c->lost_since, err);
}

static int look_for_letters(struct clerk *c, int64_t now, struct err *err)
{
	if (db_begin(c->store.db, err) < 0 || store_end(&c->store, put_back_doubt(c, err) < 0, err) < 0)
		return -1;
	return sent_compare(c, now, err);
}

/* What is made from now on was never sent. The letter about it is the first of those. */
static int end(struct clerk *c, int64_t now, struct err *err)
{
	struct alarm_in in = {.kind = ALARM, .about = "", .text = "", .since = c->lost_since, .over = INT64_MIN};
	arena_reset(c->turn);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	bool failed = db_run(c->store.db, err, "DELETE FROM meta WHERE name = '" META_BACKED_UP "'", "") < 0 ||
	              (!into_maildir(c) && answer_alarm(c, arena_printf(c->turn, "alarm." ALARM ".%" PRId64, now), &in, now, err) < 0);
	if (store_end(&c->store, failed, err) < 0)
		return -1;
	c->lost_since = INT64_MIN;
	alarm_clear(c->office->store, ALARM);
	return 0;
}

int put_back_look(struct clerk *c, int64_t now, struct err *err)
{
	char at[TIME_TEXT_SIZE];
	if (c->lost_since == INT64_MIN)
		return 0;
	if (c->put_back_seen == now && !into_maildir(c))
		alarm_raise(c->office->store, ALARM, now, "the store is a backup that was made at %s: what was sent since then is looked for in the Sent folder before anything leaves",
		            time_text(c->lost_since, at));
	if (!into_maildir(c) && look_for_letters(c, now, err) < 0)
		return -1;
	return c->horizon >= c->put_back_seen ? end(c, now, err) : 0;
}
