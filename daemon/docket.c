#include "docket.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/log.h"
#include "base/text.h"
#include "answer.h"
#include "classify.h"
#include "decide.h"
#include "docket_record.h"
#include "docket_rows.h"
#include "failing.h"
#include "judge.h"
#include "mailkind.h"
#include "proof.h"
#include "settle.h"

/* ---- judging one mail ---- */

struct session {
	struct clerk *c;
	int64_t now;
	struct arena *keep;           /* lives as long as this; c->turn may be emptied between two mails */
	const char *because;          /* NULL: judged for the first time */
	struct fresh *fresh;          /* new ones, in order */
	size_t fresh_count;
	struct affected affected;     /* whose credits changed by judging again */
};

static struct fresh *find_fresh(const struct session *s, int64_t id)
{
	for (size_t i = 0; i < s->fresh_count; i++)
		if (s->fresh[i].record.id == id)
			return &s->fresh[i];
	return NULL;
}

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

enum cure { CURE_NONE, CURE_LACKING /* people are still missing */, CURE_UNVERIFIED /* nobody vouches for its sender */, CURE_FIRST, CURE_AGAIN };

/* What a mail answers, if anything. */
struct answered {
	enum proof proof;
	struct letter_ref letter;
};

/* The held mail whose notice this one answers, and whether the missing people are on it. -1: trouble. */
static int find_cured(struct session *s, const struct mail_record *m, const struct answered *to, struct mail_record *held_r, struct err *err)
{
	if (to->proof == PROOF_NONE || to->proof == PROOF_OTHERS || strcmp(to->letter.kind, letter_kind_names[LETTER_RETURN]) != 0 || !to->letter.about)
		return CURE_NONE;
	int r = store_find_mail(&s->c->store, s->c->turn, to->letter.about, held_r, err);
	if (r <= 0 || !held_r->staff || strcmp(held_r->staff, m->staff) != 0 || held_r->id == m->id)
		return r < 0 ? -1 : CURE_NONE;
	bool again = strcmp(held_r->verdict, "cured") == 0;
	if (!again && strcmp(held_r->verdict, "held") != 0)
		return CURE_NONE;
	date day = time_date(m->arrived_at);
	unsigned missing = cc_missing(s->c->office, &held_r->envelope, time_date(held_r->arrived_at)) & cc_missing(s->c->office, &m->envelope, day);
	if (again)
		return missing ? CURE_NONE : CURE_AGAIN;
	return missing ? CURE_LACKING : to->proof == PROOF_UNVERIFIED ? CURE_UNVERIFIED : CURE_FIRST;
}

/* As they were read just now, and not judged before: without verdicts. */
static int read_lists(struct session *s, struct fresh *f, struct stored_lists *l_r, struct err *err)
{
	for (size_t i = 0; i < f->found.tables_count; i++) {
		const struct part *p = &f->record.envelope.parts[f->found.tables[i].part];
		bool body = p->source == PART_BODY || p->source == PART_QUOTED;
		struct stored_list l = {.table = f->found.tables[i], .quoted = p->source == PART_QUOTED, .file = body ? "" : p->file_name};
		ARENA_PUSH(s->c->turn, l_r, lists) = l;
		if (!f->listed && store_add_list(&s->c->store, f->record.id, (int)i, &l, err) < 0)
			return -1;
	}
	f->listed = true;
	return 0;
}

/* Of a mail that was nobody's when it came (its sender was put on the roster later, or an address was mistyped there), the tables are not in
 * the store: it is read once more. */
static int load_lists(struct session *s, const struct mail_record *m, struct stored_lists *l_r, struct err *err)
{
	struct fresh *f = find_fresh(s, m->id);
	*l_r = (struct stored_lists){0};
	if (f)
		return read_lists(s, f, l_r, err);
	if (store_get_lists(&s->c->store, s->c->turn, m, l_r, err) < 0)
		return -1;
	if (l_r->lists_count || !m->has_rows)
		return 0;
	f = arena_alloc(s->c->turn, sizeof *f);
	int r = record_revive(s->c, m, f, err);
	return r < 0 ? -1 : r ? read_lists(s, f, l_r, err) : 0;
}

