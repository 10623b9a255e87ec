#include "store.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/squeeze.h"

#define PLACE_ARGS(p) (p)->mailbox, (p)->folder, (p)->uidvalidity, (p)->place

int store_seen(struct store *s, const struct place *p, struct err *err)
{
	int64_t one;
	return db_one_int(s->db, err, &one, "SELECT 1 FROM sighting WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND place = ?", "ttit",
	                  PLACE_ARGS(p));
}

int store_arrival_at(struct store *s, const struct place *p, int64_t *t_r, struct err *err)
{
	return db_one_int(s->db, err, t_r,
	                  "SELECT arrived_at FROM mail WHERE id = (SELECT mail FROM sighting WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND place = ?)", "ttit",
	                  PLACE_ARGS(p));
}

int store_last_validity(struct store *s, const char *mailbox, const char *folder, int64_t *v_r, struct err *err)
{
	return db_one_int(s->db, err, v_r, "SELECT uidvalidity FROM sighting WHERE mailbox = ? AND folder = ? ORDER BY uidvalidity DESC LIMIT 1", "tt", mailbox,
	                  folder);
}

int store_add_sighting(struct store *s, const struct place *p, int64_t mail, struct err *err)
{
	return db_run(s->db, err, "INSERT OR REPLACE INTO sighting (mailbox, folder, uidvalidity, place, mail) VALUES (?, ?, ?, ?, ?)", "ttiti",
	              PLACE_ARGS(p), mail);
}

int store_place_of(struct store *s, const struct mail_record *m, struct place *p_r, struct err *err)
{
	*p_r = (struct place){m->mailbox, m->folder, 0, m->place};
	return db_one_int(s->db, err, &p_r->uidvalidity,
	                  "SELECT uidvalidity FROM sighting WHERE mailbox = ? AND folder = ? AND place = ? AND mail = ? ORDER BY uidvalidity LIMIT 1", "ttti",
	                  m->mailbox, m->folder, m->place, m->id);
}

int store_count_attempt(struct store *s, const struct place *p, int *tries_r, struct err *err)
{
	int64_t tries = 0;
	if (db_run(s->db, err,
	           "INSERT INTO attempt (mailbox, folder, uidvalidity, place, tries) VALUES (?, ?, ?, ?, 1) "
	           "ON CONFLICT DO UPDATE SET tries = tries + 1",
	           "ttit", PLACE_ARGS(p)) < 0 ||
	    db_one_int(s->db, err, &tries, "SELECT tries FROM attempt WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND place = ?", "ttit",
	               PLACE_ARGS(p)) < 0)
		return -1;
	*tries_r = (int)tries;
	return 0;
}

int store_was_attempted(struct store *s, const struct place *p, struct err *err)
{
	int64_t one;
	return db_one_int(s->db, err, &one, "SELECT 1 FROM attempt WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND place = ?", "ttit", PLACE_ARGS(p));
}

int store_forget_attempt(struct store *s, const struct place *p, struct err *err)
{
	return db_run(s->db, err, "DELETE FROM attempt WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND place = ?", "ttit", PLACE_ARGS(p));
}

int store_attempt_text(struct store *s, const struct place *p, const char *text, struct err *err)
{
	return db_run(s->db, err, "UPDATE attempt SET last_text = ? WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND place = ?", "tttit", text,
	              PLACE_ARGS(p));
}

int store_get_folder(struct store *s, const char *mailbox, const char *folder, struct folder_state *f_r, struct err *err)
{
	*f_r = (struct folder_state){0};
	struct query *q = db_rows(s->db, "SELECT uidvalidity, last_uid, read_past, server_count FROM folder WHERE mailbox = ? AND folder = ?", "tt",
	                          mailbox, folder);
	int r = db_next(q, err);
	if (r > 0) {
		*f_r = (struct folder_state){col_int(q, 0), col_int(q, 1), col_int(q, 2), col_int(q, 3)};
		db_end(q);
	}
	return r < 0 ? -1 : 0;
}

