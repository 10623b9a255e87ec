/* How fast letters leave, how many one person gets, and when all of them stop. Moments are the store's, so that a restart changes nothing. */
#include "temp_store.h"

#include <stdio.h>
#include <unistd.h>

#include "alarm.h"
#include "base/date.h"
#include "flood.h"
#include "outbox.h"
#include "pace.h"

enum { NOW = 1789390980 };

static struct provider known = {.name = "x"};
static struct server smtp = {.scheme = "smtps", .host = "smtp.corp.test", .provider = &known};

static void post_to(struct temp *t, const char *id, enum letter_kind kind, const char *to, int64_t at, bool no_list)
{
	bool added;
	struct letter l = {.id = id, .kind = kind, .staff = "r01", .to = to, .subject = "x", .message_id = "<x>", .token = arena_printf(t->a, "T%s", id), .about = "m1",
	                   .created = at, .due = at, .no_list = no_list, .bytes = {(const uint8_t *)id, strlen(id)}};
	const char *why;
	OK(limits_letter(&t->s, &l, &why, &t->err));
	OK(outbox_add(&t->s, &l, why ? "withheld" : "waiting", &added, &t->err));
	assert_true(added);
}

static void post(struct temp *t, const char *id, int64_t at)
{
	post_to(t, id, LETTER_PENALTY, "r01@corp.test", at, false);
}

static struct pace look(struct temp *t, int64_t now)
{
	struct pace p;
	OK(pace_look(&t->s, &smtp, now, &p, &t->err));
	assert_true((p.room == 0) == (p.not_before > now));
	return p;
}

static void give(struct temp *t, const struct outgoing *o, struct send_result r, int64_t now)
{
	snprintf(r.text, sizeof r.text, "said");
	if (r.outcome == SEND_LATER && r.why != WHY_LETTER)
		OK(outbox_unclaim(&t->s, o, r.text, &t->err));
	else
		OK(outbox_result(&t->s, o, &r, now, &t->err));
	OK(pace_learn(&t->s, &r, now, &t->err));
}

/* Faults 22 and 125: the end of a month, 1,000 notices, 50 letters an hour allowed. Each restart of the loop reads all from the store. */
static void test_month_end(void **state)
{
	struct temp *t = *state;
	int64_t now = NOW, first = NOW;
	known = (struct provider){.name = "x", .per_hour = 50};
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < 1000; i++)
		post(t, arena_printf(t->a, "n%04d", i), NOW);
	int sent = 0, hour[32] = {0};
	while (sent < 1000) {
		struct pace p = look(t, now);
		struct outgoings o;
		if (p.room == 0) {
			assert_true(p.not_before > now && p.not_before <= now + 3600);
			now = p.not_before;
			continue;
		}
		OK(outbox_claim(&t->s, t->a, now, p.room < 16 ? p.room : 16, &o, &t->err));
		assert_true(o.items_count > 0);
		for (size_t i = 0; i < o.items_count; i++) {
			assert_string_equal(o.items[i].id, arena_printf(t->a, "n%04d", sent));
			give(t, &o.items[i], (struct send_result){.outcome = SEND_SENT}, now);
			hour[(now - first) / 3600]++;
			sent++;
		}
	}
	OK(db_commit(t->s.db, &t->err));
	for (int i = 0; i < 20; i++)
		assert_int_equal(hour[i], 50);
	assert_int_equal(number(t, "SELECT count(*) FROM letter WHERE state = 'sent'"), 1000);
	assert_int_equal(number(t, "SELECT count(*) FROM letter WHERE tries <> 1"), 0);
}

