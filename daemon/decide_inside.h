/* What decide.c, decide_doubt.c and decide_first.c share: one answer at work. */
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
		const char *staff;            /* whose it is; NULL: none stands */
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
	bool withdraw_late, reviewed;  /* ... of those: it waits for the answer to an appeal */
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

/* Of a question's id, before the mail that says so. */
#define ASKED_PAID "paid."
#define ASKED_APPEAL "appeal."
bool decide_of_payment(const struct answer *x);  /* it is asked whether the money came */
bool decide_of_appeal(const struct answer *x);

/* What is said to a letter of that kind, or NULL. */
const struct reading *decide_reading(const struct letter_ref *letter);
/* That person hears of it by a letter when all is done, of all entries of one `why` in one; state, at: of what was decided before, else "" and 0. */
void decide_tell(struct answer *x, const char *staff, enum told_why why, const struct entry *e, const char *reason, const char *state, int64_t at);
/* What was waived came back: its day is looked at again. */
void decide_revive(struct answer *x, const struct entry *e);

/* ---- decide_first.c */
/* The other one's answer was seen first, and arrived later: what was done on his is undone, and he is told. 1 so it was, 0 it is the other way round, -1. */
int decide_first(struct answer *x, const struct reading *r, const struct item *it, const struct entry *e, bool reversed, const struct said *said, struct err *err);

/* ---- decide_doubt.c */
/* 收到200, of a letter without two hundred items whose sum that is: the number is no item, but the sum of all. */
void decide_read_sum(struct answer *x);
/* What is said of sums, of the money's coming, of entries, does not fit what would be done. */
bool decide_in_doubt(const struct answer *x);
/* Nobody agrees to a sum that he was not asked about: while the letter lay there, the entry that it names was replaced by another. A rebuilt store may have another one by
 * that name, or none: then the quotation tells. 1, 0, -1. */
int decide_sum_changed(struct answer *x, const struct reading *r, const struct said *s, const struct item *it, const struct entry *e, struct err *err);
/* A letter to somebody else was answered as if by him (a colleague passed it on): that nothing was done, and whose word counts. Talk about it is nobody's business. */
int decide_not_asked(struct answer *x, struct err *err);
/* Words about what is fined that decide nothing as they stand: 算了, 2减半, 张伟那天请假了. */
bool decide_speaks_of_fines(struct arena *a, const char *text);
/* 免除 ID 原因, in answer to a letter that has others: a command of its own. */
bool decide_begins_anew(const struct answer *x);
/* 收到 in answer to what somebody said to have paid is of what he said, also where another sum stands by now: unless it names that one. */
bool decide_means_claimed(const struct answer *x, const struct item *it, const struct said *s);

#endif
