/* The XML of everyday parts, several times as fast as expat: elements, attributes, text, entities, CDATA and comments in UTF-8, checked as XML
 * demands. Whatever else there is (another charset, a document type, processing instructions, names beyond ASCII, a tag of 64 KB, anything that is
 * not well-formed) it leaves to expat: it says so, and judges nothing. Behind xml_new_fast (xml.h); nobody else calls it.
 *
 * The bytes of a document are looked at once, in a window that moves over them; a handler is given pointers into it. */
#ifndef PARSERS_SCAN_H
#define PARSERS_SCAN_H
#include "parsers/xml.h"

struct scan;

/* stop: set by somebody else when nothing more is wanted. */
struct scan *scan_new(const struct xml_handler *handler, xml_shortcut *shortcut, void *arg, const bool *stop);
/* False: this is not for us, and never was. */
bool scan_feed(struct scan *s, const void *data, size_t size);
/* The document has ended; false as above. */
bool scan_end(struct scan *s);
void scan_free(struct scan *s);

#endif
