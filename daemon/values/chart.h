/* A chart as plain values: what is to be drawn, in words and numbers; how it looks is the drawer's. A letter is complete without it. */
#ifndef VALUES_CHART_H
#define VALUES_CHART_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/frame.h"

/* What is beyond these is refused by drawing_chart: a picture of more would tell nobody anything. */
enum {
	CHART_MAX_LABELS = 100,    /* bars; columns and points of lines read well up to 40 */
	CHART_MAX_SERIES = 4,
	CHART_MAX_BARS = 200,      /* of CHART_BARS, whose picture grows with them: labels times series */
	CHART_MAX_TEXT = 240,      /* bytes of any text: a longer one is cut at a character when it is sent */
};

enum chart_kind {
	CHART_COLUMNS,             /* upright, labels below: days, weeks, months */
	CHART_BARS,                /* lying, labels on the left, one below the other: people, in the order given. The picture grows with them */
	CHART_LINES,               /* labels below, a point for each value: days */
	CHART_KINDS
};
/* What the values count. It says how they are written: 12, 12.50 (of 1250 fen; without .00 where all are whole yuan), 87.5% (of 875). */
enum chart_measure { CHART_COUNT, CHART_FEN, CHART_THOUSANDTHS, CHART_MEASURES };
/* What a series is to the reader. Each has a colour, and a pattern or mark of its own, so that no meaning is in the colour alone. */
enum chart_tone { CHART_MAIN, CHART_GOOD, CHART_BAD, CHART_QUIET, CHART_TONES };

#define CHART_MAX_VALUE INT64_C(1000000000000000) /* on either side of zero */
#define CHART_NOTHING INT64_MIN    /* a value that there is none of: a gap, not a zero */

struct chart_series {
	const char *title;         /* for the legend, which is left out where there is one series and it has none; NULL: "" */
	int64_t *values;           /* one per label */
	size_t values_count, values_cap;
	enum chart_tone tone;
};

/* Zeroed but for labels and series: a chart without title, unit and target. */
struct chart {
	enum chart_kind kind;
	const char *title;         /* 最近30天计入条数; NULL: none */
	const char *unit;          /* 条, beside the title; NULL: none */
	enum chart_measure measure;
	const char *myriad;        /* 万: values of 100,000 and more are written in ten thousands, with this word; NULL: in full */
	bool has_target;
	int64_t target;            /* a line across, by its title ... */
	const char *target_title;  /* ... 目标; its value is written by the drawer */
	const char **labels;       /* 9/14, or names */
	size_t labels_count, labels_cap;
	struct chart_series *series;
	size_t series_count, series_cap;
};

/* To and from a frame. What is got is checked value by value: a chart that chart_get leaves good is one that can be drawn. */
void chart_put(struct buf *b, const struct chart *c);
void chart_get(struct frame *f, struct arena *a, struct chart *c_r);
/* NULL, or what is wrong with it, in words: nothing to draw, too much of something, a series of another length than the labels. */
const char *chart_fault(const struct chart *c);

#endif
