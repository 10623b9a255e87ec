#include "slip.h"

#include <string.h>

#include "base/text.h"

const char *const slip_event_names[EVENT_KINDS] = {"sent", "part", "flag", "agree", "refuse", "received", "done", "withdraw", "number", "amend"};
const char *const slip_state_names[SLIP_STATES] = {"missing", "waiting", "granted", "closed", "refused", "cancelled", "lapsed"};

struct fold {
	struct arena *a;
	const struct office *o;
	struct slip *s;
	bool settle;                /* the turn is to be looked for: flags of the same mail come first */
	date counted;               /* of a step with `each`: the day on which ... */
	size_t left;                /* ... so many had not answered it; DATE_NONE: to be counted */
	struct slip_result result;  /* of the present event */
	const struct slip_events *events;
	const char **said;          /* the values before another slip changed any; NULL: none did */
};

bool slip_lacks_field(const struct form *f, const struct slip_values *v, size_t field)
{
	bool charged = f->charge.item && f->charge.more && strcmp(f->charge.more, f->fields[field].name) == 0;
	return !v->value[field] && (f->fields[field].required || (charged && v->unread[field]));
}

bool slip_lacks(const struct form *f, const struct slip_values *v)
{
	for (size_t i = 0; i < f->fields_count; i++)
		if (slip_lacks_field(f, v, i))
			return true;
	for (size_t i = 0; i < f->papers_count; i++)
		if (f->papers[i].required && !v->paper[i])
			return true;
	return false;
}

static int steps(const struct slip *s)
{
	return (int)s->form->steps_count;
}

/* ---- whose turn ---- */

static void grant(struct slip *s, int64_t at)
{
	if (s->state != SLIP_WAITING)
		return;
	s->state = SLIP_GRANTED;
	s->granted_at = at;
}

static bool is_asked_at_all(const struct fold *f, int step, int64_t at)
{
	const struct slip *s = f->s;
	switch (s->form->steps[step].when) {
	case WHEN_ALWAYS:
		return true;
	case WHEN_FLAGGED:
		return s->flags_count > 0;
	case WHEN_OTHERS:
		return !slip_may_answer(f->o, s, step, s->sender, time_date(at));
	}
	return true;
}

/* From step number `from` on: the next one that is asked at all. */
static void turn_to(struct fold *f, int from, int64_t at)
{
	struct slip *s = f->s;
	f->counted = DATE_NONE;
	s->since = at;
	for (s->step = from; s->step < steps(s); s->step++)
		if (is_asked_at_all(f, s->step, at))
			break;
	if (s->step == steps(s) || s->form->steps[s->step].after)
		grant(s, at);
	if (s->step == steps(s)) {
		s->state = SLIP_CLOSED;
		s->closed_at = at;
	}
}

static void settle(struct fold *f)
{
	if (f->settle)
		turn_to(f, 0, f->s->complete_at);
	f->settle = false;
}

/* ---- events ---- */

static bool over(const struct slip *s)
{
	return s->state == SLIP_REFUSED || s->state == SLIP_CANCELLED || s->state == SLIP_LAPSED;
}

int64_t slip_lapses(const struct slip *s)
{
	if (s->state == SLIP_MISSING)
		return s->since + (int64_t)s->form->lapse_days * DAY_SECONDS;
	return s->state == SLIP_WAITING && s->form->expire_days ? s->complete_at + (int64_t)s->form->expire_days * DAY_SECONDS : INT64_MAX;
}

static void lapse(struct slip *s, int64_t until)
{
	int64_t at = slip_lapses(s);
	if (until < at)
		return;
	s->state = SLIP_LAPSED;
	s->since = at;
}

static enum slip_outcome add_part(struct fold *f, const struct slip_event *e)
{
	struct slip *s = f->s;
	if (s->state != SLIP_MISSING)
		return over(s) ? OUTCOME_OVER : OUTCOME_NOT_TURN;
	slip_values_add(f->a, s->form, e->text, &s->values);
	s->since = e->at;
	if (slip_lacks(s->form, &s->values))
		return OUTCOME_TAKEN;
	s->state = SLIP_WAITING;
	s->complete_at = e->at;
	f->settle = true;
	return OUTCOME_TAKEN;
}

