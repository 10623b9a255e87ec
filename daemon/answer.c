#include "answer.h"

#include <string.h>

#include "base/text.h"
#include "compose.h"
#include "docket_record.h"
#include "judge.h"

enum { FORWARD_MAX_BYTES = 20 * 1024 * 1024 /* providers take 50 MB at least, and base64 adds a third */ };

/* An answer goes to the address that wrote, in its thread. */
static struct letter_head head_for(const struct hearing *h, const char *kind)
{
	const struct mail_record *m = h->m;
	struct letter_head head = clerk_head(h->c, h->sender, arena_printf(h->c->turn, "%s.%s", kind, m->public), h->now);
	head.to_addr = m->sender;
	head.in_reply_to = m->message_id[0] ? m->message_id : NULL;
	head.references = m->envelope.references;
	head.references_count = m->envelope.references_count;
	return head;
}

/* The answer about that mail: h->m is returned, or answers what was. */
static struct return_in return_for(const struct hearing *h, enum return_why why)
{
	const struct mail_record *m = h->m;
	return (struct return_in){.head = head_for(h, "return"), .why = why, .mail_id = m->public, .subject = m->subject, .arrived = m->arrived_at};
}

/* about: the mail that an answer to this letter speaks of. */
static int post_return(const struct hearing *h, struct return_in *in, const char *about, struct err *err)
{
	struct letter l = compose_return(h->c->turn, in);
	l.about = about;
	l.no_list = in->why == RETURN_EMPTY;
	return clerk_post(h->c, &l, err);
}

/* The duty of that kind whose window a moment falls into. */
static bool duty_at(const struct clerk *c, const char *kind, const struct staff *s, int64_t at, const struct credits *credits, struct duty *d_r)
{
	date back = time_date(at) - duty_reach(c->office, kind);
	for (date day = duty_date_from(c->office, kind, back); day != DATE_NONE; day = duty_date_from(c->office, kind, day + 1))
		if (duty_window_end(c->office, policy_duty(office_policy(c->office, day), kind), day) >= at)
			return duty_make(c->office, kind, s, day, credits, c->horizon, d_r);
	return false;
}

struct standings {
	struct standing *standing;
	size_t standing_count, standing_cap;
	int64_t claimed_date, missed_due;
};

/* While mails are judged again, those of his behind m do not count yet that counted before, and told him so. m: NULL, there is none. */
static int add_standing(struct clerk *c, const struct staff *s, const struct mail_record *m, int64_t until, const char *what, struct standing one, struct standings *out, struct err *err)
{
	int r = c->later && m ? store_counted_behind(&c->store, m, until, s->id, what, err) : 0;
	one.more = r > 0;
	ARENA_PUSH(c->turn, out, standing) = one;
	return r < 0 ? -1 : 0;
}

/* Where the sender stands with each duty at m, or at that moment, and whether the Date: header lies before a due moment that the arrival came after. */
static int standings(struct clerk *c, const struct staff *s, const struct mail_record *m, int64_t at, int64_t header_date, struct standings *out, struct err *err)
{
	struct credits credits;
	if (clerk_credits(c, s->id, time_date(at), &credits, err) < 0)
		return -1;
	for (size_t i = 0; i < c->kinds.names_count; i++) {
		struct duty d;
		if (!duty_at(c, c->kinds.names[i], s, at, &credits, &d))
			continue;
		if (add_standing(c, s, m, d.window_to, duty_counts(d.rule), clerk_standing(&d), out, err) < 0)
			return -1;
		if (header_date != INT64_MIN && d.window_from != INT64_MIN && header_date <= d.window_from && at > d.window_from) {
			out->claimed_date = header_date;
			out->missed_due = d.window_from;
		}
	}
	struct makeup k;
	for (size_t i = 0; i < c->kinds.names_count; i++)
		if (makeup_make(c->office, c->kinds.names[i], s, date_monday(time_date(at)), &credits, c->horizon, &k) && k.state == DUTY_OPEN &&
		    add_standing(c, s, m, k.closes, NULL,
		                 (struct standing){.title = row_kind_titles[ROW_VISIT], .for_date = k.week, .due = k.visits_until, .required = k.visits_asked, .delivered = k.visits,
		                                   .counts = k.rule->makeup_counts, .lost = k.lost},
		                 out, err) < 0)
			return -1;
	return 0;
}

int answer_standings(struct clerk *c, const struct staff *s, int64_t at, struct standing **standing_r, size_t *count_r, struct err *err)
{
	struct standings st = {0};
	if (standings(c, s, NULL, at, INT64_MIN, &st, err) < 0)
		return -1;
	*standing_r = st.standing;
	*count_r = st.standing_count;
	return 0;
}

