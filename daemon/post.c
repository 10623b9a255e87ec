#include "post.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "alarm.h"
#include "flood.h"
#include "metrics.h"
#include "outbox.h"
#include "pace.h"
#include "progress.h"
#include "put_back.h"
#include "secret.h"
#include "sent.h"

/* Letters under way: claimed, and what became of those that were tried. While the store fails it is known here alone. */
struct batch {
	struct outgoings letters;
	struct send_result results[POST_BATCH];
	size_t tried;
	bool stopped;                 /* the server itself is in trouble: the rest would fare no better, and waits */
};

struct under_way {
	struct batch batch;
	struct secret password;       /* own; from the first letter of a turn to its end, ... */
	bool held, unreadable;        /* ... if it was read, or could not be */
	bool well;                    /* a letter was sent since the last trouble: its alarm is taken back already */
	size_t flying;                /* so many letters after those that were tried are with the sender, ... */
	double since;                 /* ... who is at the first of them from clock_monotonic's moment on */
	size_t sent;                  /* since the last flush */
	bool watched;                 /* each is a step of c->progress */
	struct arena *now, *next;     /* own: what batch points to, and room for the next one */
	int64_t spare;                /* so many letters may leave before the breaker is asked again (flood.h), ... */
	int64_t spare_at;             /* ... as was found at that moment, ... */
	size_t spare_people;          /* ... for so many people */
};

/* The first time it may be the server's; when others went meanwhile, and it meets the same again, nobody else waits for that. */
static bool its_own(const struct outgoing *o, const struct send_result *r)
{
	return r->aside && o->tries > 0;
}

/* A letter that met trouble which is not its own keeps its place. */
static int note_one(struct clerk *c, const struct outgoing *o, const struct send_result *r, int64_t now, struct err *err)
{
	int failed = r->outcome == SEND_LATER && r->why != WHY_LETTER && !r->aside ? outbox_unclaim(&c->store, o, r->text, err) : outbox_result(&c->store, o, r, now, err);
	if (!failed)
		failed = sent_plan(c, o, r, now, err);
	bool away = true;
	if (!failed && its_own(o, r))
		failed = pace_troubled(&c->store, &away, err); /* not since others went */
	return failed || !away ? failed : pace_learn(&c->store, r, now, err);
}

/* Said again at each look: the alarm's file tells what was told already. */
static void tell_breaker(struct clerk *c, const struct breaker *b)
{
	alarm_raise(c->office->store, "breaker", b->since, "%lld letters other than receipts left within an hour: no letter leaves any more. Look for a loop "
	            "(`leadclerk letters`), then `leadclerk retry breaker`; nothing is lost meanwhile", (long long)b->left);
}

/* How many letters may be claimed now: 0 while the breaker is open, or the pace allows none. */
static int allowance(struct clerk *c, int64_t now, int *room_r, struct err *err)
{
	struct under_way *u = c->under_way;
	struct pace p;
	*room_r = 0;
	if (u->spare <= 0 || now < u->spare_at || u->spare_people != c->office->staff_count) {
		struct breaker b;
		bool opened;
		if (limits_breaker(&c->store, c->office->staff_count, now, &opened, &b, err) < 0)
			return -1;
		u->spare = b.room;
		u->spare_at = now;
		u->spare_people = c->office->staff_count;
		if (b.since != INT64_MIN) {
			tell_breaker(c, &b);
			return 0;
		}
	}
	if (pace_look(&c->store, &c->office->submission, now, &p, err) < 0)
		return -1;
	*room_r = p.room < POST_BATCH ? p.room : POST_BATCH;
	return 0;
}

/* outbox_claim, or outbox_claim_receipts; NULL: nothing more is claimed. */
typedef int claiming(struct store *s, struct arena *a, int64_t now, int max, struct outgoings *o_r, struct err *err);

/* Those with the sender go over into the next batch, before those that were claimed. */
static struct outgoings carry_over(const struct under_way *u, const struct outgoings *claimed)
{
	struct outgoings next = {0};
	const struct batch *b = &u->batch;
	for (size_t i = b->tried; i < b->tried + u->flying; i++) {
		struct outgoing o = b->letters.items[i];
		o.id = arena_strdup(u->next, o.id);
		o.to = arena_strdup(u->next, o.to);
		o.kind = arena_strdup(u->next, o.kind);
		o.staff = o.staff ? arena_strdup(u->next, o.staff) : NULL;
		o.bytes.data = arena_memdup(u->next, o.bytes.data, o.bytes.size);
		ARENA_PUSH(u->next, &next, items) = o;
	}
	for (size_t i = 0; i < claimed->items_count; i++)
		ARENA_PUSH(u->next, &next, items) = claimed->items[i];
	return next;
}

