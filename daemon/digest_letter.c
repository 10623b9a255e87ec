#include "digest_letter.h"

#include <inttypes.h>
#include <string.h>

#include "base/digest.h"
#include "asks.h"
#include "compose.h"
#include "evidence.h"
#include "failing.h"
#include "judge.h"
#include "ledger.h"
#include "notice.h"
#include "slip_take.h"

#define META_DIGEST "digest_until"

enum { MAX_LINES = 60 /* of one section; the letter says how many more */, SHOWN_COMPANIES = 3 };

struct gather {
	struct clerk *c;
	struct digest_in in;
	int64_t now;
};

static struct digest_person *person_of(struct gather *g, const char *staff)
{
	for (size_t i = 0; i < g->in.people_count; i++)
		if (strcmp(g->in.people[i].staff, staff) == 0)
			return &g->in.people[i];
	return NULL;
}

static void add_people(struct gather *g)
{
	const struct office *o = g->c->office;
	for (size_t i = 0; i < o->staff_count; i++) {
		const struct staff *s = &o->staff[i];
		bool there = !staff_gone(s, time_date(g->in.from)) && (s->since == DATE_NONE || s->since <= g->in.day);
		if (s->roles & 1u << ROLE_REP && there)
			ARENA_PUSH(g->c->turn, &g->in, people) = (struct digest_person){.staff = s->id, .name = s->name};
	}
}

/* Duties of a person whose window ended in the period, and those that end today. */
static int add_duties(struct gather *g, struct digest_person *p, struct err *err)
{
	struct clerk *c = g->c;
	struct credits credits;
	const struct staff *s = office_staff(c->office, p->staff);
	date from = time_date(g->in.from);
	if (clerk_credits(c, p->staff, from, &credits, err) < 0)
		return -1;
	for (size_t k = 0; k < c->kinds.names_count; k++)
		for (date d = duty_date_from(c->office, c->kinds.names[k], from - duty_reach(c->office, c->kinds.names[k]));
		     d != DATE_NONE && d < g->in.day + duty_reach(c->office, c->kinds.names[k]);
		     d = duty_date_from(c->office, c->kinds.names[k], d + 1)) {
			struct duty duty;
			int64_t end = duty_window_end(c->office, policy_duty(office_policy(c->office, d), c->kinds.names[k]), d);
			bool settled = end >= g->in.from && end < g->in.to, today = time_date(end) == g->in.day;
			if ((!settled && !today) || !duty_make(c->office, c->kinds.names[k], s, d, &credits, c->horizon, &duty))
				continue;
			if (!settled && duty.delivered == 0)
				continue; /* its window has only just opened */
			ARENA_PUSH(c->turn, p, duties) = clerk_standing(&duty);
			if (settled && duty.state == DUTY_MISSED) {
				struct { const char **names; size_t names_count, names_cap; } names = {g->in.settled_names, g->in.settled_count, g->in.settled_cap};
				ARENA_PUSH(c->turn, &names, names) = p->name;
				ARENA_PUSH(c->turn, &g->in, settled) = clerk_standing(&duty);
				g->in.settled_names = names.names;
			}
		}
	return 0;
}

/* Mails and rows of the period, by person. */
static int add_counts(struct gather *g, struct err *err)
{
	struct arena *a = g->c->turn;
	struct db *db = g->c->store.db;
	int r;
	struct query *q = db_rows(db,
	                          "SELECT mail.staff, count(*), sum(mail.verdict IN ('held', 'cured') OR mail.reason LIKE 'passed on:%'), sum(mail.verdict = 'cured') FROM mail WHERE arrived_at > ? AND "
	                          "arrived_at <= ? AND staff IS NOT NULL AND verdict IN ('counted', 'held', 'cured', 'returned') GROUP BY mail.staff",
	                          "ii", g->in.from, g->in.to);
	while ((r = db_next(q, err)) > 0) {
		struct digest_person *p = person_of(g, col_text(q, 0, a));
		if (!p)
			continue;
		p->mails = (int)col_int(q, 1);
		p->cc_wrong = (int)col_int(q, 2);
		p->cc_right = p->mails - p->cc_wrong;
		p->cc_cured = (int)col_int(q, 3);
	}
	if (r < 0)
		return -1;
	q = db_rows(db,
	            "SELECT mail.staff, count(*), sum(row.verdict = 0), sum(row.verdict = 1), sum(row.verdict = 2) FROM mail "
	            "JOIN row ON row.person = mail.rows_person AND row.day = mail.rows_day AND row.mail = mail.id "
	            "WHERE arrived_at > ? AND arrived_at <= ? GROUP BY mail.staff",
	            "ii", g->in.from, g->in.to);
	while ((r = db_next(q, err)) > 0) {
		struct digest_person *p = person_of(g, col_text(q, 0, a));
		if (!p)
			continue;
		p->rows = (int)col_int(q, 1);
		p->counted = (int)col_int(q, 2);
		p->refused = (int)col_int(q, 3);
		p->held = (int)col_int(q, 4);
	}
	return r;
}

