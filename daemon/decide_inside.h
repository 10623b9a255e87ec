/* What decide.c and decide_doubt.c share: one answer at work. */
#ifndef DAEMON_DECIDE_INSIDE_H
#define DAEMON_DECIDE_INSIDE_H
#include "decide.h"
#include "life.h"
#include "reply.h"
#include "settle.h"

struct answer {
	struct life life;
	struct clerk *c;
	struct mail_record *m;
	const struct letter_ref *letter;
	const struct staff *sender;
	struct reply reply;
	struct item {
		const char *id, *stands;      /* as the letter names the entry; the one that stands now */
		int64_t fen;                  /* its sum; 0: none stands */
		const char *shown;            /* the sum that the quotation shows of it, in yuan; NULL: none */
		const char *claimed;          /* the one of which the question's mail said that it is paid, if it does not stand any more, or NULL */
		int64_t claimed_fen;          /* its sum, where nobody has answered that; else fen */
	} *items;                             /* in the order of the letter's numbers */
	size_t items_count, items_cap;
	int done, stood;               /* items that something was done about; that stood already as somebody had decided */
	int own, above;                /* nothing was done: they are the sender's and not his to decide; only the general manager's to decide */
	int repeated, idle;            /* ... he had said so before; for another reason, with those two */
	int changed;                   /* ... of those: another sum stands by now than the letter asked about */
	struct step decided;           /* of one of the latter: who, when, what */
	bool withdraw_late;
	struct affected revived;       /* whose waived entries came back, the earliest of which day */
	date revived_from;
	const char *appealed, *claimed, *late, *reasons; /* ids, and the words they were said with */
	struct told_to { const struct staff *who; enum told_why why; const char *ids, *reason, *state; int64_t at; } *told;
	size_t told_count, told_cap;
};

/* What may be said to a letter of each kind, and what is done then. */
struct reading {
	const char *kind, *ask;        /* the letter's; of which question */
	unsigned verbs;                /* bits of what it takes */
	unsigned noted;                /* bits of what is only taken note of */
	unsigned rests;                /* bits of what may be said of one item beside another's: it stays as it is */
	unsigned can;                  /* what its reader is told that can be said */
	int (*take)(struct answer *x, const struct entry *e, bool reversed, const struct said *said, struct err *err);
	bool talk;                     /* its reader may say what he likes: what is no answer is none of ours */
};
#define VERB(v) (1u << REPLY_##v)

#define ASKED_PAID "paid." /* of a question's id, before the mail that says so */
bool decide_of_payment(const struct answer *x);  /* it is asked whether the money came */

/* ---- decide_doubt.c */
/* 收到200, of a letter without two hundred items whose sum that is: the number is no item, but the sum of all. */
void decide_read_sum(struct answer *x);
/* What is said of sums, of the money's coming, of entries, does not fit what would be done. */
bool decide_in_doubt(const struct answer *x);
/* A letter to somebody else was answered as if by him (a colleague passed it on): that nothing was done, and whose word counts. Talk about it is nobody's business. */
int decide_not_asked(struct answer *x, struct err *err);
/* 免除 ID 原因, in answer to a letter that has others: a command of its own. */
bool decide_begins_anew(const struct answer *x);
/* 收到 in answer to what somebody said to have paid is of what he said, also where another sum stands by now: unless it names that one. */
bool decide_means_claimed(const struct answer *x, const struct item *it, const struct said *s);

#endif
