#include "duty.h"

#include <string.h>

#include "due.h"

const char *const duty_state_names[] = {"open", "met", "missed", "exempt"};

enum { LOOK_AHEAD_DAYS = 731, LONGEST_BREAK = 60 /* days without a workday, at most */,
       BEFORE_POLICY_DAYS = 8 /* a duty may be due a week before its day (due_check) */ };

int credits_sum(const struct credits *c, const char *what, int64_t after, int64_t upto)
{
	size_t lo = 0, hi = c->items_count;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (c->items[mid].at <= after && after != INT64_MIN)
			lo = mid + 1;
		else
			hi = mid;
	}
	int sum = 0;
	for (; lo < c->items_count && c->items[lo].at <= upto; lo++)
		if (strcmp(c->items[lo].what, what) == 0)
			sum += c->items[lo].n;
	return sum;
}

const char *duty_counts(const struct duty_rule *r)
{
	return strcmp(r->counts, "mail") == 0 || strcmp(r->counts, "slip") == 0 ? r->kind : r->counts;
}

struct duty_kinds duty_kinds(struct arena *a, const struct office *o)
{
	struct duty_kinds k = {0};
	for (size_t p = 0; p < o->policies_count; p++)
		for (size_t d = 0; d < o->policies[p].duties_count; d++) {
			const char *kind = o->policies[p].duties[d].kind;
			size_t i = 0;
			while (i < k.names_count && strcmp(k.names[i], kind) != 0)
				i++;
			if (i == k.names_count)
				ARENA_PUSH(a, &k, names) = kind;
		}
	return k;
}

/* ---- for-dates ---- */

static bool is_for_date(const struct office *o, const char *kind, date day)
{
	const struct duty_rule *rule = policy_duty(office_policy(o, day), kind);
	return rule && day >= o->since && due_is_for(o, &rule->when, day);
}

int duty_reach(const struct office *o, const char *kind)
{
	int most = 0;
	for (size_t i = 0; i < o->policies_count; i++) {
		const struct duty_rule *r = policy_duty(&o->policies[i], kind);
		int reach = r ? due_reach(&r->when) : 0;
		most = reach > most ? reach : most;
	}
	return most;
}

date duty_date_from(const struct office *o, const char *kind, date from)
{
	if (from < o->since)
		from = o->since;
	for (date d = from; d < from + LOOK_AHEAD_DAYS; d++)
		if (is_for_date(o, kind, d))
			return d;
	return DATE_NONE;
}

/* However long ago: what counted before a pause is not to count once more after it. Policies without the duty are stepped over as a whole. */
date duty_date_before(const struct office *o, const char *kind, date day)
{
	for (date d = day - 1; d >= o->since; d--) {
		const struct policy *p = office_policy(o, d);
		if (is_for_date(o, kind, d))
			return d;
		if (policy_duty(p, kind))
			continue;
		if (p == &o->policies[0]) /* which rules the days before it, too */
			return DATE_NONE;
		d = p->effective;
	}
	return DATE_NONE;
}

/* ---- due moments and windows ---- */

date duty_due_date(const struct office *o, const struct duty_rule *rule, date for_date)
{
	return due_date(o, &rule->when, for_date);
}

int64_t duty_due(const struct office *o, const struct duty_rule *rule, date for_date)
{
	return time_at(duty_due_date(o, rule, for_date), rule->when.at) + 59; /* the whole minute (rules.md section 1) */
}

int64_t duty_window_end(const struct office *o, const struct duty_rule *rule, date for_date)
{
	return duty_due(o, rule, for_date) + (int64_t)rule->grace_minutes * 60;
}

int64_t duty_bundled(const struct office *o, const struct duty_rule *rule, date for_date)
{
	return time_at(duty_due_date(o, rule, for_date), rule->when.at) + (int64_t)rule->bundle_after * 60;
}

