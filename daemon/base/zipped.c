#include "base/zipped.h"

#include <string.h>
#include <zlib.h>

#include "base/bug.h"
#include "base/deflate.h"

enum {
	LOCAL_HEADER = 0x04034b50,
	CENTRAL_HEADER = 0x02014b50,
	END_OF_DIRECTORY = 0x06054b50,
	VERSION = 20,            /* deflate */
	DEFLATED = 8,
	FIRST_DAY = 1 << 5 | 1,  /* 1980-01-01, as DOS writes dates */
};

static void put16(struct buf *b, size_t v)
{
	must(v <= 0xFFFF);
	buf_addc(b, (char)(v & 0xFF));
	buf_addc(b, (char)(v >> 8));
}

static void put32(struct buf *b, size_t v)
{
	must(v <= 0xFFFFFFFF);
	put16(b, v & 0xFFFF);
	put16(b, v >> 16);
}

/* What both headers of a file say, from the version that is needed on. */
static void put_facts(struct buf *b, size_t crc, size_t packed, size_t size, size_t name_size)
{
	put16(b, VERSION);
	put16(b, 0); /* flags: names are ASCII */
	put16(b, DEFLATED);
	put16(b, 0);
	put16(b, FIRST_DAY);
	put32(b, crc);
	put32(b, packed);
	put32(b, size);
	put16(b, name_size);
	put16(b, 0); /* extra field */
}

void zipped_add(struct zipped *z, const char *name, const void *data, size_t size)
{
	struct zipped_file f = {.name = name};
	zipped_pack(&f, data, size);
	zipped_put(z, &f);
	buf_release(&f.packed);
}

void zipped_pack(struct zipped_file *f, const void *data, size_t size)
{
	buf_clear(&f->packed);
	deflate_bytes(data, size, &f->packed);
	f->size = size;
	f->crc = zipped_crc(data, size);
}

void zipped_put(struct zipped *z, const struct zipped_file *f)
{
	size_t at = z->out.size, n = f->packed.size;
	put32(&z->out, LOCAL_HEADER);
	put_facts(&z->out, f->crc, n, f->size, strlen(f->name));
	buf_adds(&z->out, f->name);
	buf_add(&z->out, f->packed.data, n);
	put32(&z->directory, CENTRAL_HEADER);
	put16(&z->directory, VERSION);
	put_facts(&z->directory, f->crc, n, f->size, strlen(f->name));
	put16(&z->directory, 0); /* comment */
	put16(&z->directory, 0); /* disk */
	put16(&z->directory, 0); /* attributes, inside and outside */
	put32(&z->directory, 0);
	put32(&z->directory, at);
	buf_adds(&z->directory, f->name);
	z->count++;
}

void zipped_end(struct zipped *z)
{
	size_t at = z->out.size;
	buf_add(&z->out, z->directory.data, z->directory.size);
	put32(&z->out, END_OF_DIRECTORY);
	put32(&z->out, 0); /* disks */
	put16(&z->out, z->count);
	put16(&z->out, z->count);
	put32(&z->out, z->directory.size);
	put32(&z->out, at);
	put16(&z->out, 0); /* comment */
}

void zipped_release(struct zipped *z)
{
	buf_release(&z->out);
	buf_release(&z->directory);
	z->count = 0;
}

void zipped_stream(struct buf *out, const void *data, size_t size)
{
	z_stream z = {0};
	must(size <= UINT32_MAX && deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK);
	size_t room = deflateBound(&z, (uLong)size);
	z.next_in = (Bytef *)(uintptr_t)data;
	z.avail_in = (uInt)size;
	z.next_out = (Bytef *)buf_space(out, room);
	z.avail_out = (uInt)room;
	must(deflate(&z, Z_FINISH) == Z_STREAM_END);
	out->size += z.total_out;
	deflateEnd(&z);
}

uint32_t zipped_crc(const void *data, size_t size)
{
	return inflate_crc(0, data, size);
}