int store_set_folder(struct store *s, const char *mailbox, const char *folder, const struct folder_state *f, struct err *err)
{
	return db_run(s->db, err,
	              "INSERT INTO folder (mailbox, folder, uidvalidity, last_uid, read_past, server_count) VALUES (?, ?, ?, ?, ?, ?) "
	              "ON CONFLICT DO UPDATE SET uidvalidity = excluded.uidvalidity, last_uid = excluded.last_uid, "
	              "read_past = max(read_past, excluded.read_past), server_count = excluded.server_count",
	              "ttiiii", mailbox, folder, f->uidvalidity, f->last_uid, f->read_past, f->server_count);
}

static struct digest col_digest(struct query *q, int i, struct arena *a)
{
	struct digest d = {{0}};
	struct bytes b = col_bytes(q, i, a);
	if (b.size == DIGEST_SIZE)
		memcpy(d.b, b.data, DIGEST_SIZE);
	return d;
}

int store_add_raw(struct store *s, struct bytes raw, struct digest *sha_r, struct err *err)
{
	struct buf small = {0};
	*sha_r = digest_of(raw.data, raw.size);
	squeeze(raw, &small);
	struct bytes bytes = {(const uint8_t *)small.data, small.size};
	int failed = db_run(s->db, err, "INSERT OR IGNORE INTO raw (sha, bytes, size) VALUES (?, ?, ?)", "dbi", sha_r, &bytes, (int64_t)raw.size);
	buf_release(&small);
	return failed;
}

int store_raw_size(struct store *s, const struct digest *sha, size_t *size_r, struct err *err)
{
	struct query *q = db_rows(s->db, "SELECT coalesce(size, length(bytes)) FROM raw WHERE sha = ?", "d", sha);
	int r = db_next(q, err);
	*size_r = 0;
	if (r <= 0)
		return r;
	*size_r = (size_t)col_int(q, 0);
	db_end(q);
	return 1;
}

int store_get_raw(struct store *s, struct arena *a, const struct digest *sha, struct bytes *raw_r, struct err *err)
{
	struct query *q = db_rows(s->db, "SELECT bytes, size FROM raw WHERE sha = ?", "d", sha);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	struct bytes kept = col_bytes(q, 0, a);
	bool squeezed = !col_null(q, 1);
	size_t size = (size_t)col_int(q, 1);
	db_end(q);
	*raw_r = kept;
	bool whole = !squeezed || unsqueeze(kept, size, a, raw_r) == 0;
	struct digest is = whole ? digest_of(raw_r->data, raw_r->size) : (struct digest){{0}};
	if (memcmp(is.b, sha->b, DIGEST_SIZE) != 0) {
		char hex[17];
		digest_hex(sha, 8, hex);
		return err_set(err, 65, "store: the kept bytes of a mail (SHA-256 %s...) are damaged: stop the clerk; restore a backup, or `leadclerk rebuild`", hex);
	}
	return 1;
}

int store_forget_raw(struct store *s, int64_t from, int64_t to, int64_t *count_r, struct err *err)
{
	if (db_run(s->db, err,
	           "DELETE FROM raw WHERE sha IN (SELECT raw FROM mail WHERE arrived_at >= ?1 AND arrived_at < ?2 AND verdict <> 'quarantined' AND NOT EXISTS "
	           "(SELECT 1 FROM mail AS later WHERE later.identity = mail.identity AND later.arrived_at >= ?2))",
	           "ii", from, to) < 0)
		return -1;
	*count_r = db_changes(s->db);
	return 0;
}

int store_check_raw(struct store *s, int64_t *count_r, struct err *err)
{
	struct arena *a = arena_new();
	struct query *q = db_rows(s->db, "SELECT sha FROM raw", "");
	int r;
	*count_r = 0;
	while ((r = db_next(q, err)) > 0) {
		struct bytes raw;
		arena_reset(a);
		struct digest sha = col_digest(q, 0, a);
		if (store_get_raw(s, a, &sha, &raw, err) < 0) {
			db_end(q);
			r = -1;
			break;
		}
		(*count_r)++;
	}
	arena_free(a);
	return r;
}

