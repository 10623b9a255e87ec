/* Questions about slips and the numbers of registers. */
#include <string.h>

#include "compose_part.h"
#include "question_take_inside.h"
#include "slip_take_inside.h"

enum { RECENT_DAYS = 30 /* slips that are done with, of 我的单据 */ };

/* ---- a slip in one line ---- */

static const char *names_of(struct arena *a, const struct slip_people *p)
{
	const char *all = "";
	for (size_t i = 0; i < p->items_count; i++)
		all = arena_printf(a, "%s%s%s", all, *all ? say(a, "", "and", NULL) : "", p->items[i]->name);
	return all;
}

static void add_slip(struct inquiry *q, struct slip_case *k)
{
	struct arena *a = q->c->turn;
	struct slip_people p = slip_blocking(a, q->c->office, &k->s, time_date(q->at), true);
	struct view *v = view_object(a);
	put_value(a, v, "what", arena_printf(a, "%s %s", say_title(a, k->form->title), k->row.id));
	put_value(a, v, "name", inquiry_name(q, k->row.staff));
	put_value(a, v, "detail", say(a, "slip_state", slip_state_names[k->s.state], NULL));
	put_value(a, v, "other", names_of(a, &p));
	view_set_text(a, v, "since", say_moment(a, k->s.since));
	inquiry_line(q, "slip", v);
}

static int load(struct inquiry *q, const char *id, struct slip_case *k_r, struct err *err)
{
	return case_load(q->c, id, NULL, q->at, k_r, err);
}

/* Those of each form that are in the list, one line each. */
static int add_slips(struct inquiry *q, const struct slip_rows *rows, struct err *err)
{
	for (size_t i = 0; i < rows->items_count; i++) {
		struct slip_case k;
		int r = load(q, rows->items[i].id, &k, err);
		if (r < 0)
			return -1;
		if (r > 0)
			add_slip(q, &k);
	}
	return 0;
}

/* A day's calls are a hundred: how many there are. */
static void add_calls(struct inquiry *q, const struct form *f, const struct slip_rows *rows)
{
	struct view *v = view_object(q->c->turn);
	put_value(q->c->turn, v, "what", say_title(q->c->turn, f->title));
	view_set_int(q->c->turn, v, "done", (int64_t)rows->items_count);
	if (rows->items_count)
		inquiry_line(q, "person_calls", v);
}

static int slips_between(struct inquiry *q, const char *staff, date from, date to, struct err *err)
{
	const struct form_index *forms = q->c->office->forms;
	for (size_t i = 0; forms && i < forms->forms_count; i++) {
		struct slip_rows rows;
		if (store_slips_between(&q->c->store, q->c->turn, forms->forms[i].id, staff, from, to, &rows, err) < 0)
			return -1;
		if (forms->forms[i].calls)
			add_calls(q, &forms->forms[i], &rows);
		else if (add_slips(q, &rows, err) < 0)
			return -1;
	}
	return 0;
}

int question_slips_of(struct inquiry *q, const struct staff *s, struct err *err)
{
	return slips_between(q, s->id, q->asked->from, q->asked->to, err);
}

/* ---- 我的单据 ---- */

static bool waits_for(struct inquiry *q, struct slip_case *k)
{
	struct slip_people p = slip_blocking(q->c->turn, q->c->office, &k->s, time_date(q->at), true);
	for (size_t i = 0; i < p.items_count; i++)
		if (p.items[i] == q->sender)
			return true;
	return false;
}

/* First what waits for the asker, then his own that are under way, then those of the last days. */
int question_slips(struct inquiry *q, struct err *err)
{
	struct slip_rows open;
	struct slip_rows own = {0};
	date today = time_date(q->at);
	if (store_open_slips(&q->c->store, q->c->turn, &open, err) < 0)
		return -1;
	for (size_t i = 0; i < open.items_count; i++) {
		struct slip_case k;
		bool mine = strcmp(open.items[i].staff, q->sender->id) == 0;
		int r = load(q, open.items[i].id, &k, err);
		if (r < 0)
			return -1;
		if (r > 0 && waits_for(q, &k))
			add_slip(q, &k);
		else if (mine && open.items[i].day < today - RECENT_DAYS)
			ARENA_PUSH(q->c->turn, &own, items) = open.items[i];
	}
	if (add_slips(q, &own, err) < 0 || slips_between(q, q->sender->id, today - RECENT_DAYS, today, err) < 0)
		return -1;
	inquiry_head(q, q->lines_count ? "slips" : "no_slips", NULL);
	return 0;
}

/* ---- one slip ---- */

/* Its sender, whom its route asks, and who decided; not whoever only answered a letter about it. */
static bool has_part(struct inquiry *q, struct slip_case *k)
{
	const char *me = q->sender->id;
	if (strcmp(k->row.staff, me) == 0)
		return true;
	for (int i = 0; i < (int)k->form->steps_count; i++)
		if ((k->s.decisions[i].by && strcmp(k->s.decisions[i].by, me) == 0) || slip_may_answer(q->c->office, &k->s, i, me, time_date(q->at)))
			return true;
	return false;
}