static bool never_judged(const struct stored_lists *l)
{
	return l->lists_count == 0 || !l->lists[0].verdicts;
}

static bool owes_lists(const struct staff *sender)
{
	return sender->roles & 1u << ROLE_REP;
}

/* "A second cure adds nothing": the same rows were held and have been cured already. */
static int cured_before(struct session *s, const struct mail_record *m, bool *before_r, struct err *err)
{
	int64_t id;
	*before_r = false;
	if (!m->has_rows)
		return 0;
	int r = store_same_rows(&s->c->store, m->staff, &m->rows_digest, true, m->id, &id, err);
	*before_r = r > 0;
	return r < 0 ? -1 : 0;
}

/* Held mails with the same rows are cured by this rightly addressed one, and count through it. */
static int mark_resent(struct session *s, const struct mail_record *m, struct err *err)
{
	int64_t id;
	int r;
	while ((r = m->has_rows ? store_same_rows(&s->c->store, m->staff, &m->rows_digest, false, m->id, &id, err) : 0) > 0) {
		struct mail_record held;
		if (store_get_mail(&s->c->store, s->c->turn, id, &held, err) < 0)
			return -1;
		held.verdict = "cured";
		held.reason = arena_printf(s->c->turn, "mailed again: %s", m->public);
		held.cured_by = m->id;
		if (store_judged_mail(&s->c->store, &held, err) < 0)
			return -1;
	}
	return r;
}

/* Judges the rows of `m` at the place of `at` (itself, or its cure), and answers. */
static int judge_lists(struct session *s, struct mail_record *m, const struct mail_record *at, const struct staff *sender, bool answer,
                       struct err *err)
{
	struct stored_lists lists;
	struct rows_outcome out = {0};
	if (load_lists(s, m, &lists, err) < 0)
		return -1;
	struct rows_job job = {.c = s->c, .mail = m, .sender = sender, .at = at->arrived_at, .now = s->now, .because = s->because,
	                       .fresh = never_judged(&lists)};
	if (cured_before(s, m, &job.second_cure, err) < 0 || docket_judge_rows(&job, &lists, &out, err) < 0)
		return -1;
	m->judged_at = at->arrived_at;
	m->kind = out.kinds;
	if (m == at) {
		m->verdict = "counted";
		m->reason = job.second_cure ? "cured before" : "";
		if (!job.second_cure && mark_resent(s, m, err) < 0)
			return -1;
	}
	affected_add(s->keep, &s->affected, sender->id);
	if (!answer)
		return 0;
	return answer_receipt(s->c, m, at, sender, &lists, &out, job.second_cure, s->now, err);
}

static int hold_lists(struct session *s, struct mail_record *m, const struct staff *sender, unsigned missing, bool answer, struct err *err)
{
	struct stored_lists lists;
	struct rows_outcome out = {0};
	if (load_lists(s, m, &lists, err) < 0)
		return -1;
	struct rows_job job = {.c = s->c, .mail = m, .sender = sender, .at = m->arrived_at, .now = s->now, .because = s->because, .held = true,
	                       .fresh = never_judged(&lists)};
	if (docket_judge_rows(&job, &lists, &out, err) < 0)
		return -1;
	m->verdict = "held";
	m->reason = arena_printf(s->c->turn, "not in To or Cc:%s%s", missing & 1u << ROLE_DIRECTOR ? " director" : "",
	                         missing & 1u << ROLE_GENERAL_MANAGER ? " general_manager" : "");
	m->kind = out.kinds;
	m->judged_at = m->arrived_at;
	return answer ? answer_held(s->c, m, m->public, sender, missing, out.rows, s->now, err) : 0;
}

