/* Civil dates and the office's zone. A moment is int64_t seconds UTC; a day is a `date`: days since 1970-01-01. Nothing here reads the
 * clock (clock.h does). Weeks run Monday to Sunday (rules.md section 2). */
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

typedef int32_t date;
enum { DATE_NONE = INT32_MIN, DAY_SECONDS = 86400, DATE_TEXT_SIZE = 16, TIME_TEXT_SIZE = 40 };

date date_make(int year, int month, int day);        /* DATE_NONE when there is no such day */
void date_split(date d, int *year_r, int *month_r, int *day_r);
int date_year(date d);
int date_weekday(date d);                            /* 0 Monday .. 6 Sunday */
date date_monday(date d);                            /* the Monday of its week */
int date_parse(const char *text, date *d_r);         /* YYYY-MM-DD; -1 if it is none */
const char *date_text(date d, char text_r[DATE_TEXT_SIZE]);   /* YYYY-MM-DD; "" for DATE_NONE */
int hhmm_parse(const char *text, int *seconds_r);    /* "23:59" gives seconds of the day, 0..86340; -1 if it is none */

/* The office's zone, for the whole process: civil times never depend on the machine's own zone. -1 when the zone is unknown here. */
int zone_use(const char *name, struct err *err);
date time_date(int64_t t);                           /* the office's day at that moment */
int time_second_of_day(int64_t t);                   /* civil seconds 0..86399 */
/* The moment at which the office's clocks show that second of that day. A time that is skipped (summer time) is the moment after the
 * gap; one that occurs twice is the first. */
int64_t time_at(date d, int second_of_day);
/* RFC 3339. time_parse wants an offset or Z. */
int time_parse(const char *text, int64_t *t_r);
const char *time_text(int64_t t, char text_r[TIME_TEXT_SIZE]);          /* 2026-09-14T23:59:59+08:00 */
const char *time_rfc5322(int64_t t, char text_r[TIME_TEXT_SIZE]);       /* Mon, 14 Sep 2026 23:59:59 +0800 */

#endif
