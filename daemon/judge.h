/* First contact: whose company is it, and does this row count (rules.md section 3). Pure: one row and the holding of its company in,
 * verdict and new holding out. */
#ifndef DAEMON_JUDGE_H
#define DAEMON_JUDGE_H
#include "values/lead.h"
#include "values/office.h"

/* Whose it is at that moment, NULL: nobody's. Whoever it was handed over to has it as the one before had it; it is nobody's when its owner has left (end of
 * the `until` day), or its protection has run out. The policy is that of the judged mail's arrival day. */
const char *holding_owner(const struct office *o, const struct policy *p, const struct holding *h, int64_t at);

struct ruling {
	enum reason reason;       /* REASON_NONE: it counts */
	const char *other;        /* staff id of who has it, for TAKEN and ALREADY_LISTED; else NULL */
	int64_t since;            /* since when; 0 if nobody has it */
};
/* visited: the sender has an accepted visit row of the company in this calendar week already. When the row counts, *h and *visited are
 * what holds from then on; else they are left as they were. */
struct ruling judge_row(const struct office *o, const struct policy *p, enum row_kind kind, const char *sender, int64_t at,
                        struct holding *h, bool *visited);
/* Two companies turn out to be one (equal codes): what holds for the one that stays. */
struct holding holding_joined(const struct office *o, const struct policy *p, const struct holding *a, const struct holding *b, int64_t at);

/* The copy rule: role bits of ROLE_DIRECTOR and ROLE_GENERAL_MANAGER that stand neither in To nor in Cc. */
struct mail;
unsigned cc_roles(const struct office *o, const struct mail *m, date day);   /* role bits of everybody in To and Cc */
unsigned cc_missing(const struct office *o, const struct mail *m, date day);

#endif
