/* What slip_take.c, slip_check.c, slip_charge.c and slip_letters.c share: one slip being dealt with. */
#ifndef DAEMON_SLIP_TAKE_INSIDE_H
#define DAEMON_SLIP_TAKE_INSIDE_H
#include "slip_take.h"
#include "store_slips.h"

struct slip_case {
	struct clerk *c;
	int64_t now;
	const struct form *form;
	struct slip_row row;              /* as it was looked at last */
	struct slip_events events;
	struct slip s;                    /* as it is now */
	struct mail_record *m;            /* the mail that is dealt with, whose reason says what became of it; NULL: none, time went by */
	const struct staff *person;       /* who sent it */
	bool again;                       /* it answers a letter that said what an earlier one lacked: nothing more is said of that */
	struct slip_result result;        /* what became of it, where it answers */
	int item;                         /* of a form with `rows`: its place among the slips that its mail opened, from 0 */
	bool of_many;                     /* dealt with as one of those: one letter about all goes to each */
};

enum { SLIP_NAMES_SHOWN = 6 /* of whom one waits for; then how many there are */ };

/* slip_take.c. m: the mail that is dealt with, or NULL. 1, 0 unknown slip or form, -1 */
int case_load(struct clerk *c, const char *id, struct mail_record *m, int64_t now, struct slip_case *k_r, struct err *err);

/* It was granted when it was looked at last. */
bool granted_before(const struct slip_row *r);

/* Of that form, for this mail. */
struct slip_case case_begun(const struct hearing *h, const struct form *f);
/* Opens one: its mail, person and form are set. Its sender is told at once, if it is not one of many. */
int case_open(struct slip_case *k, const struct slip_values *v, struct err *err);
/* An event, and what follows from it. */
int case_event(struct slip_case *k, enum slip_event_kind kind, int step, const char *text, struct err *err);

/* slip_rows.c. Each row of the mail's table: those that are complete are opened, and one letter says so. *reason_r: the first and the last of them. */
int slip_take_rows(const struct slip_case *mail, const struct slip_sheet *sheet, const char **reason_r, struct err *err);
/* What was to be such a table came as a picture, a PDF or loose words: its sender is told that nothing was read of it, and what to send. */
int slip_no_table(const struct slip_case *mail, const char **reason_r, struct err *err);
/* What that letter is answered with; first: the slip of its first row. 撤回 takes back each that still can be; the mail's reason says what became of it. */
int slip_answer_rows(const struct slip_case *mail, const char *first, struct err *err);
/* By what a row that is mailed again is known. */
const char *slip_row_key(struct arena *a, const char *values);

/* slip_lay.c: writes what it says now into the store's tables of values and keys. */
int slip_lay(struct slip_case *k, struct err *err);

/* slip_check.c: adds what the form's checks find as events of `m`. */
int slip_check(struct slip_case *k, struct err *err);
/* The key by which a value is found; NULL: by none. */
const char *slip_key(struct arena *a, const struct form_field *d, const char *value);

/* The first day that a field which must lie so many months ahead may name, for a mail of that day: the same day of the month, or its last one. */
date slip_earliest(const struct form_field *d, date day);

/* slip_report.c: the report that the form asks for, once it is complete. */
int slip_report(struct slip_case *k, struct err *err);

/* slip_amend.c: the slip that this one would change is open: 1, 0 it is not, or there is none, -1. */
int slip_amendable(struct slip_case *k, struct err *err);
/* Brings that one to what this slip says of it now. */
int slip_amend(struct slip_case *k, struct err *err);
/* Before the grant, to whoever is asked: what the slip that it would change says now. Nothing where there is none. */
int slip_put_amended(struct slip_case *k, const struct staff *to, struct slip_in *in, struct err *err);

/* slip_charge.c: brings the ledger to what the slip's form charges now. */
int slip_charge(struct slip_case *k, struct err *err);

/* slip_letters.c. Whether a letter to that person shows the field: what is personal is for its sender and for whom the route asks, not for whoever is only told. */
bool slip_sees(const struct slip_case *k, const struct staff *to, const struct form_field *d);
/* What its opening, or what was still missing, is answered with. */
int slip_answer_sender(struct slip_case *k, struct err *err);
/* What `to` is asked now, as a letter shows it. readers: how many are. */
int slip_question(struct slip_case *k, const struct staff *to, size_t readers, struct slip_in *in_r, struct err *err);
/* What became of the slip, as a letter tells it; and whether it is so still. */
int slip_result(struct slip_case *k, const struct staff *to, const char *what, struct slip_in *in_r, struct err *err);
bool slip_holds(const struct slip_case *k, const char *what);
/* slip_list.c: posts a question, reminder or result, together with what else is asked of him, or told him, within a minute. cause: the mail's or moment's
 * name; at: when that arrived. */
int slip_post(struct slip_case *k, const struct staff *to, enum letter_kind kind, struct slip_in *in, const char *cause, int64_t at, struct err *err);
/* `about` of a letter of numbered items; an answer to one, whose sender it was written to. */
bool slip_is_numbered(const char *about);
int slip_take_numbered(const struct hearing *h, struct err *err);
/* slip_take.c: an answer to the question of that step, and what follows. */
int slip_take_said(struct slip_case *k, enum slip_event_kind kind, int step, const char *text, struct err *err);
/* To everybody who must answer now. */
int slip_ask_all(struct slip_case *k, struct err *err);
int slip_remind(struct slip_case *k, int64_t moment, struct err *err);
/* To the sender, and whom the form tells: `what` of templates/README.md. The cause of it is k->m, or time. */
int slip_tell(struct slip_case *k, const char *what, struct err *err);
/* slip_shown.c: a value of that field as letters show it: a day, a month and a sum in the catalogue's words, a person by name. */
const char *slip_shown(struct arena *a, const struct office *o, const struct form_field *d, const char *value);
/* The first of these names. */
const char *slip_names(struct arena *a, const struct slip_people *p, size_t shown);
/* To those whom the form alerts. */
int slip_alert(struct slip_case *k, struct err *err);
/* To whoever answered: why it did not count. step: of the letter answered. */
int slip_tell_answerer(struct slip_case *k, const char *what, int step, struct err *err);

#endif
