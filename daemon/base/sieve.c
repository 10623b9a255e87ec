#include "base/sieve.h"

#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/digest.h"

enum {
	BITS_A_NUMBER = 12,
	WORDS = 8, /* of 64 bits: a block is a cache line */
	BLOCK_BITS = WORDS * 64,
	MARKS = 5,
	PLACE_BITS = 9,
	PIECE_BYTES = 1 << 18, /* read at once where all of it is */
	PATH_BYTES = 4096,
};
#define SEAL_WORD 0x3165766569732d6cu /* "l-sieve1", which other machines read another way round */

/* Behind the blocks of one that is kept. Zeros: it is taken. */
struct seal {
	uint64_t word, mark, blocks;
	int64_t room;
	struct digest sum; /* over blocks and room */
};

struct sieve {
	int fd;            /* own */
	uint64_t blocks;
	int64_t room;
	uint64_t at;       /* the block that is in `words`, blocks: none */
	uint64_t words[WORDS];
	bool changed;      /* since it was read */
	bool broken;       /* a write failed: what it says no more is true */
	bool named;        /* it was kept and taken: the file has its name still */
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

/* ---- kept ---- */

static bool sum_up(int fd, uint64_t blocks, int64_t room, struct digest *sum_r)
{
	uint64_t size = blocks * WORDS * sizeof(uint64_t);
	struct digest_state d;
	uint8_t *piece = malloc(PIECE_BYTES);
	if (!piece)
		bug_no_memory(PIECE_BYTES);
	digest_start(&d);
	digest_add_size(&d, size);
	uint64_t at = 0;
	for (ssize_t got; at < size; at += (uint64_t)got) {
		got = pread(fd, piece, size - at < PIECE_BYTES ? size - at : PIECE_BYTES, (off_t)at);
		if (got <= 0)
			break;
		digest_add_piece(&d, piece, (size_t)got);
	}
	free(piece);
	digest_add(&d, &room, sizeof room);
	*sum_r = digest_end(&d);
	return at == size;
}

static bool set_seal(int fd, uint64_t blocks, const struct seal *seal)
{
	return pwrite(fd, seal, sizeof *seal, (off_t)(blocks * WORDS * sizeof(uint64_t))) == sizeof *seal && fsync(fd) == 0;
}

/* A name is on the disk when its folder is. */
static bool give_name(int fd, const char *path)
{
	char self[40], folder[PATH_BYTES];
	if (snprintf(folder, sizeof folder, "%s", path) >= (int)sizeof folder || (unlink(path) < 0 && access(path, F_OK) == 0))
		return false;
	snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
	if (linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW) < 0)
		return false;
	int dir = open(dirname(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = dir >= 0 && fsync(dir) == 0;
	if (dir >= 0)
		close(dir);
	return good;
}

bool sieve_keep(struct sieve *s, const char *path, uint64_t mark)
{
	struct seal seal = {.word = SEAL_WORD, .mark = mark, .blocks = s->blocks, .room = s->room};
	return !s->broken && put_back(s) && sum_up(s->fd, s->blocks, s->room, &seal.sum) && set_seal(s->fd, s->blocks, &seal) && (s->named || give_name(s->fd, path));
}

/* What the file says of itself agrees with its size and its blocks. */
static bool is_whole(int fd, uint64_t mark, struct seal *seal_r)
{
	struct stat st;
	struct digest sum;
	struct seal seal;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size < (off_t)sizeof seal ||
	    pread(fd, &seal, sizeof seal, st.st_size - (off_t)sizeof seal) != sizeof seal || seal.word != SEAL_WORD || seal.mark != mark ||
	    seal.blocks != (uint64_t)(st.st_size - (off_t)sizeof seal) / (WORDS * sizeof(uint64_t)) || seal.blocks == 0)
		return false;
	*seal_r = seal;
	return sum_up(fd, seal.blocks, seal.room, &sum) && memcmp(&sum, &seal.sum, sizeof sum) == 0;
}

struct sieve *sieve_take(const char *path, uint64_t mark)
{
	static const struct seal taken = {0};
	struct seal seal;
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return NULL;
	if (!is_whole(fd, mark, &seal) || !set_seal(fd, seal.blocks, &taken)) {
		unlink(path);
		close(fd);
		return NULL;
	}
	struct sieve *s = calloc(1, sizeof *s);
	if (!s)
		bug_no_memory(sizeof *s);
	*s = (struct sieve){.fd = fd, .blocks = seal.blocks, .room = seal.room, .at = seal.blocks, .named = true};
	return s;
}
