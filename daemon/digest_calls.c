/* What came of calls, as far as reps sent it back: how many of the day's leads. */
#include <string.h>

#include "call_sheet.h"
#include "digest_inside.h"
#include "values/form.h"

static const struct form *calls_form(const struct office *o, const struct policy *p)
{
	for (size_t i = 0; o->forms && i < o->forms->forms_count; i++)
		if (o->forms->forms[i].calls && form_on(&o->forms->forms[i], p))
			return &o->forms->forms[i];
	return NULL;
}

/* The day whose sheets were called in the period: that of the morning's digest is over. */
static date called_day(const struct office *o, const struct gather *g)
{
	bool evening = time_second_of_day(g->in.to) >= DAY_SECONDS / 2 && office_workday(o, g->in.day);
	return evening ? g->in.day : office_previous_workday(o, g->in.day);
}

struct called { const char *staff; int done; };
struct called_list { struct called *items; size_t items_count, items_cap; };

/* Firms, not rows: one that was called twice is one. */
static int list_called(struct gather *g, const struct form *f, struct called_list *l_r, struct err *err)
{
	struct clerk *c = g->c;
	const char *field = f->fields[form_company(f)].name;
	int r;
	*l_r = (struct called_list){0};
	struct query *q = db_rows(c->store.db,
	                          "SELECT slip.staff, count(DISTINCT slip_key.key) FROM slip JOIN slip_key ON slip_key.slip = slip.id "
	                          "WHERE slip.form = ? AND slip.closed_at > ? AND slip.closed_at <= ? AND slip.closed_at IS NOT NULL AND slip_key.key > ? AND slip_key.key < ? "
	                          "GROUP BY slip.staff ORDER BY slip.staff",
	                          "tiitt", f->id, g->in.from, g->in.to, arena_printf(c->turn, "%s:", field), arena_printf(c->turn, "%s;", field));
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(c->turn, l_r, items) = (struct called){col_text(q, 0, c->turn), (int)col_int(q, 1)};
	return r;
}

int digest_add_calls(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	struct called_list all;
	date day = called_day(c->office, g);
	const struct form *f = calls_form(c->office, office_policy(c->office, g->in.day));
	if (!f)
		return 0;
	if (list_called(g, f, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++) {
		const struct staff *s = office_staff(c->office, all.items[i].staff);
		int asked = 0;
		if (s && call_count(c, s, day, &asked, err) < 0)
			return -1;
		digest_add_item(g, (struct digest_item){.section = DIGEST_CALLS, .word = asked ? "calls.of" : "calls.done", .name = digest_name_of(g, all.items[i].staff),
		                                        .day = day, .done = all.items[i].done, .asked = asked});
	}
	return 0;
}
