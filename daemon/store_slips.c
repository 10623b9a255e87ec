#include "store_slips.h"

#include <string.h>

/* ---- slips ---- */

int store_slip_number(struct store *s, const char *form, date day, int *n_r, struct err *err)
{
	int64_t n = 0;
	if (db_one_int(s->db, err, &n, "SELECT max(number) FROM slip WHERE form = ? AND day = ?", "ti", form, (int64_t)day) < 0)
		return -1;
	*n_r = (int)n + 1;
	return 0;
}

int store_add_slip(struct store *s, const struct slip_row *r, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO slip (id, form, day, number, mail, staff, state, step, since) VALUES (?, ?, ?, ?, ?, ?, 'missing', 0, 0)", "ttiiit",
	              r->id, r->form, (int64_t)r->day, (int64_t)r->number, r->mail, r->staff);
}

int store_set_slip(struct store *s, const struct slip_row *r, struct err *err)
{
	return db_run(s->db, err, "UPDATE slip SET state = ?, step = ?, since = ?, next_at = nullif(?, 9223372036854775807) WHERE id = ?", "tiiit", r->state,
	              (int64_t)r->step, r->since, r->next_at, r->id);
}

#define SLIP_COLUMNS "SELECT slip.id, slip.form, day, number, mail, staff, state, step, since, coalesce(next_at, 9223372036854775807) FROM slip "

static struct slip_row row_of(struct query *q, struct arena *a)
{
	return (struct slip_row){col_text(q, 0, a), col_text(q, 1, a), (date)col_int(q, 2), (int)col_int(q, 3), col_int(q, 4), col_text(q, 5, a), col_text(q, 6, a),
	                         (int)col_int(q, 7), col_int(q, 8), col_int(q, 9)};
}

static int rows_of(struct query *q, struct arena *a, struct slip_rows *r_r, struct err *err)
{
	int r;
	*r_r = (struct slip_rows){0};
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, r_r, items) = row_of(q, a);
	return r;
}

int store_get_slip(struct store *s, struct arena *a, const char *id, struct slip_row *r_r, struct err *err)
{
	struct query *q = db_rows(s->db, SLIP_COLUMNS "WHERE id = ?", "t", id);
	int r = db_next(q, err);
	if (r > 0) {
		*r_r = row_of(q, a);
		db_end(q);
	}
	return r;
}

int store_slips_of_mail(struct store *s, struct arena *a, int64_t mail, struct slip_rows *r_r, struct err *err)
{
	return rows_of(db_rows(s->db, SLIP_COLUMNS "WHERE slip.id IN (SELECT slip FROM slip_event WHERE mail = ? AND kind = 'sent') ORDER BY number", "i", mail), a, r_r, err);
}

int store_slip_place(struct store *s, const struct slip_row *r, int *place_r, struct err *err)
{
	int64_t first = r->number;
	if (db_one_int(s->db, err, &first, "SELECT min(number) FROM slip WHERE id IN (SELECT slip FROM slip_event WHERE mail = ? AND kind = 'sent')", "i", r->mail) < 0)
		return -1;
	*place_r = r->number - (int)first;
	return 0;
}

int store_all_slips(struct store *s, struct arena *a, struct slip_rows *r_r, struct err *err)
{
	return rows_of(db_rows(s->db, SLIP_COLUMNS "ORDER BY day, slip.id", ""), a, r_r, err);
}

int store_slips_between(struct store *s, struct arena *a, const char *form, const char *staff, date from, date to, struct slip_rows *r_r, struct err *err)
{
	return rows_of(db_rows(s->db, SLIP_COLUMNS "WHERE form = ?1 AND day BETWEEN ?2 AND ?3 AND (?4 IS NULL OR staff = ?4) ORDER BY day, number", "tiit", form, (int64_t)from,
	                       (int64_t)to, staff), a, r_r, err);
}

