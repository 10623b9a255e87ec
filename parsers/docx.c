#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parsers/fill.h"
#include "parsers/flat.h"
#include "parsers/merge.h"
#include "parsers/part.h"

/* Tables of a Word document (ECMA-376 part 1, 17.4), wherever they stand: each is a sheet, 表1, 表2 ..., with the short line above it in its
 * name. A table within a cell is a sheet of its own if it has two rows and two columns, else text of that cell. What was deleted with changes
 * tracked, moved away or hidden is not read. A document without a table is read as a text that was pasted (text_tables). */

enum {
	MAX_TABLES = 20000,
	MAX_CELLS = 2000000,            /* of all tables */
	MAX_NESTED = 20,                /* tables within tables */
	MAX_LINES = 4 * 1024 * 1024,    /* bytes of the text outside of tables */
	TITLE_MAX = 30,                 /* characters of the line above a table */
	PHONE_DIGITS = 9,               /* in a row: more than a date has */
	FIELDS_MAX = 32,
};

struct word_cell {
	const char *text;               /* NULL when empty */
	int column, span;
	bool below, beside;             /* goes on from the cell above it, or to its left */
};

struct word_row {
	size_t first, count;            /* of the table's cells */
	bool hidden, deleted;
};

struct word_table {
	struct word_table *outer;       /* NULL for one that stands in the text */
	const char *title;
	struct word_row *rows;
	size_t rows_count, rows_cap;
	struct word_cell *cells;
	size_t cells_count, cells_cap;
	int column;                     /* of the next cell */
	bool in_row, in_cell, cell_deleted, paragraphs;
	struct buf text;                /* own, of the cell at hand */
	size_t at;                      /* where it stands in the text outside of tables */
	bool is_text;                   /* has become text of its cell */
};

struct word {
	struct arena *a;
	struct fill *f;
	struct xml *xml;
	bool is_word, in_body, in_t;
	int depth, skipped, muted;      /* skipped, muted: the depth at which that began, 0 none */
	int runs, row_properties;       /* open elements of that name */
	bool run_hidden, placeholder;
	int fields, codes;              /* fields open; those of which the code is being read, not the result */
	uint32_t field_in_code;         /* a bit for each open field */
	struct word_table *table;       /* the innermost that is open */
	struct word_table **tables;     /* in their order */
	size_t tables_count, tables_cap, all_cells;
	int nested;
	struct buf lines;               /* own: the text outside of tables */
	size_t after_table;             /* where the text behind the last table begins */
};

static bool on(const char *const *attributes)
{
	const char *val = xml_attribute(attributes, "val");
	return !val || (strcmp(val, "0") != 0 && strcmp(val, "false") != 0 && strcmp(val, "off") != 0);
}

static int number(const char *const *attributes, int least)
{
	const char *val = xml_attribute(attributes, "val");
	long n = val ? strtol(val, NULL, 10) : least;
	return n < least ? least : n > TABLE_MAX_COLUMNS ? TABLE_MAX_COLUMNS : (int)n;
}

/* ---- text ---- */

static struct buf *target(struct word *w)
{
	return w->table && w->table->in_cell ? &w->table->text : w->table ? NULL : &w->lines;
}

static void put(struct word *w, struct buf *to, const char *s, size_t size)
{
	if (to != &w->lines)
		fill_gather(to, s, size);
	else if (to->size + size <= MAX_LINES)
		buf_add(to, s, size);
}

static void add(struct word *w, const char *s, size_t size)
{
	struct buf *to = target(w);
	if (to && !w->muted && !w->codes && !w->run_hidden)
		put(w, to, s, size);
}

static void start_paragraph(struct word *w)
{
	struct word_table *t = w->table;
	if (t && t->in_cell && t->paragraphs)
		fill_gather(&t->text, "\n", 1);
	if (t)
		t->paragraphs = true;
}

static void end_paragraph(struct word *w)
{
	if (!w->table)
		put(w, &w->lines, "\n", 1);
}

