/* Duties, clause by clause (rules.md sections 1 and 2): due moments, windows, exemptions, enlarged lists, make-up cases, weekly duties,
 * policies, duties that are data only, summer time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "office_yaml.h"

static const char plain[] = "policies: [{effective: 2026-01-01}]\n";
static const char late_enough[] = "2026-12-31 00:00:00";

struct duty_case {
	const char *clause, *kind, *staff, *day, *credits, *horizon;
	const char *from, *to;
	int required, delivered;
	enum duty_state state;
};

static void check(struct arena *a, const struct office *o, const struct duty_case *k)
{
	struct credits c = credits_of(a, k->credits);
	struct duty d;
	char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE], day[DATE_TEXT_SIZE];
	if (!duty_make(o, k->kind, office_staff(o, k->staff), day_of(k->day), &c, moment_of(k->horizon), &d))
		fail_msg("%s: no duty", k->clause);
	if (d.window_from == moment_of(k->from) && d.window_to == moment_of(k->to) && d.required == k->required && d.delivered == k->delivered &&
	    d.state == k->state && strcmp(date_text(d.for_date, day), k->day) == 0)
		return;
	fail_msg("%s: window (%s, %s], %d of %d, %s", k->clause, d.window_from == INT64_MIN ? "open" : time_text(d.window_from, from),
	         time_text(d.window_to, to), d.delivered, d.required, duty_state_names[d.state]);
}

#define CHECK_ALL(yaml, cases)                                                \
	do {                                                                  \
		struct arena *a = arena_new();                                \
		const struct office *o = office_of(a, yaml);                  \
		for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)  \
			check(a, o, &(cases)[i]);                             \
		arena_free(a);                                                \
	} while (0)

/* ---- windows */

static void test_windows(void **state)
{
	(void)state;
	static const struct duty_case cases[] = {
		{"the first window is open at its start; 23:59 is 23:59:59", "lead_list", "r", "2026-09-14", "lead 2026-01-01 00:00:00 40; lead 2026-09-13 23:59:59 60",
	         late_enough, "open", "2026-09-13 23:59:59", 100, 100, DUTY_MET},
		{"a second after the due moment is the next window", "lead_list", "r", "2026-09-14", "lead 2026-09-13 20:00:00 99; lead 2026-09-14 00:00:00 1",
	         late_enough, "open", "2026-09-13 23:59:59", 100, 99, DUTY_MISSED},
		{"... and counts there", "lead_list", "r", "2026-09-15",
	         "lead 2026-09-13 23:59:59 7; lead 2026-09-14 00:00:00 1; prospect 2026-09-14 18:00:59 2; lead 2026-09-14 23:59:59 99; lead 2026-09-15 00:00:00 5",
	         late_enough, "2026-09-13 23:59:59", "2026-09-14 23:59:59", 100, 100, DUTY_MET},
		{"a worked Sunday is owed on Saturday night", "lead_list", "other", "2026-09-20", "prospect 2026-09-18 10:00:00 2; lead 2026-09-19 23:59:59 100", late_enough,
	         "2026-09-17 23:59:59", "2026-09-19 23:59:59", 100, 100, DUTY_MET},
		{"the calendar day before, also if that is a Sunday", "lead_list", "r", "2026-09-28", "prospect 2026-09-24 17:00:00 2; lead 2026-09-26 12:00:00 100",
	         late_enough, "2026-09-23 23:59:59", "2026-09-27 23:59:59", 100, 100, DUTY_MET},
		{"over a long holiday", "lead_list", "r", "2026-10-08", "prospect 2026-09-30 10:00:00 2; lead 2026-10-03 12:00:00 100", late_enough,
	         "2026-09-29 23:59:59", "2026-10-07 23:59:59", 100, 100, DUTY_MET},
		{"a worked Saturday", "lead_list", "r", "2026-10-10", "prospect 2026-10-09 18:00:59 2", late_enough, "2026-10-08 23:59:59", "2026-10-09 23:59:59", 100, 0,
	         DUTY_MISSED},
		{"18:00 is 18:00:59", "prospects", "r", "2026-09-14", "prospect 2026-09-14 18:00:59 2", late_enough, "open", "2026-09-14 18:00:59", 2, 2, DUTY_MET},
		{"... and not 18:01:00", "prospects", "r", "2026-09-14", "prospect 2026-09-14 18:00:59 1; prospect 2026-09-14 18:01:00 1", late_enough, "open",
	         "2026-09-14 18:00:59", 2, 1, DUTY_MISSED},
		{"prospects of Friday evening are Monday's", "prospects", "r", "2026-09-28", "prospect 2026-09-24 18:01:00 2", late_enough, "2026-09-24 18:00:59",
	         "2026-09-28 18:00:59", 2, 2, DUTY_MET},
		{"settled only when the mailbox has been read past it", "prospects", "r", "2026-09-15", "", "2026-09-15 18:00:59", "2026-09-14 18:00:59",
	         "2026-09-15 18:00:59", 2, 0, DUTY_OPEN},
		{"... past it", "prospects", "r", "2026-09-15", "", "2026-09-15 18:01:00", "2026-09-14 18:00:59", "2026-09-15 18:00:59", 2, 0, DUTY_MISSED},
		{"enough is not met before the window closes", "prospects", "r", "2026-09-15", "prospect 2026-09-15 09:00:00 3", "2026-09-15 12:00:00",
	         "2026-09-14 18:00:59", "2026-09-15 18:00:59", 2, 3, DUTY_OPEN},
	};
	CHECK_ALL(plain, cases);
}

