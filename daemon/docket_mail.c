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
	m->verdict = "ignored";
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
static int credit_mail(struct session *s, const struct mail_record *m, const struct staff *sender, const char **kind_r, struct err *err)
{
	const struct policy *p = office_policy(s->c->office, time_date(m->arrived_at));
	*kind_r = NULL;
	for (size_t i = 0; i < p->duties_count; i++) {
		const struct duty_rule *r = &p->duties[i];
		if (strcmp(r->counts, "mail") != 0 || !(sender->roles & 1u << r->who) || !classify_names(&m->envelope, (const char *const *)r->words, r->words_count))
			continue;
		if (r->addressed_to && (cc_roles(s->c->office, &m->envelope, time_date(m->arrived_at)) & r->addressed_to) == 0)
			continue;
		if (store_add_credit(&s->c->store, sender->id, m->arrived_at, m->id, r->kind, 1, err) < 0)
			return -1;
		*kind_r = r->kind;
	}
	return 0;
}

static int count_mail(struct session *s, struct mail_record *m, const struct staff *sender, bool *counted_r, struct err *err)
{
	const char *kind;
	if (credit_mail(s, m, sender, &kind, err) < 0)
		return -1;
	*counted_r = kind != NULL;
	if (kind) {
		m->kind = kind;
		m->verdict = "counted";
		m->judged_at = m->arrived_at;
		affected_add(s->keep, &s->affected, sender->id);
	}
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
static bool only_asks(struct session *s, const struct mail_record *m, const struct staff *sender)
{
	date day = time_date(m->arrived_at);
	const char *line = m->envelope.parts_count ? NULL : question_line(s->c->turn, m->envelope.text, day);
	return line && (question_alone(s->c->turn, line, day) || command_instead(s->c, m, sender));
}

/* Duties that count complete slips of a form: with the mail that completed them. */
static int credit_slips(struct session *s, const struct mail_record *m, const struct staff *sender, struct err *err)
{
	const struct policy *p = office_policy(s->c->office, time_date(m->arrived_at));
	for (size_t i = 0; i < p->duties_count; i++) {
		const struct duty_rule *r = &p->duties[i];
		int complete = 0;
		if (!r->form || !(sender->roles & 1u << r->who))
			continue;
		if (slips_completed(s->c, m, r->form, s->now, &complete, err) < 0 ||
		    (complete && store_add_credit(&s->c->store, sender->id, m->arrived_at, m->id, r->kind, complete, err) < 0))
			return -1;
	}
	return 0;
}

/* A mail that is a slip may be what a duty asks for, too. */
static int count_slip(struct session *s, const struct mail_record *m, const struct staff *sender, struct err *err)
{
	const char *kind;
	if (strcmp(m->kind, "slip") != 0)
		return 0;
	affected_add(s->keep, &s->affected, sender->id);
	return credit_slips(s, m, sender, err) < 0 || (strcmp(m->verdict, "slip") == 0 && credit_mail(s, m, sender, &kind, err) < 0) ? -1 : 0;
}

/* More than 收到: words of one's own, or that it is done (已送达). */
static bool says_more(struct arena *a, const char *text)
{
	struct reply r = reply_read(a, text);
	return r.state != REPLY_CLEAR || r.items[0].verb == REPLY_DONE;
}

/* An answer to a reminder, in words of the person's own, where the duty takes that for what it asks (a trip's progress). */
static const char *reminded_of(struct session *s, const struct mail_record *m, const struct answered *to, const struct staff *sender)
{
	const struct policy *p = office_policy(s->c->office, time_date(m->arrived_at));
	if (to->proof != PROOF_GOOD || strcmp(to->letter.kind, letter_kind_names[LETTER_REMINDER]) != 0 || !to->letter.about || !m->envelope.text ||
	    !*text_trim(s->c->turn, m->envelope.text) || !says_more(s->c->turn, m->envelope.text) || question_instead(s->c, m) || command_instead(s->c, m, sender))
		return NULL;
	for (size_t i = 0; i < p->duties_count; i++)
		if (p->duties[i].answers && strstr(to->letter.about, arena_printf(s->c->turn, "reminder:%s.", p->duties[i].kind)))
			return p->duties[i].kind;
	return NULL;
}

/* ... and 转呈 to a bundle. */
static int count_answer(struct session *s, struct mail_record *m, const struct answered *to, const struct staff *sender, bool answer, bool *counted_r, struct err *err)
{
	const char *kind = NULL;
	if (to->proof == PROOF_NONE || *counted_r)
		return 0;
	const char *owed = reminded_of(s, m, to, sender);
	if (owed ? store_add_credit(&s->c->store, sender->id, m->arrived_at, m->id, owed, 1, err) < 0
	         : bundle_answer(s->c, m, to->proof, &to->letter, sender, answer, s->now, &kind, err) < 0)
		return -1;
	kind = owed ? owed : kind;
	*counted_r = kind != NULL;
	if (kind) {
		m->kind = kind;
		m->verdict = "counted";
		affected_add(s->keep, &s->affected, sender->id);
	}
	return 0;
}

/* No table that counts: a mail that meant one is returned with what is wrong, any other is not our business. */
static int no_lists(struct session *s, struct mail_record *m, const struct staff *sender, bool answer, struct err *err)
{
	struct fresh *f = docket_fresh(s, m->id);
	if (!owes_lists(sender) || !m->meant_list) {
		ignore_mail(m, "no list");
		return answer && f ? question_puzzled(s->c, m, sender, s->now, err) : 0;
	}
	m->verdict = "returned";
	const struct unknown_table *asked = f ? classified_asked(&f->found) : NULL;
	m->reason = m->unread[0] && !(asked && asked->evidence) ? "unreadable" : asked || *m->asked ? "columns not recognised" : "empty";
	if (!answer || !f)
		return 0;
	return answer_return(s->c, m, sender, &f->found, s->now, err);
}

/* cc_rule: forward. The reason stays on the mail: each rep's rate is counted from it. */
static int pass_on(struct session *s, struct mail_record *m, const struct staff *sender, unsigned missing, bool answer, struct err *err)
{
	m->reason = docket_passed_on(s->c->turn, missing);
	return answer ? answer_forward(s->c, m, sender, missing, s->now, err) : 0;
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

/* 请再回复 was answered by what answers no letter: another command. */
static bool begins_anew(struct session *s, const struct mail_record *m, const struct answered *to)
{
	return to->proof == PROOF_GOOD && to->letter.told && reply_read(s->c->turn, m->envelope.text).state == REPLY_UNKNOWN;
}

/* What it says in words: an answer, a command, a question. *taken_r: it was one, and that was done. */
static int take_words(struct session *s, struct mail_record *m, const struct answered *to, const struct staff *sender, bool *taken_r, struct err *err)
{
	struct clerk *c = s->c;
	if (to->proof == PROOF_NONE)
		return command_take(c, m, sender, s->now, taken_r, err) < 0 || (!*taken_r && question_take(c, m, sender, s->now, taken_r, err) < 0) ? -1 : 0;
	if (question_instead(c, m) && question_take(c, m, sender, s->now, taken_r, err) < 0)
		return -1;
	if (!*taken_r && begins_anew(s, m, to) && command_take(c, m, sender, s->now, taken_r, err) < 0)
		return -1;
	if (!*taken_r && decide_answer(c, m, to->proof, &to->letter, sender, s->now, taken_r, err) < 0)
		return -1;
	if (!*taken_r && strcmp(m->verdict, "new") == 0 && command_answer(c, m, to->proof, &to->letter, sender, s->now, taken_r, err) < 0)
		return -1;
	bool anew = !*taken_r && strcmp(m->verdict, "new") == 0 && to->proof == PROOF_GOOD && tells(&to->letter);
	return anew ? command_take(c, m, sender, s->now, taken_r, err) : 0;
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

static int withdraw_once_more(struct session *s, struct mail_record *m, const struct answered *to, const struct staff *sender, struct err *err)
{
	struct answered its;
	bool taken = false;
	if (proof_of(s->c, &m->envelope, m->arrived_at, sender, &its.proof, &its.letter, err) < 0)
		return -1;
	if (its.proof != PROOF_GOOD || (strcmp(m->reason, "cancelled") == 0 && (!its.letter.about || !to->letter.about || strcmp(its.letter.about, to->letter.about) != 0)))
		return 0;
	m->verdict = "new";
	m->judged_at = m->arrived_at;
	return take_words(s, m, &its, sender, &taken, err) < 0 || store_judged_mail(&s->c->store, m, err) < 0 ? -1 : 0;
}

/* What its sender wrote within the time in which he may take it back, and was seen before it: now it does. */
static int withdrawn_since(struct session *s, const struct mail_record *m, const struct answered *to, const struct staff *sender, struct err *err)
{
	struct mail_ids ids;
	if (store_mails_between(&s->c->store, s->c->turn, m->arrived_at, m->arrived_at + WITHDRAW_MINUTES * 60 + 1, sender->id, &ids, err) < 0)
		return -1;
	for (size_t i = 0; i < ids.ids_count; i++) {
		struct mail_record later;
		if (store_need_mail(&s->c->store, s->c->turn, ids.ids[i], &later, err) < 0)
			return -1;
		if (mail_order(&later, m) > 0 && withdrew_in_vain(s->c->turn, &later) && withdraw_once_more(s, &later, to, sender, err) < 0)
			return -1;
	}
	return 0;
}

/* A call sheet that came back: recorded when it comes, once. Its mail may be a list besides: *beside_r, behind that one's reason. */
static int take_calls(struct session *s, struct mail_record *m, const struct answered *to, const struct staff *sender, const char **beside_r, struct err *err)
{
	const struct fresh *f = docket_fresh(s, m->id);
	const char *said = "";
	bool taken = false, answers = to->proof != PROOF_NONE && strcmp(to->letter.kind, letter_kind_names[LETTER_CALL_SHEET]) == 0;
	*beside_r = "";
	if (!f || slip_take_calls(s->c, m, &f->found, answers, sender, s->now, &taken, &said, err) < 0)
		return f ? -1 : 0;
	if (!taken)
		return 0;
	if (m->has_rows) {
		*beside_r = arena_printf(s->c->turn, BESIDE "%s", said);
		return 0;
	}
	m->kind = m->verdict = "slip";
	m->reason = said;
	return count_slip(s, m, sender, err);
}

/* The sender's own rows, after what the mail says by answering. called: a call sheet among its tables is recorded already. */
static int judge_own(struct session *s, struct mail_record *m, const struct answered *to, const struct staff *sender, bool cured, bool called, bool answer,
                     struct err *err)
{
	const struct policy *p = office_policy(s->c->office, time_date(m->arrived_at));
	bool counted = false, decided = false, slip = false;
	struct fresh *f = docket_fresh(s, m->id);
	if (!cured && !called && slip_take(s->c, m, f ? &f->found : NULL, to->proof, &to->letter, sender, s->now, &slip, err) < 0)
		return -1;
	if (slip && (!m->has_rows || to->proof == PROOF_NONE))
		return count_slip(s, m, sender, err);
	if ((may_count(&m->envelope) && !only_asks(s, m, sender) && count_mail(s, m, sender, &counted, err) < 0) || count_answer(s, m, to, sender, answer, &counted, err) < 0)
		return -1;
	if (m->has_rows && owes_lists(sender)) {
		unsigned missing = p->cc_rule == CC_OFF ? 0 : cc_missing(s->c->office, &m->envelope, time_date(m->arrived_at));
		if (missing && p->cc_rule == CC_HOLD)
			return docket_hold_lists(s, m, sender, missing, answer, err);
		if (docket_judge_lists(s, m, m, sender, answer, err) < 0)
			return -1;
		return missing ? pass_on(s, m, sender, missing, answer, err) : 0;
	}
	if (counted || cured)
		return counted && answer ? answer_receipt(s->c, m, m, sender, &(struct stored_lists){0}, &(struct rows_outcome){0}, NULL, false, s->now, err) : 0;
	if (answer && (take_words(s, m, to, sender, &decided, err) < 0 || (decided && withdrawn_since(s, m, to, sender, err) < 0)))
		return -1;
	if (decided || strcmp(m->verdict, "answer") == 0)
		return 0;
	return no_lists(s, m, sender, answer, err);
}

/* An appeal with the list as its proof: what was decided when it came stands behind the reason, and stays there. */
static int judge_beside(struct session *s, struct mail_record *m, const struct answered *to, const struct staff *sender, bool answer, const char *before,
                        struct err *err)
{
	const char *said = "";
	if (answer && to->proof == PROOF_GOOD && strcmp(m->kind, "decision") != 0 && strcmp(m->kind, "slip") != 0 &&
	    decide_beside(s->c, m, &to->letter, sender, s->now, &said, err) < 0)
		return -1;
	if (*said)
		before = arena_printf(s->c->turn, BESIDE "%s", said);
	if (*before)
		m->reason = arena_printf(s->c->turn, "%s%s%s", m->reason, *m->reason ? "; " : "", before);
	return 0;
}

/* What is to be shown of a mail beside its verdict: it counts all the same (rules.md section 6). */
static const char *flag_of(const struct session *s, const struct mail_record *m, enum proof proof)
{
	if (proof == PROOF_OTHERS)
		return "token of another person's letter";
	return m->has_rows && !proof_vouched(s->c, &m->envelope) ? "unverified" : "";
}

/* An answer, a command, a slip: when it came. Judging again does not undo it. */
static bool took_effect(const struct mail_record *m)
{
	return strcmp(m->kind, "decision") == 0 || strcmp(m->kind, "slip") == 0;
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

int docket_judge_mail(struct session *s, struct mail_record *m, struct err *err)
{
	bool answer = docket_fresh(s, m->id) != NULL, cured = false;
	s->anew = NULL;
	const struct staff *sender = NULL;
	struct answered to;
	const char *why = not_ours(s->c, &m->envelope);
	m->judged_at = m->arrived_at;
	if (strcmp(m->kind, "quarantined") == 0)
		return answer ? answer_quarantined(s->c, m, s->now, err) : 0;
	if (!why) {
		sender = office_sender(s->c->office, m->sender, time_date(m->arrived_at));
		why = sender ? NULL : "unknown sender";
	}
	if (why)
		return set_apart(s, m, why, answer, err);
	if (answer && failing_answered(&s->c->store, m->sender, m->arrived_at, err) < 0)
		return -1;
	m->staff = sender->id;
	if (!answer && took_effect(m))
		return count_slip(s, m, sender, err);
	const char *beside = answer ? NULL : strstr(m->reason, BESIDE);
	m->reason = "";
	m->verdict = "new";
	if (m->copy_of) {
		m->verdict = "copy";
		return 0;
	}
	if (proof_of(s->c, &m->envelope, m->arrived_at, sender, &to.proof, &to.letter, err) < 0)
		return -1;
	if (docket_reading(s, m, m, err) < 0)
		return -1;
	m->flag = flag_of(s, m, to.proof);
	if (docket_columns(s, m, &to, sender, answer, &cured, err) < 0)
		return -1;
	if (cured)
		return 0;
	if (docket_cure(s, m, &to, sender, answer, &cured, err) < 0)
		return -1;
	if (!beside && take_calls(s, m, &to, sender, &beside, err) < 0)
		return -1;
	if (strcmp(m->kind, "slip") == 0)
		return 0;
	if (judge_own(s, m, &to, sender, cured, *beside != '\0', answer, err) < 0)
		return -1;
	return judge_beside(s, m, &to, sender, answer, beside, err);
}
