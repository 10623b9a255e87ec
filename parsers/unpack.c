#include "parsers/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <string.h>

#include "base/bug.h"
#include "base/late.h"
#include "base/text.h"
#include "parsers/seven.h"

#define FUNCTIONS(F) \
	F(archive_entry_filetype) F(archive_entry_hardlink) F(archive_entry_is_encrypted) F(archive_entry_pathname) F(archive_entry_pathname_utf8) \
	F(archive_filter_bytes) F(archive_format) F(archive_read_data) F(archive_read_free) F(archive_read_has_encrypted_entries) F(archive_read_new) \
	F(archive_read_next_header) F(archive_read_open_memory) F(archive_read_support_filter_bzip2) F(archive_read_support_filter_gzip) \
	F(archive_read_support_filter_xz) F(archive_read_support_format_7zip) F(archive_read_support_format_rar) F(archive_read_support_format_rar5) \
	F(archive_read_support_format_raw) F(archive_read_support_format_tar) F(archive_read_support_format_zip_seekable)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};

enum {
	PIECE = 64 * 1024,
	DIRECTORY_MAX = 1024 * 1024, /* bytes of a .7z directory: some hundred for each file */
	TAR_MAGIC_AT = 257,
	NAME_MOST = 1024, /* bytes of a name that are looked at: a .tar may tell a megabyte */
};

#define DAMAGED "压缩包不完整或已损坏，可能没有传完，请重新压缩后再发，或直接发送表格文件"
#define LOCKED "加密的压缩包，请解压后以表格文件重发，不要加密码"
#define TOO_MUCH "压缩包解压后的内容太大，没有全部读取，请分开发送"
#define TOO_MANY "压缩包里的文件太多，没有全部读取，请分开发送"

enum kind { NONE, RAR4, RAR5, SEVEN, TAR, GZIP, BZIP2, XZ };

struct unpack {
	struct arena *arena, *names;   /* own; names: of the file at hand */
	struct archive *archive;       /* own */
	struct archive_entry *entry;   /* of the file at hand, of the archive; NULL when none, or it was read */
	const char *single;            /* the name of what is no archive but a packed file; NULL else */
	size_t unpacked, entries;      /* bytes so far; files, folders and what else there was */
};

static locale_t utf8; /* 0 where the machine has none: names that are not ASCII are then lost */

int unpack_prepare(struct err *err)
{
	if (!utf8)
		utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", 0);
	return late_bind("libarchive.so.13", names, &lib, sizeof lib, err);
}

/* ---- what it is ---- */

static bool begins(struct bytes file, size_t at, const void *what, size_t size)
{
	return file.size >= at + size && memcmp(file.data + at, what, size) == 0;
}

static enum kind kind_of(struct bytes file)
{
	static const struct {
		enum kind kind;
		size_t at;
		const char *magic;
		size_t size;
	} magics[] = {
		{RAR4, 0, "Rar!\x1A\x07\0", 7}, {RAR5, 0, "Rar!\x1A\x07\1\0", 8}, {SEVEN, 0, "7z\xBC\xAF\x27\x1C", 6},
		{TAR, TAR_MAGIC_AT, "ustar", 5}, {GZIP, 0, "\x1F\x8B\x08", 3}, {BZIP2, 0, "BZh", 3}, {XZ, 0, "\xFD" "7zXZ", 5},
	};
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (begins(file, magics[i].at, magics[i].magic, magics[i].size))
			return magics[i].kind;
	return NONE;
}

bool unpack_is(struct bytes file)
{
	return kind_of(file) != NONE;
}

/* A number of seven bits a byte; 0 beyond the end. */
static uint64_t number(struct bytes file, size_t *at)
{
	uint64_t n = 0;
	for (unsigned shift = 0; *at < file.size && shift < 63; shift += 7) {
		uint8_t b = file.data[(*at)++];
		n |= (uint64_t)(b & 0x7F) << shift;
		if (!(b & 0x80))
			break;
	}
	return n;
}