static void test_no_duty(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, plain);
	struct credits none = {0};
	struct duty d;
	int64_t horizon = moment_of(late_enough);
	assert_false(duty_make(o, "lead_list", office_staff(o, "r"), day_of("2026-09-11"), &none, horizon, &d)); /* before office.since */
	assert_false(duty_make(o, "lead_list", office_staff(o, "r"), day_of("2026-09-19"), &none, horizon, &d)); /* Saturday */
	assert_false(duty_make(o, "lead_list", office_staff(o, "r"), day_of("2026-09-25"), &none, horizon, &d)); /* marked off */
	assert_true(duty_make(o, "lead_list", office_staff(o, "r"), day_of("2026-09-20"), &none, horizon, &d));  /* marked work */
	assert_false(duty_make(o, "lead_list", office_staff(o, "d"), day_of("2026-09-14"), &none, horizon, &d)); /* a director owes no list */
	assert_false(duty_make(o, "weekly_plan", office_staff(o, "r"), day_of("2026-09-14"), &none, horizon, &d)); /* only where the policy names it */
	assert_int_equal(duty_kinds(a, o).names_count, 2);
	assert_int_equal(duty_date_from(o, "lead_list", day_of("2026-01-01")), day_of("2026-09-14"));
	assert_int_equal(duty_date_from(o, "lead_list", day_of("2026-10-01")), day_of("2026-10-08"));
	assert_int_equal(duty_date_before(o, "lead_list", day_of("2026-10-08")), day_of("2026-09-30"));
	assert_int_equal(duty_date_before(o, "lead_list", day_of("2026-09-14")), DATE_NONE);
	assert_int_equal(duty_date_from(o, "weekly_plan", day_of("2026-09-14")), DATE_NONE);
	arena_free(a);
}

static void test_grace(void **state)
{
	(void)state;
	static const struct duty_case cases[] = {
		{"grace moves the end of the window", "prospects", "r", "2026-09-14", "prospect 2026-09-14 18:10:59 2", late_enough, "open", "2026-09-14 18:10:59", 2, 2,
	         DUTY_MET},
		{"... and the next one's start", "prospects", "r", "2026-09-15", "prospect 2026-09-14 18:10:59 2; prospect 2026-09-14 18:11:00 1", late_enough,
	         "2026-09-14 18:10:59", "2026-09-15 18:10:59", 2, 1, DUTY_MISSED},
		{"open through the grace", "prospects", "r", "2026-09-15", "", "2026-09-15 18:10:59", "2026-09-14 18:10:59", "2026-09-15 18:10:59", 2, 0, DUTY_OPEN},
	};
	static const char yaml[] = "policies: [{effective: 2026-01-01, grace_minutes: 10}]\n";
	CHECK_ALL(yaml, cases);
	struct arena *a = arena_new();
	const struct office *o = office_of(a, yaml);
	const struct duty_rule *r = policy_duty(office_policy(o, day_of("2026-09-14")), "prospects");
	assert_int_equal(duty_due(o, r, day_of("2026-09-14")), moment_of("2026-09-14 18:00:59")); /* what letters name */
	arena_free(a);
}

/* ---- who owes */

static void test_exempt(void **state)
{
	(void)state;
	static const struct duty_case cases[] = {
		{"on leave: owes nothing for that day, what came is listed", "lead_list", "r", "2026-11-03", "lead 2026-11-02 12:00:00 30", "2026-11-02 13:00:00",
	         "2026-11-01 23:59:59", "2026-11-02 23:59:59", 0, 30, DUTY_EXEMPT},
		{"windows go by workdays, exempt or not", "lead_list", "r", "2026-11-05", "lead 2026-11-02 12:00:00 30; lead 2026-11-04 12:00:00 100", late_enough,
	         "2026-11-03 23:59:59", "2026-11-04 23:59:59", 100, 100, DUTY_MET},
		{"leave on the due day is no leave for the day owed", "lead_list", "r", "2026-11-05", "", late_enough, "2026-11-03 23:59:59", "2026-11-04 23:59:59", 100,
	         0, DUTY_MISSED},
		{"others owe", "lead_list", "other", "2026-11-03", "prospect 2026-11-02 12:00:00 2", late_enough, "2026-11-01 23:59:59", "2026-11-02 23:59:59", 100, 0,
	         DUTY_MISSED},
		{"before since", "prospects", "newcomer", "2026-09-15", "", late_enough, "2026-09-14 18:00:59", "2026-09-15 18:00:59", 0, 0, DUTY_EXEMPT},
		{"a newcomer's first list was due before since", "lead_list", "newcomer", "2026-09-16", "lead 2026-09-15 12:00:00 3", late_enough, "2026-09-14 23:59:59",
	         "2026-09-15 23:59:59", 0, 3, DUTY_EXEMPT},
		{"the second is due on since itself", "lead_list", "newcomer", "2026-09-17", "prospect 2026-09-16 12:00:00 2", late_enough, "2026-09-15 23:59:59",
	         "2026-09-16 23:59:59", 100, 0, DUTY_MISSED},
		{"prospects from the first day", "prospects", "newcomer", "2026-09-16", "", late_enough, "2026-09-15 18:00:59", "2026-09-16 18:00:59", 2, 0, DUTY_MISSED},
		{"until is included", "prospects", "leaver", "2026-09-16", "", late_enough, "2026-09-15 18:00:59", "2026-09-16 18:00:59", 2, 0, DUTY_MISSED},
		{"nothing for the day after until", "lead_list", "leaver", "2026-09-17", "", late_enough, "2026-09-15 23:59:59", "2026-09-16 23:59:59", 0, 0, DUTY_EXEMPT},
	};
	CHECK_ALL(plain, cases);
}

