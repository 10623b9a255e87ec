#include "db.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/digest.h"
#include "base/library.h"

enum { CACHE_SLOTS = 512, BUSY_MILLISECONDS = 10000, CHECKPOINT_PAGES = 2000, GATHERED_MOST = 1000 /* commits that reach the file together */ };

/* The page cache holds the inner pages of the company index of some ten million companies; and all that is gathered, so that a page is written once. */
#define CACHE_AS_EVER "PRAGMA cache_size=-6144;"
#define CACHE_GATHERING "PRAGMA cache_size=-32768;"

static int checkpoint_pages = CHECKPOINT_PAGES;

struct query {
	struct db *db;        /* foreign */
	const char *sql;      /* the key: a literal's address */
	sqlite3_stmt *stmt;   /* own */
	bool busy;
};

struct db {
	sqlite3 *handle;      /* own */
	int lock_fd;          /* -1 for readers */
	int64_t rollbacks;
	int wal_pages;        /* after the last commit */
	struct err sync_failure; /* exit_code 0: none so far */
	bool looking;         /* db_look */
	bool soon;            /* the open transaction is db_begin_soon's */
	bool unsynced;        /* one of those wrote, and nothing was synced since */
	bool wrote;           /* the commit at hand: SQLite syncs nothing for one that is empty */
	bool gathering;       /* db_gather: ... */
	bool begun;           /* ... a transaction of the caller's is open, within the one that gathers them, ... */
	int gathered;         /* ... in which so many have ended, ... */
	bool undone;          /* ... and which was rolled back with all of them */
	struct query cache[CACHE_SLOTS];
};

