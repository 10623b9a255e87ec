#include "due.h"

#include "base/bug.h"

/* The first day of the stretch of so many months, counted from January, that the day lies in. */
static date months_first(date day, int months)
{
	int y, m, d;
	date_split(day, &y, &m, &d);
	return date_make(y, (m - 1) / months * months + 1, 1);
}

static int months_of(const struct due_rule *r)
{
	return r->every == EVERY_MONTH ? 1 : r->every == EVERY_QUARTER ? 3 : 6;
}

date due_period(const struct due_rule *r, date day)
{
	switch (r->every) {
	case EVERY_WORKDAY:
	case EVERY_DAY:
		return day;
	case EVERY_WEEK:
		return date_monday(day);
	case EVERY_MONTH:
	case EVERY_QUARTER:
	case EVERY_HALF_YEAR:
		return months_first(day, months_of(r));
	}
	bug("due_rule.every %d", (int)r->every);
}

date due_period_end(const struct due_rule *r, date for_date)
{
	if (r->every == EVERY_WORKDAY || r->every == EVERY_DAY)
		return for_date;
	if (r->every == EVERY_WEEK)
		return for_date + 6;
	return months_first(for_date + 31 * months_of(r), months_of(r)) - 1; /* no stretch of months is longer, and the next one is not over by then */
}

static bool has_workday(const struct office *o, date from, date to)
{
	while (from <= to && !office_workday(o, from))
		from++;
	return from <= to;
}

bool due_is_for(const struct office *o, const struct due_rule *r, date day)
{
	if (r->every == EVERY_WORKDAY)
		return office_workday(o, day);
	return due_period(r, day) == day && (r->fallback != FALLBACK_LAST_WORKDAY || has_workday(o, day, due_period_end(r, day)));
}

int due_reach(const struct due_rule *r)
{
	return r->every == EVERY_HALF_YEAR ? 200 : r->every == EVERY_QUARTER ? 110 : 40;
}

static date last_workday_of(const struct office *o, date from, date to)
{
	for (date d = to; d >= from; d--)
		if (office_workday(o, d))
			return d;
	return to; /* a stretch without any */
}

/* The period's last one where it has fewer. */
static date nth_workday_of(const struct office *o, date from, date to, int n)
{
	for (date d = from; d <= to; d++)
		if (office_workday(o, d) && --n <= 0)
			return d;
	return last_workday_of(o, from, to);
}

date due_date(const struct office *o, const struct due_rule *r, date for_date)
{
	date last = due_period_end(r, for_date), day = for_date + r->day;
	if (r->every == EVERY_WORKDAY || r->every == EVERY_DAY)
		return day;
	if (r->every != EVERY_WEEK) {
		if (r->fallback == FALLBACK_NEXT_WORKDAY) /* the 3rd workday of the month */
			return nth_workday_of(o, for_date, last, r->day);
		day = r->day > last - for_date + 1 ? last : for_date + r->day - 1;
	}
	if (office_workday(o, day) || r->fallback == FALLBACK_NONE)
		return day;
	return r->fallback == FALLBACK_NEXT_WORKDAY ? office_next_workday(o, day) : last_workday_of(o, for_date, last);
}
