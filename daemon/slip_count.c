#include "slip_take_inside.h"

/* Slips of that form which that mail opened or brought something for. */
static int slips_of(struct clerk *c, const struct mail_record *m, const char *form, struct form_texts *ids_r, struct err *err)
{
	struct query *q = db_rows(c->store.db, "SELECT DISTINCT slip.id FROM slip_event JOIN slip ON slip.id = slip_event.slip WHERE slip_event.mail = ? AND form = ? ORDER BY slip.id",
	                          "it", m->id, form);
	int r;
	*ids_r = (struct form_texts){0};
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(c->turn, ids_r, items) = col_text(q, 0, c->turn);
	return r;
}

int slips_completed(const struct hearing *h, const char *form, int *count_r, struct err *err)
{
	struct form_texts ids;
	*count_r = 0;
	if (slips_of(h->c, h->m, form, &ids, err) < 0)
		return -1;
	for (size_t i = 0; i < ids.items_count; i++) {
		struct slip_case k;
		int r = case_load(h->c, ids.items[i], h->m, h->now, &k, err);
		if (r < 0)
			return -1;
		*count_r += r > 0 && k.s.complete_at == h->m->arrived_at;
	}
	return 0;
}
