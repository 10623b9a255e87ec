#include "command_take.h"

#include <string.h>

#include "asks.h"
#include "command_do.h"
#include "compose_part.h"
#include "life.h"
#include "mailkind.h"
#include "reply.h"

int command_words(struct clerk *c, const char *line, struct ask_in *in, struct err *err)
{
	struct meant w;
	in->what = "";
	int r = command_of_line(c, line, &w, err);
	if (r <= 0)
		return r;
	in->what = command_short(c->turn, &w);
	in->lines_count = command_does(c->turn, &w, &in->lines);
	return 0;
}

/* ---- a mail that is one */

static bool duty_on_trips(const struct policy *p)
{
	for (size_t i = 0; i < p->duties_count; i++)
		if (p->duties[i].during == DURING_TRIP)
			return true;
	return false;
}

/* What somebody who leads nobody may say: his own leave and trips, and what a colleague did. */
static bool may_ask(const struct hearing *h, const struct command *said)
{
	const struct policy *p = office_policy(h->c->office, time_date(h->m->arrived_at));
	bool own = !*said->who || strcmp(said->who, h->sender->name) == 0 || strcmp(said->who, h->sender->id) == 0;
	bool days = said->from != DATE_NONE || said->vague;
	if (h->m->meant_list || said->kind == COMMAND_TRIP)
		return !h->m->meant_list && own && days && duty_on_trips(p);
	if (said->kind == COMMAND_LEAVE)
		return own && days;
	if (said->kind == COMMAND_FINE && !own)
		for (size_t i = 0; i < p->catalogue_count; i++)
			if (strcmp(p->catalogue[i].title, said->what) == 0)
				return p->catalogue[i].fen == 0;
	return false;
}

static const char *lines_of_catalogue(struct clerk *c, const struct policy *p, size_t i)
{
	const struct catalogue_item *item = &p->catalogue[i];
	return arena_printf(c->turn, "%s %s%s", item->title, item->fen ? arena_printf(c->turn, "%s ", say_money(c->turn, item->fen)) : "", item->clause);
}

/* With what can be said instead: the catalogue, or who has that name. */
static int refuse(const struct hearing *h, const struct command *said, const char *why, struct err *err)
{
	struct clerk *c = h->c;
	struct mail_record *m = h->m;
	const struct policy *p = office_policy(c->office, time_date(m->arrived_at));
	struct told_in in = {.why = TOLD_REFUSED, .reason = why, .always = said->kind == COMMAND_STOP || said->kind == COMMAND_RESUME};
	struct { const char **lines; size_t lines_count, lines_cap; } list = {0};
	for (size_t i = 0; strncmp(why, "catalogue", 9) == 0 && i < p->catalogue_count; i++)
		ARENA_PUSH(c->turn, &list, lines) = lines_of_catalogue(c, p, i);
	for (size_t i = 0; strncmp(why, "several:", 8) == 0 && i < c->office->staff_count; i++) { /* said->who, or to whom his customers go */
		const struct staff *s = &c->office->staff[i];
		if (strcmp(s->name, why + 8) == 0)
			ARENA_PUSH(c->turn, &list, lines) = arena_printf(c->turn, "%s %s", s->id, s->mail_count ? s->mail[0] : "");
	}
	in.lines = list.lines;
	in.lines_count = list.lines_count;
	m->reason = arena_printf(c->turn, "command refused: %s", why);
	return asks_tell(c, &in, h->sender, m, arena_printf(c->turn, "refused.%s", m->public), h->now, err);
}

static const char **said_line(struct clerk *c, const char *table, const char *word)
{
	const char **lines = arena_alloc(c->turn, sizeof *lines);
	*lines = say(c->turn, table, word, NULL);
	return lines;
}

