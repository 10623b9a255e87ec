/* Archives that are read from front to end, in memory: .rar (4 and 5), .7z, .tar and what .gz, .bz2 and .xz hold. (unpack.c is the only user of
 * libarchive.) Sizes that the file announces are never believed: what really comes out is counted, of skipped files too. */
#ifndef PARSERS_UNPACK_H
#define PARSERS_UNPACK_H
#include "base/deflate.h"
#include "parsers/zip.h"

struct unpack;

/* Once, before a sandbox closes: binds libarchive; names that are not ASCII need a locale, which is a file. -1: the library is not there. */
int unpack_prepare(struct err *err);
bool unpack_is(struct bytes file); /* begins like one */

/* file must live as long. TABLE_OK; TABLE_ENCRYPTED, TABLE_NOT_A_TABLE (one volume of several), TABLE_BROKEN: then there is none. */
enum table_status unpack_open(struct bytes file, struct unpack **u_r, const char **detail_r);
void unpack_free(struct unpack *u); /* NULL is allowed */
/* The next file (folders and links are left out), its name decoded, with "/" between folders; NULL at the end. *name_r lives until the next call.
 * TABLE_BROKEN, TABLE_TOO_LARGE, TABLE_ENCRYPTED (names and all): nothing more can be read. */
enum table_status unpack_next(struct unpack *u, const char **name_r, const char **detail_r);
/* The bytes of that file into the sink. TABLE_OK, also when the sink stopped it; TABLE_BROKEN, TABLE_TOO_LARGE; TABLE_ENCRYPTED. */
enum table_status unpack_read(struct unpack *u, zip_sink *sink, void *arg, const char **detail_r);

/* A member of a zip that is packed by a method which Office never uses (bzip2, LZMA ...): the one at that place in the file. False: it is
 * damaged. The sink counts. */
bool unpack_zip_member(struct bytes zip, size_t index, inflate_sink *sink, void *arg);

#endif
