/* Questions about people: who owes, how somebody stands, why an entry is there. */
#include <string.h>

#include "answer.h"
#include "asks.h"
#include "compose_part.h"
#include "life.h"
#include "question_take_inside.h"

/* ---- what is due now ---- */

/* owing: only what is still owed. */
static int add_standings(struct inquiry *q, const struct staff *s, bool owing, struct err *err)
{
	struct arena *a = q->c->turn;
	struct standing *st;
	size_t count;
	if (answer_standings(q->c, s, q->at, &st, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct view *v = view_object(a);
		if (owing && (st[i].exempt || st[i].delivered >= st[i].required))
			continue;
		put_value(a, v, "name", s->name);
		put_value(a, v, "what", st[i].title);
		view_set_text(a, v, "day", say_date(a, st[i].for_date));
		view_set_text(a, v, "time", say_due(a, st[i].due, q->at));
		view_set_int(a, v, "done", st[i].delivered);
		view_set_int(a, v, "asked", st[i].required);
		inquiry_line(q, st[i].exempt ? "exempt" : "duty", v);
	}
	return 0;
}

/* Of everybody, or of the sender alone. */
static int add_owing(struct inquiry *q, struct err *err)
{
	const struct office *o = q->c->office;
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *s = &o->staff[i];
		if (staff_active(s, time_date(q->at)) && (s == q->sender || q->all) && add_standings(q, s, true, err) < 0)
			return -1;
	}
	return 0;
}

int question_who_owes(struct inquiry *q, struct err *err)
{
	if (add_owing(q, err) < 0)
		return -1;
	inquiry_head(q, q->lines_count ? "owing" : "nobody", NULL);
	return 0;
}

/* What was only proposed, or turned down, is nothing that its person was told of, or owes; nor is what went back of that. Of a row of `entry`. */
#define TOLD "EXISTS (SELECT 1 FROM entry_state WHERE entry_state.entry = coalesce(entry.reverses, entry.public) AND state NOT IN ('proposed', 'waived'))"

static void put_money(struct inquiry *q, date since, int64_t entries, int64_t fen)
{
	struct arena *a = q->c->turn;
	struct view *v = view_object(a);
	view_set_int(a, v, "done", entries);
	put_value(a, v, "what", say_money(a, fen));
	view_set_text(a, v, "since", say_date(a, since));
	inquiry_line(q, "money", v);
}

/* Of those days, whenever it was entered. */
static int add_money(struct inquiry *q, const char *staff, date from, date to, struct err *err)
{
	int64_t fen = 0, entries = 0;
	if (db_one_int(q->c->store.db, err, &fen, "SELECT coalesce(sum(fen), 0) FROM entry WHERE staff = ? AND for_date BETWEEN ? AND ? AND " TOLD, "tii", staff,
	               (int64_t)from, (int64_t)to) < 0 ||
	    db_one_int(q->c->store.db, err, &entries, "SELECT count(*) FROM entry WHERE staff = ? AND for_date BETWEEN ? AND ? AND reverses IS NULL AND " TOLD, "tii",
	               staff, (int64_t)from, (int64_t)to) < 0)
		return -1;
	put_money(q, from, entries, fen);
	return 0;
}

/* Entered since then, of whatever day, as the month's statement says it: a week's case closes in the next month, a list may be due the day before its own. */
static int add_money_since(struct inquiry *q, date first, struct err *err)
{
	int64_t fen = 0, entries = 0;
	if (store_counted_sum(&q->c->store, q->sender->id, time_at(first, 0), q->h->now + 1, &entries, &fen, err) < 0)
		return -1;
	put_money(q, first, entries, fen);
	return 0;
}

/* A leader who has no duty now asks about the department: he hears who owes, too. */
int question_mine(struct inquiry *q, struct err *err)
{
	int year, month, day;
	date_split(time_date(q->at), &year, &month, &day);
	inquiry_head(q, "mine", NULL);
	if (add_standings(q, q->sender, false, err) < 0)
		return -1;
	bool leads = q->all && q->lines_count == 0;
	if (add_money_since(q, date_make(year, month, 1), err) < 0)
		return -1;
	size_t before = q->lines_count;
	if (leads && add_owing(q, err) < 0)
		return -1;
	if (leads && q->lines_count == before)
		inquiry_line(q, "nobody", NULL);
	return 0;
}

/* ---- an entry ---- */

/* The entry's proof. To whom it is not told, it is as if it were not there. */
int question_why(struct inquiry *q, struct err *err)
{
	struct arena *a = q->c->turn;
	struct life l = {.c = q->c};
	struct entry e;
	bool reversed;
	int r = life_find(&l, q->asked->what, &e, &reversed, err);
	if (r < 0)
		return -1;
	int64_t told = 0;
	if (r > 0 && db_one_int(q->c->store.db, err, &told, "SELECT " TOLD " FROM entry WHERE public = ?", "t", e.id) < 0)
		return -1;
	bool untold = r > 0 && !told;
	if (r == 0 || ((strcmp(e.staff, q->sender->id) != 0 || untold) && !q->all))
		return inquiry_refuse(q, "query", q->asked->what);
	struct view *v = view_object(a);
	put_value(a, v, "what", e.id);
	put_value(a, v, "detail", say_code(a, "state", e.state));
	inquiry_head(q, "why", v);
	return asks_entries(q->c, e.id, true, &q->in.entries, &q->in.entries_count, err);
}

/* ---- a person in a period ---- */

struct tally { int met, missed, exempt, open; };

