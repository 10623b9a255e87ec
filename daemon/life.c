#include "life.h"

#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "ledger.h"
#include "store_asks.h"

static bool same_text(const char *x, const char *y)
{
	return x && y ? strcmp(x, y) == 0 : x == y;
}

/* What rules say of a day has no cause but the day; what people named, and what slips cost, has the mail or the slip. */
static bool same_cause(struct arena *a, const struct entry *x, const struct entry *y)
{
	return same_text(ledger_proof_text(a, x, "said", 0), ledger_proof_text(a, y, "said", 0)) &&
	       same_text(ledger_proof_text(a, x, "slip", 0), ledger_proof_text(a, y, "slip", 0));
}

/* An id with a number that this ledger does not have, where all that it has of that person, kind and day has one cause: the ledger in which it was read was brought to the
 * same sum by more entries than a rebuilt one needs. 1, 0, -1. */
static int find_renumbered(struct life *l, const char *id, struct entry *e_r, struct err *err)
{
	const char *staff, *kind;
	const struct entry *newest = NULL;
	struct entries have;
	date day;
	if (!ledger_id_says(l->c->turn, id, &staff, &kind, &day))
		return 0;
	if (store_get_entries(&l->c->store, l->c->turn, staff, kind, day, &have, err) < 0)
		return -1;
	for (size_t i = have.items_count; i-- > 0;) {
		if (have.items[i].reverses)
			continue;
		if (newest && !same_cause(l->c->turn, newest, &have.items[i]))
			return 0;
		newest = newest ? newest : &have.items[i];
	}
	if (newest)
		*e_r = *newest;
	return newest != NULL;
}

int life_find(struct life *l, const char *id, struct entry *e_r, bool *reversed_r, struct err *err)
{
	struct arena *a = l->c->turn;
	struct entry named;
	struct entries have;
	int r = store_get_entry(&l->c->store, a, id, &named, err);
	if (r == 0)
		r = find_renumbered(l, id, &named, err);
	if (r > 0 && named.reverses)
		r = store_get_entry(&l->c->store, a, named.reverses, &named, err);
	if (r <= 0)
		return r;
	if (store_get_entries(&l->c->store, a, named.staff, named.kind, named.for_date, &have, err) < 0)
		return -1;
	*e_r = named;
	*reversed_r = ledger_reversal_of(&have, &named) != NULL;
	for (size_t i = 0; *reversed_r && i < have.items_count; i++) /* the newest of them is the last */
		if (!have.items[i].reverses && same_cause(a, &have.items[i], &named))
			*e_r = have.items[i];
	*reversed_r = ledger_reversal_of(&have, e_r) != NULL;
	return 1;
}

bool life_is_managers(const struct life *l, const struct entry *e)
{
	const struct staff *person = office_staff(l->c->office, e->staff);
	return (person && staff_is_managers(person)) || ledger_proof_text(l->c->turn, e, "repeated", 0) != NULL;
}

struct steps { struct step *steps; size_t steps_count, steps_cap; };

static int steps_of(struct life *l, const struct entry *e, struct steps *s_r, struct err *err)
{
	struct arena *a = l->c->turn;
	struct query *q = db_rows(l->c->store.db, "SELECT state, by_staff, because, at FROM entry_state WHERE entry = ? ORDER BY n", "t", e->id);
	int r;
	*s_r = (struct steps){0};
	while ((r = db_next(q, err)) > 0)
		ARENA_PUSH(a, s_r, steps) = (struct step){col_text(q, 0, a), col_text(q, 1, a), col_text(q, 2, a), col_int(q, 3)};
	return r;
}

int life_lines(struct life *l, const struct entry *e, const struct step **steps_r, size_t *count_r, struct err *err)
{
	struct steps s;
	int r = steps_of(l, e, &s, err);
	*steps_r = s.steps;
	*count_r = s.steps_count;
	return r;
}

int life_newest(struct life *l, const struct entry *e, struct step *s_r, struct err *err)
{
	struct steps s;
	if (steps_of(l, e, &s, err) < 0)
		return -1;
	*s_r = s.steps_count ? s.steps[s.steps_count - 1] : (struct step){.state = e->state, .because = e->because};
	return 0;
}

static bool is(const struct entry *e, const char *state)
{
	return strcmp(e->state, state) == 0;
}

