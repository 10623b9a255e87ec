/* A shared library is met twice: as its header when the program is built, and as the file that the loader finds on the office's machine. Debian keeps the two
 * together (shlibs); a library put there by hand, or a package of another release, does not. Each file that includes a foreign library tells both versions. */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H
#include <stdbool.h>

#include "base/err.h"

enum { LIBRARY_VERSION_SIZE = 24 };

struct library {
	const char *name;                  /* as people call it: static text */
	bool lasting;                      /* a higher first number breaks nothing (libcurl: one ABI since 7.16) */
	char built[LIBRARY_VERSION_SIZE];  /* "3.40.1": of the header */
	char here[LIBRARY_VERSION_SIZE];   /* of what was loaded */
};

enum library_match {
	LIBRARY_FITS,   /* the same, or a newer one of the same first number */
	LIBRARY_OLDER,  /* works as a rule (Debian's symbols files say from which version on), but not as it was tested */
	LIBRARY_OTHER,  /* another first number: what the header says of its structures is not so */
};

/* Pure. Of dotted numbers; what follows them ("2.0-DEV", "3.8.9+ds") does not count, a number that is missing is 0. */
enum library_match library_compare(const struct library *l);
/* -1: exit_code 78, it is another one, and nothing may be done with it; the text says what to install. */
int library_check(const struct library *l, struct err *err);
/* The same, for whoever has just bound it and works with it from now on: an older one is a warning in the log. */
int library_met(const struct library *l, struct err *err);

#endif
