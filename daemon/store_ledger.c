#include "store.h"

#include <string.h>

#include "base/bug.h"

/* ---- settled duties ---- */

int store_get_settled(struct store *s, struct arena *a, const char *staff, const char *kind, date day, struct settled *d_r, struct err *err)
{
	int64_t person;
	*d_r = (struct settled){.staff = staff, .kind = kind, .for_date = day, .state = ""};
	if (store_person(s, staff, &person, err) < 0)
		return -1;
	struct query *q = db_rows(s->db,
	                          "SELECT version, state, required, delivered FROM settled WHERE person = ? AND kind = ? AND for_date = ? "
	                          "ORDER BY version DESC LIMIT 1",
	                          "iti", person, kind, (int64_t)day);
	int r = db_next(q, err);
	if (r > 0) {
		d_r->version = (int)col_int(q, 0);
		d_r->state = col_text(q, 1, a);
		d_r->required = (int)col_int(q, 2);
		d_r->delivered = (int)col_int(q, 3);
		db_end(q);
	}
	return r < 0 ? -1 : 0;
}

int store_add_settled(struct store *s, const struct settled *d, int64_t now, const char *because, struct err *err)
{
	int64_t person;
	if (store_person(s, d->staff, &person, err) < 0)
		return -1;
	return db_run(s->db, err,
	              "INSERT INTO settled (person, kind, for_date, version, state, required, delivered, at, because) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	              "itiitiiit", person, d->kind, (int64_t)d->for_date, (int64_t)d->version, d->state, (int64_t)d->required, (int64_t)d->delivered, now,
	              because);
}

#define SETTLED_COLUMNS "SELECT person, kind, for_date, max(version), state, required, delivered FROM settled "
#define SETTLED_ORDER " GROUP BY person, kind, for_date ORDER BY person, kind, for_date"

int store_settled_from(struct store *s, struct arena *a, const char *staff, date from, struct settled_list *l_r, struct err *err)
{
	int64_t person = 0;
	*l_r = (struct settled_list){0};
	if (staff && store_person(s, staff, &person, err) < 0)
		return -1;
	struct query *q = staff ? db_rows(s->db, SETTLED_COLUMNS "WHERE person = ? AND for_date >= ?" SETTLED_ORDER, "ii", person, (int64_t)from)
	                        : db_rows(s->db, SETTLED_COLUMNS "WHERE for_date >= ?" SETTLED_ORDER, "i", (int64_t)from);
	int r;
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, l_r, items) = (struct settled){store_staff(s, col_int(q, 0)), col_text(q, 1, a), (date)col_int(q, 2), (int)col_int(q, 3),
		                                             col_text(q, 4, a), (int)col_int(q, 5), (int)col_int(q, 6)};
	return r;
}

int store_first_settled(struct store *s, date *first_r, struct err *err)
{
	int64_t first;
	int r = db_one_int(s->db, err, &first, "SELECT min(for_date) FROM settled", "");
	if (r > 0)
		*first_r = (date)first;
	return r;
}

/* ---- entries ---- */

int store_chain_head(struct store *s, struct digest *head_r, struct err *err)
{
	*head_r = (struct digest){{0}};
	struct arena *a = arena_new();
	struct query *q = db_rows(s->db, "SELECT hash FROM entry ORDER BY id DESC LIMIT 1", "");
	int r = db_next(q, err);
	if (r > 0) {
		memcpy(head_r->b, col_bytes(q, 0, a).data, DIGEST_SIZE);
		db_end(q);
	}
	arena_free(a);
	return r < 0 ? -1 : 0;
}

int store_add_entry(struct store *s, struct entry *e, const char *state, struct err *err)
{
	struct digest before;
	if (store_chain_head(s, &before, err) < 0)
		return -1;
	e->hash = ledger_hash(&before, e);
	if (db_run(s->db, err,
	           "INSERT INTO entry (public, staff, kind, for_date, number, fen, pushups, reverses, clause, policy, proof, because, created_at, hash) "
	           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	           "tttiiiitttttid", e->id, e->staff, e->kind, (int64_t)e->for_date, (int64_t)e->number, e->fen, (int64_t)e->pushups, e->reverses,
	           e->clause, e->policy, e->proof, e->because, e->created_at, &e->hash) < 0)
		return -1;
	e->state = state;
	return store_entry_state(s, e->id, state, e->created_at, NULL, e->because, err);
}

