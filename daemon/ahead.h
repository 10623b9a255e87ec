/* Mails on their way from bytes to the docket: a bounded queue of which the reader child is at work on the next ones while the clerk judges those before
 * them. A mail's attempt is committed before its reading begins, those of a group in one transaction. A reader that dies costs the mail that it was on
 * one attempt; whatever else was under way is asked for again, and that is none.
 * A mail that was under way when something ended, this clerk's store or an earlier clerk, is `alone`: counted and read when its turn comes, not before. */
#ifndef DAEMON_AHEAD_H
#define DAEMON_AHEAD_H
#include "clerk.h"

enum {
	AHEAD_MAILS = 64,                /* in the queue, at most; */
	AHEAD_BYTES = 384 * 1024,        /* with so many bytes under way in the reader, no further one */
	AHEAD_ANSWERS = 384 * 1024,      /* bytes of answers that the clerk keeps before it needs them */
	AHEAD_COMING = 384 * 1024,       /* bytes of mails that the server sent meanwhile */
	AHEAD_LARGE = 512 * 1024,        /* bytes of a mail that is never copied: it is read when nothing else is under way */
	AHEAD_MAX_TRIES = 3,             /* then a mail is in quarantine */
};

#define CLERK_ENDED "the clerk itself ended while reading it" /* the reason of a mail in quarantine that no reader died of */

/* A mail about to be taken. */
struct item {
	struct place place;
	int64_t arrived_at;
	struct bytes raw;
	size_t size;                  /* on the server; beyond MAIL_MAX_BYTES raw holds its header at most */
	bool moves;                   /* with it the folder's position moves to `after` */
	struct folder_state after;
};

struct arrival;                   /* docket.h */

/* How many are in the queue, and the first ones that were read. */
size_t ahead_count(const struct clerk *c);
size_t ahead_read_count(const struct clerk *c);
const struct item *ahead_item(const struct clerk *c, size_t i);
/* Is the next one to be read alone, in a transaction of its own? */
bool ahead_next_alone(const struct clerk *c);
/* Puts a group behind; what it points to lives in `own` (the queue's from then on, also at -1; NULL: foreign,
 * and good until they are dropped). There must be room. -1: the store fails, or no reader can be started: nothing was counted then. */
int ahead_add(struct clerk *c, struct arena *own, const struct item *items, size_t count, struct err *err);
/* Reads the first one that was not read yet, which stays in the queue. *a_r lives in c->turn, its raw bytes in the queue. -1: the store fails, or no
 * reader can be started. A mail that can't be read is no error: quarantined. */
int ahead_read(struct clerk *c, struct arrival *a_r, struct err *err);
/* What is known of a mail of which nothing was read, in c->turn. */
void ahead_bare(struct clerk *c, struct arrival *a_r);
/* To be called now and then while judging takes its time: neither end of the lines to the reader and from the server (c->coming) waits then for the other,
 * and the reader goes on with the queue. Never waits. */
void ahead_mind(struct clerk *c);
/* Whether the reader is still at work on what it was given, so that ahead_read would wait sooner or later. Never waits. */
bool ahead_waits(struct clerk *c);
/* The first `count` were recorded: they leave the queue. */
void ahead_drop(struct clerk *c, size_t count);
/* After a failure: empties the queue. A mail that the store is at fault for has no further attempt counted in this process. */
void ahead_forget(struct clerk *c);
/* At the clerk's end. */
void ahead_close(struct clerk *c);

#endif
