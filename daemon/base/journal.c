#include "base/journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define JOURNAL_SOCKET "/run/systemd/journal/socket"

static bool behind_stderr;
static int to_journal = -1;

/* "DEVICE:INODE" of the stream that systemd gave: not that of a stderr that was turned elsewhere since. */
static bool is_stderr(const char *stream)
{
	struct stat st;
	uintmax_t device, inode;
	return stream && sscanf(stream, "%ju:%ju", &device, &inode) == 2 && fstat(STDERR_FILENO, &st) == 0 && st.st_dev == device && st.st_ino == inode;
}

void journal_open(bool with_socket)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = JOURNAL_SOCKET};
	const char *other = getenv("LEADCLERK_JOURNAL");
	behind_stderr = is_stderr(getenv("JOURNAL_STREAM"));
	if (!behind_stderr || !with_socket || to_journal >= 0)
		return;
	if (other && *other)
		snprintf(at.sun_path, sizeof at.sun_path, "%s", other);
	to_journal = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (to_journal >= 0 && connect(to_journal, (struct sockaddr *)&at, sizeof at) < 0) {
		close(to_journal);
		to_journal = -1;
	}
}

bool journal_reads_stderr(void)
{
	return behind_stderr;
}

void journal_field(struct buf *message, const char *name, const char *value)
{
	buf_printf(message, "%s=%s\n", name, value);
}

bool journal_send(const struct buf *message)
{
	return to_journal >= 0 && send(to_journal, message->data, message->size, MSG_NOSIGNAL) == (ssize_t)message->size;
}
