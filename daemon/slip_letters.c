/* Letters about a slip. Their ids come from the mail that opened it, not from its number: a token is known again whatever number a rebuilt store
 * gives. */
#include <string.h>

#include "compose_part.h"
#include "base/buf.h"
#include "compose.h"
#include "slip_take_inside.h"

enum {
	ATTACHED_MAX_BYTES = 20 * 1024 * 1024,  /* of one letter: what providers take, base64 included */
	ATTACHED_ALL_BYTES = 256 * 1024 * 1024, /* of all letters that ask the same */
};

static const char *name_of(const struct slip_case *k, const char *staff)
{
	const struct staff *s = staff ? office_staff(k->c->office, staff) : NULL;
	return s ? s->name : staff;
}

/* A mail's id, and which of its rows. */
static const char *tagged(const struct slip_case *k, const char *mail)
{
	return k->item ? arena_printf(k->c->turn, "%s.%d", mail, k->item) : mail;
}

/* The mail that opened it. */
static int opening(struct slip_case *k, struct mail_record *m_r, struct err *err)
{
	if (k->m && k->m->id == k->row.mail) {
		*m_r = *k->m;
		return 0;
	}
	return store_need_mail(&k->c->store, k->c->turn, k->row.mail, m_r, err);
}

/* ---- what a letter shows ---- */

bool slip_sees(const struct slip_case *k, const struct staff *to, const struct form_field *d)
{
	bool all = !d->personal || strcmp(to->id, k->row.staff) == 0;
	for (int i = 0; !all && i < (int)k->form->steps_count; i++)
		all = slip_may_answer(k->c->office, &k->s, i, to->id, time_date(k->now));
	return all;
}

static void put_contents(struct slip_case *k, const struct staff *to, struct slip_in *in)
{
	struct arena *a = k->c->turn;
	const struct form *f = k->form;
	for (size_t i = 0; i < f->fields_count; i++) {
		const char *value = k->s.values.value[i];
		if (value && slip_sees(k, to, &f->fields[i]))
			ARENA_PUSH(a, in, fields) = (struct slip_line){f->fields[i].title, slip_shown(a, k->c->office, &f->fields[i], value), false};
	}
	for (size_t i = 0; i < f->papers_count; i++)
		if (k->s.values.paper[i])
			ARENA_PUSH(a, in, papers) = (struct slip_line){f->papers[i].title, "", false};
	in->flags = k->s.flags;
	in->flags_count = k->s.flags_count;
}

static void put_missing(struct slip_case *k, struct slip_in *in)
{
	const struct form *f = k->form;
	for (size_t i = 0; i < f->fields_count; i++)
		if (slip_lacks_field(f, &k->s.values, i))
			ARENA_PUSH(k->c->turn, in, missing) = (struct slip_line){f->fields[i].title, k->s.values.unread[i], k->s.values.unread[i] != NULL};
	for (size_t i = 0; i < f->papers_count; i++)
		if (f->papers[i].required && !k->s.values.paper[i])
			ARENA_PUSH(k->c->turn, in, missing) = (struct slip_line){f->papers[i].title, NULL, false};
}

/* The newest decision. */
static void put_decision(struct slip_case *k, struct slip_in *in)
{
	for (size_t i = 0; i < k->form->steps_count; i++) {
		const struct slip_decision *d = &k->s.decisions[i];
		if (d->by && d->at >= in->decided && k->form->steps[i].asks == ASKS_APPROVE) {
			in->by = name_of(k, d->by);
			in->decided = d->at;
			in->reason = d->reason;
		}
	}
}

static void put_question(struct slip_case *k, int step, struct slip_in *in)
{
	const struct form_step *st = &k->form->steps[step];
	int due = form_field(k->form, st->due);
	in->asks = (int)st->asks;
	in->done = st->what;
	in->granted = st->after && k->s.granted_at != INT64_MIN;
	in->due = due >= 0 && k->s.values.value[due] ? slip_shown(k->c->turn, k->c->office, &k->form->fields[due], k->s.values.value[due]) : NULL;
}

