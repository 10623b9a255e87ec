/* What the files of the intake share: how mails, wherever they come from, are collected and handed on; and an IMAP folder, for intake.c. */
#ifndef DAEMON_INTAKE_INSIDE_H
#define DAEMON_INTAKE_INSIDE_H
#include "batch.h"
#include "intake.h"

struct mailbox_state;

/* Mails are collected into groups. While a group is judged, the reader is at work on the next one, and the server sends the one after that. */
struct collecting {
	struct clerk *c;
	int64_t now;
	struct arena *a;              /* own: what the group's items point to; NULL: nothing is collected */
	struct item items[BATCH_MAILS];
	size_t items_count, bytes;
	size_t *new_r;
	bool store_failed;            /* tells our own fault from the server's */
};
struct arena *collect_in(struct collecting *w);        /* what the next item points to lives there */
/* True when a group is full. A reader who has nothing to do waits for no whole one. */
bool collect(struct collecting *w, const struct item *it);
/* The group goes to the reader, then those before it are judged. */
int collect_give(struct collecting *w, struct err *err);
int collect_take(struct collecting *w, struct err *err); /* all that the reader has are judged */
void collect_forget(struct collecting *w);             /* the group that was not given */

/* A letter may have to wait, for quiet hours or for good: then the sender was started for nothing, once. */
void intake_prepare(struct clerk *c);

/* Reads what is new in a folder, and moves its position. -1: the server fails (exit_code 66: there is no such folder), or (*store_failed_r) the store. */
int intake_folder(struct clerk *c, struct mailbox_state *box, const char *folder, int64_t now, size_t *new_r, bool *store_failed_r, struct err *err);

#endif
