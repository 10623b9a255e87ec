/* The door to SQLite: who may write, what a transaction is, what a statement may bind. */
#include "temp_store.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/digest.h"

static void test_one_writer(void **state)
{
	struct temp *t = *state;
	struct db *second = NULL;
	assert_int_equal(db_open(t->path, DB_WRITE, &second, &t->err), -1);
	assert_null(second);
	assert_int_equal(t->err.exit_code, 75);
	assert_non_null(strstr(t->err.text, t->path));
	store_close(&t->s); /* the lock goes with the writer */
	OK(db_open(t->path, DB_WRITE, &second, &t->err));
	db_close(second);
	OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
}

/* Whoever comes by another name of the file comes to the same lock. */
static void test_one_writer_by_whatever_name(void **state)
{
	struct temp *t = *state;
	struct db *second = NULL;
	char link[sizeof t->path + 5];
	snprintf(link, sizeof link, "%s.link", t->path);
	assert_int_equal(symlink(t->path, link), 0);
	assert_int_equal(db_open(link, DB_WRITE, &second, &t->err), -1);
	assert_int_equal(t->err.exit_code, 75);
	assert_int_equal(db_writer(link), getpid());
	store_close(&t->s);
	OK(db_open(link, DB_WRITE, &second, &t->err));
	assert_int_equal(db_open(t->path, DB_WRITE, &(struct db *){NULL}, &t->err), -1);
	db_close(second);
	unlink(link);
	OK(store_open(t->path, DB_WRITE, &t->s, &t->err));
}

