/* Filling a table_file, for readers: one row is laid out at a time and goes into the sheet only if somebody could see something in it.
 * Keeps the limits of table.h. Slots are counted, not filled cells: one cell in column 1024 of a million rows costs as much memory as a
 * full sheet. */
#ifndef PARSERS_FILL_H
#define PARSERS_FILL_H
#include "parsers/table.h"

struct fill {
	struct arena *a;                      /* foreign */
	struct table_file *file;              /* foreign */
	size_t slots;                         /* cells so far, the empty ones before a filled one too, and TABLE_ROW_CELLS a row */
	size_t bytes;                         /* of the cells' texts so far, one that several share counted for each */
	size_t merges, merge_steps;           /* merge.c: of all sheets so far */
	const char *too_large;                /* which limit was crossed, in Chinese; NULL while none was */
	size_t width;                         /* of the row being laid out: up to its last filled cell */
	const char *line[TABLE_MAX_COLUMNS];  /* its texts; NULL where empty */
};

void fill_init(struct fill *f, struct arena *a, struct table_file *file);   /* empties *file */
/* The next cells go into a new sheet. False (and too_large set) when that is one too many. name lives in the arena. */
bool fill_sheet(struct fill *f, const char *name, bool hidden);
/* text lives in the arena. NULL and text of nothing but blanks is an empty cell; columns beyond the limit are dropped. */
void fill_cell(struct fill *f, size_t column, const char *text);
/* Ends the row; one without a filled cell is left out. False (and too_large set) when a limit is crossed. */
bool fill_row(struct fill *f, int number, bool hidden);

/* For a sheet that is read once more: the last one is as it was at the mark, with no row begun, and nothing since was counted. */
struct fill_mark {
	size_t slots, bytes, rows, merges, merges_of_file;
};
struct fill_mark fill_mark(const struct fill *f);
void fill_back(struct fill *f, const struct fill_mark *mark);

/* The bytes of s[size] that a cell may keep: at most TABLE_MAX_CELL_BYTES, cut at a character. */
size_t fill_cut(const char *s, size_t size);
/* Adds to text what a cell may still hold (TABLE_MAX_CELL_BYTES, and something more to cut at a character). */
void fill_gather(struct buf *text, const char *s, size_t size);
/* A cell's text in the arena out of valid UTF-8: cut to size, CRLF and CR become LF. */
const char *fill_text(struct arena *a, const char *s, size_t size);
bool fill_is_blank(const char *text);

#endif