/* ---- a step that each must answer ---- */

static bool of_each(const struct slip *s)
{
	return (s->state == SLIP_WAITING || s->state == SLIP_GRANTED) && s->step < steps(s) && s->form->steps[s->step].each;
}

/* When he answered that step; NULL: nobody did yet, or he is not on the roster. */
static int64_t *answered_at(const struct fold *f, int step, const char *person)
{
	const struct staff *who = office_staff(f->o, person);
	return who && f->s->answered_at[step] ? &f->s->answered_at[step][who - f->o->staff] : NULL;
}

static bool has_answered(const struct fold *f, int step, const char *person)
{
	const int64_t *at = answered_at(f, step, person);
	return at && *at != INT64_MIN;
}

static void note_answer(struct fold *f, const struct slip_event *e)
{
	int64_t **all = &f->s->answered_at[e->step];
	if (!*all) {
		*all = arena_alloc(f->a, f->o->staff_count * sizeof **all);
		for (size_t i = 0; i < f->o->staff_count; i++)
			(*all)[i] = INT64_MIN;
	}
	*answered_at(f, e->step, e->person) = e->at;
}

static bool stands_in(const struct office *o, const char *person)
{
	for (size_t i = 0; i < o->staff_count; i++)
		if (o->staff[i].deputy && strcmp(o->staff[i].deputy, person) == 0)
			return true;
	return false;
}

/* Everybody has answered; counted anew only where a day has passed, or one answer may be several people's. */
static bool all_answered(struct fold *f, const struct slip_event *e)
{
	date day = time_date(e->at);
	if (f->counted == day && f->left > 1 && !stands_in(f->o, e->person)) {
		f->left--;
		return false;
	}
	f->left = slip_blocking(f->a, f->o, f->s, day, false).items_count;
	f->counted = day;
	return f->left == 0;
}

/* The last of those who had not answered has left since: the others' answers are all there are. A decision is nobody's by that. */
static void leave_behind(struct fold *f, int64_t until)
{
	struct slip *s = f->s;
	const struct staff *last = NULL;
	date day = time_date(until), gone = DATE_NONE;
	if (!of_each(s) || s->form->steps[s->step].asks == ASKS_APPROVE || !s->answered_at[s->step] || (f->counted == day && f->left))
		return;
	f->left = slip_blocking(f->a, f->o, s, day, false).items_count;
	f->counted = day;
	for (size_t i = 0; !f->left && i < f->o->staff_count; i++) {
		const struct staff *x = &f->o->staff[i];
		int64_t at = s->answered_at[s->step][i];
		if (at != INT64_MIN && (!last || at > s->answered_at[s->step][last - f->o->staff]))
			last = x;
		if (at == INT64_MIN && x->until != DATE_NONE && x->until < day && x->until >= time_date(s->since) && (gone == DATE_NONE || x->until > gone))
			gone = x->until;
	}
	if (!last)
		return;
	int64_t at = s->answered_at[s->step][last - f->o->staff];
	if (gone != DATE_NONE && time_at(gone + 1, 0) > at)
		at = time_at(gone + 1, 0);
	s->decisions[s->step] = (struct slip_decision){last->id, at, true, ""};
	turn_to(f, s->step + 1, at);
}

/* ---- answers ---- */

static int64_t fen_in(const struct slip *s, const char *field)
{
	const char *value = s->values.value[form_field(s->form, field)];
	int64_t fen;
	return value && slip_money(value, &fen) == 0 ? fen : 0;
}

static void put_fen(struct fold *f, const char *field, int64_t fen)
{
	f->s->values.value[form_field(f->s->form, field)] = arena_printf(f->a, "%lld.%02lld", (long long)(fen / 100), (long long)(fen % 100));
}

