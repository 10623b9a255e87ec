/* The past under other rules: which rules those are, whether mails must be judged again for them, where what is written goes, and what is said. (That it
 * comes out as a replay under those rules would: tests/oracle/whatif.py.) */
#include "temp_store.h"

#include "office_yaml.h"
#include "progress.h"
#include "sums.h"
#include "supposed.h"

#define RULES(...) "policies:\n" __VA_ARGS__

static void test_from_a_day_on(void **state)
{
	struct temp *t = *state;
	const struct office *o = office_of(t->a, RULES("  - {effective: 2026-01-01, lead_list: {quota: 10}}\n  - {effective: 2026-09-21, lead_list: {quota: 20}}\n"));
	const struct office *other = office_of(t->a, RULES("  - {effective: 2026-08-01, lead_list: {quota: 30}}\n  - {effective: 2026-10-01, lead_list: {quota: 40}}\n"));
	static const struct { const char *from; const char *day; int quota; } cases[] = {
		{NULL, "2026-01-01", 30}, {NULL, "2026-09-30", 30}, {NULL, "2026-10-01", 40},
		{"2026-09-15", "2026-09-14", 10}, {"2026-09-15", "2026-09-15", 30}, {"2026-09-15", "2026-09-21", 30}, {"2026-09-15", "2026-10-01", 40},
		{"2026-09-22", "2026-09-21", 20}, {"2026-09-22", "2026-09-22", 30},
		{"2026-10-01", "2026-09-30", 20}, {"2026-10-01", "2026-10-01", 40}, {"2026-11-01", "2026-10-31", 20}, {"2026-11-01", "2026-11-01", 40},
		{"2026-07-01", "2026-06-30", 10}, {"2026-07-01", "2026-07-01", 30}, /* before their own first day the first one rules */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct office s = supposed_office(t->a, o, other, cases[i].from ? day_of(cases[i].from) : DATE_NONE);
		assert_int_equal(policy_duty(office_policy(&s, day_of(cases[i].day)), "lead_list")->quota, cases[i].quota);
		assert_int_equal(s.staff_count, o->staff_count);
	}
}

