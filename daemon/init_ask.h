/* A conversation at a terminal, or on any two streams: a question, a line. */
#ifndef DAEMON_INIT_ASK_H
#define DAEMON_INIT_ASK_H
#include "base/arena.h"

enum { ASK_MAX = 1000 /* bytes of a line */ };

/* The line, trimmed, in `a`; `usual` where nothing was typed. NULL: there is no more (the end of the input). */
const char *ask_line(struct arena *a, const char *question, const char *usual);
/* The same of a secret: a terminal does not show it. Ctrl-C and Ctrl-D are an end, too, and leave the terminal as it was. The caller wipes it. */
int ask_secret(const char *question, char secret_r[ASK_MAX]);

#endif
