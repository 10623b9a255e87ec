#include "report_letter.h"

#include <string.h>

#include "compose.h"
#include "compose_report_inside.h"
#include "drawing.h"
#include "due.h"
#include "report_letter_inside.h"

/* ---- making tables */

void report_column(struct making *m, struct report_table *t, const char *word, const char *title, enum column_total total)
{
	ARENA_PUSH(m->c->turn, t, columns) = (struct report_column){title, word, total};
}

struct report_row *report_row(struct making *m, struct report_table *t, const char *owner)
{
	ARENA_PUSH(m->c->turn, t, rows) = (struct report_row){.owner = owner};
	return &t->rows[t->rows_count - 1];
}

static void put(struct making *m, struct report_row *r, struct report_cell cell)
{
	ARENA_PUSH(m->c->turn, r, cells) = cell;
}

void report_cell(struct making *m, struct report_row *r, enum cell_kind kind, int64_t n)
{
	put(m, r, (struct report_cell){.kind = kind, .n = n});
}

void report_text(struct making *m, struct report_row *r, const char *text)
{
	put(m, r, (struct report_cell){.kind = text && *text ? CELL_TEXT : CELL_NONE, .text = text});
}

void report_word(struct making *m, struct report_row *r, const char *group, const char *key)
{
	const char *word = group && key ? arena_printf(m->c->turn, "%s.%s", group, key) : key;
	put(m, r, (struct report_cell){.kind = word && *word ? CELL_WORD : CELL_NONE, .text = word});
}

const char *report_name(const struct making *m, const char *staff)
{
	const struct staff *s = staff ? office_staff(m->c->office, staff) : NULL;
	return s ? s->name : staff;
}

void report_person(struct making *m, struct report_row *r, const char *staff)
{
	if (!m->own)
		report_text(m, r, report_name(m, staff));
}

bool report_among(const struct form_texts *t, const char *word)
{
	for (size_t i = 0; i < t->items_count; i++)
		if (strcmp(t->items[i], word) == 0)
			return true;
	return t->items_count == 0;
}

/* ---- one report */

static int make_table(struct making *m, const struct report_section *s, struct report_table *t, struct err *err)
{
	*t = (struct report_table){.title = s->title, .note = s->note};
	if (s->slips.form)
		return report_slips(m, &s->slips, t, err);
	if (s->reg.name)
		return report_register(m, &s->reg, t, err);
	if (s->duties.there)
		return report_duties(m, &s->duties, t, err);
	if (s->entries.there)
		return report_entries(m, &s->entries, t, err);
	if (s->counts.what.items_count)
		return report_counts(m, &s->counts, t, err);
	if (s->rules)
		return report_rules(m, t, err);
	if (s->erased)
		return report_erased(m, t, err);
	if (s->open || s->owed)
		return s->open ? report_open(m, t, err) : report_owed(m, t, err);
	return s->rates.roles ? report_rates(m, &s->rates, t, err) : report_stale(m, &s->stale, t, err);
}

struct report_span report_time(const struct making *m, enum report_period period)
{
	struct report_span s = report_span(m->c->office, m->report, m->for_date, m->moment, period);
	if (period == PERIOD_SINCE && m->before != INT64_MIN) {
		s.from = m->before;
		s.first = time_date(s.from);
	}
	return s;
}

/* Of which time it tells: of the widest that a section asks for. */
static date tells_of(const struct making *m)
{
	bool last = false, now = false;
	for (size_t i = 0; i < m->report->sections_count; i++) {
		const struct report_section *s = &m->report->sections[i];
		const enum report_period periods[] = {s->slips.form ? s->slips.period : PERIOD_ALL, s->duties.there ? s->duties.period : PERIOD_ALL,
		                                      s->entries.there ? s->entries.period : PERIOD_ALL, s->counts.what.items_count ? s->counts.period : PERIOD_ALL,
		                                      s->rates.roles ? s->rates.period : PERIOD_ALL};
		for (size_t k = 0; k < sizeof periods / sizeof *periods; k++) {
			last = last || periods[k] == PERIOD_LAST;
			now = now || periods[k] == PERIOD_THIS;
		}
	}
	return last ? report_time(m, PERIOD_LAST).first : now ? m->for_date : DATE_NONE;
}

/* The greatest first: a letter may show no more than these. Rates have a mark to be held against: that is worth a picture; what bars compare else, bars beside the lines
 * say as well. */
