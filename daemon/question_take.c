#include "question_take.h"

#include <string.h>

#include "answer.h"
#include "asks.h"
#include "compose_part.h"
#include "life.h"
#include "question.h"

struct lines { const char **lines; size_t lines_count, lines_cap; };

static bool leads(const struct staff *s)
{
	return s->roles & (1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER | 1u << ROLE_SUPERVISOR);
}

/* Where a person stands with what is due now; `owing`: only what he still owes. */
static int add_standings(struct clerk *c, const struct staff *s, int64_t at, bool owing, struct lines *l, struct err *err)
{
	struct standing *st;
	size_t count;
	if (answer_standings(c, s, at, &st, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct view *v = view_object(c->turn);
		if (owing && (st[i].exempt || st[i].delivered >= st[i].required))
			continue;
		put_value(c->turn, v, "name", s->name);
		put_value(c->turn, v, "what", st[i].title);
		view_set_text(c->turn, v, "day", say_date(c->turn, st[i].for_date));
		view_set_text(c->turn, v, "time", say_due(c->turn, st[i].due, at));
		view_set_int(c->turn, v, "done", st[i].delivered);
		view_set_int(c->turn, v, "asked", st[i].required);
		ARENA_PUSH(c->turn, l, lines) = say(c->turn, "query", st[i].exempt ? "exempt" : "duty", v);
	}
	return 0;
}

static int who_owes(struct clerk *c, const struct staff *sender, int64_t at, struct lines *l, struct err *err)
{
	for (size_t i = 0; i < c->office->staff_count; i++) {
		const struct staff *s = &c->office->staff[i];
		if (staff_active(s, time_date(at)) && (s == sender || leads(sender)) && add_standings(c, s, at, true, l, err) < 0)
			return -1;
	}
	return 0;
}

static int own_money(struct clerk *c, const struct staff *s, int64_t at, struct lines *l, struct err *err)
{
	int year, month, day;
	int64_t fen = 0, entries = 0;
	date_split(time_date(at), &year, &month, &day);
	date first = date_make(year, month, 1);
	struct view *v = view_object(c->turn);
	if (db_one_int(c->store.db, err, &fen, "SELECT coalesce(sum(fen), 0) FROM entry WHERE staff = ? AND for_date >= ?", "ti", s->id, (int64_t)first) < 0 ||
	    db_one_int(c->store.db, err, &entries, "SELECT count(*) FROM entry WHERE staff = ? AND for_date >= ? AND reverses IS NULL", "ti", s->id, (int64_t)first) < 0)
		return -1;
	view_set_int(c->turn, v, "done", entries);
	put_value(c->turn, v, "what", say_money(c->turn, fen));
	view_set_text(c->turn, v, "since", say_date(c->turn, first));
	ARENA_PUSH(c->turn, l, lines) = say(c->turn, "query", "money", v);
	return 0;
}

/* The entry's proof, to its person and to whoever leads the department. */
static int explain(struct clerk *c, const char *id, const struct staff *sender, struct told_in *in, struct err *err)
{
	struct life l = {.c = c};
	struct entry e;
	bool reversed;
	int r = life_find(&l, id, &e, &reversed, err);
	if (r < 0)
		return -1;
	if (r == 0 || (strcmp(e.staff, sender->id) != 0 && !leads(sender))) {
		in->why = TOLD_REFUSED;
		in->reason = arena_printf(c->turn, "query:%s", id);
		return 0;
	}
	struct view *v = view_object(c->turn);
	put_value(c->turn, v, "what", e.id);
	put_value(c->turn, v, "detail", say_code(c->turn, "state", e.state));
	in->what = say(c->turn, "query", "why", v);
	return asks_entries(c, e.id, true, &in->entries, &in->entries_count, err);
}

int question_take(struct clerk *c, struct mail_record *m, const struct staff *sender, int64_t now, bool *taken_r, struct err *err)
{
	const char *what;
	struct lines l = {0};
	enum question asked = question_read(c->turn, m->envelope.text, &what);
	struct told_in in = {.why = TOLD_QUERY};
	*taken_r = asked != QUESTION_NONE;
	if (!*taken_r)
		return 0;
	m->verdict = "answer";
	m->kind = "decision";
	m->reason = "question";
	if (asked == QUESTION_WHY ? explain(c, what, sender, &in, err) < 0
	                          : (asked == QUESTION_WHO_OWES ? who_owes(c, sender, m->arrived_at, &l, err) : add_standings(c, sender, m->arrived_at, false, &l, err)) < 0)
		return -1;
	if (asked == QUESTION_MINE && own_money(c, sender, m->arrived_at, &l, err) < 0)
		return -1;
	if (asked != QUESTION_WHY)
		in.what = say(c->turn, "query", asked == QUESTION_MINE ? "mine" : l.lines_count ? "owing" : "nobody", NULL);
	in.lines = l.lines;
	in.lines_count = l.lines_count;
	return asks_tell(c, &in, sender, m, arena_printf(c->turn, "question.%s", m->public), now, err);
}
