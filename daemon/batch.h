/* A batch of mails on its way from bytes to the docket: attempts, parse, record. */
#ifndef DAEMON_BATCH_H
#define DAEMON_BATCH_H
#include "clerk.h"

enum {
	BATCH_MAILS = 32,               /* in one transaction, at most, */
	BATCH_BYTES = 16 * 1024 * 1024, /* and no further one when they have so many bytes, */
	BATCH_ROWS = 10000,             /* or their lists so many rows */
	BATCH_MAX_TRIES = 3,            /* then a mail is in quarantine */
};

/* A mail about to be taken. */
struct item {
	struct place place;
	int64_t arrived_at;
	struct bytes raw;
	size_t size;                  /* on the server; beyond MAIL_MAX_BYTES raw holds its header at most */
};

/* Counts an attempt of each durably, in one commit before any is read, parses them, and records and judges all of them in one transaction, with the folder's new position
 * `after` (NULL: positions are not kept here). If some of them were under way when a clerk ended, each has a transaction of its own. A mail that
 * was read well and that a failing store did not take has no further attempt counted in this process. Uses c->turn, which must live until it returns. -1: the store fails. */
int batch_take(struct clerk *c, const struct item *items, size_t count, const struct folder_state *after, const char *mailbox,
               const char *folder, int64_t now, struct err *err);
/* What was recorded late is judged, in a transaction of its own. Empties c->turn. -1: the store fails. */
int batch_catch_up(struct clerk *c, int64_t now, struct err *err);
/* Reads a quarantined mail once more, from the bytes that were kept, and judges it at its place, in a transaction of its own. 1 done, 0 there
 * is no such mail in quarantine, -1: exit_code 65 it can still not be read (it stays where it is), 75 the store fails. */
int batch_retry(struct clerk *c, const char *public, int64_t now, struct err *err);
/* At the clerk's end. */
void batch_close(struct clerk *c);

#endif
