/* Hashes: SHA-256 and HMAC-SHA-256, and older ones that foreign formats ask for (the only user of nettle). */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { DIGEST_SIZE = 32, DIGEST_HEX_SIZE = 65, DIGEST_MD5_SIZE = 16, DIGEST_SHA1_SIZE = 20 };

struct digest {
	uint8_t b[DIGEST_SIZE];
};

/* A hash over several fields: each is preceded by its length, so that ("ab","c") and ("a","bc") differ. */
struct digest_state {
	uint64_t room[32]; /* nettle's own struct lives here */
};
void digest_start(struct digest_state *s);
void digest_add(struct digest_state *s, const void *data, size_t size);
/* The same in pieces: first how many bytes there will be. */
void digest_add_size(struct digest_state *s, size_t size);
void digest_add_piece(struct digest_state *s, const void *data, size_t size);
void digest_adds(struct digest_state *s, const char *text); /* NULL counts as "" */
/* What digest_adds would add, put at the end of *to: many small texts are added faster as one piece. */
void digest_put(struct buf *to, const char *text);
struct digest digest_end(struct digest_state *s);

struct digest digest_of(const void *data, size_t size);     /* plain SHA-256, no length before it */
struct digest digest_hmac(const void *key, size_t key_size, const char *text);
/* For reading what others wrote; they protect nothing. */
void digest_md5(const void *data, size_t size, uint8_t out_r[DIGEST_MD5_SIZE]);
void digest_sha1(const void *data, size_t size, uint8_t out_r[DIGEST_SHA1_SIZE]);
void digest_hex(const struct digest *d, size_t bytes, char *hex_r);                /* 2*bytes+1 characters */
/* Crockford's base 32 without I L O U, upper case: easy to read out. chars+1 characters are written; chars at most 51. */
void digest_base32(const struct digest *d, size_t chars, char *text_r);

#endif
