#include "store_alarms.h"

static int64_t moment(struct query *q, int i)
{
	int64_t t = col_int(q, i);
	return t ? t : INT64_MIN;
}

int store_alarms(struct store *s, struct arena *a, struct alarm_rows *rows_r, struct err *err)
{
	int r;
	*rows_r = (struct alarm_rows){0};
	struct query *q = db_rows(s->db, "SELECT name, kind, about, text, since, coalesce(told_at, 0), coalesce(over_at, 0), letter FROM alarm ORDER BY since, name", "");
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, rows_r, items) = (struct alarm_row){.name = col_text(q, 0, a), .kind = col_text(q, 1, a), .about = col_text(q, 2, a), .text = col_text(q, 3, a),
		                                                 .since = col_int(q, 4), .told_at = moment(q, 5), .over_at = moment(q, 6), .letter = col_text(q, 7, a)};
	return r;
}

int store_put_alarm(struct store *s, const struct alarm_row *row, struct err *err)
{
	return db_run(s->db, err,
	              "INSERT INTO alarm (name, kind, about, text, since, told_at, over_at, letter) VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, 0), nullif(?7, 0), ?8) "
	              "ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, text = excluded.text, told_at = excluded.told_at, over_at = excluded.over_at, "
	              "letter = excluded.letter",
	              "ttttiiit", row->name, row->kind, row->about, row->text, row->since, row->told_at == INT64_MIN ? 0 : row->told_at,
	              row->over_at == INT64_MIN ? 0 : row->over_at, row->letter);
}

int store_drop_alarm(struct store *s, const char *name, struct err *err)
{
	return db_run(s->db, err, "DELETE FROM alarm WHERE name = ?", "t", name);
}

int store_take_alarm_back(struct store *s, const char *letter, struct err *err)
{
	if (db_run(s->db, err, "UPDATE letter SET state = 'merged' WHERE id = ? AND state = 'waiting'", "t", letter) < 0)
		return -1;
	return db_changes(s->db) > 0;
}

int store_quarantined(struct store *s, int64_t *count_r, int64_t *since_r, struct err *err)
{
	*count_r = *since_r = 0;
	struct query *q = db_rows(s->db, "SELECT count(*), min(seen_at) FROM mail WHERE verdict = 'quarantined'", "");
	int r = db_next(q, err);
	if (r > 0) {
		*count_r = col_int(q, 0);
		*since_r = col_int(q, 1);
		db_end(q);
	}
	return r < 0 ? -1 : 0;
}

int store_post_words(struct store *s, struct arena *a, bool *waits_r, const char **words_r, struct err *err)
{
	*words_r = "";
	*waits_r = false;
	struct query *q = db_rows(s->db, "SELECT answer FROM letter WHERE state IN ('waiting', 'claimed') AND state = 'waiting' ORDER BY next_try, created_at, body LIMIT 1", "");
	int r = db_next(q, err);
	if (r > 0) {
		*waits_r = true;
		*words_r = col_text(q, 0, a);
		db_end(q);
	}
	return r < 0 ? -1 : 0;
}

int store_last_sent(struct store *s, int64_t *when_r, struct err *err)
{
	int r = db_one_int(s->db, err, when_r, "SELECT sent_at FROM letter WHERE sent_at IS NOT NULL ORDER BY sent_at DESC LIMIT 1", "");
	if (r == 0)
		*when_r = INT64_MIN;
	return r < 0 ? -1 : 0;
}
