#include "parsers/flat.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "parsers/sniff.h"

enum {
	HEAD = 16 * 1024,     /* bytes at the start in which a document names itself */
	DECLARATION = 200,    /* bytes of <?xml ... ?> at most */
	PIECE = 256 * 1024,
	REFERENCE = 12,       /* bytes of a reference to a character that are looked at */
};

static const char *without_blanks(const char *s)
{
	return s + strspn(s, " \t\r\n");
}

bool flat_is(struct bytes file, const char *word)
{
	struct arena *a = arena_new();
	struct bytes head = {file.data, file.size < HEAD ? file.size : HEAD};
	const char *text = without_blanks(sniff_decode(a, head));
	bool is = *text == '<' && strstr(text, word);
	arena_free(a);
	return is;
}

/* The charset that the declaration names, NULL if it names none. */
static const char *declared(struct arena *a, struct bytes file)
{
	const char *head = text_clean(a, file.data, file.size < DECLARATION ? file.size : DECLARATION);
	const char *end = strstr(head, "?>"), *p = strstr(head, "encoding=");
	if (!end || !p || p > end)
		return NULL;
	p += strlen("encoding=") + 1;
	return arena_strndup(a, p, strcspn(p, "\"' ?"));
}

/* As UTF-8 without the declaration, which speaks of the bytes as they were. */
static struct bytes decoded(struct arena *a, struct bytes file)
{
	const char *charset, *label;
	bool marked = file.size >= 3 && memcmp(file.data, "\xEF\xBB\xBF", 3) == 0;
	if (marked)
		file = (struct bytes){file.data + 3, file.size - 3};
	if (!text_is_utf8(file.data, file.size) || memchr(file.data, 0, file.size)) {
		sniff_text(file, &charset);
		label = marked ? "utf-8" : charset ? charset : declared(a, file);
		const char *text = marked ? text_clean(a, file.data, file.size) : text_decode(a, label, file.data, file.size);
		file = (struct bytes){(const uint8_t *)text, strlen(text)};
	}
	while (file.size && strchr(" \t\r\n", *file.data))
		file.data++, file.size--;
	const uint8_t *end = file.size >= 5 && memcmp(file.data, "<?xml", 5) == 0 ? memmem(file.data, file.size, "?>", 2) : NULL;
	return end ? (struct bytes){end + 2, file.size - (size_t)(end + 2 - file.data)} : file;
}

static bool is_allowed(unsigned long c)
{
	return c >= 0x20 ? c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF) : c == '\t' || c == '\n' || c == '\r';
}

/* The bytes of a reference to a character that XML does not know (&#7;); 0 when there is none. */
static size_t bad_reference(const char *p, const char *end)
{
	char digits[REFERENCE + 1] = {0}, *stop;
	size_t n = (size_t)(end - p) < REFERENCE ? (size_t)(end - p) : REFERENCE;
	if (n < 4 || p[1] != '#')
		return 0;
	memcpy(digits, p, n);
	bool hex = digits[2] == 'x';
	unsigned long c = strtoul(digits + 2 + hex, &stop, hex ? 16 : 10);
	return *stop == ';' && stop > digits + 2 + hex && !is_allowed(c) ? (size_t)(stop + 1 - digits) : 0;
}

/* Excel writes CHAR(7) into its own XML, where no parser lets it pass. The size without such characters. */
static size_t without_controls(char *piece, size_t size)
{
	char *to = piece;
	for (char *p = piece, *end = piece + size; p < end;) {
		size_t bad = *p == '&' ? bad_reference(p, end) : 0;
		if (bad || !is_allowed((unsigned char)*p))
			p += bad ? bad : 1;
		else
			*to++ = *p++;
	}
	return (size_t)(to - piece);
}

/* The next piece, which ends before a reference that may be cut. */
static size_t take_piece(char piece[PIECE], struct bytes rest)
{
	size_t n = rest.size < PIECE ? rest.size : PIECE;
	for (size_t k = 1; n < rest.size && k <= REFERENCE; k++)
		if (rest.data[n - k] == '&')
			n -= k;
	memcpy(piece, rest.data, n);
	return n;
}

enum table_status flat_read(struct arena *a, struct bytes file, const struct xml_handler *handler, void *arg, struct xml **xml_r,
                            const char **detail_r)
{
	struct bytes rest = decoded(a, file);
	char *piece = arena_alloc(a, PIECE);
	*xml_r = xml_new(handler, arg);
	while (rest.size) {
		size_t n = take_piece(piece, rest);
		if (!xml_feed(*xml_r, piece, without_controls(piece, n)))
			break;
		rest = (struct bytes){rest.data + n, rest.size - n};
	}
	return xml_free(*xml_r, detail_r);
}
