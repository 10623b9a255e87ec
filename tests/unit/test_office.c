/* The lookups of an office, with and without the index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "values/office.h"

#define DAY(y, m, d) date_make(y, m, d)

static const char *mail_a[] = {"a@corp.test", "a@qq.com"}, *mail_b[] = {"b@corp.test"}, *mail_c[] = {"c@corp.test"};
static struct staff people[3];
static struct leave leaves[3];
static struct policy policies[3];
static struct marked_day days[5];

static struct office make_office(void)
{
	people[0] = (struct staff){.id = "zhang", .mail = mail_a, .mail_count = 2, .since = DAY(2026, 3, 2), .until = DAY(2026, 6, 30)};
	people[1] = (struct staff){.id = "chen", .mail = mail_b, .mail_count = 1, .since = DATE_NONE, .until = DATE_NONE};
	people[2] = (struct staff){.id = "li", .mail = mail_c, .mail_count = 1, .since = DATE_NONE, .until = DAY(2026, 1, 31)};
	leaves[0] = (struct leave){"zhang", DAY(2026, 5, 11), DAY(2026, 5, 12)};
	leaves[1] = (struct leave){"chen", DAY(2026, 5, 11), DAY(2026, 5, 11)};
	leaves[2] = (struct leave){"zhang", DAY(2026, 4, 1), DAY(2026, 4, 1)};
	policies[0] = (struct policy){.effective = DAY(2026, 1, 1)};
	policies[1] = (struct policy){.effective = DAY(2026, 6, 1)};
	policies[2] = (struct policy){.effective = DAY(2026, 6, 2)};
	days[0] = (struct marked_day){DAY(2025, 12, 31), false};
	days[1] = (struct marked_day){DAY(2026, 2, 14), true};
	days[2] = (struct marked_day){DAY(2026, 2, 16), false};
	days[3] = (struct marked_day){DAY(2026, 2, 17), false};
	days[4] = (struct marked_day){DAY(2028, 1, 3), false};
	return (struct office){.staff = people,
			       .staff_count = 3,
			       .leave = leaves,
			       .leave_count = 3,
			       .policies = policies,
			       .policies_count = 3,
			       .calendar = days,
			       .calendar_count = 5};
}

/* Names of few letters, in rosters of each size, over random text: the index finds whom the walk finds. */
static void test_mentioned(void **state)
{
	static const char *const names[] = {"刘志强", "志强", "强", "李", "李娜", "an", "刘", "刘志强", "a", "", "ana", "李娜娜"};
	static const char *const pieces[] = {"刘", "志", "强", "李", "娜", "a", "n", " ", "的电脑"};
	static struct staff some[12];
	(void)state;
	srand(7);
	for (int round = 0; round < 3000; round++) {
		struct office o = {.staff = some, .staff_count = (size_t)(rand() % 13)};
		char text[100] = "";
		for (size_t i = 0; i < o.staff_count; i++)
			some[i] = (struct staff){.id = "x", .name = names[rand() % 12], .roles = rand() % 4 ? 1u << ROLE_REP : 1u << ROLE_DIRECTOR};
		for (int k = rand() % 10; k > 0; k--)
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s", pieces[rand() % 9]);
		struct arena *a = arena_new();
		struct office indexed = o;
		office_index(a, &indexed);
		const struct staff *but = rand() % 2 ? &some[0] : NULL;
		assert_ptr_equal(office_mentioned(&indexed, text, 1u << ROLE_REP, but), office_mentioned(&o, text, 1u << ROLE_REP, but));
		arena_free(a);
	}
	struct office o = {.staff = some, .staff_count = 2};
	some[0] = (struct staff){.id = "x", .name = "强", .roles = 1u << ROLE_REP};
	some[1] = (struct staff){.id = "y", .name = "刘志强", .roles = 1u << ROLE_REP};
	assert_ptr_equal(office_mentioned(&o, "刘志强的电脑", 1u << ROLE_REP, NULL), &some[1]);
	assert_null(office_mentioned(&o, "刘志强的电脑", 1u << ROLE_DIRECTOR, NULL));
	assert_null(office_mentioned(&o, "刘志强的电脑", 1u << ROLE_REP, &some[1]));
	assert_null(office_mentioned(&o, "", 1u << ROLE_REP, NULL));
}

/* In the order of the roster, with the index and without. */
static void test_next(void **state)
{
	static struct staff some[4];
	(void)state;
	for (unsigned i = 0; i < 4; i++)
		some[i] = (struct staff){.id = "x", .name = "某人", .roles = i == 1 ? 1u << ROLE_REP : 1u << ROLE_REP | 1u << i};
	struct office o = {.staff = some, .staff_count = 4}, indexed = o;
	struct arena *a = arena_new();
	office_index(a, &indexed);
	for (unsigned roles = 0; roles < 16; roles++) {
		size_t at = 0, walked = 0;
		for (size_t i = 0; i < 4; i++)
			if (some[i].roles & roles)
				assert_ptr_equal(office_next(&indexed, roles, &at), &some[i]), assert_ptr_equal(office_next(&o, roles, &walked), &some[i]);
		assert_null(office_next(&indexed, roles, &at));
		assert_null(office_next(&o, roles, &walked));
	}
	arena_free(a);
}

