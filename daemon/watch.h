/* The operator's watch: what is wrong with the clerk's world (a server that is away, the disk, addresses that letters come back from, quarantine, a
 * year without calendar, a clock that jumped) is told to him once, with what to do, and once more when it is over, with how long it was. What is known
 * of it is kept in the store (table alarm), so that a restart begins nothing anew.
 * Told means: the file STORE.alarm, the log, alarm_command (alarm.h), and a letter. While the submission itself is away no letter is written: what began or
 * ended meanwhile stands in the one that tells that it is back. That one is written when it is back; or before, where nothing else waits that would show it:
 * then it waits itself, says what is true whenever it arrives, and is written anew when there is more to tell. */
#ifndef DAEMON_WATCH_H
#define DAEMON_WATCH_H
#include "clerk.h"

enum {
	WATCH_CALENDAR_MONTH = 12,    /* from its first day on the coming year wants a calendar */
	WATCH_OWING_DAYS = 14,        /* duties for days up to so far ahead are looked at */
	WATCH_DISK_SLACK = 110,       /* percent of alarm_disk_mb: so much is free before an alarm about it is over */
};

/* After a turn, in a transaction of its own; uses c->turn. now: as far as time is known to have come (doubt_now). -1: the store fails. */
int watch_look(struct clerk *c, int64_t now, struct err *err);
/* The store failed from `since` on and works again: told by a letter, now that there can be one. Likewise. */
int watch_store_again(struct clerk *c, int64_t since, const char *text, int64_t now, struct err *err);
/* Who owes what now: duties whose window is open at `now` and that are not met, by person and kind. horizon: as in duty_make. */
struct standing_owed { const struct staff *staff; struct duty duty; };
struct standings { struct standing_owed *items; size_t items_count, items_cap; };
int watch_owing(const struct office *o, struct store *s, struct arena *a, int64_t horizon, int64_t now, struct standings *s_r, struct err *err);
/* Free bytes on the disk of the store; -1: not known. */
int64_t watch_disk_free(const char *store);

#endif
