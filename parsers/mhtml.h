/* "Web page in one file" (MHTML, RFC 2557), which vendors also call .xls: the HTML inside it. Only what Excel and WPS write is understood:
 * one multipart level, quoted-printable, base64 or plain. (Mail is read by GMime, in another room.) */
#ifndef PARSERS_MHTML_H
#define PARSERS_MHTML_H
#include "parsers/table.h"

bool mhtml_is(struct bytes file);
/* Every text/html part, decoded and one after the other: a workbook of several sheets has several. In the arena; no bytes when none. */
struct bytes mhtml_pages(struct arena *a, struct bytes file);

#endif
