/* A folder of an IMAP mailbox: what is new in it is fetched, and handed on mail by mail. */
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "fetch.h"
#include "intake_inside.h"
#include "mailbox.h"
#include "news.h"
#include "progress.h"
#include "suspects.h"

enum { WAIT_SECONDS = 1 };

struct fetching {
	struct clerk *c;
	struct mailbox_state *box;
	const char *folder;
	struct folder_state state;    /* as it was listed */
	uint32_t last;                /* the number that was handed over last; 0: none */
	uint32_t first_open;          /* the least number that was not taken though others behind it were; 0: none. The folder's position stays before it */
	struct err open;              /* what its server says of that one */
	bool came;                    /* a mail was handed over, ... */
	uint32_t last_known;          /* ... or was before, behind those that failed: up to this number */
	struct collecting to;
};

static struct place place_in(const struct fetching *f, const char *uid)
{
	return (struct place){f->box->server->name, f->folder, f->state.uidvalidity, uid};
}

/* Where the folder stands once that mail is recorded. */
static struct folder_state standing_after(const struct fetching *f, uint32_t uid)
{
	struct folder_state s = f->state;
	s.last_uid = f->first_open && f->first_open < uid ? f->first_open - 1 : uid;
	return s;
}

/* A large one is taken at once, from where it lies: a copy would be as large. */
static int take_large(struct fetching *f, const struct item *it, struct err *err)
{
	f->c->coming = NULL;
	if (collect_give(&f->to, err) < 0 || collect_take(&f->to, err) < 0)
		return -1;
	if (ahead_add(f->c, NULL, it, 1, err) < 0) {
		f->to.store_failed = true;
		return -1;
	}
	int failed = collect_take(&f->to, err);
	f->c->coming = f->box->fetcher;
	return failed;
}

/* What was asked for before it goes first: then nothing is under way. */
static int take_withheld(struct fetching *f, const struct item *it, uint32_t uid, const char *why, struct err *err)
{
	f->c->coming = NULL;
	int r = collect_give(&f->to, err) < 0 || collect_take(&f->to, err) < 0 ? -1 : suspects_failed(f->c, it, why, f->came || f->last_known > uid, f->to.now, err);
	f->c->coming = f->box->fetcher;
	f->to.store_failed |= r < 0;
	*f->to.new_r += r > 0;
	if (r == 0) {
		f->first_open = f->first_open && f->first_open < uid ? f->first_open : uid;
		err_set(&f->open, 75, "%s", why);
	}
	return r < 0 ? -1 : 0;
}

static int take_fetched(void *ctx, const struct fetched *m, struct err *err)
{
	struct fetching *f = ctx;
	bool large = m->raw.size > AHEAD_LARGE;
	char uid[16];
	f->last = m->uid;
	struct item it = {.size = m->size, .arrived_at = fetch_arrival(m, f->to.now), .raw = m->raw, .moves = true,
	                  .after = standing_after(f, m->uid), .place = place_in(f, uid)};
	snprintf(uid, sizeof uid, "%010u", m->uid);
	if (m->withheld)
		return take_withheld(f, &it, m->uid, m->withheld, err);
	f->came = true;
	if (m->internaldate == INT64_MIN)
		log_warn(NULL, "mailbox %s, folder %s: the server names no date that can be read for mail %s: it arrived when it was first seen", f->box->server->name, f->folder, uid);
	if (large)
		return take_large(f, &it, err);
	struct arena *a = collect_in(&f->to);
	it.place.place = arena_strdup(a, uid);
	it.raw.data = arena_memdup(a, m->raw.data, m->raw.size);
	return collect(&f->to, &it) ? collect_give(&f->to, err) : 0;
}

/* What was fetched by one command, and the folder was not renumbered meanwhile. */
static int take_command(void *ctx, struct err *err)
{
	struct fetching *f = ctx;
	return collect_give(&f->to, err);
}

/* What the reader has done is judged, unless the server is sooner: the more lies before the reader the better. */
static int while_waiting(void *ctx, struct err *err)
{
	struct fetching *f = ctx;
	struct child *const both[] = {f->box->fetcher, f->c->reader};
	while (ahead_waits(f->c)) /* which may have taken in what the server said */
		if (child_has_more(f->box->fetcher) || child_wait(both, 2, -1, WAIT_SECONDS) == 0)
			return 0;
	return collect_take(&f->to, err);
}

static int read_to_the_end(struct fetching *f, struct err *err)
{
	struct mailbox_state *box = f->box;
	const struct place at = place_in(f, "");
	if (db_begin(f->c->store.db, err) < 0)
		return -1;
	bool failed = suspects_cleared(f->c, &at, err) < 0 || store_set_folder(&f->c->store, box->server->name, f->folder, &f->state, err) < 0;
	if (store_end(&f->c->store, failed, err) < 0)
		return -1;
	box->read_past = box->read_past < f->state.read_past ? box->read_past : f->state.read_past;
	return 0;
}

