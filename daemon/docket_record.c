#include "docket_record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ahead.h"
#include "company.h"
#include "docket_rows.h"
#include "forget.h"
#include "mailkind.h"
#include "reader.h"
#include "rows.h"

static struct digest identity_of(const struct mail *m)
{
	struct digest_state s;
	digest_start(&s);
	digest_adds(&s, m->message_id);
	digest_adds(&s, m->from_count == 1 ? m->from[0].addr : "");
	digest_add(&s, m->content.b, sizeof m->content.b);
	return digest_end(&s);
}

/* Of a mail of which there is nothing: by where it lies. */
static struct digest identity_of_place(const struct place *p)
{
	struct digest_state s;
	char number[32];
	snprintf(number, sizeof number, "%" PRId64, p->uidvalidity);
	digest_start(&s);
	digest_adds(&s, p->mailbox);
	digest_adds(&s, p->folder);
	digest_adds(&s, number);
	digest_adds(&s, p->place);
	return digest_end(&s);
}

const char *record_public_id(struct arena *a, const struct mail_record *m)
{
	char hex[17];
	struct digest d = m->identity;
	if (m->copy_of) { /* a copy has an id of its own, from what it is and where it lies */
		struct digest_state s;
		digest_start(&s);
		digest_add(&s, m->identity.b, sizeof m->identity.b);
		digest_adds(&s, m->mailbox);
		digest_adds(&s, m->folder);
		digest_adds(&s, m->place);
		d = digest_end(&s);
	}
	digest_hex(&d, 8, hex);
	return arena_printf(a, "m%s", hex);
}

static const char *unread_text(struct arena *a, const struct mail *m)
{
	struct buf b = {0};
	for (size_t i = 0; i < m->parts_count; i++)
		if (m->parts[i].status != TABLE_OK)
			buf_printf(&b, "%s\x1f%s\x1e", m->parts[i].file_name, m->parts[i].detail);
	if (m->huge_attachment_link)
		buf_printf(&b, "%s\x1f%s\x1e", m->huge_link, "");
	char *text = arena_strndup(a, b.data ? b.data : "", b.size);
	buf_release(&b);
	return text;
}

/* Each layout once; the one that is asked about first. */
static const char *asked_text(struct arena *a, const struct classified *found)
{
	const char *text = "";
	const struct unknown_table *first = classified_asked(found);
	for (size_t i = 0; first && i <= found->unknown_count; i++) {
		const struct unknown_table *u = i ? &found->unknown[i - 1] : first;
		const char *item = arena_printf(a, "%s/%zu", u->sign, u->width);
		if (*u->sign && !strstr(text, item))
			text = arena_printf(a, "%s%s%s", text, *text ? " " : "", item);
	}
	return text;
}

/* Sends something, and does not only talk about a list sent before: 回复：客户资料 "好的" is no list. */
static bool is_sending(struct arena *a, const struct mail *m, const struct classified *found)
{
	enum subject_prefix prefix;
	subject_strip(a, m->subject, &prefix);
	return mail_brings(m) || m->huge_attachment_link || found->unknown_count || found->empty ||
	       (prefix == SUBJECT_PLAIN && m->references_count == 0);
}

/* A quarantined mail is never judged: its kind says so for good, its verdict what the operator made of it. */
static int set_aside(struct clerk *c, const struct mail_record *quarantined, const char *why, struct err *err)
{
	struct mail_record m = *quarantined;
	m.verdict = MAIL_IGNORED;
	m.reason = why;
	return store_judged_mail(&c->store, &m, err);
}

int docket_ignore(struct clerk *c, const char *public, const char *why, struct err *err)
{
	struct mail_record m;
	int r = store_find_mail(&c->store, c->turn, public, &m, err);
	if (r <= 0 || m.verdict != MAIL_QUARANTINED)
		return r < 0 ? -1 : 0;
	return set_aside(c, &m, why, err) < 0 ? -1 : 1;
}

/* What its tables say of it. */
static void note_found(struct arena *a, struct mail_record *m, const struct classified *found)
{
	m->subject = m->envelope.subject;
	m->meant_list = found->meant_list && is_sending(a, &m->envelope, found);
	m->unread = unread_text(a, &m->envelope);
	m->has_rows = m->plain_rows = found->tables_count > 0;
	m->asked = asked_text(a, found);
	m->read_by = "";
	if (m->has_rows)
		m->rows_digest = docket_rows_digest(found->tables, found->tables_count);
}

/* The bytes of a mail that says of somebody who was erased are not kept. */
static int add_raw(struct clerk *c, struct bytes raw, struct mail_record *m, const struct door_rows *erased, struct err *err)
{
	if (!erased->items_count && !erased->texts)
		return store_add_raw(&c->store, raw, &m->raw, err);
	m->raw = digest_of(raw.data, raw.size);
	return 0;
}

