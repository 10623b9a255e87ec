/* Decisions by plain reply: proposed entries confirmed or turned down by whoever was asked (rules.md section 4 and 6 "Who may decide"). */
#ifndef DAEMON_DECIDE_H
#define DAEMON_DECIDE_H
#include "clerk.h"

/* If the mail answers a letter of ours that asks for a decision, and is from the person asked, and says one in its own words above the
 * quotation, it is carried out, and *decided_r and the mail's verdict are set ("answer"). The first decision stands. Inside the caller's
 * transaction. */
int decide_answer(struct clerk *c, struct mail_record *m, const struct staff *sender, int64_t now, bool *decided_r, struct err *err);

#endif
