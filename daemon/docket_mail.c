#include "docket_inside.h"

#include <string.h>

#include "base/text.h"
#include "answer.h"
#include "classify.h"
#include "command_take.h"
#include "decide.h"
#include "failing.h"
#include "judge.h"
#include "life.h"
#include "mailkind.h"
#include "owing.h"
#include "question.h"
#include "question_take.h"
#include "reply.h"
#include "slip_calls.h"
#include "slip_take.h"
#include "token.h"

#define BESIDE "also "   /* before what was decided by a mail that is a list besides */

static void ignore_mail(struct mail_record *m, const char *why)
{
	m->verdict = MAIL_IGNORED;
	m->reason = why;
}

/* NULL when the mail is the department's business; else why it is not, and it stays as it is, unanswered (rules.md section 6). */
static const char *not_ours(const struct clerk *c, const struct mail *m)
{
	const char *why;
	if (m->from_count != 1 || !m->from[0].addr[0])
		return "no single sender";
	if (text_same_nocase(m->from[0].addr, c->office->from_addr))
		return "our own letter";
	if (mail_is_automatic(m, &why))
		return why;
	return NULL;
}

static bool owes_lists(const struct staff *sender)
{
	return sender->roles & 1u << ROLE_REP;
}

/* Duties that count mails: a mail that names the thing, by who owes it, to whom it is owed. *kind_r: the last of them, NULL: none. */
static int credit_mail(const struct hearing *h, const char **kind_r, struct err *err)
{
	const struct mail_record *m = h->m;
	const struct policy *p = office_policy(h->c->office, time_date(m->arrived_at));
	*kind_r = NULL;
	for (size_t i = 0; i < p->duties_count; i++) {
		const struct duty_rule *r = &p->duties[i];
		if (strcmp(r->counts, "mail") != 0 || !(h->sender->roles & 1u << r->who) || !classify_names(&m->envelope, (const char *const *)r->words, r->words_count))
			continue;
		if (r->addressed_to && (cc_roles(h->c->office, &m->envelope, time_date(m->arrived_at)) & r->addressed_to) == 0)
			continue;
		if (store_add_credit(&h->c->store, h->sender->id, m->arrived_at, m->id, r->kind, 1, err) < 0)
			return -1;
		*kind_r = r->kind;
	}
	return 0;
}

/* The mail itself is what that duty asks for. */
static void count_as(struct session *s, const struct hearing *h, const char *duty)
{
	h->m->kind = duty;
	h->m->verdict = MAIL_COUNTED;
	affected_add(s->keep, &s->affected, h->sender->id);
}

static int count_mail(struct session *s, const struct hearing *h, bool *counted_r, struct err *err)
{
	const char *kind;
	if (credit_mail(h, &kind, err) < 0)
		return -1;
	*counted_r = kind != NULL;
	if (kind)
		count_as(s, h, kind);
	return 0;
}

/* The subject of an answer is our letter's, which names what it reminds of: what was meant by it has to be in a file. */
static bool may_count(const struct mail *m)
{
	char token[TOKEN_SIZE];
	bool file = !token_find(m, token);
	for (size_t i = 0; i < m->parts_count; i++)
		file = file || m->parts[i].source == PART_ATTACHMENT || m->parts[i].source == PART_NESTED;
	return file;
}

/* What the clerk is asked or told to do, in words and nothing else, under whatever subject (that of the last mail, taken once more): it is not the thing that the
 * subject names, and the sender waits for an answer. */
static bool only_asks(const struct hearing *h)
{
	date day = time_date(h->m->arrived_at);
	const char *line = mail_brings(&h->m->envelope) ? NULL : question_line(h->c->turn, h->m->envelope.text, day);
	return line && (question_alone(h->c->turn, line, day) || command_instead(h));
}

/* Duties that count complete slips of a form: with the mail that completed them. */
static int credit_slips(const struct hearing *h, struct err *err)
{
	const struct mail_record *m = h->m;
	const struct policy *p = office_policy(h->c->office, time_date(m->arrived_at));
	for (size_t i = 0; i < p->duties_count; i++) {
		const struct duty_rule *r = &p->duties[i];
		int complete = 0;
		if (!r->form || !(h->sender->roles & 1u << r->who))
			continue;
		if (slips_completed(h, r->form, &complete, err) < 0 ||
		    (complete && store_add_credit(&h->c->store, h->sender->id, m->arrived_at, m->id, r->kind, complete, err) < 0))
			return -1;
	}
	return 0;
}

/* A mail that is a slip may be what a duty asks for, too. */
static int count_slip(struct session *s, const struct hearing *h, struct err *err)
{
	const char *kind;
	if (strcmp(h->m->kind, "slip") != 0)
		return 0;
	affected_add(s->keep, &s->affected, h->sender->id);
	return credit_slips(h, err) < 0 || (h->m->verdict == MAIL_SLIP && credit_mail(h, &kind, err) < 0) ? -1 : 0;
}

