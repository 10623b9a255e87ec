/* slips, registers, and explain of a slip. */
#include <string.h>

#include "commands.h"
#include "compose_part.h"
#include "store_slips.h"

/* ---- one slip ---- */

/* As it stands at the viewer's moment: 1, 0 its form is not there any more, -1. */
static int load(struct viewer *v, const struct slip_row *r, int64_t now, struct slip_events *events_r, struct slip *s_r, struct err *err)
{
	const struct form *f = office_form(v->office, r->form);
	if (!f)
		return 0;
	if (store_slip_events(&v->store, v->a, r->id, events_r, err) < 0)
		return -1;
	slip_fold(v->a, v->office, f, events_r, now, s_r);
	return 1;
}

static const char *waiting_for(struct viewer *v, const struct slip *s, int64_t now)
{
	const char *all = "";
	struct slip_people p = slip_blocking(v->a, v->office, s, time_date(now), true);
	for (size_t i = 0; i < p.items_count; i++)
		all = arena_printf(v->a, "%s%s%s", all, *all ? " " : "", p.items[i]->id);
	return all;
}

static const char *joined(struct viewer *v, const char *const *texts, size_t count)
{
	const char *all = "";
	for (size_t i = 0; i < count; i++)
		all = arena_printf(v->a, "%s%s%s", all, *all ? "; " : "", texts[i]);
	return all;
}

/* The values that any table may show, and the amount of a record. */
static const char *values_text(struct viewer *v, const struct slip *s)
{
	const char *all = "";
	for (size_t i = 0; i < s->form->fields_count; i++)
		if (s->values.value[i] && !s->form->fields[i].personal)
			all = arena_printf(v->a, "%s%s%s=%s", all, *all ? "; " : "", s->form->fields[i].name, s->values.value[i]);
	return all;
}

static const char *decided_by(const struct slip *s)
{
	const char *by = "";
	for (size_t i = 0; i < s->form->steps_count; i++)
		by = s->decisions[i].by && s->form->steps[i].asks == ASKS_APPROVE ? s->decisions[i].by : by;
	return by;
}

static const char *moment_text(struct viewer *v, int64_t t)
{
	char text[TIME_TEXT_SIZE];
	return t == INT64_MIN || t == INT64_MAX ? "" : arena_strdup(v->a, time_text(t, text));
}

/* ---- tables ---- */

static void slip_line(struct viewer *v, struct listing *l, const struct slip_row *r, const struct slip *s, int64_t now)
{
	char day[DATE_TEXT_SIZE];
	bool granted = s->granted_at != INT64_MIN;
	LISTING_ROW(v->a, l, r->id, r->form, r->staff, arena_strdup(v->a, date_text(r->day, day)), slip_state_names[s->state],
	            s->state == SLIP_WAITING || s->state == SLIP_GRANTED ? arena_printf(v->a, "%d", s->step + 1) : "", waiting_for(v, s, now),
	            moment_text(v, s->since), decided_by(s), moment_text(v, s->granted_at), s->number, granted ? s->form->record : "",
	            joined(v, s->flags, s->flags_count), values_text(v, s));
}

static int show_registers(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"register", "number", "state", "holder", "slip", "since"};
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	struct register_items all;
	if (store_register_list(&v->store, v->a, v->options->words[0], &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++)
		if (!v->options->staff || (all.items[i].holder && strcmp(all.items[i].holder, v->options->staff) == 0))
			LISTING_ROW(v->a, &l, v->options->words[0], all.items[i].number, all.items[i].state, all.items[i].holder, all.items[i].slip,
			            moment_text(v, all.items[i].at));
	listing_write(&l, v->options->form, &v->out);
	return 0;
}

int show_slips(struct viewer *v, struct err *err)
{
	static const char *const columns[] = {"slip", "form", "staff", "day", "state", "step", "waiting_for", "since", "decided_by", "granted_at", "number",
	                                      "record", "flags", "values"};
	struct listing l = {.columns = columns, .column_count = sizeof columns / sizeof *columns};
	struct slip_rows all;
	int64_t horizon, now;
	if (v->options->words_count)
		return show_registers(v, err);
	if (view_horizon(v, &horizon, &now, err) < 0 || store_all_slips(&v->store, v->a, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++) {
		struct slip_events events;
		struct slip s;
		int r = view_wants(v, all.items[i].staff, all.items[i].day) ? load(v, &all.items[i], now, &events, &s, err) : 0;
		if (r < 0)
			return -1;
		if (r > 0)
			slip_line(v, &l, &all.items[i], &s, now);
	}
	listing_write(&l, v->options->form, &v->out);
	return 0;
}

/* ---- explain ---- */

static void explain_values(struct viewer *v, const struct slip *s)
{
	for (size_t i = 0; i < s->form->fields_count; i++)
		if (s->values.value[i] || s->values.unread[i] || s->form->fields[i].required)
			buf_printf(&v->out, "  %s %s: %s%s\n", s->form->fields[i].name, s->form->fields[i].title,
			           s->values.value[i] ? s->values.value[i] : s->values.unread[i] ? "can't be read: " : "missing", s->values.unread[i] ? s->values.unread[i] : "");
	for (size_t i = 0; i < s->form->papers_count; i++)
		buf_printf(&v->out, "  paper %s: %s\n", s->form->papers[i].title, s->values.paper[i] ? "there" : "missing");
}

int explain_slip(struct viewer *v, const char *id, struct err *err)
{
	struct slip_row row;
	struct slip_events events;
	struct slip s;
	int64_t horizon, now;
	int r = store_get_slip(&v->store, v->a, id, &row, err);
	if (r <= 0 || view_horizon(v, &horizon, &now, err) < 0 || (r = load(v, &row, now, &events, &s, err)) <= 0)
		return r > 0 ? -1 : r;
	const char *state = slip_state_names[s.state], *waits = waiting_for(v, &s, now);
	const struct staff *sender = office_staff(v->office, row.staff);
	buf_printf(&v->out, "slip %s\nform %s %s, clause %s\nfrom %s %s\nstate %s %s since %s\n", id, row.form, s.form->title, s.form->clause, row.staff,
	           sender ? sender->name : "", state, say(v->a, "slip_state", state, NULL), moment_text(v, s.since));
	if (*waits)
		buf_printf(&v->out, "waits for %s; reminded next %s\n", waits, moment_text(v, row.next_at));
	if (s.number)
		buf_printf(&v->out, "number %s\n", s.number);
	explain_values(v, &s);
	for (size_t i = 0; i < s.flags_count; i++)
		buf_printf(&v->out, "flag %s %s\n", s.flags[i], say_code(v->a, "flag", s.flags[i]));
	for (size_t i = 0; i < events.items_count; i++) {
		const struct slip_event *e = &events.items[i];
		bool values = e->kind == EVENT_SENT || e->kind == EVENT_PART;
		buf_printf(&v->out, "%s %s by %s%s%s%s mail %s\n", moment_text(v, e->at), slip_event_names[e->kind], e->person,
		           e->step >= 0 ? arena_printf(v->a, ", step %d", e->step + 1) : "", !values && *e->text ? ": " : "", values ? "" : e->text, e->mail);
	}
	return 1;
}
