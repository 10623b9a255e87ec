#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "compose_part.h"
#include "invite.h"
#include "workbook.h"

enum { WIDE_COLUMNS = 4 /* what a phone shows side by side; more stand below each other */, SHORT_TEXT = 8 /* characters that are not broken */ };

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

static const char *cell_text(struct arena *a, const struct report_cell *c, date day)
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
	case CELL_RATE:
		return arena_printf(a, "%" PRId64 ".%" PRId64 "%%", c->n / 10, c->n % 10);
	case CELL_PLACE:
		return say_place(a, c->n);
	}
	return "";
}

static bool is_number(enum cell_kind kind)
{
	return kind == CELL_COUNT || kind == CELL_MONEY || kind == CELL_HUNDREDTHS || kind == CELL_RATE;
}

/* ---- tables */

static const char *head_of(struct arena *a, const struct report_column *c)
{
	return c->word ? say(a, "report", c->word, NULL) : say_title(a, c->title);
}

static bool is_place(const struct report_column *c)
{
	return c->word && strcmp(c->word, "place") == 0;
}

static struct view *row_view(struct arena *a, const struct report_table *t, const struct report_row *row, date day)
{
	struct view *v = view_object(a), *cells = view_set_list(a, v, "cells");
	bool lead = true, head = true; /* lead: nothing has been said before it */
	for (size_t i = 0; i < row->cells_count; i++) {
		struct view *cell = view_add_object(a, cells);
		const struct report_cell *c = &row->cells[i];
		const char *text = cell_text(a, c, day);
		put_long_value(a, cell, "text", text);
		view_set_bool(a, cell, "short", text_count(text) <= SHORT_TEXT);
		view_set_bool(a, cell, "head", head);
		put_value(a, cell, "title", head_of(a, &t->columns[i]));
		view_set_bool(a, cell, "number", is_number(c->kind));
		view_set_bool(a, cell, "nothing", c->kind == CELL_NONE);
		view_set_bool(a, cell, "first", i == 0);
		view_set_bool(a, cell, "lead", lead);
		view_set_bool(a, cell, "last", i + 1 == row->cells_count);
		lead = lead && c->kind == CELL_NONE;
		head = head && is_place(&t->columns[i]);
	}
	return v;
}

/* The last line: sums of what can be summed. A rate is that of the sums, a mean that of all that was said. */
static struct report_cell total_of(const struct report_table *t, size_t column, const struct report_row *done)
{
	struct report_cell sum = {0};
	int64_t n = 0;
	enum column_total how = t->columns[column].total;
	if (how == TOTAL_RATE) {
		const struct report_cell *of = &done->cells[column - 2], *over = &done->cells[column - 1];
		return over->kind != CELL_NONE && over->n > 0 ? (struct report_cell){.kind = CELL_RATE, .n = of->n * 1000 / over->n} : sum;
	}
	for (size_t i = 0; how != TOTAL_NONE && i < t->rows_count; i++) {
		const struct report_cell *c = &t->rows[i].cells[column];
		if (!is_number(c->kind))
			continue;
		sum.kind = c->kind;
		sum.sum += c->sum;
		sum.weight += c->weight;
		n += c->n;
	}
	sum.n = how == TOTAL_MEAN && sum.weight ? (sum.sum + sum.weight / 2) / sum.weight : n;
	return sum;
}

static void put_total(struct arena *a, struct view *v, const struct report_table *t, date day)
{
	struct report_row row = {0};
	bool any = false;
	for (size_t i = 0; i < t->columns_count; i++) {
		struct report_cell c = total_of(t, i, &row);
		any = any || c.kind != CELL_NONE;
		ARENA_PUSH(a, &row, cells) = c;
	}
	if (!any || t->rows_count < 2)
		return;
	size_t first = is_place(&t->columns[0]) && t->columns_count > 1 ? 1 : 0;
	if (row.cells[first].kind == CELL_NONE)
		row.cells[first] = (struct report_cell){.kind = CELL_WORD, .text = "report.total"};
	view_set(a, v, "total", row_view(a, t, &row, day));
}

