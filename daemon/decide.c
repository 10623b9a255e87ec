#include "decide.h"

#include <string.h>

#include "base/text.h"
#include "asks.h"
#include "compose_part.h"
#include "decide_inside.h"
#include "reply_shown.h"

/* ---- the words of several items, by whose they are ---- */

static const char *more(struct answer *x, const char *list, const char *word, const char *between)
{
	return *word && !(*between == ' ' ? asks_holds(list, word) : strstr(list, word) != NULL) ? arena_printf(x->c->turn, "%s%s%s", list, *list ? between : "", word) : list;
}

void decide_tell(struct answer *x, const char *staff, enum told_why why, const struct entry *e, const char *reason, const char *state, int64_t at)
{
	const struct staff *who = office_staff(x->c->office, staff);
	if (!who)
		return;
	for (size_t i = 0; i < x->told_count; i++)
		if (x->told[i].who == who && x->told[i].why == why) {
			x->told[i].ids = more(x, x->told[i].ids, e->id, " ");
			x->told[i].reason = more(x, x->told[i].reason, reason, "；");
			return;
		}
	ARENA_PUSH(x->c->turn, x, told) = (struct told_to){who, why, e->id, reason, state, at};
}

/* ---- one item ---- */

/* Nothing was done about it: why not. */
static int stands(struct answer *x, const struct entry *e, enum reply_verb verb, struct err *err)
{
	struct step s;
	const char *again = verb == REPLY_APPEAL ? BECAUSE_APPEALED : BECAUSE_CLAIMED;
	if (life_newest(&x->life, e, &s, err) < 0)
		return -1;
	if (s.by && strcmp(s.by, e->staff) != 0) {
		x->stood++;
		x->decided = s;
	} else if (s.by && strcmp(s.by, x->sender->id) == 0 && text_begins(s.because, again)) {
		x->repeated++;
	} else {
		x->idle++;
		x->reviewed = x->reviewed || (verb == REPLY_PAID && strcmp(e->state, "appealed") == 0);
	}
	return 0;
}

void decide_revive(struct answer *x, const struct entry *e)
{
	x->revived_from = x->revived.staff_count && x->revived_from < e->for_date ? x->revived_from : e->for_date;
	affected_add(x->c->turn, &x->revived, e->staff);
}

static int withdraw(struct answer *x, const struct entry *e, bool reversed, struct err *err)
{
	struct step undone;
	const char *state = "";
	int r = life_withdraw(&x->life, e, reversed, &undone, &state, err);
	x->withdraw_late = x->withdraw_late || r == 2;
	if (r == 1 && reversed && strcmp(undone.state, "waived") == 0)
		decide_revive(x, e);
	if (r == 1) {
		decide_tell(x, x->sender->id, TOLD_WITHDRAWN, e, "", state, undone.at);
		if (strcmp(e->staff, x->sender->id) != 0 && strcmp(state, "proposed") != 0)
			decide_tell(x, e->staff, TOLD_WITHDRAWN, e, "", state, undone.at);
		if (strcmp(e->staff, x->sender->id) != 0 && strcmp(undone.state, "issued") == 0)
			decide_tell(x, e->staff, TOLD_WITHDRAWN, e, "", state, undone.at);
	}
	return r == 2 ? 0 : r;
}

static int take_confirm(struct answer *x, const struct entry *e, bool reversed, const struct said *said, struct err *err)
{
	bool proposed = !reversed && strcmp(e->state, "proposed") == 0, own = strcmp(e->staff, x->sender->id) == 0;
	x->own += own && proposed;
	if (own || !proposed)
		return 0;
	return said->verb == REPLY_AGREE ? life_issue(&x->life, e, err) : life_waive(&x->life, e, err);
}

/* The days are those of the policy of the entry's own day, from the notice's day on: that of its date, the next morning's where quiet hours held it back. */
static bool in_time(const struct answer *x, const struct entry *e)
{
	return time_date(x->m->arrived_at) <= time_date(x->letter->due) + office_policy(x->c->office, e->for_date)->appeal_days;
}

static int take_own(struct answer *x, const struct entry *e, bool reversed, const struct said *said, struct err *err)
{
	bool appeal = said->verb == REPLY_APPEAL;
	if (reversed || strcmp(e->staff, x->sender->id) != 0)
		return 0;
	if (appeal && strcmp(e->state, "issued") == 0 && !in_time(x, e)) {
		x->late = more(x, x->late, e->id, " ");
		return 1;
	}
	int r = appeal ? life_appeal(&x->life, e, err) : life_claim(&x->life, e, err);
	if (r > 0) {
		const char **ids = appeal ? &x->appealed : &x->claimed;
		*ids = more(x, *ids, e->id, " ");
		x->reasons = more(x, x->reasons, said->reason, "；");
	}
	return r;
}

