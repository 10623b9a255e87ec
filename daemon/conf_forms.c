/* Forms: those of etc/forms that travel in the program, and the office's own files. */
#include <string.h>

#include "base/embed.h"
#include "conf_checks.h"
#include "conf_folder.h"
#include "option_types.h"
#include "values/form.h"

#define PLACE "etc/forms/"

bool check_present(const void *check)
{
	const struct form_check *c = check;
	return c->at_least_form || c->reg || c->needs || c->once || c->owned || c->own;
}

bool register_present(const void *reg)
{
	return ((const struct form_register *)reg)->name != NULL;
}

bool amends_present(const void *amends)
{
	return ((const struct form_amends *)amends)->form != NULL;
}

bool charge_present(const void *charge)
{
	return ((const struct form_charge *)charge)->item != NULL;
}

/* ---- one form */

static bool is_name(const char *s)
{
	return *s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s);
}

/* A field of this form that something names. */
static void need_field(struct reader *r, const struct node *n, const struct form *f, const char *what, const char *name, int type)
{
	int i = form_field(f, name);
	if (name && i < 0)
		reader_fault(r, n, "%s: form %s has no field \"%s\"", what, f->id, name);
	else if (name && type >= 0 && f->fields[i].type != (enum form_type)type)
		reader_fault(r, n, "%s: field %s of form %s is of another type", what, name, f->id);
}

static void check_field(struct reader *r, const struct node *n, const struct form *f, size_t i)
{
	const struct form_field *d = &f->fields[i];
	if (!is_name(d->name))
		reader_fault(r, n, "name: \"%s\": write small letters, digits and _", d->name);
	if (form_field(f, d->name) != (int)i)
		reader_fault(r, n, "field %s stands twice in form %s", d->name, f->id);
	if (d->months_ahead && d->type != FORM_DATE)
		reader_fault(r, n, "field %s: months_ahead is for type date", d->name);
	else if (d->months_ahead && f->rows) /* the day that nobody said would not be the row's as it is mailed again */
		reader_fault(r, n, "field %s: months_ahead does not go with rows: yes", d->name);
	if ((d->type == FORM_CHOICE) != (d->choices.items_count > 0))
		reader_fault(r, n, "field %s: choices go with type choice", d->name);
	if (d->check.at_least_form && (d->type != FORM_MONEY || !d->check.at_least_field))
		reader_fault(r, n, "field %s: at_least_form is for type money, and needs at_least_field", d->name);
	if ((d->check.once || d->check.needs) && d->type != FORM_NUMBER && d->type != FORM_COMPANY)
		reader_fault(r, n, "field %s: once and needs are for type number or company", d->name);
	if (d->check.owned && d->type != FORM_COMPANY)
		reader_fault(r, n, "field %s: owned is for type company", d->name);
	if (d->check.reg && d->type != FORM_NUMBER && d->type != FORM_RANGE)
		reader_fault(r, n, "field %s: register is for type number or range", d->name);
	need_field(r, n, f, "listed", d->check.listed, FORM_MONEY);
	for (size_t k = 0; k < d->check.match.items_count; k++)
		need_field(r, n, f, "match", d->check.match.items[k], -1);
}

static bool names_role(const char *who)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (strcmp(role_names[i], who) == 0)
			return true;
	return false;
}

static bool names_people(const struct form *f, const char *field)
{
	int i = form_field(f, field);
	return i >= 0 && f->fields[i].type == FORM_PEOPLE;
}

static void check_step(struct reader *r, const struct node *n, const struct form *f, size_t i)
{
	const struct form_step *s = &f->steps[i];
	need_field(r, n, f, "due", s->due, FORM_DATE);
	for (size_t k = 0; k < s->who.items_count; k++)
		if (!names_people(f, form_named_field(s->who.items[k])))
			need_field(r, n, f, "who", form_named_field(s->who.items[k]), FORM_PERSON);
	need_field(r, n, f, "sum", s->sum, FORM_MONEY);
	need_field(r, n, f, "into", s->into, FORM_MONEY);
	if (!s->sum != !s->into || (s->sum && (s->asks != ASKS_DONE || s->each)))
		reader_fault(r, n, "sum and into go together, with asks: done, and without each: yes");
	if (s->asks == ASKS_DONE && !s->what)
		reader_fault(r, n, "asks done: say in what: which words tell that it was done, such as 已收款");
	if (s->after && s->asks == ASKS_APPROVE)
		reader_fault(r, n, "after: yes is for a step that asks receipt or done: nothing hangs on it");
	if (!s->after && i > 0 && f->steps[i - 1].after)
		reader_fault(r, n, "a step that decides can't come after one with after: yes");
}