int store_first_arrival(struct store *s, int64_t *t_r, struct err *err)
{
	return db_one_int(s->db, err, t_r, "SELECT min(arrived_at) FROM mail", "");
}

/* The envelope: the mail as values, without the cells of its tables (rows are in `row`). The names of its parts tell what it is. */
static void put_envelope(struct buf *b, const struct mail *m)
{
	struct mail bare = *m;
	struct arena *a = arena_new();
	bare.parts = arena_alloc(a, (m->parts_count + 1) * sizeof *bare.parts);
	for (size_t i = 0; i < m->parts_count; i++) {
		bare.parts[i] = m->parts[i];
		bare.parts[i].file = (struct table_file){.author = m->parts[i].file.author};
	}
	mail_put(b, &bare);
	arena_free(a);
}

int store_add_mail(struct store *s, struct mail_record *m, struct err *err)
{
	struct buf frame = {0};
	put_envelope(&frame, &m->envelope);
	struct bytes envelope = {(const uint8_t *)frame.data, frame.size}, rows = {m->rows_digest.b, DIGEST_SIZE};
	int64_t copy = m->copy_of;
	int failed = db_run(s->db, err,
	                    "INSERT INTO mail (public, identity, copy_of, raw, message_id, sender, subject, mailbox, folder, arrived_at, place, "
	                    "seen_at, envelope, rows_digest, meant_list, unread, kind, verdict, reason, asked, plain_rows) "
	                    "VALUES (?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, ''), ?)",
	                    "tdidtttttitibbittttti", m->public, &m->identity, copy, &m->raw, m->message_id, m->sender, m->subject, m->mailbox, m->folder,
	                    m->arrived_at, m->place, m->seen_at, &envelope, m->has_rows ? &rows : NULL, (int64_t)m->meant_list, m->unread, m->kind,
	                    mail_verdict_names[m->verdict], m->reason, m->asked, (int64_t)m->plain_rows);
	buf_release(&frame);
	m->id = failed ? 0 : db_last_id(s->db);
	return failed;
}

int store_move_mail(struct store *s, const struct mail_record *m, struct err *err)
{
	return db_run(s->db, err, "UPDATE mail SET public = ?, mailbox = ?, folder = ?, place = ?, arrived_at = ? WHERE id = ?", "ttttii", m->public, m->mailbox,
	              m->folder, m->place, m->arrived_at, m->id);
}

int store_judged_mail(struct store *s, const struct mail_record *m, struct err *err)
{
	int64_t person = 0;
	if (m->staff && m->has_rows && store_person(s, m->staff, &person, err) < 0)
		return -1;
	return db_run(s->db, err,
	              "UPDATE mail SET staff = ?1, kind = ?2, verdict = ?3, reason = ?4, cured_by = nullif(?5, 0), judged_at = nullif(?6, 0), flag = coalesce(?10, ''), "
	              "rows_day = CASE WHEN rows_person IS NULL AND ?7 <> 0 THEN ?8 ELSE rows_day END, rows_person = coalesce(rows_person, nullif(?7, 0)) "
	              "WHERE id = ?9",
	              "ttttiiiiit", m->staff, m->kind, mail_verdict_names[m->verdict], m->reason, m->cured_by, m->judged_at, person, (int64_t)time_date(m->arrived_at), m->id,
	              m->flag);
}

#define MAIL_COLUMNS                                                                                                                      \
	"SELECT id, public, identity, raw, rows_digest, copy_of, message_id, sender, subject, mailbox, folder, place, arrived_at, seen_at, " \
	"meant_list, unread, staff, kind, verdict, reason, cured_by, judged_at, rows_person, rows_day, envelope, flag, asked, plain_rows, read_by FROM mail "

