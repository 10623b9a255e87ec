#include "draw.h"

#include <pango/pangocairo.h>

#include <cairo-pdf.h>
#include <string.h>

#include "base/bug.h"
#include "palette.h"

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
	GUnicodeType type = g_unichar_type(u);
	*marks = g_unichar_ismark(u) ? *marks + 1 : 0;
	return *marks <= MAX_MARKS && type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_SURROGATE && type != G_UNICODE_LINE_SEPARATOR &&
	       type != G_UNICODE_PARAGRAPH_SEPARATOR && !(g_unichar_iszerowidth(u) && !g_unichar_ismark(u)) && u != 0xFFFC && (u & 0xFFFE) != 0xFFFE &&
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
		gunichar u = g_utf8_get_char_validated(p, -1);
		must(u != (gunichar)-1 && u != (gunichar)-2);
		if (u == '\t' || u == '\n')
			u = ' ';
		if (stays(u, &marks))
			s->size += (size_t)g_unichar_to_utf8(u, s->text + s->size);
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
	cairo_font_options_t *options = cairo_font_options_create();
	PangoFontDescription *font = pango_font_description_from_string(families);
	c->cr = cairo_create(c->surface);
	c->layout = pango_cairo_create_layout(c->cr);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(pango_layout_get_context(c->layout), options);
	pango_context_set_language(pango_layout_get_context(c->layout), pango_language_from_string("zh-cn"));
	pango_layout_set_auto_dir(c->layout, FALSE);
	pango_layout_set_single_paragraph_mode(c->layout, TRUE);
	pango_layout_set_font_description(c->layout, font);
	pango_font_description_free(font);
	cairo_font_options_destroy(options);
	return c;
}

static void set_colour(struct canvas *c, unsigned rgb)
{
	cairo_set_source_rgb(c->cr, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
}

struct canvas *canvas_picture(double width, double height, int pixels, unsigned paper)
{
	struct canvas *c = g_new0(struct canvas, 1);
	c->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * pixels), (int)(height * pixels));
	cairo_surface_set_device_scale(c->surface, pixels, pixels);
	begin(c);
	set_colour(c, paper);
	cairo_paint(c->cr);
	return c;
}

static void set_property(struct canvas *c, cairo_pdf_metadata_t which, const char *text)
{
	struct shown shown;
	make_inert(text, &shown);
	cairo_pdf_surface_set_metadata(c->surface, which, shown.text);
}