/* What became of those that were tried, and what has no try any more. */
static int note_batch(struct clerk *c, struct under_way *u, int64_t now, struct err *err)
{
	const struct batch *b = &u->batch;
	for (size_t i = 0; i < b->tried; i++) {
		u->spare -= limits_counts(b->letters.items[i].kind);
		if (note_one(c, &b->letters.items[i], &b->results[i], now, err) < 0)
			return -1;
	}
	for (size_t i = b->tried + u->flying; i < b->letters.items_count; i++)
		if (outbox_unclaim(&c->store, &b->letters.items[i], NULL, err) < 0)
			return -1;
	return 0;
}

/* What the batch before came to and the claim of the next one are one transaction: a kill leaves one batch in doubt at most, and a penalty
 * notice is a batch by itself. */
static int turn_over(struct clerk *c, struct under_way *u, int64_t now, claiming *claim, struct err *err)
{
	struct outgoings claimed = {0};
	int room = 0;
	arena_reset(u->next);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	int failed = note_batch(c, u, now, err);
	if (!failed && claim) /* what has just left is counted already */
		failed = allowance(c, now, &room, err);
	room -= (int)u->flying;
	if (!failed && claim)
		failed = put_back_doubt(c, err);
	if (!failed)
		failed = outbox_shadow(&c->store, c->office, now, err);
	if (!failed && room > 0)
		failed = claim(&c->store, u->next, now, room, &claimed, err);
	if (store_end(&c->store, failed, err) < 0)
		return -1;
	for (size_t i = 0; i < claimed.damaged_count; i++)
		alarm_raise(c->office->store, "letter", now, "%s", claimed.damaged[i].why);
	struct arena *done = u->now;
	u->batch = (struct batch){.letters = carry_over(u, &claimed)};
	u->now = u->next;
	u->next = done;
	arena_reset(u->next);
	return 0;
}

/* What a person must look at, he is told by another way than by letter. */
static void raise_alarms(struct clerk *c, struct under_way *u, const struct outgoing *o, const struct send_result *r, int64_t now)
{
	const char *store = c->office->store;
	if (r->why == WHY_LOGIN && !its_own(o, r))
		alarm_raise(store, "submission", now, "no letter can be sent: %s", r->text);
	if (r->why == WHY_CONTENT)
		alarm_raise(store, "content", now, "letter %s was refused for what it says: %s", o->id, r->text);
	if (r->outcome == SEND_SENT && !u->well) /* which looks for a file */
		alarm_clear(store, "submission");
	u->well = r->outcome == SEND_SENT;
}

static size_t session_most(const struct clerk *c)
{
	int most = server_provider(&c->office->submission)->per_connection;
	return most > 0 ? (size_t)most : SIZE_MAX;
}

/* Providers want few letters in one session, and none after trouble: what follows had no try then (send.h), and its answers are for nobody. */
static void mind_session(struct clerk *c, struct under_way *u, const struct send_result *r)
{
	c->session_letters++;
	if (!r->server && c->session_letters < session_most(c))
		return;
	if (u->flying)
		child_end(c->sender);
	else
		send_close(c->sender);
	u->flying = 0;
	c->session_letters = 0;
}

/* A child that fails leaves an outcome as well. */
static void note_outcome(const struct outgoing *o, struct send_result *r, const struct err *failed, bool handed)
{
	if (failed) {
		r->outcome = handed ? SEND_UNSURE : SEND_LATER;
		snprintf(r->text, sizeof r->text, "%.*s", (int)sizeof r->text - 1, failed->text);
	}
	const struct log_about about = {.letter = o->id, .staff = o->staff};
	if (r->outcome == SEND_SENT)
		log_about(LOG_INFO_LINE, &about, "sent to %s", o->staff ? o->staff : o->to);
	else
		log_about(LOG_WARN_LINE, &about, "%s: to %s: %s", send_outcome_names[r->outcome], o->staff ? o->staff : o->to, r->text);
}

static bool through(const struct batch *b)
{
	return b->stopped || b->tried == b->letters.items_count;
}

/* Whether the sender has or had all of them. */
static bool handed_over(const struct under_way *u)
{
	return u->batch.stopped || u->batch.tried + u->flying == u->batch.letters.items_count;
}