static void test_policy(void **state)
{
	(void)state;
	struct office o = make_office(), none = {0};
	assert_ptr_equal(office_policy(&o, DAY(2025, 5, 5)), &policies[0]); /* before the first: the first */
	assert_ptr_equal(office_policy(&o, DAY(2026, 5, 31)), &policies[0]);
	assert_ptr_equal(office_policy(&o, DAY(2026, 6, 1)), &policies[1]);
	assert_ptr_equal(office_policy(&o, DAY(2026, 6, 2)), &policies[2]);
	assert_ptr_equal(office_policy(&o, DAY(2030, 1, 1)), &policies[2]);
	assert_null(office_policy(&none, DAY(2026, 1, 1)));
}

static void check_people(const struct office *o)
{
	assert_string_equal(office_staff(o, "zhang")->id, "zhang");
	assert_string_equal(office_staff(o, "chen")->id, "chen");
	assert_null(office_staff(o, "wang"));
	assert_null(office_staff(o, "zz"));
	assert_string_equal(office_sender(o, "a@qq.com", DAY(2026, 6, 30))->id, "zhang");
	assert_null(office_sender(o, "a@qq.com", DAY(2026, 7, 1)));              /* from the end of the `until` day: unknown */
	assert_string_equal(office_sender(o, "a@corp.test", DAY(2026, 1, 1))->id, "zhang"); /* before `since` they may mail already */
	assert_null(office_sender(o, "", DAY(2026, 1, 1)));
	assert_null(office_sender(o, "z@corp.test", DAY(2026, 1, 1)));
	const char *said[] = {"new@corp.test", "old@corp.test"};
	const date since[] = {DAY(2026, 3, 2), DATE_NONE};
	const struct staff moved = {.id = "moved", .mail = said, .mail_count = 2, .mail_since = since, .since = DATE_NONE, .until = DATE_NONE};
	const struct office m = {.staff = (struct staff[]){moved}, .staff_count = 1};
	assert_null(office_sender(&m, "new@corp.test", DAY(2026, 3, 1)));        /* said by mail: not before its first day */
	assert_non_null(office_sender(&m, "new@corp.test", DAY(2026, 3, 2)));
	assert_non_null(office_sender(&m, "old@corp.test", DAY(2026, 3, 1)));
	assert_true(office_on_leave(o, "zhang", DAY(2026, 5, 11)));
	assert_true(office_on_leave(o, "zhang", DAY(2026, 5, 12)));
	assert_true(office_on_leave(o, "zhang", DAY(2026, 4, 1)));
	assert_false(office_on_leave(o, "zhang", DAY(2026, 5, 13)));
	assert_false(office_on_leave(o, "zhang", DAY(2026, 5, 10)));
	assert_false(office_on_leave(o, "chen", DAY(2026, 5, 12)));
	assert_false(office_on_leave(o, "li", DAY(2026, 5, 11)));
}

static void test_people(void **state)
{
	(void)state;
	struct office o = make_office();
	check_people(&o);
	struct arena *a = arena_new();
	office_index(a, &o);
	check_people(&o);
	assert_ptr_equal(o.staff, people); /* the roster keeps its order */
	assert_string_equal(o.staff[0].id, "zhang");
	arena_free(a);
}

static void test_bounds(void **state)
{
	(void)state;
	make_office();
	assert_false(staff_active(&people[0], DAY(2026, 3, 1)));
	assert_true(staff_active(&people[0], DAY(2026, 3, 2)));
	assert_true(staff_active(&people[0], DAY(2026, 6, 30)));
	assert_false(staff_active(&people[0], DAY(2026, 7, 1)));
	assert_false(staff_gone(&people[0], DAY(2026, 6, 30)));
	assert_true(staff_gone(&people[0], DAY(2026, 7, 1)));
	assert_true(staff_active(&people[1], DAY(1990, 1, 1)));
	assert_false(staff_gone(&people[1], DAY(2999, 1, 1)));
}

