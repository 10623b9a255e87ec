/* The morning's call sheets: to each rep the leads that count for that workday, to be printed, called, and sent back filled in (slip_calls.h). */
#ifndef DAEMON_CALL_SHEET_H
#define DAEMON_CALL_SHEET_H
#include "clerk.h"

enum { CALL_SHEET_MAX = 500 /* leads of one sheet: so many rows of one mail are read when it comes back (SLIP_MAX_ROWS) */ };

/* The sheets whose moment (schedule_next_sheet) has come, in their order, those of days that are over left out; a transaction for each letter. As many as a turn may
 * take; c->more: there are more, for the next one, between which mail is read and letters leave. They wait
 * until the mailboxes are known to have been read past the night's last window: a sheet must not lack a list that arrived in time. Uses and resets c->turn. */
int call_sheets_due(struct clerk *c, int64_t now, struct err *err);
/* The next such moment, in the past where it waits; INT64_MAX: none. */
int call_sheets_next(struct clerk *c, int64_t *when_r, struct err *err);

/* How many leads of his count for that day, whoever has them by now. */
int call_count(struct clerk *c, const struct staff *s, date day, int *n_r, struct err *err);

#endif
