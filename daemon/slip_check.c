/* What a form's checks find once a slip is complete: never a refusal, but shown to whoever decides. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "company.h"
#include "compose_part.h"
#include "judge.h"
#include "slip_take_inside.h"

enum { SHOWN_UNREAD = 30 /* characters */ };

const char *slip_key(struct arena *a, const struct form_field *d, const char *value)
{
	if (d->type == FORM_COMPANY)
		return arena_printf(a, "%s:%s", d->name, company_key(a, value));
	return d->type == FORM_NUMBER ? arena_printf(a, "%s:%s", d->name, value) : NULL;
}

static int flag(struct slip_case *k, const char *word, const char *detail, struct err *err)
{
	struct slip_event e = {.kind = EVENT_FLAG, .person = k->person->id, .step = SLIP_SENDER, .text = arena_printf(k->c->turn, "%s:%s", word, detail)};
	return store_add_slip_event(&k->c->store, k->row.id, k->m->id, &e, err);
}

/* ---- companies ---- */

/* own: it must be the sender's; else it is enough that it is nobody else's. */
static int check_owned(struct slip_case *k, const char *value, bool own, struct err *err)
{
	struct claim claim;
	const struct office *o = k->c->office;
	if (store_find_claim(&k->c->store, company_key(k->c->turn, value), "", k->person->id, DATE_NONE, &claim, err) < 0)
		return -1;
	const char *owner = holding_owner(o, office_policy(o, time_date(k->m->arrived_at)), &claim.holding, k->m->arrived_at);
	if (owner ? strcmp(owner, k->person->id) == 0 : !own)
		return 0;
	const struct staff *s = owner ? office_staff(o, owner) : NULL;
	return flag(k, owner ? "owned" : "nobodys", s ? s->name : owner ? owner : "", err);
}

/* ---- numbers ---- */

static bool in_texts(const struct form_texts *t, const char *word)
{
	for (size_t i = 0; i < t->items_count; i++)
		if (strcmp(t->items[i], word) == 0)
			return true;
	return t->items_count == 0;
}

static int check_number(struct slip_case *k, const struct form_check *check, const char *number, bool range, struct err *err)
{
	struct register_item item;
	int r = store_register_item(&k->c->store, k->c->turn, check->reg, number, k->row.id, &item, err);
	if (r < 0)
		return -1;
	if (range)
		return r ? flag(k, "number_known", number, err) : 0;
	if (r == 0)
		return flag(k, "number_unknown", number, err);
	if (!in_texts(&check->states, item.state))
		return flag(k, "number_state", number, err);
	return check->held && (!item.holder || strcmp(item.holder, k->person->id) != 0) ? flag(k, "number_holder", number, err) : 0;
}

/* A register that holds nothing yet is not in use: nothing is unknown to it. */
static int check_register(struct slip_case *k, const struct form_field *d, const char *value, struct err *err)
{
	int used = store_register_used(&k->c->store, d->check.reg, err);
	if (used <= 0)
		return used;
	if (d->type != FORM_RANGE)
		return check_number(k, &d->check, value, false, err);
	struct form_texts numbers = slip_range(k->c->turn, value);
	for (size_t i = 0; i < numbers.items_count; i++)
		if (check_number(k, &d->check, numbers.items[i], true, err) < 0)
			return -1;
	return 0;
}

/* ---- other slips ---- */

static int same_key(struct slip_case *k, const char *form, const struct form_field *d, const char *value, struct slip_rows *r_r, struct err *err)
{
	const char *key = slip_key(k->c->turn, d, value);
	*r_r = (struct slip_rows){0};
	return key ? store_slips_by_key(&k->c->store, k->c->turn, form, key, r_r, err) : 0;
}

static int check_once(struct slip_case *k, const struct form_field *d, const char *value, struct err *err)
{
	struct slip_rows same;
	if (same_key(k, k->form->id, d, value, &same, err) < 0)
		return -1;
	for (size_t i = 0; i < same.items_count; i++)
		if (strcmp(same.items[i].id, k->row.id) != 0 && (granted_before(&same.items[i]) || strcmp(same.items[i].state, "waiting") == 0))
			return flag(k, "number_used", same.items[i].id, err);
	return 0;
}

static int check_needs(struct slip_case *k, const struct form_field *d, const char *value, struct err *err)
{
	struct slip_rows same;
	const struct form *needed = office_form(k->c->office, d->check.needs);
	if (!needed || !form_on(needed, office_policy(k->c->office, time_date(k->m->arrived_at))))
		return 0;
	if (same_key(k, needed->id, d, value, &same, err) < 0)
		return -1;
	for (size_t i = 0; i < same.items_count; i++)
		if (granted_before(&same.items[i]))
			return 0;
	return flag(k, "needs", needed->title, err);
}

