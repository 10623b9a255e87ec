/* Reading the mailboxes: what is new is fetched, parsed in the reader child and handed to the docket, batch by batch. Positions and "read
 * past" are kept durably for each folder; a mail counts its attempts before each parse. */
#ifndef DAEMON_INTAKE_H
#define DAEMON_INTAKE_H
#include "clerk.h"

/* Between clerk_begin and clerk_open_store, if at all: what reads the mailboxes starts, and does not wait. mail_waits: so does what reads mails and what sends
 * letters; else these start once there is new mail. */
void intake_begin(struct clerk *c, bool mail_waits);
/* c->horizon is then what was settled last: no mailbox was asked yet. */
int intake_open(struct clerk *c, struct err *err);
void intake_close(struct clerk *c);                /* the mailboxes' connections end; clerk_close waits for that */
/* Reads everything that has arrived up to `now` (simulated). *new_r: mails recorded. A mailbox that can't be read is left for later and
 * logged, and holds c->horizon where it was; -1 only when the store fails. Sets c->horizon. */
int intake_read(struct clerk *c, int64_t now, size_t *new_r, struct err *err);
/* For replay, Maildirs only: they are listed once, and from then on intake_read takes from that list whatever has arrived by then. What turns
 * up meanwhile is late mail of the next replay. */
int intake_look_ahead(struct clerk *c, struct err *err);
/* After intake_look_ahead: how many mails it found; and when the next mail arrives that was not read yet; INT64_MAX: none does. */
size_t intake_listed(const struct clerk *c);
int64_t intake_next_arrival(const struct clerk *c);
/* Waits at most so many real seconds for something new in any mailbox: in IDLE where it is offered, else asleep until a look is due. Ends at once when
 * `wake` (a descriptor; -1: none) is readable, also if it was before. */
void intake_wait(struct clerk *c, int wake, double seconds);
/* The most important trouble with a server, for drain and once: 0, or the exit code (69, 75, 77) with its text. */
int intake_trouble(const struct clerk *c, struct err *err);

#endif