static void test_windows(void **state)
{
	struct temp *t = *state;
	struct outgoings o;
	known = (struct provider){.name = "x", .per_minute = 2, .per_day = 3, .pause_seconds = 0};
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < 4; i++)
		post(t, arena_printf(t->a, "w%d", i), NOW);
	assert_int_equal(look(t, NOW).room, 2);
	for (int i = 0; i < 2; i++) {
		OK(outbox_claim(&t->s, t->a, NOW, 1, &o, &t->err));
		give(t, &o.items[0], (struct send_result){.outcome = SEND_SENT}, NOW + i);
	}
	assert_int_equal(look(t, NOW + 1).not_before, NOW + 60);
	assert_int_equal(look(t, NOW + 60).room, 1);
	OK(outbox_claim(&t->s, t->a, NOW + 60, 1, &o, &t->err));
	give(t, &o.items[0], (struct send_result){.outcome = SEND_SENT}, NOW + 60);
	assert_int_equal(look(t, NOW + 120).not_before, NOW + 86400);
	assert_int_equal(look(t, NOW - 1).room, 2); /* the clock went back: what lies ahead holds up nothing */
	known = (struct provider){.name = "x", .pause_seconds = 3};
	assert_int_equal(look(t, NOW + 61).not_before, NOW + 63);
	assert_int_equal(look(t, NOW + 63).room, 1);
	smtp.security = SECURITY_NONE;
	assert_int_equal(look(t, NOW + 61).room, PACE_ROOM);
	smtp.security = SECURITY_REQUIRED;
	OK(db_commit(t->s.db, &t->err));
}

/* Fault 22: the whole server is let alone, for longer each time, and a rate is learned from how many it had taken. */
static void test_too_often(void **state)
{
	struct temp *t = *state;
	struct outgoings o;
	struct send_result often = {.outcome = SEND_LATER, .server = true, .why = WHY_PACE}, sent = {.outcome = SEND_SENT};
	known = (struct provider){.name = "x"};
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < 40; i++)
		post(t, arena_printf(t->a, "f%02d", i), NOW);
	OK(outbox_claim(&t->s, t->a, NOW, 1, &o, &t->err));
	for (int i = 0; i < 21; i++) {
		give(t, &o.items[0], i < 20 ? sent : often, NOW);
		if (i < 20)
			OK(outbox_claim(&t->s, t->a, NOW, 1, &o, &t->err));
	}
	assert_int_equal(look(t, NOW).not_before, NOW + 3600); /* 20 were taken: 15 an hour from now on, and the pause is over before that */
	assert_int_equal(number(t, "SELECT value FROM meta WHERE name = 'post_pause_until'"), NOW + PACE_PAUSE_LOGIN);
	assert_int_equal(look(t, NOW + 3600).room, 1); /* one shows whether it is over */
	OK(outbox_claim(&t->s, t->a, NOW + 3600, 1, &o, &t->err));
	assert_string_equal(o.items[0].id, "f20"); /* it kept its place, and its tries */
	assert_int_equal(o.items[0].tries, 0);
	give(t, &o.items[0], often, NOW + 3600);
	assert_int_equal(look(t, NOW + 3600).not_before, NOW + 3600 + 2 * PACE_PAUSE_LOGIN);
	OK(outbox_claim(&t->s, t->a, NOW + 7200, 1, &o, &t->err));
	give(t, &o.items[0], sent, NOW + 7200);
	/* What was learned last: the least, since nothing had left in that hour. */
	assert_int_equal(look(t, NOW + 7200).room, PACE_LEARNED_LEAST - 1);
	assert_int_equal(look(t, NOW + 3600 + PACE_LEARNED_SECONDS + 1).room, PACE_ROOM);
	OK(db_commit(t->s.db, &t->err));
}

