#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "compose_part.h"
#include "compose_report_inside.h"
#include "invite.h"
#include "workbook.h"

enum {
	WIDE_COLUMNS = 4,   /* what a phone shows side by side; more stand below each other */
	SHORT_TEXT = 8,     /* characters that are not broken */
	MAX_PICTURES = 6,   /* of a letter; what is drawn beyond stands as bars alone */
	PART_ROWS = 12,     /* of a table, where a letter holds several reports: its workbook has all */
};

#define PICTURE_ID "chart-%d"

/* ---- cells */

static const char *say_hundredths(struct arena *a, int64_t n)
{
	return n % 100 ? say_money(a, n) : arena_printf(a, "%" PRId64, n / 100);
}

/* "group.key", or "group.key:detail", one a line. */
static const char *say_words(struct arena *a, const char *text)
{
	const char *all = "";
	while (*text) {
		size_t n = strcspn(text, "\n"), dot;
		const char *one = arena_strndup(a, text, n);
		dot = strcspn(one, ".");
		const char *said = one[dot] ? say_code(a, arena_strndup(a, one, dot), one + dot + 1) : one;
		all = *all ? arena_printf(a, "%s%s%s", all, say(a, "", "and", NULL), said) : said;
		text += n + (text[n] == '\n');
	}
	return all;
}

static const char *say_place(struct arena *a, int64_t n)
{
	struct view *v = view_object(a);
	view_set_int(a, v, "done", n);
	return say(a, "report", "nth", v);
}

const char *report_cell_text(struct arena *a, const struct report_cell *c, date day)
{
	switch (c->kind) {
	case CELL_NONE:
		return say(a, "report", "none", NULL);
	case CELL_TEXT:
		return c->text;
	case CELL_WORD:
		return say_words(a, c->text);
	case CELL_COUNT:
		return arena_printf(a, "%" PRId64, c->n);
	case CELL_MONEY:
		return say_money(a, c->n);
	case CELL_HUNDREDTHS:
		return say_hundredths(a, c->n);
	case CELL_DATE:
		return date_year((date)c->n) == date_year(day) ? say_date(a, (date)c->n) : say_year_date(a, (date)c->n);
	case CELL_MONTH:
		return say_month(a, (date)c->n);
	case CELL_RATE:
		return arena_printf(a, "%" PRId64 ".%" PRId64 "%%", c->n / 10, c->n % 10);
	case CELL_PLACE:
		return say_place(a, c->n);
	}
	return "";
}

/* ---- tables */

const char *report_head(struct arena *a, const struct report_column *c)
{
	return c->word ? say(a, "report", c->word, NULL) : say_title(a, c->title);
}

static bool is_place(const struct report_column *c)
{
	return c->word && strcmp(c->word, "place") == 0;
}

/* How far it reaches, in percent of the greatest one, or of 100% where it is a rate. */
static void put_bar(struct arena *a, struct view *v, const struct report_table *t, const struct report_row *row, int64_t whole)
{
	int column = report_telling(t);
	const struct report_cell *c = whole > 0 && column >= 0 ? &row->cells[column] : NULL;
	bool there = c && report_is_number(c->kind) && c->n > 0;
	int64_t n = !there ? 0 : c->n >= whole ? 100 : c->n * 100 / whole;
	view_set_bool(a, v, "barred", there);
	view_set_int(a, v, "bar", n > 0 ? n : 1);
	view_set_text(a, v, "rest", n < 100 ? arena_printf(a, "%" PRId64, n > 0 ? 100 - n : 99) : "");
	view_set_bool(a, v, "reached", there && c->kind == CELL_RATE && c->n >= 1000);
}

static struct view *row_view(struct arena *a, const struct report_table *t, const struct report_row *row, date day, int64_t whole)
{
	struct view *v = view_object(a), *cells = view_set_list(a, v, "cells");
	put_bar(a, v, t, row, whole);
	bool lead = true, head = true; /* lead: nothing has been said before it */
	for (size_t i = 0; i < row->cells_count; i++) {
		struct view *cell = view_add_object(a, cells);
		const struct report_cell *c = &row->cells[i];
		const char *text = report_cell_text(a, c, day);
		put_long_value(a, cell, "text", text);
		view_set_bool(a, cell, "short", text_count(text) <= SHORT_TEXT);
		view_set_bool(a, cell, "head", head);
		put_value(a, cell, "title", report_head(a, &t->columns[i]));
		view_set_bool(a, cell, "number", report_is_number(c->kind));
		view_set_bool(a, cell, "nothing", c->kind == CELL_NONE);
		view_set_bool(a, cell, "first", i == 0);
		view_set_bool(a, cell, "lead", lead);
		view_set_bool(a, cell, "last", i + 1 == row->cells_count);
		lead = lead && c->kind == CELL_NONE;
		head = head && is_place(&t->columns[i]);
	}
	return v;
}