/* name U+001F detail U+001E ... */
static void unread_parts(struct arena *a, const char *text, struct unread_part **parts, size_t *count, size_t *cap)
{
	struct { struct unread_part *unread; size_t unread_count, unread_cap; } list = {*parts, *count, *cap};
	while (*text) {
		size_t whole = strcspn(text, "\x1e"), name = strcspn(text, "\x1f");
		if (name > whole)
			name = whole;
		const char *detail = name < whole ? arena_strndup(a, text + name + 1, whole - name - 1) : "";
		ARENA_PUSH(a, &list, unread) = (struct unread_part){arena_strndup(a, text, name), detail};
		text += whole + (text[whole] != '\0');
	}
	*parts = list.unread;
	*count = list.unread_count;
	*cap = list.unread_cap;
}

/* "Sheet1" alone tells nobody which of his files is meant. */
static void name_tables(struct clerk *c, const struct stored_lists *lists, struct receipt_in *in)
{
	for (size_t i = 0; i < in->tables_count && i < lists->lists_count; i++)
		in->tables[i].label = list_name(c->turn, &lists->lists[i]);
}

/* A receipt of refused rows carries the lists as they were read. */
static bool needs_cells(const struct stored_lists *lists, const struct rows_outcome *out)
{
	size_t refused = 0;
	for (size_t i = 0; i < out->tables_count; i++)
		refused += out->tables[i].refused_count;
	return refused && lists->lists_count && !lists->lists[0].table.columns_count;
}

/* By whose answer the columns were read: the newest one, of several layouts. */
static int put_answered(struct clerk *c, const struct mail_record *m, const struct mail_record *at, struct receipt_in *in, struct err *err)
{
	for (const char *p = m->read_by && *m->read_by ? m->asked : ""; *p;) {
		struct layout_answer found;
		size_t n = strcspn(p, " "), sign = strcspn(p, "/");
		int r = store_find_layout(&c->store, c->turn, arena_strndup(c->turn, p, sign), at, &found, err);
		if (r < 0)
			return -1;
		p += n + strspn(p + n, " ");
		if (r == 0 || found.at < in->answered_at)
			continue;
		struct known_layout *k = arena_alloc(c->turn, sizeof *k);
		const struct staff *by = office_staff(c->office, found.staff);
		columns_read(c->turn, found.said, k);
		in->answered = k;
		in->answered_by = by ? by->name : found.staff;
		in->answered_at = found.at;
	}
	return 0;
}

int answer_receipt(const struct hearing *h, const struct mail_record *list, struct stored_lists *lists, const struct rows_outcome *out, const struct classified *found,
                   struct err *err)
{
	struct clerk *c = h->c;
	const struct mail_record *at = h->m;
	struct standings st = {0};
	if (needs_cells(lists, out) && record_cells(c, list, lists, err) < 0)
		return -1;
	if (standings(c, h->sender, at, at->arrived_at, at->envelope.date, &st, err) < 0)
		return -1;
	struct receipt_in in = {.head = head_for(h, "receipt"), .mail_id = list->public, .subject = list->subject, .arrived = at->arrived_at,
	                        .second_cure = out->second_cure, .claimed_date = st.claimed_date, .missed_due = st.missed_due, .tables = out->tables,
	                        .tables_count = out->tables_count, .standing = st.standing, .standing_count = st.standing_count};
	in.head.id = arena_printf(c->turn, "receipt.%s", list->public);
	name_tables(c, lists, &in);
	for (size_t i = 0; i < lists->lists_count; i++)
		in.forwarded |= lists->lists[i].quoted;
	unread_parts(c->turn, list->unread, &in.unread, &in.unread_count, &in.unread_cap);
	in.table = found ? classified_asked(found) : NULL;
	in.table = in.table && in.table->evidence && *in.table->sign ? in.table : NULL;
	if (put_answered(c, list, at, &in, err) < 0)
		return -1;
	in.cured = list != at && in.answered_at != at->arrived_at;
	struct letter l = compose_receipt(c->turn, &in);
	l.about = list->public;
	return clerk_post(c, &l, err);
}

/* Everybody of the missing roles, and the clerk: a plain reply to this cures (rules.md section 3). Returns those of the roles that nobody holds. */
static unsigned reply_to_missing(struct clerk *c, struct letter_head *h, unsigned missing, int64_t at)
{
	unsigned vacant = missing;
	struct { struct address *to; size_t to_count, to_cap; } list = {0};
	ARENA_PUSH(c->turn, &list, to) = (struct address){c->office->from_name ? c->office->from_name : "", c->office->from_addr};
	const struct staff *s;
	for (size_t i = 0; (s = office_next(c->office, missing, &i));)
		if (s->mail_count && !staff_gone(s, time_date(at))) {
			ARENA_PUSH(c->turn, &list, to) = (struct address){s->name, s->mail[0]};
			vacant &= ~s->roles;
		}
	h->reply_to = list.to;
	h->reply_to_count = list.to_count;
	return vacant;
}

