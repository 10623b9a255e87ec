#include "proof.h"

#include <string.h>

#include "auth.h"
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

int proof_of(struct clerk *c, const struct mail *m, const struct staff *sender, enum proof *p_r, struct letter_ref *letter_r, struct err *err)
{
	char token[TOKEN_SIZE];
	*p_r = PROOF_NONE;
	if (!token_find(m, token))
		return 0;
	int r = outbox_find_token(&c->store, c->turn, token, letter_r, err);
	if (r <= 0)
		return r;
	if (strcmp(letter_r->state, "shadow") == 0) /* nobody was ever sent it */
		return 0;
	if (answered_before(c, sender, letter_r, err) < 0)
		return -1;
	*p_r = !letter_r->staff || strcmp(letter_r->staff, sender->id) != 0 ? PROOF_OTHERS : proof_vouched(c, m) ? PROOF_GOOD : PROOF_UNVERIFIED;
	return 0;
}