/* Who said last that he paid, where nobody has said yet whether it came and he did not take it back: an appeal in between leaves that as it is. Or NULL. */
static const struct step *claim_of(const struct steps *s)
{
	const struct step *claim = NULL;
	for (size_t i = 0; i < s->steps_count; i++) {
		const struct step *one = &s->steps[i];
		if (text_begins(one->because, BECAUSE_CLAIMED))
			claim = one;
		else if (strcmp(one->state, "paid") == 0 || text_begins(one->because, BECAUSE_UNPAID) || (text_begins(one->because, BECAUSE_WITHDRAWN) && i && claim == one - 1))
			claim = NULL;
	}
	return claim;
}

/* The newest line of them for that reason. */
static const struct step *newest_said(const struct steps *s, const char *because)
{
	for (size_t i = s->steps_count; i-- > 0;)
		if (strcmp(s->steps[i].because, because) == 0)
			return &s->steps[i];
	return NULL;
}

/* That line is said of a later entry in its place as well: until 0.12.0 none was added to the one before when a waiver was taken back. 1, 0, -1. */
static int went_on(struct life *l, const char *id, const struct step *paid, struct err *err)
{
	struct entry e;
	struct entries have;
	struct steps s;
	int r = store_get_entry(&l->c->store, l->c->turn, id, &e, err);
	if (r <= 0 || store_get_entries(&l->c->store, l->c->turn, e.staff, e.kind, e.for_date, &have, err) < 0)
		return r <= 0 ? r : -1;
	for (size_t i = 0; i < have.items_count; i++) {
		const struct entry *later = &have.items[i];
		if (later->reverses || later->number <= e.number || !same_cause(l->c->turn, later, &e))
			continue;
		if (steps_of(l, later, &s, err) < 0)
			return -1;
		const struct step *again = newest_said(&s, paid->because);
		if (again && strcmp(again->state, "paid") == 0)
			return 1;
	}
	return 0;
}

int life_payment(struct clerk *c, const char *id, bool *paid_r, bool *claimed_r, struct err *err)
{
	struct life l = {.c = c};
	struct steps s;
	if (steps_of(&l, &(struct entry){.id = id}, &s, err) < 0)
		return -1;
	size_t n = s.steps_count;
	while (n && strcmp(s.steps[n - 1].state, "waived") == 0 && text_begins(s.steps[n - 1].because, BECAUSE_DECIDED))
		n--;
	const struct steps before = {.steps = s.steps, .steps_count = n};
	*paid_r = n && strcmp(s.steps[n - 1].state, "paid") == 0;
	int moved = *paid_r ? went_on(&l, id, &s.steps[n - 1], err) : 0;
	if (moved < 0)
		return -1;
	*paid_r = *paid_r && !moved;
	*claimed_r = !*paid_r && !moved && n && !text_begins(s.steps[n - 1].because, BECAUSE_MOVED) && claim_of(&before);
	return 0;
}

static const char *because(struct life *l, const char *what)
{
	return arena_printf(l->c->turn, "%s%s", what, l->m->public);
}

static int step(struct life *l, const struct entry *e, const char *state, const char *what, struct err *err)
{
	const char *why = because(l, what);
	log_about(LOG_INFO_LINE, &(struct log_about){.entry = e->id, .mail = l->m->public, .staff = e->staff}, "%s by %s: %s", state, l->by->id, why);
	return store_entry_state(&l->c->store, e->id, state, l->m->arrived_at, l->by->id, why, err) < 0 ? -1 : 1;
}

int life_ask_waits(struct life *l, const struct ask *k, struct err *err)
{
	for (const char *p = k->about; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
		struct entry one;
		struct steps s;
		bool reversed;
		int r = life_find(l, arena_strndup(l->c->turn, p, strcspn(p, " ")), &one, &reversed, err);
		if (r < 0 || (r > 0 && steps_of(l, &one, &s, err) < 0))
			return -1;
		const struct step *said = r <= 0 || reversed || !s.steps_count                        ? NULL
		                          : strcmp(k->kind, "paid") == 0 && !is(&one, "appealed") ? claim_of(&s)
		                                                                                     : &s.steps[s.steps_count - 1];
		const char *colon = said ? strchr(said->because, ':') : NULL;
		if (colon && strcmp(colon + 1, k->mail) == 0)
			return 1;
	}
	return 0;
}

