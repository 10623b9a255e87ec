/* Firms that are probably one, though first contact takes them for two (china.md section 5.1, level B): the same name without its place and legal form, and the
 * same phone or person. A suspicion for the director, never a verdict. Pure.
 *
 * With each mail lie 18 bytes for each accepted row: where it stands, and 48 bits each of (core, phone) and (core, person). They are only ever appended; a
 * digest reads those of the last days in one pass, through a small table of the new ones. (An index on names or phones would cost each night a third more:
 * tests/bench/README.md.) */
#ifndef NEAR_H
#define NEAR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum { NEAR_DAYS = 30 /* back from the digest's period */, NEAR_CORE_MIN = 2 /* characters */, NEAR_SAME_MAX = 4 /* new rows by one hash */, NEAR_WORDS = 1 << 15 /* at least */ };

/* The name's core, out of its key (company_key): without a leading province, city or district, places in brackets, and the legal form or kind of business at its
 * end, as often as there is one. 分公司 is another firm than its parent: it keeps all. "" where less than NEAR_CORE_MIN is left. */
char *near_core(struct arena *a, const char *key);

struct near_row {
	int list, n;          /* of its mail */
	uint64_t by_phone, by_person; /* 0: none */
};
/* core: not "". phone, person: "" if there is none; a title (张总) is no person. */
struct near_row near_row(int list, int n, const char *core, const char *phone, const char *person);
void near_put(struct buf *b, const struct near_row *r);
/* The next row; false at the end, or where the bytes are none of ours. */
bool near_get(struct bytes *rest, struct near_row *r_r);

/* A row of the period, or one before it, with what the caller knows it by. */
struct near_place {
	struct near_row row;
	size_t order;         /* of its mail: an earlier one has a smaller number */
	int64_t mail, person;
};
/* The new rows, by their hashes. */
struct near_set {
	const struct near_place *rows; /* foreign */
	uint32_t *slots;      /* index + 1 of `rows`, twice (by phone, by person); 0: free */
	uint64_t *words;      /* [words_mask + 1] which hashes may be there */
	size_t mask, words_mask;
};
void near_set_make(struct arena *a, const struct near_place *rows, size_t count, struct near_set *s_r);
/* That row is looked up soon: what of the table it needs is fetched from memory meanwhile. Most of the time of a digest of millions of rows would be waiting. */
void near_set_soon(const struct near_set *s, const struct near_row *r);
/* Calls back for each new row that `other` is near to. */
typedef void near_found(void *arg, const struct near_place *fresh, const struct near_place *other, bool same_phone);
void near_set_look(const struct near_set *s, const struct near_place *other, near_found *found, void *arg);

#endif
