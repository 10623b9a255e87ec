/* Answers to a mail, at once: receipt, return. Recorded inside the caller's transaction. */
#ifndef DAEMON_ANSWER_H
#define DAEMON_ANSWER_H
#include "columns_said.h"
#include "docket_rows.h"
#include "hearing.h"

/* list: the mail whose rows were judged: h->m, which is answered, or one that it cured. `lists` that come from the store are given their cells,
 * where the receipt needs them. found: what else was read of that mail, or NULL. */
int answer_receipt(const struct hearing *h, const struct mail_record *list, struct stored_lists *lists, const struct rows_outcome *out, const struct classified *found,
                   struct err *err);
/* about: the held mail's id, which an answer with the missing people on it cures. missing: role bits. */
int answer_held(const struct hearing *h, const char *about, unsigned missing, int rows, struct err *err);
/* Where a person stands at that moment with each duty whose window is open, and with the week's make-up case. */
int answer_standings(struct clerk *c, const struct staff *s, int64_t at, struct standing **standing_r, size_t *count_r, struct err *err);
/* A mail that meant a list and holds none that can be read. */
int answer_return(const struct hearing *h, struct err *err);
/* To somebody whose answer about a table's columns can't be done with (table: as it is asked about, NULL where it can't be read any more; said: what he
 * said), or, said NULL, is remembered for lists to come, since this one is judged already. */
int answer_columns(const struct hearing *h, const struct mail_record *list, const struct unknown_table *table, const struct columns_said *said, struct err *err);
/* To the sender of an answer that nobody vouches for: `about`, the held mail, still waits. */
int answer_unverified(const struct hearing *h, const char *about, struct err *err);
/* A mail that could not be read at all, whose sender is not looked up: word to him, if he is known, and to the operator. */
int answer_quarantined(const struct hearing *h, struct err *err);
/* cc_rule: forward: a list of that sender which counts goes to each of the missing roles who is there on the day of its arrival, once. */
int answer_forward(const struct hearing *h, const struct mail_record *list, unsigned missing, struct err *err);
/* An alarm, or that it is over, to the operator (if the office has one): in->head is set here. id names the event, so that it goes once. */
struct alarm_in;
int answer_alarm(struct clerk *c, const char *id, struct alarm_in *in, int64_t now, struct err *err);
/* A word to the operator (if the office has one); id names the event, so that it goes once. */
int answer_operator(struct clerk *c, const char *id, const char *subject, const char *text, int64_t now, struct err *err);

#endif
