/* Firms that stand in a sheet as forms do, not row by row: 公司名称 | 甲公司 | 法人 | 张三 over 电话 | 138..., one below or beside the other, or a column each with
 * the labels in the first. Pure. */
#ifndef CARDS_H
#define CARDS_H
#include <stdbool.h>

#include "base/arena.h"
#include "parsers/table.h"

enum { CARDS_MAX_CELLS = 3000 }; /* of a sheet that is looked at */

/* The same as a list: the lines above, a header of their labels, a row for each, numbered as its firm's row. False where it is not sure: each has a firm that
 * is called like one and says nothing twice, and one has a phone. The texts are s's; the rest is in a. */
bool cards_read(struct arena *a, const struct sheet *s, struct sheet *list_r);

#endif
