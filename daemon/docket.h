/* The docket: mails judged in their order of arrival (rules.md sections 3, 4 and 6). A mail that turns up late is judged at its place, and
 * everything after that place again; what then differs in the ledger is appended by settle.h. */
#ifndef DAEMON_DOCKET_H
#define DAEMON_DOCKET_H
#include "clerk.h"
#include "values/classified.h"

/* A mail as it came out of the reader, with where it was seen. */
struct arrival {
	struct place place;
	int64_t arrived_at;
	struct bytes raw;
	struct mail mail;
	struct classified found;
	const char *quarantined;     /* NULL, or why it could not be read: the reader's last words after the third attempt; or it was not fetched: raw is empty */
	const struct mail_record *again; /* NULL, or the quarantined mail that this one is, read at last: it takes that one's place */
};

#define NOT_HANDED_OVER "never fetched: " /* begins the reason of a mail in quarantine that is asked for again (suspects.h) */
#define PASSED_ON "passed on:" /* begins the reason of a mail that counts and left somebody out (cc_rule: forward) */

/* Records new mails and judges them, in one transaction of the caller's. Letters that answer them are recorded too. Arrivals may come in
 * any order; what lies before mails that were judged already only waits, for docket_catch_up. */
int docket_take(struct clerk *c, struct arrival *arrivals, size_t count, int64_t now, struct err *err);
/* Judges what waits, and everything from the first such place on again: once, when all mailboxes were read. Inside the caller's transaction.
 * 1 done, 0 nothing waits, -1. */
int docket_catch_up(struct clerk *c, int64_t now, struct err *err);
/* A store that was put back (put_back.h), where what arrives only waits: judges the first that waits, as of then. What lies before others that were judged, or where duties are
 * settled already, goes to docket_catch_up, with all others. Likewise. */
int docket_take_next(struct clerk *c, int64_t now, struct err *err);
/* Whether it has anything to do: 1, 0, -1. */
int docket_behind(struct clerk *c, struct err *err);
/* What arrived from that moment on is judged again by the next docket_catch_up, too: the roster is another since (said in the mail `public`). */
int docket_again_from(struct clerk *c, int64_t from, const char *public, struct err *err);
/* A quarantined mail is let be; why: its reason. 1, 0 there is no such mail in quarantine, -1. Inside the caller's transaction. */
int docket_ignore(struct clerk *c, const char *public, const char *why, struct err *err);
/* Judges every mail of a store in which none was judged yet (c->supposing, store_suppose), as judging again does: nobody is answered, and what took
 * effect when it came stands. Settling is left to the caller. */
int docket_judge_supposed(struct clerk *c, const char *because, int64_t now, struct err *err);
/* Judges every mail from the first one on again: after the configuration changed. Inside the caller's transaction. */
int docket_judge_all(struct clerk *c, const char *because, int64_t now, struct err *err);

#endif
