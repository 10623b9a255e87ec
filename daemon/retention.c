#include "retention.h"

#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "docket_rows.h"
#include "erased.h"
#include "outbox.h"
#include "rows.h"

#define META_RAW_FROM "raw_kept_from"         /* up to where it is done, of each sort */
#define META_LETTERS_FROM "letters_from"
#define META_LEADS_FROM "leads_from"
#define META_LEADS_ROUND "leads_round"   /* the quarter in which leads were gone through from the first mail on: what lived then may be dead by now */
enum { ROUND_DAYS = 91 };

struct went { int64_t rows, mails, letters; };

/* ---- a day of each sort, in the caller's transaction ---- */

static int day_of_raw(struct clerk *c, int64_t from, int64_t to, int64_t now, struct went *w, struct err *err)
{
	(void)now;
	return store_forget_raw(&c->store, from, to, &w->mails, err);
}

static int day_of_letters(struct clerk *c, int64_t from, int64_t to, int64_t now, struct went *w, struct err *err)
{
	(void)now;
	return outbox_erase_between(&c->store, from, to, &w->letters, err);
}

/* Dead: nobody had a row of it accepted since so many days; a row that did not count is nobody's lead. */
static int is_dead(struct clerk *c, const struct row_verdict *v, int64_t before, bool *dead_r, struct err *err)
{
	int64_t last = INT64_MIN;
	*dead_r = true;
	if (!v->company)
		return 0;
	int r = db_one_int(c->store.db, err, &last,
	                   "WITH RECURSIVE up (id, into_company, last) AS (SELECT id, into_company, last FROM company WHERE id = ? UNION "
	                   "SELECT company.id, company.into_company, company.last FROM up JOIN company ON company.id = up.into_company) SELECT max(last) FROM up", "i", v->company);
	*dead_r = last < before;
	return r < 0 ? -1 : 0;
}

static int erase_dead_rows(struct clerk *c, struct arena *a, const struct mail_record *m, int list, enum row_kind kind, struct lead_table *into, int64_t before, struct went *w,
                           struct err *err)
{
	static const struct needles none = {0};
	struct rows_at at = rows_at(m, list);
	struct judged_rows r;
	int64_t went = 0;
	if (store_get_rows(&c->store, a, &at, &r, err) < 0)
		return -1;
	for (size_t i = 0; i < r.rows_count; i++) {
		bool dead;
		struct row_check check = row_check(a, kind, &r.rows[i], c->office->area_code);
		if (is_dead(c, &r.judged[i], before, &dead, err) < 0)
			return -1;
		if (!dead || cell_erased(check.phone))
			continue;
		erase_person(&r.rows[i], &check);
		went++;
	}
	*into = (struct lead_table){.kind = kind, .rows = r.rows, .rows_count = r.rows_count};
	w->rows += went;
	return went ? store_rewrite_rows(&c->store, a, &at, r.rows, r.rows_count, &none, err) : 0;
}

static int erase_dead_in(struct clerk *c, struct arena *a, struct mail_record *m, int64_t before, struct went *w, struct err *err)
{
	struct stored_lists lists;
	int64_t rows = w->rows;
	if (store_get_lists(&c->store, a, m, &lists, err) < 0)
		return -1;
	struct lead_table *tables = arena_alloc(a, (lists.lists_count + 1) * sizeof *tables);
	for (size_t i = 0; i < lists.lists_count; i++)
		if (erase_dead_rows(c, a, m, (int)i, lists.lists[i].table.kind, &tables[i], before, w, err) < 0)
			return -1;
	if (w->rows == rows)
		return 0;
	struct digest d = docket_rows_digest(tables, lists.lists_count);
	return db_run(c->store.db, err, "UPDATE mail SET rows_digest = ? WHERE id = ?", "di", &d, m->id) < 0 ||
	       db_run(c->store.db, err, "UPDATE signal SET sample = '' WHERE mail = ?", "i", m->id) < 0 ||
	       db_run(c->store.db, err, "DELETE FROM near WHERE mail = ?", "i", m->id) < 0 ? -1 : 0;
}

static int day_of_leads(struct clerk *c, int64_t from, int64_t to, int64_t now, struct went *w, struct err *err)
{
	struct arena *a = arena_new(), *ids_in = arena_new();
	struct { int64_t *ids; size_t ids_count, ids_cap; } mails = {0};
	int64_t before = now - (int64_t)c->office->lead_days * DAY_SECONDS;
	int r;
	struct query *q = db_rows(c->store.db, "SELECT id FROM mail WHERE arrived_at >= ? AND arrived_at < ? AND rows_digest IS NOT NULL", "ii", from, to);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(ids_in, &mails, ids) = col_int(q, 0);
	for (size_t i = 0; r == 0 && i < mails.ids_count; i++) {
		struct mail_record m;
		r = store_need_mail(&c->store, a, mails.ids[i], &m, err) < 0 || erase_dead_in(c, a, &m, before, w, err) < 0 ? -1 : 0;
		arena_reset(a);
	}
	arena_free(a);
	arena_free(ids_in);
	return r;
}

