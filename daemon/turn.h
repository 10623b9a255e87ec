/* One turn of the clerk: read, judge, settle, write, send; and the loops around it. */
#ifndef DAEMON_TURN_H
#define DAEMON_TURN_H
#include <signal.h>

#include "clerk.h"

#define META_REPLAYED "replayed_until"  /* where a replay stands */

struct turn_result {
	size_t mails, letters;     /* taken in, and sent */
	bool done;                 /* to its end: the store took everything */
	int64_t next;              /* the next moment at which something is due; INT64_MAX: none */
	int64_t due;               /* ... but for looks into the Sent folder */
	bool more;                 /* of what is due now some is left, so that mail is read in between: the next turn is due at once */
	bool paced;                /* letters are due and wait for the pace or a pause, until ... */
	int64_t letter;            /* ... this moment */
};
/* The mailboxes are read, then what is due is done, then letters leave (ARCHITECTURE.md, the two lines). Empties c->turn. -1: the store fails; *r then says what was
 * done before. Trouble with a server is no failure: it is noted, and tried again (intake_trouble). */
int turn(struct clerk *c, int64_t now, struct turn_result *r, struct err *err);

/* The same, and the operator's watch after it (watch.h); what that wrote leaves at once. Not for a simulated clock. */
int turn_watched(struct clerk *c, int64_t now, struct turn_result *r, struct err *err);

/* The configuration the store was judged by is noted; if it changed, everything is judged again and the differences are appended. */
int turn_check_configuration(struct clerk *c, int64_t now, struct err *err);

/* Turns until nothing is new and nothing due waits. Progress on a terminal. */
int turn_drain(struct clerk *c, struct err *err);
/* The simulated clock: from event to event up to and including `until`. Mailboxes must be Maildirs. */
int turn_replay(struct clerk *c, int64_t until, struct err *err);
/* What signal handlers set; `wake` with each of them. A signal that comes just before the daemon begins to wait would be seen only when the wait is over:
 * so each also makes a descriptor readable. */
struct turn_signals {
	volatile sig_atomic_t stop, reload, wake;
	int readable;               /* does not block; read empty at each turn's start */
};
/* The daemon: until `stop` or `reload` is set. -1 when the store must not be used further. */
int turn_run(struct clerk *c, struct turn_signals *signals, struct err *err);

#endif
