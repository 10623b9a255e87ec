/* An event for a calendar, as a file of a letter (RFC 5545, RFC 5546). Pure.
 *
 * METHOD:PUBLISH: it is shown and can be taken over; nobody's client answers it, since an answer to an invitation would be a mail that nobody reads. The UID
 * is the event's own: sent again, it replaces itself. Times are UTC, so that no zone need be described. */
#ifndef DAEMON_INVITE_H
#define DAEMON_INVITE_H
#include "base/arena.h"
#include "letter.h"

/* id: of the event, without blanks, the same in every letter about it; made: when it was; organizer: our own address. */
struct letter_file invite_file(struct arena *a, const char *id, const char *organizer, const struct report_event *e, int64_t made);

#endif
