/* What other rules would have come to, for the general manager: a report of two tables, who would pay more or less, and which rules. */
#include <stdlib.h>
#include <string.h>

#include "compose_part.h"

static struct report_cell text_cell(const char *text)
{
	return (struct report_cell){.kind = CELL_TEXT, .text = text};
}

static struct report_cell money_cell(int64_t fen)
{
	return (struct report_cell){.kind = CELL_MONEY, .n = fen};
}

static bool same_for(const struct supposed_person *p)
{
	return p->before == p->after && p->pushups_before == p->pushups_after;
}

static bool same_pushups(const struct supposed_in *in)
{
	for (size_t i = 0; i < in->people_count; i++)
		if (in->people[i].pushups_before != in->people[i].pushups_after)
			return false;
	return true;
}

/* Whoever would pay most more comes first, whoever would pay most less last; whom it makes no difference to is left out. */
static int by_difference(const void *a, const void *b)
{
	const struct supposed_person *x = a, *y = b;
	int64_t dx = x->after - x->before, dy = y->after - y->before;
	int64_t px = x->pushups_after - x->pushups_before, py = y->pushups_after - y->pushups_before;
	return dx != dy ? (dx < dy) - (dx > dy) : px != py ? (px < py) - (px > py) : strcmp(x->name, y->name);
}

static struct report_table people_table(struct arena *a, const struct supposed_in *in)
{
	static const char *const words[] = {"person", "supposed_before", "supposed_after", "supposed_change", "supposed_pushups"};
	const size_t columns = sizeof words / sizeof *words - same_pushups(in); /* counted, and left to the supervisor: told where they differ */
	struct report_table t = {.title = say(a, "supposed", "people", NULL)};
	struct supposed_person *p = arena_memdup(a, in->people, in->people_count * sizeof *p);
	qsort(p, in->people_count, sizeof *p, by_difference);
	for (size_t i = 0; i < columns; i++)
		ARENA_PUSH(a, &t, columns) = (struct report_column){.word = words[i], .total = i >= 3 ? TOTAL_SUM : TOTAL_NONE};
	for (size_t i = 0; i < in->people_count; i++) {
		struct report_row row = {0};
		if (same_for(&p[i]))
			continue;
		ARENA_PUSH(a, &row, cells) = text_cell(p[i].name);
		ARENA_PUSH(a, &row, cells) = money_cell(p[i].before);
		ARENA_PUSH(a, &row, cells) = money_cell(p[i].after);
		ARENA_PUSH(a, &row, cells) = money_cell(p[i].after - p[i].before);
		if (columns > 4)
			ARENA_PUSH(a, &row, cells) = (struct report_cell){.kind = CELL_COUNT, .n = p[i].pushups_after - p[i].pushups_before};
		ARENA_PUSH(a, &t, rows) = row;
	}
	return t;
}

static struct report_table rules_table(struct arena *a, const struct supposed_in *in)
{
	static const char *const words[] = {"rule_what", "supposed_before", "supposed_after"};
	struct report_table t = {.title = say(a, "supposed", "rules", NULL)};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		ARENA_PUSH(a, &t, columns) = (struct report_column){.word = words[i]};
	for (size_t i = 0; i < in->rules_count; i++) {
		struct report_row row = {0};
		ARENA_PUSH(a, &row, cells) = text_cell(in->rules[i].what);
		ARENA_PUSH(a, &row, cells) = text_cell(in->rules[i].was);
		ARENA_PUSH(a, &row, cells) = text_cell(in->rules[i].is);
		ARENA_PUSH(a, &t, rows) = row;
	}
	return t;
}

/* "1,234.00元 → 980.00元"; where no rule and nobody's sum differs, the report says 没有 behind it. */
static const char *title_of(struct arena *a, const struct supposed_in *in)
{
	int64_t before = 0, after = 0;
	bool same = in->rules_count == 0;
	struct view *v = view_object(a);
	for (size_t i = 0; i < in->people_count; i++)
		before += in->people[i].before, after += in->people[i].after, same = same && same_for(&in->people[i]);
	view_set_text(a, v, "what", say_yuan(a, say_money(a, before)));
	view_set_text(a, v, "detail", say_yuan(a, say_money(a, after)));
	return say(a, "supposed", same ? "title_same" : "title", v);
}

static const char *note_of(struct arena *a, const struct supposed_in *in)
{
	struct view *v = view_object(a);
	view_set_text(a, v, "from", in->from == DATE_NONE ? "" : say_year_date(a, in->from));
	view_set_text(a, v, "to", say_year_date(a, in->to));
	return say(a, "supposed", "note", v);
}

struct letter compose_supposed(struct arena *a, const struct supposed_in *in)
{
	struct report_in report = {.head = in->head, .title = title_of(a, in), .clause = say(a, "supposed", "clause", NULL), .note = note_of(a, in), .every = EVERY_WORKDAY,
	                           .period = DATE_NONE, .day = in->to, .workbook = in->people_count > SUPPOSED_BOOK};
	ARENA_PUSH(a, &report, tables) = people_table(a, in);
	ARENA_PUSH(a, &report, tables) = rules_table(a, in);
	return compose_report(a, &report);
}
