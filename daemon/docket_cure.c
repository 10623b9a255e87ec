#include "docket_inside.h"

#include <string.h>

#include "answer.h"
#include "judge.h"

enum cure { CURE_NONE, CURE_LACKING /* people are still missing */, CURE_UNVERIFIED /* nobody vouches for its sender */, CURE_FIRST, CURE_AGAIN };

/* The held mail whose notice this one answers, and whether the missing people are on it. -1: trouble. */
static int find_cured(const struct hearing *h, struct mail_record *held_r, struct err *err)
{
	const struct mail_record *m = h->m;
	const struct office *o = h->c->office;
	if (h->proof == PROOF_NONE || h->proof == PROOF_OTHERS || strcmp(h->letter.kind, letter_kind_names[LETTER_RETURN]) != 0 || !h->letter.about)
		return CURE_NONE;
	int r = store_find_mail(&h->c->store, h->c->turn, h->letter.about, held_r, err);
	if (r <= 0 || !held_r->staff || strcmp(held_r->staff, m->staff) != 0 || held_r->id == m->id)
		return r < 0 ? -1 : CURE_NONE;
	bool again = held_r->verdict == MAIL_CURED;
	if (!again && held_r->verdict != MAIL_HELD)
		return CURE_NONE;
	unsigned missing = cc_missing(o, &held_r->envelope, time_date(held_r->arrived_at)) & cc_missing(o, &m->envelope, time_date(m->arrived_at));
	if (again)
		return missing ? CURE_NONE : CURE_AGAIN;
	return missing ? CURE_LACKING : h->proof == PROOF_UNVERIFIED ? CURE_UNVERIFIED : CURE_FIRST;
}

/* A plain reply that left the missing people out: its sender is told once more, so that the next one cures. */
static int still_lacking(struct session *s, const struct hearing *h, const struct mail_record *held, struct err *err)
{
	int rows;
	h->m->verdict = MAIL_ANSWER;
	h->m->reason = arena_printf(h->c->turn, "does not cure %s", held->public);
	if (!h->first)
		return 0;
	if (docket_count_rows(s, held, &rows, err) < 0)
		return -1;
	unsigned missing = cc_missing(h->c->office, &held->envelope, time_date(held->arrived_at));
	return answer_held(h, held->public, missing, rows, err);
}

/* An answer that would cure, if our provider vouched for its sender: the held mail waits, and its sender is told to mail it again. */
static int unverified_cure(const struct hearing *h, const struct mail_record *held, struct err *err)
{
	h->m->verdict = MAIL_ANSWER;
	h->m->reason = arena_printf(h->c->turn, "unverified: does not cure %s", held->public);
	return h->first ? answer_unverified(h, held->public, err) : 0;
}

int docket_cure(struct session *s, const struct hearing *h, bool *cured_r, struct err *err)
{
	struct mail_record held = {0}, *m = h->m;
	int r = find_cured(h, &held, err);
	*cured_r = r > CURE_NONE;
	if (r <= CURE_NONE)
		return r;
	if (r == CURE_LACKING || r == CURE_UNVERIFIED) {
		*cured_r = !m->has_rows;
		if (m->has_rows)
			return 0;
		return r == CURE_LACKING ? still_lacking(s, h, &held, err) : unverified_cure(h, &held, err);
	}
	m->verdict = MAIL_ANSWER;
	m->reason = arena_printf(s->c->turn, "%s %s", r == CURE_AGAIN ? "cured already:" : "cures", held.public);
	m->judged_at = m->arrived_at;
	if (r == CURE_AGAIN)
		return 0;
	held.cured_by = m->id;
	if (docket_judge_lists(s, h, &held, err) < 0)
		return -1;
	held.verdict = MAIL_CURED;
	held.reason = arena_printf(s->c->turn, "answered by %s", m->public);
	return store_judged_mail(&s->c->store, &held, err);
}
