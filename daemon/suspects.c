#include "suspects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "batch.h"
#include "docket.h"
#include "mailbox.h"

/* ---- under suspicion ---- */

static const char *attempt_place(struct arena *a, uint32_t uid)
{
	return arena_printf(a, "fetch %010u", uid);
}

struct suspect {
	int64_t tries;
	uint32_t uid;
};
struct failed {                   /* who failed in a folder, by number */
	struct suspect *items;
	size_t items_count, items_cap;
};

static int by_number(const void *a, const void *b)
{
	uint32_t x = ((const struct suspect *)a)->uid, y = ((const struct suspect *)b)->uid;
	return x < y ? -1 : x > y;
}

static int by_tries(const void *a, const void *b)
{
	const struct suspect *x = a, *y = b;
	return x->tries != y->tries ? x->tries < y->tries ? -1 : 1 : by_number(a, b);
}

/* Those that came and over which, alone, the clerk ended, too: if it was not the mail, the next end meets another one. */
static int get_failed(struct clerk *c, struct arena *a, const struct place *at, struct failed *f_r, struct err *err)
{
	int r;
	struct query *q = db_rows(c->store.db,
	                          "SELECT CAST(CASE WHEN place >= 'fetch ' THEN substr(place, 7) ELSE place END AS INTEGER) AS uid, max(tries) FROM attempt "
	                          "WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND (place >= 'fetch ' OR tries > 1) GROUP BY uid ORDER BY uid",
	                          "tti", at->mailbox, at->folder, at->uidvalidity);
	*f_r = (struct failed){0};
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, f_r, items) = (struct suspect){.uid = (uint32_t)col_int(q, 0), .tries = col_int(q, 1)};
	return r;
}

int suspects_split(struct clerk *c, struct arena *a, const struct place *at, struct fetch_listing *l, struct suspects *s_r, struct err *err)
{
	struct failed failed, found = {0};
	struct place p = *at;
	char uid[16];
	size_t kept = 0;
	*s_r = (struct suspects){0};
	if (l->uids_count && get_failed(c, a, at, &failed, err) < 0)
		return -1;
	for (size_t i = 0; i < l->uids_count; i++) {
		snprintf(uid, sizeof uid, "%010u", l->uids[i]);
		p.place = uid;
		int seen = store_seen(&c->store, &p, err);
		if (seen < 0)
			return -1;
		const struct suspect key = {.uid = l->uids[i]}, *known = failed.items_count ? bsearch(&key, failed.items, failed.items_count, sizeof key, by_number) : NULL;
		if (seen)
			s_r->last_known = l->uids[i];
		else if (known)
			ARENA_PUSH(a, &found, items) = *known;
		else
			l->uids[kept++] = l->uids[i];
	}
	l->uids_count = kept;
	s_r->first = found.items_count ? found.items[0].uid : 0;
	if (found.items_count)
		qsort(found.items, found.items_count, sizeof *found.items, by_tries);
	for (size_t i = 0; i < found.items_count; i++)
		ARENA_PUSH(a, s_r, uids) = found.items[i].uid;
	return 0;
}

int suspects_count(struct clerk *c, const struct place *at, const uint32_t *uids, size_t count, struct err *err)
{
	int tries, failed = 0;
	if (db_begin(c->store.db, err) < 0)
		return -1;
	for (size_t i = 0; i < count && !failed; i++) {
		struct place p = *at;
		p.place = attempt_place(c->turn, uids[i]);
		failed = store_count_attempt(&c->store, &p, &tries, err);
	}
	return store_end(&c->store, failed < 0, err);
}

