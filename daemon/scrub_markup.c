/* Markup: which of it is text. And what texts hide behind. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scrub_inside.h"

enum { ATTRIBUTE_MAX = 40 };

const char *scrub_tag_end(const char *p, const char *end)
{
	char quote = 0;
	if (end - p < 3 || *p != '<' || !(isalpha((unsigned char)p[1]) || strchr("/?!", p[1]) || (unsigned char)p[1] >= 0x80))
		return NULL;
	for (p++; p < end; p++) {
		if (quote)
			quote = *p == quote ? 0 : quote;
		else if (*p == '>')
			return p + 1;
		else if ((*p == '"' || *p == '\'') && p[-1] == '=')
			quote = *p;
		else if (*p == '<')
			return NULL;
	}
	return NULL;
}

/* Names of formats, which look like somebody's: <si> of shared strings, <li>. */
static void put_name(struct scan *in, const char *p, const char *end)
{
	static const char *const short_names[] = {"si", "li", "an", "le", "pos", "be"};
	for (size_t i = 0; i < sizeof short_names / sizeof *short_names; i++)
		if (strlen(short_names[i]) == (size_t)(end - p) && strncmp(p, short_names[i], (size_t)(end - p)) == 0) {
			buf_add(in->out, p, (size_t)(end - p));
			return;
		}
	scrub_pieces(in->s, p, end, false, in->out);
}

/* AB12, A1:H100, 1:12, $A$1: letters (three at most) before digits. */
static bool is_reference(const char *p, const char *end)
{
	for (; p < end; p++) {
		size_t letters = 0, digits = 0;
		for (; p < end && (isupper((unsigned char)*p) || *p == '$'); p++)
			letters++;
		for (; p < end && (isdigit((unsigned char)*p) || *p == '$'); p++)
			digits++;
		if (digits == 0 || digits > 8 || letters > 4 || (p < end && *p != ':' && *p != ' '))
			return false;
	}
	return true;
}

static bool counts_places(const char *name, size_t size)
{
	static const char *const names[] = {"r", "ref", "sqref", "spans", "min", "max", "count", "uniqueCount", "s", "topLeftCell", "activeCell", "sheetId", "colspan", "rowspan",
	                                    "table:number-columns-repeated", "table:number-rows-repeated", "ss:Index", "ss:ExpandedRowCount", "ss:MergeDown", "ss:MergeAcross"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == size && strncmp(names[i], name, size) == 0)
			return true;
	return false;
}

static const char *skip(const char *p, const char *end, const char *stops)
{
	while (p < end && !strchr(stops, *p))
		p++;
	return p;
}

static void put_value(struct scan *in, const char *name, size_t name_size, const char *p, const char *end)
{
	if (name_size == 1 && *name == 't')
		in->is_index = end - p == 1 && strchr("sbe", *p);
	if (counts_places(name, name_size) && is_reference(p, end))
		buf_add(in->out, p, (size_t)(end - p));
	else
		scrub_pieces(in->s, p, end, false, in->out);
}

/* One attribute, or what stands there instead. */
static const char *put_attribute(struct scan *in, const char *p, const char *end)
{
	const char *stop = skip(p, end, " \t\r\n=/>\"'"), *value;
	if (stop == p) {
		buf_addc(in->out, *p);
		return p + 1;
	}
	put_name(in, p, stop);
	if (stop == end || *stop != '=')
		return stop;
	buf_addc(in->out, '=');
	value = stop + 1;
	char quote[2] = {value < end && (*value == '"' || *value == '\'') ? *value : '\0'};
	const char *last = *quote ? skip(value + 1, end, quote) : skip(value, end, " \t\r\n>");
	if (*quote)
		buf_addc(in->out, *quote);
	put_value(in, p, (size_t)(stop - p), value + (*quote != 0), last);
	if (*quote && last < end)
		buf_addc(in->out, *quote);
	return last + (*quote && last < end);
}

/* A comment, CDATA: what stands between is text. */
static const char *scrub_section(struct scan *in, const char *p, const char *open, const char *close)
{
	size_t n = strlen(open);
	if ((size_t)(in->end - p) < n || strncmp(p, open, n) != 0)
		return p;
	const char *end = memmem(p + n, (size_t)(in->end - p) - n, close, strlen(close)), *after = end ? end + strlen(close) : in->end;
	buf_adds(in->out, open);
	scrub_pieces(in->s, p + n, end ? end : in->end, false, in->out);
	buf_adds(in->out, end ? close : "");
	return after;
}

const char *scrub_tag(struct scan *in, const char *p)
{
	const char *after = scrub_section(in, p, "<!--", "-->");
	if (after == p)
		after = scrub_section(in, p, "<![CDATA[", "]]>");
	if (after > p || !(after = scrub_tag_end(p, in->end)))
		return after ? after : p;
	const char *end = after - 1, *name = p + 1 + (strchr("/?!", p[1]) != NULL), *at = skip(name, end, " \t\r\n/>");
	buf_add(in->out, p, (size_t)(name - p));
	put_name(in, name, at);
	if (at - name == 1 && (*name == 'c' || *name == 't') && p[1] != '/')
		in->is_index = false;
	while (at < end)
		at = put_attribute(in, at, end);
	buf_addc(in->out, '>');
	return after;
}

