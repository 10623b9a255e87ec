/* What a mail's tables are and what stands in their rows, as plain values: what the reader child makes of their cells. */
#ifndef VALUES_CLASSIFIED_H
#define VALUES_CLASSIFIED_H
#include "base/arena.h"
#include "base/frame.h"
#include "values/lead.h"

enum {
	CLASSIFY_SHOWN_COLUMNS = 12,
	CLASSIFY_MAX_ROWS = 200000,              /* rows of all lists of one mail: more is no list that people wrote */
	CLASSIFY_MAX_TEXT = 128 * 1024 * 1024,   /* bytes of all of them in a frame */
};

enum unknown_why {
	UNKNOWN_COLUMNS, /* no header row was recognised, and content does not tell the columns */
	UNKNOWN_KIND,    /* the columns were, but nothing says what list it is, and it has not a lead list's columns */
};

/* A table that was not understood: the rep is shown what was seen. */
struct unknown_table {
	enum unknown_why why;
	size_t part, sheet;
	const char *sheet_label;
	bool like_a_list;         /* company, person and phone: a list was meant */
	int row;                  /* number of the row whose cells are `columns`: the likeliest header, or the first row */
	const char **columns;     /* the first CLASSIFY_SHOWN_COLUMNS filled cells, each cut to 20 characters */
	size_t columns_count, columns_cap;
};

struct classified {
	struct lead_table *tables;      /* with one row or more, in the order written: parts, sheets, rows */
	size_t tables_count, tables_cap;
	struct unknown_table *unknown;  /* of attachments; of the body only where the mail has no table that was understood */
	size_t unknown_count, unknown_cap;
	size_t empty;                   /* tables whose header was understood and that have no row */
	bool meant_list;                /* a kind word in subject, file or sheet name or title; a table understood, or like a list */
	bool forwarded;                 /* the tables stand below the quotation only */
	size_t hidden_rows;             /* rows of `tables` that are hidden, or in a hidden sheet: they count */
};

/* The frame form, for the reader child's answer. parts_count: of the mail to which it belongs; a table of another part is a fault of the frame. */
void classified_put(struct buf *b, const struct classified *c);
void classified_get(struct frame *f, struct arena *a, size_t parts_count, struct classified *c_r); /* the caller asks frame_ok() */
size_t lead_table_size(const struct lead_table *t); /* bytes that classified_put adds for it */

#endif
