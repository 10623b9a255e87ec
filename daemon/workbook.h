/* Workbooks that letters carry: rows in, the bytes of an .xlsx out (ECMA-376, strict enough for Excel, WPS, LibreOffice and our own reader). Pure:
 * the same rows give the same bytes, since a letter has the same bytes at every try.
 *
 * Every cell is a string, with the number format "text", so that nothing that somebody wrote is a formula, a number or a date, not even after a click
 * into the cell; phones keep their zeros. A cell that begins as a formula would (= + - @, full-width too, TAB, CR) is marked as quoted besides. What
 * XML can't hold is left out. The header row stays in sight and has a filter.
 *
 * Written here and not by libxlsxwriter 1.1.4 (Debian 12): that one knows no memory buffer, writes each part into a temporary file without asking
 * whether the disk took it, and would have the clerk send a damaged workbook on a full disk. */
#ifndef DAEMON_WORKBOOK_H
#define DAEMON_WORKBOOK_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

#define WORKBOOK_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

enum {
	WORKBOOK_MAX_NAME = 31,          /* UTF-16 units of a sheet's name: Excel's limit */
	WORKBOOK_MAX_CELL = 32767,       /* likewise of a cell; what is longer is cut */
	WORKBOOK_MAX_COLUMNS = 1024,     /* further cells are left out */
	WORKBOOK_MAX_PRINT = 120,        /* of the line over each page */
	WORKBOOK_MAX_WIDTH = 44,         /* of a column, in digits */
};

struct workbook_row {
	const char **cells;              /* never NULL, UTF-8 */
	size_t cells_count, cells_cap;
	bool marked;                     /* tinted, so that it is found at a glance */
};
struct workbook_sheet {
	const char *name;                /* made such as Excel takes it, and unlike those before it */
	const char **header;
	size_t header_count, header_cap;
	struct workbook_row *rows;
	size_t rows_count, rows_cap;
	int *widths;                     /* of the first columns: at least so wide, in digits, whatever stands in them; printed: just so wide, and folded */
	size_t widths_count, widths_cap;
	const char *print;               /* it is to be printed: on A4 across, as wide as a page, ruled, with this line over each page and the header again;
	                                  * NULL: as the program that opens it sees fit */
};

/* Whose copy it is: at the foot of each printed page, and in the file's properties (docProps/core.xml; no author there: many people's lists by one author are a sign of copying, quality.h). */
struct workbook_mark {
	const char *line;                /* 导出给：王总 ... */
	const char *number;              /* what `exports` knows the copy by */
	bool below;                      /* below the rows of each sheet, too, behind an empty row and outside of the filter, so that an edited copy shows it still. Mailed back it is no row of a
	                                  * list (mark_note); not in sheets that are made to be filled in and mailed back, where somebody goes on under the last row */
};

/* One sheet at least; mark NULL: none. In `a`. */
struct bytes workbook_write(struct arena *a, const struct workbook_sheet *sheets, size_t count, const struct workbook_mark *mark);

#endif