/* Duties that count mails: a mail that names the thing, by who owes it, to whom it is owed. */
static int count_mail(struct session *s, struct mail_record *m, const struct staff *sender, bool *counted_r, struct err *err)
{
	const struct policy *p = office_policy(s->c->office, time_date(m->arrived_at));
	*counted_r = false;
	for (size_t i = 0; i < p->duties_count; i++) {
		const struct duty_rule *r = &p->duties[i];
		if (strcmp(r->counts, "mail") != 0 || !(sender->roles & 1u << r->who) || !classify_names(&m->envelope, (const char *const *)r->words, r->words_count))
			continue;
		if (r->addressed_to && (cc_roles(s->c->office, &m->envelope, time_date(m->arrived_at)) & r->addressed_to) == 0)
			continue;
		if (store_add_credit(&s->c->store, sender->id, m->arrived_at, m->id, r->kind, 1, err) < 0)
			return -1;
		m->kind = r->kind;
		m->verdict = "counted";
		m->judged_at = m->arrived_at;
		*counted_r = true;
	}
	return 0;
}

/* No table that counts: a mail that meant one is returned with what is wrong, any other is not our business. */
static int no_lists(struct session *s, struct mail_record *m, const struct staff *sender, bool answer, struct err *err)
{
	struct fresh *f = find_fresh(s, m->id);
	if (!owes_lists(sender) || !m->meant_list) {
		ignore_mail(m, "no list");
		return 0;
	}
	m->verdict = "returned";
	m->reason = m->unread[0] ? "unreadable" : f && f->found.unknown_count ? "columns not recognised" : "empty";
	if (!answer || !f)
		return 0;
	return answer_return(s->c, m, sender, &f->found, s->now, err);
}

/* cc_rule: forward. The reason stays on the mail: each rep's rate is counted from it. */
static int pass_on(struct session *s, struct mail_record *m, const struct staff *sender, unsigned missing, bool answer, struct err *err)
{
	m->reason = arena_printf(s->c->turn, PASSED_ON "%s%s", missing & 1u << ROLE_DIRECTOR ? " director" : "",
	                         missing & 1u << ROLE_GENERAL_MANAGER ? " general_manager" : "");
	return answer ? answer_forward(s->c, m, sender, missing, s->now, err) : 0;
}

/* The sender's own rows, after what the mail says by answering. */
static int judge_own(struct session *s, struct mail_record *m, const struct answered *to, const struct staff *sender, bool cured, bool answer,
                     struct err *err)
{
	const struct policy *p = office_policy(s->c->office, time_date(m->arrived_at));
	bool counted, decided = false;
	if (count_mail(s, m, sender, &counted, err) < 0)
		return -1;
	if (m->has_rows && owes_lists(sender)) {
		unsigned missing = p->cc_rule == CC_OFF ? 0 : cc_missing(s->c->office, &m->envelope, time_date(m->arrived_at));
		if (missing && p->cc_rule == CC_HOLD)
			return hold_lists(s, m, sender, missing, answer, err);
		if (judge_lists(s, m, m, sender, answer, err) < 0)
			return -1;
		return missing ? pass_on(s, m, sender, missing, answer, err) : 0;
	}
	if (counted || cured)
		return counted && answer ? answer_receipt(s->c, m, m, sender, &(struct stored_lists){0}, &(struct rows_outcome){0}, false, s->now, err) : 0;
	if (answer && to->proof != PROOF_NONE && decide_answer(s->c, m, to->proof, &to->letter, sender, s->now, &decided, err) < 0)
		return -1;
	if (decided || strcmp(m->verdict, "answer") == 0)
		return 0;
	return no_lists(s, m, sender, answer, err);
}

/* A plain reply that left the missing people out: its sender is told once more, so that the next one cures. */
static int still_lacking(struct session *s, struct mail_record *m, const struct mail_record *held, const struct staff *sender, bool answer,
                         struct err *err)
{
	struct stored_lists lists;
	int rows = 0;
	m->verdict = "answer";
	m->reason = arena_printf(s->c->turn, "does not cure %s", held->public);
	if (!answer)
		return 0;
	if (load_lists(s, held, &lists, err) < 0)
		return -1;
	for (size_t i = 0; i < lists.lists_count; i++)
		rows += (int)lists.lists[i].table.rows_count;
	unsigned missing = cc_missing(s->c->office, &held->envelope, time_date(held->arrived_at));
	return answer_held(s->c, m, held->public, sender, missing, rows, s->now, err);
}

