/* Words of a header: RFC 2047 encoded-words, RFC 2231 parameters, and what clients write instead of them (field/china.md section 2.2).
 * Pure and linear in the length. Labels gb2312 and gbk are read as GB18030; raw 8-bit bytes are UTF-8 if they strictly are, else GB18030.
 * Everything returned is one line of UTF-8 in `a`, without control characters and without marks that turn the writing direction. */
#ifndef DAEMON_WORDS_H
#define DAEMON_WORDS_H
#include "base/arena.h"
#include "base/buf.h"

/* The value of a header as a person reads it. Bytes of adjacent encoded-words of one charset are joined before they are decoded. */
char *words_decode(struct arena *a, struct bytes value);
/* text_decode, with two kinds of dirt undone first: bytes beyond ASCII that always come in pairs are Chinese under a Latin label too (QQ
 * labels by the language of its buttons), and UTF-8 with a broken character here and there stays UTF-8. */
char *words_text(struct arena *a, const char *charset, const void *data, size_t size);
/* One line out of text that is decoded already. */
char *words_one_line(struct arena *a, const char *text);
/* A parameter ("filename", "charset") of a structured header value, "" if it is there and empty, NULL if it is not there.
 * The RFC 2231 form is preferred to the plain one; continuations end at the first hole. */
char *words_param(struct arena *a, struct bytes value, const char *name);
/* A file's name without the folders somebody put before it: never a path. */
char *words_file_name(struct arena *a, const char *name);

#endif
