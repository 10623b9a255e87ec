#include "parsers/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/bug.h"
#include "base/text.h"
#include "parsers/zip_names.h"

enum { PIECE = 64 * 1024 };

struct member {
	const char *name; /* in the arena; "\\" is "/" */
	size_t index;     /* its place in the archive */
};

struct zip {
	struct arena *arena;           /* own */
	struct bytes file;             /* foreign */
	struct archive *archive;       /* own; NULL when it must be opened anew */
	size_t next;                   /* index of the member that the archive gives next */
	struct member *members;        /* sorted by name */
	size_t members_count, members_cap;
	const char **names;            /* [members_count] the same by their place */
	size_t unpacked;               /* bytes so far */
	bool encrypted;
};

bool zip_is(struct bytes file)
{
	return file.size >= 4 && (memcmp(file.data, "PK\3\4", 4) == 0 || memcmp(file.data, "PK\5\6", 4) == 0);
}

static bool start(struct zip *z)
{
	if (z->archive)
		archive_read_free(z->archive);
	z->archive = archive_read_new();
	z->next = 0;
	if (!z->archive)
		bug_no_memory(0);
	/* Only by the directory at the end: a file that was cut off must not pass for a shorter one. */
	archive_read_support_format_zip_seekable(z->archive);
	return archive_read_open_memory(z->archive, z->file.data, z->file.size) == ARCHIVE_OK;
}

/* 1 a member, 0 the end, -1 damaged. */
static int next_member(struct zip *z, struct archive_entry **entry_r)
{
	int r = archive_read_next_header(z->archive, entry_r);
	z->next++;
	if (r == ARCHIVE_EOF)
		return 0;
	return r == ARCHIVE_OK || r == ARCHIVE_WARN ? 1 : -1; /* a warning is about a name's charset */
}

static int by_name(const void *x, const void *y)
{
	const struct member *m = x, *n = y;
	return strcasecmp(m->name, n->name);
}

/* libarchive's name, unless there is more than ASCII in it: that it converts to a locale that knows no more, or leaves as it is. */
static const char *name_of(const struct zip *z, const struct zip_names *names, struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry), *p = name;
	while (p && *p && (unsigned char)*p < 0x80)
		p++;
	if (p && p > name && !*p)
		return name;
	return z->next <= names->count ? names->name[z->next - 1] : text_clean(z->arena, name ? name : "", name ? strlen(name) : 0);
}

static void add_member(struct zip *z, const struct zip_names *names, struct archive_entry *entry)
{
	char *name = arena_strdup(z->arena, name_of(z, names, entry));
	for (char *p = name; *p; p++)
		if (*p == '\\')
			*p = '/';
	if (*name && name[strlen(name) - 1] != '/')
		ARENA_PUSH(z->arena, z, members) = (struct member){name, z->next - 1};
	if (archive_entry_is_data_encrypted(entry) || archive_entry_is_metadata_encrypted(entry))
		z->encrypted = true;
}

static enum table_status list_members(struct zip *z, const char **detail_r)
{
	struct archive_entry *entry;
	struct zip_names names = zip_names_read(z->arena, z->file);
	int r = start(z) ? 1 : -1;
	while (r > 0 && (r = next_member(z, &entry)) > 0) {
		if (z->next > ZIP_MAX_MEMBERS) {
			*detail_r = "文件内部的部件太多";
			return TABLE_TOO_LARGE;
		}
		add_member(z, &names, entry);
	}
	if (r < 0) {
		*detail_r = "文件不完整或已损坏，可能没有传完，请重新保存后再发";
		return TABLE_BROKEN;
	}
	z->names = arena_alloc(z->arena, (z->members_count + 1) * sizeof *z->names);
	for (size_t i = 0; i < z->members_count; i++)
		z->names[i] = z->members[i].name;
	if (z->members_count)
		qsort(z->members, z->members_count, sizeof *z->members, by_name);
	for (size_t i = 1; i < z->members_count; i++)
		if (by_name(&z->members[i - 1], &z->members[i]) == 0) {
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
	if (!z)
		return;
	if (z->archive)
		archive_read_free(z->archive);
	arena_free(z->arena);
}

static const struct member *find(const struct zip *z, const char *name)
{
	struct member key = {name, 0};
	return z->members_count ? bsearch(&key, z->members, z->members_count, sizeof key, by_name) : NULL;
}

bool zip_has(const struct zip *z, const char *name)
{
	return find(z, name) != NULL;
}

bool zip_has_prefix(const struct zip *z, const char *prefix)
{
	for (size_t i = 0; i < z->members_count; i++)
		if (strncasecmp(z->members[i].name, prefix, strlen(prefix)) == 0)
			return true;
	return false;
}

const char *zip_member(const struct zip *z, size_t i)
{
	return i < z->members_count ? z->names[i] : NULL;
}

bool zip_encrypted(const struct zip *z)
{
	return z->encrypted;
}

/* Members are asked for mostly in the order in which they lie, so that the archive is seldom opened again. */
static bool seek_member(struct zip *z, size_t index, struct archive_entry **entry_r)
{
	if ((!z->archive || z->next > index) && !start(z))
		return false;
	while (z->next <= index)
		if (next_member(z, entry_r) <= 0)
			return false;
	return true;
}

static enum table_status unpack(struct zip *z, zip_sink *sink, void *arg, const char **detail_r)
{
	char piece[PIECE];
	la_ssize_t n;
	while ((n = archive_read_data(z->archive, piece, sizeof piece)) > 0) {
		z->unpacked += (size_t)n;
		if (z->unpacked > TABLE_MAX_UNPACKED) {
			*detail_r = "解压后的内容太大";
			return TABLE_TOO_LARGE;
		}
		if (!sink(arg, piece, (size_t)n))
			return TABLE_OK;
	}
	if (n == 0)
		return TABLE_OK;
	*detail_r = "文件内部的压缩数据已损坏，请重新保存后再发";
	return TABLE_BROKEN;
}

enum table_status zip_read(struct zip *z, const char *name, zip_sink *sink, void *arg, const char **detail_r)
{
	const struct member *m = find(z, name);
	struct archive_entry *entry;
	if (!m)
		return TABLE_NOT_A_TABLE;
	if (!seek_member(z, m->index, &entry)) {
		*detail_r = "文件内部的目录已损坏，请重新保存后再发";
		return TABLE_BROKEN;
	}
	if (archive_entry_is_encrypted(entry)) {
		*detail_r = "文件设有密码，请取消密码后再发";
		return TABLE_ENCRYPTED;
	}
	return unpack(z, sink, arg, detail_r);
}
