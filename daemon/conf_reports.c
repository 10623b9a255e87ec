/* Reports: those of etc/reports that travel in the program, and the office's own files. */
#include <string.h>

#include "base/embed.h"
#include "conf_checks.h"
#include "conf_folder.h"
#include "duty.h"
#include "option_types.h"
#include "report.h"
#include "values/report.h"

#define PLACE "etc/reports/"

bool report_slips_present(const void *x)
{
	return ((const struct report_slips *)x)->form != NULL;
}

bool report_register_present(const void *x)
{
	return ((const struct report_register *)x)->name != NULL;
}

bool report_duties_present(const void *x)
{
	return ((const struct report_duties *)x)->there;
}

bool report_entries_present(const void *x)
{
	return ((const struct report_entries *)x)->there;
}

bool report_counts_present(const void *x)
{
	return ((const struct report_counts *)x)->what.items_count > 0;
}

bool report_measure_present(const void *x)
{
	return ((const struct report_measure *)x)->title != NULL;
}

bool report_rates_present(const void *x)
{
	return ((const struct report_rates *)x)->roles != 0;
}

bool report_stale_present(const void *x)
{
	return ((const struct report_stale *)x)->there;
}

void report_stale_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	(void)r;
	(void)n;
	(void)good;
	((struct report_stale *)base)->there = true;
}

bool report_invite_present(const void *x)
{
	return ((const struct report_invite *)x)->title != NULL;
}

/* ---- one section */

static const char *all_of(struct arena *a, const char *const *words)
{
	const char *all = words[0];
	for (size_t i = 1; words[i]; i++)
		all = arena_printf(a, "%s, %s", all, words[i]);
	return all;
}

static void check_among(struct reader *r, const struct node *n, const char *what, const struct form_texts *t, const char *const *words)
{
	const struct node *at = node_or_whole(n, what);
	for (size_t i = 0; i < t->items_count; i++) {
		size_t k = 0;
		while (words[k] && strcmp(words[k], t->items[i]) != 0)
			k++;
		const char *near = words[k] ? NULL : conf_nearest(t->items[i], words);
		if (!words[k])
			reader_fault(r, at, "%s: unknown value \"%s\": %s", what, t->items[i],
			             near ? arena_printf(r->a, "did you mean \"%s\"?", near) : arena_printf(r->a, "write one of %s", all_of(r->a, words)));
	}
}

static bool report_names(const struct form_texts *t, const char *name)
{
	for (size_t i = 0; i < t->items_count; i++)
		if (strcmp(t->items[i], name) == 0)
			return true;
	return false;
}

static const char *const slip_states[] = {"missing", "waiting", "granted", "closed", "refused", "cancelled", "lapsed", NULL};
static const char *const row_kinds[] = {"lead", "prospect", "visit", NULL};

static void check_slips(struct reader *r, const struct node *n, const struct report_slips *s)
{
	check_among(r, n, "states", &s->states, slip_states);
	for (size_t i = 0; i < s->where.items_count; i++) {
		const char *equals = strchr(s->where.items[i], '=');
		if (!equals || equals == s->where.items[i])
			reader_fault(r, node_or_whole(n, "where"), "where: \"%s\": write FIELD=VALUE, such as kind=sales", s->where.items[i]);
	}
	if (s->sum && s->mean)
		reader_fault(r, node_or_whole(n, "mean"), "write sum or mean, not both");
	if ((s->by && strcmp(s->by, "MONTH") == 0) != (s->months > 0) || (s->months && s->period != PERIOD_LAST))
		reader_fault(r, n, "slips: by MONTH, months and period last go together");
	if (s->less && !s->sum)
		reader_fault(r, node_or_whole(n, "less"), "less: it goes with sum");
}

