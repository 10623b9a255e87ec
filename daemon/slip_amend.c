/* What a granted slip changes in another one (form_amends): an event of that one, at the place of the mail that granted it; taken back with the grant. */
#include <string.h>

#include "slip_take_inside.h"

/* 1, 0 there is no such slip, -1 */
static int load_target(struct slip_case *k, struct slip_case *target_r, struct err *err)
{
	const struct form_amends *g = &k->form->amends;
	int field = g->form ? form_field(k->form, g->number) : -1;
	const char *id = field >= 0 ? k->s.values.value[field] : NULL;
	int r = id ? case_load(k->c, id, k->m, k->now, target_r, err) : 0;
	return r > 0 ? strcmp(target_r->form->id, g->form) == 0 : r;
}

int slip_amendable(struct slip_case *k, struct err *err)
{
	struct slip_case target;
	int r = load_target(k, &target, err);
	return r > 0 ? target.s.state == SLIP_MISSING || target.s.state == SLIP_WAITING || target.s.state == SLIP_GRANTED : r;
}

int slip_put_amended(struct slip_case *k, const struct staff *to, struct slip_in *in, struct err *err)
{
	struct arena *a = k->c->turn;
	struct slip_case target;
	int r = k->s.granted_at == INT64_MIN ? load_target(k, &target, err) : 0;
	if (r <= 0)
		return r;
	for (size_t i = 0; i < target.form->fields_count; i++) {
		const struct form_field *d = &target.form->fields[i];
		const char *value = target.s.values.value[i];
		if (value && slip_sees(&target, to, d))
			ARENA_PUSH(a, in, fields) =
			        (struct slip_line){arena_printf(a, "%s · %s", target.form->title, d->title), slip_shown(a, k->c->office, d, value), false};
	}
	return 0;
}

/* What it says there, as the other form's values. */
static const char *values_for(struct slip_case *k, const struct form *to)
{
	const struct form_amends *g = &k->form->amends;
	struct slip_values v = slip_values_new(k->c->turn, to);
	for (size_t i = 0; i < g->fields.items_count; i++)
		v.value[form_field(to, g->fields.items[i])] = k->s.values.value[form_field(k->form, g->fields.items[i])];
	return slip_values_text(k->c->turn, to, &v);
}

/* Whether the other one's events say that this slip changes it now. */
static bool changes(const struct slip_case *target, const char *head)
{
	bool yes = false;
	size_t n = strlen(head);
	for (size_t i = 0; i < target->events.items_count; i++) {
		const struct slip_event *e = &target->events.items[i];
		if (e->kind == EVENT_AMEND && strncmp(e->text, head, n) == 0)
			yes = e->text[n] != '\0';
	}
	return yes;
}

int slip_amend(struct slip_case *k, struct err *err)
{
	struct slip_case target;
	bool granted = k->s.granted_at != INT64_MIN;
	if (!k->form->amends.form || !k->m)
		return 0;
	int r = load_target(k, &target, err);
	if (r <= 0)
		return r;
	const char *head = arena_printf(k->c->turn, "%s\n", k->row.id);
	if (changes(&target, head) == granted)
		return 0;
	target.person = k->person;
	return case_event(&target, EVENT_AMEND, SLIP_SENDER, granted ? arena_printf(k->c->turn, "%s%s", head, values_for(k, target.form)) : head, err);
}