/* What the first block says that we have a word for: one of several volumes, or all behind a password. */
static enum table_status first_block(struct bytes file, enum kind kind, const char **detail_r)
{
	enum { MAIN4 = 0x73, MAIN5 = 1, CRYPT5 = 4, EXTRA = 1, VOLUME = 1 };
	size_t at = 12; /* behind the mark and a checksum */
	bool volume = kind == RAR4 && file.size >= 13 && file.data[9] == MAIN4 && (file.data[10] & VOLUME);
	uint64_t type = 0;
	if (kind == RAR5) {
		number(file, &at); /* the block's size */
		type = number(file, &at);
		if (number(file, &at) & EXTRA)
			number(file, &at);
		volume = type == MAIN5 && (number(file, &at) & VOLUME);
	}
	*detail_r = type == CRYPT5 ? LOCKED : "分卷的压缩包，系统无法合并，请解压后以表格文件重发";
	return type == CRYPT5 ? TABLE_ENCRYPTED : volume ? TABLE_NOT_A_TABLE : TABLE_OK;
}

/* The file's name in a gzip header (RFC 1952), NULL if it has none. */
static const char *gzip_name(struct arena *a, struct bytes file)
{
	enum { FIXED = 10, EXTRA = 4, NAME = 8 };
	size_t at = FIXED;
	if (file.size < FIXED + 2 || !(file.data[3] & NAME))
		return NULL;
	if (file.data[3] & EXTRA)
		at += 2u + file.data[10] + ((size_t)file.data[11] << 8);
	const uint8_t *end = at < file.size ? memchr(file.data + at, 0, file.size - at) : NULL;
	return end ? text_decode(a, NULL, file.data + at, (size_t)(end - file.data) - at) : NULL;
}

/* ---- libarchive, in a locale that knows all characters ---- */

static locale_t enter(void)
{
	return utf8 ? uselocale(utf8) : (locale_t)0;
}

static void leave(locale_t before)
{
	if (before)
		uselocale(before);
}

static bool start(struct unpack *u, struct bytes file, enum kind kind)
{
	late_must(unpack_prepare);
	struct archive *a = u->archive = lib.archive_read_new();
	if (!a)
		bug_no_memory(0);
	lib.archive_read_support_filter_gzip(a);
	lib.archive_read_support_filter_bzip2(a);
	lib.archive_read_support_filter_xz(a);
	lib.archive_read_support_format_tar(a);
	if (kind == RAR4)
		lib.archive_read_support_format_rar(a);
	else if (kind == RAR5)
		lib.archive_read_support_format_rar5(a);
	else if (kind == SEVEN)
		lib.archive_read_support_format_7zip(a);
	else if (kind != TAR)
		lib.archive_read_support_format_raw(a);
	return lib.archive_read_open_memory(a, file.data, file.size) == ARCHIVE_OK;
}

enum table_status unpack_open(struct bytes file, struct unpack **u_r, const char **detail_r)
{
	enum kind kind = kind_of(file);
	enum table_status status = first_block(file, kind, detail_r);
	*u_r = NULL;
	if (status != TABLE_OK)
		return status;
	size_t directory = kind == SEVEN ? seven_directory_size(file) : 0;
	*detail_r = directory == SIZE_MAX ? DAMAGED : "压缩包里的文件太多，请分开发送";
	if (directory > DIRECTORY_MAX)
		return directory == SIZE_MAX ? TABLE_BROKEN : TABLE_TOO_LARGE;
	struct arena *a = arena_new();
	struct unpack *u = arena_alloc(a, sizeof *u);
	u->arena = a;
	u->names = arena_new();
	locale_t before = enter();
	bool good = start(u, file, kind);
	leave(before);
	if (good) {
		u->single = kind == GZIP ? gzip_name(a, file) : NULL;
		*u_r = u;
		return TABLE_OK;
	}
	unpack_free(u);
	*detail_r = DAMAGED;
	return TABLE_BROKEN;
}

void unpack_free(struct unpack *u)
{
	if (!u)
		return;
	lib.archive_read_free(u->archive);
	arena_free(u->names);
	arena_free(u->arena);
}

/* ---- files ---- */

static bool ignore(void *arg, const void *data, size_t size)
{
	(void)arg, (void)data, (void)size;
	return true;
}

static const char *name_of(struct unpack *u)
{
	const char *name = lib.archive_entry_pathname_utf8(u->entry), *raw = lib.archive_entry_pathname(u->entry);
	if (lib.archive_format(u->archive) == ARCHIVE_FORMAT_RAW)
		return u->single ? u->single : "压缩的文件";
	arena_reset(u->names);
	if (raw) /* as the maker's machine wrote it: the locale leaves it alone */
		name = text_decode(u->names, NULL, raw, strnlen(raw, NAME_MOST));
	char *copy = text_clean(u->names, name ? name : "", name ? strnlen(name, NAME_MOST) : 0);
	for (char *p = copy; *p; p++)
		if (*p == '\\')
			*p = '/';
	return copy;
}

