/* The key spike: what other keys than ours would cost a night of 1,000 mails with 100 rows each, on 1 and 10 million rows. README.md beside this file has
 * the figures and how to get them again; nights.c has the nights themselves.
 *
 *   spike keys DIR VARIANT [SCALE]   companies alone: "hash49" (ours), "hash63", "text" (unique index on names)
 *   spike rows DIR VARIANT [SCALE]   rows alone: "day-rep" (ours), "rep-day", "mail", "rowid" (and an index on rep and day),
 *                                    "name" (no companies at all: first contact is a unique index on the row's own text)
 *
 * SCALE (1) shrinks 1 and 10 million. DIR is made, filled (some GB) and left to be removed. At each size two nights: the first one finds nothing of the file in
 * memory. One line a night; io is what the process asked the kernel for. */
#include "nights.h"

#include "base/digest.h"

enum { PRELOAD_MAILS = 200 };

struct variant {
	const char *name, *schema, *insert, *find, *link;
};

#define BY_HASH \
	"CREATE TABLE k (hash INTEGER PRIMARY KEY, company INTEGER NOT NULL); CREATE TABLE c (id INTEGER PRIMARY KEY, key TEXT NOT NULL);", \
	"INSERT INTO c (key) VALUES (?)", "SELECT company FROM k WHERE hash = ?", "INSERT INTO k (hash, company) VALUES (?, ?)"
static const struct variant key_variants[] = {
	{"hash49", BY_HASH},
	{"hash63", BY_HASH},
	{"text", "CREATE TABLE c (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);", "INSERT INTO c (key) VALUES (?)",
	 "SELECT id FROM c WHERE key = ?", NULL},
};

/* Each is "CREATE TABLE r (ROW_COLUMNS, what differs". */
#define ROW_COLUMNS \
	"CREATE TABLE r (person INTEGER NOT NULL, day INTEGER NOT NULL, mail INTEGER NOT NULL, list INTEGER NOT NULL, n INTEGER NOT NULL, " \
	"row INTEGER NOT NULL, fields TEXT NOT NULL, verdict INTEGER NOT NULL, reason INTEGER NOT NULL, company INTEGER, before TEXT, name TEXT, "
static const struct variant row_variants[] = {
	{"day-rep", ROW_COLUMNS "PRIMARY KEY (day, person, mail, list, n)) WITHOUT ROWID;", NULL, NULL, NULL},
	{"rep-day", ROW_COLUMNS "PRIMARY KEY (person, day, mail, list, n)) WITHOUT ROWID;", NULL, NULL, NULL},
	{"mail", ROW_COLUMNS "PRIMARY KEY (mail, list, n)) WITHOUT ROWID;", NULL, NULL, NULL},
	{"rowid", ROW_COLUMNS "UNIQUE (person, day, mail, list, n));", NULL, NULL, NULL},
	{"name", ROW_COLUMNS "UNIQUE (name));", NULL, NULL, NULL},
};

static int64_t hash_of(const char *name, int bits)
{
	struct digest d = digest_of(name, strlen(name));
	uint64_t h;
	memcpy(&h, d.b, sizeof h);
	return (int64_t)(h >> (64 - bits));
}

/* One row's company: looked up, and added where it is new. */
static void one_key(struct db *db, struct arena *a, const struct variant *v, uint64_t k, struct err *err)
{
	int64_t id;
	char *name = company_name(a, company_of(k));
	if (!v->link) {
		int r = db_one_int(db, err, &id, v->find, "t", name);
		check(r < 0 || (r == 0 && db_run(db, err, v->insert, "t", name) < 0) ? -1 : 0, err);
		return;
	}
	int64_t hash = hash_of(name, strcmp(v->name, "hash49") == 0 ? 49 : 63);
	int r = db_one_int(db, err, &id, v->find, "i", hash);
	if (r == 0)
		check(db_run(db, err, v->insert, "t", name) < 0 ? -1 : db_run(db, err, v->link, "ii", hash, db_last_id(db)), err);
	check(r, err);
}

