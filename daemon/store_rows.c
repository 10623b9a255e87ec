#include "store.h"

#include <inttypes.h>
#include <string.h>

#include "base/bug.h"
#include "base/squeeze.h"
#include "company.h"
#include "erased.h"
#include "store_claims.h"
#include "store_packed.h"

/* ---- tables ---- */

const char *list_name(struct arena *a, const struct stored_list *l)
{
	bool file = *l->file && strcmp(l->file, l->table.sheet_label) != 0;
	return file ? arena_printf(a, "%s · %s", l->file, l->table.sheet_label) : l->table.sheet_label;
}

int store_add_list(struct store *s, int64_t mail, int n, const struct stored_list *l, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO list (mail, n, kind, told_by, sheet, quoted, file) VALUES (?, ?, ?, ?, ?, ?, ?)", "iiittit", mail, (int64_t)n,
	              (int64_t)l->table.kind, l->table.told_by, l->table.sheet_label, (int64_t)l->quoted, l->file);
}

/* ---- rows: a record for each list ---- */

enum { LISTS_MOST = 1 << 20 }; /* of a mail */

static int64_t record_id(int64_t mail, int list)
{
	must(list >= 0 && list < LISTS_MOST);
	return mail * LISTS_MOST + list;
}

static int damaged(struct err *err, const struct rows_at *at)
{
	return err_set(err, 65, "store: the rows of mail number %" PRId64 " are damaged: stop the clerk; restore a backup, or `leadclerk rebuild`", at->mail);
}

/* How a verdict is marked: by numbers. counts: of each verdict. */
static int marks_of(struct store *s, const struct row_verdict *v, size_t count, struct row_mark *marks, int64_t *counts, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		marks[i] = (struct row_mark){.verdict = v[i].verdict, .reason = v[i].reason, .company = v[i].before ? v[i].company : 0, .before = v[i].before, .since = v[i].since};
		counts[v[i].verdict]++;
		if (v[i].other && store_person(s, v[i].other, &marks[i].other, err) < 0)
			return -1;
	}
	return 0;
}

static int put_record(struct store *s, const struct rows_at *at, const struct lead_table *t, const struct row_mark *marks, int64_t version, struct err *err)
{
	struct buf cells = {0}, small = {0}, marked = {0};
	pack_cells(t->rows, t->rows_count, &cells);
	squeeze((struct bytes){(const uint8_t *)cells.data, cells.size}, &small);
	pack_marks(marks, t->rows_count, &marked);
	struct bytes mark_bytes = {(const uint8_t *)marked.data, marked.size}, cell_bytes = {(const uint8_t *)small.data, small.size};
	int failed = db_run(s->db, err, "INSERT OR REPLACE INTO list_rows (id, policy, key_version, size, marks, cells) VALUES (?, ?, ?, ?, ?, ?)", "iiiibb",
	                    record_id(at->mail, at->list), version, (int64_t)COMPANY_KEY_VERSION, (int64_t)cells.size, &mark_bytes, &cell_bytes);
	buf_release(&cells);
	buf_release(&small);
	buf_release(&marked);
	return failed;
}

/* Where rows lay before each list had its record (schema version 11): their list gets one as soon as it is judged again. */
static int forget_single_rows(struct store *s, const struct rows_at *at, struct err *err)
{
	return !at->person ? 0 : db_run(s->db, err, "DELETE FROM row WHERE day = ? AND person = ? AND mail = ? AND list = ?", "iiii", (int64_t)at->day, at->person, at->mail,
	                                (int64_t)at->list);
}

