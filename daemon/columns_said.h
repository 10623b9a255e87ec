/* What somebody says of a table's columns in a plain reply: B=公司 C=电话; B列是公司，C列是电话; 公司：B; 第2列 公司名称; 类型=意向客户. Pure; headers_open must
 * have been called. */
#ifndef DAEMON_COLUMNS_SAID_H
#define DAEMON_COLUMNS_SAID_H
#include "base/arena.h"
#include "values/classified.h"

enum { SAID_MAX_TEXT = 4000 /* bytes that are looked at: an answer is short */ };

struct columns_said {
	struct known_column *columns;   /* in the columns' order, each once */
	size_t columns_count, columns_cap;
	enum row_kind kind;             /* ROW_NONE: not said */
	const char **unknown;           /* what looks like an answer and names no column, or no field: as written */
	size_t unknown_count, unknown_cap;
};

/* text: the sender's own words. width: of the table in columns; others are unknown. Field names are those of headers (headers.txt); 忽略 and 不用 say that
 * a column is not to be read. Nothing at all was said where columns_count, unknown_count and kind are 0. */
struct columns_said columns_said(struct arena *a, const char *text, size_t width);

/* "2=company 3=phone kind=prospect": how it is recorded. */
const char *columns_text(struct arena *a, const struct known_layout *k);
/* ... and read again; what is no such text is left out. */
void columns_read(struct arena *a, const char *text, struct known_layout *k_r);
/* What was said now over what was said before. */
void columns_overlay(struct arena *a, struct known_layout *k, const struct columns_said *said);

#endif
