/* A table to be printed and filled in by hand: A4 landscape, large type, rows high enough to write in. Its head, with name and date, stands on every
 * page; so do the titles of its columns, and the page's number. */
#ifndef VALUES_PRINT_H
#define VALUES_PRINT_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/frame.h"

enum {
	PRINT_MAX_ROWS = 1000,     /* sixty pages; 17 rows are a page */
	PRINT_MAX_COLUMNS = 16,
	PRINT_MAX_TEXT = 600,      /* bytes of any text: a longer one is cut at a character when it is sent. A cell shows two lines */
};

struct print_column {
	const char *title;
	int width;                 /* millimetres; all together are stretched or shrunk to the 277 that the page has */
	bool blank;                /* to be filled in by hand: its cells are not asked for */
	bool centred;              /* numbers, phones, times */
};
struct print_row {
	const char **cells;        /* one per column, those of blank columns too (ignored); NULL: "" */
	size_t cells_count, cells_cap;
};
struct print_sheet {
	const char *title;         /* 今日电话名单: large, on the left of every page's head */
	const char *subtitle;      /* 张三 · 2026年9月14日 · 共63条: on its right */
	const char *footer;        /* how to fill it in; on the left of every page's foot; NULL: nothing */
	const char *page;          /* on its right: "第{page}页，共{pages}页", both filled in by the drawer; NULL: 1/7 */
	const char *author;        /* of the file's properties; NULL: none */
	struct print_column *columns;
	size_t columns_count, columns_cap;
	struct print_row *rows;    /* none: one page with the head alone */
	size_t rows_count, rows_cap;
};

/* To and from a frame. What is got is checked value by value: a sheet that print_get leaves good is one that can be drawn. */
void print_put(struct buf *b, const struct print_sheet *s);
void print_get(struct frame *f, struct arena *a, struct print_sheet *s_r);
/* NULL, or what is wrong with it, in words. */
const char *print_fault(const struct print_sheet *s);

#endif