const char *slip_names(struct arena *a, const struct slip_people *p, size_t shown)
{
	struct buf all = {0};
	for (size_t i = 0; i < p->items_count && i < shown; i++)
		buf_printf(&all, "%s%s", i ? say(a, "", "and", NULL) : "", p->items[i]->name);
	const char *text = arena_strndup(a, all.data ? all.data : "", all.size);
	buf_release(&all);
	return text;
}

static void put_waiting(struct slip_case *k, struct slip_in *in)
{
	date day = time_date(k->now);
	bool open = k->s.state == SLIP_WAITING || k->s.state == SLIP_GRANTED;
	struct slip_people p = slip_blocking(k->c->turn, k->c->office, &k->s, day, true);
	in->waiting = p.items_count ? slip_names(k->c->turn, &p, SLIP_NAMES_SHOWN) : NULL;
	in->waiting_count = p.items_count > SLIP_NAMES_SHOWN ? (int)p.items_count : 0;
	in->nobody = open && !p.items_count;
	in->since = k->s.since;
	if (open && k->form->steps[k->s.step].each) {
		in->answered_count = (int)slip_answered(k->c->office, &k->s, day);
		in->unanswered_count = (int)slip_blocking(k->c->turn, k->c->office, &k->s, day, false).items_count;
	}
}

/* All of them. */
static void put_people(struct slip_case *k, struct slip_in *in)
{
	struct slip_people p = slip_blocking(k->c->turn, k->c->office, &k->s, time_date(k->now), false);
	for (size_t i = 0; i < p.items_count; i++)
		ARENA_PUSH(k->c->turn, in, people) = p.items[i]->name;
}

static struct slip_in letter_in(struct slip_case *k, const struct staff *to, const char *id, const char *subject)
{
	return (struct slip_in){.head = clerk_head(k->c, to, id, k->now), .id = k->row.id, .form = k->form->title, .clause = k->form->clause,
	                        .name = name_of(k, k->row.staff), .at = k->s.complete_at == INT64_MIN ? 0 : k->s.complete_at, .asks = -1, .number = k->s.number,
	                        .mail_subject = subject};
}

/* An answer goes to the address that wrote, in its thread. */
static void in_thread(struct slip_in *in, const struct mail_record *m)
{
	in->head.to_addr = m->sender;
	in->head.in_reply_to = m->message_id[0] ? m->message_id : NULL;
	in->head.references = m->envelope.references;
	in->head.references_count = m->envelope.references_count;
}

static int send(struct slip_case *k, enum letter_kind kind, struct slip_in *in, int step, struct err *err)
{
	int there = outbox_exists(&k->c->store, in->head.id, err);
	if (there != 0)
		return there < 0 ? -1 : 0;
	if (!in->head.to_addr[0])
		return 0;
	in->head.now = kind == LETTER_SLIP_RECEIPT || kind == LETTER_SLIP_MISSING ? k->now : clerk_leaves(k->c, k->now);
	struct letter l = compose_slip(k->c->turn, kind, in);
	l.created = k->now;
	l.about = arena_printf(k->c->turn, "%s %d", k->row.id, step);
	return clerk_post(k->c, &l, err);
}

/* ---- to the sender, at once ---- */

int slip_answer_sender(struct slip_case *k, struct err *err)
{
	bool missing = k->s.state == SLIP_MISSING;
	const char *kind = missing ? "slip_missing" : "slip_receipt";
	struct slip_in in = letter_in(k, k->person, arena_printf(k->c->turn, "%s.%s", kind, tagged(k, k->m->public)), k->m->subject);
	in_thread(&in, k->m);
	put_contents(k, k->person, &in);
	if (missing)
		put_missing(k, &in);
	else
		put_waiting(k, &in);
	return send(k, missing ? LETTER_SLIP_MISSING : LETTER_SLIP_RECEIPT, &in, SLIP_SENDER, err);
}

