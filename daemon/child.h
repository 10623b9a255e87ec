/* The clerk's children: fetcher, reader, sender, drawer. Each is this same program started anew (`leadclerk --child NAME`, the socket pair's end
 * as descriptor 3, every other descriptor but stderr closed), so that it shares no memory, no store and no secret with the clerk. The
 * clerk asks, the child answers, each exchange under a wall-clock deadline; past it the child is killed and the next call starts another.
 *
 * First of all the clerk tells a new child its rights (jail.h), and the child, once its jail is closed, that it is ready. One that ends
 * before is a failure of this machine, not of what it was to be asked. It is not started over and over: see child_start. */
#ifndef DAEMON_CHILD_H
#define DAEMON_CHILD_H
#include "base/frame.h"
#include "jail.h"

enum {
	CHILD_FD = 3,
	CHILD_START_SECONDS = 20,  /* until it is ready */
	CHILD_PAUSE_MAX = 60,      /* seconds; the longest pause after starts that failed */
};

struct child;

struct child *child_new(const char *name);      /* not started yet; name: "fetcher", "reader", "sender", "drawer" */
void child_free(struct child *c);               /* ends the process; NULL is allowed */
void child_set_program(const char *path);       /* instead of /proc/self/exe: for tests */

/* What its jail leaves it, from the next start on (copied). One that lives with other rights is ended. */
void child_grant(struct child *c, const struct jail_rights *rights);
/* Starts the process if none lives, and waits until it is ready. After two starts that failed in a row nothing is tried for half a second, after
 * each further one twice as long, up to CHILD_PAUSE_MAX; a success ends that. -1: exit_code 75, and the text says which it was. */
int child_start(struct child *c, struct err *err);
/* Starts the process if none lives, and does not wait: child_start, which whatever asks it calls, does then, and tells what went wrong. Starting takes a
 * process longer than many a mail. */
void child_prepare(struct child *c);
/* Starts the process if none lives, sends the frames in `request` (cleared), and receives the first frame of the answer.
 * 0, or -1 with exit_code 75: deadline passed (child killed), child died (the text says by which signal or status). */
int child_ask(struct child *c, struct buf *request, double seconds, struct frame *answer_r, struct err *err);
/* The same of a frame that ends with bytes that are not copied (frame_end_tail). */
int child_ask_tail(struct child *c, struct buf *request, struct bytes tail, double seconds, struct frame *answer_r, struct err *err);
/* The request alone: its answer is child_more's, and child_wait tells when it comes. */
int child_tell(struct child *c, struct buf *request, double seconds, struct err *err);
int child_tell_tail(struct child *c, struct buf *request, struct bytes tail, double seconds, struct err *err);
/* Until one of these children (NULL: none) has something to say: its index; -1 the time is up or a signal came, CHILD_WOKEN `wake` (a descriptor; -1: none)
 * is readable. */
enum { CHILD_WOKEN = -2 };
int child_wait(struct child *const *children, size_t count, int wake, double seconds);
/* A further frame to a child that is at work on a request; nothing is started for it. */
int child_tell_more(struct child *c, struct buf *request, double seconds, struct err *err);
/* A further request to a child that is at work on one, to be answered after it: queued, and sent as the child takes it (child_more, child_pump). The
 * clerk never waits for that, since the child may be waiting to be listened to. It is not told here that the child is gone: the answers it still gave
 * can be read, and then child_more says so; what was queued is lost with it. */
void child_queue(struct child *c, struct buf *request, struct bytes tail);
/* Without waiting: sends what is queued, and takes in what came, up to so many bytes beyond what was read; the rest waits in the child. No frame of this
 * child's may be in use. */
void child_pump(struct child *c, size_t most);
/* Whether child_more would not have to wait. The same holds of frames in use. */
bool child_has_more(struct child *c);
int child_says(const struct child *c);          /* the kind of the frame that child_more would give without waiting; -1: it would wait */
/* How many frames child_more would not have to wait for; SIZE_MAX: it has so many bytes to be read that child_pump takes in no more, or it is gone. */
size_t child_answers(const struct child *c, size_t most);
/* A further frame: of the same answer, or of the next one. */
int child_more(struct child *c, double seconds, struct frame *answer_r, struct err *err);
void child_kill(struct child *c);
void child_end(struct child *c);                /* lets it finish what it does: half a second, then it is killed */
/* The first half of child_end, where several end at once, or something is done meanwhile: it is asked nothing more, and child_free waits for it. One that was
 * prepared and asked nothing is killed. */
void child_dismiss(struct child *c);
bool child_alive(const struct child *c);
int child_starts(const struct child *c);        /* how often it was started: 1 is normal */

/* In the child. The clerk's word on its rights; then, when all is closed and it can work, its own word. -1: the clerk is gone. */
int child_begin(int fd, struct jail_rights *rights_r, struct err *err);
int child_ready(int fd, struct err *err);
/* Both, and between them jail_enter, whose line is logged, and `check` (NULL: none), which tries inside the jail what the child is there for; -1
 * from it is handed on: such a child does not get as far as spoiling somebody's mail. */
int child_enter(int fd, enum jail_role role, int (*check)(struct err *err), struct err *err);

/* What `--child NAME` runs. They return the process's exit code, 0 when the clerk closed the socket. */
int fetcher_main(int fd);
int reader_main(int fd);
int sender_main(int fd);
int drawer_main(int fd);

#endif
