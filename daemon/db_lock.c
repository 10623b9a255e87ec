/* Who writes to a store holds STORE.lock. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db.h"

/* Beside the file itself, where SQLite's own files lie, by whatever link it is named: two names of a store have one writer. */
static void lock_of(const char *path, char *lock_r, size_t size)
{
	char *real = realpath(path, NULL);
	snprintf(lock_r, size, "%s.lock", real ? real : path);
	free(real);
}

static int take_lock(const char *path, int *fd_r, struct err *err)
{
	char lock[4096];
	lock_of(path, lock, sizeof lock);
	int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, 75, "store lock %s: %s", lock, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		close(fd);
		return err_set(err, 75, "store %s: another leadclerk is writing to it: stop that one first", path);
	}
	if (ftruncate(fd, 0) == 0) /* for db_writer; without it, that only knows that somebody writes */
		dprintf(fd, "%d\n", (int)getpid());
	*fd_r = fd;
	return 0;
}

int db_hold(const char *path, int *lock_r, struct err *err)
{
	mode_t old = umask(0077);
	int failed = take_lock(path, lock_r, err);
	umask(old);
	return failed;
}

void db_release(int lock)
{
	close(lock);
}

int db_writer(const char *path)
{
	char lock[4096], text[16] = "";
	lock_of(path, lock, sizeof lock);
	int fd = open(lock, O_RDONLY | O_CLOEXEC), pid = -1;
	if (fd < 0)
		return -1;
	if (flock(fd, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK)
		pid = read(fd, text, sizeof text - 1) > 0 ? atoi(text) : 0;
	close(fd);
	return pid;
}
