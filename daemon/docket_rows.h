/* Judging the rows of one mail: each row's own qualities, then first contact, in the order written (rules.md section 3). */
#ifndef DAEMON_DOCKET_ROWS_H
#define DAEMON_DOCKET_ROWS_H
#include "clerk.h"

struct rows_job {
	struct clerk *c;
	const struct mail_record *mail;   /* whose rows they are */
	const struct staff *sender;
	int64_t at;                       /* the moment at which they count: its arrival, or its cure's */
	int64_t now;
	bool held;                        /* no row counts or claims */
	bool second_cure;                 /* the same rows were cured before: nothing is added */
	bool fresh;                       /* first time: no earlier verdicts to compare with */
	const char *because;              /* why it is judged again */
};
struct rows_outcome {
	const char *kinds;                /* "lead", "lead+visit", ... */
	int rows;
	bool second_cure;                 /* as the job's */
	struct receipt_table *tables;     /* one per list */
	size_t tables_count, tables_cap;
};

/* Over kinds and cells, so that the same tables mailed again are known. */
struct digest docket_rows_digest(const struct lead_table *tables, size_t count);
/* Every row that is stored says what was read: *count_r mails with such rows. -1: 65 the rows of one do not. */
int docket_check_rows(struct store *s, int64_t *count_r, struct err *err);
/* Records rows with their verdicts, claims, credits. Inside the caller's transaction. */
int docket_judge_rows(const struct rows_job *job, const struct stored_lists *lists, struct rows_outcome *out_r, struct err *err);

#endif
