/* Which library, by measure: a sheet of 42 MB (5 MB packed), each with the checksum, on one core:
 *   ISA-L 2.30       0.026 s, a piece at a time
 *   libdeflate 1.14  0.049 s, but only the whole at once: 42 MB of memory for something that is read once from front to back
 *   zlib 1.2.13      0.074 s, a piece at a time (0.050 s without the checksum); libarchive is zlib and some copies
 * ISA-L's inner loops are assembler, into which sanitizers do not see: they run in the reader's jail, and are fuzzed with pages that end behind
 * the output (tests/fuzz). */
#include "parsers/inflate.h"

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

enum inflate_end inflate_bytes(struct bytes packed, inflate_sink *sink, void *arg)
{
	struct inflating *i = malloc(sizeof *i);
	if (!i)
		bug_no_memory(sizeof *i);
	must(packed.size <= UINT32_MAX);
	isal_inflate_init(&i->state);
	i->state.next_in = (uint8_t *)(uintptr_t)packed.data; /* only read */
	i->state.avail_in = (uint32_t)packed.size;
	enum inflate_end end = run(i, sink, arg);
	free(i);
	return end;
}