/* ---- all of them ---- */

struct sort {
	const char *what, *pointer;
	int (*days)(const struct office *o);
	int (*day)(struct clerk *c, int64_t from, int64_t to, int64_t now, struct went *w, struct err *err);
};

static int raw_days(const struct office *o) { return o->raw_mail_days; }
static int letter_days(const struct office *o) { return o->letter_days; }
static int lead_days(const struct office *o) { return o->lead_days; }

static const struct sort sorts[RETENTION_SORTS] = {
	{"raw", META_RAW_FROM, raw_days, day_of_raw},
	{"letters", META_LETTERS_FROM, letter_days, day_of_letters},
	{"leads", META_LEADS_FROM, lead_days, day_of_leads},
};

static int note_went(struct clerk *c, const struct sort *s, const struct went *w, int64_t now, struct err *err)
{
	if (!w->rows && !w->mails && !w->letters)
		return 0;
	log_info(NULL, "%s older than %d days erased: %" PRId64 " rows, %" PRId64 " mails, %" PRId64 " letters", s->what, s->days(c->office), w->rows, w->mails, w->letters);
	return db_run(c->store.db, err, "INSERT INTO erasure (at, what, by_login, n_rows, n_mails, n_letters) VALUES (?, ?, 'retention', ?, ?, ?)", "itiii", now, s->what, w->rows, w->mails,
	              w->letters);
}

static int erase_day(struct clerk *c, const struct sort *s, int64_t from, int64_t to, int64_t now, struct err *err)
{
	struct went w = {0};
	if (db_begin(c->store.db, err) < 0)
		return -1;
	bool failed = s->day(c, from, to, now, &w, err) < 0 || note_went(c, s, &w, now, err) < 0 || store_set_time(&c->store, s->pointer, to, err) < 0;
	return store_end(&c->store, failed, err);
}

/* Once a quarter leads are gone through from the first one on. */
static int begin_round(struct clerk *c, int64_t now, struct err *err)
{
	int64_t round = time_date(now) / ROUND_DAYS, was = INT64_MIN;
	if (store_get_time(&c->store, META_LEADS_ROUND, &was, err) < 0)
		return -1;
	if (was == round)
		return 0;
	if (db_begin(c->store.db, err) < 0)
		return -1;
	bool failed = store_set_time(&c->store, META_LEADS_ROUND, round, err) < 0 || db_run(c->store.db, err, "DELETE FROM meta WHERE name = '" META_LEADS_FROM "'", "") < 0;
	return store_end(&c->store, failed, err);
}

static int step(struct clerk *c, const struct sort *s, int64_t now, struct err *err)
{
	int days = s->days(c->office);
	int64_t from, upto = time_at(time_date(now) - days, 0);
	if (!days)
		return 0;
	if (s->day == day_of_leads && begin_round(c, now, err) < 0)
		return -1;
	int r = store_get_time(&c->store, s->pointer, &from, err);
	if (r == 0)
		r = store_first_arrival(&c->store, &from, err);
	if (r <= 0 || from >= upto)
		return r < 0 ? -1 : 0;
	int64_t to = time_at(time_date(from) + 1, 0);
	return erase_day(c, s, from, to < upto ? to : upto, now, err);
}

int retention_step(struct clerk *c, int64_t now, struct err *err)
{
	for (int i = 0; i < RETENTION_SORTS; i++)
		if (step(c, &sorts[i], now, err) < 0)
			return -1;
	return 0;
}

/* ---- what is told ---- */

static int count_next(struct clerk *c, const struct sort *s, int64_t to, int64_t until, int64_t *n_r, struct err *err)
{
	int64_t age = (int64_t)s->days(c->office) * DAY_SECONDS;
	*n_r = -1;
	if (s->day == day_of_raw)
		return db_one_int(c->store.db, err, n_r, "SELECT count(*) FROM mail WHERE arrived_at >= ? AND arrived_at < ?", "ii", to - age, until - age);
	if (s->day == day_of_letters)
		return db_one_int(c->store.db, err, n_r, "SELECT count(*) FROM letter WHERE created_at >= ? AND created_at < ?", "ii", to - age, until - age);
	return 0;
}

int retention_tell(struct clerk *c, int64_t from, int64_t to, int64_t until, struct retention_told told_r[RETENTION_SORTS], struct err *err)
{
	for (int i = 0; i < RETENTION_SORTS; i++) {
		struct retention_told *t = &told_r[i];
		*t = (struct retention_told){.what = sorts[i].what, .days = sorts[i].days(c->office)};
		if (db_one_int(c->store.db, err, &t->gone, "SELECT coalesce(sum(n_rows + n_mails + n_letters), 0) FROM erasure WHERE what = ? AND at >= ? AND at < ?", "tii", t->what, from, to) < 0 ||
		    (t->days && count_next(c, &sorts[i], to, until, &t->next, err) < 0))
			return -1;
	}
	return 0;
}
