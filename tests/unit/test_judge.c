/* First contact (rules.md section 3): every kind of row against every state of a company; protection to the second; joined companies; the
 * copy rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "judge.h"
#include "office_yaml.h"
#include "values/mail.h"

static const char policies[] = "policies:\n"
			       "  - {effective: 2026-01-01}\n"
			       "  - {effective: 2026-10-01, protection_days: 30}\n"
			       "  - {effective: 2026-11-01, protection_days: 30, lead_protection_days: 7}\n"
			       "  - {effective: 2026-12-01, protection_days: 0, lead_protection_days: 7}\n"
			       "  - {effective: 2026-12-15, protection_days: 30, lead_protection_days: 0}\n";

static const struct policy *on(const struct office *o, const char *day)
{
	return office_policy(o, day_of(day));
}

/* ---- every kind against every state */

enum owner { NOBODY, OWN, OTHER, LAPSED_OWN, LAPSED_OTHER, OWN_REGISTERED, OTHER_REGISTERED, OWN_VISITED, VISITED_BEFORE_LAPSE, OWNERS };

static struct holding held_as(enum owner w, bool *visited_r)
{
	static const char *const owners[OWNERS] = {NULL, "r", "other", "r", "other", "r", "other", "r", "r"};
	int64_t last = moment_of(w == LAPSED_OWN || w == LAPSED_OTHER || w == VISITED_BEFORE_LAPSE ? "2026-09-20 12:00:00" : "2026-10-19 12:00:00");
	*visited_r = w == OWN_VISITED || w == VISITED_BEFORE_LAPSE;
	if (w == NOBODY)
		return (struct holding){0};
	return (struct holding){.owner = owners[w], .since = moment_of("2026-09-15 12:00:00"), .last = last, .only_leads = w <= LAPSED_OTHER,
	                        .registered = w == OWN_REGISTERED || w == OTHER_REGISTERED};
}

/* proves: S2-8, D6.6 */
static void test_first_contact(void **state)
{
	(void)state;
	static const enum reason want[OWNERS][ROW_KIND_COUNT] = {
		[NOBODY] = {0, REASON_NONE, REASON_NONE, REASON_NONE},
		[OWN] = {0, REASON_ALREADY_LISTED, REASON_NONE, REASON_NONE},
		[OTHER] = {0, REASON_TAKEN, REASON_TAKEN, REASON_TAKEN},
		[LAPSED_OWN] = {0, REASON_NONE, REASON_NONE, REASON_NONE},
		[LAPSED_OTHER] = {0, REASON_NONE, REASON_NONE, REASON_NONE},
		[OWN_REGISTERED] = {0, REASON_ALREADY_LISTED, REASON_REGISTERED, REASON_NONE},
		[OTHER_REGISTERED] = {0, REASON_TAKEN, REASON_TAKEN, REASON_TAKEN},
		[OWN_VISITED] = {0, REASON_ALREADY_LISTED, REASON_NONE, REASON_VISITED},
		[VISITED_BEFORE_LAPSE] = {0, REASON_NONE, REASON_NONE, REASON_VISITED}, /* this week's visit is one, whatever became of the tenure */
	};
	struct arena *a = arena_new();
	const struct office *o = office_of(a, policies);
	int64_t at = moment_of("2026-10-21 09:00:00");
	for (int w = 0; w < OWNERS; w++)
		for (int kind = ROW_LEAD; kind <= ROW_VISIT; kind++) {
			bool visited, was_visited;
			struct holding h = held_as((enum owner)w, &visited), was = h;
			was_visited = visited;
			struct ruling r = judge_row(o, on(o, "2026-10-21"), (enum row_kind)kind, "r", at, &h, &visited);
			if (r.reason != want[w][kind])
				fail_msg("state %d, %s: %s", w, row_kind_names[kind], reason_names[r.reason]);
			if (r.reason != REASON_NONE) { /* refused: nothing changes, and since when is told */
				assert_memory_equal(&h, &was, sizeof h);
				assert_int_equal(visited, was_visited);
				if (r.reason == REASON_TAKEN) {
					assert_string_equal(r.other, "other");
					assert_int_equal(r.since, was.since);
				}
				continue;
			}
			bool anew = w == NOBODY || w == LAPSED_OWN || w == LAPSED_OTHER || w == VISITED_BEFORE_LAPSE;
			assert_string_equal(h.owner, "r");
			assert_int_equal(h.last, at);
			assert_int_equal(h.since, anew ? at : was.since);
			assert_int_equal(h.only_leads, kind == ROW_LEAD); /* an own company takes no lead row */
			assert_int_equal(h.registered, kind == ROW_PROSPECT || (!anew && was.registered));
			assert_int_equal(visited, kind == ROW_VISIT || was_visited);
		}
	arena_free(a);
}

