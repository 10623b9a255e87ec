#include "ahead.h"

#include <string.h>

#include "base/bug.h"
#include "base/log.h"
#include "docket.h"
#include "reader.h"

struct queued {
	struct item item;
	struct arena *own;            /* own; of the group whose last it is */
	bool alone, failed;           /* failed: the reader died of it, the attempt that was counted at first is used up */
};

struct unrecorded {
	struct arena *a;              /* own; NULL: none */
	struct place *items;
	size_t items_count, items_cap;
};

struct ahead {
	struct queued items[AHEAD_MAILS];
	size_t count, given, read;    /* read <= given <= count, from the front on */
	struct unrecorded unrecorded; /* what this process has read well, and the store did not take */
	bool began;                   /* a group was counted by this process */
};

static struct ahead *queue_of(struct clerk *c)
{
	if (!c->queue) {
		c->queue = arena_alloc(c->keep, sizeof *c->queue);
		*c->queue = (struct ahead){0};
	}
	return c->queue;
}

size_t ahead_count(const struct clerk *c)
{
	return c->queue ? c->queue->count : 0;
}

size_t ahead_read_count(const struct clerk *c)
{
	return c->queue ? c->queue->read : 0;
}

const struct item *ahead_item(const struct clerk *c, size_t i)
{
	must(i < ahead_count(c));
	return &c->queue->items[i].item;
}

bool ahead_next_alone(const struct clerk *c)
{
	return ahead_count(c) > c->queue->read && c->queue->items[c->queue->read].alone;
}

/* ---- attempts ---- */

static int count_attempt(struct clerk *c, const struct place *p, int *tries_r, struct err *err)
{
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, store_count_attempt(&c->store, p, tries_r, err) < 0, err);
}

/* The first attempts of those that are not alone. It is this process that a mail may end: its end takes no commit back. One that brings the machine down as well is
 * among the first after each start, before anything else was written: those the disk is waited for. */
static int count_group(struct clerk *c, const struct queued *items, size_t count, struct err *err)
{
	int tries, failed = c->queue->began ? db_begin_soon(c->store.db, err) : db_begin(c->store.db, err);
	if (failed)
		return -1;
	for (size_t i = 0; !failed && i < count; i++)
		failed = items[i].alone ? 0 : store_count_attempt(&c->store, &items[i].item.place, &tries, err);
	failed = store_end(&c->store, failed, err);
	c->queue->began = c->queue->began || !failed;
	return failed;
}

/* ---- what this process has read well, and the store did not take ---- */

static bool same_place(const struct place *a, const struct place *b)
{
	return a->uidvalidity == b->uidvalidity && strcmp(a->place, b->place) == 0 && strcmp(a->folder, b->folder) == 0 && strcmp(a->mailbox, b->mailbox) == 0;
}

static bool was_read_well(const struct ahead *q, const struct place *p)
{
	for (size_t i = 0; i < q->unrecorded.items_count; i++)
		if (same_place(&q->unrecorded.items[i], p))
			return true;
	return false;
}

/* Read, or counted and not begun: whatever the store failed at, it was not this mail. */
static void keep_unrecorded(struct ahead *q)
{
	struct unrecorded fresh = {.a = arena_new()};
	for (size_t i = 0; i < q->count; i++) {
		const struct place *p = &q->items[i].item.place;
		if (i < q->read || (!q->items[i].alone && !q->items[i].failed))
			ARENA_PUSH(fresh.a, &fresh, items) = (struct place){arena_strdup(fresh.a, p->mailbox), arena_strdup(fresh.a, p->folder), p->uidvalidity,
			                                                   arena_strdup(fresh.a, p->place)};
	}
	arena_free(q->unrecorded.a);
	q->unrecorded = fresh;
}

/* ---- the reader ---- */

static bool too_large(const struct item *it)
{
	return it->size > MAIL_MAX_BYTES;
}

static struct bytes header_of(struct bytes raw)
{
	size_t n = 0;
	while (n < raw.size && n < MAIL_HEADER_BYTES && !(n > 1 && raw.data[n] == '\n' && (raw.data[n - 1] == '\n' || (raw.data[n - 1] == '\r' && raw.data[n - 2] == '\n'))))
		n++;
	return (struct bytes){raw.data, n};
}

