#include "intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "batch.h"
#include "fetch.h"
#include "mailbox.h"
#include "maildir.h"
#include "settle.h"
#include "tick.h"

int intake_open(struct clerk *c, struct err *err)
{
	/* What was settled had been read: receipts of the first batch speak of those duties too. */
	if (store_get_time(&c->store, META_SETTLED, &c->horizon, err) < 0)
		return -1;
	c->mailboxes = arena_alloc(c->keep, c->office->mailboxes_count * sizeof *c->mailboxes);
	for (size_t i = 0; i < c->office->mailboxes_count; i++) {
		const struct server *s = &c->office->mailboxes[i];
		bool maildir = strcmp(s->scheme, "maildir") == 0;
		c->mailboxes[i] = (struct mailbox_state){.server = s, .fetcher = maildir ? NULL : child_new("fetcher"), .read_past = c->horizon};
	}
	return 0;
}

void intake_close(struct clerk *c)
{
	for (size_t i = 0; c->mailboxes && i < c->office->mailboxes_count; i++)
		child_free(c->mailboxes[i].fetcher);
	c->mailboxes = NULL;
}

/* ---- Maildirs ---- */

struct pending {                  /* a file of a Maildir that was not seen yet */
	struct mailbox_state *box;
	const char *folder;
	struct maildir_mail file;
};
struct pendings {
	struct pending *items;
	size_t items_count, items_cap;
	size_t taken;                 /* of a replay's list: so many are behind it */
};

static int by_arrival(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;
	if (x->file.mtime != y->file.mtime)
		return x->file.mtime < y->file.mtime ? -1 : 1;
	int r = strcmp(x->file.name, y->file.name);
	r = r ? r : strcmp(x->box->server->name, y->box->server->name);
	return r ? r : strcmp(x->folder, y->folder);
}

static struct place maildir_place(const struct pending *p)
{
	return (struct place){p->box->server->name, p->folder, 0, p->file.name};
}

/* Unseen files of every Maildir that arrived up to `upto`, in order. */
static int list_maildirs(struct clerk *c, struct arena *a, int64_t upto, struct pendings *out, struct err *err)
{
	for (size_t i = 0; i < c->office->mailboxes_count; i++) {
		struct mailbox_state *box = &c->mailboxes[i];
		for (size_t f = 0; !box->fetcher && f < box->server->folders_count; f++) {
			struct maildir_list l = {0};
			const char *folder = box->server->folders[f];
			if (maildir_read_folder(a, box->server->path, folder, &l, err) < 0) {
				if (err->exit_code == 66 && f > 0)
					continue; /* a folder that does not exist holds nothing */
				box->trouble = *err;
				log_error(NULL, "mailbox %s: %s", box->server->name, err->text);
				break;
			}
			box->trouble.exit_code = 0;
			for (size_t k = 0; k < l.mails_count && l.mails[k].mtime <= upto; k++) {
				struct pending p = {box, folder, l.mails[k]};
				struct place place = maildir_place(&p);
				int seen = store_seen(&c->store, &place, err);
				if (seen < 0)
					return -1;
				if (!seen)
					ARENA_PUSH(a, out, items) = p;
			}
		}
	}
	if (out->items_count)
		qsort(out->items, out->items_count, sizeof *out->items, by_arrival);
	return 0;
}

static int take_files(struct clerk *c, const struct pending *files, size_t count, int64_t now, size_t *new_r, struct err *err)
{
	for (size_t i = 0; i < count;) {
		size_t got = 0, bytes = 0;
		struct item items[BATCH_MAILS];
		arena_reset(c->turn);
		for (; i < count && got < BATCH_MAILS && bytes < BATCH_BYTES; i++) {
			const struct pending *p = &files[i];
			struct err gone;
			struct item it = {.place = maildir_place(p), .arrived_at = p->file.mtime};
			if (maildir_read_mail(c->turn, &p->file, &it.raw, &it.size, &gone) < 0) {
				log_warn(NULL, "mailbox %s: %s: looked for again next time", p->box->server->name, gone.text);
				if (gone.exit_code != 66)
					p->box->trouble = gone; /* it is there and was not read: nothing is settled beyond it */
				continue;
			}
			bytes += it.raw.size;
			items[got++] = it;
		}
		if (batch_take(c, items, got, NULL, NULL, NULL, now, err) < 0)
			return -1;
		*new_r += got;
	}
	return 0;
}

static int take_maildirs(struct clerk *c, int64_t now, size_t *new_r, struct err *err)
{
	if (c->ahead) {
		struct pendings *l = c->ahead;
		size_t from = l->taken;
		while (l->taken < l->items_count && l->items[l->taken].file.mtime <= now)
			l->taken++;
		return take_files(c, l->items + from, l->taken - from, now, new_r, err);
	}
	struct arena *a = arena_new();
	struct pendings todo = {0};
	int failed = list_maildirs(c, a, now, &todo, err) < 0 ? -1 : take_files(c, todo.items, todo.items_count, now, new_r, err);
	arena_free(a);
	return failed;
}

