#include "news.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "mailbox.h"

struct news {
	struct clerk *c;
	struct mailbox_state *box;
	const char *folder;
	struct folder_state *state;
	bool store_failed;
};

/* Some servers name no UIDVALIDITY, or 0: theirs gets one of ours, a number that no server can name, and the next one when the folder's
 * numbers begin anew. */
#define NAMELESS ((int64_t)1 << 32)

/* Whether a folder without UIDVALIDITY was renumbered since: the greatest known number is beyond what there is now, or there are more up to it
 * than there were, or it is a mail's that arrived at another time. 1, 0, -1. all: every number there is. */
static int renumbered(struct news *f, const struct fetch_listing *all, struct err *err)
{
	const struct folder_state *s = f->state;
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

static int validity_of(struct news *f, const struct fetch_listing *all, int64_t *validity_r, struct err *err)
{
	int64_t last = f->state->uidvalidity;
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

static int list_new(struct news *f, struct arena *a, struct fetch_listing *l_r, struct err *err)
{
	struct folder_state *s = f->state;
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

int news_list(struct clerk *c, struct mailbox_state *box, const char *folder, struct folder_state *state, struct arena *a, struct fetch_listing *l_r, bool *store_failed_r,
              struct err *err)
{
	struct news f = {.c = c, .box = box, .folder = folder, .state = state};
	int failed = list_new(&f, a, l_r, err);
	*store_failed_r = f.store_failed;
	return failed;
}