/* Ticks and crosses that Word takes from its fonts of symbols. */
static void symbol(struct word *w, const char *const *attributes)
{
	static const struct {
		const char *font, *code, *text;
	} symbols[] = {
		{"Wingdings", "FC", "✓"},   {"Wingdings", "FB", "✗"},   {"Wingdings", "FE", "☑"},   {"Wingdings", "FD", "☒"}, {"Wingdings", "A8", "□"},
		{"Wingdings 2", "50", "✓"}, {"Wingdings 2", "4F", "✗"}, {"Wingdings 2", "52", "☑"}, {"Wingdings 2", "51", "☒"}, {"Wingdings 2", "A3", "□"},
	};
	const char *font = xml_attribute(attributes, "font"), *code = xml_attribute(attributes, "char");
	size_t n = code ? strlen(code) : 0;
	for (size_t i = 0; font && n >= 2 && i < sizeof symbols / sizeof *symbols; i++)
		if (text_same_nocase(font, symbols[i].font) && text_same_nocase(code + n - 2, symbols[i].code))
			add(w, symbols[i].text, strlen(symbols[i].text));
}

/* begin, separate, end: between the first two stands what Word computes, behind it what a person sees. */
static void field(struct word *w, const char *type)
{
	if (!type)
		return;
	if (strcmp(type, "begin") == 0) {
		if (w->fields < FIELDS_MAX) {
			w->field_in_code |= 1u << w->fields;
			w->codes++;
		}
		w->fields++;
		return;
	}
	if (w->fields == 0)
		return;
	bool ends = strcmp(type, "end") == 0;
	if (w->fields <= FIELDS_MAX && (w->field_in_code >> (w->fields - 1) & 1)) {
		w->field_in_code &= ~(1u << (w->fields - 1));
		w->codes--;
	}
	w->fields -= ends;
}

static void start_in_run(struct word *w, const char *name, const char *const *attributes)
{
	if (strcmp(name, "tab") == 0 || strcmp(name, "ptab") == 0)
		add(w, "\t", 1);
	else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
		add(w, "\n", 1);
	else if (strcmp(name, "noBreakHyphen") == 0)
		add(w, "-", 1);
	else if (strcmp(name, "vanish") == 0)
		w->run_hidden = on(attributes);
	else if (strcmp(name, "sym") == 0)
		symbol(w, attributes);
	else if (strcmp(name, "fldChar") == 0)
		field(w, xml_attribute(attributes, "fldCharType"));
}

/* ---- tables ---- */

static bool has_phone(const char *line)
{
	size_t digits = 0;
	for (; *line && digits < PHONE_DIGITS; line++)
		digits = *line >= '0' && *line <= '9' ? digits + 1 : 0;
	return digits == PHONE_DIGITS;
}

/* The last line of the text between the table before and this one, if it is short, and no lead that was typed there; in the arena. */
static const char *line_above(struct word *w)
{
	size_t end = w->lines.size, start;
	const char *s = w->lines.data;
	while (end > w->after_table && strchr(" \t\n", s[end - 1]))
		end--;
	for (start = end; start > w->after_table && s[start - 1] != '\n';)
		start--;
	const char *line = text_trim(w->a, arena_strndup(w->a, s ? s + start : "", end - start));
	return *line && text_count(line) <= TITLE_MAX && !has_phone(line) ? line : NULL;
}

static void start_table(struct word *w)
{
	struct word_table *t = arena_alloc(w->a, sizeof *t);
	if (w->tables_count >= MAX_TABLES || w->nested >= MAX_NESTED) {
		xml_stop(w->xml, TABLE_TOO_LARGE, "文档里的表格太多，或嵌套太深");
		return;
	}
	t->outer = w->table;
	t->title = w->table ? NULL : line_above(w);
	t->at = w->lines.size;
	ARENA_PUSH(w->a, w, tables) = t;
	w->table = t;
	w->nested++;
}

static bool has_columns(const struct word_table *t)
{
	for (size_t i = 0; i < t->cells_count; i++)
		if (t->cells[i].column > 0 && t->cells[i].text)
			return true;
	return false;
}

static size_t filled_rows(const struct word_table *t)
{
	size_t filled = 0;
	for (size_t r = 0; r < t->rows_count; r++) {
		bool says = false;
		for (size_t i = 0; i < t->rows[r].count; i++)
			says |= t->cells[t->rows[r].first + i].text != NULL;
		filled += says && !t->rows[r].deleted;
	}
	return filled;
}

/* A table that is none: its cells, one after the other, in the cell or text around it. */
static void give_text(struct word *w, struct word_table *t)
{
	t->is_text = true;
	for (size_t i = 0; i < t->cells_count; i++) {
		const char *text = t->cells[i].text;
		struct buf *to = target(w);
		if (!text || !to || to->size >= MAX_LINES)
			continue;
		if (to->size)
			put(w, to, "\n", 1);
		put(w, to, text, strlen(text));
	}
}

