/* The libraries that this program stands on, as it was built with them and as they are on this machine (base/library.h): those that read what strangers wrote, talk to
 * servers, or hold the store. Asked once at start, before any of them works; costs nothing, starts none of them.
 * libcurl is the sender's alone: smtp_open looks at its version. */
#ifndef DAEMON_LIBRARIES_H
#define DAEMON_LIBRARIES_H
#include <stddef.h>

#include "base/err.h"
#include "base/library.h"

/* All of them, filled in; *count_r how many. Static. */
const struct library *libraries(size_t *count_r);
/* 0, or -1 with 78 and which library is not the one that was built with, and what to install: nothing may be done with it. */
int libraries_check(const struct library *all, size_t count, struct err *err);
/* A warning in the log for each that is older than the one that was built with. */
void libraries_warn(const struct library *all, size_t count);

#endif
