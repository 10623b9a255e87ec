/* Reports as letters: what is due at a moment, told to whom it is for. */
#ifndef DAEMON_REPORT_LETTER_H
#define DAEMON_REPORT_LETTER_H
#include "clerk.h"
#include "values/report.h"

/* Composes and posts the reports of that moment, inside the caller's transaction: what several owe one reader is one letter, but for invitations. One of which a newer one is due by now is left out, and one
 * that invites to what is over: after an outage the newest tells it all, however late it is. */
int reports_post(struct clerk *c, int64_t moment, int64_t now, struct err *err);

/* A report that is made because somebody asked for it: the lines that are `whose`, to each of these people. `tail` tells its letters from others of that report. Inside
 * the caller's transaction. */
int report_post_own(struct clerk *c, const struct report *r, const struct staff *whose, const struct staff *const *to, size_t to_count, const char *tail, int64_t moment,
                    int64_t now, struct err *err);

#endif
