/* What a mail's tables are and what stands in their rows, as plain values: what the reader child makes of their cells. */
#ifndef VALUES_CLASSIFIED_H
#define VALUES_CLASSIFIED_H
#include "base/arena.h"
#include "base/frame.h"
#include "values/lead.h"

enum {
	UNKNOWN_MAX_COLUMNS = 26,                /* A to Z: further ones are not asked about */
	UNKNOWN_EXAMPLES = 3,
	UNKNOWN_MAX_ASKED = 8,                   /* tables of one mail that are known again */
	KNOWN_MAX_LAYOUTS = 200,
	CLASSIFY_MAX_ROWS = 200000,              /* rows of all lists of one mail: more is no list that people wrote */
	CLASSIFY_MAX_GRIDS = 8,                  /* tables of which each row may be a slip */
	CLASSIFY_MAX_PAIRS = 2000,               /* labels with values in small tables: a form has a dozen */
	CLASSIFY_MAX_TEXT = 48 * 1024 * 1024,    /* bytes of all of them in a frame: 100,000 rows of ten columns are 30 MB. The clerk takes four times as much */
};

enum unknown_why {
	UNKNOWN_COLUMNS, /* no header row was recognised, and content does not tell the columns */
	UNKNOWN_KIND,    /* the columns were, but nothing says what list it is, and it has not a lead list's columns */
};

/* One of its columns, cut to 20 characters each. */
struct unknown_column {
	size_t at;                /* 0: A */
	const char *title;        /* "" if there is no header, or nothing in it */
	const char *first[UNKNOWN_EXAMPLES]; /* the first cells below that hold something */
	size_t first_count;
	enum field field;         /* as understood; FIELD_OTHER: not at all */
	enum field guess;         /* what it may be, for an example of an answer; else FIELD_OTHER */
};

/* A table that was not understood: the rep is shown what was seen. */
struct unknown_table {
	enum unknown_why why;
	size_t part, sheet;
	const char *sheet_label;
	bool like_a_list;         /* company, person and phone: a list was meant */
	bool evidence;            /* phones or firms stand in it */
	const char *sign;         /* by what its layout is known again (layout_asked.h), or "" */
	size_t width;             /* in columns */
	int row;                  /* number of the row that is taken for the header, or of the first */
	struct unknown_column *columns; /* those of the first UNKNOWN_MAX_COLUMNS that hold something */
	size_t columns_count, columns_cap;
};

/* What somebody answered about a layout: its columns, and the kind of list if he said that too. */
struct known_column {
	size_t at;
	enum field field;         /* FIELD_OTHER: not to be read */
};
struct known_layout {
	const char *sign;
	enum row_kind kind;       /* where words tell none; ROW_NONE: he did not say */
	struct known_column *columns;
	size_t columns_count, columns_cap;
};
struct known_layouts {
	struct known_layout *items;
	size_t items_count, items_cap;
};

/* Two neighbouring cells of a small table that may be a form: what one says of the other. */
struct label_pair {
	const char *label, *value;
	bool below;               /* the value stands under its label; else to its right */
};

/* A table of which each row may be a slip, as it stands (grids.h). */
struct grid_row {
	int row;                  /* its number in the sheet */
	const char **cells;       /* never NULL, "" where nothing stands */
	size_t cells_count;
};
struct grid {
	const char *label;        /* the sheet's name, or the file's, or "" */
	struct grid_row *rows;
	size_t rows_count, rows_cap;
	size_t more;              /* rows that were not kept */
	bool called;              /* it is a call sheet that came back (called.h); it may be a list besides */
};

struct classified {
	struct lead_table *tables;      /* with one row or more, in the order written: parts, sheets, rows */
	size_t tables_count, tables_cap;
	struct unknown_table *unknown;  /* of attachments; of the body only where the mail has no table that was understood */
	size_t unknown_count, unknown_cap;
	size_t empty;                   /* tables whose header was understood and that have no row */
	struct label_pair *pairs;       /* of tables that are small enough to be a form, none of them quoted */
	size_t pairs_count, pairs_cap;
	struct grid *grids;
	size_t grids_count, grids_cap;
	bool meant_list;                /* a kind word in subject, file or sheet name or title; a table understood, or like a list */
	bool forwarded;                 /* the tables stand below the quotation only */
	size_t hidden_rows;             /* rows of `tables` that are hidden, or in a hidden sheet: they count */
};

/* The table that its sender is asked about: phones or firms stand in it, and it can be known again; else the first. NULL: all is understood. */
const struct unknown_table *classified_asked(const struct classified *c);

/* The frame form, for the reader child's answer. parts_count: of the mail to which it belongs; a table of another part is a fault of the frame. */
void classified_put(struct buf *b, const struct classified *c);
void classified_get(struct frame *f, struct arena *a, size_t parts_count, struct classified *c_r); /* the caller asks frame_ok() */
/* For the reader's request. */
void known_layouts_put(struct buf *b, const struct known_layouts *k);
void known_layouts_get(struct frame *f, struct arena *a, struct known_layouts *k_r);
size_t lead_table_size(const struct lead_table *t); /* bytes that classified_put adds for it at most */

#endif
