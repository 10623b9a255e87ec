#include "notice_unheard.h"

#include <string.h>

#include "notice.h"
#include "outbox.h"

/* Since when letters stand still; not there: they go. */
#define META_STILL "letters_still_since"

/* What was entered shortly before, in quiet hours, waited still when letters stopped. */
enum { WAITED = 2 * DAY_SECONDS };

int unheard_begin(struct clerk *c, int64_t now, struct err *err)
{
	int64_t since, stopped = c->office->stopped_by ? c->office->stopped_at : now;
	int r = store_get_time(&c->store, META_STILL, &since, err);
	if (r != 0)
		return r < 0 ? -1 : 0;
	if (!c->office->stopped_by && outbox_shadow_since(&c->store, &stopped, err) < 0)
		return -1;
	return store_set_time(&c->store, META_STILL, stopped, err);
}

/* What stands in the place of what was reversed: its notice was held back as well. */
static int tell_instead(struct clerk *c, struct notices *n, const struct entry *reversal, struct err *err)
{
	static const struct charge as_it_stands;
	struct entries have;
	if (store_get_entries(&c->store, c->turn, reversal->staff, reversal->kind, reversal->for_date, &have, err) < 0)
		return -1;
	for (size_t i = 0; i < have.items_count; i++) {
		const struct entry *e = &have.items[i];
		if (e->reverses || e->number < reversal->number || strcmp(e->state, "proposed") == 0 || ledger_reversal_of(&have, e))
			continue;
		int held = outbox_held_back(&c->store, e->staff, e->id, err);
		if (held < 0 || (held && notice_entry(c, n, e, &as_it_stands, err) < 0))
			return -1;
	}
	return 0;
}

static int tell_reversal(struct clerk *c, struct notices *n, const struct entry *e, struct err *err)
{
	static const struct charge as_it_stands;
	int held = e->reverses ? outbox_held_back(&c->store, e->staff, e->id, err) : 0;
	int unknown = held > 0 ? outbox_held_back(&c->store, e->staff, e->reverses, err) : 0;
	if (held <= 0 || unknown != 0)
		return held < 0 || unknown < 0 ? -1 : 0;
	return notice_entry(c, n, e, &as_it_stands, err) < 0 ? -1 : tell_instead(c, n, e, err);
}

static int tell(struct clerk *c, int64_t since, int64_t now, struct err *err)
{
	struct notices n = {.horizon = c->horizon};
	struct entries changed;
	if (store_entries_between(&c->store, c->turn, since - WAITED, now, &changed, err) < 0)
		return -1;
	for (size_t i = 0; i < changed.items_count; i++)
		if (tell_reversal(c, &n, &changed.items[i], err) < 0)
			return -1;
	return db_run(c->store.db, err, "DELETE FROM meta WHERE name = '" META_STILL "'", "") < 0 ? -1 : notices_post(c, &n, notice_minute(c->turn, now), now, err);
}

int unheard_due(struct clerk *c, int64_t now, struct err *err)
{
	int64_t since;
	int still = store_get_time(&c->store, META_STILL, &since, err);
	if (still < 0 || (still > 0) == c->office->shadow)
		return still < 0 ? -1 : 0;
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, (c->office->shadow ? unheard_begin(c, now, err) : tell(c, since, now, err)) < 0, err);
}
