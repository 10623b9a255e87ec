/* The outbox: each letter's way out, one state after the other. */
#include "temp_store.h"

#include "outbox.h"

static void post(struct temp *t, const char *id, enum letter_kind kind, int64_t due, bool expect_added)
{
	bool added;
	struct letter l = {.id = id, .kind = kind, .staff = "r01", .to = "rep@corp.test", .subject = "回执", .message_id = "<x>", .token = arena_printf(t->a, "T%s", id),
	                   .about = "m1", .created = 1000, .due = due, .bytes = {(const uint8_t *)id, strlen(id)}};
	OK(db_begin(t->s.db, &t->err));
	OK(outbox_add(&t->s, &l, "waiting", &added, &t->err));
	OK(db_commit(t->s.db, &t->err));
	assert_int_equal(added, expect_added);
}

static struct outgoings claim(struct temp *t, int64_t now, size_t expected)
{
	struct outgoings o;
	OK(db_begin(t->s.db, &t->err));
	OK(outbox_claim(&t->s, t->a, now, 10, &o, &t->err));
	OK(db_commit(t->s.db, &t->err));
	assert_int_equal(o.items_count, expected);
	return o;
}

static void result(struct temp *t, const struct outgoing *o, enum send_outcome outcome, int64_t now)
{
	struct send_result r = {.outcome = outcome, .text = "said"};
	OK(db_begin(t->s.db, &t->err));
	OK(outbox_result(&t->s, o, &r, now, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

static const char *text_of(struct temp *t, const char *sql, const char *id)
{
	const char *text = "none";
	struct query *q = db_rows(t->s.db, sql, "t", id);
	if (db_next(q, &t->err) > 0) {
		text = col_text(q, 0, t->a);
		db_end(q);
	}
	return text;
}

static const char *state_of(struct temp *t, const char *id)
{
	return text_of(t, "SELECT state FROM letter WHERE id = ?", id);
}

static void test_sent_once(void **state)
{
	struct temp *t = *state;
	int64_t when;
	OK(outbox_next(&t->s, &when, &t->err));
	assert_true(when == INT64_MAX);
	post(t, "b", LETTER_RECEIPT, 2000, true);
	post(t, "a", LETTER_RECEIPT, 1500, true);
	post(t, "a", LETTER_RECEIPT, 1, false); /* the same letter again */
	assert_int_equal(number(t, "SELECT count(*) FROM letter_body"), 2);
	OK(outbox_next(&t->s, &when, &t->err));
	assert_int_equal(when, 1500);
	claim(t, 1499, 0);
	struct outgoings o = claim(t, 2000, 2);
	assert_string_equal(o.items[0].id, "a"); /* by due time */
	assert_string_equal(o.items[0].to, "rep@corp.test");
	assert_string_equal(o.items[0].kind, letter_kind_names[LETTER_RECEIPT]);
	assert_int_equal(o.items[0].tries, 0);
	assert_int_equal(o.items[0].bytes.size, 1);
	assert_memory_equal(o.items[1].bytes.data, "b", 1);
	assert_string_equal(state_of(t, "a"), "claimed");
	claim(t, 9000, 0); /* nobody else gets it */
	OK(outbox_next(&t->s, &when, &t->err));
	assert_true(when == INT64_MAX);
	result(t, &o.items[0], SEND_SENT, 2001);
	assert_string_equal(state_of(t, "a"), "sent");
	assert_int_equal(number(t, "SELECT sent_at FROM letter WHERE id = 'a'"), 2001);
	assert_string_equal(text_of(t, "SELECT answer FROM letter WHERE id = ?", "a"), "said");
	claim(t, INT64_MAX, 0);
}

static void test_most_at_a_time(void **state)
{
	struct temp *t = *state;
	for (int i = 0; i < 25; i++)
		post(t, arena_printf(t->a, "l%02d", i), LETTER_RECEIPT, 1000, true);
	claim(t, 1000, 10);
	claim(t, 1000, 10);
	struct outgoings o = claim(t, 1000, 5);
	OK(outbox_unclaim(&t->s, &o.items[2], NULL, &t->err)); /* not tried after all */
	struct outgoings again = claim(t, 1000, 1); /* it keeps its place */
	assert_string_equal(again.items[0].id, o.items[2].id);
	assert_int_equal(again.items[0].tries, 0);
	OK(outbox_unclaim(&t->s, &again.items[0], "421 closing", &t->err)); /* nor was this one: the server's own trouble */
	assert_string_equal(text_of(t, "SELECT answer FROM letter WHERE id = ?", again.items[0].id), "421 closing");
	assert_int_equal(claim(t, 1000, 1).items[0].tries, 0);
}

/* An end at the wrong moment leaves one of them in doubt at most. */
static void test_penalties_alone(void **state)
{
	struct temp *t = *state;
	static const char *const wanted[] = {"a", "b c", "p", "q", "z"};
	post(t, "b", LETTER_RECEIPT, 1001, true);
	post(t, "c", LETTER_RECEIPT, 1002, true);
	post(t, "a", LETTER_PENALTY, 1000, true);
	post(t, "p", LETTER_PENALTY, 1003, true);
	post(t, "q", LETTER_PENALTY, 1004, true);
	post(t, "z", LETTER_RECEIPT, 1005, true);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct outgoings o = claim(t, 2000, strlen(wanted[i]) == 3 ? 2 : 1);
		assert_int_equal(o.items[0].id[0], wanted[i][0]);
	}
	claim(t, 2000, 0);
}

static void test_backoff(void **state)
{
	struct temp *t = *state;
	static const int64_t waits[] = {60, 120, 240, 480, 960, 1920, 3600, 3600};
	for (int i = 0; i < 8; i++)
		assert_int_equal(outbox_backoff(i + 1), waits[i]);
	assert_int_equal(outbox_backoff(0), 60);
	assert_int_equal(outbox_backoff(1000000), 3600);
	post(t, "a", LETTER_RECEIPT, 1000, true);
	int64_t now = 1000, when;
	for (int i = 0; i < 60; i++) {
		struct outgoings o = claim(t, now, 1);
		assert_int_equal(o.items[0].tries, i);
		result(t, &o.items[0], SEND_LATER, now);
		if (i == 59)
			break;
		OK(outbox_next(&t->s, &when, &t->err));
		assert_int_equal(when, now + (i < 6 ? waits[i] : 3600));
		claim(t, when - 1, 0);
		now = when;
	}
	assert_string_equal(state_of(t, "a"), "refused"); /* two days and more: a person must look */
	YES(outbox_retry(&t->s, "a", now, &t->err));
	struct outgoings o = claim(t, now, 1);
	assert_int_equal(o.items[0].tries, 0);
	result(t, &o.items[0], SEND_LATER, now);
	assert_string_equal(state_of(t, "a"), "waiting");
}

/* Fault 61: a letter put off, or made, while the clock was a year ahead does not wait for that year; what waits for its hour does. */
static void test_clock_was_ahead(void **state)
{
	struct temp *t = *state;
	enum { YEAR = 365 * 86400 };
	int64_t when, count;
	post(t, "tried", LETTER_RECEIPT, 1000, true);
	struct outgoings o = claim(t, 1000 + YEAR, 1);
	result(t, &o.items[0], SEND_LATER, 1000 + YEAR);
	post(t, "its hour", LETTER_DIGEST, 1000 + 40000, true);
	OK(outbox_set_back(&t->s, 1000 + YEAR, &count, &t->err));
	assert_int_equal(count, 0);
	OK(outbox_set_back(&t->s, 2000, &count, &t->err));
	assert_int_equal(count, 1);
	OK(outbox_next(&t->s, &when, &t->err));
	assert_int_equal(when, 2000);
	o = claim(t, 2000, 1);
	assert_string_equal(o.items[0].id, "tried");
	result(t, &o.items[0], SEND_SENT, 2000);
	OK(db_run(t->s.db, &t->err, "UPDATE letter SET created_at = ?, next_try = ? WHERE id = 'its hour'", "ii", (int64_t)YEAR, (int64_t)YEAR));
	OK(outbox_set_back(&t->s, 3000, &count, &t->err));
	assert_int_equal(count, 1);
	claim(t, 3000, 1);
}

static void test_refused_retry_ignore(void **state)
{
	struct temp *t = *state;
	post(t, "a", LETTER_RECEIPT, 1000, true);
	NO(outbox_retry(&t->s, "a", 1, &t->err)); /* it waits anyway */
	NO(outbox_ignore(&t->s, "a", &t->err));
	NO(outbox_retry(&t->s, "none such", 1, &t->err));
	struct outgoings o = claim(t, 1000, 1);
	result(t, &o.items[0], SEND_NEVER, 1001);
	assert_string_equal(state_of(t, "a"), "refused");
	claim(t, INT64_MAX, 0);
	YES(outbox_retry(&t->s, "a", 1500, &t->err));
	o = claim(t, 1500, 1);
	assert_int_equal(number(t, "SELECT may_be_double FROM letter"), 0);
	result(t, &o.items[0], SEND_NEVER, 1501);
	YES(outbox_ignore(&t->s, "a", &t->err));
	assert_string_equal(state_of(t, "a"), "ignored");
	NO(outbox_retry(&t->s, "a", 1, &t->err));
	NO(outbox_ignore(&t->s, "a", &t->err));
	claim(t, INT64_MAX, 0);
}

/* Who pays is not told twice by accident; anybody else rather twice than never, but not for ever. */
static void test_unsure(void **state)
{
	struct temp *t = *state;
	post(t, "receipt", LETTER_RECEIPT, 1000, true);
	post(t, "penalty", LETTER_PENALTY, 1001, true);
	struct outgoings o = claim(t, 2000, 1), penalty = claim(t, 2000, 1);
	result(t, &o.items[0], SEND_UNSURE, 2000);
	result(t, &penalty.items[0], SEND_UNSURE, 2000);
	assert_string_equal(state_of(t, "penalty"), "unsure");
	assert_string_equal(state_of(t, "receipt"), "waiting");
	assert_int_equal(number(t, "SELECT min(may_be_double) FROM letter"), 1);
	for (int i = 0; i < 2; i++) {
		o = claim(t, 100000 + i * 10000, 1);
		assert_string_equal(state_of(t, "receipt"), "claimed");
		result(t, &o.items[0], SEND_UNSURE, 100000 + i * 10000);
	}
	assert_string_equal(state_of(t, "receipt"), "unsure");
	claim(t, INT64_MAX, 0);
	YES(outbox_retry(&t->s, "penalty", 5, &t->err));
	o = claim(t, 5, 1);
	assert_string_equal(o.items[0].id, "penalty");
	result(t, &o.items[0], SEND_SENT, 6);
	assert_string_equal(state_of(t, "penalty"), "sent");
}

static void test_release(void **state)
{
	struct temp *t = *state;
	int unsure;
	post(t, "penalty", LETTER_PENALTY, 1000, true);
	struct outgoings before = claim(t, 1000, 1);
	OK(outbox_release(&t->s, &t->err)); /* the clerk died; what it writes into is a Maildir */
	OK(outbox_recover(&t->s, 3000, &unsure, &t->err));
	assert_int_equal(unsure, 0);
	assert_string_equal(state_of(t, "penalty"), "waiting");
	struct outgoings after = claim(t, 1000, 1);
	assert_int_equal(after.items_count, 1);
	assert_int_equal(after.items[0].tries, before.items[0].tries);
	assert_int_equal(number(t, "SELECT sum(may_be_double) FROM letter"), 0);
}

static void test_recover(void **state)
{
	struct temp *t = *state;
	int unsure;
	post(t, "penalty", LETTER_PENALTY, 1000, true); /* of two that are due together, the one that was written first leaves first */
	post(t, "receipt", LETTER_RECEIPT, 1000, true);
	post(t, "later", LETTER_RECEIPT, 5000, true);
	assert_string_equal(claim(t, 1000, 1).items[0].id, "penalty");
	struct outgoings before = claim(t, 1000, 1);
	store_close(&t->s); /* the clerk dies */
	OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
	OK(outbox_recover(&t->s, 3000, &unsure, &t->err));
	assert_int_equal(unsure, 2);
	assert_string_equal(state_of(t, "penalty"), "unsure");
	assert_string_equal(state_of(t, "receipt"), "waiting");
	assert_string_equal(state_of(t, "later"), "waiting");
	assert_int_equal(number(t, "SELECT sum(may_be_double) FROM letter"), 2);
	struct outgoings after = claim(t, 3000, 1);
	assert_int_equal(after.items[0].bytes.size, strlen("receipt")); /* the same bytes at every try */
	assert_memory_equal(after.items[0].bytes.data, "receipt", after.items[0].bytes.size);
	assert_int_equal(after.items[0].tries, before.items[0].tries + 1);
	result(t, &after.items[0], SEND_SENT, 3001);
	OK(outbox_recover(&t->s, 3002, &unsure, &t->err));
	assert_int_equal(unsure, 0);
}

static void test_tokens(void **state)
{
	struct temp *t = *state;
	struct letter_ref l;
	bool added;
	post(t, "a", LETTER_RETURN, 1500, true);
	NO(outbox_find_token(&t->s, t->a, "Tb", &l, &t->err));
	YES(outbox_find_token(&t->s, t->a, "Ta", &l, &t->err));
	assert_string_equal(l.id, "a");
	assert_string_equal(l.kind, letter_kind_names[LETTER_RETURN]);
	assert_string_equal(l.staff, "r01");
	assert_string_equal(l.about, "m1");
	assert_int_equal(l.due, 1500);
	YES(outbox_exists(&t->s, "a", &t->err));
	NO(outbox_exists(&t->s, "b", &t->err));
	struct letter shadow = {.id = "s", .kind = LETTER_RECEIPT, .to = "x@y", .subject = "", .message_id = "", .token = "", .bytes = {(const uint8_t *)"", 0}};
	OK(outbox_add(&t->s, &shadow, "shadow", &added, &t->err));
	assert_string_equal(state_of(t, "s"), "shadow");
	NO(outbox_retry(&t->s, "s", 1, &t->err));
	struct outgoings o = claim(t, INT64_MAX, 1);
	assert_string_equal(o.items[0].id, "a");
}

/* Random outcomes: a letter that was sent, refused or let be never goes again by itself, none is lost, and its bytes stay. */
static void test_random_ways(void **state)
{
	struct temp *t = *state;
	static const char *const final[] = {"sent", "refused", "unsure"};
	srand(7);
	for (int i = 0; i < 40; i++)
		post(t, arena_printf(t->a, "l%02d", i), i % 3 ? LETTER_RECEIPT : LETTER_PENALTY, 1000 + i, true);
	int64_t now = 1000, when;
	int unsure;
	for (int round = 0; round < 2000; round++) {
		OK(outbox_next(&t->s, &when, &t->err));
		if (when == INT64_MAX)
			break;
		now = when > now ? when : now;
		struct outgoings o;
		OK(outbox_claim(&t->s, t->a, now, 1 + rand() % 5, &o, &t->err));
		assert_true(o.items_count > 0);
		for (size_t i = 0; i < o.items_count; i++) {
			assert_memory_equal(o.items[i].bytes.data, o.items[i].id, o.items[i].bytes.size);
			if (rand() % 10) /* else it stays under way */
				result(t, &o.items[i], (enum send_outcome)(rand() % 4), now);
		}
		if (rand() % 8 == 0)
			OK(outbox_recover(&t->s, now, &unsure, &t->err));
	}
	OK(outbox_recover(&t->s, now, &unsure, &t->err));
	assert_int_equal(number(t, "SELECT count(*) FROM letter"), 40);
	for (int i = 0; i < 40; i++) {
		const char *s = state_of(t, arena_printf(t->a, "l%02d", i));
		assert_true(strcmp(s, final[0]) == 0 || strcmp(s, final[1]) == 0 || strcmp(s, final[2]) == 0 || strcmp(s, "waiting") == 0);
	}
}

/* What waits for the end of the quiet hours may be taken into a later letter; what leaves at once, was tried, or is another's, not. */
static void wait_for(struct temp *t, const char *id, enum letter_kind kind, const char *staff, int64_t created)
{
	bool added;
	struct letter l = {.id = id, .kind = kind, .to = "x@y", .staff = staff, .subject = "", .message_id = "", .token = arena_printf(t->a, "T%s", id), .bytes = {(const uint8_t *)"x", 1},
	                   .created = created, .due = created};
	OK(db_begin(t->s.db, &t->err));
	OK(outbox_add(&t->s, &l, "waiting", &added, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

static void hold_back(struct temp *t, const struct office *o, int64_t until)
{
	OK(db_begin(t->s.db, &t->err));
	OK(outbox_shadow(&t->s, o, until, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

/* From live to shadow: what waits since before is held back as it becomes due, but for alarms and what the general manager alone reads; then what was
 * held back is taken into no letter that leaves. */
static void test_mode(void **state)
{
	struct temp *t = *state;
	struct staff people[] = {{.id = "gm", .roles = 1u << ROLE_GENERAL_MANAGER}, {.id = "dir", .roles = 1u << ROLE_DIRECTOR}, {.id = "r01", .roles = 1u << ROLE_REP}};
	struct office o = {.shadow = true, .staff = people, .staff_count = 3};
	struct letter_waiting l;
	int64_t since;
	wait_for(t, "notice", LETTER_PENALTY, "r01", 1000);
	wait_for(t, "digest.gm", LETTER_DIGEST, "gm", 1000);
	wait_for(t, "digest.dir", LETTER_DIGEST, "dir", 1000);
	wait_for(t, "report.gm", LETTER_REPORT, "gm", 1000);
	wait_for(t, "report.r01", LETTER_REPORT, "r01", 1000);
	wait_for(t, "alarm", LETTER_ALARM, NULL, 1000);
	wait_for(t, "later", LETTER_PENALTY, "r01", 1900);
	hold_back(t, &o, 1500); /* nobody noted since when: what is on its way stays so */
	assert_string_equal(state_of(t, "notice"), "waiting");
	assert_int_equal(outbox_shadow_since(&t->s, &since, &t->err), 0);
	OK(outbox_note_mode(&t->s, true, 1200, &t->err));
	OK(outbox_note_mode(&t->s, true, 1300, &t->err));
	assert_int_equal(outbox_shadow_since(&t->s, &since, &t->err), 1);
	assert_int_equal(since, 1200);
	hold_back(t, &o, 1500);
	static const char *const ids[] = {"notice", "digest.gm", "digest.dir", "report.gm", "report.r01", "alarm", "later"};
	static const char *const want[] = {"shadow", "waiting", "shadow", "waiting", "shadow", "waiting", "waiting"};
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		assert_string_equal(state_of(t, ids[i]), want[i]);
	YES(outbox_waiting(&t->s, t->a, &(struct letter_wanted){.staff = "r01", .shadow = true, .from = 500, .to = 1500}, &l, &t->err));
	assert_string_equal(l.id, "notice");
	NO(outbox_waiting(&t->s, t->a, &(struct letter_wanted){.staff = "r01", .from = 500, .to = 1500}, &l, &t->err));
	OK(outbox_note_mode(&t->s, false, 2000, &t->err));
	assert_int_equal(outbox_shadow_since(&t->s, &since, &t->err), 0);
	o.shadow = false;
	hold_back(t, &o, 9000);
	assert_string_equal(state_of(t, "later"), "waiting");
}

/* A notice that the server put off, and that was held back then, reached nobody, whatever was tried. */
static void test_held_back(void **state)
{
	struct temp *t = *state;
	struct office o = {.stopped_by = "gm", .stopped_at = 2000};
	bool added;
	struct letter l = {.id = "notice", .kind = LETTER_PENALTY, .to = "x@y", .staff = "r01", .subject = "", .message_id = "", .token = "T", .about = "other.1 fine.r01.1",
	                   .bytes = {(const uint8_t *)"x", 1}, .created = 1000, .due = 1000};
	OK(db_begin(t->s.db, &t->err));
	OK(outbox_add(&t->s, &l, "waiting", &added, &t->err));
	OK(db_commit(t->s.db, &t->err));
	struct outgoings out = claim(t, 1000, 1);
	result(t, &out.items[0], SEND_LATER, 1000);
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01.1", &t->err), 0);
	hold_back(t, &o, 9000);
	assert_string_equal(state_of(t, "notice"), "shadow");
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01.1", &t->err), 1);
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01", &t->err), 0);
	assert_int_equal(outbox_held_back(&t->s, "r02", "fine.r01.1", &t->err), 0);
}

static void add_notice(struct temp *t, const char *id, enum letter_kind kind, const char *about, const char *state)
{
	bool added;
	struct letter l = {.id = id, .kind = kind, .to = "x@y", .staff = "r01", .subject = "", .message_id = "", .token = id, .about = about, .bytes = {(const uint8_t *)"x", 1},
	                   .created = 1000, .due = 1000};
	OK(db_begin(t->s.db, &t->err));
	OK(outbox_add(&t->s, &l, state, &added, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

/* One notice that left is enough for the person to know of the entry, whatever else about it was held back; one taken into another letter is none. */
static void test_told_elsewhere(void **state)
{
	struct temp *t = *state;
	add_notice(t, "notice.r01.a", LETTER_PENALTY, "fine.r01.1", "shadow");
	add_notice(t, "notice.r01.b", LETTER_PENALTY, "fine.r01.1", "merged");
	add_notice(t, "reminder.r01.c", LETTER_PENALTY, "fine.r01.2", "sent");
	add_notice(t, "notice.r011.d", LETTER_PENALTY, "fine.r01.1", "sent");
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01.1", &t->err), 1);
	add_notice(t, "notice.r01.z", LETTER_PENALTY, "other.1 fine.r01.1", "waiting");
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01.1", &t->err), 0);
	add_notice(t, "notice.r01.e", LETTER_PENALTY, "fine.r01.3", "shadow");
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01.3", &t->err), 1);
	struct entry fine = {.id = "fine.r01.3", .staff = "r01", .kind = "fine", .number = 3, .fen = 100, .clause = "", .policy = "", .proof = "", .because = "settled"};
	OK(db_begin(t->s.db, &t->err));
	OK(store_add_entry(&t->s, &fine, "issued", &t->err));
	OK(store_entry_state(&t->s, "fine.r01.3", "waived", 1000, "gm", "decided:m1", &t->err));
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01.3", &t->err), 1);
	OK(store_entry_state(&t->s, "fine.r01.3", "appealed", 1000, "r01", "appeal:m2", &t->err));
	OK(db_commit(t->s.db, &t->err));
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01.3", &t->err), 0);
	add_notice(t, "notice.r01.g", LETTER_PENALTY, "fine.r01.4", "shadow");
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01.4", &t->err), 1);
	add_notice(t, "notice.r01.f", LETTER_PENALTY, "fine.r01.4", "unsure");
	assert_int_equal(outbox_held_back(&t->s, "r01", "fine.r01.4", &t->err), 0);
}

static void test_merged(void **state)
{
	struct temp *t = *state;
	struct letter_waiting l;
	post(t, "receipt", LETTER_RECEIPT, 5000, true);
	post(t, "at once", LETTER_PENALTY, 1000, true);
	post(t, "other moment", LETTER_PENALTY, 5001, true);
	NO(outbox_waiting(&t->s, t->a, &(struct letter_wanted){.staff = "r01", .shadow = true, .from = 5000, .to = 5000}, &l, &t->err));
	post(t, "asks", LETTER_CONFIRM, 5000, true);
	post(t, "night", LETTER_REMINDER, 5000, true);
	NO(outbox_waiting(&t->s, t->a, &(struct letter_wanted){.staff = "r02", .shadow = true, .from = 5000, .to = 5000}, &l, &t->err));
	YES(outbox_waiting(&t->s, t->a, &(struct letter_wanted){.staff = "r01", .shadow = true, .from = 5000, .to = 5000}, &l, &t->err));
	assert_string_equal(l.id, "night");
	assert_string_equal(l.about, "m1");
	OK(outbox_merge(&t->s, "night", &t->err));
	assert_string_equal(state_of(t, "night"), "merged");
	NO(outbox_waiting(&t->s, t->a, &(struct letter_wanted){.staff = "r01", .shadow = true, .from = 5000, .to = 5000}, &l, &t->err));
	YES(outbox_waiting(&t->s, t->a, &(struct letter_wanted){.staff = "r01", .confirm = true, .shadow = true, .from = 5000, .to = 5000}, &l, &t->err));
	assert_string_equal(l.id, "asks");
	struct outgoings o = claim(t, 5000, 1); /* at once: a penalty notice goes alone */
	result(t, &o.items[0], SEND_SENT, 5000);
	o = claim(t, 5000, 2);
	OK(outbox_merge(&t->s, "asks", &t->err)); /* it is under way */
	assert_string_equal(state_of(t, "asks"), "claimed");
	result(t, &o.items[0], SEND_LATER, 5000);
	result(t, &o.items[1], SEND_LATER, 5000);
	NO(outbox_waiting(&t->s, t->a, &(struct letter_wanted){.staff = "r01", .confirm = true, .shadow = true, .from = 5000, .to = 5000}, &l, &t->err));
}

/* Kept compressed; what an earlier version kept as it is is read, too; what is damaged is said. */
static void test_bytes(void **state)
{
	enum { SIZE = 50000 };
	struct temp *t = *state;
	struct buf text = {0};
	bool added;
	while (text.size < SIZE)
		buf_printf(&text, "Subject: line %zu\r\n", text.size);
	struct letter l = {.id = "long", .kind = LETTER_DIGEST, .to = "gm@corp.test", .subject = "s", .message_id = "long", .token = "t", .bytes = {(const uint8_t *)text.data, text.size}};
	OK(db_begin(t->s.db, &t->err));
	OK(outbox_add(&t->s, &l, "waiting", &added, &t->err));
	l.id = "plain";
	l.created = l.due = 1;
	OK(outbox_add(&t->s, &l, "waiting", &added, &t->err));
	OK(db_commit(t->s.db, &t->err));
	assert_in_range(number(t, "SELECT length(bytes) FROM letter_body WHERE id = (SELECT body FROM letter WHERE id = 'long')"), 1, SIZE / 4);
	OK(db_run(t->s.db, &t->err, "UPDATE letter_body SET bytes = ? WHERE id = (SELECT body FROM letter WHERE id = 'plain')", "b", &l.bytes));
	struct outgoings o = claim(t, 9000, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(o.items[i].id, i ? "plain" : "long");
		assert_int_equal(o.items[i].bytes.size, text.size);
		assert_memory_equal(o.items[i].bytes.data, text.data, text.size);
	}
	OK(db_run(t->s.db, &t->err, "UPDATE letter SET state = 'waiting'", ""));
	OK(db_run(t->s.db, &t->err, "UPDATE letter_body SET bytes = substr(bytes, 1, length(bytes) - 9) WHERE id = (SELECT body FROM letter WHERE id = 'long')", ""));
	o = claim(t, 9000, 1); /* the one behind it, though one alone was asked for */
	assert_int_equal(o.items_count, 1);
	assert_string_equal(o.items[0].id, "plain");
	assert_int_equal(o.damaged_count, 1);
	assert_string_equal(o.damaged[0].id, "long");
	assert_non_null(strstr(o.damaged[0].why, "damaged"));
	assert_string_equal(state_of(t, "long"), "refused");
	buf_release(&text);
}

#define T(f) cmocka_unit_test_setup_teardown(f, temp_open, temp_close)
int main(void)
{
	const struct CMUnitTest tests[] = {T(test_sent_once), T(test_most_at_a_time), T(test_penalties_alone), T(test_backoff), T(test_clock_was_ahead), T(test_refused_retry_ignore), T(test_unsure),
	                                   T(test_release), T(test_recover), T(test_tokens), T(test_random_ways), T(test_merged), T(test_mode), T(test_held_back), T(test_told_elsewhere), T(test_bytes)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
