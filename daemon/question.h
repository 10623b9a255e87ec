/* Questions by mail: 谁没交, 查 张伟 上周, 客户 东莞市宏达五金. Pure: the words of a mail in, what is asked out; who may know what is question_take.h. One table
 * (question.c) holds the words of each question and what may follow them. */
#ifndef DAEMON_QUESTION_H
#define DAEMON_QUESTION_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"

enum question {
	QUESTION_NONE,
	QUESTION_HELP,        /* 帮助 */
	QUESTION_WHO_OWES,    /* 谁没交 */
	QUESTION_MINE,        /* 我的统计 */
	QUESTION_WHY,         /* 为什么 ENTRY */
	QUESTION_CUSTOMER,    /* 客户 NAME, 查客户 NAME 用途：对账 */
	QUESTION_PERSON,      /* 查 张伟 上周; 查 上周: of oneself */
	QUESTION_NUMBER,      /* 合同 HT-0031 */
	QUESTION_SLIP,        /* JG-20260914-1, 单据 JG-20260914-1 */
	QUESTION_SLIPS,       /* 我的单据 */
	QUESTION_COUNT
};
extern const char *const question_names[QUESTION_COUNT];   /* "help", "who_owes" ... */

struct asked {
	enum question question;
	const char *what;     /* an entry's id, a company, a person's name or id ("" oneself), a number, a slip's id; else "" */
	const char *purpose;  /* CUSTOMER: why, "" if not said */
	bool period;          /* PERSON: one was said ... */
	date from, to;        /* ... else it is the week of today: both included */
};

/* A whole line among the first three of the sender's own words (text), behind a greeting or not; or the subject, if it is no reply's and the words say
 * nothing else. What may just as well be said of a thing (客户 X, 合同 X) is a question only if the mail says hardly more. today: of the mail. False: none. */
bool question_read(struct arena *a, const char *subject, const char *text, date today, struct asked *q_r);
/* The one line of the sender's own words beside greeting, thanks, name and what a telephone adds; NULL: there is none, or several. */
const char *question_line(struct arena *a, const char *text, date today);
/* Those words are a question, and nothing else: whatever the subject names. What may just as well be said of a thing is none here. */
bool question_alone(struct arena *a, const char *text, date today);
/* What question_read can't make out, in a mail to the clerk alone, but wants an answer: a single short line (or the subject, where the words say nothing else) that has 谁, 多少, 吗 ... in it,
 * of a mail that is no reply 统计, 情况 ..., too; or a short mail that speaks of what the clerk does (请假, 离职, 罚 ...). */
bool question_asks(struct arena *a, const char *subject, const char *text);
/* A short mail that begins with what can be said to the clerk (申诉, 已缴, 请假 ...), and answers no letter that takes it: one that does has taken it. */
bool question_matter(struct arena *a, const char *subject, const char *text);

#endif
