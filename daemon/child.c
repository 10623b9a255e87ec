#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"
#include "child_inside.h"

enum {
	LAST_WORDS_MS = 500,           /* how long a child whose socket is closed may take to end by itself */
	KEPT_ROOM = 8 * 1024 * 1024,   /* bytes of input buffer kept from one exchange to the next */
	LOOK_AHEAD = 384 * 1024,       /* bytes: a larger frame is waited for; with the frame, half a MB of buffer */
	SOCKET_ROOM = 212992,          /* bytes that a socket takes before anybody reads; the kernel doubles it, and allows no more unless told to */
	EXIT_NO_EXEC = 127,
};

struct child {
	char *name;                    /* own */
	pid_t pid;                     /* 0: none lives */
	int fd;                        /* -1: none */
	bool ready;                    /* it has said so */
	int starts;
	int failures;                  /* starts that failed in a row */
	double not_before;             /* clock_monotonic: the next start */
	struct err failure;            /* the last one */
	struct jail_rights rights;
	double allowed_at, allowed;    /* clock_monotonic() when it was granted the processor last, and for an exchange of how many seconds */
	struct frame_input in;
	struct buf out;                /* own; queued requests, ... */
	size_t out_done;               /* of which so much was sent */
};

static const char *program = "/proc/self/exe";

void child_set_program(const char *path)
{
	program = path ? path : "/proc/self/exe";
}

struct child *child_new(const char *name)
{
	struct child *c = calloc(1, sizeof *c);
	if (!c || !(c->name = strdup(name)))
		bug_no_memory(sizeof *c);
	c->fd = -1;
	return c;
}

int child_starts(const struct child *c)
{
	return c->starts;
}

static void forget(struct child *c)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	c->pid = 0;
	c->ready = false;
	c->allowed = 0;
	frame_input_release(&c->in);
	buf_release(&c->out);
	c->out_done = 0;
}

/* Waits for the process to end by itself, then ends it. 1 with waitpid's status if it ended by itself, 0 if it had to be ended. */
static int reap(struct child *c, int patience_ms, int *status_r)
{
	const struct timespec pause = {.tv_nsec = 2 * 1000 * 1000};
	int status = 0;
	pid_t got = waitpid(c->pid, &status, WNOHANG);
	for (int ms = 0; got == 0 && ms < patience_ms; ms += 2) {
		nanosleep(&pause, NULL);
		got = waitpid(c->pid, &status, WNOHANG);
	}
	if (got == c->pid) {
		*status_r = status;
		return 1;
	}
	kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	return 0;
}

void child_kill(struct child *c)
{
	int status;
	if (c->pid)
		reap(c, 0, &status);
	forget(c);
}

void child_dismiss(struct child *c)
{
	if (c->pid && !c->ready) /* it was asked nothing yet, and would complain that nobody listens */
		kill(c->pid, SIGKILL);
	if (c->fd >= 0)
		close(c->fd); /* the child sees the end of its input, and ends */
	c->fd = -1;
}

void child_end(struct child *c)
{
	int status;
	if (c->pid) {
		child_dismiss(c);
		reap(c, LAST_WORDS_MS, &status);
	}
	forget(c);
}

void child_free(struct child *c)
{
	if (!c)
		return;
	child_end(c);
	free(c->name);
	free(c);
}

void child_grant(struct child *c, const struct jail_rights *rights)
{
	if (c->rights.port == rights->port && strcmp(c->rights.read_file, rights->read_file) == 0 &&
	    strcmp(c->rights.write_folder, rights->write_folder) == 0)
		return;
	child_end(c);
	c->rights = *rights;
}

