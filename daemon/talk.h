/* One letter's talk with a mail server: what was said, what was answered, and what that makes of the letter. Pure: smtp.c, which knows
 * libcurl, reports each command and each line of a reply, and asks for the result at the end. */
#ifndef DAEMON_TALK_H
#define DAEMON_TALK_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "refusal.h"

struct talk {
	enum smtp_stage stage;
	struct buf reply;        /* own: the reply to the last command, its lines joined */
	int code;                /* of that reply once it is whole, else 0 */
	size_t heard;            /* bytes of replies */
	double quit_at;          /* clock_monotonic() when QUIT was said, 0: not yet. What comes after it decides nothing */
	bool too_much;           /* the replies were longer than any may be */
};

void talk_release(struct talk *t);                                   /* a talk starts as {0} */
void talk_enter(struct talk *t, enum smtp_stage stage);             /* and forgets the last reply */
void talk_said(struct talk *t, const char *line, size_t size);      /* a line to the server; nothing of it is kept: it may be a secret */
int talk_heard(struct talk *t, const char *line, size_t size);      /* one line of a reply; -1: too much was said, leave */

/* How it ended. silence: what to tell where no refusal was heard; advice: what to do then. The outcome is SEND_SENT after a 2yz to the
 * final dot, SEND_UNSURE where nothing came after it, else as refusal_judge says. The password is hidden in the text. */
void talk_judge(struct talk *t, const struct server *s, const char *password, const char *silence, const char *advice,
                struct send_result *r);
/* Fills a result: text becomes valid UTF-8 (servers answer in GBK as well) without control characters, cut to its room. */
void talk_result(struct send_result *r, enum send_outcome outcome, bool server, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
