#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "parsers/markdown.h"
#include "parsers/typed.h"

/* A table in plain text: lines cut at tabs (a paste from Excel), else at runs of two or more blanks, else at commas and the like or at
 * single blanks where a line of labels is followed by lines of as many words. What stands between the lines of a table stays in it: a row that was cut wrong is
 * refused by name, one that was left out would be lost. */

enum { MIN_ROWS = 2, MIN_BLANK_COLUMNS = 3, MIN_WORD_COLUMNS = 4, SURE_COLUMNS = 6, LABEL_MAX = 10, TITLE_MAX = 60 };

enum cut { CUT_TABS, CUT_RUNS, CUT_BARS, CUT_SEMICOLONS, CUT_COMMAS, CUT_STOPS, CUT_SLASHES, CUT_WORDS };

/* What parts the columns: half and full width are one. */
static const char *const marks[][2] = {[CUT_BARS] = {"|", "｜"}, [CUT_SEMICOLONS] = {";", "；"}, [CUT_COMMAS] = {",", "，"},
				       [CUT_STOPS] = {"、", "、"}, [CUT_SLASHES] = {"/", "／"}};

static bool is_marked(enum cut cut)
{
	return cut >= CUT_BARS && cut <= CUT_SLASHES;
}

static size_t mark_at(const char *p, const char *end, enum cut cut)
{
	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(marks[cut][i]);
		if ((size_t)(end - p) >= n && memcmp(p, marks[cut][i], n) == 0)
			return n;
	}
	return 0;
}

/* The bytes of the gap at p: a tab, a run of blanks that is long enough; 0 when the text goes on. U+3000 is as wide as two. */
static size_t gap(const char *p, const char *end, enum cut cut)
{
	size_t width = 0;
	const char *q = p;
	if (cut == CUT_TABS)
		return *p == '\t';
	if (is_marked(cut))
		return mark_at(p, end, cut);
	while (q < end) {
		const char *next = q;
		uint32_t c = text_next(&next);
		if (!text_is_space(c))
			break;
		width += c == '\t' || c == 0x3000 ? 2 : 1;
		q = next;
	}
	return width >= (cut == CUT_RUNS ? 2 : 1) ? (size_t)(q - p) : 0;
}

/* "12、" or "3." before a line: the bytes that it takes. */
static size_t line_number(const char *p, const char *end)
{
	static const char *const after[] = {"、", "．", ".", "）", ")", "：", ":"};
	const char *q = p;
	while (q < end && *q >= '0' && *q <= '9')
		q++;
	for (size_t i = 0; q > p && q - p <= 3 && i < sizeof after / sizeof *after; i++) {
		size_t n = strlen(after[i]);
		if ((size_t)(end - q) >= n && memcmp(q, after[i], n) == 0)
			return (size_t)(q - p) + n;
	}
	return 0;
}

/* Cuts a line up; puts the pieces into f (when not NULL) and counts them. Blanks before the first piece belong to none. */
static size_t cut_line(struct arena *a, const struct text_line *line, enum cut cut, struct fill *f)
{
	const char *p = line->s, *end = p + line->size, *start;
	size_t columns = 0, n;
	if (cut != CUT_TABS)
		p += gap(p, end, CUT_WORDS);
	if (is_marked(cut))
		p += line_number(p, end);
	for (start = p;; p += n) {
		n = p < end ? gap(p, end, cut) : 0;
		if (n || p == end) {
			bool trailing = cut != CUT_TABS && p == start && (!is_marked(cut) || p == end);
			if (f && !trailing)
				fill_cell(f, columns, text_trim(a, fill_text(a, start, (size_t)(p - start))));
			columns += !trailing;
			start = p + n;
		}
		if (p == end)
			return columns;
		if (!n)
			text_next(&p);
	}
}

/* Blank lines cost as much as others, and a few packed bytes are millions of them. */
static bool too_many_lines(const char *text)
{
	enum { MOST_LINES = 2 * TABLE_MAX_ROWS };
	size_t lines = 0;
	for (; lines <= MOST_LINES && (text = strpbrk(text, "\r\n")); text++)
		lines += !(text[0] == '\r' && text[1] == '\n');
	return lines > MOST_LINES;
}

static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* What parts the digits of a phone: ' ' of a blank that does not break, '-' of any hyphen or dash, else 0. */
static char number_joint(uint32_t c)
{
	switch (c) {
	case 0xA0: case 0x2007: case 0x2009: case 0x202F:
		return ' ';
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212: case 0xFF0D:
		return '-';
	default:
		return 0;
	}
}