int store_entry_state(struct store *s, const char *entry, const char *state, int64_t at, const char *by, const char *because, struct err *err)
{
	return db_run(s->db, err,
	              "INSERT INTO entry_state (entry, n, state, at, by_staff, because) "
	              "SELECT ?1, coalesce(max(n), 0) + 1, ?2, ?3, ?4, ?5 FROM entry_state WHERE entry = ?1",
	              "ttitt", entry, state, at, by, because);
}

#define ENTRY_VALUES                                                                                                               \
	"SELECT public, staff, kind, for_date, number, fen, pushups, reverses, clause, policy, proof, because, created_at, hash, " \
	"(SELECT state FROM entry_state WHERE entry = public ORDER BY n DESC LIMIT 1)"
#define ENTRY_COLUMNS ENTRY_VALUES " FROM entry "

static struct entry entry_in(struct query *q, struct arena *a)
{
	struct entry e = {.id = col_text(q, 0, a), .staff = col_text(q, 1, a), .kind = col_text(q, 2, a), .for_date = (date)col_int(q, 3),
	                  .number = (int)col_int(q, 4), .fen = col_int(q, 5), .pushups = (int)col_int(q, 6), .reverses = col_text(q, 7, a),
	                  .clause = col_text(q, 8, a), .policy = col_text(q, 9, a), .proof = col_text(q, 10, a), .because = col_text(q, 11, a),
	                  .created_at = col_int(q, 12), .state = col_text(q, 14, a)};
	struct bytes hash = col_bytes(q, 13, a);
	memcpy(e.hash.b, hash.data, hash.size < DIGEST_SIZE ? hash.size : DIGEST_SIZE);
	return e;
}

static int take_entries(struct query *q, struct arena *a, struct entries *e_r, struct err *err)
{
	int r;
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, e_r, items) = entry_in(q, a);
	return r;
}

int store_each_entry(struct store *s, int (*each)(void *ctx, const struct entry *e, struct err *err), void *ctx, struct err *err)
{
	struct arena *a = arena_new();
	struct query *q = db_rows(s->db, ENTRY_COLUMNS "ORDER BY id", "");
	int r, failed = 0;
	while (!failed && (r = db_next(q, err)) > 0) {
		arena_reset(a);
		struct entry e = entry_in(q, a);
		failed = each(ctx, &e, err);
	}
	if (failed)
		db_end(q);
	arena_free(a);
	return failed ? -1 : r;
}

int store_get_entries(struct store *s, struct arena *a, const char *staff, const char *kind, date day, struct entries *e_r, struct err *err)
{
	*e_r = (struct entries){0};
	return take_entries(db_rows(s->db, ENTRY_COLUMNS "WHERE staff = ? AND kind = ? AND for_date = ? ORDER BY number", "tti", staff, kind, (int64_t)day),
	                    a, e_r, err);
}

int store_entries_from(struct store *s, struct arena *a, const char *staff, date from, struct entries *e_r, struct err *err)
{
	*e_r = (struct entries){0};
	return take_entries(db_rows(s->db, ENTRY_COLUMNS "WHERE staff = ? AND for_date >= ? AND reverses IS NULL ORDER BY kind, for_date, number", "ti", staff, (int64_t)from),
	                    a, e_r, err);
}

int store_get_entry(struct store *s, struct arena *a, const char *id, struct entry *e_r, struct err *err)
{
	struct entries found = {0};
	if (take_entries(db_rows(s->db, ENTRY_COLUMNS "WHERE public = ?", "t", id), a, &found, err) < 0)
		return -1;
	if (found.items_count)
		*e_r = found.items[0];
	return found.items_count > 0;
}

int store_entries_between(struct store *s, struct arena *a, int64_t from, int64_t to, struct entries *e_r, struct err *err)
{
	*e_r = (struct entries){0};
	return take_entries(db_rows(s->db, ENTRY_COLUMNS "WHERE created_at > ? AND created_at <= ? ORDER BY id", "ii", from, to), a, e_r, err);
}

int store_entries_untold(struct store *s, struct arena *a, int64_t from, int64_t to, int64_t told, struct entries *e_r, struct err *err)
{
	*e_r = (struct entries){0};
	return take_entries(db_rows(s->db, ENTRY_COLUMNS "WHERE created_at > ? AND created_at <= ? AND (created_at > ? OR id > ?) ORDER BY id", "iiii", from - DAY_SECONDS, to, from, told),
	                    a, e_r, err);
}