static struct view *table_view(struct arena *a, const struct report_table *t, date day, size_t rows)
{
	struct view *v = view_object(a), *columns = view_set_list(a, v, "columns"), *list = view_set_list(a, v, "rows");
	put_title(a, v, "title", t->title);
	put_long_value(a, v, "note", t->note);
	view_set_bool(a, v, "wide", t->columns_count > WIDE_COLUMNS);
	for (size_t i = 0; i < t->columns_count; i++) {
		struct view *c = view_add_object(a, columns);
		put_value(a, c, "text", head_of(a, &t->columns[i]));
		view_set_bool(a, c, "short", text_count(head_of(a, &t->columns[i])) <= SHORT_TEXT);
		view_set_bool(a, c, "number", t->rows_count && is_number(t->rows[0].cells[i].kind));
		view_set_bool(a, c, "first", i == 0);
		view_set_bool(a, c, "last", i + 1 == t->columns_count);
	}
	for (size_t i = 0; i < t->rows_count && i < rows; i++)
		view_add(a, list, row_view(a, t, &t->rows[i], day));
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

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct report_in *in = what;
	struct view *v = view_object(a), *tables = view_set_list(a, v, "tables");
	size_t all = 0;
	put_mood(a, v, MOOD_CALM);
	put_title(a, v, "title", in->title);
	put_value(a, v, "clause", in->clause);
	put_long_value(a, v, "note", in->note);
	view_set_text(a, v, "period", say_period(a, in));
	view_set_bool(a, v, "standing", in->period == DATE_NONE);
	view_set_bool(a, v, "own", in->own && !in->whose);
	put_value(a, v, "name", in->whose);
	view_set_bool(a, v, "book", in->workbook && in->tables_count);
	for (size_t i = 0; i < in->tables_count; i++) {
		view_add(a, tables, table_view(a, &in->tables[i], in->day, rows));
		all += in->tables[i].rows_count;
	}
	view_set_text(a, v, "count", all && in->tables_count == 1 ? arena_printf(a, "%zu", all) : "");
	view_set_bool(a, v, "nothing", !all && in->tables_count);
	view_set_bool(a, v, "invited", in->event_id != NULL);
	put_value(a, v, "event", in->event.title);
	put_value(a, v, "place", in->event.place);
	view_set_text(a, v, "from", in->event_id ? say_moment(a, in->event.from) : "");
	return v;
}

/* ---- the workbook: all rows, as the letter says them */

static struct workbook_sheet sheet_of(struct arena *a, const struct report_table *t, date day)
{
	struct workbook_sheet s = {.name = t->title};
	for (size_t i = 0; i < t->columns_count; i++)
		ARENA_PUSH(a, &s, header) = head_of(a, &t->columns[i]);
	for (size_t i = 0; i < t->rows_count; i++) {
		struct workbook_row row = {0};
		for (size_t k = 0; k < t->rows[i].cells_count; k++)
			ARENA_PUSH(a, &row, cells) = t->rows[i].cells[k].kind == CELL_NONE ? "" : cell_text(a, &t->rows[i].cells[k], day);
		ARENA_PUSH(a, &s, rows) = row;
	}
	return s;
}

static struct letter_file book_of(struct arena *a, const struct report_in *in)
{
	struct { struct workbook_sheet *sheet; size_t sheet_count, sheet_cap; } all = {0};
	char day[DATE_TEXT_SIZE];
	for (size_t i = 0; i < in->tables_count; i++)
		ARENA_PUSH(a, &all, sheet) = sheet_of(a, &in->tables[i], in->day);
	return (struct letter_file){.name = arena_printf(a, "report-%s.xlsx", date_text(in->day, day)), .type = WORKBOOK_TYPE, .bytes = workbook_write(a, all.sheet, all.sheet_count)};
}

struct letter compose_report(struct arena *a, const struct report_in *in)
{
	struct letter_file files[2];
	size_t n = 0;
	if (in->event_id)
		files[n++] = invite_file(a, in->event_id, in->head.office->from_addr, &in->event, in->head.now);
	if (in->workbook && in->tables_count)
		files[n++] = book_of(a, in);
	return compose_finish_with(a, &in->head, LETTER_REPORT, build, in, files, n);
}
