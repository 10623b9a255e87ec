/* Address lists of From, To and Cc (RFC 5322 section 3.4 with its obsolete forms). Pure, linear in the length, no recursion: GMime's own
 * reader of address lists recurses on groups and is not used.
 * What decides who may count is the address in the angle brackets and nothing else: a display name that looks like one is a name, a
 * full-width ＠ is no @, and whatever is doubtful comes out as a mailbox with addr "" (nobody's) instead of as a guess. */
#ifndef DAEMON_ADDRESS_H
#define DAEMON_ADDRESS_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "values/mail.h"

struct address_list {
	struct address *items;
	size_t items_count, items_cap;
	bool cut; /* there were more than MAIL_MAX_ADDRESSES */
};

/* Appends every mailbox of one raw header value; members of groups stand among the others. */
void address_parse(struct arena *a, struct bytes value, struct address_list *list);
/* local@domain in its canonical form (ASCII letters lower, quotes that are not needed gone), "" if the text is no address. */
char *address_canonical(struct arena *a, const char *text, size_t size);

#endif