/* proves: S0-6 */
static void test_enlarged(void **state)
{
	(void)state;
	static const struct duty_case cases[] = {
		{"a miss adds 20 to the next workday's list", "lead_list", "r", "2026-09-15", "lead 2026-09-14 20:00:00 120", late_enough, "2026-09-13 23:59:59",
	         "2026-09-14 23:59:59", 120, 120, DUTY_MET},
		{"110 of 120 is missed", "lead_list", "r", "2026-09-15", "lead 2026-09-14 20:00:00 110", late_enough, "2026-09-13 23:59:59", "2026-09-14 23:59:59", 120, 110,
	         DUTY_MISSED},
		{"not before the miss is settled", "lead_list", "r", "2026-09-15", "", "2026-09-14 18:00:59", "2026-09-13 23:59:59", "2026-09-14 23:59:59", 100, 0,
	         DUTY_OPEN},
		{"at once after it", "lead_list", "r", "2026-09-15", "", "2026-09-14 18:01:00", "2026-09-13 23:59:59", "2026-09-14 23:59:59", 120, 0, DUTY_OPEN},
		{"the next workday, not the next day", "lead_list", "r", "2026-09-28", "prospect 2026-09-23 12:00:00 2", late_enough, "2026-09-23 23:59:59",
	         "2026-09-27 23:59:59", 120, 0, DUTY_MISSED},
		{"a worked Sunday is the next workday", "lead_list", "r", "2026-09-20", "", late_enough, "2026-09-17 23:59:59", "2026-09-19 23:59:59", 120, 0, DUTY_MISSED},
		{"two misses are 20 more each day, not 40", "lead_list", "r", "2026-09-17", "", late_enough, "2026-09-15 23:59:59", "2026-09-16 23:59:59", 120, 0,
	         DUTY_MISSED},
		{"an exempt day misses nothing", "lead_list", "r", "2026-11-05", "", late_enough, "2026-11-03 23:59:59", "2026-11-04 23:59:59", 100, 0, DUTY_MISSED},
		{"an exempt list is not enlarged", "lead_list", "r", "2026-11-03", "", late_enough, "2026-11-01 23:59:59", "2026-11-02 23:59:59", 0, 0, DUTY_EXEMPT},
		{"the 20 are not carried over", "lead_list", "r", "2026-11-06", "prospect 2026-11-05 12:00:00 2", late_enough, "2026-11-04 23:59:59", "2026-11-05 23:59:59",
	         100, 0, DUTY_MISSED},
	};
	CHECK_ALL(plain, cases);
}

/* ---- weekly and monthly duties */

static const char weekly[] = "policies: [{effective: 2026-01-01, weekly_plan: {}, weekly_report: {}}]\n";

static void test_weekly(void **state)
{
	(void)state;
	static const struct duty_case cases[] = {
		{"Friday 12:00", "weekly_plan", "r", "2026-09-14", "weekly_plan 2026-09-18 12:00:59 1", late_enough, "open", "2026-09-18 12:00:59", 1, 1, DUTY_MET},
		{"Friday off: the week's last workday", "weekly_plan", "r", "2026-09-21", "weekly_plan 2026-09-18 12:01:00 1", late_enough, "2026-09-18 12:00:59",
	         "2026-09-24 12:00:59", 1, 1, DUTY_MET},
		{"after that", "weekly_plan", "r", "2026-09-28", "weekly_plan 2026-09-30 12:01:00 1", late_enough, "2026-09-24 12:00:59", "2026-09-30 12:00:59", 1, 0,
	         DUTY_MISSED},
		{"Friday is a workday though Saturday is too", "weekly_plan", "r", "2026-10-05", "", late_enough, "2026-09-30 12:00:59", "2026-10-09 12:00:59", 1, 0,
	         DUTY_MISSED},
		{"away for all workdays of the week", "weekly_plan", "r", "2026-11-16", "", late_enough, "2026-11-13 12:00:59", "2026-11-20 12:00:59", 0, 0, DUTY_EXEMPT},
		{"away for some", "weekly_plan", "r", "2026-11-02", "", late_enough, "2026-10-30 12:00:59", "2026-11-06 12:00:59", 1, 0, DUTY_MISSED},
		{"the director's report, Monday 11:00", "weekly_report", "d", "2026-09-21", "weekly_report 2026-09-21 11:00:59 1", late_enough, "2026-09-14 11:00:59",
	         "2026-09-21 11:00:59", 1, 1, DUTY_MET},
		{"Monday off: the next workday", "weekly_report", "d", "2026-10-05", "weekly_report 2026-10-08 11:00:59 1", late_enough, "2026-09-28 11:00:59",
	         "2026-10-08 11:00:59", 1, 1, DUTY_MET},
	};
	CHECK_ALL(weekly, cases);
}

