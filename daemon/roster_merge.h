/* What a roster would change in an office's staff. Somebody of the table is known by his 工号 as id, else by an address, else by a name that one person alone has
 * on either side. The table's addresses come first, those that the office knew besides stay behind them; a role that he has already changes nothing. Pure. */
#ifndef DAEMON_ROSTER_MERGE_H
#define DAEMON_ROSTER_MERGE_H
#include "roster.h"

enum staff_change_kind { STAFF_ADDED, STAFF_CHANGED, STAFF_ENDED, STAFF_ABSENT /* not in the table: stays */, STAFF_LEFT_OUT };

struct staff_change {
	enum staff_change_kind kind;
	const struct staff *before;  /* NULL: ADDED, LEFT_OUT */
	struct staff now;            /* ADDED, CHANGED, ENDED */
	const char *why;             /* of speak.h: what changed (roster.name ...), or why he is left out (roster.no_mail ...); several: separated by blanks */
	const char *what;            /* the words that `why` needs, or "" */
};
struct staff_changes {
	struct staff_change *items;
	size_t items_count, items_cap;
};

struct roster_merge {
	date today;                  /* newcomers of an office that is at work already owe nothing before this day, unless the table says when they came */
	date absent_until;           /* the last day of reps whom the table lacks; DATE_NONE: they stay */
	const struct office *known;  /* with those who were taken on by mail: nobody else gets a number of theirs, unless the table writes it; NULL: there are none */
};
/* o: staff may be empty. Everything in *c_r lives in `a` or with the arguments. */
void roster_merge(struct arena *a, const struct roster *r, const struct office *o, const struct roster_merge *how, struct staff_changes *c_r);
size_t roster_count(const struct staff_changes *c, enum staff_change_kind kind);

#endif
