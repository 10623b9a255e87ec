/* Sections of what people owed and did: duties, counts, rates; and of companies that nobody heard from. */
#include <string.h>

#include "compose_part.h"
#include "company.h"
#include "judge.h"
#include "report_letter_inside.h"

/* ---- duties */

/* Make-up cases of whatever duty are one sort of thing. */
static const char *group_kind(const char *kind)
{
	return makeup_is_name(kind) ? "makeup" : kind;
}

/* What has no rule of its own, the week's make-up case, the catalogue names. */
static void put_duty(struct making *m, struct report_row *row, const char *kind, date day)
{
	const struct duty_rule *r = policy_duty(office_policy(m->c->office, day), kind);
	if (r)
		report_text(m, row, say_title(m->c->turn, r->title));
	else
		report_word(m, row, "report", group_kind(kind));
}

static void list_duties(struct making *m, const struct settled_list *all, struct report_table *t)
{
	report_column(m, t, "day", NULL, TOTAL_NONE);
	if (!m->own)
		report_column(m, t, "person", NULL, TOTAL_NONE);
	report_column(m, t, "duty", NULL, TOTAL_NONE);
	report_column(m, t, "done", NULL, TOTAL_NONE);
	report_column(m, t, "state", NULL, TOTAL_NONE);
	for (size_t i = 0; i < all->items_count; i++) {
		const struct settled *d = &all->items[i];
		struct report_row *row = report_row(m, t, d->staff);
		report_cell(m, row, CELL_DATE, d->for_date);
		report_person(m, row, d->staff);
		put_duty(m, row, d->kind, d->for_date);
		report_text(m, row, arena_printf(m->c->turn, "%d/%d", d->delivered, d->required));
		report_word(m, row, "duty", d->state);
	}
}

struct duty_group { const char *owner, *key; date day; int64_t due, met, missed, exempt; };
struct duty_groups { struct duty_group *items; size_t items_count, items_cap; };

static struct duty_group *duty_group_of(struct making *m, struct duty_groups *g, const struct settled *d, bool person)
{
	const char *key = person ? d->staff : group_kind(d->kind);
	for (size_t i = g->items_count; i-- > 0;) /* they come by person: it is the last one, mostly */
		if (strcmp(g->items[i].key, key) == 0 && (!m->own || strcmp(g->items[i].owner, d->staff) == 0))
			return &g->items[i];
	ARENA_PUSH(m->c->turn, g, items) = (struct duty_group){.owner = d->staff, .key = key, .day = d->for_date};
	return &g->items[g->items_count - 1];
}

static void sum_duties(struct making *m, const struct settled_list *all, bool person, struct report_table *t)
{
	static const char *const words[] = {"due", "met", "missed", "exempt"};
	struct duty_groups groups = {0};
	for (size_t i = 0; i < all->items_count; i++) {
		struct duty_group *g = duty_group_of(m, &groups, &all->items[i], person);
		const char *state = all->items[i].state;
		g->due++;
		g->met += strcmp(state, "met") == 0;
		g->missed += strcmp(state, "missed") == 0;
		g->exempt += strcmp(state, "exempt") == 0;
	}
	if (!person || !m->own)
		report_column(m, t, person ? "person" : "duty", NULL, TOTAL_NONE);
	for (size_t i = 0; i < 4; i++)
		report_column(m, t, words[i], NULL, TOTAL_SUM);
	for (size_t i = 0; i < groups.items_count; i++) {
		const struct duty_group *g = &groups.items[i];
		struct report_row *row = report_row(m, t, person || m->own ? g->owner : NULL);
		const int64_t n[] = {g->due, g->met, g->missed, g->exempt};
		if (person)
			report_person(m, row, g->key);
		else
			put_duty(m, row, g->key, g->day);
		for (size_t k = 0; k < 4; k++)
			report_cell(m, row, CELL_COUNT, n[k]);
	}
}

/* One that is none any more, as the calendar or the roster was mended, is no line of anybody's. */
static bool is_meant(const struct making *m, const struct report_duties *s, const struct settled *d, const struct report_span *span)
{
	const struct staff *who = office_staff(m->c->office, d->staff);
	return d->for_date <= span->last && strcmp(d->state, "none") != 0 && (!s->roles || (who && who->roles & s->roles)) && report_among(&s->kinds, group_kind(d->kind)) &&
	       report_among(&s->states, d->state);
}

