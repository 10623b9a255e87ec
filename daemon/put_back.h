/* A store that was put back from a backup. What the clerk sent after the backup was made is not in it: letters that wait there may have left, and of the mails and moments
 * since then the same letters are made once more. They have the ids that they had, and so the tokens; so nothing leaves, of what waits or is made until every mailbox
 * was read past the start, before it was looked for in the Sent folder (rules.md section 6, fault 57). What is made later has a cause that is later than the start.
 * Only a copy that `backup` made is known by its mark (store.h: META_BACKED_UP), which goes when that is done. */
#ifndef DAEMON_PUT_BACK_H
#define DAEMON_PUT_BACK_H
#include "clerk.h"

/* In a turn, between what makes letters and what sends them. Tells the operator, once. Where the submission is a Maildir, a second delivery is the same file, and nothing
 * is in doubt. Uses and resets c->turn. -1: the store fails. */
int put_back_look(struct clerk *c, int64_t now, struct err *err);
/* What waits is in doubt while the mark is there: before letters are claimed. Inside the caller's transaction. */
int put_back_doubt(struct clerk *c, struct err *err);

#endif
