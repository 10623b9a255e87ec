/* Whose the store is. The administrator who runs a writing command as root means the clerk: what root would leave beside the store (a key, a lock, a
 * rebuilt store) the daemon could not open afterwards. */
#ifndef DAEMON_OWNER_H
#define DAEMON_OWNER_H
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Run as root while the store - or, before there is one, its folder - belongs to another user: this process is that user from here on, with that
 * user's groups, for good. Else nothing happens. -1: exit_code 77, and nothing was changed or the process must end. */
int owner_become(const char *store, struct err *err);

/* One of the store's own files (STORE, -wal, -shm, .key, .exports) that others than its owner may read, in path_r; false: there is none. Index *at begins
 * as 0 and moves on. */
bool owner_finds_readable(const char *store, size_t *at, char *path_r, size_t size);

#endif