static void check_due(const struct office *o, const char *kind, const char *day, const char *due)
{
	char text[TIME_TEXT_SIZE];
	int64_t got = duty_due(o, policy_duty(office_policy(o, day_of(day)), kind), day_of(day));
	if (got != moment_of(due))
		fail_msg("%s for %s: due %s", kind, day, time_text(got, text));
}

/* "the week's last workday 12:00": where it has none, no plan is owed; the director's report is, on the next workday. */
static void test_week_off(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, weekly);
	struct credits none = {0};
	struct duty d;
	date off = day_of("2027-02-08");
	assert_int_equal(duty_date_from(o, "weekly_plan", off), off + 7);
	assert_int_equal(duty_date_before(o, "weekly_plan", off + 7), off - 7);
	assert_false(duty_make(o, "weekly_plan", office_staff(o, "r"), off, &none, moment_of("2027-03-01 00:00:00"), &d));
	assert_int_equal(duty_date_from(o, "weekly_report", off), off);
	check_due(o, "weekly_report", "2027-02-08", "2027-02-15 11:00:59");
	arena_free(a);
}

/* ... which is Monday's own as well: every arrival falls in exactly one window (rules.md section 2), the first one's, and the second week's is empty. */
static void test_two_weeks_at_once(void **state)
{
	(void)state;
	static const struct duty_case cases[] = {
		{"the week off", "weekly_report", "d", "2027-02-08", "weekly_report 2027-02-15 10:00:00 1", "2027-03-01 00:00:00", "2027-02-01 11:00:59", "2027-02-15 11:00:59", 1, 1, DUTY_MET},
		{"nothing sent", "weekly_report", "d", "2027-02-08", "", "2027-03-01 00:00:00", "2027-02-01 11:00:59", "2027-02-15 11:00:59", 1, 0, DUTY_MISSED},
		{"the week after it", "weekly_report", "d", "2027-02-15", "weekly_report 2027-02-15 10:00:00 2", "2027-03-01 00:00:00", "2027-02-15 11:00:59", "2027-02-15 11:00:59", 1, 0,
	         DUTY_MISSED},
		{"the next is owed as ever", "weekly_report", "d", "2027-02-22", "", "2027-03-01 00:00:00", "2027-02-15 11:00:59", "2027-02-22 11:00:59", 1, 0, DUTY_MISSED},
	};
	CHECK_ALL(weekly, cases);
}

/* A kind that rests for years is not begun anew: its window runs from its last due moment, so that nothing counts twice. */
static void test_long_pause(void **state)
{
	(void)state;
	static const char yaml[] = "policies:\n"
				   "  - {effective: 2026-01-01}\n"
				   "  - {effective: 2026-10-12, weekly_plan: {}}\n"
				   "  - {effective: 2026-11-02}\n"
				   "  - {effective: 2027-05-01}\n"
				   "  - {effective: 2030-04-01, weekly_plan: {}}\n";
	struct arena *a = arena_new();
	const struct office *o = office_of(a, yaml);
	assert_int_equal(duty_date_before(o, "weekly_plan", day_of("2030-04-01")), day_of("2026-10-26"));
	assert_int_equal(duty_opens(o, "weekly_plan", day_of("2030-04-01")), moment_of("2026-10-30 12:00:59"));
	assert_int_equal(duty_date_before(o, "weekly_plan", day_of("2026-10-12")), DATE_NONE);
	arena_free(a);
}

static void test_monthly(void **state)
{
	(void)state;
	static const char yaml[] =
		"policies:\n"
		"  - effective: 2026-01-01\n"
		"    duties:\n"
		"      - {kind: survey, title: 满意度, every: month, due_day: 15, due: '10:00', counts: mail, words: [满意度]}\n"
		"      - {kind: lost, title: 流失客户分析表, every: month, due_day: 31, fallback: last_workday, due: '17:00', counts: mail, words: [流失]}\n"
		"      - {kind: receivables, title: 应收统计, every: month, due_day: 3, fallback: next_workday, due: '18:00', counts: mail, words: [应收]}\n";
	struct arena *a = arena_new();
	const struct office *o = office_of(a, yaml);
	check_due(o, "survey", "2026-11-01", "2026-11-15 10:00:59"); /* a Sunday, no fallback */
	check_due(o, "lost", "2026-10-01", "2026-10-30 17:00:59");   /* the month's last workday: 10-31 is a Saturday */
	check_due(o, "lost", "2026-09-01", "2026-09-30 17:00:59");   /* a month of 30 days */
	check_due(o, "receivables", "2026-11-01", "2026-11-04 18:00:59"); /* the third workday: Mon 2, Tue 3, Wed 4 */
	check_due(o, "receivables", "2026-10-01", "2026-10-10 18:00:59"); /* Thu 8, Fri 9, worked Sat 10 */
	arena_free(a);
}

