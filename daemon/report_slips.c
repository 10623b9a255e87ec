/* Sections of slips and registers. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report_letter_inside.h"
#include "slip_take_inside.h"

/* ---- which slips */

const struct slip_said *report_said(const struct meant_slip *s, const char *field)
{
	for (size_t i = 0; field && i < s->said.items_count; i++)
		if (strcmp(s->said.items[i].field, field) == 0)
			return &s->said.items[i];
	return NULL;
}

static int64_t amount_of(const struct meant_slip *k, const char *field)
{
	const struct slip_said *v = report_said(k, field);
	return v ? v->amount : INT64_MIN;
}

int64_t report_number(const struct report_slips *s, const struct meant_slip *k)
{
	int64_t n = amount_of(k, s->sum ? s->sum : s->mean), less = amount_of(k, s->less);
	if (n == INT64_MIN || !s->less)
		return n;
	if (strcmp(k->row.state, "closed") == 0 || less > n)
		return 0;
	return less == INT64_MIN ? n : n - less;
}

static const char *text_of(const struct meant_slip *s, const char *field)
{
	const struct slip_said *v = report_said(s, field);
	return v ? v->text : "";
}

static bool stands(const char *state)
{
	return strcmp(state, "waiting") == 0 || strcmp(state, "granted") == 0 || strcmp(state, "closed") == 0;
}

/* A person is named by id or name. */
static const char *owner_of(const struct office *o, const struct report_slips *s, const struct meant_slip *k)
{
	const char *named = text_of(k, s->person);
	if (!*named)
		return k->row.staff;
	for (size_t i = 0; i < o->staff_count; i++)
		if (strcmp(o->staff[i].id, named) == 0 || (o->staff[i].name && strcmp(o->staff[i].name, named) == 0))
			return o->staff[i].id;
	return named;
}

static bool says_all(struct making *m, const struct report_slips *s, const struct meant_slip *k)
{
	for (size_t i = 0; i < s->where.items_count; i++) {
		const char *w = s->where.items[i], *equals = strchr(w, '=');
		if (strcmp(text_of(k, arena_strndup(m->c->turn, w, (size_t)(equals - w))), equals + 1) != 0)
			return false;
	}
	return true;
}

static bool in_month(const struct report_slips *s, const struct meant_slip *k, const struct report_span *span)
{
	if (!s->month)
		return true;
	date month = report_month(text_of(k, s->month), k->row.day);
	return month != DATE_NONE && (span->first == DATE_NONE || month >= span->first) && month <= span->last;
}

static date passed(const struct report_slips *s, const struct meant_slip *k)
{
	date d;
	return date_parse(text_of(k, s->before), &d) == 0 ? d : DATE_NONE;
}

/* By what its line in the store says alone. */
static bool may_be_meant(const struct making *m, const struct report_slips *s, const struct listed_slip *row)
{
	if (s->states.items_count ? !report_among(&s->states, row->state) : !stands(row->state))
		return false;
	return !s->older_days || time_date(row->last_at) + s->older_days <= m->day;
}

static bool is_meant(struct making *m, const struct report_slips *s, const struct meant_slip *k, const struct report_span *span)
{
	date before = s->before ? passed(s, k) : DATE_NONE;
	if (s->before && (before == DATE_NONE || before >= m->day))
		return false;
	return in_month(s, k, span) && says_all(m, s, k);
}

/* Of the flags looked for, does it have one? */
static int is_flagged(struct making *m, const struct report_slips *s, const char *slip, struct err *err)
{
	struct form_texts flags;
	if (!s->flags.items_count)
		return 1;
	if (store_slip_flags(&m->c->store, m->c->turn, slip, &flags, err) < 0)
		return -1;
	for (size_t i = 0; i < flags.items_count; i++)
		if (report_among(&s->flags, arena_strndup(m->c->turn, flags.items[i], strcspn(flags.items[i], ":"))))
			return 1;
	return 0;
}

