/* Small tables as labels with values: how a form is filled in that was drawn as a table (two columns, four, or a header over one row). Every pair
 * of neighbouring cells is taken; which of them is a label, only the form knows (slip_read.h). Pure. */
#ifndef DAEMON_PAIRS_H
#define DAEMON_PAIRS_H
#include "values/classified.h"
#include "values/mail.h"

enum {
	PAIRS_MAX_ROWS = 80, PAIRS_MAX_COLUMNS = 24,         /* a larger table is no form */
	PAIRS_MAX_LABEL = 40, PAIRS_MAX_VALUE = 400,         /* characters */
};

/* Fills c->pairs from the parts that are not quoted. */
void pairs_take(struct arena *a, const struct mail *m, struct classified *c);

#endif