/* An answer that would cure, if our provider vouched for its sender: the held mail waits, and its sender is told to mail it again. */
static int unverified_cure(struct session *s, struct mail_record *m, const struct mail_record *held, const struct staff *sender, bool answer,
                           struct err *err)
{
	m->verdict = "answer";
	m->reason = arena_printf(s->c->turn, "unverified: does not cure %s", held->public);
	return answer ? answer_unverified(s->c, m, held->public, sender, s->now, err) : 0;
}

static int judge_cure(struct session *s, struct mail_record *m, const struct answered *to, const struct staff *sender, bool answer, bool *cured_r,
                      struct err *err)
{
	struct mail_record held = {0};
	int r = find_cured(s, m, to, &held, err);
	*cured_r = r > CURE_NONE;
	if (r <= CURE_NONE)
		return r;
	if (r == CURE_LACKING || r == CURE_UNVERIFIED) {
		*cured_r = !m->has_rows;
		if (m->has_rows)
			return 0;
		return r == CURE_LACKING ? still_lacking(s, m, &held, sender, answer, err) : unverified_cure(s, m, &held, sender, answer, err);
	}
	m->verdict = "answer";
	m->reason = arena_printf(s->c->turn, "%s %s", r == CURE_AGAIN ? "cured already:" : "cures", held.public);
	m->judged_at = m->arrived_at;
	if (r == CURE_AGAIN)
		return 0;
	held.cured_by = m->id;
	if (judge_lists(s, &held, m, sender, answer, err) < 0)
		return -1;
	held.verdict = "cured";
	held.reason = arena_printf(s->c->turn, "answered by %s", m->public);
	return store_judged_mail(&s->c->store, &held, err);
}

/* What is to be shown of a mail beside its verdict: it counts all the same (rules.md section 6). */
static const char *flag_of(const struct session *s, const struct mail_record *m, enum proof proof)
{
	if (proof == PROOF_OTHERS)
		return "token of another person's letter";
	return m->has_rows && !proof_vouched(s->c, &m->envelope) ? "unverified" : "";
}

/* Not the department's business; but what comes back of our own letters is looked at, once. */
static int set_apart(struct session *s, struct mail_record *m, const char *why, bool fresh, struct err *err)
{
	const char *bounce = NULL;
	if (!fresh && strcmp(m->kind, "bounce") == 0)
		return 0;
	if (fresh && !m->copy_of && failing_take(&s->c->store, s->c->turn, m, s->now, &bounce, err) < 0)
		return -1;
	ignore_mail(m, bounce ? bounce : why);
	if (bounce)
		m->kind = "bounce";
	return 0;
}

/* The line of a mail, from who sent it to the answer. */
static int judge_mail(struct session *s, struct mail_record *m, struct err *err)
{
	bool answer = find_fresh(s, m->id) != NULL, cured = false;
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
	if (!answer && strcmp(m->kind, "decision") == 0) /* it took effect when it came: judging again does not undo it */
		return 0;
	m->reason = "";
	m->verdict = "new";
	if (m->copy_of) {
		m->verdict = "copy";
		return 0;
	}
	if (proof_of(s->c, &m->envelope, sender, &to.proof, &to.letter, err) < 0)
		return -1;
	m->flag = flag_of(s, m, to.proof);
	if (judge_cure(s, m, &to, sender, answer, &cured, err) < 0)
		return -1;
	return judge_own(s, m, &to, sender, cured, answer, err);
}

/* ---- judging in order ---- */

static int undo_mail(struct session *s, int64_t id, struct err *err)
{
	struct arena *a = s->c->turn;
	struct mail_ids cured;
	struct mail_record m;
	if (store_get_mail(&s->c->store, a, id, &m, err) <= 0 || store_cured_by(&s->c->store, a, id, &cured, err) < 0)
		return -1;
	if (!m.judged_at)
		return 0;
	for (size_t i = cured.ids_count; i-- > 0;) {
		struct mail_record held;
		if (store_get_mail(&s->c->store, a, cured.ids[i], &held, err) <= 0)
			return -1;
		if (held.judged_at == m.judged_at && store_undo_rows(&s->c->store, a, &held, err) < 0)
			return -1;
		held.verdict = "held";
		held.cured_by = 0;
		held.judged_at = held.arrived_at;
		if (store_judged_mail(&s->c->store, &held, err) < 0)
			return -1;
	}
	if (m.staff)
		affected_add(s->keep, &s->affected, m.staff);
	return store_undo_rows(&s->c->store, a, &m, err);
}