int store_put_rows(struct store *s, const struct mail_record *m, int list, const struct lead_table *t, const struct row_verdict *v, const char *policy, struct err *err)
{
	struct rows_at at = rows_at(m, list);
	int64_t version, counts[VERDICT_HELD + 1] = {0};
	struct arena *a = arena_new();
	struct row_mark *marks = arena_alloc(a, (t->rows_count + 1) * sizeof *marks);
	int failed = store_version(s, policy, &version, err) < 0 || marks_of(s, v, t->rows_count, marks, counts, err) < 0 ||
	             put_record(s, &at, t, marks, version, err) < 0 || forget_single_rows(s, &at, err) < 0;
	arena_free(a);
	return failed ? -1
	              : db_run(s->db, err, "UPDATE list SET total = ?, counted = ?, refused = ?, held = ? WHERE mail = ? AND n = ?", "iiiiii", (int64_t)t->rows_count,
	                       counts[VERDICT_COUNTED], counts[VERDICT_REFUSED], counts[VERDICT_HELD], m->id, (int64_t)list);
}

int store_add_rejudged(struct store *s, int64_t now, const char *because, int64_t mail, int list, int n, int verdict, int reason, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO rejudged (at, because, mail, list, n, verdict, reason) VALUES (?, ?, ?, ?, ?, ?, ?)", "itiiiii", now,
	              because, mail, (int64_t)list, (int64_t)n, (int64_t)verdict, (int64_t)reason);
}

/* A list's marks alone: 1; 0 it has no record, -1. */
static int get_marks(struct store *s, struct arena *a, const struct rows_at *at, struct row_mark **marks_r, size_t *count_r, struct err *err)
{
	struct query *q = db_rows(s->db, "SELECT total, marks FROM list JOIN list_rows ON id = ? WHERE list.mail = ? AND list.n = ?", "iii", record_id(at->mail, at->list),
	                          at->mail, (int64_t)at->list);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	*count_r = (size_t)col_int(q, 0);
	struct bytes marks = col_bytes(q, 1, a);
	db_end(q);
	return unpack_marks(a, marks, *count_r, marks_r) < 0 ? damaged(err, at) : 1;
}

static int get_record(struct store *s, struct arena *a, const struct rows_at *at, struct row_mark **marks_r, struct judged_rows *r_r, struct err *err)
{
	struct query *q = db_rows(s->db, "SELECT total, size, marks, cells FROM list JOIN list_rows ON id = ? WHERE list.mail = ? AND list.n = ?", "iii",
	                          record_id(at->mail, at->list), at->mail, (int64_t)at->list);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	*r_r = (struct judged_rows){.rows_count = (size_t)col_int(q, 0)};
	size_t size = (size_t)col_int(q, 1);
	struct bytes marks = col_bytes(q, 2, a), cells = col_bytes(q, 3, a), whole;
	db_end(q);
	if (unsqueeze(cells, size, a, &whole) < 0 || unpack_cells(a, whole, r_r->rows_count, &r_r->rows) < 0 || unpack_marks(a, marks, r_r->rows_count, marks_r) < 0)
		return damaged(err, at);
	return 1;
}

/* Rows that lie singly. */
static int get_single_rows(struct store *s, struct arena *a, const struct rows_at *at, struct row_mark **marks_r, struct judged_rows *r_r, struct err *err)
{
	struct { struct row_mark *items; size_t items_count, items_cap; } marks = {0};
	struct { struct lead_row *items; size_t items_count, items_cap; } rows = {0};
	struct query *q = db_rows(s->db,
	                          "SELECT row, fields, verdict, reason, company, before, other, since FROM row WHERE person = ? AND day = ? AND mail = ? AND list = ? ORDER BY n",
	                          "iiii", at->person, (int64_t)at->day, at->mail, (int64_t)at->list);
	int r;
	while ((r = db_next(q, err)) > 0) {
		int number = (int)col_int(q, 0);
		struct lead_row *row = &ARENA_PUSH(a, &rows, items);
		*row = (struct lead_row){.row = number < 0 ? -number : number, .hidden = number < 0};
		split_cells(col_text(q, 1, a), row);
		ARENA_PUSH(a, &marks, items) = (struct row_mark){(enum verdict)col_int(q, 2), (enum reason)col_int(q, 3), col_int(q, 4), col_text(q, 5, a), col_int(q, 6),
		                                                 col_int(q, 7)};
	}
	*marks_r = marks.items;
	*r_r = (struct judged_rows){.rows = rows.items, .rows_count = rows.items_count};
	return r;
}

