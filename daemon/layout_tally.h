/* What stands in a column, told by content alone: phones, firms, people (layout_guess.c). Pure. */
#ifndef DAEMON_LAYOUT_TALLY_H
#define DAEMON_LAYOUT_TALLY_H
#include "layout.h"

/* FIELD_PHONE, FIELD_COMPANY or FIELD_PERSON where most of the column's first cells are such, else FIELD_OTHER. */
enum field tally_field(const struct sheet *s, size_t column);
/* How many of them are. */
size_t tally_count(const struct sheet *s, size_t column, enum field field);

#endif
