/* The process framework: a child that answers, dies, hangs, floods, and inherits nothing. The test is its own child program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "child.h"

enum { ASK_ECHO = 1, ASK_DIE, ASK_EXIT, ASK_HANG, ASK_FDS, ASK_TWICE, ASK_NONSENSE, ASK_PID, ASK_FORBIDDEN, ASK_SPIN };

static int64_t open_descriptors(void)
{
	int64_t set = 0;
	DIR *d = opendir("/proc/self/fd");
	for (struct dirent *e; d && (e = readdir(d));)
		if (e->d_name[0] != '.' && atoi(e->d_name) != dirfd(d))
			set |= INT64_C(1) << (atoi(e->d_name) < 62 ? atoi(e->d_name) : 62);
	if (d)
		closedir(d);
	return set;
}

static void obey(int fd, struct frame *f)
{
	struct buf out = {0};
	struct err err;
	struct bytes b = get_bytes(f);
	size_t mark = frame_start(&out, f->kind);
	if (f->kind == ASK_DIE)
		kill(getpid(), SIGKILL); /* sanitizers make something else of SIGSEGV */
	if (f->kind == ASK_FORBIDDEN)
		raise(SIGSYS); /* as the kernel does: test_jail.c has it do so */
	if (f->kind == ASK_EXIT)
		_exit(70);
	while (f->kind == ASK_HANG)
		pause();
	if (f->kind == ASK_NONSENSE) {
		send(fd, "\xff\xff\xff\xff\xff", 5, 0);
		pause();
	}
	if (f->kind == ASK_FDS)
		put_int(&out, open_descriptors());
	else if (f->kind == ASK_PID)
		put_int(&out, getpid());
	else
		put_bytes(&out, b.data, b.size);
	frame_end(&out, mark);
	if (f->kind == ASK_TWICE)
		buf_add(&out, out.data, out.size);
	if (frame_send(fd, &out, clock_monotonic() + 10, &err) < 0)
		_exit(1);
	buf_release(&out);
	for (volatile unsigned n = 0; f->kind == ASK_SPIN; n++)
		;
}

static int be_child(void)
{
	struct frame_input in = {0};
	struct frame f;
	struct err err;
	struct jail_rights rights;
	int got;
	if (getenv("TEST_STILLBORN"))
		return 1;
	while (getenv("TEST_LATE"))
		pause();
	if (child_begin(CHILD_FD, &rights, &err) < 0 || child_ready(CHILD_FD, &err) < 0)
		return 1;
	while ((got = frame_receive(CHILD_FD, &in, clock_monotonic() + 3600, &f, &err)) == 1)
		obey(CHILD_FD, &f);
	frame_input_release(&in);
	return got < 0;
}

static int ask(struct child *c, uint8_t kind, size_t size, double seconds, struct frame *f, struct err *err)
{
	struct buf b = {0};
	char *text = calloc(1, size + 1);
	size_t mark = frame_start(&b, kind);
	put_bytes(&b, text, size);
	frame_end(&b, mark);
	free(text);
	int got = child_ask(c, &b, seconds, f, err);
	assert_int_equal(b.size, 0);
	buf_release(&b);
	return got;
}

static void expect_echo(struct child *c, size_t size)
{
	struct frame f;
	struct err err;
	assert_int_equal(ask(c, ASK_ECHO, size, 20, &f, &err), 0);
	struct bytes b = get_bytes(&f);
	assert_true(frame_ok(&f));
	assert_int_equal(b.size, size);
}

static void answers_keep_one_process(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	assert_false(child_alive(c));
	assert_int_equal(child_starts(c), 0);
	for (int i = 0; i < 100; i++)
		expect_echo(c, (size_t)i * 100);
	expect_echo(c, 20u << 20); /* far more than a socket holds */
	expect_echo(c, 1);
	assert_true(child_alive(c));
	assert_int_equal(child_starts(c), 1);
	child_free(c);
}

