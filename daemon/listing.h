/* Tables for people and programs: aligned on a terminal, CSV (RFC 4180, UTF-8), or JSON (an array of objects, all values strings). */
#ifndef DAEMON_LISTING_H
#define DAEMON_LISTING_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum listing_form { LISTING_TERMINAL, LISTING_CSV, LISTING_JSON };

struct listing {
	const char *const *columns;
	size_t column_count;
	const char **cells;          /* row by row */
	size_t cells_count, cells_cap;
};

/* A row: column_count texts; NULL counts as "". */
#define LISTING_ROW(a, l, ...)                                                                             \
	do {                                                                                                   \
		const char *row_[] = {__VA_ARGS__};                                                                \
		_Static_assert(sizeof row_ / sizeof *row_ > 0, "a row has cells");                                 \
		listing_add((a), (l), row_, sizeof row_ / sizeof *row_);                                           \
	} while (0)
/* In CSV a cell that a spreadsheet would run as a formula when the table is opened there (text_begins_formula) begins with an apostrophe; a program that reads the table takes it off again. Figures stay: sums
 * below nothing, phones with +86, a lone hyphen. JSON has every text as it is. */
void listing_add(struct arena *a, struct listing *l, const char *const *cells, size_t count);
void listing_write(const struct listing *l, enum listing_form form, struct buf *out);
void listing_write_rows(const struct listing *l, enum listing_form form, struct buf *out);   /* CSV or JSON, without head and foot */
/* How many bytes at p a terminal obeys instead of showing them: characters of control (U+0080 to U+009F too), and what turns a line's direction (*turns_r). */
size_t listing_obeyed(const char *p, bool *turns_r);
/* One CSV cell as it is, whatever a spreadsheet would make of it: for what parse reads from a file. */
void csv_cell(struct buf *out, const char *text);

#endif
