/* Word to the operator that needs no mail: the file STORE.alarm beside the store, a line an alarm ("MOMENT NAME text"), for whatever watches
 * the machine; the log; and the operator's own program (alarm_command.h). The file is there as long as something is wrong; where it can't be
 * written, what this process told is kept in memory. */
#ifndef DAEMON_ALARM_H
#define DAEMON_ALARM_H
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* name: one word, which alarm_clear() takes back. The same alarm with the same text is told once. Trouble with the file is only logged:
 * an alarm must not stop what it warns of. */
void alarm_raise(const char *store, const char *name, int64_t now, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void alarm_clear(const char *store, const char *name);
/* What is wrong now: the file's lines, for `status`; their names alone, with commas, for the service manager. */
void alarm_list(const char *store, struct buf *out);
void alarm_names(const char *store, struct buf *out);

#endif
