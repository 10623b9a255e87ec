/* Between the files that read .xls: the workbook (xls.c), one sheet of it (xls_sheet.c), and the password that is none (xls_crypt.c). */
#ifndef PARSERS_XLS_PARTS_H
#define PARSERS_XLS_PARTS_H
#include "parsers/biff.h"
#include "parsers/fill.h"
#include "parsers/number.h"

struct xls_format {
	unsigned id;
	struct number_format format;
};

struct xls {
	struct arena *a; /* foreign */
	struct biff b;
	struct fill *fill;
	bool date1904;
	const char *author;
	const char **strings; /* SST; a cell points at the one copy */
	size_t strings_count, strings_cap;
	struct xls_format *custom; /* number formats by their ids; before BIFF5 the id is the number in the order of their records */
	size_t custom_count, custom_cap;
	unsigned *styles; /* of an XF: the id of its number format */
	size_t styles_count, styles_cap;
	struct number_format *formats; /* [formats_count] what those ids mean: as many of them as were asked for */
	size_t formats_count, formats_cap;
	size_t cells, walked; /* of all sheets so far: cells that were put, bytes of records; sheets may lie over each other */
	unsigned long_style; /* BIFF2: of the next cell, where its own six bits don't suffice */
};

/* Styles, formats, codepage, date system and the like: in the globals, before BIFF5 in the sheet itself. False when it is none of them. */
bool xls_take_setting(struct xls *x);
/* How a style shows numbers. */
struct number_format xls_format(struct xls *x, unsigned style);

/* The sheet whose BOF is at that offset, into a sheet of x->fill. lone: it is all there is, with settings of its own. loose: the stream is whole (its
 * container says so), and an EOF record that is missing was never written. */
struct xls_place {
	const char *name;
	size_t at;
	bool hidden, lone, loose;
};
enum table_status xls_sheet(struct xls *x, const struct xls_place *s, const char **detail_r);

/* Excel writes a workbook whose structure is protected as if under a password, always the same one. The stream behind the FILEPASS record at hand
 * is made readable in a copy, which becomes b->stream. False: it has a password of its own, or one we can't undo. ([MS-XLS] 2.2.10) */
bool xls_unlock(struct biff *b);

#endif