/* ---- what a text hides behind ---- */

static size_t hex_at(const char *p, size_t digits, uint32_t *c_r)
{
	char text[9] = {0};
	memcpy(text, p, strnlen(p, digits));
	*c_r = (uint32_t)strtoul(text, NULL, 16);
	return strspn(text, "0123456789abcdefABCDEF") == digits ? digits : 0;
}

static bool is_said(uint32_t c)
{
	return (c >= 0x80 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF)) || (c < 0x80 && isalnum((int)c));
}

/* &#24352; and &#x5F20; (a semicolon may be missing), _x5F20_ of a workbook, \u5F20: how long it is; 0 none. */
static size_t escaped(const char *p, bool markup, uint32_t *c_r)
{
	char *end = NULL;
	size_t n = 0;
	if (p[0] == '\\' && p[1] == 'u' && hex_at(p + 2, 4, c_r))
		n = 6;
	else if (p[0] == '_' && p[1] == 'x' && hex_at(p + 2, 4, c_r) && p[6] == '_')
		n = 7;
	else if (markup && p[0] == '&' && p[1] == '#') {
		bool hex = p[2] == 'x' || p[2] == 'X';
		const char *digits = p + 2 + hex;
		if (isxdigit((unsigned char)*digits))
			*c_r = (uint32_t)strtoul(digits, &end, hex ? 16 : 10);
		n = end ? (size_t)(end - p) + (*end == ';') : 0;
	}
	return n && is_said(*c_r) ? n : 0;
}

static bool byte_at(const char *p, char sign, uint32_t *byte_r)
{
	return *p == sign && hex_at(p + 1, 2, byte_r);
}

/* Bytes of characters in an address or a parameter (%E5%BC%A0), or quoted-printable where nobody said so (=D5=C5; =31=33, for a sign of equality may stand before a number). Which
 * characters they were, only their charset says: they become one that it has. */
static size_t put_bytes_at(const char *start, const char *p, char sign, struct buf *out)
{
	uint32_t first, second, third;
	if (!byte_at(p, sign, &first))
		return 0;
	if (first < 0x80) {
		bool beside = byte_at(p + 3, sign, &second) || (p - start >= 3 && byte_at(p - 3, sign, &second)), said = (sign == '%' || beside) && isalnum((int)first);
		if (said)
			buf_addc(out, (char)first);
		return said ? 3 : 0;
	}
	bool two = byte_at(p + 3, sign, &second) && second >= 0x40;
	if ((first & 0xF0) == 0xE0 && two && (second & 0xC0) == 0x80 && byte_at(p + 6, sign, &third) && (third & 0xC0) == 0x80)
		return buf_printf(out, "%cE6%c96%c87", sign, sign, sign), 9;
	if (two)
		return buf_printf(out, "%cC3%cF7", sign, sign), 6;
	if (sign == '%')
		buf_adds(out, "%3F");
	return sign == '%' ? 3 : 0;
}

static void unhide(const char *text, bool markup, struct buf *out)
{
	for (const char *p = text; *p;) {
		uint32_t c;
		char put[4];
		size_t n = escaped(p, markup, &c);
		if (n)
			buf_add(out, put, text_put(put, c));
		else if (!(n = put_bytes_at(text, p, '%', out)) && !(n = put_bytes_at(text, p, '=', out)))
			buf_add(out, p, n = 1);
		p += n;
	}
	buf_addc(out, '\0');
}

/* "begin 644 NAME": what follows in a text is a file of uuencode, three bytes in four signs. Few of them are letters, so that hardly anything would be replaced. */
static bool begins_file(const char *p, const char *end)
{
	static const char begin[] = "begin ";
	size_t digits = (size_t)(end - p) > sizeof begin && strncasecmp(p, begin, sizeof begin - 1) == 0 ? strspn(p + sizeof begin - 1, "01234567") : 0;
	return (digits == 3 || digits == 4) && p[sizeof begin - 1 + digits] == ' ';
}

/* Its lines go, up to "end". */
static void drop_files(const char *text, struct buf *out)
{
	bool within = false;
	for (const char *p = text; *p;) {
		const char *end = p + strcspn(p, "\n");
		size_t n = (size_t)(end - p) + (*end == '\n');
		bool ends = strncasecmp(p, "end", 3) == 0 && p[3 + strspn(p + 3, " \t\r")] == (*end ? '\n' : '\0');
		within = within && !ends;
		if (!within)
			buf_add(out, p, n);
		within = within || begins_file(p, end);
		p += n;
	}
	buf_addc(out, '\0');
}

static void scrub_whole(struct scrub *s, const char *text, bool markup, struct buf *out)
{
	struct buf plain = {0}, kept = {0};
	drop_files(text, &kept);
	unhide(kept.data, markup, &plain);
	buf_release(&kept);
	scrub_pieces(s, plain.data, plain.data + plain.size - 1, markup, out);
	buf_release(&plain);
}

void scrub_text(struct scrub *s, const char *text, struct buf *out)
{
	scrub_whole(s, text, false, out);
}

void scrub_markup(struct scrub *s, const char *text, struct buf *out)
{
	scrub_whole(s, text, true, out);
}
