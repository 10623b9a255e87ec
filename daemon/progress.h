/* A bar for whoever waits at a terminal: how far, how fast, how long still. On stderr, so that what a command says can go elsewhere; where that is no
 * terminal nothing is written. */
#ifndef DAEMON_PROGRESS_H
#define DAEMON_PROGRESS_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct progress {
	const char *what;            /* foreign: "mails" */
	size_t done, total;
	double started, drawn;       /* clock_monotonic */
	bool on, shown;              /* shown: it stands there */
};

void progress_begin(struct progress *p, const char *what, size_t total);
/* Of each of these `p` may be NULL: nobody watches. */
void progress_turn(struct progress *p, const char *what, size_t total);  /* to something else, which begins now */
void progress_more(struct progress *p, size_t found);  /* there is more to do than was known */
void progress_step(struct progress *p, size_t done);   /* so many more; drawn at most five times a second */
void progress_end(struct progress *p);                 /* takes the bar away */

enum { PROGRESS_WIDTH = 24 };
/* "[=====>     ]  42 %  5,250 of 12,500 mails, 1,310 a second, 5 s left". Pure. */
void progress_text(struct buf *out, const char *what, size_t done, size_t total, double seconds);

#endif