/* Nobody waives what is his own, nor a director what is the general manager's. */
static int take_digest(struct answer *x, const struct entry *e, bool reversed, const struct said *said, struct err *err)
{
	(void)said;
	bool own = strcmp(e->staff, x->sender->id) == 0;
	bool above = !own && !(x->sender->roles & 1u << ROLE_GENERAL_MANAGER) && life_is_managers(&x->life, e);
	x->own += own && !reversed;
	x->above += above && !reversed;
	return reversed || own || above ? 0 : life_waive(&x->life, e, err);
}

static int take_appeal(struct answer *x, const struct entry *e, bool reversed, const struct said *said, struct err *err)
{
	if (reversed || strcmp(e->state, "appealed") != 0)
		return 0;
	int r = said->verb == REPLY_WAIVE ? life_waive(&x->life, e, err) : life_uphold(&x->life, e, err);
	if (r > 0 && said->verb == REPLY_UPHOLD)
		decide_tell(x, e->staff, TOLD_UPHELD, e, said->reason, "", 0);
	return r;
}

static int take_paid(struct answer *x, const struct entry *e, bool reversed, const struct said *said, struct err *err)
{
	struct entry now;
	bool paid = said->verb != REPLY_REFUSE, gone = false;
	int r = reversed ? 0 : paid ? life_paid(&x->life, e, err) : life_unpaid(&x->life, e, err);
	if (r > 0 && !paid && life_find(&x->life, e->id, &now, &gone, err) < 0)
		return -1;
	if (r > 0 && !gone) /* of what did not come for nothing there is nothing to say */
		decide_tell(x, e->staff, paid ? TOLD_PAID : TOLD_UNPAID, e, said->reason, "", 0);
	return r;
}

static const struct reading readings[] = {
	{"confirm", NULL, VERB(AGREE) | VERB(REFUSE) | VERB(WAIVE) | VERB(WITHDRAW), 0, 0, CAN_CONFIRM, take_confirm, false},
	{"penalty", NULL, VERB(APPEAL) | VERB(PAID) | VERB(WITHDRAW), VERB(AGREE) | VERB(RECEIVED) | VERB(SEEN), 0, CAN_PERSON, take_own, false},
	{"digest", NULL, VERB(WAIVE) | VERB(WITHDRAW), VERB(AGREE) | VERB(RECEIVED) | VERB(SEEN), VERB(UPHOLD) | VERB(RECEIVED) | VERB(SEEN), CAN_DIGEST, take_digest, true},
	{"ask", ASKED_APPEAL, VERB(WAIVE) | VERB(UPHOLD) | VERB(WITHDRAW), 0, 0, CAN_APPEAL, take_appeal, false},
	{"ask", ASKED_PAID, VERB(AGREE) | VERB(RECEIVED) | VERB(PAID) | VERB(REFUSE) | VERB(WITHDRAW), 0, 0, CAN_PAID, take_paid, false},
};

const struct reading *decide_reading(const struct letter_ref *letter)
{
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
		if (strcmp(letter->kind, readings[i].kind) == 0 && letter->about &&
		    (!readings[i].ask || text_begins(letter->about, readings[i].ask)))
			return &readings[i];
	return NULL;
}

/* ---- the items of the letter ---- */

bool decide_of_payment(const struct answer *x)
{
	return text_begins(x->letter->about, ASKED_PAID);
}

bool decide_of_appeal(const struct answer *x)
{
	return text_begins(x->letter->about, ASKED_APPEAL);
}

static int find_claimed(struct answer *x, struct item *it, struct err *err)
{
	struct entry e;
	bool open;
	it->claimed_fen = it->fen;
	if (!decide_of_payment(x))
		return 0;
	int r = life_claimed(&x->life, it->id, x->letter->about + strlen(ASKED_PAID), &e, &open, err);
	if (r > 0) {
		it->claimed = e.id;
		it->claimed_fen = open ? e.fen : it->fen;
	}
	return r < 0 ? -1 : 0;
}

