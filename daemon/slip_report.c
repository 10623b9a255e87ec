/* The report that a form asks for: of the sender's own lines, to him and to whom the route asks. */
#include <string.h>

#include "report.h"
#include "report_letter.h"
#include "slip_take_inside.h"

static void add(struct arena *a, struct slip_people *all, const struct staff *s)
{
	for (size_t i = 0; i < all->items_count; i++)
		if (all->items[i] == s)
			return;
	ARENA_PUSH(a, all, items) = s;
}

int slip_report(struct slip_case *k, struct err *err)
{
	struct arena *a = k->c->turn;
	const struct report *r = k->form->report ? office_report(k->c->office, k->form->report) : NULL;
	const struct staff *whose = office_staff(k->c->office, k->row.staff);
	struct slip_people all = {0};
	if (!r || !whose)
		return 0;
	add(a, &all, whose);
	for (size_t i = 0; i < k->c->office->staff_count; i++)
		for (int step = 0; step < (int)k->form->steps_count; step++)
			if (slip_may_answer(k->c->office, &k->s, step, k->c->office->staff[i].id, time_date(k->now)))
				add(a, &all, &k->c->office->staff[i]);
	return report_post_own(k->c, r, whose, all.items, all.items_count, k->m->public, k->m->arrived_at, k->now, err);
}