static void death_is_told_and_mended(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	assert_int_equal(ask(c, ASK_DIE, 0, 20, &f, &err), -1);
	assert_int_equal(err.exit_code, 75);
	assert_non_null(strstr(err.text, "the echo process died of signal 9 (Killed)"));
	assert_false(child_alive(c));
	assert_int_equal(child_more(c, 1, &f, &err), -1);
	expect_echo(c, 5);
	assert_int_equal(child_starts(c), 2);
	assert_int_equal(ask(c, ASK_EXIT, 0, 20, &f, &err), -1);
	assert_non_null(strstr(err.text, "ended with status 70"));
	expect_echo(c, 5);
	child_kill(c);
	assert_false(child_alive(c));
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nothing left to reap */
	child_free(c);
}

/* A child that died between two exchanges is replaced without a word. */
static void death_between_exchanges(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	assert_int_equal(ask(c, ASK_PID, 0, 20, &f, &err), 0);
	pid_t pid = (pid_t)get_int(&f);
	kill(pid, SIGKILL);
	for (int i = 0; child_alive(c) && i < 1000; i++)
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	assert_false(child_alive(c));
	expect_echo(c, 5);
	assert_int_equal(child_starts(c), 2);
	child_free(c);
}

static void queue(struct child *c, uint8_t kind, size_t number, size_t size)
{
	struct buf b = {0};
	char *text = calloc(1, size + 1);
	memcpy(text, &number, size < sizeof number ? size : sizeof number);
	size_t mark = frame_start(&b, kind);
	frame_end_tail(&b, mark, (struct bytes){(const uint8_t *)text, size});
	child_queue(c, &b, (struct bytes){(const uint8_t *)text, size});
	assert_int_equal(b.size, 0);
	buf_release(&b);
	free(text);
}

/* More requests, and more answers, than the sockets between them hold: neither end waits for the other. Their order stays. */
static void many_requests_at_once(void **state)
{
	(void)state;
	enum { MANY = 100, SIZE = 100 * 1000 };
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	struct buf first = {0};
	size_t mark = frame_start(&first, ASK_ECHO);
	put_bytes(&first, "first", 5);
	frame_end(&first, mark);
	assert_int_equal(child_tell(c, &first, 20, &err), 0);
	for (size_t i = 0; i < MANY; i++)
		queue(c, ASK_ECHO, i, SIZE);
	assert_int_equal(child_more(c, 20, &f, &err), 0);
	assert_int_equal(get_bytes(&f).size, 5);
	for (size_t i = 0, number; i < MANY; i++) {
		if (i == MANY / 2)
			child_pump(c, 1000 * 1000);
		assert_int_equal(child_more(c, 20, &f, &err), 0);
		struct bytes b = get_bytes(&f);
		assert_int_equal(b.size, SIZE);
		memcpy(&number, b.data, sizeof number);
		assert_int_equal(number, i);
	}
	assert_int_equal(child_answers(c, SIZE_MAX), 0);
	expect_echo(c, 5);
	assert_int_equal(child_starts(c), 1);
	buf_release(&first);
	child_free(c);
}

/* What it answered before it died is still to be had; then the death is told, once, and what was queued behind is gone. */
static void death_with_several_under_way(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	expect_echo(c, 5);
	for (size_t i = 0; i < 3; i++)
		queue(c, ASK_ECHO, i, 1000);
	queue(c, ASK_DIE, 0, 10);
	for (size_t i = 0; i < 50; i++)
		queue(c, ASK_ECHO, i, 100 * 1000);
	for (int i = 0; child_alive(c) && i < 5000; i++)
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	queue(c, ASK_ECHO, 99, 1000); /* not told here */
	for (int i = 0; i < 3; i++)
		assert_int_equal(child_more(c, 20, &f, &err), 0);
	assert_int_equal(child_more(c, 20, &f, &err), -1);
	assert_non_null(strstr(err.text, "died of signal 9"));
	assert_int_equal(child_more(c, 20, &f, &err), -1);
	expect_echo(c, 7);
	assert_int_equal(child_starts(c), 2);
	child_free(c);
}

