/* What a quotation shows of the letter that is answered: which ledger entry stood at which number. Numbers in an answer mean what its sender saw, and a store
 * that is rebuilt has never fined for what turned up late, so that its letter may list fewer entries than the one that was sent. Pure, linear in the text. */
#ifndef DAEMON_REPLY_SHOWN_H
#define DAEMON_REPLY_SHOWN_H
#include "base/arena.h"
#include "base/date.h"

struct shown_entry {
	int number;               /* 1 where the letter has no numbers, and this is its only entry */
	const char *id;           /* kind.staff.date.number, as it stands there */
	size_t stem;              /* so many bytes of it are kind.staff.date */
	const char *amount;       /* "40.00" of 20 × 2.00元 = 40.00元, what its arithmetic comes to there; NULL: none is shown */
};
struct shown {
	struct shown_entry *items;
	size_t items_count, items_cap;
	bool alone;               /* there is one, and it has no number: the letter that was sent had no other */
};

/* In the order in which they stand there. Empty where the quotation is none of a letter with entries, was cut about so that its numbers are gone or do not begin with 1, or was written by an
 * office's own letters in other words. */
struct shown reply_shown(struct arena *a, const char *quoted);

#endif
