/* Once a duty is due: who did not deliver is told to whoever has to know (missing_to), and what was delivered is put together for who passes it on (bundle_for;
 * the week's plans for the director's report). All inside the caller's transaction, but for bundles_due. */
#ifndef DAEMON_OWING_H
#define DAEMON_OWING_H
#include "hearing.h"

/* The missing list of that kind and for-date, whose window closed at `moment`; no letter where nobody is missing. */
int owing_post(struct clerk *c, const char *kind, date day, int64_t moment, int64_t now, struct err *err);
/* The bundles of what met a duty, to everybody who owes the duty that it is for: each moment in a transaction of its own, once all that counts is read. Whoever's mail
 * lies in a mailbox that can't be reached is not said to be missing; a day later nothing is said at all. Resets c->turn. */
int bundles_due(struct clerk *c, int64_t now, struct err *err);
int bundles_next(struct clerk *c, int64_t *when_r, struct err *err);      /* INT64_MAX: none */
/* An answer to a bundle: 转呈 hands it, with the words of the answer, to whom that other duty is addressed, and counts for it: *kind_r its kind, NULL: the mail is none. */
int bundle_answer(const struct hearing *h, const char **kind_r, struct err *err);

#endif
