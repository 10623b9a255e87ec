#include "flood.h"

#include <string.h>

#include "base/date.h"

#define META_OPEN "breaker_since"
#define META_LEFT "breaker_left"
#define META_CLOSED "breaker_closed"

/* Those that are dated later than another day from now were written while the clock was ahead: they would be of each day until then. */
static int count_day(struct store *s, const struct letter *l, const char *sql, int64_t limit, const char *text, const char **why_r, struct err *err)
{
	int64_t n = 0;
	if (db_one_int(s->db, err, &n, sql, "tiii", l->to, l->created - DAY_SECONDS, l->created + DAY_SECONDS, limit) < 0)
		return -1;
	if (n >= limit)
		*why_r = text;
	return 0;
}

/* What one address got of some kinds in a day, withheld letters left out. */
#define COUNT_OF(kinds) "SELECT count(*) FROM (SELECT 1 FROM letter WHERE addr = ? AND created_at > ? AND created_at <= ? AND kind " kinds " AND state <> 'withheld' LIMIT ?)"
#define NO_MORE LETTER_KIND_COUNT

/* Kinds that are counted by themselves; `sql` counts just these. */
static const struct limit {
	enum letter_kind kinds[6]; /* up to NO_MORE */
	const char *sql;
	int64_t most;
	const char *why;
} limits[] = {
	{{LETTER_FORWARD, NO_MORE}, COUNT_OF("= 'forward'"), LIMIT_FORWARDS_DAY, "too many mails passed on in a day"},
	{{LETTER_ALARM, NO_MORE}, COUNT_OF("= 'alarm'"), LIMIT_ALARMS_DAY, "too many alarms in a day"},
	/* Their reader sent a mail for each. */
	{{LETTER_RECEIPT, LETTER_SLIP_RECEIPT, LETTER_SLIP_ROWS, LETTER_SLIP_MISSING, NO_MORE}, COUNT_OF("IN ('receipt', 'slip_receipt', 'slip_rows', 'slip_missing')"),
	 LIMIT_RECEIPTS_DAY, "too many receipts in a day"},
	{{LETTER_SLIP_ASK, LETTER_SLIP_ASKS, LETTER_SLIP_REMINDER, LETTER_SLIP_REMINDERS, LETTER_REPORT, NO_MORE},
	 COUNT_OF("IN ('slip_ask', 'slip_asks', 'slip_reminder', 'slip_reminders', 'report')"), LIMIT_ASKS_DAY, "too many requests in a day"},
	{{LETTER_SLIP_TOLD, LETTER_SLIP_RESULTS, NO_MORE}, COUNT_OF("IN ('slip_told', 'slip_results')"), LIMIT_TOLD_DAY, "too many results in a day"},
};

static const struct limit *limit_of(enum letter_kind kind)
{
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		for (const enum letter_kind *k = limits[i].kinds; *k != NO_MORE; k++)
			if (*k == kind)
				return &limits[i];
	return NULL;
}

int limits_letter(struct store *s, const struct letter *l, const char **why_r, struct err *err)
{
	const struct limit *own = limit_of(l->kind);
	*why_r = NULL;
	if (l->kind == LETTER_PENALTY || l->kind == LETTER_CONFIRM || l->kind == LETTER_DIGEST || l->kind == LETTER_ASK)
		return 0;
	if (own)
		return count_day(s, l, own->sql, own->most, own->why, why_r, err);
	if (l->no_list && count_day(s, l,
	                            "SELECT count(*) FROM (SELECT 1 FROM letter JOIN mail ON mail.public = letter.about WHERE addr = ? AND created_at > ? AND created_at <= ? AND "
	                            "letter.kind = 'return' AND letter.state <> 'withheld' AND mail.reason = 'empty' LIMIT ?)",
	                            LIMIT_NO_LIST_DAY, "one answer a day to mails without a list", why_r, err) < 0)
		return -1;
	if (*why_r)
		return 0;
	return count_day(s, l,
	                 COUNT_OF("NOT IN ('receipt', 'slip_receipt', 'slip_rows', 'slip_missing', 'digest', 'alarm', 'forward', 'slip_ask', 'slip_asks', 'slip_told', "
	                          "'slip_results', 'slip_reminder', 'slip_reminders', 'report')"),
	                 LIMIT_PERSON_DAY, "too many letters in a day", why_r, err);
}

