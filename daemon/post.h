/* The way out: letters that are due go to the sender child. */
#ifndef DAEMON_POST_H
#define DAEMON_POST_H
#include "clerk.h"

enum { POST_BATCH = 16 /* letters claimed in one transaction */ };

/* Sends what is due at `now`. *sent_r: letters delivered. Trouble with the server is noted on the letters and logged; -1 only when the
 * store fails: what became of letters that left is then kept in memory, and recorded first by the next call. Uses and resets c->turn. */
int post_flush(struct clerk *c, int64_t now, size_t *sent_r, struct err *err);

/* When something is to be sent next: INT64_MAX where nothing waits, or the breaker is open (flood.h); else not before pace.h allows it. */
int post_next(struct clerk *c, int64_t now, int64_t *when_r, struct err *err);
/* At the clerk's end. */
void post_close(struct clerk *c);

#endif
