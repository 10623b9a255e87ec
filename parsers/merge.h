/* Merged cells, for readers of workbooks: what lies under a merge is seen by nobody. */
#ifndef PARSERS_MERGE_H
#define PARSERS_MERGE_H
#include "parsers/table.h"

/* One more merge of a sheet that is still read; beyond TABLE_MAX_MERGES, and where the ends are the wrong way round, it is dropped. */
void merge_add(struct arena *a, struct sheet *s, struct table_merge m);
/* After the last row: values left under the merges are dropped (rows may end earlier, or go), and s->merges is brought into the form that
 * table.h promises. Work on merges that overlap without end is bounded. */
void merge_apply(struct sheet *s);

#endif
