/* systemd's journal, where stderr is a stream of its own ($JOURNAL_STREAM, systemd.exec(5)): a line with fields beside it, in the native
 * protocol (https://systemd.io/JOURNAL_NATIVE_PROTOCOL), one datagram each. */
#ifndef BASE_JOURNAL_H
#define BASE_JOURNAL_H
#include <stdbool.h>

#include "base/buf.h"

/* At a process's start. socket: fields are sent; false: this process may open no socket (a jailed child), and only lines with a priority before them
 * ("<4>...") are understood. Without the journal behind stderr nothing is done, and both of the following say so. LEADCLERK_JOURNAL names another
 * socket than journald's: tests listen there. */
void journal_open(bool socket);
bool journal_reads_stderr(void);
/* Adds a field to a message. name: capitals and _. value: without control characters. */
void journal_field(struct buf *message, const char *name, const char *value);
/* false: it was not taken, or there is no socket. Never waits. */
bool journal_send(const struct buf *message);

#endif
