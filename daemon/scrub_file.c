/* Files, by what is in them. */
#include <string.h>
#include <strings.h>

#include "base/encode.h"
#include "base/text.h"
#include "base/zipped.h"
#include "parsers/table.h"
#include "scrub_inside.h"

enum { DEPTH_MAX = 4, LABEL_LOOK = 1024 /* bytes at the start of a file that may name its charset */, LABEL_MAX = 32 };

/* ---- charsets ---- */

static bool shifts(const char *label)
{
	return strncasecmp(label, "iso-2022", 8) == 0 || strncasecmp(label, "hz", 2) == 0 || strcasecmp(label, "utf-7") == 0 || strncasecmp(label, "utf-32", 6) == 0;
}

static bool is_gb(const char *label)
{
	static const char *const names[] = {"gb18030", "gb2312", "gbk", "x-gbk", "cp936", "ms936", "gb_2312-80", "windows-936"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcasecmp(names[i], label) == 0)
			return true;
	return false;
}

const char *scrub_charset(const char *label, struct bytes b)
{
	if (b.size >= 2 && (memcmp(b.data, "\xFF\xFE", 2) == 0 || memcmp(b.data, "\xFE\xFF", 2) == 0))
		return b.data[0] == 0xFF ? "utf-16le" : "utf-16be";
	if (label && (strcasecmp(label, "utf-16le") == 0 || strcasecmp(label, "utf-16be") == 0))
		return strcasecmp(label, "utf-16le") == 0 ? "utf-16le" : "utf-16be";
	if (label && shifts(label))
		return NULL;
	if (text_is_utf8(b.data, b.size))
		return "utf-8";
	if (label && strncasecmp(label, "big5", 4) == 0)
		return "big5";
	return !label || is_gb(label) || strncasecmp(label, "utf", 3) == 0 || strncasecmp(label, "iso-8859", 8) == 0 || strcasecmp(label, "us-ascii") == 0 ? "gb18030" : NULL;
}

static const char *mark_of(const char *charset, struct bytes b)
{
	if (strncmp(charset, "utf-16", 6) == 0)
		return b.size >= 2 && (b.data[0] == 0xFF || b.data[0] == 0xFE) && b.data[0] + b.data[1] == 0xFF + 0xFE ? (b.data[0] == 0xFF ? "\xFF\xFE" : "\xFE\xFF") : "";
	return b.size >= 3 && memcmp(b.data, "\xEF\xBB\xBF", 3) == 0 ? "\xEF\xBB\xBF" : "";
}

bool scrub_bytes(struct scrub *s, struct arena *a, struct bytes b, const char *label, bool markup, struct buf *out)
{
	const char *charset = scrub_charset(label, b);
	struct buf clean = {0};
	if (!charset)
		return false;
	const char *mark = mark_of(charset, b), *text = text_convert(a, charset, b.data + strlen(mark), b.size - strlen(mark));
	if (markup)
		scrub_markup(s, text, &clean);
	else
		scrub_text(s, text, &clean);
	buf_adds(out, mark);
	bool good = encode_text(charset, clean.data ? clean.data : "", out);
	buf_release(&clean);
	return good;
}

/* ---- what it is ---- */

static const char *ending(const char *name)
{
	const char *dot = name ? strrchr(name, '.') : NULL;
	return dot ? dot + 1 : "";
}

static bool ends_with(const char *name, const char *const *endings)
{
	for (; *endings; endings++)
		if (strcasecmp(ending(name), *endings) == 0)
			return true;
	return false;
}

/* No program's own bytes: controls but for what texts hold. UTF-16 tells itself by its mark. */
static bool begins(struct bytes b, const char *text)
{
	return b.size >= strlen(text) && memcmp(b.data, text, strlen(text)) == 0;
}

/* RTF and PDF spell characters as they like. */
static bool is_text(struct bytes b)
{
	if (begins(b, "{\\rtf") || begins(b, "%PDF"))
		return false;
	bool wide = b.size >= 2 && ((b.data[0] == 0xFF && b.data[1] == 0xFE) || (b.data[0] == 0xFE && b.data[1] == 0xFF));
	for (size_t i = 0; !wide && i < b.size; i++)
		if (b.data[i] < 0x20 && !strchr("\t\r\n\f\v\x1A", b.data[i] ? b.data[i] : 1))
			return false;
	return true;
}

static bool is_markup(struct bytes b)
{
	char *head = memchr(b.data ? (const char *)b.data : "", '<', b.size < LABEL_LOOK ? b.size : LABEL_LOOK);
	return head != NULL;
}

