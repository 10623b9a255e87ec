/* What the operator changes by command: `retry ID` and `ignore ID`, for an unsure or refused letter and for a quarantined mail; `forget WHOM` (forget.h); and a letter that `whatif --send`
 * composed (handed.h). Done by
 * whoever holds the store: the command itself, or the daemon on its behalf (request.h). */
#ifndef DAEMON_CHANGE_H
#define DAEMON_CHANGE_H
#include "clerk.h"

/* words: "retry ID", "ignore ID", "forget LOGIN WHOM" or "whatif LOGIN NAME". 0: done, and *said_r (static or in c->turn, one line) says what. -1: exit_code 64 no such
 * words, 66 there is nothing of that id to change, 65 the mail still can't be read, 75 the store. Transactions of its own. */
int change_do(struct clerk *c, const char *words, int64_t now, const char **said_r, struct err *err);
/* The daemon's turn at requests: does and answers all that wait. *done_r: how many. A folder of requests that can't be read is
 * logged. */
void change_requested(struct clerk *c, int64_t now, size_t *done_r);

#endif
