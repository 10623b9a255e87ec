/* Lines of our own letters: headers folded (RFC 5322 2.2.3), encoded-words (RFC 2047), base64 (RFC 2045 6.8). Appends to a buffer whose
 * lines end with CRLF; the line being written counts from its start, a header's name included. No line grows beyond 76 columns, but for
 * a single word that is longer by itself. */
#ifndef DAEMON_FOLD_H
#define DAEMON_FOLD_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A word that may not be split, behind a blank, or on a line of its own where it does not fit. */
void fold_word(struct buf *out, const char *word, size_t size);
/* UTF-8 as base64 encoded-words of at most 75 columns, each of whole characters. */
void fold_encoded(struct buf *out, const char *s);
/* Free text of a header, in one line without control characters: folded between words if it is ASCII, else encoded. */
void fold_text(struct buf *out, const char *s);
bool fold_plain(const char *s); /* printable ASCII only */

void base64_lines(struct buf *out, const void *data, size_t size); /* lines of 76 with CRLF */

#endif
