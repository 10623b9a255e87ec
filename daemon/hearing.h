/* A mail that is heard: what each room is given to which docket_mail.c puts it. */
#ifndef DAEMON_HEARING_H
#define DAEMON_HEARING_H
#include "proof.h"
#include "values/classified.h"

struct hearing {
	struct clerk *c;
	int64_t now;
	struct mail_record *m;          /* whoever takes it writes its kind, verdict and reason */
	const struct staff *sender;     /* its person by the roster of the day of its arrival */
	enum proof proof;               /* what its answer is worth; PROOF_NONE: it answers none of our letters */
	struct letter_ref letter;       /* the one that it answers */
	bool first;                     /* it is judged for the first time: letters go, and what it says takes effect. Judged again, its rows count anew, and nobody hears of it */
	const struct classified *found; /* what was read of it just now; NULL: it is judged again */
};

#endif
