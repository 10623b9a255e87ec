/* What the docket*.c files share: one judging of mails, and how one mail is judged in it. */
#ifndef DAEMON_DOCKET_INSIDE_H
#define DAEMON_DOCKET_INSIDE_H
#include "docket_record.h"
#include "docket_rows.h"
#include "hearing.h"
#include "settle.h"

struct session {
	struct clerk *c;
	int64_t now;
	struct arena *keep;           /* lives as long as this; c->turn may be emptied between two mails */
	const char *because;          /* NULL: judged for the first time */
	struct fresh *fresh;          /* new ones, in order */
	size_t fresh_count;
	struct affected affected;     /* whose credits changed by judging again */
	struct fresh *anew;           /* docket_reading: a mail judged before that is read by other answers than then; or NULL */
};

/* Those with `err` return 0 or -1. h->m is filled in, and written by whoever called docket_judge_mail (store_judged_mail); another mail that is judged through it is
 * written at once. */

/* docket.c: what was read of a mail that is judged for the first time; NULL: it was judged before. */
struct fresh *docket_fresh(const struct session *s, int64_t id);

/* docket_mail.c: the line of a mail, from who sent it to the answer. */
int docket_judge_mail(struct session *s, struct mail_record *m, struct err *err);

/* docket_cure.c: if it answers the notice of a held mail and cures it, that one is judged here. *cured_r: nothing more is to be found in it, but for
 * rows of its own. */
int docket_cure(struct session *s, const struct hearing *h, bool *cured_r, struct err *err);

/* docket_reading.c: has the mail's lists read by what people had answered about its layouts up to that place (its own, or that of the answer which
 * makes it count), and sets has_rows. Nothing is done where they were read so before, or its bytes are not kept any more. */
int docket_reading(struct session *s, struct mail_record *m, const struct mail_record *at, struct err *err);

/* docket_columns.c: an answer that says what the columns of a table are. It is remembered for that layout, and the list that it was asked about is
 * judged in its place. *done_r: it was such an answer. */
int docket_columns(struct session *s, const struct hearing *h, bool *done_r, struct err *err);

/* docket_lists.c. Those of a mail, as read just now or from the store. Of a mail that was nobody's when it came (its sender was put on the roster
 * later, or an address was mistyped there), the tables are not in the store: it is read once more. */
int docket_lists(struct session *s, const struct mail_record *m, struct stored_lists *l_r, struct err *err);
/* The reason of a mail that counts although those (role bits) were left out: it was passed on to them. */
const char *docket_passed_on(struct arena *a, unsigned missing);
/* How many rows those are. */
int docket_count_rows(struct session *s, const struct mail_record *m, int *rows_r, struct err *err);
/* Judges the rows of `list` - h->m itself, or one that it cures - at the place of h->m, and answers. */
int docket_judge_lists(struct session *s, const struct hearing *h, struct mail_record *list, struct err *err);
/* Records them as held, at their own place, and tells the sender who is missing (role bits). */
int docket_hold_lists(struct session *s, const struct hearing *h, struct mail_record *list, unsigned missing, struct err *err);

#endif
