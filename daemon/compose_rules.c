#include "compose_rules.h"

#include <string.h>

#include "compose_part.h"

struct telling {
	struct arena *a;
	struct rule_changes *out;
};

static void tell(struct telling *w, const char *title, const char *key, const char *was, const char *is)
{
	if (strcmp(was, is) == 0)
		return;
	const char *word = say(w->a, "rule", key, NULL);
	ARENA_PUSH(w->a, w->out, items) = (struct rule_change){title ? arena_printf(w->a, "%s · %s", say_title(w->a, title), word) : word, was, is};
}

static const char *number(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}

/* 0 is a word: for good, none. */
static const char *number_or(struct arena *a, int64_t n, const char *zero)
{
	return n ? number(a, n) : say(a, "rule", zero, NULL);
}

static const char *yuan(struct arena *a, int64_t fen)
{
	return fen ? arena_printf(a, "%lld.%02lld", (long long)fen / 100, (long long)fen % 100) : say(a, "rule", "none", NULL);
}

static const char *due(struct arena *a, const struct duty_rule *d)
{
	return arena_printf(a, "%02d:%02d", d->when.at / 3600, d->when.at / 60 % 60);
}

static void tell_duty(struct telling *w, const struct duty_rule *was, const struct duty_rule *is)
{
	struct arena *a = w->a;
	const char *no = say(a, "rule", "no", NULL);
	if (!was || !is) {
		const struct duty_rule *d = was ? was : is;
		const char *much = arena_printf(a, "%s %d，%s %s", say(a, "rule", "quota", NULL), d->quota, say(a, "rule", "due", NULL), due(a, d));
		tell(w, d->title, "duty", was ? much : no, is ? much : no);
		return;
	}
	tell(w, is->title, "quota", number(a, was->quota), number(a, is->quota));
	tell(w, is->title, "due", due(a, was), due(a, is));
	tell(w, is->title, "grace", number_or(a, was->grace_minutes, "none"), number_or(a, is->grace_minutes, "none"));
	tell(w, is->title, "donation", yuan(a, was->fen_per_missing), yuan(a, is->fen_per_missing));
	tell(w, is->title, "pushups", number_or(a, was->pushups_per_missing, "none"), number_or(a, is->pushups_per_missing, "none"));
	tell(w, is->title, "extra", number_or(a, was->extra, "none"), number_or(a, is->extra, "none"));
	tell(w, is->title, "makeup_quota", number_or(a, was->makeup_quota, "none"), number_or(a, is->makeup_quota, "none"));
	tell(w, is->title, "makeup_donation", yuan(a, was->makeup_fen), yuan(a, is->makeup_fen));
}

/* Saturdays that become worked are days on which more is owed. */
static const char *weekend(struct arena *a, const struct weekend *e)
{
	static const char *const kinds[] = {"two_days", "sunday", "alternate"};
	char day[DATE_TEXT_SIZE];
	const char *word = say(a, "rule", kinds[e->kind], NULL);
	return e->kind == WEEKEND_ALTERNATE ? arena_printf(a, "%s %s", word, date_text(e->worked, day)) : word;
}

static bool same_catalogue(const struct policy *p, const struct policy *q)
{
	if (p->catalogue_count != q->catalogue_count)
		return false;
	for (size_t i = 0; i < p->catalogue_count; i++) {
		const struct catalogue_item *x = &p->catalogue[i], *y = &q->catalogue[i];
		if (strcmp(x->title, y->title) != 0 || strcmp(x->clause, y->clause) != 0 || strcmp(x->entry, y->entry) != 0 || x->fen != y->fen || x->extra != y->extra ||
		    x->repeat_count != y->repeat_count || x->repeat_days != y->repeat_days)
			return false;
	}
	return true;
}

void rules_compare(struct arena *a, const struct policy *was, const struct policy *is, struct rule_changes *out_r)
{
	*out_r = (struct rule_changes){0};
	struct telling *w = &(struct telling){a, out_r};
	static const char *const ccs[] = {"cc_hold", "cc_forward", "cc_off"};
	for (size_t i = 0; i < is->duties_count; i++)
		tell_duty(w, policy_duty(was, is->duties[i].kind), &is->duties[i]);
	for (size_t i = 0; i < was->duties_count; i++)
		if (!policy_duty(is, was->duties[i].kind))
			tell_duty(w, &was->duties[i], NULL);
	tell(w, NULL, "protection", number_or(a, was->protection_days, "for_good"), number_or(a, is->protection_days, "for_good"));
	if (was->lead_protection_days >= 0 || is->lead_protection_days >= 0)
		tell(w, NULL, "lead_protection", was->lead_protection_days < 0 ? say(a, "rule", "same", NULL) : number_or(a, was->lead_protection_days, "for_good"),
		     is->lead_protection_days < 0 ? say(a, "rule", "same", NULL) : number_or(a, is->lead_protection_days, "for_good"));
	tell(w, NULL, "cc", say(a, "rule", ccs[was->cc_rule], NULL), say(a, "rule", ccs[is->cc_rule], NULL));
	tell(w, NULL, "appeal", number(a, was->appeal_days), number(a, is->appeal_days));
	tell(w, NULL, "pushups_at_all", say(a, "rule", was->pushups ? "no" : "yes", NULL), say(a, "rule", is->pushups ? "no" : "yes", NULL));
	tell(w, NULL, "weekend", weekend(a, &was->weekend), weekend(a, &is->weekend));
	if (!same_catalogue(was, is))
		tell(w, NULL, "catalogue", say(a, "rule", "before", NULL), say(a, "rule", "changed", NULL));
	if (!w->out->items_count) /* hours of letters, forms and reports */
		tell(w, NULL, "other", say(a, "rule", "before", NULL), say(a, "rule", "changed", NULL));
}