/* ---- to whoever must answer ---- */

/* The mail that brought papers last; where none were recognised, the one that opened the slip. 1, 0 it is not kept any more, -1. */
static int mail_with_papers(struct slip_case *k, struct mail_record *m_r, struct err *err)
{
	for (size_t i = k->events.items_count; i-- > 0;) {
		const struct slip_event *e = &k->events.items[i];
		if ((e->kind == EVENT_SENT || e->kind == EVENT_PART) && (strchr(e->text, '@') || i == 0))
			return store_find_mail(&k->c->store, k->c->turn, e->mail, m_r, err);
	}
	return 0;
}

/* What its readers must have, where the form speaks of papers. readers: how many get it; each letter keeps bytes of its own. */
static int attach(struct slip_case *k, size_t readers, struct bytes *raw_r, bool *too_large_r, struct err *err)
{
	struct mail_record m;
	size_t size;
	int r = k->form->papers_count ? mail_with_papers(k, &m, err) : 0;
	*raw_r = (struct bytes){0};
	*too_large_r = false;
	if (r > 0)
		r = store_raw_size(&k->c->store, &m.raw, &size, err);
	if (r <= 0)
		return r;
	*too_large_r = size > ATTACHED_MAX_BYTES || size > ATTACHED_ALL_BYTES / (readers ? readers : 1);
	return !*too_large_r && store_get_raw(&k->c->store, k->c->turn, &m.raw, raw_r, err) < 0 ? -1 : 0;
}

int slip_question(struct slip_case *k, const struct staff *to, size_t readers, struct slip_in *in_r, struct err *err)
{
	struct mail_record m;
	struct slip_in in;
	if (opening(k, &m, err) < 0)
		return -1;
	in = letter_in(k, to, "", m.subject);
	put_contents(k, to, &in);
	if (slip_put_amended(k, to, &in, err) < 0)
		return -1;
	put_decision(k, &in);
	put_question(k, k->s.step, &in);
	in.since = k->s.since;
	if (strcmp(to->id, k->row.staff) != 0 && attach(k, readers, &in.raw, &in.too_large, err) < 0)
		return -1;
	*in_r = in;
	return 0;
}

/* How often what came before this step was taken back, and decided anew: it is asked again. */
static int times_again(const struct slip_case *k)
{
	int n = 0;
	for (size_t i = 0; i < k->s.results_count; i++) {
		const struct slip_event *e = &k->events.items[i];
		n += e->kind == EVENT_WITHDRAW && k->s.results[i].outcome == OUTCOME_TAKEN && e->step >= 0 && e->step < k->s.step;
	}
	return n;
}

/* Many people may be asked, and each letter may carry the papers: what one needs is let go before the next. moment: of a reminder. */
static int ask_one(struct slip_case *k, const struct staff *to, size_t readers, enum letter_kind kind, int64_t moment, struct err *err)
{
	struct mail_record m;
	struct slip_in in;
	char written[TIME_TEXT_SIZE];
	struct arena *turn = k->c->turn, *own = k->c->turn = arena_new();
	bool reminds = kind == LETTER_SLIP_REMINDER;
	const char *at = time_text(moment, written), *cause = k->m && !reminds ? k->m->public : at;
	int failed = opening(k, &m, err) < 0 || slip_question(k, to, readers, &in, err) < 0;
	if (!failed) {
		int again = reminds ? 0 : times_again(k);
		in.head.id = arena_printf(own, "%s.%s.%d.%s%s%s", letter_kind_names[kind], tagged(k, m.public), k->s.step, to->id, reminds ? "." : "", reminds ? at : "");
		if (again)
			in.head.id = arena_printf(own, "%s.again%d", in.head.id, again);
		if (reminds)
			in.raw = (struct bytes){0}, in.too_large = false;
		failed = slip_post(k, to, kind, &in, cause, moment, err) < 0;
	}
	k->c->turn = turn;
	arena_free(own);
	return failed ? -1 : 0;
}

