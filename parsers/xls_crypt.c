#include <string.h>

#include "base/digest.h"
#include "parsers/little.h"
#include "parsers/xls_parts.h"

/* [MS-XLS] 2.2.10 and [MS-OFFCRYPTO] 2.3: XOR obfuscation, RC4, and RC4 with CryptoAPI, under the one password that everybody has. */

#define PASSWORD "VelvetSweatshop"
enum { PASSWORD_SIZE = sizeof PASSWORD - 1, BLOCK = 1024, RC4_KEY = 16, XOR_SIZE = 16, SHORT_KEY = 5 };

/* ---- RC4 ---- */

struct rc4 {
	uint8_t s[256];
	uint8_t i, j;
};

static void rc4_start(struct rc4 *c, const uint8_t *key, size_t size)
{
	uint8_t j = 0;
	for (unsigned i = 0; i < 256; i++)
		c->s[i] = (uint8_t)i;
	for (unsigned i = 0; i < 256; i++) {
		uint8_t t = c->s[i];
		j = (uint8_t)(j + t + key[i % size]);
		c->s[i] = c->s[j];
		c->s[j] = t;
	}
	c->i = c->j = 0;
}

static uint8_t rc4_next(struct rc4 *c)
{
	uint8_t t = c->s[++c->i];
	c->j = (uint8_t)(c->j + t);
	c->s[c->i] = c->s[c->j];
	c->s[c->j] = t;
	return c->s[(uint8_t)(c->s[c->i] + t)];
}

static void rc4_apply(struct rc4 *c, uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		data[i] ^= rc4_next(c);
}

/* ---- keys ---- */

/* What a stream is made readable with: a byte of it after another. */
struct lock {
	uint8_t base[DIGEST_SHA1_SIZE]; /* what the key of each block is made of */
	size_t base_size, key_size;
	bool sha1;
	bool xor;
	uint8_t pad[XOR_SIZE];
	struct rc4 rc4;
};

static void start_block(struct lock *l, uint32_t block)
{
	uint8_t in[DIGEST_SHA1_SIZE + 4], key[DIGEST_SHA1_SIZE] = {0};
	memcpy(in, l->base, l->base_size);
	for (int i = 0; i < 4; i++)
		in[l->base_size + (size_t)i] = (uint8_t)(block >> 8 * i);
	if (l->sha1)
		digest_sha1(in, l->base_size + 4, key);
	else
		digest_md5(in, l->base_size + 4, key);
	if (l->key_size == SHORT_KEY) /* 40 bits are filled up with zeros */
		memset(key + SHORT_KEY, 0, sizeof key - SHORT_KEY);
	rc4_start(&l->rc4, key, l->key_size == SHORT_KEY ? RC4_KEY : l->key_size);
}

static void wide_password(uint8_t out[2 * PASSWORD_SIZE])
{
	for (size_t i = 0; i < PASSWORD_SIZE; i++) {
		out[2 * i] = (uint8_t)PASSWORD[i];
		out[2 * i + 1] = 0;
	}
}

/* The verifier and its hash, read with the key of block 0, must belong together. */
static bool verify(struct lock *l, const uint8_t *verifier, const uint8_t *hash, size_t hash_size)
{
	uint8_t plain[16], said[DIGEST_SHA1_SIZE], real[DIGEST_SHA1_SIZE];
	memcpy(plain, verifier, sizeof plain);
	memcpy(said, hash, hash_size);
	start_block(l, 0);
	rc4_apply(&l->rc4, plain, sizeof plain);
	rc4_apply(&l->rc4, said, hash_size);
	if (l->sha1)
		digest_sha1(plain, sizeof plain, real);
	else
		digest_md5(plain, sizeof plain, real);
	return memcmp(said, real, hash_size) == 0;
}

/* [MS-OFFCRYPTO] 2.3.6: salt, verifier and its hash, 16 bytes each. */
static bool open_rc4(struct lock *l, const uint8_t *p, size_t size)
{
	enum { SALT = 16, TIMES = 16 };
	uint8_t password[2 * PASSWORD_SIZE], hash[DIGEST_MD5_SIZE], all[TIMES * (SHORT_KEY + SALT)];
	if (size < SALT + 16 + DIGEST_MD5_SIZE)
		return false;
	wide_password(password);
	digest_md5(password, sizeof password, hash);
	for (size_t i = 0; i < TIMES; i++) {
		memcpy(all + i * (SHORT_KEY + SALT), hash, SHORT_KEY);
		memcpy(all + i * (SHORT_KEY + SALT) + SHORT_KEY, p, SALT);
	}
	digest_md5(all, sizeof all, hash);
	memcpy(l->base, hash, SHORT_KEY);
	l->base_size = SHORT_KEY;
	l->key_size = RC4_KEY;
	return verify(l, p + SALT, p + SALT + 16, DIGEST_MD5_SIZE);
}

/* [MS-OFFCRYPTO] 2.3.5: a header of its own size, then salt, verifier, and its hash, the first and the last behind their sizes. */
static bool open_capi(struct lock *l, const uint8_t *p, size_t size)
{
	enum { ALGORITHM = 8, KEY_SIZE = 16, RC4 = 0x6801, HEADER_LEAST = 32, SALT = 16, REST = 4 + SALT + 16 + 4 + DIGEST_SHA1_SIZE };
	uint8_t in[SALT + 2 * PASSWORD_SIZE];
	uint32_t header = size >= 8 ? u32(p + 4) : 0;
	if (size < 8 || header < HEADER_LEAST || header > size - 8 || size - 8 - header < REST)
		return false;
	uint32_t bits = u32(p + 8 + KEY_SIZE), algorithm = u32(p + 8 + ALGORITHM);
	const uint8_t *q = p + 8 + header;
	if ((algorithm != RC4 && algorithm != 0) || u32(q) != SALT || bits > 128 || bits % 8 != 0 || (bits && bits < 40))
		return false;
	memcpy(in, q + 4, SALT);
	wide_password(in + SALT);
	digest_sha1(in, sizeof in, l->base);
	l->base_size = DIGEST_SHA1_SIZE;
	l->key_size = bits ? bits / 8 : SHORT_KEY;
	l->sha1 = true;
	return verify(l, q + 4 + SALT, q + 4 + SALT + 16 + 4, DIGEST_SHA1_SIZE);
}

