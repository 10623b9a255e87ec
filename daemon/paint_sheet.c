/* A table on A4 landscape, to be printed and filled in by hand. Lengths are points here; millimetres where paper is meant. */
#include <string.h>

#include "draw.h"
#include "paint.h"

#define MM (72 / 25.4)
#define PAGE_WIDTH (297 * MM)
#define PAGE_HEIGHT (210 * MM)
#define SIDE (10 * MM)             /* what every office printer reaches */
#define TOP (9 * MM)
#define HEAD (10 * MM)             /* title and subtitle */
#define TITLES (8.6 * MM)
#define ROW (9.9 * MM)             /* high enough to write in */
#define FOOT (6 * MM)
#define AIR (0.3 * MM)             /* between two lines of a cell and its rules */

enum { ROWS_A_PAGE = 17 };
enum { BLACK = 0x14181d, GREY = 0x4a525b, RULE = 0x9aa3ad, TITLE_GROUND = 0xe9edf1 };

struct page {
	const struct print_sheet *s;
	struct arena *a;
	struct canvas *k;
	const double *x;               /* where each column begins, and the last one ends */
};

static const double *lay_columns(struct arena *a, const struct print_sheet *s)
{
	double *x = arena_alloc(a, (s->columns_count + 1) * sizeof *x), all = 0;
	for (size_t i = 0; i < s->columns_count; i++)
		all += s->columns[i].width;
	x[0] = SIDE;
	for (size_t i = 0; i < s->columns_count; i++)
		x[i + 1] = x[i] + s->columns[i].width * (PAGE_WIDTH - 2 * SIDE) / all;
	return x;
}

/* "第{page}页": with the numbers in it. */
static const char *page_words(struct page *p, size_t page, size_t pages)
{
	const char *form = p->s->page ? p->s->page : "{page}/{pages}", *name;
	struct buf b = {0};
	for (; *form; form += strlen(name)) {
		name = strncmp(form, "{page}", 6) == 0 ? "{page}" : strncmp(form, "{pages}", 7) == 0 ? "{pages}" : " ";
		if (*name == '{')
			buf_printf(&b, "%zu", name[5] == 's' ? pages : page);
		else
			buf_addc(&b, *form);
	}
	const char *words = arena_strndup(p->a, b.data ? b.data : "", b.size);
	buf_release(&b);
	return words;
}

static void paint_head(struct page *p)
{
	const struct lettering title = {.size = 19, .rgb = BLACK, .least = 13}, subtitle = {.size = 13, .rgb = BLACK, .side = SIDE_RIGHT, .least = 10};
	double width = PAGE_WIDTH - 2 * SIDE, words = text_width(p->k, p->s->subtitle ? p->s->subtitle : "", subtitle.size) + 2;
	words = words > width * 0.7 ? width * 0.7 : words;
	draw_text(p->k, (struct box){SIDE, TOP, width - words - 5 * MM, HEAD - 1 * MM}, p->s->title, &title);
	draw_text(p->k, (struct box){SIDE + width - words, TOP, words, HEAD - 1 * MM}, p->s->subtitle, &subtitle);
}

static void paint_foot(struct page *p, size_t page, size_t pages)
{
	const struct lettering left = {.size = 11, .rgb = GREY, .least = 9}, right = {.size = 11, .rgb = GREY, .side = SIDE_RIGHT};
	double y = TOP + HEAD + TITLES + ROWS_A_PAGE * ROW + AIR, width = PAGE_WIDTH - 2 * SIDE, number = width / 6;
	draw_text(p->k, (struct box){SIDE, y, width - number, FOOT}, p->s->footer, &left);
	draw_text(p->k, (struct box){SIDE + width - number, y, number, FOOT}, page_words(p, page, pages), &right);
}

static void paint_rules(struct page *p, size_t rows)
{
	double top = TOP + HEAD, bottom = top + TITLES + (double)rows * ROW, left = p->x[0], right = p->x[p->s->columns_count];
	for (size_t r = 0; r < rows; r++)
		draw_line(p->k, left, top + TITLES + (double)r * ROW, right, top + TITLES + (double)r * ROW, 0.6, RULE, DASH_NONE);
	for (size_t c = 1; c < p->s->columns_count; c++)
		draw_line(p->k, p->x[c], top, p->x[c], bottom, 0.6, RULE, DASH_NONE);
	draw_frame(p->k, (struct box){left, top, right - left, bottom - top}, 1, GREY);
}

static struct box cell_box(const struct page *p, size_t column, double y, double height)
{
	const double pad = 1.3 * MM;
	return (struct box){p->x[column] + pad, y + AIR, p->x[column + 1] - p->x[column] - 2 * pad, height - 2 * AIR};
}

static void paint_titles(struct page *p)
{
	const struct lettering title = {.size = 12.5, .rgb = BLACK, .side = SIDE_MIDDLE, .lines = 2, .least = 9};
	draw_fill(p->k, (struct box){p->x[0], TOP + HEAD, p->x[p->s->columns_count] - p->x[0], TITLES}, TITLE_GROUND);
	for (size_t c = 0; c < p->s->columns_count; c++)
		draw_text(p->k, cell_box(p, c, TOP + HEAD, TITLES), p->s->columns[c].title, &title);
}

/* A long name is written smaller and in two lines before it is cut. */
static void paint_row(struct page *p, const struct print_row *row, double y)
{
	for (size_t c = 0; c < p->s->columns_count; c++) {
		const struct print_column *column = &p->s->columns[c];
		const struct lettering cell = {.size = 12.5, .rgb = BLACK, .side = column->centred ? SIDE_MIDDLE : SIDE_LEFT, .lines = 2, .least = 9.5};
		if (!column->blank)
			draw_text(p->k, cell_box(p, c, y, ROW), row->cells[c], &cell);
	}
}

static void paint_page(struct page *p, size_t page, size_t pages)
{
	size_t from = page * ROWS_A_PAGE, left = p->s->rows_count - from, rows = left < ROWS_A_PAGE ? left : ROWS_A_PAGE;
	paint_head(p);
	paint_titles(p);
	for (size_t r = 0; r < rows; r++)
		paint_row(p, &p->s->rows[from + r], TOP + HEAD + TITLES + (double)r * ROW);
	paint_rules(p, rows);
	paint_foot(p, page + 1, pages);
	canvas_next_page(p->k);
}

int paint_sheet(struct arena *a, const struct print_sheet *s, struct buf *pdf, struct err *err)
{
	struct page p = {.s = s, .a = a, .k = canvas_pages(PAGE_WIDTH, PAGE_HEIGHT, s->title, s->author), .x = lay_columns(a, s)};
	size_t pages = s->rows_count ? (s->rows_count + ROWS_A_PAGE - 1) / ROWS_A_PAGE : 1;
	for (size_t page = 0; page < pages; page++)
		paint_page(&p, page, pages);
	return canvas_end(p.k, pdf, err);
}