int slip_ask_all(struct slip_case *k, struct err *err)
{
	struct slip_people p = slip_blocking(k->c->turn, k->c->office, &k->s, time_date(k->now), true);
	if (k->form->steps[k->s.step].quiet)
		return 0;
	for (size_t i = 0; i < p.items_count; i++)
		if (ask_one(k, p.items[i], p.items_count, LETTER_SLIP_ASK, k->m ? k->m->arrived_at : k->now, err) < 0)
			return -1;
	return 0;
}

int slip_remind(struct slip_case *k, int64_t moment, struct err *err)
{
	struct slip_people p = slip_blocking(k->c->turn, k->c->office, &k->s, time_date(k->now), true);
	for (size_t i = 0; i < p.items_count; i++)
		if (ask_one(k, p.items[i], p.items_count, LETTER_SLIP_REMINDER, moment, err) < 0)
			return -1;
	return 0;
}

/* ---- what became of it ---- */

/* One mail may answer, and so end, several slips; who has not answered is told of each step. */
static const char *told_id(const struct slip_case *k, const struct mail_record *opened_by, const char *what, const struct staff *to)
{
	const char *cause = k->m ? k->m->public : opened_by->public, *of = strcmp(cause, opened_by->public) == 0 ? "" : opened_by->public;
	const char *later = strcmp(what, "open") == 0 && k->s.step ? arena_printf(k->c->turn, ".%d", k->s.step) : "";
	return arena_printf(k->c->turn, "slip_told.%s.%s%s.%s%s%s", tagged(k, cause), what, later, to->id, *of ? "." : "", of);
}

int slip_result(struct slip_case *k, const struct staff *to, const char *what, struct slip_in *in_r, struct err *err)
{
	struct mail_record m;
	if (opening(k, &m, err) < 0)
		return -1;
	struct slip_in in = letter_in(k, to, told_id(k, &m, what, to), m.subject);
	in.what = what;
	put_contents(k, to, &in);
	put_decision(k, &in);
	put_waiting(k, &in);
	*in_r = in;
	return 0;
}

bool slip_holds(const struct slip_case *k, const char *what)
{
	if (strcmp(what, "granted") == 0)
		return k->s.state == SLIP_GRANTED || k->s.state == SLIP_CLOSED;
	return strcmp(what, slip_state_names[k->s.state]) == 0;
}

/* What says no more than where the slip stands may be told together with others. */
static bool is_plain(const char *what)
{
	static const char *const plain[] = {"granted", "refused", "closed", "cancelled", "lapsed"};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (strcmp(plain[i], what) == 0)
			return true;
	return false;
}

static int tell_one(struct slip_case *k, const struct staff *to, const char *what, struct err *err)
{
	struct slip_in in;
	char at[TIME_TEXT_SIZE];
	if (slip_result(k, to, what, &in, err) < 0)
		return -1;
	if (strcmp(what, "open") == 0)
		put_people(k, &in);
	if (strcmp(what, "objected") == 0) {
		in.by = name_of(k, k->result.earlier.by);
		in.decided = k->result.earlier.at;
		in.reason = k->result.earlier.reason;
	}
	if (is_plain(what))
		return slip_post(k, to, LETTER_SLIP_TOLD, &in, k->m ? k->m->public : time_text(k->now, at), k->m ? k->m->arrived_at : k->now, err);
	bool decides = strcmp(what, "withdrawn") == 0 && k->m && k->person == to; /* who took it back may answer this letter as well */
	if (decides && k->s.step < (int)k->form->steps_count)
		put_question(k, k->s.step, &in);
	return send(k, LETTER_SLIP_TOLD, &in, decides ? k->s.step : SLIP_SENDER, err);
}

static bool is_one_of(const struct slip_people *p, const struct staff *who)
{
	for (size_t i = 0; i < p->items_count; i++)
		if (p->items[i] == who)
			return true;
	return false;
}

static struct slip_people asked_now(struct slip_case *k)
{
	return slip_blocking(k->c->turn, k->c->office, &k->s, time_date(k->now), true);
}