void report_slips_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	const struct report_slips *s = base;
	if (!good)
		return;
	check_slips(r, n, s);
	if (!s->by && !s->sum && !s->mean && s->fields.items_count == 0)
		reader_fault(r, n, "slips: say in fields which columns are shown, or by which a line sums several");
	if (s->by && s->fields.items_count)
		reader_fault(r, node_or_whole(n, "fields"), "fields: they are columns of single slips; write either fields or by");
	if (s->mean && s->fields.items_count)
		reader_fault(r, node_or_whole(n, "mean"), "mean: it is of several slips; write by instead of fields");
	if (s->sum && s->fields.items_count && !report_names(&s->fields, s->sum))
		reader_fault(r, node_or_whole(n, "sum"), "sum: %s is none of the fields", s->sum);
}

void report_measure_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	const struct report_measure *m = base;
	if (!good)
		return;
	check_slips(r, n, &m->slips);
	check_among(r, n, "rows", &m->rows, row_kinds);
	if ((m->slips.form != NULL) == (m->rows.items_count > 0))
		reader_fault(r, n, "measure: write either form or rows");
}

void report_duties_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	static const char *const states[] = {"met", "missed", "exempt", NULL};
	struct report_duties *d = base;
	d->there = true;
	if (!good)
		return;
	check_among(r, n, "states", &d->states, states);
	if (d->by == GROUP_CLAUSE || d->by == GROUP_MONTH)
		reader_fault(r, node_or_whole(n, "by"), "by: duties go by none, person or kind");
}

void report_entries_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	static const char *const states[] = {"proposed", "issued", "appealed", "waived", "upheld", "paid", NULL};
	struct report_entries *e = base;
	e->there = true;
	if (!good)
		return;
	check_among(r, n, "states", &e->states, states);
	if ((e->by == GROUP_MONTH) != (e->months > 0) || (e->months && e->period != PERIOD_LAST))
		reader_fault(r, n, "entries: by month, months and period last go together");
}

void report_counts_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	static const char *const columns[] = {"workdays", "leave", "present", "mails", "lead", "prospect", "visit", NULL};
	const struct report_counts *c = base;
	if (good)
		check_among(r, n, "what", &c->what, columns);
}

static bool can_be_drawn(const struct report_section *s)
{
	return s->slips.by || s->rates.roles || s->counts.what.items_count || (s->duties.there && s->duties.by != GROUP_NONE) || (s->entries.there && s->entries.by != GROUP_NONE);
}

void report_section_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	const struct report_section *s = base;
	int there = report_slips_present(&s->slips) + report_register_present(&s->reg) + report_duties_present(&s->duties) + report_entries_present(&s->entries) +
	            report_counts_present(&s->counts) + report_rates_present(&s->rates) + report_stale_present(&s->stale) + (s->open == FORM_YES) + (s->owed == FORM_YES) + (s->erased == FORM_YES) + (s->rules == FORM_YES);
	if (good && s->chart && !can_be_drawn(s))
		reader_fault(r, node_or_whole(n, "chart"), "chart: there is nothing to be drawn: it goes with rates, counts, and what is summed by person, month ...");
	if (good && there != 1)
		reader_fault(r, n, "section: write exactly one of slips, register, duties, entries, counts, rates, stale, open, owed, erased, rules");
}

void report_invite_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	const struct report_invite *v = base;
	if (good && v->to <= v->from)
		reader_fault(r, node_or_whole(n, "to"), "to: the event must end after it begins");
}

/* ---- one report */

static void check_weekdays(struct reader *r, const struct node *n, const struct report *p)
{
	if (p->weekdays.items_count && p->when.every != EVERY_WORKDAY)
		reader_fault(r, n, "weekdays: they go with every: workday");
	for (size_t i = 0; i < p->weekdays.items_count; i++) {
		int day = 0;
		while (day < 7 && strcmp(weekday_names[day], p->weekdays.items[i]) != 0)
			day++;
		if (day == 7)
			reader_fault(r, n, "weekdays: \"%s\": write mon, tue, wed, thu, fri, sat or sun", p->weekdays.items[i]);
	}
}