static int add_item(struct answer *x, const char *id, struct err *err)
{
	struct entry e;
	bool reversed;
	int found = life_find(&x->life, id, &e, &reversed, err); /* a notice speaks of duties, too */
	if (found <= 0)
		return found;
	struct item it = {.id = id, .stands = e.id, .staff = e.staff, .fen = reversed ? 0 : e.fen};
	if (find_claimed(x, &it, err) < 0)
		return -1;
	ARENA_PUSH(x->c->turn, x, items) = it;
	return 1;
}

static bool same_stem(const struct shown_entry *s, const char *id)
{
	return strncmp(id, s->id, s->stem) == 0 && id[s->stem] == '.';
}

/* The item that the letter showed so: itself, or another entry of its kind, person and day. */
static const struct item *item_shown(const struct answer *x, const struct shown_entry *s, size_t count)
{
	const struct item *other = NULL;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(x->items[i].id, s->id) == 0)
			return &x->items[i];
		other = other || !same_stem(s, x->items[i].id) ? other : &x->items[i];
	}
	return other;
}

/* He is asked the same about it in answer to another mail: of two that said it the other one was seen first before the store was rebuilt. 1, 0, -1. */
static int asked_beside(struct answer *x, const struct reading *r, const struct shown_entry *s, struct err *err)
{
	struct entry e;
	struct asks asks;
	bool reversed, asked = false;
	int found = life_find(&x->life, s->id, &e, &reversed, err);
	if (found <= 0)
		return found;
	if (store_asks_about(&x->c->store, x->c->turn, e.id, &asks, err) < 0)
		return -1;
	for (size_t i = 0; i < asks.items_count; i++)
		asked = asked || (text_begins(asks.items[i].id, r->ask) && asks_holds(asks.items[i].asked, x->sender->id));
	return asked;
}

/* Shown, and not what the letter is about: a digest's reader may waive what it does not list as well; else it is asked about if another letter of that sort told him of it,
 * which may have been one with this before the store was rebuilt. 1, 0, -1. */
static int add_shown(struct answer *x, const struct reading *r, const struct shown_entry *s, struct err *err)
{
	int told = r->talk ? 1 : r->ask ? asked_beside(x, r, s, err) : outbox_told_of(&x->c->store, x->c->turn, x->letter, s->id, s->stem, err);
	return told <= 0 ? told : add_item(x, s->id, err);
}

/* Numbers, and words without one, mean what stood in the letter that was sent. A rebuilt store's letter of that name may list more, or fewer, since it never fined for what had turned up late, or other
 * ones: then what the quotation shows tells which are meant. What it shows and nobody is asked about here is an item of nothing. */
static int as_shown(struct answer *x, const struct reading *r, struct err *err)
{
	struct shown s = reply_shown(x->c->turn, x->m->envelope.quoted);
	size_t count = x->items_count, numbers = 0;
	bool same = !s.alone || count == 1;
	for (size_t i = 0; i < s.items_count; i++) {
		size_t n = (size_t)s.items[i].number;
		same = same && n <= count && same_stem(&s.items[i], x->items[n - 1].id);
		numbers = n > numbers ? n : numbers;
	}
	for (size_t i = s.items_count; same && i-- > 0;)
		x->items[s.items[i].number - 1].shown = s.items[i].amount;
	if (same)
		return 0;
	struct item *shown = arena_alloc(x->c->turn, numbers * sizeof *shown);
	for (size_t i = 0; i < numbers; i++)
		shown[i] = (struct item){.id = "", .stands = ""};
	for (size_t i = s.items_count; i-- > 0;) { /* backwards: of a number that stands there twice, the first is the newest letter's */
		const struct item *it = item_shown(x, &s.items[i], count);
		int added = it ? 0 : add_shown(x, r, &s.items[i], err);
		if (added < 0)
			return -1;
		it = added ? &x->items[x->items_count - 1] : it;
		shown[s.items[i].number - 1] = it ? *it : (struct item){.id = "", .stands = ""};
		shown[s.items[i].number - 1].shown = s.items[i].amount;
	}
	x->items = shown;
	x->items_count = x->items_cap = numbers;
	return 0;
}

static int add_items(struct answer *x, const struct reading *r, struct err *err)
{
	const char *ids = x->letter->about;
	struct ask k = {.about = ""}; /* not put in this store: what the quotation shows */
	if (r->ask && store_get_ask(&x->c->store, x->c->turn, ids, &k, err) < 0)
		return -1;
	ids = r->ask ? k.about : ids;
	for (const char *p = ids; *p; p += strcspn(p, " "), p += strspn(p, " "))
		if (add_item(x, arena_strndup(x->c->turn, p, strcspn(p, " ")), err) < 0)
			return -1;
	return as_shown(x, r, err);
}

