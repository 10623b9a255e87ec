#include "compose_part.h"
#include "slip_take.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "docket_record.h"
#include "file_letter.h"
#include "mailkind.h"
#include "slip_take_inside.h"

/* ---- one slip ---- */

/* A mail finds it as it was when the mail arrived, or when the newest that is known did: what lapsed since, time will tell, once all is read that may have come
 * in time. */
static int refold(struct slip_case *k, struct err *err)
{
	int64_t read = k->c->horizon < k->now ? k->c->horizon : k->now, until = k->m ? k->m->arrived_at : read;
	if (store_slip_events(&k->c->store, k->c->turn, k->row.id, &k->events, err) < 0)
		return -1;
	if (k->events.items_count && k->events.items[k->events.items_count - 1].at > until)
		until = k->events.items[k->events.items_count - 1].at;
	slip_fold(k->c->turn, k->c->office, k->form, &k->events, until, &k->s);
	return 0;
}

bool granted_before(const struct slip_row *r)
{
	return strcmp(r->state, slip_state_names[SLIP_GRANTED]) == 0 || strcmp(r->state, slip_state_names[SLIP_CLOSED]) == 0;
}

int case_load(struct clerk *c, const char *id, struct mail_record *m, int64_t now, struct slip_case *k_r, struct err *err)
{
	struct slip_case k = {.c = c, .now = now, .m = m};
	int r = store_get_slip(&c->store, c->turn, id, &k.row, err);
	if (r <= 0)
		return r;
	k.form = office_form(c->office, k.row.form);
	if (!k.form)
		return 0;
	if (refold(&k, err) < 0 || (k.form->rows && store_slip_place(&c->store, &k.row, &k.item, err) < 0))
		return -1;
	*k_r = k;
	return 1;
}

static int add_event(struct slip_case *k, enum slip_event_kind kind, int step, const char *text, struct err *err)
{
	struct slip_event e = {.kind = kind, .person = k->person->id, .step = step, .text = text};
	return store_add_slip_event(&k->c->store, k->row.id, k->m->id, &e, err) < 0 ? -1 : refold(k, err);
}

/* ---- what it means for others ---- */

static int write_number(struct slip_case *k, const char *number, bool known_only, struct err *err)
{
	const struct form_register *g = &k->form->reg;
	struct register_item was = {0};
	const struct slip *s = &k->s;
	const char *const states[] = {g->opened, g->granted, g->closed};
	const int64_t at[] = {s->state == SLIP_REFUSED || s->state == SLIP_CANCELLED ? INT64_MIN : s->complete_at, s->granted_at, s->closed_at};
	int r = store_register_item(&k->c->store, k->c->turn, g->name, number, k->row.id, &was, err);
	if (r < 0 || (r == 0 && known_only) || (r > 0 && k->form->fields[form_field(k->form, g->field)].type == FORM_RANGE))
		return r < 0 ? -1 : 0;
	const char *holder = strcmp(g->holder, "sender") == 0 ? s->sender : strcmp(g->holder, "keep") == 0 ? was.holder : NULL;
	for (int i = 0; i < 3; i++)
		if (states[i] && at[i] != INT64_MIN && store_add_register(&k->c->store, g->name, number, at[i], k->row.id, i, states[i], holder, err) < 0)
			return -1;
	return 0;
}

/* A number that the register does not know is flagged; only a range makes numbers. */
static int write_register(struct slip_case *k, struct err *err)
{
	const struct form_register *g = &k->form->reg;
	int field = form_field(k->form, g->field);
	if (!g->name || field < 0)
		return 0;
	if (store_clear_register(&k->c->store, k->row.id, err) < 0)
		return -1;
	const char *value = k->s.values.value[field];
	bool range = k->form->fields[field].type == FORM_RANGE;
	if (!value || (g->issue && !k->s.number))
		return 0;
	struct form_texts all = {0};
	if (range)
		all = slip_range(k->c->turn, value);
	else
		ARENA_PUSH(k->c->turn, &all, items) = value;
	for (size_t i = 0; i < all.items_count; i++)
		if (write_number(k, all.items[i], !range, err) < 0)
			return -1;
	return 0;
}

