/* XML in pieces, as the zip gives it. (xml.c is the only user of expat.) A document type declaration is refused, and with it every
 * entity: OOXML allows none (ECMA-376 part 2, 6.2.5). Names come without their namespace prefix, so that strict and transitional files
 * and files with unusual prefixes are one. */
#ifndef PARSERS_XML_H
#define PARSERS_XML_H
#include "parsers/table.h"

enum { XML_MAX_TOKEN = 1024 * 1024 }; /* bytes of a tag or comment; text may be longer. Beyond it: TABLE_TOO_LARGE */

struct xml_handler {
	void (*start)(void *arg, const char *name, const char *const *attributes);
	void (*end)(void *arg, const char *name);
	void (*text)(void *arg, const char *s, size_t size); /* valid UTF-8, in pieces; NULL when not wanted */
};

struct xml;

struct xml *xml_new(const struct xml_handler *handler, void *arg);
/* Looks at what begins with the tag at p. If it knows these bytes exactly, it does all that the handler would do for the elements they make up, and
 * returns where they end; else NULL, and nothing was done. 64 KB from p on, or the document's end, are there, and zeros behind it. */
typedef char *xml_shortcut(void *arg, char *p);
/* For a shortcut: from p to the next '<', if all before it is text that means itself, as XML allows it; else NULL. */
char *xml_plain_text(char *p);
/* The same by our own scanner (scan.h), for the large parts of a workbook. It may find, at any place, that it cannot judge what it sees: then
 * xml_is_odd, nothing of what the handler was told counts, and the part is to be read again by xml_new.
 * shortcut may be NULL. */
struct xml *xml_new_fast(const struct xml_handler *handler, xml_shortcut *shortcut, void *arg);
bool xml_is_odd(struct xml *x);    /* asked when all was fed, before xml_free */
/* The last of a handler's words: nothing more is parsed, and xml_free gives this status. detail is not copied. */
void xml_stop(struct xml *x, enum table_status status, const char *detail);
bool xml_feed(void *xml, const void *data, size_t size);   /* a zip_sink; false after a fault or xml_stop */
/* Ends the document. TABLE_OK, TABLE_BROKEN, TABLE_TOO_LARGE (depth), or what xml_stop said; detail_r is set with the latter three. */
enum table_status xml_free(struct xml *x, const char **detail_r);

const char *xml_attribute(const char *const *attributes, const char *name); /* by local name; NULL when it is not there */
bool xml_true(const char *value);                                          /* "1", "true", "on" */

#endif