static void put_total(struct arena *a, struct view *v, const struct report_table *t, date day)
{
	struct report_row row = {0};
	bool any = false;
	for (size_t i = 0; i < t->columns_count; i++) {
		struct report_cell c = report_total(t, i, &row);
		any = any || c.kind != CELL_NONE;
		ARENA_PUSH(a, &row, cells) = c;
	}
	if (!any || t->rows_count < 2)
		return;
	size_t first = is_place(&t->columns[0]) && t->columns_count > 1 ? 1 : 0;
	if (row.cells[first].kind == CELL_NONE)
		row.cells[first] = (struct report_cell){.kind = CELL_WORD, .text = "report.total"};
	view_set(a, v, "total", row_view(a, t, &row, day, 0));
}

static struct view *table_view(struct arena *a, const struct report_table *t, date day, size_t rows, bool bars)
{
	struct view *v = view_object(a), *columns = view_set_list(a, v, "columns"), *list = view_set_list(a, v, "rows");
	put_title(a, v, "title", t->title);
	put_long_value(a, v, "note", say_title(a, t->note));
	int64_t whole = bars ? report_whole(t) : 0;
	/* A bar needs the letter's width, and a place stands before a name: 第1名 陈平娜. */
	view_set_bool(a, v, "wide", t->columns_count > WIDE_COLUMNS || whole > 0 || (t->columns_count && is_place(&t->columns[0])));
	for (size_t i = 0; i < t->columns_count; i++) {
		struct view *c = view_add_object(a, columns);
		put_value(a, c, "text", report_head(a, &t->columns[i]));
		view_set_bool(a, c, "short", text_count(report_head(a, &t->columns[i])) <= SHORT_TEXT);
		view_set_bool(a, c, "number", t->rows_count && report_is_number(t->rows[0].cells[i].kind));
		view_set_bool(a, c, "first", i == 0);
		view_set_bool(a, c, "last", i + 1 == t->columns_count);
	}
	for (size_t i = 0; i < t->rows_count && i < rows; i++)
		view_add(a, list, row_view(a, t, &t->rows[i], day, whole));
	view_set_bool(a, v, "total", false);
	put_total(a, v, t, day);
	view_set_text(a, v, "count", t->rows_count ? arena_printf(a, "%zu", t->rows_count) : "");
	view_set_text(a, v, "more", t->rows_count > rows ? arena_printf(a, "%zu", t->rows_count - rows) : "");
	return v;
}

/* ---- the letter */

/* 2026年9月, 2026年第3季度, 9月14日当周; of how things stand, the day. */
static const char *say_period(struct arena *a, const struct report_in *in)
{
	static const char *const words[] = {[EVERY_MONTH] = "month", [EVERY_QUARTER] = "quarter", [EVERY_HALF_YEAR] = "half"};
	int year, month, day;
	struct view *v = view_object(a);
	if (in->period == DATE_NONE || in->every == EVERY_WORKDAY)
		return say_day(a, in->period == DATE_NONE ? in->day : in->period);
	if (in->every == EVERY_WEEK)
		return say_week(a, in->period);
	date_split(in->period, &year, &month, &day);
	view_set_int(a, v, "year", year);
	view_set_int(a, v, "month", in->every == EVERY_QUARTER ? (month - 1) / 3 + 1 : month);
	view_set_text(a, v, "month_name", say_month_name(a, month));
	return say(a, "period", in->every == EVERY_HALF_YEAR && month > 6 ? "half_2" : words[in->every], v);
}

static const struct report_table *first_table(const struct report_in *in)
{
	for (size_t i = 0; i < in->tables_count; i++)
		if (in->tables[i].rows_count)
			return &in->tables[i];
	return NULL;
}