static void test_file_is_ours_alone(void **state)
{
	struct temp *t = *state;
	struct stat st;
	assert_int_equal(stat(t->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void test_reader_beside_writer(void **state)
{
	struct temp *t = *state;
	struct store reader;
	const char *value;
	OK(db_begin(t->s.db, &t->err));
	OK(store_set_meta(&t->s, "x", "1", &t->err));
	OK(store_open(t->path, DB_READ, &reader, &t->err));
	OK(store_get_meta(&reader, t->a, "x", &value, &t->err));
	assert_null(value); /* not committed yet */
	OK(db_commit(t->s.db, &t->err));
	OK(store_get_meta(&reader, t->a, "x", &value, &t->err));
	assert_string_equal(value, "1");
	assert_int_equal(db_run(reader.db, &t->err, "DELETE FROM meta", ""), -1);
	store_close(&reader);
	assert_int_equal(number(t, "SELECT count(*) FROM meta WHERE name = 'x'"), 1);
}

static void test_nothing_to_read(void **state)
{
	struct temp *t = *state;
	struct store s;
	char path[160];
	snprintf(path, sizeof path, "%s/other.db", t->dir);
	assert_int_equal(store_open(path, DB_READ, &s, &t->err), -1);
	assert_int_equal(t->err.exit_code, 66);
	FILE *f = fopen(path, "w");
	for (int i = 0; i < 5000; i++)
		fputs("no database ", f);
	fclose(f);
	t->err = (struct err){0};
	assert_int_equal(store_open(path, DB_WRITE, &s, &t->err), -1);
	assert_int_equal(t->err.exit_code, 75);
	assert_non_null(strstr(t->err.text, "damaged"));
}

/* A statement whose plan hangs on a value is prepared again for each: that was a twentieth of the clerk's time in a night. */
static void test_values_make_no_plan(void **state)
{
	struct temp *t = *state;
	for (int i = 0; i < 2; i++) { /* the first time it may be planned before the value is known */
		struct query *q = db_rows(t->s.db, "EXPLAIN QUERY PLAN SELECT id FROM mail WHERE arrived_at = 5 AND verdict = ?", "t", "quarantined");
		while (db_next(q, &t->err) > 0)
			assert_null(strstr(col_text(q, 3, t->a), "mail_quarantined"));
	}
}

static void test_rollback(void **state)
{
	struct temp *t = *state;
	int64_t before = db_rollbacks(t->s.db);
	assert_false(db_in_transaction(t->s.db));
	db_rollback(t->s.db); /* nothing to undo */
	assert_int_equal(db_rollbacks(t->s.db), before);
	OK(db_begin(t->s.db, &t->err));
	assert_true(db_in_transaction(t->s.db));
	OK(store_set_time(&t->s, "x", 5, &t->err));
	db_rollback(t->s.db);
	assert_false(db_in_transaction(t->s.db));
	assert_int_equal(db_rollbacks(t->s.db), before + 1);
	assert_int_equal(number(t, "SELECT count(*) FROM meta WHERE name = 'x'"), 0);
}

/* Each commit reaches the disk (2, FULL), but where a replay asked otherwise (1, NORMAL: still whole and in order). */
static void test_commits_are_synced(void **state)
{
	struct temp *t = *state;
	assert_int_equal(number(t, "PRAGMA synchronous"), 2);
	OK(db_gather(t->s.db, &t->err));
	assert_int_equal(number(t, "PRAGMA  synchronous"), 1);
	OK(store_set_time(&t->s, "x", 5, &t->err));
	OK(db_gather_end(t->s.db, &t->err));
	assert_int_equal(number(t, "PRAGMA   synchronous"), 2);
}

/* SQLite's, through this: how often the disk was waited for. */
static int syncs;
int fdatasync(int fd)
{
	syncs++;
	return fsync(fd);
}

static void set_soon(struct temp *t, int64_t v)
{
	OK(db_begin_soon(t->s.db, &t->err));
	OK(store_set_time(&t->s, "x", v, &t->err));
	OK(db_commit(t->s.db, &t->err));
}

/* Two transactions that need not be waited for, and one that is: the disk is waited for once. */
static void test_soon(void **state)
{
	struct temp *t = *state;
	OK(store_set_time(&t->s, "x", 1, &t->err));
	OK(db_settle(t->s.db, &t->err));
	syncs = 0;
	set_soon(t, 2);
	set_soon(t, 3);
	assert_int_equal(syncs, 0);
	assert_int_equal(number(t, "PRAGMA    synchronous"), 2); /* nobody else's is written so */
	OK(store_set_time(&t->s, "x", 4, &t->err));
	assert_int_equal(syncs, 1);
	set_soon(t, 5);
	OK(db_begin(t->s.db, &t->err));
	OK(store_set_time(&t->s, "y", 6, &t->err));
	OK(db_commit(t->s.db, &t->err));
	assert_int_equal(syncs, 2);
	OK(db_settle(t->s.db, &t->err)); /* it is on disk already */
	assert_int_equal(syncs, 2);
	set_soon(t, 7);
	OK(db_begin(t->s.db, &t->err));
	OK(db_commit(t->s.db, &t->err)); /* nothing in it: nothing was waited for */
	assert_int_equal(syncs, 2);
	OK(db_settle(t->s.db, &t->err));
	OK(db_settle(t->s.db, &t->err));
	assert_int_equal(syncs, 3);
	OK(db_begin_soon(t->s.db, &t->err));
	OK(store_set_time(&t->s, "x", 8, &t->err));
	db_rollback(t->s.db);
	assert_int_equal(number(t, "PRAGMA     synchronous"), 2);
	assert_int_equal(syncs, 3);
}

/* What another connection finds of it. */
static int64_t seen_of(struct temp *t, const char *name)
{
	struct store other;
	int64_t v = -1;
	OK(store_open(t->path, DB_READ, &other, &t->err));
	if (store_get_time(&other, name, &v, &t->err) < 0)
		fail();
	store_close(&other);
	return v;
}

static void set_in_transaction(struct temp *t, const char *name, int64_t v)
{
	OK(db_begin(t->s.db, &t->err));
	assert_true(db_in_transaction(t->s.db));
	OK(store_set_time(&t->s, name, v, &t->err));
	OK(db_commit(t->s.db, &t->err));
	assert_false(db_in_transaction(t->s.db));
}

/* Gathered, transactions are one: seen by whoever wrote them, by others at the end, or now and then. */
static void test_gathered(void **state)
{
	struct temp *t = *state;
	int64_t v = 0, most = 0;
	OK(db_gather(t->s.db, &t->err));
	set_in_transaction(t, "x", 5);
	YES(store_get_time(&t->s, "x", &v, &t->err));
	assert_int_equal(v, 5);
	assert_int_equal(seen_of(t, "x"), -1);
	for (int64_t i = 0; i < 2500; i++)
		set_in_transaction(t, "y", i);
	most = seen_of(t, "y");
	assert_true(most > 1000 && most < 2499);
	OK(db_gather_end(t->s.db, &t->err));
	assert_int_equal(seen_of(t, "y"), 2499);
	set_in_transaction(t, "x", 6);
	assert_int_equal(seen_of(t, "x"), 6);
}

/* An erasure that was cut off is ended by whoever opens the store next, a replay too. */
static void test_scrubbed_while_gathered(void **state)
{
	struct temp *t = *state;
	OK(db_gather(t->s.db, &t->err));
	set_in_transaction(t, "x", 5);
	OK(db_scrub(t->s.db, &t->err));
	assert_int_equal(seen_of(t, "x"), 5);
	set_in_transaction(t, "x", 6);
	OK(db_gather_end(t->s.db, &t->err));
	assert_int_equal(seen_of(t, "x"), 6);
}

/* A rollback takes all of them back, and nothing goes on as if it had not. */
static void test_gathered_and_undone(void **state)
{
	struct temp *t = *state;
	int64_t v = 0;
	OK(db_gather(t->s.db, &t->err));
	set_in_transaction(t, "x", 5);
	OK(db_begin(t->s.db, &t->err));
	store_rollback(&t->s);
	assert_int_equal(store_get_time(&t->s, "x", &v, &t->err), 0);
	assert_int_equal(db_begin(t->s.db, &t->err), -1);
	assert_int_equal(t->err.exit_code, 75);
	assert_int_equal(seen_of(t, "x"), -1);
}

static void test_disk_full_undoes_by_itself(void **state)
{
	struct temp *t = *state;
	char pragma[64], *big = malloc(4000000);
	int64_t before = db_rollbacks(t->s.db), id = 0, again = 0;
	memset(big, 'x', 4000000);
	snprintf(pragma, sizeof pragma, "PRAGMA max_page_count=%lld", (long long)number(t, "PRAGMA page_count") + 20);
	OK(db_script(t->s.db, pragma, &t->err));
	OK(db_begin(t->s.db, &t->err));
	OK(store_person(&t->s, "r01", &id, &t->err));
	assert_int_equal(db_run(t->s.db, &t->err, "INSERT INTO raw (sha, bytes) VALUES ('s', ?)", "b", &(struct bytes){(uint8_t *)big, 4000000}), -1);
	free(big);
	assert_int_equal(t->err.exit_code, 75);
	assert_non_null(strstr(t->err.text, "make room"));
	store_rollback(&t->s);
	assert_int_equal(db_rollbacks(t->s.db), before + 1);
	OK(db_begin(t->s.db, &t->err));
	OK(store_person(&t->s, "r02", &again, &t->err));
	OK(store_person(&t->s, "r01", &again, &t->err));
	OK(db_commit(t->s.db, &t->err));
	assert_int_equal(number(t, "SELECT count(*) FROM person"), 2);
	assert_int_equal(number(t, "SELECT id FROM person WHERE staff = 'r01'"), again);
}

static void test_values_come_back(void **state)
{
	struct temp *t = *state;
	struct digest d = digest_of("x", 1);
	struct bytes none = {NULL, 0}, some = {(const uint8_t *)"a\0b", 3};
	OK(db_script(t->s.db, "CREATE TEMP TABLE v (i, t, nt, b, nb, e, d)", &t->err));
	OK(db_run(t->s.db, &t->err, "INSERT INTO v VALUES (?, ?, ?, ?, ?, ?, ?)", "ittbbbd", INT64_MIN, "客户'", NULL, &some, NULL, &none, &d));
	struct query *q = db_rows(t->s.db, "SELECT * FROM v", "");
	YES(db_next(q, &t->err));
	assert_true(col_int(q, 0) == INT64_MIN);
	assert_string_equal(col_text(q, 1, t->a), "客户'");
	assert_null(col_text(q, 2, t->a));
	struct bytes b = col_bytes(q, 3, t->a);
	assert_int_equal(b.size, 3);
	assert_memory_equal(b.data, "a\0b", 3);
	assert_true(col_null(q, 4) && !col_null(q, 5));
	assert_int_equal(col_bytes(q, 5, t->a).size, 0);
	assert_memory_equal(col_bytes(q, 6, t->a).data, d.b, DIGEST_SIZE);
	NO(db_next(q, &t->err));
	int64_t v = 7;
	NO(db_one_int(t->s.db, &t->err, &v, "SELECT nt FROM v", "")); /* NULL */
	NO(db_one_int(t->s.db, &t->err, &v, "SELECT i FROM v WHERE 0", ""));
	assert_int_equal(v, 7);
}

static void abort_quietly(struct temp *t, void (*fn)(struct temp *))
{
	pid_t pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);
		dup2(null, 2);
		signal(SIGABRT, SIG_DFL);
		fn(t);
		_exit(0);
	}
	int status;
	waitpid(pid, &status, 0);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void bad_sql(struct temp *t)
{
	db_run(t->s.db, &t->err, "SELEKT", "");
}

static void too_few_values(struct temp *t)
{
	db_run(t->s.db, &t->err, "SELECT ?, ?", "i", (int64_t)1);
}

static void twice_at_a_time(struct temp *t)
{
	static const char sql[] = "SELECT name FROM meta";
	db_next(db_rows(t->s.db, sql, ""), &t->err);
	db_rows(t->s.db, sql, "");
}

static void broken_rule(struct temp *t)
{
	db_run(t->s.db, &t->err, "INSERT INTO meta (name, value) VALUES ('schema', '2')", "");
}

static void test_own_bugs_abort(void **state)
{
	abort_quietly(*state, bad_sql);
	abort_quietly(*state, too_few_values);
	abort_quietly(*state, twice_at_a_time);
	abort_quietly(*state, broken_rule);
}

static void test_backup_and_check(void **state)
{
	struct temp *t = *state;
	char path[160], second[160], junk[4096];
	struct store copy;
	const char *value;
	snprintf(path, sizeof path, "%s/copy.db", t->dir);
	snprintf(second, sizeof second, "%s/second.db", t->dir);
	OK(store_set_meta(&t->s, "x", "1", &t->err));
	OK(db_check(t->s.db, &t->err));
	OK(store_backup(&t->s, path, 1000, &t->err));
	OK(store_get_meta(&t->s, t->a, META_BACKED_UP, &value, &t->err));
	assert_null(value); /* the mark is the copy's alone */
	OK(store_open(path, DB_READ, &copy, &t->err));
	OK(store_get_meta(&copy, t->a, "x", &value, &t->err));
	assert_string_equal(value, "1");
	OK(store_get_meta(&copy, t->a, META_BACKED_UP, &value, &t->err));
	assert_string_equal(value, "1000");
	OK(store_backup(&copy, second, 2000, &t->err));
	store_close(&copy);
	OK(store_open(second, DB_READ, &copy, &t->err)); /* what is missing in a copy's copy is missing since the first one */
	OK(store_get_meta(&copy, t->a, META_BACKED_UP, &value, &t->err));
	assert_string_equal(value, "1000");
	store_close(&copy);
	memset(junk, 0xA5, sizeof junk);
	int fd = open(path, O_WRONLY);
	assert_int_equal(pwrite(fd, junk, sizeof junk, 3 * 4096), (int)sizeof junk); /* a page in the middle */
	close(fd);
	if (store_open(path, DB_READ, &copy, &t->err) == 0) {
		assert_int_equal(db_check(copy.db, &t->err), -1);
		store_close(&copy);
	}
	assert_int_equal(store_backup(&t->s, "/nowhere/at/all.db", 1000, &t->err), -1);
	assert_non_null(strstr(t->err.text, "/nowhere/at/all.db"));
	assert_int_equal(t->err.exit_code, 73); /* it helps nobody to try that again later */
	assert_int_equal(store_backup(&t->s, "", 1000, &t->err), -1); /* backup "$FORGOTTEN": SQLite would write into a file that is gone at once */
	assert_int_equal(store_backup(&t->s, ":memory:", 1000, &t->err), -1);
}

/* What is there already gives way if it is a backup, or empty; anything else is somebody's. */
static void a_backup_takes_no_strangers_place(void **state)
{
	struct temp *t = *state;
	char path[160], text[16] = "";
	snprintf(path, sizeof path, "%s/notes.txt", t->dir);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	OK(store_backup(&t->s, path, 1000, &t->err)); /* mktemp's */
	OK(store_backup(&t->s, path, 1000, &t->err));
	close(fd);
	fd = open(path, O_RDWR | O_TRUNC);
	assert_int_equal(write(fd, "my notes", 8), 8);
	const char *const strangers[] = {path, t->dir};
	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
		assert_int_equal(store_backup(&t->s, strangers[i], 1000, &t->err), -1);
		assert_int_equal(t->err.exit_code, 73);
		assert_non_null(strstr(t->err.text, strangers[i]));
	}
	assert_int_equal(pread(fd, text, sizeof text, 0), 8);
	assert_string_equal(text, "my notes");
	close(fd);
	assert_int_equal(unlink(path), 0);
}

/* Of the files without a name that this process has open: one in that folder, which only we may read. */
static bool lies_aside_in(const char *folder)
{
	bool found = false;
	DIR *d = opendir("/proc/self/fd");
	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));) {
		char link[300], to[512];
		struct stat st;
		snprintf(link, sizeof link, "/proc/self/fd/%s", e->d_name);
		ssize_t n = readlink(link, to, sizeof to - 1);
		to[n > 0 ? n : 0] = '\0';
		if (strstr(to, "(deleted)") && strncmp(to, folder, strlen(folder)) == 0 && stat(link, &st) == 0)
			found = (st.st_mode & 0777) == 0600 && st.st_size > 0;
	}
	closedir(d);
	return found;
}

static void test_what_is_laid_aside_lies_beside_the_store(void **state)
{
	struct temp *t = *state;
	struct db *db;
	OK(db_open(t->path, DB_SUPPOSE, &db, &t->err));
	assert_false(lies_aside_in(t->dir));
	OK(db_script(db, "CREATE TABLE temp.large AS WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 40) SELECT randomblob(1000000) AS b FROM n;", &t->err));
	assert_true(lies_aside_in(t->dir));
	db_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_one_writer, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_one_writer_by_whatever_name, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_file_is_ours_alone, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_reader_beside_writer, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_nothing_to_read, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_values_make_no_plan, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_rollback, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_commits_are_synced, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_soon, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_gathered, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_soon, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_gathered_and_undone, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_scrubbed_while_gathered, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_what_is_laid_aside_lies_beside_the_store, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_disk_full_undoes_by_itself, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_values_come_back, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_own_bugs_abort, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(test_backup_and_check, temp_open, temp_close),
		cmocka_unit_test_setup_teardown(a_backup_takes_no_strangers_place, temp_open, temp_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
