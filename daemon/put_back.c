#include "put_back.h"

#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "alarm.h"
#include "answer.h"
#include "compose.h"
#include "outbox.h"
#include "sent.h"

#define ALARM "put_back"

/* 1 and since when, 0, -1. */
static int lost_since(struct clerk *c, int64_t *since_r, struct err *err)
{
	const char *scheme = c->office->submission.scheme;
	return !scheme || strcmp(scheme, "maildir") == 0 ? 0 : store_get_time(&c->store, META_BACKED_UP, since_r, err);
}

int put_back_doubt(struct clerk *c, struct err *err)
{
	int64_t since;
	int r = lost_since(c, &since, err);
	return r <= 0 ? r : outbox_doubt(&c->store, since, err);
}

/* Every mailbox was read past the start: what is made from now on was never sent. The letter about it is the first of those. */
static int end(struct clerk *c, int64_t since, int64_t now, struct err *err)
{
	struct alarm_in in = {.kind = ALARM, .about = "", .text = "", .since = since, .over = INT64_MIN};
	arena_reset(c->turn);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	bool failed = db_run(c->store.db, err, "DELETE FROM meta WHERE name = '" META_BACKED_UP "'", "") < 0 ||
	              answer_alarm(c, arena_printf(c->turn, "alarm." ALARM ".%" PRId64, now), &in, now, err) < 0;
	if (store_end(&c->store, failed, err) < 0)
		return -1;
	alarm_clear(c->office->store, ALARM);
	return 0;
}

int put_back_look(struct clerk *c, int64_t now, struct err *err)
{
	int64_t since;
	char at[TIME_TEXT_SIZE];
	int r = lost_since(c, &since, err);
	if (r <= 0)
		return r;
	if (c->put_back_seen == INT64_MIN) {
		c->put_back_seen = now;
		alarm_raise(c->office->store, ALARM, now, "the store is a backup that was made at %s: what was sent since then is looked for in the Sent folder before anything leaves", time_text(since, at));
	}
	if (db_begin(c->store.db, err) < 0 || store_end(&c->store, outbox_doubt(&c->store, since, err) < 0, err) < 0 || sent_compare(c, now, err) < 0)
		return -1;
	return c->horizon >= c->put_back_seen ? end(c, since, now, err) : 0;
}