/* Granted: a number is given out, unless the one of an earlier grant is free still. */
static int issue_number(struct slip_case *k, struct err *err)
{
	const struct form_register *g = &k->form->reg;
	struct register_item item;
	const char *number;
	if (!g->name || !g->issue || k->s.granted_at == INT64_MIN || !k->m || granted_before(&k->row))
		return 0;
	if (store_clear_register(&k->c->store, k->row.id, err) < 0)
		return -1;
	if (k->s.number) {
		int r = store_register_item(&k->c->store, k->c->turn, g->name, k->s.number, k->row.id, &item, err);
		if (r < 0 || (r > 0 && strcmp(item.state, g->issue) == 0))
			return r < 0 ? -1 : 0;
	}
	int r = store_register_lowest(&k->c->store, k->c->turn, g->name, g->issue, &number, err);
	return r <= 0 ? r : add_event(k, EVENT_NUMBER, SLIP_SENDER, number, err);
}

/* ---- what follows ---- */

static enum slip_state state_of(const char *name)
{
	for (int i = 0; i < SLIP_STATES; i++)
		if (strcmp(slip_state_names[i], name) == 0)
			return (enum slip_state)i;
	return SLIP_MISSING;
}

static bool is_open(enum slip_state s)
{
	return s == SLIP_WAITING || s == SLIP_GRANTED;
}

/* By what it was and what it is. */
static int tell_change(struct slip_case *k, struct err *err)
{
	enum slip_state was = state_of(k->row.state), is = k->s.state;
	const char *what = NULL;
	bool before = granted_before(&k->row), granted = is == SLIP_GRANTED || is == SLIP_CLOSED;
	if (is == SLIP_LAPSED || is == SLIP_CANCELLED || is == SLIP_REFUSED)
		what = is == was ? NULL : is == SLIP_LAPSED && k->s.complete_at != INT64_MIN ? "expired" : slip_state_names[is];
	else if (granted && !before && (was != SLIP_MISSING || k->form->steps_count == 0 || is == SLIP_GRANTED))
		what = k->form->steps_count ? "granted" : NULL;
	else if (!granted && (before || was == SLIP_REFUSED))
		what = "withdrawn";
	else if (is == SLIP_CLOSED && was == SLIP_GRANTED)
		what = "closed";
	return what && !k->of_many ? slip_tell(k, what, err) : 0;
}

static bool new_turn(const struct slip_case *k)
{
	return is_open(k->s.state) && (!is_open(state_of(k->row.state)) || k->row.step != k->s.step);
}

static int save(struct slip_case *k, struct err *err)
{
	struct slip_row r = k->row;
	r.state = slip_state_names[k->s.state];
	r.step = k->s.step;
	r.since = k->s.since;
	r.next_at = slip_next(k->c->office, &k->s, k->now);
	if (strcmp(r.state, k->row.state) != 0)
		log_about(LOG_INFO_LINE, &(struct log_about){.slip = r.id, .staff = r.staff}, "slip %s -> %s", k->row.state, r.state);
	return store_set_slip(&k->c->store, &r, err);
}

/* By what was missing, which may turn up only after time went by. */
static bool is_completed(const struct slip_case *k)
{
	enum slip_state was = state_of(k->row.state);
	return k->s.complete_at != INT64_MIN && (was == SLIP_MISSING || (was == SLIP_LAPSED && k->m && k->s.complete_at == k->m->arrived_at));
}

static int change(struct slip_case *k, bool complete, struct err *err)
{
	if (complete && (slip_check(k, err) < 0 || refold(k, err) < 0))
		return -1;
	return issue_number(k, err) < 0 || slip_lay(k, err) < 0 || write_register(k, err) < 0 || slip_charge(k, err) < 0 || slip_amend(k, err) < 0 ? -1 : slip_show(k, err);
}

static int tell(struct slip_case *k, bool complete, struct err *err)
{
	if ((complete && k->s.flags_count && !k->of_many && slip_alert(k, err) < 0) || tell_change(k, err) < 0 || (new_turn(k) && slip_ask_all(k, err) < 0) ||
	    (complete && slip_report(k, err) < 0))
		return -1;
	return save(k, err);
}

/* After an event. */
static int follow(struct slip_case *k, struct err *err)
{
	bool complete = is_completed(k);
	return change(k, complete, err) < 0 ? -1 : tell(k, complete, err);
}

/* After the one by which the mail brought the slip, or a part of it: its sender hears of that first, where it is not one of many. */
static int follow_sent(struct slip_case *k, struct err *err)
{
	bool complete = is_completed(k);
	if (change(k, complete, err) < 0 || (!k->of_many && slip_answer_sender(k, err) < 0))
		return -1;
	return tell(k, complete, err);
}

/* ---- a new one ---- */