int report_duties(struct making *m, const struct report_duties *s, struct report_table *t, struct err *err)
{
	struct settled_list found, all = {0};
	struct report_span span = report_time(m, s->period);
	if (store_settled_from(&m->c->store, m->c->turn, NULL, span.first == DATE_NONE ? m->c->office->since : span.first, &found, err) < 0)
		return -1;
	for (size_t i = 0; i < found.items_count; i++)
		if (is_meant(m, s, &found.items[i], &span))
			ARENA_PUSH(m->c->turn, &all, items) = found.items[i];
	if (s->by == GROUP_NONE)
		list_duties(m, &all, t);
	else
		sum_duties(m, &all, s->by == GROUP_PERSON, t);
	return 0;
}

/* ---- counts */

struct mailed { int64_t mails, days; date last; };
struct tally {
	const struct report_span *span;
	struct mailed *mailed;            /* [staff_count] */
	struct person_counts credits;     /* of the person looked at */
};

static int64_t days_of(const struct making *m, const struct staff *s, const struct report_span *span, bool leave)
{
	int64_t n = 0;
	const struct office *o = m->c->office;
	date first = span->first == DATE_NONE || span->first < o->since ? o->since : span->first;
	for (date d = first; d <= span->last && time_at(d, 0) < span->to; d++)
		n += office_workday(o, d) && staff_active(s, d) && office_on_leave(o, s->id, d) == leave;
	return n;
}