static bool in_words(const struct mail *m, const struct lead_table *t)
{
	enum part_source from = m->parts[t->part].source;
	return from == PART_BODY || from == PART_QUOTED;
}

/* In a file whoever stands in a row with a phone is somebody's lead, be the firm our own: the rules judge it. */
static bool is_own_firm(struct arena *a, const char *own, bool words, const struct lead_row *r)
{
	if (!*own || strcmp(company_key(a, r->value[FIELD_COMPANY]), own) != 0)
		return false;
	struct row_check is = row_check(a, ROW_PROSPECT, r, "");
	return words || is.reason != REASON_NONE;
}

static bool is_person(struct arena *a, const char *name, const struct lead_row *r)
{
	static const enum field people[] = {FIELD_PERSON, FIELD_CONTACT, FIELD_PERSON_MET};
	bool is = false;
	for (size_t i = 0; i < sizeof people / sizeof *people; i++)
		is = is || (*r->value[people[i]] && strcmp(text_label(a, r->value[people[i]]), name) == 0);
	return is;
}

/* Its sender stands in the last row alone: there he signs, under whatever firm's name. */
static bool ends_in_sender(struct arena *a, const struct staff *sender, const struct lead_table *t)
{
	const char *name = sender ? text_label(a, sender->name) : "";
	size_t last = t->rows_count;
	if (!*name || !last || !is_person(a, name, &t->rows[last - 1]))
		return false;
	for (size_t i = 0; i + 1 < last; i++)
		if (is_person(a, name, &t->rows[i]))
			return false;
	return true;
}

/* Who signs is no customer: the last rows of a list that name the office's own firm, in a mail's words the sender himself. */
static void drop_signature(struct clerk *c, const struct mail_record *m, struct classified *found)
{
	size_t kept = 0;
	struct arena *a = arena_new();
	const char *own = company_key(a, c->office->company);
	const struct staff *sender = office_sender(c->office, m->sender, time_date(m->arrived_at));
	for (size_t i = 0; i < found->tables_count; i++) {
		struct lead_table *t = &found->tables[i];
		bool words = in_words(&m->envelope, t);
		while (t->rows_count && is_own_firm(a, own, words, &t->rows[t->rows_count - 1]))
			t->rows_count--;
		t->rows_count -= words && ends_in_sender(a, sender, t);
		if (t->rows_count || t->cut)
			found->tables[kept++] = *t;
	}
	found->tables_count = kept;
	arena_free(a);
}

int record_arrival(struct clerk *c, const struct arrival *in, int64_t now, struct fresh *f_r, bool *new_r, struct err *err)
{
	struct arena *a = c->turn;
	struct fresh f = {0};
	struct door_rows erased;
	struct mail_record *m = &f.record;
	*m = (struct mail_record){.identity = identity_of(&in->mail), .message_id = in->mail.message_id, .subject = in->mail.subject,
	                          .sender = in->mail.from_count == 1 ? in->mail.from[0].addr : "", .mailbox = in->place.mailbox,
	                          .folder = in->place.folder, .place = in->place.place, .arrived_at = in->arrived_at, .seen_at = now,
	                          .envelope = in->mail, .kind = "other", .verdict = MAIL_NEW, .reason = "", .flag = ""};
	if (in->quarantined) {
		m->identity = in->raw.size ? digest_of(in->raw.data, in->raw.size) : identity_of_place(&in->place);
		m->kind = "quarantined";
		m->verdict = MAIL_QUARANTINED;
		m->reason = in->quarantined;
	}
	int seen = in->again ? 0 : store_seen(&c->store, &in->place, err);
	if (seen != 0) {
		*new_r = false;
		return seen < 0 ? -1 : 0;
	}
	if (store_find_identity(&c->store, &m->identity, &m->copy_of, err) < 0)
		return -1;
	int64_t known = 0;
	int renumbered = in->again ? 0 : store_find_renumbered(&c->store, &m->identity, &in->place, in->arrived_at, &known, err);
	if (renumbered != 0) { /* the same mail, in a folder whose numbers begin anew */
		*new_r = false;
		return renumbered < 0 || store_add_sighting(&c->store, &in->place, known, err) < 0 || store_forget_attempt(&c->store, &in->place, err) < 0 ? -1 : 0;
	}
	m->public = record_public_id(a, m);
	f.found = in->found;
	drop_signature(c, m, &f.found);
	if (forget_at_door(c, m->public, &m->envelope, &f.found, &erased, err) < 0)
		return -1;
	note_found(a, m, &f.found);
	if (add_raw(c, in->raw, m, &erased, err) < 0 || store_add_mail(&c->store, m, err) < 0 || forget_door_rows(c, m->id, &erased, err) < 0 ||
	    store_add_sighting(&c->store, &in->place, m->id, err) < 0 || store_forget_attempt(&c->store, &in->place, err) < 0 ||
	    (in->again && set_aside(c, in->again, arena_printf(a, "read again: %s", m->public), err) < 0))
		return -1;
	*f_r = f;
	*new_r = true;
	return 0;
}