static int add_entries(struct gather *g, struct err *err)
{
	struct entries all;
	struct clerk *c = g->c;
	if (store_entries_between(&c->store, c->turn, g->in.from, g->in.to, &all, err) < 0)
		return -1;
	struct { const char **names; size_t names_count, names_cap; } names = {0};
	for (size_t i = 0; i < all.items_count; i++) {
		const struct entry *e = &all.items[i];
		struct notice_entry note = notice_of_entry(c, e);
		struct digest_person *who = person_of(g, e->staff);
		ARENA_PUSH(c->turn, &g->in, entries) = note;
		ARENA_PUSH(c->turn, &names, names) = note.name;
		if (who) {
			who->fen += e->fen;
			who->pushups += e->pushups;
		}
	}
	g->in.entry_names = names.names;
	return 0;
}

/* Ids of the entries in the order of their numbers: 免除 2 in answer to the digest means one of them. */
static const char *entry_ids(struct gather *g)
{
	struct buf ids = {0};
	for (size_t i = 0; i < g->in.entries_count; i++)
		buf_printf(&ids, "%s%s", i ? " " : "", g->in.entries[i].id);
	const char *text = ids.size ? arena_strndup(g->c->turn, ids.data, ids.size) : NULL;
	buf_release(&ids);
	return text;
}

static void add_item(struct gather *g, struct digest_item item)
{
	ARENA_PUSH(g->c->turn, &g->in, items) = item;
}

static const char *name_of(const struct gather *g, const char *staff)
{
	const struct staff *s = staff ? office_staff(g->c->office, staff) : NULL;
	return s ? s->name : staff;
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
		add_item(g, (struct digest_item){.section = DIGEST_CONFLICTS, .word = f->count == 1 ? "conflict.taken" : "conflict.several", .name = f->name,
		                                 .other = f->other, .what = f->companies, .since = f->since, .day = DATE_NONE, .done = f->count});
}

static int add_conflicts(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	struct conflict now = {0};
	int r;
	struct query *q = db_rows(c->store.db,
	                          "SELECT mail.staff, row.fields, row.other, row.since FROM mail "
	                          "JOIN row ON row.person = mail.rows_person AND row.day = mail.rows_day AND row.mail = mail.id "
	                          "WHERE arrived_at > ? AND arrived_at <= ? AND row.reason = ? ORDER BY mail.staff, row.other, mail.arrived_at, row.list, row.n",
	                          "iii", g->in.from, g->in.to, (int64_t)REASON_TAKEN);
	while ((r = db_next(q, err)) > 0) {
		const char *name = name_of(g, col_text(q, 0, c->turn)), *other = name_of(g, store_staff(&c->store, col_int(q, 2)));
		char *company = col_text(q, 1, c->turn);
		company[strcspn(company, "\x1f")] = '\0';
		if (!now.count || strcmp(now.name, name) != 0 || strcmp(now.other, other) != 0) {
			add_conflict(g, &now);
			now = (struct conflict){.name = name, .other = other, .companies = company, .since = col_int(q, 3)};
		} else if (now.count < SHOWN_COMPANIES) {
			now.companies = arena_printf(c->turn, "%s、%s", now.companies, company);
		}
		now.count++;
	}
	add_conflict(g, &now);
	return r;
}