/* Twice in one list; registered again only after it went out of the tenure. */
static void test_sequences(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, policies);
	const struct policy *p = on(o, "2026-10-21");
	struct holding h = {0};
	bool visited = false;
	int64_t t = moment_of("2026-10-21 09:00:00"), protection = 30 * (int64_t)DAY_SECONDS;
	assert_int_equal(judge_row(o, p, ROW_LEAD, "r", t, &h, &visited).reason, REASON_NONE);
	assert_int_equal(judge_row(o, p, ROW_LEAD, "r", t, &h, &visited).reason, REASON_ALREADY_LISTED);
	assert_int_equal(judge_row(o, p, ROW_PROSPECT, "r", t, &h, &visited).reason, REASON_NONE);
	assert_int_equal(judge_row(o, p, ROW_PROSPECT, "r", t, &h, &visited).reason, REASON_REGISTERED);
	assert_int_equal(judge_row(o, p, ROW_VISIT, "r", t + protection, &h, &visited).reason, REASON_NONE); /* a visit prolongs it */
	assert_int_equal(judge_row(o, p, ROW_PROSPECT, "r", t + 2 * protection, &h, &visited).reason, REASON_REGISTERED);
	assert_int_equal(judge_row(o, p, ROW_PROSPECT, "r", t + 2 * protection + 1, &h, &visited).reason, REASON_NONE); /* a new tenure */
	assert_int_equal(h.since, t + 2 * protection + 1);
	arena_free(a);
}

/* ---- protection, inclusive to the second, by the policy of the judged mail's day */

static void test_protection(void **state)
{
	(void)state;
	static const struct {
		const char *clause, *policy;
		bool only_leads;
		int64_t after;
		bool alive;
	} cases[] = {
		{"0: for good", "2026-09-14", true, 20000 * (int64_t)DAY_SECONDS, true},
		{"30 days", "2026-10-01", true, 30 * DAY_SECONDS, true},
		{"30 days and a second", "2026-10-01", true, 30 * DAY_SECONDS + 1, false},
		{"30 days, prospects too", "2026-10-01", false, 30 * DAY_SECONDS, true},
		{"30 days and a second, prospects too", "2026-10-01", false, 30 * DAY_SECONDS + 1, false},
		{"only leads: 7 days", "2026-11-01", true, 7 * DAY_SECONDS, true},
		{"only leads: 7 days and a second", "2026-11-01", true, 7 * DAY_SECONDS + 1, false},
		{"not only leads: 30", "2026-11-01", false, 7 * DAY_SECONDS + 1, true},
		{"not only leads: 30 and a second", "2026-11-01", false, 30 * DAY_SECONDS + 1, false},
		{"leads 7, else for good", "2026-12-01", true, 7 * DAY_SECONDS + 1, false},
		{"else for good", "2026-12-01", false, 900 * DAY_SECONDS, true},
		{"leads for good", "2026-12-15", true, 900 * DAY_SECONDS, true},
		{"leads for good, others 30", "2026-12-15", false, 30 * DAY_SECONDS + 1, false},
	};
	struct arena *a = arena_new();
	const struct office *o = office_of(a, policies);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct holding h = {.owner = "r", .since = 1, .last = moment_of("2026-01-05 12:00:00"), .only_leads = cases[i].only_leads};
		if ((holding_owner(o, on(o, cases[i].policy), &h, h.last + cases[i].after) != NULL) != cases[i].alive)
			fail_msg("%s", cases[i].clause);
	}
	arena_free(a);
}