static int judge_one(struct session *s, int64_t id, struct err *err)
{
	struct fresh *f = find_fresh(s, id), revived;
	struct mail_record m;
	if (f)
		m = f->record;
	else if (store_get_mail(&s->c->store, s->c->turn, id, &m, err) <= 0)
		return -1;
	if (!f && !m.judged_at) {
		int r = record_revive(s->c, &m, &revived, err);
		if (r <= 0)
			return r < 0 ? -1 : err_set(err, 65, "store: the bytes of mail %s are missing: stop the clerk; restore a backup, or `leadclerk rebuild`", m.public);
		f = s->fresh = &revived;
		s->fresh_count = 1;
		m = revived.record;
	}
	if (judge_mail(s, &m, err) < 0 || store_judged_mail(&s->c->store, &m, err) < 0)
		return err_in(err, "judging mail %s", m.public);
	if (f)
		log_info(m.public, "%s %s from %s, arrived %lld: %s%s%s", m.verdict, m.kind, m.sender, (long long)m.arrived_at, m.subject,
		         m.reason[0] ? ": " : "", m.reason);
	if (f == &revived)
		s->fresh_count = 0;
	return 0;
}

/* Those of a batch, in order. */
static int judge_fresh(struct session *s, struct err *err)
{
	for (size_t i = 0; i < s->fresh_count; i++)
		if (judge_one(s, s->fresh[i].record.id, err) < 0)
			return -1;
	return 0;
}

/* Any number of mails, each in memory of its own. */
static int with_each(struct session *s, const struct mail_ids *ids, bool backwards, int (*work)(struct session *s, int64_t id, struct err *err),
                     struct err *err)
{
	struct arena *turn = s->c->turn, *own = arena_new();
	int failed = 0;
	s->c->turn = own;
	for (size_t i = 0; !failed && i < ids->ids_count; i++) {
		arena_reset(own);
		failed = work(s, ids->ids[backwards ? ids->ids_count - 1 - i : i], err);
	}
	s->c->turn = turn;
	arena_free(own);
	return failed;
}

/* Between undoing and judging: originals go to the places of copies that turned out to be earlier. */
static int move_original(struct session *s, int64_t id, struct err *err)
{
	struct mail_record copy, original;
	if (store_get_mail(&s->c->store, s->c->turn, id, &copy, err) <= 0 || store_get_mail(&s->c->store, s->c->turn, copy.copy_of, &original, err) <= 0)
		return -1;
	return record_move_original(s->c, &copy, &original, err) < 0 ? -1 : 0;
}

static int judge_again(struct session *s, const struct mail_record *from, struct err *err)
{
	struct mail_ids ids, copies;
	struct store *store = &s->c->store;
	if (store_mails_from(store, s->keep, from, &ids, err) < 0 || with_each(s, &ids, true, undo_mail, err) < 0 ||
	    store_unjudged_copies(store, s->keep, &copies, err) < 0 || with_each(s, &copies, false, move_original, err) < 0 ||
	    store_mails_from(store, s->keep, from, &ids, err) < 0)
		return -1;
	return with_each(s, &ids, false, judge_one, err);
}

int docket_catch_up(struct clerk *c, int64_t now, struct err *err)
{
	struct session s = {.c = c, .now = now, .keep = c->turn};
	struct mail_record first;
	int r = store_first_unjudged(&c->store, c->turn, &first, err);
	if (r <= 0)
		return r;
	struct mail_record late = first;
	late.copy_of = 0; /* what is late is the mail, whichever of its copies shows it */
	s.because = arena_printf(c->turn, "late:%s", record_public_id(c->turn, &late));
	if (judge_again(&s, &first, err) < 0)
		return -1;
	return settle_again(c, &s.affected, time_date(first.arrived_at), s.because, now, err) < 0 ? -1 : 1;
}

/* ---- new mails ---- */

