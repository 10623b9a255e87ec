/* Of two who decide the same, he stands whose answer arrived first, whichever turned up first. */
#include <string.h>

#include "base/text.h"
#include "decide_inside.h"

/* The mail that is behind such a word, or NULL. */
static const char *mail_behind(const char *because)
{
	static const char *const words[] = {BECAUSE_DECIDED, BECAUSE_UNPAID};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_begins(because, words[i]))
			return because + strlen(words[i]);
	return NULL;
}

/* That line was said in answer to the same question: 1, 0, -1. */
static int answers_it_too(struct answer *x, const struct reading *r, const struct step *one, struct err *err)
{
	struct mail_record m;
	struct letter_ref letter;
	enum proof proof;
	const struct staff *by = one->by ? office_staff(x->c->office, one->by) : NULL;
	const char *mail = by ? mail_behind(one->because) : NULL;
	int found = mail ? store_find_mail(&x->c->store, x->c->turn, mail, &m, err) : 0;
	if (found <= 0)
		return found;
	if (proof_of(x->c, &m.envelope, m.arrived_at, by, &proof, &letter, err) < 0)
		return -1;
	return proof == PROOF_GOOD && decide_reading(&letter) == r && (!r->ask || strcmp(letter.about, x->letter->about) == 0);
}

/* An appeal, a payment: what is said of an entry because it stands. */
static bool rests_on_it(const struct entry *e, const struct step *one)
{
	return (one->by && strcmp(one->by, e->staff) == 0) || strcmp(one->state, "paid") == 0 || text_begins(one->because, BECAUSE_UNPAID);
}

/* Of the same question somebody decided otherwise, whose answer arrived later, though it was seen first. What rests on his goes with it. 1, 0, -1. */
static int decided_later(struct answer *x, const struct reading *r, const struct entry *e, struct step *last_r, struct err *err)
{
	const struct step *steps;
	size_t i;
	int same = 0;
	if (life_lines(&x->life, e, &steps, &i, err) < 0)
		return -1;
	while (i-- > 0 && steps[i].at > x->m->arrived_at) {
		*last_r = steps[i];
		same = answers_it_too(x, r, &steps[i], err);
		if (same || !rests_on_it(e, &steps[i]))
			break;
	}
	return same;
}

/* The first decision stands, which is that of the mail that arrived first: what was done on the other one's is undone. 1 so it was, 0 it is the other way round, -1. */
static int stand_first(struct answer *x, const struct reading *r, const struct item *it, const struct entry *e, bool reversed, const struct said *said, struct err *err)
{
	struct step last;
	struct entry again = *e;
	bool lift = said->verb == REPLY_WAIVE || said->verb == REPLY_REFUSE, confirm = strcmp(r->kind, "confirm") == 0, waived = strcmp(e->state, "waived") == 0;
	const char *state = lift ? "waived" : confirm ? "issued" : "upheld";
	if ((!confirm && !decide_of_appeal(x)) || said->verb == REPLY_WITHDRAW || strcmp(e->staff, x->sender->id) == 0 || lift == waived || reversed != waived)
		return 0;
	int later = decided_later(x, r, e, &last, err), other = later > 0 ? decide_sum_changed(x, r, said, it, e, err) : 0;
	if (later <= 0 || other)
		return later <= 0 ? later : other < 0 ? -1 : 0;
	if ((lift ? life_waive(&x->life, e, err) : life_restore(&x->life, e, state, &again, err)) < 0)
		return -1;
	struct charge none = {.staff = e->staff, .kind = e->kind};
	if (!lift && confirm && notice_entry(x->c, x->life.notices, &again, &none, err) < 0)
		return -1;
	if (!lift)
		decide_revive(x, e);
	if (!lift && !confirm)
		decide_tell(x, e->staff, TOLD_UPHELD, &again, said->reason, "", 0);
	decide_tell(x, last.by, TOLD_DECIDED, &again, "", state, x->m->arrived_at);
	return 1;
}

/* The same of a payment: whether it came says he whose answer arrived first. */
static int pay_first(struct answer *x, const struct reading *r, const struct entry *e, bool reversed, const struct said *said, struct err *err)
{
	struct step last;
	bool came = said->verb != REPLY_REFUSE, paid = strcmp(e->state, "paid") == 0;
	if (!decide_of_payment(x) || said->verb == REPLY_WITHDRAW || reversed || came == paid)
		return 0;
	int later = decided_later(x, r, e, &last, err);
	if (later <= 0)
		return later;
	const char *state = came ? life_paid_before(&x->life, e, err) : life_unpaid_before(&x->life, e, err);
	if (!state)
		return -1;
	decide_tell(x, e->staff, came ? TOLD_PAID : TOLD_UNPAID, e, said->reason, "", 0);
	decide_tell(x, last.by, TOLD_DECIDED, e, "", state, x->m->arrived_at);
	return 1;
}

int decide_first(struct answer *x, const struct reading *r, const struct item *it, const struct entry *e, bool reversed, const struct said *said, struct err *err)
{
	int done = stand_first(x, r, it, e, reversed, said, err);
	return done ? done : pay_first(x, r, e, reversed, said, err);
}