/* What was read of it: just now, or once more. */
static int read_found(struct clerk *c, const struct mail_record *m, const struct classified **found, struct err *err)
{
	struct fresh f;
	if (*found)
		return 0;
	int r = record_revive(c, m, &f, err);
	if (r < 0)
		return -1;
	struct classified *again = arena_alloc(c->turn, sizeof *again);
	if (r > 0)
		*again = f.found;
	*found = again;
	return 0;
}

static int add_slip(struct slip_case *k, const struct slip_values *v, struct err *err)
{
	int year, month, day;
	date on = time_date(k->m->arrived_at);
	date_split(on, &year, &month, &day);
	k->row = (struct slip_row){.form = k->form->id, .day = on, .mail = k->m->id, .staff = k->person->id, .state = "missing"};
	if (store_slip_number(&k->c->store, k->form->id, on, &k->row.number, err) < 0)
		return -1;
	k->row.id = arena_printf(k->c->turn, "%s-%04d%02d%02d-%d", k->form->prefix, year, month, day, k->row.number);
	return store_add_slip(&k->c->store, &k->row, err) < 0 ? -1 : add_event(k, EVENT_SENT, SLIP_SENDER, slip_values_text(k->c->turn, k->form, v), err);
}

/* A date that must lie months ahead, and that nobody said, is the first that may be. */
static void fill_dates(struct slip_case *k, const struct slip_values *v)
{
	char day[DATE_TEXT_SIZE];
	for (size_t i = 0; i < k->form->fields_count; i++) {
		const struct form_field *d = &k->form->fields[i];
		if (d->months_ahead && !v->value[i] && !v->unread[i])
			v->value[i] = arena_strdup(k->c->turn, date_text(slip_earliest(d, time_date(k->m->arrived_at)), day));
	}
}

struct slip_case case_begun(const struct hearing *h, const struct form *f)
{
	return (struct slip_case){.c = h->c, .now = h->now, .form = f, .m = h->m, .person = h->sender};
}

int case_open(struct slip_case *k, const struct slip_values *v, struct err *err)
{
	fill_dates(k, v);
	return add_slip(k, v, err) < 0 ? -1 : follow_sent(k, err);
}

int slip_open(const struct hearing *h, const struct form *f, const struct slip_values *v, struct err *err)
{
	struct slip_case k = case_begun(h, f);
	if (case_open(&k, v, err) < 0)
		return -1;
	h->m->kind = "slip";
	h->m->verdict = MAIL_SLIP;
	h->m->reason = k.row.id;
	return 0;
}

/* The mail is one slip, or its table's rows are one each; a list of them as a picture says nothing that could be filed. */
static int open_all(struct slip_case *k, const struct slip_values *v, const struct slip_sheet *rows, const char **reason_r, struct err *err)
{
	const struct form *f = k->form;
	if (rows->items_count)
		return slip_take_rows(k, rows, reason_r, err);
	if (f->rows && !f->papers_count && !slip_values_count(f, v) && slip_brings_unread(&k->m->envelope))
		return slip_no_table(k, reason_r, err);
	int failed = case_open(k, v, err);
	*reason_r = k->row.id;
	return failed;
}

static int take_new(const struct hearing *h, bool *taken_r, struct err *err)
{
	struct clerk *c = h->c;
	struct mail_record *m = h->m;
	enum subject_prefix prefix;
	const struct policy *p = office_policy(c->office, time_date(m->arrived_at));
	const struct form *f = slip_form_of(c->office, p, &m->envelope, h->sender->roles);
	if (!f)
		return 0;
	const struct classified *found = h->found;
	if (read_found(c, m, &found, err) < 0)
		return -1;
	struct slip_values v = slip_values_new(c->turn, f);
	struct slip_sheet rows;
	struct slip_reading r = {c->turn, c->office, f, time_date(m->arrived_at), SLIP_TABLES_ALL};
	if (slip_is_list(&r, &m->envelope, found))
		return 0;
	slip_read(&r, &m->envelope, found, &v);
	slip_read_rows(&r, &m->envelope, found, &rows);
	subject_strip(c->turn, m->envelope.subject, &prefix);
	if (prefix != SUBJECT_PLAIN && !slip_values_count(f, &v) && !rows.items_count) /* talk about one is none */
		return 0;
	*taken_r = true;
	m->kind = "slip";
	m->verdict = MAIL_SLIP;
	struct slip_case k = case_begun(h, f);
	return open_all(&k, &v, &rows, &m->reason, err);
}

