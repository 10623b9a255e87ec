/* Sections of what is under way: slips of any form that wait for somebody, and what people owe now, the week's make-up case included. */
#include <string.h>

#include "compose_part.h"
#include "answer.h"
#include "report_letter_inside.h"
#include "slip_take_inside.h"

int report_open(struct making *m, struct report_table *t, struct err *err)
{
	struct slip_rows open;
	if (store_open_slips(&m->c->store, m->c->turn, &open, err) < 0)
		return -1;
	report_column(m, t, "slip", NULL, TOTAL_NONE);
	report_column(m, t, "form", NULL, TOTAL_NONE);
	if (!m->own)
		report_column(m, t, "person", NULL, TOTAL_NONE);
	report_column(m, t, "state", NULL, TOTAL_NONE);
	report_column(m, t, "since", NULL, TOTAL_NONE);
	for (size_t i = 0; i < open.items_count; i++) {
		const struct slip_row *s = &open.items[i];
		const struct form *f = office_form(m->c->office, s->form);
		if (m->whose && strcmp(m->whose, s->staff) != 0)
			continue;
		struct report_row *row = report_row(m, t, s->staff);
		report_text(m, row, s->id);
		report_text(m, row, f ? say_title(m->c->turn, f->title) : s->form);
		report_person(m, row, s->staff);
		report_word(m, row, "slip_state", s->state);
		report_cell(m, row, CELL_DATE, time_date(s->since));
	}
	return 0;
}

static int owed_by(struct making *m, const struct staff *s, struct report_table *t, struct err *err)
{
	struct standing *st;
	size_t count;
	if (answer_standings(m->c, s, m->moment, &st, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (st[i].exempt || st[i].delivered >= st[i].required)
			continue;
		struct report_row *row = report_row(m, t, s->id);
		report_text(m, row, st[i].title);
		report_person(m, row, s->id);
		report_cell(m, row, CELL_DATE, st[i].for_date);
		report_cell(m, row, CELL_COUNT, st[i].delivered);
		report_cell(m, row, CELL_COUNT, st[i].required);
	}
	return 0;
}

int report_owed(struct making *m, struct report_table *t, struct err *err)
{
	const struct office *o = m->c->office;
	report_column(m, t, "duty", NULL, TOTAL_NONE);
	if (!m->own)
		report_column(m, t, "person", NULL, TOTAL_NONE);
	report_column(m, t, "day", NULL, TOTAL_NONE);
	report_column(m, t, "done", NULL, TOTAL_NONE);
	report_column(m, t, "due", NULL, TOTAL_NONE);
	for (size_t i = 0; i < o->staff_count; i++)
		if ((!m->whose || strcmp(m->whose, o->staff[i].id) == 0) && staff_active(&o->staff[i], m->day) && owed_by(m, &o->staff[i], t, err) < 0)
			return -1;
	return 0;
}
