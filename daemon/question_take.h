/* Questions by mail (question.h), answered within the asker's rights: one table in question_take.c says who is told of everybody; others are told what is
 * their own. The answer goes to the address that asked, which is one of the roster's; it has at most QUESTION_LINES lines; what was told stands in the
 * mail's reason, and so in `explain`. */
#ifndef DAEMON_QUESTION_TAKE_H
#define DAEMON_QUESTION_TAKE_H
#include "hearing.h"

enum { QUESTION_LINES = 50 };

/* A mail of somebody on the roster that decides nothing. *taken_r: it was a question, and is answered, once. Where our provider does not vouch for its
 * sender (`trust`), nothing is told. Inside the caller's transaction. */
int question_take(const struct hearing *h, bool *taken_r, struct err *err);

/* Whoever writes to the clerk alone, and seems to ask what is no question that it knows, or to the clerk among others what is the clerk's matter (申诉 ...), hears what can be asked: silence would be taken
 * for a fault.
 * What the mail is judged to be stays as it is. A few times a day (flood.h), and no robot. Nothing where the clerk has no address of its own: mails
 * to it are mails to somebody. */
int question_puzzled(const struct hearing *h, struct err *err);

/* An answer to a letter says nothing that an answer could, but a question: it is taken as one. */
bool question_instead(const struct hearing *h);

#endif
