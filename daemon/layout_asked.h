/* Tables whose columns are not recognised: what their sender is shown and asked, by what such a table is known again, and how it is read once he
 * has answered. Pure; headers_open must have been called. */
#ifndef DAEMON_LAYOUT_ASKED_H
#define DAEMON_LAYOUT_ASKED_H
#include "layout.h"
#include "values/classified.h"

/* Fills sign, width, row and columns. A layout's sign is made of its header's labels, each in its place; of a table without a header, of its width and
 * of what stands in its columns (phones, firms, people, anything else). "" where there is only one column. */
void layout_ask(struct arena *a, const struct sheet *s, struct unknown_table *u_r);

/* As somebody said that it is to be read; columns that he did not name as far as they are understood. False: it names no company, or the content
 * gives it the lie (without a header: no phones where the phones should be). *start_r: the first row below the header. */
bool layout_answered(struct arena *a, const struct sheet *s, const struct known_layout *k, size_t *start_r, struct layout *l_r);

/* The sign alone, for looking it up. */
const char *layout_sign(struct arena *a, const struct sheet *s);

#endif
