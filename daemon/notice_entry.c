#include "notice.h"

#include <stdio.h>
#include <string.h>

#include "life.h"

enum { MAX_UNCOUNTED = 20 };

/* The rule whose miss such an entry charges; NULL if the policy of that day knows none. */
static const struct duty_rule *rule_of(const struct clerk *c, const struct entry *e, bool *makeup_r)
{
	const struct policy *p = office_policy(c->office, e->for_date);
	*makeup_r = false;
	for (size_t i = 0; i < p->duties_count; i++) {
		const struct duty_rule *r = &p->duties[i];
		if (r->entry && strcmp(r->entry, e->kind) == 0)
			return r;
		*makeup_r = r->makeup_entry && strcmp(r->makeup_entry, e->kind) == 0;
		if (*makeup_r)
			return r;
	}
	return NULL;
}

static int proof_int(const struct entry *e, const char *name)
{
	int64_t v = 0;
	ledger_proof_int(e, name, &v);
	return (int)v;
}

/* Why a proposed one waits for a person: as charge_of_duty and charge_of_makeup have it. */
static const char *why_confirm(const struct clerk *c, const struct entry *e)
{
	static const char *const names[] = {"missed", "list"};
	bool known = office_year_known(c->office, e->for_date);
	const char *line;
	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		for (int i = 0; (line = ledger_proof_text(c->turn, e, names[k], i)); i++) {
			char day[DATE_TEXT_SIZE];
			date d;
			if (sscanf(line, "%*s %10s", day) == 1 && date_parse(day, &d) == 0)
				known = known && office_year_known(c->office, d);
		}
	return known ? "policy" : "calendar";
}

struct notice_entry notice_of_entry(struct clerk *c, const struct entry *e)
{
	bool makeup;
	const struct staff *who = office_staff(c->office, e->staff);
	const struct duty_rule *rule = rule_of(c, e, &makeup);
	struct notice_entry note = {.id = e->id, .kind = e->kind, .name = who ? who->name : e->staff,
	                            .title = !rule ? e->kind : makeup ? row_kind_titles[ROW_VISIT] : rule->title,
	                            .counts = !rule ? NULL : makeup ? rule->makeup_counts : duty_counts(rule), .clause = e->clause,
	                            .for_date = e->for_date, .fen = e->fen, .pushups = e->pushups, .reverses = e->reverses,
	                            .why = e->reverses ? e->because : NULL, .required = proof_int(e, "required"), .delivered = proof_int(e, "delivered"),
	                            .missing = proof_int(e, "missing"), .base_quota = proof_int(e, "quota"),
	                            .fen_per_missing = proof_int(e, "fen_per_missing"), .pushups_per_missing = proof_int(e, "pushups_per_missing"),
	                            .state = e->state, .proposed = e->state && strcmp(e->state, "proposed") == 0};
	const char *title = ledger_proof_text(c->turn, e, "title", 0);
	if (!rule && title) { /* named by a person, out of the catalogue */
		note.kind = NULL;
		note.title = title;
		ledger_proof_int(e, "item_fen", &note.item_fen);
		ledger_proof_int(e, "more_fen", &note.more_fen);
		note.more_title = ledger_proof_text(c->turn, e, "more", 0);
		note.reason = ledger_proof_text(c->turn, e, "reason", 0);
	}
	const char *repeated = ledger_proof_text(c->turn, e, "repeated", 0);
	note.why_proposed = !note.proposed ? NULL : repeated ? arena_printf(c->turn, "repeated:%s", repeated) : why_confirm(c, e);
	ledger_proof_time(e, "window_from", &note.window_from);
	ledger_proof_time(e, "due", &note.window_to);
	return note;
}

/* "m8727... lead 87": the mails that were counted. */
static int add_mails(struct clerk *c, const struct entry *e, struct notice_entry *note, struct err *err)
{
	const char *line;
	for (int i = 0; (line = ledger_proof_text(c->turn, e, "mail", i)); i++) {
		struct mail_record m;
		char id[64], what[64];
		int n;
		if (sscanf(line, "%63s %63s %d", id, what, &n) != 3)
			continue;
		int r = store_find_mail(&c->store, c->turn, id, &m, err);
		if (r < 0)
			return -1;
		if (r > 0)
			ARENA_PUSH(c->turn, note, mails) = (struct proof_mail){.id = m.public, .at = m.judged_at, .cured = m.judged_at != m.arrived_at,
			                                                       .counts = arena_strdup(c->turn, what), .n = n};
	}
	return 0;
}

