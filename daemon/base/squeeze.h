/* Compression of what is kept and seldom read (the only user of zstd). */
#ifndef BASE_SQUEEZE_H
#define BASE_SQUEEZE_H
#include "base/arena.h"
#include "base/buf.h"

/* `in`, compressed, added to *out. */
void squeeze(struct bytes in, struct buf *out);
/* How many bytes were compressed; 0: these are none of ours. */
size_t squeezed_from(struct bytes in);
/* The `size` bytes that were compressed, in `a`. 0, or -1: the bytes are damaged, or give another size. */
int unsqueeze(struct bytes in, size_t size, struct arena *a, struct bytes *out_r);

#endif
