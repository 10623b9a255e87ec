#include "rebuild.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "batch.h"
#include "forget.h"
#include "gather.h"
#include "outbox.h"
#include "sums.h"
#include "progress.h"
#include "tick.h"
#include "turn.h"

enum { SHOWN_DIFFERENCES = 20 };

struct work {
	const struct office *o;       /* the office, */
	struct office fresh;          /* and the same with the new store */
	struct arena *a;
	int64_t now, until;
	struct gathering g;
	struct buf *out;
};

/* ---- the new store ---- */

/* Mails of one moment, a batch of them. Not more: what one of them asks of somebody may be reminded of before the next one arrives, and that one may be
 * the answer to the reminder. */
static int take_some(struct work *w, struct clerk *c, size_t *next, struct err *err)
{
	struct item items[BATCH_MAILS];
	struct arena *own = arena_new();
	size_t n = 0, bytes = 0, taken;
	int64_t at = w->g.mails[*next].arrived_at;
	for (; n < BATCH_MAILS && bytes < BATCH_BYTES && *next < w->g.mails_count && w->g.mails[*next].arrived_at == at; (*next)++, n++) {
		const struct gathered *m = &w->g.mails[*next];
		items[n] = (struct item){.place = m->place, .arrived_at = m->arrived_at};
		if (gather_read(own, m, &items[n].raw, &items[n].size, err) < 0) {
			arena_free(own);
			return -1;
		}
		bytes += items[n].raw.size;
	}
	c->horizon = at;
	if (ahead_add(c, own, items, n, err) < 0)
		return -1;
	if (batch_take(c, n, c->horizon, &taken, err) < 0)
		return -1;
	progress_step(c->progress, taken);
	return batch_catch_up(c, c->horizon, err);
}

/* As if the clerk had been there: mails and due moments in their order. */
static int live_again(struct work *w, struct clerk *c, struct err *err)
{
	size_t next = 0;
	for (;;) {
		int64_t due, arrival = next < w->g.mails_count ? w->g.mails[next].arrived_at : INT64_MAX;
		if (tick_next(c, &due, err) < 0)
			return -1;
		int64_t moment = arrival < due ? arrival : due;
		/* What leaves at that very moment waits still: what the moment owes is one letter with it. */
		if (outbox_let_go(&c->store, (moment < w->until ? moment : w->until) - 1, err) < 0)
			return -1;
		if (arrival <= due && arrival <= w->until) {
			if (take_some(w, c, &next, err) < 0)
				return -1;
			continue;
		}
		c->horizon = due < w->until ? due : w->until;
		if (tick(c, c->horizon, err) < 0)
			return -1;
		if (c->horizon == w->until)
			return outbox_let_go(&c->store, INT64_MAX, err);
	}
}

/* Where reading stands, so that the next turn goes on from here; and where a replayed store stands. */
static int set_positions(struct work *w, struct clerk *c, bool replayed, struct err *err)
{
	int failed = db_begin(c->store.db, err);
	for (size_t i = 0; !failed && i < w->g.folders_count; i++)
		failed = store_set_folder(&c->store, w->g.folders[i].mailbox, w->g.folders[i].folder, &w->g.folders[i].state, err);
	if (!failed && replayed)
		failed = store_set_time(&c->store, META_REPLAYED, w->until, err);
	return store_end(&c->store, failed, err);
}

/* The trial goes on from where it began: how long it has lasted is no mail's doing, and `live` is offered after a week of it. Nothing where there is no old store, or none that can be read. */
static int keep_shadow_since(struct work *w, struct clerk *c, struct err *err)
{
	struct store old;
	struct err ignored;
	int64_t since;
	if (!w->o->shadow || store_open(w->o->store, DB_READ, &old, &ignored) < 0)
		return 0;
	int known = outbox_shadow_since(&old, &since, &ignored);
	store_close(&old);
	return known > 0 ? outbox_note_mode(&c->store, true, since, err) : 0;
}

