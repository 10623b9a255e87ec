#include <string.h>

#include "compose_part.h"

static void put_what(struct arena *a, struct view *v, const char *what)
{
	static const char *const names[] = {"granted", "refused", "closed", "withdrawn", "cancelled", "lapsed", "expired", "flagged", "already", "not_turn", "unfit",
	                                    "objected", "part", "too_late", "over", "unclear", "no_stock", "unverified", "open"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		view_set_bool(a, v, names[i], what && strcmp(what, names[i]) == 0);
}

static enum mood mood_of(const struct slip_in *in)
{
	static const char *const good[] = {"granted", "closed"}, *const calm[] = {"withdrawn", "part", "cancelled", "already", "over"};
	if (!in->what)
		return in->missing_count || in->flags_count ? MOOD_WARN : MOOD_CALM;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (strcmp(good[i], in->what) == 0)
			return MOOD_GOOD;
	for (size_t i = 0; i < sizeof calm / sizeof *calm; i++)
		if (strcmp(calm[i], in->what) == 0)
			return MOOD_CALM;
	return strcmp(in->what, "refused") == 0 ? MOOD_BAD : MOOD_WARN;
}

static void put_lines(struct arena *a, struct view *v, const char *name, const struct slip_line *lines, size_t count)
{
	struct view *list = view_set_list(a, v, name);
	for (size_t i = 0; i < count; i++) {
		struct view *item = view_add_object(a, list);
		put_title(a, item, "title", lines[i].title);
		put_long_value(a, item, "value", lines[i].value);
		view_set_bool(a, item, "wrong", lines[i].wrong);
		view_set_bool(a, item, "last", i + 1 == count);
	}
}

static void put_people(struct arena *a, struct view *v, const struct slip_in *in)
{
	struct view *list = view_set_list(a, v, "people");
	for (size_t i = 0; i < in->people_count; i++) {
		struct view *item = view_add_object(a, list);
		put_value(a, item, "name", in->people[i]);
		view_set_bool(a, item, "last", i + 1 == in->people_count);
	}
}

/* "below:3200.00 JG-1" in the catalogue's words. */
static void put_flags(struct arena *a, struct view *v, const struct slip_in *in)
{
	struct view *list = view_set_list(a, v, "flags");
	for (size_t i = 0; i < in->flags_count; i++) {
		struct view *item = view_add_object(a, list);
		put_long_value(a, item, "text", say_code(a, "flag", in->flags[i]));
		view_set_bool(a, item, "last", i + 1 == in->flags_count);
	}
}

/* Nothing where it is 0. */
static void put_number(struct arena *a, struct view *v, const char *name, int n)
{
	view_set_text(a, v, name, n ? arena_int(a, n) : "");
}

static void put_question(struct arena *a, struct view *v, const struct slip_in *in)
{
	static const char *const names[] = {"approve", "receipt", "done"};
	for (int i = 0; i < 3; i++)
		view_set_bool(a, v, names[i], in->asks == i);
	put_value(a, v, "what", in->done);
	put_value(a, v, "due", in->due);
	view_set_bool(a, v, "granted_before", in->granted);
	put_value(a, v, "by", in->by);
	put_long_value(a, v, "reason", in->reason);
	view_set_text(a, v, "decided", in->decided ? say_moment(a, in->decided) : "");
	put_long_value(a, v, "waiting", in->waiting);
	put_number(a, v, "waiting_count", in->waiting_count);
	put_number(a, v, "answered_count", in->answered_count);
	put_number(a, v, "unanswered_count", in->unanswered_count);
	view_set_bool(a, v, "nobody", in->nobody);
	view_set_text(a, v, "since", in->since ? say_moment(a, in->since) : "");
}

static void put_slip(struct arena *a, struct view *v, const struct slip_in *in)
{
	put_value(a, v, "slip", in->id);
	put_title(a, v, "form", in->form);
	put_value(a, v, "clause", in->clause);
	put_value(a, v, "name", in->name);
	view_set_text(a, v, "at", in->at ? say_moment(a, in->at) : "");
	put_lines(a, v, "fields", in->fields, in->fields_count);
	put_lines(a, v, "papers", in->papers, in->papers_count);
	put_lines(a, v, "missing", in->missing, in->missing_count);
	put_flags(a, v, in);
	put_people(a, v, in);
	put_question(a, v, in);
	put_value(a, v, "number", in->number);
	put_value(a, v, "mail_subject", in->mail_subject);
	view_set_bool(a, v, "attached", in->raw.size > 0);
	view_set_bool(a, v, "too_large", in->too_large);
	put_what(a, v, in->what);
}

static struct view *build(struct arena *a, const void *what, size_t rows)
{
	const struct slip_in *in = what;
	struct view *v = view_object(a);
	(void)rows;
	put_mood(a, v, mood_of(in));
	put_slip(a, v, in);
	return v;
}

struct letter compose_slip(struct arena *a, enum letter_kind kind, const struct slip_in *in)
{
	struct letter_file file = {0};
	if (in->raw.size)
		file = attached_mail(a, in->raw);
	return compose_finish_with(a, &in->head, kind, build, in, &file, in->raw.size > 0);
}

/* ---- a table of slips ---- */

static void put_rows(struct arena *a, struct view *v, const char *name, const struct slip_row_line *lines, size_t count, size_t shown)
{
	struct view *list = view_set_list(a, v, name);
	for (size_t i = 0; i < count && i < shown; i++) {
		struct view *item = view_add_object(a, list);
		put_value(a, item, "table", lines[i].table);
		view_set_text(a, item, "row", lines[i].row ? arena_int(a, lines[i].row) : "");
		if (lines[i].id) {
			put_value(a, item, "slip", lines[i].id);
			put_long_value(a, item, "text", lines[i].text);
			put_long_value(a, item, "flag", lines[i].flag ? say_code(a, "flag", lines[i].flag) : "");
		} else {
			put_lines(a, item, "missing", lines[i].missing, lines[i].missing_count);
		}
	}
	view_set_text(a, v, arena_printf(a, "%s_more", name), count > shown ? arena_int(a, (int64_t)(count - shown)) : "");
}

static const char *or_nothing(struct arena *a, size_t n)
{
	return n ? arena_int(a, (int64_t)n) : "";
}

static struct view *build_rows(struct arena *a, const void *what, size_t rows)
{
	const struct slip_rows_in *in = what;
	struct view *v = view_object(a);
	put_mood(a, v, in->faults_count || in->beyond || (!in->rows_count && !in->before) ? MOOD_WARN : in->withdrawn ? MOOD_CALM : MOOD_GOOD);
	put_title(a, v, "form", in->form);
	put_value(a, v, "clause", in->clause);
	put_value(a, v, "mail_subject", in->mail_subject);
	put_value(a, v, "name", in->name);
	view_set_text(a, v, "at", say_moment(a, in->at));
	view_set_bool(a, v, "own", in->own);
	view_set_bool(a, v, "withdrawn", in->withdrawn);
	view_set_text(a, v, "count", or_nothing(a, in->rows_count));
	view_set_bool(a, v, "several", in->rows_count > 1);
	put_value(a, v, "first", in->rows_count ? in->rows[0].id : "");
	put_value(a, v, "last_slip", in->rows_count ? in->rows[in->rows_count - 1].id : "");
	view_set_text(a, v, "before", or_nothing(a, in->before));
	view_set_bool(a, v, "no_table", in->no_table);
	view_set_bool(a, v, "unfilled", !in->no_table && !in->withdrawn && !in->rows_count && !in->faults_count && !in->before && !in->beyond);
	view_set_text(a, v, "beyond", or_nothing(a, in->beyond));
	view_set_text(a, v, "limit", or_nothing(a, in->limit));
	view_set_text(a, v, "faults_count", or_nothing(a, in->faults_count));
	put_rows(a, v, "rows", in->rows, in->rows_count, rows);
	put_rows(a, v, "faults", in->faults, in->faults_count, rows);
	return v;
}

struct letter compose_slip_rows(struct arena *a, const struct slip_rows_in *in)
{
	return compose_finish(a, &in->head, LETTER_SLIP_ROWS, build_rows, in);
}

/* ---- several ---- */

static struct view *build_list(struct arena *a, const void *what, size_t rows)
{
	const struct slip_list_in *in = what;
	struct view *v = view_object(a), *list = view_set_list(a, v, "items");
	(void)rows;
	put_mood(a, v, in->unclear ? MOOD_WARN : MOOD_CALM);
	view_set_int(a, v, "count", (int64_t)in->items_count);
	view_set_bool(a, v, "unclear", in->unclear);
	for (size_t i = 0; i < in->items_count; i++) {
		struct view *item = view_add_object(a, list);
		view_set_int(a, item, "n", (int64_t)i + 1);
		view_set_bool(a, item, "last", i + 1 == in->items_count);
		put_slip(a, item, &in->items[i]);
	}
	return v;
}

struct letter compose_slip_list(struct arena *a, enum letter_kind kind, const struct slip_list_in *in)
{
	struct { struct letter_file *items; size_t items_count, items_cap; } files = {0};
	for (size_t i = 0; i < in->items_count; i++)
		if (in->items[i].raw.size) {
			struct letter_file file = attached_mail(a, in->items[i].raw);
			file.name = arena_printf(a, "%zu.eml", i + 1);
			ARENA_PUSH(a, &files, items) = file;
		}
	return compose_finish_with(a, &in->head, kind, build_list, in, files.items, files.items_count);
}
