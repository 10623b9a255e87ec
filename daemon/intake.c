#include "intake_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "batch.h"
#include "fetch.h"
#include "mailbox.h"
#include "maildir.h"
#include "post.h"
#include "progress.h"
#include "send.h"
#include "settle.h"
#include "suspects.h"
#include "tick.h"

static void make_mailboxes(struct clerk *c)
{
	c->mailboxes = arena_alloc(c->keep, c->office->mailboxes_count * sizeof *c->mailboxes);
	for (size_t i = 0; i < c->office->mailboxes_count; i++) {
		const struct server *s = &c->office->mailboxes[i];
		bool maildir = strcmp(s->scheme, "maildir") == 0;
		c->mailboxes[i] = (struct mailbox_state){.server = s, .fetcher = maildir ? NULL : child_new("fetcher")};
	}
}

void intake_prepare(struct clerk *c)
{
	child_prepare(c->reader);
	if (!c->office->shadow)
		send_prepare(c->sender, &c->office->submission);
}

void intake_begin(struct clerk *c, bool mail_waits)
{
	make_mailboxes(c);
	for (size_t i = 0; i < c->office->mailboxes_count; i++)
		if (c->mailboxes[i].fetcher)
			fetch_prepare(c->mailboxes[i].fetcher, c->mailboxes[i].server);
	if (mail_waits)
		intake_prepare(c);
}

int intake_open(struct clerk *c, struct err *err)
{
	/* What was settled had been read: receipts of the first batch speak of those duties too. */
	if (store_get_time(&c->store, META_SETTLED, &c->horizon, err) < 0)
		return -1;
	if (!c->mailboxes)
		make_mailboxes(c);
	for (size_t i = 0; i < c->office->mailboxes_count; i++)
		c->mailboxes[i].read_past = c->horizon;
	return 0;
}

void intake_close(struct clerk *c)
{
	for (size_t i = 0; c->mailboxes && i < c->office->mailboxes_count; i++)
		if (c->mailboxes[i].fetcher)
			child_dismiss(c->mailboxes[i].fetcher);
}

/* ---- from bytes to the docket ---- */

enum { FIRST_MAILS = 8 /* a group's, where nothing lies before the reader */ };

struct arena *collect_in(struct collecting *w)
{
	if (!w->a)
		w->a = arena_new();
	return w->a;
}

/* The first so many mails of the queue are judged. */
static int take_queued(struct collecting *w, size_t count, struct err *err)
{
	size_t taken;
	int failed = batch_take(w->c, count, w->now, &taken, err);
	*w->new_r += taken;
	progress_step(w->c->progress, taken);
	if (!failed && taken && post_step(w->c, w->now, err) < 0) {
		ahead_forget(w->c);
		failed = -1;
	}
	w->store_failed |= failed < 0;
	return failed;
}

int collect_take(struct collecting *w, struct err *err)
{
	return take_queued(w, SIZE_MAX, err);
}

int collect_give(struct collecting *w, struct err *err)
{
	size_t before = ahead_count(w->c), count = w->items_count;
	struct arena *own = w->a;
	if (count == 0)
		return 0;
	w->a = NULL;
	w->items_count = w->bytes = 0;
	if (ahead_add(w->c, own, w->items, count, err) < 0) {
		ahead_forget(w->c);
		w->store_failed = true;
		return -1;
	}
	return take_queued(w, before, err);
}

void collect_forget(struct collecting *w)
{
	arena_free(w->a);
	w->a = NULL;
	w->items_count = w->bytes = 0;
}

bool collect(struct collecting *w, const struct item *it)
{
	w->items[w->items_count++] = *it;
	w->bytes += it->raw.size;
	return w->items_count == BATCH_MAILS || w->bytes >= BATCH_BYTES || (w->items_count >= FIRST_MAILS && ahead_count(w->c) == 0);
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
	size_t given, taken;          /* of a replay's list: so many were handed to the reader, and are behind it */
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

/* 1 read, 0 it is not there (for now). */
static int collect_file(struct collecting *w, const struct pending *p, bool *full_r)
{
	struct err gone;
	struct item it = {.place = maildir_place(p), .arrived_at = p->file.mtime};
	*full_r = false;
	if (maildir_read_mail(collect_in(w), &p->file, &it.raw, &it.size, &gone) == 0) {
		*full_r = collect(w, &it);
		return 1;
	}
	log_warn(NULL, "mailbox %s: %s: looked for again next time", p->box->server->name, gone.text);
	if (gone.exit_code != 66)
		p->box->trouble = gone; /* it is there and was not read: nothing is settled beyond it */
	return 0;
}

static int take_files(struct collecting *w, const struct pending *files, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		bool full;
		if (collect_file(w, &files[i], &full) && full && collect_give(w, err) < 0)
			return -1;
	}
	return collect_give(w, err) < 0 ? -1 : collect_take(w, err);
}

