/* The operator's own program: what it is given, and that it cannot hold up the clerk, nor be run without end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alarm.h"
#include "alarm_command.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"

static char dir[40], out[80], store[80];

static int setup(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/test_alarm.XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	snprintf(out, sizeof out, "%s/out", dir);
	snprintf(store, sizeof store, "%s/clerk.db", dir);
	return 0;
}

static int teardown(void **state)
{
	char alarm_file[90];
	(void)state;
	alarm_command_close();
	snprintf(alarm_file, sizeof alarm_file, "%s.alarm", store);
	unlink(alarm_file);
	unlink(out);
	return rmdir(dir);
}

static const char *came_out(void)
{
	static char text[4096];
	FILE *f = fopen(out, "r");
	memset(text, 0, sizeof text);
	if (f) {
		assert_true(fread(text, 1, sizeof text - 1, f) < sizeof text);
		fclose(f);
	}
	return text;
}

static void use(const char *script, double seconds)
{
	static const char *words[5];
	const char *const fresh[] = {"/bin/sh", "-c", script, "sh", out};
	memcpy(words, fresh, sizeof words);
	alarm_command_use(words, 5, seconds);
}

/* The alarm's line as STORE.alarm has it, and nothing of ours but that: no descriptor, no ignored signal, no way for a word to be run. */
static void test_what_it_is_given(void **state)
{
	(void)state;
	int open_one = open("/dev/null", O_RDONLY);
	signal(SIGPIPE, SIG_IGN);
	use("exec > \"$1\"; cat; ls /proc/$$/fd | tr '\\n' ' '; grep SigIgn /proc/$$/status", 20);
	alarm_raise(store, "submission", 1789387380, "535 `touch %s/run`; $(id)\nsecond line", dir);
	alarm_command_close();
	char expected[400];
	snprintf(expected, sizeof expected, " submission 535 `touch %s/run`; $(id) second line\n0 1 2 ", dir);
	assert_non_null(strstr(came_out(), expected));
	const char *ignored = strstr(came_out(), "SigIgn:\t");
	assert_non_null(ignored);
	assert_int_equal(strtoull(ignored + 8, NULL, 16) >> (SIGPIPE - 1) & 1, 0);
	assert_int_equal(strncmp(came_out(), "20", 2), 0);
	close(open_one);
}

static void test_each_alarm_once(void **state)
{
	(void)state;
	use("cat >> \"$1\"", 20);
	alarm_raise(store, "store", 1789387380, "full");
	alarm_raise(store, "store", 1789387440, "full");
	alarm_raise(store, "breaker", 1789387440, "open");
	alarm_clear(store, "store");
	alarm_raise(store, "store", 1789387500, "full again"); /* within a minute of the clock that counts */
	alarm_command_close();
	const char *text = came_out(), *store_line = strstr(text, " store full\n");
	assert_non_null(store_line);
	assert_null(strstr(store_line + 1, " store "));
	assert_non_null(strstr(text, " breaker open\n"));
}

/* It hangs, ignores what it can, and has started another: killed, both, and the clerk did not wait for it. */
static void test_one_that_hangs(void **state)
{
	(void)state;
	use("trap '' TERM INT HUP; sleep 1000 & echo $! > \"$1\"; wait", 0.5);
	double before = clock_monotonic();
	alarm_raise(store, "store", 1789387380, "full");
	assert_true(clock_monotonic() - before < 0.4);
	while (clock_monotonic() - before < 10 && !strchr(came_out(), '\n'))
		usleep(10000);
	int grandchild = atoi(came_out());
	assert_true(grandchild > 1);
	usleep(600000);
	alarm_command_mind();
	for (int i = 0; i < 200 && kill(grandchild, 0) == 0; i++) {
		char path[40], status[400] = "";
		snprintf(path, sizeof path, "/proc/%d/stat", grandchild);
		int fd = open(path, O_RDONLY);
		if (fd >= 0 && read(fd, status, sizeof status - 1) > 0 && strstr(status, ") Z "))
			i = 1000; /* dead, and nobody here is its parent */
		close(fd);
		usleep(10000);
		assert_int_not_equal(i, 199);
	}
	alarm_command_close();
	assert_true(clock_monotonic() - before < 15);
}

/* Many names in a burst: a few run, the file has them all. */
static void test_a_burst(void **state)
{
	(void)state;
	struct buf names = {0};
	use("cat >> \"$1\"; sleep 1", 20);
	for (int i = 0; i < 20; i++) {
		char name[16];
		snprintf(name, sizeof name, "name%d", i);
		alarm_raise(store, name, 1789387380, "trouble");
	}
	alarm_command_close();
	int lines = 0;
	for (const char *p = came_out(); (p = strchr(p, '\n')); p++)
		lines++;
	assert_int_equal(lines, ALARM_COMMANDS_MAX);
	alarm_names(store, &names);
	buf_addc(&names, '\0');
	assert_non_null(strstr(names.data, "name0, name1, "));
	assert_non_null(strstr(names.data, "name18, name19"));
	buf_release(&names);
}

/* The file can't be written, as on the full disk that the alarm is about: told once, taken back once; and its mode leans on no umask. */
static void test_without_the_file(void **state)
{
	(void)state;
	struct buf names = {0};
	struct stat st;
	char path[100], nowhere[100];
	snprintf(nowhere, sizeof nowhere, "%s/no/folder/clerk.db", dir);
	use("cat >> \"$1\"", 20);
	for (int i = 0; i < 3; i++)
		alarm_raise(nowhere, "store", 1789387380 + i, "full");
	alarm_names(nowhere, &names);
	buf_addc(&names, '\0');
	assert_string_equal(names.data, "store");
	buf_clear(&names);
	alarm_clear(nowhere, "store");
	alarm_names(nowhere, &names);
	assert_int_equal(names.size, 0);
	alarm_command_close();
	const char *line = strstr(came_out(), " store full\n");
	assert_non_null(line);
	assert_null(strstr(line + 1, " store "));
	mode_t was = umask(0);
	alarm_raise(store, "submission", 1789387380, "535");
	umask(was);
	snprintf(path, sizeof path, "%s.alarm", store);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	alarm_clear(store, "submission");
	buf_release(&names);
}

static void test_none_and_a_bad_one(void **state)
{
	static const char *const missing[] = {"/nonexistent/program"};
	(void)state;
	alarm_command_use(NULL, 0, 1);
	alarm_raise(store, "store", 1789387380, "full");
	alarm_command_use(missing, 1, 1);
	alarm_raise(store, "store", 1789387380, "fuller");
	alarm_command_mind();
	alarm_command_close();
	struct buf lines = {0};
	alarm_list(store, &lines);
	assert_non_null(memmem(lines.data, lines.size, "fuller", 6));
	buf_release(&lines);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {T(test_what_it_is_given), T(test_each_alarm_once), T(test_one_that_hangs), T(test_a_burst), T(test_without_the_file), T(test_none_and_a_bad_one)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
