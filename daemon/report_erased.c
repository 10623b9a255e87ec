/* The section of what was erased in the time before, on request and by age, and what will be in the month to come. */
#include "report_letter_inside.h"
#include "retention.h"

enum { NEXT_DAYS = 31 };

static void add_line(struct making *m, struct report_table *t, const char *what, int days, int64_t gone, int64_t next)
{
	struct report_row *row = report_row(m, t, NULL);
	report_word(m, row, "erased", what);
	if (days)
		report_cell(m, row, CELL_COUNT, days);
	else
		report_text(m, row, "");
	report_cell(m, row, CELL_COUNT, gone);
	if (days && next >= 0)
		report_cell(m, row, CELL_COUNT, next);
	else
		report_text(m, row, "");
}

/* Requests stand for themselves: how often, and how many rows. */
static int add_requests(struct making *m, const struct report_span *span, struct report_table *t, struct err *err)
{
	int64_t rows = 0;
	if (db_one_int(m->c->store.db, err, &rows, "SELECT coalesce(sum(n_rows + n_mails + n_letters), 0) FROM erasure WHERE what IN ('phone', 'company') AND at >= ? AND at < ?", "ii",
	               span->from, span->to) < 0)
		return -1;
	if (rows)
		add_line(m, t, "request", 0, rows, -1);
	return 0;
}

int report_erased(struct making *m, struct report_table *t, struct err *err)
{
	struct report_span span = report_time(m, PERIOD_LAST);
	struct retention_told told[RETENTION_SORTS];
	report_column(m, t, "erased_what", NULL, TOTAL_NONE);
	report_column(m, t, "erased_days", NULL, TOTAL_NONE);
	report_column(m, t, "erased_gone", NULL, TOTAL_NONE);
	report_column(m, t, "erased_next", NULL, TOTAL_NONE);
	if (retention_tell(m->c, span.from, span.to, m->moment + NEXT_DAYS * DAY_SECONDS, told, err) < 0 || add_requests(m, &span, t, err) < 0)
		return -1;
	for (int i = 0; i < RETENTION_SORTS; i++)
		if (told[i].days || told[i].gone)
			add_line(m, t, told[i].what, told[i].days, told[i].gone, told[i].next);
	return 0;
}
