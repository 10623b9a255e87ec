#include "store_reports.h"

/* ---- slips ---- */

#define LISTED(at) "SELECT id, staff, state, day, coalesce(last_at, 0), " at " FROM slip WHERE form = ? AND "

static struct query *slips_of(struct store *s, const char *form, enum report_time on, int64_t from, int64_t to)
{
	if (on == TIME_SENT)
		return db_rows(s->db, LISTED("NULL") "day >= ? AND day < ? ORDER BY day, number", "tii", form, from == INT64_MIN ? from : (int64_t)time_date(from),
		               (int64_t)time_date(to - 1) + 1);
	return on == TIME_GRANTED ? db_rows(s->db, LISTED("granted_at") "granted_at >= ? AND granted_at < ? ORDER BY granted_at, day, number", "tii", form, from, to)
	                          : db_rows(s->db, LISTED("closed_at") "closed_at >= ? AND closed_at < ? ORDER BY closed_at, day, number", "tii", form, from, to);
}

int store_list_slips(struct store *s, struct arena *a, const char *form, enum report_time on, int64_t from, int64_t to, struct listed_slips *l_r, struct err *err)
{
	int r;
	*l_r = (struct listed_slips){0};
	struct query *q = slips_of(s, form, on, from, to);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, l_r, items) = (struct listed_slip){col_text(q, 0, a), col_text(q, 1, a), col_text(q, 2, a), (date)col_int(q, 3), col_int(q, 4),
		                                                 col_null(q, 5) ? (date)col_int(q, 3) : time_date(col_int(q, 5))};
	return r;
}

int store_said(struct store *s, struct arena *a, const char *slip, struct slip_said_list *l_r, struct err *err)
{
	int r;
	*l_r = (struct slip_said_list){0};
	struct query *q = db_rows(s->db, "SELECT field, text, amount FROM slip_value WHERE slip = ?", "t", slip);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, l_r, items) = (struct slip_said){col_text(q, 0, a), col_text(q, 1, a), col_null(q, 2) ? INT64_MIN : col_int(q, 2)};
	return r;
}

int store_slip_flags(struct store *s, struct arena *a, const char *slip, struct form_texts *f_r, struct err *err)
{
	int r;
	*f_r = (struct form_texts){0};
	struct query *q = db_rows(s->db, "SELECT text FROM slip_event WHERE slip = ? AND kind = 'flag' ORDER BY n", "t", slip);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, f_r, items) = col_text(q, 0, a);
	return r;
}

/* ---- people ---- */

int store_person_credits(struct store *s, struct arena *a, const char *staff, int64_t from, int64_t to, struct person_counts *l_r, struct err *err)
{
	int r;
	int64_t person;
	*l_r = (struct person_counts){0};
	if (store_person(s, staff, &person, err) < 0)
		return -1;
	struct query *q = db_rows(s->db, "SELECT what, sum(n) FROM credit WHERE person = ? AND at >= ? AND at < ? GROUP BY what ORDER BY what", "iii", person, from, to);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, l_r, items) = (struct person_count){col_text(q, 0, a), col_int(q, 1)};
	return r;
}

int store_person_mails(struct store *s, struct arena *a, int64_t from, int64_t to, struct person_mails *l_r, struct err *err)
{
	int r;
	*l_r = (struct person_mails){0};
	struct query *q = db_rows(s->db, "SELECT staff, arrived_at FROM mail WHERE arrived_at >= ? AND arrived_at < ? AND staff IS NOT NULL AND copy_of IS NULL ORDER BY arrived_at",
	                          "ii", from, to);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, l_r, items) = (struct person_mail){col_text(q, 0, a), col_int(q, 1)};
	return r;
}

/* ---- companies ---- */

int store_silent(struct store *s, struct arena *a, int64_t before, struct silents *l_r, struct err *err)
{
	int r;
	*l_r = (struct silents){0};
	struct query *q = db_rows(s->db,
	                          "SELECT key, owner, since, last FROM company WHERE flags & 1 = 0 AND last < ? AND owner IS NOT NULL AND into_company IS NULL "
	                          "ORDER BY last, key",
	                          "i", before);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, l_r, items) = (struct silent){col_text(q, 0, a), store_staff(s, col_int(q, 1)), col_int(q, 2), col_int(q, 3)};
	return r;
}

int store_key_last(struct store *s, const char *form, const char *key, int64_t *at_r, struct err *err)
{
	return db_one_int(s->db, err, at_r, "SELECT max(last_at) FROM slip_key JOIN slip ON slip.id = slip_key.slip WHERE slip_key.form = ? AND key = ?", "tt", form, key);
}
