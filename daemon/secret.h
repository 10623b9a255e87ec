/* Passwords: read when they are needed, wiped when they were used, never logged. */
#ifndef DAEMON_SECRET_H
#define DAEMON_SECRET_H
#include "base/err.h"
#include "values/office.h"

enum { SECRET_MAX = 1024 /* bytes, the NUL included */, SECRET_COMMAND_SECONDS = 30 };

struct secret {
	char text[SECRET_MAX];
};

/* From s->password_file (nobody but its owner may read it; without the line's end), the first line of what s->password_command
 * (given to sh -c) prints, or s->password_credential, the file of that name in the folder that systemd gave ($CREDENTIALS_DIRECTORY,
 * systemd.exec(5)); "" where the server has none of them. -1: exit_code 78, the text names the file or command, never the secret. */
int secret_read(const struct server *s, struct secret *secret_r, struct err *err);
/* The file that a password lies in: password_file, or the credential's. false: it lies in none, or no credentials were given to this process. */
bool secret_path(const struct server *s, char *path_r, size_t size);
void secret_wipe(struct secret *secret);

#endif
