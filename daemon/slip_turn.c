/* Whose turn it is in a slip, and when they are reminded. */
#include <string.h>

#include "slip.h"

static void add(struct arena *a, struct slip_people *p, const struct staff *s)
{
	for (size_t i = 0; i < p->items_count; i++)
		if (p->items[i] == s)
			return;
	ARENA_PUSH(a, p, items) = s;
}

/* Whom one word of `who` means. */
static void add_named(struct arena *a, const struct office *o, const struct slip *s, const char *who, date day, struct slip_people *p)
{
	int field = form_field(s->form, form_named_field(who));
	const char *named = field >= 0 ? s->values.value[field] : NULL;
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *x = &o->staff[i];
		bool meant = strcmp(who, "sender") == 0 ? strcmp(x->id, s->sender) == 0 : named ? strcmp(x->name, named) == 0 || strcmp(x->id, named) == 0 : strcmp(who, x->id) == 0;
		for (int r = 0; !meant && field < 0 && r < ROLE_COUNT; r++)
			meant = (x->roles & 1u << r) && strcmp(role_names[r], who) == 0;
		if (meant && staff_active(x, day))
			add(a, p, x);
	}
}

static bool names_sender(const struct form_step *step)
{
	for (size_t i = 0; i < step->who.items_count; i++)
		if (strcmp(step->who.items[i], "sender") == 0)
			return true;
	return false;
}

static bool away(const struct office *o, const struct staff *s, date day)
{
	return office_on_leave(o, s->id, day);
}

struct slip_people slip_asked(struct arena *a, const struct office *o, const struct slip *s, int step, date day, bool deputies)
{
	struct slip_people all = {0}, out = {0};
	const struct form_step *st = &s->form->steps[step];
	for (size_t i = 0; i < st->who.items_count; i++)
		add_named(a, o, s, st->who.items[i], day, &all);
	for (size_t i = 0; i < all.items_count; i++)
		if (st->asks != ASKS_APPROVE || names_sender(st) || all.items[i]->roles & 1u << ROLE_GENERAL_MANAGER || strcmp(all.items[i]->id, s->sender) != 0)
			add(a, &out, all.items[i]);
	size_t own = out.items_count;
	for (size_t i = 0; deputies && i < own; i++) {
		const struct staff *d = out.items[i]->deputy && away(o, out.items[i], day) ? office_staff(o, out.items[i]->deputy) : NULL;
		if (d && staff_active(d, day) && (st->asks != ASKS_APPROVE || strcmp(d->id, s->sender) != 0))
			add(a, &out, d);
	}
	return out;
}

bool slip_may_answer(struct arena *a, const struct office *o, const struct slip *s, int step, const char *person, date day)
{
	struct slip_people p = slip_asked(a, o, s, step, day, true);
	for (size_t i = 0; i < p.items_count; i++)
		if (strcmp(p.items[i]->id, person) == 0)
			return true;
	return false;
}

/* Himself, or whoever stands in for him. */
static bool answered_for(const struct slip *s, const struct staff *x)
{
	for (size_t i = 0; i < s->answered_count; i++)
		if (strcmp(s->answered[i], x->id) == 0 || (x->deputy && strcmp(s->answered[i], x->deputy) == 0))
			return true;
	return false;
}

struct slip_people slip_blocking(struct arena *a, const struct office *o, const struct slip *s, date day, bool deputies)
{
	struct slip_people out = {0};
	if ((s->state != SLIP_WAITING && s->state != SLIP_GRANTED) || s->step >= (int)s->form->steps_count)
		return out;
	struct slip_people own = slip_asked(a, o, s, s->step, day, false), all = slip_asked(a, o, s, s->step, day, deputies);
	for (size_t i = 0; i < all.items_count; i++) {
		bool done = answered_for(s, all.items[i]);
		for (size_t k = 0; !done && i >= own.items_count && k < own.items_count; k++) /* a deputy of somebody who answered himself */
			done = own.items[k]->deputy && strcmp(own.items[k]->deputy, all.items[i]->id) == 0 && answered_for(s, own.items[k]);
		if (!done)
			add(a, &out, all.items[i]);
	}
	return out;
}

/* ---- moments ---- */

int64_t slip_working(const struct office *o, int64_t t, int64_t seconds)
{
	for (date day = time_date(t);; day++) {
		const struct policy *p = office_policy(o, day);
		int64_t from = time_at(day, p->work_from), to = time_at(day, p->work_to);
		if (!office_workday(o, day) && p->work_from != p->work_to)
			continue;
		if (p->work_from == p->work_to) /* no working hours: the clock's */
			return t + seconds;
		from = from > t ? from : t;
		if (from + seconds <= to)
			return from + seconds;
		seconds -= to > from ? to - from : 0;
	}
}

/* The start of work on that day. */
static int64_t morning(const struct office *o, date day)
{
	return time_at(day, office_policy(o, day)->work_from);
}

/* The day before a due day, that day, the day after, and each week from then on. */
static int64_t next_due(const struct office *o, date due, int64_t since, int64_t after)
{
	int64_t from = after > since ? after : since;
	for (date d = due - 1; d <= due + 1; d++)
		if (morning(o, d) > from)
			return morning(o, d);
	date weekly = due + 8;
	if (time_date(from) > weekly)
		weekly += (time_date(from) - weekly) / 7 * 7;
	while (morning(o, weekly) <= from)
		weekly += 7;
	return morning(o, weekly);
}

/* So many working hours after the turn began, then each workday. */
static int64_t next_reminder(const struct office *o, const struct form_step *step, int64_t since, int64_t after)
{
	int64_t first = slip_working(o, since, (int64_t)step->remind_hours * 3600);
	if (first > after)
		return first;
	date day = time_date(after);
	while (!office_workday(o, day) || morning(o, day) <= after || morning(o, day) <= first)
		day++;
	return morning(o, day);
}

int64_t slip_next(const struct office *o, const struct slip *s, int64_t after)
{
	date due = DATE_NONE;
	if (s->state == SLIP_MISSING)
		return s->since + (int64_t)s->form->lapse_days * DAY_SECONDS;
	if ((s->state != SLIP_WAITING && s->state != SLIP_GRANTED) || s->step >= (int)s->form->steps_count)
		return INT64_MAX;
	const struct form_step *step = &s->form->steps[s->step];
	int field = form_field(s->form, step->due);
	if (field >= 0 && s->values.value[field] && date_parse(s->values.value[field], &due) == 0)
		return next_due(o, due, s->since, after);
	return next_reminder(o, step, s->since, after);
}
