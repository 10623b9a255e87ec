/* Charts and printed sheets, drawn whole: in the drawer child alone (draw.h). */
#ifndef DAEMON_PAINT_H
#define DAEMON_PAINT_H
#include "base/buf.h"
#include "base/err.h"
#include "values/chart.h"
#include "values/print.h"

/* Both take what chart_fault and print_fault find nothing wrong with; the bytes are added to the buffer. -1: drawing failed (memory).
 * pixels: to each of the letter's: 2, so that it is sharp on a phone, or 1. */
int paint_chart(struct arena *a, const struct chart *c, int pixels, struct buf *png, struct err *err);
int paint_sheet(struct arena *a, const struct print_sheet *s, struct buf *pdf, struct err *err);

#endif