/* Whether all of it is there now. Done, without an amount, is the rest. */
static bool add_up(struct fold *f, const struct form_step *step, const struct slip_event *e)
{
	struct slip *s = f->s;
	int64_t whole = fen_in(s, step->sum), so_far = fen_in(s, step->into), said;
	s->part_fen = slip_money(e->text, &said) == 0 ? said : whole > so_far ? whole - so_far : 0;
	s->part = (struct slip_decision){e->person, e->at, true, e->text};
	put_fen(f, step->into, so_far + s->part_fen);
	return so_far + s->part_fen >= whole;
}

/* What was said last is taken back. */
static void take_off(struct fold *f, const struct form_step *step)
{
	put_fen(f, step->into, fen_in(f->s, step->into) - f->s->part_fen);
	f->s->part = (struct slip_decision){0};
}

static enum slip_outcome decided(struct fold *f, const struct slip_event *e, bool yes)
{
	struct slip *s = f->s;
	const struct form_step *step = &s->form->steps[s->step];
	if (step->asks != ASKS_APPROVE && !yes) {
		f->result.earlier = (struct slip_decision){e->person, e->at, false, e->text};
		return OUTCOME_OBJECTED;
	}
	if (step->sum && !add_up(f, step, e))
		return OUTCOME_PART;
	if (step->each && yes) {
		note_answer(f, e);
		if (!all_answered(f, e))
			return OUTCOME_TAKEN;
	}
	s->decisions[s->step] = (struct slip_decision){e->person, e->at, yes, e->text};
	if (yes) {
		turn_to(f, s->step + 1, e->at);
	} else {
		s->state = SLIP_REFUSED;
		s->since = e->at;
	}
	return OUTCOME_TAKEN;
}

static bool fits(const struct form_step *step, enum slip_event_kind kind)
{
	switch (step->asks) {
	case ASKS_APPROVE:
		return kind == EVENT_AGREE || kind == EVENT_REFUSE;
	case ASKS_RECEIPT:
		return true;
	case ASKS_DONE:
		return kind == EVENT_DONE || kind == EVENT_REFUSE;
	}
	return false;
}

/* He, or somebody, decided it before. */
static enum slip_outcome again(struct fold *f, const struct slip_event *e)
{
	const struct slip_decision *d = &f->s->decisions[e->step];
	bool own = has_answered(f, e->step, e->person);
	f->result.earlier = own ? (struct slip_decision){e->person, *answered_at(f, e->step, e->person), true, ""} : *d;
	if (strcmp(f->result.earlier.by, e->person) == 0 && f->result.earlier.yes == (e->kind != EVENT_REFUSE))
		return OUTCOME_REPEATED;
	return OUTCOME_ALREADY;
}

/* An answer to the letter that asked step e->step. */
static enum slip_outcome answer(struct fold *f, const struct slip_event *e)
{
	struct slip *s = f->s;
	if (e->step < 0 || e->step >= steps(s))
		return OUTCOME_NOT_TURN;
	if (s->decisions[e->step].by || has_answered(f, e->step, e->person))
		return again(f, e);
	if (over(s))
		return OUTCOME_OVER;
	if (e->step != s->step || s->state == SLIP_MISSING || !slip_may_answer(f->o, s, e->step, e->person, time_date(e->at)))
		return OUTCOME_NOT_TURN;
	if (!fits(&s->form->steps[e->step], e->kind))
		return OUTCOME_UNFIT;
	return decided(f, e, e->kind != EVENT_REFUSE);
}

/* Nothing may have been built on it: no later step was answered. */
static bool can_go_back(const struct slip *s, int step)
{
	for (int i = step + 1; i < steps(s); i++)
		if (s->decisions[i].by)
			return false;
	return s->step == step || s->step >= steps(s) || !s->answered_at[s->step];
}

/* Granted because it was complete; nobody has said anything yet. */
static bool is_fresh(const struct slip *s, int64_t at)
{
	for (int i = 0; i < steps(s); i++)
		if (s->decisions[i].by || s->answered_at[i])
			return false;
	return (s->state == SLIP_GRANTED || s->state == SLIP_CLOSED) && at - s->complete_at <= SLIP_WITHDRAW_SECONDS;
}