static int add_bad_mails(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	int r;
	struct query *q = db_rows(c->store.db,
	                          "SELECT staff, subject, CASE WHEN flag <> '' THEN 'flagged' WHEN reason = 'late appeal' OR reason LIKE '%also late appeal' THEN 'late_appeal' ELSE verdict END, CASE flag WHEN '' THEN reason ELSE flag END "
	                          "FROM mail WHERE arrived_at > ? AND arrived_at <= ? AND (verdict IN ('returned', 'quarantined', 'held') OR flag <> '' OR "
	                          "reason LIKE '%also late appeal' OR (verdict = 'answer' AND (reason IN ('not understood', 'late appeal') OR reason LIKE 'unverified%'))) "
	                          "ORDER BY arrived_at LIMIT ?",
	                          "iii", g->in.from, g->in.to, (int64_t)MAX_LINES);
	while ((r = db_next(q, err)) > 0) {
		const char *staff = col_text(q, 0, c->turn);
		add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = arena_printf(c->turn, "problem.%s", col_text(q, 2, c->turn)),
		                                 .name = name_of(g, staff), .what = staff ? col_text(q, 1, c->turn) : "", .detail = col_text(q, 3, c->turn),
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
	                          "SELECT held.staff, held.subject, cure.arrived_at, (SELECT count(*) FROM row WHERE row.verdict = 0 AND "
	                          "((row.person = held.rows_person AND row.day = held.rows_day AND row.mail = held.id) OR "
	                          "(row.person = cure.rows_person AND row.day = cure.rows_day AND row.mail = cure.id))) FROM mail AS cure "
	                          "JOIN mail AS held ON held.cured_by = cure.id WHERE cure.arrived_at > ? AND cure.arrived_at <= ? AND held.verdict = 'cured' "
	                          "ORDER BY cure.arrived_at, cure.place, held.id LIMIT ?",
	                          "iii", g->in.from, g->in.to, (int64_t)MAX_LINES);
	while ((r = db_next(q, err)) > 0)
		add_item(g, (struct digest_item){.section = DIGEST_CURED, .word = "cured.list", .name = name_of(g, col_text(q, 0, c->turn)),
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
	for (size_t i = 0; i < open.items_count && i < MAX_LINES; i++) {
		const struct ask *k = &open.items[i];
		const struct staff *from = office_staff(c->office, k->staff);
		if (k->reminded)
			add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = arena_printf(c->turn, "problem.waiting_%s", k->kind), .name = asks_names(c, k->asked),
			                                 .other = from ? from->name : k->staff, .since = k->at, .done = k->reminded, .day = DATE_NONE});
	}
	return 0;
}

