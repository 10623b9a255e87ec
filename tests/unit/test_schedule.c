/* The schedule of duties, against a walk over every rule of every day of a year. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "office_yaml.h"

static const char plain[] = "policies: [{effective: 2026-01-01}]\n";
static const char weekly[] = "policies: [{effective: 2026-01-01, weekly_plan: {}, weekly_report: {}}]\n";

enum { MOMENTS_MAX = 8000 };
struct moments {
	int64_t at[MOMENTS_MAX];
	int count;
};

static void add(struct moments *m, int64_t t)
{
	assert_true(m->count < MOMENTS_MAX);
	m->at[m->count++] = t;
}

static int ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static void sort_once(struct moments *m)
{
	int n = 0;
	qsort(m->at, (size_t)m->count, sizeof *m->at, ascending);
	for (int i = 0; i < m->count; i++)
		if (n == 0 || m->at[n - 1] != m->at[i])
			m->at[n++] = m->at[i];
	m->count = n;
}

static void brute(struct arena *a, const struct office *o, date to, struct moments *settle, struct moments *letters)
{
	struct duty_kinds kinds = duty_kinds(a, o);
	for (date d = o->since; d < to + 60; d++) {
		for (size_t k = 0; k < kinds.names_count; k++) {
			if (duty_date_from(o, kinds.names[k], d) != d)
				continue;
			const struct duty_rule *r = policy_duty(office_policy(o, d), kinds.names[k]);
			add(settle, duty_window_end(o, r, d) + 1);
			if (r->makeup_counts)
				add(settle, time_at(date_monday(d) + 7, 0));
			for (size_t i = 0; i < r->reminders_count; i++)
				add(letters, time_at(duty_due_date(o, r, d), r->reminders[i]));
		}
		if (office_workday(o, d) && office_policy(o, d)->digest >= 0)
			add(letters, time_at(d, office_policy(o, d)->digest));
	}
	sort_once(settle);
	sort_once(letters);
}

static void walk(const char *what, const struct moments *want, int64_t (*next)(const struct office *, int64_t), const struct office *o, date to)
{
	int64_t t = time_at(o->since - 40, 0);
	char got[TIME_TEXT_SIZE], wanted[TIME_TEXT_SIZE];
	for (int i = 0; i < want->count && want->at[i] < time_at(to, 0); i++, t = want->at[i - 1])
		for (int64_t from = t; from < want->at[i]; from = from < want->at[i] - 1 ? want->at[i] - 1 : want->at[i]) /* from the last one, and just before */
			if (next(o, from) != want->at[i])
				fail_msg("%s: %s, not %s", what, time_text(next(o, from), got), time_text(want->at[i], wanted));
}

static void test_schedule(void **state)
{
	(void)state;
	static const char *const offices[] = {
		plain,
		weekly,
		"policies:\n"
		"  - {effective: 2026-01-01, weekly_plan: {}, digest: '18:00'}\n"
		"  - {effective: 2026-11-11, grace_minutes: 1440, lead_list: {due: '08:00', reminders: ['07:00', '07:59']}, digest: off}\n"
		"  - effective: 2027-02-03\n"
		"    prospects: {due: '23:59', reminders: ['23:58']}\n"
		"    duties:\n"
		"      - {kind: survey, title: 满意度, every: month, due_day: 15, due: '10:00', counts: mail, words: [满意度], reminders: ['09:00']}\n"
		"      - {kind: lost, title: 流失, every: month, due_day: 31, fallback: last_workday, due: '17:00', counts: mail, words: [流失], reminders: ['08:00']}\n"
		"      - {kind: owed, title: 应收, every: month, due_day: 20, fallback: next_workday, due: '18:00', counts: mail, words: [应收], reminders: ['17:00']}\n"
		"      - {kind: calls, title: 陌拜, every: workday, due_day: 3, due: '23:00', counts: visit, quota: 1, reminders: ['00:00', '12:00']}\n"
		"      - {kind: quarterly, title: 季, every: quarter, due_day: 80, due: '10:30', counts: mail, words: [季], reminders: ['09:30']}\n"
		"      - {kind: half, title: 半年, every: half_year, due_day: 184, fallback: last_workday, due: '16:10', counts: mail, words: [半年], reminders: ['08:10']}\n",
		"policies:\n" /* nothing but a quarterly and a half-yearly one: long silences */
		"  - effective: 2026-01-01\n"
		"    packs: []\n"
		"    digest: off\n"
		"    duties:\n"
		"      - {kind: quarterly, title: 季, every: quarter, due_day: 1, due: '10:30', counts: mail, words: [季], reminders: ['09:30']}\n"
		"      - {kind: half, title: 半年, every: half_year, due_day: 184, due: '16:10', counts: mail, words: [半年], reminders: ['08:10']}\n",
		"policies:\n" /* nothing at all at first, then a pause that is longer than any break, with a quarterly one going on */
		"  - {effective: 2026-01-01, packs: [], digest: off}\n"
		"  - {effective: 2026-12-07, packs: [S0], digest: '08:30'}\n"
		"  - effective: 2027-01-04\n"
		"    packs: []\n"
		"    digest: off\n"
		"    duties: [{kind: quarterly, title: 季, every: quarter, due_day: 80, due: '10:30', counts: mail, words: [季], reminders: ['09:30']}]\n"
		"  - {effective: 2027-04-12, packs: [S0], digest: '18:00'}\n",
	};
	static const char *const zones[] = {"Asia/Shanghai", "Europe/Berlin"};
	for (size_t z = 0; z < 2; z++)
		for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
			struct arena *a = arena_new();
			const struct office *o = office_of_zone(a, zones[z], offices[i]);
			struct moments *settle = calloc(1, sizeof *settle), *letters = calloc(1, sizeof *letters);
			brute(a, o, o->since + 370, settle, letters);
			assert_true(i == 3 ? settle->count == 7 && letters->count == 7 : i == 4 ? settle->count > 200 && letters->count > 200 : settle->count > 500 && letters->count > 500);
			walk("settle", settle, schedule_next_settle, o, o->since + 370);
			walk("letters", letters, schedule_next_letter, o, o->since + 370);
			free(settle);
			free(letters);
			arena_free(a);
		}
	assert_int_equal(zone_use("Asia/Shanghai", &(struct err){0}), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_schedule)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
