/* What is put by for the director while a mail's rows are judged: signals of quality, and by what each accepted row may be near to another rep's. Never a
 * verdict, never money; judged again, it is made again. */
#ifndef DAEMON_EVIDENCE_H
#define DAEMON_EVIDENCE_H
#include "docket_rows.h"
#include "quality.h"

struct evidence {
	struct quality_list quality; /* in the clerk's turn */
	struct buf near;             /* own */
	struct arena *scratch;       /* own; empty between the steps of a row */
};

void evidence_begin(struct evidence *e);
void evidence_row(struct evidence *e, const struct rows_job *job, int list, int n, const struct lead_row *row, const struct row_check *check, const struct row_verdict *v);
/* Records it, inside the caller's transaction; e is released in any case. */
int evidence_end(struct evidence *e, const struct rows_job *job, struct err *err);
void evidence_drop(struct evidence *e);

struct gather; /* digest_inside.h */
/* A digest's lines: signals of mails whose rows count since in.from, or that were seen, or put right, too late for the digest before; and their rows near to another rep's of the
 * last NEAR_DAYS. */
int evidence_tell(struct gather *g, struct err *err);

#endif
