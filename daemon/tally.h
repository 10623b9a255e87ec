/* The servers' own counts beside ours: for each folder, what came in a stretch of time, says the server, and how much of that is recorded. Each mail is looked
 * for by its place, so that one which was passed over is found though others were moved away meanwhile. An IMAP server is asked for its numbers again; of a
 * Maildir the files are counted, by their arrival, so that a replay counts what was there at its moment. */
#ifndef DAEMON_TALLY_H
#define DAEMON_TALLY_H
#include "clerk.h"

struct tally {
	struct digest_folder *folders;
	size_t folders_count, folders_cap;
};
/* In `a`. (from, to]: moments by which the clerk saw the mails, or by which files arrived; what no turn has read yet is not counted. A server that does not
 * answer is no fault: its folders say so. Nothing is connected for it. Outside a transaction. -1: the store fails. */
int tally_take(struct clerk *c, struct arena *a, int64_t from, int64_t to, struct tally *t_r, struct err *err);

#endif
