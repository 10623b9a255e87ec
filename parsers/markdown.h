/* What chat programs that write answers leave in pasted words: **bold**, ### headings, | tables |. Pure, linear. */
#ifndef PARSERS_MARKDOWN_H
#define PARSERS_MARKDOWN_H
#include "base/arena.h"

/* The same lines without the marks: of a table's rows the outer bars, the line of dashes below its header, "# " before a line, "**" on both sides of
 * words. Stars in a number (138****0000) stay, "-" and "*" before a line too (typed_number reads them). text: UTF-8; returned as it is where nothing
 * is marked, else the arena's. */
const char *markdown_plain(struct arena *a, const char *text);

#endif
