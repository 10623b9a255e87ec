#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/bug.h"
#include "base/late.h"
#include "base/library.h"
#include "base/text.h"
#include "parsers/fill.h"
#include "parsers/html_parts.h"
#include "parsers/merge.h"
#include "parsers/typed_words.h"

#define FUNCTIONS(F) \
	F(__xmlParserVersion) F(htmlCtxtReadMemory) F(htmlFreeParserCtxt) F(htmlNewParserCtxt) F(xmlDocGetRootElement) F(xmlFreeDoc) F(xmlSAX2Comment) \
	F(xmlSAX2ProcessingInstruction) F(xmlSAX2StartElement) F(xmlSetGenericErrorFunc) F(xmlStopParser)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};

/* Tables in markup: a mail's HTML body, and a page of a file (html_file.c). Spans take their places in the grid and their text stands in the
 * first of them, as merged cells have it in a workbook. (The only user of libxml2.) */

enum { MAX_COLSPAN = 1000, MAX_ROWSPAN = 65534 }; /* as the HTML standard caps them */

/* ---- the tree ---- */

static bool is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0; /* libxml2 has made it lower case */
}

static bool is_cell(const xmlNode *n)
{
	return is(n, "td") || is(n, "th");
}

/* The node after n in document order below top, without n's children when skip; NULL at the end. */
static const xmlNode *next_node(const xmlNode *n, const xmlNode *top, bool skip)
{
	if (!skip && n->type == XML_ELEMENT_NODE && n->children)
		return n->children;
	while (n != top && !n->next)
		n = n->parent;
	return n == top ? NULL : n->next;
}

static const char *attribute(const xmlNode *n, const char *name)
{
	for (const xmlAttr *at = n->properties; at; at = at->next)
		if (strcasecmp((const char *)at->name, name) == 0)
			return at->children && at->children->content ? (const char *)at->children->content : "";
	return NULL;
}

static int span(const xmlNode *n, const char *name, int most)
{
	const char *value = attribute(n, name);
	long v = value ? strtol(value, NULL, 10) : 1;
	if (value && v == 0 && strcmp(name, "rowspan") == 0 && *value == '0')
		return most; /* to the end of the table */
	return v < 1 ? 1 : v > most ? most : (int)v;
}

/* display:none in whatever spelling, or the attribute hidden. */
static bool is_hidden(const xmlNode *n)
{
	const char *style = attribute(n, "style");
	if (attribute(n, "hidden"))
		return true;
	for (const char *p = style; p && (p = strcasestr(p, "display")); ) {
		p += strlen("display");
		p += strspn(p, " \t\r\n");
		if (*p == ':' && strncasecmp(p + 1 + strspn(p + 1, " \t\r\n"), "none", 4) == 0)
			return true;
	}
	return false;
}

/* ---- the text of a cell ---- */

static bool unseen(const xmlNode *n)
{
	return is(n, "script") || is(n, "style") || is(n, "head") || is(n, "template") || is(n, "select") || is_hidden(n);
}

/* Elements that stand on their own lines: their text is not glued to what is beside them. */
static bool is_block(const xmlNode *n)
{
	static const char *const blocks[] = {"br", "p",  "div", "li", "ul", "ol", "tr", "td", "th", "table",
	                                     "h1", "h2", "h3",  "h4", "h5", "h6", "hr"};
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (is(n, blocks[i]))
			return true;
	return false;
}

/* Adds with runs of blanks and line breaks made one blank. */
static void add_text(struct buf *out, const char *s)
{
	while (*s && out->size < TABLE_MAX_CELL_BYTES + 8) {
		const char *start = s;
		uint32_t c = text_next(&s);
		if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0) {
			if (out->size && out->data[out->size - 1] != ' ')
				buf_addc(out, ' ');
		} else
			buf_add(out, start, (size_t)(s - start));
	}
}