/* what: of TOLD_REFUSED its code. */
static int tell(const struct hearing *h, const struct ask *k, const struct staff *to, enum told_why why, const char *what, struct err *err)
{
	struct clerk *c = h->c;
	enum command_kind kind = command_kind_of(k->about);
	struct told_in in = {.why = why, .of = asks_holds(k->asked, to->id) || why == TOLD_TAKEN_REQUEST ? k->id : NULL, .can = CAN_COMMAND, .what = what, .always = kind == COMMAND_STOP || kind == COMMAND_RESUME};
	if (why == TOLD_DECIDED) {
		const struct staff *by = k->by ? office_staff(c->office, k->by) : NULL;
		in.name = by ? by->name : "";
		in.at = k->closed_at;
		in.state = k->state;
		in.what = "item";
	}
	if (why == TOLD_TAKEN_REQUEST) {
		in.name = asks_names(c, k->asked);
		in.lines = said_line(c, "hint", "request");
		in.lines_count = 1;
	}
	if (why == TOLD_REFUSED)
		in.reason = *what ? what : "over";
	return asks_tell(c, &in, to, to == h->sender ? h->m : NULL, arena_printf(c->turn, "%s.%s.%d", k->id, to->id, why), h->now, err);
}

/* A trip of one's own: nobody is asked. */
static int take_at_once(const struct hearing *h, struct ask *k, const struct meant *w, struct err *err)
{
	int added = store_add_ask(&h->c->store, k, err);
	if (added <= 0)
		return added;
	if (store_close_ask(&h->c->store, k->id, "granted", h->m->arrived_at, h->sender->id, err) < 0 || command_do(h, k, w, err) < 0)
		return -1;
	return tell(h, k, h->sender, TOLD_DONE, command_short(h->c->turn, w), err);
}

static int put(const struct hearing *h, struct ask *k, const struct meant *w, struct err *err)
{
	bool request = strcmp(k->kind, "request") == 0;
	int added = store_add_ask(&h->c->store, k, err);
	if (added <= 0)
		return added;
	if (asks_post(h->c, k, request ? NULL : h->m, h->now, err) < 0)
		return -1;
	return request ? tell(h, k, h->sender, TOLD_TAKEN_REQUEST, command_short(h->c->turn, w), err) : 0;
}

/* Who is asked: whoever says it, if it is his to say. What takes effect, or is put to others, without his answer to a letter of ours must be vouched for. */
static int ask_for(const struct hearing *h, const struct command *said, const struct meant *w, struct err *err)
{
	struct clerk *c = h->c;
	struct mail_record *m = h->m;
	bool own = w->who == h->sender, gm = h->sender->roles & 1u << ROLE_GENERAL_MANAGER, trip = own && w->kind == COMMAND_TRIP, vouched = proof_vouched(c, &m->envelope);
	bool request = !trip && (!staff_leads(h->sender) || (own && w->kind == COMMAND_LEAVE && !gm));
	if (request && !vouched)
		return refuse(h, said, "unvouched", err);
	const char *others = request ? asks_deciders(c, 1u << ROLE_DIRECTOR, w->who->id, h->sender->id, time_date(m->arrived_at)) : h->sender->id;
	struct ask k = {.id = arena_printf(c->turn, "command.%s", m->public), .kind = request ? "request" : "command", .staff = h->sender->id, .asked = others,
	                .about = command_line(c->turn, w), .reason = said->reason, .mail = m->public, .at = m->arrived_at, .reminded_at = m->arrived_at, .state = "open"};
	m->reason = arena_printf(c->turn, "%s: %s", k.kind, k.about);
	return trip && vouched ? take_at_once(h, &k, w, err) : put(h, &k, w, err);
}

/* Words that may be a name are one if somebody has it. False: it is no command. */
static bool settle_name(struct clerk *c, date day, struct command *said)
{
	bool several = false, known = !*said->who || command_whose(c->office, said->who, day, &several) || several;
	if (said->guessed && !known) {
		said->reason = arena_printf(c->turn, "%s%s%s", said->who, *said->reason ? " " : "", said->reason);
		said->who = "";
	}
	return known || !said->sort;
}

