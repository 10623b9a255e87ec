/* Which field a column's header names. The words are data (parsers/headers.txt, embedded); this is their matching: a whole header before a
 * contained word, the longest contained word before shorter ones, and barring words win over contained ones. Where that finds nothing that a lead is
 * asked for, what stands before brackets, "/" or 及 counts alone: 联系人（职务）. Traditional characters are read as simplified ones. */
#ifndef HEADERS_H
#define HEADERS_H
#include <stdbool.h>

#include "base/err.h"
#include "values/lead.h"

struct header_match {
	enum field field; /* FIELD_OTHER: known, or unknown: `known` says which */
	bool known;       /* a word of ours named it */
	bool whole;       /* it is one of our words, not only contains one */
	bool weak;        /* named by a FIELD~ word (headers.txt) */
	enum field beside; /* of a company's column that holds a person too: FIELD_PERSON or FIELD_CONTACT; else FIELD_OTHER */
	int rank;         /* place of the word in headers.txt: where two columns compete, the smaller is the better */
};

/* Reads the words once; calling again does nothing. -1: a line of the embedded file is wrong; the text names the line. */
int headers_open(struct err *err);
void headers_close(void);
/* The same from a text of the caller's (tests; `check`): replaces what was read. */
int headers_read(const char *name, const char *text, struct err *err);

/* One cell (not a label yet). headers_open must have been called. An empty cell is FIELD_OTHER, not known. */
struct header_match header_match(const char *cell);
enum field header_field(const char *cell); /* header_match().field */

#endif