static void test_quarters(void **state)
{
	(void)state;
	static const char yaml[] =
		"policies:\n"
		"  - effective: 2026-01-01\n"
		"    duties:\n"
		"      - {kind: satisfaction, title: 满意度, every: quarter, due_day: 92, fallback: last_workday, due: '17:00', counts: mail, words: [满意度]}\n"
		"      - {kind: plan, title: 计划, every: quarter, due_day: 46, due: '10:00', counts: mail, words: [计划]}\n"
		"      - {kind: review, title: 制度评估, every: half_year, due_day: 2, fallback: next_workday, due: '18:00', counts: mail, words: [评估]}\n"
		"      - {kind: last, title: 总结, every: half_year, due_day: 184, due: '18:00', counts: mail, words: [总结]}\n";
	struct arena *a = arena_new();
	const struct office *o = office_of(a, yaml);
	check_due(o, "satisfaction", "2026-10-01", "2026-12-31 17:00:59"); /* 92 days */
	check_due(o, "satisfaction", "2027-01-01", "2027-03-31 17:00:59"); /* 90 days */
	check_due(o, "satisfaction", "2027-07-01", "2027-09-30 17:00:59");
	check_due(o, "plan", "2026-10-01", "2026-11-15 10:00:59");
	check_due(o, "review", "2027-01-01", "2027-01-05 18:00:59");       /* the second workday: Mon 4, Tue 5 */
	check_due(o, "last", "2027-01-01", "2027-06-30 18:00:59");         /* 181 days */
	check_due(o, "last", "2027-07-01", "2027-12-31 18:00:59");
	struct credits c = credits_of(a, "satisfaction 2026-10-01 09:00:00 1; satisfaction 2027-03-31 17:00:59 1");
	struct duty d;
	assert_true(duty_make(o, "satisfaction", office_staff(o, "r"), day_of("2027-01-01"), &c, moment_of("2027-05-01 00:00:00"), &d));
	assert_int_equal(d.window_from, moment_of("2026-12-31 17:00:59"));
	assert_int_equal(d.state, DUTY_MET);
	assert_true(duty_make(o, "satisfaction", office_staff(o, "r"), day_of("2027-04-01"), &c, moment_of("2027-07-01 00:00:00"), &d));
	assert_int_equal(d.state, DUTY_MISSED);
	assert_false(duty_make(o, "satisfaction", office_staff(o, "r"), day_of("2026-11-01"), &c, moment_of("2027-05-01 00:00:00"), &d));
	arena_free(a);
}

/* ---- policies */

static void test_policy_in_force(void **state)
{
	(void)state;
	static const char yaml[] = "policies:\n"
				   "  - {effective: 2026-01-01}\n"
				   "  - {effective: 2026-09-16, lead_list: {quota: 50, due: '20:00'}, prospects: {quota: 1, extra_leads: 7}}\n";
	static const struct duty_case cases[] = {
		{"the policy of the for-date, not of the due day", "lead_list", "r", "2026-09-15", "prospect 2026-09-14 12:00:00 2; lead 2026-09-14 23:59:59 100", late_enough,
	         "2026-09-13 23:59:59", "2026-09-14 23:59:59", 100, 100, DUTY_MET},
		{"the new one from its day on; the 20 more are of the missed day's policy", "lead_list", "r", "2026-09-16", "", late_enough, "2026-09-14 23:59:59",
	         "2026-09-15 20:00:59", 70, 0, DUTY_MISSED},
		{"and its own from then on", "lead_list", "r", "2026-09-17", "", late_enough, "2026-09-15 20:00:59", "2026-09-16 20:00:59", 57, 0, DUTY_MISSED},
		{"prospects likewise", "prospects", "r", "2026-09-16", "prospect 2026-09-16 18:00:00 1", late_enough, "2026-09-15 18:00:59", "2026-09-16 18:00:59", 1, 1,
	         DUTY_MET},
	};
	CHECK_ALL(yaml, cases);
}

