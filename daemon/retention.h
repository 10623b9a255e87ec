/* What the office wants to keep no longer than it must (PIPL 19), erased by age: bytes of mails (raw_mail_days), what letters said (letter_days), people and phones of dead
 * leads (lead_days). Verdicts, counts, ledger, whose a company is, and that there was such a mail or letter, stay. Off unless configured. */
#ifndef DAEMON_RETENTION_H
#define DAEMON_RETENTION_H
#include "clerk.h"

/* A day of each sort in each turn, each in a transaction of its own, until what is older than the office wants to keep is gone: a first time after years must not hold up a
 * night. Cut off anywhere it goes on there. What went is a line of `erasure`. */
int retention_step(struct clerk *c, int64_t now, struct err *err);

/* What went since `from` and up to `to`, and what will go within `days` from then on; of each sort. */
struct retention_told {
	const char *what;            /* "raw", "letters", "leads" */
	int days;                    /* configured; 0: kept for good */
	int64_t gone, next;          /* next: -1, it is not known before (leads) */
};
enum { RETENTION_SORTS = 3 };
int retention_tell(struct clerk *c, int64_t from, int64_t to, int64_t until, struct retention_told told_r[RETENTION_SORTS], struct err *err);

#endif