static void end_table(struct word *w)
{
	struct word_table *t = w->table;
	if (!t)
		return;
	buf_release(&t->text);
	w->table = t->outer;
	w->nested--;
	if (!has_columns(t) || (t->outer && filled_rows(t) < 2))
		give_text(w, t);
	if (!w->table) {
		end_paragraph(w);
		w->after_table = w->lines.size;
	}
}

static void start_row(struct word *w)
{
	struct word_table *t = w->table;
	t->in_row = true;
	t->column = 0;
	ARENA_PUSH(w->a, t, rows) = (struct word_row){.first = t->cells_count};
}

static void start_cell(struct word *w)
{
	struct word_table *t = w->table;
	if (!t->in_row || ++w->all_cells > MAX_CELLS) {
		if (t->in_row)
			xml_stop(w->xml, TABLE_TOO_LARGE, "单元格太多");
		return;
	}
	t->in_cell = true;
	t->paragraphs = t->cell_deleted = false;
	buf_clear(&t->text);
	ARENA_PUSH(w->a, t, cells) = (struct word_cell){.column = t->column, .span = 1};
	t->rows[t->rows_count - 1].count++;
}

/* Without the empty paragraphs around it; NULL when nothing is left. */
static const char *cell_text(struct arena *a, const struct buf *text)
{
	static const char blanks[] = " \t\n";
	size_t start = 0, end = text->size;
	while (end && strchr(blanks, text->data[end - 1]))
		end--;
	while (start < end && strchr(blanks, text->data[start]))
		start++;
	return end > start ? fill_text(a, text->data + start, end - start) : NULL;
}

static void end_cell(struct word *w)
{
	struct word_table *t = w->table;
	if (!t->in_cell)
		return;
	struct word_cell *c = &t->cells[t->cells_count - 1];
	bool seen = !c->below && !c->beside && !t->cell_deleted;
	c->text = seen ? cell_text(w->a, &t->text) : NULL;
	if (t->column < TABLE_MAX_COLUMNS)
		t->column += c->span;
	t->in_cell = false;
}

/* Properties of a row and of a cell. */
static void start_in_table(struct word *w, const char *name, const char *const *attributes)
{
	struct word_table *t = w->table;
	const char *val = xml_attribute(attributes, "val");
	if (t->in_cell && strcmp(name, "gridSpan") == 0)
		t->cells[t->cells_count - 1].span = number(attributes, 1);
	else if (t->in_cell && strcmp(name, "vMerge") == 0)
		t->cells[t->cells_count - 1].below = !val || strcmp(val, "restart") != 0;
	else if (t->in_cell && strcmp(name, "hMerge") == 0)
		t->cells[t->cells_count - 1].beside = !val || strcmp(val, "restart") != 0;
	else if (t->in_cell && strcmp(name, "cellDel") == 0)
		t->cell_deleted = true;
	else if (t->in_row && !t->in_cell && strcmp(name, "gridBefore") == 0)
		t->column = number(attributes, 0);
	else if (t->in_row && !t->in_cell && strcmp(name, "hidden") == 0)
		t->rows[t->rows_count - 1].hidden = on(attributes);
}

/* ---- into sheets ---- */

/* A merge grows downward while the row below says that it goes on in the same column. */
static void note_merge(struct word *w, struct table_merge *open, const struct word_cell *c, int row)
{
	struct table_merge *m = &open[c->column];
	if (c->below && m->top && m->bottom == row - 1) {
		m->bottom = row;
		return;
	}
	if (m->bottom > m->top)
		merge_add(w->f, *m);
	*m = (struct table_merge){row, row, c->column, c->column + c->span - 1};
}

static bool fill_table(struct word *w, const struct word_table *t, const char *name)
{
	struct table_merge *open = arena_alloc(w->a, TABLE_MAX_COLUMNS * sizeof *open);
	int number_of_row = 0;
	if (!fill_sheet(w->f, name, false))
		return false;
	for (size_t r = 0; r < t->rows_count; r++) {
		if (t->rows[r].deleted)
			continue;
		number_of_row++;
		for (size_t i = 0; i < t->rows[r].count; i++) {
			const struct word_cell *c = &t->cells[t->rows[r].first + i];
			if (c->column >= TABLE_MAX_COLUMNS)
				continue;
			fill_cell(w->f, (size_t)c->column, c->text);
			if (!c->beside)
				note_merge(w, open, c, number_of_row);
		}
		if (!fill_row(w->f, number_of_row, t->rows[r].hidden))
			return false;
	}
	for (int c = 0; c < TABLE_MAX_COLUMNS; c++)
		if (open[c].bottom > open[c].top)
			merge_add(w->f, open[c]);
	merge_apply(w->f);
	return true;
}

