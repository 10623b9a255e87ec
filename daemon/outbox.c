#include "outbox.h"

#include <string.h>

#include "base/bug.h"
#include "base/squeeze.h"

#define META_SHADOW "shadow_since"

enum { BACKOFF_FIRST = 60, BACKOFF_MOST = 3600, MOST_TRIES = 60, MOST_UNSURE = 2 /* a server that takes letters and never says so would get one an hour */ };

int64_t outbox_backoff(int tries)
{
	int64_t wait = BACKOFF_FIRST;
	for (int i = 1; i < tries && wait < BACKOFF_MOST; i++)
		wait *= 2;
	return wait < BACKOFF_MOST ? wait : BACKOFF_MOST;
}

static int add_body(struct store *s, struct bytes letter, struct err *err)
{
	static const struct bytes unwritten = {(const uint8_t *)OUTBOX_UNWRITTEN, sizeof OUTBOX_UNWRITTEN - 1};
	struct buf small = {0};
	if (!letter.size)
		return db_run(s->db, err, "INSERT INTO letter_body (bytes) VALUES (?)", "b", &unwritten);
	squeeze(letter, &small);
	struct bytes bytes = {(const uint8_t *)small.data, small.size};
	int failed = db_run(s->db, err, "INSERT INTO letter_body (bytes) VALUES (?)", "b", &bytes);
	buf_release(&small);
	return failed;
}

/* As it was written: it begins with a header's name. */
static bool is_plain(struct bytes b)
{
	size_t n = 0;
	while (n < b.size && (b.data[n] == '-' || (b.data[n] >= 'A' && b.data[n] <= 'Z') || (b.data[n] >= 'a' && b.data[n] <= 'z')))
		n++;
	return n > 0 && n < b.size && b.data[n] == ':';
}

int outbox_body(struct query *q, int column, struct arena *a, const char *id, struct bytes *bytes_r, struct err *err)
{
	enum { LARGEST = 1 << 28 /* a damaged size must not have memory taken for it */ };
	*bytes_r = col_bytes(q, column, a);
	size_t size = squeezed_from(*bytes_r);
	if (size ? size <= LARGEST && unsqueeze(*bytes_r, size, a, bytes_r) == 0 : is_plain(*bytes_r))
		return 0;
	return err_set(err, 65, "store: the kept bytes of the letter %s are damaged (`leadclerk explain %s` tells what it was about)", id, id);
}

int outbox_add(struct store *s, const struct letter *l, const char *state, bool *added_r, struct err *err)
{
	*added_r = false;
	int there = outbox_exists(s, l->id, err);
	if (there != 0)
		return there < 0 ? -1 : 0;
	if (add_body(s, l->bytes, err) < 0 ||
	    db_run(s->db, err,
	           "INSERT INTO letter (id, kind, staff, addr, subject, message_id, token, about, created_at, due_at, state, next_try, body) "
	           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	           "ttttttttiitii", l->id, letter_kind_names[l->kind], l->staff, l->to, l->subject, l->message_id, l->token, l->about, l->created, l->due,
	           state, l->due, db_last_id(s->db)) < 0)
		return -1;
	*added_r = true;
	return 0;
}

int outbox_waiting(struct store *s, struct arena *a, const struct letter_wanted *w, struct letter_waiting *l_r, struct err *err)
{
	struct query *q = db_rows(s->db,
	                          "SELECT id, coalesce(about, '') FROM letter WHERE created_at > ? AND created_at <= ? AND due_at >= ? AND due_at <= ? AND staff = ? AND "
	                          "state IN ('waiting', 'shadow') AND tries = 0 AND kind IN ('reminder', 'makeup', 'penalty', 'confirm') AND "
	                          "(kind = 'confirm') = ? AND (state = 'waiting' OR ?) ORDER BY created_at, id LIMIT 1",
	                          "iiiitii", w->from - DAY_SECONDS, w->to, w->from, w->to, w->staff, (int64_t)w->confirm, (int64_t)w->shadow);
	int r = db_next(q, err);
	if (r > 0) {
		*l_r = (struct letter_waiting){col_text(q, 0, a), col_text(q, 1, a)};
		db_end(q);
	}
	return r;
}

int outbox_merge(struct store *s, const char *id, struct err *err)
{
	return db_run(s->db, err, "UPDATE letter SET state = 'merged' WHERE id = ? AND state IN ('waiting', 'shadow') AND tries = 0", "t", id);
}