static bool says_any(const struct reply *reply, unsigned verbs)
{
	for (size_t i = 0; i < reply->items_count; i++)
		if (verbs & 1u << reply->items[i].verb)
			return true;
	return false;
}

/* Every verb may be said to this letter, and every item is one of its. Of several things, nobody waives all by one word that names none. */
static bool may_be_said(const struct answer *x, const struct reading *r, unsigned verbs)
{
	bool fits = says_any(&x->reply, verbs) && reply_last(&x->reply) <= (int)x->items_count;
	for (size_t i = 0; i < x->reply.items_count; i++) {
		const struct said *s = &x->reply.items[i];
		fits = fits && (verbs | r->rests) & 1u << s->verb && !(r->talk && s->verb == REPLY_WAIVE && !s->from && x->items_count > 1);
	}
	return fits;
}

/* The entry that is meant. *held_r: it was claimed to be paid, and does not stand any more. 1, 0 there is none, -1. */
static int find_meant(struct answer *x, const struct item *it, const struct said *s, struct entry *e_r, bool *reversed_r, bool *held_r, struct err *err)
{
	*held_r = decide_means_claimed(x, it, s);
	if (!*held_r)
		return life_find(&x->life, it->id, e_r, reversed_r, err);
	*reversed_r = true;
	return store_get_entry(&x->c->store, x->c->turn, it->claimed, e_r, err);
}

static int take_items(struct answer *x, const struct reading *r, struct err *err)
{
	for (size_t i = 0; i < x->items_count; i++) {
		const struct said *s = reply_of(&x->reply, (int)i + 1);
		struct entry e;
		bool reversed, held;
		if (!s || r->rests & 1u << s->verb)
			continue;
		int found = find_meant(x, &x->items[i], s, &e, &reversed, &held, err), other = found > 0 && !reversed ? decide_sum_changed(x, r, s, &x->items[i], &e, err) : 0;
		if (other) {
			if (other < 0)
				return -1;
			x->changed++;
			x->idle++;
			continue;
		}
		x->idle += found == 0; /* shown, and there is no such entry */
		int done = found <= 0 ? found : decide_first(x, r, &x->items[i], &e, reversed, s, err);
		if (found > 0 && !done)
			done = s->verb == REPLY_WITHDRAW ? withdraw(x, &e, reversed, err) : r->take(x, &e, reversed && !held, s, err);
		if (done < 0 || (!done && found > 0 && stands(x, &e, s->verb, err) < 0))
			return -1;
		x->done += done;
	}
	return 0;
}

/* ---- what follows ---- */

static int put_question(struct answer *x, const char *kind, const char *ids, unsigned roles, enum told_why taken, struct err *err)
{
	struct clerk *c = x->c;
	if (!*ids)
		return 0;
	const char *asked = asks_deciders(c, roles, x->sender->id, x->sender->id, time_date(x->m->arrived_at));
	struct ask k = {.id = arena_printf(c->turn, "%s.%s", kind, x->m->public), .kind = kind, .staff = x->sender->id, .asked = asked, .about = ids, .reason = x->reasons,
	                .mail = x->m->public, .at = x->m->arrived_at, .reminded_at = x->m->arrived_at};
	struct told_in in = {.why = taken, .of = x->letter->id, .name = asks_names(c, asked)};
	if (asks_put(c, &k, x->life.now, err) < 0 || asks_entries(c, ids, false, &in.entries, &in.entries_count, err) < 0)
		return -1;
	return asks_tell(c, &in, x->sender, x->m, k.id, x->life.now, err);
}

static int tell_late(struct answer *x, struct err *err)
{
	struct told_in in = {.why = TOLD_LATE, .of = x->letter->id};
	if (!*x->late)
		return 0;
	if (asks_entries(x->c, x->late, false, &in.entries, &in.entries_count, err) < 0)
		return -1;
	in.days = office_policy(x->c->office, in.entries[0].for_date)->appeal_days;
	return asks_tell(x->c, &in, x->sender, x->m, arena_printf(x->c->turn, "late.%s", x->m->public), x->life.now, err);
}

