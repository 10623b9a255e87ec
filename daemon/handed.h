/* A letter that a command composed, on its way to whoever holds the store (whatif --send): a file beside the store, STORE.handed.NAME, mode 0600, which the command writes, names in its request
 * (change.h) and takes away again. The letter is composed where its figures were made, with the office's key, and recorded where all letters are. */
#ifndef DAEMON_HANDED_H
#define DAEMON_HANDED_H
#include "base/arena.h"
#include "base/err.h"
#include "values/letter.h"

/* name_r: digits, in `a`. -1: exit_code 73. */
int handed_write(const char *store, struct arena *a, const struct letter *l, const char **name_r, struct err *err);
/* Strings and bytes live in `a`. -1: exit_code 66 there is none of that name, 65 it is no letter, or not of the store's owner alone. */
int handed_read(const char *store, struct arena *a, const char *name, struct letter *l_r, struct err *err);
void handed_remove(const char *store, const char *name);

#endif