/* encoding="gbk" of XML, charset=gbk of HTML. */
static const char *label_within(struct arena *a, struct bytes b)
{
	const char *text = arena_strndup(a, (const char *)b.data, b.size < LABEL_LOOK ? b.size : LABEL_LOOK), *at = strcasestr(text, "encoding=");
	at = at ? at + 9 : (at = strcasestr(text, "charset=")) ? at + 8 : NULL;
	if (!at)
		return NULL;
	at += *at == '"' || *at == '\'';
	size_t n = strcspn(at, "\"' ;>\r\n");
	return n && n < LABEL_MAX ? arena_strndup(a, at, n) : NULL;
}

static const char *scrubbed_name(struct scrub *s, struct arena *a, const char *name)
{
	struct buf b = {0};
	scrub_text(s, name, &b);
	const char *text = text_clean(a, b.data ? b.data : "", b.size);
	buf_release(&b);
	return text;
}

/* ---- left out ---- */

static void add_cells(struct scrub *s, struct arena *a, const char *name, const struct table_file *file, struct scrubbed *r)
{
	struct buf csv = {0}, clean = {0};
	for (size_t i = 0; i < file->sheets_count; i++)
		for (size_t k = 0; k < file->sheets[i].rows_count; k++)
			for (size_t c = 0; c < file->sheets[i].rows[k].cell_count; c++)
				buf_printf(&csv, "%s%s", file->sheets[i].rows[k].cells[c].text, c + 1 < file->sheets[i].rows[k].cell_count ? "\t" : "\n");
	scrub_text(s, csv.data ? csv.data : "", &clean);
	ARENA_PUSH(a, r, files) = (struct scrubbed_file){arena_printf(a, "%s.cells.tsv", name), {arena_memdup(a, clean.data ? clean.data : "", clean.size), clean.size}};
	buf_release(&csv);
	buf_release(&clean);
}

void scrub_leave_out(struct scrub *s, struct arena *a, const char *name, struct bytes file, struct scrubbed *r)
{
	struct table_file table = {0};
	const char *detail, *clean = scrubbed_name(s, a, name && *name ? name : "part");
	bool known = table_read(a, file, name, &table, &detail) == TABLE_OK && table.sheets_count > 0;
	ARENA_PUSH(a, r, left_out) = arena_printf(a, "%s: %zu bytes%s", clean, file.size, known ? "; its cells are in a file of their own" : "");
	if (known)
		add_cells(s, a, clean, &table, r);
}

/* ---- files of files ---- */

static bool scrub_zip(struct scrub *s, struct arena *a, struct bytes file, int depth, struct scrubbed *r, struct buf *out)
{
	struct table_members m;
	struct zipped z = {0};
	if (table_members(a, file, &m) != TABLE_OK)
		return false;
	for (size_t i = 0; i < m.items_count; i++) {
		struct buf one = {0};
		bool kept;
		scrub_file_at(s, a, m.items[i].name, m.items[i].bytes, NULL, depth + 1, r, &one, &kept);
		zipped_add(&z, scrubbed_name(s, a, m.items[i].name), one.data ? one.data : "", kept ? one.size : 0);
		buf_release(&one);
	}
	zipped_end(&z);
	buf_add(out, z.out.data, z.out.size);
	zipped_release(&z);
	return true;
}

void scrub_file_at(struct scrub *s, struct arena *a, const char *name, struct bytes file, const char *label, int depth, struct scrubbed *r, struct buf *out,
                   bool *kept_r)
{
	static const char *const mails[] = {"eml", "mht", "mhtml", NULL}, *const marked[] = {"xml", "rels", "vml", "htm", "html", "xls", "et", NULL};
	*kept_r = true;
	if (depth > DEPTH_MAX || !(begins(file, "PK\3\4") ? scrub_zip(s, a, file, depth, r, out) : is_text(file)))
		*kept_r = false;
	else if (out->size == 0 && (ends_with(name, mails) || begins(file, "MIME-Version:")))
		scrub_mail_at(s, a, file, depth + 1, r, out);
	else if (out->size == 0 && file.size > 0) {
		bool markup = is_markup(file) && (ends_with(name, marked) || label_within(a, file) || file.data[0] == '<');
		*kept_r = scrub_bytes(s, a, file, label ? label : markup ? label_within(a, file) : NULL, markup, out);
	}
	if (!*kept_r)
		scrub_leave_out(s, a, name, file, r);
}

void scrub_file(struct scrub *s, struct arena *a, const char *name, struct bytes file, struct scrubbed *r)
{
	struct buf out = {0};
	bool kept;
	size_t first = r->files_count;
	ARENA_PUSH(a, r, files) = (struct scrubbed_file){scrubbed_name(s, a, name), {0}};
	scrub_file_at(s, a, name, file, NULL, 0, r, &out, &kept);
	if (kept)
		r->files[first].bytes = (struct bytes){arena_memdup(a, out.data ? out.data : "", out.size), out.size};
	buf_release(&out);
}