/* Until the end of the `until` day; then the company is nobody's. */
static void test_owner_left(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, policies);
	const struct policy *p = on(o, "2026-09-14");
	struct holding h = {.owner = "leaver", .since = 1, .last = moment_of("2026-09-15 12:00:00")}, gone = {.owner = "nobody known", .last = 1};
	bool visited = false;
	assert_non_null(holding_owner(o, p, &h, moment_of("2026-09-16 23:59:59")));
	assert_null(holding_owner(o, p, &h, moment_of("2026-09-17 00:00:00")));
	assert_null(holding_owner(o, p, &gone, moment_of("2026-09-14 00:00:00")));
	assert_int_equal(judge_row(o, p, ROW_LEAD, "r", moment_of("2026-09-16 23:59:59"), &h, &visited).reason, REASON_TAKEN);
	assert_int_equal(judge_row(o, p, ROW_LEAD, "r", moment_of("2026-09-17 00:00:00"), &h, &visited).reason, REASON_NONE);
	assert_string_equal(h.owner, "r");
	arena_free(a);
}

/* ---- handed over: from that moment on, with how long it was had; and again */

static void test_handed_over(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct office o = *office_of(a, policies);
	const struct policy *p = on(&o, "2026-09-14");
	int64_t t = moment_of("2026-09-15 12:00:00"), at = moment_of("2026-09-16 18:00:00"), again = moment_of("2026-09-20 09:00:00");
	struct handover all[] = {{"other", "leaver", t - 100}, {"leaver", "r", at}, {"r", "other", again}};
	struct holding h = {.owner = "leaver", .since = 1, .last = t, .registered = true}, own, joined;
	bool visited = false, anew = false;
	o.handovers = all;
	o.handovers_count = sizeof all / sizeof *all;
	assert_string_equal(holding_owner(&o, p, &h, at - 1), "leaver");
	assert_string_equal(holding_owner(&o, p, &h, at), "r");
	assert_string_equal(holding_owner(&o, p, &h, moment_of("2026-09-18 00:00:00")), "r"); /* whoever had it has left */
	assert_string_equal(holding_owner(&o, p, &h, again), "other");
	assert_int_equal(judge_row(&o, p, ROW_VISIT, "other", at, &h, &visited).reason, REASON_TAKEN);
	own = h; /* who registered it was another: its heir has not */
	assert_int_equal(judge_row(&o, p, ROW_PROSPECT, "r", at, &own, &visited).reason, REASON_NONE);
	assert_string_equal(own.owner, "r");
	assert_int_equal(judge_row(&o, p, ROW_PROSPECT, "r", at + 1, &own, &visited).reason, REASON_REGISTERED);
	assert_int_equal(judge_row(&o, p, ROW_LEAD, "r", at, &h, &visited).reason, REASON_ALREADY_LISTED);
	assert_string_equal(h.owner, "leaver"); /* nothing counted: nothing is written */
	own = h;
	assert_int_equal(judge_row(&o, p, ROW_VISIT, "r", at + 1, &own, &visited).reason, REASON_NONE);
	assert_string_equal(own.owner, "r");
	assert_int_equal(own.since, 1);
	assert_false(own.registered);
	assert_string_equal(holding_owner(&o, p, &own, again - 1), "r");
	assert_string_equal(holding_owner(&o, p, &own, again), "other");
	/* What somebody has since he handed over is his own. */
	own = (struct holding){.owner = "leaver", .since = at + 5, .last = at + 5};
	assert_string_equal(holding_owner(&o, p, &own, at + 10), "leaver");
	/* Two companies of one heir are joined as one person's. */
	own = (struct holding){.owner = "r", .since = 5, .last = t};
	joined = holding_joined(&o, p, &h, &own, at);
	assert_int_equal(joined.since, 1);
	assert_int_equal(judge_row(&o, p, ROW_PROSPECT, "r", at, &joined, &anew).reason, REASON_NONE);
	/* ... whichever has rows behind the handover, and whoever registered which of them. */
	own = (struct holding){.owner = "r", .since = 5, .last = at + 5};
	joined = holding_joined(&o, p, &h, &own, at + 10);
	assert_string_equal(holding_owner(&o, p, &joined, at + 10), "r");
	assert_int_equal(judge_row(&o, p, ROW_PROSPECT, "r", at + 10, &joined, &anew).reason, REASON_NONE);
	own = (struct holding){.owner = "r", .since = 5, .last = t - 5, .registered = true};
	joined = holding_joined(&o, p, &h, &own, at + 10);
	assert_int_equal(joined.last, t);
	assert_int_equal(judge_row(&o, p, ROW_PROSPECT, "r", at + 10, &joined, &anew).reason, REASON_REGISTERED);
	/* Whoever has it again after others had it registers it anew. */
	struct handover back[] = {{"leaver", "other", at}, {"other", "leaver", at + 1}};
	o.handovers = back;
	o.handovers_count = sizeof back / sizeof *back;
	assert_int_equal(judge_row(&o, p, ROW_PROSPECT, "leaver", at, &h, &anew).reason, REASON_TAKEN);
	assert_int_equal(judge_row(&o, p, ROW_PROSPECT, "leaver", at + 2, &h, &anew).reason, REASON_NONE);
	arena_free(a);
}

