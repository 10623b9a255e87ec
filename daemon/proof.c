#include "proof.h"

#include <string.h>

#include "auth.h"
#include "token.h"

bool proof_vouched(const struct clerk *c, const struct mail *m)
{
	const char *trust = c->office->trust;
	return !trust || (m->from_count == 1 && auth_of(trust, m->auth_results, m->from[0].addr) == AUTH_AGREES);
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
	*p_r = !letter_r->staff || strcmp(letter_r->staff, sender->id) != 0 ? PROOF_OTHERS : proof_vouched(c, m) ? PROOF_GOOD : PROOF_UNVERIFIED;
	return 0;
}
