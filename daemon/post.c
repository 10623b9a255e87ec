#include "post.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "outbox.h"
#include "secret.h"

/* One letter through the child; a child that fails leaves an outcome as well. */
static struct send_result send_one(struct clerk *c, const struct secret *password, const struct outgoing *o)
{
	struct send_result r = {0};
	struct err err;
	bool handed = false;
	if (send_letter(c->sender, &c->office->submission, password->text, c->office->from_addr, o->to, o->bytes, o->id, o->created, &r, &handed, &err) < 0) {
		r.outcome = handed ? SEND_UNSURE : SEND_LATER;
		snprintf(r.text, sizeof r.text, "%.*s", (int)sizeof r.text - 1, err.text);
	}
	if (r.outcome == SEND_SENT)
		log_info(o->id, "sent to %s", o->to);
	else
		log_warn(o->id, "%s: to %s: %s", send_outcome_names[r.outcome], o->to, r.text);
	return r;
}

/* Letters under way: claimed, and what became of those that were tried. */
struct batch {
	struct outgoings letters;
	struct send_result results[POST_BATCH];
	size_t tried;
};

/* What the batch before came to and the claim of the next one are one transaction: a kill leaves one batch in doubt at most, and a penalty
 * notice is a batch by itself. */
static int turn_over(struct clerk *c, struct arena *a, struct batch *b, int64_t now, bool claim, struct err *err)
{
	struct outgoings next = {0};
	if (db_begin(c->store.db, err) < 0)
		return -1;
	int failed = 0;
	for (size_t i = 0; !failed && i < b->letters.items_count; i++)
		failed = i < b->tried ? outbox_result(&c->store, &b->letters.items[i], &b->results[i], now, err)
		                      : outbox_unclaim(&c->store, &b->letters.items[i], now, err);
	if (!failed && claim)
		failed = outbox_claim(&c->store, a, now, POST_BATCH, &next, err);
	if (failed) {
		store_rollback(&c->store);
		return -1;
	}
	*b = (struct batch){.letters = next};
	return db_commit(c->store.db, err);
}

/* Until the server itself is in trouble: the rest would fare no better, and waits. */
static bool send_batch(struct clerk *c, const struct secret *password, struct batch *b, size_t *sent)
{
	for (b->tried = 0; b->tried < b->letters.items_count;) {
		struct send_result *r = &b->results[b->tried];
		*r = send_one(c, password, &b->letters.items[b->tried++]);
		*sent += r->outcome == SEND_SENT;
		if (r->server)
			return false;
	}
	return true;
}

static int send_all(struct clerk *c, const struct secret *password, int64_t now, size_t *sent, struct err *err)
{
	struct batch b = {0};
	struct arena *two[2] = {arena_new(), arena_new()}; /* a batch's letters live until the next one is claimed */
	bool going = true;
	int failed = turn_over(c, two[0], &b, now, true, err);
	for (int i = 1; !failed && b.letters.items_count; i ^= 1) {
		going = send_batch(c, password, &b, sent) && going;
		arena_reset(two[i]);
		failed = turn_over(c, two[i], &b, now, going, err);
	}
	arena_free(two[0]);
	arena_free(two[1]);
	return failed;
}

int post_flush(struct clerk *c, int64_t now, size_t *sent_r, struct err *err)
{
	struct secret password;
	struct err trouble;
	int64_t next;
	*sent_r = 0;
	if (outbox_next(&c->store, &next, err) < 0)
		return -1;
	if (next > now)
		return 0;
	if (secret_read(&c->office->submission, &password, &trouble) < 0) {
		log_error(NULL, "submission: %s", trouble.text);
		return 0;
	}
	int failed = send_all(c, &password, now, sent_r, err);
	secret_wipe(&password);
	return failed;
}
