/* The rows of a sheet, table by table: what is a row of the list and what is a title, a total, a note, a repeated header. Pure. */
#ifndef EXTRACT_H
#define EXTRACT_H
#include <stddef.h>

#include "base/arena.h"
#include "layout.h"
#include "parsers/table.h"
#include "values/lead.h"

enum { EXTRACT_KEPT_BYTES = 1024 * 1024 /* of a table's cells as read: a list's hundred rows have 10,000 */ };

/* One table of a sheet: from a header to the next one of another layout, or under another title. */
struct extract {
	struct layout layout;
	const char *title;          /* the lines over the header, joined by blanks; "" if none */
	struct lead_row *rows;      /* their cells are kept while they come to EXTRACT_KEPT_BYTES at most */
	size_t rows_count, rows_cap, kept;
	bool cut;                   /* there was no more room: further rows are not looked at */
};

/* What tables may still say, all of a mail, and hold, those of one part; counted down. Where either is 0 a table is cut. */
struct extract_room {
	size_t bytes, rows;
};

struct extracts {
	struct extract *table;
	size_t table_count, table_cap;
};

/* None where no header is recognised and content tells nothing. Left out are: repeated headers, totals (合计 总计 小计 共N条), notes (备注：
 * 说明： 制表人 ... and other lone texts), rows that say nothing but what was filled in beforehand (numbers, rep, date, ticks), sample rows (例：),
 * vendors' placeholders. 同上 and 〃 are copied down, and so is what stands in cells merged over several rows (covers.h): so few bytes may say
 * much. Numbers typed in front of the firms' names are no part of them (numbering.h). A row of several firms, a line of its cells for each, is as many rows
 * (cell_lines.h). Row numbers are the sheet's own. The rows' texts are the sheet's where they stand there as they are: it must live as long as they. */
struct extracts extract_sheet(struct arena *a, const struct sheet *s, struct extract_room *room);
/* The same from rows[start] on by a layout that somebody told. */
struct extracts extract_sheet_as(struct arena *a, const struct sheet *s, size_t start, const struct layout *l, struct extract_room *room);

#endif
