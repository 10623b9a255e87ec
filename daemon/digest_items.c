#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "asks.h"
#include "compose_part.h"
#include "digest_inside.h"
#include "evidence.h"
#include "failing.h"
#include "judge.h"
#include "ledger.h"
#include "notice.h"
#include "unconfirmed.h"

enum { SHOWN_COMPANIES = 3 };

/* "m8727... lead 87": the mails that it rests on. */
static void add_mails(struct clerk *c, const struct entry *e, struct notice_entry *note)
{
	const char *line;
	for (int i = 0; (line = ledger_proof_text(c->turn, e, "mail", i)); i++)
		ARENA_PUSH(c->turn, note, mails) = (struct proof_mail){.id = arena_strndup(c->turn, line, strcspn(line, " "))};
}

static int add_entries(struct gather *g, struct err *err)
{
	struct entries all;
	struct clerk *c = g->c;
	if (digest_entries(g, &all, err) < 0)
		return -1;
	struct { const char **names; size_t names_count, names_cap; } names = {0};
	for (size_t i = 0; i < all.items_count; i++) {
		const struct entry *e = &all.items[i];
		struct notice_entry note = notice_of_entry(c, e);
		struct digest_person *who = digest_person_of(g, e->staff);
		add_mails(c, e, &note);
		if (e->reverses && notice_prove(c, e, &note, err) < 0)
			return -1;
		ARENA_PUSH(c->turn, &g->in, entries) = note;
		ARENA_PUSH(c->turn, &names, names) = note.name;
		if (who) {
			who->fen += e->fen;
			who->proposed += note.proposed ? e->fen : 0;
			who->pushups += e->pushups;
		}
	}
	g->in.entry_names = names.names;
	return 0;
}

/* Rows that were refused because a colleague has the company: one line a pair of people. */
struct conflict {
	const char *name, *other, *companies;
	int64_t since;
	int count;
};

static void add_conflict(struct gather *g, const struct conflict *f)
{
	if (f->count)
		digest_add_item(g, (struct digest_item){.section = DIGEST_CONFLICTS, .word = f->count == 1 ? "conflict.taken" : "conflict.several", .name = f->name,
		                                        .other = f->other, .what = f->companies, .since = f->since, .day = DATE_NONE, .done = f->count});
}

struct taken_row {
	int64_t other;             /* whose it is: a person's number */
	size_t n;                  /* the order in which they came */
	const char *company;
	int64_t since;
};
struct taken_rows { struct taken_row *items; size_t items_count, items_cap; };

static int by_other(const void *x, const void *y)
{
	const struct taken_row *a = x, *b = y;
	return a->other != b->other ? (a->other < b->other ? -1 : 1) : a->n < b->n ? -1 : a->n > b->n;
}

