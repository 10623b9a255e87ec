/* A sieve that was kept at the end of a writer, and is taken by the next one (store_keys.h): whatever happened in between - a kill at any statement or moment, a
 * backup that was put back, an older sieve or a damaged one in its place - no company is overlooked, and so none is doubled. */
#include "temp_store.h"

#include "killed.h"
#include "store_keys.h"

enum { ROUNDS = 240, NAMES = 400, MOST_EVENTS = 400, MOST_MICROSECONDS = 30000 };

/* ---- what a clerk does, shortened ---- */

static void add_one(struct temp *t, const char *key)
{
	int64_t company;
	if (keys_find(&t->s, key, &company, &t->err) == 0) {
		OK(db_run(t->s.db, &t->err, "INSERT INTO company (key) VALUES (?)", "t", key));
		OK(keys_add(&t->s, key, db_last_id(t->s.db), &t->err));
	}
}

static void one_batch(struct temp *t)
{
	char key[20];
	OK(db_begin(t->s.db, &t->err));
	for (int i = rand() % 8; i >= 0; i--) {
		snprintf(key, sizeof key, "company %d", rand() % NAMES);
		add_one(t, key);
	}
	if (rand() % 5 == 0)
		store_rollback(&t->s);
	else
		OK(db_commit(t->s.db, &t->err));
}

static void live(struct temp *t)
{
	OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
	for (int batches = rand() % 6; batches > 0; batches--) {
		one_batch(t);
		if (rand() % 2)
			OK(store_merge_keys(&t->s, &t->err));
		if (rand() % 3 == 0)
			OK(keys_sift(&t->s, &t->err));
		for (int pieces = rand() % 3 ? rand() % 6 : 1000; pieces > 0 && store_tidy(&t->s, &t->err) > 0; pieces--)
			;
	}
	if (rand() % 3)
		while (store_tidy(&t->s, &t->err) > 0)
			;
	store_close(&t->s);
}

/* In a process of its own, which may be killed. Whether it came to its end. */
static bool lived(struct temp *t, unsigned seed)
{
	int how = rand() % 3;
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		srand(seed);
		killed_at_event(how == 1 ? rand() % MOST_EVENTS + 1 : 0);
		live(t);
		_exit(0);
	}
	if (how == 2) {
		usleep((useconds_t)(rand() % MOST_MICROSECONDS));
		kill(pid, SIGKILL);
	}
	return !was_killed(pid);
}

/* ---- what may be done to the files ---- */

static void command(const struct temp *t, const char *text)
{
	char line[400];
	snprintf(line, sizeof line, "cd '%s' && { %s; } 2>/dev/null", t->dir, text);
	if (system(line) < 0)
		fail_msg("%s", line);
}

static void damage(const struct temp *t)
{
	char path[120];
	snprintf(path, sizeof path, "%s.sieve", t->path);
	FILE *f = fopen(path, "r+");
	if (!f)
		return;
	fseek(f, 0, SEEK_END);
	long at = rand() % (ftell(f) + 1);
	fseek(f, at, SEEK_SET);
	int c = getc(f);
	fseek(f, at, SEEK_SET);
	putc(c ^ (1 << rand() % 8), f);
	fclose(f);
}

/* True: what lies there is the sieve of another state of the store, or none at all. */
static bool tamper(struct temp *t, bool clean)
{
	switch (rand() % 8) {
	case 0: /* the operator's backup, with the clerk stopped: of the store alone */
		if (clean)
			command(t, "cp store.db back.db");
		return false;
	case 1:
		command(t, "test -f back.db && cp back.db store.db && rm -f store.db-wal store.db-shm");
		return false; /* it may be the very state, if nobody wrote since */
	case 2:
		command(t, "cp store.db.sieve back.sieve");
		return false;
	case 3:
		command(t, "test -f back.sieve && cp back.sieve store.db.sieve");
		return false;
	case 4:
		damage(t);
		return true;
	case 5:
		command(t, "truncate -s -1 store.db.sieve");
		return true;
	default:
		return false;
	}
}

/* ---- what is demanded ---- */

static bool has_mark(struct temp *t)
{
	struct store s;
	int64_t mark;
	OK(store_open(t->path, DB_READ, &s, &t->err));
	int r = db_one_int(s.db, &t->err, &mark, "SELECT 1 FROM meta WHERE name = 'sieve_kept'", "");
	store_close(&s);
	return r > 0;
}

/* By whoever writes, each company is found by its name. Without idle work only a sieve that was taken is kept again: whether one was. */
static bool all_are_found(struct temp *t)
{
	struct { const char **keys; size_t keys_count, keys_cap; } all = {0};
	struct { int64_t *ids; size_t ids_count, ids_cap; } ids = {0};
	OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
	struct query *q = db_rows(t->s.db, "SELECT key, id FROM company", "");
	while (db_next(q, &t->err) > 0) {
		ARENA_PUSH(t->a, &all, keys) = col_text(q, 0, t->a);
		ARENA_PUSH(t->a, &ids, ids) = col_int(q, 1);
	}
	for (size_t i = 0; i < all.keys_count; i++) {
		int64_t company;
		YES(keys_find(&t->s, all.keys[i], &company, &t->err));
		assert_int_equal(company, ids.ids[i]);
	}
	assert_int_equal(number(t, "SELECT count(*) - count(DISTINCT key) FROM company"), 0);
	store_close(&t->s);
	arena_reset(t->a);
	return has_mark(t);
}

static void test_kept(void **state)
{
	struct temp *t = *state;
	int taken = 0, cut = 0, refused = 0;
	store_close(&t->s);
	store_set_keys(9, 1);
	srand(20261123);
	for (unsigned round = 1; round <= ROUNDS; round++) {
		bool ended = lived(t, round), marked = has_mark(t), spoilt = tamper(t, ended), took = all_are_found(t);
		if (took)
			assert_false(spoilt && marked);
		taken += took;
		cut += !ended;
		refused += spoilt && marked;
	}
	print_message("%d taken, %d refused, %d cut off\n", taken, refused, cut);
	assert_true(taken > ROUNDS / 8 && refused > 5 && cut > ROUNDS / 4);
	command(t, "rm -f back.db back.sieve");
	OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
	store_set_keys(0, 0);
}

/* What was erased is not told by a sieve that stays, nor by the file of one that was kept before. */
static void test_renamed(void **state)
{
	struct temp *t = *state;
	char path[120];
	store_set_keys(1, 1);
	OK(db_begin(t->s.db, &t->err));
	add_one(t, "宏图");
	OK(db_commit(t->s.db, &t->err));
	while (store_tidy(&t->s, &t->err) > 0)
		;
	store_close(&t->s);
	assert_true(has_mark(t));
	OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
	OK(db_begin(t->s.db, &t->err));
	OK(db_run(t->s.db, &t->err, "UPDATE company SET key = 'gone'", ""));
	OK(keys_rename(&t->s, "宏图", "gone", 1, &t->err));
	OK(db_commit(t->s.db, &t->err));
	snprintf(path, sizeof path, "%s.sieve", t->path);
	assert_int_equal(access(path, F_OK), -1);
	store_close(&t->s);
	assert_false(has_mark(t));
	OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
	store_set_keys(0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_kept, temp_open, temp_close), cmocka_unit_test_setup_teardown(test_renamed, temp_open, temp_close)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
