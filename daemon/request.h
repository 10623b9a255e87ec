/* Requests: the daemon alone writes its store, so a command that would change something while it lives hands it the words and waits for
 * the answer (spec: `retry`, `ignore`). A request is a file in the folder STORE.requests (mode 0700): NAME holds the words, NAME.answer
 * the exit code and what is said. The daemon takes one by naming it .NAME: until then whoever asked may take it back, and one that waits is done at the
 * daemon's next turn, whoever died meanwhile; from then on it is done once or, where the daemon dies over it, not again. */
#ifndef DAEMON_REQUEST_H
#define DAEMON_REQUEST_H
#include "base/arena.h"
#include "base/err.h"

enum { REQUEST_MAX = 1000 /* bytes of its words */, REQUEST_SECONDS = 60 /* how long the command waits */ };

/* Hands over one line of words, wakes the process `writer` (SIGUSR1; 0: nobody), and waits so many seconds for the answer: *said_r, in `a`.
 * 0, or -1 with the answer's exit code and text; 75 too when no answer came: the text says whether the request was taken back or the daemon is at it. */
int request_ask(const char *store, int writer, const char *words, double seconds, struct arena *a, const char **said_r, struct err *err);

struct request {
	const char *path;            /* of its file, taken: DIR/.NAME */
	const char *words;
};
/* The daemon's side: the oldest request that waits: 1, 0 none, -1. Strings live in `a`. */
int request_next(const char *store, struct arena *a, struct request *r_r, struct err *err);
/* Answers it and takes it away. exit_code 0: done. */
int request_answer(const struct request *r, int exit_code, const char *said, struct err *err);

#endif
