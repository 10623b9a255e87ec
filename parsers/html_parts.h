/* Between the files that read web pages: the tables of one page (html.c), and the files that hold pages (html_file.c). */
#ifndef PARSERS_HTML_PARTS_H
#define PARSERS_HTML_PARTS_H
#include "parsers/table.h"

struct html_reading;

/* Binds libxml2, once (table_prepare). -1: it is not there, or another one (base/library.h). */
int html_bind(struct err *err);

/* Begins a file (*file_r is emptied); the reading lives in a, and asks for no end. */
struct html_reading *html_begin(struct arena *a, struct table_file *file_r);
/* The tables of one more page, each a sheet behind those that are there. any: of whatever shape, because the page says that it is a sheet; else
 * only those that look like data. */
enum table_status html_page(struct html_reading *t, const char *html_utf8, bool any, const char **detail_r);

#endif
