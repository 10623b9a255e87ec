#include "store.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "company.h"

/* ---- tables and rows ---- */

enum { FIELD_SEPARATOR = 0x1F, FLAG_ONLY_LEADS = 1, FLAG_REGISTERED = 2, KEY_PROBES = 64 };

int store_add_list(struct store *s, int64_t mail, int n, const struct lead_table *t, bool quoted, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO list (mail, n, kind, told_by, sheet, quoted) VALUES (?, ?, ?, ?, ?, ?)", "iiitti", mail, (int64_t)n,
	              (int64_t)t->kind, t->told_by, t->sheet_label, (int64_t)quoted);
}

/* Cells by field, trailing empty ones left out. */
static void join_fields(struct buf *b, const struct lead_row *row)
{
	int last = FIELD_COUNT - 1;
	while (last > 0 && !row->value[last][0])
		last--;
	for (int i = 0; i <= last; i++) {
		if (i)
			buf_addc(b, FIELD_SEPARATOR);
		for (const char *p = row->value[i]; *p; p++)
			buf_addc(b, *p == FIELD_SEPARATOR ? ' ' : *p);
	}
}

static void split_fields(struct arena *a, const char *text, struct lead_row *row)
{
	for (int i = 0; i < FIELD_COUNT; i++) {
		const char *end = text ? strchr(text, FIELD_SEPARATOR) : NULL;
		row->value[i] = !text ? "" : end ? arena_strndup(a, text, (size_t)(end - text)) : text;
		text = end ? end + 1 : NULL;
	}
}

int store_put_row(struct store *s, const struct mail_record *m, int list, int n, const struct lead_row *row, const struct row_verdict *v,
                  const char *policy, struct err *err)
{
	int64_t person, version, other = 0;
	if (store_person(s, m->staff, &person, err) < 0 || store_version(s, policy, &version, err) < 0 ||
	    (v->other && store_person(s, v->other, &other, err) < 0))
		return -1;
	struct buf fields = {0};
	join_fields(&fields, row);
	int failed = db_run(s->db, err,
	                    "INSERT OR REPLACE INTO row (person, day, mail, list, n, row, fields, verdict, reason, company, before, other, since, "
	                    "policy, key_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, nullif(?, 0), nullif(?, 0), ?, ?)",
	                    "iiiiiitiiitiiii", person, (int64_t)time_date(m->arrived_at), m->id, (int64_t)list, (int64_t)n,
	                    (int64_t)(row->hidden ? -row->row : row->row), fields.data ? fields.data : "", (int64_t)v->verdict, (int64_t)v->reason,
	                    v->before ? v->company : (int64_t)0, v->before, other, v->since, version, (int64_t)COMPANY_KEY_VERSION);
	buf_release(&fields);
	return failed;
}

int store_add_rejudged(struct store *s, int64_t now, const char *because, int64_t mail, int list, int n, int verdict, int reason, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO rejudged (at, because, mail, list, n, verdict, reason) VALUES (?, ?, ?, ?, ?, ?, ?)", "itiiiii", now,
	              because, mail, (int64_t)list, (int64_t)n, (int64_t)verdict, (int64_t)reason);
}

static int load_rows(struct store *s, struct arena *a, const struct mail_record *m, int64_t person, int64_t n, struct stored_list *l, struct err *err)
{
	struct { int *verdict; size_t verdict_count, verdict_cap; int *reason; size_t reason_count, reason_cap; } judged = {0};
	struct query *q = db_rows(s->db,
	                          "SELECT row, fields, verdict, reason FROM row WHERE person = ? AND day = ? AND mail = ? AND list = ? ORDER BY n",
	                          "iiii", person, (int64_t)time_date(m->arrived_at), m->id, n);
	int r;
	while ((r = db_next(q, err)) > 0) {
		int number = (int)col_int(q, 0);
		struct lead_row row = {.row = number < 0 ? -number : number, .hidden = number < 0};
		split_fields(a, col_text(q, 1, a), &row);
		ARENA_PUSH(a, &l->table, rows) = row;
		ARENA_PUSH(a, &judged, verdict) = (int)col_int(q, 2);
		ARENA_PUSH(a, &judged, reason) = (int)col_int(q, 3);
	}
	l->verdicts = judged.verdict;
	l->reasons = judged.reason;
	return r;
}

