#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static const char *folder_of(struct arena *a, const char *path)
{
	const char *name = name_of(path);
	return name == path ? "." : arena_strndup(a, path, (size_t)(name - path));
}

const char *place_beside(struct arena *a, const char *path)
{
	const char *name = name_of(path);
	return arena_printf(a, "%.*s.%s.new", (int)(name - path), path, name);
}

int place_write(struct arena *a, const char *path, struct bytes data, const struct place *how, struct err *err)
{
	const char *beside = place_beside(a, path);
	unlink(beside);
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool given = how->owner != (uid_t)-1;
	bool good = fd >= 0 && (!given || fchown(fd, how->owner, how->group) == 0) && fchmod(fd, how->mode) == 0 && bytes_write(fd, data) == 0 && fsync(fd) == 0;
	int why = errno;
	if (fd >= 0 && close(fd) < 0 && good) {
		good = false;
		why = errno;
	}
	if (good)
		return 0;
	if (fd >= 0)
		unlink(beside);
	return err_set(err, 73, "writing %s: %s", path, strerror(why));
}

static void sync_folder(struct arena *a, const char *path)
{
	int fd = open(folder_of(a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

int place_done(struct arena *a, const char *path, bool replace, struct err *err)
{
	const char *beside = place_beside(a, path);
	int done = replace ? rename(beside, path) : link(beside, path);
	if (done < 0) {
		int why = errno;
		unlink(beside);
		return err_set(err, 73, "%s: %s", path, strerror(why));
	}
	if (!replace)
		unlink(beside);
	sync_folder(a, path);
	return 0;
}

void place_drop(struct arena *a, const char *path)
{
	unlink(place_beside(a, path));
}

int place_keep(struct arena *a, const char *path, const char *day, const char **kept_r, struct err *err)
{
	enum { TRIES = 1000 };
	int done = -1;
	*kept_r = NULL;
	for (int i = 1; i < TRIES; i++) {
		const char *kept = i == 1 ? arena_printf(a, "%s.before-%s", path, day) : arena_printf(a, "%s.before-%s-%d", path, day, i);
		if ((done = link(path, kept)) == 0)
			*kept_r = kept;
		if (done == 0 || errno != EEXIST)
			break;
	}
	return done == 0 || errno == ENOENT ? 0 : err_set(err, 73, "keeping a copy of %s: %s", path, strerror(errno));
}

int place_folder(const char *path, const struct place *how, struct err *err)
{
	struct stat st;
	if (stat(path, &st) == 0)
		return S_ISDIR(st.st_mode) ? 0 : err_set(err, 73, "%s is no folder", path);
	if (mkdir(path, 0700) < 0 || (how->owner != (uid_t)-1 && chown(path, how->owner, how->group) < 0) || chmod(path, how->mode) < 0)
		return err_set(err, 73, "making the folder %s: %s", path, strerror(errno));
	return 0;
}
