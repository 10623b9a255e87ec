/* Streams of an OLE compound file (MS-CFB) in memory. Every number in the file is a claim: chains are walked no further than the file is
 * long, and what points outside is damage. */
#ifndef PARSERS_OLE_H
#define PARSERS_OLE_H
#include "parsers/table.h"

bool ole_is(struct bytes file); /* begins like one and is long enough for a header */

/* The stream of that name (ASCII, any case) at the file's root, whole, in the arena or a part of the file itself. TABLE_OK; TABLE_NOT_A_TABLE: there is none;
 * TABLE_BROKEN: the file was cut off or its sector chains are damaged; TABLE_TOO_LARGE. */
enum table_status ole_stream(struct arena *a, struct bytes file, const char *name, struct bytes *stream_r);
bool ole_has(struct arena *a, struct bytes file, const char *name);

/* For many streams of one file, in storages too: numbers of the directory's entries, OLE_ROOT for the file itself. */
enum { OLE_ROOT = 0, OLE_MAX_ENTRIES = 20000 };
struct ole;
struct ole *ole_open(struct arena *a, struct bytes file); /* NULL: damaged, or more entries than that */
uint32_t ole_find(struct ole *o, uint32_t storage, const char *name); /* a stream or storage directly in that storage; OLE_ROOT: there is none */
enum table_status ole_read(struct ole *o, uint32_t entry, struct bytes *stream_r); /* as ole_stream */

#endif
