/* Files in a .zip that somebody attached instead of the files themselves. */
#ifndef PARSERS_ARCHIVE_H
#define PARSERS_ARCHIVE_H
#include "parsers/table.h"

/* Absolute limits. */
enum {
	ARCHIVE_MAX_BYTES = 64 * 1024 * 1024, /* of all files together, unpacked; of each workbook among them TABLE_MAX_UNPACKED */
	ARCHIVE_MAX_FILES = 500,    /* in one archive */
	ARCHIVE_MAX_READ = 60,      /* files that are handed out to be read as tables */
	ARCHIVE_MAX_STRANGERS = 10, /* pictures and the like that are told of; photos of a visit come by the hundred */
	ARCHIVE_NAME_MAX = 100,     /* characters of a name */
};

/* Whether the bytes are a zip that holds files, not a document (.xlsx, .ods ...) and not damaged or encrypted: what table_read has a word for is
 * left to it. */
bool archive_is(struct bytes file);

/* Takes one file. name: decoded, with its folder if it has one ("3月/名单.xlsx"), in a. detail: NULL where `file` is to be read; else `status` and
 * it say why it can't be. False stops: the file was beyond a limit, and who packs one packs more. */
typedef bool archive_sink(void *arg, const char *name, struct bytes file, enum table_status status, const char *detail);
/* Hands out the files in the order in which they lie in the archive; what systems leave there (__MACOSX, Thumbs.db, ~$x.xlsx) is left out. The bytes
 * live until the sink returns. TABLE_OK; else detail_r says of the archive what was not read of it: TABLE_NOT_A_TABLE (it is empty),
 * TABLE_TOO_LARGE, TABLE_BROKEN. */
enum table_status archive_files(struct arena *a, struct bytes file, archive_sink *sink, void *arg, const char **detail_r);

#endif
