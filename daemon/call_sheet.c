#include "call_sheet.h"

#include <string.h>

#include "base/text.h"
#include "compose_part.h"
#include "judge.h"
#include "outbox.h"
#include "rows.h"

/* Call sheets up to this moment are made. */
#define META_SHEETS "call_sheets_until"

enum { SHEETS_A_TURN = 64 /* drawn in two seconds: so long does a mail wait for its receipt meanwhile */ };

/* ---- whom to call */

/* The duty that asks for leads for that workday. */
static const struct duty_rule *lead_rule(const struct office *o, date day)
{
	const struct policy *p = office_policy(o, day);
	for (size_t i = 0; i < p->duties_count; i++)
		if (strcmp(p->duties[i].counts, row_kind_names[ROW_LEAD]) == 0 && p->duties[i].when.every == EVERY_WORKDAY)
			return &p->duties[i];
	return NULL;
}

/* 1 it is his, or nobody's by now; 0 a colleague has it; -1. */
static int is_his(struct clerk *c, const struct staff *s, const struct row_check *check, int64_t at, struct err *err)
{
	struct claim claim;
	if (store_find_claim(&c->store, check->company_key, check->uscc, s->id, DATE_NONE, &claim, err) < 0)
		return -1;
	const char *owner = holding_owner(c->office, office_policy(c->office, time_date(at)), &claim.holding, at);
	return !owner || strcmp(owner, s->id) == 0;
}

/* A rep's leads that count for that day and are still his at the moment `at`, in the order in which they counted. In c->turn. */
struct call_lead {
	const struct lead_row *row;
	struct row_check check;
};
struct call_leads {
	struct call_lead *items;
	size_t items_count, items_cap;
	size_t others;                 /* further ones, which a colleague has by then */
	const struct duty_rule *rule;  /* whose leads they are; NULL: nothing counts leads for that day */
};
static int call_leads(struct clerk *c, const struct staff *s, date day, int64_t at, struct call_leads *l_r, struct err *err)
{
	struct credits none = {0};
	struct lead_rows all;
	struct duty d;
	*l_r = (struct call_leads){.rule = lead_rule(c->office, day)};
	if (!l_r->rule || !duty_make(c->office, l_r->rule->kind, s, day, &none, c->horizon, &d))
		return 0;
	if (store_counted_leads(&c->store, c->turn, s->id, d.window_from, d.window_to, &all, err) < 0)
		return -1;
	for (size_t i = 0; i < all.items_count; i++) {
		struct row_check check = row_check(c->turn, ROW_LEAD, &all.items[i], c->office->area_code);
		int his = is_his(c, s, &check, at, err);
		if (his < 0)
			return -1;
		if (his)
			ARENA_PUSH(c->turn, l_r, items) = (struct call_lead){&all.items[i], check};
		if (his && c->unwritten) /* there is a letter: nobody will ask what of */
			break;
		l_r->others += !his;
	}
	return 0;
}

int call_count(struct clerk *c, const struct staff *s, date day, int *n_r, struct err *err)
{
	struct credits credits;
	struct duty d;
	const struct duty_rule *r = lead_rule(c->office, day);
	*n_r = 0;
	if (!r)
		return 0;
	if (clerk_credits(c, s->id, day, &credits, err) < 0)
		return -1;
	if (duty_make(c->office, r->kind, s, day, &credits, c->horizon, &d))
		*n_r = d.delivered;
	return 0;
}

/* ---- one sheet */

static size_t digits_of(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += *text >= '0' && *text <= '9';
	return n;
}

/* The usable number; where the cell holds further ones, all that it says. */
static const char *phone_of(const struct lead_row *row, const struct row_check *check)
{
	const char *cell = row->value[FIELD_PHONE];
	return digits_of(cell) > digits_of(check->phone) + 2 /* +86 */ ? cell : check->phone;
}

/* 网站 有: what helps in a call beside the business, in as few words as a column has room for. */
static const char *more_of(struct arena *a, const struct lead_row *row)
{
	static const enum field shown[] = {FIELD_NETWORK, FIELD_WEBSITE, FIELD_VALUE, FIELD_CAPITAL, FIELD_TITLE, FIELD_ADDRESS, FIELD_NOTE};
	struct buf text = {0};
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		if (!*row->value[shown[i]])
			continue;
		buf_adds(&text, text.size ? CELL_JOINT : "");
		buf_adds(&text, say(a, "fact", field_names[shown[i]], NULL));
		buf_addc(&text, ' ');
		buf_adds(&text, row->value[shown[i]]);
	}
	const char *more = text.size ? arena_strndup(a, text.data, text.size) : "";
	buf_release(&text);
	return more;
}

