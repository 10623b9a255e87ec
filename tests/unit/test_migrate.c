/* Stores of earlier schema versions (tests/golden/stores, made by the programs of their time) brought up to date: nothing of what they hold is
 * lost or changed, the end is the schema of a new store, and an end at any statement in between is made good by the next start. */
#include "temp_store.h"

#include <glob.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "killed.h"

static void must_sql(int code, sqlite3 *db, const char *what)
{
	if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
		fail_msg("%s: %s", what, sqlite3_errmsg(db));
}

static char *read_whole(const char *path)
{
	struct stat st;
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	assert_int_equal(fstat(fileno(f), &st), 0);
	char *text = calloc(1, (size_t)st.st_size + 1);
	assert_int_equal(fread(text, 1, (size_t)st.st_size, f), st.st_size);
	fclose(f);
	return text;
}

static void forget(const char *path)
{
	static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
	char name[200];
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		snprintf(name, sizeof name, "%s%s", path, tails[i]);
		unlink(name);
	}
}

/* The dump as a database, which it was: its journal a WAL. */
static void load(const char *path, const char *dump)
{
	sqlite3 *db;
	char *sql = read_whole(dump);
	forget(path);
	must_sql(sqlite3_open(path, &db), db, path);
	must_sql(sqlite3_exec(db, "PRAGMA synchronous=OFF; PRAGMA journal_mode=WAL; PRAGMA foreign_keys=OFF", NULL, NULL, NULL), db, "pragma");
	must_sql(sqlite3_exec(db, sql, NULL, NULL, NULL), db, dump);
	sqlite3_close(db);
	free(sql);
}

/* Lines of the first column of a query's rows. */
static void lines(sqlite3 *db, const char *sql, struct buf *out)
{
	sqlite3_stmt *q;
	must_sql(sqlite3_prepare_v2(db, sql, -1, &q, NULL), db, sql);
	int code;
	while ((code = sqlite3_step(q)) == SQLITE_ROW)
		buf_printf(out, "%s\n", (const char *)sqlite3_column_text(q, 0));
	must_sql(code, db, sql);
	sqlite3_finalize(q);
}

static char *answer(const char *path, const char *sql)
{
	sqlite3 *db;
	struct buf b = {0};
	must_sql(sqlite3_open(path, &db), db, path);
	lines(db, sql, &b);
	buf_addc(&b, '\0');
	sqlite3_close(db);
	return b.data;
}

/* Every table's columns and every index, in words that do not depend on how they came about. */
static char *shape_of(const char *path)
{
	return answer(path, "SELECT x FROM (SELECT m.name || '.' || c.cid || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || coalesce(c.dflt_value, '-') "
	                    "|| ' ' || c.pk AS x FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' "
	                    "UNION ALL SELECT replace(replace(replace(sql, char(10), ' '), char(9), ' '), '  ', ' ') FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL) "
	                    "ORDER BY 1");
}

/* One query that yields all rows of all tables that the store has now, with the columns that they have now. Own. */
static char *everything(const char *path)
{
	return answer(path, "SELECT group_concat(line, ' UNION ALL ') FROM (SELECT 'SELECT ''' || m.name || ' '' || ' || group_concat('quote(\"' || c.name || '\")', ' || '','' || ') "
	                    "|| ' AS x FROM \"' || m.name || '\"' || CASE m.name WHEN 'meta' THEN ' WHERE name <> ''schema''' ELSE '' END AS line FROM sqlite_schema m, "
	                    "pragma_table_info(m.name) c WHERE m.type = 'table' GROUP BY m.name)");
}

static char *content(const char *path, const char *query)
{
	size_t size = strlen(query) + 20;
	char *sql = calloc(1, size);
	snprintf(sql, size, "%s ORDER BY 1", query);
	char *text = answer(path, sql);
	free(sql);
	return text;
}

/* ---- an end at the Nth statement ---- */

/* Opens the store for writing in a process that is killed at its Nth event. Whether it was. */
static bool killed_at(const char *path, int n)
{
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct store s;
		struct err err;
		killed_at_event(n);
		_exit(store_open(path, DB_WRITE, &s, &err) < 0);
	}
	return was_killed(pid);
}

/* ---- what is demanded ---- */

struct expected {
	const char *shape, *query, *content;
};

static void check(struct temp *t, const char *path, const struct expected *e, const char *when)
{
	struct store s;
	int64_t count, mails;
	if (store_open(path, DB_WRITE, &s, &t->err) < 0)
		fail_msg("%s: %s", when, t->err.text);
	OK(db_check(s.db, &t->err));
	OK(store_verify_chain(&s, &count, &t->err));
	OK(store_check_raw(&s, &mails, &t->err));
	assert_true(count > 10 && mails > 5);
	store_close(&s);
	char *shape = shape_of(path), *rows = content(path, e->query);
	if (strcmp(shape, e->shape) != 0)
		fail_msg("%s: the schema is not that of a new store:\n%s\nbut\n%s", when, shape, e->shape);
	if (strcmp(rows, e->content) != 0)
		fail_msg("%s: other rows", when);
	free(shape);
	free(rows);
}

/* While it is cut off, who only looks is told so, or sees the whole. */
static void look(struct temp *t, const char *path)
{
	struct store s;
	if (store_open(path, DB_READ, &s, &t->err) == 0)
		store_close(&s);
	else
		assert_non_null(strstr(t->err.text, "older schema version"));
}

/* How often it was cut: at each step-th event. */
static int kill_everywhere(struct temp *t, const char *path, const char *dump, int step, const struct expected *e)
{
	char when[120];
	for (int n = 1, cuts = 0;; n += step, cuts++) {
		load(path, dump);
		if (!killed_at(path, n))
			return cuts;
		look(t, path);
		snprintf(when, sizeof when, "%s, cut at event %d", dump, n);
		if (n % 2)
			killed_at(path, n / 2 + 1);
		check(t, path, e, when);
	}
}

static void test_old_stores(void **state)
{
	struct temp *t = *state;
	glob_t found;
	char path[160], *shape = shape_of(t->path);
	snprintf(path, sizeof path, "%s/other.db", t->dir);
	assert_int_equal(glob("tests/golden/stores/v*.sql", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 3);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *dump = found.gl_pathv[i];
		load(path, dump);
		char *query = everything(path), *rows = content(path, query), *version = answer(path, "SELECT value FROM meta WHERE name = 'schema'");
		struct expected e = {shape, query, rows};
		assert_non_null(strstr(rows, "lead_shortfall.rep01.2026-09-14.1"));
		check(t, path, &e, dump);
		/* The oldest one goes through every step there is; the others need no more than some cuts. */
		int step = i ? 7 : 1, cuts = atoi(version) < STORE_SCHEMA_VERSION ? kill_everywhere(t, path, dump, step, &e) : 20;
		print_message("%s: version %d, cut %d times\n", dump, atoi(version), cuts);
		assert_true(cuts >= 20 / step);
		free(query);
		free(rows);
		free(version);
	}
	globfree(&found);
	forget(path);
	free(shape);
}

/* Each version there ever was is tried. */
static void test_every_version_is_there(void **state)
{
	(void)state;
	for (int v = 1; v < STORE_SCHEMA_VERSION; v++) {
		char path[60];
		snprintf(path, sizeof path, "tests/golden/stores/v%d.sql", v);
		if (access(path, R_OK) < 0)
			fail_msg("%s is missing: tests/golden/stores/make.py says how it is made", path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_old_stores, temp_open, temp_close), cmocka_unit_test(test_every_version_is_there)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
