/* The clerk's own Sent folder: a copy of each letter is kept there, and a letter of unknown outcome is looked for. The clerk's own mailbox
 * is the one whose `user` is the address of submission.from: an IMAP mailbox, or a Maildir, which gets a Maildir++ folder for it; without one, or where
 * submission.sent_copy is `none`, nothing is done. Nothing but this APPEND is ever changed on a server, and other people's mailboxes stay as they are.
 *
 * A letter is recognised by its token, in whatever header of it a provider left it. It is looked for before each APPEND, so that neither a
 * crash nor a provider that keeps copies itself makes two. */
#ifndef DAEMON_SENT_H
#define DAEMON_SENT_H
#include "clerk.h"
#include "outbox.h"

enum {
	SENT_COPY_SECONDS = 60,    /* after a letter left: those of a minute are one look */
	SENT_LOOK_SECONDS = 300,   /* after an attempt of unknown outcome, and between two looks */
	SENT_LOOKS = 2,            /* not there so often: it was not accepted, where the provider keeps what it accepts */
	SENT_BATCH = 20,
};

/* Notes when this letter is to be looked for, after its result was recorded; inside the caller's transaction. */
int sent_plan(struct clerk *c, const struct outgoing *o, const struct send_result *r, int64_t now, struct err *err);
/* Looks for what is due. Trouble with the server is noted and tried again later; -1: the store fails. Uses and resets c->turn. */
int sent_look(struct clerk *c, int64_t now, struct err *err);
/* The store was put back (put_back.h): all letters that are in doubt for that (outbox_doubt) are looked for now. Those that lie there were sent, the others wait as they
 * did; where no Sent folder can say so, outbox_doubt_stays. Likewise. */
int sent_compare(struct clerk *c, int64_t now, struct err *err);
/* When the next look is due; INT64_MAX: none. */
int sent_next(struct clerk *c, int64_t *when_r, struct err *err);

#endif
