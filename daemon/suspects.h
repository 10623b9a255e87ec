/* Mails that a server lists and does not hand over: NIL or no bytes for a body, NO; or it hangs up or falls silent whenever one of them is asked for. None of
 * them may keep the others from being read. Each failure is counted durably, as an attempt at the place "fetch UID"; a mail that failed is asked for alone,
 * behind all others, while the folder's position stays before it. After some tries it is in quarantine: told to the operator, shown by `status`, and asked
 * for again from time to time, for the server may be mended. */
#ifndef DAEMON_SUSPECTS_H
#define DAEMON_SUSPECTS_H
#include "ahead.h"
#include "fetch.h"

enum {
	SUSPECT_TRIES = 4,             /* where others came meanwhile; */
	SUSPECT_TRIES_ALONE = 8,       /* else it may be the server that is out of order: with the pauses between two looks, a third of an hour */
	SUSPECT_AGAIN_SECONDS = 3600,  /* between two looks at those of a mailbox in quarantine, during the first day; then a day */
	SUSPECT_AGAIN_MAILS = 500,     /* in one look */
};

struct mailbox_state;
struct suspects {
	uint32_t *uids;               /* those that failed least first: another one may be the guilty one */
	size_t uids_count, uids_cap;
	uint32_t first;               /* the least number among them; 0: there are none */
	uint32_t last_known;          /* the greatest number in the listing that is recorded; 0: none */
};

/* Takes out of the listing of `at` (its place is not looked at) what is recorded already, and who failed before, or was read alone when a clerk ended. In `a`. -1: the store fails. */
int suspects_split(struct clerk *c, struct arena *a, const struct place *at, struct fetch_listing *l, struct suspects *s_r, struct err *err);
/* These failed: any of them may be at fault. In a transaction of its own. -1: the store fails. */
int suspects_count(struct clerk *c, const struct place *at, const uint32_t *uids, size_t count, struct err *err);
/* This one did; `others` came meanwhile. 1: it is recorded in quarantine now, and the folder's position moved (it->after); 0: it is asked for again first; -1: the store fails. */
int suspects_failed(struct clerk *c, const struct item *it, const char *why, bool others, int64_t now, struct err *err);
/* The folder was read to its end: nobody is under suspicion, and who is in quarantine by a number that it had before its numbers began anew is there, or read, by
 * another one, or gone: he is let be. Inside the caller's transaction. */
int suspects_cleared(struct clerk *c, const struct place *at, struct err *err);

/* Whether that mail is in quarantine because it was never handed over; and: it is asked for with the next look at its mailbox. */
bool suspects_is_one(const struct mail_record *m);
int suspects_hurry(struct clerk *c, const struct mail_record *m, struct err *err);
/* Asks for those of a mailbox, whose connection is open, that are due. -1: the store fails. */
int suspects_ask_again(struct clerk *c, struct mailbox_state *box, int64_t now, size_t *new_r, struct err *err);

#endif