static int build(struct work *w, bool replayed, struct err *err)
{
	struct clerk c;
	if (clerk_open(&w->fresh, &c, err) < 0)
		return -1;
	struct progress bar;
	progress_begin(&bar, "mails", w->g.mails_count);
	c.progress = &bar;
	c.recording_only = true;
	/* What ends before its end is begun anew: only the last transaction is waited for. */
	int failed = db_gather(c.store.db, err) < 0 || forget_take_over(&c, w->o->store, err) < 0 || turn_check_configuration(&c, w->until, err) < 0 || live_again(w, &c, err) < 0 ||
	             db_gather_end(c.store.db, err) < 0 || set_positions(w, &c, replayed, err) < 0 || keep_shadow_since(w, &c, err) < 0 ? -1 : 0;
	progress_end(&bar);
	clerk_close(&c);
	return failed;
}

/* ---- the comparison ---- */

/* Net sums of the ledger, and how many mails were seen. */
static int net_sums(struct work *w, const char *path, struct sums *out, int64_t *mails_r, struct err *err)
{
	struct store s;
	if (store_open(path, DB_READ, &s, err) < 0)
		return -1;
	int failed = sums_read(&s, w->a, DATE_NONE, DATE_NONE, out, err);
	if (!failed)
		failed = db_one_int(s.db, err, mails_r, "SELECT count(*) AS mails FROM mail", "") < 0 ? -1 : 0;
	store_close(&s);
	return failed;
}

static void say_difference(struct work *w, const struct sum *was, const struct sum *is)
{
	const struct sum *k = was ? was : is;
	char day[DATE_TEXT_SIZE];
	int64_t before = was ? was->fen : 0, after = is ? is->fen : 0;
	buf_printf(w->out, "differs: %s %s %s: was %" PRId64 ".%02" PRId64 " yuan and %d, is %" PRId64 ".%02" PRId64 " yuan and %d\n", k->staff, k->kind,
	           date_text(k->day, day), before / 100, before % 100, was ? was->pushups : 0, after / 100, after % 100, is ? is->pushups : 0);
}

struct shown { struct work *w; size_t different; };

static void show_difference(void *ctx, const struct sum *was, const struct sum *is)
{
	struct shown *s = ctx;
	if (s->different++ < SHOWN_DIFFERENCES)
		say_difference(s->w, was, is);
}

/* How many sums differ; the first ones are shown. */
static size_t compare(struct work *w, const struct sums *was, const struct sums *is)
{
	struct shown s = {.w = w};
	sums_compare(was, is, show_difference, &s);
	return s.different;
}

/* ---- files ---- */

static const char *const parts[] = {"", "-wal", "-shm"};

static void remove_store(struct arena *a, const char *path)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		unlink(arena_printf(a, "%s%s", path, parts[i]));
	unlink(arena_printf(a, "%s.lock", path));
}

static int move(const char *from, const char *to, struct err *err)
{
	return rename(from, to) < 0 && errno != ENOENT ? err_set(err, 75, "renaming %s to %s: %s", from, to, strerror(errno)) : 0;
}

/* At each moment a store lies under the store's name: a clerk who found none would begin an empty one, and tell everybody everything again. The old one gets its other name beside its own, its
 * log goes there, and the new one, which was closed and has no log, takes its place by one step. */
static int change_stores(struct work *w, const char *was, struct err *err)
{
	const char *store = w->o->store;
	unlink(was);
	if (link(store, was) < 0 && errno != ENOENT)
		return err_set(err, 75, "linking %s to %s: %s", store, was, strerror(errno));
	for (size_t i = sizeof parts / sizeof *parts; i-- > 1;)
		if (move(arena_printf(w->a, "%s%s", store, parts[i]), arena_printf(w->a, "%s%s", was, parts[i]), err) < 0)
			return -1;
	return move(w->fresh.store, store, err);
}

/* Tokens of letters that went out must be known again: the new store is made with the same secret. */
static int share_key(struct work *w, struct err *err)
{
	char *key = arena_printf(w->a, "%s.key", w->o->store), *copy = arena_printf(w->a, "%s.key", w->fresh.store);
	unlink(copy);
	if (link(key, copy) == 0)
		return 0;
	if (errno != ENOENT)
		return err_set(err, 75, "linking %s to %s: %s", key, copy, strerror(errno));
	buf_printf(w->out, "there is no %s: a new secret was made, and answers to earlier letters will not be known\n", key);
	return 0;
}