/* Questions about it that nobody need answer any more are closed. */
static int close_asks(struct life *l, const struct entry *e, const char *state, struct err *err)
{
	struct asks asks;
	if (store_asks_about(&l->c->store, l->c->turn, e->id, &asks, err) < 0)
		return -1;
	for (size_t i = 0; i < asks.items_count; i++) {
		const struct ask *k = &asks.items[i];
		int waits = strcmp(k->state, "open") == 0 ? life_ask_waits(l, k, err) : 1;
		if (waits < 0 || (!waits && store_close_ask(&l->c->store, k->id, state, l->m->arrived_at, l->by->id, err) < 0))
			return -1;
	}
	return 0;
}

int life_issue(struct life *l, const struct entry *e, struct err *err)
{
	struct charge none = {.staff = e->staff, .kind = e->kind};
	if (!is(e, "proposed"))
		return 0;
	return step(l, e, "issued", BECAUSE_DECIDED, err) < 0 || notice_entry(l->c, l->notices, e, &none, err) < 0 ? -1 : 1;
}

int life_waive(struct life *l, const struct entry *e, struct err *err)
{
	struct entries have;
	struct charge none = {.staff = e->staff, .kind = e->kind};
	bool untold = is(e, "proposed");
	if (is(e, "waived"))
		return 0;
	if (step(l, e, "waived", BECAUSE_DECIDED, err) < 0 || store_get_entries(&l->c->store, l->c->turn, e->staff, e->kind, e->for_date, &have, err) < 0)
		return -1;
	struct entry reversal = ledger_reversal(l->c->turn, e, (int)have.items_count + 1, because(l, BECAUSE_DECIDED), l->now);
	if (store_add_entry(&l->c->store, &reversal, "issued", err) < 0 || (!untold && notice_entry(l->c, l->notices, &reversal, &none, err) < 0))
		return -1;
	return close_asks(l, e, "granted", err) < 0 ? -1 : 1;
}

int life_uphold(struct life *l, const struct entry *e, struct err *err)
{
	struct steps s;
	if (!is(e, "appealed"))
		return 0;
	if (steps_of(l, e, &s, err) < 0 || step(l, e, "upheld", BECAUSE_DECIDED, err) < 0 || close_asks(l, e, "refused", err) < 0)
		return -1;
	const struct step *claim = claim_of(&s);
	return claim && store_open_again(&l->c->store, arena_printf(l->c->turn, "paid.%s", strchr(claim->because, ':') + 1), err) < 0 ? -1 : 1;
}

int life_appeal(struct life *l, const struct entry *e, struct err *err)
{
	return is(e, "issued") ? step(l, e, "appealed", BECAUSE_APPEALED, err) : 0;
}

int life_claim(struct life *l, const struct entry *e, struct err *err)
{
	struct step newest;
	if (!is(e, "issued") && !is(e, "upheld"))
		return 0;
	if (life_newest(l, e, &newest, err) < 0)
		return -1;
	return text_begins(newest.because, BECAUSE_CLAIMED) ? 0 : step(l, e, e->state, BECAUSE_CLAIMED, err);
}

/* That line is said of the entry once more. */
static int say_again(struct life *l, const struct entry *e, const struct step *s, struct err *err)
{
	return store_entry_state(&l->c->store, e->id, s->state, s->at, s->by, s->because, err);
}

/* What the questions about a payment are answered with. */
struct payment_word {
	const char *because, *closed;
};
static const struct payment_word came = {BECAUSE_DECIDED, "granted"}, did_not = {BECAUSE_UNPAID, "refused"};

static int answer_claim(struct life *l, const struct entry *e, const char *state, const struct payment_word *w, struct err *err)
{
	struct steps s;
	if (steps_of(l, e, &s, err) < 0)
		return -1;
	if (is(e, "appealed") || !claim_of(&s))
		return 0;
	if (step(l, e, state, w->because, err) < 0 || close_asks(l, e, w->closed, err) < 0)
		return -1;
	/* Who waived it may take that back still: the newest line tells how it stands. */
	return is(e, "waived") && say_again(l, e, &s.steps[s.steps_count - 1], err) < 0 ? -1 : 1;
}

int life_paid(struct life *l, const struct entry *e, struct err *err)
{
	return answer_claim(l, e, "paid", &came, err);
}

int life_unpaid(struct life *l, const struct entry *e, struct err *err)
{
	return answer_claim(l, e, e->state, &did_not, err);
}