/* ---- answers ---- */

static const char *const outcome_words[] = {[OUTCOME_TAKEN] = NULL, [OUTCOME_ALREADY] = "already", [OUTCOME_NOT_TURN] = "not_turn", [OUTCOME_UNFIT] = "unfit",
                                            [OUTCOME_OBJECTED] = NULL, [OUTCOME_TOO_LATE] = "too_late", [OUTCOME_OVER] = "over", [OUTCOME_PART] = "part", [OUTCOME_REPEATED] = NULL};

/* What became of the event of that kind which this mail is: it need not be the newest, the mail may have turned up late. */
static struct slip_result result_of(const struct slip_case *k, enum slip_event_kind kind)
{
	for (size_t i = k->s.results_count; i-- > 0;)
		if (k->events.items[i].kind == kind && strcmp(k->events.items[i].mail, k->m->public) == 0)
			return k->s.results[i];
	return (struct slip_result){0};
}

int case_event(struct slip_case *k, enum slip_event_kind kind, int step, const char *text, struct err *err)
{
	if (add_event(k, kind, step, text, err) < 0)
		return -1;
	k->result = result_of(k, kind);
	return follow(k, err);
}

/* 同意 to a number where none is left decides nothing. 1 there is none, 0, -1. */
static int lacks_stock(struct slip_case *k, enum slip_event_kind kind, int step, struct err *err)
{
	const char *number;
	const struct form_register *g = &k->form->reg;
	if (!g->name || !g->issue || kind != EVENT_AGREE || k->s.state != SLIP_WAITING || step != k->s.step)
		return 0;
	int r = store_register_lowest(&k->c->store, k->c->turn, g->name, g->issue, &number, err);
	return r < 0 ? -1 : r == 0;
}

static int take_event(struct slip_case *k, enum slip_event_kind kind, int step, const char *text, struct err *err)
{
	if (add_event(k, kind, step, text, err) < 0)
		return -1;
	k->result = result_of(k, kind);
	const char *word = outcome_words[k->result.outcome];
	k->m->reason = arena_printf(k->c->turn, "%s: %s", k->row.id, word ? word : k->result.outcome == OUTCOME_REPEATED ? "repeated" : slip_event_names[kind]);
	if (k->result.outcome == OUTCOME_OBJECTED && slip_tell(k, "objected", err) < 0)
		return -1;
	if (word && slip_tell_answerer(k, word, step, err) < 0)
		return -1;
	return follow(k, err);
}

static int refuse_answer(struct slip_case *k, const char *reason, const char *what, int step, struct err *err)
{
	k->m->reason = reason;
	return k->again ? 0 : slip_tell_answerer(k, what, step, err);
}

int slip_take_said(struct slip_case *k, enum slip_event_kind kind, int step, const char *text, struct err *err)
{
	int r = lacks_stock(k, kind, step, err);
	if (r != 0)
		return r < 0 ? -1 : refuse_answer(k, arena_printf(k->c->turn, "%s: no number is left", k->row.id), "no_stock", step, err);
	const char *amount;
	enum slip_sum said = k->form->steps[step].sum && kind == EVENT_DONE ? slip_amount_said(k->c->turn, text, &amount) : SUM_NONE;
	if (said == SUM_UNCLEAR)
		return refuse_answer(k, "no single amount is said", "unclear", step, err);
	if (said == SUM_SAID)
		text = amount;
	return take_event(k, kind, step, text, err);
}

/* 撤回, whatever stands in the signature below it. */
static bool withdraws(const struct slip_case *k, const char **reason_r)
{
	enum slip_event_kind said;
	return slip_answer(k->c->turn, NULL, k->m->envelope.text, &said, reason_r) && said == EVENT_WITHDRAW;
}

/* 收到，谢谢 above a signature with 公司：...: what it says there already is not said anew. */
static void drop_signature(struct slip_case *k, struct slip_values *v)
{
	bool word = reply_read(k->c->turn, k->m->envelope.text).state == REPLY_CLEAR;
	for (size_t i = 0; word && i < k->form->fields_count; i++)
		if (k->s.values.value[i])
			v->value[i] = v->unread[i] = NULL;
}

