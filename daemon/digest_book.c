#include <string.h>

#include "digest_inside.h"

static const char *person_of_row(const struct lead_row *row)
{
	static const enum field told[] = {FIELD_PERSON, FIELD_CONTACT, FIELD_PERSON_MET};
	const char *person = "";
	for (size_t i = 0; i < sizeof told / sizeof *told && !*person; i++)
		person = row->value[told[i]];
	return person;
}

static size_t rows_there(const struct gather *g, bool refused)
{
	size_t n = 0;
	for (size_t i = 0; i < g->in.people_count; i++) {
		const struct digest_person *p = &g->in.people[i];
		n += (size_t)(refused ? p->refused + p->held : p->rows);
	}
	return n;
}

struct book_list {
	struct rows_at at;
	struct digest_lead lead;   /* what its rows have in common */
};

static void add_rows(struct gather *g, const struct book_list *l, const struct judged_rows *rows, enum verdict least)
{
	struct arena *a = g->c->turn;
	for (size_t i = 0; i < rows->rows_count && g->in.leads_count < DIGEST_BOOK_LEADS; i++) {
		const struct lead_row *row = &rows->rows[i];
		const struct row_verdict *v = &rows->judged[i];
		struct digest_lead lead = l->lead;
		if (v->verdict < least)
			continue;
		lead.row = row->hidden ? -row->row : row->row;
		lead.company = arena_strdup(a, row->value[FIELD_COMPANY]);
		lead.person = arena_strdup(a, person_of_row(row));
		lead.phone = arena_strdup(a, row->value[FIELD_PHONE]);
		lead.verdict = v->verdict;
		lead.reason = v->reason;
		lead.other = v->other ? digest_name_of(g, v->other) : NULL;
		lead.since = v->since;
		ARENA_PUSH(a, &g->in, leads) = lead;
	}
}

/* The rows of one list need more memory than what is told of them. */
static int add_list(struct gather *g, struct arena *scratch, const struct book_list *l, enum verdict least, struct err *err)
{
	struct judged_rows rows;
	arena_reset(scratch);
	if (store_get_rows(&g->c->store, scratch, &l->at, &rows, err) < 0)
		return -1;
	add_rows(g, l, &rows, least);
	return 0;
}

/* Where there are more rows than the workbook takes, those that did not count are what its reader may want. */
static int add_leads(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	struct arena *a = c->turn, *scratch = arena_new();
	int r;
	size_t many = rows_there(g, false), refused = rows_there(g, true);
	g->in.leads_lack = many <= DIGEST_BOOK_LEADS ? DIGEST_ALL : refused <= DIGEST_BOOK_LEADS ? DIGEST_REFUSED : DIGEST_SOME;
	enum verdict least = g->in.leads_lack == DIGEST_ALL ? VERDICT_COUNTED : VERDICT_REFUSED;
	struct query *q = db_rows(c->store.db,
	                          "SELECT mail.id, list.n, rows_person, rows_day, mail.public, list.sheet, list.file, mail.staff, list.kind, mail.arrived_at FROM mail "
	                          "JOIN list ON list.mail = mail.id WHERE " DIGEST_MAILS("mail.arrived_at", "mail.id") "AND list.total - ?5 * list.counted > 0 AND mail.staff IS NOT NULL "
	                          "ORDER BY mail.arrived_at, mail.place, mail.mailbox, mail.folder, list.n",
	                          "iiiii", DIGEST_PERIOD(g), (int64_t)(least != VERDICT_COUNTED));
	while ((r = db_next(q, err)) > 0) {
		const char *sheet = col_text(q, 5, a), *file = col_text(q, 6, a);
		struct book_list l = {.at = {col_int(q, 0), (int)col_int(q, 1), col_int(q, 2), (date)col_int(q, 3)},
		                      .lead = {.mail = col_text(q, 4, a), .sheet = *file && strcmp(file, sheet) != 0 ? arena_printf(a, "%s · %s", file, sheet) : sheet,
		                               .name = digest_name_of(g, col_text(q, 7, a)), .kind = (enum row_kind)col_int(q, 8), .arrived = col_int(q, 9)}};
		bool failed = add_list(g, scratch, &l, least, err) < 0;
		if (failed || g->in.leads_count >= DIGEST_BOOK_LEADS) {
			db_end(q);
			r = failed ? -1 : 0;
			break;
		}
	}
	arena_free(scratch);
	return r;
}

static int add_mails(struct gather *g, struct err *err)
{
	struct arena *a = g->c->turn;
	int r;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT public, staff, sender, subject, kind, verdict, reason, arrived_at FROM mail WHERE " DIGEST_MAILS("arrived_at", "mail.id")
	                          "ORDER BY arrived_at, place, mailbox, folder LIMIT ?5",
	                          "iiiii", DIGEST_PERIOD(g), (int64_t)DIGEST_BOOK_MAILS);
	while ((r = db_next(q, err)) > 0) {
		struct digest_mail m = {.id = col_text(q, 0, a), .name = digest_name_of(g, col_text(q, 1, a)), .sender = col_text(q, 2, a), .subject = col_text(q, 3, a),
		                        .kind = col_text(q, 4, a), .reason = col_text(q, 6, a), .arrived = col_int(q, 7)};
		if (!mail_verdict_of(col_text(q, 5, a), &m.verdict)) {
			db_end(q);
			return err_set(err, 65, "store: mail %s is damaged: stop the clerk; restore a backup, or `leadclerk rebuild`", m.id);
		}
		ARENA_PUSH(a, &g->in, mails) = m;
	}
	return r;
}

int digest_add_book(struct gather *g, struct err *err)
{
	return add_leads(g, err) < 0 ? -1 : add_mails(g, err);
}