static void add_field(struct inquiry *q, const char *title, const char *value)
{
	struct view *v = view_object(q->c->turn);
	put_value(q->c->turn, v, "what", title);
	put_long_value(q->c->turn, v, "detail", value);
	inquiry_line(q, "field", v);
}

static void add_decision(struct inquiry *q, const struct slip_decision *d)
{
	struct arena *a = q->c->turn;
	struct view *v = view_object(a);
	put_value(a, v, "name", inquiry_name(q, d->by));
	view_set_text(a, v, "since", say_moment(a, d->at));
	put_long_value(a, v, "detail", d->reason);
	inquiry_line(q, d->yes ? "answered_yes" : "answered_no", v);
}

/* To its people, and to whoever is told of everybody: these do not see what is personal. */
int question_slip(struct inquiry *q, struct err *err)
{
	struct slip_case k;
	int r = load(q, q->asked->what, &k, err);
	if (r < 0)
		return -1;
	bool part = r > 0 && has_part(q, &k);
	if (r == 0 || (!part && !q->all && !(q->sender->roles & (k.form->tell | k.form->alert))))
		return inquiry_refuse(q, "slip", q->asked->what);
	inquiry_head(q, "one_slip", NULL);
	add_slip(q, &k);
	for (size_t i = 0; i < k.form->fields_count; i++)
		if (k.s.values.value[i] && (part || !k.form->fields[i].personal))
			add_field(q, k.form->fields[i].title, slip_shown(q->c->turn, q->c->office, &k.form->fields[i], k.s.values.value[i]));
	for (size_t i = 0; i < k.form->steps_count; i++)
		if (k.s.decisions[i].by)
			add_decision(q, &k.s.decisions[i]);
	return 0;
}

/* ---- a number of a register ---- */

static const char *register_state(struct arena *a, const char *state)
{
	const char *text = say(a, "register", state, NULL);
	return *text ? text : state;
}

static void add_moment(struct inquiry *q, const struct register_item *i, const char *word)
{
	struct arena *a = q->c->turn;
	struct view *v = view_object(a);
	put_value(a, v, "what", i->number);
	put_value(a, v, "detail", register_state(a, i->state));
	put_value(a, v, "name", inquiry_name(q, i->holder));
	put_value(a, v, "other", i->slip);
	view_set_text(a, v, "since", say_moment(a, i->at));
	inquiry_line(q, word, v);
}

/* Slips of any form that name the number. */
static int add_naming(struct inquiry *q, const char *number, struct err *err)
{
	const struct form_index *forms = q->c->office->forms;
	for (size_t i = 0; forms && i < forms->forms_count; i++)
		for (size_t n = 0; n < forms->forms[i].fields_count; n++) {
			struct slip_rows rows;
			const struct form_field *d = &forms->forms[i].fields[n];
			const char *key = d->type == FORM_NUMBER ? slip_key(q->c->turn, d, number) : NULL;
			if (key && (store_slips_by_key(&q->c->store, q->c->turn, forms->forms[i].id, key, &rows, err) < 0 || add_slips(q, &rows, err) < 0))
				return -1;
		}
	return 0;
}

/* Its holder, and whoever is told of everything, see all of it; others its state alone. 1 the register knows it, 0, -1. */
static int add_number(struct inquiry *q, const char *reg, const char *number, struct err *err)
{
	struct register_item now;
	struct register_items history;
	int r = store_register_item(&q->c->store, q->c->turn, reg, number, NULL, &now, err);
	if (r <= 0)
		return r;
	bool own = now.holder && strcmp(now.holder, q->sender->id) == 0;
	if (!own && !q->all) {
		now.holder = NULL;
		add_moment(q, &now, "number_state");
		q->log = "told its state alone";
		return 1;
	}
	add_moment(q, &now, "number");
	if (store_register_history(&q->c->store, q->c->turn, reg, number, &history, err) < 0)
		return -1;
	for (size_t i = 0; i < history.items_count; i++)
		add_moment(q, &history.items[i], "number_was");
	return add_naming(q, number, err) < 0 ? -1 : 1;
}

int question_number(struct inquiry *q, struct err *err)
{
	static const struct form_field any = {.type = FORM_NUMBER};
	const struct form_index *forms = q->c->office->forms;
	const char *number = slip_normal(q->c->turn, q->c->office, &any, q->asked->what, time_date(q->at));
	bool known = false;
	for (size_t i = 0; number && forms && i < forms->forms_count; i++) {
		const char *reg = forms->forms[i].reg.name;
		bool first = reg != NULL;
		for (size_t k = 0; first && k < i; k++)
			first = !forms->forms[k].reg.name || strcmp(forms->forms[k].reg.name, reg) != 0;
		int r = first ? add_number(q, reg, number, err) : 0;
		if (r < 0)
			return -1;
		known = known || r > 0;
	}
	if (!known)
		return inquiry_refuse(q, "number", q->asked->what);
	struct view *v = view_object(q->c->turn);
	put_value(q->c->turn, v, "what", number);
	inquiry_head(q, "of_number", v);
	return 0;
}