static enum table_status next_entry(struct unpack *u, const char **detail_r)
{
	int r = lib.archive_read_next_header(u->archive, &u->entry);
	if (r == ARCHIVE_OK || r == ARCHIVE_WARN || r == ARCHIVE_EOF) { /* a warning is about a name's charset */
		u->entry = r == ARCHIVE_EOF ? NULL : u->entry;
		return TABLE_OK;
	}
	bool locked = lib.archive_read_has_encrypted_entries(u->archive) > 0;
	u->entry = NULL;
	*detail_r = locked ? LOCKED : DAMAGED;
	return locked ? TABLE_ENCRYPTED : TABLE_BROKEN;
}

/* Entries cost time without a byte in them, and so do their names. */
static bool is_endless(struct unpack *u, const char **detail_r)
{
	bool large = lib.archive_filter_bytes(u->archive, 0) > TABLE_MAX_UNPACKED;
	*detail_r = large ? TOO_MUCH : TOO_MANY;
	return large || ++u->entries > ZIP_MAX_MEMBERS;
}

/* What is read of an entry is counted; the library would unpack what it skips, and count nothing. */
static enum table_status skip(struct unpack *u, const char **detail_r)
{
	enum table_status status = u->entry ? unpack_read(u, ignore, NULL, detail_r) : TABLE_OK;
	return status == TABLE_TOO_LARGE ? status : TABLE_OK;
}

static enum table_status step(struct unpack *u, const char **name_r, const char **detail_r)
{
	enum table_status status = TABLE_OK;
	while (!*name_r && (status = skip(u, detail_r)) == TABLE_OK && (status = next_entry(u, detail_r)) == TABLE_OK && u->entry) {
		if (is_endless(u, detail_r))
			return TABLE_TOO_LARGE;
		if (lib.archive_entry_filetype(u->entry) == AE_IFREG && !lib.archive_entry_hardlink(u->entry))
			*name_r = name_of(u);
	}
	return status;
}

enum table_status unpack_next(struct unpack *u, const char **name_r, const char **detail_r)
{
	*name_r = NULL;
	locale_t before = enter();
	enum table_status status = step(u, name_r, detail_r);
	leave(before);
	return status;
}

enum table_status unpack_read(struct unpack *u, zip_sink *sink, void *arg, const char **detail_r)
{
	char piece[PIECE];
	la_ssize_t n = 0;
	bool locked = lib.archive_entry_is_encrypted(u->entry);
	bool more = !locked;
	u->entry = NULL;
	while (more && (n = lib.archive_read_data(u->archive, piece, sizeof piece)) > 0) {
		if ((u->unpacked += (size_t)n) > TABLE_MAX_UNPACKED) {
			*detail_r = TOO_MUCH;
			return TABLE_TOO_LARGE;
		}
		more = sink(arg, piece, (size_t)n);
	}
	locked |= n < 0 && lib.archive_read_has_encrypted_entries(u->archive) > 0;
	if (n >= 0 && !locked)
		return TABLE_OK;
	*detail_r = locked ? LOCKED : DAMAGED;
	return locked ? TABLE_ENCRYPTED : TABLE_BROKEN;
}

bool unpack_zip_member(struct bytes zip, size_t index, inflate_sink *sink, void *arg)
{
	late_must(unpack_prepare);
	char piece[PIECE];
	struct archive_entry *entry;
	struct archive *a = lib.archive_read_new();
	la_ssize_t n = 0;
	if (!a)
		bug_no_memory(0);
	lib.archive_read_support_format_zip_seekable(a);
	int r = lib.archive_read_open_memory(a, zip.data, zip.size);
	for (size_t i = 0; i <= index && r != ARCHIVE_EOF && r >= ARCHIVE_WARN; i++) /* a warning is about a name's charset */
		r = lib.archive_read_next_header(a, &entry);
	bool good = r != ARCHIVE_EOF && r >= ARCHIVE_WARN;
	while (good && (n = lib.archive_read_data(a, piece, sizeof piece)) > 0 && sink(arg, piece, (size_t)n))
		;
	lib.archive_read_free(a);
	return good && n >= 0;
}