static bool reads(const struct hearing *h, const char *text, struct command *said_r)
{
	date day = time_date(h->m->arrived_at);
	return command_read(h->c->turn, text, day, said_r) && settle_name(h->c, day, said_r) && (staff_leads(h->sender) || may_ask(h, said_r));
}

bool command_instead(const struct hearing *h)
{
	struct command said;
	return reads(h, h->m->envelope.text ? h->m->envelope.text : "", &said) && said.kind != COMMAND_TRIP;
}

/* Two commands in one mail: one letter can't ask about both, and an answer would not say which is meant. What names nobody we know is more about the first. */
static bool says_two(const struct hearing *h, const char *text, const struct command *first)
{
	struct command other;
	date day = time_date(h->m->arrived_at);
	if (!command_read_other(h->c->turn, text, day, first, &other))
		return false;
	bool several = false, also = false;
	const struct staff *one = *first->who ? command_whose(h->c->office, first->who, day, &several) : h->sender;
	const struct staff *two = *other.who ? command_whose(h->c->office, other.who, day, &also) : h->sender;
	bool same = one == two && other.kind == first->kind && other.from == first->from && other.to == first->to && strcmp(other.what, first->what) == 0;
	return !same && (two || other.kind == COMMAND_JOIN);
}

/* The subject may say it, where it is no other mail's. */
static const char *command_text(const struct hearing *h)
{
	enum subject_prefix prefix;
	const struct mail *e = &h->m->envelope;
	const char *subject = subject_strip(h->c->turn, e->subject, &prefix);
	return arena_printf(h->c->turn, "%s\n%s", prefix == SUBJECT_PLAIN ? subject : "", e->text ? e->text : "");
}

const char *command_barred(const struct hearing *h)
{
	struct command said;
	date day = time_date(h->m->arrived_at);
	if (staff_leads(h->sender) || !command_read(h->c->turn, command_text(h), day, &said) || !settle_name(h->c, day, &said))
		return NULL;
	bool rep = h->sender->roles & 1u << ROLE_REP;
	if (said.kind == COMMAND_TRIP && rep)
		return "trip";
	return said.kind == COMMAND_LEAVE && rep ? NULL : "right"; /* his own he asks for, in words that can be read */
}

int command_take(const struct hearing *h, bool *taken_r, struct err *err)
{
	struct mail_record *m = h->m;
	struct command said;
	struct meant w;
	const char *text = command_text(h), *why;
	*taken_r = reads(h, text, &said);
	if (!*taken_r)
		return 0;
	m->verdict = MAIL_ANSWER;
	m->kind = "decision";
	if (says_two(h, text, &said))
		return refuse(h, &said, "two", err);
	if (command_understand(h->c, &said, time_date(m->arrived_at), h->sender, &w, &why, err) < 0)
		return -1;
	return why ? refuse(h, &said, why, err) : ask_for(h, &said, &w, err);
}

/* ---- its answer */

/* What its answer did. 1, 0 it can't be undone, -1. */
static int undo(const struct hearing *h, const struct ask *k, struct meant *w_r, struct err *err)
{
	int r = command_of_line(h->c, k->about, w_r, err);
	return r > 0 || (r == 0 && w_r->entry.id) ? command_undo(h, k, w_r, err) : r;
}

/* Within so many minutes, and by whoever said it. */
static int take_back(const struct hearing *h, const struct ask *k, struct err *err)
{
	struct meant w;
	const struct staff *from = office_staff(h->c->office, k->staff);
	bool his = k->by && strcmp(k->by, h->sender->id) == 0 && strcmp(k->state, "granted") == 0;
	if (his && h->m->arrived_at - k->closed_at > WITHDRAW_MINUTES * 60)
		return tell(h, k, h->sender, TOLD_WITHDRAW_LATE, "", err);
	int r = his ? undo(h, k, &w, err) : 0;
	if (r <= 0)
		return r < 0 ? -1 : tell(h, k, h->sender, TOLD_DECIDED, "", err);
	h->m->reason = "withdrawn";
	const char *what = command_short(h->c->turn, &w);
	const struct staff *who = w.who ? w.who : from;
	if (store_close_ask(&h->c->store, k->id, "withdrawn", h->m->arrived_at, h->sender->id, err) < 0 || tell(h, k, h->sender, TOLD_CANCELLED, what, err) < 0)
		return -1;
	return who && strcmp(who->id, h->sender->id) != 0 ? tell(h, k, who, TOLD_CANCELLED, what, err) : 0;
}