static const char *answered_before(struct life *l, const struct entry *e, const char *state, const struct payment_word *w, struct err *err)
{
	return step(l, e, state, w->because, err) < 0 || close_asks(l, e, w->closed, err) < 0 ? NULL : state;
}

const char *life_paid_before(struct life *l, const struct entry *e, struct err *err)
{
	return answered_before(l, e, "paid", &came, err);
}

const char *life_unpaid_before(struct life *l, const struct entry *e, struct err *err)
{
	struct steps s;
	if (steps_of(l, e, &s, err) < 0)
		return NULL;
	return answered_before(l, e, s.steps_count > 1 ? s.steps[s.steps_count - 2].state : "issued", &did_not, err);
}

int life_claimed(struct life *l, const char *id, const char *mail, struct entry *e_r, bool *open_r, struct err *err)
{
	struct arena *a = l->c->turn;
	const char *said = arena_printf(a, BECAUSE_CLAIMED "%s", mail);
	struct entry named;
	struct entries have;
	int r = store_get_entry(&l->c->store, a, id, &named, err);
	if (r <= 0 || store_get_entries(&l->c->store, a, named.staff, named.kind, named.for_date, &have, err) < 0)
		return r <= 0 ? r : -1;
	for (size_t i = have.items_count; i-- > 0;) {
		const struct entry *e = &have.items[i];
		struct steps s;
		if (e->reverses || !same_cause(a, e, &named))
			continue;
		if (steps_of(l, e, &s, err) < 0)
			return -1;
		if (!newest_said(&s, said))
			continue;
		const struct step *claim = claim_of(&s);
		*e_r = *e;
		*open_r = claim && strcmp(claim->because, said) == 0;
		return ledger_reversal_of(&have, e) != NULL; /* of the newest only: the word goes on with what takes an entry's place */
	}
	return 0;
}

/* The entry as it stood before: a waived one comes back as a new entry, since no entry is ever changed. */
static int reinstate(struct life *l, const struct entry *e, const char *state, const char *what, struct entry *new_r, struct err *err)
{
	struct entries have;
	if (store_get_entries(&l->c->store, l->c->turn, e->staff, e->kind, e->for_date, &have, err) < 0)
		return -1;
	struct entry again = *e;
	again.number = (int)have.items_count + 1;
	again.id = ledger_id(l->c->turn, e->kind, e->staff, e->for_date, again.number);
	again.because = because(l, what);
	again.created_at = l->now;
	*new_r = again;
	if (store_add_entry(&l->c->store, new_r, state, err) < 0)
		return -1;
	return store_entry_state(&l->c->store, e->id, "waived", l->now, NULL, arena_printf(l->c->turn, BECAUSE_MOVED "%s", again.id), err);
}

int life_restore(struct life *l, const struct entry *e, const char *state, struct entry *again_r, struct err *err)
{
	return reinstate(l, e, state, BECAUSE_FIRST, again_r, err) < 0 ? -1 : step(l, again_r, state, BECAUSE_DECIDED, err);
}

static const struct { const char *because, *ask; } kinds[] = {{BECAUSE_APPEALED, "appeal."}, {BECAUSE_CLAIMED, "paid."}};

/* What that step had asked is open again. */
static int open_asks(struct life *l, const struct step *s, struct err *err)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_begins(s->because, kinds[i].because) &&
		    store_open_again(&l->c->store, arena_printf(l->c->turn, "%s%s", kinds[i].ask, s->because + strlen(kinds[i].because)), err) < 0)
			return -1;
	return 0;
}

/* A question that the step had answered is open again; one that the step had put is withdrawn. */
static int mind_asks(struct life *l, const struct step *undone, const struct step *before, struct err *err)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t n = strlen(kinds[i].because);
		if (text_begins(undone->because, kinds[i].because) &&
		    store_close_ask(&l->c->store, arena_printf(l->c->turn, "%s%s", kinds[i].ask, undone->because + n), "withdrawn", l->m->arrived_at, l->by->id, err) < 0)
			return -1;
	}
	return open_asks(l, before, err);
}

