/* Which of many numbers are surely not in a set, in a tenth of the room of the set: a Bloom filter of blocks of 64 bytes, so that a look is one read of one place.
 * It lies in a file without a name, which ends with the process unless it is kept; only the kernel's cache holds it (a byte and a half a number), so it takes
 * no memory of ours.
 * A number is below 2^49 (SIEVE_NUMBER_BITS) and spread evenly, as hashes are; added in ascending order, they are written in the file's order. */
#ifndef BASE_SIEVE_H
#define BASE_SIEVE_H
#include <stdbool.h>
#include <stdint.h>

enum { SIEVE_NUMBER_BITS = 49 };

struct sieve;

/* For about so many numbers; more only make it say "perhaps" more often. In that folder. NULL: there is no place for it. */
struct sieve *sieve_new(const char *folder, int64_t numbers);
void sieve_free(struct sieve *s);
/* false: it could not be written; the sieve must not be asked any more. */
bool sieve_add(struct sieve *s, int64_t number);
/* false: it was not added. true: perhaps it was (one in sixty that were not), or the file can't be read. */
bool sieve_may_have(struct sieve *s, int64_t number);
int64_t sieve_room(const struct sieve *s);       /* for how many numbers it was made */

/* Under that name, whole and on the disk, with a mark that no other ever had; what was there goes. Nothing may be added any more. false: it is not. */
bool sieve_keep(struct sieve *s, const char *path, uint64_t mark);
/* The one that was kept under that name with that mark, byte by byte as it was. It is marked as taken, on the disk, before it is returned: nobody takes it again
 * until it is kept again. NULL: there is none. What lies there and is not it, is removed. */
struct sieve *sieve_take(const char *path, uint64_t mark);

#endif