/* １３８００１３８０００, 0769－88888888, 138 0013 8000 with blanks that don't break: how phones write numbers. */
static const char *plain_numbers(struct arena *a, const char *text)
{
	struct buf out = {0};
	const char *rest = text;
	uint32_t before = 0, c;
	for (const char *p = text, *next = text; (c = text_next(&next)); p = next) {
		const char *behind = next;
		char joint = is_digit(before) ? number_joint(c) : 0, plain = 0;
		if (c >= 0xFF10 && is_digit(c))
			plain = (char)('0' + (c - 0xFF10));
		else if (joint && is_digit(text_next(&behind)))
			plain = joint;
		before = c;
		if (!plain)
			continue;
		buf_add(&out, rest, (size_t)(p - rest));
		buf_addc(&out, plain);
		rest = next;
	}
	if (rest != text) {
		buf_adds(&out, rest);
		text = arena_strndup(a, out.data, out.size);
	}
	buf_release(&out);
	return text;
}

static struct text_lines split_lines(struct arena *a, const char *text)
{
	struct text_lines lines = {0};
	for (int number = 1; *text; number++) {
		size_t size = strcspn(text, "\r\n");
		ARENA_PUSH(a, &lines, all) = (struct text_line){text, size, number};
		text += size;
		text += *text == '\r' && text[1] == '\n' ? 2 : *text != '\0';
	}
	return lines;
}

static bool is_row(struct arena *a, const struct text_line *line, enum cut cut)
{
	size_t least = cut == CUT_TABS ? 2 : cut == CUT_RUNS ? MIN_BLANK_COLUMNS : MIN_WORD_COLUMNS;
	return cut_line(a, line, cut, NULL) >= least;
}

/* Seven digits in a row, or ten where single blanks and hyphens part them: more than a date has. */
static bool has_phone(const struct text_line *line)
{
	size_t run = 0, joined = 0;
	for (const char *p = line->s, *end = p + line->size; p < end; p++) {
		bool digit = *p >= '0' && *p <= '9', joint = joined && (*p == ' ' || *p == '-') && p > line->s && p[-1] >= '0' && p[-1] <= '9';
		run = digit ? run + 1 : 0;
		joined = digit ? joined + 1 : joint ? joined : 0;
		if (run >= 7 || joined >= 10)
			return true;
	}
	return false;
}

static bool has_digit(const struct text_line *line)
{
	for (size_t i = 0; i < line->size; i++)
		if (line->s[i] >= '0' && line->s[i] <= '9')
			return true;
	return false;
}

static bool holds(const char *s, size_t size, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (memmem(s, size, words[i], strlen(words[i])))
			return true;
	return false;
}

/* A line of short words, none of them a sentence's end, one of them a firm and another a phone: what a header between commas looks like, and
 * prose does not. (Which field each is, is asked later: daemon/layout.h.) */
static bool is_labels(const struct text_line *line, enum cut cut)
{
	static const char *const ends[] = {"。", "！", "？", "：", "!", "?", ":"}, *const firms[] = {"公司", "企业", "单位", "客户", "商户", "店名"};
	static const char *const phones[] = {"电话", "手机", "座机", "联系方式", "号码"};
	const char *p = line->s, *end = p + line->size, *start = p;
	size_t length = 0, firm = 0, phone = 0, n;
	for (;; p += n, start = p, length = 0) {
		while (p < end && !gap(p, end, cut)) {
			text_next(&p);
			length++;
		}
		size_t size = (size_t)(p - start);
		if (!length || length > LABEL_MAX || holds(start, size, ends, sizeof ends / sizeof *ends))
			return false;
		bool calls = holds(start, size, phones, sizeof phones / sizeof *phones);
		phone += calls;
		firm += !calls && holds(start, size, firms, sizeof firms / sizeof *firms);
		if (p == end)
			return firm && phone;
		n = gap(p, end, cut);
	}
}

/* Lines of words are a table only where labels stand above a line of as many words: a signature is none. */
static bool agrees(struct arena *a, const struct text_lines *lines, size_t i, enum cut cut)
{
	if (cut < CUT_BARS)
		return true;
	if (has_digit(&lines->all[i]) || (is_marked(cut) && !is_labels(&lines->all[i], cut)))
		return false;
	for (size_t next = i + 1; next < lines->all_count; next++)
		if (lines->all[next].size)
			return cut_line(a, &lines->all[i], cut, NULL) == cut_line(a, &lines->all[next], cut, NULL) &&
			       (!is_marked(cut) || has_phone(&lines->all[next]));
	return false;
}

