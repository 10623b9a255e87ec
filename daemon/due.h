/* When something that comes again and again is due: a duty, a report (values/office.h: struct due_rule). Pure: the rule, the calendar. */
#ifndef DAEMON_DUE_H
#define DAEMON_DUE_H
#include "values/office.h"

/* A rule names periods by their first day, the for-date: the workday itself, the week's Monday, the first day of the month, quarter or half-year. Where the
 * period's last workday is the fallback, a period without any (the week of a long holiday) asks for nothing. */
bool due_is_for(const struct office *o, const struct due_rule *r, date day);
date due_period(const struct due_rule *r, date day);        /* the for-date of the period that the day lies in; every workday: the day */
date due_period_end(const struct due_rule *r, date for_date); /* its last day */
/* The day on which it is due, by day and fallback; every workday, and with fallback next_workday, that may lie behind the period. */
date due_date(const struct office *o, const struct due_rule *r, date for_date);
/* A due day lies less than so many days from its for-date, to either side, and the next for-date's within as many again. */
int due_reach(const struct due_rule *r);

#endif