int intake_look_ahead(struct clerk *c, struct err *err)
{
	struct pendings *l = arena_alloc(c->keep, sizeof *l);
	*l = (struct pendings){0};
	c->ahead = l;
	return list_maildirs(c, c->keep, INT64_MAX, l, err);
}

int64_t intake_next_arrival(const struct clerk *c)
{
	const struct pendings *l = c->ahead;
	return l->taken < l->items_count ? l->items[l->taken].file.mtime : INT64_MAX;
}

/* ---- IMAP ---- */

struct fetching {
	struct clerk *c;
	struct mailbox_state *box;
	const char *folder;
	struct folder_state state;
	int64_t now;
	struct item items[BATCH_MAILS];
	size_t items_count;
	size_t *new_r;
	bool store_failed;            /* tells our own fault from the server's */
};

static int flush(struct fetching *f, struct err *err)
{
	if (f->items_count == 0)
		return 0;
	if (batch_take(f->c, f->items, f->items_count, &f->state, f->box->server->name, f->folder, f->now, err) < 0) {
		f->store_failed = true;
		return -1;
	}
	*f->new_r += f->items_count;
	f->items_count = 0;
	arena_reset(f->c->turn);
	return 0;
}

/* A large one is taken at once, from where it lies: a copy would be as large. */
static int take_fetched(void *ctx, const struct fetched *m, struct err *err)
{
	struct fetching *f = ctx;
	bool large = m->raw.size > BATCH_BYTES / BATCH_MAILS;
	if (large && flush(f, err) < 0)
		return -1;
	struct arena *a = f->c->turn;
	struct item it = {.size = m->size, .arrived_at = clock_map_time(clock_in_use(), (double)m->internaldate),
	                  .raw = {large ? m->raw.data : arena_memdup(a, m->raw.data, m->raw.size), m->raw.size},
	                  .place = {f->box->server->name, f->folder, f->state.uidvalidity, arena_printf(a, "%010u", m->uid)}};
	f->items[f->items_count++] = it;
	f->state.last_uid = m->uid;
	return large || f->items_count == BATCH_MAILS ? flush(f, err) : 0;
}

/* Some servers name no UIDVALIDITY, or 0: theirs gets one of ours, a number that no server can name, and the next one when the folder's
 * numbers begin anew. */
#define NAMELESS ((int64_t)1 << 32)

/* Whether a folder without UIDVALIDITY was renumbered since: the greatest known number is beyond what there is now, or there are more up to it
 * than there were, or it is a mail's that arrived at another time. 1, 0, -1. all: every number there is. */
static int renumbered(struct fetching *f, const struct fetch_listing *all, struct err *err)
{
	const struct folder_state *s = &f->state;
	char uid[16];
	size_t below = 0;
	int64_t arrived, now;
	while (below < all->uids_count && all->uids[below] <= s->last_uid)
		below++;
	bool there = below > 0 && all->uids[below - 1] == s->last_uid;
	if (s->last_uid == 0 || (int64_t)below > s->server_count || (!there && below == all->uids_count))
		return s->last_uid > 0;
	snprintf(uid, sizeof uid, "%010u", (uint32_t)s->last_uid);
	int known = there ? store_arrival_at(&f->c->store, &(struct place){f->box->server->name, f->folder, s->uidvalidity, uid}, &arrived, err) : 0;
	if (known <= 0) {
		f->store_failed = known < 0;
		return known;
	}
	if ((now = fetch_date(f->box->fetcher, (uint32_t)s->last_uid, err)) < 0)
		return -1;
	return now > 0 && clock_map_time(clock_in_use(), (double)now) != arrived;
}

static int validity_of(struct fetching *f, const struct fetch_listing *all, int64_t *validity_r, struct err *err)
{
	int64_t last = f->state.uidvalidity;
	*validity_r = last;
	int anew = last < NAMELESS ? 1 : renumbered(f, all, err);
	if (anew <= 0)
		return anew;
	if (store_last_validity(&f->c->store, f->box->server->name, f->folder, &last, err) < 0) { /* it may have named one for a while */
		f->store_failed = true;
		return -1;
	}
	last = last > *validity_r ? last : *validity_r;
	*validity_r = last < NAMELESS ? NAMELESS : last + 1;
	return 0;
}

/* What is new in a folder. After a changed UIDVALIDITY that is everything: known mails are recognised by content. */
static int list_new(struct fetching *f, struct arena *a, struct fetch_listing *l_r, struct err *err)
{
	struct folder_state *s = &f->state;
	if (fetch_list(f->box->fetcher, a, f->folder, (uint32_t)s->last_uid, l_r, err) < 0)
		return -1;
	bool nameless = l_r->uidvalidity == 0;
	int64_t validity = l_r->uidvalidity;
	if (nameless && ((s->last_uid > 0 && fetch_list(f->box->fetcher, a, f->folder, 0, l_r, err) < 0) || validity_of(f, l_r, &validity, err) < 0))
		return -1;
	if (validity == s->uidvalidity) {
		while (nameless && l_r->uids_count > 0 && l_r->uids[0] <= s->last_uid)
			l_r->uids++, l_r->uids_count--;
		return 0;
	}
	if (s->uidvalidity)
		log_warn(NULL, "mailbox %s, folder %s: UIDVALIDITY changed from %lld to %lld: looking at every mail again", f->box->server->name, f->folder,
		         (long long)s->uidvalidity, (long long)validity);
	bool whole = nameless || s->last_uid == 0;
	s->uidvalidity = validity;
	s->last_uid = 0;
	return whole ? 0 : fetch_list(f->box->fetcher, a, f->folder, 0, l_r, err);
}