/* Those of one list. */
static int take_rows(struct gather *g, struct arena *scratch, const struct rows_at *at, struct taken_rows *t, struct err *err)
{
	struct judged_rows rows;
	arena_reset(scratch);
	if (store_get_rows(&g->c->store, scratch, at, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows.rows_count; i++) {
		int64_t other = 0;
		if (rows.judged[i].reason != REASON_TAKEN)
			continue;
		if (rows.judged[i].other && store_person(&g->c->store, rows.judged[i].other, &other, err) < 0)
			return -1;
		struct taken_row row = {other, t->items_count, arena_strdup(g->c->turn, rows.rows[i].value[FIELD_COMPANY]), rows.judged[i].since};
		ARENA_PUSH(g->c->turn, t, items) = row;
	}
	return 0;
}

/* All those of one person's, by whom they met. */
static void add_taken(struct gather *g, const char *staff, struct taken_rows *t, struct conflict *now)
{
	const char *name = t->items_count ? digest_name_of(g, staff) : "";
	if (t->items_count)
		qsort(t->items, t->items_count, sizeof *t->items, by_other);
	for (size_t i = 0; i < t->items_count; i++) {
		const struct taken_row *row = &t->items[i];
		const char *other = digest_name_of(g, store_staff(&g->c->store, row->other));
		if (!now->count || strcmp(now->name, name) != 0 || strcmp(now->other, other) != 0) {
			add_conflict(g, now);
			*now = (struct conflict){.name = name, .other = other, .companies = row->company, .since = row->since};
		} else if (now->count < SHOWN_COMPANIES) {
			now->companies = arena_printf(g->c->turn, "%s、%s", now->companies, row->company);
		}
		now->count++;
	}
	t->items_count = 0;
}

static int add_conflicts(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	struct conflict now = {0};
	struct taken_rows taken = {0};
	struct arena *scratch = arena_new();
	const char *staff = "";
	int r;
	struct query *q = db_rows(c->store.db,
	                          "SELECT mail.staff, mail.id, list.n, rows_person, rows_day FROM mail JOIN list ON list.mail = mail.id "
	                          "WHERE " DIGEST_MAILS("arrived_at", "mail.id") "AND refused > 0 AND mail.staff IS NOT NULL ORDER BY mail.staff, mail.arrived_at, list.n",
	                          "iiii", DIGEST_PERIOD(g));
	while ((r = db_next(q, err)) > 0) {
		const char *sender = col_text(q, 0, c->turn);
		struct rows_at at = {col_int(q, 1), (int)col_int(q, 2), col_int(q, 3), (date)col_int(q, 4)};
		if (!sender || strcmp(sender, staff) != 0)
			add_taken(g, staff, &taken, &now);
		staff = sender ? sender : "";
		if (take_rows(g, scratch, &at, &taken, err) < 0) {
			db_end(q);
			r = -1;
			break;
		}
	}
	add_taken(g, staff, &taken, &now);
	add_conflict(g, &now);
	arena_free(scratch);
	return r;
}

static int add_bad_mails(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	int r;
	struct query *q = db_rows(c->store.db,
	                          "SELECT staff, subject, CASE WHEN flag <> '' THEN 'flagged' WHEN verdict = 'answer' AND reason LIKE 'unverified%' THEN 'unverified' WHEN reason = 'late appeal' OR reason LIKE '%also late appeal' THEN 'late_appeal' ELSE verdict END, CASE flag WHEN '' THEN reason ELSE flag END "
	                          "FROM mail WHERE " DIGEST_MAILS("arrived_at", "id") "AND (verdict IN ('returned', 'quarantined', 'held') OR flag <> '' OR "
	                          "reason LIKE '%also late appeal' OR (verdict = 'answer' AND (reason = 'late appeal' OR reason LIKE 'unverified%'))) "
	                          "ORDER BY arrived_at LIMIT ?5",
	                          "iiiii", DIGEST_PERIOD(g), (int64_t)DIGEST_LINES);
	while ((r = db_next(q, err)) > 0) {
		const char *staff = col_text(q, 0, c->turn);
		digest_add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = arena_printf(c->turn, "problem.%s", col_text(q, 2, c->turn)),
		                                        .name = digest_name_of(g, staff), .what = staff ? col_text(q, 1, c->turn) : "", .detail = col_text(q, 3, c->turn),
		                                        .day = DATE_NONE});
	}
	return r;
}

/* Held mails, of this day or an earlier one, that were put right: by an answer, or by the same list mailed again. */
static int add_cured(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	int r;
	struct query *q = db_rows(c->store.db,
	                          "SELECT held.staff, held.subject, cure.arrived_at, (SELECT sum(counted) FROM list WHERE list.mail IN (held.id, cure.id)) FROM mail AS cure "
	                          "JOIN mail AS held ON held.cured_by = cure.id WHERE " DIGEST_MAILS("cure.arrived_at", "cure.id") "AND held.verdict = 'cured' "
	                          "ORDER BY cure.arrived_at, cure.place, held.id LIMIT ?5",
	                          "iiiii", DIGEST_PERIOD(g), (int64_t)DIGEST_LINES);
	while ((r = db_next(q, err)) > 0)
		digest_add_item(g, (struct digest_item){.section = DIGEST_CURED, .word = "cured.list", .name = digest_name_of(g, col_text(q, 0, c->turn)),
		                                        .what = col_text(q, 1, c->turn), .since = col_int(q, 2), .done = (int)col_int(q, 3), .day = DATE_NONE});
	return r;
}

