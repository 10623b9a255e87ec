#include "store_keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"

enum {
	KEY_HASH_BITS = 49,        /* what SQLite keeps in seven bytes; of ten million keys, hardly ever two clash */
	KEY_PROBES = 64,
	RECENT = 2048,             /* the newest of those that wait: so many are moved along to put one in its place */
	MERGED_AT_ONCE = 20000,    /* in one transaction */
	MOST = 250000,
	IDLE_SHARE = 5,
};
#define KEYS_UPTO "keys_upto"

static size_t keys_most = MOST;

struct waiting {
	int64_t hash, company;
};
struct sorted {
	struct waiting *items;     /* own */
	size_t count, cap;
};

struct keys {
	struct sorted all, recent; /* companies behind `upto` */
	int64_t upto;              /* of each company up to it the table has the key */
	int64_t rollbacks;         /* of the connection, when this was read */
	bool table;                /* it has some */
};

static int64_t key_hash(const char *key)
{
	struct digest d = digest_of(key, strlen(key));
	uint64_t h = 0;
	for (int i = 0; i < 8; i++)
		h = h << 8 | d.b[i];
	return (int64_t)(h >> (64 - KEY_HASH_BITS));
}

void keys_free(struct keys *k)
{
	if (!k)
		return;
	free(k->all.items);
	free(k->recent.items);
	free(k);
}

/* ---- what waits ---- */

static int by_hash(const void *x, const void *y)
{
	const struct waiting *a = x, *b = y;
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->company < b->company ? -1 : a->company > b->company;
}

static void make_room(struct sorted *s, size_t count)
{
	if (count <= s->cap)
		return;
	s->cap = count + count / 2;
	s->items = realloc(s->items, s->cap * sizeof *s->items);
	if (!s->items)
		bug_no_memory(s->cap * sizeof *s->items);
}

