/* Data files of one sort, such as forms: those that travel inside the program, and those of the office's own folder. */
#ifndef DAEMON_CONF_FOLDER_H
#define DAEMON_CONF_FOLDER_H
#include "option_types.h"

/* Reads every file of `place` ("etc/forms/") and of own_dir (may be NULL), in the order of names, into all_r: structs that `s` describes, whose first
 * member is their name. One of the office's own with the name of a built-in one replaces it. */
void folder_read(struct reader *r, const char *place, const char *own_dir, const struct section *s, struct option_list *all_r);
/* A comment line for each, with a digest of all that it says. */
void folder_dump(const char *word, const struct section *s, const void *items, size_t count, struct buf *out);

#endif