int store_open_slips(struct store *s, struct arena *a, struct slip_rows *r_r, struct err *err)
{
	return rows_of(db_rows(s->db, SLIP_COLUMNS "WHERE next_at IS NOT NULL ORDER BY day, slip.id", ""), a, r_r, err);
}

int store_due_slips(struct store *s, struct arena *a, int64_t moment, struct slip_rows *r_r, struct err *err)
{
	return rows_of(db_rows(s->db, SLIP_COLUMNS "WHERE next_at IS NOT NULL AND next_at <= ? ORDER BY next_at, slip.id", "i", moment), a, r_r, err);
}

int store_next_slip(struct store *s, int64_t *when_r, struct err *err)
{
	*when_r = INT64_MAX;
	return db_one_int(s->db, err, when_r, "SELECT next_at FROM slip WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1", "") < 0 ? -1 : 0;
}

/* ---- what happened ---- */

int store_add_slip_event(struct store *s, const char *slip, int64_t mail, const struct slip_event *e, struct err *err)
{
	return db_run(s->db, err,
	              "INSERT INTO slip_event (slip, n, mail, person, kind, step, text) "
	              "VALUES (?1, (SELECT coalesce(max(n), 0) + 1 FROM slip_event WHERE slip = ?1), ?2, ?3, ?4, ?5, ?6)",
	              "tittit", slip, mail, e->person, slip_event_names[e->kind], (int64_t)e->step, e->text);
}

static enum slip_event_kind kind_of(const char *name)
{
	for (int i = 0; i < EVENT_KINDS; i++)
		if (strcmp(slip_event_names[i], name) == 0)
			return (enum slip_event_kind)i;
	return EVENT_SENT;
}

int store_slip_events(struct store *s, struct arena *a, const char *slip, struct slip_events *e_r, struct err *err)
{
	int r;
	*e_r = (struct slip_events){0};
	struct query *q = db_rows(s->db,
	                          "SELECT slip_event.kind, arrived_at, person, step, text, public FROM slip_event JOIN mail ON mail.id = slip_event.mail WHERE slip = ? "
	                          "ORDER BY arrived_at, place, mailbox, folder, n",
	                          "t", slip);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, e_r, items) = (struct slip_event){kind_of(col_text(q, 0, a)), col_int(q, 1), col_text(q, 2, a), (int)col_int(q, 3), col_text(q, 4, a),
		                                                col_text(q, 5, a)};
	return r;
}

/* ---- keys ---- */

int store_clear_slip_said(struct store *s, const char *slip, struct err *err)
{
	return db_run(s->db, err, "DELETE FROM slip_value WHERE slip = ?", "t", slip) < 0 ? -1 : db_run(s->db, err, "DELETE FROM slip_key WHERE slip = ?", "t", slip);
}

int store_add_slip_value(struct store *s, const char *slip, const char *field, const char *text, int64_t amount, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO slip_value (slip, field, text, amount) VALUES (?, ?, ?, nullif(?, -9223372036854775808))", "ttti", slip, field, text, amount);
}

#define MOMENT "nullif(?, -9223372036854775808)"

int store_set_slip_moments(struct store *s, const char *slip, int64_t granted, int64_t closed, int64_t last, struct err *err)
{
	return db_run(s->db, err, "UPDATE slip SET granted_at = " MOMENT ", closed_at = " MOMENT ", last_at = " MOMENT " WHERE id = ?", "iiit", granted, closed, last, slip);
}

int store_unlay_slips(struct store *s, struct err *err)
{
	return db_run(s->db, err, "UPDATE slip SET last_at = NULL", "");
}

int store_unlaid_slip(struct store *s, struct arena *a, const char **id_r, struct err *err)
{
	struct query *q = db_rows(s->db, "SELECT id FROM slip WHERE last_at IS NULL ORDER BY day LIMIT 1", "");
	int r = db_next(q, err);
	if (r > 0) {
		*id_r = col_text(q, 0, a);
		db_end(q);
	}
	return r;
}