/* The first one that is not before it. */
static size_t place_of(const struct sorted *s, const struct waiting *w)
{
	size_t from = 0, to = s->count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (by_hash(&s->items[middle], w) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* From the end on, so that nothing is written over. */
static void take_in_recent(struct keys *k)
{
	size_t a = k->all.count, r = k->recent.count;
	make_room(&k->all, a + r);
	for (size_t to = a + r; r > 0;) {
		bool old = a > 0 && by_hash(&k->all.items[a - 1], &k->recent.items[r - 1]) > 0;
		k->all.items[--to] = old ? k->all.items[--a] : k->recent.items[--r];
	}
	k->all.count += k->recent.count;
	k->recent.count = 0;
}

static void remember(struct keys *k, struct waiting w)
{
	if (k->recent.count == RECENT)
		take_in_recent(k);
	make_room(&k->recent, RECENT);
	size_t at = place_of(&k->recent, &w);
	memmove(k->recent.items + at + 1, k->recent.items + at, (k->recent.count++ - at) * sizeof w);
	k->recent.items[at] = w;
}

static void drop(struct sorted *s, const struct waiting *w)
{
	size_t at = place_of(s, w);
	if (at < s->count && by_hash(&s->items[at], w) == 0)
		memmove(s->items + at, s->items + at + 1, (--s->count - at) * sizeof *w);
}

/* ---- reading them ---- */

/* A store without a pointer: an earlier program put each key into the table, or it is new, and the table empty. */
static int read_pointer(struct store *s, struct keys *k, struct err *err)
{
	int64_t one;
	int table = db_one_int(s->db, err, &one, "SELECT 1 FROM company_key LIMIT 1", "");
	int set = table < 0 ? -1 : store_get_time(s, KEYS_UPTO, &k->upto, err);
	if (set < 0 || (set == 0 && table && db_one_int(s->db, err, &k->upto, "SELECT max(id) FROM company", "") < 0))
		return -1;
	k->table = table > 0;
	return 0;
}

static int read_waiting(struct store *s, struct keys *k, struct err *err)
{
	struct arena *a = arena_new();
	struct query *q = db_rows(s->db, "SELECT id, key FROM company WHERE id > ?", "i", k->upto);
	int r;
	while ((r = db_next(q, err)) > 0) {
		make_room(&k->all, k->all.count + 1);
		k->all.items[k->all.count++] = (struct waiting){key_hash(col_text(q, 1, a)), col_int(q, 0)};
		arena_reset(a);
	}
	arena_free(a);
	if (k->all.count)
		qsort(k->all.items, k->all.count, sizeof *k->all.items, by_hash);
	return r;
}

/* As the store has it: at the first use, and after a transaction was undone. */
static int look(struct store *s, struct err *err)
{
	if (s->keys && s->keys->rollbacks == db_rollbacks(s->db))
		return 0;
	keys_free(s->keys);
	s->keys = NULL;
	struct keys *k = calloc(1, sizeof *k);
	if (!k)
		bug_no_memory(sizeof *k);
	k->rollbacks = db_rollbacks(s->db);
	if (read_pointer(s, k, err) < 0 || read_waiting(s, k, err) < 0) {
		keys_free(k);
		return -1;
	}
	s->keys = k;
	return 0;
}

/* ---- one key ---- */

static int has_key(struct store *s, int64_t company, const char *key, struct err *err)
{
	int64_t same = 0;
	return db_one_int(s->db, err, &same, "SELECT key = ? FROM company WHERE id = ?", "ti", key, company) < 0 ? -1 : same != 0;
}

static int find_waiting(struct store *s, const struct sorted *among, int64_t hash, const char *key, int64_t *company_r, struct err *err)
{
	struct waiting first = {hash, 0};
	for (size_t i = place_of(among, &first); i < among->count && among->items[i].hash == hash; i++) {
		int r = has_key(s, among->items[i].company, key, err);
		if (r != 0) {
			*company_r = among->items[i].company;
			return r;
		}
	}
	return 0;
}

/* A clash takes the next number. 1: *company_r stands there (0: one that was taken away), 0: nothing does, and nothing behind it. */
static int get_slot(struct store *s, int64_t slot, int64_t *company_r, struct err *err)
{
	return db_one_int(s->db, err, company_r, "SELECT company FROM company_key WHERE hash = ?", "i", slot);
}

static int find_in_table(struct store *s, int64_t hash, const char *key, int64_t *company_r, struct err *err)
{
	int64_t company;
	int r;
	for (int probe = 0; probe < KEY_PROBES; probe++) {
		if ((r = get_slot(s, hash + probe, &company, err)) <= 0)
			return r;
		if (company && (r = has_key(s, company, key, err)) != 0) {
			*company_r = company;
			return r;
		}
	}
	bug("%d company keys share one hash", KEY_PROBES);
}

int keys_find(struct store *s, const char *key, int64_t *company_r, struct err *err)
{
	*company_r = 0;
	if (look(s, err) < 0)
		return -1;
	int64_t hash = key_hash(key);
	int r = find_waiting(s, &s->keys->recent, hash, key, company_r, err);
	if (r == 0)
		r = find_waiting(s, &s->keys->all, hash, key, company_r, err);
	if (r == 0 && s->keys->table)
		r = find_in_table(s, hash, key, company_r, err);
	return r;
}

int keys_add(struct store *s, const char *key, int64_t company, struct err *err)
{
	if (look(s, err) < 0)
		return -1;
	remember(s->keys, (struct waiting){key_hash(key), company});
	return 0;
}

/* What stands behind a slot must still be found. */
static int clear_slot(struct store *s, int64_t slot, struct err *err)
{
	int64_t next;
	int r = get_slot(s, slot + 1, &next, err);
	if (r < 0)
		return -1;
	return r ? db_run(s->db, err, "UPDATE company_key SET company = 0 WHERE hash = ?", "i", slot) : db_run(s->db, err, "DELETE FROM company_key WHERE hash = ?", "i", slot);
}

static int remove_from_table(struct store *s, int64_t hash, int64_t company, struct err *err)
{
	int64_t there;
	int r = 0;
	for (int probe = 0; probe < KEY_PROBES; probe++) {
		if ((r = get_slot(s, hash + probe, &there, err)) <= 0)
			return r;
		if (there == company)
			return clear_slot(s, hash + probe, err);
	}
	return 0;
}

/* Its id will be another company's, which waits then. */
int keys_remove(struct store *s, const char *key, int64_t company, struct err *err)
{
	if (look(s, err) < 0)
		return -1;
	struct waiting w = {key_hash(key), company};
	drop(&s->keys->recent, &w);
	drop(&s->keys->all, &w);
	if (s->keys->table && remove_from_table(s, w.hash, company, err) < 0)
		return -1;
	if (company > s->keys->upto)
		return 0;
	s->keys->upto = company - 1;
	return store_set_time(s, KEYS_UPTO, s->keys->upto, err);
}

/* ---- into the table ---- */

static int merge_one(struct store *s, const struct waiting *w, struct err *err)
{
	int64_t there;
	for (int probe = 0; probe < KEY_PROBES; probe++) {
		if (db_run(s->db, err, "INSERT OR IGNORE INTO company_key (hash, company) VALUES (?, ?)", "ii", w->hash + probe, w->company) < 0)
			return -1;
		if (db_changes(s->db) > 0)
			return 0;
		if (get_slot(s, w->hash + probe, &there, err) < 0)
			return -1;
		if (there == w->company) /* since a merge that was cut off */
			return 0;
	}
	bug("%d company keys share one hash", KEY_PROBES);
}

/* The pointer moves with the last of them: until then they wait still. */
static int merge_some(struct store *s, size_t from, size_t count, int64_t upto, struct err *err)
{
	bool last = from + count == s->keys->all.count;
	if (db_begin(s->db, err) < 0)
		return -1;
	int failed = 0;
	for (size_t i = from; !failed && i < from + count; i++)
		failed = merge_one(s, &s->keys->all.items[i], err);
	if (failed || (last && store_set_time(s, KEYS_UPTO, upto, err) < 0)) {
		store_rollback(s);
		return -1;
	}
	return db_commit(s->db, err);
}

void store_set_keys_most(size_t most)
{
	keys_most = most ? most : MOST;
}

int store_merge_keys(struct store *s, bool idle, struct err *err)
{
	if (look(s, err) < 0)
		return -1;
	struct keys *k = s->keys;
	int64_t upto = k->upto;
	size_t at_once = keys_most < MERGED_AT_ONCE ? keys_most : MERGED_AT_ONCE;
	if (k->all.count + k->recent.count < (idle ? keys_most / IDLE_SHARE + 1 : keys_most))
		return 0;
	take_in_recent(k);
	for (size_t i = 0; i < k->all.count; i++)
		upto = k->all.items[i].company > upto ? k->all.items[i].company : upto;
	for (size_t i = 0, n; i < k->all.count; i += n) {
		n = k->all.count - i < at_once ? k->all.count - i : at_once;
		if (merge_some(s, i, n, upto, err) < 0)
			return -1;
		k->table = true;
	}
	k->all.count = 0;
	k->upto = upto;
	return 1;
}
