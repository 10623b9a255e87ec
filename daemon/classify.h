/* What a mail's tables are and what stands in their rows (rules.md section 3: kinds, rows). Pure;
 * headers_open must have been called. */
#ifndef CLASSIFY_H
#define CLASSIFY_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "values/classified.h"
#include "values/mail.h"

/* Each sheet of each part that is TABLE_OK. Tables below the quotation are looked at only where there is none above it, and not in a reply
 * (回复: somebody else's words are not a new list; 转发: a forward is one). One sheet may hold several tables, below each other. known: what people
 * answered about layouts (NULL: nothing): a table that is not understood otherwise is read so. A table that is `cut` is no list, and may have neither
 * rows nor a kind. */
void classify_mail(struct arena *a, const struct mail *m, const struct known_layouts *known, struct classified *c_r);

/* The kind that words tell: 陌拜 before 意向 before 客户资料; ROW_NONE if none of them is there. Blanks and marks in them don't matter. */
enum row_kind classify_words(struct arena *a, const char *text);

/* Whether the subject (an attached mail's too) or a file's name holds one of the words: for duties that count mails, not rows. */
bool classify_names(const struct mail *m, const char *const *words, size_t count);

#endif
