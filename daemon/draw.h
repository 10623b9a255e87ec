/* The canvas: a picture or pages, drawn upon in plain words (the only user of Pango and cairo, and only in the drawer child: GLib aborts when memory ends).
 *
 * Lengths are the letter's pixels in a picture, points in pages; y grows downward. Every text is inert: one paragraph, read
 * from the left, without control and direction marks, without more than two marks on a character, and it never leaves its box. */
#ifndef DAEMON_DRAW_H
#define DAEMON_DRAW_H
#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

struct canvas;

struct box { double x, y, w, h; };
enum draw_side { SIDE_LEFT, SIDE_MIDDLE, SIDE_RIGHT };
struct lettering {
	double size;              /* height of its letters' square */
	unsigned rgb;             /* 0x1f2a36 */
	enum draw_side side;
	int lines;                /* at most; 0: one. What is longer ends with … */
	double least;             /* it is made smaller, down to this size, before it is cut; 0: it is not */
};
enum draw_dash { DASH_NONE, DASH_LONG, DASH_SHORT };
enum draw_mark { MARK_DISC, MARK_RING, MARK_SQUARE, MARK_TRIANGLE };

/* A picture, its paper being all of one colour; so many pixels to each of the letter's. */
struct canvas *canvas_picture(double width, double height, int pixels, unsigned paper);
/* Pages of a PDF without any date. title, author: of its properties, or NULL. */
struct canvas *canvas_pages(double width, double height, const char *title, const char *author);
void canvas_next_page(struct canvas *c);   /* this page is complete */
/* The bytes are added to out, and the canvas is freed. -1: it could not be drawn (memory). */
int canvas_end(struct canvas *c, struct buf *out, struct err *err);

void draw_fill(struct canvas *c, struct box b, unsigned rgb);
void draw_hatch(struct canvas *c, struct box b, unsigned rgb);       /* slanting lines, within it */
void draw_frame(struct canvas *c, struct box b, double width, unsigned rgb); /* the line runs inside it */
void draw_line(struct canvas *c, double x1, double y1, double x2, double y2, double width, unsigned rgb, enum draw_dash dash);
void draw_mark(struct canvas *c, double x, double y, double size, enum draw_mark mark, unsigned rgb, unsigned paper);
/* In the middle of the box's height. */
void draw_text(struct canvas *c, struct box b, const char *text, const struct lettering *l);
double text_width(struct canvas *c, const char *text, double size);  /* of one line */

/* Once, first of all: binds the libraries, and what they would say on stderr about fonts and settings is nobody's concern. -1: they are not installed. */
int draw_open(struct err *err);
/* Whether a font of this machine has these characters. */
bool draw_can_write(const char *text);
/* Whether there is a font at all. */
bool draw_has_fonts(void);

#endif
