#include "serve.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/library.h"
#include "base/log.h"
#include "alarm_command.h"
#include "clerk.h"
#include "db.h"
#include "intake.h"
#include "owner.h"
#include "systemd.h"
#include "turn.h"

static struct turn_signals signals;
static int to_readable;

static void on_signal(int sig)
{
	int saved = errno;
	if (sig == SIGTERM || sig == SIGINT)
		signals.stop = 1;
	if (sig == SIGHUP)
		signals.reload = 1;
	signals.wake = 1;
	if (write(to_readable, "", 1) < 0) {
		/* full: it is readable already */
	}
	errno = saved;
}

static int take_signals(struct err *err)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_set(err, 71, "a pipe for signals: %s", strerror(errno));
	signals.readable = ends[0];
	to_readable = ends[1];
	static const int taken[] = {SIGTERM, SIGINT, SIGHUP, SIGUSR1};
	struct sigaction sa = {.sa_handler = on_signal};
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		sigaction(taken[i], &sa, NULL);
	return 0;
}

/* With one configuration, until a signal asks for another, or for the end. */
static int with_configuration(const struct office *o, struct err *err)
{
	struct clerk c;
	clerk_begin(o, &c);
	intake_begin(&c, true);
	if (clerk_open_store(&c, err) < 0)
		return -1;
	alarm_command_use(o->alarm_command, o->alarm_command_count, ALARM_COMMAND_SECONDS);
	int failed = intake_open(&c, err);
	if (!failed)
		failed = turn_check_configuration(&c, clock_now(), err);
	if (!failed) {
		systemd_tell("READY=1");
		failed = turn_run(&c, &signals, err);
	}
	intake_close(&c);
	clerk_close(&c);
	return failed;
}

static void read_anew(const char *path, struct setup *s)
{
	struct err err;
	signals.reload = 0;
	systemd_tell_reloading();
	if (setup_read_again(path, s, &err) < 0)
		log_error(NULL, "%s; the configuration that was in force stays", err.text);
	else
		log_info(NULL, "the configuration was read anew: %s", path);
}

static void warn_of_readers(const char *store)
{
	char path[4096];
	for (size_t at = 0; owner_finds_readable(store, &at, path, sizeof path);)
		log_warn(NULL, "%s can be read by others than its owner, and holds people's data: chmod 600 it", path);
}

int serve(const char *path, struct setup *s, struct err *err)
{
	struct library sqlite;
	db_library(&sqlite);
	if (library_met(&sqlite, err) < 0 || take_signals(err) < 0)
		return -1;
	systemd_open();
	warn_of_readers(s->office.store);
	for (;;) {
		if (with_configuration(&s->office, err) < 0)
			return -1;
		if (signals.stop)
			break;
		read_anew(path, s);
	}
	systemd_tell("STOPPING=1");
	return 0;
}