static void test_pauses(void **state)
{
	struct temp *t = *state;
	struct send_result down = {.outcome = SEND_LATER, .server = true, .why = WHY_SERVER};
	static const int64_t waits[] = {60, 120, 240, 480, 960, 1920, 3600, 3600};
	known = (struct provider){.name = "x"};
	OK(db_begin(t->s.db, &t->err));
	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
		OK(pace_learn(&t->s, &down, NOW, &t->err));
		assert_int_equal(look(t, NOW).not_before, NOW + waits[i]);
	}
	OK(pace_learn(&t->s, &(struct send_result){.outcome = SEND_NEVER}, NOW, &t->err)); /* a letter's own trouble says nothing of the server */
	assert_int_equal(look(t, NOW).room, 0);
	OK(pace_learn(&t->s, &(struct send_result){.outcome = SEND_SENT}, NOW, &t->err));
	assert_int_equal(look(t, NOW).room, PACE_ROOM);
	OK(pace_learn(&t->s, &down, NOW, &t->err));
	OK(pace_forget(&t->s, &t->err));
	assert_int_equal(look(t, NOW).room, PACE_ROOM);
	OK(db_commit(t->s.db, &t->err));
}

/* Fault 61: what was learned while the clock was a year ahead is no pause of a year, nor a slow year. */
static void test_clock_was_ahead(void **state)
{
	struct temp *t = *state;
	enum { YEAR = 365 * 86400 };
	struct send_result often = {.outcome = SEND_LATER, .server = true, .why = WHY_PACE};
	known = (struct provider){.name = "x"};
	OK(db_begin(t->s.db, &t->err));
	OK(pace_learn(&t->s, &often, NOW + YEAR, &t->err));
	assert_int_equal(look(t, NOW + YEAR).not_before, NOW + YEAR + PACE_PAUSE_LOGIN);
	assert_int_equal(look(t, NOW).room, 1); /* one shows whether the trouble is over */
	OK(pace_learn(&t->s, &(struct send_result){.outcome = SEND_SENT}, NOW, &t->err));
	assert_int_equal(look(t, NOW).room, PACE_ROOM);
	OK(db_commit(t->s.db, &t->err));
}

static int64_t withheld(struct temp *t)
{
	return number(t, "SELECT count(*) FROM letter WHERE state = 'withheld'");
}

static void test_person(void **state)
{
	struct temp *t = *state;
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < LIMIT_PERSON_DAY + 3; i++)
		post_to(t, arena_printf(t->a, "r%d", i), LETTER_REMINDER, "r01@corp.test", NOW + i, false);
	assert_int_equal(withheld(t), 3);
	post_to(t, "p", LETTER_PENALTY, "r01@corp.test", NOW + 50, false); /* who pays is told */
	post_to(t, "o", LETTER_REMINDER, "r02@corp.test", NOW + 50, false);
	post_to(t, "next", LETTER_REMINDER, "r01@corp.test", NOW + 86400 + 20, false);
	assert_int_equal(withheld(t), 3);
	for (int i = 0; i < LIMIT_RECEIPTS_DAY + 1; i++)
		post_to(t, arena_printf(t->a, "q%d", i), LETTER_RECEIPT, "r03@corp.test", NOW, false);
	assert_int_equal(withheld(t), 4);
	assert_int_equal(outbox_retry(&t->s, "q500", NOW, &t->err), 1); /* a person may send it all the same */
	OK(db_commit(t->s.db, &t->err));
}

/* Fault 61: what was written while the clock was a year ahead is not of each day of that year, and a breaker closed then opens again. */
static void test_counted_ahead(void **state)
{
	struct temp *t = *state;
	enum { YEAR = 365 * 86400 };
	struct breaker b;
	bool opened;
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < LIMIT_PERSON_DAY; i++)
		post_to(t, arena_printf(t->a, "r%d", i), LETTER_REMINDER, "r01@corp.test", NOW + YEAR, false);
	for (int i = 0; i < LIMIT_PUZZLED_DAY; i++)
		post_to(t, arena_printf(t->a, LIMITS_PUZZLED "%d", i), LETTER_TOLD, "r02@corp.test", NOW + YEAR, false);
	post_to(t, "now", LETTER_REMINDER, "r01@corp.test", NOW, false);
	assert_int_equal(withheld(t), 0);
	assert_int_equal(limits_puzzled(&t->s, "r02@corp.test", NOW + YEAR, &t->err), 0);
	assert_int_equal(limits_puzzled(&t->s, "r02@corp.test", NOW, &t->err), 1);
	OK(db_run(t->s.db, &t->err, "INSERT INTO meta (name, value) VALUES ('breaker_closed', ?)", "i", (int64_t)NOW + YEAR));
	for (int i = 0; i < LIMIT_HOUR; i++)
		post_to(t, arena_printf(t->a, "x%d", i), LETTER_PENALTY, "r03@corp.test", NOW, false);
	OK(db_run(t->s.db, &t->err, "UPDATE letter SET state = 'sent', sent_at = ? WHERE kind = 'penalty'", "i", (int64_t)NOW));
	OK(limits_breaker(&t->s, 0, NOW, &opened, &b, &t->err));
	assert_true(opened);
	OK(db_commit(t->s.db, &t->err));
}