static void test_days(void **state)
{
	(void)state;
	struct office o = make_office();
	assert_true(office_workday(&o, DAY(2026, 2, 13)));   /* Friday */
	assert_true(office_workday(&o, DAY(2026, 2, 14)));   /* Saturday, worked */
	assert_false(office_workday(&o, DAY(2026, 2, 15)));  /* Sunday */
	assert_false(office_workday(&o, DAY(2026, 2, 16)));  /* Monday, off */
	assert_true(office_workday(&o, DAY(2026, 2, 18)));
	assert_int_equal(office_next_workday(&o, DAY(2026, 2, 13)), DAY(2026, 2, 14));
	assert_int_equal(office_next_workday(&o, DAY(2026, 2, 14)), DAY(2026, 2, 18));
	assert_int_equal(office_previous_workday(&o, DAY(2026, 2, 18)), DAY(2026, 2, 14));
	assert_int_equal(office_previous_workday(&o, DAY(2026, 2, 14)), DAY(2026, 2, 13));
	assert_true(office_year_known(&o, DAY(2025, 1, 1)));
	assert_true(office_year_known(&o, DAY(2026, 12, 31)));
	assert_false(office_year_known(&o, DAY(2027, 6, 1)));
	assert_true(office_year_known(&o, DAY(2028, 12, 31)));
	assert_false(office_year_known(&o, DAY(2029, 1, 1)));
	assert_false(office_year_known(&o, DAY(2024, 12, 31)));
}

/* 单休 from June on, 大小周 from 2 June on (policies are dated); the calendar's word comes first. */
static void test_weekends(void **state)
{
	(void)state;
	struct office o = make_office();
	policies[1].weekend = (struct weekend){.kind = WEEKEND_SUNDAY};
	policies[2] = (struct policy){.effective = DAY(2026, 7, 1), .weekend = {WEEKEND_ALTERNATE, DAY(2026, 8, 8)}};
	days[2] = (struct marked_day){DAY(2026, 6, 20), false};
	days[3] = (struct marked_day){DAY(2026, 6, 21), true};
	assert_false(office_workday(&o, DAY(2026, 5, 30)));  /* Saturday */
	assert_true(office_workday(&o, DAY(2026, 6, 6)));    /* Saturday */
	assert_false(office_workday(&o, DAY(2026, 6, 7)));   /* Sunday */
	assert_false(office_workday(&o, DAY(2026, 6, 20)));  /* Saturday, off */
	assert_true(office_workday(&o, DAY(2026, 6, 21)));   /* Sunday, worked */
	assert_int_equal(office_next_workday(&o, DAY(2026, 6, 5)), DAY(2026, 6, 6));
	for (int week = 0; week < 30; week++) {
		date saturday = DAY(2026, 7, 4) + 7 * week;
		assert_int_equal(office_workday(&o, saturday), week % 2 == 1);
		assert_true(office_workday(&o, saturday - 1));
		assert_false(office_workday(&o, saturday + 1));
	}
}

static void test_duty(void **state)
{
	(void)state;
	struct duty_rule duties[] = {{.kind = "lead_list"}, {.kind = "prospects"}};
	struct policy p = {.duties = duties, .duties_count = 2};
	assert_ptr_equal(policy_duty(&p, "prospects"), &duties[1]);
	assert_null(policy_duty(&p, "lead"));
}

/* The index gives what the walk gives, for rosters of any shape. */
static void test_index_agrees(void **state)
{
	(void)state;
	enum { N = 300 };
	static struct staff many[N];
	static struct leave away[N];
	static const char *mail[N];
	static date first[N];
	static char id[N][16], addr[N][32];
	struct arena *a = arena_new();
	srand(7);
	for (int i = 0; i < N; i++) {
		snprintf(id[i], sizeof id[i], "r%d", rand() % 100000 * N + i);
		snprintf(addr[i], sizeof addr[i], "%d@corp.test", rand() % (N / 2)); /* some twice: handed over */
		mail[i] = addr[i];
		first[i] = 20000 + rand() % 100;
		many[i] = (struct staff){.id = id[i], .mail = &mail[i], .mail_count = 1, .mail_since = rand() % 4 ? NULL : &first[i], .since = DATE_NONE,
					 .until = rand() % 2 ? DATE_NONE : 20000 + rand() % 100};
		away[i] = (struct leave){id[rand() % (i + 1)], 20000 + rand() % 50, 20050 + rand() % 50};
	}
	struct office plain = {.staff = many, .staff_count = N, .leave = away, .leave_count = N}, indexed = plain;
	office_index(a, &indexed);
	for (int i = 0; i < N * 20; i++) {
		date day = 20000 + rand() % 120;
		const char *who = id[rand() % N], *from = addr[rand() % N];
		assert_ptr_equal(office_staff(&plain, who), office_staff(&indexed, who));
		assert_ptr_equal(office_sender(&plain, from, day), office_sender(&indexed, from, day));
		assert_int_equal(office_on_leave(&plain, who, day), office_on_leave(&indexed, who, day));
	}
	arena_free(a);
}

static void test_roles(void **state)
{
	(void)state;
	for (int i = 0; i < ROLE_COUNT; i++) {
		assert_non_null(role_names[i]);
		assert_non_null(role_titles[i]);
	}
	assert_string_equal(role_names[ROLE_GENERAL_MANAGER], "general_manager");
	assert_string_equal(role_titles[ROLE_REP], "业务员");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mentioned),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_policy), cmocka_unit_test(test_people), cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_days), cmocka_unit_test(test_weekends),   cmocka_unit_test(test_duty),   cmocka_unit_test(test_index_agrees),
		cmocka_unit_test(test_roles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
