/* Questions by mail: 谁没交, 我的统计, 为什么 ENTRY. Pure: the words of a mail in, what is asked out; who may know what is question_take.h. */
#ifndef DAEMON_QUESTION_H
#define DAEMON_QUESTION_H
#include "base/arena.h"

enum question { QUESTION_NONE, QUESTION_WHO_OWES, QUESTION_MINE, QUESTION_WHY };

/* A whole line among the first three of the sender's own words, behind a greeting or not. *what_r: the entry's id of QUESTION_WHY, else "". */
enum question question_read(struct arena *a, const char *text, const char **what_r);

#endif