int outbox_let_go(struct store *s, int64_t until, struct err *err)
{
	return db_run(s->db, err, "UPDATE letter SET state = 'sent' WHERE state IN ('waiting', 'claimed') AND state = 'waiting' AND next_try <= ?", "i", until);
}

/* Notices are named by their person (notice.c), so that the others about the same entry are found among his alone: '/' follows '.'. Who appealed, or said that
 * he paid, knows of it as well; what he did before there was this one, he did with the one whose place it took (life_goes_on). */
int outbox_held_back(struct store *s, const char *staff, const char *entry, struct err *err)
{
	int64_t one;
	return db_one_int(s->db, err, &one,
	                  "SELECT 1 FROM letter WHERE staff = ?1 AND state IN ('waiting', 'shadow') AND tries = 0 AND state = 'shadow' AND kind = 'penalty' AND "
	                  "instr(' ' || about || ' ', ' ' || ?2 || ' ') > 0 AND NOT EXISTS (SELECT 1 FROM letter AS other WHERE other.id >= 'notice.' || ?1 || '.' AND "
	                  "other.id < 'notice.' || ?1 || '/' AND other.state NOT IN ('shadow', 'merged') AND instr(' ' || other.about || ' ', ' ' || ?2 || ' ') > 0) AND "
	                  "NOT EXISTS (SELECT 1 FROM entry_state WHERE entry = ?2 AND by_staff = ?1 AND at >= (SELECT created_at FROM entry WHERE public = ?2)) LIMIT 1",
	                  "tt", staff, entry);
}

int outbox_shadow_since(struct store *s, int64_t *since_r, struct err *err)
{
	return store_get_time(s, META_SHADOW, since_r, err);
}

int outbox_note_mode(struct store *s, bool shadow, int64_t now, struct err *err)
{
	int64_t since;
	int r = outbox_shadow_since(s, &since, err);
	if (r < 0 || (r > 0) == shadow)
		return r < 0 ? -1 : 0;
	if (db_begin(s->db, err) < 0)
		return -1;
	int failed = shadow ? store_set_time(s, META_SHADOW, now, err) : db_run(s->db, err, "DELETE FROM meta WHERE name = '" META_SHADOW "'", "");
	return store_end(s, failed < 0, err);
}

/* Digests and reports that wait since before: the general manager's still go, as clerk_post lets new ones go. */
static int shadow_tidings(struct store *s, const struct office *o, int64_t until, int64_t since, struct err *err)
{
	struct arena *a = arena_new();
	struct texts held = {0};
	int r, failed = 0;
	struct query *q = db_rows(s->db, "SELECT id, staff FROM letter WHERE state = 'waiting' AND next_try <= ? AND created_at < ? AND kind IN ('digest', 'report')", "ii", until, since);
	while ((r = db_next(q, err)) > 0) {
		const char *id = col_text(q, 0, a), *staff = col_text(q, 1, a);
		const struct staff *to = staff ? office_staff(o, staff) : NULL;
		if (!to || !(to->roles & 1u << ROLE_GENERAL_MANAGER))
			ARENA_PUSH(a, &held, items) = id;
	}
	for (size_t i = 0; r == 0 && !failed && i < held.items_count; i++)
		failed = db_run(s->db, err, "UPDATE letter SET state = 'shadow' WHERE id = ?", "t", held.items[i]);
	arena_free(a);
	return r < 0 ? -1 : failed;
}

int outbox_shadow(struct store *s, const struct office *o, int64_t until, struct err *err)
{
	int64_t since = o->stopped_at;
	int r = o->stopped_by ? 1 : o->shadow ? outbox_shadow_since(s, &since, err) : 0;
	if (r <= 0)
		return r;
	/* What the server put off until then was tried, and reached nobody: as if it never had been. */
	if (db_run(s->db, err, "UPDATE letter SET state = 'shadow', tries = 0 WHERE state = 'waiting' AND next_try <= ? AND created_at < ? AND kind NOT IN ('alarm', 'digest', 'report')", "ii",
	           until, since) < 0)
		return -1;
	return shadow_tidings(s, o, until, since, err);
}

