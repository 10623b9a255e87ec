#include "batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "docket.h"
#include "reader.h"

/* One more attempt of each that has none counted here, durably before any of them is read. */
static int count_attempts(struct clerk *c, const struct item *items, size_t count, int *tries, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (!tries[i] && store_count_attempt(&c->store, &items[i].place, &tries[i], err) < 0) {
			store_rollback(&c->store);
			return -1;
		}
	return db_commit(c->store.db, err);
}

static struct bytes header_of(struct bytes raw)
{
	size_t n = 0;
	while (n < raw.size && n < MAIL_HEADER_BYTES && !(n > 1 && raw.data[n] == '\n' && (raw.data[n - 1] == '\n' || (raw.data[n - 1] == '\r' && raw.data[n - 2] == '\n'))))
		n++;
	return (struct bytes){raw.data, n};
}

/* Only the header of a mail that can't be read, so that its sender can be told. */
static void parse_header(struct clerk *c, struct bytes raw, struct arrival *a_r)
{
	struct err ignored;
	if (reader_mail(c->reader, c->turn, header_of(raw), &a_r->mail, &a_r->found, &ignored) < 0) {
		struct buf b = {0};
		size_t mark = frame_start(&b, 0);
		mail_put(&b, &(struct mail){.subject = "", .message_id = "", .original_id = "", .text = "", .quoted = "", .mailer = "", .date = INT64_MIN});
		frame_end(&b, mark);
		struct frame f = {.at = (const uint8_t *)b.data + 5, .end = (const uint8_t *)b.data + b.size};
		mail_get(&f, c->turn, &a_r->mail);
		buf_release(&b);
	}
}

/* ---- what this process has read well, and the store did not take ---- */

struct unrecorded {
	struct arena *a;              /* own */
	struct place *items;
	size_t items_count, items_cap;
};

static bool same_place(const struct place *a, const struct place *b)
{
	return a->uidvalidity == b->uidvalidity && strcmp(a->place, b->place) == 0 && strcmp(a->folder, b->folder) == 0 && strcmp(a->mailbox, b->mailbox) == 0;
}

static bool was_read_well(const struct clerk *c, const struct place *p)
{
	for (size_t i = 0; c->unrecorded && i < c->unrecorded->items_count; i++)
		if (same_place(&c->unrecorded->items[i], p))
			return true;
	return false;
}

static void keep_unrecorded(struct clerk *c, const struct item *items, size_t count)
{
	if (!c->unrecorded) {
		c->unrecorded = arena_alloc(c->keep, sizeof *c->unrecorded);
		*c->unrecorded = (struct unrecorded){.a = arena_new()};
	}
	struct unrecorded *u = c->unrecorded;
	struct unrecorded fresh = {.a = arena_new()};
	for (size_t i = 0; i < count; i++) {
		const struct place *p = &items[i].place;
		ARENA_PUSH(fresh.a, &fresh, items) = (struct place){arena_strdup(fresh.a, p->mailbox), arena_strdup(fresh.a, p->folder), p->uidvalidity,
		                                                   arena_strdup(fresh.a, p->place)};
	}
	arena_free(u->a);
	*u = fresh;
}

void batch_close(struct clerk *c)
{
	if (c->unrecorded)
		arena_free(c->unrecorded->a);
	c->unrecorded = NULL;
}

/* ---- reading ---- */

static bool too_large(const struct item *it)
{
	return it->size > MAIL_MAX_BYTES;
}

/* Of a mail that is too large only the header is read; what its sender is told is the same as of a file that is. */
static int read_item(struct clerk *c, const struct item *it, struct arrival *a_r, struct err *err)
{
	if (reader_mail(c->reader, c->turn, a_r->raw, &a_r->mail, &a_r->found, err) < 0)
		return -1;
	if (too_large(it)) {
		reader_say_too_large(c->turn, &a_r->mail, it->size);
		a_r->found.meant_list = true; /* what its files are called is not known */
	}
	return 0;
}

/* Three attempts, each counted durably before it begins, also across crashes of the clerk itself. tries: of the one that begins now, if it is counted. */
static int parse(struct clerk *c, const struct item *it, int tries, struct arrival *a_r, struct err *err)
{
	struct err last = {0, "the clerk itself ended while reading it"};
	*a_r = (struct arrival){.place = it->place, .arrived_at = it->arrived_at, .raw = too_large(it) ? header_of(it->raw) : it->raw};
	if (was_read_well(c, &it->place) && read_item(c, it, a_r, &last) == 0)
		return 0; /* the store was at fault, not the mail */
	for (;; tries = 0) {
		if (child_start(c->reader, err) < 0 || (!tries && count_attempts(c, it, 1, &tries, err) < 0)) /* no attempt where nothing can read */
			return -1;
		if (tries > BATCH_MAX_TRIES)
			break;
		if (read_item(c, it, a_r, &last) == 0)
			return 0;
		log_warn(NULL, "mail %s/%s/%s: attempt %d: %s", it->place.mailbox, it->place.folder, it->place.place, tries, last.text);
	}
	a_r->quarantined = arena_strdup(c->turn, last.text);
	parse_header(c, it->raw, a_r);
	return 0;
}