/* More than 收到: words of one's own, or that it is done (已送达). */
static bool says_more(struct arena *a, const char *text)
{
	struct reply r = reply_read(a, text);
	return r.state != REPLY_CLEAR || r.items[0].verb == REPLY_DONE;
}

/* The mail's own words answer a reminder. */
static bool answers_reminder(const struct hearing *h)
{
	const char *text = h->m->envelope.text;
	return h->proof == PROOF_GOOD && strcmp(h->letter.kind, letter_kind_names[LETTER_REMINDER]) == 0 && h->letter.about && text &&
	       *text_trim(h->c->turn, text) && says_more(h->c->turn, text) && !question_instead(h) && !command_instead(h);
}

/* An answer to a reminder, in words of the person's own, where the duty takes that for what it asks (a trip's progress). NULL: none. */
static const char *reminded_of(const struct hearing *h)
{
	const struct policy *p = office_policy(h->c->office, time_date(h->m->arrived_at));
	bool answers = answers_reminder(h);
	for (size_t i = 0; answers && i < p->duties_count; i++)
		if (p->duties[i].answers && strstr(h->letter.about, arena_printf(h->c->turn, "reminder:%s.", p->duties[i].kind)))
			return p->duties[i].kind;
	return NULL;
}

/* ... and 转呈 to a bundle. */
static int count_answer(struct session *s, const struct hearing *h, bool *counted_r, struct err *err)
{
	if (h->proof == PROOF_NONE || *counted_r)
		return 0;
	const char *kind = reminded_of(h);
	if (kind ? store_add_credit(&h->c->store, h->sender->id, h->m->arrived_at, h->m->id, kind, 1, err) < 0 : bundle_answer(h, &kind, err) < 0)
		return -1;
	*counted_r = kind != NULL;
	if (kind)
		count_as(s, h, kind);
	return 0;
}

/* No table that counts: a mail that meant one is returned with what is wrong, any other is not our business. */
static int no_lists(const struct hearing *h, struct err *err)
{
	struct mail_record *m = h->m;
	if (!owes_lists(h->sender) || !m->meant_list) {
		ignore_mail(m, "no list");
		return h->first ? question_puzzled(h, err) : 0;
	}
	m->verdict = MAIL_RETURNED;
	const struct unknown_table *asked = h->found ? classified_asked(h->found) : NULL;
	m->reason = m->unread[0] && !(asked && asked->evidence) ? "unreadable" : asked || *m->asked ? "columns not recognised" : "empty";
	return h->first ? answer_return(h, err) : 0;
}

/* cc_rule: forward. The reason stays on the mail: each rep's rate is counted from it. */
static int pass_on(const struct hearing *h, unsigned missing, struct err *err)
{
	h->m->reason = docket_passed_on(h->c->turn, missing);
	return h->first ? answer_forward(h, h->m, missing, err) : 0;
}

/* Letters that ask for no words: who answers one may begin anew (请假 明天, in answer to a reminder). */
static bool tells(const struct letter_ref *l)
{
	static const enum letter_kind ask[] = {LETTER_CONFIRM, LETTER_PENALTY, LETTER_ASK};
	for (size_t i = 0; i < sizeof ask / sizeof *ask; i++)
		if (strcmp(l->kind, letter_kind_names[ask[i]]) == 0)
			return false;
	return strncmp(l->kind, "slip", 4) != 0;
}

/* 请再回复, or the question whether a command is meant, was answered by what answers no letter: another command. */
static bool begins_anew(const struct hearing *h)
{
	bool command = strcmp(h->letter.kind, letter_kind_names[LETTER_ASK]) == 0 && h->letter.about && text_begins(h->letter.about, "command.");
	return h->proof == PROOF_GOOD && (h->letter.told || command) && reply_read(h->c->turn, h->m->envelope.text).state == REPLY_UNKNOWN;
}

/* What it says in words: an answer, a command, a question. *taken_r: it was one, and that was done. */
static int take_words(const struct hearing *h, bool *taken_r, struct err *err)
{
	if (h->proof == PROOF_NONE)
		return command_take(h, taken_r, err) < 0 || (!*taken_r && question_take(h, taken_r, err) < 0) ? -1 : 0;
	if (question_instead(h) && question_take(h, taken_r, err) < 0)
		return -1;
	if (!*taken_r && begins_anew(h) && command_take(h, taken_r, err) < 0)
		return -1;
	if (!*taken_r && decide_answer(h, taken_r, err) < 0)
		return -1;
	if (!*taken_r && h->m->verdict == MAIL_NEW && command_answer(h, taken_r, err) < 0)
		return -1;
	bool anew = !*taken_r && h->m->verdict == MAIL_NEW && h->proof == PROOF_GOOD && tells(&h->letter);
	if (anew && command_take(h, taken_r, err) < 0)
		return -1;
	return anew && !*taken_r ? decide_unclear(h, err) : 0;
}

