#include "draw.h"

#include <pango/pangocairo.h>

#include <cairo-pdf.h>
#include <string.h>

#include "base/bug.h"
#include "base/late.h"
#include "palette.h"
#include "typeset.h"

#define FUNCTIONS(F) \
	F(cairo_arc) F(cairo_clip) F(cairo_close_path) F(cairo_create) F(cairo_destroy) F(cairo_fill) F(cairo_fill_preserve) F(cairo_font_face_reference) \
	F(cairo_font_options_create) F(cairo_font_options_destroy) F(cairo_font_options_set_antialias) F(cairo_font_options_set_hint_metrics) \
	F(cairo_font_options_set_hint_style) F(cairo_image_surface_create) F(cairo_image_surface_get_data) F(cairo_image_surface_get_height) \
	F(cairo_image_surface_get_stride) F(cairo_image_surface_get_width) F(cairo_line_to) F(cairo_move_to) F(cairo_new_path) F(cairo_paint) \
	F(cairo_pdf_surface_create_for_stream) F(cairo_pdf_surface_set_metadata) F(cairo_rectangle) F(cairo_restore) F(cairo_save) \
	F(cairo_scaled_font_get_font_face) F(cairo_scaled_font_get_font_matrix) F(cairo_set_dash) F(cairo_set_font_face) F(cairo_set_font_options) \
	F(cairo_set_font_size) F(cairo_set_line_width) F(cairo_set_source_rgb) F(cairo_show_page) F(cairo_show_text_glyphs) F(cairo_status) \
	F(cairo_status_to_string) F(cairo_stroke) F(cairo_surface_destroy) F(cairo_surface_finish) F(cairo_surface_flush) F(cairo_surface_set_device_scale) F(cairo_surface_status) \
	F(g_free) F(g_log_set_default_handler) F(g_malloc0) F(g_object_unref) F(g_unichar_ismark) F(g_unichar_iszerowidth) F(g_unichar_to_utf8) \
	F(g_unichar_type) F(g_utf8_get_char_validated) F(g_utf8_skip) \
	F(pango_cairo_context_set_font_options) F(pango_cairo_create_layout) F(pango_cairo_font_get_scaled_font) F(pango_cairo_font_map_get_default) \
	F(pango_cairo_show_layout) F(pango_cairo_update_layout) F(pango_context_set_language) F(pango_font_description_copy) F(pango_font_description_free) \
	F(pango_font_description_from_string) F(pango_font_description_set_absolute_size) F(pango_font_map_create_context) \
	F(pango_font_map_load_font) F(pango_get_log_attrs) F(pango_language_from_string) F(pango_layout_get_baseline) F(pango_layout_get_context) \
	F(pango_layout_get_extents) F(pango_layout_get_font_description) F(pango_layout_get_line_readonly) F(pango_layout_get_unknown_glyphs_count) \
	F(pango_layout_is_ellipsized) F(pango_layout_set_alignment) F(pango_layout_set_auto_dir) F(pango_layout_set_ellipsize) F(pango_layout_set_font_description) F(pango_layout_set_height) \
	F(pango_layout_set_single_paragraph_mode) F(pango_layout_set_text) F(pango_layout_set_width) F(pango_layout_set_wrap)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};
/* which its macros call by name */
#define g_malloc0 lib.g_malloc0
#define g_utf8_skip (*lib.g_utf8_skip)

/* WenQuanYi Micro Hei is what tools/deps.sh installs: 5 MB, quiet on screen and paper, its digits all of one width. No weights: a bold that fontconfig makes up
 * is an outline without a name in a PDF, three times the bytes. */
static const char families[] = "WenQuanYi Micro Hei,Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,Droid Sans Fallback,sans-serif";
enum { MAX_MARKS = 2, MAX_BYTES = 1200 };
static const double step_down = 0.5; /* points, at a text that is made smaller */

/* What fontconfig has at the end of the process is not freed by it; a build with a sanitizer would tell each time. */
__attribute__((weak)) const char *__lsan_default_suppressions(void); /* a test may have its own */
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

