/* Entries that were proposed and that nobody has decided about (rules.md section 4): whoever was asked is reminded, as of any other decision (`ask_reminders`),
 * and then the digest names them. */
#ifndef DAEMON_UNCONFIRMED_H
#define DAEMON_UNCONFIRMED_H
#include "clerk.h"

/* On the mornings of the workdays after one was proposed (office_morning) the question goes again, `ask_reminders` times; and whenever somebody who was asked is gone, to
 * whoever decides it now. One letter a person, a transaction each morning; of several that went by unseen the last alone counts. Uses and resets c->turn. */
int unconfirmed_due(struct clerk *c, int64_t now, struct err *err);
int unconfirmed_due_next(struct clerk *c, int64_t *when_r, struct err *err);

/* What waits for the same people, as of a moment. */
struct unconfirmed {
	const char *names;            /* of whom it waits for, as letters show them; "": nobody is there who could */
	int count;
	int64_t fen;
	int64_t since;                /* the oldest was proposed then */
};
struct unconfirmed_list { struct unconfirmed *items; size_t items_count, items_cap; };
/* Of what was proposed up to that moment, in the order of the oldest ones. In c->turn. */
int unconfirmed_waiting(struct clerk *c, int64_t upto, int64_t now, struct unconfirmed_list *l_r, struct err *err);

#endif
