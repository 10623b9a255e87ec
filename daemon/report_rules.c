/* The section of rules that change: what a policy says otherwise than the one before it, told to everybody before its day comes, or as soon as it is loaded; each once. */
#include <string.h>

#include "compose_part.h"
#include "compose_rules.h"
#include "report_letter_inside.h"

#define META_TOLD "policies_told" /* versions of policies that were told, or in force when the store was new, parted by blanks */

static void tell_policy(struct making *m, struct report_table *t, const struct policy *was, const struct policy *is)
{
	struct rule_changes changes;
	rules_compare(m->c->turn, was, is, &changes);
	for (size_t i = 0; i < changes.items_count; i++) {
		struct report_row *row = report_row(m, t, NULL);
		report_cell(m, row, CELL_DATE, is->effective);
		report_text(m, row, changes.items[i].what);
		report_text(m, row, changes.items[i].was);
		report_text(m, row, changes.items[i].is);
	}
}

/* "9月17日起规定调整": what a subject must say of it. Policies stand by their days. */
const char *report_rules_title(struct making *m, const struct report_table *t)
{
	struct view *v = view_object(m->c->turn);
	view_set_text(m->c->turn, v, "from", say_date(m->c->turn, (date)t->rows[0].cells[0].n));
	return say(m->c->turn, "rule", "title", v);
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
			tell_policy(m, t, p - 1, p);
	}
	return !told || strcmp(told, now) != 0 ? store_set_meta(&m->c->store, META_TOLD, now, err) : 0;
}
