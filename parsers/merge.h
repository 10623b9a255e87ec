/* Merged cells, for readers of workbooks: what lies under a merge is seen by nobody. */
#ifndef PARSERS_MERGE_H
#define PARSERS_MERGE_H
#include "parsers/fill.h"

/* One more merge of the sheet that is being filled; beyond TABLE_MAX_MERGES, and where the ends are the wrong way round, it is dropped. */
void merge_add(struct fill *f, struct table_merge m);
/* After the last row of that sheet: values left under the merges are dropped (rows may end earlier, or go), and its merges are brought into the form
 * that table.h promises. Work on merges that overlap without end is bounded, for all sheets of a file together. */
void merge_apply(struct fill *f);

#endif