/* ---- XOR ([MS-OFFCRYPTO] 2.3.7) ---- */

static uint16_t rotate16(uint16_t v)
{
	return (uint16_t)(v << 1 | v >> 15);
}

/* The key: a register is turned for each bit of the password, last character first, and once more for each bit without it. */
static uint16_t xor_key(void)
{
	enum { POLYNOMIAL = 0x1020 };
	uint16_t key = 0, base = 0x8000, end = 0xFFFF;
	for (size_t i = PASSWORD_SIZE; i-- > 0;)
		for (unsigned bit = 0; bit < 8; bit++) {
			base = rotate16(base);
			base = base & 1 ? base ^ POLYNOMIAL : base;
			end = rotate16(end);
			end = end & 1 ? end ^ POLYNOMIAL : end;
			if (bit < 7 && (unsigned)PASSWORD[i] >> bit & 1)
				key ^= base;
		}
	return key ^ end;
}

static uint16_t xor_verifier(void)
{
	uint16_t hash = PASSWORD_SIZE ^ 0xCE4B;
	for (unsigned i = 0; i < PASSWORD_SIZE; i++) {
		unsigned turn = (i + 1) % 15, c = (unsigned char)PASSWORD[i];
		hash ^= (uint16_t)((c << turn | c >> (15 - turn)) & 0x7FFF);
	}
	return hash;
}

static bool open_xor(struct lock *l, const uint8_t *p, size_t size)
{
	uint16_t key = xor_key();
	if (size < 4 || (unsigned)(p[0] | p[1] << 8) != key || (unsigned)(p[2] | p[3] << 8) != xor_verifier())
		return false;
	l->xor = true;
	memset(l->pad, 0xBB, sizeof l->pad); /* what fills a password up to 16; of this one, one byte */
	memcpy(l->pad, PASSWORD, PASSWORD_SIZE);
	for (size_t i = 0; i < XOR_SIZE; i++) {
		uint8_t v = (uint8_t)(l->pad[i] ^ (i % 2 ? key >> 8 : key));
		l->pad[i] = (uint8_t)(v << 2 | v >> 6);
	}
	return true;
}

static bool open_lock(struct lock *l, const struct biff *b)
{
	const uint8_t *p = b->at;
	size_t size = (size_t)(b->end - p);
	if (b->version < 8)
		return open_xor(l, p, size);
	if (size < 6)
		return false;
	unsigned type = p[0], major = p[2], minor = p[4];
	if (type == 0)
		return open_xor(l, p + 2, size - 2);
	return minor == 1 ? open_rc4(l, p + 6, size - 6) : minor == 2 && major >= 2 && major <= 4 && open_capi(l, p + 6, size - 6);
}

/* ---- the stream ---- */

/* The bytes at the start of a record's data that nobody encrypts: those that a reader needs before it knows the password. */
static size_t plain_bytes(unsigned type, size_t size)
{
	switch (type) {
	case BIFF_BOF: case BIFF_BOF_4: case BIFF_BOF_3: case BIFF_BOF_2: case BIFF_FILEPASS: case BIFF_INTERFACEHDR: case BIFF_USREXCL:
	case BIFF_FILELOCK: case BIFF_RRDINFO: case BIFF_RRDHEAD:
		return size;
	case BIFF_BOUNDSHEET: return size < 4 ? size : 4;
	default: return 0;
	}
}

static void unlock_xor(const struct lock *l, uint8_t *data, size_t at, size_t size, size_t plain)
{
	for (size_t i = plain; i < size; i++) {
		uint8_t v = data[at + i];
		data[at + i] = (uint8_t)(v << 3 | v >> 5) ^ l->pad[(at + size + i) % XOR_SIZE];
	}
}

/* RC4 runs over heads and plain bytes, too, and begins anew with each block. */
static void unlock_rc4(struct lock *l, uint8_t *data, size_t *done, size_t from, size_t to)
{
	for (; *done < to; ++*done) {
		if (*done % BLOCK == 0)
			start_block(l, (uint32_t)(*done / BLOCK));
		uint8_t key = rc4_next(&l->rc4);
		if (*done >= from)
			data[*done] ^= key;
	}
}

bool xls_unlock(struct biff *b)
{
	struct lock l = {0};
	if (!open_lock(&l, b))
		return false;
	uint8_t *data = arena_memdup(b->a, b->stream.data, b->stream.size);
	size_t done = 0, size;
	for (size_t at = 0; b->stream.size - at >= 4; at += 4 + size) {
		unsigned type = (unsigned)data[at] | (unsigned)data[at + 1] << 8;
		size = (size_t)data[at + 2] | (size_t)data[at + 3] << 8;
		if (size > b->stream.size - at - 4)
			break;
		size_t plain = at < b->next ? size : plain_bytes(type, size); /* what stands before the FILEPASS record is */
		if (l.xor)
			unlock_xor(&l, data, at + 4, size, plain);
		else
			unlock_rc4(&l, data, &done, at + 4 + plain, at + 4 + size);
	}
	b->stream.data = data;
	return true;
}