void report_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	const struct report *p = base;
	if (!good)
		return;
	if (!*p->id || strspn(p->id, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(p->id))
		reader_fault(r, node_or_whole(n, "report"), "report: \"%s\": write small letters, digits and _", p->id);
	if (!p->sections_count && !p->invite.title && !p->note)
		reader_fault(r, n, "report %s: write sections: what it shows", p->id);
	due_check(r, n, &p->when);
	check_weekdays(r, node_or_whole(n, "weekdays"), p);
}

/* ---- all of them, and the forms */

struct naming {
	struct reader *r;
	const struct report *report;
	struct node at;
	const struct form *form;
};

static void need(struct naming *g, const char *what, const char *field)
{
	int i = form_field(g->form, field);
	if (field && i < 0)
		reader_fault(g->r, &g->at, "%s of report %s: form %s has no field \"%s\"", what, g->report->id, g->form->id, field);
	else if (field && g->form->fields[i].personal && strcmp(what, "where") != 0)
		reader_fault(g->r, &g->at, "%s of report %s: field %s of form %s is personal: it stands in no table", what, g->report->id, field, g->form->id);
}

/* What is summed must be one. */
static void need_number(struct naming *g, const char *what, const char *field)
{
	int i = form_field(g->form, field);
	need(g, what, field);
	if (field && i >= 0 && g->form->fields[i].type != FORM_MONEY && g->form->fields[i].type != FORM_FIGURE)
		reader_fault(g->r, &g->at, "%s of report %s: field %s of form %s is neither money nor a plain number (type: figure)", what, g->report->id, field, g->form->id);
}

static bool is_column(const char *name)
{
	static const char *const own[] = {"SLIP", "PERSON", "STATE", "DAY", "DAYS", "FLAGS", NULL};
	for (size_t i = 0; own[i]; i++)
		if (strcmp(own[i], name) == 0)
			return true;
	return false;
}

static void check_form(struct naming *g, const struct office *o, const struct report_slips *s)
{
	struct arena *a = g->r->a;
	g->form = office_form(o, s->form);
	if (!g->form) {
		reader_fault(g->r, &g->at, "report %s names the form \"%s\", which there is not", g->report->id, s->form);
		return;
	}
	need(g, "month", s->month);
	need(g, "before", s->before);
	need(g, "person", s->person);
	need_number(g, "sum", s->sum);
	need_number(g, "less", s->less);
	need_number(g, "mean", s->mean);
	if (s->by && strcmp(s->by, "PERSON") != 0 && strcmp(s->by, "MONTH") != 0)
		need(g, "by", s->by);
	for (size_t i = 0; i < s->newest.items_count; i++)
		need(g, "newest", s->newest.items[i]);
	for (size_t i = 0; i < s->where.items_count; i++)
		need(g, "where", arena_strndup(a, s->where.items[i], strcspn(s->where.items[i], "=")));
	for (size_t i = 0; i < s->fields.items_count; i++)
		if (!is_column(s->fields.items[i]))
			need(g, "fields", s->fields.items[i]);
	if (s->month && g->report->when.every < EVERY_MONTH)
		reader_fault(g->r, &g->at, "month of report %s: only for what is made every month, quarter or half-year", g->report->id);
}

/* A register is what some form says of it; so are the states that its numbers have. */
static void check_register(struct naming *g, const struct office *o, const struct report_register *s)
{
	struct { const char **items; size_t items_count, items_cap; } states = {0};
	bool known = false;
	for (size_t i = 0; i < o->forms->forms_count; i++) {
		const struct form_register *f = &o->forms->forms[i].reg;
		const char *const has[] = {f->issue, f->opened, f->granted, f->closed};
		if (!f->name || strcmp(f->name, s->name) != 0)
			continue;
		known = true;
		for (size_t k = 0; k < sizeof has / sizeof *has; k++)
			if (has[k])
				ARENA_PUSH(g->r->a, &states, items) = has[k];
	}
	ARENA_PUSH(g->r->a, &states, items) = NULL;
	if (!known)
		reader_fault(g->r, &g->at, "report %s names the register \"%s\", which there is not", g->report->id, s->name);
	else
		check_among(g->r, &g->at, "states", &s->states, states.items);
}