static int put_in_place(struct work *w, bool had_old, struct err *err)
{
	char at[TIME_TEXT_SIZE], *was = arena_printf(w->a, "%s.before-%s", w->o->store, time_text(w->now, at));
	char *key = arena_printf(w->a, "%s.key", w->o->store), *copy = arena_printf(w->a, "%s.key", w->fresh.store);
	if (change_stores(w, was, err) < 0)
		return -1;
	if (access(key, F_OK) < 0 && rename(copy, key) < 0)
		return err_set(err, 75, "renaming %s to %s: %s", copy, key, strerror(errno));
	unlink(copy);
	unlink(arena_printf(w->a, "%s.lock", w->fresh.store));
	if (had_old)
		buf_printf(w->out, "the new store is in place; the old one is %s\n", was);
	else
		buf_printf(w->out, "the new store is in place\n");
	return 0;
}

/* ---- all of it ---- */

/* How far the old store was replayed: 1, 0 it was not, or there is none that can be read. *usable_r: it can be compared with. */
static int old_until(struct work *w, int64_t *until_r, bool *usable_r)
{
	struct store s;
	struct err ignored;
	*usable_r = false;
	if (store_open(w->o->store, DB_READ, &s, &ignored) < 0)
		return 0;
	int r = store_get_time(&s, META_REPLAYED, until_r, &ignored);
	*usable_r = r >= 0 && db_check(s.db, &ignored) == 0;
	store_close(&s);
	return r > 0;
}

static int compare_and_place(struct work *w, bool had_old, bool usable, struct err *err)
{
	struct sums was = {0}, is;
	int64_t mails_was = 0, mails_is;
	if (net_sums(w, w->fresh.store, &is, &mails_is, err) < 0 || (usable && net_sums(w, w->o->store, &was, &mails_was, err) < 0))
		return -1;
	buf_printf(w->out, "%" PRId64 " mails, %zu sums by person, kind and date\n", mails_is, is.items_count);
	if (!usable) {
		buf_printf(w->out, had_old ? "the old store can't be read: there is nothing to compare with\n" : "there was no store to compare with\n");
		return put_in_place(w, had_old, err);
	}
	size_t different = compare(w, &was, &is);
	if (!different) {
		buf_printf(w->out, "the ledger came out the same\n");
		return put_in_place(w, true, err);
	}
	if (different > SHOWN_DIFFERENCES)
		buf_printf(w->out, "... and %zu more\n", different - SHOWN_DIFFERENCES);
	if (mails_is < mails_was)
		buf_printf(w->out, "the old store has seen %" PRId64 " mails: %" PRId64 " more than the mailboxes hold\n", mails_was, mails_was - mails_is);
	return err_set(err, 65, "the ledger came out different: the old store stays in use; the new one is %s. To use that one, stop the clerk and rename it",
	               w->fresh.store);
}

static int rebuild_held(struct work *w, int64_t until, struct err *err)
{
	bool usable, had_old = access(w->o->store, F_OK) == 0;
	bool replayed = old_until(w, &w->until, &usable) > 0;
	char *spool = arena_printf(w->a, "%s.spool", w->o->store);
	if (until != INT64_MIN)
		w->until = until;
	else if (!replayed)
		w->until = w->now;
	remove_store(w->a, w->fresh.store);
	int failed = share_key(w, err);
	if (!failed)
		failed = gather_mails(w->o, spool, w->a, &w->g, err);
	if (!failed)
		failed = build(w, replayed || until != INT64_MIN, err);
	gather_forget(spool);
	return failed ? -1 : compare_and_place(w, had_old, usable, err);
}

int rebuild(const struct office *o, int64_t until, int64_t now, struct buf *out, struct err *err)
{
	struct work w = {.o = o, .fresh = *o, .a = arena_new(), .now = now, .out = out};
	int lock;
	w.fresh.store = arena_printf(w.a, "%s.rebuilt", o->store);
	int failed = db_hold(o->store, &lock, err);
	if (!failed) {
		failed = rebuild_held(&w, until, err);
		db_release(lock);
	}
	arena_free(w.a);
	return failed;
}