struct canvas {
	cairo_surface_t *surface; /* own */
	cairo_t *cr;              /* own */
	PangoLayout *layout;      /* own */
	bool pages;
	const cairo_font_face_t *face; double size; /* that texts were last set in; NULL: none yet */
	struct buf out;           /* own: a PDF as it grows */
};

/* What may be seen of a text; a character with nothing of its own to show is none. What Unicode reserves for no character (xFFFE, xFFFF, FDD0 to FDEF)
 * would have cairo refuse the whole page. */
static bool stays(gunichar u, int *marks)
{
	GUnicodeType type = lib.g_unichar_type(u);
	*marks = lib.g_unichar_ismark(u) ? *marks + 1 : 0;
	return *marks <= MAX_MARKS && type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_SURROGATE && type != G_UNICODE_LINE_SEPARATOR &&
	       type != G_UNICODE_PARAGRAPH_SEPARATOR && !(lib.g_unichar_iszerowidth(u) && !lib.g_unichar_ismark(u)) && u != 0xFFFC && (u & 0xFFFE) != 0xFFFE &&
	       !(u >= 0xFDD0 && u <= 0xFDEF);
}

struct shown {
	char text[MAX_BYTES + 8];
	size_t size;
};

static void make_inert(const char *text, struct shown *s)
{
	int marks = 0;
	s->size = 0;
	for (const char *p = text ? text : ""; *p && s->size < MAX_BYTES; p = g_utf8_next_char(p)) {
		gunichar u = lib.g_utf8_get_char_validated(p, -1);
		must(u != (gunichar)-1 && u != (gunichar)-2);
		if (u == '\t' || u == '\n')
			u = ' ';
		if (stays(u, &marks))
			s->size += (size_t)lib.g_unichar_to_utf8(u, s->text + s->size);
	}
	s->text[s->size] = '\0';
}

static cairo_status_t add_bytes(void *closure, const unsigned char *data, unsigned size)
{
	buf_add(closure, data, size);
	return CAIRO_STATUS_SUCCESS;
}

/* Plain grey edges, no hinting: the same on every machine with these fonts, and no colours that a palette has no room for. */
static struct canvas *begin(struct canvas *c)
{
	cairo_font_options_t *options = lib.cairo_font_options_create();
	PangoFontDescription *font = lib.pango_font_description_from_string(families);
	c->cr = lib.cairo_create(c->surface);
	c->layout = lib.pango_cairo_create_layout(c->cr);
	lib.cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	lib.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	lib.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	lib.pango_cairo_context_set_font_options(lib.pango_layout_get_context(c->layout), options);
	lib.cairo_set_font_options(c->cr, options);
	lib.pango_context_set_language(lib.pango_layout_get_context(c->layout), lib.pango_language_from_string("zh-cn"));
	lib.pango_layout_set_auto_dir(c->layout, FALSE);
	lib.pango_layout_set_single_paragraph_mode(c->layout, TRUE);
	lib.pango_layout_set_font_description(c->layout, font);
	lib.pango_font_description_free(font);
	lib.cairo_font_options_destroy(options);
	return c;
}

static void set_colour(struct canvas *c, unsigned rgb)
{
	lib.cairo_set_source_rgb(c->cr, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
}

struct canvas *canvas_picture(double width, double height, int pixels, unsigned paper)
{
	struct canvas *c = g_new0(struct canvas, 1);
	c->surface = lib.cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * pixels), (int)(height * pixels));
	lib.cairo_surface_set_device_scale(c->surface, pixels, pixels);
	begin(c);
	set_colour(c, paper);
	lib.cairo_paint(c->cr);
	return c;
}

static void set_property(struct canvas *c, cairo_pdf_metadata_t which, const char *text)
{
	struct shown shown;
	make_inert(text, &shown);
	lib.cairo_pdf_surface_set_metadata(c->surface, which, shown.text);
}

struct canvas *canvas_pages(double width, double height, const char *title, const char *author)
{
	struct canvas *c = g_new0(struct canvas, 1);
	c->pages = true;
	c->surface = lib.cairo_pdf_surface_create_for_stream(add_bytes, &c->out, width, height);
	lib.cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
	set_property(c, CAIRO_PDF_METADATA_TITLE, title);
	set_property(c, CAIRO_PDF_METADATA_AUTHOR, author);
	return begin(c);
}