static bool says_same(struct slip_case *k, const struct slip_case *other, const char *field)
{
	int mine = form_field(k->form, field), theirs = form_field(other->form, field);
	const char *a = mine >= 0 ? k->s.values.value[mine] : NULL, *b = theirs >= 0 ? other->s.values.value[theirs] : NULL;
	if (!a || !b)
		return true;
	if (k->form->fields[mine].type == FORM_COMPANY)
		return strcmp(company_key(k->c->turn, a), company_key(k->c->turn, b)) == 0;
	return strcmp(text_label(k->c->turn, a), text_label(k->c->turn, b)) == 0;
}

static int64_t money_of(const struct form *f, const struct slip_values *v, const char *field)
{
	int64_t fen = -1;
	int i = form_field(f, field);
	if (i >= 0 && v->value[i])
		slip_money(v->value[i], &fen);
	return fen;
}

/* The newest granted slip of the other form that is about the same: 1, 0 there is none, -1. */
static int find_filed(struct slip_case *k, const struct form_check *check, struct slip_case *found_r, struct err *err)
{
	int by = check->match.items_count ? form_field(k->form, check->match.items[0]) : -1;
	struct slip_rows same;
	if (by < 0 || !k->s.values.value[by])
		return 0;
	if (same_key(k, check->at_least_form, &k->form->fields[by], k->s.values.value[by], &same, err) < 0)
		return -1;
	for (size_t i = 0; i < same.items_count; i++) {
		bool matches = granted_before(&same.items[i]);
		int r = matches ? case_load(k->c, same.items[i].id, NULL, k->now, found_r, err) : 0;
		if (r < 0)
			return -1;
		for (size_t n = 0; r > 0 && n < check->match.items_count; n++)
			matches = matches && says_same(k, found_r, check->match.items[n]);
		if (r > 0 && matches)
			return 1;
	}
	return 0;
}

static int check_at_least(struct slip_case *k, const struct form_field *d, const char *value, struct err *err)
{
	struct slip_case filed;
	int64_t fen, listed = money_of(k->form, &k->s.values, d->check.listed), asked;
	int r = find_filed(k, &d->check, &filed, err);
	if (r < 0 || slip_money(value, &fen) < 0)
		return r < 0 ? -1 : 0;
	if (r == 0)
		return listed > fen ? flag(k, "unfiled", "", err) : 0;
	asked = money_of(filed.form, &filed.s.values, d->check.at_least_field);
	if (fen >= asked)
		return 0;
	return flag(k, "below", arena_printf(k->c->turn, "%" PRId64 ".%02" PRId64 "元（%s）", asked / 100, asked % 100, filed.row.id), err);
}

date slip_earliest(const struct form_field *d, date day)
{
	int year, month, of_month;
	date_split(day, &year, &month, &of_month);
	month += d->months_ahead - 1;
	for (date at; of_month > 0; of_month--)
		if ((at = date_make(year + month / 12, month % 12 + 1, of_month)) != DATE_NONE)
			return at;
	return day;
}

static int check_ahead(struct slip_case *k, const struct form_field *d, const char *value, struct err *err)
{
	date said, earliest = slip_earliest(d, time_date(k->m->arrived_at));
	return date_parse(value, &said) == 0 && said < earliest ? flag(k, "too_early", say_full(k->c->turn, earliest), err) : 0;
}

static int check_amends(struct slip_case *k, struct err *err)
{
	const struct form *to = office_form(k->c->office, k->form->amends.form);
	int r = slip_amendable(k, err);
	return r == 0 ? flag(k, "not_open", to ? to->title : "", err) : r < 0 ? -1 : 0;
}

/* Said, and no such thing as the field holds. What is personal is not repeated. */
static int check_unread(struct slip_case *k, size_t field, struct err *err)
{
	const struct form_field *d = &k->form->fields[field];
	const char *said = d->personal ? "" : arena_printf(k->c->turn, "“%s”", text_cut(k->c->turn, k->s.values.unread[field], SHOWN_UNREAD));
	return flag(k, "unread", arena_printf(k->c->turn, "%s%s", d->title, said), err);
}

int slip_check(struct slip_case *k, struct err *err)
{
	for (size_t i = 0; i < k->form->fields_count; i++) {
		const struct form_field *d = &k->form->fields[i];
		const char *value = k->s.values.value[i];
		if (!value && k->s.values.unread[i] && check_unread(k, i, err) < 0)
			return -1;
		if (!value || k->person->roles & d->check.unless)
			continue;
		if (((d->check.owned || d->check.own) && check_owned(k, value, d->check.own, err) < 0) || (d->check.reg && check_register(k, d, value, err) < 0) ||
		    (d->check.once && check_once(k, d, value, err) < 0) || (d->check.needs && check_needs(k, d, value, err) < 0) ||
		    (d->check.at_least_form && check_at_least(k, d, value, err) < 0) || (d->months_ahead && check_ahead(k, d, value, err) < 0))
			return -1;
	}
	return k->form->amends.form ? check_amends(k, err) : 0;
}