static struct call_line line_of(struct clerk *c, const struct call_lead *lead)
{
	const struct row_check *check = &lead->check;
	return (struct call_line){.company = check->company, .person = check->person, .phone = phone_of(lead->row, check),
	                          .business = lead->row->value[FIELD_BUSINESS], .more = more_of(c->turn, lead->row)};
}

static struct letter letter_of(struct clerk *c, struct call_sheet_in *in)
{
	if (c->unwritten)
		return compose_unwritten(c->turn, &in->head, LETTER_CALL_SHEET);
	if (clerk_draws(c)) {
		struct print_sheet paper = call_sheet_print(c->turn, in);
		in->pdf = clerk_sheet(c, c->turn, &paper);
	}
	return compose_call_sheet(c->turn, in);
}

static int post_sheet(struct clerk *c, struct call_sheet_in *in, int64_t now, struct err *err)
{
	struct letter l = letter_of(c, in);
	l.created = now;
	if (db_begin(c->store.db, err) < 0)
		return -1;
	return store_end(&c->store, clerk_post(c, &l, err) < 0, err);
}

/* 1 there is one more; 0: it was made before, or there is nobody to call. An end between two sheets: those that are recorded are not drawn again. */
static int sheet_for(struct clerk *c, const struct staff *s, date day, int64_t now, struct err *err)
{
	struct call_leads leads;
	char text[DATE_TEXT_SIZE];
	arena_reset(c->turn);
	const char *id = arena_printf(c->turn, "call_sheet.%s.%s", s->id, date_text(day, text));
	int there = outbox_exists(&c->store, id, err);
	if (there != 0 || call_leads(c, s, day, now, &leads, err) < 0)
		return there > 0 ? 0 : -1;
	struct call_sheet_in in = {.head = clerk_head(c, s, id, clerk_leaves(c, now)), .day = day, .clause = leads.rule ? leads.rule->clause : "", .others = leads.others};
	for (size_t i = 0; i < leads.items_count && i < CALL_SHEET_MAX; i++)
		ARENA_PUSH(c->turn, &in, lines) = line_of(c, &leads.items[i]);
	in.beyond = leads.items_count - in.lines_count;
	if (!in.lines_count)
		return 0;
	return post_sheet(c, &in, now, err) < 0 ? -1 : 1;
}

/* ---- in time */

static bool wants_sheet(const struct office *o, const struct staff *s, date day)
{
	return s->roles & 1u << ROLE_REP && s->mail_count && staff_active(s, day) && !office_on_leave(o, s->id, day);
}

/* 1 all of them are made, 0 there are more. Where a replay or a rebuild jumps from moment to moment, nobody waits: there it is all at once. */
static int some_sheets(struct clerk *c, int64_t moment, int64_t now, struct err *err)
{
	const struct office *o = c->office;
	date day = time_date(moment);
	if (c->sheets.moment != moment || c->sheets.office != o)
		c->sheets = (struct sheets_made){.moment = moment, .office = o};
	for (size_t made = 0; time_date(now) == day && c->sheets.people < o->staff_count; c->sheets.people++) {
		if (made == SHEETS_A_TURN && !c->simulated && !c->recording_only)
			return 0;
		const struct staff *s = &o->staff[c->sheets.people];
		int one = wants_sheet(o, s, day) ? sheet_for(c, s, day, now, err) : 0;
		if (one < 0)
			return -1;
		made += one > 0;
	}
	return 1;
}

/* All is read that may stand on it. A window that ends later than the sheet is made does not hold it up. */
static bool is_known(const struct clerk *c, int64_t moment)
{
	const struct duty_rule *r = lead_rule(c->office, time_date(moment));
	int64_t end = r ? duty_window_end(c->office, r, time_date(moment)) : INT64_MIN;
	return !r || c->horizon > end || c->horizon >= moment;
}

int call_sheets_due(struct clerk *c, int64_t now, struct err *err)
{
	int64_t until, moment;
	int r = store_get_time(&c->store, META_SHEETS, &until, err);
	if (r < 0 || (r == 0 && store_set_time(&c->store, META_SHEETS, until = now - 1, err) < 0))
		return -1;
	while ((moment = schedule_next_sheet(c->office, until)) <= now) {
		if (time_date(now) == time_date(moment) && !is_known(c, moment))
			return 0;
		int all = some_sheets(c, moment, now, err);
		if (all < 0 || (all && store_set_time(&c->store, META_SHEETS, moment, err) < 0))
			return -1;
		if ((c->more = !all))
			return 0;
		until = moment;
	}
	return 0;
}

int call_sheets_next(struct clerk *c, int64_t *when_r, struct err *err)
{
	int64_t until = time_at(c->office->since, 0) - 1;
	if (store_get_time(&c->store, META_SHEETS, &until, err) < 0)
		return -1;
	*when_r = schedule_next_sheet(c->office, until);
	return 0;
}
