/* What the files that compose the digest share. */
#ifndef DAEMON_COMPOSE_DIGEST_H
#define DAEMON_COMPOSE_DIGEST_H
#include "compose_part.h"

/* A number, or nothing where it is 0. */
void digest_put_number(struct arena *a, struct view *v, const char *name, int64_t n);

/* Something is missing, waits, or was entered: who has nothing of that may be summed up. now: the end of the period. */
bool digest_needs_look(const struct digest_person *p, int64_t now);

/* compose_digest_trend.c */
void digest_put_trend(struct arena *a, struct view *v, const struct digest_in *in);

#endif
