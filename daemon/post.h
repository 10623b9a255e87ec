/* The way out: letters that are due go to the sender child. */
#ifndef DAEMON_POST_H
#define DAEMON_POST_H
#include "clerk.h"

enum {
	POST_BATCH = 32,              /* letters claimed in one transaction, */
	POST_AHEAD = 8,               /* and with the sender at once: it never waits for a clerk who judges meanwhile */
};

/* Between two transactions of a turn that is still reading mails: receipts that lead the queue are claimed, and go to the sender one after the other while the
 * clerk goes on; what became of those before is recorded. Nothing waits for the server. Other letters are post_flush's: until the turn's end one may be taken into another. -1: the store fails.
 * post_mind, at any moment: takes the sender's answer if it is there, and gives it the next letter. */
int post_step(struct clerk *c, int64_t now, struct err *err);
void post_mind(struct clerk *c, int64_t now);
/* Sends what is due at `now`, and waits for it. *sent_r: letters delivered, by post_step too. Trouble with the server is noted on the letters and logged; -1 only when the
 * store fails: what became of letters that left is then kept in memory, and recorded first by the next call. Uses and resets c->turn. */
int post_flush(struct clerk *c, int64_t now, size_t *sent_r, struct err *err);

/* When something is to be sent next: INT64_MAX where nothing waits, or the breaker is open (flood.h); else not before pace.h allows it. */
int post_next(struct clerk *c, int64_t now, int64_t *when_r, struct err *err);
/* At the clerk's end. */
void post_close(struct clerk *c);

#endif