/* Who was asked, reminded, and has not answered: the department waits for them. */
static int add_waiting(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	struct asks open;
	if (store_open_asks(&c->store, c->turn, &open, err) < 0)
		return -1;
	for (size_t i = 0; i < open.items_count && i < DIGEST_LINES; i++) {
		const struct ask *k = &open.items[i];
		const struct staff *from = office_staff(c->office, k->staff);
		if (k->reminded)
			digest_add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = arena_printf(c->turn, "problem.waiting_%s", k->kind), .name = asks_names(c, k->asked),
			                                        .other = from ? from->name : k->staff, .since = k->at, .done = k->reminded, .day = DATE_NONE});
	}
	return 0;
}

/* What was proposed before the period, and waits. */
static int add_unconfirmed(struct gather *g, struct err *err)
{
	struct unconfirmed_list l;
	if (unconfirmed_waiting(g->c, g->in.from, g->now, &l, err) < 0)
		return -1;
	for (size_t i = 0; i < l.items_count; i++)
		digest_add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = *l.items[i].names ? "problem.unconfirmed" : "problem.unconfirmed_nobody", .name = l.items[i].names,
		                                        .what = say_money(g->c->turn, l.items[i].fen), .since = l.items[i].since, .done = l.items[i].count, .day = DATE_NONE});
	return 0;
}

static int add_bad_letters(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	int r;
	struct query *q = db_rows(c->store.db, "SELECT staff, addr, subject, state, answer FROM letter WHERE state IN ('refused', 'unsure') ORDER BY created_at DESC LIMIT ?",
	                          "i", (int64_t)DIGEST_LINES);
	while ((r = db_next(q, err)) > 0) {
		const char *staff = col_text(q, 0, c->turn), *addr = col_text(q, 1, c->turn);
		digest_add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = arena_printf(c->turn, "problem.%s", col_text(q, 3, c->turn)),
		                                        .name = staff ? digest_name_of(g, staff) : addr, .what = col_text(q, 2, c->turn), .detail = col_text(q, 4, c->turn),
		                                        .day = DATE_NONE});
	}
	return r;
}

/* Letters that came back in the period, and whom letters do not reach, for as long as they do not. */
static int add_bounces(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	struct failings failing;
	int r;
	struct query *q = db_rows(c->store.db,
	                          "SELECT letter.staff, letter.addr, subject, bounce.words FROM bounce JOIN letter ON letter.id = bounce.letter "
	                          "WHERE " DIGEST_MAILS("bounce.at", "bounce.mail") "AND ignored = '' AND bounce.kind <> 'delayed' ORDER BY bounce.at, bounce.mail, bounce.n LIMIT ?5",
	                          "iiiii", DIGEST_PERIOD(g), (int64_t)DIGEST_LINES);
	while ((r = db_next(q, err)) > 0) {
		const char *staff = col_text(q, 0, c->turn), *addr = col_text(q, 1, c->turn);
		digest_add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.bounced", .name = staff ? digest_name_of(g, staff) : addr,
		                                        .what = col_text(q, 2, c->turn), .detail = col_text(q, 3, c->turn), .day = DATE_NONE});
	}
	if (r < 0 || failing_recover(&c->store, g->now, err) < 0 || failing_list(&c->store, c->turn, &failing, err) < 0)
		return -1;
	for (size_t i = 0; i < failing.items_count; i++) {
		const struct failing *f = &failing.items[i];
		digest_add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.failing", .name = f->staff ? digest_name_of(g, f->staff) : f->addr, .what = f->addr,
		                                        .detail = f->words, .since = f->since, .day = DATE_NONE});
	}
	return 0;
}

static int add_would_send(struct gather *g, struct err *err)
{
	int r;
	if (!g->c->office->shadow)
		return 0;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT coalesce(staff, addr), subject FROM letter WHERE state = 'shadow' AND created_at > ? AND created_at <= ? ORDER BY created_at LIMIT ?",
	                          "iii", g->in.from, g->in.to, (int64_t)DIGEST_LINES * 4);
	while ((r = db_next(q, err)) > 0)
		digest_add_item(g, (struct digest_item){.section = DIGEST_WOULD_SEND, .word = "would.send", .name = digest_name_of(g, col_text(q, 0, g->c->turn)),
		                                        .what = col_text(q, 1, g->c->turn), .day = DATE_NONE});
	return r;
}

