#include "parsers/zip_directory.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/deflate.h"
#include "parsers/little.h"
#include "parsers/zip.h"

enum {
	END_SIZE = 22,         /* of the record at the end, without its comment */
	END_COMMENT = 65535,   /* bytes that may follow it */
	LOCATOR_SIZE = 20,     /* of what names the Zip64 record, right before that */
	END64_SIZE = 56,
	HEADER_SIZE = 46,      /* of a member in the directory, without name, extra and comment */
	LOCAL_SIZE = 30,       /* of the header before a member's bytes, without name and extra */
	DIRECTORY_MAX = 16 * 1024 * 1024, /* bytes: its names are kept. ZIP_MAX_MEMBERS with long names are half of it */
	NAME_MOST = 1024,      /* bytes of a name that are looked at: cut, it may be another's, and the zip is damaged */
	FLAG_ENCRYPTED = 1 << 0,
	FLAG_UTF8 = 1 << 11,
	METHOD_AES = 99,
	COUNT_NOT_TOLD = 0xFFFF, /* Zip64 tells it, or nobody */
	EXTRA_ZIP64 = 0x0001,
	EXTRA_UNICODE_PATH = 0x7075,
};

/* Where the directory lies, and how far everything is shifted by bytes that somebody put before the zip. */
struct place {
	const uint8_t *from, *to;
	uint64_t shift;
	uint64_t count; /* of members, as it is told */
};

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

/* The directory ends where the record that tells of it begins, whatever place that one names. */
static bool place_before(struct bytes file, const uint8_t *record, uint64_t size, uint64_t at, struct place *place_r)
{
	uint64_t to = (uint64_t)(record - file.data);
	if (size > to || at > to - size)
		return false;
	*place_r = (struct place){record - size, record, to - size - at, 0};
	return true;
}

static const uint8_t *find_end64(struct bytes file, const uint8_t *end)
{
	const uint8_t *locator = end - file.data >= LOCATOR_SIZE ? end - LOCATOR_SIZE : NULL;
	if (!locator || memcmp(locator, "PK\6\7", 4) != 0)
		return NULL;
	uint64_t at = u64(locator + 8), room = (uint64_t)(locator - file.data);
	if (room < END64_SIZE || at > room - END64_SIZE || memcmp(file.data + at, "PK\6\6", 4) != 0)
		return NULL;
	return file.data + at;
}

static bool find_directory(struct bytes file, struct place *place_r)
{
	const uint8_t *end = find_end(file), *end64;
	if (!end)
		return false;
	end64 = find_end64(file, end);
	bool good = end64 ? place_before(file, end64, u64(end64 + 40), u64(end64 + 48), place_r) : place_before(file, end, u32(end + 12), u32(end + 16), place_r);
	place_r->count = end64 ? u64(end64 + 32) : u16(end + 10);
	return good;
}

/* The extra of that kind, {NULL} if there is none. */
static struct bytes find_extra(const uint8_t *extra, size_t size, unsigned kind)
{
	while (size >= 4) {
		unsigned k = u16(extra), n = u16(extra + 2);
		extra += 4;
		size -= 4;
		if (n > size)
			break;
		if (k == kind)
			return (struct bytes){extra, n};
		extra += n;
		size -= n;
	}
	return (struct bytes){NULL, 0};
}

static size_t least(size_t x, size_t y)
{
	return x < y ? x : y;
}

static const char *decode_name(struct arena *a, const uint8_t *header)
{
	enum { HEAD = 5, VERSION = 1 }; /* of the Unicode path: version, and checksum of the name that it stands for */
	struct bytes name = {header + HEADER_SIZE, u16(header + 28)};
	struct bytes path = find_extra(name.data + name.size, u16(header + 30), EXTRA_UNICODE_PATH);
	bool right = path.size > HEAD && path.data[0] == VERSION && u32(path.data + 1) == inflate_crc(0, name.data, name.size);
	char *s;
	name.size = least(name.size, NAME_MOST);
	if (u16(header + 8) & FLAG_UTF8)
		s = text_clean(a, name.data, name.size);
	else if (right)
		s = text_clean(a, path.data + HEAD, least(path.size - HEAD, NAME_MOST));
	else
		s = text_decode(a, NULL, name.data, name.size);
	for (char *p = s; *p; p++)
		if (*p == '\\')
			*p = '/';
	return s;
}

