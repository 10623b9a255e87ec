/* Call sheets that come back filled in (called.h, call_sheet.h): each row in which something was written is a slip of the form with `calls`. */
#ifndef DAEMON_SLIP_CALLS_H
#define DAEMON_SLIP_CALLS_H
#include "hearing.h"

/* Of a mail that was read just now (h->found). If it answers a call sheet, each of its small tables may be one, whatever its columns. The sender
 * is told in one letter what was recorded, what lacked something, and, where nothing was written at all, that. *reason_r: the first and the last slip; the
 * mail may be a list besides, and its verdict is the caller's. *taken_r: it was one. Inside the caller's transaction. */
int slip_take_calls(const struct hearing *h, bool *taken_r, const char **reason_r, struct err *err);

#endif