static int read_to_the_end(struct clerk *c, struct mailbox_state *box, const char *folder, struct folder_state *s, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	if (store_set_folder(&c->store, box->server->name, folder, s, err) < 0 || db_commit(c->store.db, err) < 0) {
		store_rollback(&c->store);
		return -1;
	}
	box->read_past = box->read_past < s->read_past ? box->read_past : s->read_past;
	return 0;
}

static int read_folder(struct clerk *c, struct mailbox_state *box, const char *folder, int64_t now, size_t *new_r, bool *store_failed_r, struct err *err)
{
	struct fetching f = {.c = c, .box = box, .folder = folder, .now = now, .new_r = new_r};
	struct arena *a = arena_new();
	struct fetch_listing l = {0};
	size_t missing = 0;
	int64_t started = clock_now();
	*store_failed_r = true;
	int failed = store_get_folder(&c->store, box->server->name, folder, &f.state, err);
	if (!failed) {
		*store_failed_r = false;
		failed = list_new(&f, a, &l, err);
	}
	arena_reset(c->turn);
	if (!failed && l.uids_count)
		failed = fetch_mails(box->fetcher, l.uids, l.uids_count, take_fetched, &f, &missing, err);
	if (!failed)
		failed = flush(&f, err);
	*store_failed_r |= f.store_failed;
	if (!failed) { /* everything that was there when we began has been read */
		if (l.uids_count)
			f.state.last_uid = l.uids[l.uids_count - 1];
		f.state.read_past = started < now ? started : now;
		f.state.server_count = l.exists;
		*store_failed_r = true;
		failed = read_to_the_end(c, box, folder, &f.state, err);
	}
	arena_free(a);
	return failed;
}

/* 0 also when the server fails: that is noted and tried again later. */
static int read_mailbox(struct clerk *c, struct mailbox_state *box, int64_t now, size_t *new_r, struct err *err)
{
	struct err why = {0};
	bool store_failed = false;
	int64_t before = box->read_past;
	int rests = mailbox_open(c, box, err);
	if (rests)
		return rests < 0 ? -1 : 0;
	box->read_past = INT64_MAX;
	for (size_t i = 0; i < box->server->folders_count; i++) {
		if (read_folder(c, box, box->server->folders[i], now, new_r, &store_failed, &why) == 0)
			continue;
		if (store_failed)
			return *err = why, -1;
		if (why.exit_code == 66 && i > 0) { /* nothing can be in it */
			if (mailbox_lacks_folder(c, box, i, &why, err) < 0)
				return -1;
			continue;
		}
		box->read_past = before;
		return mailbox_failed(c, box, &why, err);
	}
	return mailbox_well(c, box, err);
}

/* Those that said nothing in the last wait need not be read, unless something is due that asks what had arrived. */
static int forget_quiet(struct clerk *c, int64_t now, struct err *err)
{
	int64_t due;
	if (tick_next(c, &due, err) < 0)
		return -1;
	for (size_t i = 0; i < c->office->mailboxes_count; i++)
		c->mailboxes[i].quiet = c->mailboxes[i].quiet && due > now;
	return 0;
}

int intake_read(struct clerk *c, int64_t now, size_t *new_r, struct err *err)
{
	int64_t horizon = now;
	*new_r = 0;
	if (take_maildirs(c, now, new_r, err) < 0 || forget_quiet(c, now, err) < 0)
		return -1;
	for (size_t i = 0; i < c->office->mailboxes_count; i++) {
		struct mailbox_state *box = &c->mailboxes[i];
		if (box->fetcher && !box->quiet && read_mailbox(c, box, now, new_r, err) < 0)
			return -1;
		box->quiet = false;
		if (!box->fetcher && box->trouble.exit_code == 0)
			box->read_past = now;
		horizon = box->read_past < horizon ? box->read_past : horizon;
	}
	if (batch_catch_up(c, now, err) < 0)
		return -1;
	c->horizon = doubt_now(&c->doubt, horizon, c->newest);
	return 0;
}

void intake_wait(struct clerk *c, double seconds)
{
	mailboxes_wait(c, seconds);
}

int intake_trouble(const struct clerk *c, struct err *err)
{
	for (size_t i = 0; i < c->office->mailboxes_count; i++)
		if (c->mailboxes[i].trouble.exit_code) {
			*err = c->mailboxes[i].trouble;
			return err->exit_code;
		}
	return 0;
}
