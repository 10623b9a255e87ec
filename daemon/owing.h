/* Once a duty is due: who did not deliver is told to whoever has to know (missing_to), and what was delivered is put together for who passes it on (bundle_for;
 * the week's plans for the director's report). All inside the caller's transaction. */
#ifndef DAEMON_OWING_H
#define DAEMON_OWING_H
#include "proof.h"

/* The missing list of that kind and for-date, whose window closed at `moment`; no letter where nobody is missing. */
int owing_post(struct clerk *c, const char *kind, date day, int64_t moment, int64_t now, struct err *err);
/* The bundle of what met that duty, to everybody who owes the duty that it is for. */
int bundle_post(struct clerk *c, const char *kind, date day, int64_t now, struct err *err);
/* An answer to a bundle: 转呈 hands it, with the words of the answer, to whom that other duty is addressed, and counts for it: *kind_r its kind, NULL: the mail is none.
 * answer: letters go, too. */
int bundle_answer(struct clerk *c, const struct mail_record *m, enum proof proof, const struct letter_ref *letter, const struct staff *sender, bool answer, int64_t now,
                  const char **kind_r, struct err *err);

#endif