/* What it comes to, in a few words: 完成率 76.6%. */
static const char *say_figure(struct arena *a, const struct report_in *in)
{
	const struct report_table *t = first_table(in);
	int column = t ? report_telling(t) : -1;
	if (column < 0)
		return "";
	struct report_cell sum = report_sum(a, t, (size_t)column);
	return sum.kind == CELL_NONE ? "" : arena_printf(a, "%s %s", report_head(a, &t->columns[column]), report_cell_text(a, &sum, in->day));
}

static size_t lines_of(const struct report_in *in)
{
	size_t all = 0;
	for (size_t i = 0; i < in->tables_count; i++)
		all += in->tables[i].rows_count;
	return all;
}

/* What one report says of itself, in a letter of its own or as a part. */
static void put_part(struct arena *a, struct view *v, const struct report_in *in)
{
	size_t all = lines_of(in);
	const struct report_table *first = first_table(in);
	put_title(a, v, "title", in->title);
	put_value(a, v, "clause", in->clause);
	put_long_value(a, v, "note", say_title(a, in->note));
	view_set_text(a, v, "period", say_period(a, in));
	view_set_bool(a, v, "standing", in->period == DATE_NONE);
	view_set_bool(a, v, "own", in->own && !in->whose);
	put_value(a, v, "name", in->whose);
	view_set_text(a, v, "count", all && in->tables_count == 1 ? arena_printf(a, "%zu", all) : "");
	view_set_text(a, v, "lines", first ? arena_printf(a, "%zu", first->rows_count) : "");
	put_value(a, v, "figure", say_figure(a, in));
	view_set_bool(a, v, "nothing", !all && in->tables_count);
}

static void put_event(struct arena *a, struct view *v, const struct report_in *in)
{
	view_set_bool(a, v, "invited", in->event_id != NULL);
	put_value(a, v, "event", in->event.title);
	put_value(a, v, "place", in->event.place);
	view_set_text(a, v, "from", in->event_id ? say_moment(a, in->event.from) : "");
}

static struct view *part_view(struct arena *a, const struct report_in *in, size_t n, size_t rows, int *pictures)
{
	struct view *v = view_object(a), *tables = view_set_list(a, v, "tables");
	put_part(a, v, in);
	view_set_text(a, v, "n", n ? arena_printf(a, "%zu", n) : "");
	for (size_t i = 0; i < in->tables_count; i++) {
		bool drawn = in->tables[i].picture.size && *pictures < MAX_PICTURES;
		struct view *t = table_view(a, &in->tables[i], in->day, rows, in->tables[i].bars && !drawn);
		view_set_text(a, t, "picture", drawn ? arena_printf(a, PICTURE_ID, ++*pictures) : "");
		view_set_int(a, t, "height", in->tables[i].picture_height);
		view_add(a, tables, t);
	}
	return v;
}

/* After which of several a letter is called: the monthly ones, else those of the longest time. */
static const struct report_in *chief_of(const struct report_in *in)
{
	const struct report_in *best = &in->parts[0];
	for (size_t i = 0; i < in->parts_count; i++) {
		const struct report_in *p = &in->parts[i];
		bool dated = p->period != DATE_NONE, best_dated = best->period != DATE_NONE;
		bool month = p->every == EVERY_MONTH, best_month = best->every == EVERY_MONTH;
		if (month != best_month ? month : dated != best_dated ? dated : p->every > best->every && !best_month)
			best = p;
	}
	return best;
}