/* Whoever wonders where a list has gone that was sent in time finds it here. */
static int add_uncounted(struct clerk *c, const struct entry *e, struct notice_entry *note, struct err *err)
{
	int64_t from = INT64_MIN, to;
	int r;
	ledger_proof_time(e, "window_from", &from);
	if (!note->counts || !ledger_proof_time(e, "window_to", &to))
		return 0;
	struct query *q = db_rows(c->store.db,
	                          "SELECT public, arrived_at, reason FROM mail WHERE arrived_at > ? AND arrived_at <= ? AND staff = ? AND "
	                          "verdict IN ('returned', 'held') AND (verdict = 'returned' OR (verdict = 'held' AND instr(kind, ?) > 0)) ORDER BY arrived_at, place LIMIT ?",
	                          "iitti", from, to, e->staff, note->counts, (int64_t)MAX_UNCOUNTED);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(c->turn, note, uncounted) = (struct proof_mail){.id = col_text(q, 0, c->turn), .at = col_int(q, 1), .counts = note->counts,
		                                                           .why = col_text(q, 2, c->turn)};
	return r;
}

/* By their letters' ids, which say when they were due. One that became part of another letter, or none, is not spoken of. */
static int add_reminders(struct clerk *c, const struct entry *e, struct notice_entry *note, struct err *err)
{
	char at[TIME_TEXT_SIZE];
	bool makeup;
	const struct duty_rule *rule = rule_of(c, e, &makeup);
	for (size_t i = 0; rule && !makeup && i < rule->reminders_count; i++) {
		int64_t moment = time_at(duty_due_date(c->office, rule, e->for_date), rule->reminders[i]);
		struct query *q = db_rows(c->store.db, "SELECT state FROM letter WHERE id = ? AND state <> 'merged'", "t",
		                          arena_printf(c->turn, "reminder.%s.%s", e->staff, time_text(moment, at)));
		int r = db_next(q, err);
		if (r < 0)
			return -1;
		if (r == 0)
			continue;
		ARENA_PUSH(c->turn, note, reminders) = (struct proof_reminder){moment, col_text(q, 0, c->turn)};
		db_end(q);
	}
	return 0;
}

/* "lead_list 2026-09-15 87/120": an enlarged list that a make-up case asked for. */
static bool list_standing(const struct clerk *c, const char *line, struct standing *s_r)
{
	char kind[64], day[DATE_TEXT_SIZE];
	date d;
	struct standing s = {.enlarged = true, .exempt = strstr(line, " exempt") != NULL};
	if (sscanf(line, "%63s %10s %d/%d", kind, day, &s.delivered, &s.required) != 4 || date_parse(day, &d) < 0)
		return false;
	const struct duty_rule *rule = policy_duty(office_policy(c->office, d), kind);
	if (!rule)
		return false;
	s.for_date = d;
	s.title = rule->title;
	s.counts = duty_counts(rule);
	s.due = duty_due(c->office, rule, d);
	*s_r = s;
	return true;
}

static void add_parts(struct clerk *c, const struct entry *e, struct notice_entry *note)
{
	struct standing part = {.title = row_kind_titles[ROW_VISIT], .for_date = e->for_date, .due = time_at(e->for_date + 7, 0) - 1,
	                        .required = proof_int(e, "visits_asked"), .delivered = proof_int(e, "visits"), .counts = note->counts};
	const char *line;
	ARENA_PUSH(c->turn, note, parts) = part;
	for (int i = 0; (line = ledger_proof_text(c->turn, e, "list", i)); i++)
		if (list_standing(c, line, &part))
			ARENA_PUSH(c->turn, note, parts) = part;
	ledger_proof_time(e, "closes", &note->window_to);
}

int notice_prove(struct clerk *c, const struct entry *e, struct notice_entry *note, struct err *err)
{
	int64_t asked;
	if (e->reverses)
		return life_payment(c, e->reverses, &note->was_paid, &note->was_claimed, err);
	if (ledger_proof_int(e, "visits_asked", &asked))
		add_parts(c, e, note);
	else if (add_uncounted(c, e, note, err) < 0 || add_reminders(c, e, note, err) < 0)
		return -1;
	return add_mails(c, e, note, err);
}