/* A third kind of duty, known to nothing but the configuration. */
static void test_third_kind(void **state)
{
	(void)state;
	static const char yaml[] = "policies:\n"
				   "  - effective: 2026-01-01\n"
				   "    duties:\n"
				   "      - {kind: calls, title: 每日陌拜, clause: 试行 第三条, who: rep, every: workday, due: '17:30', quota: 5, counts: visit,\n"
				   "         donation_per_missing: 3.50, pushups_per_missing: 2, entry: calls_missed, extends: lead_list, extra: 4, reminders: ['15:00']}\n"
				   "      - {kind: trip, title: 出差报告, who: rep, every: week, due: 'thu 09:00', counts: mail, words: [出差]}\n";
	static const struct duty_case cases[] = {
		{"rows of its kind count", "calls", "r", "2026-09-15", "visit 2026-09-15 17:30:59 4; lead 2026-09-15 17:30:59 9", late_enough, "2026-09-14 17:30:59",
	         "2026-09-15 17:30:59", 5, 4, DUTY_MISSED},
		{"enough", "calls", "r", "2026-09-14", "visit 2026-09-14 17:30:59 5", late_enough, "open", "2026-09-14 17:30:59", 5, 5, DUTY_MET},
		{"it enlarges the list by its own number", "lead_list", "r", "2026-09-16", "prospect 2026-09-15 12:00:00 2; visit 2026-09-15 17:30:59 4", late_enough,
	         "2026-09-14 23:59:59", "2026-09-15 23:59:59", 104, 0, DUTY_MISSED},
		{"together with prospects", "lead_list", "r", "2026-09-16", "", late_enough, "2026-09-14 23:59:59", "2026-09-15 23:59:59", 124, 0, DUTY_MISSED},
		{"mails count under the duty's own name", "trip", "r", "2026-09-14", "trip 2026-09-17 09:00:59 1; visit 2026-09-17 09:00:59 1", late_enough, "open",
	         "2026-09-17 09:00:59", 1, 1, DUTY_MET},
	};
	CHECK_ALL(yaml, cases);
	struct arena *a = arena_new();
	const struct office *o = office_of(a, yaml);
	struct credits c = credits_of(a, "visit 2026-09-15 17:30:59 1");
	struct duty d;
	struct makeup m;
	assert_int_equal(duty_kinds(a, o).names_count, 4);
	assert_true(duty_make(o, "calls", office_staff(o, "r"), day_of("2026-09-15"), &c, moment_of(late_enough), &d));
	assert_string_equal(d.rule->entry, "calls_missed");
	assert_int_equal(d.rule->fen_per_missing, 350);
	assert_false(makeup_make(o, "calls", office_staff(o, "r"), day_of("2026-09-14"), &c, moment_of(late_enough), &m)); /* opens no case */
	assert_int_equal(schedule_next_settle(o, moment_of("2026-09-15 12:00:00")), moment_of("2026-09-15 17:31:00"));
	assert_int_equal(schedule_next_letter(o, moment_of("2026-09-15 12:00:00")), moment_of("2026-09-15 15:00:00"));
	arena_free(a);
}

/* ---- make-up cases */

struct case_case {
	const char *clause, *staff, *week, *credits, *horizon;
	int missed, lists, asked, visits;
	const char *closes;
	enum duty_state state;
};

/* Prospects enough on all days of that week but those named by the case's own credits. */
#define MON "prospect 2026-09-14 09:00:00 2; "
#define TUE "prospect 2026-09-15 09:00:00 2; "
#define WED "prospect 2026-09-16 09:00:00 2; "
#define THU "prospect 2026-09-17 09:00:00 2; "
#define FRI "prospect 2026-09-18 09:00:00 2; "
#define SUN "prospect 2026-09-20 09:00:00 2; "

/* proves: S0-7, S0-8 */
static void test_makeup(void **state)
{
	(void)state;
	static const struct case_case cases[] = {
		{"fulfilled: ten visits and the enlarged list", "r", "2026-09-14",
	         "visit 2026-09-14 00:00:00 4; " MON "lead 2026-09-15 20:00:00 120; visit 2026-09-15 20:00:00 1; " WED THU FRI SUN "visit 2026-09-20 23:59:59 5", late_enough, 1,
	         1, 10, 10, "2026-09-20 23:59:59", DUTY_MET},
		{"visits of the week before and after do not count", "r", "2026-09-14",
	         "visit 2026-09-13 23:59:59 9; " MON "lead 2026-09-15 20:00:00 120; " WED THU FRI "visit 2026-09-20 08:00:00 9; " SUN "visit 2026-09-21 00:00:00 9", late_enough, 1, 1, 10, 9,
	         "2026-09-20 23:59:59", DUTY_MISSED},
		{"110 of 120 is not fulfilled", "r", "2026-09-14", MON "lead 2026-09-15 20:00:00 110; visit 2026-09-15 20:00:00 10; " WED THU FRI SUN, late_enough, 1, 1, 10, 10,
	         "2026-09-20 23:59:59", DUTY_MISSED},
		{"two misses: still ten visits, both lists", "r", "2026-09-14",
	         MON "lead 2026-09-15 20:00:00 120; visit 2026-09-15 20:00:00 10; lead 2026-09-16 20:00:00 120; " THU FRI SUN, late_enough, 2, 2, 10, 10, "2026-09-20 23:59:59",
	         DUTY_MET},
		{"... every one of them", "r", "2026-09-14",
	         MON "lead 2026-09-15 20:00:00 120; visit 2026-09-15 20:00:00 10; lead 2026-09-16 20:00:00 119; " THU FRI SUN, late_enough, 2, 2, 10, 10, "2026-09-20 23:59:59",
	         DUTY_MISSED},
		{"open until it closes", "r", "2026-09-14", MON WED THU FRI SUN, "2026-09-20 23:59:59", 1, 1, 10, 0, "2026-09-20 23:59:59", DUTY_OPEN},
		{"closed the second after", "r", "2026-09-14", MON WED THU FRI SUN, "2026-09-21 00:00:00", 1, 1, 10, 0, "2026-09-20 23:59:59", DUTY_MISSED},
		{"not before the miss is settled", "r", "2026-09-14", MON TUE WED THU FRI, "2026-09-20 18:00:59", 0, 0, 0, 0, "2026-09-20 23:59:59", DUTY_OPEN},
		{"a list after a long holiday closes it", "r", "2026-09-28", "prospect 2026-09-28 09:00:00 2; prospect 2026-09-29 09:00:00 2; visit 2026-09-30 09:00:00 10; "
	         "lead 2026-10-07 20:00:00 120", "2026-10-07 23:59:59", 1, 1, 10, 10, "2026-10-07 23:59:59", DUTY_OPEN},
		{"... and then it is fulfilled", "r", "2026-09-28", "prospect 2026-09-28 09:00:00 2; prospect 2026-09-29 09:00:00 2; visit 2026-09-30 09:00:00 10; "
	         "lead 2026-10-07 20:00:00 120", "2026-10-08 00:00:00", 1, 1, 10, 10, "2026-10-07 23:59:59", DUTY_MET},
		{"an exempt list asks for nothing", "r", "2026-11-02", "visit 2026-11-08 09:00:00 10", "2026-11-05 00:00:00", 1, 1, 10, 10, "2026-11-08 23:59:59", DUTY_OPEN},
		{"until in the week: no visits are asked", "leaver", "2026-09-14", MON TUE "", late_enough, 1, 1, 0, 0, "2026-09-20 23:59:59", DUTY_MET},
		{"... but lists are", "leaver", "2026-09-14", MON "", late_enough, 2, 2, 0, 0, "2026-09-20 23:59:59", DUTY_MISSED},
	};
	struct arena *a = arena_new();
	const struct office *o = office_of(a, plain);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct case_case *k = &cases[i];
		struct credits c = credits_of(a, k->credits);
		struct makeup m;
		char closes[TIME_TEXT_SIZE];
		bool any = makeup_make(o, "prospects", office_staff(o, k->staff), day_of(k->week), &c, moment_of(k->horizon), &m);
		if (!any && k->missed == 0)
			continue;
		if (!any)
			fail_msg("%s: no case", k->clause);
		if (m.missed_count != k->missed || m.lists_count != k->lists || m.visits_asked != k->asked || m.visits != k->visits ||
		    m.closes != moment_of(k->closes) || m.state != k->state)
			fail_msg("%s: %d missed, %d lists, %d of %d visits, closes %s, %s", k->clause, m.missed_count, m.lists_count, m.visits, m.visits_asked,
			         time_text(m.closes, closes), duty_state_names[m.state]);
		assert_false(m.year_unknown);
	}
	arena_free(a);
}