/* A mail that was never handed over has nothing but its number to be known by. */
static int drop_former_numbers(struct clerk *c, const struct place *at, struct err *err)
{
	int r;
	struct texts former = {0};
	struct query *q = db_rows(c->store.db,
	                          "SELECT public FROM mail WHERE verdict = 'quarantined' AND mailbox = ?1 AND folder = ?2 AND substr(reason, 1, ?4) = ?5 AND NOT EXISTS "
	                          "(SELECT 1 FROM sighting WHERE mailbox = ?1 AND folder = ?2 AND uidvalidity = ?3 AND place = mail.place AND mail = mail.id)",
	                          "ttiit", at->mailbox, at->folder, at->uidvalidity, (int64_t)strlen(NOT_HANDED_OVER), NOT_HANDED_OVER);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(c->turn, &former, items) = col_text(q, 0, c->turn);
	for (size_t i = 0; r >= 0 && i < former.items_count; i++)
		r = docket_ignore(c, former.items[i], "its folder's numbers began anew, and it was never fetched by the one that it had", err);
	return r < 0 ? -1 : 0;
}

int suspects_cleared(struct clerk *c, const struct place *at, struct err *err)
{
	return drop_former_numbers(c, at, err) < 0 ? -1 : db_run(c->store.db, err, "DELETE FROM attempt WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND place >= 'fetch ' AND place < 'fetch:'", "tti", at->mailbox, at->folder,
	              at->uidvalidity);
}

/* ---- into quarantine ---- */

static int set_aside(struct clerk *c, const struct item *it, const char *why, int64_t now, struct err *err)
{
	struct arrival in = {.place = it->place, .arrived_at = it->arrived_at, .raw = {(const uint8_t *)"", 0}, .quarantined = arena_printf(c->turn, NOT_HANDED_OVER "%s", why)};
	ahead_bare(c, &in);
	return docket_take(c, &in, 1, now, err) < 0 || store_set_folder(&c->store, it->place.mailbox, it->place.folder, &it->after, err) < 0 ? -1 : 1;
}

int suspects_failed(struct clerk *c, const struct item *it, const char *why, bool others, int64_t now, struct err *err)
{
	struct place p = it->place;
	int tries;
	p.place = arena_printf(c->turn, "fetch %s", p.place);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	int r = store_count_attempt(&c->store, &p, &tries, err) < 0 ? -1 : 0;
	if (r == 0)
		log_warn(NULL, "mail %s/%s/%s: fetched in vain for the %d. time: %s", it->place.mailbox, it->place.folder, it->place.place, tries, why);
	if (r == 0 && tries >= (others ? SUSPECT_TRIES : SUSPECT_TRIES_ALONE))
		r = set_aside(c, it, why, now, err) < 0 || store_forget_attempt(&c->store, &p, err) < 0 ? -1 : 1;
	return store_end(&c->store, r < 0, err) < 0 ? -1 : r;
}

/* ---- and out of it ---- */

bool suspects_is_one(const struct mail_record *m)
{
	return m->verdict == MAIL_QUARANTINED && strncmp(m->reason, NOT_HANDED_OVER, strlen(NOT_HANDED_OVER)) == 0;
}

/* When a mailbox was asked for them last. */
static const char *asked_name(struct clerk *c, const char *mailbox)
{
	return arena_printf(c->turn, "asked_again %s", mailbox);
}

int suspects_hurry(struct clerk *c, const struct mail_record *m, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, store_set_time(&c->store, asked_name(c, m->mailbox), 0, err) < 0, err);
}

struct waiting {
	const char **items;           /* public ids */
	size_t items_count, items_cap;
	int64_t newest;               /* when the newest of them was seen first */
};

/* In no order: one over which the connection goes keeps the same ones waiting no second time. */
static int get_waiting(struct clerk *c, const char *mailbox, struct waiting *w_r, struct err *err)
{
	int r;
	struct query *q = db_rows(c->store.db, "SELECT public, seen_at FROM mail WHERE verdict = 'quarantined' AND mailbox = ? AND substr(reason, 1, ?) = ? ORDER BY random() LIMIT ?", "titi",
	                          mailbox, (int64_t)strlen(NOT_HANDED_OVER), NOT_HANDED_OVER, (int64_t)SUSPECT_AGAIN_MAILS);
	*w_r = (struct waiting){.newest = INT64_MIN};
	while ((r = db_next(q, err)) > 0) {
		ARENA_PUSH(c->turn, w_r, items) = col_text(q, 0, c->turn);
		w_r->newest = col_int(q, 1) > w_r->newest ? col_int(q, 1) : w_r->newest;
	}
	return r;
}