/* It was granted, and can't be done any more. */
static int tell_in_vain(const struct hearing *h, const struct ask *k, struct err *err)
{
	const struct staff *to = office_staff(h->c->office, k->staff);
	struct told_in in = {.why = TOLD_REFUSED, .reason = "over"};
	return to && strcmp(k->kind, "request") == 0 ? asks_tell(h->c, &in, to, NULL, arena_printf(h->c->turn, "%s.answer", k->id), h->now, err) : 0;
}

/* Whoever asked for it hears what became of it. */
static int tell_asker(const struct hearing *h, const struct ask *k, const struct meant *w, bool yes, const char *reason, struct err *err)
{
	struct clerk *c = h->c;
	const struct staff *to = office_staff(c->office, k->staff);
	bool again = k->closed_at != 0; /* he heard of another decision */
	struct told_in in = {.why = yes ? TOLD_CONCERNS : TOLD_TURNED_DOWN, .name = h->sender->name, .what = command_short(c->turn, w), .reason = yes ? "" : reason};
	if (!to || strcmp(k->kind, "request") != 0)
		return 0;
	if (yes)
		in.lines_count = command_does(c->turn, w, &in.lines);
	return asks_tell(c, &in, to, NULL, arena_printf(c->turn, "%s.answer%s%s", k->id, again ? "." : "", again ? h->m->public : ""), h->now, err);
}

static int decide(const struct hearing *h, const struct ask *k, bool yes, const char *reason, struct err *err)
{
	struct clerk *c = h->c;
	struct meant w;
	int r = command_of_line(c, k->about, &w, err);
	const char *trouble = r > 0 && yes ? command_trouble(c, &w, time_date(h->m->arrived_at)) : NULL;
	bool can = r > 0 && !trouble;
	if (r < 0 || store_close_ask(&c->store, k->id, yes && can ? "granted" : "refused", h->m->arrived_at, h->sender->id, err) < 0)
		return -1;
	if (!can) {
		h->m->reason = arena_printf(c->turn, "command refused: %s", trouble ? trouble : "over");
		return tell(h, k, h->sender, TOLD_REFUSED, trouble ? trouble : "", err) < 0 ? -1 : tell_in_vain(h, k, err);
	}
	const char *what = command_short(c->turn, &w);
	if ((yes && command_do(h, k, &w, err) < 0) || tell(h, k, h->sender, yes ? TOLD_DONE : TOLD_CANCELLED, what, err) < 0)
		return -1;
	return tell_asker(h, k, &w, yes, reason, err);
}

/* It was decided otherwise in a mail that arrived later, though it was seen first: that is undone, and whoever wrote it hears who decided. 1, 0 it is not so, -1. */
static int stand_first(const struct hearing *h, const struct ask *k, bool yes, struct err *err)
{
	struct meant w;
	const struct staff *other = k->by ? office_staff(h->c->office, k->by) : NULL;
	bool taken_back = other && strcmp(k->state, "withdrawn") == 0 && strcmp(k->kind, "request") == 0 && strcmp(k->by, k->staff) == 0;
	if (yes && taken_back && k->closed_at > h->m->arrived_at)
		return 1;
	if (!other || k->closed_at <= h->m->arrived_at || strcmp(k->state, yes ? "refused" : "granted") != 0)
		return 0;
	int r = yes ? 1 : undo(h, k, &w, err);
	if (r <= 0 || other == h->sender)
		return r;
	struct ask decided = *k;
	decided.by = h->sender->id;
	decided.closed_at = h->m->arrived_at;
	decided.state = yes ? "granted" : "refused";
	return tell(h, &decided, other, TOLD_DECIDED, "", err) < 0 ? -1 : 1;
}

