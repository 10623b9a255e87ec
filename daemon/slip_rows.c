/* A mail whose table's rows are slips, one each. */
#include <string.h>

#include "compose_part.h"
#include "base/digest.h"
#include "base/text.h"
#include "compose.h"
#include "slip_take_inside.h"

enum { SHOWN_FIELD = 30, SHOWN_ROW = 120 /* characters of a row in a letter */, CALLS_AGAIN_DAYS = 7 };

const char *slip_row_key(struct arena *a, const char *values)
{
	char hex[2 * 16 + 1];
	struct digest d = digest_of(values, strlen(values));
	digest_hex(&d, 16, hex);
	return arena_printf(a, "row:%s", hex);
}

/* ---- which rows are new ---- */

struct seen { const char **items; size_t items_count, items_cap; };

static size_t times_seen(const struct seen *s, const char *key)
{
	size_t n = 0;
	for (size_t i = 0; i < s->items_count; i++)
		n += strcmp(s->items[i], key) == 0;
	return n;
}

static bool stands(const struct slip_row *r)
{
	return strcmp(r->state, slip_state_names[SLIP_REFUSED]) != 0 && strcmp(r->state, slip_state_names[SLIP_CANCELLED]) != 0 && strcmp(r->state, slip_state_names[SLIP_LAPSED]) != 0;
}

/* A sheet is mailed again within days; who is not reached this month and not next month was rung up twice. */
static bool may_be_again(const struct slip_case *k, const struct slip_row *earlier)
{
	return stands(earlier) && (!k->form->calls || time_date(k->m->arrived_at) - earlier->day <= CALLS_AGAIN_DAYS);
}

/* A row that says what one of an earlier mail says is that one; two equal rows of one mail are two, but for calls. 1 it is known, 0, -1. */
static int is_known(const struct slip_case *k, const char *values, struct seen *seen, struct err *err)
{
	const char *key = slip_row_key(k->c->turn, values);
	struct slip_rows same;
	size_t earlier = 0, before = times_seen(seen, key);
	if (store_slips_by_key(&k->c->store, k->c->turn, k->form->id, key, &same, err) < 0)
		return -1;
	for (size_t i = 0; i < same.items_count; i++)
		earlier += same.items[i].mail != k->m->id && may_be_again(k, &same.items[i]);
	ARENA_PUSH(k->c->turn, seen, items) = key;
	return before < earlier || (before && k->form->calls); /* a call copied into a second sheet is one call */
}

/* ---- in a letter ---- */

static const char *in_short(const struct slip_case *k, const struct slip_values *v)
{
	struct arena *a = k->c->turn;
	const char *text = "";
	for (size_t i = 0; i < k->form->fields_count; i++) {
		const struct form_field *d = &k->form->fields[i];
		const char *said = v->value[i] ? slip_shown(a, k->c->office, d, v->value[i]) : v->unread[i]; /* 下次联系 下周再说 is told as it was written */
		if (said && !d->personal)
			text = arena_printf(a, "%s%s%s", text, *text ? say(a, "", "comma", NULL) : "", text_cut(a, said, SHOWN_FIELD));
	}
	return text_cut(a, text, SHOWN_ROW);
}

static struct slip_row_line line_of(const struct slip_case *k, const struct slip_sheet_row *row)
{
	const char *flag = k->s.flags_count ? k->s.flags[0] : NULL;
	return (struct slip_row_line){.id = k->row.id, .table = row ? row->table : "", .row = row ? row->row : 0, .text = in_short(k, &k->s.values), .flag = flag};
}

static struct slip_row_line fault_of(const struct slip_case *k, const struct slip_sheet_row *row)
{
	struct slip_row_line line = {.table = row->table, .row = row->row, .text = ""};
	for (size_t i = 0; i < k->form->fields_count; i++)
		if (slip_lacks_field(k->form, &row->v, i))
			ARENA_PUSH(k->c->turn, &line, missing) = (struct slip_line){k->form->fields[i].title, row->v.unread[i], row->v.unread[i] != NULL};
	for (size_t i = 0; i < k->form->papers_count; i++)
		if (k->form->papers[i].required && !row->v.paper[i])
			ARENA_PUSH(k->c->turn, &line, missing) = (struct slip_line){k->form->papers[i].title, NULL, false};
	return line;
}

/* What the rows say of one person, and whether they are flagged. */
struct told_row {
	struct slip_row_line line;
	struct slip_values v;
};
struct told_rows { struct told_row *items; size_t items_count, items_cap; };

static bool names(const struct slip_case *k, const struct slip_values *v, const struct staff *who)
{
	for (size_t i = 0; i < k->form->fields_count; i++)
		if (k->form->fields[i].type == FORM_PERSON && v->value[i] && (strcmp(v->value[i], who->name) == 0 || strcmp(v->value[i], who->id) == 0))
			return true;
	return false;
}

/* Whether this row is told to somebody who did not send it: whom the form tells, whom it alerts of what is flagged, and whom the row names. */
static bool concerns(const struct slip_case *k, const struct told_row *row, const struct staff *who)
{
	return (who->roles & k->form->tell) || (row->line.flag && who->roles & k->form->alert) || names(k, &row->v, who);
}

