/* What compose_report.c and compose_report_sum.c share: what the tables of a report come to. */
#ifndef DAEMON_COMPOSE_REPORT_INSIDE_H
#define DAEMON_COMPOSE_REPORT_INSIDE_H
#include "compose_part.h"

bool report_is_number(enum cell_kind kind);
const char *report_cell_text(struct arena *a, const struct report_cell *c, date day);
const char *report_head(struct arena *a, const struct report_column *c);

/* compose_report_sum.c. A column's cell of the last line; done: those of the columns before it. CELL_NONE: it has none. */
struct report_cell report_total(const struct report_table *t, size_t column, const struct report_row *done);
/* The same by itself. */
struct report_cell report_sum(struct arena *a, const struct report_table *t, size_t column);
/* The column that tells most of each line: the rate, what remains of entries and reversals, what was missed, else the first sum, money before counts; -1: none.
 * It is drawn, and its sum stands for the table. */
int report_telling(const struct report_table *t);
/* The lines in order of it, the greatest first, equal ones as they were; those that have none come last. */
void report_best_first(struct arena *a, struct report_table *t);
/* What a full bar of that column is: 100% of a rate, the greatest one else; 0: there is nothing to be drawn. */
int64_t report_whole(const struct report_table *t);

#endif
