/* Mails and rows to be stored, for the tests of the store. */
#include "temp_store.h"

enum { T0 = 1780000000, DAY = 86400 };

static inline struct mail_record mail_of(struct temp *t, int i, const char *staff, int64_t arrived)
{
	const char *name = arena_printf(t->a, "%010d", i);
	struct mail_record m = {.public = arena_printf(t->a, "m%d", i), .identity = digest_of(name, strlen(name)), .rows_digest = digest_of("rows", 4),
	                        .has_rows = true, .message_id = name, .sender = "rep@corp.test", .subject = "客户资料", .mailbox = "box", .folder = "INBOX",
	                        .place = name, .arrived_at = arrived, .seen_at = arrived, .unread = "", .staff = staff, .kind = "other", .verdict = MAIL_NEW,
	                        .reason = "", .envelope = {.message_id = name, .original_id = "", .subject = "客户资料", .mailer = "", .text = "您好\n",
	                                                   .quoted = "", .huge_link = "", .date = INT64_MIN}};
	m.raw = m.identity;
	return m;
}

static inline struct lead_row row_of(int n, const char *company)
{
	struct lead_row r = {.row = n};
	for (int f = 0; f < FIELD_COUNT; f++)
		r.value[f] = "";
	r.value[FIELD_COMPANY] = company;
	return r;
}

/* A list's rows, judged. */
static inline void put(struct temp *t, const struct mail_record *m, int list, struct lead_row *rows, size_t count, const struct row_verdict *v)
{
	struct lead_table table = {.rows = rows, .rows_count = count};
	OK(store_put_rows(&t->s, m, list, &table, v, "v1", &t->err));
}
