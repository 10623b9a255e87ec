/* Text as type: how small it must be to stand in a box, and in which lines. Pure arithmetic on the widths of its characters; draw.h knows the font's. */
#ifndef DAEMON_TYPESET_H
#define DAEMON_TYPESET_H
#include <stdbool.h>
#include <stddef.h>

enum { TYPESET_LINES = 4 /* at most */ };

struct type {
	float width;                   /* at size 1 */
	bool space;                    /* takes no room at a line's end */
	bool may_begin;                /* a line may begin with it (Unicode's annex 14) */
};
struct typeset_box {
	double width, height;
	size_t lines;                  /* at most, 1 to TYPESET_LINES */
	double line_height, mark;      /* of a line, and how wide the … is that stands for what is left out: at size 1 */
	double size, least, step;      /* the size to begin with, and the least one: as large as it fits, in these steps; step > 0 */
};
struct typeset_line {
	size_t from, to;               /* characters; without the spaces at its end */
	double width;                  /* at size 1, with the mark */
};
struct typeset {
	double size;
	struct typeset_line lines[TYPESET_LINES];
	size_t count;                  /* at least one */
	bool cut;                      /* the last line ends with the mark: nothing more of the text has room */
};

/* A line ends before the last character that may begin one, or, where a word is longer than a line, within it. What fits at no size is cut at the least one, and may then be higher than the box. */
struct typeset typeset(const struct type *t, size_t n, const struct typeset_box *b);

#endif
