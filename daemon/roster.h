/* A roster (花名册) as firms keep it: a table of people, its columns in any order, told by their headers as a list's are (roster.txt has the words). Used by
 * `init` and `staff import`. */
#ifndef DAEMON_ROSTER_H
#define DAEMON_ROSTER_H
#include "base/err.h"
#include "values/office.h"

struct roster_person {
	const char *id;              /* 工号, where it may stand in ids (letters, digits, - _ .), or NULL */
	const char *name;
	unsigned roles;              /* bits; 0: the table says none */
	bool unknown_role;           /* ... or one that the rules know nothing of: `role` */
	const char *role;            /* as written, or "" */
	const char **mail;           /* in the table's order, each once; none: no letter could reach him */
	size_t mail_count, mail_cap;
	date since, until;           /* DATE_NONE: not said */
};
struct roster_note {             /* what could not be taken as it stands there */
	const char *key;             /* of speak.h: roster.bad_mail, roster.bad_date */
	const char *name, *what;
};
struct roster {
	struct roster_person *people;
	size_t people_count, people_cap;
	struct roster_note *notes;
	size_t notes_count, notes_cap;
};

enum { ROSTER_SEARCH_ROWS = 15 /* a header is looked for among that many */, ROSTER_MAX_PEOPLE = 200000 };

struct roster_row {
	const char **cells;          /* never NULL */
	size_t cells_count, cells_cap;
};
/* rows: those that hold something. -1, exit_code 65: there is no header with a column of names and one of addresses. */
int roster_take(struct arena *a, const struct roster_row *rows, size_t count, struct roster *r_r, struct err *err);
/* The same of a file (.xlsx, .xls, .csv, ...), which the reader child reads. -1 with 65 or 66. */
int roster_read(struct arena *a, const char *path, struct roster *r_r, struct err *err);
/* "2026-03-05", "2026/3/5", "2026年3月5日", "20260305", a time behind it or not; DATE_NONE: it is none. */
date roster_date(const char *cell);
/* The roles that a cell names (市场总监兼业务员: both); 0: none that the rules know. */
unsigned roster_roles(struct arena *a, const char *cell);

#endif
