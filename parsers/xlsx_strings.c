#include "parsers/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parsers/part.h"

/* ---- text ---- */

/* The character of _xHHHH_ at s; 0 when there is none, or one that no text can hold. */
static uint32_t escaped(const char *s)
{
	char hex[5] = {0};
	if (s[0] != '_' || s[1] != 'x' || strspn(s + 2, "0123456789abcdefABCDEF") < 4 || s[6] != '_')
		return 0;
	memcpy(hex, s + 2, 4);
	uint32_t c = (uint32_t)strtoul(hex, NULL, 16);
	return c >= 0xD800 && c <= 0xDFFF ? 0 : c;
}

const char xlsx_too_much_text[] = "文字太多";

bool xlsx_is_full(const struct book *b)
{
	return b->texts.bytes > b->room;
}

static bool has_escape(const char *s, size_t size)
{
	const char *end = s + size;
	while ((s = memchr(s, '_', (size_t)(end - s))))
		if (*++s == 'x')
			return true;
	return false;
}

const char *xlsx_text(struct book *b, const struct buf *text)
{
	if (text->size == 0)
		return "";
	size_t size = fill_cut(text->data, text->size);
	char *s = pool_add(&b->texts, text->data, size);
	if (!has_escape(s, size))
		return s;
	char *to = s;
	for (const char *from = s; *from;) {
		uint32_t c = escaped(from);
		if (c) {
			if (c >= ' ' || c == '\t' || c == '\n') /* _x000D_ stands before the line feed that stays; the others nobody sees */
				to += text_put(to, c);
			from += 7;
		} else
			*to++ = *from++;
	}
	*to = '\0';
	return s;
}

/* ---- shared strings: <si> with <t>, or runs <r><t>; <rPh> is how to pronounce it ---- */

struct strings_state {
	struct book *book;
	struct xml *xml;
	struct buf text;
	bool in_t;
	int phonetic;
};

static void strings_again(void *arg)
{
	struct strings_state *s = arg;
	s->in_t = false;
	s->phonetic = 0;
	s->book->strings_count = 0;
}

static void strings_start(void *arg, const char *name, const char *const *attributes)
{
	struct strings_state *s = arg;
	(void)attributes;
	if (strcmp(name, "si") == 0)
		buf_clear(&s->text);
	else if (strcmp(name, "rPh") == 0)
		s->phonetic++;
	else if (strcmp(name, "t") == 0)
		s->in_t = s->phonetic == 0;
}

static void keep(struct strings_state *s, const char *text)
{
	if (s->book->strings_count >= TABLE_MAX_CELLS || xlsx_is_full(s->book))
		xml_stop(s->xml, TABLE_TOO_LARGE, xlsx_too_much_text);
	else
		ARENA_PUSH(s->book->a, s->book, strings) = text;
}

static void strings_end(void *arg, const char *name)
{
	struct strings_state *s = arg;
	if (strcmp(name, "t") == 0)
		s->in_t = false;
	else if (strcmp(name, "rPh") == 0)
		s->phonetic--;
	if (strcmp(name, "si") != 0)
		return;
	keep(s, xlsx_text(s->book, &s->text));
}

static void strings_text(void *arg, const char *s, size_t size)
{
	struct strings_state *state = arg;
	if (state->in_t)
		fill_gather(&state->text, s, size);
}

/* Past the text at *p if it is that. */
static bool skip_known(char **p, const char *known)
{
	size_t size = strlen(known);
	if (memcmp(*p, known, size) != 0)
		return false;
	*p += size;
	return true;
}

/* <phoneticPr fontId="1" type="noConversion"/>, which a Chinese Excel puts behind each text, and which says nothing of it; where there is none, that is
 * well, too. */
static bool skip_phonetic(char **p)
{
	if (!skip_known(p, "<phoneticPr fontId=\""))
		return true;
	while (**p >= '0' && **p <= '9')
		(*p)++;
	return skip_known(p, "\" type=\"noConversion\"/>");
}

/* <si><t>张伟</t></si>, each byte as everybody writes what has no formats of its own. */
static char *short_string(void *arg, char *p)
{
	struct strings_state *s = arg;
	if (!skip_known(&p, "<si><t>"))
		return NULL;
	char *from = p, *to = p = xml_plain_text(from);
	size_t size = to ? (size_t)(to - from) : 0;
	if (!to || size > TABLE_MAX_CELL_BYTES || !skip_known(&p, "</t>") || !skip_phonetic(&p) || !skip_known(&p, "</si>") || has_escape(from, size))
		return NULL;
	keep(s, pool_add(&s->book->texts, from, size));
	return p;
}

enum table_status xlsx_strings(struct book *b, const char *part, const char **detail_r)
{
	static const struct part_reading how = {{strings_start, strings_end, strings_text}, short_string, strings_again};
	struct strings_state s = {.book = b};
	enum table_status status = xlsx_part(b, part, &how, &s, &s.xml, detail_r);
	buf_release(&s.text);
	return status == TABLE_NOT_A_TABLE ? TABLE_OK : status;
}

/* ---- styles: numFmts name custom formats, cellXfs is what a cell's style number counts in ---- */

enum { MAX_STYLES = 65536, MAX_CUSTOM = 1024 }; /* Excel itself: 65,490 and 250 */

struct custom_format {
	unsigned id;
	struct number_format format;
};

struct styles_state {
	struct book *book;
	struct xml *xml;
	bool in_cell_xfs;
	struct custom_format *custom; /* the schema has them before cellXfs */
	size_t custom_count, custom_cap;
};

static struct number_format format_by_id(const struct styles_state *s, unsigned id)
{
	for (size_t i = 0; i < s->custom_count; i++)
		if (s->custom[i].id == id)
			return s->custom[i].format;
	return number_format_of_id(id);
}

static void add_custom(struct styles_state *s, const char *const *attributes)
{
	const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");
	if (id && code && s->custom_count < MAX_CUSTOM)
		ARENA_PUSH(s->book->a, s, custom) = (struct custom_format){(unsigned)strtoul(id, NULL, 10), number_format_of_code(code)};
}

static void styles_start(void *arg, const char *name, const char *const *attributes)
{
	struct styles_state *s = arg;
	if (!s->in_cell_xfs) {
		if (strcmp(name, "numFmt") == 0)
			add_custom(s, attributes);
		s->in_cell_xfs = strcmp(name, "cellXfs") == 0;
		return;
	}
	if (strcmp(name, "xf") != 0)
		return;
	const char *id = xml_attribute(attributes, "numFmtId");
	if (s->book->formats_count >= MAX_STYLES)
		xml_stop(s->xml, TABLE_TOO_LARGE, "单元格样式太多");
	else
		ARENA_PUSH(s->book->a, s->book, formats) = format_by_id(s, id ? (unsigned)strtoul(id, NULL, 10) : 0);
}

static void styles_end(void *arg, const char *name)
{
	struct styles_state *s = arg;
	if (s->in_cell_xfs && strcmp(name, "cellXfs") == 0)
		s->in_cell_xfs = false;
}

static void styles_again(void *arg)
{
	struct styles_state *s = arg;
	s->in_cell_xfs = false;
	s->custom_count = 0;
	s->book->formats_count = 0;
}

enum table_status xlsx_styles(struct book *b, const char *part, const char **detail_r)
{
	static const struct part_reading how = {{styles_start, styles_end, NULL}, NULL, styles_again};
	struct styles_state s = {.book = b};
	enum table_status status = xlsx_part(b, part, &how, &s, &s.xml, detail_r);
	return status == TABLE_NOT_A_TABLE ? TABLE_OK : status;
}
