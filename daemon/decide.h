/* Decisions by plain reply: proposed entries confirmed or turned down by whoever was asked (rules.md section 4 and 6 "Who may decide"). */
#ifndef DAEMON_DECIDE_H
#define DAEMON_DECIDE_H
#include "proof.h"

/* `letter` is what the mail answers, `proof` what that is worth. If the letter asks for a decision, and the proof is good, and the mail says one
 * in its own words above the quotation, it is carried out, and *decided_r is set. The mail's verdict is "answer" in any case, its reason
 * says why nothing was done. The first decision stands. Inside the caller's transaction. */
int decide_answer(struct clerk *c, struct mail_record *m, enum proof proof, const struct letter_ref *letter, const struct staff *sender, int64_t now,
                  bool *decided_r, struct err *err);

#endif
