/* What question_take.c, question_people.c, question_slips.c and question_customer.c share: one question being answered. */
#ifndef DAEMON_QUESTION_TAKE_INSIDE_H
#define DAEMON_QUESTION_TAKE_INSIDE_H
#include "hearing.h"
#include "question.h"
#include "view.h"

struct inquiry {
	const struct hearing *h;  /* the mail that asks, ... */
	struct clerk *c;          /* ... its clerk, sender and arrival */
	const struct staff *sender;
	const struct asked *asked;
	bool all;                 /* the sender is told of everybody, not of himself alone */
	int64_t at;               /* arrival of the question: rights and duties are those of that moment */
	struct told_in in;
	const char **lines;
	size_t lines_count, lines_cap;
	const char *log;          /* in a few words, for the mail's record: what he was told */
	bool elsewhere;           /* it is answered by other letters: none is written here */
};
/* Each fills in, lines and log. 0 or -1. */
typedef int inquiry_answer(struct inquiry *q, struct err *err);

/* query.WORD of the catalogue: a line of the answer, or its head. */
void inquiry_line(struct inquiry *q, const char *word, const struct view *v);
void inquiry_head(struct inquiry *q, const char *word, const struct view *v);
/* Not answered: a code of refused.*, with what it is about ("" nothing). */
int inquiry_refuse(struct inquiry *q, const char *word, const char *what);
/* A name of a colleague for letters: as the roster writes it, or the id. */
const char *inquiry_name(const struct inquiry *q, const char *staff);

inquiry_answer question_who_owes, question_mine, question_why, question_person; /* question_people.c */
inquiry_answer question_number, question_slip, question_slips;                  /* question_slips.c */
/* A line for each slip that he sent in the question's period. */
int question_slips_of(struct inquiry *q, const struct staff *s, struct err *err);
inquiry_answer question_customer;                                               /* question_customer.c */

#endif
