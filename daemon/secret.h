/* Passwords: read when they are needed, wiped when they were used, never logged. */
#ifndef DAEMON_SECRET_H
#define DAEMON_SECRET_H
#include "base/err.h"
#include "values/office.h"

enum { SECRET_MAX = 1024 /* bytes, the NUL included */, SECRET_COMMAND_SECONDS = 30 };

struct secret {
	char text[SECRET_MAX];
};

/* From s->password_file (nobody but its owner may read it; without the line's end) or the first line of what s->password_command
 * (given to sh -c) prints; "" where the server has neither. -1: exit_code 78, the text names the file or command, never the secret. */
int secret_read(const struct server *s, struct secret *secret_r, struct err *err);
void secret_wipe(struct secret *secret);

#endif
