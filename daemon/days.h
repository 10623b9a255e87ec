/* Days as people write them in a line of words: 10月8日, 10-8至10-9, 明天, 上周. Pure. All text in normal form NFKC; dates without a year are
 * those nearest to today. */
#ifndef DAEMON_DAYS_H
#define DAEMON_DAYS_H
#include <stdbool.h>

#include "base/date.h"

/* Past blanks and punctuation. */
const char *days_skip(const char *p);
/* One day at p: 10月8日, 10-8, 2026年10月8日, 2026-10-08, 十月八日, 今天, 明天, 周五, 下周一; a day alone (9日) is the nearest of that number, behind `from` (DATE_NONE: nothing) the
 * next one, as is 周五. Where it ends; NULL: there is none. */
const char *days_one(const char *p, date today, date from, date *d_r);
/* One day, or a stretch (10月8日至9日, 10-8~10-9, 8-10号, 8日、9日, 明后两天): both included, in order. What stands behind it may be anything: days_span says where it ends, NULL:
 * there is none, or they are days that do not follow each other. */
const char *days_span(const char *p, date today, date *from_r, date *to_r);
/* How many days are said behind one (起三天, 共2天): where that ends, NULL: it is not said. */
const char *days_counted(const char *p, int *n_r);
/* A whole text that names a stretch of time: what days_span takes, 昨天, 上周, 本月, 9月, 2026年9月, 今年, 最近7天. False: it says something else, or more. */
bool days_stretch(const char *text, date today, date *from_r, date *to_r);

#endif
