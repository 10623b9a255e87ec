/* What an answer is worth (rules.md section 6, "Who may decide"): the token of a letter that was delivered to its sender, and, where `trust`
 * is configured, our own provider's word that the sender is who From says. */
#ifndef DAEMON_PROOF_H
#define DAEMON_PROOF_H
#include "clerk.h"
#include "outbox.h"

enum proof {
	PROOF_NONE,        /* it answers no letter of ours */
	PROOF_GOOD,
	PROOF_UNVERIFIED,  /* the letter was its sender's, but our provider does not vouch for this mail */
	PROOF_OTHERS,      /* the letter was written to somebody else: whoever sends this has it from them */
};

enum { PROOF_UNWRITTEN_DAYS = 60 };

/* For a mail of that person that arrived then (seconds UTC). *letter_r is filled unless PROOF_NONE; strings in c->turn. Who answers the word that his answer
 * was not understood, or was passed on, answers the letter that he had answered: *letter_r is that one.
 * A store that was rebuilt saw each mail in its place (rules.md section 6): it never wrote what another store wrote because one had turned up late, nor what
 * was due where that one would not have been. Such a letter is known by its id, which its token is of: that of a notice, or of a question to whoever confirms, to this
 * person because of a mail, or of a moment, of the last PROOF_UNWRITTEN_DAYS; that of a question about an appeal or a payment, which here was said before; or of what a changed configuration brought, or the end of a trial, by its minute. It is about nothing but
 * what the quotation shows of it (decide.c). */
int proof_of(struct clerk *c, const struct mail *m, int64_t arrived_at, const struct staff *sender, enum proof *p_r, struct letter_ref *letter_r, struct err *err);
/* Our provider vouches for the sender, or need not (no `trust`). */
bool proof_vouched(const struct clerk *c, const struct mail *m);

#endif
