/* Mails that were read (ahead.h) become records and verdicts, several in one transaction. */
#ifndef DAEMON_BATCH_H
#define DAEMON_BATCH_H
#include "ahead.h"

enum {
	BATCH_MAILS = 32,               /* in one transaction, at most, */
	BATCH_BYTES = 16 * 1024 * 1024, /* and no further one in a group that has so many bytes, */
	BATCH_PARDON_SECONDS = 3600,
	BATCH_ROWS = 10000,             /* or whose lists have so many rows */
};

/* Takes the first `count` mails of the queue (all: SIZE_MAX): waits until they are read, records and judges them, each transaction with the folder's new
 * position. One that is alone has a transaction of its own. *taken_r: how many were taken, also at -1: the store fails, or no reader can be started; the
 * queue is empty then. What c->turn held stays. */
int batch_take(struct clerk *c, size_t count, int64_t now, size_t *taken_r, struct err *err);
/* What was recorded late is judged, in a transaction of its own. Empties c->turn. -1: the store fails. */
int batch_catch_up(struct clerk *c, int64_t now, struct err *err);
/* Reads a quarantined mail once more, from the bytes that were kept, and judges it at its place, in a transaction of its own. 1 done, 0 there
 * is no such mail in quarantine, -1: exit_code 65 it can still not be read (it stays where it is), 75 the store fails. */
int batch_retry(struct clerk *c, const char *public, int64_t now, struct err *err);
/* Three ends of the clerk in a row may be the power's fault, or somebody else's hunger for memory: who is in quarantine for them alone is read once more, after an
 * hour. That is counted as an attempt, so that a clerk which ends over it once more leaves it where it is. -1: the store fails. */
int batch_pardon(struct clerk *c, int64_t now, size_t *new_r, struct err *err);
/* The same with bytes that came now: in->again is the quarantined one. */
int batch_read_again(struct clerk *c, struct arrival *in, int64_t now, struct err *err);

#endif