static int tell_people(struct answer *x, struct err *err)
{
	for (size_t i = 0; i < x->told_count; i++) {
		const struct told_to *t = &x->told[i];
		bool own = t->who == x->sender;
		struct told_in in = {.why = t->why, .name = x->sender->name, .reason = t->reason, .state = t->state, .at = t->at, .what = t->why == TOLD_DECIDED ? "item" : NULL};
		if (asks_entries(x->c, t->ids, own, &in.entries, &in.entries_count, err) < 0 ||
		    asks_tell(x->c, &in, t->who, own ? x->m : NULL, arena_printf(x->c->turn, "%s.%s.%d", x->m->public, t->who->id, t->why), x->life.now, err) < 0)
			return -1;
	}
	return 0;
}

/* Once a letter and sender, whatever he goes on saying. */
static int tell_short(struct answer *x, const struct reading *r, enum told_why why, struct err *err)
{
	struct told_in in = {.why = why, .of = why == TOLD_UNKNOWN ? x->letter->id : NULL, .can = r->can, .several = x->items_count > 1};
	if (why == TOLD_REFUSED)
		in.reason = x->changed && x->done ? "changed_some" : x->changed ? "changed" : x->own && x->own == x->idle ? "own" : x->above && x->own + x->above == x->idle ? "right_gm" :
		            x->reviewed ? "reviewed" : x->reply.items[0].verb == REPLY_WITHDRAW ? "nothing_said" : "over";
	if (why == TOLD_DECIDED) {
		const struct staff *by = office_staff(x->c->office, x->decided.by);
		in.name = by ? by->name : x->decided.by;
		in.at = x->decided.at;
		in.state = x->decided.state;
		in.what = x->items_count > 1 ? "items" : "item";
		if (by == x->sender && x->m->arrived_at - x->decided.at <= WITHDRAW_MINUTES * 60) {
			const char *again = say(x->c->turn, "hint", "again", NULL), **lines = arena_alloc(x->c->turn, sizeof *lines);
			*lines = again;
			in.lines = lines;
			in.lines_count = 1;
		}
	}
	return asks_tell(x->c, &in, x->sender, x->m, arena_printf(x->c->turn, "%s.%s.%d", x->letter->id, x->sender->id, why), x->life.now, err);
}

/* What it says first of an item that does not only stay as it is. */
static enum reply_verb first_done(const struct answer *x, const struct reading *r)
{
	size_t i = 0;
	while (i + 1 < x->reply.items_count && r->rests & 1u << x->reply.items[i].verb)
		i++;
	return x->reply.items[i].verb;
}

static int carry_out(struct answer *x, const struct reading *r, bool *decided_r, struct err *err)
{
	const struct policy *p = office_policy(x->c->office, time_date(x->m->arrived_at));
	const char *because = arena_printf(x->c->turn, BECAUSE_DECIDED "%s", x->m->public);
	if (take_items(x, r, err) < 0 || put_question(x, "appeal", x->appealed, p->appeals_to, TOLD_TAKEN_APPEAL, err) < 0 ||
	    put_question(x, "paid", x->claimed, p->payments_to, TOLD_TAKEN_PAID, err) < 0 || tell_late(x, err) < 0 || tell_people(x, err) < 0 ||
	    notices_post(x->c, x->life.notices, because, x->life.now, err) < 0)
		return -1;
	/* What was waived stayed out of it when days were looked at again since. */
	if (x->revived.staff_count && settle_again(x->c, &x->revived, x->revived_from, arena_printf(x->c->turn, BECAUSE_SETTLED ":%s", x->m->public), x->life.now, err) < 0)
		return -1;
	enum reply_verb first = first_done(x, r);
	const char *what = first == REPLY_AGREE ? "confirmed" : first == REPLY_REFUSE || r->take == take_confirm ? "turned down" : reply_verb_names[first];
	x->m->reason = arena_printf(x->c->turn, "%s: %d entries", what, x->done);
	if (*x->late)
		x->m->reason = "late appeal";
	*decided_r = true;
	if (x->done)
		return x->changed ? tell_short(x, r, TOLD_REFUSED, err) : 0;
	if (x->withdraw_late)
		return tell_short(x, r, TOLD_WITHDRAW_LATE, err);
	return x->stood ? tell_short(x, r, TOLD_DECIDED, err) : x->idle ? tell_short(x, r, TOLD_REFUSED, err) : 0;
}

/* Clear words that only say that it was read. */
static bool only_noted(const struct answer *x, const struct reading *r)
{
	return x->reply.state == REPLY_CLEAR && may_be_said(x, r, r->noted);
}

