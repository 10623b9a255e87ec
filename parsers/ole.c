#include "parsers/ole.h"

#include <string.h>

#include "parsers/little.h"

enum {
	HEADER_SIZE = 512,
	HEADER_DIFAT = 109, /* FAT sectors that the header itself names */
	ENTRY_SIZE = 128,   /* of the directory */
	MINI_CUTOFF = 4096, /* smaller streams lie in the mini stream */
	MINI_SHIFT = 6,
	STORAGE = 1, STREAM = 2, ROOT = 5,
	LEFT = 0x44, RIGHT = 0x48, CHILD = 0x4C, START = 0x74, SIZE = 0x78, /* of an entry */
};
#define SECTOR_MAX 0xFFFFFFFAu /* what is above means end, free, or a table's own sector */

struct ole {
	struct arena *a;
	struct bytes file;
	unsigned shift;       /* of a sector's size: 9 or 12 */
	uint32_t sectors;     /* in the file */
	const uint32_t *fat;  /* [fat_count] the next sector of each */
	size_t fat_count;
	struct bytes directory;
	struct bytes mini, mini_fat; /* small streams, in pieces of 64 bytes, and the next piece of each */
	bool has_mini;
	uint32_t *stack, *seen, look; /* of find: what waits, by which look each entry was last seen */
};

