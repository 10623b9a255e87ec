#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "parsers/html_parts.h"
#include "parsers/mhtml.h"
#include "parsers/sniff.h"

/* Web pages as files: what CRMs and vendors call .xls, and what Excel saves as a page, alone or with all its sheets in one file. */

static bool html_matches(struct bytes file, const char *file_name)
{
	static const char *const starts[] = {"<html", "<!doctype html", "<table", "<head", "<body", "<meta", "<style", "<div"};
	enum { LOOK = 1024 };
	char text[LOOK + 1];
	size_t n = 0;
	(void)file_name;
	if (mhtml_is(file))
		return true;
	for (size_t i = 0; i < file.size && n < LOOK; i++) /* UTF-16 too: without its NULs */
		if (file.data[i] && file.data[i] < 0x80)
			text[n++] = (char)file.data[i];
	text[n] = '\0';
	const char *p = text + strspn(text, " \t\r\n");
	while (strncmp(p, "<?xml", 5) == 0 || strncmp(p, "<!--", 4) == 0) {
		const char *end = strstr(p, p[1] == '?' ? "?>" : "-->");
		if (!end)
			break;
		p = end + (p[1] == '?' ? 2 : 3);
		p += strspn(p, " \t\r\n");
	}
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strncasecmp(p, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* ---- the page as text ---- */

/* The charset that <meta> names in the first kilobytes; NULL when none. */
static const char *meta_charset(struct arena *a, struct bytes file)
{
	enum { LOOK = 4096 };
	const char *head = arena_strndup(a, (const char *)file.data, file.size < LOOK ? file.size : LOOK);
	const char *p = strcasestr(head, "charset");
	if (!p)
		return NULL;
	p += strlen("charset");
	p += strspn(p, " \t\r\n=\"'");
	return arena_strndup(a, p, strcspn(p, " \t\r\n\"'/>;"));
}

/* Pages in Chinese that call themselves Latin: in GBK most bytes beyond ASCII come in pairs of the GB 2312 range, in Latin text alone. */
static bool is_mislabelled(const char *charset, struct bytes page)
{
	static const char *const latin[] = {"iso-8859-1", "windows-1252", "us-ascii", "ascii", "latin1"};
	size_t pairs = 0, alone = 0;
	bool said = false;
	for (size_t i = 0; charset && i < sizeof latin / sizeof *latin; i++)
		said = said || strcasecmp(charset, latin[i]) == 0;
	for (size_t i = 0; said && i < page.size; i++) {
		if (page.data[i] < 0x80)
			continue;
		bool pair = page.data[i] >= 0xA1 && page.data[i] <= 0xF7 && i + 1 < page.size && page.data[i + 1] >= 0xA1 && page.data[i + 1] < 0xFF;
		pairs += pair;
		alone += !pair;
		i += pair;
	}
	return pairs > alone;
}

static const char *page_text(struct arena *a, struct bytes page, const char *charset)
{
	const char *seen;
	sniff_text(page, &seen);
	if (!seen && !(seen = meta_charset(a, page)))
		seen = charset;
	return text_decode(a, is_mislabelled(seen, page) ? "gb18030" : seen, page.data, page.size);
}

/* The last row is followed by no end of a table nor of the page, in a page that is a whole one or ends its rows elsewhere: its tail is lost. */
static bool is_cut(const char *html)
{
	const char *row = html, *last = NULL;
	while ((row = strcasestr(row, "<tr")))
		last = row++;
	return last && (strcasestr(html, "<html") || strcasestr(html, "</tr")) && !strcasestr(last, "</table") && !strcasestr(last, "</html");
}

/* ---- sheets by their names ---- */

/* What Excel writes of a sheet beside its page: <x:ExcelWorksheet>. */
struct listed {
	const char *name, *href; /* href: the last name of the page's place; "" when the sheet is in this very page */
	bool hidden;
};

struct listing {
	struct listed *all;
	size_t all_count, all_cap;
};

/* The text between begin and the next stop, within [p, end); "" when begin is not there. */
static const char *between(struct arena *a, const char *p, const char *end, const char *begin, const char *stop)
{
	const char *s = memmem(p, (size_t)(end - p), begin, strlen(begin));
	if (!s)
		return "";
	s += strlen(begin);
	size_t n = strcspn(s, stop);
	return arena_strndup(a, s, s + n < end ? n : (size_t)(end - s));
}

static const char *last_name(const char *path)
{
	const char *slash = strrchr(path, '/'), *back = strrchr(slash ? slash : path, '\\');
	return back ? back + 1 : slash ? slash + 1 : path;
}

/* "A&amp;B" */
static const char *plain_name(struct arena *a, const char *name)
{
	static const char *const marks[][2] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}};
	struct buf out = {0};
	while (*name) {
		size_t i = 0, n = sizeof marks / sizeof *marks;
		while (i < n && !text_begins(name, marks[i][0]))
			i++;
		buf_add(&out, i < n ? marks[i][1] : name, 1);
		name += i < n ? strlen(marks[i][0]) : 1;
	}
	const char *text = text_trim(a, out.data ? arena_strndup(a, out.data, out.size) : "");
	buf_release(&out);
	return text;
}

