#include "store_claims.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store_companies.h"
#include "store_keys.h"

enum { FLAG_ONLY_LEADS = 1, FLAG_REGISTERED = 2 };

/* The company and its holding; follows what was joined. */
static int load_company(struct store *s, int64_t *company, struct holding *h_r, struct err *err)
{
	if (companies_need(s, *company, err) < 0)
		return -1;
	for (;;) {
		struct query *q = db_rows(s->db, "SELECT into_company, owner, since, last, flags FROM company WHERE id = ?", "i", *company);
		int r = db_next(q, err);
		if (r <= 0)
			return r < 0 ? -1 : err_set(err, 65, "store: company %" PRId64 " is missing: stop the clerk; restore a backup, or `leadclerk rebuild`", *company);
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

/* A visit of that week under the company, or under any that was joined to it, or to one of those. */
static int find_visit(struct store *s, int64_t company, int64_t other, const char *staff, date week, bool *visited_r, struct err *err)
{
	int64_t person, one;
	if (store_person(s, staff, &person, err) < 0)
		return -1;
	int r = db_one_int(s->db, err, &one,
	                   "WITH RECURSIVE same (id) AS (VALUES (?3), (?4) UNION SELECT company.id FROM same JOIN company ON into_company = same.id) "
	                   "SELECT 1 FROM same JOIN visit ON visit.company = same.id AND person = ?1 AND week = ?2 LIMIT 1",
	                   "iiii", person, (int64_t)week, company, other);
	*visited_r = r > 0;
	return r < 0 ? -1 : 0;
}

int store_find_claim(struct store *s, const char *key, const char *code, const char *staff, date week, struct claim *c_r, struct err *err)
{
	struct claim c = {0};
	int64_t by_code = 0;
	if (keys_find(s, key, &c.company, err) < 0 || (c.company && load_company(s, &c.company, &c.holding, err) < 0))
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

static int holding_flags(const struct holding *h)
{
	return (h->only_leads ? FLAG_ONLY_LEADS : 0) | (h->registered ? FLAG_REGISTERED : 0);
}

static int write_holding(struct store *s, int64_t company, const struct holding *h, struct err *err)
{
	int64_t owner = 0, flags = holding_flags(h);
	if (h->owner && store_person(s, h->owner, &owner, err) < 0)
		return -1;
	return db_run(s->db, err, "UPDATE company SET owner = nullif(?, 0), since = ?, last = ?, flags = ? WHERE id = ?", "iiiii", owner, h->since,
	              h->last, flags, company);
}

static int add_company(struct store *s, const char *key, const struct holding *h, int64_t *company_r, struct err *err)
{
	struct company_row row = {.key = key, .since = h->since, .last = h->last, .flags = holding_flags(h)};
	if (store_person(s, h->owner, &row.owner, err) < 0 || companies_add(s, &row, company_r, err) < 0)
		return -1;
	return keys_add(s, key, *company_r, err);
}

/* A key that was found by its code only gets an entry of its own, joined to that company. *alias_r: 0 where the key is known already. */
static int add_alias(struct store *s, const char *key, int64_t into, int64_t *alias_r, struct err *err)
{
	int64_t known;
	*alias_r = 0;
	int r = keys_find(s, key, &known, err);
	if (r != 0)
		return r < 0 ? -1 : 0;
	if (companies_write(s, err) < 0 || db_run(s->db, err, "INSERT INTO company (key, into_company) VALUES (?, ?)", "ti", key, into) < 0)
		return -1;
	*alias_r = db_last_id(s->db);
	return keys_add(s, key, *alias_r, err);
}

/* What a row taught, to take it back: "since,last,flags,joined,alias,visit,made,code,owner", code and owner empty where there is none.
 * "" alone, which is nearly every row: the company was made by it, and nothing else. */
struct undo {
	struct holding was;
	int64_t joined, alias; /* companies, or 0 */
	date visit;            /* week, or 0 */
	bool made;             /* the company */
	const char *code;
};

static const char *undo_text(struct arena *a, const struct undo *u)
{
	if (u->made && !u->visit && !u->code[0])
		return "";
	return arena_printf(a, "%" PRId64 ",%" PRId64 ",%d,%" PRId64 ",%" PRId64 ",%d,%d,%s,%s", u->was.since, u->was.last, holding_flags(&u->was), u->joined,
	                    u->alias, u->visit, u->made, u->code, u->was.owner ? u->was.owner : "");
}

static int undo_parse(struct arena *a, const char *text, struct undo *u_r, struct err *err)
{
	long long since, last, joined, alias;
	int flags, visit, made, used = 0;
	*u_r = (struct undo){.made = true, .code = ""};
	if (!text[0])
		return 0;
	const char *comma = NULL;
	if (sscanf(text, "%lld,%lld,%d,%lld,%lld,%d,%d,%n", &since, &last, &flags, &joined, &alias, &visit, &made, &used) == 7 && used)
		comma = strchr(text + used, ',');
	if (!comma)
		return err_set(err, 65, "store: a row's undo text is damaged ('%s'): stop the clerk; restore a backup, or `leadclerk rebuild`", text);
	*u_r = (struct undo){
		.was = {.owner = comma[1] ? comma + 1 : NULL, .since = since, .last = last, .only_leads = flags & FLAG_ONLY_LEADS,
		        .registered = flags & FLAG_REGISTERED},
		.joined = joined, .alias = alias, .visit = visit, .made = made != 0, .code = arena_strndup(a, text + used, (size_t)(comma - text) - (size_t)used)};
	return 0;
}

int store_claim(struct store *s, struct arena *a, const char *key, const char *code, const char *staff, date visit_week, struct claim *c,
                const struct holding *was, const char **before_r, struct err *err)
{
	struct undo u = {.was = *was, .made = !c->company, .joined = c->other_company, .code = code[0] && !c->code_known ? code : ""};
	if (u.made ? add_company(s, key, &c->holding, &c->company, err) < 0
	           : write_holding(s, c->company, &c->holding, err) < 0 || add_alias(s, key, c->company, &u.alias, err) < 0)
		return -1;
	if (c->other_company &&
	    db_run(s->db, err, "UPDATE company SET into_company = ? WHERE id = ?", "ii", c->company, c->other_company) < 0)
		return -1;
	if (u.code[0] && db_run(s->db, err, "INSERT INTO company_code (code, company) VALUES (?, ?)", "ti", u.code, c->company) < 0)
		return -1;
	if (visit_week != DATE_NONE) {
		int64_t person;
		u.visit = visit_week;
		if (store_person(s, staff, &person, err) < 0 ||
		    db_run(s->db, err, "INSERT INTO visit (company, person, week) VALUES (?, ?, ?)", "iii", c->company, person, (int64_t)visit_week) < 0)
			return -1;
	}
	*before_r = undo_text(a, &u);
	return 0;
}

int store_end_claims(struct store *s, struct err *err)
{
	return companies_write(s, err);
}

/* ---- undoing ---- */

static int remove_company(struct store *s, int64_t company, struct err *err)
{
	struct arena *a = arena_new();
	struct query *q = db_rows(s->db, "SELECT key FROM company WHERE id = ?", "i", company);
	int r = db_next(q, err);
	if (r > 0) {
		const char *key = col_text(q, 0, a);
		db_end(q);
		r = keys_remove(s, key, company, err);
	}
	arena_free(a);
	return r < 0 ? -1 : db_run(s->db, err, "DELETE FROM company WHERE id = ?", "i", company);
}

int store_undo_claim(struct store *s, struct arena *a, int64_t person, int64_t company, const char *before, struct err *err)
{
	struct undo u;
	if (undo_parse(a, before, &u, err) < 0 || companies_write(s, err) < 0)
		return -1;
	if (u.visit && db_run(s->db, err, "DELETE FROM visit WHERE company = ? AND person = ? AND week = ?", "iii", company, person, (int64_t)u.visit) < 0)
		return -1;
	if (u.code[0] && db_run(s->db, err, "DELETE FROM company_code WHERE code = ?", "t", u.code) < 0)
		return -1;
	if (u.joined && db_run(s->db, err, "UPDATE company SET into_company = NULL WHERE id = ?", "i", u.joined) < 0)
		return -1;
	if (u.alias && remove_company(s, u.alias, err) < 0)
		return -1;
	return u.made ? remove_company(s, company, err) : write_holding(s, company, &u.was, err);
}
