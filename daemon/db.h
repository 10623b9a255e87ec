/* SQLite, and the only file that includes it (db.c). One connection writes and checkpoints (the clerk); commands that only look open the
 * store read-only. WAL with synchronous=FULL: what is committed is on disk (but see db_begin_soon).
 *
 * Statements are prepared once per SQL text (its address is the key: pass literals) and bound by a type string, one letter an argument:
 *   i int64_t    t const char * (NULL binds NULL)    b struct bytes * (NULL binds NULL)    d struct digest *
 * A statement that does not prepare, or a type string that does not fit, is a bug of ours and aborts. Disk full, I/O error and the like
 * are -1 with exit_code 75 and a text; 74 where a sync to disk failed: from then on nothing is begun, and nothing synced, in this process. */
#ifndef DAEMON_DB_H
#define DAEMON_DB_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct db;
struct query;

enum db_mode { DB_READ, DB_WRITE, DB_SUPPOSE };

/* Write: makes the file (mode 0600) where it is missing, and holds an exclusive lock beside it (FILE.lock, of whatever a link leads to): a second writer gets
 * exit_code 75.
 * Suppose: the file is only read, and what is written goes into tables that are laid over its own (db_lay_over) and end with the connection. A
 * write to any other table fails. What the file's writer does meanwhile is seen between transactions, as by a reader. */
int db_open(const char *path, enum db_mode mode, struct db **db_r, struct err *err);
void db_close(struct db *db);
/* Holds a store for writing without opening it: nobody else writes meanwhile. -1: exit_code 75, somebody does. */
int db_hold(const char *path, int *lock_r, struct err *err);
void db_release(int lock);
/* The process that holds a store for writing: its number (0 if it left none), or -1: nobody does. */
int db_writer(const char *path);
/* Whether file and lock still lie under the names by which they were opened for writing. -1: exit_code 75, somebody removed or replaced one of them meanwhile. */
int db_still_there(const struct db *db, struct err *err);
bool db_writes(const struct db *db);                                 /* it was opened with DB_WRITE */
const char *db_path(const struct db *db);                            /* of its file, from the root */
int db_script(struct db *db, const char *sql, struct err *err);      /* several statements, no results */

int db_begin(struct db *db, struct err *err);
int db_commit(struct db *db, struct err *err);                       /* durable when it returns 0; rolled back when -1 */
void db_rollback(struct db *db);
/* A transaction whose db_commit does not wait for the disk: the end of the process takes nothing of it back. It is durable with the next db_commit of one that
 * was begun otherwise, or with db_settle; until then a power cut may take it back, with all that came after it. */
int db_begin_soon(struct db *db, struct err *err);
int db_settle(struct db *db, struct err *err);                       /* what was committed is durable when it returns 0. Outside a transaction */
/* For what lives on a simulated clock and can be begun again (a replay, a rebuild): transactions that end are gathered, and reach the file some
 * hundreds at a time, without waiting for the disk. The end of the process takes the newest back, in order and whole, a power cut perhaps more; so does a
 * rollback, after which nothing can be begun. What this connection reads, it sees all along. Outside a transaction. */
int db_gather(struct db *db, struct err *err);
/* What was gathered is committed, and the next commit makes durable all that went before. Likewise. */
int db_gather_end(struct db *db, struct err *err);
/* How many pages the WAL holds when a commit brings them home into the database: for tests; 0 is as always. */
void db_set_checkpoint_pages(int pages);
/* Outside a transaction: until db_look_end all that is read is of one moment, and the file is locked once, not for each statement. Nothing may be written
 * meanwhile; a long look keeps the writer's WAL from being emptied. */
int db_look(struct db *db, struct err *err);                         /* -1: db_look_end is called all the same */
void db_look_end(struct db *db);
bool db_in_transaction(const struct db *db); /* between db_begin and its end */
int64_t db_rollbacks(const struct db *db);   /* so many transactions were undone, by whomever: what was cached in them is not true */

/* DB_SUPPOSE, inside a transaction: from here on that table is one of the connection's own, with what stands in the file (`filled`) or empty. */
int db_lay_over(struct db *db, const char *table, bool filled, struct err *err);

/* Runs a statement without results. */
int db_run(struct db *db, struct err *err, const char *sql, const char *types, ...);
int64_t db_changes(const struct db *db);
int64_t db_last_id(const struct db *db);

/* Results: for (q = db_rows(...); (r = db_next(q, err)) > 0;) ...; a query ends by itself when db_next gives 0 or -1, or by db_end.
 * The same SQL text must not be in use twice at a time. */
struct query *db_rows(struct db *db, const char *sql, const char *types, ...);
int db_next(struct query *q, struct err *err);
void db_end(struct query *q);
int64_t col_int(struct query *q, int i);                             /* 0 for NULL */
bool col_null(struct query *q, int i);
char *col_text(struct query *q, int i, struct arena *a);             /* copies; NULL for NULL */
struct bytes col_bytes(struct query *q, int i, struct arena *a);     /* copies */
/* A single integer: 1 and *v_r, 0 no row (or NULL), -1 error. */
int db_one_int(struct db *db, struct err *err, int64_t *v_r, const char *sql, const char *types, ...);

/* A consistent copy while the daemon runs. mark: one statement with one parameter, `value`, that is run in the copy alone. */
int db_backup(struct db *db, const char *to_path, const char *mark, int64_t value, struct err *err);
/* After something was erased: writes the whole file anew and empties the WAL, so that nothing of it is left in free pages, in gaps of pages, or in the log. Outside a transaction;
 * takes as much room beside the file as it has. -1: 75 too where a reader keeps the log: to be tried again. */
int db_scrub(struct db *db, struct err *err);
int db_check(struct db *db, struct err *err);                        /* PRAGMA integrity_check */

struct library;
/* Its name and versions (base/library.h), without starting it. */
void db_library(struct library *library_r);

#endif
