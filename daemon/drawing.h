/* The clerk's side of the drawer child: charts as PNG, printed sheets as PDF. GLib aborts when memory ends, and fonts are files that others
 * made: so they are drawn in a process of their own, which has no network, no store and no password, and reads fonts alone.
 * It is started when something is to be drawn. What can't be drawn costs the picture, never the letter: whoever asks goes on without. */
#ifndef DAEMON_DRAWING_H
#define DAEMON_DRAWING_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "values/chart.h"
#include "values/print.h"

enum {
	DRAWING_SECONDS = 10,                  /* wall clock for one picture or sheet: a chart takes 20 ms, a sheet of 100 rows 100 */
	DRAWING_PAUSE_MAX = 600,               /* seconds; the longest pause after pictures that killed the drawer, or took too long */
	DRAWING_WIDTH = 600,                   /* of a chart, in the letter's pixels */
	DRAWING_MAX_PNG = 100 * 1024,          /* a larger picture is refused */
	DRAWING_MAX_PDF = 4 * 1024 * 1024,
};

struct drawing;

struct drawing *drawing_new(void);             /* nothing is started yet */
void drawing_free(struct drawing *d);          /* NULL is allowed */

/* The bytes are in `a`: of a PNG, DRAWING_WIDTH * 2 pixels wide (DRAWING_WIDTH, if it would be too large else) and as high as it must be; of a PDF. The same values on the same machine give the same
 * bytes. d NULL: -1. -1 too: the drawer can't start (no font, no memory), or died or took too long (then for a while, longer each time, nothing is
 * tried), or chart_fault, print_fault or a result beyond its size. */
int drawing_chart(struct drawing *d, struct arena *a, const struct chart *c, struct bytes *png_r, struct err *err);
int drawing_print(struct drawing *d, struct arena *a, const struct print_sheet *s, struct bytes *pdf_r, struct err *err);
/* How high a letter shows such a picture, in its own pixels; 0: no PNG of ours. */
int drawing_height(struct bytes png);

/* What the drawer lacks, in plain words (no font has Chinese characters); NULL: nothing, as far as is known. Known once it drew something. */
const char *drawing_lacks(const struct drawing *d);
/* Whether that (err NULL), or a picture that failed by err, is news: so it is logged once, not with each letter. A failure is news again once something
 * was drawn in between. */
bool drawing_news(struct drawing *d, const struct err *err);
/* Nothing is to be drawn for a while: ends the process, if one lives. */
void drawing_rest(struct drawing *d);

#endif