/* Of a child that has much to say no more is taken in than somebody wants to keep; the rest waits in it. */
static void a_pump_takes_so_much(void **state)
{
	(void)state;
	enum { MOST = 1000 * 1000 };
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	expect_echo(c, 5);
	for (size_t i = 0; i < 100; i++)
		queue(c, ASK_ECHO, i, 50 * 1000);
	double end = clock_monotonic() + 30;
	while (child_answers(c, MOST) != SIZE_MAX && clock_monotonic() < end)
		child_pump(c, MOST);
	for (int i = 0; i < 200; i++) /* whatever it could say meanwhile */
		child_pump(c, MOST);
	assert_int_equal(child_answers(c, MOST), SIZE_MAX);
	assert_in_range(child_answers(c, SIZE_MAX), MOST / 50000 - 1, MOST / 50000 + 6); /* 256 KB are read at once */
	for (int i = 0; i < 100; i++)
		assert_int_equal(child_more(c, 20, &f, &err), 0);
	assert_false(child_has_more(c));
	child_free(c);
}

static void deadline_kills(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	double before = clock_monotonic();
	assert_int_equal(ask(c, ASK_HANG, 0, 0.3, &f, &err), -1);
	assert_int_equal(err.exit_code, 75);
	assert_non_null(strstr(err.text, "did not answer within"));
	assert_true(clock_monotonic() - before < 2);
	assert_false(child_alive(c));
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	child_free(c);
}

static void leftovers_are_not_the_next_answer(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	assert_int_equal(ask(c, ASK_TWICE, 3, 20, &f, &err), 0);
	assert_int_equal(child_more(c, 20, &f, &err), 0);
	assert_int_equal(get_bytes(&f).size, 3);
	expect_echo(c, 7);
	assert_int_equal(child_starts(c), 1);
	assert_int_equal(ask(c, ASK_TWICE, 3, 20, &f, &err), 0);
	expect_echo(c, 7);
	assert_int_equal(child_starts(c), 2);
	child_free(c);
}

static void nonsense_is_a_fault(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	assert_int_equal(ask(c, ASK_NONSENSE, 0, 20, &f, &err), -1);
	assert_int_equal(err.exit_code, 75);
	assert_non_null(strstr(err.text, "was killed: "));
	assert_non_null(strstr(err.text, "more than a frame may have"));
	child_free(c);
}

static void inherits_nothing(void **state)
{
	(void)state;
	enum { MANY = 500 };
	int kept[MANY];
	for (int i = 0; i < MANY; i++)
		assert_true((kept[i] = open("/dev/null", O_RDONLY)) >= 0); /* without O_CLOEXEC */
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	assert_int_equal(ask(c, ASK_FDS, 0, 20, &f, &err), 0);
	assert_int_equal(get_int(&f), 0xF);
	child_free(c);
	for (int i = 0; i < MANY; i++)
		close(kept[i]);
}

/* The clerk is killed: its child goes with it. */
static void dies_with_its_parent(void **state)
{
	(void)state;
	int pipe_fd[2];
	assert_int_equal(pipe(pipe_fd), 0);
	pid_t clerk = fork();
	if (clerk == 0) {
		struct child *c = child_new("echo");
		struct frame f;
		struct err err;
		int64_t pid = ask(c, ASK_PID, 0, 20, &f, &err) == 0 ? get_int(&f) : -1;
		_exit(write(pipe_fd[1], &pid, sizeof pid) != sizeof pid);
	}
	int64_t pid = -1;
	assert_int_equal(read(pipe_fd[0], &pid, sizeof pid), sizeof pid);
	assert_true(pid > 0);
	waitpid(clerk, NULL, 0);
	int gone = 0;
	for (int i = 0; i < 1000 && !gone; i++) {
		char path[64], line[256] = "";
		snprintf(path, sizeof path, "/proc/%lld/stat", (long long)pid);
		FILE *file = fopen(path, "r");
		if (!file || !fgets(line, sizeof line, file) || strstr(line, ") Z") || strstr(line, ") X"))
			gone = 1;
		if (file)
			fclose(file);
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	}
	assert_true(gone);
	close(pipe_fd[0]);
	close(pipe_fd[1]);
}

