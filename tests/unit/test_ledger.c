/* The ledger's arithmetic (rules.md sections 2 and 4): what a miss costs, which entries bring the ledger to what it should say, the chain. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ledger.h"
#include "office_yaml.h"

static const char plain[] = "policies: [{effective: 2026-01-01}]\n";
static const int64_t now = 1789000000;

/* ---- what a settled duty costs */

/* proves: S0-3 */
static void test_charge_of_duty(void **state)
{
	(void)state;
	static const struct {
		const char *clause, *credits, *horizon;
		int64_t fen;
		int pushups;
	} cases[] = {
		{"87 delivered", "prospect 2026-09-14 12:00:00 2; lead 2026-09-14 20:00:00 87", "2026-09-20 00:00:00", 2600, 13},
		{"none", "prospect 2026-09-14 12:00:00 2", "2026-09-20 00:00:00", 20000, 100},
		{"99", "prospect 2026-09-14 12:00:00 2; lead 2026-09-14 20:00:00 99", "2026-09-20 00:00:00", 200, 1},
		{"met", "prospect 2026-09-14 12:00:00 2; lead 2026-09-14 20:00:00 100", "2026-09-20 00:00:00", 0, 0},
		{"110 of 120: missed, but no entry", "lead 2026-09-14 20:00:00 110", "2026-09-20 00:00:00", 0, 0},
		{"87 of 120: the base quota counts", "lead 2026-09-14 20:00:00 87", "2026-09-20 00:00:00", 2600, 13},
		{"not settled: nothing", "", "2026-09-14 23:59:59", 0, 0},
	};
	struct arena *a = arena_new();
	const struct office *o = office_of(a, plain);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct credits c = credits_of(a, cases[i].credits);
		struct duty d;
		struct charge k;
		assert_true(duty_make(o, "lead_list", office_staff(o, "r"), day_of("2026-09-15"), &c, moment_of(cases[i].horizon), &d));
		assert_true(charge_of_duty(a, o, &d, &k));
		if (k.fen != cases[i].fen || k.pushups != cases[i].pushups)
			fail_msg("%s: %lld fen, %d", cases[i].clause, (long long)k.fen, k.pushups);
		assert_string_equal(k.kind, "lead_shortfall");
		assert_string_equal(k.staff, "r");
		assert_int_equal(k.for_date, day_of("2026-09-15"));
		assert_int_equal(k.confirm, 0);
		assert_string_equal(k.clause, d.rule->clause);
		assert_string_equal(k.policy, d.policy->version);
	}
	struct credits c = credits_of(a, "lead 2026-09-14 20:00:00 87");
	struct duty d;
	struct charge k;
	assert_true(duty_make(o, "lead_list", office_staff(o, "r"), day_of("2026-09-15"), &c, moment_of("2026-09-20 00:00:00"), &d));
	assert_true(charge_of_duty(a, o, &d, &k));
	assert_string_equal(k.proof, "window_from=2026-09-13T23:59:59+08:00\nwindow_to=2026-09-14T23:59:59+08:00\ndue=2026-09-14T23:59:59+08:00\n"
	                             "quota=100\nrequired=120\ndelivered=87\nmissing=13\nfen_per_missing=200\npushups_per_missing=1\n");
	assert_true(duty_make(o, "prospects", office_staff(o, "r"), day_of("2026-09-15"), &c, moment_of("2026-09-20 00:00:00"), &d));
	assert_int_equal(d.state, DUTY_MISSED);
	assert_false(charge_of_duty(a, o, &d, &k)); /* a missed prospect costs nothing by itself */
	arena_free(a);
}

static void test_charge_exempt(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, plain);
	struct credits none = {0};
	struct duty d;
	struct charge k;
	assert_true(duty_make(o, "lead_list", office_staff(o, "r"), day_of("2026-11-03"), &none, moment_of("2026-12-01 00:00:00"), &d));
	assert_true(charge_of_duty(a, o, &d, &k));
	assert_int_equal(k.fen, 0);
	assert_int_equal(k.pushups, 0);
	arena_free(a);
}