/* The first one that has something to tell stands in the subject. */
static const struct report_in *first_told(const struct report_in *in)
{
	for (size_t i = 0; i < in->parts_count; i++)
		if (lines_of(&in->parts[i]))
			return &in->parts[i];
	return &in->parts[0];
}

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	static const char *const sorts[] = {
		[EVERY_WORKDAY] = "of_day", [EVERY_WEEK] = "of_week", [EVERY_MONTH] = "of_month", [EVERY_QUARTER] = "of_quarter", [EVERY_HALF_YEAR] = "of_half_year"};
	const struct report_in *in = what, *chief = in->parts_count ? chief_of(in) : in;
	struct view *v = view_object(a), *parts = view_set_list(a, v, "parts");
	int pictures = 0;
	put_mood(a, v, MOOD_CALM);
	put_part(a, v, in->parts_count ? first_told(in) : in);
	put_event(a, v, in);
	view_set_text(a, v, "of", say_period(a, chief));
	view_set_bool(a, v, "of_standing", chief->period == DATE_NONE);
	view_set_text(a, v, "sort", say(a, "report", sorts[chief->every], NULL));
	view_set_text(a, v, "several", in->parts_count ? arena_printf(a, "%zu", in->parts_count) : "");
	view_set_bool(a, v, "book", in->workbook && (in->tables_count || in->parts_count));
	for (size_t i = 0; i < in->parts_count; i++)
		view_add(a, parts, part_view(a, &in->parts[i], i + 1, rows < PART_ROWS ? rows : PART_ROWS, &pictures));
	if (!in->parts_count)
		view_add(a, parts, part_view(a, in, 0, rows, &pictures));
	return v;
}

/* ---- the workbook: all rows, as the letter says them */

static struct workbook_sheet sheet_of(struct arena *a, const struct report_table *t, const char *part, date day)
{
	struct workbook_sheet s = {.name = part ? arena_printf(a, "%s-%s", say_title(a, part), say_title(a, t->title)) : say_title(a, t->title)};
	for (size_t i = 0; i < t->columns_count; i++)
		ARENA_PUSH(a, &s, header) = report_head(a, &t->columns[i]);
	for (size_t i = 0; i < t->rows_count; i++) {
		struct workbook_row row = {0};
		for (size_t k = 0; k < t->rows[i].cells_count; k++)
			ARENA_PUSH(a, &row, cells) = t->rows[i].cells[k].kind == CELL_NONE ? "" : report_cell_text(a, &t->rows[i].cells[k], day);
		ARENA_PUSH(a, &s, rows) = row;
	}
	return s;
}

struct sheets { struct workbook_sheet *sheet; size_t sheet_count, sheet_cap; };

static void add_sheets(struct arena *a, struct sheets *all, const struct report_in *in, const char *part)
{
	for (size_t i = 0; i < in->tables_count; i++)
		ARENA_PUSH(a, all, sheet) = sheet_of(a, &in->tables[i], part, in->day);
}

static struct letter_file book_of(struct arena *a, const struct report_in *in)
{
	struct sheets all = {0};
	char day[DATE_TEXT_SIZE];
	struct workbook_mark mark = compose_mark(a, &in->head, true);
	add_sheets(a, &all, in, NULL);
	for (size_t i = 0; i < in->parts_count; i++)
		add_sheets(a, &all, &in->parts[i], in->parts[i].title);
	return (struct letter_file){.name = arena_printf(a, "report-%s.xlsx", date_text(in->day, day)), .type = WORKBOOK_TYPE, .bytes = workbook_write(a, all.sheet, all.sheet_count, &mark)};
}

struct files { struct letter_file *items; size_t items_count, items_cap; };

/* In the order in which the letter shows them. */
static void add_pictures(struct arena *a, struct files *f, const struct report_in *in, int *pictures)
{
	for (size_t i = 0; i < in->tables_count; i++) {
		if (!in->tables[i].picture.size || *pictures == MAX_PICTURES)
			continue;
		const char *id = arena_printf(a, PICTURE_ID, ++*pictures);
		ARENA_PUSH(a, f, items) = (struct letter_file){.name = arena_printf(a, "%s.png", id), .type = "image/png", .content_id = id, .bytes = in->tables[i].picture};
	}
}

struct letter compose_report(struct arena *a, const struct report_in *in)
{
	struct files files = {0};
	int pictures = 0;
	if (in->head.unwritten)
		return compose_unwritten(a, &in->head, LETTER_REPORT);
	add_pictures(a, &files, in, &pictures);
	for (size_t i = 0; i < in->parts_count; i++)
		add_pictures(a, &files, &in->parts[i], &pictures);
	if (in->event_id)
		ARENA_PUSH(a, &files, items) = invite_file(a, in->event_id, in->head.office->from_addr, &in->event, in->head.now);
	if (in->workbook && (in->tables_count || in->parts_count))
		ARENA_PUSH(a, &files, items) = book_of(a, in);
	return compose_finish_with(a, &in->head, LETTER_REPORT, build, in, files.items, files.items_count);
}