static void test_when_to_judge_again(void **state)
{
	struct temp *t = *state;
	static const struct { const char *a, *b; bool alike; } cases[] = {
		{"lead_list: {quota: 10}", "lead_list: {quota: 10}", true},
		{"lead_list: {quota: 10, due: '23:59', donation_per_missing: 1}", "lead_list: {quota: 90, due: '12:00', grace_minutes: 5, donation_per_missing: 7}", true},
		{"prospects: {quota: 1, extra_leads: 5, visits: 3, donation: 9}", "prospects: {quota: 3}", true},
		{"pushups: 'on', confirm: none, digest: '09:00'", "pushups: 'off', confirm: general_manager, appeal_days: 3, quiet_hours: none", true},
		{"protection_days: 0", "protection_days: 90", false},
		{"protection_days: 90", "protection_days: 90, lead_protection_days: 30", false},
		{"cc_rule: hold", "cc_rule: forward", false},
		{"packs: [S0]", "packs: []", false},
		{"packs: [S0, S1]", "packs: [S0]", false},
		{"weekly_plan: {words: [周计划]}", "weekly_plan: {words: [计划]}", false},
		{"weekly_plan: {donation_per_missing: 10}", "weekly_plan: {donation_per_missing: 20}", true},
		{"duties: [{kind: paper, title: 报纸, counts: mail, words: [报纸], due: '10:00'}]", "duties: [{kind: paper, title: 报, counts: mail, words: [报纸], due: '11:00'}]", true},
		{"duties: [{kind: paper, title: 报纸, counts: mail, words: [报纸], due: '10:00'}]", "duties: [{kind: paper, title: 报纸, counts: mail, words: [报纸], due: '10:00', who: director}]", false},
		{"duties: [{kind: paper, title: 报纸, counts: mail, words: [报纸], due: '10:00'}]", "duties: [{kind: paper, title: 报纸, counts: mail, words: [报纸], due: '10:00', addressed_to: general_manager}]", false},
		{"duties: [{kind: paper, title: 报纸, counts: mail, words: [报纸], due: '10:00'}]", "lead_list: {quota: 1}", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct office *a = office_of(t->a, arena_printf(t->a, RULES("  - {effective: 2026-01-01, %s}\n"), cases[i].a));
		const struct office *b = office_of(t->a, arena_printf(t->a, RULES("  - {effective: 2026-01-01, %s}\n"), cases[i].b));
		if (supposed_judges_alike(a, b) != cases[i].alike || supposed_judges_alike(b, a) != cases[i].alike)
			fail_msg("%s and %s are judged %s", cases[i].a, cases[i].b, cases[i].alike ? "otherwise" : "alike");
	}
}

/* What rules from another day on is another rule. */
static void test_when_a_later_one_differs(void **state)
{
	struct temp *t = *state;
	const struct office *one = office_of(t->a, RULES("  - {effective: 2026-01-01, cc_rule: hold}\n"));
	const struct office *two = office_of(t->a, RULES("  - {effective: 2026-01-01, cc_rule: hold}\n  - {effective: 2026-10-01, cc_rule: 'off'}\n"));
	const struct office *same = office_of(t->a, RULES("  - {effective: 2026-01-01, cc_rule: hold}\n  - {effective: 2026-10-01, cc_rule: hold}\n"));
	const struct office *sooner = office_of(t->a, RULES("  - {effective: 2026-01-01, cc_rule: hold}\n  - {effective: 2026-09-01, cc_rule: 'off'}\n"));
	assert_false(supposed_judges_alike(one, two));
	assert_false(supposed_judges_alike(two, one));
	assert_true(supposed_judges_alike(one, same));
	assert_false(supposed_judges_alike(two, sooner));
}

/* ---- where it is written ---- */

static const char *meta_of(struct temp *t, struct store *s, const char *name)
{
	const char *value;
	OK(store_get_meta(s, t->a, name, &value, &t->err));
	return value ? value : "none";
}

static void test_laid_over(void **state)
{
	struct temp *t = *state;
	struct store s;
	OK(db_begin(t->s.db, &t->err));
	OK(store_set_meta(&t->s, "x", "kept", &t->err));
	OK(db_commit(t->s.db, &t->err));
	OK(store_open(t->path, DB_SUPPOSE, &s, &t->err));
	assert_string_equal(meta_of(t, &s, "x"), "kept"); /* prepared before: the same text finds the laid one later */
	assert_int_equal(db_run(s.db, &t->err, "DELETE FROM meta WHERE name = 'x'", ""), -1);
	OK(db_begin(s.db, &t->err));
	OK(db_lay_over(s.db, "meta", true, &t->err));
	OK(db_lay_over(s.db, "company", false, &t->err));
	OK(store_set_meta(&s, "x", "supposed", &t->err));
	OK(db_run(s.db, &t->err, "INSERT INTO company (key) VALUES ('a')", ""));
	assert_string_equal(meta_of(t, &s, "x"), "supposed");
	/* The daemon goes on beside it, and neither sees the other's. */
	OK(db_begin(t->s.db, &t->err));
	OK(store_set_meta(&t->s, "y", "written meanwhile", &t->err));
	OK(db_commit(t->s.db, &t->err));
	assert_string_equal(meta_of(t, &s, "y"), "none");
	assert_int_equal(db_run(s.db, &t->err, "DELETE FROM credit WHERE person = 1", ""), -1); /* not laid over: not written */
	db_rollback(s.db);
	store_close(&s);
	assert_string_equal(meta_of(t, &t->s, "x"), "kept");
	assert_int_equal(number(t, "SELECT count(*) FROM company"), 0);
	OK(db_check(t->s.db, &t->err));
}

static void test_indexes_are_laid_too(void **state)
{
	struct temp *t = *state;
	struct store s;
	bool rows_stand;
	int64_t over = 0, of_file = 0;
	OK(store_open(t->path, DB_SUPPOSE, &s, &t->err));
	OK(db_begin(s.db, &t->err));
	OK(store_suppose(&s, true, &rows_stand, &t->err));
	assert_true(rows_stand);
	YES(db_one_int(s.db, &t->err, &over, "SELECT count(*) FROM temp.sqlite_schema WHERE type = 'index' AND sql NOT NULL AND tbl_name <> 'row'", ""));
	YES(db_one_int(s.db, &t->err, &of_file, "SELECT count(*) FROM main.sqlite_schema WHERE type = 'index' AND sql NOT NULL "
	                                        "AND tbl_name NOT IN ('raw', 'letter', 'letter_body', 'row', 'list_rows')", ""));
	assert_true(of_file > 5);
	assert_int_equal(over, of_file);
	db_rollback(s.db);
	store_close(&s);
}

static void test_no_store(void **state)
{
	struct temp *t = *state;
	struct store s;
	assert_int_equal(store_open(arena_printf(t->a, "%s/other.db", t->dir), DB_SUPPOSE, &s, &t->err), -1);
	assert_int_equal(t->err.exit_code, 66);
	assert_int_equal(access(arena_printf(t->a, "%s/other.db", t->dir), F_OK), -1);
}

/* ---- what is said ---- */

static void add_difference(void *ctx, const struct sum *was, const struct sum *is)
{
	const struct sum *k = was ? was : is;
	buf_printf(ctx, "%s %s %d: %d -> %d; ", k->staff, k->kind, k->day, was ? (int)was->fen : 0, is ? (int)is->fen : 0);
}

static void test_what_differs(void **state)
{
	(void)state;
	struct sum was[] = {{"a", "x", 1, 100, 0}, {"a", "x", 2, 100, 0}, {"b", "x", 1, 5, 1}, {"c", "x", 1, 7, 0}};
	struct sum is[] = {{"a", "x", 1, 100, 0}, {"a", "y", 1, 3, 0}, {"b", "x", 1, 5, 2}, {"d", "x", 1, 9, 0}};
	struct sums x = {was, 4, 4}, y = {is, 4, 4};
	struct buf out = {0};
	sums_compare(&x, &y, add_difference, &out);
	buf_addc(&out, '\0');
	assert_string_equal(out.data, "a x 2: 100 -> 0; a y 1: 0 -> 3; b x 1: 5 -> 5; c x 1: 7 -> 0; d x 1: 0 -> 9; ");
	buf_release(&out);
	struct buf none = {0};
	sums_compare(&x, &x, add_difference, &none);
	assert_int_equal(none.size, 0);
}

static void test_progress(void **state)
{
	(void)state;
	static const struct { size_t done, total; double seconds; const char *text; } cases[] = {
		{0, 100, 0, "[>                       ]   0 %  0 of 100 mails"},
		{50, 100, 10, "[============>           ]  50 %  50 of 100 mails, 5 a second, 10 s left"},
		{100, 100, 4, "[========================] 100 %  100 of 100 mails, 25 a second, 0 s left"},
		{10, 100000, 1, "[>                       ]   0 %  10 of 100000 mails, 10 a second, 3 h left"},
		{1000, 13000, 10, "[=>                      ]   7 %  1000 of 13000 mails, 100 a second, 2 min left"},
		{232, 800, 1, "[======>                 ]  29 %  232 of 800 mails, 232 a second, 2 s left"}, /* 0.29 is no double */
		{0, 0, 0, "[========================] 100 %  0 of 0 mails"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};
		progress_text(&out, "mails", cases[i].done, cases[i].total, cases[i].seconds);
		buf_addc(&out, '\0');
		assert_string_equal(out.data, cases[i].text);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest rules[] = {
		cmocka_unit_test_setup_teardown(test_from_a_day_on, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_when_to_judge_again, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_when_a_later_one_differs, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_laid_over, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_indexes_are_laid_too, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_no_store, temp_open, temp_close),
		cmocka_unit_test(test_what_differs),
		cmocka_unit_test(test_progress),
	};
	return cmocka_run_group_tests(rules, NULL, NULL);
}
