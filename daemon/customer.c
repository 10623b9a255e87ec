#include "customer.h"

#include <stdlib.h>
#include <string.h>

#include "company.h"
#include "judge.h"
#include "slip_take_inside.h"

/* ---- what slips say ---- */

struct naming { struct slip_case k; int field; };
struct namings { struct naming *items; size_t items_count, items_cap; };

/* What was granted last comes first, and before what was not. */
static int by_grant(const void *x, const void *y)
{
	const struct slip *a = &((const struct naming *)x)->k.s, *b = &((const struct naming *)y)->k.s;
	if (a->granted_at != b->granted_at)
		return a->granted_at < b->granted_at ? 1 : -1;
	if (a->complete_at != b->complete_at)
		return a->complete_at < b->complete_at ? 1 : -1;
	return strcmp(((const struct naming *)y)->k.row.id, ((const struct naming *)x)->k.row.id);
}

/* All slips that name the company, of every form, the newest first. */
static int load_slips(struct clerk *c, const char *name, int64_t at, struct namings *all, struct err *err)
{
	const struct form_index *forms = c->office->forms;
	for (size_t i = 0; forms && i < forms->forms_count; i++) {
		struct slip_rows rows;
		int field = form_company(&forms->forms[i]);
		if (field < 0)
			continue;
		const char *key = slip_key(c->turn, &forms->forms[i].fields[field], name);
		if (store_slips_by_key(&c->store, c->turn, forms->forms[i].id, key, &rows, err) < 0)
			return -1;
		for (size_t n = 0; n < rows.items_count; n++) {
			struct naming one = {.field = field};
			int r = case_load(c, rows.items[n].id, NULL, at, &one.k, err);
			if (r < 0)
				return -1;
			if (r > 0 && one.k.s.complete_at != INT64_MIN)
				ARENA_PUSH(c->turn, all, items) = one;
		}
	}
	if (all->items_count)
		qsort(all->items, all->items_count, sizeof *all->items, by_grant);
	return 0;
}

static bool is_granted(const struct slip *s)
{
	return s->state == SLIP_GRANTED || s->state == SLIP_CLOSED;
}

static bool of_file(const struct naming *one, const char *file)
{
	return one->k.form->file && strcmp(one->k.form->file, file) == 0 && is_granted(&one->k.s);
}

/* ---- the file ---- */

/* What holds of one field: the value granted last; and each other one before it. */
static void add_field(struct arena *a, const struct form_field *d, const char *file, const struct namings *all, struct customer *k)
{
	bool newest = true;
	for (size_t i = 0; i < all->items_count; i++) {
		const struct slip_case *one = &all->items[i].k;
		int at = of_file(&all->items[i], file) ? form_field(one->form, d->name) : -1;
		if (at < 0 || !one->s.values.value[at])
			continue;
		ARENA_PUSH(a, &k->facts, items) = (struct customer_fact){
			.field = d->name, .title = d->title, .value = one->s.values.value[at], .of = &one->form->fields[at], .personal = d->personal || one->form->fields[at].personal, .newest = newest,
			.staff = one->s.sender, .slip = one->row.id, .mail = one->events.items[0].mail, .at = one->s.granted_at};
		newest = false;
	}
}

static bool has_field(const struct customer *k, const char *name)
{
	for (size_t i = 0; i < k->facts.items_count; i++)
		if (strcmp(k->facts.items[i].field, name) == 0)
			return true;
	return false;
}

/* A value that is said again is no change: of those that follow each other the oldest stays. */
static void drop_repeats(struct customer *k)
{
	size_t n = 0;
	for (size_t i = 0; i < k->facts.items_count; i++) {
		const struct customer_fact *f = &k->facts.items[i];
		bool again = n && strcmp(k->facts.items[n - 1].field, f->field) == 0 && strcmp(k->facts.items[n - 1].value, f->value) == 0;
		bool newest = again ? k->facts.items[n - 1].newest : f->newest;
		n -= again;
		k->facts.items[n] = *f;
		k->facts.items[n++].newest = newest;
	}
	k->facts.items_count = n;
}

static void add_file(struct clerk *c, const char *file, const struct namings *all, struct customer *k)
{
	const struct form_index *forms = c->office->forms;
	for (size_t i = 0; forms && i < forms->forms_count; i++) {
		const struct form *f = &forms->forms[i];
		for (size_t n = 0; f->file && strcmp(f->file, file) == 0 && n < f->fields_count; n++)
			if ((int)n != form_company(f) && !has_field(k, f->fields[n].name))
				add_field(c->turn, &f->fields[n], file, all, k);
	}
	drop_repeats(k);
	for (size_t i = 0; i < all->items_count; i++) {
		const struct naming *one = &all->items[i];
		if (!k->slips_count)
			k->name = one->k.s.values.value[one->field];
		ARENA_PUSH(c->turn, k, slips) = one->k.row.id;
		if (one->k.s.complete_at > k->touched)
			k->touched = one->k.s.complete_at;
	}
}

/* ---- whose it is ---- */

static int find_owner(struct clerk *c, int64_t at, struct customer *k, bool *known_r, struct err *err)
{
	struct claim claim;
	if (store_find_claim(&c->store, k->key, "", "", DATE_NONE, &claim, err) < 0)
		return -1;
	*known_r = claim.company != 0;
	k->owner = *known_r ? holding_owner(c->office, office_policy(c->office, time_date(at)), &claim.holding, at) : NULL;
	if (k->owner) {
		k->since = claim.holding.since;
		k->last = claim.holding.last;
	}
	if (*known_r)
		k->touched = claim.holding.last;
	return 0;
}

/* The name as it is, and with each legal form that people leave out. */
int customer_find(struct clerk *c, const char *file, const char *name, int64_t at, struct customer *k_r, struct err *err)
{
	static const char *const forms[] = {"", "有限公司", "有限责任公司", "股份有限公司", "公司", "厂", "集团有限公司", "商行", "经营部", "店"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct namings all = {0};
		bool known;
		*k_r = (struct customer){.name = arena_printf(c->turn, "%s%s", name, forms[i]), .touched = INT64_MIN};
		k_r->key = company_key(c->turn, k_r->name);
		if (!*k_r->key)
			return 0;
		if (find_owner(c, at, k_r, &known, err) < 0 || load_slips(c, k_r->name, at, &all, err) < 0)
			return -1;
		if (!known && !all.items_count)
			continue;
		add_file(c, file, &all, k_r);
		return 1;
	}
	return 0;
}
