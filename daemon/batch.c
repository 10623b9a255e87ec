#include "batch.h"

#include <string.h>

#include "base/log.h"
#include "docket.h"
#include "reader.h"
#include "suspects.h"

/* How many of the first mails are read into one transaction: until their lists say much, so that a night of huge ones needs no more memory than one
 * of them. */
static int read_some(struct clerk *c, size_t count, struct arrival *arrivals, size_t *read_r, struct err *err)
{
	size_t rows = 0;
	*read_r = 0;
	for (bool alone = false; *read_r < count && rows < BATCH_ROWS && !alone; ++*read_r) {
		struct arrival *a = &arrivals[*read_r];
		alone = ahead_next_alone(c);
		if (alone && *read_r > 0)
			break;
		if (ahead_read(c, a, err) < 0)
			return -1;
		c->newest = a->arrived_at > c->newest ? a->arrived_at : c->newest;
		for (size_t i = 0; i < a->found.tables_count; i++)
			rows += a->found.tables[i].rows_count;
	}
	return 0;
}

/* Mails come folder by folder: the last one says where the folder stands. */
static int move_position(struct clerk *c, const struct item *last, struct err *err)
{
	return last->moves ? store_set_folder(&c->store, last->place.mailbox, last->place.folder, &last->after, err) : 0;
}

/* Nothing follows from it yet but what is on this disk: whatever leaves the house does so after a commit of its own (post.c), which makes this one durable, and the
 * mails lie on the server meanwhile. */
static int take(struct clerk *c, size_t count, size_t *taken_r, int64_t now, struct err *err)
{
	size_t n = count < BATCH_MAILS ? count : BATCH_MAILS;
	struct arrival *arrivals = arena_alloc(c->turn, n * sizeof *arrivals);
	if (read_some(c, n, arrivals, taken_r, err) < 0 || db_begin_soon(c->store.db, err) < 0)
		return -1;
	bool failed = docket_take(c, arrivals, *taken_r, now, err) < 0 || move_position(c, ahead_item(c, *taken_r - 1), err) < 0;
	return store_end(&c->store, failed, err);
}

/* What one transaction needs is forgotten after it. */
static int take_and_forget(struct clerk *c, size_t count, size_t *taken_r, int64_t now, struct err *err)
{
	struct arena *turn = c->turn;
	c->turn = arena_new();
	int failed = take(c, count, taken_r, now, err);
	arena_free(c->turn);
	c->turn = turn;
	if (!failed) {
		ahead_drop(c, *taken_r);
		failed = store_merge_keys(&c->store, err);
	}
	if (failed)
		ahead_forget(c);
	return failed;
}

int batch_take(struct clerk *c, size_t count, int64_t now, size_t *taken_r, struct err *err)
{
	size_t left = count < ahead_count(c) ? count : ahead_count(c);
	*taken_r = 0;
	while (left) {
		size_t taken = 0;
		if (take_and_forget(c, left, &taken, now, err) < 0)
			return -1;
		left -= taken;
		*taken_r += taken;
	}
	return 0;
}

int batch_catch_up(struct clerk *c, int64_t now, struct err *err)
{
	arena_reset(c->turn);
	int r = c->lost_since == INT64_MIN ? docket_behind(c, err) : 0;
	if (r <= 0)
		return r;
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, docket_catch_up(c, now, err) < 0, err);
}

/* ---- out of quarantine ---- */

static int take_again(struct clerk *c, struct arrival *in, int64_t now, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	bool failed = docket_take(c, in, 1, now, err) < 0 || (c->lost_since == INT64_MIN && docket_catch_up(c, now, err) < 0);
	return store_end(&c->store, failed, err) < 0 ? -1 : 1;
}

int batch_read_again(struct clerk *c, struct arrival *in, int64_t now, struct err *err)
{
	struct err why;
	if (reader_mail(c->reader, c->turn, in->raw, &in->mail, &in->found, &why) < 0)
		return err_set(err, 65, "mail %s still can't be read, and stays in quarantine: %s", in->again->public, why.text);
	return take_again(c, in, now, err);
}

int batch_retry(struct clerk *c, const char *public, int64_t now, struct err *err)
{
	struct mail_record m;
	arena_reset(c->turn);
	int r = store_find_mail(&c->store, c->turn, public, &m, err);
	if (r <= 0 || m.verdict != MAIL_QUARANTINED)
		return r < 0 ? -1 : 0;
	struct arrival in = {.arrived_at = m.arrived_at, .again = &m};
	if (store_place_of(&c->store, &m, &in.place, err) < 0 || store_get_raw(&c->store, c->turn, &m.raw, &in.raw, err) < 0)
		return -1;
	if (in.raw.size == 0 && suspects_is_one(&m))
		return suspects_hurry(c, &m, err) < 0 ? -1 : err_set(err, 75, "mail %s is asked for when %s is read next: `leadclerk status` shows whether it came", public, m.mailbox);
	if (in.raw.size == 0)
		return err_set(err, 65, "mail %s was never fetched (%s): ask its sender for smaller mails, then `leadclerk ignore %s`", public, m.reason, public);
	return batch_read_again(c, &in, now, err);
}

/* 1 it may be tried, which is counted now; 0 it was before, -1. */
static int may_be_pardoned(struct clerk *c, const char *public, struct err *err)
{
	struct mail_record m;
	struct place at;
	int tries, found = store_find_mail(&c->store, c->turn, public, &m, err);
	found = found > 0 ? store_place_of(&c->store, &m, &at, err) : found;
	if (found <= 0)
		return found;
	int before = store_was_attempted(&c->store, &at, err);
	if (before != 0 || db_begin(c->store.db, err) < 0)
		return before > 0 ? 0 : -1;
	return store_end(&c->store, store_count_attempt(&c->store, &at, &tries, err) < 0, err) < 0 ? -1 : 1;
}

static int pardon(struct clerk *c, const char *public, int64_t now, size_t *new_r, struct err *err)
{
	struct err why;
	int r = may_be_pardoned(c, public, err);
	if (r <= 0)
		return r;
	r = batch_retry(c, public, now, &why);
	*new_r += r > 0;
	if (r < 0 && why.exit_code != 65)
		return *err = why, -1;
	if (r < 0)
		log_warn(NULL, "%s", why.text);
	return 0;
}

int batch_pardon(struct clerk *c, int64_t now, size_t *new_r, struct err *err)
{
	struct {
		const char **items;
		size_t items_count, items_cap;
	} due = {0};
	struct arena *a = arena_new();
	struct query *q = db_rows(c->store.db, "SELECT public FROM mail WHERE verdict = 'quarantined' AND reason = ? AND seen_at <= ? ORDER BY arrived_at", "ti", CLERK_ENDED,
	                          now - BATCH_PARDON_SECONDS);
	int r;
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, &due, items) = col_text(q, 0, a);
	for (size_t i = 0; r == 0 && i < due.items_count; i++)
		r = pardon(c, due.items[i], now, new_r, err);
	arena_free(a);
	return r;
}