static const char *node_text(struct arena *a, const xmlNode *top)
{
	struct buf out = {0};
	for (const xmlNode *n = top; out.size < TABLE_MAX_CELL_BYTES;) {
		bool element = n->type == XML_ELEMENT_NODE;
		if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
			add_text(&out, (const char *)n->content);
		if (element && is_block(n))
			add_text(&out, " ");
		if (element && n->children && (n == top || !unseen(n))) {
			n = n->children;
			continue;
		}
		for (; n != top && !n->next; n = n->parent)
			if (is_block(n->parent))
				add_text(&out, " ");
		if (n == top)
			break;
		n = n->next;
	}
	while (out.size && out.data[out.size - 1] == ' ')
		out.size--;
	const char *text = out.size ? fill_text(a, out.data, out.size) : "";
	buf_release(&out);
	return text;
}

/* Excel keeps the full number beside what it shows: <td x:num="13800138000">1.38E+10</td>. */
static const char *cell_text(struct arena *a, const xmlNode *cell)
{
	const char *text = node_text(a, cell), *number = attribute(cell, "x:num");
	if (!number)
		number = attribute(cell, "num");
	bool cut = strpbrk(text, "Ee") && strspn(text, "0123456789.+eE") == strlen(text);
	if (cut && number && *number && strspn(number, "0123456789.") == strlen(number))
		return arena_strdup(a, number);
	return text;
}

/* ---- the grid of one table ---- */

struct grid {
	struct arena *a;
	struct fill *fill;
	int row;                              /* 0 before the first */
	bool hidden;
	size_t column;
	int taken_to[TABLE_MAX_COLUMNS];      /* the last row that a rowspan from above takes in that column */
	bool full;
};

static void end_row(struct grid *g)
{
	if (g->row && !fill_row(g->fill, g->row, g->hidden))
		g->full = true;
}

static void start_row(struct grid *g, const xmlNode *tr)
{
	end_row(g);
	g->row++;
	g->column = 0;
	g->hidden = tr && is_hidden(tr);
}

static void put_cell(struct grid *g, const xmlNode *cell)
{
	int columns = span(cell, "colspan", MAX_COLSPAN), rows = span(cell, "rowspan", MAX_ROWSPAN);
	while (g->column < TABLE_MAX_COLUMNS && g->taken_to[g->column] >= g->row)
		g->column++;
	if (g->column >= TABLE_MAX_COLUMNS)
		return;
	fill_cell(g->fill, g->column, cell_text(g->a, cell));
	if (rows > 1)
		merge_add(g->fill, (struct table_merge){g->row, g->row + rows - 1, (int)g->column, (int)g->column + columns - 1});
	for (; columns > 0 && g->column < TABLE_MAX_COLUMNS; columns--)
		g->taken_to[g->column++] = g->row + rows - 1;
}

static void walk_table(struct grid *g, const xmlNode *table)
{
	const xmlNode *n = next_node(table, table, false);
	while (n && !g->full) {
		bool cell = is_cell(n);
		if (is(n, "tr"))
			start_row(g, n);
		else if (cell) {
			if (g->row == 0)
				start_row(g, NULL);
			put_cell(g, n);
		}
		/* A table that stands between rows, not in a cell, is another table. */
		n = next_node(n, table, cell || is(n, "table") || is(n, "caption"));
	}
	end_row(g);
	merge_apply(g->fill);
}

/* Two columns and two rows that hold text: less is layout. */
static bool looks_like_data(const struct sheet *s)
{
	size_t rows = 0;
	bool columns[TABLE_MAX_COLUMNS] = {false};
	size_t filled_columns = 0;
	for (size_t i = 0; i < s->rows_count; i++) {
		const struct table_row *row = &s->rows[i];
		size_t filled = 0;
		for (size_t c = 0; c < row->cell_count; c++) {
			if (!*row->cells[c].text)
				continue;
			filled++;
			filled_columns += !columns[c];
			columns[c] = true;
		}
		rows += filled >= 2;
	}
	return rows >= 2 && filled_columns >= 2;
}

