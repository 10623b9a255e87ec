/* The mailboxes as the clerk holds them: connections, what is in the way of one, when it is tried again, and waiting on all of them. What
 * providers punish is kept in the store: logins that were refused, so that a restart does not begin to knock anew. */
#ifndef DAEMON_MAILBOX_H
#define DAEMON_MAILBOX_H
#include "clerk.h"

enum {
	MAILBOX_REFUSALS = 3,            /* logins refused in a row, then no more until the password file changes or the clerk starts anew */
	MAILBOX_LOGIN_SECONDS = 15 * 60, /* between two logins that were refused; QQ locks whom it sees sooner */
	MAILBOX_RETRY_SECONDS = 10,      /* before the second try of anything else; each further pause is twice as long ... */
	MAILBOX_RETRY_MAX = 15 * 60,     /* ... up to here */
	MAILBOX_STEADY_SECONDS = 60,     /* a connection that lasts so long starts a new count of failures */
};

struct mailbox_state {
	const struct server *server;  /* foreign */
	struct child *fetcher;        /* own; NULL for a Maildir */
	int64_t read_past;            /* all its folders */
	struct err trouble;           /* exit_code 0: none */
	/* connection; moments are clock_monotonic's */
	int failures;                 /* in a row */
	double opened_at, retry_at, look_at;
	bool open;
	bool given_up;                /* refused too often, in this process */
	bool unread;                  /* the last wait brought news, and nothing was read since: it does not wait for more */
	bool quiet;                   /* since the last wait it said nothing, and no look is due: need not be read now */
	struct maildir_list **files;  /* of a replay: [server->folders_count], NULL where not listed yet (tally.c); in keep */
	const char **missing;         /* [server->folders_count]: what is said of a folder that does not exist, NULL where it does; in keep; NULL: none was missed */
};

/* Opens its connection where none is. 0; 1 it rests: box->trouble says why; -1: the store fails. A failure is noted as by mailbox_failed. */
int mailbox_open(struct clerk *c, struct mailbox_state *box, struct err *err);
/* What was asked of its server failed: closes, and says when it is tried again. Logs once. -1: the store fails. */
int mailbox_failed(struct clerk *c, struct mailbox_state *box, const struct err *why, struct err *err);
/* It was read to the end. -1: the store fails. */
int mailbox_well(struct clerk *c, struct mailbox_state *box, struct err *err);
/* One of its folders was refused. 0: its server does not list it either, so nothing is in it: notes that, and which there are; watch.c tells the operator. Logs once.
 * -1: it is listed, or nobody knows: what may lie in it was not read, as *why says then. And: it opens. */
int mailbox_lacks_folder(struct clerk *c, struct mailbox_state *box, size_t folder, struct err *why);
void mailbox_has_folder(struct mailbox_state *box, size_t folder);
/* Waits at most so many real seconds until something may be new in one of them. Sets `quiet`. */
void mailboxes_wait(struct clerk *c, int wake, double seconds);

/* Pure. Seconds before the next try after so many failures in a row (from 1); luck: 0 to 1, spreads them by a quarter either way. */
double mailbox_backoff(int failures, double luck);
/* Pure. Seconds that a login rests after so many refusals in a row (from 1), for a process that starts now. */
int64_t mailbox_login_rest(int refusals);

#endif