static int take_mail(struct query *q, struct arena *a, struct mail_record *m_r, struct err *err)
{
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	struct mail_record m = {.id = col_int(q, 0), .public = col_text(q, 1, a), .identity = col_digest(q, 2, a), .raw = col_digest(q, 3, a),
	                        .rows_digest = col_digest(q, 4, a), .has_rows = !col_null(q, 4), .copy_of = col_int(q, 5), .message_id = col_text(q, 6, a),
	                        .sender = col_text(q, 7, a), .subject = col_text(q, 8, a), .mailbox = col_text(q, 9, a), .folder = col_text(q, 10, a),
	                        .place = col_text(q, 11, a), .arrived_at = col_int(q, 12), .seen_at = col_int(q, 13), .meant_list = col_int(q, 14) != 0,
	                        .unread = col_text(q, 15, a), .staff = col_text(q, 16, a), .kind = col_text(q, 17, a),
	                        .reason = col_text(q, 19, a), .cured_by = col_int(q, 20), .judged_at = col_int(q, 21), .rows_person = col_int(q, 22),
	                        .rows_day = (date)col_int(q, 23), .flag = col_text(q, 25, a), .asked = col_text(q, 26, a), .plain_rows = col_int(q, 27) != 0,
	                        .read_by = col_text(q, 28, a)};
	bool judged = mail_verdict_of(col_text(q, 18, a), &m.verdict);
	struct bytes envelope = col_bytes(q, 24, a);
	db_end(q);
	struct frame f = {.at = envelope.data, .end = envelope.data + envelope.size};
	mail_get(&f, a, &m.envelope);
	if (!judged || !frame_ok(&f))
		return err_set(err, 65, "store: mail %s is damaged: stop the clerk; restore a backup, or `leadclerk rebuild`", m.public);
	*m_r = m;
	return 1;
}

int store_get_mail(struct store *s, struct arena *a, int64_t id, struct mail_record *m_r, struct err *err)
{
	return take_mail(db_rows(s->db, MAIL_COLUMNS "WHERE id = ?", "i", id), a, m_r, err);
}

int store_need_mail(struct store *s, struct arena *a, int64_t id, struct mail_record *m_r, struct err *err)
{
	int r = store_get_mail(s, a, id, m_r, err);
	if (r == 0)
		return err_set(err, 65, "store: mail number %" PRId64 " is named and not there: stop the clerk; restore a backup, or `leadclerk rebuild`", id);
	return r < 0 ? -1 : 0;
}

int store_next_with_rows(struct store *s, struct arena *a, int64_t after, struct mail_record *m_r, struct err *err)
{
	return take_mail(db_rows(s->db, MAIL_COLUMNS "WHERE id > ? AND rows_digest IS NOT NULL ORDER BY id LIMIT 1", "i", after), a, m_r, err);
}

int store_next_mail(struct store *s, struct arena *a, int64_t after, struct mail_record *m_r, struct err *err)
{
	return take_mail(db_rows(s->db, MAIL_COLUMNS "WHERE id > ? ORDER BY id LIMIT 1", "i", after), a, m_r, err);
}

int store_rewrite_mail(struct store *s, const struct mail_record *m, struct err *err)
{
	struct buf frame = {0};
	put_envelope(&frame, &m->envelope);
	struct bytes envelope = {(const uint8_t *)frame.data, frame.size};
	int failed = db_run(s->db, err, "UPDATE mail SET subject = ?, unread = ?, reason = ?, flag = ?, envelope = ?, rows_digest = coalesce(?, rows_digest) WHERE id = ?", "ttttbbi",
	                    m->subject, m->unread, m->reason, m->flag ? m->flag : "", &envelope,
	                    m->has_rows ? &(struct bytes){m->rows_digest.b, DIGEST_SIZE} : NULL, m->id);
	buf_release(&frame);
	return failed ? -1 : db_run(s->db, err, "DELETE FROM raw WHERE sha = ?", "d", &m->raw);
}

int store_find_mail(struct store *s, struct arena *a, const char *public, struct mail_record *m_r, struct err *err)
{
	return take_mail(db_rows(s->db, MAIL_COLUMNS "WHERE public = ?", "t", public), a, m_r, err);
}

int store_mail_public(struct store *s, struct arena *a, int64_t id, const char **public_r, struct err *err)
{
	struct query *q = db_rows(s->db, "SELECT public FROM mail WHERE id = ?", "i", id);
	int r = db_next(q, err);
	*public_r = r > 0 ? col_text(q, 0, a) : "";
	if (r > 0)
		db_end(q);
	return r < 0 ? -1 : 0;
}

