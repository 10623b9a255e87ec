/* The line of time: what is due goes through settle -> record -> compose -> outbox, in due order. Timers are the office's rules and durable
 * pointers or rows that say how far each got, never memory. */
#ifndef DAEMON_TICK_H
#define DAEMON_TICK_H
#include "clerk.h"

/* Settles up to c->horizon; then slips, open questions, bundles, reminders, digests, reports and call sheets that are due by `now`, and what is to be erased by age.
 * Each moment is one transaction. Uses and resets c->turn. -1: the store fails. */
int tick(struct clerk *c, int64_t now, struct err *err);
/* Settles up to that moment, each as of its own moment: as if the clerk had been there. Likewise. */
int tick_settle(struct clerk *c, int64_t until, struct err *err);
/* When the next of all that is due after what was done; INT64_MAX: nothing. */
int tick_next(struct clerk *c, int64_t *when_r, struct err *err);

#endif