/* From when on a case can't be fulfilled any more, whatever is done: its list was missed, or its week is over. */
static void test_makeup_lost(void **state)
{
	(void)state;
	static const struct { const char *week, *credits, *horizon; bool lost; } cases[] = {
		{"2026-09-14", MON "lead 2026-09-15 20:00:00 119; visit 2026-09-15 20:00:00 10", "2026-09-15 23:59:59", false}, /* its second may still come */
		{"2026-09-14", MON "lead 2026-09-15 20:00:00 119; visit 2026-09-15 20:00:00 10", "2026-09-16 00:00:00", true},
		{"2026-09-14", MON "lead 2026-09-15 20:00:00 120; " WED THU FRI SUN "", "2026-09-20 23:59:59", false},
		{"2026-09-14", MON "lead 2026-09-15 20:00:00 119; visit 2026-09-15 20:00:00 10", late_enough, false}, /* closed: missed, no longer open */
		{"2026-09-28", "prospect 2026-09-28 09:00:00 2; prospect 2026-09-29 09:00:00 2; visit 2026-09-30 09:00:00 9", "2026-10-04 23:59:59", false},
		{"2026-09-28", "prospect 2026-09-28 09:00:00 2; prospect 2026-09-29 09:00:00 2; visit 2026-09-30 09:00:00 9", "2026-10-05 00:00:00", true},
		{"2026-09-28", "prospect 2026-09-28 09:00:00 2; prospect 2026-09-29 09:00:00 2; visit 2026-09-30 09:00:00 10", "2026-10-05 00:00:00", false},
	};
	struct arena *a = arena_new();
	const struct office *o = office_of(a, plain);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct credits c = credits_of(a, cases[i].credits);
		struct makeup m;
		assert_true(makeup_make(o, "prospects", office_staff(o, "r"), day_of(cases[i].week), &c, moment_of(cases[i].horizon), &m));
		if (m.lost != cases[i].lost)
			fail_msg("case %zu is %s", i, m.lost ? "lost" : "not lost");
	}
	arena_free(a);
}

/* Leave right after the miss: the list is exempt, its 20 are not carried over, visits are still asked, and its due moment still counts. */
static void test_makeup_exempt_list(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, plain);
	struct credits c = credits_of(a, "prospect 2026-11-04 18:01:00 2; prospect 2026-11-06 09:00:00 2; visit 2026-11-08 09:00:00 10");
	struct makeup m;
	assert_true(makeup_make(o, "prospects", office_staff(o, "r"), day_of("2026-11-02"), &c, moment_of(late_enough), &m));
	assert_int_equal(m.missed_count, 1); /* Monday */
	assert_int_equal(m.lists_count, 1);
	assert_true(m.lists[0].exempt);
	assert_int_equal(m.lists[0].required, 0);
	assert_int_equal(m.state, DUTY_MET);
	c.items[2].n = 9;
	assert_true(makeup_make(o, "prospects", office_staff(o, "r"), day_of("2026-11-02"), &c, moment_of(late_enough), &m));
	assert_int_equal(m.state, DUTY_MISSED);
	arena_free(a);
}