/* Who decides for many is asked by many: their requests are withheld no more than receipts are, and take nobody's own letters their place. */
static void test_approver(void **state)
{
	static const enum letter_kind kinds[] = {LETTER_SLIP_ASK, LETTER_SLIP_REMINDER, LETTER_REPORT};
	struct temp *t = *state;
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < LIMIT_ASKS_DAY; i++)
		post_to(t, arena_printf(t->a, "a%d", i), kinds[i % 3], "gm@corp.test", NOW + i, false);
	assert_int_equal(withheld(t), 0);
	post_to(t, "told", LETTER_SLIP_TOLD, "gm@corp.test", NOW + 600, false);
	assert_int_equal(withheld(t), 0);
	for (int i = 0; i < LIMIT_PERSON_DAY + 3; i++) { /* nor is what becomes of a busy rep's slips */
		post_to(t, arena_printf(t->a, "s%d", i), LETTER_SLIP_RECEIPT, "r01@corp.test", NOW + i, false);
		post_to(t, arena_printf(t->a, "t%d", i), LETTER_SLIP_TOLD, "r01@corp.test", NOW + i, false);
	}
	post_to(t, "own", LETTER_REMINDER, "r01@corp.test", NOW + 600, false);
	assert_int_equal(withheld(t), 0);
	post_to(t, "more", LETTER_SLIP_ASK, "gm@corp.test", NOW + 600, false);
	assert_int_equal(withheld(t), 1);
	OK(db_commit(t->s.db, &t->err));
}

static void test_breaker(void **state)
{
	struct temp *t = *state;
	struct breaker b;
	bool opened;
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < LIMIT_HOUR + 2 * LIMIT_HOUR_PERSON; i++) {
		post_to(t, arena_printf(t->a, "x%d", i), LETTER_PENALTY, "r01@corp.test", NOW, false);
		post_to(t, arena_printf(t->a, "q%d", i), LETTER_RECEIPT, "r01@corp.test", NOW, false);
	}
	OK(db_run(t->s.db, &t->err, "UPDATE letter SET state = 'sent', sent_at = ? WHERE id <> 'x0'", "i", (int64_t)NOW));
	OK(limits_breaker(&t->s, 2, NOW, &opened, &b, &t->err));
	assert_true(!opened && b.since == INT64_MIN); /* receipts are not counted, one is missing */
	assert_int_equal(b.room, 1);
	OK(limits_breaker(&t->s, 3, NOW, &opened, &b, &t->err));
	assert_int_equal(b.room, 1 + LIMIT_HOUR_PERSON);
	OK(limits_breaker(&t->s, 3, NOW - 1, &opened, &b, &t->err));
	assert_int_equal(b.room, 0); /* letters of later: it is asked each time */
	OK(db_run(t->s.db, &t->err, "UPDATE letter SET state = 'unsure' WHERE id = 'x0'", ""));
	OK(limits_breaker(&t->s, 3, NOW, &opened, &b, &t->err));
	assert_int_equal(b.room, LIMIT_HOUR_PERSON); /* one may have left */
	OK(db_run(t->s.db, &t->err, "UPDATE letter SET state = 'sent', sent_at = ? WHERE id = 'x0'", "i", (int64_t)NOW));
	OK(limits_breaker(&t->s, 3, NOW, &opened, &b, &t->err));
	assert_false(opened); /* a larger office may send more */
	OK(limits_breaker(&t->s, 2, NOW, &opened, &b, &t->err));
	assert_true(opened && b.since == NOW && b.left == LIMIT_HOUR + 2 * LIMIT_HOUR_PERSON);
	OK(limits_breaker(&t->s, 2, NOW + 90000, &opened, &b, &t->err));
	assert_true(!opened && b.since == NOW); /* it stays so */
	assert_int_equal(limits_close(&t->s, NOW + 10, &t->err), 1);
	assert_int_equal(limits_close(&t->s, NOW + 10, &t->err), 0);
	OK(limits_breaker(&t->s, 2, NOW + 10, &opened, &b, &t->err));
	assert_true(!opened && b.since == INT64_MIN); /* counted anew */
	OK(db_commit(t->s.db, &t->err));
}

