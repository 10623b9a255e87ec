#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "docket.h"
#include "reader.h"

static int count_attempt(struct clerk *c, const struct place *p, int *tries_r, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	if (store_count_attempt(&c->store, p, tries_r, err) < 0) {
		store_rollback(&c->store);
		return -1;
	}
	return db_commit(c->store.db, err);
}

/* Only the headers of a mail that can't be read, so that its sender can be told. */
static void parse_headers(struct clerk *c, struct bytes raw, struct mail *m_r)
{
	struct err ignored;
	size_t n = 0;
	while (n < raw.size && n < 65536 && !(n > 1 && raw.data[n] == '\n' && (raw.data[n - 1] == '\n' || (raw.data[n - 1] == '\r' && raw.data[n - 2] == '\n'))))
		n++;
	if (reader_mail(c->reader, c->turn, (struct bytes){raw.data, n}, m_r, &ignored) < 0) {
		struct buf b = {0};
		size_t mark = frame_start(&b, 0);
		mail_put(&b, &(struct mail){.subject = "", .message_id = "", .original_id = "", .text = "", .quoted = "", .mailer = "", .date = INT64_MIN});
		frame_end(&b, mark);
		struct frame f = {.at = (const uint8_t *)b.data + 5, .end = (const uint8_t *)b.data + b.size};
		mail_get(&f, c->turn, m_r);
		buf_release(&b);
	}
}

/* Three attempts, each counted durably before it begins, also across crashes of the clerk itself. */
static int parse(struct clerk *c, const struct item *it, struct arrival *a_r, struct err *err)
{
	struct err last = {0, "the clerk itself ended while reading it"};
	*a_r = (struct arrival){.place = it->place, .arrived_at = it->arrived_at, .raw = it->raw};
	for (int tries = 0; it->size <= MAIL_MAX_BYTES;) {
		if (child_start(c->reader, err) < 0 || count_attempt(c, &it->place, &tries, err) < 0) /* no attempt where nothing can read */
			return -1;
		if (tries > BATCH_MAX_TRIES)
			break;
		if (reader_mail(c->reader, c->turn, it->raw, &a_r->mail, &last) == 0)
			return 0;
		log_warn(NULL, "mail %s/%s/%s: attempt %d: %s", it->place.mailbox, it->place.folder, it->place.place, tries, last.text);
	}
	if (it->size > MAIL_MAX_BYTES)
		err_set(&last, 65, "the mail has %zu bytes, more than %d", it->size, MAIL_MAX_BYTES);
	a_r->quarantined = arena_strdup(c->turn, last.text);
	parse_headers(c, it->raw, &a_r->mail);
	return 0;
}

int batch_take(struct clerk *c, const struct item *items, size_t count, const struct folder_state *after, const char *mailbox,
               const char *folder, int64_t now, struct err *err)
{
	struct arrival *arrivals = arena_alloc(c->turn, (count + 1) * sizeof *arrivals);
	for (size_t i = 0; i < count; i++) {
		if (parse(c, &items[i], &arrivals[i], err) < 0)
			return -1;
		c->newest = items[i].arrived_at > c->newest ? items[i].arrived_at : c->newest;
	}
	if (db_begin(c->store.db, err) < 0)
		return -1;
	if (docket_take(c, arrivals, count, now, err) < 0 || (after && store_set_folder(&c->store, mailbox, folder, after, err) < 0)) {
		store_rollback(&c->store);
		return -1;
	}
	return db_commit(c->store.db, err);
}

/* ---- out of quarantine ---- */

static int take_again(struct clerk *c, struct arrival *in, int64_t now, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	if (docket_take(c, in, 1, now, err) < 0) {
		store_rollback(&c->store);
		return -1;
	}
	return db_commit(c->store.db, err) < 0 ? -1 : 1;
}

int batch_retry(struct clerk *c, const char *public, int64_t now, struct err *err)
{
	struct mail_record m;
	arena_reset(c->turn);
	int r = store_find_mail(&c->store, c->turn, public, &m, err);
	if (r <= 0 || strcmp(m.verdict, "quarantined") != 0)
		return r < 0 ? -1 : 0;
	struct arrival in = {.arrived_at = m.arrived_at, .again = &m};
	if (store_place_of(&c->store, &m, &in.place, err) < 0 || store_get_raw(&c->store, c->turn, &m.raw, &in.raw, err) < 0)
		return -1;
	if (in.raw.size == 0)
		return err_set(err, 65, "mail %s was never fetched (%s): ask its sender for smaller mails, then `leadclerk ignore %s`", public, m.reason, public);
	struct err why;
	if (reader_mail(c->reader, c->turn, in.raw, &in.mail, &why) < 0)
		return err_set(err, 65, "mail %s still can't be read, and stays in quarantine: %s", public, why.text);
	return take_again(c, &in, now, err);
}