static bool is_shown(const struct word_table *t)
{
	return !t->is_text && filled_rows(t);
}

static enum table_status fill_tables(struct word *w, const char **detail_r)
{
	int shown = 0;
	for (size_t i = 0; i < w->tables_count; i++) {
		const struct word_table *t = w->tables[i];
		if (!is_shown(t))
			continue;
		const char *name = arena_printf(w->a, t->title ? "表%d %s" : "表%d", ++shown, t->title);
		if (fill_table(w, t, name))
			continue;
		*detail_r = w->f->too_large;
		return TABLE_TOO_LARGE;
	}
	return TABLE_OK;
}

/* ---- the document ---- */

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);
	return n > k && strcmp(s + n - k, end) == 0;
}

/* Where what is below an element is not part of the document as it reads now. */
static bool is_skipped(const char *name)
{
	return strcmp(name, "Fallback") == 0 || ends_with(name, "PrChange") || strcmp(name, "tblGridChange") == 0;
}

static bool is_muted(const struct word *w, const char *name)
{
	return strcmp(name, "del") == 0 || strcmp(name, "moveFrom") == 0 || strcmp(name, "rt") == 0 ||
	       (w->placeholder && strcmp(name, "sdtContent") == 0);
}

static void start_structure(struct word *w, const char *name)
{
	if (strcmp(name, "tbl") == 0)
		start_table(w);
	else if (strcmp(name, "tr") == 0 && w->table && !w->table->in_cell)
		start_row(w);
	else if (strcmp(name, "tc") == 0 && w->table && !w->table->in_cell)
		start_cell(w);
	else if (strcmp(name, "p") == 0)
		start_paragraph(w);
}

static void word_start(void *arg, const char *name, const char *const *attributes)
{
	struct word *w = arg;
	w->depth++;
	w->is_word |= w->depth == 1 && (strcmp(name, "document") == 0 || strcmp(name, "wordDocument") == 0 || strcmp(name, "package") == 0);
	if (strcmp(name, "body") == 0)
		w->in_body = true;
	if (w->skipped || !w->in_body)
		return;
	if (is_skipped(name)) {
		w->skipped = w->depth;
		return;
	}
	w->row_properties += strcmp(name, "trPr") == 0;
	if (w->row_properties && strcmp(name, "del") == 0 && w->table && w->table->in_row)
		w->table->rows[w->table->rows_count - 1].deleted = true;
	if (!w->muted && is_muted(w, name))
		w->muted = w->depth;
	w->placeholder = strcmp(name, "showingPlcHdr") == 0 ? on(attributes) : w->placeholder && strcmp(name, "sdtContent") != 0;
	start_structure(w, name);
	if (w->table)
		start_in_table(w, name, attributes);
	w->in_t = strcmp(name, "t") == 0;
	if (strcmp(name, "r") == 0)
		w->runs++;
	else if (w->runs)
		start_in_run(w, name, attributes);
}

static void end_structure(struct word *w, const char *name)
{
	if (strcmp(name, "tbl") == 0)
		end_table(w);
	else if (strcmp(name, "tr") == 0 && w->table && !w->table->in_cell)
		w->table->in_row = false;
	else if (strcmp(name, "tc") == 0 && w->table)
		end_cell(w);
	else if (strcmp(name, "p") == 0)
		end_paragraph(w);
}

static void word_end(void *arg, const char *name)
{
	struct word *w = arg;
	w->in_t = false;
	if (!w->skipped && w->in_body) {
		end_structure(w, name);
		w->row_properties -= strcmp(name, "trPr") == 0;
		w->runs -= strcmp(name, "r") == 0;
		w->run_hidden = w->run_hidden && strcmp(name, "r") != 0;
	}
	if (w->skipped == w->depth)
		w->skipped = 0;
	if (w->muted == w->depth)
		w->muted = 0;
	if (strcmp(name, "body") == 0)
		w->in_body = false;
	w->depth--;
}

