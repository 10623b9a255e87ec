/* A company's file (customer.h) in the words of a letter. */
#ifndef DAEMON_FILE_LETTER_H
#define DAEMON_FILE_LETTER_H
#include "customer.h"

struct told_lines { const char **lines; size_t lines_count, lines_cap; };

enum { FILE_PERSONAL = 1 /* what is personal, too */, FILE_HISTORY = 2 /* who said what when, and what was said before */, FILE_SLIPS = 4 /* which slips name it */ };

/* Whose it is, since when. */
void file_owner(struct clerk *c, const struct customer *k, struct told_lines *l);
/* That, and its fields: FILE_ bits. */
void file_lines(struct clerk *c, const struct customer *k, unsigned what, struct told_lines *l);

struct slip_case;
/* The form of a granted slip `shows` a file: its sender gets it, once, without what is personal. */
int slip_show(struct slip_case *k, struct err *err);

#endif
