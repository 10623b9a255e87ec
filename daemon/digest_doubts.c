#include <string.h>

#include "digest_inside.h"

enum { SENDERS_SHOWN = 10 };

/* Answers that could not be read. */
static int add_answers(struct gather *g, struct err *err)
{
	struct arena *a = g->c->turn;
	int r;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT staff, subject FROM mail WHERE " DIGEST_MAILS("arrived_at", "mail.id") "AND staff IS NOT NULL AND verdict = 'answer' AND "
	                          "reason IN ('not understood', 'no such slip') ORDER BY arrived_at, place LIMIT ?5",
	                          "iiiii", DIGEST_PERIOD(g), (int64_t)DIGEST_LINES);
	while ((r = db_next(q, err)) > 0)
		digest_add_item(g, (struct digest_item){.section = DIGEST_DOUBTS, .word = "doubt.answer", .name = digest_name_of(g, col_text(q, 0, a)),
		                                        .what = col_text(q, 1, a), .day = DATE_NONE});
	return r;
}

/* Whom the roster does not know and who sent what looks like a list: a rep's private address, perhaps. Of the rest, which is advertising mostly, how many. */
static int add_strangers(struct gather *g, struct err *err)
{
	struct arena *a = g->c->turn;
	int64_t rest = 0;
	int r, shown = 0;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT sender, count(*), min(subject), max(meant_list OR rows_digest IS NOT NULL) AS list FROM mail "
	                          "WHERE " DIGEST_MAILS("arrived_at", "mail.id") "AND verdict = 'ignored' "
	                          "AND reason = 'unknown sender' GROUP BY sender ORDER BY list DESC, count(*) DESC, sender",
	                          "iiii", DIGEST_PERIOD(g));
	while ((r = db_next(q, err)) > 0) {
		if (!col_int(q, 3) || shown++ >= SENDERS_SHOWN) {
			rest += col_int(q, 1);
			continue;
		}
		digest_add_item(g, (struct digest_item){.section = DIGEST_DOUBTS, .word = "doubt.stranger", .name = col_text(q, 0, a), .done = (int)col_int(q, 1),
		                                        .what = col_text(q, 2, a), .day = DATE_NONE});
	}
	if (rest)
		digest_add_item(g, (struct digest_item){.section = DIGEST_DOUBTS, .word = "doubt.strangers", .aside = true, .done = (int)rest, .day = DATE_NONE});
	return r;
}

/* "name U+001F detail U+001E ...": the names. */
static const char *file_names(struct arena *a, const char *unread)
{
	const char *names = "";
	while (*unread) {
		size_t whole = strcspn(unread, "\x1e"), name = strcspn(unread, "\x1f");
		const char *one = arena_strndup(a, unread, name < whole ? name : whole);
		names = *names ? arena_printf(a, "%s、%s", names, one) : one;
		unread += whole + (unread[whole] != '\0');
	}
	return names;
}

/* Files beside lists that counted: what was returned stands among the problems. */
static int add_files(struct gather *g, struct err *err)
{
	struct arena *a = g->c->turn;
	int r;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT staff, subject, unread FROM mail "
	                          "WHERE " DIGEST_MAILS("arrived_at", "mail.id") "AND staff IS NOT NULL AND unread <> '' AND verdict IN ('counted', 'cured', 'slip') "
	                          "ORDER BY arrived_at, place LIMIT ?5",
	                          "iiiii", DIGEST_PERIOD(g), (int64_t)DIGEST_LINES);
	while ((r = db_next(q, err)) > 0)
		digest_add_item(g, (struct digest_item){.section = DIGEST_DOUBTS, .word = "doubt.file", .name = digest_name_of(g, col_text(q, 0, a)), .what = col_text(q, 1, a),
		                                        .other = file_names(a, col_text(q, 2, a)), .day = DATE_NONE});
	return r;
}

/* Mails of reps that are no list, slip, answer, command or question: one line says whose. */
static int add_talk(struct gather *g, struct err *err)
{
	struct arena *a = g->c->turn;
	int r, people = 0;
	int64_t mails = 0;
	const char *names = "";
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT staff, count(*) FROM mail WHERE " DIGEST_MAILS("arrived_at", "mail.id") "AND staff IS NOT NULL AND verdict = 'ignored' AND reason = 'no list' "
	                          "GROUP BY staff ORDER BY count(*) DESC, staff",
	                          "iiii", DIGEST_PERIOD(g));
	while ((r = db_next(q, err)) > 0) {
		if (!digest_person_of(g, col_text(q, 0, a)))
			continue; /* the director's box has much that is none of our business */
		mails += col_int(q, 1);
		if (people++ < SENDERS_SHOWN)
			names = arena_printf(a, "%s%s%s", names, *names ? "、" : "", digest_name_of(g, col_text(q, 0, a)));
	}
	if (mails)
		digest_add_item(g, (struct digest_item){.section = DIGEST_DOUBTS, .word = people > SENDERS_SHOWN ? "doubt.talk_many" : "doubt.talk", .name = names, .asked = people,
		                                        .done = (int)mails, .aside = true, .day = DATE_NONE});
	return r;
}

int digest_add_doubts(struct gather *g, struct err *err)
{
	return add_answers(g, err) < 0 || add_files(g, err) < 0 || add_strangers(g, err) < 0 ? -1 : add_talk(g, err);
}
