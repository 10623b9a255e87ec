/* Against loops and floods (RFC 3834; rules.md section 6): how many letters one person gets, and a breaker that stops all of them. What
 * exceeds a person's limit is recorded as `withheld` and never leaves by itself (`retry ID` sends it). The breaker loses nothing: letters
 * wait behind it until a person closes it (`retry breaker`); a restart does not. */
#ifndef DAEMON_FLOOD_H
#define DAEMON_FLOOD_H
#include "store.h"
#include "values/letter.h"

enum {
	LIMIT_NO_LIST_DAY = 1,        /* answers in 24 hours to one sender's mails that carry no list at all */
	LIMIT_PUZZLED_DAY = 3,        /* ... and to those that seemed to ask what nobody knows: who still doesn't know it then will not by the same page again */
	LIMIT_PERSON_DAY = 30,        /* reminders, returns and the like in 24 hours to one address; what tells of money is never withheld */
	LIMIT_ASKS_DAY = 500,         /* slips asked and reminded of, and reports, in 24 hours to one address: a whole office may wait for one person */
	LIMIT_TOLD_DAY = 200,         /* what became of slips, in 24 hours to one address */
	LIMIT_RECEIPTS_DAY = 500,     /* receipts in 24 hours to one address: each answers a list or a slip of his own */
	LIMIT_FORWARDS_DAY = 200,     /* mails passed on to one address (cc_rule: forward) in 24 hours */
	LIMIT_ALARMS_DAY = 20,        /* to the operator: the rest is in `status` and in the log */
	LIMIT_HOUR = 100,             /* letters that may leave in an hour, without receipts, forwards and alarms, and ... */
	LIMIT_HOUR_PERSON = LIMIT_PERSON_DAY, /* ... so many more for each person on the roster: what others send in cannot open it */
};

/* May this letter be sent? *why_r: NULL, or why it is withheld. */
int limits_letter(struct store *s, const struct letter *l, const char **why_r, struct err *err);

#define LIMITS_PUZZLED "told.puzzled."   /* ids of such answers begin so */
/* May one more leave? 1 yes, 0 no, -1. */
int limits_puzzled(struct store *s, const char *addr, int64_t now, struct err *err);

struct breaker {
	int64_t since;                /* INT64_MIN: closed */
	int64_t left;                 /* letters in the hour before it opened */
	int64_t room;                 /* closed: so many more that count (limits_counts) may leave, from now on, before it can open. Until then it need not be
	                                 asked, for counting an hour's letters takes long where 100,000 left in it. 0: ask each time */
};
/* Whether a letter of that kind counts. */
bool limits_counts(const char *kind);
/* Opens it where too many letters left in the hour before `now`; opened_r: just now. people: on the roster. Inside the caller's transaction. */
int limits_breaker(struct store *s, size_t people, int64_t now, bool *opened_r, struct breaker *b_r, struct err *err);
int limits_breaker_look(struct store *s, struct breaker *b_r, struct err *err);   /* as it stands */
/* Closes it; the hour is counted anew from `now`. Inside the caller's transaction. 1 done, 0 it was not open. */
int limits_close(struct store *s, int64_t now, struct err *err);

#endif
