/* Usable phones in what people write into cells (rules.md section 3, "Usable"). Pure.
 *
 * Usable, after full-width forms, blanks, zero-width and direction marks, hyphens, dots and brackets are undone:
 *   mobile    11 digits that begin 13 to 19, with +86, 0086 or 86 before them or not
 *   landline  area code (010, or 0 and 2-3 digits that begin 2-9) and 7-8 digits that begin 2-8; a lost leading 0 is restored where
 *             digits say so (76988888888; after 86 too), but a cut mobile never becomes a landline
 *   local     7-8 digits that begin 2-8, alone or as 3-4 + 4, only where the office gives its area code
 *   400, 800  and 7 digits
 * An extension after - 转 ext may follow. Neighbouring groups of digits with only blanks, hyphens, dots or brackets between them may be one
 * number (138 0013 8000); of slashes only 138/0013/8000 and 0755/22228888 are. A group is never taken apart: a run of 12 digits holds no mobile. Not usable: what touches a mask (138****0000),
 * an exponent (1.38E+10, 1.38001E+10) or an @; numbers of other countries; what is called
 * a QQ number and is no mobile.
 *
 * Only the first 4 KB of a text are looked at.
 *
 * Flagged (they count): 400 and 800, ranges of mobiles that nobody was given, area codes that do not exist, "+138...". */
#ifndef PHONE_H
#define PHONE_H
#include <stdbool.h>

#include "base/arena.h"

/* Looks through one cell. area_code: the office's, as "0769", or NULL or "". True if there is a usable phone: *normal_r is then the first
 * one that is not flagged, else the first ("13800138000", "0769-88888888", "4008001234"). *rest_r in any case: the other words of the
 * cell (perhaps a person's name) without digits, labels like 手机 and the marks around them; "" if none, and `text` itself
 * where all of it is that. Each _r may be NULL. */
bool phone_find(struct arena *a, const char *text, const char *area_code, const char **normal_r, bool *flagged_r, const char **rest_r);

#endif
