/* Lists that stand side by side in one sheet, under the same header twice or more: people print them so, or go on to the right where the page ends.
 * Read as one table, two firms would share a row. Pure. */
#ifndef ABREAST_H
#define ABREAST_H
#include "layout.h"

enum { ABREAST_MAX = 8 }; /* what stands further right is the last one's */

/* The columns of one of them: from `first` up to, and without, `end`. */
struct abreast {
	size_t first, end;
};

/* How many stand under that header, and where each; 1 where it is an ordinary one. What a header says that is neither asked for nor tells a kind
 * (序号, 备注) need not be there again. */
size_t abreast_find(const struct layout *l, struct abreast at[ABREAST_MAX]);

/* The sheet as if one of them stood in it alone. A row before `header` that says nothing in these columns is a title over all of them, and stays as it is; any
 * other such row is left out. The texts are s's; the rest is in a. */
struct sheet abreast_part(struct arena *a, const struct sheet *s, size_t header, struct abreast at);

#endif
