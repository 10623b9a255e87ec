/* HTML of a mail reduced to the lines a person sees. Pure, linear; no parser tree (tables are the business of parsers/). */
#ifndef DAEMON_UNHTML_H
#define DAEMON_UNHTML_H
#include <stddef.h>

#include "base/arena.h"

/* A line of the text and where in the HTML it begins. */
struct unhtml_line {
	size_t text_at, html_at;
};

struct unhtml {
	char *text;               /* own (in the arena): lines end with \n, cells of a table row are parted by tabs */
	struct unhtml_line *lines;
	size_t lines_count, lines_cap;
	size_t quote_text_at, quote_html_at; /* where an element begins that clients put around quotations, or SIZE_MAX */
};

void unhtml(struct arena *a, const char *html, struct unhtml *u_r);

#endif
