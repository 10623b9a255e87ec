/* Modified UTF-7: how IMAP writes folder names (RFC 3501 5.1.3). 垃圾邮件 is &V4NXPpCuTvY-, and & is &-. */
#ifndef DAEMON_MUTF7_H
#define DAEMON_MUTF7_H
#include "base/arena.h"

char *mutf7_encode(struct arena *a, const char *name); /* name: valid UTF-8; INBOX in any case comes out as INBOX */
/* What mutf7_encode would not make stays as it is; the result is valid UTF-8 in any case, but for control characters, which become '?'. */
char *mutf7_decode(struct arena *a, const char *wire);

#endif
