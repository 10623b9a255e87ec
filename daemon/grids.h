/* Small tables as they stand, cell by cell, for forms of which each row is a slip of its own: which row is the header, and which column says what,
 * only the form knows (slip_read.h). Tables that were taken for lists are none, but for those with columns for what came of calls. Pure. */
#ifndef DAEMON_GRIDS_H
#define DAEMON_GRIDS_H
#include "values/classified.h"
#include "values/mail.h"

enum {
	GRID_MAX_COLUMNS = 24,        /* a wider table is no form */
	GRID_MAX_ROWS = 520,          /* kept of one: SLIP_MAX_ROWS, and what stands above and below them; the rest is counted */
	GRID_MAX_TEXT = 200,          /* characters of a cell */
};

/* Fills c->grids from the parts that are not quoted, CLASSIFY_MAX_GRIDS at most. A cell merged over several rows is said of each. */
void grids_take(struct arena *a, const struct mail *m, struct classified *c);

#endif