/* Whom it waited for when it was looked at last: what they were asked is asked no more. */
static struct slip_people asked_before(struct slip_case *k)
{
	struct slip was = k->s;
	was.state = strcmp(k->row.state, slip_state_names[SLIP_WAITING]) == 0 ? SLIP_WAITING : strcmp(k->row.state, slip_state_names[SLIP_GRANTED]) == 0 ? SLIP_GRANTED : SLIP_MISSING;
	was.step = k->row.step;
	return slip_blocking(k->c->turn, k->c->office, &was, time_date(k->now), true);
}

static bool can_be_told(struct slip_case *k, const struct staff *to)
{
	return to->mail_count && staff_active(to, time_date(k->now));
}

/* Whoever did it himself is told where it undoes something. */
static bool is_told(struct slip_case *k, const struct staff *to, const char *what)
{
	bool sender = strcmp(to->id, k->row.staff) == 0, own = k->m && k->person == to, back = strcmp(what, "withdrawn") == 0 || strcmp(what, "cancelled") == 0;
	if (own)
		return back;
	return sender || (to->roles & k->form->tell && strcmp(what, "objected") != 0);
}

static int tell_all(struct slip_case *k, const struct slip_people *p, const struct slip_people *but, const char *what, struct err *err)
{
	for (size_t i = 0; i < p->items_count; i++)
		if (can_be_told(k, p->items[i]) && !is_one_of(but, p->items[i]) && tell_one(k, p->items[i], what, err) < 0)
			return -1;
	return 0;
}

int slip_tell(struct slip_case *k, const char *what, struct err *err)
{
	struct slip_people told = {0}, none = {0}, now = asked_now(k);
	bool granted = strcmp(what, "granted") == 0; /* whoever is asked next hears of it by the question */
	for (size_t i = 0; i < k->c->office->staff_count; i++)
		if (is_told(k, &k->c->office->staff[i], what))
			ARENA_PUSH(k->c->turn, &told, items) = &k->c->office->staff[i];
	if (tell_all(k, &told, granted ? &now : &none, what, err) < 0)
		return -1;
	if (strcmp(what, "withdrawn") != 0 && strcmp(what, "cancelled") != 0)
		return 0;
	struct slip_people before = asked_before(k);
	for (size_t i = 0; i < now.items_count; i++)
		ARENA_PUSH(k->c->turn, &told, items) = now.items[i];
	return tell_all(k, &before, &told, what, err);
}

int slip_alert(struct slip_case *k, struct err *err)
{
	struct slip_people now = asked_now(k);
	for (size_t i = 0; i < k->c->office->staff_count; i++) {
		const struct staff *to = &k->c->office->staff[i];
		bool meant = to->roles & k->form->alert && can_be_told(k, to) && !is_one_of(&now, to);
		if (meant && tell_one(k, to, "flagged", err) < 0)
			return -1;
	}
	return 0;
}

/* No contents, but of a sum that is his to collect: it may be somebody whom the slip does not concern. */
int slip_tell_answerer(struct slip_case *k, const char *what, int step, struct err *err)
{
	struct mail_record m;
	if (opening(k, &m, err) < 0)
		return -1;
	struct slip_in in = letter_in(k, k->person, told_id(k, &m, what, k->person), "");
	in_thread(&in, k->m);
	in.what = what;
	in.number = NULL;
	if (strcmp(what, "already") == 0) {
		in.by = name_of(k, k->result.earlier.by);
		in.decided = k->result.earlier.at;
	}
	bool again = step >= 0 && (strcmp(what, "part") == 0 || strcmp(what, "unclear") == 0 || strcmp(what, "unfit") == 0 || strcmp(what, "no_stock") == 0);
	if (again)
		put_question(k, step, &in);
	if (strcmp(what, "part") == 0)
		put_contents(k, k->person, &in);
	return send(k, LETTER_SLIP_TOLD, &in, step, err);
}
