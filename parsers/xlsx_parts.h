/* The parts of an OOXML workbook, shared by the xlsx files only. */
#ifndef PARSERS_XLSX_PARTS_H
#define PARSERS_XLSX_PARTS_H
#include "parsers/fill.h"
#include "parsers/number.h"
#include "parsers/pool.h"
#include "parsers/xml.h"
#include "parsers/zip.h"

struct book {
	struct arena *a;  /* foreign */
	struct zip *zip;  /* own */
	struct pool texts; /* of all cells */
	size_t room;       /* bytes that they may have */
	struct arena *scratch; /* own: for one cell */
	enum book_reading {
		EACH_SHORTCUT,
		NO_SHORTCUTS,
		ONLY_EXPAT,
	} reading;        /* for tests: all three read the same */
	bool date1904;
	const char **strings; /* shared strings; a cell points at the one copy */
	size_t strings_count, strings_cap;
	struct number_format *formats; /* by a cell's style number */
	size_t formats_count, formats_cap;
};

/* One part through a handler, as part_read: our own scanner reads it. If that gives up on it, `again` undoes what the handler did, and expat reads it.
 * xml_r may be NULL. */
struct part_reading {
	struct xml_handler handler;
	xml_shortcut *shortcut; /* or NULL */
	void (*again)(void *arg);
};
enum table_status xlsx_part(struct book *b, const char *part, const struct part_reading *how, void *arg, struct xml **xml_r, const char **detail_r);

/* The whole file into the book, which has an arena and is otherwise empty: what xlsx_reader does. */
enum table_status xlsx_book(struct book *b, struct bytes file, struct table_file *file_r, const char **detail_r);

/* A part that is not there leaves the book without strings or formats. */
enum table_status xlsx_strings(struct book *b, const char *part, const char **detail_r);
enum table_status xlsx_styles(struct book *b, const char *part, const char **detail_r);
/* Fills the sheet that fill_sheet began. TABLE_BROKEN also when the part is not there. */
enum table_status xlsx_sheet(struct book *b, const char *part, struct fill *f, const char **detail_r);

/* Whether the texts are beyond what may be kept; then the handler stops. */
bool xlsx_is_full(const struct book *b);
extern const char xlsx_too_much_text[];

/* Text of a cell as collected from markup: cut to a cell's size; _x000D_ and its like (ECMA-376 part 1, 22.9.2.19) undone. */
const char *xlsx_text(struct book *b, const struct buf *text);

#endif