/* It took something back, and there was nothing to take back; or it took a command for one that nobody had agreed to. */
static bool withdrew_in_vain(struct arena *a, const struct mail_record *m)
{
	static const char nothing[] = ": 0 entries";
	size_t n = strlen(m->reason), k = sizeof nothing - 1;
	if (strcmp(m->kind, "decision") != 0 || !((n > k && strcmp(m->reason + n - k, nothing) == 0) || strcmp(m->reason, "cancelled") == 0))
		return false;
	struct reply said = reply_read(a, m->envelope.text);
	return said.state == REPLY_CLEAR && said.items[0].verb == REPLY_WITHDRAW;
}

static bool same_about(const struct letter_ref *a, const struct letter_ref *b)
{
	return a->about && b->about && strcmp(a->about, b->about) == 0;
}

/* later: what the sender of `h` wrote after it. */
static int withdraw_once_more(const struct hearing *h, struct mail_record *later, struct err *err)
{
	struct hearing its = {.c = h->c, .now = h->now, .m = later, .sender = h->sender, .first = true};
	bool taken = false;
	if (proof_of(h->c, &later->envelope, later->arrived_at, h->sender, &its.proof, &its.letter, err) < 0)
		return -1;
	if (its.proof != PROOF_GOOD || (strcmp(later->reason, "cancelled") == 0 && !same_about(&its.letter, &h->letter)))
		return 0;
	later->verdict = MAIL_NEW;
	later->judged_at = later->arrived_at;
	return take_words(&its, &taken, err) < 0 || store_judged_mail(&h->c->store, later, err) < 0 ? -1 : 0;
}

/* What its sender wrote within the time in which he may take it back, and was seen before it: now it does. */
static int withdrawn_since(const struct hearing *h, struct err *err)
{
	struct mail_ids ids;
	int64_t from = h->m->arrived_at;
	if (store_mails_between(&h->c->store, h->c->turn, from, from + WITHDRAW_MINUTES * 60 + 1, h->sender->id, &ids, err) < 0)
		return -1;
	for (size_t i = 0; i < ids.ids_count; i++) {
		struct mail_record later;
		if (store_need_mail(&h->c->store, h->c->turn, ids.ids[i], &later, err) < 0)
			return -1;
		if (mail_order(&later, h->m) > 0 && withdrew_in_vain(h->c->turn, &later) && withdraw_once_more(h, &later, err) < 0)
			return -1;
	}
	return 0;
}

/* A call sheet that came back: recorded when it comes, once. Its mail may be a list besides: *beside_r, behind that one's reason. */
static int take_calls(struct session *s, const struct hearing *h, const char **beside_r, struct err *err)
{
	const char *said = "";
	bool taken = false;
	*beside_r = "";
	if (!h->found)
		return 0;
	if (slip_take_calls(h, &taken, &said, err) < 0)
		return -1;
	if (!taken)
		return 0;
	if (h->m->has_rows) {
		*beside_r = arena_printf(h->c->turn, BESIDE "%s", said);
		return 0;
	}
	h->m->kind = "slip";
	h->m->verdict = MAIL_SLIP;
	h->m->reason = said;
	return count_slip(s, h, err);
}

/* Those of a rep, as far as the people whom they have to go to are on the mail (cc_rule). */
static int judge_own_lists(struct session *s, const struct hearing *h, struct err *err)
{
	date day = time_date(h->m->arrived_at);
	const struct policy *p = office_policy(h->c->office, day);
	unsigned missing = p->cc_rule == CC_OFF ? 0 : cc_missing(h->c->office, &h->m->envelope, day);
	if (missing && p->cc_rule == CC_HOLD)
		return docket_hold_lists(s, h, h->m, missing, err);
	if (docket_judge_lists(s, h, h->m, err) < 0)
		return -1;
	return missing ? pass_on(h, missing, err) : 0;
}

/* The sender's own rows, after what the mail says by answering. called: a call sheet among its tables is recorded already. */
static int judge_own(struct session *s, const struct hearing *h, bool cured, bool called, struct err *err)
{
	const struct mail_record *m = h->m;
	bool counted = false, decided = false, slip = false;
	if (!cured && !called && slip_take(h, &slip, err) < 0)
		return -1;
	if (slip && (!m->has_rows || h->proof == PROOF_NONE))
		return count_slip(s, h, err);
	if ((may_count(&m->envelope) && !only_asks(h) && count_mail(s, h, &counted, err) < 0) || count_answer(s, h, &counted, err) < 0)
		return -1;
	if (m->has_rows && owes_lists(h->sender))
		return judge_own_lists(s, h, err);
	if (counted || cured)
		return counted && h->first ? answer_receipt(h, m, &(struct stored_lists){0}, &(struct rows_outcome){0}, NULL, err) : 0;
	if (h->first && (take_words(h, &decided, err) < 0 || (decided && withdrawn_since(h, err) < 0)))
		return -1;
	if (decided || m->verdict == MAIL_ANSWER)
		return 0;
	return no_lists(h, err);
}