bool child_alive(const struct child *c)
{
	siginfo_t info = {0};
	if (!c->pid)
		return false;
	/* WNOWAIT: the status stays for reap(), which needs it for its words */
	return waitid(P_PID, (id_t)c->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

/* Between fork and exec: only calls that are safe there. The child obeys its socket, not the terminal: a Ctrl-C or systemd's SIGTERM to
 * the whole group must not cut a letter in half; the clerk ends its children itself, and they die with it. */
_Noreturn static void become_child(char *const argv[], int end, int null, pid_t parent)
{
	static const int ignored[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP};
	sigset_t none;
	sigemptyset(&none);
	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		signal(ignored[i], SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(end, CHILD_FD) < 0)
		_exit(EXIT_NO_EXEC);
	close_range(CHILD_FD + 1, ~0U, 0);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execv(program, argv);
	_exit(EXIT_NO_EXEC);
}

/* A descriptor above those that become_child overwrites. */
static int raised(int fd)
{
	int high = fcntl(fd, F_DUPFD_CLOEXEC, CHILD_FD + 1);
	close(fd);
	return high;
}

/* What it is asked and what it answers lies in the kernel, rather than in one of us: some ten mails more than it would hold otherwise. */
static void widen(int fd)
{
	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &(int){SOCKET_ROOM}, sizeof(int));
}

/* Descriptors: [0] the clerk's end, [1] the child's end, [2] /dev/null. */
static int open_ends(int fd_r[3])
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -1;
	widen(pair[0]);
	widen(pair[1]);
	fd_r[0] = raised(pair[0]);
	fd_r[1] = raised(pair[1]);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	fd_r[2] = null < 0 ? -1 : raised(null);
	if (fd_r[0] >= 0 && fd_r[1] >= 0 && fd_r[2] >= 0)
		return 0;
	int saved = errno;
	for (int i = 0; i < 3; i++)
		if (fd_r[i] >= 0)
			close(fd_r[i]);
	errno = saved;
	return -1;
}

static int launch(struct child *c, struct err *err)
{
	char title[64];
	int fd[3];
	snprintf(title, sizeof title, "leadclerk: %s", c->name);
	char option[] = "--child";
	char *argv[] = {title, option, c->name, NULL};
	if (open_ends(fd) < 0)
		return err_set(err, 75, "can't open a socket pair for the %s process: %s", c->name, strerror(errno));
	pid_t parent = getpid(), pid = fork();
	if (pid == 0)
		become_child(argv, fd[1], fd[2], parent);
	int saved = errno;
	close(fd[1]);
	close(fd[2]);
	if (pid < 0) {
		close(fd[0]);
		return err_set(err, 75, "can't start the %s process: %s", c->name, strerror(saved));
	}
	c->pid = pid;
	c->fd = fd[0];
	c->starts++;
	return 0;
}

/* How the process ended, in words put before what the socket said. */
static int died(struct child *c, int status, struct err *err)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return err_set(err, 75, "the %s tried something its jail forbids, and was ended by the kernel (SIGSYS)", c->name);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return err_set(err, 75, "the %s used more of the processor than its jail allows, and was ended by the kernel (SIGXCPU)", c->name);
	if (WIFSIGNALED(status))
		return err_set(err, 75, "the %s process died of signal %d (%s)", c->name, WTERMSIG(status), strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) == EXIT_NO_EXEC)
		return err_set(err, 75, "the %s process could not be started from %s", c->name, program);
	return err_set(err, 75, "the %s process ended with status %d", c->name, WEXITSTATUS(status));
}

/* What went wrong on the socket: the deadline, the child's end, or nonsense from it. In each case no process is left. */
static int fault(struct child *c, double seconds, double deadline, struct err *err)
{
	int status;
	bool late = clock_monotonic() >= deadline;
	int by_itself = reap(c, late ? 0 : LAST_WORDS_MS, &status);
	forget(c);
	if (by_itself)
		return died(c, status, err);
	if (late)
		return err_set(err, 75, "the %s process did not answer within %.0f seconds and was killed", c->name, seconds);
	return err_in(err, "the %s process was killed", c->name);
}

/* Of a child that is gone the answers that it gave before are still to be read: nobody is told here. */
static void send_queued(struct child *c)
{
	struct err ignored;
	if (c->out.size == 0)
		return;
	if (frame_put(c->fd, &c->out, &c->out_done, &ignored) == 0 && c->out_done < c->out.size)
		return;
	buf_clear(&c->out);
	c->out_done = 0;
}

/* Sends and takes in what can be, or waits until something can. -1: the deadline passed, or the child is gone. */
static int move_some(struct child *c, double deadline, struct err *err)
{
	double left = deadline - clock_monotonic();
	struct pollfd p = {.fd = c->fd, .events = (short)(POLLIN | (c->out.size ? POLLOUT : 0))};
	if (left <= 0)
		return err_set(err, 75, "no answer before the deadline");
	if (poll(&p, 1, left > 3600 ? 3600000 : (int)(left * 1000) + 1) < 0 && errno != EINTR)
		return err_set(err, 75, "poll: %s", strerror(errno));
	if (p.revents & POLLOUT)
		send_queued(c);
	return p.revents & ~POLLOUT && frame_fill(c->fd, &c->in, err) < 0 ? -1 : 0;
}

