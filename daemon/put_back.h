/* A store that was put back from a backup. What was done after the backup was made is not in it, and is made up for, in two parts, until every mailbox was read past the
 * start. Only a copy that `backup` made is known by its mark (store.h: META_BACKED_UP), which goes then.
 * - Mails and moments since then are lived again in their order (clerk.h: lost_since): what arrives only waits until all is read, so that an answer to a letter of that time
 *   finds the entries that it is about, and each is judged, settled and answered as of its time.
 * - The letters that are made so, and those that waited in the backup, may have left. They have the ids that they had, and so the tokens: none of them leaves before it was
 *   looked for in the Sent folder (rules.md section 6, fault 57). */
#ifndef DAEMON_PUT_BACK_H
#define DAEMON_PUT_BACK_H
#include "clerk.h"

/* In a turn, after what is new was read. Uses and resets c->turn, as the next one. -1: the store fails. */
int put_back_live(struct clerk *c, int64_t now, struct err *err);
/* In a turn, between what makes letters and what sends them. Tells the operator, once. Where the submission is a Maildir, a second delivery is the same file, and nothing
 * is in doubt. */
int put_back_look(struct clerk *c, int64_t now, struct err *err);
/* What waits is in doubt while that lasts: before letters are claimed. Inside the caller's transaction. */
int put_back_doubt(struct clerk *c, struct err *err);

#endif
