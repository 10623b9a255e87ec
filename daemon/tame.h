/* What GMime must not see. Its parser is sound on broken structure, but it reads fields of attached mails that we never ask for (recursing
 * on the ':' of address groups, quadratic in folds and parameters), and makes objects of fields and parts without any bound. So the copy
 * of a mail that it gets is tamed first; an honest mail passes unchanged. Pure, linear. */
#ifndef DAEMON_TAME_H
#define DAEMON_TAME_H
#include <stdbool.h>
#include <stddef.h>

enum {
	TAME_FIELD_MARKS = 500,       /* ':' and ';' in one field that GMime reads closely; beyond, the field loses its name */
	TAME_FIELD_BYTES = 64 * 1024, /* and its bytes */
	TAME_FIELDS = 20000,          /* fields in a row; there an empty line ends the header */
	TAME_BOUNDARIES = 50000,      /* lines that may be boundaries; the copy ends there */
};

/* Changes the size bytes at p, and returns how many of them are left. *cut_r: something was ended early. */
size_t tame(char *p, size_t size, bool *cut_r);

#endif
