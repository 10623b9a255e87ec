/* What a zip does to its members: deflate (RFC 1951) and the checksum. (inflate.c is the only user of ISA-L.) */
#ifndef PARSERS_INFLATE_H
#define PARSERS_INFLATE_H
#include "parsers/table.h"

enum inflate_end {
	INFLATE_WHOLE,   /* to the end of the stream; what lies behind it is not looked at */
	INFLATE_STOPPED, /* by the sink */
	INFLATE_DAMAGED, /* no deflate, or it ends too early */
};

/* Takes a piece, which may be changed in place and is gone with the return; false stops. */
typedef bool inflate_sink(void *arg, void *data, size_t size);
/* Unpacks a stream piece by piece: memory does not grow with what comes out. */
enum inflate_end inflate_bytes(struct bytes packed, inflate_sink *sink, void *arg);

/* The CRC-32 of a zip (that of gzip and PNG), of pieces: 0 before the first. */
uint32_t inflate_crc(uint32_t crc, const void *data, size_t size);

#endif
