/* The daily digest to general manager and director: gathered from the store, composed, posted. */
#ifndef DAEMON_DIGEST_LETTER_H
#define DAEMON_DIGEST_LETTER_H
#include "clerk.h"

/* One letter each, for the time since the digest before. Inside the caller's transaction. */
int digest_post(struct clerk *c, int64_t moment, int64_t now, struct err *err);

#endif
