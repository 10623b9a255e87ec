/* Cells merged downwards: what stands in the first row of such a cell is said of each row that it reaches (china.md section 3). Pure.
 *
 * Only rows of the list hand down: a title, a header or a total over several rows is none of the rows' values. A cell that is merged over
 * several columns too hands down in its first column: across, one text fills one field, as it does where one row alone is merged. */
#ifndef COVERS_H
#define COVERS_H
#include "parsers/table.h"

struct cover {
	int bottom;       /* the last row that it reaches */
	const char *text; /* foreign; NULL where there is none */
};

struct covers {
	const struct sheet *sheet; /* foreign */
	size_t next;               /* the first of sheet->merges that no row has come to */
	size_t bytes;              /* of the texts copied so far */
	struct cover column[TABLE_MAX_COLUMNS];
};

/* c is {0}. Rows must then come in the sheet's order. c lives as long as the sheet. */
void covers_start(struct covers *c, const struct sheet *s);
/* That row is one of the list: what it holds goes down. Texts are copied into a, but for one that its column said before. cells: as read, 同上 resolved. */
void covers_hand_down(struct covers *c, struct arena *a, int row, const char *const *cells, size_t count);
/* What a merge says in that place; "" where none does. */
const char *covers_text(const struct covers *c, int row, size_t column);
/* Another header: its columns are others. */
void covers_forget(struct covers *c);

#endif