struct canvas *canvas_pages(double width, double height, const char *title, const char *author)
{
	struct canvas *c = g_new0(struct canvas, 1);
	c->pages = true;
	c->surface = cairo_pdf_surface_create_for_stream(add_bytes, &c->out, width, height);
	cairo_pdf_surface_set_metadata(c->surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
	set_property(c, CAIRO_PDF_METADATA_TITLE, title);
	set_property(c, CAIRO_PDF_METADATA_AUTHOR, author);
	return begin(c);
}

void canvas_next_page(struct canvas *c)
{
	cairo_show_page(c->cr);
}

static void add_picture(struct canvas *c)
{
	cairo_surface_flush(c->surface);
	palette_png(cairo_image_surface_get_data(c->surface), (size_t)cairo_image_surface_get_width(c->surface),
	            (size_t)cairo_image_surface_get_height(c->surface), (size_t)cairo_image_surface_get_stride(c->surface), &c->out);
}

int canvas_end(struct canvas *c, struct buf *out, struct err *err)
{
	cairo_status_t status = cairo_status(c->cr);
	if (status == CAIRO_STATUS_SUCCESS && !c->pages)
		add_picture(c);
	g_object_unref(c->layout);
	cairo_destroy(c->cr);
	cairo_surface_finish(c->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(c->surface);
	cairo_surface_destroy(c->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		buf_add(out, c->out.data, c->out.size);
	buf_release(&c->out);
	g_free(c);
	return status == CAIRO_STATUS_SUCCESS ? 0 : err_set(err, 75, "drawing: %s", cairo_status_to_string(status));
}

/* ---- shapes ---- */

static void path(struct canvas *c, struct box b)
{
	cairo_rectangle(c->cr, b.x, b.y, b.w, b.h);
}

void draw_fill(struct canvas *c, struct box b, unsigned rgb)
{
	set_colour(c, rgb);
	path(c, b);
	cairo_fill(c->cr);
}

void draw_frame(struct canvas *c, struct box b, double width, unsigned rgb)
{
	set_colour(c, rgb);
	cairo_set_line_width(c->cr, width);
	path(c, (struct box){b.x + width / 2, b.y + width / 2, b.w - width, b.h - width});
	cairo_stroke(c->cr);
}

/* All hatches lie on the same lines, so that neighbours look like one stuff. */
void draw_hatch(struct canvas *c, struct box b, unsigned rgb)
{
	const double apart = 5;
	cairo_save(c->cr);
	path(c, b);
	cairo_clip(c->cr);
	set_colour(c, rgb);
	cairo_set_line_width(c->cr, 1.25);
	for (double at = (double)(int)((b.x + b.y) / apart) * apart; at < b.x + b.y + b.w + b.h + apart; at += apart) {
		cairo_move_to(c->cr, at - b.y, b.y);
		cairo_line_to(c->cr, at - b.y - b.h, b.y + b.h);
	}
	cairo_stroke(c->cr);
	cairo_restore(c->cr);
}

void draw_line(struct canvas *c, double x1, double y1, double x2, double y2, double width, unsigned rgb, enum draw_dash dash)
{
	static const double dashes[][2] = {[DASH_LONG] = {7, 4}, [DASH_SHORT] = {2, 3}};
	set_colour(c, rgb);
	cairo_set_line_width(c->cr, width);
	cairo_set_dash(c->cr, dashes[dash], dash == DASH_NONE ? 0 : 2, 0);
	cairo_move_to(c->cr, x1, y1);
	cairo_line_to(c->cr, x2, y2);
	cairo_stroke(c->cr);
	cairo_set_dash(c->cr, NULL, 0, 0);
}

void draw_mark(struct canvas *c, double x, double y, double size, enum draw_mark mark, unsigned rgb, unsigned paper)
{
	double r = size / 2;
	cairo_new_path(c->cr);
	if (mark == MARK_SQUARE) {
		path(c, (struct box){x - r * 0.9, y - r * 0.9, size * 0.9, size * 0.9});
	} else if (mark == MARK_TRIANGLE) {
		cairo_move_to(c->cr, x, y - r);
		cairo_line_to(c->cr, x + r, y + r * 0.8);
		cairo_line_to(c->cr, x - r, y + r * 0.8);
		cairo_close_path(c->cr);
	} else {
		cairo_arc(c->cr, x, y, r, 0, 2 * G_PI);
	}
	set_colour(c, mark == MARK_RING ? paper : rgb);
	cairo_fill_preserve(c->cr);
	set_colour(c, mark == MARK_RING ? rgb : paper);
	cairo_set_line_width(c->cr, mark == MARK_RING ? 1.75 : 0.75);
	cairo_stroke(c->cr);
}

/* ---- text ---- */

static void set_text(struct canvas *c, const char *text, double size)
{
	struct shown shown;
	make_inert(text, &shown);
	PangoFontDescription *font = pango_font_description_copy(pango_layout_get_font_description(c->layout));
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_layout_set_font_description(c->layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(c->layout, shown.text, (int)shown.size);
}

static void unbound(struct canvas *c)
{
	pango_layout_set_width(c->layout, -1);
	pango_layout_set_height(c->layout, -1);
	pango_layout_set_ellipsize(c->layout, PANGO_ELLIPSIZE_NONE);
}

double text_width(struct canvas *c, const char *text, double size)
{
	PangoRectangle r;
	unbound(c);
	set_text(c, text, size);
	pango_layout_get_extents(c->layout, NULL, &r);
	return (double)r.width / PANGO_SCALE;
}

/* In the box's width, in so many lines; false: something had to be left out, or is cut above and below. */
static bool fit(struct canvas *c, struct box b, const char *text, const struct lettering *l, double size)
{
	unbound(c);
	set_text(c, text, size);
	pango_layout_set_width(c->layout, (int)(b.w * PANGO_SCALE));
	pango_layout_set_height(c->layout, l->lines > 1 ? -l->lines : -1);
	pango_layout_set_wrap(c->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_ellipsize(c->layout, PANGO_ELLIPSIZE_END);
	PangoRectangle r;
	pango_layout_get_extents(c->layout, NULL, &r);
	return !pango_layout_is_ellipsized(c->layout) && r.height <= b.h * PANGO_SCALE;
}

void draw_text(struct canvas *c, struct box b, const char *text, const struct lettering *l)
{
	static const PangoAlignment sides[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
	PangoRectangle r;
	double size = l->size;
	if (b.w <= 0 || b.h <= 0 || !text || !*text)
		return;
	pango_layout_set_alignment(c->layout, sides[l->side]);
	while (!fit(c, b, text, l, size) && size - step_down >= l->least && l->least > 0)
		size -= step_down;
	pango_layout_get_extents(c->layout, NULL, &r);
	cairo_save(c->cr);
	path(c, b);
	cairo_clip(c->cr);
	set_colour(c, l->rgb);
	cairo_move_to(c->cr, b.x, b.y + (b.h - (double)r.height / PANGO_SCALE) / 2);
	pango_cairo_update_layout(c->cr, c->layout);
	pango_cairo_show_layout(c->cr, c->layout);
	cairo_restore(c->cr);
}

/* ---- fonts ---- */

static void say_nothing(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer data)
{
	(void)domain, (void)level, (void)text, (void)data;
}

void draw_be_quiet(void)
{
	g_log_set_default_handler(say_nothing, NULL);
}

bool draw_can_write(const char *text)
{
	struct canvas *c = canvas_picture(1, 1, 1, 0);
	struct buf none = {0};
	struct err ignored;
	unbound(c);
	set_text(c, text, 10);
	bool can = pango_layout_get_unknown_glyphs_count(c->layout) == 0;
	canvas_end(c, &none, &ignored);
	buf_release(&none);
	return can;
}

bool draw_has_fonts(void)
{
	PangoFontMap *map = pango_cairo_font_map_get_default();
	PangoContext *context = pango_font_map_create_context(map);
	PangoFontDescription *any = pango_font_description_from_string("sans-serif 12");
	PangoFont *font = pango_font_map_load_font(map, context, any);
	bool has = font != NULL;
	if (font)
		g_object_unref(font);
	pango_font_description_free(any);
	g_object_unref(context);
	return has;
}
