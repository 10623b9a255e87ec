/* Which library, by measure: a sheet of 42 MB (5 MB packed), each with the checksum, on one core:
 *   ISA-L 2.30       0.026 s, a piece at a time
 *   libdeflate 1.14  0.049 s, but only the whole at once: 42 MB of memory for something that is read once from front to back
 *   zlib 1.2.13      0.074 s, a piece at a time (0.050 s without the checksum); libarchive is zlib and some copies
 * And the other way, a workbook's sheet of 100 rows, 99 KB: level 1 of ISA-L 62 us for 9.5 KB, of libdeflate 152 us for 8.9 KB, of zlib 277 us for 9.9 KB
 * (its level 6, 860 us for 8.5 KB).
 * ISA-L's inner loops are assembler, into which sanitizers do not see: they run in the reader's jail, and are fuzzed with pages that end behind
 * the output (tests/fuzz). */
#include "base/deflate.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>

#include "base/bug.h"

enum { PIECE = 64 * 1024 };

struct inflating {
	struct inflate_state state;
	uint8_t piece[PIECE];
};

uint32_t inflate_crc(uint32_t crc, const void *data, size_t size)
{
	return crc32_gzip_refl(crc, data, size);
}

static void begin(struct inflating *i, struct bytes packed)
{
	isal_inflate_init(&i->state);
	i->state.next_in = (uint8_t *)(uintptr_t)packed.data; /* only read */
	i->state.avail_in = (uint32_t)packed.size;
	i->state.next_out = i->piece;
	i->state.avail_out = PIECE;
}

/* A stream that fits into one piece, unpacked where the sink gets it: else it goes through a window of ISA-L's own. False: it does not, or is damaged. */
static bool at_once(struct inflating *i, struct bytes packed, size_t *size_r)
{
	begin(i, packed);
	bool good = isal_inflate_stateless(&i->state) == ISAL_DECOMP_OK;
	*size_r = PIECE - i->state.avail_out;
	return good;
}

static enum inflate_end run(struct inflating *i, inflate_sink *sink, void *arg)
{
	for (;;) {
		i->state.next_out = i->piece;
		i->state.avail_out = PIECE;
		if (isal_inflate(&i->state) != ISAL_DECOMP_OK)
			return INFLATE_DAMAGED;
		size_t got = PIECE - i->state.avail_out;
		if (got && !sink(arg, i->piece, got))
			return INFLATE_STOPPED;
		if (i->state.block_state == ISAL_BLOCK_FINISH)
			return INFLATE_WHOLE;
		if (got == 0)
			return INFLATE_DAMAGED; /* it wants more than there is */
	}
}

enum inflate_end inflate_bytes(struct bytes packed, uint64_t said, inflate_sink *sink, void *arg)
{
	struct inflating *i = malloc(sizeof *i);
	enum inflate_end end;
	size_t size;
	if (!i)
		bug_no_memory(sizeof *i);
	must(packed.size <= UINT32_MAX);
	if (said <= PIECE && at_once(i, packed, &size)) {
		end = size == 0 || sink(arg, i->piece, size) ? INFLATE_WHOLE : INFLATE_STOPPED;
	} else {
		begin(i, packed);
		end = run(i, sink, arg);
	}
	free(i);
	return end;
}

/* Level 1 finds what repeats by the processor's own checksum instruction: the bytes are the same on every one that has it (x86-64 since 2008, ARMv8). */
void deflate_bytes(const void *data, size_t size, struct buf *out)
{
	enum { STORED_BLOCK = 65535, AROUND_BLOCK = 5, AROUND = 64 };
	static struct isal_zstream *z; /* with its tables some hundred KB: made once */
	size_t room = size + (size / STORED_BLOCK + 1) * AROUND_BLOCK + AROUND;
	must(size <= UINT32_MAX / 2);
	if (!z && !(z = malloc(sizeof *z + ISAL_DEF_LVL1_DEFAULT)))
		bug_no_memory(sizeof *z + ISAL_DEF_LVL1_DEFAULT);
	isal_deflate_stateless_init(z);
	z->level = 1;
	z->level_buf = (uint8_t *)(z + 1);
	z->level_buf_size = ISAL_DEF_LVL1_DEFAULT;
	z->end_of_stream = 1;
	z->next_in = (uint8_t *)(uintptr_t)data; /* only read */
	z->avail_in = (uint32_t)size;
	z->next_out = (uint8_t *)buf_space(out, room);
	z->avail_out = (uint32_t)room;
	must(isal_deflate_stateless(z) == COMP_OK && z->avail_in == 0);
	out->size += z->total_out;
}