static void word_text(void *arg, const char *s, size_t size)
{
	struct word *w = arg;
	if (w->in_t && !w->skipped)
		add(w, s, size);
}

static const struct xml_handler handler = {word_start, word_end, word_text};

static struct word *new_word(struct arena *a, struct table_file *file_r)
{
	struct word *w = arena_alloc(a, sizeof *w);
	w->a = a;
	w->f = arena_alloc(a, sizeof *w->f);
	fill_init(w->f, a, file_r);
	return w;
}

static const char *lines_between(const struct word *w, size_t start, size_t end)
{
	return start < end ? arena_strndup(w->a, w->lines.data + start, end - start) : "";
}

/* The lines outside of the tables may be leads, too. */
static bool read_outside(struct word *w, struct table_file *file)
{
	size_t start = 0;
	for (size_t i = 0; i < w->tables_count; i++) {
		const struct word_table *t = w->tables[i];
		const char *over = t->outer || !is_shown(t) ? "" : lines_between(w, start, t->at);
		if (*over && !text_over(w->a, over, file))
			return false;
		start = *over ? t->at : start;
	}
	const char *below = lines_between(w, start, w->lines.size);
	return !*below || text_beside(w->a, below, file);
}

static enum table_status finish(struct word *w, enum table_status status, struct table_file *file_r, const char **detail_r)
{
	for (; w->table; w->table = w->table->outer) /* of a damaged document */
		buf_release(&w->table->text);
	if (status == TABLE_OK)
		status = fill_tables(w, detail_r);
	if (status == TABLE_OK && !file_r->sheets_count && w->lines.size)
		status = text_tables(w->a, arena_strndup(w->a, w->lines.data, w->lines.size), file_r, detail_r);
	else if (status == TABLE_OK && !read_outside(w, file_r))
		status = TABLE_TOO_LARGE;
	buf_release(&w->lines);
	if (status != TABLE_OK || file_r->sheets_count)
		return status;
	*detail_r = "Word 文档，里面没有表格，请把客户资料做成表格（.xlsx）后再发";
	return TABLE_NOT_A_TABLE;
}

static bool word_xml_matches(struct bytes file, const char *file_name)
{
	(void)file_name;
	return flat_is(file, "progid=\"Word.Document\"");
}

static enum table_status word_xml_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	struct word *w = new_word(a, file_r);
	return finish(w, flat_read(a, file, &handler, w, &w->xml, detail_r), file_r, detail_r);
}

/* ---- the package ---- */

struct main_part {
	struct arena *a;
	const char *name;
};

static void relation_start(void *arg, const char *name, const char *const *attributes)
{
	enum { TARGET_MAX = 1000 };
	struct main_part *m = arg;
	const char *type = xml_attribute(attributes, "Type"), *target = xml_attribute(attributes, "Target");
	if (strcmp(name, "Relationship") == 0 && type && target && ends_with(type, "/officeDocument") && strlen(target) < TARGET_MAX)
		m->name = arena_strdup(m->a, *target == '/' ? target + 1 : target);
}

static enum table_status read_package(struct arena *a, struct zip *z, struct table_file *file_r, const char **detail_r)
{
	static const struct xml_handler relations = {relation_start, part_ignore_end, NULL};
	struct word *w = new_word(a, file_r);
	struct main_part m = {a, "word/document.xml"};
	struct xml *xml;
	enum table_status status = part_read(z, "_rels/.rels", &relations, &m, &xml, detail_r);
	if (status == TABLE_OK || status == TABLE_NOT_A_TABLE)
		status = part_read(z, m.name, &handler, w, &w->xml, detail_r);
	if (status == TABLE_NOT_A_TABLE) {
		*detail_r = "Word 文档内部的目录缺失，请用 Word 或 WPS 另存后再发";
		status = TABLE_BROKEN;
	}
	return finish(w, status, file_r, detail_r);
}

static bool is_package(const struct zip *z)
{
	return zip_has_prefix(z, "word/") && (zip_has(z, "_rels/.rels") || zip_has(z, "word/document.xml")) && !zip_encrypted(z);
}

static bool docx_matches(struct bytes file, const char *file_name)
{
	(void)file_name;
	return part_is_package(file, is_package);
}

static enum table_status docx_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	return part_read_package(a, file, read_package, file_r, detail_r);
}

const struct table_reader docx_reader = {"docx", docx_matches, docx_read};
const struct table_reader word_xml_reader = {"Word 2003 XML", word_xml_matches, word_xml_read};
