#include "parsers/outlook.h"

#include <string.h>

#include "base/text.h"
#include "parsers/ole.h"

enum outlook_kind outlook_is(struct arena *a, struct bytes file)
{
	static const uint8_t tnef[] = {0x78, 0x9F, 0x3E, 0x22};
	if (file.size >= sizeof tnef && memcmp(file.data, tnef, sizeof tnef) == 0)
		return OUTLOOK_TNEF;
	return ole_has(a, file, "__properties_version1.0") ? OUTLOOK_MSG : OUTLOOK_NONE;
}

/* As a mail would label it; NULL: by its bytes. */
static const char *label_of(struct arena *a, unsigned codepage)
{
	switch (codepage) {
	case 936:
	case 20936:
	case 54936: return "gb18030";
	case 950: return "big5";
	case 932: return "shift_jis";
	case 949: return "euc-kr";
	case 65001: return "utf-8";
	case 28591: return "iso-8859-1";
	default: return codepage >= 1250 && codepage <= 1258 ? arena_printf(a, "windows-%u", codepage) : NULL;
	}
}

const char *outlook_text(struct arena *a, unsigned type, struct bytes value, unsigned codepage)
{
	if (type == TYPE_UNICODE) {
		size_t n = 0;
		while (n + 1 < value.size && (value.data[n] || value.data[n + 1]))
			n += 2;
		return n ? text_convert(a, "utf-16le", value.data, n) : "";
	}
	const uint8_t *nul = value.size ? memchr(value.data, 0, value.size) : NULL;
	size_t n = nul ? (size_t)(nul - value.data) : value.size;
	return n ? text_decode(a, label_of(a, codepage), value.data, n) : "";
}

enum table_status outlook_count(struct outlook *o)
{
	if (++o->files <= OUTLOOK_MAX_FILES)
		return TABLE_OK;
	o->detail = "附件太多，没有全部读取，请分开发送";
	return TABLE_TOO_LARGE;
}

enum table_status outlook_file(struct outlook *o, const char *name, struct bytes file)
{
	if (!o->sink)
		return TABLE_OK;
	char *line = arena_strdup(o->a, name);
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F || *p == '/' || *p == '\\')
			*p = ' ';
	struct bytes safe = {file.size ? file.data : (const uint8_t *)"", file.size};
	if (o->sink(o->arg, text_cut(o->a, line, ARCHIVE_NAME_MAX), safe, TABLE_OK, NULL))
		return TABLE_OK;
	o->detail = "附件太大，后面的没有读取，请分开发送";
	return TABLE_TOO_LARGE;
}

enum table_status outlook_files(struct arena *a, struct bytes file, archive_sink *sink, void *arg, struct outlook_words *words_r,
                                const char **detail_r)
{
	struct outlook o = {.a = a, .sink = sink, .arg = arg, .words = words_r, .room = file.size, .detail = ""};
	*words_r = (struct outlook_words){"", "", ""};
	enum table_status status = outlook_is(a, file) == OUTLOOK_TNEF ? tnef_read(&o, file) : msg_read(&o, file);
	*detail_r = o.detail;
	return status;
}
