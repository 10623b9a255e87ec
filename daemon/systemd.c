#include "systemd.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"

static struct sockaddr_un manager;
static socklen_t manager_size; /* 0: there is none */

/* A path, or a name in the abstract namespace, written with @. */
void systemd_open(void)
{
	const char *name = getenv("NOTIFY_SOCKET");
	size_t n = name ? strlen(name) : 0;
	if (n > 1 && n < sizeof manager.sun_path && (*name == '/' || *name == '@')) {
		manager.sun_family = AF_UNIX;
		memcpy(manager.sun_path, name, n);
		if (*name == '@')
			manager.sun_path[0] = '\0';
		manager_size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
	}
	unsetenv("NOTIFY_SOCKET");
}

void systemd_tell(const char *fmt, ...)
{
	char text[512];
	va_list ap;
	if (!manager_size)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return;
	sendto(fd, text, strlen(text), MSG_NOSIGNAL, (struct sockaddr *)&manager, manager_size);
	close(fd);
}

void systemd_tell_reloading(void)
{
	systemd_tell("RELOADING=1\nMONOTONIC_USEC=%" PRId64 "\nSTATUS=reading the configuration anew", (int64_t)(clock_monotonic() * 1e6));
}
