#include "store_keys.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/sieve.h"
#include "store_companies.h"
#include "store_waiting.h"

enum {
	KEY_HASH_BITS = SIEVE_NUMBER_BITS, /* what SQLite keeps in seven bytes; of ten million keys, hardly ever two clash */
	KEY_PROBES = 64,
	RECENT = 2048,             /* the newest of those that wait: so many are moved along to put one in its place */
	TOGETHER = 16,             /* by one statement */
	MERGED_AT_ONCE = 500,      /* in one transaction: on a hundred million, a page each */
	MOST = 120000,
	IDLE_SHARE = 5,
	SIFTED_AT_ONCE = 4000,
	SIFTED_LEAST = 20000,      /* in a smaller table all pages are at hand */
	SIEVE_GROWS = 2,           /* times what it was made for: then it is made anew */
};
#define KEYS_UPTO "keys_upto"
#define SIEVE_KEPT "sieve_kept" /* the mark of the sieve that was kept at the end of the last writer; whoever writes next takes it away first */

static size_t keys_most = MOST;
static int64_t sifted_least = SIFTED_LEAST;

struct keys {
	struct sorted recent, all; /* companies behind `upto`, ... */
	struct sorted going;       /* ... and of those before these, some of which are in the table as well: the first `gone` */
	size_t gone;
	struct marks waiting;      /* all of these three, and some that wait no more */
	int64_t upto;              /* of each company up to it the table has the key */
	int64_t going_upto;        /* what `upto` will be when all of `going` are in */
	int64_t rollbacks;         /* of the connection, when this was read */
	bool table;                /* it has some */
	struct sieve *sieve;       /* own; NULL: none (yet). Undone transactions leave too much in it, which is harmless */
	int64_t sifted;            /* of each slot below it the sieve knows whether the table has it */
	bool no_sieve;             /* there is no place for one */
	char *asked;               /* own: the key that was hashed last, ... */
	size_t asked_room;
	int64_t asked_hash;        /* ... since one that is not found is added next */
};

static int64_t key_hash(const char *key)
{
	struct digest d = digest_of(key, strlen(key));
	uint64_t h = 0;
	for (int i = 0; i < 8; i++)
		h = h << 8 | d.b[i];
	return (int64_t)(h >> (64 - KEY_HASH_BITS));
}

static int64_t hash_of(struct keys *k, const char *key)
{
	size_t size = strlen(key) + 1;
	if (k->asked && strcmp(k->asked, key) == 0)
		return k->asked_hash;
	if (size > k->asked_room) {
		k->asked_room = size * 2;
		k->asked = realloc(k->asked, k->asked_room);
		if (!k->asked)
			bug_no_memory(k->asked_room);
	}
	memcpy(k->asked, key, size);
	return k->asked_hash = key_hash(key);
}

static void forget_sieve(struct keys *k)
{
	sieve_free(k->sieve);
	k->sieve = NULL;
	k->sifted = 0;
}

static void forget_waiting(struct keys *k)
{
	sorted_release(&k->recent);
	sorted_release(&k->all);
	sorted_release(&k->going);
	marks_release(&k->waiting);
	k->gone = 0;
	k->upto = k->going_upto = 0;
}

void keys_free(struct keys *k)
{
	if (!k)
		return;
	forget_waiting(k);
	forget_sieve(k);
	free(k->asked);
	free(k);
}

static void remember(struct keys *k, struct waiting w)
{
	if (k->recent.count == RECENT)
		sorted_take_in(&k->all, &k->recent);
	sorted_put(&k->recent, w);
	marks_put(&k->waiting, w.hash);
}

static size_t waiting_count(const struct keys *k)
{
	return k->recent.count + k->all.count + k->going.count - k->gone;
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
		sorted_append(&k->all, (struct waiting){key_hash(col_text(q, 1, a)), col_int(q, 0)});
		arena_reset(a);
	}
	arena_free(a);
	sorted_sort(&k->all);
	marks_put_all(&k->waiting, &k->all);
	return r;
}

static char *kept_path(struct arena *a, const struct store *s)
{
	return arena_printf(a, "%s.sieve", db_path(s->db));
}

