#include "parsers/table.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "parsers/html_parts.h"
#include "parsers/part.h"
#include "parsers/sniff.h"
#include "parsers/unpack.h"

static bool is_package(const struct zip *z)
{
	return zip_has(z, "[Content_Types].xml") || zip_has(z, "_rels/.rels") || zip_has(z, "xl/workbook.xml") || part_is_iwork(z) ||
	       (zip_has(z, "mimetype") && zip_has(z, "content.xml"));
}

bool archive_is(struct bytes file)
{
	struct zip *z;
	const char *detail;
	if (!zip_is(file) || zip_open(file, &z, &detail) != TABLE_OK)
		return unpack_is(file);
	bool is = !is_package(z) && !zip_encrypted(z);
	zip_free(z);
	return is;
}

static const char *base_of(const char *name)
{
	const char *slash = strrchr(name, '/');
	return slash ? slash + 1 : name;
}

/* Left there by a system, not by a person. */
static bool is_litter(const char *name)
{
	static const char *const names[] = {".DS_Store", "Thumbs.db", "desktop.ini"};
	const char *base = base_of(name);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(base, names[i]) == 0)
			return true;
	return strncmp(name, "__MACOSX/", 9) == 0 || strncmp(base, "._", 2) == 0 || table_is_lock(name);
}

/* The name with its innermost folder, which may say what the table is; one line, cut. */
static const char *shown_name(struct arena *a, const char *name)
{
	const char *base = base_of(name), *folder = base;
	if (base - name >= 2)
		for (folder = base - 1; folder > name && folder[-1] != '/';)
			folder--;
	if (strncmp(folder, "../", 3) == 0 || strncmp(folder, "./", 2) == 0)
		folder = base;
	char *line = arena_strdup(a, folder);
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F)
			*p = ' ';
	return text_cut(a, line, ARCHIVE_NAME_MAX);
}

static const char *not_read(const char *name, struct bytes file)
{
	size_t n = strlen(name);
	if (archive_is(file))
		return "压缩包里的压缩包，请全部解压后以表格文件重发";
	return n > 4 && strcasecmp(name + n - 4, ".eml") == 0 ? "压缩包里的邮件，请直接转发该邮件" : NULL;
}

/* A zip, whose directory says what is in it, or one that is read from front to end. */
struct source {
	struct zip *zip;
	size_t next;
	struct unpack *unpack; /* NULL for a zip */
};

static enum table_status open_source(struct bytes file, struct source *s, const char **detail_r)
{
	*s = (struct source){0};
	return unpack_is(file) ? unpack_open(file, &s->unpack, detail_r) : zip_open(file, &s->zip, detail_r);
}

/* *name_r is NULL at the end. */
static enum table_status next_file(struct source *s, const char **name_r, const char **detail_r)
{
	if (s->unpack)
		return unpack_next(s->unpack, name_r, detail_r);
	*name_r = zip_member(s->zip, s->next++);
	return TABLE_OK;
}

static enum table_status read_file(struct source *s, const char *name, zip_sink *sink, void *arg, const char **detail_r)
{
	return s->unpack ? unpack_read(s->unpack, sink, arg, detail_r) : zip_read(s->zip, name, sink, arg, detail_r);
}

static void close_source(struct source *s)
{
	unpack_free(s->unpack);
	zip_free(s->zip);
}

struct handing {
	struct arena *a;
	struct source source;
	archive_sink *sink;
	void *arg;
	size_t files, read, strangers, bytes;
	struct buf content; /* of the file at hand */
};

static bool gather(void *arg, const void *data, size_t size)
{
	struct handing *h = arg;
	h->bytes += size;
	if (h->bytes > ARCHIVE_MAX_BYTES)
		return false;
	buf_add(&h->content, data, size);
	return true;
}

/* TABLE_OK: on with the next one. */
static enum table_status hand_out(struct handing *h, const char *member, const char **detail_r)
{
	const char *name = shown_name(h->a, member), *why = NULL;
	buf_clear(&h->content);
	enum table_status status = read_file(&h->source, member, gather, h, &why);
	if (h->bytes > ARCHIVE_MAX_BYTES) {
		*detail_r = "压缩包解压后的内容太大，没有全部读取，请分开发送";
		return TABLE_TOO_LARGE;
	}
	if (status == TABLE_ENCRYPTED || status == TABLE_TOO_LARGE) { /* of a .rar or .7z: the others have the same password, or can't be come to */
		*detail_r = why;
		return status;
	}
	struct bytes file = {h->content.size ? (const uint8_t *)h->content.data : (const uint8_t *)"", h->content.size};
	bool stranger = status == TABLE_OK && sniff_foreign(file), go_on = true;
	if (status == TABLE_OK && (why = not_read(name, file)))
		status = TABLE_NOT_A_TABLE;
	h->strangers += stranger;
	h->read += !stranger && !why;
	bool full = h->read > ARCHIVE_MAX_READ;
	if (!full && (!stranger || h->strangers <= ARCHIVE_MAX_STRANGERS))
		go_on = h->sink(h->arg, name, file, status, why);
	*detail_r = full ? "压缩包里的文件太多，没有全部读取，请分开发送" : "压缩包里有太大的文件，后面的没有读取，请分开发送";
	return full || !go_on ? TABLE_TOO_LARGE : TABLE_OK;
}

/* One file, unless it is litter or one too many. */
static enum table_status take_file(struct handing *h, const char *name, const char **detail_r)
{
	if (is_litter(name))
		return TABLE_OK;
	if (++h->files <= ARCHIVE_MAX_FILES)
		return hand_out(h, name, detail_r);
	*detail_r = "压缩包里的文件太多，没有全部读取，请分开发送";
	return TABLE_TOO_LARGE;
}

int table_prepare(struct err *err)
{
	return html_bind(err) < 0 ? -1 : unpack_prepare(err);
}

enum table_status archive_files(struct arena *a, struct bytes file, archive_sink *sink, void *arg, const char **detail_r)
{
	struct handing h = {.a = a, .sink = sink, .arg = arg};
	const char *name;
	enum table_status status = open_source(file, &h.source, detail_r);
	if (status != TABLE_OK)
		return status;
	while ((status = next_file(&h.source, &name, detail_r)) == TABLE_OK && name)
		if ((status = take_file(&h, name, detail_r)) != TABLE_OK)
			break;
	close_source(&h.source);
	buf_release(&h.content);
	if (h.files || status != TABLE_OK)
		return status;
	*detail_r = "空的压缩包，请检查后重发";
	return TABLE_NOT_A_TABLE;
}
