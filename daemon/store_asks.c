#include "store_asks.h"

int store_add_ask(struct store *s, const struct ask *k, struct err *err)
{
	if (db_run(s->db, err,
	           "INSERT INTO ask (id, kind, staff, asked, about, reason, mail, at, state, reminded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?) ON CONFLICT DO NOTHING",
	           "tttttttii", k->id, k->kind, k->staff, k->asked, k->about, k->reason, k->mail, k->at, k->reminded_at) < 0)
		return -1;
	return db_changes(s->db) > 0;
}

#define ASK_COLUMNS "SELECT id, kind, staff, asked, about, reason, mail, at, state, reminded, reminded_at, coalesce(closed_at, 0), by_staff FROM ask "

static int take_asks(struct query *q, struct arena *a, struct asks *k_r, struct err *err)
{
	int r;
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, k_r, items) = (struct ask){.id = col_text(q, 0, a), .kind = col_text(q, 1, a), .staff = col_text(q, 2, a), .asked = col_text(q, 3, a),
		                                         .about = col_text(q, 4, a), .reason = col_text(q, 5, a), .mail = col_text(q, 6, a), .at = col_int(q, 7),
		                                         .state = col_text(q, 8, a), .reminded = (int)col_int(q, 9), .reminded_at = col_int(q, 10),
		                                         .closed_at = col_int(q, 11), .by = col_text(q, 12, a)};
	return r;
}

int store_get_ask(struct store *s, struct arena *a, const char *id, struct ask *k_r, struct err *err)
{
	struct asks found = {0};
	if (take_asks(db_rows(s->db, ASK_COLUMNS "WHERE id = ?", "t", id), a, &found, err) < 0)
		return -1;
	if (found.items_count)
		*k_r = found.items[0];
	return found.items_count > 0;
}

int store_close_ask(struct store *s, const char *id, const char *state, int64_t at, const char *by, struct err *err)
{
	return db_run(s->db, err, "UPDATE ask SET state = ?, closed_at = ?, by_staff = ? WHERE id = ?", "titt", state, at, by, id);
}

int store_open_again(struct store *s, const char *id, struct err *err)
{
	return db_run(s->db, err, "UPDATE ask SET state = 'open', closed_at = NULL, by_staff = NULL WHERE id = ?", "t", id);
}

int store_ask_reminded(struct store *s, const char *id, const char *asked, int64_t at, struct err *err)
{
	return db_run(s->db, err, "UPDATE ask SET reminded = reminded + 1, reminded_at = ?, asked = ? WHERE id = ?", "itt", at, asked, id);
}

int store_open_asks(struct store *s, struct arena *a, struct asks *k_r, struct err *err)
{
	*k_r = (struct asks){0};
	return take_asks(db_rows(s->db, ASK_COLUMNS "WHERE state = 'open' ORDER BY at, id", ""), a, k_r, err);
}

int store_asks_about(struct store *s, struct arena *a, const char *entry, struct asks *k_r, struct err *err)
{
	*k_r = (struct asks){0};
	return take_asks(db_rows(s->db,
	                         ASK_COLUMNS "WHERE mail IN (SELECT substr(because, instr(because, ':') + 1) FROM entry_state WHERE entry = ?1 AND "
	                         "(because LIKE 'appealed:%' OR because LIKE 'claimed:%')) ORDER BY at, id", "t", entry), a, k_r, err);
}

int store_add_fact(struct store *s, const struct fact *f, struct err *err)
{
	return db_run(s->db, err,
	              "INSERT INTO fact (id, kind, staff, from_day, to_day, at, by_staff, mail) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", "tttiiitt",
	              f->id, f->kind, f->staff, (int64_t)f->from, (int64_t)f->to, f->at, f->by, f->mail);
}

int store_end_fact(struct store *s, const char *id, const char *ended_by, struct err *err)
{
	return db_run(s->db, err, "UPDATE fact SET ended_by = ? WHERE id = ? AND ended_by IS NULL", "tt", ended_by, id) < 0 ? -1 : db_changes(s->db) > 0;
}

int store_facts(struct store *s, struct arena *a, struct facts *f_r, struct err *err)
{
	struct query *q = db_rows(s->db,
	                          "SELECT fact.id, fact.kind, fact.staff, from_day, to_day, fact.at, fact.by_staff, fact.mail, coalesce(ask.about, ''), coalesce(ask.at, fact.at) FROM fact "
	                          "LEFT JOIN ask ON ask.id = 'command.' || substr(fact.id, instr(fact.id, '.') + 1) WHERE ended_by IS NULL "
	                          "ORDER BY fact.staff, fact.at, fact.id", "");
	int r;
	*f_r = (struct facts){0};
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, f_r, items) = (struct fact){.id = col_text(q, 0, a), .kind = col_text(q, 1, a), .staff = col_text(q, 2, a), .from = (date)col_int(q, 3),
		                                          .to = (date)col_int(q, 4), .at = col_int(q, 5), .by = col_text(q, 6, a), .mail = col_text(q, 7, a),
		                                          .said = col_text(q, 8, a), .said_at = col_int(q, 9)};
	return r;
}
