#include <string.h>

#include "base/text.h"
#include "company.h"
#include "digest_inside.h"
#include "evidence.h"
#include "near.h"

enum { SIGNALS_TOLD = 3 /* of one mail */, LINES_MAX = 60 /* of one section */, SECONDS_BACK = NEAR_DAYS * DAY_SECONDS };

/* Lists that the digest before could not tell of: those of DIGEST_MAILS, and what an answer put right that was seen only since. Further values begin with ?5. */
#define NEW_LIST(at, id) "(" at " > ?3 OR " id " > ?4 OR " id " IN (SELECT held.id FROM mail AS cure JOIN mail AS held ON held.cured_by = cure.id WHERE cure.id > ?4)) "
#define NEW_LISTS(at, id) at " > ?1 AND " at " <= ?2 AND " NEW_LIST(at, id)

static const char *name_of(const struct clerk *c, const char *staff)
{
	const struct staff *s = staff ? office_staff(c->office, staff) : NULL;
	return s ? s->name : staff;
}

static int tell_signals(struct gather *g, struct err *err)
{
	int r;
	struct arena *a = g->c->turn;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT mail.staff, mail.subject, signal.what, signal.rows, signal.total, signal.other, signal.sample FROM signal "
	                          "JOIN mail ON mail.id = signal.mail WHERE " NEW_LISTS("signal.at", "signal.mail") "AND signal.n < ?5 ORDER BY signal.at, signal.mail, signal.n LIMIT ?6",
	                          "iiiiii", DIGEST_PERIOD(g), (int64_t)SIGNALS_TOLD, (int64_t)LINES_MAX);
	while ((r = db_next(q, err)) > 0)
		digest_add_item(g, (struct digest_item){
			.section = DIGEST_QUALITY, .word = arena_printf(a, "quality.%s", col_text(q, 2, a)), .name = name_of(g->c, col_text(q, 0, a)), .what = col_text(q, 1, a),
			.done = (int)col_int(q, 3), .asked = (int)col_int(q, 4), .other = name_of(g->c, col_text(q, 5, a)), .detail = col_text(q, 6, a), .day = DATE_NONE});
	return r;
}

/* --- near companies --- */

struct match {
	struct near_place fresh, other;
	bool same_phone;
};

struct looking {
	struct arena *a;          /* own */
	struct near_place *rows;  /* the new ones */
	size_t rows_count, rows_cap;
	struct near_set set;      /* of them */
	struct match *matches;
	size_t matches_count, matches_cap;
};

/* Another rep's row, and an earlier one: a pair within the period is found twice. */
static void take_match(void *arg, const struct near_place *fresh, const struct near_place *other, bool same_phone)
{
	struct looking *l = arg;
	if (other->order < fresh->order && other->person != fresh->person && l->matches_count < 4 * LINES_MAX)
		ARENA_PUSH(l->a, l, matches) = (struct match){*fresh, *other, same_phone};
}

typedef void each_row(struct looking *l, const struct near_place *p);

enum { TOGETHER = 16 /* rows that are fetched, then looked at */ };

static void each_of_mail(struct looking *l, struct bytes rest, const struct near_place *mail, each_row *each)
{
	struct near_place p[TOGETHER];
	size_t n;
	do {
		for (n = 0; n < TOGETHER && near_get(&rest, &p[n].row); n++) {
			p[n] = (struct near_place){.row = p[n].row, .order = mail->order, .mail = mail->mail, .person = mail->person};
			if (l->set.words)
				near_set_soon(&l->set, &p[n].row);
		}
		for (size_t i = 0; i < n; i++)
			each(l, &p[i]);
	} while (n == TOGETHER);
}

enum { NEW_FIRST = 1 << 30 /* the number of the first new mail: whatever day it is of, it comes after those that were told before */ };

/* Calls `each` for the rows of each mail that q finds, in order; the first mail has the number `order`. */
static int read_near(struct query *q, size_t order, each_row *each, struct looking *l, struct err *err)
{
	struct arena *blob = arena_new();
	int r;
	for (; (r = db_next(q, err)) > 0; order++) {
		each_of_mail(l, col_bytes(q, 2, blob), &(struct near_place){.order = order, .mail = col_int(q, 0), .person = col_int(q, 1)}, each);
		arena_reset(blob);
	}
	arena_free(blob);
	return r;
}

static int read_new(struct gather *g, each_row *each, struct looking *l, struct err *err)
{
	return read_near(db_rows(g->c->store.db, "SELECT mail, person, rows FROM near WHERE " NEW_LISTS("at", "mail") "ORDER BY at, mail", "iiii", DIGEST_PERIOD(g)), NEW_FIRST, each, l, err);
}

/* ... and of those that were told before. */
static int read_old(struct gather *g, each_row *each, struct looking *l, struct err *err)
{
	return read_near(db_rows(g->c->store.db, "SELECT mail, person, rows FROM near WHERE at > ?1 AND at <= ?2 AND NOT " NEW_LIST("at", "mail") "ORDER BY at, mail", "iiii",
	                         g->in.from - SECONDS_BACK, g->in.from, g->in.from, g->told.mail), 0, each, l, err);
}

static void take_fresh(struct looking *l, const struct near_place *p)
{
	ARENA_PUSH(l->a, l, rows) = *p;
}

static void look(struct looking *l, const struct near_place *p)
{
	near_set_look(&l->set, p, take_match, l);
}

/* Where both names are one after all (a firm whose protection lapsed), there is nothing to suspect. */
static int tell_match(struct clerk *c, struct digest_in *in, const struct match *m, struct err *err)
{
	struct arena *a = c->turn;
	struct stored_row fresh, other;
	int r = store_get_row(&c->store, a, m->fresh.mail, m->fresh.row.list, m->fresh.row.n, &fresh, err);
	if (r > 0)
		r = store_get_row(&c->store, a, m->other.mail, m->other.row.list, m->other.row.n, &other, err);
	if (r <= 0 || strcmp(company_key(a, fresh.company), company_key(a, other.company)) == 0)
		return r < 0 ? -1 : 0;
	ARENA_PUSH(a, in, items) = (struct digest_item){
		.section = DIGEST_NEAR, .word = m->same_phone ? "near.phone" : "near.person", .name = name_of(c, fresh.staff), .other = name_of(c, other.staff),
		.what = fresh.company, .detail = other.company, .done = fresh.row, .asked = other.row, .since = other.arrived_at, .day = DATE_NONE};
	return 0;
}

static int tell_near(struct gather *g, struct looking *l, struct err *err)
{
	if (read_new(g, take_fresh, l, err) < 0)
		return -1;
	if (!l->rows_count)
		return 0;
	near_set_make(l->a, l->rows, l->rows_count, &l->set);
	if (read_old(g, look, l, err) < 0 || read_new(g, look, l, err) < 0)
		return -1;
	for (size_t i = 0; i < l->matches_count; i++)
		if (tell_match(g->c, &g->in, &l->matches[i], err) < 0)
			return -1;
	return 0;
}

int evidence_tell(struct gather *g, struct err *err)
{
	struct looking l = {.a = arena_new()};
	int r = tell_signals(g, err) < 0 || tell_near(g, &l, err) < 0 ? -1 : 0;
	arena_free(l.a);
	return r;
}
