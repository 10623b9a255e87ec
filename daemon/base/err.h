/* An error on its way up: -1 and a text that says what was tried, on what, and what to do. The caller owns the struct (usually on its
 * stack); whoever passes it on may put more words before it; only the top logs it. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum { ERR_TEXT_MAX = 1024 };

/* Exit codes are those of sysexits.h, everywhere by number, as the manual page lists them:
 *   64  called wrongly
 *   65  data that are not what they were
 *   66  it is not there
 *   69  a server is not reached
 *   70, 71  a fault of ours, or of this machine
 *   73  a file can't be made, or is there already
 *   74  the disk failed, and nothing more is written; or the output can't be written
 *   75  trouble that may pass: it is tried again
 *   77  a login is refused, or what only another user may do
 *   78  the configuration is wrong
 * Callers mostly look at the sign alone. Where a header names a code, they may ask for it: 66, a folder that is not there, is no trouble; 77 is not
 * tried again at once. */

struct err {
	int exit_code; /* below; 0 until set */
	char text[ERR_TEXT_MAX];
};

/* Both return -1, so that `return err_set(err, 69, "...")` reads well. A text that is too long is cut at a character's start. */
int err_set(struct err *err, int exit_code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* "fmt: " goes before the text that is there. */
int err_in(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
