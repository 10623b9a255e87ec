#include "alarm_command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "program.h"

enum { NAMES_MAX = 16, NAME_SIZE = 32 };

static struct {
	const char *words[ALARM_COMMAND_WORDS + 1];
	double seconds;             /* that each may take */
	struct {
		pid_t pid;          /* 0: free */
		double deadline;
	} running[ALARM_COMMANDS_MAX];
	struct {
		char name[NAME_SIZE];
		double at;          /* clock_monotonic: of its last start */
	} told[NAMES_MAX];
} c;

void alarm_command_use(const char *const *words, size_t count, double seconds)
{
	memset(c.words, 0, sizeof c.words);
	memset(c.told, 0, sizeof c.told);
	c.seconds = seconds;
	if (count && count <= ALARM_COMMAND_WORDS)
		memcpy(c.words, words, count * sizeof *words);
}

/* Whether this name's last run is long enough ago; it is noted. */
static bool may_tell(const char *name)
{
	double now = clock_monotonic();
	size_t i = 0, oldest = 0;
	for (; i < NAMES_MAX && strncmp(c.told[i].name, name, NAME_SIZE - 1) != 0; i++)
		oldest = c.told[i].at < c.told[oldest].at ? i : oldest;
	if (i < NAMES_MAX && now - c.told[i].at < ALARM_COMMAND_PAUSE)
		return false;
	i = i < NAMES_MAX ? i : oldest;
	memset(&c.told[i], 0, sizeof c.told[i]);
	memcpy(c.told[i].name, name, strnlen(name, NAME_SIZE - 1));
	c.told[i].at = now;
	return true;
}

static void note_end(size_t i, int status)
{
	c.running[i].pid = 0;
	if (status < 0)
		log_warn(NULL, "alarm_command %s did not end within %.0f s and was killed", c.words[0], c.seconds);
	else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		log_warn(NULL, "alarm_command %s failed with status %d", c.words[0], WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

void alarm_command_mind(void)
{
	for (size_t i = 0; i < ALARM_COMMANDS_MAX; i++) {
		int status = 0;
		if (c.running[i].pid && program_ended(c.running[i].pid, &status))
			note_end(i, status);
		else if (c.running[i].pid && clock_monotonic() >= c.running[i].deadline)
			note_end(i, program_wait(c.running[i].pid, 0));
	}
}

/* Its standard input: a pipe that holds the whole line and has no writer any more. -1: errno says why. */
static int full_pipe(const char *line)
{
	int ends[2];
	size_t size = strlen(line);
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		return -1;
	bool whole = write(ends[1], line, size) == (ssize_t)size;
	close(ends[1]);
	if (whole && fcntl(ends[0], F_SETFL, 0) == 0)
		return ends[0];
	close(ends[0]);
	return -1;
}

void alarm_command_start(const char *name, const char *line)
{
	size_t i = 0;
	if (!c.words[0] || !may_tell(name))
		return;
	alarm_command_mind();
	while (i < ALARM_COMMANDS_MAX && c.running[i].pid)
		i++;
	if (i == ALARM_COMMANDS_MAX) {
		log_warn(NULL, "alarm_command %s: %d of it run already; alarm %s is in the alarm file only", c.words[0], ALARM_COMMANDS_MAX, name);
		return;
	}
	int in = full_pipe(line), fault = in < 0 ? errno : program_start(c.words, in, STDERR_FILENO, &c.running[i].pid);
	if (fault) {
		c.running[i].pid = 0;
		log_warn(NULL, "alarm_command %s: can't be started: %s", c.words[0], strerror(fault));
	}
	c.running[i].deadline = clock_monotonic() + c.seconds;
	if (in >= 0)
		close(in);
}

void alarm_command_close(void)
{
	for (size_t i = 0; i < ALARM_COMMANDS_MAX; i++)
		if (c.running[i].pid)
			note_end(i, program_wait(c.running[i].pid, c.running[i].deadline));
	memset(c.words, 0, sizeof c.words);
}
