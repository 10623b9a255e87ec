/* What the files of smtp.h share: the connection, which is libcurl's until somebody is logged in and bytes from then on (smtp.c), and what is said over
 * it (smtp_hand.c). */
#ifndef DAEMON_SMTP_INSIDE_H
#define DAEMON_SMTP_INSIDE_H
#include <sys/types.h>

#include "base/digest.h"
#include "smtp.h"
#include "talk.h"

enum {
	FAULT_SIZE = 256,        /* CURL_ERROR_SIZE */
	SMTP_LINE_MAX = 4096,    /* bytes; RFC 5321 4.5.3.1.5 wants 512 */
};

/* One letter on its way, or none while it is only knocked. */
struct task {
	const struct smtp_letter *letter; /* foreign */
	int (*begun)(void *ctx);
	void *ctx;
	bool plain;              /* without TLS: loopback only */
	bool refused_address;    /* `plain` to somewhere else than loopback */
	bool handed;             /* the letter's first byte was given away */
	struct talk talk;
	struct buf *lines;       /* foreign: where a probe wants each line of the replies; else NULL */
	char fault[FAULT_SIZE];  /* what became of the connection, "" nothing */
};

struct smtp {
	void *curl;              /* own; libcurl's handle of the connection that is open; NULL: none is */
	int fd;                  /* curl's */
	struct digest account;   /* where it leads, and who logged in */
	bool pipelining, size;   /* what it offers: RFC 2920, RFC 1870 */
	bool lost;               /* nothing can be said over it any more */
	int unheard;             /* commands whose answers were not waited for */
	char in[SMTP_LINE_MAX];  /* what the server said, ... */
	size_t in_size, in_done; /* ... so much, of which so much was heard */
	struct smtp_seconds limits;
	struct task task;
};

/* smtp.c: bytes over the connection, at least one, waited for until clock_monotonic() is `until`. -1: it is lost, and task.fault says why. */
ssize_t smtp_get(struct smtp *m, void *data, size_t size, double until);
ssize_t smtp_put(struct smtp *m, const void *data, size_t size, double until);
int smtp_lose(struct smtp *m, const char *why);                      /* -1 */
int smtp_heard(struct smtp *m, const char *line, size_t size);      /* one line of a reply; -1: too much was said */

/* smtp_hand.c: the letter of m->task, from MAIL to the answer to its dot. How far it came stands in task.talk; 0: the server took it. */
int smtp_hand_over(struct smtp *m, double deadline);
int smtp_say_noop(struct smtp *m, double deadline);                  /* 0: it answered as it should */
/* QUIT, where the server waits for a command; its answer is waited for three seconds. */
void smtp_say_quit(struct smtp *m);

#endif