static void test_charge_of_makeup(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, plain);
	struct credits c = credits_of(a, "prospect 2026-09-14 12:00:00 2; prospect 2026-09-15 12:00:00 1; visit 2026-09-16 12:00:00 7; prospect 2026-09-16 12:00:00 2; "
	                                 "prospect 2026-09-17 12:00:00 2; prospect 2026-09-18 12:00:00 2; prospect 2026-09-20 12:00:00 2");
	struct makeup m;
	struct charge k;
	assert_true(makeup_make(o, "prospects", office_staff(o, "r"), day_of("2026-09-14"), &c, moment_of("2026-09-21 00:00:00"), &m));
	charge_of_makeup(a, &m, &k);
	assert_int_equal(k.fen, 50000);
	assert_int_equal(k.pushups, 0);
	assert_string_equal(k.kind, "makeup_unfulfilled");
	assert_int_equal(k.for_date, day_of("2026-09-14")); /* dated that week's Monday */
	assert_string_equal(k.clause, "市场部业务制度 二(一) 处罚");
	assert_string_equal(k.proof, "missed=prospects 2026-09-15 1/2\nvisits_asked=10\nvisits=7\nlist=lead_list 2026-09-16 0/120\n"
	                             "closes=2026-09-20T23:59:59+08:00\n");
	m.state = DUTY_OPEN;
	charge_of_makeup(a, &m, &k);
	assert_int_equal(k.fen, 0);
	m.state = DUTY_MET;
	charge_of_makeup(a, &m, &k);
	assert_int_equal(k.fen, 0);
	arena_free(a);
}