/* Of a mail that is too large only the header is read; what its sender is told is the same as of a file that is. */
static struct bytes to_read(const struct item *it)
{
	return too_large(it) ? header_of(it->raw) : it->raw;
}

static void say_too_large(struct clerk *c, const struct item *it, struct arrival *a_r)
{
	if (!too_large(it))
		return;
	reader_say_too_large(c->turn, &a_r->mail, it->size);
	a_r->found.meant_list = true; /* what its files are called is not known */
}

/* Bytes that the reader has still before it: of what it answered already none. */
static size_t under_way(const struct clerk *c)
{
	const struct ahead *q = c->queue;
	size_t bytes = 0, answered = child_answers(c->reader, SIZE_MAX);
	for (size_t i = answered < q->given - q->read ? q->read + answered : q->given; i < q->given; i++)
		bytes += q->items[i].item.raw.size;
	return bytes;
}

/* Whether the next one may go to the reader now. */
static bool may_give(const struct clerk *c)
{
	const struct ahead *q = c->queue;
	if (q->given == q->count || q->items[q->given].alone || q->items[q->given].failed)
		return false;
	size_t size = q->items[q->given].item.raw.size;
	return q->given == q->read || (size <= AHEAD_LARGE && under_way(c) + size <= AHEAD_BYTES);
}

static void log_attempt(const struct item *it, int tries, const struct err *why)
{
	log_warn(NULL, "mail %s/%s/%s: attempt %d: %s", it->place.mailbox, it->place.folder, it->place.place, tries, why->text);
}

static void attempt_failed(struct ahead *q, struct queued *item, const struct err *why)
{
	log_attempt(&item->item, 1, why);
	item->failed = true;
	q->given = q->read;
}

/* Where no reader can be started, nothing is given: ahead_read says so. */
static void give_some(struct clerk *c)
{
	struct ahead *q = c->queue;
	struct err why;
	while (may_give(c)) {
		struct queued *item = &q->items[q->given];
		bool first = q->given == q->read;
		if (first && child_start(c->reader, &why) < 0)
			return;
		if (reader_give(c->reader, to_read(&item->item), first, &why) < 0) {
			attempt_failed(q, item, &why);
			return;
		}
		q->given++;
	}
}

static int read_item(struct clerk *c, struct arrival *a_r, struct err *err)
{
	return reader_mail(c->reader, c->turn, a_r->raw, &a_r->mail, &a_r->found, err);
}

void ahead_bare(struct clerk *c, struct arrival *a_r)
{
	struct buf b = {0};
	size_t mark = frame_start(&b, 0);
	mail_put(&b, &(struct mail){.subject = "", .message_id = "", .original_id = "", .text = "", .quoted = "", .mailer = "", .date = INT64_MIN});
	frame_end(&b, mark);
	struct frame f = {.at = (const uint8_t *)b.data + 5, .end = (const uint8_t *)b.data + b.size};
	mail_get(&f, c->turn, &a_r->mail);
	buf_release(&b);
}

/* Only the header of a mail that can't be read, so that its sender can be told. */
static void parse_header(struct clerk *c, struct bytes raw, struct arrival *a_r)
{
	struct err ignored;
	if (reader_mail(c->reader, c->turn, header_of(raw), &a_r->mail, &a_r->found, &ignored) < 0)
		ahead_bare(c, a_r);
}

/* One at its turn, with nothing else under way. Each attempt is counted durably before it begins, also across ends of the clerk itself. */
static int read_alone(struct clerk *c, const struct queued *item, struct arrival *a_r, struct err last, struct err *err)
{
	const struct item *it = &item->item;
	if ((was_read_well(c->queue, &it->place) || (!item->alone && !item->failed)) && read_item(c, a_r, &last) == 0)
		return 0; /* the store was at fault, not the mail; or it is counted and did not get to the reader */
	for (int tries = 0;;) {
		if (child_start(c->reader, err) < 0 || count_attempt(c, &it->place, &tries, err) < 0) /* no attempt where nothing can read */
			return -1;
		if (tries > AHEAD_MAX_TRIES)
			break;
		if (read_item(c, a_r, &last) == 0)
			return 0;
		log_attempt(it, tries, &last);
	}
	a_r->quarantined = arena_strdup(c->turn, last.text);
	parse_header(c, it->raw, a_r);
	return 0;
}