int store_get_rows(struct store *s, struct arena *a, const struct rows_at *at, struct judged_rows *r_r, struct err *err)
{
	struct row_mark *marks = NULL;
	int r = get_record(s, a, at, &marks, r_r, err);
	if (r < 0 || (r == 0 && get_single_rows(s, a, at, &marks, r_r, err) < 0))
		return -1;
	r_r->judged = r_r->rows_count ? arena_alloc(a, r_r->rows_count * sizeof *r_r->judged) : NULL;
	for (size_t i = 0; i < r_r->rows_count; i++)
		r_r->judged[i] = (struct row_verdict){.verdict = marks[i].verdict, .reason = marks[i].reason, .company = marks[i].company, .before = marks[i].before,
		                                      .other = marks[i].other ? store_staff(s, marks[i].other) : NULL, .since = marks[i].since};
	return 0;
}

/* ---- erased cells ---- */

static int rewrite_single_rows(struct store *s, const struct rows_at *at, const struct judged_rows *r, const struct row_mark *marks, struct err *err)
{
	int failed = 0;
	for (size_t i = 0; !failed && i < r->rows_count; i++) {
		struct buf cells = {0};
		pack_cells(&r->rows[i], 1, &cells);
		const char *text = cells.data; /* behind the row's number, which is 7 bits a byte */
		while ((unsigned char)*text++ > 0x7f)
			continue;
		failed = db_run(s->db, err, "UPDATE row SET fields = ?, before = ? WHERE day = ? AND person = ? AND mail = ? AND list = ? AND n = ?", "ttiiiii", text, marks[i].before,
		                (int64_t)at->day, at->person, at->mail, (int64_t)at->list, (int64_t)i);
		buf_release(&cells);
	}
	return failed;
}

static int rewrite_record(struct store *s, const struct rows_at *at, const struct judged_rows *r, const struct row_mark *marks, struct err *err)
{
	struct buf cells = {0}, small = {0}, marked = {0};
	pack_cells(r->rows, r->rows_count, &cells);
	squeeze((struct bytes){(const uint8_t *)cells.data, cells.size}, &small);
	pack_marks(marks, r->rows_count, &marked);
	struct bytes mark_bytes = {(const uint8_t *)marked.data, marked.size}, cell_bytes = {(const uint8_t *)small.data, small.size};
	int failed = db_run(s->db, err, "UPDATE list_rows SET size = ?, marks = ?, cells = ? WHERE id = ?", "ibbi", (int64_t)cells.size, &mark_bytes, &cell_bytes,
	                    record_id(at->mail, at->list));
	buf_release(&cells);
	buf_release(&small);
	buf_release(&marked);
	return failed;
}

int store_rewrite_rows(struct store *s, struct arena *a, const struct rows_at *at, const struct lead_row *rows, size_t count, const struct needles *codes, struct err *err)
{
	struct row_mark *marks = NULL;
	struct judged_rows was;
	int r = get_record(s, a, at, &marks, &was, err);
	bool single = r == 0;
	if (r < 0 || (single && get_single_rows(s, a, at, &marks, &was, err) < 0))
		return -1;
	must(was.rows_count == count);
	memcpy(was.rows, rows, count * sizeof *rows);
	for (size_t i = 0; i < count; i++)
		marks[i].before = needles_redact(a, codes, marks[i].before);
	return single ? rewrite_single_rows(s, at, &was, marks, err) : rewrite_record(s, at, &was, marks, err);
}

struct rows_at rows_at(const struct mail_record *m, int list)
{
	return (struct rows_at){m->id, list, m->rows_person, m->rows_day};
}

static int load_rows(struct store *s, struct arena *a, const struct mail_record *m, int n, struct stored_list *l, struct err *err)
{
	struct judged_rows got;
	struct rows_at at = rows_at(m, n);
	if (store_get_rows(s, a, &at, &got, err) < 0)
		return -1;
	l->table.rows = got.rows;
	l->table.rows_count = l->table.rows_cap = got.rows_count;
	l->verdicts = got.rows_count ? arena_alloc(a, got.rows_count * sizeof *l->verdicts) : NULL;
	l->reasons = got.rows_count ? arena_alloc(a, got.rows_count * sizeof *l->reasons) : NULL;
	for (size_t i = 0; i < got.rows_count; i++) {
		l->verdicts[i] = (int)got.judged[i].verdict;
		l->reasons[i] = (int)got.judged[i].reason;
	}
	return 0;
}

