/* The libraries that this program stands on, as it was built with them and as they are on this machine (base/library.h): those that read what strangers wrote, talk to
 * servers, or hold the store. SQLite is looked at at each start; the others by the process that binds them (base/late.h), at its own. */
#ifndef DAEMON_LIBRARIES_H
#define DAEMON_LIBRARIES_H
#include <stddef.h>

#include "base/err.h"
#include "base/library.h"

/* All of them, bound and filled in; *count_r how many. Static. NULL: one is not there (exit_code 69), or another one than was built with (78); the text says what to install. */
const struct library *libraries(size_t *count_r, struct err *err);
/* For commands that look whether all is well: the same of these, and of what company.h converts names with. It takes memory, and is not for `run`. */
int libraries_check(struct err *err);

#endif