static void draw(struct making *m, enum report_chart how, struct report_table *t)
{
	static const enum chart_kind kinds[] = {[DRAWN_BARS] = CHART_BARS, [DRAWN_COLUMNS] = CHART_COLUMNS, [DRAWN_LINES] = CHART_LINES};
	struct chart chart;
	t->bars = how != DRAWN_NOT;
	if (how == DRAWN_BARS)
		report_best_first(m->c->turn, t);
	if (m->own || !t->bars || !compose_report_chart(m->c->turn, t, kinds[how], m->day, &chart) || (how == DRAWN_BARS && !chart.has_target))
		return;
	t->picture = clerk_chart(m->c, m->c->turn, &chart);
	t->picture_height = t->picture.size ? drawing_height(t->picture) : 0;
}

static int make(struct making *m, struct report_in *in, struct err *err)
{
	const struct report *r = m->report;
	*in = (struct report_in){.title = r->title, .clause = r->clause, .note = r->note, .every = r->when.every, .period = tells_of(m), .day = m->day, .own = m->own, .workbook = r->workbook == FORM_YES};
	for (size_t i = 0; i < r->sections_count; i++) {
		struct report_table t;
		if (make_table(m, &r->sections[i], &t, err) < 0)
			return -1;
		draw(m, r->sections[i].chart, &t);
		if (r->sections[i].rules && t.rows_count)
			in->title = report_rules_title(m, &t);
		ARENA_PUSH(m->c->turn, in, tables) = t;
	}
	if (r->invite.title) {
		char day[DATE_TEXT_SIZE];
		date on = m->day + r->invite.days;
		in->event_id = arena_printf(m->c->turn, "report.%s.%s", r->id, date_text(m->day, day));
		in->event = (struct report_event){r->invite.title, r->invite.place, time_at(on, r->invite.from), time_at(on, r->invite.to)};
	}
	return 0;
}

/* The lines that are his; pictures are of all. */
static struct report_in own_lines(struct clerk *c, const struct report_in *all, const char *staff)
{
	struct report_in in = *all;
	in.tables = NULL;
	in.tables_count = in.tables_cap = 0;
	for (size_t i = 0; i < all->tables_count; i++) {
		struct report_table t = all->tables[i];
		t.picture = (struct bytes){0};
		t.rows = NULL;
		t.rows_count = t.rows_cap = 0;
		for (size_t k = 0; k < all->tables[i].rows_count; k++)
			if (all->tables[i].rows[k].owner && strcmp(all->tables[i].rows[k].owner, staff) == 0)
				ARENA_PUSH(c->turn, &t, rows) = all->tables[i].rows[k];
		ARENA_PUSH(c->turn, &in, tables) = t;
	}
	return in;
}

static bool is_empty(const struct report_in *in)
{
	for (size_t i = 0; i < in->tables_count; i++)
		if (in->tables[i].rows_count)
			return false;
	return in->tables_count > 0;
}

static bool is_told(const struct report *r, const struct report_in *in)
{
	return r->always || !is_empty(in);
}

/* id: its letter's, about: of which reports and which day. */
static int post_letter(struct clerk *c, struct report_in *in, const struct staff *to, const char *id, const char *about, int64_t now, struct err *err)
{
	in->head = clerk_head(c, to, id, clerk_leaves(c, now));
	struct letter l = compose_report(c->turn, in);
	l.about = about;
	l.created = now;
	return clerk_post(c, &l, err);
}

/* tail: of its letter's id. */
static int post_one(struct clerk *c, const struct report *r, struct report_in *in, const struct staff *to, const char *tail, int64_t now, struct err *err)
{
	char day[DATE_TEXT_SIZE];
	const char *id = arena_printf(c->turn, "report.%s.%s.%s", r->id, to->id, tail);
	return post_letter(c, in, to, id, arena_printf(c->turn, "%s %s", r->id, date_text(in->day, day)), now, err);
}

/* ---- all that are due at a moment */

struct due_report {
	const struct report *report;
	struct report_in all, each;       /* for those who get all of it; lines of which everybody gets his own */
};
struct due_reports { struct due_report *items; size_t items_count, items_cap; };

/* A newer one is due by now, or it invites to what is over. */
static bool is_past(const struct office *o, const struct report *r, int64_t moment, int64_t now)
{
	return report_next(o, r, moment) <= now || (r->invite.title && time_at(time_date(moment) + r->invite.days, r->invite.to) <= now);
}

static int make_due(struct making *m, struct due_reports *due, struct err *err)
{
	struct due_report d = {.report = m->report};
	if (m->report->to && make(m, &d.all, err) < 0)
		return -1;
	m->own = true;
	if (m->report->each && make(m, &d.each, err) < 0)
		return -1;
	ARENA_PUSH(m->c->turn, due, items) = d;
	for (size_t i = due->items_count; --i > 0 && due->items[i - 1].report->place > d.report->place;) {
		due->items[i] = due->items[i - 1];
		due->items[i - 1] = d;
	}
	return 0;
}