/* ---- two companies that turn out to be one */

static void test_joined(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct office *o = office_of(a, policies);
	const struct policy *p = on(o, "2026-10-21");
	int64_t at = moment_of("2026-10-21 09:00:00");
	struct holding nobody = {0}, mine = {.owner = "r", .since = at - 500, .last = at - 400, .only_leads = true},
	               mine_older = {.owner = "r", .since = at - 900, .last = at - 800, .registered = true},
	               other_older = {.owner = "other", .since = at - 700, .last = at - 100},
	               lapsed = {.owner = "other", .since = at - 90 * (int64_t)DAY_SECONDS, .last = at - 80 * (int64_t)DAY_SECONDS};
	struct holding h = holding_joined(o, p, &nobody, &mine, at);
	assert_string_equal(h.owner, "r");
	h = holding_joined(o, p, &mine, &nobody, at);
	assert_string_equal(h.owner, "r");
	h = holding_joined(o, p, &lapsed, &mine, at);
	assert_string_equal(h.owner, "r");
	h = holding_joined(o, p, &mine, &lapsed, at);
	assert_string_equal(h.owner, "r");
	h = holding_joined(o, p, &mine, &other_older, at);
	assert_string_equal(h.owner, "other");
	h = holding_joined(o, p, &other_older, &mine, at);
	assert_string_equal(h.owner, "other");
	h = holding_joined(o, p, &mine, &mine_older, at);
	assert_int_equal(h.since, at - 900);
	assert_int_equal(h.last, at - 400);
	assert_true(h.registered);
	assert_false(h.only_leads);
	arena_free(a);
}

/* ---- the copy rule */

/* proves: S0-13 */
static void test_cc(void **state)
{
	(void)state;
	static const struct {
		const char *to, *cc;
		unsigned missing;
	} cases[] = {
		{"d@corp.test", "g@corp.test", 0},
		{"g@corp.test", "d@corp.test", 0}, /* Cc accepted, To accepted */
		{"d@corp.test", "", 1u << ROLE_GENERAL_MANAGER},
		{"o@corp.test", "g@corp.test", 1u << ROLE_DIRECTOR},
		{"clerk@corp.test", "", 1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER},
		{"d@corp.test", "g@corp.test.evil.test", 1u << ROLE_GENERAL_MANAGER},
	};
	struct arena *a = arena_new();
	const struct office *o = office_of(a, policies);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct address to = {.name = "", .addr = cases[i].to}, cc = {.name = "", .addr = cases[i].cc};
		struct mail m = {.to = &to, .to_count = 1, .cc = &cc, .cc_count = cases[i].cc[0] != '\0'};
		assert_int_equal(cc_missing(o, &m, day_of("2026-09-15")), cases[i].missing);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_contact), cmocka_unit_test(test_sequences), cmocka_unit_test(test_protection),
		cmocka_unit_test(test_owner_left),    cmocka_unit_test(test_handed_over), cmocka_unit_test(test_joined),    cmocka_unit_test(test_cc),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
