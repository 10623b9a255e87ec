/* The log of exports: who took tables out of the store by --csv or --json, when, with what filter, how many lines, and by what a file that turns up is known again.
 *
 * It is a file of its own beside the store, STORE.exports (mode 0600), to which the command that exports appends, one line before the output begins and one when it is complete.
 * Not a table: commands only read the store, and the daemon, which alone writes it, may be away just when somebody helps himself. A file tells the truth then, too; and where it can't be
 * written, nothing is exported.
 *
 * The mark of a line is the SHA-256 of the bytes that went out: the form of the tables is fixed (a comment line or a further column would break who reads them, and they go to the standard output, which
 * has no name), so the copy itself is the mark, and `exports FILE` says whose it is. One that was changed is no longer known: what is to go on to people is a workbook, which a letter carries, marked with
 * its receiver (compose_mark), and is logged as that letter. */
#ifndef DAEMON_EXPORTS_H
#define DAEMON_EXPORTS_H
#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"

struct export {
	const char *at, *id, *login, *what; /* what: the command with its options */
	const char *state;                  /* "begun", "done" or "failed" */
	const char *lines, *mark;           /* of a complete one, else "-" */
};
struct exports { struct export *items; size_t items_count, items_cap; };

/* Appends one line, made durable. -1: exit_code 73, it can't be written. */
int exports_add(const char *store, const struct export *e, struct err *err);
/* All lines, oldest first; none where there is no file. */
int exports_read(const char *store, struct arena *a, struct exports *e_r, struct err *err);
/* "login" of whoever runs this process, "login/as" where root does it for somebody (SUDO_USER); in `a`. */
const char *exports_login(struct arena *a);

#endif
