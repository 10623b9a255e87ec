/* Documents that are one XML file each, without a zip around it: XML Spreadsheet 2003, flat ODF, Word 2003 XML. */
#ifndef PARSERS_FLAT_H
#define PARSERS_FLAT_H
#include "parsers/xml.h"

/* Whether the file begins as XML, in whatever charset, and says this word (ASCII) near its start. */
bool flat_is(struct bytes file, const char *word);
/* The file through a handler. Its bytes are UTF-8 if they can be, whatever the declaration says; else UTF-16 or what it names, gb2312
 * being GB18030. xml_r is set before the first call of the handler, for xml_stop. What xml_free says. */
enum table_status flat_read(struct arena *a, struct bytes file, const struct xml_handler *handler, void *arg, struct xml **xml_r,
                            const char **detail_r);

#endif
