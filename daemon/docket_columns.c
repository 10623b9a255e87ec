#include "docket_inside.h"

#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "columns_said.h"
#include "judge.h"
#include "token.h"

/* What was asked, and of which mail. */
struct question {
	struct mail_record list;
	const char *sign;
	size_t width;
};

/* The letter that it answers asked about columns: 1, 0, -1. A list that only waits for people to be on it is a cure's business. */
static int find_list(const struct hearing *h, struct mail_record *list_r, struct err *err)
{
	const struct mail_record *m = h->m;
	const char *kind = h->letter.kind;
	if (m->has_rows || h->proof == PROOF_NONE || h->proof == PROOF_OTHERS || !h->letter.about ||
	    (strcmp(kind, letter_kind_names[LETTER_RETURN]) != 0 && strcmp(kind, letter_kind_names[LETTER_RECEIPT]) != 0))
		return 0;
	int r = store_find_mail(&h->c->store, h->c->turn, h->letter.about, list_r, err);
	if (r <= 0)
		return r;
	bool waits = list_r->verdict == MAIL_HELD && !*list_r->read_by;
	return *list_r->asked && list_r->staff && strcmp(list_r->staff, m->staff) == 0 && mail_order(list_r, m) < 0 && !waits;
}

/* At whose place that letter was written: its id names the mail that it answers; a receipt's, the list, which may have counted by an answer. */
static int letter_place(const struct hearing *h, const struct mail_record *list, struct mail_record *at_r, struct err *err)
{
	bool receipt = strcmp(h->letter.kind, letter_kind_names[LETTER_RECEIPT]) == 0;
	const char *dot = strchr(h->letter.id, '.');
	int r = dot ? store_find_mail(&h->c->store, h->c->turn, dot + 1, at_r, err) : 0;
	if (r == 0)
		*at_r = *list;
	if (r >= 0 && receipt && at_r->cured_by)
		r = store_get_mail(&h->c->store, h->c->turn, at_r->cured_by, at_r, err);
	return r < 0 ? -1 : 0;
}

/* Of several layouts the first that nobody had answered about when that letter was written; where all were answered, the first is put right. */
static int find_question(const struct hearing *h, struct question *q, struct err *err)
{
	struct layout_answer ignored;
	struct mail_record at;
	q->sign = NULL;
	if (letter_place(h, &q->list, &at, err) < 0)
		return -1;
	for (const char *p = q->list.asked; *p;) {
		size_t n = strcspn(p, " "), size = strcspn(p, "/");
		const char *sign = arena_strndup(h->c->turn, p, size);
		int r = store_find_layout(&h->c->store, h->c->turn, sign, &at, &ignored, err);
		if (r < 0)
			return -1;
		if (!q->sign || r == 0) {
			q->sign = sign;
			q->width = size < n ? strtoul(p + size + 1, NULL, 10) : 0;
		}
		if (r == 0)
			break;
		p += n + strspn(p + n, " ");
	}
	return 0;
}

/* Where a client marks no quotation, the letter stands in the text, with the example that it gives: then only what is written before the first empty
 * line is the sender's. */
static const char *own_words(struct arena *a, const char *text)
{
	char token[TOKEN_SIZE];
	if (!token_find_in_text(text, token))
		return text;
	text += strspn(text, " \t\n");
	const char *end = strstr(text, "\n\n");
	return arena_strndup(a, text, end ? (size_t)(end - text) : strlen(text));
}

/* It can't be done with: the table is shown once more, with what is wrong. */
static int ask_again(const struct hearing *h, const struct question *q, const struct columns_said *said, struct err *err)
{
	struct fresh f;
	const struct unknown_table *table = NULL;
	h->m->reason = arena_printf(h->c->turn, "not understood: columns of %s", q->list.public);
	int r = h->first ? record_read(h->c, &q->list, NULL, &f, err) : 0;
	for (size_t i = 0; r > 0 && i < f.found.unknown_count && !table; i++)
		if (strcmp(f.found.unknown[i].sign, q->sign) == 0)
			table = &f.found.unknown[i];
	return r < 0 ? -1 : h->first ? answer_columns(h, &q->list, table, said, err) : 0;
}

