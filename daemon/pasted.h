/* Sheets whose rows are lines of text, each in one cell of the same column: a list that was pasted into a workbook from a chat, or a file between commas that
 * Excel did not part. Pure. */
#ifndef PASTED_H
#define PASTED_H
#include "extract.h"

enum {
	PASTED_MAX_ROWS = 5000,          /* of a sheet that is looked at: a month of a rep's lists has half as many */
	PASTED_MAX_BYTES = 1024 * 1024,  /* of its texts */
};

/* Its rows as the same lines in a mail's body are read (text_tables), numbered and hidden as the sheet's rows in which they begin; a section's title is that of its
 * table. None where a row has two cells, or where less than half of what was read is called like a firm: what explains a form has labels too. */
struct extracts pasted_extract(struct arena *a, const struct sheet *s, struct extract_room *room);

#endif
