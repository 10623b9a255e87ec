/* UTF-8 into the charsets that people here still write. */
#ifndef BASE_ENCODE_H
#define BASE_ENCODE_H
#include <stdbool.h>

#include "base/buf.h"

/* `text` in that charset (utf-8; utf-16le, utf-16be: without a mark; gb18030, big5: what they have in two bytes), added to *out. What it does not have
 * becomes "?". False: another charset. */
bool encode_text(const char *charset, const char *text, struct buf *out);

#endif