/* A slip that stands of that form says the same. */
static int named_by(struct making *m, const char *form, const char *key, struct err *err)
{
	struct slip_rows same;
	if (store_slips_by_key(&m->c->store, m->c->turn, form, key, &same, err) < 0)
		return -1;
	for (size_t k = 0; k < same.items_count; k++)
		if (stands(same.items[k].state))
			return 1;
	return 0;
}

/* By a company or number, in fields of the same name. */
static int is_followed(struct making *m, const struct report_slips *s, const struct meant_slip *k, struct err *err)
{
	const struct form *f = office_form(m->c->office, s->form), *other = s->without ? office_form(m->c->office, s->without) : NULL;
	for (size_t i = 0; other && i < f->fields_count; i++) {
		const struct slip_said *v = form_field(other, f->fields[i].name) >= 0 ? report_said(k, f->fields[i].name) : NULL;
		const char *key = v ? slip_key(m->c->turn, &f->fields[i], v->text) : NULL;
		int r = key ? named_by(m, s->without, key, err) : 0;
		if (r != 0)
			return r;
	}
	return 0;
}

/* What must be looked up: flags, and what other slips say. */
static int is_looked_for(struct making *m, const struct report_slips *s, const struct meant_slip *k, struct err *err)
{
	int r = is_flagged(m, s, k->row.id, err);
	if (r <= 0)
		return r;
	r = is_followed(m, s, k, err);
	return r < 0 ? -1 : !r;
}

/* ---- of those that say the same in some fields, the last one */

struct alike { const char *key; size_t at; };

static int by_key(const void *x, const void *y)
{
	const struct alike *a = x, *b = y;
	int d = strcmp(a->key, b->key);
	return d ? d : a->at < b->at ? -1 : a->at > b->at;
}

static const char *alike_key(struct making *m, const struct report_slips *s, const struct meant_slip *k)
{
	const char *key = "";
	for (size_t i = 0; i < s->newest.items_count; i++)
		key = arena_printf(m->c->turn, "%s%s\n", key, text_of(k, s->newest.items[i]));
	return key;
}

static void keep_newest(struct making *m, const struct report_slips *s, struct meant_slips *all)
{
	size_t n = all->items_count, kept = 0;
	struct alike *keys = arena_alloc(m->c->turn, (n + 1) * sizeof *keys);
	bool *later = arena_alloc(m->c->turn, (n + 1) * sizeof *later);
	for (size_t i = 0; i < n; i++)
		keys[i] = (struct alike){alike_key(m, s, &all->items[i]), i};
	qsort(keys, n, sizeof *keys, by_key);
	for (size_t i = 0; i < n; i++)
		later[keys[i].at] = i + 1 < n && strcmp(keys[i].key, keys[i + 1].key) == 0;
	for (size_t i = 0; i < n; i++)
		if (!later[i])
			all->items[kept++] = all->items[i];
	all->items_count = kept;
}

