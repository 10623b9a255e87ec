/* A table whose columns were not recognised, as a letter shows it and asks. */
#ifndef DAEMON_COMPOSE_COLUMNS_H
#define DAEMON_COMPOSE_COLUMNS_H
#include "compose_part.h"
#include "values/classified.h"

/* asked_label, asked_row, asked: letter, title, examples, field; asked_more; example (B=公司 C=电话); no_kind: the columns are known, what list it is
 * is not. u NULL: nothing is asked. */
void put_asked(struct arena *a, struct view *v, const struct unknown_table *u);
/* "B=公司全名 C=电话" */
const char *say_columns(struct arena *a, const struct known_layout *k);

#endif
