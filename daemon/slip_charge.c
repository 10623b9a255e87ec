/* The entry that a granted slip makes: one for each slip, taken back where the grant is. */
#include <inttypes.h>
#include <string.h>

#include "ledger.h"
#include "notice.h"
#include "slip_take_inside.h"

/* Whose entry: the sender's, or that of whoever held the number before. NULL: nobody's. */
static int payer(struct slip_case *k, const char **staff_r, struct err *err)
{
	struct register_item item;
	int field = form_field(k->form, k->form->reg.field);
	*staff_r = k->s.sender;
	if (strcmp(k->form->charge.who, "holder") != 0)
		return 0;
	*staff_r = NULL;
	if (field < 0 || !k->s.values.value[field])
		return 0;
	int r = store_register_item(&k->c->store, k->c->turn, k->form->reg.name, k->s.values.value[field], k->row.id, &item, err);
	if (r > 0)
		*staff_r = item.holder;
	return r < 0 ? -1 : 0;
}

/* This slip's entry that stands, or NULL. */
static const struct entry *standing(struct arena *a, const struct entries *all, const char *id)
{
	const struct entry *found = NULL;
	for (size_t i = 0; i < all->items_count; i++) {
		const char *slip = ledger_proof_text(a, &all->items[i], "slip", 0);
		if (slip && strcmp(slip, id) == 0)
			found = all->items[i].reverses ? NULL : &all->items[i];
	}
	return found;
}

static int post(struct slip_case *k, struct entry *e, const struct charge *why, struct err *err)
{
	struct notices n = {.horizon = k->c->horizon};
	const char *state = why->confirm && !e->reverses ? "proposed" : "issued";
	if (store_add_entry(&k->c->store, e, state, err) < 0 || notice_entry(k->c, &n, e, why, err) < 0)
		return -1;
	return notices_post(k->c, &n, e->because, k->now, err);
}

int slip_charge(struct slip_case *k, struct err *err)
{
	const struct form_charge *g = &k->form->charge;
	const char *staff;
	struct entries have;
	if (!g->entry || !k->m || payer(k, &staff, err) < 0)
		return g->entry && k->m ? -1 : 0;
	bool granted = k->s.granted_at != INT64_MIN;
	date day = time_date(granted ? k->s.granted_at : k->m->arrived_at);
	if (!staff)
		return 0;
	if (store_get_entries(&k->c->store, k->c->turn, staff, g->entry, day, &have, err) < 0)
		return -1;
	const struct policy *p = office_policy(k->c->office, day);
	const struct entry *was = standing(k->c->turn, &have, k->row.id);
	struct charge want = {.staff = staff, .kind = g->entry, .for_date = day, .fen = g->fen, .clause = g->clause, .policy = p->version,
	                      .proof = arena_printf(k->c->turn, "slip=%s\nmail_id=%s\n", k->row.id, k->m->public), .confirm = p->confirm,
	                      .why_confirm = p->confirm ? "policy" : NULL};
	const char *because = arena_printf(k->c->turn, "slip:%s", k->row.id);
	if ((was != NULL) == granted)
		return 0;
	if (was) {
		struct entry back = ledger_reversal(k->c->turn, was, (int)have.items_count + 1, because, k->now);
		return post(k, &back, &want, err);
	}
	struct entries none = {0}, add = {0};
	ledger_reconcile(k->c->turn, &want, &none, because, k->now, &add);
	struct entry e = add.items[0];
	char written[DATE_TEXT_SIZE];
	e.number = (int)have.items_count + 1;
	e.id = arena_printf(k->c->turn, "%s.%s.%s.%d", e.kind, e.staff, date_text(day, written), e.number);
	return post(k, &e, &want, err);
}