static void one_row(struct db *db, struct arena *a, const struct variant *v, uint64_t k, struct err *err)
{
	struct lead_row row;
	struct buf fields = {0};
	int64_t mail = (int64_t)(k / ROWS), rep = mail % REPS, day = mail / REPS + 20600;
	fill_row(a, k, &row);
	for (int f = 0; f <= FIELD_VALUE; f++)
		buf_printf(&fields, "%s%s", f ? "\x1f" : "", row.value[f]);
	check(db_run(db, err,
	             "INSERT OR IGNORE INTO r (person, day, mail, list, n, row, fields, verdict, reason, company, before, name) "
	             "VALUES (?, ?, ?, 0, ?, ?, ?, 0, 0, ?, '', ?)",
	             "iiiiitit", rep + 1, day, mail, (int64_t)(k % ROWS), (int64_t)row.row, fields.data, (int64_t)k,
	             strcmp(v->name, "name") == 0 ? row.value[FIELD_COMPANY] : NULL),
	      err);
	buf_release(&fields);
}

typedef void (*one_fn)(struct db *, struct arena *, const struct variant *, uint64_t, struct err *);

static uint64_t write_mails(struct db *db, struct arena *a, const struct variant *v, one_fn one, uint64_t k, int64_t mails, int a_commit, struct night *n)
{
	struct err err = {0};
	for (int64_t i = 0; i < mails; i++) {
		if (i % a_commit == 0)
			check(db_begin(db, &err), &err);
		for (int r = 0; r < ROWS; r++)
			one(db, a, v, k++, &err);
		arena_reset(a);
		if (i % a_commit == a_commit - 1 || i == mails - 1)
			check(db_commit(db, &err), &err);
		mail_ends(n);
	}
	return k;
}

static int run_variant(const char *dir, const struct variant *v, one_fn one, double scale)
{
	char path[4096];
	struct err err = {0};
	struct arena *a = arena_new();
	struct night night, ignored;
	uint64_t k = 0;
	night_starts(&ignored);
	int64_t sizes[] = {0, 1000000, 10000000};
	snprintf(path, sizeof path, "%s/%s.db", dir, v->name);
	for (size_t i = 0; i < (scale > 0 ? sizeof sizes / sizeof *sizes : 1); i++) {
		struct db *db;
		check(db_open(path, DB_WRITE, &db, &err), &err);
		if (i == 0)
			check(db_script(db, v->schema, &err), &err);
		check(db_script(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-1500000; PRAGMA wal_autocheckpoint=100000;", &err), &err);
		k = write_mails(db, a, v, one, k, ((int64_t)((double)sizes[i] * scale) - (int64_t)k) / ROWS, PRELOAD_MAILS, &ignored);
		db_close(db);
		forget_cached(path);
		check(db_open(path, DB_WRITE, &db, &err), &err);
		tune(db, &err);
		for (int again = 0; again < 2; again++) {
			int64_t stored = (int64_t)k;
			night_starts(&night);
			k = write_mails(db, a, v, one, k, MAILS, 1, &night);
			night_ends(&night, v->name, stored, path);
		}
		db_close(db);
	}
	arena_free(a);
	return 0;
}

static int run_named(const char *dir, const struct variant *variants, size_t count, const char *name, one_fn one, double scale)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(variants[i].name, name) == 0)
			return run_variant(dir, &variants[i], one, scale);
	fprintf(stderr, "spike: no variant '%s'\n", name);
	return 2;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: spike keys|rows DIR ...: see the head of spike.c\n");
		return 2;
	}
	if (mkdir(argv[2], 0700) < 0 && errno != EEXIST) {
		perror(argv[2]);
		return 1;
	}
	double scale = argc > 4 ? atof(argv[4]) : 1;
	if (strcmp(argv[1], "keys") == 0 && argc > 3)
		return run_named(argv[2], key_variants, sizeof key_variants / sizeof *key_variants, argv[3], one_key, scale);
	if (strcmp(argv[1], "rows") == 0 && argc > 3)
		return run_named(argv[2], row_variants, sizeof row_variants / sizeof *row_variants, argv[3], one_row, scale);
	return 2;
}