static void program_that_is_not_there(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	child_set_program("/nonexistent/leadclerk");
	assert_int_equal(ask(c, ASK_ECHO, 3, 20, &f, &err), -1);
	assert_non_null(strstr(err.text, "could not be started from /nonexistent/leadclerk"));
	child_set_program(NULL);
	expect_echo(c, 3);
	child_free(c);
}

static void what_its_jail_forbids(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	assert_int_equal(ask(c, ASK_FORBIDDEN, 0, 20, &f, &err), -1);
	assert_int_equal(err.exit_code, 75);
	assert_non_null(strstr(err.text, "the echo tried something its jail forbids"));
	child_free(c);
}

/* It answered, and then goes on computing for somebody else. */
static void busy_beyond_its_work(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct frame f;
	struct err err;
	assert_int_equal(ask(c, ASK_SPIN, 3, 0.5, &f, &err), 0);
	for (int i = 0; child_alive(c) && i < 600; i++)
		nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
	assert_false(child_alive(c));
	expect_echo(c, 3);
	for (int i = 0; i < 8; i++) /* the allowance is for each exchange, not for its life */
		expect_echo(c, 20u << 20);
	assert_int_equal(child_starts(c), 2);
	child_free(c);
}

static void expect_refusal(struct child *c, const char *part, int starts)
{
	struct frame f;
	struct err err;
	assert_int_equal(ask(c, ASK_ECHO, 3, 20, &f, &err), -1);
	assert_int_equal(err.exit_code, 75);
	if (!strstr(err.text, part))
		fail_msg("'%s' does not say '%s'", err.text, part);
	assert_int_equal(child_starts(c), starts);
}

/* The first failure may be an accident; then each is waited for longer. */
static void stillborn(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	setenv("TEST_STILLBORN", "1", 1);
	expect_refusal(c, "starting the echo process: the echo process ended with status 1", 1);
	expect_refusal(c, "starting the echo process: ", 2);
	for (int i = 0; i < 1000; i++)
		expect_refusal(c, "the echo process failed 2 times in a row at its start and is tried again in ", 2);
	nanosleep(&(struct timespec){.tv_nsec = 600000000}, NULL);
	expect_refusal(c, "starting the echo process: ", 3);
	nanosleep(&(struct timespec){.tv_nsec = 600000000}, NULL);
	expect_refusal(c, "failed 3 times in a row", 3);
	unsetenv("TEST_STILLBORN");
	nanosleep(&(struct timespec){.tv_nsec = 500000000}, NULL);
	expect_echo(c, 3);
	assert_int_equal(child_starts(c), 4);
	child_kill(c);
	setenv("TEST_STILLBORN", "1", 1);
	expect_refusal(c, "starting the echo process: ", 5);
	expect_refusal(c, "starting the echo process: ", 6); /* what was, is forgotten */
	unsetenv("TEST_STILLBORN");
	child_free(c);
}

/* It starts while the clerk does something else; what becomes of that is told to whoever asks it first. */
static void prepared(void **state)
{
	(void)state;
	struct child *c = child_new("echo"), *idle = child_new("echo");
	child_prepare(c);
	child_prepare(idle);
	child_prepare(c); /* it starts already */
	assert_int_equal(child_starts(c), 1);
	expect_echo(c, 300);
	child_prepare(c); /* it lives */
	expect_echo(c, 20);
	assert_int_equal(child_starts(c), 1);
	child_kill(c);
	expect_echo(c, 5);
	assert_int_equal(child_starts(c), 2);
	child_kill(c);
	setenv("TEST_STILLBORN", "1", 1);
	child_prepare(c);
	expect_refusal(c, "starting the echo process: the echo process ended with status 1", 3);
	expect_refusal(c, "starting the echo process: ", 4);
	child_prepare(c); /* not before its time */
	assert_int_equal(child_starts(c), 4);
	expect_refusal(c, "failed 2 times in a row", 4);
	unsetenv("TEST_STILLBORN");
	child_free(idle); /* nobody asked it */
	child_free(c);
}

