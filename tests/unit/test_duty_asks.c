/* How far back a duty or a make-up case asks for credits, and at which moments cases may close: whoever looks up no more than that (settle.c, tick.c,
 * notice_case.c) finds the same as from all there is. Held against duty_make and makeup_make over half a year of every sort of day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "office_yaml.h"

static const char *const offices[] = {
	"policies: [{effective: 2026-01-01}]\n",
	"policies: [{effective: 2026-01-01, packs: [S0, S1], prospects: {grace_minutes: 1440}}]\n",
	("policies:\n  - {effective: 2026-01-01}\n"
	 "  - {effective: 2026-10-14, lead_list: {due: '18:30'}, prospects: {due: '16:00', visits: 3}}\n"
	 "  - {effective: 2026-11-11, lead_list: {grace_minutes: 1000}}\n"),
	("policies:\n  - effective: 2026-01-01\n    packs: [S0]\n    duties:\n"
	 "      - {kind: calls, title: 电话, clause: 一, who: rep, every: workday, due: '12:00', quota: 1, counts: visit, extends: prospects, extra: 1}\n"),
};
enum { DAYS = 200 };

/* Some pieces on most days, at any hour: met and missed by turns. */
static struct credits many(struct arena *a)
{
	static const char *const what[] = {"lead", "prospect", "visit", "weekly_plan"};
	static const int most[] = {160, 4, 5, 1};
	uint32_t n = 7;
	struct credits c = {0};
	for (int64_t at = moment_of("2026-09-11 00:00:00"), end = at + DAYS * (int64_t)DAY_SECONDS; at < end; at += n >> 17) {
		n = n * 1103515245 + 12345;
		size_t k = n >> 16 & 3;
		ARENA_PUSH(a, &c, items) = (struct credit){.what = what[k], .at = at, .n = (int)(n >> 20) % most[k] + 1};
		n = n * 1103515245 + 12345;
	}
	return c;
}

static struct credits behind(const struct credits *c, int64_t after)
{
	struct credits some = *c;
	while (some.items_count && some.items->at <= after)
		some.items++, some.items_count--;
	return some;
}

static void same_duty(const struct duty *x, const struct duty *y)
{
	assert_int_equal(x->required, y->required);
	assert_int_equal(x->delivered, y->delivered);
	assert_int_equal(x->extra, y->extra);
	assert_int_equal(x->state, y->state);
}

/* How many days were missed. */
static int look_at_duties(const struct office *o, const char *kind, const struct staff *s, const struct credits *c, int64_t horizon)
{
	int missed = 0;
	for (date d = o->since; d < o->since + DAYS; d++) {
		struct duty x, y;
		struct credits some = behind(c, duty_asks_after(o, kind, d));
		if (!duty_make(o, kind, s, d, c, horizon, &x))
			continue;
		assert_true(duty_make(o, kind, s, d, &some, horizon, &y));
		same_duty(&x, &y);
		missed += x.state == DUTY_MISSED;
	}
	return missed;
}

/* How many cases there are. */
static int look_at_cases(const struct office *o, const char *kind, const struct staff *s, const struct credits *c, int64_t horizon)
{
	int cases = 0;
	for (date week = o->since; week < o->since + DAYS; week += 7) {
		struct makeup x, y;
		struct credits some = behind(c, makeup_asks_after(o, kind, week));
		if (!makeup_make(o, kind, s, week, c, horizon, &x))
			continue;
		assert_true(makeup_make(o, kind, s, week, &some, horizon, &y));
		assert_int_equal(x.missed_count, y.missed_count);
		assert_int_equal(x.lists_count, y.lists_count);
		assert_int_equal(x.visits, y.visits);
		assert_int_equal(x.closes, y.closes);
		assert_int_equal(x.state, y.state);
		assert_int_equal(x.lost, y.lost);
		for (int i = 0; i < x.lists_count; i++)
			same_duty(&x.lists[i], &y.lists[i]);
		assert_true(makeup_may_settle(o, kind, week, makeup_settles(&x)));
		cases++;
	}
	return cases;
}

static void test_all(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
		struct arena *a = arena_new();
		const struct office *o = office_of(a, offices[i]);
		struct duty_kinds kinds = duty_kinds(a, o);
		struct credits c = many(a);
		int missed = 0, cases = 0;
		for (size_t k = 0; k < kinds.names_count; k++)
			for (size_t p = 0; p < o->staff_count; p++)
				for (int64_t horizon = moment_of("2026-11-05 00:00:00"); horizon < moment_of("2027-06-01 00:00:00"); horizon += 100 * DAY_SECONDS) {
					missed += look_at_duties(o, kinds.names[k], &o->staff[p], &c, horizon);
					cases += look_at_cases(o, kinds.names[k], &o->staff[p], &c, horizon);
				}
		assert_true(missed > 100 && cases > 50); /* else nothing was held against anything */
		arena_free(a);
	}
}

/* Nearly no moment is worth looking at anybody's cases: by rules.md those close with their week, or with a list that is due later. */
static void test_few_moments(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, offices[0]);
	const date week = day_of("2026-09-28"); /* the enlarged list of Wednesday is due after the holidays */
	char text[TIME_TEXT_SIZE];
	struct buf may = {0};
	for (int64_t t = schedule_next_settle(o, moment_of("2026-09-28 00:00:00")); t < moment_of("2026-12-01 00:00:00"); t = schedule_next_settle(o, t))
		if (makeup_may_settle(o, "prospects", week, t))
			buf_adds(&may, time_text(t, text)), buf_adds(&may, " ");
	assert_string_equal(may.data, "2026-10-05T00:00:00+08:00 2026-10-08T00:00:00+08:00 ");
	buf_release(&may);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_all), cmocka_unit_test(test_few_moments)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
