#include "slip_calls.h"

#include <string.h>

#include "slip_take_inside.h"

static const struct form *calls_form(const struct office *o, const struct policy *p, unsigned roles)
{
	for (size_t i = 0; o->forms && i < o->forms->forms_count; i++) {
		const struct form *f = &o->forms->forms[i];
		if (f->calls && form_on(f, p) && (!f->from || f->from & roles))
			return f;
	}
	return NULL;
}

static bool any_called(const struct classified *found)
{
	for (size_t i = 0; i < found->grids_count; i++)
		if (found->grids[i].called)
			return true;
	return false;
}

int slip_take_calls(const struct hearing *h, bool *taken_r, const char **reason_r, struct err *err)
{
	struct clerk *c = h->c;
	struct mail_record *m = h->m;
	const struct form *f = calls_form(c->office, office_policy(c->office, time_date(m->arrived_at)), h->sender->roles);
	bool called = any_called(h->found), answers = h->proof != PROOF_NONE && strcmp(h->letter.kind, letter_kind_names[LETTER_CALL_SHEET]) == 0;
	struct slip_sheet rows;
	*taken_r = false;
	if (!f || !(called || (answers && h->found->grids_count)))
		return 0;
	struct slip_reading r = {c->turn, c->office, f, time_date(m->arrived_at), called ? SLIP_TABLES_CALLED : SLIP_TABLES_ALONE};
	slip_read_rows(&r, &m->envelope, h->found, &rows);
	if (!rows.items_count && !(called && !m->has_rows)) /* a list with empty columns for calls is a list; so is talk */
		return 0;
	*taken_r = true;
	struct slip_case mail = case_begun(h, f);
	return slip_take_rows(&mail, &rows, reason_r, err);
}
