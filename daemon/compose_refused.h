/* Rows that did not count, as a receipt tells of them: in its text (compose_receipt.c) and in the workbook that it carries
 * (compose_workbook.c). */
#ifndef DAEMON_COMPOSE_REFUSED_H
#define DAEMON_COMPOSE_REFUSED_H
#include "compose_part.h"

enum {
	BEFORE_MANY = 10,            /* rows of a table that were listed before: a workbook that grows daily, no slip */
	BOOK_MAX_ROWS = 3000,
	BOOK_MAX_SHEETS = 100,
	BOOK_MAX_COLUMNS = 200,      /* of a list: further ones are left out */
	BOOK_MAX_BYTES = 700 * 1024, /* a letter stays below 1 MB: base64 adds a third */
};

/* row, company, person, phone, other, since, fields, reason, todo. */
void put_refused(struct arena *a, struct view *v, const struct refused_row *r, int64_t arrived);
/* The company is its sender's own, and he knows: the row says of itself that it counted, as our workbooks do, or it is one of many in a workbook that
 * brings the earlier rows again each day. (What it says is believed in nothing but what he himself is told.) */
bool refused_before(struct arena *a, const struct receipt_in *in, const struct receipt_table *t, const struct refused_row *r);

/* The lists with refused rows as they were read, a sheet each, with two columns more: 状态 and 原因. Mended and mailed again they are read as any
 * list, and those columns are known again (headers.txt). */
struct receipt_book {
	const char *name;     /* ASCII; "" if there is none */
	struct bytes bytes;
	bool partial;         /* the lists are too long: of the refused rows alone */
	bool none;            /* ... and there are too many even of those */
};
struct receipt_book receipt_book(struct arena *a, const struct receipt_in *in);

#endif
