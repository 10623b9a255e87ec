/* What slip_read.c, slip_which.c and slip_grid.c share. */
#ifndef DAEMON_SLIP_READ_INSIDE_H
#define DAEMON_SLIP_READ_INSIDE_H
#include "slip_read.h"

/* Every label of a form, as text_label has it, with its field's place. Made once for each mail: mails are long, and forms have many labels. */
struct field_label { const char *text; int field; };
struct labels { struct field_label *items; size_t items_count, items_cap; };
struct labels labels_of(struct arena *a, const struct form *f);
int labels_field(const struct labels *l, const char *label); /* -1: none */

/* What somebody wrote into that field; blanks and ____ say nothing. */
void slip_put_value(const struct slip_reading *r, int field, const char *text, struct slip_values *v);
/* tables: what remains of one in plain text (产品<tab>光纤) is read as well. */
void slip_read_words(const struct slip_reading *r, const char *text, bool tables, struct slip_values *v);

void slip_read_papers(const struct slip_reading *r, const struct mail *m, struct slip_values *v);

bool slip_is_file(const struct part *p);

#endif
