/* Net sums of a ledger by person, kind and date: what two ledgers are compared by (`rebuild`, `whatif`). */
#ifndef DAEMON_SUMS_H
#define DAEMON_SUMS_H
#include "store.h"

struct sum {
	const char *staff, *kind;
	date day;
	int64_t fen;
	int pushups;
};
struct sums { struct sum *items; size_t items_count, items_cap; };

/* Of entries for a date from `from` to `to`, both included (DATE_NONE: unbounded), sorted by person, kind and date; sums that are nothing are left
 * out. Strings live in `a`. */
int sums_read(struct store *s, struct arena *a, date from, date to, struct sums *out_r, struct err *err);
/* Calls `differs` for each that is not the same in both, in their order; NULL: it is not there. */
void sums_compare(const struct sums *was, const struct sums *is, void (*differs)(void *ctx, const struct sum *was, const struct sum *is), void *ctx);

#endif
