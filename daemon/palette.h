/* A picture as PNG of 256 colours: a third of the bytes that true colours take, and nobody sees a difference in a chart. Pure: the same pixels give the
 * same bytes. (PNG specification, second edition: IHDR, PLTE, IDAT, IEND; no filter.) */
#ifndef DAEMON_PALETTE_H
#define DAEMON_PALETTE_H
#include <stddef.h>

#include "base/buf.h"

/* pixels: rows of `stride` bytes, each pixel four in the machine's order, 0xXXRRGGBB. width, height > 0, and less than 2^31. Added to out. */
void palette_png(const unsigned char *pixels, size_t width, size_t height, size_t stride, struct buf *out);

#endif
