#include "decide.h"

#include <string.h>

#include "assent.h"
#include "ledger.h"
#include "notice.h"

/* One proposed entry: issued, or reversed. 1 done, 0 somebody decided before, -1. */
static int decide_entry(struct clerk *c, const char *id, enum assent decision, const struct staff *by, const char *because, int64_t now,
                        struct notices *n, struct err *err)
{
	struct entry e;
	struct entries have;
	int r = store_get_entry(&c->store, c->turn, id, &e, err);
	if (r <= 0 || strcmp(e.state, "proposed") != 0)
		return r < 0 ? -1 : 0;
	struct charge none = {.staff = e.staff, .kind = e.kind};
	if (decision == ASSENT_YES) {
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
	enum assent decision = assent_read(c->turn, m->envelope.text);
	m->verdict = "answer";
	m->kind = "decision";
	if (proof != PROOF_GOOD || decision == ASSENT_NONE) {
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
	m->reason = arena_printf(c->turn, "%s: %d entries", decision == ASSENT_YES ? "confirmed" : "turned down", done);
	*decided_r = true;
	return notices_post(c, &notices, because, now, err);
}
