#include <string.h>

#include "base/date.h"
#include "compose_refused.h"
#include "workbook.h"

/* One of the sheet's columns before ours: a column of the list, or, where the store kept its fields alone, a field. */
struct source {
	const char *title;
	size_t column;        /* of the cells */
	enum field field;     /* of rows whose cells were not kept */
	bool first;           /* of that field: what was joined from several columns stands in it */
};
struct sources {
	struct source *from;
	size_t from_count, from_cap;
};

/* ---- columns ---- */

/* A list that is such a workbook itself has our columns at its end: they are written anew. */
static bool is_ours(const struct lead_table *t, size_t column)
{
	size_t status = SIZE_MAX, reason = SIZE_MAX;
	for (size_t i = 0; i < t->columns_count; i++) {
		status = t->columns[i].field == FIELD_ROW_STATUS ? i : status;
		reason = t->columns[i].field == FIELD_ROW_REASON ? i : reason;
	}
	return status != SIZE_MAX && reason == status + 1 && (column == status || column == reason);
}

static void add_source(struct arena *a, struct sources *s, const char *title, size_t column, enum field field)
{
	bool first = field != FIELD_OTHER;
	for (size_t i = 0; i < s->from_count; i++)
		first = first && s->from[i].field != field;
	ARENA_PUSH(a, s, from) = (struct source){*title || field == FIELD_OTHER ? title : field_titles[field], column, field, first};
}

static bool any_row_has(const struct lead_table *t, enum field f)
{
	for (size_t i = 0; i < t->rows_count; i++)
		if (*t->rows[i].value[f])
			return true;
	return false;
}

static struct sources sources_of(struct arena *a, const struct lead_table *t)
{
	struct sources s = {0};
	size_t width = t->columns_count;
	for (size_t i = 0; i < t->rows_count && t->columns_count; i++)
		width = t->rows[i].cells_count > width ? t->rows[i].cells_count : width;
	width = width < BOOK_MAX_COLUMNS ? width : BOOK_MAX_COLUMNS;
	for (size_t i = 0; i < width; i++)
		if (i >= t->columns_count)
			add_source(a, &s, "", i, FIELD_OTHER);
		else if (!is_ours(t, i))
			add_source(a, &s, t->columns[i].title, i, t->columns[i].field);
	for (int f = 0; f < FIELD_OTHER && !t->columns_count; f++)
		if (any_row_has(t, (enum field)f))
			add_source(a, &s, "", 0, (enum field)f);
	return s;
}

static const char *cell_of(const struct lead_table *t, const struct lead_row *r, const struct source *s)
{
	if (t->columns_count && r->cells)
		return s->column < r->cells_count ? r->cells[s->column] : "";
	return s->first ? r->value[s->field] : "";
}

/* ---- a sheet ---- */

/* As the kind is read again from a sheet's name (classify.h): its own word first, so that a list stays what it was taken for. */
static const char *sheet_name(struct arena *a, const struct receipt_table *t)
{
	const char *label = t->list->sheet_label, *title = row_kind_titles[t->kind], *dot = strrchr(label, '.');
	size_t size = dot && dot != label && strlen(dot) <= 5 ? (size_t)(dot - label) : strlen(label); /* a file's, that has no sheet's name */
	const char *stem = arena_strndup(a, label, size);
	return strstr(stem, title) ? stem : arena_printf(a, "%s %s", title, stem);
}

static struct workbook_row row_of(struct arena *a, const struct receipt_table *t, size_t n, const struct sources *s, const char *status, const char *reason)
{
	struct workbook_row row = {0};
	for (size_t i = 0; i < s->from_count; i++)
		ARENA_PUSH(a, &row, cells) = cell_of(t->list, &t->list->rows[n], &s->from[i]);
	ARENA_PUSH(a, &row, cells) = status;
	ARENA_PUSH(a, &row, cells) = reason;
	return row;
}

static const char *reason_of(struct arena *a, const struct refused_row *r, int64_t arrived)
{
	struct view *v = view_object(a);
	put_refused(a, v, r, arrived);
	struct view *both = view_object(a);
	view_set(a, both, "what", view_member(v, "reason"));
	view_set(a, both, "detail", view_member(v, "todo"));
	return say(a, "", "reason_todo", both);
}

static struct workbook_sheet sheet_of(struct arena *a, const struct receipt_in *in, const struct receipt_table *t, bool refused_only)
{
	struct sources s = sources_of(a, t->list);
	struct workbook_sheet out = {.name = sheet_name(a, t)};
	const char *yes = say(a, "status", "counted", NULL), *no = say(a, "status", "refused", NULL), *before = say(a, "status", "before", NULL);
	for (size_t i = 0; i < s.from_count; i++)
		ARENA_PUSH(a, &out, header) = s.from[i].title;
	ARENA_PUSH(a, &out, header) = say(a, "column", "status", NULL);
	ARENA_PUSH(a, &out, header) = say(a, "column", "reason", NULL);
	for (size_t n = 0, k = 0; n < t->list->rows_count; n++) {
		const struct refused_row *r = k < t->refused_count && t->refused[k].n == n ? &t->refused[k++] : NULL;
		bool known = r && refused_before(a, in, t, r);
		if (refused_only && (!r || known))
			continue;
		struct workbook_row row = row_of(a, t, n, &s, r && !known ? no : yes, !r ? "" : known ? before : reason_of(a, r, in->arrived));
		row.marked = r && !known;
		ARENA_PUSH(a, &out, rows) = row;
	}
	return out;
}

/* ---- the book ---- */

/* How many of its rows are to be mended. */
static size_t to_mend(struct arena *a, const struct receipt_in *in, const struct receipt_table *t)
{
	size_t n = 0;
	for (size_t i = 0; i < t->refused_count && t->list; i++)
		n += !refused_before(a, in, t, &t->refused[i]);
	return n;
}

/* False: it is beyond a limit. */
static bool try_book(struct arena *a, const struct receipt_in *in, bool refused_only, struct bytes *bytes_r)
{
	struct { struct workbook_sheet *sheet; size_t sheet_count, sheet_cap; } list = {0};
	size_t rows = 0;
	for (size_t i = 0; i < in->tables_count; i++) {
		const struct receipt_table *t = &in->tables[i];
		size_t mend = to_mend(a, in, t);
		rows += refused_only || !mend ? mend : t->list->rows_count;
		if (rows > BOOK_MAX_ROWS || (mend && list.sheet_count == BOOK_MAX_SHEETS))
			return false;
		if (mend)
			ARENA_PUSH(a, &list, sheet) = sheet_of(a, in, t, refused_only);
	}
	*bytes_r = (struct bytes){0};
	if (list.sheet_count) {
		struct workbook_mark mark = compose_mark(a, &in->head, false);
		*bytes_r = workbook_write(a, list.sheet, list.sheet_count, &mark);
	}
	return bytes_r->size <= BOOK_MAX_BYTES;
}

struct receipt_book receipt_book(struct arena *a, const struct receipt_in *in)
{
	char day[DATE_TEXT_SIZE];
	struct receipt_book b = {.name = ""};
	if (in->second_cure) /* nothing is to be mended */
		return b;
	b.partial = !try_book(a, in, false, &b.bytes);
	b.none = b.partial && !try_book(a, in, true, &b.bytes);
	if (b.none)
		b = (struct receipt_book){.name = "", .none = true};
	if (b.bytes.size)
		b.name = arena_printf(a, "list-%s.xlsx", date_text(time_date(in->arrived), day));
	return b;
}
