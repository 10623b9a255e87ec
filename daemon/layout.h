/* What the columns of a sheet hold: finds header rows and maps columns to fields. Pure. */
#ifndef LAYOUT_H
#define LAYOUT_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "parsers/table.h"
#include "values/lead.h"

enum {
	LAYOUT_SEARCH_ROWS = 15,  /* a header is looked for until so many rows went by that may be a list's (layout_may_list) */
	LAYOUT_SEARCH_MOST = 100, /* ... and so many of any sort: instructions and letterheads are long */
	LAYOUT_FIELDS_MIN = 2,    /* fields that a header names at least, company among them */
	LAYOUT_LEAD_FIELDS = 3,   /* of business, capital, network, website, value: a lead list's columns */
	LAYOUT_GUESS_ROWS = 30,   /* filled rows that a table without header is judged by */
};

struct column {
	enum field field;
	bool weak;          /* phone~: adds a mobile to the row's phones, and nothing else */
	int rank;           /* where several are companies: smaller is better */
	const char *label;  /* of the header as joined, "" if there is none: rows of the same labels repeat the header */
	const char *own;    /* of the header's last row alone */
	const char *text;   /* the header as written; "" if there is none */
};

struct layout {
	struct column *column;
	size_t column_count, column_cap;
	bool beside;             /* the firm's cells hold a person too: 公司名称（法人） */
	size_t rows;             /* of the header: 1 or 2; 0 when told by content */
	bool has[FIELD_COUNT];
};

/* Whether a header starts at s->rows[index]: two known fields or more, the company among them, most of its cells known. Two rows are one
 * header where the second holds only known words under or beside the first (联系人 | 姓名, 电话). */
bool layout_at(struct arena *a, const struct sheet *s, size_t index, struct layout *l_r);

/* The first header of the sheet's first part (LAYOUT_SEARCH_ROWS) from `from` on: its index in *index_r. */
bool layout_find(struct arena *a, const struct sheet *s, size_t from, size_t *index_r, struct layout *l_r);

/* Without a header: only where content is unmistakable, that is, one column of usable phones and one of companies' names; a column of
 * people's names is then the person. Eight columns that begin so and have sums in the fifth are what a lead list is asked for, in that order. */
bool layout_guess(struct arena *a, const struct sheet *s, struct layout *l_r);

/* Whether a firm and a phone stand in the row where the header has them. */
bool layout_holds(struct arena *a, const struct layout *l, const struct table_row *row);
/* Whether a row that stands above a lead list's header belongs to it: nearly all of it is filled, firm and phone where the header has them. */
bool layout_fits(struct arena *a, const struct layout *l, const struct table_row *row);
/* A lead list's header that a spreadsheet sorted in among its rows: *index_r of it. Only where each of the first rows fits it. */
bool layout_find_sorted(struct arena *a, const struct sheet *s, size_t *index_r, struct layout *l_r);

/* Whether that row says again what the header said (a page break). */
bool layout_repeats(struct arena *a, const struct layout *l, const struct table_row *row);
/* Quick and pure: a row with a phone in it, or of one cell, is no header. Spares the look at words in long lists. */
bool layout_possible(const struct table_row *row);

/* Three cells, or the digits of a phone: what stands over a header has rarely either, and a list's row has. */
bool layout_may_list(const struct table_row *row);

bool layout_is_lead(const struct layout *l);     /* a lead list's columns */
bool looks_like_company(const char *text);       /* ends or goes on as firms' names do: 公司 厂 店 中心 ... */
bool looks_like_person(const char *text);        /* two to four characters, the first of them a surname */

#endif