int store_get_lists(struct store *s, struct arena *a, const struct mail_record *m, struct stored_lists *l_r, struct err *err)
{
	int r;
	*l_r = (struct stored_lists){0};
	struct query *q = db_rows(s->db, "SELECT kind, told_by, sheet, quoted, file FROM list WHERE mail = ? ORDER BY n", "i", m->id);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, l_r, lists) = (struct stored_list){
			.table = {.kind = (enum row_kind)col_int(q, 0), .told_by = col_text(q, 1, a), .sheet_label = col_text(q, 2, a)},
			.quoted = col_int(q, 3) != 0,
			.file = col_text(q, 4, a),
		};
	for (size_t i = 0; r == 0 && i < l_r->lists_count; i++)
		r = load_rows(s, a, m, (int)i, &l_r->lists[i], err);
	return r;
}

int store_forget_lists(struct store *s, const struct mail_record *m, struct err *err)
{
	if (db_run(s->db, err, "DELETE FROM row WHERE day = ? AND person = ? AND mail = ?", "iii", (int64_t)m->rows_day, m->rows_person, m->id) < 0 ||
	    db_run(s->db, err, "DELETE FROM list_rows WHERE id >= ? AND id < ?", "ii", record_id(m->id, 0), record_id(m->id + 1, 0)) < 0)
		return -1;
	return db_run(s->db, err, "DELETE FROM list WHERE mail = ?", "i", m->id);
}

/* ---- undoing ---- */

/* What the rows of a list claimed, the last one first. */
static int undo_claims(struct store *s, struct arena *a, int64_t person, struct row_mark *marks, size_t count, struct err *err)
{
	for (size_t i = count; i-- > 0;) {
		if (marks[i].before && store_undo_claim(s, a, person, marks[i].company, marks[i].before, err) < 0)
			return -1;
		marks[i].company = 0;
		marks[i].before = NULL;
	}
	return 0;
}

static int undo_single_rows(struct store *s, struct arena *a, int64_t person, const struct rows_at *at, struct err *err)
{
	struct row_mark *marks = NULL;
	struct judged_rows rows;
	if (get_single_rows(s, a, at, &marks, &rows, err) < 0 || undo_claims(s, a, person, marks, rows.rows_count, err) < 0)
		return -1;
	return db_run(s->db, err, "UPDATE row SET before = NULL, company = NULL WHERE person = ? AND day = ? AND mail = ? AND list = ? AND before IS NOT NULL", "iiii",
	              at->person, (int64_t)at->day, at->mail, (int64_t)at->list);
}

static int undo_list(struct store *s, struct arena *a, int64_t person, const struct rows_at *at, struct err *err)
{
	struct row_mark *marks;
	struct buf b = {0};
	size_t count;
	int r = get_marks(s, a, at, &marks, &count, err);
	if (r == 0)
		return undo_single_rows(s, a, person, at, err);
	if (r < 0 || undo_claims(s, a, person, marks, count, err) < 0)
		return -1;
	pack_marks(marks, count, &b);
	int failed = db_run(s->db, err, "UPDATE list_rows SET marks = ? WHERE id = ?", "bi", &(struct bytes){(const uint8_t *)b.data, b.size}, record_id(at->mail, at->list));
	buf_release(&b);
	return failed;
}

