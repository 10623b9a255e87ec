/* tests/servers/fake_smtp.py for the tests of sending: started with rules, asked what it saw. One at a time; run from the top of the tree. */
#ifndef TESTS_FAKE_SMTP_H
#define TESTS_FAKE_SMTP_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "values/office.h"

enum { RULES_MAX = 8 };
static const char *const letter_text = "From: c@corp.test\r\nSubject: x\r\n\r\n.\r\n..two\r\nend.\r\n";

static struct fake {
	pid_t pid;
	int port;
	char dir[40];
} fake;
static struct arena *a; /* one test's */

_Noreturn static void exec_fake(int out, const char *const *args)
{
	const char *argv[4 + RULES_MAX] = {"/usr/bin/python3", "tests/servers/fake_smtp.py", fake.dir};
	for (size_t i = 0; args[i] && i < RULES_MAX; i++)
		argv[3 + i] = args[i];
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(out, 1);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

static void start_fake(const char *const *args)
{
	int ends[2];
	snprintf(fake.dir, sizeof fake.dir, "/tmp/test_send.XXXXXX");
	assert_non_null(mkdtemp(fake.dir));
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	fake.pid = fork();
	if (fake.pid == 0)
		exec_fake(ends[1], args);
	close(ends[1]);
	FILE *f = fdopen(ends[0], "r");
	if (fscanf(f, "%d", &fake.port) != 1)
		fail_msg("tests/servers/fake_smtp.py did not start: run this from the top of the tree");
	fclose(f);
}
#define START(...) start_fake((const char *const[]){__VA_ARGS__, NULL})

static void stop_fake(void)
{
	char command[80];
	if (!fake.pid)
		return;
	kill(fake.pid, SIGKILL);
	waitpid(fake.pid, NULL, 0);
	fake.pid = 0;
	snprintf(command, sizeof command, "rm -rf '%s'", fake.dir);
	assert_int_equal(system(command), 0);
}

static char *slurp(const char *name, size_t *size_r)
{
	static char text[1 << 20];
	FILE *f = fopen(arena_printf(a, "%s/%s", fake.dir, name), "rb");
	*size_r = f ? fread(text, 1, sizeof text - 1, f) : 0;
	text[*size_r] = '\0';
	if (f)
		fclose(f);
	return text;
}

/* Lines of its log that begin so. */
static int seen(const char *start)
{
	size_t size;
	int n = 0;
	for (char *line = strtok(slurp("log", &size), "\n"); line; line = strtok(NULL, "\n"))
		n += strncmp(line, start, strlen(start)) == 0;
	return n;
}

static struct server plain_server(void)
{
	return (struct server){.scheme = "smtp", .host = "127.0.0.1", .port = fake.port, .security = SECURITY_NONE};
}

#endif
