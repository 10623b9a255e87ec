#include "file_letter.h"

#include <string.h>

#include "asks.h"
#include "base/log.h"
#include "compose_part.h"
#include "slip_take_inside.h"

enum { MOST_SLIPS = 20 /* ids in one line */ };

static const char *name_of(struct clerk *c, const char *staff)
{
	const struct staff *s = office_staff(c->office, staff);
	return s ? s->name : staff;
}

/* With its year: a file is read years later. */
static const char *day_of(struct clerk *c, int64_t at)
{
	return say_year_date(c->turn, time_date(at));
}

static void add(struct clerk *c, struct told_lines *l, const char *word, const struct view *v)
{
	ARENA_PUSH(c->turn, l, lines) = say(c->turn, "file", word, v);
}

void file_owner(struct clerk *c, const struct customer *k, struct told_lines *l)
{
	struct view *v = view_object(c->turn);
	if (k->owner) {
		put_value(c->turn, v, "name", name_of(c, k->owner));
		view_set_text(c->turn, v, "since", day_of(c, k->since));
		view_set_text(c->turn, v, "day", day_of(c, k->last));
	}
	add(c, l, k->owner ? "owner" : "nobody", v);
}

static void add_fact(struct clerk *c, const struct customer_fact *f, bool history, struct told_lines *l)
{
	struct view *v = view_object(c->turn);
	put_title(c->turn, v, "what", f->title);
	put_long_value(c->turn, v, "detail", slip_shown(c->turn, c->office, f->of, f->value));
	if (history) {
		put_value(c->turn, v, "name", name_of(c, f->staff));
		view_set_text(c->turn, v, "day", day_of(c, f->at));
		put_value(c->turn, v, "other", f->mail);
	}
	add(c, l, f->newest ? "field" : "before", v);
}

static void add_slips(struct clerk *c, const struct customer *k, struct told_lines *l)
{
	struct view *v = view_object(c->turn);
	const char *all = "";
	for (size_t i = 0; i < k->slips_count && i < MOST_SLIPS; i++)
		all = arena_printf(c->turn, "%s%s%s", all, *all ? "、" : "", k->slips[i]);
	view_set_int(c->turn, v, "done", (int64_t)k->slips_count);
	put_long_value(c->turn, v, "detail", all);
	if (*all)
		add(c, l, "slips", v);
}

void file_lines(struct clerk *c, const struct customer *k, unsigned what, struct told_lines *l)
{
	file_owner(c, k, l);
	for (size_t i = 0; i < k->facts.items_count; i++) {
		const struct customer_fact *f = &k->facts.items[i];
		if ((what & FILE_PERSONAL || !f->personal) && (what & FILE_HISTORY || f->newest))
			add_fact(c, f, what & FILE_HISTORY, l);
	}
	if (!k->facts.items_count)
		add(c, l, "empty", NULL);
	if (what & FILE_SLIPS)
		add_slips(c, k, l);
}

int slip_show(struct slip_case *k, struct err *err)
{
	struct clerk *c = k->c;
	struct customer file;
	struct told_lines l = {0};
	struct mail_record m;
	int field = form_company(k->form);
	const char *name = field >= 0 ? k->s.values.value[field] : NULL;
	const struct staff *to = office_staff(c->office, k->row.staff);
	if (!k->form->shows || k->s.granted_at == INT64_MIN || !name || !to || !to->mail_count || !staff_active(to, time_date(k->now)))
		return 0;
	int r = store_need_mail(&c->store, c->turn, k->row.mail, &m, err) < 0 ? -1 : customer_find(c, k->form->shows, name, k->s.granted_at, &file, err);
	if (r < 0)
		return -1;
	struct view *v = view_object(c->turn);
	put_value(c->turn, v, "what", r ? file.name : name);
	if (r)
		file_lines(c, &file, 0, &l);
	struct told_in in = {.why = TOLD_QUERY, .what = say(c->turn, "file", r ? "shown" : "unknown", v), .lines = l.lines, .lines_count = l.lines_count};
	log_about(LOG_INFO_LINE, &(struct log_about){.slip = k->row.id, .mail = m.public, .staff = to->id}, "a customer's file shown to %s: %zu lines", to->id, l.lines_count);
	return asks_tell(c, &in, to, NULL, arena_printf(c->turn, "file.%s", m.public), k->now, err);
}
