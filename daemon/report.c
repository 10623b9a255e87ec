#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "due.h"

const struct report *office_report(const struct office *o, const char *id)
{
	for (size_t i = 0; o->reports && i < o->reports->reports_count; i++)
		if (strcmp(o->reports->reports[i].id, id) == 0)
			return &o->reports->reports[i];
	return NULL;
}

bool report_on(const struct report *r, const struct policy *p)
{
	if (!r->pack)
		return true;
	for (size_t i = 0; i < p->reports_count; i++)
		if (strcmp(p->reports[i], r->pack) == 0 || strcmp(r->pack, REPORT_ANY_PACK) == 0)
			return true;
	return false;
}

/* ---- moments */

static bool is_weekday(const struct report *r, date day)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	for (size_t i = 0; i < r->weekdays.items_count; i++)
		if (strcmp(r->weekdays.items[i], names[date_weekday(day)]) == 0)
			return true;
	return r->weekdays.items_count == 0;
}

/* Made for that date at that moment; INT64_MAX: not. */
static int64_t made_at(const struct office *o, const struct report *r, date for_date)
{
	if ((!r->to && !r->each) || !due_is_for(o, &r->when, for_date) || !is_weekday(r, for_date))
		return INT64_MAX;
	date day = due_date(o, &r->when, for_date);
	return day >= o->since && report_on(r, office_policy(o, day)) ? time_at(day, r->when.at) : INT64_MAX;
}

static date first_near(const struct report *r, date day)
{
	return due_period(&r->when, day - due_reach(&r->when));
}

static date period_after(const struct report *r, date for_date)
{
	return due_period_end(&r->when, for_date) + 1;
}

static bool is_ever_made(const struct office *o, const struct report *r)
{
	bool on = !r->pack;
	for (size_t i = 0; !on && i < o->policies_count; i++)
		on = report_on(r, &o->policies[i]);
	return on && (r->to || r->each);
}

int64_t report_next(const struct office *o, const struct report *r, int64_t after)
{
	if (!is_ever_made(o, r)) /* of most packs no report is: their days need not be looked through */
		return INT64_MAX;
	date day = after == INT64_MIN || time_date(after) < o->since ? o->since : time_date(after);
	for (; day != DATE_NONE; day = office_next_policy(o, day)) /* which may be the first to make it */
		for (date d = first_near(r, day), end = day + 2 * due_reach(&r->when); d < end; d = period_after(r, d)) {
			int64_t at = made_at(o, r, d);
			if (at != INT64_MAX && at > after) /* they only grow */
				return at;
		}
	return INT64_MAX;
}

int64_t schedule_next_report(const struct office *o, int64_t after)
{
	int64_t best = INT64_MAX;
	for (size_t i = 0; o->reports && i < o->reports->reports_count; i++) {
		int64_t at = report_next(o, &o->reports->reports[i], after);
		best = at < best ? at : best;
	}
	return best;
}

date report_at(const struct office *o, const struct report *r, int64_t moment)
{
	date day = time_date(moment), end = day + due_reach(&r->when);
	for (date d = first_near(r, day); d <= end; d = period_after(r, d))
		if (made_at(o, r, d) == moment)
			return d;
	return DATE_NONE;
}

/* ---- of which time */

static date period_before(const struct office *o, const struct report *r, date for_date)
{
	return r->when.every == EVERY_WORKDAY ? office_previous_workday(o, for_date) : due_period(&r->when, for_date - 1);
}

/* When the one before was made; before the first one: the office's first day. */
static int64_t made_before(const struct office *o, const struct report *r, int64_t moment)
{
	int64_t before = time_at(o->since, 0);
	for (int64_t t = report_next(o, r, moment - (int64_t)due_reach(&r->when) * DAY_SECONDS); t < moment; t = report_next(o, r, t))
		before = t;
	return before;
}

struct report_span report_span(const struct office *o, const struct report *r, date for_date, int64_t moment, enum report_period period)
{
	struct report_span s = {.first = DATE_NONE, .last = time_date(moment), .from = INT64_MIN, .to = moment};
	if (period == PERIOD_ALL)
		return s;
	if (period == PERIOD_SINCE) {
		s.from = made_before(o, r, moment);
		s.first = time_date(s.from);
		return s;
	}
	s.first = period == PERIOD_THIS ? for_date : period_before(o, r, for_date);
	s.from = time_at(s.first, 0);
	if (period == PERIOD_LAST) {
		s.last = r->when.every == EVERY_WORKDAY ? s.first : for_date - 1;
		s.to = time_at(s.last + 1, 0);
	}
	return s;
}

date report_month_after(date first, int months)
{
	int year, month, ignored;
	date_split(first, &year, &month, &ignored);
	int n = year * 12 + month - 1 + months;
	return date_make(n / 12, n % 12 + 1, 1);
}

struct report_span report_months(struct report_span s, int months)
{
	s.first = report_month_after(s.last, 1 - months);
	s.from = time_at(s.first, 0);
	return s;
}

date report_month(const char *text, date day)
{
	char *end;
	int near, month, ignored, year = date_year(day);
	long a = strtol(text, &end, 10), b = -1;
	if (end == text)
		return DATE_NONE;
	if (a >= 1900 && a <= 9998) {
		text = end + (*end == '-' || *end == '/' || *end == '.' ? 1 : strncmp(end, "年", strlen("年")) == 0 ? strlen("年") : 0);
		b = strtol(text, &end, 10);
		return text != end && b >= 1 && b <= 12 ? date_make((int)a, (int)b, 1) : DATE_NONE;
	}
	if (a < 1 || a > 12)
		return DATE_NONE;
	date_split(day, &near, &month, &ignored);
	if (a - month > 6)
		year--;
	else if (month - a > 6)
		year++;
	return date_make(year, (int)a, 1);
}