bool ole_is(struct bytes file)
{
	return file.size >= HEADER_SIZE && memcmp(file.data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

/* The bytes of a sector, *size_r of them: the file's last one may be short. NULL when it lies outside. */
static const uint8_t *sector(const struct ole *o, uint32_t n, size_t *size_r)
{
	size_t at = ((size_t)n + 1) << o->shift, whole = (size_t)1 << o->shift;
	if (n >= SECTOR_MAX || at >= o->file.size)
		return NULL;
	*size_r = o->file.size - at < whole ? o->file.size - at : whole;
	return o->file.data + at;
}

/* Adds the next sectors that a FAT sector names. False where there is no such sector, and when there are as many as the file can have. */
static bool add_fat(struct ole *o, uint32_t *fat, uint32_t n)
{
	size_t size, words = (size_t)1 << (o->shift - 2);
	const uint8_t *p = sector(o, n, &size);
	if (!p || o->fat_count >= o->sectors)
		return false;
	for (size_t i = 0; i < size / 4 && i < words; i++)
		fat[o->fat_count++] = u32(p + 4 * i);
	return true;
}

/* The FAT's own sectors are named in the header and, beyond 109, in a chain of sectors whose last word names the next. How many there are is said
 * too, and often wrong: the names count. A part that is missing shows in the chains. */
static void read_fat(struct ole *o)
{
	size_t words = (size_t)1 << (o->shift - 2), size;
	uint32_t *fat = arena_alloc(o->a, ((size_t)o->sectors + 2 * words) * sizeof *fat), next = u32(o->file.data + 0x44);
	o->fat = fat;
	for (size_t i = 0; i < HEADER_DIFAT; i++)
		if (!add_fat(o, fat, u32(o->file.data + 0x4C + 4 * i)))
			return;
	for (uint32_t steps = 0; steps <= o->sectors; steps++) {
		const uint8_t *p = sector(o, next, &size);
		if (!p || size != words * 4)
			return;
		for (size_t i = 0; i + 1 < words; i++)
			if (!add_fat(o, fat, u32(p + 4 * i)))
				return;
		next = u32(p + 4 * (words - 1));
	}
}

/* The bytes of a chain from `first`, up to `wanted`. False when it leaves the file or runs in a circle. in_order_r: its sectors lie one after
 * the other, as nearly every program writes them. */
static bool measure_chain(const struct ole *o, uint32_t first, size_t wanted, size_t *size_r, bool *in_order_r)
{
	size_t room = 0, size = 0, steps = 0;
	uint8_t *seen = arena_alloc(o->a, o->sectors / 8 + 1); /* bits; a sector that comes again is a loop */
	*in_order_r = true;
	for (uint32_t n = first; room < wanted && n < SECTOR_MAX; n = o->fat[n]) {
		if (!sector(o, n, &size) || n >= o->fat_count || seen[n / 8] >> n % 8 & 1)
			return false;
		seen[n / 8] |= (uint8_t)(1u << n % 8);
		*in_order_r = *in_order_r && n == first + steps;
		room += size;
		steps++;
	}
	*size_r = room < wanted ? room : wanted;
	return true;
}

/* A chain in one piece: `wanted` bytes of it, or all when that is SIZE_MAX; a part of the file itself where that can be. False: damaged, or
 * shorter than wanted. */
static bool read_chain(const struct ole *o, uint32_t first, size_t wanted, struct bytes *out_r)
{
	size_t room, done = 0, size = 0;
	bool in_order;
	*out_r = (struct bytes){o->file.data, 0};
	if (!measure_chain(o, first, wanted, &room, &in_order) || (wanted != SIZE_MAX && room < wanted))
		return false;
	if (room && in_order) {
		*out_r = (struct bytes){sector(o, first, &size), room};
		return true;
	}
	uint8_t *data = arena_alloc(o->a, room ? room : 1);
	for (uint32_t n = first; done < room; n = o->fat[n]) {
		const uint8_t *p = sector(o, n, &size);
		size = size < room - done ? size : room - done;
		memcpy(data + done, p, size);
		done += size;
	}
	*out_r = (struct bytes){data, done};
	return true;
}

static bool read_mini_chain(const struct ole *o, uint32_t first, size_t wanted, struct bytes *out_r)
{
	uint8_t *data = arena_alloc(o->a, wanted ? wanted : 1);
	size_t done = 0;
	uint32_t n = first;
	while (done < wanted) {
		size_t at = (size_t)n << MINI_SHIFT, size = wanted - done < 1 << MINI_SHIFT ? wanted - done : 1 << MINI_SHIFT;
		if (n >= SECTOR_MAX || at + size > o->mini.size)
			return false;
		memcpy(data + done, o->mini.data + at, size);
		done += size;
		n = 4 * (size_t)n + 4 <= o->mini_fat.size ? u32(o->mini_fat.data + 4 * (size_t)n) : SECTOR_MAX;
	}
	*out_r = (struct bytes){data, done};
	return true;
}

static bool name_is(const uint8_t *entry, const char *name)
{
	size_t n = strlen(name), i = 0;
	if (entry[64] != 2 * n + 2 || entry[65] != 0)
		return false;
	while (i < n && (entry[2 * i] | 32) == (name[i] | 32) && entry[2 * i + 1] == 0)
		i++;
	return i == n;
}

static const uint8_t *entry_at(const struct ole *o, uint32_t n)
{
	return n < o->directory.size / ENTRY_SIZE ? o->directory.data + (size_t)n * ENTRY_SIZE : NULL;
}

/* The number of the entry of that name directly in a storage, 0 if there is none: what lies deeper belongs to an object that is embedded. The
 * entries of a storage are a binary tree; each is looked at once, so that a loop ends. */
static uint32_t find(struct ole *o, uint32_t storage, const char *name)
{
	size_t count = o->directory.size / ENTRY_SIZE, waiting = 0;
	if (!o->stack) {
		o->stack = arena_alloc(o->a, (2 * count + 2) * sizeof *o->stack);
		o->seen = arena_alloc(o->a, (count + 1) * sizeof *o->seen);
	}
	o->look++;
	o->stack[waiting++] = u32(entry_at(o, storage) + CHILD);
	while (waiting) {
		uint32_t n = o->stack[--waiting];
		const uint8_t *e = entry_at(o, n);
		if (!e || o->seen[n] == o->look)
			continue;
		o->seen[n] = o->look;
		if (n && (e[66] == STREAM || e[66] == STORAGE) && name_is(e, name))
			return n;
		o->stack[waiting++] = u32(e + LEFT);
		o->stack[waiting++] = u32(e + RIGHT);
	}
	return 0;
}

static bool open_file(struct ole *o)
{
	const uint8_t *h = o->file.data;
	o->shift = h[0x1E];
	if (o->shift != 9 && o->shift != 12)
		return false;
	o->sectors = (uint32_t)(o->file.size >> o->shift);
	read_fat(o);
	return read_chain(o, u32(h + 0x30), SIZE_MAX, &o->directory) && o->directory.size >= ENTRY_SIZE && o->directory.data[66] == ROOT;
}

/* The mini stream's own size is not asked for: programs leave its last sector short, or count it wrong. What a stream needs of it is checked. */
static bool open_mini(struct ole *o)
{
	o->has_mini = o->has_mini || (read_chain(o, u32(o->directory.data + START), SIZE_MAX, &o->mini) &&
	                              read_chain(o, u32(o->file.data + 0x3C), SIZE_MAX, &o->mini_fat));
	return o->has_mini;
}

static enum table_status read_entry(struct ole *o, uint32_t entry, struct bytes *stream_r)
{
	const uint8_t *e = entry_at(o, entry);
	uint32_t first = u32(e + START), size = u32(e + SIZE);
	*stream_r = (struct bytes){NULL, 0};
	if (size > TABLE_MAX_UNPACKED)
		return TABLE_TOO_LARGE;
	if (size < MINI_CUTOFF && open_mini(o) && read_mini_chain(o, first, size, stream_r))
		return TABLE_OK;
	return read_chain(o, first, size, stream_r) ? TABLE_OK : TABLE_BROKEN; /* some programs keep small streams here, too */
}

static bool is_stream(const struct ole *o, uint32_t entry)
{
	return entry && entry_at(o, entry)[66] == STREAM;
}

enum table_status ole_stream(struct arena *a, struct bytes file, const char *name, struct bytes *stream_r)
{
	struct ole o = {.a = a, .file = file};
	*stream_r = (struct bytes){NULL, 0};
	if (!ole_is(file) || !open_file(&o))
		return TABLE_BROKEN;
	uint32_t entry = find(&o, OLE_ROOT, name);
	return is_stream(&o, entry) ? read_entry(&o, entry, stream_r) : TABLE_NOT_A_TABLE;
}

bool ole_has(struct arena *a, struct bytes file, const char *name)
{
	struct ole o = {.a = a, .file = file};
	return ole_is(file) && open_file(&o) && is_stream(&o, find(&o, OLE_ROOT, name));
}

struct ole *ole_open(struct arena *a, struct bytes file)
{
	struct ole *o = arena_alloc(a, sizeof *o);
	o->a = a;
	o->file = file;
	return ole_is(file) && open_file(o) && o->directory.size / ENTRY_SIZE <= OLE_MAX_ENTRIES ? o : NULL;
}

uint32_t ole_find(struct ole *o, uint32_t storage, const char *name)
{
	return find(o, storage, name);
}

enum table_status ole_read(struct ole *o, uint32_t entry, struct bytes *stream_r)
{
	return read_entry(o, entry, stream_r);
}
