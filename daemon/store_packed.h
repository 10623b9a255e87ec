/* The rows of a list as two strings of bytes, which lie in one record of the store: cells, which are only ever added, and marks, what judging made of
 * each row. Numbers are in seven bits a byte, the lowest first. Unpacking trusts nothing: what was damaged is -1. */
#ifndef DAEMON_STORE_PACKED_H
#define DAEMON_STORE_PACKED_H
#include "base/arena.h"
#include "base/buf.h"
#include "values/lead.h"

/* Each row: its number twice, and one more where it was hidden; the cells by field, without empty ones at the end, parted by U+001F (one within a cell becomes a
 * blank), and a NUL. */
void pack_cells(const struct lead_row *rows, size_t count, struct buf *out);
/* Cells point into a copy of `in` in the arena. */
int unpack_cells(struct arena *a, struct bytes in, size_t count, struct lead_row **rows_r);

/* One row's cells, as they are packed: `text` is cut up in place; NULL is none. */
void split_cells(char *text, struct lead_row *r);

struct row_mark {
	enum verdict verdict;
	enum reason reason;
	int64_t company;           /* 0: none */
	const char *before;        /* NULL: none (struct row_verdict) */
	int64_t other;             /* a person's number, 0: none */
	int64_t since;
};
void pack_marks(const struct row_mark *marks, size_t count, struct buf *out);
int unpack_marks(struct arena *a, struct bytes in, size_t count, struct row_mark **marks_r);

#endif