/* The list of kinds stands twice: the breaker counts one letter of each kind that limits_counts counts. */
static void test_breaker_kinds(void **state)
{
	struct temp *t = *state;
	struct breaker b;
	bool opened;
	int64_t counted = 0;
	OK(db_begin(t->s.db, &t->err));
	for (int i = 0; i < LETTER_KIND_COUNT; i++) {
		post_to(t, arena_printf(t->a, "k%d", i), (enum letter_kind)i, arena_printf(t->a, "r%d@corp.test", i), NOW, false);
		counted += limits_counts(letter_kind_names[i]);
	}
	OK(db_run(t->s.db, &t->err, "UPDATE letter SET state = 'sent', sent_at = ?", "i", (int64_t)NOW));
	OK(limits_breaker(&t->s, 0, NOW, &opened, &b, &t->err));
	assert_int_equal(b.room, LIMIT_HOUR - counted);
	assert_true(counted > 10);
	OK(db_commit(t->s.db, &t->err));
}

static const char *alarm_file(struct temp *t, const char *store)
{
	static char text[1000];
	FILE *f = fopen(arena_printf(t->a, "%s.alarm", store), "r");
	if (!f)
		return NULL;
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	fclose(f);
	return text;
}

static void test_alarm(void **state)
{
	struct temp *t = *state;
	const char *store = arena_printf(t->a, "/tmp/test_pace.%d", (int)getpid());
	assert_null(alarm_file(t, store));
	alarm_raise(store, "breaker", NOW, "too\nmany");
	alarm_raise(store, "submission", NOW, "535");
	alarm_raise(store, "submission", NOW + 60, "535"); /* told once */
	alarm_raise(store, "break", NOW, "another, of chen@qq.com");
	assert_string_equal(alarm_file(t, store), "2026-09-14T21:03:00+08:00 breaker too many\n2026-09-14T21:03:00+08:00 submission 535\n"
	                                          "2026-09-14T21:03:00+08:00 break another, of *@qq.com\n");
	alarm_clear(store, "break");
	alarm_clear(store, "nothing");
	alarm_raise(store, "submission", NOW + 60, "550");
	assert_string_equal(alarm_file(t, store), "2026-09-14T21:03:00+08:00 breaker too many\n2026-09-14T21:04:00+08:00 submission 550\n");
	alarm_clear(store, "breaker");
	alarm_clear(store, "submission");
	assert_null(alarm_file(t, store));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, temp_open, temp_close)
	const struct CMUnitTest tests[] = {T(test_month_end), T(test_windows), T(test_too_often), T(test_pauses), T(test_clock_was_ahead), T(test_person), T(test_counted_ahead), T(test_approver), T(test_breaker), T(test_breaker_kinds), T(test_alarm)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