int store_last_judged(struct store *s, struct arena *a, struct mail_record *m_r, struct err *err)
{
	*m_r = (struct mail_record){0};
	int r = take_mail(db_rows(s->db, MAIL_COLUMNS "WHERE judged_at IS NOT NULL ORDER BY arrived_at DESC, place DESC, mailbox DESC, folder DESC LIMIT 1", ""),
	                  a, m_r, err);
	return r < 0 ? -1 : 0;
}

int store_last_original(struct store *s, struct arena *a, struct mail_record *m_r, struct err *err)
{
	*m_r = (struct mail_record){0};
	int r = take_mail(db_rows(s->db, MAIL_COLUMNS "WHERE judged_at IS NOT NULL AND copy_of IS NULL ORDER BY arrived_at DESC, place DESC, mailbox DESC, folder DESC LIMIT 1", ""),
	                  a, m_r, err);
	return r < 0 ? -1 : 0;
}

static int take_ids(struct query *q, struct arena *a, struct mail_ids *ids_r, struct err *err)
{
	int r;
	*ids_r = (struct mail_ids){0};
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, ids_r, ids) = col_int(q, 0);
	return r;
}

int store_unjudge_unknown(struct store *s, const char *addr, int64_t from, struct err *err)
{
	return db_run(s->db, err,
	              "UPDATE mail SET judged_at = NULL WHERE arrived_at >= ? AND sender = ? AND verdict = 'ignored' AND reason = 'unknown sender' AND copy_of IS NULL", "it",
	              from, addr);
}

int store_first_from(struct store *s, const char *addr, int64_t from, int64_t *at_r, struct err *err)
{
	return db_one_int(s->db, err, at_r, "SELECT arrived_at FROM mail WHERE arrived_at >= ? AND sender = ? ORDER BY arrived_at LIMIT 1", "it", from, addr);
}

int store_first_unjudged(struct store *s, struct arena *a, struct mail_record *m_r, struct err *err)
{
	return take_mail(db_rows(s->db, MAIL_COLUMNS "WHERE judged_at IS NULL ORDER BY arrived_at, place, mailbox, folder LIMIT 1", ""), a, m_r, err);
}

int store_unjudged_copies(struct store *s, struct arena *a, struct mail_ids *ids_r, struct err *err)
{
	return take_ids(db_rows(s->db, "SELECT id FROM mail WHERE judged_at IS NULL AND copy_of IS NOT NULL ORDER BY arrived_at, place, mailbox, folder", ""), a,
	                ids_r, err);
}

int store_mail_between(struct store *s, const struct mail_record *a, const struct mail_record *b, struct err *err)
{
	const struct mail_record *x = mail_order(a, b) < 0 ? a : b, *y = x == a ? b : a;
	int64_t one;
	return db_one_int(s->db, err, &one,
	                  "SELECT 1 FROM mail WHERE (arrived_at, place, mailbox, folder) > (?, ?, ?, ?) AND (arrived_at, place, mailbox, folder) < (?, ?, ?, ?) "
	                  "LIMIT 1",
	                  "itttittt", x->arrived_at, x->place, x->mailbox, x->folder, y->arrived_at, y->place, y->mailbox, y->folder);
}

int store_counted_behind(struct store *s, const struct mail_record *m, int64_t until, const char *staff, const char *what, struct err *err)
{
	int64_t one;
	return db_one_int(s->db, err, &one,
	                  "SELECT 1 FROM mail WHERE (arrived_at, place, mailbox, folder) > (?1, ?2, ?3, ?4) AND arrived_at <= ?5 AND staff = ?6 AND "
	                  "((verdict = 'counted' AND (?7 IS NULL OR instr('+' || kind || '+', '+' || ?7 || '+'))) OR reason LIKE 'cures %') LIMIT 1",
	                  "itttitt", m->arrived_at, m->place, m->mailbox, m->folder, until, staff, what);
}

