#include "supposed.h"

#include <string.h>

struct office supposed_office(struct arena *a, const struct office *o, const struct office *other, date from)
{
	struct office s = *o;
	struct { struct policy *items; size_t items_count, items_cap; } p = {0};
	for (size_t i = 0; from != DATE_NONE && i < o->policies_count && o->policies[i].effective < from; i++)
		ARENA_PUSH(a, &p, items) = o->policies[i];
	struct policy first = from == DATE_NONE ? other->policies[0] : *office_policy(other, from);
	first.effective = from == DATE_NONE ? first.effective : from;
	ARENA_PUSH(a, &p, items) = first;
	for (size_t i = 0; i < other->policies_count; i++)
		if (other->policies[i].effective > first.effective)
			ARENA_PUSH(a, &p, items) = other->policies[i];
	s.policies = p.items;
	s.policies_count = p.items_count;
	s.policies_cap = p.items_cap;
	return s;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_texts(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
	if (a_count != b_count)
		return false;
	for (size_t i = 0; i < a_count; i++)
		if (strcmp(a[i], b[i]) != 0)
			return false;
	return true;
}

/* Which mails count for it (docket_mail.c), and answers to what is passed on (owing.c). */
static bool counts_alike(const struct duty_rule *a, const struct duty_rule *b)
{
	return strcmp(a->kind, b->kind) == 0 && a->who == b->who && strcmp(a->counts, b->counts) == 0 && same_text(a->form, b->form) &&
	       a->answers == b->answers && same_text(a->bundle_for, b->bundle_for) && a->addressed_to == b->addressed_to &&
	       same_texts((const char *const *)a->words, a->words_count, (const char *const *)b->words, b->words_count);
}

/* Rows are credited by their kind, whatever duty asks for them. */
static bool counts_mails(const struct duty_rule *r)
{
	return strcmp(r->counts, "mail") == 0 || strcmp(r->counts, "slip") == 0 || r->form || r->answers || r->bundle_for;
}

/* The next such duty of a policy from *i on, or NULL. */
static const struct duty_rule *next_counting(const struct policy *p, size_t *i)
{
	while (*i < p->duties_count) {
		const struct duty_rule *r = &p->duties[(*i)++];
		if (counts_mails(r))
			return r;
	}
	return NULL;
}

static bool policies_alike(const struct policy *a, const struct policy *b)
{
	if (a->protection_days != b->protection_days || a->lead_protection_days != b->lead_protection_days || a->cc_rule != b->cc_rule ||
	    !same_texts((const char *const *)a->forms, a->forms_count, (const char *const *)b->forms, b->forms_count))
		return false;
	for (size_t i = 0, k = 0;;) {
		const struct duty_rule *x = next_counting(a, &i), *y = next_counting(b, &k);
		if (!x || !y)
			return !x && !y;
		if (!counts_alike(x, y))
			return false;
	}
}

/* On every day on which either changes; between those nothing does. */
static bool alike_at_changes(const struct office *days_of, const struct office *a, const struct office *b)
{
	for (size_t i = 0; i < days_of->policies_count; i++) {
		date day = days_of->policies[i].effective;
		if (!policies_alike(office_policy(a, day), office_policy(b, day)))
			return false;
	}
	return true;
}

bool supposed_judges_alike(const struct office *a, const struct office *b)
{
	/* Before the first change of all, each one's first policy rules. */
	return policies_alike(&a->policies[0], &b->policies[0]) && alike_at_changes(a, a, b) && alike_at_changes(b, a, b);
}