static void list_sheets(struct arena *a, const char *html, struct listing *l)
{
	const char *p = html, *end;
	while (l->all_count < TABLE_MAX_SHEETS && (p = strstr(p, "<x:ExcelWorksheet>")) && (end = strstr(p, "</x:ExcelWorksheet>"))) {
		struct listed s = {.name = plain_name(a, between(a, p, end, "<x:Name>", "<"))};
		const char *href = between(a, p, end, "HRef=", ">"), *visible = between(a, p, end, "<x:Visible>", "<");
		href += strspn(href, "\"'");
		s.href = last_name(arena_strndup(a, href, strcspn(href, "\"'")));
		s.hidden = strcmp(visible, "SheetHidden") == 0 || strcmp(visible, "SheetVeryHidden") == 0;
		ARENA_PUSH(a, l, all) = s;
		p = end;
	}
}

/* The sheet of a page: by its place, or the only one of the only page. */
static const struct listed *sheet_of(const struct listing *l, const char *location, bool only)
{
	for (size_t i = 0; i < l->all_count; i++)
		if ((*location && strcasecmp(l->all[i].href, location) == 0) || (only && l->all_count == 1))
			return &l->all[i];
	return NULL;
}

/* ---- the file ---- */

/* Each page's tables; any: of whatever shape. */
static enum table_status read_pages(struct arena *a, const struct mhtml *m, const char *const *texts, bool any, struct table_file *file_r,
                                    const char **detail_r)
{
	struct html_reading *t = html_begin(a, file_r);
	struct listing listing = {0};
	enum table_status status = TABLE_OK;
	for (size_t i = 0; i < m->pages_count; i++)
		list_sheets(a, texts[i], &listing);
	for (size_t i = 0; i < m->pages_count && status == TABLE_OK; i++) {
		const struct listed *s = sheet_of(&listing, m->pages[i].location, m->pages_count == 1);
		size_t before = file_r->sheets_count;
		status = html_page(t, texts[i], any || (s && *s->href), detail_r);
		for (size_t k = before; s && k < file_r->sheets_count; k++) {
			file_r->sheets[k].name = s->name;
			file_r->sheets[k].hidden = file_r->sheets[k].hidden || s->hidden;
		}
	}
	return status;
}

static enum table_status html_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	if (file.size > TABLE_MAX_PLAIN) {
		*detail_r = "文件太大";
		return TABLE_TOO_LARGE;
	}
	struct mhtml m = {.whole = true};
	if (mhtml_is(file))
		m = mhtml_read(a, file);
	else
		ARENA_PUSH(a, &m, pages) = (struct mhtml_page){.html = file, .location = ""};
	const char **texts = arena_alloc(a, (m.pages_count + 1) * sizeof *texts);
	bool cut = !m.whole;
	for (size_t i = 0; i < m.pages_count; i++) {
		texts[i] = page_text(a, m.pages[i].html, m.pages[i].charset);
		cut = cut || is_cut(texts[i]);
	}
	*detail_r = "文件不完整，可能没有传完，请重新保存后再发";
	if (cut)
		return TABLE_BROKEN;
	*detail_r = "";
	enum table_status status = read_pages(a, &m, texts, false, file_r, detail_r);
	if (status == TABLE_OK && !file_r->sheets_count)
		status = read_pages(a, &m, texts, true, file_r, detail_r);
	if (status != TABLE_OK || file_r->sheets_count)
		return status;
	*detail_r = "网页，里面没有表格";
	return TABLE_NOT_A_TABLE;
}

const struct table_reader html_reader = {"html", html_matches, html_read};