/* An answer, a command, a slip: when it came. Judging again does not undo it. */
static bool took_effect(const struct mail_record *m)
{
	return strcmp(m->kind, "decision") == 0 || strcmp(m->kind, "slip") == 0;
}

/* An appeal with the list as its proof: what was decided when it came stands behind the reason, and stays there. */
static int judge_beside(const struct hearing *h, const char *before, struct err *err)
{
	struct mail_record *m = h->m;
	const char *said = "";
	if (h->first && h->proof == PROOF_GOOD && !took_effect(m) && decide_beside(h, &said, err) < 0)
		return -1;
	if (*said)
		before = arena_printf(h->c->turn, BESIDE "%s", said);
	if (*before)
		m->reason = arena_printf(h->c->turn, "%s%s%s", m->reason, *m->reason ? "; " : "", before);
	return 0;
}

/* What is to be shown of a mail beside its verdict: it counts all the same (rules.md section 6). */
static const char *flag_of(const struct hearing *h)
{
	if (h->proof == PROOF_OTHERS)
		return "token of another person's letter";
	return h->m->has_rows && !proof_vouched(h->c, &h->m->envelope) ? "unverified" : "";
}

/* Not the department's business; but what comes back of our own letters is looked at, once. */
static int set_apart(struct session *s, struct mail_record *m, const char *why, bool fresh, struct err *err)
{
	const char *bounce = NULL;
	if (!fresh && strcmp(m->kind, "bounce") == 0)
		return 0;
	if (!fresh && took_effect(m)) { /* it stays what it was, of nobody while the roster does not know him */
		m->staff = NULL;
		return 0;
	}
	if (fresh && !m->copy_of && failing_take(&s->c->store, s->c->turn, m, s->now, &bounce, err) < 0)
		return -1;
	ignore_mail(m, bounce ? bounce : why);
	m->staff = NULL; /* judged again, it may have been somebody's before: its rows are nobody's, as if they had never been */
	if (bounce)
		m->kind = "bounce";
	return 0;
}

/* Of somebody on the roster, and no copy: whatever it may be, in order. beside: what was decided by it when it came, NULL: that is still to be seen. */
static int hear(struct session *s, struct hearing *h, const char *beside, struct err *err)
{
	struct mail_record *m = h->m;
	bool cured = false;
	if (proof_of(h->c, &m->envelope, m->arrived_at, h->sender, &h->proof, &h->letter, err) < 0 || docket_reading(s, m, m, err) < 0)
		return -1;
	m->flag = flag_of(h);
	if (docket_columns(s, h, &cured, err) < 0)
		return -1;
	if (cured)
		return 0;
	if (docket_cure(s, h, &cured, err) < 0)
		return -1;
	if (!beside && take_calls(s, h, &beside, err) < 0)
		return -1;
	if (strcmp(m->kind, "slip") == 0)
		return 0;
	return judge_own(s, h, cured, *beside != '\0', err) < 0 ? -1 : judge_beside(h, beside, err);
}

int docket_judge_mail(struct session *s, struct mail_record *m, struct err *err)
{
	const struct fresh *f = docket_fresh(s, m->id);
	struct hearing h = {.c = s->c, .now = s->now, .m = m, .first = f != NULL, .found = f ? &f->found : NULL};
	const char *why = not_ours(s->c, &m->envelope);
	s->anew = NULL;
	m->judged_at = m->arrived_at;
	if (strcmp(m->kind, "quarantined") == 0)
		return h.first ? answer_quarantined(&h, err) : 0;
	if (!why) {
		h.sender = office_sender(s->c->office, m->sender, time_date(m->arrived_at));
		why = h.sender ? NULL : "unknown sender";
	}
	if (why)
		return set_apart(s, m, why, h.first, err);
	if (h.first && failing_answered(&s->c->store, m->sender, m->arrived_at, err) < 0)
		return -1;
	m->staff = h.sender->id;
	if (!h.first && took_effect(m))
		return count_slip(s, &h, err);
	const char *beside = h.first ? NULL : strstr(m->reason, BESIDE);
	m->reason = "";
	m->verdict = m->copy_of ? MAIL_COPY : MAIL_NEW;
	return m->copy_of ? 0 : hear(s, &h, beside, err);
}
