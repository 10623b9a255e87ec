/* Whose turn it is in a slip, and when they are reminded. */
#include <string.h>

#include "slip.h"

/* ---- whom a step means ---- */

static bool is_word(const struct form_step *step, const char *word)
{
	for (size_t i = 0; i < step->who.items_count; i++)
		if (strcmp(step->who.items[i], word) == 0)
			return true;
	return false;
}

static bool has_role(const struct staff *x, const char *name)
{
	for (int r = 0; r < ROLE_COUNT; r++)
		if (x->roles & 1u << r && strcmp(role_names[r], name) == 0)
			return true;
	return false;
}

/* One word of `who` means him. */
static bool means(const struct slip *s, const char *who, const struct staff *x)
{
	if (strcmp(who, "everybody") == 0)
		return true;
	if (strcmp(who, "sender") == 0)
		return strcmp(x->id, s->sender) == 0;
	if (form_named_field(who)) {
		int field = form_field(s->form, form_named_field(who));
		return field >= 0 && s->values.value[field] && slip_names_person(s->values.value[field], x);
	}
	return strcmp(who, x->id) == 0 || has_role(x, who);
}

static bool is_gm(const struct staff *x)
{
	return x->roles & 1u << ROLE_GENERAL_MANAGER;
}

/* The step's own words mean him, that day. */
static bool is_meant(const struct slip *s, const struct form_step *step, const struct staff *x, date day)
{
	bool own = strcmp(x->id, s->sender) == 0;
	if (!staff_active(x, day) || (own && step->asks == ASKS_APPROVE && !is_gm(x) && !is_word(step, "sender")))
		return false;
	if (own && is_word(step, "everybody")) /* he wrote it */
		return false;
	for (size_t i = 0; i < step->who.items_count; i++)
		if (means(s, step->who.items[i], x))
			return true;
	return false;
}

static bool nobody_is_meant(const struct office *o, const struct slip *s, const struct form_step *step, date day)
{
	for (size_t i = 0; i < o->staff_count; i++)
		if (is_meant(s, step, &o->staff[i], day))
			return false;
	return true;
}

static bool is_asked(const struct office *o, const struct slip *s, const struct form_step *step, const struct staff *x, date day)
{
	if (is_meant(s, step, x, day))
		return true;
	return step->asks == ASKS_APPROVE && is_gm(x) && staff_active(x, day) && nobody_is_meant(o, s, step, day);
}

/* Who stands in for him that day, or NULL. */
static const struct staff *deputy_of(const struct office *o, const struct slip *s, const struct form_step *step, const struct staff *x, date day)
{
	const struct staff *d = x->deputy && !is_word(step, "everybody") && office_on_leave(o, x->id, day) ? office_staff(o, x->deputy) : NULL;
	return d && staff_active(d, day) && (step->asks != ASKS_APPROVE || strcmp(d->id, s->sender) != 0) ? d : NULL;
}

struct slip_people slip_asked(struct arena *a, const struct office *o, const struct slip *s, int step, date day)
{
	struct slip_people p = {0};
	for (size_t i = 0; i < o->staff_count; i++)
		if (is_asked(o, s, &s->form->steps[step], &o->staff[i], day))
			ARENA_PUSH(a, &p, items) = &o->staff[i];
	return p;
}

bool slip_may_answer(const struct office *o, const struct slip *s, int step, const char *person, date day)
{
	const struct form_step *st = &s->form->steps[step];
	const struct staff *x = office_staff(o, person);
	if (!x || is_asked(o, s, st, x, day))
		return x != NULL;
	for (size_t i = 0; i < o->staff_count; i++)
		if (o->staff[i].deputy && deputy_of(o, s, st, &o->staff[i], day) == x && is_asked(o, s, st, &o->staff[i], day))
			return true;
	return false;
}

/* ---- who has answered ---- */

static bool answered_on(const struct office *o, const struct slip *s, const struct staff *x, int64_t *at_r)
{
	const int64_t *at = s->answered_at ? s->answered_at[s->step] : NULL;
	*at_r = at && x ? at[x - o->staff] : INT64_MIN;
	return *at_r != INT64_MIN;
}

/* Himself, or whoever stood in for him on the day of that answer. */
static bool is_answered(const struct office *o, const struct slip *s, const struct staff *x)
{
	int64_t at;
	const struct staff *d = x->deputy ? office_staff(o, x->deputy) : NULL;
	if (answered_on(o, s, x, &at))
		return true;
	return d && answered_on(o, s, d, &at) && deputy_of(o, s, &s->form->steps[s->step], x, time_date(at)) == d;
}

static bool has_turn(const struct slip *s)
{
	return (s->state == SLIP_WAITING || s->state == SLIP_GRANTED) && s->step < (int)s->form->steps_count;
}

struct slip_people slip_blocking(struct arena *a, const struct office *o, const struct slip *s, date day, bool deputies)
{
	struct slip_people all = {0}, out = {0};
	if (!has_turn(s))
		return out;
	bool *in = arena_alloc(a, o->staff_count + 1);
	all = slip_asked(a, o, s, s->step, day);
	for (size_t i = 0; i < all.items_count; i++)
		if (!is_answered(o, s, all.items[i])) {
			ARENA_PUSH(a, &out, items) = all.items[i];
			in[all.items[i] - o->staff] = true;
		}
	size_t own = out.items_count;
	for (size_t i = 0; deputies && i < own; i++) {
		const struct staff *d = deputy_of(o, s, &s->form->steps[s->step], out.items[i], day);
		if (d && !in[d - o->staff]) {
			ARENA_PUSH(a, &out, items) = d;
			in[d - o->staff] = true;
		}
	}
	return out;
}

size_t slip_answered(const struct office *o, const struct slip *s, date day)
{
	size_t n = 0;
	for (size_t i = 0; has_turn(s) && i < o->staff_count; i++)
		n += is_asked(o, s, &s->form->steps[s->step], &o->staff[i], day) && is_answered(o, s, &o->staff[i]);
	return n;
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

static int64_t sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t slip_next(const struct office *o, const struct slip *s, int64_t after)
{
	date due = DATE_NONE;
	int64_t lapses = slip_lapses(s);
	if (s->state == SLIP_MISSING)
		return lapses;
	if ((s->state != SLIP_WAITING && s->state != SLIP_GRANTED) || s->step >= (int)s->form->steps_count)
		return INT64_MAX;
	const struct form_step *step = &s->form->steps[s->step];
	int field = form_field(s->form, step->due);
	if (field >= 0 && s->values.value[field] && date_parse(s->values.value[field], &due) == 0)
		return sooner(next_due(o, due, s->since, after), lapses);
	return sooner(next_reminder(o, step, s->since, after), lapses);
}
