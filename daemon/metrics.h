/* Figures for whoever watches many machines: a file in Prometheus's text format, which its node-exporter reads (textfile collector). Nothing listens.
 * Written anew after each turn, complete or not at all; readable by everybody, so it names mailboxes and kinds, and nobody. Counters begin with the process. */
#ifndef DAEMON_METRICS_H
#define DAEMON_METRICS_H
#include "clerk.h"

enum { METRICS_DUTY_PEOPLE = 1000 /* of a larger roster open duties are not counted: that would take part of each turn */ };

struct metrics_turn {
	size_t mails, letters;        /* taken in, and sent */
	double seconds;               /* that it took */
	bool done;
};
/* Before the first turn: from here on is counted. */
void metrics_begin(struct clerk *c);
/* A letter of that kind left. */
void metrics_sent(const char *kind);
/* After a turn; nothing where the office has no `metrics`. Trouble with the file or the store is only logged, once. Uses c->turn. */
void metrics_write(struct clerk *c, const struct metrics_turn *t, int64_t now);
/* Pure. A label's value as the format wants it: backslash, quotation mark and newline escaped. */
void metrics_label(struct buf *out, const char *value);

#endif