/* The list, understood now, counts with the arrival of the answer; or waits for the people who are missing on it. */
static int judge_list(struct session *s, const struct hearing *h, struct mail_record *list, struct err *err)
{
	const struct mail_record *m = h->m;
	const struct policy *p = office_policy(s->c->office, time_date(list->arrived_at));
	unsigned missing = p->cc_rule == CC_OFF ? 0 : cc_missing(s->c->office, &list->envelope, time_date(list->arrived_at));
	if (p->cc_rule == CC_HOLD) /* whoever is on the answer sees it, as with a cure */
		missing &= cc_missing(s->c->office, &m->envelope, time_date(m->arrived_at));
	if (missing && p->cc_rule == CC_HOLD)
		return docket_hold_lists(s, h, list, missing, err) < 0 ? -1 : store_judged_mail(&s->c->store, list, err);
	list->cured_by = m->id;
	if (docket_judge_lists(s, h, list, err) < 0 || (missing && h->first && answer_forward(h, list, missing, err) < 0))
		return -1;
	list->verdict = MAIL_COUNTED; /* nobody was missing on it, or it was passed on: "cured" is what is said of copies */
	list->reason = arena_printf(s->c->turn, "%scolumns answered by %s", missing ? arena_printf(s->c->turn, "%s; ", docket_passed_on(s->c->turn, missing)) : "",
	                            m->public);
	return store_judged_mail(&s->c->store, list, err);
}

/* A good answer: it is in force from here on. */
static int take_answer(struct session *s, const struct hearing *h, struct question *q, const struct columns_said *said, struct err *err)
{
	struct arena *a = s->c->turn;
	struct mail_record *m = h->m;
	struct layout_answer before;
	struct known_layout k = {.sign = q->sign};
	int r = store_find_layout(&s->c->store, a, q->sign, m, &before, err);
	if (r < 0)
		return -1;
	if (r > 0)
		columns_read(a, before.said, &k);
	columns_overlay(a, &k, said);
	if (store_add_layout(&s->c->store, m->id, q->sign, columns_text(a, &k), h->sender->id, err) < 0)
		return -1;
	m->reason = arena_printf(a, "columns of %s: %s", q->list.public, columns_text(a, &k));
	if (q->list.verdict != MAIL_RETURNED && q->list.verdict != MAIL_HELD)
		return h->first ? answer_columns(h, &q->list, NULL, NULL, err) : 0;
	if (docket_reading(s, &q->list, m, err) < 0)
		return -1;
	if (q->list.has_rows)
		return judge_list(s, h, &q->list, err);
	if (store_undo_layouts(&s->c->store, m->id, err) < 0)
		return -1;
	return ask_again(h, q, said, err);
}

int docket_columns(struct session *s, const struct hearing *h, bool *done_r, struct err *err)
{
	struct mail_record *m = h->m;
	struct question q;
	*done_r = false;
	int r = find_list(h, &q.list, err);
	if (r <= 0 || find_question(h, &q, err) < 0)
		return r <= 0 ? r : -1;
	struct columns_said said = columns_said(s->c->turn, own_words(s->c->turn, m->envelope.text), q.width);
	if (!said.columns_count && !said.unknown_count && !said.kind)
		return 0;
	*done_r = true;
	m->verdict = MAIL_ANSWER;
	m->judged_at = m->arrived_at;
	if (h->proof != PROOF_GOOD) {
		m->reason = "unverified";
		return h->first ? answer_unverified(h, q.list.public, err) : 0;
	}
	return said.unknown_count ? ask_again(h, &q, &said, err) : take_answer(s, h, &q, &said, err);
}
