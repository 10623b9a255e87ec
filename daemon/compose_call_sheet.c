/* Today's call sheet: the letter, and its table as a workbook that is sent back filled in. */
#include <string.h>

#include "compose_part.h"
#include "rows.h"
#include "workbook.h"

/* The columns in their order; the last ones are filled in by hand. Whoever changes one looks at callsheet.c, which knows them again. */
enum { CALL_COLUMNS = 10, CALL_FILLED_IN = 4 };
static const struct { const char *word; int width; } columns[CALL_COLUMNS] = {
	{"seq", 5}, {"company", 30}, {"person", 10}, {"phone", 14}, {"business", 14}, {"more", 22}, {"called", 10}, {"result", 26}, {"next", 12}, {"todo", 18},
};

/* On paper there is less room: what is known stands in one column. Millimetres. */
enum { PAPER_COLUMNS = 9 };
static const struct { const char *word; int width; bool blank, centred; } paper[PAPER_COLUMNS] = {
	{"seq", 11, false, true}, {"company", 60, false, false}, {"person", 20, false, false}, {"phone", 31, false, true}, {"known", 46, false, false},
	{"called", 18, true, false}, {"result", 44, true, false}, {"next", 20, true, false}, {"todo", 30, true, false},
};

static const char *title_of(struct arena *a, size_t i)
{
	return say(a, "call", columns[i].word, NULL);
}

/* Of that line's number and lead, what stands in a column; "" where somebody is to write. */
static const char *cell_of(struct arena *a, const struct call_sheet_in *in, size_t line, size_t column)
{
	const struct call_line *l = &in->lines[line];
	const char *const cells[CALL_COLUMNS] = {column ? NULL : arena_printf(a, "%zu", line + 1), l->company, l->person, l->phone, l->business, l->more};
	return cells[column] ? letter_one_line(a, cells[column]) : "";
}

static struct view *about(struct arena *a, const struct call_sheet_in *in, const char *day)
{
	struct view *v = view_object(a);
	put_value(a, v, "name", in->head.to_name);
	view_set_text(a, v, "day", day);
	view_set_int(a, v, "done", (int64_t)in->lines_count);
	put_value(a, v, "detail", in->clause);
	return v;
}

/* ---- on paper */

static const char *known_of(struct arena *a, const struct call_line *l)
{
	return arena_printf(a, "%s%s%s", l->business, *l->business && *l->more ? CELL_JOINT : "", l->more);
}

static struct print_row paper_row(struct arena *a, const struct call_sheet_in *in, size_t line)
{
	const struct call_line *l = &in->lines[line];
	const char *const cells[] = {arena_printf(a, "%zu", line + 1), l->company, l->person, l->phone, known_of(a, l)};
	struct print_row row = {0};
	for (size_t k = 0; k < PAPER_COLUMNS; k++)
		ARENA_PUSH(a, &row, cells) = k < sizeof cells / sizeof *cells ? letter_one_line(a, cells[k]) : "";
	return row;
}

struct print_sheet call_sheet_print(struct arena *a, const struct call_sheet_in *in)
{
	struct print_sheet s = {.title = say(a, "call", "title", about(a, in, say_full(a, in->day))), .subtitle = say(a, "call", "to", about(a, in, "")),
	                        .footer = say(a, "call", "footer", NULL), .page = say(a, "call", "page", NULL), .author = in->head.office->company};
	for (size_t k = 0; k < PAPER_COLUMNS; k++)
		ARENA_PUSH(a, &s, columns) = (struct print_column){.title = say(a, "call", paper[k].word, NULL), .width = paper[k].width, .blank = paper[k].blank, .centred = paper[k].centred};
	for (size_t i = 0; i < in->lines_count; i++)
		ARENA_PUSH(a, &s, rows) = paper_row(a, in, i);
	return s;
}

/* ---- the workbook */

static struct bytes book_of(struct arena *a, const struct call_sheet_in *in)
{
	struct workbook_sheet s = {.name = say(a, "call", "sheet", about(a, in, say_date(a, in->day)))};
	s.print = arena_printf(a, "%s　%s", say(a, "call", "title", about(a, in, say_full(a, in->day))), say(a, "call", "to", about(a, in, "")));
	for (size_t k = 0; k < CALL_COLUMNS; k++) {
		ARENA_PUSH(a, &s, header) = title_of(a, k);
		ARENA_PUSH(a, &s, widths) = columns[k].width;
	}
	for (size_t i = 0; i < in->lines_count; i++) {
		struct workbook_row row = {0};
		for (size_t k = 0; k < CALL_COLUMNS; k++)
			ARENA_PUSH(a, &row, cells) = cell_of(a, in, i, k);
		ARENA_PUSH(a, &s, rows) = row;
	}
	struct workbook_mark mark = compose_mark(a, &in->head, false);
	return workbook_write(a, &s, 1, &mark);
}

/* ---- the letter */

static const char *file_of(struct arena *a, const struct call_sheet_in *in, const char *end)
{
	char day[DATE_TEXT_SIZE];
	return arena_printf(a, "call-%s.%s", date_text(in->day, day), end);
}

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct call_sheet_in *in = what;
	struct view *v = view_object(a), *list = view_set_list(a, v, "columns");
	(void)rows;
	put_mood(a, v, MOOD_CALM);
	view_set_text(a, v, "day", say_date(a, in->day));
	put_value(a, v, "clause", in->clause);
	view_set_int(a, v, "count", (int64_t)in->lines_count);
	view_set_text(a, v, "others", in->others ? arena_printf(a, "%zu", in->others) : "");
	view_set_text(a, v, "beyond", in->beyond ? arena_printf(a, "%zu", in->beyond) : "");
	view_set_text(a, v, "pdf", in->pdf.size ? file_of(a, in, "pdf") : "");
	view_set_text(a, v, "book", file_of(a, in, "xlsx"));
	for (size_t k = CALL_COLUMNS - CALL_FILLED_IN; k < CALL_COLUMNS; k++) {
		struct view *one = view_add_object(a, list);
		view_set_text(a, one, "text", title_of(a, k));
		view_set_bool(a, one, "last", k + 1 == CALL_COLUMNS);
	}
	return v;
}

struct letter compose_call_sheet(struct arena *a, const struct call_sheet_in *in)
{
	struct letter_file files[2];
	size_t n = 0;
	if (in->pdf.size)
		files[n++] = (struct letter_file){.name = file_of(a, in, "pdf"), .type = "application/pdf", .bytes = in->pdf};
	files[n++] = (struct letter_file){.name = file_of(a, in, "xlsx"), .type = WORKBOOK_TYPE, .bytes = book_of(a, in)};
	return compose_finish_with(a, &in->head, LETTER_CALL_SHEET, build, in, files, n);
}
