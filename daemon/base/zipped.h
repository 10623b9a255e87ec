/* A .zip archive made in memory, and the two things that a PNG wants (the only user of zlib, which makes a picture smaller than deflate.h does). The same files give the same bytes: every entry is dated 1980-01-01, and nothing else of
 * this machine or moment is in it. (APPNOTE.TXT 4.3: local headers, deflated data, the central directory; no ZIP64, so below 4 GB.) */
#ifndef BASE_ZIPPED_H
#define BASE_ZIPPED_H
#include "base/buf.h"

/* Starts as {0}. */
struct zipped {
	struct buf out;       /* own */
	struct buf directory; /* own */
	unsigned count;
};

/* name: ASCII, with / between folders. Out of memory aborts. */
void zipped_add(struct zipped *z, const char *name, const void *data, size_t size);
/* The same of a file that many archives hold, in two steps: it is deflated once. f starts as {.name = ...}; f->packed is the caller's to release. */
struct zipped_file {
	const char *name;     /* foreign */
	struct buf packed;    /* own */
	size_t size;
	uint32_t crc;
};
void zipped_pack(struct zipped_file *f, const void *data, size_t size);
void zipped_put(struct zipped *z, const struct zipped_file *f);
/* The archive is complete in z->out; the caller takes its bytes. */
void zipped_end(struct zipped *z);
void zipped_release(struct zipped *z);

/* Deflated as RFC 1950 has it; added to out. */
void zipped_stream(struct buf *out, const void *data, size_t size);
uint32_t zipped_crc(const void *data, size_t size);

#endif