/* Counted in the tree before any text is gathered: a chain of layout tables must not be read at every level. */
static bool could_be_data(const xmlNode *table)
{
	size_t rows = 0, cells = 0, wide_rows = 0;
	for (const xmlNode *n = next_node(table, table, false); n; n = next_node(n, table, is_cell(n) || is(n, "table"))) {
		if (is(n, "tr")) {
			rows++;
			cells = 0;
		} else if (is_cell(n)) {
			rows += rows == 0; /* cells without a row are one */
			wide_rows += ++cells == 2;
		}
	}
	return rows >= 2 && wide_rows >= 2;
}

/* ---- what stands above a table ---- */

enum { ABOVE_BYTES = 200, ABOVE_NODES = 60, TITLE_MAX = 20 /* characters */ };

struct above {
	char text[ABOVE_BYTES];
	size_t at; /* where it begins: it is gathered from its end on */
	bool any, over;
};

/* Blank text before the line is none of it; what is longer than a line is no title. */
static void add_above(struct above *l, const char *text)
{
	size_t n = strlen(text);
	if (!l->any && fill_is_blank(text))
		return;
	l->over = n > l->at;
	l->any = true;
	l->at = l->over ? ABOVE_BYTES : l->at - n;
	if (!l->over)
		memcpy(l->text + l->at, text, n);
}

/* The node before n in document order, from the innermost on; a cell's end, another table, or a block's edge beside the line is the line's. */
static const xmlNode *step_above(const xmlNode *n, struct above *l)
{
	bool back = n->prev != NULL;
	n = back ? n->prev : n->parent;
	for (;;) {
		l->over |= !n || n->type == XML_HTML_DOCUMENT_NODE || is_cell(n) || is(n, "table") || (l->any && is_block(n));
		if (l->over || !back || n->type != XML_ELEMENT_NODE || !n->last || unseen(n))
			return n;
		n = n->last;
	}
}

/* Where a short line right above a table in a mail names a kind of list, that line: 一、意向客户： Else "". */
static const char *title_above(struct arena *a, const xmlNode *table)
{
	struct above l = {.at = ABOVE_BYTES};
	const xmlNode *n = table;
	for (size_t i = 0; i < ABOVE_NODES && !l.over; i++) {
		n = step_above(n, &l);
		if (!l.over && n->type == XML_TEXT_NODE)
			add_above(&l, (const char *)n->content);
	}
	const char *p = text_trim(a, arena_strndup(a, l.text + l.at, ABOVE_BYTES - l.at)), *end = p + strlen(p);
	if (!*p || text_count(p) > TITLE_MAX || !typed_is_title(p, end))
		return "";
	p = typed_title(p + typed_number(p, end), &end);
	return fill_text(a, p, (size_t)(end - p));
}

/* ---- a header in a table of its own ---- */

struct extent {
	size_t rows, cells; /* cells: of the first row */
	bool headed;        /* with a th among them */
};

static struct extent measure(const xmlNode *table)
{
	struct extent e = {0};
	for (const xmlNode *n = next_node(table, table, false); n && e.rows < 2; n = next_node(n, table, is_cell(n) || is(n, "table"))) {
		e.rows += is(n, "tr");
		e.cells += e.rows == 1 && is_cell(n);
		e.headed = e.headed || is(n, "th");
	}
	return e;
}

/* Pages whose header stays in place while the list scrolls keep it in a table of one row right above, as wide as the list or by one cell for the bar: what is copied
 * out of them are two tables. NULL: there is none. */
