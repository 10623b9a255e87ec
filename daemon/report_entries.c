/* Sections of ledger entries. */
#include <string.h>

#include "compose_part.h"
#include "life.h"
#include "notice.h"
#include "report_letter_inside.h"

/* With states: those that stand in one of them, and what was waived. Without: every line that counts. */
static bool is_listed(const struct making *m, const struct report_entries *s, const struct lived_entry *lived)
{
	const struct entry *e = &lived->entry;
	const char *state = e->state ? e->state : "";
	if ((s->money && e->fen == 0) || (m->whose && strcmp(m->whose, e->staff) != 0))
		return false;
	if (!report_among(&s->kinds, e->kind) || (s->states.items_count && (e->reverses || !report_among(&s->states, state))))
		return false;
	return !s->states.items_count || strcmp(state, "waived") == 0 || !lived->reversed;
}

static void list_heads(struct making *m, struct report_table *t)
{
	report_column(m, t, "day", NULL, TOTAL_NONE);
	if (!m->own)
		report_column(m, t, "person", NULL, TOTAL_NONE);
	report_column(m, t, "entry", NULL, TOTAL_NONE);
	report_column(m, t, "money", NULL, TOTAL_SUM);
	report_column(m, t, "pushups", NULL, TOTAL_SUM);
	report_column(m, t, "entry_state", NULL, TOTAL_NONE);
}

static void list_entry(struct making *m, const struct entry *e, struct report_table *t)
{
	struct notice_entry note = notice_of_entry(m->c, e);
	struct report_row *row = report_row(m, t, e->staff);
	report_cell(m, row, CELL_DATE, e->for_date);
	report_person(m, row, e->staff);
	report_text(m, row, say_entry(m->c->turn, &note));
	report_cell(m, row, CELL_MONEY, e->fen);
	report_cell(m, row, e->pushups ? CELL_COUNT : CELL_NONE, e->pushups);
	report_word(m, row, e->reverses ? "report" : "state", e->reverses ? "reversal" : e->state);
}

struct sums {
	const char *owner, *key, *title;
	date month;
	int64_t count, entered, back, paid, open, pushups;
};
struct sums_list { struct sums *items; size_t items_count, items_cap; };

static const char *key_of(const struct report_entries *s, const struct entry *e)
{
	return s->by == GROUP_PERSON ? e->staff : s->by == GROUP_KIND ? e->kind : s->by == GROUP_MONTH ? "" : e->clause;
}

static struct sums *sums_of(struct making *m, const struct report_entries *s, const struct entry *e, struct sums_list *all)
{
	const char *key = key_of(s, e);
	for (size_t i = 0; i < all->items_count; i++)
		if (strcmp(all->items[i].key, key) == 0 && (!m->own || strcmp(all->items[i].owner, e->staff) == 0))
			return &all->items[i];
	struct notice_entry note = notice_of_entry(m->c, e);
	ARENA_PUSH(m->c->turn, all, items) = (struct sums){.owner = e->staff, .key = key, .title = s->by == GROUP_KIND ? say_entry(m->c->turn, &note) : key};
	return &all->items[all->items_count - 1];
}

/* Whether the money for it, or for what it takes back, came, and no other entry has it. Of what was taken back since, its life tells. */
static int was_paid(struct making *m, const struct lived_entry *lived, bool *paid_r, struct err *err)
{
	const struct entry *e = &lived->entry;
	bool claimed;
	*paid_r = e->state && strcmp(e->state, "paid") == 0;
	return lived->reversed || e->reverses ? life_payment(m->c, e->reverses ? e->reverses : e->id, paid_r, &claimed, err) : 0;
}

static int add_entry(struct making *m, const struct report_entries *s, const struct lived_entry *lived, struct sums_list *all, struct err *err)
{
	const struct entry *e = &lived->entry;
	bool paid;
	struct sums *g = sums_of(m, s, e, all);
	if (was_paid(m, lived, &paid, err) < 0)
		return -1;
	g->pushups += e->pushups;
	if (e->reverses) {
		g->back -= e->fen;
		g->open += paid ? e->fen : 0; /* to be returned, or it goes into what stands in its place: from the month on in which it was taken back, whose figures nobody has seen yet */
		return 0;
	}
	g->count++;
	g->entered += e->fen;
	g->paid += paid ? e->fen : 0;
	g->open += paid || lived->reversed ? 0 : e->fen;
	return 0;
}

