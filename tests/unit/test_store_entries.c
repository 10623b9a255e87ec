/* Which entries of the ledger count, and from when, as the store tells it. */
#include "temp_store.h"

enum { T0 = 1789344000 };

static struct entry entry_of(struct temp *t, int n, const char *reverses)
{
	return (struct entry){.id = arena_printf(t->a, "lead_shortfall.r01.2026-09-14.%d", n), .staff = "r01", .kind = "lead_shortfall", .reverses = reverses,
	                      .for_date = 20710, .number = n, .fen = n % 2 ? 2600 : -2600, .pushups = n % 2 ? 13 : -13, .clause = "一(一)", .policy = "v1",
	                      .proof = "missing=13\n", .because = "settled", .created_at = T0 + n};
}

static const char *counted(struct temp *t, int64_t from, int64_t to)
{
	struct lived_entries all;
	const char *text = "";
	OK(store_lived_entries(&t->s, t->a, from, &all, &t->err));
	for (size_t i = 0; i < all.items_count; i++)
		if (entry_counted_in(&all.items[i], from, to))
			text = arena_printf(t->a, "%s %d", text, all.items[i].entry.number);
	return text;
}

static const char *reversed(struct temp *t)
{
	struct lived_entries all;
	const char *text = "";
	OK(store_lived_entries(&t->s, t->a, T0, &all, &t->err));
	for (size_t i = 0; i < all.items_count; i++)
		if (all.items[i].reversed)
			text = arena_printf(t->a, "%s %d", text, all.items[i].entry.number);
	return text;
}

/* An entry counts from when it was issued; what was declined before never did, nor does its reversal. */
static void test_entries_counted(void **state)
{
	struct temp *t = *state;
	OK(db_begin(t->s.db, &t->err));
	struct entry waits = entry_of(t, 1, NULL), issued = entry_of(t, 2, NULL), declined = entry_of(t, 3, NULL), plain = entry_of(t, 4, NULL);
	OK(store_add_entry(&t->s, &waits, "proposed", &t->err));
	OK(store_add_entry(&t->s, &issued, "proposed", &t->err));
	OK(store_add_entry(&t->s, &declined, "proposed", &t->err));
	OK(store_add_entry(&t->s, &plain, "issued", &t->err));
	assert_string_equal(counted(t, T0, T0 + 10), " 4");
	OK(store_entry_state(&t->s, issued.id, "issued", T0 + 20, "gm", "decided:m1", &t->err));
	OK(store_entry_state(&t->s, declined.id, "waived", T0 + 20, "gm", "decided:m1", &t->err));
	OK(store_entry_state(&t->s, plain.id, "waived", T0 + 21, "gm", "decided:m2", &t->err));
	struct entry of_declined = entry_of(t, 25, declined.id), of_plain = entry_of(t, 26, plain.id), again = entry_of(t, 27, NULL);
	OK(store_add_entry(&t->s, &of_declined, "issued", &t->err));
	OK(store_add_entry(&t->s, &of_plain, "issued", &t->err));
	assert_string_equal(counted(t, T0, T0 + 10), " 4");
	assert_string_equal(counted(t, T0 + 10, T0 + 30), " 2 26");
	assert_string_equal(reversed(t), " 3 4");
	/* The waiver was taken back: the entry is there again from then on, though its last line has the moment of its first one. */
	OK(store_add_entry(&t->s, &again, "issued", &t->err));
	OK(store_entry_state(&t->s, again.id, "issued", T0 + 4, "gm", "settled", &t->err));
	assert_string_equal(counted(t, T0 + 10, T0 + 30), " 2 26 27");
	/* So was an issue: it is only proposed again, and counts from when it is issued again. */
	OK(store_entry_state(&t->s, issued.id, "proposed", T0 + 31, "gm", "withdrawn:m3", &t->err));
	assert_string_equal(counted(t, INT64_MIN, T0 + 40), " 4 26 27");
	OK(store_entry_state(&t->s, issued.id, "issued", T0 + 50, "gm", "decided:m4", &t->err));
	assert_string_equal(counted(t, T0 + 40, T0 + 60), " 2");
	OK(db_commit(t->s.db, &t->err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_entries_counted, temp_open, temp_close)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