static void end_one(struct clerk *c, struct under_way *u, const struct err *failed, bool handed, int64_t now)
{
	struct batch *b = &u->batch;
	const struct outgoing *o = &b->letters.items[b->tried];
	struct send_result *r = &b->results[b->tried++];
	note_outcome(o, r, failed, handed);
	u->sent += r->outcome == SEND_SENT;
	if (r->outcome == SEND_SENT)
		metrics_sent(o->kind);
	if (u->watched)
		progress_step(c->progress, 1);
	raise_alarms(c, u, o, r, now);
	mind_session(c, u, r);
	b->stopped = r->server;
}

/* On a simulated clock all of them, at once. */
static void put_all(struct clerk *c, struct under_way *u, int64_t now)
{
	struct batch *b = &u->batch;
	while (!through(b)) {
		const struct outgoing *o = &b->letters.items[b->tried];
		send_into_maildir(&c->office->submission, o->bytes, o->id, o->created, false, &b->results[b->tried]);
		end_one(c, u, NULL, true, now);
	}
}

/* Whether the next letter may go to the sender before those under way ended. */
static bool may_follow(const struct clerk *c, const struct under_way *u)
{
	const struct batch *b = &u->batch;
	size_t bytes = 0;
	for (size_t i = 0; i <= u->flying; i++)
		bytes += b->letters.items[b->tried + i].bytes.size;
	return u->flying < POST_AHEAD && bytes <= SEND_ROOM && c->session_letters + u->flying < session_most(c);
}

/* The next letter goes to the sender. -1: it did not get there. */
static int give_one(struct clerk *c, struct under_way *u, struct err *err)
{
	struct batch *b = &u->batch;
	const struct outgoing *o = &b->letters.items[b->tried + u->flying];
	const struct send_order order = {.from = c->office->from_addr, .to = o->to, .name = o->id, .when = o->created, .letter = o->bytes, .follows = u->flying > 0};
	b->results[b->tried + u->flying] = (struct send_result){0};
	if (send_begin(c->sender, &c->office->submission, u->password.text, &order, err) < 0)
		return -1;
	u->flying++;
	return 0;
}

/* The next letters go to the sender, as many as it may hold. Where it is gone, that is told of the one that it was at (finish_one). */
static void begin_some(struct clerk *c, struct under_way *u, int64_t now)
{
	struct batch *b = &u->batch;
	struct err err;
	if (c->simulated)
		put_all(c, u, now);
	if (!u->held || through(b))
		return;
	if (!u->flying) {
		u->since = clock_monotonic();
		if (give_one(c, u, &err) < 0) {
			end_one(c, u, &err, false, now);
			return;
		}
	}
	while (b->tried + u->flying < b->letters.items_count && may_follow(c, u) && give_one(c, u, &err) == 0)
		;
}

/* The sender is gone. It had begun none before it answered for the one before: so of what followed nothing was begun, unless it was ended for its deadline with
 * answers unread. */
static void lose_sender(struct clerk *c, struct under_way *u, const struct err *why, bool handed, bool late, int64_t now)
{
	size_t doubtful = late ? u->flying : 0;
	u->flying = 0;
	end_one(c, u, why, handed, now);
	for (; doubtful > 0 && !u->batch.stopped; doubtful--)
		end_one(c, u, why, true, now);
}

/* What became of the first one that is with the sender; not waited for where it has time and `wait` is false: false then. */
static bool finish_one(struct clerk *c, struct under_way *u, bool wait, int64_t now)
{
	struct batch *b = &u->batch;
	struct err err;
	bool handed;
	if (!u->flying)
		return false;
	bool ended = send_ended(c->sender);
	double left = u->since + SEND_SECONDS - clock_monotonic();
	if (!ended && !wait && left > 0)
		return false;
	int failed = send_end(c->sender, b->letters.items[b->tried].to, left > 0 ? left : 0, &b->results[b->tried], &handed, &err);
	bool late = clock_monotonic() >= u->since + SEND_SECONDS;
	u->flying--;
	u->since = clock_monotonic();
	if (failed)
		lose_sender(c, u, &err, handed, late, now);
	else
		end_one(c, u, NULL, true, now);
	return true;
}

static void drop_password(struct under_way *u)
{
	if (u->held)
		secret_wipe(&u->password);
	u->held = u->unreadable = false;
}

/* Sends the batch to its end. */
static void finish_batch(struct clerk *c, struct under_way *u, int64_t now)
{
	do
		begin_some(c, u, now);
	while (finish_one(c, u, true, now));
}

static struct under_way *under_way(struct clerk *c)
{
	if (!c->under_way) {
		c->under_way = arena_alloc(c->keep, sizeof *c->under_way);
		*c->under_way = (struct under_way){.now = arena_new(), .next = arena_new()};
	}
	return c->under_way;
}