static int count_into(struct gather *g, int *n_r, const char *sql, struct err *err)
{
	int64_t n = 0;
	if (db_one_int(g->c->store.db, err, &n, sql, "") < 0)
		return -1;
	*n_r = (int)n;
	return 0;
}

/* Of each mail that came in, whether it was answered. */
static int count_answers(struct gather *g, struct err *err)
{
	struct db *db = g->c->store.db;
	int64_t answered = 0, unanswered = 0;
	if (db_one_int(db, err, &answered, "SELECT count(*) FROM letter WHERE created_at > ? AND created_at <= ? AND kind IN ('receipt', 'return')", "ii", g->in.from, g->in.to) < 0 ||
	    db_one_int(db, err, &unanswered,
	               "SELECT count(*) FROM mail WHERE " DIGEST_MAILS("seen_at", "id") "AND verdict IN ('counted', 'held', 'returned') AND "
	               "NOT EXISTS (SELECT 1 FROM letter WHERE letter.id IN ('receipt.' || mail.public, 'return.' || mail.public))",
	               "iiii", DIGEST_PERIOD(g)) < 0)
		return -1;
	g->in.letters_answered = (int)answered;
	g->in.mails_unanswered = (int)unanswered;
	return 0;
}

/* Each mail that came in is judged, needs no judging, or is a copy. */
static int count_mails(struct gather *g, struct err *err)
{
	struct digest_in *in = &g->in;
	int r;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT count(*), sum(verdict = 'ignored'), sum(verdict = 'copy'), sum(verdict = 'new') FROM mail WHERE " DIGEST_MAILS("seen_at", "id"),
	                          "iiii", DIGEST_PERIOD(g));
	while ((r = db_next(q, err)) > 0) {
		in->mails_seen = (int)col_int(q, 0);
		in->mails_ignored = (int)col_int(q, 1);
		in->mails_copies = (int)col_int(q, 2);
		in->mails_judged = in->mails_seen - in->mails_ignored - in->mails_copies - (int)col_int(q, 3);
	}
	return r;
}

static int add_totals(struct gather *g, struct err *err)
{
	struct digest head;
	if (count_mails(g, err) < 0 || count_answers(g, err) < 0 ||
	    count_into(g, &g->in.letters_waiting, "SELECT count(*) FROM letter WHERE state IN ('waiting', 'claimed')", err) < 0 ||
	    count_into(g, &g->in.letters_failed, "SELECT count(*) FROM letter WHERE state IN ('refused', 'unsure')", err) < 0 ||
	    store_chain_head(&g->c->store, &head, err) < 0)
		return -1;
	char hex[17];
	digest_hex(&head, 8, hex);
	g->in.chain_head = strspn(hex, "0") == strlen(hex) ? "" : arena_strdup(g->c->turn, hex); /* an empty ledger */
	return 0;
}

/* Where a server counts more than was taken in. */
static int add_tally(struct gather *g, struct err *err)
{
	(void)err;
	for (size_t i = 0; i < g->in.folders_count; i++) {
		const struct digest_folder *f = &g->in.folders[i];
		if (f->came > f->recorded)
			digest_add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.tally", .name = f->mailbox, .what = f->folder, .asked = f->came,
			                                        .done = f->recorded, .day = DATE_NONE});
	}
	return 0;
}

int digest_add_items(struct gather *g, struct err *err)
{
	int (*const each[])(struct gather *g, struct err *err) = {add_entries,     add_conflicts, add_tally,      add_bad_mails, add_cured, add_waiting, add_unconfirmed,
	                                                          add_bad_letters, add_bounces,   add_would_send, add_totals};
	for (size_t i = 0; i < sizeof each / sizeof *each; i++)
		if (each[i](g, err) < 0)
			return -1;
	return evidence_tell(g, err);
}