/* Between commas, prose has as many pieces as a row: behind the header a row has a phone and most of the columns, or exactly the header's many
 * columns. */
static bool goes_on(struct arena *a, const struct text_line *line, enum cut cut, size_t columns)
{
	size_t pieces = is_marked(cut) ? cut_line(a, line, cut, NULL) : 0;
	return !is_marked(cut) || (pieces * 2 > columns && has_phone(line)) || (pieces == columns && columns >= SURE_COLUMNS);
}

/* The first and the line after the last that hold the table; false when there is none. Where only blanks part the columns, a phone must be
 * among them: prose and signatures have blanks too. */
static bool find_table(struct arena *a, const struct text_lines *lines, enum cut cut, size_t *first_r, size_t *end_r)
{
	size_t rows = 0, columns = 0;
	bool begun = false, phone = cut == CUT_TABS;
	for (size_t i = 0; i < lines->all_count; i++) {
		if (!is_row(a, &lines->all[i], cut))
			continue;
		bool labels = (!begun || is_marked(cut)) && agrees(a, lines, i, cut); /* of this table, or of another one below it */
		if (!labels && !(begun && goes_on(a, &lines->all[i], cut, columns)))
			continue;
		if (!begun)
			*first_r = i;
		if (labels)
			columns = cut_line(a, &lines->all[i], cut, NULL);
		begun = true;
		*end_r = i + 1;
		phone = phone || has_phone(&lines->all[i]);
		rows++;
	}
	return rows >= MIN_ROWS && phone;
}

/* A short line right above the table is its title: one cell. */
static void fill_title(struct fill *f, const struct text_line *above)
{
	if (above->size == 0 || above->size > (size_t)TITLE_MAX * 3)
		return;
	fill_cell(f, 0, text_trim(f->a, fill_text(f->a, above->s, above->size)));
	fill_row(f, above->number, false);
}

static enum table_status fill_lines(struct fill *f, const struct text_lines *lines, size_t first, size_t end, enum cut cut,
                                    const char **detail_r)
{
	fill_sheet(f, "", false);
	if (first > 0)
		fill_title(f, &lines->all[first - 1]);
	for (size_t i = first; i < end; i++) {
		cut_line(f->a, &lines->all[i], cut, f);
		if (fill_row(f, lines->all[i].number, false))
			continue;
		*detail_r = f->too_large;
		return TABLE_TOO_LARGE;
	}
	return TABLE_OK;
}

/* The first way of cutting that gives a table. */
static bool find_cut(struct arena *a, const struct text_lines *lines, enum cut *cut_r, size_t *first_r, size_t *end_r)
{
	for (*cut_r = CUT_TABS; *cut_r <= CUT_WORDS; ++*cut_r)
		if (find_table(a, lines, *cut_r, first_r, end_r))
			return true;
	return false;
}

/* Whether a table stands beside the typed blocks, which are then a signature or the like. */
static bool table_beside(struct arena *a, const struct text_lines *lines, const struct typed *t)
{
	struct text_lines rest = {0};
	enum cut cut;
	size_t first, end, next = 0;
	for (size_t i = 0; i < lines->all_count; i++) {
		while (next < t->records_count && t->records[next].end <= i)
			next++;
		bool typed = next < t->records_count && t->records[next].first <= i && t->records[next].labelled > 1;
		ARENA_PUSH(a, &rest, all) = typed ? (struct text_line){"", 0, lines->all[i].number} : lines->all[i];
	}
	return find_cut(a, &rest, &cut, &first, &end);
}

/* Columns without any labels over them, and fewer phones in them than leads were typed: a signature that its program cut up by tabs. */
static bool is_card(const struct text_lines *lines, size_t first, size_t end, enum cut cut, const struct typed *t)
{
	size_t phones = 0;
	bool labels = false;
	for (size_t i = first; i < end; i++) {
		phones += has_phone(&lines->all[i]);
		labels = labels || is_labels(&lines->all[i], cut);
	}
	return !labels && phones < t->records_count;
}

/* Leads typed in lines that hold no row of a table, and stand above or below one. */
static bool fill_kept(struct fill *f, struct text_line *lines, size_t count, void (*keep)(struct typed *t))
{
	struct typed t = typed_read(f->a, &(struct text_lines){lines, count, count});
	keep(&t);
	return typed_fill(f, &t);
}

