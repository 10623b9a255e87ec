#include <string.h>

#include "digest_inside.h"

/* What a field of a stored row says: cells by field, U+001F between them (store_rows.c). In place. */
static const char *cut_field(char *fields, enum field f)
{
	for (int i = 0; fields && i < (int)f; i++) {
		fields = strchr(fields, '\x1f');
		fields += fields != NULL;
	}
	return fields ? fields : "";
}

static const char *field_of(struct arena *a, char *fields, enum field f)
{
	const char *at = cut_field(fields, f);
	return arena_strndup(a, at, strcspn(at, "\x1f"));
}

static const char *person_of_row(struct arena *a, char *fields)
{
	static const enum field told[] = {FIELD_PERSON, FIELD_CONTACT, FIELD_PERSON_MET};
	const char *person = "";
	for (size_t i = 0; i < sizeof told / sizeof *told && !*person; i++)
		person = field_of(a, fields, told[i]);
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

/* Where there are more rows than the workbook takes, those that did not count are what its reader may want. */
static int add_leads(struct gather *g, struct err *err)
{
	struct clerk *c = g->c;
	struct arena *a = c->turn;
	int r;
	size_t many = rows_there(g, false), refused = rows_there(g, true);
	g->in.leads_lack = many <= DIGEST_BOOK_LEADS ? DIGEST_ALL : refused <= DIGEST_BOOK_LEADS ? DIGEST_REFUSED : DIGEST_SOME;
	struct query *q = db_rows(c->store.db,
	                          "SELECT mail.public, list.sheet, list.file, mail.staff, row.row, list.kind, mail.arrived_at, row.fields, row.verdict, row.reason, row.other, row.since "
	                          "FROM mail JOIN row ON row.person = mail.rows_person AND row.day = mail.rows_day AND row.mail = mail.id "
	                          "JOIN list ON list.mail = mail.id AND list.n = row.list WHERE mail.arrived_at > ? AND mail.arrived_at <= ? AND row.verdict >= ? "
	                          "ORDER BY mail.arrived_at, mail.place, mail.mailbox, mail.folder, row.list, row.n LIMIT ?",
	                          "iiii", g->in.from, g->in.to, (int64_t)(g->in.leads_lack == DIGEST_ALL ? VERDICT_COUNTED : VERDICT_REFUSED), (int64_t)DIGEST_BOOK_LEADS);
	while ((r = db_next(q, err)) > 0) {
		char *fields = col_text(q, 7, a);
		const char *sheet = col_text(q, 1, a), *file = col_text(q, 2, a);
		ARENA_PUSH(a, &g->in, leads) = (struct digest_lead){
			.mail = col_text(q, 0, a), .sheet = *file && strcmp(file, sheet) != 0 ? arena_printf(a, "%s · %s", file, sheet) : sheet,
			.name = digest_name_of(g, col_text(q, 3, a)), .row = (int)col_int(q, 4), .kind = (enum row_kind)col_int(q, 5), .arrived = col_int(q, 6),
			.company = field_of(a, fields, FIELD_COMPANY), .person = person_of_row(a, fields), .phone = field_of(a, fields, FIELD_PHONE),
			.verdict = (enum verdict)col_int(q, 8), .reason = (enum reason)col_int(q, 9),
			.other = col_null(q, 10) ? NULL : digest_name_of(g, store_staff(&c->store, col_int(q, 10))), .since = col_int(q, 11)};
	}
	return r;
}

static int add_mails(struct gather *g, struct err *err)
{
	struct arena *a = g->c->turn;
	int r;
	struct query *q = db_rows(g->c->store.db,
	                          "SELECT public, staff, sender, subject, kind, verdict, reason, arrived_at FROM mail WHERE arrived_at > ? AND arrived_at <= ? "
	                          "ORDER BY arrived_at, place, mailbox, folder LIMIT ?",
	                          "iii", g->in.from, g->in.to, (int64_t)DIGEST_BOOK_MAILS);
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, &g->in, mails) = (struct digest_mail){.id = col_text(q, 0, a), .name = digest_name_of(g, col_text(q, 1, a)), .sender = col_text(q, 2, a),
		                                                    .subject = col_text(q, 3, a), .kind = col_text(q, 4, a), .verdict = col_text(q, 5, a), .reason = col_text(q, 6, a),
		                                                    .arrived = col_int(q, 7)};
	return r;
}

int digest_add_book(struct gather *g, struct err *err)
{
	return add_leads(g, err) < 0 ? -1 : add_mails(g, err);
}