static int receive(struct child *c, double seconds, double deadline, struct frame *answer_r, struct err *err)
{
	*err = (struct err){.exit_code = 75};
	for (;;) {
		int whole = frame_front(&c->in, answer_r, err);
		if (whole > 0)
			return 0;
		if (whole < 0 || move_some(c, deadline, err) < 0)
			return fault(c, seconds, deadline, err);
	}
}

/* Something lies unread: the rest of an answer that nobody wanted, which would be taken for the next one. */
static bool stale(struct child *c)
{
	char byte;
	return c->in.buf.size > c->in.consumed || recv(c->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

/* An exchange takes no more of the processor than of the wall's time; what is busy beyond it is busy with something else. Within a second of the last
 * grant that one still has as much left: it was for a second more than the exchange. */
static void allow_processor(struct child *c, double seconds)
{
	struct rlimit cpu;
	double now = clock_monotonic();
	if (seconds <= c->allowed && now < c->allowed_at + 1)
		return;
	double used = clock_processor(c->pid);
	if (used < 0 || prlimit(c->pid, RLIMIT_CPU, NULL, &cpu) < 0)
		return; /* it is gone, as its answer will show */
	c->allowed_at = now;
	c->allowed = seconds;
	rlim_t until = (rlim_t)(used + seconds) + 2;
	cpu.rlim_cur = until < cpu.rlim_max ? until : cpu.rlim_max;
	prlimit(c->pid, RLIMIT_CPU, &cpu, NULL);
}

static int hand_rights(struct child *c, double deadline, struct err *err)
{
	struct buf b = {0};
	size_t mark = frame_start(&b, FRAME_RIGHTS);
	put_int(&b, c->rights.port);
	put_text(&b, c->rights.read_file);
	put_text(&b, c->rights.write_folder);
	frame_end(&b, mark);
	*err = (struct err){.exit_code = 75};
	int r = frame_send(c->fd, &b, deadline, err);
	buf_release(&b);
	return r < 0 ? fault(c, CHILD_START_SECONDS, deadline, err) : 0;
}

static int launch_and_tell(struct child *c, double deadline, struct err *err)
{
	return launch(c, err) < 0 || hand_rights(c, deadline, err) < 0 ? -1 : 0;
}

static int launch_and_wait(struct child *c, struct err *err)
{
	struct frame f;
	double deadline = clock_monotonic() + CHILD_START_SECONDS;
	if ((!c->pid && launch_and_tell(c, deadline, err) < 0) || receive(c, CHILD_START_SECONDS, deadline, &f, err) < 0)
		return -1;
	c->ready = f.kind == FRAME_READY;
	if (c->ready)
		return 0;
	child_kill(c);
	return err_set(err, 75, "the %s process is not this program's: it does not say that it is ready", c->name);
}

/* How long nothing is tried after so many failures. */
static double pause_after(int failures)
{
	double seconds = 0.5;
	for (int i = 2; i < failures && seconds < CHILD_PAUSE_MAX; i++)
		seconds *= 2;
	return failures < 2 ? 0 : seconds < CHILD_PAUSE_MAX ? seconds : CHILD_PAUSE_MAX;
}

static int start_failed(struct child *c, const struct err *err)
{
	c->failures++;
	c->not_before = clock_monotonic() + pause_after(c->failures);
	c->failure = *err;
	return -1;
}

void child_prepare(struct child *c)
{
	struct err why;
	double now = clock_monotonic();
	if (!c->pid && now >= c->not_before && launch_and_tell(c, now + CHILD_START_SECONDS, &why) < 0)
		start_failed(c, &why);
}

int child_start(struct child *c, struct err *err)
{
	double left = c->not_before - clock_monotonic();
	if (c->ready && (!child_alive(c) || stale(c)))
		child_kill(c);
	if (c->ready)
		return 0;
	if (left > 0)
		return err_set(err, 75, "the %s process failed %d times in a row at its start and is tried again in %.0f seconds: %s", c->name,
		               c->failures, left + 0.5, c->failure.text);
	if (launch_and_wait(c, err) == 0) {
		c->failures = 0;
		return 0;
	}
	start_failed(c, err);
	return err_in(err, "starting the %s process", c->name);
}

/* Sends the request to a process that lives. */
static int ask(struct child *c, struct buf *request, struct bytes tail, double seconds, double deadline, struct err *err)
{
	frame_input_trim(&c->in, KEPT_ROOM);
	*err = (struct err){.exit_code = 75};
	allow_processor(c, seconds);
	if (frame_send_tail(c->fd, request, tail, deadline, err) == 0)
		return 0;
	buf_clear(request);
	return fault(c, seconds, deadline, err);
}

static int start_for(struct child *c, struct buf *request, struct err *err)
{
	if (child_start(c, err) == 0)
		return 0;
	buf_clear(request);
	return -1;
}

int child_ask_tail(struct child *c, struct buf *request, struct bytes tail, double seconds, struct frame *answer_r, struct err *err)
{
	if (start_for(c, request, err) < 0)
		return -1;
	double deadline = clock_monotonic() + seconds;
	return ask(c, request, tail, seconds, deadline, err) < 0 ? -1 : receive(c, seconds, deadline, answer_r, err);
}

int child_ask(struct child *c, struct buf *request, double seconds, struct frame *answer_r, struct err *err)
{
	return child_ask_tail(c, request, (struct bytes){0}, seconds, answer_r, err);
}

int child_tell_tail(struct child *c, struct buf *request, struct bytes tail, double seconds, struct err *err)
{
	return start_for(c, request, err) < 0 ? -1 : ask(c, request, tail, seconds, clock_monotonic() + seconds, err);
}

int child_tell(struct child *c, struct buf *request, double seconds, struct err *err)
{
	return child_tell_tail(c, request, (struct bytes){0}, seconds, err);
}

int child_wait(struct child *const *children, size_t count, int wake, double seconds)
{
	struct pollfd *p = calloc(count + 1, sizeof *p);
	if (!p)
		bug_no_memory(count * sizeof *p);
	for (size_t i = 0; i < count; i++) /* poll() leaves out what is negative */
		p[i] = (struct pollfd){.fd = children[i] ? children[i]->fd : -1, .events = (short)(POLLIN | (children[i] && children[i]->out.size ? POLLOUT : 0))};
	p[count] = (struct pollfd){.fd = wake, .events = POLLIN};
	int which = -1;
	if (poll(p, count + 1, seconds > 86400 ? 86400 * 1000 : seconds > 0 ? (int)(seconds * 1000) + 1 : 0) > 0)
		for (size_t i = 0; i < count && which < 0; i++)
			which = p[i].revents ? (int)i : -1;
	which = which < 0 && p[count].revents ? CHILD_WOKEN : which;
	free(p);
	return which;
}

void child_queue(struct child *c, struct buf *request, struct bytes tail)
{
	if (c->pid) {
		buf_add(&c->out, request->data, request->size);
		buf_add(&c->out, tail.data, tail.size);
		send_queued(c);
	}
	buf_clear(request);
}

void child_pump(struct child *c, size_t most)
{
	struct err ignored; /* child_more comes upon it too */
	if (!c->pid)
		return;
	send_queued(c);
	while (c->in.buf.size - c->in.consumed < most && frame_fill(c->fd, &c->in, &ignored) > 0)
		;
}

int child_says(const struct child *c)
{
	return frame_is_whole(&c->in) ? frame_kind(&c->in) : -1;
}

size_t child_answers(const struct child *c, size_t most)
{
	if (!c->pid || c->in.ended || c->in.buf.size - c->in.consumed >= most)
		return SIZE_MAX;
	return frame_count(&c->in);
}

bool child_has_more(struct child *c)
{
	child_pump(c, LOOK_AHEAD);
	return !c->pid || c->in.ended || frame_is_whole(&c->in);
}

int child_tell_more(struct child *c, struct buf *request, double seconds, struct err *err)
{
	if (!c->pid)
		return err_set(err, 75, "the %s process is gone", c->name);
	return frame_send(c->fd, request, clock_monotonic() + seconds, err);
}

int child_more(struct child *c, double seconds, struct frame *answer_r, struct err *err)
{
	if (!c->pid)
		return err_set(err, 75, "the %s process is gone", c->name);
	allow_processor(c, seconds);
	return receive(c, seconds, clock_monotonic() + seconds, answer_r, err);
}