/* Fetches and takes these. What was given to the reader is taken also when the server fails: it is read, and was counted. */
static int take_these(struct fetching *f, const uint32_t *uids, size_t count, struct err *err)
{
	const struct fetch_taker taker = {take_fetched, take_command, while_waiting, f};
	struct err ours;
	size_t missing;
	f->last = 0;
	f->c->coming = f->box->fetcher;
	int failed = fetch_mails_ahead(f->box->fetcher, uids, count, &taker, &missing, err);
	f->c->coming = NULL;
	collect_forget(&f->to);
	if (!f->to.store_failed && collect_take(&f->to, &ours) < 0) {
		*err = ours;
		failed = -1;
	}
	return failed;
}

/* The server failed, not the store: one of those that it was at may be to blame. */
static int suspect_some(struct fetching *f, const struct fetch_listing *l, struct err *err)
{
	const struct place at = place_in(f, "");
	size_t from = 0;
	while (from < l->uids_count && l->uids[from] <= f->last)
		from++;
	size_t left = l->uids_count - from;
	int failed = suspects_count(f->c, &at, l->uids + from, left < FETCH_BATCH ? left : FETCH_BATCH, err);
	f->to.store_failed |= failed < 0;
	return failed;
}

/* One that failed before, alone. Where it ends the connection it is to blame, or the line is bad. */
static int take_suspect(struct fetching *f, uint32_t number, struct err *err)
{
	char uid[16];
	if (take_these(f, &number, 1, err) == 0)
		return 0;
	if (f->to.store_failed)
		return -1;
	struct err why;
	err_set(&why, err->exit_code, "the connection is lost whenever the mail with UID %u in %s is asked for: %s", number, f->folder, err->text);
	snprintf(uid, sizeof uid, "%010u", number);
	const struct item it = {.arrived_at = f->to.now, .after = standing_after(f, number), .place = place_in(f, uid)};
	int r = suspects_failed(f->c, &it, why.text, f->came || f->last_known > number, f->to.now, err);
	f->to.store_failed |= r < 0;
	*f->to.new_r += r > 0;
	return -1;
}

/* Everything in the listing, those that failed before behind all others. */
static int take_new(struct fetching *f, const struct fetch_listing *l, const struct suspects *s, struct err *err)
{
	struct err ours;
	int failed = take_these(f, l->uids, l->uids_count, err);
	if (failed && !f->to.store_failed && suspect_some(f, l, &ours) < 0)
		*err = ours;
	for (size_t i = 0; !failed && i < s->uids_count; i++)
		failed = take_suspect(f, s->uids[i], err);
	if (!failed && f->open.exit_code) {
		*err = f->open;
		failed = -1;
	}
	return failed;
}

/* The first number that is not taken yet is where the folder stands, whoever comes behind it. */
static int sort_out(struct fetching *f, struct arena *a, struct fetch_listing *l, struct suspects *s_r, struct err *err)
{
	const struct place at = place_in(f, "");
	uint32_t last = l->uids_count ? l->uids[l->uids_count - 1] : 0;
	if (suspects_split(f->c, a, &at, l, s_r, err) < 0) {
		f->to.store_failed = true;
		return -1;
	}
	f->state.last_uid = last ? last : f->state.last_uid;
	f->first_open = s_r->first;
	f->last_known = s_r->last_known;
	progress_more(f->c->progress, l->uids_count + s_r->uids_count);
	return 0;
}

int intake_folder(struct clerk *c, struct mailbox_state *box, const char *folder, int64_t now, size_t *new_r, bool *store_failed_r, struct err *err)
{
	struct fetching f = {.c = c, .box = box, .folder = folder, .to = {.c = c, .now = now, .new_r = new_r}};
	struct arena *a = arena_new();
	struct fetch_listing l = {0};
	struct suspects s = {0};
	int64_t started = clock_now();
	f.to.store_failed = true;
	int failed = store_get_folder(&c->store, box->server->name, folder, &f.state, err);
	if (!failed)
		failed = news_list(c, box, folder, &f.state, a, &l, &f.to.store_failed, err);
	if (!failed)
		failed = sort_out(&f, a, &l, &s, err);
	arena_reset(c->turn);
	if (!failed && l.uids_count + s.uids_count) {
		intake_prepare(c);
		failed = take_new(&f, &l, &s, err);
	}
	if (!failed) { /* everything that was there when we began has been read */
		f.state.read_past = started < now ? started : now;
		f.state.server_count = l.exists;
		f.to.store_failed = true;
		failed = read_to_the_end(&f, err);
	}
	*store_failed_r = f.to.store_failed;
	arena_free(a);
	return failed;
}