static int add_bad_letters(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	int r;
	struct query *q = db_rows(c->store.db, "SELECT staff, addr, subject, state, answer FROM letter WHERE state IN ('refused', 'unsure') ORDER BY created_at DESC LIMIT ?",
	                          "i", (int64_t)MAX_LINES);
	while ((r = db_next(q, err)) > 0) {
		const char *staff = col_text(q, 0, c->turn), *addr = col_text(q, 1, c->turn);
		add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = arena_printf(c->turn, "problem.%s", col_text(q, 3, c->turn)),
		                                 .name = staff ? name_of(g, staff) : addr, .what = col_text(q, 2, c->turn), .detail = col_text(q, 4, c->turn),
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
	                          "WHERE bounce.at > ? AND bounce.at <= ? AND ignored = '' AND bounce.kind <> 'delayed' ORDER BY bounce.at, bounce.mail, bounce.n LIMIT ?",
	                          "iii", g->in.from, g->in.to, (int64_t)MAX_LINES);
	while ((r = db_next(q, err)) > 0) {
		const char *staff = col_text(q, 0, c->turn), *addr = col_text(q, 1, c->turn);
		add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.bounced", .name = staff ? name_of(g, staff) : addr,
		                                 .what = col_text(q, 2, c->turn), .detail = col_text(q, 3, c->turn), .day = DATE_NONE});
	}
	if (r < 0 || failing_recover(&c->store, g->now, err) < 0 || failing_list(&c->store, c->turn, &failing, err) < 0)
		return -1;
	for (size_t i = 0; i < failing.items_count; i++) {
		const struct failing *f = &failing.items[i];
		add_item(g, (struct digest_item){.section = DIGEST_PROBLEMS, .word = "problem.failing", .name = f->staff ? name_of(g, f->staff) : f->addr, .what = f->addr,
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
	                          "iii", g->in.from, g->in.to, (int64_t)MAX_LINES * 4);
	while ((r = db_next(q, err)) > 0)
		add_item(g, (struct digest_item){.section = DIGEST_WOULD_SEND, .word = "would.send", .name = name_of(g, col_text(q, 0, g->c->turn)),
		                                 .what = col_text(q, 1, g->c->turn), .day = DATE_NONE});
	return r;
}

static const char *case_word(struct arena *a, const struct makeup *m)
{
	bool list = false;
	for (int i = 0; i < m->lists_count; i++)
		list = list || m->lists[i].state == DUTY_MISSED;
	return m->lost ? list ? "makeup.lost" : "makeup.lost_visits" : arena_printf(a, "makeup.%s", duty_state_names[m->state]);
}

/* Make-up cases that are open, by person. */
static int add_cases(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	for (size_t i = 0; i < g->in.people_count; i++) {
		struct credits credits;
		const struct staff *s = office_staff(c->office, g->in.people[i].staff);
		if (clerk_credits(c, s->id, g->in.day - 14, &credits, err) < 0)
			return -1;
		for (size_t k = 0; k < c->kinds.names_count; k++)
			for (date w = date_monday(g->in.day) - 14; w <= g->in.day; w += 7) {
				struct makeup m;
				if (makeup_make(c->office, c->kinds.names[k], s, w, &credits, c->horizon, &m) && (m.state == DUTY_OPEN || m.closes > g->in.from))
					add_item(g, (struct digest_item){.section = DIGEST_MAKEUPS, .name = s->name, .day = w, .done = m.visits, .asked = m.visits_asked,
					                                 .word = case_word(c->turn, &m)});
			}
	}
	return 0;
}

static int count_into(struct gather *g, int *n_r, const char *sql, struct err *err)
{
	int64_t n = 0;
	if (db_one_int(g->c->store.db, err, &n, sql, "ii", g->in.from, g->in.to) < 0)
		return -1;
	*n_r = (int)n;
	return 0;
}

static int add_totals(struct gather *g, struct err *err)
{
	struct digest head;
	if (count_into(g, &g->in.mails_seen, "SELECT count(*) FROM mail WHERE seen_at > ? AND seen_at <= ?", err) < 0 ||
	    count_into(g, &g->in.mails_judged, "SELECT count(*) FROM mail WHERE seen_at > ? AND seen_at <= ? AND verdict NOT IN ('new', 'ignored', 'copy')", err) < 0 ||
	    count_into(g, &g->in.letters_answered,
	               "SELECT count(*) FROM letter WHERE created_at > ? AND created_at <= ? AND kind IN ('receipt', 'return')", err) < 0 ||
	    count_into(g, &g->in.letters_waiting, "SELECT count(*) FROM letter WHERE state IN ('waiting', 'claimed') AND ?1 < ?2", err) < 0 ||
	    count_into(g, &g->in.letters_failed, "SELECT count(*) FROM letter WHERE state IN ('refused', 'unsure') AND ?1 < ?2", err) < 0 ||
	    store_chain_head(&g->c->store, &head, err) < 0)
		return -1;
	char hex[17];
	digest_hex(&head, 8, hex);
	g->in.chain_head = strspn(hex, "0") == strlen(hex) ? "" : arena_strdup(g->c->turn, hex); /* an empty ledger */
	return 0;
}

int digest_post(struct clerk *c, int64_t moment, int64_t now, struct err *err)
{
	char day[DATE_TEXT_SIZE];
	struct gather g = {.c = c, .now = now, .in = {.from = moment - DAY_SECONDS, .to = moment, .day = time_date(moment), .shadow = c->office->shadow}};
	g.in.stopped = c->office->stopped_by ? name_of(&g, c->office->stopped_by) : NULL;
	g.in.stopped_at = c->office->stopped_at;
	if (store_get_time(&c->store, META_DIGEST, &g.in.from, err) < 0)
		return -1;
	add_people(&g);
	for (size_t i = 0; i < g.in.people_count; i++)
		if (add_duties(&g, &g.in.people[i], err) < 0)
			return -1;
	if (add_counts(&g, err) < 0 || add_entries(&g, err) < 0 || add_conflicts(&g, err) < 0 || add_bad_mails(&g, err) < 0 || add_cured(&g, err) < 0 || add_waiting(&g, err) < 0 || add_bad_letters(&g, err) < 0 || add_bounces(&g, err) < 0 ||
	    evidence_tell(c, &g.in, err) < 0 || add_would_send(&g, err) < 0 || add_cases(&g, err) < 0 || add_totals(&g, err) < 0)
		return -1;
	const char *about = entry_ids(&g);
	for (size_t i = 0; i < c->office->staff_count; i++) {
		const struct staff *s = &c->office->staff[i];
		if (!(s->roles & (1u << ROLE_DIRECTOR | 1u << ROLE_GENERAL_MANAGER)) || !staff_active(s, g.in.day))
			continue;
		g.in.head = clerk_head(c, s, arena_printf(c->turn, "digest.%s.%s", s->id, date_text(g.in.day, day)), clerk_leaves(c, now));
		struct digest_in own = g.in;
		own.items_cap = own.items_count; /* what is appended is this reader's alone */
		if (slip_digest(c, s, now, &own, err) < 0)
			return -1;
		struct letter l = compose_digest(c->turn, &own);
		l.about = about;
		l.created = now;
		if (clerk_post(c, &l, err) < 0)
			return -1;
	}
	return store_set_time(&c->store, META_DIGEST, moment, err);
}