int store_undo_rows(struct store *s, struct arena *a, const struct mail_record *m, struct err *err)
{
	int64_t person, lists = 0;
	if (!m->staff || !m->judged_at)
		return 0;
	if (store_person(s, m->staff, &person, err) < 0 || db_one_int(s->db, err, &lists, "SELECT max(n) + 1 FROM list WHERE mail = ?", "i", m->id) < 0)
		return -1;
	for (int n = (int)lists; n-- > 0;) {
		struct rows_at at = rows_at(m, n);
		if (undo_list(s, a, person, &at, err) < 0)
			return -1;
	}
	if (store_undo_evidence(s, m->id, err) < 0)
		return -1;
	return db_run(s->db, err, "DELETE FROM credit WHERE person = ? AND at = ? AND mail = ?", "iii", person, m->judged_at, m->id);
}

/* ---- credits ---- */

int store_add_credit(struct store *s, const char *staff, int64_t at, int64_t mail, const char *what, int n, struct err *err)
{
	int64_t person;
	if (store_person(s, staff, &person, err) < 0)
		return -1;
	return db_run(s->db, err,
	              "INSERT INTO credit (person, at, mail, what, n) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n", "iiiti",
	              person, at, mail, what, (int64_t)n);
}

int store_get_credits(struct store *s, struct arena *a, const char *staff, int64_t from, struct credits *c_r, struct err *err)
{
	*c_r = (struct credits){0};
	struct query *q = db_rows(s->db,
	                          "SELECT what, at, n, mail FROM credit WHERE person = (SELECT id FROM person WHERE staff = ?) AND at >= ? ORDER BY at, mail, what",
	                          "ti", staff, from);
	int r;
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, c_r, items) = (struct credit){col_text(q, 0, a), col_int(q, 1), (int)col_int(q, 2), col_int(q, 3)};
	return r;
}

/* Where the lists of that kind lie whose rows count for him in that time, in the order in which they did. */
static int counted_lists(struct store *s, struct arena *a, const char *staff, int64_t after, int64_t upto, struct rows_places *p_r, struct err *err)
{
	int64_t person;
	int r;
	*p_r = (struct rows_places){0};
	if (store_person(s, staff, &person, err) < 0)
		return -1;
	struct query *q = db_rows(s->db,
	                          "SELECT mail.id, list.n, rows_person, rows_day FROM credit JOIN mail ON mail.id = credit.mail JOIN list ON list.mail = mail.id "
	                          "WHERE credit.person = ? AND credit.at > ? AND credit.at <= ? AND credit.what = ? AND list.kind = ? AND list.counted > 0 "
	                          "ORDER BY credit.at, mail.arrived_at, mail.place, mail.id, list.n",
	                          "iiiti", person, after, upto, row_kind_names[ROW_LEAD], (int64_t)ROW_LEAD);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, p_r, items) = (struct rows_at){col_int(q, 0), (int)col_int(q, 1), col_int(q, 2), (date)col_int(q, 3)};
	return r;
}

int store_counted_leads(struct store *s, struct arena *a, const char *staff, int64_t after, int64_t upto, struct lead_rows *l_r, struct err *err)
{
	struct rows_places lists;
	*l_r = (struct lead_rows){0};
	if (counted_lists(s, a, staff, after, upto, &lists, err) < 0)
		return -1;
	for (size_t i = 0; i < lists.items_count; i++) {
		struct judged_rows got;
		if (store_get_rows(s, a, &lists.items[i], &got, err) < 0)
			return -1;
		for (size_t n = 0; n < got.rows_count; n++)
			if (got.judged[n].verdict == VERDICT_COUNTED)
				ARENA_PUSH(a, l_r, items) = got.rows[n];
	}
	return 0;
}

int store_held_rows(struct store *s, const char *staff, enum row_kind kind, int64_t after, int64_t upto, int *n_r, struct err *err)
{
	int64_t n = 0;
	int failed = db_one_int(s->db, err, &n,
	                        "SELECT sum(list.held) FROM mail JOIN list ON list.mail = mail.id WHERE mail.staff = ? AND mail.verdict = 'held' AND "
	                        "mail.verdict IN ('held', 'cured') AND mail.arrived_at > ? AND mail.arrived_at <= ? AND list.kind = ?",
	                        "tiii", staff, after, upto, (int64_t)kind);
	*n_r = (int)n;
	return failed < 0 ? -1 : 0;
}
