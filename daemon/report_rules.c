/* The section of rules that change: what a policy says otherwise than the one before it, told to everybody before its day comes, or as soon as it is loaded; each once. */
#include <string.h>

#include "compose_part.h"
#include "report_letter_inside.h"

#define META_TOLD "policies_told" /* versions of policies that were told, or in force when the store was new, parted by blanks */

struct telling {
	struct making *m;
	struct report_table *t;
	date from;
	size_t lines;
};

static void tell(struct telling *w, const char *title, const char *key, const char *was, const char *is)
{
	struct arena *a = w->m->c->turn;
	if (strcmp(was, is) == 0)
		return;
	struct report_row *row = report_row(w->m, w->t, NULL);
	const char *word = say(a, "rule", key, NULL);
	report_cell(w->m, row, CELL_DATE, w->from);
	report_text(w->m, row, title ? arena_printf(a, "%s · %s", say_title(a, title), word) : word);
	report_text(w->m, row, was);
	report_text(w->m, row, is);
	w->lines++;
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
	struct arena *a = w->m->c->turn;
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

static void tell_policy(struct telling *w, const struct policy *was, const struct policy *is)
{
	struct arena *a = w->m->c->turn;
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
	if (!w->lines) /* hours of letters, the catalogue, forms and reports */
		tell(w, NULL, "other", say(a, "rule", "before", NULL), say(a, "rule", "changed", NULL));
}

static bool is_told(const char *told, const char *version)
{
	size_t n = strlen(version);
	for (const char *p = told; (p = strstr(p, version)); p += n)
		if ((p == told || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}

int report_rules(struct making *m, struct report_table *t, struct err *err)
{
	const struct office *o = m->c->office;
	struct arena *a = m->c->turn;
	const char *told, *now = "";
	date upto = office_next_workday(o, m->day);
	if (store_get_meta(&m->c->store, a, META_TOLD, &told, err) < 0)
		return -1;
	report_column(m, t, "rule_from", NULL, TOTAL_NONE);
	report_column(m, t, "rule_what", NULL, TOTAL_NONE);
	report_column(m, t, "rule_was", NULL, TOTAL_NONE);
	report_column(m, t, "rule_is", NULL, TOTAL_NONE);
	for (size_t i = 0; i < o->policies_count; i++) {
		const struct policy *p = &o->policies[i];
		if (p->effective > upto)
			break;
		now = arena_printf(a, "%s%s%s", now, *now ? " " : "", p->version);
		bool old = told ? is_told(told, p->version) : p->effective <= m->day; /* a new store announces nothing that rules already */
		if (i && !old)
			tell_policy(&(struct telling){.m = m, .t = t, .from = p->effective}, p - 1, p);
	}
	return !told || strcmp(told, now) != 0 ? store_set_meta(&m->c->store, META_TOLD, now, err) : 0;
}