static void sum_heads(struct making *m, const struct report_entries *s, struct report_table *t)
{
	static const char *const words[] = {"entries", "entered", "back", "net", "paid", "open", "pushups"};
	if (s->by != GROUP_PERSON || !m->own)
		report_column(m, t, s->by == GROUP_PERSON ? "person" : s->by == GROUP_KIND ? "entry" : s->by == GROUP_MONTH ? "month" : "clause", NULL, TOTAL_NONE);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		report_column(m, t, words[i], NULL, TOTAL_SUM);
}

static void put_sums(struct making *m, const struct report_entries *s, const struct sums *g, struct report_table *t)
{
	const int64_t money[] = {g->entered, g->back, g->entered - g->back, g->paid, g->open};
	struct report_row *row = report_row(m, t, s->by == GROUP_PERSON || m->own ? g->owner : NULL);
	if (s->by == GROUP_PERSON)
		report_person(m, row, g->key);
	else if (s->by == GROUP_MONTH)
		report_cell(m, row, CELL_MONTH, g->month);
	else
		report_text(m, row, g->title);
	report_cell(m, row, CELL_COUNT, g->count);
	for (size_t i = 0; i < sizeof money / sizeof *money; i++)
		report_cell(m, row, CELL_MONEY, money[i]);
	report_cell(m, row, CELL_COUNT, g->pushups);
}

static struct report_span span_of(const struct making *m, const struct report_entries *s)
{
	struct report_span span = report_time(m, s->period);
	return s->by == GROUP_MONTH ? report_months(span, s->months) : span;
}

/* The ledger is read once for all sections of a report, and for its readers' own lines: of the longest time that one of them asks for. */
static int read_ledger(struct making *m, struct err *err)
{
	int64_t from = INT64_MAX;
	if (m->ledger_read)
		return 0;
	for (size_t i = 0; i < m->report->sections_count; i++) {
		const struct report_entries *s = &m->report->sections[i].entries;
		int64_t one = s->there ? span_of(m, s).from : INT64_MAX;
		from = one < from ? one : from;
	}
	m->ledger_read = true;
	return store_lived_entries(&m->c->store, m->c->turn, from, &m->ledger, err);
}

/* What only was proposed is nobody's: its moment is when it was issued. */
static bool is_of(const struct report_entries *s, const struct report_span *span, const struct lived_entry *e)
{
	if (s->states.items_count && report_among(&s->states, "proposed"))
		return e->entry.created_at >= span->from && e->entry.created_at < span->to;
	return entry_counted_in(e, span->from, span->to);
}

/* Those of that time, as lines of their own or added to `sums`. */
static int take_entries(struct making *m, const struct report_entries *s, const struct report_span *span, struct sums_list *sums, struct report_table *t, struct err *err)
{
	if (read_ledger(m, err) < 0)
		return -1;
	for (size_t i = 0; i < m->ledger.items_count; i++) {
		const struct lived_entry *e = &m->ledger.items[i];
		if (!is_of(s, span, e) || !is_listed(m, s, e))
			continue;
		if (s->by == GROUP_NONE)
			list_entry(m, &e->entry, t);
		else if (add_entry(m, s, e, sums, err) < 0)
			return -1;
	}
	return 0;
}

/* A line for each month, also where there was nothing; none where there was nothing at all. */
static int month_entries(struct making *m, const struct report_entries *s, struct report_table *t, struct err *err)
{
	date month = span_of(m, s).first;
	size_t found = 0;
	for (int i = 0; i < s->months; i++, month = report_month_after(month, 1)) {
		struct sums_list sums = {0};
		date after = report_month_after(month, 1);
		struct report_span one = {.first = month, .last = after - 1, .from = time_at(month, 0), .to = time_at(after, 0)};
		if (!m->own)
			ARENA_PUSH(m->c->turn, &sums, items) = (struct sums){.key = "", .month = month};
		if (take_entries(m, s, &one, &sums, t, err) < 0)
			return -1;
		for (size_t k = 0; k < sums.items_count; k++) {
			found += sums.items[k].count > 0 || sums.items[k].back != 0;
			sums.items[k].month = month;
			put_sums(m, s, &sums.items[k], t);
		}
	}
	t->rows_count = found ? t->rows_count : 0;
	return 0;
}

int report_entries(struct making *m, const struct report_entries *s, struct report_table *t, struct err *err)
{
	struct sums_list sums = {0};
	struct report_span span = span_of(m, s);
	if (s->by == GROUP_NONE)
		list_heads(m, t);
	else
		sum_heads(m, s, t);
	if (s->by == GROUP_MONTH)
		return month_entries(m, s, t, err);
	if (take_entries(m, s, &span, &sums, t, err) < 0)
		return -1;
	for (size_t i = 0; i < sums.items_count; i++)
		put_sums(m, s, &sums.items[i], t);
	return 0;
}