int answer_held(const struct hearing *h, const char *about, unsigned missing, int rows, struct err *err)
{
	struct standings st = {0};
	struct return_in in = return_for(h, RETURN_HELD);
	if (standings(h->c, h->sender, h->m, h->m->arrived_at, INT64_MIN, &st, err) < 0)
		return -1;
	in.missing_roles = missing;
	in.rows = rows;
	in.standing = st.standing;
	in.standing_count = st.standing_count;
	in.vacant_roles = reply_to_missing(h->c, &in.head, missing, h->m->arrived_at);
	return post_return(h, &in, about, err);
}

int answer_return(const struct hearing *h, struct err *err)
{
	struct standings st = {0};
	const struct unknown_table *asked = classified_asked(h->found);
	bool unread = h->m->unread[0] && !(asked && asked->evidence);
	struct return_in in = return_for(h, unread ? RETURN_UNREADABLE : asked ? RETURN_COLUMNS : RETURN_EMPTY);
	if (standings(h->c, h->sender, h->m, h->m->arrived_at, INT64_MIN, &st, err) < 0)
		return -1;
	in.table = asked;
	in.standing = st.standing;
	in.standing_count = st.standing_count;
	unread_parts(h->c->turn, h->m->unread, &in.unread, &in.unread_count, &in.unread_cap);
	return post_return(h, &in, h->m->public, err);
}

int answer_columns(const struct hearing *h, const struct mail_record *list, const struct unknown_table *table, const struct columns_said *said, struct err *err)
{
	struct return_in in = return_for(h, said ? RETURN_COLUMNS : RETURN_REMEMBERED);
	in.table = table;
	if (said) {
		in.faults = said->unknown;
		in.faults_count = said->unknown_count;
		in.still_lacking = !said->unknown_count;
	}
	return post_return(h, &in, list->public, err);
}

int answer_unverified(const struct hearing *h, const char *about, struct err *err)
{
	struct return_in in = return_for(h, RETURN_UNVERIFIED);
	return post_return(h, &in, about, err);
}

int answer_forward(const struct hearing *h, const struct mail_record *list, unsigned missing, struct err *err)
{
	struct clerk *c = h->c;
	struct bytes raw;
	date day = time_date(list->arrived_at);
	if (store_get_raw(&c->store, c->turn, &list->raw, &raw, err) < 0)
		return -1;
	const struct staff *s;
	for (size_t i = 0; (s = office_next(c->office, missing, &i));) {
		if (!s->mail_count || !staff_active(s, day) || strcmp(s->id, h->sender->id) == 0)
			continue;
		struct forward_in in = {.head = clerk_head(c, s, arena_printf(c->turn, "forward.%s.%s", list->public, s->id), h->now), .mail_id = list->public,
		                        .subject = list->subject, .name = h->sender->name, .arrived = list->arrived_at, .missing_roles = s->roles & missing,
		                        .raw = raw.size <= FORWARD_MAX_BYTES ? raw : (struct bytes){0}};
		struct letter l = compose_forward(c->turn, &in);
		if (clerk_post(c, &l, err) < 0)
			return -1;
	}
	return 0;
}

int answer_alarm(struct clerk *c, const char *id, struct alarm_in *in, int64_t now, struct err *err)
{
	if (!c->office->operator_mail)
		return 0;
	in->head = clerk_head(c, NULL, id, now);
	in->head.to_addr = c->office->operator_mail;
	struct letter l = compose_alarm(c->turn, in);
	return clerk_post(c, &l, err);
}

int answer_operator(struct clerk *c, const char *id, const char *subject, const char *text, int64_t now, struct err *err)
{
	if (!c->office->operator_mail)
		return 0;
	struct alarm_in in = {.kind = subject, .text = text, .since = INT64_MIN, .over = INT64_MIN};
	return answer_alarm(c, id, &in, now, err);
}

int answer_quarantined(const struct hearing *h, struct err *err)
{
	struct clerk *c = h->c;
	const struct mail_record *m = h->m;
	const char *text = arena_printf(c->turn, "%s\n%s\n%s\nleadclerk explain %s\nleadclerk retry %s", m->public, m->sender, m->reason, m->public, m->public);
	if (answer_operator(c, arena_printf(c->turn, "alarm.quarantine.%s", m->public), "quarantine", text, h->now, err) < 0)
		return -1;
	struct hearing its = *h;
	its.sender = m->sender[0] ? office_sender(c->office, m->sender, time_date(m->arrived_at)) : NULL;
	if (!its.sender || !(its.sender->roles & 1u << ROLE_REP))
		return 0;
	struct return_in in = return_for(&its, RETURN_QUARANTINED);
	return post_return(&its, &in, m->public, err);
}