/* m: the mail itself, or what is written in its stead. */
static struct answer begun(const struct hearing *h, struct mail_record *m, struct notices *n)
{
	return (struct answer){.c = h->c, .m = m, .letter = &h->letter, .sender = h->sender, .appealed = "", .claimed = "", .late = "", .reasons = "",
	                       .life = {.c = h->c, .m = m, .by = h->sender, .now = h->now, .notices = n}};
}

/* Words that this letter takes, clear or not. */
static bool decides(struct answer *x, const struct reading *r)
{
	x->reply = reply_read(x->c->turn, x->m->envelope.text);
	return x->reply.state == REPLY_AMBIGUOUS || (x->reply.state == REPLY_CLEAR && says_any(&x->reply, r->verbs));
}

static int not_understood(struct answer *x, const struct reading *r, struct err *err)
{
	x->m->verdict = MAIL_ANSWER;
	x->m->kind = "decision";
	x->m->reason = "not understood";
	return tell_short(x, r, TOLD_UNKNOWN, err);
}

int decide_answer(const struct hearing *h, bool *decided_r, struct err *err)
{
	struct mail_record *m = h->m;
	const struct reading *r = decide_reading(&h->letter);
	struct notices notices = {.horizon = h->c->horizon};
	struct answer x = begun(h, m, &notices);
	*decided_r = false;
	if (!r)
		return 0;
	if (add_items(&x, r, err) < 0)
		return -1;
	if (!x.items_count)
		return 0;
	if (h->proof != PROOF_GOOD) { /* whatever it says */
		m->verdict = MAIL_ANSWER;
		m->kind = "decision";
		m->reason = h->proof == PROOF_OTHERS ? "not asked of this person" : "unverified";
		if (h->proof == PROOF_OTHERS)
			return decide_not_asked(&x, err);
		return decides(&x, r) ? asks_tell_unverified(h->c, h->letter.id, h->sender, m, h->now, err) : 0;
	}
	x.reply = reply_read(h->c->turn, m->envelope.text);
	decide_read_sum(&x);
	if (r->talk && (x.reply.state == REPLY_UNKNOWN || (x.reply.state == REPLY_CLEAR && !says_any(&x.reply, r->verbs)) || decide_begins_anew(&x)))
		return 0;
	m->verdict = MAIL_ANSWER;
	m->kind = "decision";
	if (only_noted(&x, r)) {
		m->reason = "noted";
		return 0;
	}
	if (x.reply.state == REPLY_CLEAR && may_be_said(&x, r, r->verbs) && !decide_in_doubt(&x))
		return carry_out(&x, r, decided_r, err);
	return not_understood(&x, r, err);
}

/* It decides something, or speaks of it, but not so that this letter takes it. */
static bool wants_answer(const struct answer *x, const struct reading *r)
{
	bool other = x->reply.state == REPLY_UNKNOWN && decide_speaks_of_fines(x->c->turn, x->m->envelope.text);
	for (size_t i = 0; i < x->reply.items_count; i++) {
		const struct said *s = &x->reply.items[i];
		other = other || !((r->noted | r->rests) & 1u << s->verb) || (s->from && !(r->rests & 1u << s->verb));
	}
	return other;
}

int decide_unclear(const struct hearing *h, struct err *err)
{
	const struct reading *r = decide_reading(&h->letter);
	struct notices notices = {.horizon = h->c->horizon};
	struct answer x = begun(h, h->m, &notices);
	if (!r || !r->talk)
		return 0;
	if (add_items(&x, r, err) < 0)
		return -1;
	x.reply = reply_read(h->c->turn, h->m->envelope.text);
	return x.items_count && wants_answer(&x, r) ? not_understood(&x, r, err) : 0;
}

int decide_beside(const struct hearing *h, const char **reason_r, struct err *err)
{
	const struct reading *r = decide_reading(&h->letter);
	struct notices notices = {.horizon = h->c->horizon};
	struct mail_record said = *h->m;
	struct answer x = begun(h, &said, &notices);
	bool decided;
	*reason_r = "";
	if (!r)
		return 0;
	if (add_items(&x, r, err) < 0)
		return -1;
	x.reply = reply_read(h->c->turn, said.envelope.text);
	decide_read_sum(&x);
	if (!x.items_count || x.reply.state != REPLY_CLEAR || !may_be_said(&x, r, r->verbs) || decide_in_doubt(&x))
		return 0;
	if (carry_out(&x, r, &decided, err) < 0)
		return -1;
	*reason_r = said.reason;
	return 0;
}