void post_close(struct clerk *c)
{
	if (!c->under_way)
		return;
	drop_password(c->under_way);
	arena_free(c->under_way->now);
	arena_free(c->under_way->next);
	c->under_way = NULL;
}

static int send_all(struct clerk *c, int64_t now, struct err *err)
{
	struct under_way *u = c->under_way;
	bool going = true;
	int64_t due = 0;
	u->watched = c->progress && !c->simulated;
	if (u->watched && outbox_due(&c->store, now, &due, err) < 0)
		return -1;
	if (u->watched)
		progress_turn(c->progress, "letters", (size_t)due);
	int failed = turn_over(c, u, now, outbox_claim, err);
	while (!failed && u->batch.letters.items_count) {
		finish_batch(c, u, now);
		going = going && !u->batch.stopped;
		failed = turn_over(c, u, now, going ? outbox_claim : NULL, err);
	}
	u->watched = false;
	return failed;
}

/* The password can't be read: like a login that is refused. */
static int no_password(struct clerk *c, const struct err *why, int64_t now, struct err *err)
{
	struct send_result r = {.outcome = SEND_LATER, .server = true, .why = WHY_SERVER};
	log_error(NULL, "submission: %s", why->text);
	c->under_way->well = false;
	alarm_raise(c->office->store, "submission", now, "no letter can be sent: %s", why->text);
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, pace_learn(&c->store, &r, now, err) < 0, err);
}

int post_next(struct clerk *c, int64_t now, int64_t *when_r, struct err *err)
{
	struct breaker b;
	struct pace p;
	if (outbox_next(&c->store, when_r, err) < 0 || limits_breaker_look(&c->store, &b, err) < 0)
		return -1;
	if (b.since != INT64_MIN)
		*when_r = INT64_MAX;
	if (*when_r == INT64_MAX)
		return 0;
	if (pace_look(&c->store, &c->office->submission, now, &p, err) < 0)
		return -1;
	*when_r = p.not_before > *when_r ? p.not_before : *when_r;
	return 0;
}

void post_mind(struct clerk *c, int64_t now)
{
	struct under_way *u = c->under_way;
	if (!u || !finish_one(c, u, false, now))
		return;
	while (finish_one(c, u, false, now))
		;
	begin_some(c, u, now);
}

/* Nothing is claimed where the password can't be read: post_flush says so. */
static int claim_receipts(struct clerk *c, struct under_way *u, int64_t now, struct err *err)
{
	struct err ignored;
	int64_t next;
	if (post_next(c, now, &next, err) < 0)
		return -1;
	if (next <= now && !u->held && !u->unreadable)
		u->unreadable = !(u->held = secret_read(&c->office->submission, &u->password, &ignored) == 0);
	bool claims = next <= now && u->held;
	if (!claims && u->batch.tried == 0)
		return 0;
	return turn_over(c, u, now, claims && !u->batch.stopped ? outbox_claim_receipts : NULL, err);
}

int post_step(struct clerk *c, int64_t now, struct err *err)
{
	if (c->recording_only)
		return 0;
	struct under_way *u = under_way(c);
	post_mind(c, now);
	if (!handed_over(u))
		return 0;
	if (claim_receipts(c, u, now, err) < 0)
		return -1;
	begin_some(c, u, now);
	return 0;
}

static int flush(struct clerk *c, struct under_way *u, int64_t now, struct err *err)
{
	struct breaker b;
	struct err trouble;
	int64_t next, set_back;
	/* First of all what is under way, and what a store that failed did not take the last time. */
	finish_batch(c, u, now);
	if ((u->batch.letters.items_count && turn_over(c, u, now, NULL, err) < 0) || outbox_set_back(&c->store, now, &set_back, err) < 0)
		return -1;
	if (set_back)
		log_warn(NULL, "%lld letters were put off by a clock that was ahead: they go now", (long long)set_back);
	if (limits_breaker_look(&c->store, &b, err) < 0 || post_next(c, now, &next, err) < 0)
		return -1;
	if (b.since != INT64_MIN)
		tell_breaker(c, &b);
	if (next > now)
		return 0;
	if (!u->held && secret_read(&c->office->submission, &u->password, &trouble) < 0)
		return no_password(c, &trouble, now, err);
	u->held = true;
	return send_all(c, now, err);
}

int post_flush(struct clerk *c, int64_t now, size_t *sent_r, struct err *err)
{
	struct under_way *u = under_way(c);
	int failed = c->recording_only ? outbox_let_go(&c->store, now, err) : flush(c, u, now, err);
	*sent_r = u->sent;
	u->sent = 0;
	drop_password(u);
	return failed;
}
