/* Keys of companies in memory, by hash: those that are not in the table yet (store_keys.h). 16 bytes each. */
#ifndef DAEMON_STORE_WAITING_H
#define DAEMON_STORE_WAITING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WAITING_HASH_BITS = 49 }; /* as many as base/sieve.h takes */

struct waiting {
	int64_t hash, company;
};
struct sorted {                /* by hash, then company */
	struct waiting *items; /* own */
	size_t count, cap;
};

void sorted_release(struct sorted *s);
/* In any order, until sorted_sort. */
void sorted_append(struct sorted *s, struct waiting w);
void sorted_sort(struct sorted *s);
/* At its place: what lies behind it is moved. */
void sorted_put(struct sorted *s, struct waiting w);
/* The first one that is not before it: its index, or `count`. Hashes are below 2^WAITING_HASH_BITS and spread evenly, or it takes longer. */
size_t sorted_place(const struct sorted *s, const struct waiting *w);
void sorted_drop(struct sorted *s, const struct waiting *w);
/* All of `from`, which is empty afterwards and keeps its room. */
void sorted_take_in(struct sorted *s, struct sorted *from);

/* Whether a hash may be among some that were marked: most that are not need not be looked for. A bit for each stretch of hashes, 128 KB: it stays near the processor,
 * where the arrays do not. */
struct marks {
	uint64_t *bits;        /* own; NULL: none is marked */
};
void marks_put(struct marks *m, int64_t hash);
void marks_put_all(struct marks *m, const struct sorted *s);
bool marks_may_have(const struct marks *m, int64_t hash);
void marks_release(struct marks *m);

#endif
