/* The parts of an OOXML workbook, shared by the xlsx files only. */
#ifndef PARSERS_XLSX_PARTS_H
#define PARSERS_XLSX_PARTS_H
#include "parsers/fill.h"
#include "parsers/number.h"
#include "parsers/xml.h"
#include "parsers/zip.h"

struct book {
	struct arena *a;  /* foreign */
	struct zip *zip;  /* own */
	bool date1904;
	const char **strings; /* shared strings; a cell points at the one copy */
	size_t strings_count, strings_cap;
	struct number_format *formats; /* by a cell's style number */
	size_t formats_count, formats_cap;
};

/* One part through a handler: what zip_read or xml_free say, the first fault counts. TABLE_NOT_A_TABLE: the part is not there.
 * xml_r, when not NULL, is set before the first call of the handler, for xml_stop. */
enum table_status xlsx_part(struct book *b, const char *part, const struct xml_handler *handler, void *arg, struct xml **xml_r,
                            const char **detail_r);

/* A part that is not there leaves the book without strings or formats. */
enum table_status xlsx_strings(struct book *b, const char *part, const char **detail_r);
enum table_status xlsx_styles(struct book *b, const char *part, const char **detail_r);
/* Fills the sheet that fill_sheet began. TABLE_BROKEN also when the part is not there. */
enum table_status xlsx_sheet(struct book *b, const char *part, struct fill *f, const char **detail_r);

/* Text of a cell as collected from markup: cut to a cell's size; _x000D_ and its like (ECMA-376 part 1, 22.9.2.19) undone. */
const char *xlsx_text(struct arena *a, const struct buf *text);
/* Adds to text what a cell may still hold (TABLE_MAX_CELL_BYTES, and something more to cut at a character). */
void xlsx_gather(struct buf *text, const char *s, size_t size);

#endif