/* What was missing, or the sender's own word about his slip. */
static int take_from_sender(struct slip_case *k, const struct classified *found, const char *kind, struct err *err)
{
	const char *reason;
	struct slip_values v = slip_values_new(k->c->turn, k->form);
	bool lacks = strcmp(kind, letter_kind_names[LETTER_SLIP_MISSING]) == 0;
	if (withdraws(k, &reason))
		return take_event(k, EVENT_WITHDRAW, SLIP_SENDER, reason, err);
	if (lacks && read_found(k->c, k->m, &found, err) < 0)
		return -1;
	struct slip_reading r = {k->c->turn, k->c->office, k->form, time_date(k->m->arrived_at), SLIP_TABLES_ALL};
	if (lacks)
		slip_read(&r, &k->m->envelope, slip_is_list(&r, &k->m->envelope, found) ? NULL : found, &v);
	drop_signature(k, &v);
	const char *text = slip_values_text(k->c->turn, k->form, &v);
	if (*text) {
		if (k->s.state != SLIP_MISSING)
			return refuse_answer(k, "nothing is missing", "over", SLIP_SENDER, err);
		k->m->reason = k->row.id;
		return add_event(k, EVENT_PART, SLIP_SENDER, text, err) < 0 ? -1 : follow_sent(k, err);
	}
	k->m->reason = "nothing was asked";
	return 0;
}

static int take_answer(struct slip_case *k, int step, struct err *err)
{
	enum slip_event_kind kind;
	const char *reason;
	if (step >= (int)k->form->steps_count)
		return refuse_answer(k, "not understood", "unclear", SLIP_SENDER, err);
	if (!slip_answer(k->c->turn, &k->form->steps[step], k->m->envelope.text, &kind, &reason))
		return refuse_answer(k, "not understood", "unclear", step, err);
	return slip_take_said(k, kind, step, reason, err);
}

static bool is_slip_letter(const char *kind)
{
	return strncmp(kind, "slip_", 5) == 0;
}

/* letter->about: "receivable YS-20260914-1": rows that lacked something, or all of them taken back. */
static int take_rows_reply(struct slip_case *k, const struct classified *found, const char *first, struct err *err)
{
	struct slip_values v = slip_values_new(k->c->turn, k->form);
	struct slip_reading r = {k->c->turn, k->c->office, k->form, time_date(k->m->arrived_at), SLIP_TABLES_ALL};
	struct slip_sheet rows = {0};
	const char *reason;
	if (withdraws(k, &reason))
		return slip_answer_rows(k, first, err);
	if (read_found(k->c, k->m, &found, err) < 0)
		return -1;
	if (!slip_is_list(&r, &k->m->envelope, found)) {
		slip_read(&r, &k->m->envelope, found, &v);
		slip_read_rows(&r, &k->m->envelope, found, &rows);
	}
	bool word = reply_read(k->c->turn, k->m->envelope.text).state == REPLY_CLEAR; /* 收到，谢谢 above a signature with 公司：... is no slip */
	bool says = slip_values_count(k->form, &v) && (!word || !slip_lacks(k->form, &v));
	return says || rows.items_count ? open_all(k, &v, &rows, &k->m->reason, err) : slip_answer_rows(k, first, err);
}

/* letter->about: "JG-20260914-1 0", the slip and the step that was asked; or several of them. */
static int take_reply(const struct hearing *h, struct err *err)
{
	struct mail_record *m = h->m;
	struct slip_case k;
	const char *about = h->letter.about ? h->letter.about : "", *blank = strchr(about, ' ');
	const char *id = arena_strndup(h->c->turn, about, strcspn(about, " ")); /* a slip's, or a form's */
	int step = blank ? atoi(blank + 1) : SLIP_SENDER, r = case_load(h->c, id, m, h->now, &k, err);
	m->kind = "slip";
	m->verdict = MAIL_ANSWER;
	m->reason = "no such slip";
	if (r == 0 && strcmp(h->letter.kind, letter_kind_names[LETTER_SLIP_ROWS]) == 0) {
		k = case_begun(h, office_form(h->c->office, id));
		return k.form && h->proof == PROOF_GOOD ? take_rows_reply(&k, h->found, blank ? blank + 1 : "", err) : 0;
	}
	if (r <= 0)
		return r;
	k.person = h->sender;
	k.again = strcmp(h->letter.kind, letter_kind_names[LETTER_SLIP_TOLD]) == 0;
	if (h->proof == PROOF_OTHERS)
		return refuse_answer(&k, "not asked of this person", "not_turn", SLIP_SENDER, err);
	if (h->proof == PROOF_UNVERIFIED)
		return refuse_answer(&k, "unverified", "unverified", SLIP_SENDER, err);
	if (slip_is_numbered(about))
		return slip_take_numbered(h, err);
	return step == SLIP_SENDER ? take_from_sender(&k, h->found, h->letter.kind, err) : take_answer(&k, step, err);
}

