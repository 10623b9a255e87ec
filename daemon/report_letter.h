/* Reports as letters: what is due at a moment, told to whom it is for. */
#ifndef DAEMON_REPORT_LETTER_H
#define DAEMON_REPORT_LETTER_H
#include "clerk.h"

/* Composes and posts the reports of that moment, inside the caller's transaction. One of which a newer one is due by now is left out: after an outage
 * the newest tells it all, however late it is. */
int reports_post(struct clerk *c, int64_t moment, int64_t now, struct err *err);

#endif