static bool fill_beside(struct fill *f, struct text_line *lines, size_t count)
{
	return fill_kept(f, lines, count, typed_keep_beside);
}

static struct text_lines lines_of(struct arena *a, const char *text_utf8)
{
	return split_lines(a, plain_numbers(a, markdown_plain(a, text_utf8)));
}

enum table_status text_tables(struct arena *a, const char *text_utf8, struct table_file *file_r, const char **detail_r)
{
	struct fill *f = arena_alloc(a, sizeof *f);
	enum cut cut = CUT_TABS;
	size_t first = 0, end = 0;
	fill_init(f, a, file_r);
	*detail_r = "行数太多";
	if (too_many_lines(text_utf8))
		return TABLE_TOO_LARGE;
	*detail_r = "";
	struct text_lines lines = lines_of(a, text_utf8);
	struct typed typed = typed_read(a, &lines);
	bool table = find_cut(a, &lines, &cut, &first, &end);
	bool bare = table && cut != CUT_TABS && has_phone(&lines.all[first]); /* no header stands over it */
	bool card = table && typed.records_count && is_card(&lines, first, end, cut, &typed);
	if (typed.records_count && (!table || bare || card || (typed.labelled && !table_beside(a, &lines, &typed)))) {
		if (typed_fill(f, &typed))
			return TABLE_OK;
		*detail_r = f->too_large;
		return TABLE_TOO_LARGE;
	}
	if (!table)
		return TABLE_OK;
	enum table_status status = fill_lines(f, &lines, first, end, cut, detail_r);
	if (status != TABLE_OK || (fill_beside(f, lines.all, first) && fill_beside(f, lines.all + end, lines.all_count - end)))
		return status;
	*detail_r = f->too_large;
	return TABLE_TOO_LARGE;
}

/* A line for each row, its cells as labels right behind each other: so whatever a program makes of a row stands in it, cut at tabs or a line for each cell.
 * NULL where that is too much to look through for each of so many lines. */
static const char *all_rows(struct arena *a, const struct table_file *file, size_t lines)
{
	const size_t most = ((size_t)1 << 29) / (lines + 1);
	struct buf out = {0};
	for (size_t i = 0; i < file->sheets_count; i++)
		for (size_t r = 0; r < file->sheets[i].rows_count && out.size <= most; r++) {
			for (size_t c = 0; c < file->sheets[i].rows[r].cell_count && out.size <= most; c++)
				buf_adds(&out, text_label(a, file->sheets[i].rows[r].cells[c].text));
			buf_addc(&out, '\n');
		}
	const char *rows = out.size <= most ? arena_strndup(a, out.data ? out.data : "", out.size) : NULL;
	buf_release(&out);
	return rows;
}

static bool is_of_rows(struct arena *a, const struct text_line *line, const char *rows)
{
	const char *label = text_label(a, fill_text(a, line->s, line->size));
	return *label && strstr(rows, label);
}

/* Behind the tables of file. */
static bool append(struct arena *a, const struct table_file *typed, struct table_file *file)
{
	if (file->sheets_count + typed->sheets_count > TABLE_MAX_SHEETS)
		return false;
	for (size_t i = 0; i < typed->sheets_count; i++)
		ARENA_PUSH(a, file, sheets) = typed->sheets[i];
	return true;
}

bool text_over(struct arena *a, const char *text_utf8, struct table_file *file)
{
	struct fill *f = arena_alloc(a, sizeof *f);
	struct table_file typed;
	if (too_many_lines(text_utf8))
		return true;
	fill_init(f, a, &typed);
	struct text_lines lines = lines_of(a, text_utf8);
	return fill_kept(f, lines.all, lines.all_count, typed_keep_sure) && append(a, &typed, file);
}

bool text_beside(struct arena *a, const char *text_utf8, struct table_file *file)
{
	struct fill *f = arena_alloc(a, sizeof *f);
	struct table_file typed;
	if (too_many_lines(text_utf8))
		return true;
	fill_init(f, a, &typed);
	struct text_lines lines = lines_of(a, text_utf8);
	const char *rows = all_rows(a, file, lines.all_count);
	for (size_t i = 0, start = 0; rows && i <= lines.all_count; i++) {
		if (i < lines.all_count && !is_of_rows(a, &lines.all[i], rows))
			continue;
		if (i > start && !fill_beside(f, lines.all + start, i - start))
			return false;
		start = i + 1;
	}
	return append(a, &typed, file);
}
