#include "decide.h"

#include <string.h>

#include "base/text.h"
#include "ledger.h"
#include "notice.h"

enum decision { DECISION_NONE, DECISION_YES, DECISION_NO };

/* What people write first. The longer ones stand before those they begin with. */
static const struct {
	const char *words;
	enum decision decision;
} phrases[] = {
	{"不同意", DECISION_NO}, {"不批准", DECISION_NO}, {"不可以", DECISION_NO}, {"不行", DECISION_NO},  {"不通过", DECISION_NO}, {"驳回", DECISION_NO},
	{"免除", DECISION_NO},   {"免了", DECISION_NO},   {"取消", DECISION_NO},   {"同意", DECISION_YES}, {"批准", DECISION_YES},  {"可以", DECISION_YES},
	{"通过", DECISION_YES},  {"确认", DECISION_YES},  {"好的", DECISION_YES},  {"ok", DECISION_YES},
};

/* What turns the words before it round, or makes them half of something else: 同意免除, 不同意取消, 可以不罚. */
static const char *const turns[] = {"免", "取消", "驳回", "不同意", "不批准", "不可以", "不行", "不通过", "不罚", "不扣", "吗", "么"};

/* Money is decided by words that can be read one way only: 可以吗？ is a question. Anything else is not understood, and the entry waits. */
static enum decision read_decision(struct arena *a, const char *text)
{
	const char *own = text_trim(a, text), *line = text_nfkc(a, arena_strndup(a, own, strcspn(own, "\n"))), *words = text_label(a, line);
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		size_t n = strlen(phrases[i].words);
		if (strncmp(words, phrases[i].words, n) != 0)
			continue;
		for (size_t k = 0; k < sizeof turns / sizeof *turns; k++)
			if (strstr(words + n, turns[k]))
				return DECISION_NONE;
		return strchr(line, '?') ? DECISION_NONE : phrases[i].decision;
	}
	return DECISION_NONE;
}

/* One proposed entry: issued, or reversed. 1 done, 0 somebody decided before, -1. */
static int decide_entry(struct clerk *c, const char *id, enum decision decision, const struct staff *by, const char *because, int64_t now,
                        struct notices *n, struct err *err)
{
	struct entry e;
	struct entries have;
	int r = store_get_entry(&c->store, c->turn, id, &e, err);
	if (r <= 0 || strcmp(e.state, "proposed") != 0)
		return r < 0 ? -1 : 0;
	struct charge none = {.staff = e.staff, .kind = e.kind};
	if (decision == DECISION_YES) {
		if (store_entry_state(&c->store, id, "issued", now, by->id, because, err) < 0 || notice_entry(c, n, &e, &none, err) < 0)
			return -1;
		return 1;
	}
	if (store_entry_state(&c->store, id, "waived", now, by->id, because, err) < 0 ||
	    store_get_entries(&c->store, c->turn, e.staff, e.kind, e.for_date, &have, err) < 0)
		return -1;
	struct entry reversal = ledger_reversal(c->turn, &e, (int)have.items_count + 1, because, now);
	return store_add_entry(&c->store, &reversal, "issued", err) < 0 ? -1 : 1;
}

int decide_answer(struct clerk *c, struct mail_record *m, enum proof proof, const struct letter_ref *letter, const struct staff *sender, int64_t now,
                  bool *decided_r, struct err *err)
{
	struct notices notices = {.horizon = c->horizon};
	*decided_r = false;
	if (strcmp(letter->kind, letter_kind_names[LETTER_CONFIRM]) != 0 || !letter->about)
		return 0;
	enum decision decision = read_decision(c->turn, m->envelope.text);
	m->verdict = "answer";
	m->kind = "decision";
	if (proof != PROOF_GOOD || decision == DECISION_NONE) {
		m->reason = proof == PROOF_OTHERS ? "not asked of this person" : proof == PROOF_UNVERIFIED ? "unverified" : "not understood";
		return 0;
	}
	const char *because = arena_printf(c->turn, "decided:%s", m->public);
	int done = 0, r;
	for (const char *p = letter->about; *p;) {
		size_t n = strcspn(p, " ");
		r = decide_entry(c, arena_strndup(c->turn, p, n), decision, sender, because, now, &notices, err);
		if (r < 0)
			return -1;
		done += r;
		p += n + strspn(p + n, " ");
	}
	m->reason = arena_printf(c->turn, "%s: %d entries", decision == DECISION_YES ? "confirmed" : "turned down", done);
	*decided_r = true;
	return notices_post(c, &notices, because, now, err);
}
