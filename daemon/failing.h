/* Addresses that our letters do not reach, by what mail servers sent back (bounce.h). A report counts only when it carries the token of a
 * letter that was sent, and names the address that letter went to; any other is recorded with the reason and changes nothing. */
#ifndef DAEMON_FAILING_H
#define DAEMON_FAILING_H
#include "bounce.h"
#include "store.h"

enum { FAILING_RECOVERED_DAYS = 3 };

/* Takes a new mail, if it is a bounce: each line is recorded (table bounce). One that is ours and was given up makes its letter `bounced`;
 * a hard one makes the address failing. *said_r: what became of it, in `a`, or NULL where the mail is no bounce. Inside the caller's transaction. */
int failing_take(struct store *s, struct arena *a, const struct mail_record *m, int64_t now, const char **said_r, struct err *err);
/* That address has written to us at `at`: it lives. Inside the caller's transaction. */
int failing_answered(struct store *s, const char *addr, int64_t at, struct err *err);
/* A letter that its server accepted FAILING_RECOVERED_DAYS ago or more, after the last bounce, did not come back: the address is well
 * again. Inside the caller's transaction. */
int failing_recover(struct store *s, int64_t now, struct err *err);

struct failing {
	const char *addr, *staff;     /* staff: NULL for the operator */
	int64_t since, last;          /* seconds UTC of the first and the newest bounce */
	const char *words;            /* the server's */
};
struct failings { struct failing *items; size_t items_count, items_cap; };
int failing_list(struct store *s, struct arena *a, struct failings *f_r, struct err *err);

#endif