int outbox_question(struct store *s, struct arena *a, const char *addr, const char *kind, const char *several, int64_t from, bool shadow,
                    struct question_waiting *q_r, struct err *err)
{
	struct query *q = db_rows(s->db,
	                          "SELECT id, coalesce(about, ''), due_at, state IN ('waiting', 'shadow') AND tries = 0 FROM letter WHERE addr = ? AND created_at > ? AND "
	                          "kind IN (?, ?) AND state <> 'merged' AND (state <> 'shadow' OR ?) AND id NOT LIKE 'slip_unclear.%' ORDER BY due_at DESC, created_at DESC LIMIT 1",
	                          "titti", addr, from, kind, several, (int64_t)shadow);
	int r = db_next(q, err);
	if (r > 0) {
		*q_r = (struct question_waiting){col_text(q, 0, a), col_text(q, 1, a), col_int(q, 2), col_int(q, 3)};
		db_end(q);
	}
	return r;
}

int outbox_replace(struct store *s, const char *id, struct err *err)
{
	return db_run(s->db, err, "UPDATE letter SET state = 'merged' WHERE id = ?", "t", id);
}

int outbox_next(struct store *s, int64_t *when_r, struct err *err)
{
	*when_r = INT64_MAX;
	return db_one_int(s->db, err, when_r, "SELECT min(next_try) FROM letter WHERE state IN ('waiting', 'claimed') AND state = 'waiting'", "") < 0 ? -1
	                                                                                                                                            : 0;
}

int outbox_set_back(struct store *s, int64_t now, int64_t *count_r, struct err *err)
{
	int64_t one;
	*count_r = 0;
	/* Looked first: this is asked at every turn, and whoever holds the store meanwhile is not waited for. */
	int r = db_one_int(s->db, err, &one,
	                   "SELECT 1 FROM letter WHERE state IN ('waiting', 'claimed') AND state = 'waiting' AND next_try > ? AND (tries > 0 OR created_at > ?) LIMIT 1", "ii",
	                   now + BACKOFF_MOST, now + BACKOFF_MOST);
	if (r <= 0)
		return r;
	if (db_run(s->db, err, "UPDATE letter SET next_try = ? WHERE state IN ('waiting', 'claimed') AND state = 'waiting' AND next_try > ? AND (tries > 0 OR created_at > ?)", "iii", now,
	           now + BACKOFF_MOST, now + BACKOFF_MOST) < 0)
		return -1;
	*count_r = db_changes(s->db);
	return 0;
}

int outbox_due(struct store *s, int64_t now, int64_t *count_r, struct err *err)
{
	return db_one_int(s->db, err, count_r, "SELECT count(*) FROM letter WHERE state IN ('waiting', 'claimed') AND state = 'waiting' AND next_try <= ?", "i", now) < 0 ? -1 : 0;
}

/* Who pays must not be told twice by accident, nor left untold without anyone knowing: such a letter waits for a person. */
static bool waits_for_person(const char *kind)
{
	return strcmp(kind, letter_kind_names[LETTER_PENALTY]) == 0;
}

static bool is_receipt(const char *kind)
{
	return strcmp(kind, letter_kind_names[LETTER_RECEIPT]) == 0;
}

/* Those that are due, in their order, and those of them that can't go. */
static int get_due(struct store *s, struct arena *a, int64_t now, int max, struct outgoings *o_r, struct err *err)
{
	struct query *q = db_rows(s->db,
	                          "SELECT letter.id, addr, kind, bytes, created_at, tries, staff FROM letter LEFT JOIN letter_body ON letter_body.id = body WHERE state IN ('waiting', 'claimed') AND "
	                          "state = 'waiting' AND next_try <= ? ORDER BY next_try, created_at, body LIMIT ?",
	                          "ii", now, (int64_t)max);
	int r;
	while ((r = db_next(q, err)) > 0) {
		struct outgoing o = {.id = col_text(q, 0, a), .to = col_text(q, 1, a), .kind = col_text(q, 2, a), .created = col_int(q, 4), .tries = (int)col_int(q, 5),
		                     .staff = col_text(q, 6, a)};
		struct err damaged;
		if (outbox_body(q, 3, a, o.id, &o.bytes, &damaged) == 0)
			ARENA_PUSH(a, o_r, items) = o;
		else
			ARENA_PUSH(a, o_r, damaged) = (struct damaged_letter){o.id, arena_strdup(a, damaged.text)};
	}
	for (size_t i = 0; r == 0 && i < o_r->damaged_count; i++)
		r = db_run(s->db, err, "UPDATE letter SET state = 'refused', answer = ? WHERE id = ?", "tt", o_r->damaged[i].why, o_r->damaged[i].id);
	return r;
}