int store_get_lists(struct store *s, struct arena *a, const struct mail_record *m, struct stored_lists *l_r, struct err *err)
{
	int r;
	int64_t person;
	*l_r = (struct stored_lists){0};
	if (!m->staff)
		return 0;
	if (store_person(s, m->staff, &person, err) < 0)
		return -1;
	struct query *q = db_rows(s->db, "SELECT kind, told_by, sheet, quoted FROM list WHERE mail = ? ORDER BY n", "i", m->id);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, l_r, lists) = (struct stored_list){
			.table = {.kind = (enum row_kind)col_int(q, 0), .told_by = col_text(q, 1, a), .sheet_label = col_text(q, 2, a)},
			.quoted = col_int(q, 3) != 0,
		};
	for (size_t i = 0; r == 0 && i < l_r->lists_count; i++)
		r = load_rows(s, a, m, person, (int64_t)i, &l_r->lists[i], err);
	return r;
}

/* ---- companies ---- */

static int64_t key_hash(const char *key)
{
	struct digest d = digest_of(key, strlen(key));
	uint64_t h = 0;
	for (int i = 0; i < 8; i++)
		h = h << 8 | d.b[i];
	return (int64_t)(h >> 1); /* never negative */
}

/* 1: *company_r has that key; 0: none has (*company_r is 0), and *free_r is where it would stand. */
static int find_key(struct store *s, const char *key, int64_t *company_r, int64_t *free_r, struct err *err)
{
	int64_t hash = key_hash(key);
	for (int probe = 0; probe < KEY_PROBES; probe++, hash++) {
		int64_t same = 0, company;
		*free_r = hash;
		*company_r = 0;
		int r = db_one_int(s->db, err, &company, "SELECT company FROM company_key WHERE hash = ?", "i", hash);
		if (r <= 0)
			return r;
		if (db_one_int(s->db, err, &same, "SELECT key = ? FROM company WHERE id = ?", "ti", key, company) < 0)
			return -1;
		if (same) {
			*company_r = company;
			return 1;
		}
	}
	bug("%d company keys share one hash", KEY_PROBES);
}

/* The company and its holding; follows what was joined. */
static int load_company(struct store *s, int64_t *company, struct holding *h_r, struct err *err)
{
	for (;;) {
		struct query *q = db_rows(s->db, "SELECT into_company, owner, since, last, flags FROM company WHERE id = ?", "i", *company);
		int r = db_next(q, err);
		if (r <= 0)
			return r < 0 ? -1 : err_set(err, 65, "store: company %" PRId64 " is missing: restore a backup, or `leadclerk rebuild`", *company);
		int64_t into = col_int(q, 0), owner = col_int(q, 1), flags = col_int(q, 4);
		*h_r = (struct holding){.since = col_int(q, 2), .last = col_int(q, 3), .only_leads = flags & FLAG_ONLY_LEADS,
		                        .registered = flags & FLAG_REGISTERED};
		db_end(q);
		if (!into) {
			h_r->owner = owner ? store_staff(s, owner) : NULL;
			return 0;
		}
		*company = into;
	}
}

/* A visit of that week under the company, or under one that was joined to it. */
static int find_visit(struct store *s, int64_t company, int64_t other, const char *staff, date week, bool *visited_r, struct err *err)
{
	int64_t person, one;
	if (store_person(s, staff, &person, err) < 0)
		return -1;
	int r = db_one_int(s->db, err, &one,
	                   "SELECT 1 FROM visit WHERE person = ?1 AND week = ?2 AND (company IN (?3, ?4) OR company IN "
	                   "(SELECT id FROM company WHERE into_company IN (?3, ?4))) LIMIT 1",
	                   "iiii", person, (int64_t)week, company, other);
	*visited_r = r > 0;
	return r < 0 ? -1 : 0;
}

int store_find_claim(struct store *s, const char *key, const char *code, const char *staff, date week, struct claim *c_r, struct err *err)
{
	struct claim c = {0};
	int64_t by_code = 0, unused;
	if (find_key(s, key, &c.company, &unused, err) < 0 || (c.company && load_company(s, &c.company, &c.holding, err) < 0))
		return -1;
	if (code[0]) {
		int r = db_one_int(s->db, err, &by_code, "SELECT company FROM company_code WHERE code = ?", "t", code);
		if (r < 0 || (r > 0 && load_company(s, &by_code, &c.other_holding, err) < 0))
			return -1;
		c.code_known = r > 0;
	}
	if (by_code && !c.company) {
		c.company = by_code;
		c.holding = c.other_holding;
	} else if (by_code && by_code != c.company) {
		c.other_company = by_code;
	}
	if (week != DATE_NONE && c.company && find_visit(s, c.company, c.other_company, staff, week, &c.visited, err) < 0)
		return -1;
	*c_r = c;
	return 0;
}

