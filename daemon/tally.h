/* The servers' own counts beside ours: for each folder, what came in a stretch of time, says the server, and how much of that is recorded. Each mail is looked
 * for by its place, so that one which was passed over is found though others were moved away meanwhile. An IMAP server is asked for its numbers again; of a
 * Maildir the files are counted, by their arrival, so that a replay counts what was there at its moment. */
#ifndef DAEMON_TALLY_H
#define DAEMON_TALLY_H
#include "clerk.h"
#include "fetch.h"

struct tally {
	struct digest_folder *folders;
	size_t folders_count, folders_cap;
};
/* In `a`. (from, to]: moments by which the clerk saw the mails, or by which files arrived; what no turn has read yet is not counted. A server that does not
 * answer is no fault: its folders say so. Nothing is connected for it. Outside a transaction. -1: the store fails. */
int tally_take(struct clerk *c, struct arena *a, int64_t from, int64_t to, struct tally *t_r, struct err *err);

/* Its steps for a folder of an IMAP server, for tests too. The greatest number in the folder that was recorded before the stretch; 0: none. */
int tally_before(struct clerk *c, const struct digest_folder *f, int64_t uidvalidity, int64_t from, int64_t to, int64_t *uid_r, struct err *err);
/* Counts what the server lists behind that number, up to where reading stands (s). What is not recorded was passed over: s goes back before it, durably. */
int tally_compare(struct clerk *c, struct arena *a, const struct fetch_listing *l, int64_t before, struct folder_state *s, struct digest_folder *f, struct err *err);

#endif