/* The mark goes in the transaction in which the keys are looked at for the first time, or before; so a store that has it has just the keys that the sieve with
 * this mark knows. Undone with that transaction, it goes with the next, and the sieve stays ours: in between no key was written. */
static int take_kept(struct store *s, struct keys *k, struct err *err)
{
	int64_t mark;
	int r = db_writes(s->db) ? store_get_time(s, SIEVE_KEPT, &mark, err) : 0;
	if (r <= 0)
		return r;
	if (!k->sieve) {
		struct arena *a = arena_new();
		k->sieve = sieve_take(kept_path(a, s), (uint64_t)mark);
		k->sifted = k->sieve ? INT64_MAX : 0;
		arena_free(a);
	}
	return db_run(s->db, err, "DELETE FROM meta WHERE name = ?", "t", SIEVE_KEPT);
}

/* First the file, whole, then the store says that it is its own. What fails here only has the next one made from the table. */
void keys_keep(struct store *s)
{
	struct keys *k = s->keys;
	struct err ignored;
	uint64_t mark;
	if (!k || !k->sieve || k->sifted < INT64_MAX || !db_writes(s->db) || db_in_transaction(s->db) || getrandom(&mark, sizeof mark, 0) != sizeof mark)
		return;
	struct arena *a = arena_new();
	mark >>= 1; /* it is kept as a positive number */
	if (sieve_keep(k->sieve, kept_path(a, s), mark))
		store_set_time(s, SIEVE_KEPT, (int64_t)mark, &ignored);
	arena_free(a);
	forget_sieve(k);
}

/* As the store has it: at the first use, and after a transaction was undone. */
static int look(struct store *s, struct err *err)
{
	struct keys *k = s->keys;
	if (k && k->rollbacks == db_rollbacks(s->db))
		return 0;
	if (!k && !(k = s->keys = calloc(1, sizeof *k)))
		bug_no_memory(sizeof *k);
	k->rollbacks = -1;
	forget_waiting(k);
	if (read_pointer(s, k, err) < 0 || read_waiting(s, k, err) < 0 || take_kept(s, k, err) < 0)
		return -1;
	k->rollbacks = db_rollbacks(s->db);
	return 0;
}

/* ---- one key ---- */

static int has_key(struct store *s, int64_t company, const char *key, struct err *err)
{
	int64_t same = 0;
	if (companies_need(s, company, err) < 0)
		return -1;
	return db_one_int(s->db, err, &same, "SELECT key = ? FROM company WHERE id = ?", "ti", key, company) < 0 ? -1 : same != 0;
}

static int find_among(struct store *s, const struct sorted *among, int64_t hash, const char *key, int64_t *company_r, struct err *err)
{
	struct waiting first = {hash, 0};
	for (size_t i = sorted_place(among, &first); i < among->count && among->items[i].hash == hash; i++) {
		int r = has_key(s, among->items[i].company, key, err);
		if (r != 0) {
			*company_r = among->items[i].company;
			return r;
		}
	}
	return 0;
}

static int find_waiting(struct store *s, int64_t hash, const char *key, int64_t *company_r, struct err *err)
{
	const struct sorted *const places[] = {&s->keys->recent, &s->keys->all, &s->keys->going};
	int r = 0;
	if (!marks_may_have(&s->keys->waiting, hash))
		return 0;
	for (size_t i = 0; r == 0 && i < sizeof places / sizeof *places; i++)
		r = find_among(s, places[i], hash, key, company_r, err);
	return r;
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
	if (hash < s->keys->sifted && !sieve_may_have(s->keys->sieve, hash))
		return 0;
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
	int64_t hash = hash_of(s->keys, key);
	int r = find_waiting(s, hash, key, company_r, err);
	if (r == 0 && s->keys->table)
		r = find_in_table(s, hash, key, company_r, err);
	return r;
}

