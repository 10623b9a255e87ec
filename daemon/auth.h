/* What our own provider says of a sender: the top-most Authentication-Results (RFC 8601), and only if it bears the name that `trust`
 * configures; any other could have been written by the sender (rules.md section 6, "Who may decide"). Pure. */
#ifndef DAEMON_AUTH_H
#define DAEMON_AUTH_H

enum auth {
	AUTH_NOTHING,   /* our provider says nothing, or nothing that bears on this address */
	AUTH_AGREES,    /* dmarc, an aligned dkim or spf, or a login as that very address passed, and dmarc did not fail */
	AUTH_DISAGREES, /* dmarc failed, or what was tried for this address did not pass */
};

/* authserv_id: as configured; results: the header's value, or NULL; addr: the single address of From. Aligned means: the domain that passed is
 * that of `addr`, or one that `addr`'s lies under. */
enum auth auth_of(const char *authserv_id, const char *results, const char *addr);

#endif
