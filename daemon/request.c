#include "request.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"

enum { LOOK_MICROSECONDS = 50000 };

static const char ANSWER[] = ".answer";

static char *folder(struct arena *a, const char *store)
{
	return arena_printf(a, "%s.requests", store);
}

/* It belongs to whom the store belongs to: root may be the first who asks, and the daemon must be able to read it. A folder of somebody else's, or a
 * link in its place, is not used: root would write where another user points. Its descriptor, or -1: exit_code 66
 * there is none. */
static int open_folder(struct arena *a, const char *store, bool make, struct err *err)
{
	const char *dir = folder(a, store);
	struct stat of_store, st;
	uid_t owner = stat(store, &of_store) == 0 ? of_store.st_uid : geteuid();
	bool made = make && mkdir(dir, 0700) == 0;
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0 && made && geteuid() == 0 && owner != 0 && fchown(fd, owner, of_store.st_gid) < 0)
		err_set(err, 75, "making %s: %s", dir, strerror(errno));
	else if (fd < 0 || fstat(fd, &st) < 0)
		err_set(err, errno == ENOENT ? 66 : 75, "opening %s: %s", dir, strerror(errno));
	else if (st.st_uid != owner || (st.st_mode & (S_IWGRP | S_IWOTH)))
		err_set(err, 78, "%s is not of the store's owner alone: remove it, it is made anew", dir);
	else
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Whole or not at all: written under a name with a dot, then renamed. The file belongs to whom the folder belongs to, so that a request of
 * root's can be read by the daemon. */
static int put_file(struct arena *a, int dir, const char *name, const char *text, struct err *err)
{
	struct stat st;
	char *draft = arena_printf(a, ".%s", name);
	size_t size = strlen(text);
	int fd = openat(dir, draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_set(err, 75, "writing request %s: %s", draft, strerror(errno));
	bool good = geteuid() != 0 || (fstat(dir, &st) == 0 && fchown(fd, st.st_uid, st.st_gid) == 0);
	good = good && write(fd, text, size) == (ssize_t)size;
	if (close(fd) == 0 && good && renameat(dir, draft, dir, name) == 0)
		return 0;
	err_set(err, 75, "writing request %s: %s", name, strerror(errno));
	unlinkat(dir, draft, 0);
	return -1;
}

/* At most REQUEST_MAX bytes of it; NULL: it is not there, or no file of ours. */
static char *get_file(struct arena *a, const char *path)
{
	char text[REQUEST_MAX + 1];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return NULL;
	ssize_t n = read(fd, text, sizeof text - 1);
	close(fd);
	return n < 0 ? NULL : arena_strndup(a, text, (size_t)n);
}

/* ---- who asks ---- */

static int take_answer(struct arena *a, const char *path, const char **said_r, struct err *err)
{
	char *text = get_file(a, path), *said;
	if (!text)
		return 1;
	unlink(path);
	long code = strtol(text, &said, 10);
	said += *said == ' ';
	*said_r = said;
	return code ? err_set(err, (int)code, "%s", said) : 0;
}

int request_ask(const char *store, int writer, const char *words, double seconds, struct arena *a, const char **said_r, struct err *err)
{
	char *dir = folder(a, store), *name = arena_printf(a, "%020lld.%d", (long long)(clock_monotonic() * 1e6), (int)getpid());
	char *path = arena_printf(a, "%s/%s", dir, name), *answer = arena_printf(a, "%s%s", path, ANSWER);
	if (strlen(words) > REQUEST_MAX || strchr(words, '\n'))
		return err_set(err, 64, "a request is one line of at most %d bytes", REQUEST_MAX);
	int fd = open_folder(a, store, true, err);
	if (fd < 0)
		return -1;
	int failed = put_file(a, fd, name, words, err);
	close(fd);
	if (failed)
		return -1;
	if (writer > 0)
		kill(writer, SIGUSR1);
	for (double end = clock_monotonic() + seconds; clock_monotonic() < end; usleep(LOOK_MICROSECONDS)) {
		int r = take_answer(a, answer, said_r, err);
		if (r <= 0)
			return r;
	}
	if (unlink(path) < 0 && errno == ENOENT) { /* taken, and perhaps answered in this moment */
		usleep(LOOK_MICROSECONDS);
		int r = take_answer(a, answer, said_r, err);
		return r <= 0 ? r : err_set(err, 75, "another leadclerk (process %d) took the request and is at it still, after %.0f seconds: `leadclerk status` and the log say "
		                            "what became of it; do not ask twice", writer, seconds);
	}
	return err_set(err, 75, "another leadclerk (process %d) holds the store and did not answer within %.0f seconds; nothing was changed: try again when it "
	               "has finished", writer, seconds);
}

/* ---- the daemon ---- */

static bool is_request(const char *name)
{
	size_t n = strlen(name), tail = sizeof ANSWER - 1;
	return name[0] != '.' && (n < tail || strcmp(name + n - tail, ANSWER) != 0);
}

/* What a command left that was ended before it could read its answer, or a daemon that was ended over its request: the command's process stands in
 * the name. */
static void forget_stale(struct arena *a, const char *dir, const char *name)
{
	const char *pid = strchr(name + 1, '.');
	if (pid && kill(atoi(pid + 1), 0) < 0 && errno == ESRCH)
		unlink(arena_printf(a, "%s/%s", dir, name));
}

int request_next(const char *store, struct arena *a, struct request *r_r, struct err *err)
{
	char *dir = folder(a, store), *first = NULL;
	struct dirent *e;
	int fd = open_folder(a, store, false, err);
	if (fd < 0)
		return err->exit_code == 66 ? 0 : -1;
	DIR *d = fdopendir(fd);
	if (!d) {
		close(fd);
		return err_set(err, 75, "reading %s: %s", dir, strerror(errno));
	}
	while ((e = readdir(d))) {
		if (!is_request(e->d_name))
			forget_stale(a, dir, e->d_name);
		else if (is_request(e->d_name) && (!first || strcmp(e->d_name, first) < 0))
			first = arena_strdup(a, e->d_name);
	}
	closedir(d);
	if (!first)
		return 0;
	const char *waits = arena_printf(a, "%s/%s", dir, first);
	*r_r = (struct request){.path = arena_printf(a, "%s/.%s", dir, first)};
	if (rename(waits, r_r->path) < 0) /* else whoever asked took it back in this moment */
		return errno == ENOENT ? 0 : err_set(err, 75, "taking request %s: %s", waits, strerror(errno));
	r_r->words = get_file(a, r_r->path);
	if (r_r->words)
		return 1;
	if (unlink(r_r->path) < 0 && errno != ENOENT)
		return err_set(err, 75, "request %s can't be read nor removed: %s", r_r->path, strerror(errno));
	return 0;
}

int request_answer(const struct request *r, int exit_code, const char *said, struct err *err)
{
	struct arena *a = arena_new();
	char *dir = arena_strdup(a, r->path), *name = strrchr(dir, '/');
	*name = '\0';
	name += 2; /* behind the dot of what was taken */
	char *answer = arena_printf(a, "%s%s", name, ANSWER);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int failed = fd < 0 ? err_set(err, 75, "opening %s: %s", dir, strerror(errno))
	                    : put_file(a, fd, answer, arena_printf(a, "%d %.*s", exit_code, REQUEST_MAX - 20, said), err);
	if (fd >= 0)
		close(fd);
	unlink(r->path); /* also when the answer could not be written: what was done is not done twice */
	arena_free(a);
	return failed;
}