static void add_duty(struct inquiry *q, const struct duty *d)
{
	struct arena *a = q->c->turn;
	struct view *v = view_object(a);
	put_title(a, v, "what", d->rule->title);
	view_set_text(a, v, "day", say_date(a, d->for_date));
	put_value(a, v, "detail", say(a, "duty", duty_state_names[d->state], NULL));
	view_set_int(a, v, "done", d->delivered);
	view_set_int(a, v, "asked", d->required);
	inquiry_line(q, "person_duty", v);
}

static void add_tally(struct inquiry *q, const char *title, const struct tally *t)
{
	struct arena *a = q->c->turn;
	struct view *v = view_object(a);
	put_value(a, v, "what", title);
	view_set_int(a, v, "asked", t->met + t->missed + t->exempt + t->open);
	view_set_int(a, v, "done", t->met);
	put_value(a, v, "detail", arena_printf(a, "%d", t->missed));
	put_value(a, v, "other", arena_printf(a, "%d", t->exempt));
	inquiry_line(q, "person_duties", v);
}

/* Of each kind so many kept and missed; and each that was missed. */
static int add_duties(struct inquiry *q, const struct staff *s, struct err *err)
{
	struct clerk *c = q->c;
	struct credits credits;
	struct { struct duty *items; size_t items_count, items_cap; } missed = {0};
	if (clerk_credits(c, s->id, q->asked->from, &credits, err) < 0)
		return -1;
	for (size_t k = 0; k < c->kinds.names_count; k++) {
		struct tally t = {0};
		const char *title = NULL;
		for (date d = duty_date_from(c->office, c->kinds.names[k], q->asked->from); d != DATE_NONE && d <= q->asked->to; d = duty_date_from(c->office, c->kinds.names[k], d + 1)) {
			struct duty duty;
			if (!duty_make(c->office, c->kinds.names[k], s, d, &credits, c->horizon, &duty) || duty.window_from >= q->at)
				continue;
			title = duty.rule->title;
			t.met += duty.state == DUTY_MET;
			t.missed += duty.state == DUTY_MISSED;
			t.exempt += duty.state == DUTY_EXEMPT;
			t.open += duty.state == DUTY_OPEN;
			if (duty.state == DUTY_MISSED)
				ARENA_PUSH(c->turn, &missed, items) = duty;
		}
		if (title)
			add_tally(q, title, &t);
	}
	for (size_t i = 0; i < missed.items_count; i++)
		add_duty(q, &missed.items[i]);
	return 0;
}

/* Mails with lists, and their rows by kind. */
static int add_lists(struct inquiry *q, const char *staff, struct err *err)
{
	struct arena *a = q->c->turn;
	int64_t from = time_at(q->asked->from, 0), to = time_at(q->asked->to + 1, 0);
	int r;
	struct query *rows = db_rows(q->c->store.db,
	                             "SELECT list.kind, count(DISTINCT mail.id), sum(total), sum(counted) FROM mail JOIN list ON list.mail = mail.id "
	                             "WHERE arrived_at >= ? AND arrived_at < ? AND mail.staff = ? AND total > 0 GROUP BY list.kind ORDER BY list.kind",
	                             "iit", from, to, staff);
	while ((r = db_next(rows, err)) > 0) {
		struct view *v = view_object(a);
		put_title(a, v, "what", row_kind_titles[col_int(rows, 0)]);
		view_set_int(a, v, "other", col_int(rows, 1));
		view_set_int(a, v, "asked", col_int(rows, 2));
		view_set_int(a, v, "done", col_int(rows, 3));
		inquiry_line(q, "person_lists", v);
	}
	return r;
}

static int add_entries(struct inquiry *q, const char *staff, struct err *err)
{
	struct arena *a = q->c->turn;
	int r;
	struct query *all = db_rows(q->c->store.db,
	                            "SELECT public, fen, (SELECT state FROM entry_state WHERE entry = public ORDER BY n DESC LIMIT 1), " TOLD " FROM entry "
	                            "WHERE staff = ? AND for_date BETWEEN ? AND ? ORDER BY for_date, public",
	                            "tii", staff, (int64_t)q->asked->from, (int64_t)q->asked->to);
	while ((r = db_next(all, err)) > 0) {
		struct view *v = view_object(a);
		if (!q->all && !col_int(all, 3))
			continue;
		put_value(a, v, "what", col_text(all, 0, a));
		put_value(a, v, "done", say_money(a, col_int(all, 1)));
		put_value(a, v, "detail", say_code(a, "state", col_text(all, 2, a)));
		inquiry_line(q, "person_entry", v);
	}
	return r;
}

int question_person(struct inquiry *q, struct err *err)
{
	struct arena *a = q->c->turn;
	const char *name = q->asked->what;
	const struct staff *s = *name ? office_named(q->c->office, name, time_date(q->at)) : q->sender;
	if (!s) /* who has left */
		s = office_named(q->c->office, name, DATE_NONE);
	if (s != q->sender && !q->all)     /* whether there is such a person or not */
		return inquiry_refuse(q, "own_only", "");
	if (!s)
		return inquiry_refuse(q, "person", name);
	struct view *v = view_object(a);
	put_value(a, v, "name", s->name);
	view_set_text(a, v, "from", say_date(a, q->asked->from));
	view_set_text(a, v, "to", q->asked->to == q->asked->from ? "" : say_date(a, q->asked->to));
	inquiry_head(q, "person", v);
	return add_duties(q, s, err) < 0 || add_lists(q, s->id, err) < 0 || add_money(q, s->id, q->asked->from, q->asked->to, err) < 0 || add_entries(q, s->id, err) < 0 ||
	       question_slips_of(q, s, err) < 0 ? -1 : 0;
}