static int write_holding(struct store *s, int64_t company, const struct holding *h, struct err *err)
{
	int64_t owner = 0, flags = (h->only_leads ? FLAG_ONLY_LEADS : 0) | (h->registered ? FLAG_REGISTERED : 0);
	if (h->owner && store_person(s, h->owner, &owner, err) < 0)
		return -1;
	return db_run(s->db, err, "UPDATE company SET owner = nullif(?, 0), since = ?, last = ?, flags = ? WHERE id = ?", "iiiii", owner, h->since,
	              h->last, flags, company);
}

static int add_company(struct store *s, const char *key, const struct holding *h, int64_t *company_r, struct err *err)
{
	int64_t owner, taken, hash, flags = (h->only_leads ? FLAG_ONLY_LEADS : 0) | (h->registered ? FLAG_REGISTERED : 0);
	if (store_person(s, h->owner, &owner, err) < 0 ||
	    db_run(s->db, err, "INSERT INTO company (key, owner, since, last, flags) VALUES (?, ?, ?, ?, ?)", "tiiii", key, owner, h->since, h->last,
	           flags) < 0)
		return -1;
	*company_r = db_last_id(s->db);
	if (find_key(s, key, &taken, &hash, err) < 0)
		return -1;
	return db_run(s->db, err, "INSERT INTO company_key (hash, company) VALUES (?, ?)", "ii", hash, *company_r);
}

/* A key that was found by its code only gets an entry of its own, joined to that company. *alias_r: 0 where the key is known already. */
static int add_alias(struct store *s, const char *key, int64_t into, int64_t *alias_r, struct err *err)
{
	int64_t known, hash;
	*alias_r = 0;
	int r = find_key(s, key, &known, &hash, err);
	if (r != 0)
		return r < 0 ? -1 : 0;
	if (db_run(s->db, err, "INSERT INTO company (key, into_company) VALUES (?, ?)", "ti", key, into) < 0)
		return -1;
	*alias_r = db_last_id(s->db);
	return db_run(s->db, err, "INSERT INTO company_key (hash, company) VALUES (?, ?)", "ii", hash, *alias_r);
}

static int teach_code(struct store *s, const char *code, int64_t company, int64_t mail, int list, int n, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO company_code (code, company, mail, list, n) VALUES (?, ?, ?, ?, ?)", "tiiii", code, company, mail,
	              (int64_t)list, (int64_t)n);
}

/* "owner,since,last,flags,joined,alias,visit,code": what to put back. Empty: a company that nobody had and nothing else was learned. */
static const char *undo_text(struct arena *a, const struct holding *was, int64_t joined, int64_t alias, date visit, bool code)
{
	if (!was->owner && !joined && !alias && visit == DATE_NONE && !code)
		return "";
	return arena_printf(a, "%s,%" PRId64 ",%" PRId64 ",%d,%" PRId64 ",%" PRId64 ",%d,%d", was->owner ? was->owner : "", was->since, was->last,
	                    (was->only_leads ? FLAG_ONLY_LEADS : 0) | (was->registered ? FLAG_REGISTERED : 0), joined, alias,
	                    visit == DATE_NONE ? 0 : visit, code);
}

int store_claim(struct store *s, struct arena *a, const char *key, const char *code, const char *staff, date visit_week, int64_t mail, int list,
                int n, struct claim *c, const struct holding *was, const char **before_r, struct err *err)
{
	int64_t person, alias = 0;
	bool teaches = code[0] && !c->code_known;
	if (!c->company ? add_company(s, key, &c->holding, &c->company, err) < 0
	                : write_holding(s, c->company, &c->holding, err) < 0 || add_alias(s, key, c->company, &alias, err) < 0)
		return -1;
	if (c->other_company &&
	    db_run(s->db, err, "UPDATE company SET into_company = ? WHERE id = ?", "ii", c->company, c->other_company) < 0)
		return -1;
	if (teaches && teach_code(s, code, c->company, mail, list, n, err) < 0)
		return -1;
	if (visit_week != DATE_NONE) {
		if (store_person(s, staff, &person, err) < 0 ||
		    db_run(s->db, err, "INSERT INTO visit (company, person, week) VALUES (?, ?, ?)", "iii", c->company, person, (int64_t)visit_week) < 0)
			return -1;
	}
	*before_r = undo_text(a, was, c->other_company, alias, visit_week, teaches);
	return 0;
}

