/* "Web page in one file" (MHTML, RFC 2557), which vendors also call .xls: the HTML inside it. Only what Excel and WPS write is understood:
 * one multipart level, quoted-printable, base64 or plain. (Mail is read by GMime, in another room.) */
#ifndef PARSERS_MHTML_H
#define PARSERS_MHTML_H
#include "parsers/table.h"

struct mhtml_page {
	struct bytes html;    /* decoded */
	const char *charset;  /* as its part says; NULL when it doesn't */
	const char *location; /* the last name of its Content-Location, "sheet001.htm"; "" when it has none */
};

struct mhtml {
	struct mhtml_page *pages;
	size_t pages_count, pages_cap;
	bool whole; /* the boundary that ends it is there */
};

bool mhtml_is(struct bytes file);
/* Every text/html part, in the arena: a workbook of several sheets has several. */
struct mhtml mhtml_read(struct arena *a, struct bytes file);

#endif