static xmlNode *header_above(const xmlNode *table)
{
	enum { COLUMNS_MIN = 3 };
	struct above l = {.at = ABOVE_BYTES};
	const xmlNode *n = table;
	for (size_t i = 0; i < ABOVE_NODES && !l.over && !l.any; i++) {
		n = step_above(n, &l);
		if (!l.over && n->type == XML_TEXT_NODE)
			add_above(&l, (const char *)n->content);
	}
	if (l.any || !l.over || !n || !is(n, "table") || n->_private)
		return NULL;
	for (const xmlNode *up = table; up; up = up->parent)
		if (up == n)
			return NULL;
	struct extent head = measure(n), list = measure(table);
	bool fits = head.rows == 1 && list.cells >= COLUMNS_MIN && !list.headed && (head.cells == list.cells || head.cells == list.cells + 1);
	return fits ? (xmlNode *)(uintptr_t)n : NULL;
}

/* ---- the tables of a document ---- */

struct html_reading {
	struct arena *a;
	struct fill fill;
	struct grid grid; /* of the table at hand */
	bool any; /* a table of whatever shape is taken */
	bool body; /* of a mail */
};

/* Reads one table into a sheet of its own, which goes again when it holds no data. False when a limit was crossed. */
static bool read_table(struct html_reading *t, const xmlNode *table, bool *data_r)
{
	struct table_file *file = t->fill.file;
	struct grid *g = &t->grid;
	*data_r = false;
	bool hidden = false;
	for (const xmlNode *n = table; n && n->type == XML_ELEMENT_NODE && !hidden; n = n->parent)
		hidden = is_hidden(n);
	xmlNode *header = header_above(table);
	if (!fill_sheet(&t->fill, t->body ? title_above(t->a, header ? header : table) : "", hidden))
		return false;
	*g = (struct grid){.a = t->a, .fill = &t->fill};
	if (header) {
		walk_table(g, header);
		header->_private = header; /* no table of its own */
	}
	walk_table(g, table);
	if (g->full)
		return false;
	const struct sheet *s = &file->sheets[file->sheets_count - 1];
	*data_r = looks_like_data(s) || (t->any && s->rows_count);
	if (!*data_r)
		file->sheets_count--;
	return true;
}

/* Marks (in libxml2's field for its users) every table above this one: it is layout. */
static void mark_outer(const xmlNode *table, xmlNode *top)
{
	for (xmlNode *n = table->parent; n && n != top && n->_private == NULL; n = n->parent)
		n->_private = top;
}

static enum table_status read_document(struct html_reading *t, xmlNode *top, const char **detail_r)
{
	struct table_file *file = t->fill.file;
	xmlNode *n = top, *last = top;
	size_t before = file->sheets_count;
	for (; n; n = (xmlNode *)(uintptr_t)next_node(n, top, false))
		last = n;
	/* From the end, so that inner tables come before the outer ones; the sheets are turned round afterwards. */
	for (n = last; n && n != top;) {
		bool data = false;
		if (is(n, "table") && n->_private == NULL && (t->any || could_be_data(n)) && !read_table(t, n, &data)) {
			*detail_r = t->fill.too_large;
			return TABLE_TOO_LARGE;
		}
		if (data)
			mark_outer(n, top);
		if (n->prev) {
			for (n = n->prev; n->type == XML_ELEMENT_NODE && n->last; n = n->last)
				;
		} else
			n = n->parent;
	}
	for (size_t i = before, k = file->sheets_count; i + 1 < k; i++) {
		struct sheet other = file->sheets[i];
		file->sheets[i] = file->sheets[--k];
		file->sheets[k] = other;
	}
	return TABLE_OK;
}

static void silent(void *ctx, const char *fmt, ...)
{
	(void)ctx, (void)fmt;
}

struct html_reading *html_begin(struct arena *a, struct table_file *file_r)
{
	struct html_reading *t = arena_alloc(a, sizeof *t);
	t->a = a;
	fill_init(&t->fill, a, file_r);
	return t;
}

/* ---- the tree: a page of 40 MB may become one of gigabytes ---- */

enum {
	TREE_MOST = 200 * 1024 * 1024, /* bytes of the tree and of COPIES of its text, about: what 256 MB leave */
	COPIES = 5,                    /* as it came, decoded, in libxml2's buffers, and with the clerk */
	COPIES_OF_BODY = 10,           /* and whole, its own words, what it quotes */
	NODE_BYTES = 128,              /* of an element, a text, a comment, as libxml2 and malloc have it */
	ATTRIBUTE_BYTES = 112 + NODE_BYTES,
};

