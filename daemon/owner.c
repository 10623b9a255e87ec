#include "owner.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

/* Of the store, or of the folder that it will be in. -1: neither is there, which whoever opens the store says better. */
static int look(const char *store, struct stat *st_r)
{
	if (stat(store, st_r) == 0)
		return 0;
	struct arena *a = arena_new();
	const char *slash = strrchr(store, '/');
	int found = stat(slash ? arena_strndup(a, store, (size_t)(slash - store) + 1) : ".", st_r);
	arena_free(a);
	return found;
}

int owner_become(const char *store, struct err *err)
{
	struct stat st;
	if (geteuid() != 0 || look(store, &st) < 0 || st.st_uid == 0)
		return 0;
	struct passwd *user = getpwuid(st.st_uid);
	int failed = user ? initgroups(user->pw_name, user->pw_gid) : setgroups(0, NULL);
	if (failed || setgid(user ? user->pw_gid : st.st_gid) < 0 || setuid(st.st_uid) < 0)
		return err_set(err, 77, "becoming the user %u, to whom %s belongs: %s", (unsigned)st.st_uid, store, strerror(errno));
	return 0;
}

bool owner_finds_readable(const char *store, size_t *at, char *path_r, size_t size)
{
	static const char *const files[] = {"", "-wal", "-shm", ".key", ".exports"};
	while (*at < sizeof files / sizeof *files) {
		struct stat st;
		snprintf(path_r, size, "%s%s", store, files[(*at)++]);
		if (stat(path_r, &st) == 0 && st.st_mode & (S_IRWXG | S_IRWXO))
			return true;
	}
	return false;
}
