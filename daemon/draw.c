#include "draw.h"

#include <pango/pangocairo.h>

#include <cairo-pdf.h>
#include <string.h>

#include "base/bug.h"
#include "base/late.h"
#include "palette.h"

#define FUNCTIONS(F) \
	F(cairo_arc) F(cairo_clip) F(cairo_close_path) F(cairo_create) F(cairo_destroy) F(cairo_fill) F(cairo_fill_preserve) \
	F(cairo_font_options_create) F(cairo_font_options_destroy) F(cairo_font_options_set_antialias) F(cairo_font_options_set_hint_metrics) \
	F(cairo_font_options_set_hint_style) F(cairo_image_surface_create) F(cairo_image_surface_get_data) F(cairo_image_surface_get_height) \
	F(cairo_image_surface_get_stride) F(cairo_image_surface_get_width) F(cairo_line_to) F(cairo_move_to) F(cairo_new_path) F(cairo_paint) \
	F(cairo_pdf_surface_create_for_stream) F(cairo_pdf_surface_set_metadata) F(cairo_rectangle) F(cairo_restore) F(cairo_save) F(cairo_set_dash) \
	F(cairo_set_line_width) F(cairo_set_source_rgb) F(cairo_show_page) F(cairo_status) F(cairo_status_to_string) F(cairo_stroke) \
	F(cairo_surface_destroy) F(cairo_surface_finish) F(cairo_surface_flush) F(cairo_surface_set_device_scale) F(cairo_surface_status) \
	F(g_free) F(g_log_set_default_handler) F(g_malloc0) F(g_object_unref) F(g_unichar_ismark) F(g_unichar_iszerowidth) F(g_unichar_to_utf8) \
	F(g_unichar_type) F(g_utf8_get_char_validated) F(g_utf8_skip) \
	F(pango_cairo_context_set_font_options) F(pango_cairo_create_layout) F(pango_cairo_font_map_get_default) F(pango_cairo_show_layout) \
	F(pango_cairo_update_layout) F(pango_context_set_language) F(pango_font_description_copy) F(pango_font_description_free) \
	F(pango_font_description_from_string) F(pango_font_description_set_absolute_size) F(pango_font_map_create_context) \
	F(pango_font_map_load_font) F(pango_language_from_string) F(pango_layout_get_context) F(pango_layout_get_extents) \
	F(pango_layout_get_font_description) F(pango_layout_get_unknown_glyphs_count) F(pango_layout_is_ellipsized) F(pango_layout_set_alignment) \
	F(pango_layout_set_auto_dir) F(pango_layout_set_ellipsize) F(pango_layout_set_font_description) F(pango_layout_set_height) \
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

/* ---- text ---- */

static void set_text(struct canvas *c, const char *text, double size)
{
	struct shown shown;
	make_inert(text, &shown);
	PangoFontDescription *font = lib.pango_font_description_copy(lib.pango_layout_get_font_description(c->layout));
	lib.pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	lib.pango_layout_set_font_description(c->layout, font);
	lib.pango_font_description_free(font);
	lib.pango_layout_set_text(c->layout, shown.text, (int)shown.size);
}

static void unbound(struct canvas *c)
{
	lib.pango_layout_set_width(c->layout, -1);
	lib.pango_layout_set_height(c->layout, -1);
	lib.pango_layout_set_ellipsize(c->layout, PANGO_ELLIPSIZE_NONE);
}

double text_width(struct canvas *c, const char *text, double size)
{
	PangoRectangle r;
	unbound(c);
	set_text(c, text, size);
	lib.pango_layout_get_extents(c->layout, NULL, &r);
	return (double)r.width / PANGO_SCALE;
}

/* In the box's width, in so many lines; false: something had to be left out, or is cut above and below. */
static bool fit(struct canvas *c, struct box b, const char *text, const struct lettering *l, double size)
{
	unbound(c);
	set_text(c, text, size);
	lib.pango_layout_set_width(c->layout, (int)(b.w * PANGO_SCALE));
	lib.pango_layout_set_height(c->layout, l->lines > 1 ? -l->lines : -1);
	lib.pango_layout_set_wrap(c->layout, PANGO_WRAP_WORD_CHAR);
	lib.pango_layout_set_ellipsize(c->layout, PANGO_ELLIPSIZE_END);
	PangoRectangle r;
	lib.pango_layout_get_extents(c->layout, NULL, &r);
	return !lib.pango_layout_is_ellipsized(c->layout) && r.height <= b.h * PANGO_SCALE;
}

void draw_text(struct canvas *c, struct box b, const char *text, const struct lettering *l)
{
	static const PangoAlignment sides[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
	PangoRectangle r;
	double size = l->size;
	if (b.w <= 0 || b.h <= 0 || !text || !*text)
		return;
	lib.pango_layout_set_alignment(c->layout, sides[l->side]);
	while (!fit(c, b, text, l, size) && size - step_down >= l->least && l->least > 0)
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
	unbound(c);
	set_text(c, text, 10);
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
