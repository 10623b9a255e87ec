/* What a slip says, laid into tables: for other slips that look for it (slip_key), and for lists and sums (slip_value). All of it follows from the events. */
#include <string.h>

#include "slip_take_inside.h"

/* Money in fen; of any other text that is a plain number, its hundredths: a score, a quantity. */
static int64_t amount_of(const struct form_field *d, const char *value)
{
	int64_t fen;
	bool plain = d->type == FORM_MONEY || value[strspn(value, "0123456789.")] == '\0';
	return plain && slip_money(value, &fen) == 0 ? fen : INT64_MIN;
}

static int lay_field(struct slip_case *k, size_t i, struct err *err)
{
	const struct form_field *d = &k->form->fields[i];
	const char *value = k->s.values.value[i], *key = value ? slip_key(k->c->turn, d, value) : NULL;
	if (value && store_add_slip_value(&k->c->store, k->row.id, d->name, value, amount_of(d, value), err) < 0)
		return -1;
	return key ? store_add_slip_key(&k->c->store, k->row.id, k->form->id, key, err) : 0;
}

/* A list that is mailed again brings its row as it was said first, or as another slip has it since. */
static int lay_row(struct slip_case *k, struct err *err)
{
	struct arena *a = k->c->turn;
	const char *first = slip_row_key(a, k->events.items[0].text), *now = NULL;
	for (size_t i = 1; i < k->events.items_count && !now; i++)
		if (k->events.items[i].kind == EVENT_AMEND)
			now = slip_row_key(a, slip_values_text(a, k->form, &k->s.values));
	if (store_add_slip_key(&k->c->store, k->row.id, k->form->id, first, err) < 0)
		return -1;
	return now && strcmp(now, first) != 0 ? store_add_slip_key(&k->c->store, k->row.id, k->form->id, now, err) : 0;
}

int slip_lay(struct slip_case *k, struct err *err)
{
	int64_t last = k->events.items_count ? k->events.items[k->events.items_count - 1].at : 0;
	if (store_clear_slip_said(&k->c->store, k->row.id, err) < 0)
		return -1;
	for (size_t i = 0; i < k->form->fields_count; i++)
		if (lay_field(k, i, err) < 0)
			return -1;
	if (k->form->rows && k->events.items_count && lay_row(k, err) < 0)
		return -1;
	return store_set_slip_moments(&k->c->store, k->row.id, k->s.granted_at, k->s.closed_at, last, err);
}

/* Its timer: a form that was gone for a while left it without one. What stands otherwise than it did is due at once: slip_due tells whom it concerns. */
static int wind_up(struct slip_case *k, struct err *err)
{
	struct slip_row r = k->row;
	bool same = strcmp(r.state, slip_state_names[k->s.state]) == 0 && r.step == k->s.step;
	if (same && r.next_at <= k->now)
		return 0;
	r.next_at = same ? slip_next(k->c->office, &k->s, k->now) : k->now;
	return r.next_at == k->row.next_at ? 0 : store_set_slip(&k->c->store, &r, err);
}

int slip_lay_rest(struct clerk *c, int64_t now, struct err *err)
{
	const char *id;
	int r;
	while (arena_reset(c->turn), (r = store_unlaid_slip(&c->store, c->turn, &id, err)) > 0) {
		struct slip_case k;
		r = case_load(c, id, NULL, now, &k, err);
		if (r < 0 || (r > 0 ? slip_lay(&k, err) < 0 || wind_up(&k, err) < 0 : store_set_slip_moments(&c->store, id, INT64_MIN, INT64_MIN, 0, err) < 0)) /* 0: its form is gone */
			return -1;
	}
	return r;
}