/* Everybody's mails, and days with one, in one pass. */
static int tally_mails(struct making *m, struct tally *y, struct err *err)
{
	struct person_mails all;
	const struct office *o = m->c->office;
	y->mailed = arena_alloc(m->c->turn, o->staff_count * sizeof *y->mailed);
	memset(y->mailed, 0, o->staff_count * sizeof *y->mailed);
	if (store_person_mails(&m->c->store, m->c->turn, y->span->from, y->span->to, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++) {
		const struct staff *s = office_staff(o, all.items[i].staff);
		struct mailed *of = s ? &y->mailed[s - o->staff] : NULL;
		date day = time_date(all.items[i].at);
		if (!of)
			continue;
		of->days += of->mails == 0 || of->last != day;
		of->mails++;
		of->last = day;
	}
	return 0;
}

static int64_t credits_of(const struct person_counts *all, const char *what)
{
	for (size_t i = 0; i < all->items_count; i++)
		if (strcmp(all->items[i].what, what) == 0)
			return all->items[i].n;
	return 0;
}

static int64_t count_of(const struct making *m, const struct tally *y, const struct staff *s, const char *what)
{
	if (strcmp(what, "workdays") == 0 || strcmp(what, "leave") == 0)
		return days_of(m, s, y->span, *what == 'l');
	const struct mailed *mailed = &y->mailed[s - m->c->office->staff];
	if (strcmp(what, "mails") == 0 || strcmp(what, "present") == 0)
		return *what == 'p' ? mailed->days : mailed->mails;
	return credits_of(&y->credits, what);
}

bool report_meant_person(const struct staff *s, unsigned roles, const struct report_span *span)
{
	bool came = s->since == DATE_NONE || s->since <= span->last, stayed = s->until == DATE_NONE || span->first == DATE_NONE || s->until >= span->first;
	return s->roles & roles && came && stayed;
}

int report_counts(struct making *m, const struct report_counts *s, struct report_table *t, struct err *err)
{
	struct report_span span = report_time(m, s->period);
	struct tally y = {.span = &span};
	if (tally_mails(m, &y, err) < 0)
		return -1;
	if (!m->own)
		report_column(m, t, "person", NULL, TOTAL_NONE);
	for (size_t i = 0; i < s->what.items_count; i++)
		report_column(m, t, arena_printf(m->c->turn, "what_%s", s->what.items[i]), NULL, TOTAL_SUM);
	for (size_t i = 0; i < m->c->office->staff_count; i++) {
		const struct staff *p = &m->c->office->staff[i];
		if (!report_meant_person(p, s->roles, &span))
			continue;
		if (store_person_credits(&m->c->store, m->c->turn, p->id, span.from, span.to, &y.credits, err) < 0)
			return -1;
		struct report_row *row = report_row(m, t, p->id);
		report_person(m, row, p->id);
		for (size_t k = 0; k < s->what.items_count; k++)
			report_cell(m, row, CELL_COUNT, count_of(m, &y, p, s->what.items[k]));
	}
	return 0;
}

/* ---- rates */

struct measured { int64_t sum, weight; bool there; };

/* What the measure says of one person. */
static int measure(struct making *m, const struct report_measure *g, const struct meant_slips *all, const struct report_span *span, const struct staff *p,
                   struct measured *r, struct err *err)
{
	struct person_counts credits;
	const char *number = g->slips.sum ? g->slips.sum : g->slips.mean;
	*r = (struct measured){0};
	for (size_t i = 0; i < all->items_count; i++) {
		int64_t n = number ? report_number(&g->slips, &all->items[i]) : 1;
		if (strcmp(all->items[i].owner, p->id) != 0 || n == INT64_MIN)
			continue;
		r->sum += n;
		r->weight++;
		r->there = true;
	}
	if (!g->rows.items_count)
		return 0;
	if (store_person_credits(&m->c->store, m->c->turn, p->id, span->from, span->to, &credits, err) < 0)
		return -1;
	for (size_t i = 0; i < g->rows.items_count; i++)
		r->sum += credits_of(&credits, g->rows.items[i]);
	r->there = true;
	return 0;
}

/* Counts are compared with plain numbers, of which the store keeps hundredths. */
static bool counts(const struct report_measure *g)
{
	return !g->slips.sum && !g->slips.mean;
}

static enum cell_kind kind_of(const struct making *m, const struct report_measure *g)
{
	const struct form *f = g->slips.form ? office_form(m->c->office, g->slips.form) : NULL;
	int i = f ? form_field(f, g->slips.sum ? g->slips.sum : g->slips.mean) : -1;
	return i < 0 ? CELL_COUNT : f->fields[i].type == FORM_MONEY ? CELL_MONEY : CELL_HUNDREDTHS;
}

static int64_t value_of(const struct report_measure *g, const struct measured *v)
{
	return g->slips.mean && v->weight ? (v->sum + v->weight / 2) / v->weight : v->sum;
}

static void put_measured(struct making *m, const struct report_measure *g, const struct measured *v, enum cell_kind kind, struct report_row *row)
{
	report_cell(m, row, v->there ? kind : CELL_NONE, v->there ? value_of(g, v) : 0);
	row->cells[row->cells_count - 1].sum = v->sum;
	row->cells[row->cells_count - 1].weight = v->weight;
}

/* A target of 30 companies is a plain number: where the other side counts, it is shown, and divided, as such. */
static void fit(const struct report_rates *s, struct measured *over)
{
	if (counts(&s->of) && !counts(&s->over))
		over->sum /= 100;
}

static int rate_row(struct making *m, const struct report_rates *s, const struct meant_slips all[2], const struct report_span *span, const struct staff *p,
                    struct report_table *t, struct err *err)
{
	struct measured of, over = {0};
	bool two = s->over.title != NULL;
	enum cell_kind kind = kind_of(m, &s->of);
	if (measure(m, &s->of, &all[0], span, p, &of, err) < 0 || (two && measure(m, &s->over, &all[1], span, p, &over, err) < 0))
		return -1;
	if (!of.there && !over.there)
		return 0;
	fit(s, &over);
	struct report_row *row = report_row(m, t, p->id);
	if (s->rank)
		report_cell(m, row, CELL_NONE, 0);
	report_person(m, row, p->id);
	put_measured(m, &s->of, &of, kind, row);
	if (!two)
		return 0;
	int64_t a = value_of(&s->of, &of), b = value_of(&s->over, &over);
	put_measured(m, &s->over, &over, kind, row);
	report_cell(m, row, over.there && b > 0 ? CELL_RATE : CELL_NONE, b > 0 ? a * 1000 / b : 0); /* rounded down: 100% is reached, or it is not */
	report_cell(m, row, over.there ? kind : CELL_NONE, a < b ? b - a : 0);
	return 0;
}

/* By the column `at`, the greatest first; who has no number there comes last, equal ones in the order of the roster, with the same place. */
static void rank(struct report_table *t, size_t at)
{
	for (size_t i = 1; i < t->rows_count; i++) /* stable, and departments are small */
		for (size_t k = i; k > 0; k--) {
			const struct report_cell *a = &t->rows[k - 1].cells[at], *b = &t->rows[k].cells[at];
			if (b->kind == CELL_NONE || (a->kind != CELL_NONE && a->n >= b->n))
				break;
			struct report_row row = t->rows[k];
			t->rows[k] = t->rows[k - 1];
			t->rows[k - 1] = row;
		}
	for (size_t i = 0; i < t->rows_count; i++) {
		const struct report_cell *own = &t->rows[i].cells[at], *before = i ? &t->rows[i - 1].cells[at] : NULL;
		bool same = before && before->kind == own->kind && before->n == own->n;
		if (own->kind != CELL_NONE)
			t->rows[i].cells[0] = (struct report_cell){.kind = CELL_PLACE, .n = same ? t->rows[i - 1].cells[0].n : (int64_t)i + 1};
	}
}

static enum column_total total_of(const struct report_measure *g)
{
	return g->slips.mean ? TOTAL_MEAN : TOTAL_SUM;
}

static void rate_heads(struct making *m, const struct report_rates *s, struct report_table *t)
{
	if (s->rank)
		report_column(m, t, "place", NULL, TOTAL_NONE);
	if (!m->own)
		report_column(m, t, "person", NULL, TOTAL_NONE);
	report_column(m, t, NULL, s->of.title, s->top ? TOTAL_NONE : total_of(&s->of));
	if (!s->over.title)
		return;
	report_column(m, t, NULL, s->over.title, s->top ? TOTAL_NONE : total_of(&s->over));
	report_column(m, t, "rate", NULL, s->top ? TOTAL_NONE : TOTAL_RATE);
	report_column(m, t, "gap", NULL, s->top ? TOTAL_NONE : TOTAL_SUM);
}

int report_rates(struct making *m, const struct report_rates *s, struct report_table *t, struct err *err)
{
	struct report_span span = report_time(m, s->period);
	struct meant_slips all[2] = {{0}, {0}};
	if ((s->of.slips.form && report_meant(m, &s->of.slips, s->period, &all[0], err) < 0) ||
	    (s->over.slips.form && report_meant(m, &s->over.slips, s->period, &all[1], err) < 0))
		return -1;
	rate_heads(m, s, t);
	for (size_t i = 0; i < m->c->office->staff_count; i++) {
		const struct staff *p = &m->c->office->staff[i];
		if (report_meant_person(p, s->roles, &span) && rate_row(m, s, all, &span, p, t, err) < 0)
			return -1;
	}
	if (s->rank)
		rank(t, (m->own ? 1u : 2u) + (s->over.title ? 2 : 0));
	if (s->rank && s->top && t->rows_count > (size_t)s->top)
		t->rows_count = (size_t)s->top;
	return 0;
}

/* ---- companies that nobody heard from */

/* The newest word of it: a row, or a slip that names it. */
static int heard(struct making *m, const struct silent *s, int64_t *last_r, struct err *err)
{
	const struct form_index *forms = m->c->office->forms;
	*last_r = s->last;
	for (size_t i = 0; i < forms->forms_count; i++)
		for (size_t k = 0; k < forms->forms[i].fields_count; k++) {
			const struct form_field *d = &forms->forms[i].fields[k];
			int64_t at = 0;
			if (d->type == FORM_COMPANY && store_key_last(&m->c->store, forms->forms[i].id, arena_printf(m->c->turn, "%s:%s", d->name, s->key), &at, err) < 0)
				return -1;
			*last_r = at > *last_r ? at : *last_r;
		}
	return 0;
}

int report_stale(struct making *m, const struct report_stale *s, struct report_table *t, struct err *err)
{
	struct silents all;
	int64_t before = s->days ? time_at(m->day - s->days + 1, 0) : INT64_MAX, last;
	const struct office *o = m->c->office;
	if (store_silent(&m->c->store, m->c->turn, before, &all, err) < 0)
		return -1;
	report_column(m, t, "company", NULL, TOTAL_NONE);
	if (!m->own)
		report_column(m, t, "owner", NULL, TOTAL_NONE);
	report_column(m, t, "last", NULL, TOTAL_NONE);
	report_column(m, t, "days", NULL, TOTAL_NONE);
	for (size_t i = 0; i < all.items_count; i++) {
		struct holding h = {.owner = all.items[i].owner, .since = all.items[i].since, .last = all.items[i].last};
		const char *owner = holding_owner(o, office_policy(o, m->day), &h, m->moment);
		if (!owner || (m->whose && strcmp(owner, m->whose) != 0))
			continue;
		if (heard(m, &all.items[i], &last, err) < 0)
			return -1;
		if (last >= before)
			continue;
		struct report_row *row = report_row(m, t, owner);
		report_text(m, row, all.items[i].key);
		report_person(m, row, owner);
		report_cell(m, row, CELL_DATE, time_date(last));
		report_cell(m, row, CELL_COUNT, m->day - time_date(last));
	}
	return 0;
}
