/* Text: UTF-8, charsets, normal forms. Every string inside leadclerk is valid UTF-8 without NUL. (The only user of utf8proc and iconv.) */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* Opens every converter that may be needed, before a sandbox closes. Call once at the start of a process. */
void text_open_converters(void);

bool text_is_utf8(const void *data, size_t size);        /* strict: no overlong forms, no surrogates; NUL is allowed */
/* Decodes to UTF-8. charset as a mail labels it (any case; gb2312, gbk, cp936, x-gbk mean GB18030); NULL, unknown or wrong ones: strict
 * UTF-8 if it is that, else GB18030. What can't be decoded becomes U+FFFD; NULs are dropped. A byte order mark decides before the label
 * and is removed. */
char *text_decode(struct arena *a, const char *charset, const void *data, size_t size);
/* The same without a doubt: the label is not weighed against the bytes, for formats whose files are written by the charset they name (among
 * single GBK words some are strict UTF-8 by chance). Without a label, or with an unknown one, as text_decode. */
char *text_convert(struct arena *a, const char *charset, const void *data, size_t size);
/* Valid UTF-8 out of anything: bad sequences become U+FFFD, NULs are dropped. */
char *text_clean(struct arena *a, const void *data, size_t size);
/* What text_is_utf8 found valid, in the arena; NULs are dropped. */
char *text_keep(struct arena *a, const void *data, size_t size);

/* One code point at *p (valid UTF-8), *p moves on; 0 at the end. */
uint32_t text_next(const char **p);
size_t text_count(const char *s);                        /* code points */
size_t text_put(char out[4], uint32_t code_point);       /* bytes written */

/* Most of what we read: letters all of them, without case, which neither decompose nor compose. */
static inline bool text_is_unified(uint32_t c)
{
	return c >= 0x4E00 && c <= 0x9FFF;
}
/* How many bytes at the start of s are ASCII and such ideographs: where that is all of it, it is its own normal form. */
size_t text_plain(const char *s);
char *text_nfkc(struct arena *a, const char *s);         /* in a time linear in its length, whatever marks are in it */
char *text_upper(struct arena *a, const char *s);        /* simple case mapping */
bool text_is_space(uint32_t c);                          /* blanks, NBSP, U+3000, and zero-width and direction marks: whatever shows nothing, but ... */
static inline bool text_is_variation(uint32_t c)         /* ... what says how the character before it looks */
{
	return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}
bool text_is_punct(uint32_t c);                          /* Unicode category P* */
bool text_is_han(uint32_t c);
/* Without blanks (text_is_space, line breaks) at both ends; inner ones stay. */
char *text_trim(struct arena *a, const char *s);
const char *text_core(const char *s, size_t *size_r);    /* where in s that is: nothing is copied */
/* What labels are compared by: NFKC, lower case, no blanks, no punctuation but '/' and brackets' contents kept (brackets themselves go). */
char *text_label(struct arena *a, const char *s);
/* Whether s begins with a digit, a letter of ASCII or a unified ideograph that is none of the characters of `firsts` (letters: in lower case, for both
 * cases). Then neither its normal form nor its label begins with one of them: a digit and an ideograph stay what they are whatever follows, and a
 * letter that takes a mark is no letter of ASCII. False says nothing. Spares most texts the look at words. */
bool text_begins_otherwise(const char *s, const char *firsts);
/* s, or a copy of its first `bytes` at most, cut at a character. */
const char *text_head(struct arena *a, const char *s, size_t bytes);
/* At most max code points, with an ellipsis where something was cut. */
char *text_cut(struct arena *a, const char *s, size_t max);
size_t text_columns(const char *s);                      /* of a terminal: what is Han or full-width takes two */
bool text_contains(const char *s, const char *part);     /* bytewise; "" is in everything */
bool text_same_nocase(const char *s, const char *t);     /* ASCII letters in any case */

static inline bool text_begins(const char *s, const char *with) /* bytewise */
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* With one of those words. */
static inline bool text_begins_any(const char *s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_begins(s, words[i]))
			return true;
	return false;
}

/* One of those words stands in it. */
static inline bool text_holds_any(const char *s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(s, words[i]))
			return true;
	return false;
}

/* = + - @ (full-width too), TAB, CR: a spreadsheet would take the cell for a formula, if it were typed in. */
static inline bool text_begins_formula(const char *s)
{
	enum { FULL_WIDTH = 0xEF /* the first byte of U+FF0B and its like */ };
	uint32_t c = (uint8_t)*s;
	if (c < 0x80)
		return c && strchr("=+-@\t\r", *s);
	c = c == FULL_WIDTH ? text_next(&s) : 0;
	return c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20;
}

#endif
