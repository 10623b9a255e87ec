#include "plain.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int refused(int fd)
{
	struct stat st;
	if (fstat(fd, &st) < 0)
		return errno;
	return S_ISREG(st.st_mode) ? 0 : S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
}

FILE *plain_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return NULL;
	int why = refused(fd);
	FILE *in = why ? NULL : fdopen(fd, "rb");
	if (!in) {
		close(fd);
		errno = why ? why : ENOMEM;
	}
	return in;
}

const char *plain_why(int error)
{
	return error == EINVAL ? "it is a pipe or a device, no file" : strerror(error);
}
