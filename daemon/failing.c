#include "failing.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "outbox.h"

/* NULL: it is about that letter and that address; else why not. */
static const char *not_ours(struct arena *a, const struct mail *m, const struct bounce_line *line, const struct letter_ref *letter)
{
	if (!letter)
		return "of no letter of ours";
	if (strcmp(letter->state, "sent") != 0 && strcmp(letter->state, "unsure") != 0 && strcmp(letter->state, "bounced") != 0)
		return "of a letter that was not sent";
	if (line->addr ? !text_same_nocase(line->addr, letter->addr) : !bounce_names(a, m, letter->addr))
		return "of another address than the letter's";
	return NULL;
}

static int mark(struct store *s, const struct bounce_line *line, const struct letter_ref *l, int64_t at, struct err *err)
{
	if (line->kind == BOUNCE_DELAYED)
		return 0;
	if (db_run(s->db, err, "UPDATE letter SET state = 'bounced', answer = ?, look_at = NULL WHERE id = ? AND state IN ('sent', 'unsure')", "tt", line->words,
	           l->id) < 0)
		return -1;
	if (line->kind == BOUNCE_SOFT)
		return 0;
	return db_run(s->db, err,
	              "INSERT INTO failing (addr, staff, since, last, letter, words) VALUES (?1, ?2, ?3, ?3, ?4, ?5) "
	              "ON CONFLICT (addr) DO UPDATE SET last = max(last, excluded.last), letter = excluded.letter, words = excluded.words",
	              "ttitt", l->addr, l->staff, at, l->id, line->words);
}

static int take_line(struct store *s, struct arena *a, const struct mail_record *m, const struct bounce_line *line, int n, const struct letter_ref *l,
                     int64_t now, const char **said_r, struct err *err)
{
	const char *why = not_ours(a, &m->envelope, line, l), *about = l ? l->id : "";
	const char *said = why ? why : arena_printf(a, "%s, of %s to %s", bounce_kind_names[line->kind], l->id, l->addr);
	*said_r = *said_r ? arena_printf(a, "%s; %s", *said_r, said) : said;
	if (!why && mark(s, line, l, m->arrived_at, err) < 0)
		return -1;
	return db_run(s->db, err, "INSERT INTO bounce (mail, n, at, kind, letter, addr, words, ignored) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "iiittttt", m->id,
	              (int64_t)n, now, bounce_kind_names[line->kind], about, line->addr ? line->addr : l ? l->addr : "", line->words, why ? why : "");
}

int failing_take(struct store *s, struct arena *a, const struct mail_record *m, int64_t now, const char **said_r, struct err *err)
{
	struct bounce b;
	struct letter_ref letter;
	int known = 0;
	*said_r = NULL;
	if (!bounce_read(a, &m->envelope, &b))
		return 0;
	if (b.tied && (known = outbox_find_token(s, a, b.token, &letter, err)) < 0)
		return -1;
	for (size_t i = 0; i < b.lines_count; i++)
		if (take_line(s, a, m, &b.lines[i], (int)i, known ? &letter : NULL, now, said_r, err) < 0)
			return -1;
	return 0;
}

int failing_answered(struct store *s, const char *addr, int64_t at, struct err *err)
{
	return db_run(s->db, err, "DELETE FROM failing WHERE addr = ? AND last < ?", "ti", addr, at);
}

int failing_recover(struct store *s, int64_t now, struct err *err)
{
	return db_run(s->db, err,
	              "DELETE FROM failing WHERE EXISTS (SELECT 1 FROM letter WHERE letter.addr = failing.addr AND letter.created_at > failing.last AND "
	              "letter.state = 'sent' AND letter.sent_at <= ?)",
	              "i", now - FAILING_RECOVERED_DAYS * (int64_t)DAY_SECONDS);
}

int failing_list(struct store *s, struct arena *a, struct failings *f_r, struct err *err)
{
	int r;
	*f_r = (struct failings){0};
	struct query *q = db_rows(s->db, "SELECT addr, staff, since, last, words FROM failing ORDER BY since, addr", "");
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, f_r, items) = (struct failing){col_text(q, 0, a), col_text(q, 1, a), col_int(q, 2), col_int(q, 3), col_text(q, 4, a)};
	return r;
}
