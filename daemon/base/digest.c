#include "base/digest.h"

#include <nettle/hmac.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <string.h>

#include "base/bug.h"

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(struct digest_state), "digest_state has room for nettle's state");

void digest_start(struct digest_state *s)
{
	sha256_init((struct sha256_ctx *)(void *)s->room);
}

void digest_add_piece(struct digest_state *s, const void *data, size_t size)
{
	sha256_update((struct sha256_ctx *)(void *)s->room, size, data);
}

enum { LENGTH = 8 };

static void put_length(uint8_t to[LENGTH], size_t size)
{
	for (int i = 0; i < LENGTH; i++)
		to[i] = (uint8_t)((uint64_t)size >> (56 - 8 * i));
}

void digest_add_size(struct digest_state *s, size_t size)
{
	uint8_t length[LENGTH];
	put_length(length, size);
	digest_add_piece(s, length, sizeof length);
}

void digest_add(struct digest_state *s, const void *data, size_t size)
{
	digest_add_size(s, size);
	digest_add_piece(s, data, size);
}

void digest_adds(struct digest_state *s, const char *text)
{
	digest_add(s, text ? text : "", text ? strlen(text) : 0);
}

void digest_put(struct buf *to, const char *text)
{
	size_t size = text && *text ? strlen(text) : 0;
	char *end = buf_space(to, LENGTH + size);
	to->size += LENGTH + size;
	if (!size) { /* most cells of most rows */
		memset(end, 0, LENGTH);
		return;
	}
	put_length((uint8_t *)end, size);
	memcpy(end + LENGTH, text, size);
}

struct digest digest_end(struct digest_state *s)
{
	struct digest d;
	sha256_digest((struct sha256_ctx *)(void *)s->room, sizeof d.b, d.b);
	return d;
}

struct digest digest_of(const void *data, size_t size)
{
	struct sha256_ctx ctx;
	struct digest d;
	sha256_init(&ctx);
	sha256_update(&ctx, size, data);
	sha256_digest(&ctx, sizeof d.b, d.b);
	return d;
}

struct digest digest_hmac(const void *key, size_t key_size, const char *text)
{
	struct hmac_sha256_ctx ctx;
	struct digest d;
	hmac_sha256_set_key(&ctx, key_size, key);
	hmac_sha256_update(&ctx, strlen(text), (const uint8_t *)text);
	hmac_sha256_digest(&ctx, sizeof d.b, d.b);
	return d;
}

void digest_md5(const void *data, size_t size, uint8_t out_r[DIGEST_MD5_SIZE])
{
	struct md5_ctx ctx;
	md5_init(&ctx);
	md5_update(&ctx, size, data);
	md5_digest(&ctx, DIGEST_MD5_SIZE, out_r);
}

void digest_sha1(const void *data, size_t size, uint8_t out_r[DIGEST_SHA1_SIZE])
{
	struct sha1_ctx ctx;
	sha1_init(&ctx);
	sha1_update(&ctx, size, data);
	sha1_digest(&ctx, DIGEST_SHA1_SIZE, out_r);
}

void digest_hex(const struct digest *d, size_t bytes, char *hex_r)
{
	static const char hex[] = "0123456789abcdef";
	must(bytes <= DIGEST_SIZE);
	for (size_t i = 0; i < bytes; i++) {
		hex_r[2 * i] = hex[d->b[i] >> 4];
		hex_r[2 * i + 1] = hex[d->b[i] & 15];
	}
	hex_r[2 * bytes] = '\0';
}

void digest_base32(const struct digest *d, size_t chars, char *text_r)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	must(chars <= 51);
	for (size_t i = 0; i < chars; i++) {
		size_t bit = 5 * i, byte = bit / 8;
		unsigned pair = (unsigned)d->b[byte] << 8 | (byte + 1 < DIGEST_SIZE ? d->b[byte + 1] : 0u);
		text_r[i] = alphabet[pair >> (11 - bit % 8) & 31];
	}
	text_r[chars] = '\0';
}
