/* Answers by plain reply to letters that speak of money (rules.md sections 4 and 6, "Who may decide"): confirmations, penalty notices, digests, appeals
 * and payments that somebody is asked about. */
#ifndef DAEMON_DECIDE_H
#define DAEMON_DECIDE_H
#include "hearing.h"

/* If the letter that the mail answers is of that sort, and the mail says something about it in its own words above the quotation, the mail's
 * verdict is "answer"; what it says is carried out if the proof is good and the words are clear and may be said to that letter, and *decided_r
 * is set. Else its reason says why nothing was done, and whoever was asked is told once a letter what can be said, or who decided before.
 * Where nothing is left to do, or it is his own, he is told that, too; not who says the same twice. The first decision stands; its own author
 * may take it back for WITHDRAW_MINUTES (life.h). Inside the caller's transaction. */
int decide_answer(const struct hearing *h, bool *decided_r, struct err *err);
/* An answer to a digest that decide_answer left as talk, and that is no command and no question either, but speaks of what is fined (2取消, 算了, 张伟那天请假了): whoever wrote
 * it waits for something, and is told once what can be said. */
int decide_unclear(const struct hearing *h, struct err *err);
/* The same of a mail that is something else already (a list that counts, and says 申诉 above it): clear words of the sender's own about his letter, of good
 * proof, are carried out; any others are not ours, and nobody hears that they were not understood. The mail stays as it is; *reason_r: what was done, as
 * decide_answer's reason would say it, "" nothing. */
int decide_beside(const struct hearing *h, const char **reason_r, struct err *err);

#endif