static void check_words(struct reader *r, const struct node *n, const struct form *f)
{
	size_t capitals = strspn(f->prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	if (!is_name(f->id))
		reader_fault(r, node_or_whole(n, "form"), "form: \"%s\": write small letters, digits and _", f->id);
	if (f->prefix[capitals] || capitals < 2 || capitals > 4)
		reader_fault(r, node_or_whole(n, "prefix"), "prefix: \"%s\": write two to four capitals", f->prefix);
	if (f->words.items_count == 0)
		reader_fault(r, node_or_whole(n, "words"), "words: write at least one");
}

static void check_charge(struct reader *r, const struct node *n, const struct form *f)
{
	const struct form_charge *g = &f->charge;
	need_field(r, n, f, "item", form_named_field(g->item), FORM_CHOICE);
	need_field(r, n, f, "who", form_named_field(g->who), FORM_PERSON);
	need_field(r, n, f, "more", g->more, FORM_MONEY);
	if (strcmp(g->who, "sender") != 0 && strcmp(g->who, "holder") != 0 && !form_named_field(g->who))
		reader_fault(r, n, "who: write sender, holder or field NAME");
	if (strcmp(g->who, "holder") == 0 && !f->reg.name)
		reader_fault(r, n, "who: holder is for a form with a register");
}

/* What follows from a grant is done with the mail that grants. Where each of several only takes note of it, the grant may come with the day on which the last of the
 * others leaves; and a number needs somebody who can be told that none is left. */
static void check_grant(struct reader *r, const struct node *n, const struct form *f)
{
	const struct form_step *last = NULL;
	bool approved = false;
	for (size_t i = 0; i < f->steps_count && !f->steps[i].after; i++) {
		last = &f->steps[i];
		approved = approved || last->asks == ASKS_APPROVE;
	}
	if (last && last->each && last->asks != ASKS_APPROVE && (f->charge.item || f->reg.issue || f->amends.form || f->shows))
		reader_fault(r, n, "form %s: behind a step with each: yes that approves nothing there can be no charge, issue, amends or shows", f->id);
	if (f->reg.issue && !approved)
		reader_fault(r, node_or_whole(n, "register"), "issue: a number is given out where a step approves");
}

void form_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	struct form *f = base;
	const struct node *fields = node_get(n, "fields"), *route = node_get(n, "route");
	if (!good)
		return;
	check_words(r, n, f);
	for (size_t i = 0; i < f->fields_count; i++)
		check_field(r, fields->items[i].value, f, i);
	for (size_t i = 0; i < f->steps_count; i++)
		check_step(r, route->items[i].value, f, i);
	if ((f->file || f->shows) && form_company(f) < 0)
		reader_fault(r, node_or_whole(n, f->file ? "file" : "shows"), "form %s has no field of type company, whose file it could be", f->id);
	if (f->calls && (form_company(f) < 0 || !f->rows))
		reader_fault(r, node_or_whole(n, "calls"), "calls: form %s needs rows: yes and a field of type company", f->id);
	need_field(r, node_or_whole(n, "register"), f, "register", f->reg.field, -1);
	if (f->reg.holder && strcmp(f->reg.holder, "sender") != 0 && strcmp(f->reg.holder, "keep") != 0 && strcmp(f->reg.holder, "none") != 0)
		reader_fault(r, node_or_whole(n, "register"), "holder: write sender, keep or none");
	if (f->charge.item)
		check_charge(r, node_or_whole(n, "charge"), f);
	check_grant(r, n, f);
	need_field(r, node_or_whole(n, "amends"), f, "amends", f->amends.number, FORM_NUMBER);
	for (size_t i = 0; i < f->amends.fields.items_count; i++) {
		int field = form_field(f, f->amends.fields.items[i]);
		need_field(r, node_or_whole(n, "amends"), f, "amends", f->amends.fields.items[i], -1);
		if (field >= 0 && !f->fields[field].required) /* what is not said would amend nothing */
			reader_fault(r, node_or_whole(n, "amends"), "amends: field %s of form %s must be required", f->fields[field].name, f->id);
	}
}

