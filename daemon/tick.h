/* The line of time: what is due goes through settle -> record -> compose -> outbox, in due order. Timers are the office's rules and two
 * durable pointers, never memory. */
#ifndef DAEMON_TICK_H
#define DAEMON_TICK_H
#include "clerk.h"

/* Settles up to c->horizon, then reminds and reports up to `now`. Each moment is one transaction. Uses and resets c->turn. */
int tick(struct clerk *c, int64_t now, struct err *err);
/* Settles up to that moment, each as of its own moment: as if the clerk had been there. Likewise. */
int tick_settle(struct clerk *c, int64_t until, struct err *err);
/* When the next thing is due after what was done; INT64_MAX: nothing. */
int tick_next(struct clerk *c, int64_t *when_r, struct err *err);

#endif
