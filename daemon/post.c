#include "post.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "outbox.h"
#include "secret.h"

/* One letter through the child; a child that fails leaves an outcome as well. */
static struct send_result send_one(struct clerk *c, const struct secret *password, const struct outgoing *o)
{
	struct send_result r;
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

static int send_batch(struct clerk *c, const struct secret *password, const struct outgoings *batch, int64_t now, size_t *sent, bool *stop_r, struct err *err)
{
	struct send_result results[POST_BATCH];
	size_t done = 0;
	*stop_r = false;
	/* After one that the server would not take now the rest would fare no better: they wait as long. */
	while (done < batch->items_count && !*stop_r) {
		results[done] = send_one(c, password, &batch->items[done]);
		*sent += results[done].outcome == SEND_SENT;
		*stop_r = results[done].outcome == SEND_LATER;
		done++;
	}
	for (size_t i = done; i < batch->items_count; i++)
		results[i] = (struct send_result){.outcome = SEND_LATER, .text = "waits for the server"};
	if (db_begin(c->store.db, err) < 0)
		return -1;
	for (size_t i = 0; i < batch->items_count; i++)
		if (outbox_result(&c->store, &batch->items[i], &results[i], now, err) < 0) {
			store_rollback(&c->store);
			return -1;
		}
	return db_commit(c->store.db, err);
}

int post_flush(struct clerk *c, int64_t now, size_t *sent_r, struct err *err)
{
	struct secret password;
	struct err trouble;
	int64_t next;
	bool stop = false;
	int failed = 0;
	*sent_r = 0;
	if (outbox_next(&c->store, &next, err) < 0)
		return -1;
	if (next > now)
		return 0;
	if (secret_read(&c->office->submission, &password, &trouble) < 0) {
		log_error(NULL, "submission: %s", trouble.text);
		return 0;
	}
	while (!failed && !stop) {
		struct outgoings batch;
		arena_reset(c->turn);
		failed = outbox_claim(&c->store, c->turn, now, POST_BATCH, &batch, err);
		if (failed || batch.items_count == 0)
			break;
		failed = send_batch(c, &password, &batch, now, sent_r, &stop, err);
	}
	secret_wipe(&password);
	return failed;
}