int64_t duty_opens(const struct office *o, const char *kind, date for_date)
{
	date before = duty_date_before(o, kind, for_date);
	if (before == DATE_NONE)
		return INT64_MIN;
	return duty_window_end(o, policy_duty(office_policy(o, before), kind), before);
}

int64_t duty_credits_from(const struct office *o, date day)
{
	int most = 0;
	for (size_t p = 0; p < o->policies_count; p++)
		for (size_t d = 0; d < o->policies[p].duties_count; d++) {
			int reach = due_reach(&o->policies[p].duties[d].when);
			most = reach > most ? reach : most;
		}
	date back = day - LONGEST_BREAK - most;
	int64_t from = time_at(back, 0);
	for (size_t p = 0; p < o->policies_count; p++)
		for (size_t d = 0; d < o->policies[p].duties_count; d++) {
			date first = duty_date_from(o, o->policies[p].duties[d].kind, back);
			int64_t opens = first == DATE_NONE ? from : duty_opens(o, o->policies[p].duties[d].kind, first);
			from = opens < from ? opens : from;
		}
	return from;
}

/* ---- one duty ---- */

static bool on_leave_throughout(const struct office *o, const struct duty_rule *rule, const struct staff *s, date for_date)
{
	if (rule->when.every == EVERY_WORKDAY || rule->when.every == EVERY_DAY)
		return office_on_leave(o, s->id, for_date);
	date last = due_period_end(&rule->when, for_date);
	bool any = false;
	for (date d = for_date; d <= last; d++) {
		if (!office_workday(o, d))
			continue;
		if (!office_on_leave(o, s->id, d))
			return false;
		any = true;
	}
	return any;
}

static bool is_exempt(const struct office *o, const struct duty_rule *rule, const struct staff *s, date for_date)
{
	if (!staff_active(s, for_date) || (rule->when.every > EVERY_DAY && staff_gone(s, duty_due_date(o, rule, for_date))) || on_leave_throughout(o, rule, s, for_date))
		return true;
	return s->since != DATE_NONE && duty_due_date(o, rule, for_date) < s->since; /* a newcomer's first list */
}

/* What missed duties of the workday before add to this one. */
static int extra_for(const struct office *o, const char *kind, const struct staff *s, date for_date, const struct credits *c, int64_t horizon)
{
	date before = office_previous_workday(o, for_date);
	const struct policy *p = office_policy(o, before);
	int extra = 0;
	if (before < o->since)
		return 0;
	for (size_t i = 0; i < p->duties_count; i++) {
		const struct duty_rule *r = &p->duties[i];
		struct duty d;
		if (r->extends && strcmp(r->extends, kind) == 0 && strcmp(r->kind, kind) != 0 && duty_make(o, r->kind, s, before, c, horizon, &d) &&
		    d.state == DUTY_MISSED)
			extra += r->extra;
	}
	return extra;
}