struct tree {
	size_t bytes;
};

static bool grow(xmlParserCtxtPtr ctx, size_t bytes)
{
	struct tree *t = ctx->_private;
	t->bytes += bytes;
	if (t->bytes > TREE_MOST)
		lib.xmlStopParser(ctx);
	return t->bytes <= TREE_MOST;
}

/* With the text behind it. */
static void start_element(void *ctx, const xmlChar *name, const xmlChar **attributes)
{
	size_t bytes = 2 * NODE_BYTES;
	for (size_t i = 0; attributes && attributes[i]; i += 2)
		bytes += ATTRIBUTE_BYTES;
	if (grow(ctx, bytes))
		lib.xmlSAX2StartElement(ctx, name, attributes);
}

static void comment(void *ctx, const xmlChar *text)
{
	if (grow(ctx, 2 * NODE_BYTES))
		lib.xmlSAX2Comment(ctx, text);
}

static void instruction(void *ctx, const xmlChar *target, const xmlChar *text)
{
	if (grow(ctx, 2 * NODE_BYTES))
		lib.xmlSAX2ProcessingInstruction(ctx, target, text);
}

static void watch_tree(htmlParserCtxtPtr ctx, struct tree *t)
{
	ctx->_private = t;
	ctx->sax->startElement = start_element;
	ctx->sax->comment = comment;
	ctx->sax->processingInstruction = instruction;
}

enum table_status html_page(struct html_reading *t, const char *html, bool any, const char **detail_r)
{
	enum table_status status = TABLE_OK;
	size_t size = strlen(html);
	t->any = any;
	if (size > TABLE_MAX_UNPACKED) {
		*detail_r = "网页太大";
		return TABLE_TOO_LARGE;
	}
	late_must(html_bind);
	lib.xmlSetGenericErrorFunc(NULL, silent);
	htmlParserCtxtPtr ctx = lib.htmlNewParserCtxt();
	if (!ctx)
		bug_no_memory(size);
	struct tree tree = {(t->body ? COPIES_OF_BODY : COPIES) * size};
	watch_tree(ctx, &tree);
	htmlDocPtr doc = lib.htmlCtxtReadMemory(ctx, html, (int)size, NULL, "UTF-8",
	                                    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	                                            HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
	if (ctx->disableSAX) { /* stopped before the end */
		*detail_r = tree.bytes > TREE_MOST ? "网页的内容太多" : "网页的标记嵌套太深";
		status = TABLE_TOO_LARGE;
	} else if (doc && lib.xmlDocGetRootElement(doc))
		status = read_document(t, lib.xmlDocGetRootElement(doc), detail_r);
	lib.xmlFreeDoc(doc);
	lib.htmlFreeParserCtxt(ctx);
	return status;
}

enum table_status html_tables(struct arena *a, const char *html_utf8, struct table_file *file_r, const char **detail_r)
{
	*detail_r = "";
	struct html_reading *t = html_begin(a, file_r);
	t->body = true;
	return html_page(t, html_utf8, false, detail_r);
}

int html_bind(struct err *err)
{
	struct library l;
	if (late_bind("libxml2.so.2", names, &lib, sizeof lib, err) < 0)
		return -1;
	table_html_library(&l);
	return library_met(&l, err);
}

/* libxml2 tells its version as one number: 20914 is 2.9.14. */
void table_html_library(struct library *library_r)
{
	int here = atoi(*lib.__xmlParserVersion());
	*library_r = (struct library){.name = "libxml2"};
	snprintf(library_r->built, sizeof library_r->built, "%s", LIBXML_DOTTED_VERSION);
	snprintf(library_r->here, sizeof library_r->here, "%d.%d.%d", here / 10000, here / 100 % 100, here % 100);
}
