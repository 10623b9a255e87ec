#include "parsers/table.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "parsers/sniff.h"
#include "parsers/zip.h"

static bool is_package(const struct zip *z)
{
	return zip_has(z, "[Content_Types].xml") || zip_has(z, "_rels/.rels") || zip_has(z, "xl/workbook.xml") || zip_has_prefix(z, "Index/") ||
	       (zip_has(z, "mimetype") && zip_has(z, "content.xml"));
}

bool archive_is(struct bytes file)
{
	struct zip *z;
	const char *detail;
	if (!zip_is(file) || zip_open(file, &z, &detail) != TABLE_OK)
		return false;
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
	return strncmp(name, "__MACOSX/", 9) == 0 || strncmp(base, "._", 2) == 0 || strncmp(base, "~$", 2) == 0;
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

struct handing {
	struct arena *a;
	struct zip *z;
	archive_sink *sink;
	void *arg;
	size_t read, strangers, bytes;
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
	enum table_status status = zip_read(h->z, member, gather, h, &why);
	if (h->bytes > ARCHIVE_MAX_BYTES) {
		*detail_r = "压缩包解压后的内容太大，没有全部读取，请分开发送";
		return TABLE_TOO_LARGE;
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

enum table_status archive_files(struct arena *a, struct bytes file, archive_sink *sink, void *arg, const char **detail_r)
{
	struct handing h = {.a = a, .sink = sink, .arg = arg};
	enum table_status status = zip_open(file, &h.z, detail_r);
	const char *name;
	size_t files = 0;
	if (status != TABLE_OK)
		return status;
	for (size_t i = 0; status == TABLE_OK && (name = zip_member(h.z, i)); i++) {
		if (is_litter(name))
			continue;
		if (++files <= ARCHIVE_MAX_FILES) {
			status = hand_out(&h, name, detail_r);
		} else {
			*detail_r = "压缩包里的文件太多，没有全部读取，请分开发送";
			status = TABLE_TOO_LARGE;
		}
	}
	zip_free(h.z);
	buf_release(&h.content);
	if (files)
		return status;
	*detail_r = "空的压缩包，请检查后重发";
	return TABLE_NOT_A_TABLE;
}