void canvas_next_page(struct canvas *c)
{
	lib.cairo_show_page(c->cr);
}

static void add_picture(struct canvas *c)
{
	lib.cairo_surface_flush(c->surface);
	palette_png(lib.cairo_image_surface_get_data(c->surface), (size_t)lib.cairo_image_surface_get_width(c->surface),
	            (size_t)lib.cairo_image_surface_get_height(c->surface), (size_t)lib.cairo_image_surface_get_stride(c->surface), &c->out);
}

int canvas_end(struct canvas *c, struct buf *out, struct err *err)
{
	cairo_status_t status = lib.cairo_status(c->cr);
	if (status == CAIRO_STATUS_SUCCESS && !c->pages)
		add_picture(c);
	lib.g_object_unref(c->layout);
	lib.cairo_destroy(c->cr);
	lib.cairo_surface_finish(c->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = lib.cairo_surface_status(c->surface);
	lib.cairo_surface_destroy(c->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		buf_add(out, c->out.data, c->out.size);
	buf_release(&c->out);
	lib.g_free(c);
	return status == CAIRO_STATUS_SUCCESS ? 0 : err_set(err, 75, "drawing: %s", lib.cairo_status_to_string(status));
}

/* ---- shapes ---- */

static void path(struct canvas *c, struct box b)
{
	lib.cairo_rectangle(c->cr, b.x, b.y, b.w, b.h);
}

void draw_fill(struct canvas *c, struct box b, unsigned rgb)
{
	set_colour(c, rgb);
	path(c, b);
	lib.cairo_fill(c->cr);
}

void draw_frame(struct canvas *c, struct box b, double width, unsigned rgb)
{
	set_colour(c, rgb);
	lib.cairo_set_line_width(c->cr, width);
	path(c, (struct box){b.x + width / 2, b.y + width / 2, b.w - width, b.h - width});
	lib.cairo_stroke(c->cr);
}

/* All hatches lie on the same lines, so that neighbours look like one stuff. */
void draw_hatch(struct canvas *c, struct box b, unsigned rgb)
{
	const double apart = 5;
	lib.cairo_save(c->cr);
	path(c, b);
	lib.cairo_clip(c->cr);
	set_colour(c, rgb);
	lib.cairo_set_line_width(c->cr, 1.25);
	for (double at = (double)(int)((b.x + b.y) / apart) * apart; at < b.x + b.y + b.w + b.h + apart; at += apart) {
		lib.cairo_move_to(c->cr, at - b.y, b.y);
		lib.cairo_line_to(c->cr, at - b.y - b.h, b.y + b.h);
	}
	lib.cairo_stroke(c->cr);
	lib.cairo_restore(c->cr);
}

void draw_line(struct canvas *c, double x1, double y1, double x2, double y2, double width, unsigned rgb, enum draw_dash dash)
{
	static const double dashes[][2] = {[DASH_LONG] = {7, 4}, [DASH_SHORT] = {2, 3}};
	set_colour(c, rgb);
	lib.cairo_set_line_width(c->cr, width);
	lib.cairo_set_dash(c->cr, dashes[dash], dash == DASH_NONE ? 0 : 2, 0);
	lib.cairo_move_to(c->cr, x1, y1);
	lib.cairo_line_to(c->cr, x2, y2);
	lib.cairo_stroke(c->cr);
	lib.cairo_set_dash(c->cr, NULL, 0, 0);
}

void draw_mark(struct canvas *c, double x, double y, double size, enum draw_mark mark, unsigned rgb, unsigned paper)
{
	double r = size / 2;
	lib.cairo_new_path(c->cr);
	if (mark == MARK_SQUARE) {
		path(c, (struct box){x - r * 0.9, y - r * 0.9, size * 0.9, size * 0.9});
	} else if (mark == MARK_TRIANGLE) {
		lib.cairo_move_to(c->cr, x, y - r);
		lib.cairo_line_to(c->cr, x + r, y + r * 0.8);
		lib.cairo_line_to(c->cr, x - r, y + r * 0.8);
		lib.cairo_close_path(c->cr);
	} else {
		lib.cairo_arc(c->cr, x, y, r, 0, 2 * G_PI);
	}
	set_colour(c, mark == MARK_RING ? paper : rgb);
	lib.cairo_fill_preserve(c->cr);
	set_colour(c, mark == MARK_RING ? rgb : paper);
	lib.cairo_set_line_width(c->cr, mark == MARK_RING ? 1.75 : 0.75);
	lib.cairo_stroke(c->cr);
}

/* ---- text, as Pango lays it: any script ---- */

static void set_text(struct canvas *c, const struct shown *shown, double size)
{
	PangoFontDescription *font = lib.pango_font_description_copy(lib.pango_layout_get_font_description(c->layout));
	lib.pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	lib.pango_layout_set_font_description(c->layout, font);
	lib.pango_font_description_free(font);
	lib.pango_layout_set_text(c->layout, shown->text, (int)shown->size);
}

static void unbound(struct canvas *c)
{
	lib.pango_layout_set_width(c->layout, -1);
	lib.pango_layout_set_height(c->layout, -1);
	lib.pango_layout_set_ellipsize(c->layout, PANGO_ELLIPSIZE_NONE);
}

static double laid_width(struct canvas *c, const struct shown *shown, double size)
{
	PangoRectangle r;
	unbound(c);
	set_text(c, shown, size);
	lib.pango_layout_get_extents(c->layout, NULL, &r);
	return (double)r.width / PANGO_SCALE;
}

/* In the box's width, in so many lines; false: something had to be left out, or is cut above and below. */
static bool fit(struct canvas *c, struct box b, const struct shown *shown, const struct lettering *l, double size)
{
	unbound(c);
	set_text(c, shown, size);
	lib.pango_layout_set_width(c->layout, (int)(b.w * PANGO_SCALE));
	lib.pango_layout_set_height(c->layout, l->lines > 1 ? -l->lines : -1);
	lib.pango_layout_set_wrap(c->layout, PANGO_WRAP_WORD_CHAR);
	lib.pango_layout_set_ellipsize(c->layout, PANGO_ELLIPSIZE_END);
	PangoRectangle r;
	lib.pango_layout_get_extents(c->layout, NULL, &r);
	return !lib.pango_layout_is_ellipsized(c->layout) && r.height <= b.h * PANGO_SCALE;
}

static void draw_laid(struct canvas *c, struct box b, const struct shown *shown, const struct lettering *l)
{
	static const PangoAlignment sides[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
	PangoRectangle r;
	double size = l->size;
	lib.pango_layout_set_alignment(c->layout, sides[l->side]);
	while (!fit(c, b, shown, l, size) && size - step_down >= l->least && l->least > 0)
		size -= step_down;
	lib.pango_layout_get_extents(c->layout, NULL, &r);
	lib.cairo_save(c->cr);
	path(c, b);
	lib.cairo_clip(c->cr);
	set_colour(c, l->rgb);
	lib.cairo_move_to(c->cr, b.x, b.y + (b.h - (double)r.height / PANGO_SCALE) / 2);
	lib.pango_cairo_update_layout(c->cr, c->layout);
	lib.pango_cairo_show_layout(c->cr, c->layout);
	lib.cairo_restore(c->cr);
}

/* ---- text, set character by character: a sheet has a thousand texts, most of them in scripts in which no character changes its neighbours.
 * Laid by Pango, at each size anew until it fits, a sheet took five times as long. What a character looks like, and how wide it is, Pango says once. ---- */

enum { LEARNT_AT = 64 /* nothing is hinted: every other size follows from this one */, MAX_FACES = 16, ALONE_BELOW = 0x40000, GLYPHS_A_PAGE = 256 };

struct glyph {
	enum { GLYPH_UNKNOWN, GLYPH_ALONE, GLYPH_IN_CONTEXT } state; /* the last: it takes Pango */
	unsigned face;
	unsigned index;
	float width;            /* at size 1, as below */
};
struct face {
	cairo_font_face_t *face; /* own, as long as the process */
	double ascent, height;   /* of a line */
};
static struct face faces[MAX_FACES];
static unsigned faces_count;
static struct glyph *glyphs[ALONE_BELOW / GLYPHS_A_PAGE]; /* own, as long as the process */

struct letters {
	const struct shown *shown;
	size_t n;
	struct type type[MAX_BYTES + 8];
	const struct glyph *glyph[MAX_BYTES + 8];
	size_t at[MAX_BYTES + 9];      /* where each begins in the text; the last: its end */
	const struct glyph *mark;      /* … */
	double ascent, height;         /* of a line, at size 1: the highest of its faces */
};

/* Latin, Greek, Cyrillic, punctuation and signs, all of Chinese, Japanese and Korean; no marks, nothing that joins or turns. */
static bool stands_alone(gunichar u)
{
	static const struct { gunichar from, to; } ranges[] = {{0x20, 0x2FF}, {0x370, 0x52F}, {0x2010, 0x2027}, {0x2030, 0x205E}, {0x20A0, 0x20BF}, {0x2100, 0x25FF},
	                                                       {0x2E80, 0x9FFF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFF01, 0xFFEF}, {0x20000, 0x3FFFF}};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (u >= ranges[i].from && u <= ranges[i].to)
			return !lib.g_unichar_ismark(u);
	return false;
}

/* MAX_FACES: there are too many. */
static unsigned face_number(cairo_font_face_t *face, double ascent, double height)
{
	for (unsigned i = 0; i < faces_count; i++)
		if (faces[i].face == face)
			return i;
	if (faces_count < MAX_FACES)
		faces[faces_count++] = (struct face){lib.cairo_font_face_reference(face), ascent, height};
	return faces_count;
}

/* One glyph at its place, in a face that is no more than made larger. */
static bool learn(struct canvas *c, const struct shown *one, struct glyph *g)
{
	PangoRectangle extents;
	cairo_matrix_t m;
	unbound(c);
	set_text(c, one, LEARNT_AT);
	const PangoLayoutLine *line = lib.pango_layout_get_line_readonly(c->layout, 0);
	if (!line || !line->runs || line->runs->next || lib.pango_layout_get_unknown_glyphs_count(c->layout))
		return false;
	const PangoGlyphItem *run = line->runs->data;
	const PangoGlyphInfo *glyph = run->glyphs->glyphs;
	cairo_scaled_font_t *font = lib.pango_cairo_font_get_scaled_font((PangoCairoFont *)run->item->analysis.font);
	if (run->glyphs->num_glyphs != 1 || glyph->glyph >= PANGO_GLYPH_EMPTY || glyph->geometry.x_offset || glyph->geometry.y_offset || !font)
		return false;
	lib.cairo_scaled_font_get_font_matrix(font, &m);
	lib.pango_layout_get_extents(c->layout, NULL, &extents);
	const double unit = (double)LEARNT_AT * PANGO_SCALE;
	g->face = face_number(lib.cairo_scaled_font_get_font_face(font), lib.pango_layout_get_baseline(c->layout) / unit, extents.height / unit);
	g->index = glyph->glyph;
	g->width = (float)(glyph->geometry.width / unit);
	return g->face < MAX_FACES && m.xx == LEARNT_AT && m.yy == LEARNT_AT && m.xy == 0 && m.yx == 0;
}

/* NULL: it takes Pango. */
static const struct glyph *glyph_of(struct canvas *c, gunichar u)
{
	if (!stands_alone(u))
		return NULL;
	struct glyph **page = &glyphs[u / GLYPHS_A_PAGE];
	if (!*page)
		*page = g_new0(struct glyph, GLYPHS_A_PAGE);
	struct glyph *g = &(*page)[u % GLYPHS_A_PAGE];
	if (g->state == GLYPH_UNKNOWN) {
		struct shown one = {.size = 0};
		one.size = (size_t)lib.g_unichar_to_utf8(u, one.text);
		g->state = learn(c, &one, g) ? GLYPH_ALONE : GLYPH_IN_CONTEXT;
	}
	return g->state == GLYPH_ALONE ? g : NULL;
}

static void stand_in(struct letters *l, const struct glyph *g)
{
	const struct face *face = &faces[g->face];
	l->ascent = face->ascent > l->ascent ? face->ascent : l->ascent;
	l->height = face->height > l->height ? face->height : l->height;
}

/* false: it takes Pango. */
static bool set_letters(struct canvas *c, const struct shown *shown, struct letters *l)
{
	l->shown = shown;
	l->n = 0;
	l->ascent = l->height = 0;
	for (const char *p = shown->text; *p; p = g_utf8_next_char(p), l->n++) {
		gunichar u = lib.g_utf8_get_char_validated(p, -1);
		const struct glyph *g = glyph_of(c, u);
		if (!g)
			return false;
		stand_in(l, l->glyph[l->n] = g);
		l->type[l->n] = (struct type){.width = g->width, .space = u == ' ' || u == 0x3000};
		l->at[l->n] = (size_t)(p - shown->text);
	}
	l->at[l->n] = shown->size;
	return (l->mark = glyph_of(c, 0x2026 /* … */)) != NULL;
}

static void find_breaks(struct letters *l)
{
	PangoLogAttr attrs[MAX_BYTES + 9];
	lib.pango_get_log_attrs(l->shown->text, (int)l->shown->size, -1, lib.pango_language_from_string("zh-cn"), attrs, (int)l->n + 1);
	for (size_t i = 0; i < l->n; i++)
		l->type[i].may_begin = attrs[i].is_line_break;
}

static void take_face(struct canvas *c, unsigned face, double size)
{
	if (c->face == faces[face].face && c->size == size)
		return;
	lib.cairo_set_font_face(c->cr, faces[face].face);
	lib.cairo_set_font_size(c->cr, size);
	c->face = faces[face].face;
	c->size = size;
}

/* Glyphs of one face, from this character on. Returns where the next ones stand. */
static double show_run(struct canvas *c, const struct letters *l, size_t from, size_t to, double size, double x, double y)
{
	cairo_glyph_t glyph[MAX_BYTES + 8];
	cairo_text_cluster_t cluster[MAX_BYTES + 8];
	for (size_t i = from; i < to; i++) {
		glyph[i - from] = (cairo_glyph_t){l->glyph[i]->index, x, y};
		cluster[i - from] = (cairo_text_cluster_t){(int)(l->at[i + 1] - l->at[i]), 1};
		x += (double)l->glyph[i]->width * size;
	}
	take_face(c, l->glyph[from]->face, size);
	lib.cairo_show_text_glyphs(c->cr, l->shown->text + l->at[from], (int)(l->at[to] - l->at[from]), glyph, (int)(to - from), cluster, (int)(to - from), 0);
	return x;
}

/* In a PDF it stands for all that was left out: who searches, or copies, has it. */
static void show_mark(struct canvas *c, const struct letters *l, size_t from, double size, double x, double y)
{
	int rest = (int)(l->at[l->n] - l->at[from]);
	take_face(c, l->mark->face, size);
	lib.cairo_show_text_glyphs(c->cr, l->shown->text + l->at[from], rest, &(cairo_glyph_t){l->mark->index, x, y}, 1, &(cairo_text_cluster_t){rest, 1}, 1, 0);
}

static void show_line(struct canvas *c, const struct letters *l, const struct typeset_line *line, bool cut, double size, double x, double y)
{
	for (size_t from = line->from, to; from < line->to; from = to) {
		for (to = from + 1; to < line->to && l->glyph[to]->face == l->glyph[from]->face; to++)
			;
		x = show_run(c, l, from, to, size, x, y);
	}
	if (cut)
		show_mark(c, l, line->to, size, x, y);
}

static bool leaves(struct box b, const struct typeset *s, double line_height)
{
	bool out = (double)s->count * line_height * s->size > b.h;
	for (size_t i = 0; i < s->count; i++)
		out = out || s->lines[i].width * s->size > b.w;
	return out;
}

static void show_lines(struct canvas *c, struct box b, const struct letters *l, const struct typeset *s, enum draw_side side)
{
	static const double before[] = {[SIDE_LEFT] = 0, [SIDE_MIDDLE] = 0.5, [SIDE_RIGHT] = 1};
	double y = b.y + (b.h - (double)s->count * l->height * s->size) / 2 + l->ascent * s->size;
	for (size_t i = 0; i < s->count; i++, y += l->height * s->size)
		show_line(c, l, &s->lines[i], s->cut && i + 1 == s->count, s->size, b.x + (b.w - s->lines[i].width * s->size) * before[side], y);
}

/* Within the box, and what was set for it forgotten. */
static void show_lines_within(struct canvas *c, struct box b, const struct letters *l, const struct typeset *s, enum draw_side side)
{
	lib.cairo_save(c->cr);
	path(c, b);
	lib.cairo_clip(c->cr);
	show_lines(c, b, l, s, side);
	lib.cairo_restore(c->cr);
	c->face = NULL;
}

/* Where a line may end is asked for only if it matters: it takes longer than all the rest. */
static struct typeset lay_letters(struct box b, struct letters *l, const struct lettering *how)
{
	const struct typeset_box box = {.width = b.w, .height = b.h, .lines = how->lines > 1 ? (size_t)how->lines : 1, .line_height = l->height,
	                                .mark = (double)l->mark->width, .size = how->size, .least = how->least > 0 ? how->least : how->size, .step = step_down};
	struct typeset s = typeset(l->type, l->n, &box);
	if (s.count == 1)
		return s;
	find_breaks(l);
	return typeset(l->type, l->n, &box);
}

static void draw_letters(struct canvas *c, struct box b, struct letters *l, const struct lettering *how)
{
	struct typeset s = lay_letters(b, l, how);
	set_colour(c, how->rgb);
	(leaves(b, &s, l->height) ? show_lines_within : show_lines)(c, b, l, &s, how->side);
}

/* ---- text ---- */

double text_width(struct canvas *c, const char *text, double size)
{
	struct shown shown;
	struct letters l;
	double width = 0;
	make_inert(text, &shown);
	if (!set_letters(c, &shown, &l))
		return laid_width(c, &shown, size);
	for (size_t i = 0; i < l.n; i++)
		width += (double)l.type[i].width;
	return width * size;
}

void draw_text(struct canvas *c, struct box b, const char *text, const struct lettering *l)
{
	struct shown shown;
	struct letters letters;
	make_inert(text, &shown);
	if (b.w <= 0 || b.h <= 0 || !shown.size)
		return;
	if (set_letters(c, &shown, &letters))
		draw_letters(c, b, &letters, l);
	else
		draw_laid(c, b, &shown, l);
}

/* ---- fonts ---- */

static void say_nothing(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer data)
{
	(void)domain, (void)level, (void)text, (void)data;
}

int draw_open(struct err *err)
{
	if (late_bind("libpangocairo-1.0.so.0", names, &lib, sizeof lib, err) < 0)
		return -1;
	lib.g_log_set_default_handler(say_nothing, NULL);
	return 0;
}

bool draw_can_write(const char *text)
{
	struct canvas *c = canvas_picture(1, 1, 1, 0);
	struct buf none = {0};
	struct err ignored;
	struct shown shown;
	make_inert(text, &shown);
	unbound(c);
	set_text(c, &shown, 10);
	bool can = lib.pango_layout_get_unknown_glyphs_count(c->layout) == 0;
	canvas_end(c, &none, &ignored);
	buf_release(&none);
	return can;
}

bool draw_has_fonts(void)
{
	PangoFontMap *map = lib.pango_cairo_font_map_get_default();
	PangoContext *context = lib.pango_font_map_create_context(map);
	PangoFontDescription *any = lib.pango_font_description_from_string("sans-serif 12");
	PangoFont *font = lib.pango_font_map_load_font(map, context, any);
	bool has = font != NULL;
	if (font)
		lib.g_object_unref(font);
	lib.pango_font_description_free(any);
	lib.g_object_unref(context);
	return has;
}
