/* The entry that a granted slip makes, out of the catalogue: one for each slip, taken back where the grant is. */
#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "ledger.h"
#include "notice.h"
#include "slip_take_inside.h"

enum { CATCHING_UP_SECONDS = 60 };

static const char *value_of(const struct slip_case *k, const char *field)
{
	int i = form_field(k->form, field);
	return i >= 0 ? k->s.values.value[i] : NULL;
}

/* What a form names is the item's name, or a field in which its title stands. */
static const struct catalogue_item *item_of(const struct slip_case *k, const struct policy *p)
{
	const char *in = form_named_field(k->form->charge.item), *said = in ? value_of(k, in) : k->form->charge.item;
	for (size_t i = 0; said && i < p->catalogue_count; i++)
		if (strcmp(in ? p->catalogue[i].title : p->catalogue[i].item, said) == 0)
			return &p->catalogue[i];
	return NULL;
}

/* Whose entry: the sender's, that of whoever is named, or of whoever held the number before. NULL: nobody's. */
static int payer(struct slip_case *k, const char **staff_r, struct err *err)
{
	struct register_item item;
	const char *who = k->form->charge.who, *in = form_named_field(who), *number = value_of(k, k->form->reg.field);
	*staff_r = strcmp(who, "sender") == 0 ? k->s.sender : NULL;
	for (size_t i = 0; in && value_of(k, in) && i < k->c->office->staff_count; i++) {
		const struct staff *s = &k->c->office->staff[i];
		if (strcmp(s->id, value_of(k, in)) == 0 || (strcmp(s->name, value_of(k, in)) == 0 && staff_active(s, k->row.day)))
			*staff_r = s->id;
	}
	if (strcmp(who, "holder") != 0 || !number)
		return 0;
	int r = store_register_item(&k->c->store, k->c->turn, k->form->reg.name, number, k->row.id, &item, err);
	if (r > 0)
		*staff_r = item.holder;
	return r < 0 ? -1 : 0;
}

/* untold: a reversal of what its person never heard of. */
static int post(struct slip_case *k, struct entry *e, const struct charge *why, bool untold, struct err *err)
{
	struct notices n = {.horizon = k->c->horizon, .catching_up = k->now - k->m->arrived_at > CATCHING_UP_SECONDS};
	const char *state = why->confirm && !e->reverses ? "proposed" : "issued";
	log_about(LOG_INFO_LINE, &(struct log_about){.entry = e->id, .slip = k->row.id, .staff = e->staff}, "%lld fen, because of slip %s", (long long)e->fen, k->row.id);
	if (store_add_entry(&k->c->store, e, state, err) < 0 || (!untold && notice_entry(k->c, &n, e, why, err) < 0))
		return -1;
	return notices_post(k->c, &n, e->because, k->now, err);
}

/* ---- granted ---- */

static const char *proof_of_item(struct slip_case *k, const struct catalogue_item *item, int64_t more)
{
	int field = form_field(k->form, k->form->charge.more);
	const char *sum = more <= 0 ? "" : arena_printf(k->c->turn, "item_fen=%" PRId64 "\nmore_fen=%" PRId64 "\nmore=%s\n", item->fen, more, k->form->fields[field].title);
	return arena_printf(k->c->turn, "slip=%s\nmail_id=%s\nitem=%s\ntitle=%s\n%s", k->row.id, k->m->public, item->item, item->title, sum);
}

static int charge(struct slip_case *k, struct err *err)
{
	const struct policy *p = office_policy(k->c->office, k->row.day);
	const struct catalogue_item *item = item_of(k, p);
	const char *staff = NULL, *more = value_of(k, k->form->charge.more);
	struct entries have, none = {0}, add = {0};
	int64_t extra = 0;
	if (payer(k, &staff, err) < 0)
		return -1;
	if (!item || !staff || (more && slip_money(more, &extra) < 0)) {
		log_about(LOG_INFO_LINE, &(struct log_about){.slip = k->row.id}, "charges nobody: %s", item ? "nobody is named" : "the catalogue of that day has no such item");
		return 0;
	}
	if (store_get_entries(&k->c->store, k->c->turn, staff, item->entry, k->row.day, &have, err) < 0)
		return -1;
	struct charge want = {.staff = staff, .kind = item->entry, .for_date = k->row.day, .fen = item->fen + extra, .clause = item->clause, .policy = p->version,
	                      .proof = proof_of_item(k, item, extra), .confirm = p->confirm, .why_confirm = p->confirm ? "policy" : NULL};
	ledger_reconcile(k->c->turn, &want, &none, arena_printf(k->c->turn, BECAUSE_SLIP "%s", k->row.id), k->now, &add);
	if (!add.items_count) /* an item that costs nothing */
		return 0;
	struct entry e = add.items[0];
	e.number = (int)have.items_count + 1;
	e.id = ledger_id(k->c->turn, e.kind, e.staff, k->row.day, e.number);
	return post(k, &e, &want, false, err);
}

/* ---- taken back ---- */

/* This slip's entry among one person's, if it stands. */
static const struct entry *standing(struct arena *a, const struct entries *all, const char *id)
{
	const struct entry *found = NULL;
	for (size_t i = 0; i < all->items_count; i++) {
		const char *slip = ledger_proof_text(a, &all->items[i], "slip", 0);
		if (slip && strcmp(slip, id) == 0)
			found = &all->items[i];
	}
	return found && !ledger_reversal_of(all, found) ? found : NULL;
}

/* What its person never heard of, and nobody confirmed, is off the table: 1 it was so, 0, -1. */
static int withdraw_proposal(struct slip_case *k, const struct entry *was, const char *because, struct err *err)
{
	if (strcmp(was->state, "proposed") != 0)
		return 0;
	return store_entry_state(&k->c->store, was->id, "waived", k->now, NULL, because, err) < 0 ? -1 : 1;
}

/* Whoever it was charged to then: others may hold the number now. */
static int take_back(struct slip_case *k, struct err *err)
{
	const struct office *o = k->c->office;
	const struct catalogue_item *item = item_of(k, office_policy(o, k->row.day));
	struct entries have;
	for (size_t i = 0; item && i < o->staff_count; i++) {
		if (store_get_entries(&k->c->store, k->c->turn, o->staff[i].id, item->entry, k->row.day, &have, err) < 0)
			return -1;
		const struct entry *was = standing(k->c->turn, &have, k->row.id);
		if (!was)
			continue;
		const char *because = arena_printf(k->c->turn, BECAUSE_SLIP "%s", k->row.id);
		struct entry back = ledger_reversal(k->c->turn, was, (int)have.items_count + 1, because, k->now);
		int untold = withdraw_proposal(k, was, because, err);
		return untold < 0 ? -1 : post(k, &back, &(struct charge){.staff = was->staff, .kind = was->kind}, untold > 0, err);
	}
	return 0;
}

int slip_charge(struct slip_case *k, struct err *err)
{
	bool granted = k->s.granted_at != INT64_MIN, before = granted_before(&k->row);
	if (!k->form->charge.item || !k->m || granted == before)
		return 0;
	return granted ? charge(k, err) : take_back(k, err);
}