bool duty_make(const struct office *o, const char *kind, const struct staff *s, date for_date, const struct credits *c, int64_t horizon,
               struct duty *d_r)
{
	if (!is_for_date(o, kind, for_date))
		return false;
	const struct policy *p = office_policy(o, for_date);
	const struct duty_rule *rule = policy_duty(p, kind);
	if (!(s->roles & 1u << rule->who) || (rule->during == DURING_TRIP && !office_on_trip(o, s->id, for_date)))
		return false;
	struct duty d = {.rule = rule, .policy = p, .staff = s, .for_date = for_date};
	d.window_from = duty_opens(o, kind, for_date);
	d.due = duty_due(o, rule, for_date);
	d.window_to = duty_window_end(o, rule, for_date);
	d.exempt = is_exempt(o, rule, s, for_date);
	if (!d.exempt) {
		d.extra = rule->when.every == EVERY_WORKDAY ? extra_for(o, kind, s, for_date, c, horizon) : 0;
		d.required = rule->quota + d.extra;
	}
	d.delivered = credits_sum(c, duty_counts(rule), d.window_from, d.window_to);
	if (d.exempt)
		d.state = DUTY_EXEMPT;
	else if (horizon <= d.window_to)
		d.state = DUTY_OPEN;
	else
		d.state = d.delivered >= d.required ? DUTY_MET : DUTY_MISSED;
	*d_r = d;
	return true;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* As duty_make and extra_for go from date to date. */
int64_t duty_asks_after(const struct office *o, const char *kind, date for_date)
{
	if (!is_for_date(o, kind, for_date))
		return INT64_MAX;
	int64_t from = duty_opens(o, kind, for_date);
	date before = office_previous_workday(o, for_date);
	const struct policy *p = office_policy(o, before);
	bool enlarged = before >= o->since && policy_duty(office_policy(o, for_date), kind)->when.every == EVERY_WORKDAY;
	for (size_t i = 0; enlarged && i < p->duties_count; i++) {
		const struct duty_rule *r = &p->duties[i];
		if (r->extends && strcmp(r->extends, kind) == 0 && strcmp(r->kind, kind) != 0)
			from = least(from, duty_asks_after(o, r->kind, before));
	}
	return from;
}

/* ---- make-up cases ---- */

static const char makeup_first[] = "makeup";

const char *makeup_name(struct arena *a, const struct office *o, const char *kind)
{
	for (size_t p = 0; p < o->policies_count; p++)
		for (size_t d = 0; d < o->policies[p].duties_count; d++)
			if (o->policies[p].duties[d].makeup_counts)
				return strcmp(o->policies[p].duties[d].kind, kind) == 0 ? makeup_first : arena_printf(a, "%s-%s", makeup_first, kind);
	return makeup_first;
}

bool makeup_is_name(const char *name)
{
	size_t n = sizeof makeup_first - 1;
	return strncmp(name, makeup_first, n) == 0 && (name[n] == '\0' || name[n] == '-'); /* no kind of duty has a hyphen */
}

static void collect_missed(const struct office *o, const char *kind, date week, const struct credits *c, int64_t horizon, struct makeup *m)
{
	for (date d = week; d < week + 7; d++) {
		struct duty duty;
		if (duty_make(o, kind, m->staff, d, c, horizon, &duty) && duty.state == DUTY_MISSED && duty.rule->makeup_counts)
			m->missed[m->missed_count++] = duty;
	}
}

static bool enlarges(const struct duty_rule *missed)
{
	return missed->extends && missed->extra > 0;
}

/* The enlarged duty that a missed day leads to: that kind's next workday. */
static bool enlarged_list(const struct office *o, const struct duty *missed, const struct credits *c, int64_t horizon, struct duty *list_r)
{
	return enlarges(missed->rule) && duty_make(o, missed->rule->extends, missed->staff, office_next_workday(o, missed->for_date), c, horizon, list_r);
}

static int64_t visits_end(date week)
{
	return time_at(week + 7, 0) - 1;
}

/* The rule that a miss of that day is judged by, if it asks for make-up. */
static const struct duty_rule *makeup_rule(const struct office *o, const char *kind, date day)
{
	const struct duty_rule *r = is_for_date(o, kind, day) ? policy_duty(office_policy(o, day), kind) : NULL;
	return r && r->makeup_counts ? r : NULL;
}

int64_t makeup_asks_after(const struct office *o, const char *kind, date week)
{
	int64_t from = time_at(week, 0) - 1;
	for (date d = week; d < week + 7; d++) {
		const struct duty_rule *r = makeup_rule(o, kind, d);
		from = r ? least(from, duty_asks_after(o, kind, d)) : from;
		from = r && enlarges(r) ? least(from, duty_asks_after(o, r->extends, office_next_workday(o, d))) : from;
	}
	return from;
}

int64_t makeup_settles(const struct makeup *m)
{
	int64_t known = m->missed[m->missed_count - 1].window_to;
	return (m->closes > known ? m->closes : known) + 1;
}

static bool closes_at(const struct office *o, const char *kind, date day, int64_t last)
{
	return is_for_date(o, kind, day) && duty_window_end(o, policy_duty(office_policy(o, day), kind), day) == last;
}

bool makeup_may_settle(const struct office *o, const char *kind, date week, int64_t moment)
{
	bool may = moment - 1 == visits_end(week);
	if (moment - 1 < visits_end(week))
		return false;
	for (date d = week; !may && d < week + 7; d++) {
		const struct duty_rule *r = makeup_rule(o, kind, d);
		may = r && (closes_at(o, kind, d, moment - 1) || (enlarges(r) && closes_at(o, r->extends, office_next_workday(o, d), moment - 1)));
	}
	return may;
}

bool makeup_make(const struct office *o, const char *kind, const struct staff *s, date week, const struct credits *c, int64_t horizon,
                 struct makeup *m_r)
{
	struct makeup m = {.staff = s, .week = week};
	collect_missed(o, kind, week, c, horizon, &m);
	if (m.missed_count == 0)
		return false;
	m.rule = m.missed[0].rule;
	m.policy = m.missed[0].policy;
	m.visits_until = visits_end(week);
	m.closes = m.visits_until;
	bool leaves = s->until != DATE_NONE && s->until >= week && s->until <= week + 6;
	m.visits_asked = leaves ? 0 : m.rule->makeup_quota;
	m.visits = credits_sum(c, m.rule->makeup_counts, time_at(week, 0) - 1, m.visits_until);
	bool fulfilled = m.visits >= m.visits_asked, lost = horizon > m.visits_until && !fulfilled;
	for (int i = 0; i < m.missed_count; i++) {
		struct duty list;
		m.year_unknown |= !office_year_known(o, m.missed[i].for_date);
		if (!enlarged_list(o, &m.missed[i], c, horizon, &list))
			continue;
		m.lists[m.lists_count++] = list;
		m.year_unknown |= !office_year_known(o, list.for_date);
		m.closes = list.window_to > m.closes ? list.window_to : m.closes;
		fulfilled = fulfilled && (list.exempt || list.delivered >= list.required);
		lost = lost || list.state == DUTY_MISSED;
	}
	m.state = horizon <= m.closes ? DUTY_OPEN : fulfilled ? DUTY_MET : DUTY_MISSED;
	m.lost = m.state == DUTY_OPEN && lost;
	*m_r = m;
	return true;
}

/* ---- the schedule ---- */

static int64_t earlier(int64_t candidate, int64_t after, int64_t best)
{
	return candidate > after && candidate < best ? candidate : best;
}

typedef int64_t rule_moment(const struct office *o, const struct duty_rule *r, date d, int64_t after, int64_t best);

/* Visits every duty rule of every policy for the for-dates around a day. */
static int64_t rules_near(const struct office *o, date start, int64_t after, int64_t best, rule_moment *of_rule)
{
	for (size_t p = 0; p < o->policies_count; p++)
		for (size_t i = 0; i < o->policies[p].duties_count; i++) {
			const char *kind = o->policies[p].duties[i].kind;
			int reach = duty_reach(o, kind);
			date end = start + reach + LONGEST_BREAK;
			for (date d = duty_date_from(o, kind, start - reach); d != DATE_NONE && d < end; d = duty_date_from(o, kind, d + 1)) {
				const struct duty_rule *r = policy_duty(office_policy(o, d), kind);
				int64_t found = of_rule(o, r, d, after, best);
				if (found == best && best != INT64_MAX && duty_due(o, r, d) > best && office_policy(o, d) == office_policy(o, end))
					break; /* due moments only grow from here on: no other rules make a month's duty a day's */
				best = found;
			}
		}
	return best;
}

/* What the same rules do not bring within the longest break they never bring: the next to be looked at are those of a policy that comes into force before what
 * was found. DATE_NONE: none does. */
static date next_rules(const struct office *o, date day, int64_t best)
{
	date next = office_next_policy(o, day);
	return next != DATE_NONE && (best == INT64_MAX || next - BEFORE_POLICY_DAYS <= time_date(best)) ? next : DATE_NONE;
}

static int64_t next_of_rules(const struct office *o, int64_t after, rule_moment *of_rule)
{
	int64_t best = INT64_MAX;
	date start = time_date(after > time_at(o->since, 0) - LONGEST_BREAK * (int64_t)DAY_SECONDS ? after : time_at(o->since, 0));
	for (date d = start; d != DATE_NONE; d = next_rules(o, d, best))
		best = rules_near(o, d, after, best, of_rule);
	return best;
}

static int64_t settle_of(const struct office *o, const struct duty_rule *r, date d, int64_t after, int64_t best)
{
	best = earlier(duty_window_end(o, r, d) + 1, after, best);
	/* A make-up case may close with its week, when no list does. */
	return r->makeup_counts ? earlier(time_at(date_monday(d) + 7, 0), after, best) : best;
}

static int64_t letters_of(const struct office *o, const struct duty_rule *r, date d, int64_t after, int64_t best)
{
	date due_day = duty_due_date(o, r, d);
	for (size_t i = 0; i < r->reminders_count; i++)
		best = earlier(time_at(due_day, r->reminders[i]), after, best);
	return best;
}

static int64_t bundle_of(const struct office *o, const struct duty_rule *r, date d, int64_t after, int64_t best)
{
	return r->bundle_for ? earlier(duty_bundled(o, r, d), after, best) : best;
}

int64_t schedule_next_settle(const struct office *o, int64_t after)
{
	return next_of_rules(o, after, settle_of);
}

static bool bundles_any(const struct office *o)
{
	for (size_t p = 0; p < o->policies_count; p++)
		for (size_t i = 0; i < o->policies[p].duties_count; i++)
			if (o->policies[p].duties[i].bundle_for)
				return true;
	return false;
}

int64_t schedule_next_bundle(const struct office *o, int64_t after)
{
	if (!bundles_any(o)) /* mostly: then no day need be looked at */
		return INT64_MAX;
	return next_of_rules(o, after, bundle_of);
}

static int digest_of(const struct policy *p)
{
	return p->digest;
}

static int sheet_of(const struct policy *p)
{
	return p->call_sheet;
}

/* At a second of each workday, by that day's policy; negative: not on that one. */
static int64_t next_daily(const struct office *o, int64_t after, int64_t best, int (*second_of)(const struct policy *))
{
	date start = time_date(after) < o->since ? o->since : time_date(after);
	for (; start != DATE_NONE; start = next_rules(o, start, best))
		for (date d = start; d <= start + LONGEST_BREAK; d++) {
			int second = second_of(office_policy(o, d));
			if (second >= 0 && office_workday(o, d) && time_at(d, second) > after)
				return earlier(time_at(d, second), after, best);
		}
	return best;
}

int64_t schedule_next_letter(const struct office *o, int64_t after)
{
	return next_daily(o, after, next_of_rules(o, after, letters_of), digest_of);
}

int64_t schedule_next_morning(const struct office *o, int64_t after)
{
	return next_daily(o, after, INT64_MAX, office_morning);
}

int64_t schedule_next_sheet(const struct office *o, int64_t after)
{
	return next_daily(o, after, INT64_MAX, sheet_of);
}

bool duty_id_says(struct arena *a, const char *id, const char **staff_r, const char **kind_r, date *day_r)
{
	const char *first = strchr(id, '.'), *last = strrchr(id, '.');
	if (!first || first == id || last < first + 2 || date_parse(last + 1, day_r) < 0)
		return false;
	*kind_r = arena_strndup(a, id, (size_t)(first - id));
	*staff_r = arena_strndup(a, first + 1, (size_t)(last - first - 1));
	return true;
}