static void check_duties(struct naming *g, const struct office *o, const struct form_texts *kinds)
{
	struct duty_kinds known = duty_kinds(g->r->a, o);
	ARENA_PUSH(g->r->a, &known, names) = "makeup";
	ARENA_PUSH(g->r->a, &known, names) = NULL;
	check_among(g->r, &g->at, "kinds", kinds, known.names);
}

static void check_section(struct reader *r, const struct office *o, const struct report *p, const struct report_section *s)
{
	struct naming g = {.r = r, .report = p, .at = {.file = s->origin.file, .line = s->origin.line}};
	const struct report_slips *named[] = {&s->slips, &s->rates.of.slips, &s->rates.over.slips};
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (named[i]->form)
			check_form(&g, o, named[i]);
	if (s->reg.name)
		check_register(&g, o, &s->reg);
	if (s->duties.there)
		check_duties(&g, o, &s->duties.kinds);
	const char *without = s->reg.without ? s->reg.without : s->slips.without;
	if (without && !office_form(o, without))
		reader_fault(r, &g.at, "report %s names the form \"%s\", which there is not", p->id, without);
}

/* Some form's slips ask for it. */
static bool asked_for(const struct office *o, const char *id)
{
	for (size_t i = 0; i < o->forms->forms_count; i++)
		if (o->forms->forms[i].report && strcmp(o->forms->forms[i].report, id) == 0)
			return true;
	return false;
}

static void check_forms(struct reader *r, const struct office *o)
{
	for (size_t i = 0; i < o->forms->forms_count; i++) {
		const struct form *f = &o->forms->forms[i];
		struct node at = {.file = f->origin.file, .line = f->origin.line};
		if (f->report && !office_report(o, f->report))
			reader_fault(r, &at, "form %s names the report \"%s\", which there is not", f->id, f->report);
	}
}

static void check_together(struct reader *r, const struct office *o)
{
	const struct report_index *all = o->reports;
	for (size_t i = 0; i < all->reports_count; i++) {
		const struct report *p = &all->reports[i];
		struct node at = {.file = p->origin.file, .line = p->origin.line};
		for (size_t k = 0; k < i; k++)
			if (strcmp(all->reports[k].id, p->id) == 0)
				reader_fault(r, &at, "report %s is there already", p->id);
		for (size_t k = 0; k < p->sections_count; k++)
			check_section(r, o, p, &p->sections[k]);
		if (!p->to && !p->each && !asked_for(o, p->id))
			reader_fault(r, &at, "report %s: say in to or each who gets it", p->id);
	}
	check_forms(r, o);
}

/* `reports` of a policy names packs that have some. */
static void check_packs(struct reader *r, const struct office *o)
{
	for (size_t i = 0; i < o->policies_count; i++)
		for (size_t k = 0; k < o->policies[i].reports_count; k++) {
			const char *pack = o->policies[i].reports[k];
			struct node at = {.file = o->policies[i].origin.file, .line = o->policies[i].origin.line};
			bool known = embedded_find(arena_printf(r->a, "etc/packs/%s.yaml", pack)) != NULL;
			for (size_t n = 0; !known && n < o->reports->reports_count; n++)
				known = o->reports->reports[n].pack && strcmp(o->reports->reports[n].pack, pack) == 0;
			if (!known)
				reader_fault(r, &at, "reports: no report belongs to a pack \"%s\"", pack);
		}
}

void reports_read(struct reader *r, const struct node *file, struct office *o)
{
	struct report_index *all = arena_alloc(r->a, sizeof *all);
	struct option_list found;
	size_t before = r->faults->faults_count;
	(void)file;
	folder_read(r, PLACE, o->reports_dir, &section_report, &found);
	*all = (struct report_index){found.items, found.items_count, found.items_cap};
	o->reports = all;
	if (r->faults->faults_count > before || before > 0) /* what follows looks at the forms */
		return;
	check_together(r, o);
	check_packs(r, o);
}

void reports_dump(const struct office *o, struct buf *out)
{
	if (o->reports)
		folder_dump("report", &section_report, o->reports->reports, o->reports->reports_count, out);
}
