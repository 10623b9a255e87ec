/* Slips by mail (rules.md section 5): a mail that is one, or brings what one lacked, or answers a letter about one. What it says is an event; where
 * the slip then stands, the engine says (slip.h); what follows is done here: letters, registers, entries. An event counts at its mail's place, and
 * is taken once. All inside the caller's transaction. */
#ifndef DAEMON_SLIP_TAKE_H
#define DAEMON_SLIP_TAKE_H
#include "hearing.h"
#include "slip_read.h"

/* Where h->found is NULL, a slip is read once more from its bytes. *taken_r: it was one, or an answer about one; its kind is "slip", and its verdict says
 * what became of it. */
int slip_take(const struct hearing *h, bool *taken_r, struct err *err);

/* A mail that becomes such a slip of that sender, whatever it is else: v is what it says. */
int slip_open(const struct hearing *h, const struct form *f, const struct slip_values *v, struct err *err);

/* Reminders, and what lapses: everything due at or before `now`, each slip in a transaction of its own. */
int slip_due(struct clerk *c, int64_t now, struct err *err);
int slip_due_next(struct clerk *c, int64_t *when_r, struct err *err);   /* INT64_MAX: nothing */

/* Slips whose values are not in the store's tables yet: of an older store, or since the forms may have changed (store_unlay_slips). Inside the caller's
 * transaction; uses and resets c->turn. */
int slip_lay_rest(struct clerk *c, int64_t now, struct err *err);

/* Lines of the digest for one reader: slips of whose route he is, or all where he is general manager: who blocks what since when; and what was
 * flagged in (from, to]. */
int slip_digest(struct clerk *c, const struct staff *reader, int64_t now, struct digest_in *in, struct err *err);

/* slip_count.c: how many slips of that form were complete with that mail, be it by a part of them. */
int slips_completed(const struct hearing *h, const char *form, int *count_r, struct err *err);

#endif