/* When each was made last, also where there was nothing in it: the next one tells of what came since. One that is left out moves nothing. */
static int add_due(struct making *m, int64_t now, struct due_reports *due, struct err *err)
{
	const struct report *r = m->report;
	const char *pointer = arena_printf(m->c->turn, "reported.%s", r->id);
	int known = store_get_time(&m->c->store, pointer, &m->before, err);
	if (known < 0)
		return -1;
	if (!known) /* the first one that this store knows of */
		m->before = report_span(m->c->office, r, m->for_date, m->moment, PERIOD_SINCE).from;
	if (is_past(m->c->office, r, m->moment, now))
		return known ? 0 : store_set_time(&m->c->store, pointer, m->before, err);
	return make_due(m, due, err) < 0 ? -1 : store_set_time(&m->c->store, pointer, m->moment, err);
}

/* Whoever gets all of it does not get his own lines besides. False: he gets none, or there is nothing in it. */
static bool share_of(struct clerk *c, const struct due_report *d, const struct staff *s, struct report_in *in_r)
{
	if (s->roles & d->report->to)
		*in_r = d->all;
	else if (s->roles & d->report->each)
		*in_r = own_lines(c, &d->each, s->id);
	else
		return false;
	return is_told(d->report, in_r);
}

/* Several are one letter, with all of them in one workbook. */
static int post_parts(struct clerk *c, struct report_in *in, const char *about, const struct staff *to, int64_t moment, int64_t now, struct err *err)
{
	char day[DATE_TEXT_SIZE], event[TIME_TEXT_SIZE];
	for (size_t i = 0; i < in->parts_count; i++)
		in->workbook = in->workbook || in->parts[i].workbook || !in->parts[i].own;
	const char *id = arena_printf(c->turn, "reports.%s.%s", to->id, time_text(moment, event));
	return post_letter(c, in, to, id, arena_printf(c->turn, "%s %s", about, date_text(in->day, day)), now, err);
}

/* What a moment owes one reader is one letter; but an invitation is one of its own, as a calendar takes it from its letter. */
static int post_reader(struct clerk *c, const struct due_reports *due, const struct staff *to, int64_t moment, int64_t now, struct err *err)
{
	struct report_in all = {.day = time_date(moment)}, in;
	const struct report *only = NULL;
	const char *about = "";
	char day[DATE_TEXT_SIZE];
	date_text(all.day, day);
	for (size_t i = 0; i < due->items_count; i++) {
		const struct report *r = due->items[i].report;
		if (!share_of(c, &due->items[i], to, &in))
			continue;
		if (in.event_id && post_one(c, r, &in, to, day, now, err) < 0)
			return -1;
		if (in.event_id)
			continue;
		ARENA_PUSH(c->turn, &all, parts) = in;
		about = arena_printf(c->turn, "%s%s%s", about, *about ? " " : "", r->id);
		only = r;
	}
	if (all.parts_count > 1)
		return post_parts(c, &all, about, to, moment, now, err);
	return all.parts_count ? post_one(c, only, &all.parts[0], to, day, now, err) : 0;
}

int reports_post(struct clerk *c, int64_t moment, int64_t now, struct err *err)
{
	const struct office *o = c->office;
	struct due_reports due = {0};
	for (size_t i = 0; o->reports && i < o->reports->reports_count; i++) {
		const struct report *r = &o->reports->reports[i];
		struct making m = {.c = c, .report = r, .for_date = report_at(o, r, moment), .day = time_date(moment), .moment = moment};
		if (m.for_date != DATE_NONE && add_due(&m, now, &due, err) < 0)
			return err_in(err, "report %s", r->id);
	}
	for (size_t i = 0; due.items_count && i < o->staff_count; i++)
		if (o->staff[i].mail_count && staff_active(&o->staff[i], time_date(moment)) && post_reader(c, &due, &o->staff[i], moment, now, err) < 0)
			return err_in(err, "reports to %s", o->staff[i].id);
	return 0;
}

int report_post_own(struct clerk *c, const struct report *r, const struct staff *whose, const struct staff *const *to, size_t to_count, const char *tail, int64_t moment,
                    int64_t now, struct err *err)
{
	struct making m = {.c = c, .report = r, .for_date = due_period(&r->when, time_date(moment)), .day = time_date(moment), .moment = moment, .before = INT64_MIN, .whose = whose->id, .own = true};
	struct report_in all;
	if (make(&m, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < to_count; i++) {
		struct report_in in = own_lines(c, &all, whose->id);
		in.whose = whose->name;
		if (to[i]->mail_count && is_told(r, &in) && post_one(c, r, &in, to[i], tail, now, err) < 0)
			return -1;
	}
	return 0;
}
