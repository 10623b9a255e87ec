/* Questions that wait for a person, and facts by mail, as the store keeps them. */
#include "store_asks.h"
#include "temp_store.h"

static void test_asks(void **state)
{
	struct temp *t = *state;
	struct ask k = {.id = "appeal.m1", .kind = "appeal", .staff = "rep01", .asked = "director", .about = "a.1 b.1", .reason = "生病", .mail = "m1", .at = 100, .reminded_at = 100}, got;
	struct asks all;
	struct entry a = {.id = "a.1", .staff = "rep01", .kind = "a", .number = 1, .clause = "", .policy = "", .proof = "", .because = "settled"}, b = a;
	b.id = "b.1";
	b.kind = "b";
	OK(db_begin(t->s.db, &t->err));
	OK(store_add_entry(&t->s, &a, "issued", &t->err));
	OK(store_add_entry(&t->s, &b, "issued", &t->err));
	YES(store_add_ask(&t->s, &k, &t->err));
	NO(store_add_ask(&t->s, &k, &t->err));
	OK(store_entry_state(&t->s, "a.1", "appealed", 100, "rep01", "appealed:m1", &t->err));
	OK(store_ask_reminded(&t->s, "appeal.m1", "gm", 200, &t->err));
	OK(store_open_asks(&t->s, t->a, &all, &t->err));
	assert_int_equal(all.items_count, 1);
	assert_int_equal(all.items[0].reminded, 1);
	assert_int_equal(all.items[0].reminded_at, 200);
	assert_string_equal(all.items[0].asked, "gm");
	OK(store_asks_about(&t->s, t->a, "a.1", &all, &t->err));
	assert_int_equal(all.items_count, 1);
	OK(store_asks_about(&t->s, t->a, "b.1", &all, &t->err));
	assert_int_equal(all.items_count, 0);
	OK(store_close_ask(&t->s, "appeal.m1", "granted", 300, "director", &t->err));
	OK(store_open_asks(&t->s, t->a, &all, &t->err));
	assert_int_equal(all.items_count, 0);
	YES(store_get_ask(&t->s, t->a, "appeal.m1", &got, &t->err));
	assert_string_equal(got.state, "granted");
	assert_string_equal(got.by, "director");
	assert_string_equal(got.reason, "生病");
	OK(store_open_again(&t->s, "appeal.m1", &t->err));
	OK(store_open_asks(&t->s, t->a, &all, &t->err));
	assert_int_equal(all.items_count, 1);
	NO(store_get_ask(&t->s, t->a, "appeal.m2", &got, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

static void test_facts(void **state)
{
	struct temp *t = *state;
	struct fact f = {.id = "leave.m1", .kind = "leave", .staff = "rep01", .from = 100, .to = 102, .at = 5, .by = "gm", .mail = "m1"};
	struct facts all;
	OK(db_begin(t->s.db, &t->err));
	OK(store_add_fact(&t->s, &f, &t->err));
	OK(store_add_fact(&t->s, &f, &t->err));
	OK(store_facts(&t->s, t->a, &all, &t->err));
	assert_int_equal(all.items_count, 1);
	assert_int_equal(all.items[0].from, 100);
	assert_int_equal(all.items[0].to, 102);
	assert_string_equal(all.items[0].mail, "m1");
	assert_string_equal(all.items[0].said, "");
	struct ask k = {.id = "command.m1", .kind = "command", .staff = "gm", .asked = "gm", .about = "leave rep01 1970-04-11 1970-04-13 ill", .reason = "", .mail = "m1", .at = 5, .reminded_at = 5};
	YES(store_add_ask(&t->s, &k, &t->err));
	OK(store_facts(&t->s, t->a, &all, &t->err));
	assert_string_equal(all.items[0].said, k.about);
	YES(store_end_fact(&t->s, "leave.m1", "m2", &t->err));
	NO(store_end_fact(&t->s, "leave.m1", "m3", &t->err));
	OK(store_facts(&t->s, t->a, &all, &t->err));
	assert_int_equal(all.items_count, 0);
	OK(db_commit(t->s.db, &t->err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_asks, temp_open, temp_close), cmocka_unit_test_setup_teardown(test_facts, temp_open, temp_close)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
