/* Between reader.c and reader_scrub.c: the requests. */
#ifndef DAEMON_READER_INSIDE_H
#define DAEMON_READER_INSIDE_H
#include "reader.h"

enum { ASK_LISTS = 1, ASK_CELLS = 2, SOME_CELLS = 3, ASK_SCRUB = 4 };

/* The reader answered something that is no answer: it is not asked again. */
int reader_refuse(struct child *reader, const char *what, struct err *err);
/* In the child. */
int reader_answer_scrub(int fd, struct frame *f, struct err *err);

#endif
