#include "parsers/zip_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parsers/zip.h"

enum {
	END_SIZE = 22,         /* of the record at the end, without its comment */
	END_COMMENT = 65535,   /* bytes that may follow it */
	HEADER_SIZE = 46,      /* of a member in the directory, without name, extra and comment */
	FLAG_UTF8 = 1 << 11,
	EXTRA_UNICODE_PATH = 0x7075,
};

struct found {
	uint32_t at; /* of the member */
	const char *name;
};

struct directory {
	struct found *all;
	size_t all_count, all_cap;
};

static unsigned u16(const uint8_t *p)
{
	return (unsigned)p[0] | (unsigned)p[1] << 8;
}

static uint32_t u32(const uint8_t *p)
{
	return u16(p) | (uint32_t)u16(p + 2) << 16;
}

static const uint8_t *find_end(struct bytes file)
{
	if (file.size < END_SIZE)
		return NULL;
	const uint8_t *last = file.data + file.size - END_SIZE;
	for (const uint8_t *p = last; p >= file.data && last - p <= END_COMMENT; p--)
		if (memcmp(p, "PK\5\6", 4) == 0)
			return p;
	return NULL;
}

static uint32_t crc32_of(const uint8_t *p, size_t n)
{
	uint32_t crc = ~0u;
	while (n--) {
		crc ^= *p++;
		for (int i = 0; i < 8; i++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
	}
	return ~crc;
}

/* The Unicode path among the extras, NULL if there is none for this name. */
static const char *unicode_path(struct arena *a, struct bytes name, const uint8_t *extra, size_t size)
{
	enum { HEAD = 5, VERSION = 1 }; /* version and checksum of the name that it stands for */
	while (size >= 4) {
		unsigned kind = u16(extra), n = u16(extra + 2);
		extra += 4;
		size -= 4;
		if (n > size)
			return NULL;
		if (kind == EXTRA_UNICODE_PATH && n > HEAD && extra[0] == VERSION && u32(extra + 1) == crc32_of(name.data, name.size))
			return text_clean(a, extra + HEAD, n - HEAD);
		extra += n;
		size -= n;
	}
	return NULL;
}

static const char *decode(struct arena *a, const uint8_t *header)
{
	struct bytes name = {header + HEADER_SIZE, u16(header + 28)};
	if (u16(header + 8) & FLAG_UTF8)
		return text_clean(a, name.data, name.size);
	const char *path = unicode_path(a, name, name.data + name.size, u16(header + 30));
	return path ? path : text_decode(a, NULL, name.data, name.size);
}

static int by_place(const void *x, const void *y)
{
	const struct found *f = x, *g = y;
	return f->at < g->at ? -1 : f->at > g->at;
}

/* False where the directory is not what it says. */
static bool read_directory(struct arena *a, const uint8_t *p, const uint8_t *end, struct directory *d)
{
	while (end - p >= HEADER_SIZE && memcmp(p, "PK\1\2", 4) == 0 && d->all_count <= ZIP_MAX_MEMBERS) {
		size_t size = (size_t)HEADER_SIZE + u16(p + 28) + u16(p + 30) + u16(p + 32);
		uint32_t at = u32(p + 42);
		if ((size_t)(end - p) < size || at == UINT32_MAX)
			return false;
		ARENA_PUSH(a, d, all) = (struct found){at, decode(a, p)};
		p += size;
	}
	return p == end;
}

struct zip_names zip_names_read(struct arena *a, struct bytes file)
{
	struct zip_names names = {0};
	struct directory d = {0};
	const uint8_t *end = find_end(file);
	uint32_t size = end ? u32(end + 12) : 0;
	if (!end || size > (size_t)(end - file.data) || !read_directory(a, end - size, end, &d) || !d.all_count)
		return names;
	qsort(d.all, d.all_count, sizeof *d.all, by_place);
	names.name = arena_alloc(a, d.all_count * sizeof *names.name);
	for (size_t i = 0; i < d.all_count; i++)
		if (i == 0 || d.all[i].at != d.all[i - 1].at) /* two names for one place are one member to libarchive */
			names.name[names.count++] = d.all[i].name;
	return names;
}