static void test_makeup_policy(void **state)
{
	(void)state;
	static const char yaml[] = "policies:\n"
				   "  - {effective: 2026-01-01}\n"
				   "  - {effective: 2026-09-16, prospects: {visits: 3, donation: 77.00}}\n";
	struct arena *a = arena_new();
	const struct office *o = office_of(a, yaml);
	struct credits c = credits_of(a, MON);
	struct makeup m;
	assert_true(makeup_make(o, "prospects", office_staff(o, "r"), day_of("2026-09-14"), &c, moment_of(late_enough), &m));
	assert_int_equal(m.visits_asked, 10); /* the policy of the first missed day, Tuesday, rules */
	assert_int_equal(m.rule->makeup_fen, 50000);
	c = credits_of(a, MON TUE);
	assert_true(makeup_make(o, "prospects", office_staff(o, "r"), day_of("2026-09-14"), &c, moment_of(late_enough), &m));
	assert_int_equal(m.visits_asked, 3); /* Wednesday */
	assert_int_equal(m.rule->makeup_fen, 7700);
	arena_free(a);
}

/* A year of which no calendar names a day: Monday to Friday, and its money waits. */
/* proves: G1 */
static void test_unknown_year(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, plain);
	struct credits c = {0};
	struct makeup m;
	assert_true(office_year_known(o, day_of("2026-12-31")));
	assert_true(office_year_known(o, day_of("2027-12-31"))); /* named by its first of January alone */
	assert_false(office_year_known(o, day_of("2028-01-03")));
	assert_int_equal(duty_date_from(o, "lead_list", day_of("2028-01-01")), day_of("2028-01-03"));
	assert_true(makeup_make(o, "prospects", office_staff(o, "r"), day_of("2027-12-27"), &c, moment_of("2028-02-01 00:00:00"), &m));
	assert_true(m.year_unknown); /* the enlarged list of Friday lies in 2028 */
	assert_true(makeup_make(o, "prospects", office_staff(o, "r"), day_of("2027-12-20"), &c, moment_of("2028-02-01 00:00:00"), &m));
	assert_false(m.year_unknown);
	arena_free(a);
}

/* ---- summer time */

static void test_summer_time(void **state)
{
	(void)state;
	static const char yaml[] = "policies: [{effective: 2026-01-01, lead_list: {due: '02:30'}}]\n";
	struct arena *a = arena_new();
	int64_t t;
	const struct office *o = office_of_zone(a, "Europe/Berlin", plain);
	const struct duty_rule *r = policy_duty(office_policy(o, day_of("2026-10-26")), "lead_list");
	time_parse("2026-10-25T23:59:59+01:00", &t); /* clocks went back that Sunday */
	assert_int_equal(duty_due(o, r, day_of("2026-10-26")), t);
	time_parse("2026-10-22T23:59:59+02:00", &t);
	assert_int_equal(duty_due(o, r, day_of("2026-10-23")), t);
	time_parse("2027-03-28T23:59:59+02:00", &t); /* clocks went forward */
	assert_int_equal(duty_due(o, r, day_of("2027-03-29")), t);
	struct credits c = {0};
	struct makeup m;
	assert_true(makeup_make(o, "prospects", office_staff(o, "r"), day_of("2026-10-19"), &c, moment_of(late_enough), &m));
	time_parse("2026-10-25T23:59:59+01:00", &t);
	assert_int_equal(m.visits_until, t); /* a week of 169 hours */
	o = office_of_zone(a, "Europe/Berlin", yaml);
	r = policy_duty(office_policy(o, day_of("2026-10-26")), "lead_list");
	time_parse("2026-10-25T02:30:59+02:00", &t); /* 02:30 comes twice: the first */
	assert_int_equal(duty_due(o, r, day_of("2026-10-26")), t);
	time_parse("2027-03-28T03:30:59+02:00", &t); /* 02:30 is skipped: as long after the last moment before the gap */
	assert_int_equal(duty_due(o, r, day_of("2027-03-29")), t);
	arena_free(a);
	assert_int_equal(zone_use("Asia/Shanghai", &(struct err){0}), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_windows),      cmocka_unit_test(test_no_duty),          cmocka_unit_test(test_grace),
		cmocka_unit_test(test_exempt),       cmocka_unit_test(test_enlarged),         cmocka_unit_test(test_weekly),          cmocka_unit_test(test_week_off),
		cmocka_unit_test(test_two_weeks_at_once), cmocka_unit_test(test_long_pause),
		cmocka_unit_test(test_monthly), cmocka_unit_test(test_quarters), cmocka_unit_test(test_policy_in_force),  cmocka_unit_test(test_third_kind),
		cmocka_unit_test(test_makeup), cmocka_unit_test(test_makeup_lost),       cmocka_unit_test(test_makeup_exempt_list), cmocka_unit_test(test_makeup_policy),
		cmocka_unit_test(test_unknown_year), cmocka_unit_test(test_summer_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
