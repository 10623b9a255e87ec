#include "store.h"

int store_add_layout(struct store *s, int64_t mail, const char *sign, const char *said, const char *staff, struct err *err)
{
	return db_run(s->db, err, "INSERT INTO layout (mail, sign, said, staff) VALUES (?, ?, ?, ?)", "ittt", mail, sign, said, staff);
}

int store_undo_layouts(struct store *s, int64_t mail, struct err *err)
{
	return db_run(s->db, err, "DELETE FROM layout WHERE mail = ?", "i", mail);
}

int store_find_layout(struct store *s, struct arena *a, const char *sign, const struct mail_record *at, struct layout_answer *l_r, struct err *err)
{
	struct query *q = db_rows(s->db,
	                          "SELECT said, layout.staff, public, arrived_at FROM layout JOIN mail ON mail.id = layout.mail WHERE sign = ? AND (sign NOT LIKE 's%' OR layout.staff = ?) AND "
	                          "(arrived_at, place, mailbox, folder) <= (?, ?, ?, ?) ORDER BY arrived_at DESC, place DESC, mailbox DESC, folder DESC LIMIT 1",
	                          "ttittt", sign, at->staff ? at->staff : "", at->arrived_at, at->place, at->mailbox, at->folder);
	int r = db_next(q, err);
	if (r <= 0)
		return r;
	*l_r = (struct layout_answer){.sign = sign, .said = col_text(q, 0, a), .staff = col_text(q, 1, a), .by = col_text(q, 2, a), .at = col_int(q, 3)};
	db_end(q);
	return 1;
}

int store_read_anew(struct store *s, const struct mail_record *m, struct err *err)
{
	struct bytes rows = {m->rows_digest.b, DIGEST_SIZE};
	if (store_forget_lists(s, m, err) < 0)
		return -1;
	return db_run(s->db, err, "UPDATE mail SET read_by = ?, rows_digest = ? WHERE id = ?", "tbi", m->read_by, m->has_rows ? &rows : NULL, m->id);
}