/* ---- all of them, and the roster */

static void check_other(struct reader *r, const struct office *o, const struct form *f, const char *other, const char *field)
{
	struct node at = {.file = f->origin.file, .line = f->origin.line};
	const struct form *to = other ? office_form(o, other) : NULL;
	if (other && !to)
		reader_fault(r, &at, "form %s names the form \"%s\", which there is not", f->id, other);
	else if (to && field && form_field(to, field) < 0)
		reader_fault(r, &at, "form %s names the field \"%s\" of form %s, which it does not have", f->id, field, other);
}

static void check_who(struct reader *r, const struct office *o, const struct form *f, const struct form_step *s)
{
	struct node at = {.file = f->origin.file, .line = f->origin.line};
	for (size_t i = 0; i < s->who.items_count; i++) {
		const char *who = s->who.items[i];
		if (!names_role(who) && strcmp(who, "sender") != 0 && strcmp(who, "everybody") != 0 && !form_named_field(who) && !office_staff(o, who))
			reader_fault(r, &at, "form %s asks \"%s\": that is no role, and nobody's id in staff", f->id, who);
	}
}

/* What a form charges stands in the catalogue of each policy that switches the form on. */
static void check_items(struct reader *r, const struct office *o, const struct form *f)
{
	const char *in = form_named_field(f->charge.item);
	struct form_texts one = {0};
	const struct form_texts *all = in ? &f->fields[form_field(f, in)].choices : &one;
	struct node at = {.file = f->origin.file, .line = f->origin.line};
	if (!in)
		ARENA_PUSH(r->a, &one, items) = f->charge.item;
	for (size_t i = 0; i < o->policies_count; i++)
		for (size_t k = 0; form_on(f, &o->policies[i]) && k < all->items_count; k++) {
			const struct policy *p = &o->policies[i];
			bool known = false;
			for (size_t n = 0; n < p->catalogue_count; n++)
				known = known || strcmp(in ? p->catalogue[n].title : p->catalogue[n].item, all->items[k]) == 0;
			if (!known)
				reader_fault(r, &at, "form %s charges \"%s\", which the catalogue of the policy of line %d does not have", f->id, all->items[k], p->origin.line);
		}
}

static bool on_together(const struct office *o, const struct form *f, const struct form *g)
{
	for (size_t i = 0; i < o->policies_count; i++)
		if (form_on(f, &o->policies[i]) && form_on(g, &o->policies[i]))
			return true;
	return false;
}

/* A mail with that word would be either. */
static void check_shared_words(struct reader *r, const struct office *o, const struct form *f, const struct form *other)
{
	struct node at = {.file = f->origin.file, .line = f->origin.line};
	bool apart = f->from && other->from && !(f->from & other->from);
	for (size_t i = 0; !apart && i < f->words.items_count; i++)
		for (size_t k = 0; k < other->words.items_count; k++)
			if (strcmp(f->words.items[i], other->words.items[k]) == 0 && on_together(o, f, other))
				reader_fault(r, &at, "form %s: its word %s is form %s's already", f->id, f->words.items[i], other->id);
}

/* Some form has that register, and brings its numbers into that state; state NULL: whichever. */
static bool some_form_sets(const struct office *o, const char *reg, const char *state)
{
	for (size_t i = 0; i < o->forms->forms_count; i++) {
		const struct form_register *g = &o->forms->forms[i].reg;
		const char *const sets[] = {g->opened, g->granted, g->closed};
		if (!g->name || strcmp(g->name, reg) != 0)
			continue;
		for (size_t k = 0; k < 3; k++)
			if (!state || (sets[k] && strcmp(sets[k], state) == 0))
				return true;
	}
	return false;
}

/* A name that was mistyped would switch the check off: an empty register knows no number. */
static void check_registers(struct reader *r, const struct office *o, const struct form *f)
{
	struct node at = {.file = f->origin.file, .line = f->origin.line};
	for (size_t i = 0; i < f->fields_count; i++) {
		const struct form_check *c = &f->fields[i].check;
		if (c->reg && !some_form_sets(o, c->reg, NULL))
			reader_fault(r, &at, "form %s looks into the register \"%s\", which no form keeps", f->id, c->reg);
		for (size_t k = 0; c->reg && k < c->states.items_count; k++)
			if (some_form_sets(o, c->reg, NULL) && !some_form_sets(o, c->reg, c->states.items[k]))
				reader_fault(r, &at, "form %s: no form brings a number of the register %s into the state \"%s\"", f->id, c->reg, c->states.items[k]);
	}
	if (f->reg.name && f->reg.issue && !some_form_sets(o, f->reg.name, f->reg.issue))
		reader_fault(r, &at, "form %s: no form brings a number of the register %s into the state \"%s\"", f->id, f->reg.name, f->reg.issue);
}

