/* What a zip does to its members: deflate (RFC 1951), both ways, and the checksum. (The only user of ISA-L.) */
#ifndef BASE_DEFLATE_H
#define BASE_DEFLATE_H
#include <stdbool.h>

#include "base/buf.h"

enum inflate_end {
	INFLATE_WHOLE,   /* to the end of the stream; what lies behind it is not looked at */
	INFLATE_STOPPED, /* by the sink */
	INFLATE_DAMAGED, /* no deflate, or it ends too early */
};

/* Takes a piece, which may be changed in place and is gone with the return; false stops. */
typedef bool inflate_sink(void *arg, void *data, size_t size);
/* Unpacks a stream piece by piece: memory does not grow with what comes out. said: how many bytes that will be, as somebody says; it decides how it is done, and
 * where it is wrong the same comes out. */
enum inflate_end inflate_bytes(struct bytes packed, uint64_t said, inflate_sink *sink, void *arg);

/* `data`, deflated, added to *out: up to 4 GB. The same bytes each time. Out of memory aborts. */
void deflate_bytes(const void *data, size_t size, struct buf *out);

/* The CRC-32 of a zip (that of gzip and PNG), of pieces: 0 before the first. */
uint32_t inflate_crc(uint32_t crc, const void *data, size_t size);

#endif
