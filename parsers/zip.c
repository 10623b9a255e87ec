#include "parsers/zip.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/bug.h"
#include "base/deflate.h"
#include "parsers/unpack.h"
#include "parsers/zip_directory.h"

enum { PIECE = 64 * 1024, WALK_MOST = 1000 * 1000 };

struct zip {
	struct arena *arena;              /* own */
	struct bytes file;                /* foreign */
	struct zip_entries entries;
	const struct zip_entry **by_name; /* [count] without folders, sorted */
	const char **names;               /* [count] the same in the order of the file */
	size_t count;
	size_t unpacked, last;            /* bytes so far, and of the last member */
	size_t walked;                    /* members that libarchive stepped over to come to others */
	bool encrypted;
};

/* One member on its way out. */
struct unpacking {
	struct zip *z;
	zip_sink *sink;
	void *arg;
	size_t size;
	uint32_t crc;
	bool too_large, stopped;
};

bool zip_is(struct bytes file)
{
	return file.size >= 4 && (memcmp(file.data, "PK\3\4", 4) == 0 || memcmp(file.data, "PK\5\6", 4) == 0);
}

static int by_name(const void *x, const void *y)
{
	const struct zip_entry *const *d = x, *const *e = y;
	return strcasecmp((*d)->name, (*e)->name);
}

static void sort_members(struct zip *z)
{
	z->by_name = arena_alloc(z->arena, (z->entries.all_count + 1) * sizeof *z->by_name);
	z->names = arena_alloc(z->arena, (z->entries.all_count + 1) * sizeof *z->names);
	for (size_t i = 0; i < z->entries.all_count; i++) {
		const struct zip_entry *e = &z->entries.all[i];
		z->encrypted |= e->encrypted;
		if (!*e->name || e->name[strlen(e->name) - 1] == '/')
			continue;
		z->names[z->count] = e->name;
		z->by_name[z->count++] = e;
	}
	if (z->count)
		qsort(z->by_name, z->count, sizeof *z->by_name, by_name);
}

static enum table_status list_members(struct zip *z, const char **detail_r)
{
	enum table_status status = zip_directory_read(z->arena, z->file, &z->entries, detail_r);
	if (status != TABLE_OK)
		return status;
	sort_members(z);
	for (size_t i = 1; i < z->count; i++)
		if (by_name(&z->by_name[i - 1], &z->by_name[i]) == 0) {
			*detail_r = "文件内部有重名的部件，请用 Excel 或 WPS 另存后再发";
			return TABLE_BROKEN;
		}
	return TABLE_OK;
}

enum table_status zip_open(struct bytes file, struct zip **zip_r, const char **detail_r)
{
	struct arena *a = arena_new();
	struct zip *z = arena_alloc(a, sizeof *z);
	z->arena = a;
	z->file = file;
	*zip_r = NULL;
	enum table_status status = list_members(z, detail_r);
	if (status == TABLE_OK)
		*zip_r = z;
	else
		zip_free(z);
	return status;
}

void zip_free(struct zip *z)
{
	if (z)
		arena_free(z->arena);
}

static const struct zip_entry *find(const struct zip *z, const char *name)
{
	const struct zip_entry key = {.name = name}, *wanted = &key;
	const struct zip_entry **found = z->count ? bsearch(&wanted, z->by_name, z->count, sizeof *z->by_name, by_name) : NULL;
	return found ? *found : NULL;
}

bool zip_has(const struct zip *z, const char *name)
{
	return find(z, name) != NULL;
}

bool zip_has_prefix(const struct zip *z, const char *prefix)
{
	for (size_t i = 0; i < z->count; i++)
		if (strncasecmp(z->names[i], prefix, strlen(prefix)) == 0)
			return true;
	return false;
}

const char *zip_member(const struct zip *z, size_t i)
{
	return i < z->count ? z->names[i] : NULL;
}

bool zip_encrypted(const struct zip *z)
{
	return z->encrypted;
}

static bool take(void *arg, void *data, size_t size)
{
	struct unpacking *u = arg;
	u->size += size;
	u->z->unpacked += size;
	u->crc = inflate_crc(u->crc, data, size);
	u->too_large = u->z->unpacked > TABLE_MAX_UNPACKED;
	u->stopped = !u->too_large && !u->sink(u->arg, data, size);
	return !u->too_large && !u->stopped;
}

static bool unpack_stored(struct unpacking *u, struct bytes packed)
{
	char piece[PIECE];
	for (size_t n; packed.size; packed.data += n, packed.size -= n) {
		n = packed.size < PIECE ? packed.size : PIECE;
		memcpy(piece, packed.data, n);
		if (!take(u, piece, n))
			break;
	}
	return true;
}

static bool unpack(struct unpacking *u, const struct zip_entry *e)
{
	if (e->method == ZIP_STORED)
		return unpack_stored(u, e->packed);
	if (e->method == ZIP_DEFLATED)
		return inflate_bytes(e->packed, e->size, take, u) != INFLATE_DAMAGED;
	size_t index = (size_t)(e - u->z->entries.all);
	u->z->walked += index;
	u->too_large = u->z->walked > WALK_MOST;
	return u->too_large || unpack_zip_member(u->z->file, index, take, u); /* bzip2, LZMA and the like */
}

enum table_status zip_read(struct zip *z, const char *name, zip_sink *sink, void *arg, const char **detail_r)
{
	const struct zip_entry *e = find(z, name);
	struct unpacking u = {.z = z, .sink = sink, .arg = arg};
	if (!e)
		return TABLE_NOT_A_TABLE;
	if (e->encrypted) {
		*detail_r = "文件设有密码，请取消密码后再发";
		return TABLE_ENCRYPTED;
	}
	bool whole = unpack(&u, e);
	z->last = u.size;
	if (u.too_large) {
		*detail_r = "解压后的内容太大";
		return TABLE_TOO_LARGE;
	}
	if (u.stopped || (whole && u.size == e->size && u.crc == e->crc))
		return TABLE_OK;
	*detail_r = "文件内部的压缩数据已损坏，请重新保存后再发";
	return TABLE_BROKEN;
}

enum table_status zip_read_again(struct zip *z, const char *name, zip_sink *sink, void *arg, const char **detail_r)
{
	z->unpacked -= z->last;
	z->last = 0;
	return zip_read(z, name, sink, arg, detail_r);
}