/* First attempts of several are one commit. A clerk that ends among them leaves one too many with those that it had not come to: but from then on each is
 * taken by itself, and its next two are its own. */
static int count_some(struct clerk *c, const struct item *items, size_t count, int *tries, struct err *err)
{
	bool uncounted = false;
	for (size_t i = 0; count > 1 && i < count; i++) {
		if (!tries[i] && was_read_well(c, &items[i].place))
			return 0; /* each is counted as it comes */
		uncounted |= !tries[i];
	}
	if (!uncounted)
		return 0;
	return child_start(c->reader, err) < 0 ? -1 : count_attempts(c, items, count, tries, err);
}

/* How many of the mails from here on are read into one transaction: until their lists say much, so that a night of huge ones needs no more memory
 * than one of them. */
static int parse_some(struct clerk *c, const struct item *items, size_t count, int *tries, struct arrival *arrivals, size_t *parsed_r, struct err *err)
{
	size_t rows = 0;
	*parsed_r = 0;
	if (count_some(c, items, count, tries, err) < 0)
		return -1;
	while (*parsed_r < count && rows < BATCH_ROWS) {
		const struct item *it = &items[*parsed_r];
		struct arrival *a = &arrivals[*parsed_r];
		if (parse(c, it, tries[*parsed_r], a, err) < 0) {
			keep_unrecorded(c, items, *parsed_r);
			return -1;
		}
		c->newest = it->arrived_at > c->newest ? it->arrived_at : c->newest;
		for (size_t i = 0; i < a->found.tables_count; i++)
			rows += a->found.tables[i].rows_count;
		++*parsed_r;
	}
	return 0;
}

/* Where a folder stands when all of a batch is taken. */
struct position {
	const char *mailbox, *folder;
	const struct folder_state *state; /* NULL: positions are not kept here */
};

/* Several mails in one transaction, with the position if they are all that is left. */
static int take(struct clerk *c, const struct item *items, size_t count, int *tries, size_t left, const struct position *after, size_t *taken_r, int64_t now,
                struct err *err)
{
	struct arrival *arrivals = arena_alloc(c->turn, (count + 1) * sizeof *arrivals);
	if (parse_some(c, items, count, tries, arrivals, taken_r, err) < 0)
		return -1;
	bool last = *taken_r == left && after->state;
	int failed = db_begin(c->store.db, err);
	if (!failed && (docket_take(c, arrivals, *taken_r, now, err) < 0 ||
	                (last && store_set_folder(&c->store, after->mailbox, after->folder, after->state, err) < 0))) {
		store_rollback(&c->store);
		failed = -1;
	}
	if (!failed)
		failed = db_commit(c->store.db, err);
	if (failed)
		keep_unrecorded(c, items, *taken_r);
	return failed;
}

/* What one transaction needs is forgotten after it. */
static int take_and_forget(struct clerk *c, const struct item *items, size_t count, int *tries, size_t left, const struct position *after, size_t *taken_r,
                           int64_t now, struct err *err)
{
	struct arena *turn = c->turn;
	c->turn = arena_new();
	int failed = take(c, items, count, tries, left, after, taken_r, now, err);
	arena_free(c->turn);
	c->turn = turn;
	return failed;
}

/* 1 if one of them was under way when something ended: this clerk's store, or an earlier clerk. */
static int some_were_tried(struct clerk *c, const struct item *items, size_t count, struct err *err)
{
	int tried = 0;
	for (size_t i = 0; !tried && i < count; i++)
		tried = store_was_attempted(&c->store, &items[i].place, err);
	return tried;
}

int batch_take(struct clerk *c, const struct item *items, size_t count, const struct folder_state *after, const char *mailbox,
               const char *folder, int64_t now, struct err *err)
{
	int tried = some_were_tried(c, items, count, err);
	if (tried < 0)
		return -1;
	/* Each by itself, so that no other mail is tried too often because of the guilty one. The folder's position moves with the last. */
	struct position position = {mailbox, folder, after};
	size_t taken = 0, at_once = tried ? 1 : count, left = count;
	int *tries = arena_alloc(c->turn, (count + 1) * sizeof *tries);
	do {
		if (take_and_forget(c, items + count - left, at_once < left ? at_once : left, tries + count - left, left, &position, &taken, now, err) < 0)
			return -1;
		left -= taken;
	} while (left);
	return 0;
}

int batch_catch_up(struct clerk *c, int64_t now, struct err *err)
{
	arena_reset(c->turn);
	int r = docket_behind(c, err);
	if (r <= 0)
		return r;
	if (db_begin(c->store.db, err) < 0)
		return -1;
	if (docket_catch_up(c, now, err) < 0) {
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
	if (docket_take(c, in, 1, now, err) < 0 || docket_catch_up(c, now, err) < 0) {
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
	if (reader_mail(c->reader, c->turn, in.raw, &in.mail, &in.found, &why) < 0)
		return err_set(err, 65, "mail %s still can't be read, and stays in quarantine: %s", public, why.text);
	return take_again(c, &in, now, err);
}
