/* The arithmetic of charts: round numbers for an axis, numbers as they are written, which labels there is room for. Pure. */
#ifndef DAEMON_AXIS_H
#define DAEMON_AXIS_H
#include <stdbool.h>

#include "values/chart.h"

/* From lo to hi, a line at each step: all three are whole multiples of step, which is 1, 2 or 5 times a power of ten. lo <= 0 <= hi, lo < hi. */
struct axis { int64_t lo, hi, step; };

/* Over all that a chart shows, its target and zero included. lines: about so many, without the lowest. */
struct axis axis_of(const struct chart *c, int lines);
struct axis axis_exact(const struct chart *c);  /* without round numbers: for what has no lines to be read by; its step is 0 */
struct axis axis_over(int64_t least, int64_t most, int64_t least_step, int lines);
/* Where v lies between lo (0) and hi (1). */
double axis_place(const struct axis *x, int64_t v);

/* A value of the chart as it is written at its bar; in the same way a tick of its axis. */
const char *axis_value(struct arena *a, const struct chart *c, int64_t v);
const char *axis_tick(struct arena *a, const struct chart *c, const struct axis *x, int64_t v);

/* Labels of at most `widest`, each in a slot: every how-many-th can be written, the last one being one of them. */
size_t axis_every(size_t count, double slot, double widest);

/* Labels that must not lie upon each other. */
struct axis_label { double x, y, w, h; };
struct axis_labels {
	struct axis_label *taken;
	size_t taken_count, taken_cap;
};
/* Whether there is room for it; then it is taken. */
bool axis_take(struct arena *a, struct axis_labels *l, struct axis_label label);

#endif
