/* A store's writer that is killed at its Nth event: the beginning or the end of a statement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

static int killed_events, killed_last;

static int killed_count(unsigned what, void *context, void *p, void *x)
{
	(void)what, (void)context, (void)p, (void)x;
	if (++killed_events == killed_last)
		raise(SIGKILL);
	return 0;
}

static int killed_watch(sqlite3 *db, char **fault, const struct sqlite3_api_routines *api)
{
	(void)fault, (void)api;
	return sqlite3_trace_v2(db, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, killed_count, NULL);
}

/* In a process that was forked for it, before it opens its store. event 0: it is not killed. */
static inline void killed_at_event(int event)
{
	killed_last = event;
	sqlite3_auto_extension((void (*)(void))killed_watch);
}

/* Waits for that process, which was killed or came well to its end: whether it was killed. */
static inline bool was_killed(pid_t pid)
{
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}
