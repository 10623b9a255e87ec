/* The daily digest to general manager and director: gathered from the store, composed, posted. */
#ifndef DAEMON_DIGEST_LETTER_H
#define DAEMON_DIGEST_LETTER_H
#include "clerk.h"

/* Since when the digest of that moment tells: the one before, or a day. */
int digest_since(struct clerk *c, int64_t moment, int64_t *from_r, struct err *err);

/* One letter each, for the time since the digest before, with what c->tally has of that time. Inside the caller's transaction. */
int digest_post(struct clerk *c, int64_t moment, int64_t now, struct err *err);

#endif
