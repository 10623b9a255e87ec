/* What every command stands on: the configuration and the letters, read and checked together. */
#ifndef DAEMON_SETUP_H
#define DAEMON_SETUP_H
#include "values/office.h"
#include "base/err.h"

struct setup {
	struct arena *a;           /* own: office and letters live in it */
	struct office office;
};

/* Each fault is a line on stderr, file:line: what is wrong. 0, or -1 with exit_code 78; *s_r is then unchanged, and what was in force before
 * (zone, letters) still is. */
int setup_read(const char *path, struct setup *s_r, struct err *err);
/* The same for a setup in use: the old one is freed once the new one is good. */
int setup_read_again(const char *path, struct setup *s, struct err *err);
/* The policies of another file (`whatif`), told in the same way: into `office_r`, of which nothing else is set. */
int setup_read_policies(struct arena *a, const char *path, struct office *office_r, struct err *err);
void setup_free(struct setup *s);

#endif