int slip_take(const struct hearing *h, bool *taken_r, struct err *err)
{
	*taken_r = false;
	if (h->proof == PROOF_NONE || strcmp(h->letter.kind, letter_kind_names[LETTER_CALL_SHEET]) == 0) /* which asks nothing of one slip */
		return take_new(h, taken_r, err);
	if (!is_slip_letter(h->letter.kind))
		return 0;
	*taken_r = true;
	return take_reply(h, err);
}

/* ---- time ---- */

enum { SLIP_STALE = 3600 /* after an outage, a reminder older than that is left out */ };

static int one_due(struct clerk *c, const struct slip_row *row, int64_t now, struct err *err)
{
	struct slip_case k;
	int64_t moment = row->next_at;
	int r = case_load(c, row->id, NULL, now, &k, err);
	if (r == 0) { /* its form is gone: it is left as it is */
		struct slip_row rest = *row;
		rest.next_at = INT64_MAX;
		return store_set_slip(&c->store, &rest, err);
	}
	if (r < 0 || slip_lapses(&k.s) <= now) /* what keeps it from lapsing may lie unread */
		return r < 0 ? -1 : 0;
	bool still = is_open(k.s.state) && k.row.step == k.s.step && now - moment < SLIP_STALE;
	if (still && (slip_remind(&k, moment, err) < 0 || (k.form->steps[k.s.step].list && slip_tell(&k, "open", err) < 0)))
		return -1;
	return follow(&k, err);
}

int slip_due(struct clerk *c, int64_t now, struct err *err)
{
	struct slip_rows due;
	struct arena *turn = c->turn, *own = arena_new();
	int failed = store_due_slips(&c->store, own, now, &due, err);
	for (size_t i = 0; !failed && i < due.items_count; i++) {
		arena_reset(turn);
		failed = db_begin(c->store.db, err);
		if (!failed)
			failed = store_end(&c->store, one_due(c, &due.items[i], now, err) < 0, err);
	}
	arena_free(own);
	return failed;
}

int slip_due_next(struct clerk *c, int64_t *when_r, struct err *err)
{
	return store_next_slip(&c->store, when_r, err);
}

/* ---- the digest ---- */

static bool on_route(const struct slip_case *k, const struct staff *reader)
{
	if (reader->roles & 1u << ROLE_GENERAL_MANAGER)
		return true;
	for (int i = 0; i < (int)k->form->steps_count; i++)
		if (slip_may_answer(k->c->office, &k->s, i, reader->id, time_date(k->now)))
			return true;
	return false;
}

static int digest_one(struct clerk *c, const struct slip_row *row, const struct staff *reader, int64_t now, struct digest_in *in, struct err *err)
{
	struct slip_case k;
	int r = case_load(c, row->id, NULL, now, &k, err);
	if (r <= 0)
		return r;
	if (!is_open(k.s.state) || !on_route(&k, reader) || (k.form->steps[k.s.step].quiet && slip_next(c->office, &k.s, k.s.since) > now))
		return 0;
	struct slip_people p = slip_blocking(c->turn, c->office, &k.s, time_date(now), true);
	const struct staff *sender = office_staff(c->office, row->staff);
	const char *word = !p.items_count ? "slip.nobody" : p.items_count > SLIP_NAMES_SHOWN ? "slip.waiting_many" : "slip.waiting";
	ARENA_PUSH(c->turn, in, items) = (struct digest_item){.section = DIGEST_SLIPS, .word = word, .name = sender ? sender->name : row->staff,
	                                                      .what = arena_printf(c->turn, "%s %s", say_title(c->turn, k.form->title), row->id),
	                                                      .other = slip_names(c->turn, &p, SLIP_NAMES_SHOWN), .asked = (int)p.items_count, .since = k.s.since,
	                                                      .day = DATE_NONE};
	return 0;
}

int slip_digest(struct clerk *c, const struct staff *reader, int64_t now, struct digest_in *in, struct err *err)
{
	struct slip_rows open;
	if (store_open_slips(&c->store, c->turn, &open, err) < 0)
		return -1;
	for (size_t i = 0; i < open.items_count; i++)
		if (digest_one(c, &open.items[i], reader, now, in, err) < 0)
			return -1;
	return 0;
}
