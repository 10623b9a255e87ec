/* What stands beside mails and letters and may say it: slips, questions, signals, names of sheets; and the companies themselves. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "company.h"
#include "forget_inside.h"
#include "store_keys.h"

/* Two parts of a key, as text, and a text. */
struct told {
	const char *select, *update; /* ?1 the text, ?2 ?3 the key */
};

static const struct told tables[] = {
	{"SELECT slip, CAST(n AS TEXT), text FROM slip_event", "UPDATE slip_event SET text = ?1 WHERE slip = ?2 AND n = CAST(?3 AS INTEGER)"},
	{"SELECT slip, field, text FROM slip_value", "UPDATE slip_value SET text = ?1 WHERE slip = ?2 AND field = ?3"},
	{"SELECT form || char(31) || slip, key, key FROM slip_key",
	 "UPDATE OR REPLACE slip_key SET key = ?1 WHERE form = substr(?2, 1, instr(?2, char(31)) - 1) AND key = ?3 AND slip = substr(?2, instr(?2, char(31)) + 1)"},
	{"SELECT id, '', about FROM ask", "UPDATE ask SET about = ?1 WHERE id = ?2 AND ?3 = ''"},
	{"SELECT id, '', reason FROM ask", "UPDATE ask SET reason = ?1 WHERE id = ?2 AND ?3 = ''"},
	{"SELECT CAST(mail AS TEXT), CAST(n AS TEXT), sample FROM signal", "UPDATE signal SET sample = ?1 WHERE mail = CAST(?2 AS INTEGER) AND n = CAST(?3 AS INTEGER)"},
	{"SELECT CAST(mail AS TEXT), CAST(n AS TEXT), sheet FROM list", "UPDATE list SET sheet = ?1 WHERE mail = CAST(?2 AS INTEGER) AND n = CAST(?3 AS INTEGER)"},
	{"SELECT CAST(mail AS TEXT), CAST(n AS TEXT), file FROM list", "UPDATE list SET file = ?1 WHERE mail = CAST(?2 AS INTEGER) AND n = CAST(?3 AS INTEGER)"},
	{"SELECT CAST(mail AS TEXT), CAST(n AS TEXT), words FROM bounce", "UPDATE bounce SET words = ?1 WHERE mail = CAST(?2 AS INTEGER) AND n = CAST(?3 AS INTEGER)"},
};

struct hit { const char *a, *b, *text; };
struct hits { struct hit *items; size_t items_count, items_cap; };

static int find_hits(struct forgetting *f, const struct told *t, struct arena *keep, struct hits *h, struct err *err)
{
	int r;
	struct query *q = db_rows(f->store->db, t->select, "");
	while ((r = db_next(q, err)) > 0) {
		const char *text = col_text(q, 2, f->scratch);
		if (needles_in(&f->needles, text))
			ARENA_PUSH(keep, h, items) = (struct hit){col_text(q, 0, keep), col_text(q, 1, keep), needles_redact(keep, &f->needles, text)};
		arena_reset(f->scratch);
	}
	return r;
}

static int look_at(struct forgetting *f, const struct told *t, struct err *err)
{
	struct arena *keep = arena_new();
	struct hits h = {0};
	int failed = find_hits(f, t, keep, &h, err);
	for (size_t i = 0; !failed && f->key && i < h.items_count; i++)
		failed = db_run(f->store->db, err, t->update, "ttt", h.items[i].text, h.items[i].a, h.items[i].b);
	f->others += h.items_count;
	arena_free(keep);
	return failed;
}

int forget_beside(struct forgetting *f, struct err *err)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (look_at(f, &tables[i], err) < 0)
			return -1;
	return 0;
}

/* ---- names within names ---- */

enum { BEFORE_MOST = 12, BEHIND_MOST = 24 /* characters that a longer name has more on either side */ };

static bool is_of_name(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || c == 0xFF08 || c == 0xFF09 || (c < 0x80 && (isalnum((int)c) || (c && strchr("()&", (int)c))));
}

/* Places from which, or up to which, it may go on; the first is where it begins, or ends. */
static size_t places_before(const struct text_span *at, const char *places[BEFORE_MOST + 1])
{
	size_t n = 0;
	places[n++] = at->from;
	for (const char *p = at->from; n <= BEFORE_MOST && p > at->text;) {
		do
			p--;
		while (p > at->text && ((unsigned char)*p & 0xC0) == 0x80);
		const char *next = p;
		if (!is_of_name(text_next(&next)))
			break;
		places[n++] = p;
	}
	return n;
}

static size_t places_behind(const struct text_span *at, const char *places[BEHIND_MOST + 1])
{
	size_t n = 0;
	places[n++] = at->to;
	for (const char *p = at->to; n <= BEHIND_MOST && is_of_name(text_next(&p));)
		places[n++] = p;
	return n;
}

static bool is_known(struct store *s, struct arena *a, const char *name, bool (*another)(void *ctx, const char *key), void *ctx)
{
	int64_t company;
	struct err ignored;
	const char *key = company_key(a, name);
	return *key && another(ctx, key) && keys_find(s, key, &company, &ignored) > 0; /* a store that fails says so at the next step */
}

bool forget_longer_name(struct store *s, const struct text_span *at, bool (*another)(void *ctx, const char *key), void *ctx)
{
	const char *before[BEFORE_MOST + 1], *behind[BEHIND_MOST + 1];
	size_t n_before = places_before(at, before), n_behind = places_behind(at, behind);
	struct arena *a = n_before + n_behind > 2 ? arena_new() : NULL;
	bool known = false;
	for (size_t i = 0; i < n_before; i++)
		for (size_t k = i ? 0 : 1; a && !known && k < n_behind; k++)
			known = is_known(s, a, arena_strndup(a, before[i], (size_t)(behind[k] - before[i])), another, ctx);
	arena_free(a);
	return known;
}

static int rename_company(struct forgetting *f, const char *key, struct err *err)
{
	int64_t company;
	const char *name = erased_company(f->a, f->key, key);
	int r = keys_find(f->store, key, &company, err);
	if (r <= 0)
		return r;
	return db_run(f->store->db, err, "UPDATE company SET key = ? WHERE id = ?", "ti", name, company) < 0 || keys_rename(f->store, key, name, company, err) < 0 ? -1 : 0;
}

int forget_company(struct forgetting *f, struct err *err)
{
	for (size_t i = 0; i < f->keys.items_count; i++)
		if (rename_company(f, f->keys.items[i], err) < 0)
			return -1;
	for (size_t i = 0; i < f->codes.items_count; i++)
		if (db_run(f->store->db, err, "UPDATE OR IGNORE company_code SET code = ? WHERE code = ?", "tt",
		           erased_code(f->a, f->key, f->codes.items[i]) + sizeof ERASED_CELL - 1, f->codes.items[i]) < 0)
			return -1;
	return 0;
}
