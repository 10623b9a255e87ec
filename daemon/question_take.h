/* Questions by mail (question.h), answered within the asker's rights: whoever leads the department may ask about everybody, anybody else about himself. */
#ifndef DAEMON_QUESTION_TAKE_H
#define DAEMON_QUESTION_TAKE_H
#include "clerk.h"

/* A mail of somebody on the roster that answers no letter. *taken_r: it was a question, and is answered, once. Inside the caller's transaction. */
int question_take(struct clerk *c, struct mail_record *m, const struct staff *sender, int64_t now, bool *taken_r, struct err *err);

#endif