/* A group of a replay's mails goes to the reader before its time, up to one that can't be read now: that is tried again when it arrives. */
static int give_listed(struct collecting *w, struct pendings *l, struct err *err)
{
	struct item items[BATCH_MAILS];
	size_t count = 0, bytes = 0;
	struct arena *own = arena_new();
	for (; l->given < l->items_count && count < BATCH_MAILS && bytes < BATCH_BYTES; l->given++) {
		const struct pending *p = &l->items[l->given];
		struct item it = {.place = maildir_place(p), .arrived_at = p->file.mtime};
		struct err later;
		if (maildir_read_mail(own, &p->file, &it.raw, &it.size, &later) < 0)
			break;
		bytes += it.raw.size;
		items[count++] = it;
	}
	if (count)
		return ahead_add(w->c, own, items, count, err);
	arena_free(own);
	return 0;
}

static int take_unreadable(struct collecting *w, struct pendings *l, struct err *err)
{
	bool full;
	int read = collect_file(w, &l->items[l->taken], &full);
	l->given = ++l->taken;
	if (read)
		return collect_give(w, err) < 0 ? -1 : collect_take(w, err);
	collect_forget(w);
	return 0;
}

static int take_listed(struct collecting *w, struct pendings *l, struct err *err)
{
	while (l->taken < l->items_count && l->items[l->taken].file.mtime <= w->now) {
		if (ahead_count(w->c) < BATCH_MAILS && give_listed(w, l, err) < 0)
			return -1;
		size_t due = l->taken;
		while (due < l->given && l->items[due].file.mtime <= w->now)
			due++;
		int failed = due == l->taken ? take_unreadable(w, l, err) : take_queued(w, due - l->taken, err);
		if (failed)
			return -1;
		l->taken = due > l->taken ? due : l->taken;
	}
	return 0;
}

static int take_new_files(struct collecting *w, struct err *err)
{
	struct arena *a = arena_new();
	struct pendings todo = {0};
	int failed = list_maildirs(w->c, a, w->now, &todo, err);
	progress_more(w->c->progress, todo.items_count);
	failed = failed < 0 ? -1 : take_files(w, todo.items, todo.items_count, err);
	arena_free(a);
	return failed;
}

static int take_maildirs(struct clerk *c, int64_t now, size_t *new_r, struct err *err)
{
	struct collecting w = {.c = c, .now = now, .new_r = new_r};
	int failed = c->listed ? take_listed(&w, c->listed, err) : take_new_files(&w, err);
	collect_forget(&w);
	if (failed) {
		ahead_forget(c);
		if (c->listed)
			c->listed->given = c->listed->taken;
	}
	return failed;
}

int intake_look_ahead(struct clerk *c, struct err *err)
{
	struct pendings *l = arena_alloc(c->keep, sizeof *l);
	*l = (struct pendings){0};
	c->listed = l;
	return list_maildirs(c, c->keep, INT64_MAX, l, err);
}

size_t intake_listed(const struct clerk *c)
{
	return c->listed->items_count;
}

int64_t intake_next_arrival(const struct clerk *c)
{
	const struct pendings *l = c->listed;
	return l->taken < l->items_count ? l->items[l->taken].file.mtime : INT64_MAX;
}

/* ---- IMAP ---- */

/* 0 also when the server fails: that is noted and tried again later. */
static int read_mailbox(struct clerk *c, struct mailbox_state *box, int64_t now, size_t *new_r, struct err *err)
{
	struct err why = {0}, closed = {0};
	bool store_failed = false;
	int64_t before = box->read_past;
	int rests = mailbox_open(c, box, err);
	if (rests)
		return rests < 0 ? -1 : 0;
	box->read_past = INT64_MAX;
	for (size_t i = 0; i < box->server->folders_count; i++) {
		if (intake_folder(c, box, box->server->folders[i], now, new_r, &store_failed, &why) == 0) {
			mailbox_has_folder(box, i);
			continue;
		}
		if (store_failed)
			return *err = why, -1;
		bool refused = why.exit_code == 66 && i > 0;
		if (refused && mailbox_lacks_folder(c, box, i, &why) == 0)
			continue;
		closed = why;
		if (!refused)
			break;
	}
	if (closed.exit_code) {
		box->read_past = before;
		return mailbox_failed(c, box, &closed, err);
	}
	return suspects_ask_again(c, box, now, new_r, err) < 0 ? -1 : mailbox_well(c, box, err);
}

/* Those that said nothing in the last wait need not be read, unless something is due that asks what had arrived. */
static int forget_quiet(struct clerk *c, int64_t now, struct err *err)
{
	int64_t due;
	bool any = false;
	for (size_t i = 0; i < c->office->mailboxes_count; i++)
		any = any || c->mailboxes[i].quiet;
	if (!any || tick_next(c, &due, err) < 0)
		return any ? -1 : 0;
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
	if (batch_pardon(c, now, new_r, err) < 0 || batch_catch_up(c, now, err) < 0 || db_settle(c->store.db, err) < 0)
		return -1;
	c->horizon = doubt_now(&c->doubt, horizon, c->newest);
	return 0;
}

void intake_wait(struct clerk *c, int wake, double seconds)
{
	mailboxes_wait(c, wake, seconds);
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