/* 1 it is read, 0 it has to be alone: the reader died over it, or it never got there. */
static int take_given(struct clerk *c, struct queued *item, struct arrival *a_r, struct err *last)
{
	struct ahead *q = c->queue;
	if (q->given == q->read)
		return 0;
	if (reader_take(c->reader, c->turn, a_r->raw.size, &a_r->mail, &a_r->found, last) == 0)
		return 1;
	attempt_failed(q, item, last);
	return 0;
}

int ahead_read(struct clerk *c, struct arrival *a_r, struct err *err)
{
	struct ahead *q = c->queue;
	must(q->read < q->count);
	struct queued *item = &q->items[q->read];
	struct err last = {0, CLERK_ENDED};
	*a_r = (struct arrival){.place = item->item.place, .arrived_at = item->item.arrived_at, .raw = to_read(&item->item)};
	give_some(c);
	if (!take_given(c, item, a_r, &last)) {
		if (read_alone(c, item, a_r, last, err) < 0)
			return -1;
		q->given++;
	}
	if (!a_r->quarantined)
		say_too_large(c, &item->item, a_r);
	q->read++;
	give_some(c);
	return 0;
}

bool ahead_waits(struct clerk *c)
{
	const struct ahead *q = c->queue;
	size_t under_way = q ? q->given - q->read : 0;
	ahead_mind(c);
	return under_way && q->given == q->count && child_answers(c->reader, AHEAD_ANSWERS) < under_way;
}

void ahead_mind(struct clerk *c)
{
	if (c->coming)
		child_pump(c->coming, AHEAD_COMING);
	if (!c->queue || c->queue->given == c->queue->read)
		return;
	child_pump(c->reader, AHEAD_ANSWERS);
	give_some(c);
}

/* ---- the queue ---- */

static int prepare(struct clerk *c, struct queued *fresh, const struct item *items, size_t count, struct err *err)
{
	size_t alone = 0;
	for (size_t i = 0; i < count; i++) {
		int tried = store_was_attempted(&c->store, &items[i].place, err);
		if (tried < 0)
			return -1;
		fresh[i] = (struct queued){.item = items[i], .alone = tried > 0};
		alone += tried > 0;
	}
	if (alone == count)
		return 0;
	bool busy = c->queue->given > c->queue->read;
	if (!busy && child_start(c->reader, err) < 0) /* no attempt where nothing can read */
		return -1;
	return count_group(c, fresh, count, err);
}

int ahead_add(struct clerk *c, struct arena *own, const struct item *items, size_t count, struct err *err)
{
	struct ahead *q = queue_of(c);
	must(count > 0 && q->count + count <= AHEAD_MAILS);
	if (prepare(c, &q->items[q->count], items, count, err) < 0) {
		arena_free(own);
		return -1;
	}
	q->items[q->count + count - 1].own = own;
	q->count += count;
	give_some(c);
	return 0;
}

void ahead_drop(struct clerk *c, size_t count)
{
	struct ahead *q = c->queue;
	must(count <= q->read);
	for (size_t i = 0; i < count; i++)
		arena_free(q->items[i].own);
	memmove(q->items, q->items + count, (q->count - count) * sizeof *q->items);
	q->count -= count;
	q->given -= count;
	q->read -= count;
}

void ahead_forget(struct clerk *c)
{
	struct ahead *q = queue_of(c);
	if (q->count == 0)
		return;
	keep_unrecorded(q);
	if (q->given > q->read)
		child_kill(c->reader); /* what it answers would be taken for what is asked next */
	for (size_t i = 0; i < q->count; i++)
		arena_free(q->items[i].own);
	q->count = q->given = q->read = 0;
}

void ahead_close(struct clerk *c)
{
	if (!c->queue)
		return;
	ahead_forget(c);
	arena_free(c->queue->unrecorded.a);
	c->queue = NULL;
}
