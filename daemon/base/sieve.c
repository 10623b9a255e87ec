#include "base/sieve.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/bug.h"

enum {
	BITS_A_NUMBER = 12,
	WORDS = 8, /* of 64 bits: a block is a cache line */
	BLOCK_BITS = WORDS * 64,
	MARKS = 5,
	PLACE_BITS = 9,
};

struct sieve {
	int fd;            /* own */
	uint64_t blocks;
	int64_t room;
	uint64_t at;       /* the block that is in `words`, blocks: none */
	uint64_t words[WORDS];
	bool changed;      /* since it was read */
	bool broken;       /* a write failed: what it says no more is true */
};

struct sieve *sieve_new(const char *folder, int64_t numbers)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0)
		return NULL;
	uint64_t blocks = (uint64_t)numbers * BITS_A_NUMBER / BLOCK_BITS + 1;
	struct sieve *s = calloc(1, sizeof *s);
	if (!s)
		bug_no_memory(sizeof *s);
	*s = (struct sieve){.fd = fd, .blocks = blocks, .room = numbers, .at = blocks};
	if (posix_fallocate(fd, 0, (off_t)(blocks * sizeof s->words)) != 0) { /* it must not fill the disk later, and reads as zeros */
		sieve_free(s);
		return NULL;
	}
	return s;
}

void sieve_free(struct sieve *s)
{
	if (!s)
		return;
	close(s->fd);
	free(s);
}

int64_t sieve_room(const struct sieve *s)
{
	return s->room;
}

/* Numbers that ascend have blocks that do. */
static uint64_t block_of(const struct sieve *s, int64_t number)
{
	return ((uint64_t)number >> (SIEVE_NUMBER_BITS - 32) & 0xffffffffu) * s->blocks >> 32;
}

/* The bits of a number that its block does not tell are few: they are mixed with the others. */
static void mark(int64_t number, uint64_t marks[WORDS])
{
	uint64_t h = (uint64_t)number * 0x9e3779b97f4a7c15u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	for (int i = 0; i < WORDS; i++)
		marks[i] = 0;
	for (int i = 0; i < MARKS; i++) {
		unsigned bit = (unsigned)(h >> (64 - PLACE_BITS * (i + 1))) % BLOCK_BITS;
		marks[bit / 64] |= (uint64_t)1 << bit % 64;
	}
}

static off_t place_of(const struct sieve *s, uint64_t block)
{
	return (off_t)(block * sizeof s->words);
}

static bool put_back(struct sieve *s)
{
	if (s->changed && pwrite(s->fd, s->words, sizeof s->words, place_of(s, s->at)) != (ssize_t)sizeof s->words)
		s->broken = true;
	s->changed = false;
	return !s->broken;
}

static bool take_out(struct sieve *s, uint64_t block)
{
	if (s->broken || s->at == block)
		return !s->broken;
	if (!put_back(s) || pread(s->fd, s->words, sizeof s->words, place_of(s, block)) != (ssize_t)sizeof s->words) {
		s->at = s->blocks;
		return false;
	}
	s->at = block;
	return true;
}

bool sieve_add(struct sieve *s, int64_t number)
{
	uint64_t marks[WORDS];
	if (!take_out(s, block_of(s, number)))
		return false;
	mark(number, marks);
	for (int i = 0; i < WORDS; i++) {
		s->changed = s->changed || (marks[i] & ~s->words[i]);
		s->words[i] |= marks[i];
	}
	return true;
}

bool sieve_may_have(struct sieve *s, int64_t number)
{
	uint64_t marks[WORDS], missing = 0;
	if (!take_out(s, block_of(s, number)))
		return true;
	mark(number, marks);
	for (int i = 0; i < WORDS; i++)
		missing |= marks[i] & ~s->words[i];
	return !missing;
}