int limits_puzzled(struct store *s, const char *addr, int64_t now, struct err *err)
{
	int64_t n = 0;
	if (db_one_int(s->db, err, &n, "SELECT count(*) FROM (SELECT 1 FROM letter WHERE addr = ? AND created_at > ? AND created_at <= ? AND id >= '" LIMITS_PUZZLED "' AND id < 'told.puzzled/' LIMIT ?)",
	               "tiii", addr, now - DAY_SECONDS, now + DAY_SECONDS, (int64_t)LIMIT_PUZZLED_DAY) < 0)
		return -1;
	return n < LIMIT_PUZZLED_DAY;
}

/* The kinds that the SQL of limits_breaker leaves out. */
bool limits_counts(const char *kind)
{
	static const char *const free_kinds[] = {"receipt", "slip_receipt", "slip_rows", "slip_missing", "forward", "alarm"};
	for (size_t i = 0; i < sizeof free_kinds / sizeof *free_kinds; i++)
		if (strcmp(free_kinds[i], kind) == 0)
			return false;
	return true;
}

/* As time goes on letters only fall out of the hour, and what leaves is told by whoever sends it; but for letters in doubt, which may yet turn out to have
 * left, and for those that a clock which was ahead dated later than now: where there is one, it is counted each time. */
static int find_room(struct store *s, int64_t spare, int64_t now, int64_t *room_r, struct err *err)
{
	int64_t ahead = 0, doubtful = 0;
	if (db_one_int(s->db, err, &ahead, "SELECT 1 FROM letter WHERE sent_at > ? LIMIT 1", "i", now) < 0 ||
	    db_one_int(s->db, err, &doubtful, "SELECT count(*) FROM letter WHERE state IN ('refused', 'unsure')", "") < 0)
		return -1;
	*room_r = !ahead && spare > doubtful ? spare - doubtful : 0;
	return 0;
}

int limits_breaker_look(struct store *s, struct breaker *b_r, struct err *err)
{
	*b_r = (struct breaker){INT64_MIN, 0, 0};
	return store_get_time(s, META_OPEN, &b_r->since, err) < 0 || store_get_time(s, META_LEFT, &b_r->left, err) < 0 ? -1 : 0;
}

int limits_breaker(struct store *s, size_t people, int64_t now, bool *opened_r, struct breaker *b_r, struct err *err)
{
	int64_t closed = INT64_MIN, left = 0, limit = LIMIT_HOUR + (int64_t)people * LIMIT_HOUR_PERSON;
	*opened_r = false;
	if (limits_breaker_look(s, b_r, err) < 0 || b_r->since != INT64_MIN)
		return b_r->since != INT64_MIN ? 0 : -1;
	if (store_get_time(s, META_CLOSED, &closed, err) < 0)
		return -1;
	int64_t from = closed > now - 3600 && closed <= now ? closed : now - 3600;
	if (db_one_int(s->db, err, &left, "SELECT count(*) FROM letter WHERE sent_at > ? AND sent_at <= ? AND kind NOT IN ('receipt', 'slip_receipt', 'slip_rows', "
	                               "'slip_missing', 'forward', 'alarm')", "ii", from, now) < 0)
		return -1;
	if (left < limit)
		return find_room(s, limit - left, now, &b_r->room, err);
	*b_r = (struct breaker){now, left, 0};
	*opened_r = true;
	return store_set_time(s, META_OPEN, b_r->since, err) < 0 ? -1 : store_set_time(s, META_LEFT, b_r->left, err);
}

int limits_close(struct store *s, int64_t now, struct err *err)
{
	struct breaker b;
	if (limits_breaker_look(s, &b, err) < 0)
		return -1;
	if (b.since == INT64_MIN)
		return 0;
	return db_run(s->db, err, "DELETE FROM meta WHERE name IN (?, ?)", "tt", META_OPEN, META_LEFT) < 0 || store_set_time(s, META_CLOSED, now, err) < 0 ? -1 : 1;
}
