/* An error on its way up: -1 and a text that says what was tried, on what, and what to do. The caller owns the struct (usually on its
 * stack); whoever passes it on may put more words before it; only the top logs it. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum { ERR_TEXT_MAX = 1024 };

struct err {
	int exit_code; /* sysexits.h, for the command line; 0 until set */
	char text[ERR_TEXT_MAX];
};

/* Both return -1, so that `return err_set(err, 69, "...")` reads well. A text that is too long is cut at a character's start. */
int err_set(struct err *err, int exit_code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* "fmt: " goes before the text that is there. */
int err_in(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