int store_find_identity(struct store *s, const struct digest *identity, int64_t *id_r, struct err *err)
{
	return db_one_int(s->db, err, id_r, "SELECT id FROM mail WHERE identity = ? AND copy_of IS NULL", "d", identity);
}

int store_find_renumbered(struct store *s, const struct digest *identity, const struct place *p, int64_t arrived_at, int64_t *id_r, struct err *err)
{
	return db_one_int(s->db, err, id_r,
	                  "SELECT id FROM mail WHERE identity = ? AND mailbox = ? AND folder = ? AND (place = ? OR (arrived_at = ? AND NOT EXISTS "
	                  "(SELECT 1 FROM sighting WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND place = mail.place AND mail = mail.id))) LIMIT 1",
	                  "dtttitti", identity, p->mailbox, p->folder, p->place, arrived_at, p->mailbox, p->folder, p->uidvalidity);
}

int mail_order(const struct mail_record *a, const struct mail_record *b)
{
	if (a->arrived_at != b->arrived_at)
		return a->arrived_at < b->arrived_at ? -1 : 1;
	int r = strcmp(a->place, b->place);
	if (r == 0)
		r = strcmp(a->mailbox, b->mailbox);
	return r ? r : strcmp(a->folder, b->folder);
}

int store_mails_from(struct store *s, struct arena *a, const struct mail_record *from, struct mail_ids *ids_r, struct err *err)
{
	return take_ids(db_rows(s->db,
	                        "SELECT id FROM mail WHERE (arrived_at, place, mailbox, folder) >= (?, ?, ?, ?) "
	                        "ORDER BY arrived_at, place, mailbox, folder, id",
	                        "ittt", from->arrived_at, from->place, from->mailbox, from->folder),
	                a, ids_r, err);
}

int store_mails_between(struct store *s, struct arena *a, int64_t from, int64_t to, const char *staff, struct mail_ids *ids_r, struct err *err)
{
	return take_ids(db_rows(s->db,
	                        "SELECT id FROM mail WHERE arrived_at >= ?1 AND arrived_at < ?2 AND (?3 IS NULL OR staff = ?3) "
	                        "ORDER BY arrived_at, place, mailbox, folder, id",
	                        "iit", from, to, staff),
	                a, ids_r, err);
}

int store_publics_between(struct store *s, struct arena *a, int64_t from, int64_t to, const char *kind, struct texts *publics_r, struct err *err)
{
	struct query *q = db_rows(s->db, "SELECT public FROM mail WHERE arrived_at >= ?1 AND arrived_at < ?2 AND copy_of IS NULL AND (?3 IS NULL OR kind = ?3)", "iit", from, to, kind);
	int r;
	*publics_r = (struct texts){0};
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, publics_r, items) = col_text(q, 0, a);
	return r;
}

static int same_rows(struct store *s, const struct mail_record *m, const struct mail_record *at, enum mail_verdict verdict, int64_t *id_r, struct err *err)
{
	return db_one_int(s->db, err, id_r,
	                  "SELECT id FROM mail WHERE staff = ? AND rows_digest = ? AND verdict = ? AND verdict IN ('held', 'cured') AND id <> ? "
	                  "AND (arrived_at, place, mailbox, folder) < (?, ?, ?, ?) LIMIT 1",
	                  "tdtiittt", m->staff, &m->rows_digest, mail_verdict_names[verdict], m->id, at->arrived_at, at->place, at->mailbox, at->folder);
}

int store_held_before(struct store *s, const struct mail_record *m, const struct mail_record *at, int64_t *id_r, struct err *err)
{
	return same_rows(s, m, at, MAIL_HELD, id_r, err);
}

int store_cured_before(struct store *s, const struct mail_record *m, const struct mail_record *at, int64_t *id_r, struct err *err)
{
	return same_rows(s, m, at, MAIL_CURED, id_r, err);
}

int store_cured_by(struct store *s, struct arena *a, int64_t cure, struct mail_ids *ids_r, struct err *err)
{
	return take_ids(db_rows(s->db, "SELECT id FROM mail WHERE cured_by = ? ORDER BY id", "i", cure), a, ids_r, err);
}
