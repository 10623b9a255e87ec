/* What a mail's tables are and what stands in their rows (rules.md section 3: kinds, rows). Pure;
 * headers_open and company_open must have been called. */
#ifndef CLASSIFY_H
#define CLASSIFY_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "values/lead.h"
#include "values/mail.h"

enum { CLASSIFY_SHOWN_COLUMNS = 12 };

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

/* Each sheet of each part that is TABLE_OK. Tables below the quotation are looked at only where there is none above it, and not in a reply
 * (回复: somebody else's words are not a new list; 转发: a forward is one). One sheet may hold several tables, below each other. */
void classify_mail(struct arena *a, const struct mail *m, struct classified *c_r);

/* The kind that words tell: 陌拜 before 意向 before 客户资料; ROW_NONE if none of them is there. Blanks and marks in them don't matter. */
enum row_kind classify_words(struct arena *a, const char *text);

/* Whether the subject (an attached mail's too) or a file's name holds one of the words: for duties that count mails, not rows. */
bool classify_names(const struct mail *m, const char *const *words, size_t count);

#endif