static int send(const struct slip_case *k, const struct staff *to, struct slip_rows_in *in, struct err *err)
{
	in->head = clerk_head(k->c, to, arena_printf(k->c->turn, "slip_rows.%s.%s", k->m->public, to->id), k->now);
	in->form = k->form->title;
	in->clause = k->form->clause;
	in->mail_subject = k->m->subject;
	in->name = k->person->name;
	in->at = k->m->arrived_at;
	in->own = to == k->person;
	in->limit = SLIP_MAX_ROWS;
	if (in->own) {
		in->head.to_addr = k->m->sender;
		in->head.in_reply_to = k->m->message_id[0] ? k->m->message_id : NULL;
		in->head.references = k->m->envelope.references;
		in->head.references_count = k->m->envelope.references_count;
	} else {
		in->head.now = clerk_leaves(k->c, k->now);
	}
	struct letter l = compose_slip_rows(k->c->turn, in);
	l.created = k->now;
	l.answers = in->own;
	l.about = arena_printf(k->c->turn, "%s %s", k->form->id, in->rows_count ? in->rows[0].id : "");
	return in->head.to_addr[0] ? clerk_post(k->c, &l, err) : 0;
}

static int tell_others(const struct slip_case *k, const struct told_rows *all, bool withdrawn, struct err *err)
{
	for (size_t i = 0; i < k->c->office->staff_count; i++) {
		const struct staff *to = &k->c->office->staff[i];
		struct slip_rows_in in = {.withdrawn = withdrawn};
		for (size_t r = 0; to != k->person && to->mail_count && staff_active(to, time_date(k->now)) && r < all->items_count; r++)
			if (concerns(k, &all->items[r], to))
				ARENA_PUSH(k->c->turn, &in, rows) = all->items[r].line;
		if (in.rows_count && send(k, to, &in, err) < 0)
			return -1;
	}
	return 0;
}

/* ---- opened ---- */

static const char *span(struct arena *a, const struct slip_rows_in *in)
{
	if (!in->rows_count)
		return "no row is new and complete";
	return in->rows_count == 1 ? in->rows[0].id : arena_printf(a, "%s to %s", in->rows[0].id, in->rows[in->rows_count - 1].id);
}

int slip_take_rows(const struct slip_case *mail, const struct slip_sheet *sheet, const char **reason_r, struct err *err)
{
	struct arena *a = mail->c->turn;
	struct slip_rows_in in = {.beyond = sheet->more};
	struct told_rows all = {0};
	struct seen seen = {0};
	for (size_t i = 0; i < sheet->items_count; i++) {
		const struct slip_sheet_row *row = &sheet->items[i];
		struct slip_case k = *mail;
		k.item = (int)in.rows_count;
		k.of_many = true;
		if (slip_lacks(k.form, &row->v)) {
			ARENA_PUSH(a, &in, faults) = fault_of(&k, row);
			continue;
		}
		int known = is_known(&k, slip_values_text(a, k.form, &row->v), &seen, err);
		if (known < 0 || (!known && case_open(&k, &row->v, err) < 0))
			return -1;
		in.before += known > 0;
		if (known)
			continue;
		ARENA_PUSH(a, &in, rows) = line_of(&k, row);
		ARENA_PUSH(a, &all, items) = (struct told_row){in.rows[in.rows_count - 1], k.s.values};
	}
	*reason_r = span(a, &in);
	return send(mail, mail->person, &in, err) < 0 ? -1 : tell_others(mail, &all, false, err);
}

int slip_no_table(const struct slip_case *mail, const char **reason_r, struct err *err)
{
	struct slip_rows_in in = {.no_table = true};
	*reason_r = "no table";
	return send(mail, mail->person, &in, err);
}

/* ---- taken back ---- */

/* 1 it is taken back, 0 it can't be any more, -1. */
static int take_back(struct slip_case *k, struct err *err)
{
	k->of_many = true;
	if (case_event(k, EVENT_WITHDRAW, SLIP_SENDER, "", err) < 0)
		return -1;
	return k->result.outcome == OUTCOME_TAKEN;
}

int slip_answer_rows(const struct slip_case *mail, const char *first, struct err *err)
{
	struct arena *a = mail->c->turn;
	struct slip_case one;
	enum slip_event_kind said;
	const char *reason;
	struct slip_rows rows;
	struct slip_rows_in in = {.withdrawn = true};
	struct told_rows all = {0};
	mail->m->reason = "nothing was asked";
	if (!slip_answer(a, NULL, mail->m->envelope.text, &said, &reason) || said != EVENT_WITHDRAW)
		return 0;
	int found = case_load(mail->c, first, mail->m, mail->now, &one, err);
	if (found <= 0 || strcmp(one.row.staff, mail->person->id) != 0)
		return found < 0 ? -1 : 0;
	if (store_slips_of_mail(&mail->c->store, a, one.row.mail, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows.items_count; i++) {
		struct slip_case k;
		int r = case_load(mail->c, rows.items[i].id, mail->m, mail->now, &k, err);
		if (r <= 0)
			return r;
		k.person = mail->person;
		r = take_back(&k, err);
		if (r < 0)
			return -1;
		if (r == 0)
			continue;
		ARENA_PUSH(a, &in, rows) = line_of(&k, NULL);
		ARENA_PUSH(a, &all, items) = (struct told_row){line_of(&k, NULL), k.s.values};
	}
	mail->m->reason = in.rows_count ? arena_printf(a, "%s: withdraw", span(a, &in)) : "too late to withdraw";
	in.before = rows.items_count - in.rows_count;
	return send(mail, mail->person, &in, err) < 0 ? -1 : tell_others(mail, &all, true, err);
}
