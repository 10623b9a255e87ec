/* The ledger's arithmetic (rules.md sections 2 and 4). Pure: what a settled duty or make-up case costs, and which entries bring the
 * ledger from what it says to what it should say. Entries are never changed: a difference is a reversal and a new entry. */
#ifndef DAEMON_LEDGER_H
#define DAEMON_LEDGER_H
#include "base/arena.h"
#include "base/digest.h"
#include "duty.h"

/* What the ledger should say for one person, kind and date. */
struct charge {
	const char *staff, *kind;     /* "lead_shortfall", "makeup_unfulfilled" */
	date for_date;
	int64_t fen;                  /* 0 and no push-ups: nothing */
	int pushups;
	const char *clause, *policy;
	const char *proof;            /* lines of key=value: the arithmetic, in numbers (ledger_proof_*) */
	unsigned confirm;             /* role bits of who must confirm before it is issued; 0: nobody */
	const char *why_confirm;      /* NULL, or "calendar" (the year's calendar is missing), "policy" */
};

/* Why an entry was made, a day settled or a line of an entry's life written (life.h): one of these words, and behind a colon what it names. They stand in stores, within
 * the hash chain and in letters' ids, and words.txt tells people of them (because.WORD): none is ever changed. Facts that came by mail have their command's
 * name before the mail ("leave:m12...", command_names). */
#define BECAUSE_SETTLED "settled"       /* its window closed: alone. "settled:MAIL": an answer has had the day looked at again */
#define BECAUSE_LATE "late:"            /* the mail that turned up late */
#define BECAUSE_CONFIG "config:"        /* a digest of the configuration that all was judged by again */
#define BECAUSE_ROSTER "roster:"        /* the mail that changed who stands on the roster */
#define BECAUSE_COMMAND "command:"      /* the mail that fined somebody */
#define BECAUSE_UNDONE "undone:"        /* the mail that takes such a fine back, before anybody decided it */
#define BECAUSE_SLIP "slip:"            /* the slip that charges, or charges no more */
#define BECAUSE_APPEALED "appealed:"    /* the mail of the person himself ... */
#define BECAUSE_CLAIMED "claimed:"      /* ... who says that he paid */
#define BECAUSE_DECIDED "decided:"      /* the mail of who decides; what it reversed no judging again charges anew */
#define BECAUSE_UNPAID "unpaid:"        /* the mail of who keeps the money, and has not got it */
#define BECAUSE_WITHDRAWN "withdrawn:"  /* the mail that took back its sender's last word */
#define BECAUSE_FIRST "first:"          /* the mail that arrived before the one that had waived it */
#define BECAUSE_MOVED "moved:"          /* the entry that it goes on in, or whose payment it has now */

/* An entry as recorded. */
struct entry {
	const char *id, *staff, *kind, *reverses;  /* reverses: NULL for an original */
	date for_date;
	int number;                   /* 1, 2, ... within (staff, kind, for_date) */
	int64_t fen;
	int pushups;
	const char *clause, *policy, *proof;
	const char *because;          /* BECAUSE_... */
	int64_t created_at;
	const char *state;            /* newest of its life, NULL for one not yet recorded */
	struct digest hash;
};
struct entries {
	struct entry *items;
	size_t items_count, items_cap;
};

/* False when the duty's rule charges nothing for a miss. Else *c_r, with fen and pushups 0 where nothing is owed. The duty must be settled. */
bool charge_of_duty(struct arena *a, const struct office *o, const struct duty *d, struct charge *c_r);
void charge_of_makeup(struct arena *a, const struct makeup *m, struct charge *c_r);

/* `have`: all entries of this person, kind and date in order of number. Adds to *add_r what must be appended (none when the ledger says it
 * already). An amount that was waived by a person stays waived. */
void ledger_reconcile(struct arena *a, const struct charge *want, const struct entries *have, const char *because, int64_t now,
                      struct entries *add_r);
/* A value of an entry's proof: 1 and *v_r, 0 when there is none of that name. Times are seconds UTC; an open window is none. */
int ledger_proof_int(const struct entry *e, const char *name, int64_t *v_r);
int ledger_proof_time(const struct entry *e, const char *name, int64_t *t_r);
/* Line number n (from 0) of those that have that name ("mail", "list"): its value. NULL: there are not so many. */
const char *ledger_proof_text(struct arena *a, const struct entry *e, const char *name, int n);
/* KIND.STAFF.DATE.NUMBER: by that people name it. */
char *ledger_id(struct arena *a, const char *kind, const char *staff, date for_date, int number);
/* A reversal of an entry. */
struct entry ledger_reversal(struct arena *a, const struct entry *of, int number, const char *because, int64_t now);
/* That one among `have`, or NULL. What it reverses stands no more: it is not reversed a second time. */
const struct entry *ledger_reversal_of(const struct entries *have, const struct entry *e);
/* What an entry's id says: that of a duty (duty_id_says), and a number. False: it is none. */
bool ledger_id_says(struct arena *a, const char *id, const char **staff_r, const char **kind_r, date *day_r);
/* The hash chain: over the hash before and every value of the entry that never changes. */
struct digest ledger_hash(const struct digest *before, const struct entry *e);

#endif