int store_entries_proposed(struct store *s, struct arena *a, int64_t from, int64_t to, struct entries *e_r, struct err *err)
{
	*e_r = (struct entries){0};
	return take_entries(db_rows(s->db,
	                            ENTRY_COLUMNS "WHERE created_at > ? AND created_at <= ? AND reverses IS NULL AND "
	                                          "(SELECT state FROM entry_state WHERE entry = public ORDER BY n DESC LIMIT 1) = 'proposed' ORDER BY created_at, id",
	                            "ii", from, to), a, e_r, err);
}

enum { PROPOSED_LONGEST = 731 * DAY_SECONDS };

/* The first line since it was proposed last, if it ever was, that says it stands. A line says when its mail arrived, and one that was taken back says the one before again,
 * with the moment of that: so the first counts, not the earliest. */
#define COUNTED_AT(id)                                                                                                                      \
	"(SELECT at FROM entry_state AS life WHERE entry = " id " AND state IN ('issued', 'appealed', 'upheld', 'paid') AND n > "         \
	"coalesce((SELECT max(n) FROM entry_state WHERE entry = life.entry AND state = 'proposed'), 0) ORDER BY n LIMIT 1)"
/* Of a row of `entry`: struct lived_entry's moment, or NULL. */
#define COUNTED "CASE WHEN reverses IS NULL THEN " COUNTED_AT("public") " WHEN " COUNTED_AT("reverses") " IS NOT NULL THEN created_at END"

/* INT64_MIN stays what it is. */
static int64_t recorded_from(int64_t from)
{
	return from < INT64_MIN + PROPOSED_LONGEST ? INT64_MIN : from - PROPOSED_LONGEST;
}

int store_lived_entries(struct store *s, struct arena *a, int64_t from, struct lived_entries *e_r, struct err *err)
{
	*e_r = (struct lived_entries){0};
	struct query *q = db_rows(s->db,
	                          ENTRY_VALUES ", " COUNTED ", "
	                          "EXISTS (SELECT 1 FROM entry AS back WHERE back.staff = entry.staff AND back.kind = entry.kind AND back.for_date = entry.for_date AND "
	                          "back.reverses = entry.public) FROM entry WHERE created_at >= ? ORDER BY +id", /* by the index of created_at */
	                          "i", recorded_from(from));
	int r;
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, e_r, items) = (struct lived_entry){entry_in(q, a), col_null(q, 15) ? INT64_MIN : col_int(q, 15), col_int(q, 16) != 0};
	return r;
}

bool entry_counted_in(const struct lived_entry *e, int64_t from, int64_t to)
{
	int64_t recorded = e->entry.created_at;
	return e->counted != INT64_MIN && e->counted >= from && e->counted < to && recorded >= recorded_from(from) && recorded < to;
}

int store_counted_sum(struct store *s, const char *staff, int64_t from, int64_t to, int64_t *count_r, int64_t *fen_r, struct err *err)
{
	struct query *q = db_rows(s->db,
	                          "SELECT count(*) FILTER (WHERE reverses IS NULL), coalesce(sum(fen), 0) FROM (SELECT reverses, fen, " COUNTED " AS counted FROM entry "
	                          "WHERE created_at >= ? AND created_at < ? AND staff = ?) WHERE counted >= ? AND counted < ?",
	                          "iitii", recorded_from(from), to, staff, from, to);
	int r = db_next(q, err);
	if (r > 0) {
		*count_r = col_int(q, 0);
		*fen_r = col_int(q, 1);
		r = db_next(q, err); /* the end */
	}
	return r;
}

struct walk {
	struct digest before;
	int64_t count;
};

static int fits(void *ctx, const struct entry *e, struct err *err)
{
	struct walk *w = ctx;
	struct digest want = ledger_hash(&w->before, e);
	if (memcmp(want.b, e->hash.b, DIGEST_SIZE) != 0)
		return err_set(err, 65, "ledger: entry %s does not fit the chain: it, or one before it, was changed after it was recorded", e->id);
	w->before = want;
	w->count++;
	return 0;
}

int store_verify_chain(struct store *s, int64_t *count_r, struct err *err)
{
	struct walk w = {0};
	int failed = store_each_entry(s, fits, &w, err);
	*count_r = w.count;
	return failed;
}
