/* base64 as mail programs write it (RFC 2045 section 6.8), and nothing else: what is cut, padded in its middle or dirty is left to GMime, which makes of it
 * what can be made. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that size characters may stand for, at most. */
#define BASE64_ROOM(size) ((size) / 4 * 3 + 3)

/* Lines of characters of the alphabet, blanks between them, and the padding that belongs there at the end: true, and what they stand for at to
 * (BASE64_ROOM(size) bytes, of which any may be written), *size_r bytes of it. Else false, and what is at to means nothing. */
bool base64_decode(const void *from, size_t size, uint8_t *to, size_t *size_r);

/* The six bits of one character of that alphabet; -1: it is none. */
int base64_value(uint8_t c);

#endif
