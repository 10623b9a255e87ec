/* Several firms in one row: a line of the cell for each, as people type them with Alt+Enter and into tables of Word. Pure. */
#ifndef CELL_LINES_H
#define CELL_LINES_H
#include <stddef.h>

#include "base/arena.h"
#include "values/lead.h"

enum { CELL_LINES_MAX = 20 };

/* How many: where each line of the company's cell is called like a firm, the phone's cell has as many, each with a number, and every other cell as many or one.
 * Else 1. */
size_t cell_lines(const struct lead_row *r);
/* The index-th line of so many; all of it where it has one line alone. */
const char *cell_line(struct arena *a, const char *text, size_t index);

#endif
