/* Lists whose header takes two rows because each firm does: 公司全名 | 法人 | 电话 over 注册资本 | 网络情况 | 有无网站. People make them so that the page is wide enough.
 * Read row by row, each firm would lack what stands below it, and that would be a firm of its own. Pure. */
#ifndef STACKED_H
#define STACKED_H
#include <stdbool.h>

#include "layout.h"

/* Whether the row below the header at s->rows[header], whose layout is l, is its second half: nothing but names of columns, two fields at least that l lacks, and no firm. */
bool stacked_is(const struct sheet *s, size_t header, const struct layout *l);

/* The sheet with both halves of each firm, and of the header, in one row, the lower one behind the upper one and under its number; any other row stays as it is. Merges are
 * left out. The texts are s's; the rest is in a. */
struct sheet stacked_fold(struct arena *a, const struct sheet *s, size_t header, const struct layout *l);

#endif