/* 1 they are due, and the next look is as far off as it should be; 0, -1. */
static int take_turn(struct clerk *c, const char *mailbox, const struct waiting *w, int64_t now, struct err *err)
{
	int64_t last;
	if (w->items_count == 0)
		return 0;
	int known = store_get_time(&c->store, asked_name(c, mailbox), &last, err);
	if (known < 0)
		return -1;
	last = known ? last : w->newest;
	int64_t pause = now - w->newest < DAY_SECONDS ? SUSPECT_AGAIN_SECONDS : DAY_SECONDS;
	if (last <= now && now - last < pause)
		return 0;
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, store_set_time(&c->store, asked_name(c, mailbox), now, err) < 0, err) < 0 ? -1 : 1;
}

struct asking {
	struct clerk *c;
	struct arrival in;
	int64_t now;
	size_t *new_r;
	bool store_failed;
};

static int take_one(void *ctx, const struct fetched *m, struct err *err)
{
	struct asking *a = ctx;
	struct err why;
	if (m->withheld || m->size > MAIL_MAX_BYTES)
		return 0;
	a->in.arrived_at = fetch_arrival(m, a->in.arrived_at);
	a->in.raw = (struct bytes){arena_memdup(a->c->turn, m->raw.data, m->raw.size), m->raw.size};
	int r = batch_read_again(a->c, &a->in, a->now, &why);
	if (r < 0 && why.exit_code == 65)
		return log_warn(NULL, "%s", why.text), 0;
	*a->new_r += r > 0;
	a->store_failed = r < 0;
	return r < 0 ? (*err = why, -1) : 0;
}

/* Where the folder's numbers are others by now, it was listed, and failed, anew. 1 asked, 0 it can't be, -1 why: the server's fault, or the store's (a->store_failed). */
static int ask_one(struct clerk *c, struct mailbox_state *box, const struct mail_record *m, struct asking *a, struct err *err)
{
	struct folder_state s;
	struct fetch_listing l;
	size_t missing;
	uint32_t uid = (uint32_t)strtoul(m->place, NULL, 10);
	a->in = (struct arrival){.arrived_at = m->arrived_at, .again = m};
	a->store_failed = true;
	if (store_place_of(&c->store, m, &a->in.place, err) < 0 || store_get_folder(&c->store, m->mailbox, m->folder, &s, err) < 0)
		return -1;
	a->store_failed = false;
	if (s.uidvalidity != a->in.place.uidvalidity || uid == 0)
		return 0;
	if (fetch_list(box->fetcher, c->turn, m->folder, uid - 1, &l, err) < 0 || fetch_mails(box->fetcher, &uid, 1, take_one, a, &missing, err) < 0)
		return -1;
	return 1;
}

int suspects_ask_again(struct clerk *c, struct mailbox_state *box, int64_t now, size_t *new_r, struct err *err)
{
	struct waiting w;
	struct err why;
	arena_reset(c->turn);
	int due = get_waiting(c, box->server->name, &w, err) < 0 ? -1 : take_turn(c, box->server->name, &w, now, err);
	for (size_t i = 0; due > 0 && i < w.items_count; i++) {
		struct asking a = {.c = c, .now = now, .new_r = new_r};
		struct mail_record m;
		if (store_find_mail(&c->store, c->turn, w.items[i], &m, err) <= 0)
			return -1;
		if (ask_one(c, box, &m, &a, &why) >= 0)
			continue;
		if (a.store_failed)
			return *err = why, -1;
		log_warn(NULL, "mail %s, in quarantine: asked for again in vain: %s", m.public, why.text);
		return 0;
	}
	return due < 0 ? -1 : 0;
}
