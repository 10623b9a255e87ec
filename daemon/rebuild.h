/* `rebuild`: a new store from the mailboxes, the configuration and the calendars alone (rules.md section 6). Nothing is sent: what would have
 * been is recorded as sent. */
#ifndef DAEMON_REBUILD_H
#define DAEMON_REBUILD_H
#include "base/buf.h"
#include "base/err.h"
#include "values/office.h"

/* Builds beside the store (STORE.rebuilt), up to `until` (INT64_MIN: where the old store was replayed to, else now), and compares net sums by
 * person, kind and date. The new store takes the old one's place if they agree, or if the old one is missing or can't be read; the old one is
 * then STORE.before-TIME. If they differ, both stay where they are. What happened is added to *out, for people. -1: 65 they differ, 75 another
 * leadclerk holds the store, or a mailbox can't be read (69, 77, 66). */
int rebuild(const struct office *o, int64_t until, int64_t now, struct buf *out, struct err *err);

#endif
