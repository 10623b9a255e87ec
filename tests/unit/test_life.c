/* Whose payment it is, as the lines of entries' lives tell it. */
#include "temp_store.h"

#include "ledger.h"
#include "life.h"

enum { T0 = 1789344000 };

static struct entry entry_of(struct temp *t, int n, const char *proof)
{
	return (struct entry){.id = arena_printf(t->a, "discipline.r01.2026-09-14.%d", n), .staff = "r01", .kind = "discipline", .for_date = 20710, .number = n, .fen = 20000,
	                      .clause = "七", .policy = "v1", .proof = proof, .because = "command:m0", .created_at = T0 + n};
}

static const char *payment(struct temp *t, const char *id)
{
	struct clerk c = {.turn = t->a, .keep = t->a, .store = t->s};
	bool paid, claimed;
	OK(life_payment(&c, id, &paid, &claimed, &t->err));
	return paid ? "paid" : claimed ? "claimed" : "";
}

static void say(struct temp *t, const struct entry *e, const char *as, const char *by, const char *because)
{
	OK(store_entry_state(&t->s, e->id, as, T0 + 100, by, because, &t->err));
}

/* A waiver of what was paid that was taken back by an earlier version: no line of the one before says that its payment went on, but the later one has the same. What else was
 * paid by the same mail, on the same day, has its own. */
static void test_taken_back_before(void **state)
{
	struct temp *t = *state;
	OK(db_begin(t->s.db, &t->err));
	struct entry first = entry_of(t, 1, "said=m1\n"), other = entry_of(t, 2, "said=m2\n"), back = ledger_reversal(t->a, &first, 3, "decided:m8", T0 + 50);
	struct entry again = entry_of(t, 4, "said=m1\n");
	OK(store_add_entry(&t->s, &first, "issued", &t->err));
	OK(store_add_entry(&t->s, &other, "issued", &t->err));
	say(t, &first, "issued", "r01", "claimed:m6");
	assert_string_equal(payment(t, first.id), "claimed");
	say(t, &first, "paid", "director", "decided:m7");
	say(t, &other, "issued", "r01", "claimed:m6");
	say(t, &other, "paid", "director", "decided:m7");
	say(t, &first, "waived", "gm", "decided:m8");
	OK(store_add_entry(&t->s, &back, "issued", &t->err));
	assert_string_equal(payment(t, first.id), "paid");
	again.because = "withdrawn:m9";
	OK(store_add_entry(&t->s, &again, "paid", &t->err));
	say(t, &again, "paid", "gm", "withdrawn:m9");
	say(t, &again, "paid", "director", "decided:m7");
	assert_string_equal(payment(t, first.id), "");
	assert_string_equal(payment(t, other.id), "paid");
	assert_string_equal(payment(t, again.id), "paid");
	OK(db_commit(t->s.db, &t->err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_taken_back_before, temp_open, temp_close)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
