/* The clerk's children: fetcher, reader, sender. Each is this same program started anew (`leadclerk --child NAME`, the socket pair's end
 * as descriptor 3, every other descriptor but stderr closed), so that it shares no memory, no store and no secret with the clerk. The
 * clerk asks, the child answers, each exchange under a wall-clock deadline; past it the child is killed and the next call starts another. */
#ifndef DAEMON_CHILD_H
#define DAEMON_CHILD_H
#include "base/frame.h"

enum { CHILD_FD = 3 };

struct child;

struct child *child_new(const char *name);      /* not started yet; name: "fetcher", "reader", "sender" */
void child_free(struct child *c);               /* ends the process; NULL is allowed */
void child_set_program(const char *path);       /* instead of /proc/self/exe: for tests */

/* Starts the process if none lives, sends the frames in `request` (cleared), and receives the first frame of the answer.
 * 0, or -1 with exit_code 75: deadline passed (child killed), child died (the text says by which signal or status). */
int child_ask(struct child *c, struct buf *request, double seconds, struct frame *answer_r, struct err *err);
/* The request alone: its answer is child_more's, and child_wait tells when it comes. */
int child_tell(struct child *c, struct buf *request, double seconds, struct err *err);
/* Until one of these children (NULL: none) has something to say: its index; -1 the time is up, or a signal came. */
int child_wait(struct child *const *children, size_t count, double seconds);
/* A further frame to a child that is at work on a request; nothing is started for it. */
int child_tell_more(struct child *c, struct buf *request, double seconds, struct err *err);
/* A further frame of the same answer. */
int child_more(struct child *c, double seconds, struct frame *answer_r, struct err *err);
void child_kill(struct child *c);
bool child_alive(const struct child *c);
int child_starts(const struct child *c);        /* how often it was started: 1 is normal */

/* In the child: what `--child NAME` runs. They return the process's exit code, 0 when the clerk closed the socket. */
int fetcher_main(int fd);
int reader_main(int fd);
int sender_main(int fd);

#endif