/* The sender takes the whole back. */
static enum slip_outcome cancel(struct slip *s, const struct slip_event *e)
{
	if (strcmp(e->person, s->sender) != 0)
		return OUTCOME_NOT_TURN;
	if (s->state != SLIP_WAITING && s->state != SLIP_MISSING && !is_fresh(s, e->at))
		return over(s) ? OUTCOME_OVER : OUTCOME_TOO_LATE;
	s->state = SLIP_CANCELLED;
	s->granted_at = s->closed_at = INT64_MIN;
	s->since = e->at;
	return OUTCOME_TAKEN;
}

/* The turn is at that step again; what others answered in it stands. */
static void go_back(struct fold *f, const struct slip_event *e)
{
	struct slip *s = f->s;
	s->decisions[e->step] = (struct slip_decision){0};
	s->step = e->step;
	s->since = e->at;
	s->closed_at = INT64_MIN;
	if (!s->form->steps[e->step].after) {
		s->state = SLIP_WAITING;
		s->granted_at = INT64_MIN;
	} else {
		s->state = SLIP_GRANTED;
	}
}

static enum slip_outcome withdraw(struct fold *f, const struct slip_event *e)
{
	struct slip *s = f->s;
	if (e->step == SLIP_SENDER)
		return cancel(s, e);
	if (e->step >= steps(s))
		return OUTCOME_NOT_TURN;
	struct slip_decision *d = &s->decisions[e->step];
	const struct form_step *step = &s->form->steps[e->step];
	if (step->sum && !d->by && s->part.by && strcmp(s->part.by, e->person) == 0) {
		if (e->at - s->part.at > SLIP_WITHDRAW_SECONDS || over(s))
			return OUTCOME_TOO_LATE;
		take_off(f, step);
		return OUTCOME_TAKEN;
	}
	bool own = has_answered(f, e->step, e->person), last = d->by && strcmp(d->by, e->person) == 0;
	if (!own && !last)
		return OUTCOME_NOT_TURN;
	int64_t at = own ? *answered_at(f, e->step, e->person) : d->at;
	bool stands = d->by && !d->yes ? last : !over(s);
	if (!stands || e->at - at > SLIP_WITHDRAW_SECONDS || (d->by && !can_go_back(s, e->step)))
		return OUTCOME_TOO_LATE;
	if (own)
		*answered_at(f, e->step, e->person) = INT64_MIN;
	f->counted = DATE_NONE;
	if (d->by && step->sum)
		take_off(f, step);
	if (d->by)
		go_back(f, e);
	return OUTCOME_TAKEN;
}

/* It stands in the field that the form says. */
static void take_number(struct slip *s, const char *number)
{
	int field = form_field(s->form, s->form->reg.field);
	s->number = number;
	if (field >= 0)
		s->values.value[field] = number;
}

/* ---- what another slip changes ---- */

static const char *amended(const struct slip_event *e)
{
	return e->kind == EVENT_AMEND ? e->text + strcspn(e->text, "\n") + 1 : "";
}

/* That slip said nothing else of it up to the event `last`. */
static bool stands(const struct slip_events *all, const struct slip_event *e, const struct slip_event *last)
{
	size_t number = strcspn(e->text, "\n") + 1;
	for (const struct slip_event *x = e + 1; x <= last && x < all->items + all->items_count; x++)
		if (x->kind == EVENT_AMEND && strncmp(x->text, e->text, number) == 0)
			return false;
	return true;
}

/* What was said first, and over it, in order, what still stands of what others changed. */
static enum slip_outcome amend(struct fold *f, const struct slip_event *e)
{
	struct slip *s = f->s;
	size_t count = s->form->fields_count;
	if (over(s) || s->state == SLIP_CLOSED)
		return OUTCOME_OVER;
	if (!f->said)
		f->said = arena_memdup(f->a, s->values.value, count * sizeof *f->said);
	struct slip_values named = slip_values_new(f->a, s->form);
	for (const struct slip_event *x = f->events->items; x <= e; x++)
		slip_values_add(f->a, s->form, amended(x), &named);
	for (size_t i = 0; i < count; i++)
		if (named.value[i])
			s->values.value[i] = f->said[i];
	for (const struct slip_event *x = f->events->items; x <= e; x++)
		if (*amended(x) && stands(f->events, x, e))
			slip_values_add(f->a, s->form, amended(x), &s->values);
	return OUTCOME_TAKEN;
}

