/* The morning's call sheets: to each rep the leads that count for that workday, to be printed, called, and sent back filled in (slip_calls.h). */
#ifndef DAEMON_CALL_SHEET_H
#define DAEMON_CALL_SHEET_H
#include "clerk.h"

enum { CALL_SHEET_MAX = 500 /* leads of one sheet: so many rows of one mail are read when it comes back (SLIP_MAX_ROWS) */ };

/* The sheets whose moment (schedule_next_sheet) has come, in their order, those of days that are over left out; a transaction for each letter. They wait
 * until the mailboxes are known to have been read past the night's last window: a sheet must not lack a list that arrived in time. Uses and resets c->turn. */
int call_sheets_due(struct clerk *c, int64_t now, struct err *err);
/* The next such moment, in the past where it waits; INT64_MAX: none. */
int call_sheets_next(struct clerk *c, int64_t *when_r, struct err *err);

/* A rep's leads that count for that day and are still his at the moment `at`, in the order in which they counted. In c->turn. */
struct call_leads {
	struct lead_row *items;
	size_t items_count, items_cap;
	size_t others;                 /* further ones, which a colleague has by then */
	const struct duty_rule *rule;  /* whose leads they are; NULL: nothing counts leads for that day */
};
int call_leads(struct clerk *c, const struct staff *s, date day, int64_t at, struct call_leads *l_r, struct err *err);
/* How many leads of his count for that day, whoever has them by now. */
int call_count(struct clerk *c, const struct staff *s, date day, int *n_r, struct err *err);

#endif
