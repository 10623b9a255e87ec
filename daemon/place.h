/* Files that are put in place whole: written beside, on the disk, then renamed; an interruption leaves the old one, or the new one. */
#ifndef DAEMON_PLACE_H
#define DAEMON_PLACE_H
#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* Whose a file shall be. owner (uid_t)-1: whose the process's are. */
struct place {
	mode_t mode;
	uid_t owner;
	gid_t group;
};

/* The name that a file has until it is whole: DIR/.NAME.new */
const char *place_beside(struct arena *a, const char *path);
/* Writes and syncs it there (place_beside(path)), over what an earlier try may have left. */
int place_write(struct arena *a, const char *path, struct bytes data, const struct place *how, struct err *err);
/* ... and gives it its name. replace false: -1 with 73 if there is such a file. */
int place_done(struct arena *a, const char *path, bool replace, struct err *err);
void place_drop(struct arena *a, const char *path);          /* takes back what place_write wrote */
/* The file as it is, kept under its name with `.before-YYYY-MM-DD` (and a number) behind it, by a second link: it survives being replaced. NULL in *kept_r: there was none. */
int place_keep(struct arena *a, const char *path, const char *day, const char **kept_r, struct err *err);
/* A folder with that mode; that it is there already is well. */
int place_folder(const char *path, const struct place *how, struct err *err);

#endif