/* A copy that lies after its original, or can change places with it unnoticed, is judged at once, whatever else is late: it is a copy. */
static int is_plain_copy(struct session *s, struct fresh *f, bool *plain_r, struct err *err)
{
	struct mail_record stored, *original = &stored;
	struct fresh *same_batch = f->record.copy_of ? find_fresh(s, f->record.copy_of) : NULL;
	*plain_r = false;
	if (!f->record.copy_of)
		return 0;
	if (same_batch)
		original = &same_batch->record;
	else if (store_get_mail(&s->c->store, s->c->turn, f->record.copy_of, &stored, err) <= 0)
		return -1;
	*plain_r = true;
	if (mail_order(&f->record, original) > 0)
		return 0;
	if (original->judged_at) {
		int between = store_mail_between(&s->c->store, &f->record, original, err);
		if (between < 0)
			return -1;
		*plain_r = !between && f->record.arrived_at == original->arrived_at;
		if (!*plain_r)
			return 0;
	}
	return record_move_original(s->c, &f->record, original, err) < 0 ? -1 : 0;
}

/* Judges the plain copies among the new ones, and takes them out. */
static int take_copies(struct session *s, struct err *err)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->fresh_count; i++) {
		bool plain;
		if (is_plain_copy(s, &s->fresh[i], &plain, err) < 0 || (plain && judge_one(s, s->fresh[i].record.id, err) < 0))
			return -1;
		s->fresh[i].plain = plain;
	}
	for (size_t i = 0; i < s->fresh_count; i++)
		if (!s->fresh[i].plain)
			s->fresh[kept++] = s->fresh[i];
	s->fresh_count = kept;
	return 0;
}

static int by_order(const void *a, const void *b)
{
	return mail_order(&((const struct fresh *)a)->record, &((const struct fresh *)b)->record);
}

/* In order: now. One of them lies before what was judged last, or another waits already: all wait until everything is read, and are judged by
 * docket_catch_up, once. */
static int judge_or_wait(struct session *s, const struct mail_record *last, bool waiting, struct err *err)
{
	int64_t settled;
	struct mail_record first = s->fresh[0].record;
	for (size_t i = 0; i < s->fresh_count; i++)
		waiting = waiting || s->fresh[i].record.copy_of;
	if (waiting || (last->id && mail_order(&first, last) < 0))
		return 0;
	if (judge_fresh(s, err) < 0)
		return -1;
	/* In order, and yet late where duties of its time are settled already. */
	int r = store_get_time(&s->c->store, META_SETTLED, &settled, err);
	if (r <= 0 || first.arrived_at >= settled)
		return r < 0 ? -1 : 0;
	return settle_again(s->c, &s->affected, time_date(first.arrived_at), arena_printf(s->keep, "late:%s", first.public), s->now, err);
}

int docket_take(struct clerk *c, struct arrival *arrivals, size_t count, int64_t now, struct err *err)
{
	struct session s = {.c = c, .now = now, .keep = c->turn, .fresh = arena_alloc(c->turn, (count + 1) * sizeof *s.fresh)};
	struct mail_record last, unjudged;
	int waiting = store_first_unjudged(&c->store, c->turn, &unjudged, err);
	if (waiting < 0 || store_last_judged(&c->store, c->turn, &last, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		bool fresh;
		if (record_arrival(c, &arrivals[i], now, &s.fresh[s.fresh_count], &fresh, err) < 0)
			return -1;
		s.fresh_count += fresh;
	}
	if (take_copies(&s, err) < 0)
		return -1;
	if (s.fresh_count == 0)
		return 0;
	qsort(s.fresh, s.fresh_count, sizeof *s.fresh, by_order);
	return judge_or_wait(&s, &last, waiting, err);
}

int docket_judge_all(struct clerk *c, const char *because, int64_t now, struct err *err)
{
	struct session s = {.c = c, .now = now, .keep = c->turn, .because = because};
	struct mail_record first = {.arrived_at = INT64_MIN, .place = "", .mailbox = "", .folder = ""};
	for (size_t i = 0; i < c->office->staff_count; i++)
		affected_add(s.keep, &s.affected, c->office->staff[i].id);
	if (judge_again(&s, &first, err) < 0)
		return -1;
	return settle_again(c, &s.affected, c->office->since - 7, because, now, err);
}