static void take(struct fold *f, const struct slip_event *e)
{
	struct slip *s = f->s;
	f->result = (struct slip_result){0};
	if (e->kind != EVENT_FLAG)
		settle(f);
	lapse(s, e->at);
	leave_behind(f, e->at);
	if (e->kind == EVENT_SENT || e->kind == EVENT_PART)
		f->result.outcome = add_part(f, e);
	else if (e->kind == EVENT_FLAG)
		ARENA_PUSH(f->a, s, flags) = e->text;
	else if (e->kind == EVENT_NUMBER)
		take_number(s, e->text);
	else if (e->kind == EVENT_AMEND)
		f->result.outcome = amend(f, e);
	else
		f->result.outcome = e->kind == EVENT_WITHDRAW ? withdraw(f, e) : answer(f, e);
	s->results[s->results_count++] = f->result;
}

void slip_fold(struct arena *a, const struct office *o, const struct form *form, const struct slip_events *events, int64_t until, struct slip *s_r)
{
	size_t steps_count = form->steps_count + 1;
	struct slip s = {.form = form, .values = slip_values_new(a, form), .decisions = arena_alloc(a, steps_count * sizeof *s.decisions),
	                 .answered_at = arena_alloc(a, steps_count * sizeof *s.answered_at), .results = arena_alloc(a, (events->items_count + 1) * sizeof *s.results),
	                 .granted_at = INT64_MIN, .closed_at = INT64_MIN, .complete_at = INT64_MIN, .opened_at = INT64_MIN};
	struct fold f = {.a = a, .o = o, .s = &s, .counted = DATE_NONE, .events = events};
	for (size_t i = 0; i < events->items_count && events->items[i].at <= until; i++) {
		if (i == 0) {
			s.sender = events->items[i].person;
			s.opened_at = s.since = events->items[i].at;
		}
		take(&f, &events->items[i]);
	}
	settle(&f);
	lapse(&s, until);
	leave_behind(&f, until);
	if (s.step < 0)
		s.step = 0;
	*s_r = s;
}

/* ---- words ---- */

bool slip_verb(enum reply_verb verb, enum slip_event_kind *kind_r)
{
	static const struct {
		enum reply_verb verb;
		enum slip_event_kind kind;
	} kinds[] = {{REPLY_AGREE, EVENT_AGREE}, {REPLY_REFUSE, EVENT_REFUSE}, {REPLY_RECEIVED, EVENT_RECEIVED}, {REPLY_SEEN, EVENT_RECEIVED},
	             {REPLY_DONE, EVENT_DONE}, {REPLY_PAID, EVENT_DONE}, {REPLY_PASS_ON, EVENT_RECEIVED}, {REPLY_WITHDRAW, EVENT_WITHDRAW}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].verb == verb) {
			*kind_r = kinds[i].kind;
			return true;
		}
	return false;
}

bool slip_answer(struct arena *a, const struct form_step *step, const char *text, enum slip_event_kind *kind_r, const char **reason_r)
{
	struct reply r = reply_read(a, text);
	const struct said *said = r.state == REPLY_CLEAR && reply_last(&r) <= 1 ? reply_of(&r, 1) : NULL;
	*reason_r = "";
	const char *line;
	if (step && step->what && reply_says(a, text, step->what, &line)) {
		if (step->sum)
			*reason_r = line;
		*kind_r = step->asks == ASKS_RECEIPT ? EVENT_RECEIVED : EVENT_DONE;
		return true;
	}
	if (said)
		*reason_r = said->reason;
	return said && slip_verb(said->verb, kind_r);
}
