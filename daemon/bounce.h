/* What came back of a letter: reads delivery reports (RFC 3464) and what providers write in their own words (系统退信). Pure. It tells
 * what the mail says; whether a letter of ours is meant, and was sent to that address, is for failing.c. */
#ifndef DAEMON_BOUNCE_H
#define DAEMON_BOUNCE_H
#include "base/arena.h"
#include "token.h"
#include "values/mail.h"

enum bounce_kind {
	BOUNCE_HARD,      /* given up, and the next letter to that address would fare no better: no such person, no such domain, closed */
	BOUNCE_SOFT,      /* given up, but the address may be well: mailbox full, too large, refused for its content, expired */
	BOUNCE_DELAYED,   /* still being tried */
	BOUNCE_KIND_COUNT
};
extern const char *const bounce_kind_names[BOUNCE_KIND_COUNT]; /* "hard", "soft", "delayed" */

enum { BOUNCE_MAX_WORDS = 300 /* characters kept of the server's words */, BOUNCE_MAX_LINES = 50 /* recipients of one report that are looked at */ };

struct bounce_line {
	const char *addr;         /* the recipient that failed, ASCII lower case; NULL where the report only speaks in words */
	enum bounce_kind kind;
	const char *words;        /* one line */
};
struct bounce {
	bool tied;                /* `token` was found: in the returned headers, in In-Reply-To or References, in subject or text */
	char token[TOKEN_SIZE];
	struct bounce_line *lines;
	size_t lines_count, lines_cap;
};
/* False: not a mail that says so (an absence notice, a report of success, a person's mail). */
bool bounce_read(struct arena *a, const struct mail *m, struct bounce *b_r);
/* Does the report name that address anywhere? For lines without addr. */
bool bounce_names(struct arena *a, const struct mail *m, const char *addr);

#endif