int store_add_slip_key(struct store *s, const char *slip, const char *form, const char *key, struct err *err)
{
	return db_run(s->db, err, "INSERT OR IGNORE INTO slip_key (form, key, slip) VALUES (?, ?, ?)", "ttt", form, key, slip);
}

int store_slips_by_key(struct store *s, struct arena *a, const char *form, const char *key, struct slip_rows *r_r, struct err *err)
{
	return rows_of(db_rows(s->db, SLIP_COLUMNS "JOIN slip_key ON slip_key.slip = slip.id WHERE slip_key.form = ? AND key = ? ORDER BY day DESC, number DESC", "tt",
	                       form, key), a, r_r, err);
}

/* ---- registers ---- */

int store_clear_register(struct store *s, const char *slip, struct err *err)
{
	return db_run(s->db, err, "DELETE FROM register_event WHERE slip = ?", "t", slip);
}

int store_add_register(struct store *s, const char *reg, const char *number, int64_t at, const char *slip, int phase, const char *state, const char *holder,
                       struct err *err)
{
	return db_run(s->db, err, "INSERT OR REPLACE INTO register_event (register, number, at, slip, phase, state, holder) VALUES (?, ?, ?, ?, ?, ?, ?)", "ttititt",
	              reg, number, at, slip, (int64_t)phase, state, holder);
}

static struct register_item item_of(struct query *q, struct arena *a)
{
	return (struct register_item){col_text(q, 0, a), col_text(q, 1, a), col_text(q, 2, a), col_text(q, 3, a), col_int(q, 4)};
}

int store_register_item(struct store *s, struct arena *a, const char *reg, const char *number, const char *not_slip, struct register_item *i_r, struct err *err)
{
	struct query *q = db_rows(s->db,
	                          "SELECT number, state, holder, slip, at FROM register_event WHERE register = ? AND number = ? AND slip IS NOT ? "
	                          "ORDER BY at DESC, slip DESC, phase DESC LIMIT 1",
	                          "ttt", reg, number, not_slip);
	int r = db_next(q, err);
	if (r > 0) {
		*i_r = item_of(q, a);
		db_end(q);
	}
	return r;
}

int store_register_history(struct store *s, struct arena *a, const char *reg, const char *number, struct register_items *i_r, struct err *err)
{
	int r;
	*i_r = (struct register_items){0};
	struct query *q = db_rows(s->db, "SELECT number, state, holder, slip, at FROM register_event WHERE register = ? AND number = ? ORDER BY at, slip, phase", "tt", reg, number);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, i_r, items) = item_of(q, a);
	return r;
}

/* The newest line of each number. */
#define NEWEST                                                                                                                        \
	"NOT EXISTS (SELECT 1 FROM register_event AS l WHERE l.register = r.register AND l.number = r.number AND (l.at, l.slip, l.phase) > (r.at, r.slip, r.phase))"

int store_register_lowest(struct store *s, struct arena *a, const char *reg, const char *state, const char **number_r, struct err *err)
{
	struct query *q = db_rows(s->db, "SELECT number FROM register_event AS r WHERE register = ? AND state = ? AND " NEWEST " ORDER BY length(number), number LIMIT 1", "tt",
	                          reg, state);
	int r = db_next(q, err);
	if (r > 0) {
		*number_r = col_text(q, 0, a);
		db_end(q);
	}
	return r;
}

int store_register_used(struct store *s, const char *reg, struct err *err)
{
	int64_t one;
	return db_one_int(s->db, err, &one, "SELECT 1 FROM register_event WHERE register = ? LIMIT 1", "t", reg);
}

int store_register_list(struct store *s, struct arena *a, const char *reg, struct register_items *i_r, struct err *err)
{
	int r;
	*i_r = (struct register_items){0};
	struct query *q = db_rows(s->db, "SELECT number, state, holder, slip, at FROM register_event AS r WHERE register = ? AND " NEWEST " ORDER BY length(number), number", "t", reg);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, i_r, items) = item_of(q, a);
	return r;
}