static void check_together(struct reader *r, const struct office *o)
{
	for (size_t i = 0; i < o->forms->forms_count; i++) {
		const struct form *f = &o->forms->forms[i];
		struct node at = {.file = f->origin.file, .line = f->origin.line};
		for (size_t k = 0; k < i; k++)
			check_shared_words(r, o, f, &o->forms->forms[k]);
		for (size_t k = 0; k < i; k++)
			if (strcmp(o->forms->forms[k].prefix, f->prefix) == 0 || strcmp(o->forms->forms[k].id, f->id) == 0)
				reader_fault(r, &at, "form %s: its name or prefix %s is form %s's already", f->id, f->prefix, o->forms->forms[k].id);
		for (size_t k = 0; k < f->fields_count; k++) {
			check_other(r, o, f, f->fields[k].check.at_least_form, f->fields[k].check.at_least_field);
			check_other(r, o, f, f->fields[k].check.needs, f->fields[k].name);
		}
		for (size_t k = 0; k < f->amends.fields.items_count; k++)
			check_other(r, o, f, f->amends.form, f->amends.fields.items[k]);
		for (size_t k = 0; k < f->steps_count; k++)
			check_who(r, o, f, &f->steps[k]);
		check_registers(r, o, f);
		if (f->charge.item)
			check_items(r, o, f);
	}
}

/* `forms` of a policy names packs that have some. */
static void check_packs(struct reader *r, const struct office *o)
{
	for (size_t i = 0; i < o->policies_count; i++)
		for (size_t k = 0; k < o->policies[i].forms_count; k++) {
			const char *pack = o->policies[i].forms[k];
			struct node at = {.file = o->policies[i].origin.file, .line = o->policies[i].origin.line};
			bool known = embedded_find(arena_printf(r->a, "etc/packs/%s.yaml", pack)) != NULL;
			for (size_t n = 0; !known && n < o->forms->forms_count; n++)
				known = form_of_pack(&o->forms->forms[n], pack);
			if (!known)
				reader_fault(r, &at, "forms: no form belongs to a pack \"%s\"", pack);
		}
}

static void check_deputies(struct reader *r, const struct office *o)
{
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *s = &o->staff[i];
		struct node at = {.file = s->origin.file, .line = s->origin.line};
		if (s->deputy && (!office_staff(o, s->deputy) || strcmp(s->deputy, s->id) == 0))
			reader_fault(r, &at, "deputy: there is nobody else with the id \"%s\" in staff", s->deputy);
	}
}

/* Duties that count slips name a form that is there, and on. */
static void check_duties(struct reader *r, const struct office *o)
{
	for (size_t i = 0; i < o->policies_count; i++)
		for (size_t k = 0; k < o->policies[i].duties_count; k++) {
			const struct duty_rule *d = &o->policies[i].duties[k];
			const struct form *f = d->form ? office_form(o, d->form) : NULL;
			struct node at = {.file = d->origin.file, .line = d->origin.line};
			if (d->form && (!f || !form_on(f, &o->policies[i])))
				reader_fault(r, &at, f ? "duty %s counts slips of the form %s, which is not switched on" : "duty %s counts slips of the form \"%s\": there is none", d->kind, d->form);
		}
}

void forms_read(struct reader *r, const struct node *file, struct office *o)
{
	struct form_index *all = arena_alloc(r->a, sizeof *all);
	struct option_list found;
	size_t before = r->faults->faults_count;
	(void)file;
	folder_read(r, PLACE, o->forms_dir, &section_form, &found);
	*all = (struct form_index){found.items, found.items_count, found.items_cap};
	o->forms = all;
	if (r->faults->faults_count > before || before > 0) /* what follows looks at the roster */
		return;
	check_together(r, o);
	check_packs(r, o);
	check_deputies(r, o);
	check_duties(r, o);
}

void forms_dump(const struct office *o, struct buf *out)
{
	if (o->forms)
		folder_dump("form", &section_form, o->forms->forms, o->forms->forms_count, out);
}
