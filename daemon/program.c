#include "program.h"

#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"

int program_start(const char *const *argv, int in, int out, pid_t *pid_r)
{
	static const int usual[] = {SIGPIPE, SIGXFSZ, SIGTERM, SIGINT, SIGHUP};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, reset;
	must(posix_spawn_file_actions_init(&files) == 0 && posix_spawnattr_init(&how) == 0);
	sigemptyset(&none);
	sigemptyset(&reset);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		sigaddset(&reset, usual[i]);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setsigdefault(&how, &reset);
	posix_spawn_file_actions_adddup2(&files, in, 0);
	posix_spawn_file_actions_adddup2(&files, out, 1);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	int fault = posix_spawn(pid_r, argv[0], &files, &how, (char *const *)(uintptr_t)argv, environ);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return fault;
}

bool program_ended(pid_t pid, int *status_r)
{
	*status_r = 0;
	if (waitpid(pid, status_r, WNOHANG) == 0)
		return false;
	kill(-pid, SIGKILL);
	return true;
}

int program_wait(pid_t pid, double deadline)
{
	const struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
	int status = 0;
	bool ended;
	while (!(ended = program_ended(pid, &status)) && clock_monotonic() < deadline)
		nanosleep(&pause, NULL);
	if (ended)
		return status;
	kill(-pid, SIGKILL);
	waitpid(pid, &status, 0);
	return -1;
}