static int claim(struct store *s, struct arena *a, int64_t now, int max, bool receipts, struct outgoings *o_r, struct err *err)
{
	int r;
	size_t damaged;
	*o_r = (struct outgoings){0};
	do { /* others wait behind those */
		damaged = o_r->damaged_count;
		r = get_due(s, a, now, max, o_r, err);
	} while (r == 0 && !o_r->items_count && o_r->damaged_count > damaged);
	for (size_t i = 0; i < o_r->items_count; i++)
		if (receipts && !is_receipt(o_r->items[i].kind))
			o_r->items_count = i;
		else if (waits_for_person(o_r->items[i].kind))
			o_r->items_count = i > 0 ? i : 1;
	for (size_t i = 0; r == 0 && i < o_r->items_count; i++)
		r = db_run(s->db, err, "UPDATE letter SET state = 'claimed', tries = tries + 1 WHERE id = ?", "t", o_r->items[i].id);
	return r;
}

int outbox_claim(struct store *s, struct arena *a, int64_t now, int max, struct outgoings *o_r, struct err *err)
{
	return claim(s, a, now, max, false, o_r, err);
}

int outbox_claim_receipts(struct store *s, struct arena *a, int64_t now, int max, struct outgoings *o_r, struct err *err)
{
	return claim(s, a, now, max, true, o_r, err);
}

int outbox_unclaim(struct store *s, const struct outgoing *o, const char *why, struct err *err)
{
	return db_run(s->db, err, "UPDATE letter SET state = 'waiting', tries = tries - 1, answer = coalesce(?, answer) WHERE id = ?", "tt", why, o->id);
}

int outbox_result(struct store *s, const struct outgoing *o, const struct send_result *r, int64_t now, struct err *err)
{
	switch (r->outcome) {
	case SEND_SENT:
		return db_run(s->db, err, "UPDATE letter SET state = 'sent', sent_at = ?, answer = ? WHERE id = ?", "itt", now, r->text, o->id);
	case SEND_NEVER:
		return db_run(s->db, err, "UPDATE letter SET state = 'refused', answer = ? WHERE id = ?", "tt", r->text, o->id);
	case SEND_LATER:
		return db_run(s->db, err, "UPDATE letter SET state = ?, next_try = ?, answer = ? WHERE id = ?", "titt",
		              o->tries + 1 >= MOST_TRIES ? "refused" : "waiting", now + outbox_backoff(o->tries + 1), r->text, o->id);
	case SEND_UNSURE:
		return db_run(s->db, err,
		              "UPDATE letter SET state = CASE WHEN ? OR may_be_double >= ? THEN 'unsure' ELSE 'waiting' END, next_try = ?, "
		              "may_be_double = may_be_double + 1, sent_at = ?, answer = ? WHERE id = ?",
		              "iiiitt", (int64_t)waits_for_person(o->kind), (int64_t)MOST_UNSURE, now + outbox_backoff(o->tries + 1), now, r->text, o->id);
	}
	bug("send outcome %d", (int)r->outcome);
}

int outbox_release(struct store *s, struct err *err)
{
	return db_run(s->db, err, "UPDATE letter SET state = 'waiting', tries = tries - 1 WHERE state IN ('waiting', 'claimed') AND state = 'claimed'", "");
}

int outbox_recover(struct store *s, int64_t now, int *unsure_r, struct err *err)
{
	*unsure_r = 0;
	if (db_begin(s->db, err) < 0)
		return -1;
	if (db_run(s->db, err,
	           "UPDATE letter SET state = CASE kind WHEN ? THEN 'unsure' ELSE 'waiting' END, may_be_double = may_be_double + 1, next_try = ?, "
	           "answer = 'the clerk ended while this letter was under way' WHERE state IN ('waiting', 'claimed') AND state = 'claimed'",
	           "ti", letter_kind_names[LETTER_PENALTY], now) < 0) {
		store_rollback(s);
		return -1;
	}
	*unsure_r = (int)db_changes(s->db);
	return db_commit(s->db, err);
}

/* Of what was tried, and came to an unknown end, may_be_double says so. Two looks are behind whatever was looked for here: it is in doubt once. */
#define DOUBTED "state IN ('refused', 'unsure') AND state = 'unsure' AND may_be_double = 0"

int outbox_doubt(struct store *s, int64_t since, struct err *err)
{
	return db_run(s->db, err,
	              "UPDATE letter SET state = 'unsure', sent_at = ?1, look_at = ?1, looks = 1, answer = 'the store was put back: this letter may have left before' "
	              "WHERE state IN ('waiting', 'claimed') AND state = 'waiting' AND looks < 2",
	              "i", since);
}