/* ---- undoing ---- */

static int undo_row(struct store *s, struct arena *a, int64_t person, int64_t company, const char *before, int64_t mail, int64_t list, int64_t n,
                    struct err *err)
{
	long long since = 0, last = 0, joined = 0, alias = 0;
	int flags = 0, visit = 0, code = 0;
	char *owner = arena_strdup(a, before), *comma = strchr(owner, ',');
	if (comma) {
		*comma = '\0';
		if (sscanf(comma + 1, "%lld,%lld,%d,%lld,%lld,%d,%d", &since, &last, &flags, &joined, &alias, &visit, &code) != 7)
			return err_set(err, 65, "store: a row's undo text is damaged ('%s'): `leadclerk rebuild`", before);
	}
	struct holding h = {.owner = owner[0] ? owner : NULL, .since = since, .last = last, .only_leads = flags & FLAG_ONLY_LEADS,
	                    .registered = flags & FLAG_REGISTERED};
	if (write_holding(s, company, &h, err) < 0)
		return -1;
	if (joined && db_run(s->db, err, "UPDATE company SET into_company = NULL WHERE id = ?", "i", (int64_t)joined) < 0)
		return -1;
	if (alias && db_run(s->db, err, "UPDATE company SET into_company = NULL, owner = NULL, flags = 0 WHERE id = ?", "i", (int64_t)alias) < 0)
		return -1;
	if (visit && db_run(s->db, err, "DELETE FROM visit WHERE company = ? AND person = ? AND week = ?", "iii", company, person, (int64_t)visit) < 0)
		return -1;
	return code ? db_run(s->db, err, "DELETE FROM company_code WHERE mail = ? AND list = ? AND n = ?", "iii", mail, list, n) : 0;
}

struct undo {
	int64_t company, list, n;
	const char *before;
};
struct undo_list { struct undo *items; size_t items_count, items_cap; };

int store_undo_rows(struct store *s, struct arena *a, const struct mail_record *m, struct err *err)
{
	int64_t person;
	struct undo_list u = {0};
	if (!m->staff || !m->judged_at)
		return 0;
	if (store_person(s, m->staff, &person, err) < 0)
		return -1;
	struct query *q = db_rows(s->db,
	                          "SELECT company, list, n, before FROM row WHERE person = ? AND day = ? AND mail = ? AND before IS NOT NULL "
	                          "ORDER BY list DESC, n DESC",
	                          "iii", person, (int64_t)time_date(m->arrived_at), m->id);
	int r;
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, &u, items) = (struct undo){col_int(q, 0), col_int(q, 1), col_int(q, 2), col_text(q, 3, a)};
	for (size_t i = 0; r == 0 && i < u.items_count; i++)
		r = undo_row(s, a, person, u.items[i].company, u.items[i].before, m->id, u.items[i].list, u.items[i].n, err);
	if (r == 0)
		r = db_run(s->db, err, "UPDATE row SET before = NULL, company = NULL WHERE person = ? AND day = ? AND mail = ? AND before IS NOT NULL", "iii",
		           person, (int64_t)time_date(m->arrived_at), m->id);
	if (r == 0)
		r = db_run(s->db, err, "DELETE FROM credit WHERE person = ? AND at = ? AND mail = ?", "iii", person, m->judged_at, m->id);
	return r;
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
	int64_t person;
	*c_r = (struct credits){0};
	if (store_person(s, staff, &person, err) < 0)
		return -1;
	struct query *q = db_rows(s->db,
	                          "SELECT credit.what, credit.at, credit.n, mail.public FROM credit JOIN mail ON mail.id = credit.mail "
	                          "WHERE credit.person = ? AND credit.at >= ? ORDER BY credit.at, credit.mail, credit.what",
	                          "ii", person, from);
	int r;
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, c_r, items) = (struct credit){col_text(q, 0, a), col_int(q, 1), (int)col_int(q, 2), col_text(q, 3, a)};
	return r;
}
