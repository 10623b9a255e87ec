/* `staff import FILE` and `calendar import FILE`: what a file would change in the configuration, and, told to write, that changed: the old file is kept, the new one
 * checked before it takes its place, and nothing else in it is touched (conf_edit.h). A daemon takes it up at its next reload. */
#ifndef DAEMON_IMPORT_H
#define DAEMON_IMPORT_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "values/office.h"

struct import {
	const char *configuration;   /* the file */
	const struct office *office; /* what stands in it */
	const char *file;            /* what is imported */
	bool write;                  /* else it is only told */
	date absent_until;           /* staff: the last day of reps whom the table lacks; DATE_NONE: they stay */
	int64_t now;
};
/* What is said goes into out. 0, or -1 with exit_code 65, 66, 73 or 78. */
int import_staff(const struct import *i, struct buf *out, struct err *err);
int import_calendar(const struct import *i, struct buf *out, struct err *err);
/* With what was said by mail (入职, 换邮箱) laid over it, as far as there is a store that can be read. In `a`. */
const struct office *import_known(struct arena *a, const struct office *configured);
/* What a merge found, a line each, in the operator's language. */
struct staff_changes;
struct roster;
void import_tell(struct arena *a, const struct roster *r, const struct staff_changes *c, struct buf *out);
/* "2026-10-01..2026-10-07 off, 2026-10-10 work": stretches of days. */
void import_tell_days(const struct marked_day *days, size_t count, struct buf *out);
/* The configuration's new text in its place: checked, the old one kept. Says where. */
int import_replace(struct arena *a, const struct import *i, const struct buf *text, struct buf *out, struct err *err);

#endif