/* After a failed fsync nobody knows what is on disk, and asking again would only say that nothing is left to write: no further try. */
static bool sync_failed(int code)
{
	return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

static int stop_here(struct db *db, struct err *err, const char *what, const char *why)
{
	err_set(&db->sync_failure, 74, "store %s: %s: the disk did not take what was written (%s): the clerk stops here; look after the disk, then start it again: "
	        "mail stays on the server", sqlite3_db_filename(db->handle, "main"), what, why);
	*err = db->sync_failure;
	return -1;
}

static int fail(struct db *db, struct err *err, const char *what)
{
	if (sync_failed(sqlite3_extended_errcode(db->handle)))
		return stop_here(db, err, what, sqlite3_errmsg(db->handle));
	int code = sqlite3_errcode(db->handle) & 0xff;
	const char *advice = code == SQLITE_FULL    ? " (the disk is full: make room; nothing was lost, mail stays on the server)"
	                     : code == SQLITE_BUSY   ? " (another program holds the store: close it)"
	                     : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? " (the store is damaged: stop the clerk; restore a backup, or `leadclerk rebuild`)"
	                                             : "";
	return err_set(err, 75, "store %s: %s: %s%s", sqlite3_db_filename(db->handle, "main"), what, sqlite3_errmsg(db->handle), advice);
}

/* SQLite rolls back by itself too: disk full, I/O errors. */
static void count_rollback(void *ctx)
{
	struct db *db = ctx;
	db->rollbacks++;
	db->undone |= db->gathering;
}

static int count_wal_pages(void *db, sqlite3 *handle, const char *schema, int pages)
{
	(void)handle, (void)schema;
	((struct db *)db)->wal_pages = pages;
	((struct db *)db)->wrote = true;
	return SQLITE_OK;
}

/* SQLite's own automatic checkpoint swallows its errors, and tries a sync that failed again at the next commit. The commit is durable without a
 * checkpoint: trouble here is the next transaction's, and only where it is a sync; a full disk may have room by then. */
static void checkpoint(struct db *db)
{
	struct err ignored;
	if (db->wal_pages >= checkpoint_pages && sqlite3_wal_checkpoint_v2(db->handle, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) != SQLITE_OK)
		fail(db, &ignored, "checkpoint");
	db->wal_pages = 0;
}

void db_set_checkpoint_pages(int pages)
{
	checkpoint_pages = pages > 0 ? pages : CHECKPOINT_PAGES;
}

static int prepare_connection(struct db *db, enum db_mode mode, struct err *err)
{
	sqlite3_busy_timeout(db->handle, BUSY_MILLISECONDS);
	sqlite3_rollback_hook(db->handle, count_rollback, db);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* A plan follows from the text alone, as tests/lint/queries sees it. Else a value that is compared with what a partial index is made for has the
	 * statement prepared anew each time that one is bound. */
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
	if (mode == DB_SUPPOSE) /* what is laid over may be large; nobody wants it back after a rollback, or a crash */
		return db_script(db, "PRAGMA cache_size=-16384; PRAGMA temp.cache_size=-16384; PRAGMA temp.journal_mode=OFF; PRAGMA temp_store=FILE;", err);
	if (db_script(db, "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;" CACHE_AS_EVER, err) < 0)
		return -1;
	sqlite3_wal_hook(db->handle, count_wal_pages, db); /* in place of the automatic checkpoint */
	/* Freed bytes are written over, always (which is how Debian builds SQLite): a cell that a page's split had moved while they were not would lie there a second time, and stay when it is erased. */
	if (mode == DB_WRITE)
		return db_script(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;", err);
	return db_script(db, "PRAGMA query_only=ON;", err);
}

/* What SQLite lays aside in a file (the copy that db_scrub makes, a large sort, tables laid over the others) is as much people's data as the store is: it has no name and mode 0600, and is to lie on the
 * store's disk, in its folder, not in /var/tmp. Who may not write there has it where SQLite puts it. */
static void lay_aside_beside(const char *path)
{
	const char *slash = strrchr(path, '/');
	sqlite3_free(sqlite3_temp_directory);
	sqlite3_temp_directory = !slash ? sqlite3_mprintf(".") : sqlite3_mprintf("%.*s", slash == path ? 1 : (int)(slash - path), path);
}

/* There is one thread here: no lock is held for others, and what SQLite's memory comes to is asked by nobody. (Once a store is open, this is in force and SQLite refuses it.) */
static void suit_the_process(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int db_open(const char *path, enum db_mode mode, struct db **db_r, struct err *err)
{
	suit_the_process();
	struct db *db = calloc(1, sizeof *db);
	if (!db)
		bug_no_memory(sizeof *db);
	db->lock_fd = -1;
	mode_t old = umask(0077);
	int failed = mode == DB_WRITE ? db_hold(path, &db->lock_fd, err) : 0;
	lay_aside_beside(path);
	if (!failed) {
		/* A reader opens read-write too, so that it can use the WAL's index; query_only keeps it from writing. */
		static const int flags[] = {[DB_READ] = SQLITE_OPEN_READWRITE, [DB_WRITE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		                            [DB_SUPPOSE] = SQLITE_OPEN_READONLY};
		if (sqlite3_open_v2(path, &db->handle, flags[mode], NULL) != SQLITE_OK)
			failed = mode != DB_WRITE && access(path, F_OK) < 0 && errno == ENOENT
			             ? err_set(err, 66, "store %s: it is not there yet: leadclerk run makes it (systemctl enable --now leadclerk)", path)
			             : err_set(err, mode == DB_WRITE ? 75 : 66, "store %s: %s", path, db->handle ? sqlite3_errmsg(db->handle) : "out of memory");
		else
			failed = prepare_connection(db, mode, err);
	}
	umask(old);
	if (failed) {
		db_close(db);
		return -1;
	}
	*db_r = db;
	return 0;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	for (int i = 0; i < CACHE_SLOTS; i++)
		sqlite3_finalize(db->cache[i].stmt);
	if (db->sync_failure.exit_code) /* closing would sync again */
		sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_close(db->handle);
	if (db->lock_fd >= 0)
		close(db->lock_fd);
	free(db);
}

int db_still_there(const struct db *db, struct err *err)
{
	struct stat lock;
	int moved = 0;
	sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (!moved && (fstat(db->lock_fd, &lock) < 0 || lock.st_nlink > 0))
		return 0;
	return err_set(err, 75, "store %s: %s was removed, or replaced, while the clerk had it open: it stops here, since what it wrote would be lost or somebody else writes, too; start it again",
	               db_path(db), moved ? "it" : "its .lock");
}

bool db_writes(const struct db *db)
{
	return db->lock_fd >= 0;
}

const char *db_path(const struct db *db)
{
	return sqlite3_db_filename(db->handle, "main");
}

int db_script(struct db *db, const char *sql, struct err *err)
{
	return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : fail(db, err, "script");
}

static bool is_open(const struct db *db)
{
	return !sqlite3_get_autocommit(db->handle);
}

/* The next one waits for the disk again, whoever begins it. */
static int end_soon(struct db *db, struct err *err)
{
	int failed = db->soon ? db_script(db, "PRAGMA synchronous=FULL;", err) : 0;
	db->soon = db->soon && failed;
	return failed;
}

static int begin(struct db *db, struct err *err)
{
	must(!db_in_transaction(db));
	if (db->undone)
		return err_set(err, 75, "store %s: what was written last was undone: begin again", sqlite3_db_filename(db->handle, "main"));
	if (!is_open(db) && db_run(db, err, "BEGIN IMMEDIATE", "") < 0)
		return -1;
	db->begun = true;
	return 0;
}

int db_begin(struct db *db, struct err *err)
{
	return end_soon(db, err) < 0 ? -1 : begin(db, err);
}

int db_begin_soon(struct db *db, struct err *err)
{
	struct err ignored;
	must(!db_in_transaction(db));
	if (!db->gathering) { /* SQLite lets it be changed between transactions only */
		if (db_script(db, "PRAGMA synchronous=NORMAL;", err) < 0)
			return -1;
		db->soon = true;
	}
	if (begin(db, err) == 0)
		return 0;
	end_soon(db, &ignored);
	return -1;
}

static int commit(struct db *db, struct err *err)
{
	db->gathered = 0;
	db->wrote = false;
	if (db_run(db, err, "COMMIT", "") < 0) {
		db_rollback(db);
		return -1;
	}
	if (db->wrote)
		db->unsynced = db->soon;
	checkpoint(db);
	return end_soon(db, err);
}

int db_settle(struct db *db, struct err *err)
{
	sqlite3_file *wal = NULL;
	must(!db_in_transaction(db));
	if (!db->unsynced)
		return 0;
	if (db->sync_failure.exit_code) {
		*err = db->sync_failure;
		return -1;
	}
	int rc = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
	if (rc == SQLITE_OK)
		rc = wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL);
	if (rc != SQLITE_OK)
		return stop_here(db, err, "sync", sqlite3_errstr(rc));
	db->unsynced = false;
	return 0;
}

int db_commit(struct db *db, struct err *err)
{
	db->begun = false;
	return db->gathering && is_open(db) && ++db->gathered < GATHERED_MOST ? 0 : commit(db, err);
}

void db_rollback(struct db *db)
{
	struct err ignored;
	db->begun = false;
	if (is_open(db))
		db_run(db, &ignored, "ROLLBACK", "");
	end_soon(db, &ignored);
}

/* Nothing of before is under way any more. */
static int end_open(struct db *db, struct err *err)
{
	must(!db_in_transaction(db));
	return is_open(db) ? commit(db, err) : 0;
}

int db_gather(struct db *db, struct err *err)
{
	if (end_open(db, err) < 0)
		return -1;
	db->gathering = true;
	return db_script(db, "PRAGMA synchronous=NORMAL; " CACHE_GATHERING, err);
}

int db_gather_end(struct db *db, struct err *err)
{
	if (end_open(db, err) < 0)
		return -1;
	db->gathering = false;
	return db_script(db, "PRAGMA synchronous=FULL; " CACHE_AS_EVER, err);
}

int db_look(struct db *db, struct err *err)
{
	must(!db_in_transaction(db) && !db->looking);
	if (is_open(db)) /* by what is gathered */
		return 0;
	db->looking = true;
	return db_run(db, err, "BEGIN DEFERRED", "");
}

void db_look_end(struct db *db)
{
	struct err ignored;
	if (db->looking && is_open(db))
		db_run(db, &ignored, "END", "");
	db->looking = false;
}

bool db_in_transaction(const struct db *db)
{
	return db->gathering ? db->begun : is_open(db) && !db->looking;
}

int64_t db_rollbacks(const struct db *db)
{
	return db->rollbacks;
}

static struct query *find(struct db *db, const char *sql)
{
	size_t slot = ((uintptr_t)sql >> 3) % CACHE_SLOTS;
	for (int tries = 0; tries < CACHE_SLOTS; tries++, slot = (slot + 1) % CACHE_SLOTS) {
		struct query *q = &db->cache[slot];
		if (!q->sql) {
			if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL) != SQLITE_OK)
				bug("SQL does not prepare: %s: %s", sql, sqlite3_errmsg(db->handle));
			q->db = db;
			q->sql = sql;
		}
		if (q->sql == sql) {
			if (q->busy)
				bug("SQL in use twice at a time: %s", sql);
			return q;
		}
	}
	bug("more than %d SQL texts", CACHE_SLOTS);
}

static void bind_one(struct query *q, int i, char type, va_list *ap)
{
	int rc = SQLITE_MISUSE;
	if (type == 'i') {
		rc = sqlite3_bind_int64(q->stmt, i, va_arg(*ap, int64_t));
	} else if (type == 't') {
		const char *s = va_arg(*ap, const char *);
		rc = s ? sqlite3_bind_text(q->stmt, i, s, -1, SQLITE_STATIC) : sqlite3_bind_null(q->stmt, i);
	} else if (type == 'b') {
		const struct bytes *b = va_arg(*ap, const struct bytes *);
		rc = b ? sqlite3_bind_blob64(q->stmt, i, b->data ? (const void *)b->data : "", b->size, SQLITE_STATIC) : sqlite3_bind_null(q->stmt, i);
	} else if (type == 'd') {
		rc = sqlite3_bind_blob64(q->stmt, i, va_arg(*ap, const struct digest *)->b, DIGEST_SIZE, SQLITE_STATIC);
	}
	if (rc != SQLITE_OK)
		bug("binding %d ('%c') of: %s: %s", i, type, q->sql, sqlite3_errmsg(q->db->handle));
}

static struct query *start(struct db *db, const char *sql, const char *types, va_list *ap)
{
	struct query *q = find(db, sql);
	int n = (int)strlen(types);
	if (n != sqlite3_bind_parameter_count(q->stmt))
		bug("%d values for: %s", n, sql);
	for (int i = 0; i < n; i++)
		bind_one(q, i + 1, types[i], ap);
	q->busy = true;
	return q;
}

void db_end(struct query *q)
{
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
	q->busy = false;
}

int db_next(struct query *q, struct err *err)
{
	int rc = sqlite3_step(q->stmt);
	if (rc == SQLITE_ROW)
		return 1;
	int failed = rc == SQLITE_DONE ? 0 : fail(q->db, err, q->sql);
	if ((rc & 0xff) == SQLITE_CONSTRAINT)
		bug("a rule of the schema is broken: %s: %s", q->sql, sqlite3_errmsg(q->db->handle));
	db_end(q);
	return failed;
}

int db_run(struct db *db, struct err *err, const char *sql, const char *types, ...)
{
	va_list ap;
	if (db->sync_failure.exit_code && !db_in_transaction(db)) {
		*err = db->sync_failure;
		return -1;
	}
	va_start(ap, types);
	struct query *q = start(db, sql, types, &ap);
	va_end(ap);
	int r;
	while ((r = db_next(q, err)) > 0)
		;
	return r;
}

struct query *db_rows(struct db *db, const char *sql, const char *types, ...)
{
	va_list ap;
	va_start(ap, types);
	struct query *q = start(db, sql, types, &ap);
	va_end(ap);
	return q;
}

int db_one_int(struct db *db, struct err *err, int64_t *v_r, const char *sql, const char *types, ...)
{
	va_list ap;
	va_start(ap, types);
	struct query *q = start(db, sql, types, &ap);
	va_end(ap);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	bool null = col_null(q, 0);
	if (!null)
		*v_r = col_int(q, 0);
	db_end(q);
	return !null;
}

int64_t db_changes(const struct db *db)
{
	return sqlite3_changes64(db->handle);
}

int64_t db_last_id(const struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

int64_t col_int(struct query *q, int i)
{
	return sqlite3_column_int64(q->stmt, i);
}

bool col_null(struct query *q, int i)
{
	return sqlite3_column_type(q->stmt, i) == SQLITE_NULL;
}

char *col_text(struct query *q, int i, struct arena *a)
{
	const char *s = (const char *)sqlite3_column_text(q->stmt, i);
	return s ? arena_strndup(a, s, (size_t)sqlite3_column_bytes(q->stmt, i)) : NULL;
}

struct bytes col_bytes(struct query *q, int i, struct arena *a)
{
	const void *p = sqlite3_column_blob(q->stmt, i);
	size_t n = (size_t)sqlite3_column_bytes(q->stmt, i);
	return (struct bytes){arena_memdup(a, p ? p : "", n), n};
}

/* No log beside it, nor shared memory, which not every disk that backups lie on has. */
static int mark_copy(sqlite3 *copy, const char *mark, int64_t value)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_exec(copy, "PRAGMA locking_mode=EXCLUSIVE", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(copy, mark, -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_int64(stmt, 1, value);
	if (rc == SQLITE_OK)
		sqlite3_step(stmt);
	int ended = sqlite3_finalize(stmt);
	return rc == SQLITE_OK ? ended : rc;
}

int db_backup(struct db *db, const char *to_path, const char *mark, int64_t value, struct err *err)
{
	sqlite3 *to = NULL;
	mode_t old = umask(0077);
	int rc = sqlite3_open_v2(to_path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	umask(old);
	if (rc == SQLITE_OK) {
		sqlite3_backup *copy = sqlite3_backup_init(to, "main", db->handle, "main");
		if (copy) {
			sqlite3_backup_step(copy, -1);
			rc = sqlite3_backup_finish(copy);
		} else {
			rc = sqlite3_errcode(to);
		}
	}
	if (rc == SQLITE_OK)
		rc = mark_copy(to, mark, value);
	int failed = rc == SQLITE_OK ? 0 : err_set(err, rc == SQLITE_CANTOPEN ? 73 : 75, "backup to %s: %s", to_path, to ? sqlite3_errmsg(to) : "out of memory");
	sqlite3_close(to);
	return failed;
}

static int empty_log(struct db *db, struct err *err)
{
	int left = 0, r = sqlite3_wal_checkpoint_v2(db->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, &left, NULL);
	return r == SQLITE_OK && left <= 0 ? 0 : fail(db, err, "emptying the log");
}

/* Freed bytes were not overwritten by every SQLite that wrote into it: pages that were split, rows that were judged again. Only the whole file written anew is sure to hold none of them. The
 * copy, made of what is left, waits in a file: in memory it would take as much as the store has. */
int db_scrub(struct db *db, struct err *err)
{
	must(!db_in_transaction(db));
	if (is_open(db) && commit(db, err) < 0) /* what was gathered */
		return -1;
	int failed = db_script(db, "PRAGMA temp_store=FILE; VACUUM;", err) < 0 ? -1 : empty_log(db, err);
	struct err ignored;
	db->wal_pages = 0;
	return db_script(db, "PRAGMA temp_store=MEMORY;", failed ? &ignored : err) < 0 ? -1 : failed;
}

int db_check(struct db *db, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(db->handle, "PRAGMA integrity_check(1)", -1, &stmt, NULL) != SQLITE_OK)
		return fail(db, err, "integrity check");
	int failed = 0;
	if (sqlite3_step(stmt) != SQLITE_ROW || strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") != 0)
		failed = err_set(err, 65, "the store is damaged: %s: stop the clerk; restore a backup, or `leadclerk rebuild`", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	return failed;
}

/* ---- tables laid over those of the file ---- */

/* "CREATE TABLE x (..." and "CREATE INDEX x ON ..." as they are for a table of the connection's own. */
static char *laid_over(struct arena *a, const char *sql)
{
	const char *name = strstr(sql, " INDEX ");
	if (strncmp(sql, "CREATE TABLE ", 13) == 0)
		return arena_printf(a, "CREATE TABLE temp.%s", sql + 13);
	must(name);
	return arena_printf(a, "%.*s temp.%s", (int)(name + 6 - sql), sql, name + 7);
}

int db_lay_over(struct db *db, const char *table, bool filled, struct err *err)
{
	struct arena *a = arena_new();
	struct { const char **sql; size_t sql_count, sql_cap; } made = {0};
	int r, failed = 0;
	struct query *q = db_rows(db, "SELECT sql FROM main.sqlite_schema WHERE tbl_name = ? AND sql NOT NULL ORDER BY type DESC", "t", table); /* indexes last */
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, &made, sql) = laid_over(a, col_text(q, 0, a));
	failed = r < 0 ? -1 : 0;
	must(failed || made.sql_count);
	for (size_t i = 0; !failed && i < made.sql_count; i++) {
		failed = db_script(db, made.sql[i], err);
		if (!failed && i == 0 && filled)
			failed = db_script(db, arena_printf(a, " INSERT INTO temp.%s SELECT * FROM main.%s", table, table), err);
	}
	arena_free(a);
	return failed;
}

void db_library(struct library *library_r)
{
	*library_r = (struct library){.name = "SQLite"};
	snprintf(library_r->built, sizeof library_r->built, "%s", SQLITE_VERSION);
	snprintf(library_r->here, sizeof library_r->here, "%s", sqlite3_libversion());
}