int life_before(struct life *l, const struct entries *have, const struct entry *now, bool same_sum, const struct entry **was_r, struct step *last_r, struct err *err)
{
	bool newest = true;
	*was_r = NULL;
	for (size_t i = have->items_count; i-- > 0;) {
		const struct entry *e = &have->items[i];
		bool same = e->fen == now->fen && e->pushups == now->pushups, paid = is(e, "paid"), last = newest;
		if (e->reverses)
			continue;
		newest = false;
		if (!(paid ? same : last && (same || (!same_sum && is(e, "appealed")))) || is(e, "proposed") || is(e, "waived"))
			continue;
		if (life_newest(l, e, last_r, err) < 0)
			return -1;
		if (last_r->by) {
			*was_r = e;
			return 1;
		}
	}
	return 0;
}

/* What its person said to have paid before the last line, and nobody has answered, is said of the same sum still. */
static int claim_goes_on(struct life *l, const struct entry *was, const struct entry *now, struct err *err)
{
	struct steps s;
	if (steps_of(l, was, &s, err) < 0)
		return -1;
	const struct step *claim = was->fen == now->fen && was->pushups == now->pushups ? claim_of(&s) : NULL;
	if (!claim || claim == &s.steps[s.steps_count - 1])
		return 0;
	if (store_entry_state(&l->c->store, now->id, claim->state, claim->at, claim->by, claim->because, err) < 0)
		return -1;
	return l->c->supposing || is(was, "appealed") ? 0 : open_asks(l, claim, err); /* of what is appealed it is asked once that is decided */
}

int life_goes_on(struct life *l, const struct entry *was, const struct step *last, const struct entry *now, struct err *err)
{
	struct store *s = &l->c->store;
	if (claim_goes_on(l, was, now, err) < 0 || store_entry_state(s, now->id, last->state, last->at, last->by, last->because, err) < 0 ||
	    (is(was, "paid") && store_entry_state(s, was->id, "issued", l->now, NULL, arena_printf(l->c->turn, BECAUSE_MOVED "%s", now->id), err) < 0))
		return -1;
	return l->c->supposing ? 0 : open_asks(l, last, err);
}

/* The step before is said again behind the withdrawal: the newest line tells how it stands. */
static int back_to(struct life *l, const struct entry *stands, const struct step *undone, const struct step *before, struct err *err)
{
	if (step(l, stands, before->state, BECAUSE_WITHDRAWN, err) < 0 || say_again(l, stands, before, err) < 0)
		return -1;
	return mind_asks(l, undone, before, err) < 0 ? -1 : 1;
}

int life_withdraw(struct life *l, const struct entry *e, bool reversed, struct step *undone_r, const char **state_r, struct err *err)
{
	struct steps s;
	struct entry stands = *e;
	if (steps_of(l, e, &s, err) < 0)
		return -1;
	if (s.steps_count < 2)
		return 0;
	struct step undone = s.steps[s.steps_count - 1], before = s.steps[s.steps_count - 2];
	bool lifted = reversed && strcmp(undone.state, "waived") == 0;
	if (!undone.by || strcmp(undone.by, l->by->id) != 0 || undone.at > l->m->arrived_at || (reversed && !lifted && strcmp(undone.state, "paid") != 0 && !text_begins(undone.because, BECAUSE_UNPAID)))
		return 0;
	*undone_r = undone;
	*state_r = before.state;
	if (l->m->arrived_at - undone.at > WITHDRAW_MINUTES * 60)
		return 2;
	if (lifted && reinstate(l, e, before.state, BECAUSE_WITHDRAWN, &stands, err) < 0)
		return -1;
	return back_to(l, &stands, &undone, &before, err);
}

int life_unwaive(struct life *l, const struct entry *e, int64_t at, struct err *err)
{
	struct steps s;
	struct entry stands;
	struct charge none = {.staff = e->staff, .kind = e->kind};
	if (steps_of(l, e, &s, err) < 0)
		return -1;
	if (s.steps_count < 2)
		return 0;
	struct step undone = s.steps[s.steps_count - 1], before = s.steps[s.steps_count - 2];
	if (strcmp(undone.state, "waived") != 0 || !undone.by || strcmp(undone.by, l->by->id) != 0 || undone.at != at)
		return 0;
	if (reinstate(l, e, before.state, BECAUSE_WITHDRAWN, &stands, err) < 0 ||
	    (strcmp(before.state, "proposed") != 0 && notice_entry(l->c, l->notices, &stands, &none, err) < 0))
		return -1;
	return back_to(l, &stands, &undone, &before, err);
}