/* A value of 32 bits, or the next one of the Zip64 extra where it says that it has no room. */
static uint64_t wide(const uint8_t *p, struct bytes *extra, bool *bad)
{
	if (u32(p) != UINT32_MAX)
		return u32(p);
	if (extra->size < 8) {
		*bad |= extra->data != NULL; /* without the extra it is a number as any other */
		return UINT32_MAX;
	}
	uint64_t value = u64(extra->data);
	extra->data += 8;
	extra->size -= 8;
	return value;
}

/* False where there is no member. */
static bool find_bytes(struct bytes file, const struct place *place, uint64_t packed_size, struct zip_entry *e)
{
	uint64_t room = (uint64_t)(place->from - file.data);
	if (e->at > room || room - e->at < LOCAL_SIZE)
		return false;
	const uint8_t *local = file.data + e->at;
	uint64_t head = (uint64_t)LOCAL_SIZE + u16(local + 26) + u16(local + 28);
	if (memcmp(local, "PK\3\4", 4) != 0 || head > room - e->at || packed_size > room - e->at - head)
		return false;
	e->packed = (struct bytes){local + head, (size_t)packed_size};
	return true;
}

static bool read_entry(struct arena *a, struct bytes file, const struct place *place, const uint8_t *header, struct zip_entry *e_r)
{
	const uint8_t *extras = header + HEADER_SIZE + u16(header + 28);
	struct bytes extra = find_extra(extras, u16(header + 30), EXTRA_ZIP64);
	bool bad = false;
	*e_r = (struct zip_entry){.method = u16(header + 10), .crc = u32(header + 16)};
	e_r->size = wide(header + 24, &extra, &bad);
	uint64_t packed_size = wide(header + 20, &extra, &bad);
	e_r->at = wide(header + 42, &extra, &bad) + place->shift;
	e_r->encrypted = (u16(header + 8) & FLAG_ENCRYPTED) || e_r->method == METHOD_AES;
	if (bad || !find_bytes(file, place, packed_size, e_r))
		return false;
	e_r->name = decode_name(a, header);
	return true;
}

static int by_place(const void *x, const void *y)
{
	const struct zip_entry *d = x, *e = y;
	return d->at < e->at ? -1 : d->at > e->at;
}

/* One member inside another is how a small file becomes many large ones. */
static bool overlap(struct bytes file, const struct zip_entries *entries)
{
	for (size_t i = 1; i < entries->all_count; i++) {
		struct bytes before = entries->all[i - 1].packed;
		if ((uint64_t)(before.data - file.data) + before.size > entries->all[i].at)
			return true;
	}
	return false;
}

enum table_status zip_directory_read(struct arena *a, struct bytes file, struct zip_entries *entries_r, const char **detail_r)
{
	struct place place = {0};
	bool good = find_directory(file, &place);
	*entries_r = (struct zip_entries){0};
	if (good && place.to - place.from > DIRECTORY_MAX) {
		*detail_r = "文件内部的目录太大";
		return TABLE_TOO_LARGE;
	}
	for (const uint8_t *p = place.from; good && place.to - p >= HEADER_SIZE && memcmp(p, "PK\1\2", 4) == 0;) {
		size_t size = (size_t)HEADER_SIZE + u16(p + 28) + u16(p + 30) + u16(p + 32);
		good = (size_t)(place.to - p) >= size && read_entry(a, file, &place, p, &ARENA_PUSH(a, entries_r, all));
		p += size;
		if (entries_r->all_count > ZIP_MAX_MEMBERS) {
			*detail_r = "文件内部的部件太多";
			return TABLE_TOO_LARGE;
		}
		if (good && p != place.to && (place.to - p < 4 || (memcmp(p, "PK\1\2", 4) != 0 && memcmp(p, "PK\5\5", 4) != 0)))
			good = false; /* neither a member nor the signature behind the last one */
	}
	if (good && entries_r->all_count)
		qsort(entries_r->all, entries_r->all_count, sizeof *entries_r->all, by_place);
	/* what does not begin with a member is no empty zip */
	if (good && !overlap(file, entries_r) && (place.count == COUNT_NOT_TOLD || place.count == entries_r->all_count))
		return TABLE_OK;
	*detail_r = "文件不完整或已损坏，可能没有传完，请重新保存后再发";
	return TABLE_BROKEN;
}
