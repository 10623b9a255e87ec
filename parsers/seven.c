#include "parsers/seven.h"

#include <stdbool.h>
#include <stdint.h>

#include "parsers/little.h"

/* 7zFormat.txt: a header of 32 bytes names the place of the directory; a directory that is packed is a small list of streams, whose last size is
 * what comes out. */

enum { HEADER_SIZE = 32, MAX_ITEMS = 64 };
enum { ID_END = 0, ID_HEADER = 1, ID_PACK = 6, ID_UNPACK = 7, ID_SIZE = 9, ID_CRC = 10, ID_FOLDER = 11, ID_UNPACK_SIZE = 12, ID_ENCODED = 23 };

struct cursor {
	const uint8_t *at, *end;
	bool bad;
};

static unsigned byte(struct cursor *c)
{
	if (c->at < c->end)
		return *c->at++;
	c->bad = true;
	return 0;
}

static void skip(struct cursor *c, uint64_t n)
{
	if (n > (uint64_t)(c->end - c->at))
		c->bad = true;
	else
		c->at += n;
}

/* A number whose first byte has a 1 for each further byte. */
static uint64_t number(struct cursor *c)
{
	unsigned first = byte(c), mask = 0x80;
	uint64_t n = 0;
	for (int i = 0; i < 8; i++, mask >>= 1) {
		if (!(first & mask))
			return n + ((uint64_t)(first & (mask - 1)) << (8 * i));
		n |= (uint64_t)byte(c) << (8 * i);
	}
	return n;
}

/* How many streams come out of the folder. */
static uint64_t skip_folder(struct cursor *c)
{
	uint64_t coders = number(c), in = 0, out = 0;
	for (uint64_t i = 0; i < coders && coders <= MAX_ITEMS && !c->bad; i++) {
		unsigned flags = byte(c);
		skip(c, flags & 0x0F);
		in += flags & 0x10 ? number(c) : 1;
		out += flags & 0x10 ? number(c) : 1;
		if (flags & 0x20)
			skip(c, number(c));
	}
	c->bad |= coders == 0 || coders > MAX_ITEMS || in > MAX_ITEMS || out == 0 || out > MAX_ITEMS;
	for (uint64_t i = 0; !c->bad && i + 1 < out; i++)
		number(c), number(c);
	for (uint64_t i = 0, packed = in - (out - 1); !c->bad && packed > 1 && i < packed; i++)
		number(c);
	return out;
}

static void skip_pack_info(struct cursor *c)
{
	unsigned id;
	number(c);
	uint64_t streams = number(c);
	while (!c->bad && (id = byte(c)) != ID_END) {
		c->bad |= id != ID_SIZE || streams > MAX_ITEMS; /* no checksums of packed streams are written */
		for (uint64_t i = 0; !c->bad && i < streams; i++)
			number(c);
	}
}

/* The greatest of the sizes that come out of the one folder. */
static uint64_t unpack_size(struct cursor *c)
{
	uint64_t greatest = 0;
	c->bad |= byte(c) != ID_FOLDER || number(c) != 1 || byte(c) != 0;
	uint64_t streams = c->bad ? 0 : skip_folder(c);
	c->bad |= byte(c) != ID_UNPACK_SIZE;
	for (uint64_t i = 0; i < streams && !c->bad; i++) {
		uint64_t n = number(c);
		greatest = n > greatest ? n : greatest;
	}
	return greatest;
}

size_t seven_directory_size(struct bytes file)
{
	if (file.size < HEADER_SIZE)
		return SIZE_MAX;
	uint64_t at = u64(file.data + 12), size = u64(file.data + 20), room = file.size - HEADER_SIZE;
	if (at > room || size > room - at)
		return SIZE_MAX;
	struct cursor c = {file.data + HEADER_SIZE + at, file.data + HEADER_SIZE + at + size, false};
	unsigned id = size ? byte(&c) : ID_HEADER;
	if (id != ID_ENCODED)
		return id == ID_HEADER ? (size_t)size : SIZE_MAX;
	if ((id = byte(&c)) == ID_PACK) {
		skip_pack_info(&c);
		id = byte(&c);
	}
	uint64_t unpacked = id == ID_UNPACK ? unpack_size(&c) : UINT64_MAX;
	return c.bad || unpacked >= SIZE_MAX ? SIZE_MAX : (size_t)unpacked;
}