int record_revive(struct clerk *c, const struct mail_record *m, struct fresh *f_r, struct err *err)
{
	return record_read(c, m, NULL, f_r, err);
}

int record_read(struct clerk *c, const struct mail_record *m, const struct known_layouts *known, struct fresh *f_r, struct err *err)
{
	static const struct known_layouts none = {0};
	struct bytes raw;
	struct err why;
	struct door_rows erased;
	*f_r = (struct fresh){.record = *m};
	if (strcmp(m->kind, "quarantined") == 0)
		return 1;
	int r = store_get_raw(&c->store, c->turn, &m->raw, &raw, err);
	if (r <= 0)
		return r;
	int tries = 0;
	for (; tries < AHEAD_MAX_TRIES; tries++) {
		if (child_start(c->aside, err) < 0) /* a fault of the machine, not of the mail */
			return -1;
		if (reader_mail_by(c->aside, c->turn, raw, known ? known : &none, &f_r->record.envelope, &f_r->found, &why) == 0)
			break;
	}
	if (tries < AHEAD_MAX_TRIES) {
		drop_signature(c, &f_r->record, &f_r->found);
		return forget_at_door(c, m->public, &f_r->record.envelope, &f_r->found, &erased, err) < 0 ? -1 : 1;
	}
	f_r->record.kind = "quarantined";
	f_r->record.verdict = MAIL_QUARANTINED;
	f_r->record.reason = arena_strdup(c->turn, why.text);
	return 1;
}

static bool same_lists(const struct stored_lists *lists, const struct classified *found)
{
	bool same = lists->lists_count == found->tables_count;
	for (size_t i = 0; i < lists->lists_count && same; i++)
		same = lists->lists[i].table.rows_count == found->tables[i].rows_count;
	return same;
}

int record_cells(struct clerk *c, const struct mail_record *m, struct stored_lists *lists, struct err *err)
{
	struct fresh f;
	int r = record_revive(c, m, &f, err);
	if (r <= 0 || !same_lists(lists, &f.found))
		return r < 0 ? -1 : 0;
	for (size_t i = 0; i < lists->lists_count; i++) {
		struct lead_table *t = &lists->lists[i].table;
		const struct lead_table *read = &f.found.tables[i];
		t->columns = read->columns;
		t->columns_count = read->columns_count;
		for (size_t n = 0; n < t->rows_count; n++) {
			t->rows[n].cells = read->rows[n].cells;
			t->rows[n].cells_count = read->rows[n].cells_count;
		}
	}
	return 0;
}

/* ---- earlier copies ---- */

/* Each stands where the other stood. */
static int change_places(struct clerk *c, struct mail_record *a, struct mail_record *b, struct err *err)
{
	struct mail_record was = *a;
	struct place at, bt;
	int seen_a = store_place_of(&c->store, a, &at, err), seen_b = seen_a > 0 ? store_place_of(&c->store, b, &bt, err) : 0;
	if (seen_a <= 0 || seen_b <= 0)
		return seen_a < 0 || seen_b < 0 ? -1 : err_set(err, 65, "store: where mails %s and %s were seen is lost: stop the clerk; restore a backup, or `leadclerk rebuild`",
		                                               a->public, b->public);
	a->arrived_at = b->arrived_at, a->place = b->place, a->mailbox = b->mailbox, a->folder = b->folder;
	b->arrived_at = was.arrived_at, b->place = was.place, b->mailbox = was.mailbox, b->folder = was.folder;
	b->public = record_public_id(c->turn, b);
	if (store_move_mail(&c->store, a, err) < 0 || store_move_mail(&c->store, b, err) < 0 || store_add_sighting(&c->store, &bt, a->id, err) < 0 ||
	    store_add_sighting(&c->store, &at, b->id, err) < 0)
		return -1;
	return 0;
}

int record_move_original(struct clerk *c, struct mail_record *copy, struct mail_record *original, struct err *err)
{
	if (!copy->copy_of || mail_order(copy, original) > 0)
		return 0;
	return change_places(c, original, copy, err) < 0 ? -1 : 1;
}
