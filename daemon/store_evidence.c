#include "store.h"

#include <string.h>

int store_put_signal(struct store *s, int64_t mail, int64_t at, int n, const struct stored_signal *g, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO signal (mail, n, at, what, rows, total, other, sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "iiitiitt", mail, (int64_t)n, at,
	              g->what, (int64_t)g->rows, (int64_t)g->of, g->other, g->sample);
}

int store_get_signals(struct store *s, struct arena *a, int64_t mail, struct stored_signals *g_r, struct err *err)
{
	int r;
	*g_r = (struct stored_signals){0};
	struct query *q = db_rows(s->db, "SELECT what, rows, total, other, sample FROM signal WHERE mail = ? ORDER BY n", "i", mail);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, g_r, items) =
			(struct stored_signal){col_text(q, 0, a), (int)col_int(q, 1), (int)col_int(q, 2), col_text(q, 3, a), col_text(q, 4, a)};
	return r;
}

int store_put_near(struct store *s, int64_t mail, int64_t at, const char *staff, struct bytes rows, struct err *err)
{
	int64_t person;
	if (store_person(s, staff, &person, err) < 0)
		return -1;
	return db_run(s->db, err, "INSERT INTO near (mail, at, person, rows) VALUES (?, ?, ?, ?)", "iiib", mail, at, person, &rows);
}

int store_undo_evidence(struct store *s, int64_t mail, struct err *err)
{
	return db_run(s->db, err, "DELETE FROM signal WHERE mail = ?", "i", mail) < 0 || db_run(s->db, err, "DELETE FROM near WHERE mail = ?", "i", mail) < 0 ? -1 : 0;
}

int store_get_row(struct store *s, struct arena *a, int64_t mail, int list, int n, struct stored_row *row_r, struct err *err)
{
	struct rows_at at = {.mail = mail, .list = list};
	struct judged_rows rows;
	struct query *q = db_rows(s->db, "SELECT staff, arrived_at, rows_person, rows_day FROM mail WHERE id = ?", "i", mail);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	*row_r = (struct stored_row){.staff = col_text(q, 0, a), .arrived_at = col_int(q, 1)};
	at.person = col_int(q, 2);
	at.day = (date)col_int(q, 3);
	db_end(q);
	if (store_get_rows(s, a, &at, &rows, err) < 0)
		return -1;
	if (n < 0 || (size_t)n >= rows.rows_count)
		return 0;
	row_r->row = rows.rows[n].row;
	row_r->company = rows.rows[n].value[FIELD_COMPANY];
	return 1;
}
