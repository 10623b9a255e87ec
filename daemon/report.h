/* When a report is made, and of which time it tells (values/report.h). Pure: the office's rules alone. */
#ifndef DAEMON_REPORT_H
#define DAEMON_REPORT_H
#include "values/report.h"

/* Switched on: it belongs to no pack, or to one whose reports the policy makes. */
const struct report *office_report(const struct office *o, const char *id);  /* NULL: unknown, whatever is switched on */
bool report_on(const struct report *r, const struct policy *p);
/* The first moment after `after` at which some report is made; INT64_MAX: none. */
int64_t schedule_next_report(const struct office *o, int64_t after);
/* The same of one report. */
int64_t report_next(const struct office *o, const struct report *r, int64_t after);
/* The for-date of the period in which it is made at that very moment; DATE_NONE: it is not. */
date report_at(const struct office *o, const struct report *r, int64_t moment);

/* The time that a section tells of. */
struct report_span {
	date first, last;               /* both included; DATE_NONE: from the beginning */
	int64_t from, to;               /* from <= t < to; INT64_MIN: from the beginning */
};
struct report_span report_span(const struct office *o, const struct report *r, date for_date, int64_t moment, enum report_period period);
/* The first days of so many months, the one in which it ends being the last; from there on it tells. */
struct report_span report_months(struct report_span s, int months);
date report_month_after(date first, int months); /* the first day of the month so many after (or, negative, before) */
/* "2026-10", "2026年10月", "10月" (of the year in which it lies nearest to `day`): that month's first day; DATE_NONE: it names none. */
date report_month(const char *text, date day);

#endif