/* Those that nobody needs any more end while something else is done: one that was asked by itself, one that did not get so far at once. */
static void dismissed(void **state)
{
	(void)state;
	const struct timespec pause = {.tv_nsec = 1000 * 1000};
	struct child *asked = child_new("echo"), *late = child_new("echo"), *never = child_new("echo");
	expect_echo(asked, 3);
	setenv("TEST_LATE", "1", 1);
	child_prepare(late);
	unsetenv("TEST_LATE");
	assert_true(child_alive(asked));
	assert_true(child_alive(late));
	child_dismiss(asked);
	child_dismiss(late);
	child_dismiss(never);
	for (double end = clock_monotonic() + 20; clock_monotonic() < end && (child_alive(asked) || child_alive(late));)
		nanosleep(&pause, NULL);
	assert_false(child_alive(asked));
	assert_false(child_alive(late));
	child_free(asked);
	child_free(late);
	child_free(never);
}

/* Nothing is left to start one with: that passes, and is no fault of anybody's mail. */
static void no_descriptors_left(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct rlimit usual, none;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &usual), 0);
	int next = dup(STDERR_FILENO);
	none = (struct rlimit){(rlim_t)next + 1, usual.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	expect_refusal(c, "can't open a socket pair for the echo process: Too many open files", 0);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &usual), 0);
	close(next);
	expect_echo(c, 3);
	child_free(c);
}

static void other_rights_are_another_process(void **state)
{
	(void)state;
	struct child *c = child_new("echo");
	struct jail_rights imap = {.port = 993, .read_file = "/etc/ca.pem"};
	expect_echo(c, 3);
	child_grant(c, &(struct jail_rights){0});
	expect_echo(c, 3);
	assert_int_equal(child_starts(c), 1);
	child_grant(c, &imap);
	assert_false(child_alive(c));
	expect_echo(c, 3);
	child_grant(c, &imap);
	expect_echo(c, 3);
	assert_int_equal(child_starts(c), 2);
	child_free(c);
}

/* What came before the wait ends it, too: the hour is not waited for. */
static void a_wait_that_is_woken(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "", 1), 1);
	assert_int_equal(child_wait(NULL, 0, ends[0], 3600), CHILD_WOKEN);
	close(ends[0]);
	close(ends[1]);
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "--child"))
		return be_child();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_keep_one_process), cmocka_unit_test(death_is_told_and_mended),
		cmocka_unit_test(death_between_exchanges), cmocka_unit_test(many_requests_at_once),
		cmocka_unit_test(death_with_several_under_way), cmocka_unit_test(a_pump_takes_so_much), cmocka_unit_test(deadline_kills),
		cmocka_unit_test(leftovers_are_not_the_next_answer), cmocka_unit_test(nonsense_is_a_fault),
		cmocka_unit_test(inherits_nothing), cmocka_unit_test(dies_with_its_parent),
		cmocka_unit_test(program_that_is_not_there), cmocka_unit_test(what_its_jail_forbids),
		cmocka_unit_test(busy_beyond_its_work), cmocka_unit_test(stillborn), cmocka_unit_test(prepared), cmocka_unit_test(dismissed), cmocka_unit_test(no_descriptors_left),
		cmocka_unit_test(other_rights_are_another_process),
		cmocka_unit_test(a_wait_that_is_woken),
	};
	return cmocka_run_group_tests_name("child", tests, NULL, NULL);
}
