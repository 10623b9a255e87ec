/* Settling: duties whose window has closed become met or missed, make-up cases close, and the ledger is brought to what it should say
 * (rules.md sections 2 and 4). All inside the caller's transaction, letters included. */
#ifndef DAEMON_SETTLE_H
#define DAEMON_SETTLE_H
#include "clerk.h"

/* Everything that closed before this moment is settled. */
#define META_SETTLED "settled_until"

/* People whose credits changed by judging again. */
struct affected {
	const char **staff;
	size_t staff_count, staff_cap;
};
void affected_add(struct arena *a, struct affected *f, const char *staff);
/* Everybody on the roster, and whoever was: of an id that stands there no more, nothing is owed. */
int affected_all(struct clerk *c, struct arena *a, struct affected *f, struct err *err);
/* Each once, in the order in which they were added first; in a time that grows with their number, not with its square. */
struct affected affected_once(struct arena *a, const struct affected *f);

/* Settles what closed just before `moment` (a moment of schedule_next_settle) for everybody, and moves META_SETTLED to it. */
int settle_moment(struct clerk *c, int64_t moment, int64_t now, struct err *err);
/* While mails are judged again (clerk.later) settle_again only notes whom it was asked about: of the mails behind the one at hand nothing counts yet. Whoever set it
 * asks once more when all of them do. */
struct settle_later {
	struct arena *a;              /* foreign: what the items point to lives there */
	struct settle_wanted { const char *staff, *because; date from; } *items;
	size_t items_count, items_cap;
};
/* Settled duties and cases of these people with a for-date from `from` on (and a bit before) are looked at once more; differences are
 * appended, each with `because` (ledger.h), and told. DATE_NONE: all that were ever settled, those before the office's first day too: it may have been an earlier one. */
int settle_again(struct clerk *c, const struct affected *affected, date from, const char *because, int64_t now, struct err *err);

#endif
