/* Chinese surnames, for telling a person's name from other short words (五金, 塑胶). */
#ifndef BASE_SURNAME_H
#define BASE_SURNAME_H
#include <stdbool.h>

/* Whether the text (valid UTF-8, up to end) begins with one of the common surnames; those of two characters are among them. */
bool surname_begins(const char *p, const char *end);

#endif