/* Who must confirm: nobody; whoever the policy names; the general manager where the year's calendar is missing. */
static void test_confirm(void **state)
{
	(void)state;
	static const char yaml[] = "policies: [{effective: 2026-01-01}, {effective: 2026-09-16, confirm: director}]\n";
	struct arena *a = arena_new();
	const struct office *o = office_of(a, yaml);
	struct credits none = {0};
	struct duty d;
	struct charge k;
	static const struct {
		const char *day;
		unsigned confirm;
		const char *why;
	} cases[] = {
		{"2026-09-15", 0, NULL},
		{"2026-09-16", 1u << ROLE_DIRECTOR, "policy"},
		{"2028-01-05", 1u << ROLE_DIRECTOR, "calendar"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(duty_make(o, "lead_list", office_staff(o, "r"), day_of(cases[i].day), &none, moment_of("2028-03-01 00:00:00"), &d));
		assert_true(charge_of_duty(a, o, &d, &k));
		assert_int_equal(k.confirm, cases[i].confirm);
		assert_true(cases[i].why ? k.why_confirm && strcmp(k.why_confirm, cases[i].why) == 0 : !k.why_confirm);
	}
	o = office_of(a, plain);
	assert_true(duty_make(o, "lead_list", office_staff(o, "r"), day_of("2028-01-05"), &none, moment_of("2028-03-01 00:00:00"), &d));
	assert_true(charge_of_duty(a, o, &d, &k));
	assert_int_equal(k.confirm, 1u << ROLE_GENERAL_MANAGER);
	arena_free(a);
}

/* ---- from what it says to what it should say */

struct book {
	struct arena *a;
	struct entries all;
};

static struct entries want_of(struct book *b, int64_t fen, int pushups, const char *because)
{
	struct charge k = {.staff = "r", .kind = "lead_shortfall", .for_date = day_of("2026-09-15"), .fen = fen, .pushups = pushups, .clause = "一(一)",
	                   .policy = "v1", .proof = "p"};
	struct entries add = {0};
	ledger_reconcile(b->a, &k, &b->all, because, now, &add);
	for (size_t i = 0; i < add.items_count; i++)
		ARENA_PUSH(b->a, &b->all, items) = add.items[i];
	return add;
}

static int64_t net(const struct book *b, int *pushups_r)
{
	int64_t fen = 0;
	*pushups_r = 0;
	for (size_t i = 0; i < b->all.items_count; i++) {
		fen += b->all.items[i].fen;
		*pushups_r += b->all.items[i].pushups;
	}
	return fen;
}

static void check_net(const struct book *b, int64_t fen, int pushups)
{
	int got;
	assert_int_equal(net(b, &got), fen);
	assert_int_equal(got, pushups);
}

static void test_reconcile(void **state)
{
	(void)state;
	struct book b = {.a = arena_new()};
	assert_int_equal(want_of(&b, 0, 0, "settled").items_count, 0); /* nothing owed, nothing said */
	struct entries e = want_of(&b, 2600, 13, "settled");
	assert_int_equal(e.items_count, 1);
	assert_string_equal(e.items[0].id, "lead_shortfall.r.2026-09-15.1");
	assert_null(e.items[0].reverses);
	assert_int_equal(e.items[0].number, 1);
	assert_int_equal(e.items[0].created_at, now);
	assert_string_equal(e.items[0].because, "settled");
	assert_int_equal(want_of(&b, 2600, 13, "late:m2").items_count, 0); /* it says so already */

	e = want_of(&b, 2400, 12, "late:m3"); /* changed: reversed, and anew */
	assert_int_equal(e.items_count, 2);
	assert_string_equal(e.items[0].id, "lead_shortfall.r.2026-09-15.2");
	assert_string_equal(e.items[0].reverses, "lead_shortfall.r.2026-09-15.1");
	assert_int_equal(e.items[0].fen, -2600);
	assert_int_equal(e.items[0].pushups, -13);
	assert_string_equal(e.items[0].because, "late:m3");
	assert_string_equal(e.items[1].id, "lead_shortfall.r.2026-09-15.3");
	assert_null(e.items[1].reverses);
	check_net(&b, 2400, 12);

	assert_int_equal(want_of(&b, 2400, 11, "late:m4").items_count, 2); /* push-ups alone differ */
	e = want_of(&b, 0, 0, "late:m5"); /* to nothing: only the reversal */
	assert_int_equal(e.items_count, 1);
	assert_string_equal(e.items[0].reverses, "lead_shortfall.r.2026-09-15.5");
	check_net(&b, 0, 0);
	assert_int_equal(want_of(&b, 0, 0, "late:m6").items_count, 0);

	e = want_of(&b, 2600, 13, "config:x"); /* and back: a new one, with a number never used before */
	assert_int_equal(e.items_count, 1);
	assert_string_equal(e.items[0].id, "lead_shortfall.r.2026-09-15.7");
	check_net(&b, 2600, 13);
	arena_free(b.a);
}

static void test_waived(void **state)
{
	(void)state;
	struct book b = {.a = arena_new()};
	want_of(&b, 2600, 13, "settled");
	struct entry lifted = ledger_reversal(b.a, &b.all.items[0], 2, "decided:m9", now);
	ARENA_PUSH(b.a, &b.all, items) = lifted;
	check_net(&b, 0, 0);
	assert_int_equal(want_of(&b, 2600, 13, "late:m2").items_count, 0); /* waived stays waived */
	assert_int_equal(want_of(&b, 2400, 12, "late:m3").items_count, 0);
	assert_int_equal(want_of(&b, 0, 0, "late:m4").items_count, 0);
	check_net(&b, 0, 0);
	arena_free(b.a);
}

static void test_reversal(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct entry e = {.id = "makeup_unfulfilled.r.2026-09-14.1", .staff = "r", .kind = "makeup_unfulfilled", .for_date = day_of("2026-09-14"), .number = 1,
	                  .fen = 50000, .pushups = 0, .clause = "二(一)", .policy = "v1", .proof = "p", .because = "settled", .state = "issued"};
	struct entry r = ledger_reversal(a, &e, 4, "waived:x", now);
	assert_string_equal(r.id, "makeup_unfulfilled.r.2026-09-14.4");
	assert_string_equal(r.reverses, e.id);
	assert_int_equal(r.fen, -50000);
	assert_string_equal(r.clause, "二(一)");
	assert_string_equal(r.policy, "v1");
	assert_int_equal(r.for_date, e.for_date);
	assert_null(r.state);
	arena_free(a);
}

/* ---- the chain */

static bool same(struct digest x, struct digest y)
{
	return memcmp(x.b, y.b, sizeof x.b) == 0;
}

static void test_ids(void **state)
{
	static const char *const none[] = {"", "lead_shortfall", "a.b.2026-09-14", "a.2026-09-14.1", "a.b.2026-13-14.1", "a.b.2026-09-14.", "a.b.2026-09-14.1x", "..2026-09-14.1", "a..2026-09-14.1", "2026-09-14.1", "a.b.c.d", "...."};
	struct arena *a = arena_new();
	const char *staff, *kind;
	date day;
	(void)state;
	assert_true(ledger_id_says(a, "lead_shortfall.rep01.2026-09-14.12", &staff, &kind, &day));
	assert_string_equal(kind, "lead_shortfall");
	assert_string_equal(staff, "rep01");
	assert_int_equal(day, date_make(2026, 9, 14));
	assert_true(ledger_id_says(a, "x.li.wei-2.2026-09-14.1", &staff, &kind, &day));
	assert_string_equal(staff, "li.wei-2");
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (ledger_id_says(a, none[i], &staff, &kind, &day))
			fail_msg("%s", none[i]);
	arena_free(a);
}

static void test_chain(void **state)
{
	(void)state;
	const struct entry e = {.id = "k.r.2026-09-15.2", .staff = "r", .kind = "k", .reverses = "k.r.2026-09-15.1", .for_date = 20711, .number = 2, .fen = -2600,
	                        .pushups = -13, .clause = "c", .policy = "v1", .proof = "p", .because = "late:m1", .created_at = now, .state = "issued"};
	struct entry v[13];
	struct digest zero = {{0}}, before = {{1}}, base = ledger_hash(&before, &e);
	for (size_t i = 0; i < 13; i++)
		v[i] = e;
	v[0].id = "k.r.2026-09-15.3";
	v[1].staff = "s";
	v[2].kind = "l";
	v[3].reverses = NULL;
	v[4].for_date++;
	v[5].number++;
	v[6].fen++;
	v[7].pushups++;
	v[8].clause = "d";
	v[9].policy = "v2";
	v[10].proof = "";
	v[11].because = "late:m2";
	v[12].created_at++;
	for (size_t i = 0; i < 13; i++) {
		if (same(ledger_hash(&before, &v[i]), base))
			fail_msg("field %zu is not in the hash", i);
		for (size_t j = 0; j < i; j++)
			assert_false(same(ledger_hash(&before, &v[i]), ledger_hash(&before, &v[j])));
	}
	assert_false(same(ledger_hash(&zero, &e), base)); /* the one before */
	struct entry shifted = e; /* the same letters in other fields */
	shifted.staff = "rk";
	shifted.kind = "";
	assert_false(same(ledger_hash(&before, &shifted), base));
	struct entry paid = e; /* its life is none of the chain's */
	paid.state = "paid";
	assert_true(same(ledger_hash(&before, &paid), base));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_charge_of_duty), cmocka_unit_test(test_charge_exempt), cmocka_unit_test(test_charge_of_makeup), cmocka_unit_test(test_confirm),
		cmocka_unit_test(test_reconcile),      cmocka_unit_test(test_waived),        cmocka_unit_test(test_reversal),         cmocka_unit_test(test_chain), cmocka_unit_test(test_ids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