int outbox_found(struct store *s, const char *id, int64_t now, struct err *err)
{
	return db_run(s->db, err, "UPDATE letter SET state = 'sent', sent_at = coalesce(sent_at, ?), look_at = NULL WHERE id = ? AND state = 'unsure'", "it", now, id);
}

int outbox_not_found(struct store *s, const char *id, struct err *err)
{
	return db_run(s->db, err, "UPDATE letter SET state = 'waiting', sent_at = NULL, look_at = NULL, looks = 2, answer = '' WHERE id = ? AND " DOUBTED, "t", id);
}

int outbox_doubt_stays(struct store *s, const char *id, struct err *err)
{
	return db_run(s->db, err,
	              "UPDATE letter SET state = CASE kind WHEN ?1 THEN 'unsure' ELSE 'waiting' END, may_be_double = 1, look_at = NULL, looks = 2, "
	              "sent_at = CASE kind WHEN ?1 THEN sent_at END WHERE " DOUBTED " AND id = coalesce(?2, id)",
	              "tt", letter_kind_names[LETTER_PENALTY], id);
}

int outbox_retry(struct store *s, const char *id, int64_t now, struct err *err)
{
	if (db_run(s->db, err, "UPDATE letter SET state = 'waiting', tries = 0, next_try = ? WHERE id = ? AND state IN ('unsure', 'refused', 'bounced', 'withheld')", "it", now, id) < 0)
		return -1;
	return db_changes(s->db) > 0;
}

int outbox_ignore(struct store *s, const char *id, struct err *err)
{
	if (db_run(s->db, err, "UPDATE letter SET state = 'ignored' WHERE id = ? AND state IN ('unsure', 'refused', 'bounced', 'withheld')", "t", id) < 0)
		return -1;
	return db_changes(s->db) > 0;
}

static int take_ref(struct query *q, struct arena *a, struct letter_ref *l_r, struct err *err)
{
	int r = db_next(q, err);
	if (r > 0) {
		*l_r = (struct letter_ref){col_text(q, 0, a), col_text(q, 1, a), col_text(q, 2, a), col_text(q, 3, a),
		                           col_text(q, 4, a), col_text(q, 5, a), col_int(q, 6), false};
		db_end(q);
	}
	return r;
}

#define LETTER_REF "SELECT id, kind, staff, addr, about, state, due_at FROM letter "

int outbox_find_token(struct store *s, struct arena *a, const char *token, struct letter_ref *l_r, struct err *err)
{
	return take_ref(db_rows(s->db, LETTER_REF "WHERE token = ? LIMIT 1", "t", token), a, l_r, err);
}

int outbox_find_id(struct store *s, struct arena *a, const char *id, struct letter_ref *l_r, struct err *err)
{
	return take_ref(db_rows(s->db, LETTER_REF "WHERE id = ?", "t", id), a, l_r, err);
}

int outbox_told_of(struct store *s, struct arena *a, const struct letter_ref *like, const char *entry, size_t stem, struct err *err)
{
	const char *his = arena_printf(a, "%.*s.%s", (int)strcspn(like->id, "."), like->id, like->staff ? like->staff : "");
	int64_t one;
	return db_one_int(s->db, err, &one, /* '/' follows '.' */
	                  "SELECT 1 FROM letter WHERE id > ?1 || '.' AND id < ?1 || '/' AND state <> 'shadow' AND instr(' ' || about, ' ' || ?2 || '.') > 0 LIMIT 1", "tt", his,
	                  arena_strndup(a, entry, stem));
}

int outbox_exists(struct store *s, const char *id, struct err *err)
{
	int64_t one;
	return db_one_int(s->db, err, &one, "SELECT 1 FROM letter WHERE id = ?", "t", id);
}

int outbox_erase_between(struct store *s, int64_t from, int64_t to, int64_t *count_r, struct err *err)
{
	static const struct bytes left = {(const uint8_t *)OUTBOX_ERASED, sizeof OUTBOX_ERASED - 1};
	int failed = db_run(s->db, err, "UPDATE letter_body SET bytes = ?1 WHERE bytes <> ?1 AND id IN (SELECT body FROM letter WHERE created_at >= ?2 AND created_at < ?3 AND "
	                    "state IN ('sent', 'bounced', 'ignored', 'shadow', 'merged'))", "bii", &left, from, to);
	*count_r = failed ? 0 : db_changes(s->db);
	return failed;
}