int keys_add(struct store *s, const char *key, int64_t company, struct err *err)
{
	if (look(s, err) < 0)
		return -1;
	remember(s->keys, (struct waiting){hash_of(s->keys, key), company});
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

/* Wherever it is: on its way it may be in both. */
static int take_away(struct store *s, const struct waiting *w, struct err *err)
{
	sorted_take_in(&s->keys->all, &s->keys->going);
	s->keys->gone = 0;
	sorted_drop(&s->keys->recent, w);
	sorted_drop(&s->keys->all, w);
	return s->keys->table ? remove_from_table(s, w->hash, w->company, err) : 0;
}

/* Its id will be another company's, which waits then, and is none of those that were on their way. */
int keys_remove(struct store *s, const char *key, int64_t company, struct err *err)
{
	if (look(s, err) < 0)
		return -1;
	struct waiting w = {key_hash(key), company};
	if (take_away(s, &w, err) < 0)
		return -1;
	if (company > s->keys->upto)
		return 0;
	s->keys->upto = company - 1;
	return store_set_time(s, KEYS_UPTO, s->keys->upto, err);
}

/* ---- into the table ---- */

/* What the sieve is not told of it must not be asked about. */
static void tell_sieve(struct keys *k, int64_t slot)
{
	if (k->sieve && !sieve_add(k->sieve, slot)) {
		forget_sieve(k);
		k->no_sieve = true;
	}
}

static int merge_one(struct store *s, const struct waiting *w, struct err *err)
{
	int64_t there;
	for (int probe = 0; probe < KEY_PROBES; probe++) {
		tell_sieve(s->keys, w->hash + probe);
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

#define KEY(i) w[i].hash, w[i].company
#define KEYS8(i) KEY(i), KEY(i + 1), KEY(i + 2), KEY(i + 3), KEY(i + 4), KEY(i + 5), KEY(i + 6), KEY(i + 7)
#define MORE4 ", (?, ?), (?, ?), (?, ?), (?, ?)"

/* Sixteen by one statement, for half of what each by its own takes. 1: all are in; 0: some number was taken, by another key or since a merge that was cut off. */
static int merge_sixteen(struct store *s, const struct waiting *w, struct err *err)
{
	for (size_t i = 0; i < TOGETHER; i++)
		tell_sieve(s->keys, w[i].hash);
	if (db_run(s->db, err, "INSERT OR IGNORE INTO company_key (hash, company) VALUES (?, ?), (?, ?), (?, ?), (?, ?)" MORE4 MORE4 MORE4, "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
	           KEYS8(0), KEYS8(8)) < 0)
		return -1;
	return db_changes(s->db) == TOGETHER;
}

static int merge_all(struct store *s, const struct waiting *w, size_t count, struct err *err)
{
	for (size_t i = 0; i < count;) {
		int together = count - i >= TOGETHER ? merge_sixteen(s, w + i, err) : 0;
		size_t upto = count - i >= TOGETHER ? i + TOGETHER : count;
		if (together < 0)
			return -1;
		for (; !together && i < upto; i++) /* those that are in already stay */
			if (merge_one(s, &w[i], err) < 0)
				return -1;
		i = upto;
	}
	return 0;
}

/* The pointer moves with the last of them: until then they wait still. It is written each time: a table with keys and no pointer is an earlier program's. */
static int merge_some(struct store *s, struct keys *k, size_t count, struct err *err)
{
	bool last = k->gone + count == k->going.count;
	if (db_begin(s->db, err) < 0)
		return -1;
	int failed = merge_all(s, k->going.items + k->gone, count, err);
	return store_end(s, failed || store_set_time(s, KEYS_UPTO, last ? k->going_upto : k->upto, err) < 0, err);
}

static void set_going(struct keys *k)
{
	struct sorted empty = k->going;
	sorted_take_in(&k->all, &k->recent);
	k->going = k->all;
	k->all = empty;
	k->going_upto = k->upto;
	for (size_t i = 0; i < k->going.count; i++)
		k->going_upto = k->going.items[i].company > k->going_upto ? k->going.items[i].company : k->going_upto;
}

/* Those that are in the table by now are looked for there. */
static void mark_anew(struct keys *k)
{
	marks_release(&k->waiting);
	marks_put_all(&k->waiting, &k->recent);
	marks_put_all(&k->waiting, &k->all);
}

static int merge_next(struct store *s, struct err *err)
{
	struct keys *k = s->keys;
	size_t most = keys_most < MERGED_AT_ONCE ? keys_most / 3 + 1 : MERGED_AT_ONCE;
	if (!k->going.count)
		set_going(k);
	size_t left = k->going.count - k->gone, n = left < most ? left : most;
	if (merge_some(s, k, n, err) < 0)
		return -1;
	k->table = true;
	k->gone += n;
	if (k->gone == k->going.count) {
		sorted_release(&k->going);
		k->gone = 0;
		k->upto = k->going_upto;
		mark_anew(k);
	}
	return 1;
}

void store_set_keys(size_t most, int64_t sifted)
{
	keys_most = most ? most : MOST;
	sifted_least = sifted ? sifted : SIFTED_LEAST;
}

int store_merge_keys(struct store *s, struct err *err)
{
	int r = look(s, err);
	while (r >= 0 && waiting_count(s->keys) >= keys_most)
		r = merge_next(s, err);
	return r < 0 ? -1 : 0;
}

/* ---- the sieve ---- */

static char *folder_of(struct arena *a, const char *path)
{
	const char *end = strrchr(path, '/');
	return end ? arena_strndup(a, path, (size_t)(end - path) + 1) : arena_strdup(a, ".");
}

static void begin_sieve(struct store *s, struct keys *k)
{
	struct arena *a = arena_new();
	forget_sieve(k);
	k->sieve = sieve_new(folder_of(a, db_path(s->db)), k->upto + k->upto / 4);
	k->no_sieve = !k->sieve;
	arena_free(a);
}

static bool wants_sifting(const struct keys *k)
{
	bool outgrown = k->sieve && k->upto / SIEVE_GROWS > sieve_room(k->sieve);
	return !k->no_sieve && k->upto >= sifted_least && (k->sifted < INT64_MAX || outgrown);
}

static int sift_some(struct store *s, struct err *err)
{
	struct keys *k = s->keys;
	if (!k->sieve || k->sifted == INT64_MAX)
		begin_sieve(s, k);
	int64_t last = 0, n = 0, most = sifted_least < SIFTED_AT_ONCE ? sifted_least : SIFTED_AT_ONCE;
	struct query *q = db_rows(s->db, "SELECT hash FROM company_key WHERE hash >= ? ORDER BY hash LIMIT ?", "ii", k->sifted, most);
	int r;
	for (; (r = db_next(q, err)) > 0; n++)
		tell_sieve(k, last = col_int(q, 0));
	if (r == 0 && k->sieve)
		k->sifted = n < most ? INT64_MAX : last + 1;
	return r < 0 ? -1 : 1;
}

int store_tidy(struct store *s, struct err *err)
{
	if (look(s, err) < 0)
		return -1;
	if (s->keys->going.count || waiting_count(s->keys) > keys_most / IDLE_SHARE)
		return merge_next(s, err);
	return wants_sifting(s->keys) ? sift_some(s, err) : 0;
}

int keys_sift(struct store *s, struct err *err)
{
	if (look(s, err) < 0)
		return -1;
	while (!s->keys->going.count && wants_sifting(s->keys))
		if (sift_some(s, err) < 0)
			return -1;
	return 0;
}

/* They know the old key still, also the file of one that was taken: it would tell of what was erased. */
static void forget_all_sieves(struct store *s)
{
	struct arena *a = arena_new();
	forget_sieve(s->keys);
	unlink(kept_path(a, s));
	arena_free(a);
}

/* Among those that wait, or into the table, as its id has it. */
int keys_rename(struct store *s, const char *from, const char *to, int64_t company, struct err *err)
{
	if (look(s, err) < 0)
		return -1;
	struct waiting was = {key_hash(from), company}, is = {key_hash(to), company};
	if (take_away(s, &was, err) < 0)
		return -1;
	forget_all_sieves(s);
	if (company <= s->keys->upto)
		return merge_one(s, &is, err);
	remember(s->keys, is);
	return 0;
}
