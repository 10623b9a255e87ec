#include "jail.h"

#include <errno.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "jail_inside.h"

/* The line that says what is closed. */
struct words {
	char *text;
	size_t size, used;
	bool whole; /* nothing is open that should be closed */
};

__attribute__((format(printf, 2, 3))) static void say(struct words *w, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(w->text + w->used, w->size - w->used, fmt, ap);
	va_end(ap);
	w->used += n < 0 ? 0 : (size_t)n < w->size - w->used ? (size_t)n : w->size - w->used - 1;
}

__attribute__((format(printf, 2, 3))) static void say_open(struct words *w, const char *fmt, ...)
{
	char text[200];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	say(w, "%s", text);
	w->whole = false;
}

static int limit(__rlimit_resource_t what, rlim_t value)
{
	struct rlimit now;
	if (getrlimit(what, &now) == 0 && now.rlim_max < value) /* somebody was stricter */
		value = now.rlim_max;
	return setrlimit(what, &(struct rlimit){value, value});
}

void jail_no_cores(void)
{
	limit(RLIMIT_CORE, 0);
	if (!JAIL_SANITIZED) /* a core that is piped to a handler has no limit: this stops it as well */
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/* Language and zone, where names are looked up, what a debugging build is told. (SSLKEYLOGFILE, for one, has no business here.) */
static bool may_stay(const char *variable)
{
	static const char *const kept[] = {"LANG=", "LC_", "TZ=", "LEADCLERK_QUIET=", "LEADCLERK_DEBUG=", "RES_OPTIONS=", "LOCALDOMAIN=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=",
	                                   "LSAN_OPTIONS="};
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (strncmp(variable, kept[i], strlen(kept[i])) == 0)
			return true;
	return false;
}

void jail_forget_environment(void)
{
	char **to = environ;
	for (char **from = environ; *from; from++) {
		if (may_stay(*from))
			*to++ = *from;
		else
			explicit_bzero(*from, strlen(*from)); /* the kernel shows this memory as the process's environment */
	}
	*to = NULL;
}

/* A log may be a file, and then it grows beyond any limit we could name; else nobody needs to write into files. */
static bool may_limit_files(enum jail_role role, const struct jail_rights *rights)
{
	struct stat st;
	return !(role == JAIL_SENDER && *rights->write_folder) && (fstat(STDERR_FILENO, &st) < 0 || !S_ISREG(st.st_mode));
}

static void close_limits(enum jail_role role, const struct jail_rights *rights, struct words *w)
{
	const unsigned mb = role == JAIL_READER ? JAIL_READER_MB : role == JAIL_DRAWER ? JAIL_DRAWER_MB : JAIL_OTHERS_MB;
	const rlim_t born_with = STDERR_FILENO + 2; /* and the clerk's socket */
	int failed = limit(RLIMIT_AS, (rlim_t)mb << 20) | limit(RLIMIT_NOFILE, role == JAIL_READER ? born_with : JAIL_DESCRIPTORS);
	if (may_limit_files(role, rights))
		failed |= limit(RLIMIT_FSIZE, 0);
	if (role != JAIL_SENDER && role != JAIL_DRAWER) /* a thread counts as a process, and so do other people's of the same user */
		failed |= limit(RLIMIT_NPROC, 0);
	if (failed)
		say_open(w, "NO limits (%s), ", strerror(errno));
	else
		say(w, "%u MB, ", mb);
}

/* For a clerk that is run by root, against all advice: its children are not more than anybody. One that delivers into a Maildir may need them. */
static int drop_capabilities(void)
{
	struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {0}, had[_LINUX_CAPABILITY_U32S_3];
	if (syscall(SYS_capset, &head, none) == 0)
		return 0;
	/* The systemd unit forbids the very call, and leaves nothing to drop. */
	int why = errno;
	if (syscall(SYS_capget, &head, had) == 0 && memcmp(had, none, sizeof none) == 0)
		return 0;
	errno = why;
	return -1;
}

/* What is really closed, by whichever of the two. */
static void say_rights(struct words *w, enum jail_role role, const struct jail_rights *rights, bool landlock, bool ports, bool seccomp)
{
	const char *network = seccomp ? "no network, " : "any network, ";
	if (role == JAIL_READER) {
		say(w, "%s%s", network, seccomp || landlock ? "no files" : "files as anybody");
		return;
	}
	if (role == JAIL_DRAWER) {
		say(w, "%s%s", network, landlock ? "reads fonts" : seccomp ? "reads any file, writes none" : "files as anybody");
		return;
	}
	if (*rights->write_folder) {
		say(w, "%sfiles %s%s", network, landlock ? "only in " : "anywhere, not only in ", rights->write_folder);
		return;
	}
	if (ports)
		say(w, "TCP to port %d, ", rights->port);
	else
		say(w, "TCP to any port, ");
	say(w, "%s", landlock ? "reads names and certificates" : seccomp ? "reads any file, writes none" : "files as anybody");
}

/* In this order: a ruleset needs a descriptor, and limits need a call. */
static void close_all(enum jail_role role, const struct jail_rights *rights, struct words *w)
{
	int abi = jail_close_files(role, rights), why = errno;
	close_limits(role, rights, w);
	int fault = jail_close_calls(role, rights);
	if (fault < 0)
		say_open(w, "NO seccomp (%s), ", strerror(-fault));
	else
		say(w, "seccomp, ");
	if (abi > 0)
		say(w, "landlock abi %d, ", abi);
	else
		say_open(w, "NO landlock (%s), ", abi == 0 ? "not in this kernel, or too old" : strerror(why));
	say_rights(w, role, rights, abi > 0, abi >= JAIL_ABI_NET, fault == 0);
}

bool jail_enter(enum jail_role role, const struct jail_rights *rights, char *line_r, size_t line_size)
{
	struct words w = {.text = line_r, .size = line_size, .whole = true};
	umask(0077);
	jail_no_cores();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (JAIL_SANITIZED) {
		say(&w, "NOT jailed: built with sanitizers");
		return true;
	}
	say(&w, "jailed: ");
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		say_open(&w, "MAY get new rights (%s), ", strerror(errno));
	if (!*rights->write_folder && drop_capabilities() < 0)
		say_open(&w, "KEEPS its capabilities (%s), ", strerror(errno));
	close_all(role, rights, &w);
	return w.whole;
}