int report_meant(struct making *m, const struct report_slips *s, enum report_period period, struct meant_slips *l_r, struct err *err)
{
	struct listed_slips all;
	struct report_span span = report_time(m, period);
	if (s->months)
		span = report_months(span, s->months);
	*l_r = (struct meant_slips){0};
	if (store_list_slips(&m->c->store, m->c->turn, s->form, s->on, s->month ? INT64_MIN : span.from, s->month ? m->moment : span.to, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++) {
		struct meant_slip k = {.row = all.items[i]};
		if (!may_be_meant(m, s, &k.row))
			continue;
		if (store_said(&m->c->store, m->c->turn, k.row.id, &k.said, err) < 0)
			return -1;
		int r = is_meant(m, s, &k, &span) ? is_looked_for(m, s, &k, err) : 0;
		if (r < 0)
			return -1;
		k.owner = owner_of(m->c->office, s, &k);
		if (r > 0)
			ARENA_PUSH(m->c->turn, l_r, items) = k;
	}
	if (s->newest.items_count)
		keep_newest(m, s, l_r);
	return 0;
}

/* ---- one line a slip */

static bool sums(const struct report_slips *s, const char *column)
{
	return s->sum && strcmp(s->sum, column) == 0;
}

static void put_heads(struct making *m, const struct report_slips *s, struct report_table *t)
{
	static const struct { const char *name, *word; } own[] = {{"SLIP", "slip"}, {"STATE", "state"}, {"DAY", "day"}, {"DAYS", "days"}, {"FLAGS", "flags"}};
	const struct form *f = office_form(m->c->office, s->form);
	for (size_t i = 0; i < s->fields.items_count; i++) {
		const char *name = s->fields.items[i], *word = NULL;
		int field = form_field(f, name);
		for (size_t k = 0; k < sizeof own / sizeof *own; k++)
			if (strcmp(own[k].name, name) == 0)
				word = own[k].word;
		if (strcmp(name, "PERSON") == 0 && !m->own)
			report_column(m, t, "person", NULL, TOTAL_NONE);
		else if (word || field >= 0)
			report_column(m, t, sums(s, name) && s->less ? "left" : word, field >= 0 ? f->fields[field].title : NULL, sums(s, name) ? TOTAL_SUM : TOTAL_NONE);
	}
}

static void put_value(struct making *m, const struct report_slips *s, struct report_row *row, const struct form *f, const struct meant_slip *k, const char *field)
{
	const struct slip_said *v = report_said(k, field);
	int64_t n = sums(s, field) ? report_number(s, k) : amount_of(k, field);
	int i = form_field(f, field);
	date d;
	if (!v || i < 0)
		report_cell(m, row, CELL_NONE, 0);
	else if (f->fields[i].type == FORM_MONEY && n != INT64_MIN)
		report_cell(m, row, CELL_MONEY, n);
	else if (f->fields[i].type == FORM_FIGURE && n != INT64_MIN)
		report_cell(m, row, CELL_HUNDREDTHS, n);
	else if (f->fields[i].type == FORM_DATE && date_parse(v->text, &d) == 0)
		report_cell(m, row, CELL_DATE, d);
	else
		report_text(m, row, v->text);
}

static int put_flags(struct making *m, struct report_row *row, const char *slip, struct err *err)
{
	struct form_texts flags;
	const char *all = "";
	if (store_slip_flags(&m->c->store, m->c->turn, slip, &flags, err) < 0)
		return -1;
	for (size_t i = 0; i < flags.items_count; i++)
		all = arena_printf(m->c->turn, "%s%sflag.%s", all, i ? "\n" : "", flags.items[i]);
	report_word(m, row, NULL, all);
	return 0;
}

static int put_column(struct making *m, const struct report_slips *s, struct report_row *row, const struct meant_slip *k, const char *name, struct err *err)
{
	const struct form *f = office_form(m->c->office, s->form);
	if (form_field(f, name) >= 0)
		put_value(m, s, row, f, k, name);
	else if (strcmp(name, "SLIP") == 0)
		report_text(m, row, k->row.id);
	else if (strcmp(name, "PERSON") == 0)
		report_person(m, row, k->owner);
	else if (strcmp(name, "STATE") == 0)
		report_word(m, row, "slip_state", k->row.state);
	else if (strcmp(name, "DAY") == 0)
		report_cell(m, row, CELL_DATE, k->row.day);
	else if (strcmp(name, "DAYS") == 0)
		report_cell(m, row, CELL_COUNT, m->day - (s->before ? passed(s, k) : time_date(k->row.last_at)));
	else if (strcmp(name, "FLAGS") == 0)
		return put_flags(m, row, k->row.id, err);
	return 0;
}

static int list_slips(struct making *m, const struct report_slips *s, const struct meant_slips *all, struct report_table *t, struct err *err)
{
	put_heads(m, s, t);
	for (size_t i = 0; i < all->items_count; i++) {
		struct report_row *row = report_row(m, t, all->items[i].owner);
		for (size_t k = 0; k < s->fields.items_count; k++)
			if (put_column(m, s, row, &all->items[i], s->fields.items[k], err) < 0)
				return -1;
	}
	return 0;
}

/* ---- one line for several */

struct group {
	const char *owner, *key;
	size_t at;                      /* of its first slip */
	int64_t count, sum, weight;     /* weight: slips that said a number */
};
struct slip_groups { struct group *items; size_t items_count, items_cap; };

static bool by_person(const struct report_slips *s)
{
	return s->by && strcmp(s->by, "PERSON") == 0;
}

static int by_owner_and_key(const void *x, const void *y)
{
	const struct group *a = x, *b = y;
	int d = strcmp(a->key, b->key);
	d = d ? d : strcmp(a->owner, b->owner);
	return d ? d : a->at < b->at ? -1 : a->at > b->at;
}

static int by_first(const void *x, const void *y)
{
	const struct group *a = x, *b = y;
	return a->at < b->at ? -1 : a->at > b->at;
}

/* One for each key, and where everybody gets his own, for each owner of one; in the order in which they came. */
static void gather(struct making *m, const struct report_slips *s, const struct meant_slips *all, struct slip_groups *g)
{
	size_t n = 0;
	for (size_t i = 0; i < all->items_count; i++) {
		const struct meant_slip *k = &all->items[i];
		int64_t said = report_number(s, k);
		ARENA_PUSH(m->c->turn, g, items) = (struct group){m->own ? k->owner : "", by_person(s) ? k->owner : s->by ? text_of(k, s->by) : "", i, 1, said != INT64_MIN ? said : 0, said != INT64_MIN};
	}
	if (g->items_count)
		qsort(g->items, g->items_count, sizeof *g->items, by_owner_and_key);
	for (size_t i = 0; i < g->items_count; i++) {
		const struct group one = g->items[i];
		struct group *last = n ? &g->items[n - 1] : NULL;
		if (!last || strcmp(last->key, one.key) != 0 || strcmp(last->owner, one.owner) != 0) {
			g->items[n++] = one;
			continue;
		}
		last->count++;
		last->sum += one.sum;
		last->weight += one.weight;
	}
	g->items_count = n;
	if (n)
		qsort(g->items, n, sizeof *g->items, by_first);
}

static bool by_month(const struct report_slips *s)
{
	return s->by && strcmp(s->by, "MONTH") == 0;
}

static date month_of(const struct report_slips *s, const struct meant_slip *k)
{
	return report_month_after(s->month ? report_month(text_of(k, s->month), k->row.day) : k->row.on, 0);
}

static void group_heads(struct making *m, const struct report_slips *s, const struct form *f, int number, struct report_table *t)
{
	int by = s->by ? form_field(f, s->by) : -1;
	if (by_person(s) && !m->own)
		report_column(m, t, "person", NULL, TOTAL_NONE);
	else if (by >= 0 || by_month(s))
		report_column(m, t, by >= 0 ? NULL : "month", by >= 0 ? f->fields[by].title : NULL, TOTAL_NONE);
	report_column(m, t, "count", NULL, TOTAL_SUM);
	if (number >= 0)
		report_column(m, t, s->mean ? "mean" : s->less ? "left" : NULL, f->fields[number].title, s->mean ? TOTAL_MEAN : TOTAL_SUM);
}

static void put_group(struct making *m, const struct report_slips *s, const struct form *f, int number, const struct group *g, struct report_row *row)
{
	report_cell(m, row, CELL_COUNT, g->count);
	if (number < 0)
		return;
	bool none = !g->weight && !(by_month(s) && s->sum); /* a month without any comes to nothing */
	report_cell(m, row, none ? CELL_NONE : f->fields[number].type == FORM_MONEY ? CELL_MONEY : CELL_HUNDREDTHS,
	            s->mean && g->weight ? (g->sum + g->weight / 2) / g->weight : g->sum);
	row->cells[row->cells_count - 1].sum = g->sum;
	row->cells[row->cells_count - 1].weight = g->weight;
}

/* A line for each month, also where there was nothing; none where there was nothing at all. */
static void month_slips(struct making *m, const struct report_slips *s, const struct meant_slips *all, struct report_table *t)
{
	const struct form *f = office_form(m->c->office, s->form);
	int number = form_field(f, s->sum ? s->sum : s->mean);
	date month = report_months(report_time(m, s->period), s->months).first;
	group_heads(m, s, f, number, t);
	for (int i = 0; all->items_count && i < s->months; i++, month = report_month_after(month, 1)) {
		struct group g = {0};
		struct report_row *row = report_row(m, t, m->whose);
		for (size_t k = 0; k < all->items_count; k++) {
			int64_t n = report_number(s, &all->items[k]);
			if (month_of(s, &all->items[k]) != month)
				continue;
			g.count++;
			g.weight += n != INT64_MIN;
			g.sum += n != INT64_MIN ? n : 0;
		}
		report_cell(m, row, CELL_MONTH, month);
		put_group(m, s, f, number, &g, row);
	}
}

static void group_slips(struct making *m, const struct report_slips *s, const struct meant_slips *all, struct report_table *t)
{
	struct slip_groups groups = {0};
	const struct form *f = office_form(m->c->office, s->form);
	int number = form_field(f, s->sum ? s->sum : s->mean);
	gather(m, s, all, &groups);
	group_heads(m, s, f, number, t);
	for (size_t i = 0; i < groups.items_count; i++) {
		const struct group *g = &groups.items[i];
		struct report_row *row = report_row(m, t, by_person(s) ? g->key : m->own ? g->owner : NULL);
		if (by_person(s))
			report_person(m, row, g->key);
		else if (s->by)
			report_text(m, row, g->key);
		put_group(m, s, f, number, g, row);
	}
}

int report_slips(struct making *m, const struct report_slips *s, struct report_table *t, struct err *err)
{
	struct meant_slips all;
	if (report_meant(m, s, s->period, &all, err) < 0)
		return -1;
	if (!s->by && s->fields.items_count)
		return list_slips(m, s, &all, t, err);
	if (by_month(s))
		month_slips(m, s, &all, t);
	else
		group_slips(m, s, &all, t);
	return 0;
}

/* ---- a register */

/* Some slip of that form names the number, in a field that holds one. */
static int number_named(struct making *m, const char *form, const char *number, struct err *err)
{
	const struct form *f = office_form(m->c->office, form);
	for (size_t i = 0; i < f->fields_count; i++) {
		int r = f->fields[i].type == FORM_NUMBER ? named_by(m, form, slip_key(m->c->turn, &f->fields[i], number), err) : 0;
		if (r != 0)
			return r;
	}
	return 0;
}

int report_register(struct making *m, const struct report_register *s, struct report_table *t, struct err *err)
{
	struct register_items all;
	if (store_register_list(&m->c->store, m->c->turn, s->name, &all, err) < 0)
		return -1;
	report_column(m, t, "number", NULL, TOTAL_NONE);
	if (!m->own)
		report_column(m, t, "holder", NULL, TOTAL_NONE);
	report_column(m, t, "state", NULL, TOTAL_NONE);
	report_column(m, t, "since", NULL, TOTAL_NONE);
	for (size_t i = 0; i < all.items_count; i++) {
		const struct register_item *n = &all.items[i];
		date since = time_date(n->at);
		if (!report_among(&s->states, n->state) || (s->older_days && since + s->older_days > m->day))
			continue;
		int named = s->without ? number_named(m, s->without, n->number, err) : 0;
		if (named < 0)
			return -1;
		if (named)
			continue;
		struct report_row *row = report_row(m, t, n->holder);
		report_text(m, row, n->number);
		report_person(m, row, n->holder);
		report_word(m, row, "register", n->state);
		report_cell(m, row, CELL_DATE, since);
	}
	return 0;
}
