#include "store.h"

#include <string.h>

/* Settling reads what counted, and writes these. */
static const char *const settled_tables[] = {"meta", "person", "policy_version", "settled", "entry", "entry_state"};
/* All that judging made, and makes anew. */
static const char *const judged_tables[] = {"company", "company_key", "company_code", "visit", "credit", "layout", "signal", "near", "rejudged"};
/* Large, and only read: what came in, and what went out; rows too, where nothing reads again what is judged of them. */
static const char *const kept_tables[] = {"raw", "letter", "letter_body"};
static const char *const row_tables[] = {"row", "list_rows"};

#define AMONG(name, list) among(name, list, sizeof(list) / sizeof *(list))
static bool among(const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

/* As undoing all mails leaves them, and without those that were not judged. */
static int undo_mails(struct store *s, struct err *err)
{
	if (db_run(s->db, err, "DELETE FROM mail WHERE judged_at IS NULL", "") < 0)
		return -1;
	return db_run(s->db, err,
	              "UPDATE mail SET verdict = CASE WHEN instr(read_by, (SELECT cure.public FROM mail AS cure WHERE cure.id = mail.cured_by)) > 0 "
	              "THEN 'returned' ELSE 'held' END, cured_by = NULL, judged_at = arrived_at WHERE cured_by IS NOT NULL", "");
}

static int lay_all(struct store *s, bool rows_stand, struct err *err)
{
	struct arena *a = arena_new();
	struct { const char **items; size_t items_count, items_cap; } names = {0};
	int r;
	struct query *q = db_rows(s->db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", "");
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, &names, items) = col_text(q, 0, a);
	for (size_t i = 0; r == 0 && i < names.items_count; i++) {
		const char *name = names.items[i];
		if (!AMONG(name, kept_tables) && !(rows_stand && AMONG(name, row_tables)))
			r = db_lay_over(s->db, name, !AMONG(name, judged_tables), err);
	}
	arena_free(a);
	return r;
}

int store_suppose(struct store *s, bool judging, bool *rows_stand_r, struct err *err)
{
	int64_t answered = 0;
	if (db_one_int(s->db, err, &answered, "SELECT EXISTS (SELECT 1 FROM layout)", "") < 0)
		return -1;
	*rows_stand_r = !answered;
	if (judging)
		return lay_all(s, !answered, err) < 0 ? -1 : undo_mails(s, err);
	for (size_t i = 0; i < sizeof settled_tables / sizeof *settled_tables; i++)
		if (db_lay_over(s->db, settled_tables[i], true, err) < 0)
			return -1;
	return 0;
}
