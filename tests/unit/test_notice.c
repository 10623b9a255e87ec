/* Whose notice something is, where few people are concerned and where many are. */
#include "store_mails.h"

#include "notice.h"
#include "office_yaml.h"

enum { PEOPLE = 50, ROUNDS = 200 };

static struct clerk clerk_of(struct temp *t, struct office *o)
{
	*o = *office_of(t->a, "policies: [{effective: 2026-01-01, packs: [S0]}]\n");
	o->staff = arena_alloc(t->a, PEOPLE * sizeof *o->staff);
	o->staff_count = PEOPLE;
	for (int i = 0; i < PEOPLE; i++)
		o->staff[i] = (struct staff){.id = arena_printf(t->a, "p%d", i * 7 % PEOPLE), .name = "某人", .roles = 1u << ROLE_REP, .since = DATE_NONE, .until = DATE_NONE};
	office_index(t->a, o);
	return (struct clerk){.turn = t->a, .keep = t->a, .store = t->s, .office = o, .configured = o, .kinds = duty_kinds(t->a, o)};
}

static void remind(struct temp *t, struct clerk *c, struct notices *n, const struct staff *s)
{
	struct credits none = {0};
	struct duty d;
	assert_true(duty_make(c->office, "lead_list", s, day_of("2026-09-16"), &none, INT64_MIN, &d));
	OK(notice_reminder(c, n, &d, &t->err));
}

/* In any order, and with the roster laid anew in between: each person stands there once for each roster, in the order in which they were first
 * concerned, with as much as they were reminded of. */
static void each_person_once(void **state)
{
	struct temp *t = *state;
	struct office first, second;
	struct clerk c = clerk_of(t, &first);
	struct notices n = {.horizon = INT64_MIN};
	const struct staff *seen[2 * PEOPLE];
	size_t seen_count = 0, times[2 * PEOPLE] = {0};
	clerk_of(t, &second);
	srand(3);
	for (int i = 0; i < ROUNDS; i++) {
		c.office = i < ROUNDS / 2 ? &first : &second;
		const struct staff *s = &c.office->staff[rand() % PEOPLE];
		size_t k = 0;
		while (k < seen_count && seen[k] != s)
			k++;
		if (k == seen_count)
			seen[seen_count++] = s;
		times[k]++;
		remind(t, &c, &n, s);
	}
	assert_true(seen_count > PEOPLE);
	assert_int_equal(n.people_count, seen_count);
	for (size_t k = 0; k < seen_count; k++) {
		assert_ptr_equal(n.people[k].to, seen[k]);
		assert_int_equal(n.people[k].in.reminders_count, times[k]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(each_person_once, temp_open, temp_close)};
	return cmocka_run_group_tests_name("notice", tests, NULL, NULL);
}
