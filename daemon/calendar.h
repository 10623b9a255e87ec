/* Calendar files: which days are off, which are worked (rules.md section 1). Four forms, told by what is in them:
 *   CSV           date,kind with kind off|work; a header line, further columns and lines that begin with # are allowed
 *   JSON          holiday-cn: {year, days:[{name,date,isOffDay}]}; chinese-days: {holidays:{DATE:...}, workdays:{...}, inLieuDays:{...}}
 *   ICS           all-day events; X-APPLE-SPECIAL-DAY where there is one, else by the summary: 班 is worked, 休 or 假 is off */
#ifndef DAEMON_CALENDAR_H
#define DAEMON_CALENDAR_H
#include "base/arena.h"
#include "base/err.h"
#include "conf_fault.h"
#include "values/office.h"

enum { CALENDAR_MAX_BYTES = 16 * 1024 * 1024 };

struct calendar {
	struct marked_day *days;
	size_t days_count, days_cap;
	int *lines;          /* where each was written, until calendar_finish */
	size_t lines_count, lines_cap;
};
void calendar_add(struct arena *a, struct calendar *c, date day, bool work, int line);

/* Appends the file's days. -1 when it can't be read at all (err says why); what is wrong inside it are faults with its own lines.
 * Two different marks of one day in one file are a fault. */
int calendar_read(struct arena *a, const char *path, struct calendar *c, struct conf_faults *f, struct err *err);
/* The same for bytes at hand. */
void calendar_parse(struct arena *a, const char *file, const char *data, size_t size, struct calendar *c, struct conf_faults *f);
/* Sorts by day; of several marks of one day the last one read stays. */
void calendar_finish(struct calendar *c);

/* ics.c */
void ics_parse(struct arena *a, const char *file, const char *data, size_t size, struct calendar *c, struct conf_faults *f);

#endif
