/* What a file is by its first bytes, where it is none of the tables we read: said to the rep in words that help. */
#ifndef PARSERS_SNIFF_H
#define PARSERS_SNIFF_H
#include "parsers/table.h"

/* Chinese name and advice for a picture, PDF, archive, ...; NULL when the file begins like none of them. */
const char *sniff_foreign(struct bytes file);

/* Text or not, and in what charset when the bytes say so: a label for text_decode, NULL for "UTF-8, else GB18030". False for what
 * holds too many control characters; a stray NUL or two is still text. */
bool sniff_text(struct bytes file, const char **charset_r);
/* At most so many bytes sniff_decode makes of it. What is no text may become three times as long. */
size_t sniff_decoded_size(struct bytes file);
/* The file as text: a byte order mark or NULs in every other place decide, else UTF-8, else Big5 by the words of a header, else GB18030. Writable, in the arena. */
char *sniff_decode(struct arena *a, struct bytes file);

#endif
