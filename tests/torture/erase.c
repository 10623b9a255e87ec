/* The sequel: in the store that the play left, a person and a company are forgotten, and later what the office does not want to keep any more goes. Erasing half of it is worse than not
 * beginning: however it is cut off, once it came to its end every table is as it would have been, and of what went no piece is in the store's files. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "change.h"
#include "file_bytes.h"
#include "forget.h"
#include "retention.h"
#include "torture.h"

enum { PIECE = 24 /* bytes of a value by which it is known; what is shorter says little */, PIECES_MAX = 4000, LEAST_PIECES = 20, DAYS = 12 /* to go through; two held mails */ };

static const char *const whom[] = {"forget boss 13900139000", "forget boss 东莞市丙丁五金制品有限公司"};
static const char *const words[] = {"13900139000", "刘芳", "丙丁"}; /* what of it stands in the store as it is written */

struct piece { uint8_t b[PIECE]; };
static struct piece pieces[PIECES_MAX];
static size_t pieces_count;

/* ---- the start of each round ---- */

static void copy_file(const char *from, const char *to)
{
	char command[600];
	snprintf(command, sizeof command, "cp '%s' '%s'", from, to);
	if (system(command) != 0)
		exit(1);
}

void erase_reset(void)
{
	copy_file(play_path("played.db"), play_path("clerk.db"));
	copy_file(play_path("played.db.key"), play_path("clerk.db.key"));
}

static void add_piece(const uint8_t *p)
{
	if (pieces_count < PIECES_MAX)
		memcpy(pieces[pieces_count++].b, p, PIECE);
}

/* Both ends of each value: a long one lies on several pages. */
static void add_ends(const uint8_t *p, size_t n, void *to)
{
	(void)to;
	if (n >= PIECE)
		add_piece(p), add_piece(p + n - PIECE);
}

static void add_whole(const uint8_t *p, size_t n, void *to)
{
	buf_add(to, p, n);
	buf_addc(to, '\0');
}

static void each_of(sqlite3 *db, const char *table, void (*take)(const uint8_t *p, size_t n, void *to), void *to)
{
	char sql[200];
	sqlite3_stmt *q = NULL;
	snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		exit(1);
	while (sqlite3_step(q) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(q); i++)
			if (sqlite3_column_type(q, i) == SQLITE_TEXT || sqlite3_column_type(q, i) == SQLITE_BLOB)
				take(sqlite3_column_blob(q, i), (size_t)sqlite3_column_bytes(q, i), to);
	sqlite3_finalize(q);
}

/* Each text and blob of a store. */
static void each_value(const char *path, void (*take)(const uint8_t *p, size_t n, void *to), void *to)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'table'", -1, &q, NULL) != SQLITE_OK)
		exit(1);
	while (sqlite3_step(q) == SQLITE_ROW)
		each_of(db, (const char *)sqlite3_column_text(q, 0), take, to);
	sqlite3_finalize(q);
	sqlite3_close(db);
}

void erase_begin(void)
{
	copy_file(play_path("clerk.db"), play_path("played.db"));
	copy_file(play_path("clerk.db.key"), play_path("played.db.key"));
	if (access(play_path("clerk.db-wal"), F_OK) == 0)
		exit(1);
	each_value(play_path("played.db"), add_ends, NULL);
	board->erasing = true;
}

/* ---- it is lived ---- */

static const char *asked;

/* Whoever asked for it and got no answer asks again, and hears that nothing is known. */
static int ask(struct clerk *c, struct err *err)
{
	const char *said;
	return change_do(c, asked, board->now, &said, err) < 0 && err->exit_code != 66 ? -1 : 0;
}

static int day(struct clerk *c, struct err *err)
{
	return retention_step(c, board->now + 200 * (int64_t)86400, err);
}

int erase_live(struct clerk *c)
{
	int code = 0;
	for (size_t i = 0; !code && i < sizeof whom / sizeof *whom; i++) {
		asked = whom[i];
		code = turns_end(c, ask);
	}
	if (!code)
		code = turns_end(c, forget_resume);
	for (int i = 0; !code && i < DAYS; i++)
		code = turns_end(c, day);
	return code;
}

/* ---- nothing of it is left ---- */

static bool holds(const struct buf *b, const void *p, size_t n)
{
	return b->size && memmem(b->data, b->size, p, n);
}

/* What went is what no value of the store says any more. */
void erase_end(void)
{
	struct buf end = {0};
	size_t gone = 0;
	each_value(play_path("clerk.db"), add_whole, &end);
	for (size_t i = 0; i < pieces_count; i++)
		if (!holds(&end, pieces[i].b, PIECE))
			pieces[gone++] = pieces[i];
	buf_release(&end);
	printf("erased: %zu of %zu pieces\n", gone, pieces_count);
	if (pieces_count == PIECES_MAX || gone < LEAST_PIECES)
		exit(1);
	pieces_count = gone;
}

bool erase_traces(void)
{
	static const char *const ends[] = {"clerk.db", "clerk.db-wal", "clerk.db-journal"};
	bool found = false;
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		struct buf b = {0};
		struct err none; /* it need not be there */
		file_bytes(play_path(ends[k]), SIZE_MAX, &b, &none);
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (holds(&b, words[i], strlen(words[i])))
				found = true, printf("    %s is left in %s\n", words[i], ends[k]);
		for (size_t i = 0; i < pieces_count; i++)
			if (holds(&b, pieces[i].b, PIECE))
				found = true, printf("    piece %zu of what was erased is left in %s\n", i, ends[k]);
		buf_release(&b);
	}
	return found;
}