/* Who asked for it answers the word that it was put to somebody: he may take it back until that one answers. */
static int answer_of_asker(const struct hearing *h, const struct ask *k, bool no, struct err *err)
{
	struct meant w;
	h->m->reason = !no ? "noted" : strcmp(k->state, "open") == 0 ? "withdrawn" : "decided before";
	if (!no)
		return 0;
	if (strcmp(k->state, "open") != 0)
		return tell(h, k, h->sender, TOLD_DECIDED, "", err);
	if (command_of_line(h->c, k->about, &w, err) < 0 || store_close_ask(&h->c->store, k->id, "withdrawn", h->m->arrived_at, h->sender->id, err) < 0)
		return -1;
	return tell(h, k, h->sender, TOLD_CANCELLED, command_short(h->c->turn, &w), err);
}

int command_answer(const struct hearing *h, bool *taken_r, struct err *err)
{
	struct clerk *c = h->c;
	struct mail_record *m = h->m;
	const struct letter_ref *letter = &h->letter;
	struct ask k;
	struct reply said = reply_read(c->turn, m->envelope.text);
	enum reply_verb verb = said.state == REPLY_CLEAR && reply_last(&said) <= 1 ? said.items[0].verb : REPLY_NONE;
	bool yes = verb == REPLY_AGREE, no = verb == REPLY_REFUSE || verb == REPLY_WITHDRAW, told = strcmp(letter->kind, letter_kind_names[LETTER_TOLD]) == 0;
	*taken_r = (strcmp(letter->kind, letter_kind_names[LETTER_ASK]) == 0 || (told && (yes || no))) && letter->about && strncmp(letter->about, "command.", 8) == 0;
	if (!*taken_r)
		return 0;
	m->verdict = MAIL_ANSWER;
	m->kind = "decision";
	int r = store_get_ask(&c->store, c->turn, letter->about, &k, err);
	if (r > 0 && h->proof == PROOF_GOOD && told && strcmp(k.staff, h->sender->id) == 0 && !asks_holds(k.asked, h->sender->id))
		return answer_of_asker(h, &k, no, err);
	if (r <= 0 || h->proof != PROOF_GOOD || !asks_holds(k.asked, h->sender->id)) {
		m->reason = h->proof == PROOF_UNVERIFIED ? "unverified" : r <= 0 ? "not understood" : "not asked of this person";
		if (r <= 0 || !(yes || no))
			return r < 0 ? -1 : 0;
		if (h->proof == PROOF_UNVERIFIED)
			return asks_tell_unverified(c, letter->id, h->sender, m, h->now, err);
		return h->proof == PROOF_OTHERS ? asks_tell_not_asked(c, k.id, asks_names(c, k.asked), h->sender, m, h->now, err) : 0;
	}
	if (told && yes && strcmp(k.state, "open") != 0) { /* 好的, to 已办理 */
		m->reason = "noted";
		return 0;
	}
	m->reason = !yes && !no ? "not understood" : yes ? "confirmed" : "cancelled";
	if (!yes && !no)
		return tell(h, &k, h->sender, TOLD_UNKNOWN, "", err);
	if (verb == REPLY_WITHDRAW && strcmp(k.state, "open") != 0)
		return take_back(h, &k, err);
	int first = strcmp(k.state, "open") != 0 ? stand_first(h, &k, yes, err) : 1;
	if (first == 0) {
		m->reason = "decided before";
		return tell(h, &k, h->sender, TOLD_DECIDED, "", err);
	}
	return first < 0 ? -1 : decide(h, &k, yes, said.items[0].reason, err);
}
