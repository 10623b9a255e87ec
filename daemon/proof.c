#include "proof.h"

#include <stdio.h>
#include <string.h>

#include "asks.h"
#include "auth.h"
#include "notice.h"
#include "reply_shown.h"
#include "token.h"

bool proof_vouched(const struct clerk *c, const struct mail *m)
{
	const char *trust = c->office->trust;
	return !trust || (m->from_count == 1 && auth_of(trust, m->auth_results, m->from[0].addr) == AUTH_AGREES);
}

/* Of a letter that tells him what became of his answer: the one that he answered. */
static int answered_before(struct clerk *c, const struct staff *sender, struct letter_ref *l, struct err *err)
{
	struct letter_ref of;
	if (strcmp(l->kind, letter_kind_names[LETTER_TOLD]) != 0 || !l->about || !l->staff || strcmp(l->staff, sender->id) != 0)
		return 0;
	int r = outbox_find_id(&c->store, c->turn, l->about, &of, err);
	if (r > 0 && of.staff && strcmp(of.staff, sender->id) == 0) {
		*l = of;
		l->told = true;
	}
	return r < 0 ? -1 : 0;
}

enum { ID_BYTES = 256 };

/* A letter that is sought by its token: one to that person because of that event. */
struct sought {
	struct clerk *c;
	const struct staff *to;
	const char *token;
	struct letter_ref *found;
};

static bool is_named(const struct sought *s, const char *id, enum letter_kind kind, const char *about)
{
	char made[TOKEN_SIZE];
	token_make(s->c->token_key, id, made);
	if (strcmp(made, s->token) != 0)
		return false;
	*s->found = (struct letter_ref){.id = arena_strdup(s->c->turn, id), .kind = letter_kind_names[kind], .staff = s->to->id,
	                                .addr = s->to->mail_count ? s->to->mail[0] : "", .about = about, .state = "sent"};
	return true;
}

static bool is_it(const struct sought *s, const char *event)
{
	static const struct { const char *id; enum letter_kind kind; } sorts[] = {{NOTICE_ID, LETTER_PENALTY}, {CONFIRM_ID, LETTER_CONFIRM}};
	for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
		char id[ID_BYTES];
		if ((size_t)snprintf(id, sizeof id, "%s.%s.%s", sorts[i].id, s->to->id, event) < sizeof id && is_named(s, id, sorts[i].kind, ""))
			return true;
	}
	return false;
}

/* Because that mail was late: 1, 0, -1. */
static int seek_late(const struct sought *s, int64_t from, int64_t to, struct err *err)
{
	struct texts mails;
	if (store_publics_between(&s->c->store, s->c->turn, from, to, NULL, &mails, err) < 0)
		return -1;
	for (size_t i = 0; i < mails.items_count; i++) {
		char event[ID_BYTES];
		snprintf(event, sizeof event, BECAUSE_LATE "%s", mails.items[i]);
		if (is_it(s, event)) {
			s->found->due = to;
			return 1;
		}
	}
	return 0;
}

/* What was due at a moment: all of them are whole minutes. */
static int seek_due(const struct sought *s, int64_t from, int64_t to)
{
	char event[TIME_TEXT_SIZE];
	for (int64_t t = to - to % 60; t >= from; t -= 60)
		if (is_it(s, time_text(t, event))) {
			s->found->due = clerk_leaves(s->c, t);
			return 1;
		}
	return 0;
}

/* The question that an answer put to him, or a reminder of it. */
static bool is_question(const struct sought *s, const char *kind, const char *mail, date from, date to)
{
	struct arena *a = s->c->turn;
	const char *ask = arena_printf(a, "%s.%s", kind, mail);
	bool found = is_named(s, asks_letter_id(a, ask, s->to->id, DATE_NONE), LETTER_ASK, ask);
	for (date day = from; day <= to && !found; day++)
		found = is_named(s, asks_letter_id(a, ask, s->to->id, day), LETTER_ASK, ask);
	return found;
}

/* The notice of what an answer or a command changed, which changed nothing here: what it was about was never so. */
static bool is_of_answer(const struct sought *s, const char *mail)
{
	static const char *const events[] = {BECAUSE_ROSTER, BECAUSE_SETTLED ":", BECAUSE_DECIDED, BECAUSE_COMMAND, BECAUSE_UNDONE};
	for (size_t i = 0; i < sizeof events / sizeof *events; i++)
		if (is_it(s, arena_printf(s->c->turn, "%s%s", events[i], mail)))
			return true;
	return false;
}

/* What an appeal, or a payment, asked that has been said before here; what an answer brought: 1, 0, -1. */
static int seek_answered(const struct sought *s, int64_t from, int64_t to, struct err *err)
{
	struct texts mails;
	if (store_publics_between(&s->c->store, s->c->turn, from, to, "decision", &mails, err) < 0)
		return -1;
	for (size_t i = 0; i < mails.items_count; i++)
		if (is_question(s, "appeal", mails.items[i], time_date(from), time_date(to)) || is_question(s, "paid", mails.items[i], time_date(from), time_date(to)) ||
		    is_of_answer(s, mails.items[i])) {
			s->found->due = to;
			return 1;
		}
	return 0;
}

/* 1, 0, -1. What shows no entries is not looked for: that many mails carry the likes of a token, [ABCD-1234] in their subject. */
static int find_unwritten(struct clerk *c, const char *token, const struct mail *m, int64_t arrived_at, const struct staff *sender, struct letter_ref *l_r, struct err *err)
{
	const struct sought s = {c, sender, token, l_r};
	int64_t from = arrived_at - PROOF_UNWRITTEN_DAYS * DAY_SECONDS;
	if (!reply_shown(c->turn, m->quoted).items_count)
		return 0;
	int r = seek_late(&s, from, arrived_at, err);
	if (r == 0)
		r = seek_answered(&s, from, arrived_at, err);
	return r != 0 ? r : seek_due(&s, from, arrived_at);
}

int proof_of(struct clerk *c, const struct mail *m, int64_t arrived_at, const struct staff *sender, enum proof *p_r, struct letter_ref *letter_r, struct err *err)
{
	char token[TOKEN_SIZE];
	*p_r = PROOF_NONE;
	if (!token_find(m, token))
		return 0;
	int r = outbox_find_token(&c->store, c->turn, token, letter_r, err);
	if (r == 0)
		r = find_unwritten(c, token, m, arrived_at, sender, letter_r, err);
	if (r <= 0)
		return r;
	if (strcmp(letter_r->state, "shadow") == 0) /* nobody was ever sent it */
		return 0;
	if (answered_before(c, sender, letter_r, err) < 0)
		return -1;
	*p_r = !letter_r->staff || strcmp(letter_r->staff, sender->id) != 0 ? PROOF_OTHERS : proof_vouched(c, m) ? PROOF_GOOD : PROOF_UNVERIFIED;
	return 0;
}
